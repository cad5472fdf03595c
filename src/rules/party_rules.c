/* Co-financiers: certificates and repeated names. */
#include "rules.h"

/* A certificate by its name or description, in the spellings that occur ("medfinasieringsintyg"). */
static bool is_certificate(struct str key)
{
    bool other = str_find(key, STR("intyg om ")) >= 0 && str_find(key, STR("medfin")) < 0;
    return (str_find(key, STR("intyg")) >= 0 && !other) || str_find(key, STR("medfin")) >= 0 ||
           str_find(key, STR("certificate")) >= 0 || str_find(key, STR("co financ")) >= 0;
}

/* The words of each attachment that is a certificate. */
struct certificates {
    LIST(struct words) list;
};

static struct certificates certificates_find(struct rule_context *context)
{
    struct certificates certificates = {0};
    for (size_t i = 0; i < context->budget->attachments.count; i++) {
        const struct attachment *attachment = &context->budget->attachments.items[i];
        struct buffer text = {.arena = context->arena};
        buffer_add(&text, attachment->name);
        buffer_add_char(&text, ' ');
        buffer_add(&text, attachment->description);
        if (is_certificate(label_key(context->arena, buffer_text(&text))))
            *ARENA_PUSH(context->arena, &certificates.list) = name_stems(context->arena, buffer_text(&text));
    }
    return certificates;
}

static bool has_certificate(const struct certificates *certificates, const struct financier *financier)
{
    for (size_t i = 0; i < certificates->list.count; i++)
        if (stems_named_in(&financier->stems, &certificates->list.items[i]))
            return true;
    return false;
}

/* The applicant needs no certificate; its row may shorten the name ("Kommunförbundet"). */
static bool is_applicant(const struct words *applicant, const struct financier *financier)
{
    return may_be_same(&financier->stems, applicant);
}

void rule_certificate_missing(struct rule_context *context)
{
    struct certificates certificates = certificates_find(context);
    struct words applicant = name_stems(context->arena, budget_fact_text(context->budget, APPLICANT));
    const struct financiers *financiers = &context->financiers;
    if (context->budget->attachments.count == 0)
        return;
    struct str list = source_text(context->arena, context->budget->attachments.items[0].origin.source);
    for (size_t i = 0; i < financiers->list.count; i++) {
        const struct financier *financier = &financiers->list.items[i];
        if (financier->repeats || is_applicant(&applicant, financier) ||
            has_certificate(&certificates, financier))
            continue;
        struct finding *finding =
            finding_add(context->findings, RULE_CERTIFICATE_MISSING, financier->row->origin,
                        (struct message){MESSAGE_CERTIFICATE, {financier->row->label, list}});
        finding->cell = financier->row->label;
        finding_set_action(context->findings, finding, (struct message){MESSAGE_DO_CERTIFICATE, {{0}}});
    }
}

void rule_financier_duplicate(struct rule_context *context)
{
    const struct financiers *financiers = &context->financiers;
    for (size_t i = 0; i < financiers->list.count; i++) {
        const struct financier *financier = &financiers->list.items[i];
        for (size_t j = 0; j < i; j++) {
            const struct financier *before = &financiers->list.items[j];
            if (before->group != financier->group || !same_financier(before, financier))
                continue;
            struct message message = {MESSAGE_FINANCIER_TWICE,
                                      {financier->row->label,
                                       item_name(financier->group, context->findings->language),
                                       place_line_text(context->arena, place_resolve(before->row->origin))}};
            struct finding *finding =
                finding_add(context->findings, RULE_FINANCIER_DUPLICATE, financier->row->origin, message);
            finding->cell = financier->row->label;
            finding_relate(context->findings, finding, before->row->origin, before->row->label);
            finding_set_action(context->findings, finding, (struct message){MESSAGE_DO_FINANCIER, {{0}}});
            break;
        }
    }
}
