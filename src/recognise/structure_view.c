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

/* ---- figures that are all multiples of three or five ---- */

static uint64_t magnitude(int64_t value)
{
    return value < 0 ? 0 - (uint64_t)value : (uint64_t)value;
}

static uint64_t common_divisor(uint64_t a, uint64_t b)
{
    while (b) {
        uint64_t rest = a % b;
        a = b;
        b = rest;
    }
    return a;
}

static bool takes_part(const struct figures *figures, size_t at)
{
    size_t columns = figures->count[AXIS_COLUMNS];
    return figures->cells[at].state == FIGURE_AMOUNT && figures->cells[at].value != 0 &&
           !figures->lines[AXIS_ROWS][at / columns].is_apart &&
           !figures->lines[AXIS_COLUMNS][at % columns].is_apart;
}

int view_round(struct arena *arena, struct figures *figures)
{
    enum { ENOUGH = 20 }; /* fewer figures may all end in 5 or 0 by chance */
    size_t cells = figures->count[AXIS_ROWS] * figures->count[AXIS_COLUMNS], amounts = 0;
    uint64_t divisor = 0;
    int64_t step = 0;
    for (size_t i = 0; i < cells; i++)
        if (takes_part(figures, i) && figures->cells[i].step > step)
            step = figures->cells[i].step;
    for (size_t i = 0; i < cells && divisor != (uint64_t)step; i++)
        if (takes_part(figures, i) && figures->cells[i].step == step) { /* averages have decimals */
            amounts++;
            divisor = common_divisor(divisor, magnitude(figures->cells[i].value));
        }
    uint64_t unit = (uint64_t)step;
    if (amounts < ENOUGH || (divisor != 3 * unit && divisor != 5 * unit))
        return 1;
    int times = divisor == 3 * unit ? 3 : 5;
    struct figure *copy = arena_copy(arena, figures->cells, cells * sizeof *copy);
    for (size_t i = 0; i < cells; i++)
        copy[i].step *= copy[i].step == step ? times : 1;
    figures->cells = copy;
    return times;
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

static unsigned char zeros_of(int64_t value)
{
    unsigned char zeros = 0;
    for (; value && value % 10 == 0; value /= 10)
        zeros++;
    return value ? zeros : 19;
}

void view_count_zeros(struct arena *arena, struct view *view)
{
    size_t cells = view->count * view->across;
    view->zeros = ARENA_ARRAY(arena, unsigned char, cells);
    for (size_t i = 0; i < cells; i++)
        view->zeros[i] = zeros_of(view->figures[i].value);
}

bool view_is_total(const struct view *view, size_t line)
{
    enum line_word word = view->lines[line].word;
    return word != LINE_PLAIN && word != LINE_MENTIONS;
}
