#include "load.h"

#include "encoding.h"
#include "export.h"
#include "spreadsheet.h"
#include "text.h"

static struct str failure_text(struct arena *arena, enum byte_kind kind, enum language language)
{
    static const enum message_id messages[] = {
        [BYTES_EMPTY] = MESSAGE_FILE_EMPTY,
        [BYTES_OLD_WORKBOOK] = MESSAGE_FILE_OLD_WORKBOOK,
        [BYTES_PDF] = MESSAGE_FILE_PDF,
        [BYTES_BINARY] = MESSAGE_FILE_BINARY,
    };
    return message_text(arena, language, (struct message){messages[kind], {{0}}});
}

static void report_bad_bytes(struct arena *arena, const struct source *source, const struct decoded *decoded,
                             struct findings *findings)
{
    for (size_t i = 0; i < decoded->bad_offsets.count; i++) {
        size_t more = i + 1 == MOST_BAD_OFFSETS ? decoded->bad_count - MOST_BAD_OFFSETS : 0;
        struct message message = {
            more ? MESSAGE_BAD_BYTES_MORE : MESSAGE_BAD_BYTES,
            {str_from(encoding_name(decoded->encoding)), words_of_count(arena, (long long)more)}};
        struct finding *finding =
            finding_add(findings, RULE_READ_ENCODING, (struct origin){source, 0, 0}, message);
        finding->place = place_at_offset(source, decoded->bad_offsets.items[i], 1);
        finding_set_action(findings, finding, (struct message){MESSAGE_DO_BAD_BYTES, {{0}}});
    }
}

/* Bytes that two code pages read nearly as well: which was chosen, and how to say that it was the other. */
static void report_rival(const struct source *source, const struct decoded *decoded,
                         struct findings *findings)
{
    if (decoded->rival == ENCODING_UNKNOWN)
        return;
    struct message message = {
        MESSAGE_ENCODING_DOUBTFUL,
        {str_from(encoding_name(decoded->encoding)), str_from(encoding_name(decoded->rival)),
         str_from(encoding_option(decoded->encoding)), str_from(encoding_option(decoded->rival))}};
    struct finding *finding =
        finding_add(findings, RULE_READ_ENCODING, (struct origin){source, 0, 0}, message);
    finding->place = place_at_offset(source, decoded->first_high, 1);
    message.id = MESSAGE_DO_ENCODING_DOUBTFUL;
    finding_set_action(findings, finding, message);
}

static struct file_reading *note_file(struct arena *arena, struct budget *budget, struct str name)
{
    struct file_reading *file = ARENA_PUSH(arena, &budget->files);
    *file = (struct file_reading){.name = name, .format = "", .encoding = ""};
    return file;
}

static struct str limit_text(struct arena *arena, enum message_id limit, enum language language)
{
    long long limits[MESSAGE_ARGUMENTS] = {MOST_ROWS,       MOST_CELLS, MOST_COLUMNS,
                                           MOST_CELL_BYTES, MOST_BYTES, MOST_LINES};
    struct message message = {limit, {{0}}};
    if (limit == MESSAGE_LIMIT_TEXT_ROWS)
        limits[0] = MOST_TEXT_ROWS;
    for (int i = 0; i < MESSAGE_ARGUMENTS; i++)
        message.arguments[i] = words_of_amount(arena, language, limits[i] * ORE_PER_KRONA);
    return message_text(arena, language, message);
}

/* A row of running text costs as much as two of a table: it is kept in words before it is cut. */
static bool is_long_text(struct usage *usage, size_t rows)
{
    return table_limits_add((struct usage){.rows = rows}, usage) != MESSAGE_NONE;
}

static void load_text(struct arena *arena, struct budget *budget, const struct input *input,
                      const struct reading_choice *choice, struct findings *findings,
                      struct loaded_files *files)
{
    struct file_reading *file = note_file(arena, budget, input->name);
    size_t rows_before = files->usage.rows;
    enum message_id limit = table_limits_check(input->bytes, choice->separator, &files->usage);
    if (limit != MESSAGE_NONE) {
        file->failure = limit_text(arena, limit, findings->language);
        return;
    }
    struct source *source = ARENA_NEW(arena, struct source);
    struct decoded decoded = decode(arena, input->bytes, encoding_find(choice->encoding));
    source->name = file->name;
    source->text = decoded.text;
    bool is_running = !choice->separator && text_is_running(arena, source->text);
    if (is_running && is_long_text(&files->usage, files->usage.rows - rows_before)) {
        file->failure = limit_text(arena, MESSAGE_LIMIT_TEXT_ROWS, findings->language);
        return;
    }
    report_bad_bytes(arena, source, &decoded, findings);
    report_rival(source, &decoded, findings);
    file->source = source;
    file->encoding = encoding_name(decoded.encoding);
    struct loaded *loaded = ARENA_PUSH(arena, &files->list);
    loaded->source = source;
    if (is_running) {
        file->format = "text";
        loaded->rows = text_rows_read(arena, budget, source, findings);
        return;
    }
    source->separator = choice->separator ? choice->separator : separator_find(source->text);
}

static void remark(struct arena *arena, struct budget *budget, enum language language, enum message_id id,
                   const struct source *source, struct str count)
{
    struct message message = {id, {source->sheet, source->name, count}};
    *ARENA_PUSH(arena, &budget->remarks) = (struct remark){message_text(arena, language, message)};
}

static void load_sheet(struct arena *arena, struct budget *budget, const struct input *input,
                       const struct spreadsheet *book, const struct spreadsheet_sheet *sheet,
                       enum language language)
{
    struct file_reading *file = note_file(arena, budget, input->name);
    file->source = sheet->source;
    file->format = book->format;
    if (sheet->hidden)
        remark(arena, budget, language, MESSAGE_REMARK_HIDDEN_SHEET, sheet->source, STR(""));
    if (sheet->hidden_rows > 0)
        remark(arena, budget, language, MESSAGE_REMARK_HIDDEN_ROWS, sheet->source,
               words_of_count(arena, sheet->hidden_rows));
}

/* A workbook counts whole or not at all: a part of it could look like a budget that is all fine. */
static void load_workbook(struct arena *arena, struct budget *budget, const struct input *input,
                          struct findings *findings, struct loaded_files *files)
{
    struct spreadsheet book;
    struct message failure = {MESSAGE_WORKBOOK_EMPTY, {{0}}};
    bool whole = spreadsheet_read(&book, arena, input->name, input->bytes);
    enum message_id limit = table_limits_add((struct usage){.rows = book.taken.rows,
                                                            .cells = book.taken.cells - book.taken.rows,
                                                            .bytes = book.taken.text},
                                             &files->usage);
    if (!whole)
        failure = book.archive.failure;
    if (!whole || book.sheets.count == 0)
        note_file(arena, budget, input->name)->failure = message_text(arena, findings->language, failure);
    else if (limit != MESSAGE_NONE)
        note_file(arena, budget, input->name)->failure = limit_text(arena, limit, findings->language);
    whole = whole && limit == MESSAGE_NONE;
    for (size_t i = 0; whole && i < book.sheets.count; i++) {
        load_sheet(arena, budget, input, &book, &book.sheets.items[i], findings->language);
        *ARENA_PUSH(arena, &files->list) =
            (struct loaded){.source = book.sheets.items[i].source, .rows = book.sheets.items[i].rows};
    }
    spreadsheet_release(&book);
}

/* A file of many cases cannot be a part of one. */
static bool is_export(struct arena *arena, const struct input *input, const struct reading_choice *choice)
{
    return export_open(arena, input->bytes, choice) != NULL;
}

void load_input(struct arena *arena, struct budget *budget, const struct input *input,
                const struct reading_choice *choice, struct findings *findings, struct loaded_files *files)
{
    enum byte_kind kind = bytes_kind(input->bytes, encoding_find(choice->encoding));
    if (kind == BYTES_TEXT && is_export(arena, input, choice))
        note_file(arena, budget, input->name)->failure =
            message_text(arena, findings->language, (struct message){MESSAGE_FILE_EXPORT, {{0}}});
    else if (kind == BYTES_TEXT)
        load_text(arena, budget, input, choice, findings, files);
    else if (kind == BYTES_ZIP)
        load_workbook(arena, budget, input, findings, files);
    else
        note_file(arena, budget, input->name)->failure = failure_text(arena, kind, findings->language);
}

/* The text of a case, in the encoding of the whole file: a case alone may hold too little to tell. */
static struct decoded decode_case(struct arena *arena, const struct export *export, size_t index)
{
    enum encoding encoding = encoding_is_utf16(export->encoding) ? ENCODING_UTF8 : export->encoding;
    struct decoded decoded = decode(arena, export_bytes(arena, export, index), encoding);
    decoded.encoding = export->encoding;
    decoded.first_high = encoding_pass_ascii(decoded.text, 0);
    decoded.rival = decoded.first_high < decoded.text.length ? export->rival : ENCODING_UNKNOWN;
    return decoded;
}

/* What the rows of a case will take, before any of them is copied. Most are too short to break any limit. */
static enum message_id check_export_case(const struct export *export, size_t index, struct usage *usage)
{
    enum message_id limit = MESSAGE_NONE;
    if (export_case_size(export, index) < MOST_ROWS)
        return limit;
    uint32_t run = export->cases.items[index].first;
    for (; run != 0 && limit == MESSAGE_NONE; run = export->runs.items[run - 1].next)
        limit = table_limits_check(export_run_text(export, run), export->cursor.separator, usage);
    return limit;
}

void load_export(struct arena *arena, struct budget *budget, const struct export *export, size_t index,
                 struct str name, struct findings *findings, struct loaded_files *files)
{
    struct file_reading *file = note_file(arena, budget, name);
    enum message_id limit = check_export_case(export, index, &files->usage);
    if (limit != MESSAGE_NONE) {
        file->failure = limit_text(arena, limit, findings->language);
        return;
    }
    struct source *source = ARENA_NEW(arena, struct source);
    struct decoded decoded = decode_case(arena, export, index);
    struct export_lines lines = export_lines(export, index);
    size_t first = findings->list.count;
    source->name = file->name;
    source->kind = SOURCE_EXPORT;
    source->text = decoded.text;
    source->separator = export->cursor.separator;
    report_bad_bytes(arena, source, &decoded, findings);
    report_rival(source, &decoded, findings);
    for (size_t i = first; i < findings->list.count; i++)
        findings->list.items[i].place.line = export_file_line(&lines, findings->list.items[i].place.line);
    file->source = source;
    file->encoding = encoding_name(export->encoding);
    struct loaded *loaded = ARENA_PUSH(arena, &files->list);
    loaded->source = source;
    export_read(arena, export, index, budget, findings, loaded);
}

/* The separator of the first file in which one stands. */
static char usual_separator(const struct loaded_files *files)
{
    for (size_t i = 0; i < files->list.count; i++)
        if (files->list.items[i].source->separator)
            return files->list.items[i].source->separator;
    return ';';
}

void loaded_cut(struct arena *arena, struct loaded_files *files, struct findings *findings)
{
    char usual = usual_separator(files);
    for (size_t i = 0; i < files->list.count; i++) {
        struct loaded *loaded = &files->list.items[i];
        if (loaded->source->kind != SOURCE_TABLE)
            continue;
        if (!loaded->source->separator)
            loaded->source->separator = usual;
        loaded->rows = rows_read(arena, loaded->source, findings);
    }
}
