/* Labels in the form that spellings are compared in. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>

#include "budgetkoll/label.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))
#define SOFT_HYPHEN "\u00AD"
#define NBSP "\u00A0"
#define RING "\u030A"
#define DIAERESIS "\u0308"

static void test_keys(void **state)
{
    static const struct {
        const char *label, *key;
    } rows[] = {
        {"Personal", "personal"},
        {"PERSONAL", "personal"},
        {"  Personal  ", "personal"},
        {"Resor  och\tlogi", "resor och logi"},
        {"Resor" NBSP "och" NBSP "logi", "resor och logi"},
        {"Resor\u202Foch\u2009logi", "resor och logi"},
        {"Resor\noch\r\nlogi", "resor och logi"},
        {"Finansiär", "finansiär"},
        {"FINANSIÄR", "finansiär"},
        {"Finansia" DIAERESIS "r", "finansiär"},
        {"FINANSIA" DIAERESIS "R", "finansiär"},
        {"A" RING "rlig ma" RING "l", "årlig mål"},
        {"ÅRLIG MÅL", "årlig mål"},
        {"O" DIAERESIS "vrigt", "övrigt"},
        {"Lönebi" SOFT_HYPHEN "kostnader", "lönebikostnader"},
        {SOFT_HYPHEN "Löner" SOFT_HYPHEN, "löner"},
        {"Löner\u200B", "löner"},
        {"\uFEFFPersonal", "personal"},
        {"EU-medel", "eu medel"},
        {"EU"
         "\u2013"
         "medel",
         "eu medel"},
        {"Summa, faktiska kostnader", "summa faktiska kostnader"},
        {"Summa faktiska kostnader:", "summa faktiska kostnader"},
        {"\"Personal\"", "personal"},
        {"”Personal”", "personal"},
        {"Org. nr", "org nr"},
        {"Sociala avgifter m.m.", "sociala avgifter m m"},
        {"Projektintäkter (negativ kostnad)", "projektintäkter negativ kostnad"},
        {"Startdatum - Slutdatum", "startdatum slutdatum"},
        {"Stödandel (EU-medel) av faktiska kostnader", "stödandel eu medel av faktiska kostnader"},
        {"År 2021", "år 2021"},
        {"A4.1 Analys", "a4 1 analys"},
        {" - Projektledare", "projektledare"},
        {"", ""},
        {"   ", ""},
        {"-", ""},
        {":;,.", ""},
        {SOFT_HYPHEN, ""},
        {"\xFF\xFE", ""},
    };
    struct arena arena = {0};
    int wrong = 0;
    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct str key = label_key(&arena, str_from(rows[i].label));
        bool right = str_equal(key, str_from(rows[i].key));
        if (!right)
            print_error("“%s”: “%.*s”, expected “%s”\n", rows[i].label, STR_ARG(key), rows[i].key);
        wrong += !right;
    }
    arena_release(&arena);
    assert_int_equal(wrong, 0);
}

/* A key is its own key, and no cut of a label can crash. */
static void test_cut_at_every_byte(void **state)
{
    static const char label[] = "Å" RING "rlig" SOFT_HYPHEN " kostnad" NBSP "(m.m.) ﬁ \uFDFA\uFDFA\uFDFA ½";
    struct arena arena = {0};
    (void)state;
    for (size_t from = 0; from < sizeof label; from++)
        for (size_t to = from; to < sizeof label; to++) {
            struct str key = label_key(&arena, (struct str){label + from, to - from});
            assert_true(str_equal(key, label_key(&arena, key)));
        }
    arena_release(&arena);
}

static void test_distance(void **state)
{
    static const struct {
        const char *a, *b;
        size_t distance;
    } rows[] = {
        {"", "", 0},
        {"a", "", 1},
        {"", "abc", 3},
        {"personal", "personal", 0},
        {"personal", "personl", 1},
        {"personal", "personall", 1},
        {"personal", "persanal", 1},
        {"kitten", "sitting", 3},
        {"saturday", "sunday", 3},
        {"medfinansiering", "medfinasiering", 1},
        {"ab", "ba", 2},
        {"abc", "xyz", 3},
        {"ö", "o", 2}, /* counted in bytes */
    };
    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++) {
        assert_int_equal(label_distance(str_from(rows[i].a), str_from(rows[i].b)), rows[i].distance);
        assert_int_equal(label_distance(str_from(rows[i].b), str_from(rows[i].a)), rows[i].distance);
    }
}

static void test_distance_of_long_texts(void **state)
{
    static const struct {
        size_t a, b, distance;
    } rows[] = {{100, 100, 0},   {100, 99, 1},  {101, 100, 101},
                {100, 101, 101}, {5, 300, 300}, {300, 300, 300}};
    char text[301];
    (void)state;
    memset(text, 'x', sizeof text);
    for (size_t i = 0; i < COUNT(rows); i++)
        assert_int_equal(label_distance((struct str){text, rows[i].a}, (struct str){text, rows[i].b}),
                         rows[i].distance);
}

static void test_words(void **state)
{
    static const struct {
        const char *key;
        size_t count;
        const char *words[4];
    } rows[] = {
        {"", 0, {NULL}},
        {"personal", 1, {"personal"}},
        {"resor och logi", 3, {"resor", "och", "logi"}},
        {"a4 1", 2, {"a4", "1"}},
    };
    struct arena arena = {0};
    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct words words = label_words(&arena, str_from(rows[i].key));
        assert_int_equal(words.list.count, rows[i].count);
        for (size_t w = 0; w < rows[i].count; w++)
            assert_true(str_equal(words.list.items[w], str_from(rows[i].words[w])));
    }
    arena_release(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_keys),     cmocka_unit_test(test_cut_at_every_byte),
        cmocka_unit_test(test_distance), cmocka_unit_test(test_distance_of_long_texts),
        cmocka_unit_test(test_words),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
