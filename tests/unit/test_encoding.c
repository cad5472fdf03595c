/* Bytes to text: what Excel and others write, and what a cut or damaged file holds. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

#include "budgetkoll/encoding.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))
#define BYTES(literal)                                                                                       \
    {                                                                                                        \
        (literal), sizeof(literal) - 1                                                                       \
    }
#define BAD "\uFFFD"

static void test_kinds(void **state)
{
    static const struct {
        struct str bytes;
        enum byte_kind kind;
    } rows[] = {
        {BYTES(""), BYTES_EMPTY},
        {BYTES(" \t\r\n"), BYTES_EMPTY},
        {BYTES("\xEF\xBB\xBF"), BYTES_EMPTY},
        {BYTES("\xEF\xBB\xBF\r\n"), BYTES_EMPTY},
        {BYTES("\xFF\xFE"), BYTES_EMPTY},
        {BYTES("\xFE\xFF"), BYTES_EMPTY},
        {BYTES("PK\x03\x04\x14\x00"), BYTES_ZIP},
        {BYTES("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"), BYTES_OLD_WORKBOOK},
        {BYTES("%PDF-1.7\n"), BYTES_PDF},
        {BYTES("a\0b"), BYTES_TEXT}, /* a damaged byte or two */
        {BYTES("a\0\0b"), BYTES_TEXT},
        {BYTES("a\0\0\0b"), BYTES_BINARY},
        {BYTES("\x01\x02\x03"), BYTES_BINARY},
        {BYTES("Personal;1\x1A"), BYTES_TEXT}, /* the end mark of DOS */
        {BYTES("\x89PNG\r\n\x1A\n\0\0\0\rIHDR"), BYTES_BINARY},
        {BYTES("a;b\r\n1;2\r\n"), BYTES_TEXT},
        {BYTES("a\tb\f\n"), BYTES_TEXT},
        {BYTES("PK;1"), BYTES_TEXT},
        {BYTES("l\xF6n;1"), BYTES_TEXT},
        {BYTES("\xFF\xFE"
               "a\0"),
         BYTES_TEXT},
        {BYTES("\xFE\xFF"
               "\0a"),
         BYTES_TEXT},
        {BYTES("P\0e\0r\0;\0"), BYTES_TEXT}, /* UTF-16 without its mark */
        {BYTES("\0P\0e\0r\0;"), BYTES_TEXT},
        {BYTES("\0\0P\0\0\0e\0\0\0r"), BYTES_BINARY}, /* four bytes a character: nobody exports that */
    };
    int wrong = 0;
    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++)
        if (bytes_kind(rows[i].bytes, ENCODING_UNKNOWN) != rows[i].kind) {
            print_error("row %zu: kind %d, expected %d\n", i,
                        (int)bytes_kind(rows[i].bytes, ENCODING_UNKNOWN), (int)rows[i].kind);
            wrong++;
        }
    assert_int_equal(wrong, 0);
}

static const struct sample {
    struct str bytes;
    enum encoding encoding;
    struct str text;
    size_t bad;
} samples[] = {
    {BYTES("Personal;1"), ENCODING_UTF8, BYTES("Personal;1"), 0},
    {BYTES("L\xC3\xB6n \xE2\x82\xAC \xF0\x9F\x98\x80"), ENCODING_UTF8, BYTES("Lön € 😀"), 0},
    {BYTES("\xEF\xBB\xBF"
           "L\xC3\xB6n"),
     ENCODING_UTF8_BOM, BYTES("Lön"), 0},
    {BYTES("\xEF\xBB\xBF"
           "abc"),
     ENCODING_UTF8_BOM, BYTES("abc"), 0},
    /* a mark says UTF-8, so another byte is an error, not Windows-1252 */
    {BYTES("\xEF\xBB\xBF"
           "L\xF6n"),
     ENCODING_UTF8_BOM, BYTES("L" BAD "n"), 1},
    {BYTES("L\xF6n"), ENCODING_WINDOWS_1252, BYTES("Lön"), 0},
    {BYTES("\xC5"
           "rlig m\xE5l 5 \x80 \x96 \x94\xE4\x94"),
     ENCODING_WINDOWS_1252, BYTES("Årlig mål 5 € – ”ä”"), 0},
    {BYTES("1\xA0"
           "234"),
     ENCODING_WINDOWS_1252,
     BYTES("1\u00A0"
           "234"),
     0},
    /* mostly UTF-8 with one damaged byte stays UTF-8, and the byte is marked */
    {BYTES("r\xC3\xA4tt, r\xC3\xA4tt, fel: \xE4."), ENCODING_UTF8, BYTES("rätt, rätt, fel: " BAD "."), 1},
    {BYTES("\xE5\xE4\xF6 och en \xC3\xB6"), ENCODING_WINDOWS_1252, BYTES("åäö och en Ã¶"), 0},
    {BYTES("\xFF\xFE"
           "L\0\xF6\0n\0"),
     ENCODING_UTF16LE, BYTES("Lön"), 0},
    {BYTES("\xFE\xFF"
           "\0L\0\xF6\0n"),
     ENCODING_UTF16BE, BYTES("Lön"), 0},
    {BYTES("\xFF\xFE"
           "a\0\t\0b\0\r\0\n\0"),
     ENCODING_UTF16LE, BYTES("a\tb\r\n"), 0},
    {BYTES("\xFF\xFE"
           "\xAC\x20\x2F\x20"),
     ENCODING_UTF16LE, BYTES("€\u202F"), 0},
    {BYTES("\xFF\xFE"
           "\x3D\xD8\x00\xDE"
           "x\0"),
     ENCODING_UTF16LE, BYTES("😀x"), 0},
    {BYTES("\xFE\xFF"
           "\xD8\x3D\xDE\x00"
           "\0x"),
     ENCODING_UTF16BE, BYTES("😀x"), 0},
    {BYTES("\xFF\xFE"
           "\x3D\xD8"
           "x\0"),
     ENCODING_UTF16LE, BYTES(BAD "x"), 1},
    {BYTES("\xFF\xFE"
           "\x00\xDE"
           "x\0"),
     ENCODING_UTF16LE, BYTES(BAD "x"), 1},
    {BYTES("\xFF\xFE"
           "\x3D\xD8\x3D\xD8\x00\xDE"),
     ENCODING_UTF16LE, BYTES(BAD "😀"), 1},
    {BYTES("\xFE\xFF"
           "\xDE\x00\xD8\x3D"),
     ENCODING_UTF16BE, BYTES(BAD BAD), 2},
    {BYTES("\xFF\xFE"
           "x\0y"),
     ENCODING_UTF16LE, BYTES("x" BAD), 1},
    {BYTES("\xFF\xFE"
           "x\0\0\0"),
     ENCODING_UTF16LE, BYTES("x" BAD), 1},
    {BYTES("\xFF\xFE"
           "\x3D\xD8\x00"),
     ENCODING_UTF16LE, BYTES(BAD BAD), 2},
    /* without a mark, by the zeros */
    {BYTES("L\0\xF6\0n\0;\0"), ENCODING_UTF16LE, BYTES("Lön;"), 0},
    {BYTES("\0L\0\xF6\0n\0;"), ENCODING_UTF16BE, BYTES("Lön;"), 0},
    {BYTES("L\0\xF6\0n\0;\0\n"), ENCODING_UTF16LE, BYTES("Lön;" BAD), 1},
    {BYTES("ab\0cdefgh"), ENCODING_UTF8, BYTES("ab" BAD "cdefgh"), 1},
    {BYTES("l\xF6n\0;"), ENCODING_WINDOWS_1252, BYTES("lön" BAD ";"), 1},
    {BYTES("l\x9An; \x8Er\x1A"), ENCODING_MAC_ROMAN, BYTES("lön; ér"), 0},
    {BYTES("Resor p\x8C \x80land"), ENCODING_MAC_ROMAN, BYTES("Resor på Äland"), 0},
    {BYTES("Totalt 1\xCA"
           "000; l\x9An"),
     ENCODING_MAC_ROMAN,
     BYTES("Totalt 1\u00A0"
           "000; lön"),
     0},
    {BYTES("l\x94n, bidrag i annat \x84n pengar, p\x86"), ENCODING_CP850,
     BYTES("lön, bidrag i annat än pengar, på"), 0},
    {BYTES("\x8Frlig \x99kning 1\xFF"
           "000"),
     ENCODING_CP850,
     BYTES("Årlig Ökning 1\u00A0"
           "000"),
     0},
    /* what UTF-8 forbids: overlong forms and surrogates */
    {BYTES("\xEF\xBB\xBF\xC0\xAF"), ENCODING_UTF8_BOM, BYTES(BAD BAD), 2},
    {BYTES("\xEF\xBB\xBF\xED\xA0\x80"), ENCODING_UTF8_BOM, BYTES(BAD BAD BAD), 3},
};

/* As the user says, whatever the bytes look like. */
static const struct {
    struct sample sample;
    enum encoding stated;
} stated_samples[] = {
    {{BYTES("\xF6\x81\x8D\x8F\x90\x9D"), ENCODING_WINDOWS_1252, BYTES("ö" BAD BAD BAD BAD BAD), 5},
     ENCODING_WINDOWS_1252},
    {{BYTES("\x80\x82\x83\x84\x85\x86\x87\x88\x89\x8A\x8B\x8C\x8E"), ENCODING_WINDOWS_1252,
      BYTES("€‚ƒ„…†‡ˆ‰Š‹ŒŽ"), 0},
     ENCODING_WINDOWS_1252},
    {{BYTES("\x91\x92\x93\x94\x95\x96\x97\x98\x99\x9A\x9B\x9C\x9E\x9F"), ENCODING_WINDOWS_1252,
      BYTES("‘’“”•–—˜™š›œžŸ"), 0},
     ENCODING_WINDOWS_1252},
    {{BYTES("l\xF6n"), ENCODING_MAC_ROMAN, BYTES("lˆn"), 0}, ENCODING_MAC_ROMAN},
    {{BYTES("l\xC3\xB6n"), ENCODING_WINDOWS_1252, BYTES("lÃ¶n"), 0}, ENCODING_WINDOWS_1252},
    {{BYTES("l\xF6n"), ENCODING_UTF8, BYTES("l" BAD "n"), 1}, ENCODING_UTF8},
    {{BYTES("\xEF\xBB\xBF"
            "l"),
      ENCODING_UTF8, BYTES("l"), 0},
     ENCODING_UTF8},
    {{BYTES("l\0"), ENCODING_UTF16LE, BYTES("l"), 0}, ENCODING_UTF16LE},
    {{BYTES("\xFF\xFEl\0"), ENCODING_UTF16LE, BYTES("l"), 0}, ENCODING_UTF16LE},
};

static bool decodes(const struct sample *sample, enum encoding stated)
{
    struct arena arena = {0};
    struct decoded decoded = decode(&arena, sample->bytes, stated);
    bool right = decoded.encoding == sample->encoding && str_equal(decoded.text, sample->text) &&
                 decoded.bad_count == sample->bad;
    if (!right)
        print_error("%s, “%.*s”, %zu bad; expected “%.*s”\n", encoding_name(decoded.encoding),
                    STR_ARG(decoded.text), decoded.bad_count, STR_ARG(sample->text));
    arena_release(&arena);
    return right;
}

static void test_decode(void **state)
{
    int wrong = 0;
    (void)state;
    for (size_t i = 0; i < COUNT(samples); i++)
        wrong += !decodes(&samples[i], ENCODING_UNKNOWN);
    for (size_t i = 0; i < COUNT(stated_samples); i++)
        wrong += !decodes(&stated_samples[i].sample, stated_samples[i].stated);
    assert_int_equal(wrong, 0);
}

/* Every byte above 7F on its own, as no UTF-8: Latin-1 but for 80-9F, where five mean nothing. */
static void test_single_bytes(void **state)
{
    struct arena arena = {0};
    (void)state;
    for (int c = 0x80; c <= 0xFF; c++) {
        char byte = (char)c;
        bool undefined = c == 0x81 || c == 0x8D || c == 0x8F || c == 0x90 || c == 0x9D;
        struct decoded decoded = decode(&arena, (struct str){&byte, 1}, ENCODING_WINDOWS_1252);
        size_t at = 0;
        assert_int_equal(decoded.encoding, ENCODING_WINDOWS_1252);
        assert_int_equal(decoded.bad_offsets.count, undefined);
        int32_t code_point = str_next(decoded.text, &at);
        if (c >= 0xA0)
            assert_int_equal(code_point, c);
        else
            assert_int_equal(code_point == 0xFFFD, undefined);
        assert_int_equal(at, decoded.text.length);
    }
    arena_release(&arena);
}

/* Where two pages fit nearly alike both are named, and Windows-1252 is chosen when it is one of them. */
static void test_rivals(void **state)
{
    static const struct {
        struct str bytes;
        enum encoding encoding, rival;
    } rows[] = {
        {BYTES("l\xF6n"), ENCODING_WINDOWS_1252, ENCODING_UNKNOWN},
        {BYTES("l\x9An"), ENCODING_MAC_ROMAN, ENCODING_UNKNOWN},
        {BYTES("l\x94n"), ENCODING_CP850, ENCODING_UNKNOWN},
        {BYTES("5 \x80"), ENCODING_WINDOWS_1252, ENCODING_UNKNOWN},
        {BYTES("l\xF6n, l\x9An p\x8C"), ENCODING_WINDOWS_1252, ENCODING_MAC_ROMAN},
        {BYTES("l\x94n, l\x9An"), ENCODING_MAC_ROMAN, ENCODING_CP850},
        {BYTES("l\xF6n p\xE5, \x94\xE4\x94, l\x9An"), ENCODING_WINDOWS_1252, ENCODING_UNKNOWN},
    };
    struct arena arena = {0};
    int wrong = 0;
    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct decoded decoded = decode(&arena, rows[i].bytes, ENCODING_UNKNOWN);
        if (decoded.encoding != rows[i].encoding || decoded.rival != rows[i].rival) {
            print_error("row %zu: %s, rival %s\n", i, encoding_name(decoded.encoding),
                        encoding_name(decoded.rival));
            wrong++;
        }
    }
    arena_release(&arena);
    assert_int_equal(wrong, 0);
}

static void test_names(void **state)
{
    static const struct {
        const char *name;
        enum encoding encoding;
    } rows[] = {
        {"utf-8", ENCODING_UTF8},
        {"UTF-16LE", ENCODING_UTF16LE},
        {"utf-16be", ENCODING_UTF16BE},
        {"Windows-1252", ENCODING_WINDOWS_1252},
        {"ISO-8859-1", ENCODING_WINDOWS_1252},
        {"macintosh", ENCODING_MAC_ROMAN},
        {"CP850", ENCODING_CP850},
        {"", ENCODING_UNKNOWN},
        {"utf-80", ENCODING_UNKNOWN},
        {"utf", ENCODING_UNKNOWN},
        {NULL, ENCODING_UNKNOWN},
    };
    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++)
        assert_int_equal(encoding_find(rows[i].name), rows[i].encoding);
}

static bool is_utf8(struct str text)
{
    for (size_t at = 0; at < text.length;) {
        utf8proc_int32_t code_point = 0;
        utf8proc_ssize_t size = utf8proc_iterate((const utf8proc_uint8_t *)text.data + at,
                                                 (utf8proc_ssize_t)(text.length - at), &code_point);
        if (size <= 0)
            return false;
        at += (size_t)size;
    }
    return true;
}

/* Whatever the bytes: valid UTF-8 comes out, and each place said to be bad holds U+FFFD. */
static void check_promises(const char *bytes, size_t length)
{
    struct arena arena = {0};
    char *copy = malloc(length + (length == 0));
    memcpy(copy, bytes, length);
    bytes_kind((struct str){copy, length}, ENCODING_UNKNOWN);
    struct decoded decoded = decode(&arena, (struct str){copy, length}, ENCODING_UNKNOWN);
    assert_true(is_utf8(decoded.text));
    for (size_t i = 0; i < decoded.bad_offsets.count; i++) {
        size_t at = decoded.bad_offsets.items[i];
        assert_true(at < decoded.text.length);
        assert_int_equal(str_next(decoded.text, &at), 0xFFFD);
    }
    free(copy);
    arena_release(&arena);
}

static void test_cut_at_every_byte(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(samples); i++)
        for (size_t from = 0; from <= samples[i].bytes.length; from++)
            for (size_t to = from; to <= samples[i].bytes.length; to++)
                check_promises(samples[i].bytes.data + from, to - from);
}

/* A cut inside the last character loses that character and nothing else. */
static void test_cut_last_character(void **state)
{
    static const char whole[] = "p\xC3\xA5 en \xC3\xB6, 5 \xE2\x82\xAC";
    struct arena arena = {0};
    (void)state;
    for (size_t lost = 1; lost < 3; lost++) {
        struct decoded decoded =
            decode(&arena, (struct str){whole, sizeof whole - 1 - lost}, ENCODING_UNKNOWN);
        assert_int_equal(decoded.encoding, ENCODING_UTF8);
        assert_true(str_starts(decoded.text, STR("på en ö, 5 " BAD)));
        assert_true(decoded.bad_offsets.count >= 1);
        assert_int_equal(decoded.bad_offsets.items[0], 13);
        arena_release(&arena);
    }
}

/* Every byte of ASCII at every place of a text, since eight are looked at together: what stands in no table is lost. */
static void test_controls_anywhere(void **state)
{
    (void)state;
    for (int c = 0; c < 0x80; c++)
        for (size_t at = 0; at < 20; at++) {
            struct arena arena = {0};
            char text[20];
            memset(text, at % 2 ? 'a' : '\n', sizeof text);
            text[at] = (char)c;
            bool lost = c < 0x20 && !memchr("\t\n\v\f\r", c, 5) && !(c == 0x1A && at == sizeof text - 1);
            struct decoded decoded = decode(&arena, (struct str){text, sizeof text}, ENCODING_UTF8);
            assert_int_equal(decoded.bad_count, lost);
            arena_release(&arena);
        }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_kinds),
        cmocka_unit_test(test_decode),
        cmocka_unit_test(test_controls_anywhere),
        cmocka_unit_test(test_single_bytes),
        cmocka_unit_test(test_rivals),
        cmocka_unit_test(test_names),
        cmocka_unit_test(test_cut_at_every_byte),
        cmocka_unit_test(test_cut_last_character),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
