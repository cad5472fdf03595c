/* Tables of phrases, sorted when the program is built, and which of them stand in a key as whole words. */
#ifndef PHRASES_H
#define PHRASES_H

#include "budgetkoll/str.h"

/* How a phrase stands in a key, or may stand in it: a set of these. */
enum { PHRASE_WHOLE = 1, PHRASE_BEGINS = 2, PHRASE_ENDS = 4, PHRASE_INSIDE = 8 };

enum { LONGEST_PHRASE = 55 };

/* `how` and `domain` are the table's own: what else is to be known of the phrase. */
struct phrase {
    uint64_t begin; /* its first eight bytes as a number: most are told apart by that alone */
    char words[LONGEST_PHRASE + 1];
    unsigned char length, how, domain;
    short says;
};

#define PHRASE_BYTE(key, i)                                                                                  \
    ((uint64_t)(unsigned char)(sizeof(key) > (i) ? (key)[sizeof(key) > (i) ? (i) : 0] : 0) << (56 - 8 * (i)))
#define PHRASE(key)                                                                                          \
    .begin = PHRASE_BYTE(key, 0) | PHRASE_BYTE(key, 1) | PHRASE_BYTE(key, 2) | PHRASE_BYTE(key, 3) |         \
             PHRASE_BYTE(key, 4) | PHRASE_BYTE(key, 5) | PHRASE_BYTE(key, 6) | PHRASE_BYTE(key, 7),          \
    .words = key, .length = sizeof(key) - 1

struct phrase_table {
    const struct phrase *list; /* in the order of their bytes */
    size_t count;
};

/* The first of the table that is these words; NULL when none is. Others that are may follow it. */
const struct phrase *phrase_find(const struct phrase_table *table, struct str words);
/* The next one of the same words; NULL when there is none. */
const struct phrase *phrase_next(const struct phrase_table *table, const struct phrase *phrase);

/* Calls `take` for each phrase that stands in the key, a text of words with single blanks between them, with how it stands there. */
void phrases_in(const struct phrase_table *table, struct str key,
                void (*take)(void *context, const struct phrase *phrase, unsigned how), void *context);

#endif
