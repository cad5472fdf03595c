#include "prose.h"

#include "budgetkoll/buffer.h"
#include "budgetkoll/lexeme.h"

enum { MOST_FIGURE_WORDS = 6, MOST_PARAGRAPH_LINES = 200 };

static void add_words(struct arena *arena, struct prose *prose, const struct running_line *line)
{
    for (uint32_t i = 0; i < line->count; i++) {
        struct str text = line->pieces[i].text;
        for (size_t at = 0, end; at < text.length; at = end + 1) {
            end = at;
            while (end < text.length && text.data[end] != ' ')
                end++;
            if (end > at)
                *ARENA_PUSH(arena, &prose->words) = (struct fragment){
                    str_slice(text, at, end), line->pieces[i].offset + (uint32_t)at, line->number};
        }
    }
}

struct str prose_text(struct arena *arena, const struct prose *prose, uint32_t first, uint32_t end)
{
    struct buffer text = {.arena = arena};
    for (uint32_t i = first; i < end; i++) {
        buffer_add(&text, i > first ? STR(" ") : STR(""));
        buffer_add(&text, prose->words.items[i].text);
    }
    return buffer_text(&text);
}

static struct str without_end_marks(struct str text)
{
    while (text.length > 0 && strchr(",.;:)", text.data[text.length - 1]))
        text.length--;
    return text;
}

/* "50 procent" as "50 %"; any other text as it is. */
static struct str with_percent_sign(struct arena *arena, struct str text)
{
    static const char *const words[] = {" procent", " percent", " per cent"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (str_ends(text, str_from(words[i]))) {
            struct buffer plain = {.arena = arena};
            buffer_add(&plain, str_slice(text, 0, text.length - strlen(words[i])));
            buffer_add(&plain, STR(" %"));
            return buffer_text(&plain);
        }
    return text;
}

/* What the words of a text are together: a period, a percentage, an amount in a unit or an interval of such. */
static bool read_figure(struct arena *arena, struct str text, struct prose_figure *figure)
{
    struct date start, end;
    figure->text = with_percent_sign(arena, text);
    struct number number = number_read(figure->text, 0);
    figure->kind = number.percent ? VALUE_PERCENT : VALUE_AMOUNT;
    if (number.status == NUMBER_READ && (number.percent || number.unit != 0))
        return true;
    if (interval_cut(arena, text, &figure->low, &figure->high) && number_read(figure->high, 0).unit != 0)
        return true;
    figure->low = STR("");
    figure->kind = VALUE_PERIOD;
    return text.length > 12 && period_read(text, &start, &end) == DATE_READ;
}

/* Reads the longest figure that begins with a word. */
static void find_figure(struct arena *arena, struct prose *prose, uint32_t first)
{
    uint32_t left = (uint32_t)prose->words.count - first;
    for (uint32_t count = left < MOST_FIGURE_WORDS ? left : MOST_FIGURE_WORDS; count > 0; count--) {
        struct prose_figure figure = {.first = first, .end = first + count};
        struct str text = without_end_marks(prose_text(arena, prose, first, first + count));
        if (!read_figure(arena, text, &figure))
            continue;
        *ARENA_PUSH(arena, &prose->figures) = figure;
        return;
    }
}

struct prose prose_read(struct running *running, size_t at, size_t *end)
{
    struct prose prose = {0};
    const struct running_lines *lines = &running->lines;
    for (*end = at; *end < lines->list.count && *end < at + MOST_PARAGRAPH_LINES; (*end)++) {
        const struct running_line *line = &lines->list.items[*end];
        if (line->count == 0 || line->tabbed)
            break;
        add_words(&running->scratch, &prose, line);
    }
    for (uint32_t i = 0; i < prose.words.count; i++) {
        bool inside = prose.figures.count > 0 && i < prose.figures.items[prose.figures.count - 1].end;
        if (!inside && str_is_digit(prose.words.items[i].text.data[0]))
            find_figure(&running->scratch, &prose, i);
    }
    return prose;
}

static bool begins_large(struct str word)
{
    size_t at = 0;
    int32_t c = word.length > 0 ? str_next(word, &at) : 0;
    return (c >= 'A' && c <= 'Z') || c == 0xC5 || c == 0xC4 || c == 0xD6;
}

uint32_t prose_sentence_end(const struct prose *prose, uint32_t first)
{
    uint32_t i = first;
    for (; i + 1 < prose->words.count; i++) {
        struct str word = prose->words.items[i].text;
        if (strchr(".!?", word.data[word.length - 1]) && begins_large(prose->words.items[i + 1].text))
            break;
    }
    return i + 1;
}
