/* A field of a table file, as text between two separators. */
#ifndef BUDGETKOLL_TABLE_FIELD_H
#define BUDGETKOLL_TABLE_FIELD_H

#include "budgetkoll/arena.h"
#include "budgetkoll/str.h"

/* The content as a spreadsheet takes it for text: with an apostrophe before what it would take for a formula that can do harm
 * ("=1+1", "@SUM(A1)", "-HYPERLINK(...)"). Reading the table drops it again. Amounts and lines such as "- Resor" stay. */
struct str table_field_harmless(struct arena *arena, struct str content);

/* A field that says `content`, in quotes if it must be: 'a "b"' becomes '"a ""b"""'. */
struct str table_field(struct arena *arena, struct str content, char separator);

#endif
