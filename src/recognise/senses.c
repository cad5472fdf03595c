/* What the words of headings and labels say: tables of words, and how surely each matches. */
#include "budgetkoll/recognise.h"

#include "budgetkoll/headers.h"
#include "budgetkoll/label.h"
#include "budgetkoll/wordings.h"

#include <string.h>

/* Where the words stand in a key, from the surest. */
enum match { NO_MATCH, HOLDS, ENDS, BEGINS, IS, ANYWHERE };

struct wording {
    int says;
    enum match where;
    const char *key;
};

static const struct wording headings[] = {
#define HEADING(sense, where, key) {SENSE_##sense, where, key},
#include "headings.def"
#undef HEADING
    {0, NO_MATCH, NULL}};

static const struct wording labels[] = {
#define LABEL_WORD(word, where, key) {LINE_##word, where, key},
#include "labels.def"
#undef LABEL_WORD
    {0, NO_MATCH, NULL}};

static bool stands_at(struct str key, struct str words, size_t at)
{
    bool begins = at == 0 || key.data[at - 1] == ' ';
    size_t end = at + words.length;
    return begins && end <= key.length && (end == key.length || key.data[end] == ' ') &&
           memcmp(key.data + at, words.data, words.length) == 0;
}

/* Where the word after `at` begins; the end where none does. */
static size_t next_word(struct str key, size_t at)
{
    const char *gap = memchr(key.data + at, ' ', key.length - at);
    return gap ? (size_t)(gap - key.data) + 1 : key.length;
}

/* How the words stand in the key, as whole words. */
static enum match match_of(struct str key, struct str words)
{
    if (words.length > key.length)
        return NO_MATCH;
    if (stands_at(key, words, 0))
        return words.length == key.length ? IS : BEGINS;
    if (stands_at(key, words, key.length - words.length))
        return ENDS;
    for (size_t at = next_word(key, 0); at + words.length < key.length; at = next_word(key, at))
        if (stands_at(key, words, at))
            return HOLDS;
    return NO_MATCH;
}

/* The surest of the wordings that match, then the longest; `otherwise` when none does. */
static int find_wording(const struct wording *wordings, struct str key, int otherwise)
{
    const struct wording *best = NULL;
    enum match how = NO_MATCH;
    for (; key.length > 0 && wordings->key; wordings++) {
        enum match match = match_of(key, str_from(wordings->key));
        bool anywhere = wordings->where == HOLDS || wordings->where == ANYWHERE;
        bool counts = match == wordings->where || (match == IS && wordings->where < IS) ||
                      (match != NO_MATCH && anywhere);
        if (!counts || (best && wordings->where < how) ||
            (best && wordings->where == how && strlen(wordings->key) <= strlen(best->key)))
            continue;
        best = wordings;
        how = wordings->where;
    }
    return best ? best->says : otherwise;
}

/* "eu stöd 50" of "EU-stöd 50 %": a share in a heading says of what the column is, and is no part of its name. */
static struct str without_share(struct str heading)
{
    struct ratio rate;
    struct str rest = heading;
    return label_take_rate(&rest, &rate) ? rest : heading;
}

enum column_sense heading_sense(struct arena *arena, struct str heading)
{
    bool bare_share = str_equal(str_trim(heading), STR("%")) || str_find(heading, STR("% ")) == 0 ||
                      str_find(heading, STR("% change")) >= 0;
    struct str words = without_share(heading);
    unit_take(&words);
    struct str key = label_key(arena, words);
    return bare_share ? SENSE_SHARE : (enum column_sense)find_wording(headings, key, SENSE_NONE);
}

/* "INDIRECT COSTS (10 % on Total)": what a rate ends is an amount made by it, and no sum. */
enum line_word label_line_word(struct arena *arena, struct str label)
{
    struct ratio rate;
    take_dash(&label);
    bool rated = label_take_rate(&label, &rate);
    unit_take(&label);
    enum line_word word = (enum line_word)find_wording(labels, label_key(arena, label), LINE_PLAIN);
    bool sum = word == LINE_TOTAL || word == LINE_TOTAL_OF;
    return rated && sum ? LINE_MENTIONS : word;
}

bool is_word_for_nothing(struct arena *arena, struct str text)
{
    static const char *const words[] = {
        "ingår",          "ingår i ovan", "n a",   "na",   "saknas", "ej aktuellt", "ej relevant",
        "inga",           "ingen",        "inget", "none", "nil",    "included",    "incl",
        "not applicable", "tbd",          "x"};
    enum { LONGEST = 40 }; /* bytes, with marks round the word */
    if (text.length > LONGEST)
        return false;
    struct str key = label_key(arena, text);
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (str_equal(key, str_from(words[i])))
            return true;
    return false;
}
