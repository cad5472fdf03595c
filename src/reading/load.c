#include "load.h"

#include "encoding.h"
#include "export.h"

enum { MOST_BAD_BYTES = 10 }; /* places reported for one file; the rest is counted in the last message */

static struct str failure_text(struct arena *arena, enum byte_kind kind, enum language language)
{
    static const enum message_id messages[] = {
        [BYTES_EMPTY] = MESSAGE_FILE_EMPTY,
        [BYTES_SPREADSHEET] = MESSAGE_FILE_SPREADSHEET,
        [BYTES_PDF] = MESSAGE_FILE_PDF,
        [BYTES_BINARY] = MESSAGE_FILE_BINARY,
    };
    return message_text(arena, language, (struct message){messages[kind], {{0}}});
}

static void report_bad_bytes(struct arena *arena, const struct source *source, const struct decoded *decoded,
                             struct findings *findings)
{
    for (size_t i = 0; i < decoded->bad_offsets.count && i < MOST_BAD_BYTES; i++) {
        size_t more = i + 1 == MOST_BAD_BYTES ? decoded->bad_offsets.count - MOST_BAD_BYTES : 0;
        struct message message = {
            more ? MESSAGE_BAD_BYTES_MORE : MESSAGE_BAD_BYTES,
            {str_from(encoding_name(decoded->encoding)), words_of_count(arena, (long long)more)}};
        struct finding *finding =
            finding_add(findings, RULE_READ_ENCODING, (struct origin){source, 0, 0}, message);
        finding->place = place_at_offset(source, decoded->bad_offsets.items[i], 1);
        finding_set_action(findings, finding, (struct message){MESSAGE_DO_BAD_BYTES, {{0}}});
    }
}

static struct file_reading *note_file(struct arena *arena, struct budget *budget, struct str name)
{
    struct file_reading *file = ARENA_PUSH(arena, &budget->files);
    *file = (struct file_reading){.name = name, .format = "", .encoding = ""};
    return file;
}

static void load_text(struct arena *arena, struct budget *budget, const struct input *input,
                      const struct reading_choice *choice, struct findings *findings,
                      struct loaded_files *files)
{
    struct file_reading *file = note_file(arena, budget, input->name);
    struct source *source = ARENA_NEW(arena, struct source);
    struct decoded decoded = decode(arena, input->bytes);
    source->name = file->name;
    source->text = decoded.text;
    source->separator = choice->separator ? choice->separator : separator_find(source->text);
    report_bad_bytes(arena, source, &decoded, findings);
    file->source = source;
    file->encoding = encoding_name(decoded.encoding);
    ARENA_PUSH(arena, &files->list)->source = source;
}

/* A file of many cases cannot be a part of one. */
static bool is_export(struct arena *arena, const struct input *input, const struct reading_choice *choice)
{
    return export_open(arena, input->bytes, choice) != NULL;
}

void load_input(struct arena *arena, struct budget *budget, const struct input *input,
                const struct reading_choice *choice, struct findings *findings, struct loaded_files *files)
{
    enum byte_kind kind = bytes_kind(input->bytes);
    if (kind == BYTES_TEXT && is_export(arena, input, choice))
        note_file(arena, budget, input->name)->failure =
            message_text(arena, findings->language, (struct message){MESSAGE_FILE_EXPORT, {{0}}});
    else if (kind == BYTES_TEXT)
        load_text(arena, budget, input, choice, findings, files);
    else
        note_file(arena, budget, input->name)->failure = failure_text(arena, kind, findings->language);
}

void load_export(struct arena *arena, struct budget *budget, const struct export *export, size_t index,
                 struct str name, struct findings *findings, struct loaded_files *files)
{
    struct file_reading *file = note_file(arena, budget, name);
    struct source *source = ARENA_NEW(arena, struct source);
    struct decoded decoded = decode(arena, export_bytes(arena, export, index));
    struct export_lines lines = export_lines(export, index);
    size_t first = findings->list.count;
    source->name = file->name;
    source->kind = SOURCE_EXPORT;
    source->text = decoded.text;
    source->separator = export->cursor.separator;
    report_bad_bytes(arena, source, &decoded, findings);
    for (size_t i = first; i < findings->list.count; i++)
        findings->list.items[i].place.line = export_file_line(&lines, findings->list.items[i].place.line);
    file->source = source;
    file->encoding = export->encoding ? export->encoding : encoding_name(decoded.encoding);
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
