/* What remains of the budget as a table, for text and for table files. */
#ifndef CLAIMS_TABLE_H
#define CLAIMS_TABLE_H

#include "budgetkoll/claims_report.h"

/* Cells row by row; the first row is the header, the first column labels, the rest amounts. */
struct cell_grid {
    size_t columns;
    LIST(struct str) cells;
};

extern const struct claims_format claims_text, claims_json, claims_csv, claims_tsv;

/* How an amount is written. */
typedef void amount_writer(struct buffer *buffer, enum language language, money amount);

/* What is left of each category: its budget, what each claim took, their sum and the rest; with a header. */
struct cell_grid claims_remaining_grid(struct arena *arena, const struct claims_report *report,
                                       enum language language, amount_writer *write);

#endif
