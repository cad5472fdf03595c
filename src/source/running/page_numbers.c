/* "Sida 3 (12)": how pages are numbered. */
#include "running.h"

/* The length of a word of page numbers that begins at `at`, or 0; one that only goes on stands between two numbers. */
size_t page_numbers_word(struct str text, size_t at, bool goes_on)
{
    static const struct {
        const char *word;
        bool goes_on;
    } words[] = {{"sida", false}, {"sidan", false}, {"page", false},
                 {"s.", false},   {"of", true},     {"av", true}};
    struct str rest = str_slice(text, at, text.length);
    size_t length = 0;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        struct str name = str_from(words[i].word);
        if (rest.length >= name.length && (rest.data[0] | 0x20) == name.data[0] &&
            str_equal(str_slice(rest, 1, name.length), str_slice(name, 1, name.length)) &&
            name.length > length && words[i].goes_on == goes_on)
            length = name.length;
    }
    return length;
}

static void skip_blanks(struct str text, size_t *at)
{
    while (*at < text.length && text.data[*at] == ' ')
        (*at)++;
}

/* Passes a number that pages have, and the blanks around it. */
static bool pass_number(struct str text, size_t *at)
{
    enum { MOST_DIGITS = 3 };
    skip_blanks(text, at);
    size_t begin = *at;
    while (*at < text.length && str_is_digit(text.data[*at]))
        (*at)++;
    size_t digits = *at - begin;
    skip_blanks(text, at);
    return digits > 0 && digits <= MOST_DIGITS;
}

/* How many numbers "Sida 3", "Sida 3 (12)", "Page 3 of 12", "3 (12)" or "3/12" holds; 0 for any other text, such as "Sida
 * 100 000", where Sida is an agency that gives money. */
int page_numbers_count(struct str text)
{
    size_t at = page_numbers_word(text, 0, false);
    bool word = at > 0;
    if (!pass_number(text, &at))
        return 0;
    if (at == text.length)
        return word;
    bool bracket = text.data[at] == '(';
    size_t mark = bracket || text.data[at] == '/' ? 1 : page_numbers_word(text, at, true);
    at += mark;
    if (mark == 0 || !pass_number(text, &at))
        return 0;
    at += bracket && at < text.length && text.data[at] == ')';
    skip_blanks(text, &at);
    return at == text.length ? 2 : 0;
}

/* Where a page's number begins at the text's end; the text's length where none does. */
size_t page_numbers_begin(struct str text)
{
    for (size_t at = 0; at < text.length; at++)
        if ((at == 0 || text.data[at - 1] == ' ') && page_numbers_count(str_slice(text, at, text.length)) > 0)
            return at;
    return text.length;
}
