/* Whether a finished workbook is whole: made whole, then cut, changed, or packed from a part that was cut. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <minizip/unzip.h>
#include <minizip/zip.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "budgetkoll/book.h"
#include "budgetkoll/buffer.h"
#include "file_bytes.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

enum { DEFLATED = 8, BEST = 9 };

struct world {
    struct arena arena;
    char path[512];   /* of the workbook */
    struct str bytes; /* of the workbook */
};

static const char *temporary_folder(void)
{
    const char *folder = getenv("TMPDIR");
    return folder && *folder ? folder : "/tmp";
}

static void save(const char *path, struct str bytes)
{
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    size_t written = fwrite(bytes.data, 1, bytes.length, file);
    assert_int_equal(fclose(file), 0);
    assert_int_equal(written, bytes.length);
}

/* A workbook of no case: its overview and its findings. */
static void make_book(struct world *world)
{
    struct book_options options = {.case_count = 2, .temporary = temporary_folder()};
    struct str why = {"", 0};
    struct book *book = book_open(&world->arena, world->path, &options, &(struct str){0});
    assert_non_null(book);
    bool closed = book_close(book, &why);
    if (!closed)
        print_error("%.*s\n", STR_ARG(why));
    assert_true(closed);
    world->bytes = load(&world->arena, world->path);
}

static int set_up(void **state)
{
    static struct world world;
    world = (struct world){0};
    snprintf(world.path, sizeof world.path, "%s/budgetkoll-verify-XXXXXX", temporary_folder());
    int file = mkstemp(world.path);
    if (file < 0)
        return -1;
    close(file);
    make_book(&world);
    *state = &world;
    return 0;
}

static int tear_down(void **state)
{
    struct world *world = *state;
    unlink(world->path);
    arena_release(&world->arena);
    return 0;
}

static void test_whole_book(void **state)
{
    struct world *world = *state;
    assert_true(book_is_whole(world->path));
}

static void test_missing_file(void **state)
{
    struct world *world = *state;
    assert_int_equal(unlink(world->path), 0);
    assert_false(book_is_whole(world->path));
    assert_false(book_is_whole(""));
    assert_false(book_is_whole(temporary_folder()));
}

static void test_no_archive(void **state)
{
    struct world *world = *state;
    static const char text[] = "<a></a>";
    save(world->path, (struct str){text, 0});
    assert_false(book_is_whole(world->path));
    save(world->path, (struct str){text, sizeof text - 1});
    assert_false(book_is_whole(world->path));
}

/* From the end on, since a cut is a shorter file. */
static void test_cut_at_every_byte(void **state)
{
    struct world *world = *state;
    size_t wrong = 0;
    for (size_t length = world->bytes.length; length-- > 0;) {
        assert_int_equal(truncate(world->path, (off_t)length), 0);
        if (book_is_whole(world->path)) {
            print_error("whole without its last %zu bytes\n", world->bytes.length - length);
            wrong++;
        }
    }
    assert_int_equal(wrong, 0);
}

/* ---- parts ---- */

struct part {
    char name[256];
    size_t at, size; /* of its packed bytes in the file */
    struct str text; /* unpacked */
};

struct parts {
    LIST(struct part) list;
};

static struct part read_part(struct arena *arena, unzFile archive)
{
    struct part part = {.size = 0};
    unz_file_info info;
    assert_int_equal(unzGetCurrentFileInfo(archive, &info, part.name, sizeof part.name - 1, NULL, 0, NULL, 0),
                     UNZ_OK);
    assert_int_equal(unzOpenCurrentFile(archive), UNZ_OK);
    part.at = (size_t)unzGetCurrentFileZStreamPos64(archive);
    part.size = info.compressed_size;
    char *text = arena_alloc(arena, info.uncompressed_size + 1, 1);
    part.text = (struct str){text, info.uncompressed_size};
    assert_int_equal(unzReadCurrentFile(archive, text, (unsigned)part.text.length), part.text.length);
    assert_int_equal(unzCloseCurrentFile(archive), UNZ_OK);
    return part;
}

static struct parts read_parts(struct world *world)
{
    struct parts parts = {0};
    unzFile archive = unzOpen(world->path);
    assert_non_null(archive);
    for (int next = unzGoToFirstFile(archive); next == UNZ_OK; next = unzGoToNextFile(archive))
        *ARENA_PUSH(&world->arena, &parts.list) = read_part(&world->arena, archive);
    unzClose(archive);
    assert_in_range(parts.list.count, 5, 100);
    return parts;
}

/* The first byte of each packed part and two within it; those at its end may say the same in other bits. */
static void test_changed_bytes(void **state)
{
    struct world *world = *state;
    struct parts parts = read_parts(world);
    char *bytes = arena_copy(&world->arena, world->bytes.data, world->bytes.length);
    int wrong = 0;
    for (size_t i = 0; i < parts.list.count; i++) {
        const struct part *part = &parts.list.items[i];
        size_t places[] = {0, part->size / 2, part->size - part->size / 4};
        for (size_t p = 0; p < COUNT(places); p++) {
            bytes[part->at + places[p]] ^= 0x55;
            save(world->path, (struct str){bytes, world->bytes.length});
            bytes[part->at + places[p]] ^= 0x55;
            if (book_is_whole(world->path)) {
                print_error("%s: whole with another byte %zu\n", part->name, places[p]);
                wrong++;
            }
        }
    }
    assert_int_equal(wrong, 0);
    save(world->path, (struct str){bytes, world->bytes.length});
    assert_true(book_is_whole(world->path));
}

/* Adds a part to an open archive, as it is and with its own CRC. */
static void add_part(zipFile archive, const char *name, struct str text)
{
    zip_fileinfo info = {0};
    assert_non_null(archive);
    assert_int_equal(zipOpenNewFileInZip(archive, name, &info, NULL, 0, NULL, 0, NULL, DEFLATED, BEST),
                     ZIP_OK);
    assert_int_equal(zipWriteInFileInZip(archive, text.data, (unsigned)text.length), ZIP_OK);
    assert_int_equal(zipCloseFileInZip(archive), ZIP_OK);
}

static void pack(const char *path, int append, const char *name, struct str text)
{
    zipFile archive = zipOpen(path, append);
    add_part(archive, name, text);
    assert_int_equal(zipClose(archive, NULL), ZIP_OK);
}

/* The list of parts that begins every workbook, and a part. */
static void pack_with_types(const char *path, const char *types, const char *name, struct str text)
{
    zipFile archive = zipOpen(path, APPEND_STATUS_CREATE);
    add_part(archive, "[Content_Types].xml", str_from(types));
    add_part(archive, name, text);
    assert_int_equal(zipClose(archive, NULL), ZIP_OK);
}

static bool is_whole_alone(struct world *world, struct str text)
{
    pack_with_types(world->path, "<Types/>", "part.xml", text);
    return book_is_whole(world->path);
}

/* What the library writes, packed as if a full disk had cut it: nowhere does it look whole but at its end. */
static void test_parts_cut_at_every_byte(void **state)
{
    enum { LONGEST = 200 }; /* of long parts the beginning and the end */
    struct world *world = *state;
    struct parts parts = read_parts(world);
    int wrong = 0;
    for (size_t i = 0; i < parts.list.count; i++) {
        const struct part *part = &parts.list.items[i];
        struct str whole = part->text;
        while (whole.length && strchr(" \r\n", whole.data[whole.length - 1]))
            whole.length--;
        assert_true(is_whole_alone(world, part->text));
        assert_true(is_whole_alone(world, whole));
        for (size_t length = 0; length < whole.length; length++) {
            if (length == LONGEST && whole.length > 2 * (size_t)LONGEST)
                length = whole.length - LONGEST;
            if (is_whole_alone(world, str_slice(whole, 0, length))) {
                print_error("%s: whole when cut after %zu bytes: “%.*s”\n", part->name, length, (int)length,
                            whole.data);
                wrong++;
            }
        }
    }
    assert_int_equal(wrong, 0);
}

static void test_texts(void **state)
{
    static const struct {
        const char *text;
        bool whole;
    } rows[] = {
        {"<a></a>", true},
        {"<a>x</a>", true},
        {"<a>x</a>\n", true},
        {"<a>x</a>\r\n \n", true},
        {"<a b=\"c\">x</a>", true},
        {"<a\nb=\"c\">x</a>", true},
        {"<?xml version=\"1.0\"?>\n<a>x</a>", true},
        {"<?xml version=\"1.0\"?>\r\n<!-- x -->\r\n<a><b>x</b></a>", true},
        {"<w:a xmlns:w=\"x\"><w:b/></w:a>", true},
        {"<a>&lt;&#246;&quot;</a>", true},
        /* broken within, though it ends as it begins */
        {"<a><b></c></a>", false},
        {"<a><b></a>", false},
        {"<a><b c=\"d></b></a>", false},
        {"<a><b c=\"d\"e=\"f\"/></a>", false},
        {"<a><b c=\"d\" c=\"d\"/></a>", false},
        {"<a><b/>x</a>", false},
        {"<a>x<b/></a>", false},
        {"<a><b>x</b> <b>y</b>\n</a>", true},
        {"<a>x & y</a>", false},
        {"<a>x < y</a>", false},
        {"<a>\001</a>", false},
        {"<a>\xF6</a>", false},
        {"<a></a><a></a>", false},
        {"<a>&b;</a>", false},
        /* an element without content */
        {"<a/>", true},
        {"<a b=\"c\"/>", true},
        {"<?xml version=\"1.0\"?>\n<a b=\"c\" />\n", true},
        {"<?xml version=\"1.0\"?>\n<a b=\"c/d\"/>", true},
        /* nothing, or no element */
        {"", false},
        {"\n", false},
        {"text", false},
        {"<", false},
        {"<?xml version=\"1.0\"?>", false},
        {"<?xml version=\"1.0\"?>\n", false},
        /* cut */
        {"<a", false},
        {"<a b=\"c\"", false},
        {"<a b=\"c\"/", false},
        {"<a>", false},
        {"<a>x", false},
        {"<a>x<", false},
        {"<a>x</", false},
        {"<a>x</a", false},
        {"<a>x</b>", false},
        {"<a><b>x</b>", false},
        {"<a><b>x</b></", false},
        {"<a><ba>x</ba>", false},
        {"<a><b/>", false},
        {"<a><b c=\"d\"/>", false},
        {"<?xml version=\"1.0\"?>\n<a b=\"c\">\n<d/>\n", false},
        {"<a>x</a>y", false},
    };
    struct world *world = *state;
    int wrong = 0;
    for (size_t i = 0; i < COUNT(rows); i++)
        if (is_whole_alone(world, str_from(rows[i].text)) != rows[i].whole) {
            print_error("“%s”: %s whole\n", rows[i].text, rows[i].whole ? "is not" : "is");
            wrong++;
        }
    assert_int_equal(wrong, 0);
}

/* Longer than what is kept of a part, with every length of what is read last. */
static void test_long_texts(void **state)
{
    enum { BLOCK = 65536 };
    struct world *world = *state;
    int wrong = 0;
    for (size_t length = BLOCK - 70; length < BLOCK + 70; length++) {
        struct buffer text = {.arena = &world->arena};
        buffer_add(&text, STR("<?xml version=\"1.0\"?>\n<worksheet>"));
        while (text.length + strlen("</worksheet>") < length)
            buffer_add_char(&text, 'x');
        buffer_add(&text, STR("</worksheet>"));
        struct str whole = buffer_text(&text);
        wrong += !is_whole_alone(world, whole);
        wrong += is_whole_alone(world, str_slice(whole, 0, length - 1));
        wrong += is_whole_alone(world, str_slice(whole, 0, length - strlen("</worksheet>")));
    }
    assert_int_equal(wrong, 0);
}

/* One part that is not whole, wherever it stands among others. */
static void test_one_bad_part(void **state)
{
    static const struct {
        const char *name, *text;
    } parts[] = {{"a.xml", "<a>x</a>"}, {"b.xml", "<b c=\"d\"/>"}, {"c.xml", "<c>y</c>\n"}};
    struct world *world = *state;
    for (size_t bad = 0; bad <= COUNT(parts); bad++) {
        pack(world->path, APPEND_STATUS_CREATE, "[Content_Types].xml", STR("<Types/>"));
        for (size_t i = 0; i < COUNT(parts); i++) {
            struct str text = str_from(parts[i].text);
            text.length -= i == bad ? 3 : 0;
            pack(world->path, APPEND_STATUS_ADDINZIP, parts[i].name, text);
        }
        assert_int_equal(book_is_whole(world->path), bad == COUNT(parts));
    }
}

static void test_empty_part(void **state)
{
    struct world *world = *state;
    pack_with_types(world->path, "<Types/>", "a.xml", STR("<a>x</a>"));
    assert_true(book_is_whole(world->path));
    pack(world->path, APPEND_STATUS_ADDINZIP, "b.xml", STR(""));
    assert_false(book_is_whole(world->path));
}

/* Each part with a hole in its middle, as when one write of several fails: it takes a tag's end and what follows. */
static void test_holes(void **state)
{
    enum { HOLE = 5 };
    struct world *world = *state;
    struct parts parts = read_parts(world);
    int wrong = 0;
    for (size_t i = 0; i < parts.list.count; i++) {
        struct str text = parts.list.items[i].text;
        size_t end = (size_t)str_find(text, STR("\n")) + 1, at = end + (text.length - end) / 2;
        struct buffer holed = {.arena = &world->arena};
        while (text.data[at] != '"' || !strchr("/>", text.data[at + 1]))
            at--;
        buffer_add(&holed, str_slice(text, 0, at));
        buffer_add(&holed, str_slice(text, at + HOLE, text.length));
        if (is_whole_alone(world, buffer_text(&holed))) {
            print_error("%s: whole with a hole at %zu\n", parts.list.items[i].name, at);
            wrong++;
        }
    }
    assert_int_equal(wrong, 0);
}

/* Parts that are well-formed, each by itself, and do not belong together. */
static void test_what_must_be_there(void **state)
{
    static const char types[] =
        "<Types><Default Extension=\"xml\"/><Override PartName=\"/xl/a.xml\"/></Types>";
    static const struct {
        const char *types, *name, *text;
        bool whole;
    } rows[] = {
        {types, "xl/a.xml", "<a/>", true},
        {types, "xl/b.xml", "<a/>", false},
        {types, "a.xml", "<a/>", false},
        {"<Types><Override/></Types>", "a.xml", "<a/>", false},
        {"<Types/>", "xl/sharedStrings.xml", "<sst uniqueCount=\"2\"><si/><si/></sst>", true},
        {"<Types/>", "xl/sharedStrings.xml", "<sst uniqueCount=\"3\"><si/><si/></sst>", false},
        {"<Types/>", "xl/sharedStrings.xml", "<sst uniqueCount=\"1\"><si/><si/></sst>", false},
        {"<Types/>", "xl/sharedStrings.xml", "<sst><si/></sst>", false},
        {"<Types/>", "xl/workbook.xml", "<workbook><sheets><sheet/></sheets></workbook>", false},
        {"<Types/>", "xl/worksheets/sheet1.xml", "<worksheet/>", false},
    };
    struct world *world = *state;
    int wrong = 0;
    for (size_t i = 0; i < COUNT(rows); i++) {
        pack_with_types(world->path, rows[i].types, rows[i].name, str_from(rows[i].text));
        if (book_is_whole(world->path) != rows[i].whole) {
            print_error("%s %s: %s whole\n", rows[i].name, rows[i].text, rows[i].whole ? "is not" : "is");
            wrong++;
        }
    }
    assert_int_equal(wrong, 0);
    pack(world->path, APPEND_STATUS_CREATE, "a.xml", STR("<a/>"));
    assert_false(book_is_whole(world->path));
}

static void test_empty_archive(void **state)
{
    struct world *world = *state;
    zipFile archive = zipOpen(world->path, APPEND_STATUS_CREATE);
    assert_non_null(archive);
    assert_int_equal(zipClose(archive, NULL), ZIP_OK);
    assert_false(book_is_whole(world->path));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_whole_book, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_missing_file, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_no_archive, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_cut_at_every_byte, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_changed_bytes, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_parts_cut_at_every_byte, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_texts, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_long_texts, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_one_bad_part, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_empty_part, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_holes, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_what_must_be_there, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_empty_archive, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
