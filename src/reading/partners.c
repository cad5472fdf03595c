#include "partners.h"

#include "budgetkoll/lexeme.h"
#include "budgetkoll/label.h"
#include "budgetkoll/number.h"

enum { MOST_TABLES = 64, MOST_ROWS = 200 };

struct candidate {
    struct loaded *file;
    struct found_table *table;
};

struct candidates {
    struct arena *arena;
    LIST(struct candidate) list;
    size_t holds, fails; /* cells of the one that is tried */
};

static const struct row *row_at(const struct candidate *candidate, size_t row)
{
    return &candidate->file->rows.list.items[row];
}

static struct str key_at(const struct candidates *all, const struct candidate *candidate, size_t row)
{
    return label_key(all->arena, row_cell(row_at(candidate, row), candidate->table->left));
}

static bool amount_at(const struct candidate *candidate, size_t row, uint32_t field, money *amount)
{
    struct number number = row_number(row_at(candidate, row), field, 0);
    *amount = 0;
    return number.status == NUMBER_BLANK ||
           (!number.percent && number_amount(number, ORE_PER_KRONA, amount) == NUMBER_READ);
}

/* The field under the same heading, or that of the label where there is none. */
static uint32_t field_under(const struct candidates *all, const struct candidate *candidate,
                            struct str heading)
{
    struct str key = label_key(all->arena, heading);
    for (size_t i = 0; i < candidate->table->columns.count; i++) {
        const struct table_column *column = &candidate->table->columns.items[i];
        if (column->field > candidate->table->left && key.length > 0 &&
            str_equal(key, label_key(all->arena, column->heading)))
            return column->field;
    }
    return candidate->table->left;
}

/* Adds the amount of the row of the same name; false where it cannot be told. */
static bool add_amount(const struct candidates *all, const struct candidate *other, struct str key,
                       struct str heading, money *sum, int *rows)
{
    uint32_t field = field_under(all, other, heading);
    for (size_t row = other->table->first; field != other->table->left && row < other->table->end; row++) {
        money amount = 0;
        if (!str_equal(key, key_at(all, other, row)))
            continue;
        (*rows)++;
        return amount_at(other, row, field, &amount) && money_add(*sum, amount, sum);
    }
    return true;
}

static void try_cell(struct candidates *all, const struct candidate *total, size_t row,
                     const struct table_column *column)
{
    struct str key = key_at(all, total, row);
    money amount = 0, sum = 0;
    int rows = 0;
    bool known = key.length > 0 && amount_at(total, row, column->field, &amount) && amount != 0;
    for (size_t i = 0; i < all->list.count && known; i++)
        if (all->list.items[i].table != total->table)
            known = add_amount(all, &all->list.items[i], key, column->heading, &sum, &rows);
    all->holds += known && rows > 0 && amount == sum;
    all->fails += known && rows > 0 && amount != sum;
}

/* The table is what the others add up to, in nearly all of its cells. */
static bool is_total(struct candidates *all, const struct candidate *total)
{
    const struct found_table *table = total->table;
    all->holds = all->fails = 0;
    for (size_t row = table->first; row < table->end; row++)
        for (size_t c = 0; c < table->columns.count; c++)
            if (table->columns.items[c].field > table->left)
                try_cell(all, total, row, &table->columns.items[c]);
    return all->holds > 2 && all->holds > 2 * all->fails;
}

static void settle_kind(struct arena *arena, struct loaded *files, size_t count, enum table_kind kind)
{
    struct candidates all = {.arena = arena};
    for (size_t f = 0; f < count; f++)
        for (size_t i = 0; i < files[f].tables.list.count; i++) {
            struct found_table *table = &files[f].tables.list.items[i];
            if (table->kind == kind && !files[f].source->is_hidden && table->end - table->first <= MOST_ROWS)
                *ARENA_PUSH(arena, &all.list) = (struct candidate){&files[f], table};
        }
    if (all.list.count < 3 || all.list.count > MOST_TABLES)
        return;
    for (size_t i = 0; i < all.list.count; i++) {
        if (!is_total(&all, &all.list.items[i]))
            continue;
        for (size_t other = 0; other < all.list.count; other++)
            if (other != i)
                all.list.items[other].table->part_of = kind;
        return;
    }
}

/* The tables of partners are made out anew, as tables of no kind. */
static void describe_parts(struct arena *arena, struct loaded *file)
{
    for (size_t i = 0; i < file->tables.list.count; i++) {
        struct found_table *table = &file->tables.list.items[i];
        struct found_tables own = {0};
        struct recognise_room room = {0};
        if (table->part_of == TABLE_NONE)
            continue;
        enum table_kind kind = table->part_of;
        table->kind = TABLE_OTHER;
        *ARENA_PUSH(arena, &own.list) = *table;
        tables_describe(arena, &room, &file->rows, file->source, &own);
        if (own.list.count == 1)
            *table = own.list.items[0];
        arena_release(&room.own);
        arena_release(&room.scratch);
        table->kind = TABLE_OTHER;
        table->part_of = kind;
    }
}

void partners_settle(struct arena *arena, struct loaded *files, size_t count)
{
    static const enum table_kind kinds[] = {TABLE_COSTS, TABLE_FINANCING, TABLE_EU_AID};
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        settle_kind(arena, files, count, kinds[i]);
    for (size_t f = 0; f < count; f++)
        describe_parts(arena, &files[f]);
}
