/* Long exports: what finding the cases of a file and reading one of them share. */
#ifndef BULK_FILE_H
#define BULK_FILE_H

#include "budgetkoll/buffer.h"
#include "budgetkoll/bulk.h"
#include "budgetkoll/headers.h"

/* Where in a row each thing stands; NO_COLUMN where nowhere. */
enum { NO_COLUMN = -1 };
struct bulk_columns {
    int id, table;
    int category, line; /* what the row is about: the category, and the detail line of it */
    int year, amount;   /* of one row an amount; both NO_COLUMN in one row a line */
    int only;           /* of one row a line without years and totals: its amounts, "Beslutat belopp" */
};

/* Rows of one case that stand together, up to where the next run begins. There may be as many as rows. */
struct bulk_run {
    size_t begin;  /* in the export's text */
    uint32_t line; /* of its first row, from 1 */
    uint32_t next; /* the case's next run, from 1; 0: this is the last */
};

struct bulk_case {
    struct str key;       /* the id without blanks, in lower case */
    uint32_t first, last; /* runs, from 1 */
};

/* A row that names another case than those above it in its part. */
struct bulk_start {
    struct str id;
    size_t begin;
    uint32_t line; /* in the part, from 1 */
};

enum { PART_STARTS = 8192 };
#define NO_LINE SIZE_MAX
struct bulk_part {
    size_t begin;       /* of its first row; NO_LINE: it is to be gone through later */
    size_t wanted, end; /* where it was to end, and did: less when it has more starts than are kept */
    uint32_t next_line; /* after its end */
    size_t count;
    struct bulk_start starts[PART_STARTS];
};

/* Goes through a text record by record; remembers where the next of each character stands, so that none is looked for
 * twice. */
struct bulk_cursor {
    struct str text;
    char separator;
    size_t at;
    uint32_t line;                   /* of the next record */
    bool has_quote;                  /* in the record that it has just gone past */
    size_t newline, carriage, quote; /* before these none of them stands from `at` on */
};

struct bulk {
    struct arena *arena;
    enum encoding encoding; /* of the whole file, whatever a single case might look like */
    enum encoding rival;    /* that fits it nearly as well, or ENCODING_UNKNOWN */
    struct str text; /* the bytes after a byte order mark; of UTF-16 decoded, else each case is by itself */
    struct str header;
    uint32_t header_line;
    size_t rows_begin; /* what follows the header */
    uint32_t rows_line;
    struct bulk_columns columns;
    enum table_kind kind;      /* of rows that no table's name stands in */
    struct row names;          /* the header's cells */
    struct row amounts;        /* those of columns that may be the one of amounts */
    struct row extra;          /* the names of columns that one row an amount has no use for */
    int64_t unit;              /* öre in the unit of the amounts' heading, or 0 */
    enum currency currency;    /* of that unit */
    struct bulk_cursor cursor; /* up to it the cases have been found */
    struct bulk_part *again;   /* for what must be gone through again */
    LIST(struct bulk_run) runs;
    LIST(struct bulk_case) cases;
    uint32_t *slots; /* of a hash table of the keys: the number of a case, from 1 */
    size_t slot_count;
    struct str id;     /* as it stands in the last run */
    struct buffer key; /* of an id that is being looked up */
    bool scattered;
};

/* A row of the export, cut into cells; those of the next take its place. */
struct bulk_row {
    LIST(struct text_cell) cells;
    struct str text;
    uint32_t wrong_quote; /* 1 + the cell that opens with a quote and does not close with it; 0: none */
};

/* The next record without its line end, which may go on over several lines within quotes; false at the text's end. */
bool bulk_next_record(struct bulk_cursor *cursor, struct str *record, uint32_t *line); /* bulk_rows.c */
/* Cuts the record that the cursor has just gone past into cells. */
void bulk_cut(struct arena *arena, const struct bulk_cursor *cursor, struct str record, uint32_t line,
              struct bulk_row *row); /* bulk_rows.c */
/* The rows from one that begins at `begin` up to `end`, or to as many starts as are kept. */
void bulk_scan_rows(const struct bulk *bulk, size_t begin, size_t end,
                    struct bulk_part *part); /* bulk_scan.c */
/* One cell of that record, without cutting the others. */
struct str bulk_field(const struct bulk_cursor *cursor, struct str record, int field); /* bulk_rows.c */

/* The header and the rows of a case as one text, still encoded. */
struct str bulk_bytes(struct arena *arena, const struct bulk *bulk, size_t index); /* bulk_index.c */
/* From a line of that text to the line of the file. */
struct bulk_lines {
    const struct bulk *bulk;
    uint32_t run, before; /* the run it stands in, and how many lines of the text stand before that */
};
struct bulk_lines bulk_lines(const struct bulk *bulk, size_t index); /* bulk_index.c */
/* Lines must be asked for in their order. */
uint32_t bulk_file_line(struct bulk_lines *lines, uint32_t line); /* bulk_index.c */

#endif
