/* Costs, financing and any other table: as published, beside it what it should be and the difference. */
#include "case_book.h"

enum { LABEL_WIDTH = 46, DESCRIPTION_WIDTH = 22, FINDINGS_WIDTH = 34 };

static const struct style head = {.tone = TONE_HEAD, .center = true},
                          band = {.tone = TONE_BAND, .center = true};

/* "EUR, kr": the currencies of its columns, in their order. */
static void add_currencies(struct buffer *text, const struct table *table)
{
    bool seen[CURRENCIES] = {0};
    const char *between = "";
    for (size_t i = 0; i < table->columns.count; i++) {
        enum currency currency = table->columns.items[i].currency;
        if (!seen[currency]) {
            buffer_print(text, "%s%s", between, currency_words(currency));
            between = ", ";
        }
        seen[currency] = true;
    }
}

/* "tkr" and the like: amounts are shown in kronor whatever they were published in. */
static struct str published_words(struct case_book *at, const struct table *table)
{
    struct buffer text = {.arena = at->arena};
    buffer_print(&text, "%s", book_word(at->book, at->report->calculation ? WORD_COMPLETED : WORD_PUBLISHED));
    for (size_t i = 0; i < table->columns.count; i++) {
        int64_t unit = table->columns.items[i].unit;
        enum currency currency = table->columns.items[i].currency;
        enum word word = unit >= 100000000 ? WORD_WAS_MILLIONS : WORD_WAS_THOUSANDS;
        if (unit > ORE_PER_KRONA) {
            buffer_print(&text, " (");
            buffer_print(&text, book_word(at->book, word), currency_words(currency));
            buffer_print(&text, ")");
            break;
        }
        if (currency != at->report->budget->currency) {
            buffer_print(&text, " (");
            add_currencies(&text, table);
            buffer_print(&text, ")");
            break;
        }
    }
    return buffer_text(&text);
}

static void write_band(struct case_book *at, const struct block *block)
{
    struct sheet *sheet = block->sheet;
    lxw_col_t published = block_published(block), computed = block_computed(block),
              difference = block_difference(block), end = block_end(block);
    struct str title = block->table->title.length
                           ? block->table->title
                           : table_kind_name(block->table->kind, at->book->options.language);
    sheet_wide_text(sheet, block->top, 0, (lxw_col_t)(published - 1), title,
                    (struct style){.tone = TONE_BAND});
    sheet_wide_text(sheet, block->top, published, (lxw_col_t)(computed - 1),
                    published_words(at, block->table), band);
    sheet_wide_text(sheet, block->top, computed, (lxw_col_t)(difference - 1),
                    str_from(book_word(at->book, WORD_COMPUTED)), band);
    sheet_wide_text(sheet, block->top, difference, (lxw_col_t)(end - 1),
                    str_from(book_word(at->book, WORD_DIFFERENCE)), band);
    for (lxw_col_t i = end; i <= block->findings; i++)
        sheet_blank(sheet, block->top, i, band);
}

static enum word label_word(enum table_kind kind)
{
    return kind == TABLE_COSTS                       ? WORD_COST_CATEGORY
           : table_kind_holds(TABLE_FINANCING, kind) ? WORD_FINANCIER
                                                     : WORD_ROW;
}

static void write_heads(struct case_book *at, const struct block *block)
{
    struct sheet *sheet = block->sheet;
    lxw_row_t row = block->top + 1;
    put_text(at, (struct address){sheet, row, 0},
             str_from(book_word(at->book, label_word(block->table->kind))),
             (struct style){.tone = TONE_HEAD});
    if (block->has_description)
        sheet_word(sheet, row, 1, WORD_DESCRIPTION, (struct style){.tone = TONE_HEAD});
    for (size_t i = 0; i < block->table->columns.count; i++) {
        struct str label = block->table->columns.items[i].label;
        put_text(at, (struct address){sheet, row, (lxw_col_t)(block_published(block) + i)}, label, head);
        sheet_text(sheet, row, (lxw_col_t)(block_computed(block) + i), label, head);
        sheet_text(sheet, row, (lxw_col_t)(block_difference(block) + i), label, head);
    }
    for (lxw_col_t i = block_end(block); i < block->findings; i++)
        sheet_blank(sheet, row, i, head);
    sheet_word(sheet, row, block->findings, WORD_FINDINGS, (struct style){.tone = TONE_HEAD});
}

/* Sums and totals are bold, with a line above them. */
static bool is_sum(const struct item *item)
{
    return item->concept == ROW_TOTAL || item->concept == SUM_COSTS || item->concept == ACTUAL_COSTS ||
           item->concept == IN_KIND || item->concept == TOTAL_COSTS || item->concept == CASH ||
           item->concept == PUBLIC_FINANCING || item->concept == PRIVATE_FINANCING ||
           item->concept == CO_FINANCING || item->concept == TOTAL_FINANCING || item->form == FORM_TOTAL;
}

/* As many lines as the longest of label, description and findings takes. */
static void set_height(struct case_book *at, const struct block *block, const struct block_row *entry,
                       lxw_row_t row)
{
    int lines[] = {
        sheet_lines(entry->item->label, LABEL_WIDTH - 2.0 * entry->depth),
        sheet_lines(entry->item->description, DESCRIPTION_WIDTH),
        sheet_lines(row_findings(at, (struct address){block->sheet, row, 0}, NULL), FINDINGS_WIDTH)};
    int most = 1;
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++)
        most = lines[i] > most ? lines[i] : most;
    sheet_height(block->sheet, row, most);
}

static void write_row(struct case_book *at, const struct block *block, size_t index)
{
    const struct block_row *entry = &block->rows.items[index];
    const struct item *item = entry->item;
    struct sheet *sheet = block->sheet;
    lxw_row_t row = block_body(block) + (lxw_row_t)index;
    enum value_kind kind = concept_kind(item->concept) == VALUE_PERCENT ? VALUE_PERCENT : VALUE_AMOUNT;
    struct style style = {
        .indent = entry->depth, .bold = is_sum(item) || item->lines.count > 0, .line_above = is_sum(item)};
    struct style label = style;
    label.wrap = true;
    put_text(at, (struct address){sheet, row, 0}, item->label, label);
    set_height(at, block, entry, row);
    style.indent = 0;
    if (block->has_description)
        sheet_text(sheet, row, 1, item->description,
                   (struct style){.wrap = true, .line_above = style.line_above});
    for (size_t i = 0; i < block->table->columns.count; i++) {
        const struct cell *cell = &item->cells[i];
        lxw_col_t difference = (lxw_col_t)(block_difference(block) + i);
        if (cell->state == CELL_ABSENT)
            continue;
        bool number = block->table->columns.items[i].role == COLUMN_NUMBERS;
        put_cell(at, at->published[cell->id], cell, number ? VALUE_COUNT : kind, style);
        put_computed(at, cell, at->computed[cell->id], (struct address){sheet, row, difference}, style.bold);
    }
    put_row_findings(at, (struct address){sheet, row, block->findings});
}

/* A difference that appears when a rate is changed shows as those that were there. */
static void colour_differences(struct case_book *at, const struct block *block)
{
    lxw_conditional_format condition = {
        .type = LXW_CONDITIONAL_TYPE_CELL,
        .criteria = LXW_CONDITIONAL_CRITERIA_NOT_EQUAL_TO,
        .value = 0,
        .format = style_format(at->book, (struct style){.mark = ERROR, .bold = true})};
    book_check(at->book, lxw.worksheet_conditional_format_range(
                             block->sheet->worksheet, block_body(block), block_difference(block),
                             block_body(block) + (lxw_row_t)block->rows.count - 1,
                             (lxw_col_t)(block_end(block) - 1), &condition));
}

static void write_block(struct case_book *at, const struct block *block)
{
    write_band(at, block);
    write_heads(at, block);
    for (size_t i = 0; i < block->rows.count; i++)
        write_row(at, block, i);
    if (block->rows.count)
        colour_differences(at, block);
    sheet_width(block->sheet, 0, LABEL_WIDTH);
    sheet_width(block->sheet, block->findings, FINDINGS_WIDTH);
    if (block->has_description)
        sheet_width(block->sheet, 1, DESCRIPTION_WIDTH);
}

static void finish_sheet(struct case_book *at, struct sheet *sheet, const struct block *first, size_t blocks)
{
    if (!sheet)
        return;
    enum word said = at->report->calculation ? WORD_COMPLETED_SAID : WORD_TABLES_SAID;
    struct buffer text = {.arena = at->arena};
    buffer_print(&text, book_word(at->book, said), currency_name(at->report->budget->currency));
    sheet_title(sheet, case_title(at->report), buffer_text(&text));
    if (blocks == 1 && first->rows.count)
        book_check(at->book, lxw.worksheet_autofilter(sheet->worksheet, ROW_HEAD, 0,
                                                      block_body(first) + (lxw_row_t)first->rows.count - 1,
                                                      first->findings));
    sheet_finish(sheet, case_title(at->report), ROW_BAND, blocks == 1 ? ROW_BODY : ROW_BAND,
                 blocks == 1 ? 1 : 0);
}

void write_tables(struct case_book *at)
{
    static const enum sheet_id ids[] = {SHEET_COSTS, SHEET_FINANCING, SHEET_TABLES};
    for (size_t i = 0; i < at->blocks.count; i++)
        write_block(at, &at->blocks.items[i]);
    for (size_t i = 0; i < sizeof ids / sizeof *ids; i++) {
        const struct block *first = NULL;
        size_t blocks = 0;
        for (size_t b = 0; b < at->blocks.count; b++) {
            if (at->blocks.items[b].sheet != at->sheets[ids[i]])
                continue;
            first = first ? first : &at->blocks.items[b];
            blocks++;
        }
        finish_sheet(at, at->sheets[ids[i]], first, blocks);
    }
}
