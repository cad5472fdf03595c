#include "spreadsheet.h"

bool spreadsheet_read(struct spreadsheet *book, struct arena *arena, struct str file, struct str bytes)
{
    *book = (struct spreadsheet){.arena = arena, .scratch = {.exhausted = arena->exhausted}, .file = file};
    if (!archive_open(&book->archive, arena, bytes))
        return false;
    if (archive_has(&book->archive, STR("content.xml")))
        return ods_read(book);
    if (archive_has(&book->archive, STR("[Content_Types].xml")))
        return xlsx_read(book);
    return archive_fail(&book->archive, MESSAGE_FILE_OTHER_ZIP, STR(""));
}

void spreadsheet_release(struct spreadsheet *book)
{
    archive_close(&book->archive);
    arena_release(&book->scratch);
}

struct sheet_rows spreadsheet_open_sheet(struct spreadsheet *book, const char *name)
{
    struct source *source = ARENA_NEW(book->arena, struct source);
    struct str shown = str_shorten(str_from(name && *name ? name : "?"), MOST_NAME);
    source->name = book->file;
    source->sheet = (struct str){arena_copy(book->arena, shown.data, shown.length), shown.length};
    source->kind = SOURCE_SHEET;
    source->sheet_number = (uint32_t)book->sheets.count;
    source->separator = '\t';
    return (struct sheet_rows){.arena = book->arena,
                               .scratch = &book->scratch,
                               .archive = &book->archive,
                               .taken = &book->taken,
                               .source = source};
}

void spreadsheet_hide_columns(struct spreadsheet *book, struct sheet_hides *hides, uint32_t first,
                              uint32_t count)
{
    if (hides->column_runs++ >= MOST_HIDDEN_RUNS)
        return;
    if (!hides->columns)
        hides->columns = ARENA_ARRAY(&book->scratch, bool, MOST_SHEET_COLUMNS);
    for (uint32_t field = first; field < MOST_SHEET_COLUMNS && count > 0; field++, count--)
        hides->columns[field] = true;
}

void spreadsheet_hide_row(struct spreadsheet *book, struct sheet_hides *hides, uint32_t row)
{
    enum { MOST_NAMED = 20 };
    hides->rows.arena = book->arena;
    if (hides->row_count++ < MOST_NAMED)
        buffer_print(&hides->rows, hides->rows.length > 0 ? ", %u" : "%u", row + 1);
    else if (hides->row_count == MOST_NAMED + 1)
        buffer_add(&hides->rows, STR(" ..."));
}

/* "C, E": the columns that hold something but are not shown. */
static struct str hidden_columns(struct spreadsheet *book, const struct sheet_rows *rows,
                                 const struct sheet_hides *hides)
{
    struct buffer names = {.arena = book->arena};
    bool *holds = hides->columns ? ARENA_ARRAY(&book->scratch, bool, MOST_SHEET_COLUMNS) : NULL;
    for (size_t i = 0; holds && i < rows->rows.list.count; i++) {
        const struct row *row = &rows->rows.list.items[i];
        for (uint32_t field = 0; field < row->count && field < MOST_SHEET_COLUMNS; field++)
            holds[field] = holds[field] || row_cell(row, field).length > 0;
    }
    for (uint32_t field = 0; holds && field < MOST_SHEET_COLUMNS; field++)
        if (holds[field] && hides->columns[field]) {
            buffer_add(&names, names.length > 0 ? STR(", ") : STR(""));
            buffer_add(&names, place_column(&book->scratch, field + 1));
        }
    return buffer_text(&names);
}

void spreadsheet_close_sheet(struct spreadsheet *book, struct sheet_rows *rows, struct sheet_hides *hides)
{
    hides->rows.arena = book->arena;
    if (rows->rows.list.count == 0)
        return;
    sheet_rows_end(rows);
    *ARENA_PUSH(book->arena, &book->sheets) = (struct workbook_sheet){
        hides->sheet, buffer_text(&hides->rows), hidden_columns(book, rows, hides), rows->source, rows->rows};
}

bool cell_text_add(struct spreadsheet *book, struct cell_text *cell, struct str text)
{
    cell->buffer.arena = &book->scratch;
    if (cell->buffer.length + text.length > 4 * MOST_CELL_TEXT)
        return archive_fail(&book->archive, MESSAGE_LIMIT_CELL_TEXT,
                            words_of_count(book->archive.arena, MOST_CELL_TEXT));
    buffer_add(&cell->buffer, text);
    return true;
}

struct workbook workbook_read(struct arena *arena, struct str file, struct str bytes, enum language language)
{
    struct spreadsheet book;
    struct workbook workbook = {0};
    struct message failure = {MESSAGE_WORKBOOK_EMPTY, {{0}}};
    bool whole = spreadsheet_read(&book, arena, file, bytes);
    if (!whole)
        failure = book.archive.failure;
    if (!whole || book.sheets.count == 0)
        workbook.failure = message_text(arena, language, failure);
    workbook.format = book.format;
    workbook.taken = (struct usage){
        .rows = book.taken.rows, .cells = book.taken.cells - book.taken.rows, .bytes = book.taken.text};
    for (size_t i = 0; whole && i < book.sheets.count; i++)
        *ARENA_PUSH(arena, &workbook.sheets) = book.sheets.items[i];
    spreadsheet_release(&book);
    return workbook;
}
