/* Files and folders: which cases there are, their bytes, and output that is never left half written. */
#include "cli.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>
#include <unistd.h>

enum { DEEPEST_FOLDER = 16 };

/* ---- input ---- */

/* Endings of table files in any case; spreadsheets are among them so that one in a folder is not passed over. */
static bool is_table_file(struct str name)
{
    static const char *const endings[] = {".csv", ".tsv", ".txt", ".tab", ".xlsx", ".xlsm", ".xls", ".ods"};
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
        size_t length = strlen(endings[i]);
        if (name.length > length && strncasecmp(name.data + name.length - length, endings[i], length) == 0)
            return true;
    }
    return false;
}

/* "FOLDER/NAME", without a "./" that nobody wrote; just as long as it is, since there may be very many. */
struct str path_without_slashes(struct str path)
{
    while (path.length > 1 && str_ends(path, STR("/")))
        path.length--;
    return path;
}

struct str path_last_part(struct str path)
{
    path = path_without_slashes(path);
    for (size_t at = path.length; at > 0; at--)
        if (path.data[at - 1] == '/')
            return str_slice(path, at, path.length);
    return path;
}

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

/* The system's words for an error; in Swedish for those that happen to people. */
static const char *error_words(enum language language, int error)
{
    static const struct {
        int error;
        const char *words;
    } swedish[] = {{ENOENT, "filen eller mappen finns inte"},
                   {EACCES, "åtkomst nekas"},
                   {EISDIR, "det är en mapp"},
                   {ENOTDIR, "det är ingen mapp"},
                   {ENOSPC, "det finns ingen plats kvar"},
                   {EPIPE, "mottagaren har slutat läsa"},
                   {EFBIG, "filen blir för stor"},
                   {EROFS, "filsystemet kan bara läsas"}};
    for (size_t i = 0; language == SWEDISH && i < sizeof swedish / sizeof *swedish; i++)
        if (swedish[i].error == error)
            return swedish[i].words;
    return strerror(error);
}

static void complain_of(enum language language, struct str path, int error)
{
    complain(language, "%.*s: kan inte läsas (%s)", "%.*s: cannot be read (%s)", STR_ARG(path),
             error_words(language, error));
}

static int compare_names(const void *a, const void *b)
{
    return str_compare(*(const struct str *)a, *(const struct str *)b);
}

struct folder {
    LIST(struct str) files, folders;
};

/* The table files and subfolders of a folder, each in order; false after saying why not. */
static bool folder_read(struct arena *arena, struct str path, enum language language, struct folder *folder)
{
    DIR *directory = opendir(path.data);
    struct dirent *entry;
    if (!directory) {
        complain_of(language, path, errno);
        return false;
    }
    while ((entry = readdir(directory)) != NULL) {
        struct stat status;
        struct str name = join_path(arena, path, entry->d_name);
        if (entry->d_name[0] == '.' || entry->d_name[0] == '~')
            continue;
        bool known = stat(name.data, &status) == 0; /* a link to nothing is a file that cannot be read */
        if (known && S_ISDIR(status.st_mode))
            *ARENA_PUSH(arena, &folder->folders) = name;
        else if (is_table_file(name))
            *ARENA_PUSH(arena, &folder->files) = name;
    }
    closedir(directory);
    if (folder->files.count > 1)
        qsort(folder->files.items, folder->files.count, sizeof *folder->files.items, compare_names);
    if (folder->folders.count > 1)
        qsort(folder->folders.items, folder->folders.count, sizeof *folder->folders.items, compare_names);
    return true;
}

static struct case_files *add_case(struct arena *arena, struct case_list *cases, struct str path)
{
    struct case_files *files = ARENA_PUSH(arena, &cases->list);
    files->path = path;
    return files;
}

static void add_folder(struct arena *arena, struct case_list *cases, struct str path,
                       const struct options *options, int depth)
{
    struct folder folder = {0};
    if (depth > DEEPEST_FOLDER) {
        complain(options->language, "%.*s: mapparna ligger för djupt i varandra",
                 "%.*s: the folders are nested too deep", STR_ARG(path));
        add_case(arena, cases, path);
        return;
    }
    if (!folder_read(arena, path, options->language, &folder)) {
        add_case(arena, cases, path);
        return;
    }
    if (folder.files.count > 0) {
        struct case_files *files = add_case(arena, cases, path);
        for (size_t i = 0; i < folder.files.count; i++)
            *ARENA_PUSH(arena, &files->names) = folder.files.items[i];
        for (size_t i = 0; i < folder.folders.count; i++)
            *ARENA_PUSH(arena, &files->passed_over) = folder.folders.items[i];
        return;
    }
    for (size_t i = 0; i < folder.folders.count; i++)
        add_folder(arena, cases, folder.folders.items[i], options, depth + 1);
    if (folder.folders.count > 0)
        return;
    complain(
        options->language,
        "%.*s: inga tabellfiler (.csv .tsv .txt .xlsx .ods) i mappen; ange filen eller en annan mapp",
        "%.*s: no table files (.csv .tsv .txt .xlsx .ods) in the folder; name the file or another folder",
        STR_ARG(path));
}

bool is_folder(const char *name)
{
    struct stat status;
    size_t length = strlen(name);
    return (length > 0 && name[length - 1] == '/') || (stat(name, &status) == 0 && S_ISDIR(status.st_mode));
}

static void add_path(struct arena *arena, struct case_list *cases, struct str path,
                     const struct options *options)
{
    struct stat status;
    size_t before = cases->list.count;
    bool is_standard_input = str_equal(path, STR("-"));
    if (!is_standard_input && stat(path.data, &status) != 0) {
        complain_of(options->language, path, errno);
        add_case(arena, cases, path);
        return;
    }
    if (is_standard_input || !S_ISDIR(status.st_mode)) {
        struct case_files kept = {0};
        if (add_export(arena, cases, path, options, &kept))
            return;
        struct case_files *files = add_case(arena, cases, path);
        files->is_kept = kept.is_kept;
        files->kept = kept.kept;
        *ARENA_PUSH(arena, &files->names) = path;
        return;
    }
    add_folder(arena, cases, path, options, 0);
    if (cases->list.count == before)
        add_case(arena, cases, path);
}

struct case_list cases_find(struct arena *arena, const struct options *options)
{
    struct case_list cases = {0};
    for (int i = 0; i < options->argument_count; i++)
        add_path(arena, &cases, str_from(options->arguments[i]), options);
    return cases;
}

time_t files_newest(const struct case_list *cases)
{
    enum { BEGINNING_OF_1980 = 315532800 }; /* the earliest time that a zip archive knows */
    time_t newest = BEGINNING_OF_1980;
    for (size_t i = 0; i < cases->list.count; i++)
        for (size_t f = 0; f < cases->list.items[i].names.count; f++) {
            struct stat status;
            const char *name = cases->list.items[i].names.items[f].data;
            bool known =
                strcmp(name, "-") == 0 ? fstat(STDIN_FILENO, &status) == 0 : stat(name, &status) == 0;
            if (known && S_ISREG(status.st_mode) && status.st_mtime > newest)
                newest = status.st_mtime;
        }
    return newest;
}

/* ---- what is read and may not be written over ---- */

static bool same_file(const struct stat *a, const struct stat *b)
{
    return a->st_dev == b->st_dev && a->st_ino == b->st_ino;
}

/* The path is the file, or a folder that holds it as a table file. */
static bool holds_file(struct arena *arena, struct str path, const struct stat *file, int depth)
{
    struct stat status;
    if (stat(path.data, &status) != 0 || depth > DEEPEST_FOLDER)
        return false;
    if (!S_ISDIR(status.st_mode))
        return same_file(&status, file);
    DIR *directory = opendir(path.data);
    bool found = false;
    struct dirent *entry;
    while (directory && !found && (entry = readdir(directory)) != NULL) {
        struct str name = join_path(arena, path, entry->d_name);
        bool is_read = is_table_file(name) || entry->d_type == DT_DIR || entry->d_type == DT_LNK;
        if (entry->d_name[0] != '.' && is_read)
            found = holds_file(arena, name, file, depth + 1);
    }
    if (directory)
        closedir(directory);
    return found;
}

void complain_of_input(enum language language, const char *name)
{
    complain(language,
             "%s läses här och skrivs inte över; ange en annan plats (med calc: --in-place skriver över, och "
             "sparar en kopia)",
             "%s is read here and is not written over; name another place (with calc: --in-place writes over "
             "it and keeps a copy)",
             name);
}

bool file_is_read(struct arena *arena, const struct options *options, const char *name)
{
    struct stat file;
    if (stat(name, &file) != 0 || !S_ISREG(file.st_mode))
        return false;
    bool found = options->claims && holds_file(arena, str_from(options->claims), &file, DEEPEST_FOLDER);
    for (int i = 0; i < options->argument_count && !found; i++)
        found = holds_file(arena, str_from(options->arguments[i]), &file, 0);
    if (found)
        complain_of_input(options->language, name);
    return found;
}

/* Room for a whole file at once, where its size is known; a buffer that grows leaves its smaller selves behind. */
static struct buffer room_for(struct arena *arena, FILE *stream)
{
    struct stat status;
    struct buffer buffer = {.arena = arena};
    if (fstat(fileno(stream), &status) != 0 || !S_ISREG(status.st_mode) || status.st_size <= 0)
        return buffer;
    buffer.capacity = (size_t)status.st_size + 1;
    buffer.data = arena_alloc(arena, buffer.capacity, 1);
    return buffer;
}

static bool stream_read(struct arena *arena, FILE *stream, struct str *bytes)
{
    struct buffer buffer = room_for(arena, stream);
    char block[16384];
    size_t size;
    while ((size = fread(block, 1, sizeof block, stream)) > 0)
        buffer_add(&buffer, (struct str){block, size});
    *bytes = buffer_text(&buffer);
    return !ferror(stream);
}

bool file_read(struct arena *arena, struct str name, enum language language, struct str *bytes)
{
    bool is_standard_input = str_equal(name, STR("-"));
    FILE *stream = is_standard_input ? stdin : fopen(name.data, "rb");
    if (!stream || !stream_read(arena, stream, bytes)) {
        complain_of(language, name, errno);
        if (stream && !is_standard_input)
            fclose(stream);
        return false;
    }
    if (!is_standard_input)
        fclose(stream);
    return true;
}

/* ---- output ---- */

static void complain_of_output(const struct output *output, enum language language, int error)
{
    complain(language, "kan inte skriva till %s (%s)", "cannot write to %s (%s)",
             output->name          ? output->name
             : language == SWEDISH ? "standard ut"
                                   : "standard output",
             error_words(language, error));
}

/* A pipe or a device cannot be replaced, only written to. */
static bool is_special(const char *name)
{
    struct stat status;
    return stat(name, &status) == 0 && !S_ISREG(status.st_mode) && !S_ISDIR(status.st_mode);
}

/* A new file beside the target, which takes its place in the end. */
static void *open_beside(struct output *output, const char *target)
{
    size_t size = strlen(target) + 16;
    output->temporary = malloc(size);
    if (!output->temporary)
        return NULL;
    snprintf(output->temporary, size, "%s.XXXXXX", target);
    int file = mkstemp(output->temporary);
    return file < 0 ? NULL : fdopen(file, "wb");
}

bool output_open(struct output *output, const char *name, enum language language)
{
    *output = (struct output){.name = name, .stream = stdout};
    if (!name)
        return true;
    output->target = realpath(name, NULL); /* a link keeps its place, and what it names is replaced */
    output->stream =
        is_special(name) ? fopen(name, "wb") : open_beside(output, output->target ? output->target : name);
    if (output->stream)
        return true;
    complain_of_output(output, language, errno);
    free(output->temporary);
    free(output->target);
    return false;
}

void output_write(struct output *output, struct str text)
{
    if (text.length != 0 && fwrite(text.data, 1, text.length, output->stream) != text.length)
        output->failed = true;
}

/* A new file gets the rights that the user's mask leaves, not mkstemp's; a replaced one keeps its own. */
static bool put_in_place(const struct output *output)
{
    if (!output->temporary)
        return true;
    struct stat status;
    mode_t mask = umask(0);
    umask(mask);
    mode_t mode = output->target && stat(output->target, &status) == 0 ? status.st_mode & 0777 : 0666 & ~mask;
    return chmod(output->temporary, mode) == 0 &&
           rename(output->temporary, output->target ? output->target : output->name) == 0;
}

bool output_close(struct output *output, enum language language)
{
    bool written = fflush(output->stream) == 0 && !output->failed;
    int error = errno;
    if (output->name) {
        written = fclose(output->stream) == 0 && written && put_in_place(output);
        error = written ? 0 : errno ? errno : error;
        if (!written && output->temporary)
            unlink(output->temporary);
        free(output->temporary);
        free(output->target);
    }
    if (!written)
        complain_of_output(output, language, error);
    return written;
}

void output_abandon(struct output *output)
{
    if (!output->name)
        return;
    fclose(output->stream);
    if (output->temporary)
        unlink(output->temporary);
    free(output->temporary);
    free(output->target);
}

enum exit_status printed_status(enum language language)
{
    struct output output = {.stream = stdout, .failed = ferror(stdout) != 0};
    return output_close(&output, language) ? EXIT_OK : EXIT_UNCHECKED;
}
