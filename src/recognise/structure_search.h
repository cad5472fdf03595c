/* What the files of the search for sums share: a table seen along one axis, what speaks for a sum, and the sums taken. */
#ifndef BUDGETKOLL_STRUCTURE_SEARCH_H
#define BUDGETKOLL_STRUCTURE_SEARCH_H

#include "budgetkoll/structure.h"

#define BIT 16              /* scores are counted in sixteenths of a bit */
#define TOO_LARGE INT64_MIN /* a sum that no int64_t holds; it stays so, whatever is added */

__extension__ typedef __int128 wide;

/* A part of a sum: its line, or ~line where it counts with minus. */
typedef int32_t addend;

/* The table along one axis: line by line, with the lines across beside each other. */
struct view {
    enum axis axis;
    size_t count, across;
    const struct line *lines;
    const struct line *other; /* the lines across */
    const struct figure *figures;
    bool *has_amount;     /* for each line, whether any of its cells is an amount */
    unsigned char *zeros; /* how many zeros each figure ends with; NULL in a large table, where nobody asks */
};

enum verdict {
    SAYS_NOTHING, /* no amount stands there, or one of the amounts cannot be told */
    TRIVIAL,      /* zero is the sum of zeros */
    HOLDS,
    FAILS,
    FAILS_BLANK /* an amount over nothing but blanks and zeros */
};

/* A sum that may be one, or that is taken to be one. */
struct candidate {
    size_t target, count;
    addend *parts; /* in the order of the table */
    size_t first, end;
    int score, bits;
    size_t holds, fails;
    enum found_by found_by;
    bool is_stated; /* by words or depth, and kept though it may fail */
    bool is_firm;
    int roundings;
};

struct candidates {
    LIST(struct candidate) list;
};

/* One line across of a candidate. */
struct instance {
    enum verdict verdict;
    bool is_exact;   /* the sum is the printed amount */
    bool is_rounded; /* it is not, but the rounding of what is printed explains it */
    int bits;
    int64_t sum, missing; /* the sum, and how far from the printed amount it is, without sign */
    int64_t unit;         /* the finest last digit of those that take part */
    int64_t
        steps; /* the last digits of the amount and of its parts together: rounding moves half of it at most */
    size_t nonzero; /* how many parts are not zero */
};

/* A figure as the candidates are found by it. */
struct amount {
    int64_t value; /* of amounts, else 0 */
    int64_t step;  /* likewise */
    int64_t loose; /* how far away a sum of it may be; -1 where it is no target */
};

/* The lines before, added up. */
struct running {
    int64_t sum;
    uint32_t nonzeros;
};

struct field {
    struct amount *amounts; /* line by line */
    struct running *sums;   /* room for those of all lines, and of as many more as a step may be */
};

struct search {
    struct arena *arena; /* for the length of the search */
    struct field field;
    addend *parts; /* room for those of one candidate */
    struct view view;
    int grid; /* what all figures are multiples of, in their last digit: 3 or 5 in statistics that hide persons, else 1 */
    struct instance *instances; /* room for the lines across */
    uint64_t *shares;           /* a hash table over the shares of a candidate's parts */
    size_t share_mask;
    int64_t work;      /* how many more cells may be looked at */
    int64_t work_more; /* and how many beyond that for choosing among what is found */
    struct candidates found, taken;
};

static inline size_t part_line(addend part)
{
    return (size_t)(part < 0 ? ~part : part);
}

static inline const struct figure *view_figure(const struct view *view, size_t line, size_t across)
{
    return &view->figures[line * view->across + across];
}

static inline unsigned char view_zeros(const struct view *view, size_t line, size_t across)
{
    return view->zeros[line * view->across + across];
}

/* Returns a + b, or TOO_LARGE. */
static inline int64_t add_checked(int64_t a, int64_t b)
{
    int64_t sum;
    if (a == TOO_LARGE || b == TOO_LARGE || __builtin_add_overflow(a, b, &sum))
        return TOO_LARGE;
    return sum;
}

/* Returns a - b, or TOO_LARGE. */
static inline int64_t subtract_checked(int64_t a, int64_t b)
{
    int64_t difference;
    if (a == TOO_LARGE || b == TOO_LARGE || __builtin_sub_overflow(a, b, &difference))
        return TOO_LARGE;
    return difference;
}

/* ---- structure_view.c ---- */

struct view view_make(struct arena *arena, const struct figures *figures, enum axis axis);

/* Counts the zeros that each figure ends with. */
void view_count_zeros(struct arena *arena, struct view *view);

/* The figures, with the steps that they are seen to be rounded to; returns by how much those are larger than what is written. */
int view_round(struct arena *arena, struct figures *figures);

/* Returns true when the words of the line say that it is a sum of something. */
bool view_is_total(const struct view *view, size_t line);

/* ---- structure_weigh.c ---- */

/* Returns log2(value) in sixteenths of a bit, rounded down; 0 for values below 1. */
int weigh_log2(uint64_t value);

/* What one line across says of `target` as the sum of `count` parts. */
struct instance weigh_instance(const struct view *view, size_t target, const addend *parts, size_t count,
                               size_t across);

/* Fills in bits, score, range and counts of a candidate; `cost` is the price of having looked for it. */
void weigh_candidate(struct search *search, struct candidate *candidate, int cost);

/* Returns true when all of the candidate's lines have one unit. */
bool weigh_one_unit(const struct view *view, const struct candidate *candidate);

/* ---- structure_blocks.c ---- */

struct blocks {
    const uint32_t *lines; /* those looked at, in order */
    size_t count;
    int cost;
    size_t first_gap, gap_count; /* so many lines between the target and its parts */
    size_t longest;              /* at most so many parts */
    size_t step;                 /* every so manyth line */
};

struct field field_make(struct arena *arena, const struct view *view);

/* Finds blocks of lines beside a target that are its sum. */
void blocks_find(struct search *search, const struct blocks *blocks);

/* Finds any two lines near a target that are its sum: among them what is a difference. */
void pairs_find(struct search *search, const uint32_t *lines, size_t count, int cost);

/* ---- structure_choice.c ---- */

/* Takes of what was found the best first, nothing that speaks against what is taken. Returns how many are new. */
size_t choice_take(struct search *search);

/* Lets a subtotal stand for its details where a total adds up both. */
void choice_nest(struct search *search);

/* ---- structure_rounds.c ---- */

/* Searches by figures, again and again, each time without the parts of what is taken. */
void rounds_search(struct search *search);

/* ---- structure_stated.c ---- */

/* Takes what words, order and depth state, in the reading under which most of it holds. Returns true when that takes all lines, and
 * all of it holds: then figures have no more to say. */
bool stated_take(struct search *search);

/* ---- structure_firm.c ---- */

/* What is seen of rounding in the sums of a table, along both axes. */
struct seen {
    size_t lines, rounded,
        wrong;     /* lines across that say something; those that rounding explains; those that it does not */
    size_t spread; /* the most lines across of one axis in which something is rounded */
};

/* Adds what is seen along one axis. */
void firm_count_seen(struct search *search, struct seen *seen);

/* Decides of each sum taken whether it is firm, what rounding it shows, and how far it reaches. */
void firm_settle(struct search *search, const struct seen *seen);

#endif
