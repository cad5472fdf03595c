/* Which programme area each municipality and county lies in: data/areas.tsv, whose lines stand in the order of their bytes. */
#include "rules.h"

#include "budgetkoll/buffer.h"

struct areas {
    struct str text;
};

#define PROGRAMME "programme\t"

struct areas *areas_read(struct arena *arena, struct str text)
{
    struct areas *areas = ARENA_NEW(arena, struct areas);
    areas->text = text;
    return areas;
}

/* The line that byte `at` stands in. */
static struct str line_at(struct str text, size_t at)
{
    const char *end = memchr(text.data + at, '\n', text.length - at);
    while (at > 0 && text.data[at - 1] != '\n')
        at--;
    return str_slice(text, at, end ? (size_t)(end - text.data) : text.length);
}

/* The byte where the first line begins that is not before `wanted` in order; the end when all are. */
static size_t find_line(struct str text, struct str wanted)
{
    size_t first = 0, end = text.length;
    while (first < end) {
        struct str line = line_at(text, first + (end - first) / 2);
        size_t begin = (size_t)(line.data - text.data), next = begin + line.length + 1;
        if (str_compare(line, wanted) < 0)
            first = next < end ? next : end;
        else
            end = begin;
    }
    return first;
}

/* "municipality<tab>nordanstig<tab>" of "Nordanstigs kommun", "county<tab>skåne<tab>" of "Region Skåne". */
static struct str place_key(struct arena *arena, const struct words *stems)
{
    struct str kind = STR("");
    struct buffer place = {.arena = arena}, key = {.arena = arena};
    for (size_t i = 0; i < stems->list.count; i++) {
        struct str word = stems->list.items[i];
        if (str_equal(word, STR("kommun")) || str_equal(word, STR("stad")))
            kind = STR("municipality");
        else if (str_equal(word, STR("region")) || str_equal(word, STR("landsting")))
            kind = STR("county");
        else if (!str_equal(word, STR("län")))
            buffer_print(&place, place.length > 0 ? " %.*s" : "%.*s", STR_ARG(word));
    }
    buffer_print(&key, "%.*s\t%.*s\t", STR_ARG(kind), STR_ARG(buffer_text(&place)));
    return buffer_text(&key);
}

struct str areas_find(struct arena *arena, const struct areas *areas, const struct words *stems)
{
    struct str key = place_key(arena, stems);
    size_t at = find_line(areas->text, key);
    struct str line = at < areas->text.length ? line_at(areas->text, at) : STR("");
    return str_starts(line, key) ? str_slice(line, key.length, line.length) : STR("");
}

bool areas_name_programme(const struct areas *areas, struct str key)
{
    struct str text = areas->text;
    for (size_t at = find_line(text, STR(PROGRAMME)); at < text.length;) {
        struct str line = line_at(text, at);
        if (!str_starts(line, STR(PROGRAMME)))
            break;
        size_t begin = sizeof PROGRAMME - 1, end = (size_t)str_find(line, STR("\t")) + 1;
        end += (size_t)str_find(str_slice(line, end, line.length), STR("\t"));
        if (str_find(key, str_slice(line, begin, end)) >= 0)
            return true;
        at += line.length + 1;
    }
    return false;
}
