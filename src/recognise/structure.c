#include "structure_search.h"

#include <stdlib.h>

/* Cells looked at along one axis: 0,1 s for 4 000 cells, a second or so for the largest tables. */
enum { LEAST_WORK = 30000000, WORK_A_CELL = 5000, MOST_WORK = 500000000 };

static size_t power_above(size_t count)
{
    size_t power = 64;
    while (power < 2 * count)
        power *= 2;
    return power;
}

static int64_t work_for(size_t cells)
{
    size_t most = (MOST_WORK - LEAST_WORK) / WORK_A_CELL;
    return LEAST_WORK + (int64_t)(cells < most ? cells : most) * WORK_A_CELL;
}

static struct search search_make(struct arena *scratch, const struct figures *figures, int grid,
                                 enum axis axis)
{
    struct search search = {.arena = scratch, .grid = grid};
    search.view = view_make(scratch, figures, axis);
    search.work = work_for(search.view.count * search.view.across);
    search.work_more = search.work / 4;
    search.instances = ARENA_ARRAY(scratch, struct instance, search.view.across);
    size_t room = power_above(search.view.across);
    search.shares = ARENA_ARRAY(scratch, uint64_t, room);
    search.share_mask = room - 1;
    return search;
}

static void add_sum(struct arena *arena, const struct candidate *taken, enum axis axis,
                    struct structure *structure)
{
    struct found_sum sum = {.axis = axis, .target = taken->target, .first = taken->first, .end = taken->end};
    sum.found_by = taken->found_by;
    sum.bits = taken->score / BIT;
    sum.holds = taken->holds;
    sum.fails = taken->fails;
    sum.is_firm = taken->is_firm;
    sum.roundings = taken->roundings;
    for (size_t i = 0; i < taken->count; i++)
        *ARENA_PUSH(arena, &sum.parts) =
            (struct sum_part){.line = part_line(taken->parts[i]), .sign = taken->parts[i] < 0 ? -1 : 1};
    *ARENA_PUSH(arena, &structure->sums) = sum;
}

static void find_along(struct search *search)
{
    if (!stated_take(search))
        rounds_search(search);
}

static void add_sums(struct arena *arena, struct search *search, const struct seen *seen,
                     struct structure *structure)
{
    firm_settle(search, seen);
    structure->looked_at += work_for(search->view.count * search->view.across) - search->work;
    for (size_t i = 0; i < search->taken.list.count; i++)
        add_sum(arena, &search->taken.list.items[i], search->view.axis, structure);
}

static int order_of_sums(const void *left, const void *right)
{
    const struct found_sum *a = left, *b = right;
    if (a->axis != b->axis)
        return a->axis < b->axis ? -1 : 1;
    if (a->target != b->target)
        return a->target < b->target ? -1 : 1;
    if (a->first != b->first)
        return a->first < b->first ? -1 : 1;
    size_t one = a->parts.items[0].line, two = b->parts.items[0].line;
    return one < two ? -1 : one > two;
}

struct structure structure_find(struct arena *arena, const struct figures *figures)
{
    struct structure structure = {0};
    struct arena scratch = {.exhausted = arena->exhausted};
    struct search searches[AXES];
    struct seen seen = {0};
    struct figures rounded = *figures;
    if (figures->count[AXIS_ROWS] == 0 || figures->count[AXIS_COLUMNS] == 0)
        return structure;
    int grid = view_round(&scratch, &rounded);
    for (enum axis axis = AXIS_ROWS; axis < AXES; axis++) {
        searches[axis] = search_make(&scratch, &rounded, grid, axis);
        find_along(&searches[axis]);
        firm_count_seen(&searches[axis], &seen);
    }
    for (enum axis axis = AXIS_ROWS; axis < AXES; axis++)
        add_sums(arena, &searches[axis], &seen, &structure);
    arena_release(&scratch);
    if (structure.sums.count)
        qsort(structure.sums.items, structure.sums.count, sizeof *structure.sums.items, order_of_sums);
    return structure;
}
