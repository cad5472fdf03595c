#include "lights.h"

const struct light *light_of(const struct case_report *report)
{
    static const struct light unchecked = {ERROR, WORD_UNCHECKED, WORD_UNCHECKED_SAID},
                              missing = {ERROR, WORD_UNCHECKED, WORD_MISSING_SAID},
                              red = {ERROR, WORD_RED, WORD_RED_SAID},
                              yellow = {WARNING, WORD_YELLOW, WORD_YELLOW_SAID},
                              notes = {NOTE, WORD_GREEN, WORD_NOTES_SAID},
                              green = {NOTE, WORD_GREEN, WORD_GREEN_SAID};
    for (int kind = 0; kind < MISSING_KINDS; kind++)
        if (report->result.missing[kind])
            return &missing;
    if (!report->is_checked)
        return &unchecked;
    if (findings_count(report->findings, ERROR))
        return &red;
    if (findings_count(report->findings, WARNING))
        return &yellow;
    return findings_count(report->findings, NOTE) ? &notes : &green;
}
