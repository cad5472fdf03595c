/* One case, of files or of a long export, to one budget. */
#include "budgetkoll/reading.h"

#include "budgetkoll/emphasis.h"
#include "budgetkoll/label.h"

#include "bands.h"
#include "currencies.h"
#include "fill.h"
#include "general.h"
#include "ledger.h"
#include "load.h"
#include "notes.h"
#include "partners.h"

struct case_reader {
    struct arena *arena;
    struct findings *findings;
    const struct reading_choice *choice;
    struct lexicon *lexicon;
    struct reading reading;
    struct loaded_files files;
    int64_t unit; /* öre in the unit that the case states for its amounts */
    bool seen[TABLE_KINDS];
    struct origin first_seen[TABLE_KINDS];
    LIST(struct filler) left_out; /* tables of no known kind in which nothing can be checked */
};

/* Cells come from the text of their file, where nearly always nothing is to compose. */
static void compose_rows(struct case_reader *reader)
{
    for (size_t i = 0; i < reader->files.list.count; i++)
        if (label_has_marks(reader->files.list.items[i].source->text))
            rows_compose(reader->arena, &reader->files.list.items[i].rows);
}

static void cut_files(struct case_reader *reader)
{
    loaded_cut(reader->arena, &reader->files, reader->findings);
    compose_rows(reader);
    for (size_t i = 0; i < reader->files.list.count; i++)
        rows_take_emphasis(&reader->files.list.items[i].rows);
    struct recognise_room room = {0};
    for (size_t i = 0; i < reader->files.list.count; i++) {
        struct loaded *loaded = &reader->files.list.items[i];
        rows_lex(reader->lexicon, &loaded->rows);
        if (loaded->has_tables) {
            tables_describe(reader->arena, &room, &loaded->rows, loaded->source, &loaded->tables);
            continue;
        }
        project_split_facts(reader->arena, &loaded->rows);
        intervals_split(reader->arena, &loaded->rows);
        bands_unfold(reader->arena, &loaded->rows);
        loaded->tables = tables_recognise(reader->arena, &room, &loaded->rows, loaded->source);
    }
    arena_release(&room.own);
    arena_release(&room.scratch);
}

static void find_other_side(struct case_reader *reader)
{
    uint32_t sides = 0;
    for (size_t f = 0; f < reader->files.list.count; f++)
        sides |= tables_sides(&reader->files.list.items[f].tables);
    for (size_t f = 0; f < reader->files.list.count; f++)
        tables_settle_side(reader->arena, &reader->files.list.items[f].rows,
                           &reader->files.list.items[f].tables, sides);
}

static struct filler make_filler(struct case_reader *reader, size_t file, size_t i)
{
    const struct loaded *loaded = &reader->files.list.items[file];
    struct found_table found = loaded->tables.list.items[i];
    return (struct filler){.arena = reader->arena,
                           .budget = reader->reading.budget,
                           .findings = reader->findings,
                           .source = loaded->source,
                           .rows = &loaded->rows,
                           .found = found,
                           .lexicon = reader->lexicon,
                           .stated_mark = reader->choice->decimal_mark,
                           .unit = found.unit ? found.unit : reader->unit};
}

static void fill_indicators(struct filler *filler)
{
    filler_add_table(filler);
}

static void fill_project_table(struct filler *filler)
{
    filler_add_table(filler); /* the facts stand by themselves; the table only says that it was found */
    fill_project(filler);
}

static void (*const fillers[TABLE_KINDS])(struct filler *) = {
    [TABLE_PROJECT] = fill_project_table,   [TABLE_COSTS] = fill_ledger,
    [TABLE_FINANCING] = fill_ledger,        [TABLE_EU_AID] = fill_ledger,
    [TABLE_SHARES] = fill_ledger,           [TABLE_ACTIVITIES] = fill_activities,
    [TABLE_CLAIMS] = fill_claims,           [TABLE_PARTNERS] = fill_partners,
    [TABLE_ATTACHMENTS] = fill_attachments, [TABLE_INDICATORS] = fill_indicators,
    [TABLE_INTERVALS] = fill_ledger,        [TABLE_ALLOCATION] = fill_ledger,
};

/* Kinds of which a case may have several tables. */
static bool may_repeat(enum table_kind kind)
{
    return kind == TABLE_PROJECT || kind == TABLE_INDICATORS || kind == TABLE_PARTNERS ||
           kind == TABLE_ATTACHMENTS;
}

/* A hidden sheet, or one that is called "Gammal budget", "Utkast 2": not the one that applies. */
static bool is_old(const struct case_reader *reader, const struct filler *filler)
{
    static const char *const words[] = {"gammal", "gamla", "old",   "tidigare", "utkast", "draft",
                                        "kopia",  "copy",  "arkiv", "archive",  "backup", "previous"};
    struct str key = label_key(reader->arena, filler->source->sheet);
    bool old = filler->source->is_hidden;
    for (size_t i = 0; i < sizeof words / sizeof *words && !old; i++)
        old = str_find(key, str_from(words[i])) >= 0;
    return old;
}

/* A second table of the same kind: the first is used, and the user must say which is right. */
static void report_repeated_table(struct case_reader *reader, struct filler *filler)
{
    enum table_kind kind = filler->found.kind;
    struct origin first = reader->first_seen[kind];
    struct message message = {MESSAGE_DUPLICATE_TABLE,
                              {table_kind_name(kind, reader->findings->language),
                               place_line_text(reader->arena, place_resolve(first))}};
    struct finding *finding =
        report_unknown(filler, RULE_READ_DUPLICATE, filler_table_origin(filler), message, skip_rows(filler));
    finding_relate(reader->findings, finding, first, table_kind_name(kind, SWEDISH));
    finding_set_action(reader->findings, finding, (struct message){MESSAGE_DO_DUPLICATE_TABLE, {{0}}});
    if (is_old(reader, filler))
        finding->severity = WARNING;
}

/* "Källa;ekonomisystemet", "Sida;1;av;2": what looks like a table is notes. */
static bool is_notes(const struct filler *filler)
{
    struct filler notes = *filler;
    notes.found.first = filler->found.begin;
    notes.found.title = notes.found.header = NO_ROW;
    return notes_are_all(&notes, false);
}

static void fill_other(struct case_reader *reader, struct filler *filler)
{
    struct budget *budget = reader->reading.budget;
    size_t tables = budget->tables.count;
    if (!is_notes(filler) && !fill_general(filler))
        *ARENA_PUSH(reader->arena, &reader->left_out) = *filler;
    else if (budget->tables.count > tables)
        budget->tables.items[tables]->part_of = filler->found.part_of;
}

/* No table stands above the rows in their file, and some below. */
static bool is_above_tables(const struct found_tables *tables, size_t i)
{
    bool below = false;
    for (size_t other = 0; other < tables->list.count; other++) {
        enum table_kind kind = tables->list.items[other].kind;
        if (kind != TABLE_UNKNOWN && tables->list.items[other].first < tables->list.items[i].first)
            return false;
        below = below || (kind != TABLE_UNKNOWN && kind != TABLE_PROJECT);
    }
    return below;
}

/* Lines that belong to no table: notes, or what is not understood. */
static void fill_loose(struct case_reader *reader, struct filler *filler, size_t file, size_t i)
{
    if (!notes_are_all(filler, is_above_tables(&reader->files.list.items[file].tables, i)))
        fill_unknown(filler);
}

static void fill_known(struct case_reader *reader, struct filler *filler)
{
    enum table_kind kind = filler->found.kind;
    if (reader->seen[kind] && !may_repeat(kind)) {
        report_repeated_table(reader, filler);
        return;
    }
    if (!reader->seen[kind])
        reader->first_seen[kind] = filler_table_origin(filler);
    reader->seen[kind] = true;
    notes_cut(filler);
    fillers[kind](filler);
}

static void fill_table(struct case_reader *reader, size_t file, size_t i)
{
    struct filler filler = make_filler(reader, file, i);
    if (filler.found.kind == TABLE_OTHER)
        fill_other(reader, &filler);
    else if (filler.found.kind == TABLE_UNKNOWN)
        fill_loose(reader, &filler, file, i);
    else
        fill_known(reader, &filler);
}

/* Some table of the case can be checked. */
static bool has_budget(const struct budget *budget)
{
    bool found = false;
    for (size_t i = 0; i < budget->tables.count && !found; i++) {
        enum table_kind kind = budget->tables.items[i]->kind;
        found = kind == TABLE_COSTS || table_kind_holds(TABLE_FINANCING, kind) || kind == TABLE_OTHER ||
                kind == TABLE_INTERVALS || kind == TABLE_ALLOCATION || kind == TABLE_ACTIVITIES;
    }
    return found;
}

/* A table in which nothing can be checked is an error only where it is the only budget there is. */
static void report_left_out(struct case_reader *reader)
{
    bool beside = has_budget(reader->reading.budget);
    for (size_t i = 0; i < reader->left_out.count; i++) {
        struct finding *finding = fill_left_out(&reader->left_out.items[i], true);
        finding->severity = beside ? WARNING : ERROR;
    }
}

static void find_unit(struct case_reader *reader)
{
    reader->unit = ORE_PER_KRONA;
    for (size_t f = 0; f < reader->files.list.count; f++)
        for (size_t i = 0; i < reader->files.list.items[f].tables.list.count; i++) {
            struct filler filler = make_filler(reader, f, i);
            int64_t unit = filler.found.kind == TABLE_PROJECT ? project_unit(&filler) : 0;
            reader->unit = unit ? unit : reader->unit;
        }
}

/* What is said about the project comes first, so that a repeated statement is found where it is repeated. */
static void fill_all(struct case_reader *reader, bool project)
{
    for (size_t f = 0; f < reader->files.list.count; f++)
        for (size_t i = 0; i < reader->files.list.items[f].tables.list.count; i++)
            if ((reader->files.list.items[f].tables.list.items[i].kind == TABLE_PROJECT) == project)
                fill_table(reader, f, i);
}

static void remark_rounded(struct case_reader *reader)
{
    struct budget *budget = reader->reading.budget;
    for (size_t i = 0; i < budget->files.count; i++) {
        const struct file_reading *file = &budget->files.items[i];
        if (file->rounded == 0)
            continue;
        struct message message = {
            MESSAGE_REMARK_ROUNDED,
            {file->source->sheet, file->name, words_of_count(reader->arena, file->rounded)}};
        budget_remark(budget, reader->findings->language, message);
    }
}

static bool is_recognised(const struct reading *reading)
{
    bool some = false;
    for (size_t i = 0; i < reading->budget->files.count; i++)
        if (reading->budget->files.items[i].failure.length != 0)
            return false;
    for (size_t i = 0; i < reading->budget->tables.count; i++)
        some = some || reading->budget->tables.items[i]->kind != TABLE_UNKNOWN;
    return some;
}

/* Without a lexicon that is kept the case has one of its own. */
static struct case_reader start(struct arena *arena, const struct reading_choice *choice,
                                struct lexicon *lexicon, struct findings *findings)
{
    struct case_reader reader = {.arena = arena, .findings = findings, .choice = choice};
    reader.lexicon = lexicon ? lexicon : lexicon_new(arena);
    lexicon_use(reader.lexicon, arena);
    reader.reading.budget = ARENA_NEW(arena, struct budget);
    reader.reading.budget->arena = arena;
    return reader;
}

/* From the files that have been loaded to the budget. */
static struct reading finish(struct case_reader *reader)
{
    cut_files(reader);
    find_other_side(reader);
    partners_settle(reader->arena, reader->files.list.items, reader->files.list.count);
    find_unit(reader);
    fill_all(reader, true);
    fill_all(reader, false);
    report_left_out(reader);
    financiers_settle(reader->arena, reader->reading.budget);
    remark_rounded(reader);
    currencies_settle(reader->reading.budget, reader->findings);
    reader->reading.recognised = is_recognised(&reader->reading);
    return reader->reading;
}

struct reading read_case_as(struct arena *arena, const struct input *inputs, size_t count,
                            const struct reading_choice *choice, struct findings *findings)
{
    struct case_reader reader = start(arena, choice, NULL, findings);
    for (size_t i = 0; i < count; i++)
        load_input(arena, reader.reading.budget, &inputs[i], choice, findings, &reader.files);
    return finish(&reader);
}

struct reading read_case(struct arena *arena, const struct input *inputs, size_t count,
                         struct findings *findings)
{
    return read_case_as(arena, inputs, count, &(struct reading_choice){0}, findings);
}

struct reading read_bulk_case(struct arena *arena, const struct bulk *bulk, size_t index, struct str name,
                              const struct reading_choice *choice, struct lexicon *lexicon,
                              struct findings *findings)
{
    struct case_reader reader = start(arena, choice, lexicon, findings);
    load_bulk(arena, reader.reading.budget, bulk, index, name, findings, &reader.files);
    return finish(&reader);
}
