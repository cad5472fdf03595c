/* Bytes to UTF-8 text. */
#ifndef BUDGETKOLL_ENCODING_H
#define BUDGETKOLL_ENCODING_H

#include "budgetkoll/arena.h"
#include "budgetkoll/code_page.h"
#include "budgetkoll/finding.h"
#include "budgetkoll/str.h"

enum encoding {
    ENCODING_UNKNOWN, /* to be found out */
    ENCODING_UTF8,
    ENCODING_UTF8_BOM,
    ENCODING_UTF16LE,
    ENCODING_UTF16BE,
    ENCODING_WINDOWS_1252,
    ENCODING_MAC_ROMAN,
    ENCODING_CP850
};

/* "UTF-8", "Windows-1252": what the text was read as. */
const char *encoding_name(enum encoding encoding);

/* "windows-1252": what the user calls it. */
const char *encoding_option(enum encoding encoding);

/* The encoding with one of the encoding_names, in any case; ENCODING_UNKNOWN for NULL and any other name. */
enum encoding encoding_find(const char *name);

bool encoding_is_utf16(enum encoding encoding);

/* The first byte beyond ASCII at or after `at`, or the end. */
size_t encoding_pass_ascii(struct str bytes, size_t at);

enum { MOST_BAD_OFFSETS = 10 };

struct decoded {
    enum encoding encoding;
    enum encoding rival; /* that fits the bytes nearly as well, or ENCODING_UNKNOWN */
    struct str text;     /* valid UTF-8, without a byte order mark */
    LIST(size_t)
    bad_offsets; /* in text: the first U+FFFDs, for bytes that could not be read now or were lost before */
    size_t bad_count;  /* of all of them */
    bool contradicts;  /* read as a code page, as stated, but it is UTF-8 */
    size_t first_high; /* in text: the first character beyond ASCII, where `rival` or `contradicts` is set */
};

/* What the bytes are: text, or why they are none. A control character or two, as a damaged file has, make no text
 * binary; neither do many, where the user says that it is UTF-16. */
enum byte_kind { BYTES_TEXT, BYTES_EMPTY, BYTES_ZIP, BYTES_OLD_WORKBOOK, BYTES_PDF, BYTES_BINARY };
enum byte_kind bytes_kind(struct str bytes, enum encoding stated);

/* Decodes as stated, else by byte order mark, else as UTF-16 where every other byte is zero, else as UTF-8 where that is
 * valid or the bytes are mostly so, else as the code page that makes the best Swedish of them. */
struct decoded decode(struct arena *arena, struct str bytes, enum encoding stated);

/* Reports, at their places in the source, bytes that could not be read, and a code page that fits nearly as well. */
void decoded_report(struct arena *arena, const struct source *source, const struct decoded *decoded,
                    struct findings *findings); /* encoding_report.c */

#endif
