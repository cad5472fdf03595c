/* The words of a line of a table: label, description, dates and amounts. */
#include "running.h"

#include "budgetkoll/dates.h"
#include "budgetkoll/emphasis.h"
#include "budgetkoll/vocabulary.h"
#include "budgetkoll/wordings.h"

enum { MOST_WORDS = 256 };

struct line_words {
    struct text_token list[MOST_WORDS];
    uint32_t piece[MOST_WORDS];
    uint32_t count;
};

/* Marks of bold text that are open in a piece: how many, and where those begin that close them. */
struct open_marks {
    size_t length, close;
};

/* The word without the marks that open before it or close behind it. */
static struct str without_marks(struct str text, size_t at, size_t end, struct open_marks *open)
{
    size_t marks = open->length > 0 ? 0 : emphasis_open(text, at, &open->close);
    if (marks > 0)
        open->length = marks;
    bool closes = open->length > 0 && open->close < end;
    struct str word = str_slice(text, at + marks, closes ? open->close : end);
    if (closes)
        open->length = 0;
    return word;
}

/* The words of a piece; false when there are too many for a table's row. */
static bool read_piece(const struct text_line *line, uint32_t i, struct line_words *words)
{
    const struct text_piece *piece = &line->pieces[i];
    struct open_marks open = {0, 0};
    uint32_t column = piece->column;
    for (size_t at = 0, end; at < piece->text.length; at = end + 1) {
        end = at;
        while (end < piece->text.length && piece->text.data[end] != ' ')
            end++;
        if (end > at && words->count == MOST_WORDS)
            return false;
        uint32_t length = (uint32_t)str_code_points(str_slice(piece->text, at, end));
        if (end > at) {
            struct str word = without_marks(piece->text, at, end, &open);
            words->piece[words->count] = i;
            words->list[words->count++] =
                (struct text_token){word,
                                    piece->offset + (uint32_t)(word.data - piece->text.data),
                                    line->number,
                                    column,
                                    column + length,
                                    at == 0 || word.data > piece->text.data + at};
        }
        column += length + 1;
    }
    return true;
}

static bool read_words(const struct text_line *line, struct line_words *words)
{
    words->count = 0;
    for (uint32_t i = 0; i < line->count; i++)
        if (!read_piece(line, i, words))
            return false;
    return true;
}

bool text_is_date(struct str word)
{
    struct date date, end;
    enum date_status status = word.length >= 8 ? date_read(word, &date) : DATE_NOT;
    return status == DATE_READ || status == DATE_NO_SUCH || status == DATE_AMBIGUOUS ||
           (word.length > 12 && period_read(word, &date, &end) == DATE_READ);
}

/* Words `from` to `end` - 1 as one text; where gaps stand between them, as a copy with single blanks. */
static struct text_fragment words_text(struct arena *arena, const struct line_words *words, uint32_t from,
                                       uint32_t end)
{
    struct text_fragment fragment = {STR(""), 0, 0};
    if (from >= end)
        return fragment;
    fragment =
        (struct text_fragment){words->list[from].text, words->list[from].offset, words->list[from].line};
    if (words->piece[from] == words->piece[end - 1]) {
        struct str last = words->list[end - 1].text;
        fragment.text.length = (size_t)(last.data - fragment.text.data) + last.length;
        return fragment;
    }
    struct buffer text = {.arena = arena};
    for (uint32_t i = from; i < end; i++) {
        buffer_add(&text, i > from ? STR(" ") : STR(""));
        buffer_add(&text, words->list[i].text);
    }
    fragment.text = buffer_text(&text);
    return fragment;
}

const struct text_column *text_column_find(const struct text_header *header, enum concept concept)
{
    for (uint32_t i = 0; i < header->count; i++)
        if (header->columns[i].concept == concept)
            return &header->columns[i];
    return NULL;
}

/* The row's label is the column of names where the table has one, else its first. */
uint32_t text_label_column(const struct text_header *header)
{
    for (uint32_t i = 0; i < header->count; i++)
        if (header->columns[i].concept == COL_NAME)
            return i;
    return header->columns[0].concept == COL_LEVEL && header->count > 1 ? 1 : 0;
}

static bool has_dates(const struct text_header *header)
{
    return text_column_find(header, COL_RANGE) || text_column_find(header, COL_START) ||
           text_column_find(header, COL_PERIOD);
}

/* Where the words of amounts begin. A percentage before plain amounts is the label's, as is any among costs:
 * "Bilönekostnader 45,24% 342 014". */
static uint32_t find_tokens(const struct line_words *words, bool costs)
{
    uint32_t first = words->count;
    bool plain = false;
    while (first > 0 && text_is_token(words->list[first - 1].text)) {
        bool percent = str_ends(words->list[first - 1].text, STR("%"));
        if (percent && (plain || costs))
            break;
        plain = plain || !percent;
        if (percent && words->list[first - 1].text.length == 1 && first > 1)
            first--; /* the number that it belongs to */
        first--;
        plain = percent ? false : plain;
    }
    while (first < words->count && str_equal(words->list[first].text, STR("%")))
        first++;
    return first;
}

/* "Resor 2024    500    600": where gaps tell as many amounts as there are columns apart from the label, no figure within
 * its own piece is one. */
static uint32_t pass_label(const struct text_header *header, const struct text_line *line,
                           const struct line_words *words, uint32_t first)
{
    uint32_t next = first;
    if (first == 0 || first == words->count || words->piece[first] != words->piece[first - 1] ||
        line->count - 1 - words->piece[first] != header->amounts)
        return first;
    while (words->piece[next] == words->piece[first])
        next++;
    return next;
}

static bool is_lone_dash(struct str word)
{
    return str_equal(word, STR("-")) || str_equal(word, STR("\u2013"));
}

static uint32_t count_dates(const struct line_words *words, uint32_t from, uint32_t end)
{
    uint32_t dates = 0;
    for (uint32_t i = from; i < end; i++)
        dates += !is_lone_dash(words->list[i].text);
    return dates;
}

/* Two words and all between them, as the line has it. */
static struct text_fragment line_slice(const struct line_words *words, uint32_t from, uint32_t last)
{
    struct str text = words->list[from].text, end = words->list[last].text;
    text.length = (size_t)(end.data - text.data) + end.length;
    return (struct text_fragment){text, words->list[from].offset, words->list[from].line};
}

/* Takes the dates before word `end`, with the dashes between and behind them; returns where they begin. Of more than two
 * the last is all but the first, which is no date and is reported. */
static uint32_t take_dates(struct arena *arena, const struct line_words *words, uint32_t end,
                           struct text_parsed *parsed)
{
    uint32_t first = end, last = end;
    bool dash = end > 1 && is_lone_dash(words->list[end - 1].text);
    last -= dash;
    while (first > 0) {
        bool between = is_lone_dash(words->list[first - 1].text) && first > 1 &&
                       text_is_date(words->list[first - 2].text);
        if (!between && !text_is_date(words->list[first - 1].text))
            break;
        first--;
    }
    if (first >= last)
        return end;
    parsed->first_date = words_text(arena, words, first, first + 1);
    bool two = count_dates(words, first, last) <= 2;
    parsed->last_date = line_slice(words, two ? last - 1 : first + 1, last - 1);
    parsed->open_range = dash && first + 1 == last;
    return first;
}

/* The level stands before the name: "Delaktivitet 1.1 Behovsanalys". */
static uint32_t take_level(struct arena *arena, const struct text_header *header,
                           const struct line_words *words, uint32_t end, bool same_page,
                           struct text_parsed *parsed)
{
    uint32_t name = header ? text_label_column(header) : 0;
    bool below_names = name > 0 && words->list[0].column >= header->columns[name].piece.column;
    if (name == 0 || end == 0 || (same_page && below_names))
        return 0;
    struct str key = label_key(arena, words->list[0].text);
    if (vocabulary_find(DOMAIN_LEVEL, key).concept == UNKNOWN)
        return 0;
    parsed->level = words_text(arena, words, 0, 1);
    return 1;
}

/* The description column's words: those that begin about under its heading, or else the last piece of two. */
static uint32_t find_description(const struct text_header *header, const struct text_line *line,
                                 const struct line_words *words, uint32_t end)
{
    const struct text_column *column = text_column_find(header, COL_DESCRIPTION);
    if (!column || line->count < 2 || end == 0)
        return end;
    bool same_page = line->page == header->page;
    for (uint32_t i = 0; i < end; i++) {
        bool under = words->list[i].column + 2 >= column->piece.column;
        if (words->list[i].apart && (same_page ? under : i > 0 && words->piece[i] == words->piece[end - 1]))
            return i;
    }
    return end;
}

static bool take_label_dash(struct text_fragment *label)
{
    struct str rest = label->text;
    if (!take_dash(&rest))
        return false;
    if (rest.length > 0)
        label->offset += (uint32_t)(rest.data - label->text.data);
    label->text = rest;
    return true;
}

/* "1.1" alone, well before the column of amounts: a name's code, whose other words stand below. */
static bool is_name(const struct text_header *header, const struct text_line *line,
                    const struct line_words *words)
{
    if (!header || words->count != 1 || !has_dates(header) || line->page != header->page)
        return false;
    for (uint32_t i = 0; i < header->count; i++)
        if (header->columns[i].amount)
            return words->list[0].end + 4 < header->columns[i].piece.column;
    return false;
}

/* Where the amounts begin and, in *end, where what stands before them ends: dashes can be the label's, or a period's. */
static uint32_t settle_dashes(const struct line_words *words, uint32_t first, uint32_t *end)
{
    const struct text_token *list = words->list;
    *end = first;
    if (first == words->count || !is_lone_dash(list[first].text))
        return first;
    if (first == 0 && (words->count == 1 || list[1].apart)) /* " -" of a label that stands below */
        return *end = 1;
    if (first > 0 && text_is_date(list[first - 1].text)) /* of a period that goes on below */
        return *end = first + 1;
    if (first > 0 && first + 1 == words->count && !list[first].apart) /* in a label that goes on below */
        return *end = words->count;
    return first;
}

bool text_parse(struct arena *arena, const struct text_header *header, const struct text_line *line,
                struct text_parsed *parsed)
{
    struct line_words words;
    *parsed =
        (struct text_parsed){.spaced = line->count > 1 || (line->count == 1 && line->pieces[0].column > FAR)};
    if (!read_words(line, &words))
        return false;
    bool costs = header && header->kind == TABLE_COSTS;
    uint32_t end, tokens = find_tokens(&words, costs);
    if (header && header->is_free)
        tokens = pass_label(header, line, &words, tokens);
    uint32_t first = settle_dashes(&words, tokens, &end);
    if (first == 0 && is_name(header, line, &words))
        first = end = words.count;
    if (words.count - first > MOST_TOKENS)
        return false;
    parsed->token_count = words.count - first;
    parsed->tokens = arena_copy(arena, words.list + first, parsed->token_count * sizeof *parsed->tokens);
    if (parsed->token_count > 0)
        parsed->tokens[0].apart = true;
    if (header && has_dates(header))
        end = take_dates(arena, &words, first, parsed);
    uint32_t description = header ? find_description(header, line, &words, end) : end;
    parsed->description = words_text(arena, &words, description, end);
    uint32_t name =
        take_level(arena, header, &words, description, header && line->page == header->page, parsed);
    parsed->label = words_text(arena, &words, name, description);
    parsed->dashed = take_label_dash(&parsed->label);
    return true;
}
