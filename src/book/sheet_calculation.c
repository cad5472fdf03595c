/* What was computed: each cell as it was published, as it should be, and why; the computed ones are read from their
 * sheets. */
#include "case_book.h"

enum {
    COMPUTED_CELL,
    COMPUTED_PUBLISHED,
    COMPUTED_VALUE,
    COMPUTED_DIFFERENCE,
    COMPUTED_HOW,
    COMPUTED_PLACE,
    COMPUTED_COLUMNS
};
enum { CELL_WIDTH = 52, HOW_WIDTH = 70 };

static struct style value_style(const struct cell *cell, enum value_kind kind, bool is_difference)
{
    if (kind == VALUE_PERCENT)
        return (struct style){.form = is_difference ? FORM_POINTS : FORM_PERCENT, .decimals = 2};
    bool ore = cell->value % ORE_PER_KRONA != 0;
    return (struct style){.form = is_difference ? (ore ? FORM_DIFFERENCE_ORE : FORM_DIFFERENCE)
                                  : ore         ? FORM_ORE
                                                : FORM_KRONOR,
                          .tone = is_difference ? TONE_PLAIN : TONE_COMPUTED};
}

/* The cell on its own sheet, as a formula; a number where it stands on none. */
static void put_value(struct case_book *at, lxw_row_t row, const struct computed *cell)
{
    struct sheet *sheet = at->sheets[SHEET_CALCULATION];
    struct address address = at->published[cell->computed->id];
    struct style style = value_style(cell->computed, cell->kind, false);
    double value = number_of(cell_ratio(cell->computed, cell->kind), cell->kind);
    struct buffer formula = {.arena = at->arena};
    if (!address.sheet) {
        sheet_number(sheet, row, COMPUTED_VALUE, value, style);
        return;
    }
    buffer_add_char(&formula, '=');
    address_add(&formula, address, sheet, false);
    sheet_formula(sheet, row, COMPUTED_VALUE, buffer_text(&formula), value, style);
}

static void put_published(struct case_book *at, lxw_row_t row, const struct computed *cell)
{
    struct sheet *sheet = at->sheets[SHEET_CALCULATION];
    struct style plain = value_style(cell->published, cell->kind, false);
    struct ratio difference;
    plain.tone = TONE_PLAIN;
    if (cell->published->state == CELL_UNREADABLE)
        sheet_text(sheet, row, COMPUTED_PUBLISHED, cell_text(cell->published->origin), plain);
    if (cell->published->state != CELL_VALUE ||
        !ratio_subtract(cell_ratio(cell->published, cell->kind), cell_ratio(cell->computed, cell->kind),
                        &difference))
        return;
    struct buffer formula = {.arena = at->arena};
    buffer_add(&formula, STR("=ROUND("));
    address_add(&formula, (struct address){sheet, row, COMPUTED_PUBLISHED}, sheet, false);
    buffer_add_char(&formula, '-');
    address_add(&formula, (struct address){sheet, row, COMPUTED_VALUE}, sheet, false);
    buffer_add(&formula, cell->kind == VALUE_PERCENT ? STR(",6)") : STR(",2)"));
    sheet_number(sheet, row, COMPUTED_PUBLISHED,
                 number_of(cell_ratio(cell->published, cell->kind), cell->kind), plain);
    struct style style = value_style(cell->computed, cell->kind, true);
    style.mark = (uint8_t)(ratio_is_zero(difference) ? SEVERITY_NONE : WARNING);
    sheet_formula(sheet, row, COMPUTED_DIFFERENCE, buffer_text(&formula), number_of(difference, cell->kind),
                  style);
}

static void write_computed(struct case_book *at, size_t index)
{
    struct sheet *sheet = at->sheets[SHEET_CALCULATION];
    const struct calculation *calculation = at->report->calculation;
    const struct computed *cell = &calculation->cells.items[index];
    lxw_row_t row = ROW_BODY + (lxw_row_t)(calculation->doubts.count + index);
    struct str how =
        with_doubt(at->arena, at->book->options.language, cell->follows_doubt, cell->calculation);
    int lines = sheet_lines(how, HOW_WIDTH), own = sheet_lines(cell->name, CELL_WIDTH);
    sheet_height(sheet, row, own > lines ? own : lines);
    sheet_text(sheet, row, COMPUTED_CELL, cell->name, (struct style){.wrap = true});
    put_value(at, row, cell);
    put_published(at, row, cell);
    sheet_text(sheet, row, COMPUTED_HOW, how, (struct style){.wrap = true, .indent = 1});
    sheet_link(sheet, row, COMPUTED_PLACE, layout_find(at, cell->computed->origin),
               place_words(at, cell->computed->origin), (struct style){0});
}

/* Figures that the published sums speak against stand first, without an amount computed. */
static void write_doubt(struct case_book *at, size_t index)
{
    struct sheet *sheet = at->sheets[SHEET_CALCULATION];
    const struct doubt *doubt = &at->report->calculation->doubts.items[index];
    lxw_row_t row = ROW_BODY + (lxw_row_t)index;
    struct str words = doubt_words(at->arena, at->book->options.language, at->report->calculation, doubt);
    struct style plain = value_style(doubt->published, VALUE_AMOUNT, false);
    plain.tone = TONE_PLAIN;
    plain.mark = (uint8_t)ERROR;
    sheet_height(sheet, row, sheet_lines(words, HOW_WIDTH));
    sheet_text(sheet, row, COMPUTED_CELL, doubt->name, (struct style){.wrap = true});
    sheet_number(sheet, row, COMPUTED_PUBLISHED,
                 number_of(cell_ratio(doubt->published, VALUE_AMOUNT), VALUE_AMOUNT), plain);
    sheet_text(sheet, row, COMPUTED_HOW, words, (struct style){.wrap = true, .indent = 1});
    sheet_link(sheet, row, COMPUTED_PLACE, layout_find(at, doubt->published->origin),
               place_words(at, doubt->published->origin), (struct style){0});
}

void write_calculation(struct case_book *at)
{
    static const enum word words[COMPUTED_COLUMNS] = {WORD_CELL,       WORD_PUBLISHED,   WORD_COMPUTED,
                                                      WORD_DIFFERENCE, WORD_CALCULATION, WORD_PLACE};
    struct sheet *sheet = at->sheets[SHEET_CALCULATION];
    size_t cells = at->report->calculation->cells.count, doubts = at->report->calculation->doubts.count;
    size_t count = cells + doubts;
    sheet_title(sheet, case_title(at->report), str_from(book_word(at->book, WORD_CALCULATION_SAID)));
    for (lxw_col_t i = 0; i < COMPUTED_COLUMNS; i++)
        sheet_word(sheet, ROW_HEAD, i, words[i], (struct style){.tone = TONE_HEAD});
    for (size_t i = 0; i < doubts; i++)
        write_doubt(at, i);
    for (size_t i = 0; i < cells; i++)
        write_computed(at, i);
    sheet_width(sheet, COMPUTED_CELL, CELL_WIDTH);
    sheet_width(sheet, COMPUTED_HOW, HOW_WIDTH);
    book_check(at->book, lxw.worksheet_autofilter(sheet->worksheet, ROW_HEAD, 0,
                                                  ROW_BODY + (lxw_row_t)count - 1, COMPUTED_COLUMNS - 1));
    sheet_finish(sheet, case_title(at->report), ROW_HEAD, ROW_BODY, 1);
}
