/* Whose table one with a header of costs or financing is: a budget's, or somebody else's. */
#ifndef SEGMENT_KIND_H
#define SEGMENT_KIND_H

#include "budgetkoll/segments.h"

/* A header like that of costs or financing, above rows that are none of a budget's own: an event's costs. Where it
 * has years below "Kostnadslag" it stays what its header says, so that a category that is not understood is reported. */
void segment_settle_kind(struct arena *arena, const struct rows *rows, struct segment *segment);

#endif
