#include "budgetkoll/vocabulary.h"

#include "phrases.h"

static const struct phrase spellings[] = {
#define LABEL(in, form, what, key) {PHRASE(key), .domain = DOMAIN_##in, .how = FORM_##form, .says = what},
#include "sorted/vocabulary.def"
#undef LABEL
};
enum { SPELLINGS = sizeof spellings / sizeof *spellings };
static const struct phrase_table table = {spellings, SPELLINGS};

static struct meaning meaning_of(const struct phrase *spelling)
{
    return (struct meaning){(enum concept)spelling->says, (enum row_form)spelling->how};
}

struct meaning vocabulary_find(enum domain domain, struct str key)
{
    const struct phrase *spelling = phrase_find(&table, key);
    while (spelling && spelling->domain != domain)
        spelling = phrase_next(&table, spelling);
    return spelling ? meaning_of(spelling) : (struct meaning){UNKNOWN, FORM_GROUP};
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
    for (size_t i = 0; i < SPELLINGS; i++)
        if (spellings[i].domain == domain && equal_unbroken(key, vocabulary_key(i))) {
            *spelling = vocabulary_key(i);
            return meaning_of(&spellings[i]);
        }
    return (struct meaning){UNKNOWN, FORM_GROUP};
}

size_t vocabulary_count(void)
{
    return SPELLINGS;
}

struct str vocabulary_key(size_t index)
{
    return (struct str){spellings[index].words, spellings[index].length};
}
