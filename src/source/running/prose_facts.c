/* What is said about the project in lines of its own. */
#include "running.h"

#include "budgetkoll/buffer.h"
#include "budgetkoll/vocabulary.h"

enum { LONGEST_KEY = 100 };

static enum concept key_concept(struct running *running, struct str text)
{
    if (text.length == 0 || text.length > LONGEST_KEY)
        return UNKNOWN;
    return vocabulary_find(DOMAIN_KEY, label_key(&running->scratch, text)).concept;
}

static void add_fact(struct running *running, struct fragment key, struct fragment value)
{
    row_writer_begin(running, key.line);
    row_writer_cell(running, key);
    row_writer_cell(running, value);
    row_writer_end(running);
}

static struct fragment piece_fragment(const struct running_line *line, uint32_t i)
{
    return (struct fragment){line->pieces[i].text, line->pieces[i].offset, line->number};
}

/* ---- a key of several lines ---- */

/* A key of up to three lines, whose value stands beside one of them or on a line between them. Returns how many lines. */
static size_t take_long(struct running *running, size_t at)
{
    enum { MOST_KEY_LINES = 3 };
    struct buffer key = {.arena = running->arena};
    struct fragment value = {STR(""), 0, 0};
    const struct running_line *first = &running->lines.list.items[at];
    for (size_t i = at; i < running->lines.list.count && i < at + MOST_KEY_LINES; i++) {
        const struct running_line *line = &running->lines.list.items[i];
        bool alone = line->count == 1 && line->pieces[0].column > FAR, beside = line->count == 2;
        if (line->count == 0 || line->count > 2 || line->tabbed || (value.line > 0 && (alone || beside)) ||
            key.length > LONGEST_KEY)
            return 0;
        if (alone || beside)
            value = piece_fragment(line, line->count - 1);
        if (!alone) {
            buffer_add(&key, key.length > 0 ? STR(" ") : STR(""));
            buffer_add(&key, line->pieces[0].text);
        }
        if (value.line == 0 || i == at || key_concept(running, buffer_text(&key)) == UNKNOWN)
            continue;
        add_fact(running, (struct fragment){buffer_text(&key), first->pieces[0].offset, first->number},
                 value);
        return i + 1 - at;
    }
    return 0;
}

/* ---- a key and its value on one line ---- */

/* "1.1" before "Projektets namn". */
static bool is_number(struct str word)
{
    bool digits = word.length > 0 && str_is_digit(word.data[0]);
    for (size_t i = 0; i < word.length; i++)
        digits = digits && (str_is_digit(word.data[i]) || word.data[i] == '.');
    return digits;
}

/* A text can be what a key asks for. */
static bool can_be_value(enum concept concept, const struct running_word *words, uint32_t count)
{
    enum { MOST_VALUE_WORDS = 10 };
    struct str last = words[count - 1].text;
    switch (concept_kind(concept)) {
    case VALUE_DATE:
        return count == 1 && line_parts_is_date(words[0].text);
    case VALUE_TEXT:
        return count <= MOST_VALUE_WORDS && !str_ends(last, STR(".")) && !str_ends(last, STR(",")) &&
               (!broken_label_goes_on(words[0].text) || str_is_digit(words[0].text.data[0]));
    default:
        return number_has_digit(words[0].text) && count <= MOST_VALUE_WORDS;
    }
}

/* "1.1 Projektets namn Grön logistik": the longest key that the line begins with, and what follows. */
static bool take_line(struct running *running, struct running_line *line)
{
    enum { MOST_KEY_WORDS = 6 };
    const struct running_word *words = line->words;
    if (!running_line_words(line) || line->count != 1)
        return false;
    words = line->words;
    uint32_t first = line->word_count > 2 && is_number(words[0].text);
    for (uint32_t end = line->word_count - 1; end > first; end--) {
        struct str last = words[end - 1].text, text = words[first].text;
        if (end - first > MOST_KEY_WORDS)
            continue;
        text.length = (size_t)(last.data - text.data) + last.length;
        enum concept concept = key_concept(running, text);
        if (concept == UNKNOWN || !can_be_value(concept, words + end, line->word_count - end))
            continue;
        struct str value = words[end].text, end_text = words[line->word_count - 1].text;
        value.length = (size_t)(end_text.data - value.data) + end_text.length;
        add_fact(running, (struct fragment){text, words[first].offset, line->number},
                 (struct fragment){value, words[end].offset, line->number});
        return true;
    }
    return false;
}

size_t prose_facts_take(struct running *running, size_t at)
{
    struct running_line *line = &running->lines.list.items[at];
    if (line->count == 2 && key_concept(running, line->pieces[0].text) != UNKNOWN) {
        row_writer_line(running, line);
        return 1;
    }
    size_t taken = take_long(running, at);
    return taken == 0 && take_line(running, line) ? 1 : taken;
}

/* ---- those that stand anywhere ---- */

/* Takes "Ärende-ID    20303832" out of the lines, since a table's row would be told from it by its words alone. */
static bool take_case(struct running *running, struct running_line *line)
{
    if (line->count != 2 || str_find(line->pieces[1].text, STR(" ")) >= 0 ||
        key_concept(running, line->pieces[0].text) != CASE_ID)
        return false;
    row_writer_line(running, line);
    line->count = 0;
    return true;
}

/* "Projektperiod: 2021-06-01 - 2023-03-31". */
static void take_after_colon(struct running *running, struct running_line *line, size_t colon)
{
    struct fragment key = piece_fragment(line, 0), value = key;
    key.text = str_slice(key.text, 0, colon);
    value.text = str_trim(str_slice(value.text, colon + 1, value.text.length));
    if (value.text.length == 0 || key_concept(running, key.text) == UNKNOWN)
        return;
    value.offset += (uint32_t)(value.text.data - key.text.data);
    add_fact(running, key, value);
    line->count = 0;
}

/* A key above its date. */
static void take_above(struct running *running, struct running_line *line, struct running_line *below)
{
    if (below->count != 1 || !line_parts_is_date(below->pieces[0].text))
        return;
    enum concept concept = key_concept(running, line->pieces[0].text);
    if (concept == UNKNOWN || (concept_kind(concept) != VALUE_DATE && concept_kind(concept) != VALUE_PERIOD))
        return;
    add_fact(running, piece_fragment(line, 0), piece_fragment(below, 0));
    line->count = 0;
    below->count = 0;
}

/* ---- answers ---- */

static const struct answer {
    enum concept concept;
    const char *question, *prompt;
} answers[] = {
#define ANSWER(concept, question, prompt) {concept, question, prompt},
#include "answers.def"
#undef ANSWER
};

static bool says(struct running *running, size_t at, const char *words)
{
    const struct running_line *line = &running->lines.list.items[at];
    struct str text = line->count == 1 ? line->pieces[0].text : STR("");
    return str_find(label_key(&running->scratch, text), str_from(words)) >= 0;
}

/* A figure that stands alone answers the prompt above it, if some lines above that stands the question. */
static void take_answer(struct running *running, size_t at, struct running_line *line)
{
    enum { MOST_LINES = 20 };
    bool figure = str_is_digit(line->pieces[0].text.data[0]) &&
                  number_read(line->pieces[0].text, 0).status == NUMBER_READ;
    for (size_t i = 0; i < sizeof answers / sizeof *answers && figure; i++) {
        if (!says(running, at, answers[i].prompt))
            continue;
        for (size_t up = at; up > 0 && at - up < MOST_LINES; up--)
            if (line->count > 0 && says(running, up - 1, answers[i].question)) {
                struct fragment value = piece_fragment(line, 0), key = value;
                key.text = concept_name(answers[i].concept, SWEDISH);
                add_fact(running, key, value);
                line->count = 0;
            }
    }
}

void prose_facts_take_marked(struct running *running)
{
    enum { MOST_BYTES = 400 };
    struct running_lines *lines = &running->lines;
    for (size_t at = 0; at < lines->list.count; at++) {
        struct running_line *line = &lines->list.items[at];
        arena_clear(&running->scratch);
        if (line->tabbed || take_case(running, line) || line->count != 1 ||
            line->pieces[0].text.length > MOST_BYTES)
            continue;
        ptrdiff_t colon = str_find(str_shorten(line->pieces[0].text, LONGEST_KEY), STR(":"));
        size_t next = colon < 0 ? running_next_line(&running->lines, at) : lines->list.count;
        if (colon >= 0)
            take_after_colon(running, line, (size_t)colon);
        else if (next < lines->list.count && lines->list.items[next].count == 1) {
            take_above(running, line, &lines->list.items[next]);
            take_answer(running, at, &lines->list.items[next]);
        }
    }
}
