/* What a scheme says, for people. */
#include "scheme_page.h"

#include <string.h>

static const struct {
    const char *key, *label[LANGUAGES];
} figure_labels[] = {
    {"payroll", {"lönebikostnader", "payroll on-costs"}},
    {"indirect", {"indirekta kostnader", "indirect costs"}},
    {"staff", {"personalkostnader som schablon", "staff costs as a flat rate"}},
    {"office", {"kontor och administration", "office and administration"}},
    {"travel", {"resor och logi", "travel and accommodation"}},
    {"other", {"alla övriga kostnader som schablon", "all other costs as a flat rate"}},
    {"unit-cost-hour",
     {"enhetskostnad per timme, lönebikostnader inräknade", "unit cost an hour, payroll on-costs included"}},
    {"hours-per-year", {"timmar på ett år", "hours in a year"}},
    {"wage-raise", {"timlönen höjs med", "an hour's wage is raised by"}},
    {"wage-raise-months", {"timlönen höjs var", "an hour's wage is raised every"}},
    {"rounding", {"schablonbelopp avrundas till", "flat-rate amounts are rounded to"}},
    {"aid-share-eligible",
     {"stödandel av stödgrundande finansiering högst", "aid share of eligible financing at most"}},
    {"aid-share-actual", {"stödandel av faktiska kostnader högst", "aid share of actual costs at most"}},
    {"private-counts", {"privat finansiering är stödgrundande", "private financing is eligible"}},
    {"claim-months", {"längsta period för en ansökan om utbetalning", "longest period of a payment claim"}},
    {"claim-due-months",
     {"ansökan om utbetalning senast efter periodens slut", "payment claim due after its period"}},
    {"maximum-aid", {"EU-medel högst", "EU aid at most"}},
    {"longest-months", {"projektet högst", "project at most"}},
};

static const char *figure_label(const char *key, enum language language)
{
    for (size_t i = 0; i < sizeof figure_labels / sizeof *figure_labels; i++)
        if (strcmp(figure_labels[i].key, key) == 0)
            return figure_labels[i].label[language];
    return key;
}

static const char *choose_words(enum language language, const char *sv, const char *en)
{
    return language == SWEDISH ? sv : en;
}

static void write_value(struct buffer *text, enum language language, const struct figure *figure)
{
    switch (figure->kind) {
    case FIGURE_PERCENT:
        words_percent(text, language, figure->rate, 0);
        return;
    case FIGURE_KRONOR:
        words_kronor(text, language, figure->number);
        return;
    case FIGURE_MONTHS:
        buffer_print(text, "%d %s", (int)figure->number,
                     choose_words(language, figure->number == 1 ? "månad" : "månader",
                                  figure->number == 1 ? "month" : "months"));
        return;
    case FIGURE_HOURS:
        words_amount(text, language, figure->number * ORE_PER_KRONA);
        return;
    case FIGURE_YES_NO:
        buffer_print(text, "%s",
                     choose_words(language, figure->number ? "ja" : "nej", figure->number ? "yes" : "no"));
        return;
    }
}

static void write_base_words(struct buffer *text, const struct base *base, enum language language)
{
    static const char *const names[LANGUAGES][BASE_PARTS] = {
        {"löner", "lönebikostnader", "externa tjänster", "direkta kostnader", "personalkostnader",
         "övriga direkta kostnader"},
        {"wages", "payroll on-costs", "external services", "direct costs", "staff costs",
         "other direct costs"}};
    buffer_print(text, "%s", choose_words(language, " av ", " of "));
    page_base(text, base, names[language]);
}

/* Only what somebody said can be confirmed. */
static const char *confirmation(const struct figure *figure, enum language language)
{
    if (figure->is_unconfirmed)
        return choose_words(language, "inte bekräftat", "not confirmed");
    return figure->source.length ? choose_words(language, "bekräftat", "confirmed") : NULL;
}

static void write_source(struct buffer *text, enum language language, const struct figure *figure)
{
    struct buffer line = {.arena = text->arena};
    const char *confirmed = confirmation(figure, language);
    if (!confirmed || figure->part == PART_SLIPS)
        return;
    buffer_print(&line, "%.*s%s%s", STR_ARG(figure->source), figure->source.length ? "; " : "", confirmed);
    text_wrapped(text, 6, buffer_text(&line));
}

/* "20 % of wages + payroll on-costs (the rate where a university owns the project)" */
static void write_statement(struct buffer *line, enum language language, const struct figure *figure)
{
    bool is_named = figure->part != PART_FIGURES || figure->variant.length;
    if (figure->is_asked)
        buffer_print(line, "%s", choose_words(language, "anges av användaren", "given by the user"));
    else
        write_value(line, language, figure);
    if (figure->base)
        write_base_words(line, figure->base, language);
    if (figure->addition[language])
        buffer_print(line, ", %s", figure->addition[language]);
    if (figure->programme.length)
        buffer_print(line, " %s %.*s", choose_words(language, "i programmet", "in the programme"),
                     STR_ARG(figure->programme));
    if (is_named && figure->name.length)
        buffer_print(line, " (%.*s)", STR_ARG(figure->name));
    if (figure->least_staff.denominator) {
        buffer_print(line, "%s",
                     choose_words(language, ", om personal är minst ", ", where staff is at least "));
        words_percent(line, language, figure->least_staff, 0);
        buffer_print(line, "%s", choose_words(language, " av budgeten", " of the budget"));
    }
    if (figure->covers_other)
        buffer_print(
            line, "%s",
            choose_words(language, "; inga andra kostnader därutöver", "; no other costs beside it"));
}

static void write_figure(struct buffer *text, enum language language, const struct figure *figure)
{
    struct buffer line = {.arena = text->arena};
    const char *label = figure_label(figure->key, language);
    if (figure->part == PART_FIGURES)
        buffer_print(&line, "%s: ", label);
    else
        buffer_print(&line, "%.*s%s%s ", STR_ARG(figure->variant), figure->variant.length ? ": " : "", label);
    write_statement(&line, language, figure);
    text_wrapped(text, 2, buffer_text(&line));
    write_source(text, language, figure);
}

static void write_part(struct buffer *text, const struct page *page, enum part part)
{
    static const char *const headings[PARTS][LANGUAGES] = {
        {"Satser, tak och avrundning", "Rates, ceilings and rounding"},
        {"Varianter, valda med --scheme ID/NAMN; satserna är kända och nämns när de använts",
         "Variants, chosen by --scheme ID/NAME; their rates are known and named where they were used"},
        {"Misstag som känns igen", "Slips that are recognised"}};
    bool any = false;
    for (size_t i = 0; i < page->figures.count; i++) {
        if (page->figures.items[i].part != part)
            continue;
        if (!any)
            buffer_print(text, "\n%s\n", headings[part][page->language]);
        write_figure(text, page->language, &page->figures.items[i]);
        any = true;
    }
}

static void write_lists(struct buffer *text, const struct page *page)
{
    struct named_list lists[PAGE_LISTS];
    page_lists(page, lists);
    for (size_t i = 0; i < PAGE_LISTS; i++) {
        struct buffer words = {.arena = text->arena};
        const struct named_list *list = &lists[i];
        for (size_t w = 0; w < list->words->list.count; w++)
            buffer_print(&words, "%s%.*s", w ? " | " : "", STR_ARG(list->words->list.items[w].text));
        if (words.length == 0)
            continue;
        buffer_print(text, "\n%s\n", list->label[page->language]);
        text_wrapped(text, 2, buffer_text(&words));
        write_source(
            text, page->language,
            &(struct figure){.source = list->grounds.source, .is_unconfirmed = list->grounds.is_unconfirmed});
    }
}

void scheme_text(struct buffer *text, enum language language, const struct scheme *scheme)
{
    struct page page = page_of_scheme(text->arena, language, scheme);
    buffer_print(text, "%.*s: %.*s\n", STR_ARG(scheme->id), STR_ARG(scheme->name[language]));
    if (scheme->base.length)
        buffer_print(text, "  %s %.*s\n", choose_words(language, "utgår från", "starts from"),
                     STR_ARG(scheme->base));
    if (scheme->period.length)
        buffer_print(text, "  %s %.*s\n", choose_words(language, "programperiod", "programme period"),
                     STR_ARG(scheme->period));
    for (enum part part = PART_FIGURES; part < PARTS; part++)
        write_part(text, &page, part);
    write_lists(text, &page);
}
