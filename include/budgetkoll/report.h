/* What was found, written for people or for machines. Everything is computed before; a report only writes. */
#ifndef BUDGETKOLL_REPORT_H
#define BUDGETKOLL_REPORT_H

#include "budgetkoll/buffer.h"
#include "budgetkoll/finding.h"
#include "budgetkoll/result.h"

/* One case with all that was computed of it. */
struct case_report {
    struct str path, id; /* as given; the case id or the last part of the path */
    const struct budget *budget;
    struct result result;
    const struct findings *findings;
    bool is_checked;          /* false: something could not be read, or nothing was recognised */
    struct str scheme_reason; /* why this scheme: "the programme of the case", "default" ... */
};

struct report_options {
    enum language language;
    bool color, quiet;
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

extern const struct report_format report_text, report_json;
/* All of them, ended by NULL. */
extern const struct report_format *const report_formats[];

/* "ok", "note", "warning", "error" or "unchecked". */
const char *report_status(const struct case_report *report);

/* A JSON string, quotes and all; what is no valid UTF-8 becomes U+FFFD. */
void json_string(struct buffer *buffer, struct str text);
/* A number with at most two decimals from hundredths. */
void json_hundredths(struct buffer *buffer, int64_t hundredths);

#endif
