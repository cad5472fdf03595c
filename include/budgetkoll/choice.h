/* How the user says that files are to be read; what is 0, NULL or false is found out. */
#ifndef BUDGETKOLL_CHOICE_H
#define BUDGETKOLL_CHOICE_H

#include <stdbool.h>

struct reading_choice {
    const char *encoding; /* one of encoding_names */
    char separator;
    char decimal_mark; /* ',' or '.' */
    bool is_pdf;       /* the bytes are the text of a PDF */
};

/* "utf-8, utf-16le, ...": what the user may call an encoding, in any case. */
extern const char encoding_names[];
bool is_encoding_name(const char *name);

#endif
