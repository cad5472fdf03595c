/* How the labels of a table stand beside their amounts. */
#include "assembler.h"

/* What has been seen of a table's rows, to tell how labels stand beside their amounts. */
struct alignment {
    bool first, label_before, dash_before;
};

/* A line's part in telling how labels stand beside their amounts. */
static void weigh_line(struct assembler *assembler, const struct text_line *line, struct alignment *alignment)
{
    struct text_parsed parsed;
    bool is_row = line->count > 0 && assembler_parse(assembler, line, &parsed);
    bool amounts = is_row && parsed.token_count > 0, label = is_row && parsed.label.text.length > 0;
    bool spaced = is_row && parsed.spaced;
    if (amounts && !label && !parsed.dashed && spaced && alignment->label_before)
        assembler->labels_above = assembler->in_the_middle = true;
    if (amounts && label && !parsed.dashed && spaced && alignment->dash_before)
        assembler->labels_above = true;
    bool unknown = label && assembler_meaning(assembler, &parsed.label, 1) == UNKNOWN &&
                   !text_begins_label(&assembler->scratch, &parsed.label, 1);
    if (alignment->first && unknown && !amounts)
        assembler->labels_above = true;
    alignment->first = alignment->first && !is_row;
    alignment->label_before = label && !amounts;
    alignment->dash_before = alignment->label_before && parsed.dashed;
}

void text_align(struct assembler *assembler, size_t at)
{
    enum { SAMPLE = 200 };
    struct alignment alignment = {.first = true};
    struct text_header header;
    assembler->labels_above = assembler->in_the_middle = false;
    if (assembler->table->header.is_free)
        return;
    for (size_t i = at; i < assembler->lines.list.count && i - at < SAMPLE; i++) {
        const struct text_line *line = &assembler->lines.list.items[i];
        bool other =
            line->tabbed || (text_header_read(&assembler->scratch, &assembler->lines, i, &header) > 0 &&
                             !text_header_same(&header, &assembler->table->header));
        if (other)
            return;
        weigh_line(assembler, line, &alignment);
    }
}
