#include "phrases.h"

static int compare(const struct phrase *phrase, struct str words)
{
    size_t shorter = phrase->length < words.length ? phrase->length : words.length;
    for (size_t i = 0; i < shorter; i++)
        if (phrase->words[i] != words.data[i])
            return (unsigned char)phrase->words[i] - (unsigned char)words.data[i];
    return (int)phrase->length - (int)shorter - (words.length > shorter);
}

/* The first that does not come before the words; the end of the table when all do. */
static const struct phrase *first_from(const struct phrase_table *table, struct str words)
{
    size_t first = 0, end = table->count;
    while (first < end) {
        size_t middle = first + (end - first) / 2;
        if (compare(&table->list[middle], words) < 0)
            first = middle + 1;
        else
            end = middle;
    }
    return table->list + first;
}

const struct phrase *phrase_find(const struct phrase_table *table, struct str words)
{
    const struct phrase *first = first_from(table, words);
    return first < table->list + table->count && compare(first, words) == 0 ? first : NULL;
}

const struct phrase *phrase_next(const struct phrase_table *table, const struct phrase *phrase)
{
    const struct phrase *next = phrase + 1;
    bool same = next < table->list + table->count && next->length == phrase->length &&
                memcmp(next->words, phrase->words, phrase->length) == 0;
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
