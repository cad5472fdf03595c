#include "budgetkoll/finding.h"

#include "budgetkoll/label.h"

#include <stdlib.h>
#include <string.h>

const struct rule_info rule_table[RULES] = {
#define RULE(id, name, severity) [RULE_##id] = {name, severity},
#include "budgetkoll/rules.def"
#undef RULE
};

static const char *const message_templates[MESSAGES][LANGUAGES] = {
    [MESSAGE_NONE] = {"", ""},
#define MESSAGE(id, sv, en) [MESSAGE_##id] = {sv, en},
#include "budgetkoll/messages.def"
#undef MESSAGE
};

struct str severity_name(enum severity severity, enum language language)
{
    static const char *const names[][LANGUAGES] = {
        [SEVERITY_NONE] = {"ok", "ok"},
        [NOTE] = {"anmärkning", "note"},
        [WARNING] = {"varning", "warning"},
        [ERROR] = {"fel", "error"},
    };
    return str_from(names[severity][language]);
}

struct str message_text(struct arena *arena, enum language language, struct message message)
{
    struct buffer buffer = {.arena = arena};
    const char *plain = message_templates[message.id][language]; /* what has not been added yet */
    for (const char *c = strchr(plain, '{'); c; c = strchr(c + 1, '{'))
        if (c[1] >= '0' && c[1] < '0' + MESSAGE_ARGUMENTS && c[2] == '}') {
            buffer_add(&buffer, (struct str){plain, (size_t)(c - plain)});
            buffer_add(&buffer, label_safe(arena, message.arguments[c[1] - '0']));
            plain = c + strlen("{0}");
        }
    buffer_add(&buffer, str_from(plain));
    return buffer_text(&buffer);
}

struct finding *finding_add(struct findings *findings, enum rule_id rule, struct origin origin,
                            struct message message)
{
    struct finding *finding = ARENA_PUSH(findings->arena, &findings->list);
    finding->rule = rule;
    finding->severity = rule_table[rule].severity;
    finding->place = place_resolve(origin);
    finding->origin = origin;
    finding->message = message_text(findings->arena, findings->language, message);
    return finding;
}

void finding_set_action(struct findings *findings, struct finding *finding, struct message action)
{
    finding->action = message_text(findings->arena, findings->language, action);
}

void finding_relate(struct findings *findings, struct finding *finding, struct origin origin, struct str cell)
{
    struct place place = place_resolve(origin);
    for (size_t i = 0; i < finding->related.count; i++) {
        const struct place *before = &finding->related.items[i].place;
        if (str_equal(before->file, place.file) && str_equal(before->sheet, place.sheet) &&
            before->line == place.line && before->column == place.column)
            return;
    }
    if (origin.source)
        *ARENA_PUSH(findings->arena, &finding->related) = (struct related){place, cell};
}

static int compare_findings(const void *left, const void *right)
{
    const struct finding *a = left, *b = right;
    int order = str_compare(a->place.file, b->place.file);
    if (order == 0)
        order =
            (a->place.sheet_number > b->place.sheet_number) - (a->place.sheet_number < b->place.sheet_number);
    if (order == 0)
        order = (a->place.line > b->place.line) - (a->place.line < b->place.line);
    if (order == 0)
        order = (a->place.column > b->place.column) - (a->place.column < b->place.column);
    if (order == 0)
        order = str_compare(str_from(rule_table[a->rule].name), str_from(rule_table[b->rule].name));
    return order != 0 ? order : str_compare(a->message, b->message);
}

void findings_sort(struct findings *findings)
{
    if (findings->list.count > 1)
        qsort(findings->list.items, findings->list.count, sizeof *findings->list.items, compare_findings);
}

size_t findings_count(const struct findings *findings, enum severity severity)
{
    size_t count = 0;
    for (size_t i = 0; i < findings->list.count; i++)
        count += findings->list.items[i].severity == severity;
    return count;
}
