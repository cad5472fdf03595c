/* Numbers as people write them in budgets. */
#ifndef BUDGETKOLL_NUMBER_H
#define BUDGETKOLL_NUMBER_H

#include "budgetkoll/budget.h"
#include "budgetkoll/money.h"
#include "budgetkoll/number_words.h"
#include "budgetkoll/str.h"
#include "budgetkoll/unit.h"

enum number_status {
    NUMBER_BLANK,     /* empty, or a dash */
    NUMBER_READ,      /* understood in exactly one way */
    NUMBER_NOT,       /* not a number at all, or one with misplaced marks (12.34.56) */
    NUMBER_AMBIGUOUS, /* "1,234": a decimal mark or thousands */
    NUMBER_FORMULA,   /* a formula without its value: "=B2+B3" */
    NUMBER_ERROR,     /* the error that a spreadsheet shows for a value: "#REF!" */
    NUMBER_TOO_LARGE,
    NUMBER_TOO_FINE,  /* more decimals than öre */
    NUMBER_OTHER_MARK /* its decimal mark is not the one that the user says */
};

struct number {
    enum number_status status;
    int64_t digits; /* without its decimal mark */
    int decimals;
    bool percent;
    int64_t unit;           /* öre in the unit that stands in the cell (kr, tkr, mnkr), 0 when none does */
    enum currency currency; /* of that unit */
    bool has_group;         /* thousands are set apart */
    char decimal_mark;      /* the mark that can only be decimal here, or 0 */
    char group_mark;        /* the comma or full stop that can only group thousands here, or 0 */
    char doubtful_mark;     /* the mark of an ambiguous number */
    bool is_about;          /* "ca" stands before it */
    bool is_noted;          /* the mark of a footnote stands behind it: "4 000*", "3 000 1)" */
    bool is_quoted;         /* an apostrophe stands before it, which made it text in a spreadsheet */
};

/* "1 234,50": digits, perhaps in groups, and one or two decimals after a comma. */
bool number_is_plain_decimal(struct str text);

/* Reads a cell. `decimal_mark` is the column's, where it is settled: ',' or '.', else 0.
 * Groups of three may be set apart by blanks of any kind, apostrophes, commas or full stops; a minus may be "-",
 * U+2212, parentheses or trail; a unit may stand before or after. */
struct number number_read(struct str text, char decimal_mark);

/* A number that was read without a decimal mark, with that of its column: as if it had been read with it. */
struct number number_settled(struct number number, char decimal_mark);

/* True when it can only be read with another decimal mark than this. */
bool number_contradicts(struct number number, char decimal_mark);

/* The number in öre, counted in its own unit or else in `unit` (öre in one unit). */
enum number_status number_amount(struct number number, int64_t unit, money *amount);
/* The same half-up to öre, of a number that is too fine. */
enum number_status number_rounded_amount(struct number number, int64_t unit, money *amount);
/* Öre in one of its last digit, at least 1: 100 000 in "151 tkr", 10 000 in "151,0 tkr". */
int64_t number_step(struct number number, int64_t unit);

/* Takes a rate off the end of a label: "Bilönekostnader 45,24%" gives "Bilönekostnader" and 45,24 %. An abbreviation in
 * brackets before it, or at the end, goes too: "EU-medel (ERUF)". */
bool label_take_rate(struct str *label, struct ratio *rate);

/* Takes an abbreviation off the end, capitals in brackets that say again what the words say: "EU-medel (ERUF)" gives
 * "EU-medel". What names a unit stays: "Belopp (SEK)". */
void label_drop_abbreviation(struct str *label);

/* A percentage as a ratio. Without a percent sign a number above one counts as percent and zero
 * is nothing in any case; another one is ambiguous. */
enum number_status number_percent(struct number number, struct ratio *rate);

#endif
