/* A table of intervals whose cells a copy has put on one line: "... 1.5 2.0 mnkr 4.5 6.0 mnkr Total årlig kostnad: 6.0 8.0
 * mnkr", or whose rows are lines that end in one. What stands before an interval names it. */
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

static struct str kept(struct running *running, struct str text)
{
    struct buffer copy = {.arena = running->arena};
    buffer_add(&copy, text);
    return buffer_text(&copy);
}

/* The last sentence of the words first .. end-1, or what of it stands on the line of word `end`. */
static struct fragment name_of(struct running *running, const struct prose *prose, uint32_t first,
                               uint32_t end)
{
    while (first + 1 < end && prose->words.items[first].line < prose->words.items[end].line)
        first++;
    for (uint32_t next = first; next < end; next = prose_sentence_end(prose, next))
        first = next;
    struct fragment name = prose->words.items[first];
    name.text = kept(running, prose_text(&running->scratch, prose, first, end));
    return name;
}

static void add_row(struct running *running, struct fragment name, struct fragment place, struct str low,
                    struct str high)
{
    row_writer_begin(running, place.line);
    row_writer_cell(running, name);
    row_writer_cell(running, (struct fragment){kept(running, low), place.offset, place.line});
    row_writer_cell(running, (struct fragment){kept(running, high), place.offset, place.line});
    row_writer_end(running);
}

static void add_table(struct running *running, const struct prose *prose)
{
    struct fragment first = prose->words.items[0];
    uint32_t from = 0;
    first.text = concept_name(COL_ACTIVITY, SWEDISH);
    add_row(running, first, first, concept_name(COL_LOW, SWEDISH), concept_name(COL_HIGH, SWEDISH));
    for (size_t i = 0; i < prose->figures.count; i++) {
        const struct prose_figure *figure = &prose->figures.items[i];
        if (figure->low.length > 0)
            add_row(running, name_of(running, prose, from, figure->first), prose->words.items[figure->first],
                    figure->low, figure->high);
        from = figure->end;
    }
    row_writer_blank(running, first.line);
}

static bool is_interval(const struct prose *prose, uint32_t end)
{
    bool found = false;
    for (size_t i = 0; i < prose->figures.count && !found; i++)
        found = prose->figures.items[i].end == end && prose->figures.items[i].low.length > 0;
    return found;
}

/* From the first line on that ends in an interval all lines do. */
static bool is_table(const struct prose *prose)
{
    const struct fragment *words = prose->words.items;
    bool table = true, begun = false;
    for (uint32_t end = 1; end <= prose->words.count && table; end++) {
        bool last = end == prose->words.count || words[end].line > words[end - 1].line;
        bool interval = last && is_interval(prose, end);
        begun = begun || interval;
        table = !last || !begun || interval;
    }
    return table && begun;
}

/* Headings that are known stand above the rows, which are read below them. */
static bool has_header(struct running *running, size_t at, size_t end)
{
    struct running_header header;
    bool found = false;
    for (; at < end && !found; at++)
        found = running_header_read(&running->scratch, &running->lines, at, &header) > 0 && header.is_read;
    return found;
}

void prose_intervals_take(struct running *running)
{
    for (size_t at = 0, end; at<running->lines.list.count; at = end> at ? end : at + 1) {
        arena_clear(&running->scratch);
        struct prose prose = prose_read(running, at, &end);
        bool one_line = end == at + 1;
        if (count_intervals(&prose) < LEAST_INTERVALS ||
            (!one_line && (!is_table(&prose) || has_header(running, at, end))))
            continue;
        add_table(running, &prose);
        for (size_t i = at; i < end && !one_line; i++)
            running->lines.list.items[i].count = 0;
    }
}
