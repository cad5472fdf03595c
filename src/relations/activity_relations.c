/* Activities, under both ways of counting sub-activities. */
#include "builder.h"

static struct node *cost_node(struct builder *builder, const struct activity *activity)
{
    return node_of_cell(builder, &activity->cost, activity->cost.state >= CELL_VALUE);
}

static const struct activity *activity_at(const struct builder *builder, size_t i)
{
    return &builder->budget->activities.items[i];
}

static struct node *parts_node(struct builder *builder, int parent);

/* The activity that it is a part of, or -1: in a plan without levels, as it is read. */
static int parent_of(const struct builder *builder, const struct activity *activity)
{
    bool possible = builder->has_possible_parts && activity->parent < 0;
    return possible ? activity->possible_parent : activity->parent;
}

static bool has_parts(const struct builder *builder, size_t parent)
{
    bool found = false;
    for (size_t i = 0; i < builder->budget->activities.count && !found; i++)
        found = parent_of(builder, activity_at(builder, i)) == (int)parent;
    return found;
}

/* The cost of a parent that includes its parts: for the calculator a blank one is their sum. */
static struct node *including_node(struct builder *builder, size_t i)
{
    const struct activity *activity = activity_at(builder, i);
    struct node *node = cost_node(builder, activity);
    if (builder->with_blanks && activity->cost.state == CELL_BLANK && has_parts(builder, i))
        node->stand_in = parts_node(builder, (int)i);
    return node;
}

/* The sum of the parts of activity `parent`, or, for -1, of the activities that are no parts, each with its own. */
static struct node *parts_node(struct builder *builder, int parent)
{
    struct node *sum = node_sum(builder);
    for (size_t i = 0; i < builder->budget->activities.count; i++)
        if (parent_of(builder, activity_at(builder, i)) == parent)
            node_add(builder, sum, including_node(builder, i), 1);
    return sum;
}

static struct node *all_node(struct builder *builder)
{
    struct node *sum = node_sum(builder);
    for (size_t i = 0; i < builder->budget->activities.count; i++)
        node_add(builder, sum, cost_node(builder, activity_at(builder, i)), 1);
    return sum;
}

static void relate_activity_parts(struct builder *builder, size_t i)
{
    const struct activity *activity = activity_at(builder, i);
    if (!is_target(builder, &activity->cost) || !has_parts(builder, i))
        return;
    struct relation *relation =
        relate_node(builder, RULE_ACTIVITY_PARTS, cost_node(builder, activity), EQUAL,
                    parts_node(builder, (int)i), (struct message){MESSAGE_THAN_ACTIVITY_PARTS, {{0}}});
    struct buffer label = {.arena = builder->arena}, cell = {.arena = builder->arena};
    buffer_print(&label, "%.*s:", STR_ARG(activity->name));
    buffer_print(&cell, "%.*s / Kostnad", STR_ARG(activity->name));
    relation->convention = CONVENTION_INCLUDES;
    relation->origin = activity->cost.origin;
    relation->label = buffer_text(&label);
    relation->cell = buffer_text(&cell);
    relation->action = MESSAGE_DO_ACTIVITY_PARTS;
}

static void relate_activity_total(struct builder *builder, const struct node *sum, enum convention convention)
{
    const struct node *costs = builder->system->totals[TOTAL_COSTS];
    if (!costs)
        return;
    struct relation *relation = relate_node(builder, RULE_ACTIVITY_TOTAL, sum, EQUAL, costs,
                                            (struct message){MESSAGE_THAN_TOTAL_COSTS, {{0}}});
    relation->convention = convention;
    relation->origin = builder->budget->activity_cost_header;
    relation->cell = STR("Aktiviteter / Kostnad");
    relation->label = message_text(builder->arena, builder->system->language,
                                   (struct message){MESSAGE_ACTIVITIES_TOGETHER, {{0}}});
    relation->action = MESSAGE_DO_ACTIVITY_TOTAL;
}

/* How well a convention fits: its relations that hold within two kronor, those that do not, and how far its total
 * is off. Nothing that is the sum of nothing proves nothing. */
struct fit {
    int holding, broken;
    struct ratio off;
};

static void judge_fit(const struct relation *relation, struct fit *fit)
{
    struct value target = node_evaluate(relation->target), expected = node_evaluate(relation->expression);
    struct ratio difference;
    bool is_blank = relation->target->kind == NODE_CELL && relation->target->cell->state == CELL_BLANK;
    if (is_blank || target.status > VALUE_GUESSED || expected.status > VALUE_GUESSED ||
        !ratio_subtract(target.ratio, expected.ratio, &difference))
        return;
    difference = ratio_absolute(difference);
    bool nothing = ratio_is_zero(target.ratio) && ratio_is_zero(expected.ratio);
    bool near = ratio_within(difference, ratio_from(2L * ORE_PER_KRONA));
    fit->holding += near && !nothing;
    fit->broken += !near;
    if (relation->rule == RULE_ACTIVITY_TOTAL)
        fit->off = difference;
}

static struct fit find_fit(const struct system *system, enum convention convention)
{
    struct fit fit = {0, 0, {0, 1}};
    for (size_t i = 0; i < system->relations.count; i++)
        if (system->relations.items[i].convention == convention)
            judge_fit(&system->relations.items[i], &fit);
    return fit;
}

/* The reading under which more relations hold, then the one with the nearer total, then with fewer broken. */
static enum convention choose_convention(const struct system *system)
{
    struct fit includes = find_fit(system, CONVENTION_INCLUDES), beside = find_fit(system, CONVENTION_BESIDE);
    int order = 0;
    if (includes.holding != beside.holding)
        return includes.holding > beside.holding ? CONVENTION_INCLUDES : CONVENTION_BESIDE;
    if (ratio_compare(includes.off, beside.off, &order) && order != 0)
        return order < 0 ? CONVENTION_INCLUDES : CONVENTION_BESIDE;
    return includes.broken <= beside.broken ? CONVENTION_INCLUDES : CONVENTION_BESIDE;
}

static void drop_other_convention(struct system *system)
{
    size_t kept = 0;
    for (size_t i = 0; i < system->relations.count; i++) {
        enum convention convention = system->relations.items[i].convention;
        if (convention == CONVENTION_ANY || convention == system->convention)
            system->relations.items[kept++] = system->relations.items[i];
    }
    system->relations.count = kept;
}

static bool some_has_parts(const struct builder *builder)
{
    bool found = false;
    for (size_t i = 0; i < builder->budget->activities.count && !found; i++)
        found = parent_of(builder, activity_at(builder, i)) >= 0;
    return found;
}

static void relate_plan_total(struct builder *builder)
{
    const struct item *total = builder->budget->activity_total;
    struct relation *relation =
        relate(builder, RULE_SUM_TABLE, total, SCOPE_TOTAL, EQUAL, builder->system->activities,
               (struct message){MESSAGE_THAN_ROWS, {{0}}});
    if (relation)
        relation->action = MESSAGE_DO_SUM_PARTS;
}

/* How far a sum is from the total costs; false when that cannot be told. */
static bool find_distance(struct builder *builder, const struct node *sum, struct ratio *distance)
{
    const struct node *costs = builder->system->totals[TOTAL_COSTS];
    struct value total = node_evaluate(sum), expected;
    if (!costs || total.status > VALUE_GUESSED)
        return false;
    expected = node_evaluate(costs);
    if (expected.status > VALUE_GUESSED || !ratio_subtract(total.ratio, expected.ratio, distance))
        return false;
    *distance = ratio_absolute(*distance);
    return true;
}

/* The sum of the activities that are no parts. Where a plan without levels can be read in two ways, the nearer one is. */
static struct node *parents_node(struct builder *builder)
{
    struct node *parents = parts_node(builder, -1);
    builder->has_possible_parts = true;
    struct node *wholes = parts_node(builder, -1);
    struct ratio all_off, wholes_off;
    int order = 0;
    builder->has_possible_parts = find_distance(builder, parents, &all_off) &&
                                  find_distance(builder, wholes, &wholes_off) &&
                                  ratio_compare(wholes_off, all_off, &order) && order < 0;
    return builder->has_possible_parts ? wholes : parents;
}

void build_activities(struct builder *builder)
{
    const struct budget *budget = builder->budget;
    if (budget->activities.count == 0 || !budget->has_activity_costs)
        return;
    struct node *parents = parents_node(builder), *all = all_node(builder);
    if (!some_has_parts(builder)) {
        relate_activity_total(builder, parents, CONVENTION_ANY);
        builder->system->activities = parents;
    } else {
        for (size_t i = 0; i < budget->activities.count; i++)
            relate_activity_parts(builder, i);
        relate_activity_total(builder, parents, CONVENTION_INCLUDES);
        relate_activity_total(builder, all, CONVENTION_BESIDE);
        builder->system->convention = choose_convention(builder->system);
        drop_other_convention(builder->system);
        builder->system->activities = builder->system->convention == CONVENTION_INCLUDES ? parents : all;
    }
    relate_plan_total(builder);
}
