/* How a number is written, read off one cell. */
#include "number_frame.h"
#include "number_style.h"

#include "budgetkoll/buffer.h"
#include "budgetkoll/number_words.h"

#include <string.h>

static const char zeros[] = "000000000000000000000000";

/* ---- the words and signs round the digits ---- */

/* What stands on one side of the digits: a sign, and the words that are left without it. */
struct side {
    struct str sign, words;
    bool sign_outside; /* the words stand between the sign and the digits */
};

static const char *const signs_before[] = {"(", "-", "\u2212", "\u2013", "+"};
static const char *const signs_after[] = {")", "-", "\u2212", "\u2013"};

/* The first of the signs that begins or ends the text or its words, and where it stands. */
static ptrdiff_t find_sign(struct str text, const char *const *signs, size_t count, struct str *sign)
{
    for (size_t i = 0; i < count; i++) {
        ptrdiff_t at = str_find(text, str_from(signs[i]));
        *sign = str_from(signs[i]);
        if (at >= 0)
            return at;
    }
    return -1;
}

static struct side cut_before(struct str text)
{
    struct str sign;
    ptrdiff_t found = find_sign(text, signs_before, sizeof signs_before / sizeof *signs_before, &sign);
    if (found < 0)
        return (struct side){STR(""), text, false};
    size_t at = (size_t)found, end = at + sign.length;
    end += frame_blanks_before(str_slice(text, end, text.length));
    struct str outer = str_slice(text, 0, at), inner = str_slice(text, end, text.length);
    if (outer.length && inner.length) /* words on both sides of the sign are no unit */
        return (struct side){STR(""), text, false};
    return (struct side){str_slice(text, at, end), inner.length ? inner : outer, inner.length != 0};
}

/* The begin of what follows a sign after the digits: ":-" with the blanks before it, or the text's end. */
static size_t suffix_begin(struct str text)
{
    if (!frame_ends_in_dash(text))
        return text.length;
    size_t begin = text.length - 2;
    return begin - frame_blanks_after(str_slice(text, 0, begin));
}

static struct side cut_after(struct str text)
{
    struct str sign, head = str_slice(text, 0, suffix_begin(text));
    ptrdiff_t found = find_sign(head, signs_after, sizeof signs_after / sizeof *signs_after, &sign);
    if (found < 0)
        return (struct side){STR(""), text, false};
    size_t at = (size_t)found, end = at + sign.length;
    at -= frame_blanks_after(str_slice(text, 0, at));
    struct str inner = str_slice(text, 0, at), outer = str_slice(text, end, text.length);
    if (inner.length && outer.length)
        return (struct side){STR(""), text, false};
    return (struct side){str_slice(text, at, end), inner.length ? inner : outer, inner.length != 0};
}

static bool is_percent(struct str words)
{
    return is_percent_word(str_trim(words));
}

static bool is_paren(struct str sign, const char *paren)
{
    return str_find(sign, str_from(paren)) >= 0;
}

static bool is_plus(struct str sign)
{
    return str_starts(sign, STR("+"));
}

/* Words on one side at most, and a sign on one side at most unless it is a pair of parentheses. */
static bool sides_fit(struct side before, struct side after)
{
    struct str words = before.words.length ? before.words : after.words;
    if (before.words.length && after.words.length)
        return false;
    if (is_paren(before.sign, "(") != is_paren(after.sign, ")"))
        return false;
    if (before.sign.length && after.sign.length && !is_paren(before.sign, "("))
        return false;
    return str_trim(words).length == 0 || frame_unit(words) != 0 || is_percent(words);
}

static bool read_sides(struct arena *arena, struct str left, struct str right, struct number_style *style)
{
    struct side before = cut_before(left), after = cut_after(right);
    if (!sides_fit(before, after))
        return false;
    style->percent = is_percent(before.words) || is_percent(after.words);
    style->features[style->percent ? PERCENT : WORDS] = frame_make(arena, before.words, '#', after.words);
    if (!style->percent)
        style->features[PERCENT] = STR("#");
    bool around = is_paren(before.sign, "(") && (before.sign_outside || after.sign_outside);
    if ((before.sign.length && !is_plus(before.sign)) || after.sign.length)
        style->features[MINUS] = frame_make(arena, before.sign, around ? '@' : '#', after.sign);
    return true;
}

/* ---- the digits ---- */

/* A number's digits: runs of them with marks between. */
struct digits {
    int whole;            /* digits before the decimal mark */
    int first, last;      /* digits in the first and last run */
    int runs, grouped_by; /* how many runs; how many of the marks between them are the last one's character */
    struct str group;     /* the first mark */
    char mark;            /* the last one: ',' or '.', or ' ' for blanks and apostrophes */
    bool even;            /* every run but the first and last has three digits, after one and the same mark */
    char group_mark;
};

static char mark_of(int32_t c)
{
    if (str_is_blank(c) || c == '\'' || c == 0x2019)
        return ' ';
    return c == ',' || c == '.' ? (char)c : 0;
}

/* The mark that begins at `*at`, which moves past it; 0 when something else stands there. */
static char take_mark(struct str core, size_t *at)
{
    char mark = 0;
    while (*at < core.length && !str_is_digit(core.data[*at])) {
        char next = mark_of(str_next(core, at));
        if (next == 0 || (mark != 0 && (mark != ' ' || next != ' ')))
            return 0;
        mark = next;
    }
    return mark;
}

static int take_run(struct str core, size_t *at)
{
    int run = 0;
    for (; *at < core.length && str_is_digit(core.data[*at]); (*at)++)
        run++;
    return run;
}

/* One mark more, with the run of digits after it. */
static bool take_group(struct str core, size_t *at, struct digits *digits)
{
    size_t begin = *at;
    if (digits->runs > 1) /* what was the last run stands between two marks */
        digits->even = digits->even && digits->last == 3 && digits->mark == digits->group_mark;
    char mark = take_mark(core, at);
    if (mark == 0)
        return false;
    if (digits->runs == 1) {
        digits->group = str_slice(core, begin, *at);
        digits->group_mark = mark;
    }
    digits->grouped_by = mark == digits->mark ? digits->grouped_by + 1 : 1;
    digits->mark = mark;
    digits->whole += digits->last;
    digits->last = take_run(core, at);
    digits->runs++;
    return true;
}

static bool cut_digits(struct str core, struct digits *digits)
{
    size_t at = 0;
    *digits = (struct digits){.runs = 1, .even = true};
    digits->first = digits->last = take_run(core, &at);
    while (at < core.length)
        if (!take_group(core, &at, digits))
            return false;
    return true;
}

static void tell_group(struct number_style *style, int whole, struct str group)
{
    if (whole > 4)
        style->features[GROUP] = group;
    else if (whole == 4)
        style->features[SHORT_GROUP] = group;
}

static void tell_mark(struct number_style *style, char mark, int decimals)
{
    style->features[MARK] = mark == ',' ? STR(",") : STR(".");
    style->features[DECIMALS] = (struct str){zeros, (size_t)decimals};
}

/* "1,234" and nothing else to go by. */
static bool is_doubtful(const struct digits *digits, bool leading_zero)
{
    return digits->runs == 2 && digits->mark != ' ' && digits->last == 3 && digits->first <= 3 &&
           !leading_zero;
}

/* What the runs say when the last of them holds no decimals: thousands. */
static bool tell_thousands(const struct digits *digits, struct number_style *style)
{
    int whole = digits->whole + digits->last;
    bool grouped = digits->runs > 1;
    if (grouped &&
        (digits->first > 3 || digits->last != 3 || !digits->even || digits->mark != digits->group_mark))
        return false;
    tell_group(style, whole, grouped ? digits->group : STR(""));
    style->features[DECIMALS] = STR("");
    if (grouped && digits->mark != ' ')
        tell_mark(style, frame_other_mark(digits->mark), 0);
    return true;
}

static bool tell_decimals(const struct digits *digits, struct number_style *style)
{
    bool grouped = digits->runs > 2;
    if ((grouped && (digits->first > 3 || !digits->even)) || digits->last > MOST_DECIMALS)
        return false;
    tell_group(style, digits->whole, grouped ? digits->group : STR(""));
    tell_mark(style, digits->mark, digits->last);
    return true;
}

static bool read_digits(struct str core, struct number_style *style)
{
    struct digits digits;
    if (!cut_digits(core, &digits))
        return false;
    if (is_doubtful(&digits, core.data[0] == '0')) {
        style->doubtful = digits.mark;
        style->doubtful_digits = digits.first;
        return true;
    }
    style->may_be_year = digits.runs == 1 && core.length == 4 && str_compare(core, STR("1900")) >= 0 &&
                         str_compare(core, STR("2199")) <= 0;
    bool decimal = digits.runs > 1 && digits.mark != ' ' && digits.grouped_by == 1;
    return decimal ? tell_decimals(&digits, style) : tell_thousands(&digits, style);
}

bool number_style_read(struct arena *arena, struct str text, struct number_style *style)
{
    *style = (struct number_style){0};
    if (!number_has_digit(text))
        return false;
    number_take_remarks(&text);
    size_t first = 0, end = text.length;
    while (first < end && !str_is_digit(text.data[first]))
        first++;
    while (end > first && !str_is_digit(text.data[end - 1]))
        end--;
    return first < end && read_digits(str_slice(text, first, end), style) &&
           read_sides(arena, str_slice(text, 0, first), str_slice(text, end, text.length), style);
}

void number_style_settle(struct number_style *style, char decimal_mark)
{
    if (style->doubtful == 0 || decimal_mark == 0)
        return;
    if (style->doubtful == decimal_mark) {
        tell_mark(style, decimal_mark, 3);
        return;
    }
    tell_mark(style, decimal_mark, 0);
    tell_group(style, style->doubtful_digits + 3, style->doubtful == ',' ? STR(",") : STR("."));
}
