/* The workbook as a whole: opened, filled with cases, closed, and read back. */
#include "case_book.h"
#include "findings_sheet.h"
#include "lights.h"
#include "overview.h"

#include <string.h>

struct book *book_open(struct arena *arena, const char *path, const struct book_options *options,
                       struct str *why)
{
    const char *reason = NULL;
    if (!library_open(&reason)) {
        *why = (struct str){arena_copy(arena, reason, strlen(reason)), strlen(reason)};
        return NULL;
    }
    struct book *book = ARENA_NEW(arena, struct book);
    *book = (struct book){.arena = arena, .scratch = arena, .options = *options};
    char *folder =
        options->temporary ? arena_copy(arena, options->temporary, strlen(options->temporary) + 1) : NULL;
    lxw_workbook_options settings = {
        .constant_memory = book_is_large(book), .tmpdir = folder, .use_zip64 = LXW_FALSE};
    book->workbook = lxw.workbook_new_opt(path, &settings);
    if (!book->workbook)
        return NULL;
    if (options->case_count > 1)
        overview_begin(book);
    return book;
}

/* What the file says of itself: the only case's name, or that it holds many. */
static void set_properties(struct book *book, const struct case_report *only)
{
    enum { LONGEST_PROPERTY = 200 };
    struct arena *arena = book->arena;
    struct buffer subject = {.arena = arena};
    struct str title = only ? case_title(only) : str_from(book_word(book, WORD_SHEET_OVERVIEW)),
               author = only ? budget_fact_text(only->budget, APPLICANT) : STR("");
    buffer_print(&subject, "%s", book_word(book, WORD_SUBJECT));
    if (only)
        buffer_print(&subject, " %.*s", STR_ARG(only->id));
    lxw_doc_properties properties = {
        .title = sheet_string(arena, str_shorten(title, LONGEST_PROPERTY)),
        .subject = sheet_string(arena, str_shorten(buffer_text(&subject), LONGEST_PROPERTY)),
        .author = sheet_string(arena, str_shorten(author, LONGEST_PROPERTY)),
        .comments = sheet_string(arena, str_from(book_word(book, WORD_MADE_BY))),
        .created = book->options.created > 0 ? book->options.created : 1}; /* 0 means now */
    book_check(book, lxw.workbook_set_properties(book->workbook, &properties));
}

/* The order of writing is not that of the sheets: the summary points into the list of findings before its rows are. */
static void add_sheets(struct book *book, const struct case_report *report)
{
    struct case_book *at =
        layout_case(book, book->options.case_count > 1 ? book->arena : book->scratch, report);
    if (book->error != LXW_NO_ERROR)
        return;
    if (at->sheets[SHEET_FINDINGS])
        findings_begin(book, at->sheets[SHEET_FINDINGS], case_title(report));
    if (book->overview)
        overview_add(book, report, at->sheets[SHEET_SUMMARY]);
    write_summary(at);
    if (at->sheets[SHEET_CALCULATION])
        write_calculation(at);
    write_tables(at);
    if (at->sheets[SHEET_ACTIVITIES])
        write_activities(at);
    if (at->sheets[SHEET_CONDITIONS])
        write_conditions(at);
    if (at->sheets[SHEET_CHECKS])
        write_checks(at);
    write_details(at);
    findings_add(book, report, at);
    if (at->sheets[SHEET_FINDINGS])
        findings_end(book, case_title(report));
}

void book_add_case(struct book *book, struct arena *scratch, const struct case_report *report)
{
    book->scratch = scratch;
    book->cases++;
    if (book->options.case_count == 1)
        set_properties(book, report);
    if (book->error != LXW_NO_ERROR)
        return;
    if (book_is_large(book)) {
        overview_add(book, report, NULL);
        findings_add(book, report, NULL);
    } else {
        add_sheets(book, report);
    }
}

bool book_close(struct book *book, struct str *why)
{
    book->scratch = book->arena;
    if (book->overview && book->error == LXW_NO_ERROR)
        overview_end(book);
    if (book->options.case_count != 1)
        set_properties(book, NULL);
    book_check(book, lxw.workbook_close(book->workbook));
    if (book->error == LXW_ERROR_WORKSHEET_INDEX_OUT_OF_RANGE)
        *why = str_from(book_word(book, WORD_TOO_LARGE));
    else if (book->error != LXW_NO_ERROR)
        *why = str_from(lxw.lxw_strerror(book->error));
    else
        return true;
    return false;
}
