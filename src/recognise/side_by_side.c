/* Tables that stand side by side, each with labels and figures of its own. */
#include "recogniser.h"

/* How many rows of figures have words in the field, and how many a number. */
static void count_cells(const struct recogniser *recogniser, const struct found_table *table, uint32_t field,
                        size_t *words, size_t *numbers)
{
    *words = *numbers = 0;
    for (size_t row = table->first; row < table->end; row++) {
        if (recogniser_sort(recogniser, row) != SORT_FIGURES)
            continue;
        enum cell_sort sort = recogniser_cell(recogniser, row, field);
        *words += sort == CELL_SORT_WORDS;
        *numbers += sort == CELL_SORT_NUMBER;
    }
}

/* The header says nothing above the field, or what it says above the first one; a column of comments has a name of its own. */
static bool heads_labels(const struct recogniser *recogniser, const struct found_table *table, uint32_t field)
{
    if (table->header == NO_ROW)
        return true;
    const struct row *header = recogniser_row(recogniser, table->header_end - 1);
    struct str own = row_cell(header, field), first = row_cell(header, table->left);
    bool gap = field > 0;
    for (size_t row = table->first; row < table->end && gap; row++)
        gap = row_cell(recogniser_row(recogniser, row), field - 1).length == 0;
    return str_equal(own, first) || (gap && own.length > 0);
}

/* The fields in which the tables begin. */
static size_t find_sides(const struct recogniser *recogniser, const struct found_table *table,
                         uint32_t sides[MOST_SIDES])
{
    size_t count = 0;
    bool figures = true; /* since the last side began */
    for (uint32_t field = table->left; field < table->right && count < MOST_SIDES; field++) {
        size_t words, numbers;
        count_cells(recogniser, table, field, &words, &numbers);
        bool labels = words > 1 && words > numbers;
        if (labels && figures && (count == 0 || heads_labels(recogniser, table, field))) {
            sides[count++] = field;
            figures = false;
        }
        figures = figures || numbers > 1;
    }
    return figures ? count : count > 0 ? count - 1 : 0;
}

/* A title stands above the side's own columns. */
static long title_of(const struct recogniser *recogniser, const struct found_table *table, uint32_t left,
                     uint32_t right)
{
    size_t above = table->header == NO_ROW ? table->first : (size_t)table->header;
    for (size_t row = above; row-- > table->begin;)
        for (uint32_t field = left; field < right; field++)
            if (row_cell(recogniser_row(recogniser, row), field).length > 0)
                return (long)row;
    return table->title;
}

size_t recognise_side_by_side(const struct recogniser *recogniser, const struct found_table *table,
                              struct found_table sides[MOST_SIDES])
{
    uint32_t begins[MOST_SIDES];
    size_t count = find_sides(recogniser, table, begins);
    for (size_t i = 0; i < count; i++) {
        sides[i] = *table;
        sides[i].left = i == 0 ? table->left : begins[i];
        sides[i].right = i + 1 < count ? begins[i + 1] : table->right;
        sides[i].title = title_of(recogniser, table, sides[i].left, sides[i].right);
    }
    return count;
}
