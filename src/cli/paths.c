#include "cli.h"

struct str path_without_slashes(struct str path)
{
    while (path.length > 1 && str_ends(path, STR("/")))
        path.length--;
    return path;
}

struct str path_last_part(struct str path)
{
    path = path_without_slashes(path);
    for (size_t at = path.length; at > 0; at--)
        if (path.data[at - 1] == '/')
            return str_slice(path, at, path.length);
    return path;
}
