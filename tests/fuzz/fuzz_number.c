/* A libFuzzer target for numbers: one input is one cell. Reading never disagrees with itself: the column's mark only
 * settles what is in doubt, a sign only turns it, and what the program writes it reads back. */
#include "fuzz_parts.h"

#include "budgetkoll/number.h"

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
    (void)argc;
    (void)argv;
    return 0;
}

static bool same(struct number a, struct number b)
{
    return a.status == b.status && a.digits == b.digits && a.decimals == b.decimals &&
           a.percent == b.percent && a.unit == b.unit;
}

/* Only a number in doubt is read in another way with another mark. */
static void check_marks(struct number plain, struct number comma, struct number point)
{
    if (plain.status == NUMBER_AMBIGUOUS) {
        MUST(plain.doubtful_mark == ',' || plain.doubtful_mark == '.');
        MUST(comma.status == NUMBER_READ && point.status == NUMBER_READ);
        MUST(comma.decimals != point.decimals && comma.digits == point.digits);
    } else if (plain.doubtful_mark == 0) {
        MUST(same(plain, comma) && same(plain, point));
    }
    MUST(!(plain.decimal_mark != 0 && plain.decimal_mark == plain.group_mark));
}

static void check_amount(struct arena *arena, struct number number)
{
    money amount = 0, again = 0;
    if (number_amount(number, ORE_PER_KRONA, &amount) != NUMBER_READ)
        return;
    struct str swedish = words_of_amount(arena, SWEDISH, amount);
    struct number read = number_read(swedish, ',');
    MUST(number_amount(read, ORE_PER_KRONA, &again) == NUMBER_READ && again == amount);
    struct str english = words_of_amount(arena, ENGLISH, amount);
    read = number_read(english, '.');
    MUST(number_amount(read, ORE_PER_KRONA, &again) == NUMBER_READ && again == amount);
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* A minus before it gives the same number below zero; one that does not end in a digit may have a minus there. */
static void check_minus(struct arena *arena, struct str text, struct number number)
{
    struct buffer negative = {.arena = arena};
    if (number.status != NUMBER_READ || !is_digit(text.data[0]) || !is_digit(text.data[text.length - 1]))
        return;
    buffer_add_char(&negative, '-');
    buffer_add(&negative, text);
    struct number turned = number_read(buffer_text(&negative), ',');
    MUST(turned.status == NUMBER_READ && turned.digits == -number.digits);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena arena = {0};
    struct str text = {arena_copy(&arena, data, size), size};
    struct number plain = number_read(text, 0), comma = number_read(text, ','),
                  point = number_read(text, '.');
    check_marks(plain, comma, point);
    check_amount(&arena, plain);
    check_amount(&arena, comma);
    if (size > 0)
        check_minus(&arena, text, comma);
    struct ratio rate;
    struct str label = text;
    number_percent(plain, &rate);
    label_take_rate(&label, &rate);
    arena_release(&arena);
    return 0;
}
