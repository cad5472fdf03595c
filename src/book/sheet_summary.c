/* The page that a steering group reads: the project, the traffic light, key figures, charts, findings in short. */
#include "lights.h"
#include "summary.h"

#include <stdlib.h>

enum { ROW_SCHEME = 2, ROW_LIGHT = 4, ROW_REASON = 5, ROW_TABLES = 6 };
enum {
    LABEL_WIDTH = 42,
    VALUE_WIDTH = 14,
    SIDE_WIDTH = 38,
    CHART_ROWS = 16,
    CHART_HEIGHT = 305,
    CHART_SPACE = 12,
    MOST_FINDINGS = 25
};

/* ---- the heading ---- */

static void add_part(struct buffer *text, struct str part)
{
    if (part.length)
        buffer_print(text, "%s%.*s", text->length ? " · " : "", STR_ARG(part));
}

static void write_heading(struct summary *summary)
{
    const struct case_report *report = summary->at->report;
    struct book *book = summary->at->book;
    struct buffer persons = {.arena = summary->at->arena}, scheme = persons, period = persons;
    struct date start, end;
    add_part(&persons, budget_fact_text(report->budget, APPLICANT));
    add_part(&persons, budget_fact_text(report->budget, ORGANISATION_NUMBER));
    add_part(&persons, report->id);
    if (budget_period(report->budget, &start, &end)) {
        words_date(&period, start);
        buffer_add(&period, STR(" – "));
        words_date(&period, end);
    }
    add_part(&scheme, buffer_text(&period));
    add_part(&scheme, budget_fact_text(report->budget, PROGRAMME));
    if (report->result.was_run)
        buffer_print(&scheme, "%s%s %.*s (%.*s)", scheme.length ? " · " : "", book_word(book, WORD_SCHEME),
                     STR_ARG(report->result.scheme), STR_ARG(report->scheme_reason));
    sheet_title(summary->sheet, case_title(report), buffer_text(&persons));
    sheet_text(summary->sheet, ROW_SCHEME, 0, buffer_text(&scheme), (struct style){.tone = TONE_SUBTITLE});
}

static void write_light(struct summary *summary)
{
    struct book *book = summary->at->book;
    const struct light *light = light_of(summary->at->report);
    struct style style = {.tone = TONE_LIGHT, .mark = (uint8_t)light->severity, .center = true};
    sheet_word(summary->sheet, ROW_LIGHT, 0, light->color, style);
    sheet_wide_text(summary->sheet, ROW_LIGHT, 1, summary->last, str_from(book_word(book, light->sentence)),
                    (struct style){.mark = (uint8_t)light->severity, .bold = true});
    sheet_height(summary->sheet, ROW_LIGHT, 2);
}

/* Why the case could not be checked, below its light. */
static void write_reason(struct summary *summary)
{
    struct str reason = sentences_text(summary->at->arena, &summary->at->report->reasons);
    if (reason.length == 0)
        return;
    double room = 4.0 * VALUE_WIDTH + SIDE_WIDTH + ((double)summary->last - SIDE_VALUES + 1) * VALUE_WIDTH;
    sheet_wide_text(summary->sheet, ROW_REASON, 1, summary->last, reason, (struct style){.wrap = true});
    sheet_height(summary->sheet, ROW_REASON, sheet_lines(reason, room));
}

/* ---- charts ---- */

static int pixels(double characters)
{
    return (int)(characters * 7 + 5);
}

/* Side by side, over the whole width. */
static void place_charts(struct summary *summary)
{
    lxw_row_t row = summary->left > summary->right ? summary->left : summary->right;
    int side = (int)summary->last - SIDE_VALUES + 1;
    int width = pixels(LABEL_WIDTH) + 4 * pixels(VALUE_WIDTH) + pixels(2) + pixels(SIDE_WIDTH) +
                side * pixels(VALUE_WIDTH);
    int each =
        summary->chart_count ? (width - (summary->chart_count - 1) * CHART_SPACE) / summary->chart_count : 0;
    summary->left = row + 1;
    if (each > width / 2)
        each = width / 2;
    for (int i = 0; i < summary->chart_count; i++)
        charts_insert(summary->at->book, summary->charts[i],
                      (struct chart_place){summary->sheet, summary->left, i * (each + CHART_SPACE), each,
                                           CHART_HEIGHT});
    if (summary->chart_count)
        summary->left += CHART_ROWS;
}

/* ---- findings in short ---- */

static int compare_severity(const void *a, const void *b)
{
    const struct finding *const *left = a, *const *right = b;
    int order = (int)(*right)->severity - (int)(*left)->severity;
    return order != 0 ? order : (*left > *right) - (*left < *right); /* in one array: as sorted */
}

static void put_finding(struct summary *summary, const struct finding *finding)
{
    struct case_book *at = summary->at;
    struct buffer text = {.arena = at->arena};
    struct str severity = severity_name(finding->severity, at->book->options.language);
    double room = 4.0 * VALUE_WIDTH + SIDE_WIDTH + ((double)summary->last - SIDE_VALUES + 1) * VALUE_WIDTH;
    buffer_print(&text, "%.*s: %s", STR_ARG(severity), rule_table[finding->rule].name);
    struct address target = layout_find(at, finding->origin);
    if (!target.sheet)
        target = findings_row(at->book, (size_t)(finding - at->report->findings->list.items) +
                                            (at->book->findings.next - FINDINGS_BODY));
    sheet_link(summary->sheet, summary->left, 0, target, buffer_text(&text),
               (struct style){.mark = (uint8_t)finding->severity});
    sheet_height(summary->sheet, summary->left, sheet_lines(finding->message, room));
    sheet_wide_text(summary->sheet, summary->left++, 1, summary->last, finding->message,
                    (struct style){.wrap = true});
}

static void write_short_findings(struct summary *summary)
{
    struct case_book *at = summary->at;
    const struct findings *findings = at->report->findings;
    size_t count = findings->list.count;
    const struct finding **order = ARENA_ARRAY(at->arena, const struct finding *, count + 1);
    for (size_t i = 0; i < count; i++)
        order[i] = &findings->list.items[i];
    if (count > 1)
        qsort(order, count, sizeof *order, compare_severity);
    sheet_wide_text(summary->sheet, summary->left++, 0, summary->last,
                    str_from(book_word(at->book, count ? WORD_FINDINGS_SHORT : WORD_NO_FINDINGS)),
                    (struct style){.tone = TONE_BAND});
    for (size_t i = 0; i < count && i < MOST_FINDINGS; i++)
        put_finding(summary, order[i]);
    if (count > MOST_FINDINGS) {
        struct buffer more = {.arena = at->arena};
        buffer_print(&more, book_word(at->book, WORD_MORE_FINDINGS), count - MOST_FINDINGS);
        sheet_link(summary->sheet, summary->left++, 0,
                   findings_row(at->book, at->book->findings.next - FINDINGS_BODY), buffer_text(&more),
                   (struct style){0});
    }
}

void write_summary(struct case_book *at)
{
    struct summary summary = {
        .at = at, .sheet = at->sheets[SHEET_SUMMARY], .left = ROW_TABLES, .right = ROW_TABLES};
    size_t side = summary_columns(at);
    summary.last = (lxw_col_t)(SIDE_VALUES + side - 1);
    write_heading(&summary);
    write_light(&summary);
    write_reason(&summary);
    summary_figures(&summary);
    summary_tables(&summary);
    place_charts(&summary);
    write_short_findings(&summary);
    sheet_width(summary.sheet, KEY_LABEL, LABEL_WIDTH);
    for (lxw_col_t i = KEY_VALUE; i <= KEY_OUTCOME; i++)
        sheet_width(summary.sheet, i, VALUE_WIDTH);
    sheet_width(summary.sheet, GAP, 2);
    sheet_width(summary.sheet, SIDE_LABEL, SIDE_WIDTH);
    for (lxw_col_t i = SIDE_VALUES; i <= summary.last; i++)
        sheet_width(summary.sheet, i, VALUE_WIDTH);
    lxw.worksheet_gridlines(summary.sheet->worksheet, LXW_HIDE_ALL_GRIDLINES);
    sheet_finish(summary.sheet, case_title(at->report), 0, 0, 0);
}
