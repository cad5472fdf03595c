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

/* ---- those that are not listed ---- */

static bool stands_for(const struct finding *closing, const struct finding *finding)
{
    return closing->more > 0 && closing->rule == finding->rule &&
           closing->origin.source == finding->origin.source;
}

/* Counts the last one, now that its caller has filled it in, with others of its rule and file; the first such stays in
 * the list and stands for them. */
static void settle_last(struct findings *findings)
{
    if (!findings->is_loose)
        return;
    findings->is_loose = false;
    size_t last = findings->list.count - 1;
    struct finding *finding = &findings->list.items[last];
    size_t *at = &findings->closing[finding->rule];
    struct finding *closing = &findings->list.items[*at];
    if (*at >= last || !stands_for(closing, finding)) {
        *at = last;
        return;
    }
    size_t more = closing->more + finding->more;
    if (finding->severity > closing->severity)
        *closing = *finding;
    closing->more = more;
    findings->list.count--;
}

static struct place find_place(const struct finding *finding)
{
    return finding->stretch.length > 0 ? place_of_stretch(finding->origin.source, finding->stretch)
                                       : place_resolve(finding->origin);
}

/* Of the one that stands for others only place and severity are its own. */
static void close_finding(struct findings *findings, struct finding *finding)
{
    struct message message = {MESSAGE_MORE_ALIKE,
                              {words_of_count(findings->arena, (long long)finding->more)}};
    finding->place = find_place(finding);
    finding->message = message_text(findings->arena, findings->language, message);
    finding->action =
        message_text(findings->arena, findings->language, (struct message){MESSAGE_DO_MORE_ALIKE, {{0}}});
    finding->relation = NULL;
    finding->cell = finding->calculation = STR("");
    finding->unit = UNIT_NONE;
    finding->has_values = finding->has_expected = false;
    finding->related.count = 0;
}

void findings_close(struct findings *findings)
{
    settle_last(findings);
    for (size_t i = 0; i < findings->list.count; i++)
        if (findings->list.items[i].more > 0)
            close_finding(findings, &findings->list.items[i]);
}

bool findings_is_full(const struct findings *findings, enum rule_id rule)
{
    return findings->added[rule] >= MOST_ALIKE;
}

void budget_remark(struct budget *budget, enum language language, struct message message)
{
    *ARENA_PUSH(budget->arena, &budget->remarks) =
        (struct remark){message_text(budget->arena, language, message)};
}

/* ---- one finding ---- */

/* Counts it, listed or not. */
static struct finding *append(struct findings *findings, const struct finding *finding)
{
    settle_last(findings);
    struct finding *added = ARENA_PUSH(findings->arena, &findings->list);
    *added = *finding;
    if (findings_is_full(findings, finding->rule) && finding->more == 0)
        added->more = 1;
    findings->is_loose = added->more > 0;
    findings->added[finding->rule] += added->more > 0 ? added->more : 1;
    findings->total++;
    return added;
}

static struct finding *add(struct findings *findings, enum rule_id rule, struct origin origin,
                           struct stretch stretch, struct message message)
{
    struct finding *finding = append(findings, &(struct finding){.rule = rule,
                                                                 .severity = rule_table[rule].severity,
                                                                 .origin = origin,
                                                                 .stretch = stretch});
    if (finding->more == 0) {
        finding->place = find_place(finding);
        finding->message = message_text(findings->arena, findings->language, message);
    }
    return finding;
}

struct finding *finding_add(struct findings *findings, enum rule_id rule, struct origin origin,
                            struct message message)
{
    return add(findings, rule, origin, (struct stretch){0}, message);
}

struct finding *finding_add_at(struct findings *findings, enum rule_id rule, const struct source *source,
                               struct stretch stretch, struct message message)
{
    return add(findings, rule, (struct origin){source, 0, 0}, stretch, message);
}

void finding_set_action(struct findings *findings, struct finding *finding, struct message action)
{
    if (finding->more == 0)
        finding->action = message_text(findings->arena, findings->language, action);
}

void finding_relate(struct findings *findings, struct finding *finding, struct origin origin, struct str cell)
{
    if (finding->more > 0)
        return;
    struct place place = place_resolve(origin);
    for (size_t i = 0; i < finding->related.count; i++) {
        const struct place *before = &finding->related.items[i].place;
        if (str_equal(before->file, place.file) && before->sheet_number == place.sheet_number &&
            before->line == place.line && before->column == place.column)
            return;
    }
    if (origin.source)
        *ARENA_PUSH(findings->arena, &finding->related) = (struct related){place, cell};
}

/* ---- those that may be dropped ---- */

struct findings findings_apart(const struct findings *findings)
{
    struct findings apart = {0};
    findings_apart_again(&apart, findings);
    return apart;
}

void findings_apart_again(struct findings *apart, const struct findings *findings)
{
    struct findings empty = {.arena = findings->arena, .language = findings->language};
    empty.list.items = apart->list.items;
    empty.list.capacity = apart->list.capacity;
    memcpy(empty.added, findings->added, sizeof empty.added);
    *apart = empty;
}

void findings_join(struct findings *findings, struct findings *apart)
{
    for (size_t i = 0; i < apart->list.count; i++)
        append(findings, &apart->list.items[i]);
    apart->list.count = 0;
    apart->is_loose = false;
}

void findings_keep(struct findings *findings, bool (*is_kept)(const struct finding *, const void *),
                   const void *context)
{
    struct findings kept = {.arena = findings->arena, .language = findings->language};
    for (size_t i = 0; i < findings->list.count; i++)
        if (is_kept(&findings->list.items[i], context))
            append(&kept, &findings->list.items[i]);
    *findings = kept;
}

/* ---- in their order ---- */

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
    findings_close(findings);
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
