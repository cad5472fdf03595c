#include "cli.h"

#include <string.h>

const struct table_format table_formats[] = {{"csv", ".csv", ';'}, {"tsv", ".tsv", '\t'}, {NULL, NULL, '\0'}};

const struct table_format *table_format_find(const char *name)
{
    for (size_t i = 0; table_formats[i].name; i++)
        if (strcmp(table_formats[i].name, name) == 0)
            return &table_formats[i];
    return NULL;
}

const char *table_ending(const char *format)
{
    const struct table_format *found = table_format_find(format);
    return found ? found->ending : NULL;
}
