/* A libFuzzer target for bytes to rows: the first byte chooses how they are to be read, the rest is the file. Every cell
 * lies in memory of its own, is valid UTF-8 without blanks round it, and its place is inside the file. */
#include "fuzz_parts.h"

#include "budgetkoll/encoding.h"
#include "budgetkoll/rows.h"
#include "budgetkoll/table_limits.h"

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
    (void)argc;
    (void)argv;
    return 0;
}

static void check_place(const struct source *source, const struct place *place)
{
    MUST(place->line >= 1 && place->column >= 1);
    MUST(place->line_text.data >= source->text.data);
    MUST(place->line_text.data + place->line_text.length <= source->text.data + source->text.length);
    MUST(place->cell_start <= place->line_text.length);
    MUST(place->column == str_code_points(str_slice(place->line_text, 0, place->cell_start)) + 1);
}

/* What stands in the line from the cell's place on, without the quote that may open it. */
static struct str rest_of_line(const struct place *place)
{
    struct str rest = str_trim(str_slice(place->line_text, place->cell_start, place->line_text.length));
    return str_starts(rest, STR("\"")) ? str_trim(str_slice(rest, 1, rest.length)) : rest;
}

/* A cell's first line stands where its place says, unless it begins on the next or holds quotes that were doubled. */
static void check_cell(const struct source *source, const struct row *row, uint32_t field)
{
    struct str cell = row_cell(row, field), first = cell;
    struct place place = place_resolve(row_origin(source, row, field));
    check_place(source, &place);
    check_utf8(cell);
    MUST(str_equal(cell, str_trim(cell)));
    for (first.length = 0; first.length < cell.length && cell.data[first.length] != '\n';)
        first.length++;
    struct str rest = rest_of_line(&place);
    if (cell.length > 0 && rest.length > 0 && !memchr(cell.data, '"', cell.length))
        MUST(str_find(rest, str_trim(first)) >= 0);
}

static void check_rows(const struct source *source, const struct rows *rows)
{
    MUST(rows->list.count == source->records.count);
    for (size_t i = 0; i < rows->list.count; i++) {
        const struct row *row = &rows->list.items[i];
        MUST(row->record == i);
        MUST(source->records.items[i].offset <= source->text.length);
        MUST(i == 0 || source->records.items[i - 1].offset < source->records.items[i].offset);
        MUST(i == 0 || source->records.items[i - 1].line < source->records.items[i].line);
        for (uint32_t field = 0; field < row->count && field < 64; field++)
            check_cell(source, row, field);
    }
}

static void check_findings(const struct source *source, struct findings *findings)
{
    findings_close(findings);
    for (size_t i = 0; i < findings->list.count; i++)
        check_place(source, &findings->list.items[i].place);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const char separators[] = {0, ';', ',', '\t'};
    struct arena arena = {0};
    struct usage usage = {0};
    if (size == 0)
        return 0;
    struct str bytes = {arena_copy(&arena, data + 1, size - 1), size - 1};
    enum encoding stated = (enum encoding)(data[0] % (ENCODING_CP850 + 1));
    struct source source = {.name = STR("f.csv")};
    struct findings findings = {.arena = &arena};
    bytes_kind(bytes, stated);
    table_limits_check(bytes, 0, &usage);
    struct decoded decoded = decode(&arena, bytes, stated);
    source.text = decoded.text;
    check_utf8(source.text);
    for (size_t i = 0; i < decoded.bad_offsets.count; i++) {
        struct place place = place_of_stretch(&source, (struct stretch){decoded.bad_offsets.items[i], 1});
        check_place(&source, &place);
    }
    source.separator = separators[data[0] / 16 % 4];
    if (!source.separator)
        source.separator = separator_find(source.text);
    if (!source.separator)
        source.separator = ';';
    struct rows rows = rows_read(&arena, &source, &findings);
    check_rows(&source, &rows);
    check_findings(&source, &findings);
    arena_release(&arena);
    return 0;
}
