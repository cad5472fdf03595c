/* A libFuzzer target for .ods: an input is its content.xml, or a whole zip. */
#include "fuzz_workbook.h"

static struct str wrap(struct arena *arena, struct str content)
{
    struct zip_part parts[] = {{"mimetype", STR("application/vnd.oasis.opendocument.spreadsheet")},
                               {"content.xml", content}};
    return zip_write(arena, parts, sizeof parts / sizeof *parts);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    return run_input(data, size, wrap);
}
