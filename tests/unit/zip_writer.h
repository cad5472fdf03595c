/* Writes zip files for tests: parts stored as they are, with every number as it should be. */
#ifndef ZIP_WRITER_H
#define ZIP_WRITER_H

#include "budgetkoll/buffer.h"

#include <string.h>
#include <zlib.h>

struct zip_part {
    const char *name;
    struct str content;
};

static inline void zip_number(struct buffer *zip, unsigned long number, int bytes)
{
    for (int i = 0; i < bytes; i++)
        buffer_add_char(zip, (char)(number >> (8 * i) & 0xFF));
}

/* What the local and the central header share, from the version needed on. */
static inline void zip_fields(struct buffer *zip, const struct zip_part *part)
{
    unsigned long crc = crc32(0, (const unsigned char *)part->content.data, (unsigned)part->content.length);
    zip_number(zip, 20, 2);
    zip_number(zip, 0, 4); /* flags, method: stored */
    zip_number(zip, 0, 4); /* time, date */
    zip_number(zip, crc, 4);
    zip_number(zip, part->content.length, 4);
    zip_number(zip, part->content.length, 4);
    zip_number(zip, strlen(part->name), 2);
    zip_number(zip, 0, 2); /* extra field */
}

/* Adds a zip of the parts to an empty buffer. */
static inline struct str zip_write(struct arena *arena, const struct zip_part *parts, size_t count)
{
    struct buffer zip = {.arena = arena}, central = {.arena = arena};
    for (size_t i = 0; i < count; i++) {
        size_t offset = zip.length;
        zip_number(&zip, 0x04034b50, 4);
        zip_fields(&zip, &parts[i]);
        buffer_add(&zip, str_from(parts[i].name));
        buffer_add(&zip, parts[i].content);
        zip_number(&central, 0x02014b50, 4);
        zip_number(&central, 20, 2);
        zip_fields(&central, &parts[i]);
        zip_number(&central, 0, 2); /* comment */
        zip_number(&central, 0, 4); /* disk, internal attributes */
        zip_number(&central, 0, 4);
        zip_number(&central, offset, 4);
        buffer_add(&central, str_from(parts[i].name));
    }
    size_t begin = zip.length;
    buffer_add(&zip, buffer_text(&central));
    zip_number(&zip, 0x06054b50, 4);
    zip_number(&zip, 0, 4);
    zip_number(&zip, count, 2);
    zip_number(&zip, count, 2);
    zip_number(&zip, central.length, 4);
    zip_number(&zip, begin, 4);
    zip_number(&zip, 0, 2);
    return buffer_text(&zip);
}

#define SHEET_XML(rows)                                                                                      \
    "<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheetData>" rows        \
    "</sheetData></worksheet>"

#endif
