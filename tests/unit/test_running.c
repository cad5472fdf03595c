/* Running text to rows: cutting amounts, joining labels, finding headers, and whole tables. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

#include "budgetkoll/buffer.h"
#include "budgetkoll/reading.h"
#include "running.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

/* ---- cutting ---- */

enum { MOST = 64 };

/* The words of a text as tokens; a bar says that a gap stands there. */
static uint32_t tokens_of(struct str text, struct running_word *tokens)
{
    uint32_t count = 0;
    bool apart = true;
    for (size_t at = 0; at < text.length;) {
        size_t end = at;
        while (end < text.length && text.data[end] != ' ')
            end++;
        struct str word = str_slice(text, at, end);
        if (str_equal(word, STR("|"))) {
            apart = true;
        } else if (word.length > 0) {
            tokens[count++] = (struct running_word){word,  (uint32_t)at,    1, (uint32_t)at, (uint32_t)end,
                                                    apart, cuts_shape(word)};
            apart = false;
        }
        at = end + 1;
    }
    return count;
}

static void test_cuts(void **state)
{
    static const struct {
        const char *text;
        uint32_t amounts, cuts;
        const char *first; /* the amounts of the first cut */
    } rows[] = {
        {"0 0 0 0", 4, 1, "0|0|0|0"},
        {"1 655 640", 1, 1, "1 655 640"},
        {"1 655 640", 3, 1, "1|655|640"},
        {"756 000", 1, 1, "756 000"},
        {"756 000", 2, 0, ""}, /* no amount begins with 000 */
        {"700 000 700 000 0", 3, 1, "700 000|700 000|0"},
        {"61,34 % 57,7 %", 2, 1, "61,34 %|57,7 %"},
        {"61,34% 50%", 2, 1, "61,34%|50%"},
        {"12 000 kr 5 kr", 2, 1, "12 000 kr|5 kr"},
        {"-12 000 400", 2, 1, "-12 000|400"},
        {"- 5 000", 2, 1, "-|5 000"}, /* nothing */
        {"- 5 000", 1, 1, "- 5 000"}, /* a minus */
        {"1 234,50 10", 2, 1, "1 234,50|10"},
        {"12 34", 1, 0, ""},
        {"0 100", 1, 0, ""},
        {"1234 567", 2, 1, "1234|567"},
        {"1\u00A0234 567", 2, 1, "1\u00A0234|567"}, /* no-break blanks hold an amount together */
        {"100 | 200", 1, 0, ""},
        {"100 | 200 300", 2, 1, "100|200 300"},
        {"(1 000) 5", 2, 1, "(1 000)|5"},
        {"100 200 300 400", 3, 3, "100 200|300|400"},
        {"SEK 1 000", 1, 1, "SEK 1 000"}, /* a currency before its amount */
        {"EUR 1 000 | EUR 500", 2, 1, "EUR 1 000|EUR 500"},
        {"12 000 NOK 5 NOK", 2, 1, "12 000 NOK|5 NOK"},
        {"EUR 1 000 EUR 2 000", 2, 1, "EUR 1 000|EUR 2 000"},
    };
    static struct running_cuts cuts;
    int wrong = 0;
    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct arena arena = {0};
        struct running_word tokens[MOST];
        uint32_t count = tokens_of(str_from(rows[i].text), tokens);
        cuts_find(tokens, count, rows[i].amounts, &cuts);
        struct buffer first = {.arena = &arena};
        for (uint32_t a = 0; cuts.count > 0 && a < cuts.list[0].count; a++) {
            buffer_add(&first, a > 0 ? STR("|") : STR(""));
            buffer_add(&first, cuts_amount(tokens, count, &cuts.list[0], a));
        }
        if (cuts.count != rows[i].cuts || !str_equal(buffer_text(&first), str_from(rows[i].first))) {
            print_error("%s: %u cuts, first %.*s\n", rows[i].text, cuts.count, STR_ARG(buffer_text(&first)));
            wrong++;
        }
        arena_release(&arena);
    }
    assert_int_equal(wrong, 0);
}

static void test_words_of_amounts(void **state)
{
    static const char *const amounts[] = {"0",   "1", "756", "000", "1 000", "-5",
                                          "50%", "%", "kr",  "-",   "1,50"};
    static const char *const others[] = {"A4", "222000-0638", "2021-06-01", "kommun", "", "1a", "AOU"};
    (void)state;
    for (size_t i = 0; i < COUNT(amounts); i++)
        assert_true(cuts_shape(str_from(amounts[i])) != 0);
    for (size_t i = 0; i < COUNT(others); i++)
        assert_true(cuts_shape(str_from(others[i])) == 0);
}

/* ---- joining ---- */

static void test_labels(void **state)
{
    static const struct {
        enum table_kind kind;
        int widest; /* in thousandths of an em */
        const char *lines[5];
        const char *label;
    } rows[] = {
        {TABLE_COSTS,
         9200,
         {"Offentliga", "rummet/kvalitetsmäs", "san"},
         "Offentliga rummet/kvalitetsmässan"},
        {TABLE_COSTS,
         9200,
         {"Innehållskoordinerin", "g, insamling av", "exempel"},
         "Innehållskoordinering, insamling av exempel"},
        {TABLE_COSTS, 9200, {"Mässkostnad/markn", "adsföring"}, "Mässkostnad/marknadsföring"},
        {TABLE_COSTS,
         9200,
         {"Kvalitetssäkring", "av guidens innehåll"},
         "Kvalitetssäkring av guidens innehåll"},
        {TABLE_COSTS, 9200, {"Kvalitetssäk-", "ring"}, "Kvalitetssäkring"},
        {TABLE_COSTS, 9200, {"inköps-", "och resekostnad"}, "inköps- och resekostnad"},
        {TABLE_FINANCING, 9200, {"Offentlig", "kontantfinansieri", "ng"}, "Offentlig kontantfinansiering"},
        {TABLE_FINANCING,
         9200,
         {"Europeiska", "regionala", "utvecklingsfond", "en"},
         "Europeiska regionala utvecklingsfonden"},
        {TABLE_FINANCING,
         9200,
         {"Stödandel (EU-", "medel) av", "faktiska", "kostnader"},
         "Stödandel (EU- medel) av faktiska kostnader"},
        {TABLE_COSTS, 0, {"Resor"}, "Resor"},
    };
    int wrong = 0;
    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct arena arena = {0};
        struct fragment fragments[5];
        uint32_t count = 0;
        for (; count < 5 && rows[i].lines[count]; count++)
            fragments[count] = (struct fragment){str_from(rows[i].lines[count]), 0, 1};
        struct str label = broken_label_join(&arena, rows[i].kind, fragments, count, rows[i].widest);
        if (!str_equal(label, str_from(rows[i].label))) {
            print_error("row %zu: %.*s\n", i, STR_ARG(label));
            wrong++;
        }
        arena_release(&arena);
    }
    assert_int_equal(wrong, 0);
}

/* ---- headers ---- */

static void test_headers(void **state)
{
    static const struct {
        const char *text;
        size_t lines;
        uint32_t columns, amounts;
        int total;
        enum table_kind kind;
    } rows[] = {
        {"Kostnadstyp 2020 2021 2022 Totaler\n", 1, 5, 4, 3, TABLE_COSTS},
        {"Finansiär Beskrivning 2020 2021 Totaler\n", 1, 5, 3, 2, TABLE_FINANCING},
        {"Kostnadstyp   2020   2021 Totalt\n", 1, 4, 3, 2, TABLE_COSTS},
        {"Kostnadstyp\n2020\n2021\nTotaler\nPersonal\n", 4, 4, 3, 2, TABLE_COSTS},
        {"Aktivitet Startdatum - Slutdatum Kostnad\n", 1, 3, 1, -1, TABLE_ACTIVITIES},
        {"           Startdatum -\nNivå   Aktivitet        Kostnad\n           Slutdatum\n", 3, 5, 1, -1,
         TABLE_ACTIVITIES},
        {"Medfinansiering\n\nFinansiär 2020 Totaler\n", 0, 0, 0, 0, TABLE_NONE},
        {"Personal 756 000 771 120\n", 0, 0, 0, 0, TABLE_NONE},
        {"Totaler 2020\n", 0, 0, 0, 0, TABLE_NONE},
        {"", 0, 0, 0, 0, TABLE_NONE},
    };
    int wrong = 0;
    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct arena arena = {0};
        struct running_lines lines = running_lines_read(&arena, str_from(rows[i].text));
        struct running_header header = {0};
        size_t taken = running_header_read(&arena, &lines, 0, &header);
        bool same = taken == rows[i].lines &&
                    (taken == 0 || (header.count == rows[i].columns && header.amounts == rows[i].amounts &&
                                    header.total == rows[i].total && header.kind == rows[i].kind));
        if (!same) {
            print_error("row %zu: %zu lines, %u columns, %u amounts\n", i, taken, header.count,
                        header.amounts);
            wrong++;
        }
        arena_release(&arena);
    }
    assert_int_equal(wrong, 0);
}

/* ---- whole tables ---- */

/* The cells of all rows, with '|' between cells and '/' after rows. */
static struct str rows_text(struct arena *arena, struct str text)
{
    struct budget *budget = ARENA_NEW(arena, struct budget);
    budget->arena = arena;
    struct findings findings = {.arena = arena, .language = ENGLISH};
    struct source *source = ARENA_NEW(arena, struct source);
    struct buffer all = {.arena = arena};
    *source = (struct source){.name = STR("a.txt"), .text = text};
    struct rows rows = running_read(arena, budget, source, &findings);
    assert_int_equal(rows.list.count, source->records.count);
    for (size_t i = 0; i < rows.list.count; i++) {
        const struct row *row = &rows.list.items[i];
        for (uint32_t field = 0; field < row->count; field++) {
            buffer_add(&all, field > 0 ? STR("|") : STR(""));
            buffer_add(&all, row->cells[field]);
            struct place place = place_resolve(row_origin(source, row, field));
            assert_true(place.line >= 1 && place.column >= 1 && place.cell_start <= place.line_text.length);
        }
        buffer_add(&all, row->count > 0 ? STR("/") : STR(""));
    }
    return buffer_text(&all);
}

struct table_text {
    const char *text, *rows;
};

static void assert_rows(const struct table_text *tables, size_t count)
{
    int wrong = 0;
    for (size_t i = 0; i < count; i++) {
        struct arena arena = {0};
        struct str read = rows_text(&arena, str_from(tables[i].text));
        if (!str_equal(read, str_from(tables[i].rows))) {
            print_error("row %zu: %.*s\n", i, STR_ARG(read));
            wrong++;
        }
        arena_release(&arena);
    }
    assert_int_equal(wrong, 0);
}

#define HEADER "Kostnadstyp 2020 2021 Totaler\n"
#define CELLS "Kostnadstyp|2020|2021|Totaler/"

static void test_tables(void **state)
{
    static const struct table_text rows[] = {
        {HEADER "Personal 756 000 771 120 1 527 120\n", CELLS "Personal|756 000|771 120|1 527 120/"},
        /* a wrong sum is taken where the amounts can be cut in one way only */
        {HEADER "Personal 1000 2000 4000\n", CELLS "Personal|1000|2000|4000/"},
        {HEADER "Personal 100 000 50 000 150 000\n - A 60 000 30 000\n - B 40 000 20 000\n",
         CELLS "Personal|100 000|50 000|150 000/- A|60 000|30 000|/- B|40 000|20 000|/"},
        /* the label above, on lines of its own */
        {HEADER "Resor\noch logi\n\n1 000 2 000 3 000\n", CELLS "Resor och logi|1 000|2 000|3 000/"},
        /* each cell on a line */
        {"Kostnadstyp\n2020\n2021\nTotaler\nPersonal\n756 000\n771 120\n1 527 120\n",
         CELLS "Personal|756 000|771 120|1 527 120/"},
        /* a title that could be a heading, in the middle of the page */
        {"      Budget\n\nKostnadstyp 2020 2021 Totaler\nPersonal 100 200 300\n",
         "Budget/Kostnadstyp|2020|2021|Totaler/Personal|100|200|300/"},
        /* gaps tell which column an amount stands in */
        {"Kostnadstyp     2020     2021   Totaler\nPersonal         100      200       300\n"
         "Resor                     200       200\n",
         CELLS "Personal|100|200|300/Resor||200|200/"},
        {"Kostnadstyp     2020     2021   Totaler\nInvesteringar,   100      200       300\nmateriel\noch "
         "lokaler\nPersonal         100      200       300\n",
         CELLS "Investeringar, materiel och lokaler|100|200|300/Personal|100|200|300/"},
        /* markup, page furniture, a header again */
        {HEADER "<p>Personal</p> 1 2 3\n\fSida 2 (3)\n" HEADER "Resor 1 1 2\n",
         CELLS "Personal|1|2|3/Resor|1|1|2/"},
        /* a row that cannot be cut, its words partly behind markup: nothing of it is taken from elsewhere */
        {HEADER "Personal 1 2 3\n - A&auml; 60 000102  000 180\n", CELLS "Personal|1|2|3/- Aä|60 000102||/"},
        {"Projektperiod: 2020-01-01 - 2021-12-31\n" HEADER "Personal 1 2 3\n",
         "Projektperiod|2020-01-01 - 2021-12-31/" CELLS "Personal|1|2|3/"},
        /* what stands outside is left out */
        {"Detta är en mening som inte hör till någon tabell alls.\n\n" HEADER "Personal 1 2 3\n",
         CELLS "Personal|1|2|3/"},
        {"Aktivitet Startdatum - Slutdatum Kostnad\nA1 Start 2020-01-01 - 2020-02-01 1 000\n",
         "Aktivitet|Startdatum - Slutdatum|Kostnad/A1 Start|2020-01-01 - 2020-02-01|1 000/"},
        {"Finansiär Beskrivning 2020 2021 Totaler\nOffentlig kontantfinansiering 3 3 6\n - A\nkommun\n\ntid "
         "1 1\n - B "
         "tid 2 2\n",
         "Finansiär|Beskrivning|2020|2021|Totaler/Offentlig kontantfinansiering||3|3|6/- A kommun|tid|1|1|/- "
         "B|tid|2|2|/"},
        /* on a page without the header a gap within a known label is no column */
        {"Finansiär            Beskrivning     2020     2021   Totalt\n"
         "Region Skåne         kontanter        100      200      300\n"
         "\fStödandel (EU-medel) av              50 %     50 %     50 %\nstödgrundande    finansiering\n"
         "Andel privat  finansiering             0%       0%       0%\n"
         "Region Blekinge         tid             1        2        3\n",
         "Finansiär|Beskrivning|2020|2021|Totalt/Region Skåne|kontanter|100|200|300/Stödandel (EU-medel) av "
         "stödgrundande finansiering||50 %|50 %|50 %/Andel privat finansiering||0%|0%|0%/Region "
         "Blekinge|tid|1|2|3/"},
    };
    (void)state;
    assert_rows(rows, COUNT(rows));
}

/* What sentences and lists without a header state, and prose that states nothing. */
static void test_prose(void **state)
{
    static const struct table_text rows[] = {
        {"Stödet uppgår till 40 procent av projektets faktiska kostnader och 45 % av den samlade "
         "stödgrundande "
         "finansieringen,\ndock högst 1 400 000 kronor. Resten betalas av andra.\n",
         "Stödandel av faktiska kostnader|40 %/Stödandel av stödgrundande finansiering|45 %/"
         "Högsta stödbelopp|1 400 000 kronor/"},
        {"Stödet avser projektperioden 2022-03-01 - 2023-08-31.\n", "Projektperiod|2022-03-01 - 2023-08-31/"},
        {"- Sociala avgifter m.m. (lönebikostnader) ska redovisas med schablonsats på 45,24 procent av "
         "löner.\n",
         "Lönebikostnader|45,24 %/"},
        {"The grant is up to 90 000 EUR. It covers at most 60 percent of actual costs.\n",
         "Högsta stödbelopp|90 000 EUR/"},
        /* other sentences with figures */
        {"Minst 50 procent av stödet ska täcka faktiska kostnader.\n", ""},
        {"Förskott på stödet beviljas med högst 50 000 kronor.\n", ""},
        {"Stödet uppgår inte till 50 procent av faktiska kostnader.\n", ""},
        {"Under 2021 kostade 33 resor 1 250 kr styck (8), och 40 % av dem gick till 3 hamnar 200101-.\n", ""},
        /* a fact, with one blank between key and value */
        {"Stödandel av faktiska kostnader 50,00%\n", "Stödandel av faktiska kostnader|50,00%/"},
        {"AOU 1: 2022-03-01-2022-08-31\n\nAOU 2: 2022-09-01-2023-02-28\n",
         "Period|Startdatum - Slutdatum/AOU 1|2022-03-01-2022-08-31/AOU 2|2022-09-01-2023-02-28/"},
        {"AOU 1: 2022-03-01-2022-08-31\nAOU 2: 2022-09-01-2023-02-28\nText.\n"
         "AOU 1: 2022-03-01-2022-08-31\nAOU 2: 2022-09-01-2023-02-28\n",
         "Period|Startdatum - Slutdatum/AOU 1|2022-03-01-2022-08-31/AOU 2|2022-09-01-2023-02-28/"},
        {"Hamnbolaget AB\t556104-3809\nKustens vänner\t802417-5531\n",
         "Namn|Org. nr/Hamnbolaget AB|556104-3809/Kustens vänner|802417-5531/"},
        {"1.\tInledning\t1\n1.1\tSyfte\t2\n2.\tResultat\t4\n2.1\tMål\t4\n", ""},
        {"| Kostnadslag | **2021** |\n|---|--:|\n| Personal | 1 000 |\n",
         "Kostnadslag|**2021**/Personal|1 000/"},
        {"Uppgift om nätverket\t\nansvara för träffar\t✓\n", ""},
        {"Behov Plattform och drift 1.0 1.5 mnkr 0.5-1.0 mnkr Total årlig kostnad: 1.5 2.5 mnkr\n",
         "Aktivitet|Lägst|Högst/Behov Plattform och drift|1.0 mnkr|1.5 mnkr/|0.5 mnkr|1.0 mnkr/"
         "Total årlig kostnad:|1.5 mnkr|2.5 mnkr/"},
    };
    (void)state;
    assert_rows(rows, COUNT(rows));
}

#define GROUP HEADER "Personal 840 000 861 000 1 701 000\n - Ledare 540 000 "
#define GROUP_CELLS CELLS "Personal|840 000|861 000|1 701 000/- Ledare|540 000|"
#define OTHER " - Ekonom 300 000 307 500 607 500\n"
#define OTHER_CELLS "- Ekonom|300 000|307 500|607 500/"

/* The sums of all rows say how the figures of each are cut, also where one of them is wrong. */
static void test_chosen_cuts(void **state)
{
    static const struct table_text rows[] = {
        {GROUP "553 500 1 093 500\n" OTHER, GROUP_CELLS "553 500|1 093 500/" OTHER_CELLS},
        {GROUP "535 500 1 093 500\n" OTHER, GROUP_CELLS "535 500|1 093 500/" OTHER_CELLS},
        {GROUP "553 500\n" OTHER, GROUP_CELLS "553 500|/" OTHER_CELLS},
        /* the columns' sums, where no row has a total of its own */
        {"Kostnadstyp 2020 2021\nPersonal 300 700 1 100\n - A 100 200 300\n - B 200 500 800\n",
         "Kostnadstyp|2020|2021/Personal|300 700|1 100/- A|100 200|300/- B|200 500|800/"},
    };
    (void)state;
    assert_rows(rows, COUNT(rows));
}

/* Headers of columns that bear any names. */
static void test_free_headers(void **state)
{
    static const struct table_text rows[] = {
        {"(tkr) Utfall\n2021\nBudget\n2022\nBudget\n2023\nSkola\nLön 70,5 80,5 90,5\nHyra 1,5 1,5 2,0\n",
         "(tkr)|Utfall 2021|Budget 2022|Budget 2023/Skola|||/Lön|70,5|80,5|90,5/Hyra|1,5|1,5|2,0/"},
        {"Förvaltning Utfall 2021 Budget 2022\nSkola 70 80\nVård 1 500 2 000\n",
         "Förvaltning|Utfall 2021|Budget 2022/Skola|70|80/Vård|1 500|2 000/"},
        {"Förbrukning i vår\n2021 2022 2023\nSkola 70 80 90\nVård 1 2 3\n",
         "Förbrukning i vår/|2021|2022|2023/Skola|70|80|90/Vård|1|2|3/"},
        {"Post          Belopp\nArvode   125 000 kr\nHyra      80 000 kr\nSumma    205 000 kr\n",
         "Post|Belopp/Arvode|125 000 kr/Hyra|80 000 kr/Summa|205 000 kr/"},
        {"Kostnadsslag Budget Utfall Avvikelse\nLokal 96 000 91 500 4 500\nLön 500 000 480 000 20 000\n",
         "Kostnadsslag|Budget|Utfall|Avvikelse/Lokal|96 000|91 500|4 500/Lön|500 000|480 000|20 000/"},
        {"Förening 2024 2025 Totalt Andel\nNorr 5 000 10 000 15 000 60 %\nSöder 4 000 6 000 10 000 40 %\n",
         "Förening|2024|2025|Totalt|Andel/Norr|5 000|10 000|15 000|60 %/Söder|4 000|6 000|10 000|40 %/"},
        {"Hur många barn\nSkola 70 80\nVård 1 2\n",
         "Skola 70 80/Vård 1 2/"}, /* small letters begin no heading */
        /* years in a sentence are none */
        {"Under 2021 och 2022 har vi arbetat med 2 500 barn i skolan och 300 elever.\n", ""},
    };
    (void)state;
    assert_rows(rows, COUNT(rows));
}

/* Who reads a PDF is not told to read the PDF. */
static void test_advice(void **state)
{
    static const char *const texts[] = {HEADER "Personal 1 2 3\n - A 100 200 300 400\n - B 100 200 300 400\n",
                                        HEADER "Personal 1 2 3\n\n4 5 6\n"};
    (void)state;
    for (size_t i = 0; i < 2 * COUNT(texts); i++) {
        struct arena arena = {0};
        struct budget budget = {.arena = &arena};
        struct findings findings = {.arena = &arena, .language = ENGLISH};
        struct source source = {.name = STR("a.txt"), .text = str_from(texts[i / 2]), .is_pdf = i % 2 == 1};
        running_read(&arena, &budget, &source, &findings);
        assert_true(findings.list.count > 0);
        bool told = str_find(findings.list.items[0].action, STR("budgetkoll check FILE.pdf")) >= 0;
        assert_int_equal(told, !source.is_pdf);
        arena_release(&arena);
    }
}

#define PROSE "Kommunen har sökt stöd, och beslutet kommer inte förrän till hösten.\n"

static void test_is_running(void **state)
{
    static const struct {
        const char *text;
        bool running;
    } rows[] = {
        {HEADER "Personal 1 2 3\n", true},
        {"Kostnadstyp;2020;Totaler\nPersonal;1;1\n", false},
        {"Kostnadstyp,2020,Totaler\nPersonal,1,1\n", false},
        {"Kostnadstyp\t2020\tTotaler\nPersonal\t1\t1\n", false},
        {"Kostnadstyp\t2020\nPersonal\t1\nResor\t1\nDetta är en mening som inte hör till någon tabell "
         "alls.\n",
         true},
        {"Så här ser det ut:\n```\n" HEADER "Personal 1 2 3\n```\n", false},
        {"```\n" HEADER "```\n" HEADER "Personal 1 2 3\n", true},
        {"Personal\n", false},
        {"Personal 1 000\n\f", true},
        {"", false},
        {"Kostnadstyp\t2020\nPersonal\t1\n" PROSE PROSE PROSE, true},
        {"Kostnadstyp\t2020\nPersonal\t1\n" PROSE PROSE, false},
        {"Kostnadstyp;2020\nPersonal;1\nResor;1\nSumma;2\n" PROSE PROSE PROSE, false}, /* of a table */
        {"Kostnadstyp\tNot\nPersonal\t\"" PROSE PROSE PROSE "\"\n", false},            /* all in one cell */
    };
    struct arena arena = {0};
    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++)
        if (running_recognise(&arena, str_from(rows[i].text)) != rows[i].running)
            fail_msg("row %zu", i);
}

#define WIDE                                                                                                 \
    "Kostnadstyp             2020     2021 Totalt\nPersonal             100 000   20 000   120 000\n\f"
#define WIDE_CELLS "Kostnadstyp|2020|2021|Totalt/Personal|100 000|20 000|120 000/"

/* A page without a full row: only the last column is told from the others, by what another page has. */
static void test_columns_over_pages(void **state)
{
    static const struct table_text rows[] = {
        {WIDE "Resor                                          0\n", WIDE_CELLS "Resor|||0/"},
        {WIDE "Resor                                      5 000\n", WIDE_CELLS "Resor|||5 000/"},
        /* the page's columns stand further to the right */
        {WIDE "Resor                                                 0\n", WIDE_CELLS "Resor|||0/"},
        {WIDE "Resor                        0\n", WIDE_CELLS "Resor|||0/"},
        /* could be another column, or a part's year */
        {WIDE "Resor                        5 000\n", WIDE_CELLS "Resor|5 000||/"},
        {WIDE " - Bil                                     5 000\n", WIDE_CELLS "- Bil|5 000||/"},
    };
    (void)state;
    assert_rows(rows, COUNT(rows));
}

#define PLAN                                                                                                 \
    "Nivå            Aktivitet              Startdatum - Slutdatum     Kostnad\n"                           \
    "Aktivitet       Extern kommunikation   2021-06-01 - 2022-11-30    700 000\n"
#define PLAN_CELLS "Nivå|Aktivitet|Startdatum - Slutdatum|Kostnad/"
#define FIRST "2021-06-01 - 2022-11-30|700 000/"
#define SECOND "2021-06-01 - 2021-09-30|300 000/"

/* The level beside the last line of the name above is that of the next row, or there are no levels. */
static void test_levels(void **state)
{
    static const struct table_text rows[] = {
        {PLAN "Delaktivitet    A1 Nulägesanalyser     2021-06-01 - 2021-09-30    300 000\n",
         PLAN_CELLS "Aktivitet|Extern kommunikation|" FIRST "Delaktivitet|A1 Nulägesanalyser|" SECOND},
        {PLAN "Delaktivitet    resultatspridning\n"
              "                A1 Nulägesanalyser     2021-06-01 - 2021-09-30    300 000\n",
         PLAN_CELLS "Aktivitet|Extern kommunikation resultatspridning|" FIRST
                    "Delaktivitet|A1 Nulägesanalyser|" SECOND},
        {PLAN "Delaktivitet\n                A1 Nulägesanalyser     2021-06-01 - 2021-09-30    300 000\n",
         PLAN_CELLS "Aktivitet|Extern kommunikation|" FIRST "Delaktivitet|A1 Nulägesanalyser|" SECOND},
        /* a word of a name that is also a level */
        {PLAN "Delaktivitet    A1 Start av            2021-06-01 - 2021-09-30    300 000\n"
              "                aktivitet\n",
         PLAN_CELLS "Aktivitet|Extern kommunikation|" FIRST "Delaktivitet|A1 Start av aktivitet|" SECOND},
        /* the cost below its dates */
        {PLAN "Delaktivitet    A1 Behovsanalyser      2021-06-01 - 2021-09-30\n"
              "                och workshops                                     300 000\n",
         PLAN_CELLS "Aktivitet|Extern kommunikation|" FIRST
                    "Delaktivitet|A1 Behovsanalyser och workshops|" SECOND},
        /* and the end of its period */
        {"Nivå            Namn               Startdatum   Slutdatum     Kostnad\n"
         "Aktivitet       Projektledning     2021-06-01   2022-11-30    700 000\n"
         "Delaktivitet    1.3 Lösnings       2021-06-01\n"
         "                analys                          2022-11-30    300 000\n",
         "Nivå|Namn|Startdatum|Slutdatum|Kostnad/Aktivitet|Projektledning|2021-06-01|2022-11-30|700 000/"
         "Delaktivitet|1.3 Lösnings analys|2021-06-01|2022-11-30|300 000/"},
        /* a level too few, one too many, one that stands below its row */
        {PLAN "Delaktivitet    resultatspridning\n"
              "                A1 Nulägesanalyser     2021-06-01 - 2021-09-30    300 000\n"
              "                A2 Nulägesanalyser     2021-06-01 - 2021-09-30    300 000\n",
         PLAN_CELLS "|Extern kommunikation resultatspridning|" FIRST "|A1 Nulägesanalyser|" SECOND
                    "|A2 Nulägesanalyser|" SECOND},
        {PLAN "Delaktivitet    resultatspridning\n",
         PLAN_CELLS "|Extern kommunikation resultatspridning|" FIRST},
        {PLAN "Delaktivitet    resultatspridning\n"
              "Delaktivitet    A1 Nulägesanalyser     2021-06-01 - 2021-09-30    300 000\n",
         PLAN_CELLS "|Extern kommunikation resultatspridning|" FIRST "|A1 Nulägesanalyser|" SECOND},
    };
    (void)state;
    assert_rows(rows, COUNT(rows));
}

/* What only a page has is in no row; what could be a row's is. */
static void test_pages(void **state)
{
    static const struct table_text rows[] = {
        /* a case's number, in its forms, and who stands above it */
        {HEADER "Personal 1 2 3\n\nTillväxtverket\nÄrende-ID 20303832\nSida 1 (2)\n",
         CELLS "Personal|1|2|3/"},
        {HEADER "Personal 1 2 3\nTillväxtverket\nDnr 2020-1234\nResor 1 1 2\n",
         CELLS "Personal|1|2|3/Resor|1|1|2/"},
        {HEADER "Personal 1 2 3\nÄrende-ID\n20303832\nSida\n1 (2)\nResor 1 1 2\n",
         CELLS "Personal|1|2|3/Resor|1|1|2/"},
        {HEADER "Personal 1 2 3\nTillväxtverket Ärendenummer 20303832\nResor 1 1 2\n",
         CELLS "Personal|1|2|3/Resor|1|1|2/"},
        {HEADER "Personal 1 2 3\nCase ID     20303832\nReference     77123\nResor 1 1 2\n",
         "Case ID|20303832/" CELLS "Personal|1|2|3/Resor|1|1|2/"},
        /* the same number alone, but no other */
        {"Case ID     20303832\n\n" HEADER "Personal\n            20303832\n",
         "Case ID|20303832/" CELLS "Personal|||/"},
        {"Case ID     20303832\n\n" HEADER "Personal\n            20303833\n",
         "Case ID|20303832/" CELLS "Personal|||20303833/"},
        /* within a label that is broken over lines */
        {HEADER " - Mäss\nTillväxtverket\nÄrende-ID 203\n\fkostnad 1 2\n\nTillväxtverket\nÄrende-ID 203\n",
         CELLS "- Mäss kostnad|1|2|/"},
        {HEADER "Investeringar,\nmateriel och\nDnr 20303832\nlokaler\n\n1 2 3\n",
         CELLS "Investeringar, materiel och lokaler|1|2|3/"},
        /* amounts beside other words, and as amounts are printed */
        {HEADER "Personal 1 2 3\nÄrende-ID 1 2 3\n", CELLS "Personal|1|2|3/Ärende-ID|1|2|3/"},
        {HEADER "Dnr\u00A0registrering 1 2 3\n", CELLS "Dnr\u00A0registrering|1|2|3/"},
        {HEADER "Dnr 20\u00A0303\u00A0832\n", CELLS "Dnr|||20\u00A0303\u00A0832/"},
        /* "av 2 000 ..." is no number of a page */
        {HEADER "Hyra lokal\nav 12 000 24 000 36 000\n", CELLS "Hyra lokal av|12 000|24 000|36 000/"},
        /* the agency Sida; and the numbers of pages in their forms */
        {HEADER "Sida 100 000\nSida 50000\n", CELLS "Sida|||100 000/Sida|||50000/"},
        {HEADER "A 1 2 3\nSida 1\nSidan 1 av 12\npage 3 of 4\n3 (12)\n3/12\ns. 4\nB 1 2 3\n",
         CELLS "A|1|2|3/B|1|2|3/"},
        /* all on one line; but no row, and no known label */
        {HEADER "A 1 2 3\nTillväxtverket   Ärende-ID 20303832   Sida 1 (2)\nB 1 2 3\n",
         CELLS "A|1|2|3/B|1|2|3/"},
        {HEADER "A 1 2 3\nTillväxtverket Dnr 2020-1 Sida 1 av 2\nTillväxtverket   Sida 1 (2)\nB 1 2 3\n",
         CELLS "A|1|2|3/B|1|2|3/"},
        {HEADER "A 1 2 Sida 1 (2)\n", CELLS "A 1 2 Sida|1|(2)|/"},
        {HEADER "Resor Sida 1 (2)\n", CELLS "Resor Sida|1|(2)|/"},
        /* at the edge of all pages but the first, or the last */
        {HEADER "A 1 2 3\n\fRegionen\nB 1 2 3\n\fRegionen\nC 1 2 3\n", CELLS "A|1|2|3/B|1|2|3/C|1|2|3/"},
        {HEADER "A 1 2 3\nUtskrift Sida 1 av 3\n\fB 1 2 3\nUtskrift Sida 2 av 3\n\fC 1 2 3\n",
         CELLS "A|1|2|3/B|1|2|3/C|1|2|3/"},
        /* not: at different edges, on too few pages, with figures, or known */
        {HEADER "A 1 2 3\nE 1 2 3\nRegionen\n\fRegionen\nB 1 2 3\nF 1 2 3\nG 1 2 3\n\fC 1 2 3\n",
         CELLS "A|1|2|3/E|1|2|3/Regionen Regionen B|1|2|3/F|1|2|3/G|1|2|3/C|1|2|3/"},
        {HEADER "A 1 2 3\n\fRegionen\nB 1 2 3\n", CELLS "A|1|2|3/Regionen B|1|2|3/"},
        {HEADER "A 1 2 3\n\fB 1 2 3\n\fB 1 2 3\n", CELLS "A|1|2|3/B|1|2|3/B|1|2|3/"},
        {HEADER "B 1 2 3\n\fB 1 2 3\n", CELLS "B|1|2|3/B|1|2|3/"},
        {HEADER "B   45 (50)\n\fB   46 (50)\n", CELLS "B|45|(50)|/B|46|(50)|/"},
        {HEADER "Personal\n\n1 2 3\n\fPersonal\n\n1 2 3\n\fPersonal\n\n1 2 3\n",
         CELLS "Personal|1|2|3/Personal|1|2|3/Personal|1|2|3/"},
    };
    (void)state;
    assert_rows(rows, COUNT(rows));
}

#define LAYOUT "Post   Lund   Ystad   Totalt\n"

/* Columns of any names: how many lines their header takes, with how many columns; or how many are not read. */
static void test_layouts(void **state)
{
    static const struct {
        const char *text;
        size_t lines;
        uint32_t columns;
        int total;
        size_t unread;
    } rows[] = {
        {LAYOUT "A   1   2   3\n", 1, 4, 2, 2},
        {LAYOUT "A 1 2 3\n", 1, 4, 2, 0},
        {LAYOUT "A\nB   1   2   3\nC   1\n", 1, 4, 2, 4},
        {LAYOUT "A   1   2\n", 0, 0, 0, 2},         /* no full row */
        {LAYOUT "A   1   2   3   4\n", 0, 0, 0, 2}, /* more amounts than columns */
        {LAYOUT "A   B   1   2   3\n", 0, 0, 0, 2}, /* two columns of words */
        {LAYOUT "   kr   kr   kr\nA   1   2   3\n", 0, 0, 0, 3},
        {LAYOUT "A;1;2;3\n", 0, 0, 0, 0},
        {"   Lund   Ystad   Summa\nA   1   2   3\n", 1, 4, 2, 2},
        {"Post   Lund   Ystad\nA   1   2\nB   3   4\n", 1, 3, -1,
         3}, /* no heading is known, but two rows fit */
        {"Post   Lund   Ystad\nA   1   2\n", 0, 0, 0, 2},
        {"Post   Lund\nA   1 000\n", 0, 0, 0, 0},
        {"Post   Antal   2024   2025 Summa\nA              1 000   2 000   3 000\n", 0, 0, 0, 2},
        {"Post   Lunds universitet   Ystad   Totalt\nA   1   2   3\n", 1, 4, 2, 2}, /* it adds up */
        {"Post   Lunds universitet   Ystad   Totalt\nA   1   2   4\n", 0, 0, 0, 2},
        {"Post   Lunds universitet   Ystad   Totalt\nA                     1       2        4\n", 1, 4, 2, 2},
        {"Program   2020\nSökt belopp   1 000\n", 0, 0, 0, 0},
        {"Ort   Datum   Namn\nLund   2024-01-01   A B\n", 0, 0, 0, 0},
    };
    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct arena arena = {0};
        struct running_lines lines = running_lines_read(&arena, str_from(rows[i].text));
        struct running_header header = {.count = 0};
        size_t taken = free_header_read(&arena, &lines, 0, &header);
        size_t unread = free_header_unread(&arena, &lines, 0);
        if (taken != rows[i].lines || header.count != rows[i].columns || unread != rows[i].unread ||
            (taken > 0 && header.total != rows[i].total))
            fail_msg("row %zu: %zu lines, %u columns, total %d, %zu unread", i, taken, header.count,
                     header.total, unread);
        arena_release(&arena);
    }
}

/* Cut at every byte, the text is still read, and every cell has its place. */
static void test_every_cut(void **state)
{
    static const char text[] =
        "Sida 1\nProjektperiod: 2020-01-01 - 2021-12-31\n" HEADER
        "Personal 756 000 771 120 1 527 120\n - Åsa &amp; Östen <p>A</p> 1 000 2 "
        "000\n\nInvesteringar,\nmateriel "
        "och lokaler\n\n1 2 3\n\f" HEADER "Resor   12 000    -   12 000\n\tA\t1\nFinansiär Beskrivning 2020 "
        "Totaler\n - Härnösands\nkommun\n\nkontanter 1 1\nAktivitet Startdatum - Slutdatum Kostnad\nA1 "
        "2020-01-01 "
        "-\n2021-01-01\n1 000\nPost   Lund Väst   Ystad   Totalt\nA   1   2   3\n*B*   **1 000**   - "
        "2\n\nX   Y   Z\nB   1 000   2\nTillväxtverket\nÄrende-ID 20303832\nDnr\n2020-1\nSida\n2 (2)\n";
    (void)state;
    for (size_t length = 0; length < sizeof text; length++) {
        struct arena arena = {0};
        char *copy = malloc(length + 1); /* just as long, so that a read past it is seen */
        memcpy(copy, text, length);
        rows_text(&arena, (struct str){copy, length});
        free(copy);
        arena_release(&arena);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_cuts),         cmocka_unit_test(test_words_of_amounts),
        cmocka_unit_test(test_labels),       cmocka_unit_test(test_headers),
        cmocka_unit_test(test_tables),       cmocka_unit_test(test_is_running),
        cmocka_unit_test(test_pages),        cmocka_unit_test(test_columns_over_pages),
        cmocka_unit_test(test_levels),       cmocka_unit_test(test_advice),
        cmocka_unit_test(test_layouts),      cmocka_unit_test(test_every_cut),
        cmocka_unit_test(test_prose),        cmocka_unit_test(test_chosen_cuts),
        cmocka_unit_test(test_free_headers),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
