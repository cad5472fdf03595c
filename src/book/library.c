#include "library.h"

#include <dlfcn.h>
#include <string.h>

struct library lxw;

/* C has no way from an object to a function but through its bytes. */
static bool find(void *handle, const char *name, void *function, size_t size)
{
    void *symbol = dlsym(handle, name);
    memcpy(function, &symbol, size);
    return symbol != NULL;
}

bool library_open(const char **why)
{
    void *handle = dlopen(LIBXLSXWRITER, RTLD_NOW);
    bool found = handle != NULL;
#define FUNCTION(name) found = found && find(handle, #name, &lxw.name, sizeof lxw.name);
#include "library.def"
#undef FUNCTION
    if (!found)
        *why = dlerror();
    return found;
}
