/* What a row's own label states of its amounts: a sum of other rows, or a share of them. */
#ifndef LABEL_SUM_H
#define LABEL_SUM_H

#include "budgetkoll/lexeme.h"
#include "general.h"

/* A guess at what the label means, tried on the amounts. */
struct label_sum {
    LIST(struct sum_part) parts;
    struct ratio share;  /* of what they make; 0/0: all of it */
    size_t holds, fails; /* columns in which it does, of those that say something */
};

/* Fills in in how many columns the row `target` is what the sum says. Columns that add up others are left out where others say
 * something. */
void label_sum_try(const struct table *table, size_t target, struct label_sum *sum);

/* Puts the sum in the place of all others of that row. */
void label_sum_add(struct arena *arena, struct table *table, size_t target, const struct label_sum *sum);

/* Adds the sums that labels state by the enumerators of other rows: "Total (1+2)", "Reserve (7% of 7)" (stated_rows.c). `codes`: of
 * each row what stands in a column of its own, "1" or "a"; NULL where there is no such column. */
void table_add_stated_rows(struct arena *arena, struct lexicon *lexicon, struct table *table,
                           const struct str *codes);

/* Adds what labels state by a rate: "Indirekta kostnader 50 % (på löner och högst 25 000 av underavtal)" (rated_rows.c). */
void table_add_rated_rows(struct arena *arena, struct lexicon *lexicon, struct table *table);

#endif
