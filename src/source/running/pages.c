/* What only a page has and no table: its number, and the case it is about. */
#include "running.h"

#include "budgetkoll/buffer.h"
#include "budgetkoll/vocabulary.h"

/* ---- its number ---- */

/* Also where "Sida" stands on a line of its own above the number. */
static void drop_numbers(struct running_lines *lines)
{
    for (size_t i = 0; i < lines->list.count; i++) {
        struct running_line *line = &lines->list.items[i], *above = i > 0 ? line - 1 : NULL;
        if (line->count != 1 || page_numbers_count(line->pieces[0].text) == 0)
            continue;
        line->count = 0;
        if (above && above->count == 1 &&
            page_numbers_word(above->pieces[0].text, 0, false) == above->pieces[0].text.length)
            above->count = 0;
    }
}

/* ---- the case a page is about ---- */

/* "20303832", "2020-1234": a word of digits, perhaps with other signs, but no amount as amounts are printed. */
static bool is_code(struct str word)
{
    enum { LEAST_DIGITS = 3, MOST_BYTES = 40 };
    size_t digits = 0;
    for (size_t i = 0; i < word.length; i++) {
        char c = word.data[i], small = (char)(c | 0x20);
        bool sign = c == '-' || c == '/' || c == '.' || c == ':';
        if (!str_is_digit(c) && !sign && (small < 'a' || small > 'z'))
            return false;
        digits += str_is_digit(c);
    }
    return digits >= LEAST_DIGITS && word.length <= MOST_BYTES;
}

/* The text names a code of a case, perhaps after other words: "Tillväxtverket Ärende-ID". */
static bool names_case(struct arena *arena, struct str text)
{
    enum { MOST_BYTES = 100 };
    struct str key = text.length <= MOST_BYTES ? label_key(arena, text) : STR("");
    for (size_t at = 0; at < key.length; at++)
        if ((at == 0 || key.data[at - 1] == ' ') &&
            vocabulary_find(DOMAIN_PAGE, str_slice(key, at, key.length)).concept != UNKNOWN)
            return true;
    return false;
}

/* Where the last word of a text begins. */
static size_t last_word(struct str text)
{
    size_t at = text.length;
    while (at > 0 && text.data[at - 1] != ' ')
        at--;
    return at;
}

/* "Ärende-ID: 20303832" is read as what it says. */
static bool is_fact(struct arena *arena, const struct running_line *line)
{
    struct str text = line->pieces[0].text;
    ptrdiff_t colon = str_find(str_shorten(text, 100), STR(":"));
    struct str name = colon >= 0 ? str_slice(text, 0, (size_t)colon) : text;
    return (colon >= 0 || line->count == 2) &&
           vocabulary_find(DOMAIN_KEY, label_key(arena, name)).concept != UNKNOWN;
}

/* The line is a code, or ends in one after what says so. */
static bool is_case(struct arena *arena, const struct running_line *line)
{
    struct str text = line->pieces[0].text;
    size_t blank = last_word(text);
    if (line->count == 2)
        return is_code(line->pieces[1].text) && names_case(arena, text);
    return line->count == 1 && blank > 0 && is_code(str_slice(text, blank, text.length)) &&
           names_case(arena, str_slice(text, 0, blank));
}

/* How many lines from `at` on name a case: one with its code, or two with the code below; or 0. */
static size_t case_lines(struct arena *arena, struct running_lines *lines, size_t at)
{
    const struct running_line *line = &lines->list.items[at], *below = line + 1;
    if (line->count == 0 || line->tabbed || is_fact(arena, line))
        return 0;
    if (is_case(arena, line))
        return 1;
    bool code_below = line->count == 1 && at + 1 < lines->list.count && below->count == 1 && !below->tabbed &&
                      is_code(below->pieces[0].text);
    return code_below && names_case(arena, line->pieces[0].text) ? 2 : 0;
}

/* The last word is one of amounts. */
bool pages_ends_in_figures(struct str text)
{
    return cuts_shape(str_slice(text, last_word(text), text.length)) != 0;
}

static bool line_ends_in_figures(const struct running_line *line)
{
    return line->count > 0 && pages_ends_in_figures(line->pieces[line->count - 1].text);
}

/* Words that some table knows: a row's label or the title of a table. */
static bool are_known(struct arena *arena, struct str words)
{
    struct str label;
    struct fragment whole = {words, 0, 0};
    return vocabulary_find(DOMAIN_TITLE, label_key(arena, words)).concept != UNKNOWN ||
           broken_label_meaning(arena, TABLE_COSTS, &whole, 1, &label) != UNKNOWN ||
           broken_label_meaning(arena, TABLE_FINANCING, &whole, 1, &label) != UNKNOWN ||
           broken_label_begins(arena, &whole, 1);
}

/* A row's label, the title of a table or its header. */
bool pages_line_is_known(struct arena *arena, struct running_lines *lines, struct running_line *line)
{
    struct running_header header;
    return are_known(arena, line->pieces[0].text) ||
           running_header_read(arena, lines, (size_t)(line - lines->list.items), &header) > 0;
}

/* The line above a case's code can say whose it is ("Tillväxtverket"). */
static bool may_be_sender(struct arena *arena, struct running_lines *lines, struct running_line *line)
{
    return line->count == 1 && !line->tabbed && !line_ends_in_figures(line) &&
           !pages_line_is_known(arena, lines, line);
}

/* It stands apart from a label that is broken over lines, since the end of one could stand there too. */
static bool is_apart(struct running_lines *lines, const struct running_line *line)
{
    const struct running_line *above = line > lines->list.items ? line - 1 : NULL;
    return !above || above->count == 0 || above->page != line->page || line_ends_in_figures(above);
}

/* Who sends the pages: what stands apart above a case's code, or above two of them. */
static struct str find_sender(struct arena *arena, struct running_lines *lines)
{
    struct str last = STR("");
    for (size_t i = 1; i < lines->list.count; i++) {
        struct running_line *above = &lines->list.items[i - 1];
        if (case_lines(arena, lines, i) == 0 || !may_be_sender(arena, lines, above))
            continue;
        struct str text = above->pieces[0].text;
        arena_clear(arena);
        if (is_apart(lines, above) || str_equal(text, last))
            return text;
        last = text;
    }
    return STR("");
}

/* The code of the first case that is named, if it is too long for a chance. */
static struct str find_code(struct arena *arena, struct running_lines *lines)
{
    enum { LEAST_BYTES = 6 };
    for (size_t i = 0; i < lines->list.count; i++) {
        const struct running_line *line = &lines->list.items[i];
        bool is_named = line->count > 0 && !line->tabbed && is_case(arena, line);
        arena_clear(arena);
        if (!is_named)
            continue;
        struct str text = line->pieces[line->count - 1].text;
        struct str code = str_slice(text, last_word(text), text.length);
        return code.length >= LEAST_BYTES ? code : STR("");
    }
    return STR("");
}

static void set_beside(struct running_line *line)
{
    line->beside = true;
    line->count = 0;
}

/* "Tillväxtverket   Ärende-ID 20303832   Sida 1 (2)": a line that ends in the number of the page and of all pages, after words
 * alone or a case's code. */
static bool is_numbered(struct arena *arena, const struct running_line *line)
{
    struct buffer words = {.arena = arena};
    for (uint32_t i = 0; i < line->count; i++) {
        buffer_add(&words, i > 0 ? STR(" ") : STR(""));
        buffer_add(&words, line->pieces[i].text);
    }
    struct str text = buffer_text(&words);
    size_t number = page_numbers_begin(text);
    struct str before = str_trim(str_slice(text, 0, number)), phrase = str_slice(text, number, text.length);
    if (before.length == 0 || page_numbers_count(phrase) != 2 || page_numbers_word(phrase, 0, false) == 0)
        return false;
    size_t code = last_word(before);
    bool is_named = code > 0 && is_code(str_slice(before, code, before.length)) &&
                    names_case(arena, str_slice(before, 0, code));
    return is_named || (!pages_ends_in_figures(before) && !are_known(arena, before));
}

static void drop_cases(struct arena *arena, struct running_lines *lines)
{
    struct str sender = find_sender(arena, lines), code = find_code(arena, lines);
    for (size_t i = 0; i < lines->list.count; i++) {
        struct running_line *line = &lines->list.items[i];
        struct running_line *above = i > 0 ? line - 1 : NULL;
        size_t count = case_lines(arena, lines, i);
        bool repeats = line->count == 1 && code.length > 0 && str_equal(line->pieces[0].text, code);
        if (count == 0 && (repeats || (!line->tabbed && is_numbered(arena, line))))
            count = 1;
        if (count > 0 && above && may_be_sender(arena, lines, above) &&
            (is_apart(lines, above) || str_equal(above->pieces[0].text, sender)))
            set_beside(above);
        for (; count > 0; count--)
            set_beside(line + count - 1);
        arena_clear(arena);
    }
}

void pages_drop(struct arena *arena, struct running_lines *lines)
{
    struct arena scratch = {.exhausted = arena->exhausted};
    drop_numbers(lines);
    drop_cases(&scratch, lines);
    arena_release(&scratch);
}
