#include "words.h"

#include "budgetkoll/headers.h"
#include "budgetkoll/number.h"
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

static void note_rate(struct arena *arena, struct wording *wording, const struct label_rate *rate)
{
    wording->has_rate = true;
    wording->rate = rate->rate;
    wording->rate_text = rate->text;
    wording->rate_is_doubtful = rate->is_doubtful;
    wording->base = label_key(arena, rate->base);
}

/* What stands behind a label's name, in any order: a sum that it states, a rate, an abbreviation. */
static void take_endings(struct arena *arena, struct wording *wording)
{
    struct label_rate rate;
    size_t length;
    do {
        length = wording->name.length;
        if (wording->term_count == 0)
            wording->term_count = stated_sum_take(arena, &wording->name, &wording->terms);
        label_drop_abbreviation(&wording->name);
        if (!wording->has_rate && label_rate_take(&wording->name, &rate))
            note_rate(arena, wording, &rate);
    } while (wording->name.length < length);
}

/* "25 % indirect costs": a percentage that begins a label is a rate where what follows is known to have one. */
static void take_first_rate(struct arena *arena, struct wording *wording)
{
    struct label_rate rate;
    struct str name = wording->name;
    if (wording->has_rate || name.length == 0 || !str_is_digit(name.data[0]) ||
        !label_rate_take_first(&name, &rate))
        return;
    enum concept concept = vocabulary_find(DOMAIN_COST, label_key(arena, name)).concept;
    if (concept != PAYROLL && concept != INDIRECT)
        return;
    wording->name = name;
    rate.base = STR("");
    note_rate(arena, wording, &rate);
}

/* A number without a mark behind it is the label's enumerator when what follows is known: "1 Personal", and not "3 deltagare". */
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

/* "2021", "Budget 2021": most labels end in no digit. */
static bool may_be_year(struct str text)
{
    return text.length >= 4 && str_is_digit(text.data[text.length - 1]);
}

static void read_heading(struct arena *arena, struct wording *wording)
{
    struct str rest = wording->printable;
    struct money_unit unit = unit_take(&rest);
    wording->unit = unit.ore;
    wording->currency = unit.currency;
    wording->year = may_be_year(rest) ? date_year(label_key(arena, rest)) : 0;
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
    take_first_rate(arena, wording);
    read_heading(arena, wording);
    bool whole = wording->name.length == wording->printable.length;
    look_up(wording, whole ? wording->whole_key : label_key(arena, wording->name));
    wording->clues = clues_of(wording->key);
}
