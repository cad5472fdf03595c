/* Many cases in one workbook: a row each, and totals by scheme and by applicant. */
#ifndef OVERVIEW_H
#define OVERVIEW_H

#include "case_book.h"

/* Adds the sheets and begins them. */
void overview_begin(struct book *book);
/* The row of a case; `summary` is its own sheet, or NULL. */
void overview_add(struct book *book, const struct case_report *report, struct sheet *summary);
void overview_end(struct book *book, const struct report_summary *summary);

#endif
