/* What --given says: amounts by what they are. */
#include "solver_parts.h"

static const struct known_key {
    const char *names[3];
    enum concept concept;
} known_keys[] = {
    {{"total", "totalt", "total-costs"}, TOTAL_COSTS},
    {{"actual-costs", "faktiska-kostnader", NULL}, ACTUAL_COSTS},
    {{"aid", "stöd", "eu-medel"}, EU_AID},
    {{"co-financing", "medfinansiering", NULL}, CO_FINANCING},
    {{"paid", "utbetalt", NULL}, AID_PAID},
};

enum concept given_concept(struct str key)
{
    for (size_t i = 0; i < sizeof known_keys / sizeof *known_keys; i++)
        for (size_t n = 0; n < 3 && known_keys[i].names[n]; n++)
            if (str_equal(key, str_from(known_keys[i].names[n])))
                return known_keys[i].concept;
    return UNKNOWN;
}

const money *given_find(const struct solver *solver, enum concept concept)
{
    for (size_t i = 0; i < solver->solution->given.count; i++)
        if (given_concept(solver->solution->given.items[i].key) == concept)
            return &solver->solution->given.items[i].amount;
    return NULL;
}

bool given_needed(struct solver *solver, const char *keys)
{
    return solver_refuse(solver, "--solve %s behöver --given %s", "--solve %s needs --given %s", solver->what,
                         keys);
}

static bool is_used(const struct solver *solver, const struct given *given, const enum concept *used)
{
    enum concept concept = given_concept(given->key);
    for (size_t i = 0; used[i] != UNKNOWN; i++)
        if (used[i] == concept)
            return given_find(solver, concept) == &given->amount;
    return false;
}

static bool complain_of_unused(struct solver *solver, struct str key)
{
    return solver_refuse(solver, "--solve %s använder inte --given %.*s",
                         "--solve %s does not use --given %.*s", solver->what, STR_ARG(key));
}

static bool is_repeated(struct solver *solver, size_t index)
{
    const struct given *items = solver->solution->given.items;
    for (size_t i = 0; i < index; i++) {
        enum concept concept = given_concept(items[i].key);
        bool same = concept == UNKNOWN ? str_equal(items[i].key, items[index].key)
                                       : concept == given_concept(items[index].key);
        if (!same)
            continue;
        solver_refuse(solver, "--given %.*s är angivet två gånger", "--given %.*s is given twice",
                      STR_ARG(items[index].key));
        return true;
    }
    return false;
}

bool given_allowed(struct solver *solver, const enum concept *used)
{
    for (size_t i = 0; i < solver->solution->given.count; i++) {
        const struct given *given = &solver->solution->given.items[i];
        if (is_repeated(solver, i))
            return false;
        if (!is_used(solver, given, used))
            return complain_of_unused(solver, given->key);
    }
    return true;
}

bool given_is_clear(struct solver *solver, const money *known)
{
    for (size_t i = 0; i < solver->solution->given.count; i++) {
        const struct given *given = &solver->solution->given.items[i];
        if (is_repeated(solver, i))
            return false;
        if (given_concept(given->key) != UNKNOWN && &given->amount != known)
            return complain_of_unused(solver, given->key);
    }
    return true;
}
