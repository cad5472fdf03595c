#include "budgetkoll/encoding.h"

#include "budgetkoll/buffer.h"
#include "budgetkoll/choice.h"
#include "code_page_guess.h"

#include <string.h>
#include <utf8proc.h>

/* What the encodings are called: in output, and by the user. */
static const struct {
    const char *name, *option;
} names[] = {
    [ENCODING_UNKNOWN] = {"", ""},
    [ENCODING_UTF8] = {"UTF-8", "utf-8"},
    [ENCODING_UTF8_BOM] = {"UTF-8 (BOM)", ""},
    [ENCODING_UTF16LE] = {"UTF-16LE", "utf-16le"},
    [ENCODING_UTF16BE] = {"UTF-16BE", "utf-16be"},
    [ENCODING_WINDOWS_1252] = {"Windows-1252", "windows-1252"},
    [ENCODING_MAC_ROMAN] = {"Mac Roman", "macintosh"},
    [ENCODING_CP850] = {"CP850", "cp850"},
};
enum { ENCODINGS = sizeof names / sizeof *names };

const char encoding_names[] = "utf-8, utf-16le, utf-16be, windows-1252, iso-8859-1, macintosh, cp850";

const char *encoding_name(enum encoding encoding)
{
    return names[encoding].name;
}

const char *encoding_option(enum encoding encoding)
{
    return names[encoding].option;
}

static bool same_name(const char *a, const char *b)
{
    while (*a && *b && (*a >= 'A' && *a <= 'Z' ? *a - 'A' + 'a' : *a) == *b)
        a++, b++;
    return *a == *b;
}

enum encoding encoding_find(const char *name)
{
    for (int encoding = 0; name && *name && encoding < ENCODINGS; encoding++)
        if (same_name(name, names[encoding].option))
            return (enum encoding)encoding;
    /* what calls itself ISO-8859-1 has Windows' characters where that has none to print */
    return name && same_name(name, "iso-8859-1") ? ENCODING_WINDOWS_1252 : ENCODING_UNKNOWN;
}

bool is_encoding_name(const char *name)
{
    return encoding_find(name) != ENCODING_UNKNOWN;
}

static enum encoding encoding_of_page(const struct code_page *page)
{
    for (int encoding = ENCODING_WINDOWS_1252; page && encoding < ENCODINGS; encoding++)
        if (strcmp(page->name, names[encoding].name) == 0)
            return (enum encoding)encoding;
    return ENCODING_UNKNOWN;
}

enum { REPLACEMENT = 0xFFFD };

bool encoding_is_utf16(enum encoding encoding)
{
    return encoding == ENCODING_UTF16LE || encoding == ENCODING_UTF16BE;
}

static enum encoding utf16_marked(struct str bytes)
{
    return str_starts(bytes, STR("\xFF\xFE"))   ? ENCODING_UTF16LE
           : str_starts(bytes, STR("\xFE\xFF")) ? ENCODING_UTF16BE
                                                : ENCODING_UNKNOWN;
}

/* UTF-16 without its mark: of most characters one byte is zero, always the same one, as no other text has. */
static enum encoding utf16_by_zeros(struct str bytes)
{
    size_t zeros[2] = {0}, units = bytes.length / 2;
    if (units < 4 || !memchr(bytes.data, '\0', bytes.length))
        return ENCODING_UNKNOWN;
    for (size_t i = 0; i < bytes.length; i++)
        zeros[i % 2] += bytes.data[i] == '\0';
    if (zeros[1] >= units - units / 4 && zeros[0] <= units / 20)
        return ENCODING_UTF16LE;
    return zeros[0] >= units - units / 4 && zeros[1] <= units / 20 ? ENCODING_UTF16BE : ENCODING_UNKNOWN;
}

/* Control characters other than tab, line ends and form feed do not stand in exported tables. */
static bool is_control(char c)
{
    return (unsigned char)c < 0x20 && c != '\t' && c != '\n' && c != '\r' && c != '\f' && c != 0x0B;
}

/* The same for eight bytes at once: tab to carriage return are 9 to 13. Adding and subtracting sets the highest bit of
 * each byte for which the comparison holds, and nothing is carried from one byte to the next. */
static size_t controls_of_eight(uint64_t eight)
{
    const uint64_t each = UINT64_C(0x0101010101010101);
    if ((((eight - each * 32) | eight) & each * 0x80) == 0) /* all are printable ASCII, as most are */
        return 0;
    uint64_t low = eight & each * 0x7F;
    uint64_t below_9 = each * (0x80 + 9 - 1) - low, below_32 = each * (0x80 + 32 - 1) - low;
    uint64_t above_13 = low + each * (0x7F - 13);
    uint64_t controls = (below_9 | (above_13 & below_32)) & ~eight & each * 0x80;
    return controls == 0 ? 0 : (size_t)__builtin_popcountll(controls);
}

static size_t count_controls(struct str bytes)
{
    size_t count = 0, at = 0;
    for (uint64_t eight; at + sizeof eight <= bytes.length; at += sizeof eight) {
        memcpy(&eight, bytes.data + at, sizeof eight);
        count += controls_of_eight(eight);
    }
    for (; at < bytes.length; at++)
        count += is_control(bytes.data[at]);
    return count;
}

/* Without the mark that DOS ends its files with. */
static struct str without_end_mark(struct str bytes)
{
    return str_ends(bytes, STR("\x1A")) ? str_slice(bytes, 0, bytes.length - 1) : bytes;
}

static enum encoding find_utf16(struct str bytes, enum encoding stated)
{
    if (stated != ENCODING_UNKNOWN)
        return encoding_is_utf16(stated) ? stated : ENCODING_UNKNOWN;
    enum encoding marked = utf16_marked(bytes);
    return marked ? marked : utf16_by_zeros(bytes);
}

enum byte_kind bytes_kind(struct str bytes, enum encoding stated)
{
    enum { FEW_CONTROLS = 2, BYTES_FOR_ANOTHER = 1000 };
    if (str_trim(bytes).length == 0 || (utf16_marked(bytes) && bytes.length < 4))
        return BYTES_EMPTY;
    if (str_starts(bytes, STR("PK\x03\x04")) || str_starts(bytes, STR("PK\x05\x06")))
        return BYTES_ZIP;
    if (str_starts(bytes, STR("\xD0\xCF\x11\xE0")))
        return BYTES_OLD_WORKBOOK;
    if (str_starts(bytes, STR("%PDF-")))
        return BYTES_PDF;
    size_t few = FEW_CONTROLS + bytes.length / BYTES_FOR_ANOTHER;
    bool binary = !find_utf16(bytes, stated) && count_controls(without_end_mark(bytes)) > few;
    return binary ? BYTES_BINARY : BYTES_TEXT;
}

#define HIGH_BITS UINT64_C(0x8080808080808080)

static void add_code_point(struct buffer *text, int32_t code_point)
{
    utf8proc_uint8_t bytes[4];
    utf8proc_ssize_t size = utf8proc_encode_char(code_point, bytes);
    buffer_add(text, (struct str){(const char *)bytes, (size_t)size});
}

/* The first byte above 7F from `at` on, or the end; eight at a time, since nearly all are ASCII. */
size_t encoding_pass_ascii(struct str bytes, size_t at)
{
    uint64_t eight;
    for (; at + sizeof eight <= bytes.length; at += sizeof eight) {
        memcpy(&eight, bytes.data + at, sizeof eight);
        if ((eight & HIGH_BITS) != 0)
            break;
    }
    while (at < bytes.length && (unsigned char)bytes.data[at] < 0x80)
        at++;
    return at;
}

/* How many bytes above 7F form valid sequences, and how many do not. */
static void count_utf8(struct str bytes, size_t *good, size_t *bad)
{
    for (size_t at = encoding_pass_ascii(bytes, 0); at < bytes.length; at = encoding_pass_ascii(bytes, at)) {
        utf8proc_int32_t code_point;
        utf8proc_ssize_t size = utf8proc_iterate((const utf8proc_uint8_t *)bytes.data + at,
                                                 (utf8proc_ssize_t)(bytes.length - at), &code_point);
        *good += size > 1;
        *bad += size < 1;
        at += size > 0 ? (size_t)size : 1;
    }
}

/* Valid UTF-8 without control characters, which needs no copy: nearly every text. */
static bool is_clean(struct str bytes)
{
    size_t good = 0, bad = 0;
    count_utf8(bytes, &good, &bad);
    return bad == 0 && count_controls(bytes) == 0;
}

static void decode_utf8(struct arena *arena, struct str bytes, struct decoded *decoded)
{
    struct buffer text = {.arena = arena};
    for (size_t at = 0; at < bytes.length;) {
        utf8proc_int32_t code_point;
        utf8proc_ssize_t size = utf8proc_iterate((const utf8proc_uint8_t *)bytes.data + at,
                                                 (utf8proc_ssize_t)(bytes.length - at), &code_point);
        if (size > 0 && !is_control(bytes.data[at]))
            buffer_add(&text, (struct str){bytes.data + at, (size_t)size});
        else
            add_code_point(&text, REPLACEMENT);
        at += size > 0 ? (size_t)size : 1;
    }
    decoded->text = buffer_text(&text);
}

/* A buffer that needs not grow, which would leave its smaller selves behind. */
static struct buffer room_for(struct arena *arena, size_t size)
{
    return (struct buffer){.arena = arena, .data = arena_alloc(arena, size + 1, 1), .capacity = size + 1};
}

/* Bytes whose characters take up to three in UTF-8. */
static size_t count_high(struct str bytes)
{
    size_t count = count_controls(bytes);
    for (size_t i = 0; i < bytes.length; i++)
        count += (unsigned char)bytes.data[i] >= FIRST_HIGH;
    return count;
}

static void decode_page(struct arena *arena, struct str bytes, const struct code_page *page,
                        struct decoded *decoded)
{
    struct buffer text = room_for(arena, bytes.length + 2 * count_high(bytes));
    decoded->first_high = bytes.length;
    for (size_t i = 0; i < bytes.length; i++) {
        unsigned char c = (unsigned char)bytes.data[i];
        int32_t code_point = c < FIRST_HIGH ? c : page->high[c - FIRST_HIGH];
        if (c >= FIRST_HIGH && decoded->first_high == bytes.length)
            decoded->first_high = text.length;
        add_code_point(&text, code_point == 0 || is_control((char)c) ? REPLACEMENT : code_point);
    }
    decoded->text = buffer_text(&text);
}

static uint32_t utf16_unit(struct str bytes, size_t at, bool big_endian)
{
    uint32_t first = (unsigned char)bytes.data[at], second = (unsigned char)bytes.data[at + 1];
    return big_endian ? first << 8 | second : second << 8 | first;
}

static bool is_no_character(uint32_t unit)
{
    return (unit >= 0xD800 && unit < 0xE000) || (unit < 0x20 && is_control((char)unit));
}

static void decode_utf16(struct arena *arena, struct str bytes, bool big_endian, struct decoded *decoded)
{
    struct buffer text = room_for(arena, bytes.length + bytes.length / 2 + 3);
    for (size_t at = utf16_marked(bytes) ? 2 : 0; at < bytes.length; at += 2) {
        uint32_t unit = at + 1 < bytes.length ? utf16_unit(bytes, at, big_endian) : 0xDC00;
        bool high = unit >= 0xD800 && unit < 0xDC00;
        uint32_t low = high && at + 3 < bytes.length ? utf16_unit(bytes, at + 2, big_endian) : 0;
        if (high && low >= 0xDC00 && low < 0xE000) {
            add_code_point(&text, (int32_t)(0x10000 + ((unit - 0xD800) << 10) + (low - 0xDC00)));
            at += 2;
        } else {
            add_code_point(&text, is_no_character(unit) ? REPLACEMENT : (int32_t)unit);
        }
    }
    decoded->text = buffer_text(&text);
}

/* Of bytes that are not UTF-16: what they are, and in *rival what they might be as well. */
static enum encoding find_encoding(struct str bytes, enum encoding *rival)
{
    size_t good = 0, bad = 0;
    if (str_starts(bytes, STR("\xEF\xBB\xBF")))
        return ENCODING_UTF8_BOM;
    count_utf8(bytes, &good, &bad);
    if (bad == 0 || good >= bad)
        return ENCODING_UTF8;
    struct guess guess = code_page_guess(bytes);
    *rival = encoding_of_page(guess.rival);
    return encoding_of_page(guess.page);
}

/* Letters beyond ASCII, and all of them valid: by chance no other text is. */
static bool is_certain_utf8(struct str bytes)
{
    size_t good = 0, bad = 0;
    count_utf8(bytes, &good, &bad);
    return good > 0 && bad == 0;
}

static void decode_bytes(struct arena *arena, struct str bytes, enum encoding stated, struct decoded *decoded)
{
    decoded->encoding = find_utf16(bytes, stated);
    if (decoded->encoding != ENCODING_UNKNOWN) {
        decode_utf16(arena, bytes, decoded->encoding == ENCODING_UTF16BE, decoded);
        return;
    }
    decoded->encoding = stated ? stated : find_encoding(bytes, &decoded->rival);
    const struct code_page *page = code_page_find(encoding_name(decoded->encoding));
    bytes = without_end_mark(bytes);
    bool marked = str_starts(bytes, STR("\xEF\xBB\xBF"));
    if (marked)
        bytes = str_slice(bytes, 3, bytes.length);
    if (page) {
        decoded->contradicts = marked || is_certain_utf8(bytes);
        decode_page(arena, bytes, page, decoded);
        return;
    }
    if (is_clean(bytes))
        decoded->text = bytes;
    else
        decode_utf8(arena, bytes, decoded);
}

/* The next U+FFFD from `at` on, or the end: by its first byte, which is rare. */
static size_t find_lost(struct str text, size_t at)
{
    for (const char *found; at < text.length; at = (size_t)(found - text.data) + 1) {
        found = memchr(text.data + at, 0xEF, text.length - at);
        if (!found)
            break;
        size_t here = (size_t)(found - text.data);
        if (str_starts(str_slice(text, here, text.length), STR("\xEF\xBF\xBD")))
            return here;
    }
    return text.length;
}

struct decoded decode(struct arena *arena, struct str bytes, enum encoding stated)
{
    struct decoded decoded = {.text = bytes};
    decode_bytes(arena, bytes, stated, &decoded);
    struct str text = decoded.text;
    for (size_t at = find_lost(text, 0); at < text.length; at = find_lost(text, at + 1))
        if (decoded.bad_count++ < MOST_BAD_OFFSETS)
            *ARENA_PUSH(arena, &decoded.bad_offsets) = at;
    return decoded;
}
