/* The sheet of findings: of one case, or of all cases of a workbook. */
#ifndef FINDINGS_SHEET_H
#define FINDINGS_SHEET_H

#include "case_book.h"

enum { FINDINGS_BODY = 4 }; /* the first finding's row */

void findings_begin(struct book *book, struct sheet *sheet, struct str title);
/* `at` leads from each finding to its cell; NULL when the case has no sheets. */
void findings_add(struct book *book, const struct case_report *report, const struct case_book *at);
void findings_end(struct book *book, struct str title);
/* "=COUNTIF(Avvikelser!$A:$A,"fel")": how many of the case's findings have this text in a column, the severity's
 * being 0 and the rule's 1. Of whole columns, so that sorting them changes nothing. */
struct str findings_formula(const struct case_book *at, lxw_col_t column, struct str text);
/* Where the index-th finding added stands. */
struct address findings_row(const struct book *book, size_t index);

#endif
