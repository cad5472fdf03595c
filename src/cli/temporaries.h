/* Temporary files: none stays when the program ends before they are in their place, whatever ends it. */
#ifndef TEMPORARIES_H
#define TEMPORARIES_H

#include <stdbool.h>

/* A file that is being written, or a folder of such. It is owned by whoever opened it until it is put in place or removed. */
struct temporary {
    struct temporary *next;
    bool is_folder;
    void *stream; /* a FILE, NULL once it is closed */
    char name[];
};

/* A new file "NAME.XXXXXX", beside NAME and on the same disk, open for writing. NULL with errno set, and nothing left behind,
 * when that fails. Called by no other thread than the main one, as the two below. */
struct temporary *temporary_open(const char *name);
/* A new folder "NAME.XXXXXX" for files of a library's own; NULL with errno set when there can be none. */
struct temporary *temporary_make_folder(const char *name);
/* Closes the file; false, with errno set, when not all of it could be written. */
bool temporary_close(struct temporary *temporary);
/* Gives the closed file the name of the target and ends the temporary; false, with errno set and nothing left behind, when
 * that fails. */
bool temporary_place(struct temporary *temporary, const char *target);
/* Closes and removes the file, or the folder with all files in it, and ends the temporary. */
void temporary_remove(struct temporary *temporary);

/* Removes all that are open or not yet in place. May be called in a signal handler and on any thread, but only when the program
 * is about to end. */
void temporaries_remove(void);
/* A child that goes its own way leaves all of them to its parent. */
void temporaries_leave(void);

#endif
