/* A file in memory, and no more of it than is needed. */
#include "mapping.h"

#include <sys/mman.h>

bool mapping_open(struct mapping *mapping, int file, size_t size)
{
    void *memory = size > 0 ? mmap(NULL, size, PROT_READ, MAP_PRIVATE, file, 0) : MAP_FAILED;
    if (memory == MAP_FAILED)
        return false;
    mapping->bytes = (struct str){memory, size};
    mapping->released = 0;
    return true;
}

void mapping_release_before(struct mapping *mapping, size_t end)
{
    size_t inside = end < mapping->bytes.length ? end : mapping->bytes.length;
    size_t blocks = inside / MAPPING_BLOCK * MAPPING_BLOCK, before = atomic_load(&mapping->released);
    if (blocks > before && atomic_compare_exchange_strong(&mapping->released, &before, blocks))
        madvise((void *)(uintptr_t)(mapping->bytes.data + before), blocks - before, MADV_DONTNEED);
}

void mapping_rewind(struct mapping *mapping)
{
    mapping->released = 0;
}

void mapping_close(struct mapping *mapping)
{
    munmap((void *)(uintptr_t)mapping->bytes.data, mapping->bytes.length);
    mapping->bytes = STR("");
}
