/* Levels ("Aktivitet", "Delaktivitet") that do not stand beside their rows' amounts. Where a name is broken over lines, the
 * text of a PDF shows the level of the next row beside the last line of this one's name. */
#include "assembler.h"

void text_levels_wait(struct assembler *assembler, const struct text_parsed *parsed)
{
    struct text_table *table = assembler->table;
    if (parsed->level.text.length == 0)
        return;
    if (table->level_apart.text.length == 0)
        table->level_apart = parsed->level;
    table->levels_lost = table->levels_lost || table->level_waiting.text.length > 0;
    table->level_waiting = parsed->level;
}

struct text_fragment text_levels_next(struct assembler *assembler, const struct text_parsed *parsed)
{
    struct text_table *table = assembler->table;
    struct text_fragment waiting = table->level_waiting;
    if (waiting.text.length == 0)
        return parsed->level;
    table->levels_lost = table->levels_lost || parsed->level.text.length > 0;
    table->level_waiting.text = STR("");
    return waiting;
}

static void report(struct assembler *assembler, struct text_fragment level)
{
    struct message message = {MESSAGE_TEXT_LEVEL, {level.text}};
    struct stretch stretch = {level.offset, (uint32_t)str_code_points(level.text)};
    struct finding *finding =
        finding_add_at(assembler->findings, RULE_READ_AMBIGUOUS, assembler->source, stretch, message);
    finding_set_action(assembler->findings, finding, (struct message){MESSAGE_DO_TEXT_LEVEL, {{0}}});
}

/* As many levels as rows, each at its row or before it, can be joined in one way only. */
void text_levels_settle(struct assembler *assembler)
{
    struct text_table *table = assembler->table;
    if (table->level_apart.text.length == 0)
        return;
    table->levels_lost = table->levels_lost || table->level_waiting.text.length > 0;
    for (size_t i = 0; i < table->rows.count; i++) {
        const struct text_row *row = &table->rows.items[i];
        bool whole = row->level.text.length > 0;
        table->levels_lost = table->levels_lost || (row->token_count > 0 && !whole);
    }
    if (!table->levels_lost)
        return;
    for (size_t i = 0; i < table->rows.count; i++)
        table->rows.items[i].level.text = STR("");
    report(assembler, table->level_apart);
}
