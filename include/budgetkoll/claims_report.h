/* The account of claims, written for people or for machines. */
#ifndef BUDGETKOLL_CLAIMS_REPORT_H
#define BUDGETKOLL_CLAIMS_REPORT_H

#include "budgetkoll/claims.h"
#include "budgetkoll/report.h"

struct claims_report {
    const struct case_report *budget; /* completed and checked */
    const struct reported *reported;
    const struct findings *findings; /* of what has been reported */
    const struct claims_account
        *account;             /* NULL when the budget could not be computed or the file not read */
    struct sentences reasons; /* why nothing could be computed */
};

/* One format writes the whole account. */
struct claims_format {
    const char *name;
    void (*write)(struct buffer *buffer, const struct report_options *options,
                  const struct claims_report *report);
};

/* text, json, csv and tsv; ended by NULL. */
extern const struct claims_format *const claims_formats[];

/* There is an account, and nothing stood in its way. */
bool claims_are_computed(const struct claims_report *report);
/* "ok", "warning" where more is reported than is budgeted or the aid exceeds the costs, "error" where too much has been paid, or "unchecked". */
const char *claims_status(const struct claims_report *report);

#endif
