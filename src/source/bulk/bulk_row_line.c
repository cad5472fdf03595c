/* Which line of its table a row is about. */
#include "bulk_case.h"

#include "budgetkoll/vocabulary.h"
#include "budgetkoll/wordings.h"

static struct bulk_line *add_category(struct bulk_collector *collector, struct bulk_table *table,
                                      struct text_cell label)
{
    struct bulk_line *line = bulk_new_line(collector, label);
    *ARENA_PUSH(collector->arena, &table->categories) = line;
    bulk_name_line(collector, table, label.text, line);
    return line;
}

static struct bulk_line *category_of(struct bulk_collector *collector, struct bulk_table *table,
                                     struct text_cell label)
{
    struct bulk_line *line = bulk_find_line(collector, table, label.text);
    if (line && line != table->open)
        collector->mixed = true;
    return table->open = line ? line : add_category(collector, table, label);
}

/* "Summa" beside a category is the category's own total. */
static bool is_total(struct bulk_collector *collector, struct str text)
{
    enum { LONGEST_TOTAL = 16 };
    return text.length <= LONGEST_TOTAL &&
           vocabulary_find(DOMAIN_TOTALS, label_key(collector->arena, text)).concept == ROW_TOTAL;
}

/* The category itself, named by one of its rows. */
static struct bulk_line *own_line(struct bulk_line *category, struct text_cell label)
{
    if (!category->has_own)
        category->label = label;
    category->has_own = true;
    return category;
}

static struct bulk_line *detail_of(struct bulk_collector *collector, struct bulk_line *category,
                                   struct text_cell category_cell, struct text_cell detail)
{
    struct bulk_line *line = bulk_find_line(collector, category, detail.text);
    if (line)
        return line;
    if (is_total(collector, detail.text)) {
        line = own_line(category, category_cell);
    } else {
        line = bulk_new_line(collector, detail);
        *ARENA_PUSH(collector->arena, &category->lines) = line;
    }
    bulk_name_line(collector, category, detail.text, line);
    return line;
}

struct bulk_line *bulk_row_line(struct bulk_collector *collector, struct text_cell category,
                                struct text_cell detail)
{
    struct bulk_table *table = collector->table;
    bool has_lines = bulk_is_by_amount(collector) || collector->bulk->columns.line != NO_COLUMN;
    if (category.text.length == 0) {
        category = detail;
        detail.text = STR("");
    }
    if (!has_lines) { /* the rows stand as they would in the case's own table */
        struct bulk_line *line = bulk_new_line(collector, category);
        *ARENA_PUSH(collector->arena, &table->categories) = line;
        return line;
    }
    struct text_cell undashed = category;
    if (detail.text.length == 0 && table->open && take_dash(&undashed.text))
        return detail_of(collector, table->open, category, undashed);
    struct bulk_line *of = category_of(collector, table, category);
    take_dash(&detail.text);
    return detail.text.length == 0 ? own_line(of, category) : detail_of(collector, of, category, detail);
}

struct bulk_line *bulk_repeat_line(struct bulk_collector *collector, struct bulk_line *line)
{
    struct bulk_line *again = bulk_new_line(collector, line->label);
    struct bulk_table *table = collector->table;
    for (size_t i = 0; i < table->categories.count; i++)
        if (table->categories.items[i] == line) {
            *ARENA_PUSH(collector->arena, &table->categories) = again;
            return again;
        }
    *ARENA_PUSH(collector->arena, &table->open->lines) = again;
    return again;
}
