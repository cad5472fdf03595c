/* Cells of a case: published, computed, different, each marked with what was found in it. */
#include "case_book.h"

static struct style marked(const struct case_book *at, struct address address, struct style style)
{
    const struct mark *mark = layout_find_mark(at, address);
    if (mark)
        style.mark = (uint8_t)mark->severity;
    return style;
}

static void put_comment(struct case_book *at, struct address address)
{
    const struct mark *mark = layout_find_mark(at, address);
    if (mark)
        sheet_comment(address.sheet, address.row, address.column, mark->text);
}

void put_text(struct case_book *at, struct address address, struct str text, struct style style)
{
    sheet_text(address.sheet, address.row, address.column, text, marked(at, address, style));
    put_comment(at, address);
}

/* Without the quotes of CSV and without blanks around. */
struct str cell_text(struct origin origin)
{
    struct place place = place_resolve(origin);
    struct str rest = str_slice(place.line_text, place.cell_start, place.line_text.length);
    size_t at = 0;
    for (uint32_t i = 0; i < place.length && at < rest.length; i++)
        str_next(rest, &at);
    struct str text = str_trim(str_slice(rest, 0, at));
    bool quoted = text.length >= 2 && text.data[0] == '"' && text.data[text.length - 1] == '"';
    return quoted ? str_slice(text, 1, text.length - 1) : text;
}

/* A published number, a blank, or the text of what could not be read. */
void put_cell(struct case_book *at, struct address address, const struct cell *cell, enum value_kind kind,
              struct style style)
{
    if (cell->state == CELL_UNREADABLE) {
        put_text(at, address, cell_text(cell->origin), style);
        return;
    }
    struct style shown = formula_style(&(struct node){.kind = NODE_CELL, .value_kind = kind, .cell = cell},
                                       (enum tone)style.tone);
    style.form = shown.form;
    style.decimals = shown.decimals;
    style = marked(at, address, style);
    if (cell->state == CELL_VALUE)
        sheet_number(address.sheet, address.row, address.column, number_of(cell_ratio(cell, kind), kind),
                     style);
    else
        sheet_blank(address.sheet, address.row, address.column, style);
    put_comment(at, address);
}

void put_date(struct case_book *at, struct address address, const struct dated *dated, struct style style)
{
    style = marked(at, address, style);
    if (dated->state == CELL_VALUE)
        sheet_date(address.sheet, address.row, address.column, dated->date, style);
    else if (dated->state == CELL_UNREADABLE)
        sheet_text(address.sheet, address.row, address.column, cell_text(dated->origin), style);
    else
        sheet_blank(address.sheet, address.row, address.column, style);
    put_comment(at, address);
}

/* A difference is shown as finely as it is now; where rounding explains it, it is nothing. */
static void put_difference(struct case_book *at, const struct relation *relation, struct address published,
                           struct address computed, struct address difference)
{
    struct buffer from = {.arena = at->arena}, to = from, slack = from;
    address_add(&from, published, difference.sheet, false);
    address_add(&to, computed, difference.sheet, false);
    buffer_print(&slack, "%.3f", relation_slack(at, relation));
    double value = difference_value(at, relation);
    struct style style = difference_style(relation, value);
    sheet_formula(difference.sheet, difference.row, difference.column,
                  difference_formula(at, relation, buffer_text(&from), buffer_text(&to), buffer_text(&slack)),
                  value, style);
}

/* Sums of so many terms each, below each other; how many. */
static size_t put_partial_sums(struct case_book *at, const struct node *sum)
{
    enum { TERMS = 200 };
    struct sheet *sheet = at->sheets[SHEET_CHECKS];
    size_t count = 0;
    for (size_t i = 0; i < sum->terms.count; i += TERMS, count++) {
        struct node part = *sum;
        part.terms.items += i;
        part.terms.count = sum->terms.count - i < TERMS ? sum->terms.count - i : TERMS;
        sheet_formula(sheet, ROW_BODY + (lxw_row_t)at->partial_sums++, CHECK_PARTIAL_SUMS,
                      formula_of(at, &part, sheet), formula_value(&part),
                      (struct style){.form = FORM_KRONOR});
    }
    return count;
}

static struct str long_formula(struct case_book *at, struct address address, const struct node *sum)
{
    struct buffer text = {.arena = at->arena};
    struct address first = {at->sheets[SHEET_CHECKS], ROW_BODY + (lxw_row_t)at->partial_sums,
                            CHECK_PARTIAL_SUMS},
                   last = first;
    last.row += (lxw_row_t)put_partial_sums(at, sum) - 1;
    buffer_add(&text, STR("=SUM("));
    address_add(&text, first, address.sheet, true);
    buffer_add_char(&text, ':');
    address_add(&text, last, first.sheet, true);
    buffer_add_char(&text, ')');
    return buffer_text(&text);
}

void put_node(struct case_book *at, struct address address, const struct node *node, struct style style)
{
    if (!formula_is_known(node)) {
        sheet_text(address.sheet, address.row, address.column, str_from(book_word(at->book, WORD_UNREADABLE)),
                   (struct style){.mark = ERROR, .center = true});
        return;
    }
    struct str formula = formula_of(at, node, address.sheet);
    if (formula.length == 0 && node->kind == NODE_SUM && at->sheets[SHEET_CHECKS])
        formula = long_formula(at, address, node);
    if (formula.length)
        sheet_formula(address.sheet, address.row, address.column, formula, formula_value(node), style);
    else
        sheet_number(address.sheet, address.row, address.column, formula_value(node), style);
}

void put_computed(struct case_book *at, const struct cell *cell, struct address computed,
                  struct address difference, bool bold)
{
    const struct tested *tested = at->judged[cell->id];
    const struct node *node = cell->state == CELL_VALUE && tested ? tested->relation->expression
                              : cell->state == CELL_BLANK         ? at->stand_ins[cell->id]
                                                                  : NULL;
    if (!node || !formula_is_known(node)) {
        sheet_blank(computed.sheet, computed.row, computed.column, (struct style){.tone = TONE_COMPUTED});
        return;
    }
    struct style style = formula_style(node, TONE_COMPUTED);
    bool differs = tested && cell->state == CELL_VALUE && difference_value(at, tested->relation) != 0;
    if (style.form == FORM_ORE && !differs)
        style.form = FORM_KRONOR; /* what rounding explains is shown as it is published */
    style.bold = bold;
    put_node(at, computed, node, style);
    if (tested && cell->state == CELL_VALUE)
        put_difference(at, tested->relation, at->published[cell->id], computed, difference);
}

struct str row_findings(const struct case_book *at, struct address address, enum severity *worst)
{
    struct buffer text = {.arena = at->arena};
    size_t first = layout_first_mark(at, (struct address){address.sheet, address.row, 0});
    for (size_t i = first; i < at->marks.count; i++) {
        const struct mark *mark = &at->marks.items[i];
        if (mark->address.sheet != address.sheet || mark->address.row != address.row)
            break;
        buffer_print(&text, "%s%.*s", text.length ? "; " : "", STR_ARG(mark->rules));
        if (worst && mark->severity > *worst)
            *worst = mark->severity;
    }
    return buffer_text(&text);
}

void put_row_findings(struct case_book *at, struct address address)
{
    enum severity worst = SEVERITY_NONE;
    struct str text = row_findings(at, address, &worst);
    if (text.length)
        sheet_text(address.sheet, address.row, address.column, text,
                   (struct style){.mark = (uint8_t)worst, .wrap = true});
}

struct str case_title(const struct case_report *report)
{
    struct str name = budget_fact_text(report->budget, PROJECT_NAME);
    return name.length ? name : report->id;
}

struct str file_within(const struct case_report *report, struct str file)
{
    struct str folder = report->path;
    while (folder.length > 1 && str_ends(folder, STR("/")))
        folder.length--;
    bool inside =
        file.length > folder.length + 1 && str_starts(file, folder) && file.data[folder.length] == '/';
    return inside ? str_slice(file, folder.length + 1, file.length) : file;
}

struct str place_words(const struct case_book *at, struct origin origin)
{
    struct place place = place_resolve(origin);
    place.file = file_within(at->report, place.file);
    return place_text(at->arena, place);
}
