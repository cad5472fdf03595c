/* What else the case says: facts, claims, partners, attachments, and how its files were read. */
#include "case_book.h"

static const struct style head = {.tone = TONE_HEAD};

static void put_head(struct case_book *at, enum detail part, enum word title, const enum word *words,
                     size_t count)
{
    struct sheet *sheet = at->sheets[SHEET_DETAILS];
    lxw_row_t row = at->details[part];
    sheet_wide_text(sheet, row - 1, 0, 3, str_from(book_word(at->book, title)),
                    (struct style){.tone = TONE_BAND});
    for (lxw_col_t i = 0; i < count; i++)
        sheet_word(sheet, row, i, words[i], head);
}

static struct address detail_cell(const struct case_book *at, enum detail part, size_t index,
                                  lxw_col_t column)
{
    return (struct address){at->sheets[SHEET_DETAILS], at->details[part] + 1 + (lxw_row_t)index, column};
}

static void write_facts(struct case_book *at)
{
    static const enum word words[] = {WORD_ITEM, WORD_VALUE};
    const struct budget *budget = at->report->budget;
    if (budget->facts.count)
        put_head(at, DETAIL_FACTS, WORD_PROJECT, words, 2);
    for (size_t i = 0; i < budget->facts.count; i++) {
        const struct fact *fact = &budget->facts.items[i];
        enum value_kind kind = concept_kind(fact->concept);
        struct address label = detail_cell(at, DETAIL_FACTS, i, 0),
                       value = detail_cell(at, DETAIL_FACTS, i, 1);
        bool is_number = (kind == VALUE_AMOUNT || kind == VALUE_COUNT) && fact->cell.state == CELL_VALUE;
        put_text(at, label, fact->label, (struct style){.wrap = true});
        if (is_number)
            put_cell(at, value, &fact->cell, kind, (struct style){.tone = TONE_PLAIN});
        else
            put_text(at, value, fact->text, (struct style){.wrap = true});
        sheet_height(value.sheet, value.row, sheet_lines(fact->text, 54));
        if (fact->concept == MAXIMUM_AID && is_number)
            book_name(at->book, case_name(at, WORD_NAME_MAXIMUM), value);
    }
}

static void write_claims(struct case_book *at)
{
    static const enum word words[] = {WORD_PERIOD, WORD_START, WORD_END, WORD_DUE};
    const struct budget *budget = at->report->budget;
    if (budget->claims.count)
        put_head(at, DETAIL_CLAIMS, WORD_CLAIMS, words, 4);
    for (size_t i = 0; i < budget->claims.count; i++) {
        const struct claim *claim = &budget->claims.items[i];
        put_text(at, detail_cell(at, DETAIL_CLAIMS, i, 0), claim->name, (struct style){0});
        put_date(at, detail_cell(at, DETAIL_CLAIMS, i, 1), &claim->start, (struct style){0});
        put_date(at, detail_cell(at, DETAIL_CLAIMS, i, 2), &claim->end, (struct style){0});
        put_date(at, detail_cell(at, DETAIL_CLAIMS, i, 3), &claim->due, (struct style){0});
    }
}

static void write_partners(struct case_book *at)
{
    static const enum word words[] = {WORD_NAME, WORD_ORGANISATION_NUMBER};
    const struct budget *budget = at->report->budget;
    if (budget->partners.count)
        put_head(at, DETAIL_PARTNERS, WORD_PARTNERS, words, 2);
    for (size_t i = 0; i < budget->partners.count; i++) {
        put_text(at, detail_cell(at, DETAIL_PARTNERS, i, 0), budget->partners.items[i].name,
                 (struct style){.wrap = true});
        put_text(at, detail_cell(at, DETAIL_PARTNERS, i, 1), budget->partners.items[i].org_number,
                 (struct style){0});
    }
}

static void write_attachments(struct case_book *at)
{
    static const enum word words[] = {WORD_ATTACHMENT, WORD_DESCRIPTION};
    const struct budget *budget = at->report->budget;
    if (budget->attachments.count)
        put_head(at, DETAIL_ATTACHMENTS, WORD_ATTACHMENTS, words, 2);
    for (size_t i = 0; i < budget->attachments.count; i++) {
        const struct attachment *attachment = &budget->attachments.items[i];
        struct address name = detail_cell(at, DETAIL_ATTACHMENTS, i, 0);
        put_text(at, name, attachment->name, (struct style){.wrap = true});
        sheet_text(name.sheet, name.row, 1, attachment->description, (struct style){.wrap = true});
        int lines = sheet_lines(attachment->description, 54), own = sheet_lines(attachment->name, 42);
        sheet_height(name.sheet, name.row, own > lines ? own : lines);
    }
}

/* Which encoding and separator each file was read with, and what was decided while reading. */
static void write_files(struct case_book *at)
{
    static const enum word words[] = {WORD_FILE, WORD_READ_AS};
    const struct budget *budget = at->report->budget;
    if (budget->files.count + budget->remarks.count)
        put_head(at, DETAIL_FILES, WORD_FILES, words, 2);
    for (size_t i = 0; i < budget->files.count; i++) {
        const struct file_reading *file = &budget->files.items[i];
        struct address name = detail_cell(at, DETAIL_FILES, i, 0);
        put_text(at, name, file->name, (struct style){.wrap = true});
        sheet_text(name.sheet, name.row, 1, reading_words(at->arena, at->book->options.language, file),
                   (struct style){.wrap = true});
    }
    for (size_t i = 0; i < budget->remarks.count; i++) {
        struct address text = detail_cell(at, DETAIL_FILES, budget->files.count + i, 0);
        sheet_wide_text(text.sheet, text.row, 0, 3, budget->remarks.items[i].text,
                        (struct style){.wrap = true});
    }
}

void write_details(struct case_book *at)
{
    struct sheet *sheet = at->sheets[SHEET_DETAILS];
    sheet_title(sheet, case_title(at->report), str_from(book_word(at->book, WORD_DETAILS_SAID)));
    write_facts(at);
    write_claims(at);
    write_partners(at);
    write_attachments(at);
    write_files(at);
    sheet_width(sheet, 0, 44);
    sheet_width(sheet, 1, 56);
    sheet_width(sheet, 2, 16);
    sheet_width(sheet, 3, 16);
    sheet_finish(sheet, case_title(at->report), 0, 0, 0);
}
