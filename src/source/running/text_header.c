/* Headers of tables in running text. */
#include "running.h"

#include "budgetkoll/vocabulary.h"

/* The kinds of tables that are read where no tabs tell cells apart: those that hold amounts. */
static bool is_read(enum table_kind kind)
{
    return kind == TABLE_COSTS || kind == TABLE_FINANCING || kind == TABLE_EU_AID ||
           kind == TABLE_ACTIVITIES || kind == TABLE_ALLOCATION || kind == TABLE_INTERVALS;
}

static bool holds_amounts(enum concept concept)
{
    return concept == COL_YEAR || concept == COL_TOTAL || concept == COL_COST || concept == COL_LOW ||
           concept == COL_HIGH;
}

/* A heading of the column that rows begin with. */
static bool is_label(enum concept concept)
{
    return concept == COL_CATEGORY || concept == COL_FINANCIER || concept == COL_FINANCING ||
           concept == COL_ACTOR || concept == COL_ACTIVITY || concept == COL_NAME || concept == COL_LEVEL ||
           concept == COL_KEY;
}

static enum concept concept_of(struct arena *arena, struct str text)
{
    int year = 0;
    int64_t unit = 0;
    return header_concept(arena, text, &year, &unit);
}

static bool add_column(struct text_header *header, enum concept concept, struct text_piece piece,
                       uint32_t line)
{
    if (header->count == MOST_TEXT_COLUMNS)
        return false;
    header->columns[header->count++] = (struct text_column){concept, piece, holds_amounts(concept), line};
    return true;
}

/* The end of word `words` of the text, or 0 when it has fewer. */
static size_t word_end(struct str text, size_t at, int words)
{
    for (; words > 0; words--) {
        while (at < text.length && text.data[at] == ' ')
            at++;
        if (at == text.length)
            return 0;
        while (at < text.length && text.data[at] != ' ')
            at++;
    }
    return at;
}

/* "Startdatum Slutdatum": the headings of two columns, where "Startdatum - Slutdatum" is that of one. */
static bool is_two_dates(enum concept concept, struct str part)
{
    static const char *const dashes[] = {"-", "\u2013", "\u2014", "/"};
    bool dashed = concept != COL_RANGE;
    for (size_t i = 0; i < sizeof dashes / sizeof *dashes && !dashed; i++)
        dashed = str_find(part, str_from(dashes[i])) >= 0;
    return !dashed;
}

/* Cuts a piece into column headings, the longest that is known each time; false when one is not. */
static bool add_words(struct arena *arena, struct text_header *header, struct text_piece piece, uint32_t line)
{
    enum { MOST_WORDS = 5 };
    for (size_t at = 0; at < piece.text.length;) {
        bool found = false;
        while (piece.text.data[at] == ' ')
            at++;
        for (int words = MOST_WORDS; words > 0 && !found; words--) {
            size_t end = word_end(piece.text, at, words);
            struct str part = str_slice(piece.text, at, end);
            enum concept concept = end > at ? concept_of(arena, part) : UNKNOWN;
            if (concept < COL_CATEGORY || concept > COL_TOTAL || is_two_dates(concept, part))
                continue;
            uint32_t column = piece.column + (uint32_t)str_code_points(str_slice(piece.text, 0, at));
            found = add_column(header, concept,
                               (struct text_piece){part, piece.offset + (uint32_t)at, column,
                                                   column + (uint32_t)str_code_points(part)},
                               line);
            at = found ? end : at;
        }
        if (!found)
            return false;
    }
    return true;
}

/* Which amount is the sum of the others: the column so called, beside at least two years. */
static void find_total(struct text_header *header)
{
    int amount = 0, years = 0;
    header->total = -1;
    for (uint32_t i = 0; i < header->count; i++) {
        years += header->columns[i].concept == COL_YEAR;
        if (header->columns[i].concept == COL_TOTAL)
            header->total = amount;
        amount += header->columns[i].amount;
    }
    header->amounts = (uint32_t)amount;
    if (years + 1 != amount)
        header->total = -1;
}

static bool settle_kind(struct arena *arena, struct text_header *header)
{
    struct str cells[MOST_TEXT_COLUMNS];
    for (uint32_t i = 0; i < header->count; i++)
        cells[i] = header->columns[i].piece.text;
    struct row row = {.cells = cells, .count = header->count};
    header->kind = header_kind(arena, &row);
    find_total(header);
    header->is_read = is_read(header->kind) && header->amounts >= 1;
    return header->count >= 2 && header->kind != TABLE_NONE && !header->columns[0].amount;
}

/* Takes the words of one line; false when some are no headings. */
static bool add_line(struct arena *arena, struct text_header *header, const struct text_line *line)
{
    enum { MOST_HEADER_BYTES = 400 };
    for (uint32_t i = 0; i < line->count; i++)
        if (line->pieces[i].text.length > MOST_HEADER_BYTES ||
            !add_words(arena, header, line->pieces[i], line->number))
            return false;
    return true;
}

/* Some column from `from` on is one that rows begin with. */
static bool has_label(const struct text_header *header, uint32_t from)
{
    for (uint32_t i = from; i < header->count; i++)
        if (is_label(header->columns[i].concept))
            return true;
    return false;
}

/* A total stands in both: a title ("Budget") above a header that has one is no part of it. */
static bool has_two_totals(const struct text_header *header)
{
    int totals = 0;
    for (uint32_t i = 0; i < header->count; i++)
        totals += header->columns[i].concept == COL_TOTAL || header->columns[i].concept == COL_COST;
    return totals > 1;
}

/* Headings that are broken over lines, from left to right; those of equal place stay in order. */
static void sort_columns(struct text_header *header)
{
    for (uint32_t i = 1; i < header->count; i++)
        for (uint32_t at = i;
             at > 0 && header->columns[at].piece.column < header->columns[at - 1].piece.column; at--) {
            struct text_column moved = header->columns[at];
            header->columns[at] = header->columns[at - 1];
            header->columns[at - 1] = moved;
        }
}

/* Reads a header all of whose words are known. */
static size_t read_known(struct arena *arena, const struct text_lines *lines, size_t first,
                         struct text_header *header)
{
    size_t taken = 0;
    struct text_header trial = {0};
    for (size_t i = first; i < lines->list.count && i - first < 2 * MOST_TEXT_COLUMNS; i++) {
        const struct text_line *line = &lines->list.items[i];
        if (line->tabbed || (line->count == 0 && i == first))
            break;
        if (line->count == 0)
            continue;
        struct text_header longer = trial;
        if (!add_line(arena, &longer, line) || (has_label(&trial, 0) && has_label(&longer, trial.count)) ||
            (trial.count > 0 && has_two_totals(&longer)))
            break;
        sort_columns(&longer);
        bool had = taken > 0;
        trial = longer;
        trial.page = line->page;
        trial.one_a_line = (i == first || longer.one_a_line) && line->count == 1;
        if (i == first && trial.count > 1)
            trial.one_a_line = false;
        if (settle_kind(arena, &trial) && !(had && trial.kind != header->kind)) {
            *header = trial;
            taken = i + 1 - first;
        } else if (had) {
            break;
        }
    }
    return taken;
}

size_t text_header_read(struct arena *arena, const struct text_lines *lines, size_t first,
                        struct text_header *header)
{
    size_t taken = read_known(arena, lines, first, header);
    return taken > 0 || first >= lines->list.count ? taken : text_layout_read(arena, lines, first, header);
}

bool text_header_same(const struct text_header *a, const struct text_header *b)
{
    bool same = a->count == b->count && a->kind == b->kind;
    for (uint32_t i = 0; same && i < a->count; i++)
        same = str_equal(a->columns[i].piece.text, b->columns[i].piece.text);
    return same;
}
