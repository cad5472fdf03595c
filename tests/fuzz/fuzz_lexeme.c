/* A libFuzzer target for the lexer: one input is one cell. What it can be agrees with the readers of numbers, dates and
 * intervals, a settled mark gives what reading with that mark gives, and words say the same when they are remembered. */
#include "fuzz_parts.h"

#include "budgetkoll/lexeme.h"

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
    (void)argc;
    (void)argv;
    return 0;
}

static bool is_read(enum number_status status)
{
    return status != NUMBER_BLANK && status != NUMBER_NOT && status != NUMBER_FORMULA &&
           status != NUMBER_ERROR;
}

static void check_number(const struct lexeme *lexeme)
{
    static const char marks[] = {',', '.'};
    MUST(lexeme->is != 0);
    MUST(is_read(lexeme->number.status) == lexeme_is(lexeme, LEX_AMOUNT | LEX_PERCENT));
    for (size_t i = 0; i < sizeof marks; i++) {
        struct number settled = lexeme_number(lexeme, marks[i]), again = number_read(lexeme->text, marks[i]);
        MUST(settled.status == again.status && settled.digits == again.digits);
        MUST(settled.decimals == again.decimals && settled.unit == again.unit);
    }
}

static void check_dates(const struct lexeme *lexeme)
{
    struct date start, end;
    struct number low, high;
    if (lexeme_is(lexeme, LEX_DATE))
        MUST(lexeme_date(lexeme, &start) != DATE_NOT);
    if (lexeme_is(lexeme, LEX_PERIOD))
        MUST(lexeme_period(lexeme, &start, &end) != DATE_NOT);
    if (lexeme_is(lexeme, LEX_SERIAL_DATE))
        MUST(date_is_valid(lexeme_serial_date(lexeme)));
    if (lexeme_is(lexeme, LEX_INTERVAL))
        MUST(lexeme_interval(lexeme, 0, &low, &high));
}

static void check_words(struct lexicon *lexicon, const struct lexeme *lexeme)
{
    const struct wording *words = lexeme_words(lexicon, lexeme), *again = lexeme_words(lexicon, lexeme);
    MUST(str_equal(words->key, again->key) && words->clues == again->clues);
    MUST(words->term_count <= MOST_TERMS && words->name.length <= words->printable.length);
    MUST(words->unit >= 0 && (words->currency == CURRENCY_NONE || words->unit > 0));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena arena = {0};
    struct str text = {arena_copy(&arena, data, size), size};
    struct lexicon *lexicon = lexicon_new(&arena);
    const struct lexeme *lexeme = lex(lexicon, text, false, CURRENCY_NONE);
    check_number(lexeme);
    check_dates(lexeme);
    check_words(lexicon, lexeme);
    arena_release(&arena);
    return 0;
}
