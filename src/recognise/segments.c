#include "budgetkoll/segments.h"

#include "budgetkoll/headers.h"
#include "budgetkoll/number.h"
#include "budgetkoll/vocabulary.h"
#include "budgetkoll/wordings.h"
#include "segment_kind.h"

enum { LONG_HEADER = 50 }; /* bytes */

struct cutter {
    struct arena *arena;
    struct rows *rows;
    struct segments segments;
    long pending_title;
    struct money_unit title_unit,
        file_unit;      /* stated by the pending title; by a line for all tables after it */
    bool is_first_unit; /* no line before stated one */
    size_t above_unit;  /* the tables above that line */
    bool open;          /* the last segment still takes rows */
    bool after_blank;   /* the row before was blank, or there is none */
};

static const struct row *row_at(const struct cutter *cutter, size_t i)
{
    return &cutter->rows->list.items[i];
}

/* The number of the next row that is not blank, or the number of rows. */
static size_t next_filled(const struct cutter *cutter, size_t i)
{
    for (i++; i < cutter->rows->list.count; i++)
        if (!row_is_blank(row_at(cutter, i)))
            break;
    return i;
}

/* The field in which a table that begins with row `i` has its labels: no header need stand above them. */
static uint32_t leftmost(const struct cutter *cutter, size_t i)
{
    size_t count = cutter->rows->list.count, below = i < count ? next_filled(cutter, i) : count;
    uint32_t left = i < count ? row_first_filled(row_at(cutter, i)) : 0;
    uint32_t under = below < count ? row_first_filled(row_at(cutter, below)) : left;
    return under < left ? under : left;
}

static void open_segment(struct cutter *cutter, enum table_kind kind, long header, size_t first)
{
    struct segment *segment = ARENA_PUSH(cutter->arena, &cutter->segments.list);
    struct money_unit unit = cutter->title_unit.ore ? cutter->title_unit : cutter->file_unit;
    size_t begin = header != NO_ROW ? (size_t)header : next_filled(cutter, first - 1);
    *segment = (struct segment){.kind = kind,
                                .title = cutter->pending_title,
                                .header = header,
                                .unit = unit.ore,
                                .first = first,
                                .end = first,
                                .left = leftmost(cutter, begin),
                                .currency = unit.currency};
    cutter->pending_title = NO_ROW;
    cutter->title_unit.ore = 0;
    cutter->open = true;
}

static struct segment *current(struct cutter *cutter)
{
    return cutter->open ? &cutter->segments.list.items[cutter->segments.list.count - 1] : NULL;
}

/* The same header again, whatever its case and punctuation. */
static bool same_header(struct arena *arena, const struct row *a, const struct row *b)
{
    uint32_t count = a->count > b->count ? a->count : b->count;
    for (uint32_t field = 0; field < count; field++)
        if (!str_equal(label_key(arena, row_cell(a, field)), label_key(arena, row_cell(b, field))))
            return false;
    return true;
}

/* A table that is understood is open. */
static bool is_inside(struct cutter *cutter)
{
    return cutter->open && current(cutter)->kind != TABLE_UNKNOWN;
}

/* The row has a number, beside the labels that stand in field `left`. */
static bool has_number(const struct cutter *cutter, size_t i, uint32_t left)
{
    return i < cutter->rows->list.count && row_holds_number_after(row_at(cutter, i), left);
}

/* The next row with more than a heading in it, which ends at a blank row, or the number of rows. */
static size_t first_amounts(const struct cutter *cutter, size_t i)
{
    i = next_filled(cutter, i);
    while (i < cutter->rows->list.count && row_filled(row_at(cutter, i)) == 1)
        i++;
    return i;
}

/* A long cell with a full stop or a colon after a word is running text. */
static bool holds_sentence(const struct row *row)
{
    for (uint32_t field = 0; field < row->count; field++) {
        struct str cell = row_cell(row, field);
        if (cell.length >= LONG_HEADER && (str_find(cell, STR(". ")) >= 0 || str_ends(cell, STR(":"))))
            return true;
    }
    return false;
}

/* "Kontroll;OK;OK;OK": a table's own control, and no header. */
static bool is_control(const struct cutter *cutter, const struct row *row)
{
    uint32_t left = row_first_filled(row);
    bool control = key_has(label_key(cutter->arena, row_cell(row, left)), CLUE_CONTROLS);
    for (uint32_t field = left + 1; field < row->count && control; field++)
        control = row_cell(row, field).length == 0 ||
                  key_has(label_key(cutter->arena, row_cell(row, field)), CLUE_AGREES);
    return control;
}

/* A header of a table of no known kind: words only (or years), above a row that holds numbers. `inside` a table it
 * must look more like one, since a detail line can be words only as well. */
static bool is_other_header(const struct cutter *cutter, size_t i, bool inside)
{
    if (i >= cutter->rows->list.count)
        return false;
    const struct row *row = row_at(cutter, i);
    uint32_t filled = row_filled(row), left = leftmost(cutter, i);
    uint64_t amounts = HEADER_COLUMN(COL_YEAR) | HEADER_COLUMN(COL_TOTAL);
    bool corner = row_cell(row, left).length != 0 || (header_columns(cutter->arena, row) & amounts) != 0;
    if (filled < 2 || !corner || header_is_data(row) || holds_sentence(row) || is_control(cutter, row) ||
        !has_number(cutter, first_amounts(cutter, i), left))
        return false;
    return !inside || filled > 2 || (header_columns(cutter->arena, row) & amounts) != 0;
}

/* Row `i` is the open table's header again, as at a page break: what follows goes on with the table. When the first
 * row below it has been there already, it is the table itself that stands twice. */
static bool is_repeated_header(struct cutter *cutter, size_t i)
{
    const struct segment *segment = current(cutter);
    size_t below = i < cutter->rows->list.count ? next_filled(cutter, i) : i;
    if (!segment || segment->header == NO_ROW || i >= cutter->rows->list.count ||
        !same_header(cutter->arena, row_at(cutter, i), row_at(cutter, (size_t)segment->header)))
        return false;
    for (size_t row = segment->first; below < cutter->rows->list.count && row < segment->end; row++)
        if (str_equal(row_cell(row_at(cutter, row), segment->left),
                      row_cell(row_at(cutter, below), segment->left)) &&
            row_filled(row_at(cutter, row)) > 1)
            return false;
    return true;
}

/* Takes a row out of the table: a header or title repeated at a page break. */
static void blank_row(struct cutter *cutter, size_t i)
{
    cutter->rows->list.items[i].count = 0;
    current(cutter)->end = i + 1;
}

static bool is_key(const struct cutter *cutter, const struct row *row)
{
    struct str label = row_cell(row, row_first_filled(row));
    struct ratio rate;
    label_take_rate(&label, &rate);
    return vocabulary_find(DOMAIN_KEY, label_key(cutter->arena, label)).concept != UNKNOWN;
}

/* What is left of a line that states the unit of all amounts. */
static bool names_amounts(struct str key)
{
    static const char *const amounts[] = {"",         "belopp",      "alla belopp",  "samtliga belopp",
                                          "beloppen", "siffror",     "alla siffror", "samtliga siffror",
                                          "amounts",  "all amounts", "figures",      "all figures",
                                          "currency", "valuta"};
    static const char *const verbs[] = {" anges", " är",        " visas", " redovisas",
                                        " are",   " are given", " given"};
    for (size_t i = 0; i < sizeof verbs / sizeof *verbs; i++)
        if (str_ends(key, str_from(verbs[i])))
            key.length -= strlen(verbs[i]);
    for (size_t i = 0; i < sizeof amounts / sizeof *amounts; i++)
        if (str_equal(key, str_from(amounts[i])))
            return true;
    return false;
}

/* "Belopp i tkr", "(mnkr)": a unit for all tables that follow; below the last of them, where nothing else was said, for
 * all of them. */
static bool take_file_unit(struct cutter *cutter, struct str key, struct money_unit unit)
{
    if (unit.ore == 0 || !names_amounts(key))
        return false;
    cutter->is_first_unit = cutter->file_unit.ore == 0;
    cutter->above_unit = cutter->segments.list.count;
    cutter->file_unit = unit;
    return true;
}

static bool is_budget_row(struct str key)
{
    return vocabulary_find(DOMAIN_COST, key).concept != UNKNOWN ||
           vocabulary_find(DOMAIN_FINANCING, key).concept != UNKNOWN;
}

static bool is_inside_other(struct cutter *cutter)
{
    return cutter->open && current(cutter)->kind == TABLE_OTHER;
}

/* In a table of no known kind a row of words is a heading of its rows, after a blank row only when rows follow. */
static bool is_heading_inside(struct cutter *cutter, size_t next, enum concept title)
{
    bool rows_follow =
        title != TITLE_PROJECT && title != TITLE_SHARES && has_number(cutter, next, leftmost(cutter, next));
    return is_inside_other(cutter) && (!cutter->after_blank || rows_follow);
}

/* Words stand where the open table has its amounts: the row belongs to another table. */
static bool contradicts_header(struct cutter *cutter, const struct row *row)
{
    const struct segment *segment = current(cutter);
    if (!segment || segment->header == NO_ROW || header_is_data(row) || is_control(cutter, row))
        return false;
    const struct row *header = row_at(cutter, (size_t)segment->header);
    for (uint32_t field = 1; field < row->count; field++) {
        int year = 0;
        int64_t unit = 0;
        enum concept concept = header_concept(cutter->arena, row_cell(header, field), &year, &unit);
        bool amounts =
            concept == COL_YEAR || concept == COL_TOTAL || concept == COL_LOW || concept == COL_HIGH;
        if (amounts && row_number(row, field, 0).status == NUMBER_NOT)
            return true;
    }
    return false;
}

/* Words only, above a row with as many cells: the header of a table, below a heading, that may be no budget. */
static bool is_words_header(const struct cutter *cutter, size_t i)
{
    size_t next = i < cutter->rows->list.count ? next_filled(cutter, i) : i;
    return next < cutter->rows->list.count && row_filled(row_at(cutter, i)) > 1 &&
           !header_is_data(row_at(cutter, i)) &&
           row_filled(row_at(cutter, next)) >= row_filled(row_at(cutter, i));
}

/* The header of a table that is known follows. */
static bool is_right_above_header(struct cutter *cutter, size_t i)
{
    size_t next = next_filled(cutter, i);
    bool apart = !cutter->open || cutter->after_blank || next == i + 1; /* else it ends the table above */
    return apart && next < cutter->rows->list.count &&
           header_kind(cutter->arena, row_at(cutter, next)) != TABLE_NONE;
}

/* A row with one cell, in the first column unless its table begins in another: a title, or a row of the table without
 * amounts. */
static bool take_title(struct cutter *cutter, size_t i)
{
    const struct row *row = row_at(cutter, i);
    size_t next = next_filled(cutter, i);
    uint32_t left = row_first_filled(row);
    if (left > row->first && (header_is_data(row) || (cutter->open && !cutter->after_blank)))
        return false;
    struct str label = row_cell(row, left);
    struct money_unit unit = unit_find(&label);
    struct str key = label_key(cutter->arena, label);
    if (take_file_unit(cutter, key, unit))
        return true;
    if (is_repeated_header(cutter, next)) {
        blank_row(cutter, i);
        return true;
    }
    enum concept title = vocabulary_find(DOMAIN_TITLE, key).concept;
    bool above_header = is_right_above_header(cutter, i);
    bool above_other = cutter->after_blank && !is_budget_row(key) && next < cutter->rows->list.count &&
                       (is_other_header(cutter, next, is_inside(cutter)) ||
                        contradicts_header(cutter, row_at(cutter, next)) ||
                        (is_inside_other(cutter) && is_words_header(cutter, next)));
    bool is_title = title != UNKNOWN && !is_heading_inside(cutter, next, title);
    bool holds_amount = row_holds_amount(row, left); /* which no heading has, and which must not be lost */
    if (!is_title && (holds_amount || (!above_header && !above_other)))
        return false;
    cutter->pending_title = (long)i;
    cutter->title_unit = unit;
    cutter->open = false;
    if (title == TITLE_SHARES && !above_header)
        open_segment(cutter, TABLE_SHARES, NO_ROW, i + 1);
    if (title == TITLE_PROJECT && !above_header)
        open_segment(cutter, TABLE_PROJECT, NO_ROW, i + 1);
    return true;
}

/* "Projektbudget;;;(belopp i tkr)", "Projektbudget;;;Sida 1": a title with the unit or the page beside it. */
static bool take_wide_title(struct cutter *cutter, size_t i)
{
    const struct row *row = row_at(cutter, i);
    uint32_t left = row_first_filled(row), last = row->count - 1;
    if (row_filled(row) != 2 || header_is_data(row) || is_key(cutter, row) ||
        !is_right_above_header(cutter, i))
        return false;
    while (row_cell(row, last).length == 0)
        last--;
    struct str beside = row_cell(row, last), title = row_cell(row, left);
    struct money_unit unit = unit_take(&beside);
    struct str key = label_key(cutter->arena, beside);
    bool page = str_starts(key, STR("sida ")) || str_starts(key, STR("page "));
    if (!page && !take_file_unit(cutter, key, unit))
        return false;
    cutter->pending_title = (long)i;
    cutter->title_unit = unit_take(&title);
    cutter->open = false;
    return true;
}

/* The unit that a cell of such a line states, of all amounts or of its table's. */
static void take_unit_above(struct cutter *cutter, struct str cell)
{
    struct money_unit unit = unit_take(&cell);
    if (take_file_unit(cutter, label_key(cutter->arena, cell), unit) || unit.ore == 0 ||
        cutter->title_unit.ore != 0)
        return;
    cutter->title_unit = unit;
}

/* What a pivot table has above its header, or "Avdelning;Norr": words, of which the first is the table's title. */
static bool take_line_above(struct cutter *cutter, size_t i)
{
    const struct row *row = row_at(cutter, i);
    uint32_t left = leftmost(cutter, i);
    if ((cutter->open && !cutter->after_blank) || i + 1 >= cutter->rows->list.count || is_key(cutter, row) ||
        !header_is_below(cutter->arena, row, row + 1, left) ||
        !has_number(cutter, first_amounts(cutter, i + 1), left))
        return false;
    if (cutter->pending_title == NO_ROW)
        cutter->pending_title = (long)i;
    for (uint32_t field = left; field < row->count; field++)
        take_unit_above(cutter, row_cell(row, field));
    cutter->open = false;
    return true;
}

/* "Projekt;2024;2025" above "Alfa;1 000;500": what could be said of one project heads a list of many. What follows a fact is
 * another, or a budget. */
static bool heads_list(const struct cutter *cutter, size_t i)
{
    if (i + 1 >= cutter->rows->list.count || !is_other_header(cutter, i, false))
        return false;
    const struct row *below = row_at(cutter, i + 1);
    bool many = row_filled(row_at(cutter, i)) > 2; /* columns */
    if (!row_holds_number_after(below, row_first_filled(below)) ||
        (!many && !has_number(cutter, i + 2, row_first_filled(below)))) /* one row is no list */
        return false;
    struct str label = row_cell(below, row_first_filled(below));
    return !is_key(cutter, below) && !is_budget_row(label_key(cutter->arena, label));
}

static void take_row(struct cutter *cutter, size_t i)
{
    const struct row *row = row_at(cutter, i);
    if (!cutter->open && row_filled(row) > 1 && is_key(cutter, row) && !heads_list(cutter, i))
        open_segment(cutter, TABLE_PROJECT, NO_ROW, i);
    else if ((!cutter->open || cutter->after_blank) &&
             (is_other_header(cutter, i, is_inside(cutter)) ||
              (cutter->pending_title != NO_ROW && is_words_header(cutter, i))))
        open_segment(cutter, TABLE_OTHER, (long)i, i + 1);
    else if (!cutter->open || (cutter->after_blank && contradicts_header(cutter, row)))
        open_segment(cutter, TABLE_UNKNOWN, NO_ROW, i);
    current(cutter)->end = i + 1;
}

static void cut_row(struct cutter *cutter, size_t i)
{
    header_join(cutter->arena, cutter->rows, i);
    const struct row *row = row_at(cutter, i);
    uint32_t filled = row_filled(row);
    enum table_kind kind = filled > 1 ? header_kind(cutter->arena, row) : TABLE_NONE;
    if (kind != TABLE_NONE && is_repeated_header(cutter, i))
        blank_row(cutter, i);
    else if (kind != TABLE_NONE)
        open_segment(cutter, kind, (long)i, i + 1);
    else if (filled == 1 ? !take_title(cutter, i)
                         : !take_wide_title(cutter, i) && !take_line_above(cutter, i))
        take_row(cutter, i);
}

/* "Alla belopp i tkr" as a footnote, or a title "Budget i tkr" that nothing follows: where nothing else was said. */
static void take_unit_below(struct cutter *cutter)
{
    bool is_title = cutter->file_unit.ore == 0 && cutter->pending_title != NO_ROW;
    bool is_line = cutter->is_first_unit && cutter->above_unit == cutter->segments.list.count;
    struct money_unit unit = is_title  ? cutter->title_unit
                             : is_line ? cutter->file_unit
                                       : (struct money_unit){.ore = 0};
    for (size_t i = 0; unit.ore != 0 && i < cutter->segments.list.count; i++) {
        struct segment *segment = &cutter->segments.list.items[i];
        if (segment->unit != 0)
            continue;
        segment->unit = unit.ore;
        segment->currency = unit.currency;
    }
}

struct segments segments_find(struct arena *arena, struct rows *rows)
{
    struct cutter cutter = {.arena = arena, .rows = rows, .pending_title = NO_ROW, .after_blank = true};
    header_settle_periods(arena, rows);
    for (size_t i = 0; i < rows->list.count; i++) {
        bool blank = row_is_blank(row_at(&cutter, i));
        if (!blank)
            cut_row(&cutter, i);
        cutter.after_blank = blank;
    }
    take_unit_below(&cutter);
    for (size_t i = 0; i < cutter.segments.list.count; i++)
        segment_settle_kind(arena, rows, &cutter.segments.list.items[i]);
    return cutter.segments;
}
