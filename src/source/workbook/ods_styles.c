#include "ods_styles.h"

#include "xml.h"

#include <string.h>

static struct ods_scale *find_scale(const struct ods_scales *scales, struct str name)
{
    for (size_t i = 0; i < scales->list.count; i++)
        if (str_equal(scales->list.items[i].name, name))
            return &scales->list.items[i];
    return NULL;
}

static int thousands_of(const struct ods_scales *scales, const char *name)
{
    const struct ods_scale *scale = find_scale(scales, str_from(name ? name : ""));
    return scale ? scale->thousands : 0;
}

/* A style that divides nothing is kept only to take the place of one with its name. */
static void set_scale(struct ods_styles *styles, struct ods_scales *scales, struct str name, int thousands)
{
    struct archive *archive = &styles->book->archive;
    struct arena *scratch = &styles->book->scratch;
    struct ods_scale *scale = find_scale(scales, name);
    if (scale)
        scale->thousands = thousands;
    else if (thousands > 0 && scales->list.count == MOST_SCALED_STYLES)
        archive_fail(archive, MESSAGE_LIMIT_STYLES, words_of_count(archive->arena, MOST_SCALED_STYLES));
    else if (thousands > 0)
        *ARENA_PUSH(scratch, &scales->list) =
            (struct ods_scale){{arena_copy(scratch, name.data, name.length), name.length}, thousands};
}

static struct str attribute_text(const char **attributes, const char *name)
{
    const char *text = xml_attribute(attributes, name);
    return str_from(text ? text : "");
}

static void open_format(struct ods_styles *styles, const char **attributes)
{
    styles->in_format = true;
    styles->format.length = 0;
    buffer_add(&styles->format, attribute_text(attributes, "style:1.0 name"));
    set_scale(styles, &styles->formats, buffer_text(&styles->format), 0);
}

/* "1000" once, "1000000" twice. */
static void take_factor(struct ods_styles *styles, const char **attributes)
{
    static const char *const factors[] = {"1000", "1000000", "1000000000"};
    struct str factor = attribute_text(attributes, "datastyle:1.0 display-factor");
    for (int i = 0; i < (int)(sizeof factors / sizeof *factors); i++)
        if (str_equal(factor, str_from(factors[i])))
            set_scale(styles, &styles->formats, buffer_text(&styles->format), i + 1);
}

/* Another format for some values, as for those above zero: the amounts of one cell style share one unit. */
static void take_other(struct ods_styles *styles, const char **attributes)
{
    struct str name = buffer_text(&styles->format);
    int thousands = thousands_of(&styles->formats, xml_attribute(attributes, "style:1.0 apply-style-name"));
    if (thousands > 0 && !find_scale(&styles->formats, name))
        set_scale(styles, &styles->formats, name, thousands);
}

static void take_cell_style(struct ods_styles *styles, const char **attributes)
{
    const char *format = xml_attribute(attributes, "style:1.0 data-style-name");
    const char *parent = xml_attribute(attributes, "style:1.0 parent-style-name");
    int thousands = format ? thousands_of(&styles->formats, format) : thousands_of(&styles->cells, parent);
    styles->in_format = false;
    if (str_equal(attribute_text(attributes, "style:1.0 family"), STR("table-cell")))
        set_scale(styles, &styles->cells, attribute_text(attributes, "style:1.0 name"), thousands);
}

static bool is_format(const char *name)
{
    return xml_is(name, "datastyle:1.0 number-style") || xml_is(name, "datastyle:1.0 currency-style");
}

void ods_styles_open(struct ods_styles *styles, const char *name, const char **attributes)
{
    if (is_format(name))
        open_format(styles, attributes);
    else if (xml_is(name, "style:1.0 style"))
        take_cell_style(styles, attributes);
    else if (styles->in_format && xml_is(name, "datastyle:1.0 number"))
        take_factor(styles, attributes);
    else if (styles->in_format && xml_is(name, "style:1.0 map"))
        take_other(styles, attributes);
}

int ods_styles_thousands(const struct ods_styles *styles, const char *style)
{
    return styles->cells.list.count > 0 ? thousands_of(&styles->cells, style) : 0;
}

/* ---- the part of styles ---- */

static void open_element(void *context, const char *name, const char **attributes)
{
    ods_styles_open(context, name, attributes);
}

static void pass_end(void *context, const char *name)
{
    (void)context;
    (void)name;
}

static void pass_text(void *context, struct str text)
{
    (void)context;
    (void)text;
}

struct ods_styles ods_styles_begin(struct spreadsheet *book)
{
    return (struct ods_styles){.book = book, .format = {.arena = &book->scratch}};
}

bool ods_styles_read(struct ods_styles *styles)
{
    static const struct xml_handlers handlers = {open_element, pass_end, pass_text};
    struct archive *archive = &styles->book->archive;
    return !archive_has(archive, STR("styles.xml")) ||
           xml_read(archive, STR("styles.xml"), &handlers, styles);
}
