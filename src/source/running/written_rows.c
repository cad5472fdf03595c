/* The rows of a table, when all of them are known, to rows of cells. */
#include "running.h"

#include "budgetkoll/buffer.h"
#include "budgetkoll/label.h"

/* ---- descriptions ---- */

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
static struct keys find_descriptions(struct running *running)
{
    enum { MOST_DESCRIPTIONS = 100 };
    struct keys keys = {0};
    for (size_t i = 0; i < running->table->rows.count; i++) {
        struct str text = running->table->rows.items[i].description.text;
        struct str key = text.length > 0 ? label_key(running->arena, text) : STR("");
        if (key.length > 0 && keys.list.count < MOST_DESCRIPTIONS && !holds_key(&keys, key))
            *ARENA_PUSH(running->arena, &keys.list) = key;
    }
    return keys;
}

/* "Ånge kommun kontanter": the end of the label is what stands as a description in other rows. */
static void split_description(struct running *running, struct running_row *row, const struct keys *keys)
{
    if (row->description.text.length > 0 || row->label_count == 0 || keys->list.count == 0)
        return;
    struct fragment *last = &row->label[row->label_count - 1];
    for (size_t at = 1; at < last->text.length; at++) {
        struct str rest = str_slice(last->text, at, last->text.length);
        if (last->text.data[at - 1] != ' ' || !holds_key(keys, label_key(running->arena, rest)))
            continue;
        row->description = (struct fragment){rest, last->offset + (uint32_t)at, last->line};
        last->text = str_trim(str_slice(last->text, 0, at));
        return;
    }
}

/* "Andel privat  finansiering": a gap within a label that is known is no end of it. */
static void take_whole_label(struct running *running, struct running_row *row)
{
    enum table_kind kind = running->table->header.kind;
    uint32_t count = (uint32_t)row->whole.count;
    struct str label;
    if (count <= row->label_count || count > MOST_LABEL_LINES || row->dashed ||
        broken_label_meaning(running->arena, kind, row->label, row->label_count, &label) != UNKNOWN ||
        broken_label_meaning(running->arena, kind, row->whole.items, count, &label) == UNKNOWN)
        return;
    memcpy(row->label, row->whole.items, count * sizeof *row->label);
    row->label_count = count;
    row->description.text = STR("");
}

static int widest_label(const struct running_table *table)
{
    int widest = 0;
    for (size_t i = 0; i < table->rows.count; i++)
        for (uint32_t f = 0; table->rows.items[i].label_count > 1 && f < table->rows.items[i].label_count;
             f++) {
            int width = broken_label_width(table->rows.items[i].label[f].text);
            widest = width > widest ? width : widest;
        }
    return widest;
}

static struct fragment row_label(struct running *running, const struct running_row *row, int widest)
{
    struct fragment label = {STR(""), 0, row->line};
    if (row->label_count == 0 && row->token_count > 0)
        return (struct fragment){STR(""), row->tokens[0].offset, row->tokens[0].line};
    if (row->label_count == 0)
        return label;
    label = row->label[0];
    label.text =
        broken_label_join(running->arena, running->table->header.kind, row->label, row->label_count, widest);
    return label;
}

static struct fragment with_dash(struct running *running, struct fragment label)
{
    struct buffer text = {.arena = running->arena};
    buffer_add(&text, STR("- "));
    buffer_add(&text, label.text);
    label.text = buffer_text(&text);
    return label;
}

static struct fragment amount_fragment(const struct running_row *row, uint32_t i)
{
    const struct running_word *first = &row->tokens[row->cut.first[i]];
    return (struct fragment){cuts_amount(row->tokens, row->token_count, &row->cut, i), first->offset,
                             first->line};
}

/* The fragment of the row in amount column `amount`; a blank one at the row's begin where it has none. */
static struct fragment amount_cell(const struct running_row *row, struct fragment blank, uint32_t amount)
{
    blank.text = STR("");
    for (uint32_t i = 0; i < row->cut.count; i++)
        if (row->column[i] == amount)
            return amount_fragment(row, i);
    return blank;
}

/* A period that stands on two lines is put together. */
static struct fragment date_cell(struct arena *arena, const struct running_row *row, enum concept concept)
{
    struct fragment range = row->first_date;
    struct str last = row->last_date.text;
    if (concept == COL_START)
        return row->first_date;
    if (concept == COL_END)
        return row->last_date;
    if (row->last_date.line == row->first_date.line) {
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

static void write_cells(struct running *running, const struct running_row *row, int widest)
{
    const struct running_header *header = &running->table->header;
    struct fragment label = row_label(running, row, widest), blank = label;
    uint32_t names = running_label_column(header), amount = 0;
    if (!row->settled && row->token_count > 0) /* where it is reported */
        blank = amount_fragment(row, 0);
    blank.text = STR("");
    if (row->dashed)
        label = with_dash(running, label);
    for (uint32_t i = 0; i < header->count; i++) {
        enum concept concept = header->columns[i].concept;
        struct fragment cell = blank;
        if (i == names)
            cell = label;
        else if (i < names)
            cell = row->level.text.length > 0 ? row->level : blank;
        else if (header->columns[i].amount)
            cell = amount_cell(row, blank, amount++);
        else if (concept == COL_DESCRIPTION && row->description.text.length > 0)
            cell = row->description;
        else if (concept == COL_START || concept == COL_END || concept == COL_RANGE || concept == COL_PERIOD)
            cell = row->first_date.text.length > 0 ? date_cell(running->arena, row, concept) : blank;
        row_writer_cell(running, cell);
    }
    for (uint32_t i = 0; i < row->cut.count; i++)
        if (row->column[i] >= header->amounts)
            row_writer_cell(running, amount_fragment(row, i));
}

/* ---- what cannot be settled ---- */

/* "756 | 000 771": the amounts of a cut. */
static struct str cut_words(struct arena *arena, const struct running_row *row, const struct running_cut *cut)
{
    struct buffer words = {.arena = arena};
    for (uint32_t i = 0; i < cut->count; i++) {
        buffer_add(&words, i ? STR(" | ") : STR(""));
        buffer_add(&words, cuts_amount(row->tokens, row->token_count, cut, i));
    }
    return buffer_text(&words);
}

static struct str token_words(struct arena *arena, const struct running_row *row)
{
    struct buffer words = {.arena = arena};
    for (uint32_t i = 0; i < row->token_count; i++) {
        buffer_add(&words, i ? STR(" ") : STR(""));
        buffer_add(&words, row->tokens[i].text);
    }
    return buffer_text(&words);
}

/* A row that is no one's: its first amounts, all of them unreadable. */
static void report_doubtful(struct running *running, struct running_row *row, struct origin origin)
{
    struct arena *arena = running->arena;
    bool cuts = row->candidate_count > 1;
    struct str label = label_printable(arena, row->label_count ? row->label[0].text : STR(""));
    struct message message = {cuts ? MESSAGE_TEXT_AMBIGUOUS : MESSAGE_TEXT_COLUMNS,
                              {str_shorten(token_words(arena, row), 120),
                               words_of_count(arena, (long long)running->table->header.amounts)}};
    for (int i = 0; i < 2 && cuts; i++)
        message.arguments[2 + i] = cut_words(arena, row, &row->candidates[i].cut);
    struct finding *finding = finding_add(running->findings, RULE_READ_AMBIGUOUS, origin, message);
    finding->cell = label;
    struct message action = {running->source->is_pdf ? MESSAGE_DO_TEXT_PDF : MESSAGE_DO_TEXT_AMBIGUOUS,
                             {{0}}};
    finding_set_action(running->findings, finding, action);
}

/* The tokens of a row that cannot be settled all stand in its first column. */
static void keep_tokens(struct running_row *row)
{
    row->cut = (struct running_cut){.count = 1};
    row->column[0] = 0;
}

/* A cost that stands in the plan beside no activity may be that of any one without: such an activity is not free. */
static bool may_lack_cost(const struct running *running, const struct running_row *row)
{
    const struct running_table *table = running->table;
    return table->header.kind == TABLE_ACTIVITIES && row->token_count == 0 &&
           running->loose_lines > table->loose_before;
}

static void write_row(struct running *running, struct running_row *row, int widest)
{
    bool doubtful = !row->settled && row->token_count > 0;
    struct fragment place = {STR(""), 0, row->line};
    if (doubtful) {
        keep_tokens(row);
        place = amount_fragment(row, 0);
    }
    row_writer_begin(running, place.line);
    write_cells(running, row, widest);
    struct row *written = row_writer_end(running);
    written->is_part = row->is_part;
    written->doubtful = doubtful || may_lack_cost(running, row) || running->table->levels_lost;
    if (!doubtful)
        return;
    const struct running_header *header = &running->table->header;
    uint32_t field = 0;
    while (field < header->count && !header->columns[field].amount)
        field++;
    report_doubtful(running, row, (struct origin){running->source, written->record, field});
}

void written_rows_close(struct running *running)
{
    struct running_table *table = running->table;
    if (!table)
        return;
    broken_rows_make(running);
    struct keys descriptions = find_descriptions(running);
    for (size_t i = 0; i < table->rows.count; i++) {
        struct running_row *row = &table->rows.items[i];
        struct str label;
        take_whole_label(running, row);
        if (running_column_find(&table->header, COL_DESCRIPTION))
            split_description(running, row, &descriptions);
        row->total_only = !row->dashed && row->token_count > 0 &&
                          broken_label_meaning(running->arena, table->header.kind, row->label,
                                               row->label_count, &label) == APPLIED;
    }
    choose_cuts(running->arena, table);
    int widest = widest_label(table);
    for (size_t i = 0; i < table->rows.count; i++)
        write_row(running, &table->rows.items[i], widest);
    running->table = NULL;
}
