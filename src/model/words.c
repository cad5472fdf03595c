#include "budgetkoll/words.h"

static const struct {
    const char *group, *decimal, *percent;
} style[LANGUAGES] = {
    [SWEDISH] = {" ", ",", " %"},
    [ENGLISH] = {",", ".", "%"},
};

/* Digits in groups of three. */
static void add_grouped(struct buffer *buffer, enum language language, uint64_t whole)
{
    char digits[24];
    int count = 0;
    do
        digits[count++] = (char)('0' + whole % 10);
    while ((whole /= 10) != 0);
    while (count-- > 0) {
        buffer_add_char(buffer, digits[count]);
        if (count != 0 && count % 3 == 0)
            buffer_add(buffer, str_from(style[language].group));
    }
}

/* With zeros before it to fill so many places. */
static void add_padded(struct buffer *buffer, uint64_t number, int places)
{
    uint64_t least = 1;
    for (int i = 1; i < places; i++)
        least *= 10;
    for (; least > 1 && number < least; least /= 10)
        buffer_add_char(buffer, '0');
    buffer_add_count(buffer, number);
}

static void add_sign(struct buffer *buffer, bool negative)
{
    if (negative)
        buffer_add(buffer, STR("−"));
}

/* `scaled` / 10^decimals, with trailing zeros of the decimals dropped down to `least`. */
static void add_decimal(struct buffer *buffer, enum language language, int64_t scaled, int decimals,
                        int least)
{
    uint64_t size = scaled < 0 ? 0 - (uint64_t)scaled : (uint64_t)scaled;
    uint64_t power = 1;
    for (int i = 0; i < decimals; i++)
        power *= 10;
    add_sign(buffer, scaled < 0);
    add_grouped(buffer, language, size / power);
    uint64_t rest = size % power;
    while (decimals > least && rest % 10 == 0) {
        rest /= 10;
        decimals--;
    }
    if (decimals == 0)
        return;
    buffer_add(buffer, str_from(style[language].decimal));
    add_padded(buffer, rest, decimals);
}

void words_amount(struct buffer *buffer, enum language language, money amount)
{
    add_decimal(buffer, language, amount, 2, amount % ORE_PER_KRONA == 0 ? 0 : 2);
}

void words_money(struct buffer *buffer, enum language language, money amount, enum currency currency)
{
    const char *words = currency_words(currency);
    words_amount(buffer, language, amount);
    if (*words)
        buffer_add_char(buffer, ' ');
    buffer_add(buffer, str_from(words));
}

void words_kronor(struct buffer *buffer, enum language language, money amount)
{
    words_money(buffer, language, amount, CURRENCY_SEK);
}

/* value × scale as a whole number; false when it does not fit, *exact tells whether nothing was rounded away. */
static bool scale_value(struct ratio value, int64_t scale, int64_t *scaled, bool *exact)
{
    struct ratio product;
    if (!ratio_multiply(value, ratio_from(scale), &product) ||
        !ratio_round(product, 1, ROUND_HALF_UP, scaled))
        return false;
    *exact = product.denominator == 1;
    return true;
}

bool words_percent(struct buffer *buffer, enum language language, struct ratio rate, int decimals)
{
    int64_t scaled = 0;
    bool exact = false;
    if (!scale_value(rate, 1000000, &scaled, &exact) || !exact) {
        words_share(buffer, language, rate);
        return false;
    }
    add_decimal(buffer, language, scaled, 4, decimals);
    buffer_add(buffer, str_from(style[language].percent));
    return true;
}

void words_share(struct buffer *buffer, enum language language, struct ratio share)
{
    int64_t scaled = 0;
    bool exact = false;
    if (scale_value(share, 10000, &scaled, &exact))
        add_decimal(buffer, language, scaled, 2, 2);
    else
        buffer_add(buffer, STR("?"));
    buffer_add(buffer, str_from(style[language].percent));
}

bool words_exact_amount(struct buffer *buffer, enum language language, struct ratio value)
{
    if (value.denominator == 1 && value.numerator <= INT64_MAX && value.numerator >= INT64_MIN) {
        words_amount(buffer, language, (money)value.numerator);
        return true;
    }
    int64_t scaled = 0;
    bool exact = false;
    if (!scale_value(value, 100, &scaled, &exact)) {
        buffer_add(buffer, STR("?"));
        return false;
    }
    if (!exact) {
        money rounded = 0;
        if (!ratio_round(value, 1, ROUND_HALF_UP, &rounded))
            return false;
        add_decimal(buffer, language, rounded, 2, 2);
        return false;
    }
    add_decimal(buffer, language, scaled, 4, scaled % 10000 == 0 ? 0 : 2);
    return true;
}

void words_date(struct buffer *buffer, struct date date)
{
    add_padded(buffer, (uint64_t)date.year, 4);
    buffer_add_char(buffer, '-');
    add_padded(buffer, (uint64_t)date.month, 2);
    buffer_add_char(buffer, '-');
    add_padded(buffer, (uint64_t)date.day, 2);
}

struct str words_of_amount(struct arena *arena, enum language language, money amount)
{
    struct buffer buffer = {.arena = arena};
    words_amount(&buffer, language, amount);
    return buffer_text(&buffer);
}

struct str words_of_money(struct arena *arena, enum language language, money amount, enum currency currency)
{
    struct buffer buffer = {.arena = arena};
    words_money(&buffer, language, amount, currency);
    return buffer_text(&buffer);
}

struct str words_of_kronor(struct arena *arena, enum language language, money amount)
{
    struct buffer buffer = {.arena = arena};
    words_kronor(&buffer, language, amount);
    return buffer_text(&buffer);
}

struct str words_of_percent(struct arena *arena, enum language language, struct ratio rate)
{
    struct buffer buffer = {.arena = arena};
    words_percent(&buffer, language, rate, 0);
    return buffer_text(&buffer);
}

struct str words_of_date(struct arena *arena, struct date date)
{
    struct buffer buffer = {.arena = arena};
    words_date(&buffer, date);
    return buffer_text(&buffer);
}

struct str words_of_count(struct arena *arena, long long count)
{
    struct buffer buffer = {.arena = arena};
    if (count < 0)
        buffer_add_char(&buffer, '-');
    buffer_add_count(&buffer, count < 0 ? 0ULL - (unsigned long long)count : (unsigned long long)count);
    return buffer_text(&buffer);
}
