/* What all sheets of a workbook share: a thin layer over libxlsxwriter that knows styles, widths, links and pages, and
 * remembers the first error. This is the one room where numbers become binary floating point, since that is what a
 * workbook holds: an amount of at most 15 digits is stored as the double nearest to it and shown exactly. */
#ifndef SHEET_H
#define SHEET_H

#include "budgetkoll/book.h"

#include "library.h"

enum word {
#define WORD(id, sv, en) WORD_##id,
#include "book_words.def"
#undef WORD
    BOOK_WORDS
};

enum number_form {
    FORM_TEXT,
    FORM_KRONOR,
    FORM_ORE,
    FORM_DIFFERENCE, /* kronor, a dash for none */
    FORM_DIFFERENCE_ORE,
    FORM_PERCENT,
    FORM_POINTS, /* a difference of percentages */
    FORM_DATE,
    FORM_MONTH,
    FORM_COUNT
};
enum tone {
    TONE_PLAIN,
    TONE_TITLE,
    TONE_SUBTITLE,
    TONE_HEAD,     /* a column's heading */
    TONE_BAND,     /* a heading over several columns */
    TONE_COMPUTED, /* what a cell should be */
    TONE_INPUT,    /* to be changed by the reader */
    TONE_LINK,
    TONE_LIGHT /* the traffic light: filled by its severity */
};

/* How a cell looks. Bytes only, so that two are equal when their bytes are. */
struct style {
    uint8_t form, decimals; /* enum number_form; decimals of a percentage */
    uint8_t tone;           /* enum tone */
    uint8_t mark;           /* enum severity: the worst finding in the cell */
    uint8_t indent;
    bool bold, wrap, line_above, center;
};

struct sheet {
    struct book *book;
    lxw_worksheet *worksheet;
    struct str name, reference; /* "1 Kostnader"; "'1 Kostnader'!" */
    size_t index;               /* in the workbook, from 0 */
    size_t links;               /* so many; Excel takes 65 530 a sheet */
    LIST(double) widths;        /* in characters, as far as cells have asked for */
};

/* A cell of the workbook, rows and columns from 0; no sheet: nowhere. */
struct address {
    struct sheet *sheet;
    lxw_row_t row;
    lxw_col_t column;
};

struct known_format {
    struct style style;
    lxw_format *format;
};

/* The list of findings: of one case, or of all cases, which has two more columns. */
struct findings_table {
    struct sheet *sheet;
    lxw_row_t next;
    lxw_col_t first; /* the column of the severity */
};

struct overview;

struct book {
    lxw_workbook *workbook;
    struct arena *arena;
    struct arena *scratch; /* of the case that is being added */
    struct book_options options;
    LIST(struct known_format) formats;
    lxw_error error; /* the first */
    size_t sheets;   /* so many */
    size_t cases;    /* added so far */
    struct findings_table findings;
    struct overview *overview;
};

/* The word in the workbook's language (book_words.c). */
const char *book_word(const struct book *book, enum word word);
/* Of so many cases only rows are written, and no sheets for each. */
static inline bool book_is_large(const struct book *book)
{
    return book->options.case_count > MOST_CASE_SHEETS;
}
/* Remembers the first error. */
void book_check(struct book *book, lxw_error error);
/* A defined name (letters, digits and underscores) for a cell. */
void book_name(struct book *book, struct str name, struct address address);

/* The format of a style (sheet_style.c); belongs to the workbook. */
lxw_format *style_format(struct book *book, struct style style);

/* A text as a workbook can hold it: ended by NUL, at most 32 767 units of UTF-16, without control characters. */
char *sheet_string(struct arena *arena, struct str text);

struct sheet *sheet_add(struct book *book, struct str name);
/* Sets widths, panes frozen above `body` and left of `columns`, pages (A4 landscape, one page wide, the rows
 * `head`..`body` - 1 repeated), header and footer. To be called when all is written. */
void sheet_finish(struct sheet *sheet, struct str title, lxw_row_t head, lxw_row_t body, lxw_col_t columns);
/* A width in characters that the column gets whatever stands in it. */
void sheet_width(struct sheet *sheet, lxw_col_t column, double characters);

/* One cell. */
void sheet_text(struct sheet *sheet, lxw_row_t row, lxw_col_t column, struct str text, struct style style);
void sheet_word(struct sheet *sheet, lxw_row_t row, lxw_col_t column, enum word word, struct style style);
void sheet_number(struct sheet *sheet, lxw_row_t row, lxw_col_t column, double number, struct style style);
void sheet_date(struct sheet *sheet, lxw_row_t row, lxw_col_t column, struct date date, struct style style);
void sheet_blank(struct sheet *sheet, lxw_row_t row, lxw_col_t column, struct style style);
/* A formula with its cached result. */
void sheet_formula(struct sheet *sheet, lxw_row_t row, lxw_col_t column, struct str formula, double result,
                   struct style style);
void sheet_formula_text(struct sheet *sheet, lxw_row_t row, lxw_col_t column, struct str formula,
                        struct str result, struct style style);
/* A text that leads to a cell; plain text when the address is nowhere. */
void sheet_link(struct sheet *sheet, lxw_row_t row, lxw_col_t column, struct address target, struct str text,
                struct style style);
/* A text over several columns of a row; in a single one it is wrapped. */
void sheet_wide_text(struct sheet *sheet, lxw_row_t row, lxw_col_t first, lxw_col_t last, struct str text,
                     struct style style);
/* The height that a wrapped text needs in a column of so many characters, in lines. */
int sheet_lines(struct str text, double characters);
void sheet_height(struct sheet *sheet, lxw_row_t row, int lines);
/* The sheet's title and what it shows, in its first two rows. */
void sheet_title(struct sheet *sheet, struct str title, struct str said);
void sheet_comment(struct sheet *sheet, lxw_row_t row, lxw_col_t column, struct str text);

/* "B5", "$B$5" or "'1 Kostnader'!$B$5", as seen from `on`. */
void address_add(struct buffer *buffer, struct address address, const struct sheet *on, bool absolute);
bool address_equal(struct address a, struct address b);

/* A ratio in the unit that a workbook shows: kronor for amounts, a share of one, a count. */
double number_of(struct ratio ratio, enum value_kind kind);
double number_of_ore(money amount);
/* The serial number of a day since 1899-12-30, right from 1900-03-01 on. */
long date_serial(struct date date);

#endif
