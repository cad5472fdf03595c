/* Candidates that the figures alone propose: blocks of lines beside a target, and pairs of lines near it. */
#include "structure_search.h"

#include <stdlib.h>
#include <string.h>

enum {
    MOST = 16 * BIT,
    LEAST_SCORE = 3 * BIT,
    LOOSE = 2000,
    WINDOW = 10,     /* pairs are looked for so many lines away */
    PAIR = 10 * BIT, /* the price of two lines that are no block */
    GAP = 7 * BIT,   /* and of lines between the target and its parts */
    MOST_STEPS = 1024,
    LEAST_STEPS = 6, /* lines that every so manyth is looked at of, though there be fewer */
    PAIR_NEED = 12 * BIT,
    MOST_FOUND = 200000 /* more candidates than this are no table that people made */
};

static int64_t loose_of(const struct figure *figure)
{
    if (figure->state != FIGURE_AMOUNT || figure->value == 0 || figure->value == INT64_MIN)
        return -1;
    return llabs(figure->value) / LOOSE;
}

/* Small enough that so many of them as a block has lines can be added. */
static int64_t step_of(const struct figure *figure)
{
    const int64_t most = INT64_MAX / MOST_STEPS;
    if (figure->state != FIGURE_AMOUNT || figure->step < 0)
        return 0;
    return figure->step < most ? figure->step : most;
}

struct field field_make(struct arena *arena, const struct view *view)
{
    size_t cells = view->count * view->across;
    struct field field = {.amounts = ARENA_ARRAY(arena, struct amount, cells)};
    for (size_t i = 0; i < cells; i++) {
        const struct figure *figure = &view->figures[i];
        int64_t value = figure->state == FIGURE_AMOUNT ? figure->value : 0;
        field.amounts[i] = (struct amount){value, step_of(figure), loose_of(figure)};
    }
    field.sums = ARENA_ARRAY(arena, struct running, 2 * cells + LEAST_STEPS * view->across);
    return field;
}

/* Sums of every `step`th line before, in the order of the lines looked at. They wrap round where they are too large; what comes of
 * it is weighed exactly later. */
static void fill_sums(const struct search *search, const struct blocks *blocks)
{
    size_t across = search->view.across;
    struct running *sums = search->field.sums;
    memset(sums, 0, blocks->step * across * sizeof *sums);
    for (size_t i = 0; i < blocks->count; i++) {
        const struct amount *amounts = search->field.amounts + blocks->lines[i] * across;
        const struct running *from = sums + i * across;
        struct running *to = sums + (i + blocks->step) * across;
        for (size_t j = 0; j < across; j++) {
            to[j].sum = (int64_t)((uint64_t)from[j].sum + (uint64_t)amounts[j].value);
            to[j].nonzeros = from[j].nonzeros + (amounts[j].value != 0);
        }
    }
}

/* One block: which of the lines looked at it begins with, and how many it has. */
struct block {
    size_t target, first, length;
};

/* At most what one line across can say for the block: 0 when it is not its sum there. */
static int promise(const struct amount *target, int64_t sum, size_t parts)
{
    int64_t away = (int64_t)((uint64_t)sum - (uint64_t)target->value);
    int64_t rounding = (int64_t)(parts + 1) * target->step / 2;
    int64_t most = rounding > target->loose ? rounding : target->loose;
    if (target->loose < 0 || away > most || away < -most)
        return 0;
    int bits = weigh_log2((uint64_t)llabs(target->value)) - weigh_log2(2 * (uint64_t)llabs(away) + 1);
    return bits > MOST ? MOST : bits < 1 ? 1 : bits;
}

static const struct amount *amounts_of(const struct search *search, size_t line)
{
    return search->field.amounts + line * search->view.across;
}

/* At most what all lines across can say. */
static int promises(const struct search *search, const struct blocks *blocks, const struct block *block)
{
    size_t across = search->view.across;
    const struct amount *target = amounts_of(search, blocks->lines[block->target]);
    const struct running *from = search->field.sums + block->first * across;
    const struct running *to = from + block->length * blocks->step * across;
    int bits = 0;
    for (size_t j = 0; j < across; j++)
        if (to[j].nonzeros - from[j].nonzeros >= 2)
            bits +=
                promise(&target[j], (int64_t)((uint64_t)to[j].sum - (uint64_t)from[j].sum), block->length);
    return bits;
}

static void propose(struct search *search, size_t target, const addend *parts, size_t count, int cost)
{
    struct candidate candidate = {.target = target, .count = count, .parts = (addend *)parts};
    candidate.found_by = FOUND_FIGURES;
    if (!weigh_one_unit(&search->view, &candidate) || search->found.list.count >= MOST_FOUND)
        return;
    weigh_candidate(search, &candidate, cost);
    if (candidate.score < LEAST_SCORE || candidate.fails * 2 > candidate.holds)
        return;
    candidate.parts = arena_copy(search->arena, parts, count * sizeof *parts);
    *ARENA_PUSH(search->arena, &search->found.list) = candidate;
}

static void propose_block(struct search *search, const struct blocks *blocks, const struct block *block,
                          int cost, addend *parts)
{
    for (size_t i = 0; i < block->length; i++)
        parts[i] = (addend)blocks->lines[block->first + i * blocks->step];
    propose(search, blocks->lines[block->target], parts, block->length, cost);
}

/* Places a block of so many lines, after its target or before it; false when the table ends too soon. */
static bool place_block(const struct blocks *blocks, size_t gap, bool is_after, struct block *block)
{
    size_t reach = (block->length - 1) * blocks->step;
    if (is_after) {
        block->first = block->target + 1 + gap;
        return block->first + reach < blocks->count;
    }
    if (block->target < 1 + gap + reach)
        return false;
    block->first = block->target - 1 - gap - reach;
    return true;
}

struct scan {
    struct search *search;
    const struct blocks *blocks;
    addend *parts; /* room for those of one block */
    int need;
};

static void scan_side(struct scan *scan, size_t target, size_t gap, bool is_after)
{
    const struct blocks *blocks = scan->blocks;
    int cost = blocks->cost + (gap ? GAP + weigh_log2(gap + 1) : 0);
    struct block block = {.target = target, .length = 2};
    for (; block.length <= blocks->longest && place_block(blocks, gap, is_after, &block); block.length++) {
        scan->search->work -= (int64_t)scan->search->view.across;
        if (scan->search->work < 0)
            return;
        if (promises(scan->search, blocks, &block) >= scan->need)
            propose_block(scan->search, blocks, &block, cost, scan->parts);
    }
}

void blocks_find(struct search *search, const struct blocks *blocks)
{
    if (blocks->count < 3 || search->work < 0)
        return;
    struct scan scan = {.search = search, .blocks = blocks, .parts = search->parts};
    scan.need = weigh_log2(blocks->count + 1) + 4 * BIT;
    fill_sums(search, blocks);
    for (size_t target = 0; target < blocks->count; target++)
        for (size_t gap = blocks->first_gap; gap < blocks->first_gap + blocks->gap_count; gap++) {
            scan_side(&scan, target, gap, true);
            scan_side(&scan, target, gap, false);
        }
}

/* ---- pairs ---- */

static int pair_promises(const struct search *search, size_t target, size_t a, size_t b)
{
    const struct amount *total = amounts_of(search, target), *one = amounts_of(search, a),
                        *two = amounts_of(search, b);
    int bits = 0;
    for (size_t j = 0; j < search->view.across; j++)
        if (one[j].value && two[j].value)
            bits += promise(&total[j], (int64_t)((uint64_t)one[j].value + (uint64_t)two[j].value), 2);
    return bits;
}

static size_t apart(size_t a, size_t b)
{
    return a < b ? b - a : a - b;
}

/* Two lines right beside the target are a block, which is found as one. */
static bool is_block(size_t target, size_t a, size_t b)
{
    return b == a + 1 && (b + 1 == target || target + 1 == a);
}

static void pairs_of(struct scan *scan, size_t target, size_t from, size_t end)
{
    for (size_t a = from; a < end; a++)
        for (size_t b = a + 1; b < end; b++) {
            if (a == target || b == target || is_block(target, a, b))
                continue;
            scan->search->work -= (int64_t)scan->search->view.across;
            const uint32_t *lines = scan->blocks->lines;
            if (pair_promises(scan->search, lines[target], lines[a], lines[b]) < scan->need)
                continue;
            size_t far = apart(a, target) > apart(b, target) ? apart(a, target) : apart(b, target);
            addend parts[2] = {(addend)lines[a], (addend)lines[b]};
            propose(scan->search, lines[target], parts, 2, scan->blocks->cost + PAIR + weigh_log2(far));
        }
}

void pairs_find(struct search *search, const uint32_t *lines, size_t count, int cost)
{
    struct blocks blocks = {.lines = lines, .count = count, .cost = cost, .step = 1};
    struct scan scan = {.search = search, .blocks = &blocks, .need = PAIR_NEED};
    if (count < 3)
        return;
    for (size_t target = 0; target < count && search->work >= 0; target++) {
        size_t from = target < WINDOW ? 0 : target - WINDOW;
        size_t end = target + WINDOW + 1 > count ? count : target + WINDOW + 1;
        pairs_of(&scan, target, from, end);
    }
}
