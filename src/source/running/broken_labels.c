/* Labels that were broken over lines, as one. */
#include "running.h"

#include "budgetkoll/number.h"
#include "budgetkoll/buffer.h"
#include "budgetkoll/recognise.h"
#include "budgetkoll/vocabulary.h"

/* Of Helvetica, from the blank on; tables in PDFs are nearly all set in it or its like. */
static const short widths[] = {
    278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333,  278, 278, 556, 556, 556,
    556, 556, 556, 556, 556, 556, 556, 278, 278, 584, 584, 584, 556, 1015, 667, 667, 722, 722, 667,
    611, 778, 722, 278, 500, 667, 556, 833, 722, 778, 667, 778, 722, 667,  611, 722, 667, 944, 667,
    667, 611, 278, 278, 278, 469, 556, 333, 556, 556, 500, 556, 556, 278,  556, 556, 222, 222, 500,
    222, 833, 556, 556, 556, 556, 333, 500, 278, 556, 500, 722, 500, 500,  500, 334, 260, 334, 584};

int broken_label_width(struct str text)
{
    enum { USUAL = 556 };
    int width = 0;
    for (size_t at = 0; at < text.length;) {
        int32_t c = str_next(text, &at);
        bool combining = c >= 0x300 && c < 0x370;
        width += c >= ' ' && c <= '~' ? widths[c - ' '] : combining ? 0 : USUAL;
    }
    return width;
}

static bool is_word(struct str text)
{
    for (size_t i = 0; i < text.length; i++)
        if (text.data[i] == ' ')
            return false;
    return text.length > 0;
}

static struct str first_word(struct str text)
{
    size_t end = 0;
    while (end < text.length && text.data[end] != ' ')
        end++;
    return str_slice(text, 0, end);
}

static bool is_lower(struct str text)
{
    size_t at = 0;
    int32_t c = text.length > 0 ? str_next(text, &at) : 0;
    return (c >= 'a' && c <= 'z') || c == 0xE5 || c == 0xE4 || c == 0xF6 || c == 0xE9;
}

/* A hyphen that only the line's end brought: not of "inköps-" och, nor of "EU-". */
static bool drops_hyphen(struct str line, struct str next)
{
    struct str word = first_word(next);
    if (line.length < 2 || line.data[line.length - 1] != '-' || !is_lower(next))
        return false;
    char before = line.data[line.length - 2];
    return !(before >= 'A' && before <= 'Z') && before != ' ' && !str_equal(word, STR("och")) &&
           !str_equal(word, STR("eller")) && !str_equal(word, STR("samt"));
}

/* A typesetter breaks inside a word only when the word alone does not fit the column: then the line is that one word,
 * fills the column, and would not have held what follows. */
static bool breaks_word(struct str line, struct str next, int widest)
{
    int width = broken_label_width(line);
    return is_word(line) && is_lower(next) && width * 100 >= widest * 93 &&
           width + broken_label_width(first_word(next)) > widest;
}

static void add_fragment(struct buffer *label, struct str line, struct str next, int widest)
{
    bool hyphen = str_ends(line, STR("-")) && line.length > 1;
    bool kept = hyphen && !drops_hyphen(line, next) && is_lower(next) && line.data[line.length - 2] >= 'A' &&
                line.data[line.length - 2] <= 'Z';
    if (drops_hyphen(line, next)) {
        buffer_add(label, str_slice(line, 0, line.length - 1));
        return;
    }
    buffer_add(label, line);
    if (next.length > 0 && line.length > 0 && !kept && !breaks_word(line, next, widest))
        buffer_add(label, STR(" "));
}

/* The fragments with a blank between them. */
static struct str join_plainly(struct arena *arena, const struct fragment *fragments, uint32_t count)
{
    struct buffer label = {.arena = arena};
    if (count == 1)
        return fragments[0].text;
    for (uint32_t i = 0; i < count; i++) {
        buffer_add(&label, i > 0 ? STR(" ") : STR(""));
        buffer_add(&label, fragments[i].text);
    }
    return buffer_text(&label);
}

/* The end in a spelling of what a key says, blanks aside. */
static size_t spelled_end(struct str spelling, size_t at, struct str key)
{
    for (size_t i = 0; i < key.length; i++) {
        if (key.data[i] == ' ')
            continue;
        while (at < spelling.length && spelling.data[at] == ' ')
            at++;
        at++;
    }
    return at < spelling.length ? at : spelling.length;
}

/* The fragments with a blank where the spelling has one. */
static struct str join_as_spelled(struct arena *arena, const struct fragment *fragments, uint32_t count,
                                  struct str spelling)
{
    struct buffer label = {.arena = arena};
    size_t at = 0;
    for (uint32_t i = 0; i < count; i++) {
        at = spelled_end(spelling, at, label_key(arena, fragments[i].text));
        bool broken = at < spelling.length && spelling.data[at] != ' ';
        buffer_add(&label, fragments[i].text);
        if (i + 1 < count && !broken)
            buffer_add(&label, STR(" "));
    }
    return buffer_text(&label);
}

enum concept broken_label_meaning(struct arena *arena, enum table_kind kind, const struct fragment *fragments,
                                  uint32_t count, struct str *label)
{
    enum { MOST_KNOWN = 200 }; /* bytes: no spelling is as long */
    struct ratio rate;
    struct str spelling;
    enum domain domain = kind == TABLE_COSTS                       ? DOMAIN_COST
                         : table_kind_holds(TABLE_FINANCING, kind) ? DOMAIN_FINANCING
                                                                   : DOMAIN_TOTALS;
    struct str joined = join_plainly(arena, fragments, count);
    if (count == 0 || joined.length == 0 || joined.length > MOST_KNOWN)
        return UNKNOWN;
    struct str bare = joined;
    label_take_rate(&bare, &rate);
    struct str key = label_key(arena, bare);
    if (key.length == 0)
        return UNKNOWN;
    enum concept concept = vocabulary_find_broken(domain, key, &spelling).concept;
    if (concept == UNKNOWN)
        concept = vocabulary_find_broken(DOMAIN_TOTALS, key, &spelling).concept;
    *label = concept == UNKNOWN ? joined : join_as_spelled(arena, fragments, count, spelling);
    return concept;
}

struct str broken_label_join(struct arena *arena, enum table_kind kind, const struct fragment *fragments,
                             uint32_t count, int widest)
{
    struct str known;
    if (count == 1)
        return fragments[0].text;
    if (broken_label_meaning(arena, kind, fragments, count, &known) != UNKNOWN)
        return known;
    struct buffer label = {.arena = arena};
    for (uint32_t i = 0; i < count; i++)
        add_fragment(&label, fragments[i].text, i + 1 < count ? fragments[i + 1].text : STR(""), widest);
    return str_trim(buffer_text(&label));
}

bool broken_label_begins(struct arena *arena, const struct fragment *fragments, uint32_t count)
{
    enum { MOST_KNOWN = 200 };
    struct str joined = join_plainly(arena, fragments, count);
    if (count == 0 || joined.length > MOST_KNOWN)
        return false;
    struct str key = label_key(arena, joined);
    for (size_t i = 0; key.length > 0 && i < vocabulary_count(); i++)
        if (str_starts(vocabulary_key(i), key) && vocabulary_key(i).length > key.length)
            return true;
    return false;
}

bool broken_label_goes_on(struct str text)
{
    size_t at = 0;
    int32_t c = text.length > 0 ? str_next(text, &at) : 0;
    if (c >= '0' && c <= '9') /* "1.2 Workshops" begins one */
        return str_find(activity_code(text), STR(".")) < 0;
    return (c >= 'a' && c <= 'z') || c == '(' || c == 0xE5 || c == 0xE4 || c == 0xF6;
}

/* ---- sentences ---- */

enum { SENTENCE_WORDS = 9, SHORT_SENTENCE_WORDS = 5 };

static uint32_t count_words(struct str text)
{
    uint32_t words = 0;
    for (size_t i = 0; i < text.length; i++)
        words += text.data[i] != ' ' && (i == 0 || text.data[i - 1] == ' ');
    return words;
}

bool broken_label_is_sentence(struct str text)
{
    uint32_t words = count_words(text);
    return words >= SENTENCE_WORDS || (words >= SHORT_SENTENCE_WORDS && str_ends(text, STR(".")));
}
