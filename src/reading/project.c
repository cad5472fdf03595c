/* What is said about the project: "key; value" rows, with or without a header. */
#include "fill.h"

#include "budgetkoll/vocabulary.h"
#include "notes.h"

/* A bare number under an unknown key (a post code, a year) is no amount; one with a unit or thousands is. */
static bool looks_like_amount(struct str text)
{
    struct number number = number_read(text, 0);
    return number.status != NUMBER_BLANK && number.status != NUMBER_NOT &&
           (number.unit != 0 || number.percent || number.has_group || number.status != NUMBER_READ);
}

static void report_unknown_key(struct filler *filler, size_t row, int key_field, int value_field)
{
    struct message message = {MESSAGE_UNKNOWN_KEY,
                              {quoted(filler->arena, filler_cell(filler, row, key_field))}};
    struct finding *finding =
        report_unknown(filler, RULE_READ_UNKNOWN_ROW, filler_origin(filler, row, key_field), message,
                       looks_like_amount(filler_cell(filler, row, value_field)));
    finding_set_action(filler->findings, finding, (struct message){MESSAGE_DO_UNKNOWN_KEY, {{0}}});
}

/* "50 %" and "50,00 %" are the same, as are texts that are equal. */
static bool says_same(const struct fact *first, const struct fact *fact)
{
    bool values = first->cell.state == CELL_VALUE && fact->cell.state == CELL_VALUE;
    return str_equal(first->text, fact->text) ||
           (values && first->cell.value == fact->cell.value && first->cell.currency == fact->cell.currency);
}

/* The same thing said twice in different words; the first is used. */
static bool report_repeated(struct filler *filler, const struct fact *fact)
{
    const struct fact *first = budget_fact(filler->budget, fact->concept);
    if (!first || fact->concept == INFORMATION)
        return false;
    if (says_same(first, fact))
        return true;
    struct message message = {MESSAGE_DUPLICATE_KEY, {fact->label, fact->text, first->text}};
    enum value_kind kind = concept_kind(fact->concept);
    struct finding *finding = report_unknown(filler, RULE_READ_DUPLICATE, fact->origin, message,
                                             kind == VALUE_AMOUNT || kind == VALUE_PERCENT);
    finding_relate(filler->findings, finding, first->origin, first->label);
    finding_set_action(filler->findings, finding, (struct message){MESSAGE_DO_DUPLICATE_KEY, {{0}}});
    return true;
}

/* In a condition, a rate under "Lönebikostnader" is a percentage, whatever it is in the cost table. */
static enum value_kind fact_kind(enum concept concept)
{
    return concept == PAYROLL || concept == INDIRECT ? VALUE_PERCENT : concept_kind(concept);
}

static void report_unit(struct filler *filler, const struct fact *fact)
{
    struct finding *finding = finding_add(filler->findings, RULE_READ_NUMBER, fact->origin,
                                          (struct message){MESSAGE_UNIT_UNKNOWN, {fact->text}});
    finding_set_action(filler->findings, finding, (struct message){MESSAGE_DO_UNIT, {{0}}});
}

static void read_fact_value(struct filler *filler, size_t row, int field, struct fact *fact)
{
    switch (fact_kind(fact->concept)) {
    case VALUE_AMOUNT:
    case VALUE_PERCENT:
    case VALUE_COUNT:
        fact->cell = read_value(filler, row, field, fact_kind(fact->concept), 0, 0, fact->label);
        break;
    case VALUE_DATE:
        fact->start = read_dated(filler, row, field);
        break;
    case VALUE_PERIOD:
        read_period(filler, row, field, &fact->start, &fact->end);
        break;
    case VALUE_UNIT:
        if (unit_from_name(fact->text) == 0)
            report_unit(filler, fact);
        break;
    case VALUE_TEXT:
        break;
    }
}

static void fill_fact(struct filler *filler, size_t row, int key_field, int field)
{
    struct str label = filler_cell(filler, row, key_field);
    struct meaning meaning = vocabulary_find(DOMAIN_KEY, label_key(filler->arena, label));
    report_surplus(filler, row);
    if (meaning.concept == UNKNOWN) {
        report_unknown_key(filler, row, key_field, field);
        return;
    }
    struct fact fact = {.concept = meaning.concept,
                        .label = label_printable(filler->arena, label),
                        .text = label_printable(filler->arena, filler_cell(filler, row, field)),
                        .origin = filler_origin(filler, row, field)};
    bool says_something =
        fact.text.length > 0 || fact.concept == APPLIED; /* a blank amount can be computed */
    if (!says_something)
        return;
    read_fact_value(filler, row, field, &fact);
    if (!report_repeated(filler, &fact))
        *ARENA_PUSH(filler->arena, &filler->budget->facts) = fact;
}

static int value_field(const struct filler *filler, size_t row, int key_field)
{
    return filler_header(filler) ? filler_field(filler, COL_VALUE)
                                 : filler_value_field(filler, row, key_field);
}

int64_t project_unit(struct filler *filler)
{
    int left = (int)filler->found.left;
    int key_field = filler_header(filler) ? filler_field(filler, COL_KEY) : left;
    for (size_t i = filler->found.first; i < filler->found.end; i++) {
        struct str key = label_key(filler->arena, filler_cell(filler, i, key_field));
        if (vocabulary_find(DOMAIN_KEY, key).concept == AMOUNTS_IN)
            return unit_from_name(filler_cell(filler, i, value_field(filler, i, key_field)));
    }
    return 0;
}

/* "Org. nr: 212000-1157" in one cell. */
static bool cut_fact(struct arena *arena, struct str text, struct str *key, struct str *value)
{
    ptrdiff_t colon = str_find(str_shorten(text, 60), STR(":"));
    *key = str_slice(text, 0, colon < 0 ? 0 : (size_t)colon);
    *value = str_trim(str_slice(text, key->length + 1, text.length));
    return colon > 0 && value->length > 0 &&
           vocabulary_find(DOMAIN_KEY, label_key(arena, *key)).concept != UNKNOWN;
}

void project_split_facts(struct arena *arena, struct rows *rows)
{
    for (size_t i = 0; i < rows->list.count; i++) {
        struct row *row = &rows->list.items[i];
        struct str key, value;
        uint32_t field = row_first_filled(row);
        if (row_filled(row) != 1 || !cut_fact(arena, row_cell(row, field), &key, &value))
            continue;
        row_put_part(arena, row, field, key, field);
        row_put_part(arena, row, field + 1, value, field);
    }
}

/* One cell with words, that are no known key, is text and no fact. */
static bool is_text(const struct filler *filler, size_t row, int key_field)
{
    struct str cell = filler_cell(filler, row, key_field);
    return row_filled(filler_row(filler, row)) == 1 && number_read(cell, 0).status == NUMBER_NOT &&
           vocabulary_find(DOMAIN_KEY, label_key(filler->arena, cell)).concept == UNKNOWN;
}

void fill_project(struct filler *filler)
{
    int left = (int)filler->found.left;
    int key_field = filler_header(filler) ? filler_field(filler, COL_KEY) : left;
    size_t first = 0, texts = 0;
    for (size_t i = filler->found.first; i < filler->found.end; i++) {
        bool text = is_text(filler, i, key_field);
        first = text && texts == 0 ? i : first;
        texts += text;
        if (filler_is_data(filler, i) && !text)
            fill_fact(filler, i, key_field, value_field(filler, i, key_field));
    }
    if (texts > 0)
        notes_remark(filler, first, texts);
}
