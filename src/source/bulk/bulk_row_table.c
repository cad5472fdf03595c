/* Which table a row belongs to: by its name, else by what its category means. */
#include "bulk_case.h"

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

static struct bulk_table *find_table(struct bulk_collector *collector, enum table_kind kind, struct str key)
{
    for (size_t i = 0; i < collector->tables.count; i++) {
        struct bulk_table *table = collector->tables.items[i];
        if (table->kind == kind && (kind != TABLE_OTHER || str_equal(table->key, key)))
            return table;
    }
    return NULL;
}

/* Of one row a line: the export's own columns but those that say which case, table and line it is. */
static void take_headings(struct bulk_collector *collector, struct bulk_table *table)
{
    const struct bulk_columns *columns = &collector->bulk->columns;
    for (int field = 0; field < (int)collector->bulk->names.count; field++) {
        if (field == columns->id || field == columns->table || field == columns->category ||
            field == columns->line)
            continue;
        struct text_cell cell = bulk_cell(&collector->header, field);
        int year = 0;
        int64_t unit = 0;
        bool total = header_concept(collector->arena, cell.text, &year, &unit) == COL_TOTAL;
        bool only = field == columns->only;
        if ((total || only) && table->kind == TABLE_ACTIVITIES)
            cell.text = str_from(bulk_headings[table->kind].total);
        else if (only)
            cell.text = STR("Belopp");
        *ARENA_PUSH(collector->arena, &table->headings) = (struct bulk_heading){.cell = cell, .scope = field};
    }
}

bool bulk_is_by_amount(const struct bulk_collector *collector)
{
    return collector->bulk->columns.amount != NO_COLUMN;
}

static struct bulk_table *add_table(struct bulk_collector *collector, enum table_kind kind, struct str key,
                                    struct text_cell name, struct text_cell category)
{
    struct bulk_table *table = ARENA_NEW(collector->arena, struct bulk_table);
    *table = (struct bulk_table){
        .kind = kind, .key = key, .title = name, .label = name.text.length > 0 ? name : category};
    const char *label = bulk_headings[kind].label;
    if (!bulk_is_by_amount(collector)) {
        table->label = bulk_cell(&collector->header, collector->bulk->columns.category);
        take_headings(collector, table);
    }
    if (label && (bulk_is_by_amount(collector) || kind != collector->bulk->kind))
        table->label.text = str_from(label);
    *ARENA_PUSH(collector->arena, &collector->tables) = table;
    return table;
}

/* By what a category means where no table is named; one that could stand in either goes with the row before. */
static enum table_kind meant_kind(const struct bulk_collector *collector, struct str category)
{
    enum table_kind usual = collector->bulk->kind;
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

struct bulk_table *bulk_row_table(struct bulk_collector *collector, struct text_cell name,
                                  struct text_cell category)
{
    struct str key = name.text.length > 0 ? label_key(collector->arena, name.text) : STR("");
    enum table_kind kind = key.length > 0 ? named_kind(key) : meant_kind(collector, category.text);
    struct bulk_table *table = find_table(collector, kind, key);
    return table ? table : add_table(collector, kind, key, name, category);
}
