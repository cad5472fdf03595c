/* A libFuzzer target for long exports: one input is one file of cases, each read, checked and written. Every broken promise
 * ends in __builtin_trap(). */
#include "fuzz_case.h"

#include "budgetkoll/bulk.h"

enum { FUZZED_CASES = 16 };

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
    (void)argc;
    (void)argv;
    read_bundled_scheme();
    return 0;
}

/* A place is one of the file, wherever the rows of its case were gathered from. */
static void check_place(struct str bytes, const struct place *place)
{
    struct str line = find_line(bytes, place->line);
    MUST(place->column >= 1 && place->column <= line.length + 1);
    MUST(str_equal(line, place->line_text));
}

/* Read as it stands, whatever the encoding: another character may be read as another one. */
static bool is_plain(char c)
{
    return c >= ' ' || (c > 0 && strchr("\t\n\v\f\r", c));
}

static void check_places(struct str bytes, const struct findings *findings)
{
    for (size_t i = 0; i < bytes.length; i++)
        if (!is_plain(bytes.data[i]))
            return;
    for (size_t i = 0; i < findings->list.count; i++) {
        check_place(bytes, &findings->list.items[i].place);
        for (size_t r = 0; r < findings->list.items[i].related.count; r++)
            check_place(bytes, &findings->list.items[i].related.items[r].place);
    }
}

static void run_case(const struct bulk *bulk, size_t index, struct lexicon *lexicon, struct str bytes,
                     enum language language)
{
    struct arena arena = {0};
    struct findings findings = {.arena = &arena, .language = language};
    struct check_options options = {200, scheme, NULL};
    struct case_report report = {
        .path = STR("case"), .id = STR("case"), .findings = &findings, .scheme_reason = STR("default")};
    report.budget =
        read_bulk_case(&arena, bulk, index, STR("e.csv"), &(struct reading_choice){0}, lexicon, &findings)
            .budget;
    if (report.budget->tables.count > 0)
        report.result = check_budget(&arena, report.budget, &options, &findings).result;
    findings_sort(&findings);
    check_places(bytes, &findings);
    struct report_options plain = {.language = language};
    check_json(write_report(&arena, &report_json, &report, plain));
    check_characters(write_report(&arena, &report_text, &report, plain), "\n");
    arena_release(&arena);
}

static void find_cases(struct arena *arena, struct bulk *bulk, size_t step)
{
    struct bulk_part *part = bulk_new_part(arena);
    for (size_t begin = 0; begin < bulk_facts(bulk).size; begin += step) {
        bulk_scan(bulk, begin, step, part);
        bulk_join(bulk, part);
    }
}

/* The cases begin one after the other, however little is looked at in one go. */
static void check_index(struct str bytes, size_t step)
{
    struct arena arena = {0};
    const struct reading_choice choice = {0};
    struct bulk *whole = bulk_open(&arena, bytes, &choice), *parts = bulk_open(&arena, bytes, &choice);
    find_cases(&arena, whole, bytes.length + 1);
    find_cases(&arena, parts, step);
    MUST(bulk_facts(whole).count == bulk_facts(parts).count);
    MUST(bulk_facts(whole).is_scattered == bulk_facts(parts).is_scattered);
    for (size_t i = 0; i < bulk_facts(whole).count; i++) {
        MUST(bulk_case_begin(whole, i) == bulk_case_begin(parts, i));
        MUST(i == 0 || bulk_case_begin(whole, i) > bulk_case_begin(whole, i - 1));
    }
    arena_release(&arena);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena arena = {0};
    struct str bytes = {arena_copy(&arena, data, size), size};
    struct bulk *bulk = bulk_open(&arena, bytes, &(struct reading_choice){0});
    if (bulk) {
        check_index(bytes, size % 64 + 1);
        find_cases(&arena, bulk, 64);
        struct lexicon *lexicon = lexicon_new(&arena);
        for (size_t i = 0; i < bulk_facts(bulk).count && i < FUZZED_CASES; i++)
            run_case(bulk, i, lexicon, bytes, i % 2 ? SWEDISH : ENGLISH);
    }
    arena_release(&arena);
    return 0;
}
