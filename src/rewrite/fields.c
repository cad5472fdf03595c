#include "fields.h"

#include "budgetkoll/buffer.h"
#include "budgetkoll/table_field.h"

static struct field make_field(struct str raw, bool quoted)
{
    struct field field = {raw, str_trim(raw), false};
    if (quoted && field.inside.length >= 2 && str_starts(field.inside, STR("\"")) &&
        str_ends(field.inside, STR("\""))) {
        field.inside = str_slice(field.inside, 1, field.inside.length - 1);
        field.quoted = true;
    }
    return field;
}

/* The end of a record without its line end. */
static size_t record_end(const struct source *source, size_t i)
{
    struct str text = source->text;
    if (i + 1 == source->records.count && !str_ends(text, STR("\n")) && !str_ends(text, STR("\r")))
        return text.length;
    size_t end = i + 1 < source->records.count ? source->records.items[i + 1].offset : text.length;
    end -= text.data[end - 1] == '\n' ? 1 : 0;
    return end > source->records.items[i].offset && text.data[end - 1] == '\r' ? end - 1 : end;
}

static struct field_row cut_row(struct arena *arena, const struct source *source, size_t i)
{
    LIST(struct field) list = {0};
    struct record_start record = source->records.items[i];
    size_t at = record.offset, end, last = record_end(source, i);
    for (;; at = end + 1) {
        bool quoted = false;
        end = place_field_end(source, record, at, &quoted);
        if (end > last) /* with a separator so odd that it is a quote as well */
            end = last;
        *ARENA_PUSH(arena, &list) = make_field(str_slice(source->text, at, end), quoted);
        if (end >= last || source->text.data[end] != source->separator)
            break;
    }
    return (struct field_row){list.items, (uint32_t)list.count, record.offset, end};
}

/* The cells of a row of running text; between them stands what is no cell. */
static struct field_row take_row(struct arena *arena, const struct source *source, size_t i)
{
    size_t first = source->records.items[i].offset;
    size_t end =
        i + 1 < source->records.count ? source->records.items[i + 1].offset : source->text_cells.count;
    struct field_row row = {ARENA_ARRAY(arena, struct field, end - first + 1), (uint32_t)(end - first), 0, 0};
    for (size_t cell = first; cell < end; cell++)
        row.items[cell - first] = make_field(source->text_cells.items[cell].text, false);
    return row;
}

struct fields fields_cut(struct arena *arena, const struct source *source)
{
    size_t count = source->records.count;
    struct fields fields = {source, ARENA_ARRAY(arena, struct field_row, count), (uint32_t)count};
    for (size_t i = 0; i < count; i++)
        fields.rows[i] = source->kind == SOURCE_TEXT ? take_row(arena, source, i) : cut_row(arena, source, i);
    return fields;
}

struct str field_content(struct arena *arena, struct field field)
{
    if (!field.quoted)
        return field.raw;
    struct buffer content = {.arena = arena};
    struct str inside = field.inside;
    for (size_t i = 0; i < inside.length; i++) {
        char c = inside.data[i], next = i + 1 < inside.length ? inside.data[i + 1] : '\0';
        buffer_add_char(&content, c == '\r' ? '\n' : c);
        if ((c == '"' && next == '"') || (c == '\r' && next == '\n'))
            i++;
    }
    return buffer_text(&content);
}

struct str field_with(struct arena *arena, struct field field, struct str number, char separator)
{
    struct str old = str_trim(field.inside);
    if (old.length == 0 && !field.quoted)
        return table_field(arena, number, separator);
    /* of blanks alone between quotes, none are kept */
    struct str kept = old.length == 0 ? field.inside : old;
    size_t before = (size_t)(kept.data - field.raw.data), after = before + kept.length;
    struct buffer text = {.arena = arena};
    buffer_add(&text, str_slice(field.raw, 0, before));
    buffer_add(&text, number);
    buffer_add(&text, str_slice(field.raw, after, field.raw.length));
    /* blanks of every kind go inside new quotes: outside them, readers allow only some */
    return field.quoted ? buffer_text(&text) : table_field(arena, buffer_text(&text), separator);
}
