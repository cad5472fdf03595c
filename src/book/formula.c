/* Expressions as formulas of a workbook: the same nodes that the check evaluates, over the cells where they stand. */
#include "case_book.h"

#include <math.h>

/* Excel takes at most 8192 characters and 255 arguments; what is longer keeps its value and says so. */
enum { LONGEST_FORMULA = 8000, MOST_ARGUMENTS = 200 };

struct formula {
    const struct case_book *at;
    const struct sheet *on;
    struct buffer *text;
};

static void write_node(struct formula *formula, const struct node *node, bool inside);

/* Where a cell's amount is read from: where it is published, or for a blank one where its stand-in is computed. */
static struct address node_address(const struct case_book *at, const struct node *node)
{
    const struct address nowhere = {0};
    if (node->kind != NODE_CELL)
        return nowhere;
    bool stands_in = node->cell->state == CELL_BLANK && node->stand_in;
    return stands_in ? at->computed[node->cell->id] : at->published[node->cell->id];
}

/* An exact decimal where there is one, else a quotient. */
static void write_constant(struct buffer *text, struct ratio value, enum value_kind kind)
{
    wide scale = kind == VALUE_AMOUNT ? ORE_PER_KRONA : 1;
    buffer_print(text, "%lld", (long long)value.numerator);
    if (value.denominator != 1 || scale != 1)
        buffer_print(text, "/%lld", (long long)(value.denominator * scale));
}

enum word parameter_word(enum concept concept)
{
    switch ((int)concept) {
    case PAYROLL:
        return WORD_NAME_PAYROLL;
    case INDIRECT:
        return WORD_NAME_INDIRECT;
    case SHARE_ELIGIBLE:
        return WORD_NAME_ELIGIBLE;
    case SHARE_ACTUAL:
        return WORD_NAME_ACTUAL;
    default:
        return BOOK_WORDS;
    }
}

struct str case_name(const struct case_book *at, enum word name)
{
    struct buffer text = {.arena = at->arena};
    buffer_print(&text, "%s", book_word(at->book, name));
    if (at->number)
        buffer_print(&text, "_%zu", at->number);
    return buffer_text(&text);
}

static void write_leaf(struct formula *formula, const struct node *node)
{
    if (node->kind == NODE_CONSTANT) {
        enum word name = parameter_word(node->parameter);
        if (name == BOOK_WORDS)
            write_constant(formula->text, node->value, node->value_kind);
        else
            buffer_add(formula->text, case_name(formula->at, name));
        return;
    }
    struct address address = node_address(formula->at, node);
    if (address.sheet)
        address_add(formula->text, address, formula->on, false);
    else if (node->cell->state == CELL_VALUE)
        write_constant(formula->text, cell_ratio(node->cell, node->value_kind), node->value_kind);
    else if (node->stand_in)
        write_node(formula, node->stand_in, true);
    else
        buffer_add(formula->text, STR("0"));
}

/* How many terms from `first` on are one range: cells with the same sign that follow each other in a row or a column. */
static size_t range_length(const struct formula *formula, const struct node *sum, size_t first)
{
    struct address start = node_address(formula->at, sum->terms.items[first].node), last = start;
    size_t count = 1;
    bool across = false, down = false;
    for (size_t i = first + 1; start.sheet && i < sum->terms.count; i++, count++) {
        struct address next = node_address(formula->at, sum->terms.items[i].node);
        if (next.sheet != start.sheet || sum->terms.items[i].sign != sum->terms.items[first].sign)
            break;
        bool right = next.row == last.row && next.column == last.column + 1;
        bool below = next.column == last.column && next.row == last.row + 1;
        if ((!right || down) && (!below || across))
            break;
        across = right;
        down = below;
        last = next;
    }
    return count;
}

/* The terms of one sign, as the arguments of SUM; of very many, as sums of sums. */
static void write_terms(struct formula *formula, const struct node *sum, int sign, bool inside)
{
    size_t arguments = 0;
    for (size_t i = 0; i < sum->terms.count;) {
        size_t count = range_length(formula, sum, i);
        if (sum->terms.items[i].sign != sign) {
            i += count;
            continue;
        }
        if (arguments > 0)
            buffer_add(formula->text, arguments % MOST_ARGUMENTS == 0 ? STR(")+SUM(") : STR(","));
        write_node(formula, sum->terms.items[i].node, inside);
        if (count > 1) {
            buffer_add_char(formula->text, ':');
            address_add(formula->text, node_address(formula->at, sum->terms.items[i + count - 1].node),
                        node_address(formula->at, sum->terms.items[i].node).sheet, false);
        }
        arguments++;
        i += count;
    }
}

static size_t count_terms(const struct node *sum, int sign)
{
    size_t count = 0;
    for (size_t i = 0; i < sum->terms.count; i++)
        count += sum->terms.items[i].sign == sign;
    return count;
}

/* SUM of several, else the plain term, which is inside whatever its sum is. */
static void write_signed(struct formula *formula, const struct node *sum, int sign, bool inside)
{
    bool several = count_terms(sum, sign) > 1;
    if (several)
        buffer_add(formula->text, STR("SUM("));
    write_terms(formula, sum, sign, inside && !several);
    if (several)
        buffer_add(formula->text, STR(")"));
}

static void write_sum(struct formula *formula, const struct node *sum, bool inside)
{
    bool minus = count_terms(sum, -1) > 0, plus = count_terms(sum, 1) > 0;
    bool several_sums = count_terms(sum, 1) > MOST_ARGUMENTS || (plus && minus);
    if (!plus && !minus)
        buffer_add(formula->text, STR("0"));
    if (inside && (several_sums || minus))
        buffer_add(formula->text, STR("("));
    if (plus)
        write_signed(formula, sum, 1, inside);
    for (size_t i = 0; minus && i < sum->terms.count; i++) {
        if (sum->terms.items[i].sign > 0)
            continue;
        buffer_add(formula->text, STR("-"));
        write_node(formula, sum->terms.items[i].node, true);
    }
    if (inside && (several_sums || minus))
        buffer_add(formula->text, STR(")"));
}

static void write_factors(struct formula *formula, const struct node *node)
{
    for (size_t i = 0; i < node->terms.count; i++) {
        if (i > 0)
            buffer_add(formula->text, STR("*"));
        write_node(formula, node->terms.items[i].node, true);
    }
}

/* What is written with a bare "*" or "/" must not stand behind a "/" as it is. */
static bool is_factored(const struct formula *formula, const struct node *node)
{
    if (node->kind == NODE_SUM && node->terms.count == 1)
        return is_factored(formula, node->terms.items[0].node);
    if (node->kind == NODE_CELL && !node_address(formula->at, node).sheet && node->stand_in)
        return is_factored(formula, node->stand_in);
    return node->kind == NODE_PRODUCT ||
           (node->kind == NODE_CONSTANT && parameter_word(node->parameter) == BOOK_WORDS) ||
           (node->kind == NODE_CELL && !node_address(formula->at, node).sheet);
}

static void write_divisor(struct formula *formula, const struct node *node)
{
    bool factored = is_factored(formula, node);
    if (factored)
        buffer_add(formula->text, STR("("));
    write_node(formula, node, true);
    if (factored)
        buffer_add(formula->text, STR(")"));
}

/* A quotient of nothing is shown as 0. */
static void write_quotient(struct formula *formula, const struct node *node)
{
    buffer_add(formula->text, STR("IF("));
    write_node(formula, node->terms.items[1].node, true);
    buffer_add(formula->text, STR("=0,0,"));
    write_node(formula, node->terms.items[0].node, true);
    buffer_add(formula->text, STR("/"));
    write_divisor(formula, node->terms.items[1].node);
    buffer_add(formula->text, STR(")"));
}

static void write_round(struct formula *formula, const struct node *node)
{
    buffer_add(formula->text, STR("ROUND("));
    write_node(formula, node->terms.items[0].node, false);
    buffer_print(formula->text, ",%d)", node->decimals + 2); /* percent: two more than are printed */
}

static void write_node(struct formula *formula, const struct node *node, bool inside)
{
    switch (node->kind) {
    case NODE_SUM:
        write_sum(formula, node, inside);
        break;
    case NODE_PRODUCT:
        write_factors(formula, node);
        break;
    case NODE_QUOTIENT:
        write_quotient(formula, node);
        break;
    case NODE_ROUND:
        write_round(formula, node);
        break;
    default:
        write_leaf(formula, node);
        break;
    }
}

struct str formula_of(const struct case_book *at, const struct node *node, const struct sheet *on)
{
    struct buffer text = {.arena = at->arena};
    struct formula formula = {at, on, &text};
    buffer_add_char(&text, '=');
    write_node(&formula, node, false);
    return text.length > LONGEST_FORMULA ? STR("") : buffer_text(&text);
}

bool formula_is_known(const struct node *node)
{
    enum value_status status = node_evaluate(node).status;
    return status <= VALUE_GUESSED || status == VALUE_UNDEFINED;
}

double formula_value(const struct node *node)
{
    return formula_is_known(node) ? number_of(node_evaluate(node).ratio, node->value_kind) : 0;
}

struct style formula_style(const struct node *node, enum tone tone)
{
    struct style style = {.form = FORM_KRONOR, .tone = (uint8_t)tone};
    double value = formula_value(node);
    if (node->value_kind == VALUE_COUNT) {
        style.form = FORM_COUNT;
    } else if (node->value_kind == VALUE_PERCENT) {
        style.form = FORM_PERCENT;
        style.decimals = node->kind == NODE_CELL    ? (uint8_t)node->cell->decimals
                         : node->kind == NODE_ROUND ? (uint8_t)node->decimals
                                                    : 2;
    } else if (fabs(value - round(value)) > 0.004) {
        style.form = FORM_ORE;
    }
    return style;
}

/* ---- differences ---- */

struct style difference_style(const struct relation *relation, double value)
{
    struct style style = formula_style(relation->expression, TONE_PLAIN);
    if (style.form == FORM_PERCENT)
        style.form = FORM_POINTS;
    else if (style.form != FORM_COUNT)
        style.form = value == round(value) ? FORM_DIFFERENCE : FORM_DIFFERENCE_ORE;
    style.bold = value != 0;
    return style;
}

double relation_slack(const struct case_book *at, const struct relation *relation)
{
    const struct conditions *conditions = &at->report->result.in_force;
    double unit = number_of_ore(conditions->written_unit) * relation->roundings;
    double read = number_of_ore(relation_rounded_cells(relation)) / 2;
    struct ratio print = relation_print_slack(relation);
    double printed = (double)print.numerator / (double)print.denominator / ORE_PER_KRONA;
    return (conditions->rounding == ROUND_DOWN ? unit : unit / 2) + read + printed;
}

/* Sums of published amounts have no parts of an öre. */
static bool has_product(const struct node *node)
{
    bool found = node->kind == NODE_PRODUCT || node->kind == NODE_QUOTIENT;
    for (size_t i = 0; !found && i < node->terms.count; i++)
        found = has_product(node->terms.items[i].node);
    return found;
}

/* What rounding explains is no difference: binary noise is far below the seventh decimal. */
struct str reach_formula(const struct case_book *at, const struct relation *relation, struct str published,
                         struct str computed, struct str slack)
{
    struct buffer text = {.arena = at->arena}, exact = text;
    bool down = at->report->result.in_force.rounding == ROUND_DOWN && relation_rounded_cells(relation) == 0;
    buffer_print(&exact, "ROUND(%.*s-%.*s,7)", STR_ARG(published), STR_ARG(computed));
    struct str difference = buffer_text(&exact);
    if (down)
        buffer_print(&text, "AND(%.*s<=0,%.*s>-%.*s)", STR_ARG(difference), STR_ARG(difference),
                     STR_ARG(slack));
    else
        buffer_print(&text, "ABS(%.*s)<=%.*s", STR_ARG(difference), STR_ARG(slack));
    return buffer_text(&text);
}

struct str difference_formula(const struct case_book *at, const struct relation *relation,
                              struct str published, struct str computed, struct str slack)
{
    struct buffer text = {.arena = at->arena};
    if (relation->target->value_kind != VALUE_AMOUNT) {
        buffer_print(&text, "=ROUND(%.*s-%.*s,12)", STR_ARG(published), STR_ARG(computed));
    } else if (!relation_has_slack(relation) && !has_product(relation->expression)) {
        buffer_print(&text, "=ROUND(%.*s-%.*s,2)", STR_ARG(published), STR_ARG(computed));
    } else if (!relation_has_slack(relation)) {
        buffer_print(&text, "=ROUND(%.*s-ROUND(%.*s,2),2)", STR_ARG(published), STR_ARG(computed));
    } else {
        struct str reached = reach_formula(at, relation, published, computed, slack);
        buffer_print(&text, "=IF(%.*s,0,ROUND(%.*s-ROUND(%.*s,2),2))", STR_ARG(reached), STR_ARG(published),
                     STR_ARG(computed));
    }
    return buffer_text(&text);
}

/* The same in exact numbers, as the check counts: a difference to the value rounded half-up to whole öre. */
double difference_value(const struct case_book *at, const struct relation *relation)
{
    struct value target = node_evaluate(relation->target), computed = node_evaluate(relation->expression);
    struct ratio difference;
    money rounded = 0;
    if (target.status > VALUE_GUESSED || computed.status > VALUE_GUESSED ||
        !ratio_subtract(target.ratio, computed.ratio, &difference))
        return 0;
    if (relation->target->value_kind != VALUE_AMOUNT)
        return number_of(difference, relation->target->value_kind);
    const struct conditions *conditions = &at->report->result.in_force;
    if (relation_reaches(relation, conditions->written_unit, conditions->rounding, difference))
        return 0;
    if (ratio_round(computed.ratio, 1, ROUND_HALF_UP, &rounded) &&
        ratio_subtract(target.ratio, ratio_from(rounded), &difference))
        return number_of(difference, VALUE_AMOUNT);
    return 0;
}
