#include "budgetkoll/budget.h"

#include "budgetkoll/buffer.h"

static const struct {
    const char *names[LANGUAGES];
    enum value_kind kind;
} concepts[CONCEPTS] = {
    [UNKNOWN] = {{"okänt", "unknown"}, VALUE_TEXT},
#define CONCEPT(id, sv, en, kind) [id] = {{sv, en}, VALUE_##kind},
#include "budgetkoll/concepts.def"
#undef CONCEPT
};

static const char *const table_names[TABLE_KINDS][LANGUAGES] = {
    [TABLE_NONE] = {"", ""},
    [TABLE_UNKNOWN] = {"okänd tabell", "unknown table"},
    [TABLE_PROJECT] = {"Projekt och villkor", "Project and conditions"},
    [TABLE_COSTS] = {"Kostnader", "Costs"},
    [TABLE_FINANCING] = {"Medfinansiering", "Co-financing"},
    [TABLE_EU_AID] = {"EU-stöd", "EU aid"},
    [TABLE_SHARES] = {"Stödprocent", "Aid shares"},
    [TABLE_ACTIVITIES] = {"Aktiviteter", "Activities"},
    [TABLE_CLAIMS] = {"Utbetalningsplan", "Payment claims"},
    [TABLE_PARTNERS] = {"Samverkansparter", "Partners"},
    [TABLE_ATTACHMENTS] = {"Bilagor", "Attachments"},
    [TABLE_INDICATORS] = {"Indikatorer", "Indicators"},
    [TABLE_INTERVALS] = {"Kostnadsintervall", "Cost intervals"},
    [TABLE_ALLOCATION] = {"Fördelning", "Allocation"},
    [TABLE_OTHER] = {"Annan tabell", "Other table"},
};

struct str concept_name(enum concept concept, enum language language)
{
    return str_from(concepts[concept].names[language]);
}

enum value_kind concept_kind(enum concept concept)
{
    return concepts[concept].kind;
}

struct str table_kind_name(enum table_kind kind, enum language language)
{
    return str_from(table_names[kind][language]);
}

struct ratio cell_ratio(const struct cell *cell, enum value_kind kind)
{
    int64_t scale = kind == VALUE_PERCENT ? 100 : 1;
    if (kind != VALUE_PERCENT && kind != VALUE_COUNT)
        return ratio_from(cell->value);
    for (int i = 0; i < cell->decimals; i++)
        scale *= 10;
    struct ratio ratio = ratio_from(cell->value);
    ratio_make(cell->value, scale, &ratio);
    return ratio;
}

bool cell_differs(const struct cell *a, const struct cell *b)
{
    return a->state != b->state || a->value != b->value || a->decimals != b->decimals;
}

const struct cell *item_cell(const struct item *item, int scope)
{
    for (size_t i = 0; i < item->table->columns.count; i++)
        if (item->table->columns.items[i].scope == scope)
            return &item->cells[i];
    return NULL;
}

bool table_has_years(const struct table *table)
{
    for (size_t i = 0; i < table->columns.count; i++)
        if (table->columns.items[i].concept == COL_YEAR)
            return true;
    return false;
}

bool item_has_year_amount(const struct item *item)
{
    for (size_t i = 0; i < item->table->columns.count; i++)
        if (item->table->columns.items[i].concept == COL_YEAR && item->cells[i].state >= CELL_VALUE)
            return true;
    return false;
}

bool table_kind_holds(enum table_kind kind, enum table_kind part)
{
    return kind == part || (kind == TABLE_FINANCING && (part == TABLE_EU_AID || part == TABLE_SHARES));
}

static const struct item *find_line(const struct item *item, enum concept concept)
{
    for (size_t i = 0; i < item->lines.count; i++)
        if (item->lines.items[i]->concept == concept)
            return item->lines.items[i];
    return NULL;
}

struct item *table_row(const struct table *table, enum concept concept)
{
    for (size_t i = 0; i < table->items.count; i++)
        if (table->items.items[i]->concept == concept)
            return table->items.items[i];
    return NULL;
}

static const struct item *table_item(const struct table *table, enum concept concept)
{
    for (size_t i = 0; i < table->items.count; i++) {
        const struct item *item = table->items.items[i];
        if (item->concept == concept)
            return item;
        const struct item *line = item->concept == FLAT_RATE ? find_line(item, concept) : NULL;
        if (line)
            return line;
    }
    return NULL;
}

const struct item *budget_item(const struct budget *budget, enum table_kind kind, enum concept concept)
{
    for (size_t t = 0; t < budget->tables.count; t++) {
        const struct table *table = budget->tables.items[t];
        const struct item *item = table_kind_holds(kind, table->kind) ? table_item(table, concept) : NULL;
        if (item)
            return item;
    }
    return NULL;
}

const struct fact *budget_fact(const struct budget *budget, enum concept concept)
{
    for (size_t i = 0; i < budget->facts.count; i++)
        if (budget->facts.items[i].concept == concept)
            return &budget->facts.items[i];
    return NULL;
}

struct str budget_fact_text(const struct budget *budget, enum concept concept)
{
    const struct fact *fact = budget_fact(budget, concept);
    return fact ? fact->text : STR("");
}

bool budget_period(const struct budget *budget, struct date *start, struct date *end)
{
    const struct fact *first = budget_fact(budget, PROJECT_PERIOD), *last = first;
    if (!first) {
        first = budget_fact(budget, PROJECT_START);
        last = budget_fact(budget, PROJECT_END);
    }
    if (!first || !last || first->start.state != CELL_VALUE)
        return false;
    const struct dated *closing = first == last ? &last->end : &last->start;
    if (closing->state != CELL_VALUE)
        return false;
    *start = first->start.date;
    *end = closing->date;
    return date_compare(*start, *end) <= 0;
}

struct str item_name(const struct item *item, enum language language)
{
    bool canonical = !concept_is_rest(item->concept) && item->concept != ROW_TOTAL;
    return canonical || item->label.length == 0 ? concept_name(item->concept, language) : item->label;
}

static const struct column *scope_column(const struct item *item, int scope)
{
    for (size_t i = 0; i < item->table->columns.count; i++)
        if (item->table->columns.items[i].scope == scope)
            return &item->table->columns.items[i];
    return NULL;
}

struct str scope_name(struct arena *arena, const struct item *item, int scope, enum language language)
{
    static const char *const names[][LANGUAGES] = {
        {"totalt", "in total"}, {"lägst", "lowest"}, {"högst", "highest"}};
    if (scope >= 0 && scope < SCOPE_OTHER)
        return str_from(names[scope][language]);
    const struct column *column = scope_column(item, scope);
    return scope >= 1900 || !column ? words_of_count(arena, scope) : column->label;
}

struct str cell_name(struct arena *arena, const struct item *item, int scope)
{
    static const enum concept names[] = {COL_TOTAL, COL_LOW, COL_HIGH};
    struct buffer buffer = {.arena = arena};
    buffer_add(&buffer, item_name(item, SWEDISH));
    if (item->table->kind != TABLE_SHARES) {
        buffer_add(&buffer, STR(" / "));
        buffer_add(&buffer, scope >= 0 && scope < SCOPE_OTHER ? concept_name(names[scope], SWEDISH)
                                                              : scope_name(arena, item, scope, SWEDISH));
    }
    return buffer_text(&buffer);
}

static void list_row(struct arena *arena, struct budget_cells *cells, const struct item *row)
{
    for (size_t i = 0; i < row->table->columns.count; i++)
        *ARENA_PUSH(arena, &cells->list) = &row->cells[i];
    for (size_t i = 0; i < row->lines.count; i++)
        list_row(arena, cells, row->lines.items[i]);
}

struct budget_cells budget_cells(struct arena *arena, const struct budget *budget)
{
    struct budget_cells cells = {0};
    for (size_t i = 0; i < budget->facts.count; i++)
        *ARENA_PUSH(arena, &cells.list) = &budget->facts.items[i].cell;
    for (size_t t = 0; t < budget->tables.count; t++)
        for (size_t i = 0; i < budget->tables.items[t]->items.count; i++)
            list_row(arena, &cells, budget->tables.items[t]->items.items[i]);
    for (size_t i = 0; i < budget->activities.count; i++)
        *ARENA_PUSH(arena, &cells.list) = &budget->activities.items[i].cost;
    return cells;
}

bool cell_reads_alike(const struct cell *a, const struct cell *b)
{
    return a->state == b->state && (a->state != CELL_VALUE ||
                                    ratio_equal(cell_ratio(a, VALUE_PERCENT), cell_ratio(b, VALUE_PERCENT)));
}
