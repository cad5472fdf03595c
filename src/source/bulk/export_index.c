/* Which rows of a long export belong to which case. */
#include "export_file.h"

#include "budgetkoll/buffer.h"

#include <utf8proc.h>

/* ---- case ids ---- */

/* The id in lower case and without blanks: one that differs only in these is the same. Good until the next. */
static struct str id_key(struct export *export, struct str id)
{
    struct buffer *key = &export->key;
    *key = (struct buffer){.arena = export->arena, .data = key->data, .capacity = key->capacity};
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
static uint32_t *find_slot(const struct export *export, struct str key)
{
    size_t at = str_hash(key) & (export->slot_count - 1);
    while (export->slots[at] != 0 && !str_equal(export->cases.items[export->slots[at] - 1].key, key))
        at = (at + 1) & (export->slot_count - 1);
    return &export->slots[at];
}

static void make_slots(struct export *export)
{
    enum { FIRST_SLOTS = 64 };
    if (export->slot_count > export->cases.count * 2)
        return;
    export->slot_count = export->slot_count ? export->slot_count * 2 : FIRST_SLOTS;
    export->slots = ARENA_ARRAY(export->arena, uint32_t, export->slot_count);
    for (size_t i = 0; i < export->cases.count; i++)
        *find_slot(export, export->cases.items[i].key) = (uint32_t)i + 1;
}

/* ---- runs ---- */

/* A run of the case with that id begins. */
static void add_run(struct export *export, struct str id, size_t begin, uint32_t line)
{
    make_slots(export);
    struct str key = id_key(export, id);
    uint32_t *slot = find_slot(export, key), run = (uint32_t) export->runs.count + 1;
    if (*slot == 0) {
        struct str kept = {arena_copy(export->arena, key.data, key.length), key.length};
        *ARENA_PUSH(export->arena, &export->cases) = (struct export_case){kept, run, run};
        *slot = (uint32_t) export->cases.count;
    } else {
        struct export_case *known = &export->cases.items[*slot - 1];
        if (known->last == run - 1) { /* the same id, written otherwise */
            export->id = id;
            return;
        }
        export->runs.items[known->last - 1].next = run;
        known->last = run;
        export->scattered = true;
    }
    *ARENA_PUSH(export->arena, &export->runs) = (struct export_run){.begin = begin, .line = line};
    export->id = id;
}

/* The case at hand goes on where the part before ended. */
static void take_part(struct export *export, const struct export_part *part)
{
    uint32_t before = export->cursor.line - 1;
    for (size_t i = 0; i < part->count && !export_is_too_large(export); i++) {
        const struct export_start *start = &part->starts[i];
        if (export->runs.count == 0)
            add_run(export, start->id, export->rows_begin, export->rows_line);
        else if (!str_equal(start->id, export->id))
            add_run(export, start->id, start->begin, before + start->line);
    }
    export->cursor.at = part->end;
    export->cursor.line = before + part->next_line;
}

bool export_join(struct export *export, const struct export_part *part)
{
    if (part->begin == export->cursor.at && !export_is_too_large(export))
        take_part(export, part);
    while (export->cursor.at < part->wanted && !export_is_too_large(export)) {
        if (!export->again)
            export->again = export_new_part(export->arena);
        export_scan_rows(export, export->cursor.at, part->wanted, export->again);
        take_part(export, export->again);
    }
    return !export_is_too_large(export);
}

size_t export_case_begin(const struct export *export, size_t index)
{
    return export->runs.items[export->cases.items[index].first - 1].begin;
}

/* ---- the rows of one case ---- */

static struct str run_text(const struct export *export, uint32_t run)
{
    bool last = run == export->runs.count;
    size_t end = last ? export->cursor.at : export->runs.items[run].begin;
    return str_slice(export->text, export->runs.items[run - 1].begin, end);
}

size_t export_case_size(const struct export *export, size_t index)
{
    size_t size = 0;
    for (uint32_t i = export->cases.items[index].first; i != 0; i = export->runs.items[i - 1].next)
        size += run_text(export, i).length;
    return size;
}

static uint32_t run_lines(const struct export *export, uint32_t run)
{
    bool last = run == export->runs.count;
    uint32_t end = last ? export->cursor.line : export->runs.items[run].line;
    return end - export->runs.items[run - 1].line;
}

struct str export_bytes(struct arena *arena, const struct export *export, size_t index)
{
    struct buffer text = {.arena = arena};
    size_t size = export->header.length + 1 + export_case_size(export, index);
    text.data = arena_alloc(arena, size, 1);
    text.capacity = size;
    buffer_add(&text, export->header);
    buffer_add_char(&text, '\n');
    for (uint32_t i = export->cases.items[index].first; i != 0; i = export->runs.items[i - 1].next)
        buffer_add(&text, run_text(export, i));
    return buffer_text(&text);
}

struct export_lines export_lines(const struct export *export, size_t index)
{
    return (struct export_lines){export, export->cases.items[index].first,
                                 export->rows_line - export->header_line};
}

uint32_t export_file_line(struct export_lines *lines, uint32_t line)
{
    const struct export *export = lines->export;
    const struct export_run *run = &export->runs.items[lines->run - 1];
    if (line <= export->rows_line - export->header_line)
        return export->header_line + line - 1;
    while (run->next != 0 && line > lines->before + run_lines(export, lines->run)) {
        lines->before += run_lines(export, lines->run);
        lines->run = run->next;
        run = &export->runs.items[lines->run - 1];
    }
    return run->line + line - lines->before - 1;
}

/* Most cases are too short to break any limit. */
enum message_id export_case_check(const struct export *export, size_t index, struct usage *usage)
{
    enum message_id limit = MESSAGE_NONE;
    if (export_case_size(export, index) < MOST_ROWS)
        return limit;
    uint32_t run = export->cases.items[index].first;
    for (; run != 0 && limit == MESSAGE_NONE; run = export->runs.items[run - 1].next)
        limit = table_limits_check(run_text(export, run), export->cursor.separator, usage);
    return limit;
}
