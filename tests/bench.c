/* make bench: what the program takes from cold start, beside Python's bare start and beside openpyxl, in one run.
 *
 * A small C program does the measuring, since a child's largest resident set counts from its parent's: Python's own
 * would hide the program's. Contenders take turns, so that a busy machine slows all alike; medians are printed.
 * openpyxl is a helper that stays (bench_books.py), so that neither its start nor its reading is counted. */
#define _GNU_SOURCE
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
#define EXPORT_HELPER "tests/bench_export.py"

enum { EXPORT_ROWS = 2400000, EXPORT_ROUNDS = 3 };
enum { CHECKS = 100, BOOKS = 30, ROUNDS = 3, MOST_RUNS = 100, FEW = 1000, MANY = 10000, LONGEST_PATH = 4096 };

/* A program that writes the cells of a workbook each time it is told to, and says how long that took. */
struct helper {
    const char *mode, *book;
    pid_t process; /* 0 until it is asked first, when there is a workbook to read */
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

static void helper_start(struct helper *helper)
{
    int down[2], up[2];
    if (pipe2(down, O_CLOEXEC) != 0 || pipe2(up, O_CLOEXEC) != 0)
        fail("no pipe to", OPENPYXL_HELPER);
    helper->process = fork();
    if (helper->process == 0) {
        dup2(down[0], STDIN_FILENO);
        dup2(up[1], STDOUT_FILENO);
        execl("/usr/bin/python3", "python3", OPENPYXL_HELPER, helper->mode, helper->book, work_folder, NULL);
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
    if (helper->process == 0)
        helper_start(helper);
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

static double median(const struct contender *contender, int runs)
{
    return contender->times[runs / 2];
}

static double megabytes(const struct contender *contender)
{
    return (double)contender->resident / 1024;
}

static void bench_check(char *program)
{
    enum { CHECK, CALC, SOLVE, PYTHON, CONTENDERS };
    static struct contender contenders[CONTENDERS];
    char *const check[] = {program, "check", WITH_ERRORS, NULL};
    char *const calc[] = {program, "calc", WITH_ERRORS, NULL};
    char *const solve[] = {program,   "calc",          "--solve",   "staff",
                           "--given", "total=8110000", WITH_ERRORS, NULL};
    char *const python[] = {"/usr/bin/python3", "-c", "pass", NULL};
    contenders[CHECK] = (struct contender){.name = "budgetkoll check", .command = check, .expected = 1};
    contenders[CALC] = (struct contender){.name = "budgetkoll calc", .command = calc};
    contenders[SOLVE] =
        (struct contender){.name = "budgetkoll calc --solve", .command = solve, .expected = 1};
    contenders[PYTHON] = (struct contender){.name = "python3 -c pass", .command = python};
    take_turns(contenders, CONTENDERS, CHECKS);
    printf("One case checked and computed, %d runs\n", CHECKS);
    for (int c = 0; c < CONTENDERS; c++)
        printf("  %-26s %8.2f ms %6.1f MB\n", contenders[c].name, median(&contenders[c], CHECKS),
               megabytes(&contenders[c]));
    printf("  wall time %.2f of Python's bare start (goal: under 0.33); memory goal: under 8 MB\n",
           median(&contenders[CHECK], CHECKS) / median(&contenders[PYTHON], CHECKS));
    printf("  computed in %.1f times, wages solved in %.0f times the time of the check\n",
           median(&contenders[CALC], CHECKS) / median(&contenders[CHECK], CHECKS),
           median(&contenders[SOLVE], CHECKS) / median(&contenders[CHECK], CHECKS));
}

static void bench_book(char *program)
{
    enum { REPORT, WRITING, START, CONTENDERS };
    static struct contender contenders[CONTENDERS];
    char book[LONGEST_PATH];
    path_in_work(book, "one.xlsx");
    struct helper helper = {.mode = "cells", .book = book};
    char *const report[] = {program, "report", "-o", book, WITH_ERRORS, NULL};
    char *const start[] = {"/usr/bin/python3", "-c", "import openpyxl", NULL};
    contenders[REPORT] = (struct contender){.name = "budgetkoll report", .command = report, .expected = 1};
    contenders[WRITING] = (struct contender){.name = "openpyxl, writing alone", .helper = &helper};
    contenders[START] = (struct contender){.name = "openpyxl, start alone", .command = start};
    take_turns(contenders, CONTENDERS, BOOKS);
    helper_end(&helper);
    double own = median(&contenders[REPORT], BOOKS), writing = median(&contenders[WRITING], BOOKS),
           started = median(&contenders[START], BOOKS);
    printf("One case as a workbook (%ld sheets, %ld cells), %d runs\n", helper.sheets, helper.cells, BOOKS);
    printf("  %-26s %8.2f ms %6.1f MB %6.1f workbooks/s\n", contenders[REPORT].name, own,
           megabytes(&contenders[REPORT]), 1000 / own);
    printf("  %-26s %8.2f ms %9s %6.1f workbooks/s, without styles and charts\n", contenders[WRITING].name,
           writing, "", 1000 / writing);
    printf("  %-26s %8.2f ms %6.1f MB\n", contenders[START].name, started, megabytes(&contenders[START]));
    printf("  %.1f times the workbooks of openpyxl once it runs, %.0f times from cold start\n", writing / own,
           (started + writing) / own);
}

static void bench_sheets(char *program)
{
    enum { CHECK, READING, CONTENDERS };
    static struct contender contenders[CONTENDERS];
    char book[LONGEST_PATH];
    path_in_work(book, "sheets.xlsx");
    char *const make[] = {"/usr/bin/python3", OPENPYXL_HELPER, "make", book, work_folder, NULL};
    char *const check[] = {program, "check", "-q", book, NULL};
    struct contender maker = {.name = OPENPYXL_HELPER, .command = make};
    struct helper helper = {.mode = "read", .book = book};
    run(&maker);
    contenders[CHECK] = (struct contender){.name = "budgetkoll check", .command = check};
    contenders[READING] = (struct contender){.name = "openpyxl, reading alone", .helper = &helper};
    take_turns(contenders, CONTENDERS, ROUNDS);
    helper_end(&helper);
    double own = median(&contenders[CHECK], ROUNDS), reading = median(&contenders[READING], ROUNDS);
    printf("A large workbook (%ld sheets, %ld cells), %d runs\n", helper.sheets, helper.cells, ROUNDS);
    printf("  %-26s %8.2f s %6.1f MB %9.0f cells/s, each sum checked\n", contenders[CHECK].name, own / 1000,
           megabytes(&contenders[CHECK]), (double)helper.cells / own * 1000);
    printf("  %-26s %8.2f s %9s %9.0f cells/s\n", contenders[READING].name, reading / 1000, "",
           (double)helper.cells / reading * 1000);
    printf("  %.1f times the cells of openpyxl, which checks nothing\n", reading / own);
}

static void print_many(const struct contender *contender, int cases, long rows)
{
    double seconds = median(contender, ROUNDS) / 1000;
    printf("  %-30s %5d cases %7.2f s", contender->name, cases, seconds);
    if (!contender->helper)
        printf(" %6.1f MB", megabytes(contender));
    else
        printf(" %9s", "");
    if (rows)
        printf(" %7.0f rows/s", (double)rows / seconds);
    printf("\n");
}

static void bench_many(char *program)
{
    enum { FEW_REPORT, REPORT, CHECK, WRITING, CONTENDERS };
    static struct contender contenders[CONTENDERS];
    char few[LONGEST_PATH], many[LONGEST_PATH], few_book[LONGEST_PATH], book[LONGEST_PATH];
    path_in_work(few, "few");
    path_in_work(many, "many");
    path_in_work(few_book, "few.xlsx");
    path_in_work(book, "many.xlsx");
    make_cases(few, FEW);
    make_cases(many, MANY);
    struct helper helper = {.mode = "rows", .book = book};
    char *const few_report[] = {program, "report", "-o", few_book, few, NULL};
    char *const report[] = {program, "report", "-o", book, many, NULL};
    char *const check[] = {program, "check", "--format", "json", many, NULL};
    contenders[FEW_REPORT] =
        (struct contender){.name = "budgetkoll report", .command = few_report, .expected = 1};
    contenders[REPORT] = (struct contender){.name = "budgetkoll report", .command = report, .expected = 1};
    contenders[CHECK] =
        (struct contender){.name = "budgetkoll check --format json", .command = check, .expected = 1};
    contenders[WRITING] = (struct contender){.name = "openpyxl, writing alone", .helper = &helper};
    take_turns(contenders, CONTENDERS, ROUNDS);
    helper_end(&helper);
    double own = median(&contenders[REPORT], ROUNDS);
    printf("Many cases as one workbook (of %d: %ld rows of overview and findings, %ld cells), %d runs\n",
           MANY, helper.rows, helper.cells, ROUNDS);
    print_many(&contenders[FEW_REPORT], FEW, 0);
    print_many(&contenders[REPORT], MANY, helper.rows);
    print_many(&contenders[CHECK], MANY, 0);
    print_many(&contenders[WRITING], MANY, helper.rows);
    printf("  report takes %.2f of the time of check, and %.2f of openpyxl's, which checks nothing\n",
           own / median(&contenders[CHECK], ROUNDS), own / median(&contenders[WRITING], ROUNDS));
    printf("  ten times the cases take %.1f times the time and %.1f times the memory\n",
           own / median(&contenders[FEW_REPORT], ROUNDS),
           (double)contenders[REPORT].resident / (double)contenders[FEW_REPORT].resident);
}

/* Writes the long export and returns its size in MB. */
static double make_export(char *export)
{
    char rows[32];
    struct stat status;
    snprintf(rows, sizeof rows, "%d", EXPORT_ROWS);
    char *const make[] = {"/usr/bin/python3", EXPORT_HELPER, "make", export, rows, NULL};
    struct contender maker = {.name = EXPORT_HELPER, .command = make};
    run(&maker);
    if (stat(export, &status) != 0)
        fail("no export in", export);
    return (double)status.st_size / 1e6;
}

static void bench_export(char *program, char *parser)
{
    enum { CHECK, PARSER, PYTHON, CONTENDERS };
    static struct contender contenders[CONTENDERS];
    char export[LONGEST_PATH];
    path_in_work(export, "export.csv");
    double size = make_export(export);
    char *const check[] = {program, "check", "--format", "json", export, NULL};
    char *const parse[] = {parser, export, NULL};
    char *const python[] = {"/usr/bin/python3", EXPORT_HELPER, "sums", export, NULL};
    contenders[CHECK] =
        (struct contender){.name = "budgetkoll check --format json", .command = check, .expected = 1};
    contenders[PARSER] = (struct contender){.name = "libcsv, empty callbacks", .command = parse};
    contenders[PYTHON] = (struct contender){.name = "Python's csv, the same sums", .command = python};
    take_turns(contenders, CONTENDERS, EXPORT_ROUNDS);
    unlink(export);
    printf("A long export (%.0f MB, %d rows, cases checked), %d runs\n", size, EXPORT_ROWS, EXPORT_ROUNDS);
    for (int c = 0; c < CONTENDERS; c++) {
        double seconds = median(&contenders[c], EXPORT_ROUNDS) / 1000;
        printf("  %-30s %7.2f s %7.1f MB/s %6.1f MB\n", contenders[c].name, seconds, size / seconds,
               megabytes(&contenders[c]));
    }
    double own = median(&contenders[CHECK], EXPORT_ROUNDS);
    printf(
        "  %.2f of the speed of libcsv (goal: at least 0.5), %.1f times that of Python (goal: at least 4)\n",
        median(&contenders[PARSER], EXPORT_ROUNDS) / own, median(&contenders[PYTHON], EXPORT_ROUNDS) / own);
}

int main(int argc, char **argv)
{
    if (argc != 3)
        return 2;
    setvbuf(stdout, NULL, _IOLBF, 0);
    make_work();
    bench_check(argv[1]);
    bench_book(argv[1]);
    bench_sheets(argv[1]);
    bench_many(argv[1]);
    bench_export(argv[1], argv[2]);
    return 0;
}
