/* Lines with several cells that are no table's: a table of contents, and words alone. */
#include "running.h"

#include "budgetkoll/number.h"

/* The page that a line of contents ends in, behind a gap or full stops: 7 of "1.2 Mål . . . . 7"; 0 for another line. */
static int64_t page_of(const struct running_line *line)
{
    struct str last = line->count > 0 ? line->pieces[line->count - 1].text : STR("");
    size_t at = last.length;
    while (at > 0 && str_is_digit(last.data[at - 1]))
        at--;
    bool leader = at >= 4 && (last.data[at - 1] == '.' || last.data[at - 2] == '.');
    struct number number = number_read(str_slice(last, at, last.length), 0);
    bool page =
        number.status == NUMBER_READ && number.digits < 1000 && (leader || (at == 0 && line->count > 1));
    return page ? number.digits : 0;
}

/* "1.", "2.3" before a heading. */
static bool is_numbered(const struct running_line *line)
{
    struct str text = line->pieces[0].text;
    size_t end = 0;
    while (end < text.length && (str_is_digit(text.data[end]) || text.data[end] == '.'))
        end++;
    return end > 0 && end < 8 && (end == text.length || text.data[end] == ' ') && str_is_digit(text.data[0]);
}

size_t prose_contents_end(const struct running_lines *lines, size_t at)
{
    enum { LEAST_LINES = 4 };
    int64_t before = 1;
    size_t i = at, count = 0;
    for (; i < lines->list.count; i++) {
        const struct running_line *line = &lines->list.items[i];
        int64_t page = line->count > 0 && is_numbered(line) ? page_of(line) : 0;
        if (page < before && line->count > 0)
            break;
        before = line->count > 0 ? page : before;
        count += line->count > 0;
    }
    return count >= LEAST_LINES ? i : at;
}

/* A short cell but the first has digits: it may be an amount, however it is written. */
static bool may_hold_amount(const struct running_line *line)
{
    enum { LONGEST_AMOUNT = 40 };
    bool found = false;
    for (uint32_t i = 1; i < line->count && !found; i++) {
        struct str text = line->pieces[i].text;
        for (size_t at = 0; at < text.length && text.length <= LONGEST_AMOUNT && !found; at++)
            found = str_is_digit(text.data[at]);
    }
    return found;
}

size_t prose_contents_words_end(const struct running_lines *lines, size_t at)
{
    size_t i = at;
    for (; i < lines->list.count && lines->list.items[i].tabbed && lines->list.items[i].count > 0; i++)
        if (may_hold_amount(&lines->list.items[i]))
            return at;
    return i;
}
