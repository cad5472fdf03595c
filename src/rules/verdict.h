/* What a relation comes to when it is judged, and how that is told. */
#ifndef VERDICT_H
#define VERDICT_H

#include "rules.h"

struct judgement {
    const struct relation *relation;
    enum severity severity;
    struct ratio target, expected,
        difference; /* öre, shares of one, counts; difference = target - expected */
    const struct alternative *alternative;
    struct message also; /* a second share that the same amount exceeds, with its phrase */
    bool is_guess;       /* some blank was taken as nothing */
};

/* False when the relation could not be evaluated. A blank that was taken as zero can confirm but not accuse. */
bool verdict_judge(struct rule_context *context, const struct relation *relation,
                   struct judgement *judgement);
/* Adds the finding of a relation that does not hold. */
void verdict_report(struct rule_context *context, const struct judgement *judgement);

#endif
