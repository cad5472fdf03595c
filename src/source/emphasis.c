#include "budgetkoll/emphasis.h"

static bool is_mark(char c)
{
    return c == '*' || c == '_';
}

/* How many of the character at `at` stand there one after the other. */
static size_t run_length(struct str text, size_t at)
{
    size_t end = at;
    while (end < text.length && text.data[end] == text.data[at])
        end++;
    return end - at;
}

size_t emphasis_open(struct str text, size_t at, size_t *close)
{
    enum {
        MOST_MARKS = 3,
        LONGEST = 400
    }; /* more is a line drawn; or running text, whose marks are nobody's label */
    if (at >= text.length || !is_mark(text.data[at]) || (at > 0 && text.data[at - 1] != ' '))
        return 0;
    size_t marks = run_length(text, at), end = text.length < at + LONGEST ? text.length : at + LONGEST;
    if (marks > MOST_MARKS || at + marks == text.length || text.data[at + marks] == ' ')
        return 0;
    for (size_t i = at + marks + 1; i < end; i++) {
        if (text.data[i] != text.data[at])
            continue;
        size_t run = run_length(text, i);
        bool ends_word = text.data[i - 1] != ' ' && (i + run == text.length || text.data[i + run] == ' ');
        if (run == marks && ends_word) {
            *close = i;
            return marks;
        }
        i += run - 1;
    }
    return 0;
}

struct str emphasis_off(struct str text)
{
    size_t close = 0, marks;
    while ((marks = emphasis_open(text, 0, &close)) > 0 && close + marks == text.length)
        text = str_slice(text, marks, close);
    return text;
}

void rows_take_emphasis(struct rows *rows)
{
    for (size_t i = 0; i < rows->list.count; i++)
        for (uint32_t field = 0; field < rows->list.items[i].count; field++) {
            struct str *cell = &rows->list.items[i].cells[field];
            if (cell->length > 0 && is_mark(cell->data[0]))
                *cell = emphasis_off(*cell);
        }
}
