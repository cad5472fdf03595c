/* Activities, payment claims, partners and attachments. */
#include "fill.h"

#include "budgetkoll/vocabulary.h"

/* Dates stand in one column of periods, or in two. */
struct date_fields {
    int range, start, end;
};

static struct date_fields find_date_fields(const struct filler *filler)
{
    return (struct date_fields){filler_field(filler, COL_RANGE), filler_field(filler, COL_START),
                                filler_field(filler, COL_END)};
}

static void read_dates(struct filler *filler, size_t row, const struct date_fields *fields,
                       struct dated *start, struct dated *end)
{
    if (fields->range != NO_FIELD) {
        read_period(filler, row, fields->range, start, end);
        return;
    }
    if (fields->start != NO_FIELD)
        *start = read_dated(filler, row, fields->start);
    if (fields->end != NO_FIELD)
        *end = read_dated(filler, row, fields->end);
}

/* ---- activities ---- */

enum { LONGEST_NAME = 160 }; /* bytes: a description that no gap sets apart from the name follows it */

struct activity_fields {
    int name, level, cost;
    struct date_fields dates;
    int64_t unit;
    struct column_mark mark; /* of the costs */
};

static int last_parent(const struct budget *budget)
{
    for (size_t i = budget->activities.count; i-- > 0;)
        if (!budget->activities.items[i].is_part)
            return (int)i;
    return -1;
}

/* The nearest activity above whose code the code goes on from: 1.1.2 belongs to 1.1, A4.1 to A4; -1 without one. */
static int parent_by_code(const struct budget *budget, struct str code)
{
    size_t length = code.length;
    while (length > 0 && code.data[length - 1] != '.')
        length--;
    for (size_t i = budget->activities.count; length > 1 && i-- > 0;)
        if (str_equal(budget->activities.items[i].code, str_slice(code, 0, length - 1)))
            return (int)i;
    return -1;
}

/* Whether a row is a part of the activity above it: by its level, or by a dash before its name. */
static bool read_level(struct filler *filler, size_t row, const struct activity_fields *fields,
                       struct str *name)
{
    bool dashed = str_starts(*name, STR("- ")) || str_starts(*name, STR("\u2013 "));
    if (dashed)
        *name = str_trim(str_slice(*name, str_starts(*name, STR("-")) ? 1 : 3, name->length));
    struct str level = filler_cell(filler, row, fields->level);
    if (level.length == 0)
        return dashed || filler_row(filler, row)->is_part;
    enum concept concept = vocabulary_find(DOMAIN_LEVEL, label_key(filler->arena, level)).concept;
    if (concept == UNKNOWN) {
        struct message message = {MESSAGE_UNKNOWN_LEVEL, {quoted(filler->arena, level)}};
        struct finding *finding = report_unknown(filler, RULE_READ_UNKNOWN_ROW,
                                                 filler_origin(filler, row, fields->level), message, true);
        finding_set_action(filler->findings, finding, (struct message){MESSAGE_DO_UNKNOWN_LEVEL, {{0}}});
    }
    return concept == LEVEL_PART;
}

static struct cell read_cost(struct filler *filler, size_t row, const struct activity_fields *fields,
                             struct str name)
{
    if (fields->cost == NO_FIELD)
        return (struct cell){.id = filler->budget->cell_count++, .state = CELL_ABSENT};
    if (filler_row(filler, row)->doubtful) /* reported where it was cut */
        return (struct cell){.id = filler->budget->cell_count++,
                             .state = CELL_UNREADABLE,
                             .origin = filler_origin(filler, row, fields->cost)};
    char mark = cell_decimal_mark(filler, row, fields->cost, fields->unit, fields->mark);
    return read_value(filler, row, fields->cost, VALUE_AMOUNT, fields->unit, mark, name);
}

static bool is_total_name(struct arena *arena, struct str name)
{
    struct str key = label_key(arena, name);
    return vocabulary_find(DOMAIN_TOTALS, key).concept == ROW_TOTAL || str_starts(key, STR("summa ")) ||
           str_equal(key, STR("totalt aktiviteter"));
}

/* The word for total may stand in any column of a row that names no activity: "Summa;;9 000" below "1;Pilot;2 000". */
static struct str total_name(struct filler *filler, size_t row, const struct activity_fields *fields)
{
    struct str name = filler_cell(filler, row, fields->name);
    const struct row *cells = filler_row(filler, row);
    for (uint32_t field = 0; field < cells->count && name.length == 0; field++)
        if (is_total_name(filler->arena, row_cell(cells, field)))
            name = row_cell(cells, field);
    return name;
}

/* A row "Summa" at the end of the plan. */
static bool take_total(struct filler *filler, size_t row, const struct activity_fields *fields,
                       struct table *table)
{
    struct str name = total_name(filler, row, fields);
    if (fields->cost == NO_FIELD || !is_total_name(filler->arena, name))
        return false;
    struct item *item = ARENA_NEW(filler->arena, struct item);
    *item = (struct item){
        .concept = ROW_TOTAL, .form = FORM_TOTAL, .label = name, .table = table, .has_amount = true};
    item->cells = ARENA_NEW(filler->arena, struct cell);
    item->origin = filler_origin(filler, row, fields->name);
    *item->cells = read_cost(filler, row, fields, name);
    *ARENA_PUSH(filler->arena, &table->items) = item;
    filler->budget->activity_total = item;
    return true;
}

/* An amount without a name may be an activity, or the total of those above. */
static void report_nameless(struct filler *filler, size_t row, const struct activity_fields *fields)
{
    struct str amount = quoted(filler->arena, filler_cell(filler, row, fields->cost));
    struct message message = {MESSAGE_NAMELESS_ACTIVITY, {amount}};
    struct finding *finding = report_unknown(filler, RULE_READ_UNKNOWN_ROW,
                                             filler_origin(filler, row, fields->cost), message, true);
    finding_set_action(filler->findings, finding, (struct message){MESSAGE_DO_NAMELESS_ACTIVITY, {amount}});
}

/* Nothing but a description: that of the activity above goes on, as over a page. */
static bool goes_on(const struct filler *filler, size_t row, const struct activity_fields *fields)
{
    const int asked[] = {fields->name,        fields->level,       fields->cost,
                         fields->dates.range, fields->dates.start, fields->dates.end};
    bool blank = true;
    for (size_t i = 0; i < sizeof asked / sizeof *asked && blank; i++)
        blank = filler_cell(filler, row, asked[i]).length == 0;
    return blank;
}

static void add_activity(struct filler *filler, size_t row, const struct activity_fields *fields)
{
    struct budget *budget = filler->budget;
    struct str name = label_printable(filler->arena, filler_cell(filler, row, fields->name));
    struct activity activity = {
        .origin = filler_origin(filler, row, fields->name), .parent = -1, .possible_parent = -1};
    activity.is_part = read_level(filler, row, fields, &name);
    activity.name = name.length > LONGEST_NAME ? quoted(filler->arena, name) : name;
    activity.code = activity_code(name);
    activity.parent = -1;
    if (activity.is_part || fields->level == NO_FIELD)
        activity.parent = parent_by_code(budget, activity.code);
    if (activity.is_part && activity.parent < 0)
        activity.parent = last_parent(budget);
    activity.is_part = activity.parent >= 0;
    read_dates(filler, row, &fields->dates, &activity.start, &activity.end);
    activity.cost = read_cost(filler, row, fields, name);
    if (name.length == 0 && activity.cost.state >= CELL_VALUE)
        report_nameless(filler, row, fields);
    *ARENA_PUSH(filler->arena, &budget->activities) = activity;
}

/* "A1": a code, but none of a part of another code. */
static bool has_plain_code(const struct activity *activity)
{
    return activity->code.length > 0 && str_find(activity->code, STR(".")) < 0;
}

static bool lies_inside(const struct activity *part, const struct activity *whole)
{
    const struct dated *dates[] = {&part->start, &part->end, &whole->start, &whole->end};
    for (size_t i = 0; i < sizeof dates / sizeof *dates; i++)
        if (dates[i]->state != CELL_VALUE)
            return false;
    return date_compare(part->start.date, whole->start.date) >= 0 &&
           date_compare(part->end.date, whole->end.date) <= 0 && part->cost.state == CELL_VALUE &&
           whole->cost.state == CELL_VALUE && part->cost.value <= whole->cost.value;
}

/* A plan that says nothing of levels: "A1", "A2" below an activity without a code, whose dates and cost hold them, may
 * be its parts or may not. */
static void find_possible_parts(struct filler *filler)
{
    struct budget *budget = filler->budget;
    int whole = -1, first = -1;
    for (size_t i = 0; i < budget->activities.count; i++)
        if (budget->activities.items[i].is_part && str_find(budget->activities.items[i].code, STR(".")) < 0)
            return; /* dashes say what is a part */
    for (size_t i = 0; i < budget->activities.count; i++) {
        struct activity *activity = &budget->activities.items[i];
        bool possible =
            whole >= 0 && has_plain_code(activity) && lies_inside(activity, &budget->activities.items[whole]);
        activity->possible_parent = possible ? whole : -1;
        if (possible && first < 0)
            first = (int)i;
        if (!possible)
            whole = activity->code.length == 0 ? (int)i : -1;
    }
    if (first < 0)
        return;
    const struct activity *part = &budget->activities.items[first];
    struct message message = {MESSAGE_REMARK_LEVELS,
                              {quoted(filler->arena, part->name),
                               quoted(filler->arena, budget->activities.items[part->possible_parent].name)}};
    budget_remark(budget, filler->findings->language, message);
}

static struct activity_fields find_activity_fields(const struct filler *filler)
{
    struct activity_fields fields = {.name = filler_field(filler, COL_NAME),
                                     .level = filler_field(filler, COL_LEVEL),
                                     .cost = filler_field(filler, COL_COST),
                                     .dates = find_date_fields(filler)};
    if (fields.name == NO_FIELD)
        fields.name = filler_field(filler, COL_ACTIVITY);
    else if (fields.level == NO_FIELD)
        fields.level = filler_field(filler, COL_ACTIVITY);
    if (fields.cost == NO_FIELD)
        fields.cost = filler_field(filler, COL_TOTAL);
    if (fields.dates.range == NO_FIELD)
        fields.dates.range = filler_field(filler, COL_PERIOD);
    int year = 0;
    if (fields.cost != NO_FIELD)
        header_concept(filler->arena, filler_cell(filler, (size_t)filler->found.header, fields.cost), &year,
                       &fields.unit);
    return fields;
}

void fill_activities(struct filler *filler)
{
    struct budget *budget = filler->budget;
    struct activity_fields fields = find_activity_fields(filler);
    struct table *table = filler_add_table(filler);
    static const enum concept used[] = {COL_NAME, COL_ACTIVITY, COL_LEVEL, COL_START,
                                        COL_END,  COL_RANGE,    COL_PERIOD};
    report_unused_columns(filler, used, sizeof used / sizeof *used, fields.cost);
    size_t header = (size_t)filler->found.header;
    budget->activity_name_header = filler_origin(filler, header, fields.name);
    budget->activity_cost_header = filler_origin(filler, header, fields.cost);
    budget->has_activity_costs = fields.cost != NO_FIELD;
    budget->has_activity_dates = fields.dates.range != NO_FIELD || fields.dates.start != NO_FIELD;
    struct column cost = {.concept = COL_COST,
                          .scope = SCOPE_TOTAL,
                          .role = COLUMN_AMOUNTS,
                          .unit = fields.unit,
                          .currency = label_currency(filler_cell(filler, header, fields.cost)),
                          .label = concept_name(COL_COST, SWEDISH),
                          .origin = budget->activity_cost_header};
    *ARENA_PUSH(filler->arena, &table->columns) = cost;
    if (budget->has_activity_costs)
        fields.mark = column_mark(filler, &cost);
    for (size_t i = filler->found.first; i < filler->found.end; i++) {
        if (!filler_is_data(filler, i) || goes_on(filler, i, &fields))
            continue;
        report_surplus(filler, i);
        if (!take_total(filler, i, &fields, table))
            add_activity(filler, i, &fields);
    }
    if (fields.level == NO_FIELD)
        find_possible_parts(filler);
}

/* ---- claims, partners, attachments ---- */

void fill_claims(struct filler *filler)
{
    int name = filler_field(filler, COL_PERIOD);
    struct date_fields dates = find_date_fields(filler);
    int due = filler_field(filler, COL_DUE);
    static const enum concept used[] = {COL_PERIOD, COL_RANGE, COL_START, COL_END, COL_DUE};
    filler_add_table(filler);
    report_unused_columns(filler, used, sizeof used / sizeof *used, NO_FIELD);
    for (size_t i = filler->found.first; i < filler->found.end; i++) {
        if (!filler_is_data(filler, i))
            continue;
        report_surplus(filler, i);
        struct claim *claim = ARENA_PUSH(filler->arena, &filler->budget->claims);
        claim->name = label_printable(filler->arena, filler_cell(filler, i, name));
        claim->origin = filler_origin(filler, i, name);
        read_dates(filler, i, &dates, &claim->start, &claim->end);
        if (due != NO_FIELD)
            claim->due = read_dated(filler, i, due);
    }
}

void fill_partners(struct filler *filler)
{
    int name = filler_field(filler, COL_NAME), number = filler_field(filler, COL_ORG_NUMBER);
    if (name == NO_FIELD)
        name = filler_field(filler, COL_ACTOR);
    static const enum concept used[] = {COL_NAME, COL_ACTOR, COL_ORG_NUMBER};
    filler_add_table(filler);
    report_unused_columns(filler, used, sizeof used / sizeof *used, NO_FIELD);
    for (size_t i = filler->found.first; i < filler->found.end; i++) {
        if (!filler_is_data(filler, i))
            continue;
        report_surplus(filler, i);
        *ARENA_PUSH(filler->arena, &filler->budget->partners) =
            (struct partner){label_printable(filler->arena, filler_cell(filler, i, name)),
                             label_printable(filler->arena, filler_cell(filler, i, number)),
                             filler_origin(filler, i, name), filler_origin(filler, i, number)};
    }
}

void fill_attachments(struct filler *filler)
{
    int name = filler_field(filler, COL_ATTACHMENT), description = filler_field(filler, COL_DESCRIPTION);
    filler_add_table(filler);
    for (size_t i = filler->found.first; i < filler->found.end; i++)
        if (filler_is_data(filler, i))
            *ARENA_PUSH(filler->arena, &filler->budget->attachments) =
                (struct attachment){label_printable(filler->arena, filler_cell(filler, i, name)),
                                    label_printable(filler->arena, filler_cell(filler, i, description)),
                                    filler_origin(filler, i, name)};
}
