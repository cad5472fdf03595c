/* How words, order and depth are read: the lines of a table one after the other, with those that no sum has taken yet open. A
 * total takes some of the open lines that it follows and stands for them from then on. */
#ifndef BUDGETKOLL_STRUCTURE_OUTLINE_H
#define BUDGETKOLL_STRUCTURE_OUTLINE_H

#include "structure_search.h"

/* An open line, on those that were open before it. */
struct open {
    const struct open *below;
    size_t line;
    size_t size;      /* how many are open, with it */
    bool is_total;    /* it stands for lines that it sums */
    bool starts;      /* a heading or a blank line comes before it, in the order of reading */
    bool is_negative; /* it is a cost, or the sum of costs */
};

/* What the figures say of a line as the sum of some others, over all lines across. */
struct fit {
    int bits;
    size_t holds, rounded, fails;
    int nearness; /* where it never holds: how near it comes, in sixteenths of a bit, one and a half at most */
};

/* The sum of some lines, in each line across. */
struct adder {
    const struct view *view;
    int64_t *sums, *units;
    uint32_t *nonzeros;
    unsigned char *zeros; /* how many zeros all amounts added end with */
};

/* ---- structure_fit.c ---- */

struct adder adder_make(struct arena *arena, const struct view *view);
void adder_clear(struct adder *adder);
void adder_add(struct adder *adder, size_t line, bool is_minus);

/* What the figures say of `target` as the sum of what has been added. */
struct fit adder_fit(const struct adder *adder, size_t target);

/* Fit as a score: what holds, less what fails. */
int adder_score(const struct view *view, const struct fit *fit);

/* ---- structure_readings.c ---- */

/* One way to read a line: as the sum of the `count` topmost open lines that have its unit. */
struct reading {
    size_t count, plus; /* of them, how many in the order of reading count with plus; the rest with minus */
    bool by_kind;       /* instead, costs count with minus */
    bool by_depth;
    int cost;
    struct fit fit;
};

struct readings {
    LIST(struct reading) list;
};

/* What the readings of one direction share. */
struct outline {
    struct search *search;
    struct arena *arena; /* for the length of the search */
    struct adder adder;
    bool is_backward;      /* totals stand before their parts: read from the last line to the first */
    size_t last_stated;    /* the last line in the order of reading whose words say that it is a total */
    const bool *is_closed; /* lines that a sum has taken in the other direction; NULL in the first pass */
    const bool *is_sum;    /* lines that are sums of that direction */
    const bool *is_missed; /* totals whose parts have not been found there: the only lines read as sums now */
};

/* Lists the ways to read `line` as a sum of open lines, at most a few dozen. */
void readings_list(struct outline *outline, size_t line, const struct open *open, struct readings *readings);

/* The topmost open line with the unit of `line`, or NULL. */
const struct open *readings_next(const struct outline *outline, size_t line, const struct open *open);

/* Returns true when the nth part of a reading, topmost first, counts with minus. */
bool readings_minus(const struct outline *outline, const struct reading *reading, const struct open *open,
                    size_t nth);

/* ---- structure_outline.c ---- */

/* One line read as a sum, after those read before it. */
struct decision {
    const struct decision *before;
    struct candidate candidate;
    bool by_depth;
};

struct course {
    const struct decision *decisions;
    int score;
};

/* Reads the lines in one direction and returns the course under which most holds. */
struct course outline_read(struct outline *outline);

/* Returns true when a heading or a blank line stands before the line, in the order of reading. */
bool outline_starts(const struct outline *outline, size_t line);

#endif
