/* Bytes to UTF-8 text. */
#ifndef ENCODING_H
#define ENCODING_H

#include "budgetkoll/arena.h"
#include "budgetkoll/str.h"

enum encoding { ENCODING_UTF8, ENCODING_UTF8_BOM, ENCODING_WINDOWS_1252, ENCODING_UTF16LE, ENCODING_UTF16BE };

/* "UTF-8", "Windows-1252": what the text was read as. */
const char *encoding_name(enum encoding encoding);

struct decoded {
    enum encoding encoding;
    struct str text; /* valid UTF-8, without a byte order mark */
    LIST(size_t)
    bad_offsets; /* in text: each U+FFFD, for bytes that could not be read now or were lost before */
};

/* What the bytes are: text, or why they are none. */
enum byte_kind { BYTES_TEXT, BYTES_EMPTY, BYTES_ZIP, BYTES_OLD_WORKBOOK, BYTES_PDF, BYTES_BINARY };
enum byte_kind bytes_kind(struct str bytes);

/* Decodes by byte order mark, else as UTF-8 where that is valid or the bytes are mostly so, else as Windows-1252. */
struct decoded decode(struct arena *arena, struct str bytes);

#endif
