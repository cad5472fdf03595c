/* Sums that the labels of rows state by the numbers or letters of other rows: "9. Total eligible costs (7+8)", "Summa (a-d)". */
#include "label_sum.h"

#include "budgetkoll/wordings.h"

enum { MOST_LEVELS = 5, MOST_ROWS = 300, LETTER = 10000 /* apart from numbers */ };

/* An enumerator as numbers: 1, 4, 1 of "A4.1"; letters count from LETTER. */
struct code {
    int levels[MOST_LEVELS];
    size_t count;
};

struct stated {
    struct arena *arena;
    struct table *table;
    const struct wording **words; /* of each row */
    struct code *codes;           /* of each row */
    bool is_roman;                /* "II" stands before some row: then "I" and "V" are numbers too */
};

/* ---- enumerators ---- */

static int roman_digit(char c)
{
    return c == 'i' ? 1 : c == 'v' ? 5 : c == 'x' ? 10 : 0;
}

static char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c | 0x20) : c;
}

static int roman_value(struct str letters)
{
    int value = 0;
    for (size_t i = 0; i < letters.length; i++) {
        int digit = roman_digit(lower(letters.data[i]));
        int next = i + 1 < letters.length ? roman_digit(lower(letters.data[i + 1])) : 0;
        if (digit == 0)
            return 0;
        value += digit < next ? -digit : digit;
    }
    return value;
}

static int letters_value(struct str letters, bool is_roman)
{
    int roman = is_roman || letters.length > 1 ? roman_value(letters) : 0;
    return roman > 0 ? roman : LETTER + lower(letters.data[0]);
}

static struct code code_of(struct str text, bool is_roman)
{
    struct code code = {.count = 0};
    for (size_t at = 0, end; at < text.length && code.count < MOST_LEVELS; at = end) {
        int number = 0;
        for (end = at; end < text.length && str_is_digit(text.data[end]) && number < LETTER; end++)
            number = number * 10 + (text.data[end] - '0');
        if (end > at) {
            code.levels[code.count++] = number;
            continue;
        }
        while (end < text.length && lower(text.data[end]) >= 'a' && lower(text.data[end]) <= 'z')
            end++;
        if (end > at)
            code.levels[code.count++] = letters_value(str_slice(text, at, end), is_roman);
        else
            end++;
    }
    return code;
}

/* How many levels below the range a code stands, 0 for one in it; -1 outside. */
static int levels_below(const struct code *first, const struct code *last, const struct code *code)
{
    if (first->count == 0 || code->count < first->count || last->count != first->count)
        return -1;
    size_t end = first->count - 1;
    for (size_t i = 0; i < end; i++)
        if (code->levels[i] != first->levels[i])
            return -1;
    bool inside = code->levels[end] >= first->levels[end] && code->levels[end] <= last->levels[end];
    return inside ? (int)(code->count - first->count) : -1;
}

/* ---- terms ---- */

static bool is_total(const struct wording *words)
{
    return words->term_count > 0 || wording_has(words, CLUE_TOTAL) || wording_has(words, CLUE_SUBTOTAL);
}

/* "1.1" and "1.2" stand for 1 where no row is called so. */
static bool has_nearer(const struct stated *stated, const struct code *first, const struct code *last,
                       size_t row, int below)
{
    size_t level = first->count - 1;
    for (size_t i = 0; i < stated->table->items.count; i++) {
        int other = levels_below(first, last, &stated->codes[i]);
        if (other >= 0 && other < below && stated->codes[i].levels[level] == stated->codes[row].levels[level])
            return true;
    }
    return false;
}

/* Adds the rows of a range; false when there are none. */
static bool add_rows(const struct stated *stated, size_t target, const struct code *first,
                     const struct code *last, int sign, bool skips_totals, struct label_sum *sum)
{
    size_t before = sum->parts.count;
    for (size_t i = 0; i < stated->table->items.count; i++) {
        int below = levels_below(first, last, &stated->codes[i]);
        bool skipped = i == target || (skips_totals && is_total(stated->words[i]));
        if (below >= 0 && !skipped && !has_nearer(stated, first, last, i, below))
            *ARENA_PUSH(stated->arena, &sum->parts) = (struct sum_part){.line = i, .sign = sign};
    }
    return sum->parts.count > before;
}

/* "6a" where the rows are called "a", "b", "c": the number is that of the whole table. */
static struct code without_first(struct code code)
{
    for (size_t i = 1; i < code.count; i++)
        code.levels[i - 1] = code.levels[i];
    code.count -= code.count > 0;
    return code;
}

static bool add_range(const struct stated *stated, size_t target, struct code first, struct code last,
                      int sign, bool skips_totals, struct label_sum *sum)
{
    while (first.count > 0) {
        if (add_rows(stated, target, &first, &last, sign, skips_totals, sum))
            return true;
        first = without_first(first);
        last = without_first(last);
    }
    return false;
}

/* What may be asked of the figures. */
struct manner {
    bool is_minus;     /* "(1-2)" is 1 less 2, and not both */
    bool skips_totals; /* subtotals within a range are not counted beside their parts */
};

static bool add_term(const struct stated *stated, size_t target, const struct stated_term *term,
                     struct manner manner, struct label_sum *sum)
{
    struct code first = code_of(term->first, stated->is_roman), last = code_of(term->last, stated->is_roman);
    int sign = term->is_minus ? -1 : 1;
    if (term->may_be_minus && manner.is_minus)
        return add_range(stated, target, first, first, sign, false, sum) &&
               add_range(stated, target, last, last, -sign, false, sum);
    bool range = !str_equal(term->first, term->last);
    return add_range(stated, target, first, last, sign, range && manner.skips_totals, sum);
}

/* False where some term is no row of the table: then the parentheses say something else. */
static bool read_terms(const struct stated *stated, size_t target, struct manner manner,
                       struct label_sum *sum)
{
    const struct wording *words = stated->words[target];
    bool all = true;
    for (size_t i = 0; i < words->term_count && all; i++)
        all = add_term(stated, target, &words->terms[i], manner, sum);
    struct ratio factor = words->terms[0].factor;
    if (!ratio_equal(factor, ratio_from(1)))
        sum->share = factor;
    return all && (sum->share.denominator == 0 || words->term_count == 1);
}

static bool may_be_minus(const struct wording *words)
{
    bool may = false;
    for (size_t i = 0; i < words->term_count; i++)
        may = may || words->terms[i].may_be_minus;
    return may;
}

/* ---- rows ---- */

static void settle_row(const struct stated *stated, size_t target)
{
    const struct wording *words = stated->words[target];
    struct label_sum best = {.holds = 0};
    for (int i = 0; i < (may_be_minus(words) ? 4 : 2); i++) {
        struct label_sum sum = {.holds = 0};
        struct manner manner = {.is_minus = i >= 2, .skips_totals = i % 2 == 0};
        if (!read_terms(stated, target, manner, &sum))
            continue;
        label_sum_try(stated->table, target, &sum);
        if (best.parts.count == 0 || sum.holds > best.holds ||
            (sum.holds == best.holds && sum.fails < best.fails))
            best = sum;
    }
    bool claims = is_total(words) && (wording_has(words, CLUE_TOTAL) || !may_be_minus(words));
    if (best.parts.count > 0 && (claims || best.holds > 0))
        label_sum_add(stated->arena, stated->table, target, &best);
}

static struct str enumerator_of(const struct wording *words, const struct str *codes, size_t row)
{
    if (codes && codes[row].length > 0)
        return codes[row];
    struct str label = words->printable;
    return words->enumerator.length > 0 ? words->enumerator : label_enumerator(label);
}

static void read_rows(struct stated *stated, struct lexicon *lexicon, const struct str *codes)
{
    size_t count = stated->table->items.count;
    struct str *texts = ARENA_ARRAY(stated->arena, struct str, count + 1);
    stated->words = ARENA_ARRAY(stated->arena, const struct wording *, count + 1);
    stated->codes = ARENA_ARRAY(stated->arena, struct code, count + 1);
    for (size_t i = 0; i < count; i++) {
        stated->words[i] = words_of(lexicon, stated->table->items.items[i]->label);
        texts[i] = enumerator_of(stated->words[i], codes, i);
        stated->is_roman = stated->is_roman || (texts[i].length > 1 && !str_is_digit(texts[i].data[1]) &&
                                                roman_value(texts[i]) > 1);
    }
    for (size_t i = 0; i < count; i++)
        stated->codes[i] = code_of(texts[i], stated->is_roman);
}

void table_add_stated_rows(struct arena *arena, struct lexicon *lexicon, struct table *table,
                           const struct str *codes)
{
    struct stated stated = {.arena = arena, .table = table};
    if (table->items.count > MOST_ROWS)
        return;
    read_rows(&stated, lexicon, codes);
    for (size_t i = 0; i < table->items.count; i++)
        if (stated.words[i]->term_count > 0)
            settle_row(&stated, i);
}
