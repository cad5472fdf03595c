/* What the files behind --solve share: the budget, what is given, and what is said. */
#ifndef SOLVER_H
#define SOLVER_H

#include "cli.h"

struct solver {
    struct arena *arena;
    struct inspector *inspector;
    struct case_inputs inputs; /* of the budget; none when there is only what is given */
    bool has_budget;
    struct solution *solution;
    enum exit_status
        failure; /* of a search that cannot be made: wrong usage, or a budget that cannot be computed */
};

/* ---- solver.c ---- */
enum language solver_language(const struct solver *solver);
struct str solver_kronor(const struct solver *solver, money amount);
struct str solver_percent(const struct solver *solver, struct ratio share);
/* Adds a sentence to the solution. */
void solver_say(struct solver *solver, struct message message);
/* That there is no solution, and why. Always true: the search has been made. */
bool solver_none(struct solver *solver, struct message message);
/* Complains that amounts do not fit; always false. */
bool solver_too_large(struct solver *solver);

/* ---- solve_given.c ---- */
/* What a key means ("total", "medfinansiering"); UNKNOWN for any other, such as a partner's name. */
enum concept given_concept(struct str key);
/* Reads every --given; false after saying which is no KEY=AMOUNT. */
bool given_read(struct solver *solver);
/* The amount given for a concept; NULL when there is none. */
const money *given_find(const struct solver *solver, enum concept concept);
/* Complains that an amount is needed; always false. */
bool given_needed(const struct solver *solver, const char *keys);
/* Every given amount is one of these, each once; ended by UNKNOWN. Those that contradict each other, or that a search does
 * not use, are not passed over: false after saying which. */
bool given_allowed(const struct solver *solver, const enum concept *used);

/* Every key stands once, and of the known ones only that of this amount; false after saying which does not. */
bool given_is_clear(const struct solver *solver, const money *known);

/* ---- one file each: false after saying why the search cannot be made ---- */
/* The category of a name ("staff", "personal"), or UNKNOWN. */
enum concept solve_category_of(const char *name);
bool solve_category(struct solver *solver, enum concept category); /* solve_category.c */
bool solve_co_financing(struct solver *solver);                    /* solve_financing.c */
bool solve_aid(struct solver *solver);                             /* solve_financing.c */
bool solve_payment(struct solver *solver);                         /* solve_financing.c */

#endif
