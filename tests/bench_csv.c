/* For make bench: libcsv over a file with empty callbacks, the least that any reader on it can take. */
#include <csv.h>
#include <stdio.h>

static void take_cell(void *bytes, size_t size, void *context)
{
    (void)bytes;
    (void)size;
    (void)context;
}

static void take_row(int end, void *context)
{
    (void)end;
    (void)context;
}

int main(int argc, char **argv)
{
    static char block[1 << 20];
    struct csv_parser parser;
    size_t size;
    FILE *file = argc == 2 ? fopen(argv[1], "rb") : NULL;
    if (!file || csv_init(&parser, 0) != 0)
        return 2;
    csv_set_delim(&parser, ';');
    while ((size = fread(block, 1, sizeof block, file)) > 0)
        if (csv_parse(&parser, block, size, take_cell, take_row, NULL) != size)
            return 1;
    csv_fini(&parser, take_cell, take_row, NULL);
    csv_free(&parser);
    return fclose(file) != 0;
}
