/* Which tables of financing list the financiers themselves, and which row is the sum of them. */
#include "budgetkoll/recognise.h"
#include "budgetkoll/lexeme.h"
#include "budgetkoll/vocabulary.h"
#include "budgetkoll/wordings.h"

enum financing_role {
    FINANCING_STRANGE, /* a group, a line, a subtotal: what stands beside it may be part of it */
    FINANCING_ASIDE,   /* in no sum, or without amounts */
    FINANCING_FINANCIER,
    FINANCING_AID,
    FINANCING_SUM,    /* "Summa": of what stands above it */
    FINANCING_SUM_CO, /* "Summa medfinansiering" */
    FINANCING_SUM_ALL /* "Total finansiering" */
};

static const struct {
    enum concept concept;
    enum financing_role role;
} known_roles[] = {
    {EU_AID, FINANCING_AID},        {CO_FINANCING, FINANCING_SUM_CO}, {TOTAL_FINANCING, FINANCING_SUM_ALL},
    {APPLIED, FINANCING_ASIDE},     {SHARE_ACTUAL, FINANCING_ASIDE},  {SHARE_ELIGIBLE, FINANCING_ASIDE},
    {SHARE_TOTAL, FINANCING_ASIDE}, {SHARE_PUBLIC, FINANCING_ASIDE},  {SHARE_PRIVATE, FINANCING_ASIDE}};

static enum financing_role known_role(enum concept concept)
{
    for (size_t i = 0; i < sizeof known_roles / sizeof *known_roles; i++)
        if (known_roles[i].concept == concept)
            return known_roles[i].role;
    return FINANCING_STRANGE;
}

static enum financing_role row_role(struct arena *arena, const struct row *row, uint32_t label_field)
{
    struct str label = row_cell(row, label_field);
    struct ratio rate;
    bool dashed = row_take_dash(row, &label), amounts = row_holds_amount(row, label_field);
    label_take_rate(&label, &rate);
    struct str key = label_key(arena, label);
    enum concept concept = vocabulary_find(DOMAIN_FINANCING, key).concept;
    if (dashed || label.length == 0)
        return FINANCING_STRANGE;
    if (vocabulary_find(DOMAIN_TOTALS, key).concept == ROW_TOTAL)
        return amounts ? FINANCING_SUM : FINANCING_STRANGE;
    if (concept != UNKNOWN)
        return amounts || known_role(concept) == FINANCING_ASIDE ? known_role(concept) : FINANCING_STRANGE;
    if (key_has(key, CLUE_TOTAL) || key_has(key, CLUE_INCLUDED) || key_has(key, CLUE_RESULT) ||
        key_has(key, CLUE_CONTROL))
        return FINANCING_STRANGE;
    return amounts ? FINANCING_FINANCIER : FINANCING_ASIDE;
}

static bool is_sum(enum financing_role role)
{
    return role >= FINANCING_SUM;
}

/* What stands on one side of the first sum; `sums`: others than that of co-financing. */
struct side {
    bool financiers, aid, sums;
};

struct sides {
    enum financing_role sum; /* of the first sum; FINANCING_STRANGE when there is none */
    size_t row;
    struct side above, below;
};

static void note_role(struct side *side, enum financing_role role)
{
    side->financiers = side->financiers || role == FINANCING_FINANCIER;
    side->aid = side->aid || role == FINANCING_AID;
    side->sums = side->sums || (is_sum(role) && role != FINANCING_SUM_CO);
}

static struct sides find_sides(struct arena *arena, const struct rows *rows, const struct found_table *table,
                               uint32_t label_field)
{
    struct sides sides = {.sum = FINANCING_STRANGE};
    for (size_t i = table->first; i < table->end; i++) {
        const struct row *row = &rows->list.items[i];
        enum financing_role role = row_is_blank(row) ? FINANCING_ASIDE : row_role(arena, row, label_field);
        if (is_sum(sides.sum)) {
            note_role(&sides.below, role);
        } else if (is_sum(role)) {
            sides.sum = role;
            sides.row = i;
        } else if (role == FINANCING_STRANGE) {
            break;
        } else {
            note_role(&sides.above, role);
        }
    }
    return sides;
}

/* A sum of unknown rows that others follow, or another sum without aid between them, says nothing about what it holds. */
static enum financiers_form find_form(const struct sides *sides)
{
    if (!is_sum(sides->sum) || !sides->above.financiers)
        return FINANCIERS_NONE;
    if (sides->sum == FINANCING_SUM_CO)
        return FINANCIERS_OF_CO_FINANCING;
    if (sides->below.financiers)
        return FINANCIERS_NONE;
    if (sides->sum == FINANCING_SUM && sides->below.aid && !sides->above.aid)
        return FINANCIERS_OF_CO_FINANCING;
    if (sides->below.sums)
        return FINANCIERS_NONE;
    return sides->above.aid || sides->below.aid ? FINANCIERS_BESIDE_AID : FINANCIERS_OF_SUM;
}

struct financier_rows table_financiers(struct arena *arena, const struct rows *rows,
                                       const struct found_table *table, uint32_t label_field)
{
    struct sides sides = find_sides(arena, rows, table, label_field);
    return (struct financier_rows){find_form(&sides), sides.row, sides.sum != FINANCING_SUM};
}
