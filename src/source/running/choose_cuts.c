/* Which of the ways to cut a row's figures into amounts is right. What one way leaves no doubt of is taken; for the others the
 * search for sums says which rows make which, and the way that breaks least of it is taken when no other is about as good.
 * "540 000 535 500 425 000 1 518 500" in four columns is four amounts, though its sum is wrong, since
 * 540 000 | 535 | 500 425 000 | 1 518 500 would break the sums of all columns. */
#include "running.h"

#include "budgetkoll/money.h"
#include "budgetkoll/recognise.h"

/* What speaks against a reading. */
enum {
    COST_BROKEN = 3,     /* a sum, of the row or of a column, that does not hold */
    COST_HUGE = 4,       /* an amount out of all proportion to the others */
    COST_NO_TOTAL = 1,   /* the total is blank */
    COST_TOTAL_ONLY = 2, /* nothing but the total stands there */
    LEAD = 2             /* so much less than any other must speak against the one that is taken */
};

enum { MOST_STEPS = 2000 }; /* for each row of a sum */

struct chooser {
    struct arena *arena;
    struct arena scratch; /* for one sum */
    struct running_table *table;
    uint32_t amounts; /* columns of amounts */
    int total;
    int64_t largest; /* of the amounts that there is no doubt of */
};

/* ---- one row ---- */

static int64_t absolute(int64_t value)
{
    return value < 0 ? -(value + 1) : value;
}

/* The column of amount `i` of a cut: in order, the total's left out where one is missing. */
static uint8_t column_of(const struct chooser *chooser, const struct running_cut *cut, uint32_t i)
{
    bool lacks = chooser->total >= 0 && cut->count + 1U == chooser->amounts;
    if (cut->count == 1 && chooser->amounts > 1 && chooser->total >= 0)
        return (uint8_t)chooser->total;
    return (uint8_t)(i + (lacks && i >= (uint32_t)chooser->total));
}

static void take(const struct chooser *chooser, struct running_row *row, const struct running_cut *cut)
{
    row->cut = *cut;
    row->settled = true;
    for (uint32_t i = 0; i < cut->count; i++)
        row->column[i] = column_of(chooser, cut, i);
}

/* One amount for each piece of the layout; false where a piece is not one amount. */
static bool cut_at_gaps(const struct running_row *row, struct running_cut *cut)
{
    struct running_cuts one;
    cut->count = 0;
    for (uint32_t i = 0, end; i < row->token_count; i = end) {
        for (end = i + 1; end < row->token_count && !row->tokens[end].apart;)
            end++;
        cuts_find(row->tokens + i, end - i, 1, &one);
        if (cut->count == MOST_TEXT_COLUMNS || one.count != 1)
            return false;
        cut->first[cut->count++] = (uint8_t)i;
        if (number_read(cuts_amount(row->tokens, end, cut, cut->count - 1U), 0).status == NUMBER_NOT)
            return false;
    }
    return true;
}

static void add_candidates(const struct chooser *chooser, struct running_row *row, uint32_t amounts, int cost)
{
    struct running_cuts cuts;
    cuts_find(row->tokens, row->token_count, amounts, &cuts);
    row->too_many = row->too_many || cuts.unfinished || cuts.count > MOST_CUTS;
    uint32_t count = cuts.count < MOST_CUTS ? cuts.count : MOST_CUTS;
    struct candidate *list = ARENA_ARRAY(chooser->arena, struct candidate, row->candidate_count + count + 1);
    if (row->candidate_count > 0)
        memcpy(list, row->candidates, row->candidate_count * sizeof *list);
    for (uint32_t i = 0; i < count; i++)
        list[row->candidate_count++] = (struct candidate){cuts.list[i], cost};
    row->candidates = list;
}

/* All ways to cut a row without gaps: with an amount for each column, without its total, or with nothing but the total. */
static void find_candidates(const struct chooser *chooser, struct running_row *row)
{
    bool may_lack = chooser->total >= 0 && !chooser->table->header.is_free;
    add_candidates(chooser, row, chooser->amounts, 0);
    uint32_t full = row->candidate_count, adding = 0;
    for (uint32_t i = 0; i < full && chooser->total >= 0; i++)
        if (cuts_add_up(row, &row->candidates[i].cut, (uint32_t)chooser->total))
            row->candidates[adding++] = row->candidates[i];
        else
            row->candidates[i].cost = COST_BROKEN;
    if (adding > 0 || !may_lack) {
        row->candidate_count = adding > 0 ? adding : full;
        return;
    }
    if (chooser->amounts > 2 || row->dashed)
        add_candidates(chooser, row, chooser->amounts - 1, row->dashed ? 0 : COST_NO_TOTAL);
    for (uint32_t i = full; i < row->candidate_count; i++)
        if (!row->dashed && cuts_add_up(row, &row->candidates[i].cut, chooser->amounts - 2))
            row->candidates[i].cost = COST_BROKEN; /* what stands last could be the total */
    if (chooser->amounts > 2)
        add_candidates(chooser, row, 1,
                       row->total_only || row->candidate_count == 0 ? -LEAD : COST_TOTAL_ONLY);
}

static void settle_row(const struct chooser *chooser, struct running_row *row)
{
    struct running_cut gaps;
    if (row->token_count == 0) {
        row->settled = true;
        return;
    }
    bool at_gaps = row->spaced && cut_at_gaps(row, &gaps);
    if (at_gaps && gaps.count >= chooser->amounts) {
        take(chooser, row, &gaps);
        return;
    }
    if (!at_gaps || chooser->total >= 0)
        find_candidates(chooser, row);
    bool adds = row->candidate_count > 0 && row->candidates[0].cut.count == chooser->amounts &&
                row->candidates[0].cost == 0;
    if (at_gaps && !(adds && row->candidate_count == 1)) {
        row->candidate_count = 0; /* its columns are found by where they stand */
        row->cut = gaps;
        return;
    }
    if (row->candidate_count == 1 && !row->too_many)
        take(chooser, row, &row->candidates[0].cut);
}

/* A row with gaps and fewer amounts than columns: they stand under their columns, or else all but the total are there. */
static void place(const struct chooser *chooser, size_t at)
{
    struct running_row *row = &chooser->table->rows.items[at];
    bool lacks_total =
        chooser->total >= 0 && row->cut.count + 1U == chooser->amounts && !chooser->table->header.is_free;
    if (row->cut.count > 0 && under_headings_place(chooser->table, at))
        row->settled = true;
    else if (lacks_total &&
             (row->dashed || chooser->amounts == 2 || !cuts_add_up(row, &row->cut, row->cut.count - 1U)))
        take(chooser, row, &row->cut);
}

/* ---- what speaks against each reading ---- */

static void note_largest(struct chooser *chooser)
{
    int64_t value;
    for (size_t i = 0; i < chooser->table->rows.count; i++) {
        const struct running_row *row = &chooser->table->rows.items[i];
        for (uint32_t a = 0; row->settled && row->token_count > 0 && a < row->cut.count; a++)
            if (cuts_value(row, &row->cut, a, &value) && absolute(value) > chooser->largest)
                chooser->largest = absolute(value);
    }
}

static int compare_costs(const void *left, const void *right)
{
    return ((const struct candidate *)left)->cost - ((const struct candidate *)right)->cost;
}

/* Weighs the readings of a row, the best first; those with an amount that cannot be read go. */
static void weigh(const struct chooser *chooser, struct running_row *row)
{
    enum { PROPORTION = 10 };
    uint32_t kept = 0;
    for (uint32_t i = 0; i < row->candidate_count; i++) {
        struct candidate candidate = row->candidates[i];
        bool read = true, huge = false;
        for (uint32_t a = 0; a < candidate.cut.count && read; a++) {
            int64_t value;
            read = cuts_value(row, &candidate.cut, a, &value);
            huge = huge || (chooser->largest > 0 && absolute(value) / PROPORTION > chooser->largest);
        }
        candidate.cost += huge ? COST_HUGE : 0;
        if (read)
            row->candidates[kept++] = candidate;
    }
    row->candidate_count = kept > 0 ? kept : row->candidate_count;
    for (uint32_t i = 1; i < row->candidate_count; i++) /* stable, and short */
        for (uint32_t at = i; at > 0 && compare_costs(&row->candidates[at - 1], &row->candidates[at]) > 0;
             at--) {
            struct candidate moved = row->candidates[at];
            row->candidates[at] = row->candidates[at - 1];
            row->candidates[at - 1] = moved;
        }
}

/* ---- sums ---- */

static void set_figures(const struct chooser *chooser, const struct running_row *row,
                        const struct running_cut *cut, struct figure *figures)
{
    for (uint32_t column = 0; column < chooser->amounts; column++)
        figures[column] = (struct figure){FIGURE_BLANK, 0, ORE_PER_KRONA};
    for (uint32_t i = 0; i < cut->count; i++) {
        uint8_t column = row->settled ? row->column[i] : column_of(chooser, cut, i);
        int64_t value;
        bool read = cuts_value(row, cut, i, &value);
        if (column < chooser->amounts)
            figures[column] = (struct figure){read ? FIGURE_AMOUNT : FIGURE_NONE, value, ORE_PER_KRONA};
    }
}

/* What the rows are sums of, with the best reading of each. */
static struct structure find_sums(struct chooser *chooser)
{
    size_t count = chooser->table->rows.count;
    struct figure *cells = ARENA_ARRAY(&chooser->scratch, struct figure, count * chooser->amounts + 1);
    struct line *rows = ARENA_ARRAY(&chooser->scratch, struct line, count + 1);
    struct line *columns = ARENA_ARRAY(&chooser->scratch, struct line, chooser->amounts + 1);
    for (size_t i = 0; i < count; i++) {
        const struct running_row *row = &chooser->table->rows.items[i];
        const struct running_cut none = {.count = 0};
        const struct running_cut *cut = row->token_count == 0       ? &none
                                        : row->settled              ? &row->cut
                                        : row->candidate_count == 0 ? &none
                                                                    : &row->candidates[0].cut;
        set_figures(chooser, row, cut, &cells[i * chooser->amounts]);
        struct str label = row->label_count > 0 ? row->label[0].text : STR("");
        rows[i] = (struct line){.word = label_line_word(&chooser->scratch, label), .depth = row->dashed};
    }
    for (uint32_t i = 0; i < chooser->amounts; i++)
        columns[i] = (struct line){.word = (int)i == chooser->total ? LINE_TOTAL : LINE_PLAIN, .depth = -1};
    struct figures figures = {.count = {count, chooser->amounts}, .cells = cells, .lines = {rows, columns}};
    return structure_find(chooser->arena, &figures);
}

/* The columns of a sum: what is left of its target, and what the rows still to come can take of it. */
struct columns {
    int64_t left[MOST_TEXT_COLUMNS];
    bool silent[MOST_TEXT_COLUMNS]; /* it says nothing: its target is blank, or something cannot be read */
};

/* The readings of the rows of one sum. */
struct trial {
    struct chooser *chooser;
    struct running_row **rows; /* the target and the parts */
    int *signs;                /* 1 of the target, less the sign of each part */
    struct figure **figures;   /* of each row, reading by reading */
    int64_t (*least)[MOST_TEXT_COLUMNS], (*most)[MOST_TEXT_COLUMNS]; /* of all rows from one on */
    uint32_t count, steps;
    uint8_t *chosen, *best;
    int best_cost, next_cost; /* of the best, and of the best beside it */
    bool found;
};

static uint32_t readings(const struct running_row *row)
{
    return row->settled ? 1 : row->candidate_count;
}

static int64_t add_limited(int64_t a, int64_t b)
{
    int64_t sum;
    if (!__builtin_add_overflow(a, b, &sum))
        return sum;
    return a < 0 ? INT64_MIN : INT64_MAX;
}

/* What all rows from each on can add to a column, at least and at most. */
static void find_bounds(struct trial *trial)
{
    uint32_t amounts = trial->chooser->amounts;
    for (uint32_t i = trial->count; i-- > 0;)
        for (uint32_t column = 0; column < amounts; column++) {
            int64_t least = INT64_MAX, most = INT64_MIN;
            for (uint32_t c = 0; c < readings(trial->rows[i]); c++) {
                int64_t value = trial->signs[i] * trial->figures[i][c * amounts + column].value;
                least = value < least ? value : least;
                most = value > most ? value : most;
            }
            trial->least[i][column] = add_limited(least, trial->least[i + 1][column]);
            trial->most[i][column] = add_limited(most, trial->most[i + 1][column]);
        }
}

/* How many of the columns cannot add up any more; the totals follow from the others. */
static int broken_columns(const struct trial *trial, uint32_t i, const struct columns *columns)
{
    int broken = 0;
    for (uint32_t column = 0; column < trial->chooser->amounts; column++)
        broken += !columns->silent[column] && (int)column != trial->chooser->total &&
                  (add_limited(columns->left[column], trial->least[i][column]) > 0 ||
                   add_limited(columns->left[column], trial->most[i][column]) < 0);
    return broken;
}

static void keep_best(struct trial *trial, int cost)
{
    if (cost >= trial->best_cost) {
        trial->next_cost = cost;
        return;
    }
    trial->next_cost = trial->best_cost;
    trial->best_cost = cost;
    trial->found = true;
    memcpy(trial->best, trial->chosen, trial->count);
}

static void try_readings(struct trial *trial, uint32_t i, int cost, const struct columns *columns)
{
    int broken = COST_BROKEN * broken_columns(trial, i, columns);
    if (trial->steps++ > MOST_STEPS * (trial->count + 1) || cost + broken >= trial->next_cost)
        return;
    if (i == trial->count) {
        keep_best(trial, cost + broken);
        return;
    }
    for (uint32_t c = 0; c < readings(trial->rows[i]); c++) {
        struct columns rest = *columns;
        for (uint32_t column = 0; column < trial->chooser->amounts; column++) {
            struct figure figure = trial->figures[i][c * trial->chooser->amounts + column];
            rest.silent[column] = rest.silent[column] || figure.state == FIGURE_NONE ||
                                  (i == 0 && figure.state == FIGURE_BLANK);
            rest.left[column] = add_limited(rest.left[column], trial->signs[i] * figure.value);
        }
        trial->chosen[i] = (uint8_t)c;
        try_readings(trial, i + 1, cost + (trial->rows[i]->settled ? 0 : trial->rows[i]->candidates[c].cost),
                     &rest);
    }
}

static void add_to_trial(struct trial *trial, struct running_row *row, int sign)
{
    const struct running_cut none = {.count = 0};
    struct chooser *chooser = trial->chooser;
    uint32_t count = readings(row), at = trial->count++;
    trial->rows[at] = row;
    trial->signs[at] = sign;
    trial->figures[at] = ARENA_ARRAY(&chooser->scratch, struct figure, (count + 1) * chooser->amounts);
    trial->best_cost += row->settled ? 0 : row->candidates[0].cost;
    for (uint32_t c = 0; c < count; c++) {
        const struct running_cut *cut = row->settled ? &row->cut : &row->candidates[c].cut;
        set_figures(chooser, row, row->token_count == 0 ? &none : cut,
                    &trial->figures[at][c * chooser->amounts]);
    }
}

/* Room for the rows of a sum, and these; false when all of them are settled, or one has no reading. */
static bool prepare_trial(struct trial *trial, const struct found_sum *sum)
{
    struct chooser *chooser = trial->chooser;
    struct running_row *rows = chooser->table->rows.items;
    size_t room = sum->parts.count + 2;
    bool open = false, has_all = true;
    trial->rows = ARENA_ARRAY(&chooser->scratch, struct running_row *, room);
    trial->signs = ARENA_ARRAY(&chooser->scratch, int, room);
    trial->figures = ARENA_ARRAY(&chooser->scratch, struct figure *, room);
    trial->chosen = ARENA_ARRAY(&chooser->scratch, uint8_t, room);
    trial->best = ARENA_ARRAY(&chooser->scratch, uint8_t, room);
    trial->least = arena_alloc(&chooser->scratch, room, sizeof *trial->least);
    trial->most = arena_alloc(&chooser->scratch, room, sizeof *trial->most);
    for (size_t i = 0; i <= sum->parts.count; i++) {
        struct running_row *row = &rows[i == 0 ? sum->target : sum->parts.items[i - 1].line];
        has_all = has_all && readings(row) > 0 && !row->too_many;
        open = open || !row->settled;
        if (has_all)
            add_to_trial(trial, row, i == 0 ? 1 : -sum->parts.items[i - 1].sign);
    }
    return open && has_all;
}

/* Chooses among the readings of a sum's rows those that break least; at most two columns may not add up. */
static void choose_in_sum(struct chooser *chooser, const struct found_sum *sum)
{
    struct trial trial = {.chooser = chooser};
    struct columns columns = {.left = {0}};
    if (!prepare_trial(&trial, sum))
        return;
    find_bounds(&trial);
    trial.best_cost += 2 * COST_BROKEN + 1;
    trial.next_cost = trial.best_cost + LEAD;
    try_readings(&trial, 0, 0, &columns);
    if (!trial.found || trial.next_cost - trial.best_cost < LEAD ||
        trial.steps > MOST_STEPS * (trial.count + 1))
        return;
    for (uint32_t i = 0; i < trial.count; i++)
        if (!trial.rows[i]->settled)
            take(chooser, trial.rows[i], &trial.rows[i]->candidates[trial.best[i]].cut);
}

/* A zero alone, in a column that cannot be told, is nothing in each of them, and so is the total. */
static void settle_zero(const struct chooser *chooser, struct running_row *row)
{
    struct running_cut one = {.count = 1};
    int64_t value;
    if (!row->settled && row->token_count == 1 && chooser->total >= 0 && cuts_value(row, &one, 0, &value) &&
        value == 0)
        take(chooser, row, &one);
}

/* Rows that no sum speaks of: the best reading, when it is clearly the best. */
static void choose_alone(const struct chooser *chooser, struct running_row *row)
{
    if (row->settled || row->candidate_count == 0 || row->too_many)
        return;
    if (row->candidate_count == 1 || row->candidates[1].cost - row->candidates[0].cost >= LEAD)
        take(chooser, row, &row->candidates[0].cut);
}

static bool is_open(const struct running_table *table)
{
    for (size_t i = 0; i < table->rows.count; i++)
        if (!table->rows.items[i].settled && table->rows.items[i].candidate_count > 0)
            return true;
    return false;
}

void choose_cuts(struct arena *arena, struct running_table *table)
{
    struct chooser chooser = {.arena = arena,
                              .scratch = {.exhausted = arena->exhausted},
                              .table = table,
                              .amounts = table->header.amounts,
                              .total = table->header.total};
    for (size_t i = 0; i < table->rows.count; i++)
        settle_row(&chooser, &table->rows.items[i]);
    for (size_t i = 0; i < table->rows.count; i++)
        settle_zero(&chooser, &table->rows.items[i]);
    for (size_t i = 0; i < table->rows.count; i++)
        if (!table->rows.items[i].settled && table->rows.items[i].candidate_count == 0)
            place(&chooser, i);
    if (is_open(table)) {
        note_largest(&chooser);
        for (size_t i = 0; i < table->rows.count; i++)
            if (!table->rows.items[i].settled)
                weigh(&chooser, &table->rows.items[i]);
        struct structure structure = find_sums(&chooser);
        for (size_t i = 0; i < structure.sums.count; i++)
            if (structure.sums.items[i].axis == AXIS_ROWS)
                choose_in_sum(&chooser, &structure.sums.items[i]);
        for (size_t i = 0; i < table->rows.count; i++)
            choose_alone(&chooser, &table->rows.items[i]);
    }
    arena_release(&chooser.scratch);
}
