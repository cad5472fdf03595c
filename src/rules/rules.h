/* What the rule files share. A rule takes a const budget and adds findings; it never repairs anything. */
#ifndef RULES_H
#define RULES_H

#include "budgetkoll/category.h"
#include "budgetkoll/check.h"
#include "budgetkoll/label.h"
#include "budgetkoll/names.h"

/* A financier's row in a group of the financing table. */
struct financier {
    const struct item *group, *row;
    struct words stems; /* of the name without what stands in parentheses */
    uint32_t hash;      /* of the stems: thousands of rows are compared with each other */
    bool repeats;       /* an earlier row names the same one */
};

struct financiers {
    LIST(struct financier) list;
};

struct rule_context {
    struct arena *arena;
    const struct budget *budget;
    const struct system *system;
    const struct check_options *options;
    struct findings *findings;
    struct financiers financiers; /* of the budget */
};

/* Reports the relations of the system that do not hold (judge.c), marks the cells they use, and names in the result those
 * that could not be evaluated. */
void judge_relations(struct rule_context *context, struct system *system, bool *used, struct result *result);

/* ---- blanks (blank_search.c) ---- */

/* A relation some blank of which was taken as nothing. */
struct guess {
    size_t at;              /* in the system's relations */
    struct ratio off;       /* target - expression */
    enum severity severity; /* SEVERITY_NONE: it holds so */
};

struct guesses {
    LIST(struct guess) list;
};

/* Names the amounts that blanks must hold (sum-blank), and reports the relations that are wrong whatever stands in their
 * blanks: those count as evaluated from then on. */
void judge_blanks(struct rule_context *context, struct system *system, const struct guesses *guesses,
                  struct result *result);
/* Judges a relation with its blanks as nothing, and reports it where it does not hold (verdict.c). */
enum severity report_relation(struct rule_context *context, const struct relation *relation);

/* Rows of unknown names whose amounts are where they should be: a warning and no error (unknown_rows.c). */
void settle_unknown_rows(struct rule_context *context, const struct result *result);

/* Rules that are no relations. */
void rule_rate_label(struct rule_context *context);            /* label_rules.c */
void rule_activity_dates(struct rule_context *context);        /* plan_rules.c */
void rule_activity_dates_parent(struct rule_context *context); /* plan_rules.c */
void rule_activity_mandatory(struct rule_context *context);    /* plan_rules.c */
void rule_activity_code(struct rule_context *context);         /* plan_rules.c */
void rule_year_outside_period(struct rule_context *context);   /* plan_rules.c */
void rule_claim_periods(struct rule_context *context);         /* claim_rules.c */
void rule_claim_deadline(struct rule_context *context);        /* claim_rules.c */
void rule_final_report_date(struct rule_context *context);     /* claim_rules.c */
void rule_certificate_missing(struct rule_context *context);   /* party_rules.c */
void rule_financier_duplicate(struct rule_context *context);   /* party_rules.c */
void rule_outside_area(struct rule_context *context);          /* area_rules.c */
void rule_org_number(struct rule_context *context);            /* number_rules.c */
void rule_bankgiro(struct rule_context *context);              /* number_rules.c */
void rule_flat_rate_overlap(struct rule_context *context);     /* overlap_rules.c */

/* ---- financiers and their names (financier_names.c) ---- */

struct financiers financiers_find(const struct rule_context *context);

/* Of the words of a name; the same for the same words. */
uint32_t stems_hash(const struct words *stems);
bool same_financier(const struct financier *a, const struct financier *b);

/* ---- programme areas (areas.c) ---- */

/* The programme area of the place that has this name; empty when none is known. */
struct str areas_find(struct arena *arena, const struct areas *areas, const struct words *stems);
/* The key names one of the programme areas. */
bool areas_name_programme(const struct areas *areas, struct str key);

/* ---- small things ---- */
/* A date and an amount of kronor as messages say them. */
struct str date_words(struct rule_context *context, struct date date);
struct str kronor_words(struct rule_context *context, money amount);
/* A row's total: its total cell, else its years; false when unreadable. */
bool item_total(const struct item *item, money *total);
/* "3,07 %": a share with two decimals. */
struct str share_words(struct rule_context *context, money part, money whole);

#endif
