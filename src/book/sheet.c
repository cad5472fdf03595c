/* Writing cells: texts, numbers, formulas with their results, links and comments. */
#include "sheet.h"

#include "budgetkoll/label.h"

#include <math.h>
#include <string.h>

enum {
    LONGEST_TEXT = 32000,
    WIDEST_COLUMN = 60,
    POINTS_OF_LINE = 15,
    LONGEST_HEADER = 200,
    MOST_LINKS = 65000
};

void book_check(struct book *book, lxw_error error)
{
    if (book->error == LXW_NO_ERROR)
        book->error = error;
}

void book_name(struct book *book, struct str name, struct address address)
{
    struct buffer target = {.arena = book->scratch};
    buffer_add_char(&target, '=');
    address_add(&target, address, NULL, true);
    book_check(book, lxw.workbook_define_name(book->workbook, sheet_string(book->scratch, name),
                                              sheet_string(book->scratch, buffer_text(&target))));
}

/* A half of a surrogate pair, or what XML does not allow. */
static bool is_forbidden(int32_t c)
{
    return (c < 0x20 && c != '\n' && c != '\t') || c == 0x7F || (c >= 0xD800 && c <= 0xDFFF) || c == 0xFFFE ||
           c == 0xFFFF;
}

/* "_x0041_" in a cell's text would be shown as the character it names. */
static bool is_escape(struct str text, size_t at)
{
    enum { LENGTH = 7 };
    if (text.length - at < LENGTH || text.data[at] != '_' || text.data[at + 1] != 'x' ||
        text.data[at + 6] != '_')
        return false;
    for (size_t i = at + 2; i < at + 6; i++)
        if (text.data[i] == '\0' || !strchr("0123456789abcdefABCDEF", text.data[i]))
            return false;
    return true;
}

static char *make_string(struct arena *arena, struct str text, bool is_cell)
{
    struct buffer buffer = {.arena = arena};
    size_t units = 0;
    for (size_t at = 0; at < text.length;) {
        size_t begin = at;
        int32_t c = str_next(text, &at);
        bool escaped = is_cell && is_escape(text, begin);
        units += escaped ? 7 : c > 0xFFFF ? 2 : 1;
        if (units > LONGEST_TEXT) {
            buffer_add(&buffer, STR("…"));
            break;
        }
        if (escaped)
            buffer_add(&buffer, STR("_x005F_"));
        else if (is_forbidden(c) || c == 0xFFFD)
            buffer_add(&buffer, STR("\uFFFD"));
        else
            buffer_add(&buffer, str_slice(text, begin, at));
    }
    buffer_add_char(&buffer, '\0');
    return buffer.data;
}

char *sheet_string(struct arena *arena, struct str text)
{
    return make_string(arena, text, true);
}

/* sheet_string() without escapes, for formulas. */
static char *sheet_code(struct arena *arena, struct str text)
{
    return make_string(arena, text, false);
}

/* ---- widths ---- */

void sheet_width(struct sheet *sheet, lxw_col_t column, double characters)
{
    while (sheet->widths.count <= column)
        *ARENA_PUSH(sheet->book->arena, &sheet->widths) = 0;
    sheet->widths.items[column] = -characters; /* fixed */
}

static void widen(struct sheet *sheet, lxw_col_t column, double characters)
{
    while (sheet->widths.count <= column)
        *ARENA_PUSH(sheet->book->arena, &sheet->widths) = 0;
    double *width = &sheet->widths.items[column];
    if (*width >= 0 && characters > *width)
        *width = characters < WIDEST_COLUMN ? characters : WIDEST_COLUMN;
}

/* Digits, a group mark for every three of them, a sign, and decimals. */
static double number_width(double number, struct style style)
{
    double size = fabs(number), digits = size < 1 ? 1 : floor(log10(size)) + 1;
    switch (style.form) {
    case FORM_PERCENT:
    case FORM_POINTS:
        return 5.0 + style.decimals;
    case FORM_DATE:
        return 10;
    case FORM_MONTH:
        return 0;
    default:
        return digits + floor((digits - 1) / 3) + (number < 0) +
               (style.form == FORM_ORE || style.form == FORM_DIFFERENCE_ORE ? 3 : 0) + style.bold;
    }
}

static bool widens(struct style style)
{
    return !style.wrap && style.tone != TONE_TITLE && style.tone != TONE_SUBTITLE && style.tone != TONE_BAND;
}

/* ---- cells ---- */

void sheet_text(struct sheet *sheet, lxw_row_t row, lxw_col_t column, struct str text, struct style style)
{
    struct book *book = sheet->book;
    if (widens(style))
        widen(sheet, column, (double)str_code_points(text) + 2.0 * style.indent);
    book_check(book,
               lxw.worksheet_write_string(sheet->worksheet, row, column, sheet_string(book->scratch, text),
                                          style_format(book, style)));
}

void sheet_word(struct sheet *sheet, lxw_row_t row, lxw_col_t column, enum word word, struct style style)
{
    sheet_text(sheet, row, column, str_from(book_word(sheet->book, word)), style);
}

void sheet_number(struct sheet *sheet, lxw_row_t row, lxw_col_t column, double number, struct style style)
{
    widen(sheet, column, number_width(number, style));
    book_check(sheet->book, lxw.worksheet_write_number(sheet->worksheet, row, column, number,
                                                       style_format(sheet->book, style)));
}

void sheet_date(struct sheet *sheet, lxw_row_t row, lxw_col_t column, struct date date, struct style style)
{
    long serial = date_serial(date);
    style.form = FORM_DATE;
    if (serial > 60) /* before, Excel counts a day that never was */
        sheet_number(sheet, row, column, (double)serial, style);
    else
        sheet_text(sheet, row, column, words_of_date(sheet->book->scratch, date), style);
}

void sheet_blank(struct sheet *sheet, lxw_row_t row, lxw_col_t column, struct style style)
{
    book_check(sheet->book,
               lxw.worksheet_write_blank(sheet->worksheet, row, column, style_format(sheet->book, style)));
}

void sheet_formula(struct sheet *sheet, lxw_row_t row, lxw_col_t column, struct str formula, double result,
                   struct style style)
{
    struct book *book = sheet->book;
    widen(sheet, column, number_width(result, style));
    book_check(book, lxw.worksheet_write_formula_num(sheet->worksheet, row, column,
                                                     sheet_code(book->scratch, formula),
                                                     style_format(book, style), result));
}

void sheet_formula_text(struct sheet *sheet, lxw_row_t row, lxw_col_t column, struct str formula,
                        struct str result, struct style style)
{
    struct book *book = sheet->book;
    if (widens(style))
        widen(sheet, column, (double)str_code_points(result));
    book_check(book, lxw.worksheet_write_formula_str(
                         sheet->worksheet, row, column, sheet_code(book->scratch, formula),
                         style_format(book, style), sheet_string(book->scratch, result)));
}

void sheet_link(struct sheet *sheet, lxw_row_t row, lxw_col_t column, struct address target, struct str text,
                struct style style)
{
    struct book *book = sheet->book;
    if (!target.sheet || sheet->links >= MOST_LINKS) {
        sheet_text(sheet, row, column, text, style);
        return;
    }
    struct buffer url = {.arena = book->scratch};
    sheet->links++;
    buffer_add(&url, STR("internal:"));
    address_add(&url, target, NULL, false);
    style.tone = style.tone == TONE_PLAIN ? TONE_LINK : style.tone;
    book_check(book, lxw.worksheet_write_url(sheet->worksheet, row, column,
                                             sheet_string(book->scratch, buffer_text(&url)), NULL));
    sheet_text(sheet, row, column, text, style);
}

int sheet_lines(struct str text, double characters)
{
    int lines = 1;
    double at = 0;
    for (size_t i = 0; i < text.length;) {
        size_t begin = i;
        while (i < text.length && text.data[i] != ' ' && text.data[i] != '\n')
            str_next(text, &i);
        double word = (double)str_code_points(str_slice(text, begin, i));
        bool breaks = at > 0 && at + word > characters;
        lines += breaks + (int)(word / characters);
        at = (breaks ? 0 : at) + word + 1;
        if (i < text.length && text.data[i] == '\n') {
            lines++;
            at = 0;
        }
        i += i < text.length;
    }
    return lines;
}

void sheet_height(struct sheet *sheet, lxw_row_t row, int lines)
{
    enum { MOST_LINES = 26 }; /* a row is at most 409 points high */
    book_check(sheet->book,
               lxw.worksheet_set_row(sheet->worksheet, row,
                                     (lines < MOST_LINES ? lines : MOST_LINES) * POINTS_OF_LINE, NULL));
}

void sheet_title(struct sheet *sheet, struct str title, struct str said)
{
    enum { TITLE_POINTS = 26 };
    book_check(sheet->book, lxw.worksheet_set_row(sheet->worksheet, 0, TITLE_POINTS, NULL));
    sheet_text(sheet, 0, 0, title, (struct style){.tone = TONE_TITLE});
    sheet_text(sheet, 1, 0, said, (struct style){.tone = TONE_SUBTITLE});
}

void sheet_wide_text(struct sheet *sheet, lxw_row_t row, lxw_col_t first, lxw_col_t last, struct str text,
                     struct style style)
{
    struct book *book = sheet->book;
    if (first >= last) {
        style.wrap = true;
        sheet_text(sheet, row, first, text, style);
        return;
    }
    book_check(book, lxw.worksheet_merge_range(sheet->worksheet, row, first, row, last,
                                               sheet_string(book->scratch, text), style_format(book, style)));
}

void sheet_comment(struct sheet *sheet, lxw_row_t row, lxw_col_t column, struct str text)
{
    enum { WIDTH = 360, CHARACTERS = 52, PIXELS_OF_LINE = 17 };
    lxw_comment_options options = {.width = WIDTH,
                                   .height = (uint16_t)(sheet_lines(text, CHARACTERS) * PIXELS_OF_LINE + 12),
                                   .font_name = "Calibri",
                                   .font_size = 9,
                                   .color = 0xFFFFE7};
    if (book_is_large(sheet->book))
        return;
    book_check(sheet->book,
               lxw.worksheet_write_comment_opt(sheet->worksheet, row, column,
                                               sheet_string(sheet->book->scratch, text), &options));
}

/* ---- the sheet as a whole ---- */

struct sheet *sheet_add(struct book *book, struct str name)
{
    struct sheet *sheet = ARENA_NEW(book->arena, struct sheet);
    struct buffer reference = {.arena = book->arena};
    const char *plain = sheet_string(book->arena, name);
    bool quoted = str_find(name, STR(" ")) >= 0;
    buffer_print(&reference, quoted ? "'%s'!" : "%s!", plain);
    *sheet = (struct sheet){.book = book,
                            .index = book->sheets++,
                            .worksheet = lxw.workbook_add_worksheet(book->workbook, plain),
                            .name = {plain, strlen(plain)},
                            .reference = buffer_text(&reference)};
    if (!sheet->worksheet)
        book_check(book, LXW_ERROR_CREATING_TMPFILE);
    return sheet;
}

/* In headers and footers "&" begins a code and is doubled; the library takes "&&G" for the code of a picture all the
 * same, unless an invisible word joiner stands between. */
static struct str header_text(struct arena *arena, struct str text)
{
    struct buffer buffer = {.arena = arena};
    for (size_t at = 0; at < text.length && buffer.length < LONGEST_HEADER;) {
        size_t begin = at;
        int32_t c = str_next(text, &at);
        if (c == 'G' && begin > 0 && text.data[begin - 1] == '&')
            buffer_add(&buffer, STR("\u2060"));
        buffer_add(&buffer, c == '&' ? STR("&&") : str_slice(text, begin, at));
    }
    return buffer_text(&buffer);
}

static void set_pages(struct sheet *sheet, struct str title, lxw_row_t head, lxw_row_t body)
{
    struct book *book = sheet->book;
    struct buffer text = {.arena = book->scratch};
    lxw.worksheet_set_landscape(sheet->worksheet);
    lxw.worksheet_set_paper(sheet->worksheet, 9);
    lxw.worksheet_fit_to_pages(sheet->worksheet, 1, 0);
    lxw.worksheet_set_margins(sheet->worksheet, 0.4, 0.4, 0.6, 0.6);
    if (body > head)
        book_check(book, lxw.worksheet_repeat_rows(sheet->worksheet, head, body - 1));
    struct str shown = header_text(book->scratch, title);
    /* the blank keeps the digits of a name out of the size */
    buffer_print(&text, "&L&8 %.*s&R&8 %.*s", STR_ARG(shown), STR_ARG(sheet->name));
    book_check(book,
               lxw.worksheet_set_header(sheet->worksheet, sheet_string(book->scratch, buffer_text(&text))));
    text = (struct buffer){.arena = book->scratch};
    buffer_print(&text, "&L&8budgetkoll&R&8%s", book_word(book, WORD_PAGE));
    book_check(book,
               lxw.worksheet_set_footer(sheet->worksheet, sheet_string(book->scratch, buffer_text(&text))));
}

void sheet_finish(struct sheet *sheet, struct str title, lxw_row_t head, lxw_row_t body, lxw_col_t columns)
{
    for (lxw_col_t i = 0; i < sheet->widths.count; i++) {
        double width = sheet->widths.items[i];
        if (width != 0)
            book_check(sheet->book, lxw.worksheet_set_column(sheet->worksheet, i, i,
                                                             width < 0 ? -width : width + 2, NULL));
    }
    if (body > head)
        lxw.worksheet_freeze_panes(sheet->worksheet, body, columns);
    set_pages(sheet, title, head, body);
}

/* ---- addresses and numbers ---- */

void address_add(struct buffer *buffer, struct address address, const struct sheet *on, bool absolute)
{
    char name[LXW_MAX_CELL_NAME_LENGTH];
    if (address.sheet != on)
        buffer_add(buffer, address.sheet->reference);
    if (absolute)
        lxw.lxw_rowcol_to_cell_abs(name, address.row, address.column, LXW_TRUE, LXW_TRUE);
    else
        lxw.lxw_rowcol_to_cell(name, address.row, address.column);
    buffer_add(buffer, str_from(name));
}

bool address_equal(struct address a, struct address b)
{
    return a.sheet == b.sheet && a.row == b.row && a.column == b.column;
}

double number_of(struct ratio ratio, enum value_kind kind)
{
    double value = (double)ratio.numerator / (double)ratio.denominator;
    return kind == VALUE_AMOUNT ? value / ORE_PER_KRONA : value;
}

double number_of_ore(money amount)
{
    return (double)amount / ORE_PER_KRONA;
}

/* Days from the civil calendar, after Hinnant's days_from_civil; years from 1900 on. */
long date_serial(struct date date)
{
    long year = date.year - (date.month <= 2), era = year / 400, of_era = year - era * 400;
    long day = (153 * (date.month + (date.month > 2 ? -3 : 9)) + 2) / 5 + date.day - 1;
    return era * 146097 + of_era * 365 + of_era / 4 - of_era / 100 + day - 693899;
}
