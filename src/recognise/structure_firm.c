/* Which of the sums taken are firm: where they fail, a figure is wrong. */
#include "structure_search.h"

enum {
    FIRM = 15 * BIT,
    ROUNDED_LINES = 3, /* where rounding is seen: two slips make fewer lines across wrong */
    ROUNDED_SPREAD = 3
};

static bool is_year(const struct figure *figure)
{
    int64_t number = figure->step > 0 ? figure->value / figure->step : 0;
    return number >= 1900 && number <= 2100;
}

/* Years are no amounts: 2019 + 2020 + 2021. */
static bool are_years(const struct view *view, const struct candidate *sum, size_t across)
{
    if (!is_year(view_figure(view, sum->target, across)))
        return false;
    for (size_t i = 0; i < sum->count; i++) {
        const struct figure *figure = view_figure(view, part_line(sum->parts[i]), across);
        if (figure->state == FIGURE_AMOUNT && figure->value && !is_year(figure))
            return false;
    }
    return true;
}

static size_t amounts_among(const struct view *view, const struct candidate *sum, size_t across)
{
    size_t count = 0;
    for (size_t i = 0; i < sum->count; i++)
        count += view_figure(view, part_line(sum->parts[i]), across)->state == FIGURE_AMOUNT;
    return count;
}

static bool is_same_size(int64_t printed, int64_t sum)
{

    wide a = printed, b = sum;
    if (a < 0)
        a = -a, b = -b;
    return b > 0 && a >= b / 10 && a / 10 <= b;
}

/* A line just outside the range that is most likely its first or last one, with a wrong figure. */
static bool is_one_more(const struct search *search, const struct candidate *sum, size_t across)
{
    const struct view *view = &search->view;
    const struct instance *instance = &search->instances[across];
    if (instance->verdict != FAILS || view->other[across].is_apart || are_years(view, sum, across))
        return false;
    if (amounts_among(view, sum, across) < 2 || sum->holds < 5)
        return false;
    return view_is_total(view, sum->target) ||
           is_same_size(view_figure(view, sum->target, across)->value, instance->sum);
}

static void reach_over_ends(const struct search *search, struct candidate *sum)
{
    if (sum->first > 0 && is_one_more(search, sum, sum->first - 1)) {
        sum->first--;
        sum->fails++;
    }
    if (sum->end < search->view.across && is_one_more(search, sum, sum->end)) {
        sum->end++;
        sum->fails++;
    }
}

static void look(const struct search *search, const struct candidate *sum)
{
    for (size_t i = 0; i < search->view.across; i++)
        search->instances[i] = weigh_instance(&search->view, sum->target, sum->parts, sum->count, i);
}

/* ---- rounding ---- */

/* So much of what is printed in a line across, in halves of its last digit, rounded up. */
static int halves(const struct search *search, const struct candidate *sum, size_t across, int64_t amount)
{
    int64_t step = view_figure(&search->view, sum->target, across)->step / search->grid;
    int64_t halves = amount > INT64_MAX / 2 || step < 1 ? INT32_MAX / 2 : (amount + step - 1) / step;
    return halves > INT32_MAX / 2 ? INT32_MAX / 2 : (int)halves;
}

static int missing_halves(const struct search *search, const struct candidate *sum, size_t across)
{
    int64_t missing = search->instances[across].missing;
    return halves(search, sum, across, missing > INT64_MAX / 4 ? INT64_MAX : 2 * missing);
}

/* Returns true when it holds, to the digit or within what rounding of each figure may take. */
static bool is_explained(const struct instance *instance)
{
    return instance->is_exact || instance->is_rounded;
}

static bool says_something(const struct search *search, size_t across)
{
    enum verdict verdict = search->instances[across].verdict;
    return (verdict == HOLDS || verdict == FAILS) && !search->view.other[across].is_apart;
}

/* Adds what the lines of one sum show; one that fails in most of them is another sum, and shows nothing. */
static void count_rounded(const struct search *search, const struct candidate *sum, bool *rounded,
                          struct seen *seen)
{
    size_t lines = 0, explained = 0, exact = 0;
    for (size_t i = sum->first; i < sum->end; i++)
        if (says_something(search, i)) {
            lines++;
            exact += search->instances[i].is_exact;
            explained += is_explained(&search->instances[i]);
        }
    if (explained * 2 < lines)
        return;
    seen->lines += lines;
    seen->rounded += explained - exact;
    seen->wrong += lines - explained;
    for (size_t i = sum->first; i < sum->end; i++)
        rounded[i] |= says_something(search, i) && !search->instances[i].is_exact &&
                      is_explained(&search->instances[i]);
}

void firm_count_seen(struct search *search, struct seen *seen)
{
    bool *rounded = ARENA_ARRAY(search->arena, bool, search->view.across);
    size_t spread = 0;
    for (size_t i = 0; i < search->taken.list.count; i++) {
        look(search, &search->taken.list.items[i]);
        count_rounded(search, &search->taken.list.items[i], rounded, seen);
    }
    for (size_t i = 0; i < search->view.across; i++)
        spread += rounded[i];
    seen->spread = spread > seen->spread ? spread : seen->spread;
}

/* Figures are rounded where a sum is a little off in a tenth of many lines, in more lines across than two wrong figures touch, and
 * nearly never more than rounding explains. */
static bool is_rounded(const struct seen *seen)
{
    return seen->rounded >= ROUNDED_LINES && seen->spread >= ROUNDED_SPREAD &&
           seen->rounded * 10 >= seen->lines &&
           (seen->wrong * 10 <= seen->lines || seen->wrong * 3 <= seen->rounded);
}

struct tally {
    size_t close, loose; /* lines in which it holds: within rounding, nearly */
    int most_loose;      /* in halves of the last digit */
    int most;            /* what rounding explains, likewise */
};

static struct tally tally_of(const struct search *search, const struct candidate *sum)
{
    struct tally tally = {0};
    for (size_t i = sum->first; i < sum->end; i++) {
        const struct instance *instance = &search->instances[i];
        int explained = says_something(search, i) ? halves(search, sum, i, instance->steps) : 0;
        tally.most = explained > tally.most ? explained : tally.most;
        if (instance->verdict != HOLDS)
            continue;
        bool is_close = instance->is_exact || instance->is_rounded;
        int missing = missing_halves(search, sum, i);
        tally.close += is_close;
        tally.loose += !is_close;
        tally.most_loose = missing > tally.most_loose ? missing : tally.most_loose;
    }
    return tally;
}

/* Rounding is tolerated in sums that figures alone show, and where it is seen all over the table. */
static void settle_rounding(const struct search *search, struct candidate *sum, const struct seen *seen)
{
    struct tally tally = tally_of(search, sum);
    bool is_free = sum->found_by == FOUND_FIGURES && !view_is_total(&search->view, sum->target);
    bool is_seen = is_rounded(seen) || (search->grid > 1 && seen->spread >= 2);
    sum->roundings = is_free || is_seen ? tally.most : 0;
    if (!sum->is_stated && tally.close < tally.loose * 9 && tally.loose >= 2 &&
        tally.most_loose > sum->roundings)
        sum->roundings = tally.most_loose;
}

static bool is_firm(const struct view *view, const struct candidate *sum)
{
    if (sum->score < FIRM)
        return false;
    if (sum->holds >= 3 && sum->fails * 5 <= sum->holds + sum->fails)
        return true;
    if (sum->holds >= 3 && sum->fails <= 1)
        return true;
    return view_is_total(view, sum->target) && sum->holds >= 2 && sum->fails <= 1;
}

/* ---- what words and depth state ---- */

/* Lines that hold or fail once it is known how much rounding there is. */
static void count_again(const struct search *search, struct candidate *sum)
{
    sum->holds = sum->fails = 0;
    for (size_t i = sum->first; i < sum->end; i++) {
        const struct instance *instance = &search->instances[i];
        if (instance->verdict == SAYS_NOTHING || instance->verdict == TRIVIAL)
            continue;
        bool holds = instance->is_exact || missing_halves(search, sum, i) <= sum->roundings;
        sum->holds += holds;
        sum->fails += !holds && !search->view.other[i].is_apart;
    }
}

struct support {
    size_t parents, holding; /* sums by depth, and those of them that hold in most lines */
    size_t plain;            /* sums that neither words nor depth state */
    size_t words, lost;      /* sums that words state, and those of them that hold nowhere */
};

static struct support support_of(const struct search *search)
{
    struct support support = {0};
    for (size_t i = 0; i < search->taken.list.count; i++) {
        const struct candidate *sum = &search->taken.list.items[i];
        bool is_parent = sum->is_stated && sum->found_by == FOUND_DEPTH;
        support.parents += is_parent;
        support.holding += is_parent && sum->holds > sum->fails;
        support.plain += sum->is_stated && sum->found_by == FOUND_FIGURES;
        support.words += sum->is_stated && sum->found_by == FOUND_HEADING;
        support.lost += sum->is_stated && sum->found_by == FOUND_HEADING && sum->holds == 0;
    }
    return support;
}

static bool is_far(int64_t printed, const struct instance *instance)
{
    uint64_t size = printed < 0 ? 0 - (uint64_t)printed : (uint64_t)printed;
    uint64_t sum = instance->sum < 0 ? 0 - (uint64_t)instance->sum : (uint64_t)instance->sum;
    return sum < size && (uint64_t)instance->missing > size / 3;
}

/* Returns true when in no line more than a third of the printed amount is missing: parts that are not all listed. */
static bool is_near(const struct search *search, const struct candidate *sum)
{
    for (size_t i = sum->first; i < sum->end; i++)
        if (search->instances[i].verdict == FAILS &&
            is_far(view_figure(&search->view, sum->target, i)->value, &search->instances[i]))
            return false;
    return true;
}

static bool has_line(const struct candidate *sum, size_t line)
{
    for (size_t i = 0; i < sum->count; i++)
        if (part_line(sum->parts[i]) == line)
            return true;
    return false;
}

/* Returns true when what words state adds up the sum as one of its parts, or is one of its parts. */
static bool is_linked(const struct search *search, const struct candidate *sum)
{
    for (size_t i = 0; i < search->taken.list.count; i++) {
        const struct candidate *other = &search->taken.list.items[i];
        if (other->is_stated && other->found_by == FOUND_HEADING && other->holds &&
            (has_line(other, sum->target) || has_line(sum, other->target)))
            return true;
    }
    return false;
}

/* A word that holds nowhere is believed where those beside it hold, and where it fails in one line or is near the truth. */
static bool is_word_firm(const struct search *search, const struct candidate *sum,
                         const struct support *support)
{
    if (sum->holds)
        return sum->fails <= sum->holds + 1;
    if (support->lost > 3 && support->lost * 2 > support->words)
        return false;
    return sum->fails <= 1 || is_near(search, sum);
}

/* Several parents, each with its parts right beside it, are an order of the table; one may be chance. */
static bool is_order(const struct search *search, const struct candidate *sum, const struct support *support)
{
    return sum->is_stated && sum->found_by == FOUND_FIGURES && (support->plain > 1 || is_linked(search, sum));
}

static bool is_stated_firm(const struct search *search, const struct candidate *sum,
                           const struct support *support)
{
    switch (sum->found_by) {
    case FOUND_HEADING:
        return is_word_firm(search, sum, support);
    case FOUND_DEPTH:
        return (sum->holds && sum->holds >= sum->fails) || support->holding * 2 >= support->parents ||
               (sum->count > 1 && is_near(search, sum));
    default:
        return is_firm(&search->view, sum);
    }
}

static void settle_stated(const struct search *search, struct candidate *sum, const struct support *support,
                          const struct seen *seen)
{
    bool is_ordered = is_order(search, sum, support);
    if (is_ordered)
        sum->found_by = FOUND_DEPTH;
    settle_rounding(search, sum, seen);
    count_again(search, sum);
    sum->is_firm = is_ordered ? sum->holds && sum->holds >= sum->fails : is_stated_firm(search, sum, support);
}

void firm_settle(struct search *search, const struct seen *seen)
{
    struct support support = support_of(search);
    for (size_t i = 0; i < search->taken.list.count; i++) {
        struct candidate *sum = &search->taken.list.items[i];
        look(search, sum);
        if (sum->is_stated) {
            settle_stated(search, sum, &support, seen);
            continue;
        }
        settle_rounding(search, sum, seen);
        reach_over_ends(search, sum);
        sum->is_firm = is_firm(&search->view, sum);
        count_again(search, sum);
    }
}
