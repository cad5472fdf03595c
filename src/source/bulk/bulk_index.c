/* Which rows of a long export belong to which case. */
#include "bulk_file.h"

#include "budgetkoll/number_words.h"
#include "budgetkoll/recognise.h"
#include "budgetkoll/vocabulary.h"

#include <stdio.h>
#include <utf8proc.h>

/* A row that names another case than those above it in its part. */
struct bulk_start {
    struct str id;
    size_t begin;
    uint32_t line; /* in the part, from 1 */
};

enum { PART_STARTS = 8192 };
#define NO_LINE SIZE_MAX
struct bulk_part {
    size_t begin;       /* of its first row; NO_LINE: it is to be gone through later */
    size_t wanted, end; /* where it was to end, and did: less when it has more starts than are kept */
    uint32_t next_line; /* after its end */
    size_t count;
    struct bulk_start starts[PART_STARTS];
};

/* ---- parts ---- */

/* Bytes that are no separator, quote or blank. */
static size_t solid_bytes(struct str text, char separator)
{
    size_t count = 0;
    for (size_t i = 0; i < text.length; i++)
        count += text.data[i] != separator && text.data[i] != ' ' && text.data[i] != '"';
    return count;
}

/* Nothing stands in the record beside the id: a footer ("Antal rader: 2400") is no case. */
static bool stands_alone(struct str record, struct str id, char separator)
{
    return solid_bytes(record, separator) == solid_bytes(id, separator);
}

/* The rows from one that begins at `begin` up to `end`, or to as many starts as are kept. Rows that name no case, and the
 * header where it is repeated, go with the row above; before the first case, with it. */
static void scan_rows(const struct bulk *bulk, size_t begin, size_t end, struct bulk_part *part)
{
    struct record_reader reader = bulk->rows;
    struct str last = STR("");
    struct record record;
    reader.at = begin;
    reader.line = 1;
    part->count = 0;
    part->begin = begin;
    part->wanted = end;
    for (size_t at = begin; part->count < PART_STARTS && at < end; at = reader.at) {
        if (!record_next(&reader, &record))
            break;
        struct str id = record_field(&reader, record, (size_t)bulk->columns.id);
        if (id.length == 0 || str_equal(id, last) || str_equal(record.text, bulk->header) ||
            stands_alone(record.text, id, reader.separator))
            continue;
        last = id;
        part->starts[part->count++] = (struct bulk_start){id, at, record.line};
    }
    part->end = reader.at;
    part->next_line = reader.line;
}

/* The begin of the first line from a byte on; NO_LINE when none begins in the part, and when its ends are others. */
static size_t first_line(const struct bulk *bulk, size_t begin, size_t end)
{
    struct str text = bulk->rows.text;
    if (begin <= bulk->rows.at)
        return bulk->rows.at;
    const char *feed = memchr(text.data + begin - 1, '\n', end - begin + 1);
    return feed ? (size_t)(feed - text.data) + 1 : NO_LINE;
}

void bulk_scan(const struct bulk *bulk, size_t begin, size_t bytes, struct bulk_part *part)
{
    size_t left = bulk_facts(bulk).size - begin, end = begin + (bytes < left ? bytes : left);
    size_t first = first_line(bulk, begin, end);
    part->begin = NO_LINE;
    part->wanted = end;
    if (first != NO_LINE)
        scan_rows(bulk, first, end, part);
}

struct bulk_part *bulk_new_part(struct arena *arena)
{
    return ARENA_NEW(arena, struct bulk_part);
}

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

bool bulk_sums_cases(struct arena *arena, struct str id)
{
    return !number_has_digit(id) && label_line_word(arena, id) != LINE_PLAIN;
}

struct str bulk_shortened(struct arena *arena, const struct bulk *bulk, size_t index)
{
    struct str key = bulk->cases.items[index].key;
    char *text = arena_copy(arena, key.data, key.length);
    int end = 0;
    if (sscanf(text, "%*[0-9.,]e+%*[0-9]%n", &end) != EOF && (size_t)end == key.length)
        *strchr(text, 'e') = 'E';
    else if (strspn(text, "#") != key.length)
        return STR("");
    return (struct str){text, key.length};
}

/* A spreadsheet takes an id of digits alone for a number, and shows it so: without the zeros before it, or with decimals. */
struct str bulk_twin(const struct bulk *bulk, size_t index)
{
    static const char zeros[] = "00000000", *const ends[] = {"", ".0", ",0", ".00", ",00"};
    enum { LONGEST_ID = 40, MOST_ZEROS = sizeof zeros - 1 };
    struct str own = bulk->cases.items[index].key, base = own;
    for (size_t i = 1; i < sizeof ends / sizeof *ends && base.length == own.length; i++)
        str_take_end(&base, str_from(ends[i]));
    while (base.length > 1 && base.data[0] == '0')
        base = str_slice(base, 1, base.length);
    for (size_t i = 0; i < base.length; i++)
        if (!str_is_digit(base.data[i]) || base.length > LONGEST_ID)
            return STR("");
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++)
        for (size_t before = 0; before <= MOST_ZEROS; before++) {
            char form[LONGEST_ID + MOST_ZEROS + sizeof ",00"];
            int length =
                snprintf(form, sizeof form, "%.*s%.*s%s", (int)before, zeros, STR_ARG(base), ends[i]);
            struct str key = {form, (size_t)length};
            uint32_t other = *find_slot(bulk, key);
            if (other != 0 && !str_equal(key, own))
                return bulk->cases.items[other - 1].key;
        }
    return STR("");
}

/* ---- runs ---- */

/* A run of the case with that id begins. */
static void add_run(struct bulk *bulk, struct str id, size_t begin, uint32_t line)
{
    make_slots(bulk);
    struct str key = id_key(bulk, id);
    uint32_t *slot = find_slot(bulk, key), run = (uint32_t)bulk->runs.count + 1;
    bulk->id = id;
    if (*slot == 0) {
        struct str kept = {arena_copy(bulk->arena, key.data, key.length), key.length};
        *ARENA_PUSH(bulk->arena, &bulk->cases) = (struct bulk_case){kept, run, run};
        *slot = (uint32_t)bulk->cases.count;
    } else {
        struct bulk_case *known = &bulk->cases.items[*slot - 1];
        if (known->last == run - 1) /* the same id, written otherwise */
            return;
        bulk->runs.items[known->last - 1].next = run;
        known->last = run;
        bulk->is_scattered = true;
    }
    *ARENA_PUSH(bulk->arena, &bulk->runs) = (struct bulk_run){.begin = begin, .line = line};
}

/* The case at hand goes on where the part before ended, and over a row that sums it up. */
static void take_part(struct bulk *bulk, const struct bulk_part *part)
{
    uint32_t before = bulk->next.line - 1;
    for (size_t i = 0; i < part->count && !bulk_facts(bulk).is_too_large; i++) {
        const struct bulk_start *start = &part->starts[i];
        if (str_equal(start->id, bulk->id) || bulk_sums_cases(bulk->arena, start->id))
            continue;
        bool first = bulk->runs.count == 0;
        add_run(bulk, start->id, first ? bulk->rows.at : start->begin,
                first ? bulk->rows.line : before + start->line);
    }
    bulk->next.at = part->end;
    bulk->next.line = before + part->next_line;
}

bool bulk_join(struct bulk *bulk, const struct bulk_part *part)
{
    if (part->begin == bulk->next.at && !bulk_facts(bulk).is_too_large)
        take_part(bulk, part);
    while (bulk->next.at < part->wanted && !bulk_facts(bulk).is_too_large) {
        if (!bulk->again)
            bulk->again = bulk_new_part(bulk->arena);
        scan_rows(bulk, bulk->next.at, part->wanted, bulk->again);
        take_part(bulk, bulk->again);
    }
    return !bulk_facts(bulk).is_too_large;
}

/* ---- the rows of one case ---- */

/* What the run, from 1, goes up to: the next one, or what has been gone through. */
static struct bulk_run run_end(const struct bulk *bulk, uint32_t run)
{
    return run < bulk->runs.count ? bulk->runs.items[run]
                                  : (struct bulk_run){.begin = bulk->next.at, .line = bulk->next.line};
}

static struct str run_text(const struct bulk *bulk, uint32_t run)
{
    return str_slice(bulk->rows.text, bulk->runs.items[run - 1].begin, run_end(bulk, run).begin);
}

size_t bulk_case_begin(const struct bulk *bulk, size_t index)
{
    return bulk->runs.items[bulk->cases.items[index].first - 1].begin;
}

size_t bulk_case_size(const struct bulk *bulk, size_t index)
{
    size_t size = 0;
    for (uint32_t i = bulk->cases.items[index].first; i != 0; i = bulk->runs.items[i - 1].next)
        size += run_text(bulk, i).length;
    return size;
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
    return (struct bulk_lines){bulk, bulk->cases.items[index].first, bulk->rows.line - bulk->header_line};
}

uint32_t bulk_file_line(struct bulk_lines *lines, uint32_t line)
{
    const struct bulk *bulk = lines->bulk;
    const struct bulk_run *run = &bulk->runs.items[lines->run - 1];
    if (line <= bulk->rows.line - bulk->header_line)
        return bulk->header_line + line - 1;
    for (uint32_t count; run->next != 0; lines->before += count) {
        count = run_end(bulk, lines->run).line - run->line;
        if (line <= lines->before + count)
            break;
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
        limit = table_limits_check(run_text(bulk, run), bulk->rows.separator, usage);
    return limit;
}
