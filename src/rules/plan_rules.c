/* Activities and years against the project period. */
#include "rules.h"

static const struct activity *activity_at(const struct rule_context *context, size_t i)
{
    return &context->budget->activities.items[i];
}

static void report_date(struct rule_context *context, enum rule_id rule, struct origin origin,
                        struct message message, enum message_id what_to_do, struct str cell)
{
    struct finding *finding = finding_add(context->findings, rule, origin, message);
    finding_set_action(context->findings, finding, (struct message){what_to_do, {{0}}});
    finding->cell = cell;
}

/* Start and end in order and inside the project; at most one finding for each date. */
static void check_activity_dates(struct rule_context *context, const struct activity *activity,
                                 bool has_period, struct date first, struct date last)
{
    bool start = activity->start.state == CELL_VALUE, end = activity->end.state == CELL_VALUE;
    struct str from = date_words(context, activity->start.date), to = date_words(context, activity->end.date);
    if (start && end && date_compare(activity->start.date, activity->end.date) > 0)
        report_date(context, RULE_ACTIVITY_DATES, activity->start.origin,
                    (struct message){MESSAGE_DATES_REVERSED, {activity->name, from, to}},
                    MESSAGE_DO_ACTIVITY_DATES, activity->name);
    if (has_period && start && date_compare(activity->start.date, first) < 0)
        report_date(
            context, RULE_ACTIVITY_DATES, activity->start.origin,
            (struct message){MESSAGE_DATE_BEFORE_PROJECT, {activity->name, from, date_words(context, first)}},
            MESSAGE_DO_ACTIVITY_DATES, activity->name);
    if (has_period && start && !end && date_compare(activity->start.date, last) > 0)
        report_date(
            context, RULE_ACTIVITY_DATES, activity->start.origin,
            (struct message){MESSAGE_DATE_STARTS_AFTER, {activity->name, from, date_words(context, last)}},
            MESSAGE_DO_ACTIVITY_DATES, activity->name);
    if (has_period && end && !start && date_compare(activity->end.date, first) < 0)
        report_date(
            context, RULE_ACTIVITY_DATES, activity->end.origin,
            (struct message){MESSAGE_DATE_ENDS_BEFORE, {activity->name, to, date_words(context, first)}},
            MESSAGE_DO_ACTIVITY_DATES, activity->name);
    if (has_period && end && date_compare(activity->end.date, last) > 0)
        report_date(
            context, RULE_ACTIVITY_DATES, activity->end.origin,
            (struct message){MESSAGE_DATE_AFTER_PROJECT, {activity->name, to, date_words(context, last)}},
            MESSAGE_DO_ACTIVITY_DATES, activity->name);
}

/* A project that ends before it starts has no period that anything could be judged by. */
static void check_project_period(struct rule_context *context)
{
    const struct fact *period = budget_fact(context->budget, PROJECT_PERIOD);
    const struct fact *start = period ? period : budget_fact(context->budget, PROJECT_START);
    const struct fact *end = period ? period : budget_fact(context->budget, PROJECT_END);
    if (!start || !end)
        return;
    const struct dated *closing = period ? &end->end : &end->start;
    if (start->start.state == CELL_VALUE && closing->state == CELL_VALUE &&
        date_compare(start->start.date, closing->date) > 0)
        report_date(
            context, RULE_ACTIVITY_DATES, start->origin,
            (struct message){MESSAGE_DATES_REVERSED,
                             {concept_name(PROJECT_PERIOD, context->findings->language),
                              date_words(context, start->start.date), date_words(context, closing->date)}},
            MESSAGE_DO_ACTIVITY_DATES, start->label);
}

void rule_activity_dates(struct rule_context *context)
{
    struct date first = {0}, last = {0};
    check_project_period(context);
    bool has_period = budget_period(context->budget, &first, &last);
    for (size_t i = 0; i < context->budget->activities.count; i++)
        check_activity_dates(context, activity_at(context, i), has_period, first, last);
}

static bool both_known(const struct dated *a, const struct dated *b)
{
    return a->state == CELL_VALUE && b->state == CELL_VALUE;
}

static void check_part(struct rule_context *context, const struct activity *part,
                       const struct activity *parent)
{
    bool early =
        both_known(&part->start, &parent->start) && date_compare(part->start.date, parent->start.date) < 0;
    bool late = both_known(&part->end, &parent->end) && date_compare(part->end.date, parent->end.date) > 0;
    if (early)
        report_date(context, RULE_ACTIVITY_DATES_PARENT, part->start.origin,
                    (struct message){MESSAGE_PART_STARTS_BEFORE,
                                     {part->name, date_words(context, part->start.date),
                                      date_words(context, parent->start.date), parent->name}},
                    MESSAGE_DO_PART_DATES, part->name);
    else if (late)
        report_date(context, RULE_ACTIVITY_DATES_PARENT, part->end.origin,
                    (struct message){MESSAGE_PART_ENDS_AFTER,
                                     {part->name, date_words(context, part->end.date),
                                      date_words(context, parent->end.date), parent->name}},
                    MESSAGE_DO_PART_DATES, part->name);
}

void rule_activity_dates_parent(struct rule_context *context)
{
    for (size_t i = 0; i < context->budget->activities.count; i++)
        if (activity_at(context, i)->parent >= 0)
            check_part(context, activity_at(context, i),
                       activity_at(context, (size_t)activity_at(context, i)->parent));
}

static bool has_activity(struct rule_context *context, struct str key)
{
    for (size_t i = 0; i < context->budget->activities.count; i++)
        if (str_find(label_key(context->arena, activity_at(context, i)->name), key) >= 0)
            return true;
    return false;
}

void rule_activity_mandatory(struct rule_context *context)
{
    const struct scheme *scheme = context->system->conditions.scheme;
    const struct budget *budget = context->budget;
    bool is_plan = budget->activities.count > 0 && budget->has_activity_costs && budget->has_activity_dates;
    for (size_t i = 0; is_plan && i < scheme->mandatory_activities.list.count; i++) {
        struct str name = scheme->mandatory_activities.list.items[i].text;
        if (!has_activity(context, scheme->mandatory_activities.list.items[i].key))
            report_date(context, RULE_ACTIVITY_MANDATORY, budget->activity_name_header,
                        (struct message){MESSAGE_MANDATORY_MISSING, {name}}, MESSAGE_DO_MANDATORY, STR(""));
    }
}

/* The earlier activities with the same code as activity `i`: their number, and the first of them. */
static size_t same_code_before(const struct rule_context *context, size_t i, size_t *first)
{
    size_t count = 0;
    for (size_t j = i; j-- > 0;)
        if (str_equal(activity_at(context, j)->code, activity_at(context, i)->code)) {
            *first = j;
            count++;
        }
    return count;
}

void rule_activity_code(struct rule_context *context)
{
    for (size_t i = 0; i < context->budget->activities.count; i++) {
        const struct activity *activity = activity_at(context, i);
        size_t first = 0;
        if (activity->code.length == 0 || same_code_before(context, i, &first) != 1)
            continue;
        struct place before = place_resolve(activity_at(context, first)->origin);
        struct message message = {MESSAGE_CODE_TWICE,
                                  {activity->code, place_line_text(context->arena, before)}};
        struct finding *finding =
            finding_add(context->findings, RULE_ACTIVITY_CODE, activity->origin, message);
        finding->cell = activity->name;
        finding_relate(context->findings, finding, activity_at(context, first)->origin,
                       activity_at(context, first)->name);
        finding_set_action(context->findings, finding, (struct message){MESSAGE_DO_CODE, {{0}}});
    }
}

/* ---- years ---- */

/* The first row, lines included, with an amount other than zero in a column. */
static const struct item *first_amount(const struct item *item, size_t column)
{
    const struct cell *cell = &item->cells[column];
    if (cell->state == CELL_VALUE && cell->value != 0)
        return item;
    for (size_t i = 0; i < item->lines.count; i++)
        if (first_amount(item->lines.items[i], column))
            return item->lines.items[i];
    return NULL;
}

static void check_year(struct rule_context *context, const struct table *table, size_t column,
                       struct date first, struct date last)
{
    const struct item *found = NULL;
    int year = table->columns.items[column].scope;
    if (table->columns.items[column].concept != COL_YEAR || (year >= first.year && year <= last.year))
        return;
    for (size_t i = 0; i < table->items.count && !found; i++)
        if (concept_kind(table->items.items[i]->concept) == VALUE_AMOUNT ||
            table->items.items[i]->concept == UNKNOWN)
            found = first_amount(table->items.items[i], column);
    if (!found)
        return;
    struct message message = {MESSAGE_YEAR_OUTSIDE,
                              {item_name(found, context->findings->language),
                               words_of_count(context->arena, year), date_words(context, first),
                               date_words(context, last)}};
    report_date(context, RULE_YEAR_OUTSIDE_PERIOD, found->cells[column].origin, message,
                MESSAGE_DO_YEAR_OUTSIDE, cell_name(context->arena, found, year));
}

void rule_year_outside_period(struct rule_context *context)
{
    struct date first, last;
    if (!budget_period(context->budget, &first, &last))
        return;
    for (size_t t = 0; t < context->budget->tables.count; t++)
        for (size_t c = 0; c < context->budget->tables.items[t]->columns.count; c++)
            check_year(context, context->budget->tables.items[t], c, first, last);
}
