/* What the heading of a column means, and which columns a header has. */
#include "running.h"

enum concept running_heading(struct arena *arena, struct running_lines *lines, struct str text)
{
    enum { LONGEST_KEPT = 60 };
    struct heading_memo *memo = &lines->memo[str_hash(text) % MOST_HEADINGS];
    int year = 0;
    int64_t unit = 0;
    if (memo->text.length == text.length && str_equal(memo->text, text))
        return memo->concept;
    enum concept concept = header_concept(arena, text, &year, &unit);
    if (text.length <= LONGEST_KEPT)
        *memo =
            (struct heading_memo){{arena_copy(lines->arena, text.data, text.length), text.length}, concept};
    return concept;
}

const struct running_column *running_column_find(const struct running_header *header, enum concept concept)
{
    for (uint32_t i = 0; i < header->count; i++)
        if (header->columns[i].concept == concept)
            return &header->columns[i];
    return NULL;
}

/* The row's label is the column of names where the table has one, else its first. */
uint32_t running_label_column(const struct running_header *header)
{
    for (uint32_t i = 0; i < header->count; i++)
        if (header->columns[i].concept == COL_NAME)
            return i;
    return header->columns[0].concept == COL_LEVEL && header->count > 1 ? 1 : 0;
}
