/* The tables in the rows of a file, of any kind: where each begins and ends, of what kind it is, what its columns and rows are.
 * All is told by evidence (words, what the cells hold, where they stand); which rows and columns are sums is asked of
 * structure_find() when the cells have been read. */
#ifndef BUDGETKOLL_RECOGNISE_H
#define BUDGETKOLL_RECOGNISE_H

#include "budgetkoll/headers.h"
#include "budgetkoll/structure.h"

/* What the heading of a column says that its figures are. */
enum column_sense {
    SENSE_NONE,
#define SENSE(id) SENSE_##id,
#include "budgetkoll/senses.def"
#undef SENSE
    SENSES
};

enum row_role {
    ROW_LINE,     /* has figures */
    ROW_HEADING,  /* has a label and no figures */
    ROW_REPEATED, /* the header again */
    ROW_SHARES    /* nothing but percentages */
};

enum { NO_ROW = -1, NO_LABEL = -1 };

struct table_column {
    enum column_role role;
    enum concept
        concept; /* COL_... of its heading; UNKNOWN where that says nothing, or heads amounts here: "EU-stöd"
                             beside "Partner" */
    int year;    /* of COL_YEAR */
    enum column_sense sense;
    uint32_t field;
    size_t numbers;      /* cells that hold one, percentages not counted; of a column with a concept 0 */
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

/* Rows first .. end-1 of a file. */
struct found_table {
    enum table_kind
        kind; /* TABLE_OTHER: of no kind that is known; TABLE_UNKNOWN: rows that belong to no table */
    enum table_kind
        part_of; /* a partner's table, which with others adds up to the one of this kind; else TABLE_NONE */
    bool
        is_by_partner; /* costs or financing without years, with a column for each partner, or for "År 1" and "År 2" */
    int64_t unit; /* öre in the unit that its title, or a line above it ("Belopp i tkr"), states; else 0 */
    enum currency currency;         /* of that unit */
    size_t begin;                   /* the first row that belongs to it: of its title or header */
    long title;                     /* row, or NO_ROW */
    long header;                    /* first row of the header, or NO_ROW; a total may stand above it */
    size_t header_end;              /* the row after its last */
    size_t first, end;              /* its rows, the header's not included */
    uint32_t left, right;           /* the fields that it begins in, and ends before */
    const struct heading *headings; /* what each cell of its header is, where its file says so; else NULL */
    long label;                     /* index in columns of the one that names the rows, or NO_LABEL */
    LIST(struct table_column) columns;
    LIST(struct table_line) lines;
};

/* Each row that holds something stands in one of them, but for lines that state a unit and titles that nothing follows. */
struct found_tables {
    LIST(struct found_table) list;
};

/* Room for what is only asked while tables are recognised: one for all files of a case, released by the caller. */
struct recognise_room {
    struct arena own, scratch;
};

/* Recognises the tables in the rows of a file. Rows that only repeat a title or a header at a page break are blanked.
 * Everything returned belongs to the arena. */
struct found_tables tables_recognise(struct arena *arena, struct recognise_room *room, struct rows *rows,
                                     const struct source *source);
/* Makes out the columns of tables that are known already. */
void tables_describe(struct arena *arena, struct recognise_room *room, struct rows *rows,
                     const struct source *source, struct found_tables *tables);

/* The column that stands in a field, or NULL. */
const struct table_column *found_column(const struct found_table *table, uint32_t field);

/* A file, or a sheet of one, as rows of cells. */
struct loaded {
    struct source *source;
    struct rows rows; /* of a SOURCE_TABLE only when it has been cut */
    bool has_tables;  /* they are known already: `tables` */
    struct found_tables tables;
};

/* ---- the kind of a table (kind.c) ---- */

/* Which sides of a budget some table is of. */
enum { SIDE_COSTS = 1, SIDE_FINANCING = 2 };
uint32_t tables_sides(const struct found_tables *tables);
/* With only one side recognised in a whole case, the other may stand under a heading that says nothing: a table whose rows
 * all are of that side becomes it. */
void tables_settle_side(struct arena *arena, const struct rows *rows, struct found_tables *tables,
                        uint32_t sides);

/* "A4.1", "1.2", "WP3": letters, digits and full stops that a name begins with, followed by a blank; else empty. */
struct str activity_code(struct str name);

/* Financing without groups: financiers, and perhaps EU aid, stand above the first sum, and no group that one could have
 * missed. */
enum financiers_form {
    FINANCIERS_NONE,
    FINANCIERS_OF_SUM,          /* its lines; whether it is all financing its name or other tables must say */
    FINANCIERS_OF_CO_FINANCING, /* its lines; EU aid stands apart from it, or it says so itself */
    FINANCIERS_BESIDE_AID /* parts of the sum of all financing, as is the EU aid: together the co-financing */
};
struct financier_rows {
    enum financiers_form form;
    size_t sum;    /* the row of the sum: rows below it are none of its financiers */
    bool is_named; /* the sum says that it is of financing: "Summa finansiering", and no "Summa" */
};
/* Labels stand in field `label_field`. */
struct financier_rows table_financiers(struct arena *arena, const struct rows *rows,
                                       const struct found_table *table,
                                       uint32_t label_field); /* financiers.c */

/* ---- words ---- */

/* What a heading says: SENSE_QUANTITY for "Antal timmar"; SENSE_NONE for most. */
enum column_sense heading_sense(struct arena *arena, struct str heading);
/* What a label says of sums. */
enum line_word label_line_word(struct arena *arena, struct str label);
/* "ingår", "N/A": nothing, said in words. */
bool is_word_for_nothing(struct arena *arena, struct str text);

#endif
