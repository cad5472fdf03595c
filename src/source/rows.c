/* Cuts a text into rows. */
#include "budgetkoll/rows.h"

#include "records.h"
#include "separator.h"

struct reader {
    struct arena *arena;
    struct source *source;
    struct findings *findings;
    struct rows rows;
    struct record_reader records;
    size_t blank; /* rows right before this one that hold nothing */
    struct record_cells cells;
};

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
    bool drawn = reader->source->separator == '|', blank = true;
    for (size_t i = 0; i < reader->cells.list.count && (drawn || blank); i++) {
        struct str cell = reader->cells.list.items[i].text;
        drawn = drawn && is_drawn(cell);
        blank = blank && cell.length == 0;
    }
    return drawn || blank;
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

/* A new row, or the last one anew where it ends a long run of blank ones: a sheet saved with a million of them. */
static struct row *room_for_row(struct reader *reader, bool is_blank)
{
    enum { MOST_BLANK = 100 };
    struct rows *rows = &reader->rows;
    reader->blank = is_blank ? reader->blank + 1 : 0;
    return reader->blank > MOST_BLANK ? &rows->list.items[rows->list.count - 1]
                                      : ARENA_PUSH(reader->arena, &rows->list);
}

/* Most rows of a wide empty sheet are blank: nothing is kept of their cells. */
static void keep_row(struct reader *reader, struct record record)
{
    struct source *source = reader->source;
    uint32_t count = is_blank(reader) ? 0 : (uint32_t)reader->cells.list.count;
    struct row *row = room_for_row(reader, count == 0);
    row->cells = count ? ARENA_ARRAY(reader->arena, struct str, count) : NULL;
    row->count = count;
    row->indent = count ? line_indent(record.text, source->separator) : 0;
    row->record = (uint32_t)source->records.count;
    for (uint32_t i = 0; i < count; i++)
        row->cells[i] = reader->cells.list.items[i].text;
    *ARENA_PUSH(reader->arena, &source->records) = (struct record_start){
        (uint32_t)(record.text.data - source->text.data), record.line, record.quotes > QUOTES_STRICT};
}

/* A quote that opens a cell but does not close it properly, at its cell in the row just kept. */
static void report_quote(struct reader *reader)
{
    uint32_t field = (uint32_t)reader->cells.wrong_quote - 1;
    struct origin origin = {reader->source, (uint32_t)reader->source->records.count - 1, field};
    enum message_id message = reader->cells.has_stray ? MESSAGE_QUOTE_STRAY : MESSAGE_QUOTE_UNCLOSED;
    struct finding *finding =
        finding_add(reader->findings, RULE_READ_COLUMNS, origin, (struct message){message, {{0}}});
    finding_set_action(reader->findings, finding, (struct message){MESSAGE_DO_QUOTE, {{0}}});
}

/* The lists of rows need not grow, which would leave their smaller selves behind. */
static void make_room(struct reader *reader)
{
    struct source *source = reader->source;
    size_t lines = place_line_ends(source->text) + (size_t)1;
    if (lines * sizeof(struct row) > ARENA_BLOCK_SIZE) { /* which takes no memory until it is written to */
        reader->rows.list.items = arena_resize(reader->arena, NULL, lines * sizeof(struct row));
        reader->rows.list.capacity = lines;
    }
    source->records.items = ARENA_ARRAY(reader->arena, struct record_start, lines);
    source->records.capacity = lines;
}

struct rows rows_read(struct arena *arena, struct source *source, struct findings *findings)
{
    struct reader reader = {.arena = arena,
                            .source = source,
                            .findings = findings,
                            .records = {.text = source->text, .separator = source->separator, .line = 1},
                            .cells = {.arena = arena}};
    struct record_reader begin = reader.records;
    struct str first;
    struct record record;
    if (record_line(&reader.records, &first) && !separator_stated(first))
        reader.records = begin;
    make_room(&reader);
    while (record_next(&reader.records, &record)) {
        record_cut(&reader.cells, &reader.records, record);
        keep_row(&reader, record);
        if (reader.cells.wrong_quote > 0)
            report_quote(&reader);
    }
    record_cells_end(&reader.cells);
    return reader.rows;
}
