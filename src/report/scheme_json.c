/* What a scheme says, for programs. */
#include "json_parts.h"
#include "scheme_page.h"

/* In percent, kronor, months, hours, or true and false. */
static void json_value(struct buffer *text, const struct figure *figure)
{
    static const char *const units[] = {[FIGURE_PERCENT] = "%",
                                        [FIGURE_KRONOR] = "SEK",
                                        [FIGURE_MONTHS] = "months",
                                        [FIGURE_HOURS] = "hours"};
    struct str percent = words_of_percent(text->arena, ENGLISH, figure->rate);
    if (figure->is_asked) {
        buffer_add(text, STR(",\"given\":true"));
        return;
    }
    buffer_add(text, STR(",\"value\":"));
    if (figure->kind == FIGURE_YES_NO)
        buffer_add(text, figure->number ? STR("true") : STR("false"));
    else if (figure->kind == FIGURE_PERCENT)
        buffer_add(text, str_slice(percent, 0, percent.length - 1));
    else
        json_hundredths(text, figure->kind == FIGURE_KRONOR ? figure->number : figure->number * 100);
    if (figure->kind != FIGURE_YES_NO)
        buffer_print(text, ",\"unit\":\"%s\"", units[figure->kind]);
}

static void json_grounds(struct buffer *text, struct str source, bool is_unconfirmed)
{
    json_text(text, "source", source);
    if (source.length || is_unconfirmed)
        buffer_print(text, ",\"confirmed\":%s", is_unconfirmed ? "false" : "true");
}

static void json_figure(struct buffer *text, const struct figure *figure)
{
    struct buffer base = {.arena = text->arena}, least = base;
    const char *names[BASE_PARTS];
    for (int part = 0; part < BASE_PARTS; part++)
        names[part] = base_part_name((enum base_part)part);
    buffer_print(text, "{\"figure\":\"%s\"", figure->key);
    json_text(text, "variant", figure->variant);
    json_text(text, "name", figure->name);
    json_text(text, "programme", figure->programme);
    json_value(text, figure);
    if (figure->base)
        page_base(&base, figure->base, names);
    json_text(text, "base", buffer_text(&base));
    if (figure->addition[ENGLISH])
        json_text(text, "direction", str_from(figure->addition[ENGLISH]));
    if (figure->least_staff.denominator) {
        words_percent(&least, ENGLISH, figure->least_staff, 0);
        buffer_print(text, ",\"least_staff\":%.*s",
                     STR_ARG(str_slice(buffer_text(&least), 0, least.length - 1)));
    }
    if (figure->covers_other)
        buffer_add(text, STR(",\"covers_other\":true"));
    if (figure->part != PART_SLIPS)
        json_grounds(text, figure->source, figure->is_unconfirmed);
    buffer_add_char(text, '}');
}

static void json_part(struct buffer *text, const struct page *page, enum part part)
{
    static const char *const keys[PARTS] = {"figures", "variants", "slips"};
    const char *between = "";
    buffer_print(text, ",\n \"%s\":[", keys[part]);
    for (size_t i = 0; i < page->figures.count; i++) {
        if (page->figures.items[i].part != part)
            continue;
        buffer_print(text, "%s\n  ", between);
        json_figure(text, &page->figures.items[i]);
        between = ",";
    }
    buffer_add_char(text, ']');
}

static void json_lists(struct buffer *text, const struct page *page)
{
    struct named_list lists[PAGE_LISTS];
    page_lists(page, lists);
    buffer_add(text, STR(",\n \"lists\":["));
    for (size_t i = 0; i < PAGE_LISTS; i++) {
        buffer_print(text, "%s\n  {\"list\":\"%s\",\"words\":[", i ? "," : "", lists[i].key);
        for (size_t w = 0; w < lists[i].words->list.count; w++) {
            buffer_add(text, w ? STR(",") : STR(""));
            json_string(text, lists[i].words->list.items[w].text);
        }
        buffer_add_char(text, ']');
        json_grounds(text, lists[i].grounds.source, lists[i].grounds.is_unconfirmed);
        buffer_add_char(text, '}');
    }
    buffer_add_char(text, ']');
}

void scheme_json(struct buffer *text, enum language language, const struct scheme *scheme)
{
    struct page page = page_of_scheme(text->arena, language, scheme);
    buffer_add(text, STR("{\"scheme\":"));
    json_string(text, scheme->id);
    json_text(text, "name", scheme->name[language]);
    json_text(text, "base", scheme->base);
    json_text(text, "period", scheme->period);
    for (enum part part = PART_FIGURES; part < PARTS; part++)
        json_part(text, &page, part);
    json_lists(text, &page);
    buffer_add(text, STR("}\n"));
}
