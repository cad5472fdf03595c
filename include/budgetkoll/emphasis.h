/* Bold and italics that Markdown writes with asterisks and underscores, and that are left in what is pasted. */
#ifndef BUDGETKOLL_EMPHASIS_H
#define BUDGETKOLL_EMPHASIS_H

#include "budgetkoll/rows.h"

/* The length of the marks that open at byte `at`: "**" before a word, when as many of them close a later word. *close gets
 * where those begin. 0 when no such marks stand there. */
size_t emphasis_open(struct str text, size_t at, size_t *close);

/* The text without the marks that stand around all of it. */
struct str emphasis_off(struct str text);

/* Takes them off every cell. */
void rows_take_emphasis(struct rows *rows);

#endif
