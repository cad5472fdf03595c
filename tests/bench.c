/* make bench: what the program takes from cold start, beside Python's bare start and beside openpyxl, in one run.
 *
 * A small C program does the measuring, since a child's largest resident set counts from its parent's: Python's own
 * would hide the program's. Contenders take turns, so that a busy machine slows all alike; medians are printed.
 * openpyxl is a helper that stays (bench_books.py), so that neither its start nor its reading is counted. */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define WITH_ERRORS "data/examples/digitaliseringsguiden"
#define WITHOUT_ERRORS "data/examples/exempel-utan-fel"
#define OPENPYXL_HELPER "tests/bench_books.py"

enum { CHECKS = 100, BOOKS = 30, ROUNDS = 3, MOST_RUNS = 100, FEW = 1000, MANY = 10000, LONGEST_PATH = 4096 };

/* A program that writes the cells of a workbook each time it is told to, and says how long that took. */
struct helper {
    pid_t process;
    FILE *to, *from;
    long sheets, rows, cells;
};

/* A command that is started anew for each run, or a helper. */
struct contender {
    const char *name;
    char *const *command;
    int expected; /* exit status */
    struct helper *helper;
    double times[MOST_RUNS]; /* milliseconds */
    long resident;           /* the largest, in kB */
};

static char work_folder[LONGEST_PATH / 2];

static void fail(const char *what, const char *which)
{
    fprintf(stderr, "bench: %s %s\n", what, which);
    exit(1);
}

static double now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec * 1000 + (double)time.tv_nsec / 1e6;
}

/* ---- running ---- */

/* Runs a command with its output thrown away; milliseconds. */
static double run(struct contender *contender)
{
    struct rusage usage;
    int status;
    double begin = now();
    pid_t child = fork();
    if (child == 0) {
        int nowhere = open("/dev/null", O_WRONLY);
        dup2(nowhere, STDOUT_FILENO);
        execv(contender->command[0], contender->command);
        _exit(127);
    }
    if (child < 0 || wait4(child, &status, 0, &usage) < 0 || !WIFEXITED(status) ||
        WEXITSTATUS(status) != contender->expected)
        fail("another exit status than expected of", contender->name);
    contender->resident = usage.ru_maxrss > contender->resident ? usage.ru_maxrss : contender->resident;
    return now() - begin;
}

static void helper_start(struct helper *helper, const char *book, const char *mode)
{
    int down[2], up[2];
    if (pipe2(down, O_CLOEXEC) != 0 || pipe2(up, O_CLOEXEC) != 0)
        fail("no pipe to", OPENPYXL_HELPER);
    helper->process = fork();
    if (helper->process == 0) {
        dup2(down[0], STDIN_FILENO);
        dup2(up[1], STDOUT_FILENO);
        execl("/usr/bin/python3", "python3", OPENPYXL_HELPER, mode, book, work_folder, NULL);
        _exit(127);
    }
    close(down[0]);
    close(up[1]);
    helper->to = fdopen(down[1], "w");
    helper->from = fdopen(up[0], "r");
    if (helper->process < 0 || !helper->to || !helper->from ||
        fscanf(helper->from, "%ld %ld %ld", &helper->sheets, &helper->rows, &helper->cells) != 3)
        fail("no answer (is python3-openpyxl installed?) from", OPENPYXL_HELPER);
}

static double helper_run(struct helper *helper)
{
    double milliseconds = 0;
    if (fputs("write\n", helper->to) < 0 || fflush(helper->to) != 0 ||
        fscanf(helper->from, "%lf", &milliseconds) != 1)
        fail("no answer from", OPENPYXL_HELPER);
    return milliseconds;
}

static void helper_end(struct helper *helper)
{
    int status;
    fclose(helper->to);
    fclose(helper->from);
    if (waitpid(helper->process, &status, 0) < 0 || !WIFEXITED(status) || WEXITSTATUS(status) != 0)
        fail("a bad end of", OPENPYXL_HELPER);
}

static int compare(const void *a, const void *b)
{
    double left = *(const double *)a, right = *(const double *)b;
    return (left > right) - (left < right);
}

static void take_turns(struct contender *contenders, size_t count, int runs)
{
    for (int i = 0; i < runs; i++)
        for (size_t c = 0; c < count; c++)
            contenders[c].times[i] =
                contenders[c].helper ? helper_run(contenders[c].helper) : run(&contenders[c]);
    for (size_t c = 0; c < count; c++)
        qsort(contenders[c].times, (size_t)runs, sizeof contenders[c].times[0], compare);
}

/* ---- a folder for what is made, removed in the end ---- */

static void path_in_work(char *path, const char *name)
{
    snprintf(path, LONGEST_PATH, "%s/%s", work_folder, name);
}

/* Links are removed, not followed. */
static void remove_folder(const char *folder)
{
    struct dirent *entry;
    DIR *directory = opendir(folder);
    while (directory && (entry = readdir(directory)) != NULL) {
        char path[LONGEST_PATH];
        if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0)
            continue;
        snprintf(path, sizeof path, "%s/%s", folder, entry->d_name);
        if (unlink(path) != 0 && (errno == EISDIR || errno == EPERM))
            remove_folder(path);
    }
    if (directory)
        closedir(directory);
    rmdir(folder);
}

static void remove_work(void)
{
    remove_folder(work_folder);
}

static void make_work(void)
{
    const char *parent = getenv("TMPDIR");
    snprintf(work_folder, sizeof work_folder, "%s/bench-XXXXXX", parent && *parent ? parent : "/tmp");
    if (!mkdtemp(work_folder))
        fail("no temporary folder in", parent && *parent ? parent : "/tmp");
    atexit(remove_work);
}

/* A folder of so many cases, two real ones in turn. Each is a link to the case's folder, which is opened and read like
 * any other, but leaves no thousands of files to make and to remove. */
static void make_cases(const char *folder, int count)
{
    char *cases[] = {realpath(WITH_ERRORS, NULL), realpath(WITHOUT_ERRORS, NULL)};
    if (!cases[0] || !cases[1] || mkdir(folder, 0777) != 0)
        fail("no cases in", folder);
    for (int i = 0; i < count; i++) {
        char path[LONGEST_PATH + 16];
        snprintf(path, sizeof path, "%s/%05d", folder, i);
        if (symlink(cases[i % 2], path) != 0)
            fail("no link", path);
    }
    free(cases[0]);
    free(cases[1]);
}

/* ---- what is measured ---- */

static void bench_check(char *program)
{
    char *const check[] = {program, "check", WITH_ERRORS, NULL};
    char *const python[] = {"/usr/bin/python3", "-c", "pass", NULL};
    static struct contender contenders[2];
    contenders[0] = (struct contender){.name = "budgetkoll check", .command = check, .expected = 1};
    contenders[1] = (struct contender){.name = "python3 -c pass", .command = python};
    take_turns(contenders, 2, CHECKS);
    printf("One case checked, %d runs\n", CHECKS);
    for (int c = 0; c < 2; c++)
        printf("  %-18s %8.2f ms %6.1f MB\n", contenders[c].name, contenders[c].times[CHECKS / 2],
               (double)contenders[c].resident / 1024);
    printf("  wall time %.2f of Python's bare start (goal: under 0.33); memory goal: under 8 MB\n",
           contenders[0].times[CHECKS / 2] / contenders[1].times[CHECKS / 2]);
}

static void bench_book(char *program)
{
    static struct contender contenders[2];
    struct helper helper;
    char book[LONGEST_PATH];
    path_in_work(book, "one.xlsx");
    char *const report[] = {program, "report", "-o", book, WITH_ERRORS, NULL};
    contenders[0] = (struct contender){.name = "budgetkoll report", .command = report, .expected = 1};
    contenders[1] = (struct contender){.name = "openpyxl", .helper = &helper};
    run(&contenders[0]);
    helper_start(&helper, book, "all");
    take_turns(contenders, 2, BOOKS);
    helper_end(&helper);
    double own = contenders[0].times[BOOKS / 2], other = contenders[1].times[BOOKS / 2];
    printf("One case as a workbook (%ld sheets, %ld cells), %d runs\n", helper.sheets, helper.cells, BOOKS);
    printf("  %-18s %8.2f ms %6.1f MB %6.1f workbooks/s, from cold start\n", contenders[0].name, own,
           (double)contenders[0].resident / 1024, 1000 / own);
    printf("  %-18s %8.2f ms %9s %6.1f workbooks/s, the same cells without styles, started and read before\n",
           contenders[1].name, other, "", 1000 / other);
    printf("  %.1f times as many workbooks\n", other / own);
}

static void print_many(const struct contender *contender, long rows)
{
    double seconds = contender->times[ROUNDS / 2] / 1000;
    printf("  %-32s %7.2f s", contender->name, seconds);
    if (contender->helper)
        printf(" %9s", "");
    else
        printf(" %6.1f MB", (double)contender->resident / 1024);
    if (rows > 0)
        printf(" %7.0f rows/s", (double)rows / seconds);
    printf("\n");
}

static void bench_many(char *program)
{
    enum { FEW_REPORT, MANY_REPORT, MANY_CHECK, OPENPYXL, CONTENDERS };
    static struct contender contenders[CONTENDERS];
    struct helper helper;
    char few[LONGEST_PATH], many[LONGEST_PATH], few_book[LONGEST_PATH], many_book[LONGEST_PATH];
    path_in_work(few, "few");
    path_in_work(many, "many");
    path_in_work(few_book, "few.xlsx");
    path_in_work(many_book, "many.xlsx");
    make_cases(few, FEW);
    make_cases(many, MANY);
    char *const few_report[] = {program, "report", "-o", few_book, few, NULL};
    char *const many_report[] = {program, "report", "-o", many_book, many, NULL};
    char *const many_check[] = {program, "check", "--format", "json", many, NULL};
    contenders[FEW_REPORT] =
        (struct contender){.name = "budgetkoll report, 1 000 cases", .command = few_report, .expected = 1};
    contenders[MANY_REPORT] =
        (struct contender){.name = "budgetkoll report", .command = many_report, .expected = 1};
    contenders[MANY_CHECK] =
        (struct contender){.name = "budgetkoll check --format json", .command = many_check, .expected = 1};
    contenders[OPENPYXL] = (struct contender){.name = "openpyxl, write_only", .helper = &helper};
    run(&contenders[MANY_REPORT]);
    helper_start(&helper, many_book, "rows");
    take_turns(contenders, CONTENDERS, ROUNDS);
    helper_end(&helper);
    double own = contenders[MANY_REPORT].times[ROUNDS / 2], check = contenders[MANY_CHECK].times[ROUNDS / 2];
    printf("10 000 cases as one workbook (%ld rows of overview and findings, %ld cells), %d runs\n",
           helper.rows, helper.cells, ROUNDS);
    print_many(&contenders[FEW_REPORT], 0);
    print_many(&contenders[MANY_REPORT], helper.rows);
    print_many(&contenders[MANY_CHECK], 0);
    print_many(&contenders[OPENPYXL], helper.rows);
    printf(
        "  report takes %.2f of the time of check --format json and %.2f of openpyxl's, which only writes\n",
        own / check, own / contenders[OPENPYXL].times[ROUNDS / 2]);
    printf("  10 000 cases take %.2f times the memory of 1 000\n",
           (double)contenders[MANY_REPORT].resident / (double)contenders[FEW_REPORT].resident);
}

int main(int argc, char **argv)
{
    if (argc != 2)
        return 2;
    setvbuf(stdout, NULL, _IOLBF, 0);
    make_work();
    bench_check(argv[1]);
    bench_book(argv[1]);
    bench_many(argv[1]);
    return 0;
}
