#include "summary.h"

void summary_value(struct summary *summary, lxw_row_t row, lxw_col_t column, const struct node *node,
                   bool bold)
{
    struct style style = formula_style(node, TONE_PLAIN);
    style.bold = bold;
    put_node(summary->at, (struct address){summary->sheet, row, column}, node, style);
}
