/* The lines of running text: which of them are tables, and what stands between these. */
#include "running.h"

#include "budgetkoll/buffer.h"
#include "budgetkoll/vocabulary.h"

static struct running_line *line_at(struct running *running, size_t at)
{
    return &running->lines.list.items[at];
}

static size_t read_header(struct running *running, size_t at, struct running_header *header)
{
    return running_header_read(&running->scratch, &running->lines, at, header);
}

static enum concept title_of(struct running *running, const struct running_line *line)
{
    enum { MOST_BYTES = 60 };
    if (line->count != 1 || line->pieces[0].text.length > MOST_BYTES)
        return UNKNOWN;
    return vocabulary_find(DOMAIN_TITLE, label_key(&running->scratch, line->pieces[0].text)).concept;
}

/* ---- tables ---- */

static void open_table(struct running *running, const struct running_header *header)
{
    struct running_table *table = ARENA_NEW(running->arena, struct running_table);
    table->header = *header;
    table->loose_before = running->loose_lines;
    running->table = table;
    running->after_layout = false;
}

static void write_header(struct running *running, const struct running_header *header)
{
    row_writer_begin(running, header->columns[0].line);
    for (uint32_t i = 0; i < header->count; i++) {
        const struct running_column *column = &header->columns[i];
        row_writer_cell(running, (struct fragment){column->piece.text, column->piece.offset, column->line});
    }
    row_writer_end(running);
}

/* Closes the open table, with a blank row below it: a header of any names is told from a row by standing apart. */
static void close_apart(struct running *running, const struct running_line *line)
{
    bool open = running->table != NULL;
    written_rows_close(running);
    if (open)
        row_writer_blank(running, line->number);
}

/* The line of tabs is a header that is known. */
static bool is_tabbed_header(struct running *running, const struct running_line *line)
{
    struct str *cells = ARENA_ARRAY(&running->scratch, struct str, line->count);
    for (uint32_t i = 0; i < line->count; i++)
        cells[i] = line->pieces[i].text;
    return header_kind(&running->scratch, &(struct row){.cells = cells, .count = line->count}) != TABLE_NONE;
}

/* The line below is a table's header. */
static bool is_above_header(struct running *running, size_t at)
{
    struct running_header header;
    size_t next = running_next_line(&running->lines, at);
    if (next == running->lines.list.count)
        return false;
    const struct running_line *line = line_at(running, next);
    return line->tabbed ? is_tabbed_header(running, line) : read_header(running, next, &header) > 0;
}

/* The open table's header again, with or without its title: returns how many lines that takes, or 0. Those of activities
 * may say that what follows are parts. */
static size_t pass_repeated(struct running *running, size_t at)
{
    struct running_header header;
    if (!running->table)
        return 0;
    size_t begin = running->title != UNKNOWN ? running_next_line(&running->lines, at) : at;
    size_t taken = begin < running->lines.list.count ? read_header(running, begin, &header) : 0;
    if (taken == 0 || !running_header_same(&running->table->header, &header))
        return 0;
    running->table->header.is_part = header.is_part;
    return begin + taken - at;
}

static size_t take_header(struct running *running, size_t at)
{
    struct running_header header;
    const struct running_line *line = line_at(running, at);
    size_t taken = read_header(running, at, &header);
    if (taken == 0)
        return 0;
    if (header.is_free)
        close_apart(running, line);
    written_rows_close(running);
    running->after_layout = false;
    if (header.is_read) {
        write_header(running, &header);
        open_table(running, &header);
    } else if (header.kind == TABLE_PROJECT) {
        row_writer_line(running, line);
    } else if (header.kind == TABLE_ATTACHMENTS) {
        write_header(running, &header);
        taken += attachment_lines_take(running, &header, at + taken);
    } else {
        running->outside += taken;
    }
    return taken;
}

/* The aid shares stand below a title, as label and percentage. */
static size_t take_shares(struct running *running, size_t at)
{
    struct running_header header = {.count = 2, .amounts = 1, .total = -1, .kind = TABLE_SHARES};
    const struct running_line *line = line_at(running, at);
    size_t next = running_next_line(&running->lines, at);
    if (running->title != TITLE_SHARES || next == running->lines.list.count ||
        line_at(running, next)->tabbed || is_above_header(running, at))
        return 0;
    header.columns[0] = (struct running_column){.concept = COL_CATEGORY};
    header.columns[1] = (struct running_column){.concept = COL_TOTAL, .amount = true};
    written_rows_close(running);
    row_writer_line(running, line);
    open_table(running, &header);
    return 1;
}

static void take_row(struct running *running, size_t at)
{
    struct running_line *line = line_at(running, at);
    struct running_table *table = running->table;
    struct line_parts parts;
    if (!line_parts_read(running->arena, &table->header, line, &parts))
        parts = (struct line_parts){.label = {line->pieces[0].text, line->pieces[0].offset, line->number},
                                    .number = line->number,
                                    .page = line->page};
    parts.after_blank = running->after_blank;
    parts.is_part = table->header.is_part;
    *ARENA_PUSH(running->arena, &table->taken) = parts;
}

/* ---- tables that are not read ---- */

/* Reports a table whose columns cannot be told, at its header or its first row. */
static void report_unread(struct running *running, const struct running_line *line)
{
    struct buffer pieces = {.arena = running->arena};
    for (uint32_t i = 0; i < line->count; i++) {
        buffer_add(&pieces, i ? STR(" | ") : STR(""));
        buffer_add(&pieces, line->pieces[i].text);
    }
    struct message message = {MESSAGE_TEXT_UNREAD, {quoted(running->arena, buffer_text(&pieces))}};
    struct stretch stretch = {line->pieces[0].offset,
                              line->pieces[line->count - 1].end - line->pieces[0].column};
    struct finding *finding =
        finding_add_at(running->findings, RULE_READ_UNKNOWN_TABLE, running->source, stretch, message);
    finding->severity = ERROR;
    finding_set_action(running->findings, finding, (struct message){MESSAGE_DO_TEXT_UNREAD, {{0}}});
}

/* A letter stands in the label: in that of a telephone number none does. */
static bool is_worded(struct str label)
{
    bool worded = false;
    for (size_t at = 0; at < label.length && !worded;) {
        int32_t c = str_next(label, &at);
        worded = (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c >= 0xC0;
    }
    return worded;
}

/* Several amounts behind words that are no sentence: a row, though of no table that is known. "Beslut    3 (14)" is a page's. */
static bool is_stray_row(struct running *running, struct running_line *line, struct line_parts *parts)
{
    bool page = line->count > 1 && page_numbers_count(line->pieces[line->count - 1].text) > 0;
    return !page && line_parts_read(running->arena, NULL, line, parts) && parts->token_count > 1 &&
           !broken_label_is_sentence(parts->label.text);
}

/* A table of a layout whose columns cannot be told is reported at its header, and its rows are not read: nor are rows that
 * stand below a table that has ended, since they would be taken for its own. */
static size_t take_unread(struct running *running, size_t at)
{
    struct line_parts parts;
    size_t taken = free_header_unread(&running->scratch, &running->lines, at);
    if (taken == 0 && running->after_layout && is_stray_row(running, line_at(running, at), &parts) &&
        is_worded(parts.label.text))
        taken = free_header_rows_end(&running->scratch, &running->lines, at) - at;
    if (taken > 0)
        report_unread(running, line_at(running, at));
    return taken;
}

static void take_outside(struct running *running, size_t at)
{
    struct running_line *line = line_at(running, at);
    struct line_parts parts;
    bool row = !running->after_layout && is_stray_row(running, line, &parts);
    if (row && parts.label.text.length == 0)
        row_writer_loose(running, parts.tokens);
    else if (row || running->title != UNKNOWN ||
             (line->count == 1 && !broken_label_is_sentence(line->pieces[0].text) &&
              is_above_header(running, at)))
        row_writer_line(running, line);
    else
        running->outside++;
}

/* ---- line by line ---- */

/* A line of words right above a table whose columns bear any names is its title. */
static bool is_above_layout(struct running *running, size_t at)
{
    struct running_header header;
    struct line_parts parts;
    struct running_line *line = line_at(running, at);
    size_t next = running_next_line(&running->lines, at);
    return line->count == 1 && line_parts_read(running->arena, &running->table->header, line, &parts) &&
           parts.token_count == 0 && next < running->lines.list.count &&
           read_header(running, next, &header) > 0 && header.is_free &&
           !running_header_same(&running->table->header, &header);
}

static bool ends_layout(struct running *running, size_t at)
{
    const struct running_header *header = &running->table->header;
    bool apart = running->after_blank && !free_header_goes_on(&running->scratch, header, &running->lines, at);
    return header->is_free && (apart || free_header_ends(&running->scratch, &running->lines,
                                                         line_at(running, at), running->after_blank));
}

/* Closes the open table above the title of another, and below its own last row. */
static void close_at(struct running *running, size_t at)
{
    if (is_above_layout(running, at))
        close_apart(running, line_at(running, at));
    else if (running->title != UNKNOWN && is_above_header(running, at))
        written_rows_close(running);
    if (running->table && ends_layout(running, at)) {
        written_rows_close(running);
        running->after_layout = true;
    }
}

/* Lines of tabs: a table that is read as it stands, or contents and words that belong to none. */
static size_t take_tabbed(struct running *running, size_t at)
{
    const struct running_line *line = line_at(running, at);
    bool begins = at == 0 || line[-1].count == 0 || !line[-1].tabbed;
    size_t end = begins ? prose_contents_end(&running->lines, at) : at;
    if (begins && end == at && !is_tabbed_header(running, line))
        end = prose_contents_words_end(&running->lines, at);
    written_rows_close(running);
    running->outside += end - at;
    if (end > at)
        return end - at;
    row_writer_line(running, line);
    return 1;
}

/* A whole sentence that stands apart: other text has begun, but between activities, which are described in sentences. */
static bool ends_table(const struct running *running, const struct running_line *line)
{
    struct str text = line->pieces[line->count - 1].text;
    return running->after_blank && line->count == 1 && running->table->header.kind != TABLE_ACTIVITIES &&
           broken_label_is_sentence(text) && str_ends(text, STR("."));
}

static size_t take_line(struct running *running, size_t at)
{
    size_t taken;
    if (line_at(running, at)->tabbed)
        return take_tabbed(running, at);
    running->title = title_of(running, line_at(running, at));
    if ((taken = pass_repeated(running, at)) > 0 || (taken = take_header(running, at)) > 0 ||
        (taken = take_shares(running, at)) > 0)
        return taken;
    if (running->table && ends_table(running, line_at(running, at)))
        written_rows_close(running);
    if (running->table)
        close_at(running, at);
    if (running->table)
        take_row(running, at);
    else if ((taken = prose_facts_take(running, at)) > 0 || (taken = take_unread(running, at)) > 0)
        return taken;
    else
        take_outside(running, at);
    return 1;
}

/* ---- what was left out ---- */

static void remark_outside(struct running *running)
{
    if (running->outside == 0)
        return;
    struct message message = {
        MESSAGE_REMARK_OUTSIDE,
        {words_of_count(running->arena, (long long)running->outside), running->source->name}};
    budget_remark(running->budget, running->findings->language, message);
}

static void report_loose(struct running *running)
{
    if (running->loose_lines == 0)
        return;
    struct message message = {MESSAGE_TEXT_LOOSE,
                              {words_of_count(running->arena, (long long)running->loose_lines)}};
    struct stretch stretch = {running->loose.offset, (uint32_t)str_code_points(running->loose.text)};
    struct finding *finding =
        finding_add_at(running->findings, RULE_READ_UNKNOWN_TABLE, running->source, stretch, message);
    finding->severity = ERROR;
    struct message action = {running->source->is_pdf ? MESSAGE_DO_TEXT_PDF : MESSAGE_DO_TEXT_LOOSE, {{0}}};
    finding_set_action(running->findings, finding, action);
}

struct rows running_read(struct arena *arena, struct budget *budget, struct source *source,
                         struct findings *findings)
{
    struct running running = {.arena = arena,
                              .scratch = {.exhausted = arena->exhausted},
                              .budget = budget,
                              .source = source,
                              .findings = findings,
                              .after_blank = true};
    source->kind = SOURCE_TEXT;
    running.lines = running_lines_read(arena, source->text);
    page_edges_drop(arena, &running.lines);
    prose_facts_take_marked(&running);
    prose_conditions_take(&running);
    row_writer_blank(&running, 1);
    prose_lists_take(&running);
    prose_intervals_take(&running);
    for (size_t at = 0; at < running.lines.list.count;) {
        const struct running_line *line = line_at(&running, at);
        arena_clear(&running.scratch);
        if (line->count > 0) {
            at += take_line(&running, at);
            running.after_blank = false;
            continue;
        }
        running.after_blank = true;
        running.outside += line->beside;
        if (!running.table)
            row_writer_blank(&running, line->number);
        at++;
    }
    written_rows_close(&running);
    arena_release(&running.scratch);
    report_loose(&running);
    remark_outside(&running);
    return running.rows;
}
