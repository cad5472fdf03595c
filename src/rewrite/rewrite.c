/* A source put together again from its own fields, with new numbers in the place of some. */
#include "budgetkoll/rewrite.h"

#include "budgetkoll/buffer.h"
#include "budgetkoll/table_field.h"
#include "table_style.h"

#include <stdlib.h>

/* The new cells of one source in order of row and field. */
struct cell_list {
    LIST(const struct new_cell *) cells;
};

enum { MOST_PADDED = 1000000 }; /* fields that a sheet may have once its rows are as wide as its widest */

struct rewriter {
    struct arena *arena;
    struct fields fields;
    struct cell_list list;
    struct table_style style;
    size_t next; /* the first cell of the list that is not yet written */
    struct buffer text;
    char separator; /* of what is written */
    bool joined;
    uint32_t left,
        width; /* of a sheet, when it is joined: its blank columns before the first; of every row at least */
};

static int compare_cells(const void *left, const void *right)
{
    const struct new_cell *a = *(const struct new_cell *const *)left;
    const struct new_cell *b = *(const struct new_cell *const *)right;
    if (a->origin.record != b->origin.record)
        return a->origin.record < b->origin.record ? -1 : 1;
    if (a->origin.field != b->origin.field)
        return a->origin.field < b->origin.field ? -1 : 1;
    return (a > b) - (a < b); /* as they were given */
}

static bool same_place(const struct new_cell *a, const struct new_cell *b)
{
    return a->origin.record == b->origin.record && a->origin.field == b->origin.field;
}

static void list_cells(struct arena *arena, const struct source *source, const struct new_cell *cells,
                       size_t count, struct cell_list *list)
{
    size_t kept = 0;
    for (size_t i = 0; i < count; i++)
        if (cells[i].origin.source == source && cells[i].origin.record < source->records.count)
            *ARENA_PUSH(arena, &list->cells) = &cells[i];
    if (list->cells.count > 0)
        qsort(list->cells.items, list->cells.count, sizeof *list->cells.items, compare_cells);
    for (size_t i = 0; i < list->cells.count; i++) {
        if (kept > 0 && same_place(list->cells.items[kept - 1], list->cells.items[i]))
            kept--; /* the last one counts */
        list->cells.items[kept++] = list->cells.items[i];
    }
    list->cells.count = kept;
}

/* As wide as the widest row of a sheet, so that words beside a table have a column there and no row has more cells than
 * its header; 0 for any other source. */
static uint32_t padded_width(const struct fields *fields)
{
    uint32_t widest = 0;
    for (uint32_t row = 0; fields->source->kind == SOURCE_SHEET && row < fields->count; row++)
        widest = fields->rows[row].count > widest ? fields->rows[row].count : widest;
    return (uint64_t)widest * fields->count <= MOST_PADDED ? widest : 0;
}

/* The columns of a sheet that are blank in every row before the first that is not: tables of several sheets stand below
 * one another, and all begin at the left. */
static uint32_t blank_columns(const struct fields *fields)
{
    uint32_t left = UINT32_MAX;
    for (uint32_t row = 0; fields->source->kind == SOURCE_SHEET && row < fields->count; row++)
        for (uint32_t i = 0; i < fields->rows[row].count && i < left; i++)
            if (str_trim(fields->rows[row].items[i].raw).length > 0)
                left = i;
    return left == UINT32_MAX ? 0 : left;
}

static void start(struct rewriter *rewriter, const struct source *source, const struct new_cell *cells,
                  size_t count)
{
    struct arena *arena = rewriter->arena;
    rewriter->fields = fields_cut(arena, source);
    rewriter->list = (struct cell_list){0};
    list_cells(arena, source, cells, count, &rewriter->list);
    rewriter->style =
        table_style_make(arena, &rewriter->fields, rewriter->list.cells.items, rewriter->list.cells.count);
    rewriter->next = 0;
    rewriter->left = rewriter->joined ? blank_columns(&rewriter->fields) : 0;
    rewriter->width = rewriter->joined ? padded_width(&rewriter->fields) : 0;
}

/* The next new cell when it stands in this row, or NULL. */
static const struct new_cell *next_in(const struct rewriter *rewriter, uint32_t row)
{
    const struct new_cell *cell =
        rewriter->next < rewriter->list.cells.count ? rewriter->list.cells.items[rewriter->next] : NULL;
    return cell && cell->origin.record == row ? cell : NULL;
}

static struct str next_number(struct rewriter *rewriter)
{
    return table_style_write(&rewriter->style, rewriter->list.cells.items[rewriter->next++]);
}

/* What a table file held a spreadsheet took as it takes it now; a text of a workbook or of a page was no formula, and is none
 * afterwards. */
static struct str joined_field(const struct rewriter *rewriter, struct field field)
{
    struct arena *arena = rewriter->arena;
    struct str content = field_content(arena, field);
    if (rewriter->fields.source->kind != SOURCE_TABLE)
        content = table_field_harmless(arena, content);
    return table_field(arena, content, rewriter->separator);
}

static struct str field_text(struct rewriter *rewriter, uint32_t row, uint32_t i)
{
    struct arena *arena = rewriter->arena;
    struct field field = rewriter->fields.rows[row].items[i];
    const struct new_cell *cell = next_in(rewriter, row);
    if (cell && cell->origin.field == i) {
        struct str number = next_number(rewriter);
        return rewriter->joined ? table_field(arena, number, rewriter->separator)
                                : field_with(arena, field, number, rewriter->separator);
    }
    return rewriter->joined ? joined_field(rewriter, field) : field.raw;
}

static void add_fields(struct rewriter *rewriter, uint32_t row)
{
    for (uint32_t i = rewriter->left; i < rewriter->fields.rows[row].count; i++) {
        if (i > rewriter->left)
            buffer_add_char(&rewriter->text, rewriter->separator);
        buffer_add(&rewriter->text, field_text(rewriter, row, i));
    }
}

/* New cells past the row's end, with the empty ones before them. */
static void add_fields_beyond(struct rewriter *rewriter, uint32_t row)
{
    uint32_t written = rewriter->fields.rows[row].count;
    for (const struct new_cell *cell; (cell = next_in(rewriter, row)) != NULL;) {
        for (; written <= cell->origin.field; written++)
            buffer_add_char(&rewriter->text, rewriter->separator);
        buffer_add(&rewriter->text, table_field(rewriter->arena, next_number(rewriter), rewriter->separator));
    }
    bool blank = written == 1 && rewriter->fields.rows[row].items[0].raw.length == 0;
    for (; written < rewriter->width && !blank; written++)
        buffer_add_char(&rewriter->text, rewriter->separator);
}

struct str rewrite_text(struct arena *arena, const struct source *source, const struct new_cell *cells,
                        size_t count)
{
    struct rewriter rewriter = {.arena = arena, .text = {.arena = arena}, .separator = source->separator};
    struct str text = source->text;
    size_t copied = 0;
    start(&rewriter, source, cells, count);
    for (uint32_t row = 0; row < rewriter.fields.count; row++) {
        buffer_add(&rewriter.text, str_slice(text, copied, rewriter.fields.rows[row].begin));
        add_fields(&rewriter, row);
        add_fields_beyond(&rewriter, row);
        copied = rewriter.fields.rows[row].end;
    }
    buffer_add(&rewriter.text, str_slice(text, copied, text.length));
    return buffer_text(&rewriter.text);
}

struct str rewrite_joined(struct arena *arena, const struct source *const *sources, size_t source_count,
                          const struct new_cell *cells, size_t count, char separator)
{
    struct rewriter rewriter = {
        .arena = arena, .text = {.arena = arena}, .separator = separator, .joined = true};
    for (size_t i = 0; i < source_count; i++) {
        if (i > 0)
            buffer_add_char(&rewriter.text, '\n');
        start(&rewriter, sources[i], cells, count);
        for (uint32_t row = 0; row < rewriter.fields.count; row++) {
            add_fields(&rewriter, row);
            add_fields_beyond(&rewriter, row);
            buffer_add_char(&rewriter.text, '\n');
        }
    }
    return buffer_text(&rewriter.text);
}
