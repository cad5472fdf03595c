/* Which clues the key of a label holds. */
#ifndef CLUES_H
#define CLUES_H

#include "budgetkoll/lexeme.h"

/* The set of 1 << CLUE_... of a key as label_key() makes it. */
uint64_t clues_of(struct str key);

#endif
