/* Many pieces of work on several processors: made in any order, taken in theirs. */
#include "cli.h"

#include <pthread.h>
#include <sched.h>
#include <unistd.h>

enum { MOST_THREADS = 16, SHARES = 8 };

/* Room for a batch that is made, or made and not yet taken: two for each thread, so that none waits for a slower one
 * before it, and no more, so that what is made does not pile up. */
enum { MOST_ROOMS = 2 * MOST_THREADS };

struct room {
    void *state;
    size_t first; /* piece of the batch */
    enum { ROOM_FREE, ROOM_IN_USE, ROOM_MADE } stage;
};

struct turns {
    const struct parallel *work;
    struct room rooms[MOST_ROOMS];
    size_t room_count, batch;
    size_t next, turn; /* the first piece that nobody has; the first that is not taken */
    pthread_mutex_t lock;
    pthread_cond_t freed;
};

static size_t batch_end(const struct turns *turns, size_t first)
{
    size_t left = turns->work->count - first;
    return first + (left < turns->batch ? left : turns->batch);
}

static struct room *find_room(struct turns *turns, int stage)
{
    for (size_t i = 0; i < turns->room_count; i++)
        if ((int)turns->rooms[i].stage == stage &&
            (stage != ROOM_MADE || turns->rooms[i].first == turns->turn))
            return &turns->rooms[i];
    return NULL;
}

/* A room with a batch that nobody else has; NULL when there is none left. */
static struct room *get_batch(struct turns *turns)
{
    struct room *room = NULL;
    while (turns->next < turns->work->count && !(room = find_room(turns, ROOM_FREE)))
        pthread_cond_wait(&turns->freed, &turns->lock);
    if (turns->next >= turns->work->count)
        return NULL;
    room->stage = ROOM_IN_USE;
    room->first = turns->next;
    turns->next = batch_end(turns, room->first);
    if (!room->state)
        room->state = turns->work->begin(turns->work->context);
    return room;
}

/* Takes the batches whose turn it is. */
static void take_made(struct turns *turns)
{
    for (struct room *room; (room = find_room(turns, ROOM_MADE));) {
        turns->work->take(room->state);
        turns->turn = batch_end(turns, room->first);
        room->stage = ROOM_FREE;
    }
    pthread_cond_broadcast(&turns->freed);
}

static void *run_thread(void *context)
{
    struct turns *turns = context;
    pthread_mutex_lock(&turns->lock);
    for (struct room *room; (room = get_batch(turns));) {
        size_t end = batch_end(turns, room->first);
        pthread_mutex_unlock(&turns->lock);
        for (size_t i = room->first; i < end; i++)
            turns->work->make(room->state, i);
        pthread_mutex_lock(&turns->lock);
        room->stage = ROOM_MADE;
        take_made(turns);
    }
    pthread_mutex_unlock(&turns->lock);
    return NULL;
}

/* One for each processor that the program may use, and no more than there are batches. */
static size_t thread_count(const struct turns *turns)
{
    cpu_set_t usable;
    bool known = sched_getaffinity(0, sizeof usable, &usable) == 0;
    long processors = known ? CPU_COUNT(&usable) : sysconf(_SC_NPROCESSORS_ONLN);
    size_t most = processors < 1 ? 1 : processors > MOST_THREADS ? MOST_THREADS : (size_t)processors;
    size_t batches = (turns->work->count + turns->batch - 1) / turns->batch;
    return batches < most ? batches : most;
}

void parallel_run(const struct parallel *work)
{
    struct turns turns = {.work = work, .lock = PTHREAD_MUTEX_INITIALIZER, .freed = PTHREAD_COND_INITIALIZER};
    pthread_t threads[MOST_THREADS];
    size_t started = 0;
    turns.batch = work->count / SHARES;
    turns.batch = turns.batch < 1 ? 1 : turns.batch > work->batch ? work->batch : turns.batch;
    size_t wanted = thread_count(&turns);
    turns.room_count = 2 * wanted;
    for (; started + 1 < wanted; started++)
        if (pthread_create(&threads[started], NULL, run_thread, &turns) != 0)
            break; /* fewer will do */
    run_thread(&turns);
    for (size_t i = 0; i < started; i++)
        pthread_join(threads[i], NULL);
    for (size_t i = 0; i < turns.room_count; i++)
        if (turns.rooms[i].state)
            work->end(turns.rooms[i].state);
}
