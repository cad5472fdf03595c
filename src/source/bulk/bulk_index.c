/* Which rows of a long export belong to which case. */
#include "bulk_file.h"

#include "budgetkoll/buffer.h"

#include <utf8proc.h>

/* ---- case ids ---- */

/* The id in lower case and without blanks: one that differs only in these is the same. Good until the next. */
static struct str id_key(struct bulk *bulk, struct str id)
{
    struct buffer *key = &bulk->key;
    *key = (struct buffer){.arena = bulk->arena, .data = key->data, .capacity = key->capacity};
    for (size_t at = 0; at < id.length;) {
        utf8proc_uint8_t bytes[4];
        int32_t c = str_next(id, &at);
        if (str_is_blank(c))
            continue;
        utf8proc_ssize_t size = utf8proc_encode_char(utf8proc_tolower(c), bytes);
        buffer_add(key, (struct str){(const char *)bytes, (size_t)size});
    }
    return buffer_text(key);
}

/* The slot of a key: that of its case, or an empty one. */
static uint32_t *find_slot(const struct bulk *bulk, struct str key)
{
    size_t at = str_hash(key) & (bulk->slot_count - 1);
    while (bulk->slots[at] != 0 && !str_equal(bulk->cases.items[bulk->slots[at] - 1].key, key))
        at = (at + 1) & (bulk->slot_count - 1);
    return &bulk->slots[at];
}

static void make_slots(struct bulk *bulk)
{
    enum { FIRST_SLOTS = 64 };
    if (bulk->slot_count > bulk->cases.count * 2)
        return;
    bulk->slot_count = bulk->slot_count ? bulk->slot_count * 2 : FIRST_SLOTS;
    bulk->slots = ARENA_ARRAY(bulk->arena, uint32_t, bulk->slot_count);
    for (size_t i = 0; i < bulk->cases.count; i++)
        *find_slot(bulk, bulk->cases.items[i].key) = (uint32_t)i + 1;
}

/* ---- runs ---- */

/* A run of the case with that id begins. */
static void add_run(struct bulk *bulk, struct str id, size_t begin, uint32_t line)
{
    make_slots(bulk);
    struct str key = id_key(bulk, id);
    uint32_t *slot = find_slot(bulk, key), run = (uint32_t)bulk->runs.count + 1;
    if (*slot == 0) {
        struct str kept = {arena_copy(bulk->arena, key.data, key.length), key.length};
        *ARENA_PUSH(bulk->arena, &bulk->cases) = (struct bulk_case){kept, run, run};
        *slot = (uint32_t)bulk->cases.count;
    } else {
        struct bulk_case *known = &bulk->cases.items[*slot - 1];
        if (known->last == run - 1) { /* the same id, written otherwise */
            bulk->id = id;
            return;
        }
        bulk->runs.items[known->last - 1].next = run;
        known->last = run;
        bulk->scattered = true;
    }
    *ARENA_PUSH(bulk->arena, &bulk->runs) = (struct bulk_run){.begin = begin, .line = line};
    bulk->id = id;
}

/* The case at hand goes on where the part before ended. */
static void take_part(struct bulk *bulk, const struct bulk_part *part)
{
    uint32_t before = bulk->cursor.line - 1;
    for (size_t i = 0; i < part->count && !bulk_is_too_large(bulk); i++) {
        const struct bulk_start *start = &part->starts[i];
        if (bulk->runs.count == 0)
            add_run(bulk, start->id, bulk->rows_begin, bulk->rows_line);
        else if (!str_equal(start->id, bulk->id))
            add_run(bulk, start->id, start->begin, before + start->line);
    }
    bulk->cursor.at = part->end;
    bulk->cursor.line = before + part->next_line;
}

bool bulk_join(struct bulk *bulk, const struct bulk_part *part)
{
    if (part->begin == bulk->cursor.at && !bulk_is_too_large(bulk))
        take_part(bulk, part);
    while (bulk->cursor.at < part->wanted && !bulk_is_too_large(bulk)) {
        if (!bulk->again)
            bulk->again = bulk_new_part(bulk->arena);
        bulk_scan_rows(bulk, bulk->cursor.at, part->wanted, bulk->again);
        take_part(bulk, bulk->again);
    }
    return !bulk_is_too_large(bulk);
}

size_t bulk_case_begin(const struct bulk *bulk, size_t index)
{
    return bulk->runs.items[bulk->cases.items[index].first - 1].begin;
}

/* ---- the rows of one case ---- */

static struct str run_text(const struct bulk *bulk, uint32_t run)
{
    bool last = run == bulk->runs.count;
    size_t end = last ? bulk->cursor.at : bulk->runs.items[run].begin;
    return str_slice(bulk->text, bulk->runs.items[run - 1].begin, end);
}

size_t bulk_case_size(const struct bulk *bulk, size_t index)
{
    size_t size = 0;
    for (uint32_t i = bulk->cases.items[index].first; i != 0; i = bulk->runs.items[i - 1].next)
        size += run_text(bulk, i).length;
    return size;
}

static uint32_t run_lines(const struct bulk *bulk, uint32_t run)
{
    bool last = run == bulk->runs.count;
    uint32_t end = last ? bulk->cursor.line : bulk->runs.items[run].line;
    return end - bulk->runs.items[run - 1].line;
}

struct str bulk_bytes(struct arena *arena, const struct bulk *bulk, size_t index)
{
    struct buffer text = {.arena = arena};
    size_t size = bulk->header.length + 1 + bulk_case_size(bulk, index);
    text.data = arena_alloc(arena, size, 1);
    text.capacity = size;
    buffer_add(&text, bulk->header);
    buffer_add_char(&text, '\n');
    for (uint32_t i = bulk->cases.items[index].first; i != 0; i = bulk->runs.items[i - 1].next)
        buffer_add(&text, run_text(bulk, i));
    return buffer_text(&text);
}

struct bulk_lines bulk_lines(const struct bulk *bulk, size_t index)
{
    return (struct bulk_lines){bulk, bulk->cases.items[index].first, bulk->rows_line - bulk->header_line};
}

uint32_t bulk_file_line(struct bulk_lines *lines, uint32_t line)
{
    const struct bulk *bulk = lines->bulk;
    const struct bulk_run *run = &bulk->runs.items[lines->run - 1];
    if (line <= bulk->rows_line - bulk->header_line)
        return bulk->header_line + line - 1;
    while (run->next != 0 && line > lines->before + run_lines(bulk, lines->run)) {
        lines->before += run_lines(bulk, lines->run);
        lines->run = run->next;
        run = &bulk->runs.items[lines->run - 1];
    }
    return run->line + line - lines->before - 1;
}

/* Most cases are too short to break any limit. */
enum message_id bulk_case_check(const struct bulk *bulk, size_t index, struct usage *usage)
{
    enum message_id limit = MESSAGE_NONE;
    if (bulk_case_size(bulk, index) < MOST_ROWS)
        return limit;
    uint32_t run = bulk->cases.items[index].first;
    for (; run != 0 && limit == MESSAGE_NONE; run = bulk->runs.items[run - 1].next)
        limit = table_limits_check(run_text(bulk, run), bulk->cursor.separator, usage);
    return limit;
}
