#include "budgetkoll/draft.h"

#include "budgetkoll/buffer.h"
#include "budgetkoll/category.h"

/* What a budget's tables hold, in the order of an application. */
enum row_kind {
    DECIDED,    /* when the draft has it */
    FLAT_RATES, /* the scheme's */
    COMPUTED,   /* always */
    FOLLOWS,    /* when the draft has in-kind of this kind, on the other side */
    WITH_KIND,  /* when there is in-kind at all */
};

static const struct draft_line {
    enum table_kind table;
    enum concept concept;
    enum row_kind kind;
} lines[] = {
#define CATEGORY(id, ...) {TABLE_COSTS, id, DECIDED},
#define FLAT_SUM(id, ...) {TABLE_COSTS, id, FLAT_RATES},
#include "budgetkoll/categories.def"
    {TABLE_COSTS, ACTUAL_COSTS, COMPUTED},       {TABLE_COSTS, PUBLIC_IN_KIND, FOLLOWS},
    {TABLE_COSTS, PRIVATE_IN_KIND, FOLLOWS},     {TABLE_COSTS, IN_KIND, WITH_KIND},
    {TABLE_COSTS, TOTAL_COSTS, COMPUTED},        {TABLE_FINANCING, PUBLIC_CASH, COMPUTED},
    {TABLE_FINANCING, PRIVATE_CASH, DECIDED},    {TABLE_FINANCING, CASH, COMPUTED},
    {TABLE_FINANCING, PUBLIC_IN_KIND, DECIDED},  {TABLE_FINANCING, PRIVATE_IN_KIND, DECIDED},
    {TABLE_FINANCING, IN_KIND, WITH_KIND},       {TABLE_FINANCING, CO_FINANCING, COMPUTED},
    {TABLE_FINANCING, EU_AID, COMPUTED},         {TABLE_FINANCING, SHARE_ACTUAL, WITH_KIND},
    {TABLE_FINANCING, SHARE_ELIGIBLE, COMPUTED}, {TABLE_FINANCING, TOTAL_FINANCING, COMPUTED},
};
enum { LINES = sizeof lines / sizeof *lines };

bool draft_covers(const struct scheme *scheme, enum table_kind table, enum concept concept)
{
    const struct category *category = table == TABLE_COSTS ? category_of(concept) : NULL;
    return category && category->kind == CATEGORY_OTHER && scheme->indirect.covers_other;
}

size_t draft_columns(const struct draft *draft)
{
    return draft->years.count ? draft->years.count : 1;
}

static const struct draft_row *find_row(const struct draft *draft, enum table_kind table,
                                        enum concept concept, bool is_own)
{
    for (size_t i = 0; i < draft->rows.count; i++) {
        const struct draft_row *row = &draft->rows.items[i];
        if (row->table == table && row->concept == concept && row->is_own == is_own)
            return row;
    }
    return NULL;
}

struct draft_row *draft_row(struct arena *arena, struct draft *draft, enum table_kind table,
                            enum concept concept)
{
    for (size_t i = 0; i < draft->rows.count; i++)
        if (draft->rows.items[i].table == table && draft->rows.items[i].concept == concept &&
            !draft->rows.items[i].is_own)
            return &draft->rows.items[i];
    struct draft_row *row = ARENA_PUSH(arena, &draft->rows);
    *row = (struct draft_row){table, concept, false, ARENA_ARRAY(arena, money, draft_columns(draft))};
    return row;
}

/* ---- writing ---- */

struct draft_writer {
    struct buffer buffer;
    const struct draft *draft;
    const struct scheme *scheme;
};

static void add_amount(struct buffer *buffer, money amount)
{
    uint64_t size = amount < 0 ? 0 - (uint64_t)amount : (uint64_t)amount;
    buffer_print(buffer, "%s%llu", amount < 0 ? "-" : "", (unsigned long long)(size / ORE_PER_KRONA));
    if (size % ORE_PER_KRONA)
        buffer_print(buffer, ",%02llu", (unsigned long long)(size % ORE_PER_KRONA));
}

/* LABEL;AMOUNT;AMOUNT;TOTAL: the total of years is blank. Without amounts all are. */
static void add_row(struct draft_writer *writer, const char *dash, struct str label, const money *amounts)
{
    struct buffer *buffer = &writer->buffer;
    buffer_print(buffer, "%s%.*s", dash, STR_ARG(label));
    for (size_t i = 0; i < draft_columns(writer->draft); i++) {
        buffer_add_char(buffer, ';');
        if (amounts)
            add_amount(buffer, amounts[i]);
    }
    buffer_print(buffer, "%s\n", writer->draft->years.count ? ";" : "");
}

/* The tables are an application's, in its own words; only what is no concept of it is in the user's. */
static struct str name_of(enum concept concept)
{
    return concept_name(concept, SWEDISH);
}

static void add_header(struct draft_writer *writer, enum concept label)
{
    buffer_add(&writer->buffer, name_of(label));
    for (size_t i = 0; i < writer->draft->years.count; i++)
        buffer_print(&writer->buffer, ";%d", writer->draft->years.items[i]);
    buffer_print(&writer->buffer, ";%.*s\n", STR_ARG(name_of(COL_TOTAL)));
}

/* Payroll on-costs come on wages that are no unit costs; indirect costs wherever the scheme has a rate. */
static void add_flat_rates(struct draft_writer *writer)
{
    const struct flat_rate *payroll = &writer->scheme->payroll, *indirect = &writer->scheme->indirect;
    bool has_payroll =
        (payroll->is_set || payroll->is_asked) && find_row(writer->draft, TABLE_COSTS, STAFF, false);
    bool has_indirect = indirect->is_set || indirect->is_asked;
    if (!has_payroll && !has_indirect)
        return;
    add_row(writer, "", name_of(FLAT_RATE), NULL);
    if (has_payroll)
        add_row(writer, " - ", name_of(PAYROLL), NULL);
    if (has_indirect)
        add_row(writer, " - ", name_of(INDIRECT), NULL);
}

static bool has_in_kind(const struct draft *draft)
{
    return find_row(draft, TABLE_FINANCING, PUBLIC_IN_KIND, false) ||
           find_row(draft, TABLE_FINANCING, PRIVATE_IN_KIND, false);
}

/* Cash is the promises of others and the applicant's own contribution, each a line. What is new goes to public cash. */
static void add_cash(struct draft_writer *writer, enum concept group)
{
    static const char *const others[LANGUAGES] = {"Medfinansiärer", "Co-financiers"};
    static const char *const own[LANGUAGES] = {"Egen insats", "Own contribution"};
    const struct draft_row *promised = find_row(writer->draft, TABLE_FINANCING, group, false);
    const struct draft_row *mine = find_row(writer->draft, TABLE_FINANCING, group, true);
    bool own_is_private = find_row(writer->draft, TABLE_FINANCING, PRIVATE_CASH, true) != NULL;
    enum language language = writer->draft->language;
    if (group == PRIVATE_CASH && !mine) {
        if (promised)
            add_row(writer, "", name_of(group), promised->amounts);
        return;
    }
    add_row(writer, "", name_of(group), NULL);
    if (promised)
        add_row(writer, " - ", str_from(others[language]), promised->amounts);
    if (mine || (writer->draft->has_own_row && !own_is_private))
        add_row(writer, " - ", str_from(own[language]), mine ? mine->amounts : NULL);
}

static void add_line(struct draft_writer *writer, const struct draft_line *line)
{
    const struct draft_row *row = find_row(writer->draft, line->table, line->concept, false);
    bool covered = draft_covers(writer->scheme, line->table, line->concept);
    bool follows = line->kind == FOLLOWS && find_row(writer->draft, TABLE_FINANCING, line->concept, false);
    if (line->kind == FLAT_RATES)
        add_flat_rates(writer);
    else if (line->concept == PUBLIC_CASH || line->concept == PRIVATE_CASH)
        add_cash(writer, line->concept);
    else if (line->kind == COMPUTED || follows || (line->kind == WITH_KIND && has_in_kind(writer->draft)) ||
             (row && !covered))
        add_row(writer, "", name_of(line->concept), row ? row->amounts : NULL);
}

static struct str write_table(struct draft_writer *writer, enum table_kind table, enum concept label)
{
    add_header(writer, label);
    for (size_t i = 0; i < LINES; i++)
        if (lines[i].table == table)
            add_line(writer, &lines[i]);
    return buffer_text(&writer->buffer);
}

/* "TEXT", its quotes doubled: it may be anybody's words. */
static void add_quoted(struct buffer *buffer, struct str text)
{
    buffer_add_char(buffer, '"');
    for (size_t i = 0; i < text.length; i++)
        buffer_print(buffer, text.data[i] == '"' ? "\"\"" : "%c", text.data[i]);
    buffer_add_char(buffer, '"');
}

static struct str write_facts(struct draft_writer *writer)
{
    buffer_print(&writer->buffer, "%.*s;%.*s\n", STR_ARG(name_of(COL_KEY)), STR_ARG(name_of(COL_VALUE)));
    for (size_t i = 0; i < writer->draft->facts.count; i++) {
        const struct draft_fact *fact = &writer->draft->facts.items[i];
        buffer_print(&writer->buffer, "%.*s;", STR_ARG(name_of(fact->concept)));
        add_quoted(&writer->buffer, fact->text);
        buffer_add_char(&writer->buffer, '\n');
    }
    return buffer_text(&writer->buffer);
}

struct draft_texts draft_write(struct arena *arena, const struct draft *draft, const struct scheme *scheme)
{
    struct draft_writer costs = {{.arena = arena}, draft, scheme}, financing = costs, project = costs;
    return (struct draft_texts){write_table(&costs, TABLE_COSTS, COL_CATEGORY),
                                write_table(&financing, TABLE_FINANCING, COL_FINANCIER),
                                draft->facts.count ? write_facts(&project) : STR("")};
}
