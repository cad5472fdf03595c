/* One cell to one value: amounts, percentages, counts, dates; what cannot be read in one way is reported. */
#include "fill.h"

#include "budgetkoll/buffer.h"

#include <string.h>

static struct finding *report_cell(struct filler *filler, enum rule_id rule, struct origin origin,
                                   struct str name, enum message_id message, enum message_id action,
                                   struct message arguments)
{
    arguments.id = message;
    struct finding *finding = finding_add(filler->findings, rule, origin, arguments);
    arguments.id = action;
    finding_set_action(filler->findings, finding, arguments);
    finding->cell = name;
    return finding;
}

/* "1,234" can be 1234 kr or 1,234 kr: says both readings, and how to write each so that it has only one. Kronor have no
 * third decimal; of thousands or millions a zero more makes it decimals alone. */
static void report_ambiguous(struct filler *filler, struct origin origin, struct str text,
                             struct number number, struct str name)
{
    struct arena *arena = filler->arena;
    const char *mark = filler->findings->language == SWEDISH ? "," : ".";
    struct buffer whole = {.arena = arena}, decimal = {.arena = arena}, plain = {.arena = arena};
    struct number thousands = number_read(text, number.doubtful_mark == ',' ? '.' : ',');
    int64_t size = thousands.digits < 0 ? -thousands.digits : thousands.digits;
    long long above = size / 1000, below = size % 1000;
    const char *sign = thousands.digits < 0 ? "-" : "";
    bool comma = number.doubtful_mark == ',', kronor = number.unit == 0 && filler->unit == ORE_PER_KRONA;
    buffer_print(&whole, "%s%lld", sign, (long long)size);
    buffer_print(&decimal, "%s%lld%s%03lld", sign, above, mark, below);
    if (kronor)
        buffer_print(&plain, "%s%lld%s%02lld", sign, above, mark, below / 10);
    else
        buffer_print(&plain, "%s%lld%s%03lld0", sign, above, mark, below);
    struct message arguments = {.arguments = {quoted(arena, text), buffer_text(&whole), buffer_text(&decimal),
                                              comma ? STR("point") : STR("comma"),
                                              comma ? STR("comma") : STR("point"), buffer_text(&plain)}};
    report_cell(filler, RULE_READ_AMBIGUOUS, origin, name, MESSAGE_NUMBER_AMBIGUOUS,
                MESSAGE_DO_NUMBER_AMBIGUOUS, arguments);
}

/* "1,2E+06", "####": what Excel shows, and exports, when a column is too narrow for its numbers. */
static bool is_shortened(struct str text)
{
    size_t at = 0, digits = 0;
    while (at < text.length && text.data[at] == '#')
        at++;
    if (at > 1 && at == text.length)
        return true;
    for (at = 0; at < text.length && strchr("0123456789,.-", text.data[at]); at++)
        digits++;
    bool exponent = digits > 0 && text.length - at >= 2 && (text.data[at] == 'E' || text.data[at] == 'e');
    size_t power = at + 1 + (exponent && (text.data[at + 1] == '+' || text.data[at + 1] == '-'));
    for (at = power; exponent && at < text.length; at++)
        exponent = str_is_digit(text.data[at]);
    return exponent && at > power;
}

/* A character was lost in the cell, which has been reported where it stands. */
static bool is_reported(const struct filler *filler, struct str text)
{
    return filler->source->kind != SOURCE_SHEET && str_find(text, STR("\uFFFD")) >= 0;
}

static void report_number(struct filler *filler, struct origin origin, struct str text, struct number number,
                          enum number_status status, struct str name)
{
    static const struct {
        enum message_id message, action;
    } messages[] = {
        [NUMBER_NOT] = {MESSAGE_NUMBER_NOT, MESSAGE_DO_NUMBER},
        [NUMBER_FORMULA] = {MESSAGE_NUMBER_FORMULA, MESSAGE_DO_NUMBER_FORMULA},
        [NUMBER_ERROR] = {MESSAGE_NUMBER_ERROR, MESSAGE_DO_NUMBER_ERROR},
        [NUMBER_TOO_LARGE] = {MESSAGE_NUMBER_TOO_LARGE, MESSAGE_DO_NUMBER_TOO_LARGE},
        [NUMBER_TOO_FINE] = {MESSAGE_NUMBER_TOO_FINE, MESSAGE_DO_NUMBER_TOO_FINE},
        [NUMBER_OTHER_MARK] = {MESSAGE_NUMBER_OTHER_MARK, MESSAGE_DO_NUMBER_OTHER_MARK},
    };
    enum rule_id rule = status == NUMBER_AMBIGUOUS ? RULE_READ_AMBIGUOUS : RULE_READ_NUMBER;
    if (findings_is_full(filler->findings, rule)) {
        finding_add(filler->findings, rule, origin, (struct message){0});
        return;
    }
    struct message arguments = {.arguments = {quoted(filler->arena, text)}};
    if (status == NUMBER_AMBIGUOUS)
        report_ambiguous(filler, origin, text, number, name);
    else if (status == NUMBER_NOT && is_shortened(text))
        report_cell(filler, rule, origin, name, MESSAGE_NUMBER_SHORTENED, MESSAGE_DO_NUMBER_SHORTENED,
                    arguments);
    else if (status != NUMBER_NOT || !is_reported(filler, text))
        report_cell(filler, rule, origin, name, messages[status].message, messages[status].action, arguments);
}

static enum number_status read_percent(struct filler *filler, size_t row, int field, struct cell *cell,
                                       struct number *number)
{
    struct ratio rate;
    *number = filler_number(filler, row, field, 0);
    if (number->status == NUMBER_AMBIGUOUS) /* "45,240 %": a percentage is never in thousands */
        *number = filler_number(filler, row, field, number->doubtful_mark);
    cell->value = number->digits;
    cell->decimals = number->decimals;
    if (number->unit != 0)
        return NUMBER_NOT;
    return number_percent(*number, &rate);
}

static enum number_status read_count(struct filler *filler, size_t row, int field, struct cell *cell,
                                     struct number *number)
{
    *number = filler_number(filler, row, field, 0);
    cell->value = number->digits;
    bool whole = number->decimals == 0 && !number->percent && number->unit == 0;
    return number->status == NUMBER_READ && !whole ? NUMBER_NOT : number->status;
}

/* A formula's result may have any decimals: a workbook's amount is rounded half-up to öre, and counted. In text it cannot be read,
 * but what it is near to tells which sums it takes part in. */
static enum number_status read_amount_cell(struct filler *filler, struct number number, bool exact,
                                           struct cell *cell)
{
    enum number_status status = number.percent && number.status == NUMBER_READ
                                    ? NUMBER_NOT
                                    : number_amount(number, cell->unit, &cell->value);
    cell->step = number_step(number, cell->unit);
    if (status != NUMBER_TOO_FINE)
        return status;
    cell->rounded = number_rounded_amount(number, cell->unit, &cell->value) == NUMBER_READ;
    if (!exact || !cell->rounded)
        return status;
    for (size_t i = 0; i < filler->budget->files.count; i++)
        filler->budget->files.items[i].rounded += filler->budget->files.items[i].source == filler->source;
    return NUMBER_READ;
}

/* "ingår", "N/A"; of a share also the error of one whose base is 0. */
static bool stands_for_nothing(struct str text, enum number_status status, enum value_kind kind)
{
    struct lexeme lexeme;
    if (status == NUMBER_ERROR)
        return kind == VALUE_PERCENT && str_starts(text, STR("#DIV"));
    if (status != NUMBER_NOT)
        return false;
    lex_cell(text, false, CURRENCY_NONE, &lexeme);
    return lexeme_is(&lexeme, LEX_NOTHING);
}

static void say_nothing(struct filler *filler, struct origin origin, struct str text, struct str name)
{
    struct finding *finding =
        report_cell(filler, RULE_READ_NUMBER, origin, name, MESSAGE_NUMBER_NOTHING, MESSAGE_DO_NUMBER_NOTHING,
                    (struct message){.arguments = {quoted(filler->arena, text)}});
    finding->severity = WARNING;
}

/* What stood beside an amount that was read: "ca", a footnote, an apostrophe. */
static void say_beside(struct filler *filler, const struct cell *cell, struct str text, struct number number,
                       struct str name)
{
    enum message_id message = number.is_quoted  ? MESSAGE_NUMBER_QUOTED
                              : number.is_about ? MESSAGE_NUMBER_ABOUT
                                                : MESSAGE_NUMBER_NOTED;
    enum message_id action = number.is_quoted  ? MESSAGE_DO_NUMBER_QUOTED
                             : number.is_about ? MESSAGE_DO_NUMBER_ABOUT
                                               : MESSAGE_DO_NUMBER_NOTED;
    struct str amount = words_of_amount(filler->arena, filler->findings->language, cell->value);
    struct finding *finding =
        report_cell(filler, RULE_READ_NUMBER, cell->origin, name, message, action,
                    (struct message){.arguments = {quoted(filler->arena, text), amount}});
    finding->severity = NOTE;
}

/* Of all amounts in unknown currencies the first is named. */
static void report_currency(struct filler *filler, struct origin origin, struct str text, struct str name)
{
    if (filler->findings->added[RULE_READ_CURRENCY] > 0)
        return;
    report_cell(filler, RULE_READ_CURRENCY, origin, name, MESSAGE_CURRENCY_UNKNOWN,
                MESSAGE_DO_CURRENCY_UNKNOWN, (struct message){.arguments = {quoted(filler->arena, text)}});
}

/* What is said of an amount that was read. */
static void say_amount(struct filler *filler, const struct cell *cell, struct str text, struct number number,
                       struct str name)
{
    if (number.currency == CURRENCY_OTHER)
        report_currency(filler, cell->origin, text, name);
    if (number.is_quoted || number.is_about || number.is_noted)
        say_beside(filler, cell, text, number, name);
}

struct cell read_value(struct filler *filler, size_t row, int field, enum value_kind kind, int64_t unit,
                       char mark, struct str name)
{
    struct str text = filler_cell(filler, row, field);
    struct cell cell = {.id = filler->budget->cell_count++,
                        .unit = unit ? unit : filler->unit,
                        .origin = filler_origin(filler, row, field)};
    struct number number = {0};
    enum number_status status;
    if (kind == VALUE_PERCENT) {
        status = read_percent(filler, row, field, &cell, &number);
    } else if (kind == VALUE_COUNT) {
        status = read_count(filler, row, field, &cell, &number);
    } else {
        number = filler_number(filler, row, field, mark);
        status = read_amount_cell(filler, number, row_is_exact(filler_row(filler, row), field), &cell);
    }
    cell.currency = number.currency;
    if (status == NUMBER_TOO_FINE && number.doubtful_mark != 0 && !filler->stated_mark) {
        status = NUMBER_AMBIGUOUS;
        cell.rounded = false;
    }
    if (stands_for_nothing(text, status, kind)) {
        say_nothing(filler, cell.origin, text, name);
        status = NUMBER_BLANK;
    }
    cell.state = status == NUMBER_BLANK ? CELL_BLANK : status == NUMBER_READ ? CELL_VALUE : CELL_UNREADABLE;
    if (cell.state == CELL_UNREADABLE && status == NUMBER_AMBIGUOUS && kind == VALUE_PERCENT)
        report_cell(filler, RULE_READ_AMBIGUOUS, cell.origin, name, MESSAGE_PERCENT_AMBIGUOUS,
                    MESSAGE_DO_PERCENT, (struct message){.arguments = {quoted(filler->arena, text)}});
    else if (cell.state == CELL_UNREADABLE)
        report_number(filler, cell.origin, text, number, status, name);
    else if (cell.state == CELL_VALUE && kind == VALUE_AMOUNT)
        say_amount(filler, &cell, text, number, name);
    return cell;
}

struct cell read_plain_number(struct filler *filler, size_t row, int field, char mark)
{
    struct number number = filler_number(filler, row, field, mark);
    if (number.status == NUMBER_AMBIGUOUS) /* hours and prices are seldom in thousands */
        number = filler_number(filler, row, field, number.doubtful_mark);
    bool nothing = number.status == NUMBER_BLANK || number.status == NUMBER_NOT;
    bool read = number.status == NUMBER_READ && !number.percent;
    return (struct cell){.id = filler->budget->cell_count++,
                         .state = nothing ? CELL_BLANK
                                  : read  ? CELL_VALUE
                                          : CELL_UNREADABLE,
                         .value = number.digits,
                         .decimals = number.decimals,
                         .unit = 1,
                         .origin = filler_origin(filler, row, field)};
}

/* How the amounts of a column are written: how many only with a decimal comma, only with a decimal point, and how many
 * have a comma or full stop before exactly three digits. */
struct style {
    int comma, point, doubtful_comma, doubtful_point;
    bool doubtful; /* some number has such a mark, be it a percentage */
};

/* Some comma or full stop stands in it: other numbers say nothing of either. */
static bool has_mark(struct str text)
{
    for (size_t i = 0; i < text.length; i++)
        if (text.data[i] == ',' || text.data[i] == '.')
            return true;
    return false;
}

static struct style column_style(const struct filler *filler, const struct column *column)
{
    struct style style = {0};
    int field = (int)column->origin.field;
    for (size_t i = filler->found.first; i < filler->found.end; i++) {
        struct str cell = filler_cell(filler, i, field);
        bool plain = number_is_plain_decimal(cell) && !row_is_exact(filler_row(filler, i), field);
        style.comma += plain;
        if (plain || !has_mark(cell))
            continue;
        struct number number = filler_number(filler, i, field, 0);
        style.doubtful = style.doubtful || number.doubtful_mark != 0;
        if (number.percent || number.status == NUMBER_NOT)
            continue;
        style.comma += number.decimal_mark == ',' || number.group_mark == '.';
        style.point += number.decimal_mark == '.' || number.group_mark == ',';
        style.doubtful_comma += number.doubtful_mark == ',';
        style.doubtful_point += number.doubtful_mark == '.';
    }
    return style;
}

static void add_remark(struct filler *filler, struct message message)
{
    budget_remark(filler->budget, filler->findings->language, message);
}

static void remark_mixed(struct filler *filler, const struct column *column, struct style style)
{
    add_remark(filler, (struct message){MESSAGE_REMARK_MIXED_MARKS,
                                        {column->label, source_text(filler->arena, filler->source),
                                         words_of_count(filler->arena, style.point),
                                         words_of_count(filler->arena, style.comma)}});
}

static char style_mark(struct filler *filler, const struct column *column, struct style style)
{
    if (style.comma > 0 && style.point > 0)
        remark_mixed(filler, column, style);
    if ((style.comma > 0) != (style.point > 0))
        return style.comma > 0 ? ',' : '.';
    int64_t unit = column->unit ? column->unit : filler->unit;
    bool by_three = style.comma == 0 && unit == ORE_PER_KRONA &&
                    style.doubtful_comma + style.doubtful_point >= 2 &&
                    (style.doubtful_comma == 0 || style.doubtful_point == 0);
    if (!by_three || filler->stated_mark)
        return 0;
    bool commas = style.doubtful_comma > 0;
    add_remark(filler, (struct message){MESSAGE_REMARK_THOUSANDS,
                                        {commas ? STR(",") : STR("."), column->label,
                                         source_text(filler->arena, filler->source)}});
    return commas ? '.' : ',';
}

struct column_mark column_mark(struct filler *filler, const struct column *column)
{
    struct style style = column_style(filler, column);
    return (struct column_mark){style_mark(filler, column, style), style.doubtful};
}

char cell_decimal_mark(const struct filler *filler, size_t row, int field, int64_t unit,
                       struct column_mark column)
{
    char mark = column.mark;
    if (mark == 0 || !column.doubtful || filler->stated_mark)
        return mark;
    struct number number = filler_number(filler, row, field, 0);
    int64_t own = number.unit ? number.unit : unit ? unit : filler->unit;
    bool third_decimal = number.doubtful_mark == mark && own == ORE_PER_KRONA && !number.percent;
    return third_decimal ? 0 : mark;
}

static struct dated make_dated(enum date_status status, struct date date, struct origin origin)
{
    enum cell_state state = status == DATE_READ    ? CELL_VALUE
                            : status == DATE_BLANK ? CELL_BLANK
                                                   : CELL_UNREADABLE;
    return (struct dated){state, date, origin};
}

static void report_date(struct filler *filler, struct origin origin, struct str text, enum date_status status)
{
    static const enum message_id messages[] = {[DATE_NOT] = MESSAGE_DATE_NOT,
                                               [DATE_NO_SUCH] = MESSAGE_DATE_NO_SUCH,
                                               [DATE_AMBIGUOUS] = MESSAGE_DATE_AMBIGUOUS};
    if (status == DATE_READ || status == DATE_BLANK)
        return;
    report_cell(filler, status == DATE_AMBIGUOUS ? RULE_READ_AMBIGUOUS : RULE_READ_DATE, origin, STR(""),
                messages[status], MESSAGE_DO_DATE,
                (struct message){.arguments = {quoted(filler->arena, text)}});
}

/* "45352" in a column of days: what a workbook holds for 2024-03-01, which is read and said. */
static bool read_serial(struct filler *filler, struct origin origin, struct str text, struct date *date)
{
    struct lexeme lexeme;
    lex_cell(text, false, CURRENCY_NONE, &lexeme);
    if (!lexeme_is(&lexeme, LEX_SERIAL_DATE))
        return false;
    *date = lexeme_serial_date(&lexeme);
    struct finding *finding = report_cell(
        filler, RULE_READ_DATE, origin, STR(""), MESSAGE_DATE_SERIAL, MESSAGE_DO_DATE,
        (struct message){.arguments = {quoted(filler->arena, text), words_of_date(filler->arena, *date)}});
    finding->severity = WARNING;
    return true;
}

struct dated read_dated(struct filler *filler, size_t row, int field)
{
    struct str text = filler_cell(filler, row, field);
    struct date date = {0};
    enum date_status status = date_read(text, &date);
    struct origin origin = filler_origin(filler, row, field);
    if (status == DATE_NOT && read_serial(filler, origin, text, &date))
        status = DATE_READ;
    report_date(filler, origin, text, status);
    return make_dated(status, date, origin);
}

void read_period(struct filler *filler, size_t row, int field, struct dated *start, struct dated *end)
{
    struct str text = filler_cell(filler, row, field);
    struct date first = {0}, last = {0};
    enum date_status status = period_read(text, &first, &last);
    struct origin origin = filler_origin(filler, row, field);
    report_date(filler, origin, text, status);
    *start = make_dated(status, first, origin);
    *end = make_dated(status, last, origin);
}
