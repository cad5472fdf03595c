/* What the label of a row says by itself, whatever rows stand around it. */
#ifndef LABEL_SENSE_H
#define LABEL_SENSE_H

#include "budgetkoll/reading.h"
#include "budgetkoll/vocabulary.h"

struct label_sense {
    struct str printable;
    struct str key; /* without a rate at its end */
    bool has_rate;
    struct ratio rate;
    struct meaning in_costs, in_financing, in_totals;
    bool is_included, is_result, is_total, is_subtotal, is_office; /* see wordings.h */
    bool is_control, begins_as_control;
};

/* What a label says, dash taken off; `known` may be NULL. Good as long as both the arena and `known` are. */
const struct label_sense *label_sense(struct arena *arena, struct known_labels *known, struct str label);

#endif
