/* Which programme area each municipality and county lies in: data/areas.tsv, read once for all cases. */
#include "rules.h"

/* A municipality or a county. */
struct area {
    struct str kind;
    struct programme programme;
    struct words stems;
    uint32_t hash; /* of the stems */
};

struct areas {
    LIST(struct area) list;
    LIST(struct programme) programmes; /* each of them once */
};

static struct programme find_programme(struct arena *arena, struct areas *areas, struct str name)
{
    for (size_t i = 0; i < areas->programmes.count; i++)
        if (str_equal(areas->programmes.items[i].name, name))
            return areas->programmes.items[i];
    return *ARENA_PUSH(arena, &areas->programmes) = (struct programme){name, label_key(arena, name)};
}

/* "municipality<tab>Härnösand<tab>Mellersta Norrland" */
static void add_area(struct arena *arena, struct areas *areas, struct str line)
{
    ptrdiff_t first = str_find(line, STR("\t"));
    ptrdiff_t second = first < 0 ? -1 : str_find(str_slice(line, (size_t)first + 1, line.length), STR("\t"));
    if (second < 0 || line.data[0] == '#')
        return;
    size_t programme = (size_t)(first + 1 + second);
    struct area area = {.kind = str_slice(line, 0, (size_t)first),
                        .programme =
                            find_programme(arena, areas, str_slice(line, programme + 1, line.length)),
                        .stems = name_stems(arena, str_slice(line, (size_t)first + 1, programme))};
    area.hash = stems_hash(&area.stems);
    *ARENA_PUSH(arena, &areas->list) = area;
}

struct areas *areas_read(struct arena *arena, struct str text)
{
    struct areas *areas = ARENA_NEW(arena, struct areas);
    while (text.length > 0) {
        ptrdiff_t end = str_find(text, STR("\n"));
        size_t length = end < 0 ? text.length : (size_t)end;
        add_area(arena, areas, str_slice(text, 0, length));
        text = str_slice(text, end < 0 ? length : length + 1, text.length);
    }
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

const struct programme *areas_find(struct arena *arena, const struct areas *areas, const struct words *stems)
{
    struct str kind;
    struct words place = place_stems(arena, stems, &kind);
    uint32_t hash = stems_hash(&place);
    for (size_t i = 0; place.list.count > 0 && i < areas->list.count; i++) {
        const struct area *area = &areas->list.items[i];
        if (area->hash == hash && str_equal(area->kind, kind) && stems_equal(&area->stems, &place))
            return &area->programme;
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
