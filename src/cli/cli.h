/* The command line: options, files, and one function a command. */
#ifndef CLI_H
#define CLI_H

#include "budgetkoll/check.h"
#include "budgetkoll/compare.h"
#include "budgetkoll/complete.h"
#include "budgetkoll/draft.h"
#include "budgetkoll/bulk.h"
#include "budgetkoll/reading.h"
#include "budgetkoll/report.h"
#include "budgetkoll/solve.h"

#include <time.h>

/* The program's exit status, as the contract fixes it. */
enum exit_status { EXIT_OK = 0, EXIT_FINDINGS = 1, EXIT_USAGE = 2, EXIT_UNCHECKED = 3, EXIT_BUG = 4 };

/* The amounts and rates that a budget can be made from, without files. */
enum ingredient {
#define INGREDIENT(id, name, argument, sv, en) INGREDIENT_##id,
#include "ingredients.def"
#undef INGREDIENT
    INGREDIENTS
};
/* "staff": the name of its option. */
const char *ingredient_name(enum ingredient ingredient);

enum { MOST_GIVEN = 200 };

struct options {
    enum language language;
    const char *scheme, *format, *output;
    money tolerance;
    enum severity fail_on;
    struct reading_choice reading; /* how the user says that files are to be read */
    bool color, quiet;
    bool relations;       /* check: JSON lists each relation */
    bool is_format_given; /* by --format, not by a name */
    bool to_folder;       /* calc: `output` is a folder for tables */
    bool in_place, force;
    const char *years, *ingredients[INGREDIENTS]; /* as given, or NULL */
    const char *solve, *compare, *claims;
    const char *given[MOST_GIVEN];
    int given_count;
    int argument_count; /* what is no option */
    char **arguments;
};

struct command {
    const char *name;
    const char *arguments; /* "PATH..." */
    const char *summary[LANGUAGES];
    enum exit_status (*run)(const struct options *options);
    unsigned takes;   /* beside --lang, --format, -o and --help */
    bool makes_books; /* when no format is asked for */
};

/* Kinds of options. */
enum { TAKES_CASES = 1, TAKES_CALC = 2, TAKES_CHECK = 4 };

extern const struct command commands[]; /* ended by an entry without a name */

/* ---- options.c ---- */
/* Reads the options of a command; on wrong usage or --help says so and returns false with *status set. */
bool options_read(const struct command *command, int argc, char **argv, struct options *options,
                  enum exit_status *status);
void print_help(enum language language);

/* ---- diagnostics.c ---- */
/* Swedish when LC_ALL, LC_MESSAGES or LANG (the first that is set) begins with "sv", else English. */
enum language language_from_environment(void);
/* "budgetkoll: TEXT" on standard error, in the language. */
void complain(enum language language, const char *sv, const char *en, ...);
/* What to do when memory is gone: says so and leaves with status 3. */
void out_of_memory(void);
/* The system's words for an error number; our own for those that happen to people. */
const char *error_words(enum language language, int error);

/* Until it is called with NULL, what is complained of by this thread goes to the buffer. */
void divert_complaints(struct buffer *complaints);
/* What has been complained of, each a sentence. */
struct reasons {
    struct arena *arena;
    LIST(struct str) list;
};
/* Until it is called with NULL, what is complained of by this thread is also added to the list. */
void gather_complaints(struct reasons *reasons);

/* ---- process.c ---- */
/* Opens those of the three standard streams that are closed, and sets what signals do; to be called first. False when that
 * cannot be done. */
bool process_prepare(void);

/* ---- parallel.c ---- */
/* Pieces of work that can be made on any thread, while each one's results are taken in the order of the pieces. */
struct parallel {
    size_t count, batch; /* pieces; at most so many of them before they are taken together */
    void *context;
    void *(*begin)(void *context); /* what a batch is made in, and then another one */
    void (*make)(void *state, size_t index);
    void (*take)(void *state); /* what has been made since; never two at a time */
    void (*end)(void *state);
};
/* Makes and takes them all, on as many threads as there are processors. */
void parallel_run(const struct parallel *work);

/* ---- guard.c ---- */
/* From now on, or no longer, a failing allocation and a stream that could not be written end the process, with these as its
 * status: around calls of a library that looks at neither. */
enum { GUARD_MEMORY = 101, GUARD_STREAM = 102 };
void guard_calls(bool on);

/* ---- child.c ---- */
/* How a process of its own ended. */
struct child_end {
    enum {
        CHILD_DONE,      /* the work returned true */
        CHILD_SAID_WHY,  /* it returned false, or ended with status 3: on standard error stands why */
        CHILD_NO_MEMORY, /* its guarded calls ended it */
        CHILD_NO_ROOM,   /* so they did */
        CHILD_KILLED,    /* it crashed, or somebody stopped it */
        CHILD_NOT_STARTED,
        CHILD_ENDS
    } kind;
    int number; /* of the signal, or 0; when it was not started, errno */
};
/* Work that leaves what it finds in *result, which is zero when it begins; false after saying why it could not be done. */
typedef bool child_work(void *context, void *result);
/* Does the work in a process of its own, which ends with this one, and copies its result, of so many bytes. Only while this
 * process has no other threads. */
struct child_end child_run(child_work *work, void *context, void *result, size_t size);
/* Stops the child that is running, if there is one, and waits until it has ended. May be called in a signal handler. */
void child_stop(void);

/* ---- paths.c ---- */
/* The path without slashes at its end; "/" stays. */
struct str path_without_slashes(struct str path);
/* What follows its last slash. */
struct str path_last_part(struct str path);

/* ---- folders.c ---- */
enum { DEEPEST_FOLDER = 16 };

struct folder {
    LIST(struct str) files, folders; /* its table files and the folders in it, each in order of their bytes */
    int error;                       /* why not all of them are known, as errno says it; or 0 */
};
struct folder folder_read(struct arena *arena, struct str path);
/* What has been accepted of a case's findings is no part of its budget. */
bool is_exceptions_file(struct str name);

/* ---- case_list.c ---- */
struct case_files {
    struct str path;
    const char
        *argument; /* of the command line, that led to it; NULL for a budget that was made from numbers */
    LIST(struct str) names; /* table files, in order of their bytes; none when the path could not be read */
    struct bulk_file *of;   /* the case is that one of a long export; else NULL */
    size_t index;
    LIST(struct str) reasons; /* why it has no names */
    bool is_kept;             /* the bytes of a pipe, which can be read only once */
    struct str kept;
};

struct case_list {
    LIST(struct case_files) list;
    struct reasons said; /* since the last of them */
};

/* Adds a case that will get its files. */
struct case_files *add_case(struct arena *arena, struct case_list *cases, struct str path);
/* Adds a case without files, whose reasons are what has been said since the case before. */
void add_unread_case(struct arena *arena, struct case_list *cases, struct str path);

/* ---- case_search.c ---- */
/* The cases below the paths: a file is one, or as many as a long export has; the table files of a folder are one, and each
 * folder in it may be another. What cannot be read, or only in part, is said, and is a case without files. */
struct case_list cases_find(struct arena *arena, const struct options *options);

/* ---- files.c ---- */
/* Says that a file or a folder cannot be read, and why. */
void complain_of_reading(enum language language, struct str path, int error);
/* The whole file, or standard input for "-"; false after saying why not. */
bool file_read(struct arena *arena, struct str name, enum language language, struct str *bytes);

/* The bytes are a PDF's. */
bool pdf_is(struct str bytes);
/* Puts a PDF's text in place of its bytes, laid out in columns; false after saying why not. */
bool pdf_read(struct arena *arena, struct str name, enum language language, struct str *bytes);

struct stat;
/* What the system says of an input, of standard input for "-"; false when there is none. */
bool input_status(struct str name, struct stat *status);
/* True, said, when the file is one of those that the options name to be read, or when that cannot be told. */
bool file_is_read(struct arena *arena, const struct options *options, const char *name);
/* Says so. */
void complain_of_input(enum language language, const char *name);

/* ---- bulk_files.c ---- */
struct bulk_file;
/* Adds the cases of a file, or of standard input, when it is a long export, and says when their rows do not stand
 * together; else does nothing and returns false, with the bytes of what can be read only once in *kept. */
bool add_bulk(struct arena *arena, struct case_list *cases, struct str path, const struct options *options,
              struct case_files *kept);
/* The export, when the case is one of it, ready for that case to be read; else NULL. */
const struct bulk *open_bulk(const struct case_files *files);
/* A case of an export with so many rows that no other such case should be read at the same time. */
bool is_large_case(const struct case_files *files);
/* False, said, when some case is one of an export, whose tables cannot be written back. */
bool allow_tables(const struct options *options, const struct case_list *cases);

bool is_folder(const char *name);
/* Something else than a folder is there. */
bool is_file(const char *name);

/* The time of the newest input; a fixed one when none is a file. */
time_t files_newest(const struct case_list *cases);

/* ---- output.c ---- */
/* Output: standard output, or a file that is written beside its name and put in place when all went well. What it replaces
 * passes its owner, group and rights on; what is write-protected, or a link to nothing, is not replaced. */
struct output {
    const char *name; /* NULL: standard output */
    char *target;     /* the file that the name leads to, or will */
    const char
        *like; /* whose owner, group and rights the file gets: the target's, unless another is set; or NULL */
    struct temporary *temporary;
    void *stream;
    bool failed;
};
bool output_open(struct output *output, const char *name, enum language language);
void output_write(struct output *output, struct str text);
/* Everything is written, and nothing put in its place yet; false after saying why not, and then no half file is left. */
bool output_finish(struct output *output, enum language language);
/* Puts a finished output in its place; false after saying why that failed. */
bool output_place(struct output *output, enum language language);
/* Both. */
bool output_close(struct output *output, enum language language);
/* Leaves everything as it was. */
void output_abandon(struct output *output);
/* The status after printing straight to standard output: 3, said, when it could not be written. */
enum exit_status printed_status(enum language language);

/* ---- inspect.c ---- */
struct inspector {
    const struct options *options;
    const struct scheme *scheme;
    const struct areas *areas;       /* NULL: read for each case, which takes longer when there are many */
    struct lexicon *lexicon;         /* from case to case, or NULL */
    struct report_summary summary;   /* of the cases so far */
    size_t unpaid;                   /* computed ones whose co-financing is missing or too much */
    size_t doubted;                  /* computed ones whose published sums speak against a figure */
    bool computes;                   /* the cases are not checked but computed */
    const struct case_inputs *draft; /* the only case, in place of what its files hold */
    enum concept adjusted; /* a cost category that is given another total before computing, or UNKNOWN */
    money adjusted_to;
    struct move moved;
};

/* The bytes of a case's files. */
struct case_inputs {
    const struct case_files *files;
    const struct bulk *bulk; /* of which it is a case; then without items */
    struct input *items;
    size_t count;
    bool loaded;                  /* all of them could be read; else that has been said */
    struct reading_choice choice; /* how they are to be read; nothing of a draft, which is ours */
    struct lexicon *lexicon;      /* or NULL */
    struct reasons *reasons;      /* why they could not be loaded, and what will be said of them */
};
struct case_inputs load_case(struct inspector *inspector, struct arena *arena,
                             const struct case_files *files);
/* Reads their tables. */
struct reading read_inputs(struct arena *arena, const struct case_inputs *inputs, struct findings *findings);

/* The programme areas that are built in. */
struct areas *areas_load(struct arena *arena);

/* Reads and checks one case, says on standard error why it could not be, and counts it. It lives in the arena. */
struct case_report inspect_case(struct inspector *inspector, struct arena *arena,
                                const struct case_files *files);
/* ---- ingredients.c ---- */
/* Some number is given that a budget can be made from. */
bool has_ingredients(const struct options *options);
/* Makes a draft of the numbers; false after saying which is wrong, or which contradict each other. */
bool read_ingredients(struct arena *arena, const struct options *options, const struct scheme *scheme,
                      struct draft *draft);
/* Adds the conditions among them to a draft; false after saying which is wrong. */
bool read_given_conditions(struct arena *arena, const struct options *options, const struct scheme *scheme,
                           struct draft *draft);
/* The first of them that is an amount, no condition; INGREDIENTS when there is none. */
enum ingredient first_amount(const struct options *options);
/* The tables of a draft as if they had been files. */
struct case_inputs draft_inputs(struct arena *arena, const struct draft *draft, const struct scheme *scheme);

/* ---- inspect.c, again ---- */
/* Computes what one case should be and checks that, says on standard error why it could not be, and counts it. */
struct case_report compute_case(struct inspector *inspector, struct arena *arena,
                                const struct case_inputs *inputs);
/* Reads one case without checking it; `is_checked` is false, after saying why, when it could not be read. */
struct case_report read_report(const struct inspector *inspector, struct arena *arena,
                               const struct case_inputs *inputs);
/* ---- reasons.c ---- */
/* Says which files could not be read, each cause once, or that no table is recognised. */
void complain_of_unrecognised(enum language language, const struct case_report *report);
/* Says why no relation of a budget that was read could be put to the test. */
void complain_of_untested(enum language language, const struct case_report *report);
/* Says what the scheme leaves to the user and the case needs; false when nothing. */
bool complain_of_missing(const struct inspector *inspector, struct arena *arena,
                         const struct case_report *report);
/* What a scheme leaves to the user, and how to state it: in the case, or by options. */
struct str missing_words(struct arena *arena, enum language language, enum missing missing, struct str path,
                         const struct scheme *scheme, bool by_options);
/* What stood in the way of a calculation. */
struct str obstacle_words(struct arena *arena, enum language language, struct str path,
                          const struct calculation *calculation);
/* ---- inspect.c, again ---- */
/* The exit status for the cases so far. */
enum exit_status inspect_status(const struct inspector *inspector);

/* ---- command_report.c ---- */
#define BOOK_FORMAT "xlsx"
/* Writes the cases as a workbook to the output the options name. */
enum exit_status write_book(struct inspector *inspector, struct arena *arena, const struct case_list *cases);

/* ---- table_formats.c ---- */
/* Formats of completed tables, ended by an entry without a name. */
struct table_format {
    const char *name, *ending;
    char separator;
};
extern const struct table_format table_formats[];
/* The format of that name; NULL when there is none. */
const struct table_format *table_format_find(const char *name);
/* The ending of the files of such a format; NULL for any other. */
const char *table_ending(const char *format);

/* ---- command_solve.c ---- */
/* Does what --solve asks for, with the budget that is given, if any, in *inputs; a category that was found is then the
 * inspector's adjustment. EXIT_OK when the search was made, whatever was found; else what it failed with, said. */
enum exit_status solve_budget(struct arena *arena, struct inspector *inspector, struct solution *solution,
                              struct case_inputs *inputs);

/* ---- targets.c ---- */
/* The folder below the output that a case's tables go to (its path below the argument that led to it, and of several
 * arguments below that one's own name), and a file of that name in it. */
const char *target_folder(struct arena *arena, const struct options *options, const struct case_files *files);
const char *target_name(struct arena *arena, const char *folder, struct str input);

/* What a run reads and has written, which it must not write over, by whatever name; and the folders that it made. */
struct places;
/* Makes the folders that the tables of all cases go to. NULL, said, when they cannot be written there: two in one place, over one
 * that is read, or, for a draft, over any that is there. It lives in the arena. */
struct places *places_find(struct arena *arena, const struct options *options, const struct case_list *cases,
                           bool is_draft);
/* False, said, when the file is one that the run reads or has written. */
bool places_allow(const struct places *places, const char *target);
/* The file has been written. */
void places_take(struct places *places, const char *target);
/* Removes the folders that were made and hold nothing. */
void places_close(struct places *places);

/* ---- completed_tables.c ---- */
/* Writes the completed tables of a case to their places in the folder that the options name, each under its own name, or, where
 * `places` is NULL, over its files with a copy: those that nobody has changed since they were read. False after saying why
 * not; nothing is written then, unless what stood in the way came while the files were put in place. */
bool save_tables(struct arena *arena, const struct options *options, const struct case_report *report,
                 const struct case_inputs *inputs, struct places *places);
/* The same as one text: in UTF-8 with the format's separator; a case of one file of that kind keeps its own layout. */
bool join_tables(struct arena *arena, const struct options *options, const struct case_report *report,
                 const struct case_inputs *inputs, const struct table_format *format, struct str *bytes);

/* ---- command_compare.c ---- */
/* calc --compare: one budget under several schemes. */
enum exit_status command_compare(const struct options *options);

/* ---- commands ---- */
/* The line that says what each rule checks, RULES of them (command_info.c). */
const struct str *rule_titles(struct arena *arena, enum language language);
enum exit_status command_check(const struct options *options);
enum exit_status command_calc(const struct options *options);
/* calc with --claims: exit status 1 where too much has been paid (command_claims.c). */
enum exit_status command_claims(const struct options *options);
enum exit_status command_explain(const struct options *options);
enum exit_status command_rules(const struct options *options);
enum exit_status command_schemes(const struct options *options);
/* Writes a text to the output the options name. */
enum exit_status write_text(const struct options *options, struct str text);
/* A table as aligned columns or as JSON objects; cells come row by row. */
struct str make_table(struct arena *arena, const struct options *options, const char *name,
                      const char *const *keys, size_t columns, const struct str *cells, size_t rows);

/* ---- schemes.c ---- */
/* The text of an embedded scheme; empty when there is none of the id. */
struct input scheme_source(struct str id);
/* The scheme of that name (ID, ID/VARIANT or a file), else the default; NULL after saying why not. */
struct scheme *scheme_load(struct arena *arena, enum language language, const char *wanted);
/* What a file of one's own can name in "base = ..." to start from what this scheme says. */
struct str scheme_base_of(const struct scheme *scheme);

#endif
