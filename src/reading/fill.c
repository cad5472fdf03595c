#include "fill.h"

#include "budgetkoll/buffer.h"
#include "dates.h"

enum { QUOTED_CHARACTERS = 60 };

const struct row *filler_row(const struct filler *filler, size_t i)
{
    return &filler->rows->list.items[i];
}

const struct row *filler_header(const struct filler *filler)
{
    return filler->segment.header == NO_ROW ? NULL : filler_row(filler, (size_t)filler->segment.header);
}

bool filler_is_data(const struct filler *filler, size_t i)
{
    const struct row *row = filler_row(filler, i), *header = filler_header(filler);
    if (row_is_blank(row))
        return false;
    for (uint32_t field = 0; header && field < header->count; field++)
        if (!str_equal(row_cell(row, field), row_cell(header, field)))
            return true;
    return header == NULL;
}

struct origin filler_origin(const struct filler *filler, size_t row, int field)
{
    return row_origin(filler->source, filler_row(filler, row), field < 0 ? 0 : (uint32_t)field);
}

int filler_field(const struct filler *filler, enum concept concept)
{
    const struct row *header = filler_header(filler);
    for (uint32_t field = 0; header && field < header->count; field++) {
        int year = 0;
        int64_t unit = 0;
        if (header_concept(filler->arena, row_cell(header, field), &year, &unit) == concept)
            return (int)field;
    }
    return NO_FIELD;
}

struct str filler_cell(const struct filler *filler, size_t row, int field)
{
    return field < 0 ? STR("") : row_cell(filler_row(filler, row), (uint32_t)field);
}

struct str filler_title(const struct filler *filler)
{
    return filler->segment.title == NO_ROW ? STR("") : filler_cell(filler, (size_t)filler->segment.title, 0);
}

struct origin filler_table_origin(const struct filler *filler)
{
    if (filler->segment.header != NO_ROW)
        return filler_origin(filler, (size_t)filler->segment.header, 0);
    if (filler->segment.title != NO_ROW)
        return filler_origin(filler, (size_t)filler->segment.title, 0);
    return filler_origin(filler, filler->segment.first, 0);
}

struct str one_line(struct arena *arena, struct str text)
{
    struct buffer line = {.arena = arena};
    bool gap = false;
    for (size_t at = 0; at < text.length;) {
        size_t begin = at;
        int32_t c = str_next(text, &at);
        bool blank = str_is_blank(c) || c < ' ';
        if (gap && !blank && line.length != 0)
            buffer_add_char(&line, ' ');
        gap = blank;
        if (!blank)
            buffer_add(&line, str_slice(text, begin, at));
    }
    return buffer_text(&line);
}

struct str quoted(struct arena *arena, struct str text)
{
    struct str line = one_line(arena, text);
    size_t at = 0;
    for (int count = 0; at < line.length && count < QUOTED_CHARACTERS; count++)
        str_next(line, &at);
    if (at == line.length)
        return line;
    struct buffer cut = {.arena = arena};
    buffer_add(&cut, str_slice(line, 0, at));
    buffer_add(&cut, STR("…"));
    return buffer_text(&cut);
}

/* ---- cells ---- */

static void report_cell(struct filler *filler, enum rule_id rule, struct origin origin, struct str name,
                        enum message_id message, enum message_id action, struct message arguments)
{
    arguments.id = message;
    struct finding *finding = finding_add(filler->findings, rule, origin, arguments);
    arguments.id = action;
    finding_set_action(filler->findings, finding, arguments);
    finding->cell = name;
}

/* "1,234" can be 1 234 kr or 1,234 kr: says both readings. */
static void report_ambiguous(struct filler *filler, struct origin origin, struct str text,
                             struct number number, struct str name)
{
    struct arena *arena = filler->arena;
    enum language language = filler->findings->language;
    struct buffer decimal = {.arena = arena};
    struct number thousands = number_read(text, number.doubtful_mark == ',' ? '.' : ',');
    money amount = 0;
    number_amount(thousands, ORE_PER_KRONA, &amount);
    int64_t size = thousands.digits < 0 ? -thousands.digits : thousands.digits;
    buffer_print(&decimal, "%s%lld%s%03lld", thousands.digits < 0 ? "−" : "", (long long)(size / 1000),
                 language == SWEDISH ? "," : ".", (long long)(size % 1000));
    struct message arguments = {
        .arguments = {quoted(arena, text), words_of_amount(arena, language, amount), buffer_text(&decimal)}};
    report_cell(filler, RULE_READ_AMBIGUOUS, origin, name, MESSAGE_NUMBER_AMBIGUOUS,
                MESSAGE_DO_NUMBER_AMBIGUOUS, arguments);
}

static void report_number(struct filler *filler, struct origin origin, struct str text, struct number number,
                          enum number_status status, struct str name)
{
    static const enum message_id messages[] = {
        [NUMBER_NOT] = MESSAGE_NUMBER_NOT,
        [NUMBER_TOO_LARGE] = MESSAGE_NUMBER_TOO_LARGE,
        [NUMBER_TOO_FINE] = MESSAGE_NUMBER_TOO_FINE,
    };
    struct message arguments = {.arguments = {quoted(filler->arena, text)}};
    if (status == NUMBER_AMBIGUOUS)
        report_ambiguous(filler, origin, text, number, name);
    else
        report_cell(filler, RULE_READ_NUMBER, origin, name, messages[status], MESSAGE_DO_NUMBER, arguments);
}

static enum number_status read_percent(struct str text, struct cell *cell, struct number *number)
{
    struct ratio rate;
    *number = number_read(text, 0);
    if (number->status == NUMBER_AMBIGUOUS) /* "45,240 %": a percentage is never in thousands */
        *number = number_read(text, number->doubtful_mark);
    cell->value = number->digits;
    cell->decimals = number->decimals;
    if (number->unit != 0)
        return NUMBER_NOT;
    return number_percent(*number, &rate);
}

static enum number_status read_count(struct str text, struct cell *cell, struct number *number)
{
    *number = number_read(text, 0);
    cell->value = number->digits;
    bool whole = number->decimals == 0 && !number->percent && number->unit == 0;
    return number->status == NUMBER_READ && !whole ? NUMBER_NOT : number->status;
}

struct cell read_value(struct filler *filler, size_t row, int field, enum value_kind kind, int64_t unit,
                       char mark, struct str name)
{
    struct str text = filler_cell(filler, row, field);
    struct cell cell = {.id = filler->budget->cell_count++, .origin = filler_origin(filler, row, field)};
    struct number number = {0};
    enum number_status status;
    if (kind == VALUE_PERCENT) {
        status = read_percent(text, &cell, &number);
    } else if (kind == VALUE_COUNT) {
        status = read_count(text, &cell, &number);
    } else {
        number = number_read(text, mark);
        status = number.percent && number.status == NUMBER_READ
                     ? NUMBER_NOT
                     : number_amount(number, unit ? unit : filler->unit, &cell.value);
    }
    if (status == NUMBER_TOO_FINE && number.doubtful_mark != 0)
        status = NUMBER_AMBIGUOUS;
    cell.state = status == NUMBER_BLANK ? CELL_BLANK : status == NUMBER_READ ? CELL_VALUE : CELL_UNREADABLE;
    if (cell.state == CELL_UNREADABLE && status == NUMBER_AMBIGUOUS && kind == VALUE_PERCENT)
        report_cell(filler, RULE_READ_AMBIGUOUS, cell.origin, name, MESSAGE_PERCENT_AMBIGUOUS,
                    MESSAGE_DO_PERCENT, (struct message){.arguments = {quoted(filler->arena, text)}});
    else if (cell.state == CELL_UNREADABLE)
        report_number(filler, cell.origin, text, number, status, name);
    return cell;
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

struct dated read_dated(struct filler *filler, size_t row, int field)
{
    struct str text = filler_cell(filler, row, field);
    struct date date = {0};
    enum date_status status = date_read(text, &date);
    struct origin origin = filler_origin(filler, row, field);
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

/* ---- what is not understood ---- */

struct finding *report_unknown(struct filler *filler, enum rule_id rule, struct origin origin,
                               struct message message, bool holds_amounts)
{
    struct finding *finding = finding_add(filler->findings, rule, origin, message);
    if (holds_amounts)
        finding->severity = ERROR;
    return finding;
}

bool row_holds_amount(const struct row *row, uint32_t field)
{
    for (; field < row->count; field++) {
        struct number number = number_read(row_cell(row, field), 0);
        if (number.status != NUMBER_BLANK && number.status != NUMBER_NOT && !number.percent)
            return true;
    }
    return false;
}

bool column_holds_numbers(const struct filler *filler, uint32_t field)
{
    for (size_t i = filler->segment.first; i < filler->segment.end; i++) {
        struct number number = number_read(row_cell(filler_row(filler, i), field), 0);
        if (number.status != NUMBER_BLANK && number.status != NUMBER_NOT && filler_is_data(filler, i))
            return true;
    }
    return false;
}

void report_unknown_column(struct filler *filler, uint32_t field)
{
    size_t header = (size_t)filler->segment.header;
    struct message message = {MESSAGE_UNKNOWN_COLUMN,
                              {quoted(filler->arena, row_cell(filler_header(filler), field))}};
    struct finding *finding = report_unknown(filler, RULE_READ_UNKNOWN_TABLE,
                                             filler_origin(filler, header, (int)field), message, true);
    finding_set_action(filler->findings, finding, (struct message){MESSAGE_DO_UNKNOWN_COLUMN, {{0}}});
}

void remark_column(struct filler *filler, struct str label)
{
    struct message message = {MESSAGE_REMARK_COLUMN, {quoted(filler->arena, label), filler->source->name}};
    *ARENA_PUSH(filler->arena, &filler->budget->remarks) =
        (struct remark){message_text(filler->arena, filler->findings->language, message)};
}

static bool is_used(enum concept concept, const enum concept *used, size_t count)
{
    bool found = concept == COL_DESCRIPTION || concept == COL_ROW_NUMBER;
    for (size_t i = 0; i < count; i++)
    found = found || used[i] == concept;
    return found;
}

void report_unused_columns(struct filler *filler, const enum concept *used, size_t count, int amounts)
{
    const struct row *header = filler_header(filler);
    for (uint32_t field = 0; header && field < header->count; field++) {
        int year = 0;
        int64_t unit = 0;
        struct str label = row_cell(header, field);
        if ((int)field == amounts || is_used(header_concept(filler->arena, label, &year, &unit), used, count))
            continue;
        if (column_holds_numbers(filler, field))
            report_unknown_column(filler, field);
        else if (label.length > 0)
            remark_column(filler, label);
    }
}

void report_surplus(struct filler *filler, size_t row)
{
    const struct row *header = filler_header(filler), *data = filler_row(filler, row);
    for (uint32_t field = header ? header->count : 2; field < data->count; field++) {
        if (row_cell(data, field).length == 0)
            continue;
        struct message arguments = {MESSAGE_COLUMNS_SURPLUS,
                                    {words_of_count(filler->arena, data->count),
                                     words_of_count(filler->arena, header ? header->count : 2)}};
        struct finding *finding = finding_add(filler->findings, RULE_READ_COLUMNS,
                                              filler_origin(filler, row, (int)field), arguments);
        finding_set_action(filler->findings, finding, (struct message){MESSAGE_DO_COLUMNS, {{0}}});
        return;
    }
}

void fill_unknown(struct filler *filler)
{
    bool amounts = false;
    for (size_t i = filler->segment.first; i < filler->segment.end; i++)
        amounts =
            amounts || (!row_is_blank(filler_row(filler, i)) && row_holds_amount(filler_row(filler, i), 1));
    struct origin origin = filler_table_origin(filler);
    struct message message = {MESSAGE_UNKNOWN_TABLE,
                              {quoted(filler->arena, row_cell(&filler->rows->list.items[origin.record], 0))}};
    struct finding *finding = report_unknown(filler, RULE_READ_UNKNOWN_TABLE, origin, message, amounts);
    finding_set_action(filler->findings, finding, (struct message){MESSAGE_DO_UNKNOWN_TABLE, {{0}}});
}
