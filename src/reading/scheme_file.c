/* A scheme from its INI text; every key is known, every value checked. */
#include "budgetkoll/buffer.h"
#include "budgetkoll/label.h"
#include "budgetkoll/reading.h"
#include "number.h"

struct scheme_reader {
    struct arena *arena;
    struct str file;
    enum language language;
    struct scheme *scheme;
    const struct ini_entry *entry;
    struct str *error;
};

static bool fail_at(struct scheme_reader *reader, uint32_t line, uint32_t column, enum message_id message)
{
    struct buffer text = {.arena = reader->arena};
    struct str key = reader->entry ? reader->entry->key : STR(""),
               value = reader->entry ? reader->entry->value : key;
    buffer_print(&text, "%.*s:%u:%u: ", STR_ARG(reader->file), line, column);
    buffer_add(&text, message_text(reader->arena, reader->language, (struct message){message, {key, value}}));
    *reader->error = buffer_text(&text);
    return false;
}

static bool fail_entry(struct scheme_reader *reader, enum message_id message)
{
    return fail_at(reader, reader->entry->line, reader->entry->column, message);
}

static bool read_rate(struct scheme_reader *reader, struct ratio *rate)
{
    struct number number = number_read(reader->entry->value, 0);
    if (number.status == NUMBER_AMBIGUOUS)
        number = number_read(reader->entry->value, number.doubtful_mark);
    if (number_percent(number, rate) != NUMBER_READ || rate->numerator < 0 ||
        rate->numerator > rate->denominator)
        return fail_entry(reader, MESSAGE_SCHEME_RATE);
    return true;
}

static bool read_limit(struct scheme_reader *reader, struct limit *limit)
{
    limit->is_set = true;
    return read_rate(reader, &limit->value);
}

static bool read_months(struct scheme_reader *reader, int *months)
{
    struct number number = number_read(reader->entry->value, 0);
    if (number.status != NUMBER_READ || number.decimals != 0 || number.digits < 1 || number.digits > 120)
        return fail_entry(reader, MESSAGE_SCHEME_MONTHS);
    *months = (int)number.digits;
    return true;
}

/* "staff + payroll", "direct - external" */
static bool read_base(struct scheme_reader *reader, struct base *base)
{
    static const char *const names[BASE_PARTS] = {"staff", "payroll", "external", "direct"};
    struct str text = reader->entry->value;
    int sign = 1;
    if (text.length == 0)
        return fail_entry(reader, MESSAGE_SCHEME_BASE);
    for (size_t at = 0; at < text.length;) {
        size_t end = at;
        while (end < text.length && text.data[end] != ' ')
            end++;
        struct str word = str_slice(text, at, end);
        int part = 0;
        while (part < BASE_PARTS && !str_equal(word, str_from(names[part])))
            part++;
        if (part < BASE_PARTS)
            base->sign[part] = sign;
        else if (str_equal(word, STR("+")) || str_equal(word, STR("-")))
            sign = word.data[0] == '-' ? -1 : 1;
        else if (word.length != 0)
            return fail_entry(reader, MESSAGE_SCHEME_BASE);
        at = end + 1;
    }
    return true;
}

/* "a | b* | c" */
static bool read_list(struct scheme_reader *reader, struct listed_words *words)
{
    struct str rest = reader->entry->value;
    while (rest.length != 0) {
        ptrdiff_t bar = str_find(rest, STR("|"));
        size_t end = bar < 0 ? rest.length : (size_t)bar;
        struct str text = str_trim(str_slice(rest, 0, end));
        struct listed listed = {text, label_key(reader->arena, text), str_ends(text, STR("*"))};
        if (listed.key.length != 0)
            *ARENA_PUSH(reader->arena, &words->list) = listed;
        rest = str_slice(rest, bar < 0 ? end : end + 1, rest.length);
    }
    return true;
}

static bool unknown_key(struct scheme_reader *reader)
{
    return fail_at(reader, reader->entry->line, 1, MESSAGE_SCHEME_KEY);
}

static bool key_is(const struct scheme_reader *reader, const char *key)
{
    return str_equal(reader->entry->key, str_from(key));
}

static bool read_scheme_section(struct scheme_reader *reader)
{
    struct scheme *scheme = reader->scheme;
    const struct {
        const char *key;
        struct str *value;
    } keys[] = {{"id", &scheme->id},
                {"name.sv", &scheme->name[SWEDISH]},
                {"name.en", &scheme->name[ENGLISH]},
                {"period", &scheme->period}};
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
        if (key_is(reader, keys[i].key)) {
            *keys[i].value = reader->entry->value;
            return true;
        }
    return unknown_key(reader);
}

static bool read_rounding(struct scheme_reader *reader)
{
    struct scheme *scheme = reader->scheme;
    if (key_is(reader, "direction")) {
        bool down = str_equal(reader->entry->value, STR("truncate"));
        scheme->rounding = down ? ROUND_DOWN : ROUND_HALF_UP;
        return down || str_equal(reader->entry->value, STR("half-up")) ||
               fail_entry(reader, MESSAGE_SCHEME_ROUNDING);
    }
    if (!key_is(reader, "unit"))
        return unknown_key(reader);
    struct number number = number_read(reader->entry->value, '.');
    if (number_amount(number, ORE_PER_KRONA, &scheme->rounding_unit) != NUMBER_READ ||
        scheme->rounding_unit < 1)
        return fail_entry(reader, MESSAGE_SCHEME_ROUNDING);
    return true;
}

static bool read_flat_rate(struct scheme_reader *reader, struct flat_rate *flat)
{
    flat->is_set = true;
    if (key_is(reader, "rate"))
        return read_rate(reader, &flat->rate);
    if (key_is(reader, "base"))
        return read_base(reader, &flat->base);
    if (key_is(reader, "name.sv"))
        flat->name[SWEDISH] = reader->entry->value;
    else if (key_is(reader, "name.en"))
        flat->name[ENGLISH] = reader->entry->value;
    else if (key_is(reader, "source"))
        flat->source = reader->entry->value;
    else
        return unknown_key(reader);
    return true;
}

static bool read_limits(struct scheme_reader *reader, struct limit *eligible, struct limit *actual)
{
    if (key_is(reader, "eligible"))
        return read_limit(reader, eligible);
    if (actual && key_is(reader, "actual"))
        return read_limit(reader, actual);
    if (key_is(reader, "source")) {
        eligible->source = reader->entry->value;
        return true;
    }
    if (actual && key_is(reader, "private-counts")) {
        reader->scheme->private_counts = str_equal(reader->entry->value, STR("yes"));
        return reader->scheme->private_counts || str_equal(reader->entry->value, STR("no")) ||
               fail_entry(reader, MESSAGE_SCHEME_YES_NO);
    }
    return unknown_key(reader);
}

static bool read_lists(struct scheme_reader *reader)
{
    struct scheme *scheme = reader->scheme;
    if (key_is(reader, "mandatory"))
        return read_list(reader, &scheme->mandatory_activities);
    if (key_is(reader, "words"))
        return read_list(reader, &scheme->overlap_words);
    return key_is(reader, "except") ? read_list(reader, &scheme->overlap_exceptions) : unknown_key(reader);
}

static bool read_claims(struct scheme_reader *reader)
{
    if (key_is(reader, "months"))
        return read_months(reader, &reader->scheme->claim_months);
    if (key_is(reader, "due-months"))
        return read_months(reader, &reader->scheme->due_months);
    return key_is(reader, "source") || unknown_key(reader);
}

/* The variant of a section "payroll early" or "indirect university", added when its first key comes. */
static struct flat_rate *find_variant(struct scheme_reader *reader, struct flat_rates *rates, struct str id)
{
    size_t count = rates->list.count;
    if (count > 0 && str_equal(rates->list.items[count - 1].id, id))
        return &rates->list.items[count - 1];
    struct flat_rate *flat = ARENA_PUSH(reader->arena, &rates->list);
    flat->id = id;
    return flat;
}

static struct programme_limit *find_programme(struct scheme_reader *reader, struct str name)
{
    struct scheme *scheme = reader->scheme;
    size_t last = scheme->programmes.count;
    if (last > 0 && str_equal(scheme->programmes.items[last - 1].programme, name))
        return &scheme->programmes.items[last - 1];
    struct programme_limit *programme = ARENA_PUSH(reader->arena, &scheme->programmes);
    programme->programme = name;
    return programme;
}

/* The name after the first word of a section "programme Västsverige", empty when there is none. */
static struct str section_name(struct str section, struct str *first)
{
    ptrdiff_t blank = str_find(section, STR(" "));
    *first = blank < 0 ? section : str_slice(section, 0, (size_t)blank);
    return blank < 0 ? STR("") : str_trim(str_slice(section, (size_t)blank, section.length));
}

static bool read_entry(struct scheme_reader *reader)
{
    struct scheme *scheme = reader->scheme;
    struct str section, name = section_name(reader->entry->section, &section);
    if (str_equal(section, STR("scheme")))
        return read_scheme_section(reader);
    if (str_equal(section, STR("rounding")))
        return read_rounding(reader);
    if (str_equal(section, STR("payroll")))
        return read_flat_rate(reader, name.length == 0 ? &scheme->payroll
                                                       : find_variant(reader, &scheme->other_payroll, name));
    if (str_equal(section, STR("indirect")))
        return read_flat_rate(reader, name.length == 0 ? &scheme->indirect
                                                       : find_variant(reader, &scheme->other_indirect, name));
    if (str_equal(section, STR("aid-share")))
        return read_limits(reader, &scheme->share_eligible, &scheme->share_actual);
    if (str_equal(section, STR("programme")) && name.length > 0)
        return read_limits(reader, &find_programme(reader, name)->eligible, NULL);
    if (str_equal(section, STR("claims")))
        return read_claims(reader);
    if (str_equal(section, STR("activities")) || str_equal(section, STR("overlap")))
        return read_lists(reader);
    return fail_at(reader, reader->entry->section_line, 1, MESSAGE_SCHEME_SECTION);
}

static bool lacks_rate(const struct flat_rate *flat)
{
    return flat->is_set && flat->rate.denominator == 0;
}

/* Some flat rate has a section but no rate. */
static bool some_rate_is_missing(const struct scheme *scheme)
{
    bool missing = lacks_rate(&scheme->payroll) || lacks_rate(&scheme->indirect);
    for (size_t i = 0; i < scheme->other_payroll.list.count; i++)
        missing = missing || lacks_rate(&scheme->other_payroll.list.items[i]);
    for (size_t i = 0; i < scheme->other_indirect.list.count; i++)
        missing = missing || lacks_rate(&scheme->other_indirect.list.items[i]);
    return missing;
}

struct scheme *read_scheme(struct arena *arena, struct input input, enum language language, struct str *error)
{
    struct scheme *scheme = ARENA_NEW(arena, struct scheme);
    struct scheme_reader reader = {arena, input.name, language, scheme, NULL, error};
    struct ini ini = ini_read(arena, input.bytes);
    scheme->rounding_unit = ORE_PER_KRONA;
    scheme->claim_months = 6;
    scheme->due_months = 2;
    if (ini.error_line != 0) {
        fail_at(&reader, ini.error_line, 1, MESSAGE_SCHEME_LINE);
        return NULL;
    }
    for (size_t i = 0; i < ini.entries.count; i++) {
        struct ini_entry *entry = &ini.entries.items[i];
        entry->section = label_printable(arena, entry->section);
        entry->value = label_printable(arena, entry->value);
        reader.entry = entry;
        if (ini_find(&ini, entry->section, entry->key) != entry) {
            fail_at(&reader, entry->line, 1, MESSAGE_SCHEME_TWICE);
            return NULL;
        }
        if (!read_entry(&reader))
            return NULL;
    }
    if (scheme->id.length == 0 || some_rate_is_missing(scheme)) {
        reader.entry = NULL;
        fail_at(&reader, 1, 1, scheme->id.length == 0 ? MESSAGE_SCHEME_NO_ID : MESSAGE_SCHEME_NO_RATE);
        return NULL;
    }
    return scheme;
}
