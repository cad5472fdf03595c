/* Tables whose columns bear any names, a partner's or a budget line's, told apart by the gaps of the layout. */
#include "running.h"

#include "budgetkoll/money.h"
#include "budgetkoll/vocabulary.h"

/* A line with one gap in it is more often something that is said about the project than a header. */
enum { MOST_HEADING_BYTES = 60, SAMPLE = 40, FEWEST_AMOUNTS = 2 };

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

static bool is_key(struct arena *arena, struct str text)
{
    return vocabulary_find(DOMAIN_KEY, label_key(arena, text)).concept != UNKNOWN;
}

/* The columns of a header, of which the first holds labels: it has no heading where a corner is blank. Returns how many of
 * the headings are known. */
static int take_columns(struct arena *arena, const struct text_line *line, bool corner,
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
    return known;
}

static uint32_t count_apart(const struct text_parsed *parsed)
{
    uint32_t apart = 0;
    for (uint32_t i = 0; i < parsed->token_count; i++)
        apart += parsed->tokens[i].apart;
    return apart;
}

/* How a line is a row of the table: without amounts, with one set apart for each column, with as many when cut, or with
 * fewer. */
enum fit { FIT_LABEL, FIT_EVEN, FIT_CUT, FIT_SHORT, FIT_NOT, FITS };

/* What the rows below a header say. */
struct fitting {
    int rows[FITS];
    int under,
        adding; /* even rows, each amount of which stands under its heading; that add up to their total */
};

/* Every amount overlaps its own heading. */
static bool stands_under(const struct text_header *header, const struct text_parsed *parsed,
                         const struct text_cut *cut)
{
    for (uint32_t i = 0; i < cut->count; i++) {
        uint32_t last = (i + 1 < cut->count ? cut->first[i + 1] : parsed->token_count) - 1;
        const struct text_piece *heading = &header->columns[i + 1].piece;
        if (parsed->tokens[cut->first[i]].column >= heading->end ||
            parsed->tokens[last].end <= heading->column)
            return false;
    }
    return true;
}

static bool adds_up(const struct text_header *header, const struct text_parsed *parsed,
                    const struct text_cut *cut)
{
    money sum = 0, total = 0;
    for (uint32_t i = 0; i < cut->count && header->total >= 0; i++) {
        struct number number = number_read(text_cut_amount(parsed->tokens, parsed->token_count, cut, i), '.');
        money amount = 0;
        bool read =
            number.status == NUMBER_BLANK || number_amount(number, ORE_PER_KRONA, &amount) == NUMBER_READ;
        if (!read || ((int)i != header->total && !money_add(sum, amount, &sum)))
            return false;
        total = (int)i == header->total ? amount : total;
    }
    return header->total >= 0 && sum == total;
}

static enum fit row_fit(struct arena *arena, const struct text_header *header, const struct text_line *line,
                        struct fitting *fitting)
{
    struct text_parsed parsed;
    struct text_cuts cuts;
    if (line->tabbed || !text_parse(arena, header, line, &parsed))
        return FIT_NOT;
    if (parsed.token_count == 0)
        return line->count == 1 ? FIT_LABEL : FIT_NOT;
    uint32_t apart = count_apart(&parsed), labels = 0;
    while (labels < line->count && line->pieces[labels].column < parsed.tokens[0].column)
        labels++;
    if (apart > header->amounts || parsed.label.text.length == 0 || labels > 1)
        return FIT_NOT;
    text_cut(parsed.tokens, parsed.token_count, header->amounts, &cuts);
    if (cuts.count == 0)
        return FIT_SHORT;
    fitting->under += cuts.count == 1 && stands_under(header, &parsed, &cuts.list[0]);
    fitting->adding += cuts.count == 1 && adds_up(header, &parsed, &cuts.list[0]);
    return apart == header->amounts ? FIT_EVEN : FIT_CUT;
}

/* "2025 Summa", "Lund Malmö": two headings may stand in one piece, with one blank between them. */
static bool may_be_two(struct arena *arena, struct str text)
{
    bool two = false;
    for (size_t i = 1; i + 1 < text.length && !two; i++)
        two = text.data[i] == ' ' && is_heading(arena, str_slice(text, 0, i)) &&
              is_heading(arena, str_trim(str_slice(text, i + 1, text.length)));
    return two && concept_of(arena, text) == UNKNOWN;
}

static bool has_doubtful_heading(struct arena *arena, const struct text_header *header)
{
    for (uint32_t i = 0; i < header->count; i++)
        if (may_be_two(arena, header->columns[i].piece.text))
            return true;
    return false;
}

/* "kr", "%": a unit stands where amounts do. */
static bool has_figures(const struct text_parsed *parsed)
{
    for (uint32_t i = 0; i < parsed->token_count; i++)
        if (number_has_digit(parsed->tokens[i].text))
            return true;
    return false;
}

/* The first line below that holds amounts, or the number of lines where there is none; *plain is set when only labels stand
 * above it. */
static size_t first_row(struct arena *arena, const struct text_lines *lines, size_t first, bool *plain)
{
    *plain = true;
    for (size_t i = first + 1; i < lines->list.count && i < first + SAMPLE; i++) {
        const struct text_line *line = &lines->list.items[i];
        struct text_parsed parsed;
        if (line->count == 0)
            continue;
        if (line->tabbed || !text_parse(arena, NULL, line, &parsed))
            break;
        if (has_figures(&parsed))
            return i;
        *plain = *plain && line->count == 1;
    }
    return lines->list.count;
}

bool text_layout_ends(struct arena *arena, const struct text_line *line, bool after_blank)
{
    struct text_parsed parsed;
    return line->count > (after_blank ? 1 : FEWEST_AMOUNTS) && are_headings(arena, line) &&
           text_parse(arena, NULL, line, &parsed) && parsed.token_count == 0;
}

bool text_layout_goes_on(struct arena *arena, const struct text_header *header,
                         const struct text_lines *lines, size_t first)
{
    bool begun = false;
    struct fitting fitting = {{0}, 0, 0};
    for (size_t i = first; i < lines->list.count && i < first + SAMPLE; i++) {
        const struct text_line *line = &lines->list.items[i];
        enum fit fit = line->count == 0 ? FIT_LABEL : row_fit(arena, header, line, &fitting);
        if (fit == FIT_EVEN || fit == FIT_CUT || line->count > 1)
            return true;
        if (line->count == 0 && begun)
            return false;
        begun = begun || fit != FIT_LABEL;
    }
    return false;
}

/* What the rows up to the next blank line say. */
static struct fitting read_rows(struct arena *arena, const struct text_header *header,
                                const struct text_lines *lines, size_t first)
{
    struct fitting fitting = {{0}, 0, 0};
    for (size_t i = first + 1; i < lines->list.count && i < first + SAMPLE; i++) {
        const struct text_line *line = &lines->list.items[i];
        bool begun = fitting.rows[FIT_EVEN] + fitting.rows[FIT_CUT] + fitting.rows[FIT_SHORT] > 0;
        if (begun && (line->count == 0 || text_layout_ends(arena, line, false)))
            break;
        if (line->count > 0)
            fitting.rows[row_fit(arena, header, line, &fitting)]++;
    }
    return fitting;
}

/* No row has more amounts than there are columns, and some has as many. Where no heading is `known`, all have, and there
 * are two at least; where one may be two, the columns are those that the amounts stand under, or that add up. */
static bool rows_fit(struct arena *arena, const struct text_header *header, const struct text_lines *lines,
                     size_t first, bool known)
{
    struct fitting fitting = read_rows(arena, header, lines, first);
    const int *rows = fitting.rows;
    int full = rows[FIT_EVEN] + rows[FIT_CUT];
    if (rows[FIT_NOT] > 0 || full == 0)
        return false;
    if (has_doubtful_heading(arena, header) && fitting.under < full && fitting.adding * 2 < full)
        return false;
    return known || (rows[FIT_SHORT] + rows[FIT_CUT] == 0 && full > 1);
}

size_t text_layout_read(struct arena *arena, const struct text_lines *lines, size_t first,
                        struct text_header *header)
{
    const struct text_line *line = &lines->list.items[first];
    struct text_header trial;
    bool plain = false;
    size_t row = are_headings(arena, line) ? first_row(arena, lines, first, &plain) : lines->list.count;
    if (!plain || row == lines->list.count)
        return 0;
    bool corner = line->pieces[0].column >= lines->list.items[row].pieces[0].end;
    int known = take_columns(arena, line, corner, &trial);
    if (trial.amounts < FEWEST_AMOUNTS || is_key(arena, line->pieces[0].text) ||
        !rows_fit(arena, &trial, lines, first, known > 0))
        return 0;
    *header = trial;
    return 1;
}

size_t text_layout_rows_end(struct arena *arena, const struct text_lines *lines, size_t first)
{
    size_t end = first;
    for (; end < lines->list.count; end++) {
        const struct text_line *line = &lines->list.items[end];
        struct text_parsed parsed;
        if (line->count == 0 || line->tabbed || !text_parse(arena, NULL, line, &parsed) ||
            (parsed.token_count == 0 && line->count > 1))
            break;
    }
    return end;
}

size_t text_layout_unread(struct arena *arena, const struct text_lines *lines, size_t first)
{
    const struct text_line *line = &lines->list.items[first];
    struct text_parsed parsed;
    if (line->count <= FEWEST_AMOUNTS || !are_headings(arena, line) || is_key(arena, line->pieces[0].text))
        return 0;
    bool plain;
    size_t row = first_row(arena, lines, first, &plain);
    if (row == lines->list.count || !text_parse(arena, NULL, &lines->list.items[row], &parsed) ||
        parsed.label.text.length == 0 || count_apart(&parsed) < FEWEST_AMOUNTS ||
        is_key(arena, parsed.label.text))
        return 0;
    return text_layout_rows_end(arena, lines, row) - first;
}
