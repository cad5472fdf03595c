/* What labels state by a rate, in tables of any kind: "Indirekta kostnader 25 %", "Overhead 15 % av personal". What it is a rate of,
 * its words say, else the figures. */
#include "label_sum.h"

#include "budgetkoll/wordings.h"

enum { MOST_ROWS = 100 };

struct rated {
    struct arena *arena;
    struct table *table;
    const struct wording **words; /* of each row */
};

/* ---- the base in words ---- */

static bool is_total(const struct wording *words)
{
    return words->term_count > 0 || wording_has(words, CLUE_TOTAL) || wording_has(words, CLUE_SUBTOTAL);
}

/* Cuts the text before the next "och", "and", "samt" off a base. */
static struct str next_name(struct str *base)
{
    static const char *const joins[] = {" och ", " and ", " samt ", " plus ",
                                        " und ", " og ",  " sekä ", " ja "};
    size_t end = base->length, after = end;
    for (size_t i = 0; i < sizeof joins / sizeof *joins; i++) {
        ptrdiff_t at = str_find(*base, str_from(joins[i]));
        if (at >= 0 && (size_t)at < end) {
            end = (size_t)at;
            after = end + strlen(joins[i]);
        }
    }
    struct str name = str_slice(*base, 0, end);
    *base = str_slice(*base, after, base->length);
    return name;
}

/* "högst 25 000 av underavtal": takes the amount, of which no more counts, off its front; 0 where none stands there. */
static money take_cap(struct str *name)
{
    static const char *const words[] = {"högst ",   "max ",    "maximalt ",  "de första ",
                                        "up to ",   "first ",  "the first ", "at most ",
                                        "maximum ", "bis zu ", "inntil "};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        struct str rest = *name;
        if (!str_starts(rest, str_from(words[i])))
            continue;
        size_t end = strlen(words[i]), digits = end;
        while (digits < rest.length && (str_is_digit(rest.data[digits]) || rest.data[digits] == ' '))
            digits++;
        ptrdiff_t of = str_find(rest, STR(" av ")), other = str_find(rest, STR(" of "));
        of = of < 0 || (other >= 0 && other < of) ? other : of;
        money amount = 0;
        struct number number = number_read(str_trim(str_slice(rest, end, digits)), ',');
        if (of < 0 || number_amount(number, ORE_PER_KRONA, &amount) != NUMBER_READ)
            continue;
        *name = str_trim(str_slice(rest, (size_t)of + 4, rest.length));
        return amount;
    }
    return 0;
}

/* "underavtal" names "Underavtal Fjordlab", "personal" both "Personalkostnader" and "Löner". */
static bool is_named(const struct wording *words, struct str name)
{
    enum { SHORTEST = 4 };
    struct meaning meaning = vocabulary_find(DOMAIN_COST, name);
    if (meaning.concept != UNKNOWN && meaning.concept == words->in_costs.concept)
        return true;
    size_t shorter = name.length < words->key.length ? name.length : words->key.length;
    return shorter >= SHORTEST && (str_starts(words->key, name) || str_starts(name, words->key));
}

static bool add_named(const struct rated *rated, size_t target, struct str name, struct label_sum *sum)
{
    money cap = take_cap(&name);
    size_t before = sum->parts.count;
    for (size_t i = target; i-- > 0;) {
        if (!rated->table->items.items[i]->has_amount || !is_named(rated->words[i], name))
            continue;
        *ARENA_PUSH(rated->arena, &sum->parts) = (struct sum_part){.line = i, .sign = 1, .cap = cap};
        if (is_total(rated->words[i]))
            break;
    }
    return sum->parts.count > before;
}

/* All names of the base are rows of the table. */
static bool read_base(const struct rated *rated, size_t target, struct label_sum *sum)
{
    struct str base = rated->words[target]->base;
    bool all = base.length > 0;
    while (all && base.length > 0)
        all = add_named(rated, target, next_name(&base), sum);
    return all;
}

/* ---- the base by its figures ---- */

static bool is_line(const struct rated *rated, size_t row)
{
    const struct item *item = rated->table->items.items[row];
    return item->has_amount && item->role != ITEM_INCLUDED && !is_total(rated->words[row]);
}

/* The rows above the target from `first` on, but for one: all lines, or one total. */
static struct label_sum base_of(const struct rated *rated, size_t target, size_t first, size_t without)
{
    struct label_sum sum = {.share = rated->words[target]->rate};
    for (size_t i = first; i < target; i++)
        if (i != without && is_line(rated, i))
            *ARENA_PUSH(rated->arena, &sum.parts) = (struct sum_part){.line = i, .sign = 1};
    return sum;
}

static void take_better(const struct rated *rated, size_t target, struct label_sum sum,
                        struct label_sum *best)
{
    if (sum.parts.count == 0)
        return;
    label_sum_try(rated->table, target, &sum);
    if (sum.holds > best->holds)
        *best = sum;
}

/* Wages and what is paid on top of them. */
static struct label_sum base_of_staff(const struct rated *rated, size_t target)
{
    struct label_sum sum = {.share = rated->words[target]->rate};
    for (size_t i = 0; i < target; i++) {
        enum concept concept = rated->words[i]->in_costs.concept;
        if (is_line(rated, i) && (concept == STAFF || concept == PAYROLL))
            *ARENA_PUSH(rated->arena, &sum.parts) = (struct sum_part){.line = i, .sign = 1};
    }
    return sum;
}

/* Wages with on-costs, all lines above, all but one, those right above from one on; or a row alone. The first of those that hold most. */
static struct label_sum find_base(const struct rated *rated, size_t target)
{
    struct label_sum best = {.holds = 0};
    take_better(rated, target, base_of_staff(rated, target), &best);
    take_better(rated, target, base_of(rated, target, 0, SIZE_MAX), &best);
    for (size_t i = target; i-- > 0;) {
        struct label_sum alone = {.share = rated->words[target]->rate};
        if (rated->table->items.items[i]->has_amount)
            *ARENA_PUSH(rated->arena, &alone.parts) = (struct sum_part){.line = i, .sign = 1};
        take_better(rated, target, alone, &best);
    }
    for (size_t i = 0; i < target; i++) {
        take_better(rated, target, base_of(rated, target, 0, i), &best);
        take_better(rated, target, base_of(rated, target, i, SIZE_MAX), &best);
    }
    return best;
}

/* ---- rows ---- */

/* Overheads, on-costs: a percentage in their names is a rate, and not half a person. */
static bool is_overhead(const struct wording *words)
{
    return words->in_costs.concept == INDIRECT || words->in_costs.concept == PAYROLL;
}

static void settle_row(const struct rated *rated, size_t target)
{
    const struct wording *words = rated->words[target];
    struct label_sum sum = {.share = words->rate};
    bool stated = read_base(rated, target, &sum);
    if (stated)
        label_sum_try(rated->table, target, &sum);
    else
        sum = find_base(rated, target);
    bool sure = is_overhead(words) ? sum.holds > sum.fails : sum.holds > 1 && sum.fails == 0;
    if (sum.parts.count > 0 && (stated ? is_overhead(words) || sum.holds > 0 : sum.holds > 0 && sure))
        label_sum_add(rated->arena, rated->table, target, &sum);
}

void table_add_rated_rows(struct arena *arena, struct lexicon *lexicon, struct table *table)
{
    struct rated rated = {.arena = arena, .table = table};
    size_t count = table->items.count;
    if (count > MOST_ROWS)
        return;
    rated.words = ARENA_ARRAY(arena, const struct wording *, count + 1);
    for (size_t i = 0; i < count; i++)
        rated.words[i] = words_of(lexicon, table->items.items[i]->label);
    for (size_t i = 0; i < count; i++)
        if (rated.words[i]->has_rate && table->items.items[i]->has_amount && !is_total(rated.words[i]))
            settle_row(&rated, i);
}
