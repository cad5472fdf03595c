/* XML parts of an archive as events, within limits; no document type declaration is let in. */
#ifndef XML_H
#define XML_H

#include "archive.h"

enum {
    MOST_XML_DEPTH = 100,
    MOST_TAG_BYTES = 256 * 1024 /* of one tag with its attributes, or one comment */
};

/* Names are "NAMESPACE LOCAL", or "LOCAL" without a namespace; attributes are pairs of name and value, ended by NULL.
 * Text may come in several pieces. A handler stops the reading with archive_fail(). */
struct xml_handlers {
    void (*open)(void *context, const char *name, const char **attributes);
    void (*close)(void *context, const char *name);
    void (*text)(void *context, struct str text);
};

/* Reads a part; false, with the reason in archive->failure, when it could not be read to its end. */
bool xml_read(struct archive *archive, struct str part, const struct xml_handlers *handlers, void *context);

/* The name is `wanted`, in any namespace; "office:1.0 value" also names the end of the namespace. */
bool xml_is(const char *name, const char *wanted);
/* The value of an attribute, or NULL. */
const char *xml_attribute(const char **attributes, const char *wanted);

#endif
