/* Judges each relation of a system, and reports those that do not hold. */
#include "verdict.h"

static bool is_trivial(const struct relation *relation, const struct judgement *judgement)
{
    bool nothing = judgement->severity == SEVERITY_NONE && ratio_is_zero(judgement->target);
    return nothing && (relation->comparison == AT_MOST ||
                       (!node_has_figure(relation->target) && !node_has_figure(relation->expression)));
}

/* The judgements of the aid shares of one year become one: the lowest ceiling, naming the other. */
static bool merge_shares(struct judgement *earlier, const struct judgement *later)
{
    bool same = earlier->relation->rule == RULE_AID_SHARE_YEAR &&
                later->relation->rule == RULE_AID_SHARE_YEAR &&
                earlier->relation->scope == later->relation->scope && earlier->severity != SEVERITY_NONE;
    if (!same)
        return false;
    struct message first = earlier->relation->phrase, second = later->relation->phrase;
    if (!ratio_at_most(earlier->expected, later->expected)) {
        *earlier = *later;
        earlier->also = first;
    } else {
        earlier->also = second;
    }
    return true;
}

/* Only what was evaluated has been tested. */
static void count_tested(struct rule_context *context, bool *used, struct result *result)
{
    for (size_t i = 0; i < result->tested.count; i++) {
        const struct relation *relation = result->tested.items[i].relation;
        if (result->tested.items[i].is_evaluated) {
            node_mark(relation->target, used);
            node_mark(relation->expression, used);
        } else {
            *ARENA_PUSH(context->arena, &result->unchecked) =
                (struct counted){.origin = relation->origin, .cell = relation_cell(context->arena, relation)};
        }
    }
}

void judge_relations(struct rule_context *context, struct system *system, bool *used, struct result *result)
{
    struct judgement broken = {0}; /* the last that does not hold, which the next may be merged with */
    struct guesses guesses = {0};
    for (size_t i = 0; i < system->relations.count; i++) {
        const struct relation *relation = &system->relations.items[i];
        struct judgement judgement;
        bool is_evaluated = verdict_judge(context, relation, &judgement);
        *ARENA_PUSH(context->arena, &result->tested) =
            (struct tested){relation, is_evaluated, is_evaluated ? judgement.severity : SEVERITY_NONE};
        if (judgement.is_guess)
            *ARENA_PUSH(context->arena, &guesses.list) =
                (struct guess){i, judgement.difference, judgement.severity};
        result->has_substance = result->has_substance || (is_evaluated && !is_trivial(relation, &judgement));
        if (!is_evaluated || judgement.severity == SEVERITY_NONE ||
            (broken.relation && merge_shares(&broken, &judgement)))
            continue;
        if (broken.relation)
            verdict_report(context, &broken);
        broken = judgement;
    }
    if (broken.relation)
        verdict_report(context, &broken);
    judge_blanks(context, system, &guesses, result);
    count_tested(context, used, result);
}
