/* Cell styles, as far as they say what kind of number a cell holds. */
#include "xlsx.h"

struct named_format {
    long id;
    struct number_format format;
};

struct styles_reader {
    struct xlsx *xlsx;
    LIST(struct named_format) formats; /* the workbook's own */
    bool in_cell_styles;
};

static void add_format(struct styles_reader *reader, const char **attributes)
{
    struct xlsx *xlsx = reader->xlsx;
    struct archive *archive = &xlsx->book->archive;
    const char *id = xml_attribute(attributes, "numFmtId"), *code = xml_attribute(attributes, "formatCode");
    if (reader->formats.count == MOST_FORMATS)
        archive_fail(archive, MESSAGE_LIMIT_STYLES, words_of_count(archive->arena, MOST_FORMATS));
    else
        *ARENA_PUSH(&xlsx->book->scratch, &reader->formats) = (struct named_format){
            xlsx_number(str_from(id ? id : "")), number_format_of_code(str_from(code ? code : ""))};
}

static struct number_format find_format(const struct styles_reader *reader, long id)
{
    for (size_t i = 0; i < reader->formats.count; i++)
        if (reader->formats.items[i].id == id)
            return reader->formats.items[i].format;
    return number_format_of_id((int)id);
}

static void add_style(struct styles_reader *reader, const char **attributes)
{
    struct xlsx *xlsx = reader->xlsx;
    struct archive *archive = &xlsx->book->archive;
    const char *id = xml_attribute(attributes, "numFmtId");
    if (xlsx->styles.cells.count == MOST_STYLES)
        archive_fail(archive, MESSAGE_LIMIT_STYLES, words_of_count(archive->arena, MOST_STYLES));
    else
        *ARENA_PUSH(&xlsx->book->scratch, &xlsx->styles.cells) =
            (struct xlsx_style){find_format(reader, id ? xlsx_number(str_from(id)) : 0), 0};
}

static void take_alignment(struct styles_reader *reader, const char **attributes)
{
    struct xlsx_styles *styles = &reader->xlsx->styles;
    const char *indent = xml_attribute(attributes, "indent");
    long steps = indent ? xlsx_number(str_from(indent)) : 0;
    if (steps > 0 && styles->cells.count > 0)
        styles->cells.items[styles->cells.count - 1].indent = (uint32_t)steps;
}

static void open_style(void *context, const char *name, const char **attributes)
{
    struct styles_reader *reader = context;
    if (xml_is(name, "cellXfs"))
        reader->in_cell_styles = true;
    else if (xml_is(name, "numFmt"))
        add_format(reader, attributes);
    else if (xml_is(name, "xf") && reader->in_cell_styles)
        add_style(reader, attributes);
    else if (xml_is(name, "alignment") && reader->in_cell_styles)
        take_alignment(reader, attributes);
}

static void close_style(void *context, const char *name)
{
    struct styles_reader *reader = context;
    if (xml_is(name, "cellXfs"))
        reader->in_cell_styles = false;
}

static void ignore_text(void *context, struct str text)
{
    (void)context;
    (void)text;
}

bool xlsx_read_styles(struct xlsx *xlsx, struct str part)
{
    static const struct xml_handlers handlers = {open_style, close_style, ignore_text};
    struct styles_reader reader = {.xlsx = xlsx};
    return xml_read(&xlsx->book->archive, part, &handlers, &reader);
}

const struct xlsx_style *xlsx_style(const struct xlsx *xlsx, const char *style)
{
    long number = style ? xlsx_number(str_from(style)) : 0;
    if (number < 0 || (size_t)number >= xlsx->styles.cells.count)
        return NULL;
    return &xlsx->styles.cells.items[number];
}
