/* A blank that must hold an amount for the sums to hold. Each sum in which it is the only unknown says how much; where they
 * say the same, that is told, and where they do not some sum is wrong whatever stands there. */
#include "blank_search.h"

#include "budgetkoll/linear.h"

/* ---- relations with blanks, as sums of cells ---- */

/* The parts of one side of a relation. */
struct side {
    LIST(struct leaf) leaves;
    bool has_more, has_less; /* known parts that make the difference larger, and smaller */
};

static size_t blank_number(struct blank_search *search, const struct node *node)
{
    size_t *number = &search->number[node->cell->id];
    if (*number == 0) {
        *ARENA_PUSH(search->context->arena, &search->blanks) = (struct blank){.node = node};
        *number = search->blanks.count;
    }
    return *number - 1;
}

static bool take_cell(struct blank_search *search, struct side *side, const struct linear_term *term)
{
    const struct cell *cell = term->node->cell;
    if (cell->state == CELL_VALUE && cell->value != 0) {
        bool is_more = (cell->value > 0) == (term->factor.numerator > 0);
        side->has_more = side->has_more || is_more;
        side->has_less = side->has_less || !is_more;
    }
    if (cell->state == CELL_VALUE || (cell->state == CELL_BLANK && !term->node->row_has_amounts))
        return true;
    if (cell->state != CELL_BLANK || !term->node->item)
        return false;
    *ARENA_PUSH(search->context->arena, &side->leaves) =
        (struct leaf){term->node, term->factor, blank_number(search, term->node)};
    return true;
}

/* False where the node is no sum of cells that can be read. */
static bool gather(struct blank_search *search, struct side *side, const struct node *node,
                   struct ratio factor)
{
    struct linear_form form = {0};
    bool is_known = linear_add(search->context->arena, &form, node, factor);
    for (size_t i = 0; i < form.terms.count && is_known; i++)
        is_known = take_cell(search, side, &form.terms.items[i]);
    return is_known;
}

static void open_relation(struct blank_search *search, const struct guess *guess)
{
    const struct relation *relation = &search->system->relations.items[guess->at];
    struct open_relation open = {.at = guess->at, .relation = relation, .off = guess->off};
    struct side sides[2] = {0};
    bool is_linear = !relation->lacks_row && relation->target->value_kind == VALUE_AMOUNT &&
                     gather(search, &sides[0], relation->target, ratio_from(1)) &&
                     gather(search, &sides[1], relation->expression, ratio_from(-1));
    for (int side = 0; side < 2 && is_linear; side++) {
        for (size_t i = 0; i < sides[side].leaves.count; i++)
            *ARENA_PUSH(search->context->arena, &open.leaves) = sides[side].leaves.items[i];
        bool is_mixed = sides[side].has_more && sides[side].has_less;
        open.is_mixed = open.is_mixed || (is_mixed && sides[side].leaves.count > 0);
    }
    open.is_sum = relation->comparison == EQUAL && relation->roundings == 0 &&
                  ratio_is_zero(relation_print_slack(relation));
    if (guess->severity == SEVERITY_NONE) /* it holds with nothing in its blanks, or rounding makes it */
        open.off = ratio_from(0);
    if (is_linear && open.leaves.count > 0)
        *ARENA_PUSH(search->context->arena, &search->relations) = open;
}

/* ---- what a blank may hold ---- */

static struct rest find_rest(const struct blank_search *search, const struct open_relation *open)
{
    struct rest rest = {.amount = open->off, .fits = true};
    for (size_t i = 0; i < open->leaves.count; i++) {
        const struct leaf *leaf = &open->leaves.items[i];
        const struct blank *blank = &search->blanks.items[leaf->blank];
        struct ratio part;
        rest.unknown += blank->state != BLANK_SETTLED;
        rest.disputed += blank->state == BLANK_DISPUTED;
        if (blank->state == BLANK_SETTLED)
            rest.fits = rest.fits && ratio_multiply(leaf->factor, blank->amount, &part) &&
                        ratio_add(rest.amount, part, &rest.amount);
    }
    return rest;
}

static bool is_unknown(const struct blank_search *search, const struct leaf *leaf)
{
    return search->blanks.items[leaf->blank].state != BLANK_SETTLED;
}

/* Some amounts in its blanks would make the relation hold. What sums have settled is not filled in where the relation is no
 * sum itself. */
static bool can_be_mended(const struct blank_search *search, const struct open_relation *open,
                          struct ratio rest)
{
    for (size_t i = 0; i < open->leaves.count; i++) {
        const struct leaf *leaf = &open->leaves.items[i];
        if ((!open->is_sum || is_unknown(search, leaf)) && leaf_mends(open, leaf, rest))
            return true;
    }
    return false;
}

/* No blank can make up for another: of amounts of one sign that are nothing together, each is nothing. */
static bool is_one_sided(const struct blank_search *search, const struct open_relation *open)
{
    return !can_be_mended(search, open, ratio_from(1)) || !can_be_mended(search, open, ratio_from(-1));
}

/* ---- what the relations say of the blanks ---- */

static bool add_demand(struct blank_search *search, const struct open_relation *open, const struct leaf *leaf,
                       struct ratio rest)
{
    struct demand demand = {.factor = leaf->factor, .relation = open->relation};
    if (!ratio_divide(ratio_negative(rest), leaf->factor, &demand.amount))
        return false;
    *ARENA_PUSH(search->context->arena, &search->blanks.items[leaf->blank].demands) = demand;
    return true;
}

/* Of a single unknown its amount; of several that they are nothing, where that makes the sum. */
static bool ask(struct blank_search *search, struct open_relation *open)
{
    struct rest rest = find_rest(search, open);
    bool is_nothing = ratio_is_zero(rest.amount);
    bool tells = is_nothing
                     ? is_one_sided(search, open) || rest.unknown == 1
                     : rest.unknown == 1 && rest.disputed == 0 && can_be_mended(search, open, rest.amount);
    if (!open->is_sum || open->is_asked || !rest.fits || rest.unknown == 0 || !tells)
        return false;
    open->is_asked = true;
    for (size_t i = 0; i < open->leaves.count; i++)
        if (is_unknown(search, &open->leaves.items[i]) &&
            !add_demand(search, open, &open->leaves.items[i], rest.amount))
            return false;
    return true;
}

/* They differ by no more than the tolerance. */
static bool agree(const struct blank_search *search, struct ratio a, struct ratio b)
{
    struct ratio difference;
    return ratio_subtract(a, b, &difference) &&
           ratio_within(difference, ratio_from(search->context->options->tolerance));
}

static size_t count_votes(const struct blank_search *search, const struct blank *blank, struct ratio amount)
{
    size_t votes = 0;
    for (size_t i = 0; i < blank->demands.count; i++)
        votes += agree(search, blank->demands.items[i].amount, amount);
    return votes;
}

/* What most of its sums say. */
static void settle(const struct blank_search *search, struct blank *blank)
{
    size_t most = 0;
    for (size_t i = 0; i < blank->demands.count; i++) {
        struct ratio amount = blank->demands.items[i].amount;
        size_t votes = count_votes(search, blank, amount);
        if (votes == most && !agree(search, amount, blank->amount))
            blank->state = BLANK_DISPUTED;
        if (votes <= most)
            continue;
        most = votes;
        blank->amount = amount;
        blank->state = BLANK_SETTLED;
    }
}

static void settle_blanks(struct blank_search *search)
{
    for (bool any = true; any;) {
        any = false;
        for (size_t i = 0; i < search->relations.count; i++)
            any = ask(search, &search->relations.items[i]) || any;
        for (size_t i = 0; i < search->blanks.count && any; i++)
            if (search->blanks.items[i].state == BLANK_OPEN)
                settle(search, &search->blanks.items[i]);
    }
}

/* ---- what comes of the relations ---- */

/* The relation is wrong whatever stands in its blanks: it is reported with those filled in that are settled. */
static void accuse(struct blank_search *search, const struct open_relation *open)
{
    struct relation *relation = &search->system->relations.items[open->at];
    struct tested *tested = &search->result->tested.items[open->at];
    if (open->is_sum) {
        relation->target = fill_blanks(search, relation->target, SIZE_MAX);
        relation->expression = fill_blanks(search, relation->expression, SIZE_MAX);
    }
    tested->is_evaluated = search->result->has_substance = true;
    tested->severity = report_relation(search->context, relation);
}

static void conclude(struct blank_search *search, const struct open_relation *open)
{
    struct rest rest = find_rest(search, open);
    if (!open->is_sum)
        rest.amount = open->off;
    if (!rest.fits || ratio_is_zero(rest.amount))
        return;
    if ((open->is_sum && rest.unknown == rest.disputed) || !can_be_mended(search, open, rest.amount))
        accuse(search, open);
    else if (open->is_sum)
        tell_blanks(search, open, rest.amount);
}

void judge_blanks(struct rule_context *context, struct system *system, const struct guesses *guesses,
                  struct result *result)
{
    if (guesses->list.count == 0)
        return;
    struct blank_search search = {.context = context,
                                  .system = system,
                                  .result = result,
                                  .number =
                                      ARENA_ARRAY(context->arena, size_t, context->budget->cell_count + 1)};
    for (size_t i = 0; i < guesses->list.count; i++)
        open_relation(&search, &guesses->list.items[i]);
    settle_blanks(&search);
    for (size_t i = 0; i < search.blanks.count; i++)
        if (search.blanks.items[i].state == BLANK_SETTLED && !ratio_is_zero(search.blanks.items[i].amount))
            tell_blank(&search, i);
    for (size_t i = 0; i < search.relations.count; i++)
        conclude(&search, &search.relations.items[i]);
}
