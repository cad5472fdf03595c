/* Which cases there are below the paths of the command line. */
#include "cli.h"

#include <errno.h>
#include <sys/stat.h>

/* Where a search stands: a folder, and those that it lies in. */
struct level {
    const struct level *above; /* NULL: it was named */
    dev_t device;
    ino_t inode;
    int depth;
    bool is_in_case; /* it holds table files, or lies in a folder that does */
};

static bool lies_in_itself(const struct level *level)
{
    for (const struct level *above = level->above; above; above = above->above)
        if (above->device == level->device && above->inode == level->inode)
            return true;
    return false;
}

/* The level of a folder, empty as yet; false when a link leads back to one that is being read. */
static bool enter(struct str path, const struct level *above, struct level *level)
{
    struct stat status;
    *level = (struct level){
        .above = above, .depth = above ? above->depth + 1 : 0, .is_in_case = above && above->is_in_case};
    if (stat(path.data, &status) == 0) { /* else opening it fails as well */
        level->device = status.st_dev;
        level->inode = status.st_ino;
    }
    return !lies_in_itself(level);
}

/* The folder cannot be read, or not all of it, and so not the case that its files are. */
static void complain_of_part(enum language language, struct str path, const struct folder *folder)
{
    if (folder->files.count + folder->folders.count == 0)
        complain_of_reading(language, path, folder->error);
    else
        complain(language, "%.*s: bara en del av mappen kan läsas (%s); filerna i den är inte kontrollerade",
                 "%.*s: only a part of the folder can be read (%s); the files in it have not been checked",
                 STR_ARG(path), error_words(language, folder->error));
}

static void add_files(struct arena *arena, struct case_list *cases, struct str path,
                      const struct folder *folder)
{
    struct case_files *files = add_case(arena, cases, path);
    for (size_t i = 0; i < folder->files.count; i++)
        *ARENA_PUSH(arena, &files->names) = folder->files.items[i];
}

static void complain_of_no_tables(enum language language, struct str path)
{
    complain(
        language,
        "%.*s: inga tabellfiler (.csv .tsv .txt .xlsx .ods) i mappen; ange filen eller en annan mapp",
        "%.*s: no table files (.csv .tsv .txt .xlsx .ods) in the folder; name the file or another folder",
        STR_ARG(path));
}

/* The table files of a folder are one case; each folder below it may be another. True when something was said. */
static bool add_folder(struct arena *arena, struct case_list *cases, struct str path,
                       const struct options *options, const struct level *above)
{
    struct level level;
    size_t before = cases->list.count;
    if (!enter(path, above, &level))
        return false;
    if (level.depth > DEEPEST_FOLDER) {
        complain(options->language, "%.*s: mapparna ligger för djupt i varandra",
                 "%.*s: the folders are nested too deep", STR_ARG(path));
        add_unread_case(arena, cases, path);
        return true;
    }
    struct folder folder = folder_read(arena, path);
    bool said = folder.error != 0;
    if (said) {
        complain_of_part(options->language, path, &folder);
        add_unread_case(arena, cases, path);
    } else if (folder.files.count > 0) {
        add_files(arena, cases, path, &folder);
        level.is_in_case = true;
    }
    for (size_t i = 0; i < folder.folders.count; i++)
        said = add_folder(arena, cases, folder.folders.items[i], options, &level) || said;
    if (cases->list.count > before || said || level.is_in_case)
        return said;
    complain_of_no_tables(options->language, path);
    return true;
}

static void add_file(struct arena *arena, struct case_list *cases, struct str path,
                     const struct options *options)
{
    struct case_files kept = {0};
    if (add_bulk(arena, cases, path, options, &kept))
        return;
    struct case_files *files = add_case(arena, cases, path);
    files->is_kept = kept.is_kept;
    files->kept = kept.kept;
    *ARENA_PUSH(arena, &files->names) = path;
}

static void add_path(struct arena *arena, struct case_list *cases, struct str path,
                     const struct options *options)
{
    struct stat status;
    size_t before = cases->list.count;
    bool is_standard_input = str_equal(path, STR("-"));
    if (is_exceptions_file(path) && options->argument_count > 1) /* *.csv names it too */
        return;
    if (!is_standard_input && stat(path.data, &status) != 0)
        complain_of_reading(options->language, path, errno);
    else if (is_standard_input || !S_ISDIR(status.st_mode))
        add_file(arena, cases, path, options);
    else
        add_folder(arena, cases, path, options, NULL);
    if (cases->list.count == before)
        add_unread_case(arena, cases, path);
}

struct case_list cases_find(struct arena *arena, const struct options *options)
{
    struct case_list cases = {.said = {.arena = arena}};
    gather_complaints(&cases.said);
    for (int i = 0; i < options->argument_count; i++) {
        size_t before = cases.list.count;
        add_path(arena, &cases, str_from(options->arguments[i]), options);
        for (size_t c = before; c < cases.list.count; c++)
            cases.list.items[c].argument = options->arguments[i];
    }
    gather_complaints(NULL);
    return cases;
}
