/* A source cut into its fields again, byte for byte: what is written back is put together from these. */
#ifndef FIELDS_H
#define FIELDS_H

#include "budgetkoll/arena.h"
#include "budgetkoll/place.h"

struct field {
    struct str raw; /* everything between the separators */
    struct str
        inside; /* what stands between the quotes, doubled ones still double; else raw without blanks around */
    bool quoted;
};

struct field_row {
    struct field *items; /* at least one */
    uint32_t count;
    size_t begin, end; /* bytes of the row in the text, without its line end */
};

struct fields {
    const struct source *source;
    struct field_row *rows; /* one for each record */
    uint32_t count;
};

struct fields fields_cut(struct arena *arena, const struct source *source);

/* What the cell says: unquoted, line ends as '\n'. */
struct str field_content(struct arena *arena, struct field field);

/* The field with a number in the place of what it said: quotes and blanks around it stay. */
struct str field_with(struct arena *arena, struct field field, struct str number, char separator);

#endif
