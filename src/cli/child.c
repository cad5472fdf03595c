/* A piece of work in a process of its own: whatever befalls it there, this one goes on and knows. */
#include "cli.h"
#include "temporaries.h"

#include <errno.h>
#include <signal.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

/* What parent and child both see. */
struct shared {
    bool is_done; /* the last thing that the child says: an exit status alone could be anybody's */
    max_align_t result[];
};

/* The one that is running, or 0. */
static volatile sig_atomic_t running;

void child_stop(void)
{
    if (running > 0) {
        kill((pid_t)running, SIGKILL);
        waitpid((pid_t)running, NULL, 0);
    }
}

/* The child ends as soon as the parent is gone, by whatever signal, and leaves to it what it keeps. */
static void become_child(pid_t parent)
{
    static const int ending[] = {SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGXCPU};
    running = 0;
    temporaries_leave();
    for (size_t i = 0; i < sizeof ending / sizeof *ending; i++)
        if (signal(ending[i], SIG_DFL) == SIG_IGN)
            signal(ending[i], SIG_IGN); /* as whoever started us will have it */
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (getppid() != parent)
        _exit(EXIT_UNCHECKED);
}

/* While no signal can come between: a child that is there is known. */
static pid_t start_child(void)
{
    sigset_t all, before;
    pid_t parent = getpid();
    sigfillset(&all);
    sigprocmask(SIG_SETMASK, &all, &before);
    pid_t child = fork();
    int error = errno;
    if (child == 0)
        become_child(parent);
    else
        running = child;
    sigprocmask(SIG_SETMASK, &before, NULL);
    errno = error;
    return child;
}

/* The status that it ended with, or -1; nobody stops it any more before its number is free for another one. */
static int wait_for(pid_t child)
{
    siginfo_t ended;
    int status = 0;
    pid_t told;
    while (waitid(P_PID, (id_t)child, &ended, WEXITED | WNOWAIT) != 0 && errno == EINTR)
        ;
    running = 0;
    while ((told = waitpid(child, &status, 0)) < 0 && errno == EINTR)
        ;
    return told < 0 ? -1 : status;
}

static struct child_end judge(int status, const struct shared *shared)
{
    if (status != -1 && WIFSIGNALED(status))
        return (struct child_end){CHILD_KILLED, WTERMSIG(status)};
    if (status == -1 || !WIFEXITED(status))
        return (struct child_end){CHILD_KILLED, 0};
    switch (WEXITSTATUS(status)) {
    case EXIT_OK:
        return (struct child_end){shared->is_done ? CHILD_DONE : CHILD_KILLED, 0};
    case EXIT_UNCHECKED:
        return (struct child_end){CHILD_SAID_WHY, 0};
    case GUARD_MEMORY:
        return (struct child_end){CHILD_NO_MEMORY, 0};
    case GUARD_STREAM:
        return (struct child_end){CHILD_NO_ROOM, 0};
    default:
        return (struct child_end){CHILD_KILLED, 0};
    }
}

static struct child_end run(struct shared *shared, child_work *work, void *context, void *result, size_t size)
{
    fflush(NULL); /* what is written already must not be written by both */
    pid_t child = start_child();
    if (child < 0)
        return (struct child_end){CHILD_NOT_STARTED, errno};
    if (child == 0) {
        shared->is_done = work(context, shared->result);
        exit(shared->is_done ? EXIT_OK : EXIT_UNCHECKED);
    }
    struct child_end end = judge(wait_for(child), shared);
    memcpy(result, shared->result, size);
    return end;
}

struct child_end child_run(child_work *work, void *context, void *result, size_t size)
{
    size_t whole = sizeof(struct shared) + size;
    struct shared *shared = mmap(NULL, whole, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (shared == MAP_FAILED)
        return (struct child_end){CHILD_NOT_STARTED, errno};
    struct child_end end = run(shared, work, context, result, size);
    munmap(shared, whole);
    return end;
}
