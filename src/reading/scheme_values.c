#include "scheme_values.h"
#include "budgetkoll/buffer.h"
#include "budgetkoll/label.h"
#include "budgetkoll/number.h"

/* No number of a scheme is larger, so that what is computed from it fits; the messages name these bounds. */
enum { MOST_MONTHS = 120, MOST_HOURS = 366 * 24, MOST_RATE_DECIMALS = 6 };
static const money most_unit = (money)1000000 * ORE_PER_KRONA, most_hour_cost = (money)100000 * ORE_PER_KRONA,
                   most_amount = (money)1000000000000 * ORE_PER_KRONA;

bool scheme_fail(struct scheme_reader *reader, uint32_t line, uint32_t column, enum message_id message)
{
    struct buffer text = {.arena = reader->arena};
    struct str key = reader->entry ? reader->entry->key : STR(""),
               value = reader->entry ? reader->entry->value : key;
    buffer_print(&text, "%.*s:%u:%u: ", STR_ARG(reader->file), line, column);
    buffer_add(&text, message_text(reader->arena, reader->language, (struct message){message, {key, value}}));
    *reader->error = buffer_text(&text);
    return false;
}

bool scheme_fail_value(struct scheme_reader *reader, enum message_id message)
{
    return scheme_fail(reader, reader->entry->line, reader->entry->column, message);
}

static bool is_word(const struct scheme_reader *reader, const char *word)
{
    return str_equal(reader->entry->value, str_from(word));
}

bool read_scheme_text(struct scheme_reader *reader, void *target)
{
    *(struct str *)target = reader->entry->value;
    return true;
}

bool read_scheme_rate(struct scheme_reader *reader, void *target)
{
    struct ratio *rate = target;
    struct number number = number_read(reader->entry->value, 0);
    if (number.status == NUMBER_AMBIGUOUS)
        number = number_read(reader->entry->value, number.doubtful_mark);
    if (number_percent(number, rate) != NUMBER_READ || number.decimals > MOST_RATE_DECIMALS ||
        rate->numerator < 0 || rate->numerator > rate->denominator)
        return scheme_fail_value(reader, MESSAGE_SCHEME_RATE);
    return true;
}

/* "given": the user must say it; "none": there is none. */
static bool is_without_number(const struct scheme_reader *reader, bool *is_set, bool *is_asked)
{
    *is_asked = is_word(reader, "given");
    *is_set = !*is_asked && !is_word(reader, "none");
    return !*is_set;
}

bool read_scheme_flat_rate(struct scheme_reader *reader, void *target)
{
    struct flat_rate *flat = target;
    return is_without_number(reader, &flat->is_set, &flat->is_asked) || read_scheme_rate(reader, &flat->rate);
}

bool read_scheme_limit(struct scheme_reader *reader, void *target)
{
    struct limit *limit = target;
    return is_without_number(reader, &limit->is_set, &limit->is_asked) ||
           read_scheme_rate(reader, &limit->value);
}

/* "staff + payroll", "direct - external" */
bool read_scheme_base(struct scheme_reader *reader, void *target)
{
    struct base *base = target;
    struct str text = reader->entry->value;
    int sign = 1;
    *base = (struct base){{0}};
    for (size_t at = 0; at < text.length;) {
        size_t end = at;
        while (end < text.length && text.data[end] != ' ')
            end++;
        struct str word = str_slice(text, at, end);
        int part = 0;
        while (part < BASE_PARTS && !str_equal(word, str_from(base_part_name((enum base_part)part))))
            part++;
        if (part < BASE_PARTS)
            base->sign[part] = sign;
        else if (str_equal(word, STR("+")) || str_equal(word, STR("-")))
            sign = word.data[0] == '-' ? -1 : 1;
        else if (word.length != 0)
            return scheme_fail_value(reader, MESSAGE_SCHEME_BASE);
        at = end + 1;
    }
    return !base_is_empty(base) || scheme_fail_value(reader, MESSAGE_SCHEME_BASE);
}

/* "a | b* | c", in place of what the list held */
bool read_scheme_list(struct scheme_reader *reader, void *target)
{
    struct listed_words *words = target;
    struct str rest = reader->entry->value;
    *words = (struct listed_words){0};
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

bool read_scheme_direction(struct scheme_reader *reader, void *target)
{
    bool down = is_word(reader, "truncate");
    *(enum rounding *)target = down ? ROUND_DOWN : ROUND_HALF_UP;
    return down || is_word(reader, "half-up") || scheme_fail_value(reader, MESSAGE_SCHEME_ROUNDING);
}

/* From one öre to the most that is said. */
static bool read_kronor(struct scheme_reader *reader, money *ore, char mark, money most,
                        enum message_id message)
{
    struct number number = number_read(reader->entry->value, mark);
    return (!number.percent && number_amount(number, ORE_PER_KRONA, ore) == NUMBER_READ && *ore >= 1 &&
            *ore <= most) ||
           scheme_fail_value(reader, message);
}

bool read_scheme_unit(struct scheme_reader *reader, void *target)
{
    return read_kronor(reader, target, '.', most_unit, MESSAGE_SCHEME_UNIT);
}

bool read_scheme_hour_cost(struct scheme_reader *reader, void *target)
{
    return read_kronor(reader, target, 0, most_hour_cost, MESSAGE_SCHEME_HOUR_COST);
}

bool read_scheme_amount(struct scheme_reader *reader, void *target)
{
    return read_kronor(reader, target, 0, most_amount, MESSAGE_SCHEME_AMOUNT);
}

static bool read_count(struct scheme_reader *reader, int *count, int most, enum message_id message)
{
    struct number number = number_read(reader->entry->value, 0);
    if (number.status != NUMBER_READ || number.decimals != 0 || number.percent || number.unit != 0 ||
        number.digits < 1 || number.digits > most)
        return scheme_fail_value(reader, message);
    *count = (int)number.digits;
    return true;
}

bool read_scheme_months(struct scheme_reader *reader, void *target)
{
    *(int *)target = 0;
    return is_word(reader, "none") || read_count(reader, target, MOST_MONTHS, MESSAGE_SCHEME_MONTHS);
}

bool read_scheme_hours(struct scheme_reader *reader, void *target)
{
    return read_count(reader, target, MOST_HOURS, MESSAGE_SCHEME_HOURS);
}

static bool read_yes_no(struct scheme_reader *reader, bool *yes)
{
    *yes = is_word(reader, "yes");
    return *yes || is_word(reader, "no") || scheme_fail_value(reader, MESSAGE_SCHEME_YES_NO);
}

bool read_scheme_yes_no(struct scheme_reader *reader, void *target)
{
    return read_yes_no(reader, target);
}

bool read_scheme_confirmed(struct scheme_reader *reader, void *target)
{
    bool yes = false;
    if (!read_yes_no(reader, &yes))
        return false;
    *(bool *)target = !yes;
    return true;
}

/* Whether private money counts: yes, no, or given by the user. */
bool read_scheme_private(struct scheme_reader *reader, void *target)
{
    struct scheme *scheme = target;
    scheme->private_is_asked = is_word(reader, "given");
    return scheme->private_is_asked || read_yes_no(reader, &scheme->private_counts);
}
