/* What stands round a number's digits: a text with '#' in their place ("# kr", "-#"), or '@' for the number with its unit. */
#ifndef NUMBER_FRAME_H
#define NUMBER_FRAME_H

#include "budgetkoll/arena.h"
#include "budgetkoll/money.h"
#include "budgetkoll/str.h"

enum { MOST_DECIMALS = 15 };

/* `begin` and `end` round '#' or '@'. */
struct str frame_make(struct arena *arena, struct str begin, char place, struct str end);
/* `text` in the place of `place` in a frame. */
struct str frame_fill(struct arena *arena, struct str frame, char place, struct str text);
/* Returns how many bytes of blanks begin, or end, a text; of blanks alone all count as beginning. */
size_t frame_blanks_before(struct str text);
size_t frame_blanks_after(struct str text);
/* Returns true for ":-" and ",-", which hold a minus that is none. */
bool frame_ends_in_dash(struct str text);
/* Returns the öre in a unit's name, or in a sign that stands for kronor; or 0. */
int64_t frame_unit(struct str name);
/* Returns '.' for ',' and ',' for any other mark. */
static inline char frame_other_mark(char mark)
{
    return mark == ',' ? '.' : ',';
}

#endif
