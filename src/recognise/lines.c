/* What each row of a table is: its label, wherever that stands, how far in, and what its words say of sums. */
#include "recogniser.h"

#include "budgetkoll/label.h"
#include "budgetkoll/wordings.h"

/* The label's column where that is filled, else the first column of words that is. */
static uint32_t label_field(const struct recogniser *recogniser, const struct found_table *table, size_t row)
{
    uint32_t own = table->label == NO_ROW ? table->left : table->columns.items[table->label].field;
    if (recogniser_cell(recogniser, row, own) == CELL_SORT_WORDS)
        return own;
    for (size_t c = 0; c < table->columns.count; c++) {
        const struct table_column *column = &table->columns.items[c];
        if (recogniser_cell(recogniser, row, column->field) == CELL_SORT_WORDS)
            return column->field;
    }
    return own;
}

/* A total row is known by its word in whichever column of words that stands. */
static enum line_word row_word(const struct recogniser *recogniser, const struct found_table *table,
                               size_t row, struct str label)
{
    enum line_word word = label_line_word(recogniser->scratch, label);
    for (size_t c = 0; c < table->columns.count && word == LINE_PLAIN; c++) {
        const struct table_column *column = &table->columns.items[c];
        const struct row *cells = recogniser_row(recogniser, row);
        struct str cell = row_cell(cells, column->field);
        if (recogniser_cell(recogniser, row, column->field) != CELL_SORT_WORDS)
            continue;
        enum line_word other = label_line_word(recogniser->scratch, cell);
        if (other == LINE_TOTAL || other == LINE_SUBTOTAL)
            word = other;
    }
    return word;
}

/* "0211" of "0211 Lön", "A4.1" of "A4.1 Prov": digits, perhaps with a letter before them, that the label begins with. */
static struct str code_of(struct str label)
{
    size_t at = 0, digits = 0;
    if (label.length > 1 && ((label.data[0] | 0x20) >= 'a' && (label.data[0] | 0x20) <= 'z') &&
        str_is_digit(label.data[1]))
        at++;
    for (; at < label.length && (str_is_digit(label.data[at]) || label.data[at] == '.'); at++)
        digits += str_is_digit(label.data[at]);
    bool ends =
        at < label.length && (label.data[at] == ' ' || label.data[at] == ')' || label.data[at] == ':');
    return digits > 0 && ends ? str_slice(label, 0, at) : STR("");
}

static enum row_role role_of(const struct recogniser *recogniser, const struct found_table *table, size_t row)
{
    const struct row *cells = recogniser_row(recogniser, row);
    bool shares = false;
    for (size_t c = 0; c < table->columns.count; c++) {
        enum column_role role = table->columns.items[c].role;
        enum cell_sort sort = recogniser_cell(recogniser, row, table->columns.items[c].field);
        bool figures = role >= COLUMN_AMOUNTS && role <= COLUMN_NUMBERS;
        bool filled = sort == CELL_SORT_BLANK && row_cell(cells, table->columns.items[c].field).length > 0;
        if (figures &&
            (sort == CELL_SORT_NUMBER || sort == CELL_SORT_YEAR || sort == CELL_SORT_WORDS || filled))
            return ROW_LINE; /* words where an amount should stand are told when it is read */
        shares = shares || (figures && sort == CELL_SORT_PERCENT);
    }
    return shares ? ROW_SHARES : ROW_HEADING;
}

/* ---- how far in ---- */

/* Codes say how far in where most rows have one, and they are not all of one length. */
static bool codes_tell(const struct found_table *table)
{
    size_t coded = 0, lines = 0, shortest = SIZE_MAX, longest = 0;
    for (size_t i = 0; i < table->lines.count; i++) {
        size_t length = table->lines.items[i].code.length;
        lines += table->lines.items[i].role == ROW_LINE;
        coded += table->lines.items[i].role == ROW_LINE && length > 0;
        if (length == 0)
            continue;
        shortest = length < shortest ? length : shortest;
        longest = length > longest ? length : longest;
    }
    return coded * 4 >= lines * 3 && coded > 2 && longest > shortest;
}

/* A code goes on from another one's in at least one pair: "011" after "01". */
static bool codes_nest(const struct found_table *table)
{
    for (size_t i = 1; i < table->lines.count; i++)
        for (size_t above = 0; above < i; above++) {
            struct str code = table->lines.items[i].code, other = table->lines.items[above].code;
            if (other.length > 0 && other.length < code.length && str_starts(code, other))
                return true;
        }
    return false;
}

static void settle_depths(const struct recogniser *recogniser, struct found_table *table, const bool *dashed)
{
    enum { DASH = 1000, FIELD = 100 };
    bool codes = codes_tell(table) && codes_nest(table), same = true;
    for (size_t i = 0; i < table->lines.count; i++) {
        struct table_line *line = &table->lines.items[i];
        const struct row *row = recogniser_row(recogniser, line->row);
        int in = (int)(row->indent < FIELD ? row->indent : FIELD - 1) + (dashed[i] ? DASH : 0);
        line->depth = codes ? (int)line->code.length : in;
        if (codes && line->code.length == 0)
            line->depth = -1;
        same = same && line->depth == table->lines.items[0].depth;
    }
    for (size_t i = 0; i < table->lines.count && same; i++)
        table->lines.items[i].depth = -1;
}

/* ---- rows ---- */

static bool repeats_header(const struct recogniser *recogniser, const struct found_table *table, size_t row)
{
    bool same = table->header != NO_ROW, words = false;
    for (size_t c = 0; c < table->columns.count && same; c++) {
        const struct table_column *column = &table->columns.items[c];
        if (column->role == COLUMN_LABEL || column->role == COLUMN_WORDS)
            continue;
        struct str cell = row_cell(recogniser_row(recogniser, row), column->field);
        words = words || cell.length > 0;
        same =
            str_equal(label_key(recogniser->scratch, cell), label_key(recogniser->scratch, column->heading));
    }
    return same && words;
}

static void add_line(struct recogniser *recogniser, struct found_table *table, size_t row, bool after_blank,
                     bool *dashed)
{
    struct table_line *line = ARENA_PUSH(recogniser->arena, &table->lines);
    *line = (struct table_line){.row = row, .field = label_field(recogniser, table, row)};
    line->label = row_cell(recogniser_row(recogniser, row), line->field);
    if (recogniser_cell(recogniser, row, line->field) != CELL_SORT_WORDS)
        line->label = STR("");
    line->role = repeats_header(recogniser, table, row) ? ROW_REPEATED : role_of(recogniser, table, row);
    line->word = row_word(recogniser, table, row, line->label);
    line->is_included = false;
    *dashed = row_take_dash(recogniser_row(recogniser, row), &line->label);
    line->is_included = key_has(label_key(recogniser->scratch, line->label), CLUE_INCLUDED);
    line->code = code_of(line->label);
    arena_clear(recogniser->scratch);
    const struct table_line *above = table->lines.count > 1 ? line - 1 : NULL;
    line->begins = after_blank || (above && above->role != ROW_LINE && above->role != ROW_SHARES);
}

/* Returns true when at least half of the rows with figures have a name. */
static bool have_names(const struct found_table *table)
{
    size_t lines = 0, named = 0;
    for (size_t i = 0; i < table->lines.count; i++) {
        lines += table->lines.items[i].role == ROW_LINE;
        named += table->lines.items[i].role == ROW_LINE && table->lines.items[i].label.length > 0;
    }
    return named * 2 >= lines;
}

/* The words of a total but the first name something that is in some row too: "Total travel" below "Travel, air". */
static bool names_a_row(const struct recogniser *recogniser, const struct found_table *table,
                        const struct table_line *total)
{
    enum { SHORTEST = 4 };
    struct str key = label_key(recogniser->arena, total->label);
    for (size_t at = 0; at < key.length; at++) {
        struct str rest = str_slice(key, at, key.length);
        size_t end = 0;
        while (end < rest.length && rest.data[end] != ' ')
            end++;
        bool word = at > 0 && key.data[at - 1] == ' ' && end >= SHORTEST;
        for (size_t i = 0; word && i + 1 < table->lines.count; i++)
            if (str_find(label_key(recogniser->scratch, table->lines.items[i].label),
                         str_slice(rest, 0, SHORTEST)) >= 0)
                return true;
    }
    return false;
}

/* "Total cost of project" as the last row, where no other is called a total and none is what it names: the sum of all. */
static void settle_only_total(const struct recogniser *recogniser, struct found_table *table)
{
    size_t count = table->lines.count;
    struct table_line *last = count > 2 ? &table->lines.items[count - 1] : NULL;
    bool only = last && last->role == ROW_LINE && last->word == LINE_TOTAL_OF;
    for (size_t i = 0; i + 1 < count && only; i++)
        only = table->lines.items[i].word == LINE_PLAIN;
    if (only && !names_a_row(recogniser, table, last))
        last->word = LINE_TOTAL;
}

/* A last row without a name is the sum of those above where they have names and none is called a total. */
static void settle_last_line(struct found_table *table)
{
    size_t count = table->lines.count;
    struct table_line *last = count > 2 ? &table->lines.items[count - 1] : NULL;
    bool nameless = last && last->role == ROW_LINE && last->label.length == 0 && have_names(table);
    for (size_t i = 0; i < count && nameless; i++)
        nameless = table->lines.items[i].word == LINE_PLAIN;
    if (nameless)
        last->word = LINE_TOTAL;
}

void recognise_lines(struct recogniser *recogniser, struct found_table *table)
{
    bool *dashed = ARENA_ARRAY(recogniser->arena, bool, table->end - table->first + 1), after_blank = false;
    for (size_t row = table->first; row < table->end; row++) {
        bool blank = true;
        for (uint32_t field = table->left; field < table->right && blank; field++)
            blank = row_cell(recogniser_row(recogniser, row), field).length == 0;
        bool header = table->header != NO_ROW && row >= (size_t)table->header && row < table->header_end;
        if (!blank && !header)
            add_line(recogniser, table, row, after_blank, &dashed[table->lines.count]);
        after_blank = blank;
    }
    settle_depths(recogniser, table, dashed);
    settle_last_line(table);
    settle_only_total(recogniser, table);
}
