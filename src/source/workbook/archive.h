/* The parts of a zip file in memory, unpacked piece by piece and never beyond the limits. */
#ifndef ARCHIVE_H
#define ARCHIVE_H

#include "budgetkoll/finding.h"

/* No workbook of a budget comes near these; a hostile one must not get past them. */
enum {
    MOST_PARTS = 10000,
    MOST_UNPACKED = 256 * 1024 * 1024, /* bytes of all parts that are read */
    MOST_RATIO = 200,                  /* unpacked to packed, once a part is past the next */
    RATIO_FROM = 1024 * 1024,
    MOST_PART_NAME = 256
};

/* An open archive. Whoever reads in it says here why reading stops; the first reason is kept. */
struct archive {
    struct arena *arena; /* of the reason's words */
    void *zip;           /* minizip's handle */
    struct str bytes;    /* the whole file; must live as long as the archive is open */
    size_t position;     /* where minizip stands in them */
    size_t unpacked;
    struct str part;        /* that is being read */
    struct message failure; /* MESSAGE_NONE as long as all is well */
};

/* Takes a piece of a part; false stops the reading. */
typedef bool archive_sink(void *context, struct str piece);

/* Opens the zip in `bytes`; false, with the reason in archive->failure, when it is none or has too many parts. */
bool archive_open(struct archive *archive, struct arena *arena, struct str bytes);
void archive_close(struct archive *archive);

/* True when there is such a part, in any case of its letters. */
bool archive_has(struct archive *archive, struct str part);

/* Hands the part to the sink; false, with the reason in archive->failure, when there is no such part, it is damaged,
 * or it goes beyond a limit; false also when the sink stopped. */
bool archive_read(struct archive *archive, struct str part, archive_sink *sink, void *context);

/* Says why reading stops: the message's {0} is the part, {1} what is given. Returns false. */
bool archive_fail(struct archive *archive, enum message_id reason, struct str what);

#endif
