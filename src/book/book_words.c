#include "sheet.h"

const char *book_word(const struct book *book, enum word word)
{
    static const char *const words[BOOK_WORDS][LANGUAGES] = {
#define WORD(id, sv, en) [WORD_##id] = {sv, en},
#include "book_words.def"
#undef WORD
    };
    return words[word][book->options.language];
}
