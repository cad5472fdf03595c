/* Which table a row belongs to: by its name, else by what its category means. */
#include "export_case.h"

#include "budgetkoll/vocabulary.h"

static const struct table_name {
    const char *key;
    enum table_kind kind;
} table_names[] = {
    {"kostnader", TABLE_COSTS},
    {"kostnad", TABLE_COSTS},
    {"kostnadsbudget", TABLE_COSTS},
    {"costs", TABLE_COSTS},
    {"medfinansiering", TABLE_FINANCING},
    {"finansiering", TABLE_FINANCING},
    {"co financing", TABLE_FINANCING},
    {"financing", TABLE_FINANCING},
    {"funding", TABLE_FINANCING},
    {"eu stöd", TABLE_EU_AID},
    {"eu medel", TABLE_EU_AID},
    {"eu aid", TABLE_EU_AID},
    {"sammanställning stödprocent", TABLE_SHARES},
    {"sammanställning", TABLE_SHARES},
    {"stödprocent", TABLE_SHARES},
    {"aid shares", TABLE_SHARES},
    {"aktiviteter", TABLE_ACTIVITIES},
    {"aktivitet", TABLE_ACTIVITIES},
    {"tid och aktivitetsplan", TABLE_ACTIVITIES},
    {"activities", TABLE_ACTIVITIES},
    {"projekt", TABLE_PROJECT},
    {"projektuppgifter", TABLE_PROJECT},
    {"villkor", TABLE_PROJECT},
    {"beslut om stöd", TABLE_PROJECT},
    {"project", TABLE_PROJECT},
    {"conditions", TABLE_PROJECT},
};

static enum table_kind named_kind(struct str key)
{
    for (size_t i = 0; i < sizeof table_names / sizeof *table_names; i++)
        if (str_equal(key, str_from(table_names[i].key)))
            return table_names[i].kind;
    return TABLE_OTHER;
}

static struct export_table *find_table(struct export_collector *collector, enum table_kind kind,
                                       struct str key)
{
    for (size_t i = 0; i < collector->tables.count; i++) {
        struct export_table *table = collector->tables.items[i];
        if (table->kind == kind && (kind != TABLE_OTHER || str_equal(table->key, key)))
            return table;
    }
    return NULL;
}

/* Of one row a line: the export's own columns but those that say which case, table and line it is. */
static void take_headings(struct export_collector *collector, struct export_table *table)
{
    const struct export_columns *columns = &collector->export->columns;
    for (int field = 0; field < (int)collector->export->names.count; field++) {
        if (field == columns->id || field == columns->table || field == columns->category ||
            field == columns->line)
            continue;
        struct text_cell cell = export_cell(&collector->header, field);
        int year = 0;
        int64_t unit = 0;
        bool total = header_concept(collector->arena, cell.text, &year, &unit) == COL_TOTAL;
        bool only = field == columns->only;
        if ((total || only) && table->kind == TABLE_ACTIVITIES)
            cell.text = str_from(export_headings[table->kind].total);
        else if (only)
            cell.text = STR("Belopp");
        *ARENA_PUSH(collector->arena, &table->headings) =
            (struct export_heading){.cell = cell, .scope = field};
    }
}

bool export_is_by_amount(const struct export_collector *collector)
{
    return collector->export->columns.amount != NO_COLUMN;
}

static struct export_table *add_table(struct export_collector *collector, enum table_kind kind,
                                      struct str key, struct text_cell name, struct text_cell category)
{
    struct export_table *table = ARENA_NEW(collector->arena, struct export_table);
    *table = (struct export_table){
        .kind = kind, .key = key, .title = name, .label = name.text.length > 0 ? name : category};
    const char *label = export_headings[kind].label;
    if (!export_is_by_amount(collector)) {
        table->label = export_cell(&collector->header, collector->export->columns.category);
        take_headings(collector, table);
    }
    if (label && (export_is_by_amount(collector) || kind != collector->export->kind))
        table->label.text = str_from(label);
    *ARENA_PUSH(collector->arena, &collector->tables) = table;
    return table;
}

/* By what a category means where no table is named; one that could stand in either goes with the row before. */
static enum table_kind meant_kind(const struct export_collector *collector, struct str category)
{
    enum table_kind usual = collector->export->kind;
    if (usual == TABLE_ACTIVITIES)
        return usual;
    struct ratio rate;
    label_take_rate(&category, &rate);
    struct str key = label_key(collector->arena, category);
    bool cost = vocabulary_find(DOMAIN_COST, key).concept != UNKNOWN;
    bool financing = vocabulary_find(DOMAIN_FINANCING, key).concept != UNKNOWN;
    if (cost == financing)
        return collector->table ? collector->table->kind : usual;
    return cost ? TABLE_COSTS : TABLE_FINANCING;
}

struct export_table *export_row_table(struct export_collector *collector, struct text_cell name,
                                      struct text_cell category)
{
    struct str key = name.text.length > 0 ? label_key(collector->arena, name.text) : STR("");
    enum table_kind kind = key.length > 0 ? named_kind(key) : meant_kind(collector, category.text);
    struct export_table *table = find_table(collector, kind, key);
    return table ? table : add_table(collector, kind, key, name, category);
}
