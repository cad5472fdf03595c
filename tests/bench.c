/* make bench: one real case from cold start, beside Python's bare start in the same run.
 *
 * A small C program does the measuring, since a child's largest resident set counts from its parent's: Python's own
 * would hide the program's. The two commands take turns, so that a busy machine slows both alike. */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { RUNS = 100, COMMANDS = 2 };

static double now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec * 1000 + (double)time.tv_nsec / 1e6;
}

/* Runs a command with its output thrown away; milliseconds, and its largest resident set in kB. */
static double run(char *const command[], int expected, long *resident)
{
    struct rusage usage;
    int status;
    double begin = now();
    pid_t child = fork();
    if (child == 0) {
        int nowhere = open("/dev/null", O_WRONLY);
        dup2(nowhere, STDOUT_FILENO);
        execv(command[0], command);
        _exit(127);
    }
    if (child < 0 || wait4(child, &status, 0, &usage) < 0 || !WIFEXITED(status) ||
        WEXITSTATUS(status) != expected) {
        fprintf(stderr, "bench: %s did not end with status %d\n", command[0], expected);
        exit(1);
    }
    *resident = usage.ru_maxrss > *resident ? usage.ru_maxrss : *resident;
    return now() - begin;
}

static int compare(const void *a, const void *b)
{
    double left = *(const double *)a, right = *(const double *)b;
    return (left > right) - (left < right);
}

int main(int argc, char **argv)
{
    static double times[COMMANDS][RUNS];
    static const char *const names[COMMANDS] = {"budgetkoll check", "python3 -c pass"};
    long resident[COMMANDS] = {0};
    if (argc != 2)
        return 2;
    char *const check[] = {argv[1], "check", "data/examples/digitaliseringsguiden", NULL};
    char *const python[] = {"/usr/bin/python3", "-c", "pass", NULL};
    for (int i = 0; i < RUNS; i++) {
        times[0][i] = run(check, 1, &resident[0]);
        times[1][i] = run(python, 0, &resident[1]);
    }
    for (int c = 0; c < COMMANDS; c++) {
        qsort(times[c], RUNS, sizeof times[c][0], compare);
        printf("%-18s %7.2f ms %6.1f MB\n", names[c], times[c][RUNS / 2], (double)resident[c] / 1024);
    }
    printf("wall time %.2f of Python's bare start (goal: under 0.33); memory goal: under 8 MB\n",
           times[0][RUNS / 2] / times[1][RUNS / 2]);
    return 0;
}
