/* Files: their bytes, and which of them are read. */
#include "cli.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* ---- input ---- */

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

bool input_status(struct str name, struct stat *status)
{
    return (str_equal(name, STR("-")) ? fstat(STDIN_FILENO, status) : stat(name.data, status)) == 0;
}

bool is_file(const char *name)
{
    struct stat status;
    return stat(name, &status) == 0 && !S_ISDIR(status.st_mode);
}

time_t files_newest(const struct case_list *cases)
{
    enum { BEGINNING_OF_1980 = 315532800 }; /* the earliest time that a zip archive knows */
    time_t newest = BEGINNING_OF_1980;
    for (size_t i = 0; i < cases->list.count; i++)
        for (size_t f = 0; f < cases->list.items[i].names.count; f++) {
            struct stat status;
            if (input_status(cases->list.items[i].names.items[f], &status) && S_ISREG(status.st_mode) &&
                status.st_mtime > newest)
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
    struct str unread; /* what could not be looked at, and may be or hold it */
    int error;
};

/* What is not there, or may not be looked at, is no input either; of anything else it cannot be told. */
static bool is_open_question(int error)
{
    return error != ENOENT && error != ENOTDIR && error != EACCES && error != ELOOP && error != ENAMETOOLONG;
}

static void set_unread(struct lookup *lookup, struct str path, int error)
{
    if (!is_open_question(error))
        return;
    lookup->unread = path;
    lookup->error = error;
}

/* The path is the file, or a folder that holds it as one that is read. */
static void look_in(struct arena *arena, struct str path, struct lookup *lookup, int depth)
{
    struct stat status;
    if (lookup->found || depth > DEEPEST_FOLDER)
        return;
    if (!input_status(path, &status)) {
        set_unread(lookup, path, errno);
        return;
    }
    if (!S_ISDIR(status.st_mode)) {
        lookup->found = same_file(&status, lookup->file);
        return;
    }
    struct folder folder = folder_read(arena, path);
    for (size_t i = 0; i < folder.files.count; i++)
        look_in(arena, folder.files.items[i], lookup, depth + 1);
    for (size_t i = 0; i < folder.folders.count; i++)
        look_in(arena, folder.folders.items[i], lookup, depth + 1);
    if (folder.error != 0)
        set_unread(lookup, path, folder.error);
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

static void look_in_inputs(struct arena *arena, const struct options *options, struct lookup *lookup)
{
    if (options->scheme)
        look_in(arena, str_from(options->scheme), lookup, DEEPEST_FOLDER);
    if (options->claims)
        look_in(arena, str_from(options->claims), lookup, DEEPEST_FOLDER);
    for (int i = 0; i < options->argument_count; i++)
        look_in(arena, str_from(options->arguments[i]), lookup, 0);
}

bool file_is_read(struct arena *arena, const struct options *options, const char *name)
{
    struct stat file;
    struct lookup lookup = {.file = &file};
    if (stat(name, &file) != 0)
        set_unread(&lookup, str_from(name), errno);
    else if (!S_ISREG(file.st_mode))
        return false;
    else
        look_in_inputs(arena, options, &lookup);
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

/* What is neither a file nor a folder, in people's words; NULL for what is. */
static const char *kind_words(enum language language, mode_t mode)
{
    static const struct {
        mode_t kind;
        const char *words[LANGUAGES];
    } kinds[] = {{S_IFIFO, {"ett rör (FIFO)", "a pipe (FIFO)"}},
                 {S_IFCHR, {"en enhet", "a device"}},
                 {S_IFBLK, {"en enhet", "a device"}},
                 {S_IFSOCK, {"en sockel", "a socket"}}};
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if ((mode & S_IFMT) == kinds[i].kind)
            return kinds[i].words[language];
    return NULL;
}

/* A name by which a shell hands over a pipe, "<(command)" for example. */
static bool names_descriptor(struct str name)
{
    return str_starts(name, STR("/dev/fd/")) || str_starts(name, STR("/proc/self/fd/")) ||
           str_equal(name, STR("/dev/stdin"));
}

static bool is_null_device(const struct stat *status)
{
    struct stat null;
    return stat("/dev/null", &null) == 0 && S_ISCHR(null.st_mode) && null.st_rdev == status->st_rdev;
}

/* What may never end, or waits for somebody who does not come, is read only where it was handed over as a stream: a pipe
 * on standard input is, and a terminal. */
static bool may_be_read(int file, const struct stat *status, bool is_stream)
{
    bool device = S_ISCHR(status->st_mode) || S_ISBLK(status->st_mode);
    if (device)
        return is_stream && (isatty(file) || is_null_device(status));
    return is_stream || S_ISREG(status->st_mode) || S_ISDIR(status->st_mode);
}

static void complain_of_kind(enum language language, struct str name, mode_t mode)
{
    const char *kind = kind_words(language, mode);
    complain(
        language,
        "%.*s: är ingen vanlig fil utan %s, och läses inte; ta bort den ur mappen, eller ge innehållet på "
        "standard in (-)",
        "%.*s: is no regular file but %s, and is not read; take it out of the folder, or give what it "
        "holds on standard input (-)",
        STR_ARG(name), kind ? kind : "?");
}

/* Standard input that was closed is open the wrong way round (process.c). */
static bool is_closed(int file)
{
    int flags = fcntl(file, F_GETFL);
    return flags >= 0 && (flags & O_ACCMODE) == O_WRONLY;
}

/* A socket cannot be opened, whatever else is right with it. */
static void complain_of_opening(enum language language, struct str name, int error)
{
    struct stat status;
    if (error == ENXIO && stat(name.data, &status) == 0 && S_ISSOCK(status.st_mode))
        complain_of_kind(language, name, status.st_mode);
    else
        complain_of_reading(language, name, error);
}

/* The file open for reading, standard input for "-"; -1 after saying why not. A pipe by any other name is opened without
 * waiting for its other end. */
static int open_input(struct str name, enum language language)
{
    struct stat status;
    bool is_standard_input = str_equal(name, STR("-")),
         is_stream = is_standard_input || names_descriptor(name);
    int flags = O_RDONLY | O_CLOEXEC | (is_stream ? 0 : O_NONBLOCK);
    int file = is_standard_input ? fcntl(STDIN_FILENO, F_DUPFD_CLOEXEC, 0) : open(name.data, flags);
    bool known = file >= 0 && fstat(file, &status) == 0;
    if (known && !is_closed(file) && may_be_read(file, &status, is_stream))
        return file;
    if (known && is_closed(file))
        complain_of_reading(language, name, EBADF);
    else if (known)
        complain_of_kind(language, name, status.st_mode);
    else
        complain_of_opening(language, name, errno);
    if (file >= 0)
        close(file);
    return -1;
}

bool file_read(struct arena *arena, struct str name, enum language language, struct str *bytes)
{
    int file = open_input(name, language);
    FILE *stream = file < 0 ? NULL : fdopen(file, "rb");
    bool read = stream && stream_read(arena, stream, bytes);
    if (file >= 0 && !read)
        complain_of_reading(language, name, errno);
    if (stream)
        fclose(stream);
    else if (file >= 0)
        close(file);
    return read;
}
