/* Workbooks of OpenDocument (.ods): all sheets stand in one part. */
#include "ods_styles.h"
#include "sheet_number.h"
#include "spreadsheet.h"
#include "xml.h"

#include <string.h>

enum { MOST_HIDDEN_STYLES = 4096, NO_STYLE = -1 };

/* What is open; whatever else stands in there is passed over as a whole. */
enum level { LEVEL_OUTSIDE, LEVEL_SPREADSHEET, LEVEL_TABLE, LEVEL_ROW, LEVEL_CELL };

/* A cell of the row that is being read; its text stands in the row's. */
struct kept_cell {
    uint32_t column, repeats;
    size_t begin, end;
    bool exact;
    enum currency currency;
};

struct ods_reader {
    struct spreadsheet *book;
    enum level level;
    int skipped; /* open elements, from the first that is passed over */
    bool has_spreadsheet;
    size_t tables;
    struct ods_styles styles;
    struct buffer style;            /* whose properties are being read */
    LIST(struct str) hidden_styles; /* of tables that are not shown */
    struct sheet_rows rows;
    struct sheet_hides hides;
    bool row_hidden;
    uint32_t row, row_repeats;       /* from 1 */
    uint32_t column, column_repeats; /* from 0 */
    unsigned char *column_thousands; /* how many times columns show their numbers divided; NULL: none do */
    int row_thousands, thousands;    /* of the row's cells without a style, or NO_STYLE; of the cell */
    LIST(struct kept_cell) cells;    /* of the row, that hold something */
    struct buffer row_text;
    struct buffer type, value, formula; /* of the cell */
    enum currency currency;             /* that the cell is marked with */
    bool is_error, is_covered;
    uint32_t paragraphs;
    bool in_paragraph;
    struct cell_text shown;
};

static bool fail_limit(struct ods_reader *reader, enum message_id reason, long long limit)
{
    return archive_fail(&reader->book->archive, reason, words_of_count(reader->book->archive.arena, limit));
}

static void set_text(struct buffer *buffer, const char *text)
{
    buffer->length = 0;
    buffer_add(buffer, str_from(text ? text : ""));
}

/* How often a cell or row stands; at least once. */
static uint32_t read_repeats(const char **attributes, const char *name)
{
    const char *text = xml_attribute(attributes, name);
    uint32_t repeats = 0;
    for (; text && *text >= '0' && *text <= '9' && repeats <= MOST_SHEET_ROWS; text++)
        repeats = repeats * 10 + (uint32_t)(*text - '0');
    return repeats > 0 ? repeats : 1;
}

/* Moves on, but not so far that a count overflows. */
static uint32_t advance(uint32_t position, uint32_t repeats, uint32_t most)
{
    return position + repeats > most ? most + 1 : position + repeats;
}

/* ---- styles and sheets ---- */

static void add_hidden_style(struct ods_reader *reader)
{
    struct str name = str_shorten(buffer_text(&reader->style), MOST_NAME);
    if (reader->hidden_styles.count == MOST_HIDDEN_STYLES)
        fail_limit(reader, MESSAGE_LIMIT_STYLES, MOST_HIDDEN_STYLES);
    else
        *ARENA_PUSH(&reader->book->scratch, &reader->hidden_styles) =
            (struct str){arena_copy(&reader->book->scratch, name.data, name.length), name.length};
}

static void open_outside(struct ods_reader *reader, const char *name, const char **attributes)
{
    const char *display = xml_attribute(attributes, "table:1.0 display");
    ods_styles_open(&reader->styles, name, attributes);
    if (xml_is(name, "office:1.0 spreadsheet")) {
        reader->has_spreadsheet = true;
        reader->level = LEVEL_SPREADSHEET;
    } else if (xml_is(name, "style:1.0 style")) {
        set_text(&reader->style, xml_attribute(attributes, "style:1.0 name"));
    } else if (xml_is(name, "style:1.0 table-properties") && display && strcmp(display, "false") == 0) {
        add_hidden_style(reader);
    }
}

static bool is_hidden_style(const struct ods_reader *reader, struct str style)
{
    for (size_t i = 0; i < reader->hidden_styles.count; i++)
        if (str_equal(reader->hidden_styles.items[i], style))
            return true;
    return false;
}

static void open_table(struct ods_reader *reader, const char **attributes)
{
    const char *name = xml_attribute(attributes, "table:1.0 name");
    const char *style = xml_attribute(attributes, "table:1.0 style-name");
    if (reader->tables++ == MOST_SHEETS)
        fail_limit(reader, MESSAGE_LIMIT_SHEETS, MOST_SHEETS);
    reader->rows = spreadsheet_open_sheet(reader->book, name);
    reader->hides = (struct sheet_hides){.sheet = is_hidden_style(reader, str_from(style ? style : ""))};
    reader->column_thousands = NULL;
    reader->column = 0;
    reader->row = 1;
    reader->level = LEVEL_TABLE;
}

static bool is_collapsed(const char **attributes)
{
    const char *visibility = xml_attribute(attributes, "table:1.0 visibility");
    return visibility && strcmp(visibility, "visible") != 0;
}

/* Cells without a style have that of their row, else of their column. */
static void scale_columns(struct ods_reader *reader, uint32_t count, const char *style)
{
    int thousands = ods_styles_thousands(&reader->styles, style);
    if (thousands == 0)
        return;
    if (!reader->column_thousands)
        reader->column_thousands = ARENA_ARRAY(&reader->book->scratch, unsigned char, MOST_SHEET_COLUMNS);
    for (uint32_t field = reader->column; field < MOST_SHEET_COLUMNS && count > 0; field++, count--)
        reader->column_thousands[field] = (unsigned char)thousands;
}

/* The columns stand before the rows. */
static void take_columns(struct ods_reader *reader, const char **attributes)
{
    uint32_t count = read_repeats(attributes, "table:1.0 number-columns-repeated");
    if (is_collapsed(attributes))
        spreadsheet_hide_columns(reader->book, &reader->hides, reader->column, count);
    scale_columns(reader, count, xml_attribute(attributes, "table:1.0 default-cell-style-name"));
    reader->column = advance(reader->column, count, MOST_SHEET_COLUMNS);
}

static void open_row(struct ods_reader *reader, const char **attributes)
{
    const char *style = xml_attribute(attributes, "table:1.0 default-cell-style-name");
    reader->row_thousands = style ? ods_styles_thousands(&reader->styles, style) : NO_STYLE;
    reader->row_hidden = is_collapsed(attributes);
    reader->row_repeats = read_repeats(attributes, "table:1.0 number-rows-repeated");
    reader->column = 0;
    reader->cells.count = 0;
    reader->row_text.length = 0;
    reader->level = LEVEL_ROW;
}

/* ---- cells ---- */

static int cell_thousands(const struct ods_reader *reader, const char *style)
{
    if (style)
        return ods_styles_thousands(&reader->styles, style);
    if (reader->row_thousands != NO_STYLE)
        return reader->row_thousands;
    bool by_column = reader->column_thousands && reader->column < MOST_SHEET_COLUMNS;
    return by_column ? reader->column_thousands[reader->column] : 0;
}

static void open_cell(struct ods_reader *reader, const char *name, const char **attributes)
{
    static const char *const values[] = {"office:1.0 value", "office:1.0 date-value",
                                         "office:1.0 boolean-value", "office:1.0 string-value"};
    const char *error = xml_attribute(attributes, "calcext:1.0 value-type"), *value = NULL;
    const char *currency = xml_attribute(attributes, "office:1.0 currency");
    for (size_t i = 0; !value && i < sizeof values / sizeof *values; i++)
        value = xml_attribute(attributes, values[i]);
    set_text(&reader->type, xml_attribute(attributes, "office:1.0 value-type"));
    set_text(&reader->value, value);
    reader->currency = currency_from_name(str_from(currency ? currency : ""));
    set_text(&reader->formula, xml_attribute(attributes, "table:1.0 formula"));
    reader->thousands = cell_thousands(reader, xml_attribute(attributes, "table:1.0 style-name"));
    reader->is_error = error && strcmp(error, "error") == 0;
    reader->is_covered = xml_is(name, "table:1.0 covered-table-cell");
    reader->column_repeats = read_repeats(attributes, "table:1.0 number-columns-repeated");
    reader->paragraphs = 0;
    reader->in_paragraph = false;
    reader->shown.buffer.length = 0;
    reader->level = LEVEL_CELL;
}

static bool is_type(const struct ods_reader *reader, struct str type)
{
    return str_equal(buffer_text(&reader->type), type);
}

/* The digits behind the last decimal mark of a percentage as it is shown. */
static int shown_decimals(struct str shown)
{
    int digits = 0;
    for (size_t i = shown.length; i-- > 0;) {
        char c = shown.data[i];
        if (c == ',' || c == '.')
            return digits;
        digits += c >= '0' && c <= '9';
    }
    return 0;
}

/* "of:=SUM([.B2:.B6])" as "=SUM(B2:B6)". */
static void add_formula(struct ods_reader *reader)
{
    struct str formula = buffer_text(&reader->formula);
    ptrdiff_t begin = str_find(formula, STR("="));
    for (size_t i = begin < 0 ? 0 : (size_t)begin; i < formula.length; i++) {
        char c = formula.data[i];
        bool sheet_mark = c == '.' && i > 0 && (formula.data[i - 1] == '[' || formula.data[i - 1] == ':');
        if (c != '[' && c != ']' && !sheet_mark)
            buffer_add_char(&reader->row_text, c);
    }
}

/* The currency of a number: the cell's own, else what is shown behind it or before it. */
static enum currency shown_currency(const struct ods_reader *reader)
{
    struct str shown = buffer_text(&reader->shown.buffer);
    enum currency behind = number_format_currency(shown);
    size_t digits = 0;
    if (reader->currency != CURRENCY_NONE || behind != CURRENCY_NONE)
        return reader->currency != CURRENCY_NONE ? reader->currency : behind;
    while (digits < shown.length && !str_is_digit(shown.data[digits]))
        digits++;
    while (digits > 0 && (shown.data[digits - 1] == '-' || shown.data[digits - 1] == ' '))
        digits--;
    return number_format_currency(str_slice(shown, 0, digits));
}

/* A number in plain digits, as it is shown: in percent, or with a unit behind it. */
static bool add_number(struct ods_reader *reader)
{
    struct str shown = buffer_text(&reader->shown.buffer);
    struct number_format format = {NUMBER_FORMAT_PLAIN, 0, reader->thousands, number_format_unit(shown),
                                   shown_currency(reader)};
    if (is_type(reader, STR("percentage")))
        format = (struct number_format){NUMBER_FORMAT_PERCENT, shown_decimals(shown), 0, NULL, CURRENCY_NONE};
    return sheet_number_add(&reader->row_text, buffer_text(&reader->value), &format, false);
}

/* The day, or the year alone where no more is shown. */
static void add_date(struct ods_reader *reader)
{
    struct str value = buffer_text(&reader->value), shown = str_trim(buffer_text(&reader->shown.buffer));
    ptrdiff_t time = str_find(value, STR("T"));
    bool year = shown.length == 4 && shown_decimals(shown) == 0 && str_starts(value, shown);
    buffer_add(&reader->row_text, year ? shown : time < 0 ? value : str_slice(value, 0, (size_t)time));
}

/* Adds what the cell says to the row's text; true when it is a number. */
static bool add_words(struct ods_reader *reader)
{
    struct str value = buffer_text(&reader->value), shown = buffer_text(&reader->shown.buffer);
    bool number = is_type(reader, STR("float")) || is_type(reader, STR("percentage")) ||
                  is_type(reader, STR("currency"));
    if (number && !reader->is_error && add_number(reader))
        return true;
    if (is_type(reader, STR("date")) && value.length > 0)
        add_date(reader);
    else if (is_type(reader, STR("boolean")))
        buffer_add(&reader->row_text, str_equal(value, STR("true")) ? STR("TRUE") : STR("FALSE"));
    else if (reader->type.length == 0 && reader->formula.length > 0 && reader->paragraphs == 0)
        add_formula(reader);
    else
        buffer_add(&reader->row_text, reader->paragraphs > 0 ? shown : value);
    return false;
}

static void close_cell(struct ods_reader *reader)
{
    struct kept_cell cell = {reader->column, reader->column_repeats, reader->row_text.length, 0,
                             false,          CURRENCY_NONE};
    reader->level = LEVEL_ROW;
    reader->column = advance(reader->column, reader->column_repeats, MOST_SHEET_COLUMNS);
    if (reader->is_covered)
        return;
    cell.exact = add_words(reader);
    if (cell.exact && !is_type(reader, STR("percentage")))
        cell.currency = shown_currency(reader);
    cell.end = reader->row_text.length;
    if (str_trim(str_slice(buffer_text(&reader->row_text), cell.begin, cell.end)).length == 0)
        return;
    if (cell.column >= MOST_SHEET_COLUMNS)
        fail_limit(reader, MESSAGE_LIMIT_ADDRESS, MOST_SHEET_COLUMNS);
    else if (cell.repeats > MOST_REPEATS)
        fail_limit(reader, MESSAGE_LIMIT_REPEATS, MOST_REPEATS);
    else if (cell.end > MOST_SHEET_TEXT)
        fail_limit(reader, MESSAGE_LIMIT_SHEET_TEXT, MOST_SHEET_TEXT / (1024 * 1024));
    else
        *ARENA_PUSH(&reader->book->scratch, &reader->cells) = cell;
}

/* ---- rows ---- */

static bool add_cell(struct ods_reader *reader, uint32_t row, const struct kept_cell *cell)
{
    struct str text = str_slice(buffer_text(&reader->row_text), cell->begin, cell->end);
    for (uint32_t i = 0; i < cell->repeats; i++)
        if (!sheet_rows_add(&reader->rows, row,
                            (struct sheet_cell){cell->column + i, text, cell->exact, cell->currency, 0}))
            return false;
    return true;
}

static void close_row(struct ods_reader *reader)
{
    uint32_t row = reader->row;
    reader->level = LEVEL_TABLE;
    reader->row = advance(reader->row, reader->row_repeats, MOST_SHEET_ROWS);
    if (reader->cells.count == 0)
        return;
    if (reader->row_repeats > MOST_REPEATS) {
        fail_limit(reader, MESSAGE_LIMIT_REPEATS, MOST_REPEATS);
        return;
    }
    for (uint32_t repeat = 0; reader->row_hidden && repeat < reader->row_repeats; repeat++)
        spreadsheet_hide_row(reader->book, &reader->hides, row - 1 + repeat);
    for (uint32_t repeat = 0; repeat < reader->row_repeats; repeat++)
        for (size_t i = 0; i < reader->cells.count; i++)
            if (!add_cell(reader, row + repeat, &reader->cells.items[i]))
                return;
}

/* ---- events ---- */

static bool is_group(const char *name)
{
    return xml_is(name, "table:1.0 table-column-group") || xml_is(name, "table:1.0 table-header-columns") ||
           xml_is(name, "table:1.0 table-columns") || xml_is(name, "table:1.0 table-row-group") ||
           xml_is(name, "table:1.0 table-header-rows") || xml_is(name, "table:1.0 table-rows");
}

static void add_blank(struct ods_reader *reader)
{
    cell_text_add(reader->book, &reader->shown, STR(" "));
}

/* What stands in a cell as text; comments, pictures and footnotes are passed over. */
static void open_in_cell(struct ods_reader *reader, const char *name)
{
    bool blank =
        xml_is(name, "text:1.0 s") || xml_is(name, "text:1.0 tab") || xml_is(name, "text:1.0 line-break");
    if (!strstr(name, ":text:1.0 ") || xml_is(name, "text:1.0 note") || xml_is(name, "text:1.0 ruby-text")) {
        reader->skipped = 1;
    } else if (xml_is(name, "text:1.0 p") || xml_is(name, "text:1.0 h")) {
        if (reader->paragraphs++ > 0)
            add_blank(reader);
        reader->in_paragraph = true;
    } else if (blank) {
        add_blank(reader);
    }
}

/* What has nothing in it that is read. */
static void open_other(struct ods_reader *reader, const char *name, const char **attributes)
{
    if (reader->level == LEVEL_TABLE && xml_is(name, "table:1.0 table-column"))
        take_columns(reader, attributes);
    reader->skipped = 1;
}

static void open_element(void *context, const char *name, const char **attributes)
{
    struct ods_reader *reader = context;
    if (reader->skipped > 0)
        reader->skipped++;
    else if (reader->level == LEVEL_OUTSIDE)
        open_outside(reader, name, attributes);
    else if (reader->level == LEVEL_SPREADSHEET && xml_is(name, "table:1.0 table"))
        open_table(reader, attributes);
    else if (reader->level == LEVEL_TABLE && xml_is(name, "table:1.0 table-row"))
        open_row(reader, attributes);
    else if (reader->level == LEVEL_ROW &&
             (xml_is(name, "table:1.0 table-cell") || xml_is(name, "table:1.0 covered-table-cell")))
        open_cell(reader, name, attributes);
    else if (reader->level == LEVEL_CELL)
        open_in_cell(reader, name);
    else if (reader->level != LEVEL_TABLE || !is_group(name))
        open_other(reader, name, attributes);
}

static void close_element(void *context, const char *name)
{
    struct ods_reader *reader = context;
    if (reader->skipped > 0) {
        reader->skipped--;
    } else if (reader->level == LEVEL_CELL &&
               (xml_is(name, "table:1.0 table-cell") || xml_is(name, "table:1.0 covered-table-cell"))) {
        close_cell(reader);
    } else if (reader->level == LEVEL_CELL) {
        reader->in_paragraph =
            reader->in_paragraph && !xml_is(name, "text:1.0 p") && !xml_is(name, "text:1.0 h");
    } else if (reader->level == LEVEL_ROW) {
        close_row(reader);
    } else if (reader->level == LEVEL_TABLE && xml_is(name, "table:1.0 table")) {
        spreadsheet_close_sheet(reader->book, &reader->rows, &reader->hides);
        reader->level = LEVEL_SPREADSHEET;
    } else if (reader->level == LEVEL_SPREADSHEET) {
        reader->level = LEVEL_OUTSIDE;
    }
}

static void take_text(void *context, struct str text)
{
    struct ods_reader *reader = context;
    if (reader->skipped == 0 && reader->level == LEVEL_CELL && reader->in_paragraph)
        cell_text_add(reader->book, &reader->shown, text);
}

bool ods_read(struct spreadsheet *book)
{
    static const struct xml_handlers handlers = {open_element, close_element, take_text};
    struct buffer empty = {.arena = &book->scratch};
    struct ods_reader reader = {.book = book,
                                .styles = ods_styles_begin(book),
                                .style = empty,
                                .row_text = empty,
                                .type = empty,
                                .value = empty,
                                .formula = empty};
    book->format = "ods";
    if (!ods_styles_read(&reader.styles) || !xml_read(&book->archive, STR("content.xml"), &handlers, &reader))
        return false;
    return reader.has_spreadsheet || archive_fail(&book->archive, MESSAGE_FILE_OTHER_DOCUMENT, STR(""));
}
