/* Tables under headers of any kind, and without one: words, or years, above figures. */
#include "recogniser.h"

#include "budgetkoll/headers.h"
#include "budgetkoll/label.h"
#include "budgetkoll/vocabulary.h"

/* ---- looking ahead ---- */

/* In "070-123 45 67" no letter stands. */
static bool label_has_letter(struct str text)
{
    for (size_t at = 0; at < text.length;) {
        int32_t c = str_next(text, &at);
        if ((c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c >= 0xA2)
            return true;
    }
    return false;
}

/* The cell is filled with what can head figures: words or a year. */
static bool may_head(const struct recogniser *recogniser, size_t row, uint32_t field)
{
    const struct row *cells = recogniser_row(recogniser, row);
    enum cell_sort sort = recogniser_cell(recogniser, row, field);
    return (sort == CELL_SORT_WORDS && label_has_letter(row_cell(cells, field))) || sort == CELL_SORT_YEAR ||
           sort == CELL_SORT_PERCENT;
}

static bool holds_figure(const struct recogniser *recogniser, size_t row, uint32_t field)
{
    return recogniser_cell(recogniser, row, field) == CELL_SORT_NUMBER;
}

/* How many of the figures of a row stand below words or years of another. */
static uint32_t headed_figures(const struct recogniser *recogniser, size_t header, size_t row)
{
    uint32_t headed = 0;
    for (uint32_t field = 0; field < recogniser_row(recogniser, row)->count; field++)
        headed += holds_figure(recogniser, row, field) && may_head(recogniser, header, field);
    return headed;
}

/* The rows of words right below one that may begin a header: "mnkr;Bokslut;Budget" and ";2023;2024" under it. */
static size_t header_end(const struct recogniser *recogniser, size_t row)
{
    enum { MOST_HEADER_LINES = 20 };
    uint32_t left = row_first_filled(recogniser_row(recogniser, row));
    size_t end = row + 1;
    while (end < row + MOST_HEADER_LINES && (recogniser_sort(recogniser, end) == SORT_WORDS ||
                                             (recogniser_sort(recogniser, end) == SORT_LONE &&
                                              row_first_filled(recogniser_row(recogniser, end)) > left))) {
        bool blank_corner = row_cell(recogniser_row(recogniser, end), left).length == 0 || left > 0;
        if (!blank_corner)
            break;
        end++;
    }
    return end;
}

/* So many rows are looked ahead, past headings and blank rows: nothing further down belongs to a header, and files of nothing
 * else are gone through in time. */
enum { MOST_AHEAD = 1000 };

static size_t end_of_sight(const struct recogniser *recogniser, size_t row)
{
    return recogniser->end - row > MOST_AHEAD ? row + MOST_AHEAD : recogniser->end;
}

/* The first row with figures from `row` on: headings may stand before it, and a row or two without figures. */
static size_t first_figures(const struct recogniser *recogniser, size_t row)
{
    enum { MOST_WORDS = 2 };
    size_t sight = end_of_sight(recogniser, row);
    for (int words = 0; row < sight; row++) {
        enum row_sort sort = recogniser_sort(recogniser, row);
        words += sort == SORT_WORDS;
        if (sort == SORT_FIGURES)
            return row;
        if (words > MOST_WORDS || (sort == SORT_BLANK && words > 0))
            break;
    }
    return recogniser->end;
}

bool recogniser_is_header(const struct recogniser *recogniser, size_t row)
{
    if (recogniser_sort(recogniser, row) != SORT_WORDS && recogniser_sort(recogniser, row) != SORT_LONE)
        return false;
    size_t end = header_end(recogniser, row), figures = first_figures(recogniser, end);
    uint32_t headed = 0;
    for (size_t below = end; below < figures && figures < recogniser->end; below++)
        if (recogniser_sort(recogniser, below) == SORT_WORDS && recogniser_is_header(recogniser, below))
            return false; /* words above the header */
    for (size_t header = row; header < end && figures < recogniser->end; header++)
        for (size_t below = figures; below < figures + 3 && headed == 0; below++)
            if (recogniser_sort(recogniser, below) == SORT_FIGURES)
                headed += headed_figures(recogniser, header, below);
    return headed > 0;
}

/* ---- one table ---- */

static bool same_text(struct arena *scratch, struct str a, struct str b)
{
    bool same = str_equal(label_key(scratch, a), label_key(scratch, b));
    arena_clear(scratch);
    return same;
}

/* "Utgifter;Belopp" below "Intäkter;Belopp": the header again, with another name for what follows. */
static bool repeats_header(const struct recogniser *recogniser, const struct found_table *table, size_t row)
{
    if (table->header == NO_ROW)
        return false;
    const struct row *header = recogniser_row(recogniser, (size_t)table->header),
                     *other = recogniser_row(recogniser, row);
    uint32_t left = row_first_filled(other),
             count = header->count > other->count ? header->count : other->count;
    bool same = row_filled(other) > 1;
    for (uint32_t field = left + 1; field < count && same; field++)
        same = same_text(recogniser->scratch, row_cell(header, field), row_cell(other, field));
    return same;
}

/* How many columns of the table, which has figures already, the row would head anew. */
static uint32_t heads_columns(const struct recogniser *recogniser, const struct found_table *table,
                              size_t row)
{
    uint32_t heads = 0;
    for (uint32_t field = 0; field < recogniser_row(recogniser, row)->count; field++) {
        bool figures = false;
        if (!may_head(recogniser, row, field))
            continue;
        for (size_t above = table->first; above < row && !figures; above++)
            figures = holds_figure(recogniser, above, field);
        heads += figures;
    }
    return heads;
}

/* A row of words among those of a table, or below it, that heads another. */
static bool begins_another(const struct recogniser *recogniser, const struct found_table *table, size_t row,
                           bool after_blank)
{
    if (!recogniser_is_header(recogniser, row) || repeats_header(recogniser, table, row))
        return false;
    uint32_t heads = heads_columns(recogniser, table, row);
    return after_blank ? recogniser_sort(recogniser, row) == SORT_WORDS : heads > 1;
}

/* A line alone is the title of the table that is headed right below it. */
static bool is_title_of_next(const struct recogniser *recogniser, const struct found_table *table, size_t row,
                             bool after_blank)
{
    size_t next = row, sight = end_of_sight(recogniser, row);
    while (
        after_blank && next < sight &&
        (recogniser_sort(recogniser, next) == SORT_LONE || recogniser_sort(recogniser, next) == SORT_BLANK))
        next++;
    return after_blank && next < sight && begins_another(recogniser, table, next, true);
}

/* The row after the last of the table's rows, and in *last the one after its last figures. */
static size_t table_end(const struct recogniser *recogniser, const struct found_table *table, size_t *last)
{
    bool after_blank = false;
    size_t row = table->first;
    *last = table->first;
    for (; row < recogniser->end; row++) {
        enum row_sort sort = recogniser_sort(recogniser, row);
        if (sort == SORT_FACT)
            break;
        if (table->header != NO_ROW && row >= (size_t)table->header && row < table->header_end)
            continue;
        if (sort == SORT_WORDS && *last > table->first && begins_another(recogniser, table, row, after_blank))
            break;
        if (sort == SORT_LONE && *last > table->first &&
            is_title_of_next(recogniser, table, row, after_blank))
            break;
        if (sort == SORT_FIGURES || (sort == SORT_SHARES && *last > table->first))
            *last = row + 1;
        after_blank = sort == SORT_BLANK;
    }
    return row;
}

static void add_table(struct recogniser *recogniser, struct found_table table)
{
    recognise_columns(recogniser, &table);
    recognise_kind(recogniser, &table);
    recognise_lines(recogniser, &table);
    *ARENA_PUSH(recogniser->arena, &recogniser->found.list) = table;
}

static uint32_t widest(const struct recogniser *recogniser, size_t first, size_t end)
{
    uint32_t most = 0;
    for (size_t row = first; row < end; row++)
        most = recogniser_row(recogniser, row)->count > most ? recogniser_row(recogniser, row)->count : most;
    return most;
}

static void note_loose(struct recogniser *recogniser, size_t first, size_t end)
{
    for (size_t row = first; row < end; row++)
        if (recogniser_sort(recogniser, row) > SORT_FACT)
            *ARENA_PUSH(recogniser->arena, &recogniser->loose) = row;
}

/* Takes the table whose header, or first row where it has none, is `row`; `title` is the line above it or NO_ROW.
 * Returns the row after it. */
static size_t take_table(struct recogniser *recogniser, size_t row, long title)
{
    bool headed = recogniser_is_header(recogniser, row);
    struct found_table table = {.kind = TABLE_OTHER,
                                .begin = title == NO_ROW ? row : (size_t)title,
                                .title = title,
                                .header = headed ? (long)row : NO_ROW,
                                .header_end = headed ? header_end(recogniser, row) : row,
                                .first = headed ? header_end(recogniser, row) : row,
                                .label = NO_LABEL};
    if (!headed && recogniser_is_header(recogniser, row + 1)) { /* "Totalt;;;7 300" above the header */
        table.header = (long)row + 1;
        table.header_end = header_end(recogniser, row + 1);
    }
    size_t last, end = table_end(recogniser, &table, &last);
    table.end = last;
    table.right = widest(recogniser, row, last);
    struct found_table sides[MOST_SIDES];
    size_t count = recognise_side_by_side(recogniser, &table, sides);
    for (size_t i = 0; count > 1 && i < count; i++)
        add_table(recogniser, sides[i]);
    if (count < 2)
        add_table(recogniser, table);
    note_loose(recogniser, last, end);
    return end;
}

/* The line above a table is its title, blank rows between them or not; so are words right above it, as a pivot table has them
 * above its header. What stands before those is loose. */
static long take_title(struct recogniser *recogniser, size_t first, size_t row)
{
    long title = NO_ROW;
    size_t right_above = row;
    while (right_above > first && recogniser_sort(recogniser, right_above - 1) == SORT_WORDS)
        right_above--;
    for (size_t above = first; above < right_above; above++)
        if (recogniser_sort(recogniser, above) == SORT_LONE)
            title = (long)above;
    note_loose(recogniser, first, title == NO_ROW ? right_above : (size_t)title);
    if (title != NO_ROW)
        note_loose(recogniser, (size_t)title + 1, right_above);
    return title == NO_ROW && right_above < row ? (long)right_above : title;
}

/* Two cells, of which the first is a key that facts of projects have. */
static bool may_be_fact(const struct recogniser *recogniser, size_t row)
{
    return row_filled(recogniser_row(recogniser, row)) == 2 && recogniser_is_key(recogniser, row);
}

/* "Kommun;Belopp" above "Lund;1 000" heads a list, and says nothing of the project. */
static bool is_fact(const struct recogniser *recogniser, size_t row)
{
    return may_be_fact(recogniser, row) &&
           !(recogniser_sort(recogniser, row + 1) == SORT_FIGURES && !may_be_fact(recogniser, row + 1) &&
             recogniser_sort(recogniser, row + 2) == SORT_FIGURES &&
             headed_figures(recogniser, row, row + 1) > 0);
}

/* ---- all ---- */

static void add_rows(struct recogniser *recogniser, enum table_kind kind, size_t first, size_t end)
{
    *ARENA_PUSH(recogniser->arena, &recogniser->found.list) =
        (struct found_table){.kind = kind,
                             .begin = first,
                             .title = NO_ROW,
                             .header = NO_ROW,
                             .header_end = first,
                             .first = first,
                             .end = end,
                             .left = row_first_filled(recogniser_row(recogniser, first)),
                             .label = NO_LABEL};
}

/* Facts of the project that stand among other rows: below a title, beside a table. */
static void add_facts(struct recogniser *recogniser)
{
    for (size_t row = recogniser->first, first; row < recogniser->end; row++) {
        for (first = row;
             row < recogniser->end && recogniser->sorts[row] != SORT_BLANK && is_fact(recogniser, row);)
            recogniser->sorts[row++] = SORT_FACT;
        if (row > first)
            add_rows(recogniser, TABLE_PROJECT, first, row);
    }
}

/* Rows of no table that nothing but blank rows parts belong together. */
static void add_loose(struct recogniser *recogniser)
{
    for (size_t i = 0, next; i < recogniser->loose.count; i = next) {
        const size_t *rows = recogniser->loose.items;
        for (next = i + 1; next < recogniser->loose.count &&
                           recogniser_filled(recogniser, rows[next - 1] + 1) == rows[next];)
            next++;
        add_rows(recogniser, TABLE_UNKNOWN, rows[i], rows[next - 1] + 1);
    }
    recogniser->loose.count = 0;
}

void recogniser_find_tables(struct recogniser *recogniser)
{
    size_t loose = recogniser->first, row;
    add_facts(recogniser);
    for (row = recogniser_filled(recogniser, loose); row < recogniser->end;
         row = recogniser_filled(recogniser, row)) {
        bool begins =
            recogniser_sort(recogniser, row) == SORT_FIGURES || recogniser_is_header(recogniser, row);
        if (!begins) {
            row++;
            continue;
        }
        row = take_table(recogniser, row, take_title(recogniser, loose, row));
        loose = row;
    }
    note_loose(recogniser, loose, recogniser->end);
    add_loose(recogniser);
}
