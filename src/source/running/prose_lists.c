/* Lists without a header, whose lines end in a period or in an organisation number. */
#include "running.h"

#include "budgetkoll/dates.h"
#include "budgetkoll/vocabulary.h"

/* A line of a list: "AOU 1" and its period, a name and its number. */
struct entry {
    struct fragment label, value;
};

static bool is_period(struct str text)
{
    struct date start, end;
    return text.length > 12 && period_read(text, &start, &end) == DATE_READ;
}

/* "AOU 1", "Period 2": what a claim is called, with or without its number. */
static bool names_claim(struct arena *arena, struct str label)
{
    struct str key = label_key(arena, label);
    while (key.length > 0 && (str_is_digit(key.data[key.length - 1]) || key.data[key.length - 1] == ' '))
        key.length--;
    return vocabulary_find(DOMAIN_COLUMN, key).concept == COL_PERIOD;
}

/* "212000-1157". */
static bool is_org_number(struct str text)
{
    bool right = text.length == 11 && text.data[6] == '-';
    for (size_t i = 0; right && i < text.length; i++)
        right = i == 6 || str_is_digit(text.data[i]);
    return right;
}

static bool names_partner(struct arena *arena, struct str label)
{
    return vocabulary_find(DOMAIN_KEY, label_key(arena, label)).concept == UNKNOWN;
}

static const struct list_kind {
    const char *label, *value; /* the header that the list gets */
    char mark;                 /* between label and value, where no gap is */
    bool (*is_label)(struct arena *, struct str);
    bool (*is_value)(struct str);
} kinds[] = {
    {"Period", "Startdatum - Slutdatum", ':', names_claim, is_period},
    {"Namn", "Org. nr", ' ', names_partner, is_org_number},
};
enum { KINDS = sizeof kinds / sizeof *kinds, LEAST_ENTRIES = 2 };

/* Cuts a line in two: at its gap or tab, or at the mark. */
static bool cut_entry(const struct running_line *line, char mark, struct entry *entry)
{
    if (line->count == 0 || line->count > 2)
        return false;
    struct running_piece first = line->pieces[0], last = line->pieces[line->count - 1];
    size_t at = first.text.length;
    while (line->count == 1 && at > 0 && first.text.data[at - 1] != mark)
        at--;
    if (line->count == 1 && at > 0) {
        last.text = str_trim(str_slice(first.text, at, first.text.length));
        last.offset += (uint32_t)(last.text.data - first.text.data);
        first.text = str_slice(first.text, 0, at - 1);
    } else if (line->count == 1)
        return false;
    entry->label = (struct fragment){str_trim(first.text), first.offset, line->number};
    entry->value = (struct fragment){last.text, last.offset, line->number};
    if (str_ends(entry->label.text, STR(":")))
        entry->label.text.length--;
    return entry->label.text.length > 0;
}

static bool read_entry(struct running *running, const struct list_kind *kind, size_t at, struct entry *entry)
{
    return cut_entry(&running->lines.list.items[at], kind->mark, entry) &&
           kind->is_value(entry->value.text) && kind->is_label(&running->scratch, entry->label.text);
}

struct entries {
    LIST(struct entry) list;
};

/* The entries from line `at` on, with nothing but blank lines between them; *end gets the line after the last. */
static struct entries read_entries(struct running *running, const struct list_kind *kind, size_t at,
                                   size_t *end)
{
    struct entries entries = {0};
    struct entry entry;
    *end = at;
    for (size_t i = at; i < running->lines.list.count; i++) {
        if (running->lines.list.items[i].count == 0)
            continue;
        if (!read_entry(running, kind, i, &entry))
            break;
        *ARENA_PUSH(running->arena, &entries.list) = entry;
        *end = i + 1;
    }
    return entries;
}

/* The same list stands again. */
static bool same_entries(const struct entries *a, const struct entries *b)
{
    bool same = a->list.count == b->list.count;
    for (size_t i = 0; same && i < a->list.count; i++)
        same = str_equal(a->list.items[i].label.text, b->list.items[i].label.text) &&
               str_equal(a->list.items[i].value.text, b->list.items[i].value.text);
    return same;
}

static void add_pair(struct running *running, struct fragment label, struct fragment value)
{
    row_writer_begin(running, label.line);
    row_writer_cell(running, label);
    row_writer_cell(running, value);
    row_writer_end(running);
}

static void add_table(struct running *running, const struct list_kind *kind, const struct entries *entries)
{
    struct entry header = entries->list.items[0];
    header.label.text = str_from(kind->label);
    header.value.text = str_from(kind->value);
    add_pair(running, header.label, header.value);
    for (size_t i = 0; i < entries->list.count; i++)
        add_pair(running, entries->list.items[i].label, entries->list.items[i].value);
    row_writer_blank(running, header.label.line);
}

/* A line of cells right above is the list's header, and the table is read as it stands. */
static bool has_header(const struct running *running, size_t at)
{
    return at > 0 && running->lines.list.items[at - 1].tabbed && running->lines.list.items[at - 1].count > 1;
}

void prose_lists_take(struct running *running)
{
    struct entries last[KINDS] = {0};
    for (size_t at = 0, end; at < running->lines.list.count; at++)
        for (size_t k = 0; k < KINDS; k++) {
            arena_clear(&running->scratch);
            struct entries entries = read_entries(running, &kinds[k], at, &end);
            if (entries.list.count < LEAST_ENTRIES || has_header(running, at))
                continue;
            if (!same_entries(&entries, &last[k]))
                add_table(running, &kinds[k], &entries);
            last[k] = entries;
            for (size_t i = at; i < end; i++)
                running->lines.list.items[i].count = 0;
        }
}
