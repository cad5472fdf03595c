#include "cli.h"
#include "budgetkoll/label.h"
#include "temporaries.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { LONGEST_COMPLAINT = 4096 };

enum language language_from_environment(void)
{
    static const char *const names[] = {"LC_ALL", "LC_MESSAGES", "LANG"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        const char *value = getenv(names[i]);
        if (value && *value)
            return strncmp(value, "sv", 2) == 0 ? SWEDISH : ENGLISH;
    }
    return ENGLISH;
}

/* Where the complaints of a thread go whose cases are not written yet; NULL: at once to standard error. */
static _Thread_local struct buffer *diverted;
/* Where they are gathered as well; or NULL. */
static _Thread_local struct reasons *gathered;

/* Once each: a case may be read more than once. */
static void gather(struct str text)
{
    for (size_t i = 0; i < gathered->list.count; i++)
        if (str_equal(gathered->list.items[i], text))
            return;
    *ARENA_PUSH(gathered->arena, &gathered->list) =
        (struct str){arena_copy(gathered->arena, text.data, text.length), text.length};
}

/* Without control characters, which could come from a file name or an argument and act on the terminal. */
void complain(enum language language, const char *sv, const char *en, ...)
{
    struct arena arena = {0};
    char text[LONGEST_COMPLAINT];
    va_list arguments;
    va_start(arguments, en);
    vsnprintf(text, sizeof text, language == SWEDISH ? sv : en, arguments);
    va_end(arguments);
    struct str printable = label_safe(&arena, str_from(text));
    if (diverted)
        buffer_print(diverted, "budgetkoll: %.*s\n", STR_ARG(printable));
    else
        fprintf(stderr, "budgetkoll: %.*s\n", STR_ARG(printable));
    if (gathered)
        gather(printable);
    arena_release(&arena);
}

const char *error_words(enum language language, int error)
{
    static const struct {
        int error;
        const char *sv, *en; /* NULL: the system's */
    } words[] = {{ENOENT, "filen eller mappen finns inte", NULL},
                 {EACCES, "åtkomst nekas", NULL},
                 {EISDIR, "det är en mapp", NULL},
                 {ENOTDIR, "det är ingen mapp", NULL},
                 {ENOSPC, "det finns ingen plats kvar", NULL},
                 {EPIPE, "mottagaren har slutat läsa", NULL},
                 {EFBIG, "filen blir för stor", NULL},
                 {EROFS, "filsystemet kan bara läsas", NULL},
                 {EBADF, "den är stängd", "it is closed"}}; /* of a standard stream */
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        const char *found = language == SWEDISH ? words[i].sv : words[i].en;
        if (words[i].error == error && found)
            return found;
    }
    return strerror(error);
}

void divert_complaints(struct buffer *complaints)
{
    diverted = complaints;
}

void gather_complaints(struct reasons *reasons)
{
    gathered = reasons;
}

void out_of_memory(void)
{
    divert_complaints(NULL);
    gather_complaints(NULL);
    complain(language_from_environment(), "minnet räcker inte", "out of memory");
    temporaries_remove();
    exit(EXIT_UNCHECKED);
}
