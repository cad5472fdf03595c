/* Makes calls to the system fail: a library that is loaded before a program, by LD_PRELOAD.
 *
 * Calls are counted by kind (faults.def), in the file FAULT_STATE, which the program shares with its children. With
 * FAULT_KIND=read and FAULT_AT=3 the third call that reads fails as the system would let it; with FAULT_LASTS also every
 * one after it, as on a full disk. FAULT_ERRNO names another reason than the usual one of the kind, by number. What only
 * goes to standard error is left alone, since somebody must be able to tell what happened. */
#include <dirent.h>
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdio_ext.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

enum kind {
#define KIND(name, reason) FAULT_##name,
#include "faults.def"
#undef KIND
    KINDS
};

static const struct {
    const char *name;
    int reason;
} kinds[] = {
#define KIND(name, reason) {#name, reason},
#include "faults.def"
#undef KIND
};

/* The file FAULT_STATE as run_faults.py reads it: how many calls there were of each kind, how many failed, and which was
 * the first. */
struct state {
    _Atomic unsigned long long calls[KINDS], failed;
    char name[24];
};

static struct state *state;
static int wanted = KINDS, reason;
static unsigned long long at;
static bool lasts;

/* C's allocation under another name, which does not need to be looked up. */
void *__libc_malloc(size_t size);
void *__libc_calloc(size_t count, size_t size);
void *__libc_realloc(void *memory, size_t size);
void *__libc_memalign(size_t alignment, size_t size);

static void read_wishes(void)
{
    const char *kind = getenv("FAULT_KIND"), *number = getenv("FAULT_AT"), *error = getenv("FAULT_ERRNO");
    for (int i = 0; kind && i < KINDS; i++)
        if (strcmp(kinds[i].name, kind) == 0)
            wanted = i;
    at = number ? strtoull(number, NULL, 10) : 0;
    lasts = getenv("FAULT_LASTS") != NULL;
    if (wanted < KINDS)
        reason = error ? atoi(error) : kinds[wanted].reason;
}

/* Other programs that the program starts are let alone. Counting begins when the file is there. */
__attribute__((constructor)) static void begin(void)
{
    const char *name = getenv("FAULT_STATE");
    int (*real_open)(const char *, int, ...) = (int (*)(const char *, int, ...))dlsym(RTLD_NEXT, "open");
    int file = name ? real_open(name, O_RDWR | O_CLOEXEC) : -1;
    unsetenv("LD_PRELOAD");
    read_wishes();
    if (file < 0)
        return;
    void *(*real_mmap)(void *, size_t, int, int, int, off_t) =
        (void *(*)(void *, size_t, int, int, int, off_t))dlsym(RTLD_NEXT, "mmap");
    void *memory = real_mmap(NULL, sizeof *state, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
    ((int (*)(int))dlsym(RTLD_NEXT, "close"))(file);
    state = memory == MAP_FAILED ? NULL : memory;
}

/* Counts a call; true, with errno set, when it is to fail. */
static bool fails(enum kind kind, const char *name)
{
    if (!state)
        return false;
    unsigned long long number = atomic_fetch_add(&state->calls[kind], 1) + 1;
    if ((int)kind != wanted || at == 0 || number < at || (number > at && !lasts))
        return false;
    if (atomic_fetch_add(&state->failed, 1) == 0)
        strncpy(state->name, name, sizeof state->name - 1);
    errno = reason;
    return true;
}

/* The function that this one stands before. */
#define REAL(name)                                                                                           \
    static __typeof__(&name) real;                                                                           \
    if (!real)                                                                                               \
    real = (__typeof__(&name))dlsym(RTLD_NEXT, #name)

/* A function of which nothing but its answer tells that it failed. */
#define FAILING(kind, type, name, failure, parameters, arguments)                                            \
    type name parameters                                                                                     \
    {                                                                                                        \
        REAL(name);                                                                                          \
        return fails(FAULT_##kind, #name) ? (failure) : real arguments;                                      \
    }

/* ---- memory ---- */

void *malloc(size_t size)
{
    return fails(FAULT_memory, "malloc") ? NULL : __libc_malloc(size);
}

void *calloc(size_t count, size_t size)
{
    return fails(FAULT_memory, "calloc") ? NULL : __libc_calloc(count, size);
}

void *realloc(void *memory, size_t size)
{
    return fails(FAULT_memory, "realloc") ? NULL : __libc_realloc(memory, size);
}

void *aligned_alloc(size_t alignment, size_t size)
{
    return fails(FAULT_memory, "aligned_alloc") ? NULL : __libc_memalign(alignment, size);
}

int posix_memalign(void **memory, size_t alignment, size_t size)
{
    void *made = fails(FAULT_memory, "posix_memalign") ? NULL : __libc_memalign(alignment, size);
    if (made)
        *memory = made;
    return made ? 0 : ENOMEM;
}

FAILING(map, void *, mmap, MAP_FAILED,
        (void *where, size_t size, int rights, int flags, int file, off_t from),
        (where, size, rights, flags, file, from))
FAILING(map, void *, mmap64, MAP_FAILED,
        (void *where, size_t size, int rights, int flags, int file, off64_t from),
        (where, size, rights, flags, file, from))
FAILING(map, int, munmap, -1, (void *where, size_t size), (where, size))
FAILING(map, int, madvise, -1, (void *where, size_t size, int advice), (where, size, advice))

/* A library that cannot be loaded: one that is not there, so that dlerror() has something to say. */
void *dlopen(const char *name, int flags)
{
    REAL(dlopen);
    return real(fails(FAULT_load, "dlopen") ? "/nowhere/nothing.so" : name, flags);
}

/* ---- files ---- */

/* The rights of a file that is made; no other opening passes them. */
#define RIGHTS(flags, last)                                                                                  \
    mode_t rights = 0;                                                                                       \
    va_list rest;                                                                                            \
    va_start(rest, last);                                                                                    \
    if ((flags) & (O_CREAT | __O_TMPFILE))                                                                   \
        rights = va_arg(rest, mode_t);                                                                       \
    va_end(rest)

int open(const char *name, int flags, ...)
{
    RIGHTS(flags, flags);
    REAL(open);
    return fails(FAULT_open, "open") ? -1 : real(name, flags, rights);
}

int open64(const char *name, int flags, ...)
{
    RIGHTS(flags, flags);
    REAL(open64);
    return fails(FAULT_open, "open64") ? -1 : real(name, flags, rights);
}

int openat(int folder, const char *name, int flags, ...)
{
    RIGHTS(flags, flags);
    REAL(openat);
    return fails(FAULT_open, "openat") ? -1 : real(folder, name, flags, rights);
}

FAILING(open, FILE *, fopen, NULL, (const char *name, const char *mode), (name, mode))
FAILING(open, FILE *, fopen64, NULL, (const char *name, const char *mode), (name, mode))
FAILING(open, int, mkstemp, -1, (char *name), (name))
FAILING(open, int, mkstemp64, -1, (char *name), (name))
FAILING(open, int, mkostemp, -1, (char *name, int flags), (name, flags))
FAILING(open, FILE *, tmpfile, NULL, (void), ())
FAILING(open, int, memfd_create, -1, (const char *name, unsigned flags), (name, flags))
FAILING(fdopen, FILE *, fdopen, NULL, (int file, const char *mode), (file, mode))
FAILING(folder, DIR *, opendir, NULL, (const char *name), (name))
FAILING(folder, DIR *, fdopendir, NULL, (int file), (file))
FAILING(folder, struct dirent *, readdir, NULL, (DIR * folder), (folder))
FAILING(folder, struct dirent64 *, readdir64, NULL, (DIR * folder), (folder))
FAILING(folder, int, mkdir, -1, (const char *name, mode_t rights), (name, rights))
FAILING(folder, int, mkdirat, -1, (int at_folder, const char *name, mode_t rights), (at_folder, name, rights))
FAILING(folder, char *, mkdtemp, NULL, (char *name), (name))
FAILING(rename, int, rename, -1, (const char *from, const char *to), (from, to))
FAILING(rename, int, renameat, -1, (int in, const char *from, int into, const char *to), (in, from, into, to))
FAILING(rename, int, renameat2, -1, (int in, const char *from, int into, const char *to, unsigned flags),
        (in, from, into, to, flags))
FAILING(rename, int, link, -1, (const char *from, const char *to), (from, to))
FAILING(rename, int, linkat, -1, (int in, const char *from, int into, const char *to, int flags),
        (in, from, into, to, flags))
FAILING(unlink, int, unlink, -1, (const char *name), (name))
FAILING(unlink, int, unlinkat, -1, (int folder, const char *name, int flags), (folder, name, flags))
FAILING(unlink, int, remove, -1, (const char *name), (name))
FAILING(unlink, int, rmdir, -1, (const char *name), (name))
FAILING(sync, int, fsync, -1, (int file), (file))
FAILING(sync, int, fdatasync, -1, (int file), (file))
FAILING(sync, int, ftruncate, -1, (int file, off_t size), (file, size))
FAILING(status, int, stat, -1, (const char *name, struct stat *status), (name, status))
FAILING(status, int, lstat, -1, (const char *name, struct stat *status), (name, status))
FAILING(status, int, fstat, -1, (int file, struct stat *status), (file, status))
FAILING(status, int, fstatat, -1, (int folder, const char *name, struct stat *status, int flags),
        (folder, name, status, flags))
FAILING(status, int, access, -1, (const char *name, int rights), (name, rights))
FAILING(status, char *, realpath, NULL, (const char *name, char *path), (name, path))
FAILING(rights, int, chmod, -1, (const char *name, mode_t rights), (name, rights))
FAILING(rights, int, fchmod, -1, (int file, mode_t rights), (file, rights))
FAILING(rights, int, chown, -1, (const char *name, uid_t user, gid_t group), (name, user, group))
FAILING(rights, int, fchown, -1, (int file, uid_t user, gid_t group), (file, user, group))

/* ---- reading and writing ---- */

/* Only the stream itself knows that something failed before. */
static void mark(FILE *stream)
{
    stream->_flags |= _IO_ERR_SEEN;
}

FAILING(read, ssize_t, read, -1, (int file, void *bytes, size_t size), (file, bytes, size))
FAILING(read, ssize_t, pread, -1, (int file, void *bytes, size_t size, off_t from), (file, bytes, size, from))

size_t fread(void *bytes, size_t size, size_t count, FILE *stream)
{
    REAL(fread);
    if (!fails(FAULT_read, "fread"))
        return real(bytes, size, count, stream);
    mark(stream);
    return 0;
}

size_t __fread_chk(void *bytes, size_t room, size_t size, size_t count, FILE *stream)
{
    (void)room;
    return fread(bytes, size, count, stream);
}

static bool cannot_write(FILE *stream, const char *name)
{
    if (stream == stderr || !fails(FAULT_write, name))
        return false;
    mark(stream);
    return true;
}

ssize_t write(int file, const void *bytes, size_t size)
{
    REAL(write);
    return file != STDERR_FILENO && fails(FAULT_write, "write") ? -1 : real(file, bytes, size);
}

/* Half of it was written before the disk was full. */
size_t fwrite(const void *bytes, size_t size, size_t count, FILE *stream)
{
    REAL(fwrite);
    return cannot_write(stream, "fwrite") ? real(bytes, size, count / 2, stream)
                                          : real(bytes, size, count, stream);
}

int fputs(const char *text, FILE *stream)
{
    REAL(fputs);
    return cannot_write(stream, "fputs") ? EOF : real(text, stream);
}

int fputc(int c, FILE *stream)
{
    REAL(fputc);
    return cannot_write(stream, "fputc") ? EOF : real(c, stream);
}

int vfprintf(FILE *stream, const char *format, va_list values)
{
    REAL(vfprintf);
    return cannot_write(stream, "fprintf") ? -1 : real(stream, format, values);
}

int fprintf(FILE *stream, const char *format, ...)
{
    va_list values;
    va_start(values, format);
    int written = vfprintf(stream, format, values);
    va_end(values);
    return written;
}

int __fprintf_chk(FILE *stream, int flag, const char *format, ...);
int __fprintf_chk(FILE *stream, int flag, const char *format, ...)
{
    (void)flag;
    va_list values;
    va_start(values, format);
    int written = vfprintf(stream, format, values);
    va_end(values);
    return written;
}

int fflush(FILE *stream)
{
    REAL(fflush);
    if (!stream || !cannot_write(stream, "fflush"))
        return real(stream);
    __fpurge(stream);
    return EOF;
}

FAILING(seek, int, fseek, -1, (FILE * stream, long to, int from), (stream, to, from))
FAILING(seek, int, fseeko, -1, (FILE * stream, off_t to, int from), (stream, to, from))
FAILING(seek, int, fseeko64, -1, (FILE * stream, off64_t to, int from), (stream, to, from))
FAILING(seek, long, ftell, -1, (FILE * stream), (stream))
FAILING(seek, off_t, ftello, -1, (FILE * stream), (stream))
FAILING(seek, off64_t, ftello64, -1, (FILE * stream), (stream))
FAILING(seek, off_t, lseek, -1, (int file, off_t to, int from), (file, to, from))

/* A file that is closed is closed, also when the last of what it should hold could not be written. */
int close(int file)
{
    REAL(close);
    bool fail = fails(FAULT_close, "close");
    int closed = real(file);
    if (fail)
        errno = reason;
    return fail ? -1 : closed;
}

int fclose(FILE *stream)
{
    REAL(fclose);
    bool fail = fails(FAULT_close, "fclose");
    if (fail && __fwriting(stream))
        __fpurge(stream);
    int closed = real(stream);
    if (fail)
        errno = reason;
    return fail ? EOF : closed;
}

int closedir(DIR *folder)
{
    REAL(closedir);
    bool fail = fails(FAULT_close, "closedir");
    int closed = real(folder);
    if (fail)
        errno = reason;
    return fail ? -1 : closed;
}

/* ---- other programs, threads ---- */

FAILING(child, pid_t, fork, -1, (void), ())
FAILING(child, pid_t, waitpid, -1, (pid_t child, int *status, int flags), (child, status, flags))
FAILING(child, int, pipe, -1, (int ends[2]), (ends))
FAILING(child, int, pipe2, -1, (int ends[2], int flags), (ends, flags))
FAILING(child, int, dup2, -1, (int file, int as), (file, as))
FAILING(child, int, execvp, -1, (const char *name, char *const arguments[]), (name, arguments))
FAILING(child, int, poll, -1, (struct pollfd * polled, nfds_t count, int wait), (polled, count, wait))
FAILING(thread, int, pthread_create, EAGAIN,
        (pthread_t * thread, const pthread_attr_t *with, void *(*run)(void *), void *context),
        (thread, with, run, context))
