/* budgetkoll check and budgetkoll report: the same cases, written by the format that was asked for. */
#include "cli.h"

#include <pthread.h>
#include <stdio.h>
#include <string.h>

static const struct report_format *find_format(const char *name)
{
    for (size_t i = 0; report_formats[i]; i++)
        if (strcmp(report_formats[i]->name, name) == 0)
            return report_formats[i];
    return &report_text;
}

/* A format written as text. */
struct text_run {
    struct inspector *inspector;
    const struct case_list *cases;
    const struct report_format *format;
    struct report_options options;
    struct output output;
};

/* What a thread has made of the run and is not written yet. */
struct part {
    struct text_run *run;
    struct inspector inspector;        /* counts only these cases */
    struct arena own, memory, lasting; /* its own; of one case; of them all */
    struct buffer text, complaints;
};

static void *begin_part(void *context)
{
    struct text_run *run = context;
    struct arena own = {.exhausted = out_of_memory};
    struct part *part = ARENA_NEW(&own, struct part);
    part->own = own;
    part->run = run;
    part->inspector = (struct inspector){.options = run->inspector->options,
                                         .scheme = run->inspector->scheme,
                                         .areas = run->inspector->areas,
                                         .lexicon = lexicon_new(&part->own)};
    part->memory.exhausted = part->lasting.exhausted = out_of_memory;
    part->text.arena = part->complaints.arena = &part->lasting;
    return part;
}

static void make_one(struct part *part, size_t index)
{
    struct text_run *run = part->run;
    struct buffer text = {.arena = &part->memory};
    divert_complaints(&part->complaints);
    struct case_report report = inspect_case(&part->inspector, &part->memory, &run->cases->list.items[index]);
    divert_complaints(NULL);
    run->format->write_case(&text, &run->options, &report, index);
    buffer_add(&part->text, buffer_text(&text));
    arena_clear(&part->memory);
}

/* Large cases are made one at a time, so that the memory of many threads stays that of one of them. */
static void make_case(void *state, size_t index)
{
    static pthread_mutex_t large = PTHREAD_MUTEX_INITIALIZER;
    struct part *part = state;
    if (!is_large_case(&part->run->cases->list.items[index])) {
        make_one(part, index);
        return;
    }
    pthread_mutex_lock(&large);
    make_one(part, index);
    arena_release(&part->memory);
    pthread_mutex_unlock(&large);
}

static void take_part(void *state)
{
    struct part *part = state;
    struct report_summary *all = &part->run->inspector->summary, *own = &part->inspector.summary;
    fprintf(stderr, "%.*s", STR_ARG(part->complaints));
    output_write(&part->run->output, buffer_text(&part->text));
    all->cases += own->cases;
    all->errors += own->errors;
    all->warnings += own->warnings;
    all->notes += own->notes;
    all->unchecked += own->unchecked;
    *own = (struct report_summary){0};
    arena_clear(&part->lasting);
    part->text = part->complaints = (struct buffer){.arena = &part->lasting};
}

static void end_part(void *state)
{
    struct part *part = state;
    arena_release(&part->memory);
    arena_release(&part->lasting);
    struct arena own = part->own; /* it holds the part itself */
    arena_release(&own);
}

static void write_part(struct text_run *run, struct arena *arena, bool end)
{
    struct buffer text = {.arena = arena};
    if (end)
        run->format->end(&text, &run->options, &run->inspector->summary);
    else
        run->format->begin(&text, &run->options);
    output_write(&run->output, buffer_text(&text));
}

enum { MOST_CASES_AT_ONCE = 32 };

static enum exit_status write_cases(struct inspector *inspector, struct arena *arena,
                                    const struct case_list *cases)
{
    const struct options *options = inspector->options;
    struct text_run run = {.inspector = inspector,
                           .cases = cases,
                           .format = find_format(options->format),
                           .options = {.language = options->language,
                                       .color = options->color,
                                       .quiet = options->quiet,
                                       .relations = options->relations}};
    if (!output_open(&run.output, options->output, options->language))
        return EXIT_UNCHECKED;
    write_part(&run, arena, false);
    parallel_run(&(struct parallel){cases->list.count, MOST_CASES_AT_ONCE, &run, begin_part, make_case,
                                    take_part, end_part});
    write_part(&run, arena, true);
    return output_close(&run.output, options->language) ? inspect_status(inspector) : EXIT_UNCHECKED;
}

enum exit_status command_check(const struct options *options)
{
    struct arena arena = {.exhausted = out_of_memory};
    struct inspector inspector = {.options = options,
                                  .scheme = scheme_load(&arena, options->language, options->scheme),
                                  .areas = areas_load(&arena)};
    enum exit_status status = EXIT_USAGE;
    if (options->argument_count == 0) {
        complain(options->language, "ange en fil eller mapp att kontrollera (- för standard in)",
                 "give a file or folder to check (- for standard input)");
    } else if (inspector.scheme) {
        struct case_list cases = cases_find(&arena, options);
        status = strcmp(options->format, BOOK_FORMAT) == 0 ? write_book(&inspector, &arena, &cases)
                                                           : write_cases(&inspector, &arena, &cases);
    }
    arena_release(&arena);
    return status;
}
