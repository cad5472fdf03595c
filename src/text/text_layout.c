/* Tables whose columns bear any names, a partner's or a budget line's, told apart by the gaps of the layout. */
#include "running.h"

#include "budgetkoll/vocabulary.h"

enum { MOST_HEADING_BYTES = 60, SAMPLE = 40 };

static enum concept concept_of(struct arena *arena, struct str text)
{
    int year = 0;
    int64_t unit = 0;
    return header_concept(arena, text, &year, &unit);
}

/* Words or a year: neither an amount, a date nor a sentence, and no row of a table with separators. */
static bool is_heading(struct arena *arena, struct str text)
{
    static const char *const separators[] = {";", "|", ",", ":"};
    bool plain = text.length > 0 && text.length <= MOST_HEADING_BYTES && !text_is_sentence(text) &&
                 !text_is_date(text);
    for (size_t i = 0; i < sizeof separators / sizeof *separators && plain; i++)
        plain = str_find(text, str_from(separators[i])) < 0;
    return plain && (number_read(text, 0).status == NUMBER_NOT || concept_of(arena, text) == COL_YEAR);
}

static bool are_headings(struct arena *arena, const struct text_line *line)
{
    bool headings = line->count >= 2 && line->count < MOST_TEXT_COLUMNS && !line->tabbed;
    for (uint32_t i = 0; i < line->count && headings; i++)
        headings = is_heading(arena, line->pieces[i].text);
    return headings;
}

static bool is_amount(enum concept concept)
{
    return concept == COL_YEAR || concept == COL_TOTAL || concept == COL_COST;
}

/* The columns of a header, of which the first holds labels: it has no heading where a corner is blank. False when none of
 * the headings is known, or when there are too few to tell a table from a line with a gap in it. */
static bool take_columns(struct arena *arena, const struct text_line *line, bool corner,
                         struct text_header *header)
{
    struct str cells[MOST_TEXT_COLUMNS];
    int totals = 0, known = 0;
    *header = (struct text_header){.total = -1, .is_read = true, .is_free = true, .page = line->page};
    for (uint32_t i = 0; i < line->count + corner; i++) {
        struct text_piece piece = line->pieces[i > 0 && corner ? i - 1 : i];
        if (i == 0 && corner)
            piece.text = STR("");
        enum concept concept = i == 0 ? COL_CATEGORY : concept_of(arena, piece.text);
        bool first_known = i == 0 && !corner && concept_of(arena, piece.text) == COL_CATEGORY;
        if (concept == COL_TOTAL && totals++ == 0)
            header->total = (int)i - 1;
        known += first_known || (i > 0 && is_amount(concept));
        cells[i] = piece.text;
        header->columns[header->count++] = (struct text_column){
            i == 0 || is_amount(concept) ? concept : UNKNOWN, piece, i > 0, line->number};
    }
    enum table_kind kind = header_kind(arena, &(struct row){.cells = cells, .count = header->count});
    header->kind =
        kind == TABLE_COSTS || kind == TABLE_FINANCING || kind == TABLE_EU_AID ? kind : TABLE_OTHER;
    header->total = totals == 1 ? header->total : -1;
    header->amounts = header->count - 1;
    return known > 0 && (header->amounts > 1 || is_amount(header->columns[1].concept));
}

enum fit { FIT_LABEL, FIT_FULL, FIT_SHORT, FIT_NOT };

/* How a line is a row of the table: it holds as many amounts as there are columns, or fewer, or none. */
static enum fit row_fit(struct arena *arena, const struct text_header *header, const struct text_line *line)
{
    struct text_parsed parsed;
    struct text_cuts cuts;
    uint32_t apart = 0;
    if (line->tabbed || !text_parse(arena, header, line, &parsed))
        return FIT_NOT;
    if (parsed.token_count == 0)
        return line->count == 1 ? FIT_LABEL : FIT_NOT;
    for (uint32_t i = 0; i < parsed.token_count; i++)
        apart += parsed.tokens[i].apart;
    text_cut(parsed.tokens, parsed.token_count, header->amounts, &cuts);
    if (apart > header->amounts || parsed.label.text.length == 0)
        return FIT_NOT;
    return cuts.count > 0 ? FIT_FULL : FIT_SHORT;
}

/* The first line below that holds amounts, or NULL where something else than labels stands above it. */
static const struct text_line *first_row(struct arena *arena, const struct text_lines *lines, size_t first)
{
    for (size_t i = first + 1; i < lines->list.count && i < first + SAMPLE; i++) {
        const struct text_line *line = &lines->list.items[i];
        struct text_parsed parsed;
        if (line->count == 0)
            continue;
        if (line->tabbed || !text_parse(arena, NULL, line, &parsed))
            return NULL;
        if (parsed.token_count > 0)
            return line;
        if (line->count > 1)
            return NULL;
    }
    return NULL;
}

/* No row up to the next blank line has more amounts than there are columns, and some has as many. */
static bool rows_fit(struct arena *arena, const struct text_header *header, const struct text_lines *lines,
                     size_t first)
{
    bool full = false, rows = false;
    for (size_t i = first + 1; i < lines->list.count && i < first + SAMPLE; i++) {
        const struct text_line *line = &lines->list.items[i];
        if (line->count == 0 && rows)
            break;
        if (line->count == 0)
            continue;
        enum fit fit = row_fit(arena, header, line);
        if (fit == FIT_NOT)
            return false;
        full = full || fit == FIT_FULL;
        rows = rows || fit != FIT_LABEL;
    }
    return full;
}

size_t text_layout_read(struct arena *arena, const struct text_lines *lines, size_t first,
                        struct text_header *header)
{
    const struct text_line *line = &lines->list.items[first];
    struct text_header trial;
    if (!are_headings(arena, line))
        return 0;
    const struct text_line *row = first_row(arena, lines, first);
    bool corner = row && line->pieces[0].column >= row->pieces[0].end;
    if (!row || !take_columns(arena, line, corner, &trial) || !rows_fit(arena, &trial, lines, first))
        return 0;
    *header = trial;
    return 1;
}
