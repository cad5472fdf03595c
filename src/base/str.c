#include "budgetkoll/str.h"

#include <string.h>
#include <utf8proc.h>

int str_compare(struct str a, struct str b)
{
    size_t shorter = a.length < b.length ? a.length : b.length;
    int order = shorter == 0 ? 0 : memcmp(a.data, b.data, shorter);
    return order != 0 ? order : (a.length > b.length) - (a.length < b.length);
}

/* Eight bytes at a time, each time multiplied by the odd number nearest to 2^64 over the golden ratio (Knuth, The Art of
 * Computer Programming 3, 6.4), whose high bits are then the best mixed. */
uint64_t str_hash(struct str s)
{
    const uint64_t golden = UINT64_C(0x9E3779B97F4A7C15);
    uint64_t hash = s.length, eight = 0;
    size_t at = 0;
    for (; at + sizeof eight <= s.length; at += sizeof eight) {
        memcpy(&eight, s.data + at, sizeof eight);
        hash = (hash ^ eight) * golden;
        hash ^= hash >> 32;
    }
    eight = 0;
    if (at < s.length)
        memcpy(&eight, s.data + at, s.length - at);
    hash = (hash ^ eight) * golden;
    return hash ^ hash >> 32;
}

ptrdiff_t str_find(struct str s, struct str part)
{
    if (s.length == 0 || part.length == 0)
        return part.length == 0 ? 0 : -1;
    const char *found = part.length == 1 ? memchr(s.data, part.data[0], s.length)
                                         : memmem(s.data, s.length, part.data, part.length);
    return found ? found - s.data : -1;
}

int32_t str_next_wide(struct str s, size_t *at)
{
    utf8proc_int32_t code_point = 0;
    const utf8proc_uint8_t *here = (const utf8proc_uint8_t *)s.data + *at;
    utf8proc_ssize_t bytes = utf8proc_iterate(here, (utf8proc_ssize_t)(s.length - *at), &code_point);
    *at += bytes > 0 ? (size_t)bytes : 1;
    return bytes > 0 ? code_point : 0xFFFD;
}

bool str_is_blank(int32_t c)
{
    return c == ' ' || c == '\t' || c == 0xA0 || c == 0x202F || c == 0x2009 || c == 0x2007;
}

static bool is_trimmed(int32_t c)
{
    return str_is_blank(c) || c == '\n' || c == '\r' || c == 0xFEFF;
}

/* The byte where the code point before byte `at` begins. */
static size_t step_back(struct str s, size_t at)
{
    size_t begin = at - 1;
    while (begin > 0 && at - begin < 4 && ((unsigned char)s.data[begin] & 0xC0) == 0x80)
        begin--;
    return begin;
}

/* Printable ASCII, of which nothing is trimmed. */
static bool is_plain(char c)
{
    return c > ' ' && c < 0x7F;
}

struct str str_trim(struct str s)
{
    size_t first = 0, last = s.length;
    if (last > 0 && is_plain(s.data[0]) && is_plain(s.data[last - 1]))
        return s;
    for (size_t at = 0; first < last && is_trimmed(str_next(s, &at)); first = at)
        ;
    while (last > first) {
        size_t begin = step_back(s, last), at = begin;
        if (!is_trimmed(str_next(s, &at)) || at != last)
            break;
        last = begin;
    }
    return str_slice(s, first, last > first ? last : first);
}

bool str_take_start(struct str *text, struct str start)
{
    if (!str_starts(*text, start))
        return false;
    *text = str_trim(str_slice(*text, start.length, text->length));
    return true;
}

bool str_take_end(struct str *text, struct str end)
{
    if (!str_ends(*text, end))
        return false;
    *text = str_trim(str_slice(*text, 0, text->length - end.length));
    return true;
}

size_t str_code_points(struct str s)
{
    size_t count = 0;
    for (size_t at = 0; at < s.length; count++)
        str_next(s, &at);
    return count;
}

struct str str_shorten(struct str s, size_t code_points)
{
    size_t at = 0;
    for (size_t i = 0; i < code_points && at < s.length; i++)
        str_next(s, &at);
    return str_slice(s, 0, at);
}
