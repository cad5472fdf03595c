/* A text cut into records and cells: records without a quote by their separators, those with quotes by libcsv. */
#include "records.h"

#include "budgetkoll/rows.h"

/* ---- records ---- */

/* The first such character at or after the reader and before `end`, or `end`; *known is where the last search ended. */
static size_t find_before(const struct record_reader *reader, char c, size_t end, size_t *known)
{
    const char *text = reader->text.data;
    *known = *known < reader->at ? reader->at : *known;
    if (*known >= end)
        return end;
    if (text[*known] != c) {
        const char *found = memchr(text + *known, c, end - *known);
        *known = found ? (size_t)(found - text) : end;
    }
    return *known;
}

/* The end of the line at the reader; searched block by block, so that a file without one of the line ends is not read far
 * ahead. */
static size_t find_line_end(struct record_reader *reader)
{
    enum { BLOCK = 4096 };
    size_t length = reader->text.length;
    for (size_t limit = reader->at; limit < length;) {
        limit = length - limit > BLOCK ? limit + BLOCK : length;
        size_t feed = find_before(reader, '\n', limit, &reader->feed);
        size_t end = find_before(reader, '\r', feed, &reader->back);
        if (end < limit)
            return end;
    }
    return length;
}

static void pass_end(struct record_reader *reader, size_t end, uint32_t lines)
{
    struct str text = reader->text;
    bool pair = end + 1 < text.length && text.data[end] == '\r' && text.data[end + 1] == '\n';
    reader->at = end + (pair ? 2 : end < text.length);
    reader->line += lines;
}

bool record_line(struct record_reader *reader, struct str *line)
{
    size_t begin = reader->at;
    if (begin >= reader->text.length)
        return false;
    size_t end = find_line_end(reader);
    *line = str_slice(reader->text, begin, end);
    pass_end(reader, end, 1);
    return true;
}

static size_t pass_blanks(struct str text, char separator, size_t at)
{
    while (at < text.length && (text.data[at] == ' ' || text.data[at] == '\t') && text.data[at] != separator)
        at++;
    return at;
}

static bool ends_cell(struct str text, char separator, size_t at)
{
    return at == text.length || text.data[at] == separator || text.data[at] == '\n' || text.data[at] == '\r';
}

/* The byte after the quote that closes the cell which one opens at `at`, doubled quotes passed; 0 when none does within the
 * lines that a record may have. *ends counts those within. */
static size_t pass_quoted(struct str text, size_t at, uint32_t *ends)
{
    for (;; at++) {
        const char *found = memchr(text.data + at + 1, '"', text.length - at - 1);
        if (!found)
            return 0;
        size_t close = (size_t)(found - text.data);
        *ends += place_line_ends(str_slice(text, at + 1, close));
        if (*ends >= MOST_CELL_LINES)
            return 0;
        if (close + 1 == text.length || text.data[close + 1] != '"')
            return close + 1;
        at = close;
    }
}

/* Whether the quotes of the record at the reader follow the rules; then *end and *lines become those of all its lines,
 * else they stay those of its first. */
static enum record_quotes pass_quotes(const struct record_reader *reader, size_t *end, uint32_t *lines)
{
    struct str text = reader->text;
    char separator = reader->separator;
    uint32_t ends = 0;
    for (size_t at = reader->at;; at++) {
        at = pass_blanks(text, separator, at);
        if (at < text.length && text.data[at] == '"') {
            at = pass_quoted(text, at, &ends);
            if (at == 0)
                return QUOTES_UNCLOSED;
            at = pass_blanks(text, separator, at);
        } else {
            while (!ends_cell(text, separator, at) && text.data[at] != '"')
                at++;
        }
        if (!ends_cell(text, separator, at))
            return QUOTES_STRAY;
        if (at < text.length && text.data[at] == separator)
            continue;
        *end = at;
        *lines += ends;
        return QUOTES_STRICT;
    }
}

bool record_next(struct record_reader *reader, struct record *record)
{
    size_t begin = reader->at;
    uint32_t lines = 1;
    if (begin >= reader->text.length)
        return false;
    size_t end = find_line_end(reader);
    record->line = reader->line;
    record->quotes = QUOTES_NONE;
    if (find_before(reader, '"', end, &reader->quote) < end)
        record->quotes = pass_quotes(reader, &end, &lines);
    record->text = str_slice(reader->text, begin, end);
    pass_end(reader, end, lines);
    return true;
}

/* ---- cells ---- */

/* Without the blanks around it, and without the apostrophe by which spreadsheets keep a text from being taken for a formula:
 * "'=1+1". */
static struct str trim(struct str cell)
{
    cell = str_trim(cell);
    bool hides = cell.length > 1 && cell.data[0] == '\'' && memchr("=+-@", cell.data[1], 4);
    return hides ? str_slice(cell, 1, cell.length) : cell;
}

/* A letter, a digit or a mark: most cells begin and end with one, and have nothing to trim. */
static inline bool is_plain(char c)
{
    return c > '\'' && c <= '~';
}

static inline void add_cell(struct record_cells *cells, struct str text, size_t offset, uint32_t line)
{
    bool plain = text.length == 0 || (is_plain(text.data[0]) && is_plain(text.data[text.length - 1]));
    *ARENA_PUSH(cells->arena, &cells->list) =
        (struct text_cell){plain ? text : trim(text), (uint32_t)offset, line};
}

static size_t separator_after(struct str text, char separator, size_t at)
{
    const char *found = memchr(text.data + at, separator, text.length - at);
    return found ? (size_t)(found - text.data) : text.length;
}

static void cut_plainly(struct record_cells *cells, const struct record_reader *reader, struct record record)
{
    struct str text = record.text;
    size_t offset = (size_t)(text.data - reader->text.data);
    if (pass_blanks(text, reader->separator, 0) == text.length)
        return;
    for (size_t at = 0, end; at <= text.length; at = end + 1) {
        end = separator_after(text, reader->separator, at);
        add_cell(cells, str_slice(text, at, end), offset + at, record.line);
    }
}

static void take_cell(void *bytes, size_t size, void *context)
{
    struct record_cells *cells = context;
    add_cell(cells, (struct str){size ? arena_copy(cells->arena, bytes, size) : "", size}, 0, 0);
}

static void take_row(int end, void *context)
{
    (void)end;
    (void)context;
}

/* libcsv tells no places: they are found by going through the record again. */
static void place_cells(struct record_cells *cells, const struct record_reader *reader, struct record record)
{
    struct str text = record.text;
    size_t offset = (size_t)(text.data - reader->text.data), at = 0;
    for (size_t i = 0; i < cells->list.count && at <= text.length; i++) {
        bool quoted;
        size_t end = place_cell_end(text, reader->separator, at, &quoted);
        cells->list.items[i].offset = (uint32_t)(offset + at);
        cells->list.items[i].line = record.line;
        record.line += place_line_ends(str_slice(text, at, end));
        at = end + 1;
    }
}

static bool feed(struct record_cells *cells, struct str text)
{
    return csv_parse(cells->parser, text.data, text.length, take_cell, take_row, cells) == text.length;
}

/* Each line end within quotes becomes a line feed. False when libcsv does not find the cells, for want of memory. */
static bool cut_strictly(struct record_cells *cells, const struct record_reader *reader, struct record record)
{
    struct record_reader lines = {.text = record.text};
    struct str line;
    bool is_cut = true;
    if (!cells->parser) {
        cells->parser = ARENA_NEW(cells->arena, struct csv_parser);
        csv_init(cells->parser, CSV_STRICT | CSV_REPALL_NL);
        csv_set_delim(cells->parser, (unsigned char)reader->separator);
    }
    while (is_cut && record_line(&lines, &line))
        is_cut = feed(cells, line) && feed(cells, STR("\n"));
    if (is_cut)
        place_cells(cells, reader, record);
    else
        record_cells_end(cells);
    return is_cut;
}

/* What stands between the quotes of a cell, its doubled quotes single. */
static struct str unquote(struct arena *arena, struct str cell)
{
    struct str inside = str_trim(cell);
    char *text = arena_alloc(arena, inside.length, 1);
    size_t length = 0;
    for (size_t i = 1; i + 1 < inside.length; i++) {
        text[length++] = inside.data[i];
        i += inside.data[i] == '"';
    }
    return (struct str){text, length};
}

/* A line whose quotes do not all follow the rules: a cell that begins with a quote but does not end with one is read as it
 * stands. */
static void cut_loosely(struct record_cells *cells, const struct record_reader *reader, struct record record)
{
    cells->list.count = 0;
    struct str text = record.text;
    size_t offset = (size_t)(text.data - reader->text.data);
    for (size_t at = 0, end; at <= text.length; at = end + 1) {
        bool quoted = false;
        end = place_cell_end(text, reader->separator, at, &quoted);
        struct str cell = str_slice(text, at, end);
        add_cell(cells, quoted ? unquote(cells->arena, cell) : cell, offset + at, record.line);
        cell = str_trim(cell);
        if (quoted || cells->wrong_quote != 0 || !str_starts(cell, STR("\"")))
            continue;
        cells->wrong_quote = cells->list.count;
        cells->has_stray = memchr(cell.data + 1, '"', cell.length - 1) != NULL;
    }
}

void record_cut(struct record_cells *cells, const struct record_reader *reader, struct record record)
{
    cells->list.count = cells->wrong_quote = 0;
    if (record.quotes == QUOTES_NONE)
        cut_plainly(cells, reader, record);
    else if (record.quotes != QUOTES_STRICT || !cut_strictly(cells, reader, record))
        cut_loosely(cells, reader, record);
}

struct str record_field(const struct record_reader *reader, struct record record, size_t field)
{
    struct str text = record.text;
    for (size_t at = 0, end; at <= text.length; at = end + 1, field--) {
        bool quoted = false;
        end = record.quotes == QUOTES_NONE ? separator_after(text, reader->separator, at)
                                           : place_cell_end(text, reader->separator, at, &quoted);
        struct str cell = str_slice(text, at, end);
        if (field > 0)
            continue;
        cell = quoted ? str_trim(cell) : cell;
        return trim(quoted ? str_slice(cell, 1, cell.length - 1) : cell);
    }
    return STR("");
}

void record_cells_end(struct record_cells *cells)
{
    if (cells->parser)
        csv_free(cells->parser);
    cells->parser = NULL;
}
