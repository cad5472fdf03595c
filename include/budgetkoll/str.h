/* Counted strings: UTF-8 that belongs to somebody else (a literal or an arena). Never NUL-terminated by promise. */
#ifndef BUDGETKOLL_STR_H
#define BUDGETKOLL_STR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

struct str {
    const char *data;
    size_t length;
};

#define STR(literal) ((struct str){(literal), sizeof(literal) - 1})
/* For printf-like calls: printf("%.*s", STR_ARG(s)). */
#define STR_ARG(s) (int)(s).length, (s).data

/* The short ones stand here, since they are called for every cell and word. */
static inline struct str str_from(const char *text)
{
    return (struct str){text, strlen(text)};
}

static inline struct str str_slice(struct str s, size_t from, size_t to)
{
    return (struct str){s.data ? s.data + from : NULL, to - from};
}

static inline bool str_equal(struct str a, struct str b)
{
    if (a.length != b.length || a.length == 0)
        return a.length == b.length;
    return a.data[0] == b.data[0] &&
           memcmp(a.data, b.data, a.length) == 0; /* most differ in their first byte */
}

static inline bool str_starts(struct str s, struct str start)
{
    return s.length >= start.length && str_equal(str_slice(s, 0, start.length), start);
}

static inline bool str_ends(struct str s, struct str end)
{
    return s.length >= end.length && str_equal(str_slice(s, s.length - end.length, s.length), end);
}

int str_compare(struct str a, struct str b);
/* For hash tables in memory: it may differ from one machine to another. */
uint64_t str_hash(struct str s);
/* The byte offset of the first `part` in `s`, or -1. */
ptrdiff_t str_find(struct str s, struct str part);

/* The code point above ASCII that begins at byte `*at`: see str_next(). */
int32_t str_next_wide(struct str s, size_t *at);
/* The code point that begins at byte `*at`, which moves past it; an invalid byte gives U+FFFD and moves one. */
static inline int32_t str_next(struct str s, size_t *at)
{
    unsigned char c = (unsigned char)s.data[*at];
    return c < 0x80 ? s.data[(*at)++] : str_next_wide(s, at);
}

/* True for the blanks that stand in budgets: space, tab, no-break, narrow no-break, thin and figure space. */
bool str_is_blank(int32_t code_point);
/* 0 to 9, and no digit of another script. */
static inline bool str_is_digit(char c)
{
    return c >= '0' && c <= '9';
}
/* `s` without blanks and byte order marks at either end. */
struct str str_trim(struct str s);
/* Takes `start` or `end` off the text, with the blanks that then stand outermost: "(" off "( kr)" leaves "kr)". False, and
 * the text as it was, when it does not stand there. */
bool str_take_start(struct str *text, struct str start);
bool str_take_end(struct str *text, struct str end);
/* At most the first so many code points. */
struct str str_shorten(struct str s, size_t code_points);
/* The number of code points. */
size_t str_code_points(struct str s);

#endif
