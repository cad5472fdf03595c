/* Schemes side by side, in JSON. */
#include "json_parts.h"

#include "budgetkoll/version.h"

static void add_amount(struct buffer *buffer, const char *before, enum compared_row row, money amount)
{
    buffer_print(buffer, "%s", before);
    json_key(buffer, compared_lines[row].key);
    json_hundredths(buffer, amount);
}

static void add_covered(struct buffer *buffer, const struct compared_scheme *scheme)
{
    const char *between = "";
    buffer_add(buffer, STR(",\"covered\":["));
    for (enum compared_row row = 0; row < COMPARED_ROWS; row++) {
        if (scheme->covered[row] == 0)
            continue;
        buffer_print(buffer, "%s{\"category\":\"%s\",\"amount\":", between, compared_lines[row].key);
        json_hundredths(buffer, scheme->covered[row]);
        buffer_add_char(buffer, '}');
        between = ",";
    }
    buffer_add_char(buffer, ']');
}

static void add_ceiling(struct buffer *buffer, const struct compared_scheme *scheme)
{
    static const char *const names[CEILING_KINDS] = {"aid-share-eligible", "aid-share-actual", "aid-maximum"};
    if (scheme->ceiling < 0)
        return;
    buffer_print(buffer, ",\"ceiling\":{\"rule\":\"%s\",\"most\":", names[scheme->ceiling]);
    json_hundredths(buffer, scheme->ceilings[scheme->ceiling].most);
    buffer_print(buffer, ",\"binds\":%s}", scheme->ceiling_binds ? "true" : "false");
}

static void add_results(struct buffer *buffer, const struct compared_scheme *scheme)
{
    const char *between = "";
    buffer_add(buffer, STR(",\"amounts\":{"));
    for (enum compared_row row = 0; row < COMPARED_AID; row++) {
        bool wanted = scheme->has[row] && row != COMPARED_HIGHEST_AID;
        if (!wanted)
            continue;
        add_amount(buffer, between, row, scheme->amounts[row]);
        between = ",";
    }
    buffer_add_char(buffer, '}');
    for (enum compared_row row = COMPARED_AID; row < COMPARED_ROWS; row++)
        json_number(buffer, compared_lines[row].key, scheme->amounts[row]);
    json_share(buffer, "payroll_rate", scheme->payroll_rate);
    json_share(buffer, "indirect_rate", scheme->indirect_rate);
    add_ceiling(buffer, scheme);
    add_covered(buffer, scheme);
    if (scheme->least_staff.denominator != 0)
        json_share(buffer, "staff_share", scheme->staff_share);
    json_share(buffer, "least_staff", scheme->least_staff);
}

static void add_scheme(struct buffer *buffer, const struct compared_scheme *scheme)
{
    buffer_add(buffer, STR("\n   {\"scheme\":"));
    json_string(buffer, scheme->name);
    buffer_print(buffer, ",\"status\":\"%s\"", compared_is_known(scheme) ? "ok" : "unchecked");
    if (compared_is_known(scheme)) {
        add_results(buffer, scheme);
    } else {
        buffer_add(buffer, STR(",\"reasons\":["));
        for (size_t i = 0; i < scheme->why_not.count; i++) {
            buffer_add(buffer, i ? STR(",") : STR(""));
            json_string(buffer, scheme->why_not.items[i]);
        }
        buffer_add_char(buffer, ']');
    }
    buffer_add_char(buffer, '}');
}

/* ,"most_aid":["eruf-2014"]: more than one where they are alike. */
static void add_bests(struct buffer *buffer, const struct schemes_compared *comparison)
{
    static const char *const keys[COMPARED_BESTS] = {[BEST_FLAT_RATES] = "most_flat_rates",
                                                     [BEST_AID] = "most_aid",
                                                     [BEST_OWN] = "least_own_money",
                                                     [BEST_LEFT] = "most_left_for_indirect"};
    for (enum compared_best best = 0; best < COMPARED_BESTS; best++) {
        const char *between = "";
        buffer_print(buffer, ",\n  \"%s\":[", keys[best]);
        for (size_t i = 0; i < comparison->schemes.count; i++) {
            if (!comparison_is_best(comparison, best, i))
                continue;
            buffer_print(buffer, "%s", between);
            json_string(buffer, comparison->schemes.items[i].name);
            between = ",";
        }
        buffer_add_char(buffer, ']');
    }
}

static void add_crossing(struct buffer *buffer, const struct schemes_compared *comparison,
                         const struct crossing *crossing)
{
    struct str a = comparison->schemes.items[crossing->a].name;
    struct str b = comparison->schemes.items[crossing->b].name;
    buffer_add(buffer, STR("\n   {\"a\":"));
    json_string(buffer, a);
    json_text(buffer, "b", b);
    buffer_print(buffer, ",\"status\":\"%s\",\"staff\":", crossing->is_known ? "ok" : "unchecked");
    if (crossing->is_found)
        json_hundredths(buffer, crossing->staff);
    else
        buffer_add(buffer, STR("null"));
    buffer_add(buffer, STR(",\"above\":"));
    if (crossing->is_known && crossing->above != 0)
        json_string(buffer, crossing->above > 0 ? b : a);
    else
        buffer_add(buffer, STR("null"));
    buffer_add_char(buffer, '}');
}

void compare_json(struct buffer *buffer, const struct report_options *options,
                  const struct schemes_compared *comparison)
{
    (void)options;
    buffer_print(buffer,
                 "{\"tool\":{\"name\":\"budgetkoll\",\"version\":\"%s\"},\n \"comparison\":{\"case\":",
                 BUDGETKOLL_VERSION);
    json_string(buffer, comparison->name);
    buffer_add(buffer, STR(",\n  \"schemes\":["));
    for (size_t i = 0; i < comparison->schemes.count; i++) {
        buffer_add(buffer, i ? STR(",") : STR(""));
        add_scheme(buffer, &comparison->schemes.items[i]);
    }
    buffer_add_char(buffer, ']');
    add_bests(buffer, comparison);
    buffer_add(buffer, STR(",\n  \"crossings\":["));
    for (size_t i = 0; i < comparison->crossings.count; i++) {
        buffer_add(buffer, i ? STR(",") : STR(""));
        add_crossing(buffer, comparison, &comparison->crossings.items[i]);
    }
    buffer_add(buffer, STR("]}}\n"));
}
