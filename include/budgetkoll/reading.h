/* From the bytes of a case's files to its budget. Knows no file system: the caller brings the bytes. */
#ifndef BUDGETKOLL_READING_H
#define BUDGETKOLL_READING_H

#include "budgetkoll/budget.h"
#include "budgetkoll/choice.h"
#include "budgetkoll/claims.h"
#include "budgetkoll/finding.h"
#include "budgetkoll/lexeme.h"
#include "budgetkoll/scheme.h"

struct input {
    struct str name;  /* the path as the user would click on it */
    struct str bytes; /* must live as long as the budget */
};

struct reading {
    struct budget *budget;
    bool recognised; /* some table was recognised and no file was unreadable: the case can be checked */
};

/* Reads one case. What is not understood goes to `findings` (read-...) with its place; everything that is returned
 * belongs to the arena. */
struct reading read_case(struct arena *arena, const struct input *inputs, size_t count,
                         struct findings *findings);

/* The same, read as the user says. */
struct reading read_case_as(struct arena *arena, const struct input *inputs, size_t count,
                            const struct reading_choice *choice, struct findings *findings);

struct bulk;

/* Reads one case of a long export (bulk.h) as read_case_as() does those of files; `name` is the file's. The budget may
 * point into `lexicon`, which is kept from case to case; without any it is NULL. */
struct reading read_bulk_case(struct arena *arena, const struct bulk *bulk, size_t index, struct str name,
                              const struct reading_choice *choice, struct lexicon *lexicon,
                              struct findings *findings);

/* Reads what has been reported in claims so far: one table, its first column labels and each other one a claim. What is
 * wrong in it goes to `findings`; nothing in it may be relied on when there are errors. */
struct reported read_reported(struct arena *arena, struct input input, struct findings *findings);

/* The same, read as the user says. */
struct reported read_reported_as(struct arena *arena, struct input input, const struct reading_choice *choice,
                                 struct findings *findings);

/* Reads a scheme from INI text. On failure returns NULL, with a message "FILE:LINE:COLUMN: ..." in *error. */
struct scheme *read_scheme(struct arena *arena, struct input input, enum language language,
                           struct str *error);

/* The text of the scheme with an id; empty when there is none. */
typedef struct input scheme_lookup(struct str id);

/* The same for a scheme that may start from another one: "base = ID" or "base = ID/VARIANT". */
struct scheme *read_scheme_with(struct arena *arena, struct input input, scheme_lookup *lookup,
                                enum language language, struct str *error);

/* A number as a user writes it: an amount in öre ("756 000", "1,5 mnkr"), or a percentage ("45,24", "45.24 %") as a ratio;
 * false for anything else, and for what can be read in two ways. */
bool read_amount(struct str text, money *amount);
bool read_rate(struct str text, struct ratio *rate);

/* One entry of an INI text: [section] key = value; a value goes on over lines that begin with two blanks. */
struct ini_entry {
    struct str section, key, value;
    uint32_t section_line;
    uint32_t line, column; /* of the value's first character */
};

struct ini {
    LIST(struct ini_entry) entries;
    uint32_t error_line; /* 0, or the first line that is none of section, entry, comment, blank */
};

struct ini ini_read(struct arena *arena, struct str text);
/* The value, or NULL. */
const struct ini_entry *ini_find(const struct ini *ini, struct str section, struct str key);

#endif
