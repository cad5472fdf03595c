/* Reads the lines one after the other. Each may be read in several ways; the few best courses are followed side by side, so that
 * a doubt about one line is settled by those that come after it. */
#include "structure_outline.h"

#include <stdlib.h>
#include <string.h>

enum {
    COURSES = 16,
    MANY_LINES = 200,    /* in a longer table a line that no word calls a total is none but by its figures */
    NO_TOTAL = 14 * BIT, /* what it costs to read "Summa" as a line, or as a sum of what is not printed */
    NO_PARTS = 30 * BIT, /* and as the latter, though open lines stand beside it */
    NO_TOTAL_OF = 10 * BIT,    /* to read "Summa lokal" as a line */
    NO_TOTAL_BESIDE = 3 * BIT, /* and that right after one total: "Summa indirekta kostnader" */
    NO_RESULT = 6 * BIT,
    NO_RESULT_OF = 15 * BIT, /* a result that is none of the open lines beside it */
    OTHER_WAY = 8 * BIT      /* a total on the other side of its parts than the others are */
};

/* What has been read so far in one of the ways. */
struct state {
    const struct open *open;
    const struct decision *decisions;
    int score;
    size_t order; /* of its making: among equals the first is the best */
};

struct states {
    LIST(struct state) list;
};

static const struct view *view_of(const struct outline *outline)
{
    return &outline->search->view;
}

static bool takes_part(const struct outline *outline, size_t line)
{
    return view_of(outline)->has_amount[line] && !view_of(outline)->lines[line].is_apart;
}

bool outline_starts(const struct outline *outline, size_t line)
{
    const struct view *view = view_of(outline);
    if (!outline->is_backward)
        return view->lines[line].begins || (line > 0 && !view->has_amount[line - 1]);
    return line + 1 < view->count && (view->lines[line + 1].begins || !view->has_amount[line + 1]);
}

static void add_state(struct outline *outline, struct states *next, struct state state)
{
    state.order = next->list.count;
    *ARENA_PUSH(outline->arena, &next->list) = state;
}

static const struct open *push(struct outline *outline, const struct open *below, struct open open)
{
    struct open *copy = ARENA_NEW(outline->arena, struct open);
    *copy = open;
    copy->below = below;
    copy->size = below ? below->size + 1 : 1;
    return copy;
}

/* ---- a line that is read as no sum ---- */

static bool is_beside_one_total(const struct open *open)
{
    return !open || (open->is_total && !(open->below && open->below->is_total));
}

static int line_cost(const struct outline *outline, size_t line, const struct open *open)
{
    switch (view_of(outline)->lines[line].word) {
    case LINE_TOTAL:
    case LINE_SUBTOTAL:
        return NO_TOTAL;
    case LINE_TOTAL_OF:
        return is_beside_one_total(open) ? NO_TOTAL_BESIDE : NO_TOTAL_OF;
    case LINE_RESULT:
        return NO_RESULT_OF;
    default:
        return 0;
    }
}

static void read_as_line(struct outline *outline, const struct state *state, size_t line, int cost,
                         struct states *next)
{
    const struct line *own = &view_of(outline)->lines[line];
    struct open open = {
        .line = line, .starts = outline_starts(outline, line), .is_negative = own->is_negative};
    open.is_total = outline->is_sum && outline->is_sum[line];
    add_state(outline, next,
              (struct state){push(outline, state->open, open), state->decisions, state->score - cost, 0});
}

static int elsewhere_cost(const struct outline *outline, size_t line, const struct open *open)
{
    bool has_parts = readings_next(outline, line, open) != NULL;
    if (outline->is_missed) /* it has paid for that it has none in the other direction */
        return has_parts ? NO_PARTS - NO_TOTAL : 0;
    if (view_of(outline)->lines[line].word == LINE_RESULT)
        return has_parts ? NO_RESULT_OF : NO_RESULT;
    return has_parts ? NO_PARTS : NO_TOTAL;
}

/* A total whose parts have not been read: they stand after it, or nowhere. It is then no part of anything. */
static void read_as_elsewhere(struct outline *outline, const struct state *state, size_t line,
                              struct states *next)
{
    enum line_word word = view_of(outline)->lines[line].word;
    int cost = elsewhere_cost(outline, line, state->open);
    if (word == LINE_PLAIN || word == LINE_MENTIONS)
        return;
    add_state(outline, next, (struct state){state->open, state->decisions, state->score - cost, 0});
}

/* ---- a line that is read as a sum ---- */

static int order_of_parts(const void *left, const void *right)
{
    size_t a = part_line(*(const addend *)left), b = part_line(*(const addend *)right);
    return a < b ? -1 : a > b;
}

/* Moves the parts of the reading from the open lines to the candidate; lines of other units stay open. */
static const struct open *take_parts(struct outline *outline, const struct state *state,
                                     const struct reading *reading, struct candidate *candidate)
{
    const struct open *at = state->open, *rest = NULL;
    size_t passed = 0;
    const struct open **others = ARENA_ARRAY(outline->arena, const struct open *, at->size);
    candidate->parts = ARENA_ARRAY(outline->arena, addend, reading->count);
    while (candidate->count < reading->count) {
        if (readings_next(outline, candidate->target, at) == at) {
            bool is_minus = readings_minus(outline, reading, at, candidate->count);
            candidate->parts[candidate->count++] = is_minus ? ~(addend)at->line : (addend)at->line;
        } else {
            others[passed++] = at;
        }
        at = at->below;
    }
    for (rest = at; passed > 0; passed--)
        rest = push(outline, rest, *others[passed - 1]);
    qsort(candidate->parts, candidate->count, sizeof *candidate->parts, order_of_parts);
    return rest;
}

static bool are_all_negative(const struct outline *outline, const struct candidate *candidate)
{
    for (size_t i = 0; i < candidate->count; i++)
        if (!view_of(outline)->lines[part_line(candidate->parts[i])].is_negative)
            return false;
    return true;
}

static enum found_by found_by(const struct outline *outline, size_t line, const struct reading *reading)
{
    if (view_is_total(view_of(outline), line))
        return FOUND_HEADING;
    return reading->by_depth ? FOUND_DEPTH : FOUND_FIGURES;
}

/* Where the first of the parts in the order of reading begins, its total does. */
static bool starts_at_parts(const struct outline *outline, const struct candidate *candidate)
{
    size_t nth = outline->is_backward ? candidate->count - 1 : 0;
    return outline_starts(outline, part_line(candidate->parts[nth]));
}

static void read_as_sum(struct outline *outline, const struct state *state, size_t line,
                        const struct reading *reading, struct states *next)
{
    struct decision *decision = ARENA_NEW(outline->arena, struct decision);
    struct candidate *candidate = &decision->candidate;
    *decision = (struct decision){.before = state->decisions, .by_depth = reading->by_depth};
    candidate->target = line;
    candidate->found_by = found_by(outline, line, reading);
    candidate->holds = reading->fit.holds;
    candidate->fails = reading->fit.fails;
    candidate->bits = adder_score(view_of(outline), &reading->fit);
    const struct open *rest = take_parts(outline, state, reading, candidate);
    struct open open = {.line = line, .is_total = true, .starts = starts_at_parts(outline, candidate)};
    open.is_negative = view_of(outline)->lines[line].is_negative || are_all_negative(outline, candidate);
    int score = state->score + candidate->bits - reading->cost;
    score += outline->is_missed ? NO_TOTAL - OTHER_WAY : 0;
    add_state(outline, next, (struct state){push(outline, rest, open), decision, score, 0});
}

static bool is_read_as_sum(const struct outline *outline, size_t line)
{
    const struct view *view = view_of(outline);
    if (outline->is_missed)
        return outline->is_missed[line];
    return view->count <= MANY_LINES || view_is_total(view, line);
}

static void read_line(struct outline *outline, const struct state *state, size_t line, struct states *next)
{
    struct readings readings = {0};
    if (is_read_as_sum(outline, line)) {
        readings_list(outline, line, state->open, &readings);
        for (size_t i = 0; i < readings.list.count; i++)
            if (!outline->is_missed || readings.list.items[i].fit.holds)
                read_as_sum(outline, state, line, &readings.list.items[i], next);
        read_as_elsewhere(outline, state, line, next);
    }
    if (!outline->is_missed || !outline->is_missed[line])
        read_as_line(outline, state, line, outline->is_missed ? 0 : line_cost(outline, line, state->open),
                     next);
}

/* ---- all lines ---- */

static int best_first(const void *left, const void *right)
{
    const struct state *a = left, *b = right;
    if (a->score != b->score)
        return a->score > b->score ? -1 : 1;
    return a->order < b->order ? -1 : a->order > b->order;
}

static struct states read_next(struct outline *outline, const struct states *states, size_t line)
{
    struct states next = {0};
    for (size_t i = 0; i < states->list.count; i++)
        read_line(outline, &states->list.items[i], line, &next);
    qsort(next.list.items, next.list.count, sizeof *next.list.items, best_first);
    if (next.list.count > COURSES)
        next.list.count = COURSES;
    return next;
}

static size_t find_last_stated(const struct outline *outline)
{
    const struct view *view = view_of(outline);
    size_t last = SIZE_MAX;
    for (size_t i = 0; i < view->count; i++)
        if (takes_part(outline, i) && view_is_total(view, i) && (last == SIZE_MAX || !outline->is_backward))
            last = i;
    return last;
}

struct course outline_read(struct outline *outline)
{
    struct states states = {0};
    size_t count = view_of(outline)->count;
    outline->last_stated = find_last_stated(outline);
    add_state(outline, &states, (struct state){0});
    for (size_t i = 0; i < count; i++) {
        size_t line = outline->is_backward ? count - 1 - i : i;
        if (takes_part(outline, line) && !(outline->is_closed && outline->is_closed[line]))
            states = read_next(outline, &states, line);
    }
    return (struct course){states.list.items[0].decisions, states.list.items[0].score};
}
