/* What the libFuzzer targets share. One input is one case: a file, or several that lines "==== NAME" set apart. Every
 * broken promise ends in __builtin_trap(). */
#ifndef FUZZ_PARTS_H
#define FUZZ_PARTS_H

#include "budgetkoll/reading.h"
#include "budgetkoll/report.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_FILES = 16, MOST_DEPTH = 64 };

#define MUST(condition) ((condition) ? (void)0 : broken(#condition, __LINE__))

static struct arena lasting; /* what is read once */

int LLVMFuzzerInitialize(int *argc, char ***argv);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void broken(const char *promise, int line)
{
    fprintf(stderr, "broken promise, line %d: %s\n", line, promise);
    __builtin_trap();
}

/* ---- what is read once ---- */

static struct str file_text(const char *name)
{
    struct buffer text = {.arena = &lasting};
    FILE *file = fopen(name, "rb");
    if (!file) {
        perror(name);
        exit(2);
    }
    for (int c; (c = getc(file)) != EOF;)
        buffer_add_char(&text, (char)c);
    fclose(file);
    return buffer_text(&text);
}

/* ---- bytes to files ---- */

static size_t line_length(struct str bytes, size_t at)
{
    const char *end = memchr(bytes.data + at, '\n', bytes.length - at);
    return end ? (size_t)(end - bytes.data) + 1 - at : bytes.length - at;
}

/* Names are made to differ, as they do in a folder. */
static void open_file(struct arena *arena, struct input *file, size_t number, struct str line)
{
    struct buffer name = {.arena = arena};
    buffer_print(&name, "%c", (char)('a' + number));
    for (size_t i = 5; i < line.length; i++)
        if (line.data[i] > ' ' && line.data[i] < 127)
            buffer_add_char(&name, line.data[i]);
    file->name = buffer_text(&name);
}

static size_t cut_files(struct arena *arena, struct str bytes, struct input files[MOST_FILES])
{
    size_t count = 1;
    open_file(arena, &files[0], 0, STR("==== .csv"));
    files[0].bytes = str_slice(bytes, 0, 0);
    for (size_t at = 0; at < bytes.length;) {
        size_t length = line_length(bytes, at);
        struct str line = str_slice(bytes, at, at + length);
        at += length;
        if (str_starts(line, STR("==== ")) && count < MOST_FILES) {
            count -= count == 1 && files[0].bytes.length == 0; /* nothing stood before the first name */
            open_file(arena, &files[count], count, line);
            files[count++].bytes = str_slice(bytes, at, at);
        } else {
            files[count - 1].bytes.length += length;
        }
    }
    return count;
}

/* ---- what is written ---- */

/* Whole UTF-8: every replacement character stands there itself. */
static void check_utf8(struct str text)
{
    for (size_t at = 0; at < text.length;) {
        size_t begin = at;
        MUST(str_next(text, &at) != 0xFFFD || at - begin == 3);
    }
}

/* Whole UTF-8 without control characters or marks that turn the writing round, except what is allowed. */
static void check_characters(struct str text, const char *allowed)
{
    check_utf8(text);
    for (size_t at = 0; at < text.length;) {
        int32_t c = str_next(text, &at);
        bool control = c < 0x20 || (c >= 0x7F && c < 0xA0);
        bool turning = (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
        MUST((!control && !turning) || (c != 0 && c < 0x80 && strchr(allowed, c)));
    }
}

/* JSON: brackets match, strings are closed and their escapes known, and nothing else stands outside strings. */
static size_t pass_string(struct str text, size_t at)
{
    for (at++; at < text.length && text.data[at] != '"'; at++) {
        MUST((unsigned char)text.data[at] >= 0x20);
        if (text.data[at] == '\\')
            MUST(++at < text.length && strchr("\"\\/bfnrtu", text.data[at]));
    }
    MUST(at < text.length);
    return at;
}

/* "true" or "false"; 0 for anything else. */
static size_t word_length(struct str rest)
{
    return str_starts(rest, STR("true")) ? 4 : str_starts(rest, STR("false")) ? 5 : 0;
}

static void check_json(struct str text)
{
    char open[MOST_DEPTH] = {0}, before = 0;
    size_t depth = 0;
    for (size_t at = 0; at < text.length; at++) {
        char c = text.data[at];
        if (c == ' ' || c == '\n')
            continue;
        if (c == '"')
            at = pass_string(text, at);
        else if (c == '{' || c == '[')
            MUST(depth < MOST_DEPTH), open[depth++] = c;
        else if (c == '}' || c == ']')
            MUST(depth > 0 && open[--depth] == (c == '}' ? '{' : '[') && before != ',' && before != ':');
        else if (c == ',' || c == ':')
            MUST(depth > 0 && before != ',' && before != ':' && before != '{' && before != '[');
        else if (word_length(str_slice(text, at, text.length)))
            at += word_length(str_slice(text, at, text.length)) - 1;
        else
            MUST(strchr("0123456789-.", c) != NULL);
        before = c;
    }
    MUST(depth == 0 && text.length > 0);
    check_utf8(text);
}

static struct str write_report(struct arena *arena, const struct report_format *format,
                               const struct case_report *report, struct report_options options)
{
    struct buffer text = {.arena = arena};
    struct report_summary summary = {.cases = 2, .unchecked = !report->is_checked};
    format->begin(&text, &options);
    format->write_case(&text, &options, report, 0);
    format->write_case(&text, &options, report, 1);
    format->end(&text, &options, &summary);
    return buffer_text(&text);
}

#endif
