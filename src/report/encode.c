/* UTF-8 text to the bytes of an encoding: the way back of what the reading room decodes. */
#include "budgetkoll/windows_1252.h"
#include "budgetkoll/rewrite.h"

#include "budgetkoll/buffer.h"

static bool add_windows_1252(struct buffer *bytes, int32_t c)
{
    if (c < 0x80 || (c >= 0xA0 && c <= 0xFF)) {
        buffer_add_char(bytes, (char)c);
        return true;
    }
    for (int i = 0; i < 32; i++)
        if (windows_1252[i] == c) {
            buffer_add_char(bytes, (char)(0x80 + i));
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

static bool add_utf16le(struct buffer *bytes, int32_t c)
{
    add_utf16(bytes, c, false);
    return true;
}

static bool add_utf16be(struct buffer *bytes, int32_t c)
{
    add_utf16(bytes, c, true);
    return true;
}

static const struct encoder {
    const char *name;
    struct str mark;
    bool (*add)(struct buffer *bytes, int32_t code_point); /* NULL: as it is */
} encoders[] = {
    {"UTF-8", {"", 0}, NULL},
    {"UTF-8 (BOM)", {"\xEF\xBB\xBF", 3}, NULL},
    {"Windows-1252", {"", 0}, add_windows_1252},
    {"UTF-16LE", {"\xFF\xFE", 2}, add_utf16le},
    {"UTF-16BE", {"\xFE\xFF", 2}, add_utf16be},
};

static const struct encoder *find_encoder(const char *name)
{
    for (size_t i = 0; i < sizeof encoders / sizeof *encoders; i++)
        if (str_equal(str_from(encoders[i].name), str_from(name)))
            return &encoders[i];
    return NULL;
}

bool encode_text(struct arena *arena, struct str text, const char *encoding, struct str *bytes,
                 struct str *missing)
{
    const struct encoder *encoder = find_encoder(encoding);
    struct buffer buffer = {.arena = arena};
    *missing = STR("");
    if (!encoder)
        return false;
    buffer_add(&buffer, encoder->mark);
    if (!encoder->add)
        buffer_add(&buffer, text);
    for (size_t at = 0; encoder->add && at < text.length;) {
        size_t begin = at;
        if (!encoder->add(&buffer, str_next(text, &at))) {
            *missing = str_slice(text, begin, at);
            return false;
        }
    }
    *bytes = buffer_text(&buffer);
    return true;
}
