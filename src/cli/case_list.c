/* The cases of a run, as they are found. */
#include "cli.h"

struct case_files *add_case(struct arena *arena, struct case_list *cases, struct str path)
{
    struct case_files *files = ARENA_PUSH(arena, &cases->list);
    files->path = path;
    cases->said.list.count = 0;
    return files;
}

void add_unread_case(struct arena *arena, struct case_list *cases, struct str path)
{
    struct case_files *files = ARENA_PUSH(arena, &cases->list);
    files->path = path;
    for (size_t i = 0; i < cases->said.list.count; i++)
        *ARENA_PUSH(arena, &files->reasons) = cases->said.list.items[i];
    cases->said.list.count = 0;
}
