/* The collected rows of one case of a long export as rows and tables, each cell with its own place. */
#include "bulk_case.h"

#include "budgetkoll/buffer.h"
#include "budgetkoll/vocabulary.h"

#include <stdlib.h>

const struct bulk_kind_headings bulk_headings[TABLE_KINDS] = {
    [TABLE_COSTS] = {"Kostnadslag", "Totalt"},     [TABLE_FINANCING] = {"Medfinansiering", "Totalt"},
    [TABLE_EU_AID] = {"Finansiering", "Totalt"},   [TABLE_SHARES] = {"Finansiering", "Totalt"},
    [TABLE_ACTIVITIES] = {"Aktivitet", "Kostnad"}, [TABLE_OTHER] = {NULL, "Totalt"},
};

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
static void settle_last_sum(struct bulk_table *table)
{
    enum { SUM = SUM_COSTS * 2 + 1, LAST = TOTAL_COSTS * 2 + 1 };
    struct bulk_line *sum = NULL;
    for (size_t i = 0; i < table->categories.count; i++) {
        struct bulk_line *line = table->categories.items[i];
        if (line->rank == LAST)
            return;
        sum = line->rank == SUM ? line : sum;
    }
    if (sum)
        sum->rank = LAST;
}

static void sort_categories(struct bulk_collector *collector, struct bulk_table *table)
{
    if (table->kind != TABLE_COSTS && !table_kind_holds(TABLE_FINANCING, table->kind))
        return;
    for (size_t i = 0; i < table->categories.count; i++) {
        struct bulk_line *line = table->categories.items[i];
        line->rank = rank_of(collector->arena, table->kind, line->label.text);
        line->place = i;
    }
    if (table->kind == TABLE_COSTS)
        settle_last_sum(table);
    qsort(table->categories.items, table->categories.count, sizeof *table->categories.items, compare_lines);
}

/* The columns in the order of the years, the total last. */
static size_t *order_headings(struct bulk_collector *collector, const struct bulk_table *table)
{
    size_t *order = ARENA_ARRAY(collector->arena, size_t, table->headings.count + 1);
    for (size_t i = 0; i < table->headings.count; i++) {
        int scope = table->headings.items[i].scope;
        size_t at = i;
        bool by_amount = bulk_is_by_amount(collector);
        for (; by_amount && scope != SCOPE_TOTAL && at > 0; at--) {
            int before = table->headings.items[order[at - 1]].scope;
            if (before != SCOPE_TOTAL && before < scope)
                break;
            order[at] = order[at - 1];
        }
        order[at] = i;
    }
    return order;
}

/* ---- categories named by a line ---- */

static void remove_line(struct bulk_line *category, size_t at)
{
    for (size_t i = at; i + 1 < category->lines.count; i++)
        category->lines.items[i] = category->lines.items[i + 1];
    category->lines.count--;
}

/* "Personal" as a line of Personal is the category itself, where no other row is about that. */
static void take_own_line(struct bulk_collector *collector, struct bulk_line *category)
{
    struct str key = label_key(collector->arena, category->label.text);
    for (size_t i = 0; i < category->lines.count; i++) {
        const struct bulk_line *line = category->lines.items[i];
        if (!str_equal(key, label_key(collector->arena, line->label.text)))
            continue;
        category->label.offset = line->label.offset;
        category->label.line = line->label.line;
        category->cells = line->cells;
        category->surplus = line->surplus;
        remove_line(category, i);
        return;
    }
}

static void take_own_lines(struct bulk_collector *collector, const struct bulk_table *table)
{
    for (size_t i = 0; i < table->categories.count; i++) {
        struct bulk_line *category = table->categories.items[i];
        if (!category->has_own && category->lines.count > 0)
            take_own_line(collector, category);
    }
}

/* ---- rows ---- */

static struct row *add_row(struct bulk_collector *collector, size_t most, uint32_t line)
{
    struct source *source = collector->source;
    struct row *row = ARENA_PUSH(collector->arena, &collector->loaded->rows.list);
    *row = (struct row){.cells = ARENA_ARRAY(collector->arena, struct str, most),
                        .record = (uint32_t)source->records.count};
    *ARENA_PUSH(collector->arena, &source->records) =
        (struct record_start){(uint32_t)source->text_cells.count, line, false};
    return row;
}

static void add_cell(struct bulk_collector *collector, struct row *row, struct text_cell cell)
{
    row->cells[row->count++] = cell.text;
    *ARENA_PUSH(collector->arena, &collector->source->text_cells) = cell;
}

static void add_header(struct bulk_collector *collector, const struct bulk_table *table, const size_t *order)
{
    struct row *row = add_row(collector, table->headings.count + 1, table->label.line);
    add_cell(collector, row, table->label);
    for (size_t i = 0; i < table->headings.count; i++)
        add_cell(collector, row, table->headings.items[order[i]].cell);
}

static void add_line(struct bulk_collector *collector, const struct bulk_table *table,
                     const struct bulk_line *line, const size_t *order, struct str label)
{
    size_t columns = table->headings.count;
    struct row *row = add_row(collector, columns + line->surplus.count + 1, line->label.line);
    struct text_cell blank = {STR(""), line->label.offset, line->label.line};
    add_cell(collector, row, (struct text_cell){label, line->label.offset, line->label.line});
    for (size_t i = 0; i < columns; i++) {
        bool stands = order[i] < line->cells.count && line->cells.items[order[i]].text.data;
        add_cell(collector, row, stands ? line->cells.items[order[i]] : blank);
    }
    for (size_t i = 0; i < line->surplus.count; i++)
        add_cell(collector, row, line->surplus.items[i]);
}

static struct str dashed(struct arena *arena, struct str label)
{
    struct buffer text = {.arena = arena};
    buffer_add(&text, STR("- "));
    buffer_add(&text, label);
    return buffer_text(&text);
}

static void add_lines(struct bulk_collector *collector, const struct bulk_table *table, const size_t *order)
{
    for (size_t i = 0; i < table->categories.count; i++) {
        const struct bulk_line *category = table->categories.items[i];
        add_line(collector, table, category, order, category->label.text);
        for (size_t d = 0; d < category->lines.count; d++) {
            const struct bulk_line *detail = category->lines.items[d];
            add_line(collector, table, detail, order, dashed(collector->arena, detail->label.text));
        }
    }
}

static void add_table(struct bulk_collector *collector, const struct bulk_table *table)
{
    const struct rows *rows = &collector->loaded->rows;
    const size_t *order = order_headings(collector, table);
    struct segment segment = {.kind = table->kind, .title = NO_ROW, .header = NO_ROW};
    segment.unit = collector->bulk->unit;
    segment.currency = collector->bulk->currency;
    if (table->title.text.length > 0) {
        segment.title = (long)rows->list.count;
        add_cell(collector, add_row(collector, 1, table->title.line), table->title);
    }
    if (table->kind != TABLE_PROJECT) {
        segment.header = (long)rows->list.count;
        add_header(collector, table, order);
    }
    segment.first = rows->list.count;
    add_lines(collector, table, order);
    segment.end = rows->list.count;
    *ARENA_PUSH(collector->arena, &collector->loaded->tables.list) = segment;
}

void bulk_tables(struct bulk_collector *collector)
{
    collector->loaded->has_tables = true;
    for (size_t i = 0; i < collector->tables.count; i++) {
        struct bulk_table *table = collector->tables.items[i];
        take_own_lines(collector, table);
        if (collector->mixed)
            sort_categories(collector, table);
        add_table(collector, table);
    }
}
