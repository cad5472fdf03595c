/* Where the completed tables of each case go, so that none takes the place of another, or of what is read. */
#include "cli.h"

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

/* The path below the folder that was asked for; the whole path below ".", which nobody writes. */
static struct str path_below(struct str path, struct str argument)
{
    if (str_equal(argument, STR(".")))
        return str_equal(path, argument) ? STR("") : path;
    return str_starts(path, argument) ? str_slice(path, argument.length, path.length) : STR("");
}

static bool leads_to(struct str argument, struct str path)
{
    return str_equal(argument, STR(".")) || str_equal(argument, path) ||
           (str_starts(path, argument) && path.length > argument.length && path.data[argument.length] == '/');
}

/* The case's folder below the output: its path below the argument that led to it, and of several arguments that one's own
 * name. */
const char *target_folder(struct arena *arena, const struct options *options, const struct case_files *files)
{
    struct buffer below = {.arena = arena};
    struct str path = path_without_slashes(files->path);
    buffer_print(&below, "%s", options->output);
    for (int i = 0; i < options->argument_count; i++) {
        struct str argument = path_without_slashes(str_from(options->arguments[i]));
        if (!leads_to(argument, path))
            continue;
        struct str name = path_last_part(argument), rest = path_below(path, argument);
        if (options->argument_count > 1 && is_folder(options->arguments[i]) && !str_equal(name, STR(".")))
            buffer_print(&below, "/%.*s", STR_ARG(name));
        if (is_folder(options->arguments[i]) && rest.length > 0)
            buffer_print(&below, "%s%.*s", rest.data[0] == '/' ? "" : "/", STR_ARG(rest));
        break;
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
    if (stat(name, &status) != 0)
        return false;
    *identity = (struct identity){status.st_dev, status.st_ino};
    return true;
}

static struct identities identify_inputs(struct arena *arena, const struct case_list *cases)
{
    struct identities inputs = {0};
    for (size_t i = 0; i < cases->list.count; i++)
        for (size_t f = 0; f < cases->list.items[i].names.count; f++) {
            struct identity identity;
            if (identify(cases->list.items[i].names.items[f].data, &identity))
                *ARENA_PUSH(arena, &inputs.list) = identity;
        }
    if (inputs.list.count > 1)
        qsort(inputs.list.items, inputs.list.count, sizeof *inputs.list.items, compare_identities);
    return inputs;
}

/* A target that is there may be written over, unless it is an input of any case. */
static bool is_no_input(const struct options *options, const struct identities *inputs, const char *target)
{
    struct identity identity;
    if (inputs->list.count == 0 || !identify(target, &identity) ||
        !bsearch(&identity, inputs->list.items, inputs->list.count, sizeof identity, compare_identities))
        return true;
    complain_of_input(options->language, target);
    return false;
}

bool allow_targets(struct arena *arena, const struct options *options, const struct case_list *cases,
                   bool is_draft)
{
    LIST(const char *) targets = {0};
    struct identities inputs = {0};
    if (!is_draft)
        inputs = identify_inputs(arena, cases);
    for (size_t i = 0; i < cases->list.count; i++) {
        const char *folder = target_folder(arena, options, &cases->list.items[i]);
        for (size_t f = 0; f < cases->list.items[i].names.count; f++) {
            const char *target = join(arena, folder, base_name(cases->list.items[i].names.items[f].data));
            *ARENA_PUSH(arena, &targets) = target;
            if (is_draft ? !is_new_file(options, target) : !is_no_input(options, &inputs, target))
                return false;
        }
    }
    return are_apart(options, targets.items, targets.count);
}

const char *target_name(struct arena *arena, const char *folder, struct str input)
{
    return join(arena, folder, base_name(input.data));
}
