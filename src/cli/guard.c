/* Calls that the library for workbooks makes and does not look at. When memory is short it leaves something out, or writes
 * through a null pointer; when a temporary file cannot be written it goes on without. Its calls come here first, since the
 * names of a program go before those of the libraries that it loads: while they are guarded, one that fails ends the
 * process, which is the child that writes the workbook (child.c). At any other time, nothing is changed. */
#include "cli.h"

#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static bool guarded;

void guard_calls(bool on)
{
    guarded = on;
}

/* The functions that those below stand before. */
static struct {
    void *(*malloc)(size_t size);
    void *(*calloc)(size_t count, size_t size);
    void *(*realloc)(void *memory, size_t size);
    void (*rewind)(FILE *stream);
    int (*fclose)(FILE *stream);
} next;

/* C has no way from an object to a function but through its bytes. */
static void find(const char *name, void *function, size_t size)
{
    void *symbol = dlsym(RTLD_NEXT, name);
    if (!symbol)
        abort();
    memcpy(function, &symbol, size);
}

/* All of them at the first allocation, while there is only one thread. */
static void find_next(void)
{
    if (next.fclose)
        return;
#define FIND(name) find(#name, &next.name, sizeof next.name)
    FIND(malloc);
    FIND(calloc);
    FIND(realloc);
    FIND(rewind);
    FIND(fclose);
#undef FIND
}

/* A sanitizer has an allocator of its own, which ends the process itself. */
#if defined(__SANITIZE_ADDRESS__)
#define KEEPS_ALLOCATOR
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define KEEPS_ALLOCATOR
#endif
#endif

#ifndef KEEPS_ALLOCATOR
static void *given(void *memory, bool wanted)
{
    if (!memory && wanted && guarded)
        _exit(GUARD_MEMORY);
    return memory;
}

void *malloc(size_t size)
{
    find_next();
    return given(next.malloc(size), size > 0);
}

void *calloc(size_t count, size_t size)
{
    find_next();
    return given(next.calloc(count, size), count > 0 && size > 0);
}

void *realloc(void *memory, size_t size)
{
    find_next();
    return given(next.realloc(memory, size), size > 0);
}
#endif

static void look_at(FILE *stream)
{
    find_next();
    if (guarded && (fflush(stream) != 0 || ferror(stream)))
        _exit(GUARD_STREAM);
}

/* A temporary file is written, taken back to its beginning, which forgets what failed, and read. */
void rewind(FILE *stream)
{
    look_at(stream);
    next.rewind(stream);
}

int fclose(FILE *stream)
{
    look_at(stream);
    return next.fclose(stream);
}
