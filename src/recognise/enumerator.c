#include "enumerator.h"

#include "budgetkoll/emphasis.h"
#include "budgetkoll/wordings.h"

enum { MOST_LETTERS = 2, MOST_ROMAN = 5, MOST_DIGITS = 4, MOST_LEVELS = 5 };

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static size_t pass_digits(struct str text, size_t at)
{
    while (at < text.length && str_is_digit(text.data[at]))
        at++;
    return at;
}

static size_t pass_letters(struct str text, size_t at)
{
    while (at < text.length && is_letter(text.data[at]))
        at++;
    return at;
}

/* "IV", "xii": letters of Roman numbers only, all of one case. */
static bool is_roman(struct str text)
{
    const char *letters = text.length > 0 && text.data[0] >= 'a' ? "ivx" : "IVX";
    for (size_t i = 0; i < text.length; i++)
        if (!strchr(letters, text.data[i]))
            return false;
    return text.length > 0 && text.length <= MOST_ROMAN;
}

/* "4.1.2", "6i": digits in levels, the last perhaps with a letter; `at` itself when none stand there. */
static size_t pass_levels(struct str text, size_t at)
{
    size_t end = at;
    for (int level = 0; level < MOST_LEVELS; level++) {
        size_t after = pass_digits(text, at);
        if (after == at || after - at > MOST_DIGITS)
            break;
        end = after;
        if (end == text.length || text.data[end] != '.')
            break;
        at = end + 1;
    }
    size_t letters = pass_letters(text, end);
    bool lettered = letters - end == 1 || (letters > end && is_roman(str_slice(text, end, letters)));
    return end > 0 && lettered ? letters : end;
}

/* The byte after an enumerator that begins at `at`; `at` when none does. */
static size_t pass_enumerator(struct str text, size_t at)
{
    size_t letters = pass_letters(text, at), count = letters - at;
    if (count == 0)
        return pass_levels(text, at);
    if (letters < text.length && str_is_digit(text.data[letters]))
        return count <= MOST_LETTERS + 1 ? pass_levels(text, letters) : at;
    bool levels = count == 1 && letters + 1 < text.length && text.data[letters] == '.' &&
                  str_is_digit(text.data[letters + 1]);
    if (levels) /* "C.1" */
        return pass_levels(text, letters + 1);
    return count == 1 || is_roman(str_slice(text, at, letters)) ? letters : at;
}

static bool is_year(struct str text)
{
    return text.length == 4 && pass_digits(text, 0) == 4 &&
           (str_starts(text, STR("19")) || str_starts(text, STR("20")));
}

static size_t pass_blanks(struct str text, size_t at)
{
    for (size_t next = at; next < text.length; at = next)
        if (!str_is_blank(str_next(text, &next)))
            break;
    return at;
}

struct enumerator enumerator_find(struct str label)
{
    size_t at = label.length > 0 && label.data[0] == '(', end = pass_enumerator(label, at);
    struct enumerator found = {.text = str_slice(label, at, end)};
    bool is_lettered = end > at && is_letter(label.data[at]);
    size_t marks = end;
    while (marks < label.length && strchr(".):", label.data[marks]))
        marks++;
    size_t words = pass_blanks(label, marks);
    if (words < label.length && label.data[words] == '-' && pass_blanks(label, words + 1) > words + 1)
        words = pass_blanks(label, words + 1);
    bool is_code = is_lettered && memchr(found.text.data, '.', found.text.length); /* "A4.1" */
    found.is_marked = marks > end || is_code;
    bool percent = words < label.length && label.data[words] == '%';
    bool closes = at == 0 || (found.is_marked && memchr(label.data + end, ')', marks - end));
    bool has_digit = pass_digits(label, at) > at || (end > at && str_is_digit(label.data[end - 1]));
    if (end == at || words == marks || words == label.length || !closes || percent || is_year(found.text) ||
        (!found.is_marked && !has_digit))
        return (struct enumerator){.end = 0};
    found.end = words;
    return found;
}

struct str enumerator_off(struct str label)
{
    take_dash(&label);
    return str_slice(label, enumerator_find(label).end, label.length);
}

struct str label_enumerator(struct str label)
{
    take_dash(&label);
    return enumerator_find(label).text;
}

bool enumerator_is(struct str text)
{
    return text.length > 0 && pass_enumerator(text, 0) == text.length;
}

/* ---- dashes ---- */

/* An asterisk without a blank after it is what bold text begins with, or a footnote. */
static bool is_bullet(struct str label)
{
    return str_equal(label, STR("*")) || str_starts(label, STR("* ")) || str_starts(label, STR("*\u00A0"));
}

bool take_dash(struct str *label)
{
    static const char *const dashes[] = {"-",      "\u2010", "\u2011", "\u2012", "\u2013",
                                         "\u2014", "\u2212", "\u2022", "\u00B7", "*"};
    for (size_t i = 0; label->length > 0 && i < sizeof dashes / sizeof *dashes; i++)
        if (dashes[i][0] == label->data[0] && str_starts(*label, str_from(dashes[i])) &&
            (label->data[0] != '*' || is_bullet(*label))) {
            *label = emphasis_off(str_trim(str_slice(*label, str_from(dashes[i]).length, label->length)));
            return true;
        }
    return false;
}

bool row_take_dash(const struct row *row, struct str *label)
{
    return take_dash(label) || row->depth > 0;
}
