/* How a number is written: read off one cell, and used to write another. */
#ifndef NUMBER_STYLE_H
#define NUMBER_STYLE_H

#include "budgetkoll/rewrite.h"

/* What there is to know about it. Each is a text; one without data is not told. */
enum feature {
    GROUP,       /* what sets thousands apart in numbers of five digits and more; empty: nothing does */
    SHORT_GROUP, /* the same in numbers of four digits, which many write together */
    MARK,        /* "," or "." before the decimals */
    DECIMALS,    /* as many zeros as decimals are always shown */
    WORDS,       /* unit words round '#', which stands for the number: "# kr", "kr #", "#:-" */
    MINUS,       /* the minus round the digits '#', or round the unit words as well '@': "-#", "(#)", "(@)" */
    PERCENT,     /* the sign on either side of '#': "# %", "%#", or only "#" */
    FEATURES
};

struct number_style {
    struct str features[FEATURES];
    char doubtful;       /* ',' or '.' that can be either: GROUP and MARK are then not told */
    bool percent;        /* it has a percent sign */
    bool may_be_year;    /* "2021" */
    int doubtful_digits; /* before the doubtful mark */
};

/* False when the text (without blanks around it) is no number. */
bool number_style_read(struct arena *arena, struct str text, struct number_style *style);

/* Settles a doubtful mark, where its column tells which mark is decimal. */
void number_style_settle(struct number_style *style, char decimal_mark);

/* The number in a style of which every feature is told. `settled` is the decimal mark that the column of the cell
 * makes clear by itself, or 0: then the text is such that it can be read in one way only. */
struct str number_style_write(struct arena *arena, const struct number_style *style,
                              const struct new_cell *cell, char settled);

#endif
