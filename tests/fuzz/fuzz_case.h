/* What the targets share that check cases: the scheme of all of them, and the lines that places name. */
#ifndef FUZZ_CASE_H
#define FUZZ_CASE_H

#include "fuzz_parts.h"

#include "budgetkoll/check.h"

static const struct scheme *scheme;

static void read_bundled_scheme(void)
{
    struct str error = STR("");
    struct input input = {STR("data/schemes/eruf-2014.ini"), file_text("data/schemes/eruf-2014.ini")};
    scheme = read_scheme(&lasting, input, ENGLISH, &error);
    MUST(scheme != NULL);
}

/* The line with a number, counted here and not by the program: LF, CRLF or CR end one. */
static inline struct str find_line(struct str text, uint32_t number)
{
    size_t begin = 0;
    for (uint32_t current = 1;; current++) {
        size_t end = begin;
        while (end < text.length && text.data[end] != '\n' && text.data[end] != '\r')
            end++;
        if (current == number)
            return str_slice(text, begin, end);
        MUST(end < text.length);
        begin = end + (str_starts(str_slice(text, end, text.length), STR("\r\n")) ? 2 : 1);
    }
}

#endif
