#include "stated_sum.h"

#include "enumerator.h"

/* A comma without a blank behind it is a number's: "(0,15)". */
static bool is_mark(struct str text, size_t at)
{
    bool decimal = text.data[at] == ',' && at + 1 < text.length && str_is_digit(text.data[at + 1]);
    return strchr("+-:,&=%", text.data[at]) && !decimal;
}

/* The next sign or word of what stands between the parentheses. */
static struct str next_token(struct str *rest)
{
    *rest = str_trim(*rest);
    size_t end = 0;
    while (end < rest->length && rest->data[end] != ' ' && !is_mark(*rest, end) &&
           !str_starts(str_slice(*rest, end, rest->length), STR("\u2013")) &&
           !str_starts(str_slice(*rest, end, rest->length), STR("\u2212")))
        end++;
    if (end == 0 && rest->length > 0)
        str_next(*rest, &end);
    struct str token = str_slice(*rest, 0, end);
    *rest = str_trim(str_slice(*rest, end, rest->length));
    return token;
}

static bool is_one_of(struct str token, const char *const *words)
{
    for (; *words; words++)
        if (str_equal(token, str_from(*words)))
            return true;
    return false;
}

static bool is_plus(struct str token)
{
    static const char *const words[] = {"+", "&", ",", "och", "and", "samt", "plus", NULL};
    return is_one_of(token, words);
}

static bool is_dash(struct str token)
{
    static const char *const words[] = {"-", "\u2013", "\u2212", NULL};
    return is_one_of(token, words);
}

static bool is_range(struct str token)
{
    static const char *const words[] = {":", "till", "to", "t.o.m.", "tom", NULL};
    return is_one_of(token, words);
}

static bool is_minus(struct str token)
{
    static const char *const words[] = {"minus", "less", NULL};
    return is_one_of(token, words);
}

/* "sum of", "summan av raderna", "= lines": what may stand before the first row. */
static bool is_opening(struct str token)
{
    static const char *const words[] = {"=",       "sum",     "summa", "summan", "Sum", "Summa",  "Summan",
                                        "of",      "av",      "rad",   "rader",  "row", "rows",   "line",
                                        "lines",   "raderna", "post",  "poster", "kol", "kolumn", "column",
                                        "columns", "item",    "items", NULL};
    return is_one_of(token, words);
}

struct reader {
    struct str rest, token;
    struct stated_term terms[MOST_TERMS];
    size_t count;
    bool has_sign; /* some sign, word or range makes it a sum, and no lone mark of a footnote */
    bool is_minus; /* before the next term */
};

static void step(struct reader *reader)
{
    reader->token = next_token(&reader->rest);
}

/* "7%" before "of": the share of the one term that follows. */
static bool take_factor(struct reader *reader, struct ratio *factor)
{
    struct str rest = reader->rest;
    struct str percent = next_token(&rest), of = next_token(&rest);
    struct number number = number_read(reader->token, ',');
    if (!str_equal(percent, STR("%")) || !(str_equal(of, STR("of")) || str_equal(of, STR("av"))) ||
        !number_has_digit(reader->token))
        return false;
    number.percent = true;
    if (number_percent(number, factor) != NUMBER_READ)
        return false;
    reader->rest = rest;
    reader->has_sign = true;
    step(reader);
    return true;
}

static bool is_year(struct str text)
{
    return text.length == 4 && (str_starts(text, STR("19")) || str_starts(text, STR("20")));
}

/* "a", "6i", "1-4": one term; a dash with anything but a greater number behind it is a minus. */
static bool take_term(struct reader *reader)
{
    struct stated_term term = {.is_minus = reader->is_minus, .factor = ratio_from(1)};
    while (is_opening(reader->token)) {
        reader->has_sign = true;
        step(reader);
    }
    take_factor(reader, &term.factor);
    if (reader->count == MOST_TERMS || !enumerator_is(reader->token) || is_year(reader->token))
        return false;
    term.first = term.last = reader->token;
    step(reader);
    struct str rest = reader->rest, last = next_token(&rest);
    bool range = is_range(reader->token) ||
                 (is_dash(reader->token) && reader->count == 0 && rest.length == 0) ||
                 str_equal(reader->token, STR("\u2013"));
    if (range && enumerator_is(last)) {
        term.last = last;
        term.may_be_minus = is_dash(reader->token);
        reader->rest = rest;
        reader->has_sign = true;
        step(reader);
    }
    reader->terms[reader->count++] = term;
    return true;
}

static bool take_sign(struct reader *reader)
{
    bool minus = is_minus(reader->token) || is_dash(reader->token);
    if (!minus && !is_plus(reader->token))
        return false;
    reader->is_minus = minus;
    reader->has_sign = true;
    step(reader);
    return true;
}

static bool read_terms(struct reader *reader)
{
    step(reader);
    do {
        if (!take_term(reader))
            return false;
    } while (reader->token.length > 0 && take_sign(reader));
    return reader->token.length == 0 && reader->has_sign;
}

size_t stated_sum_take(struct arena *arena, struct str *label, const struct stated_term **terms)
{
    struct str text = str_trim(*label);
    size_t at = text.length;
    if (!str_ends(text, STR(")")))
        return 0;
    while (at > 0 && text.data[at - 1] != '(')
        at--;
    struct reader reader = {.rest = str_slice(text, at, text.length - 1)};
    if (at < 2 || !read_terms(&reader))
        return 0;
    *terms = arena_copy(arena, reader.terms, reader.count * sizeof *reader.terms);
    *label = str_trim(str_slice(text, 0, at - 1));
    return reader.count;
}
