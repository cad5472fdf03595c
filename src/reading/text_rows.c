/* The lines of running text to rows of cells: which lines are tables, and which lines of them make one row. */
#include "text.h"

#include "budgetkoll/buffer.h"
#include "vocabulary.h"

struct assembler {
    struct arena *arena;
    struct arena scratch; /* for looking things up; emptied line by line */
    struct budget *budget;
    struct source *source;
    struct findings *findings;
    struct text_lines lines;
    struct rows rows;
    LIST(struct str) cells;           /* of the row that is being written */
    struct text_table *table;         /* that takes rows, or NULL */
    bool labels_above, in_the_middle; /* labels begin above their amounts; and go on below them */
    bool cells_on_lines;              /* its header stood on lines of its own, a cell a line */
    struct text_fragment pending[MOST_LABEL_LINES]; /* a label that waits for its amounts */
    struct text_fragment pending_date; /* the first of a period that goes on beside the amounts or below */
    uint32_t pending_count;
    bool pending_dashed, after_blank;
    struct text_fragment loose; /* the first line of amounts that belongs to no row */
    size_t loose_lines;
    size_t outside; /* lines of text that belong to no table */
};

/* ---- writing rows ---- */

static void add_cell(struct assembler *assembler, struct str text, uint32_t offset, uint32_t line)
{
    *ARENA_PUSH(assembler->arena, &assembler->source->text_cells) = (struct text_cell){text, offset, line};
    *ARENA_PUSH(assembler->arena, &assembler->cells) = text;
}

static void begin_row(struct assembler *assembler, uint32_t line)
{
    assembler->cells.count = 0;
    *ARENA_PUSH(assembler->arena, &assembler->source->records) =
        (struct record_start){(uint32_t)assembler->source->text_cells.count, line, false};
}

static struct row *end_row(struct assembler *assembler)
{
    struct row *row = ARENA_PUSH(assembler->arena, &assembler->rows.list);
    row->count = (uint32_t)assembler->cells.count;
    row->cells = arena_copy(assembler->arena, assembler->cells.items,
                            assembler->cells.count * sizeof *assembler->cells.items);
    row->record = (uint32_t)assembler->source->records.count - 1;
    return row;
}

static void write_blank(struct assembler *assembler, uint32_t line)
{
    begin_row(assembler, line);
    end_row(assembler);
}

static void write_line(struct assembler *assembler, const struct text_line *line)
{
    begin_row(assembler, line->number);
    for (uint32_t i = 0; i < line->count; i++)
        add_cell(assembler, line->pieces[i].text, line->pieces[i].offset, line->number);
    end_row(assembler);
}

static void write_fragment(struct assembler *assembler, struct text_fragment fragment)
{
    add_cell(assembler, fragment.text, fragment.offset, fragment.line);
}

/* ---- the rows of a table ---- */

static bool parse_line(const struct assembler *assembler, const struct text_line *line,
                       struct text_parsed *parsed)
{
    return text_parse(assembler->arena, assembler->table ? &assembler->table->header : NULL, line, parsed);
}

static enum concept meaning_of(struct assembler *assembler, const struct text_fragment *fragments,
                               uint32_t count)
{
    struct str label;
    return text_meaning(&assembler->scratch, assembler->table->header.kind, fragments, count, &label);
}

static struct text_row *add_row(struct assembler *assembler, const struct text_fragment *label,
                                uint32_t count, bool dashed)
{
    struct text_row *row = ARENA_PUSH(assembler->arena, &assembler->table->rows);
    row->label = arena_copy(assembler->arena, label, count * sizeof *label);
    row->label_count = count;
    row->dashed = dashed;
    row->line = count > 0 ? label[count - 1].line : 0;
    return row;
}

static struct text_row *last_row(struct assembler *assembler)
{
    size_t count = assembler->table->rows.count;
    return count > 0 ? &assembler->table->rows.items[count - 1] : NULL;
}

/* A label that got no amounts: a heading where it is known or lines with a dash follow, else text between rows. */
static void flush_pending(struct assembler *assembler, bool dash_follows)
{
    uint32_t count = assembler->pending_count;
    if (count == 0)
        return;
    if (assembler->pending_dashed || dash_follows ||
        meaning_of(assembler, assembler->pending, count) != UNKNOWN)
        add_row(assembler, assembler->pending, count, assembler->pending_dashed);
    else
        assembler->outside += count;
    assembler->pending_count = 0;
    assembler->pending_dashed = false;
}

static void add_pending(struct assembler *assembler, struct text_fragment label)
{
    if (assembler->pending_count == MOST_LABEL_LINES)
        flush_pending(assembler, false);
    if (label.text.length > 0)
        assembler->pending[assembler->pending_count++] = label;
}

/* Pending fragments and one more mean something together. */
static bool joins_pending(struct assembler *assembler, struct text_fragment label, bool may_go_on)
{
    struct text_fragment all[MOST_LABEL_LINES + 1];
    uint32_t count = assembler->pending_count;
    for (uint32_t i = 0; i < count; i++)
        all[i] = assembler->pending[i];
    all[count++] = label;
    return meaning_of(assembler, all, count) != UNKNOWN ||
           (may_go_on && text_begins_label(&assembler->scratch, all, count));
}

static void take_amounts(struct assembler *assembler, struct text_row *row, const struct text_line *line,
                         const struct text_parsed *parsed)
{
    row->tokens = parsed->tokens;
    row->token_count = parsed->token_count;
    row->dates = parsed->first_date;
    row->second_date = parsed->last_date;
    row->level = parsed->level;
    row->open_range = parsed->open_range;
    if (assembler->pending_date.text.length > 0) {
        row->dates = assembler->pending_date;
        row->open_range = parsed->first_date.text.length == 0;
    }
    assembler->pending_date = (struct text_fragment){STR(""), 0, 0};
    row->spaced = parsed->spaced;
    row->line = line->number;
    row->page = line->page;
    if (row->description.text.length == 0)
        row->description = parsed->description;
}

/* The amounts of the label that waits for them. Where each cell has a line, the last before them is its description. */
static void complete_pending(struct assembler *assembler, const struct text_line *line,
                             const struct text_parsed *parsed)
{
    uint32_t count = assembler->pending_count;
    bool described = assembler->cells_on_lines && count > 1 && assembler->pending_dashed &&
                     text_column_find(&assembler->table->header, COL_DESCRIPTION);
    struct text_row *row =
        add_row(assembler, assembler->pending, count - described, assembler->pending_dashed);
    row->below = assembler->in_the_middle ? count - (parsed->label.text.length > 0) : 0;
    if (described)
        row->description = assembler->pending[count - 1];
    take_amounts(assembler, row, line, parsed);
    assembler->pending_count = 0;
    assembler->pending_dashed = false;
}

/* More amounts of the last row, on a line of their own. */
static bool continue_amounts(struct assembler *assembler, const struct text_line *line,
                             const struct text_parsed *parsed)
{
    struct text_row *row = last_row(assembler);
    if (!assembler->cells_on_lines || !row || row->token_count == 0 ||
        row->token_count + parsed->token_count > MOST_TOKENS)
        return false;
    struct text_token *tokens =
        ARENA_ARRAY(assembler->arena, struct text_token, row->token_count + parsed->token_count);
    for (uint32_t i = 0; i < row->token_count; i++)
        tokens[i] = row->tokens[i];
    for (uint32_t i = 0; i < parsed->token_count; i++)
        tokens[row->token_count + i] = parsed->tokens[i];
    row->tokens = tokens;
    row->token_count += parsed->token_count;
    row->line = line->number;
    return true;
}

/* Amounts alone that no label stands beside: columns that stand one after the other, say. */
static void count_loose(struct assembler *assembler, const struct text_token *first)
{
    if (assembler->loose_lines++ == 0)
        assembler->loose = (struct text_fragment){first->text, first->offset, first->line};
}

/* Where amounts without a label follow, those above them need not belong to the last label either. */
static void take_back_amounts(struct assembler *assembler, const struct text_line *line)
{
    struct text_row *row = last_row(assembler);
    if (!row || !row->apart || row->token_count == 0 || row->line + 1 != line->number)
        return;
    count_loose(assembler, row->tokens);
    row->token_count = 0;
}

static void take_bare_amounts(struct assembler *assembler, const struct text_line *line,
                              const struct text_parsed *parsed)
{
    if (assembler->pending_count > 0) {
        complete_pending(assembler, line, parsed);
        last_row(assembler)->apart = true;
    } else if (!continue_amounts(assembler, line, parsed) && parsed->token_count > 0) {
        take_back_amounts(assembler, line);
        count_loose(assembler, parsed->tokens);
    }
}

/* The pending label is another row's: it is known by itself, or stands apart. */
static bool is_apart(struct assembler *assembler, const struct text_parsed *parsed)
{
    if (parsed->dashed)
        return true;
    if (joins_pending(assembler, parsed->label, false))
        return false;
    return meaning_of(assembler, assembler->pending, assembler->pending_count) != UNKNOWN ||
           meaning_of(assembler, &parsed->label, 1) != UNKNOWN || assembler->after_blank;
}

/* The words beside the amounts are a description, since the label stands above them on lines of its own. */
static bool is_description(struct assembler *assembler, const struct text_parsed *parsed)
{
    return text_column_find(&assembler->table->header, COL_DESCRIPTION) && !parsed->dashed &&
           assembler->pending_count > 0 && parsed->description.text.length == 0 && !parsed->spaced &&
           !joins_pending(assembler, parsed->label, false) &&
           meaning_of(assembler, &parsed->label, 1) == UNKNOWN;
}

static void take_full_line(struct assembler *assembler, const struct text_line *line,
                           struct text_parsed *parsed)
{
    if (is_description(assembler, parsed)) {
        parsed->description = parsed->label;
        complete_pending(assembler, line, parsed);
        return;
    }
    if (assembler->pending_count > 0 && is_apart(assembler, parsed))
        flush_pending(assembler, parsed->dashed);
    add_pending(assembler, parsed->label);
    assembler->pending_dashed = assembler->pending_dashed || parsed->dashed;
    complete_pending(assembler, line, parsed);
}

static bool begins_small(struct str text)
{
    size_t at = 0;
    int32_t c = text.length > 0 ? str_next(text, &at) : 0;
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '(' || c == 0xE5 || c == 0xE4 ||
           c == 0xF6;
}

/* A label's line below its amounts, as a layout with gaps has it. */
static bool continues_label(struct assembler *assembler, size_t at, const struct text_parsed *parsed)
{
    struct text_row *row = last_row(assembler);
    const struct text_line *line = &assembler->lines.list.items[at];
    bool has_label = row && (row->label_count > 0 || row->dashed);
    if (!has_label || !row->spaced || row->label_count == MOST_LABEL_LINES || row->line + 1 != line->number ||
        parsed->dashed)
        return false;
    struct text_fragment all[MOST_LABEL_LINES];
    for (uint32_t i = 0; i < row->label_count; i++)
        all[i] = row->label[i];
    all[row->label_count] = parsed->label;
    bool expected = row->below > 0;
    if (!expected && assembler->labels_above)
        return false;
    if (!expected && row->label_count > 0 && meaning_of(assembler, all, row->label_count + 1) == UNKNOWN) {
        bool known = meaning_of(assembler, row->label, row->label_count) != UNKNOWN && !row->dashed;
        bool begins =
            !begins_small(parsed->label.text) && (meaning_of(assembler, &parsed->label, 1) != UNKNOWN ||
                                                  text_begins_label(&assembler->scratch, &parsed->label, 1));
        bool goes_on = text_begins_label(&assembler->scratch, all, row->label_count + 1);
        struct text_parsed below;
        bool above_amounts = at + 1 < assembler->lines.list.count &&
                             parse_line(assembler, &assembler->lines.list.items[at + 1], &below) &&
                             below.label.text.length == 0 && below.token_count > 0;
        if (!goes_on && (known || begins || above_amounts))
            return false;
    }
    row->label = arena_copy(assembler->arena, all, (row->label_count + 1) * sizeof *all);
    row->label_count++;
    row->below -= expected;
    row->line = line->number;
    return true;
}

static void take_label(struct assembler *assembler, size_t at, const struct text_parsed *parsed)
{
    if (continues_label(assembler, at, parsed))
        return;
    if (parsed->dashed) {
        flush_pending(assembler, true);
        assembler->pending_dashed = true;
    } else if (assembler->pending_count > 0) {
        bool known = meaning_of(assembler, assembler->pending, assembler->pending_count) != UNKNOWN &&
                     !assembler->pending_dashed;
        if ((known || assembler->after_blank) && !joins_pending(assembler, parsed->label, true))
            flush_pending(assembler, false);
    }
    add_pending(assembler, parsed->label);
}

/* The second date of the last row's period, on a line below the first. */
static bool complete_range(struct assembler *assembler, struct text_parsed *parsed)
{
    struct text_row *row = last_row(assembler);
    if (!row || !row->open_range || parsed->token_count > 0 || parsed->first_date.text.length == 0)
        return false;
    row->second_date = parsed->first_date;
    row->open_range = false;
    if (parsed->label.text.length == 0)
        row->line = parsed->first_date.line;
    parsed->first_date = parsed->last_date = (struct text_fragment){STR(""), 0, 0};
    return true;
}

static void take_table_line(struct assembler *assembler, size_t at)
{
    const struct text_line *line = &assembler->lines.list.items[at];
    struct text_parsed parsed;
    if (!parse_line(assembler, line, &parsed)) {
        struct text_fragment whole = {line->pieces[0].text, line->pieces[0].offset, line->number};
        flush_pending(assembler, false);
        add_row(assembler, &whole, 1, false);
        return;
    }
    if (complete_range(assembler, &parsed) && parsed.label.text.length == 0)
        return;
    if (parsed.open_range && parsed.token_count == 0) {
        assembler->pending_date = parsed.first_date;
        parsed.first_date = parsed.last_date = (struct text_fragment){STR(""), 0, 0};
    }
    bool amounts = parsed.token_count > 0 || parsed.first_date.text.length > 0;
    if (!amounts && parsed.label.text.length == 0 && !parsed.dashed)
        return;
    if (!amounts && !parsed.dashed && text_is_sentence(parsed.label.text))
        assembler->outside++;
    else if (!amounts)
        take_label(assembler, at, &parsed);
    else if (parsed.label.text.length == 0 && !parsed.dashed)
        take_bare_amounts(assembler, line, &parsed);
    else
        take_full_line(assembler, line, &parsed);
}

/* ---- closing a table ---- */

struct keys {
    LIST(struct str) list;
};

static bool holds_key(const struct keys *keys, struct str key)
{
    for (size_t i = 0; i < keys->list.count; i++)
        if (str_equal(keys->list.items[i], key))
            return true;
    return false;
}

/* The descriptions that stand by themselves somewhere in the table. */
static struct keys find_descriptions(struct assembler *assembler)
{
    enum { MOST_DESCRIPTIONS = 100 };
    struct keys keys = {0};
    for (size_t i = 0; i < assembler->table->rows.count; i++) {
        struct str text = assembler->table->rows.items[i].description.text;
        struct str key = text.length > 0 ? label_key(assembler->arena, text) : STR("");
        if (key.length > 0 && keys.list.count < MOST_DESCRIPTIONS && !holds_key(&keys, key))
            *ARENA_PUSH(assembler->arena, &keys.list) = key;
    }
    return keys;
}

/* "Ånge kommun kontanter": the end of the label is what stands as a description in other rows. */
static void split_description(struct assembler *assembler, struct text_row *row, const struct keys *keys)
{
    if (row->description.text.length > 0 || row->label_count == 0 || keys->list.count == 0)
        return;
    struct text_fragment *last = &row->label[row->label_count - 1];
    for (size_t at = 1; at < last->text.length; at++) {
        struct str rest = str_slice(last->text, at, last->text.length);
        if (last->text.data[at - 1] != ' ' || !holds_key(keys, label_key(assembler->arena, rest)))
            continue;
        row->description = (struct text_fragment){rest, last->offset + (uint32_t)at, last->line};
        last->text = str_trim(str_slice(last->text, 0, at));
        return;
    }
}

static int widest_label(const struct text_table *table)
{
    int widest = 0;
    for (size_t i = 0; i < table->rows.count; i++)
        for (uint32_t f = 0; table->rows.items[i].label_count > 1 && f < table->rows.items[i].label_count;
             f++) {
            int width = text_width(table->rows.items[i].label[f].text);
            widest = width > widest ? width : widest;
        }
    return widest;
}

static struct text_fragment row_label(struct assembler *assembler, const struct text_row *row, int widest)
{
    struct text_fragment label = {STR(""), 0, row->line};
    if (row->label_count == 0 && row->token_count > 0)
        return (struct text_fragment){STR(""), row->tokens[0].offset, row->tokens[0].line};
    if (row->label_count == 0)
        return label;
    label = row->label[0];
    label.text =
        text_join(assembler->arena, assembler->table->header.kind, row->label, row->label_count, widest);
    return label;
}

static struct text_fragment with_dash(struct assembler *assembler, struct text_fragment label)
{
    struct buffer text = {.arena = assembler->arena};
    buffer_add(&text, STR("- "));
    buffer_add(&text, label.text);
    label.text = buffer_text(&text);
    return label;
}

static struct text_fragment amount_fragment(const struct text_row *row, uint32_t i)
{
    const struct text_token *first = &row->tokens[row->cut.first[i]];
    return (struct text_fragment){text_cut_amount(row->tokens, row->token_count, &row->cut, i), first->offset,
                                  first->line};
}

/* The fragment of the row in amount column `amount`; a blank one at the row's begin where it has none. */
static struct text_fragment amount_cell(const struct text_row *row, struct text_fragment blank,
                                        uint32_t amount)
{
    blank.text = STR("");
    for (uint32_t i = 0; i < row->cut.count; i++)
        if (row->column[i] == amount)
            return amount_fragment(row, i);
    return blank;
}

/* A period that stands on two lines is put together. */
static struct text_fragment date_cell(struct arena *arena, const struct text_row *row, enum concept concept)
{
    struct text_fragment range = row->dates;
    struct str last = row->second_date.text;
    if (concept == COL_START)
        return row->dates;
    if (concept == COL_END)
        return row->second_date;
    if (row->second_date.line == row->dates.line) {
        range.text.length = (size_t)(last.data - range.text.data) + last.length;
        return range;
    }
    struct buffer text = {.arena = arena};
    buffer_add(&text, range.text);
    buffer_add(&text, STR(" - "));
    buffer_add(&text, last);
    range.text = buffer_text(&text);
    return range;
}

static void write_cells(struct assembler *assembler, const struct text_row *row, int widest)
{
    const struct text_header *header = &assembler->table->header;
    struct text_fragment label = row_label(assembler, row, widest), blank = label;
    uint32_t names = text_label_column(header), amount = 0;
    if (!row->settled && row->token_count > 0) /* where it is reported */
        blank = amount_fragment(row, 0);
    blank.text = STR("");
    if (row->dashed)
        label = with_dash(assembler, label);
    for (uint32_t i = 0; i < header->count; i++) {
        enum concept concept = header->columns[i].concept;
        struct text_fragment cell = blank;
        if (i == names)
            cell = label;
        else if (i < names)
            cell = row->level.text.length > 0 ? row->level : blank;
        else if (header->columns[i].amount)
            cell = amount_cell(row, blank, amount++);
        else if (concept == COL_DESCRIPTION && row->description.text.length > 0)
            cell = row->description;
        else if (concept == COL_START || concept == COL_END || concept == COL_RANGE || concept == COL_PERIOD)
            cell = row->dates.text.length > 0 ? date_cell(assembler->arena, row, concept) : blank;
        write_fragment(assembler, cell);
    }
    for (uint32_t i = 0; i < row->cut.count; i++)
        if (row->column[i] >= header->amounts)
            write_fragment(assembler, amount_fragment(row, i));
}

/* ---- what cannot be settled ---- */

/* "756 | 000 771": the amounts of a cut. */
static struct str cut_words(struct arena *arena, const struct text_row *row, const struct text_cut *cut)
{
    struct buffer words = {.arena = arena};
    for (uint32_t i = 0; i < cut->count; i++) {
        buffer_add(&words, i ? STR(" | ") : STR(""));
        buffer_add(&words, text_cut_amount(row->tokens, row->token_count, cut, i));
    }
    return buffer_text(&words);
}

static struct str token_words(struct arena *arena, const struct text_row *row)
{
    struct buffer words = {.arena = arena};
    for (uint32_t i = 0; i < row->token_count; i++) {
        buffer_add(&words, i ? STR(" ") : STR(""));
        buffer_add(&words, row->tokens[i].text);
    }
    return buffer_text(&words);
}

/* A row that is no one's: its first amounts, all of them unreadable. */
static void report_doubtful(struct assembler *assembler, struct text_row *row, struct origin origin)
{
    struct arena *arena = assembler->arena;
    bool cuts = row->candidate_count + row->single > 1;
    struct str label = label_printable(arena, row->label_count ? row->label[0].text : STR(""));
    struct message message = {cuts ? MESSAGE_TEXT_AMBIGUOUS : MESSAGE_TEXT_COLUMNS,
                              {str_shorten(token_words(arena, row), 120),
                               words_of_count(arena, (long long)assembler->table->header.amounts)}};
    if (cuts) {
        struct text_cut single = {.count = 1};
        message.arguments[2] = cut_words(arena, row, &row->candidates[0]);
        message.arguments[3] =
            cut_words(arena, row, row->candidate_count > 1 ? &row->candidates[1] : &single);
    }
    struct finding *finding = finding_add(assembler->findings, RULE_READ_AMBIGUOUS, origin, message);
    finding->cell = label;
    finding_set_action(assembler->findings, finding, (struct message){MESSAGE_DO_TEXT_AMBIGUOUS, {{0}}});
}

/* The tokens of a row that cannot be settled all stand in its first column. */
static void keep_tokens(struct text_row *row)
{
    row->cut = (struct text_cut){.count = 1};
    row->column[0] = 0;
}

static void write_row(struct assembler *assembler, struct text_row *row, int widest)
{
    bool doubtful = !row->settled && row->token_count > 0;
    struct text_fragment place = {STR(""), 0, row->line};
    if (doubtful) {
        keep_tokens(row);
        place = amount_fragment(row, 0);
    }
    begin_row(assembler, place.line);
    write_cells(assembler, row, widest);
    struct row *written = end_row(assembler);
    written->doubtful = doubtful;
    if (!doubtful)
        return;
    const struct text_header *header = &assembler->table->header;
    uint32_t field = 0;
    while (field < header->count && !header->columns[field].amount)
        field++;
    report_doubtful(assembler, row, (struct origin){assembler->source, written->record, field});
}

static void close_table(struct assembler *assembler)
{
    struct text_table *table = assembler->table;
    if (!table)
        return;
    flush_pending(assembler, false);
    struct keys descriptions = find_descriptions(assembler);
    for (size_t i = 0; i < table->rows.count; i++) {
        struct text_row *row = &table->rows.items[i];
        struct str label;
        if (text_column_find(&table->header, COL_DESCRIPTION))
            split_description(assembler, row, &descriptions);
        row->total_only = text_meaning(assembler->arena, table->header.kind, row->label, row->label_count,
                                       &label) == APPLIED;
    }
    text_settle(assembler->arena, table);
    int widest = widest_label(table);
    for (size_t i = 0; i < table->rows.count; i++)
        write_row(assembler, &table->rows.items[i], widest);
    assembler->table = NULL;
}

static bool same_header(const struct text_header *a, const struct text_header *b)
{
    bool same = a->count == b->count && a->kind == b->kind;
    for (uint32_t i = 0; same && i < a->count; i++)
        same = str_equal(a->columns[i].piece.text, b->columns[i].piece.text);
    return same;
}

/* What has been seen of a table's rows, to tell how labels stand beside their amounts. */
struct alignment {
    bool first, label_before, dash_before;
};

/* A line's part in telling how labels stand beside their amounts. */
static void weigh_line(struct assembler *assembler, const struct text_line *line, struct alignment *alignment)
{
    struct text_parsed parsed;
    bool is_row = line->count > 0 && parse_line(assembler, line, &parsed);
    bool amounts = is_row && parsed.token_count > 0, label = is_row && parsed.label.text.length > 0;
    bool spaced = is_row && parsed.spaced;
    if (amounts && !label && !parsed.dashed && spaced && alignment->label_before)
        assembler->labels_above = assembler->in_the_middle = true;
    if (amounts && label && !parsed.dashed && spaced && alignment->dash_before)
        assembler->labels_above = true;
    bool unknown = label && meaning_of(assembler, &parsed.label, 1) == UNKNOWN &&
                   !text_begins_label(&assembler->scratch, &parsed.label, 1);
    if (alignment->first && unknown && !amounts)
        assembler->labels_above = true;
    alignment->first = alignment->first && !is_row;
    alignment->label_before = label && !amounts;
    alignment->dash_before = alignment->label_before && parsed.dashed;
}

/* Whether labels begin above their amounts in the table whose rows begin at line `at`, and go on below them: some line
 * with gaps holds amounts alone right below a line of a label. */
static void find_alignment(struct assembler *assembler, size_t at)
{
    enum { SAMPLE = 200 };
    struct alignment alignment = {.first = true};
    struct text_header header;
    assembler->labels_above = assembler->in_the_middle = false;
    for (size_t i = at; i < assembler->lines.list.count && i - at < SAMPLE; i++) {
        const struct text_line *line = &assembler->lines.list.items[i];
        bool other =
            line->tabbed || (text_header_read(&assembler->scratch, &assembler->lines, i, &header) > 0 &&
                             !same_header(&header, &assembler->table->header));
        if (other)
            return;
        weigh_line(assembler, line, &alignment);
    }
}

static void open_table(struct assembler *assembler, const struct text_header *header,
                       const struct text_line *line)
{
    struct text_table *table = ARENA_NEW(assembler->arena, struct text_table);
    table->header = *header;
    assembler->table = table;
    assembler->pending_count = 0;
    assembler->pending_dashed = false;
    begin_row(assembler, line->number);
    for (uint32_t i = 0; i < header->count; i++)
        add_cell(assembler, header->columns[i].piece.text, header->columns[i].piece.offset, line->number);
    end_row(assembler);
}

/* ---- between the tables ---- */

static bool is_title(struct assembler *assembler, const struct text_line *line)
{
    struct str key = label_key(&assembler->scratch, line->pieces[0].text);
    return line->count == 1 && vocabulary_find(DOMAIN_TITLE, key).concept != UNKNOWN;
}

static size_t next_line(const struct assembler *assembler, size_t at)
{
    for (at++; at < assembler->lines.list.count; at++)
        if (assembler->lines.list.items[at].count > 0)
            break;
    return at;
}

/* The line below is a table's header. */
static bool is_above_header(struct assembler *assembler, size_t at)
{
    struct text_header header;
    size_t next = next_line(assembler, at);
    if (next == assembler->lines.list.count)
        return false;
    const struct text_line *line = &assembler->lines.list.items[next];
    if (!line->tabbed)
        return text_header_read(&assembler->scratch, &assembler->lines, next, &header) > 0;
    struct str *cells = ARENA_ARRAY(assembler->arena, struct str, line->count);
    for (uint32_t i = 0; i < line->count; i++)
        cells[i] = line->pieces[i].text;
    return segments_header_kind(&assembler->scratch, &(struct row){.cells = cells, .count = line->count}) !=
           TABLE_NONE;
}

/* "Projektets namn    Digitaliseringsguiden": what is said about the project, in two pieces. */
static bool is_fact(struct assembler *assembler, const struct text_line *line)
{
    struct str key = label_key(&assembler->scratch, line->pieces[0].text);
    return line->count == 2 && vocabulary_find(DOMAIN_KEY, key).concept != UNKNOWN;
}

/* A key of up to three lines, whose value stands beside one of them or on a line between them: the lines are made one, the
 * first, with two pieces. */
static bool take_long_key(struct assembler *assembler, size_t at)
{
    enum { MOST_KEY_LINES = 3 };
    struct buffer key = {.arena = assembler->arena};
    const struct text_piece *value = NULL;
    for (size_t i = at; i < assembler->lines.list.count && i < at + MOST_KEY_LINES; i++) {
        struct text_line *line = &assembler->lines.list.items[i];
        bool alone = line->count == 1 && line->pieces[0].column > FAR;
        if (line->count == 0 || line->count > 2 || line->tabbed || (value && (alone || line->count == 2)))
            return false;
        if (alone || line->count == 2)
            value = &line->pieces[line->count - 1];
        if (!alone) {
            buffer_add(&key, key.length > 0 ? STR(" ") : STR(""));
            buffer_add(&key, line->pieces[0].text);
        }
        struct str text = buffer_text(&key);
        if (!value || i == at ||
            vocabulary_find(DOMAIN_KEY, label_key(&assembler->scratch, text)).concept == UNKNOWN)
            continue;
        begin_row(assembler, assembler->lines.list.items[at].number);
        add_cell(assembler, text, assembler->lines.list.items[at].pieces[0].offset,
                 assembler->lines.list.items[at].number);
        for (size_t line_at = at; line_at <= i; line_at++)
            if (value >= assembler->lines.list.items[line_at].pieces &&
                value <
                    assembler->lines.list.items[line_at].pieces + assembler->lines.list.items[line_at].count)
                add_cell(assembler, value->text, value->offset, assembler->lines.list.items[line_at].number);
        end_row(assembler);
        for (size_t line_at = at + 1; line_at <= i; line_at++)
            assembler->lines.list.items[line_at].count = 0;
        return true;
    }
    return false;
}

static void take_outside(struct assembler *assembler, size_t at)
{
    if (take_long_key(assembler, at))
        return;
    const struct text_line *line = &assembler->lines.list.items[at];
    struct text_parsed parsed;
    bool row = parse_line(assembler, line, &parsed) && parsed.token_count > 1 &&
               !text_is_sentence(parsed.label.text);
    bool bare = row && parsed.label.text.length == 0;
    if (bare)
        count_loose(assembler, parsed.tokens);
    else if (row || is_fact(assembler, line) || is_title(assembler, line) ||

             (line->count == 1 && !text_is_sentence(line->pieces[0].text) && is_above_header(assembler, at)))
        write_line(assembler, line);
    else
        assembler->outside++;
}

/* The aid shares stand below a title, as label and percentage. */
static void open_shares(struct assembler *assembler, const struct text_line *line)
{
    struct text_header header = {.count = 2, .amounts = 1, .total = -1, .kind = TABLE_SHARES};
    header.columns[0] = (struct text_column){.concept = COL_CATEGORY};
    header.columns[1] = (struct text_column){.concept = COL_TOTAL, .amount = true};
    close_table(assembler);
    assembler->table = ARENA_NEW(assembler->arena, struct text_table);
    assembler->table->header = header;
    write_line(assembler, line);
}

static bool is_shares_title(struct assembler *assembler, size_t at)
{
    const struct text_line *line = &assembler->lines.list.items[at];
    size_t next = next_line(assembler, at);
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
    size_t begin = is_title(assembler, line) ? next_line(assembler, at) : at;
    size_t taken = begin < assembler->lines.list.count
                       ? text_header_read(&assembler->scratch, &assembler->lines, begin, &header)
                       : 0;
    return taken > 0 && same_header(&assembler->table->header, &header) ? begin + taken - at : 0;
}

static size_t take_header(struct assembler *assembler, size_t at)
{
    struct text_header header;
    const struct text_line *line = &assembler->lines.list.items[at];
    size_t taken = text_header_read(&assembler->scratch, &assembler->lines, at, &header);
    if (taken == 0)
        return 0;
    close_table(assembler);
    if (header.is_read) {
        open_table(assembler, &header, line);
        find_alignment(assembler, at + taken);
    } else if (header.kind == TABLE_PROJECT)
        write_line(assembler, line);
    else
        assembler->outside += taken;
    assembler->cells_on_lines = header.one_a_line;
    return taken;
}

static size_t take_line(struct assembler *assembler, size_t at)
{
    const struct text_line *line = &assembler->lines.list.items[at];
    if (line->tabbed) {
        close_table(assembler);
        write_line(assembler, line);
        return 1;
    }
    size_t taken = pass_repeated(assembler, at);
    if (taken == 0)
        taken = take_header(assembler, at);
    if (taken > 0)
        return taken;
    if (is_shares_title(assembler, at)) {
        open_shares(assembler, line);
        find_alignment(assembler, at + 1);
        return 1;
    }
    if (assembler->table && is_title(assembler, line) && is_above_header(assembler, at))
        close_table(assembler);
    if (assembler->table)
        take_table_line(assembler, at);
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
    *ARENA_PUSH(assembler->arena, &assembler->budget->remarks) =
        (struct remark){message_text(assembler->arena, assembler->findings->language, message)};
}

/* ---- what is said in lines of its own ---- */

/* Takes a line "Projektperiod: 2021-06-01 - 2023-03-31", or a key above its date, out of the lines. */
static void take_fact(struct assembler *assembler, size_t at)
{
    struct text_line *line = &assembler->lines.list.items[at];
    struct str text = line->count > 0 ? line->pieces[0].text : STR("");
    ptrdiff_t colon = str_find(str_shorten(text, 100), STR(":"));
    size_t next = colon < 0 ? next_line(assembler, at) : at;
    if (line->count != 1 || next == assembler->lines.list.count || text.length > 400)
        return;
    struct str key = colon < 0 ? text : str_slice(text, 0, (size_t)colon);
    enum concept concept = vocabulary_find(DOMAIN_KEY, label_key(&assembler->scratch, key)).concept;
    struct text_line *below = &assembler->lines.list.items[next];
    struct text_piece value = below->pieces[0];
    bool dated = concept_kind(concept) == VALUE_DATE || concept_kind(concept) == VALUE_PERIOD;
    if (concept == UNKNOWN || (colon < 0 && (!dated || below->count != 1 || !text_is_date(value.text))))
        return;
    if (colon >= 0) {
        value.text = str_trim(str_slice(text, (size_t)colon + 1, text.length));
        value.offset += (uint32_t)(value.text.data - text.data);
    }
    if (value.text.length == 0)
        return;
    begin_row(assembler, line->number);
    add_cell(assembler, key, line->pieces[0].offset, line->number);
    add_cell(assembler, value.text, value.offset, below->number);
    end_row(assembler);
    line->count = 0;
    below->count = 0;
}

static void take_facts(struct assembler *assembler)
{
    for (size_t at = 0; at < assembler->lines.list.count; at++) {
        arena_clear(&assembler->scratch);
        if (!assembler->lines.list.items[at].tabbed)
            take_fact(assembler, at);
    }
    write_blank(assembler, 1);
}

static void report_loose(struct assembler *assembler)
{
    if (assembler->loose_lines == 0)
        return;
    struct message message = {MESSAGE_TEXT_LOOSE,
                              {words_of_count(assembler->arena, (long long)assembler->loose_lines)}};
    struct finding *finding = finding_add(assembler->findings, RULE_READ_UNKNOWN_TABLE,
                                          (struct origin){assembler->source, 0, 0}, message);
    finding->severity = ERROR;
    finding->place = place_at_offset(assembler->source, assembler->loose.offset,
                                     (uint32_t)str_code_points(assembler->loose.text));
    finding_set_action(assembler->findings, finding, (struct message){MESSAGE_DO_TEXT_LOOSE, {{0}}});
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
    take_facts(&assembler);
    for (size_t at = 0; at < assembler.lines.list.count;) {
        const struct text_line *line = &assembler.lines.list.items[at];
        assembler.after_blank = assembler.after_blank || line->count == 0;
        arena_clear(&assembler.scratch);
        if (line->count == 0) {
            if (!assembler.table)
                write_blank(&assembler, line->number);
            at++;
            continue;
        }
        at += take_line(&assembler, at);
        assembler.after_blank = false;
    }
    close_table(&assembler);
    arena_release(&assembler.scratch);
    report_loose(&assembler);
    remark_outside(&assembler);
    return assembler.rows;
}
