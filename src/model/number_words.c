#include "budgetkoll/number_words.h"

#include <string.h>

bool number_has_digit(struct str text)
{
    for (size_t i = 0; i < text.length; i++)
        if (str_is_digit(text.data[i]))
            return true;
    return false;
}

static bool take_sign_of_note(struct str *text)
{
    static const char *const signs[] = {"*",      "\u2020", "\u2021", "\u00B9", "\u00B2", "\u00B3", "\u2070",
                                        "\u2074", "\u2075", "\u2076", "\u2077", "\u2078", "\u2079"};
    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
        if (str_take_end(text, str_from(signs[i])))
            return true;
    return false;
}

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* "3 000 1)", "3 000 a)", "3 000 [1]": one or two characters after a blank, and a bracket that nothing opened but its own. */
static bool take_bracketed_note(struct str *text)
{
    enum { LONGEST = 2 };
    bool square = str_ends(*text, STR("]"));
    if (!square && !str_ends(*text, STR(")")))
        return false;
    size_t end = text->length - 1, at = end;
    while (at > 0 && end - at < LONGEST &&
           (str_is_digit(text->data[at - 1]) || is_letter(text->data[at - 1])))
        at--;
    bool opened = square && at > 0 && text->data[at - 1] == '[';
    size_t before = opened ? at - 1 : at;
    struct str rest = str_trim(str_slice(*text, 0, before));
    bool apart = opened || rest.length < before;
    if (at == end || square != opened || !apart || str_find(*text, STR("(")) >= 0 || !number_has_digit(rest))
        return false;
    *text = rest;
    return true;
}

static bool take_note(struct str *text)
{
    char last = text->data[text->length - 1];
    if (last != '*' && last != ')' && last != ']' && (unsigned char)last < 0x80)
        return false;
    struct str rest = *text;
    bool taken = take_bracketed_note(&rest);
    while (number_has_digit(rest) && take_sign_of_note(&rest))
        taken = true;
    if (taken && number_has_digit(rest))
        *text = rest;
    return taken && number_has_digit(rest);
}

static bool take_about(struct str *text)
{
    static const char *const words[] = {
#define ABOUT(word) word,
#include "about.def"
#undef ABOUT
    };
    if (str_is_digit(text->data[0]))
        return false;
    char small = (char)(text->data[0] >= 'A' && text->data[0] <= 'Z' ? text->data[0] | 0x20 : text->data[0]);
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        size_t length = strlen(words[i]);
        if (words[i][0] != small || length >= text->length ||
            memcmp(words[i] + 1, text->data + 1, length - 1) != 0)
            continue;
        struct str rest = str_slice(*text, length, text->length);
        if (str_is_digit(rest.data[0]) || str_trim(rest).length < rest.length) {
            *text = str_trim(rest);
            return true;
        }
    }
    return false;
}

bool is_percent_word(struct str word)
{
    static const char *const words[] = {"%", "procent", "percent", "per cent", "prosent", "pct"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (str_equal(word, str_from(words[i])))
            return true;
    return false;
}

struct number_remarks number_take_remarks(struct str *text)
{
    struct number_remarks remarks = {.is_noted = take_note(text)};
    remarks.is_about = take_about(text);
    remarks.is_quoted = str_take_start(text, STR("'")) || str_take_start(text, STR("\u2019"));
    return remarks;
}
