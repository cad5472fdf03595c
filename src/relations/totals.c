#include "totals.h"

/* How deep subtotals nest: rows are of level 0, their subtotal of level 1, a total of subtotals of level 2 ... */
enum { LEVELS = 5, MOST_LINES = 64 };

/* The ways to read a table. Of those that fit alike the first is taken. */
enum way {
    WAY_ABOVE,    /* each total adds up what stands above it; a row with lines below a dash is their sum */
    WAY_FLAT,     /* the same, but lines below a dash are rows like others */
    WAY_HEADINGS, /* a total with rows right below it is their sum */
    WAY_SUMS,     /* the same for any row that is exactly the sum of the rows right below it */
    WAY_BELOW,    /* each total adds up what stands below it */
    WAYS
};

enum role { ROLE_ROW, ROLE_TOTAL, ROLE_HEADING, ROLE_LEFT_OUT };

/* A run of the open rows: those that a total could add up. `sums` holds one for each column. */
struct run {
    size_t start; /* in the list of open rows */
    wide *sums;
};

struct open_row {
    size_t at;
    int level;
};

struct reader {
    struct arena *arena;
    struct axis axis;
    enum way way;
    size_t count, width;
    const bool *votes; /* the columns in which every cell can be read */
    LIST(struct open_row) open;
    struct run run[LEVELS];      /* the last open rows of at most this level */
    struct run since_heading;    /* the open rows since the last row without amounts */
    struct run first;            /* the first open row alone */
    struct run rows;             /* every row, whether a subtotal holds it or not */
    LIST(struct open_row) every; /* those rows */
    wide *scratch;
    size_t last_total;
    size_t headings,
        loose_rows; /* rows that are the sum of those below them; rows that are of no such group */
    struct totals totals;
};

static const struct cell *axis_cell(const struct axis *axis, size_t at, size_t other)
{
    return axis->across ? &axis->table->items.items[other]->cells[at]
                        : &axis->table->items.items[at]->cells[other];
}

static wide cell_amount(const struct cell *cell)
{
    return cell->state == CELL_VALUE ? cell->value : 0;
}

static enum role column_role(const struct axis *axis, size_t at)
{
    const struct column *column = &axis->table->columns.items[at];
    if (column->currency != axis->currency)
        return ROLE_LEFT_OUT;
    return column->is_total ? ROLE_TOTAL : ROLE_ROW;
}

static enum role role_of(const struct axis *axis, size_t at)
{
    if (axis->across)
        return column_role(axis, at);
    const struct item *item = axis->table->items.items[at];
    if (item->is_included)
        return ROLE_LEFT_OUT;
    if (item->form == FORM_TOTAL)
        return ROLE_TOTAL;
    return item->has_amount ? ROLE_ROW : ROLE_HEADING;
}

static bool is_line(const struct reader *reader, size_t at)
{
    return !reader->axis.across && reader->axis.table->items.items[at]->is_line;
}

static bool is_result(const struct reader *reader, size_t at)
{
    return !reader->axis.across && reader->axis.table->items.items[at]->is_result;
}

/* ---- the open rows ---- */

static void clear_run(struct reader *reader, struct run *run, size_t start)
{
    run->start = start;
    for (size_t c = 0; c < reader->width; c++)
        run->sums[c] = 0;
}

static void add_to_run(struct reader *reader, struct run *run, size_t at)
{
    for (size_t c = 0; c < reader->width; c++)
        run->sums[c] += cell_amount(axis_cell(&reader->axis, at, c));
}

static void push(struct reader *reader, size_t at, int level)
{
    for (int l = 0; l < LEVELS; l++) {
        if (l < level)
            clear_run(reader, &reader->run[l], reader->open.count + 1);
        else
            add_to_run(reader, &reader->run[l], at);
    }
    if (reader->open.count == 0) {
        clear_run(reader, &reader->first, 0);
        add_to_run(reader, &reader->first, at);
    }
    add_to_run(reader, &reader->since_heading, at);
    *ARENA_PUSH(reader->arena, &reader->open) = (struct open_row){at, level};
}

static void push_row(struct reader *reader, size_t at)
{
    push(reader, at, 0);
    *ARENA_PUSH(reader->arena, &reader->every) = (struct open_row){at, 0};
    add_to_run(reader, &reader->rows, at);
}

/* The rows that a total adds up are closed, and the total stands for them. */
static void close_rows(struct reader *reader, size_t start, const wide *sums, size_t total, int level)
{
    for (int l = LEVELS - 1; l >= 0;
         l--) /* `sums` can be those of a lower level's run, which push() clears */
        for (size_t c = 0; reader->run[l].start <= start && c < reader->width; c++)
            reader->run[l].sums[c] -= sums[c];
    reader->open.count = start;
    push(reader, total, level);
    clear_run(reader, &reader->since_heading, reader->open.count);
}

/* ---- what a total can add up ---- */

struct candidate {
    const wide *sums;
    size_t start;
    int level;
    bool every, difference;
    size_t holds, fails;
    wide distance;
};

static void weigh(const struct reader *reader, size_t total, struct candidate *candidate)
{
    for (size_t c = 0; c < reader->width; c++) {
        const struct cell *cell = axis_cell(&reader->axis, total, c);
        if (!reader->votes[c] || cell->state != CELL_VALUE)
            continue;
        wide away = candidate->sums[c] - cell->value;
        candidate->holds += away == 0;
        candidate->fails += away != 0;
        candidate->distance += away < 0 ? -away : away;
    }
}

/* The one that holds in more columns; where none does, the nearer. */
static bool is_better(const struct candidate *a, const struct candidate *b)
{
    if (a->holds != b->holds)
        return a->holds > b->holds;
    return a->holds == 0 && a->distance < b->distance;
}

static void consider(const struct reader *reader, size_t total, struct candidate candidate,
                     struct candidate *best)
{
    weigh(reader, total, &candidate);
    if (!best->sums || is_better(&candidate, best))
        *best = candidate;
}

/* Two subtotals, the second printed without a minus: income, then costs. */
static bool is_income_and_costs(const struct reader *reader)
{
    const struct open_row *open = reader->open.items;
    bool both = reader->open.count == 2 && open[0].level > 0 && open[1].level > 0;
    for (size_t c = 0; both && c < reader->width; c++)
        both = cell_amount(axis_cell(&reader->axis, open[1].at, c)) >= 0;
    return both;
}

/* "Resultat": the first open row less the others. What costs leave of income is that also where nothing holds, or nothing
 * can be told. */
static void consider_difference(struct reader *reader, size_t total, struct candidate *best)
{
    struct candidate difference = {.sums = reader->scratch, .level = LEVELS - 1, .difference = true};
    if (!is_result(reader, total) || reader->open.count < 2 || reader->way == WAY_BELOW)
        return;
    for (size_t c = 0; c < reader->width; c++)
        reader->scratch[c] = 2 * reader->first.sums[c] - reader->run[LEVELS - 1].sums[c];
    if (best->holds == 0 && is_income_and_costs(reader))
        best->sums = NULL;
    consider(reader, total, difference, best);
}

/* A subtotal of the last of the open rows alone, where nothing else fits and no heading begins them: the rows before are
 * left to a later total, so that none is forgotten unseen. */
static void consider_last_rows(struct reader *reader, size_t total, struct candidate *best)
{
    size_t count = reader->open.count, first = reader->run[0].start;
    struct run run = {0, reader->scratch};
    if (is_result(reader, total) || total == reader->last_total || reader->way != WAY_ABOVE ||
        (best->sums && best->fails == 0) || reader->since_heading.start > first)
        return;
    clear_run(reader, &run, 0);
    for (size_t start = count; start > first + 1; start--) {
        struct candidate candidate = {.sums = run.sums, .start = start - 1};
        add_to_run(reader, &run, reader->open.items[start - 1].at);
        weigh(reader, total, &candidate);
        bool fits = candidate.fails == 0 || (candidate.holds > 1 && candidate.holds > candidate.fails);
        if (count - candidate.start > 1 && fits && candidate.holds > best->holds) {
            *best = candidate;
            return;
        }
    }
}

static struct candidate find_best(struct reader *reader, size_t total)
{
    struct candidate best = {0};
    size_t count = reader->open.count, heading = reader->since_heading.start;
    if (heading > reader->run[0].start && heading < count)
        consider(reader, total, (struct candidate){.sums = reader->since_heading.sums, .start = heading},
                 &best);
    for (int l = 0; l < LEVELS; l++)
        if (reader->run[l].start < count && (l == 0 || reader->run[l].start < reader->run[l - 1].start))
            consider(
                reader, total,
                (struct candidate){.sums = reader->run[l].sums, .start = reader->run[l].start, .level = l},
                &best);
    if (total == reader->last_total && reader->every.count > 0)
        consider(reader, total,
                 (struct candidate){.sums = reader->rows.sums, .level = LEVELS - 1, .every = true}, &best);
    consider_last_rows(reader, total, &best);
    consider_difference(reader, total, &best);
    return best;
}

static void add_parts(struct reader *reader, struct total *total, const struct candidate *best)
{
    const struct open_row *from = best->every ? reader->every.items : reader->open.items;
    size_t count = best->every ? reader->every.count : reader->open.count;
    for (size_t n = 0; n < count - best->start; n++) { /* in the table's order */
        size_t i = reader->way == WAY_BELOW ? count - 1 - n : best->start + n;
        *ARENA_PUSH(reader->arena, &total->parts) =
            (struct total_part){from[i].at, best->difference && n > 0 ? -1 : 1};
    }
}

static struct total *add_total(struct reader *reader, size_t at, enum total_kind kind, size_t holds,
                               size_t fails)
{
    struct total *total = ARENA_PUSH(reader->arena, &reader->totals.list);
    *total = (struct total){.at = at, .kind = kind, .holds = holds, .fails = fails};
    reader->totals.score += (long)holds - (long)fails;
    reader->totals.fails = reader->totals.fails || fails > 0;
    return total;
}

/* A total with nothing that it could add up speaks against the reading. */
static void take_total(struct reader *reader, size_t at)
{
    struct candidate best = find_best(reader, at);
    if (is_result(reader, at) && best.holds == 0 && reader->open.count < 2) /* of what stands elsewhere */
        best.sums = NULL;
    if (!best.sums) {
        reader->totals.score -= (long)reader->width + 1;
        reader->totals.fails = true;
        push(reader, at, 1);
        return;
    }
    enum total_kind kind = best.difference            ? TOTAL_DIFFERENCE
                           : reader->way == WAY_BELOW ? TOTAL_OF_ROWS_BELOW
                                                      : TOTAL_OF_ROWS_ABOVE;
    add_parts(reader, add_total(reader, at, kind, best.holds, best.fails), &best);
    int level = best.level + 1 < LEVELS ? best.level + 1 : LEVELS - 1;
    if (best.every || best.difference)
        clear_run(reader, &reader->since_heading, 0);
    close_rows(reader, best.every || best.difference ? 0 : best.start,
               best.every || best.difference ? reader->run[LEVELS - 1].sums : best.sums, at, level);
}

/* ---- headings with their lines below ---- */

/* The number of lines right below a row that is their sum; at most `most`. */
static size_t lines_below(const struct reader *reader, size_t at, bool dashed, size_t most)
{
    size_t lines = 0, amounts = 0;
    while (lines < most && at + 1 + lines < reader->count) {
        size_t next = at + 1 + lines;
        enum role role = role_of(&reader->axis, next);
        bool of_it =
            dashed ? is_line(reader, next) && role != ROLE_TOTAL : role == ROLE_ROW || role == ROLE_LEFT_OUT;
        if (!of_it)
            break;
        amounts += role == ROLE_ROW;
        lines++;
    }
    return amounts > 0 ? lines : 0;
}

/* How many of the rows right below a row make it exactly in every column; 0 when none do. */
static size_t lines_that_sum(struct reader *reader, size_t at)
{
    size_t most = lines_below(reader, at, false, MOST_LINES), lines = 0;
    struct run run = {0, reader->scratch};
    clear_run(reader, &run, 0);
    for (lines = 1; lines <= most; lines++) {
        struct candidate candidate = {.sums = run.sums};
        if (role_of(&reader->axis, at + lines) == ROLE_ROW)
            add_to_run(reader, &run, at + lines);
        weigh(reader, at, &candidate);
        if (lines >= 2 && candidate.fails == 0 && candidate.holds > 0)
            return lines;
    }
    return 0;
}

static size_t heading_lines(struct reader *reader, size_t at)
{
    enum role role = role_of(&reader->axis, at);
    bool row = role == ROLE_ROW || role == ROLE_TOTAL;
    size_t lines = 0;
    if (reader->axis.across || !row || is_line(reader, at))
        return 0;
    if (reader->way == WAY_ABOVE || reader->way == WAY_HEADINGS || reader->way == WAY_SUMS)
        lines = lines_below(reader, at, true, reader->count);
    if (lines == 0 && reader->way == WAY_HEADINGS && role == ROLE_TOTAL)
        lines = lines_below(reader, at, false, reader->count);
    if (lines == 0 && reader->way == WAY_SUMS && role == ROLE_ROW)
        lines = lines_that_sum(reader, at);
    return lines;
}

/* Takes a heading as the sum of its lines, and returns the number of the row after them. */
static size_t take_heading(struct reader *reader, size_t at, size_t lines)
{
    struct candidate candidate = {.sums = reader->scratch};
    struct run run = {0, reader->scratch};
    clear_run(reader, &run, 0);
    for (size_t i = at + 1; i <= at + lines; i++)
        if (role_of(&reader->axis, i) == ROLE_ROW)
            add_to_run(reader, &run, i);
    weigh(reader, at, &candidate);
    bool is_total = role_of(&reader->axis, at) == ROLE_TOTAL;
    struct total *total = add_total(reader, at, is_total ? TOTAL_OF_ROWS_BELOW : TOTAL_OF_LINES,
                                    candidate.holds, candidate.fails);
    for (size_t i = at + 1; i <= at + lines; i++)
        if (role_of(&reader->axis, i) == ROLE_ROW)
            *ARENA_PUSH(reader->arena, &total->parts) = (struct total_part){i, 1};
    push_row(reader, at);
    reader->headings++;
    return at + lines + 1;
}

/* ---- one reading ---- */

static size_t take(struct reader *reader, size_t at)
{
    size_t lines = heading_lines(reader, at);
    if (lines > 0)
        return take_heading(reader, at, lines);
    switch (role_of(&reader->axis, at)) {
    case ROLE_ROW:
        reader->loose_rows++;
        push_row(reader, at);
        break;
    case ROLE_TOTAL:
        take_total(reader, at);
        break;
    case ROLE_HEADING:
        clear_run(reader, &reader->since_heading, reader->open.count);
        break;
    case ROLE_LEFT_OUT:
        break;
    }
    return at + 1;
}

static size_t find_last_total(const struct reader *reader)
{
    size_t last = SIZE_MAX;
    for (size_t i = 0; i < reader->count; i++) {
        size_t at = reader->way == WAY_BELOW ? reader->count - 1 - i : i;
        last = role_of(&reader->axis, at) == ROLE_TOTAL ? at : last;
    }
    return last;
}

static void read_in_one_way(struct reader *reader, wide *sums)
{
    struct run *const runs[] = {&reader->since_heading, &reader->first, &reader->rows};
    size_t used = 0;
    for (int l = 0; l < LEVELS; l++)
        reader->run[l].sums = sums + reader->width * used++;
    for (size_t i = 0; i < sizeof runs / sizeof *runs; i++)
        runs[i]->sums = sums + reader->width * used++;
    reader->scratch = sums + reader->width * used;
    for (size_t i = 0; i < reader->width * used; i++)
        sums[i] = 0;
    reader->last_total = find_last_total(reader);
    if (reader->way == WAY_BELOW)
        for (size_t i = reader->count; i > 0; i--)
            take(reader, i - 1);
    else
        for (size_t at = 0; at < reader->count;)
            at = take(reader, at);
}

/* A row is taken for the sum of those below it by its figures alone only where every total then holds, or where all rows
 * are of such groups, as in a pivot table. */
static bool is_allowed(const struct reader *reader)
{
    bool all_grouped = reader->headings > 1 && reader->loose_rows == 0;
    return reader->way != WAY_SUMS || !reader->totals.fails || all_grouped;
}

static const bool *find_votes(struct arena *arena, const struct axis *axis, size_t count, size_t width)
{
    bool *votes = ARENA_ARRAY(arena, bool, width + 1);
    for (size_t c = 0; c < width; c++) {
        votes[c] = true;
        for (size_t i = 0; i < count; i++)
            votes[c] = votes[c] && axis_cell(axis, i, c)->state != CELL_UNREADABLE;
    }
    return votes;
}

/* What is left when the lists of every other way are gone. */
static struct totals keep(struct arena *arena, const struct totals *best)
{
    struct totals kept = *best;
    kept.list.items = arena_copy(arena, best->list.items, best->list.count * sizeof *best->list.items);
    kept.list.capacity = best->list.count;
    for (size_t i = 0; i < kept.list.count; i++) {
        struct total *total = &kept.list.items[i];
        total->parts.items =
            arena_copy(arena, total->parts.items, total->parts.count * sizeof *total->parts.items);
        total->parts.capacity = total->parts.count;
    }
    return kept;
}

struct totals totals_find(struct arena *arena, struct axis axis)
{
    struct arena scratch = {.exhausted = arena->exhausted};
    size_t rows = axis.table->items.count, columns = axis.table->columns.count;
    size_t count = axis.across ? columns : rows, width = axis.across ? rows : columns;
    const bool *votes = find_votes(&scratch, &axis, count, width);
    wide *sums = ARENA_ARRAY(&scratch, wide, width * (LEVELS + 4) + 1);
    struct totals best = {0};
    for (enum way way = WAY_ABOVE; way < WAYS && (way == WAY_ABOVE || best.fails); way++) {
        struct reader reader = {
            .arena = &scratch, .axis = axis, .way = way, .count = count, .width = width, .votes = votes};
        read_in_one_way(&reader, sums);
        if (way == WAY_ABOVE || (is_allowed(&reader) && reader.totals.score > best.score))
            best = reader.totals;
    }
    best = keep(arena, &best);
    arena_release(&scratch);
    return best;
}
