/* The cells of a budget by their ids. */
#ifndef SLOTS_H
#define SLOTS_H

#include "budgetkoll/budget.h"

/* A cell with its row and column; no cell for an id that nothing bears any more. */
struct slot {
    struct cell *cell;
    struct item *row; /* NULL for an activity's cost and for what is said about the project */
    int scope;
    enum value_kind kind;
    struct str name;  /* of what has no row */
    bool is_fact;     /* said about the project: it stands in no column */
    bool is_left_out; /* the total of a detail line, in a table that gives none of its lines a total */
};

struct slots {
    struct slot *items; /* by id */
    size_t count;
};

struct slots slots_find(struct arena *arena, struct budget *budget);
/* "EU-medel / 2021" */
struct str slot_name(struct arena *arena, const struct slot *slot);

#endif
