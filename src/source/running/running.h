/* Running text, as pdftotext or a paste from a viewer gives it, to rows of cells. Bytes become lines of pieces (pieces.c) without
 * what only a page has (pages.c, page_edges.c); a header (known_header.c, free_header.c) opens a table, each line of which has parts
 * (line_parts.c); lines become rows (broken_rows.c, broken_labels.c); which of the ways to cut a row's figures is right
 * (cuts.c, under_headings.c) the sums say (choose_cuts.c); written_rows.c hands over cells with their places. */
#ifndef RUNNING_H
#define RUNNING_H

#include "budgetkoll/number.h"
#include "budgetkoll/headers.h"
#include "budgetkoll/running_text.h"

/* What is longer or wider is no budget's table, and is read as rows with separators or reported. */
enum {
    MOST_TEXT_BYTES = 1 << 20,
    MOST_TEXT_COLUMNS = 24, /* of a table */
    MOST_TOKENS = 96,       /* blank-separated groups of one row's amounts */
    MOST_LABEL_LINES = 12,  /* that one label is broken over */
    FAR = 15                /* what begins so far to the right stands in a column of its own */
};

/* ---- lines (pieces.c) ---- */

/* How a word can stand in amounts; a set. */
enum word_shape {
    WORD_BEGINS = 1,  /* can be the first group of one */
    WORD_GOES_ON = 2, /* can be a later one: exactly three digits */
    WORD_OPEN = 4,    /* another group can follow */
    WORD_SUFFIX = 8,  /* a unit or a percent sign: belongs to the group before it */
    WORD_NOTHING = 16 /* a dash: no amount, or a minus set apart */
};

struct running_word {
    struct str text;
    uint32_t offset, line;
    uint32_t column, end; /* in code points from the line's begin */
    bool apart; /* a gap, a line's begin or the begin of bold stands before it: an amount begins here */
    unsigned char shape;
};

/* What stands between two gaps (tabs, or two blanks and more) of a line. */
struct running_piece {
    struct str text;      /* without markup */
    uint32_t offset;      /* in the source's text */
    uint32_t column, end; /* in code points from the line's begin */
};

struct running_line {
    struct running_piece *pieces;
    uint32_t count;             /* 0: a blank line */
    struct running_word *words; /* made when they are asked for, in the arena of the lines */
    struct arena *arena;
    uint32_t word_count;
    uint32_t number, page;
    bool tabbed; /* tabs stand between its pieces, of which some may be empty */
    bool beside; /* blank by now: it held text that belongs to no table */
};

/* What a heading means, remembered. */
struct heading_memo {
    struct str text;
    enum concept concept;
};

enum { MOST_HEADINGS = 512, MOST_HEADING_WORDS = 2 * MOST_TEXT_COLUMNS };

struct running_lines {
    LIST(struct running_line) list;
    struct arena *arena;
    struct heading_memo *memo; /* MOST_HEADINGS of them */
};

/* What a text means as the heading of a column; UNKNOWN for most. */
enum concept running_heading(struct arena *arena, struct running_lines *lines, struct str text);

/* Returns true for "| Personal | 1 000 |", a row of Markdown: its bars are read as tabs. */
bool pieces_are_framed(struct str line); /* pieces.c */
/* The lines without leftover markup. */
struct running_lines running_lines_read(struct arena *arena, struct str text);
/* The next line that is not blank, or the number of lines. */
size_t running_next_line(const struct running_lines *lines, size_t at);
/* Makes the words of a line; false where they are too many for a table's row. */
bool running_line_words(struct running_line *line);

/* ---- pages ---- */

/* Makes those lines blank that only a page has: its number, and the case it is about. */
void pages_drop(struct arena *arena, struct running_lines *lines);
/* The last word is one of amounts. */
bool pages_ends_in_figures(struct str text);
/* A row's label, the title of a table or its header. */
bool pages_line_is_known(struct arena *arena, struct running_lines *lines, struct running_line *line);
/* The same, and those that stand at the same edge of page after page. */
void page_edges_drop(struct arena *arena, struct running_lines *lines);

/* How many numbers "Sida 3", "Sida 3 (12)", "Page 3 of 12", "3 (12)" or "3/12" holds; 0 for any other text, such as "Sida
 * 100 000", where Sida is an agency that gives money. */
int page_numbers_count(struct str text);
/* Where a page's number begins at the text's end; the text's length where none does. */
size_t page_numbers_begin(struct str text);
/* The length of a word of page numbers that begins at `at`, or 0; one that only goes on stands between two numbers. */
size_t page_numbers_word(struct str text, size_t at, bool goes_on);

/* ---- headers ---- */

struct running_column {
    enum concept concept;
    struct running_piece piece;
    bool amount;   /* holds amounts or percentages */
    uint32_t line; /* that its heading stands in, from 1 */
};

struct running_header {
    struct running_column columns[MOST_TEXT_COLUMNS];
    uint32_t count;
    uint32_t amounts; /* how many of the columns hold amounts */
    int total;        /* which of the amounts is the sum of the others, or -1 */
    enum table_kind kind;
    bool one_a_line; /* each heading has a line of its own */
    bool is_read;    /* of a kind that is read where no tabs tell cells apart */
    bool is_free;    /* its columns bear any names: what its labels mean says nothing */
    bool is_part;    /* "Delaktivitet": its rows are parts of the row above them */
    bool has_dates;
    bool words_last; /* descriptions stand behind the amounts */
    uint32_t page;
};

/* Reads a header out of the lines from `first` on: words with one blank between them, pieces, or one word a line.
 * Returns how many lines it takes, 0 when there is none. */
size_t running_header_read(struct arena *arena, struct running_lines *lines, size_t first,
                           struct running_header *header); /* known_header.c */
/* They have the same columns, as the headers of a table that goes on over pages. */
bool running_header_same(const struct running_header *a, const struct running_header *b);
/* The first column with a concept, or NULL; and the one that holds the rows' labels. */
const struct running_column *running_column_find(const struct running_header *header, enum concept concept);
uint32_t running_label_column(const struct running_header *header);

/* Reads a header of columns of any names from line `first`: gaps tell its headings apart, or each ends in a year, and the rows
 * below have as many amounts. Returns how many lines it takes, 0 when it is none. */
size_t free_header_read(struct arena *arena, struct running_lines *lines, size_t first,
                        struct running_header *header);
/* The line is the header of something else: several pieces of words. */
bool free_header_ends(struct arena *arena, struct running_lines *lines, struct running_line *line,
                      bool after_blank);
/* After a blank line above line `first`, some row follows that has as many amounts as the table has columns, or gaps. */
bool free_header_goes_on(struct arena *arena, const struct running_header *header,
                         struct running_lines *lines, size_t first);
/* The end of the lines from row `first` on that are rows, or labels alone. */
size_t free_header_rows_end(struct arena *arena, struct running_lines *lines, size_t first);
/* The number of lines, from `first` on, of a header whose headings gaps tell apart and of the rows with amounts below it,
 * where it is not clear which headings these stand under; 0 when there is no such table. */
size_t free_header_unread(struct arena *arena, struct running_lines *lines, size_t first);

/* ---- cutting (cuts.c) ---- */

/* One way to cut words into amounts: the index of the first word of each. */
struct running_cut {
    uint8_t first[MOST_TEXT_COLUMNS];
    uint8_t count;
};

enum { MOST_CUTS = 64, MOST_CUT_STEPS = 5000 };

struct running_cuts {
    struct running_cut list[MOST_CUTS];
    uint32_t count;  /* how many there are; only MOST_CUTS of them are kept */
    bool unfinished; /* the search was given up */
};

/* How a word can stand in a row's amounts: a set of WORD_..., 0 where it cannot. */
unsigned char cuts_shape(struct str word);
/* All ways to cut the words into `amounts` amounts. */
void cuts_find(const struct running_word *tokens, uint32_t count, uint32_t amounts,
               struct running_cuts *cuts);
/* The text of amount `i` of a cut. */
struct str cuts_amount(const struct running_word *tokens, uint32_t count, const struct running_cut *cut,
                       uint32_t i);

/* ---- one line of a table (line_parts.c) ---- */

struct fragment {
    struct str text;
    uint32_t offset, line;
};

/* What a line of a table holds: the label with its description, dates and amounts. */
struct line_parts {
    struct fragment level, label, description, first_date, last_date;
    const struct running_word *tokens; /* of its amounts */
    uint32_t token_count;
    uint32_t number, page;
    bool dashed;      /* the label begins with a dash: a detail line */
    bool spaced;      /* gaps tell its cells apart */
    bool open_range;  /* its second date stands on a line below */
    bool after_blank; /* a blank line stands before it */
    bool is_part;     /* of the row above it, as the header of its rows says */
};

/* False for a line that is no row of a table. `header` is that of the open table, or NULL. */
bool line_parts_read(struct arena *arena, const struct running_header *header, struct running_line *line,
                     struct line_parts *parts);
/* The word is a date, if only one that does not exist or can be read in two ways; or a period without blanks. */
bool line_parts_is_date(struct str word);

/* ---- rows of one table ---- */

/* A way to cut a row, and what speaks against it. */
struct candidate {
    struct running_cut cut;
    int cost;
};

struct running_row {
    struct fragment label[MOST_LABEL_LINES];
    uint32_t label_count;
    LIST(struct fragment) whole; /* the label with the descriptions beside its lines */
    struct fragment level, description, first_date, last_date;
    const struct running_word *tokens;
    uint32_t token_count;
    uint32_t above;      /* lines of the label that stand above the amounts */
    uint32_t line, page; /* the last that it stands on */
    bool dashed;         /* a detail line */
    bool spaced;         /* gaps tell its cells apart */
    bool bare;           /* its amounts stand on a line without words */
    bool open_range;     /* the second date stands on a line below */
    bool is_part;        /* of the row above */
    bool total_only;     /* what it is called stands only in the column of totals */
    bool settled;        /* `cut` and `column` hold */
    bool too_many;       /* not all candidates are kept */
    struct running_cut cut;
    uint8_t column[MOST_TEXT_COLUMNS]; /* which amount column each amount of the cut stands in */
    struct candidate *candidates;
    uint32_t candidate_count;
};

struct running_table {
    struct running_header header;
    LIST(struct line_parts) taken; /* its lines */
    LIST(struct running_row) rows;
    bool levels_lost;    /* which level is which row's cannot be told: no amount can be relied on */
    size_t loose_before; /* the lines of amounts without a row that stood above the table */
};

/* Chooses for each row which amounts it holds and in which columns: by their number, the gaps of the layout, and the sums
 * that the figures of all rows keep. What they leave open is not settled. */
void choose_cuts(struct arena *arena, struct running_table *table);
/* Amount `i` of a cut, 0 for a blank one; false when it cannot be read in one way. */
bool cuts_value(const struct running_row *row, const struct running_cut *cut, uint32_t i, int64_t *value);
/* Returns true when the amounts of the cut but `total` add up to it. */
bool cuts_add_up(const struct running_row *row, const struct running_cut *cut, uint32_t total);
/* Fills in the columns of a row with gaps whose cut has fewer amounts than there are columns: each stands under one. False where
 * that cannot be told. */
bool under_headings_place(const struct running_table *table, size_t at); /* under_headings.c */

/* ---- labels (broken_labels.c) ---- */

/* What the fragments mean together, however they are joined, and the label that says so; UNKNOWN else. */
enum concept broken_label_meaning(struct arena *arena, enum table_kind kind, const struct fragment *fragments,
                                  uint32_t count, struct str *label);
/* The fragments as one label: as it is known, else with a blank between two lines but where a word was broken. `widest`
 * is the width of the widest line of such labels in the table. */
struct str broken_label_join(struct arena *arena, enum table_kind kind, const struct fragment *fragments,
                             uint32_t count, int widest);
/* Some known label goes on from these fragments. */
bool broken_label_begins(struct arena *arena, const struct fragment *fragments, uint32_t count);
/* The width of a text in Helvetica, in thousandths of its size. */
int broken_label_width(struct str text);
/* It begins with a small letter, a digit or a parenthesis: a label goes on so. */
bool broken_label_goes_on(struct str text);

/* Too many words for a label, or a full stop at the end of several. */
bool broken_label_is_sentence(struct str text);

/* ---- the whole text ---- */

struct running {
    struct arena *arena;
    struct arena scratch; /* for looking things up; emptied line by line */
    struct budget *budget;
    struct source *source;
    struct findings *findings;
    struct running_lines lines;
    struct rows rows;
    LIST(struct str) cells;      /* of the row that is being written */
    struct running_table *table; /* that takes lines, or NULL */
    enum concept title;          /* that the line is, or UNKNOWN */
    bool after_blank;
    bool after_layout;     /* a table of a layout has ended, and no other has begun */
    struct fragment loose; /* the first line of amounts that belongs to no row */
    size_t loose_lines;
    size_t outside; /* lines of text that belong to no table */
};

/* Lines of the open table to its rows. */
void broken_rows_make(struct running *running);
/* Closes the open table, if there is one: makes its rows and writes them; what cannot be settled is reported. */
void written_rows_close(struct running *running);
/* Writes one row of cells. */
void row_writer_begin(struct running *running, uint32_t line);
void row_writer_cell(struct running *running, struct fragment cell);
struct row *row_writer_end(struct running *running);
void row_writer_blank(struct running *running, uint32_t line);
void row_writer_line(struct running *running, const struct running_line *line);
/* Amounts alone that no label stands beside: columns that stand one after the other, say. */
void row_writer_loose(struct running *running, const struct running_word *first);
/* Takes a line, or up to three, that say something about the project: "Projektets namn   Guiden", "Sökt belopp 1 000", a
 * key above its value. Returns how many lines it takes, or 0. */
size_t prose_facts_take(struct running *running, size_t at);
/* Writes the attachments that are listed from line `at` on; returns how many lines they take. */
size_t attachment_lines_take(struct running *running, const struct running_header *header, size_t at);
/* Adds what sentences state of the project's conditions, as rows before all others. */
void prose_conditions_take(struct running *running);
/* Takes lists without a header out of the text, as tables before all others: the periods of claims ("AOU 1: 2021-06-01 -
 * 2021-11-30") and partners ("Norrdals kommun    212000-1157"). */
void prose_lists_take(struct running *running);
/* Adds the table of intervals that stands on one line, before all others. */
void prose_intervals_take(struct running *running);
/* The end of the table of contents that begins at line `at`, or `at`; and that of the lines of tabs without any figure. */
size_t prose_contents_end(const struct running_lines *lines, size_t at);
size_t prose_contents_words_end(const struct running_lines *lines, size_t at);
/* Takes lines such as "Projektperiod: 2021-06-01 - 2023-03-31" out of the text, as rows before all others. */
void prose_facts_take_marked(struct running *running);

#endif
