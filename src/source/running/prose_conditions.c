/* Conditions that sentences state, as rows "key; value". */
#include "prose.h"

#include "budgetkoll/buffer.h"
#include "budgetkoll/label.h"

static const struct condition {
    enum concept concept;
    enum value_kind kind;
    const char *said, *before, *behind;
} conditions[] = {
#define CONDITION(concept, kind, said, before, behind) {concept, kind, said, before, behind},
#include "conditions.def"
#undef CONDITION
};

/* A figure in a sentence with one of these says something else. */
static const char other[] = "inte|ej|minst|lägst|förskott|per år|årlig|varje|not|at least|advance|per year";

/* Some word of the key, or several, begin with one of the alternatives; so it is where there is none. */
static bool says(struct str key, const char *alternatives)
{
    struct str rest = str_from(alternatives);
    bool found = rest.length == 0;
    while (rest.length > 0 && !found) {
        ptrdiff_t bar = str_find(rest, STR("|"));
        size_t end = bar < 0 ? rest.length : (size_t)bar;
        struct str words = str_slice(rest, 0, end);
        for (size_t at = 0; at < key.length && !found; at++)
            found = (at == 0 || key.data[at - 1] == ' ') && str_starts(str_slice(key, at, key.length), words);
        rest = str_slice(rest, bar < 0 ? end : end + 1, rest.length);
    }
    return found;
}

struct sentence {
    struct running *running;
    const struct prose *prose;
    uint32_t first, end;
};

static struct str key_of(const struct sentence *sentence, uint32_t first, uint32_t end)
{
    struct arena *scratch = &sentence->running->scratch;
    return label_key(scratch, prose_text(scratch, sentence->prose, first, end));
}

static void add_row(const struct sentence *sentence, enum concept concept, const struct prose_figure *figure)
{
    struct running *running = sentence->running;
    struct fragment place = sentence->prose->words.items[figure->first];
    struct buffer text = {.arena = running->arena};
    buffer_add(&text, figure->text);
    row_writer_begin(running, place.line);
    row_writer_cell(running, (struct fragment){concept_name(concept, SWEDISH), place.offset, place.line});
    row_writer_cell(running, (struct fragment){buffer_text(&text), place.offset, place.line});
    row_writer_end(running);
}

/* `from` and `to`: where the figure before ends and the next begins. */
static void take_figure(const struct sentence *sentence, const struct prose_figure *figure, uint32_t from,
                        uint32_t to)
{
    struct str said = key_of(sentence, sentence->first, figure->first);
    struct str before = key_of(sentence, from, figure->first), behind = key_of(sentence, figure->end, to);
    for (size_t i = 0; i < sizeof conditions / sizeof *conditions; i++) {
        const struct condition *condition = &conditions[i];
        if (condition->kind == figure->kind && figure->low.length == 0 && says(said, condition->said) &&
            says(before, condition->before) && says(behind, condition->behind)) {
            add_row(sentence, condition->concept, figure);
            return;
        }
    }
}

/* What has no full stop may be cells of a table. */
static bool has_full_stop(const struct sentence *sentence)
{
    return str_ends(sentence->prose->words.items[sentence->end - 1].text, STR("."));
}

static void take_sentence(const struct sentence *sentence)
{
    const struct prose *prose = sentence->prose;
    uint32_t from = sentence->first;
    if (!has_full_stop(sentence) || says(key_of(sentence, sentence->first, sentence->end), other))
        return;
    for (size_t i = 0; i < prose->figures.count; i++) {
        const struct prose_figure *figure = &prose->figures.items[i];
        if (figure->first < sentence->first || figure->first >= sentence->end)
            continue;
        bool last = i + 1 == prose->figures.count || figure[1].first >= sentence->end;
        take_figure(sentence, figure, from, last ? sentence->end : figure[1].first);
        from = figure->end;
    }
}

void prose_conditions_take(struct running *running)
{
    for (size_t at = 0, end; at<running->lines.list.count; at = end> at ? end : at + 1) {
        arena_clear(&running->scratch);
        struct prose prose = prose_read(running, at, &end);
        uint32_t next = 0;
        for (uint32_t first = 0; prose.figures.count > 0 && first < prose.words.count; first = next) {
            next = prose_sentence_end(&prose, first);
            take_sentence(&(struct sentence){running, &prose, first, next});
        }
    }
}
