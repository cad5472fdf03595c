/* The text of a PDF, by poppler's pdftotext: a program beside this one, run without a shell. */
#include "cli.h"

#include "budgetkoll/label.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

enum {
    NOT_INSTALLED = 127, /* as a shell tells it */
    MOST_SECONDS = 60,   /* of the processor's time */
    MOST_TEXT = 32 << 20,
    MOST_COMPLAINT = 2000
};

/* The program's three streams, seen from here; -1 when closed. */
struct pipes {
    int in, out, err;
};

static void become_pdftotext(int in, int out, int err)
{
    static char *const arguments[] = {"pdftotext", "-layout", "-enc", "UTF-8", "-", "-", NULL};
    struct rlimit seconds = {MOST_SECONDS, MOST_SECONDS};
    setrlimit(RLIMIT_CPU, &seconds);
    signal(SIGPIPE, SIG_DFL);
    signal(SIGXFSZ, SIG_DFL);
    if (dup2(in, STDIN_FILENO) >= 0 && dup2(out, STDOUT_FILENO) >= 0 && dup2(err, STDERR_FILENO) >= 0)
        execvp(arguments[0], arguments);
    _exit(NOT_INSTALLED);
}

static void close_pipe(int *pipe)
{
    if (*pipe >= 0)
        close(*pipe);
    *pipe = -1;
}

static void close_pipes(struct pipes *pipes)
{
    close_pipe(&pipes->in);
    close_pipe(&pipes->out);
    close_pipe(&pipes->err);
}

/* Starts the program; -1, with nothing left open, when that fails. */
static pid_t start_pdftotext(struct pipes *pipes)
{
    int in[2] = {-1, -1}, out[2] = {-1, -1}, err[2] = {-1, -1};
    bool made = pipe2(in, O_CLOEXEC) == 0 && pipe2(out, O_CLOEXEC) == 0 && pipe2(err, O_CLOEXEC) == 0;
    pid_t child = made ? fork() : -1;
    if (child == 0)
        become_pdftotext(in[0], out[1], err[1]);
    close_pipe(&in[0]);
    close_pipe(&out[1]);
    close_pipe(&err[1]);
    *pipes = (struct pipes){in[1], out[0], err[0]};
    if (child < 0)
        close_pipes(pipes);
    return child;
}

/* Writes as much as the pipe takes, and closes it when all is written or nobody reads on. */
static void feed(int *in, struct str *bytes)
{
    ssize_t written = write(*in, bytes->data, bytes->length);
    if (written > 0)
        *bytes = str_slice(*bytes, (size_t)written, bytes->length);
    bool gone = written < 0 && errno != EAGAIN && errno != EINTR;
    if (bytes->length == 0 || gone)
        close_pipe(in);
}

/* Takes what has come, at most `most` bytes of it; what is more is read and dropped. False for too much. */
static bool collect(int *pipe, struct buffer *text, size_t most)
{
    char block[16384];
    ssize_t size = read(*pipe, block, sizeof block);
    if (size == 0 || (size < 0 && errno != EINTR))
        close_pipe(pipe);
    bool fits = size <= 0 || text->length + (size_t)size <= most;
    if (size > 0 && fits)
        buffer_add(text, (struct str){block, (size_t)size});
    return fits;
}

/* Feeds the program and reads its answers until it has closed both; false when its text is too long. */
static bool converse(struct pipes *pipes, struct str bytes, struct buffer *text, struct buffer *complaint)
{
    bool fits = true;
    fcntl(pipes->in, F_SETFL, O_NONBLOCK);
    while (fits && (pipes->out >= 0 || pipes->err >= 0)) {
        struct pollfd polled[] = {{pipes->in, POLLOUT, 0}, {pipes->out, POLLIN, 0}, {pipes->err, POLLIN, 0}};
        if (poll(polled, 3, -1) < 0 && errno != EINTR)
            break;
        if (polled[0].revents)
            feed(&pipes->in, &bytes);
        if (polled[1].revents)
            fits = collect(&pipes->out, text, MOST_TEXT);
        if (polled[2].revents)
            collect(&pipes->err, complaint, MOST_COMPLAINT);
    }
    close_pipes(pipes);
    return fits;
}

static int wait_for(pid_t child)
{
    int status = 0;
    while (waitpid(child, &status, 0) < 0)
        if (errno != EINTR)
            return -1;
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

static struct str first_line(struct str text)
{
    ptrdiff_t end = str_find(text, STR("\n"));
    return str_trim(end < 0 ? text : str_slice(text, 0, (size_t)end));
}

static void complain_of_pdf(struct arena *arena, enum language language, struct str name, int status,
                            struct str complaint)
{
    struct str words = label_safe(arena, first_line(complaint));
    if (status == NOT_INSTALLED)
        complain(
            language,
            "%.*s: filen är en PDF, och pdftotext som läser sådana finns inte; installera paketet "
            "poppler-utils, eller exportera tabellerna som CSV",
            "%.*s: the file is a PDF, and pdftotext, which reads them, is not there; install the package "
            "poppler-utils, or export the tables as CSV",
            STR_ARG(name));
    else
        complain(language,
                 "%.*s: pdftotext kan inte läsa filen som PDF (%.*s); exportera tabellerna som CSV i stället",
                 "%.*s: pdftotext cannot read the file as a PDF (%.*s); export its tables as CSV instead",
                 STR_ARG(name), STR_ARG(words));
}

/* Nothing but blanks and the ends of pages. */
static bool is_blank(struct str text)
{
    for (size_t i = 0; i < text.length; i++)
        if ((unsigned char)text.data[i] > ' ')
            return false;
    return true;
}

bool pdf_is(struct str bytes)
{
    return str_starts(bytes, STR("%PDF-"));
}

bool pdf_read(struct arena *arena, struct str name, enum language language, struct str *bytes)
{
    struct pipes pipes;
    struct buffer text = {.arena = arena}, complaint = {.arena = arena};
    pid_t child = start_pdftotext(&pipes);
    bool fits = child > 0 && converse(&pipes, *bytes, &text, &complaint);
    int status = child > 0 ? wait_for(child) : -1;
    if (status == 0 && fits && !is_blank(buffer_text(&text))) {
        *bytes = buffer_text(&text);
        return true;
    }
    struct str why = buffer_text(&complaint);
    if (why.length == 0 && child <= 0)
        why = str_from(strerror(errno));
    else if (why.length == 0 || status == 0)
        why = !fits                 ? STR("> 32 MB text")
              : language == SWEDISH ? STR("den har ingen text; är den inskannad?")
                                    : STR("it holds no text; is it scanned?");
    complain_of_pdf(arena, language, name, status, why);
    return false;
}
