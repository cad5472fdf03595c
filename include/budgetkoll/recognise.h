/* Tables of any kind, recognised in the rows of a file: where each begins and ends, what its columns and rows are. Roles are
 * told by evidence (words, what the cells hold, where they stand); which rows and columns are sums is asked of
 * structure_find() when the cells have been read. */
#ifndef BUDGETKOLL_RECOGNISE_H
#define BUDGETKOLL_RECOGNISE_H

#include "budgetkoll/rows.h"
#include "budgetkoll/structure.h"

/* What the heading of a column says that its figures are. */
enum column_sense {
    SENSE_NONE,
#define SENSE(id) SENSE_##id,
#include "budgetkoll/senses.def"
#undef SENSE
    SENSES
};

enum column_role {
    COLUMN_WORDS,   /* descriptions */
    COLUMN_LABEL,   /* names the rows */
    COLUMN_AMOUNTS, /* money that can be added up */
    COLUMN_TOTAL,   /* its heading says that it adds up others */
    COLUMN_NUMBERS, /* hours, prices, rates of exchange: factors, never added to money */
    COLUMN_SHARE,   /* percentages */
    COLUMN_CODES,   /* numbers of notes, rows and accounts */
    COLUMN_UNIT,    /* "SEK", "tkr": what each row's amounts are in */
    COLUMN_APART    /* money that is no part of a total: a deviation, what remains */
};

enum row_role {
    ROW_LINE,     /* has figures */
    ROW_HEADING,  /* has a label and no figures */
    ROW_REPEATED, /* the header again */
    ROW_SHARES    /* nothing but percentages */
};

enum { NO_LINE = -1 };

struct table_column {
    enum column_role role;
    enum column_sense sense;
    uint32_t field;
    struct str heading;  /* all lines of the header above it, on one line; may be empty */
    uint32_t header_row; /* the row of the header where that begins */
    enum line_word word; /* what it says of sums */
    int64_t unit;        /* öre in the unit that it states; 0 when it does not */
    enum currency currency;
};

struct table_line {
    enum row_role role;
    size_t row;       /* in the rows of the file */
    uint32_t field;   /* where its label stands */
    struct str label; /* as published, without dash; may be empty */
    struct str code;  /* "01", "A4.1": what it is numbered by, or empty */
    enum line_word word;
    bool is_included; /* "varav ...": part of a row above, never added to it */
    int depth;        /* -1 unknown */
    bool begins;      /* a heading or a blank row stands right before it */
};

/* Rows first .. end-1 and columns left .. right-1 of a file. */
struct found_table {
    size_t begin;      /* the first row that belongs to it: of its title or header */
    long title;        /* row, or NO_LINE */
    long header;       /* first row of the header, or NO_LINE; a total may stand above it */
    size_t header_end; /* the row after its last */
    size_t first, end; /* its rows, the header's not included */
    uint32_t left, right;
    long label; /* index in columns of the one that names the rows, or NO_LINE */
    LIST(struct table_column) columns;
    LIST(struct table_line) lines;
    bool has_figures;
};

struct found_tables {
    LIST(struct found_table) list;
    LIST(size_t) facts; /* rows that say something of the project: "Sökande;Region Norrdal" */
    LIST(size_t) loose; /* rows with something in them that belong to no table: titles without table, notes */
};

/* Recognises the tables in the rows first .. end-1. Everything returned belongs to the arena. */
struct found_tables tables_recognise(struct arena *arena, const struct rows *rows, size_t first, size_t end);

/* What a heading says: SENSE_QUANTITY for "Antal timmar"; SENSE_NONE for most. */
enum column_sense heading_sense(struct arena *arena, struct str heading);
/* What a label says of sums. */
enum line_word label_line_word(struct arena *arena, struct str label);
/* "ingår", "N/A": nothing, said in words. */
bool is_word_for_nothing(struct arena *arena, struct str text);

#endif
