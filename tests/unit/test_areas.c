/* Programme areas: the table's order and form, and how places are found in it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "rules.h"
#include "file_bytes.h"

static struct str joined(struct arena *arena, struct words words)
{
    char *text = arena_alloc(arena, 200, 1);
    size_t length = 0;
    for (size_t i = 0; i < words.list.count; i++) {
        if (i > 0)
            text[length++] = ' ';
        memcpy(text + length, words.list.items[i].data, words.list.items[i].length);
        length += words.list.items[i].length;
    }
    return (struct str){text, length};
}

/* Each name is written as names are compared, and each line comes after the one before it. */
static void test_table(void **state)
{
    struct arena arena = {0};
    struct str text = load(&arena, "data/areas.tsv"), before = STR("");
    int places = 0, programmes = 0;
    (void)state;
    while (text.length > 0) {
        size_t end = (size_t)str_find(text, STR("\n"));
        struct str line = str_slice(text, 0, end);
        text = str_slice(text, end + 1, text.length);
        if (line.data[0] == '#')
            continue;
        size_t first = (size_t)str_find(line, STR("\t")) + 1, second = first;
        second += (size_t)str_find(str_slice(line, first, line.length), STR("\t"));
        struct str name = str_slice(line, first, second);
        bool is_programme = str_starts(line, STR("programme"));
        struct str right = is_programme ? label_key(&arena, str_slice(line, second + 1, line.length))
                                        : joined(&arena, name_stems(&arena, name));
        if (!str_equal(name, right) || str_compare(before, line) >= 0)
            fail_msg("%.*s", STR_ARG(line));
        before = line;
        places += !is_programme;
        programmes += is_programme;
    }
    assert_int_equal(places, 313);
    assert_int_equal(programmes, 8);
    arena_release(&arena);
}

static void test_find(void **state)
{
    static const struct {
        const char *name, *programme;
    } cases[] = {
        {"Härnösands kommun", "Mellersta Norrland"},
        {"Region Skåne", "Skåne-Blekinge"},
        {"Upplands-Bro kommun", "Stockholm"},
        {"Malung-Sälens kommun", "Norra Mellansverige"},
        {"Göteborgs stad", "Västsverige"},
        {"Region Blekinge", "Skåne-Blekinge"},
        {"Övertorneå kommun", "Övre Norrland"},
        {"Blekinge", ""},
        {"Härnösand", ""},
        {"Kramfors-Sollefteå kommun", ""},
        {"Storkommun", ""},
        {"", ""},
    };
    struct arena arena = {0};
    struct areas *areas = areas_read(&arena, load(&arena, "data/areas.tsv"));
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct words stems = name_stems(&arena, str_from(cases[i].name));
        struct str found = areas_find(&arena, areas, &stems);
        if (!str_equal(found, str_from(cases[i].programme)))
            fail_msg("%s: %.*s", cases[i].name, STR_ARG(found));
    }
    assert_true(areas_name_programme(areas, STR("programmet för mellersta norrland 2014")));
    assert_true(areas_name_programme(areas, STR("övre norrland")));
    assert_false(areas_name_programme(areas, STR("norrland")));
    assert_false(areas_name_programme(areas, STR("")));
    arena_release(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_table), cmocka_unit_test(test_find)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
