/* Tables whose columns bear any names, a partner's or a budget line's: told apart by the gaps of the layout, by the years that
 * their headings end in, or by as many words as the rows have amounts. */
#include "running.h"

#include "budgetkoll/buffer.h"
#include "budgetkoll/dates.h"
#include "budgetkoll/money.h"
#include "budgetkoll/vocabulary.h"

enum { MOST_HEADING_BYTES = 60, SAMPLE = 40 };

/* Words or a year: neither an amount, a date nor a sentence, and no row of a table with separators. */
static bool is_heading(struct arena *arena, struct running_lines *lines, struct str text)
{
    bool plain = text.length > 0 && text.length <= MOST_HEADING_BYTES && !broken_label_is_sentence(text) &&
                 !line_parts_is_date(text);
    for (size_t i = 0; i < text.length && plain; i++)
        plain = !memchr(";|,:", text.data[i], 4);
    return plain && (!number_has_digit(text) || number_read(text, 0).status == NUMBER_NOT ||
                     running_heading(arena, lines, text) == COL_YEAR);
}

static bool are_headings(struct arena *arena, struct running_lines *lines, const struct running_line *line)
{
    bool headings = line->count >= 2 && line->count < MOST_TEXT_COLUMNS && !line->tabbed;
    for (uint32_t i = 0; i < line->count && headings; i++)
        headings = is_heading(arena, lines, line->pieces[i].text);
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

/* ---- columns ---- */

static void add_column(struct arena *arena, struct running_lines *lines, struct running_header *header,
                       struct running_piece piece, uint32_t line)
{
    bool first = header->count == 0;
    enum concept concept =
        first || piece.text.length == 0 ? UNKNOWN : running_heading(arena, lines, piece.text);
    header->columns[header->count++] = (struct running_column){.concept = first                ? COL_CATEGORY
                                                                          : is_amount(concept) ? concept
                                                                                               : UNKNOWN,
                                                               .piece = piece,
                                                               .amount = !first,
                                                               .line = line};
}

/* Its kind, its total and the number of its amounts. Returns how many of its headings are known. */
static int finish_header(struct arena *arena, struct running_lines *lines, struct running_header *header)
{
    struct str cells[MOST_TEXT_COLUMNS];
    int totals = 0, known = 0;
    for (uint32_t i = 0; i < header->count; i++) {
        cells[i] = header->columns[i].piece.text;
        known += header->columns[i].concept != UNKNOWN &&
                 (i > 0 || running_heading(arena, lines, cells[0]) == COL_CATEGORY);
        if (header->columns[i].concept == COL_TOTAL && totals++ == 0)
            header->total = (int)i - 1;
    }
    enum table_kind kind = header_kind(arena, &(struct row){.cells = cells, .count = header->count});
    header->kind =
        kind == TABLE_COSTS || kind == TABLE_FINANCING || kind == TABLE_EU_AID ? kind : TABLE_OTHER;
    header->total = totals == 1 ? header->total : -1;
    header->amounts = header->count - 1;
    return known;
}

static struct running_header new_header(const struct running_line *line)
{
    return (struct running_header){.total = -1, .is_read = true, .is_free = true, .page = line->page};
}

/* ---- rows ---- */

static uint32_t count_apart(const struct line_parts *parts)
{
    uint32_t apart = parts->token_count > 0;
    for (uint32_t i = 1; i < parts->token_count; i++)
        apart += parts->tokens[i].apart;
    return apart;
}

/* How a line is a row of the table: without amounts, with one set apart for each column, with as many when cut, or with
 * fewer. */
enum fit { FIT_LABEL, FIT_EVEN, FIT_CUT, FIT_SHORT, FIT_NOT, FITS };

/* What the rows below a header say. */
struct fitting {
    int rows[FITS];
    int under, adding; /* even rows whose amounts stand under their headings; that add up to their total */
};

/* Every amount overlaps its own heading. */
static bool stands_under(const struct running_header *header, const struct line_parts *parts,
                         const struct running_cut *cut)
{
    for (uint32_t i = 0; i < cut->count; i++) {
        uint32_t last = (i + 1 < cut->count ? cut->first[i + 1] : parts->token_count) - 1;
        const struct running_piece *heading = &header->columns[i + 1].piece;
        if (parts->tokens[cut->first[i]].column >= heading->end || parts->tokens[last].end <= heading->column)
            return false;
    }
    return true;
}

static bool adds_up(const struct running_header *header, const struct line_parts *parts,
                    const struct running_cut *cut)
{
    struct running_row row = {.tokens = parts->tokens, .token_count = parts->token_count};
    return header->total >= 0 && cuts_add_up(&row, cut, (uint32_t)header->total);
}

static enum fit row_fit(struct arena *arena, const struct running_header *header, struct running_line *line,
                        struct fitting *fitting)
{
    struct line_parts parts;
    struct running_cuts cuts;
    if (line->tabbed || !line_parts_read(arena, header, line, &parts))
        return FIT_NOT;
    if (parts.token_count == 0)
        return line->count == 1 ? FIT_LABEL : FIT_NOT;
    uint32_t apart = count_apart(&parts), labels = 0;
    while (labels < line->count && line->pieces[labels].column < parts.tokens[0].column)
        labels++;
    if (apart > header->amounts || parts.label.text.length == 0 || labels > 1)
        return FIT_NOT;
    cuts_find(parts.tokens, parts.token_count, header->amounts, &cuts);
    if (cuts.count == 0)
        return FIT_SHORT;
    fitting->under += cuts.count == 1 && stands_under(header, &parts, &cuts.list[0]);
    fitting->adding += cuts.count == 1 && adds_up(header, &parts, &cuts.list[0]);
    return apart == header->amounts ? FIT_EVEN : FIT_CUT;
}

/* What the rows up to the next blank line say. */
static struct fitting read_rows(struct arena *arena, const struct running_header *header,
                                struct running_lines *lines, size_t first)
{
    struct fitting fitting = {{0}, 0, 0};
    for (size_t i = first; i < lines->list.count && i < first + SAMPLE; i++) {
        struct running_line *line = &lines->list.items[i];
        bool begun = fitting.rows[FIT_EVEN] + fitting.rows[FIT_CUT] + fitting.rows[FIT_SHORT] > 0;
        if (begun && (line->count == 0 || (line->count > 2 && are_headings(arena, lines, line))))
            break;
        if (line->count > 0)
            fitting.rows[row_fit(arena, header, line, &fitting)]++;
    }
    return fitting;
}

/* ---- headings that gaps tell apart ---- */

/* "2025 Summa", "Lund Malmö": two headings may stand in one piece, with one blank between them. */
static bool may_be_two(struct arena *arena, struct running_lines *lines, struct str text)
{
    bool two = false;
    for (size_t i = 1; i + 1 < text.length && !two; i++)
        two = text.data[i] == ' ' && is_heading(arena, lines, str_slice(text, 0, i)) &&
              is_heading(arena, lines, str_trim(str_slice(text, i + 1, text.length)));
    return two && running_heading(arena, lines, text) == UNKNOWN;
}

/* No row has more amounts than there are columns, and some has as many. Where no heading is `known`, all have, and there
 * are two at least; where one may be two, the columns are those that the amounts stand under, or that add up. */
static bool rows_fit(struct arena *arena, const struct running_header *header, struct running_lines *lines,
                     size_t first, bool known)
{
    struct fitting fitting = read_rows(arena, header, lines, first);
    const int *rows = fitting.rows;
    int full = rows[FIT_EVEN] + rows[FIT_CUT];
    bool doubtful = false;
    for (uint32_t i = 0; i < header->count && !doubtful; i++)
        doubtful = may_be_two(arena, lines, header->columns[i].piece.text);
    if (rows[FIT_NOT] > 0 || full == 0 || (header->amounts == 1 && (full < 2 || !known)) ||
        (doubtful && fitting.under < full && fitting.adding * 2 < full))
        return false;
    return known || (rows[FIT_SHORT] + rows[FIT_CUT] == 0 && full > 1);
}

/* The first line below that holds amounts ("kr" and "%" alone are none), or the number of lines where there is none; *plain is
 * set when only labels stand above it. */
static size_t first_row(struct arena *arena, struct running_lines *lines, size_t first, bool *plain)
{
    *plain = true;
    for (size_t i = first; i < lines->list.count && i < first + SAMPLE; i++) {
        struct running_line *line = &lines->list.items[i];
        struct line_parts parts;
        bool figures = false;
        if (line->count == 0)
            continue;
        if (line->tabbed || !line_parts_read(arena, NULL, line, &parts))
            break;
        for (uint32_t word = 0; word < parts.token_count && !figures; word++)
            figures = number_has_digit(parts.tokens[word].text);
        if (figures)
            return i;
        *plain = *plain && line->count == 1;
    }
    return lines->list.count;
}

static bool read_gaps(struct arena *arena, struct running_lines *lines, size_t first,
                      struct running_header *header)
{
    const struct running_line *line = &lines->list.items[first];
    bool plain = false;
    size_t count = lines->list.count,
           row = are_headings(arena, lines, line) ? first_row(arena, lines, first + 1, &plain) : count;
    if (!plain || row == count || is_key(arena, line->pieces[0].text))
        return false;
    *header = new_header(line);
    if (line->pieces[0].column >= lines->list.items[row].pieces[0].end) /* a blank corner */
        add_column(arena, lines, header, (struct running_piece){.offset = line->pieces[0].offset},
                   line->number);
    for (uint32_t i = 0; i < line->count; i++)
        add_column(arena, lines, header, line->pieces[i], line->number);
    int known = finish_header(arena, lines, header);
    return rows_fit(arena, header, lines, first + 1, known > 0);
}

/* ---- headings of words with one blank between them ---- */

/* The words of a header, which may stand on several lines, and the line below it. */
struct heading_words {
    const struct running_word *list[MOST_HEADING_WORDS];
    bool is_year[MOST_HEADING_WORDS];
    uint32_t count, years;
    size_t end;
};

static bool is_year(const struct running_word *word)
{
    enum { YEAR = 4 };
    return word->text.length == YEAR && date_year(word->text) != 0;
}

/* The words up to the first line that holds an amount; false where that is not soon, or gaps stand among them. */
static bool gather_words(struct arena *arena, struct running_lines *lines, size_t first,
                         struct heading_words *words)
{
    *words = (struct heading_words){.count = 0};
    for (size_t i = first; i < lines->list.count; i++) {
        struct running_line *line = &lines->list.items[i];
        if (line->count != 1 || line->tabbed || !running_line_words(line) ||
            words->count + line->word_count > MOST_HEADING_WORDS)
            return false;
        uint32_t before = words->years;
        for (uint32_t w = 0; w < line->word_count; w++) {
            bool year = is_year(&line->words[w]);
            if (line->words[w].shape != 0 && !year && w + 1 == line->word_count) {
                words->end = words->end > 0 ? words->end : i;
                return words->count > 0;
            }
            if (w == 0 && i > first && !year && words->years > 1 && words->is_year[words->count - 1] &&
                words->end == 0 && running_heading(arena, lines, line->words[w].text) != COL_TOTAL)
                words->end = i; /* what stands here may be the name of a group */
            words->is_year[words->count] = year;
            words->list[words->count++] = &line->words[w];
            words->years += year;
            words->end = year ? 0 : words->end;
        }
        if (i > first && words->years > before + 1) /* a header of its own, below a title */
            return false;
    }
    return false;
}

/* Words `from` to `end` - 1, of any lines, as a heading. */
static struct running_piece words_piece(struct arena *arena, const struct heading_words *words, uint32_t from,
                                        uint32_t end)
{
    struct buffer text = {.arena = arena};
    for (uint32_t i = from; i < end; i++) {
        buffer_add(&text, i > from ? STR(" ") : STR(""));
        buffer_add(&text, words->list[i]->text);
    }
    return (struct running_piece){buffer_text(&text), words->list[from]->offset, words->list[from]->column,
                                  words->list[end - 1]->end};
}

/* "Totalt", "Totalt hela projektet", "Totalt Andel": the headings behind the last year, or all of them where none has one. */
static void take_rest(struct arena *arena, struct running_lines *lines, const struct heading_words *words,
                      uint32_t from, struct running_header *header)
{
    for (uint32_t end; from < words->count && header->count < MOST_TEXT_COLUMNS; from = end) {
        struct running_piece piece = words_piece(lines->arena, words, from, words->count);
        for (end = words->count; end > from + 1 && running_heading(arena, lines, piece.text) == UNKNOWN;) {
            end--;
            piece = words_piece(lines->arena, words, from, end);
        }
        add_column(arena, lines, header, piece, words->list[from]->line);
    }
}

/* "(mnkr) Bokslut / 2023 / Budget / 2024": each column's heading ends in a year, and has as many words before it as the second
 * one; what stands before the first is the heading of the labels. */
static void take_years(struct arena *arena, struct running_lines *lines, const struct heading_words *words,
                       struct running_header *header)
{
    uint32_t first = 0, second, last;
    while (!words->is_year[first])
        first++;
    for (second = first + 1; !words->is_year[second];)
        second++;
    for (last = words->count - 1; !words->is_year[last];)
        last--;
    uint32_t before = second - first - 1 < first ? second - first - 1 : first, from = first - before;
    if (from == 0)
        add_column(arena, lines, header, (struct running_piece){.offset = words->list[0]->offset},
                   words->list[0]->line);
    else
        add_column(arena, lines, header, words_piece(lines->arena, words, 0, from), words->list[0]->line);
    for (uint32_t at = from; at <= last && header->count < MOST_TEXT_COLUMNS; at++)
        if (words->is_year[at]) {
            add_column(arena, lines, header, words_piece(lines->arena, words, from, at + 1),
                       words->list[from]->line);
            from = at + 1;
        }
    take_rest(arena, lines, words, from, header);
}

/* The rows below have as many amounts as the header, all of them up to the next blank line, and there are two at least. Of one
 * amount the heading must be known. */
static bool words_fit(struct arena *arena, struct running_lines *lines, size_t first,
                      const struct running_header *header, int known)
{
    struct fitting fitting = read_rows(arena, header, lines, first);
    return header->amounts > (known > 0 ? 0 : 1) && fitting.rows[FIT_NOT] + fitting.rows[FIT_SHORT] == 0 &&
           fitting.rows[FIT_CUT] + fitting.rows[FIT_EVEN] > 1;
}

/* Each word is a heading: none begins small, as words of a sentence do. */
static bool are_capital(const struct heading_words *words)
{
    bool capital = words->count > 1;
    for (uint32_t i = 0; i < words->count && capital; i++)
        capital = !broken_label_goes_on(words->list[i]->text);
    return capital;
}

static size_t read_words(struct arena *arena, struct running_lines *lines, size_t first,
                         struct running_header *header)
{
    struct heading_words words;
    if (!gather_words(arena, lines, first, &words) || words.end == first)
        return 0;
    *header = new_header(&lines->list.items[first]);
    while (words.count > 0 && words.list[words.count - 1]->line > lines->list.items[words.end - 1].number)
        words.count--;
    if (words.years > 1)
        take_years(arena, lines, &words, header);
    else if (words.end == first + 1 && are_capital(&words))
        take_rest(arena, lines, &words, 0, header);
    else
        return 0;
    int known = finish_header(arena, lines, header);
    return words_fit(arena, lines, words.end, header, known) ? words.end - first : 0;
}

size_t free_header_read(struct arena *arena, struct running_lines *lines, size_t first,
                        struct running_header *header)
{
    struct running_header trial;
    size_t taken = read_gaps(arena, lines, first, &trial) ? 1 : read_words(arena, lines, first, &trial);
    if (taken > 0)
        *header = trial;
    return taken;
}

/* ---- where such a table ends ---- */

bool free_header_ends(struct arena *arena, struct running_lines *lines, struct running_line *line,
                      bool after_blank)
{
    struct line_parts parts;
    return line->count > (after_blank ? 1 : 2) && are_headings(arena, lines, line) &&
           line_parts_read(arena, NULL, line, &parts) && parts.token_count == 0;
}

bool free_header_goes_on(struct arena *arena, const struct running_header *header,
                         struct running_lines *lines, size_t first)
{
    bool begun = false;
    struct fitting fitting = {{0}, 0, 0};
    for (size_t i = first; i < lines->list.count && i < first + SAMPLE; i++) {
        struct running_line *line = &lines->list.items[i];
        enum fit fit = line->count == 0 ? FIT_LABEL : row_fit(arena, header, line, &fitting);
        if (fit == FIT_EVEN || fit == FIT_CUT || line->count > 1)
            return true;
        if (line->count == 0 && begun)
            return false;
        begun = begun || fit != FIT_LABEL;
    }
    return false;
}

size_t free_header_rows_end(struct arena *arena, struct running_lines *lines, size_t first)
{
    size_t end = first;
    for (; end < lines->list.count; end++) {
        struct running_line *line = &lines->list.items[end];
        struct line_parts parts;
        if (line->count == 0 || line->tabbed || !line_parts_read(arena, NULL, line, &parts) ||
            (parts.token_count == 0 && line->count > 1))
            break;
    }
    return end;
}

size_t free_header_unread(struct arena *arena, struct running_lines *lines, size_t first)
{
    const struct running_line *line = &lines->list.items[first];
    struct line_parts parts;
    bool plain;
    if (line->count <= 2 || !are_headings(arena, lines, line) || is_key(arena, line->pieces[0].text))
        return 0;
    size_t row = first_row(arena, lines, first + 1, &plain);
    if (row == lines->list.count || !line_parts_read(arena, NULL, &lines->list.items[row], &parts) ||
        parts.label.text.length == 0 || count_apart(&parts) < 2 || is_key(arena, parts.label.text))
        return 0;
    return free_header_rows_end(arena, lines, row) - first;
}
