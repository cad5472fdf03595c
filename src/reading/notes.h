/* Notes: lines above and below the tables that hold words only, such as who printed them, when, and the page. */
#ifndef NOTES_H
#define NOTES_H

#include "fill.h"

/* True when the table holds nothing but notes; a remark then says that they are left out. Above the first table of a
 * file pairs of words ("Organisation;Härnösands kommun") are notes, too, and rows of words wherever one of them begins
 * as notes do ("Underskrift;;;Eva Ek"). */
bool notes_are_all(struct filler *filler, bool above_tables);

/* Takes the notes off the end of a table, and says so in a remark: lines of words, without amounts, after a
 * blank row or from one that begins as notes do. What could be a row of the table stays. */
void notes_cut(struct filler *filler);

/* Says that row `first`, and others to `count` of them, are only text. */
void notes_remark(struct filler *filler, size_t first, size_t count);

#endif
