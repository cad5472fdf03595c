#include "load.h"

#include "encoding.h"
#include "text.h"

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

static struct file_reading *note_file(struct arena *arena, struct budget *budget, const struct input *input)
{
    struct file_reading *file = ARENA_PUSH(arena, &budget->files);
    *file = (struct file_reading){.name = input->name, .format = "", .encoding = ""};
    return file;
}

static void load_text(struct arena *arena, struct budget *budget, const struct input *input,
                      const struct reading_choice *choice, struct findings *findings,
                      struct loaded_files *files)
{
    struct file_reading *file = note_file(arena, budget, input);
    struct source *source = ARENA_NEW(arena, struct source);
    struct decoded decoded = decode(arena, input->bytes);
    source->name = file->name;
    source->text = decoded.text;
    report_bad_bytes(arena, source, &decoded, findings);
    file->source = source;
    file->encoding = encoding_name(decoded.encoding);
    struct loaded *loaded = ARENA_PUSH(arena, &files->list);
    loaded->source = source;
    if (!choice->separator && text_is_running(arena, source->text)) {
        file->format = "text";
        loaded->rows = text_rows_read(arena, budget, source, findings);
        return;
    }
    source->separator = choice->separator ? choice->separator : separator_find(source->text);
}

void load_input(struct arena *arena, struct budget *budget, const struct input *input,
                const struct reading_choice *choice, struct findings *findings, struct loaded_files *files)
{
    enum byte_kind kind = bytes_kind(input->bytes);
    if (kind == BYTES_TEXT)
        load_text(arena, budget, input, choice, findings, files);
    else
        note_file(arena, budget, input)->failure = failure_text(arena, kind, findings->language);
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
