/* A relation's calculation in numbers: worded from the nodes themselves, step by step. */
#include "budgetkoll/system.h"

enum { LONG_SUM = 8, SHOWN_OF_LONG_SUM = 3, MOST_STEPS = 3 };

struct writer {
    struct buffer *buffer;
    enum language language;
    int collapse; /* nodes of at most this height are written as their value */
    bool exact;
};

static int height(const struct node *node)
{
    int highest = 0;
    if (node->kind == NODE_CELL || node->kind == NODE_CONSTANT)
        return 0;
    for (size_t i = 0; i < node->terms.count; i++) {
        int below = height(node->terms.items[i].node);
        highest = below > highest ? below : highest;
    }
    return highest + 1;
}

/* Rounding took nothing away. */
static bool is_round(const struct node *node, struct ratio rounded)
{
    return ratio_equal(node_evaluate(node->terms.items[0].node).ratio, rounded);
}

static void write_value(struct writer *writer, const struct node *node)
{
    struct value value = node_evaluate(node);
    if (value.status > VALUE_GUESSED) {
        buffer_add(writer->buffer, STR("?"));
        return;
    }
    if (node->value_kind == VALUE_PERCENT) {
        bool shown = words_percent(writer->buffer, writer->language, value.ratio,
                                   node->kind == NODE_ROUND ? node->decimals : 0);
        writer->exact = writer->exact && shown && (node->kind != NODE_ROUND || is_round(node, value.ratio));
    } else if (node->value_kind == VALUE_COUNT) {
        struct ratio hundredths; /* as amounts are written */
        writer->exact = ratio_multiply(value.ratio, ratio_from(ORE_PER_KRONA), &hundredths) &&
                        words_exact_amount(writer->buffer, writer->language, hundredths) && writer->exact;
    } else if (!words_exact_amount(writer->buffer, writer->language, value.ratio)) {
        writer->exact = false;
    }
}

static void write_node(struct writer *writer, const struct node *node, bool inside);

static bool is_zero(const struct node *node)
{
    struct value value = node_evaluate(node);
    return value.status <= VALUE_GUESSED && ratio_is_zero(value.ratio);
}

/* How many terms of a sum are written. */
static size_t shown_terms(const struct node *node)
{
    size_t filled = 0;
    for (size_t i = 0; i < node->terms.count; i++)
        filled += node->terms.count <= 2 || !is_zero(node->terms.items[i].node);
    return filled;
}

/* Of more than two terms those that are zero are left out; a sum of many is written as its first few and its last. */
static void write_sum(struct writer *writer, const struct node *node)
{
    size_t filled = shown_terms(node), written = 0;
    for (size_t i = 0; i < node->terms.count; i++) {
        struct term term = node->terms.items[i];
        if (filled != 0 && node->terms.count > 2 && is_zero(term.node))
            continue;
        bool skipped = filled > LONG_SUM && written >= SHOWN_OF_LONG_SUM && written + 1 < filled;
        if (skipped && written == SHOWN_OF_LONG_SUM)
            buffer_add(writer->buffer, STR(" + …"));
        else if (!skipped && (written > 0 || term.sign < 0))
            buffer_add(writer->buffer, term.sign < 0 ? STR(" − ") : STR(" + "));
        if (!skipped)
            write_node(writer, term.node, term.sign < 0);
        written++;
        if (filled == 0)
            break;
    }
}

static void write_operation(struct writer *writer, const struct node *node)
{
    if (node->kind == NODE_SUM) {
        write_sum(writer, node);
        return;
    }
    for (size_t i = 0; i < node->terms.count; i++) {
        if (i > 0)
            buffer_add(writer->buffer, node->kind == NODE_QUOTIENT ? STR(" / ") : STR(" × "));
        write_node(writer, node->terms.items[i].node, node->kind != NODE_ROUND);
    }
}

/* Parentheses stand round a sum of several terms inside another operation. */
static void write_node(struct writer *writer, const struct node *node, bool inside)
{
    bool collapsed =
        node->kind == NODE_CELL || node->kind == NODE_CONSTANT || height(node) <= writer->collapse;
    bool parentheses = inside && !collapsed && node->kind == NODE_SUM && shown_terms(node) > 1;
    if (parentheses)
        buffer_add(writer->buffer, STR("("));
    if (collapsed)
        write_value(writer, node);
    else
        write_operation(writer, node);
    if (parentheses)
        buffer_add(writer->buffer, STR(")"));
}

/* Two single figures: their difference is the calculation. */
static const struct node *difference_node(struct arena *arena, const struct relation *relation)
{
    struct node *sum = ARENA_NEW(arena, struct node);
    sum->kind = NODE_SUM;
    sum->value_kind = relation->target->value_kind;
    *ARENA_PUSH(arena, &sum->terms) = (struct term){relation->target, 1};
    *ARENA_PUSH(arena, &sum->terms) = (struct term){relation->expression, -1};
    return sum;
}

/* The whole expression, the last step before its value, and the value; equal steps once. Returns how many. */
static int write_steps(struct buffer *text, const struct node *node, enum language language)
{
    int top = height(node), levels[MOST_STEPS] = {0, top - 1, top}, written = 0;
    if (node->kind == NODE_ROUND) /* the share before its rounding says nothing more */
        levels[1] = 0;
    struct str before = STR("");
    for (int i = 0; i < MOST_STEPS; i++) {
        struct buffer step = {.arena = text->arena};
        struct writer writer = {&step, language, levels[i], true};
        if (levels[i] < 0)
            continue;
        write_node(&writer, node, false);
        if (str_equal(buffer_text(&step), before))
            continue;
        if (written++ > 0)
            buffer_add(text, writer.exact ? STR(" = ") : STR(" ≈ "));
        before = buffer_text(&step);
        buffer_add(text, before);
    }
    return written;
}

struct str node_calculation(struct arena *arena, const struct node *node, enum language language)
{
    struct buffer text = {.arena = arena};
    return write_steps(&text, node, language) > 1 ? buffer_text(&text) : STR("");
}

/* Where the expression is a single figure, the target's own sum says more; where both are, their difference. */
struct str relation_calculation(struct arena *arena, const struct relation *relation, enum language language)
{
    const struct node *const nodes[] = {relation->expression, relation->target,
                                        difference_node(arena, relation)};
    struct str text = STR("");
    for (size_t i = 0; i < sizeof nodes / sizeof *nodes && text.length == 0; i++)
        text = node_calculation(arena, nodes[i], language);
    return text;
}
