#include "settle.h"

#include "budgetkoll/vocabulary.h"
#include "budgetkoll/wordings.h"

/* Cells in doubt of one sum: all their readings are tried, two to the power of so many. */
enum { MOST_DOUBTFUL = 10, MOST_DECIMALS = 6 };

struct at {
    size_t row, column;
};

struct settler {
    const struct doubtful_table *doubtful;
    struct filler *filler;
    char *marks;
    size_t settled;
    struct at first; /* of those settled */
};

/* A sum: its parts and what they must add up to. */
struct sum {
    LIST(struct at) parts;
    struct at total;
};

static const struct column *column_at(const struct settler *settler, size_t column)
{
    return &settler->doubtful->table->columns.items[column];
}

static char *mark_at(const struct settler *settler, struct at at)
{
    size_t columns = settler->doubtful->table->columns.count;
    return &settler->marks[(at.row - settler->filler->found.first) * columns + at.column];
}

static struct number number_at(const struct settler *settler, struct at at, char mark)
{
    return filler_number(settler->filler, at.row, (int)column_at(settler, at.column)->origin.field, mark);
}

static struct number known_number(const struct settler *settler, struct at at)
{
    const struct column *column = column_at(settler, at.column);
    char settled = *mark_at(settler, at);
    if (settled)
        return number_at(settler, at, settled);
    return number_at(settler, at,
                     cell_decimal_mark(settler->filler, at.row, (int)column->origin.field, column->unit,
                                       settler->doubtful->marks[at.column]));
}

static bool is_doubtful(struct number number)
{
    return number.status == NUMBER_AMBIGUOUS && !number.percent;
}

/* The value in millionths of an öre; false when it cannot be told. */
static bool exact_value(const struct settler *settler, struct at at, struct number number, wide *value)
{
    int64_t column_unit = column_at(settler, at.column)->unit;
    int64_t unit = number.unit ? number.unit : column_unit ? column_unit : settler->filler->unit;
    if (number.status == NUMBER_BLANK) {
        *value = 0;
        return true;
    }
    if (number.status != NUMBER_READ || number.percent || number.decimals > MOST_DECIMALS)
        return false;
    *value = (wide)number.digits * unit;
    for (int i = number.decimals; i < MOST_DECIMALS; i++)
        if (!wide_multiply(*value, 10, value))
            return false;
    return true;
}

/* ---- one sum ---- */

/* The cells of a sum that are in doubt, each with its two values; `known` is what the others add up to, the total taken
 * off. A value of 63 bits, a unit of 37 and a million of 20 still fit in 128. */
struct trial {
    struct at cells[MOST_DOUBTFUL];
    wide values[MOST_DOUBTFUL][2];
    int count;
    wide known;
};

static const char trial_marks[] = {',', '.'};

static bool add_doubtful(const struct settler *settler, struct trial *trial, struct at at, int sign)
{
    if (trial->count == MOST_DOUBTFUL)
        return false;
    trial->cells[trial->count] = at;
    for (int i = 0; i < 2; i++) {
        wide *value = &trial->values[trial->count][i];
        if (!exact_value(settler, at, number_at(settler, at, trial_marks[i]), value))
            return false;
        *value *= sign;
    }
    trial->count++;
    return true;
}

static bool add_cell(const struct settler *settler, struct trial *trial, struct at at, int sign)
{
    struct number number = known_number(settler, at);
    wide value = 0;
    if (is_doubtful(number))
        return add_doubtful(settler, trial, at, sign);
    return exact_value(settler, at, number, &value) &&
           !__builtin_add_overflow(trial->known, sign * value, &trial->known);
}

static bool add_all(const struct settler *settler, struct trial *trial, const struct sum *sum)
{
    for (size_t i = 0; i < sum->parts.count; i++)
        if (!add_cell(settler, trial, sum->parts.items[i], 1))
            return false;
    return known_number(settler, sum->total).status != NUMBER_BLANK &&
           add_cell(settler, trial, sum->total, -1) && trial->count > 0;
}

static bool agrees(const struct trial *trial, unsigned choice)
{
    wide sum = trial->known;
    for (int i = 0; i < trial->count; i++)
        if (__builtin_add_overflow(sum, trial->values[i][choice >> i & 1], &sum))
            return false;
    return sum == 0;
}

/* The one choice that agrees, or -1 when there are none or several. */
static long only_choice(const struct trial *trial)
{
    long found = -1;
    for (unsigned choice = 0; choice < 1U << trial->count; choice++) {
        if (!agrees(trial, choice))
            continue;
        if (found >= 0)
            return -1;
        found = (long)choice;
    }
    return found;
}

static bool settle_sum(struct settler *settler, const struct sum *sum)
{
    struct trial trial = {0};
    if (!add_all(settler, &trial, sum))
        return false;
    long choice = only_choice(&trial);
    for (int i = 0; choice >= 0 && i < trial.count; i++) {
        *mark_at(settler, trial.cells[i]) = trial_marks[choice >> i & 1];
        if (settler->settled++ == 0)
            settler->first = trial.cells[i];
    }
    return choice >= 0;
}

/* ---- the sums of a table ---- */

static struct str label_at(const struct settler *settler, size_t row)
{
    return filler_cell(settler->filler, row, settler->doubtful->label_field);
}

static bool is_line(const struct settler *settler, size_t row)
{
    struct str label = label_at(settler, row);
    return row_take_dash(filler_row(settler->filler, row), &label);
}

static bool is_total(const struct settler *settler, size_t row)
{
    struct str key = label_key(settler->filler->arena, label_at(settler, row));
    return vocabulary_find(DOMAIN_COST, key).form == FORM_TOTAL ||
           vocabulary_find(DOMAIN_FINANCING, key).form == FORM_TOTAL ||
           vocabulary_find(DOMAIN_TOTALS, key).concept == ROW_TOTAL;
}

/* A row's years and its total. */
static bool settle_row(struct settler *settler, size_t row)
{
    struct sum sum = {.total = {row, SIZE_MAX}};
    for (size_t i = 0; i < settler->doubtful->table->columns.count; i++) {
        int scope = column_at(settler, i)->scope;
        if (scope == SCOPE_TOTAL)
            sum.total.column = i;
        else if (scope >= 1900)
            *ARENA_PUSH(settler->filler->arena, &sum.parts) = (struct at){row, i};
    }
    return sum.total.column != SIZE_MAX && sum.parts.count > 0 && settle_sum(settler, &sum);
}

static void add_rows(struct settler *settler, struct sum *sum, size_t from, size_t to, bool lines)
{
    for (size_t row = from; row < to; row++)
        if (filler_is_data(settler->filler, row) && is_line(settler, row) == lines)
            *ARENA_PUSH(settler->filler->arena, &sum->parts) = (struct at){row, sum->total.column};
}

/* The row and the detail lines right below it. */
static bool settle_lines(struct settler *settler, size_t row, size_t column)
{
    size_t end = row + 1;
    struct sum sum = {.total = {row, column}};
    while (end < settler->filler->found.end && filler_is_data(settler->filler, end) && is_line(settler, end))
        end++;
    add_rows(settler, &sum, row + 1, end, true);
    return sum.parts.count > 0 && settle_sum(settler, &sum);
}

/* The first total of the table and the rows above it. */
static bool settle_table(struct settler *settler, size_t total, size_t column)
{
    struct sum sum = {.total = {total, column}};
    add_rows(settler, &sum, settler->filler->found.first, total, false);
    return sum.parts.count > 0 && settle_sum(settler, &sum);
}

static bool settle_columns(struct settler *settler, size_t row, bool first_total)
{
    bool settled = false;
    for (size_t column = 0; column < settler->doubtful->table->columns.count; column++) {
        settled = (!is_line(settler, row) && settle_lines(settler, row, column)) || settled;
        settled = (first_total && settle_table(settler, row, column)) || settled;
    }
    return settled;
}

static bool row_is_doubtful(const struct settler *settler, size_t row)
{
    for (size_t column = 0; column < settler->doubtful->table->columns.count; column++)
        if (is_doubtful(known_number(settler, (struct at){row, column})))
            return true;
    return false;
}

/* One pass over all sums; true when it settled something, which may settle more. */
static bool settle_all(struct settler *settler)
{
    bool settled = false, total_seen = false;
    for (size_t row = settler->filler->found.first; row < settler->filler->found.end; row++) {
        if (!filler_is_data(settler->filler, row))
            continue;
        settled = (row_is_doubtful(settler, row) && settle_row(settler, row)) || settled;
        bool total = !total_seen && is_total(settler, row);
        settled = settle_columns(settler, row, total) || settled;
        total_seen = total_seen || total;
    }
    return settled;
}

static void remark_settled(const struct settler *settler)
{
    struct arena *arena = settler->filler->arena;
    enum language language = settler->filler->findings->language;
    struct number number = known_number(settler, settler->first);
    struct ratio value;
    int64_t power = 1;
    for (int i = 0; i < number.decimals; i++)
        power *= 10;
    ratio_make((wide)number.digits * ORE_PER_KRONA, power, &value);
    struct buffer read_as = {.arena = arena};
    words_exact_amount(&read_as, language, value);
    int field = (int)column_at(settler, settler->first.column)->origin.field;
    struct message message = {
        settler->settled > 1 ? MESSAGE_REMARK_SETTLED_MORE : MESSAGE_REMARK_SETTLED,
        {quoted(arena, filler_cell(settler->filler, settler->first.row, field)),
         place_text(arena, place_resolve(filler_origin(settler->filler, settler->first.row, field))),
         buffer_text(&read_as), words_of_count(arena, (long long)settler->settled - 1)}};
    budget_remark(settler->filler->budget, language, message);
}

/* Asked first, since no cell of most tables is in doubt. */
static bool some_column_is_doubtful(const struct doubtful_table *doubtful)
{
    for (size_t column = 0; column < doubtful->table->columns.count; column++)
        if (doubtful->marks[column].doubtful)
            return true;
    return false;
}

static bool some_row_is_doubtful(const struct settler *settler)
{
    for (size_t row = settler->filler->found.first; row < settler->filler->found.end; row++)
        if (row_is_doubtful(settler, row))
            return true;
    return false;
}

const char *settle_cells(const struct doubtful_table *doubtful)
{
    enum { MOST_PASSES = 4 };
    if (!some_column_is_doubtful(doubtful))
        return NULL;
    struct filler *filler = doubtful->filler;
    size_t rows = filler->found.end - filler->found.first, columns = doubtful->table->columns.count;
    struct settler settler = {.doubtful = doubtful, .filler = filler};
    settler.marks = ARENA_ARRAY(filler->arena, char, rows *columns + 1);
    if (!some_row_is_doubtful(&settler))
        return NULL;
    for (int pass = 0; pass < MOST_PASSES && settle_all(&settler); pass++)
        ;
    if (settler.settled > 0)
        remark_settled(&settler);
    return settler.marks;
}
