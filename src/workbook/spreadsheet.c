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
    source->separator = '\t';
    return (struct sheet_rows){.arena = book->arena,
                               .scratch = &book->scratch,
                               .archive = &book->archive,
                               .taken = &book->taken,
                               .source = source};
}

void spreadsheet_close_sheet(struct spreadsheet *book, struct sheet_rows *rows, bool hidden,
                             uint32_t hidden_rows)
{
    if (rows->rows.list.count == 0)
        return;
    sheet_rows_end(rows);
    *ARENA_PUSH(book->arena, &book->sheets) =
        (struct workbook_sheet){hidden, hidden_rows, rows->source, rows->rows};
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
    for (size_t i = 0; whole && i < book.sheets.count; i++)
        *ARENA_PUSH(arena, &workbook.sheets) = book.sheets.items[i];
    spreadsheet_release(&book);
    return workbook;
}
