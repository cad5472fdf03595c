/* The lexer: what each cell of a table of several hundred is, read whole, cut at every byte, and again from memory. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>

#include "budgetkoll/lexeme.h"

#include "budgetkoll/buffer.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

static const struct {
    uint32_t form;
    const char *name;
} forms[] = {
    {LEX_BLANK, "blank"}, {LEX_NOTHING, "nothing"},   {LEX_AMOUNT, "amount"},      {LEX_PERCENT, "percent"},
    {LEX_ERROR, "error"}, {LEX_FORMULA, "formula"},   {LEX_DATE, "date"},          {LEX_PERIOD, "period"},
    {LEX_YEAR, "year"},   {LEX_INTERVAL, "interval"}, {LEX_WORDS, "words"},        {LEX_ABOUT, "about"},
    {LEX_NOTED, "noted"}, {LEX_QUOTED, "quoted"},     {LEX_SERIAL_DATE, "serial"},
};

/* "123450e-2 x1000 SEK": digits and how many of them are decimals, then the unit in the cell and its currency. */
static void describe_number(struct buffer *text, struct number number)
{
    buffer_print(text, " %lld", (long long)number.digits);
    if (number.decimals)
        buffer_print(text, "e-%d", number.decimals);
    if (number.status == NUMBER_AMBIGUOUS)
        buffer_print(text, "?%c", number.doubtful_mark);
    if (number.unit)
        buffer_print(text, " x%lld", (long long)number.unit / 100);
    if (number.currency)
        buffer_print(text, " %s", currency_code(number.currency));
}

static const char *describe(struct arena *arena, const struct lexeme *lexeme)
{
    struct buffer text = {.arena = arena};
    for (size_t i = 0; i < COUNT(forms); i++)
        if (lexeme_is(lexeme, forms[i].form))
            buffer_print(&text, "%s%s", text.length ? " " : "", forms[i].name);
    if (lexeme_is(lexeme, LEX_AMOUNT | LEX_PERCENT))
        describe_number(&text, lexeme->number);
    struct number low, high;
    if (lexeme_is(lexeme, LEX_INTERVAL) && lexeme_interval(lexeme, 0, &low, &high)) {
        describe_number(&text, low);
        describe_number(&text, high);
    }
    struct str all = buffer_text(&text);
    return arena_copy(arena, all.data, all.length + 1);
}

static const struct {
    const char *text, *is;
} cells[] = {
    /* nothing */
    {"", "blank"},
    {"   ", "blank"},
    {"-", "nothing"},
    {"–", "nothing"},
    {"ingår", "nothing words"},
    {"N/A", "nothing words"},
    /* amounts */
    {"1 234", "amount 1234"},
    {"1,234", "amount 1234?,"},
    {"45352", "amount serial 45352"},
    {"2024", "amount year 2024"},
    {"#DIV/0!", "error"},
    {"=B2+B3", "formula"},
    {"2024-01-01", "date"},
    {"2024-01-01 - 2024-12-31", "period"},
    {"2021-2023", "period"},
    {"1,5-2,0 mnkr", "interval words 15e-1 x1000000 SEK 20e-1 x1000000 SEK"},
    {"45,24 %", "percent 4524e-2"},
};

static void test_cells(void **state)
{
    struct arena arena = {0};
    int wrong = 0;
    (void)state;
    for (size_t i = 0; i < COUNT(cells); i++) {
        struct lexeme lexeme;
        lex_cell(str_from(cells[i].text), false, CURRENCY_NONE, &lexeme);
        const char *is = describe(&arena, &lexeme);
        wrong += strcmp(is, cells[i].is) != 0;
        if (strcmp(is, cells[i].is) != 0)
            print_error("    {\"%s\", \"%s\"}, /* not \"%s\" */\n", cells[i].text, is, cells[i].is);
    }
    arena_release(&arena);
    assert_int_equal(wrong, 0);
}

/* "name|key|enumerator|rate|unit|terms" and the clues. */
static const char *describe_words(struct arena *arena, const struct wording *words)
{
    static const char *const clue_names[] = {
#define CLUE_CLASS(class, meaning) #class,
#include "budgetkoll/clue_classes.def"
#undef CLUE_CLASS
    };
    struct buffer text = {.arena = arena};
    buffer_print(&text, "%.*s", STR_ARG(words->key));
    if (words->is_dashed)
        buffer_print(&text, " dashed");
    if (words->enumerator.length)
        buffer_print(&text, " #%.*s", STR_ARG(words->enumerator));
    if (words->has_rate)
        buffer_print(&text, " rate %lld/%lld%s", (long long)words->rate.numerator,
                     (long long)words->rate.denominator, words->rate_is_doubtful ? "?" : "");
    if (words->base.length)
        buffer_print(&text, " of %.*s", STR_ARG(words->base));
    if (words->unit)
        buffer_print(&text, " x%lld %s", (long long)words->unit / 100, currency_code(words->currency));
    if (words->year)
        buffer_print(&text, " y%d", words->year);
    for (size_t i = 0; i < words->term_count; i++) {
        const struct stated_term *term = &words->terms[i];
        buffer_print(&text, " %c%.*s", term->is_minus ? '-' : '+', STR_ARG(term->first));
        if (!str_equal(term->first, term->last))
            buffer_print(&text, "..%.*s%s", STR_ARG(term->last), term->may_be_minus ? "?" : "");
        if (term->factor.numerator != term->factor.denominator)
            buffer_print(&text, "*%lld/%lld", (long long)term->factor.numerator,
                         (long long)term->factor.denominator);
    }
    if (words->in_costs.concept)
        buffer_print(&text, " cost:%.*s", STR_ARG(concept_name(words->in_costs.concept, ENGLISH)));
    if (words->in_financing.concept)
        buffer_print(&text, " financing:%.*s", STR_ARG(concept_name(words->in_financing.concept, ENGLISH)));
    for (size_t i = 0; i < CLUES; i++)
        if (wording_has(words, (enum clue)i))
            buffer_print(&text, " %s", clue_names[i]);
    struct str all = buffer_text(&text);
    return arena_copy(arena, all.data, all.length + 1);
}

static const struct {
    const char *text, *says;
} labels[] = {
    {"Personal", "personal cost:Staff"},
    {"1. Personal", "personal #1 cost:Staff"},
    {"a) Lön", "lön #a cost:Staff"},
    {"3 konsulter", "3 konsulter"},
    {"Lönebikostnader (0,4524)", "lönebikostnader rate 1131/2500 cost:Payroll on-costs"},
    {"Indirekta kostnader 15 % av personal",
     "indirekta kostnader rate 3/20 of personal cost:Indirect costs COST"},
    {"Summa kostnader (1–4)", "summa kostnader +1..4 cost:Sum of costs TOTAL COST"},
    {"Reserve (7% of 7)", "reserve +7*7/100"},
    {"Summa (6i + 6j)", "summa +6i +6j TOTAL"},
};

static void test_labels(void **state)
{
    struct arena arena = {0};
    struct lexicon *lexicon = lexicon_new(&arena);
    int wrong = 0;
    (void)state;
    for (size_t i = 0; i < COUNT(labels); i++) {
        const char *says = describe_words(&arena, words_of(lexicon, str_from(labels[i].text)));
        wrong += strcmp(says, labels[i].says) != 0;
        if (strcmp(says, labels[i].says) != 0)
            print_error("    {\"%s\", \"%s\"}, /* not \"%s\" */\n", labels[i].text, says, labels[i].says);
    }
    arena_release(&arena);
    assert_int_equal(wrong, 0);
}

/* No cut of any cell is read beyond its end, or as something that it cannot be. */
static void test_cut_at_every_byte(void **state)
{
    struct arena arena = {0};
    (void)state;
    for (size_t i = 0; i < COUNT(cells) + COUNT(labels); i++) {
        struct str text = str_from(i < COUNT(cells) ? cells[i].text : labels[i - COUNT(cells)].text);
        for (size_t length = 0; length <= text.length; length++) {
            char *copy = malloc(length + (length == 0));
            memcpy(copy, text.data, length);
            struct lexicon *lexicon = lexicon_new(&arena);
            const struct lexeme *lexeme = lex(lexicon, (struct str){copy, length}, false, CURRENCY_NONE);
            assert_true(lexeme->is != 0);
            assert_non_null(lexeme_words(lexicon, lexeme));
            describe(&arena, lexeme);
            arena_release(&arena);
            free(copy);
        }
    }
    arena_release(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_cells),
        cmocka_unit_test(test_labels),
        cmocka_unit_test(test_cut_at_every_byte),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
