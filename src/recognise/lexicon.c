/* What words say, remembered: the same labels come again in every table and case. */
#include "budgetkoll/lexeme.h"

#include "words.h"

/* A hash table that is never full: when so many are known, further ones are not kept. */
enum { SLOTS = 1024, MOST_KNOWN = SLOTS / 2, LONGEST_KNOWN = 120 };

struct known {
    struct str text; /* empty: none stands here */
    struct wording *wording;
};

struct lexicon {
    struct arena *kept, *arena;
    size_t count;
    struct known slots[SLOTS];
};

struct lexicon *lexicon_new(struct arena *kept)
{
    struct lexicon *lexicon = ARENA_NEW(kept, struct lexicon);
    lexicon->kept = lexicon->arena = kept;
    return lexicon;
}

struct arena *lexicon_use(struct lexicon *lexicon, struct arena *arena)
{
    struct arena *before = lexicon->arena;
    lexicon->arena = arena;
    return before;
}

void *lexicon_alloc(struct lexicon *lexicon, size_t size)
{
    return arena_alloc(lexicon->arena, 1, size);
}

static struct known *find_slot(struct lexicon *lexicon, struct str text)
{
    size_t at = str_hash(text) % SLOTS;
    while (lexicon->slots[at].text.length > 0 && !str_equal(lexicon->slots[at].text, text))
        at = (at + 1) % SLOTS;
    return &lexicon->slots[at];
}

static const struct wording *read_words(struct arena *arena, struct str text)
{
    struct wording *wording = ARENA_NEW(arena, struct wording);
    words_read(arena, text, wording);
    return wording;
}

const struct wording *words_of(struct lexicon *lexicon, struct str text)
{
    if (text.length == 0 || text.length > LONGEST_KNOWN)
        return read_words(lexicon->arena, text);
    struct known *slot = find_slot(lexicon, text);
    if (slot->text.length > 0)
        return slot->wording;
    if (lexicon->count == MOST_KNOWN)
        return read_words(lexicon->arena, text);
    slot->text = (struct str){arena_copy(lexicon->kept, text.data, text.length), text.length};
    slot->wording = ARENA_NEW(lexicon->kept, struct wording);
    words_read(lexicon->kept, slot->text, slot->wording);
    lexicon->count++;
    return slot->wording;
}

const struct wording *lexeme_words(struct lexicon *lexicon, const struct lexeme *lexeme)
{
    return words_of(lexicon, lexeme->text);
}

const struct lexeme *lex(struct lexicon *lexicon, struct str text, bool exact, enum currency currency)
{
    struct lexeme *lexeme = ARENA_NEW(lexicon->arena, struct lexeme);
    lex_cell(text, exact, currency, lexeme);
    return lexeme;
}
