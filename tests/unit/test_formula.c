/* Expressions and differences as formulas of a workbook: how they are written, and that they are worth the same. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "builder.h"
#include "case_book.h"
#include "evaluator.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

enum { OWN, OTHER, QUOTED, SHEET_COUNT, MOST_CELLS = 2000, STAND_IN_COLUMNS = 20 };

struct world {
    struct arena arena;
    struct book book;
    struct sheet sheets[SHEET_COUNT];
    struct case_report report;
    struct case_book at;
    struct builder builder;
    struct grid grid;
    struct address published[MOST_CELLS], computed[MOST_CELLS];
    uint32_t cells;
    uint64_t seed; /* of the amounts in the cells */
};

static const struct {
    char letter;
    enum concept concept;
    const char *name;
    int64_t hundredths; /* of a percent */
} parameters[] = {{'P', PAYROLL, "Sats_lonebikostnader", 4524},
                  {'I', INDIRECT, "Sats_indirekta_kostnader", 1500},
                  {'E', SHARE_ELIGIBLE, "Stodandel_stodgrundande", 5000},
                  {'A', SHARE_ACTUAL, "Stodandel_faktiska", 3333}};

static uint64_t mix(uint64_t a)
{
    a += UINT64_C(0x9E3779B97F4A7C15);
    a = (a ^ (a >> 30)) * UINT64_C(0xBF58476D1CE4E5B9);
    a = (a ^ (a >> 27)) * UINT64_C(0x94D049BB133111EB);
    return a ^ (a >> 31);
}

static struct ratio ratio_of(int64_t numerator, int64_t denominator)
{
    struct ratio ratio = {0, 1};
    assert_true(ratio_make(numerator, denominator, &ratio));
    return ratio;
}

static void add_names(struct world *world, size_t number)
{
    for (size_t i = 0; i < COUNT(parameters); i++) {
        struct buffer name = {.arena = &world->arena};
        buffer_print(&name, "%s", parameters[i].name);
        if (number)
            buffer_print(&name, "_%zu", number);
        *ARENA_PUSH(&world->arena, &world->grid.names) = (struct known_name){
            buffer_text(&name), number_of_ratio(ratio_of(parameters[i].hundredths, 10000))};
    }
}

/* A case whose cells are added as trees are read; `number` is that of one of many cases, or 0. */
static struct world *start(uint64_t seed, size_t number)
{
    static const char *const names[SHEET_COUNT] = {"Kostnader", "Villkor", "1 Kostnader"};
    static const char *const references[SHEET_COUNT] = {"Kostnader!", "Villkor!", "'1 Kostnader'!"};
    static struct world world;
    world = (struct world){.seed = seed};
    struct arena *arena = &world.arena;
    world.book = (struct book){.arena = arena, .scratch = arena, .options = {.language = SWEDISH}};
    for (size_t i = 0; i < SHEET_COUNT; i++)
        world.sheets[i] = (struct sheet){.book = &world.book,
                                         .name = str_from(names[i]),
                                         .reference = str_from(references[i]),
                                         .index = i};
    world.report.result.in_force =
        (struct conditions){.rounding_unit = ORE_PER_KRONA, .written_unit = ORE_PER_KRONA};
    world.at = (struct case_book){.book = &world.book,
                                  .arena = arena,
                                  .report = &world.report,
                                  .number = number,
                                  .published = world.published,
                                  .computed = world.computed};
    world.builder.arena = arena;
    world.builder.budget = ARENA_NEW(arena, struct budget);
    world.grid.arena = arena;
    add_names(&world, number);
    return &world;
}

/* ---- trees ----
 * Expressions are written as texts, so that a row of a table, or a random one that fails, can be read:
 *   A1 an amount on the sheet itself; oA1, qA1 on others; pA1 a percentage, nA1 a count; wA1 one in whole kronor
 *   ?A1 a blank cell; ?A1=TREE one for which the tree stands in (computed twenty columns on)
 *   @123 an amount in öre that is not laid out; @? and @?=TREE blank ones
 *   #123, #1/3 an amount in öre; %1131/2500 a share; &3 a count; $P $I $E $A the parameters
 *   {+A1-B1} a sum; (A1*B1) and (A1/B1); [A1|2] rounded as a percentage with two decimals */

static struct evaluated workbook_number(struct ratio ratio, enum value_kind kind)
{
    if (kind == VALUE_AMOUNT)
        assert_true(ratio_divide(ratio, ratio_from(ORE_PER_KRONA), &ratio));
    return number_of_ratio(ratio);
}

static int64_t read_whole(const char **text)
{
    char *end = NULL;
    int64_t value = strtoll(*text, &end, 10);
    *text = end;
    return value;
}

static struct ratio read_ratio(const char **text)
{
    int64_t numerator = read_whole(text), denominator = 1;
    if (**text == '/') {
        ++*text;
        denominator = read_whole(text);
    }
    return ratio_of(numerator, denominator);
}

static struct address read_address(struct world *world, size_t sheet, const char **text)
{
    unsigned column = 0;
    for (; isupper((unsigned char)**text); ++*text)
        column = column * 26 + (unsigned)(**text - 'A' + 1);
    assert_true(column > 0);
    return (struct address){&world->sheets[sheet], (lxw_row_t)(read_whole(text) - 1),
                            (lxw_col_t)(column - 1)};
}

/* What stands in a cell depends on its address and the seed alone. */
static int64_t cell_value(const struct world *world, struct address address, char kind)
{
    uint64_t random =
        mix(world->seed ^ mix(address.sheet->index * 1000003 + address.row * 1009 + address.column));
    static const int64_t scales[] = {1, 100, 12345, 100000000, 10000000000};
    int64_t scale = scales[random % COUNT(scales)], value = (int64_t)((random >> 16) % 2000) - 500;
    if ((random >> 8) % 8 == 0)
        return 0;
    return kind == 'p' ? value % 300 : kind == 'n' ? value % 20 : kind == 'w' ? value * 100 : value * scale;
}

static struct spot spot_of(struct address address)
{
    return (struct spot){address.sheet->name, address.column, address.row};
}

static struct node *new_cell_node(struct world *world, enum cell_state state, int64_t value,
                                  struct address address)
{
    struct cell *cell = ARENA_NEW(&world->arena, struct cell);
    assert_true(world->cells < MOST_CELLS);
    *cell = (struct cell){.id = world->cells++, .state = state, .value = value};
    world->published[cell->id] = address;
    return node_of_cell(&world->builder, cell, true);
}

static const struct node *read_tree(struct world *world, const char **text);

static const struct node *read_cell(struct world *world, size_t sheet, char kind, const char **text)
{
    struct address address = read_address(world, sheet, text);
    struct node *node = new_cell_node(world, CELL_VALUE, cell_value(world, address, kind), address);
    node->value_kind = kind == 'p' ? VALUE_PERCENT : kind == 'n' ? VALUE_COUNT : VALUE_AMOUNT;
    grid_put(&world->grid, spot_of(address),
             workbook_number(cell_ratio(node->cell, node->value_kind), node->value_kind), false);
    return node;
}

static const struct node *read_stand_in(struct world *world, const char **text)
{
    if (**text != '=')
        return NULL;
    ++*text;
    return read_tree(world, text);
}

/* What stands in for a blank cell is computed in a cell of its own. */
static const struct node *read_blank(struct world *world, const char **text)
{
    struct address address = read_address(world, OWN, text), computed = address;
    struct node *node = new_cell_node(world, CELL_BLANK, 0, address);
    uint32_t id = node->cell->id;
    node->stand_in = read_stand_in(world, text);
    grid_put(&world->grid, spot_of(address), number_whole(0), false);
    computed.column = (lxw_col_t)(computed.column + STAND_IN_COLUMNS);
    world->computed[id] = computed;
    if (node->stand_in) {
        struct value value = node_evaluate(node->stand_in);
        struct evaluated number = workbook_number(value.ratio, VALUE_AMOUNT);
        number.is_exact = value.status <= VALUE_GUESSED;
        grid_put(&world->grid, spot_of(computed), number, false);
    }
    return node;
}

static const struct node *read_loose(struct world *world, const char **text)
{
    const struct address nowhere = {0};
    if (**text != '?')
        return new_cell_node(world, CELL_VALUE, read_whole(text), nowhere);
    ++*text;
    struct node *node = new_cell_node(world, CELL_BLANK, 0, nowhere);
    node->stand_in = read_stand_in(world, text);
    return node;
}

static const struct node *read_parameter(struct world *world, const char **text)
{
    for (size_t i = 0; i < COUNT(parameters); i++)
        if (parameters[i].letter == **text) {
            ++*text;
            return node_parameter(&world->builder, ratio_of(parameters[i].hundredths, 10000),
                                  parameters[i].concept);
        }
    fail_msg("no parameter: %s", *text);
    return NULL;
}

static const struct node *read_sum_tree(struct world *world, const char **text)
{
    struct node *sum = node_sum(&world->builder);
    while (**text != '}') {
        int sign = *(*text)++ == '+' ? 1 : -1;
        node_add(&world->builder, sum, read_tree(world, text), sign);
    }
    ++*text;
    return sum;
}

static const struct node *read_pair(struct world *world, const char **text)
{
    const struct node *left = read_tree(world, text);
    char operation = *(*text)++;
    const struct node *right = read_tree(world, text);
    assert_int_equal(*(*text)++, ')');
    return operation == '*' ? node_product(&world->builder, left, right)
                            : node_quotient(&world->builder, left, right);
}

static const struct node *read_rounded(struct world *world, const char **text)
{
    const struct node *inner = read_tree(world, text);
    assert_int_equal(*(*text)++, '|');
    const struct node *node = node_round(&world->builder, inner, (int)read_whole(text));
    assert_int_equal(*(*text)++, ']');
    return node;
}

static const struct node *read_tree(struct world *world, const char **text)
{
    struct builder *builder = &world->builder;
    char c = *(*text)++;
    switch (c) {
    case '{':
        return read_sum_tree(world, text);
    case '(':
        return read_pair(world, text);
    case '[':
        return read_rounded(world, text);
    case '?':
        return read_blank(world, text);
    case '@':
        return read_loose(world, text);
    case '$':
        return read_parameter(world, text);
    case '#':
        return node_constant(builder, read_ratio(text), VALUE_AMOUNT);
    case '%':
        return node_constant(builder, read_ratio(text), VALUE_PERCENT);
    case '&':
        return node_constant(builder, read_ratio(text), VALUE_COUNT);
    case 'o':
        return read_cell(world, OTHER, c, text);
    case 'q':
        return read_cell(world, QUOTED, c, text);
    case 'p':
    case 'n':
    case 'w':
        return read_cell(world, OWN, c, text);
    default:
        --*text;
        return read_cell(world, OWN, c, text);
    }
}

static const struct node *tree(struct world *world, const char *text)
{
    const char *at = text;
    const struct node *node = read_tree(world, &at);
    assert_int_equal(*at, '\0');
    return node;
}

/* ---- worth ---- */

enum outcome { RIGHT, BEYOND, WRONG };

/* BEYOND: what the node is worth is not known, so that there is nothing to compare with. */
static enum outcome compare_worth(struct world *world, const struct node *node, const char *text)
{
    enum { MOST_SHOWN = 300 };
    struct evaluated number;
    struct str formula = formula_of(&world->at, node, &world->sheets[OWN]);
    const char *wrong = formula_read(&world->grid, formula, world->sheets[OWN].name, &number);
    struct value value = node_evaluate(node);
    struct str shown = str_shorten(formula, MOST_SHOWN);
    if (wrong) {
        print_error("%s: “%.*s”: %s\n", text, STR_ARG(shown), wrong);
        return WRONG;
    }
    if (value.status > VALUE_GUESSED || !number.is_exact)
        return BEYOND;
    struct evaluated expected = workbook_number(value.ratio, node->value_kind);
    if (ratio_equal(expected.exact, number.exact))
        return RIGHT;
    print_error("%s: “%.*s” is %.10g, expected %.10g\n", text, STR_ARG(shown),
                number_of(number.exact, VALUE_COUNT), expected.binary);
    return WRONG;
}

/* How each kind of node is written, and that it is worth as much whatever stands in the cells. */
static int count_wrong(const char *text, const char *expected, size_t case_number)
{
    enum { SEEDS = 40 };
    int wrong = 0;
    for (uint64_t seed = 1; seed <= SEEDS && !wrong; seed++) {
        struct world *world = start(seed, case_number);
        const struct node *node = tree(world, text);
        struct str formula = formula_of(&world->at, node, &world->sheets[OWN]);
        if (expected && !str_equal(formula, str_from(expected))) {
            print_error("%s: “%.*s”, expected “%s”\n", text, STR_ARG(formula), expected);
            wrong++;
        }
        wrong += compare_worth(world, node, text) == WRONG;
        arena_release(&world->arena);
    }
    return wrong;
}

struct shape {
    const char *tree, *formula;
};

static int count_wrong_shapes(const struct shape *shapes, size_t count)
{
    int wrong = 0;
    for (size_t i = 0; i < count; i++)
        wrong += count_wrong(shapes[i].tree, shapes[i].formula, 0);
    return wrong;
}

static void test_cells(void **state)
{
    static const struct shape shapes[] = {
        {"A1", "=A1"},
        {"AB12", "=AB12"},
        {"oA1", "=Villkor!A1"},
        {"qB2", "='1 Kostnader'!B2"},
        {"pA1", "=A1"},
        {"nA1", "=A1"},
        /* blank: as it is, or where its stand-in is computed */
        {"?C3", "=C3"},
        {"?C3={+A1+B1}", "=W3"},
        {"?C3={}", "=W3"},
        {"?C3=?D3=A1", "=W3"},
        /* not laid out: as a number */
        {"@12345", "=12345/100"},
        {"@12300", "=12300/100"},
        {"@-5", "=-5/100"},
        {"@0", "=0/100"},
        {"@?", "=0"},
        {"@?=A1", "=A1"},
        {"@?={+A1+B1}", "=SUM(A1:B1)"},
        {"@?={+A1-B1}", "=(A1-B1)"},
    };
    (void)state;
    assert_int_equal(count_wrong_shapes(shapes, COUNT(shapes)), 0);
}

static void test_constants(void **state)
{
    static const struct shape shapes[] = {
        {"#12345", "=12345/100"},     {"#0", "=0/100"},     {"#-250", "=-250/100"},
        {"#1/3", "=1/300"},           {"#-7/2", "=-7/200"}, {"%1/2", "=1/2"},
        {"%1131/2500", "=1131/2500"}, {"%1", "=1"},         {"%0", "=0"},
        {"%-1/4", "=-1/4"},           {"&3", "=3"},         {"&0", "=0"},
    };
    (void)state;
    assert_int_equal(count_wrong_shapes(shapes, COUNT(shapes)), 0);
}

static void test_parameters(void **state)
{
    static const struct shape alone[] = {{"$P", "=Sats_lonebikostnader"},
                                         {"$I", "=Sats_indirekta_kostnader"},
                                         {"$E", "=Stodandel_stodgrundande"},
                                         {"$A", "=Stodandel_faktiska"},
                                         {"($P*A1)", "=Sats_lonebikostnader*A1"}};
    int wrong = count_wrong_shapes(alone, COUNT(alone));
    (void)state;
    wrong += count_wrong("$P", "=Sats_lonebikostnader_7", 7);
    wrong += count_wrong("($E*A1)", "=Stodandel_stodgrundande_20*A1", 20);
    assert_int_equal(wrong, 0);
    for (enum concept concept = 0; concept < CONCEPTS; concept++) {
        bool has_name =
            concept == PAYROLL || concept == INDIRECT || concept == SHARE_ELIGIBLE || concept == SHARE_ACTUAL;
        assert_int_equal(parameter_word(concept) != BOOK_WORDS, has_name);
    }
}

/* A constant that is the condition of something without a cell of its own is written as a number. */
static void test_other_parameter(void **state)
{
    struct world *world = start(1, 0);
    const struct node *node = node_parameter(&world->builder, ratio_of(1, 4), SHARE_TOTAL);
    (void)state;
    struct str formula = formula_of(&world->at, node, &world->sheets[OWN]);
    bool right = str_equal(formula, STR("=1/4"));
    arena_release(&world->arena);
    assert_true(right);
}

static void test_sums(void **state)
{
    static const struct shape shapes[] = {
        {"{}", "=0"},
        {"{+A1}", "=A1"},
        {"{+A1+C1}", "=SUM(A1,C1)"},
        /* what follows in a row or in a column is a range */
        {"{+A1+B1}", "=SUM(A1:B1)"},
        {"{+A1+B1+C1+D1}", "=SUM(A1:D1)"},
        {"{+A1+A2+A3}", "=SUM(A1:A3)"},
        {"{+oA1+oB1}", "=SUM(Villkor!A1:B1)"},
        {"{+qA1+qA2+qA3}", "=SUM('1 Kostnader'!A1:A3)"},
        {"{+Y1+Z1+AA1}", "=SUM(Y1:AA1)"},
        /* what does not, is not */
        {"{+A1+B1+D1+E1}", "=SUM(A1:B1,D1:E1)"},
        {"{+A1+B1+B2}", "=SUM(A1:B1,B2)"},
        {"{+A1+A2+B2}", "=SUM(A1:A2,B2)"},
        {"{+A1+B2+C3}", "=SUM(A1,B2,C3)"},
        {"{+C1+B1+A1}", "=SUM(C1,B1,A1)"},
        {"{+A1+A1}", "=SUM(A1,A1)"},
        {"{+A1+B1+A1}", "=SUM(A1:B1,A1)"},
        {"{+A1+oB1}", "=SUM(A1,Villkor!B1)"},
        {"{+oA1+qB1}", "=SUM(Villkor!A1,'1 Kostnader'!B1)"},
        {"{+A1+@500+B1}", "=SUM(A1,500/100,B1)"},
        {"{+@500+@700}", "=SUM(500/100,700/100)"},
        /* blanks */
        {"{+A1+?B1+C1}", "=SUM(A1:C1)"},
        {"{+A1+?B1={+A2+A3}+C1}", "=SUM(A1,V1,C1)"},
        {"{+?A1=A3+?B1=B3}", "=SUM(U1:V1)"},
        /* signs */
        {"{-A1}", "=-A1"},
        {"{-A1-B1}", "=-A1-B1"},
        {"{+A1-B1}", "=A1-B1"},
        {"{-A1+B1}", "=B1-A1"},
        {"{+A1+B1-C1}", "=SUM(A1:B1)-C1"},
        {"{+A1-B1+C1}", "=SUM(A1,C1)-B1"},
        {"{-A1+B1+C1-D1-E1}", "=SUM(B1:C1)-A1-D1-E1"},
        {"{+A1-@-5}", "=A1--5/100"},
        /* sums in sums */
        {"{+A1-{+B1-C1}}", "=A1-(B1-C1)"},
        {"{+A1-{+B1+C1}}", "=A1-SUM(B1:C1)"},
        {"{+A1-{-B1}}", "=A1-(-B1)"},
        {"{+A1-{-B1-C1}}", "=A1-(-B1-C1)"},
        {"{+{+A1-B1}+C1}", "=SUM(A1-B1,C1)"},
        {"{+{+A1+B1}+{+C1+D1}}", "=SUM(SUM(A1:B1),SUM(C1:D1))"},
        {"{-{+A1-{+B1-{+C1-D1}}}}", "=-(A1-(B1-(C1-D1)))"},
    };
    (void)state;
    assert_int_equal(count_wrong_shapes(shapes, COUNT(shapes)), 0);
}

static void test_products(void **state)
{
    static const struct shape shapes[] = {
        {"(%1/2*A1)", "=1/2*A1"},
        {"(&3*A1)", "=3*A1"},
        {"(&3*&4)", "=3*4"},
        {"((&3*&4)*A1)", "=3*4*A1"},
        {"($P*{+A1+B1})", "=Sats_lonebikostnader*SUM(A1:B1)"},
        {"($P*{+A1-B1})", "=Sats_lonebikostnader*(A1-B1)"},
        {"($P*{-A1})", "=Sats_lonebikostnader*(-A1)"},
        {"($P*{+A1})", "=Sats_lonebikostnader*A1"},
        {"($P*{})", "=Sats_lonebikostnader*0"},
        {"($I*{+A1+($P*A1)})", "=Sats_indirekta_kostnader*SUM(A1,Sats_lonebikostnader*A1)"},
        {"{+($P*A1)+($I*{+A1+($P*A1)})}",
         "=SUM(Sats_lonebikostnader*A1,Sats_indirekta_kostnader*SUM(A1,Sats_lonebikostnader*A1))"},
        {"{+A1-($P*B1)}", "=A1-Sats_lonebikostnader*B1"},
        {"(%-1/2*{+A1-B1})", "=-1/2*(A1-B1)"},
        {"($E*@?={+A1-B1})", "=Stodandel_stodgrundande*(A1-B1)"},
    };
    (void)state;
    assert_int_equal(count_wrong_shapes(shapes, COUNT(shapes)), 0);
}

static void test_quotients(void **state)
{
    static const struct shape shapes[] = {
        {"(A1/B1)", "=IF(B1=0,0,A1/B1)"},
        {"(A1/{+B1+C1})", "=IF(SUM(B1:C1)=0,0,A1/SUM(B1:C1))"},
        {"(A1/{+B1-C1})", "=IF((B1-C1)=0,0,A1/(B1-C1))"},
        {"({+A1-B1}/C1)", "=IF(C1=0,0,(A1-B1)/C1)"},
        {"(#0/1/A1)", "=IF(A1=0,0,0/100/A1)"},
        {"(A1/?B1={+A2+A3})", "=IF(V1=0,0,A1/V1)"},
        {"[(A1/B1)|2]", "=ROUND(IF(B1=0,0,A1/B1),4)"},
        {"[(A1/B1)|0]", "=ROUND(IF(B1=0,0,A1/B1),2)"},
        {"[pA1|1]", "=ROUND(A1,3)"},
        {"[%1/3|4]", "=ROUND(1/3,6)"},
    };
    (void)state;
    assert_int_equal(count_wrong_shapes(shapes, COUNT(shapes)), 0);
}

/* A divisor of several factors is one divisor; so is a number that is itself written as a quotient. */
static void test_divisors(void **state)
{
    static const char *const trees[] = {
        "(A1/#250)",        "(A1/@250)",       "(A1/($P*B1))", "(A1/(&2*B1))", "(A1/(%1/2*B1))",
        "(A1/?B1=($P*A2))", "(A1/@?=($P*B1))", "(A1/@?=#250)", "(A1/{+#250})", "(A1/{+($P*B1)})"};
    int wrong = 0;
    (void)state;
    for (size_t i = 0; i < COUNT(trees); i++)
        wrong += count_wrong(trees[i], NULL, 0);
    assert_int_equal(wrong, 0);
}

/* A sum of one term is that term, with the parentheses that the term needs. */
static void test_sums_of_one(void **state)
{
    static const char *const trees[] = {"($P*{+{+A1-B1}})", "{+A1-{+{+B1-C1}}}",   "(A1/{+{+B1-C1}})",
                                        "($P*{+{-A1}})",    "($P*{+@?={+A1-B1}})", "({+{+A1-B1}}/C1)"};
    int wrong = 0;
    (void)state;
    for (size_t i = 0; i < COUNT(trees); i++)
        wrong += count_wrong(trees[i], NULL, 0);
    assert_int_equal(wrong, 0);
}

/* ---- many terms ---- */

/* A sum of cells that do not follow each other. */
static const struct node *scattered(struct world *world, size_t count, const char *sheet, int sign)
{
    struct buffer text = {.arena = &world->arena};
    buffer_add_char(&text, '{');
    for (size_t i = 0; i < count; i++)
        buffer_print(&text, "%c%s%c%zu", sign < 0 ? '-' : '+', sheet, "AC"[i % 2], i + 1);
    buffer_add(&text, STR("}"));
    buffer_add_char(&text, '\0');
    return tree(world, text.data);
}

static size_t count_text(struct str text, struct str part)
{
    size_t count = 0;
    for (ptrdiff_t at; (at = str_find(text, part)) >= 0; count++)
        text = str_slice(text, (size_t)at + part.length, text.length);
    return count;
}

static void test_many_arguments(void **state)
{
    static const struct {
        size_t terms, sums;
    } rows[] = {{199, 1}, {200, 1}, {201, 2}, {400, 2}, {401, 3}, {1000, 5}};
    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct world *world = start(i + 1, 0);
        const struct node *sum = scattered(world, rows[i].terms, "", 1);
        struct str formula = formula_of(&world->at, sum, &world->sheets[OWN]);
        assert_int_equal(count_text(formula, STR("SUM(")), rows[i].sums);
        assert_int_equal(compare_worth(world, sum, "a sum of many"), RIGHT);
        arena_release(&world->arena);
    }
}

/* Sums of sums keep together where they are a factor, a divisor or a term to be taken away. */
static void test_many_arguments_inside(void **state)
{
    (void)state;
    for (uint64_t seed = 1; seed <= 5; seed++) {
        struct world *world = start(seed, 0);
        struct builder *builder = &world->builder;
        const struct node *sum = scattered(world, 450, "", 1), *cell = tree(world, "oB7");
        struct node *less = node_sum(builder), *one = node_sum(builder), *both = node_sum(builder);
        node_add(builder, less, cell, 1);
        node_add(builder, less, sum, -1);
        node_add(builder, one, sum, 1);
        node_add(builder, both, sum, 1);
        node_add(builder, both, cell, 1);
        const struct node *nodes[] = {less,
                                      both,
                                      scattered(world, 300, "", -1),
                                      node_product(builder, tree(world, "$P"), sum),
                                      node_product(builder, tree(world, "$P"), less),
                                      node_product(builder, tree(world, "$P"), one),
                                      node_quotient(builder, cell, sum)};
        int wrong = 0;
        for (size_t i = 0; i < COUNT(nodes); i++)
            wrong += compare_worth(world, nodes[i], "with a sum of many") == WRONG;
        arena_release(&world->arena);
        assert_int_equal(wrong, 0);
    }
}

/* Long formulas are whole, too long ones are none. */
static void test_too_long(void **state)
{
    enum { LONGEST = 8000, SHORTEST = 7970 };
    size_t longest = 0, none = 0;
    (void)state;
    for (size_t count = 380; count <= 460; count++) {
        struct world *world = start(count, 0);
        struct str formula = formula_of(&world->at, scattered(world, count, "q", 1), &world->sheets[OWN]);
        assert_true(formula.length == 0 || none == 0);
        none += formula.length == 0;
        longest = formula.length > longest ? formula.length : longest;
        arena_release(&world->arena);
    }
    assert_true(none > 0);
    assert_in_range(longest, SHORTEST, LONGEST);
}

/* ---- random trees ---- */

struct maker {
    struct buffer text;
    uint64_t state;
    unsigned blanks; /* so far: each blank cell has a row of its own */
};

static unsigned pick(struct maker *maker, unsigned choices)
{
    maker->state = mix(maker->state);
    return (unsigned)((maker->state >> 33) % choices);
}

static void make_amount(struct maker *maker, int depth);

static void make_spot(struct maker *maker)
{
    buffer_print(&maker->text, "%c%u", 'A' + (char)pick(maker, 5), pick(maker, 4) + 1);
}

static void make_blank(struct maker *maker, int depth)
{
    buffer_print(&maker->text, "?%c%u", 'A' + (char)pick(maker, 5), 100 + maker->blanks++);
    if (pick(maker, 3)) {
        buffer_add_char(&maker->text, '=');
        make_amount(maker, depth - 1);
    }
}

static void make_loose(struct maker *maker, int depth)
{
    if (pick(maker, 2)) {
        buffer_print(&maker->text, "@%d", (int)pick(maker, 100000) - 30000);
        return;
    }
    buffer_add(&maker->text, STR("@?"));
    if (pick(maker, 3)) {
        buffer_add_char(&maker->text, '=');
        make_amount(maker, depth - 1);
    }
}

static void make_leaf(struct maker *maker)
{
    static const char *const sheets[] = {"", "", "", "o", "q"};
    if (pick(maker, 6) == 0) {
        buffer_print(&maker->text, "#%d/%u", (int)pick(maker, 1000) - 200, pick(maker, 12) + 1);
        return;
    }
    buffer_print(&maker->text, "%s", sheets[pick(maker, COUNT(sheets))]);
    make_spot(maker);
}

static void make_sum(struct maker *maker, int depth)
{
    unsigned terms = pick(maker, 6), minus = pick(maker, 3);
    buffer_add_char(&maker->text, '{');
    for (unsigned i = 0; i < terms; i++) {
        bool less = minus == 2 || (minus == 1 && pick(maker, 2));
        buffer_add_char(&maker->text, less ? '-' : '+');
        make_amount(maker, depth - 1);
    }
    buffer_add_char(&maker->text, '}');
}

static void make_count(struct maker *maker, int depth)
{
    unsigned choice = pick(maker, depth > 0 ? 3 : 2);
    if (choice == 2) {
        buffer_add_char(&maker->text, '(');
        make_count(maker, depth - 1);
        buffer_add_char(&maker->text, '*');
        make_count(maker, depth - 1);
        buffer_add_char(&maker->text, ')');
    } else {
        buffer_print(&maker->text, choice ? "&%u" : "nH%u", pick(maker, 9) + 1);
    }
}

static void make_share(struct maker *maker, int depth)
{
    switch (pick(maker, depth > 0 ? 6 : 3)) {
    case 0:
        buffer_print(&maker->text, "$%c", "PIEA"[pick(maker, 4)]);
        break;
    case 1:
        buffer_print(&maker->text, "%%%d/%u", (int)pick(maker, 100) - 10, pick(maker, 40) + 1);
        break;
    case 2:
        buffer_print(&maker->text, "pJ%u", pick(maker, 9) + 1);
        break;
    case 3:
        buffer_add_char(&maker->text, '[');
        make_share(maker, depth - 1);
        buffer_print(&maker->text, "|%u]", pick(maker, 4));
        break;
    default:
        buffer_add_char(&maker->text, '(');
        make_amount(maker, depth - 1);
        buffer_add_char(&maker->text, '/');
        make_amount(maker, depth - 1);
        buffer_add_char(&maker->text, ')');
    }
}

static void make_product(struct maker *maker, int depth)
{
    bool count = pick(maker, 4) == 0, turned = pick(maker, 2);
    buffer_add_char(&maker->text, '(');
    if (turned) {
        make_amount(maker, depth - 1);
        buffer_add_char(&maker->text, '*');
    }
    if (count)
        make_count(maker, depth - 1);
    else
        make_share(maker, depth - 1);
    if (!turned) {
        buffer_add_char(&maker->text, '*');
        make_amount(maker, depth - 1);
    }
    buffer_add_char(&maker->text, ')');
}

static void make_amount(struct maker *maker, int depth)
{
    switch (depth > 0 ? pick(maker, 10) : 0) {
    case 0:
    case 1:
        make_leaf(maker);
        break;
    case 2:
        make_blank(maker, depth);
        break;
    case 3:
        make_loose(maker, depth);
        break;
    case 4:
    case 5:
        make_product(maker, depth);
        break;
    default:
        make_sum(maker, depth);
    }
}

static const char *random_tree(struct arena *arena, uint64_t seed)
{
    enum { DEEPEST = 4 };
    struct maker maker = {.text = {.arena = arena}, .state = seed};
    if (pick(&maker, 4) == 0)
        make_share(&maker, DEEPEST);
    else
        make_amount(&maker, 1 + (int)pick(&maker, DEEPEST));
    buffer_add_char(&maker.text, '\0');
    return maker.text.data;
}

/* Whatever the expression, its formula is worth what the check reckons, exactly. */
static void test_random_trees(void **state)
{
    enum { TREES = 20000, MOST_SHOWN = 20 };
    int outcomes[] = {0, 0, 0};
    (void)state;
    for (uint64_t seed = 1; seed <= TREES && outcomes[WRONG] < MOST_SHOWN; seed++) {
        struct world *world = start(seed, seed % 3);
        const char *text = random_tree(&world->arena, seed);
        outcomes[compare_worth(world, tree(world, text), text)]++;
        arena_release(&world->arena);
    }
    assert_int_equal(outcomes[WRONG], 0);
    assert_true(outcomes[RIGHT] > TREES * 7 / 10);
}

static int count_other_values(const char *const *trees, size_t count)
{
    int wrong = 0;
    for (size_t i = 0; i < count; i++) {
        struct world *world = start(5, 0);
        struct evaluated number;
        const struct node *node = tree(world, trees[i]);
        struct str formula = formula_of(&world->at, node, &world->sheets[OWN]);
        assert_null(formula_read(&world->grid, formula, world->sheets[OWN].name, &number));
        double cached = formula_value(node);
        if (fabs(cached - number.binary) > 1e-9 * (1 + fabs(cached))) {
            print_error("%s: %.10g is cached, “%.*s” is %.10g\n", trees[i], cached, STR_ARG(formula),
                        number.binary);
            wrong++;
        }
        arena_release(&world->arena);
    }
    return wrong;
}

/* What a formula caches is what it comes to. */
static void test_cached_values(void **state)
{
    static const char *const trees[] = {
        "A1",           "{+A1+B1}", "{}",           "($P*A1)", "(A1/B1)", "(A1/#0)",     "[(A1/#0)|2]",
        "((A1/#0)*B1)", "?A1",      "?A1={+B1+C1}", "&12",     "(&3*&4)", "[(A1/B1)|2]",
    };
    (void)state;
    assert_int_equal(count_other_values(trees, COUNT(trees)), 0);
}

/* A quotient of nothing is 0, and what stands beside it still counts. */
static void test_cached_values_beside_nothing(void **state)
{
    static const char *const trees[] = {"{+A1+((A1/#0)*B1)}", "{+A1-((B1/#0)*C1)}", "{+A1+?B1=((A1/#0)*C1)}"};
    (void)state;
    assert_int_equal(count_other_values(trees, COUNT(trees)), 0);
}

/* ---- differences ---- */

struct difference {
    int64_t base, numerator, denominator; /* öre and a rate; the expression is their product */
    int64_t published;                    /* öre */
    int64_t unit;
    enum rounding rounding;
    int roundings;
    int64_t expected; /* öre */
};

/* The published value stands in A1, the computed one in B1 and the slack in C1. */
static const char *read_difference(struct world *world, const struct relation *relation,
                                   struct evaluated *number)
{
    const struct conditions *conditions = &world->report.result.in_force;
    struct value published = node_evaluate(relation->target), computed = node_evaluate(relation->expression);
    enum value_kind kind = relation->target->value_kind;
    int halves = conditions->rounding == ROUND_DOWN ? 1 : 2;
    struct str on = world->sheets[OWN].name;
    grid_put(&world->grid, (struct spot){on, 0, 0}, workbook_number(published.ratio, kind), false);
    grid_put(&world->grid, (struct spot){on, 1, 0}, workbook_number(computed.ratio, kind), false);
    grid_put(&world->grid, (struct spot){on, 2, 0},
             number_of_ratio(ratio_of(conditions->written_unit * relation->roundings, 100 * halves)), false);
    struct evaluated slack = world->grid.cells.items[2].number;
    if (fabs(slack.binary - relation_slack(&world->at, relation)) > 1e-12)
        return "the slack";
    return formula_read(
        &world->grid, difference_formula(&world->at, relation, STR("A1"), STR("B1"), STR("C1")), on, number);
}

static bool same_difference(struct world *world, const struct relation *relation)
{
    struct evaluated number;
    const char *wrong = read_difference(world, relation, &number);
    double value = difference_value(&world->at, relation);
    if (!wrong && number.is_exact && fabs(number_of(number.exact, VALUE_COUNT) - value) < 1e-9 &&
        fabs(number.binary - value) < 1e-9)
        return true;
    print_error("%s: %.10g, as a formula %.10g, in binary %.10g\n", wrong ? wrong : "difference", value,
                number_of(number.exact, VALUE_COUNT), number.binary);
    return false;
}

static struct relation make_difference(struct world *world, const struct difference *row)
{
    const struct address nowhere = {0};
    struct builder *builder = &world->builder;
    const struct node *base = new_cell_node(world, CELL_VALUE, row->base, nowhere);
    world->report.result.in_force =
        (struct conditions){.rounding_unit = row->unit, .written_unit = row->unit, .rounding = row->rounding};
    return (struct relation){
        .target = new_cell_node(world, CELL_VALUE, row->published, nowhere),
        .roundings = row->roundings,
        .expression = row->denominator == 1 && row->numerator == 1
                          ? base
                          : node_product(builder,
                                         node_constant(builder, ratio_of(row->numerator, row->denominator),
                                                       VALUE_PERCENT),
                                         base)};
}

static bool difference_is_right(const struct difference *row)
{
    bool right = true;
    for (enum comparison comparison = EQUAL; comparison <= AT_LEAST; comparison++) {
        struct world *world = start(1, 0);
        struct relation relation = make_difference(world, row);
        relation.comparison = comparison;
        double value = difference_value(&world->at, &relation);
        right = right && same_difference(world, &relation) &&
                fabs(value - (double)row->expected / ORE_PER_KRONA) < 1e-9;
        arena_release(&world->arena);
    }
    if (!right)
        print_error("%" PRId64 "/%" PRId64 " of %" PRId64 " against %" PRId64 ", expected %" PRId64 "\n",
                    row->numerator, row->denominator, row->base, row->published, row->expected);
    return right;
}

/* Of a rate of 45,24 %: 100 000,00 kr make 45 240,00; 999,99 make 452,395 476; 1 000,01 make 452,404 524. */
static void test_differences(void **state)
{
    static const struct difference rows[] = {
        /* sums of what is published: to the öre */
        {10000, 1, 1, 10000, 100, ROUND_HALF_UP, 0, 0},
        {10000, 1, 1, 10001, 100, ROUND_HALF_UP, 0, 1},
        {10001, 1, 1, 10000, 100, ROUND_HALF_UP, 0, -1},
        {-10000, 1, 1, 10000, 100, ROUND_HALF_UP, 0, 20000},
        {INT64_C(99999999999999), 1, 1, INT64_C(99999999999998), 100, ROUND_HALF_UP, 0, -1},
        /* a rate without roundings: to the öre nearest to it, a half away from zero */
        {10000, 1, 2, 5000, 100, ROUND_HALF_UP, 0, 0},
        {123457, 1, 2, 61729, 100, ROUND_HALF_UP, 0, 0},
        {123457, 1, 2, 61728, 100, ROUND_HALF_UP, 0, -1},
        {-123457, 1, 2, -61729, 100, ROUND_HALF_UP, 0, 0},
        {-123457, 1, 2, -61728, 100, ROUND_HALF_UP, 0, 1},
        {1, 1, 2, 0, 100, ROUND_HALF_UP, 0, -1},
        {1, 1, 2, 1, 100, ROUND_HALF_UP, 0, 0},
        {1, 1, 3, 0, 100, ROUND_HALF_UP, 0, 0},
        {739550000, 1, 2, 369775500, 100, ROUND_HALF_UP, 0, 500},
        /* one rounding to whole kronor: half a krona either way, its border included */
        {10000000, 1131, 2500, 4524000, 100, ROUND_HALF_UP, 1, 0},
        {10000000, 1131, 2500, 4524050, 100, ROUND_HALF_UP, 1, 0},
        {10000000, 1131, 2500, 4524051, 100, ROUND_HALF_UP, 1, 51},
        {10000000, 1131, 2500, 4523950, 100, ROUND_HALF_UP, 1, 0},
        {10000000, 1131, 2500, 4523949, 100, ROUND_HALF_UP, 1, -51},
        {99999, 1131, 2500, 45200, 100, ROUND_HALF_UP, 1, 0},
        {99999, 1131, 2500, 45290, 100, ROUND_HALF_UP, 1, 50}, /* 452,90 - 452,395 476 is over a half */
        {100001, 1131, 2500, 45190, 100, ROUND_HALF_UP, 1, -50},
        {100001, 1131, 2500, 45290, 100, ROUND_HALF_UP, 1, 0},
        /* several */
        {10000000, 1131, 2500, 4524150, 100, ROUND_HALF_UP, 3, 0},
        {10000000, 1131, 2500, 4524151, 100, ROUND_HALF_UP, 3, 151},
        {10000000, 1131, 2500, 4523850, 100, ROUND_HALF_UP, 3, 0},
        {10000000, 1131, 2500, 4523849, 100, ROUND_HALF_UP, 3, -151},
        {10000000, 1, 1, 10000300, 100, ROUND_HALF_UP, 6, 0},
        {10000000, 1, 1, 10000301, 100, ROUND_HALF_UP, 6, 301},
        /* to whole öre */
        {123457, 1, 2, 61728, 1, ROUND_HALF_UP, 1, 0},
        {123457, 1, 2, 61729, 1, ROUND_HALF_UP, 1, 0},
        {123457, 1, 2, 61730, 1, ROUND_HALF_UP, 1, 1},
        {99999, 1131, 2500, 45239, 1, ROUND_HALF_UP, 1, -1}, /* 0,5476 öre below */
        {99999, 1131, 2500, 45240, 1, ROUND_HALF_UP, 1, 0},
        {99999, 1131, 2500, 45239, 1, ROUND_HALF_UP, 2, 0},
        /* cut: less than a unit below, and nothing above */
        {10000050, 1, 1, 10000000, 100, ROUND_DOWN, 1, 0},
        {10000099, 1, 1, 10000000, 100, ROUND_DOWN, 1, 0},
        {10000100, 1, 1, 10000000, 100, ROUND_DOWN, 1, -100},
        {10000000, 1, 1, 10000000, 100, ROUND_DOWN, 1, 0},
        {10000000, 1, 1, 10000001, 100, ROUND_DOWN, 1, 1},
        {10000000, 1, 1, 9999801, 100, ROUND_DOWN, 2, 0},
        {10000000, 1, 1, 9999800, 100, ROUND_DOWN, 2, -200},
        {99999, 1131, 2500, 45200, 100, ROUND_DOWN, 1, 0},
        {99999, 1131, 2500, 45300, 100, ROUND_DOWN, 1, 60},
        {99999, 1131, 2500, 45239, 1, ROUND_DOWN, 1, 0},
        {99999, 1131, 2500, 45240, 1, ROUND_DOWN, 1, 0}, /* 0,4524 öre above: none when rounded */
        {99999, 1131, 2500, 45238, 1, ROUND_DOWN, 1, -2},
        {99999, 1131, 2500, 45238, 1, ROUND_DOWN, 2, 0},
        {123457, 1, 2, 61728, 1, ROUND_DOWN, 0, -1},
    };
    int wrong = 0;
    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++)
        wrong += !difference_is_right(&rows[i]);
    assert_int_equal(wrong, 0);
}

/* Two flat rates on wages with öre come to seven decimals of a krona. A difference that is
 * over the slack by less than half a millionth of a krona is over it. */
static void test_differences_just_over(void **state)
{
    enum { NUMERATOR = 67026, DENOMINATOR = 100000 };
    int wrong = 0, tried = 0;
    (void)state;
    for (int64_t base = 1; base < 5000000; base++) {
        int64_t rest = base * NUMERATOR % (INT64_C(100) * DENOMINATOR);
        if (rest == 0 || rest > 4) /* in hundred-thousandths of an öre above whole kronor */
            continue;
        int64_t whole = base * NUMERATOR / (INT64_C(100) * DENOMINATOR) * 100;
        struct difference row = {base, NUMERATOR, DENOMINATOR, whole - 100, 100, ROUND_HALF_UP, 2, -100};
        wrong += !difference_is_right(&row);
        tried++;
    }
    assert_true(tried > 0);
    assert_int_equal(wrong, 0);
}

static struct difference random_difference(uint64_t seed)
{
    static const struct {
        int64_t numerator, denominator;
    } rates[] = {{1, 1},          {1, 2},          {1131, 2500}, {3, 20},
                 {21786, 100000}, {67026, 100000}, {2, 5},       {1067, 2500}};
    static const int64_t scales[] = {100, 10000, 1000000, 100000000, 10000000000};
    uint64_t state = mix(seed);
    struct difference row = {.unit = seed % 2 ? 100 : 1, .rounding = seed % 3 ? ROUND_HALF_UP : ROUND_DOWN};
    size_t rate = (state >> 3) % COUNT(rates);
    int64_t range = scales[(state >> 7) % COUNT(scales)];
    row.base = (int64_t)((state >> 11) % (uint64_t)range) - range / 10;
    row.base = (state >> 2) % 2 ? row.base : row.base / 100 * 100;
    row.numerator = rates[rate].numerator;
    row.denominator = rates[rate].denominator;
    row.roundings = (int)((state >> 40) % 7);
    state = mix(state);
    int64_t exact = (int64_t)((wide)row.base * row.numerator / row.denominator),
            slack = row.unit * row.roundings;
    int64_t near[] = {0, slack, -slack, slack / 2, -slack / 2, 100, -100};
    row.published = exact + near[state % COUNT(near)] + (int64_t)((state >> 9) % 5) - 2;
    return row;
}

static void test_random_differences(void **state)
{
    enum { TIMES = 60000, MOST_SHOWN = 20 };
    int wrong = 0, none = 0, some = 0;
    (void)state;
    for (uint64_t seed = 1; seed <= TIMES && wrong < MOST_SHOWN; seed++) {
        struct world *world = start(seed, 0);
        struct difference row = random_difference(seed);
        struct relation relation = make_difference(world, &row);
        if (!same_difference(world, &relation)) {
            print_error("%" PRId64 "/%" PRId64 " of %" PRId64 " against %" PRId64 ", unit %" PRId64
                        ", %d roundings%s\n",
                        row.numerator, row.denominator, row.base, row.published, row.unit, row.roundings,
                        row.rounding == ROUND_DOWN ? " down" : "");
            wrong++;
        }
        *(difference_value(&world->at, &relation) == 0 ? &none : &some) += 1;
        arena_release(&world->arena);
    }
    assert_int_equal(wrong, 0);
    assert_true(none > TIMES / 4 && some > TIMES / 4);
}

/* Products of 0,5 end in half an öre, for amounts of every size and either sign. */
static void test_differences_of_halves(void **state)
{
    enum { TIMES = 20000 };
    int wrong = 0;
    (void)state;
    for (uint64_t seed = 1; seed <= TIMES && wrong < 10; seed++) {
        int64_t size = 1, base = 0;
        for (uint64_t i = 0; i < seed % 11; i++)
            size *= 10;
        base = (int64_t)(mix(seed) % (uint64_t)(9 * size)) * 2 + 1;
        base = seed % 4 == 0 ? -base : base;
        int64_t rounded = base < 0 ? (base - 1) / 2 : (base + 1) / 2, off = (int64_t)(mix(~seed) % 3) - 1;
        struct difference row = {base, 1, 2, rounded + off, 1, ROUND_HALF_UP, 0, off};
        wrong += !difference_is_right(&row);
    }
    assert_int_equal(wrong, 0);
}

static struct relation make_share_difference(struct world *world, int64_t part, int64_t whole, int decimals,
                                             int64_t printed)
{
    const struct address nowhere = {0};
    struct builder *builder = &world->builder;
    const struct node *share = node_quotient(builder, new_cell_node(world, CELL_VALUE, part, nowhere),
                                             new_cell_node(world, CELL_VALUE, whole, nowhere));
    struct node *target = new_cell_node(world, CELL_VALUE, printed, nowhere);
    struct cell *cell = ARENA_NEW(&world->arena, struct cell);
    *cell = *target->cell;
    cell->decimals = decimals;
    target->cell = cell;
    target->value_kind = VALUE_PERCENT;
    return (struct relation){.target = target, .expression = node_round(builder, share, decimals)};
}

struct share_difference {
    int64_t part, whole;
    int decimals;
    int64_t printed;
    double expected;
};

static int count_wrong_shares(const struct share_difference *rows, size_t count)
{
    int wrong = 0;
    for (size_t i = 0; i < count; i++) {
        struct world *world = start(1, 0);
        struct relation relation =
            make_share_difference(world, rows[i].part, rows[i].whole, rows[i].decimals, rows[i].printed);
        double value = difference_value(&world->at, &relation);
        struct evaluated number;
        const char *mistake = read_difference(world, &relation, &number);
        if (mistake || fabs(value - rows[i].expected) > 1e-13 ||
            fabs(number.binary - rows[i].expected) > 1e-13) {
            print_error("row %zu: %.12g, as a formula %.12g, expected %.12g\n", i, value, number.binary,
                        rows[i].expected);
            wrong++;
        }
        arena_release(&world->arena);
    }
    return wrong;
}

/* A third is 33,33 %: of shares the difference is exact, in parts of one. */
static void test_differences_of_shares(void **state)
{
    static const struct share_difference rows[] = {
        {100, 200, 0, 50, 0},
        {100, 200, 0, 51, 0.01},
        {100, 300, 2, 3333, 0},
        {100, 300, 2, 3334, 0.0001},
        {100, 300, 2, 3300, -0.0033},
        {200, 300, 0, 67, 0},
        {1, 800, 2, 13, 0},
        {1, 800, 2, 12, -0.0001},
        {-1, 800, 2, -13, 0},
        {1, 200, 0, 1, 0},
        {100, 300, 4, 333333, 0},
        {100, 300, 4, 333334, 0.000001},
        {369775500, 739550000, 4, 500000, -0.000001},
        {369775500, 739550000, 4, 500001, 0},
        {100, 300, 6, 33333334, 0.00000001},
    };
    (void)state;
    assert_int_equal(count_wrong_shares(rows, COUNT(rows)), 0);
}

/* 50,000 000 1 % is not 50 %, though nobody prints it. */
static void test_differences_of_fine_shares(void **state)
{
    static const struct share_difference rows[] = {{100, 200, 7, 500000001, 0.000000001},
                                                   {100, 200, 7, 500000000, 0},
                                                   {100, 200, 9, INT64_C(49999999999), -0.00000000001}};
    (void)state;
    assert_int_equal(count_wrong_shares(rows, COUNT(rows)), 0);
}

static void test_differences_of_counts(void **state)
{
    (void)state;
    for (int64_t stated = 0; stated < 5; stated++) {
        const struct address nowhere = {0};
        struct world *world = start(1, 0);
        struct node *target = new_cell_node(world, CELL_VALUE, stated, nowhere);
        target->value_kind = VALUE_COUNT;
        struct relation relation = {.target = target,
                                    .expression = node_constant(&world->builder, ratio_from(3), VALUE_COUNT)};
        bool right = same_difference(world, &relation) &&
                     difference_value(&world->at, &relation) == (double)(stated - 3);
        arena_release(&world->arena);
        assert_true(right);
    }
}

/* The slack and the difference are shown only as far as they are worth something. */
static void test_difference_styles(void **state)
{
    static const struct {
        const char *expression;
        double value;
        enum number_form form;
        bool bold;
    } rows[] = {{"A1", 0, FORM_DIFFERENCE, false},       {"A1", 5, FORM_DIFFERENCE, true},
                {"A1", -0.5, FORM_DIFFERENCE_ORE, true}, {"[(A1/B1)|2]", 0.01, FORM_POINTS, true},
                {"[(A1/B1)|2]", 0, FORM_POINTS, false},  {"&3", 1, FORM_COUNT, true},
                {"#150", 0, FORM_DIFFERENCE, false}};
    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct world *world = start(3, 0);
        struct relation relation = {.expression = tree(world, rows[i].expression)};
        struct style style = difference_style(&relation, rows[i].value);
        arena_release(&world->arena);
        assert_int_equal(style.form, rows[i].form);
        assert_int_equal(style.bold, rows[i].bold);
    }
}

/* ---- what rounding reaches ---- */

static void test_rounding_reaches(void **state)
{
    static const struct {
        int64_t unit;
        enum rounding rounding;
        int roundings;
        int64_t numerator, denominator;
        bool reaches;
    } rows[] = {
        /* none: only what is equal */
        {100, ROUND_HALF_UP, 0, 0, 1, true},
        {100, ROUND_HALF_UP, 0, 1, 1000000, false},
        {100, ROUND_DOWN, 0, 0, 1, true},
        {100, ROUND_DOWN, 0, -1, 1000000, false},
        /* half a unit each, both ways, the border included */
        {100, ROUND_HALF_UP, 1, 50, 1, true},
        {100, ROUND_HALF_UP, 1, -50, 1, true},
        {100, ROUND_HALF_UP, 1, 50000001, 1000000, false},
        {100, ROUND_HALF_UP, 1, -50000001, 1000000, false},
        {100, ROUND_HALF_UP, 1, 49999999, 1000000, true},
        {100, ROUND_HALF_UP, 3, 150, 1, true},
        {100, ROUND_HALF_UP, 3, -151, 1, false},
        {1, ROUND_HALF_UP, 1, 1, 2, true},
        {1, ROUND_HALF_UP, 1, -1, 2, true},
        {1, ROUND_HALF_UP, 1, 51, 100, false},
        {1, ROUND_HALF_UP, 2, 1, 1, true},
        {1, ROUND_HALF_UP, 2, 101, 100, false},
        /* cut: down only, less than a unit each */
        {100, ROUND_DOWN, 1, 0, 1, true},
        {100, ROUND_DOWN, 1, 1, 1000000, false},
        {100, ROUND_DOWN, 1, -99, 1, true},
        {100, ROUND_DOWN, 1, -99999999, 1000000, true},
        {100, ROUND_DOWN, 1, -100, 1, false},
        {100, ROUND_DOWN, 2, -199, 1, true},
        {100, ROUND_DOWN, 2, -200, 1, false},
        {1, ROUND_DOWN, 1, -1, 2, true},
        {1, ROUND_DOWN, 1, -1, 1, false},
        /* far away */
        {100, ROUND_HALF_UP, 6, INT64_MAX, 1, false},
        {100, ROUND_DOWN, 6, INT64_MIN + 1, 1, false},
        {INT64_MAX, ROUND_HALF_UP, 2, INT64_MAX, 1, true},
        {INT64_MAX, ROUND_DOWN, INT32_MAX, -INT64_MAX, 1, true},
    };
    int wrong = 0;
    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++)
        if (rounding_reaches(rows[i].unit, rows[i].rounding, rows[i].roundings,
                             ratio_of(rows[i].numerator, rows[i].denominator)) != rows[i].reaches) {
            print_error("row %zu\n", i);
            wrong++;
        }
    assert_int_equal(wrong, 0);
}

/* What cannot be compared is not within reach; a slack that is counted in 128 bits does not wrap. */
static void test_rounding_reaches_overflow(void **state)
{
    const wide top = (((((wide)1) << 126) - 1) * 2 + 1);
    (void)state;
    assert_false(rounding_reaches(100, ROUND_HALF_UP, 1, (struct ratio){top, 1}));
    assert_false(rounding_reaches(100, ROUND_HALF_UP, 1, (struct ratio){-top, 1}));
    assert_false(rounding_reaches(100, ROUND_HALF_UP, 1, (struct ratio){top - 1, top}));
    assert_false(rounding_reaches(INT64_MAX, ROUND_HALF_UP, INT32_MAX, (struct ratio){1, top}));
    assert_false(rounding_reaches(100, ROUND_DOWN, 1, (struct ratio){-top, 3}));
}

/* Names of cells are the library's. */
static int open_library(void **state)
{
    const char *why = NULL;
    (void)state;
    if (library_open(&why))
        return 0;
    print_error("%s\n", why);
    return -1;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_cells),
        cmocka_unit_test(test_constants),
        cmocka_unit_test(test_parameters),
        cmocka_unit_test(test_other_parameter),
        cmocka_unit_test(test_sums),
        cmocka_unit_test(test_products),
        cmocka_unit_test(test_quotients),
        cmocka_unit_test(test_divisors),
        cmocka_unit_test(test_sums_of_one),
        cmocka_unit_test(test_many_arguments),
        cmocka_unit_test(test_many_arguments_inside),
        cmocka_unit_test(test_too_long),
        cmocka_unit_test(test_random_trees),
        cmocka_unit_test(test_cached_values),
        cmocka_unit_test(test_cached_values_beside_nothing),
        cmocka_unit_test(test_differences),
        cmocka_unit_test(test_differences_just_over),
        cmocka_unit_test(test_random_differences),
        cmocka_unit_test(test_differences_of_halves),
        cmocka_unit_test(test_differences_of_shares),
        cmocka_unit_test(test_differences_of_fine_shares),
        cmocka_unit_test(test_differences_of_counts),
        cmocka_unit_test(test_difference_styles),
        cmocka_unit_test(test_rounding_reaches),
        cmocka_unit_test(test_rounding_reaches_overflow),
    };
    return cmocka_run_group_tests(tests, open_library, NULL);
}
