/* A libFuzzer target for .xlsx: an input is the XML of a sheet, or a whole zip. */
#include "fuzz_workbook.h"

#define RELATIONS_BEGIN                                                                                      \
    "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">"
#define RELATION(id, type, target)                                                                           \
    "<Relationship Id=\"" id "\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships" \
    "/" type "\" Target=\"" target "\"/>"
#define MAIN "xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\""

static struct str wrap(struct arena *arena, struct str sheet)
{
    struct zip_part parts[] = {
        {"[Content_Types].xml", STR("<Types/>")},
        {"xl/workbook.xml",
         STR("<workbook " MAIN "><sheets><sheet name=\"Blad\" id=\"a\"/></sheets></workbook>")},
        {"xl/_rels/workbook.xml.rels", STR(RELATIONS_BEGIN RELATION("a", "worksheet", "sheet1.xml")
                                               RELATION("b", "sharedStrings", "strings.xml")
                                                   RELATION("c", "styles", "styles.xml") "</Relationships>")},
        {"xl/strings.xml", STR("<sst " MAIN "><si><t>Personal</t></si><si><t>Kostnadslag</t></si>"
                               "<si><t>Summa kostnader</t></si><si><t>Totalt</t></si></sst>")},
        {"xl/styles.xml", STR("<styleSheet " MAIN "><cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"10\"/>"
                              "<xf numFmtId=\"14\"/></cellXfs></styleSheet>")},
        {"xl/sheet1.xml", sheet},
    };
    return zip_write(arena, parts, sizeof parts / sizeof *parts);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    return run_input(data, size, wrap);
}
