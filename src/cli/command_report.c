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

/* A workbook that is to be made, and what is to be known of it when it is. */
struct work {
    struct inspector *inspector;
    struct arena *arena;
    const struct case_list *cases;
    const char *folder, *path; /* of temporary files, and of the workbook in it */
    time_t created;
};
struct outcome {
    struct report_summary summary;
    size_t unpaid, doubted;
};

/* Cases of a small workbook live until it is closed, those of a large one only while they are written. */
static void add_cases(const struct work *work, struct book *book)
{
    bool large = work->cases->list.count > MOST_CASE_SHEETS;
    struct arena own = {.exhausted = out_of_memory}, *used = large ? &own : work->arena;
    for (size_t i = 0; i < work->cases->list.count; i++) {
        struct case_report report = examine(work->inspector, used, &work->cases->list.items[i]);
        guard_calls(true);
        book_add_case(book, used, &report);
        guard_calls(false);
        arena_clear(&own);
    }
    arena_release(&own);
}

static struct book *begin_book(const struct work *work, struct str *why)
{
    enum language language = work->inspector->options->language;
    struct book_options settings = {.language = language,
                                    .case_count = work->cases->list.count,
                                    .created = work->created,
                                    .temporary = work->folder,
                                    .rule_titles = rule_titles(work->arena, language)};
    guard_calls(true);
    struct book *book = book_open(work->arena, work->path, &settings, why);
    guard_calls(false);
    return book;
}

static bool end_book(struct book *book, struct str *why)
{
    guard_calls(true);
    bool closed = book_close(book, why);
    guard_calls(false);
    return closed;
}

static bool complain_of_book(const struct work *work, struct str why)
{
    complain(work->inspector->options->language, "kan inte göra arbetsboken (tillfälliga filer i %s): %.*s",
             "cannot make the workbook (temporary files in %s): %.*s", temporary_folder(), STR_ARG(why));
    return false;
}

static bool complain_of_temporaries(const struct work *work)
{
    enum language language = work->inspector->options->language;
    complain(language, "kan inte skriva tillfälliga filer i %s (%s); ange en annan mapp i TMPDIR",
             "cannot write temporary files in %s (%s); name another folder in TMPDIR", temporary_folder(),
             error_words(language, errno));
    return false;
}

/* Why there is none, and what to do. */
enum no_book { NO_MEMORY, NO_ROOM, STOPPED, NOT_STARTED, NOT_WHOLE, NO_BOOKS };
static const char *const no_book_words[NO_BOOKS][LANGUAGES] = {
    [NO_MEMORY] = {"minnet räcker inte; gör den av färre ärenden åt gången",
                   "out of memory; make it of fewer cases at a time"},
    [NO_ROOM] =
        {"en tillfällig fil gick inte att skriva eller läsa; är det fullt? ange en annan mapp i TMPDIR",
         "a temporary file could not be written or read; is the disk full? name another folder in TMPDIR"},
    [STOPPED] = {"det som skriver den stoppades (signal %d); räcker minnet?",
                 "what writes it was stopped (signal %d); is there memory enough?"},
    [NOT_STARTED] =
        {"en process för den kan inte startas (fel %d); försök igen, eller gör den av färre ärenden",
         "no process can be started for it (error %d); try again, or make it of fewer cases"},
    [NOT_WHOLE] = {"den färdiga filen är inte hel, eller går inte att läsa; finns det minne, och plats för "
                   "tillfälliga filer?",
                   "the finished file is not whole, or cannot be read; is there memory, and space for "
                   "temporary files?"},
};

static bool complain_for(const struct work *work, enum no_book reason, int number)
{
    struct buffer why = {.arena = work->arena};
    buffer_print(&why, no_book_words[reason][work->inspector->options->language], number);
    return complain_of_book(work, buffer_text(&why));
}

/* The child's work: the workbook in a temporary file. */
static bool make_book(void *context, void *result)
{
    const struct work *work = context;
    struct outcome *outcome = result;
    struct str why = STR("");
    struct book *book = begin_book(work, &why);
    if (book)
        add_cases(work, book);
    if (!book || !end_book(book, &why))
        return complain_of_book(work, why);
    *outcome = (struct outcome){work->inspector->summary, work->inspector->unpaid, work->inspector->doubted};
    return true;
}

/* Why a child made no workbook, if it has not said so itself. */
static bool complain_of_child(const struct work *work, struct child_end end)
{
    static const enum no_book why[CHILD_ENDS] = {[CHILD_NO_MEMORY] = NO_MEMORY,
                                                 [CHILD_NO_ROOM] = NO_ROOM,
                                                 [CHILD_KILLED] = STOPPED,
                                                 [CHILD_NOT_STARTED] = NOT_STARTED};
    return end.kind != CHILD_SAID_WHY && complain_for(work, why[end.kind], end.number);
}

/* Made apart from this process, since the library crashes when memory is short, and read back, since it does not
 * notice all that fails. */
static bool make_apart(struct work *work)
{
    struct outcome outcome = {.unpaid = 0};
    struct child_end end = child_run(make_book, work, &outcome, sizeof outcome);
    if (end.kind != CHILD_DONE)
        return complain_of_child(work, end);
    if (!book_is_whole(work->path))
        return complain_for(work, NOT_WHOLE, 0);
    work->inspector->summary = outcome.summary;
    work->inspector->unpaid = outcome.unpaid;
    work->inspector->doubted = outcome.doubted;
    return true;
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

static const char *path_in(struct arena *arena, const char *folder, const char *name)
{
    struct buffer path = {.arena = arena};
    buffer_print(&path, "%s/%s", folder, name);
    buffer_add_char(&path, '\0');
    return path.data;
}

/* By way of a file in the folder, which has room for the library's own too. */
static bool put_by_way_of(struct work *work, struct output *output)
{
    struct temporary *file = temporary_open(path_in(work->arena, work->folder, "budgetkoll"));
    if (!file)
        return complain_of_temporaries(work);
    work->path = file->name;
    bool made = make_apart(work);
    if (made)
        copy_file(output, file->name);
    temporary_remove(file);
    return made;
}

/* A library that was stopped may have left something in its folder, and that goes too. */
static bool put_book(struct work *work, struct output *output)
{
    struct temporary *folder = temporary_make_folder(path_in(work->arena, temporary_folder(), "budgetkoll"));
    if (!folder)
        return complain_of_temporaries(work);
    work->folder = folder->name;
    bool made = put_by_way_of(work, output);
    temporary_remove(folder);
    return made;
}

enum exit_status write_book(struct inspector *inspector, struct arena *arena, const struct case_list *cases)
{
    const struct options *options = inspector->options;
    struct output output;
    struct work work = {.inspector = inspector, .arena = arena, .cases = cases};
    if (!find_time(options, cases, &work.created))
        return EXIT_USAGE;
    if (!output_open(&output, options->output, options->language))
        return EXIT_UNCHECKED;
    if (!put_book(&work, &output)) {
        output_abandon(&output);
        return EXIT_UNCHECKED;
    }
    return output_close(&output, options->language) ? inspect_status(inspector) : EXIT_UNCHECKED;
}
