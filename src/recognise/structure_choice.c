/* Which of the candidates are taken: the best first, and nothing that speaks against one taken before. */
#include "structure_search.h"

#include <stdlib.h>
#include <string.h>

enum { LEAST_SCORE = 3 * BIT };

static int order_of_parts(const struct candidate *a, const struct candidate *b)
{
    for (size_t i = 0; i < a->count && i < b->count; i++)
        if (a->parts[i] != b->parts[i])
            return a->parts[i] < b->parts[i] ? -1 : 1;
    return 0;
}

/* Best first; among equals those of fewer parts, and then as they stand in the table. */
static int order_of(const void *left, const void *right)
{
    const struct candidate *a = left, *b = right;
    if (a->score != b->score)
        return a->score > b->score ? -1 : 1;
    if (a->count != b->count)
        return a->count < b->count ? -1 : 1;
    if (a->target != b->target)
        return a->target < b->target ? -1 : 1;
    return order_of_parts(a, b);
}

static size_t first_line(const struct candidate *candidate)
{
    return part_line(candidate->parts[0]);
}

static size_t last_line(const struct candidate *candidate)
{
    return part_line(candidate->parts[candidate->count - 1]);
}

static bool has_part(const struct candidate *candidate, size_t line)
{
    size_t low = 0, high = candidate->count;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (part_line(candidate->parts[middle]) < line)
            low = middle + 1;
        else
            high = middle;
    }
    return low < candidate->count && part_line(candidate->parts[low]) == line;
}

/* How many parts both have. */
static size_t common_parts(const struct candidate *a, const struct candidate *b)
{
    size_t common = 0;
    if (last_line(a) < first_line(b) || last_line(b) < first_line(a))
        return 0;
    for (size_t i = 0, j = 0; i < a->count && j < b->count;) {
        size_t one = part_line(a->parts[i]), two = part_line(b->parts[j]);
        common += one == two;
        i += one <= two;
        j += two <= one;
    }
    return common;
}

static bool reach_the_same(const struct candidate *a, const struct candidate *b)
{
    return a->first < b->end && b->first < a->end;
}

/* What the figures alone say so plainly that it may stand beside what words say of the same line. */
static bool is_sure(const struct candidate *other)
{
    return other->holds >= 3 && other->fails == 0;
}

/* Returns true when both cannot be: they count a figure twice, or contradict each other. */
static bool speaks_against(const struct candidate *taken, const struct candidate *other)
{
    if (!reach_the_same(taken, other))
        return false;
    size_t common = common_parts(taken, other);
    bool a_in_b = has_part(other, taken->target), b_in_a = has_part(taken, other->target);
    if (taken->target == other->target)
        return common > 0 || (taken->is_stated && !is_sure(other));
    if (a_in_b && b_in_a)
        return true; /* each a part of the other */
    if ((a_in_b || b_in_a) && common)
        return true; /* a figure is counted twice */
    if (common == taken->count || common == other->count)
        return common == taken->count && common == other->count;
    return common > 1;
}

static bool have_same_parts(const struct candidate *a, const struct candidate *b)
{
    return a->count == b->count && memcmp(a->parts, b->parts, a->count * sizeof *a->parts) == 0;
}

static bool is_taken(const struct candidates *taken, const struct candidate *other)
{
    for (size_t i = 0; i < taken->list.count; i++) {
        const struct candidate *own = &taken->list.items[i];
        if (own->target == other->target && own->first == other->first && own->end == other->end &&
            have_same_parts(own, other))
            return true;
    }
    return false;
}

static bool take(struct search *search, const struct candidate *candidate)
{
    if (is_taken(&search->taken, candidate))
        return false;
    search->work -= (int64_t)search->taken.list.count;
    for (size_t i = 0; i < search->taken.list.count; i++)
        if (speaks_against(&search->taken.list.items[i], candidate))
            return false;
    *ARENA_PUSH(search->arena, &search->taken.list) = *candidate;
    return true;
}

size_t choice_take(struct search *search)
{
    struct candidates *found = &search->found;
    size_t fresh = 0;
    if (found->list.count)
        qsort(found->list.items, found->list.count, sizeof *found->list.items, order_of);
    for (size_t i = 0; i < found->list.count && search->work > -search->work_more; i++)
        if (found->list.items[i].score >= LEAST_SCORE)
            fresh += take(search, &found->list.items[i]);
    found->list.count = 0;
    return fresh;
}

/* ---- subtotals for their details ---- */

static bool holds_all_of(const struct candidate *whole, const struct candidate *detail)
{
    return detail->count < whole->count && common_parts(whole, detail) == detail->count;
}

/* The subtotal stands among the parts, or at most two lines beside them. */
static bool is_close(const struct candidate *whole, const struct candidate *detail)
{
    size_t first = first_line(whole) < whole->target ? first_line(whole) : whole->target;
    size_t last = last_line(whole) > whole->target ? last_line(whole) : whole->target;
    return detail->target + 2 >= first && detail->target <= last + 2;
}

static bool may_stand_for(const struct candidate *whole, const struct candidate *detail)
{
    return whole != detail && whole->target != detail->target && reach_the_same(whole, detail) &&
           is_close(whole, detail) && !has_part(whole, detail->target) && holds_all_of(whole, detail);
}

/* The parts of `whole` with the subtotal in place of its details. */
static struct candidate with_subtotal(struct search *search, const struct candidate *whole,
                                      const struct candidate *detail)
{
    struct candidate nested = *whole;
    bool is_in = false;
    nested.parts = ARENA_ARRAY(search->arena, addend, whole->count);
    nested.count = 0;
    for (size_t i = 0; i < whole->count; i++) {
        size_t line = part_line(whole->parts[i]);
        if (!is_in && line > detail->target) {
            nested.parts[nested.count++] = (addend)detail->target;
            is_in = true;
        }
        if (!has_part(detail, line))
            nested.parts[nested.count++] = whole->parts[i];
    }
    if (!is_in)
        nested.parts[nested.count++] = (addend)detail->target;
    return nested;
}

static bool nest_in(struct search *search, struct candidate *whole, const struct candidate *detail)
{
    struct candidate nested = with_subtotal(search, whole, detail);
    int score = whole->score;
    weigh_candidate(search, &nested, 0);
    if (nested.holds * 10 < whole->holds * 9 || nested.fails * 10 > whole->fails * 10 + whole->holds)
        return false;
    nested.score = score;
    *whole = nested;
    return true;
}

static bool nest_once(struct search *search)
{
    bool is_changed = false;
    for (size_t i = 0; i < search->taken.list.count; i++)
        for (size_t j = 0; j < search->taken.list.count; j++) {
            struct candidate *whole = &search->taken.list.items[i];
            if (!whole->is_stated && may_stand_for(whole, &search->taken.list.items[j]))
                is_changed |= nest_in(search, whole, &search->taken.list.items[j]);
        }
    return is_changed;
}

void choice_nest(struct search *search)
{
    for (int turn = 0; turn < 3 && nest_once(search); turn++)
        continue;
}
