#include "temporaries.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* All of them; changed only while signals are held back, so that a handler always finds a whole list. */
static struct temporary *first;

static sigset_t hold_signals(void)
{
    sigset_t all, before;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before);
    return before;
}

static void let_signals(sigset_t before)
{
    pthread_sigmask(SIG_SETMASK, &before, NULL);
}

/* Makes the folder, or the file; false, with errno set and nothing left behind, when it cannot be made or opened. */
static bool make(struct temporary *temporary)
{
    if (temporary->is_folder)
        return mkdtemp(temporary->name) != NULL;
    int file = mkostemp(temporary->name, O_CLOEXEC);
    temporary->stream = file < 0 ? NULL : fdopen(file, "wb");
    if (temporary->stream)
        return true;
    int error = errno;
    if (file >= 0) {
        close(file);
        unlink(temporary->name);
    }
    errno = error;
    return false;
}

static struct temporary *add(const char *name, bool is_folder)
{
    static const char ending[] = ".XXXXXX";
    size_t length = strlen(name);
    struct temporary *temporary = malloc(sizeof *temporary + length + sizeof ending);
    if (!temporary)
        return NULL;
    temporary->is_folder = is_folder;
    temporary->stream = NULL;
    memcpy(temporary->name, name, length);
    memcpy(temporary->name + length, ending, sizeof ending);
    sigset_t before = hold_signals();
    bool made = make(temporary);
    temporary->next = first;
    if (made)
        first = temporary;
    let_signals(before);
    if (made)
        return temporary;
    int error = errno;
    free(temporary);
    errno = error;
    return NULL;
}

struct temporary *temporary_open(const char *name)
{
    return add(name, false);
}

struct temporary *temporary_make_folder(const char *name)
{
    return add(name, true);
}

bool temporary_close(struct temporary *temporary)
{
    FILE *stream = temporary->stream;
    temporary->stream = NULL;
    return fclose(stream) == 0;
}

/* Takes it from the list; signals are held back. */
static void forget(struct temporary *temporary)
{
    struct temporary **link = &first;
    while (*link && *link != temporary)
        link = &(*link)->next;
    if (*link)
        *link = temporary->next;
}

bool temporary_place(struct temporary *temporary, const char *target)
{
    sigset_t before = hold_signals();
    bool placed = rename(temporary->name, target) == 0;
    int error = errno;
    if (!placed)
        unlink(temporary->name);
    forget(temporary);
    let_signals(before);
    free(temporary);
    errno = error;
    return placed;
}

/* The files of a folder; it has no folders. */
static void empty(const char *name)
{
    DIR *folder = opendir(name);
    for (struct dirent *entry; folder && (entry = readdir(folder));)
        if (strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0)
            unlinkat(dirfd(folder), entry->d_name, 0);
    if (folder)
        closedir(folder);
}

static void erase(const struct temporary *temporary)
{
    if (temporary->is_folder)
        rmdir(temporary->name);
    else
        unlink(temporary->name);
}

void temporary_remove(struct temporary *temporary)
{
    if (temporary->stream)
        temporary_close(temporary);
    if (temporary->is_folder)
        empty(temporary->name);
    sigset_t before = hold_signals();
    erase(temporary);
    forget(temporary);
    let_signals(before);
    free(temporary);
}

void temporaries_remove(void)
{
    for (struct temporary *temporary = first; temporary; temporary = temporary->next)
        erase(temporary);
}

void temporaries_leave(void)
{
    first = NULL;
}
