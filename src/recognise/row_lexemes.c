/* What the cells of a row can be, each read once, and what that says of the row. */
#include "budgetkoll/lexeme.h"

enum { MOST_KEPT = 20000 }; /* cells of a file; what those of larger files can be is read when it is asked */

struct row_lexemes {
    struct lexicon *lexicon;
    uint32_t count;
    const struct lexeme *cells[]; /* NULL: not yet asked */
};

void rows_lex(struct lexicon *lexicon, struct rows *rows)
{
    size_t kept = 0;
    for (size_t i = 0; i < rows->list.count && kept + rows->list.items[i].count <= MOST_KEPT; i++) {
        struct row *row = &rows->list.items[i];
        kept += row->count;
        if (row->count == 0)
            continue;
        row->lexemes =
            lexicon_alloc(lexicon, sizeof *row->lexemes + row->count * sizeof *row->lexemes->cells);
        row->lexemes->lexicon = lexicon;
        row->lexemes->count = row->count;
    }
}

static void read_cell(const struct row *row, uint32_t field, struct lexeme *lexeme)
{
    bool exact = row_is_exact(row, field > INT32_MAX ? -1 : (int)field);
    enum currency currency = exact ? row_currency(row, field) : CURRENCY_NONE;
    lex_cell(row_cell(row, field), exact, currency, lexeme);
}

/* What is kept is of the cell's text as it was: a header may have been joined with the row below it since. */
const struct lexeme *row_lexeme(const struct row *row, uint32_t field, struct lexeme *own)
{
    struct str cell = row_cell(row, field);
    if (!row->lexemes || field >= row->lexemes->count || cell.length == 0) {
        read_cell(row, field, own);
        return own;
    }
    const struct lexeme **kept = &row->lexemes->cells[field];
    if (!*kept || (*kept)->text.data != cell.data || (*kept)->text.length != cell.length) {
        struct lexeme *lexeme = lexicon_alloc(row->lexemes->lexicon, sizeof *lexeme);
        read_cell(row, field, lexeme);
        *kept = lexeme;
    }
    return *kept;
}

struct number row_number(const struct row *row, uint32_t field, char decimal_mark)
{
    struct lexeme own;
    return lexeme_number(row_lexeme(row, field, &own), decimal_mark);
}

bool row_holds_number(const struct row *row, uint32_t field)
{
    enum number_status status = row_number(row, field, 0).status;
    return status != NUMBER_BLANK && status != NUMBER_NOT;
}

bool row_holds_number_after(const struct row *row, uint32_t field)
{
    for (field++; field < row->count; field++)
        if (row_holds_number(row, field))
            return true;
    return false;
}

/* The label without "kr", "tkr", ":-" at its end. */
static struct str without_unit(struct str label)
{
    size_t last = label.length;
    while (last > 0 && label.data[last - 1] != ' ')
        last--;
    if (str_ends(label, STR(":-")))
        return str_trim(str_slice(label, 0, label.length - 2));
    return unit_from_name(str_slice(label, last, label.length)) ? str_trim(str_slice(label, 0, last)) : label;
}

/* "Personal 756 000 771 120", "Kvar: 45 000 kr": amounts that a paste from a PDF left in the label's cell. */
static bool ends_in_amount(struct str label)
{
    label = without_unit(label);
    size_t length = label.length, group = 0;
    while (group < 3 && length > 0 && str_is_digit(label.data[length - 1])) {
        length--;
        group++;
    }
    bool blank = length >= 2 && label.data[length - 1] == ' ';
    return group == 3 && blank && str_is_digit(label.data[length - 2]);
}

bool row_holds_amount(const struct row *row, uint32_t label_field)
{
    if (ends_in_amount(row_cell(row, label_field)))
        return true;
    for (uint32_t field = 0; field < row->count; field++) {
        struct number number = row_number(row, field, 0);
        if (field != label_field && number.status != NUMBER_BLANK && number.status != NUMBER_NOT &&
            !number.percent)
            return true;
    }
    return false;
}
