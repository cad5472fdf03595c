/* What the words of a cell say by themselves. */
#ifndef WORDS_OF_H
#define WORDS_OF_H

#include "budgetkoll/lexeme.h"

void words_read(struct arena *arena, struct str text, struct wording *wording);

#endif
