/* Where in a part of a long export the rows of another case begin. */
#include "bulk_file.h"

#include <string.h>

/* Nothing stands in the record beside the id: a footer ("Antal rader: 2400") is no case. */
static bool stands_alone(const struct bulk *bulk, struct str record, struct str id)
{
    size_t first = (size_t)(id.data - record.data), last = first + id.length;
    for (size_t i = 0; i < record.length; i++) {
        char c = record.data[i];
        bool inside = i >= first && i < last, empty = c == bulk->cursor.separator || c == ' ' || c == '"';
        if (!inside && !empty)
            return false;
    }
    return true;
}

/* Rows that name no case, and the header where it is repeated, go with the row above; before the first case, with it. */
static bool names_another(const struct bulk *bulk, const struct bulk_part *part, struct str record,
                          struct str id)
{
    bool another = id.length > 0 && (part->count == 0 || !str_equal(id, part->starts[part->count - 1].id));
    return another && !str_equal(record, bulk->header) && !stands_alone(bulk, record, id);
}

void bulk_scan_rows(const struct bulk *bulk, size_t begin, size_t end, struct bulk_part *part)
{
    struct bulk_cursor cursor = {
        .text = bulk->text, .separator = bulk->cursor.separator, .at = begin, .line = 1};
    struct str record;
    uint32_t line = 0;
    part->count = 0;
    part->begin = begin;
    part->wanted = end;
    for (size_t at = begin; part->count < PART_STARTS && at < end; at = cursor.at) {
        if (!bulk_next_record(&cursor, &record, &line))
            break;
        struct str id = bulk_field(&cursor, record, bulk->columns.id);
        if (names_another(bulk, part, record, id))
            part->starts[part->count++] = (struct bulk_start){id, at, line};
    }
    part->end = cursor.at;
    part->next_line = cursor.line;
}

/* The begin of the first line from a byte on; NO_LINE when none begins in the part, and when its ends are others. */
static size_t first_line(const struct bulk *bulk, size_t begin, size_t end)
{
    if (begin <= bulk->rows_begin)
        return bulk->rows_begin;
    const char *newline = memchr(bulk->text.data + begin - 1, '\n', end - begin + 1);
    return newline ? (size_t)(newline - bulk->text.data) + 1 : NO_LINE;
}

void bulk_scan(const struct bulk *bulk, size_t begin, size_t bytes, struct bulk_part *part)
{
    size_t left = bulk->text.length - begin, end = begin + (bytes < left ? bytes : left);
    size_t first = first_line(bulk, begin, end);
    if (first != NO_LINE) {
        bulk_scan_rows(bulk, first, end, part);
        return;
    }
    part->begin = NO_LINE;
    part->wanted = end;
}

struct bulk_part *bulk_new_part(struct arena *arena)
{
    return ARENA_NEW(arena, struct bulk_part);
}

size_t bulk_size(const struct bulk *bulk)
{
    return bulk->text.length;
}
