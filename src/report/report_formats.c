/* The formats that there are of each report. */
#include "claims_table.h"

const struct report_format *const report_formats[] = {&report_text, &report_json, NULL};
const struct report_format *const calculation_formats[] = {&calculation_text, &calculation_json, NULL};
const struct claims_format *const claims_formats[] = {&claims_text, &claims_json, &claims_csv, &claims_tsv,
                                                      NULL};
