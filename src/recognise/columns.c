/* What each column of a table is: by its heading, and by what stands in it. */
#include "recogniser.h"

#include "budgetkoll/lexeme.h"
#include "budgetkoll/buffer.h"
#include "budgetkoll/headers.h"
#include "budgetkoll/label.h"

/* What stands in the rows of a column. */
struct contents {
    size_t blank, words, percents, numbers, years, rows;
    size_t fractions; /* numbers like "0,25" and "1,00" */
    bool rising;      /* 1, 2, 3 ...: the rows are numbered */
};

/* A number from nought to one with decimals. */
static bool is_fraction(const struct number *number)
{
    int64_t one = 1;
    for (int i = 0; i < number->decimals && one < INT64_MAX / 10; i++)
        one *= 10;
    return number->status == NUMBER_READ && number->decimals > 0 && number->digits >= 0 &&
           number->digits <= one;
}

static struct contents column_contents(const struct recogniser *recogniser, const struct found_table *table,
                                       uint32_t field)
{
    struct contents contents = {.rising = true};
    int64_t before = 0;
    for (size_t i = table->first; i < table->end; i++) {
        const struct row *row = recogniser_row(recogniser, i);
        if (table->kind == TABLE_OTHER && recogniser_sort(recogniser, i) != SORT_FIGURES)
            continue; /* headings, and words beside the table */
        contents.rows++;
        enum cell_sort sort = recogniser_cell(recogniser, i, field);
        contents.blank += sort == CELL_SORT_BLANK;
        contents.words += sort == CELL_SORT_WORDS;
        contents.percents += sort == CELL_SORT_PERCENT;
        if (sort != CELL_SORT_NUMBER && sort != CELL_SORT_YEAR)
            continue;
        struct number number = row_number(row, field, 0);
        bool plain =
            number.status == NUMBER_READ && number.decimals == 0 && !number.has_group && number.unit == 0;
        contents.numbers++;
        contents.years += sort == CELL_SORT_YEAR;
        contents.fractions += is_fraction(&number);
        contents.rising = contents.rising && plain && number.digits == before + 1;
        before = number.digits;
    }
    return contents;
}

/* ---- headings ---- */

/* The cell of the header, or in its first lines what stands left of it over several columns. */
static struct str header_cell(const struct recogniser *recogniser, const struct found_table *table,
                              size_t row, uint32_t field)
{
    const struct row *cells = recogniser_row(recogniser, row);
    struct str cell = row_cell(cells, field);
    bool spreads = row + 1 < table->header_end; /* a line below tells the columns under it apart */
    while (spreads && cell.length == 0 && field > table->left + 1)
        cell = row_cell(cells, --field);
    return cell;
}

static void read_heading(const struct recogniser *recogniser, const struct found_table *table,
                         struct table_column *column)
{
    struct arena *arena = recogniser->arena;
    struct buffer heading = {.arena = arena};
    column->header_row = table->header == NO_ROW ? (uint32_t)table->first : (uint32_t)table->header;
    for (size_t row = (size_t)table->header; table->header != NO_ROW && row < table->header_end; row++) {
        struct str cell = header_cell(recogniser, table, row, column->field);
        struct str rest = cell;
        struct money_unit unit = unit_take(&rest);
        if (unit.ore != 0) {
            column->unit = unit.ore;
            column->currency = unit.currency;
        }
        if (cell.length == 0 || (unit.ore != 0 && str_trim(rest).length == 0 && heading.length > 0))
            continue;
        if (heading.length > 0)
            buffer_add_char(&heading, ' ');
        else
            column->header_row = (uint32_t)row;
        buffer_add(&heading, label_printable(arena, cell));
    }
    column->heading = buffer_text(&heading);
    column->sense = heading_sense(arena, column->heading);
    column->word = column->sense == SENSE_TOTAL ? label_line_word(arena, column->heading) : LINE_PLAIN;
    if (column->sense == SENSE_TOTAL && column->word != LINE_TOTAL && column->word != LINE_SUBTOTAL)
        column->word = LINE_TOTAL_OF;
}

/* A column that its file says to be a year or the total: its words are not looked at. */
static bool take_heading(const struct recogniser *recogniser, const struct found_table *table,
                         struct table_column *column)
{
    const struct heading *heading = &table->headings[column->field];
    struct str cell = row_cell(recogniser_row(recogniser, (size_t)table->header), column->field);
    bool total = heading->concept == COL_TOTAL;
    if ((!total && heading->concept != COL_YEAR) || heading->unit != 0)
        return false;
    column->header_row = (uint32_t)table->header;
    column->heading = label_printable(recogniser->arena, cell);
    column->sense = total ? SENSE_TOTAL : SENSE_NONE;
    column->word = total ? LINE_TOTAL : LINE_PLAIN;
    return true;
}

/* ---- roles ---- */

/* By what the heading alone says, in a table of a known kind. */
static enum column_role role_by_concept(enum concept concept)
{
    switch ((int)concept) {
    case COL_YEAR:
    case COL_COST:
    case COL_VALUE:
    case COL_LOW:
    case COL_HIGH:
        return COLUMN_AMOUNTS;
    case COL_TOTAL:
        return COLUMN_TOTAL;
    case COL_MEASURE:
        return COLUMN_UNIT;
    default:
        return COLUMN_WORDS;
    }
}

static enum column_role role_of(const struct found_table *table, const struct table_column *column,
                                const struct contents *contents)
{
    bool figures = contents->numbers > 0 && contents->numbers >= contents->words;
    bool years =
        contents->years == contents->numbers && contents->numbers > 2 && column->field == table->left;
    bool coded = (column->sense == SENSE_CODE && column->unit == 0) || years;
    if (contents->percents > contents->numbers && contents->percents >= contents->words)
        return COLUMN_SHARE;
    if (!figures)
        return column->concept == COL_MEASURE ? COLUMN_UNIT : COLUMN_WORDS;
    if (coded ||
        (column->field == table->left && contents->rising && contents->numbers > 1 && contents->words <= 1))
        return COLUMN_CODES;
    bool fractions = contents->fractions == contents->numbers && str_find(column->heading, STR("%")) >= 0;
    if ((column->sense == SENSE_SHARE || fractions) && column->unit == 0)
        return COLUMN_SHARE;
    if (column->sense == SENSE_PRICE)
        return COLUMN_PRICE;
    if ((column->sense == SENSE_QUANTITY || column->sense == SENSE_RATE) && column->unit == 0)
        return COLUMN_NUMBERS;
    if (column->sense == SENSE_DEVIATION || column->sense == SENSE_REMAINING || column->sense == SENSE_CHANGE)
        return COLUMN_APART;
    return column->word == LINE_PLAIN ? COLUMN_AMOUNTS : COLUMN_TOTAL;
}

static bool has_amounts(const struct found_table *table)
{
    for (size_t i = 0; i < table->columns.count; i++) {
        enum column_role role = table->columns.items[i].role;
        if (role == COLUMN_AMOUNTS || role == COLUMN_TOTAL)
            return true;
    }
    return false;
}

/* "Women, number;Men, number": where nothing but how many is told, and no price, that is what the table adds up. */
static void settle_counts(struct found_table *table)
{
    bool counts = !has_amounts(table);
    for (size_t i = 0; i < table->columns.count; i++)
        counts = counts && table->columns.items[i].role != COLUMN_PRICE &&
                 (table->columns.items[i].role != COLUMN_NUMBERS ||
                  table->columns.items[i].sense == SENSE_QUANTITY);
    for (size_t i = 0; i < table->columns.count && counts; i++)
        if (table->columns.items[i].role == COLUMN_NUMBERS)
            table->columns.items[i].role = COLUMN_AMOUNTS;
}

/* The only column of numbers is the amounts, whatever it is called: a price rather than how many, and the last rather than
 * the first. */
static void settle_only_numbers(struct found_table *table)
{
    static const enum column_role order[] = {COLUMN_APART, COLUMN_PRICE, COLUMN_NUMBERS};
    settle_counts(table);
    for (size_t i = 0; i < sizeof order / sizeof *order && !has_amounts(table); i++)
        for (size_t c = table->columns.count; c-- > 0 && !has_amounts(table);) {
            struct table_column *column = &table->columns.items[c];
            if (column->role == order[i])
                column->role = COLUMN_AMOUNTS;
        }
}

/* The column that names the rows: the first with words in at least half of them, else the one with most. */
static void settle_label(struct found_table *table, const struct contents *contents)
{
    size_t most = 0;
    for (size_t c = 0; c < table->columns.count; c++) {
        if (table->columns.items[c].role != COLUMN_WORDS || contents[c].words <= most)
            continue;
        bool half = most > 0 && contents[table->label].words * 2 >= contents[table->label].rows;
        if (half)
            break;
        most = contents[c].words;
        table->label = (long)c;
    }
    if (table->label != NO_ROW)
        table->columns.items[table->label].role = COLUMN_LABEL;
}

/* Headings that name labels in a budget's own tables, and amounts in others: "Partner;Kostnader;EU-stöd". */
static bool may_head_amounts(enum concept concept)
{
    return concept == COL_CATEGORY || concept == COL_FINANCIER || concept == COL_FINANCING;
}

/* More numbers than words: an amount may be said to be missing, but no label is a number. */
static bool holds_no_labels(const struct contents *contents)
{
    size_t numbers = contents->numbers + contents->percents;
    return numbers > contents->words || (contents->words == 0 && contents->rows > 0);
}

/* What the heading means, and what stands in the column where that does not say it. */
static struct contents read_column(const struct recogniser *recogniser, const struct found_table *table,
                                   struct table_column *column)
{
    int64_t unit = 0;
    struct contents contents = {0};
    if (!table->headings || !take_heading(recogniser, table, column))
        read_heading(recogniser, table, column);
    if (table->headings) {
        column->concept = table->headings[column->field].concept;
        column->year = table->headings[column->field].year;
    } else {
        column->concept = header_concept(recogniser->arena, column->heading, &column->year, &unit);
    }
    bool labels = !table->headings && column->field > table->left && may_head_amounts(column->concept);
    if (column->concept == UNKNOWN || labels || table->kind == TABLE_OTHER) {
        contents = column_contents(recogniser, table, column->field);
        column->numbers = contents.numbers;
    }
    if (labels && holds_no_labels(&contents))
        column->concept = UNKNOWN;
    column->role = table->kind != TABLE_OTHER && column->concept != UNKNOWN
                       ? role_by_concept(column->concept)
                       : role_of(table, column, &contents);
    return contents;
}

/* ---- the unit of totals ---- */

static bool raw_amount(const struct recogniser *recogniser, size_t row, uint32_t field, money *amount)
{
    struct number number = row_number(recogniser_row(recogniser, row), field, 0);
    return number.status == NUMBER_READ && !number.percent && number.unit == 0 &&
           number_amount(number, ORE_PER_KRONA, amount) == NUMBER_READ;
}

/* In how many rows the columns of amounts make the total, digits as they are written. */
static size_t count_sums(const struct recogniser *recogniser, const struct found_table *table, uint32_t total)
{
    size_t holds = 0;
    for (size_t row = table->first; row < table->end; row++) {
        money made = 0, amount = 0, printed = 0;
        bool known = raw_amount(recogniser, row, total, &printed) && printed != 0;
        for (size_t i = 0; i < table->columns.count && known; i++)
            if (table->columns.items[i].role == COLUMN_AMOUNTS &&
                raw_amount(recogniser, row, table->columns.items[i].field, &amount))
                known = money_add(made, amount, &made);
        holds += known && made == printed;
    }
    return holds;
}

/* "2024 (tkr);2025 (tkr);Totalt": a total without a unit has that of the amounts beside it, where its rows hold so. */
static void settle_total_units(const struct recogniser *recogniser, struct found_table *table)
{
    const struct table_column *first = NULL;
    bool same = true;
    for (size_t i = 0; i < table->columns.count && same; i++) {
        const struct table_column *column = &table->columns.items[i];
        if (column->role == COLUMN_LABEL && column->unit != 0)
            return;
        if (column->role != COLUMN_AMOUNTS)
            continue;
        first = first ? first : column;
        same = column->unit != 0 && column->unit == first->unit && column->currency == first->currency;
    }
    for (size_t i = 0; i < table->columns.count && first && same; i++) {
        struct table_column *column = &table->columns.items[i];
        if (column->role != COLUMN_TOTAL || column->unit != 0 ||
            count_sums(recogniser, table, column->field) == 0)
            continue;
        column->unit = first->unit;
        column->currency = first->currency;
    }
}

void recognise_columns(struct recogniser *recogniser, struct found_table *table)
{
    uint32_t left = table->kind == TABLE_OTHER ? table->left : 0;
    struct contents *contents = ARENA_ARRAY(recogniser->arena, struct contents, table->right + 1);
    table->columns.count = 0;
    for (uint32_t field = left; field < table->right; field++) {
        struct table_column *column = ARENA_PUSH(recogniser->arena, &table->columns);
        *column = (struct table_column){.field = field};
        contents[field - left] = read_column(recogniser, table, column);
    }
    settle_only_numbers(table);
    settle_label(table, contents);
    settle_total_units(recogniser, table);
}

const struct table_column *found_column(const struct found_table *table, uint32_t field)
{
    size_t first = table->columns.count > 0 ? table->columns.items[0].field : 0;
    return field >= first && field - first < table->columns.count ? &table->columns.items[field - first]
                                                                  : NULL;
}
