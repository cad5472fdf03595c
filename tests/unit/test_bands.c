/* Tables side by side to tables below one another. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>

#include "bands.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

/* The rows after unfolding: of each the line it stands in and its cells, blank ones as "_"; a blank row as "-". */
static const char *unfolded(const char *text)
{
    static char shown[2000];
    struct arena arena = {0};
    struct source source = {.name = STR("t.csv"), .text = str_from(text), .separator = ';'};
    struct findings findings = {.arena = &arena};
    struct buffer buffer = {.arena = &arena};
    struct rows rows = rows_read(&arena, &source, &findings);
    bands_unfold(&arena, &rows);
    for (size_t i = 0; i < rows.list.count; i++) {
        const struct row *row = &rows.list.items[i];
        buffer_print(&buffer, row_is_blank(row) ? "-" : "%u", source.records.items[row->record].line);
        for (uint32_t field = 0; !row_is_blank(row) && field < row->count; field++) {
            struct str cell = row_cell(row, field);
            buffer_print(&buffer, ";%.*s", STR_ARG(cell.length > 0 ? cell : STR("_")));
        }
        buffer_add_char(&buffer, '/');
    }
    memcpy(shown, buffer.data ? buffer.data : "", buffer.length);
    shown[buffer.length] = '\0';
    arena_release(&arena);
    return shown;
}

static void test_unfold(void **state)
{
    static const char *const rows[][2] = {
        {"", ""},
        /* one table, also with a blank column in it, stays as it is */
        {"Kostnadslag;2021\nPersonal;1\n", "1;Kostnadslag;2021/2;Personal;1/"},
        {"Kostnadslag;2021;;Totalt;Summa\nPersonal;1;;1;1\n",
         "1;Kostnadslag;2021;_;Totalt;Summa/2;Personal;1;_;1;1/"},
        /* two: headings go with their tables, and cells keep their fields */
        {"Kostnader;;;Finansiering\nKostnadslag;2021;;Finansiär;2021\nPersonal;1;;Kommunen;2\nResor;3\n",
         "1;Kostnader;_;_/2;Kostnadslag;2021;_/3;Personal;1;_/4;Resor;3/-/"
         "1;_;_;_;Finansiering/2;_;_;_;Finansiär;2021/3;_;_;_;Kommunen;2/-/"},
        /* what stands above and is no heading of theirs comes first */
        {"Uppgift;Värde\nProjekt;A\n\nKostnadslag;2021;;Finansiär;2021\nPersonal;1;;Kommunen;2\n",
         "1;Uppgift;Värde/2;Projekt;A/-/-/4;Kostnadslag;2021;_/5;Personal;1;_/-/4;_;_;_;Finansiär;2021/"
         "5;_;_;_;Kommunen;2/"},
        /* a row that runs on from one into the other ends them */
        {"Kostnadslag;2021;;Finansiär;2021\nPersonal;1;;Kommunen;2\n\nTyp;Namn;Start;Slut;Kostnad\n",
         "1;Kostnadslag;2021;_/2;Personal;1;_/-/-/1;_;_;_;Finansiär;2021/2;_;_;_;Kommunen;2/-/"
         "4;Typ;Namn;Start;Slut;Kostnad/"},
        /* a second pair, with its own headings */
        {"Kostnadslag;2021;;Finansiär;2021\nPersonal;1;;Kommunen;2\n\n;Plan;;;Bilagor\n;Namn;Kostnad;;Bilaga;"
         "Beskrivning\n;A;1;;B;C\n",
         "1;Kostnadslag;2021;_/2;Personal;1;_/-/-/1;_;_;_;Finansiär;2021/2;_;_;_;Kommunen;2/-/-/"
         "4;_;Plan;_;_/5;_;Namn;Kostnad;_/6;_;A;1;_/-/4;_;_;_;_;Bilagor/5;_;_;_;_;Bilaga;Beskrivning/"
         "6;_;_;_;_;B;C/"},
    };
    int wrong = 0;
    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++) {
        const char *got = unfolded(rows[i][0]);
        if (strcmp(got, rows[i][1]) != 0) {
            print_error("%s\n  gives    %s\n  expected %s\n", rows[i][0], got, rows[i][1]);
            wrong++;
        }
    }
    assert_int_equal(wrong, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_unfold)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
