/* Tables written back as they were read: the same layout, separator, quoting and line ends, and new numbers written
 * as the table writes its own. Text to text and text to bytes; nothing here opens a file. */
#ifndef BUDGETKOLL_REWRITE_H
#define BUDGETKOLL_REWRITE_H

#include "budgetkoll/arena.h"
#include "budgetkoll/budget.h"

/* A cell's new content. Of several for one cell the last counts; one in a record that is not there is left out. */
struct new_cell {
    struct origin origin; /* the field may lie beyond the row's end: separators are added up to it */
    enum value_kind kind; /* VALUE_AMOUNT, or VALUE_PERCENT */
    int64_t value; /* öre; of a percentage the digits as printed. Not INT64_MIN, which no text can say */
    int decimals;  /* of a percentage: how many of its digits stand after the mark, at most 15 */
    int64_t unit;  /* of an amount: öre in one unit of its column ("tkr" is 100 000), at least 1 */
    /* The cell is read together with its column (a row of a budget or plan, not a fact), so that the column's other
     * amounts say what "1,234" means; where false, an amount is never written that way. */
    bool in_column;
    enum currency currency; /* of an amount; CURRENCY_NONE: kronor */
};

/* The whole text of a SOURCE_TABLE with its new cells, as UTF-8 without a byte order mark; everything else is byte for byte
 * as it was. Cells of other sources are passed over. */
struct str rewrite_text(struct arena *arena, const struct source *source, const struct new_cell *cells,
                        size_t count);

/* Several sources of any kind as one table file in UTF-8: rows with `separator` (';' or '\t') and '\n' line ends, a blank line
 * between sources, lines that state a separator left out. Cells hold what they held, quoted where they must be. */
struct str rewrite_joined(struct arena *arena, const struct source *const *sources, size_t source_count,
                          const struct new_cell *cells, size_t count, char separator);

/* The text as bytes in the encoding that a file_reading names, with the byte order mark that such files begin with.
 * False when the encoding lacks a character, the first of which is then a slice of `text` in *missing (Windows-1252
 * lacks U+FFFD, so a file with bytes that could not be read is never written back in it); with an empty *missing when
 * there is no encoding of that name. */
bool encode_text(struct arena *arena, struct str text, const char *encoding, struct str *bytes,
                 struct str *missing);

#endif
