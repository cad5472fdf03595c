/* A file mapped into memory, whose pages are given back behind the reader. */
#ifndef MAPPING_H
#define MAPPING_H

#include "budgetkoll/str.h"

#include <stdatomic.h>

/* The bytes belong to the mapping until mapping_close(). */
struct mapping {
    struct str bytes;       /* from the begin of a page; data is NULL where nothing is mapped */
    atomic_size_t released; /* up to here the pages have been given back; a multiple of MAPPING_BLOCK */
};

/* Pages are given back in blocks of so many bytes, a multiple of the page size. Tests make it small, so that a short file
 * has many. */
#ifndef MAPPING_BLOCK
#define MAPPING_BLOCK ((size_t)8 * 1024 * 1024)
#endif

/* Maps the first `size` bytes of an open regular file, to be read; false when that cannot be done. Where another
 * program shortens the file meanwhile, reading what is gone raises SIGBUS. */
bool mapping_open(struct mapping *mapping, int file, size_t size);
/* Gives back the whole blocks before byte `end`, of which those behind the last byte are none; a thread that still reads there
 * gets the same bytes again. Many threads may do that at once. */
void mapping_release_before(struct mapping *mapping, size_t end);
/* The bytes will be read once more, from their begin. */
void mapping_rewind(struct mapping *mapping);
void mapping_close(struct mapping *mapping);

#endif
