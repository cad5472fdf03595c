/* Cases that belong together: of one applicant, under one scheme. */
#include "overview.h"

#include "budgetkoll/label.h"

#include <stdlib.h>
#include <string.h>

const struct case_amount case_amounts[CASE_AMOUNTS] = {{ACTUAL_COSTS, CASE_ACTUAL},
                                                       {IN_KIND, CASE_IN_KIND},
                                                       {TOTAL_COSTS, CASE_TOTAL},
                                                       {EU_AID, CASE_AID},
                                                       {CO_FINANCING, CASE_CO_FINANCING}};

struct group *groups_find(struct book *book, struct groups *groups, struct str name)
{
    struct str key = label_key(book->scratch, name);
    size_t low = 0, high = groups->index.count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        int order = str_compare(groups->list.items[groups->index.items[middle]].key, key);
        if (order == 0)
            return &groups->list.items[groups->index.items[middle]];
        low = order < 0 ? middle + 1 : low;
        high = order < 0 ? high : middle;
    }
    struct group *group = ARENA_PUSH(book->arena, &groups->list);
    group->key = (struct str){arena_copy(book->arena, key.data, key.length), key.length};
    group->name = (struct str){arena_copy(book->arena, name.data, name.length), name.length};
    group->number = groups->list.count;
    ARENA_PUSH(book->arena, &groups->index);
    memmove(&groups->index.items[low + 1], &groups->index.items[low],
            (groups->index.count - 1 - low) * sizeof *groups->index.items);
    groups->index.items[low] = groups->list.count - 1;
    return group;
}

bool overview_shows(const struct case_report *report, enum concept concept)
{
    return report->result.known[concept] && report->budget->currency == CURRENCY_SEK;
}

void groups_add(struct book *book, struct group *group, const struct case_report *report)
{
    group->cases++;
    for (size_t i = 0; i < CASE_AMOUNTS; i++)
        if (overview_shows(report, case_amounts[i].concept) &&
            !money_add(group->sums[i], report->result.totals[case_amounts[i].concept], &group->sums[i]))
            book_check(book, LXW_ERROR_PARAMETER_VALIDATION);
    for (enum severity severity = NOTE; severity <= ERROR; severity++)
        group->counts[severity] += findings_count(report->findings, severity);
}

void groups_join(struct book *book, struct group *to, const struct group *from)
{
    to->cases += from->cases;
    for (size_t i = 0; i < CASE_AMOUNTS; i++)
        if (!money_add(to->sums[i], from->sums[i], &to->sums[i]))
            book_check(book, LXW_ERROR_PARAMETER_VALIDATION);
    for (enum severity severity = NOTE; severity <= ERROR; severity++)
        to->counts[severity] += from->counts[severity];
}

static int compare_groups(const void *a, const void *b)
{
    const struct group *left = a, *right = b;
    enum { TOTAL = 2 }; /* of case_amounts */
    if (left->sums[TOTAL] != right->sums[TOTAL])
        return left->sums[TOTAL] < right->sums[TOTAL] ? 1 : -1;
    return (left->number > right->number) - (left->number < right->number);
}

void groups_sort(struct groups *groups)
{
    if (groups->list.count > 1)
        qsort(groups->list.items, groups->list.count, sizeof *groups->list.items, compare_groups);
}
