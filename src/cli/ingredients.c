/* A budget from a few numbers on the command line: read, and made into the tables of a draft. */
#include "cli.h"

#include <stdlib.h>
#include <string.h>

enum { FIRST_YEAR = 1900, LAST_YEAR = 2199, MOST_YEARS = 50, USUAL_HOURS_PER_YEAR = 1720, MONTHS = 12 };

static const char *const names[] = {
#define INGREDIENT(id, name, argument, sv, en) name,
#include "ingredients.def"
#undef INGREDIENT
};

const char *ingredient_name(enum ingredient ingredient)
{
    return names[ingredient];
}

bool has_ingredients(const struct options *options)
{
    bool any = options->years != NULL;
    for (int i = 0; i < INGREDIENTS; i++)
        any = any || options->ingredients[i];
    return any;
}

struct cook {
    struct arena *arena;
    const struct options *options;
    const struct scheme *scheme;
    struct draft *draft;
};

/* ---- years ---- */

static bool wrong_years(const struct cook *cook)
{
    complain(
        cook->options->language, "--years ska vara år som 2020-2022 eller 2020;2021, i ordning; inte ”%s”",
        "--years should be years such as 2020-2022 or 2020;2021, in order; not “%s”", cook->options->years);
    return false;
}

static bool add_year(struct cook *cook, long year)
{
    size_t count = cook->draft->years.count;
    bool in_order = count == 0 || year > cook->draft->years.items[count - 1];
    if (year < FIRST_YEAR || year > LAST_YEAR || !in_order || count == MOST_YEARS)
        return wrong_years(cook);
    *ARENA_PUSH(cook->arena, &cook->draft->years) = (int)year;
    return true;
}

/* "2020-2022", "2020;2021", "2020,2021" */
static bool read_years(struct cook *cook)
{
    const char *text = cook->options->years;
    while (text && *text) {
        char *end = NULL;
        long first = strtol(text, &end, 10), last = first;
        if (end != text && *end == '-')
            last = strtol(end + 1, &end, 10);
        if (end == text || last < first || last > LAST_YEAR || (*end && !strchr(";,", *end)))
            return wrong_years(cook);
        for (long year = first; year <= last; year++)
            if (!add_year(cook, year))
                return false;
        text = *end ? end + 1 : end;
    }
    return !cook->options->years || cook->draft->years.count > 0 || wrong_years(cook);
}

/* ---- amounts ---- */

struct amounts {
    LIST(money) list;
};

static bool negative_amount(const struct cook *cook, enum ingredient ingredient, struct str text)
{
    complain(cook->options->language, "--%s: %.*s är mindre än noll; bara --revenue får vara det",
             "--%s: %.*s is below zero; only --revenue may be", names[ingredient], STR_ARG(text));
    return false;
}

static bool wrong_amount(const struct cook *cook, enum ingredient ingredient, struct str text)
{
    complain(cook->options->language,
             "--%s: ”%.*s” är tomt, för stort, eller kan inte läsas på ett enda sätt; skriv det som 756000 "
             "eller 756 000,50",
             "--%s: “%.*s” is empty, too large, or cannot be read in one way only; write it as 756000 or "
             "756000.50",
             names[ingredient], STR_ARG(text));
    return false;
}

/* "756 000; 771 120": each an amount, none below zero but for revenue. */
static bool read_amounts(struct cook *cook, enum ingredient ingredient, struct amounts *amounts)
{
    struct str rest = str_from(cook->options->ingredients[ingredient]);
    for (bool more = true; more;) {
        ptrdiff_t end = str_find(rest, STR(";"));
        more = end >= 0;
        struct str text = str_trim(more ? str_slice(rest, 0, (size_t)end) : rest);
        money *amount = ARENA_PUSH(cook->arena, &amounts->list);
        bool is_blank = text.length == 0 && (more || amounts->list.count > 1); /* a year of nothing */
        if (!is_blank && !read_amount(text, amount))
            return wrong_amount(cook, ingredient, text);
        if (*amount < 0 && ingredient != INGREDIENT_REVENUE)
            return negative_amount(cook, ingredient, text);
        rest = more ? str_slice(rest, (size_t)end + 1, rest.length) : rest;
    }
    return true;
}

static bool wrong_count(const struct cook *cook, enum ingredient ingredient, size_t count)
{
    size_t years = cook->draft->years.count;
    if (years == 0)
        complain(cook->options->language, "--%s har %zu belopp, men --years säger inte vilka år de gäller",
                 "--%s has %zu amounts, but --years does not say for which years", names[ingredient], count);
    else
        complain(cook->options->language, "--%s har %zu belopp, men --years nämner %zu år",
                 "--%s has %zu amounts, but --years names %zu years", names[ingredient], count, years);
    return false;
}

/* One amount for several years is split evenly over them. */
static void spread(const struct cook *cook, money total, money *amounts)
{
    size_t count = draft_columns(cook->draft);
    money *weights = ARENA_ARRAY(cook->arena, money, count);
    for (size_t i = 0; i < count; i++)
        weights[i] = 1;
    split_total(total < 0 ? -total : total, ORE_PER_KRONA, weights, count, amounts);
    for (size_t i = 0; total < 0 && i < count; i++)
        amounts[i] = -amounts[i];
}

/* The amounts by column, one for each; NULL after saying why not. */
static money *take_amounts(struct cook *cook, enum ingredient ingredient)
{
    struct amounts amounts = {0};
    size_t columns = draft_columns(cook->draft);
    if (!read_amounts(cook, ingredient, &amounts))
        return NULL;
    if (amounts.list.count == columns)
        return amounts.list.items;
    if (amounts.list.count > 1) {
        wrong_count(cook, ingredient, amounts.list.count);
        return NULL;
    }
    money *parts = ARENA_ARRAY(cook->arena, money, columns);
    spread(cook, amounts.list.items[0], parts);
    return parts;
}

/* ---- rows ---- */

static const struct row_ingredient {
    enum ingredient ingredient;
    enum table_kind table;
    enum concept concept;
    bool is_own;
} rows[] = {
#define CATEGORY(id, ...) {INGREDIENT_##id, TABLE_COSTS, id, false},
#include "budgetkoll/categories.def"
    {INGREDIENT_PUBLIC_IN_KIND, TABLE_FINANCING, PUBLIC_IN_KIND, false},
    {INGREDIENT_PRIVATE_IN_KIND, TABLE_FINANCING, PRIVATE_IN_KIND, false},
    {INGREDIENT_PUBLIC_CASH, TABLE_FINANCING, PUBLIC_CASH, false},
    {INGREDIENT_PRIVATE_CASH, TABLE_FINANCING, PRIVATE_CASH, false},
    {INGREDIENT_OWN, TABLE_FINANCING, PUBLIC_CASH, true},
};

static bool take_rows(struct cook *cook)
{
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        if (!cook->options->ingredients[rows[i].ingredient])
            continue;
        money *amounts = take_amounts(cook, rows[i].ingredient);
        if (!amounts)
            return false;
        *ARENA_PUSH(cook->arena, &cook->draft->rows) =
            (struct draft_row){rows[i].table, rows[i].concept, rows[i].is_own, amounts};
    }
    return true;
}

/* ---- hours ---- */

/* What an hour costs in the n-th year, in öre: twelve months' pay by the hours of a year ((EU) 2021/1060 art. 55), with the
 * scheme's raise; or the scheme's unit cost, which has no raise. */
static bool hour_cost(const struct cook *cook, bool has_pay, money pay, size_t year, struct ratio *cost)
{
    const struct scheme *scheme = cook->scheme;
    int hours = scheme->hours_per_year ? scheme->hours_per_year : USUAL_HOURS_PER_YEAR;
    struct ratio raise = ratio_from(1);
    *cost = ratio_from(scheme->unit_cost_hour);
    if (!has_pay)
        return true;
    bool raises = scheme->wage_raise_months == MONTHS && scheme->wage_raise.denominator != 0;
    bool fits = ratio_make((wide)pay * MONTHS, hours, cost) &&
                (!raises || ratio_add(raise, scheme->wage_raise, &raise));
    for (size_t i = 0; i < year && fits; i++)
        fits = ratio_multiply(*cost, raise, cost);
    return fits;
}

/* hours (in hundredths) × the cost of one, half-up to the scheme's unit. */
static bool cost_of_hours(const struct cook *cook, money hours, struct ratio hour, money *cost)
{
    struct ratio worked, exact;
    return ratio_make(hours, 100, &worked) && ratio_multiply(worked, hour, &exact) &&
           ratio_round(exact, cook->scheme->rounding_unit, ROUND_HALF_UP, cost);
}

static bool contradicts(const struct cook *cook, enum ingredient a, enum ingredient b)
{
    if (!cook->options->ingredients[a] || !cook->options->ingredients[b])
        return false;
    complain(cook->options->language, "--%s och --%s säger båda vad personalen kostar; ange en av dem",
             "--%s and --%s both say what staff costs; give one of them", names[a], names[b]);
    return true;
}

static bool allow_hours(const struct cook *cook)
{
    const char *const *given = cook->options->ingredients;
    enum language language = cook->options->language;
    if (given[INGREDIENT_MONTHLY_PAY] && !given[INGREDIENT_HOURS]) {
        complain(language, "--monthly-pay behöver --hours: hur många timmar som arbetas",
                 "--monthly-pay needs --hours: how many hours are worked");
        return false;
    }
    if (given[INGREDIENT_HOURS] && !given[INGREDIENT_MONTHLY_PAY] && cook->scheme->unit_cost_hour == 0) {
        complain(language, "--hours behöver --monthly-pay: %.*s har ingen enhetskostnad för en timme",
                 "--hours needs --monthly-pay: %.*s has no unit cost for an hour", STR_ARG(cook->scheme->id));
        return false;
    }
    return !contradicts(cook, INGREDIENT_HOURS, INGREDIENT_STAFF) &&
           !(given[INGREDIENT_HOURS] && !given[INGREDIENT_MONTHLY_PAY] &&
             contradicts(cook, INGREDIENT_HOURS, INGREDIENT_UNIT_COST));
}

static bool too_large(const struct cook *cook, enum ingredient ingredient)
{
    complain(cook->options->language, "--%s: beloppen blir för stora", "--%s: the amounts become too large",
             names[ingredient]);
    return false;
}

/* Wages where the pay is given; else unit costs, which include payroll on-costs. */
static bool take_hours(struct cook *cook)
{
    struct amounts pay = {0};
    bool has_pay = cook->options->ingredients[INGREDIENT_MONTHLY_PAY] != NULL;
    if (!allow_hours(cook))
        return false;
    if (!cook->options->ingredients[INGREDIENT_HOURS])
        return true;
    if (has_pay && !read_amounts(cook, INGREDIENT_MONTHLY_PAY, &pay))
        return false;
    if (has_pay && pay.list.count != 1)
        return wrong_count(cook, INGREDIENT_MONTHLY_PAY, pay.list.count);
    money *amounts = take_amounts(cook, INGREDIENT_HOURS);
    for (size_t i = 0; amounts && i < draft_columns(cook->draft); i++) {
        struct ratio hour;
        if (!hour_cost(cook, has_pay, has_pay ? pay.list.items[0] : 0, i, &hour) ||
            !cost_of_hours(cook, amounts[i], hour, &amounts[i]))
            return too_large(cook, INGREDIENT_HOURS);
    }
    if (amounts)
        *ARENA_PUSH(cook->arena, &cook->draft->rows) =
            (struct draft_row){TABLE_COSTS, has_pay ? STAFF : UNIT_COST, false, amounts};
    return amounts != NULL;
}

/* ---- conditions ---- */

static bool take_rate(struct cook *cook, enum ingredient ingredient, enum concept concept)
{
    struct ratio rate;
    const char *given = cook->options->ingredients[ingredient];
    if (!given)
        return true;
    if (!read_rate(str_from(given), &rate)) {
        complain(cook->options->language, "--%s: ”%s” är ingen procentsats mellan 0 och 100",
                 "--%s: “%s” is no percentage between 0 and 100", names[ingredient], given);
        return false;
    }
    struct buffer text = {.arena = cook->arena};
    words_percent(&text, SWEDISH, rate, 0);
    *ARENA_PUSH(cook->arena, &cook->draft->facts) = (struct draft_fact){concept, buffer_text(&text)};
    return true;
}

static bool take_maximum(struct cook *cook)
{
    struct amounts most = {0};
    if (!cook->options->ingredients[INGREDIENT_MAXIMUM_AID])
        return true;
    if (!read_amounts(cook, INGREDIENT_MAXIMUM_AID, &most))
        return false;
    if (most.list.count != 1)
        return wrong_count(cook, INGREDIENT_MAXIMUM_AID, most.list.count);
    *ARENA_PUSH(cook->arena, &cook->draft->facts) =
        (struct draft_fact){MAXIMUM_AID, words_of_amount(cook->arena, SWEDISH, most.list.items[0])};
    return true;
}

static bool take_conditions(struct cook *cook)
{
    return take_rate(cook, INGREDIENT_PAYROLL_RATE, PAYROLL) &&
           take_rate(cook, INGREDIENT_INDIRECT_RATE, INDIRECT) &&
           take_rate(cook, INGREDIENT_AID_SHARE, SHARE_ELIGIBLE) &&
           take_rate(cook, INGREDIENT_AID_SHARE_ACTUAL, SHARE_ACTUAL) && take_maximum(cook);
}

bool read_given_conditions(struct arena *arena, const struct options *options, const struct scheme *scheme,
                           struct draft *draft)
{
    struct cook cook = {arena, options, scheme, draft};
    return take_conditions(&cook);
}

enum ingredient first_amount(const struct options *options)
{
    for (int i = 0; i < INGREDIENT_PAYROLL_RATE; i++)
        if (options->ingredients[i])
            return (enum ingredient)i;
    return INGREDIENTS;
}

/* ---- the whole ---- */

static bool has_costs(const struct draft *draft)
{
    for (size_t i = 0; i < draft->rows.count; i++)
        for (size_t c = 0; c < draft_columns(draft); c++)
            if (draft->rows.items[i].table == TABLE_COSTS && draft->rows.items[i].amounts[c] != 0)
                return true;
    return false;
}

/* Without any promise the applicant pays what the aid does not; with some, what they leave is missing. */
bool read_ingredients(struct arena *arena, const struct options *options, const struct scheme *scheme,
                      struct draft *draft)
{
    const char *const *given = options->ingredients;
    *draft = (struct draft){.language = options->language};
    draft->has_own_row =
        given[INGREDIENT_OWN] || (!given[INGREDIENT_PUBLIC_CASH] && !given[INGREDIENT_PRIVATE_CASH]);
    struct cook cook = {arena, options, scheme, draft};
    if (!read_years(&cook) || !take_rows(&cook) || !take_hours(&cook) || !take_conditions(&cook))
        return false;
    if (has_costs(draft) || options->solve)
        return true;
    complain(options->language, "ange någon kostnad som inte är 0, till exempel --staff",
             "give some cost that is not 0, --staff for example");
    return false;
}

struct case_inputs draft_inputs(struct arena *arena, const struct draft *draft, const struct scheme *scheme)
{
    static const char *const files[][LANGUAGES] = {{"kostnader.csv", "costs.csv"},
                                                   {"medfinansiering.csv", "financing.csv"},
                                                   {"projekt.csv", "project.csv"}};
    struct draft_texts texts = draft_write(arena, draft, scheme);
    const struct str bytes[] = {texts.costs, texts.financing, texts.project};
    struct case_files *named = ARENA_NEW(arena, struct case_files);
    struct case_inputs inputs = {
        .files = named, .items = ARENA_ARRAY(arena, struct input, 3), .loaded = true};
    named->path = draft->language == SWEDISH ? STR("ny budget") : STR("new budget");
    for (size_t i = 0; i < sizeof bytes / sizeof *bytes; i++) {
        struct str name = str_from(files[i][draft->language]);
        if (bytes[i].length == 0)
            continue;
        inputs.items[inputs.count++] = (struct input){name, bytes[i]};
        *ARENA_PUSH(arena, &named->names) = name;
    }
    return inputs;
}
