#include "budgetkoll/category.h"

const struct category categories[CATEGORIES] = {
#define CATEGORY(id, sv, en, kind, key, option, swedish, said, ...) {id, kind, true, {option, swedish, said}},
#define REST(id, sv, en, kind, key, option, swedish, said, ...) {id, kind, false, {option, swedish, said}},
#include "budgetkoll/categories.def"
};

const struct category *category_of(enum concept concept)
{
    for (size_t i = 0; i < CATEGORIES; i++)
        if (categories[i].concept == concept)
            return &categories[i];
    return NULL;
}

bool category_is_direct(const struct category *category)
{
    return category->kind == CATEGORY_STAFF || category->kind == CATEGORY_OTHER;
}
