#include "load.h"

#include "budgetkoll/encoding.h"
#include "budgetkoll/running_text.h"
#include "budgetkoll/workbook.h"

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

static struct file_reading *note_file(struct arena *arena, struct budget *budget, struct str name)
{
    struct file_reading *file = ARENA_PUSH(arena, &budget->files);
    *file = (struct file_reading){.name = name, .format = "", .encoding = ""};
    return file;
}

/* The limit is one of the whole case, and not of a row or a cell. */
static bool is_of_case(enum message_id limit)
{
    return limit != MESSAGE_LIMIT_COLUMNS && limit != MESSAGE_LIMIT_CELL;
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

static void refuse(struct arena *arena, struct file_reading *file, enum message_id limit,
                   enum language language, struct loaded_files *files)
{
    file->failure = limit_text(arena, limit, language);
    if (is_of_case(limit))
        files->full = file->failure;
}

/* A row of running text costs as much as three of a table: it is kept in words before it is cut. */
static bool is_long_text(struct usage *usage, size_t rows)
{
    return table_limits_add((struct usage){.rows = 2 * rows}, usage) != MESSAGE_NONE;
}

static void load_text(struct arena *arena, struct budget *budget, const struct input *input,
                      const struct reading_choice *choice, struct findings *findings,
                      struct loaded_files *files)
{
    struct file_reading *file = note_file(arena, budget, input->name);
    size_t rows_before = files->usage.rows;
    if (choice->is_pdf)
        file->format = "pdf";
    enum message_id limit = table_limits_check(input->bytes, choice->separator, &files->usage);
    if (limit != MESSAGE_NONE) {
        refuse(arena, file, limit, findings->language, files);
        return;
    }
    struct source *source = ARENA_NEW(arena, struct source);
    struct decoded decoded = decode(arena, input->bytes, encoding_find(choice->encoding));
    source->name = file->name;
    source->text = decoded.text;
    source->is_pdf = choice->is_pdf;
    bool is_running = !choice->separator && running_recognise(arena, source->text);
    if (is_running && is_long_text(&files->usage, files->usage.rows - rows_before)) {
        refuse(arena, file, MESSAGE_LIMIT_TEXT_ROWS, findings->language, files);
        return;
    }
    decoded_report(arena, source, &decoded, findings);
    file->source = source;
    file->encoding = encoding_name(decoded.encoding);
    struct loaded *loaded = ARENA_PUSH(arena, &files->list);
    loaded->source = source;
    if (is_running) {
        if (!source->is_pdf)
            file->format = "text";
        loaded->rows = running_read(arena, budget, source, findings);
        return;
    }
    source->separator = choice->separator ? choice->separator : separator_find(source->text);
}

static void remark(struct budget *budget, enum language language, enum message_id id,
                   const struct source *source, struct str count)
{
    struct message message = {id, {source->sheet, source->name, count}};
    budget_remark(budget, language, message);
}

static void load_sheet(struct arena *arena, struct budget *budget, const struct workbook *book,
                       const struct workbook_sheet *sheet, enum language language)
{
    struct file_reading *file = note_file(arena, budget, sheet->source->name);
    file->source = sheet->source;
    file->format = book->format;
    sheet->source->is_hidden = sheet->hidden;
    if (sheet->hidden)
        remark(budget, language, MESSAGE_REMARK_HIDDEN_SHEET, sheet->source, STR(""));
    if (sheet->hidden_rows.length > 0)
        remark(budget, language, MESSAGE_REMARK_HIDDEN_ROWS, sheet->source, sheet->hidden_rows);
    if (sheet->hidden_columns.length > 0)
        remark(budget, language, MESSAGE_REMARK_HIDDEN_COLUMNS, sheet->source, sheet->hidden_columns);
}

static void load_workbook(struct arena *arena, struct budget *budget, const struct input *input,
                          struct findings *findings, struct loaded_files *files)
{
    struct workbook book = workbook_read(arena, input->name, input->bytes, findings->language);
    enum message_id limit = table_limits_add(book.taken, &files->usage);
    if (book.failure.length > 0)
        note_file(arena, budget, input->name)->failure = book.failure;
    else if (limit != MESSAGE_NONE)
        refuse(arena, note_file(arena, budget, input->name), limit, findings->language, files);
    for (size_t i = 0; limit == MESSAGE_NONE && i < book.sheets.count; i++) {
        load_sheet(arena, budget, &book, &book.sheets.items[i], findings->language);
        *ARENA_PUSH(arena, &files->list) =
            (struct loaded){.source = book.sheets.items[i].source, .rows = book.sheets.items[i].rows};
    }
}

/* A file of many cases cannot be a part of one. */
static bool is_bulk(struct arena *arena, const struct input *input, const struct reading_choice *choice)
{
    return bulk_open(arena, input->bytes, choice) != NULL;
}

void load_input(struct arena *arena, struct budget *budget, const struct input *input,
                const struct reading_choice *choice, struct findings *findings, struct loaded_files *files)
{
    enum byte_kind kind = bytes_kind(input->bytes, encoding_find(choice->encoding));
    if (files->full.length > 0)
        note_file(arena, budget, input->name)->failure = files->full;
    else if (kind == BYTES_TEXT && is_bulk(arena, input, choice))
        note_file(arena, budget, input->name)->failure =
            message_text(arena, findings->language, (struct message){MESSAGE_FILE_BULK, {{0}}});
    else if (kind == BYTES_TEXT)
        load_text(arena, budget, input, choice, findings, files);
    else if (kind == BYTES_ZIP)
        load_workbook(arena, budget, input, findings, files);
    else
        note_file(arena, budget, input->name)->failure = failure_text(arena, kind, findings->language);
}

void load_bulk(struct arena *arena, struct budget *budget, const struct bulk *bulk, size_t index,
               struct str name, struct findings *findings, struct loaded_files *files)
{
    struct file_reading *file = note_file(arena, budget, name);
    enum message_id limit = bulk_case_check(bulk, index, &files->usage);
    if (limit != MESSAGE_NONE) {
        refuse(arena, file, limit, findings->language, files);
        return;
    }
    struct str shortened = bulk_shortened(arena, bulk, index);
    if (shortened.length > 0) {
        file->failure =
            message_text(arena, findings->language, (struct message){MESSAGE_BULK_SHORTENED, {shortened}});
        return;
    }
    struct loaded *loaded = ARENA_PUSH(arena, &files->list);
    bulk_read(arena, bulk, index, file->name, budget, findings, loaded);
    file->source = loaded->source;
    file->encoding = bulk_facts(bulk).encoding;
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
        loaded->source->is_uncut = !loaded->source->separator;
        if (loaded->source->is_uncut)
            loaded->source->separator = usual;
        loaded->rows = rows_read(arena, loaded->source, findings);
    }
}
