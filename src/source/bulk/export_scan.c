/* Where in a part of a long export the rows of another case begin. */
#include "export_file.h"

#include <string.h>

/* Nothing stands in the record beside the id: a footer ("Antal rader: 2400") is no case. */
static bool stands_alone(const struct export *export, struct str record, struct str id)
{
    size_t first = (size_t)(id.data - record.data), last = first + id.length;
    for (size_t i = 0; i < record.length; i++) {
        char c = record.data[i];
        bool inside = i >= first && i < last, empty = c == export->cursor.separator || c == ' ' || c == '"';
        if (!inside && !empty)
            return false;
    }
    return true;
}

/* Rows that name no case, and the header where it is repeated, go with the row above; before the first case, with it. */
static bool names_another(const struct export *export, const struct export_part *part, struct str record,
                          struct str id)
{
    bool another = id.length > 0 && (part->count == 0 || !str_equal(id, part->starts[part->count - 1].id));
    return another && !str_equal(record, export->header) && !stands_alone(export, record, id);
}

void export_scan_rows(const struct export *export, size_t begin, size_t end, struct export_part *part)
{
    struct export_cursor cursor = {
        .text = export->text, .separator = export->cursor.separator, .at = begin, .line = 1};
    struct str record;
    uint32_t line = 0;
    part->count = 0;
    part->begin = begin;
    part->wanted = end;
    for (size_t at = begin; part->count < PART_STARTS && at < end; at = cursor.at) {
        if (!export_next_record(&cursor, &record, &line))
            break;
        struct str id = export_field(&cursor, record, export->columns.id);
        if (names_another(export, part, record, id))
            part->starts[part->count++] = (struct export_start){id, at, line};
    }
    part->end = cursor.at;
    part->next_line = cursor.line;
}

/* The begin of the first line from a byte on; NO_LINE when none begins in the part, and when its ends are others. */
static size_t first_line(const struct export *export, size_t begin, size_t end)
{
    if (begin <= export->rows_begin)
        return export->rows_begin;
    const char *newline = memchr(export->text.data + begin - 1, '\n', end - begin + 1);
    return newline ? (size_t)(newline - export->text.data) + 1 : NO_LINE;
}

void export_scan(const struct export *export, size_t begin, size_t bytes, struct export_part *part)
{
    size_t left = export->text.length - begin, end = begin + (bytes < left ? bytes : left);
    size_t first = first_line(export, begin, end);
    if (first != NO_LINE) {
        export_scan_rows(export, first, end, part);
        return;
    }
    part->begin = NO_LINE;
    part->wanted = end;
}

struct export_part *export_new_part(struct arena *arena)
{
    return ARENA_NEW(arena, struct export_part);
}

size_t export_size(const struct export *export)
{
    return export->text.length;
}
