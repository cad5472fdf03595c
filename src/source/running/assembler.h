/* Running text on its way to rows: what the steps share that read it line by line. */
#ifndef ASSEMBLER_H
#define ASSEMBLER_H

#include "running.h"

struct assembler {
    struct arena *arena;
    struct arena scratch; /* for looking things up; emptied line by line */
    struct budget *budget;
    struct source *source;
    struct findings *findings;
    struct text_lines lines;
    struct rows rows;
    LIST(struct str) cells;           /* of the row that is being written */
    struct text_table *table;         /* that takes rows, or NULL */
    bool labels_above, in_the_middle; /* labels begin above their amounts; and go on below them */
    bool after_layout;                /* a table of a layout has ended, and no other has begun */
    bool cells_on_lines;              /* its header stood on lines of its own, a cell a line */
    struct text_fragment pending[MOST_LABEL_LINES]; /* a label that waits for its amounts */
    struct text_fragment pending_date; /* the first of a period that goes on beside the amounts or below */
    uint32_t pending_count;
    bool pending_dashed, after_blank;
    uint32_t page;              /* of the last line that was not blank */
    struct text_fragment loose; /* the first line of amounts that belongs to no row */
    size_t loose_lines;
    size_t outside; /* lines of text that belong to no table */
};

/* ---- writing rows (assembler.c) ---- */

void assembler_begin_row(struct assembler *assembler, uint32_t line);
/* Adds a cell that stands at a place of the text to the row that was begun. */
void assembler_cell(struct assembler *assembler, struct str text, uint32_t offset, uint32_t line);
void assembler_fragment(struct assembler *assembler, struct text_fragment fragment);
struct row *assembler_end_row(struct assembler *assembler);
/* Whole rows. */
void assembler_blank(struct assembler *assembler, uint32_t line);
void assembler_line(struct assembler *assembler, const struct text_line *line);

/* ---- looking at lines (assembler.c) ---- */

/* The line as one of the open table, if there is one. */
bool assembler_parse(const struct assembler *assembler, const struct text_line *line,
                     struct text_parsed *parsed);
/* What the fragments mean together in the open table. */
enum concept assembler_meaning(struct assembler *assembler, const struct text_fragment *fragments,
                               uint32_t count);
/* The next line that is not blank, or the number of lines. */
size_t assembler_next_line(const struct assembler *assembler, size_t at);
/* The line is the title of a kind of table. */
bool assembler_is_title(struct assembler *assembler, const struct text_line *line);
/* Amounts alone that no label stands beside: columns that stand one after the other, say. */
void assembler_count_loose(struct assembler *assembler, const struct text_token *first);

/* ---- steps ---- */

/* Takes a line of the open table. */
void text_table_take(struct assembler *assembler, size_t at); /* text_table.c */
/* A label that got no amounts: a heading where it is known or lines with a dash follow, else text between rows. */
void text_table_flush(struct assembler *assembler, bool dash_follows); /* text_table.c */
/* Whether labels begin above their amounts in the table whose rows begin at line `at`, and go on below them: some line
 * with gaps holds amounts alone right below a line of a label. */
void text_align(struct assembler *assembler, size_t at); /* text_align.c */
/* A line without amounts: its level, if it has one, is that of the next row. */
void text_levels_wait(struct assembler *assembler, const struct text_parsed *parsed); /* text_levels.c */
/* The level of a row: that which waits for one, or its own. */
struct text_fragment text_levels_next(struct assembler *assembler,
                                      const struct text_parsed *parsed); /* text_levels.c */
/* Reports when the levels of the open table's rows cannot be told; no row has one then. */
void text_levels_settle(struct assembler *assembler); /* text_levels.c */
/* Settles the open table, if there is one, and writes its rows; what cannot be settled is reported. */
void text_close(struct assembler *assembler); /* text_close.c */
/* Takes lines such as "Projektperiod: 2021-06-01 - 2023-03-31" out of the text, as rows before all others. */
void text_facts_take(struct assembler *assembler); /* text_facts.c */
/* Adds what sentences state of the project's conditions, as rows before all others. */
void text_conditions_take(struct assembler *assembler); /* text_conditions.c */
/* Adds the table of intervals that stands on one line, before all others. */
void text_intervals_take(struct assembler *assembler); /* text_intervals.c */
/* Takes lists without a header out of the text, as tables before all others: the periods of claims ("AOU 1: 2021-06-01 -
 * 2021-11-30") and partners ("Norrdals kommun    212000-1157"). */
void text_lists_take(struct assembler *assembler); /* text_lists.c */
/* The end of the table of contents that begins at line `at`, or `at`; and that of the lines of tabs without any figure. */
size_t text_contents_end(const struct text_lines *lines, size_t at); /* text_outside.c */
size_t text_words_end(const struct text_lines *lines, size_t at);    /* text_outside.c */
/* "Projektets namn    Digitaliseringsguiden": what is said about the project, in two pieces. */
bool text_facts_is(struct assembler *assembler, const struct text_line *line); /* text_facts.c */
/* A key of up to three lines, whose value stands beside one of them or on a line between them: the lines are made one, the
 * first, with two pieces. */
bool text_facts_take_long(struct assembler *assembler, size_t at); /* text_facts.c */

#endif
