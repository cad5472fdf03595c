/* A long export: what finding the cases of a file and reading one of them share. */
#ifndef BULK_FILE_H
#define BULK_FILE_H

#include "budgetkoll/buffer.h"
#include "budgetkoll/bulk.h"
#include "budgetkoll/headers.h"
#include "budgetkoll/recognise.h"

#include "../records.h"

/* A column of the export by its heading. */
struct bulk_column {
    struct str name;
    enum concept meaning;   /* in an export: CASE_ID, COL_TABLE, COL_YEAR ...; UNKNOWN for "2021" */
    struct heading heading; /* in a case's own table */
    bool is_used;           /* it is one of the bulk_columns */
};

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

struct bulk {
    struct arena *arena;
    enum encoding encoding; /* of the whole file, whatever a single case might look like */
    enum encoding rival;    /* that fits it nearly as well, or ENCODING_UNKNOWN */
    struct str header;
    uint32_t header_line;
    struct record_reader
        rows; /* at the first row below the header; its text is that of the file after a byte order mark:
                                  of UTF-16 decoded, else each case is by itself */
    struct record_reader next; /* up to it the cases have been found */
    size_t column_count;
    struct bulk_column *list; /* the header's cells */
    struct bulk_columns columns;
    enum table_kind kind;    /* of rows that no table's name stands in */
    struct row amounts;      /* the names of columns that may be the one of amounts */
    int64_t unit;            /* öre in the unit of the amounts' heading, or 0 */
    enum currency currency;  /* of that unit */
    struct bulk_part *again; /* for what must be gone through again */
    LIST(struct bulk_run) runs;
    LIST(struct bulk_case) cases;
    uint32_t *slots; /* of a hash table of the keys: the number of a case, from 1 */
    size_t slot_count;
    struct str id;     /* as it stands in the last run */
    struct buffer key; /* of an id that is being looked up */
    bool is_scattered;
};

/* The kind of table whose labels stand below a heading with that meaning, or TABLE_OTHER; and the heading of a kind. */
enum table_kind bulk_kind_of(enum concept meaning); /* bulk_head.c */
enum concept bulk_label_of(enum table_kind kind);   /* bulk_head.c */
/* "Totalt, alla ärenden": an id that sums up the cases above, and is none. */
bool bulk_sums_cases(struct arena *arena, struct str id); /* bulk_index.c */

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
/* The id of another case that a spreadsheet may have made of the same one, "123" of "00123", or empty. */
struct str bulk_twin(const struct bulk *bulk, size_t index); /* bulk_index.c */

#endif
