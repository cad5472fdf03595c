/* Which of the ways to cut a row's amounts is right: by their number, by the row's sum, by the gaps of the layout, and by
 * the sums of groups. Where several are, the row stays doubtful. */
#include "running.h"

#include "budgetkoll/money.h"

enum { MOST_GROUP_STEPS = 2000 }; /* for each row of a group */

struct settler {
    struct arena *arena;
    struct arena scratch; /* for one group */
    struct text_table *table;
    uint32_t amounts; /* columns of amounts */
    int total;
};

/* ---- amounts ---- */

static bool amount_value(const struct text_row *row, const struct text_cut *cut, uint32_t i, int64_t *value)
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
        if (!amount_value(row, cut, i, &value) || (i != total && !money_add(sum, value, &sum)))
            return false;
        if (i == total)
            expected = value;
    }
    return sum == expected;
}

/* ---- one row ---- */

/* The amounts stand in the columns in order, but for column `skipped` (or none, -1). */
static void take_cut(struct text_row *row, const struct text_cut *cut, int skipped)
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
    take_cut(row, cut, -1);
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

/* One amount too few: the total is blank, unless what stands last could be it. */
static bool lacks_total(const struct settler *settler, const struct text_row *row, const struct text_cut *cut)
{
    return row->dashed || settler->amounts == 2 || !adds_up(row, cut, cut->count - 1);
}

/* A row without gaps: by the number of its amounts. What could also be one single amount waits for its group. */
static void settle_by_count(const struct settler *settler, struct text_row *row, const struct text_cuts *full)
{
    struct text_cuts less = {.count = 0}, one = {.count = 0};
    if (settler->total >= 0 && settler->amounts > 2)
        text_cut(row->tokens, row->token_count, settler->amounts - 1, &less);
    if (settler->total >= 0)
        text_cut(row->tokens, row->token_count, 1, &one);
    row->doubtful = true;
    if (one.count == 1 && (row->total_only || full->count + less.count == 0))
        take_total(settler, row, &one.list[0]);
    else if (full->count == 1 && less.count == 0 && one.count == 0)
        take_cut(row, &full->list[0], -1);
    else if (full->count == 0 && less.count == 1 && one.count == 0 &&
             lacks_total(settler, row, &less.list[0]))
        take_cut(row, &less.list[0], settler->total);
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
        take_cut(row, &adding.list[0], -1);
    else if (at_gaps && gaps.count >= settler->amounts)
        take_cut(row, &gaps, -1);
    else if (adding.count > 0)
        keep_candidates(settler, row, &adding);
    else if (at_gaps) /* fewer: its columns are found by where they stand */
        row->cut = gaps;
    else
        settle_by_count(settler, row, &full);
}

/* ---- where an amount stands ---- */

struct span {
    uint32_t begin, end;
};

static struct span amount_span(const struct text_row *row, uint32_t i)
{
    uint32_t last = (i + 1 < row->cut.count ? row->cut.first[i + 1] : row->token_count) - 1;
    return (struct span){row->tokens[row->cut.first[i]].column, row->tokens[last].end};
}

/* The spans of the columns, as the nearest full row of the page has them, or the header. */
static bool find_spans(const struct settler *settler, size_t at, struct span *spans)
{
    enum { NEAR = 60 };
    const struct text_row *rows = settler->table->rows.items, *row = &rows[at];
    for (size_t away = 1; away <= NEAR; away++)
        for (int side = 0; side < 2; side++) {
            size_t i = side ? at + away : at - away;
            if ((side == 0 && away > at) || i >= settler->table->rows.count)
                continue;
            if (!rows[i].settled || !rows[i].spaced || rows[i].page != row->page ||
                rows[i].cut.count != settler->amounts)
                continue;
            for (uint32_t column = 0; column < settler->amounts; column++)
                spans[column] = amount_span(&rows[i], column);
            return true;
        }
    const struct text_header *header = &settler->table->header;
    for (uint32_t i = 0, column = 0; i < header->count; i++)
        if (header->columns[i].amount)
            spans[column++] = (struct span){header->columns[i].piece.column, header->columns[i].piece.end};
    return header->page == row->page;
}

static uint32_t distance(uint32_t a, uint32_t b)
{
    return a > b ? a - b : b - a;
}

/* The column under which an amount stands, or -1 when two are about as near. */
static int nearest(const struct settler *settler, const struct span *spans, struct span amount)
{
    uint32_t best = UINT32_MAX, second = UINT32_MAX;
    int found = -1;
    for (uint32_t i = 0; i < settler->amounts; i++) {
        uint32_t away = distance(spans[i].end, amount.end);
        if (away < best) {
            second = best;
            best = away;
            found = (int)i;
        } else if (away < second) {
            second = away;
        }
    }
    return best <= 2 || best * 3 <= second ? found : -1;
}

/* A row with gaps and fewer amounts than columns: each stands under its column. */
static void place_row(const struct settler *settler, size_t at)
{
    struct text_row *row = &settler->table->rows.items[at];
    struct span spans[MOST_TEXT_COLUMNS];
    int before = -1;
    if (row->settled || row->doubtful)
        return;
    bool placed = find_spans(settler, at, spans);
    for (uint32_t i = 0; placed && i < row->cut.count; i++) {
        int column = nearest(settler, spans, amount_span(row, i));
        placed = column > before;
        before = column;
        row->column[i] = (uint8_t)column;
    }
    row->settled = placed;
    if (!placed && settler->total >= 0 && row->cut.count + 1U == settler->amounts &&
        lacks_total(settler, row, &row->cut))
        take_cut(row, &row->cut, settler->total);
    row->doubtful = !row->settled;
}

/* ---- groups: the lines add up to their group, year by year ---- */

struct line_values {
    int64_t (*value)[MOST_TEXT_COLUMNS]; /* of each candidate, by years */
    uint32_t count;
};

enum { MOST_LINES = 200 };

struct group {
    struct text_row *rows;     /* the group's lines */
    struct line_values *lines; /* of each row */
    uint32_t row_count, years;
    int64_t target[MOST_TEXT_COLUMNS];
    int64_t (*least)[MOST_TEXT_COLUMNS], (*most)[MOST_TEXT_COLUMNS]; /* of all lines from one on */
    uint8_t *chosen, *solution;
    uint32_t solutions, steps, most_steps;
    int free_year; /* a year that need not add up, or -1 */
};

/* The amounts of a row's cut by years; false when one cannot be read. */
static bool year_values(const struct settler *settler, const struct text_row *row, const struct text_cut *cut,
                        int64_t *values)
{
    uint32_t year = 0;
    bool full = cut->count == settler->amounts;
    for (uint32_t i = 0; i < cut->count; i++)
        if (!(full && (int)i == settler->total) && !amount_value(row, cut, i, &values[year++]))
            return false;
    return true;
}

/* The amounts of a settled row, which may lack some. */
static bool settled_values(const struct settler *settler, const struct text_row *row, int64_t *values)
{
    for (uint32_t i = 0; i < row->cut.count; i++) {
        int column = row->column[i];
        bool after_total = settler->total >= 0 && column > settler->total;
        if (column != settler->total && !amount_value(row, &row->cut, i, &values[column - after_total]))
            return false;
    }
    return true;
}

static bool line_values(struct settler *settler, const struct text_row *row, struct line_values *line)
{
    line->count = row->settled ? 1 : row->candidate_count;
    line->value = arena_alloc(&settler->scratch, line->count + 1, sizeof *line->value);
    if (row->settled)
        return settled_values(settler, row, line->value[0]);
    for (uint32_t i = 0; i < line->count; i++)
        if (!year_values(settler, row, &row->candidates[i], line->value[i]))
            return false;
    return line->count > 0 && !row->too_many && line->count <= MOST_CUTS;
}

static void find_bounds(struct group *group)
{
    for (uint32_t i = group->row_count; i-- > 0;)
        for (uint32_t year = 0; year < group->years; year++) {
            int64_t least = INT64_MAX, most = INT64_MIN;
            for (uint32_t c = 0; c < group->lines[i].count; c++) {
                int64_t value = group->lines[i].value[c][year];
                least = value < least ? value : least;
                most = value > most ? value : most;
            }
            if (!money_add(least, group->least[i + 1][year], &group->least[i][year]))
                group->least[i][year] = INT64_MIN / 2;
            if (!money_add(most, group->most[i + 1][year], &group->most[i][year]))
                group->most[i][year] = INT64_MAX / 2;
        }
}

/* What is left can still be made of the lines from `i` on. */
static bool can_reach(const struct group *group, uint32_t i, const int64_t *left)
{
    for (uint32_t year = 0; year < group->years; year++)
        if ((int)year != group->free_year &&
            (left[year] < group->least[i][year] || left[year] > group->most[i][year]))
            return false;
    return true;
}

/* A year that need not add up may be off by half of its amount: a wrong cut is off by thousands. */
static bool is_plausible(const struct group *group, const int64_t *left)
{
    if (group->free_year < 0)
        return true;
    int64_t off = left[group->free_year] / 2, target = group->target[group->free_year] / 4;
    return off <= (target < 0 ? -target : target) && -off <= (target < 0 ? -target : target);
}

static void choose(struct group *group, uint32_t i, const int64_t *left)
{
    if (group->steps++ > group->most_steps || !can_reach(group, i, left))
        return;
    if (i == group->row_count && !is_plausible(group, left))
        return;
    if (i == group->row_count) {
        if (group->solutions++ == 0)
            for (uint32_t row = 0; row < group->row_count; row++)
                group->solution[row] = group->chosen[row];
        return;
    }
    for (uint32_t c = 0; c < group->lines[i].count; c++) {
        int64_t rest[MOST_TEXT_COLUMNS];
        bool fits = true;
        for (uint32_t year = 0; year < group->years; year++)
            fits = fits && !__builtin_sub_overflow(left[year], group->lines[i].value[c][year], &rest[year]);
        group->chosen[i] = (uint8_t)c;
        if (fits)
            choose(group, i + 1, rest);
    }
}

/* All years add up; or, where they never do, all but one. */
static bool solve(struct group *group)
{
    group->most_steps = MOST_GROUP_STEPS * (group->row_count + 1);
    for (int pass = 0; pass < 2 && group->solutions == 0; pass++)
        for (int year = pass ? 0 : -1, end = pass ? (int)group->years : 0; year < end; year++) {
            group->free_year = year;
            group->steps = 0;
            choose(group, 0, group->target);
            if (group->steps > group->most_steps)
                return false;
        }
    return group->solutions == 1;
}

static void take_candidate(const struct settler *settler, struct text_row *row, uint32_t i)
{
    if (row->settled)
        return;
    struct text_cut cut = row->candidates[i];
    take_cut(row, &cut, cut.count == settler->amounts ? -1 : settler->total);
}

static bool prepare(struct settler *settler, struct group *group, struct text_row *rows, uint32_t count)
{
    bool open = false;
    for (uint32_t i = 0; i <= count; i++)
        open = open || !rows[i].settled;
    if (!open || count > MOST_LINES)
        return false;
    *group = (struct group){.rows = rows + 1, .row_count = count};
    group->years = settler->amounts - (settler->total >= 0);
    group->lines = ARENA_ARRAY(&settler->scratch, struct line_values, count + 1);
    group->least = arena_alloc(&settler->scratch, count + 1, sizeof *group->least);
    group->most = arena_alloc(&settler->scratch, count + 1, sizeof *group->most);
    group->chosen = ARENA_ARRAY(&settler->scratch, uint8_t, count + 1);
    group->solution = ARENA_ARRAY(&settler->scratch, uint8_t, count + 1);
    for (uint32_t i = 0; i < count; i++)
        if (!line_values(settler, &rows[i + 1], &group->lines[i]))
            return false;
    find_bounds(group);
    return true;
}

/* A group row and the `count` lines below it. */
static void settle_group(struct settler *settler, struct text_row *rows, uint32_t count)
{
    struct group group;
    struct line_values *head = ARENA_NEW(&settler->scratch, struct line_values);
    uint32_t fits = 0, which = 0, solutions = 0;
    if (!prepare(settler, &group, rows, count) || rows[0].token_count == 0 ||
        !line_values(settler, &rows[0], head))
        return;
    uint8_t *best = ARENA_ARRAY(&settler->scratch, uint8_t, count + 1);
    for (uint32_t i = 0; i < head->count; i++) {
        group.solutions = 0;
        for (uint32_t year = 0; year < group.years; year++)
            group.target[year] = head->value[i][year];
        bool one = solve(&group);
        solutions += group.solutions;
        if (!one)
            continue;
        fits++;
        which = i;
        for (uint32_t row = 0; row < count; row++)
            best[row] = group.solution[row];
    }
    if (fits != 1 || solutions != 1)
        return;
    take_candidate(settler, &rows[0], which);
    for (uint32_t i = 0; i < count; i++)
        take_candidate(settler, &group.rows[i], best[i]);
}

void text_settle(struct arena *arena, struct text_table *table)
{
    struct settler settler = {
        arena, {.exhausted = arena->exhausted}, table, table->header.amounts, table->header.total};
    for (size_t i = 0; i < table->rows.count; i++)
        settle_row(&settler, &table->rows.items[i]);
    for (size_t i = 0; i < table->rows.count; i++)
        place_row(&settler, i);
    for (size_t i = 0; i < table->rows.count; i++) {
        uint32_t count = 0;
        while (!table->rows.items[i].dashed && i + count + 1 < table->rows.count &&
               table->rows.items[i + count + 1].dashed)
            count++;
        if (count > 0)
            settle_group(&settler, &table->rows.items[i], count);
        arena_clear(&settler.scratch);
    }
    arena_release(&settler.scratch);
}
