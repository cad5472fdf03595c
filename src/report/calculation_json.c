/* What a case's cells should be, in JSON, as the contract fixes it. */
#include "json_parts.h"

/* An amount in öre, or a percentage in hundredths of a point. */
static int64_t hundredths(const struct cell *cell, enum value_kind kind)
{
    int64_t value = cell->value;
    if (kind != VALUE_PERCENT)
        return value;
    for (int i = cell->decimals; i < 2; i++)
        value *= 10;
    struct ratio finer = ratio_from(value);
    int64_t scale = 1;
    for (int i = 2; i < cell->decimals; i++)
        scale *= 10;
    ratio_make(value, scale, &finer);
    ratio_round(finer, 1, ROUND_HALF_UP, &value);
    return value;
}

static const char *const reasons[] = {
    [REASON_NONE] = "", [REASON_ROUNDING] = "rounding", [REASON_SPREAD] = "spread"};

static void add_cell(struct buffer *buffer, const struct computed *cell)
{
    struct place place = place_resolve(cell->computed->origin);
    int64_t computed = hundredths(cell->computed, cell->kind);
    buffer_add(buffer, STR("{\"cell\":"));
    json_string(buffer, cell->name);
    buffer_add_char(buffer, ',');
    json_place(buffer, &place);
    json_text(buffer, "unit",
              cell->kind == VALUE_PERCENT ? STR("%") : str_from(currency_code(cell->published->currency)));
    if (cell->published->state == CELL_VALUE) {
        json_number(buffer, "published", hundredths(cell->published, cell->kind));
    }
    json_number(buffer, "computed", computed);
    if (cell->published->state == CELL_VALUE)
        json_difference(buffer, hundredths(cell->published, cell->kind), computed);
    json_text(buffer, "reason", str_from(reasons[cell->reason]));
    json_text(buffer, "calculation", cell->calculation);
    if (cell->follows_doubt)
        buffer_add(buffer, STR(",\"follows_doubt\":true"));
    buffer_add_char(buffer, '}');
}

static void add_year(struct buffer *buffer, const struct financed_year *year)
{
    buffer_add(buffer, STR("{\"total_costs\":"));
    json_hundredths(buffer, year->costs);
    json_number(buffer, "co_financing", year->promised);
    json_number(buffer, "eu_aid", year->aid);
    json_number(buffer, "own_contribution", year->own);
    json_number(buffer, "missing_co_financing", year->missing);
    json_number(buffer, "surplus", year->surplus);
    if (year->scope != SCOPE_TOTAL)
        buffer_print(buffer, ",\"year\":%d", year->scope);
    buffer_add_char(buffer, '}');
}

static void add_years(struct buffer *buffer, const struct financing_plan *plan)
{
    buffer_add(buffer, STR(",\"years\":["));
    for (size_t i = 0; i < plan->years.count; i++) {
        buffer_add(buffer, i ? STR(",") : STR(""));
        add_year(buffer, &plan->years.items[i]);
    }
    buffer_add_char(buffer, ']');
}

static void add_ceilings(struct buffer *buffer, const struct financing_plan *plan)
{
    static const char *const names[CEILING_KINDS] = {"aid-share-eligible", "aid-share-actual", "aid-maximum"};
    const char *between = "";
    buffer_add(buffer, STR(",\"ceilings\":["));
    for (int i = 0; i < CEILING_KINDS; i++) {
        const struct ceiling *ceiling = &plan->ceilings[i];
        if (!ceiling->is_set)
            continue;
        buffer_print(buffer, "%s{\"rule\":\"%s\"", between, names[i]);
        if (i != CEILING_MAXIMUM)
            json_number(buffer, "base", ceiling->base);
        json_number(buffer, "most", ceiling->most);
        buffer_print(buffer, ",\"binds\":%s}", plan->lowest == i ? "true" : "false");
        between = ",";
    }
    buffer_add_char(buffer, ']');
}

static void add_plan(struct buffer *buffer, const struct financing_plan *plan)
{
    if (plan->years_differ)
        buffer_add(buffer, STR(",\n   \"years_differ\":true"));
    if (!plan->is_known)
        return;
    json_number(buffer, "own_contribution", plan->lacks_aid_row ? 0 : plan->own);
    json_number(buffer, "missing_co_financing", plan->missing);
    json_number(buffer, "surplus", plan->surplus);
    buffer_add(buffer, STR(",\n   \"financing\":{\"promised\":"));
    json_hundredths(buffer, plan->promised);
    json_number(buffer, "eu_aid", plan->aid);
    if (plan->own_row)
        json_text(buffer, "own_row", plan->own_row->label);
    if (plan->own_is_doubtful)
        buffer_add(buffer, STR(",\"own_is_doubtful\":true"));
    if (plan->follows_doubt)
        buffer_add(buffer, STR(",\"follows_doubt\":true"));
    if (plan->lacks_aid_row)
        buffer_add(buffer, STR(",\"lacks_aid_row\":true"));
    add_ceilings(buffer, plan);
    add_years(buffer, plan);
    buffer_add_char(buffer, '}');
}

static void add_cells(struct buffer *buffer, const char *key, const struct computed *cells, size_t count)
{
    buffer_print(buffer, ",\n   \"%s\":[", key);
    for (size_t i = 0; i < count; i++) {
        buffer_add(buffer, i ? STR(",\n    ") : STR("\n    "));
        add_cell(buffer, &cells[i]);
    }
    buffer_add_char(buffer, ']');
}

static void add_sum(struct buffer *buffer, const struct relation *sum)
{
    struct place place = place_resolve(sum->origin);
    buffer_add_char(buffer, '{');
    json_place(buffer, &place);
    json_text(buffer, "cell", relation_cell(buffer->arena, sum));
    json_text(buffer, "rule", str_from(rule_table[sum->rule].name));
    buffer_add_char(buffer, '}');
}

static void add_doubt(struct buffer *buffer, enum language language, const struct calculation *calculation,
                      const struct doubt *doubt)
{
    struct place place = place_resolve(doubt->published->origin);
    buffer_add(buffer, STR("{\"cell\":"));
    json_string(buffer, doubt->name);
    buffer_add_char(buffer, ',');
    json_place(buffer, &place);
    json_text(buffer, "unit", str_from(currency_code(doubt->published->currency)));
    json_number(buffer, "published", doubt->published->value);
    json_number(buffer, "needed", doubt->needed);
    buffer_print(buffer, ",\"group\":%zu", doubt->group);
    json_text(buffer, "message", doubt_words(buffer->arena, language, calculation, doubt));
    buffer_add(buffer, STR(",\"sums\":["));
    for (size_t i = 0; i < doubt->sums.count; i++) {
        buffer_add(buffer, i ? STR(",") : STR(""));
        add_sum(buffer, doubt->sums.items[i]);
    }
    buffer_add(buffer, STR("]}"));
}

/* Only where there are any. */
static void add_doubts(struct buffer *buffer, enum language language, const struct calculation *calculation)
{
    if (calculation->doubts.count == 0)
        return;
    buffer_add(buffer, STR(",\n   \"doubts\":["));
    for (size_t i = 0; i < calculation->doubts.count; i++) {
        buffer_add(buffer, i ? STR(",\n    ") : STR("\n    "));
        add_doubt(buffer, language, calculation, &calculation->doubts.items[i]);
    }
    buffer_add_char(buffer, ']');
}

/* Blank cells that count as nothing, by name and place. */
static void add_blanks(struct buffer *buffer, const struct calculation *calculation)
{
    buffer_add(buffer, STR(",\n   \"blanks_taken_as_zero\":["));
    for (size_t i = 0; i < calculation->blanks.count; i++) {
        struct place place = place_resolve(calculation->blanks.items[i].computed->origin);
        buffer_add(buffer, i ? STR(",{") : STR("{"));
        json_place(buffer, &place);
        json_text(buffer, "cell", calculation->blanks.items[i].name);
        buffer_add_char(buffer, '}');
    }
    buffer_add_char(buffer, ']');
}

static void write_case(struct buffer *buffer, const struct report_options *options,
                       const struct case_report *report, size_t index)
{
    const struct calculation *calculation = report->calculation;
    buffer_add(buffer, index ? STR(",\n  {\"case\":") : STR("\n  {\"case\":"));
    json_string(buffer, report->id);
    json_text(buffer, "path", report->path);
    json_text(buffer, "status", str_from(calculation_status(report)));
    json_text(buffer, "reason", sentences_text(buffer->arena, &report->reasons));
    json_text(buffer, "scheme", report->result.scheme);
    json_project(buffer, report->budget);
    if (report->is_checked) {
        add_doubts(buffer, options->language, calculation);
        add_cells(buffer, "cells", calculation->cells.items, calculation->cells.count);
        json_amounts(buffer, &report->result);
        add_plan(buffer, &calculation->plan);
        add_blanks(buffer, calculation);
        buffer_print(buffer, ",\n   \"lacks_flat_rates\":%s",
                     calculation->lacks_flat_rates ? "true" : "false");
    } else {
        buffer_add(buffer, STR(",\n   \"cells\":[],\"amounts\":{}"));
    }
    json_text(buffer, "covered", report->covered);
    json_files(buffer, report->budget);
    json_remarks(buffer, report->budget);
    buffer_add(buffer, STR(",\n   \"remaining\":["));
    for (size_t i = 0; i < report->findings->list.count; i++) {
        buffer_add(buffer, i ? STR(",\n    ") : STR("\n    "));
        json_finding(buffer, &report->findings->list.items[i]);
    }
    buffer_add(buffer, STR("]}"));
}

static void add_given(struct buffer *buffer, const struct solution *solution)
{
    buffer_add(buffer, STR(",\"given\":["));
    for (size_t i = 0; i < solution->given.count; i++) {
        buffer_add(buffer, i ? STR(",{\"key\":") : STR("{\"key\":"));
        json_string(buffer, solution->given.items[i].key);
        json_number(buffer, "amount", solution->given.items[i].amount);
        buffer_add_char(buffer, '}');
    }
    buffer_add_char(buffer, ']');
}

static void add_parts(struct buffer *buffer, const struct solution *solution)
{
    buffer_add(buffer, STR(",\"parts\":["));
    for (size_t i = 0; i < solution->parts.count; i++) {
        const struct solved_part *part = &solution->parts.items[i];
        buffer_add(buffer, i ? STR(",{\"name\":") : STR("{\"name\":"));
        json_string(buffer, part->name);
        json_share(buffer, "share", part->share);
        json_number(buffer, "amount", part->amount);
        buffer_add_char(buffer, '}');
    }
    buffer_add_char(buffer, ']');
}

static void add_solution(struct buffer *buffer, const struct solution *solution)
{
    static const char *const statuses[] = {
        [SOLUTION_ONE] = "one", [SOLUTION_SEVERAL] = "several", [SOLUTION_NONE] = "none"};
    buffer_add(buffer, STR(",\n \"solution\":{\"solve\":"));
    json_string(buffer, solution->what);
    add_given(buffer, solution);
    json_text(buffer, "status", str_from(statuses[solution->status]));
    if (solution->status != SOLUTION_NONE)
        json_number(buffer, "amount", solution->amount);
    buffer_add(buffer, STR(",\"others\":["));
    for (size_t i = 0; i < solution->others.count; i++) {
        buffer_add(buffer, i ? STR(",") : STR(""));
        json_hundredths(buffer, solution->others.items[i]);
    }
    buffer_add_char(buffer, ']');
    add_parts(buffer, solution);
    buffer_add(buffer, STR(",\"why\":["));
    for (size_t i = 0; i < solution->why.count; i++) {
        buffer_add(buffer, i ? STR(",") : STR(""));
        json_string(buffer, solution->why.items[i]);
    }
    buffer_add(buffer, STR("]}"));
}

static void end(struct buffer *buffer, const struct report_options *options,
                const struct report_summary *summary)
{
    buffer_add_char(buffer, ']');
    if (options->solution)
        add_solution(buffer, options->solution);
    json_summary(buffer, summary);
}

const struct report_format calculation_json = {"json", ".json", json_begin, write_case, end};
