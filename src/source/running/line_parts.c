/* The words of a line of a table: label, description, dates and amounts. */
#include "running.h"

#include "budgetkoll/buffer.h"
#include "budgetkoll/dates.h"
#include "budgetkoll/vocabulary.h"
#include "budgetkoll/wordings.h"

bool line_parts_is_date(struct str word)
{
    struct date date, end;
    if (word.length < 8 || !number_has_digit(word))
        return false;
    enum date_status status = date_read(word, &date);
    return status == DATE_READ || status == DATE_NO_SUCH || status == DATE_AMBIGUOUS ||
           (word.length > 12 && period_read(word, &date, &end) == DATE_READ);
}

/* The words of a line that stand in one piece: none of them but the first begins one. */
static bool are_one_piece(const struct running_word *words, uint32_t from, uint32_t end)
{
    for (uint32_t i = from + 1; i < end; i++)
        if (words[i].apart)
            return false;
    return true;
}

/* Words `from` to `end` - 1 as one text; where gaps stand between them, as a copy with single blanks. */
static struct fragment words_text(struct arena *arena, const struct running_line *line, uint32_t from,
                                  uint32_t end)
{
    const struct running_word *words = line->words;
    if (from >= end)
        return (struct fragment){STR(""), 0, 0};
    struct fragment fragment = {words[from].text, words[from].offset, words[from].line};
    if (are_one_piece(words, from, end)) {
        struct str last = words[end - 1].text;
        fragment.text.length = (size_t)(last.data - fragment.text.data) + last.length;
        return fragment;
    }
    struct buffer text = {.arena = arena};
    for (uint32_t i = from; i < end; i++) {
        buffer_add(&text, i > from ? STR(" ") : STR(""));
        buffer_add(&text, words[i].text);
    }
    fragment.text = buffer_text(&text);
    return fragment;
}

static bool is_lone_dash(struct str word)
{
    return str_equal(word, STR("-")) || str_equal(word, STR("\u2013"));
}

/* ---- amounts ---- */

/* Where the words of amounts begin that end at `end`. A percentage before plain amounts is the label's, as is any among costs:
 * "Bilönekostnader 45,24% 342 014". */
static uint32_t find_tokens(const struct running_word *words, uint32_t end, bool costs)
{
    uint32_t first = end;
    bool plain = false;
    while (first > 0 && words[first - 1].shape != 0) {
        bool percent = str_ends(words[first - 1].text, STR("%"));
        if (percent && (plain || costs))
            break;
        if (percent && words[first - 1].text.length == 1 && first > 1)
            first--; /* the number that it belongs to */
        first--;
        plain = !percent;
    }
    while (first < end && str_equal(words[first].text, STR("%")))
        first++;
    return first;
}

/* "Resor 2024    500    600": where gaps tell as many amounts as there are columns apart from the label, no figure within
 * its own piece is one. */
static uint32_t pass_label(const struct running_header *header, const struct running_line *line,
                           uint32_t first)
{
    const struct running_word *words = line->words;
    uint32_t next = first, apart = 0;
    if (first == 0 || first == line->word_count || words[first].apart)
        return first;
    while (next < line->word_count && !words[next].apart)
        next++;
    for (uint32_t i = next; i < line->word_count; i++)
        apart += words[i].apart;
    return apart == header->amounts ? next : first;
}

/* Where the amounts begin and, in *end, where what stands before them ends: dashes can be the label's, or a period's. */
static uint32_t settle_dashes(const struct running_line *line, uint32_t first, uint32_t *end)
{
    const struct running_word *words = line->words;
    uint32_t count = line->word_count;
    *end = first;
    if (first == count || !is_lone_dash(words[first].text))
        return first;
    if (first == 0 && (count == 1 || words[1].apart)) /* " -" of a label that stands below */
        return *end = 1;
    if (first > 0 && line_parts_is_date(words[first - 1].text)) /* of a period that goes on below */
        return *end = first + 1;
    if (first > 0 && first + 1 == count && !words[first].apart) /* in a label that goes on below */
        return *end = count;
    return first;
}

/* "1.1" alone, well before the column of amounts: a name's code, whose other words stand below. */
static bool is_name(const struct running_header *header, const struct running_line *line)
{
    if (!header->has_dates || line->word_count != 1 || line->page != header->page)
        return false;
    for (uint32_t i = 0; i < header->count; i++)
        if (header->columns[i].amount)
            return line->words[0].end + 4 < header->columns[i].piece.column;
    return false;
}

/* ---- dates ---- */

/* Takes the words from `first` on that are dates, with the dashes between and behind them; returns where they end. Of more than
 * two the last is all but the first, which is no date and is reported. */
static uint32_t take_dates(struct arena *arena, const struct running_line *line, uint32_t first,
                           struct line_parts *parts)
{
    const struct running_word *words = line->words;
    uint32_t end = first, dates = 0, last = first;
    for (; end < line->word_count && (line_parts_is_date(words[end].text) || is_lone_dash(words[end].text));
         end++) {
        bool dash = is_lone_dash(words[end].text);
        if (dash && words[end].apart)
            break; /* an amount that is nothing */
        dates += !dash;
        last = dash ? last : end;
    }
    parts->first_date = words_text(arena, line, first, first + 1);
    parts->open_range = dates == 1 && end > last + 1;
    uint32_t second = dates <= 2 ? last : first + 1;
    struct str from = words[second].text, to = words[last].text;
    parts->last_date = (struct fragment){
        {from.data, (size_t)(to.data - from.data) + to.length}, words[second].offset, words[second].line};
    return end;
}

/* ---- words ---- */

/* The level stands before the name: "Delaktivitet 1.1 Behovsanalys". */
static uint32_t take_level(struct arena *arena, const struct running_header *header,
                           const struct running_line *line, uint32_t end, struct line_parts *parts)
{
    uint32_t name = header ? running_label_column(header) : 0;
    if (name == 0 || end == 0)
        return 0;
    bool below_names = line->words[0].column >= header->columns[name].piece.column;
    struct str key = label_key(arena, line->words[0].text);
    if ((line->page == header->page && below_names) || vocabulary_find(DOMAIN_LEVEL, key).concept == UNKNOWN)
        return 0;
    parts->level = words_text(arena, line, 0, 1);
    return 1;
}

/* The description column's words: those that begin about under its heading, or else the last piece of two. */
static uint32_t find_description(const struct running_header *header, const struct running_line *line,
                                 uint32_t end)
{
    const struct running_column *column = running_column_find(header, COL_DESCRIPTION);
    if (!column || header->words_last || line->count < 2 || end == 0)
        return end;
    for (uint32_t i = 0; i < end; i++) {
        bool under = line->words[i].column + 2 >= column->piece.column;
        if (line->words[i].apart &&
            (line->page == header->page ? under : i > 0 && are_one_piece(line->words, i, end)))
            return i;
    }
    return end;
}

/* The first date of a row: nothing but dashes and amounts follows it and the second one, unless descriptions stand last. */
static uint32_t first_date(const struct running_header *header, const struct running_line *line)
{
    uint32_t first = 0, end;
    while (first < line->word_count &&
           !(header && header->has_dates && line_parts_is_date(line->words[first].text)))
        first++;
    for (end = first; end < line->word_count &&
                      (line->words[end].shape != 0 || line_parts_is_date(line->words[end].text));)
        end++;
    return end == line->word_count || header->words_last ? first : line->word_count;
}

/* The words of amounts `first` to `end` - 1. */
static void set_tokens(const struct running_line *line, uint32_t first, uint32_t end,
                       struct line_parts *parts)
{
    parts->tokens = line->words + first;
    parts->token_count = end - first;
}

bool line_parts_read(struct arena *arena, const struct running_header *header, struct running_line *line,
                     struct line_parts *parts)
{
    uint32_t end, first;
    *parts = (struct line_parts){.number = line->number, .page = line->page};
    parts->spaced = line->count > 1 || (line->count == 1 && line->pieces[0].column > FAR);
    if (!running_line_words(line))
        return false;
    uint32_t count = line->word_count, dates = first_date(header, line);
    if (dates < count) {
        first = take_dates(arena, line, dates, parts);
        uint32_t after = first;
        while (after < count && line->words[after].shape != 0)
            after++;
        parts->description = words_text(arena, line, after, count);
        set_tokens(line, first, after, parts);
        end = dates;
    } else {
        first = find_tokens(line->words, count, header && header->kind == TABLE_COSTS);
        if (header && header->is_free)
            first = pass_label(header, line, first);
        first = settle_dashes(line, first, &end);
        if (header && ((first == 0 && is_name(header, line)) || (header->words_last && !header->one_a_line)))
            first = end = count;
        set_tokens(line, first, count, parts);
    }
    if (parts->token_count > MOST_TOKENS)
        return false;
    uint32_t description = header ? find_description(header, line, end) : end;
    if (description < end)
        parts->description = words_text(arena, line, description, end);
    parts->label = words_text(arena, line, take_level(arena, header, line, description, parts), description);
    struct str rest = parts->label.text;
    parts->dashed = take_dash(&rest);
    if (rest.length > 0)
        parts->label.offset += (uint32_t)(rest.data - parts->label.text.data);
    parts->label.text = rest;
    return true;
}
