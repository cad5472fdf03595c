/* The rows of a table, when all of them are known, to rows of cells. */
#include "assembler.h"

#include "budgetkoll/buffer.h"
#include "budgetkoll/label.h"

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

/* "Andel privat  finansiering": a gap within a label that is known is no end of it. */
static void take_whole_label(struct assembler *assembler, struct text_row *row)
{
    enum table_kind kind = assembler->table->header.kind;
    struct str label;
    if (row->whole.count <= row->label_count || row->dashed ||
        text_meaning(assembler->arena, kind, row->label, row->label_count, &label) != UNKNOWN ||
        text_meaning(assembler->arena, kind, row->whole.items, (uint32_t)row->whole.count, &label) == UNKNOWN)
        return;
    row->label = row->whole.items;
    row->label_count = (uint32_t)row->whole.count;
    row->description.text = STR("");
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
        assembler_fragment(assembler, cell);
    }
    for (uint32_t i = 0; i < row->cut.count; i++)
        if (row->column[i] >= header->amounts)
            assembler_fragment(assembler, amount_fragment(row, i));
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
    struct message action = {assembler->source->is_pdf ? MESSAGE_DO_TEXT_PDF : MESSAGE_DO_TEXT_AMBIGUOUS,
                             {{0}}};
    finding_set_action(assembler->findings, finding, action);
}

/* The tokens of a row that cannot be settled all stand in its first column. */
static void keep_tokens(struct text_row *row)
{
    row->cut = (struct text_cut){.count = 1};
    row->column[0] = 0;
}

/* A cost that stands in the plan beside no activity may be that of any one without: such an activity is not free. */
static bool may_lack_cost(const struct assembler *assembler, const struct text_row *row)
{
    const struct text_table *table = assembler->table;
    return table->header.kind == TABLE_ACTIVITIES && row->token_count == 0 &&
           assembler->loose_lines > table->loose_before;
}

static void write_row(struct assembler *assembler, struct text_row *row, int widest)
{
    bool doubtful = !row->settled && row->token_count > 0;
    struct text_fragment place = {STR(""), 0, row->line};
    if (doubtful) {
        keep_tokens(row);
        place = amount_fragment(row, 0);
    }
    assembler_begin_row(assembler, place.line);
    write_cells(assembler, row, widest);
    struct row *written = assembler_end_row(assembler);
    written->doubtful = doubtful || may_lack_cost(assembler, row) || assembler->table->levels_lost;
    if (!doubtful)
        return;
    const struct text_header *header = &assembler->table->header;
    uint32_t field = 0;
    while (field < header->count && !header->columns[field].amount)
        field++;
    report_doubtful(assembler, row, (struct origin){assembler->source, written->record, field});
}

void text_close(struct assembler *assembler)
{
    struct text_table *table = assembler->table;
    if (!table)
        return;
    text_table_flush(assembler, false);
    text_levels_settle(assembler);
    struct keys descriptions = find_descriptions(assembler);
    for (size_t i = 0; i < table->rows.count; i++) {
        struct text_row *row = &table->rows.items[i];
        struct str label;
        take_whole_label(assembler, row);
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
