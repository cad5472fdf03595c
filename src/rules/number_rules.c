/* Organisation numbers and bankgiro numbers: form and check digit. */
#include "rules.h"

enum { MOST_DIGITS = 16 };

/* The digits of a number; false when something else than digits and one hyphen stands in it.
 * *after tells how many digits follow the hyphen, -1 without one. */
static bool take_digits(struct str text, int digits[MOST_DIGITS], int *count, int *after)
{
    *count = 0;
    *after = -1;
    for (size_t at = 0; at < text.length;) {
        int32_t c = str_next(text, &at);
        if ((c == '-' || c == 0x2013 || c == 0x2011 || str_is_blank(c)) && *after < 0)
            *after = 0;
        else if (c < '0' || c > '9' || *count == MOST_DIGITS)
            return false;
        else {
            digits[(*count)++] = (int)(c - '0');
            *after += *after >= 0;
        }
    }
    return true;
}

/* The check digit that Luhn's rule (ISO/IEC 7812-1, annex B) gives for all digits but the last. */
static int luhn_digit(const int *digits, int count)
{
    int sum = 0;
    for (int i = count - 2, weight = 2; i >= 0; i--, weight = 3 - weight) {
        int product = digits[i] * weight;
        sum += product / 10 + product % 10;
    }
    return (10 - sum % 10) % 10;
}

struct number_form {
    enum rule_id rule;
    enum message_id wrong_form, wrong_digit, what_to_do;
};

static void check_number(struct rule_context *context, struct origin origin, struct str text, struct str cell,
                         const struct number_form *form, const int *digits, int count, bool right_form)
{
    int expected = right_form ? luhn_digit(digits, count) : 0;
    if (right_form && digits[count - 1] == expected)
        return;
    struct message message = {right_form ? form->wrong_digit : form->wrong_form,
                              {text, words_of_count(context->arena, expected)}};
    struct finding *finding = finding_add(context->findings, form->rule, origin, message);
    finding->cell = cell;
    finding_set_action(context->findings, finding, (struct message){form->what_to_do, {{0}}});
}

/* NNNNNN-NNNN, also without its hyphen, or with the century 16 before it. */
static void check_org(struct rule_context *context, struct origin origin, struct str text, struct str cell)
{
    static const struct number_form form = {RULE_ORG_NUMBER, MESSAGE_ORG_FORM, MESSAGE_ORG_DIGIT,
                                            MESSAGE_DO_ORG};
    int digits[MOST_DIGITS], count, after;
    struct str trimmed = str_trim(text);
    bool right = take_digits(trimmed, digits, &count, &after) && (after == -1 || after == 4);
    bool with_century = count == 12 && digits[0] == 1 && digits[1] == 6;
    const int *number = right && with_century ? digits + 2 : digits;
    if (trimmed.length > 0)
        check_number(context, origin, trimmed, cell, &form, number, 10,
                     right && (count == 10 || with_century));
}

void rule_org_number(struct rule_context *context)
{
    for (size_t i = 0; i < context->budget->facts.count; i++) {
        const struct fact *fact = &context->budget->facts.items[i];
        if (fact->concept == ORGANISATION_NUMBER)
            check_org(context, fact->origin, fact->text, fact->label);
    }
    for (size_t i = 0; i < context->budget->partners.count; i++) {
        const struct partner *partner = &context->budget->partners.items[i];
        check_org(context, partner->number_origin, partner->org_number, partner->name);
    }
}

void rule_bankgiro(struct rule_context *context)
{
    static const struct number_form form = {RULE_BANKGIRO, MESSAGE_BANKGIRO_FORM, MESSAGE_BANKGIRO_DIGIT,
                                            MESSAGE_DO_BANKGIRO};
    const struct fact *fact = budget_fact(context->budget, BANKGIRO_NUMBER);
    int digits[MOST_DIGITS], count, after;
    if (!fact)
        return;
    bool right = take_digits(fact->text, digits, &count, &after) && (after == -1 || after == 4) &&
                 (count == 7 || count == 8);
    check_number(context, fact->origin, fact->text, fact->label, &form, digits, count, right);
}
