/* Comparing what people write: labels and names without regard to case, Unicode form and punctuation. */
#ifndef BUDGETKOLL_LABEL_H
#define BUDGETKOLL_LABEL_H

#include "budgetkoll/arena.h"
#include "budgetkoll/str.h"

/* The label in the form that spellings are compared in: composed, lower case, soft hyphens and other invisible
 * characters gone, punctuation and blanks as single blanks. */
struct str label_key(struct arena *arena, struct str label);

/* True for a control character and for one that turns the direction of text: it would act on the reader's terminal or hide what
 * stands there. */
bool label_acts(int32_t c);

/* A text on one line, as it can be shown: line breaks, control characters and runs of blanks become one space. The text
 * itself when there are none. */
struct str label_printable(struct arena *arena, struct str text);

/* A path or a message, changed only when it holds what would act on a terminal. */
struct str label_safe(struct arena *arena, struct str text);

/* How many characters must be inserted, deleted or replaced to make one text the other (Levenshtein 1966),
 * counted in bytes; texts over 100 bytes are as far apart as the longer one is long. */
size_t label_distance(struct str a, struct str b);

/* The words of a key. */
struct words {
    LIST(struct str) list;
};
struct words label_words(struct arena *arena, struct str key);

/* The text with letters and their marks composed (NFC): "å" and not "a" and a ring. The same text when it has no such
 * marks, or cannot be composed. */
struct str label_compose(struct arena *arena, struct str text);
/* Some combining mark of Latin letters stands in the text: in others there is nothing to compose. */
bool label_has_marks(struct str text);

#endif
