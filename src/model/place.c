#include "budgetkoll/place.h"

#include "budgetkoll/buffer.h"
#include "budgetkoll/label.h"

int source_compare(const struct source *a, const struct source *b)
{
    int order = str_compare(a->name, b->name);
    if (order == 0)
        order = (a->sheet_number > b->sheet_number) - (a->sheet_number < b->sheet_number);
    return order != 0 ? order : str_compare(a->sheet, b->sheet);
}

struct str source_text(struct arena *arena, const struct source *source)
{
    if (source->sheet.length == 0)
        return source->name;
    struct buffer text = {.arena = arena};
    buffer_print(&text, "%.*s:%.*s", STR_ARG(source->name), STR_ARG(source->sheet));
    return buffer_text(&text);
}

static bool is_line_end(char c)
{
    return c == '\n' || c == '\r';
}

static size_t line_begin(struct str text, size_t at)
{
    while (at > 0 && !is_line_end(text.data[at - 1]))
        at--;
    return at;
}

static size_t line_end(struct str text, size_t at)
{
    while (at < text.length && !is_line_end(text.data[at]))
        at++;
    return at;
}

uint32_t place_line_ends(struct str text)
{
    uint32_t lines = 0;
    for (size_t i = 0; i < text.length; i++)
        if (text.data[i] == '\n' ||
            (text.data[i] == '\r' && (i + 1 == text.length || text.data[i + 1] != '\n')))
            lines++;
    return lines;
}

static size_t pass_blanks(struct str line, char separator, size_t at)
{
    while (at < line.length && line.data[at] != separator && (line.data[at] == ' ' || line.data[at] == '\t'))
        at++;
    return at;
}

/* The end of a quoted cell whose quote opens at `at`, or the line's length plus one where it is not one. */
static size_t quoted_end(struct str line, char separator, size_t at)
{
    for (size_t i = at + 1; i < line.length; i++) {
        if (line.data[i] != '"')
            continue;
        if (i + 1 < line.length && line.data[i + 1] == '"') {
            i++;
            continue;
        }
        size_t end = pass_blanks(line, separator, i + 1);
        return end == line.length || line.data[end] == separator ? end : line.length + 1;
    }
    return line.length + 1;
}

size_t place_cell_end(struct str line, char separator, size_t at, bool *quoted)
{
    size_t open = pass_blanks(line, separator, at), end = line.length + 1;
    if (open < line.length && line.data[open] == '"')
        end = quoted_end(line, separator, open);
    *quoted = end <= line.length;
    if (*quoted)
        return end;
    for (end = at; end < line.length && line.data[end] != separator; end++)
        ;
    return end;
}

/* The end of a field in a row whose quotes follow the rules: a quoted one may run over several lines. */
static size_t strict_end(struct str text, char separator, size_t at)
{
    bool quoted = false, may_open = true;
    for (; at < text.length; at++) {
        char c = text.data[at];
        if (c == '"' && (quoted || may_open))
            quoted = !quoted;
        else if (!quoted && (c == separator || is_line_end(c)))
            break;
        if (!quoted && c != ' ' && c != '\t' && c != '"')
            may_open = false;
    }
    return at;
}

/* The end of a cell in which quotes are ordinary characters. */
static size_t plain_end(struct str text, char separator, size_t at)
{
    while (at < text.length && text.data[at] != separator && !is_line_end(text.data[at]))
        at++;
    return at;
}

size_t place_field_end(const struct source *source, struct record_start record, size_t at, bool *quoted)
{
    struct str text = source->text;
    char separator = source->separator;
    *quoted = false;
    if (source->kind == SOURCE_SHEET)
        return plain_end(text, separator, at);
    if (record.loose_quotes)
        return place_cell_end(str_slice(text, 0, line_end(text, at)), separator, at, quoted);
    size_t open = pass_blanks(text, separator, at);
    *quoted = open < text.length && text.data[open] == '"';
    return strict_end(text, separator, at);
}

static struct place make_place(const struct source *source, uint32_t first_line, size_t first, size_t at,
                               size_t end)
{
    struct str text = source->text;
    size_t begin = line_begin(text, at);
    size_t cell_end = line_end(text, at) < end ? line_end(text, at) : end;
    struct str cell = str_slice(text, at, cell_end);
    struct str tail = str_trim(cell);
    size_t used = tail.length == 0 ? 0 : (size_t)(tail.data - cell.data) + tail.length;
    return (struct place){.file = source->name,
                          .line = first_line + place_line_ends(str_slice(text, first, begin)),
                          .column = (uint32_t)str_code_points(str_slice(text, begin, at)) + 1,
                          .length = (uint32_t)str_code_points(str_slice(cell, 0, used)),
                          .line_text = str_slice(text, begin, line_end(text, at)),
                          .cell_start = (uint32_t)(at - begin)};
}

/* A cell of running text; one past the row's end stands at its last. */
static struct place resolve_text_cell(const struct source *source, struct origin origin)
{
    bool last_row = origin.record + 1 == source->records.count;
    size_t first = source->records.items[origin.record].offset;
    size_t end = last_row ? source->text_cells.count : source->records.items[origin.record + 1].offset;
    size_t i = first + origin.field < end ? first + origin.field : end - 1;
    if (first == end)
        return (struct place){
            .file = source->name, .line = source->records.items[origin.record].line, .column = 1};
    struct text_cell cell = source->text_cells.items[i];
    size_t cell_end = cell.offset + cell.text.length;
    bool quoted;
    if (source->kind == SOURCE_BULK) /* what it says may have been put in other words */
        cell_end = place_field_end(source, (struct record_start){0}, cell.offset, &quoted);
    return make_place(source, cell.line, line_begin(source->text, cell.offset), cell.offset, cell_end);
}

/* The row and column of a sheet, which no other place counts by. */
static struct place in_sheet(const struct source *source, struct origin origin, struct place place)
{
    place.sheet = source->sheet;
    place.sheet_number = source->sheet_number;
    place.line = source->records.items[origin.record].line;
    place.column = origin.field + 1;
    return place;
}

struct place place_resolve(struct origin origin)
{
    const struct source *source = origin.source;
    if (!source || origin.record >= source->records.count)
        return (struct place){.file = source ? source->name : STR(""), .line = 1, .column = 1};
    if (source->kind == SOURCE_TEXT || source->kind == SOURCE_BULK)
        return resolve_text_cell(source, origin);
    struct record_start record = source->records.items[origin.record];
    bool quoted;
    size_t at = record.offset, end = place_field_end(source, record, at, &quoted);
    for (uint32_t field = 0; field < origin.field; field++) {
        if (end >= source->text.length || is_line_end(source->text.data[end])) {
            at = end;
            break;
        }
        at = end + 1;
        end = place_field_end(source, record, at, &quoted);
    }
    struct place place = make_place(source, record.line, record.offset, at, end);
    return source->kind == SOURCE_SHEET ? in_sheet(source, origin, place) : place;
}

struct place place_of_stretch(const struct source *source, struct stretch stretch)
{
    size_t at = stretch.offset < source->text.length ? stretch.offset : source->text.length;
    struct place place = make_place(source, 1, 0, at, at);
    place.length = stretch.length;
    return place;
}

struct str place_column(struct arena *arena, uint32_t column)
{
    char letters[8], *at = letters + sizeof letters;
    for (; column > 0; column = (column - 1) / 26)
        *--at = (char)('A' + (column - 1) % 26);
    size_t length = (size_t)(letters + sizeof letters - at);
    return (struct str){arena_copy(arena, at, length), length};
}

struct str place_address(struct arena *arena, struct place place)
{
    struct buffer address = {.arena = arena};
    buffer_add(&address, place_column(arena, place.column));
    buffer_print(&address, "%u", place.line);
    return buffer_text(&address);
}

static struct str with_address(struct arena *arena, struct place place)
{
    struct buffer text = {.arena = arena};
    struct str address = place_address(arena, place), file = label_safe(arena, place.file);
    buffer_print(&text, "%.*s:%.*s!%.*s", STR_ARG(file), STR_ARG(label_safe(arena, place.sheet)),
                 STR_ARG(address));
    return buffer_text(&text);
}

struct str place_line_text(struct arena *arena, struct place place)
{
    if (place.sheet.length > 0)
        return with_address(arena, place);
    struct buffer text = {.arena = arena};
    buffer_print(&text, "%.*s:%u", STR_ARG(label_safe(arena, place.file)), place.line);
    return buffer_text(&text);
}

struct str place_text(struct arena *arena, struct place place)
{
    if (place.sheet.length > 0)
        return with_address(arena, place);
    struct buffer text = {.arena = arena};
    buffer_print(&text, "%.*s:%u:%u", STR_ARG(label_safe(arena, place.file)), place.line, place.column);
    return buffer_text(&text);
}
