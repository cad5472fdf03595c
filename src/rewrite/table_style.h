/* How a table writes its numbers: what its own cells tell of each feature, nearest first. */
#ifndef TABLE_STYLE_H
#define TABLE_STYLE_H

#include "fields.h"
#include "number_style.h"

/* A source with its new cells, in order of row and field. */
struct table_style {
    struct arena *arena;
    const struct fields *fields;
    const struct new_cell *const *cells;
    size_t count;
    struct column_style *columns; /* what each column tells, found when first asked for */
    uint32_t column_count;
    struct style_votes *all; /* what the whole source tells, or NULL so far */
};

struct table_style table_style_make(struct arena *arena, const struct fields *fields,
                                    const struct new_cell *const *cells, size_t count);

/* The text of a new cell: written as what it replaces was, else as its column's numbers are, else as those of its row,
 * of the source, or as is usual with the source's separator. */
struct str table_style_write(struct table_style *style, const struct new_cell *cell);

#endif
