/* Making nodes and relations: what the files that build the system share. */
#ifndef BUILDER_H
#define BUILDER_H

#include "budgetkoll/category.h"
#include "budgetkoll/system.h"

struct builder {
    struct arena *arena;
    const struct budget *budget;
    struct system *system;
    const struct conditions *conditions;
    LIST(int) years;          /* of the cost and financing tables, in order */
    bool has_possible_parts;  /* activities that may be parts of another are read so */
    bool with_blanks;         /* blank cells are targets too */
    bool has_other_currency;  /* some node is an amount in another currency than the case's */
    struct node **cell_nodes; /* of the cells of rows that have one already, by id; NULL: none are kept */
    struct row_index *rows;   /* NULL: each row is looked for */
};

/* The row of each concept that budget_item() would find: the system asks for them hundreds of times. */
struct row_index {
    const struct item *costs[CONCEPTS], *financing[CONCEPTS];
};
struct row_index *row_index_make(struct arena *arena, const struct budget *budget); /* row_index.c */
/* The same as budget_item(). */
const struct item *builder_item(const struct builder *builder, enum table_kind kind, enum concept concept);

/* Each adds the relations of its family. */
void build_sums(struct builder *builder);       /* sums.c: rows, parts, costs, financing */
void build_rates(struct builder *builder);      /* rates.c: flat rates */
void build_aid(struct builder *builder);        /* aid.c: balances, ceilings, shares */
void build_activities(struct builder *builder); /* activity_relations.c */
void build_intervals(struct builder *builder);  /* interval_relations.c */
void build_allocation(struct builder *builder); /* allocation.c */
void build_other(struct builder *builder);      /* other.c */

/* The totals of a table under the reading that fits best (other.c): each total row of the rows, and each total column of the
 * columns, by `rule`. */
void relate_row_totals(struct builder *builder, const struct table *table);
void relate_column_totals(struct builder *builder, const struct table *table, enum rule_id rule);

/* ---- nodes (nodes.c) ---- */
struct node *node_constant(struct builder *builder, struct ratio value, enum value_kind kind);
/* A rate or share; `parameter` is the condition it is, or UNKNOWN. */
struct node *node_parameter(struct builder *builder, struct ratio value, enum concept parameter);
struct node *node_sum(struct builder *builder);
void node_add(struct builder *builder, struct node *sum, const struct node *term, int sign);
struct node *node_product(struct builder *builder, const struct node *a, const struct node *b);
struct node *node_quotient(struct builder *builder, const struct node *a, const struct node *b);
struct node *node_round(struct builder *builder, const struct node *a, int decimals);
struct node *node_of_cell(struct builder *builder, const struct cell *cell, bool row_has_amounts);

/* ---- amounts (amounts.c) ---- */
/* The amount of a row in a column: its cell, with what stands in for a blank (for a total its years, else its
 * lines or parts); a total that has no column is the sum of its years. NULL where there is no such column. */
const struct node *item_node(struct builder *builder, const struct item *item, int scope);
/* A blank cell that nothing stands in for is what `sum` makes: the total of a table of any kind. The calculator fills such
 * cells in instead. */
void set_stand_in(struct builder *builder, const struct item *item, int scope, const struct node *sum);
/* The sum of the row's years, or NULL when its table has none. */
const struct node *years_node(struct builder *builder, const struct item *item);
/* The amount of a concept: its row's, else the sum of its parts; NULL when nothing of it is published. */
const struct node *concept_node(struct builder *builder, enum table_kind kind, enum concept concept,
                                int scope);
/* The parts of a concept as a sum, or NULL; *rule and *phrase say how it is called. */
const struct node *definition_node(struct builder *builder, enum table_kind kind, enum concept concept,
                                   int scope, enum rule_id *rule, enum message_id *phrase);
/* The row's lines as a sum, or NULL when it has none. */
const struct node *lines_node(struct builder *builder, const struct item *item, int scope);

/* A sum of financing that has the financiers themselves as its lines, without groups. */
bool item_is_sum_of_financiers(const struct item *item);

/* The first table of a kind, or NULL. */
const struct table *builder_table(const struct builder *builder, enum table_kind kind);
/* The number of year columns. */
int table_years(const struct table *table);

/* ---- relations (relate.c) ---- */
/* The cell is published, even if unreadable. A blank is compared with nothing, but the calculator fills it in. */
bool is_target(const struct builder *builder, const struct cell *cell);
/* Adds target (a row's cell) <comparison> expression, unless the cell is absent, or blank where that is no target,
 * or the expression NULL. */
struct relation *relate(struct builder *builder, enum rule_id rule, const struct item *item, int scope,
                        enum comparison comparison, const struct node *expression, struct message phrase);
/* The same for the total of a row even where it is not published: then the sum of its years, at the row's label. */
struct relation *relate_total(struct builder *builder, enum rule_id rule, const struct item *item, int scope,
                              enum comparison comparison, const struct node *expression,
                              struct message phrase);
/* The same for a target that is no cell of a row. */
struct relation *relate_node(struct builder *builder, enum rule_id rule, const struct node *target,
                             enum comparison comparison, const struct node *expression,
                             struct message phrase);

/* Sets what to do when the relation does not hold; NULL is ignored. */
void relation_set_action(struct relation *relation, enum message_id action);

/* "45,24 %", in the system's language. */
struct str percent_words(struct builder *builder, struct ratio rate);

#endif
