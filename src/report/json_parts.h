/* Parts of a case in JSON that several reports write. */
#ifndef JSON_PARTS_H
#define JSON_PARTS_H

#include "budgetkoll/report.h"

/* "key": */
void json_key(struct buffer *buffer, const char *key);
/* ,"key":"text", nothing for an empty text. */
void json_text(struct buffer *buffer, const char *key, struct str text);
/* ,"key":number with at most two decimals, from hundredths: öre for kronor. */
void json_number(struct buffer *buffer, const char *key, int64_t hundredths);
/* ,"key":percentage of a share of one, likewise; nothing when the ratio is not known (0/0) or does not fit. */
void json_share(struct buffer *buffer, const char *key, struct ratio share);
/* "file":...,"line":...,"column":... */
void json_place(struct buffer *buffer, const struct place *place);
/* {"file":...,"line":...,"column":...,"cell":...}, the `index`-th of a list. */
void json_named_place(struct buffer *buffer, size_t index, struct place place, struct str cell);
/* ,"relations":[...]: each relation with its target and parts (json_relations.c). */
void json_relations(struct buffer *buffer, const struct result *result);
/* Each of these begins with a comma. */
void json_project(struct buffer *buffer, const struct budget *budget);
void json_amounts(struct buffer *buffer, const struct result *result);
/* How the files were read: encoding and separator of each, or why it could not be. */
void json_files(struct buffer *buffer, const struct budget *budget);
/* "remarks": what was decided while reading, when there is any. */
void json_remarks(struct buffer *buffer, const struct budget *budget);
/* A finding as an object. */
void json_finding(struct buffer *buffer, const struct finding *finding);
/* ,"difference":published - expected; nothing when that does not fit. */
void json_difference(struct buffer *buffer, int64_t published, int64_t expected);
/* The counts, and the end of the document. */
void json_summary(struct buffer *buffer, const struct report_summary *summary);
/* The document up to its first case. */
void json_begin(struct buffer *buffer, const struct report_options *options);

#endif
