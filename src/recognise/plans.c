/* Which tables of names and costs are plans of activities: staff, equipment and partners are listed alike. */
#include "budgetkoll/headers.h"
#include "budgetkoll/segments.h"
#include "budgetkoll/vocabulary.h"

static bool names_activities(struct arena *arena, struct str text)
{
    static const char *const stems[] = {"aktivit",     "activit",    "arbetspaket", "work package",
                                        "workpackage", "arbetsplan", "workplan",    "work plan",
                                        "tidsplan",    "tidplan"};
    struct str key = label_key(arena, text);
    for (size_t i = 0; i < sizeof stems / sizeof *stems; i++)
        if (str_find(key, str_from(stems[i])) >= 0)
            return true;
    return false;
}

/* "Typ" heads levels, and much else: then some cell below it must be one. */
static bool holds_levels(struct arena *arena, const struct rows *rows, const struct segment *segment,
                         uint32_t field)
{
    struct str heading = label_key(arena, row_cell(&rows->list.items[segment->header], field));
    bool levels = !str_equal(heading, STR("typ")) && !str_equal(heading, STR("type"));
    for (size_t i = segment->first; i < segment->end && !levels; i++) {
        struct str key = label_key(arena, row_cell(&rows->list.items[i], field));
        levels = vocabulary_find(DOMAIN_LEVEL, key).concept != UNKNOWN;
    }
    return levels;
}

/* Dates, levels or a word about activities. */
static bool header_names_plan(struct arena *arena, const struct rows *rows, const struct segment *segment)
{
    const struct row *header = &rows->list.items[segment->header];
    const uint64_t columns = HEADER_COLUMN(COL_ACTIVITY) | HEADER_COLUMN(COL_START) | HEADER_COLUMN(COL_END) |
                             HEADER_COLUMN(COL_RANGE) | HEADER_COLUMN(COL_PERIOD);
    bool plan = (header_columns(arena, header) & columns) != 0;
    for (uint32_t field = 0; field < header->count && !plan; field++) {
        int year = 0;
        int64_t unit = 0;
        struct str cell = row_cell(header, field);
        plan = names_activities(arena, cell) || (header_concept(arena, cell, &year, &unit) == COL_LEVEL &&
                                                 holds_levels(arena, rows, segment, field));
    }
    return plan;
}

struct str activity_code(struct str name)
{
    size_t at = 0, digits = 0;
    while (at < name.length && ((name.data[at] | 0x20) >= 'a' && (name.data[at] | 0x20) <= 'z') && at < 3)
        at++;
    for (; at < name.length && digits < 12; at++) {
        bool digit = str_is_digit(name.data[at]);
        if (!digit && !(name.data[at] == '.' && digits > 0))
            break;
        digits += digit;
    }
    if (digits == 0 || digits > 8 || at >= name.length || (name.data[at] != ' ' && name.data[at] != ':'))
        return STR("");
    struct str code = str_slice(name, 0, at);
    if (str_ends(code, STR(".")))
        code.length--;
    bool looks_like_year = code.length == 4 && (str_starts(code, STR("19")) || str_starts(code, STR("20")));
    return looks_like_year ? STR("") : code;
}

/* "A1", "1.2", and no "3" as in "3 konsulter". */
static bool has_code(struct str name)
{
    struct str code = activity_code(name);
    for (size_t i = 0; i < code.length; i++)
        if (!str_is_digit(code.data[i]))
            return true;
    return false;
}

/* "Aktivitet 1", or codes, where the table's rows begin. */
static bool rows_name_plan(struct arena *arena, const struct rows *rows, const struct segment *segment)
{
    enum { LEAST_CODES = 2 };
    int codes = 0;
    for (size_t i = segment->first; i < segment->end && codes < LEAST_CODES; i++) {
        struct str name = row_cell(&rows->list.items[i], segment->left);
        if (names_activities(arena, name))
            return true;
        codes += has_code(name);
    }
    return codes == LEAST_CODES;
}

static bool title_names_plan(struct arena *arena, const struct rows *rows, const struct segment *segment)
{
    if (segment->title == NO_ROW)
        return false;
    const struct row *title = &rows->list.items[segment->title];
    return names_activities(arena, row_cell(title, row_first_filled(title)));
}

/* The last part of a path. */
static struct str last_part(struct str path)
{
    size_t begin = path.length;
    while (begin > 0 && path.data[begin - 1] != '/' && path.data[begin - 1] != '\\')
        begin--;
    return str_slice(path, begin, path.length);
}

void segments_settle_plans(struct arena *arena, const struct rows *rows, struct segments *segments,
                           const struct source *source)
{
    bool is_named =
        names_activities(arena, source->sheet.length > 0 ? source->sheet : last_part(source->name));
    for (size_t i = 0; i < segments->list.count && !is_named; i++) {
        struct segment *segment = &segments->list.items[i];
        if (segment->kind != TABLE_ACTIVITIES || segment->header == NO_ROW)
            continue;
        if (!title_names_plan(arena, rows, segment) && !header_names_plan(arena, rows, segment) &&
            !rows_name_plan(arena, rows, segment))
            segment->kind = TABLE_OTHER;
    }
}
