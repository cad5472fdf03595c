/* Blank-separated groups to amounts: "756 000 771 120 128 520" can be cut in several ways. */
#include "running.h"

#include "budgetkoll/money.h"
#include "budgetkoll/unit.h"

static bool is_dash(struct str word)
{
    return str_equal(word, STR("-")) || str_equal(word, STR("\u2013")) || str_equal(word, STR("\u2014")) ||
           str_equal(word, STR("\u2212"));
}

/* "kr", "%", "tkr", "EUR": what an amount is in. */
static bool is_unit(struct str word)
{
    enum { LONGEST_UNIT = 6 };
    bool letters = word.length > 1 && word.length <= LONGEST_UNIT;
    return str_equal(word, STR("%")) || str_equal(word, STR(":-")) || (letters && unit_from_name(word) != 0);
}

/* The length of a sign or an opening parenthesis at the begin. */
static size_t sign_length(struct str word)
{
    static const char *const signs[] = {"-", "\u2212", "\u2013", "(", "+"};
    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
        if (str_starts(word, str_from(signs[i])))
            return str_from(signs[i]).length;
    return 0;
}

/* What may follow the last group: decimals, a closing parenthesis, a trailing minus, a percent sign. */
static bool is_tail(struct str rest)
{
    size_t at = 0;
    if (rest.length > 0 && (rest.data[0] == ',' || rest.data[0] == '.')) {
        for (at = 1; at < rest.length && str_is_digit(rest.data[at]); at++)
            ;
        if (at < 2 || at > 3)
            return str_equal(rest, STR(",-"));
    }
    struct str end = str_slice(rest, at, rest.length);
    return end.length == 0 || str_equal(end, STR(")")) || str_equal(end, STR("%")) || is_dash(end) ||
           str_equal(end, STR(":-")) || str_equal(end, STR("kr"));
}

static bool is_whole_number(struct str word)
{
    enum { MOST_NUMBER_BYTES = 40 };
    if (word.length > MOST_NUMBER_BYTES)
        return false;
    enum number_status status = number_read(word, 0).status;
    return status != NUMBER_NOT && status != NUMBER_BLANK;
}

unsigned char cuts_shape(struct str word)
{
    if (is_dash(word))
        return WORD_BEGINS | WORD_NOTHING;
    if (is_unit(word))
        return WORD_SUFFIX;
    size_t sign = sign_length(word), digits = 0;
    while (sign + digits < word.length && str_is_digit(word.data[sign + digits]))
        digits++;
    struct str rest = str_slice(word, sign + digits, word.length);
    bool bare = digits > 0 && rest.length == 0, zero = digits > 0 && word.data[sign] == '0';
    bool leads = digits > 3 || (digits > 0 && (!zero || digits == 1));
    if (digits == 0)
        return number_has_digit(word) && is_whole_number(word) ? WORD_BEGINS : 0;
    bool whole = bare || is_tail(rest);
    return (leads && (whole || is_whole_number(word)) ? WORD_BEGINS : 0) |
           (sign == 0 && digits == 3 && whole ? WORD_GOES_ON : 0) | (bare && digits <= 3 ? WORD_OPEN : 0);
}

struct search {
    const struct running_word *tokens;
    uint32_t count, amounts;
    uint32_t steps;
    struct running_cut cut;
    struct running_cuts *cuts;
};

static void keep(struct search *search)
{
    if (search->cuts->count < MOST_CUTS)
        search->cuts->list[search->cuts->count] = search->cut;
    search->cuts->count++;
}

/* Word `i` may go on the amount whose last group stands before it. */
static bool may_join(const struct search *search, uint32_t i, bool open, bool after_mark)
{
    unsigned char shape = search->tokens[i].shape;
    if (search->tokens[i].apart)
        return false;
    bool percent = str_equal(search->tokens[i].text, STR("%"));
    if (shape & WORD_SUFFIX) /* where a unit stands first, all stand before their amounts */
        return !after_mark && (percent || !(search->tokens[0].shape & WORD_SUFFIX));
    if (!after_mark)
        return open && (shape & WORD_GOES_ON);
    return (shape & WORD_BEGINS) && !(shape & WORD_NOTHING) && sign_length(search->tokens[i].text) == 0;
}

/* "SEK 1 000": a unit before its amount, where none stands that it could end. */
static bool is_prefix(const struct search *search, uint32_t i)
{
    return (search->tokens[i].shape & WORD_SUFFIX) && i + 1 < search->count &&
           (search->tokens[0].shape & WORD_SUFFIX) && !str_equal(search->tokens[i].text, STR("%"));
}

/* Tries both for token `i`: a new amount, or one more group of the last. */
static void search_on(struct search *search, uint32_t i, bool open, bool after_mark)
{
    uint32_t left = search->count - i;
    if (search->steps++ > MOST_CUT_STEPS) {
        search->cuts->unfinished = true;
        return;
    }
    if (search->cut.count > search->amounts || search->cut.count + left < search->amounts)
        return;
    if (i == search->count) {
        keep(search);
        return;
    }
    unsigned char shape = search->tokens[i].shape;
    if (search->cut.count > 0 && may_join(search, i, open, after_mark)) {
        bool goes_on = !(shape & WORD_SUFFIX) && (shape & WORD_OPEN);
        bool lone_zero = after_mark && str_equal(search->tokens[i].text, STR("0"));
        search_on(search, i + 1, goes_on && !lone_zero, false);
    }
    if (((shape & WORD_BEGINS) || is_prefix(search, i)) && search->cut.count < MOST_TEXT_COLUMNS) {
        search->cut.first[search->cut.count++] = (uint8_t)i;
        search_on(search, i + 1, (shape & WORD_OPEN) && !str_equal(search->tokens[i].text, STR("0")),
                  shape & (WORD_NOTHING | WORD_SUFFIX));
        search->cut.count--;
    }
}

void cuts_find(const struct running_word *tokens, uint32_t count, uint32_t amounts, struct running_cuts *cuts)
{
    struct search search = {.tokens = tokens, .count = count, .amounts = amounts, .cuts = cuts};
    cuts->count = 0;
    cuts->unfinished = false;
    if (count > MOST_TOKENS || amounts > MOST_TEXT_COLUMNS || count == 0)
        return;
    search_on(&search, 0, false, false);
}

/* Both stand in one piece of text: pieces with markup in them lie elsewhere in memory than the others. */
static bool is_same_piece(const struct running_word *a, const struct running_word *b)
{
    return b->offset >= a->offset &&
           (uintptr_t)b->text.data - (uintptr_t)a->text.data == (uintptr_t)(b->offset - a->offset);
}

/* Of a row that could not be cut all words are one amount: as far as they stand together. */
struct str cuts_amount(const struct running_word *tokens, uint32_t count, const struct running_cut *cut,
                       uint32_t i)
{
    uint32_t first = cut->first[i], last = (i + 1 < cut->count ? cut->first[i + 1] : count) - 1;
    const char *begin = tokens[first].text.data;
    while (last > first && !is_same_piece(&tokens[first], &tokens[last]))
        last--;
    return (struct str){begin, (size_t)(tokens[last].text.data - begin) + tokens[last].text.length};
}

bool cuts_value(const struct running_row *row, const struct running_cut *cut, uint32_t i, int64_t *value)
{
    struct number number = number_read(cuts_amount(row->tokens, row->token_count, cut, i), 0);
    *value = 0;
    if (number.percent || number.status == NUMBER_NOT || number.status == NUMBER_AMBIGUOUS)
        return false;
    return number.status == NUMBER_BLANK || number_amount(number, ORE_PER_KRONA, value) == NUMBER_READ;
}

bool cuts_add_up(const struct running_row *row, const struct running_cut *cut, uint32_t total)
{
    int64_t sum = 0, expected = 0, value;
    for (uint32_t i = 0; i < cut->count; i++) {
        if (!cuts_value(row, cut, i, &value) || (i != total && !money_add(sum, value, &sum)))
            return false;
        expected = i == total ? value : expected;
    }
    return sum == expected;
}
