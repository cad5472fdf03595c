/* What the rule files share. A rule takes a const budget and adds findings; it never repairs anything. */
#ifndef RULES_H
#define RULES_H

#include "budgetkoll/check.h"
#include "budgetkoll/label.h"
#include "budgetkoll/names.h"

struct rule_context {
    struct arena *arena;
    const struct budget *budget;
    const struct system *system;
    const struct check_options *options;
    struct findings *findings;
};

/* Reports the relations that do not hold (verdict.c), marks the cells they use, and names in the result those that
 * could not be evaluated. */
void judge_relations(struct rule_context *context, bool *used, struct result *result);

/* Rules that are no relations. */
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

/* ---- financiers and their names (names.c) ---- */

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

struct financiers financiers_find(struct rule_context *context);

bool same_financier(const struct financier *a, const struct financier *b);

/* ---- small things ---- */
struct str date_words(struct rule_context *context, struct date date);
struct str kronor_words(struct rule_context *context, money amount);
/* A row's total: its total cell, else its years; false when unreadable. */
bool item_total(const struct item *item, money *total);
/* "3,07 %": a share with two decimals. */
struct str share_words(struct rule_context *context, money part, money whole);

#endif
