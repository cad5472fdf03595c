#include "budgetkoll/solve.h"

#include "budgetkoll/complete.h"

/* ---- search ---- */

struct search {
    solve_function *function;
    void *context;
    money target;
    int64_t unit;
};

static const money furthest = INT64_MAX / 64; /* some 10^15 kr */

/* Doubles until the result reaches the target; false when it never does. */
static bool find_upper(const struct search *search, money *upper)
{
    money result = 0;
    for (*upper = search->unit; *upper < furthest; *upper *= 2)
        if (!search->function(search->context, *upper, &result))
            return false;
        else if (result >= search->target)
            return true;
    return false;
}

/* The first amount that gives at least the target: between `low`, which gives less, and `high`. */
static bool halve(const struct search *search, money low, money high, struct found *found)
{
    while (high - low > search->unit) {
        money middle = low + (high - low) / search->unit / 2 * search->unit, result = 0;
        if (!search->function(search->context, middle, &result))
            return false;
        if (result >= search->target)
            high = middle;
        else
            low = middle;
    }
    found->below = low;
    found->above = high;
    return search->function(search->context, low, &found->below_result) &&
           search->function(search->context, high, &found->above_result);
}

static bool collect_exact(const struct search *search, money around, int slack, struct found *found)
{
    money result = 0;
    for (int i = -slack; i <= slack; i++) {
        money amount = around + i * search->unit;
        if (amount < 0)
            continue;
        if (!search->function(search->context, amount, &result))
            return false;
        if (result == search->target && found->exact_count < MOST_FOUND)
            found->exact[found->exact_count++] = amount;
    }
    return true;
}

bool solve_search(solve_function *function, void *context, money target, int64_t unit, int slack,
                  struct found *found)
{
    struct search search = {function, context, target, unit};
    money least = 0, upper = 0;
    *found = (struct found){0};
    if (!function(context, 0, &least))
        return false;
    if (least >= target) {
        found->is_too_low = least > target;
        found->above_result = least;
        return least > target || collect_exact(&search, 0, slack, found);
    }
    if (!find_upper(&search, &upper)) {
        found->is_out_of_reach = true;
        return true;
    }
    return halve(&search, upper == unit ? 0 : upper / 2, upper, found) &&
           collect_exact(&search, found->above, slack, found);
}

/* ---- putting an amount into a budget ---- */

struct decided {
    LIST(struct cell *) cells;
};

static bool is_amount_column(const struct table *table, size_t i, bool years)
{
    return years ? table->columns.items[i].concept == COL_YEAR : table->columns.items[i].scope == SCOPE_TOTAL;
}

static void add_cells(struct arena *arena, struct item *row, struct decided *decided)
{
    bool years = table_has_years(row->table);
    for (size_t i = 0; i < row->table->columns.count; i++)
        if (is_amount_column(row->table, i, years))
            *ARENA_PUSH(arena, &decided->cells) = &row->cells[i];
    row->has_amount = true;
}

static struct item *find_row(struct budget *budget, enum concept category)
{
    for (size_t t = 0; t < budget->tables.count; t++)
        for (size_t i = 0;
             budget->tables.items[t]->kind == TABLE_COSTS && i < budget->tables.items[t]->items.count; i++)
            if (budget->tables.items[t]->items.items[i]->concept == category)
                return budget->tables.items[t]->items.items[i];
    return NULL;
}

static struct decided find_decided(struct arena *arena, struct item *row)
{
    struct decided decided = {0};
    for (size_t i = 0; i < row->lines.count; i++)
        if (row->lines.items[i]->has_amount)
            add_cells(arena, row->lines.items[i], &decided);
    if (decided.cells.count == 0)
        add_cells(arena, row, &decided);
    return decided;
}

/* The amounts as they stand; where there are none, even ones. NULL where an amount cannot be read or is below zero: it
 * would be lost. */
static money *find_weights(struct arena *arena, const struct decided *decided)
{
    money *weights = ARENA_ARRAY(arena, money, decided->cells.count);
    bool any = false;
    for (size_t i = 0; i < decided->cells.count; i++) {
        const struct cell *cell = decided->cells.items[i];
        if (cell->state == CELL_UNREADABLE || (cell->state == CELL_VALUE && cell->value < 0))
            return NULL;
        weights[i] = decided->cells.items[i]->state == CELL_VALUE ? decided->cells.items[i]->value : 0;
        any = any || weights[i] > 0;
    }
    for (size_t i = 0; i < decided->cells.count && !any; i++)
        weights[i] = 1;
    return weights;
}

static bool make_move(struct move move, money *parts, size_t count)
{
    if (move.amount == 0)
        return true;
    if (move.from < 0 || move.to < 0 || (size_t)move.from >= count || (size_t)move.to >= count ||
        parts[move.from] < move.amount)
        return false;
    parts[move.from] -= move.amount;
    parts[move.to] += move.amount;
    return true;
}

int put_category(struct arena *arena, struct budget *budget, enum concept category, money total,
                 struct move move)
{
    struct item *row = find_row(budget, category);
    if (!row)
        return 0;
    struct decided decided = find_decided(arena, row);
    size_t count = decided.cells.count;
    money *parts = ARENA_ARRAY(arena, money, count + 1);
    const money *weights = find_weights(arena, &decided);
    if (!weights || !split_total(total, ORE_PER_KRONA, weights, count, parts) ||
        !make_move(move, parts, count))
        return 0;
    for (size_t i = 0; i < count; i++) {
        decided.cells.items[i]->state = CELL_VALUE;
        decided.cells.items[i]->value = parts[i];
    }
    return (int)count;
}

/* ---- aid and co-financing ---- */

bool aid_for(struct ratio share, money co_financing, int64_t unit, money *aid)
{
    struct ratio most;
    return ratio_to_rest(share, &most) && ratio_multiply(most, ratio_from(co_financing), &most) &&
           ratio_round(most, unit, ROUND_DOWN, aid);
}

bool co_financing_for(struct ratio share, money aid, int64_t unit, money *co_financing)
{
    struct ratio rest, least;
    money whole = 0;
    if (!ratio_subtract(ratio_from(1), share, &rest) || !ratio_divide(rest, share, &least) ||
        !ratio_multiply(least, ratio_from(aid), &least) || !ratio_round(least, unit, ROUND_DOWN, &whole))
        return false;
    bool exact = ratio_equal(least, ratio_from(whole));
    *co_financing = whole;
    return exact || money_add(whole, unit, co_financing);
}
