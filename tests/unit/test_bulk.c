/* Long exports: which heads are recognised, where the cases lie, and what a case's rows become. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "budgetkoll/bulk.h"
#include "budgetkoll/reading.h"
#include "budgetkoll/recognise.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

/* The cases are looked for in parts of so many bytes. */
static struct bulk *open_parts(struct arena *arena, struct str text, size_t step)
{
    struct bulk *bulk = bulk_open(arena, text, &(struct reading_choice){0});
    struct bulk_part *part = bulk_new_part(arena);
    for (size_t begin = 0; bulk && begin < bulk_facts(bulk).size; begin += step) {
        bulk_scan(bulk, begin, step, part);
        bulk_join(bulk, part);
    }
    return bulk;
}

static struct bulk *open_text(struct arena *arena, struct str text)
{
    return open_parts(arena, text, 16);
}

static void test_heads(void **state)
{
    (void)state;
    static const struct {
        bool is_bulk;
        const char *head;
    } heads[] = {
        {true, "Ärendeid;Tabell;Kostnadslag;Rad;År;Belopp\n"},
        {true, "ÄRENDE-ID;Kostnadslag;År;Belopp (tkr)\n"},
        {true, "Ärendenummer\tKategori\tBudgetår\tBelopp\n"},
        {true, "Belopp,Year,Category,Case id\n"},
        {true, "Case|Table|Row|Year|Amount\n"},
        {true, "Dnr;Kostnadstyp;2020;2021;Totaler\n"},
        {true, "Diarienummer;Ärendeid;Kostnadstyp;2020;Totaler\n"},
        {true, "Ärendeid;Finansiär;Totalt\n"},
        {true, "Ärendeid;Aktivitet;Startdatum;Slutdatum;Kostnad\n"},
        {true, "Ärendeid;Tabell;Post;2021;Totalt\n"},
        {true, "Export 2024-01-31\n\nÄrendeid;Kostnadslag;År;Belopp\n"},
        {true, "sep=;\nÄrendeid;Kostnadslag;År;Belopp\n"},
        {true, "\"Ärendeid\";\"Kostnadslag\";\"År\";\"Belopp\"\n"},
        {true, "\xEF\xBB\xBF\xC3\x84rendeid;Kostnadslag;\xC3\x85r;Belopp\n"},
        {true, "\xC4rendeid;Kostnadslag;\xC5r;Belopp\n"},
        {false, ""},
        {false, "Ärendeid;20303832\n"},
        {false, "Ärendeid;20303832\nKostnadslag;2021;Totalt\n"},
        {false, "Kostnadslag;2021;Totalt\n"},
        {false, "Bilagans namn;Diarienummer\n"},
        {false, "Ärendeid;Kostnadslag\n"},
        {false, "Ärendeid;År;Belopp\n"},
        {false, "Ärendeid;Kostnadslag;År;Anteckning\n"},
        {true, "Ärendeid;Kostnadslag;År;Belopp;Belopp\n"},
        {true, "Ärendeid;Kostnadslag;År;Beslutat belopp\n"},
        {false, "Namn;Org.nr;Dnr\n"},
        {false, "Kostnadslag;2021;Totalt\nPersonal;1;1\n\nÄrendeid;Kostnadslag;År;Belopp\n"},
    };
    for (size_t i = 0; i < COUNT(heads); i++) {
        struct arena arena = {0};
        bool is_bulk = open_text(&arena, str_from(heads[i].head)) != NULL;
        if (is_bulk != heads[i].is_bulk)
            fail_msg("“%s” is taken for %s", heads[i].head, is_bulk ? "an export" : "none");
        arena_release(&arena);
    }
}

/* Every column that may be the budget's amounts is named: with more than one none is chosen. */
static void test_columns_of_amounts(void **state)
{
    (void)state;
    static const struct {
        uint32_t count;
        const char *head, *last;
    } heads[] = {
        {1, "Ärendeid;Kostnadslag;År;Belopp\n", "Belopp"},
        {1, "Ärendeid;Kostnadslag;År;Beslutat belopp\n", "Beslutat belopp"},
        {1, "Ärendeid;Kostnadslag;År;Sökt belopp (tkr);Handläggare\n", "Sökt belopp (tkr)"},
        {1, "Ärendeid;Konto;Kostnadslag;År;Budgeterat belopp\n", "Budgeterat belopp"},
        {1, "Ärendeid;Kostnadslag;År;Budget;Kommentar\n", "Budget"},
        {1, "Ärendeid;Kostnadslag (tkr);År;Totalt\n", "Totalt"},
        {1, "Case id;Category;Year;Approved amount\n", "Approved amount"},
        {2, "Ärendeid;Kostnadslag;År;Belopp;Belopp\n", "Belopp"},
        {2, "Ärendeid;Kostnadslag;År;Beslutat belopp;Sökt belopp\n", "Sökt belopp"},
        {2, "Ärendeid;Budget;Kostnadslag;År;Utfall\n", "Utfall"},
        {2, "Ärendeid;Kostnadslag;År;Belopp;Rekvirerat (kr)\n", "Rekvirerat (kr)"},
        {3, "Case id;Category;Year;Budgeted amount;Outcome;Forecast\n", "Forecast"},
        {1, "Ärendeid;Kostnadslag;Beslutat belopp\n", "Beslutat belopp"},
        {2, "Ärendeid;Kostnadslag;Beslutat belopp;Sökt belopp\n", "Sökt belopp"},
        {0, "Ärendeid;Kostnadslag;2021;Totalt\n", NULL},
        {0, "Ärendeid;Kostnadslag;Belopp;Utfall\n", NULL},
    };
    for (size_t i = 0; i < COUNT(heads); i++) {
        struct arena arena = {0};
        const struct bulk *bulk = open_text(&arena, str_from(heads[i].head));
        assert_non_null(bulk);
        const struct row *amounts = bulk_facts(bulk).amounts;
        assert_int_equal(amounts->count, heads[i].count);
        if (heads[i].last)
            assert_true(str_equal(amounts->cells[amounts->count - 1], str_from(heads[i].last)));
        arena_release(&arena);
    }
}

static void test_cases(void **state)
{
    (void)state;
    static const struct {
        const char *rows;
        size_t count;
        bool scattered;
        size_t second; /* where the second case begins after the header, when there is one */
    } files[] = {
        {"", 0, false, 0},
        {"\n;;;\n", 0, false, 0},
        {"1;Personal;;5\n", 1, false, 0},
        {"1;Personal;;5", 1, false, 0},
        {"1;Personal;;5\r\n2;Personal;;5\r\n", 2, false, 15},
        {"1;Personal;;5\r2;Personal;;5\r", 2, false, 14},
        {"1;A;;5\n2;B;;5\n1;C;;5\n", 2, true, 7},
        {"a 1;A;;5\nA1;B;;5\nA\xC2\xA0"
         "1;C;;5\n",
         1, false, 0},
        {"\xC3\x84;A;;5\n\xC3\xA4;B;;5\n", 1, false, 0},
        {"1-2;A;;5\n12;B;;5\n", 2, false, 9},
        {";A;;5\n1;B;;5\n;C;;5\n2;D;;5\n", 2, false, 19},
        {"1;\"A\n2;A\";;5\n2;B;;5\n", 2, false, 13},
        {"1;\"A;;5\n2;B;;5\n", 2, false, 8},
        {"1;A \"x;;5\n2;B\";;5\n", 2, false, 10},
        {"Rader: 2;;;\n", 0, false, 0},
    };
    for (size_t i = 0; i < COUNT(files); i++)
        for (size_t step = 1; step < 70; step++) {
            struct arena arena = {0};
            static const char header[] = "Dnr;Kostnadslag;Year;Amount\n";
            char text[200];
            snprintf(text, sizeof text, "%s%s", header, files[i].rows);
            struct bulk *bulk = open_parts(&arena, str_from(text), step);
            assert_non_null(bulk);
            if (bulk_facts(bulk).count != files[i].count ||
                bulk_facts(bulk).is_scattered != files[i].scattered)
                fail_msg("“%s” by %zu: %zu cases", files[i].rows, step, bulk_facts(bulk).count);
            if (files[i].second != 0 && bulk_case_begin(bulk, 1) != strlen(header) + files[i].second)
                fail_msg("“%s” by %zu: the second begins at %zu", files[i].rows, step,
                         bulk_case_begin(bulk, 1) - strlen(header));
            arena_release(&arena);
        }
}

/* ---- what a case becomes ---- */

/* The table's rows as "LABEL=1,2,; - LINE=...", in kronor, blank where nothing is known. */
static void describe(const struct table *table, char *text, size_t size)
{
    size_t used = 0;
    for (size_t i = 0; i < table->items.count; i++) {
        const struct item *rows[50] = {table->items.items[i]};
        size_t count = 1;
        for (size_t d = 0; d < rows[0]->lines.count && count < COUNT(rows); d++)
            rows[count++] = rows[0]->lines.items[d];
        for (size_t r = 0; r < count; r++) {
            used +=
                (size_t)snprintf(text + used, size - used, "%s%.*s=", r ? "-" : "", STR_ARG(rows[r]->label));
            for (size_t c = 0; c < table->columns.count; c++)
                if (rows[r]->cells[c].state == CELL_VALUE)
                    used +=
                        (size_t)snprintf(text + used, size - used, "%d:%lld ", table->columns.items[c].scope,
                                         (long long)(rows[r]->cells[c].value / ORE_PER_KRONA));
        }
    }
}

static void test_tables(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        size_t tables;
        const char *first;
    } files[] = {
        {"Dnr;Kostnadslag;Rad;Year;Amount\n7;Personal;;2022;2\n7;Personal;;2021;1\n7;Personal;;;3\n", 1,
         "Personal=2021:1 2022:2 0:3 "},
        {"Dnr;Kostnadslag;Rad;Year;Amount\n7;Personal;Anna;2021;1\n7;Resor;;2021;4\n7;Personal;;2021;1\n", 1,
         "Personal=2021:1 -Anna=2021:1 Resor=2021:4 "},
        {"Dnr;Kostnadslag;Rad;Year;Amount\n7;Personal;- Anna;2021;1\n7;Personal;Totalt;2021;1\n", 1,
         "Personal=2021:1 -Anna=2021:1 "},
        {"Dnr;Kostnadslag;Year;Amount\n7;Personal;2021;1\n7; - Anna;2021;1\n", 1,
         "Personal=2021:1 -Anna=2021:1 "},
        {"Dnr;Kostnadslag;Rad;Year;Amount\n7;Summa totala kostnader;;2021;9\n7;Personal;A;2021;1\n"
         "7;Resor;;2021;8\n7;Personal;;2021;1\n",
         1, "Personal=2021:1 -A=2021:1 Resor=2021:8 Summa totala kostnader=2021:9 "},
        {"Dnr;Kostnadslag;Year;Amount (tkr)\n7;Personal;2021;1,5\n", 1, "Personal=2021:1500 "},
        {"Belopp i tkr\nDnr;Kostnadslag;Year;Amount\n7;Personal;2021;1\n", 1, "Personal=2021:1000 "},
        {"Dnr;Kostnadslag;Year;Amount\n7;Personal;År 2021;1\n7;Resor;2021;2\n", 1,
         "Personal=2021:1 Resor=2021:2 "},
        {"Dnr;Kostnadslag;Year;Amount\n7;Personal;2021;1\n7;EU-medel;2021;2\n7;Resor;2021;3\n", 2,
         "Personal=2021:1 Resor=2021:3 "},
        {"Dnr;Kostnadslag;2021;Totalt\n7;Personal;1;1\n7; - Anna;1;\n7;EU-medel;2;2\n", 2,
         "Personal=2021:1 0:1 -Anna=2021:1 "},
        {"Tabell;Post;2021;Dnr\nKostnader;Personal;1;7\nKostnader;Resor;2;7\n", 1,
         "Personal=2021:1 Resor=2021:2 "},
        {"Dnr;Kostnadslag;Rad;2021\n7;Personal;Anna;1\n7;Resor;;2\n7;Personal;;1\n", 1,
         "Personal=2021:1 -Anna=2021:1 Resor=2021:2 "},
    };
    for (size_t i = 0; i < COUNT(files); i++) {
        struct arena arena = {0};
        struct findings findings = {.arena = &arena, .language = ENGLISH};
        struct bulk *bulk = open_text(&arena, str_from(files[i].text));
        assert_non_null(bulk);
        assert_int_equal(bulk_facts(bulk).count, 1);
        struct reading reading =
            read_bulk_case(&arena, bulk, 0, STR("e.csv"), &(struct reading_choice){0}, NULL, &findings);
        assert_true(reading.recognised);
        char text[2000] = "";
        describe(reading.budget->tables.items[0], text, sizeof text);
        if (reading.budget->tables.count != files[i].tables || strcmp(text, files[i].first) != 0)
            fail_msg("%s%zu tables: %s", files[i].text, reading.budget->tables.count, text);
        if (findings.list.count > 0)
            fail_msg("%s%.*s", files[i].text, STR_ARG(findings.list.items[0].message));
        assert_string_equal(budget_fact(reading.budget, CASE_ID)->text.data[0] == '7' ? "7" : "", "7");
        arena_release(&arena);
    }
}

/* What the export says is handed over as data: the kind of the table, what its columns are, which rows are detail lines. */
static void test_structure(void **state)
{
    (void)state;
    static const char text[] = "Dnr;Tabell;Kategori;Rad;Year;Amount\n7;Kostnader;Personal;- Anna;;3\n"
                               "7;Kostnader;Personal;- Anna;2022;2\n7;Kostnader;Personal;;2021;1\n";
    static const struct {
        enum concept concept;
        int year;
    } columns[] = {{COL_CATEGORY, 0}, {COL_YEAR, 2021}, {COL_YEAR, 2022}, {COL_TOTAL, 0}};
    static const char *const labels[] = {"Personal", "Anna"};
    struct arena arena = {0};
    struct findings findings = {.arena = &arena, .language = ENGLISH};
    struct budget budget = {.arena = &arena};
    struct loaded loaded = {0};
    bulk_read(&arena, open_text(&arena, STR(text)), 0, STR("e.csv"), &budget, &findings, &loaded);
    assert_true(loaded.has_tables);
    assert_int_equal(loaded.tables.list.count, 1);
    const struct found_table *table = &loaded.tables.list.items[0];
    assert_int_equal(table->kind, TABLE_COSTS);
    for (size_t i = 0; i < COUNT(columns); i++) {
        assert_int_equal(table->headings[i].concept, columns[i].concept);
        assert_int_equal(table->headings[i].year, columns[i].year);
    }
    assert_int_equal(table->end - table->first, COUNT(labels));
    for (size_t i = 0; i < COUNT(labels); i++) {
        const struct row *row = &loaded.rows.list.items[table->first + i];
        assert_int_equal(row->depth, i);
        assert_true(str_equal(row_cell(row, 0), str_from(labels[i])));
    }
    arena_release(&arena);
}

/* A spreadsheet shortens long ids, and leaves out the zeros of others. */
static void test_shortened(void **state)
{
    (void)state;
    static const struct {
        const char *id, *shortened;
    } ids[] = {{"2,03E+07", "2,03E+07"},
               {"1.5e+12", "1.5E+12"},
               {"4E+9", "4E+9"},
               {"####", "####"},
               {"2E07", ""},
               {"E+07", ""},
               {"2E+", ""},
               {"2E+7B", ""},
               {"20303832", ""},
               {"#1", ""},
               {"2,03E+07-1", ""}};
    for (size_t i = 0; i < COUNT(ids); i++) {
        struct arena arena = {0};
        char text[100];
        snprintf(text, sizeof text, "Dnr;Kostnadslag;Year;Amount\n%s;Personal;2021;1\n", ids[i].id);
        struct str found = bulk_shortened(&arena, open_text(&arena, str_from(text)), 0);
        if (!str_equal(found, str_from(ids[i].shortened)))
            fail_msg("“%s”: “%.*s”", ids[i].id, STR_ARG(found));
        arena_release(&arena);
    }
}

/* The place of a figure is its own in the file, wherever the rows of its case stand. */
static void test_places(void **state)
{
    (void)state;
    static const char text[] = "Titel\n\nDnr;Kostnadslag;Rad;Year;Amount\n"
                               "8;Personal;;2021;1\n"
                               "7;Personal;;2021;tusen\n"
                               "8;Resor;\"två\nrader\";2021;1\n"
                               "7;\"Resor\";;2021;x\n";
    static const struct {
        uint32_t line, column;
    } expected[] = {{5, 18}, {8, 17}};
    struct arena arena = {0};
    struct findings findings = {.arena = &arena, .language = ENGLISH};
    struct bulk *bulk = open_text(&arena, str_from(text));
    assert_int_equal(bulk_facts(bulk).count, 2);
    read_bulk_case(&arena, bulk, 1, STR("e.csv"), &(struct reading_choice){0}, NULL, &findings);
    assert_int_equal(findings.list.count, COUNT(expected));
    for (size_t i = 0; i < COUNT(expected); i++) {
        assert_int_equal(findings.list.items[i].place.line, expected[i].line);
        assert_int_equal(findings.list.items[i].place.column, expected[i].column);
    }
    arena_release(&arena);
}

/* To be freed by the caller; a byte behind it is nobody's, so that a reader that goes too far is seen. */
static char *exact_copy(const char *text, size_t length)
{
    char *copy = malloc(length ? length : 1);
    assert_non_null(copy);
    memcpy(copy, text, length);
    return copy;
}

/* Cut at every byte, each case of what is left is read. */
static void test_every_cut(void **state)
{
    (void)state;
    static const char text[] =
        "Dnr;Tabell;Kategori;Post;År;Belopp\n7;Kostnader;\"Per\"\"sonal\";;2021;1 000,00\n"
        "8;Kostnader;L\xF6n;\xC5;;\xE2\x88\x92"
        "5\r\n7;Kostnader;Personal;;;1000\n";
    for (size_t length = 0; length <= strlen(text); length++) {
        struct arena arena = {0};
        struct findings findings = {.arena = &arena, .language = SWEDISH};
        char *copy = exact_copy(text, length);
        struct bulk *bulk = open_text(&arena, (struct str){copy, length});
        for (size_t i = 0; bulk && i < bulk_facts(bulk).count; i++)
            assert_non_null(
                read_bulk_case(&arena, bulk, i, STR("e.csv"), &(struct reading_choice){0}, NULL, &findings)
                    .budget);
        free(copy);
        arena_release(&arena);
    }
}

/* ---- sizes ---- */

enum { LONGEST = 1000, SMALL_PART = 64 };

/* Rows of cases of three rows each, the third of which has a figure that does not add up, in one of the ways in which exports
 * are written. */
static void write_form(char *text, const char *cell, const char *end)
{
    size_t used = (size_t)snprintf(text, LONGEST, "Dnr;Kostnadslag;Year;Amount%s", end);
    for (int row = 0; used < LONGEST; row++) {
        char label[40];
        snprintf(label, sizeof label, cell, row % 3 == 2 ? "Summa kostnader" : "Personal");
        used +=
            (size_t)snprintf(text + used, LONGEST - used, "%d;%s;2021;%d%s", row / 3 + 7, label, row, end);
    }
}

/* What is said of the cases, and where. */
static void describe_cases(struct arena *arena, const struct bulk *bulk, char *text, size_t size)
{
    size_t used = 0;
    text[0] = '\0';
    for (size_t i = 0; i < bulk_facts(bulk).count; i++) {
        struct findings findings = {.arena = arena, .language = ENGLISH};
        read_bulk_case(arena, bulk, i, STR("e.csv"), &(struct reading_choice){0}, NULL, &findings);
        used += (size_t)snprintf(text + used, size - used, "%zu+%zu ", bulk_case_begin(bulk, i),
                                 bulk_case_size(bulk, i));
        for (size_t f = 0; f < findings.list.count; f++)
            used += (size_t)snprintf(text + used, size - used, "%u:%u ", findings.list.items[f].place.line,
                                     findings.list.items[f].place.column);
    }
}

static void check_size(const char *text, size_t length, size_t step)
{
    static char whole[20000], parts[sizeof whole];
    struct arena arena = {0};
    char *copy = exact_copy(text, length);
    struct str bytes = {copy, length};
    const struct bulk *at_once = open_parts(&arena, bytes, LONGEST);
    const struct bulk *by_parts = open_parts(&arena, bytes, step);
    assert_int_equal(at_once == NULL, by_parts == NULL);
    if (at_once) {
        describe_cases(&arena, at_once, whole, sizeof whole);
        describe_cases(&arena, by_parts, parts, sizeof parts);
        assert_string_equal(parts, whole);
    }
    free(copy);
    arena_release(&arena);
}

/* A file's size says nothing: on every boundary of parts, and beside it, the cases are those of the whole text. */
static void test_sizes(void **state)
{
    (void)state;
    static const char *const cells[] = {"%s", "\"%s\"", "\"%s\n\"", "%s\"", "\"%s"};
    static const char *const ends[] = {"\n", "\r\n", "\r"};
    static char text[LONGEST + 1];
    for (size_t form = 0; form < COUNT(cells) * COUNT(ends); form++) {
        write_form(text, cells[form / COUNT(ends)], ends[form % COUNT(ends)]);
        for (size_t length = SMALL_PART; length < LONGEST; length++)
            if (length % SMALL_PART <= 1 || length % SMALL_PART == SMALL_PART - 1)
                check_size(text, length, SMALL_PART);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_heads),     cmocka_unit_test(test_columns_of_amounts),
        cmocka_unit_test(test_cases),     cmocka_unit_test(test_tables),
        cmocka_unit_test(test_structure), cmocka_unit_test(test_shortened),
        cmocka_unit_test(test_places),    cmocka_unit_test(test_every_cut),
        cmocka_unit_test(test_sizes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
