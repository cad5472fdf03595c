/* What the files that complete a budget share. */
#ifndef CALC_COMPLETER_H
#define CALC_COMPLETER_H

#include "budgetkoll/complete.h"

#include "slots.h"

/* What a cell follows from. Of several relations for one cell the first rank holds. */
struct definition {
    const struct relation *relation; /* NULL: the cell is decided by people */
    const struct node *expression;
    int rank;
};

struct completer {
    struct arena *arena;
    struct budget *working;
    const struct conditions *conditions;
    enum language language;
    struct slots slots;            /* of the budget that is completed */
    const struct slots *published; /* of the one that stays as it is */
    bool *lonely;                  /* by id: blanks of a row of which only the total was published */
    bool *unsplit;                 /* by id: those of them that nothing says, and what follows from them */
    struct str *rests; /* by id: how a blank that is the rest of a published sum was found, or empty */
    struct arena pass; /* of one building of the system */
    const struct system *system;    /* of the working budget as it is now */
    struct definition *definitions; /* of each cell, by id */
    struct calculation *result;
    bool changed, costs_are_settled;
};

/* Puts a value into a cell (assign.c). A blank one stays blank where its row holds nothing and the value is nothing. */
void assign(struct completer *completer, const struct slot *slot, int64_t value, int decimals);
/* The slot of a row's cell in a column, or NULL. */
const struct slot *row_slot(const struct completer *completer, const struct item *row, int scope);

/* Fills in blanks that are the one unknown of a published sum, and marks those that are several (decided_blanks.c). */
void settle_blanks(struct completer *completer);
/* Marks the blanks that nothing says as the system now stands, and every blank that follows from them. */
void settle_unsplit(struct completer *completer);

/* What each cell follows from, by id; lives as long as the system. `with_plan`: also of what follows from the planned
 * financing, and from costs that are settled (define.c). */
struct definition *define_cells(struct arena *arena, const struct system *system, const struct slots *slots,
                                bool with_plan);

/* Finds the figures of the published budget that its sums speak against (doubt.c). */
void find_doubts(struct completer *completer, const struct budget *published);
/* By id: the cells of the completed budget that follow from such a figure. */
bool *find_followers(const struct completer *completer);

/* Plans the financing, and puts the aid and the applicant's own contribution into their cells (finance.c). */
void plan_financing(struct completer *completer);
/* What was counted for a cell of the aid's row or of the applicant's own; empty for any other. */
struct str plan_calculation(const struct completer *completer, const struct computed *cell);

#endif
