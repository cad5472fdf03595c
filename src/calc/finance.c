/* Financing: the aid is what the costs need beyond the co-financing, as far as the ceilings reach; what they leave goes
 * to the applicant's own contribution, or is missing. */
#include "completer.h"

#include "own.h"

struct planner {
    struct completer *completer;
    struct financing_plan *plan;
    const struct item *aid_row;   /* or NULL */
    const struct item *own_group; /* that the applicant's own row is a line of, or NULL */
    bool fits;                    /* no amount has been too large */
};

/* ---- amounts ---- */

static void add(struct planner *planner, money *sum, money amount)
{
    planner->fits = planner->fits && money_add(*sum, amount, sum);
}

static void subtract(struct planner *planner, money *sum, money amount)
{
    planner->fits = planner->fits && !__builtin_sub_overflow(*sum, amount, sum);
}

/* A concept's amount in whole öre; 0 where there is none. */
static money amount_of(struct planner *planner, enum table_kind kind, enum concept concept, int scope)
{
    const struct node *node = system_amount(planner->completer->system, kind, concept, scope);
    money amount = 0;
    if (node && !node_amount(node, &amount))
        planner->fits = false;
    return amount;
}

static money least(money a, money b)
{
    return a < b ? a : b;
}

/* ---- years ---- */

static void add_scope(struct planner *planner, int scope)
{
    struct financed_year year = {.scope = scope};
    year.costs = amount_of(planner, TABLE_COSTS, TOTAL_COSTS, scope);
    year.promised = amount_of(planner, TABLE_FINANCING, CO_FINANCING, scope);
    *ARENA_PUSH(planner->completer->arena, &planner->plan->years) = year;
}

static const struct table *table_with_years(const struct budget *budget, enum table_kind kind)
{
    for (size_t t = 0; t < budget->tables.count; t++) {
        const struct table *table = budget->tables.items[t];
        if (table_kind_holds(kind, table->kind) && table_has_years(table))
            return table;
    }
    return NULL;
}

/* The years are those of the aid's row, else of the costs. They count only where both sides are given by years: their
 * sums are then the totals. */
static bool years_make(struct planner *planner)
{
    money costs = 0, promised = 0;
    for (size_t i = 0; i < planner->plan->years.count; i++) {
        add(planner, &costs, planner->plan->years.items[i].costs);
        add(planner, &promised, planner->plan->years.items[i].promised);
    }
    return planner->plan->years.count > 0 && costs == planner->plan->costs &&
           promised == planner->plan->promised;
}

static void find_years(struct planner *planner)
{
    const struct budget *budget = planner->completer->working;
    const struct table *table =
        planner->aid_row ? planner->aid_row->table : table_with_years(budget, TABLE_COSTS);
    for (size_t i = 0; table && i < table->columns.count; i++)
        if (table->columns.items[i].concept == COL_YEAR)
            add_scope(planner, table->columns.items[i].scope);
    if (years_make(planner))
        return;
    planner->plan->years.count = 0;
    add_scope(planner, SCOPE_TOTAL);
}

/* What is needed beyond what is promised: aid, or nothing and a surplus. */
static money find_need(struct planner *planner)
{
    money need = 0;
    for (size_t i = 0; i < planner->plan->years.count; i++) {
        struct financed_year *year = &planner->plan->years.items[i];
        year->aid = year->costs;
        subtract(planner, &year->aid, year->promised);
        year->surplus = year->aid < 0 ? -year->aid : 0;
        year->aid = year->aid < 0 ? 0 : year->aid;
        add(planner, &need, year->aid);
        add(planner, &planner->plan->surplus, year->surplus);
    }
    return need;
}

/* What the ceilings leave goes to it; such money may be no part of eligible financing. */
static void find_own_row(struct planner *planner)
{
    const struct completer *completer = planner->completer;
    struct own_row own = own_row_of(completer->arena, completer->working);
    planner->plan->own_is_doubtful = own.is_doubtful;
    if (!own.row || own.is_doubtful)
        return;
    planner->own_group = own.group;
    planner->plan->own_row = own.row;
    planner->plan->own_is_uncounted =
        own.group->concept == PRIVATE_CASH && !completer->conditions->scheme->private_counts;
}

/* The row can take more in a column only where its group is the sum of its lines: else nobody would see it. */
static bool own_can_take(const struct planner *planner, int scope)
{
    const struct completer *completer = planner->completer;
    const struct slot *own = row_slot(completer, planner->plan->own_row, scope);
    const struct slot *group = row_slot(completer, planner->own_group, scope);
    const struct definition *sum = group ? &completer->definitions[group->cell->id] : NULL;
    bool by_years = own && scope == SCOPE_TOTAL && item_has_year_amount(own->row);
    if (!own || by_years || !sum || !sum->relation)
        return false;
    bool is_published = completer->published->items[group->cell->id].cell->state == CELL_VALUE;
    return !is_published || node_evaluate(sum->expression).status == VALUE_KNOWN;
}

/* ---- ceilings ---- */

/* share × base, in whole units below it. */
static void set_ceiling(struct planner *planner, enum ceiling_kind kind, struct ratio share, money base)
{
    struct ceiling *ceiling = &planner->plan->ceilings[kind];
    struct ratio most;
    *ceiling = (struct ceiling){.is_set = true, .share = share, .base = base};
    if (!ratio_multiply(share, ratio_from(base), &most) ||
        !ratio_round(most, planner->completer->conditions->rounding_unit, ROUND_DOWN, &ceiling->most))
        planner->fits = false;
    if (ceiling->most < 0)
        ceiling->most = 0;
}

/* Fully financed, eligible financing is the total costs, without money that does not count. Where the remainder goes
 * to such money, only what is promised counts: aid ≤ y/(1−y) × that (the formula of a claim in Tillväxtverkets beslut om stöd). */
static void set_eligible_ceiling(struct planner *planner)
{
    const struct conditions *conditions = planner->completer->conditions;
    struct ratio share = conditions->share_eligible.value;
    money uncounted = conditions->scheme->private_counts
                          ? 0
                          : amount_of(planner, TABLE_FINANCING, PRIVATE_FINANCING, SCOPE_TOTAL);
    money base = planner->plan->own_is_uncounted ? planner->plan->promised : planner->plan->costs;
    bool by_promises = planner->plan->own_is_uncounted;
    if (!conditions->share_eligible.is_set)
        return;
    if (by_promises && !ratio_to_rest(share, &share))
        return; /* all of it may be aid: nothing that is promised limits it */
    subtract(planner, &base, uncounted);
    set_ceiling(planner, CEILING_ELIGIBLE, share, base);
    planner->plan->ceilings[CEILING_ELIGIBLE].share = conditions->share_eligible.value;
    planner->plan->ceilings[CEILING_ELIGIBLE].is_by_promises = by_promises;
}

static void set_ceilings(struct planner *planner)
{
    const struct conditions *conditions = planner->completer->conditions;
    const struct fact *maximum = budget_fact(planner->completer->working, MAXIMUM_AID);
    money most = maximum ? maximum->cell.value : conditions->scheme->bounds.maximum_aid;
    set_eligible_ceiling(planner);
    if (conditions->share_actual.is_set)
        set_ceiling(planner, CEILING_ACTUAL, conditions->share_actual.value,
                    amount_of(planner, TABLE_COSTS, ACTUAL_COSTS, SCOPE_TOTAL));
    if (maximum || most != 0)
        planner->plan->ceilings[CEILING_MAXIMUM] = (struct ceiling){.is_set = true, .most = most};
}

/* ---- what the ceilings leave ---- */

/* What a year may have of the highest aid: its part by the costs. */
static money *yearly_caps(struct planner *planner, money most)
{
    size_t count = planner->plan->years.count;
    struct arena *arena = planner->completer->arena;
    money *weights = ARENA_ARRAY(arena, money, count), *caps = ARENA_ARRAY(arena, money, count);
    for (size_t i = 0; i < count; i++)
        weights[i] = planner->plan->years.items[i].costs;
    if (!split_total(most, planner->completer->conditions->rounding_unit, weights, count, caps))
        for (size_t i = 0; i < count; i++)
            caps[i] = 0;
    return caps;
}

/* `untimely` is what other years have too much co-financing for: it is missing here, and nobody need add it. */
static money take_from(struct planner *planner, struct financed_year *year, money amount, money *untimely)
{
    money missing = own_can_take(planner, year->scope) ? least(amount, *untimely) : amount;
    *untimely -= least(amount, *untimely);
    year->aid -= amount;
    add(planner, &year->missing, missing);
    add(planner, &year->own, amount - missing);
    return amount;
}

/* The excess leaves the last years first, but no year goes below its part of the highest aid before the others have
 * come down to theirs. */
static void take_excess(struct planner *planner, money excess, money most, money untimely)
{
    const money *caps = yearly_caps(planner, most);
    for (int round = 0; round < 2; round++)
        for (size_t i = planner->plan->years.count; i > 0 && excess > 0; i--) {
            struct financed_year *year = &planner->plan->years.items[i - 1];
            money over = round == 0 ? year->aid - caps[i - 1] : year->aid;
            if (over > 0)
                excess -= take_from(planner, year, least(excess, over), &untimely);
        }
}

/* The aid is at most what the costs need in all, and what every ceiling allows. */
static void plan_aid(struct planner *planner)
{
    struct financing_plan *plan = planner->plan;
    money wanted = find_need(planner), net = plan->costs, most;
    subtract(planner, &net, plan->promised);
    net = net < 0 ? 0 : net;
    most = least(wanted, net);
    int lowest = plan_lowest_ceiling(plan);
    if (lowest >= 0 && most > plan->ceilings[lowest].most) {
        plan->lowest = lowest;
        most = plan->ceilings[lowest].most;
    }
    if (planner->fits && wanted > most)
        take_excess(planner, wanted - most, most, wanted - least(wanted, net));
}

static void add_up(struct planner *planner)
{
    struct financing_plan *plan = planner->plan;
    for (size_t i = 0; i < plan->years.count; i++) {
        add(planner, &plan->aid, plan->years.items[i].aid);
        add(planner, &plan->own, plan->years.items[i].own);
        add(planner, &plan->missing, plan->years.items[i].missing);
    }
}

/* ---- into the cells ---- */

/* Also nothing is written out: that there is no aid is a result. */
static void put_amount(struct planner *planner, const struct item *row, int scope, money amount)
{
    const struct slot *slot = row_slot(planner->completer, row, scope);
    if (slot && slot->cell->state == CELL_BLANK)
        slot->cell->state = CELL_VALUE; /* a blank one's value is zero */
    if (slot)
        assign(planner->completer, slot, amount, 0);
}

static void put_year(struct planner *planner, const struct financed_year *year)
{
    const struct slot *own = row_slot(planner->completer, planner->plan->own_row, year->scope);
    bool by_years = year->scope == SCOPE_TOTAL && item_has_year_amount(planner->aid_row);
    if (!by_years) /* else the total is that of the years, which nobody can tell */
        put_amount(planner, planner->aid_row, year->scope, year->aid);
    if (!own || year->own == 0)
        return;
    money amount = own->cell->state == CELL_VALUE ? own->cell->value : 0;
    add(planner, &amount, year->own);
    put_amount(planner, planner->plan->own_row, year->scope, amount);
}

/* Planned over the project only, the aid of its years stays open. */
static void leave_years_open(struct planner *planner)
{
    const struct item *row = planner->aid_row;
    bool over_project = planner->plan->years.items[0].scope == SCOPE_TOTAL;
    for (size_t i = 0; row && over_project && i < row->table->columns.count; i++)
        if (row->table->columns.items[i].concept == COL_YEAR && row->cells[i].state == CELL_BLANK)
            planner->completer->lonely[row->cells[i].id] = true;
}

static bool has_financing(const struct completer *completer)
{
    return system_total(completer->system, CO_FINANCING) ||
           budget_item(completer->working, TABLE_FINANCING, EU_AID);
}

static bool has_year(const struct table *table, int year)
{
    for (size_t i = 0; i < table->columns.count; i++)
        if (table->columns.items[i].scope == year)
            return true;
    return false;
}

static bool has_years_of(const struct table *table, const struct table *other)
{
    for (size_t i = 0; i < other->columns.count; i++)
        if (other->columns.items[i].concept == COL_YEAR && !has_year(table, other->columns.items[i].scope))
            return false;
    return true;
}

/* Costs and financing are given for other years than each other. */
static bool years_differ(const struct budget *budget)
{
    const struct table *costs = table_with_years(budget, TABLE_COSTS);
    for (size_t t = 0; costs && t < budget->tables.count; t++) {
        const struct table *table = budget->tables.items[t];
        bool counts =
            (table->kind == TABLE_FINANCING || table->kind == TABLE_EU_AID) && table_has_years(table);
        if (counts && (!has_years_of(table, costs) || !has_years_of(costs, table)))
            return true;
    }
    return false;
}

void plan_financing(struct completer *completer)
{
    struct financing_plan *plan = &completer->result->plan;
    struct planner planner = {.completer = completer,
                              .plan = plan,
                              .aid_row = budget_item(completer->working, TABLE_FINANCING, EU_AID),
                              .fits = true};
    plan->lowest = -1;
    if (!system_total(completer->system, TOTAL_COSTS) || !has_financing(completer))
        return;
    plan->years_differ = years_differ(completer->working);
    if (plan->years_differ)
        return;
    plan->is_known = true;
    plan->lacks_aid_row = !planner.aid_row;
    plan->costs = amount_of(&planner, TABLE_COSTS, TOTAL_COSTS, SCOPE_TOTAL);
    plan->promised = amount_of(&planner, TABLE_FINANCING, CO_FINANCING, SCOPE_TOTAL);
    find_years(&planner);
    find_own_row(&planner);
    set_ceilings(&planner);
    plan_aid(&planner);
    add_up(&planner);
    for (size_t i = 0; planner.fits && planner.aid_row && i < plan->years.count; i++)
        put_year(&planner, &plan->years.items[i]);
    leave_years_open(&planner);
    if (!planner.fits)
        completer->result->obstacle = OBSTACLE_OVERFLOW;
}

/* ---- in words ---- */

static void add_term(struct buffer *text, enum language language, const char *sign, money amount)
{
    if (amount == 0 && text->length > 0)
        return;
    buffer_print(text, "%s", text->length > 0 ? sign : "");
    words_amount(text, language, amount);
}

static const struct financed_year *find_year(const struct financing_plan *plan, int scope)
{
    for (size_t i = 0; i < plan->years.count; i++)
        if (plan->years.items[i].scope == scope)
            return &plan->years.items[i];
    return NULL;
}

struct str plan_calculation(const struct completer *completer, const struct computed *cell)
{
    const struct financing_plan *plan = &completer->result->plan;
    const struct financed_year *year = find_year(plan, cell->scope);
    struct buffer text = {.arena = completer->arena};
    enum language language = completer->language;
    if (!year || !cell->row)
        return STR("");
    if (cell->row == plan->own_row) {
        add_term(&text, language, "", cell->computed->value - year->own);
        add_term(&text, language, " + ", year->own);
    } else if (cell->row->concept == EU_AID) {
        add_term(&text, language, "", year->costs);
        add_term(&text, language, " − ", year->promised);
        add_term(&text, language, " − ", year->own);
        add_term(&text, language, " − ", year->missing);
        add_term(&text, language, " + ", year->surplus);
    } else {
        return STR("");
    }
    buffer_add(&text, STR(" = "));
    words_amount(&text, language, cell->computed->value);
    return buffer_text(&text);
}
