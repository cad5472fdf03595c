/* Charts over ranges of a sheet whose cells are formulas. */
#ifndef CHARTS_H
#define CHARTS_H

#include "sheet.h"

/* Cells in a row or a column, and the values that their formulas have. */
struct chart_range {
    struct sheet *sheet;
    lxw_row_t first_row, last_row;
    lxw_col_t first_column, last_column;
    const double *values; /* as many as cells; NULL for texts */
};

struct chart_place {
    struct sheet *sheet;
    lxw_row_t row;
    int left, width, height; /* pixels; left from the sheet's edge */
};

enum { CHART_COLORS = 10 };

/* The title's words name the currency that its amounts are in. */
lxw_chart *charts_new(struct book *book, lxw_chart_type type, enum word title, enum currency currency);
/* `name` is the cell with the series' name, or nowhere. */
void charts_add_series(struct book *book, lxw_chart *chart, struct chart_range categories,
                       struct chart_range values, struct address name, int color);
/* One series whose points have a colour each, labelled with their value, or with their share in percent. */
void charts_add_slices(struct book *book, lxw_chart *chart, struct chart_range categories,
                       struct chart_range values, bool percent);
/* Axis in kronor, thousands grouped. */
void charts_show_kronor(lxw_chart *chart);
void charts_insert(struct book *book, lxw_chart *chart, struct chart_place place);

#endif
