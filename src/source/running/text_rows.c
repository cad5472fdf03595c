/* The lines of running text to rows of cells: which of them are tables, and what stands between these. */
#include "assembler.h"

#include "budgetkoll/buffer.h"
#include "budgetkoll/vocabulary.h"

static void open_table(struct assembler *assembler, const struct text_header *header,
                       const struct text_line *line)
{
    struct text_table *table = ARENA_NEW(assembler->arena, struct text_table);
    table->header = *header;
    table->loose_before = assembler->loose_lines;
    assembler->table = table;
    assembler->pending_count = 0;
    assembler->pending_dashed = false;
    assembler_begin_row(assembler, line->number);
    for (uint32_t i = 0; i < header->count; i++)
        assembler_cell(assembler, header->columns[i].piece.text, header->columns[i].piece.offset,
                       header->columns[i].line);
    assembler_end_row(assembler);
}

/* The line of tabs is a header that is known. */
static bool is_tabbed_header(struct assembler *assembler, const struct text_line *line)
{
    struct str *cells = ARENA_ARRAY(&assembler->scratch, struct str, line->count);
    for (uint32_t i = 0; i < line->count; i++)
        cells[i] = line->pieces[i].text;
    return header_kind(&assembler->scratch, &(struct row){.cells = cells, .count = line->count}) !=
           TABLE_NONE;
}

/* The line below is a table's header. */
static bool is_above_header(struct assembler *assembler, size_t at)
{
    struct text_header header;
    size_t next = assembler_next_line(assembler, at);
    if (next == assembler->lines.list.count)
        return false;
    const struct text_line *line = &assembler->lines.list.items[next];
    if (!line->tabbed)
        return text_header_read(&assembler->scratch, &assembler->lines, next, &header) > 0;
    return is_tabbed_header(assembler, line);
}

static void take_outside(struct assembler *assembler, size_t at)
{
    if (text_facts_take_long(assembler, at))
        return;
    const struct text_line *line = &assembler->lines.list.items[at];
    struct text_parsed parsed;
    bool row = assembler_parse(assembler, line, &parsed) && parsed.token_count > 1 &&
               !text_is_sentence(parsed.label.text) && !assembler->after_layout;
    bool bare = row && parsed.label.text.length == 0;
    if (bare)
        assembler_count_loose(assembler, parsed.tokens);
    else if (row || text_facts_is(assembler, line) || assembler_is_title(assembler, line) ||
             (line->count == 1 && !text_is_sentence(line->pieces[0].text) && is_above_header(assembler, at)))
        assembler_line(assembler, line);
    else
        assembler->outside++;
}

/* The aid shares stand below a title, as label and percentage. */
static void open_shares(struct assembler *assembler, const struct text_line *line)
{
    struct text_header header = {.count = 2, .amounts = 1, .total = -1, .kind = TABLE_SHARES};
    header.columns[0] = (struct text_column){.concept = COL_CATEGORY};
    header.columns[1] = (struct text_column){.concept = COL_TOTAL, .amount = true};
    text_close(assembler);
    assembler->after_layout = false;
    assembler->table = ARENA_NEW(assembler->arena, struct text_table);
    assembler->table->header = header;
    assembler_line(assembler, line);
}

static bool is_shares_title(struct assembler *assembler, size_t at)
{
    const struct text_line *line = &assembler->lines.list.items[at];
    size_t next = assembler_next_line(assembler, at);
    struct str key = label_key(&assembler->scratch, line->pieces[0].text);
    return line->count == 1 && vocabulary_find(DOMAIN_TITLE, key).concept == TITLE_SHARES &&
           next < assembler->lines.list.count && !assembler->lines.list.items[next].tabbed &&
           !is_above_header(assembler, at);
}

/* The open table's header again, with or without its title: returns how many lines that takes, or 0. */
static size_t pass_repeated(struct assembler *assembler, size_t at)
{
    struct text_header header;
    const struct text_line *line = &assembler->lines.list.items[at];
    if (!assembler->table)
        return 0;
    size_t begin = assembler_is_title(assembler, line) ? assembler_next_line(assembler, at) : at;
    size_t taken = begin < assembler->lines.list.count
                       ? text_header_read(&assembler->scratch, &assembler->lines, begin, &header)
                       : 0;
    return taken > 0 && text_header_same(&assembler->table->header, &header) ? begin + taken - at : 0;
}

/* Closes the open table, with a blank row below it: a header of any names is told from a row by standing apart. */
static void close_apart(struct assembler *assembler, const struct text_line *line)
{
    text_close(assembler);
    assembler_blank(assembler, line->number);
}

static size_t take_header(struct assembler *assembler, size_t at)
{
    struct text_header header;
    const struct text_line *line = &assembler->lines.list.items[at];
    size_t taken = text_header_read(&assembler->scratch, &assembler->lines, at, &header);
    if (taken == 0)
        return 0;
    if (assembler->table && header.is_free)
        close_apart(assembler, line);
    text_close(assembler);
    assembler->after_layout = false;
    if (header.is_read) {
        open_table(assembler, &header, line);
        text_align(assembler, at + taken);
    } else if (header.kind == TABLE_PROJECT)
        assembler_line(assembler, line);
    else
        assembler->outside += taken;
    assembler->cells_on_lines = header.one_a_line;
    return taken;
}

/* Reports a table whose columns cannot be told, at its header or its first row. */
static void report_unread(struct assembler *assembler, const struct text_line *line)
{
    struct buffer pieces = {.arena = assembler->arena};
    for (uint32_t i = 0; i < line->count; i++) {
        buffer_add(&pieces, i ? STR(" | ") : STR(""));
        buffer_add(&pieces, line->pieces[i].text);
    }
    struct message message = {MESSAGE_TEXT_UNREAD, {quoted(assembler->arena, buffer_text(&pieces))}};
    struct stretch stretch = {line->pieces[0].offset,
                              line->pieces[line->count - 1].end - line->pieces[0].column};
    struct finding *finding =
        finding_add_at(assembler->findings, RULE_READ_UNKNOWN_TABLE, assembler->source, stretch, message);
    finding->severity = ERROR;
    finding_set_action(assembler->findings, finding, (struct message){MESSAGE_DO_TEXT_UNREAD, {{0}}});
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

/* A table of a layout whose columns cannot be told is reported at its header, and its rows are not read: nor are rows that
 * stand below a table that has ended, since they would be taken for its own. */
static size_t take_unread(struct assembler *assembler, size_t at)
{
    const struct text_lines *lines = &assembler->lines;
    size_t taken = text_layout_unread(&assembler->scratch, lines, at);
    struct text_parsed parsed;
    if (taken == 0 && assembler->after_layout && !text_facts_is(assembler, &lines->list.items[at]) &&
        assembler_parse(assembler, &lines->list.items[at], &parsed) && parsed.token_count > 1 &&
        !text_is_sentence(parsed.label.text) && is_worded(parsed.label.text))
        taken = text_layout_rows_end(&assembler->scratch, lines, at) - at;
    if (taken > 0)
        report_unread(assembler, &lines->list.items[at]);
    return taken;
}

static bool ends_layout(struct assembler *assembler, size_t at)
{
    const struct text_lines *lines = &assembler->lines;
    const struct text_header *header = &assembler->table->header;
    bool apart = assembler->after_blank && !text_layout_goes_on(&assembler->scratch, header, lines, at);
    return header->is_free &&
           (apart || text_layout_ends(&assembler->scratch, &lines->list.items[at], assembler->after_blank));
}

/* A line of words right above a table whose columns bear any names is its title. */
static bool is_above_layout(struct assembler *assembler, size_t at)
{
    struct text_header header;
    struct text_parsed parsed;
    size_t next = assembler_next_line(assembler, at);
    return assembler_parse(assembler, &assembler->lines.list.items[at], &parsed) && parsed.token_count == 0 &&
           next < assembler->lines.list.count &&
           text_header_read(&assembler->scratch, &assembler->lines, next, &header) > 0 && header.is_free &&
           !(assembler->table && text_header_same(&assembler->table->header, &header));
}

/* Lines of tabs: a table that is read as it stands, or contents and words that belong to none. */
static size_t take_tabbed(struct assembler *assembler, size_t at)
{
    const struct text_line *line = &assembler->lines.list.items[at];
    bool begins = at == 0 || line[-1].count == 0 || !line[-1].tabbed;
    size_t end = begins ? text_contents_end(&assembler->lines, at) : at;
    if (begins && end == at && !is_tabbed_header(assembler, line))
        end = text_words_end(&assembler->lines, at);
    text_close(assembler);
    assembler->outside += end - at;
    if (end > at)
        return end - at;
    assembler_line(assembler, line);
    return 1;
}

/* A whole sentence that stands apart: other text has begun, but between activities, which are described in sentences. */
static bool ends_table(const struct assembler *assembler, const struct text_line *line)
{
    struct str text = line->pieces[line->count - 1].text;
    return assembler->table && assembler->after_blank && line->count == 1 &&
           assembler->table->header.kind != TABLE_ACTIVITIES && text_is_sentence(text) &&
           str_ends(text, STR("."));
}

static size_t take_line(struct assembler *assembler, size_t at)
{
    const struct text_line *line = &assembler->lines.list.items[at];
    if (line->tabbed)
        return take_tabbed(assembler, at);
    size_t taken = pass_repeated(assembler, at);
    if (taken == 0)
        taken = take_header(assembler, at);
    if (taken > 0)
        return taken;
    if (is_shares_title(assembler, at)) {
        open_shares(assembler, line);
        text_align(assembler, at + 1);
        return 1;
    }
    bool above_layout = line->count == 1 && assembler->table && is_above_layout(assembler, at);
    if (above_layout)
        close_apart(assembler, line);
    else if (assembler->table && assembler_is_title(assembler, line) && is_above_header(assembler, at))
        text_close(assembler);
    if (ends_table(assembler, line))
        text_close(assembler);
    if (assembler->table && ends_layout(assembler, at)) {
        text_close(assembler);
        assembler->after_layout = true;
    }
    if (!assembler->table && (taken = take_unread(assembler, at)) > 0)
        return taken;
    if (assembler->table)
        text_table_take(assembler, at);
    else
        take_outside(assembler, at);
    return 1;
}

static void remark_outside(struct assembler *assembler)
{
    if (assembler->outside == 0)
        return;
    struct message message = {
        MESSAGE_REMARK_OUTSIDE,
        {words_of_count(assembler->arena, (long long)assembler->outside), assembler->source->name}};
    budget_remark(assembler->budget, assembler->findings->language, message);
}

static void report_loose(struct assembler *assembler)
{
    if (assembler->loose_lines == 0)
        return;
    struct message message = {MESSAGE_TEXT_LOOSE,
                              {words_of_count(assembler->arena, (long long)assembler->loose_lines)}};
    struct stretch stretch = {assembler->loose.offset, (uint32_t)str_code_points(assembler->loose.text)};
    struct finding *finding =
        finding_add_at(assembler->findings, RULE_READ_UNKNOWN_TABLE, assembler->source, stretch, message);
    finding->severity = ERROR;
    struct message action = {assembler->source->is_pdf ? MESSAGE_DO_TEXT_PDF : MESSAGE_DO_TEXT_LOOSE, {{0}}};
    finding_set_action(assembler->findings, finding, action);
}

struct rows text_rows_read(struct arena *arena, struct budget *budget, struct source *source,
                           struct findings *findings)
{
    struct assembler assembler = {.arena = arena,
                                  .scratch = {.exhausted = arena->exhausted},
                                  .budget = budget,
                                  .source = source,
                                  .findings = findings,
                                  .after_blank = true};
    source->kind = SOURCE_TEXT;
    assembler.lines = text_lines_read(arena, source->text);
    text_facts_take(&assembler);
    text_conditions_take(&assembler);
    assembler_blank(&assembler, 1);
    text_lists_take(&assembler);
    text_intervals_take(&assembler);
    for (size_t at = 0; at < assembler.lines.list.count;) {
        const struct text_line *line = &assembler.lines.list.items[at];
        assembler.after_blank = assembler.after_blank || line->count == 0;
        arena_clear(&assembler.scratch);
        if (line->count == 0) {
            assembler.outside += line->beside;
            if (!assembler.table)
                assembler_blank(&assembler, line->number);
            at++;
            continue;
        }
        if (assembler.pending_dashed && line->page != assembler.page) /* its label can go on over the page */
            assembler.after_blank = false;
        assembler.page = line->page;
        at += take_line(&assembler, at);
        assembler.after_blank = false;
    }
    text_close(&assembler);
    arena_release(&assembler.scratch);
    report_loose(&assembler);
    remark_outside(&assembler);
    return assembler.rows;
}
