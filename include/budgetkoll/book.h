/* The workbook for a steering group: an xlsx file whose derived numbers are live formulas over the published cells. */
#ifndef BUDGETKOLL_BOOK_H
#define BUDGETKOLL_BOOK_H

#include "budgetkoll/report.h"

#include <time.h>

/* A workbook of more cases than this has no sheets for each, and is written row by row in constant memory. */
enum { MOST_CASE_SHEETS = 20 };

struct book_options {
    enum language language;
    size_t case_count;             /* how many will be added */
    time_t created;                /* stands in the file, so that the same input gives the same bytes */
    const char *temporary;         /* a folder for the library's own files */
    const struct str *rule_titles; /* what each rule checks, RULES of them, or NULL */
};

struct book;

/* Begins a workbook that will be written to `path` by book_close(); it belongs to the arena. NULL, with the reason
 * in *why, when the library for workbooks is not installed or the folder for temporary files cannot be written. */
struct book *book_open(struct arena *arena, const char *path, const struct book_options *options,
                       struct str *why);
/* Adds the next case. What the report points to must live until book_close() unless there are more than
 * MOST_CASE_SHEETS; `scratch` is used for texts of this case alone. */
void book_add_case(struct book *book, struct arena *scratch, const struct case_report *report);
/* Writes the file. False, with the reason in words in *why, when the library could not write it; when it thinks that it
 * could, see book_is_whole(). */
bool book_close(struct book *book, struct str *why);

/* Reads a finished workbook back: true when every part of it can be unpacked and is well-formed XML from its first byte
 * to its last, and nothing is missing that the parts name (parts, sheets, shared strings). The library packs its parts
 * from temporary files without asking whether they could be written: one that a full disk cut short is packed as it is.
 * Holds a block of a part at a time, however large the workbook is; short memory makes it false. */
bool book_is_whole(const char *path);

#endif
