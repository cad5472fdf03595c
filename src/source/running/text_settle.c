/* Which of the ways to cut a row's amounts is right: by their number, by the row's sum, by the gaps of the layout, and by
 * the sums of groups. Where several are, the row stays doubtful. */
#include "settler.h"

#include "budgetkoll/money.h"

/* ---- amounts ---- */

bool text_settle_value(const struct text_row *row, const struct text_cut *cut, uint32_t i, int64_t *value)
{
    struct number number = number_read(text_cut_amount(row->tokens, row->token_count, cut, i), 0);
    *value = 0;
    if (number.percent || number.status == NUMBER_NOT || number.status == NUMBER_AMBIGUOUS)
        return false;
    return number.status == NUMBER_BLANK || number_amount(number, ORE_PER_KRONA, value) == NUMBER_READ;
}

static bool all_read(const struct text_row *row, const struct text_cut *cut)
{
    for (uint32_t i = 0; i < cut->count; i++) {
        struct number number = number_read(text_cut_amount(row->tokens, row->token_count, cut, i), 0);
        if (number.status == NUMBER_NOT)
            return false;
    }
    return true;
}

/* The amounts before and after `total` add up to it. */
static bool adds_up(const struct text_row *row, const struct text_cut *cut, uint32_t total)
{
    int64_t sum = 0, expected = 0, value;
    for (uint32_t i = 0; i < cut->count; i++) {
        if (!text_settle_value(row, cut, i, &value) || (i != total && !money_add(sum, value, &sum)))
            return false;
        if (i == total)
            expected = value;
    }
    return sum == expected;
}

/* ---- one row ---- */

void text_settle_take(struct text_row *row, const struct text_cut *cut, int skipped)
{
    row->cut = *cut;
    row->settled = true;
    row->doubtful = false;
    for (uint32_t i = 0; i < cut->count; i++)
        row->column[i] = (uint8_t)(i + (skipped >= 0 && i >= (uint32_t)skipped));
}

/* One amount, in the column of totals. */
static void take_total(const struct settler *settler, struct text_row *row, const struct text_cut *cut)
{
    text_settle_take(row, cut, -1);
    row->column[0] = (uint8_t)settler->total;
}

/* One amount for each piece of the layout; false where a piece is not one amount. */
static bool cut_at_gaps(const struct text_row *row, struct text_cut *cut)
{
    cut->count = 0;
    for (uint32_t i = 0; i < row->token_count; i++) {
        if (i > 0 && !row->tokens[i].apart)
            continue;
        if (cut->count == MOST_TEXT_COLUMNS)
            return false;
        cut->first[cut->count++] = (uint8_t)i;
    }
    for (uint32_t i = 0; i < cut->count; i++) {
        struct text_cuts one;
        uint32_t first = cut->first[i], end = i + 1 < cut->count ? cut->first[i + 1] : row->token_count;
        text_cut(row->tokens + first, end - first, 1, &one);
        if (one.count != 1)
            return false;
    }
    return all_read(row, cut);
}

/* Cuts into as many amounts as there are columns that add up, or, where none does, all of them. */
static void find_full(const struct settler *settler, const struct text_row *row, struct text_cuts *cuts,
                      struct text_cuts *adding)
{
    text_cut(row->tokens, row->token_count, settler->amounts, cuts);
    adding->count = 0;
    adding->unfinished = cuts->unfinished || cuts->count > MOST_CUTS;
    for (uint32_t i = 0; settler->total >= 0 && i < cuts->count && i < MOST_CUTS; i++)
        if (adds_up(row, &cuts->list[i], (uint32_t)settler->total))
            adding->list[adding->count++] = cuts->list[i];
}

static void keep_candidates(const struct settler *settler, struct text_row *row, const struct text_cuts *cuts)
{
    uint32_t count = cuts->count < MOST_CUTS ? cuts->count : MOST_CUTS;
    struct text_cut *list = ARENA_ARRAY(settler->arena, struct text_cut, row->candidate_count + count + 1);
    for (uint32_t i = 0; i < row->candidate_count; i++)
        list[i] = row->candidates[i];
    for (uint32_t i = 0; i < count; i++)
        list[row->candidate_count + i] = cuts->list[i];
    row->candidates = list;
    row->candidate_count += count;
    row->doubtful = true;
    if (cuts->unfinished || cuts->count > MOST_CUTS)
        row->too_many = true;
}

bool text_settle_lacks_total(const struct settler *settler, const struct text_row *row,
                             const struct text_cut *cut)
{
    if (settler->table->header.is_free) /* any of its columns may be blank */
        return false;
    return row->dashed || settler->amounts == 2 || !adds_up(row, cut, cut->count - 1);
}

/* A row without gaps: by the number of its amounts. What could also be one single amount waits for its group. */
static void settle_by_count(const struct settler *settler, struct text_row *row, const struct text_cuts *full)
{
    struct text_cuts less = {.count = 0}, one = {.count = 0};
    bool may_lack = settler->total >= 0 && !settler->table->header.is_free;
    if (may_lack && settler->amounts > 2)
        text_cut(row->tokens, row->token_count, settler->amounts - 1, &less);
    if (may_lack)
        text_cut(row->tokens, row->token_count, 1, &one);
    row->doubtful = true;
    if (one.count == 1 && (row->total_only || full->count + less.count == 0))
        take_total(settler, row, &one.list[0]);
    else if (full->count == 1 && less.count == 0 && one.count == 0)
        text_settle_take(row, &full->list[0], -1);
    else if (full->count == 0 && less.count == 1 && one.count == 0 &&
             text_settle_lacks_total(settler, row, &less.list[0]))
        text_settle_take(row, &less.list[0], settler->total);
    if (row->settled)
        return;
    if (less.count > 0)
        keep_candidates(settler, row, &less);
    if (full->count > 0 && (less.count == 0 || !row->dashed))
        keep_candidates(settler, row, full);
    if (one.count > 0)
        row->single = true;
}

static void settle_row(const struct settler *settler, struct text_row *row)
{
    struct text_cuts full, adding;
    struct text_cut gaps;
    if (row->token_count == 0) {
        row->settled = true;
        return;
    }
    find_full(settler, row, &full, &adding);
    bool at_gaps = row->spaced && cut_at_gaps(row, &gaps);
    if (adding.count == 1 && !adding.unfinished)
        text_settle_take(row, &adding.list[0], -1);
    else if (at_gaps && gaps.count >= settler->amounts)
        text_settle_take(row, &gaps, -1);
    else if (adding.count > 0)
        keep_candidates(settler, row, &adding);
    else if (at_gaps) /* fewer: its columns are found by where they stand */
        row->cut = gaps;
    else
        settle_by_count(settler, row, &full);
}

/* A zero alone, in a column that cannot be told: it is nothing in each of them, and so is the total. */
static void settle_zero(const struct settler *settler, struct text_row *row)
{
    struct text_cut one = {.count = 1};
    int64_t value;
    if (!row->settled && row->token_count == 1 && settler->total >= 0 &&
        text_settle_value(row, &one, 0, &value) && value == 0)
        take_total(settler, row, &one);
}

void text_settle(struct arena *arena, struct text_table *table)
{
    struct settler settler = {
        arena, {.exhausted = arena->exhausted}, table, table->header.amounts, table->header.total};
    for (size_t i = 0; i < table->rows.count; i++)
        settle_row(&settler, &table->rows.items[i]);
    for (size_t i = 0; i < table->rows.count; i++)
        settle_zero(&settler, &table->rows.items[i]);
    for (size_t i = 0; i < table->rows.count; i++)
        text_place(&settler, i);
    for (size_t i = 0; i < table->rows.count; i++) {
        uint32_t count = 0;
        while (!table->rows.items[i].dashed && i + count + 1 < table->rows.count &&
               table->rows.items[i + count + 1].dashed)
            count++;
        if (count > 0)
            text_group(&settler, &table->rows.items[i], count);
        arena_clear(&settler.scratch);
    }
    arena_release(&settler.scratch);
}
