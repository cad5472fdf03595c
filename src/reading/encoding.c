#include "encoding.h"

#include "budgetkoll/windows_1252.h"

#include "budgetkoll/buffer.h"

#include <string.h>
#include <utf8proc.h>

const char *encoding_name(enum encoding encoding)
{
    static const char *const names[] = {
        [ENCODING_UTF8] = "UTF-8",
        [ENCODING_UTF8_BOM] = "UTF-8 (BOM)",
        [ENCODING_WINDOWS_1252] = "Windows-1252",
        [ENCODING_UTF16LE] = "UTF-16LE",
        [ENCODING_UTF16BE] = "UTF-16BE",
    };
    return names[encoding];
}

enum { REPLACEMENT = 0xFFFD };

static bool has_utf16_mark(struct str bytes)
{
    return str_starts(bytes, STR("\xFF\xFE")) || str_starts(bytes, STR("\xFE\xFF"));
}

/* Control characters other than tab, line ends and form feed do not stand in exported tables. */
static bool has_control_bytes(struct str bytes)
{
    for (size_t i = 0; i < bytes.length; i++) {
        unsigned char c = (unsigned char)bytes.data[i];
        if (c < 0x20 && c != '\t' && c != '\n' && c != '\r' && c != '\f' && c != 0x0B)
            return true;
    }
    return false;
}

enum byte_kind bytes_kind(struct str bytes)
{
    if (str_trim(bytes).length == 0 || (has_utf16_mark(bytes) && bytes.length < 4))
        return BYTES_EMPTY;
    if (str_starts(bytes, STR("PK\x03\x04")) || str_starts(bytes, STR("\xD0\xCF\x11\xE0")))
        return BYTES_SPREADSHEET;
    if (str_starts(bytes, STR("%PDF-")))
        return BYTES_PDF;
    return !has_utf16_mark(bytes) && has_control_bytes(bytes) ? BYTES_BINARY : BYTES_TEXT;
}

static void add_code_point(struct buffer *text, int32_t code_point)
{
    utf8proc_uint8_t bytes[4];
    utf8proc_ssize_t size = utf8proc_encode_char(code_point, bytes);
    buffer_add(text, (struct str){(const char *)bytes, (size_t)size});
}

/* The first byte above 7F at or after `at`, by eights. */
static size_t pass_ascii(struct str bytes, size_t at)
{
    static const uint64_t high = UINT64_C(0x8080808080808080);
    for (uint64_t eight; bytes.length - at >= sizeof eight; at += sizeof eight) {
        memcpy(&eight, bytes.data + at, sizeof eight);
        if ((eight & high) != 0)
            break;
    }
    while (at < bytes.length && (unsigned char)bytes.data[at] < 0x80)
        at++;
    return at;
}

/* How many bytes above 7F form valid sequences, and how many do not. */
static void count_utf8(struct str bytes, size_t *good, size_t *bad)
{
    for (size_t at = pass_ascii(bytes, 0); at < bytes.length; at = pass_ascii(bytes, at)) {
        utf8proc_int32_t code_point;
        utf8proc_ssize_t size = utf8proc_iterate((const utf8proc_uint8_t *)bytes.data + at,
                                                 (utf8proc_ssize_t)(bytes.length - at), &code_point);
        *good += size > 1;
        *bad += size < 1;
        at += size > 0 ? (size_t)size : 1;
    }
}

static void decode_utf8(struct arena *arena, struct str bytes, struct decoded *decoded)
{
    struct buffer text = {.arena = arena};
    for (size_t at = 0; at < bytes.length;) {
        utf8proc_int32_t code_point;
        utf8proc_ssize_t size = utf8proc_iterate((const utf8proc_uint8_t *)bytes.data + at,
                                                 (utf8proc_ssize_t)(bytes.length - at), &code_point);
        if (size > 0)
            buffer_add(&text, (struct str){bytes.data + at, (size_t)size});
        else
            add_code_point(&text, REPLACEMENT);
        at += size > 0 ? (size_t)size : 1;
    }
    decoded->text = buffer_text(&text);
}

static void decode_windows_1252(struct arena *arena, struct str bytes, struct decoded *decoded)
{
    struct buffer text = {.arena = arena};
    for (size_t i = 0; i < bytes.length; i++) {
        unsigned char c = (unsigned char)bytes.data[i];
        int32_t code_point = c >= 0x80 && c < 0xA0 ? windows_1252[c - 0x80] : c;
        if (code_point == 0)
            add_code_point(&text, REPLACEMENT);
        else
            add_code_point(&text, code_point);
    }
    decoded->text = buffer_text(&text);
}

static uint32_t utf16_unit(struct str bytes, size_t at, bool big_endian)
{
    uint32_t first = (unsigned char)bytes.data[at], second = (unsigned char)bytes.data[at + 1];
    return big_endian ? first << 8 | second : second << 8 | first;
}

static void decode_utf16(struct arena *arena, struct str bytes, bool big_endian, struct decoded *decoded)
{
    struct buffer text = {.arena = arena};
    for (size_t at = 2; at < bytes.length; at += 2) {
        uint32_t unit = at + 1 < bytes.length ? utf16_unit(bytes, at, big_endian) : 0xDC00;
        bool high = unit >= 0xD800 && unit < 0xDC00;
        uint32_t low = high && at + 3 < bytes.length ? utf16_unit(bytes, at + 2, big_endian) : 0;
        if (high && low >= 0xDC00 && low < 0xE000) {
            add_code_point(&text, (int32_t)(0x10000 + ((unit - 0xD800) << 10) + (low - 0xDC00)));
            at += 2;
        } else if ((unit >= 0xD800 && unit < 0xE000) || unit == 0) {
            add_code_point(&text, REPLACEMENT);
        } else {
            add_code_point(&text, (int32_t)unit);
        }
    }
    decoded->text = buffer_text(&text);
}

static void decode_bytes(struct arena *arena, struct str bytes, struct decoded *decoded)
{
    size_t good = 0, bad = 0;
    if (has_utf16_mark(bytes)) {
        decoded->encoding = bytes.data[0] == '\xFE' ? ENCODING_UTF16BE : ENCODING_UTF16LE;
        decode_utf16(arena, bytes, decoded->encoding == ENCODING_UTF16BE, decoded);
        return;
    }
    if (str_starts(bytes, STR("\xEF\xBB\xBF"))) {
        decoded->encoding = ENCODING_UTF8_BOM;
        decoded->text = bytes = str_slice(bytes, 3, bytes.length);
    }
    count_utf8(bytes, &good, &bad);
    if (bad == 0)
        return;
    if (decoded->encoding == ENCODING_UTF8_BOM || good >= bad) {
        decode_utf8(arena, bytes, decoded);
    } else {
        decoded->encoding = ENCODING_WINDOWS_1252;
        decode_windows_1252(arena, bytes, decoded);
    }
}

struct decoded decode(struct arena *arena, struct str bytes)
{
    struct decoded decoded = {.encoding = ENCODING_UTF8, .text = bytes};
    decode_bytes(arena, bytes, &decoded);
    struct str text = decoded.text, lost = STR("\xEF\xBF\xBD");
    for (ptrdiff_t at; (at = str_find(text, lost)) >= 0;) {
        size_t offset = (size_t)(text.data - decoded.text.data) + (size_t)at;
        *ARENA_PUSH(arena, &decoded.bad_offsets) = offset;
        text = str_slice(decoded.text, offset + lost.length, decoded.text.length);
    }
    return decoded;
}
