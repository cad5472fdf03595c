/* Collecting what a scheme says. */
#include "scheme_page.h"

static struct figure *add_figure(struct page *page, const char *key, enum figure_kind kind,
                                 struct grounds grounds)
{
    struct figure *figure = ARENA_PUSH(page->arena, &page->figures);
    figure->key = key;
    figure->kind = kind;
    figure->source = grounds.source;
    figure->is_unconfirmed = grounds.is_unconfirmed;
    return figure;
}

static void add_rate(struct page *page, const char *key, const struct flat_rate *flat, enum part part)
{
    struct grounds grounds = {flat->source, flat->is_unconfirmed};
    if (!flat->is_set && !flat->is_asked)
        return;
    struct figure *figure = add_figure(page, key, FIGURE_PERCENT, grounds);
    figure->part = part;
    figure->variant = flat->id;
    figure->name = flat->name[page->language];
    figure->rate = flat->rate;
    figure->is_asked = !flat->is_set;
    figure->base = base_is_empty(&flat->base) ? NULL : &flat->base;
    figure->least_staff = flat->least_staff;
    figure->covers_other = flat->covers_other;
}

static void add_share(struct page *page, const char *key, const struct limit *limit, struct str programme)
{
    struct grounds grounds = {limit->source, limit->is_unconfirmed};
    if (!limit->is_set && !limit->is_asked)
        return;
    struct figure *figure = add_figure(page, key, FIGURE_PERCENT, grounds);
    figure->programme = programme;
    figure->rate = limit->value;
    figure->is_asked = !limit->is_set;
}

static void add_number(struct page *page, const char *key, enum figure_kind kind, int64_t number,
                       struct grounds grounds)
{
    if (number != 0)
        add_figure(page, key, kind, grounds)->number = number;
}

static void add_rounding(struct page *page)
{
    static const char *const directions[][LANGUAGES] = {
        [ROUND_HALF_UP] = {"halva uppåt", "half-up"}, [ROUND_DOWN] = {"nedåt", "truncated"}};
    const struct scheme *scheme = page->scheme;
    struct figure *figure = add_figure(page, "rounding", FIGURE_KRONOR, scheme->rounding_grounds);
    figure->number = scheme->rounding_unit;
    for (enum language language = SWEDISH; language < LANGUAGES; language++)
        figure->addition[language] = directions[scheme->rounding][language];
}

static void add_rates(struct page *page)
{
    const struct scheme *scheme = page->scheme;
    const struct {
        const char *key;
        const struct flat_rate *flat;
    } rates[] = {{"payroll", &scheme->payroll}, {"indirect", &scheme->indirect}, {"staff", &scheme->staff},
                 {"office", &scheme->office},   {"travel", &scheme->travel},     {"other", &scheme->other}};
    for (size_t i = 0; i < sizeof rates / sizeof *rates; i++)
        add_rate(page, rates[i].key, rates[i].flat, PART_FIGURES);
    add_number(page, "unit-cost-hour", FIGURE_KRONOR, scheme->unit_cost_hour, scheme->unit_cost_grounds);
    add_number(page, "hours-per-year", FIGURE_HOURS, scheme->hours_per_year, scheme->hours_grounds);
    if (scheme->wage_raise.denominator)
        add_figure(page, "wage-raise", FIGURE_PERCENT, scheme->hours_grounds)->rate = scheme->wage_raise;
    add_number(page, "wage-raise-months", FIGURE_MONTHS, scheme->wage_raise_months, scheme->hours_grounds);
}

static void add_limits(struct page *page)
{
    const struct scheme *scheme = page->scheme;
    add_share(page, "aid-share-eligible", &scheme->share_eligible, STR(""));
    add_share(page, "aid-share-actual", &scheme->share_actual, STR(""));
    for (size_t i = 0; i < scheme->programmes.count; i++)
        add_share(page, "aid-share-eligible", &scheme->programmes.items[i].eligible,
                  scheme->programmes.items[i].programme);
    struct figure *private = add_figure(page, "private-counts", FIGURE_YES_NO, scheme->private_grounds);
    private->number = scheme->private_counts;
    private->is_asked = scheme->private_is_asked;
    add_number(page, "claim-months", FIGURE_MONTHS, scheme->claim_months, scheme->claims_grounds);
    add_number(page, "claim-due-months", FIGURE_MONTHS, scheme->due_months, scheme->claims_grounds);
}

static void add_bounds(struct page *page, const struct bounds *bounds, enum part part)
{
    size_t first = page->figures.count;
    add_number(page, "maximum-aid", FIGURE_KRONOR, bounds->maximum_aid, bounds->grounds);
    add_number(page, "longest-months", FIGURE_MONTHS, bounds->longest_months, bounds->grounds);
    for (size_t i = first; i < page->figures.count; i++) {
        page->figures.items[i].part = part;
        page->figures.items[i].variant = bounds->id;
        page->figures.items[i].name = bounds->name[page->language];
    }
}

/* A rate without a name of its own is the one that the chosen variant took the place of. */
static void add_others(struct page *page, const char *key, const struct flat_rates *rates)
{
    for (size_t i = 0; i < rates->list.count; i++)
        add_rate(page, key, &rates->list.items[i],
                 flat_rate_is_slip(&rates->list.items[i]) ? PART_SLIPS : PART_VARIANTS);
}

static void add_figures(struct page *page)
{
    add_rates(page);
    add_rounding(page);
    add_limits(page);
    add_bounds(page, &page->scheme->bounds, PART_FIGURES);
    add_others(page, "payroll", &page->scheme->other_payroll);
    add_others(page, "indirect", &page->scheme->other_indirect);
    for (size_t i = 0; i < page->scheme->other_bounds.count; i++)
        add_bounds(page, &page->scheme->other_bounds.items[i], PART_VARIANTS);
}

void page_lists(const struct page *page, struct named_list *lists)
{
    const struct scheme *scheme = page->scheme;
    lists[0] = (struct named_list){"mandatory-activities",
                                   {"Obligatoriska aktiviteter", "Mandatory activities"},
                                   &scheme->mandatory_activities,
                                   scheme->activities_grounds};
    lists[1] = (struct named_list){"overlap-words",
                                   {"Täcks av de indirekta kostnaderna", "Covered by the indirect costs"},
                                   &scheme->overlap_words,
                                   scheme->overlap_grounds};
    lists[2] = (struct named_list){"overlap-exceptions",
                                   {"Täcks inte av dem", "Not covered by them"},
                                   &scheme->overlap_exceptions,
                                   scheme->overlap_grounds};
}

void page_base(struct buffer *text, const struct base *base, const char *const *names)
{
    bool first = true;
    for (int sign = 1; sign >= -1; sign -= 2)
        for (int part = 0; part < BASE_PARTS; part++) {
            if (base->sign[part] != sign)
                continue;
            buffer_print(text, "%s%s", sign < 0 ? " - " : first ? "" : " + ", names[part]);
            first = false;
        }
}

struct page page_of_scheme(struct arena *arena, enum language language, const struct scheme *scheme)
{
    struct page page = {.arena = arena, .language = language, .scheme = scheme};
    add_figures(&page);
    return page;
}
