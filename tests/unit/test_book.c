/* A case in a workbook: where its cells and findings stand, and that its formulas come to what they cache. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <glob.h>
#include <minizip/unzip.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "budgetkoll/check.h"
#include "budgetkoll/reading.h"
#include "file_bytes.h"
#include "case_book.h"
#include "evaluator.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

enum { MOST_WRONG = 20 };

struct world {
    struct arena arena;
    struct findings findings;
    struct budget *budget;
    struct case_report report;
    struct book *book;
    struct case_book *at; /* after lay_out() */
    char path[512];       /* of the workbook */
};

static const char *temporary_folder(void)
{
    const char *folder = getenv("TMPDIR");
    return folder && *folder ? folder : "/tmp";
}

/* Reads and checks a case; the workbook is open, for as many cases as told. */
static struct world *start(const struct input *inputs, size_t count, size_t cases)
{
    static struct world world;
    struct str error = STR("");
    world = (struct world){.findings = {.language = SWEDISH}};
    struct arena *arena = &world.arena;
    struct input own = {STR("scheme.ini"), load(arena, "data/schemes/eruf-2014.ini")};
    const struct scheme *scheme = read_scheme(arena, own, SWEDISH, &error);
    assert_non_null(scheme);
    struct check_options options = {200, scheme, NULL};
    world.findings.arena = arena;
    world.budget = read_case(arena, inputs, count, &world.findings).budget;
    world.report = (struct case_report){
        .path = STR("case"), .id = STR("case"), .budget = world.budget, .findings = &world.findings};
    if (world.budget->tables.count > 0)
        world.report.result = check_budget(arena, world.budget, &options, &world.findings).result;
    findings_sort(&world.findings);
    snprintf(world.path, sizeof world.path, "%s/budgetkoll-book-XXXXXX", temporary_folder());
    int file = mkstemp(world.path);
    assert_true(file >= 0);
    close(file);
    struct book_options settings = {.case_count = cases, .temporary = temporary_folder()};
    world.book = book_open(arena, world.path, &settings, &(struct str){0});
    assert_non_null(world.book);
    return &world;
}

static struct world *start_text(const char *text, size_t cases)
{
    struct input input = {STR("t.csv"), str_from(text)};
    return start(&input, 1, cases);
}

static void lay_out(struct world *world)
{
    world->at = layout_case(world->book, &world->arena, &world->report);
}

static bool close_book(struct world *world)
{
    struct str why = STR("");
    bool closed = book_close(world->book, &why) && book_is_whole(world->path);
    if (!closed)
        print_error("no workbook: %.*s\n", STR_ARG(why));
    return closed;
}

static void finish(struct world *world)
{
    unlink(world->path);
    arena_release(&world->arena);
}

/* ---- where things stand ---- */

static const struct cell *cell_at(const struct world *world, enum concept concept, int scope)
{
    const struct item *item = budget_item(world->budget, TABLE_COSTS, concept);
    assert_non_null(item);
    const struct cell *cell = item_cell(item, scope);
    assert_non_null(cell);
    return cell;
}

static size_t count_lost(const struct world *world, const struct item *item)
{
    size_t lost = 0;
    for (size_t i = 0; i < item->table->columns.count; i++) {
        const struct cell *cell = &item->cells[i];
        if (cell->state != CELL_ABSENT)
            lost += !address_equal(layout_find(world->at, cell->origin), world->at->published[cell->id]);
    }
    for (size_t i = 0; i < item->lines.count; i++)
        lost += count_lost(world, item->lines.items[i]);
    return lost;
}

static const char tables[] = "Projekt;Hav\nSökt belopp;50\n\n"
                             "Kostnadslag;2021;2022;Totalt\nPersonal;100;200;300\n - Ledare;100;;\n"
                             "Externa tjänster;x;20;30\n\n"
                             "Finansiär;Beskrivning;2021;Totalt\nEU-medel;stöd;50;50\n\n"
                             "Aktivitet;Startdatum;Slutdatum;Kostnad\nA;2021-01-01;2021-05-31;100\n";

/* Every cell is found where it is published. */
static void test_cells_are_found(void **state)
{
    struct world *world = start_text(tables, 1);
    size_t lost = 0, seen = 0;
    (void)state;
    lay_out(world);
    for (size_t t = 0; t < world->budget->tables.count; t++) {
        const struct table *table = world->budget->tables.items[t];
        for (size_t i = 0; table->kind != TABLE_ACTIVITIES && i < table->items.count; i++, seen++)
            lost += count_lost(world, table->items.items[i]);
    }
    assert_int_equal(world->budget->activities.count, 1);
    const struct cell *cost = &world->budget->activities.items[0].cost;
    lost += !address_equal(layout_find(world->at, cost->origin), world->at->published[cost->id]);
    assert_true(close_book(world));
    finish(world);
    assert_int_equal(lost, 0);
    assert_in_range(seen, 3, 10);
}

static void test_places_of_cells(void **state)
{
    struct world *world = start_text("Kostnadslag;2021;2022;Totalt\nPersonal;100;200;300\nResor;1;;1\n", 1);
    (void)state;
    lay_out(world);
    struct sheet *sheet = world->at->sheets[SHEET_COSTS];
    assert_non_null(sheet);
    static const struct {
        enum concept concept;
        int scope;
        lxw_row_t row;
        lxw_col_t published, computed;
    } rows[] = {{STAFF, 2021, ROW_BODY, 1, 4},        {STAFF, 2022, ROW_BODY, 2, 5},
                {STAFF, SCOPE_TOTAL, ROW_BODY, 3, 6}, {TRAVEL, 2021, ROW_BODY + 1, 1, 4},
                {TRAVEL, 2022, ROW_BODY + 1, 2, 5},   {TRAVEL, SCOPE_TOTAL, ROW_BODY + 1, 3, 6}};
    int wrong = 0;
    for (size_t i = 0; i < COUNT(rows); i++) {
        uint32_t id = cell_at(world, rows[i].concept, rows[i].scope)->id;
        struct address published = {sheet, rows[i].row, rows[i].published},
                       computed = {sheet, rows[i].row, rows[i].computed};
        wrong += !address_equal(world->at->published[id], published) ||
                 !address_equal(world->at->computed[id], computed);
    }
    assert_true(close_book(world));
    finish(world);
    assert_int_equal(wrong, 0);
}

/* The cell itself, else the nearest in its row. */
static void test_find(void **state)
{
    struct sheet sheet = {0};
    struct source first = {.name = STR("a.csv")}, second = {.name = STR("b.csv")},
                  other = {.name = STR("c.csv")};
    struct landmark landmarks[] = {{{&first, 2, 0}, {&sheet, 5, 0}},
                                   {{&first, 2, 2}, {&sheet, 5, 2}},
                                   {{&first, 2, 7}, {&sheet, 5, 7}},
                                   {{&first, 4, 3}, {&sheet, 6, 3}},
                                   {{&second, 0, 1}, {&sheet, 7, 1}}};
    struct case_book at = {0};
    at.landmarks.items = landmarks;
    at.landmarks.count = COUNT(landmarks);
    const struct {
        struct origin origin;
        int expected; /* index of its landmark, or -1 */
    } rows[] = {
        {{&first, 2, 0}, 0},
        {{&first, 2, 2}, 1},
        {{&first, 2, 7}, 2},
        {{&first, 4, 3}, 3},
        {{&second, 0, 1}, 4},
        /* the nearest */
        {{&first, 2, 3}, 1},
        {{&first, 2, 4}, 1},
        {{&first, 2, 5}, 2},
        {{&first, 2, 6}, 2},
        {{&first, 2, 9}, 2},
        {{&first, 4, 0}, 3},
        {{&first, 4, 9}, 3},
        {{&second, 0, 0}, 4},
        {{&second, 0, 2}, 4},
        /* nowhere */
        {{&first, 0, 0}, -1},
        {{&first, 1, 9}, -1},
        {{&first, 3, 3}, -1},
        {{&first, 5, 3}, -1},
        {{&second, 1, 1}, -1},
        {{&other, 2, 0}, -1},
        {{NULL, 2, 0}, -1},
    };
    int wrong = 0;
    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct address expected = {0}, found = layout_find(&at, rows[i].origin);
        if (rows[i].expected >= 0)
            expected = landmarks[rows[i].expected].address;
        if (!address_equal(found, expected)) {
            print_error("record %u, field %u: row %u, column %u\n", rows[i].origin.record,
                        rows[i].origin.field, found.row, found.column);
            wrong++;
        }
    }
    at.landmarks.count = 0;
    assert_null(layout_find(&at, rows[0].origin).sheet);
    assert_int_equal(wrong, 0);
}

/* ---- marks ---- */

/* The total of staff is one krona off its years, a note, and seventy off its lines, an error. */
static const char marked[] = "Kostnadslag;2021;2022;Totalt\nPersonal;100;200;301\n"
                             " - Ledare;60;120;250\n - Ekonom;40;80;121\n";

static void test_marks(void **state)
{
    struct world *world = start_text(marked, 1);
    (void)state;
    lay_out(world);
    struct case_book *at = world->at;
    struct address staff = at->published[cell_at(world, STAFF, SCOPE_TOTAL)->id],
                   year = at->published[cell_at(world, STAFF, 2021)->id];
    const struct mark *mark = layout_find_mark(at, staff);
    bool both = mark && mark->severity == ERROR &&
                str_equal(mark->rules, STR("fel: sum-parts; anmärkning: sum-row")) &&
                str_starts(mark->text, STR("fel: ")) && str_find(mark->text, STR("\n\nanmärkning: ")) > 0;
    const struct mark *note =
        layout_find_mark(at, (struct address){staff.sheet, staff.row + 2, staff.column});
    bool one = note && note->severity == NOTE && str_equal(note->rules, STR("anmärkning: sum-row")) &&
               str_find(note->text, STR("\n\n")) < 0;
    bool none = !layout_find_mark(at, year);
    size_t count = at->marks.count;
    assert_true(close_book(world));
    finish(world);
    assert_true(both);
    assert_true(one);
    assert_true(none);
    assert_int_equal(count, 3);
}

/* They stand in the order of sheets, rows and columns, one a cell, and each finding is in one of them. */
static void test_order_of_marks(void **state)
{
    struct world *world = start_text(marked, 1);
    size_t findings = 0;
    (void)state;
    lay_out(world);
    const struct case_book *at = world->at;
    assert_true(at->marks.count > 1);
    for (size_t i = 0; i < at->marks.count; i++) {
        const struct mark *mark = &at->marks.items[i];
        struct address next = mark->address;
        next.column++;
        assert_int_equal(layout_first_mark(at, mark->address), i);
        assert_int_equal(layout_first_mark(at, next), i + 1);
        for (size_t c = 0; c + 2 <= mark->rules.length; c++)
            findings += str_equal(str_slice(mark->rules, c, c + 2), STR(": "));
    }
    size_t expected = world->findings.list.count;
    assert_true(close_book(world));
    finish(world);
    assert_int_equal(findings, expected);
}

static void test_findings_of_a_row(void **state)
{
    struct world *world = start_text(marked, 1);
    (void)state;
    lay_out(world);
    struct address staff = world->at->published[cell_at(world, STAFF, SCOPE_TOTAL)->id], below = staff,
                   above = staff;
    below.row += 2;
    above.row--;
    enum severity worst = SEVERITY_NONE, least = SEVERITY_NONE, nothing = SEVERITY_NONE;
    struct str text = row_findings(world->at, staff, &worst);
    bool right = str_equal(text, STR("fel: sum-parts; anmärkning: sum-row")) &&
                 str_equal(row_findings(world->at, below, &least), STR("anmärkning: sum-row")) &&
                 row_findings(world->at, above, &nothing).length == 0;
    assert_true(close_book(world));
    finish(world);
    assert_true(right);
    assert_int_equal(worst, ERROR);
    assert_int_equal(least, NOTE);
    assert_int_equal(nothing, SEVERITY_NONE);
}

/* What a cell should be is said by the relation that is broken worst, else by the first that holds. */
static void test_judging_relation(void **state)
{
    static const struct {
        const char *totals[3]; /* of staff and its two lines; the years of staff make 300 */
        enum rule_id rule;
        enum severity severity;
    } rows[] = {{{"300", "180", "120"}, RULE_SUM_ROW, SEVERITY_NONE},
                {{"301", "180", "190"}, RULE_SUM_PARTS, ERROR},
                {{"400", "180", "221"}, RULE_SUM_ROW, ERROR},
                {{"300", "180", "121"}, RULE_SUM_PARTS, NOTE},
                {{"301", "180", "121"}, RULE_SUM_ROW, NOTE}};
    int wrong = 0;
    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++) {
        char text[200];
        snprintf(
            text, sizeof text,
            "Kostnadslag;2021;2022;Totalt\nPersonal;100;200;%s\n - Ledare;60;120;%s\n - Ekonom;40;80;%s\n",
            rows[i].totals[0], rows[i].totals[1], rows[i].totals[2]);
        struct world *world = start_text(text, 1);
        lay_out(world);
        const struct tested *judged = world->at->judged[cell_at(world, STAFF, SCOPE_TOTAL)->id];
        if (!judged || judged->relation->rule != rows[i].rule || judged->severity != rows[i].severity) {
            print_error("row %zu: %s\n", i, judged ? rule_table[judged->relation->rule].name : "none");
            wrong++;
        }
        assert_true(close_book(world));
        finish(world);
    }
    assert_int_equal(wrong, 0);
}

/* ---- live formulas ---- */

struct written {
    struct spot spot;
    struct str formula, value; /* empty: none */
    bool is_text;
};

struct file {
    struct arena *arena;
    struct grid grid;
    LIST(struct str) sheets;
    LIST(struct written) cells;
};

static struct str unpack(struct arena *arena, const char *path, const char *name)
{
    unzFile archive = unzOpen(path);
    assert_non_null(archive);
    unz_file_info info;
    assert_int_equal(unzLocateFile(archive, name, 1), UNZ_OK);
    assert_int_equal(unzGetCurrentFileInfo(archive, &info, NULL, 0, NULL, 0, NULL, 0), UNZ_OK);
    assert_int_equal(unzOpenCurrentFile(archive), UNZ_OK);
    char *text = arena_alloc(arena, info.uncompressed_size + 1, 1);
    int size = unzReadCurrentFile(archive, text, (unsigned)info.uncompressed_size);
    assert_int_equal(size, info.uncompressed_size);
    unzCloseCurrentFile(archive);
    unzClose(archive);
    return (struct str){text, (size_t)size};
}

/* What stands between two marks, of which `rest` moves past the second; false when there is no more. */
static bool take_between(struct str *rest, struct str begin, struct str end, struct str *found)
{
    ptrdiff_t from = str_find(*rest, begin);
    if (from < 0)
        return false;
    struct str tail = str_slice(*rest, (size_t)from + begin.length, rest->length);
    ptrdiff_t to = str_find(tail, end);
    if (to < 0)
        return false;
    *found = str_slice(tail, 0, (size_t)to);
    *rest = str_slice(tail, (size_t)to + end.length, tail.length);
    return true;
}

static struct str between(struct str text, struct str begin, struct str end)
{
    struct str found = STR("");
    take_between(&text, begin, end, &found);
    return found;
}

static struct str unescaped(struct arena *arena, struct str text)
{
    static const struct {
        const char *name;
        char character;
    } entities[] = {{"&lt;", '<'}, {"&gt;", '>'}, {"&quot;", '"'}, {"&amp;", '&'}};
    struct buffer buffer = {.arena = arena};
    for (size_t at = 0; at < text.length;) {
        size_t i = 0;
        while (i < COUNT(entities) &&
               !str_starts(str_slice(text, at, text.length), str_from(entities[i].name)))
            i++;
        buffer_add_char(&buffer, i < COUNT(entities) ? entities[i].character : text.data[at]);
        at += i < COUNT(entities) ? strlen(entities[i].name) : 1;
    }
    return buffer_text(&buffer);
}

static struct evaluated number_in_binary(double value)
{
    return (struct evaluated){.exact = {0, 1}, .binary = value};
}

static double double_of(struct str text)
{
    char digits[64];
    snprintf(digits, sizeof digits, "%.*s", STR_ARG(text));
    return strtod(digits, NULL);
}

/* A reference without its sheet: "B5", "$B$5". */
static struct spot spot_of(struct str reference, struct str sheet)
{
    struct spot spot = {.sheet = sheet};
    struct formula_reader reader = {.text = reference};
    assert_true(read_spot(&reader, &spot));
    return spot;
}

static void read_written(struct file *file, struct str sheet, struct str cell)
{
    struct written written = {.spot = spot_of(between(cell, STR("r=\""), STR("\"")), sheet),
                              .formula = unescaped(file->arena, between(cell, STR("<f>"), STR("</f>"))),
                              .value = unescaped(file->arena, between(cell, STR("<v>"), STR("</v>"))),
                              .is_text =
                                  str_find(cell, STR(" t=\"")) >= 0 && str_find(cell, STR(" t=\"n\"")) < 0};
    *ARENA_PUSH(file->arena, &file->cells) = written;
    struct evaluated number =
        written.is_text ? number_of_text(written.value) : number_in_binary(double_of(written.value));
    grid_put(&file->grid, written.spot, number, written.is_text);
}

static void read_sheet_part(struct file *file, const char *path, size_t index)
{
    char name[64];
    snprintf(name, sizeof name, "xl/worksheets/sheet%zu.xml", index + 1);
    struct str rest = unpack(file->arena, path, name), tag;
    while (take_between(&rest, STR("<c "), STR(">"), &tag)) {
        struct str inner = STR("");
        if (!str_ends(tag, STR("/")))
            take_between(&rest, STR(""), STR("</c>"), &inner);
        struct buffer cell = {.arena = file->arena};
        buffer_print(&cell, " %.*s>%.*s", STR_ARG(tag), STR_ARG(inner));
        read_written(file, file->sheets.items[index], buffer_text(&cell));
    }
}

/* Names lead to cells: "Villkor!$B$5", "'1 Villkor'!$B$5". */
static void read_names(struct file *file, struct str workbook)
{
    struct str rest = workbook, entry;
    while (take_between(&rest, STR("<definedName "), STR("</definedName>"), &entry)) {
        struct buffer formula = {.arena = file->arena};
        ptrdiff_t target = str_find(entry, STR(">"));
        struct evaluated number;
        if (str_find(entry, STR("_xlnm")) >= 0)
            continue;
        buffer_print(&formula, "=%.*s", STR_ARG(str_slice(entry, (size_t)target + 1, entry.length)));
        assert_null(formula_read(&file->grid, buffer_text(&formula), STR(""), &number));
        *ARENA_PUSH(file->arena, &file->grid.names) =
            (struct known_name){between(entry, STR("name=\""), STR("\"")), number};
    }
}

static void read_file(struct file *file, const char *path)
{
    struct str workbook = unpack(file->arena, path, "xl/workbook.xml"), rest = workbook, tag;
    file->grid = (struct grid){.arena = file->arena, .blanks_allowed = true};
    while (take_between(&rest, STR("<sheet "), STR(">"), &tag))
        *ARENA_PUSH(file->arena, &file->sheets) = between(tag, STR("name=\""), STR("\""));
    for (size_t i = 0; i < file->sheets.count; i++)
        read_sheet_part(file, path, i);
    read_names(file, workbook);
}

/* Some sheet of the workbook has a hidden column. */
static bool has_hidden_column(struct world *world)
{
    struct file file = {.arena = &world->arena};
    bool found = false;
    read_file(&file, world->path);
    for (size_t i = 0; i < file.sheets.count; i++) {
        char name[64];
        snprintf(name, sizeof name, "xl/worksheets/sheet%zu.xml", i + 1);
        struct str columns = between(unpack(&world->arena, world->path, name), STR("<cols>"), STR("</cols>"));
        found = found || str_find(columns, STR("hidden=\"1\"")) >= 0;
    }
    return found;
}

/* Functions that count or look up are not for this. */
static bool is_beyond(struct str formula)
{
    static const char *const functions[] = {"COUNT", "SUMIF("};
    for (size_t i = 0; i < COUNT(functions); i++)
        if (str_find(formula, str_from(functions[i])) >= 0)
            return true;
    return false;
}

static bool is_cached(const struct file *file, const struct written *cell)
{
    struct buffer formula = {.arena = file->arena};
    struct evaluated number;
    buffer_print(&formula, "=%.*s", STR_ARG(cell->formula));
    const char *wrong = formula_read(&file->grid, buffer_text(&formula), cell->spot.sheet, &number);
    double cached = cell->is_text ? 0 : double_of(cell->value);
    bool right = cell->is_text ? str_equal(number.text, cell->value)
                               : fabs(number.binary - cached) <= 1e-9 * (1 + fabs(cached));
    if (right && !wrong)
        return true;
    struct buffer shown = {.arena = file->arena};
    buffer_print(&shown, "%.10g", number.binary);
    struct str result = number.text.length ? number.text : buffer_text(&shown);
    print_error("%.*s, column %u, row %u: “%.*s” is %.*s, cached “%.*s” %s\n", STR_ARG(cell->spot.sheet),
                cell->spot.column + 1, cell->spot.row + 1, STR_ARG(cell->formula), STR_ARG(result),
                STR_ARG(cell->value), wrong ? wrong : "");
    return false;
}

struct tally {
    size_t formulas, wrong;
};

/* Every formula of the case's workbook comes to what it caches. */
static void tally_book(struct world *world, struct tally *tally)
{
    struct file file = {.arena = &world->arena};
    book_add_case(world->book, &world->arena, &world->report);
    assert_true(close_book(world));
    read_file(&file, world->path);
    for (size_t i = 0; i < file.cells.count; i++) {
        const struct written *cell = &file.cells.items[i];
        if (cell->formula.length == 0 || is_beyond(cell->formula))
            continue;
        tally->formulas++;
        tally->wrong += !is_cached(&file, cell);
    }
}

/* All files of a folder are one case. */
static void tally_folder(const char *folder, struct tally *tally)
{
    struct arena arena = {0};
    struct buffer pattern = {.arena = &arena};
    glob_t found;
    size_t before = tally->wrong;
    buffer_print(&pattern, "%s/*", folder);
    buffer_add_char(&pattern, '\0');
    assert_int_equal(glob(pattern.data, 0, NULL, &found), 0);
    struct input *inputs = ARENA_ARRAY(&arena, struct input, found.gl_pathc);
    for (size_t i = 0; i < found.gl_pathc; i++)
        inputs[i] = (struct input){str_from(found.gl_pathv[i]), load(&arena, found.gl_pathv[i])};
    for (size_t cases = 1; cases <= 2; cases++) {
        struct world *world = start(inputs, found.gl_pathc, cases);
        tally_book(world, tally);
        finish(world);
    }
    globfree(&found);
    if (tally->wrong != before)
        print_error("  in %s\n", folder);
    arena_release(&arena);
}

static void check_folders(const char *pattern, size_t least)
{
    struct tally tally = {0};
    glob_t folders;
    assert_int_equal(glob(pattern, GLOB_ONLYDIR, NULL, &folders), 0);
    for (size_t i = 0; i < folders.gl_pathc && tally.wrong < MOST_WRONG; i++)
        tally_folder(folders.gl_pathv[i], &tally);
    globfree(&folders);
    assert_int_equal(tally.wrong, 0);
    assert_true(tally.formulas > least);
}

static void test_formulas_of_examples(void **state)
{
    (void)state;
    check_folders("data/examples/*", 500);
}

static void test_formulas_of_cases(void **state)
{
    (void)state;
    check_folders("tests/cases/*/*/input", 5000);
}

static void check_roundings(const char *const *roundings, size_t count)
{
    static const char *const payrolls[] = {"452,38", "452,39", "452,40", "452,41",
                                           "452",    "453",    "451,89", "452,90"};
    struct tally tally = {0};
    for (size_t i = 0; i < count * COUNT(payrolls); i++) {
        const char *rounding = roundings[i / COUNT(payrolls)], *payroll = payrolls[i % COUNT(payrolls)];
        char text[400];
        snprintf(text, sizeof text,
                 "Projekt;Hav\nAvrundning;%s\n\nKostnadslag;Totalt\nPersonal;999,99\nLönebikostnader;%s\n"
                 "Indirekta kostnader;217,86\n",
                 rounding, payroll);
        struct world *world = start_text(text, 1);
        size_t before = tally.wrong;
        tally_book(world, &tally);
        if (tally.wrong != before)
            print_error("  “%s”, %s\n", rounding, payroll);
        finish(world);
    }
    assert_int_equal(tally.wrong, 0);
    assert_true(tally.formulas > count * 20);
}

/* Of 999,99 kr the rate makes 452,395 476; a slack of half an öre is no more and no less. */
static void test_formulas_of_rounding(void **state)
{
    static const char *const roundings[] = {"hela kronor", "öre"};
    (void)state;
    check_roundings(roundings, COUNT(roundings));
}

/* What is cut is never above the exact value. */
static void test_formulas_of_cutting(void **state)
{
    static const char *const roundings[] = {"nedåt till hela kronor", "nedåt till öre"};
    (void)state;
    check_roundings(roundings, COUNT(roundings));
}

/* Activities with a part each, whose costs do not follow each other: a sum of more than one formula holds. */
static const char *long_plan(struct arena *arena, int activities)
{
    struct buffer text = {.arena = arena};
    buffer_print(&text, "Kostnadslag;Totalt\nPersonal;%d\n\nNivå;Aktivitet;Kostnad\n", activities * 100 + 7);
    for (int i = 0; i < activities; i++)
        buffer_print(&text, "Aktivitet;A%d;%d\nDelaktivitet;D%d;%d\n", i, 100 + i % 3, i, 100 + i % 3);
    buffer_add_char(&text, '\0');
    return text.data;
}

static void test_formulas_of_long_sums(void **state)
{
    static const int activities[] = {150, 199, 200, 201, 400, 499, 500, 501, 800, 1200};
    struct tally tally = {0};
    size_t hidden = 0;
    (void)state;
    for (size_t i = 0; i < 2 * COUNT(activities); i++) {
        struct arena arena = {0};
        struct world *world = start_text(long_plan(&arena, activities[i / 2]), 1 + i % 2);
        tally_book(world, &tally);
        hidden += has_hidden_column(world);
        finish(world);
        arena_release(&arena);
    }
    assert_int_equal(tally.wrong, 0);
    assert_true(tally.formulas > 1000);
    assert_true(hidden > 4);
}

/* Whatever stands in a label, there is a workbook. */
static void test_any_text(void **state)
{
    static const char *const parts[] = {"a", "😀", "\x01", "\xFF",        "_x0041_",
                                        "&", "<", "\"\"", "\xED\xA0\x80"};
    (void)state;
    for (size_t i = 0; i < COUNT(parts); i++) {
        struct arena arena = {0};
        struct buffer text = {.arena = &arena};
        buffer_add(&text, STR("Projekt;Hav\n\nKostnadslag;2021;Totalt\nPersonal;100;300\n\""));
        for (int n = 0; n < 6000; n++)
            buffer_add(&text, str_from(parts[i]));
        buffer_add(&text, STR("\";1;2\n"));
        buffer_add_char(&text, '\0');
        struct world *world = start_text(text.data, 1);
        book_add_case(world->book, &world->arena, &world->report);
        bool closed = close_book(world);
        if (!closed)
            print_error("  of “%s”\n", parts[i]);
        finish(world);
        arena_release(&arena);
        assert_true(closed);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_cells_are_found),
        cmocka_unit_test(test_places_of_cells),
        cmocka_unit_test(test_find),
        cmocka_unit_test(test_marks),
        cmocka_unit_test(test_order_of_marks),
        cmocka_unit_test(test_findings_of_a_row),
        cmocka_unit_test(test_judging_relation),
        cmocka_unit_test(test_formulas_of_examples),
        cmocka_unit_test(test_formulas_of_cases),
        cmocka_unit_test(test_formulas_of_rounding),
        cmocka_unit_test(test_formulas_of_cutting),
        cmocka_unit_test(test_formulas_of_long_sums),
        cmocka_unit_test(test_any_text),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
