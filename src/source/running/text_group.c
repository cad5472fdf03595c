/* Groups: the lines add up to their group, year by year. */
#include "settler.h"

#include "budgetkoll/money.h"

enum { MOST_GROUP_STEPS = 2000 }; /* for each row of a group */

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
        if (!(full && (int)i == settler->total) && !text_settle_value(row, cut, i, &values[year++]))
            return false;
    return true;
}

/* The amounts of a settled row, which may lack some. */
static bool settled_values(const struct settler *settler, const struct text_row *row, int64_t *values)
{
    for (uint32_t i = 0; i < row->cut.count; i++) {
        int column = row->column[i];
        bool after_total = settler->total >= 0 && column > settler->total;
        if (column != settler->total && !text_settle_value(row, &row->cut, i, &values[column - after_total]))
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
    text_settle_take(row, &cut, cut.count == settler->amounts ? -1 : settler->total);
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

void text_group(struct settler *settler, struct text_row *rows, uint32_t count)
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
