/* Text to rows of cells, through libcsv, with the place of each row. */
#ifndef BUDGETKOLL_ROWS_H
#define BUDGETKOLL_ROWS_H

#include "budgetkoll/arena.h"
#include "budgetkoll/finding.h"
#include "budgetkoll/place.h"

/* A quoted cell may run over this many lines; after that its quote counts as never closed. */
enum { MOST_CELL_LINES = 100 };

/* What the cells of a row can be: see lexeme.h. */
struct row_lexemes;

/* What a file says of the cells of a row beside their text; each list has one for each cell, or is NULL. */
struct row_forms {
    const uint32_t *places; /* the field of the record that it stands in, where some cell is a part of one */
    const bool *exact;      /* a workbook holds it as a number, in plain digits */
    const unsigned char *currencies; /* that a workbook's number format names */
};

struct row {
    struct str *cells; /* unquoted, without blanks around them */
    uint32_t first;    /* the cells before it are those of a table beside this one, and count as blank */
    uint32_t count;    /* 0 where all of them are empty */
    uint32_t indent;   /* blanks, or a sheet's steps inwards, before the first cell that holds something */
    uint32_t record;   /* index into source->records */
    uint32_t depth;    /* 1: the file says that it is a detail line of the nearest row above of depth 0 */
    const struct row_forms *forms; /* NULL: nothing of the kind is known */
    struct row_lexemes *lexemes;   /* what its cells have been read as, or NULL: see row_lexeme() */
    bool is_header;                /* a header, though periods stand in it: see header_settle_periods() */
    bool is_part;  /* of the row above it that is none, as a header "Delaktivitet" over it says */
    bool doubtful; /* which amounts it holds could not be settled, and was reported: none may be relied on */
};

struct rows {
    LIST(struct row) list;
};

/* ---- cutting (separator.c, rows.c) ---- */

/* Finds the separator (; , tab or |) that cuts most lines alike, or takes it from a first line "sep=;";
 * 0 when none of them stands in it. */
char separator_find(struct str text);

/* Cuts the source's text into rows and fills source->records. A quote that is never closed is reported at its
 * opening and the rest still read; so is text after a closing quote. */
struct rows rows_read(struct arena *arena, struct source *source, struct findings *findings);

/* ---- what rows hold (row.c) ---- */

/* Composes the letters of every cell, so that what is said of a budget does not depend on how they were written. */
void rows_compose(struct arena *arena, struct rows *rows);

/* The cell, or an empty one past the row's end. */
struct str row_cell(const struct row *row, uint32_t field);
/* The first cell that holds something, or 0. */
uint32_t row_first_filled(const struct row *row);
/* The cell is a number of a workbook. */
bool row_is_exact(const struct row *row, int field);
/* The currency that a workbook's number format names, or CURRENCY_NONE. */
enum currency row_currency(const struct row *row, uint32_t field);
bool row_is_blank(const struct row *row);
/* How many cells hold something. */
uint32_t row_filled(const struct row *row);
/* Puts a part of the cell in field `place` into `field`, which may be a new one at the row's end. */
void row_put_part(struct arena *arena, struct row *row, uint32_t field, struct str text, uint32_t place);
struct origin row_origin(const struct source *source, const struct row *row, uint32_t field);

/* The cell without line breaks, short enough for a message. */
struct str quoted(struct arena *arena, struct str text);

#endif
