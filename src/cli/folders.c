/* Folders: which table files and folders there are in one. */
#include "cli.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>

bool is_exceptions_file(struct str name)
{
    return str_equal(path_last_part(name), STR("budgetkoll-undantag.csv"));
}

/* Endings of table files in any case; spreadsheets are among them so that one in a folder is not passed over. */
static bool is_table_file(struct str name)
{
    static const char *const endings[] = {".csv", ".tsv", ".txt", ".tab", ".xlsx", ".xlsm", ".xls", ".ods"};
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
        size_t length = strlen(endings[i]);
        if (name.length > length && strncasecmp(name.data + name.length - length, endings[i], length) == 0)
            return !is_exceptions_file(name);
    }
    return false;
}

/* "FOLDER/NAME", without a "./" that nobody wrote; just as long as it is, since there may be very many. */
static struct str join_path(struct arena *arena, struct str folder, const char *name)
{
    folder = path_without_slashes(folder);
    if (str_equal(folder, STR(".")))
        folder.length = 0;
    const char *between = folder.length == 0 || str_equal(folder, STR("/")) ? "" : "/";
    size_t length = folder.length + strlen(between) + strlen(name);
    char *path = arena_alloc(arena, length + 1, 1); /* for the system's calls ended by NUL */
    snprintf(path, length + 1, "%.*s%s%s", STR_ARG(folder), between, name);
    return (struct str){path, length};
}

static int compare_names(const void *a, const void *b)
{
    return str_compare(*(const struct str *)a, *(const struct str *)b);
}

/* What is no table file by its name and cannot be looked at may be a folder of cases; a link to nothing is none. */
static void add_entry(struct arena *arena, struct folder *folder, struct str name)
{
    struct stat status;
    bool known = stat(name.data, &status) == 0;
    if (known && S_ISDIR(status.st_mode))
        *ARENA_PUSH(arena, &folder->folders) = name;
    else if (is_table_file(name))
        *ARENA_PUSH(arena, &folder->files) = name;
    else if (!known && errno != ENOENT && errno != ELOOP)
        folder->error = errno;
}

struct folder folder_read(struct arena *arena, struct str path)
{
    struct folder folder = {0};
    struct dirent *entry;
    DIR *directory = opendir(path.data);
    if (!directory) {
        folder.error = errno;
        return folder;
    }
    for (errno = 0; (entry = readdir(directory)) != NULL; errno = 0)
        if (entry->d_name[0] != '.' && entry->d_name[0] != '~')
            add_entry(arena, &folder, join_path(arena, path, entry->d_name));
    if (errno != 0)
        folder.error = errno;
    closedir(directory);
    if (folder.files.count > 1)
        qsort(folder.files.items, folder.files.count, sizeof *folder.files.items, compare_names);
    if (folder.folders.count > 1)
        qsort(folder.folders.items, folder.folders.count, sizeof *folder.folders.items, compare_names);
    return folder;
}
