#include "budgetkoll/vocabulary.h"

#include <limits.h>

static const struct spelling {
    enum domain domain;
    enum row_form form;
    enum concept concept;
    struct str key;
} spellings[] = {
#define LABEL(domain, form, concept, key) {DOMAIN_##domain, FORM_##form, concept, {(key), sizeof(key) - 1}},
#include "vocabulary.def"
#undef LABEL
};
enum { SPELLINGS = sizeof spellings / sizeof *spellings };

/* How long each is, beside each other: most labels are told from most spellings by that alone. */
static const unsigned char lengths[SPELLINGS] = {
#define LABEL(domain, form, concept, key) sizeof(key) - 1,
#include "vocabulary.def"
#undef LABEL
};

/* The first spelling of a domain, or of those after it: they stand in the order of their domains. */
static size_t first_spelling(int domain)
{
    size_t first = 0, end = SPELLINGS;
    while (first < end) {
        size_t middle = first + (end - first) / 2;
        if ((int)spellings[middle].domain < domain)
            first = middle + 1;
        else
            end = middle;
    }
    return first;
}

struct meaning vocabulary_find(enum domain domain, struct str key)
{
    size_t i = first_spelling((int)domain), end = first_spelling((int)domain + 1);
    const unsigned char *found = NULL;
    for (; key.length <= UCHAR_MAX && i < end; i = (size_t)(found - lengths) + 1) {
        found = memchr(lengths + i, (int)key.length, end - i);
        if (!found)
            break;
        const struct spelling *spelling = &spellings[found - lengths];
        if (str_equal(key, spelling->key))
            return (struct meaning){spelling->concept, spelling->form};
    }
    return (struct meaning){UNKNOWN, FORM_GROUP};
}

/* They are alike but for their blanks. */
static bool equal_unbroken(struct str a, struct str b)
{
    size_t i = 0, j = 0;
    for (;;) {
        while (i < a.length && a.data[i] == ' ')
            i++;
        while (j < b.length && b.data[j] == ' ')
            j++;
        if (i == a.length || j == b.length)
            return i == a.length && j == b.length;
        if (a.data[i++] != b.data[j++])
            return false;
    }
}

struct meaning vocabulary_find_broken(enum domain domain, struct str key, struct str *spelling)
{
    size_t end = first_spelling((int)domain + 1);
    for (size_t i = first_spelling((int)domain); i < end; i++)
        if (equal_unbroken(key, spellings[i].key)) {
            *spelling = spellings[i].key;
            return (struct meaning){spellings[i].concept, spellings[i].form};
        }
    return (struct meaning){UNKNOWN, FORM_GROUP};
}

size_t vocabulary_count(void)
{
    return SPELLINGS;
}

struct str vocabulary_key(size_t index)
{
    return spellings[index].key;
}
