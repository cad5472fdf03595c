/* Why a case could not be checked, in the words that are said of it and stand in its report. */
#include "cli.h"

static void complain_of(enum language language, struct arena *arena, struct message message)
{
    struct str text = message_text(arena, language, message);
    complain(language, "%.*s", "%.*s", STR_ARG(text));
}

/* ---- files ---- */

/* The same was said of an earlier file. */
static bool is_repeated(const struct budget *budget, size_t index)
{
    for (size_t i = 0; i < index; i++)
        if (str_equal(budget->files.items[i].failure, budget->files.items[index].failure))
            return true;
    return false;
}

/* One message a cause: for the first file that it stopped, with the number of the others. */
static void complain_of_failure(enum language language, const struct budget *budget, size_t index)
{
    const struct file_reading *file = &budget->files.items[index];
    long long others = 0;
    for (size_t i = index + 1; i < budget->files.count; i++)
        others += str_equal(file->failure, budget->files.items[i].failure);
    struct message message = {others > 0 ? MESSAGE_FILES_FAILED : MESSAGE_FILE_FAILED,
                              {file->name, file->failure, words_of_count(budget->arena, others)}};
    complain_of(language, budget->arena, message);
}

void complain_of_unrecognised(enum language language, const struct case_report *report)
{
    const struct budget *budget = report->budget;
    bool said = false;
    for (size_t i = 0; i < budget->files.count; i++) {
        if (budget->files.items[i].failure.length == 0)
            continue;
        if (!is_repeated(budget, i))
            complain_of_failure(language, budget, i);
        said = true;
    }
    if (!said)
        complain_of(language, budget->arena, (struct message){MESSAGE_NOTHING_RECOGNISED, {report->path}});
}

/* ---- relations ---- */

void complain_of_untested(enum language language, const struct case_report *report)
{
    const struct result *result = &report->result;
    bool none = result->tested.count == result->unchecked.count;
    enum message_id id = result->tested.count == 0           ? MESSAGE_NOTHING_FOLLOWS
                         : none && result->tested.count == 1 ? MESSAGE_ONE_NOT_EVALUATED
                         : none                              ? MESSAGE_NOTHING_EVALUATED
                                                             : MESSAGE_NOTHING_BUT_ZERO;
    struct arena *arena = report->budget->arena;
    struct str count = words_of_count(arena, (long long)result->tested.count);
    complain_of(language, arena, (struct message){id, {report->path, count}});
}

/* ---- conditions ---- */

/* What is said of a condition that is not known: how to state it in the case, and for a draft which option does it. */
static const struct {
    enum message_id in_case, in_draft;
} missing_messages[MISSING_KINDS] = {
    [MISSING_PAYROLL] = {MESSAGE_MISSING_PAYROLL, MESSAGE_DRAFT_PAYROLL},
    [MISSING_INDIRECT] = {MESSAGE_MISSING_INDIRECT, MESSAGE_DRAFT_INDIRECT},
    [MISSING_BASE] = {MESSAGE_MISSING_BASE, MESSAGE_MISSING_BASE},
    [MISSING_SHARE] = {MESSAGE_MISSING_SHARE, MESSAGE_DRAFT_SHARE},
    [MISSING_PRIVATE] = {MESSAGE_MISSING_PRIVATE, MESSAGE_MISSING_PRIVATE},
};

struct str missing_words(struct arena *arena, enum language language, enum missing missing, struct str path,
                         const struct scheme *scheme, bool by_options)
{
    struct message message = {by_options ? missing_messages[missing].in_draft
                                         : missing_messages[missing].in_case,
                              {path, scheme_base_of(scheme)}};
    return message_text(arena, language, message);
}

bool complain_of_missing(const struct inspector *inspector, struct arena *arena,
                         const struct case_report *report)
{
    bool said = false, draft = has_ingredients(inspector->options);
    for (int missing = 0; missing < MISSING_KINDS; missing++) {
        if (!report->result.missing[missing])
            continue;
        struct str text = missing_words(arena, inspector->options->language, (enum missing)missing,
                                        report->path, inspector->scheme, draft);
        complain(inspector->options->language, "%.*s", "%.*s", STR_ARG(text));
        said = true;
    }
    return said;
}

/* ---- what stops a calculation ---- */

struct str obstacle_words(struct arena *arena, enum language language, struct str path,
                          const struct calculation *calculation)
{
    static const enum message_id messages[] = {[OBSTACLE_UNREADABLE] = MESSAGE_CALC_STOPPED_UNREADABLE,
                                               [OBSTACLE_OVERFLOW] = MESSAGE_CALC_STOPPED_OVERFLOW,
                                               [OBSTACLE_UNSETTLED] = MESSAGE_CALC_STOPPED_UNSETTLED};
    struct message message = {messages[calculation->obstacle], {path, calculation->obstacle_cell}};
    return message_text(arena, language, message);
}
