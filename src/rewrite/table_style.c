#include "table_style.h"

enum { MOST_ROWS_BESIDE = 50 };

/* Values of one feature and how many cells write it so. */
struct vote {
    struct str value;
    size_t count;
};

struct style_votes {
    LIST(struct vote) features[FEATURES];
};

/* Amounts by what they tell of the decimal mark: ',' and '.' beyond doubt, and doubtful ones by their mark. */
struct evidence {
    size_t comma, stop, doubtful_comma, doubtful_stop;
};

struct column_style {
    bool made;
    struct style_votes votes;
    struct evidence evidence; /* of all its cells as they were */
    size_t doubtful_kept;     /* doubtful amounts that stay */
    char mark;                /* the decimal mark that the evidence settles, or 0 */
};

struct table_style table_style_make(struct arena *arena, const struct fields *fields,
                                    const struct new_cell *const *cells, size_t count)
{
    uint32_t widest = 0;
    for (uint32_t row = 0; row < fields->count; row++)
        widest = fields->rows[row].count > widest ? fields->rows[row].count : widest;
    return (struct table_style){.arena = arena,
                                .fields = fields,
                                .cells = cells,
                                .count = count,
                                .columns = ARENA_ARRAY(arena, struct column_style, widest),
                                .column_count = widest};
}

/* ---- cells ---- */

/* What the cell says, if there is one. */
static struct str text_at(const struct table_style *style, uint32_t row, uint32_t field)
{
    const struct field_row *fields = &style->fields->rows[row];
    return field < fields->count ? str_trim(fields->items[field].inside) : STR("");
}

static bool number_at(const struct table_style *style, uint32_t row, uint32_t field,
                      struct number_style *number)
{
    return number_style_read(style->arena, text_at(style, row, field), number);
}

/* Order of rows, then fields. */
static int compare_place(const struct new_cell *cell, uint32_t row, uint32_t field)
{
    if (cell->origin.record != row)
        return cell->origin.record < row ? -1 : 1;
    return (cell->origin.field > field) - (cell->origin.field < field);
}

static bool is_replaced(const struct table_style *style, uint32_t row, uint32_t field)
{
    size_t first = 0, end = style->count;
    while (first < end) {
        size_t middle = first + (end - first) / 2;
        int order = compare_place(style->cells[middle], row, field);
        if (order == 0)
            return true;
        if (order < 0)
            first = middle + 1;
        else
            end = middle;
    }
    return false;
}

/* ---- votes ---- */

static void vote(struct arena *arena, struct style_votes *votes, enum feature feature, struct str value)
{
    for (size_t i = 0; i < votes->features[feature].count; i++)
        if (str_equal(votes->features[feature].items[i].value, value)) {
            votes->features[feature].items[i].count++;
            return;
        }
    *ARENA_PUSH(arena, &votes->features[feature]) = (struct vote){value, 1};
}

/* A percentage says nothing of how amounts are written but for its mark and minus, nor an amount of percent signs. */
static bool has_say(const struct number_style *number, enum feature feature)
{
    if (feature == MARK || feature == MINUS)
        return true;
    return number->percent == (feature == PERCENT);
}

static void vote_number(struct arena *arena, struct style_votes *votes, const struct number_style *number)
{
    for (enum feature feature = 0; feature < FEATURES; feature++)
        if (number->features[feature].data && has_say(number, feature))
            vote(arena, votes, feature, number->features[feature]);
}

/* The value that most cells have, the first of several; not told without any. */
static struct str winner(const struct style_votes *votes, enum feature feature)
{
    struct vote best = {{NULL, 0}, 0};
    for (size_t i = 0; i < votes->features[feature].count; i++)
        if (votes->features[feature].items[i].count > best.count)
            best = votes->features[feature].items[i];
    return best.value;
}

/* ---- which mark is decimal in a column ---- */

static void add_evidence(struct evidence *evidence, const struct number_style *number)
{
    bool told = number->features[MARK].data != NULL;
    if (number->percent)
        return;
    evidence->comma += told && number->features[MARK].data[0] == ',';
    evidence->stop += told && number->features[MARK].data[0] == '.';
    evidence->doubtful_comma += number->doubtful == ',';
    evidence->doubtful_stop += number->doubtful == '.';
}

/* The decimal mark that a column with this evidence has for a reader, or 0; `other` may speak against it. Money has no
 * third decimal, so where amounts are in kronor two doubtful ones with the same mark are thousands. */
static char settled_mark(struct evidence evidence, struct evidence other, bool kronor)
{
    if (other.comma && other.stop)
        return 0;
    if (evidence.comma || evidence.stop)
        return evidence.comma ? ',' : '.';
    bool thousands = kronor && evidence.doubtful_comma + evidence.doubtful_stop >= 2;
    if (thousands && !other.doubtful_stop && !other.comma)
        return '.';
    return thousands && !other.doubtful_comma && !other.stop && !other.comma ? ',' : 0;
}

static void gather_evidence(struct table_style *style, uint32_t field, struct column_style *column)
{
    struct number_style number;
    for (uint32_t row = 0; row < style->fields->count; row++) {
        if (!number_at(style, row, field, &number))
            continue;
        add_evidence(&column->evidence, &number);
        column->doubtful_kept += number.doubtful && !number.percent && !is_replaced(style, row, field);
    }
}

static void gather_votes(struct table_style *style, uint32_t field, struct column_style *column)
{
    struct number_style number;
    for (uint32_t row = 0; row < style->fields->count; row++) {
        if (!number_at(style, row, field, &number) || number.may_be_year)
            continue;
        number_style_settle(&number, column->mark);
        vote_number(style->arena, &column->votes, &number);
    }
}

/* What the cells of a column tell, or NULL past the widest row. */
static const struct column_style *column_of(struct table_style *style, uint32_t field, bool kronor)
{
    struct column_style *column = field < style->column_count ? &style->columns[field] : NULL;
    if (!column || column->made)
        return column;
    column->made = true;
    gather_evidence(style, field, column);
    column->mark = settled_mark(column->evidence, column->evidence, kronor);
    gather_votes(style, field, column);
    return column;
}

/* A row that can only be one of a table's: some cell holds a number that is no year. Headers and titles hold none. */
static bool is_data(const struct table_style *style, uint32_t row)
{
    struct number_style number;
    for (uint32_t field = 0; field < style->fields->rows[row].count; field++)
        if (number_at(style, row, field, &number) && !number.may_be_year)
            return true;
    return false;
}

/* Adds what a row tells of the column to the evidence, if it surely belongs to the same table. */
static bool add_row(const struct table_style *style, uint32_t row, uint32_t field, struct evidence *evidence)
{
    struct number_style number;
    bool is_number = number_at(style, row, field, &number);
    if (!is_data(style, row) || (!is_number && text_at(style, row, field).length > 0) ||
        (is_number && number.may_be_year))
        return false;
    if (is_number && !is_replaced(style, row, field))
        add_evidence(evidence, &number);
    return true;
}

/* The decimal mark that the cells which stay settle for a new one, or 0. Only rows next to it count, up to the first
 * that may be a header, since the mark is settled for each table by itself. */
static char mark_beside(struct table_style *style, const struct new_cell *cell,
                        const struct column_style *column)
{
    struct evidence kept = {0};
    bool kronor = cell->unit == ORE_PER_KRONA;
    char mark = 0;
    if (!cell->in_column || !column || column->mark == 0)
        return 0;
    for (int step = -1; step <= 1; step += 2) {
        int64_t row = (int64_t)cell->origin.record + step;
        for (int i = 0; i < MOST_ROWS_BESIDE && mark == 0; i++, row += step) {
            if (row < 0 || row >= style->fields->count ||
                !add_row(style, (uint32_t)row, cell->origin.field, &kept))
                break;
            mark = settled_mark(kept, column->evidence, kronor);
        }
    }
    return mark;
}

/* ---- a new cell's style ---- */

enum { LEVELS = 5 }; /* the cell, its column, its row, the source, what is usual */

static void row_votes(struct table_style *style, uint32_t row, struct style_votes *votes)
{
    struct number_style number;
    for (uint32_t field = 0; field < style->fields->rows[row].count; field++)
        if (number_at(style, row, field, &number) && !number.may_be_year)
            vote_number(style->arena, votes, &number);
}

static const struct style_votes *all_votes(struct table_style *style)
{
    if (style->all)
        return style->all;
    style->all = ARENA_NEW(style->arena, struct style_votes);
    for (uint32_t row = 0; row < style->fields->count; row++)
        row_votes(style, row, style->all);
    return style->all;
}

static struct number_style usual_style(char separator)
{
    return (struct number_style){.features = {[GROUP] = STR(""),
                                              [SHORT_GROUP] = STR(""),
                                              [MARK] = separator == ',' ? STR(".") : STR(","),
                                              [DECIMALS] = STR(""),
                                              [WORDS] = STR("#"),
                                              [MINUS] = STR("-#"),
                                              [PERCENT] = STR("# %")}};
}

static bool is_mark(struct str group, struct str mark)
{
    return group.length == 1 && mark.length == 1 && group.data[0] == mark.data[0];
}

/* What groups thousands cannot be the decimal mark as well: the nearer cell's word counts. */
static void part_marks(struct number_style *number, const int level[FEATURES], enum feature group)
{
    if (!is_mark(number->features[group], number->features[MARK]))
        return;
    if (level[group] < level[MARK])
        number->features[MARK] = number->features[MARK].data[0] == ',' ? STR(".") : STR(",");
    else
        number->features[group] = STR("");
}

/* Numbers of four digits are grouped as longer ones where neither the cell nor its column says otherwise. */
static void join_groups(struct number_style *number, int level[FEATURES])
{
    enum feature like = level[SHORT_GROUP] > 1 && level[GROUP] <= level[SHORT_GROUP] ? GROUP : SHORT_GROUP;
    enum feature unlike = like == GROUP ? SHORT_GROUP : GROUP;
    if (like == GROUP || level[GROUP] == LEVELS - 1) {
        number->features[unlike] = number->features[like];
        level[unlike] = level[like];
    }
}

/* Takes each feature from the nearest level that tells it. */
static struct number_style join_levels(const struct number_style levels[LEVELS])
{
    struct number_style number = {0};
    int from[FEATURES];
    for (int feature = 0; feature < FEATURES; feature++) {
        int level = 0;
        while (level < LEVELS - 1 && !levels[level].features[feature].data)
            level++;
        from[feature] = level;
        number.features[feature] = levels[level].features[feature];
    }
    join_groups(&number, from);
    part_marks(&number, from, GROUP);
    part_marks(&number, from, SHORT_GROUP);
    return number;
}

static struct number_style winners(const struct style_votes *votes)
{
    struct number_style number = {0};
    for (enum feature feature = 0; feature < FEATURES; feature++)
        number.features[feature] = winner(votes, feature);
    return number;
}

/* What the replaced cell was the last to tell its column has to be told by the new one as well, or amounts like
 * "1,234" below it, which stay, could no longer be read: a number with two decimals tells it. */
static bool must_tell_mark(const struct column_style *column, const struct number_style *own, char settled)
{
    bool told = own->features[MARK].data || own->doubtful;
    return told && column && column->mark != 0 && settled == 0 && column->doubtful_kept > 0;
}

struct str table_style_write(struct table_style *style, const struct new_cell *cell)
{
    struct number_style levels[LEVELS] = {0};
    struct style_votes row = {0};
    const struct column_style *column = column_of(style, cell->origin.field, cell->unit == ORE_PER_KRONA);
    char settled = mark_beside(style, cell, column);
    if (!number_at(style, cell->origin.record, cell->origin.field, &levels[0]))
        levels[0] = (struct number_style){0};
    bool tell = cell->in_column && must_tell_mark(column, &levels[0], settled);
    if (column) {
        number_style_settle(&levels[0], column->mark);
        levels[1] = winners(&column->votes);
    }
    row_votes(style, cell->origin.record, &row);
    levels[2] = winners(&row);
    levels[3] = winners(all_votes(style));
    levels[4] = usual_style(style->fields->source->separator);
    struct number_style number = join_levels(levels);
    if (tell && number.features[DECIMALS].length < 2)
        number.features[DECIMALS] = STR("00");
    return number_style_write(style->arena, &number, cell, settled);
}
