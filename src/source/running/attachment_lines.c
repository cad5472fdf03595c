/* A list of attachments with one blank between its cells: a number, the name of a file, which its extension ends, and words. */
#include "running.h"

/* "intyg.pdf". */
static bool ends_name(struct str word)
{
    enum { LEAST = 2, MOST = 4 };
    size_t at = word.length;
    while (at > 0 && word.data[at - 1] != '.')
        at--;
    bool letters = at > 1 && word.length - at >= LEAST && word.length - at <= MOST;
    for (size_t i = at; i < word.length && letters; i++)
        letters = (word.data[i] | 0x20) >= 'a' && (word.data[i] | 0x20) <= 'z';
    return letters;
}

static struct fragment words_from(const struct running_line *line, uint32_t first, uint32_t end)
{
    const struct running_word *words = line->words;
    struct fragment fragment = {STR(""), words[line->word_count - 1].offset, line->number};
    if (first >= end)
        return fragment;
    struct str text = words[first].text, last = words[end - 1].text;
    text.length = (size_t)(last.data - text.data) + last.length;
    return (struct fragment){text, words[first].offset, line->number};
}

static bool is_numbered(struct running_line *line)
{
    return line->count == 1 && !line->tabbed && running_line_words(line) && line->word_count > 1 &&
           (line->words[0].shape & WORD_BEGINS) && str_is_digit(line->words[0].text.data[0]);
}

static void write_line(struct running *running, const struct running_header *header,
                       const struct running_line *line)
{
    uint32_t end = 1, count = line->word_count;
    while (end < count && !ends_name(line->words[end].text))
        end++;
    end += end < count;
    row_writer_begin(running, line->number);
    for (uint32_t i = 0; i < header->count; i++) {
        enum concept concept = header->columns[i].concept;
        row_writer_cell(running, concept == COL_ATTACHMENT    ? words_from(line, 1, end)
                                 : concept == COL_DESCRIPTION ? words_from(line, end, count)
                                                              : words_from(line, 0, i == 0));
    }
    row_writer_end(running);
}

size_t attachment_lines_take(struct running *running, const struct running_header *header, size_t at)
{
    size_t end = at;
    for (size_t i = at; i < running->lines.list.count; i++) {
        struct running_line *line = &running->lines.list.items[i];
        if (line->count == 0)
            continue;
        if (!is_numbered(line))
            break;
        write_line(running, header, line);
        end = i + 1;
    }
    return end - at;
}
