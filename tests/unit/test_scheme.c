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

#define COUNT(array) (sizeof(array) / sizeof *(array))
#define BUNDLED "data/schemes/eruf-2014.ini"

static struct str load(struct arena *arena, const char *path)
{
    enum { MOST = 1 << 20 };
    FILE *file = fopen(path, "rb");
    assert_non_null(file);
    char *bytes = arena_alloc(arena, MOST, 1);
    size_t size = fread(bytes, 1, MOST, file);
    fclose(file);
    return (struct str){bytes, size};
}

static struct scheme *read_text(struct arena *arena, struct str text, struct str *error)
{
    *error = STR("");
    return read_scheme(arena, (struct input){STR("own.ini"), text}, ENGLISH, error);
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

#define ID "[scheme]\nid = x\n"

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
static void test_cut_at_every_byte(void **state)
{
    struct arena file = {0};
    struct str text = load(&file, BUNDLED);
    (void)state;
    for (size_t length = 0; length <= text.length; length++) {
        struct arena arena = {0};
        struct str error;
        char *copy = malloc(length + (length == 0));
        memcpy(copy, text.data, length);
        const struct scheme *scheme = read_text(&arena, (struct str){copy, length}, &error);
        assert_true(scheme || str_starts(error, STR("own.ini:")));
        arena_release(&arena);
        free(copy);
    }
    arena_release(&file);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_bundled),
        cmocka_unit_test(test_bundled_programmes),
        cmocka_unit_test(test_bundled_other_rates),
        cmocka_unit_test(test_own_scheme),
        cmocka_unit_test(test_least_scheme),
        cmocka_unit_test(test_errors),
        cmocka_unit_test(test_rate_without_number),
        cmocka_unit_test(test_programme_without_name),
        cmocka_unit_test(test_messages_in_both_languages),
        cmocka_unit_test(test_cut_at_every_byte),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
