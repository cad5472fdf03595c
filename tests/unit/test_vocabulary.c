/* The table of spellings: its form, and that it knows the words of real cases. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "budgetkoll/number.h"
#include "budgetkoll/vocabulary.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

static const struct {
    enum domain domain;
    enum concept concept;
    const char *key;
} spellings[] = {
#define LABEL(domain, form, concept, key) {DOMAIN_##domain, concept, key},
#include "vocabulary.def"
#undef LABEL
};

/* A spelling in any other form could never be found. */
static void test_keys_are_keys(void **state)
{
    struct arena arena = {0};
    int wrong = 0;
    (void)state;
    assert_int_equal(vocabulary_count(), COUNT(spellings));
    for (size_t i = 0; i < vocabulary_count(); i++) {
        struct str key = vocabulary_key(i), again = label_key(&arena, key), label = key;
        struct ratio rate = {0, 1};
        bool right = str_equal(key, again) && key.length != 0 && !label_take_rate(&label, &rate);
        if (!right)
            print_error("“%.*s” should be “%.*s”\n", STR_ARG(key), STR_ARG(again));
        wrong += !right;
    }
    arena_release(&arena);
    assert_int_equal(wrong, 0);
}

static void test_no_key_twice_in_a_domain(void **state)
{
    int wrong = 0;
    (void)state;
    for (size_t i = 0; i < COUNT(spellings); i++)
        for (size_t j = i + 1; j < COUNT(spellings); j++)
            if (spellings[i].domain == spellings[j].domain &&
                str_equal(str_from(spellings[i].key), str_from(spellings[j].key))) {
                print_error("“%s” stands twice in domain %d\n", spellings[i].key, (int)spellings[i].domain);
                wrong++;
            }
    assert_int_equal(wrong, 0);
}

static void test_every_key_is_found(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(spellings); i++)
        assert_int_equal(vocabulary_find(spellings[i].domain, str_from(spellings[i].key)).concept,
                         spellings[i].concept);
}

/* The headings and rows of a decision and of an application, as printed. */
static void test_labels_of_real_cases(void **state)
{
    static const struct {
        enum domain domain;
        const char *label;
        enum concept concept;
        enum row_form form;
    } rows[] = {
        /* the decision */
        {DOMAIN_TITLE, "Beslut om stöd", TITLE_PROJECT, FORM_GROUP},
        {DOMAIN_TITLE, "Samverkansparter", TITLE_OTHER, FORM_GROUP},
        {DOMAIN_TITLE, "Tid och aktivitetsplan", TITLE_OTHER, FORM_GROUP},
        {DOMAIN_TITLE, "Indikatorer", TITLE_OTHER, FORM_GROUP},
        {DOMAIN_TITLE, "Plan för rapportering och begäran om utbetalning", TITLE_OTHER, FORM_GROUP},
        {DOMAIN_TITLE, "Kostnader", TITLE_OTHER, FORM_GROUP},
        {DOMAIN_TITLE, "Medfinansiering", TITLE_OTHER, FORM_GROUP},
        {DOMAIN_TITLE, "EU-stöd", TITLE_OTHER, FORM_GROUP},
        {DOMAIN_TITLE, "Sammanställning (stödprocent)", TITLE_SHARES, FORM_GROUP},
        {DOMAIN_KEY, "Stödmottagare", APPLICANT, FORM_GROUP},
        {DOMAIN_KEY, "Org. nr", ORGANISATION_NUMBER, FORM_GROUP},
        {DOMAIN_KEY, "Projekt", PROJECT_NAME, FORM_GROUP},
        {DOMAIN_KEY, "Ärendeid", CASE_ID, FORM_GROUP},
        {DOMAIN_KEY, "Program", PROGRAMME, FORM_GROUP},
        {DOMAIN_KEY, "Projektperiod", PROJECT_PERIOD, FORM_GROUP},
        {DOMAIN_KEY, "Stödandel av faktiska kostnader", SHARE_ACTUAL, FORM_GROUP},
        {DOMAIN_KEY, "Stödandel av stödgrundande finansiering", SHARE_ELIGIBLE, FORM_GROUP},
        {DOMAIN_KEY, "Högsta stödbelopp", MAXIMUM_AID, FORM_GROUP},
        {DOMAIN_KEY, "Indirekta kostnader", INDIRECT, FORM_GROUP},
        {DOMAIN_KEY, "Lönebikostnader", PAYROLL, FORM_GROUP},
        {DOMAIN_KEY, "Sista datum för slutrapport", FINAL_REPORT, FORM_GROUP},
        {DOMAIN_COLUMN, "Namn", COL_NAME, FORM_GROUP},
        {DOMAIN_COLUMN, "Org. nr", COL_ORG_NUMBER, FORM_GROUP},
        {DOMAIN_COLUMN, "Nivå", COL_LEVEL, FORM_GROUP},
        {DOMAIN_COLUMN, "Aktivitet", COL_ACTIVITY, FORM_GROUP},
        {DOMAIN_COLUMN, "Startdatum - Slutdatum", COL_RANGE, FORM_GROUP},
        {DOMAIN_COLUMN, "Kostnad", COL_COST, FORM_GROUP},
        {DOMAIN_COLUMN, "Måttenhet", COL_MEASURE, FORM_GROUP},
        {DOMAIN_COLUMN, "Period", COL_PERIOD, FORM_GROUP},
        {DOMAIN_COLUMN, "Senast", COL_DUE, FORM_GROUP},
        {DOMAIN_COLUMN, "Kostnadslag", COL_CATEGORY, FORM_GROUP},
        {DOMAIN_COLUMN, "Totalt", COL_TOTAL, FORM_GROUP},
        {DOMAIN_COLUMN, "Finansiär", COL_FINANCIER, FORM_GROUP},
        {DOMAIN_COLUMN, "Finansiering", COL_FINANCING, FORM_GROUP},
        {DOMAIN_LEVEL, "Aktivitet", LEVEL_PARENT, FORM_GROUP},
        {DOMAIN_LEVEL, "Delaktivitet", LEVEL_PART, FORM_GROUP},
        {DOMAIN_COST, "Summa kostnader", SUM_COSTS, FORM_TOTAL},
        {DOMAIN_COST, "Projektintäkter", REVENUE, FORM_GROUP},
        {DOMAIN_COST, "Summa faktiska kostnader", ACTUAL_COSTS, FORM_TOTAL},
        {DOMAIN_COST, "Bidrag annat än pengar", IN_KIND, FORM_GROUP},
        {DOMAIN_COST, "Summa bidrag i annat än pengar", IN_KIND, FORM_TOTAL},
        {DOMAIN_COST, "Summa totala kostnader", TOTAL_COSTS, FORM_TOTAL},
        {DOMAIN_FINANCING, "Offentligt bidrag annat än pengar", PUBLIC_IN_KIND, FORM_GROUP},
        {DOMAIN_FINANCING, "Totalt offentligt bidrag annat än pengar", PUBLIC_IN_KIND, FORM_TOTAL},
        {DOMAIN_FINANCING, "Offentlig kontantfinansiering", PUBLIC_CASH, FORM_GROUP},
        {DOMAIN_FINANCING, "Total offentlig kontantfinansiering", PUBLIC_CASH, FORM_TOTAL},
        {DOMAIN_FINANCING, "Total offentlig finansiering", PUBLIC_FINANCING, FORM_TOTAL},
        {DOMAIN_FINANCING, "Privata bidrag annat än pengar", PRIVATE_IN_KIND, FORM_GROUP},
        {DOMAIN_FINANCING, "Total privat bidrag annat än pengar", PRIVATE_IN_KIND, FORM_TOTAL},
        {DOMAIN_FINANCING, "Privat kontantfinansiering", PRIVATE_CASH, FORM_GROUP},
        {DOMAIN_FINANCING, "Total privat kontantfinansiering", PRIVATE_CASH, FORM_TOTAL},
        {DOMAIN_FINANCING, "Total privat finansiering", PRIVATE_FINANCING, FORM_TOTAL},
        {DOMAIN_FINANCING, "EU-medel", EU_AID, FORM_GROUP},
        /* the application */
        {DOMAIN_COLUMN, "Typ", COL_LEVEL, FORM_GROUP},
        {DOMAIN_COLUMN, "Startdatum", COL_START, FORM_GROUP},
        {DOMAIN_COLUMN, "Slutdatum", COL_END, FORM_GROUP},
        {DOMAIN_COLUMN, "Rad", COL_ROW_NUMBER, FORM_GROUP},
        {DOMAIN_COLUMN, "Bilagans namn", COL_ATTACHMENT, FORM_GROUP},
        {DOMAIN_COLUMN, "Beskrivning/Kommentar", COL_DESCRIPTION, FORM_GROUP},
        {DOMAIN_COLUMN, "Kostnadstyp", COL_CATEGORY, FORM_GROUP},
        {DOMAIN_COLUMN, "Totaler", COL_TOTAL, FORM_GROUP},
        {DOMAIN_COLUMN, "Uppgift", COL_KEY, FORM_GROUP},
        {DOMAIN_COLUMN, "Värde", COL_VALUE, FORM_GROUP},
        {DOMAIN_COST, "Personal", STAFF, FORM_GROUP},
        {DOMAIN_COST, "Externa tjänster", EXTERNAL, FORM_GROUP},
        {DOMAIN_COST, "Resor och logi", TRAVEL, FORM_GROUP},
        {DOMAIN_COST, "Investeringar, materiel och lokaler", INVESTMENT, FORM_GROUP},
        {DOMAIN_COST, "Investeringar i portföljbolag", PORTFOLIO, FORM_GROUP},
        {DOMAIN_COST, "Schablonkostnader", FLAT_RATE, FORM_GROUP},
        {DOMAIN_COST, "Bilönekostnader", PAYROLL, FORM_GROUP},
        {DOMAIN_COST, "Indirekta kostnader", INDIRECT, FORM_GROUP},
        {DOMAIN_COST, "Enhetskostnader", UNIT_COST, FORM_GROUP},
        {DOMAIN_COST, "Klumpsumma", LUMP_SUM, FORM_GROUP},
        {DOMAIN_COST, "Projektintäkter (negativ kostnad)", REVENUE, FORM_GROUP},
        {DOMAIN_COST, "Summa, faktiska kostnader", ACTUAL_COSTS, FORM_TOTAL},
        {DOMAIN_COST, "Offentligt bidrag i annat än pengar", PUBLIC_IN_KIND, FORM_GROUP},
        {DOMAIN_COST, "Privat bidrag i annat än pengar", PRIVATE_IN_KIND, FORM_GROUP},
        {DOMAIN_COST, "Summa, bidrag i annat än pengar", IN_KIND, FORM_TOTAL},
        {DOMAIN_COST, "Summa, kostnader", SUM_COSTS, FORM_TOTAL},
        {DOMAIN_COST, "Sociala avgifter m.m.", PAYROLL, FORM_GROUP},
        {DOMAIN_FINANCING, "Summa, kontant medfinansiering", CASH, FORM_TOTAL},
        {DOMAIN_FINANCING, "Offentligt bidrag i annat än pengar", PUBLIC_IN_KIND, FORM_GROUP},
        {DOMAIN_FINANCING, "Privat bidrag i annat än pengar", PRIVATE_IN_KIND, FORM_GROUP},
        {DOMAIN_FINANCING, "Summa, bidrag i annat än pengar", IN_KIND, FORM_TOTAL},
        {DOMAIN_FINANCING, "Summa, medfinansiering", CO_FINANCING, FORM_TOTAL},
        {DOMAIN_FINANCING, "Europeiska regionala utvecklingsfonden", EU_AID, FORM_GROUP},
        {DOMAIN_FINANCING, "Stödandel (EU-medel) av faktiska kostnader", SHARE_ACTUAL, FORM_GROUP},
        {DOMAIN_FINANCING, "Stödandel (EU-medel) av stödgrundande finansiering", SHARE_ELIGIBLE, FORM_GROUP},
        {DOMAIN_FINANCING, "Stödandel (EU-medel) av total finansiering", SHARE_TOTAL, FORM_GROUP},
        {DOMAIN_FINANCING, "Andel annan offentlig finansiering (annan än EU-medel)", SHARE_PUBLIC,
         FORM_GROUP},
        {DOMAIN_FINANCING, "Andel privat finansiering", SHARE_PRIVATE, FORM_GROUP},
        {DOMAIN_FINANCING, "Total finansiering", TOTAL_FINANCING, FORM_TOTAL},
        {DOMAIN_FINANCING, "Sökt belopp", APPLIED, FORM_GROUP},
        {DOMAIN_KEY, "Projektets namn", PROJECT_NAME, FORM_GROUP},
        {DOMAIN_KEY, "Organisationsnamn", APPLICANT, FORM_GROUP},
        {DOMAIN_KEY, "Organisationsnummer", ORGANISATION_NUMBER, FORM_GROUP},
        {DOMAIN_KEY, "Arbetsställenummer", INFORMATION, FORM_GROUP},
        {DOMAIN_KEY, "Juridisk form", INFORMATION, FORM_GROUP},
        {DOMAIN_KEY, "Bankgiro", BANKGIRO_NUMBER, FORM_GROUP},
        {DOMAIN_KEY, "Datum för projektstart", PROJECT_START, FORM_GROUP},
        {DOMAIN_KEY, "Datum för projektavslut", PROJECT_END, FORM_GROUP},
        {DOMAIN_KEY, "Sökt belopp", APPLIED, FORM_GROUP},
        {DOMAIN_KEY, "Kostnader utanför programområdet", OUTSIDE_COSTS, FORM_GROUP},
        /* the interval estimate and the allocation */
        {DOMAIN_KEY, "Belopp i", AMOUNTS_IN, FORM_GROUP},
        {DOMAIN_KEY, "Resursbehov", NEED, FORM_GROUP},
        {DOMAIN_COLUMN, "Lägst", COL_LOW, FORM_GROUP},
        {DOMAIN_COLUMN, "Högst", COL_HIGH, FORM_GROUP},
        {DOMAIN_COLUMN, "Aktör", COL_ACTOR, FORM_GROUP},
        {DOMAIN_KEY, "Belopp per aktör och år", AMOUNT_PER_ACTOR, FORM_GROUP},
        {DOMAIN_KEY, "Antal aktörer", ACTOR_COUNT, FORM_GROUP},
        {DOMAIN_KEY, "Period", PROJECT_PERIOD, FORM_GROUP},
        {DOMAIN_TOTALS, "Summa", ROW_TOTAL, FORM_TOTAL},
        /* what stands in one place says nothing in another */
        {DOMAIN_COST, "EU-medel", UNKNOWN, FORM_GROUP},
        {DOMAIN_FINANCING, "Personal", UNKNOWN, FORM_GROUP},
        {DOMAIN_COST, "Projektledare", UNKNOWN, FORM_GROUP},
        {DOMAIN_KEY, "", UNKNOWN, FORM_GROUP},
    };
    struct arena arena = {0};
    int wrong = 0;
    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct meaning meaning = vocabulary_find(rows[i].domain, label_key(&arena, str_from(rows[i].label)));
        bool right = meaning.concept == rows[i].concept && meaning.form == rows[i].form;
        if (!right)
            print_error("“%s”: concept %d, form %d\n", rows[i].label, (int)meaning.concept,
                        (int)meaning.form);
        wrong += !right;
    }
    arena_release(&arena);
    assert_int_equal(wrong, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_keys_are_keys),
        cmocka_unit_test(test_no_key_twice_in_a_domain),
        cmocka_unit_test(test_every_key_is_found),
        cmocka_unit_test(test_labels_of_real_cases),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
