/* Figures that the published sums speak against. A figure that people decide (a line, a category, a promise) is doubted when
 * another amount in its place would mend sums that are wrong and break none that holds: its row and its column, or one sum
 * whose total other sums confirm. Where the total is what disagrees with the rest it is stale, and nothing is doubted. */
#include "completer.h"

#include "budgetkoll/linear.h"

enum {
    NEGLIGIBLE = 2 * ORE_PER_KRONA, /* what a sum may be off by without saying anything */
    MOST_MOVES = 4096               /* of cells that follow one figure; more are not gone through */
};

/* A cell in a relation: target − expression grows by the factor for each öre that is added to it. */
struct tie {
    size_t relation;
    struct ratio factor;
};

struct ties {
    LIST(struct tie) list;
};

enum relation_state { RELATION_UNKNOWN, RELATION_HOLDS, RELATION_FAILS };

struct weighed {
    const struct relation *relation;
    enum relation_state state;
    struct ratio off;           /* target − expression */
    struct linear_form form;    /* target − expression, of cells */
    bool is_evidence;           /* a plain sum, which can speak against a figure */
    bool has_follower;          /* a cell follows from it */
    size_t follower;            /* that cell's id */
    struct ratio pull;          /* the follower's factor */
    struct ratio effect;        /* of one öre more in the figure that is tried */
    bool is_touched, is_direct; /* by that figure; as one of its own cells */
};

struct doubter {
    struct completer *completer;
    const struct slots *published;
    const struct definition *definitions; /* of the published cells */
    struct weighed *relations;
    size_t count;
    struct ties *ties; /* by the cell's id */
    LIST(size_t) touched;
    size_t groups;
};

/* ---- the published relations ---- */

static bool is_small(struct ratio amount)
{
    return ratio_within(amount, ratio_from(NEGLIGIBLE));
}

static bool is_plain_sum(const struct relation *relation)
{
    switch ((int)relation->rule) {
    case RULE_SUM_ROW:
    case RULE_SUM_PARTS:
    case RULE_SUM_COSTS:
    case RULE_SUM_FINANCING:
    case RULE_SUM_TABLE:
    case RULE_INTERVAL_SUM:
    case RULE_ACTIVITY_PARTS:
        return true;
    default:
        return false;
    }
}

static void weigh(const struct doubter *doubter, struct weighed *weighed)
{
    const struct relation *relation = weighed->relation;
    const struct conditions *conditions = doubter->completer->conditions;
    struct value target = node_evaluate(relation->target), expected = node_evaluate(relation->expression);
    if (relation->comparison != EQUAL || relation->target->value_kind != VALUE_AMOUNT ||
        relation->lacks_row || target.status != VALUE_KNOWN || expected.status != VALUE_KNOWN ||
        !ratio_subtract(target.ratio, expected.ratio, &weighed->off))
        return;
    bool holds = is_small(weighed->off) ||
                 relation_reaches(relation, conditions->written_unit, conditions->rounding, weighed->off);
    weighed->state = holds ? RELATION_HOLDS : RELATION_FAILS;
    weighed->is_evidence = is_plain_sum(relation);
}

static void tie(struct doubter *doubter, size_t number, const struct linear_form *form)
{
    struct weighed *weighed = &doubter->relations[number];
    for (size_t i = 0; i < form->terms.count; i++) {
        uint32_t id = form->terms.items[i].node->cell->id;
        if (id >= doubter->published->count)
            continue;
        *ARENA_PUSH(doubter->completer->arena, &doubter->ties[id].list) =
            (struct tie){number, form->terms.items[i].factor};
        if (doubter->definitions[id].relation != weighed->relation)
            continue;
        weighed->has_follower = true;
        weighed->follower = id;
        weighed->pull = form->terms.items[i].factor;
    }
}

/* False when every relation holds: then there is nothing to doubt. */
static bool read_relations(struct doubter *doubter, const struct system *system)
{
    struct arena *arena = doubter->completer->arena;
    bool any_fails = false;
    for (size_t i = 0; i < system->relations.count; i++) {
        struct weighed *weighed = &doubter->relations[i];
        *weighed = (struct weighed){.relation = &system->relations.items[i], .effect = ratio_from(0)};
        weigh(doubter, weighed);
        any_fails = any_fails || weighed->state == RELATION_FAILS;
    }
    for (size_t i = 0; i < system->relations.count && any_fails; i++) {
        struct linear_form *form = &doubter->relations[i].form;
        const struct relation *relation = doubter->relations[i].relation;
        if (doubter->relations[i].state == RELATION_UNKNOWN)
            continue;
        if (linear_add(arena, form, relation->target, ratio_from(1)) &&
            linear_add(arena, form, relation->expression, ratio_from(-1)))
            tie(doubter, i, form);
        else
            doubter->relations[i].state = RELATION_UNKNOWN;
    }
    return any_fails;
}

/* ---- another amount in one cell ---- */

struct move {
    size_t id;
    struct ratio by;
};

struct moves {
    LIST(struct move) list;
};

/* What follows from a sum that holds goes with it: else the sum would hold no more. */
static bool push_follower(struct doubter *doubter, struct moves *moves, const struct weighed *weighed,
                          size_t id, struct ratio change)
{
    struct ratio by;
    if (!weighed->has_follower || weighed->follower == id || weighed->state != RELATION_HOLDS)
        return true;
    if (!ratio_divide(ratio_negative(change), weighed->pull, &by))
        return false;
    *ARENA_PUSH(doubter->completer->arena, &moves->list) = (struct move){weighed->follower, by};
    return true;
}

static bool move_cell(struct doubter *doubter, struct moves *moves, struct move move, bool is_direct)
{
    const struct ties *ties = &doubter->ties[move.id];
    for (size_t i = 0; i < ties->list.count; i++) {
        struct weighed *weighed = &doubter->relations[ties->list.items[i].relation];
        struct ratio change;
        if (!ratio_multiply(ties->list.items[i].factor, move.by, &change) ||
            !ratio_add(weighed->effect, change, &weighed->effect) ||
            !push_follower(doubter, moves, weighed, move.id, change))
            return false;
        if (!weighed->is_touched)
            *ARENA_PUSH(doubter->completer->arena, &doubter->touched) = ties->list.items[i].relation;
        weighed->is_touched = true;
        weighed->is_direct = weighed->is_direct || is_direct;
    }
    return true;
}

/* The effect of one öre more in a cell on every relation, with all that follows from it; false where it cannot be told. */
static bool try_cell(struct doubter *doubter, size_t id)
{
    struct moves moves = {0};
    for (size_t i = 0; i < doubter->touched.count; i++) {
        struct weighed *weighed = &doubter->relations[doubter->touched.items[i]];
        weighed->effect = ratio_from(0);
        weighed->is_touched = weighed->is_direct = false;
    }
    doubter->touched.count = 0;
    *ARENA_PUSH(doubter->completer->arena, &moves.list) = (struct move){id, ratio_from(1)};
    for (size_t i = 0; i < moves.list.count; i++)
        if (i >= MOST_MOVES || !move_cell(doubter, &moves, moves.list.items[i], i == 0))
            return false;
    return true;
}

/* ---- what that mends ---- */

/* A change of the figure, and the sums that it mends. */
struct remedy {
    struct ratio change;
    bool breaks, is_confirmed, is_direct;
    size_t mends;             /* sums of different totals */
    const struct node *total; /* of the first of them */
};

static bool is_mended(const struct weighed *weighed, struct ratio change)
{
    struct ratio effect, left;
    return weighed->state == RELATION_FAILS && !ratio_is_zero(weighed->effect) &&
           ratio_multiply(weighed->effect, change, &effect) && ratio_add(weighed->off, effect, &left) &&
           is_small(left);
}

static bool is_broken(const struct weighed *weighed, struct ratio change)
{
    struct ratio effect;
    return weighed->state == RELATION_HOLDS &&
           (!ratio_multiply(weighed->effect, change, &effect) || !is_small(effect));
}

/* Another relation of the cell holds, to the öre, or fails though the figure were changed. */
static bool is_heard(const struct doubter *doubter, const struct weighed *sum, size_t id, struct ratio change,
                     enum relation_state state)
{
    const struct ties *ties = &doubter->ties[id];
    for (size_t i = 0; i < ties->list.count; i++) {
        const struct weighed *other = &doubter->relations[ties->list.items[i].relation];
        bool is_exact = state != RELATION_HOLDS || ratio_is_zero(other->off);
        if (other != sum && other->state == state && is_exact && !is_mended(other, change))
            return true;
    }
    return false;
}

static bool is_confirmed(const struct doubter *doubter, const struct weighed *sum, struct ratio change)
{
    const struct node *target = sum->relation->target;
    return target->kind == NODE_CELL && is_heard(doubter, sum, target->cell->id, change, RELATION_HOLDS);
}

/* A blank that the calculation fills in. */
static bool is_filled(const struct doubter *doubter, size_t id)
{
    const struct cell *before = doubter->published->items[id].cell;
    const struct cell *after = doubter->completer->slots.items[id].cell;
    return before && after && before->state == CELL_BLANK && after->state == CELL_VALUE && after->value != 0;
}

/* A total among its cells disagrees with something else, or a blank is to be filled in: that can be why the sum is wrong. */
static bool is_contradicted(const struct doubter *doubter, const struct weighed *sum, struct ratio change)
{
    for (size_t i = 0; i < sum->form.terms.count; i++) {
        uint32_t id = sum->form.terms.items[i].node->cell->id;
        bool is_total = id < doubter->published->count && doubter->definitions[id].relation;
        if (is_total && is_heard(doubter, sum, id, change, RELATION_FAILS))
            return true;
        if (id < doubter->published->count && is_filled(doubter, id))
            return true;
    }
    return false;
}

static struct remedy weigh_change(const struct doubter *doubter, struct ratio change)
{
    struct remedy remedy = {.change = change};
    for (size_t i = 0; i < doubter->touched.count; i++) {
        const struct weighed *weighed = &doubter->relations[doubter->touched.items[i]];
        remedy.breaks = remedy.breaks || is_broken(weighed, change);
        if (!weighed->is_evidence || !is_mended(weighed, change) || is_contradicted(doubter, weighed, change))
            continue;
        remedy.mends += remedy.mends == 0 || weighed->relation->target != remedy.total;
        remedy.total = remedy.total ? remedy.total : weighed->relation->target;
        remedy.is_confirmed = remedy.is_confirmed || is_confirmed(doubter, weighed, change);
        remedy.is_direct = remedy.is_direct || weighed->is_direct;
    }
    return remedy;
}

static bool is_smaller(struct ratio a, struct ratio b)
{
    int order = 1;
    return ratio_compare(ratio_absolute(a), ratio_absolute(b), &order) && order < 0;
}

/* The change that mends most sums, of several the smallest. */
static struct remedy find_remedy(const struct doubter *doubter)
{
    struct remedy best = {0};
    for (size_t i = 0; i < doubter->touched.count; i++) {
        const struct weighed *weighed = &doubter->relations[doubter->touched.items[i]];
        struct ratio change;
        if (weighed->state != RELATION_FAILS || !weighed->is_evidence || ratio_is_zero(weighed->effect) ||
            !ratio_divide(ratio_negative(weighed->off), weighed->effect, &change))
            continue;
        struct remedy remedy = weigh_change(doubter, change);
        if (!remedy.breaks && (remedy.mends > best.mends ||
                               (remedy.mends == best.mends && is_smaller(remedy.change, best.change))))
            best = remedy;
    }
    return best;
}

/* ---- figures ---- */

/* The first sum that the remedy mends tells which figures are one doubt. */
static void add_doubt(struct doubter *doubter, const struct slot *slot, const struct remedy *remedy,
                      money needed)
{
    struct arena *arena = doubter->completer->arena;
    struct doubt doubt = {.name = slot_name(arena, slot),
                          .row = slot->row,
                          .scope = slot->scope,
                          .published = slot->cell,
                          .needed = needed};
    for (size_t i = 0; i < doubter->touched.count; i++) {
        const struct weighed *weighed = &doubter->relations[doubter->touched.items[i]];
        if (weighed->is_evidence && is_mended(weighed, remedy->change))
            *ARENA_PUSH(arena, &doubt.sums) = weighed->relation;
    }
    for (size_t i = 0; i < doubter->completer->result->doubts.count && doubt.group == 0; i++)
        if (doubter->completer->result->doubts.items[i].sums.items[0] == doubt.sums.items[0])
            doubt.group = doubter->completer->result->doubts.items[i].group;
    if (doubt.group == 0)
        doubt.group = ++doubter->groups;
    *ARENA_PUSH(arena, &doubter->completer->result->doubts) = doubt;
}

static bool is_decided(const struct doubter *doubter, size_t id)
{
    const struct slot *slot = &doubter->published->items[id];
    return slot->cell && slot->cell->state == CELL_VALUE && slot->cell->value != 0 &&
           slot->kind == VALUE_AMOUNT && !slot->is_fact && !doubter->definitions[id].relation &&
           !(slot->row && (slot->row->concept == EU_AID || slot->row->concept == APPLIED));
}

/* Of an amount that would be nothing, or of the other sign, no slip makes what is published: a line that no sum counts has
 * been forgotten in them. */
static void try_figure(struct doubter *doubter, size_t id)
{
    const struct slot *slot = &doubter->published->items[id];
    money change = 0, needed = 0;
    if (!is_decided(doubter, id) || !try_cell(doubter, id))
        return;
    struct remedy remedy = find_remedy(doubter);
    bool is_told = remedy.is_direct && (remedy.mends > 1 || (remedy.mends == 1 && remedy.is_confirmed));
    if (is_told && ratio_round(remedy.change, 1, ROUND_HALF_UP, &change) &&
        money_add(slot->cell->value, change, &needed) && needed != 0 &&
        (needed > 0) == (slot->cell->value > 0))
        add_doubt(doubter, slot, &remedy, needed);
}

/* The applicant's own contribution takes what the ceilings leave: a sum that holds it need not be right as published. */
static bool holds_own(const struct completer *completer, const struct doubt *doubt)
{
    const struct item *own = completer->result->plan.own_row;
    bool *used = ARENA_ARRAY(completer->arena, bool, completer->slots.count + 1);
    for (size_t i = 0; i < doubt->sums.count; i++)
        node_mark(doubt->sums.items[i]->expression, used);
    for (size_t i = 0; own && i < own->table->columns.count; i++)
        if (used[own->cells[i].id])
            return true;
    return false;
}

static bool is_kept(const struct completer *completer, const struct doubt *found, size_t count, size_t group)
{
    for (size_t i = 0; i < count && completer->result->plan.own > 0; i++)
        if (found[i].group == group && holds_own(completer, &found[i]))
            return false;
    return true;
}

static struct doubt with_group(struct doubt doubt, size_t group)
{
    doubt.group = group;
    return doubt;
}

/* Those of a group one after the other, each group where its first stands. */
static void settle_groups(struct completer *completer, size_t groups)
{
    struct calculation *result = completer->result;
    size_t count = result->doubts.count, at = 0, kept = 0;
    const struct doubt *found =
        arena_copy(completer->arena, result->doubts.items, count * sizeof *result->doubts.items);
    for (size_t group = 1; group <= groups; group++) {
        if (!is_kept(completer, found, count, group))
            continue;
        kept++;
        for (size_t i = 0; i < count; i++)
            if (found[i].group == group)
                result->doubts.items[at++] = with_group(found[i], kept);
    }
    result->doubts.count = at;
}

void find_doubts(struct completer *completer, const struct budget *published)
{
    struct arena *arena = completer->arena;
    const struct system *system = system_build(arena, published, *completer->conditions, completer->language);
    struct doubter doubter = {.completer = completer,
                              .published = completer->published,
                              .relations = ARENA_ARRAY(arena, struct weighed, system->relations.count + 1),
                              .count = system->relations.count,
                              .ties = ARENA_ARRAY(arena, struct ties, completer->published->count + 1)};
    doubter.definitions = define_cells(arena, system, completer->published, true);
    if (!read_relations(&doubter, system))
        return;
    for (size_t id = 0; id < completer->published->count; id++)
        try_figure(&doubter, id);
    if (completer->result->doubts.count > 0)
        settle_groups(completer, doubter.groups);
}

/* ---- what follows from them ---- */

static bool follows(const struct node *node, const bool *doubted)
{
    if (!node)
        return false;
    if (node->kind == NODE_CELL && doubted[node->cell->id])
        return true;
    if (node->kind == NODE_CELL && node->cell->state == CELL_BLANK && follows(node->stand_in, doubted))
        return true;
    for (size_t i = 0; i < node->terms.count; i++)
        if (follows(node->terms.items[i].node, doubted))
            return true;
    return false;
}

static bool mark_row(const struct item *row, bool *doubted)
{
    bool any = false;
    for (size_t i = 0; row && i < row->table->columns.count; i++) {
        any = any || !doubted[row->cells[i].id];
        doubted[row->cells[i].id] = true;
    }
    return any;
}

/* The aid, and the applicant's own contribution, are planned from costs and promises. */
static bool mark_planned(const struct completer *completer, bool *doubted)
{
    const struct system *system = completer->system;
    if (!follows(system_total(system, TOTAL_COSTS), doubted) &&
        !follows(system_total(system, CO_FINANCING), doubted))
        return false;
    completer->result->plan.follows_doubt = true;
    bool aid = mark_row(budget_item(completer->working, TABLE_FINANCING, EU_AID), doubted);
    bool own = completer->result->plan.own > 0 && mark_row(completer->result->plan.own_row, doubted);
    return aid || own;
}

bool *find_followers(const struct completer *completer)
{
    bool *doubted = ARENA_ARRAY(completer->arena, bool, completer->slots.count + 1);
    for (size_t i = 0; i < completer->result->doubts.count; i++)
        doubted[completer->result->doubts.items[i].published->id] = true;
    for (bool any = completer->result->doubts.count > 0; any;) {
        any = mark_planned(completer, doubted);
        for (size_t id = 0; id < completer->slots.count; id++)
            if (!doubted[id] && completer->definitions[id].relation &&
                follows(completer->definitions[id].expression, doubted)) {
                doubted[id] = true;
                any = true;
            }
    }
    return doubted;
}
