/* Each relation of a case, as places with factors: what "check --relations" adds to the JSON. */
#include "json_parts.h"

/* A published cell that takes part in a relation, and what it is multiplied by. */
struct part {
    struct origin origin;
    struct ratio factor;
    bool is_linear; /* false: in a product of cells or a quotient, where no one factor says it */
};

struct parts {
    struct arena *arena;
    LIST(struct part) list;
};

static void collect(struct parts *parts, const struct node *node, struct ratio factor, bool is_linear);

/* What the constants of a product come to; false where two of its factors are no constants. */
static bool constant_of(const struct node *product, struct ratio *constant)
{
    size_t others = 0;
    *constant = ratio_from(1);
    for (size_t i = 0; i < product->terms.count; i++) {
        const struct node *factor = product->terms.items[i].node;
        others += factor->kind != NODE_CONSTANT;
        if (factor->kind == NODE_CONSTANT && !ratio_multiply(*constant, factor->value, constant))
            return false;
    }
    return others <= 1;
}

static void collect_terms(struct parts *parts, const struct node *node, struct ratio factor, bool is_linear)
{
    for (size_t i = 0; i < node->terms.count; i++) {
        bool minus = node->kind == NODE_SUM && node->terms.items[i].sign < 0;
        collect(parts, node->terms.items[i].node, minus ? ratio_negative(factor) : factor, is_linear);
    }
}

static void collect(struct parts *parts, const struct node *node, struct ratio factor, bool is_linear)
{
    struct ratio constant = ratio_from(1);
    if (node->kind == NODE_CELL && node->cell->state >= CELL_VALUE) /* also one whose amount cannot be told */
        *ARENA_PUSH(parts->arena, &parts->list) = (struct part){node->cell->origin, factor, is_linear};
    if (node->kind == NODE_CELL && node->cell->state == CELL_BLANK && node->stand_in)
        collect(parts, node->stand_in, factor, is_linear);
    if (node->kind == NODE_PRODUCT)
        is_linear = constant_of(node, &constant) && ratio_multiply(factor, constant, &factor) && is_linear;
    if (node->kind == NODE_QUOTIENT)
        is_linear = false;
    collect_terms(parts, node, factor, is_linear);
}

/* "-1", "0.4524", "1/3": exact; in decimals where they come to an end. */
static void add_factor(struct buffer *buffer, struct ratio factor)
{
    long long power = 1, most = 1000000;
    while (power < most && (power * factor.numerator) % factor.denominator != 0)
        power *= 10;
    wide scaled = factor.numerator * power / factor.denominator;
    if ((power * factor.numerator) % factor.denominator != 0) {
        buffer_print(buffer, ",\"factor\":\"%lld/%lld\"", (long long)factor.numerator,
                     (long long)factor.denominator);
        return;
    }
    long long size = (long long)(scaled < 0 ? -scaled : scaled);
    int digits = 0;
    for (long long p = power; p > 1; p /= 10)
        digits++;
    buffer_print(buffer, ",\"factor\":\"%s%lld", scaled < 0 ? "-" : "", size / power);
    if (digits > 0)
        buffer_print(buffer, ".%0*lld", digits, size % power);
    buffer_add(buffer, STR("\""));
}

static void add_part(struct buffer *buffer, const struct part *part, size_t index)
{
    struct place place = place_resolve(part->origin);
    buffer_add(buffer, index ? STR(",{") : STR("{"));
    json_place(buffer, &place);
    if (part->is_linear)
        add_factor(buffer, part->factor);
    buffer_add_char(buffer, '}');
}

static void add_relation(struct buffer *buffer, const struct tested *tested)
{
    static const char *const found[] = {
        [FOUND_HEADING] = "heading", [FOUND_DEPTH] = "depth", [FOUND_FIGURES] = "figures"};
    const struct relation *relation = tested->relation;
    bool cell = relation->target->kind == NODE_CELL;
    struct place target = place_resolve(cell ? relation->target->cell->origin : relation->origin);
    struct parts parts = {.arena = buffer->arena};
    collect(&parts, relation->expression, ratio_from(1), true);
    json_key(buffer, "rule");
    json_string(buffer, str_from(rule_table[relation->rule].name));
    buffer_print(buffer, ",\"evaluated\":%s,\"holds\":%s,\"found\":\"%s\",\"target\":{",
                 tested->is_evaluated ? "true" : "false",
                 tested->is_evaluated && tested->severity < WARNING ? "true" : "false",
                 found[relation->found_by]);
    json_place(buffer, &target);
    buffer_add(buffer, STR("},\"parts\":["));
    for (size_t i = 0; i < parts.list.count; i++)
        add_part(buffer, &parts.list.items[i], i);
    buffer_add_char(buffer, ']');
}

void json_relations(struct buffer *buffer, const struct result *result)
{
    buffer_add(buffer, STR(",\n   \"relations\":["));
    for (size_t i = 0; i < result->tested.count; i++) {
        buffer_add(buffer, i ? STR(",\n    {") : STR("\n    {"));
        add_relation(buffer, &result->tested.items[i]);
        buffer_add_char(buffer, '}');
    }
    buffer_add_char(buffer, ']');
}
