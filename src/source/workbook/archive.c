#include "archive.h"

#include <minizip/unzip.h>
#include <string.h>

enum { PIECE = 16 * 1024 };

bool archive_fail(struct archive *archive, enum message_id reason, struct str what)
{
    if (archive->failure.id == MESSAGE_NONE)
        archive->failure = (struct message){reason, {archive->part, what}};
    return false;
}

/* ---- a file in memory, as minizip asks for it ---- */

static voidpf open_memory(voidpf archive, const void *name, int mode)
{
    (void)name;
    (void)mode;
    return archive;
}

static uLong read_memory(voidpf context, voidpf stream, void *buffer, uLong size)
{
    struct archive *archive = context;
    size_t left = archive->bytes.length - archive->position;
    size_t taken = size < left ? size : left;
    (void)stream;
    if (taken > 0)
        memcpy(buffer, archive->bytes.data + archive->position, taken);
    archive->position += taken;
    return (uLong)taken;
}

static ZPOS64_T tell_memory(voidpf context, voidpf stream)
{
    struct archive *archive = context;
    (void)stream;
    return archive->position;
}

static long seek_memory(voidpf context, voidpf stream, ZPOS64_T offset, int origin)
{
    struct archive *archive = context;
    size_t from = origin == ZLIB_FILEFUNC_SEEK_CUR   ? archive->position
                  : origin == ZLIB_FILEFUNC_SEEK_END ? archive->bytes.length
                                                     : 0;
    (void)stream;
    if (offset > archive->bytes.length - from)
        return -1;
    archive->position = from + (size_t)offset;
    return 0;
}

static int close_memory(voidpf context, voidpf stream)
{
    (void)context;
    (void)stream;
    return 0;
}

/* ---- parts ---- */

bool archive_open(struct archive *archive, struct arena *arena, struct str bytes)
{
    *archive = (struct archive){.arena = arena, .bytes = bytes};
    zlib_filefunc64_def memory = {.zopen64_file = open_memory,
                                  .zread_file = read_memory,
                                  .ztell64_file = tell_memory,
                                  .zseek64_file = seek_memory,
                                  .zclose_file = close_memory,
                                  .zerror_file = close_memory,
                                  .opaque = archive};
    unz_global_info64 info = {0};
    archive->zip = unzOpen2_64("", &memory);
    if (!archive->zip || unzGetGlobalInfo64(archive->zip, &info) != UNZ_OK)
        return archive_fail(archive, MESSAGE_WORKBOOK_CUT, STR(""));
    if (info.number_entry > MOST_PARTS)
        return archive_fail(archive, MESSAGE_LIMIT_PARTS, words_of_count(arena, MOST_PARTS));
    return true;
}

void archive_close(struct archive *archive)
{
    if (archive->zip)
        unzClose(archive->zip);
    archive->zip = NULL;
}

static char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

static bool same_name(const char *name, struct str part)
{
    for (size_t i = 0; i < part.length; i++)
        if (lower(name[i]) != lower(part.data[i]) || name[i] == '\0')
            return false;
    return name[part.length] == '\0';
}

/* Makes the part the current one of minizip. */
static bool find_part(struct archive *archive, struct str part, unz_file_info64 *info)
{
    if (part.length >= MOST_PART_NAME)
        return false;
    for (int found = unzGoToFirstFile(archive->zip); found == UNZ_OK; found = unzGoToNextFile(archive->zip)) {
        char name[MOST_PART_NAME + 1] = {0};
        if (unzGetCurrentFileInfo64(archive->zip, info, name, MOST_PART_NAME, NULL, 0, NULL, 0) != UNZ_OK)
            return false;
        if (same_name(name, part))
            return true;
    }
    return false;
}

bool archive_has(struct archive *archive, struct str part)
{
    unz_file_info64 info;
    return find_part(archive, part, &info);
}

static bool is_within_limits(struct archive *archive, size_t unpacked, size_t packed)
{
    if (archive->unpacked > MOST_UNPACKED)
        return archive_fail(archive, MESSAGE_LIMIT_UNPACKED,
                            words_of_count(archive->arena, MOST_UNPACKED / (1024 * 1024)));
    if (unpacked > RATIO_FROM && unpacked / MOST_RATIO > packed)
        return archive_fail(archive, MESSAGE_LIMIT_RATIO, words_of_count(archive->arena, MOST_RATIO));
    return true;
}

/* Hands over an opened part to its declared end; false when a limit or the sink stopped it. */
static bool unpack(struct archive *archive, const unz_file_info64 *info, archive_sink *sink, void *context)
{
    char piece[PIECE];
    size_t unpacked = 0;
    size_t packed =
        info->compressed_size < archive->bytes.length ? info->compressed_size : archive->bytes.length;
    for (int size; (size = unzReadCurrentFile(archive->zip, piece, sizeof piece)) != 0;) {
        if (size < 0)
            return archive_fail(archive, MESSAGE_WORKBOOK_DAMAGED, STR(""));
        unpacked += (size_t)size;
        archive->unpacked += (size_t)size;
        if (!is_within_limits(archive, unpacked, packed) || !sink(context, (struct str){piece, (size_t)size}))
            return false;
    }
    return unpacked == info->uncompressed_size || archive_fail(archive, MESSAGE_WORKBOOK_DAMAGED, STR(""));
}

bool archive_read(struct archive *archive, struct str part, archive_sink *sink, void *context)
{
    unz_file_info64 info = {0};
    archive->part = part;
    if (!find_part(archive, part, &info))
        return archive_fail(archive, MESSAGE_WORKBOOK_NO_PART, STR(""));
    if (info.flag & 1)
        return archive_fail(archive, MESSAGE_WORKBOOK_LOCKED, STR(""));
    if (unzOpenCurrentFile(archive->zip) != UNZ_OK)
        return archive_fail(archive, MESSAGE_WORKBOOK_DAMAGED, STR(""));
    bool whole = unpack(archive, &info, sink, context);
    if (unzCloseCurrentFile(archive->zip) == UNZ_CRCERROR &&
        whole) /* minizip asks only what was read to its end */
        return archive_fail(archive, MESSAGE_WORKBOOK_DAMAGED, STR(""));
    return whole;
}
