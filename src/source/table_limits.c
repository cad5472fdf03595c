#include "budgetkoll/table_limits.h"

#include <limits.h>
#include <string.h>

enum { SEPARATORS = 5 };

/* What a byte is: one of a word, a line end, a blank, or one of the separators from FIRST_SEPARATOR on. */
enum { WORD, LINE_END, BLANK, FIRST_SEPARATOR };

struct counter {
    unsigned char classes[UCHAR_MAX + 1];
    size_t cells[SEPARATORS]; /* of all filled rows */
    size_t in_row[SEPARATORS];
    size_t row, cell; /* the bytes where the line and the cell begin */
    bool filled;
    bool wide, long_cell;
};

/* Zeros stand beside every character of UTF-16, quotes round empty cells, CR before LF. The usual separators go before the user's. */
static void classify(struct counter *counter, char separator)
{
    const unsigned char separators[SEPARATORS] = {';', '\t', ',', '|', (unsigned char)separator};
    counter->classes[' '] = counter->classes['"'] = counter->classes['\0'] = BLANK;
    counter->classes['\n'] = counter->classes['\r'] = LINE_END;
    for (int i = SEPARATORS; i-- > 0;)
        if (separators[i])
            counter->classes[separators[i]] = (unsigned char)(FIRST_SEPARATOR + i);
}

static void end_cell(struct counter *counter, size_t at)
{
    counter->long_cell = counter->long_cell || at - counter->cell > MOST_CELL_BYTES;
    counter->cell = at + 1;
}

static void end_line(struct counter *counter, size_t at, struct usage *usage)
{
    end_cell(counter, at);
    usage->lines++;
    for (int i = 0; i < SEPARATORS; i++) {
        counter->wide = counter->wide || counter->in_row[i] >= MOST_COLUMNS;
        if (counter->filled)
            counter->cells[i] += counter->in_row[i] + 1;
        counter->in_row[i] = 0;
    }
    if (counter->filled) {
        usage->rows++;
        usage->bytes += at - counter->row;
    }
    counter->filled = false;
    counter->row = at + 1;
}

static enum message_id broken_limit(const struct counter *counter, const struct usage *usage)
{
    const struct {
        bool broken;
        enum message_id message;
    } limits[] = {
        {counter->wide, MESSAGE_LIMIT_COLUMNS},           {counter->long_cell, MESSAGE_LIMIT_CELL},
        {usage->rows > MOST_ROWS, MESSAGE_LIMIT_ROWS},    {usage->cells > MOST_CELLS, MESSAGE_LIMIT_CELLS},
        {usage->bytes > MOST_BYTES, MESSAGE_LIMIT_BYTES}, {usage->lines > MOST_LINES, MESSAGE_LIMIT_LINES},
    };
    for (size_t i = 0; i < sizeof limits / sizeof *limits; i++)
        if (limits[i].broken)
            return limits[i].message;
    return MESSAGE_NONE;
}

enum message_id table_limits_add(struct usage taken, struct usage *usage)
{
    usage->lines += taken.lines;
    usage->rows += taken.rows;
    usage->cells += taken.cells;
    usage->bytes += taken.bytes;
    return broken_limit(&(struct counter){0}, usage);
}

/* A line end is LF, CRLF or CR; a zero may stand between the two of UTF-16. */
static bool is_first_of_pair(struct str bytes, size_t at)
{
    size_t left = bytes.length - at;
    return bytes.data[at] == '\r' && memchr(bytes.data + at, '\n', left < 3 ? left : 3);
}

enum message_id table_limits_check(struct str bytes, char separator, struct usage *usage)
{
    struct counter counter = {.filled = false};
    size_t most = 0;
    classify(&counter, separator);
    for (size_t i = 0; i < bytes.length; i++) {
        unsigned char class = counter.classes[(unsigned char)bytes.data[i]];
        if (class == WORD) {
            counter.filled = true;
        } else if (class >= FIRST_SEPARATOR) {
            counter.in_row[class - FIRST_SEPARATOR]++;
            end_cell(&counter, i);
        } else if (class == LINE_END && !is_first_of_pair(bytes, i)) {
            end_line(&counter, i, usage);
        }
    }
    end_line(&counter, bytes.length, usage);
    for (int i = 0; i < SEPARATORS; i++)
        most = counter.cells[i] > most ? counter.cells[i] : most;
    usage->cells += most;
    return broken_limit(&counter, usage);
}
