/* Running text, as pdftotext or a paste from a viewer gives it, to rows of cells. Each step has a file of its own:
 * running (whether it is any), lines, pages, header, parse, cut, settle
 * (with place and group), join; and those of assembler.h. */
#ifndef RUNNING_H
#define RUNNING_H

#include "budgetkoll/headers.h"
#include "budgetkoll/running_text.h"

/* What is longer or wider is no budget's table, and is read as rows with separators or reported. */
enum {
    MOST_TEXT_BYTES = 1 << 20,
    MOST_TEXT_COLUMNS = 24, /* of a table */
    MOST_TOKENS = 96,       /* blank-separated groups of one row's amounts */
    MOST_LABEL_LINES = 12   /* that one label is broken over */
};

/* ---- lines (text_lines.c) ---- */

/* What stands between two gaps (tabs, or two blanks and more) of a line. */
struct text_piece {
    struct str text;      /* without markup */
    uint32_t offset;      /* in the source's text */
    uint32_t column, end; /* in code points from the line's begin */
};

struct text_line {
    struct text_piece *pieces;
    uint32_t count; /* 0: a blank line */
    uint32_t number, page;
    bool tabbed; /* tabs stand between its pieces, of which some may be empty */
    bool beside; /* blank by now: it held text that belongs to no table */
};

struct text_lines {
    LIST(struct text_line) list;
};

/* The lines without leftover markup and without what only a page has. */
struct text_lines text_lines_read(struct arena *arena, struct str text);

/* ---- pages (text_pages.c) ---- */

/* Makes those lines blank that only a page has: its number, the case it is about, and what stands at the same edge of page
 * after page. */
void text_pages_drop(struct arena *arena, struct text_lines *lines);
/* The last word is one of amounts. */
bool text_ends_in_figures(struct str text);
/* A row's label, the title of a table or its header. */
bool text_line_is_known(struct arena *arena, const struct text_lines *lines, const struct text_line *line);

/* How many numbers "Sida 3", "Sida 3 (12)", "Page 3 of 12", "3 (12)" or "3/12" holds; 0 for any other text, such as "Sida
 * 100 000", where Sida is an agency that gives money. */
int text_page_numbers(struct str text); /* text_page_numbers.c */
/* Where a page's number begins at the text's end; the text's length where none does. */
size_t text_page_begin(struct str text); /* text_page_numbers.c */
/* The length of a word of page numbers that begins at `at`, or 0; one that only goes on stands between two numbers. */
size_t text_page_word(struct str text, size_t at, bool goes_on); /* text_page_numbers.c */

/* Makes those lines blank that stand at the same edge of page after page; the scratch is cleared. */
void text_edges_drop(struct arena *arena, struct arena *scratch, struct text_lines *lines); /* text_edges.c */

/* ---- headers (text_header.c) ---- */

struct text_column {
    enum concept concept;
    struct text_piece piece;
    bool amount;   /* holds amounts or percentages */
    uint32_t line; /* that its heading stands in, from 1 */
};

struct text_header {
    struct text_column columns[MOST_TEXT_COLUMNS];
    uint32_t count;
    uint32_t amounts; /* how many of the columns hold amounts */
    int total;        /* which of the amounts is the sum of the others, or -1 */
    enum table_kind kind;
    bool one_a_line; /* each heading has a line of its own */
    bool is_read;    /* of a kind that is read where no tabs tell cells apart */
    bool is_free;    /* its columns bear any names, and gaps tell them apart */
    uint32_t page;
};

/* Reads a header out of the lines from `first` on: words with one blank between them, pieces, or one word a line.
 * Returns how many lines it takes, 0 when there is none. */
size_t text_header_read(struct arena *arena, const struct text_lines *lines, size_t first,
                        struct text_header *header);
/* They have the same columns, as the headers of a table that goes on over pages. */
bool text_header_same(const struct text_header *a, const struct text_header *b);

/* Reads a header of columns of any names from line `first`: gaps tell its headings apart, one of them is known, and the rows
 * below have as many amounts. Returns how many lines it takes, 0 when it is none. */
size_t text_layout_read(struct arena *arena, const struct text_lines *lines, size_t first,
                        struct text_header *header); /* text_layout.c */
/* The line is the header of something else: several pieces of words. */
bool text_layout_ends(struct arena *arena, const struct text_line *line,
                      bool after_blank); /* text_layout.c */
/* After a blank line above line `first`, some row follows that has as many amounts as the table has columns, or gaps. */
bool text_layout_goes_on(struct arena *arena, const struct text_header *header,
                         const struct text_lines *lines, size_t first); /* text_layout.c */
/* The end of the lines from row `first` on that are rows, or labels alone. */
size_t text_layout_rows_end(struct arena *arena, const struct text_lines *lines,
                            size_t first); /* text_layout.c */
/* The number of lines, from `first` on, of a header whose headings gaps tell apart and of the rows with amounts below it,
 * where it is not clear which headings these stand under; 0 when there is no such table. */
size_t text_layout_unread(struct arena *arena, const struct text_lines *lines,
                          size_t first); /* text_layout.c */

/* ---- cutting (text_cut.c) ---- */

/* One word of those that a row's amounts are made of. */
struct text_token {
    struct str text;
    uint32_t offset, line;
    uint32_t column, end;
    bool apart; /* a gap, a line's end or the begin of bold stands before it: an amount begins here */
};

/* One way to cut tokens into amounts: the index of the first token of each. */
struct text_cut {
    uint8_t first[MOST_TEXT_COLUMNS];
    uint8_t count;
};

enum { MOST_CUTS = 64, MOST_CUT_STEPS = 5000 };

struct text_cuts {
    struct text_cut list[MOST_CUTS];
    uint32_t count;  /* how many there are; only MOST_CUTS of them are kept */
    bool unfinished; /* the search was given up */
};

/* A word that can stand in a row's amounts. */
bool text_is_token(struct str word);
/* All ways to cut the tokens into `amounts` amounts. */
void text_cut(const struct text_token *tokens, uint32_t count, uint32_t amounts, struct text_cuts *cuts);
/* The text of amount `i` of a cut. */
struct str text_cut_amount(const struct text_token *tokens, uint32_t count, const struct text_cut *cut,
                           uint32_t i);

/* ---- one line of a table (text_parse.c) ---- */

struct text_fragment {
    struct str text;
    uint32_t offset, line;
};

/* What begins so far to the right stands in a column of its own. */
enum { FAR = 15 };

/* What a line of a table holds, from the right: amounts, dates, and the label with its description. */
struct text_parsed {
    struct text_fragment level, label, description, first_date, last_date;
    struct text_token *tokens;
    uint32_t token_count;
    bool dashed, spaced, open_range;
};

/* False for a line that is no row of a table. `header` is that of the open table, or NULL. */
bool text_parse(struct arena *arena, const struct text_header *header, const struct text_line *line,
                struct text_parsed *parsed);
/* The first column with a concept, or NULL; and the one that holds the rows' labels. */
const struct text_column *text_column_find(const struct text_header *header, enum concept concept);
uint32_t text_label_column(const struct text_header *header);
/* The word is a date, if only one that does not exist or can be read in two ways; or a period without blanks. */
bool text_is_date(struct str word);

/* ---- rows of one table (text_settle.c) ---- */

struct text_row {
    struct text_fragment *label; /* at most MOST_LABEL_LINES */
    uint32_t label_count;
    LIST(struct text_fragment) whole; /* the label with the descriptions beside its lines */
    struct text_fragment level, description, dates, second_date;
    struct text_token *tokens;
    uint32_t token_count;
    uint32_t line, page; /* the last that it stands on */
    bool dashed;         /* a detail line */
    bool spaced;         /* gaps tell its cells apart */
    bool apart;          /* its amounts stand on a line without words, below its label */
    bool open_range;     /* the second date stands on a line below */
    uint32_t below;      /* lines of the label that stand below, where amounts stand in the middle */
    bool total_only;     /* what it is called stands only in the column of totals */
    bool settled;        /* `cut` and `column` hold */
    bool doubtful;       /* cannot be settled */
    bool single;         /* could also be one amount */
    bool too_many;       /* not all candidates are kept */
    struct text_cut cut;
    uint8_t column[MOST_TEXT_COLUMNS]; /* which amount column each amount of the cut stands in */
    struct text_cut *candidates;
    uint32_t candidate_count;
};

struct text_table {
    struct text_header header;
    LIST(struct text_row) rows;
    size_t loose_before;                /* the lines of amounts without a row that stood above the table */
    struct text_fragment level_apart;   /* the first level that stands beside no amounts */
    struct text_fragment level_waiting; /* for its row */
    bool levels_lost; /* which level is which row's cannot be told: no amount can be relied on */
};

/* Finds for each row which amounts it holds and in which columns: by their number, the row's sum, the gaps of the
 * layout, and the sums of groups. */
void text_settle(struct arena *arena, struct text_table *table);

/* ---- labels (text_join.c) ---- */

/* What the fragments mean together, however they are joined, and the label that says so; UNKNOWN else. */
enum concept text_meaning(struct arena *arena, enum table_kind kind, const struct text_fragment *fragments,
                          uint32_t count, struct str *label);
/* The fragments as one label: as it is known, else with a blank between two lines but where a word was broken. `widest`
 * is the width of the widest line of such labels in the table. */
struct str text_join(struct arena *arena, enum table_kind kind, const struct text_fragment *fragments,
                     uint32_t count, int widest);
/* Some known label goes on from these fragments. */
bool text_begins_label(struct arena *arena, const struct text_fragment *fragments, uint32_t count);
/* The width of a text in Helvetica, in thousandths of its size. */
int text_width(struct str text);

/* ---- text or table (text_running.c) ---- */

/* Too many words for a label, or a full stop at the end of several. */
bool text_is_sentence(struct str text);

#endif
