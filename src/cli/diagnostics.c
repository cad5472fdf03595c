#include "cli.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

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
