/* The collected rows of one case of a long export as rows and tables, each cell with its own place. */
#include "bulk_case.h"

#include "budgetkoll/number.h"
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

static int compare_sizes(size_t a, size_t b)
{
    return (a > b) - (a < b);
}

/* Categories by rank, the lines of each behind it. */
static int compare_lines(const void *left, const void *right)
{
    const struct bulk_line *a = *(struct bulk_line *const *)left, *b = *(struct bulk_line *const *)right;
    if (a->category->rank != b->category->rank)
        return a->category->rank < b->category->rank ? -1 : 1;
    int order = compare_sizes(a->category->place, b->category->place);
    return order != 0 ? order : compare_sizes(a->place, b->place);
}

/* "Summa kostnader" is the last row where no other one is called the total costs: see ledger_settle_sum() in reading. */
static void rank_lines(struct arena *arena, const struct bulk_table *table)
{
    enum { SUM = SUM_COSTS * 2 + 1, LAST = TOTAL_COSTS * 2 + 1 };
    struct bulk_line *sum = NULL;
    bool has_last = table->kind != TABLE_COSTS;
    for (size_t i = 0; i < table->lines.count; i++) {
        struct bulk_line *line = table->lines.items[i];
        if (line->category != line)
            continue;
        line->rank = rank_of(arena, table->kind, line->label.text);
        has_last = has_last || line->rank == LAST;
        sum = line->rank == SUM ? line : sum;
    }
    if (sum && !has_last)
        sum->rank = LAST;
}

/* "Personal" as a line of Personal is the category itself, where no other row is about that. */
static void take_own_lines(struct arena *arena, struct bulk_table *table)
{
    size_t kept = 0;
    for (size_t i = 0; i < table->lines.count; i++) {
        struct bulk_line *line = table->lines.items[i], *category = line->category;
        table->lines.items[kept++] = line;
        if (line == category || category->has_own ||
            !str_equal(label_key(arena, category->label.text), label_key(arena, line->label.text)))
            continue;
        struct bulk_line own = *category;
        *category = *line; /* its other lines know it by its address */
        category->label.text = own.label.text;
        category->category = category;
        category->place = own.place;
        category->has_own = true;
        kept--;
    }
    table->lines.count = kept;
}

static void order_lines(struct bulk_reader *reader, struct bulk_table *table)
{
    bool is_budget = table->kind == TABLE_COSTS || table_kind_holds(TABLE_FINANCING, table->kind);
    take_own_lines(reader->arena, table);
    if (reader->mixed && is_budget)
        rank_lines(reader->arena, table);
    qsort(table->lines.items, table->lines.count, sizeof *table->lines.items, compare_lines);
}

/* By their years, the total last. */
static int compare_headings(const void *left, const void *right)
{
    unsigned a = (unsigned)((const struct bulk_heading *)left)->meaning.year - 1u;
    unsigned b = (unsigned)((const struct bulk_heading *)right)->meaning.year - 1u;
    return compare_sizes(a, b);
}

/* ---- rows ---- */

struct writer {
    struct placed_rows to;
    const struct bulk_table *table;
};

/* The header's row, and what its cells are. */
static const struct heading *add_header(const struct writer *writer)
{
    const struct bulk_table *table = writer->table;
    size_t count = table->headings.count;
    struct row *row = placed_row(&writer->to, count + 1, table->label.line);
    struct heading *headings = ARENA_ARRAY(writer->to.arena, struct heading, count + 1);
    headings[0].concept = bulk_label_of(table->kind);
    placed_cell(&writer->to, row, table->label);
    for (size_t i = 0; i < count; i++) {
        headings[i + 1] = table->headings.items[i].meaning;
        placed_cell(&writer->to, row, table->headings.items[i].cell);
    }
    return headings;
}

static void add_line(const struct writer *writer, const struct bulk_line *line)
{
    size_t columns = writer->table->headings.count;
    struct row *row = placed_row(&writer->to, columns + line->surplus.count + 1, line->label.line);
    row->depth = line->category != line;
    placed_cell(&writer->to, row, line->label);
    for (size_t i = 0; i < columns; i++) {
        size_t at = writer->table->headings.items[i].column;
        bool stands = at < line->cells.count && line->cells.items[at].text.data;
        struct text_cell blank = {STR(""), line->label.offset, line->label.line};
        placed_cell(&writer->to, row, stands ? line->cells.items[at] : blank);
    }
    for (size_t i = 0; i < line->surplus.count; i++)
        placed_cell(&writer->to, row, line->surplus.items[i]);
}

static struct found_table add_table(const struct writer *writer, const struct bulk *bulk)
{
    const struct bulk_table *table = writer->table;
    const struct rows *rows = writer->to.rows;
    struct found_table found = {.kind = table->kind, .title = NO_ROW, .header = NO_ROW, .label = NO_LABEL};
    found.unit = bulk->unit;
    found.currency = bulk->currency;
    if (table->title.text.length > 0) {
        found.title = (long)rows->list.count;
        placed_cell(&writer->to, placed_row(&writer->to, 1, table->title.line), table->title);
    }
    if (table->kind != TABLE_PROJECT) {
        found.header = (long)rows->list.count;
        found.headings = add_header(writer);
    }
    found.first = rows->list.count;
    for (size_t i = 0; i < table->lines.count; i++)
        add_line(writer, table->lines.items[i]);
    found.end = rows->list.count;
    return found;
}

void bulk_tables(struct bulk_reader *reader, struct loaded *loaded)
{
    loaded->has_tables = true;
    for (size_t i = 0; i < reader->tables.count; i++) {
        struct bulk_table *table = reader->tables.items[i];
        order_lines(reader, table);
        if (reader->by_amount && table->headings.count)
            qsort(table->headings.items, table->headings.count, sizeof *table->headings.items,
                  compare_headings);
        const struct writer writer = {{reader->arena, reader->source, &loaded->rows}, table};
        *ARENA_PUSH(reader->arena, &loaded->tables.list) = add_table(&writer, reader->bulk);
    }
}
