/* UTF-8 text to the bytes of an encoding: the way back of what the reading room decodes. */
#include "budgetkoll/code_page.h"
#include "budgetkoll/rewrite.h"

#include "budgetkoll/buffer.h"

static bool add_of_page(struct buffer *bytes, const struct code_page *page, int32_t c)
{
    if (c < FIRST_HIGH) {
        buffer_add_char(bytes, (char)c);
        return true;
    }
    for (int i = 0; i < HIGH_BYTES; i++)
        if (page->high[i] == c) {
            buffer_add_char(bytes, (char)(FIRST_HIGH + i));
            return true;
        }
    return false;
}

static void add_unit(struct buffer *bytes, uint32_t unit, bool big_endian)
{
    char high = (char)(unit >> 8), low = (char)(unit & 0xFF);
    buffer_add_char(bytes, big_endian ? high : low);
    buffer_add_char(bytes, big_endian ? low : high);
}

static void add_utf16(struct buffer *bytes, int32_t c, bool big_endian)
{
    if (c < 0x10000) {
        add_unit(bytes, (uint32_t)c, big_endian);
        return;
    }
    add_unit(bytes, 0xD800 + ((uint32_t)(c - 0x10000) >> 10), big_endian);
    add_unit(bytes, 0xDC00 + ((uint32_t)(c - 0x10000) & 0x3FF), big_endian);
}

static const struct encoder {
    const char *name;
    struct str mark;
    bool utf16, big_endian;
} encoders[] = {
    {"UTF-8", {"", 0}, false, false},
    {"UTF-8 (BOM)", {"\xEF\xBB\xBF", 3}, false, false},
    {"UTF-16LE", {"\xFF\xFE", 2}, true, false},
    {"UTF-16BE", {"\xFE\xFF", 2}, true, true},
};

static const struct encoder *find_encoder(const char *name)
{
    for (size_t i = 0; i < sizeof encoders / sizeof *encoders; i++)
        if (str_equal(str_from(encoders[i].name), str_from(name)))
            return &encoders[i];
    return NULL;
}

/* Each character as a code page has it; false at the first that it lacks. */
static bool encode_page(struct buffer *buffer, struct str text, const struct code_page *page,
                        struct str *missing)
{
    for (size_t at = 0; at < text.length;) {
        size_t begin = at;
        if (!add_of_page(buffer, page, str_next(text, &at))) {
            *missing = str_slice(text, begin, at);
            return false;
        }
    }
    return true;
}

bool encode_text(struct arena *arena, struct str text, const char *encoding, struct str *bytes,
                 struct str *missing)
{
    const struct encoder *encoder = find_encoder(encoding);
    const struct code_page *page = code_page_find(encoding);
    struct buffer buffer = {.arena = arena};
    *missing = STR("");
    if (!encoder && (!page || !encode_page(&buffer, text, page, missing)))
        return false;
    if (encoder)
        buffer_add(&buffer, encoder->mark);
    if (encoder && !encoder->utf16)
        buffer_add(&buffer, text);
    for (size_t at = 0; encoder && encoder->utf16 && at < text.length;)
        add_utf16(&buffer, str_next(text, &at), encoder->big_endian);
    *bytes = buffer_text(&buffer);
    return true;
}
