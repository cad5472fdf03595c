/* The workbook: written to a temporary file of its own, and to its place only when it is whole. */
#include "cli.h"
#include "temporaries.h"

#include "budgetkoll/book.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *temporary_folder(void)
{
    const char *folder = getenv("TMPDIR");
    return folder && *folder ? folder : "/tmp";
}

/* SOURCE_DATE_EPOCH, else the time of the newest input; false after saying that it is no time. */
static bool find_time(const struct options *options, const struct case_list *cases, time_t *created)
{
    static const long long latest = 253402300799; /* the end of the year 9999 */
    const char *epoch = getenv("SOURCE_DATE_EPOCH");
    char *end = NULL;
    if (!epoch || !*epoch) {
        *created = files_newest(cases);
        return true;
    }
    errno = 0;
    long long seconds = strtoll(epoch, &end, 10);
    if (errno != 0 || *end || seconds < 0 || seconds > latest) {
        complain(options->language, "SOURCE_DATE_EPOCH är ”%s”, men ska vara sekunder sedan 1970",
                 "SOURCE_DATE_EPOCH is “%s”, but should be seconds since 1970", epoch);
        return false;
    }
    *created = (time_t)seconds;
    return true;
}

/* The case checked, or what it should be; a budget made from numbers instead of a file. */
static struct case_report examine(struct inspector *inspector, struct arena *arena,
                                  const struct case_files *files)
{
    if (!inspector->computes)
        return inspect_case(inspector, arena, files);
    struct case_inputs inputs = inspector->draft ? *inspector->draft : load_case(inspector, arena, files);
    return compute_case(inspector, arena, &inputs);
}

/* Cases of a small workbook live until it is closed, those of a large one only while they are written. */
static void add_cases(struct inspector *inspector, struct arena *arena, struct book *book,
                      const struct case_list *cases)
{
    bool large = cases->list.count > MOST_CASE_SHEETS;
    struct arena own = {.exhausted = out_of_memory}, *used = large ? &own : arena;
    for (size_t i = 0; i < cases->list.count; i++) {
        struct case_report report = examine(inspector, used, &cases->list.items[i]);
        book_add_case(book, used, &report);
        arena_clear(&own);
    }
    arena_release(&own);
}

static void copy_file(struct output *output, const char *name)
{
    char block[65536];
    size_t size;
    FILE *stream = fopen(name, "rb");
    if (!stream) {
        output->failed = true;
        return;
    }
    while ((size = fread(block, 1, sizeof block, stream)) > 0)
        output_write(output, (struct str){block, size});
    output->failed = output->failed || ferror(stream);
    fclose(stream);
}

/* The workbook in `temporary`; false after saying why there is none. */
static bool make_book(struct inspector *inspector, struct arena *arena, const struct case_list *cases,
                      const char *temporary, time_t created)
{
    const struct options *options = inspector->options;
    struct str why = STR("");
    struct book_options settings = {.language = options->language,
                                    .case_count = cases->list.count,
                                    .created = created,
                                    .temporary = temporary_folder(),
                                    .rule_titles = rule_titles(arena, options->language)};
    struct book *book = book_open(arena, temporary, &settings, &why);
    if (book) {
        add_cases(inspector, arena, book, cases);
        if (book_close(book, &why))
            return true;
    }
    complain(options->language, "kan inte göra arbetsboken (tillfälliga filer i %s): %.*s",
             "cannot make the workbook (temporary files in %s): %.*s", temporary_folder(), STR_ARG(why));
    return false;
}

static bool put_book(struct inspector *inspector, struct arena *arena, const struct case_list *cases,
                     struct output *output, time_t created)
{
    struct buffer name = {.arena = arena};
    buffer_print(&name, "%s/budgetkoll", temporary_folder());
    buffer_add_char(&name, '\0');
    struct temporary *temporary = temporary_open(name.data);
    if (!temporary) {
        complain(inspector->options->language,
                 "kan inte skriva tillfälliga filer i %s (%s); ange en annan mapp i TMPDIR",
                 "cannot write temporary files in %s (%s); name another folder in TMPDIR", temporary_folder(),
                 strerror(errno));
        return false;
    }
    bool made = make_book(inspector, arena, cases, temporary->name, created);
    if (made)
        copy_file(output, temporary->name);
    temporary_remove(temporary);
    return made;
}

enum exit_status write_book(struct inspector *inspector, struct arena *arena, const struct case_list *cases)
{
    const struct options *options = inspector->options;
    struct output output;
    time_t created = 0;
    if (!find_time(options, cases, &created))
        return EXIT_USAGE;
    if (!output_open(&output, options->output, options->language))
        return EXIT_UNCHECKED;
    if (!put_book(inspector, arena, cases, &output, created)) {
        output_abandon(&output);
        return EXIT_UNCHECKED;
    }
    return output_close(&output, options->language) ? inspect_status(inspector) : EXIT_UNCHECKED;
}
