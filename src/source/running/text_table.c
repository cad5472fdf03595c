/* The lines of a table to its rows: which of them make one row. */
#include "assembler.h"

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

void text_table_flush(struct assembler *assembler, bool dash_follows)
{
    uint32_t count = assembler->pending_count;
    if (count == 0)
        return;
    if (assembler->pending_dashed || dash_follows ||
        assembler_meaning(assembler, assembler->pending, count) != UNKNOWN)
        add_row(assembler, assembler->pending, count, assembler->pending_dashed);
    else
        assembler->outside += count;
    assembler->pending_count = 0;
    assembler->pending_dashed = false;
}

static void add_pending(struct assembler *assembler, struct text_fragment label)
{
    if (assembler->pending_count == MOST_LABEL_LINES)
        text_table_flush(assembler, false);
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
    return assembler_meaning(assembler, all, count) != UNKNOWN ||
           (may_go_on && text_begins_label(&assembler->scratch, all, count));
}

/* One more line of the row's label, and what stands beside it. */
static void add_whole(struct assembler *assembler, struct text_row *row, struct text_fragment label,
                      struct text_fragment description)
{
    if (label.text.length > 0)
        *ARENA_PUSH(assembler->arena, &row->whole) = label;
    if (description.text.length > 0)
        *ARENA_PUSH(assembler->arena, &row->whole) = description;
}

static void take_amounts(struct assembler *assembler, struct text_row *row, const struct text_line *line,
                         const struct text_parsed *parsed)
{
    row->tokens = parsed->tokens;
    row->token_count = parsed->token_count;
    row->dates = parsed->first_date;
    row->second_date = parsed->last_date;
    row->level = text_levels_next(assembler, parsed);
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
    for (uint32_t i = 0; i < row->label_count; i++)
        add_whole(assembler, row, row->label[i],
                  i + 1 < row->label_count ? (struct text_fragment){STR(""), 0, 0} : parsed->description);
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

/* Where amounts without a label follow, those above them need not belong to the last label either. */
static void take_back_amounts(struct assembler *assembler, const struct text_line *line)
{
    struct text_row *row = last_row(assembler);
    if (!row || !row->apart || row->token_count == 0 || row->line + 1 != line->number)
        return;
    assembler_count_loose(assembler, row->tokens);
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
        assembler_count_loose(assembler, parsed->tokens);
    }
}

static bool begins_small(struct str text)
{
    size_t at = 0;
    int32_t c = text.length > 0 ? str_next(text, &at) : 0;
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '(' || c == 0xE5 || c == 0xE4 ||
           c == 0xF6;
}

/* The pending label is another row's: it is known by itself, or stands apart. Among labels of any names a capital begins
 * the next. */
static bool is_apart(struct assembler *assembler, const struct text_parsed *parsed)
{
    if (parsed->dashed)
        return true;
    if (assembler->table->header.is_free)
        return !begins_small(parsed->label.text);
    if (joins_pending(assembler, parsed->label, false))
        return false;
    return assembler_meaning(assembler, assembler->pending, assembler->pending_count) != UNKNOWN ||
           assembler_meaning(assembler, &parsed->label, 1) != UNKNOWN || assembler->after_blank;
}

/* The words beside the amounts are a description, since the label stands above them on lines of its own. */
static bool is_description(struct assembler *assembler, const struct text_parsed *parsed)
{
    return text_column_find(&assembler->table->header, COL_DESCRIPTION) && !parsed->dashed &&
           assembler->pending_count > 0 && parsed->description.text.length == 0 && !parsed->spaced &&
           !joins_pending(assembler, parsed->label, false) &&
           assembler_meaning(assembler, &parsed->label, 1) == UNKNOWN;
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
        text_table_flush(assembler, parsed->dashed || assembler->table->header.is_free);
    add_pending(assembler, parsed->label);
    assembler->pending_dashed = assembler->pending_dashed || parsed->dashed;
    complete_pending(assembler, line, parsed);
}

static void add_label_line(struct assembler *assembler, struct text_row *row,
                           const struct text_parsed *parsed)
{
    struct text_fragment *all = ARENA_ARRAY(assembler->arena, struct text_fragment, row->label_count + 1);
    for (uint32_t i = 0; i < row->label_count; i++)
        all[i] = row->label[i];
    all[row->label_count++] = parsed->label;
    row->label = all;
    add_whole(assembler, row, parsed->label, parsed->description);
}

/* The cost of the last row, on the line below its dates: of all rows of a table with levels each has one of its own. */
static bool complete_cost(struct assembler *assembler, const struct text_line *line,
                          const struct text_parsed *parsed)
{
    struct text_row *row = last_row(assembler);
    bool open = row && row->level.text.length > 0 && row->dates.text.length > 0 && row->token_count == 0 &&
                row->spaced && row->line + 1 == line->number && row->label_count < MOST_LABEL_LINES;
    bool half = row && row->dates.offset == row->second_date.offset && /* the end of its period as well */
                parsed->first_date.offset == parsed->last_date.offset;
    if (!open || parsed->token_count == 0 || (parsed->first_date.text.length > 0 && !half) ||
        parsed->dashed || parsed->level.text.length > 0 || assembler->table->level_waiting.text.length > 0 ||
        assembler->pending_count > 0)
        return false;
    row->tokens = parsed->tokens;
    row->token_count = parsed->token_count;
    row->line = line->number;
    if (parsed->first_date.text.length > 0)
        row->second_date = parsed->first_date;
    if (parsed->label.text.length > 0)
        add_label_line(assembler, row, parsed);
    return true;
}

/* A label's line below its amounts, as a layout with gaps has it. */
static bool continues_label(struct assembler *assembler, size_t at, const struct text_parsed *parsed)
{
    struct text_row *row = last_row(assembler);
    const struct text_line *line = &assembler->lines.list.items[at];
    bool has_label = row && (row->label_count > 0 || row->dashed);
    if (!has_label || !row->spaced || row->label_count == MOST_LABEL_LINES || row->line + 1 != line->number ||
        parsed->dashed || (assembler->table->header.is_free && !begins_small(parsed->label.text)))
        return false;
    struct text_fragment all[MOST_LABEL_LINES];
    for (uint32_t i = 0; i < row->label_count; i++)
        all[i] = row->label[i];
    all[row->label_count] = parsed->label;
    bool expected = row->below > 0;
    if (!expected && assembler->labels_above)
        return false;
    if (!expected && row->label_count > 0 &&
        assembler_meaning(assembler, all, row->label_count + 1) == UNKNOWN) {
        bool known = assembler_meaning(assembler, row->label, row->label_count) != UNKNOWN && !row->dashed;
        bool begins = !begins_small(parsed->label.text) &&
                      (assembler_meaning(assembler, &parsed->label, 1) != UNKNOWN ||
                       text_begins_label(&assembler->scratch, &parsed->label, 1));
        bool goes_on = text_begins_label(&assembler->scratch, all, row->label_count + 1);
        struct text_parsed below;
        bool above_amounts = at + 1 < assembler->lines.list.count &&
                             assembler_parse(assembler, &assembler->lines.list.items[at + 1], &below) &&
                             below.label.text.length == 0 && below.token_count > 0;
        if (!goes_on && (known || begins || above_amounts))
            return false;
    }
    add_label_line(assembler, row, parsed);
    row->below -= expected;
    row->line = line->number;
    return true;
}

static void take_label(struct assembler *assembler, size_t at, const struct text_parsed *parsed)
{
    if (continues_label(assembler, at, parsed))
        return;
    if (parsed->dashed) {
        text_table_flush(assembler, true);
        assembler->pending_dashed = true;
    } else if (assembler->pending_count > 0) {
        bool known = assembler_meaning(assembler, assembler->pending, assembler->pending_count) != UNKNOWN &&
                     !assembler->pending_dashed;
        if ((known || assembler->after_blank) && !joins_pending(assembler, parsed->label, true))
            text_table_flush(assembler, false);
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

void text_table_take(struct assembler *assembler, size_t at)
{
    const struct text_line *line = &assembler->lines.list.items[at];
    struct text_parsed parsed;
    if (!assembler_parse(assembler, line, &parsed)) {
        struct text_fragment whole = {line->pieces[0].text, line->pieces[0].offset, line->number};
        text_table_flush(assembler, false);
        add_row(assembler, &whole, 1, false);
        return;
    }
    if (complete_range(assembler, &parsed) && parsed.label.text.length == 0)
        return;
    if (parsed.open_range && parsed.token_count == 0) {
        assembler->pending_date = parsed.first_date;
        parsed.first_date = parsed.last_date = (struct text_fragment){STR(""), 0, 0};
    }
    if (complete_cost(assembler, line, &parsed))
        return;
    bool amounts = parsed.token_count > 0 || parsed.first_date.text.length > 0;
    if (!amounts)
        text_levels_wait(assembler, &parsed);
    if (!amounts && parsed.label.text.length == 0 && !parsed.dashed)
        return;
    if (!amounts && text_is_sentence(parsed.label.text) &&
        (!parsed.dashed || str_ends(parsed.label.text, STR("."))))
        assembler->outside++;
    else if (!amounts)
        take_label(assembler, at, &parsed);
    else if (parsed.label.text.length == 0 && !parsed.dashed)
        take_bare_amounts(assembler, line, &parsed);
    else
        take_full_line(assembler, line, &parsed);
}
