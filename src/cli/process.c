/* What the program makes sure of before anything else: its three standard streams, and what signals do. */
#include "cli.h"
#include "temporaries.h"

#include <fcntl.h>
#include <signal.h>
#include <unistd.h>

/* A stream that was closed is opened on nothing, the wrong way round, so that reading from it and writing to it fail as before; else
 * the next file that is opened would take its place, and messages would be written into it. */
static bool open_streams(void)
{
    static const int directions[] = {
        [STDIN_FILENO] = O_WRONLY, [STDOUT_FILENO] = O_RDONLY, [STDERR_FILENO] = O_RDONLY};
    for (int file = STDIN_FILENO; file <= STDERR_FILENO; file++)
        if (fcntl(file, F_GETFD) < 0 && open("/dev/null", directions[file]) != file)
            return false;
    return true;
}

/* The signal's own action comes back before this is called, and ends the program when it returns. */
static void end_by_signal(int number)
{
    child_stop();
    temporaries_remove();
    raise(number);
}

/* Those that end the program leave no temporary file; one that whoever started it has switched off stays off. */
static void catch_signals(void)
{
    static const int ends[] = {SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGXCPU};
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
        struct sigaction action = {.sa_handler = end_by_signal, .sa_flags = (int)SA_RESETHAND}, before;
        sigfillset(&action.sa_mask);
        if (sigaction(ends[i], NULL, &before) == 0 && before.sa_handler != SIG_IGN)
            sigaction(ends[i], &action, NULL);
    }
}

bool process_prepare(void)
{
    signal(SIGPIPE, SIG_IGN); /* a closed pipe is a failed write, told by the status */
    signal(SIGXFSZ, SIG_IGN); /* a file that grows too large likewise */
    catch_signals();
    return open_streams();
}
