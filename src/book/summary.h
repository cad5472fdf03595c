/* The first sheet of a case: key figures on its left half, tables with charts on its right. */
#ifndef SUMMARY_H
#define SUMMARY_H

#include "charts.h"
#include "findings_sheet.h"

enum { KEY_LABEL, KEY_VALUE, KEY_LIMIT, KEY_DIFFERENCE, KEY_OUTCOME, GAP, SIDE_LABEL, SIDE_VALUES };
enum { LEAST_SIDE_COLUMNS = 4, MOST_SIDE_COLUMNS = 8, MOST_CHARTS = 3 };

struct summary {
    struct case_book *at;
    struct sheet *sheet;
    lxw_row_t left, right; /* the next row of each half */
    lxw_col_t last;
    lxw_chart *charts[MOST_CHARTS];
    int chart_count;
};

/* A node's value, read from where it is published. */
void summary_value(struct summary *summary, lxw_row_t row, lxw_col_t column, const struct node *node,
                   bool bold);
/* summary_figures.c: key figures, what they may be, and counts. */
void summary_figures(struct summary *summary);
/* summary_tables.c: costs by category, other tables, financing by source, budget and plan, and their charts. */
void summary_tables(struct summary *summary);
/* How many columns the widest table shown takes. */
size_t summary_columns(const struct case_book *at);

#endif
