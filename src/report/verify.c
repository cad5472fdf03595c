#include "verify.h"

#include "budgetkoll/str.h"

#include <minizip/unzip.h>
#include <stdio.h>
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

/* The first element that is no declaration: from its "<" on. */
static struct str root_tag(const struct part *part)
{
    struct str head = {part->head, part->head_length};
    size_t at = 0;
    while (at + 1 < head.length &&
           (head.data[at] != '<' || head.data[at + 1] == '?' || head.data[at + 1] == '!'))
        at++;
    return str_slice(head, at + 1 < head.length ? at : head.length, head.length);
}

/* Without the blanks and line ends behind it. */
static struct str trim_end(struct str text)
{
    while (text.length > 0 && strchr(" \t\r\n", text.data[text.length - 1]) &&
           text.data[text.length - 1] != '\0')
        text.length--;
    return text;
}

/* An element without content: its first tag is all there is. */
static bool is_empty_element(const struct part *part, struct str root)
{
    struct str tag = trim_end(root);
    return part->head_length < HEAD && str_ends(tag, STR("/>")) &&
           str_find(tag, STR(">")) == (ptrdiff_t)tag.length - 1;
}

static bool is_whole(const struct part *part)
{
    struct str tail = trim_end((struct str){part->tail, part->tail_length}), root = root_tag(part);
    size_t end = 1;
    while (end < root.length && strchr(" \t\r\n>/", root.data[end]) == NULL)
        end++;
    if (end >= root.length || is_empty_element(part, root))
        return end < root.length;
    if (!str_ends(tail, STR(">")))
        return false;
    tail.length--;
    struct str name = str_slice(root, 1, end);
    return str_ends(tail, name) && str_ends(str_slice(tail, 0, tail.length - name.length), STR("</"));
}

/* The record at the end of the archive, without a comment; minizip takes missing bytes of it for zero. */
static bool has_end(const char *path)
{
    enum { END_RECORD = 22 };
    static const char signature[] = "PK\5\6";
    char record[END_RECORD];
    FILE *file = fopen(path, "rb");
    bool read =
        file && fseek(file, -END_RECORD, SEEK_END) == 0 && fread(record, 1, END_RECORD, file) == END_RECORD;
    if (file)
        fclose(file);
    return read && memcmp(record, signature, sizeof signature - 1) == 0 && record[END_RECORD - 2] == 0 &&
           record[END_RECORD - 1] == 0;
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
    bool whole = archive && has_end(path) && unzGoToFirstFile(archive) == UNZ_OK;
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
