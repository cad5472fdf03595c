/* INI texts: schemes and the pages of `explain`. Own code, since each entry keeps its line and column. */
#include "budgetkoll/buffer.h"
#include "budgetkoll/reading.h"

struct ini_reader {
    struct arena *arena;
    struct ini ini;
    struct str section;
    uint32_t line, section_line;
};

/* A line that begins with two blanks goes on with the value above it. */
static bool take_continuation(struct ini_reader *reader, struct str line)
{
    size_t count = reader->ini.entries.count;
    if (!str_starts(line, STR("  ")) || count == 0)
        return false;
    struct ini_entry *entry = &reader->ini.entries.items[count - 1];
    struct buffer value = {.arena = reader->arena};
    buffer_add(&value, entry->value);
    if (entry->value.length != 0)
        buffer_add_char(&value, '\n');
    buffer_add(&value, str_slice(line, 2, line.length));
    entry->value = buffer_text(&value);
    return true;
}

static bool take_section(struct ini_reader *reader, struct str line)
{
    struct str text = str_trim(line);
    if (!str_starts(text, STR("[")) || !str_ends(text, STR("]")))
        return false;
    reader->section = str_trim(str_slice(text, 1, text.length - 1));
    reader->section_line = reader->line;
    return true;
}

static bool take_entry(struct ini_reader *reader, struct str line)
{
    ptrdiff_t mark = str_find(line, STR("="));
    if (mark <= 0 || reader->section.length == 0)
        return false;
    struct str value = str_trim(str_slice(line, (size_t)mark + 1, line.length));
    size_t before = value.length == 0 ? line.length : (size_t)(value.data - line.data);
    *ARENA_PUSH(reader->arena, &reader->ini.entries) =
        (struct ini_entry){reader->section, str_trim(str_slice(line, 0, (size_t)mark)),
                           value,           reader->section_line,
                           reader->line,    (uint32_t)str_code_points(str_slice(line, 0, before)) + 1};
    return true;
}

static void take_line(struct ini_reader *reader, struct str line)
{
    bool ignored = str_trim(line).length == 0 || line.data[0] == '#' || line.data[0] == ';';
    if (!ignored && !take_continuation(reader, line) && !take_section(reader, line) &&
        !take_entry(reader, line) && reader->ini.error_line == 0)
        reader->ini.error_line = reader->line;
}

struct ini ini_read(struct arena *arena, struct str text)
{
    struct ini_reader reader = {.arena = arena};
    if (str_starts(text, STR("\xEF\xBB\xBF")))
        text = str_slice(text, 3, text.length);
    for (size_t at = 0; at < text.length;) {
        const char *found = memchr(text.data + at, '\n', text.length - at);
        size_t end = found ? (size_t)(found - text.data) : text.length;
        size_t content = end > at && text.data[end - 1] == '\r' ? end - 1 : end;
        reader.line++;
        take_line(&reader, str_slice(text, at, content));
        at = end + 1;
    }
    return reader.ini;
}

const struct ini_entry *ini_find(const struct ini *ini, struct str section, struct str key)
{
    for (size_t i = 0; i < ini->entries.count; i++)
        if (str_equal(ini->entries.items[i].key, key) && str_equal(ini->entries.items[i].section, section))
            return &ini->entries.items[i];
    return NULL;
}
