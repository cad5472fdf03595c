#include "budgetkoll/names.h"

#include "budgetkoll/buffer.h"

/* Words that every organisation of a kind bears, and that may be left out when it is named. */
static bool is_optional_word(struct str word)
{
    static const char *const words[] = {"kommun", "kommunen", "stad",      "ab",
                                        "svb",    "län",      "ekonomisk", "förening"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (str_equal(word, str_from(words[i])))
            return true;
    return false;
}

/* "region", "kommunförbund" ...: words that tell one organisation of a place from another. */
static bool is_kind_word(struct str word)
{
    static const char *const beginnings[] = {"region",      "landsting", "länsstyrelse", "kommunförbund",
                                             "universitet", "högskola",  "stiftelse"};
    for (size_t i = 0; i < sizeof beginnings / sizeof *beginnings; i++)
        if (str_starts(word, str_from(beginnings[i])))
            return true;
    return false;
}

/* The name without what stands in parentheses. */
static struct str without_parentheses(struct arena *arena, struct str name)
{
    struct buffer text = {.arena = arena};
    int depth = 0;
    if (str_find(name, STR("(")) < 0)
        return name;
    for (size_t i = 0; i < name.length; i++) {
        depth += name.data[i] == '(';
        if (depth == 0)
            buffer_add_char(&text, name.data[i]);
        depth -= name.data[i] == ')' && depth > 0;
    }
    return buffer_text(&text);
}

struct words name_stems(struct arena *arena, struct str name)
{
    struct words words = label_words(arena, label_key(arena, without_parentheses(arena, name)));
    for (size_t i = 0; i < words.list.count; i++)
        if (words.list.items[i].length > 3 && str_ends(words.list.items[i], STR("s")))
            words.list.items[i].length--;
    return words;
}

bool stems_equal(const struct words *a, const struct words *b)
{
    if (a->list.count != b->list.count)
        return false;
    for (size_t i = 0; i < a->list.count; i++)
        if (!str_equal(a->list.items[i], b->list.items[i]))
            return false;
    return true;
}

static bool has_word(const struct words *words, struct str word)
{
    for (size_t i = 0; i < words->list.count; i++)
        if (str_equal(words->list.items[i], word))
            return true;
    return false;
}

bool stems_named_in(const struct words *name, const struct words *text)
{
    size_t needed = 0;
    for (size_t i = 0; i < name->list.count; i++) {
        if (is_optional_word(name->list.items[i]))
            continue;
        needed++;
        if (!has_word(text, name->list.items[i]))
            return false;
    }
    for (size_t i = 0; i < text->list.count; i++)
        if (is_kind_word(text->list.items[i]) && !has_word(name, text->list.items[i]))
            return false;
    return needed > 0;
}

static bool all_words_in(const struct words *name, const struct words *text)
{
    for (size_t i = 0; i < name->list.count; i++)
        if (!has_word(text, name->list.items[i]))
            return false;
    return name->list.count > 0;
}

bool may_be_same(const struct words *a, const struct words *b)
{
    return all_words_in(a, b) || all_words_in(b, a);
}
