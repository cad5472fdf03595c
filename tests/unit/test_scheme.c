/* Schemes: the bundled one, and every kind of mistake in one of one's own, with its place. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "budgetkoll/reading.h"
#include "file_bytes.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))
#define BUNDLED "data/schemes/eruf-2014.ini"

static const char *const embedded[] = {"cpr-2021",      "eruf-2014",    "eruf-2021",
                                       "esf-plus-2021", "horizon-2021", "interreg-2021"};

static struct scheme *read_text(struct arena *arena, struct str text, struct str *error)
{
    *error = STR("");
    return read_scheme(arena, (struct input){STR("own.ini"), text}, ENGLISH, error);
}

/* The embedded schemes by id, each read once, as the program carries them. */
static struct arena lasting;

static struct input find_embedded(struct str id)
{
    static struct str texts[COUNT(embedded)];
    for (size_t i = 0; i < COUNT(embedded); i++) {
        char path[64];
        if (!str_equal(id, str_from(embedded[i])))
            continue;
        snprintf(path, sizeof path, "data/schemes/%s.ini", embedded[i]);
        if (texts[i].length == 0)
            texts[i] = load(&lasting, path);
        return (struct input){str_from(embedded[i]), texts[i]};
    }
    return (struct input){0};
}

static struct scheme *read_own(struct arena *arena, const char *text, struct str *error)
{
    *error = STR("");
    return read_scheme_with(arena, (struct input){STR("own.ini"), str_from(text)}, find_embedded, ENGLISH,
                            error);
}

static bool is_rate(const struct flat_rate *flat, int64_t numerator, int64_t denominator)
{
    return flat->is_set && ratio_equal(flat->rate, (struct ratio){numerator, denominator});
}

static bool has_base(const struct flat_rate *flat, int staff, int payroll, int external, int direct)
{
    const int *sign = flat->base.sign;
    return sign[BASE_STAFF] == staff && sign[BASE_PAYROLL] == payroll && sign[BASE_EXTERNAL] == external &&
           sign[BASE_DIRECT] == direct;
}

static void test_bundled(void **state)
{
    struct arena arena = {0};
    struct str error = STR("");
    const struct scheme *scheme = read_text(&arena, load(&arena, BUNDLED), &error);
    (void)state;
    assert_non_null(scheme);
    assert_int_equal(error.length, 0);
    assert_true(str_equal(scheme->id, STR("eruf-2014")));
    assert_true(str_equal(scheme->period, STR("2014-2020")));
    assert_true(scheme->name[SWEDISH].length > 0 && scheme->name[ENGLISH].length > 0);
    assert_int_equal(scheme->rounding_unit, 100);
    assert_int_equal(scheme->rounding, ROUND_HALF_UP);
    assert_true(is_rate(&scheme->payroll, 1131, 2500));
    assert_true(is_rate(&scheme->indirect, 3, 20));
    assert_true(has_base(&scheme->indirect, 1, 1, 0, 0));
    assert_true(scheme->payroll.source.length > 0 && scheme->indirect.source.length > 0);
    assert_true(scheme->share_eligible.is_set);
    assert_true(ratio_equal(scheme->share_eligible.value, (struct ratio){1, 2}));
    assert_false(scheme->share_actual.is_set); /* binds only where a case states it */
    assert_true(scheme->private_counts);
    assert_int_equal(scheme->claim_months, 6);
    assert_int_equal(scheme->due_months, 2);
    assert_int_equal(scheme->mandatory_activities.list.count, 3);
    assert_true(scheme->overlap_words.list.count > 0 && scheme->overlap_exceptions.list.count > 0);
    arena_release(&arena);
}

static void test_bundled_programmes(void **state)
{
    struct arena arena = {0};
    struct str error;
    const struct scheme *scheme = read_text(&arena, load(&arena, BUNDLED), &error);
    (void)state;
    assert_int_equal(scheme->programmes.count, 1);
    assert_true(str_equal(scheme->programmes.items[0].programme, STR("Västsverige")));
    assert_true(ratio_equal(scheme->programmes.items[0].eligible.value, (struct ratio){2, 5}));
    arena_release(&arena);
}

static const struct flat_rate *find_rate(const struct flat_rates *rates, const char *id)
{
    for (size_t i = 0; i < rates->list.count; i++)
        if (str_equal(rates->list.items[i].id, str_from(id)))
            return &rates->list.items[i];
    return NULL;
}

/* The known rates of other times: early payroll, a university, 25 % of direct costs without external services. */
static void test_bundled_other_rates(void **state)
{
    struct arena arena = {0};
    struct str error;
    const struct scheme *scheme = read_text(&arena, load(&arena, BUNDLED), &error);
    (void)state;
    const struct flat_rate *early = find_rate(&scheme->other_payroll, "early"),
                           *university = find_rate(&scheme->other_indirect, "university"),
                           *qualifying = find_rate(&scheme->other_indirect, "qualifying"),
                           *other = find_rate(&scheme->other_indirect, "other-costs");
    assert_true(early && is_rate(early, 1067, 2500));
    assert_true(university && is_rate(university, 1, 5) && has_base(university, 1, 1, 0, 0));
    assert_true(qualifying && is_rate(qualifying, 1, 4) && has_base(qualifying, 0, 0, -1, 1));
    assert_true(other && is_rate(other, 2, 5) && has_base(other, 1, 1, 0, 0));
    arena_release(&arena);
}

/* ---- the embedded schemes ---- */

static struct scheme *read_embedded(struct arena *arena, const char *id)
{
    struct str error = STR("");
    struct scheme *scheme =
        read_scheme_with(arena, find_embedded(str_from(id)), find_embedded, SWEDISH, &error);
    if (!scheme)
        print_error("%s: %.*s\n", id, STR_ARG(error));
    return scheme;
}

/* What judges without having been chosen must be confirmed, and everything says where it comes from. */
static bool is_sound_rate(const struct flat_rate *flat)
{
    return !(flat->is_set || flat->is_asked) ||
           (flat->source.length && flat->name[SWEDISH].length && flat->name[ENGLISH].length &&
            flat->is_set != flat->is_asked && (flat->is_set || flat->is_unconfirmed));
}

static bool are_sound_rates(const struct flat_rates *rates)
{
    bool sound = true;
    for (size_t i = 0; i < rates->list.count; i++)
        sound = sound && rates->list.items[i].is_set && is_sound_rate(&rates->list.items[i]);
    return sound;
}

static bool is_sound_share(const struct limit *limit)
{
    return (!limit->is_set && !limit->is_asked) ||
           (limit->source.length && limit->is_set == !limit->is_unconfirmed);
}

static bool is_sound(const struct scheme *scheme)
{
    const struct flat_rate *judging[] = {&scheme->payroll, &scheme->indirect};
    const struct flat_rate *others[] = {&scheme->staff, &scheme->office, &scheme->travel, &scheme->other};
    bool sound = scheme->name[SWEDISH].length && scheme->name[ENGLISH].length &&
                 scheme->rounding_grounds.source.length && scheme->private_grounds.source.length;
    for (size_t i = 0; i < COUNT(judging); i++)
        sound = sound && is_sound_rate(judging[i]) && (!judging[i]->is_set || !judging[i]->is_unconfirmed);
    for (size_t i = 0; i < COUNT(others); i++)
        sound = sound && is_sound_rate(others[i]) && (!others[i]->is_set || !base_is_empty(&others[i]->base));
    for (size_t i = 0; i < scheme->programmes.count; i++)
        sound = sound && is_sound_share(&scheme->programmes.items[i].eligible);
    return sound && is_sound_share(&scheme->share_eligible) && is_sound_share(&scheme->share_actual) &&
           are_sound_rates(&scheme->other_payroll) && are_sound_rates(&scheme->other_indirect) &&
           (scheme->indirect.is_asked || !base_is_empty(&scheme->indirect.base));
}

static void test_embedded(void **state)
{
    int wrong = 0;
    (void)state;
    for (size_t i = 0; i < COUNT(embedded); i++) {
        struct arena arena = {0};
        const struct scheme *scheme = read_embedded(&arena, embedded[i]);
        if (!scheme || !str_equal(scheme->id, str_from(embedded[i])) || !is_sound(scheme)) {
            print_error("%s is not sound\n", embedded[i]);
            wrong++;
        }
        arena_release(&arena);
    }
    assert_int_equal(wrong, 0);
}

/* What is not confirmed for 2021-2027 is left to the user. */
static void test_asked(void **state)
{
    struct arena arena = {0};
    (void)state;
    for (size_t i = 0; i < COUNT(embedded); i++) {
        const struct scheme *scheme = read_embedded(&arena, embedded[i]);
        bool late = !str_equal(scheme->id, STR("eruf-2014"));
        bool horizon = str_equal(scheme->id, STR("horizon-2021"));
        assert_int_equal(scheme->share_eligible.is_asked, late);
        assert_int_equal(scheme->private_is_asked, late);
        assert_int_equal(scheme->payroll.is_asked, late && !horizon);
        assert_int_equal(scheme->indirect.is_asked, late && !horizon);
        assert_false(late && (scheme->payroll.is_set || scheme->share_eligible.is_set));
    }
    arena_release(&arena);
}

static bool is_base(const struct flat_rate *flat, const char *first, const char *second, const char *less)
{
    bool right = true;
    for (int part = 0; part < BASE_PARTS; part++) {
        const char *name = base_part_name((enum base_part)part);
        int sign = (first && strcmp(name, first) == 0) || (second && strcmp(name, second) == 0);
        right = right && flat->base.sign[part] == (less && strcmp(name, less) == 0 ? -1 : sign);
    }
    return right;
}

static void test_interreg(void **state)
{
    struct arena arena = {0};
    const struct scheme *scheme = read_embedded(&arena, "interreg-2021");
    (void)state;
    assert_int_equal(scheme->rounding_unit, 1);
    assert_int_equal(scheme->rounding, ROUND_DOWN);
    assert_true(is_rate(&scheme->staff, 1, 5) && is_base(&scheme->staff, "other-direct", NULL, NULL));
    assert_true(is_rate(&scheme->office, 3, 20) && is_base(&scheme->office, "staff-costs", NULL, NULL));
    assert_true(is_rate(&scheme->travel, 3, 20) && is_base(&scheme->travel, "staff-costs", NULL, NULL));
    assert_true(is_rate(&scheme->other, 2, 5) && is_base(&scheme->other, "staff-costs", NULL, NULL));
    arena_release(&arena);
}

static void test_horizon(void **state)
{
    struct arena arena = {0};
    const struct scheme *scheme = read_embedded(&arena, "horizon-2021");
    (void)state;
    assert_true(is_rate(&scheme->indirect, 1, 4));
    assert_true(is_base(&scheme->indirect, "staff-costs", "other-direct", "external"));
    arena_release(&arena);
}

/* What a calculator needs. */
static void test_hours(void **state)
{
    struct arena arena = {0};
    const struct scheme *before = read_embedded(&arena, "eruf-2014"),
                        *common = read_embedded(&arena, "cpr-2021"),
                        *after = read_embedded(&arena, "eruf-2021");
    (void)state;
    assert_int_equal(before->unit_cost_hour, 40900);
    assert_int_equal(before->hours_per_year, 0);
    assert_int_equal(common->hours_per_year, 1720);
    assert_true(common->hours_grounds.is_unconfirmed && common->wage_raise.denominator == 0);
    assert_int_equal(after->hours_per_year, 1720);
    assert_false(after->hours_grounds.is_unconfirmed);
    assert_true(ratio_equal(after->wage_raise, (struct ratio){3, 125}));
    assert_int_equal(after->wage_raise_months, 12);
    arena_release(&arena);
}

/* ---- variants ---- */

static void test_variants(void **state)
{
    struct arena arena = {0};
    struct scheme *scheme = read_embedded(&arena, "eruf-2014");
    size_t known = scheme->other_indirect.list.count;
    (void)state;
    assert_true(scheme_choose(&arena, scheme, STR("university")));
    assert_true(str_equal(scheme->id, STR("eruf-2014/university")));
    assert_true(is_rate(&scheme->indirect, 1, 5) && has_base(&scheme->indirect, 1, 1, 0, 0));
    assert_true(is_rate(&scheme->payroll, 1131, 2500));
    assert_int_equal(scheme->other_indirect.list.count, known); /* 15 % is known still */
    assert_null(find_rate(&scheme->other_indirect, "university"));
    assert_false(scheme_choose(&arena, scheme, STR("wages-alone"))); /* a slip */
    assert_false(scheme_choose(&arena, scheme, STR("")) || scheme_choose(&arena, scheme, STR("x")));
    scheme = read_embedded(&arena, "eruf-2014");
    assert_true(scheme_choose(&arena, scheme, STR("early")));
    assert_true(is_rate(&scheme->payroll, 1067, 2500) && is_rate(&scheme->indirect, 3, 20));
    scheme = read_embedded(&arena, "eruf-2014");
    assert_int_equal(scheme->bounds.maximum_aid, 0);
    assert_true(scheme_choose(&arena, scheme, STR("lump-sum")));
    assert_int_equal(scheme->bounds.maximum_aid, 40000000);
    assert_int_equal(scheme->bounds.longest_months, 9);
    arena_release(&arena);
}

/* Where the scheme had no rate of its own, nothing takes the variant's place. */
static void test_variant_of_nothing(void **state)
{
    struct arena arena = {0};
    struct scheme *scheme = read_embedded(&arena, "eruf-2021");
    size_t known = scheme->other_indirect.list.count;
    (void)state;
    assert_true(scheme_choose(&arena, scheme, STR("direct-7")));
    assert_true(is_rate(&scheme->indirect, 7, 100) && !scheme->indirect.is_asked);
    assert_int_equal(scheme->other_indirect.list.count, known - 1);
    assert_true(find_rate(&scheme->other_indirect, "staff-15") != NULL);
    arena_release(&arena);
}

/* ---- starting from another scheme ---- */

static void test_inheritance(void **state)
{
    static const char text[] =
        "[indirect]\nrate = 18 %\n[scheme]\nid = own\nname.sv = Egen\nbase = eruf-2014\n"
        "[activities]\nmandatory = Avslut\n[programme Västsverige]\neligible = 45 %\n"
        "[indirect university]\nrate = 21 %\n[indirect mine]\nrate = 3 %\nbase = staff\n";
    struct arena arena = {0};
    struct str error;
    const struct scheme *scheme = read_own(&arena, text, &error);
    (void)state;
    assert_non_null(scheme);
    assert_true(str_equal(scheme->id, STR("own")) && str_equal(scheme->base, STR("eruf-2014")));
    assert_true(str_equal(scheme->name[SWEDISH], STR("Egen")));
    assert_true(str_equal(scheme->name[ENGLISH], STR("own"))); /* never that of another scheme */
    assert_true(is_rate(&scheme->payroll, 1131, 2500) && scheme->payroll.source.length > 0);
    assert_true(is_rate(&scheme->indirect, 9, 50) && has_base(&scheme->indirect, 1, 1, 0, 0));
    assert_int_equal(scheme->indirect.source.length, 0); /* it was that of the other rate */
    assert_int_equal(scheme->mandatory_activities.list.count, 1);
    assert_true(scheme->overlap_words.list.count > 10);
    assert_int_equal(scheme->programmes.count, 1);
    assert_true(ratio_equal(scheme->programmes.items[0].eligible.value, (struct ratio){9, 20}));
    assert_true(is_rate(find_rate(&scheme->other_indirect, "university"), 21, 100));
    assert_true(is_rate(find_rate(&scheme->other_indirect, "mine"), 3, 100));
    assert_true(ratio_equal(scheme->share_eligible.value, (struct ratio){1, 2}));
    arena_release(&arena);
}

/* A rate that was left to the user is given in a file, and one that was there can be taken away. */
static void test_giving(void **state)
{
    static const char text[] = "[scheme]\nid = own\nbase = eruf-2021/staff-15\n[payroll]\nrate = 31,42 %\n"
                               "[aid-share]\neligible = 40 %\nprivate-counts = no\n[staff]\nrate = none\n";
    struct arena arena = {0};
    struct str error;
    const struct scheme *scheme = read_own(&arena, text, &error);
    (void)state;
    assert_non_null(scheme);
    assert_true(is_rate(&scheme->payroll, 1571, 5000) && !scheme->payroll.is_asked);
    assert_true(is_rate(&scheme->indirect, 3, 20) && is_base(&scheme->indirect, "staff-costs", NULL, NULL));
    assert_true(scheme->share_eligible.is_set && !scheme->share_eligible.is_asked);
    assert_false(scheme->private_is_asked || scheme->private_counts);
    assert_false(scheme->staff.is_set || scheme->staff.is_asked);
    assert_true(is_rate(&scheme->other, 2, 5));
    arena_release(&arena);
}

#define ID "[scheme]\nid = x\n"

/* Schemes that lead back to each other, and one that is wrong itself. */
static struct input find_odd(struct str id)
{
    static const struct {
        const char *id, *text;
    } rows[] = {{"a", "[scheme]\nid = a\nbase = b\n"},
                {"b", "[scheme]\nid = b\nbase = c\n"},
                {"c", "[scheme]\nid = c\nbase = b\n"},
                {"self", "[scheme]\nid = self\nbase = self\n"},
                {"wrong", "[scheme]\nid = wrong\n[payroll]\nrate = 450 %\n"}};
    for (size_t i = 0; i < COUNT(rows); i++)
        if (str_equal(id, str_from(rows[i].id)))
            return (struct input){str_from(rows[i].id), str_from(rows[i].text)};
    return (struct input){0};
}

static void test_base_errors(void **state)
{
    static const struct {
        const char *text, *place;
        scheme_lookup *lookup;
    } rows[] = {
        {ID "base = eruf-2013\n", "own.ini:3:8: ", find_embedded},
        {ID "base =\n", "own.ini:3:7: ", find_embedded},
        {ID "base = eruf-2014\n", "own.ini:3:8: ", NULL},
        {ID "base = eruf-2014/\n", "own.ini:3:8: ", find_embedded},
        {ID "base = eruf-2014/wages-alone\n", "own.ini:3:8: ", find_embedded},
        {ID "base = eruf-2014/nonsense\n", "own.ini:3:8: ", find_embedded},
        {"[scheme]\nbase = eruf-2014\n", "own.ini:1:1: ", find_embedded},
        {"[scheme]\nid = eruf-2014\nbase = eruf-2014\n", "own.ini:2:6: ", find_embedded},
        {"[scheme]\nid = cpr-2021\nbase = eruf-2021\n", "own.ini:2:6: ", find_embedded},
        {ID "base = eruf-2014\nbase = eruf-2021\n", "own.ini:4:1: ", find_embedded},
        {ID "base = eruf-2014\n[payroll]\nrate = 101 %\n", "own.ini:5:8: ", find_embedded},
        {ID "base = eruf-2014\n[indirect new]\nname.sv = x\n", "own.ini:4:1: ", find_embedded},
        {ID "base = a\n", "b:2:6: ", find_odd},
        {ID "base = self\n", "self:2:6: ", find_odd},
        {ID "base = wrong\n", "wrong:4:8: ", find_odd},
    };
    int wrong = 0;
    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct arena arena = {0};
        struct str error = STR("");
        struct input input = {STR("own.ini"), str_from(rows[i].text)};
        const struct scheme *scheme = read_scheme_with(&arena, input, rows[i].lookup, ENGLISH, &error);
        bool right = !scheme && str_starts(error, str_from(rows[i].place));
        if (!right)
            print_error("row %zu: %s, “%.*s”; expected %s\n", i, scheme ? "read" : "refused", STR_ARG(error),
                        rows[i].place);
        wrong += !right;
        arena_release(&arena);
    }
    assert_int_equal(wrong, 0);
}

static void test_own_scheme(void **state)
{
    static const char text[] = "[scheme]\nid = jems\n"
                               "[rounding]\nunit = 0,01\ndirection = truncate\n"
                               "[payroll]\nrate = 31,42\n"
                               "[indirect]\nrate = 7 %\nbase = direct - external\n"
                               "[aid-share]\neligible = 40 %\nactual = 60.5 %\nprivate-counts = no\n"
                               "[claims]\nmonths = 4\ndue-months = 3\n"
                               "[activities]\nmandatory = Avslut | Start |\n";
    struct arena arena = {0};
    struct str error;
    const struct scheme *scheme = read_text(&arena, str_from(text), &error);
    (void)state;
    assert_non_null(scheme);
    assert_int_equal(scheme->rounding_unit, 1);
    assert_int_equal(scheme->rounding, ROUND_DOWN);
    assert_true(is_rate(&scheme->payroll, 1571, 5000));
    assert_true(is_rate(&scheme->indirect, 7, 100));
    assert_true(has_base(&scheme->indirect, 0, 0, -1, 1));
    assert_true(ratio_equal(scheme->share_eligible.value, (struct ratio){2, 5}));
    assert_true(scheme->share_actual.is_set);
    assert_true(ratio_equal(scheme->share_actual.value, (struct ratio){121, 200}));
    assert_false(scheme->private_counts);
    assert_int_equal(scheme->claim_months, 4);
    assert_int_equal(scheme->due_months, 3);
    assert_int_equal(scheme->mandatory_activities.list.count, 2);
    arena_release(&arena);
}

/* What is left out has the usual values, and no rates. */
static void test_least_scheme(void **state)
{
    struct arena arena = {0};
    struct str error;
    const struct scheme *scheme = read_text(&arena, STR("[scheme]\nid = x\n"), &error);
    (void)state;
    assert_non_null(scheme);
    assert_int_equal(scheme->rounding_unit, 100);
    assert_int_equal(scheme->claim_months, 6);
    assert_int_equal(scheme->due_months, 2);
    assert_false(scheme->payroll.is_set || scheme->indirect.is_set);
    assert_false(scheme->share_actual.is_set || scheme->share_eligible.is_set);
    arena_release(&arena);
}

/* Each begins on line 3. The place is that of the wrong value, of the wrong key, or of the wrong section. */
static void test_errors(void **state)
{
    static const struct {
        const char *text, *place;
    } rows[] = {
        {"", "own.ini:1:1: "},
        {"[scheme]\nname.sv = x\n", "own.ini:1:1: "},
        {"[scheme]\nid =\n", "own.ini:1:1: "},
        {ID "nonsense\n", "own.ini:3:1: "},
        {ID "[nonsense]\na = 1\n", "own.ini:3:1: "},
        {ID "nonsense = 1\n", "own.ini:3:1: "},
        {ID "[rounding]\nnonsense = 1\n", "own.ini:4:1: "},
        {ID "[payroll]\nnonsense = 1\n", "own.ini:4:1: "},
        {ID "[aid-share]\nnonsense = 1\n", "own.ini:4:1: "},
        {ID "[programme X]\nactual = 40 %\n", "own.ini:4:1: "},
        {ID "[claims]\nnonsense = 1\n", "own.ini:4:1: "},
        {ID "[activities]\nnonsense = 1\n", "own.ini:4:1: "},
        {ID "[payroll]\nrate = hög\n", "own.ini:4:8: "},
        {ID "[payroll]\nrate = 101 %\n", "own.ini:4:8: "},
        {ID "[payroll]\nrate = -1 %\n", "own.ini:4:8: "},
        {ID "[payroll]\nrate = 0,45\n", "own.ini:4:8: "},
        {ID "[payroll]\nrate =\n", "own.ini:4:7: "},
        {ID "[payroll]\nrate =   1 2 %\n", "own.ini:4:10: "},
        {ID "[indirect]\nrate = 15 %\nbase = wages\n", "own.ini:5:8: "},
        {ID "[indirect]\nrate = 15 %\nbase = staff * payroll\n", "own.ini:5:8: "},
        {ID "[indirect]\nrate = 15 %\nbase =\n", "own.ini:5:7: "},
        {ID "[rounding]\nunit = 0\n", "own.ini:4:8: "},
        {ID "[rounding]\nunit = -1\n", "own.ini:4:8: "},
        {ID "[rounding]\nunit = 0,001\n", "own.ini:4:8: "},
        {ID "[rounding]\nunit = en krona\n", "own.ini:4:8: "},
        {ID "[rounding]\ndirection = up\n", "own.ini:4:13: "},
        {ID "[aid-share]\neligible = 110 %\n", "own.ini:4:12: "},
        {ID "[aid-share]\nprivate-counts = kanske\n", "own.ini:4:18: "},
        {ID "[programme Västsverige]\neligible = 140 %\n", "own.ini:4:12: "},
        {ID "[claims]\nmonths = 0\n", "own.ini:4:10: "},
        {ID "[claims]\nmonths = 121\n", "own.ini:4:10: "},
        {ID "[claims]\nmonths = 1,5\n", "own.ini:4:10: "},
        {ID "[claims]\ndue-months = två\n", "own.ini:4:14: "},
        {ID "[claims]\nmonths = 6 kr\n", "own.ini:4:10: "},
        {ID "[payroll]\nsource = x\n", "own.ini:3:1: "},
        {ID "[payroll]\nrate = 1 %\nconfirmed = perhaps\n", "own.ini:5:13: "},
        {ID "[payroll]\nrate = Given\n", "own.ini:4:8: "},
        {ID "[indirect]\nrate = 15 %\nleast-staff = 145 %\n", "own.ini:5:15: "},
        {ID "[indirect]\nrate = 15 %\nbase = + -\n", "own.ini:5:8: "},
        {ID "[staff]\nbase = other-direct\n", "own.ini:3:1: "},
        {ID "[office one]\nrate = 15 %\n", "own.ini:3:1: "},
        {ID "[unit-cost]\nhour = 0\n", "own.ini:4:8: "},
        {ID "[unit-cost]\nhour = 409 %\n", "own.ini:4:8: "},
        {ID "[unit-cost]\nday = 409\n", "own.ini:4:1: "},
        {ID "[hourly-wage]\nhours-per-year = 8785\n", "own.ini:4:18: "},
        {ID "[hourly-wage]\nhours-per-year = 1720,5\n", "own.ini:4:18: "},
        {ID "[hourly-wage]\nraise = hög\n", "own.ini:4:9: "},
        {ID "[hourly-wage]\nraise-months = 0\n", "own.ini:4:16: "},
        {ID "[limits]\nmaximum-aid = mycket\n", "own.ini:4:15: "},
        {ID "[limits small]\nlongest-months = -9\n", "own.ini:4:18: "},
        {ID "[limits]\nnonsense = 1\n", "own.ini:4:1: "},
        {ID "[overlap]\nmandatory = x\n", "own.ini:4:1: "},
        {ID "[activities x]\nmandatory = x\n", "own.ini:3:1: "},
        {ID "[aid-share]\nprivate-confirmed = kanske\n", "own.ini:4:21: "},
        {ID "[rounding]\nunit = 1\nunit = 2\n", "own.ini:5:1: "},
    };
    int wrong = 0;
    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct arena arena = {0};
        struct str error;
        const struct scheme *scheme = read_text(&arena, str_from(rows[i].text), &error);
        bool right =
            !scheme && str_starts(error, str_from(rows[i].place)) && error.length > strlen(rows[i].place);
        if (!right)
            print_error("row %zu: %s, “%.*s”; expected %s\n", i, scheme ? "read" : "refused", STR_ARG(error),
                        rows[i].place);
        wrong += !right;
        arena_release(&arena);
    }
    assert_int_equal(wrong, 0);
}

/* ---- bounds ---- */

/* Every key that holds a number: what is the least and the most of it, and words of the message that says so. */
static const struct {
    const char *section, *key, *least, *most;
    const char *beside[4]; /* just outside */
    const char *said;
} bounded[] = {
    {"[rounding]",
     "unit",
     "0,01",
     "1 000 000",
     {"0", "0,001", "1 000 000,01", "1 mnkr 1"},
     "0.01 and 1,000,000 kronor"},
    {"[payroll]", "rate", "0 %", "100 %", {"-0,01 %", "100,01 %", "0,0000001 %", "101"}, "0 and 100%"},
    {"[indirect]\nrate = 1 %",
     "least-staff",
     "0 %",
     "100 %",
     {"-1 %", "101 %", "0,0000001 %", "1"},
     "0 and 100%"},
    {"[staff]", "rate", "0,000001 %", "100 %", {"-1 %", "100,000001 %", "45,1234567 %", "1"}, "0 and 100%"},
    {"[unit-cost]", "hour", "0,01", "100 000", {"0", "-1", "100 000,01", "0,001"}, "0.01 and 100,000 kronor"},
    {"[hourly-wage]", "hours-per-year", "1", "8784", {"0", "-1", "8785", "1,5"}, "1 and 8,784"},
    {"[hourly-wage]", "raise", "0 %", "100 %", {"-1 %", "101 %", "0,0000001 %", "1"}, "0 and 100%"},
    {"[hourly-wage]", "raise-months", "1", "120", {"0", "-1", "121", "1,5"}, "1 and 120"},
    {"[aid-share]", "eligible", "0 %", "100 %", {"-1 %", "101 %", "0,0000001 %", "1"}, "0 and 100%"},
    {"[aid-share]", "actual", "0 %", "100 %", {"-1 %", "101 %", "0,0000001 %", "1"}, "0 and 100%"},
    {"[programme X]", "eligible", "0 %", "100 %", {"-1 %", "101 %", "0,0000001 %", "1"}, "0 and 100%"},
    {"[limits]",
     "maximum-aid",
     "0,01",
     "1 000 000 000 000",
     {"0", "-1", "1 000 000 000 000,01", "0,001"},
     "1,000,000,000,000 kronor"},
    {"[limits]", "longest-months", "1", "120", {"0", "-1", "121", "1,5"}, "1 and 120"},
    {"[claims]", "months", "1", "120", {"0", "-1", "121", "1,5"}, "1 and 120"},
    {"[claims]", "due-months", "1", "120", {"0", "-1", "121", "1,5"}, "1 and 120"},
};

/* What fits in 64 bits, in 128, in öre, and in none of them. */
static const char *const extremes[] = {"92233720368547758,07",
                                       "92233720368547758,08",
                                       "9223372036854775807",
                                       "-9223372036854775808",
                                       "18446744073709551616",
                                       "170141183460469231731687303715884105727",
                                       "99999999999999999999999999999999999999999999 %",
                                       "9223372036854775807 %",
                                       "0,00000000000000000000000000000001 %",
                                       "92233720368547758 mnkr",
                                       "1e99",
                                       "0x10",
                                       "NaN"};

static bool is_read(size_t row, const char *value, bool *said)
{
    struct arena arena = {0};
    struct str error;
    char text[300];
    snprintf(text, sizeof text, ID "%s\n%s = %s\n", bounded[row].section, bounded[row].key, value);
    bool read = read_text(&arena, str_from(text), &error) != NULL;
    *said = str_find(error, str_from(bounded[row].said)) >= 0;
    arena_release(&arena);
    return read;
}

static void test_bounds(void **state)
{
    int wrong = 0;
    (void)state;
    for (size_t row = 0; row < COUNT(bounded); row++) {
        bool said = false;
        if (!is_read(row, bounded[row].least, &said) || !is_read(row, bounded[row].most, &said))
            wrong += 1, print_error("%s %s refuses its bounds\n", bounded[row].section, bounded[row].key);
        for (size_t i = 0; i < COUNT(bounded[row].beside) + COUNT(extremes); i++) {
            bool near = i < COUNT(bounded[row].beside);
            const char *value = near ? bounded[row].beside[i] : extremes[i - COUNT(bounded[row].beside)];
            if (is_read(row, value, &said) || !said)
                wrong += 1, print_error("%s %s = %s: %s\n", bounded[row].section, bounded[row].key, value,
                                        said ? "read" : "read, or not refused in the words of its bounds");
        }
    }
    assert_int_equal(wrong, 0);
}

/* A rate that is named without its number is a mistake, not a rate of nothing by nothing. */
static void test_rate_without_number(void **state)
{
    static const char *const texts[] = {ID "[payroll]\nsource = x\n", ID "[indirect]\nbase = staff\n",
                                        ID "[indirect other]\nname.sv = x\n"};
    int wrong = 0;
    (void)state;
    for (size_t i = 0; i < COUNT(texts); i++) {
        struct arena arena = {0};
        struct str error;
        const struct scheme *scheme = read_text(&arena, str_from(texts[i]), &error);
        if (scheme) {
            print_error("row %zu was read\n", i);
            wrong++;
        }
        arena_release(&arena);
    }
    assert_int_equal(wrong, 0);
}

/* Without a name every programme would be meant. */
static void test_programme_without_name(void **state)
{
    struct arena arena = {0};
    struct str error;
    (void)state;
    const struct scheme *scheme = read_text(&arena, STR(ID "[programme]\neligible = 40 %\n"), &error);
    arena_release(&arena);
    assert_null(scheme);
}

static void test_messages_in_both_languages(void **state)
{
    struct arena arena = {0};
    struct str error[LANGUAGES];
    struct input input = {STR("egen.ini"), STR(ID "[payroll]\nrate = hög\n")};
    (void)state;
    for (enum language language = SWEDISH; language < LANGUAGES; language++)
        assert_null(read_scheme(&arena, input, language, &error[language]));
    assert_true(str_find(error[SWEDISH], STR("”hög”")) > 0);
    assert_true(str_find(error[ENGLISH], STR("“hög”")) > 0);
    arena_release(&arena);
}

/* A cut scheme is read or refused with a place; it never crashes. */
static void cut_at_every_byte(const char *id)
{
    struct str text = find_embedded(str_from(id)).bytes;
    for (size_t length = 0; length <= text.length; length++) {
        struct arena arena = {0};
        struct str error = STR("");
        char *copy = malloc(length + (length == 0));
        memcpy(copy, text.data, length);
        struct input input = {STR("own.ini"), {copy, length}};
        const struct scheme *scheme = read_scheme_with(&arena, input, find_embedded, ENGLISH, &error);
        assert_true(scheme || str_starts(error, STR("own.ini:")));
        arena_release(&arena);
        free(copy);
    }
}

static void test_cut_at_every_byte(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(embedded); i++)
        cut_at_every_byte(embedded[i]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_bundled),
        cmocka_unit_test(test_bundled_programmes),
        cmocka_unit_test(test_bundled_other_rates),
        cmocka_unit_test(test_embedded),
        cmocka_unit_test(test_asked),
        cmocka_unit_test(test_interreg),
        cmocka_unit_test(test_horizon),
        cmocka_unit_test(test_hours),
        cmocka_unit_test(test_variants),
        cmocka_unit_test(test_variant_of_nothing),
        cmocka_unit_test(test_inheritance),
        cmocka_unit_test(test_giving),
        cmocka_unit_test(test_base_errors),
        cmocka_unit_test(test_own_scheme),
        cmocka_unit_test(test_least_scheme),
        cmocka_unit_test(test_errors),
        cmocka_unit_test(test_bounds),
        cmocka_unit_test(test_rate_without_number),
        cmocka_unit_test(test_programme_without_name),
        cmocka_unit_test(test_messages_in_both_languages),
        cmocka_unit_test(test_cut_at_every_byte),
    };
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    arena_release(&lasting);
    return failed;
}
