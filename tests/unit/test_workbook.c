/* Workbooks to rows: small ones made here, whole, cut at every byte and damaged. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>

#include "budgetkoll/lexeme.h"
#include "spreadsheet.h"
#include "zip_writer.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))
#define MAIN "xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\""
#define RELATION(id, type, target)                                                                           \
    "<Relationship Id=\"" id "\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships" \
    "/" type "\" Target=\"" target "\"/>"
#define RELATIONS(inside)                                                                                    \
    "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">" inside          \
    "</Relationships>"

static const char strings_xml[] =
    "<sst " MAIN "><si><t>Personal</t></si><si><r><t xml:space=\"preserve\">Resor </t></r>"
    "<r><t>och logi</t></r><rPh sb=\"0\" eb=\"1\"><t>no</t></rPh></si>"
    "<si><t>a_x000D_b_x0041_c_x00_</t></si></sst>";
static const char styles_xml[] =
    "<styleSheet " MAIN
    "><numFmts count=\"1\"><numFmt numFmtId=\"164\" formatCode=\"yyyy\\-mm\\-dd\"/></numFmts>"
    "<cellStyleXfs><xf numFmtId=\"10\"/></cellStyleXfs>"
    "<cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"10\"/><xf numFmtId=\"164\"/><xf "
    "numFmtId=\"14\"/><xf numFmtId=\"0\"><alignment indent=\"2\"/></xf></cellXfs></styleSheet>";

struct book {
    struct arena arena;
    struct spreadsheet read;
    bool whole;
};

/* Reads a copy without a byte behind it, so that a sanitizer sees every step beyond the end. */
static void read_bytes(struct book *book, struct str bytes)
{
    struct str copy = {NULL, bytes.length};
    char *memory = test_malloc(bytes.length + 1);
    memcpy(memory + 1, bytes.data ? bytes.data : "", bytes.length);
    copy.data = memory + 1;
    book->whole = spreadsheet_read(&book->read, &book->arena, STR("a.xlsx"), copy);
    spreadsheet_release(&book->read);
    test_free(memory);
}

static struct str xlsx_bytes(struct arena *arena, const char *sheet, const char *properties,
                             const char *state)
{
    struct buffer workbook = {.arena = arena};
    buffer_print(&workbook,
                 "<workbook " MAIN
                 " xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\">"
                 "<workbookPr%s/><sheets><sheet name=\"Blad &amp; 1\" sheetId=\"1\" "
                 "r:id=\"a\"%s/></sheets></workbook>",
                 properties, state);
    struct zip_part parts[] = {
        {"[Content_Types].xml", STR("<Types/>")},
        {"_rels/.rels", STR(RELATIONS(RELATION("r", "officeDocument", "xl/workbook.xml")))},
        {"xl/workbook.xml", buffer_text(&workbook)},
        {"xl/_rels/workbook.xml.rels", STR(RELATIONS(RELATION("a", "worksheet", "/xl/Worksheets/sheet1.xml")
                                                         RELATION("s", "sharedStrings", "sharedStrings.xml")
                                                             RELATION("t", "styles", "./x/../styles.xml")))},
        {"xl/sharedStrings.xml", str_from(strings_xml)},
        {"xl/x/../styles.xml", str_from(styles_xml)}, /* the path is resolved as far as it begins with dots */
        {"xl/worksheets/sheet1.xml", str_from(sheet)},
    };
    return zip_write(arena, parts, COUNT(parts));
}

#define ODS(inside)                                                                                          \
    "<office:document-content xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\""             \
    " xmlns:table=\"urn:oasis:names:tc:opendocument:xmlns:table:1.0\""                                       \
    " xmlns:style=\"urn:oasis:names:tc:opendocument:xmlns:style:1.0\""                                       \
    " xmlns:calcext=\"urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0\""                \
    " xmlns:draw=\"urn:oasis:names:tc:opendocument:xmlns:drawing:1.0\""                                      \
    " xmlns:text=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\">" inside "</office:document-content>"
#define ODS_TABLE(rows)                                                                                      \
    ODS("<office:automatic-styles><style:style style:name=\"ta1\" "                                          \
        "style:family=\"table\"><style:table-properties"                                                     \
        " table:display=\"false\"/></style:style></"                                                         \
        "office:automatic-styles><office:body><office:spreadsheet>"                                          \
        "<table:table table:name=\"Blad\">" rows "</table:table></office:spreadsheet></office:body>")

static struct str ods_bytes(struct arena *arena, const char *content)
{
    struct zip_part parts[] = {{"mimetype", STR("application/vnd.oasis.opendocument.spreadsheet")},
                               {"content.xml", str_from(content)}};
    return zip_write(arena, parts, COUNT(parts));
}

/* The rows of the first sheet: its row number, then its cells in brackets, the exact ones in braces; a blank row as "-". */
static const char *shown(const struct book *book)
{
    static char text[4000];
    struct arena arena = {0};
    struct buffer buffer = {.arena = &arena};
    text[0] = '\0';
    if (!book->whole)
        return "failed";
    for (size_t i = 0; book->read.sheets.count > 0 && i < book->read.sheets.items[0].rows.list.count; i++) {
        const struct row *row = &book->read.sheets.items[0].rows.list.items[i];
        if (row->count == 0)
            buffer_print(&buffer, "-");
        else
            buffer_print(&buffer, "%u", book->read.sheets.items[0].source->records.items[row->record].line);
        for (uint32_t field = 0; field < row->count; field++) {
            struct str cell = row_cell(row, field);
            bool exact = cell.length > 0 && row_is_exact(row, (int)field);
            buffer_print(&buffer, "%c%.*s%c", exact ? '{' : '[', STR_ARG(cell), exact ? '}' : ']');
        }
    }
    memcpy(text, buffer.data ? buffer.data : "", buffer.length);
    text[buffer.length] = '\0';
    arena_release(&arena);
    return text;
}

static int wrong;

static void see(const struct book *book, const char *input, const char *expected)
{
    if (strcmp(shown(book), expected) != 0) {
        print_error("%s\n  gives    %s\n  expected %s\n", input, shown(book), expected);
        wrong++;
    }
}

static void test_xlsx_cells(void **state)
{
    static const char *const rows[][2] = {
        {"", ""},
        {"<row r=\"1\"><c r=\"A1\"/></row>", ""},
        {"<row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c><c r=\"B1\"><v>1000</v></c></row>",
         "1[Personal]{1000}"},
        {"<row r=\"1\"><c r=\"A1\" t=\"s\"><v>1</v></c></row>", "1[Resor och logi]"},
        {"<row r=\"1\"><c r=\"A1\" t=\"s\"><v>2</v></c></row>", "1[a bAc_x00_]"},
        {"<row r=\"1\"><c r=\"A1\" t=\"s\"><v>3</v></c></row>", "failed"},
        {"<row r=\"1\"><c r=\"A1\" t=\"s\"><v>-1</v></c></row>", "failed"},
        {"<row r=\"7\"><c r=\"C7\"><v>5</v></c></row>", "7[][]{5}"},
        {"<row><c><v>1</v></c><c><v>2</v></c></row><row><c><v>3</v></c></row>", "1{1}{2}2{3}"},
        {"<row r=\"3\"><c><v>1</v></c><c "
         "r=\"D3\"><v>2</v></c><c><v>3</v></c></row><row><c><v>4</v></c></row>",
         "3{1}[][]{2}{3}4{4}"},
        {"<row r=\"1\"><c><v>1</v></c></row><row r=\"9\"><c><v>2</v></c></row>", "1{1}-9{2}"},
        {"<row r=\"1\"><c><v>1</v></c></row><row r=\"2\"/><row r=\"3\"><c><v>2</v></c></row>", "1{1}-3{2}"},
        {"<row r=\"2\"><c><v>1</v></c></row><row r=\"1\"><c><v>2</v></c></row>", "failed"},
        {"<row r=\"1\"><c r=\"B1\"><v>1</v></c><c r=\"A1\"><v>2</v></c></row>", "failed"},
        {"<row r=\"1\"><c r=\"A1\"><v>1</v></c><c r=\"A1\"><v>2</v></c></row>", "failed"},
        {"<row r=\"1\"><c r=\"A2\"><v>1</v></c></row>", "failed"},
        {"<row r=\"x\"><c><v>1</v></c></row>", "failed"},
        {"<row r=\"0\"><c><v>1</v></c></row>", "failed"},
        {"<c r=\"A1\"><v>1</v></c>", "failed"},
        {"<row r=\"1\"><c r=\"XFD1\"/><c r=\"XFE1\"><v>1</v></c></row>", "failed"},
        {"<row><c t=\"inlineStr\"><is><r><t>Två </t></r><r><t>ord</t></r></is></c></row>", "1[Två ord]"},
        {"<row><c t=\"inlineStr\"><is><t>a\tb\nc</t></is></c></row>", "1[a b c]"},
        {"<row><c t=\"str\"><f>A1&amp;B1</f><v>ord</v></c></row>", "1[ord]"},
        {"<row><c t=\"str\"><f>IF(A1,1,\"\")</f><v></v></c></row>", ""},
        {"<row><c><f>SUM(B2:B6)</f></c><c><f t=\"shared\" si=\"0\"/><v/></c></row>", "1[=SUM(B2:B6)][=…]"},
        {"<row><c><f>SUM(B2:B6)</f><v>12.5</v></c></row>", "1{12.5}"},
        {"<row><c t=\"b\"><v>1</v></c><c t=\"b\"><v>0</v></c></row>", "1[TRUE][FALSE]"},
        {"<row><c t=\"e\"><f>A0</f><v>#REF!</v></c></row>", "1[#REF!]"},
        {"<row><c t=\"d\"><v>2021-06-01T00:00:00</v></c></row>", "1[2021-06-01]"},
        {"<row><c s=\"1\"><v>0.6128</v></c><c s=\"2\"><v>44348</v></c><c s=\"3\"><v>44348</v></c></row>",
         "1{61.28 %}{2021-06-01}{2021-06-01}"},
        {"<row><c s=\"9\"><v>5</v></c><c t=\"n\"><v>x</v></c></row>", "1{5}[x]"},
        {"<row><c><v>0.1</v></c><extLst><ext><f>no</f></ext></extLst></row>", "1{0.1}"},
    };
    (void)state;
    wrong = 0;
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct book book = {0};
        struct buffer sheet = {.arena = &book.arena};
        buffer_print(&sheet, "<worksheet " MAIN "><sheetData>%s</sheetData></worksheet>%c", rows[i][0], 0);
        read_bytes(&book, xlsx_bytes(&book.arena, sheet.data, "", ""));
        see(&book, rows[i][0], rows[i][1]);
        arena_release(&book.arena);
    }
    assert_int_equal(wrong, 0);
}

static void read_xlsx(struct book *book, const char *sheet, const char *properties, const char *state)
{
    *book = (struct book){0};
    read_bytes(book, xlsx_bytes(&book->arena, sheet, properties, state));
}

/* How far in the first cell of a row stands: by its style, by blanks. */
static void test_indents(void **state)
{
    static const unsigned expected[] = {0, 2, 3, 0, 1};
    struct book book = {0};
    (void)state;
    read_xlsx(&book,
              "<worksheet " MAIN "><sheetData>"
              "<row><c s=\"0\" t=\"inlineStr\"><is><t>a</t></is></c></row>"
              "<row><c s=\"4\" t=\"inlineStr\"><is><t>b</t></is></c></row>"
              "<row><c t=\"inlineStr\"><is><t xml:space=\"preserve\">   c</t></is></c></row>"
              "<row><c s=\"0\"><v>1</v></c><c s=\"4\"><v>2</v></c></row>"
              "<row><c r=\"B5\" t=\"inlineStr\"><is><t xml:space=\"preserve\"> "
              "d</t></is></c></row></sheetData></worksheet>",
              "", "");
    assert_true(book.whole);
    for (size_t i = 0; i < COUNT(expected); i++)
        assert_int_equal(book.read.sheets.items[0].rows.list.items[i].indent, expected[i]);
    arena_release(&book.arena);
}

static void test_xlsx_workbook(void **state)
{
    struct book book;
    (void)state;
    wrong = 0;
    read_xlsx(&book, SHEET_XML("<row><c s=\"2\"><v>42886</v></c></row>"), " date1904=\"1\"", "");
    see(&book, "date1904", "1{2021-06-01}");
    arena_release(&book.arena);
    read_xlsx(&book,
              SHEET_XML("<row hidden=\"1\"><c><v>1</v></c><c><v>1</v></c></row><row hidden=\"1\"/>"
                        "<row hidden=\"0\"><c><v>1</v></c></row>"),
              "", " state=\"veryHidden\"");
    assert_true(book.read.sheets.items[0].hidden);
    assert_true(str_equal(book.read.sheets.items[0].hidden_rows, STR("1")));
    assert_true(str_equal(book.read.sheets.items[0].source->sheet, STR("Blad & 1")));
    assert_true(str_equal(book.read.sheets.items[0].source->text, STR("1\t1\n\n1\n")));
    arena_release(&book.arena);
    read_xlsx(
        &book,
        "<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><cols><col min=\"2\" "
        "max=\"3\" hidden=\"1\"/><col min=\"4\" max=\"4\"/><col min=\"28\" max=\"16384\" "
        "hidden=\"true\"/></cols>"
        "<sheetData><row r=\"1\"><c r=\"A1\"><v>1</v></c><c r=\"C1\"><v>1</v></c><c r=\"D1\"><v>1</v></c>"
        "<c r=\"AB1\"><v>1</v></c></row></sheetData></worksheet>",
        "", "");
    assert_true(str_equal(book.read.sheets.items[0].hidden_columns, STR("C, AB")));
    arena_release(&book.arena);
    read_xlsx(
        &book,
        "<x:worksheet xmlns:x=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><x:sheetData>"
        "<x:row r=\"2\"><x:c r=\"B2\"><x:v>1</x:v></x:c></x:row></x:sheetData></x:worksheet>",
        "", "");
    see(&book, "prefixes", "2[]{1}");
    arena_release(&book.arena);
    read_xlsx(&book,
              "<worksheet " MAIN
              "><sheetData><row><c><v>1</v></c><c><v>2</v></c></row><row><c><v>3</v></c><c><v>4</v></c>"
              "</row></sheetData><mergeCells><mergeCell ref=\"A1:B2\"/></mergeCells></worksheet>",
              "", "");
    see(&book, "merged", "1{1}[]2[][]");
    arena_release(&book.arena);
    assert_int_equal(wrong, 0);
}

/* What each content of an .ods is read as. */
static void check_ods(const char *const (*rows)[2], size_t count)
{
    wrong = 0;
    for (size_t i = 0; i < count; i++) {
        struct book book = {0};
        read_bytes(&book, ods_bytes(&book.arena, rows[i][0]));
        see(&book, rows[i][0], rows[i][1]);
        arena_release(&book.arena);
    }
    assert_int_equal(wrong, 0);
}

#define CELL(attributes, text) "<table:table-cell " attributes "><text:p>" text "</text:p></table:table-cell>"
#define ROW(cells) "<table:table-row>" cells "</table:table-row>"
#define FLOAT(value) CELL("office:value-type=\"float\" office:value=\"" value "\"", "visas")

static void test_ods_cells(void **state)
{
    static const char *const rows[][2] = {
        {ODS_TABLE(""), ""},
        {ODS_TABLE(ROW(CELL("office:value-type=\"string\"", "Personal") FLOAT("1000.5"))),
         "1[Personal]{1000.5}"},
        {ODS_TABLE(ROW(CELL("office:value-type=\"percentage\" office:value=\"0.612812345\"", "61,28 %"))),
         "1{61.28 %}"},
        {ODS_TABLE(ROW(
             CELL("office:value-type=\"currency\" office:currency=\"SEK\" office:value=\"12\"", "12 kr"))),
         "1{12}"},
        {ODS_TABLE(ROW(CELL("office:value-type=\"float\" office:value=\"25.5\"", "25,5 mnkr"))),
         "1{25.5 mnkr}"},
        {ODS_TABLE(
             ROW(CELL("office:value-type=\"date\" office:date-value=\"2021-06-01T00:00:00\"", "1 juni"))),
         "1[2021-06-01]"},
        {ODS_TABLE(ROW(CELL("office:value-type=\"date\" office:date-value=\"2021-01-01\"", "2021"))),
         "1[2021]"},
        {ODS_TABLE(ROW(CELL("office:value-type=\"boolean\" office:boolean-value=\"true\"", "SANT"))),
         "1[TRUE]"},
        {ODS_TABLE(
             ROW(CELL("office:value-type=\"string\" office:string-value=\"\" calcext:value-type=\"error\"",
                      "#DIV/0!"))),
         "1[#DIV/0!]"},
        {ODS_TABLE(ROW("<table:table-cell table:formula=\"of:=SUM([.B2:.B6])\"/>")), "1[=SUM(B2:B6)]"},
        {ODS_TABLE(
             ROW(CELL("table:formula=\"of:=[.B2]\" office:value-type=\"float\" office:value=\"7\"", "7"))),
         "1{7}"},
        {ODS_TABLE(ROW(
             "<table:table-cell office:value-type=\"string\"><office:annotation><text:p>kommentar</text:p>"
             "</office:annotation><text:p>ett<text:s "
             "text:c=\"3\"/>två<text:line-break/><text:span>tre</text:span>"
             "</text:p> "
             "<text:p>fyra</text:p><draw:frame><text:p>bild</text:p></draw:frame></table:table-cell>")),
         "1[ett två tre fyra]"},
        {ODS_TABLE(ROW("<table:table-cell table:number-columns-repeated=\"2\"/>" FLOAT("1")) ROW("")
                       ROW(FLOAT("2"))),
         "1[][]{1}-3{2}"},
        {ODS_TABLE(ROW(CELL(
             "table:number-columns-repeated=\"3\" office:value-type=\"float\" office:value=\"1\"", "1"))),
         "1{1}{1}{1}"},
        {ODS_TABLE("<table:table-row table:number-rows-repeated=\"2\">" FLOAT(
             "1") "</table:table-row>"
                  "<table:table-row table:number-rows-repeated=\"1048570\"><table:table-cell "
                  "table:number-columns-repeated=\"16384\"/></table:table-row>"),
         "1{1}2{1}"},
        {ODS_TABLE(
             "<table:table-row table:number-rows-repeated=\"99999999999\"/>" ROW("<table:table-cell/>")),
         ""},
        {ODS_TABLE("<table:table-row table:number-rows-repeated=\"99999999999\"/>" ROW(FLOAT("1"))),
         "failed"},
        {ODS_TABLE(ROW(
             FLOAT("1") "<table:covered-table-cell office:value-type=\"float\" office:value=\"2\"><text:p>2"
                        "</text:p></table:covered-table-cell>" FLOAT("3"))),
         "1{1}[]{3}"},
        {ODS_TABLE(
             "<table:shapes><draw:frame><text:p>x</text:p></draw:frame></"
             "table:shapes><table:table-header-rows>" ROW(FLOAT(
                 "1")) "</table:table-header-rows><table:table-row-group>" ROW(FLOAT("2")) "</"
                                                                                           "table:table-row-"
                                                                                           "group>"),
         "1{1}2{2}"},
        {ODS("<office:body><office:text><text:p>brev</text:p></office:text></office:body>"), "failed"},
        {"<!DOCTYPE a [<!ENTITY b \"c\">]>" ODS_TABLE(ROW(FLOAT("1"))), "failed"},
    };
    (void)state;
    check_ods(rows, COUNT(rows));
}

#define NUMBERS "urn:oasis:names:tc:opendocument:xmlns:datastyle:1.0"
#define FORMAT(name, inside)                                                                                 \
    "<n:number-style xmlns:n=\"" NUMBERS "\" style:name=\"" name "\">" inside "</n:number-style>"
#define FACTOR(factor) "<n:number n:display-factor=\"" factor "\"/>"
#define CELL_STYLE(name, attributes)                                                                         \
    "<style:style style:family=\"table-cell\" style:name=\"" name "\" " attributes "/>"
#define ODS_STYLED(styles, table)                                                                            \
    ODS("<office:automatic-styles>" styles "</office:automatic-styles><office:body><office:spreadsheet>"     \
        "<table:table table:name=\"Blad\">" table "</table:table></office:spreadsheet></office:body>")
#define STYLED(style, value, text)                                                                           \
    CELL("table:style-name=\"" style "\" office:value-type=\"float\" office:value=\"" value "\"", text)
#define TKR FORMAT("N1", FACTOR("1000")) CELL_STYLE("tkr", "style:data-style-name=\"N1\"")

/* Numbers that are shown divided by a thousand are held in kronor. */
static void test_ods_scaled(void **state)
{
    static const char *const rows[][2] = {
        {ODS_STYLED(TKR, ROW(STYLED("tkr", "600000", "600 tkr") STYLED("x", "600", "600 tkr"))),
         "1{600 tkr}{600 tkr}"},
        {ODS_STYLED(TKR, ROW(STYLED("tkr", "1600500", "1 601"))), "1{1600.5 tkr}"},
        {ODS_STYLED(FORMAT("N2", FACTOR("1000000")) CELL_STYLE("m", "style:data-style-name=\"N2\""),
                    ROW(STYLED("m", "25500000", "25,5 mnkr"))),
         "1{25.5 mnkr}"},
        /* positive and negative numbers by formats of their own, zero as a dash */
        {ODS_STYLED(FORMAT("P0", FACTOR("1000")) FORMAT("P1", FACTOR("1000"))
                        FORMAT("N3", "<n:text>-</n:text><style:map "
                                     "style:apply-style-name=\"P0\"/>")
                            CELL_STYLE("t", "style:data-style-name=\"N3\""),
                    ROW(STYLED("t", "-7000", "-7") STYLED("t", "0", "-"))),
         "1{-7 tkr}{0 tkr}"},
        {ODS_STYLED(TKR CELL_STYLE("child", "style:parent-style-name=\"tkr\"")
                        CELL_STYLE("other", "style:parent-style-name=\"tkr\" style:data-style-name=\"N0\""),
                    ROW(STYLED("child", "5000", "5") STYLED("other", "5000", "5000"))),
         "1{5 tkr}{5000}"},
        /* a cell's own style before its row's, and that before its column's */
        {ODS_STYLED(TKR CELL_STYLE("plain", ""),
                    "<table:table-column/><table:table-column table:number-columns-repeated=\"2\" "
                    "table:default-cell-style-name=\"tkr\"/>" ROW(FLOAT("1000") FLOAT("2000") STYLED(
                        "plain", "3000",
                        "3000")) "<table:table-row table:default-cell-style-name=\"plain\">" FLOAT("4")
                        FLOAT("5000") STYLED("tkr", "6000", "6") "</table:table-row>"),
         "1{1000}{2 tkr}{3000}2{4}{5000}{6 tkr}"},
        /* later styles take the place of earlier ones */
        {ODS_STYLED(TKR FORMAT("N1", "<n:number/>") CELL_STYLE("tkr", "style:data-style-name=\"N1\""),
                    ROW(STYLED("tkr", "600", "600"))),
         "1{600}"},
    };
    (void)state;
    check_ods(rows, COUNT(rows));
}

/* Styles that all sheets share stand in a part of their own. */
static void test_ods_styles_part(void **state)
{
    struct book book = {0};
    struct zip_part parts[] = {{"mimetype", STR("application/vnd.oasis.opendocument.spreadsheet")},
                               {"styles.xml", str_from(ODS("<office:styles>" TKR "</office:styles>"))},
                               {"content.xml", str_from(ODS_TABLE(ROW(STYLED("tkr", "600000", "600 tkr"))))}};
    (void)state;
    wrong = 0;
    read_bytes(&book, zip_write(&book.arena, parts, COUNT(parts)));
    see(&book, "styles.xml", "1{600 tkr}");
    arena_release(&book.arena);
    assert_int_equal(wrong, 0);
}

#define IN(currency, value, text)                                                                            \
    CELL("office:value-type=\"currency\" office:currency=\"" currency "\" office:value=\"" value "\"", text)
#define SHOWN(text) CELL("office:value-type=\"float\" office:value=\"5\"", text)

/* A cell's own currency, else the one that is shown. */
static void test_ods_currencies(void **state)
{
    static const enum currency expected[] = {CURRENCY_EUR, CURRENCY_SEK,     CURRENCY_NONE, CURRENCY_EUR,
                                             CURRENCY_EUR, CURRENCY_DOLLARS, CURRENCY_NONE};
    static const char content[] = ODS_TABLE(ROW(IN("EUR", "5", "5,00 kr") IN("SEK", "5", "5,00 kr") SHOWN(
        "5") SHOWN("5,00 EUR") SHOWN("\u20AC -5") SHOWN("-$5") SHOWN("5 dagar")));
    struct book book = {0};
    (void)state;
    read_bytes(&book, ods_bytes(&book.arena, content));
    assert_string_equal(shown(&book), "1{5}{5}{5}{5}{5}{5}{5}");
    for (uint32_t field = 0; field < COUNT(expected); field++)
        assert_int_equal(row_number(&book.read.sheets.items[0].rows.list.items[0], field, 0).currency,
                         expected[field]);
    arena_release(&book.arena);
}

static void test_ods_hidden(void **state)
{
    struct book book = {0};
    (void)state;
    static const char content[] = ODS(
        "<office:automatic-styles><style:style style:name=\"h\" "
        "style:family=\"table\"><style:table-properties"
        " table:display=\"false\"/></style:style></office:automatic-styles><office:body><office:spreadsheet>"
        "<table:table table:name=\"Syns\">" ROW(FLOAT(
            "1")) "</table:table><table:table table:name=\"Tom\"/>"
                  "<table:table table:name=\"Dold\" table:style-name=\"h\"><table:table-column-group>"
                  "<table:table-column table:visibility=\"collapse\" table:number-columns-repeated=\"2\"/>"
                  "</table:table-column-group><table:table-row "
                  "table:visibility=\"filter\""
                  " table:number-rows-repeated=\"2\">" FLOAT(
                      "1") "</table:table-row></table:table></office:spreadsheet></office:body>");
    read_bytes(&book, ods_bytes(&book.arena, content));
    assert_true(book.whole);
    assert_int_equal(book.read.sheets.count, 2);
    assert_false(book.read.sheets.items[0].hidden);
    assert_true(book.read.sheets.items[1].hidden);
    assert_true(str_equal(book.read.sheets.items[1].hidden_rows, STR("1, 2")));
    assert_int_equal(book.read.sheets.items[0].hidden_columns.length, 0);
    assert_true(str_equal(book.read.sheets.items[1].hidden_columns, STR("A")));
    arena_release(&book.arena);
}

/* A zip file ends in noughts that nothing depends on: the length of a comment, and the high byte of an offset. */
enum { SPARE_BYTES = 3 };

/* A workbook that was cut is never whole, and what is damaged never silently something else. */
static void test_cut(void **state)
{
    struct arena arena = {0};
    static const char content[] =
        ODS_TABLE(ROW(CELL("office:value-type=\"string\"", "Personal") FLOAT("1000")));
    struct str whole[] = {
        xlsx_bytes(&arena, SHEET_XML("<row><c t=\"s\"><v>1</v></c><c><f>A1</f><v>5</v></c></row>"), "", ""),
        ods_bytes(&arena, content)};
    (void)state;
    for (size_t i = 0; i < COUNT(whole); i++)
        for (size_t length = 0; length <= whole[i].length; length++) {
            struct book book = {0};
            read_bytes(&book, str_slice(whole[i], 0, length));
            assert_true(book.whole == (length + SPARE_BYTES >= whole[i].length));
            assert_true(book.whole == (book.read.archive.failure.id == MESSAGE_NONE));
            arena_release(&book.arena);
        }
    arena_release(&arena);
}

static void test_damaged(void **state)
{
    struct arena arena = {0};
    static const char content[] =
        ODS_TABLE(ROW(CELL("office:value-type=\"string\"", "Personal") FLOAT("1000")));
    struct str whole = ods_bytes(&arena, content);
    char *bytes = arena_copy(&arena, whole.data, whole.length);
    (void)state;
    for (size_t i = 0; i < whole.length; i++) {
        struct book book = {0};
        bytes[i] ^= 0x11;
        read_bytes(&book, (struct str){bytes, whole.length});
        if (book.whole)
            assert_string_equal(shown(&book), "1[Personal]{1000}");
        bytes[i] ^= 0x11;
        arena_release(&book.arena);
    }
    arena_release(&arena);
}

static void test_other_files(void **state)
{
    struct arena arena = {0};
    struct zip_part zip[] = {{"a.txt", STR("x")}};
    struct zip_part word[] = {
        {"[Content_Types].xml", STR("<Types/>")},
        {"_rels/.rels", STR(RELATIONS(RELATION("r", "officeDocument", "word/document.xml")))},
        {"word/document.xml", STR("<document/>")}};
    struct zip_part binary[] = {
        {"[Content_Types].xml", STR("<Types/>")},
        {"_rels/.rels", STR(RELATIONS(RELATION("r", "officeDocument", "xl/workbook.bin")))}};
    struct {
        struct str bytes;
        enum message_id said;
    } rows[] = {{zip_write(&arena, zip, COUNT(zip)), MESSAGE_FILE_OTHER_ZIP},
                {zip_write(&arena, zip, 0), MESSAGE_WORKBOOK_CUT},
                {zip_write(&arena, word, COUNT(word)), MESSAGE_FILE_OTHER_DOCUMENT},
                {zip_write(&arena, binary, COUNT(binary)), MESSAGE_FILE_BINARY_WORKBOOK},
                {STR("PK\x03\x04"), MESSAGE_WORKBOOK_CUT}};
    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct book book = {0};
        read_bytes(&book, rows[i].bytes);
        assert_false(book.whole);
        assert_int_equal(book.read.archive.failure.id, rows[i].said);
        arena_release(&book.arena);
    }
    arena_release(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_xlsx_cells),  cmocka_unit_test(test_xlsx_workbook),
        cmocka_unit_test(test_ods_cells),   cmocka_unit_test(test_indents),
        cmocka_unit_test(test_ods_hidden),  cmocka_unit_test(test_ods_currencies),
        cmocka_unit_test(test_ods_scaled),  cmocka_unit_test(test_ods_styles_part),
        cmocka_unit_test(test_cut),         cmocka_unit_test(test_damaged),
        cmocka_unit_test(test_other_files),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
