#include "number_frame.h"

#include "budgetkoll/buffer.h"
#include "budgetkoll/unit.h"

/* Öre in a unit's name, or in a sign that stands for kronor; or 0. */
int64_t frame_unit(struct str name)
{
    struct str sign = str_trim(name);
    bool is_kronor = str_equal(sign, STR(":-")) || str_equal(sign, STR(",-"));
    return is_kronor ? ORE_PER_KRONA : unit_from_name(sign);
}

/* `begin` and `end` round '#' or '@'. */
struct str frame_make(struct arena *arena, struct str begin, char place, struct str end)
{
    if (begin.length == 0 && end.length == 0)
        return STR("#");
    struct buffer text = {.arena = arena};
    buffer_add(&text, begin);
    buffer_add_char(&text, place);
    buffer_add(&text, end);
    return buffer_text(&text);
}

/* The blanks at the begin of a text. */
size_t frame_blanks_before(struct str text)
{
    struct str used = str_trim(text);
    return used.length == 0 ? text.length : (size_t)(used.data - text.data);
}

size_t frame_blanks_after(struct str text)
{
    struct str used = str_trim(text);
    return used.length == 0 ? text.length : text.length - used.length - frame_blanks_before(text);
}

/* ":-" and ",-" hold a minus that is none. */
bool frame_ends_in_dash(struct str text)
{
    return str_ends(text, STR(":-")) || str_ends(text, STR(",-"));
}

/* `text` in the place of `place` in a template. */
struct str frame_fill(struct arena *arena, struct str frame, char place, struct str text)
{
    ptrdiff_t at = str_find(frame, (struct str){&place, 1});
    struct buffer filled = {.arena = arena};
    buffer_add(&filled, str_slice(frame, 0, (size_t)at));
    buffer_add(&filled, text);
    buffer_add(&filled, str_slice(frame, (size_t)at + 1, frame.length));
    return buffer_text(&filled);
}
