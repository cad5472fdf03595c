/* What finding a separator and cutting by it share. */
#ifndef SEPARATOR_H
#define SEPARATOR_H

#include "budgetkoll/str.h"

/* The separator of a line "sep=;", or 0. */
char separator_stated(struct str line);

#endif
