/* A budget's tables as aligned columns of text. */
#ifndef BUDGET_TABLE_H
#define BUDGET_TABLE_H

#include "text_parts.h"

/* Every table with amounts, each row that has some; a cell that was blank is marked "+", one that was published
 * otherwise "*". */
void text_tables(struct text_writer *writer, const struct case_report *report);

#endif
