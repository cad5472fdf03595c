/* Whether a finished workbook is whole. */
#ifndef VERIFY_H
#define VERIFY_H

#include <stdbool.h>

/* True when every part of the zip archive can be unpacked and ends with the tag that closes its first element. The library
 * packs its parts from temporary files without asking whether they could be written; a part that was cut short by a
 * full disk is then packed as it is. */
bool verify_parts(const char *path);

#endif
