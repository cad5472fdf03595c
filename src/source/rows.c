/* Cuts a text into rows, through libcsv. */
#include "budgetkoll/rows.h"

#include "separator.h"

#include <csv.h>
#include <string.h>

struct reader {
    struct arena *arena;
    struct source *source;
    struct findings *findings;
    struct rows rows;
    struct csv_parser parser; /* strict, as RFC 4180 has it */
    LIST(struct str) cells;
    bool row_complete;
};

/* Spreadsheets keep a text from being taken for a formula by an apostrophe before it, which is no part of it: "'=1+1". */
static struct str without_apostrophe(struct str cell)
{
    if (cell.length == 0 || cell.data[0] != '\'')
        return cell;
    bool hides = cell.length > 1 && memchr("=+-@", cell.data[1], 4);
    return hides ? str_slice(cell, 1, cell.length) : cell;
}

static void add_cell(struct reader *reader, struct str cell)
{
    *ARENA_PUSH(reader->arena, &reader->cells) = without_apostrophe(str_trim(cell));
}

static void take_cell(void *bytes, size_t size, void *context)
{
    struct reader *reader = context;
    const char *copy = size ? arena_copy(reader->arena, bytes, size) : "";
    add_cell(reader, (struct str){copy, size});
}

static void take_row(int end, void *context)
{
    struct reader *reader = context;
    (void)end;
    reader->row_complete = true;
}

/* "---", ":--:": a cell of the line that Markdown draws below a header. */
static bool is_drawn(struct str cell)
{
    int dashes = 0;
    for (size_t i = 0; i < cell.length; i++) {
        dashes += cell.data[i] == '-';
        if (cell.data[i] != '-' && cell.data[i] != ':' && cell.data[i] != ' ')
            return false;
    }
    return dashes > 0 || cell.length == 0;
}

/* Nothing stands in any of its cells, or a line is drawn through them all. */
static bool is_blank(const struct reader *reader)
{
    bool drawn = reader->source->separator == '|';
    for (size_t i = 0; i < reader->cells.count && drawn; i++)
        drawn = is_drawn(reader->cells.items[i]);
    if (drawn)
        return true;
    for (size_t i = 0; i < reader->cells.count; i++)
        if (reader->cells.items[i].length != 0)
            return false;
    return true;
}

/* The blanks before the first words of a line, within quotes too. */
static uint32_t line_indent(struct str line, char separator)
{
    uint32_t blanks = 0;
    for (size_t at = 0; at < line.length; at++) {
        char c = line.data[at];
        bool no_break = c == '\xC2' && at + 1 < line.length && line.data[at + 1] == '\xA0';
        if (c == separator)
            blanks = 0;
        else if (c == ' ' || c == '\t' || no_break)
            blanks++;
        else if (c != '"')
            break;
        at += no_break;
    }
    return blanks;
}

static void keep_row(struct reader *reader, size_t offset, uint32_t line, bool loose_quotes)
{
    size_t count = is_blank(reader) ? 0 : reader->cells.count; /* most rows of a wide empty sheet are blank */
    struct row *row = ARENA_PUSH(reader->arena, &reader->rows.list);
    row->cells = count ? arena_copy(reader->arena, reader->cells.items, count * sizeof *row->cells) : NULL;
    row->count = (uint32_t)count;
    row->indent = count ? line_indent(str_slice(reader->source->text, offset, reader->source->text.length),
                                      reader->source->separator)
                        : 0;
    row->record = (uint32_t)reader->source->records.count;
    *ARENA_PUSH(reader->arena, &reader->source->records) =
        (struct record_start){(uint32_t)offset, line, loose_quotes};
}

/* Feeds one line and its end; false when the strict parser finds a stray quote. */
static bool feed_line(struct reader *reader, struct str line)
{
    struct csv_parser *parser = &reader->parser;
    return csv_parse(parser, line.data, line.length, take_cell, take_row, reader) == line.length &&
           csv_parse(parser, "\n", 1, take_cell, take_row, reader) == 1;
}

static void start_parser(struct reader *reader)
{
    csv_init(&reader->parser, CSV_STRICT | CSV_REPALL_NL);
    csv_set_delim(&reader->parser, (unsigned char)reader->source->separator);
}

/* Reports a quote that opens a cell but does not close it properly, at its cell in the row just kept. */
static void report_quote(struct reader *reader, bool unclosed, uint32_t field)
{
    struct origin origin = {reader->source, (uint32_t)reader->source->records.count - 1, field};
    struct finding *finding =
        finding_add(reader->findings, RULE_READ_COLUMNS, origin,
                    (struct message){unclosed ? MESSAGE_QUOTE_UNCLOSED : MESSAGE_QUOTE_STRAY, {{0}}});
    finding_set_action(reader->findings, finding, (struct message){MESSAGE_DO_QUOTE, {{0}}});
}

/* What stands between the quotes of a cell, its doubled quotes single. */
static struct str unquote(struct arena *arena, struct str cell)
{
    struct str inside = str_trim(cell);
    char *text = arena_alloc(arena, inside.length + 1, 1);
    size_t length = 0;
    for (size_t i = 1; i + 1 < inside.length; i++) {
        text[length++] = inside.data[i];
        i += inside.data[i] == '"';
    }
    return (struct str){text, length};
}

/* Cuts a line whose quotes do not all follow the rules cell by cell; a cell that begins with a quote but does not
 * end with one is read as it stands, and the first such is reported. */
static void read_loosely(struct reader *reader, size_t offset, struct str line, uint32_t number,
                         bool unclosed)
{
    long wrong = -1;
    reader->cells.count = 0;
    for (size_t at = 0, end; at <= line.length; at = end + 1) {
        bool quoted = false;
        end = place_cell_end(line, reader->source->separator, at, &quoted);
        struct str cell = str_trim(str_slice(line, at, end));
        if (wrong < 0 && !quoted && str_starts(cell, STR("\"")))
            wrong = (long)reader->cells.count;
        add_cell(reader, quoted ? unquote(reader->arena, cell) : cell);
    }
    keep_row(reader, offset, number, true);
    if (wrong >= 0)
        report_quote(reader, unclosed, (uint32_t)wrong);
}

/* Cuts a line without quotes, which needs no parser: one of blanks alone has no cells, as the parser has it. */
static void cut_plainly(struct reader *reader, struct str line)
{
    char separator = reader->source->separator;
    size_t at = 0;
    reader->cells.count = 0;
    while (at < line.length && (line.data[at] == ' ' || line.data[at] == '\t') && line.data[at] != separator)
        at++;
    for (bool more = at < line.length; more;) {
        const char *found = at < line.length ? memchr(line.data + at, separator, line.length - at) : NULL;
        size_t end = found ? (size_t)(found - line.data) : line.length;
        add_cell(reader, str_slice(line, at, end));
        more = found;
        at = end + 1;
    }
}

/* Reads the row that begins at `offset`, over as many lines as its quoted cells take; returns where the next begins. */
static size_t read_row(struct reader *reader, size_t offset, uint32_t *line)
{
    struct str text = reader->source->text;
    size_t next = offset, first_end = separator_line_end(text, offset, &next), after_first = next;
    size_t begin = offset, end = first_end;
    if (end == offset || !memchr(text.data + offset, '"', end - offset)) {
        cut_plainly(reader, str_slice(text, offset, end));
        keep_row(reader, offset, (*line)++, false);
        return next;
    }
    reader->cells.count = 0;
    reader->row_complete = false;
    for (uint32_t lines = 1; feed_line(reader, str_slice(text, begin, end)); lines++) {
        if (reader->row_complete) {
            keep_row(reader, offset, *line, false);
            *line += lines;
            return next;
        }
        if (next >= text.length || lines == MOST_CELL_LINES)
            break;
        begin = next;
        end = separator_line_end(text, begin, &next);
    }
    bool unclosed = csv_error(&reader->parser) == CSV_SUCCESS;
    csv_free(&reader->parser);
    start_parser(reader);
    read_loosely(reader, offset, str_slice(text, offset, first_end), *line, unclosed);
    *line += 1;
    return after_first;
}

/* The lists of rows need not grow, which would leave their smaller selves behind. */
static void make_room(struct reader *reader)
{
    struct str text = reader->source->text;
    size_t lines = 1;
    for (size_t i = 0; i < text.length; i++)
        lines += text.data[i] == '\n' ||
                 (text.data[i] == '\r' && (i + 1 == text.length || text.data[i + 1] != '\n'));
    reader->rows.list.items = ARENA_ARRAY(reader->arena, struct row, lines);
    reader->rows.list.capacity = lines;
    reader->source->records.items = ARENA_ARRAY(reader->arena, struct record_start, lines);
    reader->source->records.capacity = lines;
}

struct rows rows_read(struct arena *arena, struct source *source, struct findings *findings)
{
    struct reader reader = {.arena = arena, .source = source, .findings = findings};
    size_t at = 0;
    uint32_t line = 1;
    if (separator_stated(str_slice(source->text, 0, separator_line_end(source->text, 0, &at))))
        line = 2;
    else
        at = 0;
    make_room(&reader);
    start_parser(&reader);
    while (at < source->text.length)
        at = read_row(&reader, at, &line);
    csv_free(&reader.parser);
    return reader.rows;
}
