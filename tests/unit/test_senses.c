/* What headings and labels say of the figures below and beside them. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>

#include <cmocka.h>

#include "budgetkoll/recognise.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

static void test_headings(void **state)
{
    static const struct {
        const char *heading;
        enum column_sense sense;
    } rows[] = {
        {"Totalt", SENSE_TOTAL},
        {"Summa 2022", SENSE_TOTAL},
        {"Total (€)", SENSE_TOTAL},
        {"Totalt redovisat", SENSE_TOTAL},
        {"Budget", SENSE_BUDGET},
        {"Budget (tkr)", SENSE_BUDGET},
        {"Utfall", SENSE_OUTCOME},
        {"Utfall 2024", SENSE_OUTCOME},
        {"Redovisat tidigare", SENSE_OUTCOME},
        {"Avvikelse", SENSE_DEVIATION},
        {"Återstår", SENSE_REMAINING},
        {"Funds remaining", SENSE_REMAINING},
        {"Beslutad budget", SENSE_DECIDED},
        {"Beslutat totalt", SENSE_DECIDED},
        {"Ändring", SENSE_CHANGE},
        {"Ny budget", SENSE_CHANGED},
        {"Exkl moms", SENSE_NET},
        {"Pris exkl. moms", SENSE_NET},
        {"Moms", SENSE_VAT},
        {"Inkl moms", SENSE_GROSS},
        {"Kostnad", SENSE_COST},
        {"Kostnad totalt", SENSE_COST},
        {"EU-stöd", SENSE_AID},
        {"EU-stöd 50 %", SENSE_AID},
        {"Egna medel 50 %", SENSE_OWN},
        {"Medfinansiering", SENSE_OWN},
        {"Antal", SENSE_QUANTITY},
        {"No. of units", SENSE_QUANTITY},
        {"Timmar", SENSE_QUANTITY},
        {"À-pris", SENSE_PRICE},
        {"Price per unit", SENSE_PRICE},
        {"Timlön", SENSE_PRICE},
        {"Exchange rate", SENSE_RATE},
        {"Andel", SENSE_SHARE},
        {"%", SENSE_SHARE},
        {"Percent change", SENSE_SHARE},
        {"Not", SENSE_CODE},
        {"Konto", SENSE_CODE},
        {"Telefon", SENSE_CODE},
        {"Kommunen 60 %", SENSE_NONE},
        {"Lund", SENSE_NONE},
        {"2024", SENSE_NONE},
        {"", SENSE_NONE},
    };
    struct arena arena = {0};
    int wrong = 0;
    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++) {
        enum column_sense sense = heading_sense(&arena, str_from(rows[i].heading));
        if (sense != rows[i].sense)
            print_error("“%s” says %d, not %d\n", rows[i].heading, (int)sense, (int)rows[i].sense);
        wrong += sense != rows[i].sense;
    }
    arena_release(&arena);
    assert_int_equal(wrong, 0);
}

static void test_labels(void **state)
{
    static const struct {
        const char *label;
        enum line_word word;
    } rows[] = {
        {"Summa", LINE_TOTAL},
        {"S:a", LINE_TOTAL},
        {"TOTAL", LINE_TOTAL},
        {"Grand total", LINE_TOTAL},
        {"Delsumma", LINE_SUBTOTAL},
        {"Subtotal travel", LINE_SUBTOTAL},
        {"Summa lokal", LINE_TOTAL_OF},
        {"Norr Totalt", LINE_TOTAL_OF},
        {"Total eligible costs", LINE_TOTAL_OF},
        {"Resultat", LINE_RESULT},
        {"Årets resultat", LINE_RESULT},
        {"Verksamhetens nettokostnader", LINE_RESULT},
        {"Lump sum", LINE_MENTIONS},
        {"Total funds remaining", LINE_MENTIONS},
        {"Indirect costs (10% on Total)", LINE_MENTIONS},
        {"Hyra", LINE_PLAIN},
        {"Totalentreprenad", LINE_PLAIN},
        {"", LINE_PLAIN},
    };
    struct arena arena = {0};
    int wrong = 0;
    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++) {
        enum line_word word = label_line_word(&arena, str_from(rows[i].label));
        if (word != rows[i].word)
            print_error("“%s” says %d, not %d\n", rows[i].label, (int)word, (int)rows[i].word);
        wrong += word != rows[i].word;
    }
    arena_release(&arena);
    assert_int_equal(wrong, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_headings), cmocka_unit_test(test_labels)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
