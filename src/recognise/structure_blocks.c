/* Candidates that the figures alone propose: blocks of lines beside a target, and pairs of lines near it. */
#include "structure_search.h"

#include <stdlib.h>

enum {
    MOST = 16 * BIT,
    LEAST_SCORE = 3 * BIT,
    LOOSE = 2000,
    WINDOW = 10,     /* pairs are looked for so many lines away */
    PAIR = 10 * BIT, /* the price of two lines that are no block */
    GAP = 7 * BIT,   /* and of lines between the target and its parts */
    MOST_STEPS = 1024,
    PAIR_NEED = 12 * BIT,
    MOST_FOUND = 200000 /* more candidates than this are no table that people made */
};

/* The figures of the lines looked at, close together. */
struct field {
    size_t count, across;
    int64_t *values;    /* of amounts, else 0 */
    int64_t *steps;     /* of amounts, else 0 */
    int64_t *sums;      /* of every `step`th line before */
    uint32_t *nonzeros; /* likewise */
    int64_t *loose;     /* how far away a sum may be; -1 where no target stands */
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

static void fill_values(const struct view *view, const struct blocks *blocks, struct field *field)
{
    for (size_t i = 0; i < field->count; i++)
        for (size_t j = 0; j < field->across; j++) {
            const struct figure *figure = view_figure(view, blocks->lines[i], j);
            size_t at = i * field->across + j;
            field->values[at] = figure->state == FIGURE_AMOUNT ? figure->value : 0;
            field->steps[at] = step_of(figure);
            field->loose[at] = loose_of(figure);
        }
}

/* Sums wrap round here where they are too large; what comes of it is weighed exactly later. */
static void fill_sums(const struct field *field, size_t step)
{
    size_t across = field->across;
    for (size_t i = 0; i < field->count; i++)
        for (size_t j = 0; j < across; j++) {
            size_t at = i * across + j, next = at + step * across;
            field->sums[next] = (int64_t)((uint64_t)field->sums[at] + (uint64_t)field->values[at]);
            field->nonzeros[next] = field->nonzeros[at] + (field->values[at] != 0);
        }
}

static struct field field_make(struct arena *arena, const struct view *view, const struct blocks *blocks)
{
    struct field field = {.count = blocks->count, .across = view->across};
    size_t cells = field.count * field.across, more = cells + blocks->step * field.across;
    field.values = ARENA_ARRAY(arena, int64_t, cells);
    field.steps = ARENA_ARRAY(arena, int64_t, cells);
    field.loose = ARENA_ARRAY(arena, int64_t, cells);
    field.sums = ARENA_ARRAY(arena, int64_t, more);
    field.nonzeros = ARENA_ARRAY(arena, uint32_t, more);
    fill_values(view, blocks, &field);
    fill_sums(&field, blocks->step);
    return field;
}

/* One block: which of the lines looked at it begins with, and how many it has. */
struct block {
    size_t target, first, length;
};

/* At most what one line across can say for the block: 0 when it is not its sum there. */
static int promise(const struct field *field, size_t at, int64_t sum, size_t parts)
{
    int64_t away = (int64_t)((uint64_t)sum - (uint64_t)field->values[at]);
    int64_t rounding = (int64_t)(parts + 1) * field->steps[at] / 2;
    int64_t most = rounding > field->loose[at] ? rounding : field->loose[at];
    if (field->loose[at] < 0 || away > most || away < -most)
        return 0;
    int bits = weigh_log2((uint64_t)llabs(field->values[at])) - weigh_log2(2 * (uint64_t)llabs(away) + 1);
    return bits > MOST ? MOST : bits < 1 ? 1 : bits;
}

/* At most what all lines across can say. */
static int promises(const struct field *field, const struct block *block, size_t step)
{
    size_t across = field->across;
    const int64_t *from = field->sums + block->first * across, *to = from + block->length * step * across;
    const uint32_t *some = field->nonzeros + block->first * across;
    const uint32_t *more = some + block->length * step * across;
    int bits = 0;
    for (size_t j = 0; j < across; j++)
        if (more[j] - some[j] >= 2)
            bits += promise(field, block->target * across + j, (int64_t)((uint64_t)to[j] - (uint64_t)from[j]),
                            block->length);
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
    struct field field;
    addend *parts; /* room for those of one block */
    int need;
};

static void scan_side(struct scan *scan, size_t target, size_t gap, bool is_after)
{
    const struct blocks *blocks = scan->blocks;
    int cost = blocks->cost + (gap ? GAP + weigh_log2(gap + 1) : 0);
    struct block block = {.target = target, .length = 2};
    for (; block.length <= blocks->longest && place_block(blocks, gap, is_after, &block); block.length++) {
        scan->search->work -= (int64_t)scan->field.across;
        if (scan->search->work < 0)
            return;
        if (promises(&scan->field, &block, blocks->step) >= scan->need)
            propose_block(scan->search, blocks, &block, cost, scan->parts);
    }
}

void blocks_find(struct search *search, const struct blocks *blocks)
{
    struct arena scratch = {.exhausted = search->arena->exhausted};
    if (blocks->count < 3 || search->work < 0)
        return;
    struct scan scan = {.search = search, .blocks = blocks};
    scan.field = field_make(&scratch, &search->view, blocks);
    scan.parts = ARENA_ARRAY(&scratch, addend, blocks->longest + 1);
    scan.need = weigh_log2(blocks->count + 1) + 4 * BIT;
    for (size_t target = 0; target < blocks->count; target++)
        for (size_t gap = blocks->first_gap; gap < blocks->first_gap + blocks->gap_count; gap++) {
            scan_side(&scan, target, gap, true);
            scan_side(&scan, target, gap, false);
        }
    arena_release(&scratch);
}

/* ---- pairs ---- */

static int pair_promises(const struct field *field, size_t target, size_t a, size_t b)
{
    size_t across = field->across;
    int bits = 0;
    for (size_t j = 0; j < across; j++) {
        int64_t one = field->values[a * across + j], two = field->values[b * across + j];
        if (one && two)
            bits += promise(field, target * across + j, (int64_t)((uint64_t)one + (uint64_t)two), 2);
    }
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
            scan->search->work -= (int64_t)scan->field.across;
            if (pair_promises(&scan->field, target, a, b) < scan->need)
                continue;
            size_t far = apart(a, target) > apart(b, target) ? apart(a, target) : apart(b, target);
            addend parts[2] = {(addend)scan->blocks->lines[a], (addend)scan->blocks->lines[b]};
            propose(scan->search, scan->blocks->lines[target], parts, 2,
                    scan->blocks->cost + PAIR + weigh_log2(far));
        }
}

void pairs_find(struct search *search, const uint32_t *lines, size_t count, int cost)
{
    struct arena scratch = {.exhausted = search->arena->exhausted};
    struct blocks blocks = {.lines = lines, .count = count, .cost = cost, .step = 1};
    struct scan scan = {.search = search, .blocks = &blocks, .need = PAIR_NEED};
    if (count < 3)
        return;
    scan.field = field_make(&scratch, &search->view, &blocks);
    for (size_t target = 0; target < count && search->work >= 0; target++) {
        size_t from = target < WINDOW ? 0 : target - WINDOW;
        size_t end = target + WINDOW + 1 > count ? count : target + WINDOW + 1;
        pairs_of(&scan, target, from, end);
    }
    arena_release(&scratch);
}
