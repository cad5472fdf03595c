/* Long exports: a file mapped into memory, its cases, and pages given back as soon as they have been read. */
#include "cli.h"
#include "mapping.h"
#include "temporaries.h"

#include <fcntl.h>
#include <signal.h>
#include <stdatomic.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* Cases are looked for in parts of so many bytes; tests make them small, so that a short file has many. */
#ifndef BULK_PART
#define BULK_PART ((size_t)1024 * 1024)
#endif

struct bulk_file {
    struct bulk *bulk;
    struct mapping mapping; /* of no bytes where they came from a pipe, and stay */
};

static void end_shortened(const char *text)
{
    ssize_t written = write(STDERR_FILENO, text, strlen(text));
    (void)written; /* there is nobody else to tell */
    temporaries_remove();
    _exit(EXIT_UNCHECKED);
}

/* The end of a mapped file is gone when another program cuts it while it is read. */
static void say_shortened_sv(int signal_number)
{
    (void)signal_number;
    end_shortened("budgetkoll: filen blev kortare medan den lästes; kör igen\n");
}

static void say_shortened_en(int signal_number)
{
    (void)signal_number;
    end_shortened("budgetkoll: the file became shorter while it was read; run again\n");
}

/* True for a pipe or a device: it can be read only once, and only to its end. */
static bool is_stream(struct str path)
{
    struct stat status;
    bool is_standard_input = str_equal(path, STR("-"));
    return input_status(path, &status) &&
           !(S_ISREG(status.st_mode) && (!is_standard_input || lseek(STDIN_FILENO, 0, SEEK_CUR) == 0));
}

/* A regular file, also one that standard input comes from; false for one that is empty or cannot be read, which will be
 * said when it is. */
static bool map_file(struct str path, enum language language, struct mapping *mapping)
{
    struct stat status;
    bool is_standard_input = str_equal(path, STR("-"));
    int file = is_standard_input ? STDIN_FILENO : open(path.data, O_RDONLY | O_CLOEXEC);
    bool mapped = file >= 0 && fstat(file, &status) == 0 && status.st_size > 0 &&
                  mapping_open(mapping, file, (size_t)status.st_size);
    if (file >= 0 && !is_standard_input)
        close(file);
    if (mapped)
        signal(SIGBUS, language == SWEDISH ? say_shortened_sv : say_shortened_en);
    return mapped;
}

/* The parts of a file in which the cases are looked for. */
struct search {
    struct bulk_file *of;
    atomic_bool is_over; /* there are more than are kept */
};

/* One part, and what it is kept in. */
struct searcher {
    struct search *search;
    struct arena arena;
    struct bulk_part *part;
    size_t end;
};

static void *begin_search(void *context)
{
    struct arena arena = {.exhausted = out_of_memory};
    struct searcher *searcher = ARENA_NEW(&arena, struct searcher);
    searcher->search = context;
    searcher->part = bulk_new_part(&arena);
    searcher->arena = arena;
    return searcher;
}

static void search_part(void *state, size_t index)
{
    struct searcher *searcher = state;
    searcher->end = (index + 1) * BULK_PART;
    if (!searcher->search->is_over)
        bulk_scan(searcher->search->of->bulk, index * BULK_PART, BULK_PART, searcher->part);
}

static void join_part(void *state)
{
    struct searcher *searcher = state;
    struct search *search = searcher->search;
    if (search->is_over)
        return;
    search->is_over = !bulk_join(search->of->bulk, searcher->part);
    mapping_release_before(&search->of->mapping, searcher->end);
}

static void end_search(void *state)
{
    struct arena arena = ((struct searcher *)state)->arena; /* it holds the searcher itself */
    arena_release(&arena);
}

static void find_cases(struct bulk_file *of)
{
    struct search search = {.of = of};
    size_t parts = (bulk_facts(of->bulk).size + BULK_PART - 1) / BULK_PART;
    parallel_run(&(struct parallel){parts, 1, &search, begin_search, search_part, join_part, end_search});
    mapping_rewind(&of->mapping); /* they are read again, case by case */
}

static void complain_of_order(enum language language, struct str path)
{
    complain(
        language,
        "%.*s: ärendenas rader står inte tillsammans; de samlas, men minnet som behövs växer med antalet "
        "rader (sortera filen på ärendeid för att slippa det)",
        "%.*s: the rows of the cases do not stand together; they are gathered, but the memory needed grows "
        "with the number of rows (sort the file by case id to avoid that)",
        STR_ARG(path));
}

static void complain_of_size(enum language language, struct str path)
{
    complain(
        language,
        "%.*s: filen har fler än %d ärenden, eller rader som står på fler än %d ställen, vilket är mer än "
        "som läses; dela upp filen, och sortera den på ärendeid",
        "%.*s: the file has more than %d cases, or rows that stand in more than %d places, which is more "
        "than is read; divide the file, and sort it by case id",
        STR_ARG(path), MOST_CASES, MOST_RUNS);
}

/* "Beslutat belopp, Sökt belopp" */
static struct str words_of_amounts(struct arena *arena, const struct bulk *bulk)
{
    enum { MOST_NAMED = 5 };
    const struct row *amounts = bulk_facts(bulk).amounts;
    struct buffer words = {.arena = arena};
    for (uint32_t i = 0; i < amounts->count && i < MOST_NAMED; i++) {
        buffer_add(&words, i > 0 ? STR(", ") : STR(""));
        buffer_add(&words, quoted(arena, row_cell(amounts, i)));
    }
    return buffer_text(&words);
}

static void complain_of_amounts(struct arena *arena, enum language language, struct str path,
                                const struct bulk *bulk)
{
    complain(language,
             "%.*s: exporten har flera kolumner med belopp, och det går inte att veta vilken som är budgeten "
             "(%.*s); inget är kontrollerat; behåll en av dem",
             "%.*s: the export has several columns of amounts, and it cannot be told which is the budget "
             "(%.*s); nothing has been checked; keep one of them",
             STR_ARG(path), STR_ARG(words_of_amounts(arena, bulk)));
}

static void add_cases(struct arena *arena, struct case_list *cases, struct str path, struct bulk_file *of)
{
    struct str *name = ARENA_NEW(arena, struct str);
    *name = path;
    for (size_t i = 0; i < bulk_facts(of->bulk).count; i++) {
        struct case_files *files = ARENA_PUSH(arena, &cases->list);
        *files = (struct case_files){.path = path, .of = of, .index = i};
        files->names.items = name;
        files->names.count = 1;
    }
}

bool add_bulk(struct arena *arena, struct case_list *cases, struct str path, const struct options *options,
              struct case_files *kept)
{
    struct str bytes = STR("");
    bool streams = is_stream(path);
    if (streams && !file_read(arena, path, options->language, &bytes)) {
        add_unread_case(arena, cases, path);
        return true;
    }
    struct bulk_file *of = ARENA_NEW(arena, struct bulk_file);
    if (!streams && !map_file(path, options->language, &of->mapping))
        return false;
    of->bulk = bulk_open(arena, streams ? bytes : of->mapping.bytes, &options->reading);
    if (of->bulk && bulk_facts(of->bulk).amounts->count > 1) {
        complain_of_amounts(arena, options->language, path, of->bulk);
        add_unread_case(arena, cases, path);
        return true;
    }
    if (of->bulk)
        find_cases(of);
    if (!of->bulk || bulk_facts(of->bulk).count == 0) {
        kept->is_kept = streams;
        kept->kept = bytes;
        if (!streams)
            mapping_close(&of->mapping);
        return false;
    }
    if (bulk_facts(of->bulk).is_too_large) {
        complain_of_size(options->language, path);
        add_unread_case(arena, cases, path);
        return true;
    }
    add_cases(arena, cases, path, of);
    if (bulk_facts(of->bulk).is_scattered)
        complain_of_order(options->language, path);
    return true;
}

const struct bulk *open_bulk(const struct case_files *files)
{
    if (!files->of)
        return NULL;
    if (!bulk_facts(files->of->bulk).is_scattered)
        mapping_release_before(&files->of->mapping, bulk_case_begin(files->of->bulk, files->index));
    return files->of->bulk;
}

bool is_large_case(const struct case_files *files)
{
    enum { LARGE = 64 * 1024 };
    return files->of && bulk_case_size(files->of->bulk, files->index) > LARGE;
}

bool allow_tables(const struct options *options, const struct case_list *cases)
{
    for (size_t i = 0; i < cases->list.count; i++)
        if (cases->list.items[i].of) {
            complain(
                options->language,
                "%.*s: en export av ärenden kan inte skrivas tillbaka som tabeller; välj text, json eller "
                "xlsx",
                "%.*s: an export of cases cannot be written back as tables; choose text, json or xlsx",
                STR_ARG(cases->list.items[i].path));
            return false;
        }
    return true;
}
