/* The lexer: the text of a cell is read once into everything that it can be. Whoever asks what a cell is, asks its lexeme. */
#ifndef BUDGETKOLL_LEXEME_H
#define BUDGETKOLL_LEXEME_H

#include "budgetkoll/arena.h"
#include "budgetkoll/dates.h"
#include "budgetkoll/number.h"
#include "budgetkoll/rows.h"
#include "budgetkoll/vocabulary.h"
#include "budgetkoll/wordings.h"

/* ---- what words say ---- */

enum { MOST_TERMS = 12 };

/* A part of the sum that a label states: the rows, or columns, from `first` to `last`, by their enumerators. */
struct stated_term {
    struct str first, last; /* the same text where it is one alone: "6i" */
    bool is_minus;
    bool may_be_minus;   /* "(1-2)": rows 1 to 2, or 1 less 2 */
    struct ratio factor; /* 1; 7/100 of "(7% of 7)" */
};

/* What the words of a cell say, whatever stands around it. */
struct wording {
    struct str printable; /* on one line, without the dash of a detail line */
    struct str name; /* the same without enumerator, sum stated and rate: "Lön" of "1. Lön 45,24 % (2+3)" */
    struct str key;  /* label_key() of that */
    struct str whole_key;  /* label_key() of all of it */
    struct str enumerator; /* "1", "a", "A4.1", "IV" without marks; else empty */
    bool is_dashed;        /* it begins with a dash or a bullet */
    bool is_sentence;      /* long, with a full stop, or ended by a colon or a full stop */
    bool has_rate;
    struct ratio rate; /* that the label states: 0,4524 of "45,24 %", "45.24 procent", "0,4524", "(0,15)" */
    struct str rate_text;  /* as it is written: "0,4524 %" */
    bool rate_is_doubtful; /* "0,4524 %" can be that or 45,24 %: `rate` is as written, read as percent */
    struct str base;       /* what a rate is of: the key "personal" of "15 % av personal"; else empty */
    int64_t unit;          /* öre in one of the unit that it states: 100 000 of "Kostnad (tkr)"; else 0 */
    enum currency
        currency;   /* of that unit, or of a currency that stands alone: "Budget EUR"; else CURRENCY_NONE */
    int year;       /* "2021", "År 2021", "Budget 2021"; else 0 */
    uint64_t clues; /* the set of 1 << CLUE_... that its key has words of */
    struct meaning in_costs, in_financing, in_totals; /* of its key; in other domains see wording_meaning() */
    const struct stated_term *terms; /* of the sum that it states: "(1+2)", "(summa a-d)", "(7% of 7)" */
    size_t term_count;
};

/* What its key means in any domain. */
static inline struct meaning wording_meaning(const struct wording *wording, enum domain domain)
{
    return vocabulary_find(domain, wording->key);
}

static inline bool wording_has(const struct wording *wording, enum clue clue)
{
    return (wording->clues >> clue & 1) != 0;
}

/* ---- what a cell can be ---- */

/* Several at once: "2021" is an amount and a year, "1.2" an amount and an enumerator. */
enum lexeme_form {
    LEX_BLANK = 1 << 0,    /* nothing stands there */
    LEX_NOTHING = 1 << 1,  /* a mark or word for nothing: "-", "ingår", "N/A" */
    LEX_AMOUNT = 1 << 2,   /* a number without a percent sign, in one way to read it or in several */
    LEX_PERCENT = 1 << 3,  /* the same with one */
    LEX_ERROR = 1 << 4,    /* the error of a spreadsheet: "#DIV/0!" */
    LEX_FORMULA = 1 << 5,  /* a formula without its value */
    LEX_DATE = 1 << 6,     /* a day, perhaps one that does not exist: see lexeme_date() */
    LEX_PERIOD = 1 << 7,   /* two days, or two years: see lexeme_period() */
    LEX_YEAR = 1 << 8,     /* 1900 to 2199 and nothing else */
    LEX_INTERVAL = 1 << 9, /* two amounts with a dash between them: see lexeme_interval() */
    LEX_WORDS = 1 << 10,   /* a label, a heading, a sentence: see lexeme_words() */
    LEX_ABOUT = 1 << 11,   /* an amount that "ca" stands before */
    LEX_NOTED = 1 << 12,   /* an amount with the mark of a footnote behind it: "4 000*", "3 000 1)" */
    LEX_QUOTED =
        1 << 13, /* an amount that an apostrophe stands before, which made it text in a spreadsheet */
    LEX_SERIAL_DATE =
        1 << 14 /* a whole number that is the serial number of a day in the years 2000 to 2060: 45352 */
};

struct lexeme {
    struct str text; /* trimmed, as published */
    uint32_t is;     /* a set of LEX_... */
    struct number
        number; /* of LEX_AMOUNT, LEX_PERCENT; its unit and currency as they stand in the cell. Its status says why a
                             cell is no amount */
};

static inline bool lexeme_is(const struct lexeme *lexeme, uint32_t forms)
{
    return (lexeme->is & forms) != 0;
}

/* ---- reading ---- */

/* What texts say, remembered across cells, tables and cases: some hundred labels of at most 120 bytes, and no more. One for each
 * thread. */
struct lexicon;

/* `kept`: where what is remembered stands, as long as the lexicon is used. */
struct lexicon *lexicon_new(struct arena *kept);
/* From here on what is not remembered belongs to `arena`: that of a case. Lexemes are good as long as it is.
 * Returns the one that was used before. */
struct arena *lexicon_use(struct lexicon *lexicon, struct arena *arena);

/* Zeroed memory as lasting as what is not remembered. */
void *lexicon_alloc(struct lexicon *lexicon, size_t size);

/* Reads the text of a cell. `exact`: a workbook holds it as a number, in plain digits with a point; `currency`: what its number
 * format names, or CURRENCY_NONE. Never NULL. */
const struct lexeme *lex(struct lexicon *lexicon, struct str text, bool exact, enum currency currency);

/* The same into a lexeme of the caller's own, for whoever keeps many. */
void lex_cell(struct str text, bool exact, enum currency currency, struct lexeme *lexeme);

/* ---- the cells of rows (row_lexemes.c) ---- */

/* From here on what is read of the cells of these rows is kept beside them. */
void rows_lex(struct lexicon *lexicon, struct rows *rows);
/* What the cell can be: what is kept, else read into `own`. */
const struct lexeme *row_lexeme(const struct row *row, uint32_t field, struct lexeme *own);
/* The cell as a number: one that a workbook holds as such can be read in one way only. */
struct number row_number(const struct row *row, uint32_t field, char decimal_mark);
/* The cell holds some number, in one way to read it or in several. */
bool row_holds_number(const struct row *row, uint32_t field);
/* Some cell after that field holds one. */
bool row_holds_number_after(const struct row *row, uint32_t field);
/* Some cell but the label's holds a number that is no percentage. */
bool row_holds_amount(const struct row *row, uint32_t label_field);

/* ---- words ---- */

/* What the words of a text say; looked up when it is first asked. Never NULL. */
const struct wording *lexeme_words(struct lexicon *lexicon, const struct lexeme *lexeme);
const struct wording *words_of(struct lexicon *lexicon, struct str text);

/* The number with its decimal mark settled: ',' or '.', or 0 where it is not known: then status may be NUMBER_AMBIGUOUS. */
struct number lexeme_number(const struct lexeme *lexeme, char decimal_mark);
/* The day that it is, or why it is none. */
enum date_status lexeme_date(const struct lexeme *lexeme, struct date *date);
/* Both days of a period, or why it is none. */
enum date_status lexeme_period(const struct lexeme *lexeme, struct date *start, struct date *end);
/* The day that a serial number stands for, of LEX_SERIAL_DATE. */
struct date lexeme_serial_date(const struct lexeme *lexeme);
/* "1,5-2,0 mnkr": both numbers, in the unit of the last; false for what is no interval. */
bool lexeme_interval(const struct lexeme *lexeme, char decimal_mark, struct number *low, struct number *high);
/* Cuts "1.5-2.0 mnkr", and "1.5 2.0 mnkr", whose dash was lost, into "1.5 mnkr" and "2.0 mnkr". Without a unit a dash must
 * stand between the bounds. False for what is no interval. */
bool interval_cut(struct arena *arena, struct str text, struct str *low, struct str *high); /* interval.c */

#endif
