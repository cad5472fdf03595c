#include "number_style.h"

#include "budgetkoll/buffer.h"
#include "budgetkoll/number_words.h"
#include "budgetkoll/unit.h"

#include <string.h>

enum { MOST_DECIMALS = 15, MOST_UNIT_DECIMALS = 2 };

static const char zeros[] = "000000000000000000000000";

/* Öre in a unit's name, or in a sign that stands for kronor; or 0. */
static int64_t unit_of(struct str name)
{
    struct str sign = str_trim(name);
    bool is_kronor = str_equal(sign, STR(":-")) || str_equal(sign, STR(",-"));
    return is_kronor ? ORE_PER_KRONA : unit_from_name(sign);
}

/* ---- the words and signs round the digits ---- */

/* What stands on one side of the digits: a sign, and the words that are left without it. */
struct side {
    struct str sign, words;
    bool sign_outside; /* the words stand between the sign and the digits */
};

/* `begin` and `end` round '#' or '@'. */
static struct str template_of(struct arena *arena, struct str begin, char place, struct str end)
{
    if (begin.length == 0 && end.length == 0)
        return STR("#");
    struct buffer text = {.arena = arena};
    buffer_add(&text, begin);
    buffer_add_char(&text, place);
    buffer_add(&text, end);
    return buffer_text(&text);
}

/* The blanks at the begin of a text. */
static size_t blanks_before(struct str text)
{
    struct str used = str_trim(text);
    return used.length == 0 ? text.length : (size_t)(used.data - text.data);
}

static size_t blanks_after(struct str text)
{
    struct str used = str_trim(text);
    return used.length == 0 ? text.length : text.length - used.length - blanks_before(text);
}

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
    end += blanks_before(str_slice(text, end, text.length));
    struct str outer = str_slice(text, 0, at), inner = str_slice(text, end, text.length);
    if (outer.length && inner.length) /* words on both sides of the sign are no unit */
        return (struct side){STR(""), text, false};
    return (struct side){str_slice(text, at, end), inner.length ? inner : outer, inner.length != 0};
}

/* ":-" and ",-" hold a minus that is none. */
static bool ends_in_dash(struct str text)
{
    return str_ends(text, STR(":-")) || str_ends(text, STR(",-"));
}

/* The begin of what follows a sign after the digits: ":-" with the blanks before it, or the text's end. */
static size_t suffix_begin(struct str text)
{
    if (!ends_in_dash(text))
        return text.length;
    size_t begin = text.length - 2;
    return begin - blanks_after(str_slice(text, 0, begin));
}

static struct side cut_after(struct str text)
{
    struct str sign, head = str_slice(text, 0, suffix_begin(text));
    ptrdiff_t found = find_sign(head, signs_after, sizeof signs_after / sizeof *signs_after, &sign);
    if (found < 0)
        return (struct side){STR(""), text, false};
    size_t at = (size_t)found, end = at + sign.length;
    at -= blanks_after(str_slice(text, 0, at));
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
    return str_trim(words).length == 0 || unit_of(words) != 0 || is_percent(words);
}

static bool read_sides(struct arena *arena, struct str left, struct str right, struct number_style *style)
{
    struct side before = cut_before(left), after = cut_after(right);
    if (!sides_fit(before, after))
        return false;
    style->percent = is_percent(before.words) || is_percent(after.words);
    style->features[style->percent ? PERCENT : WORDS] = template_of(arena, before.words, '#', after.words);
    if (!style->percent)
        style->features[PERCENT] = STR("#");
    bool around = is_paren(before.sign, "(") && (before.sign_outside || after.sign_outside);
    if ((before.sign.length && !is_plus(before.sign)) || after.sign.length)
        style->features[MINUS] = template_of(arena, before.sign, around ? '@' : '#', after.sign);
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

static char other_mark(char mark)
{
    return mark == ',' ? '.' : ',';
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
        tell_mark(style, other_mark(digits->mark), 0);
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

/* ---- writing ---- */

/* A number to be written: its digits, how many of them are decimals, and the words round it. */
struct written {
    uint64_t digits;
    int decimals;
    struct str words;
    bool negative;
};

static uint64_t magnitude(int64_t value)
{
    return value < 0 ? (uint64_t)0 - (uint64_t)value : (uint64_t)value;
}

/* The amount counted in a unit with as few decimals as it takes; false when it takes more than `most`, or more
 * digits than can be read back. */
static bool count_in(uint64_t ore, int64_t unit, int most, struct written *written)
{
    wide scaled = ore;
    for (int decimals = 0; decimals <= most; decimals++, scaled *= 10)
        if (scaled % unit == 0) {
            scaled /= unit;
            written->digits = (uint64_t)scaled;
            written->decimals = decimals;
            return scaled <= INT64_MAX;
        }
    return false;
}

static void show_decimals(struct written *written, size_t decimals)
{
    while (written->decimals < (int)decimals && written->digits <= INT64_MAX / 10) {
        written->digits *= 10;
        written->decimals++;
    }
}

/* What stands before or after the number in its words: the name of a unit, or nothing. */
static struct str name_in_words(struct str words)
{
    ptrdiff_t place = str_find(words, STR("#"));
    struct str before = str_slice(words, 0, (size_t)place);
    return before.length ? before : str_slice(words, (size_t)place + 1, words.length);
}

/* The unit that words round a number name, or 0 where it is of another currency. */
static int64_t unit_of_words(struct str words, enum currency currency)
{
    struct str name = name_in_words(words);
    enum currency stated = currency_among(currency_from_name(name), currency);
    return stated == currency || (stated == CURRENCY_NONE && currency == CURRENCY_SEK) ? unit_of(name) : 0;
}

/* The same words with `name` for their unit: "# mnkr" gives "# kr". */
static struct str words_in(struct arena *arena, struct str words, const char *name)
{
    ptrdiff_t place = str_find(words, STR("#"));
    struct str before = str_slice(words, 0, (size_t)place);
    struct str after = str_slice(words, (size_t)place + 1, words.length);
    if (before.length) {
        struct str gap = str_slice(before, before.length - blanks_after(before), before.length);
        struct buffer text = {.arena = arena};
        buffer_add(&text, str_from(name));
        buffer_add(&text, gap);
        return template_of(arena, buffer_text(&text), '#', STR(""));
    }
    struct buffer text = {.arena = arena};
    if (after.length == 0)
        buffer_add_char(&text, ' ');
    buffer_add(&text, str_slice(after, 0, blanks_before(after)));
    buffer_add(&text, str_from(name));
    return template_of(arena, STR(""), '#', buffer_text(&text));
}

/* In the unit of the cell's words, or else of its column; in kronor, or its currency, when that would not come out even. */
static struct written count_amount(struct arena *arena, const struct number_style *style,
                                   const struct new_cell *cell)
{
    struct written written = {.words = style->features[WORDS], .negative = cell->value < 0};
    enum currency currency = cell->currency == CURRENCY_NONE ? CURRENCY_SEK : cell->currency;
    const char *name = currency_words(currency);
    if (unit_of(name_in_words(written.words)) != 0 && unit_of_words(written.words, currency) == 0)
        written.words = words_in(arena, written.words, name);
    int64_t stated = unit_of_words(written.words, currency);
    int64_t unit = stated ? stated : cell->unit > 0 ? cell->unit : ORE_PER_KRONA;
    bool large = stated > ORE_PER_KRONA;
    size_t decimals = style->features[DECIMALS].length;
    if (!count_in(magnitude(cell->value), unit, large ? MOST_UNIT_DECIMALS : MOST_DECIMALS, &written)) {
        written.words = words_in(arena, written.words, name);
        unit = ORE_PER_KRONA;
        decimals = 0;
        count_in(magnitude(cell->value), unit, MOST_UNIT_DECIMALS, &written);
    }
    bool by_ore = written.decimals > 0 && decimals == 0; /* öre are two digits, unless the table writes one */
    if (unit == ORE_PER_KRONA && (by_ore || decimals > 2)) /* a sheet may hold finer than öre */
        decimals = 2;
    show_decimals(&written, decimals);
    if (written.decimals > 0 && str_ends(written.words, STR(",-")))
        written.words = words_in(arena, STR("#"), name); /* the dash stands for no öre */
    return written;
}

/* Without a sign, only a number above one counts as a percentage. */
static struct written count_percent(const struct number_style *style, const struct new_cell *cell)
{
    struct written written = {magnitude(cell->value), cell->decimals, style->features[PERCENT],
                              cell->value < 0};
    uint64_t one = 1;
    for (int i = 0; i < cell->decimals && i < MOST_DECIMALS; i++)
        one *= 10;
    bool clear = cell->value == 0 || (cell->value > 0 && written.digits > one);
    if (str_equal(written.words, STR("#")) && !clear)
        written.words = STR("# %");
    return written;
}

/* The digits as text, at least one of them before the mark. */
static struct str digits_text(struct arena *arena, const struct written *written)
{
    struct buffer text = {.arena = arena};
    buffer_print(&text, "%0*llu", written->decimals + 1, (unsigned long long)written->digits);
    return buffer_text(&text);
}

static void add_groups(struct buffer *text, struct str whole, struct str group)
{
    for (size_t i = 0; i < whole.length; i++) {
        if (i > 0 && (whole.length - i) % 3 == 0)
            buffer_add(text, group);
        buffer_add_char(text, whole.data[i]);
    }
}

/* "1,234" for a thousand or for one and a bit: no column makes it clear, so it is written without the doubt. */
static struct str clear_group(struct written *written, size_t whole, struct str group, char mark,
                              char settled)
{
    bool is_mark = str_equal(group, STR(",")) || str_equal(group, STR("."));
    if (written->decimals == 3 && whole <= 3 && settled != mark && written->digits >= 1000)
        show_decimals(written, 4);
    else if (written->decimals == 0 && whole >= 4 && whole <= 6 && is_mark &&
             settled != other_mark(group.data[0]))
        return STR("");
    return group;
}

static struct str number_text(struct arena *arena, const struct number_style *style, struct written written,
                              char settled)
{
    struct str digits = digits_text(arena, &written);
    size_t whole = digits.length - (size_t)written.decimals;
    struct str group = style->features[whole == 4 ? SHORT_GROUP : GROUP];
    char mark = style->features[MARK].data[0];
    struct buffer text = {.arena = arena};
    group = clear_group(&written, whole, group, mark, settled);
    digits = digits_text(arena, &written);
    add_groups(&text, str_slice(digits, 0, whole), group);
    if (written.decimals > 0)
        buffer_add_char(&text, mark);
    buffer_add(&text, str_slice(digits, whole, digits.length));
    return buffer_text(&text);
}

/* `text` in the place of `place` in a template. */
static struct str put_in(struct arena *arena, struct str frame, char place, struct str text)
{
    ptrdiff_t at = str_find(frame, (struct str){&place, 1});
    struct buffer filled = {.arena = arena};
    buffer_add(&filled, str_slice(frame, 0, (size_t)at));
    buffer_add(&filled, text);
    buffer_add(&filled, str_slice(frame, (size_t)at + 1, frame.length));
    return buffer_text(&filled);
}

struct str number_style_write(struct arena *arena, const struct number_style *style,
                              const struct new_cell *cell, char settled)
{
    bool percent = cell->kind == VALUE_PERCENT;
    struct written written = percent ? count_percent(style, cell) : count_amount(arena, style, cell);
    struct number_style ungrouped = *style;
    ungrouped.features[GROUP] = ungrouped.features[SHORT_GROUP] = STR("");
    /* a percentage is never read as thousands, so its mark is never in doubt */
    struct str text = number_text(arena, percent ? &ungrouped : style, written,
                                  percent ? style->features[MARK].data[0] : settled);
    struct str minus = style->features[MINUS];
    bool around = str_find(minus, STR("@")) >= 0 && !ends_in_dash(written.words);
    if (written.negative && !around)
        text = put_in(arena, minus, str_find(minus, STR("@")) >= 0 ? '@' : '#', text);
    text = put_in(arena, written.words, '#', text);
    return written.negative && around ? put_in(arena, minus, '@', text) : text;
}
