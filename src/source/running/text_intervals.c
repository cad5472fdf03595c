/* A table of intervals whose cells a copy has put on one line: "... 1.5 2.0 mnkr 4.5 6.0 mnkr Total årlig kostnad: 6.0 8.0
 * mnkr". What stands before an interval names it. */
#include "prose.h"

#include "budgetkoll/buffer.h"

enum { LEAST_INTERVALS = 3 };

static size_t count_intervals(const struct prose *prose)
{
    size_t count = 0;
    for (size_t i = 0; i < prose->figures.count; i++)
        count += prose->figures.items[i].low.length > 0;
    return count;
}

static struct str kept(struct assembler *assembler, struct str text)
{
    struct buffer copy = {.arena = assembler->arena};
    buffer_add(&copy, text);
    return buffer_text(&copy);
}

/* The last sentence of the words first .. end-1. */
static struct text_fragment name_of(struct assembler *assembler, const struct prose *prose, uint32_t first,
                                    uint32_t end)
{
    struct text_fragment name = prose->words.items[first];
    for (uint32_t next = first; next < end; next = prose_sentence_end(prose, next))
        first = next;
    name.text = kept(assembler, prose_text(&assembler->scratch, prose, first, end));
    return name;
}

static void add_row(struct assembler *assembler, struct text_fragment name, struct text_fragment place,
                    struct str low, struct str high)
{
    assembler_begin_row(assembler, place.line);
    assembler_fragment(assembler, name);
    assembler_cell(assembler, kept(assembler, low), place.offset, place.line);
    assembler_cell(assembler, kept(assembler, high), place.offset, place.line);
    assembler_end_row(assembler);
}

static void add_table(struct assembler *assembler, const struct prose *prose)
{
    struct text_fragment first = prose->words.items[0];
    uint32_t from = 0;
    first.text = concept_name(COL_ACTIVITY, SWEDISH);
    add_row(assembler, first, first, concept_name(COL_LOW, SWEDISH), concept_name(COL_HIGH, SWEDISH));
    for (size_t i = 0; i < prose->figures.count; i++) {
        const struct prose_figure *figure = &prose->figures.items[i];
        if (figure->low.length > 0)
            add_row(assembler, name_of(assembler, prose, from, figure->first),
                    prose->words.items[figure->first], figure->low, figure->high);
        from = figure->end;
    }
    assembler_blank(assembler, first.line);
}

void text_intervals_take(struct assembler *assembler)
{
    for (size_t at = 0, end; at<assembler->lines.list.count; at = end> at ? end : at + 1) {
        arena_clear(&assembler->scratch);
        struct prose prose = prose_read(assembler, at, &end);
        if (end == at + 1 && count_intervals(&prose) >= LEAST_INTERVALS)
            add_table(assembler, &prose);
    }
}
