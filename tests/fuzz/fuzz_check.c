/* A libFuzzer target for the whole way from bytes to findings and both report formats. One input is one case: a
 * file, or several that lines "==== NAME" set apart. Every broken promise ends in __builtin_trap(). */
#include "budgetkoll/check.h"
#include "budgetkoll/reading.h"
#include "budgetkoll/report.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_FILES = 16, MOST_DEPTH = 64 };

#define MUST(condition) ((condition) ? (void)0 : broken(#condition, __LINE__))

static struct arena lasting; /* what is read once */
static const struct scheme *scheme;
static struct str areas;

int LLVMFuzzerInitialize(int *argc, char ***argv);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void broken(const char *promise, int line)
{
    fprintf(stderr, "broken promise, line %d: %s\n", line, promise);
    __builtin_trap();
}

/* ---- what is read once ---- */

static struct str file_text(const char *name)
{
    struct buffer text = {.arena = &lasting};
    FILE *file = fopen(name, "rb");
    if (!file) {
        perror(name);
        exit(2);
    }
    for (int c; (c = getc(file)) != EOF;)
        buffer_add_char(&text, (char)c);
    fclose(file);
    return buffer_text(&text);
}

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
    struct str error = STR("");
    struct input input = {STR("data/schemes/eruf-2014.ini"), file_text("data/schemes/eruf-2014.ini")};
    (void)argc;
    (void)argv;
    areas = file_text("data/areas.tsv");
    scheme = read_scheme(&lasting, input, ENGLISH, &error);
    MUST(scheme != NULL);
    return 0;
}

/* ---- bytes to files ---- */

static size_t line_length(struct str bytes, size_t at)
{
    const char *end = memchr(bytes.data + at, '\n', bytes.length - at);
    return end ? (size_t)(end - bytes.data) + 1 - at : bytes.length - at;
}

/* Names are made to differ, as they do in a folder. */
static void open_file(struct arena *arena, struct input *file, size_t number, struct str line)
{
    struct buffer name = {.arena = arena};
    buffer_print(&name, "%c", (char)('a' + number));
    for (size_t i = 5; i < line.length; i++)
        if (line.data[i] > ' ' && line.data[i] < 127)
            buffer_add_char(&name, line.data[i]);
    file->name = buffer_text(&name);
}

static size_t cut_files(struct arena *arena, struct str bytes, struct input files[MOST_FILES])
{
    size_t count = 1;
    open_file(arena, &files[0], 0, STR("==== .csv"));
    files[0].bytes = str_slice(bytes, 0, 0);
    for (size_t at = 0; at < bytes.length;) {
        size_t length = line_length(bytes, at);
        struct str line = str_slice(bytes, at, at + length);
        at += length;
        if (str_starts(line, STR("==== ")) && count < MOST_FILES) {
            count -= count == 1 && files[0].bytes.length == 0; /* nothing stood before the first name */
            open_file(arena, &files[count], count, line);
            files[count++].bytes = str_slice(bytes, at, at);
        } else {
            files[count - 1].bytes.length += length;
        }
    }
    return count;
}

/* ---- promises ---- */

static const struct source *find_source(const struct budget *budget, struct str name)
{
    for (size_t i = 0; i < budget->files.count; i++)
        if (budget->files.items[i].source && str_equal(budget->files.items[i].name, name))
            return budget->files.items[i].source;
    return NULL;
}

/* The line with a number, counted here and not by the program: LF, CRLF or CR end one. */
static bool find_line(struct str text, uint32_t number, struct str *line)
{
    size_t begin = 0;
    for (uint32_t current = 1;; current++) {
        size_t end = begin;
        while (end < text.length && text.data[end] != '\n' && text.data[end] != '\r')
            end++;
        *line = str_slice(text, begin, end);
        if (current == number)
            return true;
        if (end == text.length)
            return false;
        begin = end + (str_starts(str_slice(text, end, text.length), STR("\r\n")) ? 2 : 1);
    }
}

static void check_place(const struct budget *budget, const struct place *place)
{
    const struct source *source = find_source(budget, place->file);
    struct str line;
    MUST(source != NULL);
    MUST(place->line >= 1 && place->column >= 1);
    MUST(find_line(source->text, place->line, &line));
    MUST(str_equal(line, place->line_text));
    MUST(place->column <= str_code_points(line) + 1);
    MUST(place->cell_start <= line.length);
    MUST(place->column == str_code_points(str_slice(line, 0, place->cell_start)) + 1);
}

static int compare_places(const struct finding *a, const struct finding *b)
{
    int order = str_compare(a->place.file, b->place.file);
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

static void check_cell(const struct findings *findings, const struct cell *cell)
{
    if (cell->state != CELL_UNREADABLE)
        return;
    struct place place = place_resolve(cell->origin);
    for (size_t i = 0; i < findings->list.count; i++) {
        const struct finding *finding = &findings->list.items[i];
        bool reading = finding->rule == RULE_READ_NUMBER || finding->rule == RULE_READ_AMBIGUOUS;
        if (is_of_row(finding, cell->origin))
            return;
        if (reading && finding->place.line == place.line && finding->place.column == place.column &&
            str_equal(finding->place.file, place.file))
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

/* Whole UTF-8: every replacement character stands there itself. */
static void check_utf8(struct str text)
{
    for (size_t at = 0; at < text.length;) {
        size_t begin = at;
        MUST(str_next(text, &at) != 0xFFFD || at - begin == 3);
    }
}

/* Whole UTF-8 without control characters or marks that turn the writing round, except what is allowed. */
static void check_characters(struct str text, const char *allowed)
{
    check_utf8(text);
    for (size_t at = 0; at < text.length;) {
        int32_t c = str_next(text, &at);
        bool control = c < 0x20 || (c >= 0x7F && c < 0xA0);
        bool turning = (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
        MUST((!control && !turning) || (c != 0 && c < 0x80 && strchr(allowed, c)));
    }
}

/* JSON: brackets match, strings are closed and their escapes known, and nothing else stands outside strings. */
static size_t pass_string(struct str text, size_t at)
{
    for (at++; at < text.length && text.data[at] != '"'; at++) {
        MUST((unsigned char)text.data[at] >= 0x20);
        if (text.data[at] == '\\')
            MUST(++at < text.length && strchr("\"\\/bfnrtu", text.data[at]));
    }
    MUST(at < text.length);
    return at;
}

static void check_json(struct str text)
{
    char open[MOST_DEPTH] = {0}, before = 0;
    size_t depth = 0;
    for (size_t at = 0; at < text.length; at++) {
        char c = text.data[at];
        if (c == ' ' || c == '\n')
            continue;
        if (c == '"')
            at = pass_string(text, at);
        else if (c == '{' || c == '[')
            MUST(depth < MOST_DEPTH), open[depth++] = c;
        else if (c == '}' || c == ']')
            MUST(depth > 0 && open[--depth] == (c == '}' ? '{' : '[') && before != ',' && before != ':');
        else if (c == ',' || c == ':')
            MUST(depth > 0 && before != ',' && before != ':' && before != '{' && before != '[');
        else
            MUST(strchr("0123456789-.", c) != NULL);
        before = c;
    }
    MUST(depth == 0 && text.length > 0);
    check_utf8(text);
}

/* ---- one run ---- */

static struct str write_report(struct arena *arena, const struct report_format *format,
                               const struct case_report *report, struct report_options options)
{
    struct buffer text = {.arena = arena};
    struct report_summary summary = {.cases = 2, .unchecked = !report->is_checked};
    format->begin(&text, &options);
    format->write_case(&text, &options, report, 0);
    format->write_case(&text, &options, report, 1);
    format->end(&text, &options, &summary);
    return buffer_text(&text);
}

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
