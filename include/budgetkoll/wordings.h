/* What words can say of a row or a column, by the key of its label. */
#ifndef BUDGETKOLL_WORDINGS_H
#define BUDGETKOLL_WORDINGS_H

#include "budgetkoll/rows.h"

/* What a label or a heading can speak of; the words of each stand in src/recognise/clues.def. */
enum clue {
#define CLUE_CLASS(class, meaning) CLUE_##class,
#include "budgetkoll/clue_classes.def"
#undef CLUE_CLASS
    CLUES
};

/* Its words, or some of them, are among those of the clue: CLUE_TOTAL of "personal totalt". */
bool key_has(struct str key, enum clue clue);
/* A column of hours, prices, shares, row numbers, accounts: numbers that are no amounts; the label itself may have a percent sign. */
bool label_is_number(struct str label, struct str key);

/* The number or letter that a label begins with: "3" of "3 Drift", "a" of "a) Lön"; empty where there is none. */
struct str label_enumerator(struct str label);

/* Takes the dash off a detail line's label; false when there is none. */
bool take_dash(struct str *label);
/* The row is a detail line: a dash is taken off its label, or its file says so. */
bool row_take_dash(const struct row *row, struct str *label);

#endif
