/* Whether a finished workbook is whole. */
#include "budgetkoll/book.h"

#include <expat.h>
#include <minizip/unzip.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { BLOCK = 65536, LONGEST_NAME = 256, CASE_MATTERS = 1 };

/* What the parts say of each other. */
struct verifier {
    unzFile archive;
    unzFile lookup;           /* the same one again: looking for a part moves its place */
    char part[LONGEST_NAME];  /* that is being read */
    bool misses;              /* a part that is listed is not there */
    bool has_text, after_end; /* since the last tag; that was an end */
    bool is_mixed;            /* text stands beside elements, as when the beginning of a tag fell out */
    unsigned long strings, strings_told, sheets, sheets_told;
};

static bool is_part(const struct verifier *verifier, const char *name)
{
    return strcmp(verifier->part, name) == 0;
}

static bool has_part(const struct verifier *verifier, const char *name)
{
    return unzLocateFile(verifier->lookup, name, CASE_MATTERS) == UNZ_OK;
}

static const char *attribute(const XML_Char **attributes, const char *wanted)
{
    for (; *attributes; attributes += 2)
        if (strcmp(attributes[0], wanted) == 0)
            return attributes[1];
    return "";
}

static void XMLCALL take_text(void *context, const XML_Char *text, int size)
{
    struct verifier *verifier = context;
    for (int i = 0; i < size; i++)
        verifier->has_text = verifier->has_text || strchr(" \t\r\n", text[i]) == NULL;
}

static void XMLCALL close_element(void *context, const XML_Char *name)
{
    struct verifier *verifier = context;
    (void)name;
    verifier->is_mixed = verifier->is_mixed || (verifier->has_text && verifier->after_end);
    verifier->has_text = false;
    verifier->after_end = true;
}

/* The list of parts names each one from the root, "/xl/workbook.xml". */
static void XMLCALL open_element(void *context, const XML_Char *name, const XML_Char **attributes)
{
    struct verifier *verifier = context;
    verifier->is_mixed = verifier->is_mixed || verifier->has_text;
    verifier->has_text = verifier->after_end = false;
    if (is_part(verifier, "[Content_Types].xml") && strcmp(name, "Override") == 0) {
        const char *part = attribute(attributes, "PartName");
        verifier->misses = verifier->misses || part[0] != '/' || !has_part(verifier, part + 1);
    } else if (is_part(verifier, "xl/sharedStrings.xml")) {
        verifier->strings += strcmp(name, "si") == 0;
        if (strcmp(name, "sst") == 0)
            verifier->strings_told = strtoul(attribute(attributes, "uniqueCount"), NULL, 10);
    } else if (is_part(verifier, "xl/workbook.xml")) {
        verifier->sheets_told += strcmp(name, "sheet") == 0;
    }
}

/* Unpacks the current part into the parser, a block at a time; all of it, since minizip forgives a part that ends early. */
static bool parse_part(unzFile archive, XML_Parser parser, unsigned long left)
{
    char block[BLOCK];
    int size;
    while ((size = unzReadCurrentFile(archive, block, BLOCK)) > 0) {
        left -= (unsigned long)size;
        if (XML_Parse(parser, block, size, XML_FALSE) != XML_STATUS_OK)
            return false;
    }
    return size == 0 && left == 0 && XML_Parse(parser, NULL, 0, XML_TRUE) == XML_STATUS_OK;
}

static bool verify_part(struct verifier *verifier)
{
    unzFile archive = verifier->archive;
    unz_file_info info;
    if (unzGetCurrentFileInfo(archive, &info, verifier->part, LONGEST_NAME - 1, NULL, 0, NULL, 0) != UNZ_OK ||
        unzOpenCurrentFile(archive) != UNZ_OK)
        return false;
    verifier->sheets += strncmp(verifier->part, "xl/worksheets/sheet", strlen("xl/worksheets/sheet")) == 0;
    XML_Parser parser = XML_ParserCreate(NULL);
    if (parser) {
        XML_SetUserData(parser, verifier);
        XML_SetElementHandler(parser, open_element, close_element);
        XML_SetCharacterDataHandler(parser, take_text);
    }
    bool whole = parser && parse_part(archive, parser, info.uncompressed_size);
    if (parser)
        XML_ParserFree(parser);
    return unzCloseCurrentFile(archive) == UNZ_OK && whole; /* closing compares the CRC */
}

static bool verify_all(struct verifier *verifier)
{
    if (!has_part(verifier, "[Content_Types].xml"))
        return false;
    int next = unzGoToFirstFile(verifier->archive);
    for (; next == UNZ_OK; next = unzGoToNextFile(verifier->archive))
        if (!verify_part(verifier))
            return false;
    return next == UNZ_END_OF_LIST_OF_FILE && !verifier->misses && !verifier->is_mixed &&
           verifier->strings == verifier->strings_told && verifier->sheets == verifier->sheets_told;
}

/* The record at the end of the archive, without a comment; minizip takes missing bytes of it for zero. */
static bool has_end(const char *path)
{
    enum { END_RECORD = 22 };
    static const char signature[] = "PK\5\6";
    char record[END_RECORD];
    FILE *file = fopen(path, "rb");
    bool read =
        file && fseek(file, -END_RECORD, SEEK_END) == 0 && fread(record, 1, END_RECORD, file) == END_RECORD;
    if (file)
        fclose(file);
    return read && memcmp(record, signature, sizeof signature - 1) == 0 && record[END_RECORD - 2] == 0 &&
           record[END_RECORD - 1] == 0;
}

bool book_is_whole(const char *path)
{
    if (!has_end(path))
        return false;
    struct verifier verifier = {.archive = unzOpen(path), .lookup = unzOpen(path)};
    bool whole = verifier.archive && verifier.lookup && verify_all(&verifier);
    if (verifier.archive)
        unzClose(verifier.archive);
    if (verifier.lookup)
        unzClose(verifier.lookup);
    return whole;
}
