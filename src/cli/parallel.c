/* Many cases on several processors: made in any order, taken in theirs. */
#include "cli.h"

#include <pthread.h>
#include <unistd.h>

enum { MOST_THREADS = 16, MOST_PIECES = 32, SHARES = 8 };

struct turns {
    const struct parallel *work;
    size_t batch, next, turn; /* pieces at a time; the first that nobody has; the first that is not taken */
    pthread_mutex_t lock;
    pthread_cond_t moved;
};

static size_t batch_end(const struct turns *turns, size_t first)
{
    size_t left = turns->work->count - first;
    return first + (left < turns->batch ? left : turns->batch);
}

/* The first piece of a batch that nobody else has; the count when there is none left. */
static size_t get_batch(struct turns *turns)
{
    pthread_mutex_lock(&turns->lock);
    size_t first = turns->next;
    turns->next = batch_end(turns, first);
    pthread_mutex_unlock(&turns->lock);
    return first;
}

/* Waits until all pieces before `first` are taken, and takes the batch. */
static void take_batch(struct turns *turns, void *state, size_t first)
{
    pthread_mutex_lock(&turns->lock);
    while (turns->turn != first)
        pthread_cond_wait(&turns->moved, &turns->lock);
    turns->work->take(state);
    turns->turn = batch_end(turns, first);
    pthread_cond_broadcast(&turns->moved);
    pthread_mutex_unlock(&turns->lock);
}

static void *run_thread(void *context)
{
    struct turns *turns = context;
    const struct parallel *work = turns->work;
    void *state = work->begin(work->context);
    for (size_t first; (first = get_batch(turns)) < work->count;) {
        for (size_t i = first; i < batch_end(turns, first); i++)
            work->make(state, i);
        take_batch(turns, state, first);
    }
    work->end(state);
    return NULL;
}

/* One for each processor, and no more than there are batches. */
static size_t thread_count(const struct turns *turns)
{
    long processors = sysconf(_SC_NPROCESSORS_ONLN);
    size_t most = processors < 1 ? 1 : processors > MOST_THREADS ? MOST_THREADS : (size_t)processors;
    size_t batches = (turns->work->count + turns->batch - 1) / turns->batch;
    return batches < most ? batches : most;
}

void parallel_run(const struct parallel *work)
{
    struct turns turns = {.work = work, .lock = PTHREAD_MUTEX_INITIALIZER, .moved = PTHREAD_COND_INITIALIZER};
    pthread_t threads[MOST_THREADS];
    size_t started = 0;
    turns.batch = work->count / SHARES;
    turns.batch = turns.batch < 1 ? 1 : turns.batch > MOST_PIECES ? MOST_PIECES : turns.batch;
    for (size_t wanted = thread_count(&turns); started + 1 < wanted; started++)
        if (pthread_create(&threads[started], NULL, run_thread, &turns) != 0)
            break; /* fewer will do */
    run_thread(&turns);
    for (size_t i = 0; i < started; i++)
        pthread_join(threads[i], NULL);
}
