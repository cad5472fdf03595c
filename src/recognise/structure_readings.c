/* The ways to read a line as a sum of the lines open before it, and what each costs: little where it ends at a heading, at a total
 * or at the first line of all, more where it ends anywhere. */
#include "structure_outline.h"

enum {
    FREE = 0,
    LEAST_BITS = BIT,
    MOST_PARTS = 60, /* a sum that words state and that begins anywhere has at most so many parts */
    ANYWHERE = 7 * BIT,
    NOT_ALL = 2 * BIT,     /* the last total of all takes less than everything */
    NOT_NEAREST = 2 * BIT, /* a subtotal takes more than what stands right before it */
    FARTHER = 3 * BIT,     /* and each boundary passed */
    ONE_PART = 3 * BIT,
    EQUAL_TOTALS = 4 * BIT, /* a total of nothing but a total */
    ONLY_TOTALS = BIT,
    MIXED = 8 * BIT, /* costs and incomes in one sum */
    MIXED_TOTAL = 4 * BIT,
    ACROSS_HEADING = 4 * BIT, /* a total above its parts, and a heading between them */
    PLAIN = 7 * BIT,          /* a line that no word calls a sum */
    PLAIN_ANYWHERE = 5 * BIT,
    CHAIN = 8 * BIT, /* what it costs less right beside another such line with its parts */
    NOT_DEEPER = 4 * BIT,
    BY_DEPTH = -8 * BIT,
    BY_DEPTH_ABOVE = -4 * BIT, /* parts above a total that is less deep */
    OTHER_SIGN = 4 * BIT,
    SPLIT = 3 * BIT
};

/* What is known of the open lines while they are added, topmost first. */
struct walk {
    const struct open *at; /* the last one added */
    size_t count, totals, negatives, minuses;
    size_t boundaries; /* that have been passed before it */
    int least_depth;
    bool is_deeper; /* all are deeper than the line read */
};

static const struct line *line_of(const struct outline *outline, size_t line)
{
    return &outline->search->view.lines[line];
}

static bool has_minus(const struct view *view, size_t line)
{
    for (size_t i = 0; i < view->across; i++)
        if (view_figure(view, line, i)->state == FIGURE_AMOUNT && view_figure(view, line, i)->value < 0)
            return true;
    return false;
}

static void walk_on(struct outline *outline, size_t line, const struct open *open, struct walk *walk)
{
    int depth = line_of(outline, open->line)->depth, own = line_of(outline, line)->depth;
    walk->at = open;
    walk->count++;
    walk->totals += open->is_total;
    walk->negatives += open->is_negative;
    walk->minuses += has_minus(&outline->search->view, open->line);
    walk->is_deeper = walk->is_deeper && own >= 0 && depth > own;
    adder_add(&outline->adder, open->line, false);
    outline->search->work -= (int64_t)outline->search->view.across;
}

/* The next open line below that has the same unit. */
const struct open *readings_next(const struct outline *outline, size_t line, const struct open *open)
{
    while (open && line_of(outline, open->line)->unit != line_of(outline, line)->unit)
        open = open->below;
    return open;
}

/* Returns true when a sum may naturally begin with the line reached: a heading or blank line stands before it, a total that is no
 * part, or nothing at all. */
static bool is_boundary(const struct walk *walk, const struct open *rest)
{
    return walk->at->starts || !rest || (rest->is_total && walk->totals == 0);
}

static int kind_cost(const struct outline *outline, size_t line, const struct walk *walk)
{
    bool is_negative = line_of(outline, line)->is_negative;
    if (line_of(outline, line)->word == LINE_RESULT)
        return FREE;
    if (walk->negatives == walk->count || (walk->negatives == 0 && !is_negative))
        return FREE;
    return is_negative ? MIXED : MIXED_TOTAL;
}

static int one_part_cost(const struct walk *walk, const struct open *rest)
{
    if (walk->count > 1)
        return FREE;
    if (walk->at->is_total)
        return EQUAL_TOTALS;
    return !rest ? FREE : walk->at->starts ? BIT : ONE_PART;
}

/* Returns true when both are just "Summa": the second begins anew rather than adding up the first. */
static bool is_equal_total(const struct outline *outline, size_t line, const struct open *open)
{
    return open->is_total && line_of(outline, line)->word == LINE_TOTAL &&
           line_of(outline, open->line)->word == LINE_TOTAL;
}

/* What a worded total pays for where its parts begin. */
static int word_cost(const struct outline *outline, size_t line, const struct walk *walk,
                     const struct open *top, const struct open *rest)
{
    enum line_word word = line_of(outline, line)->word;
    bool takes_all = word == LINE_RESULT || top->is_total || outline_starts(outline, line) ||
                     (line == outline->last_stated && !(rest && is_equal_total(outline, line, rest)));
    int cost = one_part_cost(walk, rest) + kind_cost(outline, line, walk);
    cost += outline->is_backward && outline_starts(outline, line) ? ACROSS_HEADING : FREE;
    if (!rest && word != LINE_SUBTOTAL) {
        bool is_free = walk->boundaries == 0 || (takes_all && !is_equal_total(outline, line, walk->at));
        return cost + (is_free ? FREE : NOT_ALL);
    }
    if (walk->totals == walk->count && rest && !rest->is_total)
        return cost + ONLY_TOTALS;
    if (!is_boundary(walk, rest))
        return cost + ANYWHERE;
    if (walk->boundaries)
        return cost + FARTHER + BIT * (int)(walk->boundaries < 8 ? walk->boundaries : 8);
    return cost + (takes_all && word != LINE_SUBTOTAL ? NOT_NEAREST : FREE);
}

static int plain_cost(const struct outline *outline, size_t line, const struct walk *walk,
                      const struct open *rest)
{
    int cost = PLAIN + kind_cost(outline, line, walk);
    if (rest && rest->is_total && line_of(outline, rest->line)->word == LINE_PLAIN)
        return cost - CHAIN;
    if (line_of(outline, line)->depth >= 0 && line_of(outline, walk->at->line)->depth >= 0)
        cost += NOT_DEEPER;
    return cost + (is_boundary(walk, rest) ? FREE : PLAIN_ANYWHERE);
}

/* Returns true when the open lines so far are all that is deeper than the line. */
static bool is_by_depth(const struct outline *outline, size_t line, const struct walk *walk,
                        const struct open *rest)
{
    return walk->is_deeper && (!rest || line_of(outline, rest->line)->depth <= line_of(outline, line)->depth);
}

static bool is_stated_word(enum line_word word)
{
    return word == LINE_TOTAL || word == LINE_SUBTOTAL || word == LINE_TOTAL_OF || word == LINE_RESULT;
}

static int cost_of(const struct outline *outline, size_t line, const struct walk *walk,
                   const struct open *top, const struct open *rest)
{
    if (is_by_depth(outline, line, walk, rest))
        return outline->is_backward ? BY_DEPTH : BY_DEPTH_ABOVE;
    if (is_stated_word(line_of(outline, line)->word))
        return word_cost(outline, line, walk, top, rest);
    return plain_cost(outline, line, walk, rest);
}

/* Without a word the figures must say it, in half of the lines at least. */
static bool is_worth(const struct outline *outline, size_t line, const struct reading *reading)
{
    const struct fit *fit = &reading->fit;
    size_t holds = fit->holds + fit->rounded;
    if (is_stated_word(line_of(outline, line)->word))
        return fit->fails <= 3 || holds >= fit->fails;
    if (reading->by_depth && outline->is_backward)
        return holds >= fit->fails || fit->fails <= 2;
    return reading->count > 1 && holds && holds >= fit->fails && fit->bits >= LEAST_BITS;
}

static void add_reading(struct outline *outline, size_t line, struct reading reading,
                        struct readings *readings)
{
    reading.fit = adder_fit(&outline->adder, line);
    if (is_worth(outline, line, &reading))
        *ARENA_PUSH(outline->arena, &readings->list) = reading;
}

/* ---- results: what one thing leaves of another ---- */

bool readings_minus(const struct outline *outline, const struct reading *reading, const struct open *open,
                    size_t nth)
{
    if (reading->by_kind)
        return open->is_negative;
    return outline->is_backward ? nth >= reading->plus : nth < reading->count - reading->plus;
}

static void add_again(struct outline *outline, size_t line, const struct open *open,
                      const struct reading *reading)
{
    adder_clear(&outline->adder);
    open = readings_next(outline, line, open);
    for (size_t i = 0; i < reading->count; i++) {
        bool is_minus = readings_minus(outline, reading, open, i);
        adder_add(&outline->adder, open->line, is_minus);
        open = readings_next(outline, line, open->below);
    }
}

/* Costs with minus, or the first so many lines with plus and the rest with minus. */
static void list_by_sign(struct outline *outline, size_t line, const struct open *open,
                         const struct walk *walk, int cost, struct readings *readings)
{
    struct reading reading = {.count = walk->count, .by_kind = true, .cost = cost};
    bool has_kinds = walk->negatives && walk->negatives < walk->count;
    if (has_kinds) {
        reading.cost += walk->minuses ? OTHER_SIGN : FREE;
        add_again(outline, line, open, &reading);
        add_reading(outline, line, reading, readings);
    }
    reading.by_kind = false;
    for (reading.plus = 1; !has_kinds && reading.plus < walk->count && reading.plus <= 8; reading.plus++) {
        reading.cost = cost + (reading.plus == 1 ? BIT : SPLIT) + (walk->minuses ? OTHER_SIGN : FREE);
        add_again(outline, line, open, &reading);
        add_reading(outline, line, reading, readings);
    }
}

static void list_results(struct outline *outline, size_t line, const struct open *open,
                         struct readings *readings)
{
    struct walk walk = {.is_deeper = true};
    const struct open *next = readings_next(outline, line, open);
    while (next && walk.count < MOST_PARTS) {
        walk_on(outline, line, next, &walk);
        next = readings_next(outline, line, next->below);
        if (walk.count > 1 && is_boundary(&walk, next))
            list_by_sign(outline, line, open, &walk, next ? FARTHER : FREE, readings);
        walk.boundaries += walk.at->starts;
    }
}

static void list_sums(struct outline *outline, size_t line, const struct open *top, struct readings *readings)
{
    struct walk walk = {.is_deeper = true};
    const struct open *next = top;
    bool is_result = line_of(outline, line)->word == LINE_RESULT;
    adder_clear(&outline->adder);
    while (next && outline->search->work > 0) {
        walk_on(outline, line, next, &walk);
        next = readings_next(outline, line, next->below);
        struct reading reading = {.count = walk.count, .plus = walk.count};
        reading.by_depth = is_by_depth(outline, line, &walk, next);
        reading.cost = cost_of(outline, line, &walk, top, next);
        reading.cost += is_result && walk.negatives && !walk.minuses ? OTHER_SIGN : FREE;
        if (walk.count < MOST_PARTS || is_boundary(&walk, next))
            add_reading(outline, line, reading, readings);
        walk.boundaries += is_boundary(&walk, next);
    }
}

void readings_list(struct outline *outline, size_t line, const struct open *open, struct readings *readings)
{
    list_sums(outline, line, readings_next(outline, line, open), readings);
    if (line_of(outline, line)->word == LINE_RESULT)
        list_results(outline, line, open, readings);
}
