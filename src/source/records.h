/* A text of separated cells as records: where each begins and ends, and the cells of one with their places. */
#ifndef RECORDS_H
#define RECORDS_H

#include "budgetkoll/place.h"

#include <csv.h>

enum record_quotes {
    QUOTES_NONE,
    QUOTES_STRICT,  /* all of them follow RFC 4180 */
    QUOTES_STRAY,   /* one stands within a cell, or something stands after one that closes a cell */
    QUOTES_UNCLOSED /* one opens a cell and is never closed */
};

struct record {
    struct str
        text; /* without its line end; more than one line only where quotes that follow the rules hold line ends */
    uint32_t line; /* its first, from 1 */
    enum record_quotes quotes;
};

/* Goes through a text record by record; remembers where the next of each character stands, so that none is looked for
 * twice. Begins with the text, its separator and line 1. */
struct record_reader {
    struct str text;
    char separator;
    size_t at;                /* where the next record begins */
    uint32_t line;            /* and in which line */
    size_t feed, back, quote; /* from `at` up to these stands no line feed, carriage return or quote */
};

/* The next line, whatever quotes stand in it, without its end (LF, CRLF or CR); false at the text's end. */
bool record_line(struct record_reader *reader, struct str *line);
/* The next record; false at the text's end. */
bool record_next(struct record_reader *reader, struct record *record);

/* The cells of a record, unquoted and trimmed; those of the next take their place. Begins with its arena, which the texts
 * that libcsv has put together belong to; all others are parts of the record. */
struct record_cells {
    struct arena *arena;
    LIST(struct text_cell) list;
    size_t wrong_quote; /* 1 + the cell that begins with a quote and does not end with one; 0: none */
    bool has_stray;     /* that cell has another quote, which text follows; else it is never closed */
    struct csv_parser *parser;
};

/* Cuts the record that the reader has just gone past: no cells of a line of blanks, as libcsv has it. */
void record_cut(struct record_cells *cells, const struct record_reader *reader, struct record record);
/* One cell of that record, without cutting the others; empty beyond its end. */
struct str record_field(const struct record_reader *reader, struct record record, size_t field);
/* Gives back what the parser has taken, and nothing of the cells. */
void record_cells_end(struct record_cells *cells);

#endif
