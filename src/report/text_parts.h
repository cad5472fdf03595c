/* What the text reports share: phrases in both languages, a finding's line, a case's title and conditions. */
#ifndef TEXT_PARTS_H
#define TEXT_PARTS_H

#include "budgetkoll/report.h"

struct text_writer {
    struct buffer *buffer;
    enum language language;
    bool color;
    bool explained[RULES];
    enum currency currency; /* of the case */
};

/* The texts of these formats, Swedish and English. */
enum phrase {
    COSTS_WORD,
    AID_WORD,
    CO_FINANCING_WORD,
    SHARE_WORD,
    ERROR_ONE,
    ERROR_MANY,
    WARNING_ONE,
    WARNING_MANY,
    NOTE_ONE,
    NOTE_MANY,
    PAYROLL_RATE,
    INDIRECT_RATE,
    ELIGIBLE_CEILING,
    ACTUAL_CEILING,
    WRITTEN_ROUNDING,
    READ_AS,
    SCHEME_USED,
    CHECKED_COUNT,
    UNCHECKED_COUNT,
    AMOUNTS_COUNT,
    UNBOUND_COUNT,
    ALL_BOUND,
    CONVENTION_INCLUDES_SAID,
    CONVENTION_BESIDE_SAID,
    NOT_CHECKED,
    NO_FINDINGS,
    MORE_PLACES,
    CASES_TOTAL,
    CASES_UNCHECKED,
    NO_TABLES,
    PHRASES
};

/* The phrase in the report's language; and a text added as it is. */
const char *text_say(const struct text_writer *writer, enum phrase phrase);
void text_add(struct text_writer *writer, const char *text);
/* A name from outside, as far as it is safe to show on a terminal. */
void text_name(struct text_writer *writer, struct str name);
/* Switches a colour on, by its number for terminals; "0" switches all off. */
void text_paint(struct text_writer *writer, const char *code);
/* "FILE:LINE:COLUMN: error: MESSAGE [rule]" */
void text_finding(struct text_writer *writer, const struct finding *finding);
/* "NOT CHECKED"; and the reasons, one a line. */
void text_not_checked(struct text_writer *writer);
void text_reasons(struct text_writer *writer, const struct sentences *reasons);
/* Both, of what could not be computed. */
void text_unchecked(struct text_writer *writer, const struct sentences *reasons);
/* The project, its applicant and its period. */
void text_title(struct text_writer *writer, const struct case_report *report);
/* "2 errors, 1 warning, 0 notes" */
void text_severities(struct text_writer *writer, size_t errors, size_t warnings, size_t notes);
/* Which scheme and conditions are in use, and why; nothing for a case that was not run. */
void text_scheme(struct text_writer *writer, const struct case_report *report);

#endif
