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

static bool add_column(struct running_header *header, enum concept concept, struct running_piece piece,
                       uint32_t line)
{
    if (header->count == MOST_TEXT_COLUMNS)
        return false;
    header->columns[header->count++] = (struct running_column){concept, piece, holds_amounts(concept), line};
    return true;
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

/* A word that headings have and no row's amounts: no figure, or a year. */
static bool may_head(const struct running_word *word)
{
    enum { YEAR = 4 };
    return !number_has_digit(word->text) || word->text.length == YEAR || word->text.data[0] == '(' ||
           word->shape == 0;
}

/* Words `from` to `end` - 1, which stand in one piece, as a heading. */
static struct running_piece heading_piece(const struct running_word *words, uint32_t from, uint32_t end)
{
    const struct running_word *last = &words[end - 1];
    struct str text = words[from].text;
    text.length = (size_t)(last->text.data - text.data) + last->text.length;
    return (struct running_piece){text, words[from].offset, words[from].column, last->end};
}

/* "Delaktivitet" over a list of them. */
static bool is_part(struct arena *arena, struct str heading)
{
    return vocabulary_find(DOMAIN_LEVEL, label_key(arena, heading)).concept == LEVEL_PART;
}

/* Adds the longest known heading that begins with word `at`; returns its last word's number and one, or `at`. */
static uint32_t add_heading(struct arena *arena, struct running_header *header, struct running_lines *lines,
                            const struct running_line *line, uint32_t at)
{
    enum { MOST_WORDS = 5 };
    uint32_t end = at + 1;
    while (end < line->word_count && end - at < MOST_WORDS && !line->words[end].apart)
        end++;
    for (; end > at; end--) {
        struct running_piece piece = heading_piece(line->words, at, end);
        enum concept concept = running_heading(arena, lines, piece.text);
        bool alone = end == at + 1 && header->count == 0 && end < line->word_count;
        if (at == 0 && alone && concept == UNKNOWN && is_part(arena, piece.text))
            concept = COL_ACTIVITY;
        if (concept >= COL_CATEGORY && concept <= COL_TOTAL && !is_two_dates(concept, piece.text))
            return add_column(header, concept, piece, line->number) ? end : at;
    }
    return at;
}

/* Which amount is the sum of the others: the column so called, beside at least two years. */
static void find_total(struct running_header *header)
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

static bool settle_kind(struct arena *arena, struct running_header *header)
{
    struct str cells[MOST_TEXT_COLUMNS];
    for (uint32_t i = 0; i < header->count; i++)
        cells[i] = header->columns[i].piece.text;
    header->is_part = header->count > 0 && is_part(arena, cells[0]);
    if (header->is_part)
        cells[0] = concept_name(COL_ACTIVITY, SWEDISH);
    struct row row = {.cells = cells, .count = header->count};
    header->kind = header_kind(arena, &row);
    find_total(header);
    header->is_read = is_read(header->kind) && header->amounts >= 1;
    header->has_dates = running_column_find(header, COL_RANGE) || running_column_find(header, COL_START) ||
                        running_column_find(header, COL_PERIOD);
    const struct running_column *words = running_column_find(header, COL_DESCRIPTION);
    header->words_last = words && words == &header->columns[header->count - 1];
    return header->count >= 2 && header->kind != TABLE_NONE && !header->columns[0].amount;
}

enum { MOST_WORDLY = 12 }; /* words of a header without a figure */

/* Takes the words of one line; false when some are no headings. */
static bool add_line(struct arena *arena, struct running_header *header, struct running_lines *lines,
                     struct running_line *line)
{
    if (!running_line_words(line) || line->word_count > MOST_HEADING_WORDS)
        return false;
    bool year = false;
    for (uint32_t i = 0; i < line->word_count; i++) {
        if (!may_head(&line->words[i]))
            return false;
        year = year || line->words[i].shape != 0;
    }
    if (!year && (line->word_count > MOST_WORDLY || broken_label_goes_on(line->words[0].text)))
        return false; /* prose, or the rest of a label */
    for (uint32_t at = 0, end; at < line->word_count; at = end) {
        end = add_heading(arena, header, lines, line, at);
        if (end == at)
            return false;
    }
    return true;
}

/* Some column from `from` on is one that rows begin with. */
static bool has_label(const struct running_header *header, uint32_t from)
{
    for (uint32_t i = from; i < header->count; i++)
        if (is_label(header->columns[i].concept))
            return true;
    return false;
}

/* A total stands in both: a title ("Budget") above a header that has one is no part of it. */
static bool has_two_totals(const struct running_header *header)
{
    int totals = 0;
    for (uint32_t i = 0; i < header->count; i++)
        totals += header->columns[i].concept == COL_TOTAL || header->columns[i].concept == COL_COST;
    return totals > 1;
}

/* Headings that are broken over lines, from left to right; those of equal place stay in order. */
static void sort_columns(struct running_header *header)
{
    for (uint32_t i = 1; i < header->count; i++)
        for (uint32_t at = i;
             at > 0 && header->columns[at].piece.column < header->columns[at - 1].piece.column; at--) {
            struct running_column moved = header->columns[at];
            header->columns[at] = header->columns[at - 1];
            header->columns[at - 1] = moved;
        }
}

/* Reads a header all of whose words are known. */
static size_t read_known(struct arena *arena, struct running_lines *lines, size_t first,
                         struct running_header *header)
{
    size_t taken = 0;
    struct running_header trial = {0};
    for (size_t i = first; i < lines->list.count && i - first < 2 * MOST_TEXT_COLUMNS; i++) {
        struct running_line *line = &lines->list.items[i];
        if (line->tabbed || (line->count == 0 && i == first))
            break;
        if (line->count == 0)
            continue;
        struct running_header longer = trial;
        if (!add_line(arena, &longer, lines, line) ||
            (has_label(&trial, 0) && has_label(&longer, trial.count)) ||
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

size_t running_header_read(struct arena *arena, struct running_lines *lines, size_t first,
                           struct running_header *header)
{
    size_t taken = read_known(arena, lines, first, header);
    return taken > 0 || first >= lines->list.count ? taken : free_header_read(arena, lines, first, header);
}

bool running_header_same(const struct running_header *a, const struct running_header *b)
{
    bool same = a->count == b->count && a->kind == b->kind;
    for (uint32_t i = a->kind == TABLE_ACTIVITIES; same && i < a->count; i++) /* "Delaktivitet" */
        same = str_equal(a->columns[i].piece.text, b->columns[i].piece.text);
    return same;
}
