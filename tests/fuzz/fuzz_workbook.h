/* What the targets for workbooks share: from the bytes of a workbook to findings and reports. */
#ifndef FUZZ_WORKBOOK_H
#define FUZZ_WORKBOOK_H

#include "../unit/zip_writer.h"
#include "fuzz_case.h"


int LLVMFuzzerInitialize(int *argc, char ***argv)
{
    (void)argc;
    (void)argv;
    read_bundled_scheme();
    return 0;
}

/* Every row of a sheet begins in its text, behind the rows before it, and its cells stand there. */
static void check_source(const struct source *source)
{
    for (size_t i = 0; i < source->records.count; i++) {
        struct record_start record = source->records.items[i];
        MUST(record.offset <= source->text.length);
        MUST(record.offset == 0 || source->text.data[record.offset - 1] == '\n');
        MUST(i == 0 || (record.line > source->records.items[i - 1].line && record.offset > source->records.items[i - 1].offset));
    }
    check_utf8(source->text);
}

/* A place names a cell of a sheet that was read, and shows its row. */
static void check_place(const struct budget *budget, const struct place *place)
{
    bool found = false;
    for (size_t i = 0; i < budget->files.count; i++)
        found = found || (budget->files.items[i].source && str_equal(budget->files.items[i].source->sheet, place->sheet));
    MUST(found && place->line >= 1 && place->column >= 1);
    MUST(place->cell_start <= place->line_text.length);
    MUST(str_find(place->line_text, STR("\n")) < 0);
}

static void run_workbook(struct arena *arena, struct str bytes, enum language language)
{
    struct findings findings = {.arena = arena, .language = language};
    struct check_options options = {200, scheme, NULL};
    struct case_report report = {
        .path = STR("case"), .id = STR("case"), .findings = &findings, .scheme_reason = STR("default")};
    struct input input = {STR("a.xlsx"), bytes};
    struct reading reading = read_case(arena, &input, 1, &findings);
    report.budget = reading.budget;
    if (report.budget->tables.count > 0)
        report.result = check_budget(arena, report.budget, &options, &findings).result;
    findings_sort(&findings);
    report.is_checked = reading.recognised && report.result.has_substance;
    for (size_t i = 0; i < report.budget->files.count; i++) {
        const struct file_reading *file = &report.budget->files.items[i];
        MUST((file->source == NULL) == (file->failure.length > 0));
        if (file->source && file->source->kind == SOURCE_SHEET)
            check_source(file->source);
    }
    for (size_t i = 0; i < findings.list.count; i++)
        if (report.budget->files.items[0].source->kind == SOURCE_SHEET)
            check_place(report.budget, &findings.list.items[i].place);
    check_json(write_report(arena, &report_json, &report, (struct report_options){.language = language}));
    check_characters(write_report(arena, &report_text, &report, (struct report_options){.language = language}), "\n");
}

/* A whole zip as it stands; else the bytes are the one part that `wrap` puts into a workbook. */
static int run_input(const uint8_t *data, size_t size, struct str wrap(struct arena *arena, struct str part))
{
    struct arena arena = {0};
    struct str bytes = {arena_copy(&arena, data, size), size};
    bool whole = str_starts(bytes, STR("PK"));
    run_workbook(&arena, whole ? bytes : wrap(&arena, bytes), size % 2 ? SWEDISH : ENGLISH);
    arena_release(&arena);
    return 0;
}

#endif
