#include "words.h"

#include "budgetkoll/headers.h"
#include "budgetkoll/wordings.h"
#include "clues.h"
#include "enumerator.h"
#include "label_rate.h"
#include "stated_sum.h"

static void look_up(struct wording *wording, struct str key)
{
    wording->key = key;
    wording->in_costs = vocabulary_find(DOMAIN_COST, key);
    wording->in_financing = vocabulary_find(DOMAIN_FINANCING, key);
    wording->in_totals = vocabulary_find(DOMAIN_TOTALS, key);
}

static bool is_known(const struct wording *wording)
{
    return wording->in_costs.concept != UNKNOWN || wording->in_financing.concept != UNKNOWN ||
           wording->in_totals.concept != UNKNOWN;
}

/* Long with a full stop in it, or ended by a full stop or a colon after a word. */
static bool is_sentence(struct str text)
{
    enum { LONG = 50 }; /* bytes */
    return text.length >= LONG &&
           (str_find(text, STR(". ")) >= 0 || str_ends(text, STR(":")) || str_ends(text, STR(".")));
}

/* What stands behind a label's name, in any order: a sum that it states, a rate, an abbreviation. */
static void take_endings(struct arena *arena, struct wording *wording)
{
    struct label_rate rate = {.is_doubtful = false};
    size_t length;
    do {
        length = wording->name.length;
        if (wording->term_count == 0)
            wording->term_count = stated_sum_take(arena, &wording->name, &wording->terms);
        label_drop_abbreviation(&wording->name);
        if (!wording->has_rate && label_rate_take(&wording->name, &rate)) {
            wording->has_rate = true;
            wording->rate = rate.rate;
            wording->rate_text = rate.text;
            wording->rate_is_doubtful = rate.is_doubtful;
            wording->base = label_key(arena, rate.base);
        }
    } while (wording->name.length < length);
}

/* A number without a mark behind it is the label's enumerator when what follows is known: "1 Personal", and not "3 konsulter". */
static void take_enumerator(struct arena *arena, struct wording *wording)
{
    struct enumerator found = enumerator_find(wording->name);
    if (found.end == 0)
        return;
    struct str name = str_slice(wording->name, found.end, wording->name.length);
    if (!found.is_marked) {
        struct wording rest = {.name = name};
        take_endings(arena, &rest);
        look_up(&rest, label_key(arena, rest.name));
        if (!is_known(&rest))
            return;
    }
    wording->enumerator = found.text;
    wording->name = name;
}

static void read_heading(struct arena *arena, struct wording *wording)
{
    enum concept concept = header_concept(arena, wording->printable, &wording->year, &wording->unit);
    (void)concept;
    if (wording->unit != 0)
        wording->currency = label_currency(wording->printable);
}

void words_read(struct arena *arena, struct str text, struct wording *wording)
{
    *wording = (struct wording){.printable = label_printable(arena, text)};
    wording->is_dashed = take_dash(&wording->printable);
    wording->is_sentence = is_sentence(wording->printable);
    wording->whole_key = label_key(arena, wording->printable);
    wording->name = wording->printable;
    take_enumerator(arena, wording);
    take_endings(arena, wording);
    read_heading(arena, wording);
    look_up(wording, label_key(arena, wording->name));
    wording->clues = clues_of(wording->key);
}
