/* Files of data/ that are built into the program; made from them by the Makefile. */
#ifndef EMBEDDED_H
#define EMBEDDED_H

#include "budgetkoll/str.h"

struct embedded {
    const char *name; /* the path below data/ */
    const char *data;
    size_t length;
};

/* Ended by an entry without a name. */
extern const struct embedded embedded_files[];

/* The text of an embedded file, empty when there is none of the name. */
struct str embedded_text(const char *name);

#endif
