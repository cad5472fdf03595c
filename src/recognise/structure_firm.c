/* Which of the sums taken are firm: where they fail, a figure is wrong. */
#include "structure_search.h"

enum {
    FIRM = 15 * BIT,
    SEVERAL_LINES = 2,
    SEVERAL_SUMS = 3 /* so many are rounded where rounding is seen: a slip makes fewer */
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

static int halves(const struct instance *instance)
{
    if (instance->missing > INT64_MAX / 4)
        return INT32_MAX / 2;
    int64_t halves = (2 * instance->missing + instance->unit - 1) / instance->unit;
    return halves > INT32_MAX / 2 ? INT32_MAX / 2 : (int)halves;
}

struct tally {
    size_t exact, rounded, loose; /* lines in which it holds: to the digit, within rounding, nearly */
    int most_rounded, most_loose; /* in halves of the last digit */
};

static struct tally tally_of(const struct search *search, const struct candidate *sum)
{
    struct tally tally = {0};
    for (size_t i = sum->first; i < sum->end; i++) {
        const struct instance *instance = &search->instances[i];
        if (instance->verdict != HOLDS)
            continue;
        int missing = halves(instance);
        tally.exact += instance->is_exact;
        tally.rounded += instance->is_rounded;
        tally.loose += !instance->is_exact && !instance->is_rounded;
        if (instance->is_rounded && missing > tally.most_rounded)
            tally.most_rounded = missing;
        if (missing > tally.most_loose)
            tally.most_loose = missing;
    }
    return tally;
}

/* Rounding is tolerated where it is seen: in several lines of this sum, or in several sums of the table. */
static void settle_rounding(const struct search *search, struct candidate *sum, const struct seen *seen)
{
    struct tally tally = tally_of(search, sum);
    size_t holds = tally.exact + tally.rounded + tally.loose;
    bool is_close = (tally.exact + tally.rounded) * 10 >= holds * 9;
    bool is_free = !sum->is_stated && !view_is_total(&search->view, sum->target);
    bool is_seen = is_free || tally.rounded >= 2 || seen->is_rounded;
    sum->roundings = is_seen ? (int)sum->count + 1 : 0;
    if (!is_close && tally.loose >= 2 && tally.most_loose > sum->roundings)
        sum->roundings = tally.most_loose;
}

/* A slip makes sums a little wrong in one line across alone: two sums at most, a total and the total of that. */
void firm_count_seen(struct search *search, struct seen *seen)
{
    struct arena scratch = {.exhausted = search->arena->exhausted};
    size_t across = search->view.across, most = 0, lines = 0;
    size_t *rounded = ARENA_ARRAY(&scratch, size_t, across);
    for (size_t i = 0; i < search->taken.list.count; i++) {
        const struct candidate *sum = &search->taken.list.items[i];
        look(search, sum);
        for (size_t j = sum->first; j < sum->end; j++)
            rounded[j] += search->instances[j].verdict == HOLDS && search->instances[j].is_rounded;
    }
    for (size_t j = 0; j < across; j++) {
        lines += rounded[j] > 0;
        most = rounded[j] > most ? rounded[j] : most;
    }
    seen->is_rounded |= lines >= SEVERAL_LINES || most >= SEVERAL_SUMS;
    arena_release(&scratch);
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
        bool holds = instance->is_exact || halves(instance) <= sum->roundings;
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
static void settle_stated(const struct search *search, struct candidate *sum, const struct support *support)
{
    if (sum->found_by == FOUND_HEADING) {
        sum->is_firm = is_word_firm(search, sum, support);
    } else if (sum->found_by == FOUND_DEPTH) {
        sum->is_firm = (sum->holds && sum->holds >= sum->fails) || support->holding * 2 >= support->parents ||
                       (sum->count > 1 && is_near(search, sum));
    } else if (support->plain > 1 || is_linked(search, sum)) {
        sum->found_by = FOUND_DEPTH;
        sum->is_firm = sum->holds >= 1 && sum->holds >= sum->fails;
    } else {
        sum->is_firm = is_firm(&search->view, sum);
    }
}

void firm_settle(struct search *search, const struct seen *seen)
{
    struct support support = support_of(search);
    for (size_t i = 0; i < search->taken.list.count; i++) {
        struct candidate *sum = &search->taken.list.items[i];
        look(search, sum);
        settle_rounding(search, sum, seen);
        if (sum->is_stated) {
            count_again(search, sum);
            settle_stated(search, sum, &support);
        } else {
            reach_over_ends(search, sum);
            sum->is_firm = is_firm(&search->view, sum);
            count_again(search, sum);
        }
    }
}
