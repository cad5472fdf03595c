#include "clues.h"

enum how {
    WHOLE = 1,
    FOLLOWED = 2,
    ENDS = 4,
    HOLDS = 8,
    OPENS = WHOLE | FOLLOWED,
    EDGES = WHOLE | FOLLOWED | ENDS
};

enum { MOST_WORDS = 7 }; /* a sentence that begins or ends with a total's word is no total */

static const struct {
    enum clue clue;
    enum how how;
    struct str word;
} table[] = {
#define CLUE(class, how, word) {CLUE_##class, how, {(word), sizeof(word) - 1}},
#include "clues.def"
#undef CLUE
};
enum { WORDS = sizeof table / sizeof *table };

/* The first byte of each, beside each other: most are told from a key by that alone. */
static const char firsts[WORDS] = {
#define CLUE(class, how, word) word[0],
#include "clues.def"
#undef CLUE
};

_Static_assert(CLUES <= 64, "clues are kept as bits of 64");

/* How the word that begins at byte `at` of the key stands in it; 0 when another one begins there. */
static unsigned how_at(struct str key, size_t at, struct str word)
{
    struct str rest = str_slice(key, at, key.length);
    if (!str_starts(rest, word))
        return 0;
    if (rest.length == word.length)
        return at == 0 ? WHOLE : ENDS;
    return at == 0 && rest.data[word.length] == ' ' ? FOLLOWED : 0;
}

/* The clues whose words begin at byte `at` of the key. */
static uint64_t clues_at(struct str key, size_t at, bool is_short)
{
    uint64_t clues = 0;
    const char *found = firsts;
    while ((found = memchr(found, key.data[at], (size_t)(firsts + WORDS - found)))) {
        size_t i = (size_t)(found++ - firsts);
        unsigned how = how_at(key, at, table[i].word) & table[i].how;
        if (how == WHOLE || (how != 0 && (is_short || table[i].how != EDGES)))
            clues |= UINT64_C(1) << table[i].clue;
        if (found == firsts + WORDS)
            break;
    }
    return clues;
}

static uint64_t clues_inside(struct str key)
{
    uint64_t clues = 0;
    for (size_t i = 0; i < WORDS; i++)
        if (table[i].how == HOLDS && str_find(key, table[i].word) >= 0)
            clues |= UINT64_C(1) << table[i].clue;
    return clues;
}

static int count_words(struct str key)
{
    int words = 1;
    for (size_t i = 0; i < key.length; i++)
        words += key.data[i] == ' ';
    return words;
}

uint64_t clues_of(struct str key)
{
    bool is_short = count_words(key) <= MOST_WORDS;
    uint64_t clues = clues_inside(key);
    for (size_t at = 0; at < key.length && (at == 0 || is_short); at++)
        if (at == 0 || key.data[at - 1] == ' ')
            clues |= clues_at(key, at, is_short);
    return clues;
}
