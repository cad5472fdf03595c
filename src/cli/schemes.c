/* Finding a scheme by its name: embedded, a variant of one, or a file. */
#include "cli.h"
#include "budgetkoll/label.h"
#include "embedded.h"

#include <string.h>
#include <unistd.h>

#define DEFAULT_SCHEME "eruf-2014"
#define FOLDER "schemes/"
#define ENDING ".ini"

/* The id of an embedded file that is a scheme, else empty. */
static struct str embedded_id(const struct embedded *file)
{
    struct str name = str_from(file->name);
    bool is_scheme = str_starts(name, STR(FOLDER)) && str_ends(name, STR(ENDING));
    return is_scheme ? str_slice(name, sizeof FOLDER - 1, name.length - (sizeof ENDING - 1)) : STR("");
}

struct input scheme_source(struct str id)
{
    for (const struct embedded *file = embedded_files; id.length && file->name; file++)
        if (str_equal(embedded_id(file), id))
            return (struct input){str_from(file->name), {file->data, file->length}};
    return (struct input){0};
}

/* "eruf-2014" of "eruf-2014/university", whose variant is then "university". */
static struct str split_name(struct str name, struct str *variant)
{
    ptrdiff_t slash = str_find(name, STR("/"));
    *variant = slash < 0 ? STR("") : str_slice(name, (size_t)slash + 1, name.length);
    return slash < 0 ? name : str_slice(name, 0, (size_t)slash);
}

struct str scheme_base_of(const struct scheme *scheme)
{
    struct str variant;
    bool embedded = scheme_source(split_name(scheme->id, &variant)).bytes.length > 0;
    return !embedded && scheme->base.length ? scheme->base : scheme->id;
}

/* ---- nearest names ---- */

struct nearest {
    struct str wanted, name;
    size_t distance;
};

static void try_name(struct nearest *nearest, struct str name, bool allowed)
{
    size_t distance = label_distance(nearest->wanted, name);
    if (!allowed || name.length == 0 || (nearest->name.length && distance >= nearest->distance))
        return;
    nearest->name = name;
    nearest->distance = distance;
}

static void complain_of_scheme(enum language language, struct str wanted)
{
    struct nearest nearest = {.wanted = wanted};
    for (const struct embedded *file = embedded_files; file->name; file++)
        try_name(&nearest, embedded_id(file), true);
    complain(language, "villkoren ”%.*s” finns inte; menar du %.*s? Se budgetkoll schemes, eller ange en fil",
             "there is no scheme “%.*s”; do you mean %.*s? See budgetkoll schemes, or give a file",
             STR_ARG(wanted), STR_ARG(nearest.name));
}

static void try_rates(struct nearest *nearest, const struct flat_rates *rates)
{
    for (size_t i = 0; i < rates->list.count; i++)
        try_name(nearest, rates->list.items[i].id, !flat_rate_is_slip(&rates->list.items[i]));
}

static void complain_of_variant(enum language language, const struct scheme *scheme, struct str variant)
{
    struct nearest nearest = {.wanted = variant};
    try_rates(&nearest, &scheme->other_payroll);
    try_rates(&nearest, &scheme->other_indirect);
    for (size_t i = 0; i < scheme->other_bounds.count; i++)
        try_name(&nearest, scheme->other_bounds.items[i].id, true);
    if (nearest.name.length)
        complain(language, "%.*s har ingen variant ”%.*s”; menar du %.*s? Se budgetkoll schemes %.*s",
                 "%.*s has no variant “%.*s”; do you mean %.*s? See budgetkoll schemes %.*s",
                 STR_ARG(scheme->id), STR_ARG(variant), STR_ARG(nearest.name), STR_ARG(scheme->id));
    else
        complain(language, "%.*s har inga varianter (”%.*s”)", "%.*s has no variants (“%.*s”)",
                 STR_ARG(scheme->id), STR_ARG(variant));
}

/* ---- loading ---- */

static struct scheme *load_text(struct arena *arena, enum language language, struct input input)
{
    struct str error = STR("");
    struct scheme *scheme = read_scheme_with(arena, input, scheme_source, language, &error);
    if (!scheme)
        complain(language, "%.*s", "%.*s", STR_ARG(error));
    return scheme;
}

static struct scheme *load_file(struct arena *arena, enum language language, struct str name)
{
    struct input input = {.name = name};
    return file_read(arena, name, language, &input.bytes) ? load_text(arena, language, input) : NULL;
}

/* A name with a slash or a full stop is a file, unless it is a variant of an embedded scheme. */
struct scheme *scheme_load(struct arena *arena, enum language language, const char *wanted)
{
    struct str variant, name = str_from(wanted ? wanted : DEFAULT_SCHEME);
    struct input text = scheme_source(split_name(name, &variant));
    bool exists = wanted && access(wanted, F_OK) == 0;
    bool has_variant = str_find(name, STR("/")) >= 0;
    if (text.bytes.length == 0 && !exists && !(wanted && strpbrk(wanted, "/."))) {
        complain_of_scheme(language, name);
        return NULL;
    }
    if (text.bytes.length == 0)
        return load_file(arena, language, name);
    struct scheme *scheme = load_text(arena, language, text);
    if (!scheme || !has_variant || scheme_choose(arena, scheme, variant))
        return scheme;
    if (exists)
        return load_file(arena, language, name);
    complain_of_variant(language, scheme, variant);
    return NULL;
}
