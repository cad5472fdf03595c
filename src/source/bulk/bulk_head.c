/* Recognising a long export by its head: a header that has a column of case ids. */
#include "bulk_file.h"

#include "budgetkoll/encoding.h"
#include "budgetkoll/vocabulary.h"

/* The header stands among the first lines, below nothing but titles. */
enum { HEAD_BYTES = 65536, HEAD_LINES = 20 };

static struct str head_of(struct str bytes)
{
    struct record_reader reader = {.text = bytes};
    struct str line;
    reader.text.length = bytes.length < HEAD_BYTES ? bytes.length : HEAD_BYTES;
    for (int i = 0; i < HEAD_LINES && record_line(&reader, &line);)
        i++;
    return str_slice(bytes, 0, reader.at);
}

/* ---- columns ---- */

static const struct {
    enum concept label;
    enum table_kind kind;
} kinds[] = {{COL_CATEGORY, TABLE_COSTS},   {COL_FINANCIER, TABLE_FINANCING},
             {COL_FINANCING, TABLE_EU_AID}, {COL_ACTIVITY, TABLE_ACTIVITIES},
             {COL_LINE, TABLE_COSTS},       {TITLE_PROJECT, TABLE_PROJECT},
             {TITLE_SHARES, TABLE_SHARES},  {COL_FINANCING, TABLE_SHARES}};
enum { KINDS = sizeof kinds / sizeof *kinds, LABELS = 5 /* of them, that head a column of an export */ };

enum table_kind bulk_kind_of(enum concept meaning)
{
    for (size_t i = 0; i < KINDS; i++)
        if (kinds[i].label == meaning)
            return kinds[i].kind;
    return TABLE_OTHER;
}

enum concept bulk_label_of(enum table_kind kind)
{
    for (size_t i = KINDS; i-- > 0;)
        if (kinds[i].kind == kind && kinds[i].label < TITLE_PROJECT && kinds[i].label != COL_LINE)
            return kinds[i].label;
    return UNKNOWN;
}

/* "2021" is no column of years. */
static struct bulk_column make_column(struct arena *arena, struct str name)
{
    struct bulk_column column = {.name = name};
    struct heading *heading = &column.heading;
    heading->concept = header_concept(arena, name, &heading->year, &heading->unit);
    column.meaning = vocabulary_find(DOMAIN_BULK, label_key(arena, name)).concept;
    if (column.meaning == UNKNOWN && heading->year == 0)
        column.meaning = heading->concept;
    return column;
}

/* The first column with that meaning; *twice is set when there is another. */
static int find_column(const struct bulk *bulk, enum concept meaning, bool *twice)
{
    int found = NO_COLUMN;
    for (size_t field = 0; field < bulk->column_count; field++) {
        if (bulk->list[field].meaning != meaning)
            continue;
        *twice = *twice || found != NO_COLUMN;
        found = found == NO_COLUMN ? (int)field : found;
    }
    return found;
}

static void find_label(struct bulk *bulk, bool *twice)
{
    struct bulk_columns *columns = &bulk->columns;
    columns->category = NO_COLUMN;
    for (size_t i = 0; i < LABELS && columns->category == NO_COLUMN; i++) {
        columns->category = find_column(bulk, kinds[i].label, twice);
        bulk->kind = kinds[i].kind;
    }
    columns->line = find_column(bulk, COL_LINE, twice);
    if (columns->line == columns->category)
        columns->line = NO_COLUMN;
}

/* "2021", "Totalt", "Kostnad": columns of amounts beside the label. */
static bool has_amounts(const struct bulk *bulk)
{
    for (size_t field = 0; field < bulk->column_count; field++) {
        enum concept concept = bulk->list[field].heading.concept;
        if (concept == COL_YEAR || concept == COL_TOTAL || concept == COL_COST)
            return true;
    }
    return false;
}

/* "Belopp", "Beslutat belopp", "Utfall", "Rekvirerat (kr)", "Totalt": a column of one row an amount that holds it. */
static bool names_amount(struct arena *arena, const struct bulk_column *column)
{
    struct str key = label_key(arena, column->name);
    bool worded = column->heading.unit != 0 || str_ends(key, STR("belopp")) || str_ends(key, STR("amount"));
    return column->meaning == COL_COST || column->meaning == COL_TOTAL ||
           (column->meaning == UNKNOWN && worded);
}

/* All of them, since which one is the budget's cannot be told when there are several; the first, or NO_COLUMN. */
static int find_amounts(struct bulk *bulk)
{
    int first = NO_COLUMN;
    bulk->amounts.cells = ARENA_ARRAY(bulk->arena, struct str, bulk->column_count);
    for (size_t field = 0; field < bulk->column_count; field++) {
        if (!names_amount(bulk->arena, &bulk->list[field]))
            continue;
        first = first == NO_COLUMN ? (int)field : first;
        bulk->amounts.cells[bulk->amounts.count++] = bulk->list[field].name;
    }
    return first;
}

/* "Belopp (tkr)", "Kostnadslag (tkr)", "Belopp i tkr" above the header */
static void take_unit(struct bulk *bulk, struct str label, int64_t unit)
{
    bulk->unit = unit ? unit : bulk->unit;
    bulk->currency = unit ? label_currency(label) : bulk->currency;
}

/* False when it is no export's header, or when two columns could be the same thing. */
static bool take_columns(struct bulk *bulk)
{
    struct bulk_columns *columns = &bulk->columns;
    bool twice = false, either = false;
    columns->id = find_column(bulk, CASE_ID, &either);
    if (columns->id == NO_COLUMN)
        columns->id = find_column(bulk, INFORMATION, &either);
    if (columns->id == NO_COLUMN)
        return false;
    columns->table = find_column(bulk, COL_TABLE, &twice);
    find_label(bulk, &twice);
    columns->year = find_column(bulk, COL_YEAR, &twice);
    bool by_amount = columns->year != NO_COLUMN, by_name = !by_amount && !has_amounts(bulk);
    int amounts = by_amount || by_name ? find_amounts(bulk) : NO_COLUMN;
    columns->amount = by_amount ? amounts : NO_COLUMN;
    columns->only = by_name ? amounts : NO_COLUMN;
    const int used[] = {columns->id,   columns->table, columns->line,
                        columns->year, amounts,        columns->category};
    for (size_t i = sizeof used / sizeof *used; i-- > 0;)
        if (used[i] != NO_COLUMN) {
            bulk->list[used[i]].is_used = true;
            take_unit(bulk, bulk->list[used[i]].name, bulk->list[used[i]].heading.unit);
        }
    return columns->category != NO_COLUMN && !twice && (amounts != NO_COLUMN || (!by_amount && !by_name));
}

/* ---- the head ---- */

/* A part of the text, which may be still to decode. */
static struct str decode_text(const struct bulk *bulk, struct str part)
{
    enum encoding encoding = encoding_is_utf16(bulk->encoding) ? ENCODING_UTF8 : bulk->encoding;
    return decode(bulk->arena, part, encoding).text;
}

/* Asked first, since most headers have no column of case ids. */
static bool names_cases(struct arena *arena, const struct record_cells *cells)
{
    for (size_t i = 0; i < cells->list.count; i++) {
        struct str key = label_key(arena, cells->list.items[i].text);
        enum concept meaning = vocabulary_find(DOMAIN_BULK, key).concept;
        if (meaning == CASE_ID || meaning == INFORMATION)
            return true;
    }
    return false;
}

/* The cells of a record are the header's when more than one of them holds something; what stands above it are titles, which
 * may state a unit. */
static bool take_header(struct bulk *bulk, struct record record)
{
    struct record_reader reader = {
        .text = decode_text(bulk, record.text), .separator = bulk->rows.separator, .line = 1};
    struct record_cells cells = {.arena = bulk->arena};
    struct str title = STR("");
    size_t filled = 0;
    if (record_next(&reader, &record))
        record_cut(&cells, &reader, record);
    record_cells_end(&cells);
    for (size_t i = 0; i < cells.list.count; i++) {
        title = cells.list.items[i].text.length > 0 ? cells.list.items[i].text : title;
        filled += cells.list.items[i].text.length > 0;
    }
    bulk->column_count = filled > 1 && names_cases(bulk->arena, &cells) ? cells.list.count : 0;
    bulk->list = ARENA_ARRAY(bulk->arena, struct bulk_column, bulk->column_count);
    for (size_t i = 0; i < bulk->column_count; i++)
        bulk->list[i] = make_column(bulk->arena, cells.list.items[i].text);
    if (filled == 1)
        take_unit(bulk, title, make_column(bulk->arena, title).heading.unit);
    return filled > 1;
}

/* False when no export begins like this. */
static bool read_head(struct bulk *bulk, struct str text, const struct reading_choice *choice)
{
    struct str head = head_of(text);
    char separator = choice->separator ? choice->separator : separator_find(head);
    struct record record;
    bulk->rows = (struct record_reader){.text = text, .separator = separator, .line = 1};
    while (separator && bulk->rows.at < head.length && record_next(&bulk->rows, &record))
        if (take_header(bulk, record)) {
            bulk->header = record.text;
            bulk->header_line = record.line;
            bulk->next = bulk->rows;
            return take_columns(bulk);
        }
    return false;
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
static struct str take_text(const struct bulk *bulk, struct str bytes)
{
    if (encoding_is_utf16(bulk->encoding))
        return decode(bulk->arena, bytes, bulk->encoding).text;
    return str_starts(bytes, STR("\xEF\xBB\xBF")) ? str_slice(bytes, 3, bytes.length) : bytes;
}

/* The head alone tells whether the rest is worth a look. */
struct bulk *bulk_open(struct arena *arena, struct str bytes, const struct reading_choice *choice)
{
    enum encoding stated = encoding_find(choice->encoding);
    struct str looks[] = {head_of(bytes), bytes};
    struct bulk *bulk = NULL;
    if (bytes_kind(looks[0], stated) != BYTES_TEXT)
        return NULL;
    for (size_t i = 0; i < sizeof looks / sizeof *looks; i++) {
        bulk = ARENA_NEW(arena, struct bulk);
        bulk->arena = arena;
        find_encoding(bulk, looks[i], stated);
        if (!read_head(bulk, take_text(bulk, looks[i]), choice))
            return NULL;
    }
    return bulk;
}

struct bulk_facts bulk_facts(const struct bulk *bulk)
{
    return (struct bulk_facts){.size = bulk->rows.text.length,
                               .encoding = encoding_name(bulk->encoding),
                               .amounts = &bulk->amounts,
                               .count = bulk->cases.count,
                               .is_scattered = bulk->is_scattered,
                               .is_too_large =
                                   bulk->cases.count > MOST_CASES || bulk->runs.count > MOST_RUNS};
}
