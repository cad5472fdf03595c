/* What separates the cells of a table. */
#include "separator.h"

#include "budgetkoll/rows.h"

#include "records.h"

#include <string.h>

enum { SAMPLE_LINES = 400 };

static const char separators[] = {'\t', ';', '|', ','};
enum { SEPARATORS = sizeof separators };

char separator_stated(struct str line)
{
    struct str text = str_trim(line);
    if (text.length >= 2 && text.data[0] == '"' && text.data[text.length - 1] == '"')
        text = str_slice(text, 1, text.length - 1);
    bool stated = text.length == 5 && (str_starts(text, STR("sep=")) || str_starts(text, STR("SEP=")));
    if (str_equal(line, STR("sep=\t")))
        return '\t';
    return stated ? text.data[4] : 0;
}

static int count_character(struct str line, char c)
{
    int count = 0;
    for (const char *at = line.data, *end = at + line.length; at < end; at++, count++) {
        at = memchr(at, c, (size_t)(end - at));
        if (!at)
            break;
    }
    return count;
}

/* Those between quotes do not count. */
static void count_separators(struct str line, int counts[SEPARATORS])
{
    bool quoted = false, has_quotes = count_character(line, '"') > 0;
    for (int s = 0; s < SEPARATORS; s++)
        counts[s] = has_quotes ? 0 : count_character(line, separators[s]);
    for (size_t i = 0; has_quotes && i < line.length; i++) {
        quoted = line.data[i] == '"' ? !quoted : quoted;
        for (int s = 0; s < SEPARATORS && !quoted; s++)
            counts[s] += line.data[i] == separators[s];
    }
}

/* How often each separator stands in the lines, and how evenly; and in the first line that has any. */
struct tally {
    int score[SEPARATORS], lines_with[SEPARATORS], before[SEPARATORS], first[SEPARATORS], lines;
    bool has_first;
};

static void tally_line(struct tally *tally, struct str line)
{
    int counts[SEPARATORS];
    count_separators(line, counts);
    tally->lines += line.length > 0;
    bool any = false;
    for (int s = 0; s < SEPARATORS; s++)
        any = any || counts[s] > 0;
    if (any && !tally->has_first)
        memcpy(tally->first, counts, sizeof counts);
    tally->has_first = tally->has_first || any;
    for (int s = 0; s < SEPARATORS; s++) {
        tally->score[s] += counts[s] == 0 ? 0 : counts[s] == tally->before[s] ? 3 : 2;
        tally->lines_with[s] += counts[s] > 0;
        tally->before[s] = counts[s] ? counts[s] : tally->before[s];
    }
}

/* The best of the first so many. */
static int best_of(const struct tally *tally, int count)
{
    int best = 0;
    for (int s = 1; s < count; s++)
        best = tally->score[s] > tally->score[best] ? s : best;
    return best;
}

/* A comma is a decimal mark in a file where another separator stands in most lines, or in the header, where all other
 * lines are cut short. */
char separator_find(struct str text)
{
    struct tally tally = {0};
    struct record_reader reader = {.text = text};
    struct str line = {0};
    for (int i = 0; i < SAMPLE_LINES && record_line(&reader, &line); i++) {
        char stated = i == 0 ? separator_stated(line) : 0;
        if (stated)
            return stated;
        tally_line(&tally, line);
    }
    int best = best_of(&tally, SEPARATORS - 1);
    if (tally.lines_with[best] * 2 < tally.lines && tally.first[best] <= tally.first[SEPARATORS - 1])
        best = best_of(&tally, SEPARATORS);
    return tally.score[best] > 0 ? separators[best] : '\0';
}
