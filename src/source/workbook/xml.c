#include "xml.h"

#include <expat.h>
#include <string.h>

struct xml_reader {
    struct archive *archive;
    const struct xml_handlers *handlers;
    void *context;
    XML_Parser parser;
    size_t depth;
    size_t fed; /* bytes so far */
};

static void stop_if_failed(struct xml_reader *reader)
{
    if (reader->archive->failure.id != MESSAGE_NONE)
        XML_StopParser(reader->parser, XML_FALSE);
}

static void open_element(void *context, const char *name, const char **attributes)
{
    struct xml_reader *reader = context;
    if (++reader->depth > MOST_XML_DEPTH)
        archive_fail(reader->archive, MESSAGE_LIMIT_DEPTH,
                     words_of_count(reader->archive->arena, MOST_XML_DEPTH));
    else
        reader->handlers->open(reader->context, name, attributes);
    stop_if_failed(reader);
}

static void close_element(void *context, const char *name)
{
    struct xml_reader *reader = context;
    reader->depth--;
    reader->handlers->close(reader->context, name);
    stop_if_failed(reader);
}

static void take_text(void *context, const char *text, int length)
{
    struct xml_reader *reader = context;
    reader->handlers->text(reader->context, (struct str){text, (size_t)length});
    stop_if_failed(reader);
}

/* Entities are declared nowhere else, and no workbook has any. */
static void refuse_doctype(void *context, const char *name, const char *system, const char *public,
                           int internal)
{
    struct xml_reader *reader = context;
    (void)name;
    (void)system;
    (void)public;
    (void)internal;
    archive_fail(reader->archive, MESSAGE_LIMIT_DOCTYPE, STR(""));
    stop_if_failed(reader);
}

static bool report_malformed(struct xml_reader *reader)
{
    struct str line =
        words_of_count(reader->archive->arena, (long long)XML_GetCurrentLineNumber(reader->parser));
    return archive_fail(reader->archive, MESSAGE_WORKBOOK_XML, line);
}

/* expat keeps a tag until its end has come, however long it is. */
static bool feed(void *context, struct str piece)
{
    struct xml_reader *reader = context;
    if (XML_Parse(reader->parser, piece.data, (int)piece.length, 0) != XML_STATUS_OK)
        return report_malformed(reader);
    reader->fed += piece.length;
    XML_Index at = XML_GetCurrentByteIndex(reader->parser);
    if (at >= 0 && reader->fed - (size_t)at > MOST_TAG_BYTES)
        return archive_fail(reader->archive, MESSAGE_LIMIT_TAG,
                            words_of_count(reader->archive->arena, MOST_TAG_BYTES / 1024));
    return true;
}

bool xml_read(struct archive *archive, struct str part, const struct xml_handlers *handlers, void *context)
{
    struct xml_reader reader = {.archive = archive,
                                .handlers = handlers,
                                .context = context,
                                .parser = XML_ParserCreateNS(NULL, ' ')};
    archive->part = part;
    if (!reader.parser)
        return archive_fail(archive, MESSAGE_WORKBOOK_XML, STR("0"));
    XML_SetUserData(reader.parser, &reader);
    XML_SetElementHandler(reader.parser, open_element, close_element);
    XML_SetCharacterDataHandler(reader.parser, take_text);
    XML_SetStartDoctypeDeclHandler(reader.parser, refuse_doctype);
    bool whole = archive_read(archive, part, feed, &reader);
    if (whole && XML_Parse(reader.parser, "", 0, 1) != XML_STATUS_OK)
        whole = report_malformed(&reader);
    XML_ParserFree(reader.parser);
    return whole;
}

bool xml_is(const char *name, const char *wanted)
{
    size_t length = strlen(name), size = strlen(wanted);
    if (length < size || memcmp(name + length - size, wanted, size) != 0)
        return false;
    return length == size || name[length - size - 1] == ' ' || name[length - size - 1] == ':';
}

const char *xml_attribute(const char **attributes, const char *wanted)
{
    for (size_t i = 0; attributes[i]; i += 2)
        if (xml_is(attributes[i], wanted))
            return attributes[i + 1];
    return NULL;
}
