/* Rows whose label says nothing: lines, controls, subtotals, and those that belong nowhere. */
#include "ledger.h"

#include "budgetkoll/wordings.h"

/* "Delsumma", "Resultat", "varav lön": what other rows hold already, so that it is no cost beside them. */
static bool is_made_of_others(const struct item *item)
{
    return item->role >= ITEM_INCLUDED;
}

static bool is_known_row(struct ledger *ledger, size_t row)
{
    struct filler *filler = ledger->filler;
    struct str label = ledger_row_label(ledger, row);
    bool dashed = row_take_dash(filler_row(filler, row), &label);
    const struct wording *words = words_of(filler->lexicon, label);
    return !dashed && filler_is_data(filler, row) && ledger_meaning(ledger, words, dashed).concept != UNKNOWN;
}

/* The last row of the table whose label is known. What the labels say is not kept: each row is read by itself later. */
static size_t last_known_row(struct ledger *ledger)
{
    const struct filler *filler = ledger->filler;
    struct arena scratch = {.exhausted = filler->arena->exhausted};
    struct arena *before = lexicon_use(filler->lexicon, &scratch);
    size_t row = filler->found.end;
    while (row > filler->found.first && !is_known_row(ledger, --row))
        arena_clear(&scratch);
    lexicon_use(filler->lexicon, before);
    arena_release(&scratch);
    return row;
}

static bool is_sum_of_costs(const struct item *item)
{
    return item->form == FORM_TOTAL &&
           (item->concept == SUM_COSTS || item->concept == ACTUAL_COSTS || item->concept == TOTAL_COSTS);
}

/* A row below the sum that ends a table of costs is none of its costs: "ERDF", "Own contribution". A sum that stands first
 * ends nothing. */
static bool is_below_costs(struct ledger *ledger, size_t row)
{
    const struct table *table = ledger->table;
    if (table->kind != TABLE_COSTS || table->items.count < 2 || is_sum_of_costs(table->items.items[0]) ||
        !is_sum_of_costs(table->items.items[table->items.count - 1]))
        return false;
    if (!ledger->has_last_known)
        ledger->last_known = last_known_row(ledger);
    ledger->has_last_known = true;
    return row > ledger->last_known;
}

/* What becomes of the amounts of a row whose label is unknown; `group` is the row it stands under, or NULL. */
static enum message_id unknown_row_message(const struct ledger *ledger, const struct item *item,
                                           const struct item *group, bool amounts, bool below)
{
    if (!amounts)
        return MESSAGE_UNKNOWN_ROW;
    if (group)
        return MESSAGE_UNKNOWN_ROW_LINE;
    bool counts =
        ledger->table->kind == TABLE_COSTS && item->has_amount && !below && !is_made_of_others(item);
    return counts ? MESSAGE_UNKNOWN_ROW_COST : MESSAGE_UNKNOWN_ROW_LEFT;
}

static struct message unknown_row_action(const struct ledger *ledger, bool made)
{
    enum message_id plain = ledger->is_line ? MESSAGE_DO_UNKNOWN_LINE : MESSAGE_DO_UNKNOWN_ROW;
    return (struct message){made ? MESSAGE_DO_MADE_OF_OTHERS : plain, {{0}}};
}

bool ledger_holds_only_shares(const struct ledger *ledger, size_t row)
{
    bool shares = false;
    for (size_t i = 0; i < ledger->table->columns.count; i++) {
        int field = (int)ledger->table->columns.items[i].origin.field;
        struct number number = filler_number(ledger->filler, row, field, 0);
        if (!number.percent && number.status != NUMBER_BLANK)
            return false;
        shares = shares || number.percent;
    }
    return shares;
}

void ledger_report_unknown(struct ledger *ledger, size_t row, const struct item *item,
                           const struct item *group)
{
    struct filler *filler = ledger->filler;
    enum language language = filler->findings->language;
    if (ledger_holds_only_shares(ledger, row))
        ledger_hush_cells(ledger); /* one finding says it all */
    ledger_tell_cells(ledger);
    bool amounts = row_holds_amount(filler_row(filler, row), (uint32_t)ledger->label_field);
    bool made = amounts && !group && is_made_of_others(item);
    struct message without = {MESSAGE_NO_LABEL, {{0}}};
    struct str label = item->label.length > 0 ? item->label : message_text(filler->arena, language, without);
    bool below = is_below_costs(ledger, row);
    struct message message = {unknown_row_message(ledger, item, group, amounts, below),
                              {quoted(filler->arena, label), table_kind_name(ledger->table->kind, language),
                               group ? item_name(group, language) : STR("")}};
    struct finding *finding =
        report_unknown(filler, RULE_READ_UNKNOWN_ROW, item->origin, message, amounts || item->has_amount);
    finding_set_action(filler->findings, finding, unknown_row_action(ledger, made));
}

/* The cell of a control is zero, or says that all is well. */
static bool cell_agrees(const struct ledger *ledger, size_t row, int field)
{
    struct number number = filler_number(ledger->filler, row, field, 0);
    struct str text = filler_cell(ledger->filler, row, field);
    money amount = 0;
    if (number.status == NUMBER_NOT)
        return key_has(label_key(ledger->filler->arena, text), CLUE_AGREES);
    return number.status == NUMBER_BLANK ||
           (number_rounded_amount(number, ORE_PER_KRONA, &amount) == NUMBER_READ && amount == 0);
}

/* "Kontroll;0;0;0", "Diff kostnad - finansiering;OK;OK;OK" below a budget's own table. */
bool ledger_is_control(const struct ledger *ledger, size_t row, const struct wording *words)
{
    struct filler *filler = ledger->filler;
    bool filled = false, agrees = ledger_is_budget(ledger->table->kind) && wording_has(words, CLUE_CONTROLS);
    for (size_t i = 0; i < ledger->table->columns.count && agrees; i++) {
        int field = (int)ledger->table->columns.items[i].origin.field;
        filled = filled || filler_cell(filler, row, field).length > 0;
        agrees = cell_agrees(ledger, row, field);
    }
    return agrees && filled;
}

void ledger_remark_control(const struct ledger *ledger, const struct wording *words)
{
    struct filler *filler = ledger->filler;
    struct message message = {
        MESSAGE_REMARK_CONTROL_ROW,
        {quoted(filler->arena, words->printable), source_text(filler->arena, filler->source)}};
    budget_remark(filler->budget, filler->findings->language, message);
}

/* A row whose label says nothing and that bears no dash is a detail line where it stands in a group without amounts. */
static bool is_group_line(const struct ledger *ledger)
{
    const struct item *group = ledger->group;
    return group && group != ledger->dashed_group && !group->has_amount;
}

/* "Delsumma", "Summa direkta kostnader" among the costs. */
static bool is_subtotal(struct ledger *ledger, size_t row, const struct item *item)
{
    return ledger->table->kind == TABLE_COSTS && item->role == ITEM_TOTAL && item->has_amount &&
           !is_below_costs(ledger, row);
}

/* A row whose label says nothing: a detail line where it stands in a group, a row of its own in tables without
 * groups, and else unknown. An unknown cost row still counts as a cost, so that the sums can be judged. */
void ledger_add_unknown(struct ledger *ledger, size_t row, struct item *item)
{
    struct arena *arena = ledger->filler->arena;
    bool in_group = is_group_line(ledger);
    if (ledger_names_financier(ledger, row, item)) {
        ledger_add_financier(ledger, item);
    } else if (ledger->table->kind == TABLE_ALLOCATION && ledger_find_label(ledger, item->label)) {
        ledger_report_repeated(ledger, item, ledger_find_label(ledger, item->label));
    } else if (!ledger_is_budget(ledger->table->kind)) {
        *ARENA_PUSH(arena, &ledger->table->items) = item;
    } else if (in_group) {
        ledger->group->has_plain_lines = true;
        *ARENA_PUSH(arena, &ledger->group->lines) = item;
    } else if (is_subtotal(ledger, row, item)) {
        item->concept = ROW_TOTAL;
        item->form = FORM_TOTAL;
        *ARENA_PUSH(arena, &ledger->table->items) = item;
    } else {
        ledger_report_unknown(ledger, row, item, NULL);
        ledger->group_indent = UINT32_MAX; /* what stands below it further in is not the group's */
        if (is_made_of_others(item) || is_below_costs(ledger, row))
            skip_cells(ledger->filler, item->cells, ledger->table->columns.count, item->label);
        else if (item->has_amount)
            *ARENA_PUSH(arena, &ledger->table->items) = item;
    }
}
