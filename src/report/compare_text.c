/* Schemes side by side, for people: a line for each amount, a column for each scheme, and what to make of it. */
#include "text_parts.h"

#include "budgetkoll/label.h"
#include "budgetkoll/table_field.h"

struct grid {
    struct text_writer *writer;
    const struct schemes_compared *comparison;
    size_t label_width, widths[MOST_COMPARED];
};

static struct arena *arena_of(const struct text_writer *writer)
{
    return writer->buffer->arena;
}

static struct str say(const struct text_writer *writer, struct message message)
{
    return message_text(arena_of(writer), writer->language, message);
}

static struct str kronor(const struct text_writer *writer, money amount)
{
    return words_of_kronor(arena_of(writer), writer->language, amount);
}

static struct str safe_name(const struct text_writer *writer, const struct compared_scheme *scheme)
{
    return label_safe(arena_of(writer), scheme->name);
}

static void add_sentence(struct text_writer *writer, struct str text)
{
    buffer_print(writer->buffer, "  %.*s\n", STR_ARG(text));
}

/* ---- the table ---- */

static struct str cell_words(const struct text_writer *writer, const struct compared_scheme *scheme,
                             enum compared_row row)
{
    if (!compared_is_known(scheme))
        return say(writer, (struct message){MESSAGE_COMPARE_UNKNOWN, {{0}}});
    if (scheme->covered[row] != 0)
        return say(writer, (struct message){MESSAGE_COMPARE_IS_COVERED, {{0}}});
    return scheme->has[row] ? words_of_amount(arena_of(writer), writer->language, scheme->amounts[row])
                            : STR("–");
}

static void widen(size_t *width, struct str text)
{
    size_t length = str_code_points(text);
    *width = length > *width ? length : *width;
}

static void measure(struct grid *grid)
{
    for (size_t i = 0; i < grid->comparison->schemes.count; i++)
        widen(&grid->widths[i], safe_name(grid->writer, &grid->comparison->schemes.items[i]));
    for (enum compared_row row = 0; row < COMPARED_ROWS; row++) {
        if (!comparison_shows(grid->comparison, row))
            continue;
        widen(&grid->label_width, compared_name(arena_of(grid->writer), row, grid->writer->language));
        for (size_t i = 0; i < grid->comparison->schemes.count; i++)
            widen(&grid->widths[i], cell_words(grid->writer, &grid->comparison->schemes.items[i], row));
    }
}

static void pad(struct text_writer *writer, struct str text, size_t width)
{
    for (size_t i = str_code_points(text); i < width; i++)
        buffer_add_char(writer->buffer, ' ');
}

static void add_label(struct grid *grid, struct str label)
{
    text_add(grid->writer, "  ");
    buffer_add(grid->writer->buffer, label);
    pad(grid->writer, label, grid->label_width);
}

static void add_cell(struct grid *grid, size_t column, struct str text)
{
    text_add(grid->writer, "  ");
    pad(grid->writer, text, grid->widths[column]);
    buffer_add(grid->writer->buffer, text);
}

/* Sums and results stand out. */
static bool is_strong(enum compared_row row)
{
    return row == COMPARED_TOTAL_COSTS || row == COMPARED_FLAT_RATES || row == COMPARED_AID;
}

/* Costs, flat rates and financing are kept apart. */
static bool begins_part(enum compared_row row)
{
    return row == COMPARED_STAFF || row == COMPARED_FLAT_RATES || row == COMPARED_PROMISED;
}

static void add_row(struct grid *grid, enum compared_row row)
{
    text_add(grid->writer, begins_part(row) ? "\n" : "");
    text_paint(grid->writer, is_strong(row) ? "1" : "0");
    add_label(grid, compared_name(arena_of(grid->writer), row, grid->writer->language));
    for (size_t i = 0; i < grid->comparison->schemes.count; i++)
        add_cell(grid, i, cell_words(grid->writer, &grid->comparison->schemes.items[i], row));
    text_paint(grid->writer, "0");
    text_add(grid->writer, "\n");
}

static struct str rate_words(const struct text_writer *writer, struct ratio rate)
{
    return rate.denominator ? words_of_percent(arena_of(writer), writer->language, rate) : STR("–");
}

/* The rates come first: they are what differs. */
static void add_rates(struct grid *grid, enum message_id name, bool is_payroll)
{
    add_label(grid, say(grid->writer, (struct message){name, {{0}}}));
    for (size_t i = 0; i < grid->comparison->schemes.count; i++) {
        const struct compared_scheme *scheme = &grid->comparison->schemes.items[i];
        add_cell(grid, i,
                 rate_words(grid->writer, is_payroll ? scheme->payroll_rate : scheme->indirect_rate));
    }
    text_add(grid->writer, "\n");
}

static void add_table(struct text_writer *writer, const struct schemes_compared *comparison)
{
    struct grid grid = {.writer = writer, .comparison = comparison};
    struct str unit = say(writer, (struct message){MESSAGE_COMPARE_AMOUNTS, {{0}}});
    widen(&grid.label_width, unit);
    measure(&grid);
    text_paint(writer, "1");
    add_label(&grid, unit);
    for (size_t i = 0; i < comparison->schemes.count; i++)
        add_cell(&grid, i, safe_name(writer, &comparison->schemes.items[i]));
    text_paint(writer, "0");
    text_add(writer, "\n");
    add_rates(&grid, MESSAGE_COMPARE_PAYROLL_RATE, true);
    add_rates(&grid, MESSAGE_COMPARE_INDIRECT_RATE, false);
    for (enum compared_row row = 0; row < COMPARED_ROWS; row++)
        if (comparison_shows(comparison, row))
            add_row(&grid, row);
}

/* ---- what a scheme's column needs said ---- */

/* "Externa tjänster 3 119 000 kr, Resor och logi 130 000 kr" */
static struct str covered_words(const struct text_writer *writer, const struct compared_scheme *scheme)
{
    struct buffer text = {.arena = arena_of(writer)};
    for (enum compared_row row = 0; row < COMPARED_ROWS; row++) {
        if (scheme->covered[row] == 0)
            continue;
        struct message part = {
            MESSAGE_COMPARE_PART,
            {compared_name(text.arena, row, writer->language), kronor(writer, scheme->covered[row])}};
        buffer_print(&text, "%s%.*s", text.length ? ", " : "", STR_ARG(say(writer, part)));
    }
    return buffer_text(&text);
}

static void add_covered(struct text_writer *writer, const struct compared_scheme *scheme)
{
    money left = scheme->amounts[COMPARED_LEFT];
    struct str covered = covered_words(writer, scheme);
    if (covered.length == 0)
        return;
    struct message stands = {MESSAGE_COMPARE_STANDS_FOR,
                             {scheme->name, kronor(writer, scheme->amounts[COMPARED_INDIRECT]), covered}};
    struct message rest = {left < 0 ? MESSAGE_COMPARE_UNPAID : MESSAGE_COMPARE_OVERPAID,
                           {kronor(writer, left < 0 ? -left : left)}};
    buffer_print(writer->buffer, "  %.*s; %.*s\n", STR_ARG(say(writer, stands)), STR_ARG(say(writer, rest)));
}

static void add_least_staff(struct text_writer *writer, const struct compared_scheme *scheme)
{
    struct buffer share = {.arena = arena_of(writer)};
    if (scheme->least_staff.denominator == 0 || scheme->staff_share.denominator == 0)
        return;
    words_share(&share, writer->language, scheme->staff_share);
    add_sentence(
        writer,
        say(writer, (struct message){MESSAGE_COMPARE_LEAST_STAFF,
                                     {scheme->name,
                                      words_of_percent(share.arena, writer->language, scheme->least_staff),
                                      buffer_text(&share)}}));
}

/* "eruf-2014: the ceiling: 50% of eligible financing ..." where it holds the aid down. */
static void add_ceiling(struct text_writer *writer, const struct compared_scheme *scheme)
{
    static const enum message_id names[] = {[CEILING_ELIGIBLE] = MESSAGE_CALC_CEILING_ELIGIBLE,
                                            [CEILING_ACTUAL] = MESSAGE_CALC_CEILING_ACTUAL,
                                            [CEILING_MAXIMUM] = MESSAGE_CALC_CEILING_MAXIMUM};
    if (!scheme->ceiling_binds || scheme->ceiling < 0)
        return;
    const struct ceiling *ceiling = &scheme->ceilings[scheme->ceiling];
    struct message message = {names[scheme->ceiling],
                              {words_of_percent(arena_of(writer), writer->language, ceiling->share),
                               kronor(writer, ceiling->base), kronor(writer, ceiling->most)}};
    buffer_print(writer->buffer, "  %.*s: %.*s\n", STR_ARG(safe_name(writer, scheme)),
                 STR_ARG(say(writer, message)));
}

static void add_scheme(struct text_writer *writer, const struct compared_scheme *scheme)
{
    for (size_t i = 0; i < scheme->why_not.count; i++)
        add_sentence(writer, scheme->why_not.items[i]);
    if (!compared_is_known(scheme))
        return;
    add_covered(writer, scheme);
    add_least_staff(writer, scheme);
    add_ceiling(writer, scheme);
}

/* ---- which gives most ---- */

static struct str best_names(const struct text_writer *writer, const struct schemes_compared *comparison,
                             enum compared_best best, money *amount)
{
    struct buffer text = {.arena = arena_of(writer)};
    size_t winners = 0;
    for (size_t i = 0; i < comparison->schemes.count; i++) {
        const struct compared_scheme *scheme = &comparison->schemes.items[i];
        if (!comparison_is_best(comparison, best, i))
            continue;
        buffer_print(&text, "%s%.*s", winners++ ? ", " : "", STR_ARG(scheme->name));
        *amount = scheme->amounts[compared_best_row(best)];
    }
    return winners == comparison->schemes.count
               ? say(writer, (struct message){MESSAGE_COMPARE_ALL_ALIKE, {{0}}})
               : buffer_text(&text);
}

static void add_bests(struct text_writer *writer, const struct schemes_compared *comparison)
{
    static const enum message_id messages[COMPARED_BESTS] = {[BEST_FLAT_RATES] =
                                                                 MESSAGE_COMPARE_BEST_FLAT_RATES,
                                                             [BEST_AID] = MESSAGE_COMPARE_BEST_AID,
                                                             [BEST_OWN] = MESSAGE_COMPARE_BEST_OWN,
                                                             [BEST_LEFT] = MESSAGE_COMPARE_BEST_LEFT};
    for (enum compared_best best = 0; best < COMPARED_BESTS; best++) {
        money amount = 0;
        struct str names = best_names(writer, comparison, best, &amount);
        if (names.length)
            add_sentence(writer,
                         say(writer, (struct message){messages[best], {names, kronor(writer, amount)}}));
    }
}

/* ---- where they cross ---- */

static void add_crossing(struct text_writer *writer, const struct schemes_compared *comparison,
                         const struct crossing *crossing)
{
    const struct compared_scheme *a = &comparison->schemes.items[crossing->a];
    const struct compared_scheme *b = &comparison->schemes.items[crossing->b];
    struct str larger = crossing->above > 0 ? b->name : a->name;
    struct message message = {MESSAGE_COMPARE_NO_CROSSING, {a->name, b->name}};
    if (crossing->is_known && crossing->is_found)
        message = (struct message){MESSAGE_COMPARE_CROSSING,
                                   {a->name, b->name, kronor(writer, crossing->staff), larger,
                                    kronor(writer, comparison_wages(comparison))}};
    else if (crossing->is_known)
        message = (struct message){crossing->above ? MESSAGE_COMPARE_ALWAYS : MESSAGE_COMPARE_NEVER,
                                   {a->name, b->name, larger}};
    add_sentence(writer, say(writer, message));
}

static void add_title(struct text_writer *writer, const struct schemes_compared *comparison)
{
    struct case_report report = {.id = comparison->name, .budget = comparison->budget};
    if (comparison->budget) {
        text_title(writer, &report);
        add_sentence(writer, say(writer, (struct message){MESSAGE_COMPARE_CONDITIONS, {{0}}}));
    } else {
        buffer_print(writer->buffer, "%.*s\n", STR_ARG(comparison->name));
    }
    text_add(writer, "\n");
}

void compare_text(struct buffer *buffer, const struct report_options *options,
                  const struct schemes_compared *comparison)
{
    struct text_writer writer = {buffer, options->language, options->color, {false}, CURRENCY_SEK};
    if (!options->quiet)
        add_title(&writer, comparison);
    add_table(&writer, comparison);
    if (options->quiet)
        return;
    text_add(&writer, "\n");
    for (size_t i = 0; i < comparison->schemes.count; i++)
        add_scheme(&writer, &comparison->schemes.items[i]);
    add_bests(&writer, comparison);
    for (size_t i = 0; i < comparison->crossings.count; i++)
        add_crossing(&writer, comparison, &comparison->crossings.items[i]);
}

/* ---- as a table file ---- */

static void add_field(struct buffer *buffer, struct str text, char separator)
{
    buffer_add(buffer, table_field(buffer->arena, text, separator));
}

/* "1655640,50"; nothing where the scheme has no such amount. */
static void add_number(struct buffer *buffer, const struct compared_scheme *scheme, enum compared_row row)
{
    money amount = scheme->amounts[row];
    uint64_t size = amount < 0 ? 0 - (uint64_t)amount : (uint64_t)amount;
    if (!scheme->has[row] || scheme->covered[row] != 0)
        return;
    buffer_print(buffer, "%s%llu", amount < 0 ? "-" : "", (unsigned long long)(size / ORE_PER_KRONA));
    if (size % ORE_PER_KRONA)
        buffer_print(buffer, ",%02llu", (unsigned long long)(size % ORE_PER_KRONA));
}

void compare_table(struct buffer *buffer, const struct report_options *options,
                   const struct schemes_compared *comparison, char separator)
{
    struct message unit = {MESSAGE_COMPARE_AMOUNTS, {{0}}};
    add_field(buffer, message_text(buffer->arena, options->language, unit), separator);
    for (size_t i = 0; i < comparison->schemes.count; i++) {
        buffer_add_char(buffer, separator);
        add_field(buffer, table_field_harmless(buffer->arena, comparison->schemes.items[i].name), separator);
    }
    buffer_add_char(buffer, '\n');
    for (enum compared_row row = 0; row < COMPARED_ROWS; row++) {
        if (!comparison_shows(comparison, row))
            continue;
        add_field(buffer, compared_name(buffer->arena, row, options->language), separator);
        for (size_t i = 0; i < comparison->schemes.count; i++) {
            buffer_add_char(buffer, separator);
            add_number(buffer, &comparison->schemes.items[i], row);
        }
        buffer_add_char(buffer, '\n');
    }
}
