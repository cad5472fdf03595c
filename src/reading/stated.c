/* Relations that the headings of columns state: budget - outcome = deviation, net + VAT = gross, number × price = cost. They
 * hold in every row, whatever the figures are; only which columns are meant, and with which sign, the figures may choose. */
#include "general.h"

enum { MOST_PARTS = 2, MOST_AWAY = 24 /* columns: what a heading means stands near it */ };

/* What column is made of which others; of a product `signs` say nothing. */
static const struct statement {
    enum column_sense target, parts[MOST_PARTS];
    int signs[MOST_PARTS];
    bool is_product, either_way; /* the target may follow the opposite sign */
} statements[] = {
    {SENSE_DEVIATION, {SENSE_BUDGET, SENSE_OUTCOME}, {1, -1}, false, true},
    {SENSE_DEVIATION, {SENSE_DECIDED, SENSE_OUTCOME}, {1, -1}, false, true},
    {SENSE_REMAINING, {SENSE_BUDGET, SENSE_OUTCOME}, {1, -1}, false, false},
    {SENSE_REMAINING, {SENSE_DECIDED, SENSE_OUTCOME}, {1, -1}, false, false},
    {SENSE_REMAINING, {SENSE_COST, SENSE_OUTCOME}, {1, -1}, false, false},
    {SENSE_CHANGED, {SENSE_DECIDED, SENSE_CHANGE}, {1, 1}, false, false},
    {SENSE_CHANGED, {SENSE_BUDGET, SENSE_CHANGE}, {1, 1}, false, false},
    {SENSE_CHANGE, {SENSE_TOTAL, SENSE_DECIDED}, {1, -1}, false, false},
    {SENSE_CHANGE, {SENSE_BUDGET, SENSE_DECIDED}, {1, -1}, false, false},
    {SENSE_GROSS, {SENSE_NET, SENSE_VAT}, {1, 1}, false, false},
    {SENSE_COST, {SENSE_AID, SENSE_OWN}, {1, 1}, false, false},
    {SENSE_BUDGET, {SENSE_AID, SENSE_OWN}, {1, 1}, false, false},
    {SENSE_TOTAL, {SENSE_AID, SENSE_OWN}, {1, 1}, false, false},
    {SENSE_COST, {SENSE_QUANTITY, SENSE_PRICE}, {1, 1}, true, false},
    {SENSE_TOTAL, {SENSE_QUANTITY, SENSE_PRICE}, {1, 1}, true, false},
    {SENSE_BUDGET, {SENSE_QUANTITY, SENSE_PRICE}, {1, 1}, true, false},
};

/* The columns of a statement, tried on the rows. */
struct trial {
    size_t target, parts[MOST_PARTS];
    int sign;
    size_t holds, fails, distance;
};

static bool is_known(const struct cell *cell)
{
    return cell->state == CELL_VALUE || cell->state == CELL_BLANK;
}

/* The number of a column of numbers, or öre. */
static struct ratio value_of(const struct column *column, const struct cell *cell)
{
    return cell_ratio(cell, column->role == COLUMN_NUMBERS ? VALUE_COUNT : VALUE_AMOUNT);
}

/* What the statement makes of a row; false where it cannot be told. */
static bool make_value(const struct table *table, const struct statement *statement,
                       const struct trial *trial, const struct item *item, struct ratio *made)
{
    struct ratio values[MOST_PARTS];
    for (int i = 0; i < MOST_PARTS; i++) {
        if (!is_known(&item->cells[trial->parts[i]]))
            return false;
        values[i] = value_of(&table->columns.items[trial->parts[i]], &item->cells[trial->parts[i]]);
        if (!statement->is_product && statement->signs[i] * trial->sign < 0)
            values[i] = ratio_negative(values[i]);
    }
    return statement->is_product ? ratio_multiply(values[0], values[1], made)
                                 : ratio_add(values[0], values[1], made);
}

/* A sum of other rows: what is wrong in one of them is most often wrong in it too, and says nothing twice. */
static bool is_sum_of_rows(const struct item *item)
{
    static const enum concept sums[] = {SUM_COSTS, ACTUAL_COSTS, TOTAL_COSTS, CO_FINANCING, TOTAL_FINANCING};
    bool sum = item->form == FORM_TOTAL;
    for (size_t i = 0; i < sizeof sums / sizeof *sums && !sum; i++)
        sum = item->concept == sums[i];
    return sum;
}

static void try_row(const struct table *table, const struct statement *statement, struct trial *trial,
                    const struct item *item)
{
    const struct cell *target = &item->cells[trial->target];
    struct ratio made, away;
    if (is_sum_of_rows(item) && table->items.count > 1)
        return;
    bool blank =
        item->cells[trial->parts[0]].state == CELL_BLANK && item->cells[trial->parts[1]].state == CELL_BLANK;
    if (target->state != CELL_VALUE || blank || !make_value(table, statement, trial, item, &made) ||
        !ratio_subtract(ratio_from(target->value), made, &away))
        return;
    bool nothing = target->value == 0 && ratio_is_zero(made);
    bool near = ratio_within(away, ratio_from(ORE_PER_KRONA));
    trial->holds += near && !nothing;
    trial->fails += !near;
}

static bool is_better(const struct trial *a, const struct trial *b)
{
    if (a->holds != b->holds)
        return a->holds > b->holds;
    return a->fails != b->fails ? a->fails < b->fails : a->distance < b->distance;
}

static size_t distance(size_t a, size_t b)
{
    return a > b ? a - b : b - a;
}

static void try_columns(const struct table *table, const struct statement *statement, struct trial trial,
                        struct trial *best)
{
    trial.distance = distance(trial.target, trial.parts[0]) + distance(trial.target, trial.parts[1]);
    for (int sign = 1; sign >= (statement->either_way ? -1 : 1); sign -= 2) {
        trial.sign = sign;
        trial.holds = trial.fails = 0;
        for (size_t i = 0; i < table->items.count; i++)
            try_row(table, statement, &trial, table->items.items[i]);
        if (trial.holds + trial.fails > 0 && (best->sign == 0 || is_better(&trial, best)))
            *best = trial;
    }
}

/* The columns, each of the sense that is asked for, that make the target in most rows. */
static struct trial find_columns(const struct table *table, const struct statement *statement,
                                 const enum column_sense *senses, size_t target)
{
    struct trial best = {0};
    size_t first = target > MOST_AWAY ? target - MOST_AWAY : 0, count = table->columns.count;
    size_t end = count - target > MOST_AWAY ? target + MOST_AWAY + 1 : count;
    for (size_t a = first; a < end; a++)
        for (size_t b = first; senses[a] == statement->parts[0] && b < end; b++)
            if (senses[b] == statement->parts[1] && a != b && a != target && b != target)
                try_columns(table, statement, (struct trial){.target = target, .parts = {a, b}}, &best);
    return best;
}

/* What words state is believed unless most rows speak against it: then other columns are meant. */
static bool is_believed(const struct trial *trial)
{
    return trial->sign != 0 && (trial->holds >= trial->fails || trial->holds > 1 || trial->fails == 1);
}

static bool makes(const struct found_sum *sum, size_t column)
{
    return sum->axis == AXIS_COLUMNS && sum->target == column;
}

/* Words say already what the column is made of. */
static bool is_made_already(const struct table *table, size_t column)
{
    for (size_t i = 0; i < table->sums.count; i++)
        if (makes(&table->sums.items[i], column) && table->sums.items[i].found_by == FOUND_HEADING)
            return true;
    return false;
}

/* What figures alone said of the column, perhaps in some rows only, gives way to words. */
static void drop_figures(struct table *table, size_t column)
{
    size_t kept = 0;
    for (size_t i = 0; i < table->sums.count; i++)
        if (!makes(&table->sums.items[i], column))
            table->sums.items[kept++] = table->sums.items[i];
    table->sums.count = kept;
}

static void add_statement(struct arena *arena, struct table *table, const struct statement *statement,
                          const struct trial *trial)
{
    struct found_sum sum = {.axis = AXIS_COLUMNS,
                            .target = trial->target,
                            .end = table->items.count,
                            .found_by = FOUND_HEADING,
                            .is_product = statement->is_product,
                            .holds = trial->holds,
                            .fails = trial->fails,
                            .is_firm = true};
    for (int i = 0; i < MOST_PARTS; i++)
        *ARENA_PUSH(arena, &sum.parts) = (struct sum_part){
            .line = trial->parts[i], .sign = statement->is_product ? 1 : statement->signs[i] * trial->sign};
    *ARENA_PUSH(arena, &table->sums) = sum;
}

void table_add_stated(struct arena *arena, struct table *table, const enum column_sense *senses)
{
    for (size_t i = 0; i < sizeof statements / sizeof *statements; i++)
        for (size_t target = 0; target < table->columns.count; target++) {
            if (senses[target] != statements[i].target || is_made_already(table, target))
                continue;
            struct trial trial = find_columns(table, &statements[i], senses, target);
            if (!is_believed(&trial))
                continue;
            drop_figures(table, target);
            add_statement(arena, table, &statements[i], &trial);
        }
}
