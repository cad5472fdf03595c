/* Every municipality and county is found by its name, whatever letters it has. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <string.h>

#include "budgetkoll/check.h"
#include "file_bytes.h"
#include "rules.h"

static const struct programme *find(struct arena *arena, const struct areas *areas, const char *name)
{
    struct words stems = name_stems(arena, str_from(name));
    return areas_find(arena, areas, &stems);
}

static void every_area_is_found_by_its_name(void **state)
{
    (void)state;
    struct arena arena = {0};
    struct str text = load(&arena, "data/areas.tsv");
    const struct areas *areas = areas_read(&arena, text);
    size_t found = 0;
    for (char *line = strtok(arena_copy(&arena, text.data, text.length), "\n"); line;
         line = strtok(NULL, "\n")) {
        char kind[20], place[80], programme[80], name[100];
        if (line[0] == '#')
            continue;
        assert_int_equal(sscanf(line, "%19[^\t]\t%79[^\t]\t%79[^\n]", kind, place, programme), 3);
        snprintf(name, sizeof name, kind[0] == 'm' ? "%s kommun" : "Region %s", place);
        const struct programme *area = find(&arena, areas, name);
        assert_non_null(area);
        assert_true(str_equal(area->name, str_from(programme)));
        found++;
    }
    assert_true(found > 300);
    arena_release(&arena);
}

static void other_names_lie_nowhere(void **state)
{
    (void)state;
    static const char *const names[] = {"Härnösand",         "Härnö kommun",        "Härnösandet kommun",
                                        "Region Härnösand",  "Malung kommun",       "Malung-Sälen-By kommun",
                                        "Kommunförbundet Y", "Sälen-Malung kommun", "kommun"};
    struct arena arena = {0};
    const struct areas *areas = areas_read(&arena, load(&arena, "data/areas.tsv"));
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        assert_null(find(&arena, areas, names[i]));
    assert_non_null(find(&arena, areas, "MALUNG-SÄLENS KOMMUN"));
    assert_non_null(find(&arena, areas, "Borås stad"));
    arena_release(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_area_is_found_by_its_name),
        cmocka_unit_test(other_names_lie_nowhere),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
