#include "structure_search.h"

static const struct figure *turned(struct arena *arena, const struct figures *figures)
{
    size_t rows = figures->count[AXIS_ROWS], columns = figures->count[AXIS_COLUMNS];
    struct figure *copy = ARENA_ARRAY(arena, struct figure, rows * columns);
    for (size_t row = 0; row < rows; row++)
        for (size_t column = 0; column < columns; column++)
            copy[column * rows + row] = figures->cells[row * columns + column];
    return copy;
}

static bool any_amount(const struct figure *figures, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (figures[i].state == FIGURE_AMOUNT)
            return true;
    return false;
}

struct view view_make(struct arena *arena, const struct figures *figures, enum axis axis)
{
    enum axis other = axis == AXIS_ROWS ? AXIS_COLUMNS : AXIS_ROWS;
    struct view view = {.axis = axis, .count = figures->count[axis], .across = figures->count[other]};
    view.lines = figures->lines[axis];
    view.other = figures->lines[other];
    view.figures = axis == AXIS_ROWS ? figures->cells : turned(arena, figures);
    view.has_amount = ARENA_ARRAY(arena, bool, view.count);
    for (size_t i = 0; i < view.count; i++)
        view.has_amount[i] = any_amount(view_figure(&view, i, 0), view.across);
    return view;
}

bool view_is_total(const struct view *view, size_t line)
{
    enum line_word word = view->lines[line].word;
    return word != LINE_PLAIN && word != LINE_MENTIONS;
}
