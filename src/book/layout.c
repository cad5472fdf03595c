/* Where everything of a case stands in the workbook, decided before anything is written, so that formulas can point
 * forward. */
#include "case_book.h"

#include <stdlib.h>

/* ---- what the relations say ---- */

/* Stand-ins of blank cells and values of parameters, wherever they are in an expression. */
static void take_node(struct case_book *at, const struct node *node)
{
    if (node->kind == NODE_CONSTANT && node->parameter != UNKNOWN) {
        at->has_parameter[node->parameter] = true;
        at->parameters[node->parameter] = node->value;
    }
    if (node->kind == NODE_CELL && node->stand_in && !at->stand_ins[node->cell->id]) {
        at->stand_ins[node->cell->id] = node->stand_in;
        take_node(at, node->stand_in);
    }
    for (size_t i = 0; i < node->terms.count; i++)
        take_node(at, node->terms.items[i].node);
}

/* What a cell should be is said by the relation that is broken worst, else by the first that holds; a ceiling says so
 * only when it is broken. */
static void take_relation(struct case_book *at, const struct tested *tested)
{
    const struct node *target = tested->relation->target;
    take_node(at, target);
    take_node(at, tested->relation->expression);
    if (target->kind != NODE_CELL || !tested->is_evaluated ||
        (tested->relation->comparison != EQUAL && tested->severity == SEVERITY_NONE))
        return;
    const struct tested **judged = &at->judged[target->cell->id];
    if (!*judged || (*judged)->severity < tested->severity)
        *judged = tested;
}

static void take_relations(struct case_book *at)
{
    const struct result *result = &at->report->result;
    size_t cells = at->report->budget->cell_count + 1;
    at->published = ARENA_ARRAY(at->arena, struct address, cells);
    at->computed = ARENA_ARRAY(at->arena, struct address, cells);
    at->stand_ins = ARENA_ARRAY(at->arena, const struct node *, cells);
    at->judged = ARENA_ARRAY(at->arena, const struct tested *, cells);
    at->checks = ARENA_ARRAY(at->arena, struct address, result->tested.count + 1);
    for (size_t i = 0; i < result->tested.count; i++)
        take_relation(at, &result->tested.items[i]);
    for (enum concept concept = STAFF; concept <= SHARE_PRIVATE; concept++)
        if (result->nodes[concept])
            take_node(at, result->nodes[concept]);
    if (result->activities_node)
        take_node(at, result->activities_node);
    if (result->flat_rates)
        take_node(at, result->flat_rates);
}

/* ---- sheets ---- */

static enum sheet_id sheet_of(const struct table *table)
{
    if (table->kind == TABLE_ACTIVITIES || table->items.count == 0 || table->columns.count == 0)
        return SHEETS;
    return table->kind == TABLE_COSTS                       ? SHEET_COSTS
           : table_kind_holds(TABLE_FINANCING, table->kind) ? SHEET_FINANCING
                                                            : SHEET_TABLES;
}

static bool is_needed(const struct case_book *at, enum sheet_id id)
{
    const struct budget *budget = at->report->budget;
    switch (id) {
    case SHEET_COSTS:
    case SHEET_FINANCING:
    case SHEET_TABLES:
        for (size_t i = 0; i < budget->tables.count; i++)
            if (sheet_of(budget->tables.items[i]) == id)
                return true;
        return false;
    case SHEET_CALCULATION:
        return at->report->calculation && at->report->calculation->cells.count > 0;
    case SHEET_ACTIVITIES:
        return budget->activities.count > 0;
    case SHEET_FINDINGS:
        return at->number == 0; /* of many cases they stand in one sheet */
    case SHEET_CONDITIONS:
        return at->report->result.was_run;
    case SHEET_CHECKS:
        return at->report->result.tested.count > 0;
    default:
        return true;
    }
}

static void add_sheets(struct case_book *at)
{
    static const enum word names[SHEETS] = {WORD_SHEET_SUMMARY,   WORD_SHEET_CALCULATION, WORD_SHEET_COSTS,
                                            WORD_SHEET_FINANCING, WORD_SHEET_ACTIVITIES,  WORD_SHEET_TABLES,
                                            WORD_SHEET_FINDINGS,  WORD_SHEET_CONDITIONS,  WORD_SHEET_CHECKS,
                                            WORD_SHEET_DETAILS};
    for (enum sheet_id id = 0; id < SHEETS; id++) {
        struct buffer name = {.arena = at->arena};
        if (!is_needed(at, id))
            continue;
        if (at->number)
            buffer_print(&name, "%zu ", at->number);
        buffer_print(&name, "%s", book_word(at->book, names[id]));
        at->sheets[id] = sheet_add(at->book, buffer_text(&name));
    }
}

/* ---- places ---- */

static void add_landmark(struct case_book *at, struct origin origin, struct sheet *sheet, lxw_row_t row,
                         lxw_col_t column)
{
    if (origin.source)
        *ARENA_PUSH(at->arena, &at->landmarks) = (struct landmark){origin, {sheet, row, column}};
}

lxw_col_t block_published(const struct block *block)
{
    return block->has_description ? 2 : 1;
}

lxw_col_t block_computed(const struct block *block)
{
    return (lxw_col_t)(block_published(block) + block->table->columns.count);
}

lxw_col_t block_difference(const struct block *block)
{
    return (lxw_col_t)(block_computed(block) + block->table->columns.count);
}

lxw_col_t block_end(const struct block *block)
{
    return (lxw_col_t)(block_difference(block) + block->table->columns.count);
}

lxw_row_t block_body(const struct block *block)
{
    return block->top + ROW_BODY - ROW_BAND;
}

static void add_rows(struct case_book *at, struct block *block, const struct item *item, uint8_t depth)
{
    *ARENA_PUSH(at->arena, &block->rows) = (struct block_row){item, depth};
    block->has_description = block->has_description || item->description.length > 0;
    for (size_t i = 0; i < item->lines.count; i++)
        add_rows(at, block, item->lines.items[i], (uint8_t)(depth + 1));
}

static void place_row(struct case_book *at, const struct block *block, size_t index)
{
    const struct item *item = block->rows.items[index].item;
    lxw_row_t row = block_body(block) + (lxw_row_t)index;
    add_landmark(at, item->origin, block->sheet, row, 0);
    for (size_t i = 0; i < block->table->columns.count; i++) {
        const struct cell *cell = &item->cells[i];
        lxw_col_t published = (lxw_col_t)(block_published(block) + i),
                  computed = (lxw_col_t)(block_computed(block) + i);
        if (cell->state == CELL_ABSENT)
            continue;
        at->published[cell->id] = (struct address){block->sheet, row, published};
        at->computed[cell->id] = (struct address){block->sheet, row, computed};
        add_landmark(at, cell->origin, block->sheet, row, published);
    }
}

static void place_block(struct case_book *at, const struct table *table, struct sheet *sheet, lxw_row_t *next)
{
    struct block *block = ARENA_PUSH(at->arena, &at->blocks);
    *block = (struct block){.table = table, .sheet = sheet, .top = *next};
    for (size_t i = 0; i < table->items.count; i++)
        add_rows(at, block, table->items.items[i], 0);
    for (size_t i = 0; i < table->columns.count; i++)
        add_landmark(at, table->columns.items[i].origin, sheet, block->top + 1,
                     (lxw_col_t)(block_published(block) + i));
    add_landmark(at, table->origin, sheet, block->top + 1, 0);
    for (size_t i = 0; i < block->rows.count; i++)
        place_row(at, block, i);
    *next = block_body(block) + (lxw_row_t)block->rows.count + 2;
}

static void place_blocks(struct case_book *at)
{
    lxw_row_t next[SHEETS];
    for (enum sheet_id id = 0; id < SHEETS; id++)
        next[id] = ROW_BAND;
    for (size_t i = 0; i < at->report->budget->tables.count; i++) {
        const struct table *table = at->report->budget->tables.items[i];
        enum sheet_id id = sheet_of(table);
        if (id != SHEETS)
            place_block(at, table, at->sheets[id], &next[id]);
    }
}

/* Behind the widest block of the sheet. */
static void place_findings(struct case_book *at)
{
    lxw_col_t widest[SHEETS] = {0};
    for (size_t i = 0; i < at->blocks.count; i++) {
        enum sheet_id id = sheet_of(at->blocks.items[i].table);
        lxw_col_t end = block_end(&at->blocks.items[i]);
        widest[id] = end > widest[id] ? end : widest[id];
    }
    for (size_t i = 0; i < at->blocks.count; i++)
        at->blocks.items[i].findings = widest[sheet_of(at->blocks.items[i].table)];
}

static void place_activities(struct case_book *at)
{
    const struct budget *budget = at->report->budget;
    struct sheet *sheet = at->sheets[SHEET_ACTIVITIES];
    add_landmark(at, budget->activity_name_header, sheet, ROW_HEAD, ACTIVITY_NAME);
    add_landmark(at, budget->activity_cost_header, sheet, ROW_HEAD, ACTIVITY_COST);
    for (size_t i = 0; i < budget->activities.count; i++) {
        const struct activity *activity = &budget->activities.items[i];
        lxw_row_t row = ROW_BODY + (lxw_row_t)i;
        add_landmark(at, activity->origin, sheet, row, ACTIVITY_NAME);
        add_landmark(at, activity->start.origin, sheet, row, ACTIVITY_START);
        add_landmark(at, activity->end.origin, sheet, row, ACTIVITY_END);
        if (activity->cost.state == CELL_ABSENT)
            continue;
        add_landmark(at, activity->cost.origin, sheet, row, ACTIVITY_COST);
        at->published[activity->cost.id] = (struct address){sheet, row, ACTIVITY_COST};
        at->computed[activity->cost.id] = (struct address){sheet, row, ACTIVITY_COMPUTED};
    }
    if (!budget->activity_total)
        return;
    const struct cell *total = budget->activity_total->cells;
    lxw_row_t row = ROW_BODY + (lxw_row_t)budget->activities.count;
    at->published[total->id] = (struct address){sheet, row, ACTIVITY_COST};
    at->computed[total->id] = (struct address){sheet, row, ACTIVITY_COMPUTED};
    add_landmark(at, budget->activity_total->origin, sheet, row, ACTIVITY_NAME);
    add_landmark(at, total->origin, sheet, row, ACTIVITY_COST);
}

static void place_facts(struct case_book *at, struct sheet *sheet)
{
    const struct budget *budget = at->report->budget;
    for (size_t i = 0; i < budget->facts.count; i++) {
        const struct fact *fact = &budget->facts.items[i];
        lxw_row_t row = at->details[DETAIL_FACTS] + 1 + (lxw_row_t)i;
        enum value_kind kind = concept_kind(fact->concept);
        add_landmark(at, fact->origin, sheet, row, 1);
        if ((kind == VALUE_AMOUNT || kind == VALUE_COUNT) && fact->cell.state == CELL_VALUE)
            at->published[fact->cell.id] = (struct address){sheet, row, 1};
    }
}

/* Parts follow each other, each with a title above its headings and a blank row below; an empty one has no row. */
static void place_details(struct case_book *at)
{
    const struct budget *budget = at->report->budget;
    struct sheet *sheet = at->sheets[SHEET_DETAILS];
    size_t counts[DETAILS] = {budget->facts.count, budget->claims.count, budget->partners.count,
                              budget->attachments.count, budget->files.count + budget->remarks.count};
    lxw_row_t next = ROW_SUBTITLE + 2;
    for (enum detail part = 0; part < DETAILS; part++) {
        at->details[part] = next;
        if (counts[part])
            next += (lxw_row_t)counts[part] + 3;
    }
    place_facts(at, sheet);
    for (size_t i = 0; i < budget->claims.count; i++) {
        const struct claim *claim = &budget->claims.items[i];
        lxw_row_t row = at->details[DETAIL_CLAIMS] + 1 + (lxw_row_t)i;
        add_landmark(at, claim->origin, sheet, row, 0);
        add_landmark(at, claim->start.origin, sheet, row, 1);
        add_landmark(at, claim->end.origin, sheet, row, 2);
        add_landmark(at, claim->due.origin, sheet, row, 3);
    }
    for (size_t i = 0; i < budget->partners.count; i++) {
        lxw_row_t row = at->details[DETAIL_PARTNERS] + 1 + (lxw_row_t)i;
        add_landmark(at, budget->partners.items[i].origin, sheet, row, 0);
        add_landmark(at, budget->partners.items[i].number_origin, sheet, row, 1);
    }
    for (size_t i = 0; i < budget->attachments.count; i++)
        add_landmark(at, budget->attachments.items[i].origin, sheet,
                     at->details[DETAIL_ATTACHMENTS] + 1 + (lxw_row_t)i, 0);
}

static void place_checks(struct case_book *at)
{
    for (size_t i = 0; i < at->report->result.tested.count; i++)
        at->checks[i] = (struct address){at->sheets[SHEET_CHECKS], ROW_BODY + (lxw_row_t)i, CHECK_COMPUTED};
}

/* ---- looking up ---- */

static int compare_origins(struct origin a, struct origin b)
{
    int order = source_compare(a.source, b.source);
    if (order == 0)
        order = (a.record > b.record) - (a.record < b.record);
    return order != 0 ? order : (a.field > b.field) - (a.field < b.field);
}

static int compare_landmarks(const void *a, const void *b)
{
    const struct landmark *left = a, *right = b;
    int order = compare_origins(left->origin, right->origin);
    if (order == 0)
        order = (left->address.row > right->address.row) - (left->address.row < right->address.row);
    return order != 0 ? order
                      : (left->address.column > right->address.column) -
                            (left->address.column < right->address.column);
}

static bool same_row(struct origin a, struct origin b)
{
    return a.record == b.record && source_compare(a.source, b.source) == 0;
}

struct address layout_find(const struct case_book *at, struct origin origin)
{
    size_t low = 0, high = at->landmarks.count;
    if (!origin.source || high == 0)
        return (struct address){0};
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (compare_origins(at->landmarks.items[middle].origin, origin) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    const struct landmark *after = low < at->landmarks.count ? &at->landmarks.items[low] : NULL,
                          *before = low > 0 ? &at->landmarks.items[low - 1] : NULL;
    uint32_t right =
                 after && same_row(after->origin, origin) ? after->origin.field - origin.field : UINT32_MAX,
             left = before && same_row(before->origin, origin) ? origin.field - before->origin.field
                                                               : UINT32_MAX;
    if (left == UINT32_MAX && right == UINT32_MAX)
        return (struct address){0};
    return right == 0 || right < left ? after->address : before->address;
}

static int compare_addresses(struct address a, struct address b)
{
    if (a.sheet != b.sheet)
        return a.sheet->index < b.sheet->index ? -1 : 1;
    if (a.row != b.row)
        return a.row < b.row ? -1 : 1;
    return (a.column > b.column) - (a.column < b.column);
}

static int compare_marks(const void *a, const void *b)
{
    return compare_addresses(((const struct mark *)a)->address, ((const struct mark *)b)->address);
}

static int compare_for_order(const void *a, const void *b)
{
    const struct mark *left = a, *right = b;
    int order = compare_marks(a, b);
    if (order == 0)
        order = (int)right->severity - (int)left->severity;
    return order != 0 ? order : str_compare(left->text, right->text);
}

size_t layout_first_mark(const struct case_book *at, struct address address)
{
    size_t low = 0, high = at->marks.count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (compare_addresses(at->marks.items[middle].address, address) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

const struct mark *layout_find_mark(const struct case_book *at, struct address address)
{
    size_t first = layout_first_mark(at, address);
    bool found = first < at->marks.count && address_equal(at->marks.items[first].address, address);
    return found ? &at->marks.items[first] : NULL;
}

static struct str finding_text(const struct case_book *at, const struct finding *finding)
{
    struct buffer text = {.arena = at->arena};
    struct str severity = severity_name(finding->severity, at->book->options.language);
    buffer_print(&text, "%.*s: %.*s", STR_ARG(severity), STR_ARG(finding->message));
    if (finding->action.length)
        buffer_print(&text, "\n→ %.*s", STR_ARG(finding->action));
    return buffer_text(&text);
}

static struct str finding_rule(const struct case_book *at, const struct finding *finding)
{
    struct buffer text = {.arena = at->arena};
    struct str severity = severity_name(finding->severity, at->book->options.language);
    buffer_print(&text, "%.*s: %s", STR_ARG(severity), rule_table[finding->rule].name);
    return buffer_text(&text);
}

/* One mark a cell, though it has several findings. */
static void merge_marks(struct case_book *at)
{
    size_t kept = 0;
    for (size_t i = 0; i < at->marks.count; i++) {
        struct mark *mark = &at->marks.items[i], *before = kept ? &at->marks.items[kept - 1] : NULL;
        if (!before || !address_equal(before->address, mark->address)) {
            at->marks.items[kept++] = *mark;
            continue;
        }
        struct buffer text = {.arena = at->arena}, rules = text;
        buffer_print(&text, "%.*s\n\n%.*s", STR_ARG(before->text), STR_ARG(mark->text));
        buffer_print(&rules, "%.*s; %.*s", STR_ARG(before->rules), STR_ARG(mark->rules));
        before->text = buffer_text(&text);
        before->rules = buffer_text(&rules);
        before->severity = mark->severity > before->severity ? mark->severity : before->severity;
    }
    at->marks.count = kept;
}

static void place_marks(struct case_book *at)
{
    const struct findings *findings = at->report->findings;
    for (size_t i = 0; i < findings->list.count; i++) {
        const struct finding *finding = &findings->list.items[i];
        struct address address = layout_find(at, finding->origin);
        if (address.sheet)
            *ARENA_PUSH(at->arena, &at->marks) = (struct mark){
                address, finding->severity, finding_text(at, finding), finding_rule(at, finding)};
    }
    if (at->marks.count > 1)
        qsort(at->marks.items, at->marks.count, sizeof *at->marks.items, compare_for_order);
    merge_marks(at);
}

struct case_book *layout_case(struct book *book, struct arena *arena, const struct case_report *report)
{
    struct case_book *at = ARENA_NEW(arena, struct case_book);
    at->book = book;
    at->arena = arena;
    at->report = report;
    at->number = book->options.case_count > 1 ? book->cases : 0;
    take_relations(at);
    add_sheets(at);
    place_blocks(at);
    place_findings(at);
    if (at->sheets[SHEET_ACTIVITIES])
        place_activities(at);
    place_details(at);
    place_checks(at);
    if (at->landmarks.count > 1)
        qsort(at->landmarks.items, at->landmarks.count, sizeof *at->landmarks.items, compare_landmarks);
    place_marks(at);
    return at;
}
