/* The tables of a file, row by row: those under headers that are known; what stands between them is gone through by its
 * figures. */
#include "recogniser.h"

#include "budgetkoll/headers.h"
#include "budgetkoll/label.h"
#include "budgetkoll/lexeme.h"
#include "budgetkoll/vocabulary.h"
#include "budgetkoll/wordings.h"

enum state {
    CLOSED,    /* at the beginning, and below a title */
    IN_TABLE,  /* `table` takes rows */
    IN_STRETCH /* rows under no known header */
};

struct walk {
    struct recogniser *recogniser;
    enum state state;
    struct found_table table; /* of a known kind, in IN_TABLE */
    long title;               /* the row of a title whose table has not begun */
    long stretch;             /* the first row since the last known table, or NO_ROW */
    bool has_figures;         /* some row of the stretch has */
    bool after_blank;         /* the row before was blank, or there is none */
};

static const struct row *row_at(const struct walk *walk, size_t row)
{
    return recogniser_row(walk->recogniser, row);
}

static bool is_known(const struct walk *walk, size_t row)
{
    return recogniser_kind(walk->recogniser, row) != TABLE_NONE;
}

/* ---- what begins and ends ---- */

/* The rows since the last known table, up to row `end`. */
static void end_stretch(struct walk *walk, size_t end)
{
    struct recogniser *recogniser = walk->recogniser;
    size_t all = recogniser->end;
    if (walk->stretch != NO_ROW && (size_t)walk->stretch < end) {
        recogniser->first = (size_t)walk->stretch;
        recogniser->end = end;
        recogniser_find_tables(recogniser);
    }
    recogniser->end = all;
    walk->stretch = NO_ROW;
    walk->has_figures = false;
}

/* A table that turns out to be of no known kind belongs to the stretch around it. */
static void end_table(struct walk *walk)
{
    struct found_table *table = &walk->table;
    if (walk->state != IN_TABLE)
        return;
    walk->state = CLOSED;
    recognise_columns(walk->recogniser, table);
    recognise_kind(walk->recogniser, table);
    if (table->kind == TABLE_OTHER) {
        walk->stretch = walk->stretch == NO_ROW ? (long)table->begin : walk->stretch;
        walk->has_figures = true;
        return;
    }
    end_stretch(walk, table->begin);
    *ARENA_PUSH(walk->recogniser->arena, &walk->recogniser->found.list) = *table;
}

/* The field in which a table that begins with a row has its labels: no header need stand above them. */
static uint32_t leftmost(const struct walk *walk, size_t row)
{
    size_t count = walk->recogniser->end;
    size_t below = row < count ? recogniser_filled(walk->recogniser, row + 1) : count;
    uint32_t left = row < count ? row_first_filled(row_at(walk, row)) : 0;
    uint32_t under = below < count ? row_first_filled(row_at(walk, below)) : left;
    return under < left ? under : left;
}

static void begin_table(struct walk *walk, enum table_kind kind, long header, size_t first)
{
    end_table(walk);
    size_t begin = header != NO_ROW ? (size_t)header : recogniser_filled(walk->recogniser, first);
    walk->table = (struct found_table){.kind = kind,
                                       .begin = walk->title != NO_ROW ? (size_t)walk->title : begin,
                                       .title = walk->title,
                                       .header = header,
                                       .header_end = first,
                                       .first = first,
                                       .end = first,
                                       .left = leftmost(walk, begin),
                                       .right = header != NO_ROW ? row_at(walk, (size_t)header)->count : 0,
                                       .label = NO_LABEL};
    walk->title = NO_ROW;
    walk->state = IN_TABLE;
}

static void begin_stretch(struct walk *walk, size_t row)
{
    end_table(walk);
    if (walk->stretch == NO_ROW)
        walk->stretch = walk->title != NO_ROW ? walk->title : (long)row;
    walk->title = NO_ROW;
    walk->state = IN_STRETCH;
}

/* A title: what stood above it has ended. */
static void take_as_title(struct walk *walk, size_t row)
{
    end_table(walk);
    walk->title = (long)row;
    walk->state = CLOSED;
}

/* ---- headers ---- */

static bool same_text(const struct walk *walk, struct str a, struct str b)
{
    struct arena *scratch = walk->recogniser->scratch;
    bool same = str_equal(label_key(scratch, a), label_key(scratch, b));
    arena_clear(scratch);
    return same;
}

/* The same header again, whatever its case and punctuation. */
static bool same_header(const struct walk *walk, const struct row *a, const struct row *b)
{
    uint32_t count = a->count > b->count ? a->count : b->count;
    bool same = true;
    for (uint32_t field = 0; field < count && same; field++)
        same = same_text(walk, row_cell(a, field), row_cell(b, field));
    return same;
}

/* The row is the open table's header again, as at a page break: what follows goes on with the table. When the first row
 * below it has been there already, it is the table itself that stands twice. */
static bool is_repeated_header(const struct walk *walk, size_t row)
{
    const struct recogniser *recogniser = walk->recogniser;
    const struct found_table *table = &walk->table;
    if (walk->state != IN_TABLE || table->header == NO_ROW || row >= recogniser->end ||
        !is_known(walk, row) || !same_header(walk, row_at(walk, row), row_at(walk, (size_t)table->header)))
        return false;
    size_t below = recogniser_filled(recogniser, row + 1);
    for (size_t above = table->first; below < recogniser->end && above < table->end; above++)
        if (str_equal(row_cell(row_at(walk, above), table->left),
                      row_cell(row_at(walk, below), table->left)) &&
            row_filled(row_at(walk, above)) > 1)
            return false;
    return true;
}

/* Takes a row out of the table: a header or title repeated at a page break. */
static void blank_row(struct walk *walk, size_t row)
{
    walk->recogniser->rows->list.items[row].count = 0;
    walk->recogniser->sorts[row] = SORT_BLANK;
    walk->table.end = row + 1;
}

/* "Kontroll;OK;OK;OK": a table's own control, and no header. */
static bool is_control(const struct walk *walk, const struct row *row)
{
    struct arena *scratch = walk->recogniser->scratch;
    uint32_t left = row_first_filled(row);
    bool control = key_has(label_key(scratch, row_cell(row, left)), CLUE_CONTROLS);
    for (uint32_t field = left + 1; field < row->count && control; field++)
        control = row_cell(row, field).length == 0 ||
                  key_has(label_key(scratch, row_cell(row, field)), CLUE_AGREES);
    arena_clear(scratch);
    return control;
}

/* Words stand where the open table has its amounts: the row belongs to another table. */
static bool contradicts_header(const struct walk *walk, size_t row)
{
    static const uint64_t amounts =
        HEADER_COLUMN(COL_YEAR) | HEADER_COLUMN(COL_TOTAL) | HEADER_COLUMN(COL_LOW) | HEADER_COLUMN(COL_HIGH);
    const struct recogniser *recogniser = walk->recogniser;
    enum row_sort sort = recogniser_sort(recogniser, row);
    if (walk->table.header == NO_ROW || (sort != SORT_WORDS && sort != SORT_LONE))
        return false;
    const struct row *header = row_at(walk, (size_t)walk->table.header);
    bool contradicts = false;
    for (uint32_t field = 1; field < row_at(walk, row)->count && !contradicts; field++) {
        int year = 0;
        int64_t unit = 0;
        if (recogniser_cell(recogniser, row, field) != CELL_SORT_WORDS)
            continue;
        enum concept concept = header_concept(recogniser->scratch, row_cell(header, field), &year, &unit);
        contradicts = concept != UNKNOWN && (HEADER_COLUMN(concept) & amounts) != 0;
    }
    arena_clear(recogniser->scratch);
    return contradicts && !is_control(walk, row_at(walk, row));
}

/* Below a blank row of the open table: the header of another one. */
static bool heads_another(const struct walk *walk, size_t row)
{
    const uint64_t amounts = HEADER_COLUMN(COL_YEAR) | HEADER_COLUMN(COL_TOTAL);
    const struct recogniser *recogniser = walk->recogniser;
    if (row >= recogniser->end || recogniser_sort(recogniser, row) != SORT_WORDS)
        return false;
    bool is_wide = row_filled(row_at(walk, row)) > 2 || (recogniser->columns[row] & amounts) != 0;
    return contradicts_header(walk, row) ||
           (is_wide && recogniser_is_header(recogniser, row) && !is_control(walk, row_at(walk, row)));
}

/* The header of a table that is known follows; without a blank row above, only where it stands right below. */
static bool is_right_above_header(const struct walk *walk, size_t row)
{
    size_t next = recogniser_filled(walk->recogniser, row + 1);
    bool apart = walk->state == CLOSED || walk->after_blank || next == row + 1;
    return apart && is_known(walk, next);
}

/* ---- titles ---- */

static bool has_figures_below(const struct walk *walk, size_t row)
{
    return row < walk->recogniser->end && row_holds_number_after(row_at(walk, row), leftmost(walk, row));
}

/* In a table of no known kind a row of words is a heading of its rows, after a blank row only when rows follow. */
static bool is_heading_inside(const struct walk *walk, size_t next, enum concept title)
{
    bool rows_follow = title != TITLE_PROJECT && title != TITLE_SHARES && has_figures_below(walk, next);
    return walk->state == IN_STRETCH && walk->has_figures && (!walk->after_blank || rows_follow);
}

static bool is_budget_row(struct str key)
{
    return vocabulary_find(DOMAIN_COST, key).concept != UNKNOWN ||
           vocabulary_find(DOMAIN_FINANCING, key).concept != UNKNOWN;
}

/* "Projekt;2024;2025" above "Alfa;1 000;500": what could be said of one project heads a list of many. What follows a fact is
 * another, or a budget. */
static bool heads_list(const struct walk *walk, size_t row)
{
    const struct recogniser *recogniser = walk->recogniser;
    if (row + 1 >= recogniser->end || recogniser_sort(recogniser, row + 1) != SORT_FIGURES ||
        !recogniser_is_header(recogniser, row))
        return false;
    const struct row *below = row_at(walk, row + 1);
    bool many = row_filled(row_at(walk, row)) > 2; /* columns; one row is no list */
    struct str key = label_key(recogniser->scratch, row_cell(below, row_first_filled(below)));
    return (many || recogniser_sort(recogniser, row + 2) == SORT_FIGURES) &&
           !recogniser_is_key(recogniser, row + 1) && !is_budget_row(key);
}

/* "Sökande;Region Norrdal" */
static bool begins_facts(const struct walk *walk, size_t row)
{
    return row < walk->recogniser->end && row_filled(row_at(walk, row)) > 1 &&
           recogniser_is_key(walk->recogniser, row) && !heads_list(walk, row);
}

/* A row with one cell, in the first column unless its table begins in another: a title, or a row of the table without
 * amounts. */
static bool take_title(struct walk *walk, size_t row)
{
    struct recogniser *recogniser = walk->recogniser;
    const struct row *cells = row_at(walk, row);
    uint32_t left = row_first_filled(cells);
    size_t next = recogniser_filled(recogniser, row + 1);
    if (left > cells->first &&
        (recogniser_sort(recogniser, row) != SORT_LONE || (walk->state != CLOSED && !walk->after_blank)))
        return false;
    if (recognise_unit_line(recogniser, row, left))
        return true;
    if (is_repeated_header(walk, next)) {
        blank_row(walk, row);
        return true;
    }
    struct str label = row_cell(cells, left);
    unit_find(&label);
    struct str key = label_key(recogniser->scratch, label);
    enum concept title = vocabulary_find(DOMAIN_TITLE, key).concept;
    bool above_header = is_right_above_header(walk, row);
    bool above_other =
        walk->state == IN_TABLE && walk->after_blank && !is_budget_row(key) && heads_another(walk, next);
    bool is_title = title != UNKNOWN && !is_heading_inside(walk, next, title);
    bool above_facts = walk->state == CLOSED && begins_facts(walk, next);
    bool is_above = above_header || above_other || above_facts;
    if (!is_title && (row_holds_amount(cells, left) || !is_above))
        return false;
    take_as_title(walk, row);
    if (!above_header && (title == TITLE_SHARES || title == TITLE_PROJECT))
        begin_table(walk, title == TITLE_SHARES ? TABLE_SHARES : TABLE_PROJECT, NO_ROW, row + 1);
    return true;
}

/* "Projektbudget;;;(belopp i tkr)", "Projektbudget;;;Sida 1": a title with the unit or the page beside it. */
static bool is_wide_title(struct walk *walk, size_t row)
{
    struct recogniser *recogniser = walk->recogniser;
    const struct row *cells = row_at(walk, row);
    uint32_t last = cells->count - 1;
    if (row_filled(cells) != 2 || recogniser_sort(recogniser, row) != SORT_WORDS ||
        recogniser_is_key(recogniser, row) || !is_right_above_header(walk, row))
        return false;
    while (row_cell(cells, last).length == 0)
        last--;
    struct str key = label_key(recogniser->scratch, row_cell(cells, last));
    bool page = str_starts(key, STR("sida ")) || str_starts(key, STR("page "));
    return page || recognise_unit_line(recogniser, row, last);
}

/* What a pivot table has above its header, or "Avdelning;Norr": words, of which the first is the table's title. */
static bool is_line_above(const struct walk *walk, size_t row)
{
    const struct recogniser *recogniser = walk->recogniser;
    bool apart = walk->state == CLOSED || walk->after_blank;
    return apart && row + 1 < recogniser->end && !recogniser_is_key(recogniser, row) &&
           header_is_below(recogniser->scratch, row_at(walk, row), row_at(walk, row + 1),
                           leftmost(walk, row));
}

/* ---- rows ---- */

static void take_row(struct walk *walk, size_t row)
{
    const struct recogniser *recogniser = walk->recogniser;
    if (walk->state == CLOSED && begins_facts(walk, row))
        begin_table(walk, TABLE_PROJECT, NO_ROW, row);
    else if (walk->state == CLOSED ||
             (walk->state == IN_TABLE && walk->after_blank && heads_another(walk, row)))
        begin_stretch(walk, row);
    walk->has_figures = walk->has_figures || recogniser_sort(recogniser, row) == SORT_FIGURES;
    walk->table.end = row + 1;
}

static void walk_row(struct walk *walk, size_t row)
{
    bool lone = row_filled(row_at(walk, row)) == 1;
    if (is_repeated_header(walk, row))
        blank_row(walk, row);
    else if (is_known(walk, row))
        begin_table(walk, recogniser_kind(walk->recogniser, row), (long)row, row + 1);
    else if (!lone && is_wide_title(walk, row))
        take_as_title(walk, row);
    else if (!lone && is_line_above(walk, row)) {
        long title = walk->title;
        take_as_title(walk, row);
        walk->title = title != NO_ROW ? title : walk->title;
    } else if (!lone || !take_title(walk, row))
        take_row(walk, row);
}

static void walk_rows(struct recogniser *recogniser)
{
    struct walk walk = {.recogniser = recogniser, .title = NO_ROW, .stretch = NO_ROW, .after_blank = true};
    for (size_t row = 0; row < recogniser->end; row++) {
        bool blank = row_is_blank(row_at(&walk, row));
        if (!blank)
            walk_row(&walk, row);
        walk.after_blank = blank;
    }
    end_table(&walk);
    end_stretch(&walk, walk.title != NO_ROW ? (size_t)walk.title : recogniser->end);
    recognise_units(recogniser, walk.title);
}

/* ---- all ---- */

static struct recogniser start(struct arena *arena, struct recognise_room *room, struct rows *rows,
                               const struct source *source)
{
    room->own.exhausted = room->scratch.exhausted = arena->exhausted;
    arena_clear(&room->own);
    arena_clear(&room->scratch);
    return (struct recogniser){.arena = arena,
                               .own = &room->own,
                               .scratch = &room->scratch,
                               .rows = rows,
                               .source = source,
                               .end = rows->list.count};
}

struct found_tables tables_recognise(struct arena *arena, struct recognise_room *room, struct rows *rows,
                                     const struct source *source)
{
    struct recogniser recogniser = start(arena, room, rows, source);
    header_settle_periods(arena, rows);
    for (size_t row = 0; row < rows->list.count; row++)
        if (!row_is_blank(&rows->list.items[row]))
            header_join(arena, rows, row);
    recogniser_sort_all(&recogniser);
    walk_rows(&recogniser);
    return recogniser.found;
}

/* A table of no known kind is found anew by what stands in its rows. */
static void describe_table(struct recogniser *recogniser, struct found_table table)
{
    table.header_end = table.first;
    table.right = table.header != NO_ROW ? recogniser_row(recogniser, (size_t)table.header)->count : 0;
    table.begin = table.title != NO_ROW    ? (size_t)table.title
                  : table.header != NO_ROW ? (size_t)table.header
                                           : table.first;
    if (table.kind != TABLE_OTHER) {
        recognise_columns(recogniser, &table);
        *ARENA_PUSH(recogniser->arena, &recogniser->found.list) = table;
        return;
    }
    if (!recogniser->cells)
        recogniser_sort_all(recogniser);
    size_t all = recogniser->end, before = recogniser->found.list.count;
    recogniser->first = table.begin;
    recogniser->end = table.end;
    recogniser_find_tables(recogniser);
    recogniser->end = all;
    for (size_t i = before; i < recogniser->found.list.count; i++) {
        recogniser->found.list.items[i].unit = table.unit;
        recogniser->found.list.items[i].currency = table.currency;
    }
}

void tables_describe(struct arena *arena, struct recognise_room *room, struct rows *rows,
                     const struct source *source, struct found_tables *tables)
{
    struct recogniser recogniser = start(arena, room, rows, source);
    for (size_t i = 0; i < tables->list.count; i++)
        describe_table(&recogniser, tables->list.items[i]);
    *tables = recogniser.found;
}
