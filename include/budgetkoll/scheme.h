/* A scheme: the rates, ceilings and lists of a funding programme, read from data/schemes or --scheme FILE. */
#ifndef BUDGETKOLL_SCHEME_H
#define BUDGETKOLL_SCHEME_H

#include "budgetkoll/arena.h"
#include "budgetkoll/budget.h"
#include "budgetkoll/money.h"
#include "budgetkoll/str.h"
#include "budgetkoll/words.h"

/* What a flat rate is counted on: a sum of these, each with a sign. */
enum base_part { BASE_STAFF, BASE_PAYROLL, BASE_EXTERNAL, BASE_DIRECT, BASE_PARTS };

struct base {
    int sign[BASE_PARTS]; /* 1, -1 or 0 */
};

/* A rate, what it is counted on, and where that is said. */
struct flat_rate {
    struct str id;
    struct str name[LANGUAGES];
    bool is_set;
    struct ratio rate;
    struct base base; /* indirect costs only */
    struct str source;
    struct origin origin; /* where the case states it; no source when the scheme does */
    bool from_label;      /* it is stated in the row's own label, not as a condition */
};

struct flat_rates {
    LIST(struct flat_rate) list;
};

/* A share or a number with its source. */
struct limit {
    bool is_set;
    struct ratio value;
    struct str source;
    struct origin origin;
};

/* "The aid share of eligible financing is 40 % in Västsverige." */
struct programme_limit {
    struct str programme;
    struct limit eligible;
};

/* A word or phrase of a list, as it is compared: see label_key(). */
struct listed {
    struct str text, key;
    bool open; /* it ended in "*": its last word may go on */
};

struct listed_words {
    LIST(struct listed) list;
};

struct scheme {
    struct str id;
    struct str name[LANGUAGES];
    struct str period;     /* a programme whose name holds this text follows the scheme: "2014-2020" */
    int64_t rounding_unit; /* öre: flat-rate amounts are rounded to this */
    enum rounding rounding;
    struct flat_rate payroll, indirect;
    struct flat_rates other_payroll, other_indirect; /* known rates of other times, programmes and mistakes */
    struct limit share_actual, share_eligible;
    bool private_counts; /* private money is part of eligible financing */
    LIST(struct programme_limit) programmes;
    int claim_months, due_months;
    struct listed_words mandatory_activities;
    struct listed_words overlap_words; /* direct costs that the indirect rate covers */
    struct listed_words overlap_exceptions;
};

/* The conditions that hold for a case: its own where it states them, else the scheme's. */
struct conditions {
    const struct scheme *scheme;
    struct flat_rate payroll, indirect;
    struct limit share_actual, share_eligible;
    int64_t rounding_unit;
    enum rounding rounding;
};

struct conditions conditions_find(const struct scheme *scheme, const struct budget *budget);

#endif
