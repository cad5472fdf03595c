#include "clues.h"

#include "phrases.h"

enum {
    WHOLE = PHRASE_WHOLE,
    FOLLOWED = PHRASE_BEGINS,
    OPENS = PHRASE_WHOLE | PHRASE_BEGINS,
    EDGES = PHRASE_WHOLE | PHRASE_BEGINS | PHRASE_ENDS
};

enum { MOST_WORDS = 7 }; /* a sentence that begins or ends with a total's word is no total */

static const struct phrase words[] = {
#define CLUE(class, in, word) {PHRASE(word), .says = CLUE_##class, .how = in},
#include "sorted/clues.def"
#undef CLUE
};
static const struct phrase_table table = {words, sizeof words / sizeof *words};

static const struct {
    enum clue clue;
    struct str letters;
} parts[] = {
#define CLUE(class, how, word)
#define CLUE_PART(class, letters) {CLUE_##class, {(letters), sizeof(letters) - 1}},
#include "clues.def"
#undef CLUE
#undef CLUE_PART
};

_Static_assert(CLUES <= 64, "clues are kept as bits of 64");

struct found {
    uint64_t clues;
    bool is_short;
};

static void take(void *context, const struct phrase *phrase, unsigned how)
{
    struct found *found = context;
    bool counts = (phrase->how & how) != 0 && (how == WHOLE || phrase->how != EDGES || found->is_short);
    found->clues |= counts ? UINT64_C(1) << phrase->says : 0;
}

static int count_words(struct str key)
{
    int count = 1;
    for (size_t i = 0; i < key.length; i++)
        count += key.data[i] == ' ';
    return count;
}

uint64_t clues_of(struct str key)
{
    struct found found = {.is_short = count_words(key) <= MOST_WORDS};
    phrases_in(&table, key, take, &found);
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        if (str_find(key, parts[i].letters) >= 0)
            found.clues |= UINT64_C(1) << parts[i].clue;
    return found.clues;
}

bool key_has(struct str key, enum clue clue)
{
    return (clues_of(key) >> clue & 1) != 0;
}

bool label_is_number(struct str label, struct str key)
{
    const uint64_t numbers = UINT64_C(1) << CLUE_QUANTITY | UINT64_C(1) << CLUE_PRICE |
                             UINT64_C(1) << CLUE_RATE | UINT64_C(1) << CLUE_NUMBERS |
                             UINT64_C(1) << CLUE_SHARE;
    struct ratio share;
    bool stated = label_take_rate(&label, &share); /* "Konto A 98 %": of amounts, which stand below */
    return (!stated && str_find(label, STR("%")) >= 0) || (clues_of(key) & numbers) != 0;
}
