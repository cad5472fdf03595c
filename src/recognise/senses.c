/* What the words of headings and labels say: tables of words, and how surely each matches. */
#include "budgetkoll/recognise.h"

#include "budgetkoll/headers.h"
#include "budgetkoll/label.h"
#include "budgetkoll/lexeme.h"
#include "enumerator.h"
#include "phrases.h"

/* Where the words stand in a key, from the least sure. */
enum rank { HOLDS, ENDS, BEGINS, IS, ANYWHERE };

enum { ALL_WAYS = PHRASE_WHOLE | PHRASE_BEGINS | PHRASE_ENDS | PHRASE_INSIDE };
static const unsigned ways[] = {[HOLDS] = ALL_WAYS,
                                [ENDS] = PHRASE_WHOLE | PHRASE_ENDS,
                                [BEGINS] = PHRASE_WHOLE | PHRASE_BEGINS,
                                [IS] = PHRASE_WHOLE,
                                [ANYWHERE] = ALL_WAYS};

static const struct phrase heading_phrases[] = {
#define HEADING(sense, where, key) {PHRASE(key), .how = where, .says = SENSE_##sense},
#include "sorted/headings.def"
#undef HEADING
};
static const struct phrase_table headings = {heading_phrases,
                                             sizeof heading_phrases / sizeof *heading_phrases};

static const struct phrase label_phrases[] = {
#define LABEL_WORD(word, where, key) {PHRASE(key), .how = where, .says = LINE_##word},
#include "sorted/labels.def"
#undef LABEL_WORD
};
static const struct phrase_table labels = {label_phrases, sizeof label_phrases / sizeof *label_phrases};

/* The surest of those that stand in the key, then the longest. */
static void take_surest(void *context, const struct phrase *phrase, unsigned how)
{
    const struct phrase **best = context;
    bool surer = !*best || phrase->how > (*best)->how ||
                 (phrase->how == (*best)->how && phrase->length > (*best)->length);
    if ((ways[phrase->how] & how) != 0 && surer)
        *best = phrase;
}

static int find_phrase(const struct phrase_table *table, struct str key, int otherwise)
{
    const struct phrase *best = NULL;
    phrases_in(table, key, take_surest, &best);
    return best ? best->says : otherwise;
}

/* "eu stöd 50" of "EU-stöd 50 %": a share in a heading says of what the column is, and is no part of its name. */
static struct str without_share(struct str heading)
{
    struct ratio rate;
    struct str rest = heading;
    return label_take_rate(&rest, &rate) ? rest : heading;
}

/* "Kvinnor %", "Change (%)", "% of total": a sign without a number before it says that the column holds percentages. */
static bool is_bare_share(struct str heading)
{
    long at = str_find(heading, STR("%"));
    struct str before = at < 0 ? STR("") : str_trim(str_slice(heading, 0, (size_t)at));
    return at >= 0 && (before.length == 0 || !str_is_digit(before.data[before.length - 1]));
}

enum column_sense heading_sense(struct arena *arena, struct str heading)
{
    bool bare_share = is_bare_share(heading) || str_find(heading, STR("% change")) >= 0;
    struct str words = without_share(enumerator_off(heading));
    unit_take(&words);
    struct str key = label_key(arena, words);
    return bare_share ? SENSE_SHARE : (enum column_sense)find_phrase(&headings, key, SENSE_NONE);
}

/* "INDIRECT COSTS (10 % on Total)": what a rate ends is an amount made by it, and no sum. */
enum line_word label_line_word(struct arena *arena, struct str label)
{
    struct ratio rate;
    label = enumerator_off(label);
    bool rated = label_take_rate(&label, &rate);
    unit_take(&label);
    enum line_word word = (enum line_word)find_phrase(&labels, label_key(arena, label), LINE_PLAIN);
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
