#include "budgetkoll/finding.h"

static enum message_id separator_name(char separator)
{
    static const struct {
        char separator;
        enum message_id name;
    } names[] = {{';', MESSAGE_SEMICOLON}, {',', MESSAGE_COMMA}, {'\t', MESSAGE_TAB}, {'|', MESSAGE_BAR}};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (names[i].separator == separator)
            return names[i].name;
    return MESSAGE_NONE;
}

struct str reading_words(struct arena *arena, enum language language, const struct file_reading *file)
{
    const struct source *source = file->source;
    struct str format = str_from(file->format), encoding = str_from(file->encoding);
    struct message message = {MESSAGE_NONE, {{0}}};
    if (!source)
        return file->failure;
    if (source->kind == SOURCE_SHEET) {
        message = (struct message){MESSAGE_READ_AS_SHEET, {source->sheet, format}};
    } else if (str_equal(format, STR("pdf"))) {
        message = (struct message){MESSAGE_READ_AS_PDF, {{0}}};
    } else if (source->kind == SOURCE_TEXT) {
        message = (struct message){MESSAGE_READ_AS_TEXT, {encoding}};
    } else if (source->is_uncut) {
        message = (struct message){MESSAGE_READ_AS_UNCUT, {encoding}};
    } else {
        struct message separator = {separator_name(source->separator), {{0}}};
        struct str name =
            separator.id ? message_text(arena, language, separator) : (struct str){&source->separator, 1};
        message = (struct message){source->kind == SOURCE_BULK ? MESSAGE_READ_AS_BULK : MESSAGE_READ_AS_TABLE,
                                   {encoding, name}};
    }
    return message_text(arena, language, message);
}
