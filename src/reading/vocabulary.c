#include "vocabulary.h"

static const struct spelling {
    enum domain domain;
    enum row_form form;
    enum concept concept;
    const char *key;
} spellings[] = {
#define LABEL(domain, form, concept, key) {DOMAIN_##domain, FORM_##form, concept, key},
#include "vocabulary.def"
#undef LABEL
};

struct meaning vocabulary_find(enum domain domain, struct str key)
{
    for (size_t i = 0; i < sizeof spellings / sizeof *spellings; i++)
        if (spellings[i].domain == domain && str_equal(key, str_from(spellings[i].key)))
            return (struct meaning){spellings[i].concept, spellings[i].form};
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
    for (size_t i = 0; i < sizeof spellings / sizeof *spellings; i++)
        if (spellings[i].domain == domain && equal_unbroken(key, str_from(spellings[i].key))) {
            *spelling = str_from(spellings[i].key);
            return (struct meaning){spellings[i].concept, spellings[i].form};
        }
    return (struct meaning){UNKNOWN, FORM_GROUP};
}

size_t vocabulary_count(void)
{
    return sizeof spellings / sizeof *spellings;
}

struct str vocabulary_key(size_t index)
{
    return str_from(spellings[index].key);
}
