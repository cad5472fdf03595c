#include "budgetkoll/arena.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

struct arena_block {
    struct arena_block *older;
    max_align_t start[];
};

/* An object that no block has room for; it can change its size. */
struct large_block {
    struct large_block *older, *newer;
    max_align_t start[];
};

static void give_up(const struct arena *arena)
{
    if (arena->exhausted)
        arena->exhausted();
    abort();
}

static void add_block(struct arena *arena)
{
    struct arena_block *block = arena->spare;
    if (block)
        arena->spare = block->older;
    else
        block = malloc(sizeof *block + ARENA_BLOCK_SIZE);
    if (!block)
        give_up(arena);
    block->older = arena->blocks;
    arena->blocks = block;
    arena->next = arena->clean = (char *)block->start;
    arena->left = ARENA_BLOCK_SIZE;
}

void *arena_resize(struct arena *arena, void *memory, size_t size)
{
    struct large_block *block =
        memory ? (void *)((char *)memory - offsetof(struct large_block, start)) : NULL;
    if (size > SIZE_MAX / 2)
        give_up(arena);
    struct large_block *resized = realloc(block, sizeof *block + size);
    if (!resized)
        give_up(arena);
    if (!block) {
        resized->newer = NULL;
        resized->older = arena->large;
    }
    *(resized->newer ? &resized->newer->older : &arena->large) = resized;
    if (resized->older)
        resized->older->newer = resized;
    return resized->start;
}

/* Zeroes so much of the block that what is taken next ends before `clean`: at least a piece at a time, since most objects are
 * small. */
static void clean_ahead(struct arena *arena, size_t wanted)
{
    enum { PIECE = 1024 };
    size_t dirty = arena->left - (size_t)(arena->clean - arena->next);
    size_t needed = wanted - (size_t)(arena->clean - arena->next);
    size_t size = needed > PIECE || dirty < PIECE ? needed : PIECE;
    memset(arena->clean, 0, size);
    arena->clean += size;
}

void *arena_alloc(struct arena *arena, size_t count, size_t size)
{
    size_t total = 0, align = _Alignof(max_align_t);
    if (__builtin_mul_overflow(count, size, &total) || total > SIZE_MAX / 2)
        give_up(arena);
    size_t wanted = (total + align - 1) / align * align;
    wanted = wanted ? wanted : align; /* nothing has an address of its own, too */
    if (wanted > ARENA_BLOCK_SIZE)
        return memset(arena_resize(arena, NULL, wanted), 0, wanted);
    if (wanted > arena->left)
        add_block(arena);
    if (wanted > (size_t)(arena->clean - arena->next))
        clean_ahead(arena, wanted);
    char *memory = arena->next;
    arena->next += wanted;
    arena->left -= wanted;
    return memory;
}

void *arena_copy(struct arena *arena, const void *bytes, size_t size)
{
    void *copy = arena_alloc(arena, size + 1, 1);
    if (size != 0)
        memcpy(copy, bytes, size);
    return copy;
}

void arena_clear(struct arena *arena)
{
    while (arena->blocks) {
        struct arena_block *block = arena->blocks;
        arena->blocks = block->older;
        block->older = arena->spare;
        arena->spare = block;
    }
    while (arena->large) {
        struct large_block *block = arena->large;
        arena->large = block->older;
        free(block);
    }
    arena->next = arena->clean = NULL;
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
    arena->next = arena->clean = NULL;
    arena->left = 0;
}

void *arena_lengthen(struct arena *arena, void *items, size_t count, size_t capacity, size_t larger,
                     size_t size)
{
    size_t bytes = 0;
    bool overflows = __builtin_mul_overflow(larger, size, &bytes);
    if (overflows || bytes <= ARENA_BLOCK_SIZE) {
        void *moved = arena_alloc(arena, larger, size); /* which refuses what overflows */
        return count ? memcpy(moved, items, count * size) : moved;
    }
    if (capacity * size > ARENA_BLOCK_SIZE)
        return arena_resize(arena, items, bytes);
    void *moved = arena_resize(arena, NULL, bytes);
    return count ? memcpy(moved, items, count * size) : moved;
}

void *arena_grow(struct arena *arena, void *items, size_t count, size_t *capacity, size_t size)
{
    if (count >= *capacity) {
        size_t larger = *capacity ? *capacity * 2 : 4;
        items = arena_lengthen(arena, items, count, *capacity, larger, size);
        *capacity = larger;
    }
    if (*capacity * size > ARENA_BLOCK_SIZE)
        memset((char *)items + count * size, 0, size);
    return items;
}
