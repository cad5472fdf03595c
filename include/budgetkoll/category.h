/* The cost categories as data (categories.def). */
#ifndef BUDGETKOLL_CATEGORY_H
#define BUDGETKOLL_CATEGORY_H

#include "budgetkoll/budget.h"

enum category_kind {
    CATEGORY_STAFF,  /* a direct cost of staff */
    CATEGORY_OTHER,  /* any other direct cost, which a flat rate for all other costs covers */
    CATEGORY_LUMP,   /* in place of direct costs */
    CATEGORY_INCOME, /* below zero */
};

enum { CATEGORY_NAMES = 3 };

struct category {
    enum concept concept;
    enum category_kind kind;
    bool is_named;                     /* false: costs in the budget's own words */
    const char *names[CATEGORY_NAMES]; /* for --solve: "staff", "personal", "löner" */
};

enum {
#define CATEGORY(id, ...) CATEGORY_NUMBER_##id,
#include "budgetkoll/categories.def"
    CATEGORIES
};
extern const struct category categories[CATEGORIES];

/* Returns the category of a concept; NULL for any other. */
const struct category *category_of(enum concept concept);
bool category_is_direct(const struct category *category);

#endif
