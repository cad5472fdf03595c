/* Encodings of one byte a character, for reading and for writing: those that spreadsheets save Swedish tables in. */
#ifndef BUDGETKOLL_CODE_PAGE_H
#define BUDGETKOLL_CODE_PAGE_H

#include <stddef.h>
#include <stdint.h>

enum { FIRST_HIGH = 0x80, HIGH_BYTES = 128 };

/* What the bytes 80-FF mean; 0 marks those that mean nothing. Those below are ASCII.
 * Source: Unicode's mapping files CP1252.TXT, ROMAN.TXT (Apple) and CP850.TXT. */
struct code_page {
    const char *name; /* "Mac Roman" */
    uint16_t high[HIGH_BYTES];
};

/* Ended by one without a name. Excel for Windows, old Excel for Mac, DOS. */
extern const struct code_page code_pages[];

/* The one with this name, or NULL. */
const struct code_page *code_page_find(const char *name);

#endif
