/* A scheme from its INI text; every section and key is known, every value checked. It may start from another scheme:
 * then that one is read first, and what the text says replaces what it said. */
#include "scheme_values.h"
#include "budgetkoll/buffer.h"
#include "budgetkoll/label.h"

/* A key of a section: how its value is read, and where it goes in what the section fills. */
struct key {
    const char *name;
    bool (*read)(struct scheme_reader *reader, void *target);
    size_t offset;
};

/* What a section fills: a part of the scheme, or for "indirect university" the item of a list that bears the name.
 * `begin` makes room for what is stated anew. */
struct section {
    const char *name;
    const struct key *keys;
    size_t offset;
    bool needs_name;
    void *(*named)(struct scheme_reader *reader, struct str name);
    bool (*begin)(struct scheme_reader *reader, void *target);
};

/* ---- keys ---- */

static const struct key scheme_keys[] = {
    {"id", read_scheme_text, offsetof(struct scheme, id)},
    {"base", read_scheme_text, offsetof(struct scheme, base)},
    {"name.sv", read_scheme_text, offsetof(struct scheme, name[SWEDISH])},
    {"name.en", read_scheme_text, offsetof(struct scheme, name[ENGLISH])},
    {"period", read_scheme_text, offsetof(struct scheme, period)},
    {NULL, NULL, 0}};
static const struct key rounding_keys[] = {
    {"unit", read_scheme_unit, offsetof(struct scheme, rounding_unit)},
    {"direction", read_scheme_direction, offsetof(struct scheme, rounding)},
    {"source", read_scheme_text, offsetof(struct scheme, rounding_grounds.source)},
    {"confirmed", read_scheme_confirmed, offsetof(struct scheme, rounding_grounds.is_unconfirmed)},
    {NULL, NULL, 0}};
static const struct key rate_keys[] = {
    {"rate", read_scheme_flat_rate, 0},
    {"base", read_scheme_base, offsetof(struct flat_rate, base)},
    {"covers-other", read_scheme_yes_no, offsetof(struct flat_rate, covers_other)},
    {"least-staff", read_scheme_rate, offsetof(struct flat_rate, least_staff)},
    {"name.sv", read_scheme_text, offsetof(struct flat_rate, name[SWEDISH])},
    {"name.en", read_scheme_text, offsetof(struct flat_rate, name[ENGLISH])},
    {"source", read_scheme_text, offsetof(struct flat_rate, source)},
    {"confirmed", read_scheme_confirmed, offsetof(struct flat_rate, is_unconfirmed)},
    {NULL, NULL, 0}};
static const struct key unit_cost_keys[] = {
    {"hour", read_scheme_hour_cost, offsetof(struct scheme, unit_cost_hour)},
    {"source", read_scheme_text, offsetof(struct scheme, unit_cost_grounds.source)},
    {"confirmed", read_scheme_confirmed, offsetof(struct scheme, unit_cost_grounds.is_unconfirmed)},
    {NULL, NULL, 0}};
static const struct key wage_keys[] = {
    {"hours-per-year", read_scheme_hours, offsetof(struct scheme, hours_per_year)},
    {"raise", read_scheme_rate, offsetof(struct scheme, wage_raise)},
    {"raise-months", read_scheme_months, offsetof(struct scheme, wage_raise_months)},
    {"source", read_scheme_text, offsetof(struct scheme, hours_grounds.source)},
    {"confirmed", read_scheme_confirmed, offsetof(struct scheme, hours_grounds.is_unconfirmed)},
    {NULL, NULL, 0}};
static const struct key share_keys[] = {
    {"eligible", read_scheme_limit, offsetof(struct scheme, share_eligible)},
    {"actual", read_scheme_limit, offsetof(struct scheme, share_actual)},
    {"source", read_scheme_text, offsetof(struct scheme, share_eligible.source)},
    {"confirmed", read_scheme_confirmed, offsetof(struct scheme, share_eligible.is_unconfirmed)},
    {"private-counts", read_scheme_private, 0},
    {"private-source", read_scheme_text, offsetof(struct scheme, private_grounds.source)},
    {"private-confirmed", read_scheme_confirmed, offsetof(struct scheme, private_grounds.is_unconfirmed)},
    {NULL, NULL, 0}};
static const struct key programme_keys[] = {
    {"eligible", read_scheme_limit, offsetof(struct programme_limit, eligible)},
    {"source", read_scheme_text, offsetof(struct programme_limit, eligible.source)},
    {"confirmed", read_scheme_confirmed, offsetof(struct programme_limit, eligible.is_unconfirmed)},
    {NULL, NULL, 0}};
static const struct key bounds_keys[] = {
    {"name.sv", read_scheme_text, offsetof(struct bounds, name[SWEDISH])},
    {"name.en", read_scheme_text, offsetof(struct bounds, name[ENGLISH])},
    {"maximum-aid", read_scheme_amount, offsetof(struct bounds, maximum_aid)},
    {"longest-months", read_scheme_months, offsetof(struct bounds, longest_months)},
    {"source", read_scheme_text, offsetof(struct bounds, grounds.source)},
    {"confirmed", read_scheme_confirmed, offsetof(struct bounds, grounds.is_unconfirmed)},
    {NULL, NULL, 0}};
static const struct key claims_keys[] = {
    {"months", read_scheme_months, offsetof(struct scheme, claim_months)},
    {"due-months", read_scheme_months, offsetof(struct scheme, due_months)},
    {"source", read_scheme_text, offsetof(struct scheme, claims_grounds.source)},
    {"confirmed", read_scheme_confirmed, offsetof(struct scheme, claims_grounds.is_unconfirmed)},
    {NULL, NULL, 0}};
static const struct key activities_keys[] = {
    {"mandatory", read_scheme_list, offsetof(struct scheme, mandatory_activities)},
    {"source", read_scheme_text, offsetof(struct scheme, activities_grounds.source)},
    {"confirmed", read_scheme_confirmed, offsetof(struct scheme, activities_grounds.is_unconfirmed)},
    {NULL, NULL, 0}};
static const struct key overlap_keys[] = {
    {"words", read_scheme_list, offsetof(struct scheme, overlap_words)},
    {"except", read_scheme_list, offsetof(struct scheme, overlap_exceptions)},
    {"source", read_scheme_text, offsetof(struct scheme, overlap_grounds.source)},
    {"confirmed", read_scheme_confirmed, offsetof(struct scheme, overlap_grounds.is_unconfirmed)},
    {NULL, NULL, 0}};

/* ---- sections ---- */

/* Returns the item of a list that bears a name, added when it is named first. */
#define FIND_NAMED(reader, list, member, wanted)                                                             \
    for (size_t i = 0; i < (list)->count; i++)                                                               \
        if (str_equal((list)->items[i].member, wanted))                                                      \
            return &(list)->items[i];                                                                        \
    ARENA_PUSH((reader)->arena, list)->member = wanted;                                                      \
    return &(list)->items[(list)->count - 1]

static void *find_payroll(struct scheme_reader *reader, struct str name)
{
    FIND_NAMED(reader, &reader->scheme->other_payroll.list, id, name);
}

static void *find_indirect(struct scheme_reader *reader, struct str name)
{
    FIND_NAMED(reader, &reader->scheme->other_indirect.list, id, name);
}

static void *find_programme(struct scheme_reader *reader, struct str name)
{
    FIND_NAMED(reader, &reader->scheme->programmes, programme, name);
}

static void *find_bounds(struct scheme_reader *reader, struct str name)
{
    FIND_NAMED(reader, &reader->scheme->other_bounds, id, name);
}

/* The section that is being read states the key. */
static bool states(const struct scheme_reader *reader, const char *key)
{
    return ini_find(&reader->ini, reader->entry->section, str_from(key)) != NULL;
}

/* A rate that is stated anew keeps its names and its base, never the source of the old one. */
static bool begin_rate(struct scheme_reader *reader, void *target)
{
    struct flat_rate *flat = target;
    if (states(reader, "rate")) {
        flat->source = STR("");
        flat->is_unconfirmed = false;
        flat->least_staff = (struct ratio){0};
        flat->covers_other = false;
        return true;
    }
    return flat->is_set || flat->is_asked ||
           scheme_fail(reader, reader->entry->section_line, 1, MESSAGE_SCHEME_NO_RATE);
}

static bool begin_share(struct scheme_reader *reader, void *target)
{
    struct scheme *scheme = target;
    if (states(reader, "eligible"))
        scheme->share_eligible = (struct limit){0};
    if (states(reader, "private-counts"))
        scheme->private_grounds = (struct grounds){0};
    return true;
}

static bool begin_programme(struct scheme_reader *reader, void *target)
{
    struct programme_limit *programme = target;
    if (states(reader, "eligible"))
        programme->eligible = (struct limit){0};
    return true;
}

static const struct section sections[] = {
    {"scheme", scheme_keys, 0, false, NULL, NULL},
    {"rounding", rounding_keys, 0, false, NULL, NULL},
    {"payroll", rate_keys, offsetof(struct scheme, payroll), false, find_payroll, begin_rate},
    {"indirect", rate_keys, offsetof(struct scheme, indirect), false, find_indirect, begin_rate},
    {"staff", rate_keys, offsetof(struct scheme, staff), false, NULL, begin_rate},
    {"office", rate_keys, offsetof(struct scheme, office), false, NULL, begin_rate},
    {"travel", rate_keys, offsetof(struct scheme, travel), false, NULL, begin_rate},
    {"other", rate_keys, offsetof(struct scheme, other), false, NULL, begin_rate},
    {"unit-cost", unit_cost_keys, 0, false, NULL, NULL},
    {"hourly-wage", wage_keys, 0, false, NULL, NULL},
    {"aid-share", share_keys, 0, false, NULL, begin_share},
    {"programme", programme_keys, 0, true, find_programme, begin_programme},
    {"limits", bounds_keys, offsetof(struct scheme, bounds), false, find_bounds, NULL},
    {"claims", claims_keys, 0, false, NULL, NULL},
    {"activities", activities_keys, 0, false, NULL, NULL},
    {"overlap", overlap_keys, 0, false, NULL, NULL},
};

/* The name after the first word of a section "programme Västsverige", empty when there is none. */
static struct str section_name(struct str section, struct str *first)
{
    ptrdiff_t blank = str_find(section, STR(" "));
    *first = blank < 0 ? section : str_slice(section, 0, (size_t)blank);
    return blank < 0 ? STR("") : str_trim(str_slice(section, (size_t)blank, section.length));
}

static const struct section *find_section(struct str first, struct str name)
{
    for (size_t i = 0; i < sizeof sections / sizeof *sections; i++)
        if (str_equal(first, str_from(sections[i].name)))
            return name.length == 0 ? (sections[i].needs_name ? NULL : &sections[i])
                                    : (sections[i].named ? &sections[i] : NULL);
    return NULL;
}

static const struct key *find_key(const struct section *section, struct str name)
{
    for (const struct key *key = section->keys; key->name; key++)
        if (str_equal(name, str_from(key->name)))
            return key;
    return NULL;
}

/* The section of the entry: what it is, and where it goes. */
struct section_place {
    struct str text;
    const struct section *section; /* NULL for an unknown one */
    char *target;
};

static bool is_first_of_section(const struct scheme_reader *reader)
{
    const struct ini_entry *first = reader->ini.entries.items;
    while (!str_equal(first->section, reader->entry->section))
        first++;
    return first == reader->entry;
}

static bool enter_section(struct scheme_reader *reader, struct section_place *place)
{
    struct str first, name = section_name(reader->entry->section, &first);
    *place = (struct section_place){reader->entry->section, find_section(first, name), NULL};
    if (!place->section)
        return scheme_fail(reader, reader->entry->section_line, 1, MESSAGE_SCHEME_SECTION);
    place->target =
        name.length ? place->section->named(reader, name) : (char *)reader->scheme + place->section->offset;
    return true;
}

static bool read_entry(struct scheme_reader *reader, struct section_place *place)
{
    const struct ini_entry *entry = reader->entry;
    if (ini_find(&reader->ini, entry->section, entry->key) != entry)
        return scheme_fail(reader, entry->line, 1, MESSAGE_SCHEME_TWICE);
    bool enters = place->text.data != entry->section.data;
    if (enters && !enter_section(reader, place))
        return false;
    const struct key *key = find_key(place->section, entry->key);
    if (!key)
        return scheme_fail(reader, entry->line, 1, MESSAGE_SCHEME_KEY);
    bool begins = enters && place->section->begin && is_first_of_section(reader);
    return (!begins || place->section->begin(reader, place->target)) &&
           key->read(reader, place->target + key->offset);
}

/* ---- the scheme that one starts from ---- */

static struct scheme *read_scheme_below(struct scheme_reader *reader, struct input input);

/* An id is one's own: a scheme that starts from one of the same id would lead back to itself. */
static bool refuse_own_id(struct scheme_reader *reader, struct str id)
{
    for (; reader; reader = reader->above) {
        const struct ini_entry *own = ini_find(&reader->ini, STR("scheme"), STR("id"));
        if (!own || !str_equal(own->value, id))
            continue;
        reader->entry = own;
        return !scheme_fail_value(reader, MESSAGE_SCHEME_OWN_ID);
    }
    return false;
}

/* What "base = ID/VARIANT" stands for; what is a scheme's own (its id, its names) is not taken over. */
static bool start_from(struct scheme_reader *reader)
{
    ptrdiff_t slash = str_find(reader->entry->value, STR("/"));
    struct str value = reader->entry->value;
    struct str id = slash < 0 ? value : str_slice(value, 0, (size_t)slash);
    struct input text = {0};
    if (refuse_own_id(reader, id))
        return false;
    if (reader->lookup)
        text = reader->lookup(id);
    if (text.bytes.length == 0)
        return scheme_fail_value(reader, MESSAGE_SCHEME_NO_BASE);
    struct scheme_reader below = {.arena = reader->arena,
                                  .language = reader->language,
                                  .lookup = reader->lookup,
                                  .above = reader,
                                  .error = reader->error};
    reader->scheme = read_scheme_below(&below, text);
    if (!reader->scheme)
        return false;
    if (slash >= 0 &&
        !scheme_choose(reader->arena, reader->scheme, str_slice(value, (size_t)slash + 1, value.length)))
        return scheme_fail_value(reader, MESSAGE_SCHEME_NO_VARIANT);
    reader->scheme->id = STR("");
    for (enum language language = SWEDISH; language < LANGUAGES; language++)
        reader->scheme->name[language] = STR("");
    return true;
}

static struct scheme *least_scheme(struct arena *arena)
{
    struct scheme *scheme = ARENA_NEW(arena, struct scheme);
    scheme->rounding_unit = ORE_PER_KRONA;
    scheme->claim_months = 6;
    scheme->due_months = 2;
    return scheme;
}

static bool begin_scheme(struct scheme_reader *reader)
{
    reader->entry = ini_find(&reader->ini, STR("scheme"), STR("base"));
    if (reader->entry)
        return start_from(reader);
    reader->scheme = least_scheme(reader->arena);
    return true;
}

/* One that starts from another is called by its id where it gives no names. */
static bool end_scheme(struct scheme_reader *reader)
{
    struct scheme *scheme = reader->scheme;
    reader->entry = NULL;
    if (scheme->id.length == 0)
        return scheme_fail(reader, 1, 1, MESSAGE_SCHEME_NO_ID);
    for (enum language language = SWEDISH; scheme->base.length && language < LANGUAGES; language++)
        if (scheme->name[language].length == 0)
            scheme->name[language] = scheme->id;
    return true;
}

static struct scheme *read_scheme_below(struct scheme_reader *reader, struct input input)
{
    reader->file = input.name;
    reader->ini = ini_read(reader->arena, input.bytes);
    if (reader->ini.error_line != 0) {
        scheme_fail(reader, reader->ini.error_line, 1, MESSAGE_SCHEME_LINE);
        return NULL;
    }
    for (size_t i = 0; i < reader->ini.entries.count; i++) {
        struct ini_entry *entry = &reader->ini.entries.items[i];
        bool again = i > 0 && entry->section_line == entry[-1].section_line;
        entry->section = again ? entry[-1].section : label_printable(reader->arena, entry->section);
        entry->value = label_printable(reader->arena, entry->value);
    }
    struct section_place place = {.section = NULL};
    if (!begin_scheme(reader))
        return NULL;
    for (size_t i = 0; i < reader->ini.entries.count; i++) {
        reader->entry = &reader->ini.entries.items[i];
        if (!read_entry(reader, &place))
            return NULL;
    }
    return end_scheme(reader) ? reader->scheme : NULL;
}

struct scheme *read_scheme_with(struct arena *arena, struct input input, scheme_lookup *lookup,
                                enum language language, struct str *error)
{
    struct scheme_reader reader = {.arena = arena, .language = language, .lookup = lookup, .error = error};
    return read_scheme_below(&reader, input);
}

struct scheme *read_scheme(struct arena *arena, struct input input, enum language language, struct str *error)
{
    return read_scheme_with(arena, input, NULL, language, error);
}
