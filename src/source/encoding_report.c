/* What is said of bytes that were read as text. */
#include "budgetkoll/encoding.h"

static void report_bad_bytes(struct arena *arena, const struct source *source, const struct decoded *decoded,
                             struct findings *findings)
{
    for (size_t i = 0; i < decoded->bad_offsets.count; i++) {
        size_t more = i + 1 == MOST_BAD_OFFSETS ? decoded->bad_count - MOST_BAD_OFFSETS : 0;
        struct message message = {
            more ? MESSAGE_BAD_BYTES_MORE : MESSAGE_BAD_BYTES,
            {str_from(encoding_name(decoded->encoding)), words_of_count(arena, (long long)more)}};
        struct finding *finding = finding_add_at(findings, RULE_READ_ENCODING, source,
                                                 (struct stretch){decoded->bad_offsets.items[i], 1}, message);
        finding_set_action(findings, finding, (struct message){MESSAGE_DO_BAD_BYTES, {{0}}});
    }
}

/* Bytes that two code pages read nearly as well: which was chosen, and how to say that it was the other. */
static void report_rival(const struct source *source, const struct decoded *decoded,
                         struct findings *findings)
{
    if (decoded->rival == ENCODING_UNKNOWN)
        return;
    struct message message = {
        MESSAGE_ENCODING_DOUBTFUL,
        {str_from(encoding_name(decoded->encoding)), str_from(encoding_name(decoded->rival)),
         str_from(encoding_option(decoded->encoding)), str_from(encoding_option(decoded->rival))}};
    struct finding *finding = finding_add_at(findings, RULE_READ_ENCODING, source,
                                             (struct stretch){decoded->first_high, 1}, message);
    message.id = MESSAGE_DO_ENCODING_DOUBTFUL;
    finding_set_action(findings, finding, message);
}

/* What the user says of the encoding is not so. */
static void report_contradiction(const struct source *source, const struct decoded *decoded,
                                 struct findings *findings)
{
    if (!decoded->contradicts)
        return;
    struct message message = {
        MESSAGE_ENCODING_CONTRADICTED,
        {str_from(encoding_name(decoded->encoding)), str_from(encoding_option(decoded->encoding))}};
    bool high = decoded->first_high < source->text.length;
    struct finding *finding = finding_add_at(findings, RULE_READ_ENCODING, source,
                                             (struct stretch){high ? decoded->first_high : 0, 1}, message);
    message.id = MESSAGE_DO_ENCODING_CONTRADICTED;
    finding_set_action(findings, finding, message);
}

void decoded_report(struct arena *arena, const struct source *source, const struct decoded *decoded,
                    struct findings *findings)
{
    report_bad_bytes(arena, source, decoded, findings);
    report_rival(source, decoded, findings);
    report_contradiction(source, decoded, findings);
}
