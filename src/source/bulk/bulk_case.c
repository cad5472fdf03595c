/* One case of a long export: its rows, gathered by table, category and line. */
#include "bulk_case.h"

#include "budgetkoll/number.h"
#include "budgetkoll/vocabulary.h"
#include "budgetkoll/wordings.h"

/* ---- cells, and what is said of them ---- */

/* The cell in a field; a blank one at the last cell's place beyond them. */
static struct text_cell cell_at(const struct record_cells *row, int field)
{
    if (field >= 0 && (size_t)field < row->list.count)
        return row->list.items[field];
    struct text_cell last = row->list.items[row->list.count - 1];
    return (struct text_cell){STR(""), last.offset, last.line};
}

static struct origin origin_of(struct bulk_reader *reader, struct text_cell cell)
{
    return placed_origin(reader->arena, reader->source, cell);
}

static struct finding *report(struct bulk_reader *reader, enum rule_id rule, struct text_cell cell,
                              struct message message, enum message_id action)
{
    struct finding *finding = finding_add(reader->findings, rule, origin_of(reader, cell), message);
    finding_set_action(reader->findings, finding, (struct message){action, {{0}}});
    return finding;
}

/* An amount that nothing is checked of is counted; what it is has been reported. False when the cell holds none. */
static bool skip(struct bulk_reader *reader, struct text_cell cell, struct str name)
{
    int64_t unit = reader->bulk->unit ? reader->bulk->unit : ORE_PER_KRONA;
    struct number number = number_read(cell.text, 0);
    money amount = 0;
    if (!number.percent && number_amount(number, unit, &amount) == NUMBER_READ)
        *ARENA_PUSH(reader->arena, &reader->budget->skipped) =
            (struct skipped){origin_of(reader, cell), quoted(reader->arena, name), amount, number.currency};
    return number.status != NUMBER_BLANK && number.status != NUMBER_NOT && !number.percent;
}

/* A row that belongs nowhere: its amounts are counted, and make it an error unless they only sum up others. */
static void report_row(struct bulk_reader *reader, struct text_cell cell, struct message message,
                       enum message_id action)
{
    const struct bulk_columns *columns = &reader->bulk->columns;
    struct str name = cell_at(&reader->row, columns->category).text;
    if (name.length == 0)
        name = cell_at(&reader->row, columns->line).text;
    struct finding *finding = report(reader, RULE_READ_UNKNOWN_ROW, cell, message, action);
    for (int field = 0; (size_t)field < reader->row.list.count; field++) {
        bool counts =
            reader->by_amount ? field == columns->amount : field != columns->id && field != columns->category;
        if (counts && skip(reader, reader->row.list.items[field], name) &&
            message.id != MESSAGE_BULK_NO_AMOUNT)
            finding->severity = ERROR;
    }
}

/* ---- which table a row belongs to ---- */

/* By what a category means where no table is named; one that could stand in either goes with the row before. */
static enum table_kind meant_kind(const struct bulk_reader *reader, struct str category)
{
    enum table_kind usual = reader->bulk->kind;
    if (usual == TABLE_ACTIVITIES)
        return usual;
    struct ratio rate;
    label_take_rate(&category, &rate);
    struct str key = label_key(reader->arena, category);
    bool cost = vocabulary_find(DOMAIN_COST, key).concept != UNKNOWN;
    bool financing = vocabulary_find(DOMAIN_FINANCING, key).concept != UNKNOWN;
    if (cost == financing)
        return reader->table ? reader->table->kind : usual;
    return cost ? TABLE_COSTS : TABLE_FINANCING;
}

/* Of one row a line: the export's own columns but those that say which case, table and line it is. */
static void take_headings(struct bulk_reader *reader, struct bulk_table *table)
{
    const struct bulk_columns *columns = &reader->bulk->columns;
    for (int field = 0; field < (int)reader->bulk->column_count; field++) {
        if (reader->bulk->list[field].is_used && field != columns->only)
            continue;
        struct bulk_heading heading = {cell_at(&reader->header, field), STR(""),
                                       reader->bulk->list[field].heading, table->headings.count, field};
        if (field == columns->only)
            heading.meaning.concept = COL_COST;
        if (heading.meaning.concept == COL_TOTAL && table->kind == TABLE_ACTIVITIES)
            heading.meaning.concept = COL_COST;
        *ARENA_PUSH(reader->arena, &table->headings) = heading;
    }
}

/* The table of a row: by its name, else by what its category means. */
static struct bulk_table *row_table(struct bulk_reader *reader, struct text_cell name,
                                    struct text_cell category)
{
    struct str key = label_key(reader->arena, name.text);
    enum table_kind kind = key.length > 0 ? bulk_kind_of(vocabulary_find(DOMAIN_TABLE, key).concept)
                                          : meant_kind(reader, category.text);
    for (size_t i = 0; i < reader->tables.count; i++) {
        struct bulk_table *table = reader->tables.items[i];
        if (table->kind == kind && (kind != TABLE_OTHER || str_equal(table->key, key)))
            return table;
    }
    struct bulk_table *table = *ARENA_PUSH(reader->arena, &reader->tables) =
        ARENA_NEW(reader->arena, struct bulk_table);
    table->kind = kind;
    table->key = key;
    table->title = name;
    table->label = name.text.length > 0 ? name : category;
    if (!reader->by_amount) {
        table->label = cell_at(&reader->header, reader->bulk->columns.category);
        take_headings(reader, table);
    }
    return table;
}

/* ---- which line of its table ---- */

/* "Summa", "Totalt" */
static bool is_total(struct arena *arena, struct str text)
{
    enum { LONGEST_TOTAL = 16 };
    return text.length > 0 && text.length <= LONGEST_TOTAL &&
           vocabulary_find(DOMAIN_TOTALS, label_key(arena, text)).concept == ROW_TOTAL;
}

/* The line of that name, a category or one of a category; a new one when there is none. Of one row a line every row has a
 * line of its own, also when its name has been there: that is for its table to judge. */
static struct bulk_line *line_of(struct bulk_reader *reader, struct bulk_line *category,
                                 struct text_cell label, bool is_own)
{
    struct bulk_table *table = reader->table;
    const void *owner = category ? (const void *)category : table;
    uint64_t hash =
        str_hash(label.text) ^ (uint64_t)(uintptr_t)owner >> 4; /* whose last bits are always zero */
    struct bulk_line **slot = &reader->slots[hash % LINE_SLOTS], *line = *slot;
    while (line && (line->owner != owner || !str_equal(line->name, label.text)))
        line = line->next;
    if (line && (reader->by_amount || !is_own || line->cells.count == 0)) {
        reader->mixed = reader->mixed || (category ? line->cells.count > 0 : line != table->open);
        return line;
    }
    line = ARENA_NEW(reader->arena, struct bulk_line);
    *line = (struct bulk_line){.next = *slot, .owner = owner, .name = label.text, .label = label};
    line->category = category ? category : line;
    line->place = table->lines.count;
    *ARENA_PUSH(reader->arena, &table->lines) = line;
    return *slot = line;
}

/* The line of a row; "Summa" beside a category is the category itself. */
static struct bulk_line *row_line(struct bulk_reader *reader, struct text_cell category,
                                  struct text_cell detail)
{
    struct bulk_table *table = reader->table;
    bool alone = category.text.length == 0 || detail.text.length == 0;
    struct text_cell label = category.text.length > 0 ? category : detail;
    bool dashed = alone && table->open && take_dash(&label.text);
    if (dashed)
        detail = label;
    else
        take_dash(&detail.text);
    bool total = is_total(reader->arena, detail.text);
    bool is_own = dashed ? total && reader->by_amount : alone || total || detail.text.length == 0;
    if (!dashed)
        table->open = line_of(reader, NULL, label, is_own);
    if (!is_own)
        return line_of(reader, table->open, detail, true);
    if (!dashed && !table->open->has_own)
        table->open->label = label;
    table->open->has_own = true;
    return table->open;
}

/* Finds the line of a row, which most often is that of the row before. */
static struct bulk_line *settle_line(struct bulk_reader *reader, struct text_cell name,
                                     struct text_cell category, struct text_cell detail)
{
    bool same_table = reader->table && str_equal(name.text, reader->table_text);
    bool same_category = same_table && str_equal(category.text, reader->category_text);
    if (reader->by_amount && same_category && str_equal(detail.text, reader->line_text))
        return reader->line;
    if (!same_table || (name.text.length == 0 && !same_category))
        reader->table = row_table(reader, name, category.text.length > 0 ? category : detail);
    reader->line = row_line(reader, category, detail);
    reader->table_text = name.text;
    reader->category_text = category.text;
    reader->line_text = detail.text;
    return reader->line;
}

/* ---- amounts ---- */

static struct text_cell *line_cell(struct bulk_reader *reader, struct bulk_line *line, size_t column)
{
    while (line->cells.count <= column)
        *ARENA_PUSH(reader->arena, &line->cells) = (struct text_cell){{NULL, 0}, 0, 0};
    return &line->cells.items[column];
}

/* The column of a year, from 0; -1, reported, when the cell names none. "2021" and "År 2021" are one. */
static int find_heading(struct bulk_reader *reader, struct text_cell year)
{
    struct bulk_table *table = reader->table;
    for (size_t i = 0; i < table->headings.count; i++)
        if (str_equal(table->headings.items[i].text, year.text))
            return (int)i;
    struct heading meaning = {COL_TOTAL, 0, 0};
    if (year.text.length > 0)
        meaning.concept = header_concept(reader->arena, year.text, &meaning.year, &meaning.unit);
    if (meaning.concept != COL_YEAR && meaning.concept != COL_TOTAL) {
        struct message message = {MESSAGE_BULK_YEAR, {quoted(reader->arena, year.text)}};
        report_row(reader, year, message, MESSAGE_DO_BULK_YEAR);
        return -1;
    }
    for (size_t i = 0; i < table->headings.count; i++)
        if (table->headings.items[i].meaning.year == meaning.year)
            return (int)i;
    struct bulk_heading *heading = ARENA_PUSH(reader->arena, &table->headings);
    *heading = (struct bulk_heading){year, year.text, meaning, table->headings.count - 1, NO_COLUMN};
    if (meaning.concept == COL_TOTAL)
        heading->cell.text = STR("Totalt");
    if (meaning.concept == COL_TOTAL && table->kind == TABLE_ACTIVITIES)
        heading->meaning.concept = COL_COST;
    return (int)table->headings.count - 1;
}

static void report_twice(struct bulk_reader *reader, const struct bulk_line *line, int column,
                         struct text_cell first, struct text_cell second)
{
    const struct bulk_heading *heading = &reader->table->headings.items[column];
    struct origin before = origin_of(reader, first);
    struct str total = reader->findings->language == SWEDISH ? STR("totalt") : STR("in total");
    struct message message = {MESSAGE_BULK_TWICE,
                              {quoted(reader->arena, line->label.text),
                               heading->meaning.year ? heading->cell.text : total,
                               place_line_text(reader->arena, place_resolve(before))}};
    struct finding *finding = report(reader, RULE_READ_DUPLICATE, second, message, MESSAGE_DO_BULK_TWICE);
    finding->severity = ERROR;
    finding_relate(reader->findings, finding, before, line->label.text);
    skip(reader, second, line->label.text);
}

/* The one amount of a row goes into its year. */
static void put_amount(struct bulk_reader *reader, struct bulk_line *line)
{
    const struct bulk_columns *columns = &reader->bulk->columns;
    struct text_cell amount = cell_at(&reader->row, columns->amount);
    int column = find_heading(reader, cell_at(&reader->row, columns->year));
    if (column < 0)
        return;
    struct text_cell *cell = line_cell(reader, line, (size_t)column);
    if (!cell->text.data || cell->text.length == 0)
        *cell = amount;
    else if (amount.text.length > 0)
        report_twice(reader, line, column, *cell, amount);
}

static void put_row(struct bulk_reader *reader, struct bulk_line *line)
{
    const struct bulk_table *table = reader->table;
    for (size_t i = 0; i < table->headings.count; i++)
        *line_cell(reader, line, i) = cell_at(&reader->row, table->headings.items[i].field);
}

/* ---- rows ---- */

static size_t filled_cells(const struct record_cells *row)
{
    size_t filled = 0;
    for (size_t field = 0; field < row->list.count; field++)
        filled += row->list.items[field].text.length > 0;
    return filled;
}

/* The id of the case by its first row that has one, and what a spreadsheet may have made of it elsewhere in the file. */
static void take_id(struct bulk_reader *reader, struct text_cell id, struct str twin)
{
    reader->id = id.text;
    *ARENA_PUSH(reader->arena, &reader->budget->facts) =
        (struct fact){.concept = CASE_ID,
                      .label = concept_name(CASE_ID, reader->findings->language),
                      .text = id.text,
                      .origin = origin_of(reader, id)};
    if (twin.length > 0) {
        struct message message = {MESSAGE_BULK_TWIN, {quoted(reader->arena, id.text), twin}};
        report(reader, RULE_READ_AMBIGUOUS, id, message, MESSAGE_DO_BULK_TWIN)->severity = WARNING;
    }
}

/* False, reported, when the row says not which case it belongs to. */
static bool is_of_case(struct bulk_reader *reader, size_t index)
{
    struct text_cell id = cell_at(&reader->row, reader->bulk->columns.id);
    enum message_id message = MESSAGE_NONE;
    if (reader->id.length > 0 && str_equal(id.text, reader->id))
        return true;
    if (id.text.length == 0)
        message = MESSAGE_BULK_NO_CASE;
    else if (filled_cells(&reader->row) == 1 || bulk_sums_cases(reader->arena, id.text))
        message = MESSAGE_BULK_NO_AMOUNT;
    else if (reader->id.length == 0)
        take_id(reader, id, bulk_twin(reader->bulk, index));
    if (message != MESSAGE_NONE)
        report_row(reader, id, (struct message){message, {quoted(reader->arena, id.text)}},
                   MESSAGE_DO_BULK_NO_CASE);
    return message == MESSAGE_NONE;
}

static void take_row(struct bulk_reader *reader)
{
    const struct bulk_columns *columns = &reader->bulk->columns;
    struct text_cell category = cell_at(&reader->row, columns->category);
    struct text_cell detail = cell_at(&reader->row, columns->line);
    if (category.text.length == 0 && detail.text.length == 0) {
        report_row(reader, category, (struct message){MESSAGE_BULK_NO_LABEL, {{0}}},
                   MESSAGE_DO_BULK_NO_LABEL);
        return;
    }
    struct bulk_line *line = settle_line(reader, cell_at(&reader->row, columns->table), category, detail);
    if (reader->by_amount)
        put_amount(reader, line);
    else
        put_row(reader, line);
    for (size_t field = reader->bulk->column_count; field < reader->row.list.count; field++)
        *ARENA_PUSH(reader->arena, &line->surplus) = reader->row.list.items[field];
}

static void collect(struct bulk_reader *reader, size_t index)
{
    struct bulk_lines lines = bulk_lines(reader->bulk, index);
    struct record_reader records = {
        .text = reader->source->text, .separator = reader->source->separator, .line = 1};
    struct record header, record;
    if (record_next(&records, &header))
        record_cut(&reader->header, &records, header);
    while (record_next(&records, &record)) {
        if (str_equal(record.text, header.text))
            continue;
        record.line = bulk_file_line(&lines, record.line);
        record_cut(&reader->row, &records, record);
        size_t wrong = reader->row.wrong_quote;
        if (filled_cells(&reader->row) == 0)
            continue;
        if (wrong > 0)
            report(
                reader, RULE_READ_COLUMNS, reader->row.list.items[wrong - 1],
                (struct message){reader->row.has_stray ? MESSAGE_QUOTE_STRAY : MESSAGE_QUOTE_UNCLOSED, {{0}}},
                MESSAGE_DO_QUOTE);
        if (is_of_case(reader, index))
            take_row(reader);
    }
    record_cells_end(&reader->header);
    record_cells_end(&reader->row);
}

/* ---- the case ---- */

static void remark(struct bulk_reader *reader, enum message_id id, struct str first, struct str second)
{
    struct message message = {id, {first, second}};
    budget_remark(reader->budget, reader->findings->language, message);
}

/* What people should know of how the case was read; of one row an amount its columns that nothing is read from. */
static void add_remarks(struct bulk_reader *reader, size_t index)
{
    const struct bulk *bulk = reader->bulk;
    struct str name = reader->source->name;
    long long runs = 0;
    for (uint32_t i = bulk->cases.items[index].first; i != 0; i = bulk->runs.items[i - 1].next)
        runs++;
    if (runs > 1)
        remark(reader, MESSAGE_REMARK_SCATTERED, name, words_of_count(reader->arena, runs));
    for (size_t i = 0; reader->by_amount && i < bulk->column_count; i++)
        if (!bulk->list[i].is_used)
            remark(reader, MESSAGE_REMARK_EXTRA_COLUMN, quoted(reader->arena, bulk->list[i].name), name);
}

/* The text of a case, in the encoding of the whole file: a case alone may hold too little to tell. Findings of it stand where
 * they are in the file. */
static struct source *make_source(struct arena *arena, const struct bulk *bulk, size_t index, struct str name,
                                  struct findings *findings)
{
    struct source *source = ARENA_NEW(arena, struct source);
    struct findings of_text = findings_apart(findings);
    struct bulk_lines lines = bulk_lines(bulk, index);
    enum encoding encoding = encoding_is_utf16(bulk->encoding) ? ENCODING_UTF8 : bulk->encoding;
    struct decoded decoded = decode(arena, bulk_bytes(arena, bulk, index), encoding);
    decoded.encoding = bulk->encoding;
    decoded.first_high = encoding_pass_ascii(decoded.text, 0);
    decoded.rival = decoded.first_high < decoded.text.length ? bulk->rival : ENCODING_UNKNOWN;
    source->name = name;
    source->kind = SOURCE_BULK;
    source->text = decoded.text;
    source->separator = bulk->rows.separator;
    decoded_report(arena, source, &decoded, &of_text);
    for (size_t i = 0; i < of_text.list.count; i++)
        of_text.list.items[i].place.line = bulk_file_line(&lines, of_text.list.items[i].place.line);
    findings_join(findings, &of_text);
    return source;
}

void bulk_read(struct arena *arena, const struct bulk *bulk, size_t index, struct str name,
               struct budget *budget, struct findings *findings, struct loaded *loaded)
{
    loaded->source = make_source(arena, bulk, index, name, findings);
    struct bulk_reader reader = {.arena = arena,
                                 .bulk = bulk,
                                 .budget = budget,
                                 .findings = findings,
                                 .source = loaded->source,
                                 .by_amount = bulk->columns.amount != NO_COLUMN,
                                 .slots = ARENA_ARRAY(arena, struct bulk_line *, LINE_SLOTS),
                                 .header = {.arena = arena},
                                 .row = {.arena = arena}};
    collect(&reader, index);
    bulk_tables(&reader, loaded);
    add_remarks(&reader, index);
}
