/* One case of a long export: its rows, gathered by table, category and line, as the tables they were made from. */
#include "export_case.h"

#include "budgetkoll/vocabulary.h"
#include "budgetkoll/wordings.h"

#include <string.h>

/* ---- places and findings ---- */

static struct text_cell cell_at(const struct export_row *row, int field)
{
    if (field >= 0 && (size_t)field < row->cells.count)
        return row->cells.items[field];
    struct text_cell last = row->cells.items[row->cells.count - 1];
    return (struct text_cell){STR(""), last.offset, last.line};
}

/* A cell that findings can point at, whatever row it will stand in. */
static struct origin origin_of(struct export_collector *collector, struct text_cell cell)
{
    struct source *source = collector->source;
    *ARENA_PUSH(collector->arena, &source->records) =
        (struct record_start){(uint32_t)source->text_cells.count, cell.line, false};
    *ARENA_PUSH(collector->arena, &source->text_cells) = cell;
    return (struct origin){source, (uint32_t)source->records.count - 1, 0};
}

static struct finding *report(struct export_collector *collector, enum rule_id rule, struct text_cell cell,
                              struct message message, enum message_id action)
{
    struct finding *finding = finding_add(collector->findings, rule, origin_of(collector, cell), message);
    finding_set_action(collector->findings, finding, (struct message){action, {{0}}});
    return finding;
}

static bool is_amount(struct str text)
{
    struct number number = number_read(text, 0);
    return number.status != NUMBER_BLANK && number.status != NUMBER_NOT && !number.percent;
}

/* An amount that nothing is checked of; what it is has been reported. */
static void skip(struct export_collector *collector, struct text_cell cell, struct str name)
{
    int64_t unit = collector->export->unit ? collector->export->unit : ORE_PER_KRONA;
    struct number number = number_read(cell.text, 0);
    money amount = 0;
    if (!number.percent && number_amount(number, unit, &amount) == NUMBER_READ)
        *ARENA_PUSH(collector->arena, &collector->budget->skipped) = (struct skipped){
            origin_of(collector, cell), quoted(collector->arena, name), amount, number.currency};
}

/* What a row is about, as far as it says. */
static struct str row_name(const struct export_collector *collector)
{
    const struct export_columns *columns = &collector->export->columns;
    struct str category = cell_at(&collector->row, columns->category).text;
    return category.length > 0 ? category : cell_at(&collector->row, columns->line).text;
}

/* A row that belongs nowhere: a warning, or an error when it holds amounts, which are counted. */
static void report_row(struct export_collector *collector, struct text_cell cell, struct message message,
                       enum message_id action)
{
    const struct export_columns *columns = &collector->export->columns;
    struct finding *finding = report(collector, RULE_READ_UNKNOWN_ROW, cell, message, action);
    for (int field = 0; (size_t)field < collector->row.cells.count; field++) {
        bool counts = columns->amount != NO_COLUMN ? field == columns->amount
                                                   : field != columns->id && field != columns->category;
        struct text_cell amount = collector->row.cells.items[field];
        if (!counts || !is_amount(amount.text))
            continue;
        finding->severity = ERROR;
        skip(collector, amount, row_name(collector));
    }
}

/* ---- categories and lines by their texts ---- */

static size_t slot_at(const struct export_collector *collector, const void *owner, struct str text)
{
    uint64_t hash = (uint64_t)(uintptr_t)owner;
    for (size_t i = 0; i < text.length; i++)
        hash = (hash ^ (unsigned char)text.data[i]) * UINT64_C(1099511628211);
    size_t at = (hash ^ hash >> 29) & (collector->slot_count - 1);
    const struct export_slot *slots = collector->slots;
    while (slots[at].line && (slots[at].owner != owner || !str_equal(slots[at].text, text)))
        at = (at + 1) & (collector->slot_count - 1);
    return at;
}

static void grow_slots(struct export_collector *collector)
{
    enum { FIRST_SLOTS = 256 };
    struct export_slot *old = collector->slots;
    size_t count = collector->slot_count;
    if (count > collector->used * 2)
        return;
    collector->slot_count = count ? count * 2 : FIRST_SLOTS;
    collector->slots = ARENA_ARRAY(collector->arena, struct export_slot, collector->slot_count);
    for (size_t i = 0; i < count; i++)
        if (old[i].line)
            collector->slots[slot_at(collector, old[i].owner, old[i].text)] = old[i];
}

static struct export_line *find_line(struct export_collector *collector, const void *owner, struct str text)
{
    grow_slots(collector);
    return collector->slots[slot_at(collector, owner, text)].line;
}

static void name_line(struct export_collector *collector, const void *owner, struct str text,
                      struct export_line *line)
{
    collector->slots[slot_at(collector, owner, text)] = (struct export_slot){owner, text, line};
    collector->used++;
}

static struct export_line *new_line(struct export_collector *collector, struct text_cell label)
{
    struct export_line *line = ARENA_NEW(collector->arena, struct export_line);
    line->label = label;
    return line;
}

/* ---- tables ---- */

static const struct table_name {
    const char *key;
    enum table_kind kind;
} table_names[] = {
    {"kostnader", TABLE_COSTS},
    {"kostnad", TABLE_COSTS},
    {"kostnadsbudget", TABLE_COSTS},
    {"costs", TABLE_COSTS},
    {"medfinansiering", TABLE_FINANCING},
    {"finansiering", TABLE_FINANCING},
    {"co financing", TABLE_FINANCING},
    {"financing", TABLE_FINANCING},
    {"funding", TABLE_FINANCING},
    {"eu stöd", TABLE_EU_AID},
    {"eu medel", TABLE_EU_AID},
    {"eu aid", TABLE_EU_AID},
    {"sammanställning stödprocent", TABLE_SHARES},
    {"sammanställning", TABLE_SHARES},
    {"stödprocent", TABLE_SHARES},
    {"aid shares", TABLE_SHARES},
    {"aktiviteter", TABLE_ACTIVITIES},
    {"aktivitet", TABLE_ACTIVITIES},
    {"tid och aktivitetsplan", TABLE_ACTIVITIES},
    {"activities", TABLE_ACTIVITIES},
    {"projekt", TABLE_PROJECT},
    {"projektuppgifter", TABLE_PROJECT},
    {"villkor", TABLE_PROJECT},
    {"beslut om stöd", TABLE_PROJECT},
    {"project", TABLE_PROJECT},
    {"conditions", TABLE_PROJECT},
};

static enum table_kind named_kind(struct str key)
{
    for (size_t i = 0; i < sizeof table_names / sizeof *table_names; i++)
        if (str_equal(key, str_from(table_names[i].key)))
            return table_names[i].kind;
    return TABLE_OTHER;
}

static struct export_table *find_table(struct export_collector *collector, enum table_kind kind,
                                       struct str key)
{
    for (size_t i = 0; i < collector->tables.count; i++) {
        struct export_table *table = collector->tables.items[i];
        if (table->kind == kind && (kind != TABLE_OTHER || str_equal(table->key, key)))
            return table;
    }
    return NULL;
}

/* Of one row a line: the export's own columns but those that say which case, table and line it is. */
static void take_headings(struct export_collector *collector, struct export_table *table)
{
    const struct export_columns *columns = &collector->export->columns;
    for (int field = 0; field < (int)collector->export->names.count; field++) {
        if (field == columns->id || field == columns->table || field == columns->category ||
            field == columns->line)
            continue;
        struct text_cell cell = cell_at(&collector->header, field);
        int year = 0;
        int64_t unit = 0;
        bool total = header_concept(collector->arena, cell.text, &year, &unit) == COL_TOTAL;
        if (total && table->kind == TABLE_ACTIVITIES)
            cell.text = str_from(export_headings[table->kind].total);
        *ARENA_PUSH(collector->arena, &table->headings) =
            (struct export_heading){.cell = cell, .scope = field};
    }
}

static bool is_by_amount(const struct export_collector *collector)
{
    return collector->export->columns.amount != NO_COLUMN;
}

static struct export_table *add_table(struct export_collector *collector, enum table_kind kind,
                                      struct str key, struct text_cell name, struct text_cell category)
{
    struct export_table *table = ARENA_NEW(collector->arena, struct export_table);
    *table = (struct export_table){
        .kind = kind, .key = key, .title = name, .label = name.text.length > 0 ? name : category};
    const char *label = export_headings[kind].label;
    if (!is_by_amount(collector)) {
        table->label = cell_at(&collector->header, collector->export->columns.category);
        take_headings(collector, table);
    }
    if (label && (is_by_amount(collector) || kind != collector->export->kind))
        table->label.text = str_from(label);
    *ARENA_PUSH(collector->arena, &collector->tables) = table;
    return table;
}

/* By what a category means where no table is named; one that could stand in either goes with the row before. */
static enum table_kind meant_kind(const struct export_collector *collector, struct str category)
{
    enum table_kind usual = collector->export->kind;
    if (usual == TABLE_ACTIVITIES)
        return usual;
    struct ratio rate;
    label_take_rate(&category, &rate);
    struct str key = label_key(collector->arena, category);
    bool cost = vocabulary_find(DOMAIN_COST, key).concept != UNKNOWN;
    bool financing = vocabulary_find(DOMAIN_FINANCING, key).concept != UNKNOWN;
    if (cost == financing)
        return collector->table ? collector->table->kind : usual;
    return cost ? TABLE_COSTS : TABLE_FINANCING;
}

static struct export_table *row_table(struct export_collector *collector, struct text_cell name,
                                      struct text_cell category)
{
    struct str key = name.text.length > 0 ? label_key(collector->arena, name.text) : STR("");
    enum table_kind kind = key.length > 0 ? named_kind(key) : meant_kind(collector, category.text);
    struct export_table *table = find_table(collector, kind, key);
    return table ? table : add_table(collector, kind, key, name, category);
}

/* ---- a row's line ---- */

static struct export_line *add_category(struct export_collector *collector, struct export_table *table,
                                        struct text_cell label)
{
    struct export_line *line = new_line(collector, label);
    *ARENA_PUSH(collector->arena, &table->categories) = line;
    name_line(collector, table, label.text, line);
    return line;
}

static struct export_line *category_of(struct export_collector *collector, struct export_table *table,
                                       struct text_cell label)
{
    struct export_line *line = find_line(collector, table, label.text);
    if (line && line != table->open)
        collector->mixed = true;
    return table->open = line ? line : add_category(collector, table, label);
}

/* "Summa" beside a category is the category's own total. */
static bool is_total(struct export_collector *collector, struct str text)
{
    enum { LONGEST_TOTAL = 16 };
    return text.length <= LONGEST_TOTAL &&
           vocabulary_find(DOMAIN_TOTALS, label_key(collector->arena, text)).concept == ROW_TOTAL;
}

/* The category itself, named by one of its rows. */
static struct export_line *own_line(struct export_line *category, struct text_cell label)
{
    if (!category->has_own)
        category->label = label;
    category->has_own = true;
    return category;
}

static struct export_line *detail_of(struct export_collector *collector, struct export_line *category,
                                     struct text_cell category_cell, struct text_cell detail)
{
    struct export_line *line = find_line(collector, category, detail.text);
    if (line)
        return line;
    if (is_total(collector, detail.text)) {
        line = own_line(category, category_cell);
    } else {
        line = new_line(collector, detail);
        *ARENA_PUSH(collector->arena, &category->lines) = line;
    }
    name_line(collector, category, detail.text, line);
    return line;
}

/* The line of a row whose texts are not those of the row before. */
static struct export_line *find_row_line(struct export_collector *collector, struct text_cell category,
                                         struct text_cell detail)
{
    struct export_table *table = collector->table;
    bool has_lines = is_by_amount(collector) || collector->export->columns.line != NO_COLUMN;
    if (category.text.length == 0) {
        category = detail;
        detail.text = STR("");
    }
    if (!has_lines) { /* the rows stand as they would in the case's own table */
        struct export_line *line = new_line(collector, category);
        *ARENA_PUSH(collector->arena, &table->categories) = line;
        return line;
    }
    struct text_cell undashed = category;
    if (detail.text.length == 0 && table->open && take_dash(&undashed.text))
        return detail_of(collector, table->open, category, undashed);
    struct export_line *of = category_of(collector, table, category);
    take_dash(&detail.text);
    return detail.text.length == 0 ? own_line(of, category) : detail_of(collector, of, category, detail);
}

/* Of one row a line every row is one of its own, also when its label has been there: that is for its table to judge. */
static struct export_line *repeat_line(struct export_collector *collector, struct export_line *line)
{
    struct export_line *again = new_line(collector, line->label);
    struct export_table *table = collector->table;
    for (size_t i = 0; i < table->categories.count; i++)
        if (table->categories.items[i] == line) {
            *ARENA_PUSH(collector->arena, &table->categories) = again;
            return again;
        }
    *ARENA_PUSH(collector->arena, &table->open->lines) = again;
    return again;
}

/* ---- amounts ---- */

static struct text_cell *line_cell(struct export_collector *collector, struct export_line *line,
                                   size_t column)
{
    while (line->cells.count <= column)
        *ARENA_PUSH(collector->arena, &line->cells) = (struct text_cell){{NULL, 0}, 0, 0};
    return &line->cells.items[column];
}

/* The column of a year, from 0; false, reported, when the cell names none. */
static bool find_heading(struct export_collector *collector, struct text_cell year, size_t *column)
{
    struct export_table *table = collector->table;
    for (size_t i = 0; i < table->headings.count; i++)
        if (str_equal(table->headings.items[i].text, year.text)) {
            *column = i;
            return true;
        }
    int scope = SCOPE_TOTAL;
    int64_t unit = 0;
    enum concept concept =
        year.text.length == 0 ? COL_TOTAL : header_concept(collector->arena, year.text, &scope, &unit);
    if (concept != COL_YEAR && concept != COL_TOTAL) {
        report_row(collector, year,
                   (struct message){MESSAGE_EXPORT_YEAR, {quoted(collector->arena, year.text)}},
                   MESSAGE_DO_EXPORT_YEAR);
        return false;
    }
    struct export_heading heading = {year.text, scope, year};
    const char *total = export_headings[table->kind].total;
    if (concept == COL_TOTAL)
        heading.cell.text = str_from(total ? total : "Totalt");
    for (size_t i = 0; i < table->headings.count; i++)
        if (table->headings.items[i].scope == scope) { /* "2021" and "År 2021" */
            *column = i;
            return true;
        }
    *column = table->headings.count;
    *ARENA_PUSH(collector->arena, &table->headings) = heading;
    return true;
}

/* "2021", "totalt": the column of a heading in a message. */
static struct str heading_words(const struct export_collector *collector,
                                const struct export_heading *heading)
{
    if (heading->scope != SCOPE_TOTAL)
        return heading->cell.text;
    return collector->findings->language == SWEDISH ? STR("totalt") : STR("in total");
}

static void report_twice(struct export_collector *collector, const struct export_line *line, size_t column,
                         struct text_cell first, struct text_cell second)
{
    const struct export_heading *heading = &collector->table->headings.items[column];
    struct origin before = origin_of(collector, first);
    struct message message = {MESSAGE_EXPORT_TWICE,
                              {quoted(collector->arena, line->label.text), heading_words(collector, heading),
                               place_line_text(collector->arena, place_resolve(before))}};
    struct finding *finding =
        report(collector, RULE_READ_DUPLICATE, second, message, MESSAGE_DO_EXPORT_TWICE);
    finding->severity = ERROR;
    finding_relate(collector->findings, finding, before, line->label.text);
    skip(collector, second, line->label.text);
}

static void put_amount(struct export_collector *collector, struct export_line *line)
{
    const struct export_columns *columns = &collector->export->columns;
    struct text_cell amount = cell_at(&collector->row, columns->amount);
    size_t column = 0;
    if (!find_heading(collector, cell_at(&collector->row, columns->year), &column))
        return;
    struct text_cell *cell = line_cell(collector, line, column);
    if (!cell->text.data || cell->text.length == 0)
        *cell = amount;
    else if (amount.text.length > 0)
        report_twice(collector, line, column, *cell, amount);
}

static void put_row(struct export_collector *collector, struct export_line *line)
{
    const struct export_table *table = collector->table;
    for (size_t i = 0; i < table->headings.count; i++)
        *line_cell(collector, line, i) = cell_at(&collector->row, table->headings.items[i].scope);
}

static void put_surplus(struct export_collector *collector, struct export_line *line)
{
    for (size_t field = collector->export->names.count; field < collector->row.cells.count; field++)
        *ARENA_PUSH(collector->arena, &line->surplus) = collector->row.cells.items[field];
}

/* ---- a row ---- */

static size_t filled_cells(const struct export_row *row)
{
    size_t filled = 0;
    for (size_t field = 0; field < row->cells.count; field++)
        filled += row->cells.items[field].text.length > 0;
    return filled;
}

static void report_wrong_quote(struct export_collector *collector)
{
    struct text_cell cell = collector->row.cells.items[collector->row.wrong_quote - 1];
    bool closes = memchr(cell.text.data + 1, '"', cell.text.length - 1) != NULL;
    report(collector, RULE_READ_COLUMNS, cell,
           (struct message){closes ? MESSAGE_QUOTE_STRAY : MESSAGE_QUOTE_UNCLOSED, {{0}}}, MESSAGE_DO_QUOTE);
}

static void take_id(struct export_collector *collector, struct text_cell id)
{
    if (collector->has_id)
        return;
    struct fact *fact = ARENA_PUSH(collector->arena, &collector->budget->facts);
    *fact = (struct fact){.concept = CASE_ID,
                          .label = concept_name(CASE_ID, collector->findings->language),
                          .text = id.text,
                          .origin = origin_of(collector, id)};
    collector->has_id = true;
}

/* Finds the line of a row, which most often is that of the row before. */
static struct export_line *settle_line(struct export_collector *collector, struct text_cell name,
                                       struct text_cell category, struct text_cell detail)
{
    bool same_table = collector->table && str_equal(name.text, collector->table_text);
    bool same_category = same_table && str_equal(category.text, collector->category_text);
    if (is_by_amount(collector) && same_category && str_equal(detail.text, collector->line_text))
        return collector->line;
    if (!same_table || (name.text.length == 0 && !same_category))
        collector->table = row_table(collector, name, category.text.length > 0 ? category : detail);
    struct export_line *line = find_row_line(collector, category, detail);
    if (is_by_amount(collector) && line->cells.count > 0)
        collector->mixed = true;
    if (!is_by_amount(collector) && line->cells.count > 0)
        line = repeat_line(collector, line);
    collector->line = line;
    collector->table_text = name.text;
    collector->category_text = category.text;
    collector->line_text = detail.text;
    return line;
}

static void take_row(struct export_collector *collector)
{
    const struct export_columns *columns = &collector->export->columns;
    struct text_cell id = cell_at(&collector->row, columns->id);
    struct text_cell category = cell_at(&collector->row, columns->category);
    struct text_cell detail = cell_at(&collector->row, columns->line);
    if (collector->row.wrong_quote != 0)
        report_wrong_quote(collector);
    if (id.text.length == 0) {
        report_row(collector, id, (struct message){MESSAGE_EXPORT_NO_CASE, {{0}}}, MESSAGE_DO_EXPORT_NO_CASE);
        return;
    }
    if (filled_cells(&collector->row) == 1) {
        report_row(collector, id,
                   (struct message){MESSAGE_EXPORT_NO_AMOUNT, {quoted(collector->arena, id.text)}},
                   MESSAGE_DO_EXPORT_NO_CASE);
        return;
    }
    take_id(collector, id);
    if (category.text.length == 0 && detail.text.length == 0) {
        report_row(collector, category, (struct message){MESSAGE_EXPORT_NO_LABEL, {{0}}},
                   MESSAGE_DO_EXPORT_NO_LABEL);
        return;
    }
    struct export_line *line =
        settle_line(collector, cell_at(&collector->row, columns->table), category, detail);
    if (is_by_amount(collector))
        put_amount(collector, line);
    else
        put_row(collector, line);
    put_surplus(collector, line);
}

static void collect(struct export_collector *collector)
{
    const struct export *export = collector->export;
    struct export_lines lines = export_lines(export, collector->index);
    struct export_cursor cursor = {
        .text = collector->source->text, .separator = export->cursor.separator, .line = 1};
    struct str header, record;
    uint32_t line = 0;
    if (!export_next_record(&cursor, &header, &line))
        return;
    export_cut(collector->arena, &cursor, header, export->header_line, &collector->header);
    while (export_next_record(&cursor, &record, &line)) {
        if (str_equal(record, header))
            continue;
        export_cut(collector->arena, &cursor, record, export_file_line(&lines, line), &collector->row);
        if (filled_cells(&collector->row) > 0)
            take_row(collector);
    }
}

static void remark(struct export_collector *collector, struct message message)
{
    *ARENA_PUSH(collector->arena, &collector->budget->remarks) =
        (struct remark){message_text(collector->arena, collector->findings->language, message)};
}

/* What people should know of how the case was read. */
static void add_remarks(struct export_collector *collector)
{
    const struct export *export = collector->export;
    const struct export_case *own = &export->cases.items[collector->index];
    struct str name = collector->source->name;
    long long runs = 0;
    for (uint32_t i = own->first; i != 0; i = export->runs.items[i - 1].next)
        runs++;
    if (runs > 1)
        remark(collector,
               (struct message){MESSAGE_REMARK_SCATTERED, {name, words_of_count(collector->arena, runs)}});
    for (uint32_t i = 0; i < export->extra.count; i++)
        remark(collector, (struct message){MESSAGE_REMARK_EXTRA_COLUMN,
                                           {quoted(collector->arena, row_cell(&export->extra, i)), name}});
}

/* The text of a case, in the encoding of the whole file: a case alone may hold too little to tell. */
static struct decoded decode_case(struct arena *arena, const struct export *export, size_t index)
{
    enum encoding encoding = encoding_is_utf16(export->encoding) ? ENCODING_UTF8 : export->encoding;
    struct decoded decoded = decode(arena, export_bytes(arena, export, index), encoding);
    decoded.encoding = export->encoding;
    decoded.first_high = encoding_pass_ascii(decoded.text, 0);
    decoded.rival = decoded.first_high < decoded.text.length ? export->rival : ENCODING_UNKNOWN;
    return decoded;
}

/* Where they stand in the file, and not in the text of the case. */
static void place_in_file(const struct export *export, size_t index, struct findings *findings, size_t first)
{
    struct export_lines lines = export_lines(export, index);
    for (size_t i = first; i < findings->list.count; i++)
        findings->list.items[i].place.line = export_file_line(&lines, findings->list.items[i].place.line);
}

static struct source *make_source(struct arena *arena, const struct export *export, size_t index,
                                  struct str name, struct findings *findings)
{
    struct source *source = ARENA_NEW(arena, struct source);
    struct decoded decoded = decode_case(arena, export, index);
    size_t first = findings->list.count;
    source->name = name;
    source->kind = SOURCE_EXPORT;
    source->text = decoded.text;
    source->separator = export->cursor.separator;
    decoded_report(arena, source, &decoded, findings);
    place_in_file(export, index, findings, first);
    return source;
}

void export_read(struct arena *arena, const struct export *export, size_t index, struct str name,
                 struct budget *budget, struct findings *findings, struct loaded *loaded)
{
    loaded->source = make_source(arena, export, index, name, findings);
    struct export_collector collector = {.arena = arena,
                                         .export = export,
                                         .index = index,
                                         .budget = budget,
                                         .findings = findings,
                                         .source = loaded->source,
                                         .loaded = loaded};
    collect(&collector);
    export_tables(&collector);
    add_remarks(&collector);
}
