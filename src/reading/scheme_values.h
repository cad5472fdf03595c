/* Reading a scheme's values: one function a kind, each into its place, with an error where the value stands. */
#ifndef SCHEME_VALUES_H
#define SCHEME_VALUES_H

#include "budgetkoll/finding.h"
#include "budgetkoll/reading.h"

struct scheme_reader {
    struct arena *arena;
    struct str file;
    enum language language;
    scheme_lookup *lookup;
    struct scheme_reader *above; /* whose base is being read, or NULL */
    struct ini ini;
    struct scheme *scheme;
    const struct ini_entry *entry;
    struct str *error;
};

/* Both say what is wrong, in the message's place {0} the key and {1} the value of the entry, and return false. */
bool scheme_fail(struct scheme_reader *reader, uint32_t line, uint32_t column, enum message_id message);
bool scheme_fail_value(struct scheme_reader *reader, enum message_id message);

/* Each reads the entry's value into what `target` points to; false after saying why not. */
bool read_scheme_text(struct scheme_reader *reader, void *target);      /* struct str */
bool read_scheme_rate(struct scheme_reader *reader, void *target);      /* struct ratio */
bool read_scheme_flat_rate(struct scheme_reader *reader, void *target); /* struct flat_rate: its rate */
bool read_scheme_limit(struct scheme_reader *reader, void *target);     /* struct limit: its value */
bool read_scheme_base(struct scheme_reader *reader, void *target);      /* struct base */
bool read_scheme_list(struct scheme_reader *reader, void *target);      /* struct listed_words */
bool read_scheme_direction(struct scheme_reader *reader, void *target); /* enum rounding */
bool read_scheme_unit(struct scheme_reader *reader, void *target);      /* int64_t: öre */
bool read_scheme_hour_cost(struct scheme_reader *reader, void *target); /* money */
bool read_scheme_amount(struct scheme_reader *reader, void *target);    /* money */
bool read_scheme_months(struct scheme_reader *reader, void *target);    /* int; 0 for "none" */
bool read_scheme_hours(struct scheme_reader *reader, void *target);     /* int */
bool read_scheme_yes_no(struct scheme_reader *reader, void *target);    /* bool */
bool read_scheme_confirmed(struct scheme_reader *reader, void *target); /* bool: it is not */
bool read_scheme_private(struct scheme_reader *reader, void *target);   /* struct scheme */

#endif
