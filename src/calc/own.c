#include "own.h"

#include "budgetkoll/names.h"

static bool names_own_contribution(struct arena *arena, struct str text)
{
    static const char *const words[] = {"egen insats", "egeninsats",     "egen finans",      "egenfinans",
                                        "egna medel",  "egna kontanter", "own contribution", "own funds"};
    struct str key = label_key(arena, text);
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (str_find(key, str_from(words[i])) >= 0)
            return true;
    return false;
}

static bool is_own(struct arena *arena, const struct budget *budget, const struct item *line)
{
    const struct fact *applicant = budget_fact(budget, APPLICANT);
    struct words mine = name_stems(arena, applicant ? applicant->text : STR(""));
    struct words theirs = name_stems(arena, line->label);
    return names_own_contribution(arena, line->label) || (applicant && may_be_same(&theirs, &mine));
}

const struct item *own_row_of(struct arena *arena, const struct budget *budget, enum concept *group)
{
    static const enum concept groups[] = {PUBLIC_CASH, PRIVATE_CASH};
    for (size_t g = 0; g < sizeof groups / sizeof *groups; g++) {
        const struct item *row = budget_item(budget, TABLE_FINANCING, groups[g]);
        for (size_t i = 0; row && i < row->lines.count; i++) {
            if (!is_own(arena, budget, row->lines.items[i]))
                continue;
            *group = groups[g];
            return row->lines.items[i];
        }
    }
    return NULL;
}
