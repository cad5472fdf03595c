/* One case from bytes to budget: tables of every kind, units, both layouts, and files that were cut. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "budgetkoll/check.h"
#include "budgetkoll/reading.h"
#include "file_bytes.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

struct read {
    struct arena arena;
    struct findings findings;
    struct reading reading;
};

static void start_inputs(struct read *read, const struct input *inputs, size_t count)
{
    *read = (struct read){.findings = {.language = ENGLISH}};
    read->findings.arena = &read->arena;
    read->reading = read_case(&read->arena, inputs, count, &read->findings);
}

static void start(struct read *read, const char *text)
{
    struct input input = {STR("t.csv"), str_from(text)};
    start_inputs(read, &input, 1);
}

static const struct table *first_table(const struct read *read)
{
    return read->reading.budget->tables.count ? read->reading.budget->tables.items[0] : NULL;
}

static const struct finding *find_finding(const struct read *read, enum rule_id rule)
{
    for (size_t i = 0; i < read->findings.list.count; i++)
        if (read->findings.list.items[i].rule == rule)
            return &read->findings.list.items[i];
    return NULL;
}

static void print_findings(const struct read *read)
{
    for (size_t i = 0; i < read->findings.list.count; i++) {
        const struct finding *finding = &read->findings.list.items[i];
        print_error("  %u:%u %s: %.*s\n", finding->place.line, finding->place.column,
                    rule_table[finding->rule].name, STR_ARG(finding->message));
    }
}

/* ---- kinds ---- */

/* A table of each kind by its header, in the usual order of columns and in others. */
static void test_table_kinds(void **state)
{
    static const struct {
        enum table_kind kind;
        const char *text;
    } rows[] = {
        {TABLE_PROJECT, "Uppgift;Värde\nProjekt;X\n"},
        {TABLE_PROJECT, "Värde;Uppgift\nX;Projekt\n"},
        {TABLE_PROJECT, "Projekt;X\nÄrendeid;1\n"},
        {TABLE_PROJECT, "Beslut om stöd\nProjekt;X\n"},
        {TABLE_COSTS, "Kostnadslag;2021;2022;Totalt\nPersonal;1;2;3\n"},
        {TABLE_COSTS, "Totalt;2022;2021;Kostnadslag\n3;2;1;Personal\n"},
        {TABLE_COSTS, "2021;Kostnadstyp;Totaler\n1;Personal;1\n"},
        {TABLE_COSTS, "Cost category;2021;Total\nStaff;1;1\n"},
        {TABLE_COSTS, "Kostnadslag;Belopp\nPersonal;1\n"},
        {TABLE_COSTS, "Kostnader\nKostnadslag;2021;Totalt\nPersonal;1;1\n"},
        {TABLE_FINANCING, "Finansiär;2021;Totalt\nEU-medel;1;1\n"},
        {TABLE_FINANCING, "2021;Totalt;Beskrivning;Finansiär\n1;1;;EU-medel\n"},
        {TABLE_FINANCING, "Financier;2021;Total\nEU aid;1;1\n"},
        {TABLE_EU_AID, "Finansiering;2021;Totalt\nEU-medel;1;1\n"},
        {TABLE_EU_AID, "Totalt;2021;Finansiering\n1;1;EU-medel\n"},
        {TABLE_FINANCING, "Finansiering;Belopp\nVinnova;1\nSumma;1\n"},
        {TABLE_FINANCING, "2021;2022;Finansiering\n1;2;Vinnova\n1;2;Summa finansiering\n"},
        {TABLE_OTHER, "Finansiär;Belopp\nVinnova;1\nDelsumma;1\nSumma;1\n"},
        {TABLE_OTHER, "Finansiär;Sökt;Beviljat\nVinnova;1;1\nSumma;1;1\n"},
        {TABLE_SHARES, "Sammanställning (stödprocent)\nStödandel av faktiska kostnader;50,00%\n"},
        {TABLE_ACTIVITIES,
         "Nivå;Aktivitet;Startdatum - Slutdatum;Kostnad\nAktivitet;A;2021-01-01 - 2021-02-01;1\n"},
        {TABLE_ACTIVITIES, "Kostnad;Slutdatum;Startdatum;Namn;Typ\n1;2021-02-01;2021-01-01;A;Aktivitet\n"},
        {TABLE_ACTIVITIES, "Aktivitet;Kostnad\nA;1\n"},
        {TABLE_ACTIVITIES, "Activity;Start;End;Cost\nA;2021-01-01;2021-02-01;1\n"},
        {TABLE_CLAIMS, "Period;Startdatum - Slutdatum;Senast\nAOU 1;2021-06-01 - 2021-11-30;2022-01-31\n"},
        {TABLE_CLAIMS, "Senast;Slutdatum;Startdatum;Period\n2022-01-31;2021-11-30;2021-06-01;AOU 1\n"},
        {TABLE_PARTNERS, "Namn;Org. nr\nLunds kommun;212000-1132\n"},
        {TABLE_PARTNERS, "Organisationsnummer;Organisation\n212000-1132;Lunds kommun\n"},
        {TABLE_ATTACHMENTS, "Rad;Bilagans namn;Beskrivning/Kommentar\n1;a.pdf;Intyg\n"},
        {TABLE_ATTACHMENTS, "Beskrivning;Bilaga\nIntyg;a.pdf\n"},
        {TABLE_INDICATORS, "Namn;Värde;Måttenhet\nAntal;33;st\n"},
        {TABLE_INDICATORS, "Måttenhet;Värde;Namn\nst;33;Antal\n"},
        {TABLE_INTERVALS, "Aktivitet;Lägst;Högst\nA;1;2\n"},
        {TABLE_INTERVALS, "Högst;Lägst;Aktivitet\n2;1;A\n"},
        {TABLE_ALLOCATION, "Aktör;2021;2022;Totalt\nRegion Skåne;1;1;2\n"},
        {TABLE_ALLOCATION, "Totalt;2021;2022;Aktör\n2;1;1;Region Skåne\n"},
        {TABLE_OTHER, "Vara;Styck;Summa\nA;1;1\nSumma;1;1\n"},
        {TABLE_UNKNOWN, "Vara;Styck\nA;1\nB;2\n"},
    };
    int wrong = 0;
    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct read read;
        start(&read, rows[i].text);
        const struct table *table = first_table(&read);
        bool unknown = rows[i].kind == TABLE_UNKNOWN;
        bool right = unknown ? (!table || table->kind == TABLE_UNKNOWN) && !read.reading.recognised &&
                                   find_finding(&read, RULE_READ_UNKNOWN_TABLE)
                             : table && table->kind == rows[i].kind && read.reading.recognised &&
                                   read.reading.budget->tables.count == 1 && read.findings.list.count == 0;
        if (!right) {
            print_error("row %zu: kind %d of %zu tables, expected %d\n", i, table ? (int)table->kind : -1,
                        read.reading.budget->tables.count, (int)rows[i].kind);
            print_findings(&read);
        }
        wrong += !right;
        arena_release(&read.arena);
    }
    assert_int_equal(wrong, 0);
}

static bool has_amount(const struct read *read, enum table_kind kind, enum concept concept, int scope,
                       money amount)
{
    const struct item *item = budget_item(read->reading.budget, kind, concept);
    const struct cell *cell = item ? item_cell(item, scope) : NULL;
    bool right = cell && cell->state == CELL_VALUE && cell->value == amount;
    if (!right)
        print_error("concept %d, scope %d: %" PRId64 ", expected %" PRId64 "\n", (int)concept, scope,
                    cell ? cell->value : -1, amount);
    return right;
}

/* Wherever the columns stand, each amount is found under its own heading, and its place is its own. */
static void test_order_of_columns(void **state)
{
    static const char *const texts[] = {
        "Kostnadslag;2021;2022;Totalt\nPersonal;100;200;300\n",
        "2021;2022;Totalt;Kostnadslag\n100;200;300;Personal\n",
        "Totalt;Kostnadslag;2022;2021\n300;Personal;200;100\n",
        "2022;Beskrivning;2021;Kostnadslag;Totalt\n200;not;100;Personal;300\n",
    };
    static const uint32_t total_columns[] = {18, 9, 1, 22};
    (void)state;
    for (size_t i = 0; i < COUNT(texts); i++) {
        struct read read;
        start(&read, texts[i]);
        assert_int_equal(read.findings.list.count, 0);
        assert_true(has_amount(&read, TABLE_COSTS, STAFF, 2021, 10000));
        assert_true(has_amount(&read, TABLE_COSTS, STAFF, 2022, 20000));
        assert_true(has_amount(&read, TABLE_COSTS, STAFF, SCOPE_TOTAL, 30000));
        const struct item *staff = budget_item(read.reading.budget, TABLE_COSTS, STAFF);
        struct place place = place_resolve(item_cell(staff, SCOPE_TOTAL)->origin);
        assert_int_equal(place.line, 2);
        assert_int_equal(place.column, total_columns[i]);
        arena_release(&read.arena);
    }
}

/* ---- units ---- */

static void test_units(void **state)
{
    static const struct {
        const char *text;
        money amount; /* of staff in total, in öre */
    } rows[] = {
        {"Kostnadslag;Totalt\nPersonal;1,5\n", 150},
        {"Kostnadslag;Totalt\nPersonal;1,5 tkr\n", 150000},
        {"Kostnadslag;Totalt\nPersonal;1,5 mnkr\n", 150000000},
        {"Kostnadslag;Totalt (tkr)\nPersonal;1,5\n", 150000},
        {"Kostnadslag;Totalt, mnkr\nPersonal;1,5\n", 150000000},
        {"Kostnadslag;Totalt tkr\nPersonal;1,5 kr\n", 150},
        {"Kostnadslag;Belopp i tkr\nPersonal;1,5\n", 150000},
        {"Kostnadslag;Amount in tkr\nPersonal;1,5\n", 150000},
        {"Kostnadslag (tkr);Totalt\nPersonal;1,5\n", 150000},
        {"Kostnader (tkr)\nKostnadslag;Totalt\nPersonal;1,5\n", 150000},
        {"Belopp i tkr\nKostnadslag;Totalt\nPersonal;1,5\n", 150000},
        {"Belopp i;mnkr\n\nKostnadslag;Totalt\nPersonal;1,5\n", 150000000},
        {"Uppgift;Värde\nBelopp i;tkr\n\nKostnadslag;Totalt\nPersonal;1,5\n", 150000},
        {"Uppgift;Värde\nBelopp i;mnkr\n\nKostnadslag;Totalt (tkr)\nPersonal;1,5\n", 150000},
        {"Uppgift;Värde\nBelopp i;mnkr\n\nKostnadslag;Totalt\nPersonal;1,5 tkr\n", 150000},
        {"Uppgift;Värde\nBelopp i;kr\n\nKostnadslag;Totalt\nPersonal;1,5\n", 150},
        {"Kostnadslag;Totalt\nPersonal;1,5\n\nUppgift;Värde\nBelopp i;tkr\n", 150000},
    };
    int wrong = 0;
    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct read read;
        start(&read, rows[i].text);
        if (!has_amount(&read, TABLE_COSTS, STAFF, SCOPE_TOTAL, rows[i].amount)) {
            print_error("row %zu\n", i);
            print_findings(&read);
            wrong++;
        }
        arena_release(&read.arena);
    }
    assert_int_equal(wrong, 0);
}

/* A column of years each in a unit of its own, and activities in the case's. */
static void test_units_of_columns(void **state)
{
    struct read read;
    (void)state;
    start(&read, "Kostnadslag;2021 (tkr);2022 (kr);Totalt (mnkr)\nPersonal;1;2000;0,003\n\n"
                 "Aktivitet;Kostnad (tkr)\nAvslut;3\n");
    assert_true(has_amount(&read, TABLE_COSTS, STAFF, 2021, 100000));
    assert_true(has_amount(&read, TABLE_COSTS, STAFF, 2022, 200000));
    assert_true(has_amount(&read, TABLE_COSTS, STAFF, SCOPE_TOTAL, 300000));
    assert_int_equal(read.reading.budget->activities.items[0].cost.value, 300000);
    arena_release(&read.arena);
}

/* ---- marks ---- */

/* Money has no third decimal: two such amounts and no other make thousands, and it is said. */
static void test_column_of_thousands(void **state)
{
    static const struct {
        const char *text;
        money first; /* or -1: must not be guessed */
        size_t remarks;
    } rows[] = {
        {"Kostnadslag;Totalt\nPersonal;1.234\nResor;2.345\n", 123400, 1},
        {"Kostnadslag;Totalt\nPersonal;1,234\nResor;2,345\n", 123400, 1},
        {"Kostnadslag;Totalt\nPersonal;1.234\nResor;500\n", -1, 0},
        {"Kostnadslag;Totalt\nPersonal;1.234\nResor;2,345\n", -1, 0},
        {"Kostnadslag;Totalt\nPersonal;1.234\nResor;12,50\n", 123400, 0},
        {"Kostnadslag;Totalt\nPersonal;1.234\nResor;12.50\n", -1, 0},
        {"Kostnadslag;Totalt\nPersonal;1.234\nResor;1.234.567\n", 123400, 0},
        {"Kostnadslag;Totalt\nPersonal;1,234\nResor;3,104.45\n", 123400, 0},
        {"Kostnadslag;Totalt (mnkr)\nPersonal;1,234\nResor;2,345\n", -1, 0},
        {"Kostnadslag;Totalt (mnkr)\nPersonal;1,234\nResor;2,5\n", 123400000, 0},
    };
    int wrong = 0;
    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct read read;
        start(&read, rows[i].text);
        const struct cell *cell =
            item_cell(budget_item(read.reading.budget, TABLE_COSTS, STAFF), SCOPE_TOTAL);
        bool right = rows[i].first < 0
                         ? cell->state == CELL_UNREADABLE && find_finding(&read, RULE_READ_AMBIGUOUS)
                         : cell->state == CELL_VALUE && cell->value == rows[i].first;
        if (!right || read.reading.budget->remarks.count != rows[i].remarks) {
            print_error("row %zu: state %d, %" PRId64 ", %zu remarks\n", i, (int)cell->state, cell->value,
                        read.reading.budget->remarks.count);
            wrong++;
        }
        arena_release(&read.arena);
    }
    assert_int_equal(wrong, 0);
}

/* The same holds for the costs of activities, which are a column as any other. */
static void test_activity_thousands(void **state)
{
    struct read read;
    (void)state;
    start(&read, "Aktivitet;Kostnad\nA;308.054\nB;129.000\nC;40.000\n");
    const struct activity *first = &read.reading.budget->activities.items[0];
    if (first->cost.state != CELL_VALUE)
        print_findings(&read);
    assert_int_equal(first->cost.state, CELL_VALUE);
    assert_int_equal(first->cost.value, 30805400);
    assert_int_equal(read.reading.budget->remarks.count, 1);
    arena_release(&read.arena);
}

/* ---- layouts ---- */

static const char application[] = "Kostnadstyp;2021;2022;Totaler\r\n"
                                  "Personal;100;200;300\r\n"
                                  " - Projektledare;60;120;\r\n"
                                  " - Ekonom;40;80;\r\n"
                                  "Schablonkostnader;67;135;202\r\n"
                                  " - Bilönekostnader 45,24%;45;90;\r\n"
                                  " - Indirekta kostnader 15%;22;45;\r\n"
                                  "Projektintäkter (negativ kostnad);0;0;0\r\n"
                                  "Summa, faktiska kostnader;167;335;502\r\n"
                                  "Offentligt bidrag i annat än pengar;10;0;10\r\n"
                                  "Privat bidrag i annat än pengar;0;0;0\r\n"
                                  "Summa, bidrag i annat än pengar;10;0;10\r\n"
                                  "Summa, kostnader;177;335;512\r\n"
                                  "\r\n"
                                  "Finansiär;Beskrivning;2021;2022;Totaler\r\n"
                                  "Offentlig kontantfinansiering;;80;166;246\r\n"
                                  " - Lunds kommun;kontanter;50;100;\r\n"
                                  " - Malmö kommun;kontanter;30;66;\r\n"
                                  "Summa, kontant medfinansiering;;80;166;246\r\n"
                                  "Offentligt bidrag i annat än pengar;;10;0;10\r\n"
                                  " - Lunds kommun;tid;10;0;\r\n"
                                  "Summa, bidrag i annat än pengar;;10;0;10\r\n"
                                  "Summa, medfinansiering;;90;166;256\r\n"
                                  "Europeiska regionala utvecklingsfonden;;87;169;256\r\n"
                                  "Stödandel (EU-medel) av total finansiering;;49,15 %;50,45 %;50 %\r\n"
                                  "Total finansiering;;177;335;512\r\n"
                                  "Sökt belopp;;;;256\r\n";

static void test_application(void **state)
{
    struct read read;
    (void)state;
    start(&read, application);
    const struct budget *budget = read.reading.budget;
    print_findings(&read);
    assert_int_equal(read.findings.list.count, 0);
    assert_int_equal(budget->tables.count, 2);
    assert_true(has_amount(&read, TABLE_COSTS, STAFF, 2022, 20000));
    assert_true(has_amount(&read, TABLE_COSTS, PAYROLL, 2021, 4500));
    assert_true(has_amount(&read, TABLE_COSTS, INDIRECT, 2022, 4500));
    assert_true(has_amount(&read, TABLE_COSTS, ACTUAL_COSTS, SCOPE_TOTAL, 50200));
    assert_true(has_amount(&read, TABLE_COSTS, IN_KIND, SCOPE_TOTAL, 1000));
    assert_true(has_amount(&read, TABLE_COSTS, TOTAL_COSTS, SCOPE_TOTAL, 51200)); /* "Summa, kostnader" */
    assert_null(budget_item(budget, TABLE_COSTS, SUM_COSTS));
    assert_true(has_amount(&read, TABLE_FINANCING, CO_FINANCING, 2021, 9000));
    assert_true(has_amount(&read, TABLE_FINANCING, EU_AID, SCOPE_TOTAL, 25600));
    assert_true(has_amount(&read, TABLE_FINANCING, APPLIED, SCOPE_TOTAL, 25600));
    const struct item *staff = budget_item(budget, TABLE_COSTS, STAFF);
    assert_int_equal(staff->lines.count, 2);
    assert_true(str_equal(staff->lines.items[0]->label, STR("Projektledare")));
    assert_int_equal(item_cell(staff->lines.items[0], SCOPE_TOTAL)->state, CELL_BLANK);
    const struct item *payroll = budget_item(budget, TABLE_COSTS, PAYROLL);
    assert_true(payroll->has_rate && ratio_equal(payroll->rate, (struct ratio){1131, 2500}));
    const struct item *cash = budget_item(budget, TABLE_FINANCING, PUBLIC_CASH);
    assert_int_equal(cash->lines.count, 2);
    assert_true(str_equal(cash->lines.items[1]->description, STR("kontanter")));
    const struct cell *share = item_cell(budget_item(budget, TABLE_FINANCING, SHARE_TOTAL), 2021);
    assert_int_equal(share->value, 4915);
    assert_int_equal(share->decimals, 2);
    arena_release(&read.arena);
}

static const char decision[] = "Beslut om stöd\n"
                               "Stödmottagare\tREGION SKÅNE\n"
                               "Ärendeid\t20303832\n"
                               "Program\tSkåne-Blekinge 2014-2020\n"
                               "Projektperiod\t2021-06-01 - 2022-12-31\n"
                               "Högsta stödbelopp\t50\n"
                               "Indirekta kostnader\t15 %\n"
                               "\n"
                               "Samverkansparter\n"
                               "Namn\tOrg. nr\n"
                               "Lunds kommun\t212000-1132\n"
                               "\n"
                               "Tid och aktivitetsplan\n"
                               "Nivå\tAktivitet\tStartdatum - Slutdatum\tKostnad\n"
                               "Aktivitet\tA1 Analys\t2021-06-01 - 2022-11-30\t100\n"
                               "Delaktivitet\tA1.1 Plan\t2021-06-01 - 2021-09-30\t60\n"
                               "Delaktivitet\tA1.2 Text\t2021-06-01 - 2021-09-30\t40\n"
                               "\n"
                               "Plan för rapportering och begäran om utbetalning\n"
                               "Period\tStartdatum - Slutdatum\tSenast\n"
                               "AOU 1\t2021-06-01 - 2021-11-30\t2022-01-31\n"
                               "AOU 2\t2021-12-01 - 2022-05-31\n"
                               "\n"
                               "Kostnader\n"
                               "Kostnadslag\t2021\t2022\tTotalt\n"
                               "Personal\t30\t30\t60\n"
                               "Schablonkostnader\t20\t20\t40\n"
                               "Summa kostnader\t50\t50\t100\n"
                               "Projektintäkter\t\t\t\n"
                               "Summa faktiska kostnader\t50\t50\t100\n"
                               "Bidrag annat än pengar\t\t\t\n"
                               "Summa bidrag i annat än pengar\t\t\t0\n"
                               "Summa totala kostnader\t50\t50\t100\n"
                               "\n"
                               "Medfinansiering\n"
                               "Finansiär\t2021\t2022\tTotalt\n"
                               "Offentlig kontantfinansiering\t\t\t\n"
                               "Lunds kommun\t10\t10\t20\n"
                               "Region Skåne\t15\t15\t30\n"
                               "Total offentlig kontantfinansiering\t25\t25\t50\n"
                               "Total offentlig finansiering\t25\t25\t50\n"
                               "\n"
                               "EU-stöd\n"
                               "Finansiering\t2021\t2022\tTotalt\n"
                               "EU-medel\t25\t25\t50\n"
                               "\n"
                               "Sammanställning (stödprocent)\n"
                               "Stödandel av faktiska kostnader\t50,00%\n";

static void test_decision(void **state)
{
    static const enum table_kind kinds[] = {TABLE_PROJECT, TABLE_PARTNERS,  TABLE_ACTIVITIES, TABLE_CLAIMS,
                                            TABLE_COSTS,   TABLE_FINANCING, TABLE_EU_AID,     TABLE_SHARES};
    struct read read;
    struct date first, last;
    (void)state;
    start(&read, decision);
    const struct budget *budget = read.reading.budget;
    print_findings(&read);
    assert_int_equal(read.findings.list.count, 0);
    assert_int_equal(budget->tables.count, COUNT(kinds));
    for (size_t i = 0; i < COUNT(kinds); i++)
        assert_int_equal(budget->tables.items[i]->kind, kinds[i]);
    assert_true(budget_period(budget, &first, &last));
    assert_int_equal(first.month, 6);
    assert_int_equal(last.year, 2022);
    assert_int_equal(budget_fact(budget, MAXIMUM_AID)->cell.value, 5000);
    assert_int_equal(budget->partners.count, 1);
    assert_int_equal(budget->activities.count, 3);
    assert_int_equal(budget->activities.items[2].parent, 0);
    assert_true(str_equal(budget->activities.items[1].code, STR("A1.1")));
    assert_int_equal(budget->claims.count, 2);
    assert_int_equal(budget->claims.items[0].due.state, CELL_VALUE);
    assert_true(has_amount(&read, TABLE_COSTS, SUM_COSTS, 2021, 5000));
    assert_true(has_amount(&read, TABLE_COSTS, TOTAL_COSTS, SCOPE_TOTAL, 10000));
    assert_true(has_amount(&read, TABLE_COSTS, IN_KIND, SCOPE_TOTAL, 0));
    const struct item *cash = budget_item(budget, TABLE_FINANCING, PUBLIC_CASH);
    assert_int_equal(cash->lines.count, 2);
    assert_true(has_amount(&read, TABLE_FINANCING, PUBLIC_CASH, SCOPE_TOTAL, 5000));
    assert_true(has_amount(&read, TABLE_FINANCING, EU_AID, 2022, 2500));
    arena_release(&read.arena);
}

/* A header repeated at a page break belongs to the table that goes on. */
static void test_repeated_header(void **state)
{
    struct read read;
    (void)state;
    start(&read, "Kostnadslag;2021;Totalt\nPersonal;1;1\n\nKostnadslag;2021;Totalt\nResor och logi;2;2\n");
    assert_int_equal(read.findings.list.count, 0);
    assert_int_equal(read.reading.budget->tables.count, 1);
    assert_true(has_amount(&read, TABLE_COSTS, TRAVEL, 2021, 200));
    arena_release(&read.arena);
}

/* ---- what cannot be read ---- */

static void test_findings(void **state)
{
    static const struct {
        const char *text;
        enum rule_id rule;
        enum severity severity;
        uint32_t line, column;
    } rows[] = {
        {"Kostnadslag;2021;Totalt\nPersonal;abc;1\n", RULE_READ_NUMBER, ERROR, 2, 10},
        {"Kostnadslag;2021;Totalt\nPersonal;1;12.34.56\n", RULE_READ_NUMBER, ERROR, 2, 12},
        {"Kostnadslag;2021;Totalt\nPersonal;1;99999999999999999999\n", RULE_READ_NUMBER, ERROR, 2, 12},
        {"Kostnadslag;2021;Totalt\nPersonal;1;50 %\n", RULE_READ_NUMBER, ERROR, 2, 12},
        {"Kostnadslag;2021;Totalt\nPersonal;1,234;1\n", RULE_READ_AMBIGUOUS, ERROR, 2, 10},
        {"Kostnadslag;2021;Totalt\nPersonal;1;1;7\n", RULE_READ_COLUMNS, ERROR, 2, 14},
        {"Kostnadslag;2021;Totalt\n\"Personal;1;1\nResor;1;1\n", RULE_READ_COLUMNS, ERROR, 2, 1},
        {"Kostnadslag;2021;Totalt\nHemligt;1;1\n", RULE_READ_UNKNOWN_ROW, ERROR, 2, 1},
        {"2021;Totalt;Kostnadslag\n1;1;Hemligt\n", RULE_READ_UNKNOWN_ROW, ERROR, 2, 5},
        {"Kostnadslag;2021;Totalt\nPersonal;1;1\nHemligt;;\n", RULE_READ_UNKNOWN_ROW, WARNING, 3, 1},
        {"Kostnadslag;2021;Totalt\nPersonal;1;1\nPersonal;2;2\n", RULE_READ_DUPLICATE, ERROR, 3, 1},
        {"Kostnadslag;2021;2021;Totalt\nPersonal;1;1;1\n", RULE_READ_DUPLICATE, ERROR, 1, 18},
        {"Kostnadslag;2021\nPersonal;1\n\nFinansiär;2021\nEU-medel;1\n\nKostnadslag;2022\nPersonal;2\n",
         RULE_READ_DUPLICATE, ERROR, 7, 1},
        {"Vara;Styck\nA;1\nB;2\n", RULE_READ_UNKNOWN_TABLE, ERROR, 1, 1},
        {"Kostnadslag;2021;Totalt\nPersonal;1;1\n\nVara;Färg\nA;röd\nB;blå\n", RULE_READ_UNKNOWN_TABLE,
         WARNING, 4, 1},
        {"Projekt;X\nProjektperiod;2021-02-30 - 2021-12-31\n", RULE_READ_DATE, ERROR, 2, 15},
        {"Projekt;X\nProjektstart;snart\n", RULE_READ_DATE, ERROR, 2, 14},
        {"Projekt;X\nProjektstart;03/04/2021\n", RULE_READ_AMBIGUOUS, ERROR, 2, 14},
        {"Projekt;X\nStödandel av faktiska kostnader;0,5\n", RULE_READ_AMBIGUOUS, ERROR, 2, 33},
        {"Projekt;X\nSökt belopp;många\n", RULE_READ_NUMBER, ERROR, 2, 13},
        {"Projekt;X\nSökt belopp;1\nSökt stöd;2\n", RULE_READ_DUPLICATE, ERROR, 3, 11},
        {"Projekt;X\nHemlighet;ja\n", RULE_READ_UNKNOWN_ROW, WARNING, 2, 1},
        {"Projekt;X\nHemlighet;5 000 kr\n", RULE_READ_UNKNOWN_ROW, ERROR, 2, 1},
        {"Nivå;Aktivitet;Kostnad\nAktivitet;A;1\nUnder;B;2\n", RULE_READ_UNKNOWN_ROW, ERROR, 3, 1},
        {"Kostnadslag;2021;Totalt\nPersonal;1;1\xE5\nå å å å å;1;1\n", RULE_READ_ENCODING, ERROR, 2, 13},
    };
    int wrong = 0;
    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct read read;
        start(&read, rows[i].text);
        const struct finding *finding = find_finding(&read, rows[i].rule);
        bool right = finding && finding->severity == rows[i].severity &&
                     finding->place.line == rows[i].line && finding->place.column == rows[i].column;
        if (!right) {
            print_error("row %zu: expected %s at %u:%u, severity %d, got\n", i, rule_table[rows[i].rule].name,
                        rows[i].line, rows[i].column, (int)rows[i].severity);
            print_findings(&read);
        }
        wrong += !right;
        arena_release(&read.arena);
    }
    assert_int_equal(wrong, 0);
}

/* Ways to write nothing: no finding, and the cell is blank. */
static void test_blanks(void **state)
{
    static const char *const blanks[] = {"", " ", "-", "–", "\u00A0", " - "};
    (void)state;
    for (size_t i = 0; i < COUNT(blanks); i++) {
        struct arena texts = {0};
        struct buffer text = {.arena = &texts};
        struct read read;
        buffer_print(&text, "Kostnadslag;2021;Totalt\nPersonal;%s;1\n\n", blanks[i]);
        buffer_print(&text, "Aktivitet;Startdatum - Slutdatum;Kostnad\nA;%s;%s\n", blanks[i], blanks[i]);
        buffer_add(&text, STR("B;2021-01-01 - 2021-02-01;1\n\n"));
        buffer_print(&text, "Period;Startdatum;Slutdatum;Senast\nAOU 1;2021-01-01;2021-02-01;%s\n",
                     blanks[i]);
        struct input input = {STR("t.csv"), buffer_text(&text)};
        start_inputs(&read, &input, 1);
        print_findings(&read);
        assert_int_equal(read.findings.list.count, 0);
        assert_int_equal(item_cell(budget_item(read.reading.budget, TABLE_COSTS, STAFF), 2021)->state,
                         CELL_BLANK);
        assert_int_equal(read.reading.budget->activities.items[0].start.state, CELL_BLANK);
        arena_release(&read.arena);
        arena_release(&texts);
    }
}

/* An activity that says nothing but its name is one even at the end of its table, above the next one's header. */
static void test_name_alone_at_end_of_table(void **state)
{
    struct read read;
    (void)state;
    start(&read, "Aktivitet;Startdatum - Slutdatum;Kostnad\nA;2021-01-01 - 2021-02-01;1\nB;;\n\n"
                 "Kostnadslag;2021;Totalt\nPersonal;1;1\n");
    assert_int_equal(read.reading.budget->tables.count, 2);
    assert_int_equal(read.reading.budget->activities.count, 2);
    arena_release(&read.arena);
}

/* A published share of nothing is nothing, with its sign or without. */
static void test_zero_share(void **state)
{
    struct read read;
    (void)state;
    start(&read, "Finansiär;2021;Totalt\nEU-medel;1;1\nAndel privat finansiering;0;0 %\n");
    print_findings(&read);
    assert_int_equal(read.findings.list.count, 0);
    arena_release(&read.arena);
}

static void test_files_that_are_no_text(void **state)
{
    static const struct input inputs[] = {
        {{"a.csv", 5}, {"", 0}},
        {{"b.csv", 5}, {"PK\x03\x04", 4}},
        {{"c.csv", 5}, {"%PDF-1.4", 8}},
        {{"d.csv", 5}, {"\0\1\2", 3}},
    };
    (void)state;
    for (size_t i = 0; i < COUNT(inputs); i++) {
        const struct input both[] = {{STR("good.csv"), STR("Kostnadslag;2021\nPersonal;1\n")}, inputs[i]};
        struct read read;
        start_inputs(&read, both, 2);
        assert_false(read.reading.recognised); /* one file of the case was not read */
        assert_int_equal(read.reading.budget->files.count, 2);
        assert_int_equal(read.reading.budget->files.items[0].failure.length, 0);
        assert_true(read.reading.budget->files.items[1].failure.length > 0);
        assert_int_equal(read.reading.budget->tables.count, 1);
        arena_release(&read.arena);
    }
}

static void test_no_input(void **state)
{
    struct read read;
    (void)state;
    start_inputs(&read, NULL, 0);
    assert_false(read.reading.recognised);
    assert_int_equal(read.reading.budget->tables.count, 0);
    arena_release(&read.arena);
}

/* The same budget in every encoding and with every separator has the same amounts. */
static void test_encodings(void **state)
{
    static const struct {
        const char *bytes;
        size_t length;
    } rows[] = {
#define ROW(literal) {literal, sizeof(literal) - 1}
        ROW("Kostnadslag;2021\nL\xC3\xB6ner;1\xC2\xA0"
            "000\n"),
        ROW("\xEF\xBB\xBFKostnadslag;2021\r\nL\xC3\xB6ner;1 000\r\n"),
        ROW("Kostnadslag;2021\r\nL\xF6ner;1\xA0"
            "000\r\n"),
        ROW("sep=;\r\nKostnadslag;2021\r\nL\xF6ner;1 000\r\n"),
        ROW("Kostnadslag\t2021\rL\xF6ner\t1000\r"),
        ROW("\"Kostnadslag\",\"2021\"\n\"L\xC3\xB6ner\",\"1,000.00\"\n"),
        ROW("Kostnadslag|2021\nL\xC3\xB6ner|1'000\n"),
        ROW("\xFF\xFE"
            "C\0o\0s\0t\0s\0\t\0002\0000\0002\0001\0\r\0\n\0L\0\xF6\0n\0e\0r\0\t\0001\0 \0000\0000\0000\0"),
        ROW("\xFE\xFF"
            "\0C\0o\0s\0t\0s\0\t\0002\0000\0002\0001\0\n\0L\0\xF6\0n\0e\0r\0\t\0001\0000\0000\0000"),
#undef ROW
    };
    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct input input = {STR("t.csv"), {rows[i].bytes, rows[i].length}};
        struct read read;
        start_inputs(&read, &input, 1);
        print_findings(&read);
        assert_int_equal(read.findings.list.count, 0);
        assert_true(has_amount(&read, TABLE_COSTS, STAFF, 2021, 100000));
        arena_release(&read.arena);
    }
}

/* ---- files that were cut ---- */

struct world {
    struct arena arena;
    const struct scheme *scheme;
    const struct areas *areas;
};

static void open_world(struct world *world)
{
    struct str error = STR("");
    *world = (struct world){0};
    struct input scheme = {STR("scheme"), load(&world->arena, "data/schemes/eruf-2014.ini")};
    world->scheme = read_scheme(&world->arena, scheme, SWEDISH, &error);
    world->areas = areas_read(&world->arena, load(&world->arena, "data/areas.tsv"));
    assert_non_null(world->scheme);
}

static bool some_table_is_known(const struct budget *budget)
{
    for (size_t i = 0; i < budget->tables.count; i++)
        if (budget->tables.items[i]->kind != TABLE_UNKNOWN)
            return true;
    return false;
}

/* Reads and checks the first `length` bytes: no crash, and nothing recognised is never called recognised. */
static void check_cut(const struct world *world, const char *path, struct str bytes, size_t length)
{
    struct read read;
    char *copy = malloc(length + (length == 0));
    memcpy(copy, bytes.data, length);
    struct input input = {str_from(path), {copy, length}};
    start_inputs(&read, &input, 1);
    struct check_options options = {200, world->scheme, world->areas};
    const struct budget *budget = read.reading.budget;
    struct check check = check_budget(&read.arena, budget, &options, &read.findings);
    if (read.reading.recognised != some_table_is_known(budget))
        fail_msg("%s cut at %zu", path, length);
    assert_true(check.result.unchecked.count <= check.result.tested.count);
    assert_true(check.result.unbound.count <= check.result.amounts);
    if (budget->tables.count == 0)
        assert_false(check.result.has_substance);
    arena_release(&read.arena);
    free(copy);
}

static void cut_file(const char *path, size_t step)
{
    struct world world;
    open_world(&world);
    struct str bytes = load(&world.arena, path);
    for (size_t length = 0; length < bytes.length; length += step)
        check_cut(&world, path, bytes, length);
    check_cut(&world, path, bytes, bytes.length);
    arena_release(&world.arena);
}

static void test_cut_examples(void **state)
{
    static const char *const paths[] = {
        "data/examples/digitaliseringsguiden/aktiviteter.csv",
        "data/examples/digitaliseringsguiden/bilagor.csv",
        "data/examples/digitaliseringsguiden/kostnader.csv",
        "data/examples/digitaliseringsguiden/medfinansiering.csv",
        "data/examples/digitaliseringsguiden/projekt.csv",
        "data/examples/digitaliseringskoordinatorer/fordelning.csv",
        "data/examples/digitaliseringskoordinatorer/villkor.csv",
        "data/examples/hack-for-sweden/programbudget.csv",
        "data/examples/s2i2/beslut.tsv",
    };
    (void)state;
    for (size_t i = 0; i < COUNT(paths); i++)
        cut_file(paths[i], 1);
}

/* The cost table cut beside the whole financing and plan, whose relations then meet what is missing. */
static void test_cut_beside_whole_files(void **state)
{
    struct world world;
    (void)state;
    open_world(&world);
    struct input inputs[] = {
        {STR("a.csv"), load(&world.arena, "data/examples/digitaliseringsguiden/kostnader.csv")},
        {STR("b.csv"), load(&world.arena, "data/examples/digitaliseringsguiden/medfinansiering.csv")},
        {STR("c.csv"), load(&world.arena, "data/examples/digitaliseringsguiden/aktiviteter.csv")},
        {STR("d.csv"), load(&world.arena, "data/examples/digitaliseringsguiden/projekt.csv")},
    };
    struct check_options options = {200, world.scheme, world.areas};
    for (size_t whole = inputs[0].bytes.length, length = 0; length <= whole; length += 5) {
        struct read read;
        inputs[0].bytes.length = length;
        start_inputs(&read, inputs, COUNT(inputs));
        check_budget(&read.arena, read.reading.budget, &options, &read.findings);
        assert_int_equal(read.reading.recognised, length > 0); /* an empty file was not read */
        arena_release(&read.arena);
    }
    arena_release(&world.arena);
}

/* The small cases above are cut everywhere, at their beginning as well as at their end. */
static void test_cut_small_cases(void **state)
{
    static const struct str texts[] = {{application, sizeof application - 1},
                                       {decision, sizeof decision - 1}};
    struct world world;
    (void)state;
    open_world(&world);
    for (size_t i = 0; i < COUNT(texts); i++)
        for (size_t at = 0; at <= texts[i].length; at += 3) {
            check_cut(&world, "end.csv", texts[i], at);
            check_cut(&world, "begin.csv", str_slice(texts[i], at, texts[i].length), texts[i].length - at);
        }
    arena_release(&world.arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_table_kinds),
        cmocka_unit_test(test_order_of_columns),
        cmocka_unit_test(test_units),
        cmocka_unit_test(test_units_of_columns),
        cmocka_unit_test(test_column_of_thousands),
        cmocka_unit_test(test_activity_thousands),
        cmocka_unit_test(test_application),
        cmocka_unit_test(test_decision),
        cmocka_unit_test(test_repeated_header),
        cmocka_unit_test(test_findings),
        cmocka_unit_test(test_blanks),
        cmocka_unit_test(test_name_alone_at_end_of_table),
        cmocka_unit_test(test_zero_share),
        cmocka_unit_test(test_files_that_are_no_text),
        cmocka_unit_test(test_no_input),
        cmocka_unit_test(test_encodings),
        cmocka_unit_test(test_cut_examples),
        cmocka_unit_test(test_cut_beside_whole_files),
        cmocka_unit_test(test_cut_small_cases),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
