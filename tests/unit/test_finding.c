/* Findings: how many of a rule are listed, and what stands for the others. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>

#include "budgetkoll/finding.h"

enum { ROWS = 1000 };

/* A file of so many lines "x". */
static struct source make_source(struct arena *arena, const char *name)
{
    struct source source = {.name = str_from(name), .separator = ';'};
    char *text = arena_alloc(arena, 2 * ROWS + 1, 1);
    for (uint32_t i = 0; i < ROWS; i++) {
        memcpy(text + 2 * i, "x\n", 2);
        *ARENA_PUSH(arena, &source.records) = (struct record_start){2 * i, i + 1, false};
    }
    source.text = (struct str){text, (size_t)2 * ROWS};
    return source;
}

static struct finding *add(struct findings *findings, const struct source *source, uint32_t record)
{
    struct message message = {MESSAGE_UNKNOWN_ROW, {STR("x"), STR("y")}};
    struct finding *finding =
        finding_add(findings, RULE_READ_UNKNOWN_ROW, (struct origin){source, record, 0}, message);
    finding_set_action(findings, finding, (struct message){MESSAGE_DO_UNKNOWN_ROW, {{0}}});
    return finding;
}

/* As many as are listed stay as they are; of more each counts, in each file. */
static void test_so_many_are_listed(void **state)
{
    static const struct {
        uint32_t first, second; /* findings of two files */
        size_t listed, more[2]; /* what stands for others */
    } rows[] = {
        {0, 0, 0, {0, 0}},
        {MOST_ALIKE, 0, MOST_ALIKE, {0, 0}},
        {MOST_ALIKE + 1, 0, MOST_ALIKE, {1, 0}},
        {ROWS, 0, MOST_ALIKE, {ROWS - MOST_ALIKE, 0}},
        {MOST_ALIKE - 1, 3, MOST_ALIKE, {2, 0}},
        {ROWS, 7, MOST_ALIKE, {ROWS - MOST_ALIKE, 7}},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct arena arena = {0};
        struct source sources[] = {make_source(&arena, "a.csv"), make_source(&arena, "b.csv")};
        struct findings findings = {.arena = &arena, .language = ENGLISH};
        size_t listed = 0, closing = 0;
        for (uint32_t n = 0; n < rows[i].first; n++)
            add(&findings, &sources[0], n);
        for (uint32_t n = 0; n < rows[i].second; n++)
            add(&findings, &sources[1], n);
        findings_sort(&findings);
        findings_sort(&findings); /* once more changes nothing */
        for (size_t n = 0; n < findings.list.count; n++) {
            const struct finding *finding = &findings.list.items[n];
            listed += finding->more == 0;
            assert_true(finding->message.length > 0 && finding->action.length > 0 && finding->place.line > 0);
            if (finding->more > 0)
                assert_int_equal(finding->more, rows[i].more[closing++]);
        }
        assert_int_equal(listed, rows[i].listed);
        assert_int_equal(closing, (rows[i].more[0] > 0) + (rows[i].more[1] > 0));
        assert_int_equal(findings_count(&findings, WARNING), listed + closing);
        arena_release(&arena);
    }
}

/* An error among the warnings that are not listed is one still, at its own place. */
static void test_worst_of_the_rest(void **state)
{
    struct arena arena = {0};
    struct source source = make_source(&arena, "a.csv");
    struct findings findings = {.arena = &arena, .language = ENGLISH};
    (void)state;
    for (uint32_t n = 0; n < ROWS; n++) {
        struct finding *finding = add(&findings, &source, n);
        finding->severity = n == ROWS - 10 || n == ROWS - 5 ? ERROR : WARNING;
        finding->cell = STR("cell");
    }
    findings_sort(&findings);
    const struct finding *last = &findings.list.items[findings.list.count - 1];
    assert_int_equal(findings_count(&findings, ERROR), 1);
    assert_int_equal(last->severity, ERROR);
    assert_int_equal(last->more, ROWS - MOST_ALIKE);
    assert_int_equal(last->place.line, ROWS - 10 + 1);
    assert_int_equal(last->cell.length, 0);
    assert_true(str_starts(last->message, STR("and 800 more of the same kind")));
    arena_release(&arena);
}

/* Rules are counted each by itself. */
static void test_other_rules(void **state)
{
    struct arena arena = {0};
    struct source source = make_source(&arena, "a.csv");
    struct findings findings = {.arena = &arena, .language = ENGLISH};
    (void)state;
    for (uint32_t n = 0; n < ROWS; n++)
        add(&findings, &source, n);
    assert_true(findings_is_full(&findings, RULE_READ_UNKNOWN_ROW));
    assert_false(findings_is_full(&findings, RULE_READ_NUMBER));
    struct message message = {MESSAGE_NUMBER_NOT, {STR("x")}};
    finding_add(&findings, RULE_READ_NUMBER, (struct origin){&source, 0, 0}, message);
    add(&findings, &source, 0);
    findings_close(&findings);
    assert_int_equal(findings.list.count, MOST_ALIKE + 2);
    assert_int_equal(findings_count(&findings, ERROR), 1);
    arena_release(&arena);
}

/* Those that are about no cell, a byte in line 301, say, are not said to stand where the file begins. */
static void test_first_of_the_rest_is_no_cell(void **state)
{
    struct arena arena = {0};
    struct source source = make_source(&arena, "a.csv");
    struct findings findings = {.arena = &arena, .language = ENGLISH};
    (void)state;
    for (uint32_t n = 100; n < ROWS; n++)
        finding_add_at(&findings, RULE_READ_ENCODING, &source, (struct stretch){(size_t)2 * n, 1},
                       (struct message){MESSAGE_BAD_BYTES, {STR("UTF-8")}});
    findings_sort(&findings);
    assert_int_equal(findings.list.count, MOST_ALIKE + 1);
    for (uint32_t n = 0; n <= MOST_ALIKE; n++) {
        assert_int_equal(findings.list.items[n].place.line, 101 + n);
        assert_int_equal(findings.list.items[n].place.length, 1);
    }
    assert_int_equal(findings.list.items[MOST_ALIKE].more, ROWS - 100 - MOST_ALIKE);
    arena_release(&arena);
}

/* ---- findings that may be dropped ---- */

/* The same each time, and any. */
static uint32_t draw(uint32_t *state, uint32_t below)
{
    *state = *state * 1664525 + 1013904223;
    return (*state >> 8) % below;
}

/* One of two rules, in one of two files, now and then an error. */
static void add_drawn(struct findings *findings, const struct source *sources, uint32_t drawn)
{
    enum rule_id rule = drawn % 5 == 0 ? RULE_READ_NUMBER : RULE_READ_UNKNOWN_ROW;
    struct origin origin = {&sources[drawn / 700], drawn % ROWS, 0};
    struct message message = {MESSAGE_NUMBER_NOT, {STR("x")}};
    finding_add(findings, rule, origin, message)->severity = drawn % 97 == 0 ? ERROR : WARNING;
}

static void assert_same(struct findings *got, struct findings *expected)
{
    findings_sort(got);
    findings_sort(expected);
    assert_int_equal(got->list.count, expected->list.count);
    assert_memory_equal(got->added, expected->added, sizeof got->added);
    for (size_t i = 0; i < got->list.count; i++) {
        const struct finding *a = &got->list.items[i], *b = &expected->list.items[i];
        assert_int_equal(a->rule, b->rule);
        assert_int_equal(a->more, b->more);
        assert_int_equal(a->severity, b->severity);
        assert_int_equal(a->place.line, b->place.line);
        assert_true(str_equal(a->message, b->message) && str_equal(a->place.file, b->place.file));
    }
}

/* What was dropped might never have been, and what was joined have been added at once: whatever stood in the list before,
 * and however full it was. One list may be set apart from another that is. */
static void test_apart(void **state)
{
    (void)state;
    uint32_t seed = 1;
    for (int trial = 0; trial < 300; trial++) {
        struct arena arena = {0};
        struct source sources[] = {make_source(&arena, "a.csv"), make_source(&arena, "b.csv")};
        struct findings got = {.arena = &arena, .language = ENGLISH}, expected = got, row = {0};
        for (uint32_t at = 0; at < 1400;) {
            struct findings table = findings_apart(&got);
            findings_apart_again(&row, &table); /* what the last one held and did not hand on is gone */
            bool keeps_table = draw(&seed, 2) == 0, keeps_row = draw(&seed, 2) == 0;
            uint32_t first = draw(&seed, 150), second = draw(&seed, 150), third = draw(&seed, 3);
            for (uint32_t i = 0; i < first + second && at < 1400; i++, at++) {
                add_drawn(i < first ? &table : &row, sources, at);
                if (keeps_table && (i < first || keeps_row))
                    add_drawn(&expected, sources, at);
            }
            if (keeps_row)
                findings_join(&table, &row);
            if (keeps_table)
                findings_join(&got, &table);
            for (uint32_t i = 0; i < third && at < 1400; i++, at++) {
                add_drawn(&got, sources, at);
                add_drawn(&expected, sources, at);
            }
        }
        assert_same(&got, &expected);
        arena_release(&arena);
    }
}

/* An empty list takes nothing from the other, and what is joined is not joined again. */
static void test_joined_once(void **state)
{
    (void)state;
    struct arena arena = {0};
    struct source source = make_source(&arena, "a.csv");
    struct findings findings = {.arena = &arena, .language = ENGLISH}, apart = findings_apart(&findings);
    for (uint32_t n = 0; n < MOST_ALIKE + 3; n++)
        add(&apart, &source, n);
    findings_join(&findings, &apart);
    findings_join(&findings, &apart);
    findings_sort(&findings);
    assert_int_equal(findings.list.count, MOST_ALIKE + 1);
    assert_int_equal(findings.added[RULE_READ_UNKNOWN_ROW], MOST_ALIKE + 3);
    assert_int_equal(findings.list.items[MOST_ALIKE].more, 3);
    arena_release(&arena);
}

static bool is_even(const struct finding *finding, const void *context)
{
    (void)context;
    return finding->more > 0 || finding->origin.record % 2 == 0;
}

/* Those that are dropped make room for others of their rule; those that were not listed stay counted where they were. */
static void test_keep(void **state)
{
    (void)state;
    for (uint32_t count = 0; count < MOST_ALIKE + 20; count++) {
        struct arena arena = {0};
        struct source source = make_source(&arena, "a.csv");
        struct findings findings = {.arena = &arena, .language = ENGLISH};
        for (uint32_t n = 0; n < count; n++)
            add(&findings, &source, n);
        size_t unlisted = count > MOST_ALIKE ? count - MOST_ALIKE : 0, kept = (count - unlisted + 1) / 2;
        findings_keep(&findings, is_even, NULL);
        assert_int_equal(findings.added[RULE_READ_UNKNOWN_ROW], kept + unlisted);
        add(&findings, &source, ROWS - 1);
        findings_sort(&findings);
        assert_int_equal(findings.list.count, kept + (unlisted > 0) + 1);
        size_t last = unlisted > 0 ? kept : findings.list.count - 1;
        assert_int_equal(findings.list.items[last].more, unlisted);
        arena_release(&arena);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_so_many_are_listed),
        cmocka_unit_test(test_worst_of_the_rest),
        cmocka_unit_test(test_first_of_the_rest_is_no_cell),
        cmocka_unit_test(test_other_rules),
        cmocka_unit_test(test_apart),
        cmocka_unit_test(test_joined_once),
        cmocka_unit_test(test_keep),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
