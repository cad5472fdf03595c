/* A budget as it was published: tables of cells with their places, and what is said about the project.
 * Nothing here is computed; the reading room fills it and everyone else takes it as const. */
#ifndef BUDGETKOLL_BUDGET_H
#define BUDGETKOLL_BUDGET_H

#include "budgetkoll/arena.h"
#include "budgetkoll/date.h"
#include "budgetkoll/money.h"
#include "budgetkoll/place.h"
#include "budgetkoll/str.h"
#include "budgetkoll/sums.h"
#include "budgetkoll/unit.h"
#include "budgetkoll/words.h"

enum value_kind {
    VALUE_TEXT,
    VALUE_AMOUNT,
    VALUE_PERCENT,
    VALUE_DATE,
    VALUE_PERIOD,
    VALUE_COUNT,
    VALUE_UNIT
};

enum concept {
    UNKNOWN,
#define CONCEPT(id, sv, en, kind) id,
#include "budgetkoll/concepts.def"
#undef CONCEPT
    CONCEPTS
};

/* The concept's name in a language; the Swedish one also names cells in machine-readable output. */
struct str concept_name(enum concept concept, enum language language);
/* Returns true for a cost that only the budget's own words name: "Övrig kostnad", or a row that is not known. */
static inline bool concept_is_rest(enum concept concept)
{
    return concept == UNKNOWN || concept == OTHER_COST;
}
enum value_kind concept_kind(enum concept concept);

/* ABSENT: there is no such column. BLANK: the column is there and the cell is empty. */
enum cell_state { CELL_ABSENT, CELL_BLANK, CELL_VALUE, CELL_UNREADABLE };

/* A published number. `value` is in öre for amounts, a whole number for counts, and for percentages the digits
 * as printed, `decimals` of them after the mark (61,34 % is 6134 with two). */
struct cell {
    uint32_t id; /* unique in its budget, from 0 */
    enum cell_state state;
    int decimals;
    int64_t value;
    int64_t unit; /* öre in one, where a bare number stands in this cell: 100, or 100 000 under "tkr" */
    int64_t step; /* öre in one of the last digit that is written: 100 000 for "151 tkr"; 0 unwritten */
    bool rounded; /* more decimals than öre are written: `value` is half-up, up to half an öre off */
    struct origin origin;
    enum currency currency; /* of an amount; that of the case where nothing nearer says */
};

/* The value as a ratio: öre, or a share of one. Only for cells in state CELL_VALUE. */
struct ratio cell_ratio(const struct cell *cell, enum value_kind kind);
/* They would be written otherwise: 57,7 % and 57,70 % differ. */
bool cell_differs(const struct cell *a, const struct cell *b);

/* They say the same; a percentage may be written with a zero more. */
bool cell_reads_alike(const struct cell *a, const struct cell *b);

/* Which column an amount stands in: a year (1900-2199), or one of these. */
enum { SCOPE_TOTAL = 0, SCOPE_LOW = 1, SCOPE_HIGH = 2, SCOPE_OTHER = 3, SCOPE_TEXT = -1 };

/* What a column holds. */
enum column_role {
    COLUMN_WORDS,   /* descriptions */
    COLUMN_LABEL,   /* names the rows */
    COLUMN_AMOUNTS, /* money that can be added up */
    COLUMN_TOTAL,   /* money that adds up other columns */
    COLUMN_APART,   /* money that is no part of a total: "Avvikelse", "Utfall", what remains */
    COLUMN_PRICE,   /* money of one: a factor, never added up */
    COLUMN_NUMBERS, /* hours, rates of exchange: factors that are no money; cells hold digits and decimals */
    COLUMN_SHARE,   /* percentages */
    COLUMN_CODES,   /* numbers of notes, rows and accounts */
    COLUMN_UNIT     /* "SEK", "tkr": what each row's amounts are in */
};

struct column {
    enum concept concept;
    int scope; /* SCOPE_OTHER + n: of a table of another kind, or by partner; the same for one heading of such */
    int64_t unit;           /* öre in one of the column's units; 0 when the header does not say */
    enum currency currency; /* of its amounts */
    enum column_role role;  /* COLUMN_AMOUNTS to COLUMN_NUMBERS */
    bool is_repeated;       /* another column has the same scope: no cell of it can be read in one way */
    struct str label;
    struct origin origin;
};

enum table_kind {
    TABLE_NONE,
    TABLE_UNKNOWN,
    TABLE_PROJECT,
    TABLE_COSTS,
    TABLE_FINANCING,
    TABLE_EU_AID,
    TABLE_SHARES,
    TABLE_ACTIVITIES,
    TABLE_CLAIMS,
    TABLE_PARTNERS,
    TABLE_ATTACHMENTS,
    TABLE_INDICATORS,
    TABLE_INTERVALS,
    TABLE_ALLOCATION,
    TABLE_OTHER,
    TABLE_KINDS
};

/* "Kostnader", "Activities": what a table of this kind is called. */
struct str table_kind_name(enum table_kind kind, enum language language);

/* It is no amount but what one is made by: never added up. */
static inline bool column_is_factor(const struct column *column)
{
    return column->role == COLUMN_PRICE || column->role == COLUMN_NUMBERS;
}

/* What a row is, by its words and its place. */
enum item_role {
    ITEM_ROW,       /* one of its own */
    ITEM_LINE,      /* a detail line of the row above it */
    ITEM_FINANCIER, /* a financier of no group, which counts as co-financing where it stands */
    ITEM_INCLUDED,  /* "varav ...": part of a row above, never added to it */
    ITEM_TOTAL,     /* an unknown row with a total's name: "Delsumma" */
    ITEM_RESULT,    /* "Resultat": a total that can be what some rows leave of others */
    ITEM_CONTROL    /* "Kontroll", "Differens": zero when the table adds up */
};

/* A row that bears the group's amounts, or the total row that repeats it. */
enum row_form { FORM_GROUP, FORM_TOTAL };

/* A row with amounts, and the detail lines below it. */
struct item {
    enum concept concept;
    enum row_form form;
    enum item_role role;
    struct str label;       /* as published, without the dash of a detail line */
    struct str description; /* the cell beside the label, where there is such a column */
    struct origin origin;   /* of the label */
    bool has_rate;          /* the label states a rate: "Bilönekostnader 45,24%" */
    struct ratio rate;
    bool rate_is_doubtful; /* "0,4524 %" can be that or 45,24 %: `rate` is as written */
    bool has_amount;       /* some cell holds or should hold an amount */
    bool
        has_plain_lines; /* lines without a dash, which are its own only as long as it has no amounts itself */
    bool is_office; /* "Office and administration": indirect costs as Interreg counts them, on wages alone */
    int period_years; /* interval rows: 1 for a yearly total, N for a total over N years, else 0 */
    const struct table *table;
    struct cell *cells; /* one for each column of the table */
    LIST(struct item *) lines;
};

struct table {
    enum table_kind kind;
    struct str title;     /* the heading above it, or empty */
    struct origin origin; /* of its first header cell, or of its title */
    LIST(struct column) columns;
    LIST(struct item *) items;
    LIST(struct found_sum)
    sums; /* of a table of no known kind, or by partner: what its rows and columns make; by number
                                    in `items` and `columns` */
    bool headerless;
    enum currency currency; /* that its heading states */
    enum table_kind
        part_of;        /* a partner's: with others it adds up to the table of that kind; else TABLE_NONE */
    bool is_by_partner; /* costs or financing with a column for each partner, or for "År 1" and "År 2" */
    bool has_unread_column; /* amounts stand in a column that is not understood: years may be missing */
};

/* A date as published. */
struct dated {
    enum cell_state state;
    struct date date;
    struct origin origin;
};

struct activity {
    struct str name;
    struct str code; /* "A4.1", "1.2", or empty */
    bool is_part;
    int parent;           /* index of the activity it belongs to, or -1 */
    int possible_parent;  /* of a plan without levels: the one that it may be a part of, or -1 */
    struct origin origin; /* of the name */
    struct dated start, end;
    struct cell cost;
};

struct claim {
    struct str name;
    struct dated start, end, due;
    struct origin origin;
};

struct partner {
    struct str name, org_number;
    struct origin origin, number_origin;
};

struct attachment {
    struct str name, description;
    struct origin origin;
};

/* One "key; value" of what is said about the project. */
struct fact {
    enum concept concept;
    struct str label, text;
    struct cell cell;        /* amounts, percentages, counts */
    struct dated start, end; /* dates: only start */
    struct origin origin;    /* of the value */
};

/* Something that was decided while reading and that people should know. */
struct remark {
    struct str text;
};

/* An amount in a row, column or table that is not checked; what it is has been reported. */
struct skipped {
    struct origin origin;
    struct str name;
    money amount;
    enum currency currency;
};

/* How a file, or a sheet of one, was read; what was found in it stands in the budget's tables. */
struct file_reading {
    struct str name;
    const struct source *source; /* NULL when the file could not be read */
    const char *
        format; /* "xlsx", "ods"; "text" for running text, "pdf" for that of one; "" for rows with a separator */
    const char *encoding; /* of text; else "" */
    struct str failure;   /* why it could not be read, or empty */
    uint32_t rounded;     /* amounts of a sheet that were rounded to öre */
};

/* "Windows-1252, semikolon", "bladet Kostnader, xlsx": what it was read as, or why it could not be. */
struct str reading_words(struct arena *arena, enum language language, const struct file_reading *file);

struct budget {
    struct arena *arena;
    struct str name;        /* the case id, or the folder's or file's name */
    enum currency currency; /* of amounts whose currency nothing nearer states */
    LIST(struct file_reading) files;
    LIST(struct table *) tables;
    LIST(struct fact) facts;
    LIST(struct activity) activities;
    LIST(struct claim) claims;
    LIST(struct partner) partners;
    LIST(struct attachment) attachments;
    LIST(struct remark) remarks;
    LIST(struct skipped) skipped;
    struct origin activity_cost_header, activity_name_header;
    const struct item *activity_total; /* a total row in the activity table, or NULL */
    bool has_activity_costs, has_activity_dates;
    uint32_t cell_count;
};

/* The cell of `item` in a column, or NULL when its table has no such column. */
const struct cell *item_cell(const struct item *item, int scope);
/* Some column of the table is a year. */
bool table_has_years(const struct table *table);
/* Some year of the row is published (it may be unreadable). */
bool item_has_year_amount(const struct item *item);
/* The table's first row with this concept, detail lines left out, or NULL. */
struct item *table_row(const struct table *table, enum concept concept);
/* The first row with this concept among cost rows (`kind` TABLE_COSTS) or financing rows (TABLE_FINANCING, which
 * takes in the tables of EU aid and shares), or NULL. */
const struct item *budget_item(const struct budget *budget, enum table_kind kind, enum concept concept);
/* The first fact with this concept, or NULL. */
const struct fact *budget_fact(const struct budget *budget, enum concept concept);
/* Its text as published, or empty. */
struct str budget_fact_text(const struct budget *budget, enum concept concept);
/* The project's period, from "Projektperiod" or from start and end; false when it is not stated,
 * unreadable, or ends before it starts. */
bool budget_period(const struct budget *budget, struct date *start, struct date *end);
/* True when tables of kind `part` hold rows of `kind`. */
bool table_kind_holds(enum table_kind kind, enum table_kind part);

struct budget_cells {
    LIST(const struct cell *) list;
};
/* Every cell of a budget: of its facts, its rows and their lines, and the costs of its activities. */
struct budget_cells budget_cells(struct arena *arena, const struct budget *budget);

/* "EU-medel / Totalt": how a cell is named in machine-readable output. */
struct str cell_name(struct arena *arena, const struct item *item, int scope);
/* The row's name for people: the concept's, or the label as published. */
struct str item_name(const struct item *item, enum language language);
/* "2022", "totalt"/"in total", "högst": the column's name for people. */
struct str scope_name(struct arena *arena, const struct item *item, int scope, enum language language);

#endif
