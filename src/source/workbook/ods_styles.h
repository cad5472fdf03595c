/* The styles of an .ods workbook, as far as they divide what is shown by thousands. */
#ifndef ODS_STYLES_H
#define ODS_STYLES_H

#include "spreadsheet.h"

enum { MOST_SCALED_STYLES = 256 };

/* A style whose numbers are shown divided by a thousand, so many times. */
struct ods_scale {
    struct str name;
    int thousands;
};

struct ods_scales {
    LIST(struct ods_scale) list;
};

struct ods_styles {
    struct spreadsheet *book;
    struct ods_scales formats, cells;
    struct buffer format; /* the number format that is being read */
    bool in_format;
};

struct ods_styles ods_styles_begin(struct spreadsheet *book);
/* Reads the part of styles that all sheets share, if there is one; false with the reason in the archive. */
bool ods_styles_read(struct ods_styles *styles);
/* Takes an element of styles; later styles replace those of the same name. */
void ods_styles_open(struct ods_styles *styles, const char *name, const char **attributes);
/* How many times the numbers of cells of this style are shown divided by a thousand; `style` may be NULL. */
int ods_styles_thousands(const struct ods_styles *styles, const char *style);

#endif
