#include "rows.h"

#include <csv.h>
#include <string.h>

/* A quoted cell may run over this many lines; after that its quote counts as never closed. */
enum { MOST_CELL_LINES = 100, SAMPLE_LINES = 400 };

/* ---- separator ---- */

static const char separators[] = {'\t', ';', '|', ','};
enum { SEPARATORS = sizeof separators };

/* The end of the line that begins at `at` (its content), and in *next the begin of the following one. */
static size_t find_line_end(struct str text, size_t at, size_t *next)
{
    size_t end = at;
    while (end < text.length && text.data[end] != '\n' && text.data[end] != '\r')
        end++;
    *next = end < text.length ? end + 1 : end;
    if (end + 1 < text.length && text.data[end] == '\r' && text.data[end + 1] == '\n')
        (*next)++;
    return end;
}

/* The separator of a line "sep=;", or 0. */
static char separator_stated(struct str line)
{
    struct str text = str_trim(line);
    if (text.length >= 2 && text.data[0] == '"' && text.data[text.length - 1] == '"')
        text = str_slice(text, 1, text.length - 1);
    bool stated = text.length == 5 && (str_starts(text, STR("sep=")) || str_starts(text, STR("SEP=")));
    if (str_equal(line, STR("sep=\t")))
        return '\t';
    return stated ? text.data[4] : 0;
}

static void count_separators(struct str line, int counts[SEPARATORS])
{
    bool quoted = false;
    memset(counts, 0, SEPARATORS * sizeof *counts);
    for (size_t i = 0; i < line.length; i++) {
        quoted = line.data[i] == '"' ? !quoted : quoted;
        for (int s = 0; s < SEPARATORS && !quoted; s++)
            counts[s] += line.data[i] == separators[s];
    }
}

char separator_find(struct str text)
{
    int score[SEPARATORS] = {0}, counts[SEPARATORS], before[SEPARATORS] = {0};
    size_t next = 0;
    char stated = separator_stated(str_slice(text, 0, find_line_end(text, 0, &next)));
    if (stated)
        return stated;
    next = 0;
    for (int line = 0; line < SAMPLE_LINES && next < text.length; line++) {
        size_t begin = next, end = find_line_end(text, begin, &next);
        count_separators(str_slice(text, begin, end), counts);
        for (int s = 0; s < SEPARATORS; s++) {
            score[s] += counts[s] == 0 ? 0 : counts[s] == before[s] ? 3 : 2;
            before[s] = counts[s] ? counts[s] : before[s];
        }
    }
    int best = 0;
    for (int s = 1; s < SEPARATORS; s++)
        best = score[s] > score[best] ? s : best;
    return score[best] > 0 ? separators[best] : ';';
}

/* ---- rows ---- */

struct reader {
    struct arena *arena;
    struct source *source;
    struct findings *findings;
    struct rows rows;
    struct csv_parser strict, literal; /* as RFC 4180 has it; and with quotes as ordinary characters */
    LIST(struct str) cells;
    bool row_complete;
};

static void take_cell(void *bytes, size_t size, void *context)
{
    struct reader *reader = context;
    const char *copy = arena_copy(reader->arena, bytes, size);
    *ARENA_PUSH(reader->arena, &reader->cells) = str_trim((struct str){copy, size});
}

static void take_row(int end, void *context)
{
    struct reader *reader = context;
    (void)end;
    reader->row_complete = true;
}

static void keep_row(struct reader *reader, size_t offset, uint32_t line, bool literal)
{
    size_t count = reader->cells.count;
    struct row *row = ARENA_PUSH(reader->arena, &reader->rows.list);
    row->cells = arena_copy(reader->arena, reader->cells.items, count * sizeof *reader->cells.items);
    row->count = (uint32_t)count;
    row->record = (uint32_t)reader->source->records.count;
    *ARENA_PUSH(reader->arena, &reader->source->records) =
        (struct record_start){(uint32_t)offset, line, literal};
}

/* Feeds one line and its end; false when the strict parser finds a stray quote. */
static bool feed_line(struct reader *reader, struct csv_parser *parser, struct str line)
{
    return csv_parse(parser, line.data, line.length, take_cell, take_row, reader) == line.length &&
           csv_parse(parser, "\n", 1, take_cell, take_row, reader) == 1;
}

static void start_parser(struct csv_parser *parser, char separator, unsigned char options,
                         unsigned char quote)
{
    csv_init(parser, options | CSV_REPALL_NL);
    csv_set_delim(parser, (unsigned char)separator);
    csv_set_quote(parser, quote);
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

/* Reads one line with its quotes as ordinary characters; reports it when a cell begins with one. */
static void read_literally(struct reader *reader, size_t offset, struct str line, uint32_t number,
                           bool unclosed)
{
    reader->cells.count = 0;
    feed_line(reader, &reader->literal, line);
    keep_row(reader, offset, number, true);
    for (uint32_t field = 0; field < reader->cells.count; field++)
        if (str_starts(reader->cells.items[field], STR("\""))) {
            report_quote(reader, unclosed, field);
            return;
        }
}

/* Reads the row that begins at `offset`, over as many lines as its quoted cells take; returns where the next begins. */
static size_t read_row(struct reader *reader, size_t offset, uint32_t *line)
{
    struct str text = reader->source->text;
    size_t next = offset, first_end = find_line_end(text, offset, &next), after_first = next;
    size_t begin = offset, end = first_end;
    reader->cells.count = 0;
    reader->row_complete = false;
    for (uint32_t lines = 1; feed_line(reader, &reader->strict, str_slice(text, begin, end)); lines++) {
        if (reader->row_complete) {
            keep_row(reader, offset, *line, false);
            *line += lines;
            return next;
        }
        if (next >= text.length || lines == MOST_CELL_LINES)
            break;
        begin = next;
        end = find_line_end(text, begin, &next);
    }
    bool unclosed = csv_error(&reader->strict) == CSV_SUCCESS;
    csv_free(&reader->strict);
    start_parser(&reader->strict, reader->source->separator, CSV_STRICT, '"');
    read_literally(reader, offset, str_slice(text, offset, first_end), *line, unclosed);
    *line += 1;
    return after_first;
}

struct rows rows_read(struct arena *arena, struct source *source, struct findings *findings)
{
    struct reader reader = {.arena = arena, .source = source, .findings = findings};
    size_t at = 0;
    uint32_t line = 1;
    if (separator_stated(str_slice(source->text, 0, find_line_end(source->text, 0, &at))))
        line = 2;
    else
        at = 0;
    start_parser(&reader.strict, source->separator, CSV_STRICT, '"');
    start_parser(&reader.literal, source->separator, 0, '\0');
    while (at < source->text.length)
        at = read_row(&reader, at, &line);
    csv_free(&reader.strict);
    csv_free(&reader.literal);
    return reader.rows;
}

struct str row_cell(const struct row *row, uint32_t field)
{
    return field < row->count ? row->cells[field] : STR("");
}

bool row_is_blank(const struct row *row)
{
    for (uint32_t field = 0; field < row->count; field++)
        if (row_cell(row, field).length != 0)
            return false;
    return true;
}

struct origin row_origin(const struct source *source, const struct row *row, uint32_t field)
{
    return (struct origin){source, row->record, field};
}
