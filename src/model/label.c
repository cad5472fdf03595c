#include "budgetkoll/label.h"

#include "budgetkoll/buffer.h"

#include <utf8proc.h>

static bool is_word(utf8proc_int32_t c)
{
    utf8proc_category_t category = utf8proc_category(c);
    return (category >= UTF8PROC_CATEGORY_LU && category <= UTF8PROC_CATEGORY_NO) && c != 0xAD;
}

/* Composed, case-folded code points without invisible ones; returns how many, 0 when the text is too odd. */
static utf8proc_ssize_t fold(struct arena *arena, struct str label, utf8proc_int32_t **points)
{
    const utf8proc_option_t options =
        UTF8PROC_COMPOSE | UTF8PROC_COMPAT | UTF8PROC_CASEFOLD | UTF8PROC_IGNORE | UTF8PROC_STABLE;
    utf8proc_ssize_t capacity = (utf8proc_ssize_t)label.length * 4 + 16;
    *points = ARENA_ARRAY(arena, utf8proc_int32_t, (size_t)capacity + 1);
    utf8proc_ssize_t count = utf8proc_decompose((const utf8proc_uint8_t *)label.data,
                                                (utf8proc_ssize_t)label.length, *points, capacity, options);
    return count < 0 || count > capacity ? 0 : utf8proc_normalize_utf32(*points, count, options);
}

/* What stands at a byte of a label that needs no tables: a letter or digit in lower case, or what parts words. */
enum { ODD = 0, GAP = -1 };

static int ascii_character(unsigned char c)
{
    int lower = c | ('a' - 'A');
    if (lower >= 'a' && lower <= 'z')
        return lower;
    return c >= '0' && c <= '9' ? c : GAP;
}

/* The second byte of a letter from U+00C0 to U+00FF; not of the two signs among them, nor of the letter that folds
 * to two. */
static int latin_character(unsigned char c)
{
    enum { TIMES = 0x97, SHARP_S = 0x9F, DIVISION = 0xB7 };
    if (c < 0x80 || c > 0xBF || c == TIMES || c == SHARP_S || c == DIVISION)
        return ODD;
    return c < 0xA0 ? c + 0x20 : c;
}

/* The key of a label in ASCII and letters like å and é: nearly all are, and the long way round is twenty times as long.
 * False for others, and for marks that may belong to the letter before them. */
static bool plain_key(struct arena *arena, struct str label, struct str *key)
{
    char *text = arena_alloc(arena, label.length + 1, 1);
    size_t length = 0;
    bool gap = false;
    for (size_t i = 0; i < label.length; i++) {
        unsigned char c = (unsigned char)label.data[i];
        if (!gap && c >= 'a' && c <= 'z') { /* as most are */
            text[length++] = (char)c;
            continue;
        }
        bool latin = c == 0xC3 && i + 1 < label.length;
        int character = c < 0x80 ? ascii_character(c)
                        : latin  ? latin_character((unsigned char)label.data[++i])
                                 : ODD;
        if (character == ODD)
            return false;
        if (character != GAP && gap && length > 0)
            text[length++] = ' ';
        gap = character == GAP;
        if (latin)
            text[length++] = (char)c;
        if (!gap)
            text[length++] = (char)character;
    }
    *key = (struct str){text, length};
    return true;
}

enum { LONGEST_FOLDED = 2000 }; /* a longer one means nothing, and folding takes sixteen times its size */

struct str label_key(struct arena *arena, struct str label)
{
    struct str simple;
    if (label.length > LONGEST_FOLDED)
        return label;
    if (plain_key(arena, label, &simple))
        return simple;
    struct arena scratch = {.exhausted = arena->exhausted};
    utf8proc_int32_t *points = NULL;
    utf8proc_ssize_t count = label.length == 0 ? 0 : fold(&scratch, label, &points);
    struct buffer key = {.arena = &scratch};
    bool gap = false;
    for (utf8proc_ssize_t i = 0; i < count; i++) {
        utf8proc_uint8_t bytes[4];
        if (!is_word(points[i])) {
            gap = key.length != 0;
            continue;
        }
        if (gap)
            buffer_add_char(&key, ' ');
        gap = false;
        utf8proc_ssize_t size = utf8proc_encode_char(points[i], bytes);
        buffer_add(&key, (struct str){(const char *)bytes, (size_t)size});
    }
    struct str text = buffer_text(&key);
    text.data = arena_copy(arena, text.data, text.length);
    arena_release(&scratch);
    return text;
}

size_t label_distance(struct str a, struct str b)
{
    enum { LONGEST = 100 };
    size_t row[LONGEST + 1];
    if (a.length > LONGEST || b.length > LONGEST)
        return a.length > b.length ? a.length : b.length;
    for (size_t j = 0; j <= b.length; j++)
        row[j] = j;
    for (size_t i = 1; i <= a.length; i++) {
        size_t diagonal = row[0];
        row[0] = i;
        for (size_t j = 1; j <= b.length; j++) {
            size_t replaced = diagonal + (a.data[i - 1] != b.data[j - 1]);
            size_t nearest = row[j] < row[j - 1] ? row[j] + 1 : row[j - 1] + 1;
            diagonal = row[j];
            row[j] = replaced < nearest ? replaced : nearest;
        }
    }
    return row[b.length];
}

struct words label_words(struct arena *arena, struct str key)
{
    struct words words = {0};
    for (size_t at = 0; at < key.length;) {
        size_t end = at;
        while (end < key.length && key.data[end] != ' ')
            end++;
        *ARENA_PUSH(arena, &words.list) = str_slice(key, at, end);
        at = end + 1;
    }
    return words;
}

bool label_acts(int32_t c)
{
    return c < ' ' || (c >= 0x7F && c < 0xA0) || c == 0x61C || c == 0x200E || c == 0x200F ||
           (c >= 0x2028 && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
}

/* No blanks but single spaces between words, and nothing that acts on a terminal. */
static bool is_printable(struct str text)
{
    bool gap = true;
    for (size_t at = 0; at < text.length;) {
        int32_t c = str_next(text, &at);
        bool letter = c > ' ' && c < 0x7F;
        if (!letter && (c == 0xFFFD || label_acts(c) || (c != ' ' && str_is_blank(c)) || (c == ' ' && gap)))
            return false;
        gap = c == ' ';
    }
    return !gap;
}

struct str label_printable(struct arena *arena, struct str text)
{
    struct buffer line = {.arena = arena};
    bool gap = false;
    if (is_printable(text))
        return text;
    for (size_t at = 0; at < text.length;) {
        size_t begin = at;
        int32_t c = str_next(text, &at);
        bool blank = str_is_blank(c) || label_acts(c);
        if (gap && !blank && line.length != 0)
            buffer_add_char(&line, ' ');
        gap = blank;
        if (!blank) /* bytes that are no UTF-8 become the character that says so */
            buffer_add(&line, c == 0xFFFD ? STR("\uFFFD") : str_slice(text, begin, at));
    }
    return buffer_text(&line);
}

struct str label_safe(struct arena *arena, struct str text)
{
    for (size_t at = 0; at < text.length;) {
        int32_t c = str_next(text, &at);
        if (c == 0xFFFD || label_acts(c))
            return label_printable(arena, text);
    }
    return text;
}

bool label_has_marks(struct str text)
{
    enum { FIRST = 0xCC, SECOND = 0xCD, LAST_OF_SECOND = 0xAF }; /* U+0300 to U+036F */
    size_t before_last = text.length > 0 ? text.length - 1 : 0;
    if (before_last > 0 && memchr(text.data, FIRST, before_last))
        return true;
    for (size_t at = 0; at < before_last; at++) {
        const char *found = memchr(text.data + at, SECOND, before_last - at);
        if (!found)
            return false;
        if ((unsigned char)found[1] <= LAST_OF_SECOND)
            return true;
        at = (size_t)(found - text.data);
    }
    return false;
}

struct str label_compose(struct arena *arena, struct str text)
{
    const utf8proc_option_t options = UTF8PROC_COMPOSE | UTF8PROC_STABLE;
    if (!label_has_marks(text))
        return text;
    utf8proc_ssize_t capacity = (utf8proc_ssize_t)text.length * 4 + 1;
    utf8proc_int32_t *points = ARENA_ARRAY(arena, utf8proc_int32_t, (size_t)capacity + 1);
    utf8proc_ssize_t count = utf8proc_decompose((const utf8proc_uint8_t *)text.data,
                                                (utf8proc_ssize_t)text.length, points, capacity, options);
    if (count < 0 || count > capacity)
        return text;
    utf8proc_ssize_t size = utf8proc_reencode(points, count, options);
    return size < 0 ? text : (struct str){(const char *)points, (size_t)size};
}
