/* What the ways to settle the rows of a table share. */
#ifndef SETTLER_H
#define SETTLER_H

#include "running.h"

struct settler {
    struct arena *arena;
    struct arena scratch; /* for one group */
    struct text_table *table;
    uint32_t amounts; /* columns of amounts */
    int total;
};

/* Amount `i` of a cut, 0 for a blank one; false when it cannot be read in one way. */
bool text_settle_value(const struct text_row *row, const struct text_cut *cut, uint32_t i,
                       int64_t *value); /* text_settle.c */
/* The amounts stand in the columns in order, but for column `skipped` (or none, -1). */
void text_settle_take(struct text_row *row, const struct text_cut *cut, int skipped); /* text_settle.c */
/* One amount too few: the total is blank, unless what stands last could be it. */
bool text_settle_lacks_total(const struct settler *settler, const struct text_row *row,
                             const struct text_cut *cut); /* text_settle.c */

/* A row with gaps and fewer amounts than columns: each stands under its column. */
void text_place(const struct settler *settler, size_t at); /* text_place.c */
/* A group row and the `count` lines below it. */
void text_group(struct settler *settler, struct text_row *rows, uint32_t count); /* text_group.c */

#endif
