/* What speaks for a sum, in sixteenths of a bit. A line across in which it holds says how unlikely that were by chance; one in
 * which it fails takes away. The best run of lines is what the sum reaches over. */
#include "structure_search.h"

#include <string.h>

enum {
    MOST = 16 * BIT, /* what one line across can say */
    ONE_FAILS = 5 * BIT,
    BLANK_FAILS = BIT,
    CHANCE = BIT,        /* what a line says less than its figures do */
    SAME_SHARE = 33,     /* one part in so many of what it would say, where its shares have been seen */
    A_PART = 4,          /* weighing a cell is so many times the work of looking at it */
    LOOSE = 2000,        /* a sum may be so small a part of itself away and still be meant */
    WORD = 10 * BIT,     /* a word for total */
    PART_WORD = 3 * BIT, /* a part that is called a total, and the target is not */
    DEEPER = 4 * BIT,    /* parts deeper than their total */
    EDGE = 2 * BIT,      /* the parts end where the block of figures ends */
    INSIDE = 6 * BIT,    /* the total stands between its parts */
    SOFT = 40 * BIT,     /* what goes beyond this counts by its logarithm */
    FAIL_RATE = 25 * BIT,
    FAR_FAIL_RATE = 60 * BIT
};

int weigh_log2(uint64_t value)
{
    static const int fraction[17] = {0, 1, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 15, 16};
    if (value < 1)
        return 0;
    int length = 63 - __builtin_clzll(value);
    uint64_t rest = length >= 4 ? value >> (length - 4) : value << (4 - length);
    return length * BIT + fraction[rest & 15];
}

static int64_t distance(int64_t a, int64_t b)
{
    int64_t difference;
    if (__builtin_sub_overflow(a, b, &difference) || difference == TOO_LARGE)
        return INT64_MAX;
    return difference < 0 ? -difference : difference;
}

static uint64_t size_of(int64_t value)
{
    return value < 0 ? 0 - (uint64_t)value : (uint64_t)value;
}

static void add_part(struct instance *instance, const struct figure *figure, bool is_minus)
{
    if (figure->state == FIGURE_UNREADABLE)
        instance->sum = TOO_LARGE;
    if (figure->state != FIGURE_AMOUNT)
        return;
    instance->nonzero += figure->value != 0;
    instance->sum =
        is_minus ? subtract_checked(instance->sum, figure->value) : add_checked(instance->sum, figure->value);
    if (figure->step < instance->unit)
        instance->unit = figure->step;
    if (figure->value != 0)
        instance->steps = add_checked(instance->steps, figure->step);
}

static int chance_bits(const struct instance *instance, int64_t printed)
{
    uint64_t twice = 2 * (uint64_t)instance->missing + (uint64_t)instance->unit;
    int bits = weigh_log2(size_of(printed)) - weigh_log2(twice) - CHANCE;
    return bits < 0 ? 0 : bits > MOST ? MOST : bits;
}

static void judge(struct instance *instance, int64_t printed)
{
    bool is_near =
        instance->is_exact || instance->is_rounded || (uint64_t)instance->missing <= size_of(printed) / LOOSE;
    if (!is_near) {
        instance->verdict = instance->nonzero ? FAILS : FAILS_BLANK;
        instance->bits = instance->nonzero ? -ONE_FAILS : -BLANK_FAILS;
    } else if (printed == 0 && instance->nonzero == 0) {
        instance->verdict = TRIVIAL;
    } else {
        instance->verdict = HOLDS;
        instance->bits = chance_bits(instance, printed);
    }
}

struct instance weigh_instance(const struct view *view, size_t target, const addend *parts, size_t count,
                               size_t across)
{
    const struct figure *printed = view_figure(view, target, across);
    struct instance instance = {.unit = printed->step, .steps = printed->step};
    if (printed->state != FIGURE_AMOUNT)
        return instance;
    for (size_t i = 0; i < count; i++)
        add_part(&instance, view_figure(view, part_line(parts[i]), across), parts[i] < 0);
    if (instance.sum == TOO_LARGE)
        return instance;
    instance.unit = instance.unit < 1 ? 1 : instance.unit;
    instance.missing = distance(instance.sum, printed->value);
    instance.is_exact = instance.missing == 0;
    instance.is_rounded = !instance.is_exact && instance.missing <= instance.steps / 2;
    judge(&instance, printed->value);
    return instance;
}

/* ---- lines that say the same ---- */

/* A part's share of the whole, in thousandths, rounded. */
static int64_t share_of(int64_t one, int64_t whole)
{

    if (whole == 0)
        return one;
    wide half = (one < 0) == (whole < 0) ? whole : -(wide)whole;
    return (int64_t)(((wide)one * 2000 + half) / ((wide)whole * 2));
}

static uint64_t shares_of(const struct view *view, const struct candidate *candidate, size_t across)
{
    int64_t whole = view_figure(view, candidate->target, across)->value;
    uint64_t hash = 14695981039346656037U;
    for (size_t i = 0; i < candidate->count; i++) {
        const struct figure *figure = view_figure(view, part_line(candidate->parts[i]), across);
        int64_t share = figure->state == FIGURE_AMOUNT ? share_of(figure->value, whole) : 0;
        hash = (hash ^ (uint64_t)share) * 1099511628211U;
        hash ^= hash >> 29;
    }
    return hash ? hash : 1;
}

/* Returns true when the hash was not yet among those seen. */
static bool is_new(struct search *search, uint64_t hash)
{
    size_t at = (size_t)hash & search->share_mask;
    while (search->shares[at] && search->shares[at] != hash)
        at = (at + 1) & search->share_mask;
    if (search->shares[at])
        return false;
    search->shares[at] = hash;
    return true;
}

/* Lines whose parts have the same shares as those of one before say next to nothing: columns in proportion, constants. */
static void discount_repeated(struct search *search, const struct candidate *candidate)
{
    memset(search->shares, 0, (search->share_mask + 1) * sizeof *search->shares);
    for (size_t i = 0; i < search->view.across; i++) {
        struct instance *instance = &search->instances[i];
        if (instance->bits > 0 && !is_new(search, shares_of(&search->view, candidate, i)))
            instance->bits /= SAME_SHARE;
    }
}

/* ---- a candidate ---- */

static void look_across(struct search *search, const struct candidate *candidate)
{
    bool is_total = view_is_total(&search->view, candidate->target);
    for (size_t i = 0; i < search->view.across; i++) {
        struct instance *instance = &search->instances[i];
        *instance = weigh_instance(&search->view, candidate->target, candidate->parts, candidate->count, i);
        if (instance->bits > 0 && instance->nonzero < 2)
            instance->bits = is_total ? instance->bits * 35 / 100 : 0;
    }
    search->work -= (int64_t)(search->view.across * (candidate->count + 4)) * A_PART;
    discount_repeated(search, candidate);
}

static bool goes_on(const struct instance *instance)
{
    return instance->bits >= 0 &&
           (instance->verdict == HOLDS || instance->verdict == TRIVIAL || instance->verdict == SAYS_NOTHING);
}

/* What holds without saying much (one part, zeros) goes on with the range. */
static void widen(const struct search *search, struct candidate *candidate)
{
    while (candidate->first > 0 && goes_on(&search->instances[candidate->first - 1]))
        candidate->first--;
    while (candidate->end < search->view.across && goes_on(&search->instances[candidate->end]))
        candidate->end++;
}

static void find_range(const struct search *search, struct candidate *candidate)
{
    int run = 0;
    size_t start = 0;
    candidate->bits = 0;
    for (size_t i = 0; i < search->view.across; i++) {
        if (run <= 0) {
            run = 0;
            start = i;
        }
        run += search->instances[i].bits;
        if (run > candidate->bits) {
            candidate->bits = run;
            candidate->first = start;
            candidate->end = i + 1;
        }
    }
    if (candidate->bits > 0)
        widen(search, candidate);
}

static void count_verdicts(const struct search *search, struct candidate *candidate)
{
    candidate->holds = candidate->fails = 0;
    for (size_t i = candidate->first; i < candidate->end; i++) {
        candidate->holds += search->instances[i].verdict == HOLDS;
        candidate->fails += search->instances[i].verdict == FAILS;
    }
}

/* ---- what stands beside the figures ---- */

static bool any_total_part(const struct view *view, const struct candidate *candidate)
{
    for (size_t i = 0; i < candidate->count; i++)
        if (view_is_total(view, part_line(candidate->parts[i])))
            return true;
    return false;
}

static int word_bits(const struct view *view, const struct candidate *candidate)
{
    if (view_is_total(view, candidate->target))
        return WORD;
    return any_total_part(view, candidate) ? -PART_WORD : 0;
}

static int depth_bits(const struct view *view, const struct candidate *candidate)
{
    int depth = view->lines[candidate->target].depth, least = INT32_MAX, most = -1;
    for (size_t i = 0; i < candidate->count; i++) {
        int own = view->lines[part_line(candidate->parts[i])].depth;
        least = own < least ? own : least;
        most = own > most ? own : most;
    }
    if (depth < 0)
        return 0;
    return least > depth ? DEEPER : least >= 0 && most < depth ? -DEEPER / 2 : 0;
}

/* Returns true when the parts end at the far side where the figures do: at the table's end, a heading or another total. */
static bool ends_at_edge(const struct view *view, const struct candidate *candidate)
{
    size_t first = part_line(candidate->parts[0]);
    size_t last = part_line(candidate->parts[candidate->count - 1]);
    if (candidate->target > last) {
        return first == 0 || view->lines[first].begins || !view->has_amount[first - 1] ||
               view_is_total(view, first - 1);
    }
    return last + 1 >= view->count || view->lines[last + 1].begins || !view->has_amount[last + 1] ||
           view_is_total(view, last + 1);
}

static size_t lines_between(const struct candidate *candidate)
{
    size_t first = part_line(candidate->parts[0]);
    size_t last = part_line(candidate->parts[candidate->count - 1]);
    if (candidate->target > last)
        return candidate->target - last - 1;
    return candidate->target < first ? first - candidate->target - 1 : 1;
}

static int softened(int bits)
{
    return bits < SOFT ? bits : SOFT + 8 * (weigh_log2((uint64_t)bits) - weigh_log2(SOFT));
}

static int place_bits(const struct view *view, const struct candidate *candidate)
{
    size_t first = part_line(candidate->parts[0]);
    size_t last = part_line(candidate->parts[candidate->count - 1]);
    size_t between = lines_between(candidate);
    int bits = ends_at_edge(view, candidate) ? EDGE : 0;
    if (first < candidate->target && candidate->target < last)
        bits -= INSIDE;
    int rate = between ? FAR_FAIL_RATE : FAIL_RATE;
    size_t lines = candidate->holds + candidate->fails;
    bits -= lines ? (int)((size_t)rate * candidate->fails / lines) : 0;
    return bits - weigh_log2(1 + between);
}

void weigh_candidate(struct search *search, struct candidate *candidate, int cost)
{
    look_across(search, candidate);
    find_range(search, candidate);
    count_verdicts(search, candidate);
    candidate->score = -BIT;
    if (candidate->bits > 0)
        candidate->score = softened(candidate->bits) + word_bits(&search->view, candidate) +
                           depth_bits(&search->view, candidate) + place_bits(&search->view, candidate) - cost;
}

bool weigh_one_unit(const struct view *view, const struct candidate *candidate)
{
    for (size_t i = 0; i < candidate->count; i++)
        if (view->lines[part_line(candidate->parts[i])].unit != view->lines[candidate->target].unit)
            return false;
    return true;
}
