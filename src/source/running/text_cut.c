/* Blank-separated groups to amounts: "756 000 771 120 128 520" can be cut in several ways. */
#include "running.h"

/* How a word can stand in an amount. */
struct shape {
    bool begins;     /* can be the first group */
    bool goes_on;    /* can be a later one: exactly three digits */
    bool is_open;    /* another group can follow */
    bool is_suffix;  /* a unit or a percent sign: belongs to the group before it */
    bool is_nothing; /* a dash: no amount, or a minus set apart */
};

static bool is_dash(struct str word)
{
    return str_equal(word, STR("-")) || str_equal(word, STR("\u2013")) || str_equal(word, STR("\u2014")) ||
           str_equal(word, STR("\u2212"));
}

static bool is_suffix(struct str word)
{
    static const char *const suffixes[] = {"%",   "kr", "SEK", "kr.",  ":-",
                                           "EUR", "€",  "tkr", "mnkr", "kronor"};
    for (size_t i = 0; i < sizeof suffixes / sizeof *suffixes; i++)
        if (str_equal(word, str_from(suffixes[i])))
            return true;
    return false;
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

static struct shape shape_of(struct str word)
{
    if (is_dash(word))
        return (struct shape){.begins = true, .is_nothing = true};
    if (is_suffix(word))
        return (struct shape){.is_suffix = true};
    size_t sign = sign_length(word), digits = 0;
    while (sign + digits < word.length && str_is_digit(word.data[sign + digits]))
        digits++;
    struct str rest = str_slice(word, sign + digits, word.length);
    bool bare = digits > 0 && rest.length == 0, zero = digits > 0 && word.data[sign] == '0';
    bool leads = digits > 3 || (digits > 0 && (!zero || digits == 1));
    struct shape shape = {.begins = leads && (bare || is_tail(rest) || is_whole_number(word)),
                          .goes_on = sign == 0 && digits == 3 && (bare || is_tail(rest)),
                          .is_open = bare && digits <= 3};
    if (digits == 0)
        shape.begins = is_whole_number(word);
    return shape;
}

bool text_is_token(struct str word)
{
    struct shape shape = shape_of(word);
    return shape.begins || shape.goes_on || shape.is_suffix;
}

struct search {
    const struct text_token *tokens;
    struct shape shapes[MOST_TOKENS];
    uint32_t count, amounts;
    uint32_t steps;
    struct text_cut cut;
    struct text_cuts *cuts;
};

static void keep(struct search *search)
{
    if (search->cuts->count < MOST_CUTS)
        search->cuts->list[search->cuts->count] = search->cut;
    search->cuts->count++;
}

/* Token `i` may go on the amount whose last group stands before it; `length` is the number of its groups. */
static bool may_join(const struct search *search, uint32_t i, bool open, bool after_dash)
{
    struct shape shape = search->shapes[i];
    if (search->tokens[i].apart)
        return false;
    if (shape.is_suffix)
        return !after_dash;
    return after_dash ? shape.begins && !shape.is_nothing && sign_length(search->tokens[i].text) == 0
                      : open && shape.goes_on;
}

/* Tries both for token `i`: a new amount, or one more group of the last. */
static void search_on(struct search *search, uint32_t i, bool open, bool after_dash)
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
    struct shape shape = search->shapes[i];
    if (search->cut.count > 0 && may_join(search, i, open, after_dash)) {
        bool goes_on = !shape.is_suffix && shape.is_open;
        bool lone_zero = after_dash && str_equal(search->tokens[i].text, STR("0"));
        search_on(search, i + 1, goes_on && !lone_zero, false);
    }
    if (shape.begins && search->cut.count < MOST_TEXT_COLUMNS) {
        search->cut.first[search->cut.count++] = (uint8_t)i;
        search_on(search, i + 1, shape.is_open && !str_equal(search->tokens[i].text, STR("0")),
                  shape.is_nothing);
        search->cut.count--;
    }
}

void text_cut(const struct text_token *tokens, uint32_t count, uint32_t amounts, struct text_cuts *cuts)
{
    struct search search = {.tokens = tokens, .count = count, .amounts = amounts, .cuts = cuts};
    cuts->count = 0;
    cuts->unfinished = false;
    if (count > MOST_TOKENS || amounts > MOST_TEXT_COLUMNS || count == 0)
        return;
    for (uint32_t i = 0; i < count; i++)
        search.shapes[i] = shape_of(tokens[i].text);
    search_on(&search, 0, false, false);
}

/* Both stand in one piece of text: pieces with markup in them lie elsewhere in memory than the others. */
static bool is_same_piece(const struct text_token *a, const struct text_token *b)
{
    return b->offset >= a->offset &&
           (uintptr_t)b->text.data - (uintptr_t)a->text.data == (uintptr_t)(b->offset - a->offset);
}

/* Of a row that could not be cut all words are one amount: as far as they stand together. */
struct str text_cut_amount(const struct text_token *tokens, uint32_t count, const struct text_cut *cut,
                           uint32_t i)
{
    uint32_t first = cut->first[i], last = (i + 1 < cut->count ? cut->first[i + 1] : count) - 1;
    const char *begin = tokens[first].text.data;
    while (last > first && !is_same_piece(&tokens[first], &tokens[last]))
        last--;
    return (struct str){begin, (size_t)(tokens[last].text.data - begin) + tokens[last].text.length};
}
