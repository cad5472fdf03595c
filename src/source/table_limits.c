#include "budgetkoll/table_limits.h"

#include <string.h>

enum { SEPARATORS = 5 };

struct counter {
    char separators[SEPARATORS]; /* the usual ones and the user's */
    size_t cells[SEPARATORS];    /* of all filled rows */
    size_t in_row[SEPARATORS];
    size_t row_bytes, cell_bytes; /* of the line and cell that is read */
    bool filled;
    bool wide, long_cell;
};

static int separator_index(const struct counter *counter, char c)
{
    for (int i = 0; i < SEPARATORS; i++)
        if (counter->separators[i] && counter->separators[i] == c)
            return i;
    return -1;
}

static void end_line(struct counter *counter, struct usage *usage)
{
    usage->lines++;
    for (int i = 0; i < SEPARATORS; i++) {
        counter->wide = counter->wide || counter->in_row[i] >= MOST_COLUMNS;
        if (counter->filled)
            counter->cells[i] += counter->in_row[i] + 1;
        counter->in_row[i] = 0;
    }
    if (counter->filled) {
        usage->rows++;
        usage->bytes += counter->row_bytes;
    }
    counter->filled = false;
    counter->row_bytes = counter->cell_bytes = 0;
}

/* Zeros stand beside every character of UTF-16, quotes round empty cells, CR before LF. */
static bool is_empty(char c)
{
    return c == ' ' || c == '\0' || c == '"' || c == '\t' || c == '\r';
}

static void count_byte(struct counter *counter, char c)
{
    int separator = separator_index(counter, c);
    counter->row_bytes++;
    counter->cell_bytes++;
    if (separator >= 0) {
        counter->in_row[separator]++;
        counter->cell_bytes = 0;
    } else if (!is_empty(c)) {
        counter->filled = true;
    }
    counter->long_cell = counter->long_cell || counter->cell_bytes > MOST_CELL_BYTES;
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
enum message_id table_limits_check(struct str bytes, char separator, struct usage *usage)
{
    struct counter counter = {.separators = {';', '\t', ',', '|', separator}};
    size_t most = 0;
    for (size_t i = 0; i < bytes.length; i++) {
        char c = bytes.data[i];
        if (c == '\n' ||
            (c == '\r' && !memchr(bytes.data + i, '\n', bytes.length - i < 3 ? bytes.length - i : 3)))
            end_line(&counter, usage);
        else
            count_byte(&counter, c);
    }
    end_line(&counter, usage);
    for (int i = 0; i < SEPARATORS; i++)
        most = counter.cells[i] > most ? counter.cells[i] : most;
    usage->cells += most;
    return broken_limit(&counter, usage);
}
