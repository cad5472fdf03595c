#include "budgetkoll/comparison.h"

const struct compared_line compared_lines[COMPARED_ROWS] = {
#define CATEGORY(id, sv, en, kind, key, ...) [COMPARED_##id] = {key, id, MESSAGE_NONE, false},
#define FLAT(id, sv, en, key) [COMPARED_##id] = {key, id, MESSAGE_NONE, false},
#include "budgetkoll/categories.def"
    [COMPARED_ACTUAL_COSTS] = {"actual_costs", ACTUAL_COSTS, MESSAGE_NONE, false},
    [COMPARED_IN_KIND] = {"in_kind", IN_KIND, MESSAGE_NONE, false},
    [COMPARED_TOTAL_COSTS] = {"total_costs", TOTAL_COSTS, MESSAGE_NONE, true},
    [COMPARED_FLAT_RATES] = {"flat_rate_costs", FLAT_RATE, MESSAGE_NONE, true},
    [COMPARED_COVERED] = {"covered_costs", UNKNOWN, MESSAGE_COMPARE_COVERED, false},
    [COMPARED_LEFT] = {"left_for_indirect", UNKNOWN, MESSAGE_COMPARE_LEFT, true},
    [COMPARED_PROMISED] = {"co_financing", UNKNOWN, MESSAGE_COMPARE_PROMISED, true},
    [COMPARED_HIGHEST_AID] = {"highest_aid", UNKNOWN, MESSAGE_COMPARE_HIGHEST_AID, false},
    [COMPARED_AID] = {"eu_aid", EU_AID, MESSAGE_NONE, true},
    [COMPARED_OWN] = {"own_money", UNKNOWN, MESSAGE_COMPARE_OWN, true},
    [COMPARED_UNPAID] = {"unpaid_costs", UNKNOWN, MESSAGE_COMPARE_UNPAID_COSTS, false},
    [COMPARED_OWN_IN_ALL] = {"own_money_in_all", UNKNOWN, MESSAGE_COMPARE_OWN_IN_ALL, false},
    [COMPARED_SURPLUS] = {"surplus", UNKNOWN, MESSAGE_COMPARE_SURPLUS, false},
};

struct str compared_name(struct arena *arena, enum compared_row row, enum language language)
{
    const struct compared_line *line = &compared_lines[row];
    return line->concept != UNKNOWN ? concept_name(line->concept, language)
                                    : message_text(arena, language, (struct message){line->message, {{0}}});
}

bool compared_is_known(const struct compared_scheme *scheme)
{
    return scheme->why_not.count == 0;
}

static const struct {
    enum compared_row row;
    bool is_least;
} bests[COMPARED_BESTS] = {[BEST_FLAT_RATES] = {COMPARED_FLAT_RATES, false},
                           [BEST_AID] = {COMPARED_AID, false},
                           [BEST_OWN] = {COMPARED_OWN_IN_ALL, true},
                           [BEST_LEFT] = {COMPARED_LEFT, false}};

enum compared_row compared_best_row(enum compared_best best)
{
    return bests[best].row;
}

bool comparison_is_best(const struct schemes_compared *comparison, enum compared_best best, size_t scheme)
{
    enum compared_row row = bests[best].row;
    const struct compared_scheme *mine = &comparison->schemes.items[scheme];
    for (size_t i = 0; i < comparison->schemes.count; i++) {
        const struct compared_scheme *other = &comparison->schemes.items[i];
        bool better = bests[best].is_least ? other->amounts[row] < mine->amounts[row]
                                           : other->amounts[row] > mine->amounts[row];
        if (compared_is_known(other) && better)
            return false;
    }
    return compared_is_known(mine);
}

bool comparison_shows(const struct schemes_compared *comparison, enum compared_row row)
{
    if (row == COMPARED_OWN_IN_ALL) /* says nothing new where all is paid */
        row = COMPARED_UNPAID;
    bool shown = compared_lines[row].is_always;
    for (size_t i = 0; i < comparison->schemes.count; i++) {
        const struct compared_scheme *scheme = &comparison->schemes.items[i];
        shown = shown || scheme->amounts[row] != 0 || scheme->covered[row] != 0;
    }
    return shown;
}

money comparison_wages(const struct schemes_compared *comparison)
{
    for (size_t i = 0; i < comparison->schemes.count; i++)
        if (compared_is_known(&comparison->schemes.items[i]))
            return comparison->schemes.items[i].amounts[COMPARED_STAFF];
    return 0;
}
