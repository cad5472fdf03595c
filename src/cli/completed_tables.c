/* Completed tables: written back in their own layout, and read again before anything is put in its place. */
#include "cli.h"

#include "budgetkoll/label.h"
#include "budgetkoll/rewrite.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

/* One file to write, and what it is to hold. */
struct target {
    const char *name;
    struct str bytes, before; /* before: what an input that is written over held; else empty */
    struct output output;
};

struct targets {
    LIST(struct target) list;
};

struct table_writer {
    struct arena *arena;
    const struct options *options;
    const struct case_report *report;
    const struct case_inputs *inputs;
    struct places *places; /* of a run that writes to a folder, else NULL */
    LIST(struct new_cell) cells;
    struct targets targets;
};

/* ---- what changed ---- */

static void find_new_cells(struct table_writer *writer)
{
    const struct calculation *calculation = writer->report->calculation;
    for (size_t i = 0; i < calculation->cells.count; i++) {
        const struct computed *cell = &calculation->cells.items[i];
        if (cell_differs(cell->published, cell->computed))
            *ARENA_PUSH(writer->arena, &writer->cells) = (struct new_cell){
                cell->computed->origin, cell->kind,     cell->computed->value,   cell->computed->decimals,
                cell->computed->unit,   !cell->is_fact, cell->computed->currency};
    }
}

/* Amounts of a workbook that were rounded to öre are written as they were read. */
static void find_rounded_cells(struct table_writer *writer)
{
    struct budget_cells cells = budget_cells(writer->arena, writer->report->budget);
    for (size_t i = 0; i < cells.list.count; i++) {
        const struct cell *cell = cells.list.items[i];
        if (cell->rounded && cell->state == CELL_VALUE)
            *ARENA_PUSH(writer->arena, &writer->cells) = (struct new_cell){.origin = cell->origin,
                                                                           .kind = VALUE_AMOUNT,
                                                                           .value = cell->value,
                                                                           .unit = cell->unit,
                                                                           .in_column = true,
                                                                           .currency = cell->currency};
    }
}

static bool changes(const struct table_writer *writer, const struct source *source)
{
    for (size_t i = 0; i < writer->cells.count; i++)
        if (writer->cells.items[i].origin.source == source)
            return true;
    return false;
}

/* ---- the bytes ---- */

static bool complain_of_character(const struct table_writer *writer, const struct file_reading *file,
                                  struct str missing)
{
    complain(writer->options->language,
             "%.*s: tecknet ”%.*s” går inte att skriva i %s; rätta filens teckenkodning, eller skriv till en "
             ".csv-fil",
             "%.*s: the character “%.*s” cannot be written in %s; correct the file's encoding, or write to a "
             ".csv file",
             STR_ARG(file->name), STR_ARG(missing), file->encoding);
    return false;
}

/* A character that was lost in reading would be lost for good. */
static bool allow_lost(const struct table_writer *writer, const struct file_reading *file)
{
    static const struct str lost = {"\xEF\xBF\xBD", 3};
    if (str_find(file->source->text, lost) < 0)
        return true;
    return complain_of_character(writer, file, lost);
}

/* A sheet or running text has no layout that could be kept: it becomes a table as Excel opens it, with a byte order
 * mark and semicolons. */
static struct str table_bytes(struct table_writer *writer, const struct source *source)
{
    struct buffer bytes = {.arena = writer->arena};
    buffer_add(&bytes, STR("\xEF\xBB\xBF"));
    buffer_add(&bytes,
               rewrite_joined(writer->arena, &source, 1, writer->cells.items, writer->cells.count, ';'));
    return buffer_text(&bytes);
}

static bool file_bytes(struct table_writer *writer, const struct file_reading *file, struct str *bytes)
{
    if (file->source->kind != SOURCE_TABLE) {
        *bytes = table_bytes(writer, file->source);
        return allow_lost(writer, file);
    }
    struct str text = rewrite_text(writer->arena, file->source, writer->cells.items, writer->cells.count);
    struct str missing = STR("");
    return allow_lost(writer, file) && (encode_text(writer->arena, text, file->encoding, bytes, &missing) ||
                                        complain_of_character(writer, file, missing));
}

static struct str joined_bytes(struct table_writer *writer, char separator)
{
    const struct budget *budget = writer->report->budget;
    const struct source **sources = ARENA_ARRAY(writer->arena, const struct source *, budget->files.count);
    for (size_t i = 0; i < budget->files.count; i++)
        sources[i] = budget->files.items[i].source;
    return rewrite_joined(writer->arena, sources, budget->files.count, writer->cells.items,
                          writer->cells.count, separator);
}

/* ---- reading them again ---- */

/* Tables of many sheets that stand below one another in one file may hold other tables than by themselves. */
static void complain_of_rereading(const struct table_writer *writer, size_t written)
{
    if (written == 1 && writer->report->budget->files.count > 1)
        complain(writer->options->language,
                 "%.*s: tillsammans i en fil skulle tabellerna läsas på ett annat sätt, så inget är skrivet; "
                 "skriv dem till en mapp (-o MAPP/) eller en arbetsbok (-o FIL.xlsx)",
                 "%.*s: together in one file the tables would be read in another way, so nothing is written; "
                 "write them to a folder (-o FOLDER/) or a workbook (-o FILE.xlsx)",
                 STR_ARG(writer->report->path));
    else
        complain(writer->options->language,
                 "%.*s: ifyllda skulle tabellerna läsas på ett annat sätt (en rad eller tabell som inte "
                 "känns igen? budgetkoll check visar den), så inget är skrivet; skriv dem till en arbetsbok "
                 "(-o FIL.xlsx)",
                 "%.*s: filled in, the tables would be read in another way (a row or table that is not "
                 "recognised? budgetkoll check shows it), so nothing is written; write them to a workbook "
                 "(-o FILE.xlsx)",
                 STR_ARG(writer->report->path));
}

/* What is written must read as what was computed: nobody looks at every figure again. */
static bool reads_back(struct table_writer *writer, const struct input *inputs, size_t count,
                       const struct reading_choice *choice)
{
    struct findings findings = {.arena = writer->arena, .language = writer->options->language};
    struct reading reading = read_case_as(writer->arena, inputs, count, choice, &findings);
    struct budget_cells written = budget_cells(writer->arena, reading.budget);
    struct budget_cells wanted = budget_cells(writer->arena, writer->report->budget);
    bool same = written.list.count == wanted.list.count;
    for (size_t i = 0; i < wanted.list.count && same; i++)
        same = cell_reads_alike(written.list.items[i], wanted.list.items[i]);
    if (!same)
        complain_of_rereading(writer, count);
    return same;
}

/* ---- what is written where ---- */

static void add_target(struct table_writer *writer, const char *name, struct str bytes, struct str before)
{
    *ARENA_PUSH(writer->arena, &writer->targets.list) =
        (struct target){.name = name, .bytes = bytes, .before = before};
}

/* ---- which file becomes which ---- */

static const struct input *input_of(const struct table_writer *writer, const struct file_reading *file)
{
    for (size_t i = 0; i < writer->inputs->count; i++)
        if (str_equal(writer->inputs->items[i].name, file->name))
            return &writer->inputs->items[i];
    return NULL;
}

/* A sheet's name as a part of a file's: what no file system or terminal should be given becomes a dash. */
static void add_sheet_name(struct buffer *name, struct str sheet)
{
    for (size_t at = 0; at < sheet.length;) {
        size_t begin = at;
        int32_t c = str_next(sheet, &at);
        bool bad = label_acts(c) || (c < 0x7F && strchr("/\\:*?\"<>|", c) != NULL);
        buffer_add(name, bad ? STR("-") : str_slice(sheet, begin, at));
    }
}

/* "budget.xlsx.Kostnader.csv", "ansökan.txt.csv": a table that was no table file, beside which that name never stands. */
static struct str made_name(struct arena *arena, const struct file_reading *file)
{
    struct buffer name = {.arena = arena};
    bool piped = str_equal(file->name, STR("-"));
    buffer_add(&name, piped ? STR("standard-input") : file->name);
    if (file->source->sheet.length > 0)
        buffer_add_char(&name, '.');
    add_sheet_name(&name, file->source->sheet);
    buffer_add(&name, STR(".csv"));
    buffer_add_char(&name, '\0');
    return (struct str){name.data, name.length - 1};
}

static bool is_target(const struct table_writer *writer, const char *name)
{
    for (size_t i = 0; i < writer->targets.list.count; i++)
        if (strcmp(writer->targets.list.items[i].name, name) == 0)
            return true;
    return false;
}

/* Where a file's table goes in the folder; NULL, said, when what is read or written already has that place. */
static const char *place_in_folder(const struct table_writer *writer, const char *folder,
                                   const struct file_reading *file)
{
    bool made = file->source->kind != SOURCE_TABLE;
    const char *name = target_name(writer->arena, folder, made ? made_name(writer->arena, file) : file->name);
    if (!places_allow(writer->places, name))
        return NULL;
    if (made && is_target(writer, name)) {
        complain(writer->options->language, "två blad skulle skrivas till %s; ge dem olika namn",
                 "two sheets would be written to %s; give them names of their own", name);
        return NULL;
    }
    return name;
}

/* What has no layout to keep cannot be written over either. */
static bool allow_in_place(const struct table_writer *writer, const struct file_reading *file)
{
    if (file->source->kind == SOURCE_TABLE)
        return true;
    complain(
        writer->options->language,
        "%.*s: bara tabellfiler (.csv .tsv) kan skrivas över; skriv tabellerna till en mapp med -o MAPP",
        "%.*s: only table files (.csv .tsv) can be written over; write the tables to a folder with -o FOLDER",
        STR_ARG(file->name));
    return false;
}

/* In place only what changes. */
static bool plan_file(struct table_writer *writer, const char *folder, const struct file_reading *file,
                      struct str bytes)
{
    if (folder) {
        const char *name = place_in_folder(writer, folder, file);
        if (name)
            add_target(writer, name, bytes, STR(""));
        return name != NULL;
    }
    const struct input *input = input_of(writer, file);
    if (!changes(writer, file->source) || !input)
        return true;
    add_target(writer, input->name.data, bytes, input->bytes);
    return allow_in_place(writer, file);
}

/* Every file of the case. */
static bool plan_files(struct table_writer *writer)
{
    const struct budget *budget = writer->report->budget;
    const char *folder =
        writer->places ? target_folder(writer->arena, writer->options, writer->inputs->files) : NULL;
    struct input *again = ARENA_ARRAY(writer->arena, struct input, budget->files.count);
    for (size_t i = 0; i < budget->files.count; i++) {
        const struct file_reading *file = &budget->files.items[i];
        again[i].name = file->name;
        if (!file_bytes(writer, file, &again[i].bytes) || !plan_file(writer, folder, file, again[i].bytes))
            return false;
    }
    return reads_back(writer, again, budget->files.count, &writer->inputs->choice);
}

/* ---- writing ---- */

/* FILE.bak, or the first of FILE.bak2, FILE.bak3 ... that is not there yet; NULL, said, when that cannot be told. */
static const char *copy_name(const struct table_writer *writer, const char *name)
{
    for (int i = 1;; i++) {
        struct buffer copy = {.arena = writer->arena};
        buffer_print(&copy, i == 1 ? "%s.bak" : "%s.bak%d", name, i);
        buffer_add_char(&copy, '\0');
        if (access(copy.data, F_OK) == 0)
            continue;
        if (errno == ENOENT)
            return copy.data;
        complain_of_reading(writer->options->language, str_from(copy.data), errno);
        return NULL;
    }
}

static bool write_output(struct output *output, const char *name, const char *like, struct str bytes,
                         enum language language)
{
    if (!output_open(output, name, language))
        return false;
    if (like)
        output->like = like;
    output_write(output, bytes);
    return output_finish(output, language);
}

/* The copy is read by no more people than the file. */
static bool keep_copy(const struct table_writer *writer, const struct target *target)
{
    struct output output;
    enum language language = writer->options->language;
    const char *name = copy_name(writer, target->name);
    return name && write_output(&output, name, target->name, target->before, language) &&
           output_place(&output, language);
}

/* What somebody saved since the file was read would be lost. */
static bool is_unchanged(const struct table_writer *writer, const struct target *target)
{
    struct str now;
    if (!file_read(writer->arena, str_from(target->name), writer->options->language, &now))
        return false;
    if (str_equal(now, target->before))
        return true;
    complain(
        writer->options->language,
        "%s har ändrats sedan den lästes, och skrivs inte över; kör igen för att räkna på det som nu står",
        "%s has been changed since it was read, and is not written over; run again to compute what it "
        "holds now",
        target->name);
    return false;
}

/* Puts the new file in the place of one that is as it was read, or of none that is read or was just written. */
static bool place_target(const struct table_writer *writer, struct target *target)
{
    bool allowed = writer->places ? places_allow(writer->places, target->name) : is_unchanged(writer, target);
    if (!allowed) {
        output_abandon(&target->output);
        return false;
    }
    bool placed = output_place(&target->output, writer->options->language);
    if (placed && writer->places)
        places_take(writer->places, target->name);
    return placed;
}

/* The copies of what is written over come before anything is put in its place: whatever fails then, nothing is lost. */
static bool keep_copies(const struct table_writer *writer)
{
    bool kept = true;
    for (size_t i = 0; i < writer->targets.list.count && kept && !writer->places; i++)
        kept = is_unchanged(writer, &writer->targets.list.items[i]);
    for (size_t i = 0; i < writer->targets.list.count && kept && !writer->places; i++)
        kept = keep_copy(writer, &writer->targets.list.items[i]);
    return kept;
}

/* All of them are written before the first is put in its place. */
static bool write_targets(struct table_writer *writer)
{
    struct target *targets = writer->targets.list.items;
    size_t count = writer->targets.list.count, written = 0, placed = 0;
    while (written < count && write_output(&targets[written].output, targets[written].name, NULL,
                                           targets[written].bytes, writer->options->language))
        written++;
    bool good = written == count && keep_copies(writer);
    while (good && placed < count)
        good = place_target(writer, &targets[placed++]);
    for (size_t i = placed; i < written; i++)
        output_abandon(&targets[i].output);
    return good;
}

static struct table_writer make_writer(struct arena *arena, const struct options *options,
                                       const struct case_report *report, const struct case_inputs *inputs)
{
    struct table_writer writer = {.arena = arena, .options = options, .report = report, .inputs = inputs};
    find_rounded_cells(&writer);
    find_new_cells(&writer);
    return writer;
}

bool save_tables(struct arena *arena, const struct options *options, const struct case_report *report,
                 const struct case_inputs *inputs, struct places *places)
{
    struct table_writer writer = make_writer(arena, options, report, inputs);
    writer.places = places;
    return plan_files(&writer) && write_targets(&writer);
}

/* ---- one file of all tables ---- */

static bool keeps_layout(const struct table_writer *writer, const struct table_format *format)
{
    return writer->inputs->count == 1 && !writer->options->is_format_given && writer->options->output &&
           str_ends(writer->inputs->items[0].name, str_from(format->ending));
}

bool join_tables(struct arena *arena, const struct options *options, const struct case_report *report,
                 const struct case_inputs *inputs, const struct table_format *format, struct str *bytes)
{
    struct table_writer writer = make_writer(arena, options, report, inputs);
    struct input again = {.name = STR("")};
    struct reading_choice choice = inputs->choice;
    if (!keeps_layout(&writer, format)) {
        again.bytes = joined_bytes(&writer, format->separator);
        choice = (struct reading_choice){.decimal_mark = choice.decimal_mark}; /* the rest is ours */
    } else if (!file_bytes(&writer, &report->budget->files.items[0], &again.bytes)) {
        return false;
    }
    *bytes = again.bytes;
    return reads_back(&writer, &again, 1, &choice);
}
