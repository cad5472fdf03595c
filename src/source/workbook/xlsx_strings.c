/* Shared strings: each the runs of its rich text joined, without the readings that stand above Japanese. */
#include "xlsx.h"

struct strings_reader {
    struct xlsx *xlsx;
    struct cell_text text;
    bool in_text;
    int phonetic; /* how many rPh are open */
};

static void open_string(void *context, const char *name, const char **attributes)
{
    struct strings_reader *reader = context;
    (void)attributes;
    if (xml_is(name, "si"))
        reader->text.buffer.length = 0;
    reader->phonetic += xml_is(name, "rPh");
    reader->in_text = xml_is(name, "t") && reader->phonetic == 0;
}

static void add_string(struct strings_reader *reader)
{
    struct xlsx_strings *strings = &reader->xlsx->strings;
    struct spreadsheet *book = reader->xlsx->book;
    struct str text = buffer_text(&reader->text.buffer);
    strings->bytes += text.length;
    if (strings->count == MOST_SHEET_CELLS || strings->bytes > MOST_SHEET_TEXT) {
        bool many = strings->count == MOST_SHEET_CELLS;
        archive_fail(
            &book->archive, many ? MESSAGE_LIMIT_SHEET_CELLS : MESSAGE_LIMIT_SHEET_TEXT,
            words_of_count(book->archive.arena, many ? MOST_SHEET_CELLS : MOST_SHEET_TEXT / (1024 * 1024)));
        return;
    }
    if (strings->count % STRINGS_BLOCK == 0)
        *ARENA_PUSH(&book->scratch, &strings->blocks) =
            ARENA_ARRAY(&book->scratch, struct str, STRINGS_BLOCK);
    strings->blocks.items[strings->blocks.count - 1][strings->count % STRINGS_BLOCK] =
        (struct str){arena_copy(&book->scratch, text.data, text.length), text.length};
    strings->count++;
}

static void close_string(void *context, const char *name)
{
    struct strings_reader *reader = context;
    reader->in_text = false;
    reader->phonetic -= xml_is(name, "rPh");
    if (xml_is(name, "si"))
        add_string(reader);
}

static void take_string(void *context, struct str text)
{
    struct strings_reader *reader = context;
    if (reader->in_text)
        cell_text_add(reader->xlsx->book, &reader->text, text);
}

bool xlsx_read_strings(struct xlsx *xlsx, struct str part)
{
    static const struct xml_handlers handlers = {open_string, close_string, take_string};
    struct strings_reader reader = {.xlsx = xlsx};
    return xml_read(&xlsx->book->archive, part, &handlers, &reader);
}

bool xlsx_string(const struct xlsx *xlsx, struct str index, struct str *text)
{
    long number = xlsx_number(str_trim(index));
    if (number < 0 || (size_t)number >= xlsx->strings.count)
        return false;
    *text = xlsx->strings.blocks.items[number / STRINGS_BLOCK][number % STRINGS_BLOCK];
    return true;
}
