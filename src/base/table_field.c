#include "budgetkoll/table_field.h"

#include "budgetkoll/buffer.h"

/* What begins with a sign is a formula too, but does harm only where it calls a function, another program or another sheet. */
static bool is_dangerous(struct str content)
{
    struct str text = str_trim(content);
    char first = text.length > 0 ? text.data[0] : ' ';
    bool calls =
        str_find(text, STR("(")) >= 0 || str_find(text, STR("!")) >= 0 || str_find(text, STR("|")) >= 0;
    return first == '=' || first == '@' || ((first == '+' || first == '-') && calls);
}

struct str table_field_harmless(struct arena *arena, struct str content)
{
    struct buffer text = {.arena = arena};
    if (!is_dangerous(content))
        return content;
    size_t blanks = (size_t)(str_trim(content).data - content.data); /* they may say how deep a line lies */
    buffer_add(&text, str_slice(content, 0, blanks));
    buffer_add_char(&text, '\'');
    buffer_add(&text, str_slice(content, blanks, content.length));
    return buffer_text(&text);
}

static bool must_be_quoted(struct str content, char separator)
{
    for (size_t i = 0; i < content.length; i++)
        if (content.data[i] == separator || content.data[i] == '"' || content.data[i] == '\n' ||
            content.data[i] == '\r')
            return true;
    return false;
}

struct str table_field(struct arena *arena, struct str content, char separator)
{
    if (!must_be_quoted(content, separator))
        return content;
    struct buffer field = {.arena = arena};
    buffer_add_char(&field, '"');
    for (size_t i = 0; i < content.length; i++) {
        if (content.data[i] == '"')
            buffer_add_char(&field, '"');
        buffer_add_char(&field, content.data[i]);
    }
    buffer_add_char(&field, '"');
    return buffer_text(&field);
}
