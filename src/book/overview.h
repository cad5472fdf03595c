/* Many cases in one workbook: a row each, and totals by scheme and by applicant. */
#ifndef OVERVIEW_H
#define OVERVIEW_H

#include "case_book.h"

enum { OVERVIEW_BODY = 4 }; /* the first case's row */

/* The columns of the overview. The groups are numbers that the totals add by, so that no name can be mistaken for a
 * pattern or a formula. */
enum {
    CASE_NUMBER,
    CASE_ID_TEXT,
    CASE_PROJECT,
    CASE_APPLICANT,
    CASE_SCHEME,
    CASE_START,
    CASE_END,
    CASE_ACTUAL,
    CASE_IN_KIND,
    CASE_TOTAL,
    CASE_AID,
    CASE_CO_FINANCING,
    CASE_SHARE,
    CASE_ERRORS,
    CASE_WARNINGS,
    CASE_NOTES,
    CASE_LIGHT,
    CASE_REASON,
    CASE_APPLICANT_GROUP,
    CASE_SCHEME_GROUP,
    CASE_COLUMNS
};

/* The amounts of a case that are shown and added up. */
enum { CASE_AMOUNTS = 5 };
struct case_amount {
    enum concept concept;
    lxw_col_t column;
};
extern const struct case_amount case_amounts[CASE_AMOUNTS];

/* Cases that belong together, and their sums; the total costs order them. */
struct group {
    struct str key, name;
    size_t number, cases;
    money sums[CASE_AMOUNTS];
    size_t counts[ERROR + 1]; /* findings by severity */
};

struct groups {
    LIST(struct group) list;
    LIST(size_t) index; /* of the groups, in the order of their keys */
};

struct overview {
    struct sheet *cases, *totals;
    lxw_row_t next;
    struct groups applicants, schemes;
};

/* ---- sheet_overview.c ---- */
/* Adds the sheets and begins them. */
void overview_begin(struct book *book);
/* The row of a case; `summary` is its own sheet, or NULL. */
void overview_add(struct book *book, const struct case_report *report, struct sheet *summary);
void overview_end(struct book *book);

/* ---- overview_groups.c ---- */
/* The group with this name, without regard to case and punctuation; a new one when there is none. */
struct group *groups_find(struct book *book, struct groups *groups, struct str name);
/* Adds a case to its group; too large a sum is the book's error. */
void groups_add(struct book *book, struct group *group, const struct case_report *report);
/* Adds the sums of one group to another's. */
void groups_join(struct book *book, struct group *to, const struct group *from);
/* The group with the largest total costs first; groups_find() may not be used any more. */
void groups_sort(struct groups *groups);

/* ---- sheet_totals.c ---- */
void write_totals(struct book *book);

/* The case's total is known, and in kronor: sums over cases add no other currency. */
bool overview_shows(const struct case_report *report, enum concept concept);

#endif
