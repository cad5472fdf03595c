/* Mapped files: which of their pages are given back, and that none behind them is. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>
#include <sys/mman.h>
#include <unistd.h>

#include "mapping.h"

enum { BLOCKS = 2, MARK = 0x5a, PAGES_BEHIND = 600 };

#define COUNT(array) (sizeof(array) / sizeof *(array))

/* Memory whose pages are zero once they have been given back; a mapping is some of its first bytes. */
struct memory {
    unsigned char *bytes;
    size_t page, pages;
};

static struct memory make_memory(void)
{
    struct memory memory = {.page = (size_t)sysconf(_SC_PAGESIZE)};
    memory.pages = BLOCKS * MAPPING_BLOCK / memory.page + PAGES_BEHIND;
    memory.bytes =
        mmap(NULL, memory.pages * memory.page, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    assert_true(memory.bytes != MAP_FAILED);
    return memory;
}

static void mark_pages(const struct memory *memory)
{
    for (size_t i = 0; i < memory->pages; i++)
        memory->bytes[i * memory->page] = MARK;
}

/* The pages before `end` are gone, and no other. */
static void check_pages(const struct memory *memory, size_t end, size_t size, size_t before)
{
    for (size_t i = 0; i < memory->pages; i++) {
        bool gone = memory->bytes[i * memory->page] != MARK;
        if (gone != (i * memory->page < end))
            fail_msg("of %zu bytes, before %zu: page %zu is %s", size, before, i, gone ? "gone" : "kept");
    }
}

/* Sizes and ends on and beside every boundary: of a block, of a page, of a megabyte. */
static size_t boundary(size_t i)
{
    static const long beside[] = {0, 1, -1, -4096, 1 - 1024 * 1024};
    size_t at = i / COUNT(beside) * MAPPING_BLOCK;
    long by = beside[i % COUNT(beside)];
    return by < 0 && (size_t)-by > at ? 0 : at + (size_t)by;
}

enum { BOUNDARIES = (BLOCKS + 1) * 5 };

static void test_nothing_behind(void **state)
{
    (void)state;
    struct memory memory = make_memory();
    for (size_t s = 0; s < BOUNDARIES; s++)
        for (size_t e = 0; e < BOUNDARIES; e++) {
            size_t size = boundary(s), end = boundary(e);
            if (size > BLOCKS * MAPPING_BLOCK)
                continue;
            struct mapping mapping = {.bytes = {(const char *)memory.bytes, size}};
            mark_pages(&memory);
            mapping_release_before(&mapping, end);
            size_t inside = end < size ? end : size;
            check_pages(&memory, inside / MAPPING_BLOCK * MAPPING_BLOCK, size, end);
        }
    munmap(memory.bytes, memory.pages * memory.page);
}

/* An end before another gives nothing back again, until the bytes are to be read once more. */
static void test_again(void **state)
{
    (void)state;
    struct memory memory = make_memory();
    struct mapping mapping = {.bytes = {(const char *)memory.bytes, BLOCKS * MAPPING_BLOCK}};
    mark_pages(&memory);
    mapping_release_before(&mapping, 2 * MAPPING_BLOCK + 1);
    check_pages(&memory, 2 * MAPPING_BLOCK, BLOCKS * MAPPING_BLOCK, 2 * MAPPING_BLOCK + 1);
    mark_pages(&memory);
    mapping_release_before(&mapping, MAPPING_BLOCK);
    mapping_release_before(&mapping, 2 * MAPPING_BLOCK);
    check_pages(&memory, 0, BLOCKS * MAPPING_BLOCK, 2 * MAPPING_BLOCK);
    mapping_rewind(&mapping);
    mapping_release_before(&mapping, MAPPING_BLOCK);
    check_pages(&memory, MAPPING_BLOCK, BLOCKS * MAPPING_BLOCK, MAPPING_BLOCK);
    munmap(memory.bytes, memory.pages * memory.page);
}

/* The bytes of a file are the same after its pages have been given back. */
static void test_file(void **state)
{
    (void)state;
    enum { SIZE = 70001 };
    static char text[SIZE];
    FILE *file = tmpfile();
    struct mapping mapping = {.bytes = STR("")};
    assert_non_null(file);
    assert_false(mapping_open(&mapping, fileno(file), 0));
    assert_false(mapping_open(&mapping, -1, SIZE));
    mapping_release_before(&mapping, SIZE); /* of nothing */
    for (size_t i = 0; i < SIZE; i++)
        text[i] = (char)('a' + i % 23);
    assert_int_equal(fwrite(text, 1, SIZE, file), SIZE);
    assert_int_equal(fflush(file), 0);
    assert_true(mapping_open(&mapping, fileno(file), SIZE));
    mapping_release_before(&mapping, SIZE_MAX);
    assert_int_equal(mapping.bytes.length, SIZE);
    assert_memory_equal(mapping.bytes.data, text, SIZE);
    mapping_close(&mapping);
    fclose(file);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_nothing_behind),
        cmocka_unit_test(test_again),
        cmocka_unit_test(test_file),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
