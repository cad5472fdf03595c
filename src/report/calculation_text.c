/* What a budget should be, for people: its tables as they should be, what differs and why, and how it is paid. */
#include "budget_table.h"

#include "budgetkoll/label.h"

enum { SHOWN_REMAINING = 10, SHOWN_OF_GROUP = 5 };

static struct str say(struct text_writer *writer, struct message message)
{
    return message_text(writer->buffer->arena, writer->language, message);
}

static void add_sentence(struct text_writer *writer, struct message message)
{
    buffer_print(writer->buffer, "  %.*s\n", STR_ARG(say(writer, message)));
}

static struct str kronor(struct text_writer *writer, money amount)
{
    return words_of_money(writer->buffer->arena, writer->language, amount, writer->currency);
}

static struct str percent(struct text_writer *writer, struct ratio share)
{
    return words_of_percent(writer->buffer->arena, writer->language, share);
}

/* ---- what differs ---- */

static struct str cell_words(struct text_writer *writer, const struct cell *cell, enum value_kind kind)
{
    struct buffer text = {.arena = writer->buffer->arena};
    if (cell->state != CELL_VALUE)
        return say(writer,
                   (struct message){
                       cell->state == CELL_UNREADABLE ? MESSAGE_CALC_UNREADABLE : MESSAGE_CALC_BLANK, {{0}}});
    if (kind == VALUE_PERCENT)
        words_percent(&text, writer->language, cell_ratio(cell, kind), cell->decimals);
    else
        words_money(&text, writer->language, cell->value, cell->currency);
    return buffer_text(&text);
}

/* published − computed, in kronor or in points of a percentage. */
static struct str difference_words(struct text_writer *writer, const struct computed *cell)
{
    struct buffer text = {.arena = writer->buffer->arena};
    struct ratio difference;
    money ore = 0;
    if (cell->published->state != CELL_VALUE ||
        !ratio_subtract(cell_ratio(cell->published, cell->kind), cell_ratio(cell->computed, cell->kind),
                        &difference))
        return STR("");
    if (cell->kind == VALUE_PERCENT) {
        words_percent(&text, writer->language, difference, 2);
        while (text.length > 0 && (text.data[text.length - 1] == '%' || text.data[text.length - 1] == ' '))
            text.length--;
        return say(writer, (struct message){MESSAGE_CALC_POINTS, {buffer_text(&text)}});
    }
    if (ratio_round(difference, 1, ROUND_HALF_UP, &ore))
        words_money(&text, writer->language, ore, cell->published->currency);
    return buffer_text(&text);
}

static struct str cell_label(struct text_writer *writer, const struct computed *cell)
{
    struct buffer text = {.arena = writer->buffer->arena};
    if (!cell->row)
        return label_safe(text.arena, cell->name);
    bool in_own_words = concept_is_rest(cell->row->concept);
    buffer_add(&text, label_safe(text.arena,
                                 in_own_words ? cell->row->label : item_name(cell->row, writer->language)));
    buffer_add_char(&text, ' ');
    buffer_add(&text, scope_name(text.arena, cell->row, cell->scope, writer->language));
    return buffer_text(&text);
}

static const enum message_id reasons[] = {
    [REASON_ROUNDING] = MESSAGE_CALC_ROUNDING, [REASON_SPREAD] = MESSAGE_CALC_SPREAD};

static void add_difference(struct text_writer *writer, const struct computed *cell, bool quiet)
{
    struct place place = place_resolve(cell->computed->origin);
    struct str difference = difference_words(writer, cell);
    text_paint(writer, "1");
    buffer_add(writer->buffer, place_text(writer->buffer->arena, place));
    text_add(writer, ": ");
    text_paint(writer, "0");
    struct message message = {difference.length ? MESSAGE_CALC_DIFFERS : MESSAGE_CALC_REPLACED,
                              {cell_label(writer, cell), cell_words(writer, cell->published, cell->kind),
                               cell_words(writer, cell->computed, cell->kind), difference}};
    struct str text =
        with_doubt(writer->buffer->arena, writer->language, cell->follows_doubt, say(writer, message));
    buffer_print(writer->buffer, "%.*s\n", STR_ARG(text));
    if (!quiet && cell->calculation.length)
        buffer_print(writer->buffer, "        = %.*s\n", STR_ARG(cell->calculation));
    if (!quiet && cell->reason != REASON_NONE)
        buffer_print(writer->buffer, "        = %.*s\n",
                     STR_ARG(say(writer, (struct message){reasons[cell->reason], {{0}}})));
}

static void add_differences(struct text_writer *writer, const struct calculation *calculation, bool quiet)
{
    size_t same = 0, filled = 0, different = 0;
    for (size_t i = 0; i < calculation->cells.count; i++) {
        const struct computed *cell = &calculation->cells.items[i];
        if (!computed_differs(cell))
            same++;
        else if (cell->published->state == CELL_BLANK)
            filled++;
        else {
            different++;
            add_difference(writer, cell, quiet);
        }
    }
    if (quiet)
        return;
    struct arena *arena = writer->buffer->arena;
    add_sentence(writer, (struct message){MESSAGE_CALC_COUNTS,
                                          {words_of_count(arena, (long long)(same + different + filled)),
                                           words_of_count(arena, (long long)same),
                                           words_of_count(arena, (long long)filled),
                                           words_of_count(arena, (long long)different)}});
}

/* ---- what the sums speak against ---- */

static void add_doubt(struct text_writer *writer, const struct calculation *calculation,
                      const struct doubt *doubt)
{
    struct arena *arena = writer->buffer->arena;
    struct str words = doubt_words(arena, writer->language, calculation, doubt);
    text_paint(writer, "1");
    buffer_add(writer->buffer, place_text(arena, place_resolve(doubt->published->origin)));
    text_add(writer, ": ");
    text_paint(writer, "0");
    buffer_print(writer->buffer, "%.*s\n", STR_ARG(words));
}

/* They come first: of a group of many the first few. */
static void add_doubts(struct text_writer *writer, const struct calculation *calculation, bool quiet)
{
    size_t group = 0, of_group = 0;
    for (size_t i = 0; i < calculation->doubts.count; i++) {
        const struct doubt *doubt = &calculation->doubts.items[i];
        of_group = doubt->group == group ? of_group + 1 : 1;
        group = doubt->group;
        bool is_last = i + 1 == calculation->doubts.count || calculation->doubts.items[i + 1].group != group;
        if (of_group <= SHOWN_OF_GROUP)
            add_doubt(writer, calculation, doubt);
        else if (is_last)
            add_sentence(writer, (struct message){MESSAGE_CALC_DOUBT_MORE,
                                                  {words_of_count(writer->buffer->arena,
                                                                  (long long)(of_group - SHOWN_OF_GROUP))}});
    }
    if (calculation->doubts.count > 0 && !quiet)
        buffer_print(writer->buffer, "        = %.*s\n\n",
                     STR_ARG(say(writer, (struct message){MESSAGE_CALC_DOUBT_DO, {{0}}})));
}

/* ---- how it is paid ---- */

static struct str ceiling_words(struct text_writer *writer, const struct financing_plan *plan)
{
    const struct ceiling *ceiling = &plan->ceilings[plan->lowest];
    if (ceiling->is_by_promises)
        return say(writer, (struct message){MESSAGE_CALC_CEILING_PROMISES,
                                            {percent(writer, ceiling->share), kronor(writer, ceiling->base),
                                             kronor(writer, ceiling->most)}});
    static const enum message_id names[] = {[CEILING_ELIGIBLE] = MESSAGE_CALC_CEILING_ELIGIBLE,
                                            [CEILING_ACTUAL] = MESSAGE_CALC_CEILING_ACTUAL,
                                            [CEILING_MAXIMUM] = MESSAGE_CALC_CEILING_MAXIMUM};
    return say(writer, (struct message){names[plan->lowest],
                                        {percent(writer, ceiling->share), kronor(writer, ceiling->base),
                                         kronor(writer, ceiling->most)}});
}

static money own_part(const struct financed_year *year)
{
    return year->own;
}

static money missing_part(const struct financed_year *year)
{
    return year->missing;
}

static money surplus_part(const struct financed_year *year)
{
    return year->surplus;
}

/* "2021: 300 kr, 2022: 5 kr"; empty for a budget without years. */
static struct str year_words(struct text_writer *writer, const struct financing_plan *plan,
                             money (*part)(const struct financed_year *))
{
    struct buffer text = {.arena = writer->buffer->arena};
    for (size_t i = 0; i < plan->years.count; i++) {
        const struct financed_year *year = &plan->years.items[i];
        money amount = part(year);
        if (amount == 0 || year->scope == SCOPE_TOTAL)
            continue;
        buffer_print(&text, "%s%d: %.*s", text.length ? ", " : "", year->scope,
                     STR_ARG(kronor(writer, amount)));
    }
    return buffer_text(&text);
}

static void add_plan(struct text_writer *writer, const struct financing_plan *plan)
{
    const struct {
        money amount;
        enum message_id message;
        money (*part)(const struct financed_year *);
    } rest[] = {{plan->own, MESSAGE_CALC_OWN, own_part},
                {plan->missing, MESSAGE_CALC_MISSING, missing_part},
                {plan->surplus, MESSAGE_CALC_SURPLUS, surplus_part}};
    if (plan->years_differ)
        add_sentence(writer, (struct message){MESSAGE_CALC_YEARS_DIFFER, {{0}}});
    if (!plan->is_known)
        return;
    if (plan->own_is_doubtful)
        add_sentence(writer, (struct message){MESSAGE_CALC_OWN_DOUBTFUL, {{0}}});
    struct message paid = {
        MESSAGE_CALC_AID,
        {kronor(writer, plan->costs), kronor(writer, plan->promised), kronor(writer, plan->aid)}};
    buffer_print(
        writer->buffer, "  %.*s\n",
        STR_ARG(with_doubt(writer->buffer->arena, writer->language, plan->follows_doubt, say(writer, paid))));
    if (plan->lowest >= 0)
        buffer_print(writer->buffer, "  %.*s\n", STR_ARG(ceiling_words(writer, plan)));
    for (size_t i = 0; i < sizeof rest / sizeof *rest; i++) {
        if (rest[i].amount == 0 || (i == 0 && plan->lacks_aid_row))
            continue;
        struct str years = year_words(writer, plan, rest[i].part);
        struct str row = plan->own_row ? label_safe(writer->buffer->arena, plan->own_row->label) : STR("");
        text_paint(writer, i > 0 ? "1;31" : "1");
        buffer_print(
            writer->buffer, "  %.*s%s%.*s\n",
            STR_ARG(say(writer, (struct message){rest[i].message, {kronor(writer, rest[i].amount), row}})),
            years.length ? "; " : "", STR_ARG(years));
        text_paint(writer, "0");
    }
}

static money aid_part(const struct financed_year *year)
{
    return year->aid;
}

/* Where no row of the tables holds the aid. */
static void add_aid_years(struct text_writer *writer, const struct case_report *report)
{
    const struct financing_plan *plan = &report->calculation->plan;
    struct str years = year_words(writer, plan, aid_part);
    if (plan->is_known && years.length && !budget_item(report->budget, TABLE_FINANCING, EU_AID))
        add_sentence(writer, (struct message){MESSAGE_CALC_AID_YEARS, {years}});
}

/* ---- how it was counted, and what is left ---- */

static struct str unit_words(struct text_writer *writer, int64_t unit)
{
    enum message_id id = unit == ORE_PER_KRONA ? MESSAGE_CALC_WHOLE_KRONOR
                         : unit == 1           ? MESSAGE_CALC_WHOLE_ORE
                                               : MESSAGE_CALC_WHOLE_UNITS;
    return say(writer, (struct message){id, {kronor(writer, unit)}});
}

static void add_rounding(struct text_writer *writer, const struct conditions *conditions)
{
    bool down = conditions->rounding == ROUND_DOWN;
    add_sentence(writer, (struct message){down ? MESSAGE_CALC_ROUNDS_DOWN : MESSAGE_CALC_ROUNDS_HALF_UP,
                                          {unit_words(writer, conditions->written_unit)}});
}

static void add_blanks(struct text_writer *writer, const struct calculation *calculation)
{
    struct buffer text = {.arena = writer->buffer->arena};
    for (size_t i = 0; i < calculation->blanks.count && i < SHOWN_REMAINING; i++)
        buffer_print(&text, "%s%.*s", i ? ", " : "",
                     STR_ARG(cell_label(writer, &calculation->blanks.items[i])));
    if (calculation->blanks.count > SHOWN_REMAINING)
        buffer_print(&text, ", … (%zu)", calculation->blanks.count);
    if (text.length)
        add_sentence(writer, (struct message){MESSAGE_CALC_BLANKS, {buffer_text(&text)}});
}

static void add_remaining(struct text_writer *writer, const struct case_report *report)
{
    const struct findings *findings = report->findings;
    size_t errors = findings_count(findings, ERROR), shown = 0;
    const struct financing_plan *plan = &report->calculation->plan;
    if (findings->list.count == 0 && plan_is_paid(plan))
        add_sentence(writer, (struct message){MESSAGE_CALC_NOTHING_LEFT, {{0}}});
    if (findings->list.count == 0)
        return;
    buffer_print(writer->buffer,
                 "  %.*s: ", STR_ARG(say(writer, (struct message){MESSAGE_CALC_LEFT, {{0}}})));
    text_severities(writer, errors, findings_count(findings, WARNING), findings_count(findings, NOTE));
    text_add(writer, "\n");
    for (size_t i = 0; i < findings->list.count && shown < SHOWN_REMAINING; i++) {
        if (findings->list.items[i].severity != ERROR)
            continue;
        text_add(writer, "    ");
        text_finding(writer, &findings->list.items[i]);
        shown++;
    }
}

static void begin(struct buffer *buffer, const struct report_options *options)
{
    (void)buffer;
    (void)options;
}

static void write_case(struct buffer *buffer, const struct report_options *options,
                       const struct case_report *report, size_t index)
{
    struct text_writer writer = {
        buffer, options->language, options->color, {false}, report->budget->currency};
    if (options->quiet && report->is_checked && !report->is_draft) {
        add_doubts(&writer, report->calculation, true);
        add_differences(&writer, report->calculation, true);
    }
    if (options->quiet)
        return;
    if (index > 0)
        text_add(&writer, "\n");
    if (report->is_checked)
        add_doubts(&writer, report->calculation, false);
    text_title(&writer, report);
    if (!report->is_checked) {
        text_unchecked(&writer, &report->reasons);
        return;
    }
    text_scheme(&writer, report);
    add_rounding(&writer, &report->result.in_force);
    text_tables(&writer, report);
    text_add(&writer, "\n");
    if (!report->is_draft)
        add_differences(&writer, report->calculation, false);
    if (report->covered.length)
        buffer_print(buffer, "  %.*s\n", STR_ARG(report->covered));
    if (report->calculation->lacks_flat_rates)
        add_sentence(&writer, (struct message){MESSAGE_CALC_NO_FLAT_RATES, {{0}}});
    add_plan(&writer, &report->calculation->plan);
    add_aid_years(&writer, report);
    add_blanks(&writer, report->calculation);
    add_remaining(&writer, report);
}

static void add_parts(struct text_writer *writer, const struct solution *solution)
{
    size_t width = 0;
    for (size_t i = 0; i < solution->parts.count; i++) {
        size_t length = str_code_points(solution->parts.items[i].name);
        width = length > width ? length : width;
    }
    for (size_t i = 0; i < solution->parts.count; i++) {
        const struct solved_part *part = &solution->parts.items[i];
        text_add(writer, "  ");
        text_name(writer, part->name);
        for (size_t c = str_code_points(part->name); c < width + 2; c++)
            buffer_add_char(writer->buffer, ' ');
        words_share(writer->buffer, writer->language, part->share);
        text_add(writer, "  ");
        words_kronor(writer->buffer, writer->language, part->amount);
        text_add(writer, "\n");
    }
}

/* What was asked for comes last, where it is seen. */
static void end(struct buffer *buffer, const struct report_options *options,
                const struct report_summary *summary)
{
    struct text_writer writer = {buffer, options->language, options->color, {false}, CURRENCY_SEK};
    if (!options->solution)
        return;
    if (summary->cases > 0 && !options->quiet)
        text_add(&writer, "\n");
    for (size_t i = 0; i < options->solution->why.count; i++) {
        text_paint(&writer, i == 0 ? "1" : "0");
        buffer_print(buffer, "%.*s\n", STR_ARG(options->solution->why.items[i]));
        text_paint(&writer, "0");
    }
    add_parts(&writer, options->solution);
}

const struct report_format calculation_text = {"text", ".txt", begin, write_case, end};
