/* A scheme: the rates, ceilings and lists of a funding programme, read from data/schemes or --scheme FILE. */
#ifndef BUDGETKOLL_SCHEME_H
#define BUDGETKOLL_SCHEME_H

#include "budgetkoll/arena.h"
#include "budgetkoll/budget.h"
#include "budgetkoll/money.h"
#include "budgetkoll/str.h"
#include "budgetkoll/words.h"

/* What a flat rate is counted on: a sum of these, each with a sign. */
enum base_part {
    BASE_STAFF,       /* wages alone */
    BASE_PAYROLL,     /* the payroll rate on them */
    BASE_EXTERNAL,    /* external services, subcontracting */
    BASE_DIRECT,      /* every category but the flat rates */
    BASE_STAFF_COSTS, /* direct staff costs as published: wages, payroll on-costs, staff paid by unit costs */
    BASE_OTHER_DIRECT, /* the direct costs that are no staff costs */
    BASE_PARTS
};

struct base {
    int sign[BASE_PARTS]; /* 1, -1 or 0 */
};

/* "staff-costs": the word for it in a scheme's file. */
const char *base_part_name(enum base_part part);
bool base_is_empty(const struct base *base);

/* Where something is said, and whether that has been confirmed. */
struct grounds {
    struct str source;
    bool is_unconfirmed;
};

/* A rate, what it is counted on, and where that is said. */
struct flat_rate {
    struct str id;
    struct str name[LANGUAGES];
    bool is_set;
    bool is_asked; /* "rate = given": it is left to the user, who may have set it */
    bool is_unconfirmed;
    struct ratio rate;
    struct base base;         /* nothing for payroll */
    bool covers_other;        /* it stands for every cost that is no staff cost: none of them beside it */
    struct ratio least_staff; /* staff must be this share of the budget; 0/0 where nothing is said */
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
    bool is_asked; /* as that of a flat rate */
    bool is_unconfirmed;
    struct ratio value;
    struct str source;
    struct origin origin;
};

/* "The aid share of eligible financing is 40 % in Västsverige." */
struct programme_limit {
    struct str programme;
    struct limit eligible;
};

/* What a project may be at most; nothing is 0. */
struct bounds {
    struct str id;
    struct str name[LANGUAGES];
    money maximum_aid;
    int longest_months;
    struct grounds grounds;
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
    struct str id;   /* with the variant that was chosen: "eruf-2014/university" */
    struct str base; /* the scheme that this one starts from, or empty */
    struct str name[LANGUAGES];
    struct str period;     /* a programme whose name holds this text follows the scheme: "2014-2020" */
    int64_t rounding_unit; /* öre: flat-rate amounts are rounded to this */
    enum rounding rounding;
    struct grounds rounding_grounds;
    struct flat_rate payroll, indirect;
    struct flat_rates other_payroll, other_indirect; /* known rates of other times, programmes and mistakes */
    struct flat_rate staff, office, travel, other;   /* simplified costs that no rule judges yet */
    money unit_cost_hour;                            /* staff by the hour, payroll on-costs included; or 0 */
    struct grounds unit_cost_grounds;
    int hours_per_year;      /* an hour's wage is the year's divided by this; or 0 */
    struct ratio wage_raise; /* of an hour's wage, every so many months */
    int wage_raise_months;
    struct grounds hours_grounds;
    struct limit share_actual, share_eligible;
    bool private_counts;   /* private money is part of eligible financing */
    bool private_is_asked; /* whether it is has been left to the user */
    struct grounds private_grounds;
    LIST(struct programme_limit) programmes;
    struct bounds bounds;
    LIST(struct bounds) other_bounds;
    int claim_months, due_months; /* 0: nothing is said about them */
    struct grounds claims_grounds;
    struct listed_words mandatory_activities;
    struct grounds activities_grounds;
    struct listed_words overlap_words; /* direct costs that the indirect rate covers */
    struct listed_words overlap_exceptions;
    struct grounds overlap_grounds;
};

/* A flat rate that is a known slip, listed so that it can be named: nobody may choose it. */
bool flat_rate_is_slip(const struct flat_rate *flat);

/* Puts the payroll rate, indirect rate and bounds that bear the name in place of the scheme's own, which stay known
 * beside them. False when there is none of the name. */
bool scheme_choose(struct arena *arena, struct scheme *scheme, struct str variant);

/* What a scheme leaves to the user and nobody has given. */
enum missing {
    MISSING_PAYROLL,
    MISSING_INDIRECT,
    MISSING_BASE,
    MISSING_SHARE,
    MISSING_PRIVATE,
    MISSING_KINDS
};

/* The conditions that hold for a case: its own where it states them, else the scheme's. */
struct conditions {
    const struct scheme *scheme;
    struct flat_rate payroll, indirect;
    struct limit share_actual, share_eligible;
    int64_t rounding_unit;
    int64_t
        written_unit; /* the same for the budget's own flat rates: coarser where they are written in thousands, say */
    enum rounding rounding;
    struct origin rounding_origin; /* where the case says so; no source when the scheme does */
    bool missing[MISSING_KINDS];   /* not known; whether it is needed depends on the budget */
};

/* The conditions in force: those that the case states, else those of its programme in the scheme, else the scheme's. They live
 * as long as the scheme. */
struct conditions conditions_find(const struct scheme *scheme, const struct budget *budget);

#endif
