/* What a budget should be, worked by hand: each small budget with its holes and mistakes, and beside it the same tables
 * as they should be. The amounts are counted in the comments, from the rates of the law or the handbook. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "budgetkoll/complete.h"
#include "budgetkoll/reading.h"
#include "file_bytes.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))
#define KRONOR(amount) ((money)(amount)*ORE_PER_KRONA)

struct world {
    struct arena arena;
    const struct scheme *scheme;
    struct budget *published, *working;
    struct calculation *result;
};

/* ---- schemes ---- */

static struct arena lasting; /* the schemes, which no test frees */

static struct input find_scheme(struct str id)
{
    char path[100];
    snprintf(path, sizeof path, "data/schemes/%.*s.ini", STR_ARG(id));
    return (struct input){STR("scheme.ini"), load(&lasting, path)};
}

/* An id with or without a variant; or, when it begins with "[", the text of a scheme that starts from another. */
static const struct scheme *read_named(const char *name)
{
    struct str error = STR(""), id = str_from(name), variant = STR("");
    const char *slash = *name == '[' ? NULL : strchr(name, '/');
    if (slash) {
        id.length = (size_t)(slash - name);
        variant = str_from(slash + 1);
    }
    struct input input = *name == '[' ? (struct input){STR("own.ini"), id} : find_scheme(id);
    struct scheme *scheme = read_scheme_with(&lasting, input, find_scheme, SWEDISH, &error);
    if (!scheme)
        print_error("%.*s\n", STR_ARG(error));
    assert_non_null(scheme);
    assert_true(variant.length == 0 || scheme_choose(&lasting, scheme, variant));
    return scheme;
}

/* ---- a case ---- */

static void start(struct world *world, const char *scheme, const char *text)
{
    *world = (struct world){.scheme = read_named(scheme)};
    struct findings findings = {.arena = &world->arena, .language = SWEDISH};
    struct input input = {STR("t.csv"), str_from(text)};
    world->published = read_case(&world->arena, &input, 1, &findings).budget;
    world->working = read_case(&world->arena, &input, 1, &findings).budget;
    struct conditions conditions = conditions_find(world->scheme, world->published);
    world->result = complete_budget(&world->arena, world->published, world->working, &conditions, SWEDISH);
}

/* ---- the result as text ---- */

/* "1234", "1234,50", "57,7 %", "" for a blank, "?" for what cannot be read. */
static void add_cell(struct buffer *text, const struct cell *cell, enum value_kind kind)
{
    int64_t scale = 100, whole, rest;
    if (cell->state == CELL_UNREADABLE)
        buffer_add_char(text, '?');
    if (cell->state != CELL_VALUE)
        return;
    if (kind == VALUE_PERCENT)
        for (int i = (scale = 1, 0); i < cell->decimals; i++)
            scale *= 10;
    whole = cell->value / scale;
    rest = cell->value % scale;
    buffer_print(text, "%s%" PRId64, cell->value < 0 ? "-" : "", whole < 0 ? -whole : whole);
    if (kind == VALUE_PERCENT && cell->decimals > 0)
        buffer_print(text, ",%0*" PRId64, cell->decimals, rest < 0 ? -rest : rest);
    else if (kind != VALUE_PERCENT && rest != 0)
        buffer_print(text, ",%02" PRId64, rest < 0 ? -rest : rest);
    buffer_print(text, kind == VALUE_PERCENT ? " %%" : "");
}

static void add_row(struct buffer *text, const struct item *row, const char *dash)
{
    bool is_share = concept_kind(row->concept) == VALUE_PERCENT;
    buffer_print(text, "%s%.*s", dash, STR_ARG(row->label));
    for (size_t i = 0; i < row->table->columns.count; i++) {
        buffer_add_char(text, ';');
        add_cell(text, &row->cells[i], is_share ? VALUE_PERCENT : VALUE_AMOUNT);
    }
    buffer_add_char(text, '\n');
    for (size_t i = 0; i < row->lines.count; i++)
        add_row(text, row->lines.items[i], " - ");
}

/* The rows of all tables, the activities, and what is said of amounts; without the headers. */
static struct str text_of(struct arena *arena, const struct budget *budget)
{
    struct buffer text = {.arena = arena};
    for (size_t i = 0; i < budget->facts.count; i++)
        if (budget->facts.items[i].concept == MAXIMUM_AID || budget->facts.items[i].concept == APPLIED) {
            buffer_print(&text, "%.*s;", STR_ARG(budget->facts.items[i].label));
            add_cell(&text, &budget->facts.items[i].cell, VALUE_AMOUNT);
            buffer_add_char(&text, '\n');
        }
    for (size_t t = 0; t < budget->tables.count; t++)
        for (size_t i = 0; i < budget->tables.items[t]->items.count; i++)
            add_row(&text, budget->tables.items[t]->items.items[i], "");
    for (size_t i = 0; i < budget->activities.count; i++) {
        buffer_print(&text, "%.*s;", STR_ARG(budget->activities.items[i].name));
        add_cell(&text, &budget->activities.items[i].cost, VALUE_AMOUNT);
        buffer_add_char(&text, '\n');
    }
    return buffer_text(&text);
}

/* What a budget should be, and, where anything of it is told, how it is paid. */
struct example {
    const char *what, *scheme, *published, *expected;
    money aid, own, missing, surplus; /* kronor; all 0 where nothing is said of them */
};

static bool is_paid(const struct example *example, const struct financing_plan *plan)
{
    const struct {
        const char *name;
        money got, expected;
    } amounts[] = {{"aid", plan->aid, example->aid},
                   {"own", plan->own, example->own},
                   {"missing", plan->missing, example->missing},
                   {"surplus", plan->surplus, example->surplus}};
    bool right = true;
    for (size_t i = 0; i < COUNT(amounts); i++) {
        if (amounts[i].got == KRONOR(amounts[i].expected))
            continue;
        print_error("%s: %s %" PRId64 " öre, expected %" PRId64 " kr\n", example->what, amounts[i].name,
                    amounts[i].got, amounts[i].expected);
        right = false;
    }
    return right;
}

static bool is_right(const struct example *example)
{
    struct world world;
    start(&world, example->scheme, example->published);
    bool settled = world.result->obstacle == OBSTACLE_NONE;
    struct str got = text_of(&world.arena, world.working);
    bool right = settled && str_equal(got, str_from(example->expected));
    if (!right)
        print_error("%s (%s): obstacle %d “%.*s”\n%.*sexpected\n%s", example->what, example->scheme,
                    (int)world.result->obstacle, STR_ARG(world.result->obstacle_cell), STR_ARG(got),
                    example->expected);
    if (example->aid + example->own + example->missing + example->surplus != 0)
        right = is_paid(example, &world.result->plan) && right;
    arena_release(&world.arena);
    return right;
}

static void try_all(const struct example *examples, size_t count)
{
    int wrong = 0;
    for (size_t i = 0; i < count; i++)
        wrong += !is_right(&examples[i]);
    assert_int_equal(wrong, 0);
}

/* ---- flat rates ---- */

#define RATES_HEADER "Kostnadstyp;Totaler\n"
#define RATES_ROWS(payroll, indirect, total)                                                                 \
    "Personal;100000\nExterna tjänster;50000\nResor och logi;20000\n"                                       \
    "Schablonkostnader;" total "\n - Lönebikostnader;" payroll "\n - Indirekta kostnader;" indirect "\n"

/* Wages of 100 000 kr, external services of 50 000 kr, travel of 20 000 kr. */
static void test_flat_rates(void **state)
{
    (void)state;
    static const char asked[] = RATES_HEADER RATES_ROWS("", "", "");
    static const char given[] = "Lönebikostnader;40 %\n\n" RATES_HEADER RATES_ROWS("", "", "");
    static const char no_payroll[] =
        RATES_HEADER "Personal;100000\nExterna tjänster;50000\nResor och logi;20000\nIndirekta kostnader;\n";
    static const struct example examples[] = {
        /* TVFS 2019:1, 15 §: 45,24 % × 100 000; 15 % × 145 240 */
        {"2014", "eruf-2014", asked, RATES_ROWS("45240", "21786", "67026"), 0, 0, 0, 0},
        /* the handbook: 42,68 % × 100 000; 15 % × 142 680 */
        {"early", "eruf-2014/early", asked, RATES_ROWS("42680", "21402", "64082"), 0, 0, 0, 0},
        /* 20 % × 145 240 */
        {"university", "eruf-2014/university", asked, RATES_ROWS("45240", "29048", "74288"), 0, 0, 0, 0},
        /* 25 % × (100 000 + 20 000): the categories without flat rates and external services */
        {"qualifying", "eruf-2014/qualifying", asked, RATES_ROWS("45240", "30000", "75240"), 0, 0, 0, 0},
        /* 40 % × 145 240 */
        {"other costs", "eruf-2014/other-costs", asked, RATES_ROWS("45240", "58096", "103336"), 0, 0, 0, 0},
        /* (EU) 2021/1060 art. 54 and 56, payroll of 40 % as given: 7 % × (140 000 + 70 000) */
        {"7 %", "eruf-2021/direct-7", given, RATES_ROWS("40000", "14700", "54700"), 0, 0, 0, 0},
        /* 15 % × 140 000 */
        {"15 %", "eruf-2021/staff-15", given, RATES_ROWS("40000", "21000", "61000"), 0, 0, 0, 0},
        /* 25 % × 210 000 */
        {"25 %", "eruf-2021/direct-25", given, RATES_ROWS("40000", "52500", "92500"), 0, 0, 0, 0},
        /* 40 % × 140 000 */
        {"40 %", "eruf-2021/other-40", given, RATES_ROWS("40000", "56000", "96000"), 0, 0, 0, 0},
        /* (EU) 2021/695 art. 35: 25 % × (100 000 + 20 000), without subcontracting */
        {"Horizon", "horizon-2021", no_payroll,
         "Personal;100000\nExterna tjänster;50000\nResor och logi;20000\nIndirekta kostnader;30000\n", 0, 0,
         0, 0},
        /* (EU) 2021/1059: 15 % and 40 % × 100 000 */
        {"Interreg, office", "interreg-2021/office", no_payroll,
         "Personal;100000\nExterna tjänster;50000\nResor och logi;20000\nIndirekta kostnader;15000\n", 0, 0,
         0, 0},
        {"Interreg, others", "interreg-2021/other-costs", no_payroll,
         "Personal;100000\nExterna tjänster;50000\nResor och logi;20000\nIndirekta kostnader;40000\n", 0, 0,
         0, 0},
        /* what a case states goes before its scheme: 10 % × 100 000; 20 % × 110 000 */
        {"own rates", "eruf-2014",
         "Lönebikostnader;10 %\nIndirekta kostnader;20 %\n\n" RATES_HEADER RATES_ROWS("", "", ""),
         RATES_ROWS("10000", "22000", "32000"), 0, 0, 0, 0},
        /* unit costs for staff are staff costs, and no payroll on-costs come on them: 15 % × 100 000 */
        {"unit costs", "esf-plus-2021/staff-15",
         RATES_HEADER "Enhetskostnader;100000\nIndirekta kostnader;\n",
         "Enhetskostnader;100000\nIndirekta kostnader;15000\n", 0, 0, 0, 0},
    };
    try_all(examples, COUNT(examples));
}

static void test_rounding(void **state)
{
    (void)state;
    static const struct example examples[] = {
        /* 45,24 % × 1 250 = 565,5; 15 % × 1 815,5 = 272,325 */
        {"a half upwards", "eruf-2014",
         "Kostnadstyp;Totaler\nPersonal;1250\nSchablonkostnader;\n - Lönebikostnader;\n"
         " - Indirekta kostnader;\n",
         "Personal;1250\nSchablonkostnader;838\n - Lönebikostnader;566\n - Indirekta kostnader;272\n", 0, 0,
         0, 0},
        /* 45,24 % × 25 000 = 11 310; 15 % × 36 310 = 5 446,5 */
        {"a half of indirect costs", "eruf-2014",
         "Kostnadstyp;Totaler\nPersonal;25000\nSchablonkostnader;\n - Lönebikostnader;\n"
         " - Indirekta kostnader;\n",
         "Personal;25000\nSchablonkostnader;16757\n - Lönebikostnader;11310\n - Indirekta kostnader;5447\n",
         0, 0, 0, 0},
        /* just below: 45,24 % × 1 249 = 565,0476 */
        {"below a half", "eruf-2014", "Kostnadstyp;Totaler\nPersonal;1249\nLönebikostnader;\n",
         "Personal;1249\nLönebikostnader;565\n", 0, 0, 0, 0},
        /* Interreg cuts to 0,01: 15 % × 1 000,33 = 150,0495; 40 % × 1 000,34 = 400,136 */
        {"cut", "interreg-2021/office", "Kostnadstyp;Totaler\nPersonal;1 000,33\nIndirekta kostnader;\n",
         "Personal;1000,33\nIndirekta kostnader;150,04\n", 0, 0, 0, 0},
        {"cut, 40 %", "interreg-2021/other-costs",
         "Kostnadstyp;Totaler\nPersonal;1 000,34\nIndirekta kostnader;\n",
         "Personal;1000,34\nIndirekta kostnader;400,13\n", 0, 0, 0, 0},
        /* every year is cut, and the total is theirs: 2 × 150,04, though 15 % × 2 000,66 = 300,099 */
        {"cut by year", "interreg-2021/office",
         "Kostnadstyp;2024;2025;Totaler\nPersonal;1 000,33;1 000,33;\nIndirekta kostnader;;;\n",
         "Personal;1000,33;1000,33;2000,66\nIndirekta kostnader;150,04;150,04;300,08\n", 0, 0, 0, 0},
        /* a combined row counts from exact payroll: 0,4524 × 2 + 0,15 × 1,4524 × 2 = 1,34052; by parts 1 + 0 */
        {"combined", "eruf-2014", "Kostnadslag;Totalt\nPersonal;2\nSchablonkostnader;\n",
         "Personal;2\nSchablonkostnader;1\n", 0, 0, 0, 0},
    };
    try_all(examples, COUNT(examples));
}

/* The bundled application's wages: 45,24 % gives 342 014,40 348 854,688 58 142,448; 15 % on wages and exact payroll
 * 164 702,16 167 996,2032 27 999,3672. By year 1 109 708; 67,026 % × 1 655 640 over the project is 1 109 709,27. */
static void test_application(void **state)
{
    (void)state;
    static const struct example examples[] = {
        {"application", "eruf-2014",
         "Kostnadstyp;2020;2021;2022;Totaler\nPersonal;756 000;771 120;128 520;\nSchablonkostnader;;;;\n"
         " - Bilönekostnader 45,24%;;;;\n - Indirekta kostnader 15%;;;;\n",
         "Personal;756000;771120;128520;1655640\nSchablonkostnader;506716;516851;86141;1109708\n"
         " - Bilönekostnader 45,24%;342014;348855;58142;\n - Indirekta kostnader 15%;164702;167996;27999;\n",
         0, 0, 0, 0},
        /* lines with totals elsewhere in the table get theirs: 749 011 + 360 697 */
        {"application, line totals", "eruf-2014",
         "Kostnadstyp;2020;2021;2022;Totaler\nPersonal;756 000;771 120;128 520;\n"
         " - Alla;756 000;771 120;128 520;1 655 640\nSchablonkostnader;;;;\n"
         " - Bilönekostnader 45,24%;;;;\n - Indirekta kostnader 15%;;;;\n",
         "Personal;756000;771120;128520;1655640\n - Alla;756000;771120;128520;1655640\n"
         "Schablonkostnader;506716;516851;86141;1109708\n"
         " - Bilönekostnader 45,24%;342014;348855;58142;749011\n"
         " - Indirekta kostnader 15%;164702;167996;27999;360697\n",
         0, 0, 0, 0},
        /* the decision: 67,026 % of 971 077 = 650 874,07; of 1 971 577 = 1 321 469,20; of 26 944 = 18 059,49 */
        {"decision", "eruf-2014",
         "Kostnadslag;2021;2022;2023;Totalt\nPersonal;971 077;1 971 577;26 944;\n"
         "Schablonkostnader;;;;\n",
         "Personal;971077;1971577;26944;2969598\nSchablonkostnader;650874;1321469;18059;1990402\n", 0, 0, 0,
         0},
    };
    try_all(examples, COUNT(examples));
}

/* ---- sums and blanks ---- */

static void test_sums(void **state)
{
    (void)state;
    static const struct example examples[] = {
        {"everything that follows", "eruf-2014",
         "Kostnadstyp;2021;2022;Totaler\nPersonal;;;\n - A;60;120;180\n - B;40;80;\nExterna tjänster;10;20;\n"
         "Projektintäkter;-5;0;\nSumma, faktiska kostnader;;;\nSumma, kostnader;;;\n",
         "Personal;100;200;300\n - A;60;120;180\n - B;40;80;120\nExterna tjänster;10;20;30\n"
         "Projektintäkter;-5;0;-5\nSumma, faktiska kostnader;105;220;325\nSumma, kostnader;105;220;325\n",
         0, 0, 0, 0},
        {"wrong sums", "eruf-2014",
         "Kostnadstyp;2021;2022;Totaler\nPersonal;1;2;3\n - A;60;120;9\nSumma, faktiska kostnader;4;5;6\n",
         "Personal;60;120;180\n - A;60;120;180\nSumma, faktiska kostnader;60;120;180\n", 0, 0, 0, 0},
        {"lines without totals", "eruf-2014",
         "Kostnadstyp;2021;2022;Totaler\nPersonal;;;\n - A;60;120;\n - B;40;80;\n",
         "Personal;100;200;300\n - A;60;120;\n - B;40;80;\n", 0, 0, 0, 0},
        {"a row cut short", "eruf-2014",
         "Kostnadstyp;2021;2022;Totaler\nPersonal;60;120\nResor och logi;7\nSumma, faktiska kostnader\n",
         "Personal;60;120;180\nResor och logi;7;;7\nSumma, faktiska kostnader;67;120;187\n", 0, 0, 0, 0},
        {"a line's blank year is nothing", "eruf-2014",
         "Kostnadstyp;2021;2022;Totaler\nPersonal;;;\n - A;60;;60\n - B;;80;80\n",
         "Personal;60;80;140\n - A;60;;60\n - B;;80;80\n", 0, 0, 0, 0},
        {"rows of nothing stay blank", "eruf-2014",
         "Kostnadstyp;2021;Totaler\nPersonal;60;60\nProjektintäkter;;\nKlumpsumma;;\nSumma, kostnader;;\n",
         "Personal;60;60\nProjektintäkter;;\nKlumpsumma;;\nSumma, kostnader;60;60\n", 0, 0, 0, 0},
        {"öre", "eruf-2014", "Kostnadstyp;2021;2022;Totaler\nResor och logi;0,50;0,25;\n",
         "Resor och logi;0,50;0,25;0,75\n", 0, 0, 0, 0},
        {"thousands of kronor", "eruf-2014",
         "Kostnadstyp;2021 (tkr);2022 (tkr);Totaler (tkr)\nResor och logi;1,5;2;\n",
         "Resor och logi;1500;2000;3500\n", 0, 0, 0, 0},
    };
    try_all(examples, COUNT(examples));
}

/* One amount that is left out beside a published sum is what the sum lacks; of two nothing is made up. */
static void test_unknown_blank(void **state)
{
    (void)state;
    static const struct example examples[] = {
        {"a total beside a blank year", "eruf-2014",
         "Kostnadstyp;2021;2022;Totaler\nExterna tjänster;100;;300\n", "Externa tjänster;100;200;300\n", 0, 0,
         0, 0},
        {"a total beside two blank years", "eruf-2014",
         "Kostnadstyp;2021;2022;2023;Totaler\nExterna tjänster;100;;;300\n", "Externa tjänster;100;;;300\n",
         0, 0, 0, 0},
        {"a sum over a blank year", "eruf-2014",
         "Kostnadstyp;2021;2022;Totaler\nExterna tjänster;100;;300\nSumma, kostnader;100;200;300\n",
         "Externa tjänster;100;200;300\nSumma, kostnader;100;200;300\n", 0, 0, 0, 0},
    };
    struct world world;
    try_all(examples, COUNT(examples));
    start(&world, "eruf-2014", "Kostnadstyp;2021;2022;Totaler\nPersonal;;;\n - A;60;;60\n - B;40;80;120\n");
    assert_int_equal(world.result->blanks.count, 1);
    assert_true(str_equal(world.result->blanks.items[0].name, STR("A / 2022")));
    arena_release(&world.arena);
}

static enum obstacle obstacle_of(const char *scheme, const char *text, const char *cell)
{
    struct world world;
    start(&world, scheme, text);
    enum obstacle obstacle = world.result->obstacle;
    bool named = !cell || str_equal(world.result->obstacle_cell, str_from(cell));
    if (!named)
        print_error("“%.*s”, expected “%s”\n", STR_ARG(world.result->obstacle_cell), cell);
    arena_release(&world.arena);
    assert_true(named);
    return obstacle;
}

static void test_unreadable(void **state)
{
    (void)state;
    static const struct example examples[] = {
        {"a sum", "eruf-2014", "Kostnadstyp;2021;Totaler\nPersonal;60;6o\nSumma, kostnader;sextio;60\n",
         "Personal;60;60\nSumma, kostnader;60;60\n", 0, 0, 0, 0},
        {"a flat rate", "eruf-2014", "Kostnadstyp;Totaler\nPersonal;100 000\nLönebikostnader;1,234\n",
         "Personal;100000\nLönebikostnader;45240\n", 0, 0, 0, 0},
        {"the aid", "eruf-2014",
         "Kostnadstyp;Totaler\nResor och logi;100\nSumma, kostnader;100\n\nFinansiär;Totaler\n"
         "Offentlig kontantfinansiering;60\nEU-medel;4o\n",
         "Resor och logi;100\nSumma, kostnader;100\nOffentlig kontantfinansiering;60\nEU-medel;40\n", 40, 0,
         0, 0},
    };
    try_all(examples, COUNT(examples));
    /* what people decide is asked for, not made up */
    assert_int_equal(
        obstacle_of("eruf-2014", "Kostnadstyp;2021;Totaler\nPersonal;6o;\nSumma, kostnader;;60\n", NULL),
        OBSTACLE_UNREADABLE);
    assert_int_equal(obstacle_of("eruf-2014", "Kostnadstyp;2021;Totaler\nPersonal;;\n - A;6o;\n", NULL),
                     OBSTACLE_UNREADABLE);
}

/* ---- in-kind ---- */

#define IN_KIND_COSTS "Kostnadstyp;2021;Totaler\nResor och logi;300;300\n"
#define IN_KIND_FINANCING "\nFinansiär;2021;Totaler\n"

static void test_in_kind(void **state)
{
    (void)state;
    static const struct example examples[] = {
        {"costs follow the financiers", "eruf-2014",
         IN_KIND_COSTS
         "Offentligt bidrag i annat än pengar;99;99\nSumma, kostnader;;\n" IN_KIND_FINANCING
         "Offentligt bidrag i annat än pengar;;\n - Lunds kommun;60;60\n - Malmö kommun;40;40\n",
         "Resor och logi;300;300\nOffentligt bidrag i annat än pengar;100;100\nSumma, kostnader;400;400\n"
         "Offentligt bidrag i annat än pengar;100;100\n - Lunds kommun;60;60\n - Malmö kommun;40;40\n",
         0, 0, 0, 0},
        {"costs follow a group without lines", "eruf-2014",
         IN_KIND_COSTS "Privat bidrag i annat än pengar;;\nSumma, kostnader;;\n" IN_KIND_FINANCING
                       "Privat bidrag i annat än pengar;70;70\n",
         "Resor och logi;300;300\nPrivat bidrag i annat än pengar;70;70\nSumma, kostnader;370;370\n"
         "Privat bidrag i annat än pengar;70;70\n",
         0, 0, 0, 0},
        {"financing follows where only the costs say it", "eruf-2014",
         IN_KIND_COSTS "Offentligt bidrag i annat än pengar;100;100\nSumma, kostnader;;\n" IN_KIND_FINANCING
                       "Offentligt bidrag i annat än pengar;;\nSumma, medfinansiering;;\n",
         "Resor och logi;300;300\nOffentligt bidrag i annat än pengar;100;100\nSumma, kostnader;400;400\n"
         "Offentligt bidrag i annat än pengar;100;100\nSumma, medfinansiering;100;100\n",
         0, 0, 0, 0},
        {"public and private apart", "eruf-2014",
         IN_KIND_COSTS "Offentligt bidrag i annat än pengar;;\nPrivat bidrag i annat än pengar;;\n"
                       "Summa, bidrag i annat än pengar;;\n" IN_KIND_FINANCING
                       "Offentligt bidrag i annat än pengar;10;10\nPrivat bidrag i annat än pengar;20;20\n"
                       "Summa, bidrag i annat än pengar;;\n",
         "Resor och logi;300;300\nOffentligt bidrag i annat än pengar;10;10\n"
         "Privat bidrag i annat än pengar;20;20\nSumma, bidrag i annat än pengar;30;30\n"
         "Offentligt bidrag i annat än pengar;10;10\nPrivat bidrag i annat än pengar;20;20\n"
         "Summa, bidrag i annat än pengar;30;30\n",
         0, 0, 0, 0},
    };
    try_all(examples, COUNT(examples));
}

/* ---- aid ---- */

#define AID_COSTS "Kostnadstyp;Totaler\nResor och logi;1000\nSumma, kostnader;1000\n\n"
#define AID_ROWS "Resor och logi;1000\nSumma, kostnader;1000\n"
#define NOT_COUNTED                                                                                          \
    "[scheme]\nid = own\nbase = eruf-2014\n[aid-share]\neligible = 40 %\nprivate-counts = no\n"              \
    "private-source = x\nprivate-confirmed = no\n"

/* Costs of 1 000 kr in one column: eruf-2014 sets 50 % of eligible financing. */
static void test_ceilings(void **state)
{
    (void)state;
    static const struct example examples[] = {
        {"nothing binds", "eruf-2014",
         AID_COSTS "Finansiär;Totaler\nOffentlig kontantfinansiering;700\nEU-medel;\n",
         AID_ROWS "Offentlig kontantfinansiering;700\nEU-medel;300\n", 300, 0, 0, 0},
        {"50 % exactly", "eruf-2014",
         AID_COSTS "Finansiär;Totaler\nOffentlig kontantfinansiering;500\nEU-medel;999\n",
         AID_ROWS "Offentlig kontantfinansiering;500\nEU-medel;500\n", 500, 0, 0, 0},
        {"eligible, to the own row", "eruf-2014",
         AID_COSTS
         "Finansiär;Totaler\nOffentlig kontantfinansiering;300\n - Lunds kommun;200\n - Egen insats;100\n"
         "EU-medel;\n",
         AID_ROWS
         "Offentlig kontantfinansiering;500\n - Lunds kommun;200\n - Egen insats;300\nEU-medel;500\n",
         500, 200, 0, 0},
        {"eligible, missing", "eruf-2014",
         AID_COSTS "Finansiär;Totaler\nOffentlig kontantfinansiering;300\nEU-medel;\n",
         AID_ROWS "Offentlig kontantfinansiering;300\nEU-medel;500\n", 500, 0, 200, 0},
        {"the own row by the applicant's name", "eruf-2014",
         "Organisationsnamn;Lunds kommun\n\n" AID_COSTS "Finansiär;Totaler\nOffentlig kontantfinansiering;\n "
         "- Lunds kommun;\n - Malmö kommun;100\nEU-medel;\n",
         AID_ROWS
         "Offentlig kontantfinansiering;500\n - Lunds kommun;400\n - Malmö kommun;100\nEU-medel;500\n",
         500, 400, 0, 0},
        /* the case's own share goes before the scheme's: 40 % × 1 000 */
        {"the case's share", "eruf-2014",
         "Stödandel av stödgrundande finansiering;40 %\n\n" AID_COSTS
         "Finansiär;Totaler\nOffentlig kontantfinansiering;500\nEU-medel;\n",
         AID_ROWS "Offentlig kontantfinansiering;500\nEU-medel;400\n", 400, 0, 100, 0},
        {"Västsverige", "eruf-2014",
         "Program;Västsverige 2014-2020\n\n" AID_COSTS
         "Finansiär;Totaler\nOffentlig kontantfinansiering;500\nEU-medel;\n",
         AID_ROWS "Offentlig kontantfinansiering;500\nEU-medel;400\n", 400, 0, 100, 0},
        /* 40 % of actual costs of 800: 320, though 50 % of 1 000 is 500 */
        {"actual", "eruf-2014",
         "Stödandel av faktiska kostnader;40 %\n\nKostnadstyp;Totaler\nResor och logi;800\n"
         "Summa, faktiska kostnader;\nOffentligt bidrag i annat än pengar;200\nSumma, kostnader;\n\n"
         "Finansiär;Totaler\nOffentlig kontantfinansiering;400\n"
         "Offentligt bidrag i annat än pengar;200\nEU-medel;\n",
         "Resor och logi;800\nSumma, faktiska kostnader;800\nOffentligt bidrag i annat än pengar;200\n"
         "Summa, kostnader;1000\nOffentlig kontantfinansiering;400\nOffentligt bidrag i annat än pengar;200\n"
         "EU-medel;320\n",
         320, 0, 80, 0},
        {"the highest amount", "eruf-2014",
         "Högsta stödbelopp;250\n\n" AID_COSTS
         "Finansiär;Totaler\nOffentlig kontantfinansiering;600\nEU-medel;\n",
         "Högsta stödbelopp;250\n" AID_ROWS "Offentlig kontantfinansiering;600\nEU-medel;250\n", 250, 0, 150,
         0},
        /* 45 % of 1 000 is 450, less than 480 and 500 */
        {"the lowest of three", "eruf-2014",
         "Stödandel av faktiska kostnader;45 %\nHögsta stödbelopp;480\n\n" AID_COSTS
         "Finansiär;Totaler\nOffentlig kontantfinansiering;\n - Egen finansiering;100\nEU-medel;\n",
         "Högsta stödbelopp;480\n" AID_ROWS
         "Offentlig kontantfinansiering;550\n - Egen finansiering;550\nEU-medel;450\n",
         450, 450, 0, 0},
        {"two at once", "eruf-2014",
         "Högsta stödbelopp;500\n\n" AID_COSTS
         "Finansiär;Totaler\nOffentlig kontantfinansiering;300\nEU-medel;\n",
         "Högsta stödbelopp;500\n" AID_ROWS "Offentlig kontantfinansiering;300\nEU-medel;500\n", 500, 0, 200,
         0},
        /* whole kronor below 50 % × 1 001 = 500,5 */
        {"cut to kronor", "eruf-2014",
         "Kostnadstyp;Totaler\nResor och logi;1001\nSumma, kostnader;1001\n\nFinansiär;Totaler\n"
         "Offentlig kontantfinansiering;\n - Egen insats;\nEU-medel;\n",
         "Resor och logi;1001\nSumma, kostnader;1001\nOffentlig kontantfinansiering;501\n - Egen insats;501\n"
         "EU-medel;500\n",
         500, 501, 0, 0},
        /* the co-financing exceeds the costs by 200: no aid */
        {"surplus", "eruf-2014",
         AID_COSTS "Finansiär;Totaler\nOffentlig kontantfinansiering;1200\nEU-medel;1\n",
         AID_ROWS "Offentlig kontantfinansiering;1200\nEU-medel;0\n", 0, 0, 0, 200},
        {"no co-financing, no own row", "eruf-2014",
         AID_COSTS "Finansiär;Totaler\nEU-medel;\nTotal finansiering;\n",
         AID_ROWS "EU-medel;500\nTotal finansiering;500\n", 500, 0, 500, 0},
        {"no aid row", "eruf-2014", AID_COSTS "Finansiär;Totaler\nOffentlig kontantfinansiering;700\n",
         AID_ROWS "Offentlig kontantfinansiering;700\n", 300, 0, 0, 0},
        /* 100 %: nothing binds */
        {"all of it aid", "eruf-2014",
         "Stödandel av stödgrundande finansiering;100 %\n\n" AID_COSTS "Finansiär;Totaler\nEU-medel;\n",
         AID_ROWS "EU-medel;1000\n", 1000, 0, 0, 0},
        {"a highest amount of nothing", "eruf-2014",
         "Högsta stödbelopp;0\n\n" AID_COSTS
         "Finansiär;Totaler\nOffentlig kontantfinansiering;600\nEU-medel;\n",
         "Högsta stödbelopp;0\n" AID_ROWS "Offentlig kontantfinansiering;600\nEU-medel;0\n", 0, 0, 400, 0},
    };
    try_all(examples, COUNT(examples));
}

/* Private money that is no part of eligible financing. */
static void test_uncounted(void **state)
{
    (void)state;
    static const struct example examples[] = {
        /* 40 % × (1 000 − 200 of private money) = 320 */
        {"private cash", NOT_COUNTED,
         AID_COSTS
         "Finansiär;Totaler\nOffentlig kontantfinansiering;300\nPrivat kontantfinansiering;200\nEU-medel;\n",
         AID_ROWS "Offentlig kontantfinansiering;300\nPrivat kontantfinansiering;200\nEU-medel;320\n", 320, 0,
         180, 0},
        /* in-kind of private financiers neither: 40 % × (1 000 − 100 − 150) = 300 */
        {"private in-kind", NOT_COUNTED,
         "Kostnadstyp;Totaler\nResor och logi;850\nPrivat bidrag i annat än pengar;150\nSumma, kostnader;\n\n"
         "Finansiär;Totaler\nOffentlig kontantfinansiering;300\nPrivat kontantfinansiering;100\n"
         "Privat bidrag i annat än pengar;150\nEU-medel;\n",
         "Resor och logi;850\nPrivat bidrag i annat än pengar;150\nSumma, kostnader;1000\n"
         "Offentlig kontantfinansiering;300\nPrivat kontantfinansiering;100\n"
         "Privat bidrag i annat än pengar;150\nEU-medel;300\n",
         300, 0, 150, 0},
        /* what the ceiling leaves is private and does not count: 40/60 × 300 = 200, and 200/(200 + 300) = 40 % */
        {"the own row is private", NOT_COUNTED,
         AID_COSTS "Finansiär;Totaler\nOffentlig kontantfinansiering;300\nPrivat kontantfinansiering;\n"
                   " - Egen insats;\nEU-medel;\n",
         AID_ROWS "Offentlig kontantfinansiering;300\nPrivat kontantfinansiering;500\n - Egen "
                  "insats;500\nEU-medel;200\n",
         200, 500, 0, 0},
        /* and what it has promised does not count either; 40/60 × 310 = 206,67 */
        {"the own row has promised", NOT_COUNTED,
         AID_COSTS "Finansiär;Totaler\nOffentlig kontantfinansiering;310\nPrivat kontantfinansiering;\n"
                   " - Firman AB;90\n - Egen insats;50\nEU-medel;\n",
         AID_ROWS "Offentlig kontantfinansiering;310\nPrivat kontantfinansiering;484\n - Firman AB;90\n"
                  " - Egen insats;394\nEU-medel;206\n",
         206, 344, 0, 0},
        /* where private money counts the base is the costs: 40 % × 1 000 */
        {"private money that counts", "eruf-2014",
         "Stödandel av stödgrundande finansiering;40 %\n\n" AID_COSTS
         "Finansiär;Totaler\nOffentlig kontantfinansiering;300\nPrivat kontantfinansiering;\n"
         " - Egen insats;\nEU-medel;\n",
         AID_ROWS "Offentlig kontantfinansiering;300\nPrivat kontantfinansiering;300\n - Egen "
                  "insats;300\nEU-medel;400\n",
         400, 300, 0, 0},
    };
    try_all(examples, COUNT(examples));
}

#define YEAR_COSTS                                                                                           \
    "Kostnadstyp;2021;2022;Totaler\nResor och logi;600;400;1000\nSumma, kostnader;600;400;1000\n\n"
#define YEAR_ROWS "Resor och logi;600;400;1000\nSumma, kostnader;600;400;1000\n"

/* The aid is found by year, and what the ceiling leaves is taken from the last years first, none of them below its part
 * of the highest aid (50 % × 1 000: 300 and 200) before the others have come down to theirs. */
static void test_years(void **state)
{
    (void)state;
    static const struct example examples[] = {
        /* needs 300 + 205: 5 too much, from 2022 */
        {"from the last year", "eruf-2014",
         YEAR_COSTS
         "Finansiär;2021;2022;Totaler\nOffentlig kontantfinansiering;;;\n - Lunds kommun;300;100;\n"
         " - Egen insats;0;95;\nEU-medel;;;\n",
         YEAR_ROWS
         "Offentlig kontantfinansiering;300;200;500\n - Lunds kommun;300;100;\n - Egen insats;0;100;\n"
         "EU-medel;300;200;500\n",
         500, 5, 0, 0},
        /* needs 350 + 200: 2022 is at its part, so 2021 gives 50 */
        {"no year below its part", "eruf-2014",
         YEAR_COSTS "Finansiär;2021;2022;Totaler\nOffentlig kontantfinansiering;250;200;\nEU-medel;;;\n",
         YEAR_ROWS "Offentlig kontantfinansiering;250;200;450\nEU-medel;300;200;500\n", 500, 0, 50, 0},
        /* needs 500 + 100 = 600: 100 too much, all from 2021, which is 200 above its part */
        {"the other year above its part", "eruf-2014",
         YEAR_COSTS "Finansiär;2021;2022;Totaler\nOffentlig kontantfinansiering;100;300;\nEU-medel;;;\n",
         YEAR_ROWS "Offentlig kontantfinansiering;100;300;400\nEU-medel;400;100;500\n", 500, 0, 100, 0},
        /* nothing promised: the parts themselves */
        {"everything to the own row", "eruf-2014",
         YEAR_COSTS
         "Finansiär;2021;2022;Totaler\nOffentlig kontantfinansiering;;;\n - Egen insats;;;\nEU-medel;;;\n",
         YEAR_ROWS
         "Offentlig kontantfinansiering;300;200;500\n - Egen insats;300;200;\nEU-medel;300;200;500\n",
         500, 500, 0, 0},
        /* 2021 has 100 too much, and 2022 needs 400: of the costs as a whole only 300 are left for aid */
        {"surplus in one year", "eruf-2014",
         YEAR_COSTS "Finansiär;2021;2022;Totaler\nOffentlig kontantfinansiering;700;0;\nEU-medel;;;\n",
         YEAR_ROWS "Offentlig kontantfinansiering;700;0;700\nEU-medel;0;300;300\n", 300, 0, 100, 100},
        /* 333 parts of 50 % × 999 = 499,5, cut to 499: 166,33 × 3, and the first year has the unit that is left */
        {"parts by largest remainder", "eruf-2014",
         "Kostnadstyp;2021;2022;2023;Totaler\nSumma, kostnader;333;333;333;999\n\n"
         "Finansiär;2021;2022;2023;Totaler\nOffentlig kontantfinansiering;;;;\n - Egen insats;;;;\n"
         "EU-medel;;;;\n",
         "Summa, kostnader;333;333;333;999\nOffentlig kontantfinansiering;166;167;167;500\n"
         " - Egen insats;166;167;167;\nEU-medel;167;166;166;499\n",
         499, 500, 0, 0},
        /* the applicant's own row in 2022 of the bundled application: 3 697 755 needed, 50 % of 7 395 500 = 3 697 750 */
        {"the 5 kr of the application", "eruf-2014",
         "Organisationsnamn;Kommunförbundet Västernorrland\nSökt belopp;3 697 755\n\n"
         "Kostnadstyp;2020;2021;2022;Totaler\nSumma, kostnader;3 552 292;3 628 547;214 661;7 395 500\n\n"
         "Finansiär;2020;2021;2022;Totaler\nSumma, medfinansiering;;;;\n"
         "Offentlig kontantfinansiering;1 790 832;1 816 113;90 800;3 697 745\n"
         " - Andra;1 698 832;1 724 113;71 300;\n - Kommunförbundet;92 000;92 000;19 500;\n"
         "EU-medel;1 761 460;1 812 434;123 861;3 697 755\n",
         "Sökt belopp;3697750\nSumma, kostnader;3552292;3628547;214661;7395500\n"
         "Summa, medfinansiering;1790832;1816113;90805;3697750\n"
         "Offentlig kontantfinansiering;1790832;1816113;90805;3697750\n"
         " - Andra;1698832;1724113;71300;\n - Kommunförbundet;92000;92000;19505;\n"
         "EU-medel;1761460;1812434;123856;3697750\n",
         3697750, 5, 0, 0},
        /* promises by the project only: the aid has no years */
        {"promises without years", "eruf-2014",
         YEAR_COSTS "Finansiär;Totaler\nOffentlig kontantfinansiering;600\nEU-medel;\n",
         YEAR_ROWS "Offentlig kontantfinansiering;600\nEU-medel;400\n", 400, 0, 0, 0},
    };
    try_all(examples, COUNT(examples));
}

/* Jems gives what is cut off to the partner's own contribution: 50 % × 100,01 = 50,005. */
static void test_aid_cut_to_ore(void **state)
{
    (void)state;
    static const struct example example = {
        "Jems",
        "interreg-2021/office",
        "Stödandel av stödgrundande finansiering;50 %\n\nKostnadstyp;Totaler\nResor och logi;100,01\n"
        "Summa, kostnader;\n\nFinansiär;Totaler\nOffentlig kontantfinansiering;\n - Own contribution;\n"
        "EU-medel;\n",
        "Resor och logi;100,01\nSumma, kostnader;100,01\nOffentlig kontantfinansiering;50,01\n"
        " - Own contribution;50,01\nEU-medel;50\n",
        0,
        0,
        0,
        0};
    assert_true(is_right(&example));
}

/* ---- shares ---- */

/* Aid of 577 beside costs of 1 000: 57,7 %; and so on. */
static void test_shares(void **state)
{
    (void)state;
#define SHARES_BEGIN(costs, public, private, aid, eligible)                                                  \
    "Kostnadstyp;Totaler\nResor och logi;" costs "\nSumma, kostnader;" costs "\n\nFinansiär;Totaler\n"      \
    "Offentlig kontantfinansiering;" public "\nPrivat kontantfinansiering;" private "\nEU-medel;" aid        \
                                                                                    "\nStödandel av "       \
                                                                                    "stödgrundande "        \
                                                                                    "finansiering;" eligible \
                                                                                    "\n"
#define SHARES_EXPECTED(costs, public, private, aid, eligible)                                               \
    "Resor och logi;" costs "\nSumma, kostnader;" costs                                                      \
    "\nOffentlig kontantfinansiering;" public "\nPrivat kontantfinansiering;" private "\nEU-medel;" aid      \
                                                                                      "\nStödandel av "     \
                                                                                      "stödgrundande "      \
                                                                                      "finansiering"         \
                                                                                      ";" eligible "\n"
    static const struct example examples[] = {
        {"blank: two decimals", "eruf-2014", SHARES_BEGIN("1000", "600", "0", "400", ""),
         SHARES_EXPECTED("1000", "600", "0", "400", "40,00 %"), 0, 0, 0, 0},
        {"right without zeros", "eruf-2014", SHARES_BEGIN("1000", "600", "0", "400", "40 %"),
         SHARES_EXPECTED("1000", "600", "0", "400", "40 %"), 0, 0, 0, 0},
        {"right with one decimal", "eruf-2014", SHARES_BEGIN("1000", "577", "0", "423", "42,3 %"),
         SHARES_EXPECTED("1000", "577", "0", "423", "42,3 %"), 0, 0, 0, 0},
        /* 333/1 000 = 33,30 %: the table drops last zeros */
        {"wrong, in a table without zeros", "eruf-2014", SHARES_BEGIN("1000", "667", "0", "333", "50 %"),
         SHARES_EXPECTED("1000", "667", "0", "333", "33,3 %"), 0, 0, 0, 0},
        /* 1/3 = 33,333...; 2/3 = 66,666... half-up */
        {"half-up", "eruf-2014", SHARES_BEGIN("300", "200", "0", "100", "33,30 %"),
         SHARES_EXPECTED("300", "200", "0", "100", "33,33 %"), 0, 0, 0, 0},
        {"more decimals", "eruf-2014", SHARES_BEGIN("300", "200", "0", "100", "33,3330 %"),
         SHARES_EXPECTED("300", "200", "0", "100", "33,3333 %"), 0, 0, 0, 0},
        /* 5/16 = 31,25 %; 1/32 of 3 200 is 3,125 %: a half upwards */
        {"exactly a half", "eruf-2014", SHARES_BEGIN("3200", "3100", "0", "100", ""),
         SHARES_EXPECTED("3200", "3100", "0", "100", "3,13 %"), 0, 0, 0, 0},
        /* the private 100 kr are part of it: 400 of 1 000 */
        {"private money counts", "eruf-2014", SHARES_BEGIN("1000", "500", "100", "400", ""),
         SHARES_EXPECTED("1000", "500", "100", "400", "40,00 %"), 0, 0, 0, 0},
        {"a share of nothing", "eruf-2014", SHARES_BEGIN("0", "0", "0", "0", ""),
         SHARES_EXPECTED("0", "0", "0", "0", ""), 0, 0, 0, 0},
        {"a share of nothing, printed", "eruf-2014", SHARES_BEGIN("0", "0", "0", "0", "0 %"),
         SHARES_EXPECTED("0", "0", "0", "0", "0 %"), 0, 0, 0, 0},
        /* 720/900 = 80 % of eligible financing where private money does not count; below its ceiling */
        {"private money does not count",
         "[scheme]\nid = own\nbase = eruf-2014\n[aid-share]\neligible = 80 %\n"
         "private-counts = no\nprivate-source = x\nprivate-confirmed = no\n",
         SHARES_BEGIN("1000", "180", "100", "720", ""),
         SHARES_EXPECTED("1000", "180", "100", "720", "80,00 %"), 0, 0, 0, 0},
    };
    try_all(examples, COUNT(examples));
}

/* The bundled decision's and application's shares: 4 055 000 of 8 110 000; 123 856 of 214 661 = 57,698 %. */
static void test_published_shares(void **state)
{
    (void)state;
    static const struct example examples[] = {
        {"decision", "eruf-2014",
         "Kostnadslag;Totalt\nSumma faktiska kostnader;8 110 000\nSumma totala kostnader;8 110 000\n\n"
         "Finansiär;Totalt\nTotal offentlig finansiering;4 055 000\n\nFinansiering;Totalt\nEU-medel;\n"
         "\nSammanställning (stödprocent)\nStödandel av faktiska kostnader;50,00%\n"
         "Stödandel av total finansiering;\n"
         "Andel annan offentlig finansiering (annan än EU-medel);49,99%\n"
         "Andel privat finansiering;0,01%\n",
         "Summa faktiska kostnader;8110000\nSumma totala kostnader;8110000\n"
         "Total offentlig finansiering;4055000\nEU-medel;4055000\n"
         "Stödandel av faktiska kostnader;50,00 %\nStödandel av total finansiering;50,00 %\n"
         "Andel annan offentlig finansiering (annan än EU-medel);50,00 %\n"
         "Andel privat finansiering;0,00 %\n",
         4055000, 0, 0, 0},
        {"application, 2022", "eruf-2014",
         "Stödandel av stödgrundande finansiering;100 %\n\nKostnadstyp;Totaler\nSumma, kostnader;214 661\n\n"
         "Finansiär;Totaler\nOffentlig kontantfinansiering;90 805\nEU-medel;123 861\n"
         "Stödandel (EU-medel) av total finansiering;57,7 %\n"
         "Andel annan offentlig finansiering (annan än EU-medel);42,3 %\nAndel privat finansiering;0 %\n",
         "Summa, kostnader;214661\nOffentlig kontantfinansiering;90805\nEU-medel;123856\n"
         "Stödandel (EU-medel) av total finansiering;57,7 %\n"
         "Andel annan offentlig finansiering (annan än EU-medel);42,3 %\nAndel privat finansiering;0 %\n",
         123856, 0, 0, 0},
    };
    try_all(examples, COUNT(examples));
}

/* ---- the rest of a case ---- */

static void test_other_tables(void **state)
{
    (void)state;
    static const struct example examples[] = {
        {"applied, blank", "eruf-2014",
         AID_COSTS "Finansiär;Totaler\nOffentlig kontantfinansiering;600\nEU-medel;400\nSökt belopp;\n",
         AID_ROWS "Offentlig kontantfinansiering;600\nEU-medel;400\nSökt belopp;400\n", 400, 0, 0, 0},
        {"applied, wrong", "eruf-2014",
         AID_COSTS "Finansiär;Totaler\nOffentlig kontantfinansiering;600\nEU-medel;400\nSökt belopp;401\n",
         AID_ROWS "Offentlig kontantfinansiering;600\nEU-medel;400\nSökt belopp;400\n", 400, 0, 0, 0},
        {"applied, said of the project", "eruf-2014",
         "Uppgift;Värde\nSökt belopp;\n\n" AID_COSTS
         "Finansiär;Totaler\nOffentlig kontantfinansiering;600\nEU-medel;400\n",
         "Sökt belopp;400\n" AID_ROWS "Offentlig kontantfinansiering;600\nEU-medel;400\n", 400, 0, 0, 0},
        /* hack-for-sweden: three years of 6,5 and 9,0 million are 19,5 and 27,0 */
        {"intervals", "eruf-2014",
         "Belopp i;mnkr\n\nAktivitet;Lägst;Högst\nEvenemang;1,5;2,0\nPersonal;4,5;6,0\nPlattform;0,5;1,0\n"
         "Total årlig kostnad för programmet;6,0;9,5\nTotal kostnad för ett treårigt program;19,5;25,5\n",
         "Evenemang;1500000;2000000\nPersonal;4500000;6000000\nPlattform;500000;1000000\n"
         "Total årlig kostnad för programmet;6500000;9000000\n"
         "Total kostnad för ett treårigt program;19500000;27000000\n",
         0, 0, 0, 0},
        /* the yearly total is blank: the row below keeps its own label and amounts */
        {"a blank yearly total", "eruf-2014",
         "Aktivitet;Lägst;Högst\nEvenemang;1500;2000\nPersonal;4500;6000\n"
         "Total årlig kostnad för programmet;;\nTotal kostnad för ett treårigt program;18000;24000\n",
         "Evenemang;1500;2000\nPersonal;4500;6000\nTotal årlig kostnad för programmet;6000;8000\n"
         "Total kostnad för ett treårigt program;18000;24000\n",
         0, 0, 0, 0},
        {"another table", "eruf-2014", "Vara;Ett;Två;Summa\nA;1;2;\nB;3;4;7\nSumma;;;9\n",
         "A;1;2;3\nB;3;4;7\nSumma;4;6;10\n", 0, 0, 0, 0},
        {"an allocation", "eruf-2014",
         "Aktör;2021;2022;Totalt\nRegion Skåne;5;6;\nRegion Halland;1;2;3\nSumma;;;1\n",
         "Region Skåne;5;6;11\nRegion Halland;1;2;3\nSumma;6;8;14\n", 0, 0, 0, 0},
        /* parents that include their parts: 1 200 000 of the bundled decision should be 1 300 000 (A1-A6) */
        {"a parent", "eruf-2014",
         "Kostnadslag;Totalt\nSumma totala kostnader;1 850 000\n\n"
         "Typ;Namn;Startdatum;Slutdatum;Kostnad\nAktivitet;Kommunikation;;;1 200 000\n"
         "Delaktivitet;A1;;;300 000\nDelaktivitet;A2;;;200 000\nDelaktivitet;A3;;;400 000\n"
         "Delaktivitet;A4;;;200 000\nDelaktivitet;A5;;;150 000\nDelaktivitet;A6;;;50 000\n"
         "Aktivitet;Annat;;;550 000\nDelaktivitet;B1;;;350 000\nDelaktivitet;B2;;;200 000\n",
         "Summa totala kostnader;1850000\nKommunikation;1300000\nA1;300000\nA2;200000\nA3;400000\n"
         "A4;200000\nA5;150000\nA6;50000\nAnnat;550000\nB1;350000\nB2;200000\n",
         0, 0, 0, 0},
    };
    try_all(examples, COUNT(examples));
}

/* Conditions that some cell needs and nobody gave are told, and nothing is made up. */
static void test_missing(void **state)
{
    (void)state;
    struct world world;
    start(&world, "eruf-2021", RATES_HEADER RATES_ROWS("", "", ""));
    assert_true(world.result->missing[MISSING_PAYROLL]);
    assert_true(world.result->missing[MISSING_INDIRECT]);
    assert_true(str_equal(text_of(&world.arena, world.working), STR(RATES_ROWS("", "", ""))));
    arena_release(&world.arena);
    start(&world, "eruf-2021", AID_COSTS "Finansiär;Totaler\nOffentlig kontantfinansiering;600\nEU-medel;\n");
    assert_true(world.result->missing[MISSING_SHARE]);
    assert_false(world.result->missing[MISSING_PAYROLL]);
    arena_release(&world.arena);
}

/* Amounts up to 92 233 720 368 547 758,07 kr can be said: what does not fit is an obstacle, never another number. Wages W
 * with 45,24 % and 15 % × 1,4524 cost 1,67026 W. */
static void test_large(void **state)
{
    (void)state;
    static const char format[] =
        "Kostnadstyp;2021;2022;Totaler\nPersonal;%s;%s;\nSchablonkostnader;;;\n"
        " - Lönebikostnader;;;\n - Indirekta kostnader;;;\nSumma, kostnader;;;\n\n"
        "Finansiär;2021;2022;Totaler\nOffentlig kontantfinansiering;;;\n - Egen insats;;;\n"
        "EU-medel;;;\nStödandel av stödgrundande finansiering;;;\n";
    static const struct {
        const char *wages; /* of each year */
        money aid;         /* kronor over both: 50 % of twice 1,67026 W; 0 for too large */
    } rows[] = {
        {"10000000000000", 16702600000000},       /* 10^13 */
        {"100000000000000", 167026000000000},     /* 10^14 */
        {"1000000000000000", 1670260000000000},   /* 10^15 */
        {"10000000000000000", 16702600000000000}, /* 10^16: 3,34 × 10^16 in all */
        {"30000000000000000", 0},                 /* the sum is 1,002 × 10^17 */
        {"60000000000000000", 0},
        {"92000000000000000", 0},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct world world;
        char text[1000];
        snprintf(text, sizeof text, format, rows[i].wages, rows[i].wages);
        start(&world, "eruf-2014", text);
        if (rows[i].aid == 0) {
            assert_int_equal(world.result->obstacle, OBSTACLE_OVERFLOW);
        } else {
            assert_int_equal(world.result->obstacle, OBSTACLE_NONE);
            assert_true(world.result->plan.aid == KRONOR(rows[i].aid));
            assert_true(world.result->plan.own == KRONOR(rows[i].aid));
        }
        arena_release(&world.arena);
    }
}

/* What was published right is told as such, with what it was counted from. */
static void test_reasons(void **state)
{
    (void)state;
    static const struct {
        const char *text, *cell;
        enum reason reason;
    } rows[] = {
        /* 45,24 % × 1 250 = 565,5: 565 lies within half a krona; 564 does not, and 567 does not */
        {"Kostnadstyp;Totaler\nPersonal;1 250\nLönebikostnader;565\n", "Lönebikostnader / Totalt",
         REASON_ROUNDING},
        {"Kostnadstyp;Totaler\nPersonal;1 250\nLönebikostnader;564\n", "Lönebikostnader / Totalt",
         REASON_NONE},
        {"Kostnadstyp;Totaler\nPersonal;1 250\nLönebikostnader;567\n", "Lönebikostnader / Totalt",
         REASON_NONE},
        {"Kostnadstyp;Totaler\nPersonal;1 250\nLönebikostnader;\n", "Lönebikostnader / Totalt", REASON_NONE},
        /* the decision's 2023: 18 059,49 printed as 18 058 under a right total */
        {"Kostnadslag;2021;2022;2023;Totalt\nPersonal;971 077;1 971 577;26 944;2 969 598\n"
         "Schablonkostnader;650 874;1 321 470;18 058;1 990 402\n",
         "Schablonkostnader / 2023", REASON_SPREAD},
        {"Kostnadslag;2021;2022;2023;Totalt\nPersonal;971 077;1 971 577;26 944;2 969 598\n"
         "Schablonkostnader;650 874;1 321 470;18 058;1 990 000\n",
         "Schablonkostnader / 2023", REASON_NONE},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct world world;
        bool found = false;
        start(&world, "eruf-2014", rows[i].text);
        for (size_t c = 0; c < world.result->cells.count; c++) {
            const struct computed *cell = &world.result->cells.items[c];
            if (!str_equal(cell->name, str_from(rows[i].cell)))
                continue;
            found = true;
            if (cell->reason != rows[i].reason)
                print_error("row %zu\n", i);
            assert_int_equal(cell->reason, rows[i].reason);
        }
        assert_true(found);
        arena_release(&world.arena);
    }
}

/* A condition of the case that cannot be read is asked for: neither nothing nor the scheme's own stands in for it. */
static void test_unreadable_conditions(void **state)
{
    (void)state;
    static const char *const conditions[] = {"Högsta stödbelopp;4OO",
                                             "Stödandel av stödgrundande finansiering;4O %",
                                             "Stödandel av faktiska kostnader;4O %"};
    int wrong = 0;
    for (size_t i = 0; i < COUNT(conditions); i++) {
        char text[400];
        snprintf(text, sizeof text,
                 "Uppgift;Värde\n%s\n\n" AID_COSTS
                 "Finansiär;Totaler\nOffentlig kontantfinansiering;600\nEU-medel;\n",
                 conditions[i]);
        wrong += obstacle_of("eruf-2014", text, NULL) != OBSTACLE_UNREADABLE;
    }
    wrong +=
        obstacle_of(
            "eruf-2014",
            "Uppgift;Värde\nLönebikostnader;4S %\n\nKostnadstyp;Totaler\nPersonal;1 000\nLönebikostnader;\n",
            NULL) != OBSTACLE_UNREADABLE;
    assert_int_equal(wrong, 0);
}

/* ---- what is wrong today ---- */

static void test_faults(void **state)
{
    (void)state;
    static const struct example examples[] = {
        /* 300 is published: line A's 2022 is 100, which makes it right */
        {"a published total over a blank line", "eruf-2014",
         "Kostnadstyp;2021;2022;Totaler\nPersonal;150;;300\n - A;100;;\n - B;50;50;\n",
         "Personal;150;150;300\n - A;100;100;\n - B;50;50;\n", 0, 0, 0, 0},
        {"a blank parent", "eruf-2014",
         "Kostnadslag;Totalt\nSumma totala kostnader;1 850\n\nTyp;Namn;Startdatum;Slutdatum;Kostnad\n"
         "Aktivitet;A;;;1 300\nDelaktivitet;A1;;;300\nDelaktivitet;A2;;;1 000\n"
         "Aktivitet;B;;;\nDelaktivitet;B1;;;350\nDelaktivitet;B2;;;200\n",
         "Summa totala kostnader;1850\nA;1300\nA1;300\nA2;1000\nB;550\nB1;350\nB2;200\n", 0, 0, 0, 0},
        /* none of 1 000 kr is private */
        {"a blank share of 0 %", "eruf-2014",
         AID_COSTS
         "Finansiär;Totaler\nOffentlig kontantfinansiering;600\nEU-medel;400\nAndel privat finansiering;\n",
         AID_ROWS "Offentlig kontantfinansiering;600\nEU-medel;400\nAndel privat finansiering;0,00 %\n", 0, 0,
         0, 0},
    };
    try_all(examples, COUNT(examples));
}

/* Costs of the project, promises by year: all financing is the co-financing and the aid, whatever the years get. */
static void test_fault_years(void **state)
{
    (void)state;
    struct world world;
    start(&world, "eruf-2014",
          "Kostnadstyp;Totaler\nSumma, kostnader;1000\n\nFinansiär;2021;2022;Totaler\n"
          "Offentlig kontantfinansiering;150;150;300\nEU-medel;;;\nTotal finansiering;;;\n");
    const struct item *aid = budget_item(world.working, TABLE_FINANCING, EU_AID);
    const struct item *all = budget_item(world.working, TABLE_FINANCING, TOTAL_FINANCING);
    money sum = item_cell(aid, SCOPE_TOTAL)->value + KRONOR(300), got = item_cell(all, SCOPE_TOTAL)->value;
    arena_release(&world.arena);
    assert_int_equal(got, sum);
}

/* An aid that nobody computed has no amount. */
static void test_fault_aid_without_costs(void **state)
{
    (void)state;
    struct world world;
    start(&world, "eruf-2014", "Finansiär;Totaler\nOffentlig kontantfinansiering;500\nEU-medel;4OO\n");
    size_t wrong = 0;
    for (size_t i = 0; i < world.result->cells.count; i++)
        wrong += world.result->cells.items[i].computed->state != CELL_VALUE;
    arena_release(&world.arena);
    assert_int_equal(wrong, 0);
}

static int release(void **state)
{
    (void)state;
    arena_release(&lasting);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_flat_rates),
        cmocka_unit_test(test_rounding),
        cmocka_unit_test(test_application),
        cmocka_unit_test(test_sums),
        cmocka_unit_test(test_unknown_blank),
        cmocka_unit_test(test_unreadable),
        cmocka_unit_test(test_in_kind),
        cmocka_unit_test(test_ceilings),
        cmocka_unit_test(test_uncounted),
        cmocka_unit_test(test_years),
        cmocka_unit_test(test_aid_cut_to_ore),
        cmocka_unit_test(test_shares),
        cmocka_unit_test(test_published_shares),
        cmocka_unit_test(test_other_tables),
        cmocka_unit_test(test_missing),
        cmocka_unit_test(test_large),
        cmocka_unit_test(test_reasons),
        cmocka_unit_test(test_faults),
        cmocka_unit_test(test_fault_years),
        cmocka_unit_test(test_fault_aid_without_costs),
        cmocka_unit_test(test_unreadable_conditions),
    };
    return cmocka_run_group_tests(tests, NULL, release);
}
