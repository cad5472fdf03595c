/* Writing a number as another one is written. */
#include "number_frame.h"
#include "number_style.h"

#include "budgetkoll/buffer.h"
#include "budgetkoll/unit.h"

enum { MOST_UNIT_DECIMALS = 2 };

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
    return stated == currency || (stated == CURRENCY_NONE && currency == CURRENCY_SEK) ? frame_unit(name) : 0;
}

/* The same words with `name` for their unit: "# mnkr" gives "# kr". */
static struct str words_in(struct arena *arena, struct str words, const char *name)
{
    ptrdiff_t place = str_find(words, STR("#"));
    struct str before = str_slice(words, 0, (size_t)place);
    struct str after = str_slice(words, (size_t)place + 1, words.length);
    if (before.length) {
        struct str gap = str_slice(before, before.length - frame_blanks_after(before), before.length);
        struct buffer text = {.arena = arena};
        buffer_add(&text, str_from(name));
        buffer_add(&text, gap);
        return frame_make(arena, buffer_text(&text), '#', STR(""));
    }
    struct buffer text = {.arena = arena};
    if (after.length == 0)
        buffer_add_char(&text, ' ');
    buffer_add(&text, str_slice(after, 0, frame_blanks_before(after)));
    buffer_add(&text, str_from(name));
    return frame_make(arena, STR(""), '#', buffer_text(&text));
}

/* In the unit of the cell's words, or else of its column; in kronor, or its currency, when that would not come out even. */
static struct written count_amount(struct arena *arena, const struct number_style *style,
                                   const struct new_cell *cell)
{
    struct written written = {.words = style->features[WORDS], .negative = cell->value < 0};
    enum currency currency = cell->currency == CURRENCY_NONE ? CURRENCY_SEK : cell->currency;
    const char *name = currency_words(currency);
    if (frame_unit(name_in_words(written.words)) != 0 && unit_of_words(written.words, currency) == 0)
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
             settled != frame_other_mark(group.data[0]))
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
    bool around = str_find(minus, STR("@")) >= 0 && !frame_ends_in_dash(written.words);
    if (written.negative && !around)
        text = frame_fill(arena, minus, str_find(minus, STR("@")) >= 0 ? '@' : '#', text);
    text = frame_fill(arena, written.words, '#', text);
    return written.negative && around ? frame_fill(arena, minus, '@', text) : text;
}
