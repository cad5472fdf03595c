/* The lines of a table to its rows: which lines a label is broken over, and which amounts are its. Evidence is weighed: what is
 * known, dashes, blank lines, capitals, and how labels stand beside their amounts in the whole table. */
#include "running.h"

#include "budgetkoll/vocabulary.h"

/* How the lines of labels stand beside their amounts, where gaps tell cells apart. */
enum manner { LABELS_BELOW, LABELS_AROUND, LABELS_ABOVE, MANNERS };

struct maker {
    struct running *running;
    struct running_table *table;
    enum manner manner;
    int score;                                              /* what speaks for the rows so made */
    const struct line_parts *waiting[2 * MOST_LABEL_LINES]; /* labels since the last amounts */
    uint32_t waiting_count;
    struct fragment open_date; /* the first of a period that goes on beside the amounts or below */
};

static enum concept meaning(struct maker *maker, const struct fragment *fragments, uint32_t count)
{
    struct str label;
    return broken_label_meaning(&maker->running->scratch, maker->table->header.kind, fragments, count,
                                &label);
}

/* ---- rows ---- */

static struct running_row *last_row(const struct maker *maker)
{
    size_t count = maker->table->rows.count;
    return count > 0 ? &maker->table->rows.items[count - 1] : NULL;
}

static struct running_row *add_row(struct maker *maker)
{
    struct running_row *row = ARENA_PUSH(maker->running->arena, &maker->table->rows);
    *row = (struct running_row){.label_count = 0};
    return row;
}

/* One more line of the row's label, and what stands beside it. */
static void add_label(struct maker *maker, struct running_row *row, const struct line_parts *parts)
{
    if (row->label_count == MOST_LABEL_LINES)
        return;
    if (parts->label.text.length > 0) {
        row->label[row->label_count++] = parts->label;
        *ARENA_PUSH(maker->running->arena, &row->whole) = parts->label;
    }
    if (parts->description.text.length > 0) {
        *ARENA_PUSH(maker->running->arena, &row->whole) = parts->description;
        if (row->description.text.length == 0)
            row->description = parts->description;
    }
    row->dashed = row->dashed || parts->dashed;
    row->line = parts->number;
    row->page = parts->page;
}

static void set_amounts(struct maker *maker, struct running_row *row, const struct line_parts *parts)
{
    row->tokens = parts->tokens;
    row->token_count = parts->token_count;
    row->first_date = parts->first_date;
    row->last_date = parts->last_date;
    row->open_range = parts->open_range;
    if (maker->open_date.text.length > 0) {
        row->first_date = maker->open_date;
        row->open_range = parts->first_date.text.length == 0;
    }
    maker->open_date = (struct fragment){STR(""), 0, 0};
    row->spaced = parts->spaced;
    row->is_part = parts->is_part;
    row->line = parts->number;
    row->page = parts->page;
}

/* ---- lines of labels that wait for amounts ---- */

/* The lines waiting[from .. end - 1], and one more, mean something together. */
static enum concept meaning_of(struct maker *maker, uint32_t from, uint32_t end,
                               const struct line_parts *more)
{
    struct fragment all[2 * MOST_LABEL_LINES + 1];
    uint32_t count = 0;
    for (uint32_t i = from; i < end; i++)
        all[count++] = maker->waiting[i]->label;
    if (more)
        all[count++] = more->label;
    return meaning(maker, all, count);
}

static bool begins_label(struct maker *maker, uint32_t from, uint32_t end)
{
    struct fragment all[2 * MOST_LABEL_LINES];
    for (uint32_t i = from; i < end; i++)
        all[i - from] = maker->waiting[i]->label;
    return broken_label_begins(&maker->running->scratch, all, end - from);
}

/* Line `next`, of those that wait or the one with the amounts, begins another label than the lines from `from` on make. */
static bool begins_row(struct maker *maker, uint32_t from, uint32_t next, const struct line_parts *parts)
{
    bool is_last = next == maker->waiting_count;
    const struct line_parts *line = is_last ? parts : maker->waiting[next];
    if (line->dashed)
        return true;
    if (is_last && line->label.text.length == 0)
        return false;
    if (maker->table->header.is_free)
        return !broken_label_goes_on(line->label.text);
    bool dashed = maker->waiting[from]->dashed, joined = meaning_of(maker, from, next, line) != UNKNOWN;
    bool page = line->page != maker->waiting[next - 1]->page && dashed;
    bool known = !dashed && meaning_of(maker, from, next, NULL) != UNKNOWN;
    if (is_last)
        known = known || meaning(maker, &line->label, 1) != UNKNOWN;
    else
        joined = joined || ((known || line->after_blank) && begins_label(maker, from, next + 1));
    return !joined && (known || (line->after_blank && !page));
}

/* Lines of a label that got no amounts: a row where it is known or has a dash, or lines with a dash follow; else text between
 * rows. */
static void add_heading(struct maker *maker, uint32_t from, uint32_t end, bool dash_follows)
{
    bool known = maker->waiting[from]->dashed || dash_follows || maker->table->header.is_free ||
                 meaning_of(maker, from, end, NULL) != UNKNOWN;
    if (!known) {
        maker->running->outside += end - from;
        maker->score -= 4 * (int)(end - from);
        return;
    }
    struct running_row *row = add_row(maker);
    for (uint32_t i = from; i < end; i++)
        add_label(maker, row, maker->waiting[i]);
}

/* Where the labels begin that the waiting lines from `from` on make with a line of amounts, or NULL; the last is that line's. */
struct groups {
    uint32_t begin[2 * MOST_LABEL_LINES + 1];
    uint32_t count;
};

static struct groups find_groups(struct maker *maker, uint32_t from, const struct line_parts *parts)
{
    struct groups groups = {.begin = {from}, .count = 1};
    uint32_t end = maker->waiting_count + (parts ? 1 : 0);
    for (uint32_t next = from + 1; next < end; next++)
        if (begins_row(maker, groups.begin[groups.count - 1], next, parts))
            groups.begin[groups.count++] = next;
    return groups;
}

/* A dash follows the heading that ends at line `end`. */
static bool dash_follows(const struct maker *maker, uint32_t end, const struct line_parts *parts)
{
    return end < maker->waiting_count ? maker->waiting[end]->dashed : parts && parts->dashed;
}

/* The row of a line with amounts, whose label begins with waiting line `begin`. */
static void add_amounts(struct maker *maker, uint32_t begin, const struct line_parts *parts)
{
    struct running_row *row = add_row(maker);
    bool described = maker->table->header.one_a_line && maker->waiting_count > begin + 1 &&
                     running_column_find(&maker->table->header, COL_DESCRIPTION);
    for (uint32_t i = begin; i + described < maker->waiting_count; i++)
        add_label(maker, row, maker->waiting[i]);
    if (described) /* where each cell has a line, the last before the amounts */
        row->description = maker->waiting[maker->waiting_count - 1]->label;
    row->above = row->label_count;
    add_label(maker, row, parts);
    row->bare = parts->label.text.length == 0;
    row->dashed = row->dashed || parts->dashed;
    set_amounts(maker, row, parts);
}

/* The rows that the waiting lines, from `from` on, make with a line of amounts, or NULL. */
static void add_waiting(struct maker *maker, uint32_t from, const struct line_parts *parts)
{
    struct groups groups = find_groups(maker, from, parts);
    uint32_t headings = parts ? groups.count - 1 : groups.count;
    for (uint32_t i = 0; i < headings && groups.begin[i] < maker->waiting_count; i++) {
        uint32_t end = i + 1 < groups.count ? groups.begin[i + 1] : maker->waiting_count;
        add_heading(maker, groups.begin[i], end, dash_follows(maker, end, parts));
    }
    if (parts)
        add_amounts(maker, groups.begin[groups.count - 1], parts);
    maker->waiting_count = 0;
}

/* ---- which of the waiting lines go on the label above them ---- */

/* What speaks for the label of a row: that it is known, or at least how one begins. */
static int label_score(struct maker *maker, const struct fragment *label, uint32_t count, bool dashed)
{
    if (count == 0)
        return -6;
    if (dashed || maker->table->header.is_free)
        return 0;
    if (meaning(maker, label, count) != UNKNOWN)
        return 6;
    return broken_label_begins(&maker->running->scratch, label, count) ? 2 : 0;
}

/* What speaks for the labels that the waiting lines from `from` on make with a line of amounts, or NULL. */
static int next_score(struct maker *maker, uint32_t from, const struct line_parts *parts)
{
    struct fragment label[2 * MOST_LABEL_LINES + 1];
    uint32_t count = 0, end = maker->waiting_count;
    struct groups groups = find_groups(maker, from, parts);
    uint32_t headings = parts ? groups.count - 1 : groups.count;
    int score = 0;
    for (uint32_t i = 0; i < headings && groups.begin[i] < end; i++) { /* they get no amounts */
        uint32_t next = i + 1 < groups.count ? groups.begin[i + 1] : end;
        bool known = meaning_of(maker, groups.begin[i], next, NULL) != UNKNOWN;
        score -= known || maker->waiting[groups.begin[i]]->dashed ? 0 : 4 * (int)(next - groups.begin[i]);
    }
    if (from < end && !maker->waiting[from]->dashed && broken_label_goes_on(maker->waiting[from]->label.text))
        score -= 3;
    if (!parts)
        return score;
    uint32_t begin = groups.begin[groups.count - 1];
    bool dashed = parts->dashed || (begin < end && maker->waiting[begin]->dashed);
    for (uint32_t i = begin; i < end; i++)
        label[count++] = maker->waiting[i]->label;
    if (parts->label.text.length > 0)
        label[count++] = parts->label;
    score -= maker->manner == LABELS_BELOW ? 2 * (int)(end - begin) : 0;
    score -= begin == end && !parts->dashed && broken_label_goes_on(parts->label.text) ? 3 : 0;
    return score + label_score(maker, label, count, dashed);
}

static int previous_score(struct maker *maker, const struct running_row *row, uint32_t count)
{
    struct fragment label[3 * MOST_LABEL_LINES];
    uint32_t lines = row->label_count;
    for (uint32_t i = 0; i < lines; i++)
        label[i] = row->label[i];
    int score = 0, off = (int)row->above - (int)count;
    for (uint32_t i = 0; i < count; i++) {
        label[lines++] = maker->waiting[i]->label;
        if (maker->table->header.is_free && !broken_label_goes_on(maker->waiting[i]->label.text))
            score -= 4;
    }
    if (maker->manner == LABELS_AROUND)
        score -= off < 0 ? -2 * off : 2 * off;
    if (maker->manner == LABELS_ABOVE)
        score -= 2 * (int)count;
    return score + label_score(maker, label, lines, row->dashed);
}

/* How many of the waiting lines can go on the label of the row: those right below it, without a dash. */
static uint32_t most_below(const struct maker *maker, const struct running_row *row)
{
    uint32_t count = 0;
    uint32_t line = row ? row->line : 0;
    bool has_label = row && (row->label_count > 0 || row->dashed);
    while (has_label && row->spaced && count < maker->waiting_count &&
           row->label_count + count < MOST_LABEL_LINES && !maker->waiting[count]->dashed &&
           (maker->waiting[count]->number == ++line || maker->waiting[count]->page != row->page) &&
           (!maker->waiting[count]->after_blank || maker->waiting[count]->page != row->page))
        count++;
    return count;
}

/* Gives the row above as many of the waiting lines as the evidence says; returns how many. */
static uint32_t give_back(struct maker *maker, const struct line_parts *parts)
{
    struct running_row *row = last_row(maker);
    uint32_t most = most_below(maker, row), best = 0;
    int best_score = 0;
    if (maker->waiting_count == 0)
        return 0;
    for (uint32_t count = 0; count <= most; count++) {
        int score = (most > 0 ? previous_score(maker, row, count) : 0) + next_score(maker, count, parts);
        if (count == 0 || score > best_score) {
            best = count;
            best_score = score;
        }
    }
    maker->score += best_score;
    for (uint32_t i = 0; i < best; i++)
        add_label(maker, row, maker->waiting[i]);
    return best;
}

/* Descriptions that stand behind the amounts go on below them, up to the last block of lines before bare amounts. */
static uint32_t pass_description(const struct maker *maker, const struct line_parts *parts)
{
    bool bare = parts && parts->label.text.length == 0;
    uint32_t begin = maker->waiting_count;
    while (bare && begin > 0 && !maker->waiting[--begin]->after_blank)
        ;
    return begin;
}

/* The amounts of `parts` and the lines that wait before it; NULL at the table's end. */
static void take_waiting(struct maker *maker, const struct line_parts *parts)
{
    uint32_t from = maker->table->header.words_last && !maker->table->header.one_a_line
                        ? pass_description(maker, parts)
                        : give_back(maker, parts);
    add_waiting(maker, from, parts);
}

/* ---- lines with amounts ---- */

/* More amounts of the last row, or its cost below its dates. */
static bool go_on_amounts(struct maker *maker, const struct line_parts *parts)
{
    struct running_row *row = last_row(maker);
    if (!row || !maker->table->header.one_a_line || row->token_count == 0 || maker->waiting_count > 0 ||
        row->token_count + parts->token_count > MOST_TOKENS)
        return false;
    struct running_word *tokens =
        ARENA_ARRAY(maker->running->arena, struct running_word, row->token_count + parts->token_count);
    for (uint32_t i = 0; i < row->token_count + parts->token_count; i++)
        tokens[i] = i < row->token_count ? row->tokens[i] : parts->tokens[i - row->token_count];
    tokens[row->token_count].apart = true;
    row->tokens = tokens;
    row->token_count += parts->token_count;
    row->line = parts->number;
    return true;
}

/* The cost of the last row, on the line below its dates, perhaps with the end of its period and of its name. */
static bool complete_cost(struct maker *maker, const struct line_parts *parts)
{
    struct running_row *row = last_row(maker);
    bool open = row && row->first_date.text.length > 0 && row->token_count == 0 && row->spaced &&
                row->line + 1 == parts->number && maker->waiting_count == 0;
    bool half = row && row->first_date.offset == row->last_date.offset &&
                parts->first_date.offset == parts->last_date.offset;
    if (!open || parts->token_count == 0 || (parts->first_date.text.length > 0 && !half) || parts->dashed ||
        parts->level.text.length > 0)
        return false;
    add_label(maker, row, parts);
    row->tokens = parts->tokens;
    row->token_count = parts->token_count;
    if (parts->first_date.text.length > 0)
        row->last_date = parts->first_date;
    return true;
}

/* The second date of the last row's period, on a line below the first. */
static bool complete_range(struct maker *maker, struct line_parts *parts)
{
    struct running_row *row = last_row(maker);
    if (!row || !row->open_range || parts->token_count > 0 || parts->first_date.text.length == 0)
        return false;
    row->last_date = parts->first_date;
    row->open_range = false;
    if (parts->label.text.length == 0)
        row->line = parts->number;
    parts->first_date = parts->last_date = (struct fragment){STR(""), 0, 0};
    return true;
}

/* Amounts without a label: where more of them follow, those above need not belong to the last label either. */
static void take_loose(struct maker *maker, const struct line_parts *parts)
{
    struct running_row *row = last_row(maker);
    if (row && row->bare && row->token_count > 0 && row->line + 1 == parts->number) {
        row_writer_loose(maker->running, row->tokens);
        row->token_count = 0;
    }
    row_writer_loose(maker->running, parts->tokens);
}

/* The words beside the amounts are a description, since the label stands above them on lines of its own. */
static void settle_description(struct maker *maker, struct line_parts *parts)
{
    const struct running_header *header = &maker->table->header;
    if (!running_column_find(header, COL_DESCRIPTION) || header->words_last || parts->dashed ||
        maker->waiting_count == 0 || parts->description.text.length > 0 || parts->spaced ||
        meaning_of(maker, 0, maker->waiting_count, parts) != UNKNOWN ||
        meaning(maker, &parts->label, 1) != UNKNOWN)
        return;
    parts->description = parts->label;
    parts->label.text = STR("");
}

static void take_amounts(struct maker *maker, struct line_parts *parts)
{
    bool bare = parts->label.text.length == 0 && !parts->dashed;
    if (bare && maker->waiting_count == 0) {
        if (!go_on_amounts(maker, parts) && parts->token_count > 0)
            take_loose(maker, parts);
        return;
    }
    settle_description(maker, parts);
    take_waiting(maker, parts);
}

static void take_line(struct maker *maker, struct line_parts parts)
{
    if (complete_range(maker, &parts) && parts.label.text.length == 0)
        return;
    if (parts.open_range && parts.token_count == 0) {
        maker->open_date = parts.first_date;
        parts.first_date = parts.last_date = (struct fragment){STR(""), 0, 0};
    }
    if (complete_cost(maker, &parts))
        return;
    if (parts.token_count > 0 || parts.first_date.text.length > 0) {
        take_amounts(maker, &parts);
        return;
    }
    if (parts.label.text.length == 0 && !parts.dashed)
        return;
    if (!maker->table->header.words_last && broken_label_is_sentence(parts.label.text) &&
        (!parts.dashed || str_ends(parts.label.text, STR(".")))) {
        maker->running->outside++;
        return;
    }
    if (maker->waiting_count == sizeof maker->waiting / sizeof *maker->waiting)
        take_waiting(maker, NULL);
    struct line_parts *kept = ARENA_NEW(maker->running->arena, struct line_parts);
    *kept = parts;
    maker->waiting[maker->waiting_count++] = kept;
}

/* ---- levels ---- */

static void report_levels(struct running *running, struct fragment level)
{
    struct message message = {MESSAGE_TEXT_LEVEL, {level.text}};
    struct stretch stretch = {level.offset, (uint32_t)str_code_points(level.text)};
    struct finding *finding =
        finding_add_at(running->findings, RULE_READ_AMBIGUOUS, running->source, stretch, message);
    finding_set_action(running->findings, finding, (struct message){MESSAGE_DO_TEXT_LEVEL, {{0}}});
}

/* "Aktivitet", "Delaktivitet": where a name is broken over lines, the text of a PDF shows the level of the next row beside the
 * last line of this one's name. As many levels as rows, in their order, can be joined in one way only. */
static void set_levels(struct running *running)
{
    struct running_table *table = running->table;
    size_t levels = 0, apart = SIZE_MAX;
    for (size_t i = 0; i < table->taken.count; i++) {
        const struct line_parts *parts = &table->taken.items[i];
        if (parts->level.text.length == 0)
            continue;
        if (apart == SIZE_MAX && parts->token_count == 0 && parts->first_date.text.length == 0)
            apart = i;
        if (levels < table->rows.count)
            table->rows.items[levels].level = parts->level;
        levels++;
    }
    table->levels_lost = apart != SIZE_MAX && levels != table->rows.count;
    for (size_t i = 0; i < table->rows.count && table->levels_lost; i++)
        table->rows.items[i].level.text = STR("");
    if (table->levels_lost)
        report_levels(running, table->taken.items[apart].level);
}

/* ---- the table ---- */

static int make_rows(struct running *running, enum manner manner)
{
    struct maker maker = {.running = running, .table = running->table, .manner = manner};
    running->table->rows.count = 0;
    for (size_t i = 0; i < running->table->taken.count; i++)
        take_line(&maker, running->table->taken.items[i]);
    take_waiting(&maker, NULL);
    arena_clear(&running->scratch);
    return maker.score;
}

/* The manner that fits best is the table's; the first of those that fit alike. */
void broken_rows_make(struct running *running)
{
    struct running_table *table = running->table;
    struct running before = *running;
    enum manner best = LABELS_BELOW;
    int best_score = 0;
    bool spaced = false;
    for (size_t i = 0; i < table->taken.count; i++)
        spaced = spaced || table->taken.items[i].spaced;
    for (enum manner manner = LABELS_BELOW; manner < MANNERS && spaced; manner++) {
        int score = make_rows(running, manner);
        if (manner == LABELS_BELOW || score > best_score) {
            best = manner;
            best_score = score;
        }
        running->outside = before.outside;
        running->loose = before.loose;
        running->loose_lines = before.loose_lines;
    }
    make_rows(running, best);
    set_levels(running);
}
