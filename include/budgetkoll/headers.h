/* What the cells of a header say, and which kind of table has such a header. */
#ifndef BUDGETKOLL_HEADERS_H
#define BUDGETKOLL_HEADERS_H

#include "budgetkoll/budget.h"
#include "budgetkoll/rows.h"

/* What a cell of a header is: see header_concept(). */
struct heading {
    enum concept concept;
    int year;
    int64_t unit;
};

/* ---- one cell (headers.c) ---- */

/* A year, though it is a number as well: "2021", "2021.0", "2021 tkr", "2021-kr". */
bool header_is_year(struct str cell);

/* What a header cell means: a column concept, or a year in *year. *unit gets the öre in a unit that the header
 * states ("Kostnad (tkr)"), else 0. */
enum concept header_concept(struct arena *arena, struct str label, int *year, int64_t *unit);

/* The currency that a header or a heading states: "Budget (EUR)". */
enum currency label_currency(struct str label);

/* ---- a row (headers.c) ---- */

/* The kind of table that a row is the header of, or TABLE_NONE. */
enum table_kind header_kind(struct arena *arena, const struct row *row);

/* True when a cell holds a number that is no year, or a date: then the row is no header, unless it is known to be one. */
bool header_is_data(const struct row *row);

/* The set of columns that a row would name as a header; 0 when it holds data. */
uint64_t header_columns(struct arena *arena, const struct row *row);
/* The one with a concept (COL_...) in such a set. */
#define HEADER_COLUMN(concept) (UINT64_C(1) << ((concept)-COL_CATEGORY))
/* The kind of table that has such columns, or TABLE_NONE. */
enum table_kind header_columns_kind(uint64_t columns);

/* ---- periods (header_periods.c) ---- */

/* Names the columns of headers that are headed by periods: one within a year is that year's, if no other column is; the
 * last, over all the others, is their total. */
void header_settle_periods(struct arena *arena, struct rows *rows);

/* ---- two rows (header_lines.c) ---- */

/* Joins a header that stands on row `i` and the next into the first of them. */
void header_join(struct arena *arena, struct rows *rows, size_t i);

/* The header of a table is not the row of words but the one below it, as in "Summa av Belopp;Kolumnetiketter;;" above
 * "Radetiketter;2023;2024;Totalsumma": that one names columns which the words leave without a name. A row of amounts that
 * could be years would have a heading over each. Labels stand in field `left`. */
bool header_is_below(struct arena *arena, const struct row *row, const struct row *below, uint32_t left);

#endif
