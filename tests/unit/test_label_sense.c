/* What labels say by themselves, alike whether they have been met before or not. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>

#include "label_sense.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

/* "personal|costs 1|total|..." of what is not as in most labels. */
static void describe(const struct label_sense *sense, char *text, size_t size)
{
    snprintf(text, size, "%.*s|%.*s|%s%s%s%s%s%s%s%s%s", STR_ARG(sense->printable), STR_ARG(sense->key),
             sense->in_costs.concept != UNKNOWN ? " cost" : "",
             sense->in_financing.concept != UNKNOWN ? " financing" : "",
             sense->in_totals.concept != UNKNOWN ? " totals" : "", sense->has_rate ? " rate" : "",
             sense->is_included ? " included" : "", sense->is_result ? " result" : "",
             sense->is_total ? " total" : "", sense->is_subtotal ? " subtotal" : "",
             sense->is_office ? " office" : "");
}

static const struct {
    const char *label, *sense;
} labels[] = {
    {"", "||"},
    {"Personal", "Personal|personal| cost"},
    {"PERSONAL:", "PERSONAL:|personal| cost"},
    {"Indirekta  kostnader (15 %)", "Indirekta kostnader (15 %)|indirekta kostnader| cost rate"},
    {"EU-medel", "EU-medel|eu medel| financing"},
    {"Summa", "Summa|summa| totals total"},
    {"Delsumma", "Delsumma|delsumma| total subtotal"},
    {"Delsumma resor", "Delsumma resor|delsumma resor| total"},
    {"Resor totalt", "Resor totalt|resor totalt| total"},
    {"Sub total", "Sub total|sub total| total subtotal"},
    {"Travel sub total", "Travel sub total|travel sub total| total"},
    {"Summanden", "Summanden|summanden|"},
    {"Vi har tagit upp det i den summa",
     "Vi har tagit upp det i den summa|vi har tagit upp det i den summa|"},
    {"Resultat", "Resultat|resultat| result"},
    {"varav lön", "varav lön|varav lön| included"},
    {"Office", "Office|office| cost office"},
    {"Officer", "Officer|officer|"},
    {"Kontor och administration", "Kontor och administration|kontor och administration| cost office"},
};

static void check_label(struct arena *arena, struct known_labels *known, size_t i)
{
    char text[400];
    describe(label_sense(arena, known, str_from(labels[i].label)), text, sizeof text);
    assert_string_equal(text, labels[i].sense);
}

static void test_senses(void **state)
{
    (void)state;
    struct arena arena = {0}, lasting = {0};
    struct known_labels *known = known_labels_new(&lasting);
    for (int again = 0; again < 3; again++) {
        for (size_t i = 0; i < COUNT(labels); i++) {
            check_label(&arena, NULL, i);
            check_label(&arena, known, i);
        }
        arena_clear(&arena); /* as after each case */
    }
    arena_release(&arena);
    arena_release(&lasting);
}

/* More labels than are kept, and one that is longer: each says what it says. */
static void test_many(void **state)
{
    (void)state;
    enum { MANY = 3000, LONG = 500 };
    struct arena arena = {0}, lasting = {0};
    struct known_labels *known = known_labels_new(&lasting);
    for (int again = 0; again < 2; again++)
        for (int i = 0; i < MANY; i++) {
            char label[LONG];
            int length = snprintf(label, sizeof label, "Summa %0*d", i == MANY - 1 ? LONG - 10 : 1, i);
            const struct label_sense *sense = label_sense(&arena, known, (struct str){label, (size_t)length});
            assert_true(sense->is_total);
            assert_int_equal(sense->key.length, length);
            assert_memory_equal(sense->key.data + 5, label + 5, (size_t)length - 5);
        }
    arena_release(&arena);
    arena_release(&lasting);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_senses), cmocka_unit_test(test_many)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
