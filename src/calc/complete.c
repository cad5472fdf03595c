/* Completing a budget: what follows is computed from what is decided, over and over until nothing changes. */
#include "completer.h"

enum {
    MOST_PASSES = 100,  /* a chain of sums is never that long; more means that two cells define each other */
    SHARE_DECIMALS = 2, /* as budgets print them */
    MOST_DECIMALS = 9,  /* of a percentage, more than anybody prints */
    MOST_SPREAD =
        10 /* units that a year can be off by where a total was split over parts that were rounded */
};

/* ---- one cell ---- */

static void stop(struct completer *completer, enum obstacle obstacle, const struct slot *slot)
{
    if (completer->result->obstacle != OBSTACLE_NONE)
        return;
    completer->result->obstacle = obstacle;
    completer->result->obstacle_cell = slot_name(completer->arena, slot);
}

/* Flat rates by the rounding in force; what is a plain sum of öre needs none. */
static bool round_amount(const struct completer *completer, const struct relation *relation,
                         struct ratio exact, money *amount)
{
    const struct conditions *conditions = completer->conditions;
    if (relation_is_flat_rate(relation))
        return ratio_round(exact, conditions->written_unit, conditions->rounding, amount);
    return ratio_round(exact, 1, ROUND_HALF_UP, amount);
}

/* A share half-up with two decimals, or with more where more are printed. */
static bool round_share(const struct cell *cell, struct ratio exact, int64_t *share, int *decimals)
{
    bool is_finer = cell->state == CELL_VALUE && cell->decimals > SHARE_DECIMALS;
    struct ratio scaled;
    int64_t scale = 100;
    *decimals = is_finer ? cell->decimals : SHARE_DECIMALS;
    for (int i = 0; i < *decimals && i < MOST_DECIMALS; i++)
        scale *= 10;
    return *decimals <= MOST_DECIMALS && ratio_multiply(exact, ratio_from(scale), &scaled) &&
           ratio_round(scaled, 1, ROUND_HALF_UP, share);
}

/* What stands before the rounding of a published share. */
static const struct node *exact_share(const struct node *expression)
{
    return expression->kind == NODE_ROUND ? expression->terms.items[0].node : expression;
}

static void compute(struct completer *completer, const struct slot *slot, struct definition definition)
{
    if (slot->is_left_out && item_has_year_amount(slot->row)) /* its years say it */
        return;
    bool is_share = slot->kind == VALUE_PERCENT;
    const struct node *expression = is_share ? exact_share(definition.expression) : definition.expression;
    struct value value = node_evaluate(expression);
    int64_t result = 0;
    int decimals = 0;
    if (value.status == VALUE_UNREADABLE)
        stop(completer, OBSTACLE_UNREADABLE, slot);
    else if (value.status == VALUE_OVERFLOW)
        stop(completer, OBSTACLE_OVERFLOW, slot);
    bool is_guess = (value.status == VALUE_GUESSED && slot->cell->state == CELL_VALUE) ||
                    completer->unsplit[slot->cell->id];
    bool is_share_of_nothing = value.status == VALUE_UNDEFINED && slot->cell->state == CELL_BLANK;
    if (completer->result->obstacle != OBSTACLE_NONE || is_guess || is_share_of_nothing)
        return;
    if (value.status == VALUE_UNDEFINED) /* a share of nothing is printed as nothing */
        value.ratio = ratio_from(0);
    bool fits = is_share ? round_share(slot->cell, value.ratio, &result, &decimals)
                         : round_amount(completer, definition.relation, value.ratio, &result);
    if (fits)
        assign(completer, slot, result, decimals);
    else
        stop(completer, OBSTACLE_OVERFLOW, slot);
}

/* ---- all cells ---- */

/* Which cells are blank decides what follows from what, so the system is built anew as they are filled in. */
static void rebuild(struct completer *completer, struct arena *arena)
{
    completer->system =
        system_build_with_blanks(arena, completer->working, *completer->conditions, completer->language);
    completer->definitions =
        define_cells(arena, completer->system, &completer->slots, completer->costs_are_settled);
}

static void sweep(struct completer *completer)
{
    for (size_t id = 0; id < completer->slots.count; id++)
        if (completer->definitions[id].relation && completer->slots.items[id].cell)
            compute(completer, &completer->slots.items[id], completer->definitions[id]);
}

/* Gives every cell that follows from others its amount, until nothing changes. */
static void settle(struct completer *completer)
{
    for (int pass = 0; pass < MOST_PASSES; pass++) {
        arena_clear(&completer->pass);
        rebuild(completer, &completer->pass);
        completer->changed = false;
        settle_unsplit(completer);
        sweep(completer);
        if (!completer->changed || completer->result->obstacle != OBSTACLE_NONE)
            return;
    }
    completer->result->obstacle = OBSTACLE_UNSETTLED;
}

/* ---- the result ---- */

/* The published amount of a flat rate lies where rounding can take it. */
static bool is_within_rounding(const struct completer *completer, const struct relation *relation,
                               const struct cell *published)
{
    const struct conditions *conditions = completer->conditions;
    struct value exact = node_evaluate(relation->expression);
    struct ratio difference;
    return published->state == CELL_VALUE && exact.status == VALUE_KNOWN &&
           ratio_subtract(ratio_from(published->value), exact.ratio, &difference) &&
           relation_reaches(relation, conditions->written_unit, conditions->rounding, difference);
}

/* The row's total is published as it should be, and only its years are not, by what rounding several parts can do. */
static bool is_spread(const struct completer *completer, const struct slots *published,
                      const struct slot *slot)
{
    money off = 0, most = completer->conditions->written_unit * MOST_SPREAD;
    if (__builtin_sub_overflow(published->items[slot->cell->id].cell->value, slot->cell->value, &off) ||
        off > most || off < -most)
        return false;
    const struct cell *total =
        slot->row && slot->scope != SCOPE_TOTAL ? item_cell(slot->row, SCOPE_TOTAL) : NULL;
    const struct cell *before = total ? published->items[total->id].cell : NULL;
    return before && before->state == CELL_VALUE && before->value == total->value;
}

/* What else could have made the published amount of a flat rate. */
static enum reason find_reason(const struct completer *completer, const struct slots *published,
                               const struct slot *slot, const struct relation *relation)
{
    const struct cell *before = published->items[slot->cell->id].cell;
    if (!relation_is_flat_rate(relation) || !cell_differs(before, slot->cell) || before->state != CELL_VALUE)
        return REASON_NONE;
    if (is_spread(completer, published, slot))
        return REASON_SPREAD;
    return is_within_rounding(completer, relation, before) ? REASON_ROUNDING : REASON_NONE;
}

/* A single figure is named instead: "EU-medel totalt". */
static struct str calculation_of(const struct completer *completer, const struct slot *slot,
                                 const struct node *expression)
{
    struct arena *arena = completer->arena;
    const struct node *node = expression->kind == NODE_SUM && expression->terms.count == 1
                                  ? expression->terms.items[0].node
                                  : expression;
    bool is_undefined = node_evaluate(node).status == VALUE_UNDEFINED;
    struct str text = is_undefined ? STR("") : node_calculation(arena, node, completer->language);
    if (text.length > 0 || node->kind != NODE_CELL || !node->item)
        return text;
    struct buffer name = {.arena = arena};
    buffer_add(&name, item_name(node->item, completer->language));
    buffer_add_char(&name, ' ');
    buffer_add(&name, scope_name(arena, node->item, node->scope, completer->language));
    if (slot->row && slot->row->table != node->item->table)
        buffer_print(&name, " (%.*s)",
                     STR_ARG(table_kind_name(node->item->table->kind, completer->language)));
    return buffer_text(&name);
}

static void add_computed(struct completer *completer, const struct slot *slot, const struct slots *published,
                         bool follows_doubt)
{
    struct definition definition = completer->definitions[slot->cell->id];
    struct computed *computed = ARENA_PUSH(completer->arena, &completer->result->cells);
    *computed = (struct computed){.name = slot_name(completer->arena, slot),
                                  .row = slot->row,
                                  .scope = slot->scope,
                                  .kind = slot->kind,
                                  .is_fact = slot->is_fact,
                                  .follows_doubt = follows_doubt,
                                  .published = published->items[slot->cell->id].cell,
                                  .computed = slot->cell};
    if (completer->rests[slot->cell->id].length) {
        computed->calculation = completer->rests[slot->cell->id];
        return;
    }
    if (!definition.relation) {
        computed->calculation = plan_calculation(completer, computed);
        return;
    }
    computed->calculation = calculation_of(completer, slot, definition.expression);
    computed->reason = find_reason(completer, published, slot, definition.relation);
}

static bool row_is_nothing(const struct item *row)
{
    for (size_t i = 0; i < row->table->columns.count; i++)
        if (row->cells[i].state == CELL_VALUE && row->cells[i].value != 0)
            return false;
    return true;
}

/* A blank in a row of the budget that has other amounts, and that no relation could fill in. */
static bool is_open(const struct completer *completer, const struct slot *slot)
{
    const struct item *row = slot->row;
    bool in_budget =
        row && (row->table->kind == TABLE_COSTS || table_kind_holds(TABLE_FINANCING, row->table->kind));
    bool is_decided = !completer->definitions[slot->cell->id].relation && row && row->concept != EU_AID;
    return in_budget && is_decided && slot->cell->state == CELL_BLANK &&
           !completer->unsplit[slot->cell->id] && slot->scope != SCOPE_TOTAL && row->has_amount &&
           slot->kind == VALUE_AMOUNT && row->concept != APPLIED && !row_is_nothing(row);
}

/* A share that is printed right without its last zeros keeps that form; where the table prints some so, a new one gets
 * it. */
static void keep_form(struct cell *cell, const struct cell *published, bool drops_zeros)
{
    if (cell->state != CELL_VALUE)
        return;
    if (published->state == CELL_VALUE &&
        ratio_equal(cell_ratio(cell, VALUE_PERCENT), cell_ratio(published, VALUE_PERCENT))) {
        cell->value = published->value;
        cell->decimals = published->decimals;
        return;
    }
    while (drops_zeros && cell->decimals > 0 && cell->value % 10 == 0) {
        cell->value /= 10;
        cell->decimals--;
    }
}

/* Some share of the budget is published with fewer than two decimals, and none with a last zero. */
static bool finds_dropped_zeros(const struct slots *published)
{
    bool short_one = false;
    for (size_t id = 0; id < published->count; id++) {
        const struct slot *slot = &published->items[id];
        if (!slot->cell || slot->kind != VALUE_PERCENT || slot->cell->state != CELL_VALUE)
            continue;
        if (slot->cell->decimals > 0 && slot->cell->value % 10 == 0)
            return false;
        short_one = short_one || slot->cell->decimals < SHARE_DECIMALS;
    }
    return short_one;
}

static void collect(struct completer *completer, const struct slots *published)
{
    const struct item *aid = budget_item(completer->working, TABLE_FINANCING, EU_AID);
    bool drops_zeros = finds_dropped_zeros(published);
    const bool *follows_doubt = find_followers(completer);
    for (size_t id = 0; id < completer->slots.count; id++) {
        const struct slot *slot = &completer->slots.items[id], *before = &published->items[id];
        if (!slot->cell || !before->cell)
            continue;
        if (slot->kind == VALUE_PERCENT)
            keep_form(slot->cell, before->cell, drops_zeros);
        bool follows =
            (completer->definitions[id].relation && !slot->is_left_out) || (slot->row && slot->row == aid);
        if ((follows && slot->cell->state == CELL_VALUE) || cell_differs(before->cell, slot->cell))
            add_computed(completer, slot, published, follows_doubt[id]);
        else if (is_open(completer, slot))
            *ARENA_PUSH(completer->arena, &completer->result->blanks) =
                (struct computed){.name = slot_name(completer->arena, slot),
                                  .row = slot->row,
                                  .scope = slot->scope,
                                  .published = before->cell,
                                  .computed = slot->cell};
    }
}

/* What is said about the project in words follows its cell. */
static void refresh_facts(struct completer *completer, const struct slots *published)
{
    for (size_t i = 0; i < completer->working->facts.count; i++) {
        struct fact *fact = &completer->working->facts.items[i];
        const struct cell *before = published->items[fact->cell.id].cell;
        if (concept_kind(fact->concept) == VALUE_AMOUNT && before && cell_differs(before, &fact->cell))
            fact->text = words_of_amount(completer->arena, completer->language, fact->cell.value);
    }
}

/* A condition that is stated and cannot be read is not taken to be the scheme's. */
static void read_conditions(struct completer *completer)
{
    static const enum concept conditions[] = {PAYROLL, INDIRECT, SHARE_ELIGIBLE, SHARE_ACTUAL, MAXIMUM_AID};
    for (size_t i = 0; i < sizeof conditions / sizeof *conditions; i++) {
        const struct fact *fact = budget_fact(completer->working, conditions[i]);
        if (!fact || fact->cell.state != CELL_UNREADABLE)
            continue;
        completer->result->obstacle = OBSTACLE_UNREADABLE;
        completer->result->obstacle_cell = fact->label;
    }
}

static bool lacks_flat_rates(const struct completer *completer)
{
    const struct node *staff = system_total(completer->system, STAFF);
    const struct conditions *conditions = completer->conditions;
    bool has_rates = conditions->payroll.is_set || conditions->indirect.is_set;
    bool has_row = system_total(completer->system, FLAT_RATE) || system_total(completer->system, PAYROLL) ||
                   system_total(completer->system, INDIRECT);
    struct value wages = staff ? node_evaluate(staff) : (struct value){VALUE_UNDEFINED, {0, 1}};
    return has_rates && !has_row && wages.status <= VALUE_GUESSED && !ratio_is_zero(wages.ratio);
}

struct calculation *complete_budget(struct arena *arena, const struct budget *published,
                                    struct budget *working, const struct conditions *conditions,
                                    enum language language)
{
    struct calculation *result = ARENA_NEW(arena, struct calculation);
    struct slots before = slots_find(arena, (struct budget *)published); /* only to be read */
    struct completer completer = {.arena = arena,
                                  .working = working,
                                  .conditions = conditions,
                                  .language = language,
                                  .slots = slots_find(arena, working),
                                  .published = &before,
                                  .lonely = ARENA_ARRAY(arena, bool, working->cell_count + 1),
                                  .unsplit = ARENA_ARRAY(arena, bool, working->cell_count + 1),
                                  .rests = ARENA_ARRAY(arena, struct str, working->cell_count + 1),
                                  .pass = {.exhausted = arena->exhausted},
                                  .result = result};
    read_conditions(&completer);
    if (result->obstacle == OBSTACLE_NONE) {
        rebuild(&completer, &completer.pass);
        settle_blanks(&completer);
        settle(&completer);
    }
    completer.costs_are_settled = true;
    if (result->obstacle == OBSTACLE_NONE) {
        plan_financing(&completer);
        settle(&completer);
    }
    rebuild(&completer, arena);
    arena_release(&completer.pass);
    for (int i = 0; i < MISSING_KINDS; i++)
        result->missing[i] = completer.system->missing[i];
    result->lacks_flat_rates = lacks_flat_rates(&completer);
    if (before.count == completer.slots.count) {
        find_doubts(&completer, published);
        collect(&completer, &before);
        refresh_facts(&completer, &before);
    }
    return result;
}
