/* A libFuzzer target for the whole way from bytes to findings and both report formats. One input is one case: a
 * file, or several that lines "==== NAME" set apart. Every broken promise ends in __builtin_trap(). */
#include "fuzz_case.h"

static struct areas *areas;

/* ---- what is read once ---- */

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
    (void)argc;
    (void)argv;
    areas = areas_read(&lasting, file_text("data/areas.tsv"));
    read_bundled_scheme();
    return 0;
}

/* ---- promises ---- */

static const struct source *find_source(const struct budget *budget, const struct place *place)
{
    for (size_t i = 0; i < budget->files.count; i++)
        if (budget->files.items[i].source && str_equal(budget->files.items[i].name, place->file) &&
            str_equal(budget->files.items[i].source->sheet, place->sheet))
            return budget->files.items[i].source;
    return NULL;
}

static void check_place(const struct budget *budget, const struct place *place)
{
    const struct source *source = find_source(budget, place);
    MUST(source != NULL);
    MUST(place->line >= 1 && place->column >= 1);
    if (source->kind == SOURCE_SHEET) /* lines and columns are those of the sheet */
        return;
    struct str line = find_line(source->text, place->line);
    MUST(str_equal(line, place->line_text));
    MUST(place->column <= str_code_points(line) + 1);
    MUST(place->cell_start <= line.length);
    MUST(place->column == str_code_points(str_slice(line, 0, place->cell_start)) + 1);
}

static int compare_places(const struct finding *a, const struct finding *b)
{
    int order = str_compare(a->place.file, b->place.file);
    if (order == 0)
        order =
            (a->place.sheet_number > b->place.sheet_number) - (a->place.sheet_number < b->place.sheet_number);
    if (order != 0)
        return order;
    if (a->place.line != b->place.line)
        return a->place.line < b->place.line ? -1 : 1;
    if (a->place.column != b->place.column)
        return a->place.column < b->place.column ? -1 : 1;
    return str_compare(str_from(rule_table[a->rule].name), str_from(rule_table[b->rule].name));
}

static void check_findings(const struct budget *budget, const struct findings *findings)
{
    for (size_t i = 0; i < findings->list.count; i++) {
        const struct finding *finding = &findings->list.items[i];
        MUST(finding->severity >= NOTE && finding->severity <= ERROR);
        MUST(finding->message.length > 0 && str_find(finding->message, STR("\n")) < 0);
        check_place(budget, &finding->place);
        for (size_t r = 0; r < finding->related.count; r++)
            check_place(budget, &finding->related.items[r].place);
        MUST(i == 0 || compare_places(finding - 1, finding) <= 0);
    }
}

/* A row with more cells than its header cannot be trusted at all. */
static bool is_of_row(const struct finding *finding, struct origin origin)
{
    const struct source *source = origin.source;
    size_t next = (size_t)origin.record + 1;
    return finding->rule == RULE_READ_COLUMNS && str_equal(finding->place.file, source->name) &&
           finding->place.line >= source->records.items[origin.record].line &&
           (next >= source->records.count || finding->place.line < source->records.items[next].line);
}

/* A lost character is reported where it stands, a column that stands twice at its header, and of many findings of a rule
 * one stands for the rest. */
static bool says_it_elsewhere(const struct finding *finding)
{
    return finding->rule == RULE_READ_ENCODING || finding->rule == RULE_READ_DUPLICATE || finding->more > 0;
}

/* In running text amounts beside no row, and levels beside none, make all of their table's doubtful; and a row whose label
 * is unknown may stand on several lines. */
static bool is_of_text(const struct finding *finding, struct origin origin)
{
    bool loose = finding->rule == RULE_READ_UNKNOWN_TABLE || finding->rule == RULE_READ_AMBIGUOUS ||
                 finding->rule == RULE_READ_UNKNOWN_ROW;
    return origin.source->kind == SOURCE_TEXT && loose && finding->severity == ERROR &&
           str_equal(finding->place.file, origin.source->name);
}

static void check_cell(const struct findings *findings, const struct cell *cell)
{
    if (cell->state != CELL_UNREADABLE)
        return;
    struct place place = place_resolve(cell->origin);
    for (size_t i = 0; i < findings->list.count; i++) {
        const struct finding *finding = &findings->list.items[i];
        bool reading = finding->rule == RULE_READ_NUMBER || finding->rule == RULE_READ_AMBIGUOUS;
        bool of_unknown_row = finding->rule == RULE_READ_UNKNOWN_ROW && finding->place.line == place.line;
        if (is_of_row(finding, cell->origin) || is_of_text(finding, cell->origin) ||
            says_it_elsewhere(finding))
            return;
        bool at_cell = finding->place.line == place.line && finding->place.column == place.column;
        if (((reading && at_cell) || of_unknown_row) && str_equal(finding->place.file, place.file) &&
            str_equal(finding->place.sheet, place.sheet))
            return;
    }
    MUST(!"an unreadable amount has a finding at its place");
}

static void check_item(const struct findings *findings, const struct item *item)
{
    for (size_t i = 0; i < item->table->columns.count; i++)
        check_cell(findings, &item->cells[i]);
    for (size_t i = 0; i < item->lines.count; i++)
        check_item(findings, item->lines.items[i]);
}

static void check_cells(const struct budget *budget, const struct findings *findings)
{
    for (size_t t = 0; t < budget->tables.count; t++)
        for (size_t i = 0; i < budget->tables.items[t]->items.count; i++)
            check_item(findings, budget->tables.items[t]->items.items[i]);
    for (size_t i = 0; i < budget->activities.count; i++)
        check_cell(findings, &budget->activities.items[i].cost);
    for (size_t i = 0; i < budget->facts.count; i++)
        check_cell(findings, &budget->facts.items[i].cell);
}

/* ---- one run ---- */

static void run_case(struct arena *arena, const struct input *files, size_t count, enum language language)
{
    struct findings findings = {.arena = arena, .language = language};
    struct check_options options = {200, scheme, areas};
    struct case_report report = {
        .path = STR("case"), .id = STR("case"), .findings = &findings, .scheme_reason = STR("default")};
    struct reading reading = read_case(arena, files, count, &findings);
    report.budget = reading.budget;
    if (report.budget->tables.count > 0)
        report.result = check_budget(arena, report.budget, &options, &findings).result;
    findings_sort(&findings);
    report.is_checked = reading.recognised && report.result.has_substance;
    check_findings(report.budget, &findings);
    check_cells(report.budget, &findings);
    struct report_options plain = {.language = language}, painted = {.language = language, .color = true};
    check_json(write_report(arena, &report_json, &report, plain));
    check_characters(write_report(arena, &report_text, &report, plain), "\n");
    check_characters(write_report(arena, &report_text, &report, painted), "\n\033");
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena arena = {0};
    struct input files[MOST_FILES];
    struct str bytes = {arena_copy(&arena, data, size), size};
    size_t count = cut_files(&arena, bytes, files);
    run_case(&arena, files, count, size % 2 ? SWEDISH : ENGLISH);
    arena_release(&arena);
    return 0;
}
