/* Rows of interval tables: which are totals, and over how many years. */
#include "fill.h"

#include "budgetkoll/buffer.h"

#include <stdio.h>

/* How many years a total in an interval table is for: "årlig" 1, "treårigt", "3-årig" and "tre år" 3; else 0. */
static int years_in_label(struct arena *arena, struct str key)
{
    static const char *const numbers[][3] = {{"två", "2", "two"},   {"tre", "3", "three"},
                                             {"fyra", "4", "four"}, {"fem", "5", "five"},
                                             {"sex", "6", "six"},   {"sju", "7", "seven"}};
    static const char *const yearly[] = {"årlig", "per år", "annual", "yearly", "per year"};
    static const char *const forms[] = {" %sårig", " %s årig", " %s år", " %s year"};
    struct buffer spaced = {.arena = arena};
    char words[32];
    buffer_print(&spaced, " %.*s", STR_ARG(key)); /* a word begins after a blank, the first one too */
    key = buffer_text(&spaced);
    for (size_t n = 0; n < sizeof numbers / sizeof *numbers; n++)
        for (size_t spelling = 0; spelling < 3; spelling++)
            for (size_t form = 0; form < sizeof forms / sizeof *forms; form++) {
                snprintf(words, sizeof words, forms[form], numbers[n][spelling]);
                if (str_find(key, str_from(words)) >= 0)
                    return (int)n + 2;
            }
    for (size_t i = 0; i < sizeof yearly / sizeof *yearly; i++)
        if (str_find(key, str_from(yearly[i])) >= 0)
            return 1;
    return 0;
}

static bool begins_as_total(struct str key)
{
    return str_starts(key, STR("total")) || str_starts(key, STR("summa")) || str_starts(key, STR("sum ")) ||
           str_find(key, STR("årig total")) >= 0;
}

void settle_interval_row(struct arena *arena, struct item *item, struct str key)
{
    if (item->concept == UNKNOWN && begins_as_total(key)) {
        item->concept = ROW_TOTAL;
        item->form = FORM_TOTAL;
    }
    if (item->concept == ROW_TOTAL)
        item->period_years = years_in_label(arena, key);
}
