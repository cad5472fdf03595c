/* Lines that no total takes, though one stands after them that should: forgotten in it, which only the reader of all sums can
 * see, since a sum of what is left may well be right by itself. */
#include "general.h"

struct searcher {
    struct table *table;
    enum axis axis;
    const struct line *lines;
    size_t count;
};

/* The line is a part of some sum of its axis. */
static bool is_part(const struct searcher *searcher, size_t line)
{
    for (size_t i = 0; i < searcher->table->sums.count; i++) {
        const struct found_sum *sum = &searcher->table->sums.items[i];
        for (size_t p = 0; sum->axis == searcher->axis && p < sum->parts.count; p++)
            if (sum->parts.items[p].line == line)
                return true;
    }
    return false;
}

static struct found_sum *sum_of(const struct searcher *searcher, size_t line)
{
    for (size_t i = 0; i < searcher->table->sums.count; i++) {
        struct found_sum *sum = &searcher->table->sums.items[i];
        if (sum->axis == searcher->axis && sum->target == line && !sum->is_product)
            return sum;
    }
    return NULL;
}

static const struct cell *cell_of(const struct searcher *searcher, size_t line, size_t across)
{
    const struct table *table = searcher->table;
    return searcher->axis == AXIS_ROWS ? &table->items.items[line]->cells[across]
                                       : &table->items.items[across]->cells[line];
}

static size_t width(const struct searcher *searcher)
{
    return searcher->axis == AXIS_ROWS ? searcher->table->columns.count : searcher->table->items.count;
}

/* Some cell of the line holds an amount that cannot be told. */
static bool is_unreadable(const struct searcher *searcher, size_t line)
{
    bool unreadable = false;
    for (size_t i = 0; i < width(searcher) && !unreadable; i++)
        unreadable = cell_of(searcher, line, i)->state == CELL_UNREADABLE;
    return unreadable;
}

/* A plain line with amounts that are not all zero. */
static bool has_amounts(const struct searcher *searcher, size_t line)
{
    bool amounts = false;
    for (size_t i = 0; i < width(searcher) && !amounts; i++) {
        bool number = searcher->axis == AXIS_ROWS && column_is_factor(&searcher->table->columns.items[i]);
        const struct cell *cell = cell_of(searcher, line, i);
        amounts = !number && cell->state == CELL_VALUE && cell->value != 0;
    }
    return amounts;
}

static bool is_total(const struct searcher *searcher, size_t line)
{
    enum line_word word = searcher->lines[line].word;
    return word == LINE_TOTAL || word == LINE_SUBTOTAL || word == LINE_TOTAL_OF;
}

static bool is_forgotten(const struct searcher *searcher, size_t line)
{
    const struct line *of = &searcher->lines[line];
    const struct found_sum *sum = sum_of(searcher, line);
    bool made = sum && sum->found_by != FOUND_FIGURES;
    return of->word == LINE_PLAIN && !of->is_apart && !made &&
           (has_amounts(searcher, line) || is_unreadable(searcher, line)) && !is_part(searcher, line);
}

/* A bare "Summa" stands after the line: what it adds up is all that stands before it. What cannot be read is part of whatever
 * sum stands round it, which then cannot be judged. */
static bool belongs_to_total(const struct searcher *searcher, size_t line)
{
    if (is_unreadable(searcher, line))
        return true;
    for (size_t i = line + 1; i < searcher->count; i++)
        if (searcher->lines[i].word == LINE_TOTAL && sum_of(searcher, i))
            return true;
    return false;
}

/* The first total after the line, which has parts right after it too. */
static struct found_sum *nearest_total(const struct searcher *searcher, size_t line)
{
    for (size_t i = line + 1; i < searcher->count; i++) {
        struct found_sum *sum = is_total(searcher, i) ? sum_of(searcher, i) : NULL;
        if (sum && sum->parts.count > 0 && sum->parts.items[0].line <= line + 1 &&
            sum->parts.items[0].line != line)
            return sum;
        if (sum && sum->parts.count > 0 && sum->parts.items[sum->parts.count - 1].line + 1 == line)
            return sum;
    }
    return NULL;
}

static void add_part(struct arena *arena, struct found_sum *sum, size_t line)
{
    size_t at = sum->parts.count;
    *ARENA_PUSH(arena, &sum->parts) = (struct sum_part){.line = line, .sign = 1};
    for (; at > 0 && sum->parts.items[at - 1].line > line; at--)
        sum->parts.items[at] = sum->parts.items[at - 1];
    sum->parts.items[at] = (struct sum_part){.line = line, .sign = 1};
}

void table_add_left_out(struct arena *arena, struct table *table, enum axis axis, const struct line *lines)
{
    enum {
        MOST_ROWS = 60,
        MOST_COLUMNS = 20
    }; /* in larger tables figures say what is a sum, and words little */
    struct searcher searcher = {table, axis, lines,
                                axis == AXIS_ROWS ? table->items.count : table->columns.count};
    bool small = table->items.count <= MOST_ROWS && table->columns.count <= MOST_COLUMNS;
    for (size_t line = small ? searcher.count : 0; line-- > 0;) {
        if (!is_forgotten(&searcher, line) || !belongs_to_total(&searcher, line))
            continue;
        struct found_sum *sum = nearest_total(&searcher, line);
        if (sum && sum->found_by == FOUND_HEADING && !sum->is_labelled &&
            searcher.lines[sum->target].unit == searcher.lines[line].unit)
            add_part(arena, sum, line);
    }
}
