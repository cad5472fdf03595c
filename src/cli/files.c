/* Files: their bytes, which of them are read, and output that is never left half written. */
#include "cli.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* ---- input ---- */

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

/* The system's words for an error; in Swedish for those that happen to people. */
const char *error_words(enum language language, int error)
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

void complain_of_reading(enum language language, struct str path, int error)
{
    complain(language, "%.*s: kan inte läsas (%s)", "%.*s: cannot be read (%s)", STR_ARG(path),
             error_words(language, error));
}

bool is_folder(const char *name)
{
    struct stat status;
    size_t length = strlen(name);
    return (length > 0 && name[length - 1] == '/') || (stat(name, &status) == 0 && S_ISDIR(status.st_mode));
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

/* Where a file is looked for among what is read. */
struct lookup {
    const struct stat *file;
    bool found;
    struct str unread; /* a folder that could not be read, which may hold it */
    int error;
};

/* The path is the file, or a folder that holds it as one that is read. A folder without rights is not read at all. */
static void look_in(struct arena *arena, struct str path, struct lookup *lookup, int depth)
{
    struct stat status;
    if (lookup->found || depth > DEEPEST_FOLDER || stat(path.data, &status) != 0)
        return;
    if (!S_ISDIR(status.st_mode)) {
        lookup->found = same_file(&status, lookup->file);
        return;
    }
    struct folder folder = folder_read(arena, path);
    for (size_t i = 0; i < folder.files.count; i++)
        look_in(arena, folder.files.items[i], lookup, depth + 1);
    for (size_t i = 0; i < folder.folders.count; i++)
        look_in(arena, folder.folders.items[i], lookup, depth + 1);
    if (folder.error != 0 && folder.error != EACCES) {
        lookup->unread = path;
        lookup->error = folder.error;
    }
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
    struct lookup lookup = {.file = &file};
    if (stat(name, &file) != 0 || !S_ISREG(file.st_mode))
        return false;
    if (options->claims)
        look_in(arena, str_from(options->claims), &lookup, DEEPEST_FOLDER);
    for (int i = 0; i < options->argument_count; i++)
        look_in(arena, str_from(options->arguments[i]), &lookup, 0);
    if (lookup.found)
        complain_of_input(options->language, name);
    else if (lookup.error != 0)
        complain_of_reading(options->language, lookup.unread, lookup.error);
    return lookup.found || lookup.error != 0;
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
        complain_of_reading(language, name, errno);
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
