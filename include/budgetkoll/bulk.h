/* Long exports: one file with the rows of many cases, each row with its case id. Knows no file system: the caller brings
 * the bytes, and asks for case after case. */
#ifndef BUDGETKOLL_BULK_H
#define BUDGETKOLL_BULK_H

#include "budgetkoll/choice.h"
#include "budgetkoll/encoding.h"
#include "budgetkoll/budget.h"
#include "budgetkoll/rows.h"
#include "budgetkoll/table_limits.h"

struct bulk;
struct loaded;

/* The file as an export, or NULL when its head has no header with a column of case ids beside labels and amounts. The
 * bytes must live as long as it; it holds no copy of them (but for UTF-16, which is decoded as a whole). No case is
 * found yet. */
struct bulk *bulk_open(struct arena *arena, struct str bytes, const struct reading_choice *choice);

/* What is known of an export; its cases and how they lie only of what bulk_join() has taken. */
struct bulk_facts {
    size_t size;          /* bytes of the text in which cases are looked for */
    const char *encoding; /* of the whole file, as encoding_name() has it */
    const struct row *
        amounts; /* the headings of its columns of amounts ("Beslutat belopp", "Sökt belopp"), where it has one
                                  row an amount or names neither years nor totals; else none. With more than one it cannot be
                                  told which is the budget's, and no case of it should be read */
    size_t count;      /* cases, in the order in which they begin */
    bool is_scattered; /* the rows of some case do not stand together */
    bool
        is_too_large; /* more cases, or their rows stand in more places, than are kept: what has been found is not all */
};
struct bulk_facts bulk_facts(const struct bulk *bulk);
enum { MOST_CASES = 250000, MOST_RUNS = 3000000 };

/* What a part of the text holds of cases. */
struct bulk_part;
struct bulk_part *bulk_new_part(struct arena *arena);
/* Goes through the part at `begin` with so many bytes; many threads may do that at once. */
void bulk_scan(const struct bulk *bulk, size_t begin, size_t bytes, struct bulk_part *part);
/* Adds the cases of a part; the parts must come in their order, and lie side by side. Where a part began in the middle of
 * a row it is gone through again. What is remembered grows with the places where the case id changes: with the number of
 * cases when the rows of each stand together. False when that is more than is kept. */
bool bulk_join(struct bulk *bulk, const struct bulk_part *part);

/* The bytes of all rows of a case. */
size_t bulk_case_size(const struct bulk *bulk, size_t index);
/* Adds what the rows of a case will take, before any of them is copied: the message of the limit that is broken, or
 * MESSAGE_NONE. */
enum message_id bulk_case_check(const struct bulk *bulk, size_t index, struct usage *usage);
/* The id of the case when a spreadsheet has shortened it ("2,03E+07"), so that it may be that of several; else empty. No such
 * case should be read. */
struct str bulk_shortened(struct arena *arena, const struct bulk *bulk, size_t index);
/* How many of the bytes lie before the first row of the case: nothing earlier in the file is needed for it. */
size_t bulk_case_begin(const struct bulk *bulk, size_t index);

/* Reads one of its cases into `loaded`: its text as a source called `name`, with its rows cut into tables. What is wrong in
 * it goes to the findings, what people should know of how it was read to the budget's remarks. */
void bulk_read(struct arena *arena, const struct bulk *bulk, size_t index, struct str name,
               struct budget *budget, struct findings *findings, struct loaded *loaded);

#endif
