/* Which rows and columns of a table are sums of which others: told by words, by order and depth, and by the figures
 * themselves. One search for all tables; it knows nothing of cells, files or budgets. */
#ifndef BUDGETKOLL_STRUCTURE_H
#define BUDGETKOLL_STRUCTURE_H

#include "budgetkoll/sums.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum figure_state {
    FIGURE_NONE,      /* words, a share, a date: neither a sum nor a part of one */
    FIGURE_BLANK,     /* empty, or a word for nothing */
    FIGURE_AMOUNT,    /* `value` is known */
    FIGURE_UNREADABLE /* some amount, but which one cannot be told: no sum it takes part in can be judged */
};

struct figure {
    enum figure_state state;
    int64_t value; /* öre, or hundredths of another unit */
    int64_t step;  /* öre in one of the last digit that is written: 100 for "12", 1 for "12,50" */
};

/* What the label of a row or the heading of a column says of sums. */
enum line_word {
    LINE_PLAIN,
    LINE_TOTAL,    /* "Summa", "Totalt": of what, its place must say */
    LINE_SUBTOTAL, /* "Delsumma": of the rows since the one before */
    LINE_TOTAL_OF, /* "Summa lokal", "Total eligible costs": a sum of something, if what stands round it fits */
    LINE_RESULT,   /* "Resultat", "Årets resultat": what one thing leaves of another, or a sum by sign */
    LINE_MENTIONS /* "Lump sum", "10 % on total": has the word, and is most often no sum at all */
};

/* A row or a column of the table. */
struct line {
    enum line_word word;
    int depth; /* how far in its label stands, by indentation or code ("0211" is deeper than "02"); -1 unknown */
    bool is_apart; /* takes part in no sum: a note, a quantity, a rate, another year's figures */
    bool begins;   /* a heading without amounts, or a blank line, stands right before it */
    bool
        is_negative; /* its heading or section says cost, where the table also has income: counts with minus in results */
    unsigned char unit; /* lines of different units (kronor and euro) are never added to each other */
};

struct figures {
    size_t count[AXES];             /* how many rows, how many columns */
    const struct figure *cells;     /* row by row */
    const struct line *lines[AXES]; /* of each row, of each column */
};

struct structure {
    LIST(struct found_sum) sums; /* ordered by axis, target, first */
    int64_t looked_at;           /* cells, however often: what the search has cost */
};

/* Finds them. Exact integers throughout; the same figures give the same answer everywhere. Everything returned belongs to the
 * arena. At most some 0,1 s for 4 000 cells; larger tables are searched less widely, never longer than a few seconds. */
struct structure structure_find(struct arena *arena, const struct figures *figures);

#endif
