/* What --given says: amounts by what they are. */
#include "solver.h"

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

bool given_read(struct solver *solver)
{
    const struct options *options = solver->inspector->options;
    for (int i = 0; i < options->given_count; i++) {
        struct str text = str_from(options->given[i]);
        ptrdiff_t equals = str_find(text, STR("="));
        struct given *given = ARENA_PUSH(solver->arena, &solver->solution->given);
        bool is_read = equals > 0;
        if (is_read) {
            given->key = str_trim(str_slice(text, 0, (size_t)equals));
            struct str amount = str_trim(str_slice(text, (size_t)equals + 1, text.length));
            is_read = read_amount(amount, &given->amount) && given->amount >= 0;
        }
        if (is_read)
            continue;
        complain(options->language, "--given ska vara NAMN=BELOPP, till exempel total=8 110 000; inte ”%s”",
                 "--given should be KEY=AMOUNT, total=8110000 for example; not “%s”", options->given[i]);
        return false;
    }
    return true;
}

const money *given_find(const struct solver *solver, enum concept concept)
{
    for (size_t i = 0; i < solver->solution->given.count; i++)
        if (given_concept(solver->solution->given.items[i].key) == concept)
            return &solver->solution->given.items[i].amount;
    return NULL;
}

bool given_needed(const struct solver *solver, const char *keys)
{
    complain(solver_language(solver), "--solve %s behöver --given %s", "--solve %s needs --given %s",
             solver->inspector->options->solve, keys);
    return false;
}

static bool is_used(const struct solver *solver, const struct given *given, const enum concept *used)
{
    enum concept concept = given_concept(given->key);
    for (size_t i = 0; used[i] != UNKNOWN; i++)
        if (used[i] == concept)
            return given_find(solver, concept) == &given->amount;
    return false;
}

static bool complain_of_unused(const struct solver *solver, struct str key)
{
    complain(solver_language(solver), "--solve %s använder inte --given %.*s",
             "--solve %s does not use --given %.*s", solver->inspector->options->solve, STR_ARG(key));
    return false;
}

static bool is_repeated(const struct solver *solver, size_t index)
{
    const struct given *items = solver->solution->given.items;
    for (size_t i = 0; i < index; i++) {
        enum concept concept = given_concept(items[i].key);
        bool same = concept == UNKNOWN ? str_equal(items[i].key, items[index].key)
                                       : concept == given_concept(items[index].key);
        if (!same)
            continue;
        complain(solver_language(solver), "--given %.*s är angivet två gånger", "--given %.*s is given twice",
                 STR_ARG(items[index].key));
        return true;
    }
    return false;
}

bool given_allowed(const struct solver *solver, const enum concept *used)
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

bool given_is_clear(const struct solver *solver, const money *known)
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
