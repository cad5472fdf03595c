/* budgetkoll explain and rules: what the program checks. */
#include "cli.h"
#include "budgetkoll/label.h"
#include "embedded.h"

#include <stdio.h>
#include <string.h>

struct str embedded_text(const char *name)
{
    for (const struct embedded *file = embedded_files; file->name; file++)
        if (strcmp(file->name, name) == 0)
            return (struct str){file->data, file->length};
    return STR("");
}

enum exit_status write_text(const struct options *options, struct str text)
{
    struct output output;
    if (!output_open(&output, options->output, options->language))
        return EXIT_UNCHECKED;
    output_write(&output, text);
    return output_close(&output, options->language) ? EXIT_OK : EXIT_UNCHECKED;
}

static struct ini read_pages(struct arena *arena, enum language language)
{
    return ini_read(arena, embedded_text(language == SWEDISH ? "explain/sv.ini" : "explain/en.ini"));
}

static struct str page_text(const struct ini *pages, const char *rule, const char *key)
{
    const struct ini_entry *entry = ini_find(pages, str_from(rule), str_from(key));
    return entry ? entry->value : STR("");
}

const struct str *rule_titles(struct arena *arena, enum language language)
{
    struct ini pages = read_pages(arena, language);
    struct str *titles = ARENA_ARRAY(arena, struct str, RULES);
    for (size_t i = 0; i < RULES; i++)
        titles[i] = page_text(&pages, rule_table[i].name, "title");
    return titles;
}

/* ---- explain ---- */

static void add_table(struct buffer *text, struct str table)
{
    size_t begin = 0;
    for (size_t at = 0; at <= table.length; at++)
        if (at == table.length || table.data[at] == '\n') {
            buffer_print(text, "    %.*s\n", STR_ARG(str_slice(table, begin, at)));
            begin = at + 1;
        }
}

static const struct {
    const char *key;
    const char *heading[LANGUAGES];
    bool is_table;
} page_parts[] = {
    {"checks", {"Prövar", "Checks"}, false}, {"why", {"Varför", "Why"}, false},
    {"source", {"Källa", "Source"}, false},  {"action", {"Att göra", "What to do"}, false},
    {"bad", {"Fel", "Wrong"}, true},         {"good", {"Rätt", "Right"}, true},
};

static void add_page(struct buffer *text, const struct ini *pages, const struct rule_info *rule,
                     enum language language)
{
    buffer_print(text, "%s (%.*s): %.*s\n", rule->name, STR_ARG(severity_name(rule->severity, language)),
                 STR_ARG(page_text(pages, rule->name, "title")));
    for (size_t i = 0; i < sizeof page_parts / sizeof *page_parts; i++) {
        struct str part = page_text(pages, rule->name, page_parts[i].key);
        buffer_print(text, "\n%s\n", page_parts[i].heading[language]);
        if (page_parts[i].is_table)
            add_table(text, part);
        else
            text_wrapped(text, 2, part);
    }
}

static const struct rule_info *find_rule(const char *name)
{
    for (size_t i = 0; i < RULES; i++)
        if (strcmp(rule_table[i].name, name) == 0)
            return &rule_table[i];
    return NULL;
}

static const char *nearest_rule(const char *name)
{
    const char *nearest = rule_table[0].name;
    size_t least = (size_t)-1;
    for (size_t i = 0; i < RULES; i++) {
        size_t distance = label_distance(str_from(name), str_from(rule_table[i].name));
        if (distance < least) {
            least = distance;
            nearest = rule_table[i].name;
        }
    }
    return nearest;
}

enum exit_status command_explain(const struct options *options)
{
    struct arena arena = {.exhausted = out_of_memory};
    struct buffer text = {.arena = &arena};
    enum exit_status status = EXIT_USAGE;
    const struct rule_info *rule = options->argument_count == 1 ? find_rule(options->arguments[0]) : NULL;
    if (options->argument_count != 1) {
        complain(options->language, "ange en regel; budgetkoll rules visar dem",
                 "give a rule; budgetkoll rules lists them");
    } else if (!rule) {
        complain(options->language, "ingen regel heter ”%s”; menar du %s?",
                 "there is no rule “%s”; do you mean %s?", options->arguments[0],
                 nearest_rule(options->arguments[0]));
    } else {
        struct ini pages = read_pages(&arena, options->language);
        add_page(&text, &pages, rule, options->language);
        status = write_text(options, buffer_text(&text));
    }
    arena_release(&arena);
    return status;
}

/* ---- rules ---- */

static bool takes_no_arguments(const struct options *options)
{
    if (options->argument_count > 0)
        complain(options->language, "kommandot tar inga argument (”%s”)",
                 "the command takes no arguments (“%s”)", options->arguments[0]);
    return options->argument_count == 0;
}

struct str make_table(struct arena *arena, const struct options *options, const char *name,
                      const char *const *keys, size_t columns, const struct str *cells, size_t rows)
{
    struct buffer text = {.arena = arena};
    bool json = strcmp(options->format, "json") == 0;
    if (json)
        buffer_print(&text, "{\"%s\":[", name);
    for (size_t row = 0; row < rows; row++) {
        if (json)
            buffer_add(&text, row ? STR(",\n {") : STR("\n {"));
        for (size_t column = 0; column < columns; column++) {
            struct str cell = cells[row * columns + column];
            if (json) {
                buffer_print(&text, "%s\"%s\":", column ? "," : "", keys[column]);
                json_string(&text, cell);
            } else {
                size_t width = 0;
                for (size_t other = 0; other < rows && column + 1 < columns; other++) {
                    size_t size = str_code_points(cells[other * columns + column]);
                    width = size > width ? size : width;
                }
                size_t used = str_code_points(cell);
                buffer_print(&text, "%.*s%*s", STR_ARG(cell), width > used ? (int)(width - used) : 0, "");
                buffer_add(&text, column + 1 < columns ? STR("  ") : STR("\n"));
            }
        }
        if (json)
            buffer_add(&text, STR("}"));
    }
    if (json)
        buffer_add(&text, STR("]}\n"));
    return buffer_text(&text);
}

enum exit_status command_rules(const struct options *options)
{
    static const char *const keys[] = {"rule", "severity", "title"};
    struct arena arena = {.exhausted = out_of_memory};
    struct str cells[RULES * 3];
    if (!takes_no_arguments(options))
        return EXIT_USAGE;
    struct ini pages = read_pages(&arena, options->language);
    bool json = strcmp(options->format, "json") == 0;
    for (size_t i = 0; i < RULES; i++) {
        cells[i * 3] = str_from(rule_table[i].name);
        cells[i * 3 + 1] = severity_name(rule_table[i].severity, json ? ENGLISH : options->language);
        cells[i * 3 + 2] = page_text(&pages, rule_table[i].name, "title");
    }
    enum exit_status status =
        write_text(options, make_table(&arena, options, "rules", keys, 3, cells, RULES));
    arena_release(&arena);
    return status;
}
