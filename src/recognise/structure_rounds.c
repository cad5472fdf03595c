/* The search by figures: all lines first, then again without the parts of the sums found, so that totals of
 * subtotals are next. */
#include "structure_search.h"

enum {
    TURNS = 5,
    LONGEST = 400,
    WIDE = 60000, /* cells; larger tables are searched less widely */
    LONGEST_WIDE = 120,
    GAPS = 8,
    STRIDE = 6 * BIT, /* the price of every nth line */
    REDUCED = BIT     /* and of lines that are beside each other only without the parts between */
};

struct lines {
    uint32_t *items;
    size_t count;
};

/* What is known of each line in a turn. */
struct marks {
    bool *is_target, *is_part;
};

static bool takes_part(const struct view *view, size_t line)
{
    return view->has_amount[line] && !view->lines[line].is_apart;
}

static struct marks marks_of(struct arena *arena, const struct search *search)
{
    struct marks marks = {ARENA_ARRAY(arena, bool, search->view.count),
                          ARENA_ARRAY(arena, bool, search->view.count)};
    for (size_t i = 0; i < search->taken.list.count; i++) {
        const struct candidate *taken = &search->taken.list.items[i];
        marks.is_target[taken->target] = true;
        for (size_t k = 0; k < taken->count; k++)
            marks.is_part[part_line(taken->parts[k])] = true;
    }
    return marks;
}

/* Which lines a list leaves out. */
enum leave {
    NOTHING_OUT,
    PARTS_OUT,
    SUBTOTALS_OUT /* those that are a target and a part */
};

static bool is_left_out(const struct marks *marks, size_t line, enum leave leave)
{
    switch (leave) {
    case NOTHING_OUT:
        return false;
    case PARTS_OUT:
        return marks->is_part[line];
    case SUBTOTALS_OUT:
        return marks->is_part[line] && marks->is_target[line];
    }
    return false;
}

struct round {
    struct search *search;
    struct marks marks;
    size_t count; /* lines that take part in all */
    size_t longest;
    bool is_wide; /* small enough to be searched widely */
    int base;     /* the price of a block right beside its target */
    int turn;
};

static struct lines round_lines(const struct round *round, enum leave leave)
{
    const struct view *view = &round->search->view;
    struct lines lines = {ARENA_ARRAY(round->search->arena, uint32_t, view->count + 1), 0};
    for (size_t i = 0; i < view->count; i++)
        if (takes_part(view, i) && !is_left_out(&round->marks, i, leave))
            lines.items[lines.count++] = (uint32_t)i;
    return lines;
}

static void find_beside(const struct round *round, struct lines lines, int cost, size_t gaps)
{
    struct blocks blocks = {.lines = lines.items, .count = lines.count, .cost = cost, .step = 1};
    blocks.gap_count = gaps;
    blocks.longest = round->longest;
    blocks_find(round->search, &blocks);
}

static void find_main(const struct round *round, struct lines lines, int cost)
{
    size_t gaps = !round->is_wide ? 1 : round->count < 150 ? GAPS + 1 : 3;
    find_beside(round, lines, cost, gaps);
    if (round->count < 400)
        pairs_find(round->search, lines.items, lines.count, cost);
}

/* Every 2nd to 5th line, and tables stacked on each other: the same shift again and again. */
static void find_strides(const struct round *round, struct lines lines)
{
    bool is_short = round->count < 200;
    struct blocks blocks = {.lines = lines.items, .count = lines.count};
    if (round->turn == 0 && is_short)
        for (size_t step = 6; step < round->count / 2; step++) {
            blocks.step = step;
            blocks.first_gap = step - 1;
            blocks.gap_count = 1;
            blocks.longest = 5;
            blocks.cost = round->base + STRIDE + weigh_log2(step);
            blocks_find(round->search, &blocks);
        }
    for (size_t step = 2; step < (is_short ? 6 : 3); step++) {
        blocks.step = step;
        blocks.first_gap = 0;
        blocks.gap_count = is_short ? 6 : 3;
        blocks.longest = round->longest;
        blocks.cost = round->base + STRIDE + (int)step * BIT / 2 + round->turn * BIT;
        blocks_find(round->search, &blocks);
    }
}

static size_t run_turn(struct round *round)
{
    round->marks = marks_of(round->search->arena, round->search);
    if (round->turn == 0) {
        find_main(round, round_lines(round, NOTHING_OUT), round->base);
    } else {
        find_main(round, round_lines(round, PARTS_OUT), round->base + REDUCED);
        find_beside(round, round_lines(round, SUBTOTALS_OUT), round->base + REDUCED + BIT, 1);
    }
    if (round->turn <= 1 && round->is_wide)
        find_strides(round, round_lines(round, round->turn ? PARTS_OUT : NOTHING_OUT));
    return choice_take(round->search);
}

static size_t count_lines(const struct view *view)
{
    size_t count = 0;
    for (size_t i = 0; i < view->count; i++)
        count += takes_part(view, i);
    return count;
}

void rounds_search(struct search *search)
{
    struct round round = {.search = search, .count = count_lines(&search->view)};
    size_t n = round.count, across = search->view.across;
    if (n < 3)
        return;
    search->field = field_make(search->arena, &search->view);
    search->parts = ARENA_ARRAY(search->arena, addend, n);
    round.is_wide = n * across < WIDE;
    round.longest = round.is_wide ? LONGEST : LONGEST_WIDE;
    round.base = weigh_log2(n * 2 * (n < 60 ? n : 60)) + weigh_log2(across) / 2;
    for (round.turn = 0; round.turn < TURNS && run_turn(&round) > 0; round.turn++)
        choice_nest(search);
}
