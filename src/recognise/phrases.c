#include "phrases.h"

enum { BEGIN = 8 }; /* bytes */

static uint64_t begin_of(struct str words)
{
    uint64_t begin = 0;
    for (size_t i = 0; i < BEGIN; i++)
        begin = begin << 8 | (i < words.length ? (unsigned char)words.data[i] : 0);
    return begin;
}

/* The rest of words that begin alike. */
static int compare_rest(const struct phrase *phrase, struct str words)
{
    size_t shorter = phrase->length < words.length ? phrase->length : words.length;
    int order = shorter > BEGIN ? memcmp(phrase->words + BEGIN, words.data + BEGIN, shorter - BEGIN) : 0;
    return order != 0 ? order : (int)phrase->length - (int)shorter - (words.length > shorter);
}

/* The first that does not come before the words; the end of the table when all do. */
static const struct phrase *first_from(const struct phrase_table *table, struct str words)
{
    uint64_t begin = begin_of(words);
    size_t first = 0, end = table->count;
    while (first < end) {
        size_t middle = first + (end - first) / 2;
        const struct phrase *phrase = &table->list[middle];
        if (phrase->begin < begin || (phrase->begin == begin && compare_rest(phrase, words) < 0))
            first = middle + 1;
        else
            end = middle;
    }
    return table->list + first;
}

static bool is_same(const struct phrase *phrase, struct str words)
{
    return phrase->length == words.length && memcmp(phrase->words, words.data, words.length) == 0;
}

const struct phrase *phrase_find(const struct phrase_table *table, struct str words)
{
    const struct phrase *first = first_from(table, words);
    return first < table->list + table->count && is_same(first, words) ? first : NULL;
}

const struct phrase *phrase_next(const struct phrase_table *table, const struct phrase *phrase)
{
    const struct phrase *next = phrase + 1;
    bool same =
        next < table->list + table->count && is_same(next, (struct str){phrase->words, phrase->length});
    return same ? next : NULL;
}

/* The end of the word that begins at `at`. */
static size_t word_end(struct str key, size_t at)
{
    const char *gap = memchr(key.data + at, ' ', key.length - at);
    return gap ? (size_t)(gap - key.data) : key.length;
}

static unsigned how_at(struct str key, size_t at, size_t end)
{
    if (at == 0)
        return end == key.length ? PHRASE_WHOLE : PHRASE_BEGINS;
    return end == key.length ? PHRASE_ENDS : PHRASE_INSIDE;
}

void phrases_in(const struct phrase_table *table, struct str key,
                void (*take)(void *context, const struct phrase *phrase, unsigned how), void *context)
{
    for (size_t at = 0; at < key.length; at = word_end(key, at) + 1) {
        for (size_t end = at; end < key.length && end - at <= LONGEST_PHRASE;) {
            end = word_end(key, end + (end > at));
            struct str words = str_slice(key, at, end);
            const struct phrase *phrase = first_from(table, words);
            if (phrase == table->list + table->count || phrase->length < words.length ||
                memcmp(phrase->words, words.data, words.length) != 0)
                break; /* none goes on like that */
            for (; phrase && phrase->length == words.length; phrase = phrase_next(table, phrase))
                take(context, phrase, how_at(key, at, end));
        }
    }
}
