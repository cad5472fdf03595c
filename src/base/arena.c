#include "budgetkoll/arena.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum { BLOCK_SIZE = 64 * 1024 };

struct arena_block {
    struct arena_block *older;
    size_t room;
    max_align_t start[];
};

static void give_up(const struct arena *arena)
{
    if (arena->exhausted)
        arena->exhausted();
    abort();
}

static void add_block(struct arena *arena, size_t size)
{
    if (size > SIZE_MAX / 2)
        give_up(arena);
    size_t room = size > BLOCK_SIZE ? size : BLOCK_SIZE;
    struct arena_block *block = arena->spare;
    if (room == BLOCK_SIZE && block)
        arena->spare = block->older;
    else
        block = malloc(sizeof *block + room);
    if (!block)
        give_up(arena);
    block->room = room;
    block->older = arena->blocks;
    arena->blocks = block;
    arena->next = (char *)block->start;
    arena->left = room;
}

void *arena_alloc(struct arena *arena, size_t count, size_t size)
{
    size_t total = 0, align = sizeof(max_align_t);
    if (__builtin_mul_overflow(count, size, &total) || total > SIZE_MAX / 2)
        give_up(arena);
    size_t wanted = (total + align - 1) / align * align;
    wanted = wanted ? wanted : align; /* nothing has an address of its own, too */
    if (wanted > arena->left)
        add_block(arena, wanted);
    char *memory = arena->next;
    arena->next += wanted;
    arena->left -= wanted;
    return memset(memory, 0, wanted);
}

void *arena_copy(struct arena *arena, const void *bytes, size_t size)
{
    void *copy = arena_alloc(arena, size + 1, 1);
    if (size != 0)
        memcpy(copy, bytes, size);
    return copy;
}

void *arena_resize(struct arena *arena, void *memory, size_t size)
{
    struct arena_block *block = memory ? arena->blocks : NULL;
    struct arena_block *older = block ? block->older : arena->blocks;
    if (size > SIZE_MAX / 2 || (block && (void *)block->start != memory))
        give_up(arena);
    block = realloc(block, sizeof *block + size);
    if (!block)
        give_up(arena);
    block->room = size;
    block->older = older;
    arena->blocks = block;
    arena->left = 0; /* what follows goes into a block of its own, so that this one can change again */
    return block->start;
}

void arena_clear(struct arena *arena)
{
    while (arena->blocks) {
        struct arena_block *block = arena->blocks;
        arena->blocks = block->older;
        if (block->room == BLOCK_SIZE) {
            block->older = arena->spare;
            arena->spare = block;
        } else {
            free(block);
        }
    }
    arena->next = NULL;
    arena->left = 0;
}

void arena_release(struct arena *arena)
{
    arena_clear(arena);
    arena->blocks = arena->spare;
    arena->spare = NULL;
    while (arena->blocks) {
        struct arena_block *older = arena->blocks->older;
        free(arena->blocks);
        arena->blocks = older;
    }
    arena->next = NULL;
    arena->left = 0;
}

void *arena_grow(struct arena *arena, void *items, size_t count, size_t *capacity, size_t size)
{
    if (count < *capacity)
        return items;
    size_t larger = *capacity ? *capacity * 2 : 8;
    void *moved = arena_alloc(arena, larger, size);
    if (count != 0)
        memcpy(moved, items, count * size);
    *capacity = larger;
    return moved;
}
