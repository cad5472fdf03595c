/* The bytes of a file, for tests of what is bundled. */
#ifndef FILE_BYTES_H
#define FILE_BYTES_H

#include "budgetkoll/arena.h"
#include "budgetkoll/str.h"

#include <stdio.h>

static inline struct str load(struct arena *arena, const char *path)
{
    FILE *file = fopen(path, "rb");
    assert_non_null(file);
    assert_int_equal(fseek(file, 0, SEEK_END), 0);
    size_t size = (size_t)ftell(file);
    rewind(file);
    char *bytes = arena_alloc(arena, size + 1, 1);
    assert_int_equal(fread(bytes, 1, size, file), size);
    fclose(file);
    return (struct str){bytes, size};
}

#endif
