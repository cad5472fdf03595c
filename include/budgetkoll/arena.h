/* Memory: one arena for a case, freed as a whole. Nothing else in the core allocates. */
#ifndef BUDGETKOLL_ARENA_H
#define BUDGETKOLL_ARENA_H

#include <stddef.h>

#ifndef ARENA_BLOCK_SIZE /* tests make it small, so that every list is a long one */
#define ARENA_BLOCK_SIZE ((size_t)64 * 1024)
#endif

struct arena_block;

/* An arena grows by blocks from malloc. `exhausted` is called when malloc fails or a size overflows and must
 * not return (the command line says what happened and leaves with status 3); when NULL, abort() is called. */
struct arena {
    struct arena_block *blocks, *spare;
    struct large_block *large; /* each holds one object */
    char *next, *clean;        /* zeroed from `next` to `clean` */
    size_t left;
    void (*exhausted)(void);
};

/* Zeroed memory for `count` objects of `size` bytes, aligned for any type; owned by the arena. */
void *arena_alloc(struct arena *arena, size_t count, size_t size);

/* A copy of `size` bytes, owned by the arena. */
void *arena_copy(struct arena *arena, const void *bytes, size_t size);

/* Makes a large object longer or shorter, without a copy beside it where the system can move pages: for bytes whose number
 * is not known before they have come. `memory` is what an earlier call gave, or NULL for a new one; it is gone after the
 * call. What is new in it is not zeroed. */
void *arena_resize(struct arena *arena, void *memory, size_t size);

/* Empties the arena but keeps its blocks of the usual size for what comes next: a case after a case, say. */
void arena_clear(struct arena *arena);

/* Frees all blocks; the arena is then empty and may be used again. */
void arena_release(struct arena *arena);

/* The same objects in room for `larger` of them, of which those beyond `count` need not be zeroed. Many are moved for good:
 * what still points at the old ones points at nothing. */
void *arena_lengthen(struct arena *arena, void *items, size_t count, size_t capacity, size_t larger,
                     size_t size);

/* Used by ARENA_PUSH: makes room for one more item, zeroed, in a list of (items, count, capacity). A short list with room
 * left has it already, zeroed. */
void *arena_grow(struct arena *arena, void *items, size_t count, size_t *capacity, size_t size);

#define ARENA_NEW(arena, type) ((type *)arena_alloc((arena), 1, sizeof(type)))
#define ARENA_ARRAY(arena, type, count) ((type *)arena_alloc((arena), (count), sizeof(type)))

/* Declares a growing list; its items move when it grows, so keep indices or wait until it is filled. */
#define LIST(type)                                                                                           \
    struct {                                                                                                 \
        type *items;                                                                                         \
        size_t count, capacity;                                                                              \
    }

/* The address of a new zeroed last item of `list` (a pointer to a LIST). */
#define ARENA_PUSH(arena, list)                                                                              \
    ((list)->count < (list)->capacity && (list)->capacity * sizeof *(list)->items <= ARENA_BLOCK_SIZE        \
         ? (void)0                                                                                           \
         : (void)((list)->items = arena_grow((arena), (list)->items, (list)->count, &(list)->capacity,       \
                                             sizeof *(list)->items)),                                        \
     &(list)->items[(list)->count++])

#endif
