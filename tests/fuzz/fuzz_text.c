/* A libFuzzer target for running text alone: any text, as if it were running text, gives rows whose cells stand where they
 * say and hold nothing that the text does not; whether it is running text is found out, too. */
#include "fuzz_parts.h"

#include "running.h"

/* Every digit of a cell stands in the text from its place on, in the same order. */
static void check_digits(struct str text, const struct text_cell *cell)
{
    size_t at = cell->offset;
    MUST(at <= text.length);
    for (size_t i = 0; i < cell->text.length; i++) {
        char c = cell->text.data[i];
        if (c < '0' || c > '9')
            continue;
        while (at < text.length && text.data[at] != c)
            at++;
        MUST(at < text.length);
        at++;
    }
}

static void check_rows(const struct source *source, const struct rows *rows)
{
    MUST(rows->list.count == source->records.count);
    for (size_t i = 0; i < rows->list.count; i++) {
        const struct row *row = &rows->list.items[i];
        size_t first = source->records.items[i].offset;
        MUST(row->record == i && first + row->count <= source->text_cells.count);
        for (uint32_t field = 0; field < row->count; field++) {
            MUST(str_equal(row->cells[field], source->text_cells.items[first + field].text));
            struct place place = place_resolve(row_origin(source, row, field));
            MUST(place.line >= 1 && place.column >= 1 && place.cell_start <= place.line_text.length);
        }
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena arena = {0};
    struct findings findings = {.arena = &arena, .language = size % 2 ? SWEDISH : ENGLISH};
    struct budget budget = {.arena = &arena};
    struct source source = {.name = STR("a.txt")};
    source.text = (struct str){arena_copy(&arena, data, size), size};
    running_recognise(&arena, source.text);
    struct rows rows = running_read(&arena, &budget, &source, &findings);
    check_rows(&source, &rows);
    for (size_t i = 0; i < source.text_cells.count; i++)
        check_digits(source.text, &source.text_cells.items[i]);
    arena_release(&arena);
    return 0;
}
