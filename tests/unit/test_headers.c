/* What headings say: years, units, currencies, and lines that state the unit of all amounts. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>

#include "budgetkoll/buffer.h"
#include "budgetkoll/headers.h"
#include "budgetkoll/reading.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

static void test_headings(void **state)
{
    (void)state;
    static const struct {
        const char *label;
        int year;
        int64_t unit;
        enum currency currency;
    } rows[] = {
        {"2021", 2021, 0, CURRENCY_NONE},
        {"2021.0", 2021, 0, CURRENCY_NONE},
        {"2021.5", 0, 0, CURRENCY_NONE},
        {"2021 tkr", 2021, 100000, CURRENCY_KRONOR},
        {"2021-tkr", 2021, 100000, CURRENCY_KRONOR},
        {"2021 (€)", 2021, 100, CURRENCY_EUR},
        {"20210 tkr", 0, 100000, CURRENCY_KRONOR},
        {"Kostnad (tkr)", 0, 100000, CURRENCY_KRONOR},
        {"Kostnad (1000 kr)", 0, 100000, CURRENCY_KRONOR},
        {"Kostnad (1 000 kr)", 0, 100000, CURRENCY_KRONOR},
        {"Kostnad i 1000-tals kronor", 0, 100000, CURRENCY_KRONOR},
        {"Kostnad i 1 000-tals kronor", 0, 100000, CURRENCY_KRONOR},
        {"Kostnad, tusental kr", 0, 100000, CURRENCY_KRONOR},
        {"Kostnad i tusental", 0, 100000, CURRENCY_NONE},
        {"Kostnad 5000 kr", 0, 100, CURRENCY_KRONOR},
        {"Kostnad €", 0, 100, CURRENCY_EUR},
        {"Kostnad (k€)", 0, 100000, CURRENCY_EUR},
        {"Kostnad M€", 0, 100000000, CURRENCY_EUR},
        {"€", 0, 100, CURRENCY_EUR},
        {"Cost (£)", 0, 100, CURRENCY_GBP},
        {"Cost $", 0, 100, CURRENCY_DOLLARS},
        {"Kostnad (EUR thousand)", 0, 100000, CURRENCY_EUR},
        {"Kostnad, SEK thousand", 0, 100000, CURRENCY_SEK},
        {"Cost (£'000)", 0, 100000, CURRENCY_GBP},
        {"Cost (£ thousands)", 0, 100000, CURRENCY_GBP},
        {"Cost in thousands of euros", 0, 100000, CURRENCY_EUR},
        {"Coûts en milliers d'euros", 0, 100000, CURRENCY_EUR},
        {"Kosten in Tsd. EUR", 0, 100000, CURRENCY_EUR},
        {"Kosten (Mio. Euro)", 0, 100000000, CURRENCY_EUR},
        {"Kustannukset (tuhatta euroa)", 0, 100000, CURRENCY_EUR},
        {"Kostnader i 1000 NOK", 0, 100000, CURRENCY_NOK},
        {"Kostnad EUR 1000", 0, 100000, CURRENCY_EUR},
        {"Kostnad i 1 000-tal kr", 0, 100000, CURRENCY_KRONOR},
        {"2024 PLN", 2024, 100, CURRENCY_PLN},
        {"COST CATEGORY (PLN)", 0, 100, CURRENCY_PLN},
        {"Cost (JPY million)", 0, 100000000, CURRENCY_JPY},
        {"Cost (€m)", 0, 100000000, CURRENCY_EUR},
        {"Budget MSEK", 0, 100000000, CURRENCY_SEK},
        {"SUMMA ALL", 0, 0, CURRENCY_NONE},
        {"Antal m", 0, 0, CURRENCY_NONE},
        {"Pris kr/m", 0, 0, CURRENCY_NONE},
        {"Budget 1000", 0, 0, CURRENCY_NONE},
        {"Kostnad (SEK, EUR)", 0, 100, CURRENCY_EUR},
        {"Kostnad", 0, 0, CURRENCY_NONE},
        {"", 0, 0, CURRENCY_NONE},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct arena arena = {0};
        int year = 0;
        int64_t unit = 0;
        header_concept(&arena, str_from(rows[i].label), &year, &unit);
        if (year != rows[i].year || unit != rows[i].unit ||
            label_currency(str_from(rows[i].label)) != rows[i].currency)
            fail_msg("“%s”: year %d, unit %lld", rows[i].label, year, (long long)unit);
        arena_release(&arena);
    }
}

static void test_totals(void **state)
{
    (void)state;
    static const struct {
        const char *label;
        bool is_total;
    } rows[] = {{"Totalt", true},
                {"Totalt 2021-2023", true},
                {"Summa 2021–2023 (tkr)", true},
                {"Totalt 2023-2021", false},
                {"Totalt 2021", false},
                {"2021-2023", false},
                {"Totalt hela projektet", true},
                {"Budget totalt", true},
                {"Tot", true},
                {"Total budget", true},
                {"Totalt antal", false}};
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct arena arena = {0};
        int year = 0;
        int64_t unit = 0;
        if ((header_concept(&arena, str_from(rows[i].label), &year, &unit) == COL_TOTAL) != rows[i].is_total)
            fail_msg("“%s”", rows[i].label);
        arena_release(&arena);
    }
}

/* "2021 tkr" heads a column and "2521 tkr" is an amount. */
static void test_data(void **state)
{
    (void)state;
    static const struct {
        const char *cell;
        bool is_data;
    } rows[] = {{"2021", false},     {"2021.0", false},  {"2021 tkr", false},  {"2021-kr", false},
                {"2021 EUR", false}, {"2521 tkr", true}, {"2021.5", true},     {"2021 %", true},
                {"20 210 kr", true}, {"1 000", true},    {"2021-06-01", true}, {"tkr", false}};
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct str cells[] = {STR("Personal"), str_from(rows[i].cell)};
        struct row row = {.cells = cells, .count = 2};
        if (header_is_data(&row) != rows[i].is_data)
            fail_msg("“%s”", rows[i].cell);
    }
}

/* The total of the one row, in kronor, under a header or a line that states the unit. */
static void test_lines(void **state)
{
    (void)state;
#define TABLE "Kostnadslag;2021;Totalt\nPersonal;7;7\nSumma kostnader;7;7\n"
    static const struct {
        const char *text;
        int64_t unit;
    } rows[] = {
        {TABLE, 100},
        {"Alla belopp i tkr om inget annat anges\n\n" TABLE, 100000},
        {"Belopp i 1000-tals kronor\n" TABLE, 100000},
        {"Belopp anges i tusental\n\n" TABLE, 100000},
        {"Samtliga belopp är i mnkr;;\n\n" TABLE, 100000000},
        {"Projektbudget i tkr 2021\n" TABLE, 100000},
        {"Valuta;tkr\n\n" TABLE, 100000},
        {"Alla belopp i;tkr\n\n" TABLE, 100000},
        {"Bidrag 500 kr per deltagare\n" TABLE, 100},
        {"Personal i tkr per år\n" TABLE, 100000},
        {TABLE "\nAlla belopp i tkr\n", 100000},
        {TABLE "\nAlla belopp i tkr;;\n", 100000},
        {TABLE "\nBudget i tkr\n", 100000},
        {"(mnkr)\n" TABLE "\nAlla belopp i tkr\n", 100000000},
        {TABLE "\nAlla belopp i tkr\n\nFinansiär;2021;Totalt\nSumma medfinansiering;7;7\n", 100},
        {"Kostnadslag;Belopp (tkr);\n;2021;Totalt\nPersonal;7;7\nSumma kostnader;7;7\n", 100000},
        {"Kostnadslag;År (tkr);Totalt (kr)\n;2021;\nPersonal;7;7000\nSumma kostnader;7;7000\n", 100000},
        {"Kostnadslag;2021;Totalt\n;jan-dec;\nPersonal;7;7\nSumma kostnader;7;7\n", 100},
        {"Kostnadslag;2021 (tkr);Totalt (tkr)\n;Budget;Budget\nPersonal;7;7\nSumma kostnader;7;7\n", 100000},
        {"Kostnadslag (tkr);År;\n;2021;Totalt\nPersonal;7;7\nSumma kostnader;7;7\n", 100000},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct arena arena = {0};
        struct findings findings = {.arena = &arena, .language = ENGLISH};
        struct input input = {STR("a.csv"), str_from(rows[i].text)};
        const struct budget *budget = read_case(&arena, &input, 1, &findings).budget;
        const struct item *item = budget_item(budget, TABLE_COSTS, STAFF);
        if (!item || item->cells[0].value != 7 * rows[i].unit)
            fail_msg("“%s”: %lld", rows[i].text, item ? (long long)item->cells[0].value : -1);
        assert_int_equal(findings.list.count, 0);
        arena_release(&arena);
    }
}

/* Words above "Post;...": whether the second row is the header. */
static void test_lines_above(void **state)
{
    (void)state;
    enum { WIDTH = 4 };
    static const struct {
        bool is_below;
        const char *above[WIDTH], *below[WIDTH];
    } rows[] = {
        {true,
         {"Summa av Belopp", "Kolumnetiketter", "", ""},
         {"Radetiketter", "2023", "2024", "Totalsumma"}},
        {true, {"Sum of Amount", "Column Labels", "", ""}, {"Row Labels", "North", "South", "Grand Total"}},
        {true, {"Summa av Belopp", "", "År", ""}, {"Region", "Post", "2023", "Totalsumma"}},
        {true, {"Sum of Amount", "Column Labels", "", ""}, {"Row Labels", "2023", "", ""}},
        {true, {"Post", "Utfall", "", "Budget"}, {"", "2023", "2024", "2025"}},
        {false, {"Post", "Q1", "Q2", "Q3"}, {"Porto", "2023", "2024", "2025"}},
        {false, {"Post", "2023", "2024", ""}, {"Slag", "2023", "2024", "Totalt"}},
        {false, {"Post", "Q1", "Q2", ""}, {"Totalt", "2023", "2024", "2025"}},
        {false, {"Avdelning", "Norr", "", ""}, {"Post", "Hyra", "El", "Mat"}},
        {false, {"Avdelning", "Norr", "", ""}, {"Post", "2023", "2024", "4047"}},
        {false, {"Avdelning", "17", "", ""}, {"Post", "2023", "2024", "Totalt"}},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct arena arena = {0};
        struct str above[WIDTH], below[WIDTH];
        for (size_t field = 0; field < WIDTH; field++) {
            above[field] = str_from(rows[i].above[field]);
            below[field] = str_from(rows[i].below[field]);
        }
        const struct row first = {.cells = above, .count = WIDTH}, second = {.cells = below, .count = WIDTH};
        if (header_is_below(&arena, &first, &second, 0) != rows[i].is_below)
            fail_msg("“%s” above “%s”", rows[i].above[0], rows[i].below[0]);
        arena_release(&arena);
    }
}

/* Words of costs and financing head labels, or amounts where numbers stand below them. */
static void test_kinds(void **state)
{
    (void)state;
    static const struct {
        enum table_kind kind;
        const char *text;
    } rows[] = {
        {TABLE_OTHER, "Partner;Budget;EU-stöd\nLund;9;5\nTotalt;9;5\n"},
        {TABLE_OTHER, "Partner;Kostnader;Totalt\nLund;9;9\nTotalt;9;9\n"},
        {TABLE_OTHER, "Partner;Budget;Medfinansiering\nLund;9;\nTotalt;9;\n"},
        {TABLE_OTHER, "Partner;Budget;Finansiering\nA;9;5\nB;9;saknas\nTotalt;18;5\n"},
        {TABLE_COSTS, "Kostnadslag;Totalt;EU-stöd\nPersonal;9;5\nSumma kostnader;9;5\n"},
        {TABLE_COSTS, "Nr;Kostnadslag;Totalt\n1;Personal;9\n2;Summa kostnader;9\n"},
        {TABLE_FINANCING, "Finansiär;Kostnader;Totalt\nUmeå kommun;9;9\nSumma;9;9\n"},
        {TABLE_FINANCING, "Land;Finansiär;Totalt\nSE;Umeå kommun;9\nSE;Summa;9\n"},
        {TABLE_EU_AID, "Nr;Finansiering;Totalt\n1;EU-medel;9\n2;Total finansiering;9\n"},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct arena arena = {0};
        struct findings findings = {.arena = &arena, .language = ENGLISH};
        struct input input = {STR("a.csv"), str_from(rows[i].text)};
        const struct budget *budget = read_case(&arena, &input, 1, &findings).budget;
        if (budget->tables.count != 1 || budget->tables.items[0]->kind != rows[i].kind)
            fail_msg("“%s”: %zu tables", rows[i].text, budget->tables.count);
        arena_release(&arena);
    }
}

/* The years of the columns, 0 for the total and -1 for a column of no year; no columns where the header is none. */
static void test_periods(void **state)
{
    (void)state;
    static const struct {
        const char *header;
        int years[4];
    } rows[] = {
        {"2021-03-01 – 2021-12-31;2022-01-01 – 2022-12-31;2023-01-01 – 2023-06-30;Summa",
         {2021, 2022, 2023, 0}},
        {"2021 (mar-dec);2022;2023 (jan–jun);Totalt", {2021, 2022, 2023, 0}},
        {"jan–dec 2019;Januari-december 2020;Budget 2021, jan-mars;Totalt", {2019, 2020, 2021, 0}},
        {"1 mars 2021 till 31 december 2021;2022;2023;Totalt", {2021, 2022, 2023, 0}},
        {"2021-03-01–2021-12-31;2022;2023;2021-03-01–2023-06-30", {2021, 2022, 2023, 0}},
        {"2021;2022;2023;2021-2023", {2021, 2022, 2023, 0}},
        {"2021;2022;2023;2021-2024", {2021, 2022, 2023, -1}},
        {"2021-2022;2021;2022;Totalt", {-1, 2021, 2022, 0}},
        {"2021-2022;2023;2024;Totalt", {-1, 2023, 2024, 0}},
        {"2021-03-01 – 2022-06-30;2022-07-01 – 2022-12-31;2023;Totalt", {-1, -1, 2023, 0}},
        {"2021 (jan-jun);2021 (jul-dec);2022;Totalt", {-1, -1, 2022, 0}},
        {"2021 (jan-jun);2021;2022;Totalt", {-1, 2021, 2022, 0}},
        {"2021-01-01 – 2021-06-30;2021-07-01 – 2021-12-31;2022;Totalt", {-1, -1, -1, -1}},
        {"2021 (dec-mar);2022;2023;Totalt", {-1, 2022, 2023, 0}},
        {"2021 (mars);2022;2023;Totalt", {-1, 2022, 2023, 0}},
        {"2021-12-31 – 2021-03-01;2022;2023;Totalt", {-1, -1, -1, -1}},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct arena arena = {0};
        struct buffer text = {.arena = &arena};
        struct findings findings = {.arena = &arena, .language = ENGLISH};
        buffer_print(&text, "Kostnadslag;%s\nPersonal;7;7;7;21\nSumma kostnader;7;7;7;21\n", rows[i].header);
        struct input input = {STR("a.csv"), buffer_text(&text)};
        const struct budget *budget = read_case(&arena, &input, 1, &findings).budget;
        const struct item *item = budget_item(budget, TABLE_COSTS, STAFF);
        for (size_t column = 0; column < 4; column++) {
            int year = rows[i].years[column];
            size_t found = 0;
            for (size_t c = 0; item && c < item->table->columns.count; c++)
                found += item->table->columns.items[c].origin.field == column + 1 &&
                         item->table->columns.items[c].scope == (year == 0 ? SCOPE_TOTAL : year);
            if (found != (year >= 0))
                fail_msg("“%s”: column %zu", rows[i].header, column + 1);
        }
        arena_release(&arena);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_headings),    cmocka_unit_test(test_data),
                                       cmocka_unit_test(test_totals),      cmocka_unit_test(test_lines),
                                       cmocka_unit_test(test_lines_above), cmocka_unit_test(test_kinds),
                                       cmocka_unit_test(test_periods)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
