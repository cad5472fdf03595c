/* What blanks must hold: the search for it, and how it is told. */
#ifndef BLANK_SEARCH_H
#define BLANK_SEARCH_H

#include "rules.h"

/* A blank in a relation: what the relation's difference grows by for each krona that is filled in there. */
struct leaf {
    const struct node *node;
    struct ratio factor;
    size_t blank; /* its number in the search */
};

/* A relation that was judged with its blanks as nothing. */
struct open_relation {
    size_t at; /* in the system's relations, and in what was tested */
    const struct relation *relation;
    struct ratio off; /* target - expression, with the blanks as nothing */
    LIST(struct leaf) leaves;
    bool is_mixed; /* known parts beside the blanks have both signs: a blank may have either */
    bool is_sum;   /* it can tell an amount: an exact sum of amounts */
    bool is_asked; /* it has told what it could */
};

/* "200 000, by the row's total" */
struct demand {
    struct ratio amount, factor;
    const struct relation *relation;
};

enum blank_state { BLANK_OPEN, BLANK_SETTLED, BLANK_DISPUTED };

struct blank {
    const struct node *node;
    enum blank_state state;
    struct ratio amount; /* BLANK_SETTLED */
    LIST(struct demand) demands;
    bool is_told; /* in a finding */
};

struct blank_search {
    struct rule_context *context;
    struct system *system;
    struct result *result;
    LIST(struct open_relation) relations;
    LIST(struct blank) blanks;
    size_t *number; /* by the cell's id: of its blank, from 1; 0 for none */
};

/* What is left of a relation's difference when the settled blanks are filled in. */
struct rest {
    struct ratio amount;
    size_t unknown, disputed; /* blanks that are not settled, and how many of them are disputed */
    bool fits;                /* no sum was too large */
};

/* Filling the blank in with an amount as its row has them takes the rest nearer to nothing. */
bool leaf_mends(const struct open_relation *open, const struct leaf *leaf, struct ratio rest);
/* The node with the settled blanks filled in, but for the one of number `except`. */
const struct node *fill_blanks(const struct blank_search *search, const struct node *node, size_t except);

/* ---- told (blank_words.c) ---- */
/* Adds the finding of a blank that is settled, and not as nothing. */
void tell_blank(struct blank_search *search, size_t number);
/* Adds the finding of blanks that must hold the rest of one relation together. */
void tell_blanks(struct blank_search *search, const struct open_relation *open, struct ratio rest);

#endif
