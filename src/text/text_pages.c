/* What only a page has and no table: its number, the case it is about, and what stands on page after page. */
#include "running.h"

#include "budgetkoll/buffer.h"
#include "budgetkoll/vocabulary.h"

/* ---- page numbers ---- */

/* The length of a word of page numbers that begins at `at`, or 0; one that only goes on stands between two numbers. */
static size_t number_word_length(struct str text, size_t at, bool goes_on)
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
static int page_numbers(struct str text)
{
    size_t at = number_word_length(text, 0, false);
    bool word = at > 0;
    if (!pass_number(text, &at))
        return 0;
    if (at == text.length)
        return word;
    bool bracket = text.data[at] == '(';
    size_t mark = bracket || text.data[at] == '/' ? 1 : number_word_length(text, at, true);
    at += mark;
    if (mark == 0 || !pass_number(text, &at))
        return 0;
    at += bracket && at < text.length && text.data[at] == ')';
    skip_blanks(text, &at);
    return at == text.length ? 2 : 0;
}

/* Where a page's number begins at the text's end; the text's length where none does. */
static size_t number_begin(struct str text)
{
    for (size_t at = 0; at < text.length; at++)
        if ((at == 0 || text.data[at - 1] == ' ') && page_numbers(str_slice(text, at, text.length)) > 0)
            return at;
    return text.length;
}

/* Also where "Sida" stands on a line of its own above the number. */
static void drop_numbers(struct text_lines *lines)
{
    for (size_t i = 0; i < lines->list.count; i++) {
        struct text_line *line = &lines->list.items[i], *above = i > 0 ? line - 1 : NULL;
        if (line->count != 1 || page_numbers(line->pieces[0].text) == 0)
            continue;
        line->count = 0;
        if (above && above->count == 1 &&
            number_word_length(above->pieces[0].text, 0, false) == above->pieces[0].text.length)
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
static bool is_fact(struct arena *arena, const struct text_line *line)
{
    struct str text = line->pieces[0].text;
    ptrdiff_t colon = str_find(str_shorten(text, 100), STR(":"));
    struct str name = colon >= 0 ? str_slice(text, 0, (size_t)colon) : text;
    return (colon >= 0 || line->count == 2) &&
           vocabulary_find(DOMAIN_KEY, label_key(arena, name)).concept != UNKNOWN;
}

/* The line is a code, or ends in one after what says so. */
static bool is_case(struct arena *arena, const struct text_line *line)
{
    struct str text = line->pieces[0].text;
    size_t blank = last_word(text);
    if (line->count == 2)
        return is_code(line->pieces[1].text) && names_case(arena, text);
    return line->count == 1 && blank > 0 && is_code(str_slice(text, blank, text.length)) &&
           names_case(arena, str_slice(text, 0, blank));
}

/* How many lines from `at` on name a case: one with its code, or two with the code below; or 0. */
static size_t case_lines(struct arena *arena, const struct text_lines *lines, size_t at)
{
    const struct text_line *line = &lines->list.items[at], *below = line + 1;
    if (line->count == 0 || line->tabbed || is_fact(arena, line))
        return 0;
    if (is_case(arena, line))
        return 1;
    bool code_below = line->count == 1 && at + 1 < lines->list.count && below->count == 1 && !below->tabbed &&
                      is_code(below->pieces[0].text);
    return code_below && names_case(arena, line->pieces[0].text) ? 2 : 0;
}

/* The last word is one of amounts. */
static bool ends_in_figures(struct str text)
{
    return text_is_token(str_slice(text, last_word(text), text.length));
}

static bool line_ends_in_figures(const struct text_line *line)
{
    return line->count > 0 && ends_in_figures(line->pieces[line->count - 1].text);
}

/* Words that some table knows: a row's label or the title of a table. */
static bool are_known(struct arena *arena, struct str words)
{
    struct str label;
    struct text_fragment whole = {words, 0, 0};
    return vocabulary_find(DOMAIN_TITLE, label_key(arena, words)).concept != UNKNOWN ||
           text_meaning(arena, TABLE_COSTS, &whole, 1, &label) != UNKNOWN ||
           text_meaning(arena, TABLE_FINANCING, &whole, 1, &label) != UNKNOWN ||
           text_begins_label(arena, &whole, 1);
}

/* A row's label, the title of a table or its header. */
static bool is_known(struct arena *arena, const struct text_lines *lines, const struct text_line *line)
{
    struct text_header header;
    return are_known(arena, line->pieces[0].text) ||
           text_header_read(arena, lines, (size_t)(line - lines->list.items), &header) > 0;
}

/* The line above a case's code can say whose it is ("Tillväxtverket"). */
static bool may_be_sender(struct arena *arena, const struct text_lines *lines, const struct text_line *line)
{
    return line->count == 1 && !line->tabbed && !line_ends_in_figures(line) && !is_known(arena, lines, line);
}

/* It stands apart from a label that is broken over lines, since the end of one could stand there too. */
static bool is_apart(const struct text_lines *lines, const struct text_line *line)
{
    const struct text_line *above = line > lines->list.items ? line - 1 : NULL;
    return !above || above->count == 0 || above->page != line->page || line_ends_in_figures(above);
}

/* Who sends the pages: what stands apart above a case's code, or above two of them. */
static struct str find_sender(struct arena *arena, const struct text_lines *lines)
{
    struct str last = STR("");
    for (size_t i = 1; i < lines->list.count; i++) {
        const struct text_line *above = &lines->list.items[i - 1];
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
static struct str find_code(struct arena *arena, const struct text_lines *lines)
{
    enum { LEAST_BYTES = 6 };
    for (size_t i = 0; i < lines->list.count; i++) {
        const struct text_line *line = &lines->list.items[i];
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

static void set_beside(struct text_line *line)
{
    line->beside = true;
    line->count = 0;
}

/* "Tillväxtverket   Ärende-ID 20303832   Sida 1 (2)": a line that ends in the number of the page and of all pages, after words
 * alone or a case's code. */
static bool is_numbered(struct arena *arena, const struct text_line *line)
{
    struct buffer words = {.arena = arena};
    for (uint32_t i = 0; i < line->count; i++) {
        buffer_add(&words, i > 0 ? STR(" ") : STR(""));
        buffer_add(&words, line->pieces[i].text);
    }
    struct str text = buffer_text(&words);
    size_t number = number_begin(text);
    struct str before = str_trim(str_slice(text, 0, number)), phrase = str_slice(text, number, text.length);
    if (before.length == 0 || page_numbers(phrase) != 2 || number_word_length(phrase, 0, false) == 0)
        return false;
    size_t code = last_word(before);
    bool is_named = code > 0 && is_code(str_slice(before, code, before.length)) &&
                    names_case(arena, str_slice(before, 0, code));
    return is_named || (!ends_in_figures(before) && !are_known(arena, before));
}

static void drop_cases(struct arena *arena, struct text_lines *lines)
{
    struct str sender = find_sender(arena, lines), code = find_code(arena, lines);
    for (size_t i = 0; i < lines->list.count; i++) {
        struct text_line *line = &lines->list.items[i];
        struct text_line *above = i > 0 ? line - 1 : NULL;
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

/* ---- what stands on page after page ---- */

/* A text of the pages' first or last lines, and on which pages it stands. */
struct edge_text {
    struct str text;
    bool at_end;
    size_t first, last, pages;
};

enum { EDGE_LINES = 3, MOST_EDGE_TEXTS = 64 };

struct pages {
    struct arena *arena, *scratch;
    struct text_lines *lines;
    LIST(size_t) begins; /* of pages, in the lines */
    struct edge_text texts[MOST_EDGE_TEXTS];
    size_t text_count;
};

/* The i-th filled line from the page's begin (or, `at_end`, its end), or NULL. */
static struct text_line *edge_line(struct pages *pages, size_t page, int i, bool at_end)
{
    size_t begin = pages->begins.items[page];
    size_t end = page + 1 < pages->begins.count ? pages->begins.items[page + 1] : pages->lines->list.count;
    for (size_t at = begin; at < end; at++) {
        struct text_line *line = &pages->lines->list.items[at_end ? end - 1 - (at - begin) : at];
        if (line->count > 0 && i-- == 0)
            return line;
    }
    return NULL;
}

static struct edge_text *find_text(struct pages *pages, struct str text, bool at_end)
{
    for (size_t i = 0; i < pages->text_count; i++)
        if (pages->texts[i].at_end == at_end && str_equal(pages->texts[i].text, text))
            return &pages->texts[i];
    return NULL;
}

/* Adds a text without its first digits. */
static void add_without_digits(struct buffer *words, struct str text)
{
    size_t begin = 0, end;
    while (begin < text.length && !str_is_digit(text.data[begin]))
        begin++;
    for (end = begin; end < text.length && str_is_digit(text.data[end]);)
        end++;
    buffer_add(words, str_slice(text, 0, begin));
    buffer_add(words, str_slice(text, end, text.length));
}

/* The line without the digits of a page's number; nothing where a piece ends in other figures, as those of rows do. */
static struct str edge_words(struct pages *pages, const struct text_line *line)
{
    struct buffer words = {.arena = pages->scratch};
    for (uint32_t i = 0; i < line->count; i++) {
        struct str text = line->pieces[i].text;
        size_t number = number_begin(text);
        if (ends_in_figures(str_trim(str_slice(text, 0, number))))
            return STR("");
        buffer_add(&words, i > 0 ? STR(" ") : STR(""));
        buffer_add(&words, str_slice(text, 0, number));
        add_without_digits(&words, str_slice(text, number, text.length));
    }
    return buffer_text(&words);
}

static void count_edge(struct pages *pages, const struct text_line *line, size_t page, bool at_end)
{
    struct str text = edge_words(pages, line);
    struct edge_text *known = text.length > 0 ? find_text(pages, text, at_end) : NULL;
    if (known && known->last < page) {
        known->last = page;
        known->pages++;
    } else if (text.length > 0 && !known && pages->text_count < MOST_EDGE_TEXTS) {
        text.data = arena_copy(pages->arena, text.data, text.length);
        pages->texts[pages->text_count++] = (struct edge_text){text, at_end, page, page, 1};
    }
}

/* It stands on at least two pages, and on all but the first or the last. */
static bool is_repeated(const struct pages *pages, const struct edge_text *text)
{
    return text->pages > 1 && text->pages == text->last - text->first + 1 && text->first <= 1 &&
           text->last + 2 >= pages->begins.count;
}

/* Nothing that a table knows and nothing with figures is taken for a page's own. */
static void drop_edge(struct pages *pages, struct text_line *line, bool at_end)
{
    struct str text = edge_words(pages, line);
    const struct edge_text *known = text.length > 0 ? find_text(pages, text, at_end) : NULL;
    if (known && is_repeated(pages, known) && !is_known(pages->scratch, pages->lines, line))
        line->count = 0;
}

static void find_pages(struct pages *pages)
{
    const struct text_lines *lines = pages->lines;
    for (size_t i = 0; i < lines->list.count; i++)
        if (i == 0 || lines->list.items[i].page != lines->list.items[i - 1].page)
            *ARENA_PUSH(pages->arena, &pages->begins) = i;
}

static void drop_edges(struct arena *arena, struct arena *scratch, struct text_lines *lines)
{
    struct pages pages = {.arena = arena, .scratch = scratch, .lines = lines};
    find_pages(&pages);
    for (int pass = 0; pass < 2 && pages.begins.count > 1; pass++)
        for (size_t page = 0; page < pages.begins.count; page++)
            for (int i = 2 * EDGE_LINES - 1; i >= 0; i--) {
                struct text_line *line = edge_line(&pages, page, i / 2, i % 2);
                if (line && pass == 0)
                    count_edge(&pages, line, page, i % 2);
                else if (line)
                    drop_edge(&pages, line, i % 2);
                arena_clear(scratch);
            }
}

void text_pages_drop(struct arena *arena, struct text_lines *lines)
{
    struct arena scratch = {.exhausted = arena->exhausted};
    drop_numbers(lines);
    drop_cases(&scratch, lines);
    drop_edges(arena, &scratch, lines);
    arena_release(&scratch);
}
