/* The encoding of Windows in Western Europe, for reading and for writing. */
#ifndef BUDGETKOLL_WINDOWS_1252_H
#define BUDGETKOLL_WINDOWS_1252_H

#include <stdint.h>

/* Windows-1252 where it differs from Latin-1: what the bytes 80-9F mean; 0 marks the five that mean nothing.
 * Source: Unicode's mapping file WINDOWS/CP1252.TXT. */
extern const uint16_t windows_1252[32];

#endif
