/* What the searches behind --solve share: what is given, and what is said. */
#ifndef SOLVER_PARTS_H
#define SOLVER_PARTS_H

#include "budgetkoll/solver.h"

/* ---- solver_words.c ---- */
struct str solver_kronor(const struct solver *solver, money amount);
struct str solver_percent(const struct solver *solver, struct ratio share);
/* Adds a sentence to the solution. */
void solver_say(struct solver *solver, struct message message);
/* That there is no solution, and why. Always true: the search has been made. */
bool solver_none(struct solver *solver, struct message message);
/* Why the search cannot be made, in the solver's language; always false. */
bool solver_refuse(struct solver *solver, const char *sv, const char *en, ...);
/* Complains that amounts do not fit; always false. */
bool solver_too_large(struct solver *solver);

/* ---- solve_given.c ---- */
/* What a key means ("total", "medfinansiering"); UNKNOWN for any other, such as a partner's name. */
enum concept given_concept(struct str key);
/* The amount given for a concept; NULL when there is none. */
const money *given_find(const struct solver *solver, enum concept concept);
/* Complains that an amount is needed; always false. */
bool given_needed(struct solver *solver, const char *keys);
/* Every given amount is one of these, each once; ended by UNKNOWN. Those that contradict each other, or that a search does
 * not use, are not passed over: false after saying which. */
bool given_allowed(struct solver *solver, const enum concept *used);
/* Every key stands once, and of the known ones only that of this amount; false after saying which does not. */
bool given_is_clear(struct solver *solver, const money *known);

/* ---- one file each: false after saying why the search cannot be made ---- */
bool solve_category(struct solver *solver, enum concept category); /* solve_category.c */
bool solve_co_financing(struct solver *solver);                    /* solve_financing.c */
bool solve_aid(struct solver *solver);                             /* solve_financing.c */
bool solve_payment(struct solver *solver);                         /* solve_financing.c */
bool solve_shares(struct solver *solver);                          /* solve_shares.c */

#endif
