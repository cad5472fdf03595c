/* One case in a workbook: which sheets it has, where each published cell stands, and what was found there. */
#ifndef CASE_BOOK_H
#define CASE_BOOK_H

#include "sheet.h"

/* The parts of the sheet of details. */
enum detail { DETAIL_FACTS, DETAIL_CLAIMS, DETAIL_PARTNERS, DETAIL_ATTACHMENTS, DETAIL_FILES, DETAILS };

enum sheet_id {
    SHEET_SUMMARY,
    SHEET_CALCULATION, /* what was computed, of a case that the calculator has completed */
    SHEET_COSTS,
    SHEET_FINANCING,
    SHEET_ACTIVITIES,
    SHEET_TABLES, /* tables of other kinds */
    SHEET_FINDINGS,
    SHEET_CONDITIONS,
    SHEET_CHECKS, /* every relation, a row each */
    SHEET_DETAILS,
    SHEETS
};

/* A row of a table block: an item, and how far in it stands. */
struct block_row {
    const struct item *item;
    uint8_t depth;
};

/* A table on its sheet: its published columns, then what they should be, then the differences. */
struct block {
    const struct table *table;
    struct sheet *sheet;
    lxw_row_t top; /* of the band above the headings; its rows begin three below its title */
    bool has_description;
    lxw_col_t findings; /* the column of its rows' findings, the same for all blocks of a sheet */
    LIST(struct block_row) rows;
};

/* Where a datum of the case stands in the workbook. */
struct landmark {
    struct origin origin;
    struct address address;
};

/* The worst finding in a cell of the workbook. */
struct mark {
    struct address address;
    enum severity severity;
    struct str text;  /* of all its findings, for its comment */
    struct str rules; /* "fel: aid-share-eligible; varning: ...", for the end of its row */
};

struct case_book {
    struct book *book;
    struct arena *arena;
    const struct case_report *report;
    size_t number; /* from 1; 0 when the workbook has only this case */
    struct sheet *sheets[SHEETS];
    /* By the id of a cell: where it is published, what it should be, its stand-in when blank, and the relation
     * that says what it should be. */
    struct address *published, *computed;
    const struct node **stand_ins;
    const struct tested **judged;
    struct address *checks; /* the computed value of each relation, in the order of result.tested */
    struct ratio parameters[CONCEPTS];
    bool has_parameter[CONCEPTS];
    LIST(struct block) blocks;
    lxw_row_t details[DETAILS]; /* the row of each part's headings */
    LIST(struct landmark) landmarks;
    LIST(struct mark) marks;
    size_t partial_sums; /* in the hidden column, so far */
};

/* Rows of a sheet's title, what it shows, the band over its headings, the headings, and what follows. */
enum { ROW_TITLE, ROW_SUBTITLE, ROW_BAND = 3, ROW_HEAD, ROW_BODY };
enum {
    ACTIVITY_NAME,
    ACTIVITY_START,
    ACTIVITY_END,
    ACTIVITY_COST,
    ACTIVITY_COMPUTED,
    ACTIVITY_DIFFERENCE,
    ACTIVITY_FINDINGS,
    ACTIVITY_MONTHS
};
enum {
    CHECK_RULE,
    CHECK_LABEL,
    CHECK_PHRASE,
    CHECK_PUBLISHED,
    CHECK_SIGN,
    CHECK_COMPUTED,
    CHECK_DIFFERENCE,
    CHECK_SLACK,
    CHECK_OUTCOME,
    CHECK_PLACE,
    CHECK_FOUND, /* how it is known that it should hold */
    CHECK_COLUMNS,
    CHECK_PARTIAL_SUMS
};

/* ---- layout.c ---- */
/* Decides where everything stands, before anything is written. */
struct case_book *layout_case(struct book *book, struct arena *arena, const struct case_report *report);
/* Where a finding's cell stands: the cell itself, else the nearest in its row; nowhere when its row is not shown. */
struct address layout_find(const struct case_book *at, struct origin origin);
/* What was found in a cell of the workbook, or NULL. */
const struct mark *layout_find_mark(const struct case_book *at, struct address address);
/* The index of the first mark at or after a cell, in the order of sheets, rows and columns. */
size_t layout_first_mark(const struct case_book *at, struct address address);
/* The block's columns: first published amount, first of what they should be, first difference, and the one after. */
lxw_col_t block_published(const struct block *block);
lxw_col_t block_computed(const struct block *block);
lxw_col_t block_difference(const struct block *block);
lxw_col_t block_end(const struct block *block);
/* The first row of the block's items. */
lxw_row_t block_body(const struct block *block);

/* ---- formula.c ---- */
/* "=SUM(B5:D5)": the node as a formula for a cell of `on`; empty when it is too long for a workbook. */
struct str formula_of(const struct case_book *at, const struct node *node, const struct sheet *on);
/* False when some cell in it could not be read, or the numbers are too large: then there is no formula. */
bool formula_is_known(const struct node *node);
/* The value that a formula caches: a quotient of nothing is 0, as the formula has it. */
double formula_value(const struct node *node);
/* How a value of this node is shown: kronor, with öre when it has any, or percent. */
struct style formula_style(const struct node *node, enum tone tone);
/* The defined name of a cell of this case: of many cases each has its own, ended by its number. */
struct str case_name(const struct case_book *at, enum word name);
/* The name of a condition's cell: of a rate or a share that relations use, else BOOK_WORDS. */
enum word parameter_word(enum concept concept);
/* How a difference of this relation is shown. */
struct style difference_style(const struct relation *relation, double value);
/* How far rounding may take the relation's target from its exact value, in kronor. */
double relation_slack(const struct case_book *at, const struct relation *relation);
/* The condition that rounding can make the computed amount into the published one. */
struct str reach_formula(const struct case_book *at, const struct relation *relation, struct str published,
                         struct str computed, struct str slack);
/* published - computed as the check judges it, as a formula over two cells and a slack ("H5" or "0.5"), and its
 * value. */
struct str difference_formula(const struct case_book *at, const struct relation *relation,
                              struct str published, struct str computed, struct str slack);
double difference_value(const struct case_book *at, const struct relation *relation);

/* ---- the sheets, a file each ---- */
void write_summary(struct case_book *at);     /* sheet_summary.c */
void write_calculation(struct case_book *at); /* sheet_calculation.c */
void write_tables(struct case_book *at);      /* sheet_tables.c */
void write_activities(struct case_book *at);  /* sheet_plan.c */
void write_conditions(struct case_book *at);  /* sheet_conditions.c */
void write_checks(struct case_book *at);      /* sheet_checks.c */
void write_details(struct case_book *at);     /* sheet_details.c */

/* ---- case_cells.c ---- */
/* Writing cells that may bear a finding: the style gets its mark, the cell its comment. */
void put_text(struct case_book *at, struct address address, struct str text, struct style style);
void put_cell(struct case_book *at, struct address address, const struct cell *cell, enum value_kind kind,
              struct style style);
void put_date(struct case_book *at, struct address address, const struct dated *dated, struct style style);
/* What is published in a cell, as it stands there. */
struct str cell_text(struct origin origin);
/* The node as a formula with its value; a sum that is too long for one formula leads to sums of its parts in a hidden
 * column of the sheet of checks. */
void put_node(struct case_book *at, struct address address, const struct node *node, struct style style);
/* What the relation that judges a cell says it should be, and how far it is from that. Nothing for a cell that people
 * decide. */
void put_computed(struct case_book *at, const struct cell *cell, struct address computed,
                  struct address difference, bool bold);
/* "fel: aid-share-eligible; varning: ...": the findings of a row of the workbook, for those who print it. */
void put_row_findings(struct case_book *at, struct address address);
/* That text, and the worst severity in it unless `worst` is NULL. */
struct str row_findings(const struct case_book *at, struct address address, enum severity *worst);
/* "kostnader.csv:12:30": a place as seen from the case's folder. */
struct str place_words(const struct case_book *at, struct origin origin);
/* A file's name as seen from the case's folder. */
struct str file_within(const struct case_report *report, struct str file);
/* The project's name, else the case id. */
struct str case_title(const struct case_report *report);

#endif
