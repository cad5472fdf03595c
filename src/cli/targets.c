/* Where the completed tables of each case go, so that none takes the place of another, or of what is read. */
#include "cli.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static const char *base_name(const char *name)
{
    const char *slash = strrchr(name, '/');
    return strcmp(name, "-") == 0 ? "standard-input.csv" : slash ? slash + 1 : name;
}

static const char *join(struct arena *arena, const char *folder, const char *name)
{
    struct buffer path = {.arena = arena};
    size_t length = strlen(folder);
    buffer_print(&path, "%s%s%s", folder, length && folder[length - 1] == '/' ? "" : "/", name);
    buffer_add_char(&path, '\0');
    return path.data;
}

/* The path of a case below the folder that led to it; the whole path below ".", which nobody writes. */
static struct str path_below(struct str path, struct str argument)
{
    if (str_equal(argument, STR(".")))
        return str_equal(path, argument) ? STR("") : path;
    return str_slice(path, argument.length, path.length);
}

/* What the folder is called; of ".." and "case/.", by which it may be named, its real name. Nothing for ".". */
static struct str folder_name(struct arena *arena, struct str argument)
{
    struct str name = path_last_part(argument);
    if (str_equal(argument, STR(".")))
        return STR("");
    if (!str_equal(name, STR(".")) && !str_equal(name, STR("..")))
        return name;
    char *real = realpath(argument.data, NULL);
    if (real)
        name = path_last_part((struct str){arena_copy(arena, real, strlen(real)), strlen(real)});
    free(real);
    return name;
}

static void add_part(struct buffer *path, struct str part)
{
    if (part.length > 0 && part.data[0] != '/')
        buffer_add_char(path, '/');
    buffer_add(path, part);
}

const char *target_folder(struct arena *arena, const struct options *options, const struct case_files *files)
{
    struct buffer below = {.arena = arena};
    buffer_print(&below, "%s", options->output);
    if (files->argument && is_folder(files->argument)) {
        struct str argument = path_without_slashes(str_from(files->argument));
        if (options->argument_count > 1)
            add_part(&below, folder_name(arena, argument));
        add_part(&below, path_below(path_without_slashes(files->path), argument));
    }
    buffer_add_char(&below, '\0');
    return below.data;
}

static int compare_targets(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* Two files of one name would leave only the last. */
static bool are_apart(const struct options *options, const char **targets, size_t count)
{
    if (count > 1)
        qsort(targets, count, sizeof *targets, compare_targets);
    for (size_t i = 1; i < count; i++) {
        if (strcmp(targets[i - 1], targets[i]) != 0)
            continue;
        complain(options->language, "två av ärendenas filer skulle skrivas till %s; räkna dem var för sig",
                 "two files of the cases would be written to %s; compute them one by one", targets[i]);
        return false;
    }
    return true;
}

static bool is_new_file(const struct options *options, const char *name)
{
    if (access(name, F_OK) != 0)
        return true;
    complain(options->language, "%s finns redan; ange en annan mapp för en ny budget",
             "%s is there already; name another folder for a new budget", name);
    return false;
}

/* What a name leads to, whatever it is called. */
struct identity {
    dev_t device;
    ino_t file;
};

struct identities {
    LIST(struct identity) list;
};

struct places {
    struct arena *arena;
    const struct options *options;
    struct identities inputs, written; /* the first sorted */
    LIST(const char *) folders;        /* made by this run, each after those that it lies in */
};

static int compare_identities(const void *a, const void *b)
{
    const struct identity *left = a, *right = b;
    if (left->device != right->device)
        return left->device < right->device ? -1 : 1;
    return (left->file > right->file) - (left->file < right->file);
}

static bool identify(const char *name, struct identity *identity)
{
    struct stat status;
    if (!input_status(str_from(name), &status))
        return false;
    *identity = (struct identity){status.st_dev, status.st_ino};
    return true;
}

/* What is not there is no input and written by nobody; of what cannot be looked at otherwise it cannot be told: said. */
static bool is_missing(const struct places *places, const char *name)
{
    int error = errno;
    if (error == ENOENT)
        return true;
    complain_of_reading(places->options->language, str_from(name), error);
    return false;
}

/* False after saying which of them cannot be looked at. */
static bool identify_inputs(struct places *places, const struct case_list *cases)
{
    struct identities *inputs = &places->inputs;
    for (size_t i = 0; i < cases->list.count; i++)
        for (size_t f = 0; f < cases->list.items[i].names.count; f++) {
            struct identity identity;
            const char *name = cases->list.items[i].names.items[f].data;
            if (identify(name, &identity))
                *ARENA_PUSH(places->arena, &inputs->list) = identity;
            else if (!is_missing(places, name))
                return false;
        }
    if (inputs->list.count > 1)
        qsort(inputs->list.items, inputs->list.count, sizeof *inputs->list.items, compare_identities);
    return true;
}

static bool is_among(const struct identities *identities, const struct identity *identity)
{
    for (size_t i = 0; i < identities->list.count; i++)
        if (compare_identities(&identities->list.items[i], identity) == 0)
            return true;
    return false;
}

bool places_allow(const struct places *places, const char *target)
{
    const struct identities *inputs = &places->inputs;
    enum language language = places->options->language;
    struct identity identity;
    if (!identify(target, &identity))
        return is_missing(places, target);
    if (inputs->list.count > 0 &&
        bsearch(&identity, inputs->list.items, inputs->list.count, sizeof identity, compare_identities)) {
        complain_of_input(language, target);
        return false;
    }
    if (!is_among(&places->written, &identity))
        return true;
    complain(
        language,
        "%s är redan skriven i samma körning, under det namnet eller ett annat; räkna ärendena var för sig",
        "%s has been written already by this run, by that name or another; compute the cases one by one",
        target);
    return false;
}

void places_take(struct places *places, const char *target)
{
    struct identity identity;
    if (identify(target, &identity))
        *ARENA_PUSH(places->arena, &places->written.list) = identity;
}

/* ---- folders ---- */

static void make_folder(struct places *places, struct str path)
{
    char *name = arena_copy(places->arena, path.data, path.length + 1);
    name[path.length] = '\0';
    if (mkdir(name, 0777) == 0)
        *ARENA_PUSH(places->arena, &places->folders) = name;
}

/* Every folder on the way, as far as they are not there; false after saying why that cannot be. */
static bool make_folders(struct places *places, const char *path)
{
    struct stat status;
    for (size_t at = 1; path[0] && path[at]; at++)
        if (path[at] == '/')
            make_folder(places, (struct str){path, at});
    errno = 0;
    make_folder(places, str_from(path));
    int error = errno;
    if (error == 0 || (stat(path, &status) == 0 && S_ISDIR(status.st_mode)))
        return true;
    complain(places->options->language, "kan inte skapa mappen %s (%s)", "cannot create the folder %s (%s)",
             path, error_words(places->options->language, error));
    return false;
}

void places_close(struct places *places)
{
    for (size_t i = places->folders.count; i > 0; i--)
        rmdir(places->folders.items[i - 1]); /* one that holds something stays */
}

/* ---- all of them, before anything is computed ---- */

/* The folders are made first, since what a name such as "new/../case" leads to is not known before. */
static bool find_places(struct places *places, const struct case_list *cases, bool is_draft)
{
    LIST(const char *) targets = {0};
    struct arena *arena = places->arena;
    const struct options *options = places->options;
    for (size_t i = 0; i < cases->list.count; i++) {
        const char *folder = target_folder(arena, options, &cases->list.items[i]);
        if (!make_folders(places, folder))
            return false;
        for (size_t f = 0; f < cases->list.items[i].names.count; f++) {
            const char *target = join(arena, folder, base_name(cases->list.items[i].names.items[f].data));
            *ARENA_PUSH(arena, &targets) = target;
            if (is_draft ? !is_new_file(options, target) : !places_allow(places, target))
                return false;
        }
    }
    return are_apart(options, targets.items, targets.count);
}

struct places *places_find(struct arena *arena, const struct options *options, const struct case_list *cases,
                           bool is_draft)
{
    struct places *places = ARENA_NEW(arena, struct places);
    *places = (struct places){.arena = arena, .options = options};
    if ((is_draft || identify_inputs(places, cases)) && find_places(places, cases, is_draft))
        return places;
    places_close(places);
    return NULL;
}

const char *target_name(struct arena *arena, const char *folder, struct str input)
{
    return join(arena, folder, base_name(input.data));
}
