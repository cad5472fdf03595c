/* All that a scheme says: its rates, ceilings and lists with their sources, for people or as a JSON document. */
#ifndef BUDGETKOLL_SCHEME_REPORT_H
#define BUDGETKOLL_SCHEME_REPORT_H

#include "budgetkoll/report.h"
#include "budgetkoll/scheme.h"

void scheme_text(struct buffer *buffer, enum language language, const struct scheme *scheme);
void scheme_json(struct buffer *buffer, enum language language, const struct scheme *scheme);

#endif
