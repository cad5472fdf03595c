#include "sheet_rows.h"

#include <string.h>

enum { TEXT_BLOCK = 32 * 1024 };

/* ---- text, in blocks until its length is known ---- */

static void add_bytes(struct sheet_rows *sheet, struct str text)
{
    while (text.length > 0) {
        size_t used = sheet->text_length % TEXT_BLOCK, room = TEXT_BLOCK - used;
        if (used == 0)
            *ARENA_PUSH(sheet->scratch, &sheet->text_blocks) =
                (struct str){arena_alloc(sheet->scratch, TEXT_BLOCK, 1), TEXT_BLOCK};
        size_t taken = text.length < room ? text.length : room;
        char *block = (char *)sheet->text_blocks.items[sheet->text_blocks.count - 1].data;
        memcpy(block + used, text.data, taken);
        sheet->text_length += taken;
        text = str_slice(text, taken, text.length);
    }
}

/* Tabs and line ends, which stand between cells and rows, become blanks. */
static void add_cell_text(struct sheet_rows *sheet, struct str text)
{
    size_t begin = 0;
    for (size_t i = 0; i < text.length; i++) {
        if (text.data[i] != '\t' && text.data[i] != '\n' && text.data[i] != '\r')
            continue;
        add_bytes(sheet, str_slice(text, begin, i));
        add_bytes(sheet, STR(" "));
        begin = i + 1;
    }
    add_bytes(sheet, str_slice(text, begin, text.length));
}

static struct str join_text(struct sheet_rows *sheet)
{
    char *text = arena_alloc(sheet->arena, sheet->text_length + 1, 1);
    for (size_t i = 0; i < sheet->text_blocks.count; i++) {
        size_t begin = i * TEXT_BLOCK, left = sheet->text_length - begin;
        memcpy(text + begin, sheet->text_blocks.items[i].data, left < TEXT_BLOCK ? left : TEXT_BLOCK);
    }
    return (struct str){text, sheet->text_length};
}

/* ---- rows ---- */

static uint32_t leading_blanks(struct str text)
{
    struct str rest = text;
    while (rest.length > 0 && str_trim(str_slice(rest, 0, 1)).length == 0)
        rest = str_slice(rest, 1, rest.length);
    return (uint32_t)(text.length - rest.length);
}

static void push_row(struct sheet_rows *sheet, uint32_t line, uint32_t fields)
{
    struct row *row = ARENA_PUSH(sheet->arena, &sheet->rows.list);
    row->count = fields;
    row->record = (uint32_t)sheet->source->records.count;
    *ARENA_PUSH(sheet->arena, &sheet->source->records) =
        (struct record_start){(uint32_t)sheet->text_length, line, false};
}

static bool holds_currency(const struct sheet_rows *sheet)
{
    for (uint32_t i = 0; i < sheet->fields; i++)
        if (sheet->currencies.items[i] != CURRENCY_NONE)
            return true;
    return false;
}

static bool holds_exact(const struct sheet_rows *sheet)
{
    for (uint32_t i = 0; i < sheet->fields; i++)
        if (sheet->exact.items[i])
            return true;
    return false;
}

/* NULL where no cell is a number, as in most rows of words. */
static const struct row_forms *forms_of(const struct sheet_rows *sheet)
{
    if (!holds_exact(sheet) && !holds_currency(sheet))
        return NULL;
    struct row_forms *forms = ARENA_NEW(sheet->arena, struct row_forms);
    if (holds_exact(sheet))
        forms->exact = arena_copy(sheet->arena, sheet->exact.items, sheet->fields * sizeof(bool));
    if (holds_currency(sheet))
        forms->currencies = arena_copy(sheet->arena, sheet->currencies.items, sheet->fields);
    return forms;
}

static void end_row(struct sheet_rows *sheet)
{
    if (sheet->fields == 0)
        return;
    struct row *row = &sheet->rows.list.items[sheet->rows.list.count - 1];
    row->count = sheet->fields;
    row->forms = forms_of(sheet);
    add_bytes(sheet, STR("\n"));
}

static void begin_row(struct sheet_rows *sheet, uint32_t line)
{
    end_row(sheet);
    if (sheet->row != 0 && line > sheet->row + 1) {
        push_row(sheet, sheet->row + 1, 0);
        add_bytes(sheet, STR("\n"));
    }
    push_row(sheet, line, 0);
    sheet->row = line;
    sheet->fields = 0;
    sheet->exact.count = sheet->currencies.count = 0;
}

static bool fail_limit(const struct sheet_rows *sheet, enum message_id reason, long long limit)
{
    return archive_fail(sheet->archive, reason, words_of_count(sheet->archive->arena, limit));
}

/* A row and a cell are counted before any memory is taken for them. */
static bool has_room(struct sheet_rows *sheet, uint32_t row, struct sheet_cell cell)
{
    bool new_row = row != sheet->row;
    if (row == 0 || row < sheet->row || (!new_row && cell.column < sheet->fields))
        return archive_fail(sheet->archive, MESSAGE_WORKBOOK_ORDER, sheet->source->sheet);
    if (row > MOST_SHEET_ROWS || cell.column >= MOST_SHEET_COLUMNS)
        return fail_limit(sheet, MESSAGE_LIMIT_ADDRESS,
                          row > MOST_SHEET_ROWS ? MOST_SHEET_ROWS : MOST_SHEET_COLUMNS);
    bool gap = sheet->row != 0 && row > sheet->row + 1;
    sheet->taken->cells +=
        cell.column + 1 + (new_row ? 1 : 0) + (gap ? 1 : 0) - (new_row ? 0 : sheet->fields);
    sheet->taken->rows += new_row;
    sheet->taken->text += cell.text.length;
    if (sheet->taken->cells > MOST_SHEET_CELLS)
        return fail_limit(sheet, MESSAGE_LIMIT_SHEET_CELLS, MOST_SHEET_CELLS);
    if (sheet->taken->rows > MOST_ROWS)
        return fail_limit(sheet, MESSAGE_LIMIT_SHEET_ROWS, MOST_ROWS);
    if (sheet->taken->text > MOST_SHEET_TEXT)
        return fail_limit(sheet, MESSAGE_LIMIT_SHEET_TEXT, MOST_SHEET_TEXT / (1024 * 1024));
    return str_code_points(cell.text) <= MOST_CELL_TEXT ||
           fail_limit(sheet, MESSAGE_LIMIT_CELL_TEXT, MOST_CELL_TEXT);
}

bool sheet_rows_add(struct sheet_rows *sheet, uint32_t row, struct sheet_cell cell)
{
    if (str_trim(cell.text).length == 0)
        return true;
    if (!has_room(sheet, row, cell))
        return false;
    if (row != sheet->row) {
        begin_row(sheet, row);
        sheet->rows.list.items[sheet->rows.list.count - 1].indent = cell.indent + leading_blanks(cell.text);
    }
    while (sheet->fields <= cell.column) {
        if (sheet->fields > 0)
            add_bytes(sheet, STR("\t"));
        bool last = sheet->fields == cell.column;
        *ARENA_PUSH(sheet->scratch, &sheet->exact) = last && cell.exact;
        *ARENA_PUSH(sheet->scratch, &sheet->currencies) =
            (unsigned char)(last ? cell.currency : CURRENCY_NONE);
        sheet->fields++;
    }
    add_cell_text(sheet, cell.text);
    return true;
}

/* Points the cells of a row at their text, which begins at `at` and in which a tab stands before each but the first. */
static void cut_row(struct sheet_rows *sheet, struct row *row, size_t at)
{
    struct str text = sheet->source->text;
    row->cells = ARENA_ARRAY(sheet->arena, struct str, row->count);
    for (uint32_t field = 0; field < row->count; field++) {
        size_t end = at;
        while (text.data[end] != '\t' && text.data[end] != '\n')
            end++;
        row->cells[field] = str_trim(str_slice(text, at, end));
        at = end + 1;
    }
}

void sheet_rows_end(struct sheet_rows *sheet)
{
    end_row(sheet);
    sheet->source->text = join_text(sheet);
    for (size_t i = 0; i < sheet->rows.list.count; i++)
        if (sheet->rows.list.items[i].count > 0)
            cut_row(sheet, &sheet->rows.list.items[i], sheet->source->records.items[i].offset);
}
