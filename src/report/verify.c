#include "verify.h"

#include "budgetkoll/str.h"

#include <minizip/unzip.h>
#include <string.h>

enum { HEAD = 512, TAIL = 64, BLOCK = 65536 };

/* The beginning and the end of a part. */
struct part {
    char head[HEAD], tail[TAIL];
    size_t head_length, tail_length;
};

static void keep(struct part *part, const char *bytes, size_t size)
{
    size_t room = HEAD - part->head_length, taken = size < room ? size : room;
    memcpy(part->head + part->head_length, bytes, taken);
    part->head_length += taken;
    if (size >= TAIL) {
        memcpy(part->tail, bytes + size - TAIL, TAIL);
        part->tail_length = TAIL;
        return;
    }
    size_t kept = part->tail_length + size > TAIL ? TAIL - size : part->tail_length;
    memmove(part->tail, part->tail + part->tail_length - kept, kept);
    memcpy(part->tail + kept, bytes, size);
    part->tail_length = kept + size;
}

/* The name of the first element that is no declaration. */
static struct str root_name(const struct part *part)
{
    struct str head = {part->head, part->head_length};
    for (size_t at = 0; at + 1 < head.length; at++) {
        if (head.data[at] != '<' || head.data[at + 1] == '?' || head.data[at + 1] == '!')
            continue;
        size_t end = at + 1;
        while (end < head.length && strchr(" \t\r\n>/", head.data[end]) == NULL)
            end++;
        return str_slice(head, at + 1, end);
    }
    return STR("");
}

static bool is_whole(const struct part *part)
{
    struct str tail = str_trim((struct str){part->tail, part->tail_length}), root = root_name(part);
    while (str_ends(tail, STR("\n")) || str_ends(tail, STR("\r")))
        tail.length--;
    if (root.length == 0)
        return false;
    if (part->head_length < HEAD && str_ends(tail, STR("/>")) &&
        str_find((struct str){part->head, part->head_length}, STR("</")) < 0)
        return true; /* an element without content */
    if (!str_ends(tail, STR(">")))
        return false;
    tail.length--;
    return str_ends(tail, root) && str_ends(str_slice(tail, 0, tail.length - root.length), STR("</"));
}

static bool verify_part(unzFile archive)
{
    struct part part = {.head_length = 0};
    char block[BLOCK];
    int size;
    if (unzOpenCurrentFile(archive) != UNZ_OK)
        return false;
    while ((size = unzReadCurrentFile(archive, block, BLOCK)) > 0)
        keep(&part, block, (size_t)size);
    return unzCloseCurrentFile(archive) == UNZ_OK && size == 0 &&
           is_whole(&part); /* closing compares the CRC */
}

bool verify_parts(const char *path)
{
    unzFile archive = unzOpen(path);
    bool whole = archive && unzGoToFirstFile(archive) == UNZ_OK;
    while (whole) {
        whole = verify_part(archive);
        int next = whole ? unzGoToNextFile(archive) : UNZ_ERRNO;
        if (next == UNZ_END_OF_LIST_OF_FILE)
            break;
        whole = whole && next == UNZ_OK;
    }
    if (archive)
        unzClose(archive);
    return whole;
}
