/* What is said about the project in lines of its own. */
#include "assembler.h"

#include "budgetkoll/buffer.h"
#include "budgetkoll/vocabulary.h"

bool text_facts_is(struct assembler *assembler, const struct text_line *line)
{
    struct str key = label_key(&assembler->scratch, line->pieces[0].text);
    return line->count == 2 && vocabulary_find(DOMAIN_KEY, key).concept != UNKNOWN;
}

bool text_facts_take_long(struct assembler *assembler, size_t at)
{
    enum { MOST_KEY_LINES = 3 };
    struct buffer key = {.arena = assembler->arena};
    const struct text_piece *value = NULL;
    for (size_t i = at; i < assembler->lines.list.count && i < at + MOST_KEY_LINES; i++) {
        struct text_line *line = &assembler->lines.list.items[i];
        bool alone = line->count == 1 && line->pieces[0].column > FAR;
        if (line->count == 0 || line->count > 2 || line->tabbed || (value && (alone || line->count == 2)))
            return false;
        if (alone || line->count == 2)
            value = &line->pieces[line->count - 1];
        if (!alone) {
            buffer_add(&key, key.length > 0 ? STR(" ") : STR(""));
            buffer_add(&key, line->pieces[0].text);
        }
        struct str text = buffer_text(&key);
        if (!value || i == at ||
            vocabulary_find(DOMAIN_KEY, label_key(&assembler->scratch, text)).concept == UNKNOWN)
            continue;
        assembler_begin_row(assembler, assembler->lines.list.items[at].number);
        assembler_cell(assembler, text, assembler->lines.list.items[at].pieces[0].offset,
                       assembler->lines.list.items[at].number);
        for (size_t line_at = at; line_at <= i; line_at++)
            if (value >= assembler->lines.list.items[line_at].pieces &&
                value <
                    assembler->lines.list.items[line_at].pieces + assembler->lines.list.items[line_at].count)
                assembler_cell(assembler, value->text, value->offset,
                               assembler->lines.list.items[line_at].number);
        assembler_end_row(assembler);
        for (size_t line_at = at + 1; line_at <= i; line_at++)
            assembler->lines.list.items[line_at].count = 0;
        return true;
    }
    return false;
}

/* Takes "Ärende-ID    20303832" out of the lines, since a table's row would be told from it by its words alone. */
static bool take_case(struct assembler *assembler, struct text_line *line)
{
    if (line->count != 2 || str_find(line->pieces[1].text, STR(" ")) >= 0 ||
        vocabulary_find(DOMAIN_KEY, label_key(&assembler->scratch, line->pieces[0].text)).concept != CASE_ID)
        return false;
    assembler_line(assembler, line);
    line->count = 0;
    return true;
}

/* Takes a line "Projektperiod: 2021-06-01 - 2023-03-31", or a key above its date, out of the lines. */
static void take_fact(struct assembler *assembler, size_t at)
{
    struct text_line *line = &assembler->lines.list.items[at];
    struct str text = line->count > 0 ? line->pieces[0].text : STR("");
    ptrdiff_t colon = str_find(str_shorten(text, 100), STR(":"));
    size_t next = colon < 0 ? assembler_next_line(assembler, at) : at;
    if (line->count != 1 || next == assembler->lines.list.count || text.length > 400)
        return;
    struct str key = colon < 0 ? text : str_slice(text, 0, (size_t)colon);
    enum concept concept = vocabulary_find(DOMAIN_KEY, label_key(&assembler->scratch, key)).concept;
    struct text_line *below = &assembler->lines.list.items[next];
    struct text_piece value = below->pieces[0];
    bool dated = concept_kind(concept) == VALUE_DATE || concept_kind(concept) == VALUE_PERIOD;
    if (concept == UNKNOWN || (colon < 0 && (!dated || below->count != 1 || !text_is_date(value.text))))
        return;
    if (colon >= 0) {
        value.text = str_trim(str_slice(text, (size_t)colon + 1, text.length));
        value.offset += (uint32_t)(value.text.data - text.data);
    }
    if (value.text.length == 0)
        return;
    assembler_begin_row(assembler, line->number);
    assembler_cell(assembler, key, line->pieces[0].offset, line->number);
    assembler_cell(assembler, value.text, value.offset, below->number);
    assembler_end_row(assembler);
    line->count = 0;
    below->count = 0;
}

void text_facts_take(struct assembler *assembler)
{
    for (size_t at = 0; at < assembler->lines.list.count; at++) {
        arena_clear(&assembler->scratch);
        struct text_line *line = &assembler->lines.list.items[at];
        if (!line->tabbed && !take_case(assembler, line))
            take_fact(assembler, at);
    }
}
