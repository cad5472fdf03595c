/* A libFuzzer target for the way from bytes to what a budget should be, and back: whatever the reader reads is completed,
 * written over its own text, and read again. */
#include "fuzz_parts.h"

#include "budgetkoll/check.h"
#include "budgetkoll/complete.h"
#include "budgetkoll/rewrite.h"

/* Whole kronor half-up with every rate known; cut to öre with rates left to the user; private money not counted. */
static const char *const scheme_texts[] = {
    NULL,
    "[scheme]\nid = cut\n[rounding]\nunit = 0,01\ndirection = truncate\nsource = x\nconfirmed = no\n"
    "[indirect]\nname.sv = a\nname.en = a\nrate = 15 %\nbase = staff-costs\nsource = x\nconfirmed = no\n"
    "[aid-share]\neligible = given\nsource = x\nconfirmed = no\nprivate-counts = yes\nprivate-source = x\n"
    "private-confirmed = no\n",
    "[scheme]\nid = private\n[payroll]\nname.sv = a\nname.en = a\nrate = 31,42 %\nsource = x\nconfirmed = "
    "no\n"
    "[indirect]\nname.sv = a\nname.en = a\nrate = 40 %\nbase = staff-costs + other-direct - external\nsource "
    "= x\n"
    "confirmed = no\n[aid-share]\neligible = 40 %\nsource = x\nconfirmed = no\nprivate-counts = no\n"
    "private-source = x\nprivate-confirmed = no\n",
};
enum { SCHEMES = sizeof scheme_texts / sizeof *scheme_texts };

static const struct scheme *schemes[SCHEMES];

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
    (void)argc;
    (void)argv;
    for (int i = 0; i < SCHEMES; i++) {
        struct str error = STR(""), text = scheme_texts[i] ? str_from(scheme_texts[i])
                                                           : file_text("data/schemes/eruf-2014.ini");
        schemes[i] = read_scheme(&lasting, (struct input){STR("s.ini"), text}, ENGLISH, &error);
        if (!schemes[i])
            fprintf(stderr, "%.*s\n", STR_ARG(error));
        MUST(schemes[i] != NULL);
    }
    return 0;
}

/* ---- promises ---- */

typedef __int128 sum;

static void check_year(const struct financed_year *year, const struct item *own_row)
{
    sum paid = (sum)year->promised + year->own + year->missing + year->aid - year->surplus;
    MUST(paid == year->costs);
    MUST(year->aid >= 0 && year->own >= 0 && year->missing >= 0 && year->surplus >= 0);
    MUST(year->own == 0 || own_row != NULL);
}

/* What is paid is what it costs, in each year and over the project; no ceiling is passed. */
static void check_plan(const struct financing_plan *plan)
{
    sum costs = 0, aid = 0;
    if (!plan->is_known)
        return;
    for (size_t i = 0; i < plan->years.count; i++) {
        check_year(&plan->years.items[i], plan->own_row);
        costs += plan->years.items[i].costs;
        aid += plan->years.items[i].aid;
    }
    MUST(costs == plan->costs && aid == plan->aid);
    for (int i = 0; i < CEILING_KINDS; i++)
        MUST(!plan->ceilings[i].is_set || plan->aid <= plan->ceilings[i].most);
    MUST(plan->lowest < 0 || plan->ceilings[plan->lowest].most == plan->aid);
}

static bool reads_alike(struct arena *arena, const struct budget *wanted, const struct budget *got)
{
    struct budget_cells a = budget_cells(arena, wanted), b = budget_cells(arena, got);
    bool same = a.list.count == b.list.count;
    for (size_t i = 0; same && i < a.list.count; i++)
        same = cell_reads_alike(a.list.items[i], b.list.items[i]);
    return same;
}

static void check_same(struct arena *arena, const struct budget *wanted, const struct budget *got)
{
    struct budget_cells a = budget_cells(arena, wanted), b = budget_cells(arena, got);
    MUST(a.list.count == b.list.count);
    for (size_t i = 0; i < a.list.count; i++)
        MUST(cell_reads_alike(a.list.items[i], b.list.items[i]));
}

/* The same rows and columns are sums of the same others: in tables of no known kind figures have a say in it, and new ones may
 * choose another reading. */
static bool has_same_sums(const struct table *a, const struct table *b)
{
    bool same = a->sums.count == b->sums.count && a->columns.count == b->columns.count;
    for (size_t i = 0; same && i < a->sums.count; i++) {
        const struct found_sum *left = &a->sums.items[i], *right = &b->sums.items[i];
        same = left->axis == right->axis && left->target == right->target && left->first == right->first &&
               left->end == right->end && left->parts.count == right->parts.count;
        for (size_t p = 0; same && p < left->parts.count; p++)
            same = left->parts.items[p].line == right->parts.items[p].line &&
                   left->parts.items[p].sign == right->parts.items[p].sign;
    }
    return same;
}

/* The bytes are read in the same encodings, which a new number can settle otherwise, and rows are lines of the same
 * groups. */
static bool is_built_alike(const struct budget *a, const struct budget *b)
{
    bool same = a->tables.count == b->tables.count;
    for (size_t i = 0; i < a->files.count; i++)
        same = same && strcmp(a->files.items[i].encoding, b->files.items[i].encoding) == 0;
    for (size_t t = 0; same && t < a->tables.count; t++) {
        const struct table *left = a->tables.items[t], *right = b->tables.items[t];
        same = left->items.count == right->items.count && has_same_sums(left, right);
        for (size_t i = 0; same && i < left->items.count; i++)
            same = left->items.items[i]->lines.count == right->items.items[i]->lines.count;
    }
    return same;
}

/* ---- one run ---- */

struct completed {
    struct budget *published, *working;
    struct calculation *calculation;
    struct findings *findings; /* of reading, and of checking what was computed */
    struct case_report report;
};

static struct completed complete(struct arena *arena, const struct input *files, size_t count,
                                 const struct scheme *scheme, enum language language)
{
    struct completed done = {.findings = ARENA_NEW(arena, struct findings)};
    struct findings twice = {.arena = arena, .language = language};
    *done.findings = twice;
    struct check_options options = {200, scheme, NULL};
    struct reading reading = read_case(arena, files, count, done.findings);
    done.working = reading.budget;
    done.published = read_case(arena, files, count, &twice).budget;
    struct conditions conditions = conditions_find(scheme, done.published);
    done.calculation = complete_budget(arena, done.published, done.working, &conditions, language);
    done.report = (struct case_report){.path = STR("case"),
                                       .id = STR("case"),
                                       .budget = done.working,
                                       .findings = done.findings,
                                       .scheme_reason = STR("default"),
                                       .calculation = done.calculation};
    if (done.working->tables.count > 0)
        done.report.result = check_budget(arena, done.working, &options, done.findings).result;
    findings_sort(done.findings);
    done.report.is_checked =
        reading.recognised && done.report.result.has_substance && done.calculation->obstacle == OBSTACLE_NONE;
    for (int i = 0; i < MISSING_KINDS; i++)
        done.report.is_checked &= !done.calculation->missing[i] && !done.report.result.missing[i];
    return done;
}

/* Without costs nobody knows the aid, readable or not. */
static bool is_unplanned_aid(const struct calculation *calculation, const struct computed *cell)
{
    return !calculation->plan.is_known && cell->row && cell->row->concept == EU_AID;
}

static size_t find_new_cells(const struct calculation *calculation, struct new_cell *cells)
{
    size_t count = 0;
    for (size_t i = 0; i < calculation->cells.count; i++) {
        const struct computed *cell = &calculation->cells.items[i];
        MUST(cell->computed->state == CELL_VALUE || is_unplanned_aid(calculation, cell));
        if (cell->computed->state == CELL_VALUE && !cell_reads_alike(cell->published, cell->computed))
            cells[count++] = (struct new_cell){
                cell->computed->origin, cell->kind,     cell->computed->value,   cell->computed->decimals,
                cell->computed->unit,   !cell->is_fact, cell->computed->currency};
    }
    return count;
}

/* A row with more cells than its header cannot be trusted at all, whatever is written in it. */
static bool has_long_row(const struct findings *findings)
{
    for (size_t i = 0; i < findings->list.count; i++)
        if (findings->list.items[i].rule == RULE_READ_COLUMNS)
            return true;
    return false;
}

/* Something could not be read. */
static bool has_errors(const struct findings *findings)
{
    for (size_t i = 0; i < findings->list.count; i++)
        if (findings->list.items[i].severity == ERROR && findings->list.items[i].rule <= RULE_READ_DUPLICATE)
            return true;
    return false;
}

/* The files with their new cells; false when one cannot be written as it was encoded. */
static bool rewrite(struct arena *arena, const struct completed *done, struct input *files)
{
    static const struct str lost = {"\xEF\xBF\xBD", 3};
    struct new_cell *cells = ARENA_ARRAY(arena, struct new_cell, done->calculation->cells.count + 1);
    size_t count = find_new_cells(done->calculation, cells);
    for (size_t i = 0; i < done->working->files.count; i++) {
        const struct file_reading *file = &done->working->files.items[i];
        struct str text, missing = STR("");
        if (!file->source || str_find(file->source->text, lost) >= 0)
            return false;
        text = rewrite_text(arena, file->source, cells, count);
        check_utf8(text);
        if (!encode_text(arena, text, file->encoding, &files[i].bytes, &missing))
            return false;
    }
    return true;
}

static void check_reports(struct arena *arena, const struct completed *done, enum language language)
{
    struct report_options plain = {.language = language}, painted = {.language = language, .color = true};
    struct report_options quiet = {.language = language, .quiet = true};
    check_json(write_report(arena, &calculation_json, &done->report, plain));
    check_characters(write_report(arena, &calculation_text, &done->report, plain), "\n");
    check_characters(write_report(arena, &calculation_text, &done->report, painted), "\n\033");
    check_characters(write_report(arena, &calculation_text, &done->report, quiet), "\n");
}

/* What was computed reads as it was computed, and computing it again changes nothing. */
static void run_case(struct arena *arena, struct input *files, size_t count, const struct scheme *scheme,
                     enum language language)
{
    struct completed done = complete(arena, files, count, scheme, language), again;
    check_reports(arena, &done, language);
    if (!done.report.is_checked)
        return;
    check_plan(&done.calculation->plan);
    if (done.calculation->plan.years_differ) /* in-kind of other years is not settled at once */
        return;
    if (has_long_row(done.findings) || !rewrite(arena, &done, files))
        return;
    again = complete(arena, files, count, scheme, language);
    if (!is_built_alike(done.working, again.published))
        return; /* a heading over rows without dashes is their group only while it is blank */
    if (!reads_alike(arena, done.working, again.published))
        return; /* a new number can settle what was doubtful before: then the command line writes nothing */
    MUST(again.report.is_checked);
    if (!has_errors(done.findings)) /* a sum that could be read only now may tell a blank more */
        check_same(arena, again.published, again.working);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena arena = {0};
    struct input files[MOST_FILES];
    struct str bytes = {arena_copy(&arena, data, size), size};
    size_t count = cut_files(&arena, bytes, files);
    run_case(&arena, files, count, schemes[size / 2 % SCHEMES], size % 2 ? SWEDISH : ENGLISH);
    arena_release(&arena);
    return 0;
}
