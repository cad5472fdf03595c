/* One sheet of an .xlsx workbook. */
#include "xlsx.h"

#include "sheet_number.h"

#include <string.h>
#include <utf8proc.h>

enum { MOST_VISITS = 8 * MOST_SHEET_CELLS }; /* of cells below merged ones */

/* What the element that is open gathers. */
enum gathers { GATHERS_NOTHING, GATHERS_VALUE, GATHERS_FORMULA };

/* Merged cells, of which only the first holds something. */
struct merge {
    uint32_t row, column, last_row, last_column; /* rows from 1, columns from 0 */
};

struct sheet_reader {
    struct xlsx *xlsx;
    struct sheet_rows rows;
    uint32_t row, column;         /* of the cell, from 1 and 0 */
    bool hidden, holds_something; /* the row */
    struct sheet_hides hides;
    const struct xlsx_style *style; /* of the cell, or NULL */
    char type[16];
    enum gathers gathers;
    int phonetic;
    bool has_formula, has_value;
    struct cell_text value, formula;
    struct buffer words; /* what the cell says, when that is not its value as it stands */
    LIST(struct merge) merges;
};

static bool damaged(struct sheet_reader *reader)
{
    return archive_fail(&reader->xlsx->book->archive, MESSAGE_WORKBOOK_DAMAGED, STR(""));
}

/* ---- addresses ---- */

/* "B7": column 1 and row 7; false for anything else. */
static bool read_address(struct str text, uint32_t *row, uint32_t *column)
{
    size_t at = 0;
    uint32_t letters = 0;
    for (; at < text.length && at < 3 && text.data[at] >= 'A' && text.data[at] <= 'Z'; at++)
        letters = letters * 26 + (uint32_t)(text.data[at] - 'A') + 1;
    long number = xlsx_number(str_slice(text, at, text.length));
    if (letters == 0 || number < 1)
        return false;
    *column = letters - 1;
    *row = (uint32_t)number;
    return true;
}

/* "B7:D9" */
static void add_merge(struct sheet_reader *reader, const char *reference)
{
    struct spreadsheet *book = reader->xlsx->book;
    struct str text = str_from(reference ? reference : "");
    ptrdiff_t colon = str_find(text, STR(":"));
    struct merge merge = {0};
    if (colon < 0 || !read_address(str_slice(text, 0, (size_t)colon), &merge.row, &merge.column) ||
        !read_address(str_slice(text, (size_t)colon + 1, text.length), &merge.last_row, &merge.last_column))
        return;
    if (reader->merges.count == MOST_MERGES)
        archive_fail(&book->archive, MESSAGE_LIMIT_MERGES, words_of_count(book->archive.arena, MOST_MERGES));
    else
        *ARENA_PUSH(&book->scratch, &reader->merges) = merge;
}

/* ---- columns, rows and cells begin ---- */

static bool is_true(const char *attribute)
{
    return attribute && (strcmp(attribute, "1") == 0 || strcmp(attribute, "true") == 0);
}

static void take_columns(struct sheet_reader *reader, const char **attributes)
{
    const char *first = xml_attribute(attributes, "min"), *last = xml_attribute(attributes, "max");
    long from = first ? xlsx_number(str_from(first)) : 0, to = last ? xlsx_number(str_from(last)) : 0;
    if (is_true(xml_attribute(attributes, "hidden")) && from >= 1 && to >= from)
        spreadsheet_hide_columns(reader->xlsx->book, &reader->hides, (uint32_t)from - 1,
                                 (uint32_t)(to - from) + 1);
}

static void open_row(struct sheet_reader *reader, const char **attributes)
{
    const char *number = xml_attribute(attributes, "r"), *hidden = xml_attribute(attributes, "hidden");
    long row = number ? xlsx_number(str_from(number)) : (long)reader->row + 1;
    if (row < 1)
        damaged(reader);
    reader->row = (uint32_t)row;
    reader->column = UINT32_MAX; /* the first cell without an address comes after it, at 0 */
    reader->hidden = is_true(hidden);
    reader->holds_something = false;
}

static void open_cell(struct sheet_reader *reader, const char **attributes)
{
    const char *address = xml_attribute(attributes, "r"), *type = xml_attribute(attributes, "t");
    uint32_t row = reader->row;
    reader->column++;
    if (address && (!read_address(str_from(address), &row, &reader->column) || row != reader->row))
        damaged(reader);
    reader->style = xlsx_style(reader->xlsx, xml_attribute(attributes, "s"));
    struct str name = str_from(type ? type : "n");
    reader->type[0] = '\0';
    if (name.length < sizeof reader->type)
        memcpy(reader->type, name.data, name.length + 1);
    reader->has_formula = reader->has_value = false;
    reader->value.buffer.length = reader->formula.buffer.length = reader->words.length = 0;
}

/* ---- what a cell says ---- */

/* The character that "_x000D_" at the beginning of `text` stands for, which XML has no room for; else -1. */
static int32_t escaped_character(struct str text)
{
    static const char digits[] = "0123456789ABCDEF0123456789abcdef";
    int32_t c = 0;
    if (text.length < 7 || !str_starts(text, STR("_x")) || text.data[6] != '_')
        return -1;
    for (size_t i = 2; i < 6; i++) {
        const char *found = memchr(digits, text.data[i], sizeof digits - 1);
        if (!found)
            return -1;
        c = c * 16 + (int32_t)((found - digits) % 16);
    }
    return c < 0xD800 ? c : -1;
}

static struct str decode_escapes(struct sheet_reader *reader, struct str text)
{
    if (str_find(text, STR("_x")) < 0)
        return text;
    for (size_t at = 0; at < text.length; at++) {
        int32_t c = escaped_character(str_slice(text, at, text.length));
        utf8proc_uint8_t bytes[4] = {(utf8proc_uint8_t)text.data[at]};
        utf8proc_ssize_t size = c < 0 ? 1 : utf8proc_encode_char(c < 0x20 ? ' ' : c, bytes);
        buffer_add(&reader->words, (struct str){(const char *)bytes, (size_t)size});
        at += c < 0 ? 0 : 6;
    }
    return buffer_text(&reader->words);
}

/* "2021-06-01T00:00:00": the day. */
static struct str day_of(struct str text)
{
    ptrdiff_t time = str_find(text, STR("T"));
    return time < 0 ? text : str_slice(text, 0, (size_t)time);
}

static struct str formula_text(struct sheet_reader *reader)
{
    struct str formula = buffer_text(&reader->formula.buffer);
    buffer_add(&reader->words, STR("="));
    buffer_add(&reader->words,
               formula.length > 0 ? formula : STR("…")); /* a shared one stands in another cell */
    return buffer_text(&reader->words);
}

static bool is_type(const struct sheet_reader *reader, const char *type)
{
    return strcmp(reader->type, type) == 0;
}

/* A number by its format; what is none is shown as it stands. */
static struct str number_text(struct sheet_reader *reader, struct str value, bool *exact)
{
    static const struct number_format plain = {NUMBER_FORMAT_PLAIN, 0, 0, NULL, CURRENCY_NONE};
    *exact = sheet_number_add(&reader->words, value, reader->style ? &reader->style->format : &plain,
                              reader->xlsx->from_1904);
    return *exact ? buffer_text(&reader->words) : value;
}

static bool cell_words(struct sheet_reader *reader, struct str *text, bool *exact)
{
    struct str value = buffer_text(&reader->value.buffer);
    *exact = false;
    *text = value;
    if (reader->has_formula && value.length == 0 && !is_type(reader, "str"))
        *text = formula_text(reader);
    else if (is_type(reader, "s") && str_trim(value).length > 0 && !xlsx_string(reader->xlsx, value, text))
        return damaged(reader);
    else if (is_type(reader, "b"))
        *text = str_equal(str_trim(value), STR("1")) ? STR("TRUE") : STR("FALSE");
    else if (is_type(reader, "d"))
        *text = day_of(value);
    else if (is_type(reader, "n") && value.length > 0)
        *text = number_text(reader, value, exact);
    if (is_type(reader, "s") || is_type(reader, "str") || is_type(reader, "inlineStr"))
        *text = decode_escapes(reader, *text);
    return true;
}

static void close_cell(struct sheet_reader *reader)
{
    struct sheet_cell cell = {.column = reader->column};
    if (!reader->has_formula && !reader->has_value)
        return;
    if (!cell_words(reader, &cell.text, &cell.exact) || str_trim(cell.text).length == 0)
        return;
    cell.indent = reader->style ? reader->style->indent : 0;
    if (cell.exact && reader->style)
        cell.currency = reader->style->format.currency;
    if (reader->hidden && !reader->holds_something)
        spreadsheet_hide_row(reader->xlsx->book, &reader->hides, reader->row - 1);
    reader->holds_something = true;
    sheet_rows_add(&reader->rows, reader->row, cell);
}

/* ---- events ---- */

static void open_element(void *context, const char *name, const char **attributes)
{
    struct sheet_reader *reader = context;
    reader->gathers = GATHERS_NOTHING;
    if (xml_is(name, "c")) {
        open_cell(reader, attributes);
    } else if (xml_is(name, "v") || (xml_is(name, "t") && reader->phonetic == 0)) {
        reader->gathers = GATHERS_VALUE;
        reader->has_value = true;
    } else if (xml_is(name, "f")) {
        reader->gathers = GATHERS_FORMULA;
        reader->has_formula = true;
        reader->formula.buffer.length = 0; /* conditions of formats are formulas too, outside all cells */
    } else if (xml_is(name, "row")) {
        open_row(reader, attributes);
    } else if (xml_is(name, "col")) {
        take_columns(reader, attributes);
    } else if (xml_is(name, "rPh")) {
        reader->phonetic++;
    } else if (xml_is(name, "mergeCell")) {
        add_merge(reader, xml_attribute(attributes, "ref"));
    }
}

static void close_element(void *context, const char *name)
{
    struct sheet_reader *reader = context;
    reader->gathers = GATHERS_NOTHING;
    if (xml_is(name, "c"))
        close_cell(reader);
    else if (xml_is(name, "rPh"))
        reader->phonetic--;
}

static void take_text(void *context, struct str text)
{
    struct sheet_reader *reader = context;
    if (reader->gathers == GATHERS_VALUE)
        cell_text_add(reader->xlsx->book, &reader->value, text);
    else if (reader->gathers == GATHERS_FORMULA)
        cell_text_add(reader->xlsx->book, &reader->formula, text);
}

/* ---- the sheet ---- */

/* The first row at or after `line`. */
static size_t find_row(const struct sheet_rows *rows, uint32_t line)
{
    size_t low = 0, high = rows->rows.list.count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (rows->source->records.items[middle].line < line)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* What an earlier program left below a merged cell is not shown, and not read. */
static void blank_covered(struct sheet_rows *rows, const struct merge *merge, size_t *visits)
{
    for (size_t i = find_row(rows, merge->row); i < rows->rows.list.count && *visits < MOST_VISITS; i++) {
        struct row *row = &rows->rows.list.items[i];
        uint32_t line = rows->source->records.items[i].line;
        if (line > merge->last_row)
            break;
        ++*visits;
        for (uint32_t field = merge->column + (line == merge->row);
             field <= merge->last_column && field < row->count; field++, ++*visits)
            row->cells[field] = STR("");
    }
}

/* Merges that overlap, as no workbook has, could take for ever. */
static bool blank_merges(struct sheet_reader *reader)
{
    struct archive *archive = &reader->xlsx->book->archive;
    size_t visits = 0;
    for (size_t i = 0; reader->rows.rows.list.count > 0 && i < reader->merges.count; i++)
        blank_covered(&reader->rows, &reader->merges.items[i], &visits);
    return visits < MOST_VISITS ||
           archive_fail(archive, MESSAGE_LIMIT_MERGES, words_of_count(archive->arena, MOST_MERGES));
}

bool xlsx_read_sheet(struct xlsx *xlsx, struct str part, const char *name, bool hidden)
{
    static const struct xml_handlers handlers = {open_element, close_element, take_text};
    struct sheet_reader reader = {.xlsx = xlsx,
                                  .rows = spreadsheet_open_sheet(xlsx->book, name),
                                  .hides = {.sheet = hidden},
                                  .words = {.arena = &xlsx->book->scratch}};
    if (!xml_read(&xlsx->book->archive, part, &handlers, &reader))
        return false;
    spreadsheet_close_sheet(xlsx->book, &reader.rows, &reader.hides);
    return blank_merges(&reader);
}
