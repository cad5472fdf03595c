/* The collected rows of one case of a long export as rows and tables, each cell with its own place. */
#include "bulk_case.h"

#include "budgetkoll/vocabulary.h"

#include <stdlib.h>

/* ---- order ---- */

/* Where a category stands in an application: by what it means, headings above totals, unknown ones last. */
static int rank_of(struct arena *arena, enum table_kind kind, struct str label)
{
    struct ratio rate;
    label_take_rate(&label, &rate);
    enum domain domain = kind == TABLE_COSTS ? DOMAIN_COST : DOMAIN_FINANCING;
    struct meaning meaning = vocabulary_find(domain, label_key(arena, label));
    int concept = meaning.concept == UNKNOWN ? CONCEPTS : (int)meaning.concept;
    return concept * 2 + (meaning.form == FORM_TOTAL);
}

static int compare_lines(const void *left, const void *right)
{
    const struct bulk_line *a = *(struct bulk_line *const *)left, *b = *(struct bulk_line *const *)right;
    int order = (a->rank > b->rank) - (a->rank < b->rank);
    return order != 0 ? order : (a->place > b->place) - (a->place < b->place);
}

/* "Summa kostnader" is the last row where no other one is called the total costs: see ledger_settle_sum() in reading. */
static void settle_last_sum(const struct bulk_table *table)
{
    enum { SUM = SUM_COSTS * 2 + 1, LAST = TOTAL_COSTS * 2 + 1 };
    struct bulk_line *sum = NULL;
    for (size_t i = 0; i < table->categories.count; i++) {
        struct bulk_line *line = table->categories.items[i];
        if (line->rank == LAST)
            return;
        sum = line->rank == SUM ? line : sum;
    }
    if (sum && table->kind == TABLE_COSTS)
        sum->rank = LAST;
}

static void sort_categories(struct bulk_reader *reader, const struct bulk_table *table)
{
    if (table->kind != TABLE_COSTS && !table_kind_holds(TABLE_FINANCING, table->kind))
        return;
    for (size_t i = 0; i < table->categories.count; i++) {
        struct bulk_line *line = table->categories.items[i];
        line->rank = rank_of(reader->arena, table->kind, line->label.text);
        line->place = i;
    }
    settle_last_sum(table);
    qsort(table->categories.items, table->categories.count, sizeof *table->categories.items, compare_lines);
}

/* The columns in the order of the years, the total last. */
static size_t *order_headings(struct bulk_reader *reader, const struct bulk_table *table)
{
    size_t *order = ARENA_ARRAY(reader->arena, size_t, table->headings.count + 1);
    for (size_t i = 0; i < table->headings.count; i++) {
        int year = table->headings.items[i].meaning.year;
        size_t at = i;
        for (; bulk_is_by_amount(reader) && year != 0 && at > 0; at--) {
            int before = table->headings.items[order[at - 1]].meaning.year;
            if (before != 0 && before < year)
                break;
            order[at] = order[at - 1];
        }
        order[at] = i;
    }
    return order;
}

/* "Personal" as a line of Personal is the category itself, where no other row is about that. */
static void take_own_line(struct arena *arena, struct bulk_line *category)
{
    struct str key = label_key(arena, category->label.text);
    for (size_t i = 0; i < category->lines.count; i++) {
        const struct bulk_line *line = category->lines.items[i];
        if (!str_equal(key, label_key(arena, line->label.text)))
            continue;
        category->label.offset = line->label.offset;
        category->label.line = line->label.line;
        category->cells = line->cells;
        category->surplus = line->surplus;
        category->lines.count--;
        for (; i < category->lines.count; i++)
            category->lines.items[i] = category->lines.items[i + 1];
    }
}

/* ---- rows ---- */

static struct row *add_row(struct bulk_reader *reader, size_t most, uint32_t line)
{
    struct source *source = reader->source;
    struct row *row = ARENA_PUSH(reader->arena, &reader->loaded->rows.list);
    *row = (struct row){.cells = ARENA_ARRAY(reader->arena, struct str, most),
                        .record = (uint32_t)source->records.count};
    *ARENA_PUSH(reader->arena, &source->records) =
        (struct record_start){(uint32_t)source->text_cells.count, line, false};
    return row;
}

static void add_cell(struct bulk_reader *reader, struct row *row, struct text_cell cell)
{
    row->cells[row->count++] = cell.text;
    *ARENA_PUSH(reader->arena, &reader->source->text_cells) = cell;
}

/* The header's row, and what its cells are. */
static const struct heading *add_header(struct bulk_reader *reader, const struct bulk_table *table,
                                        const size_t *order)
{
    size_t count = table->headings.count;
    struct row *row = add_row(reader, count + 1, table->label.line);
    struct heading *headings = ARENA_ARRAY(reader->arena, struct heading, count + 1);
    headings[0].concept = bulk_label_of(table->kind);
    add_cell(reader, row, table->label);
    for (size_t i = 0; i < count; i++) {
        headings[i + 1] = table->headings.items[order[i]].meaning;
        add_cell(reader, row, table->headings.items[order[i]].cell);
    }
    return headings;
}

static void add_line(struct bulk_reader *reader, const struct bulk_table *table, const struct bulk_line *line,
                     const size_t *order, uint32_t depth)
{
    size_t columns = table->headings.count;
    struct row *row = add_row(reader, columns + line->surplus.count + 1, line->label.line);
    struct text_cell blank = {STR(""), line->label.offset, line->label.line};
    row->depth = depth;
    add_cell(reader, row, line->label);
    for (size_t i = 0; i < columns; i++) {
        bool stands = order[i] < line->cells.count && line->cells.items[order[i]].text.data;
        add_cell(reader, row, stands ? line->cells.items[order[i]] : blank);
    }
    for (size_t i = 0; i < line->surplus.count; i++)
        add_cell(reader, row, line->surplus.items[i]);
}

static void add_lines(struct bulk_reader *reader, const struct bulk_table *table, const size_t *order)
{
    for (size_t i = 0; i < table->categories.count; i++) {
        struct bulk_line *category = table->categories.items[i];
        if (!category->has_own)
            take_own_line(reader->arena, category);
        add_line(reader, table, category, order, 0);
        for (size_t d = 0; d < category->lines.count; d++)
            add_line(reader, table, category->lines.items[d], order, 1);
    }
}

static void add_table(struct bulk_reader *reader, const struct bulk_table *table)
{
    const struct rows *rows = &reader->loaded->rows;
    const size_t *order = order_headings(reader, table);
    struct found_table found = {.kind = table->kind, .title = NO_ROW, .header = NO_ROW, .label = NO_LABEL};
    found.unit = reader->bulk->unit;
    found.currency = reader->bulk->currency;
    if (table->title.text.length > 0) {
        found.title = (long)rows->list.count;
        add_cell(reader, add_row(reader, 1, table->title.line), table->title);
    }
    if (table->kind != TABLE_PROJECT) {
        found.header = (long)rows->list.count;
        found.headings = add_header(reader, table, order);
    }
    found.first = rows->list.count;
    add_lines(reader, table, order);
    found.end = rows->list.count;
    *ARENA_PUSH(reader->arena, &reader->loaded->tables.list) = found;
}

void bulk_tables(struct bulk_reader *reader)
{
    reader->loaded->has_tables = true;
    for (size_t i = 0; i < reader->tables.count; i++) {
        if (reader->mixed)
            sort_categories(reader, reader->tables.items[i]);
        add_table(reader, reader->tables.items[i]);
    }
}
