/* What was found, written for people or for machines. Everything is computed before; a report only writes. */
#ifndef BUDGETKOLL_REPORT_H
#define BUDGETKOLL_REPORT_H

#include "budgetkoll/buffer.h"
#include "budgetkoll/calculation.h"
#include "budgetkoll/comparison.h"
#include "budgetkoll/finding.h"
#include "budgetkoll/result.h"
#include "budgetkoll/solution.h"

/* Sentences, or parts of one, each to stand by itself. */
struct sentences {
    LIST(struct str) list;
};

/* One case with all that was computed of it. */
struct case_report {
    struct str path, id; /* as given; the case id or the last part of the path */
    const struct budget *budget;
    struct result result;
    const struct findings *findings;
    bool is_checked;          /* false: something could not be read, nothing was recognised, nothing tested */
    struct sentences reasons; /* why not */
    struct str scheme_reason; /* why this scheme: "the programme of the case", "default" ... */
    const struct calculation
        *calculation; /* of a case that was computed: `budget` is then the completed one; else NULL */
    struct str
        covered; /* of a draft: costs that the scheme covers by a flat rate, and that are not in it; or empty */
    bool is_draft; /* made from a few numbers: nothing was published */
};

struct report_options {
    enum language language;
    bool color, quiet;
    bool relations;                  /* JSON lists each relation of a case */
    const struct solution *solution; /* of calc --solve, or NULL */
};

struct report_summary {
    size_t cases, errors, warnings, notes, unchecked;
};

/* One format: begins, writes each case, ends with the summary. */
struct report_format {
    const char *name;
    const char *ending; /* of file names that ask for it */
    void (*begin)(struct buffer *buffer, const struct report_options *options);
    void (*write_case)(struct buffer *buffer, const struct report_options *options,
                       const struct case_report *report, size_t index);
    void (*end)(struct buffer *buffer, const struct report_options *options,
                const struct report_summary *summary);
};

extern const struct report_format report_text, report_json, calculation_text, calculation_json;
/* All of them, ended by NULL. */
extern const struct report_format *const report_formats[];
/* The same for cases with a calculation: what their cells should be. */
extern const struct report_format *const calculation_formats[];

/* "ok", "note", "warning", "error" or "unchecked". */
const char *report_status(const struct case_report *report);
/* "ok", "error" or "unchecked" for a calculation: an error where co-financing is missing or too much, where the
 * published sums speak against a figure, or where the completed budget still has errors. */
const char *calculation_status(const struct case_report *report);
/* "the published sums speak against Konsult 2021 9 000 000 kr: for ... to be right it must be 900 000 kr" */
struct str doubt_words(struct arena *arena, enum language language, const struct calculation *calculation,
                       const struct doubt *doubt);
/* The text, and where the cell follows from a doubted figure, that it does. */
struct str with_doubt(struct arena *arena, enum language language, bool follows_doubt, struct str text);

/* A comparison of schemes: for people, as a JSON document, and as a table of its lines with a column for each scheme
 * (numbers in kronor with a decimal comma). */
void compare_text(struct buffer *buffer, const struct report_options *options,
                  const struct schemes_compared *comparison);
void compare_json(struct buffer *buffer, const struct report_options *options,
                  const struct schemes_compared *comparison);
void compare_table(struct buffer *buffer, const struct report_options *options,
                   const struct schemes_compared *comparison, char separator);

/* All of them as one text; empty when there is none. */
struct str sentences_text(struct arena *arena, const struct sentences *sentences);

/* Prose in lines of at most 78 characters, each indented. */
void text_wrapped(struct buffer *text, int indent, struct str prose);

/* A JSON string, quotes and all; what is no valid UTF-8 becomes U+FFFD. */
void json_string(struct buffer *buffer, struct str text);
/* A number with at most two decimals from hundredths. */
void json_hundredths(struct buffer *buffer, int64_t hundredths);

#endif
