/* Units in headings: "Kostnad (tkr)", "Belopp i 1 000-tal kr", "Totalt, £'000", "Amounts in SEK thousand". */
#include "budgetkoll/unit.h"

enum { MOST_WORDS = 7 };

static bool has_small_letter(struct str text)
{
    for (size_t i = 0; i < text.length; i++)
        if (text.data[i] >= 'a' && text.data[i] <= 'z')
            return true;
    return false;
}

/* A word can begin here: after a blank or a mark. */
static bool begins_word(struct str text, size_t at)
{
    unsigned char before = at > 0 ? (unsigned char)text.data[at - 1] : ' ';
    if (before == 0xA0) /* of a no-break space */
        return at > 1 && (unsigned char)text.data[at - 2] == 0xC2;
    return before < 0x80 && strchr(" (,;:[\n-", before);
}

/* "2021", "Personal": most headings end in no unit, as their last bytes say. */
static bool may_end_in_unit(struct str text)
{
    return text.length > 0 && (!str_is_digit(text.data[text.length - 1]) || str_ends(text, STR("000")));
}

/* The heading without blanks, marks and the "i" of "Belopp i tkr" at its end. */
static struct str without_joint(struct str label)
{
    static const char *const joints[] = {" i", " in", " en", " à", ",", "(", "[", ":", ";", " -", " \u2013"};
    bool taken;
    label = str_trim(label);
    do {
        taken = false;
        for (size_t i = 0; i < sizeof joints / sizeof *joints; i++)
            if (str_ends(label, str_from(joints[i]))) {
                label = str_trim(str_slice(label, 0, label.length - strlen(joints[i])));
                taken = true;
            }
    } while (taken);
    return label;
}

/* In all of a heading's words, in small letters or not, a code in capitals is one. */
static unsigned manner_of(struct str label)
{
    return UNIT_HEADING | (has_small_letter(label) || label.length <= sizeof "(ALL)" ? UNIT_CAPITALS : 0U);
}

/* The last word is one of a unit, as in every heading that ends in one. */
static bool is_of_unit(struct str word, unsigned manner)
{
    struct unit_words words = {0};
    return unit_add_words(&words, word, manner);
}

struct money_unit unit_take(struct str *label)
{
    struct str text = str_trim(*label);
    size_t begins[MOST_WORDS], count = 0;
    unsigned manner = manner_of(text);
    if (!may_end_in_unit(text))
        return (struct money_unit){.ore = 0};
    for (size_t at = text.length; at-- > 0 && count < MOST_WORDS;)
        if (begins_word(text, at) && !strchr(" )", text.data[at]))
            begins[count++] = at;
    if (count == 0 || !is_of_unit(str_slice(text, begins[0], text.length), manner))
        return (struct money_unit){.ore = 0};
    while (count-- > 0) {
        struct unit_words words = {0};
        struct str end = str_slice(text, begins[count], text.length);
        struct money_unit unit = {.ore = 0};
        if (unit_add_words(&words, end, manner))
            unit = unit_of_phrase(&words);
        if (unit.ore == 0)
            continue;
        *label = without_joint(str_slice(text, 0, begins[count]));
        return unit;
    }
    return (struct money_unit){.ore = 0};
}

/* The end of the word before byte `end`. */
static size_t word_before(struct str text, size_t end)
{
    while (end > 0 && text.data[end - 1] != ' ')
        end--;
    return str_trim(str_slice(text, 0, end)).length;
}

struct money_unit unit_find(struct str *label)
{
    struct str text = str_trim(*label), part = text;
    struct money_unit unit = unit_take(&part);
    for (size_t end = word_before(text, text.length); unit.ore == 0 && end > 0;
         end = word_before(text, end)) {
        part = str_slice(text, 0, end);
        unit = unit_take(&part);
        bool is_said = unit.ore != 0 && (str_starts(str_slice(text, part.length, end), STR(" i ")) ||
                                         str_starts(str_slice(text, part.length, end), STR(" in ")));
        unit.ore = is_said ? unit.ore : 0; /* "500 kr per deltagare" is none */
    }
    if (unit.ore != 0)
        *label = part;
    return unit;
}
