/* What words, order and depth state is read twice, with totals after their parts and before them; the way in which most holds is
 * taken. Totals that have no parts in it are then read the other way. */
#include "structure_outline.h"

enum { MOST_LINES = 5000, MOST_ACROSS = 20 }; /* in larger tables the figures say it */

/* One direction, and the totals that it left to the other. */
struct pass {
    struct course first, second;
    int score;
};

static bool is_missed(const struct view *view, const struct course *course, size_t line)
{
    if (!view_is_total(view, line) || !view->has_amount[line] || view->lines[line].is_apart)
        return false;
    for (const struct decision *d = course->decisions; d; d = d->before)
        if (d->candidate.target == line)
            return false;
    return true;
}

/* Marks what the first course has taken, and what it missed; returns false when it missed nothing. */
static bool mark(struct outline *outline, const struct course *course, bool *closed, bool *sums, bool *missed)
{
    const struct view *view = &outline->search->view;
    bool any = false;
    for (const struct decision *d = course->decisions; d; d = d->before) {
        sums[d->candidate.target] = true;
        for (size_t i = 0; i < d->candidate.count; i++)
            closed[part_line(d->candidate.parts[i])] = true;
    }
    for (size_t i = 0; i < view->count; i++) {
        missed[i] = !closed[i] && is_missed(view, course, i);
        any |= missed[i];
    }
    outline->is_closed = closed;
    outline->is_sum = sums;
    outline->is_missed = missed;
    return any;
}

static struct pass read_pass(struct search *search, bool is_backward)
{
    struct outline outline = {.search = search, .arena = search->arena, .is_backward = is_backward};
    size_t count = search->view.count;
    struct pass pass = {0};
    outline.adder = adder_make(search->arena, &search->view);
    pass.first = outline_read(&outline);
    pass.score = pass.first.score;
    bool *closed = ARENA_ARRAY(search->arena, bool, count), *sums = ARENA_ARRAY(search->arena, bool, count);
    if (mark(&outline, &pass.first, closed, sums, ARENA_ARRAY(search->arena, bool, count))) {
        outline.is_backward = !is_backward;
        pass.second = outline_read(&outline);
        pass.score += pass.second.score;
    }
    return pass;
}

/* Returns true when each line but one is a part of a stated sum that holds: nothing is left to read otherwise. */
static bool is_settled(const struct search *search, const struct course *course)
{
    size_t open = 0;
    bool *parts = ARENA_ARRAY(search->arena, bool, search->view.count);
    for (const struct decision *d = course->decisions; d; d = d->before) {
        if (d->candidate.fails || !d->candidate.holds || d->candidate.found_by == FOUND_FIGURES)
            return false;
        for (size_t i = 0; i < d->candidate.count; i++)
            parts[part_line(d->candidate.parts[i])] = true;
    }
    for (size_t i = 0; i < search->view.count; i++)
        open += search->view.has_amount[i] && !search->view.lines[i].is_apart && !parts[i];
    return course->decisions && open <= 1;
}

/* ---- what is taken ---- */

/* The lines across in which the total is an amount, from the first to the last. */
static void set_range(const struct view *view, struct candidate *candidate)
{
    candidate->end = view->across;
    while (candidate->end > 1 &&
           view_figure(view, candidate->target, candidate->end - 1)->state != FIGURE_AMOUNT)
        candidate->end--;
    while (candidate->first + 1 < candidate->end &&
           view_figure(view, candidate->target, candidate->first)->state != FIGURE_AMOUNT)
        candidate->first++;
}

static void take_decision(struct search *search, const struct decision *decision)
{
    struct candidate candidate = decision->candidate;
    candidate.is_stated = true;
    candidate.score = candidate.bits;
    set_range(&search->view, &candidate);
    *ARENA_PUSH(search->arena, &search->taken.list) = candidate;
}

static void take_course(struct search *search, const struct course *course)
{
    for (const struct decision *d = course->decisions; d; d = d->before)
        take_decision(search, d);
}

bool stated_take(struct search *search)
{
    if (search->view.count > MOST_LINES || search->view.across > MOST_ACROSS)
        return false;
    view_count_zeros(search->arena, &search->view);
    struct pass best = read_pass(search, false);
    bool is_all = is_settled(search, &best.first);
    if (!is_all) {
        struct pass backward = read_pass(search, true);
        best = backward.score > best.score ? backward : best;
    }
    take_course(search, &best.first);
    take_course(search, &best.second);
    return is_all;
}
