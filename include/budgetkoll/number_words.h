/* Words and marks that stand beside the digits of a number: one list for who reads it and who writes it back. */
#ifndef BUDGETKOLL_NUMBER_WORDS_H
#define BUDGETKOLL_NUMBER_WORDS_H

#include "budgetkoll/str.h"

/* What is said of a number beside it, which is no part of how it is written. */
struct number_remarks {
    bool is_about;  /* "ca" stands before it */
    bool is_noted;  /* the mark of a footnote stands behind it: "4 000*", "3 000 1)" */
    bool is_quoted; /* an apostrophe stands before it, which made it text in a spreadsheet */
};

/* Some digit stands in it: without one a text is neither a number nor a date. */
bool number_has_digit(struct str text);

/* Takes the remarks off a text that holds some digit and no blanks around it: "ca 12 000 kr" and "12 000 kr*" become "12 000 kr". */
struct number_remarks number_take_remarks(struct str *text);

/* "%", "procent", "pct": the text (without blanks around it) says that a number is a percentage. */
bool is_percent_word(struct str word);

#endif
