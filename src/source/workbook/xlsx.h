/* The parts of an .xlsx workbook that its sheets point into, and the sheets themselves. */
#ifndef XLSX_H
#define XLSX_H

#include "spreadsheet.h"
#include "xml.h"

#include "number_format.h"

enum {
    STRINGS_BLOCK = 1024, /* of shared strings */
    MOST_STYLES = 65536,
    MOST_FORMATS = 4096,
    MOST_MERGES = 65536,
    MOST_ATTRIBUTE = 1024 /* characters that are kept */
};

/* The shared strings, in blocks that need not move. */
struct xlsx_strings {
    LIST(struct str *) blocks;
    size_t count, bytes;
};

struct xlsx_style {
    struct number_format format;
    uint32_t indent; /* steps inwards */
};

struct xlsx_styles {
    LIST(struct xlsx_style) cells; /* each cell style */
};

struct xlsx {
    struct spreadsheet *book;
    struct xlsx_strings strings;
    struct xlsx_styles styles;
    bool from_1904;
};

bool xlsx_read_strings(struct xlsx *xlsx, struct str part); /* xlsx_strings.c */
/* False when there is no such string. */
bool xlsx_string(const struct xlsx *xlsx, struct str index, struct str *text);

bool xlsx_read_styles(struct xlsx *xlsx, struct str part); /* xlsx_styles.c */
/* The style of a cell whose attribute s is `style`, or NULL. */
const struct xlsx_style *xlsx_style(const struct xlsx *xlsx, const char *style);

/* Reads one sheet into the workbook. */
bool xlsx_read_sheet(struct xlsx *xlsx, struct str part, const char *name, bool hidden); /* xlsx_sheet.c */

/* A whole number of at most nine digits, or -1. */
long xlsx_number(struct str text);

#endif
