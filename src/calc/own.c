#include "own.h"

#include "budgetkoll/names.h"

/* How surely a row is the applicant's own: by its whole name, by its words, by a name that is shortened. */
enum likeness { UNLIKE, SHORTENED, IN_WORDS, NAMED, LIKENESSES };

static bool begins_own(struct arena *arena, struct str text)
{
    static const char *const words[] = {"egen insats", "egeninsats",     "egen finans",      "egenfinans",
                                        "egna medel",  "egna kontanter", "own contribution", "own funds"};
    struct str key = label_key(arena, text);
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (str_starts(key, str_from(words[i])))
            return true;
    return false;
}

static enum likeness likeness_of(struct arena *arena, const struct budget *budget, const struct item *line)
{
    const struct fact *applicant = budget_fact(budget, APPLICANT);
    struct words mine = name_stems(arena, applicant ? applicant->text : STR(""));
    struct words theirs = name_stems(arena, line->label);
    if (applicant && stems_equal(&mine, &theirs))
        return NAMED;
    if (begins_own(arena, line->label) || begins_own(arena, line->description))
        return IN_WORDS;
    return applicant && may_be_same(&theirs, &mine) ? SHORTENED : UNLIKE;
}

/* The surest rows of both cash groups; of two that are equally sure neither can be chosen. */
struct own_row own_row_of(struct arena *arena, const struct budget *budget)
{
    static const enum concept groups[] = {PUBLIC_CASH, PRIVATE_CASH};
    struct own_row own = {0};
    enum likeness best = UNLIKE;
    for (size_t g = 0; g < sizeof groups / sizeof *groups; g++) {
        const struct item *group = budget_item(budget, TABLE_FINANCING, groups[g]);
        for (size_t i = 0; group && i < group->lines.count; i++) {
            enum likeness likeness = likeness_of(arena, budget, group->lines.items[i]);
            if (likeness > best)
                own = (struct own_row){group->lines.items[i], group, false};
            else if (likeness == best && best != UNLIKE)
                own.is_doubtful = true;
            best = likeness > best ? likeness : best;
        }
    }
    return own;
}
