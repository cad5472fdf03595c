/* The traffic light of a case: röd (error), gul (warning), grön (note or ok); red also when it could not be checked. */
#ifndef LIGHTS_H
#define LIGHTS_H

#include "sheet.h"

struct light {
    enum severity severity; /* whose colour it has */
    enum word color, sentence;
};

/* What the findings of a case come to in one word and one sentence. */
const struct light *light_of(const struct case_report *report);

#endif
