/* A long export cut into records and cells, with the place of each. */
#include "bulk_file.h"

#include <string.h>

/* The first such character at or after the cursor and before `end`, or `end`. Until *known none stands: that part is not
 * searched again. */
static size_t find_before(const struct bulk_cursor *cursor, char c, size_t end, size_t *known)
{
    struct str text = cursor->text;
    *known = *known < cursor->at ? cursor->at : *known;
    if (*known >= end)
        return end;
    if (text.data[*known] != c) {
        const char *found = memchr(text.data + *known, c, end - *known);
        *known = found ? (size_t)(found - text.data) : end;
    }
    return *known;
}

/* The end of the line at the cursor; searched block by block, so that a file without one of the line ends is not read far
 * ahead. */
static size_t find_line_end(struct bulk_cursor *cursor)
{
    enum { BLOCK = 4096 };
    size_t length = cursor->text.length;
    for (size_t limit = cursor->at; limit < length;) {
        limit = length - limit > BLOCK ? limit + BLOCK : length;
        size_t newline = find_before(cursor, '\n', limit, &cursor->newline);
        size_t end = find_before(cursor, '\r', newline, &cursor->carriage);
        if (end < limit)
            return end;
    }
    return length;
}

/* The end of a record whose quotes all follow the rules, wherever its lines end; else `first_end`, that of its first
 * line. */
static size_t quoted_end(const struct bulk_cursor *cursor, size_t first_end, uint32_t *lines)
{
    struct str text = cursor->text;
    bool quoted = false, closed = false, may_open = true;
    uint32_t ends = 0;
    for (size_t at = cursor->at; at < text.length; at++) {
        char c = text.data[at], next = at + 1 < text.length ? text.data[at + 1] : '\0';
        bool is_end = c == '\n' || c == '\r';
        if (quoted && c == '"' && next == '"') {
            at++;
        } else if (c == '"' && (quoted || may_open)) {
            closed = quoted;
            quoted = !quoted;
            may_open = false;
        } else if (quoted) {
            ends += c == '\n' || (c == '\r' && next != '\n');
            if (ends == MOST_CELL_LINES)
                return first_end;
        } else if (is_end) {
            *lines += ends;
            return at;
        } else if (c == cursor->separator) {
            may_open = true;
            closed = false;
        } else if (c != ' ' && c != '\t') {
            if (closed || c == '"')
                return first_end;
            may_open = false;
        }
    }
    *lines += quoted ? 0 : ends;
    return quoted ? first_end : text.length;
}

bool bulk_next_record(struct bulk_cursor *cursor, struct str *record, uint32_t *line)
{
    struct str text = cursor->text;
    size_t begin = cursor->at;
    uint32_t lines = 1;
    if (begin >= text.length)
        return false;
    size_t end = find_line_end(cursor);
    cursor->has_quote = find_before(cursor, '"', end, &cursor->quote) < end;
    if (cursor->has_quote)
        end = quoted_end(cursor, end, &lines);
    *record = str_slice(text, begin, end);
    *line = cursor->line;
    bool pair = end + 1 < text.length && text.data[end] == '\r' && text.data[end + 1] == '\n';
    cursor->at = end + (pair ? 2 : end < text.length);
    cursor->line += lines;
    return true;
}

/* str_trim() for the many cells that have nothing to trim. */
static struct str trim(struct str cell)
{
    bool plain = cell.length == 0 || (cell.data[0] > ' ' && cell.data[cell.length - 1] > ' ');
    return plain ? cell : str_trim(cell);
}

/* The cell without its quotes; doubled ones inside it become single. */
static struct str unquote(struct arena *arena, struct str cell)
{
    struct str inside = str_slice(cell, 1, cell.length - 1);
    if (!memchr(inside.data, '"', inside.length))
        return trim(inside);
    char *text = arena_alloc(arena, inside.length, 1);
    size_t length = 0;
    for (size_t i = 0; i < inside.length; i++) {
        text[length++] = inside.data[i];
        i += inside.data[i] == '"';
    }
    return trim((struct str){text, length});
}

static size_t plain_end(const struct bulk_cursor *cursor, struct str record, size_t at)
{
    const char *found = memchr(record.data + at, cursor->separator, record.length - at);
    return found ? (size_t)(found - record.data) : record.length;
}

void bulk_cut(struct arena *arena, const struct bulk_cursor *cursor, struct str record, uint32_t line,
              struct bulk_row *row)
{
    size_t offset = (size_t)(record.data - cursor->text.data);
    row->cells.count = 0;
    row->text = record;
    row->wrong_quote = 0;
    for (size_t at = 0, end; at <= record.length; at = end + 1) {
        bool quoted = false;
        end = cursor->has_quote ? place_cell_end(record, cursor->separator, at, &quoted)
                                : plain_end(cursor, record, at);
        struct str cell = trim(str_slice(record, at, end));
        struct text_cell *cut = ARENA_PUSH(arena, &row->cells);
        if (!quoted && str_starts(cell, STR("\"")) && row->wrong_quote == 0)
            row->wrong_quote = (uint32_t)row->cells.count;
        *cut = (struct text_cell){quoted ? unquote(arena, cell) : cell, (uint32_t)(offset + at), line};
        if (quoted) /* which may hold line ends */
            line += place_line_ends(str_slice(record, at, end));
    }
}

struct str bulk_field(const struct bulk_cursor *cursor, struct str record, int field)
{
    size_t at = 0, end = 0;
    for (int i = 0; i <= field; i++) {
        bool quoted = false;
        if (at > record.length)
            return STR("");
        end = cursor->has_quote ? place_cell_end(record, cursor->separator, at, &quoted)
                                : plain_end(cursor, record, at);
        if (i < field)
            at = end + 1;
    }
    struct str cell = trim(str_slice(record, at, end));
    bool is_quoted = cell.length >= 2 && cell.data[0] == '"' && cell.data[cell.length - 1] == '"';
    return is_quoted ? trim(str_slice(cell, 1, cell.length - 1)) : cell;
}
