/* Which programme area each municipality and county lies in: data/areas.tsv, read once for all cases. */
#include "rules.h"

/* A municipality or a county. */
struct area {
    struct str kind, name;
    uint32_t programme; /* its number in the list */
};

struct areas {
    LIST(struct area) list;
    LIST(struct programme) programmes; /* each of them once */
};

static uint32_t find_programme(struct arena *arena, struct areas *areas, struct str name)
{
    for (size_t i = areas->programmes.count; i > 0; i--)
        if (str_equal(areas->programmes.items[i - 1].name, name))
            return (uint32_t)i - 1;
    *ARENA_PUSH(arena, &areas->programmes) = (struct programme){name, label_key(arena, name)};
    return (uint32_t)areas->programmes.count - 1;
}

/* Takes what stands before the mark, or all of it, off the text. */
static struct str take_until(struct str *text, struct str mark)
{
    ptrdiff_t end = str_find(*text, mark);
    size_t length = end < 0 ? text->length : (size_t)end;
    struct str taken = str_slice(*text, 0, length);
    *text = str_slice(*text, end < 0 ? length : length + 1, text->length);
    return taken;
}

/* "municipality<tab>Härnösand<tab>Mellersta Norrland" */
static void add_area(struct arena *arena, struct areas *areas, struct str line)
{
    struct area area = {.kind = take_until(&line, STR("\t")), .name = take_until(&line, STR("\t"))};
    if (line.length == 0 || area.kind.data[0] == '#')
        return;
    area.programme = find_programme(arena, areas, line);
    *ARENA_PUSH(arena, &areas->list) = area;
}

struct areas *areas_read(struct arena *arena, struct str text)
{
    struct areas *areas = ARENA_NEW(arena, struct areas);
    while (text.length > 0)
        add_area(arena, areas, take_until(&text, STR("\n")));
    return areas;
}

/* The name as a place: "Nordanstigs kommun" is municipality "nordanstig", "Region Skåne" county "skåne". */
static struct words place_stems(struct arena *arena, const struct words *stems, struct str *kind)
{
    struct words place = {0};
    *kind = STR("");
    for (size_t i = 0; i < stems->list.count; i++) {
        struct str word = stems->list.items[i];
        if (str_equal(word, STR("kommun")) || str_equal(word, STR("stad")))
            *kind = STR("municipality");
        else if (str_equal(word, STR("region")) || str_equal(word, STR("landsting")))
            *kind = STR("county");
        else if (!str_equal(word, STR("län")))
            *ARENA_PUSH(arena, &place.list) = word;
    }
    return place;
}

/* A letter of a name in lower case: of the names in the table only Å, Ä and Ö are not ASCII, and their second bytes lie in
 * the same distance. */
static char lower(char letter, char before)
{
    bool is_capital = (letter >= 'A' && letter <= 'Z') || (before == '\xC3' && letter < '\xA0');
    return is_capital ? (char)(letter + ('a' - 'A')) : letter;
}

/* Takes a word and the mark after it off the name when it has this stem: "Borås" has "borå". */
static bool take_stem(struct str *name, struct str stem)
{
    size_t at = 0;
    while (at < stem.length && at < name->length &&
           lower(name->data[at], at > 0 ? name->data[at - 1] : 0) == stem.data[at])
        at++;
    if (at < stem.length)
        return false;
    if (at > 2 && at < name->length && name->data[at] == 's')
        at++;
    if (at < name->length && name->data[at] != ' ' && name->data[at] != '-')
        return false;
    *name = str_slice(*name, at + (at < name->length), name->length);
    return true;
}

/* "Malung-Sälen" is spelt by "malung", "sälen". */
static bool is_spelt_by(struct str name, const struct words *stems)
{
    for (size_t i = 0; i < stems->list.count; i++)
        if (!take_stem(&name, stems->list.items[i]))
            return false;
    return name.length == 0;
}

const struct programme *areas_find(struct arena *arena, const struct areas *areas, const struct words *stems)
{
    struct str kind;
    struct words place = place_stems(arena, stems, &kind);
    for (size_t i = 0; place.list.count > 0 && i < areas->list.count; i++) {
        const struct area *area = &areas->list.items[i];
        if (is_spelt_by(area->name, &place) && str_equal(area->kind, kind))
            return &areas->programmes.items[area->programme];
    }
    return NULL;
}

bool areas_name_programme(const struct areas *areas, struct str key)
{
    for (size_t i = 0; i < areas->programmes.count; i++)
        if (str_find(key, areas->programmes.items[i].key) >= 0)
            return true;
    return false;
}
