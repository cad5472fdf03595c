/* What finding a separator and cutting by it share. */
#ifndef SEPARATOR_H
#define SEPARATOR_H

#include "budgetkoll/str.h"

/* The end of the line that begins at `at` (its content), and in *next the begin of the following one. */
size_t separator_line_end(struct str text, size_t at, size_t *next);

/* The separator of a line "sep=;", or 0. */
char separator_stated(struct str line);

#endif
