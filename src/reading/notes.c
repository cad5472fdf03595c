#include "notes.h"

#include "budgetkoll/dates.h"
#include "budgetkoll/vocabulary.h"
#include "budgetkoll/wordings.h"

/* How a line begins that belongs to no table. */
static const char *const beginnings[] = {
    "källa",
    "källor",
    "source",
    "sources",
    "sida",
    "sidan",
    "page",
    "utskriven",
    "utskrivet",
    "utskrift",
    "printed",
    "skapad",
    "created",
    "uttag",
    "utdrag",
    "not",
    "noter",
    "note",
    "notes",
    "anm",
    "anmärkning",
    "kommentar",
    "rapport",
    "report",
    "uppdaterad",
    "updated",
    "underskrift",
    "underskrifter",
    "ort",
    "namnteckning",
    "namnförtydligande",
    "signatur",
    "undertecknas",
    "attest",
    "signature",
    "signed",
};

static bool begins_as_note(struct arena *arena, struct str cell)
{
    struct str key = label_key(arena, cell);
    size_t end = 0;
    while (end < key.length && key.data[end] != ' ')
        end++;
    for (size_t i = 0; i < sizeof beginnings / sizeof *beginnings; i++)
        if (str_equal(str_slice(key, 0, end), str_from(beginnings[i])))
            return true;
    return false;
}

/* The only filled cell, or -1. */
static long single_cell(const struct row *row)
{
    long single = -1;
    for (uint32_t field = 0; field < row->count; field++) {
        if (row_cell(row, field).length == 0)
            continue;
        if (single >= 0)
            return -1;
        single = field;
    }
    return single;
}

/* "kvar 45 000 kr": words with an amount behind them. */
static bool ends_in_amount(const struct row *row, uint32_t field)
{
    return row_holds_amount(&(struct row){.cells = &row->cells[field], .count = 1}, 0);
}

/* "Utskriven;2024-01-01", "Sida;1;av;2": the date or the page in cells of their own, but no amount. */
static bool is_spread_note(struct arena *arena, const struct row *row)
{
    struct date date;
    if (!begins_as_note(arena, row_cell(row, 0)))
        return false;
    for (uint32_t field = 1; field < row->count; field++) {
        struct number number = row_number(row, field, 0);
        bool page = number.status == NUMBER_READ && number.decimals == 0 && row_cell(row, field).length <= 3;
        if (ends_in_amount(row, field) || (number.status != NUMBER_BLANK && number.status != NUMBER_NOT &&
                                           !page && date_read(row_cell(row, field), &date) != DATE_READ))
            return false;
    }
    return true;
}

static bool is_note(struct arena *arena, const struct row *row)
{
    long single = single_cell(row);
    if (single >= 0)
        return !row_holds_amount(row, (uint32_t)single);
    return is_spread_note(arena, row);
}

/* "Organisation;Härnösands kommun", "Ort;Datum;Underskrift": words only; of two cells one may be a date. */
static bool is_words(const struct row *row)
{
    struct date date;
    bool pair = row_filled(row) == 2;
    for (uint32_t field = 0; field < row->count; field++) {
        enum number_status status = row_number(row, field, 0).status;
        bool is_date = pair && date_read(row_cell(row, field), &date) == DATE_READ;
        if (ends_in_amount(row, field) || (status != NUMBER_BLANK && status != NUMBER_NOT && !is_date))
            return false;
    }
    return row_cell(row, row->first).length != 0;
}

/* A word of the tables, or a detail line: it may be a row whose amounts are missing. An asterisk marks a footnote. */
static bool may_be_row(struct arena *arena, const struct row *row)
{
    struct str label = row_cell(row, row_first_filled(row));
    bool footnote = str_starts(label, STR("*"));
    if (take_dash(&label) && !footnote)
        return true;
    struct str key = label_key(arena, label);
    return vocabulary_find(DOMAIN_COST, key).concept != UNKNOWN ||
           vocabulary_find(DOMAIN_FINANCING, key).concept != UNKNOWN ||
           vocabulary_find(DOMAIN_TOTALS, key).concept != UNKNOWN;
}

void notes_remark(struct filler *filler, size_t first, size_t count)
{
    const struct row *row = filler_row(filler, first);
    long single = single_cell(row);
    struct place place = place_resolve(filler_origin(filler, first, 0));
    struct message message = {count > 1 ? MESSAGE_REMARK_NOTES : MESSAGE_REMARK_NOTE,
                              {quoted(filler->arena, row_cell(row, single < 0 ? 0 : (uint32_t)single)),
                               place_line_text(filler->arena, place),
                               words_of_count(filler->arena, (long long)count - 1)}};
    budget_remark(filler->budget, filler->findings->language, message);
}

/* Some row begins as notes do: then rows of words beside it are signatures, and no table. */
static bool holds_note(const struct filler *filler)
{
    for (size_t i = filler->found.first; i < filler->found.end; i++)
        if (begins_as_note(filler->arena, row_cell(filler_row(filler, i), 0)))
            return true;
    return false;
}

bool notes_are_all(struct filler *filler, bool above_tables)
{
    size_t count = 0;
    bool has_note = holds_note(filler);
    for (size_t i = filler->found.first; i < filler->found.end; i++) {
        if (!filler_is_data(filler, i))
            continue;
        const struct row *row = filler_row(filler, i);
        if (!is_note(filler->arena, row) &&
            !(is_words(row) && (has_note || (above_tables && row_filled(row) == 2))))
            return false;
        count++;
    }
    if (filler->found.header != NO_ROW || filler->found.title != NO_ROW || count == 0)
        return false;
    notes_remark(filler, filler->found.first, count);
    return true;
}

/* Its rows hold amounts: one of words only may stand beside it. */
static bool holds_amounts(enum table_kind kind)
{
    return kind == TABLE_COSTS || table_kind_holds(TABLE_FINANCING, kind) || kind == TABLE_INTERVALS ||
           kind == TABLE_ALLOCATION;
}

void notes_cut(struct filler *filler)
{
    bool amounts = holds_amounts(filler->found.kind);
    size_t cut = filler->found.end, notes = 0, count = 0;
    for (size_t i = filler->found.end; i-- > filler->found.first;) {
        const struct row *row = filler_row(filler, i);
        if (row_is_blank(row))
            continue;
        bool beside = is_note(filler->arena, row) || (amounts && is_words(row));
        if (!beside || may_be_row(filler->arena, row))
            break;
        count++;
        bool after_blank = i > filler->found.first && row_is_blank(filler_row(filler, i - 1));
        if (after_blank || begins_as_note(filler->arena, row_cell(row, 0))) {
            cut = i;
            notes = count;
        }
    }
    if (notes == 0)
        return;
    filler->found.end = cut;
    notes_remark(filler, cut, notes);
}
