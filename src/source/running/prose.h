/* Paragraphs of running text: their words, and the figures with a unit among them. */
#ifndef PROSE_H
#define PROSE_H

#include "running.h"

/* Words first .. end-1 of a paragraph: "50 procent", "4 055 000 kronor", "2021-06-01 - 2023-03-31", "1,5-2,0 mnkr". */
struct prose_figure {
    enum value_kind kind;
    uint32_t first, end;
    struct str text;      /* as a cell would have it: "50 %" */
    struct str low, high; /* of an interval of amounts, each with its unit; else empty */
};

struct prose {
    LIST(struct fragment) words;
    LIST(struct prose_figure) figures; /* in the order of their words */
};

/* The paragraph that begins at line `at`, of lines without tabs; *end gets the line after its last. */
struct prose prose_read(struct running *running, size_t at, size_t *end);
/* The end of the sentence that word `first` stands in: the word after its last. */
uint32_t prose_sentence_end(const struct prose *prose, uint32_t first);
/* Words first .. end-1 with single blanks between them. */
struct str prose_text(struct arena *arena, const struct prose *prose, uint32_t first, uint32_t end);

#endif
