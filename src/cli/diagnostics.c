#include "cli.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

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

void complain(enum language language, const char *sv, const char *en, ...)
{
    va_list arguments;
    va_start(arguments, en);
    fputs("budgetkoll: ", stderr);
    vfprintf(stderr, language == SWEDISH ? sv : en, arguments);
    fputc('\n', stderr);
    va_end(arguments);
}

void out_of_memory(void)
{
    complain(language_from_environment(), "minnet räcker inte", "out of memory");
    exit(EXIT_UNCHECKED);
}
