/* Recognising a long export by its head: a header that has a column of case ids. */
#include "bulk_file.h"

#include "budgetkoll/encoding.h"
#include "budgetkoll/vocabulary.h"

#include <string.h>

/* The header stands among the first lines, below nothing but titles. */
enum { HEAD_BYTES = 65536, HEAD_LINES = 20 };

static struct str head_of(struct str bytes)
{
    size_t length = bytes.length < HEAD_BYTES ? bytes.length : HEAD_BYTES, end = 0;
    for (int lines = 0; lines < HEAD_LINES && end < length; lines++) {
        while (end < length && bytes.data[end] != '\n' && bytes.data[end] != '\r')
            end++;
        bool pair = end + 1 < length && bytes.data[end] == '\r' && bytes.data[end + 1] == '\n';
        end += pair ? 2 : end < length;
    }
    return str_slice(bytes, 0, end);
}

/* ---- columns ---- */

/* What a column is in an export, and the öre in the unit that its heading states, else 0. */
static enum concept column_meaning(struct arena *arena, struct str label, int64_t *unit)
{
    int year = 0;
    enum concept other = header_concept(arena, label, &year, unit);
    enum concept own = vocabulary_find(DOMAIN_BULK, label_key(arena, label)).concept;
    return own != UNKNOWN ? own : year ? UNKNOWN : other; /* "2021" is no column of years */
}

/* The header's columns, each with its meaning. */
struct head {
    struct row names;
    enum concept *meanings;
};

static void find_meanings(struct arena *arena, struct head *head)
{
    head->meanings = ARENA_ARRAY(arena, enum concept, head->names.count);
    for (uint32_t field = 0; field < head->names.count; field++) {
        int64_t unit = 0;
        head->meanings[field] = column_meaning(arena, row_cell(&head->names, field), &unit);
    }
}

/* The first column with that meaning; *twice is set when there is another. */
static int find_column(const struct head *head, enum concept meaning, bool *twice)
{
    int found = NO_COLUMN;
    for (uint32_t field = 0; field < head->names.count; field++) {
        if (head->meanings[field] != meaning)
            continue;
        *twice = *twice || found != NO_COLUMN;
        found = found == NO_COLUMN ? (int)field : found;
    }
    return found;
}

/* Some column names cases: asked first, since most tables have none. */
static bool has_ids(struct arena *arena, const struct row *names)
{
    for (uint32_t field = 0; field < names->count; field++) {
        enum concept own = vocabulary_find(DOMAIN_BULK, label_key(arena, row_cell(names, field))).concept;
        if (own == CASE_ID || own == INFORMATION)
            return true;
    }
    return false;
}

/* The kinds of table that a label's heading tells, in the order in which they are looked for. */
static const struct {
    enum concept label;
    enum table_kind kind;
} label_kinds[] = {{COL_CATEGORY, TABLE_COSTS},
                   {COL_FINANCIER, TABLE_FINANCING},
                   {COL_FINANCING, TABLE_EU_AID},
                   {COL_ACTIVITY, TABLE_ACTIVITIES},
                   {COL_LINE, TABLE_COSTS}};

static void find_label(struct bulk *bulk, const struct head *head, bool *twice)
{
    struct bulk_columns *columns = &bulk->columns;
    columns->category = NO_COLUMN;
    for (size_t i = 0; i < sizeof label_kinds / sizeof *label_kinds && columns->category == NO_COLUMN; i++) {
        columns->category = find_column(head, label_kinds[i].label, twice);
        bulk->kind = label_kinds[i].kind;
    }
    columns->line = find_column(head, COL_LINE, twice);
    if (columns->line == columns->category)
        columns->line = NO_COLUMN;
}

/* "2021", "Totalt", "Kostnad": a column of amounts beside the label. */
static bool has_amounts(struct arena *arena, const struct row *names)
{
    for (uint32_t field = 0; field < names->count; field++) {
        int year = 0;
        int64_t unit = 0;
        enum concept concept = header_concept(arena, row_cell(names, field), &year, &unit);
        if (concept == COL_YEAR || concept == COL_TOTAL || concept == COL_COST)
            return true;
    }
    return false;
}

/* "Belopp", "Beslutat belopp", "Utfall", "Rekvirerat (kr)", "Totalt": a column of one row an amount that holds it. */
static bool names_amount(struct arena *arena, struct str label)
{
    int64_t unit = 0;
    enum concept meaning = column_meaning(arena, label, &unit);
    struct str key = label_key(arena, label);
    bool worded = unit != 0 || str_ends(key, STR("belopp")) || str_ends(key, STR("amount"));
    return meaning == COL_COST || meaning == COL_TOTAL || (meaning == UNKNOWN && worded);
}

/* All of them, since which one is the budget's cannot be told when there are several; the first, or NO_COLUMN. */
static int find_amounts(struct bulk *bulk)
{
    int first = NO_COLUMN;
    bulk->amounts.cells = ARENA_ARRAY(bulk->arena, struct str, bulk->names.count);
    bulk->amounts.count = 0;
    for (uint32_t field = 0; field < bulk->names.count; field++) {
        struct str label = row_cell(&bulk->names, field);
        if (!names_amount(bulk->arena, label))
            continue;
        first = first == NO_COLUMN ? (int)field : first;
        bulk->amounts.cells[bulk->amounts.count++] = label;
    }
    return first;
}

/* "Belopp (tkr)", "Kostnadslag (tkr)" */
static void take_unit(struct bulk *bulk, int field)
{
    int64_t unit = 0;
    if (field != NO_COLUMN)
        column_meaning(bulk->arena, row_cell(&bulk->names, (uint32_t)field), &unit);
    if (unit)
        bulk->currency = label_currency(row_cell(&bulk->names, (uint32_t)field));
    bulk->unit = unit ? unit : bulk->unit;
}

/* Takes the header's columns; false when it is none of an export, or when two columns could be the same thing. */
static bool take_columns(struct bulk *bulk)
{
    struct arena *arena = bulk->arena;
    struct bulk_columns *columns = &bulk->columns;
    bool twice = false, either = false;
    struct head head = {.names = bulk->names};
    if (!has_ids(arena, &head.names))
        return false;
    find_meanings(arena, &head);
    columns->id = find_column(&head, CASE_ID, &either);
    if (columns->id == NO_COLUMN)
        columns->id = find_column(&head, INFORMATION, &either);
    columns->table = find_column(&head, COL_TABLE, &twice);
    find_label(bulk, &head, &twice);
    columns->year = find_column(&head, COL_YEAR, &twice);
    bool by_amount = columns->year != NO_COLUMN;
    bool by_own_name = !by_amount && !has_amounts(arena, &bulk->names);
    columns->amount = by_amount ? find_amounts(bulk) : NO_COLUMN;
    columns->only = by_own_name ? find_amounts(bulk) : NO_COLUMN;
    take_unit(bulk, columns->category);
    take_unit(bulk, by_amount ? columns->amount : columns->only);
    return columns->id != NO_COLUMN && columns->category != NO_COLUMN && !twice &&
           (columns->amount != NO_COLUMN || columns->only != NO_COLUMN || (!by_amount && !by_own_name));
}

/* Of one row an amount: the columns that nothing is read from. */
static void find_extra(struct bulk *bulk)
{
    const struct bulk_columns *columns = &bulk->columns;
    bulk->extra.cells = ARENA_ARRAY(bulk->arena, struct str, bulk->names.count);
    for (int field = 0; columns->amount != NO_COLUMN && field < (int)bulk->names.count; field++)
        if (field != columns->id && field != columns->table && field != columns->category &&
            field != columns->line && field != columns->year && field != columns->amount)
            bulk->extra.cells[bulk->extra.count++] = row_cell(&bulk->names, (uint32_t)field);
}

/* ---- the head ---- */

static uint32_t filled_cells(const struct row *row)
{
    uint32_t filled = 0;
    for (uint32_t field = 0; field < row->count; field++)
        filled += row_cell(row, field).length != 0;
    return filled;
}

/* The first row with more than one cell, or NULL: what stands above it are titles, which may state a unit. */
static const struct row *find_header(struct bulk *bulk, const struct rows *rows)
{
    for (size_t i = 0; i < rows->list.count; i++) {
        const struct row *row = &rows->list.items[i];
        int year = 0;
        int64_t unit = 0;
        if (filled_cells(row) > 1)
            return row;
        header_concept(bulk->arena, row_cell(row, 0), &year, &unit);
        bulk->unit = unit ? unit : bulk->unit;
        bulk->currency = unit ? label_currency(row_cell(row, 0)) : bulk->currency;
    }
    return NULL;
}

/* To the first row below the header. */
static void start_cursor(struct bulk *bulk, char separator)
{
    uint32_t line = 0;
    bulk->cursor = (struct bulk_cursor){.text = bulk->text, .separator = separator, .line = 1};
    while (bulk_next_record(&bulk->cursor, &bulk->header, &line) && line < bulk->header_line)
        ;
    bulk->rows_begin = bulk->cursor.at;
    bulk->rows_line = bulk->cursor.line;
}

/* A part of the text, which may be still to decode. */
static struct decoded decode_text(const struct bulk *bulk, struct str part)
{
    enum encoding encoding = encoding_is_utf16(bulk->encoding) ? ENCODING_UTF8 : bulk->encoding;
    return decode(bulk->arena, part, encoding);
}

/* Reads the head as any other table up to its header's names; the separator, or 0 where there is no header. */
static char read_names(struct bulk *bulk, struct str head, const struct reading_choice *choice)
{
    struct arena *arena = bulk->arena;
    struct findings unheard = {.arena = arena};
    struct source *source = ARENA_NEW(arena, struct source);
    source->text = head;
    source->separator = choice->separator ? choice->separator : separator_find(source->text);
    if (!source->separator)
        return 0;
    struct rows rows = rows_read(arena, source, &unheard);
    const struct row *header = find_header(bulk, &rows);
    if (!header)
        return 0;
    bulk->names = *header;
    bulk->header_line = source->records.items[header->record].line;
    return source->separator;
}

/* False when no export begins like this. */
static bool read_head(struct bulk *bulk, const struct reading_choice *choice)
{
    char separator = read_names(bulk, decode_text(bulk, head_of(bulk->text)).text, choice);
    if (!separator || !take_columns(bulk))
        return false;
    find_extra(bulk);
    start_cursor(bulk, separator);
    return true;
}

static bool is_ascii(const struct row *row)
{
    for (uint32_t field = 0; field < row->count; field++)
        if (encoding_pass_ascii(row_cell(row, field), 0) < row_cell(row, field).length)
            return false;
    return true;
}

/* A first look at the bytes as they are: false when the header is in ASCII and names no cases, which is so in any
 * encoding of single bytes. Most files need no other. */
static bool may_be_bulk(struct arena *arena, struct str bytes, enum encoding stated,
                          const struct reading_choice *choice)
{
    struct bulk look = {.arena = arena};
    struct str head =
        head_of(str_starts(bytes, STR("\xEF\xBB\xBF")) ? str_slice(bytes, 3, bytes.length) : bytes);
    if (encoding_is_utf16(stated) || head.length == 0 || memchr(head.data, '\0', head.length))
        return true;
    return read_names(&look, head, choice) && (!is_ascii(&look.names) || has_ids(arena, &look.names));
}

/* What tells the encodings apart: the head, and what follows the first byte beyond ASCII. */
static void find_encoding(struct bulk *bulk, struct str bytes, enum encoding stated)
{
    bulk->encoding = decode(bulk->arena, head_of(bytes), stated).encoding;
    if (stated != ENCODING_UNKNOWN || bulk->encoding != ENCODING_UTF8)
        return;
    size_t begin = encoding_pass_ascii(bytes, 0), left = bytes.length - begin;
    struct str sample = str_slice(bytes, begin, begin + (left < HEAD_BYTES ? left : HEAD_BYTES));
    struct decoded decoded = decode(bulk->arena, sample, ENCODING_UNKNOWN);
    bulk->encoding = decoded.encoding;
    bulk->rival = decoded.rival;
}

/* UTF-16 is decoded as a whole, since its line ends are no single bytes; of UTF-8 only the mark is passed. */
static void take_text(struct bulk *bulk, struct str bytes)
{
    bulk->text = bytes;
    if (encoding_is_utf16(bulk->encoding))
        bulk->text = decode(bulk->arena, bytes, bulk->encoding).text;
    else if (str_starts(bytes, STR("\xEF\xBB\xBF")))
        bulk->text = str_slice(bytes, 3, bytes.length);
}

struct bulk *bulk_open(struct arena *arena, struct str bytes, const struct reading_choice *choice)
{
    enum encoding stated = encoding_find(choice->encoding);
    struct bulk *bulk = ARENA_NEW(arena, struct bulk);
    *bulk = (struct bulk){.arena = arena};
    struct str head = str_slice(bytes, 0, bytes.length < HEAD_BYTES ? bytes.length : HEAD_BYTES);
    if (bytes_kind(head, stated) != BYTES_TEXT || !may_be_bulk(arena, head, stated, choice))
        return NULL;
    bulk->encoding = decode(arena, head, stated).encoding;
    take_text(bulk, head); /* only as much as is needed to see whether the rest is worth it */
    if (!read_head(bulk, choice))
        return NULL;
    *bulk = (struct bulk){.arena = arena};
    find_encoding(bulk, bytes, stated);
    take_text(bulk, bytes);
    return read_head(bulk, choice) ? bulk : NULL;
}

size_t bulk_count(const struct bulk *bulk)
{
    return bulk->cases.count;
}

const struct row *bulk_amounts(const struct bulk *bulk)
{
    return &bulk->amounts;
}

bool bulk_is_too_large(const struct bulk *bulk)
{
    return bulk->cases.count > MOST_CASES || bulk->runs.count > MOST_RUNS;
}

bool bulk_is_scattered(const struct bulk *bulk)
{
    return bulk->scattered;
}

const char *bulk_encoding(const struct bulk *bulk)
{
    return encoding_name(bulk->encoding);
}
