/* Long exports: one file with the rows of many cases, each row with its case id. Knows no file system: the caller brings
 * the bytes, and asks for case after case. */
#ifndef BUDGETKOLL_EXPORT_H
#define BUDGETKOLL_EXPORT_H

#include "budgetkoll/choice.h"
#include "budgetkoll/encoding.h"
#include "budgetkoll/segments.h"
#include "budgetkoll/table_limits.h"

struct export;

/* The file as an export, or NULL when its head has no header with a column of case ids beside labels and amounts. The
 * bytes must live as long as it; it holds no copy of them (but for UTF-16, which is decoded as a whole). No case is
 * found yet. */
struct export *export_open(struct arena *arena, struct str bytes, const struct reading_choice *choice);

/* The headings of an export's columns of amounts ("Beslutat belopp", "Sökt belopp"), where it has one row an amount or names
 * neither years nor totals; else none. With more than one it cannot be told which is the budget's, and no case of it should
 * be read. */
const struct row *export_amounts(const struct export *export);

/* Bytes of the text, from its header on, in which cases are looked for. */
size_t export_size(const struct export *export);
/* What a part of the text holds of cases. */
struct export_part;
struct export_part *export_new_part(struct arena *arena);
/* Goes through the part at `begin` with so many bytes; many threads may do that at once. */
void export_scan(const struct export *export, size_t begin, size_t bytes, struct export_part *part);
/* Adds the cases of a part; the parts must come in their order, and lie side by side. Where a part began in the middle of
 * a row it is gone through again. What is remembered grows with the places where the case id changes: with the number of
 * cases when the rows of each stand together. False when that is more than is kept. */
bool export_join(struct export *export, const struct export_part *part);

/* The cases found, in the order in which they begin. */
size_t export_count(const struct export *export);
/* It has more cases, or their rows stand in more places, than are kept in memory; what has been found is not all. */
bool export_is_too_large(const struct export *export);
enum { MOST_CASES = 250000, MOST_RUNS = 3000000 };
/* The bytes of all rows of a case. */
size_t export_case_size(const struct export *export, size_t index);
/* Adds what the rows of a case will take, before any of them is copied: the message of the limit that is broken, or
 * MESSAGE_NONE. */
enum message_id export_case_check(const struct export *export, size_t index, struct usage *usage);
/* The rows of some case do not stand together. */
bool export_is_scattered(const struct export *export);
/* How many of the bytes lie before the first row of the case: nothing earlier in the file is needed for it. */
size_t export_case_begin(const struct export *export, size_t index);

/* The encoding of the whole file, as encoding_name() has it. */
const char *export_encoding(const struct export *export);

/* Reads one of its cases into `loaded`: its text as a source called `name`, with its rows cut into tables. What is wrong in
 * it goes to the findings, what people should know of how it was read to the budget's remarks. */
void export_read(struct arena *arena, const struct export *export, size_t index, struct str name,
                 struct budget *budget, struct findings *findings, struct loaded *loaded);

#endif
