#include "budgetkoll/unit.h"

const struct unit_name unit_names[] = {
    {"miljarder kronor", 100000000000},
    {"miljoner kronor", 100000000},
    {"tusental kronor", 100000},
    {"tusentals kronor", 100000},
    {"tusen kronor", 100000},
    {"miljoner kr", 100000000},
    {"tusen kr", 100000},
    {"mdkr", 100000000000},
    {"mnkr", 100000000},
    {"mkr", 100000000},
    {"msek", 100000000},
    {"tkr", 100000},
    {"kkr", 100000},
    {"tsek", 100000},
    {"ksek", 100000},
    {"kronor", 100},
    {"kr.", 100},
    {"kr", 100},
    {"sek", 100},
    {NULL, 0},
};

static char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

bool unit_is_named(struct str text, const struct unit_name *unit)
{
    size_t i = 0;
    while (i < text.length && unit->name[i] && lower(text.data[i]) == unit->name[i])
        i++;
    return i == text.length && !unit->name[i];
}

int64_t unit_from_name(struct str name)
{
    struct str trimmed = str_trim(name);
    char first = trimmed.length ? lower(trimmed.data[0]) : '\0';
    for (const struct unit_name *unit = unit_names; unit->name; unit++)
        if (unit->name[0] == first && unit_is_named(trimmed, unit))
            return unit->ore;
    return 0;
}
