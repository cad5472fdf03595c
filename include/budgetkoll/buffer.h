/* A growing text in an arena: what messages and reports are written into before anything is printed. */
#ifndef BUDGETKOLL_BUFFER_H
#define BUDGETKOLL_BUFFER_H

#include "budgetkoll/arena.h"
#include "budgetkoll/str.h"

struct buffer {
    struct arena *arena;
    char *data;
    size_t length, capacity;
};

/* Adds a copy of a text, or a character, at the end. */
void buffer_add(struct buffer *buffer, struct str text);
void buffer_add_char(struct buffer *buffer, char c);
/* A whole number in decimal digits. */
void buffer_add_count(struct buffer *buffer, uint64_t count);
/* printf into the buffer. The program never sets a locale, so numbers come out as in C. */
void buffer_print(struct buffer *buffer, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* The text so far; valid until the buffer grows. */
struct str buffer_text(const struct buffer *buffer);

#endif
