/* The package of an .xlsx workbook: which parts it has, and the order of its sheets. */
#include "xlsx.h"

#include <string.h>

/* One entry of a relationships part: what points where. */
struct relationship {
    struct str id, type, target;
};

struct sheet_entry {
    struct str name, id; /* the name ends in a NUL */
    bool hidden;
};

struct package {
    struct xlsx xlsx;
    LIST(struct relationship) relationships; /* of the part that was read last */
    LIST(struct sheet_entry) sheets;
    bool is_workbook;
};

/* A copy of an attribute in the scratch arena, as far as such a one is ever long; empty for NULL. Ends in a NUL. */
static struct str xlsx_text(struct xlsx *xlsx, const char *attribute)
{
    struct str text = str_shorten(str_from(attribute ? attribute : ""), MOST_ATTRIBUTE);
    return (struct str){arena_copy(&xlsx->book->scratch, text.data, text.length), text.length};
}

long xlsx_number(struct str text)
{
    long number = 0;
    if (text.length == 0 || text.length > 9)
        return -1;
    for (size_t i = 0; i < text.length; i++) {
        if (text.data[i] < '0' || text.data[i] > '9')
            return -1;
        number = number * 10 + (text.data[i] - '0');
    }
    return number;
}

/* ---- relationships ---- */

static void ignore_close(void *context, const char *name)
{
    (void)context;
    (void)name;
}

static void ignore_text(void *context, struct str text)
{
    (void)context;
    (void)text;
}

static void open_relationship(void *context, const char *name, const char **attributes)
{
    struct package *package = context;
    if (!xml_is(name, "Relationship"))
        return;
    const char *mode = xml_attribute(attributes, "TargetMode");
    if (mode && strcmp(mode, "External") == 0)
        return;
    struct xlsx *xlsx = &package->xlsx;
    if (package->relationships.count == MOST_PARTS) {
        archive_fail(&xlsx->book->archive, MESSAGE_LIMIT_PARTS,
                     words_of_count(xlsx->book->archive.arena, MOST_PARTS));
        return;
    }
    *ARENA_PUSH(&xlsx->book->scratch, &package->relationships) = (struct relationship){
        xlsx_text(xlsx, xml_attribute(attributes, "Id")), xlsx_text(xlsx, xml_attribute(attributes, "Type")),
        xlsx_text(xlsx, xml_attribute(attributes, "Target"))};
}

/* The part that a target names, seen from the folder `base`, which ends in a slash or is empty. */
static struct str resolve(struct xlsx *xlsx, struct str base, struct str target)
{
    struct buffer path = {.arena = &xlsx->book->scratch};
    if (str_starts(target, STR("/")))
        return str_slice(target, 1, target.length);
    while (str_starts(target, STR("./")) || (str_starts(target, STR("../")) && base.length > 0)) {
        bool up = target.data[1] == '.';
        target = str_slice(target, up ? 3 : 2, target.length);
        for (base.length -= up; up && base.length > 0 && base.data[base.length - 1] != '/';)
            base.length--;
    }
    buffer_add(&path, base);
    buffer_add(&path, target);
    return buffer_text(&path);
}

/* The part's folder, and in *part the part of its relationships. */
static struct str folder_of(struct xlsx *xlsx, struct str part, struct str *relationships)
{
    struct buffer path = {.arena = &xlsx->book->scratch};
    size_t at = part.length;
    while (at > 0 && part.data[at - 1] != '/')
        at--;
    buffer_add(&path, str_slice(part, 0, at));
    buffer_add(&path, STR("_rels/"));
    buffer_add(&path, str_slice(part, at, part.length));
    buffer_add(&path, STR(".rels"));
    *relationships = buffer_text(&path);
    return str_slice(part, 0, at);
}

/* Reads what `part` points to, targets as names of parts. */
static bool read_relationships(struct package *package, struct str part)
{
    static const struct xml_handlers handlers = {open_relationship, ignore_close, ignore_text};
    struct xlsx *xlsx = &package->xlsx;
    struct str relationships, folder = folder_of(xlsx, part, &relationships);
    package->relationships.count = 0;
    if (!archive_has(&xlsx->book->archive, relationships))
        return true;
    if (!xml_read(&xlsx->book->archive, relationships, &handlers, package))
        return false;
    for (size_t i = 0; i < package->relationships.count; i++)
        package->relationships.items[i].target =
            resolve(xlsx, folder, package->relationships.items[i].target);
    return true;
}

static struct str target_of_type(const struct package *package, struct str type)
{
    for (size_t i = 0; i < package->relationships.count; i++)
        if (str_ends(package->relationships.items[i].type, type))
            return package->relationships.items[i].target;
    return STR("");
}

/* The part of a sheet of cells; empty for a sheet that is a chart. */
static struct str sheet_part(const struct package *package, struct str id)
{
    for (size_t i = 0; i < package->relationships.count; i++) {
        const struct relationship *relationship = &package->relationships.items[i];
        if (str_equal(relationship->id, id) && str_ends(relationship->type, STR("/worksheet")))
            return relationship->target;
    }
    return STR("");
}

/* ---- the workbook ---- */

static bool is_true(const char *value)
{
    return value && (strcmp(value, "1") == 0 || strcmp(value, "true") == 0);
}

static void open_workbook_element(void *context, const char *name, const char **attributes)
{
    struct package *package = context;
    struct xlsx *xlsx = &package->xlsx;
    package->is_workbook = package->is_workbook || xml_is(name, "workbook");
    if (xml_is(name, "workbookPr"))
        xlsx->from_1904 = is_true(xml_attribute(attributes, "date1904"));
    if (!xml_is(name, "sheet"))
        return;
    if (package->sheets.count == MOST_SHEETS) {
        archive_fail(&xlsx->book->archive, MESSAGE_LIMIT_SHEETS,
                     words_of_count(xlsx->book->archive.arena, MOST_SHEETS));
        return;
    }
    const char *state = xml_attribute(attributes, "state");
    *ARENA_PUSH(&xlsx->book->scratch, &package->sheets) = (struct sheet_entry){
        xlsx_text(xlsx, xml_attribute(attributes, "name")), xlsx_text(xlsx, xml_attribute(attributes, "id")),
        state && strcmp(state, "visible") != 0};
}

/* The workbook's own part: named by the package, else where every writer puts it. */
static bool find_workbook(struct package *package, struct str *part)
{
    struct archive *archive = &package->xlsx.book->archive;
    if (!read_relationships(package, STR("")))
        return false;
    *part = target_of_type(package, STR("/officeDocument"));
    if (part->length == 0)
        *part = STR("xl/workbook.xml");
    if (str_ends(*part, STR(".bin")))
        return archive_fail(archive, MESSAGE_FILE_BINARY_WORKBOOK, STR(""));
    return archive_has(archive, *part) || archive_fail(archive, MESSAGE_FILE_OTHER_ZIP, STR(""));
}

static bool read_workbook(struct package *package)
{
    static const struct xml_handlers handlers = {open_workbook_element, ignore_close, ignore_text};
    struct archive *archive = &package->xlsx.book->archive;
    struct str part;
    if (!find_workbook(package, &part) || !xml_read(archive, part, &handlers, package))
        return false;
    if (!package->is_workbook)
        return archive_fail(archive, MESSAGE_FILE_OTHER_DOCUMENT, STR(""));
    return read_relationships(package, part);
}

static bool read_sheets(struct package *package)
{
    for (size_t i = 0; i < package->sheets.count; i++) {
        const struct sheet_entry *entry = &package->sheets.items[i];
        struct str part = sheet_part(package, entry->id);
        if (part.length > 0 && !xlsx_read_sheet(&package->xlsx, part, entry->name.data, entry->hidden))
            return false;
    }
    return true;
}

bool xlsx_read(struct spreadsheet *book)
{
    struct package package = {.xlsx = {.book = book}};
    book->format = "xlsx";
    if (!read_workbook(&package))
        return false;
    struct str styles = target_of_type(&package, STR("/styles"));
    struct str strings = target_of_type(&package, STR("/sharedStrings"));
    return (styles.length == 0 || xlsx_read_styles(&package.xlsx, styles)) &&
           (strings.length == 0 || xlsx_read_strings(&package.xlsx, strings)) && read_sheets(&package);
}
