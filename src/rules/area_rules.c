/* What lies outside the programme area: stated costs, and financiers said or known to. */
#include "rules.h"

/* "utanför" in the spellings that occur: one letter may be wrong. */
static bool says_outside(struct arena *arena, const struct item *row)
{
    struct buffer text = {.arena = arena};
    buffer_print(&text, "%.*s %.*s", STR_ARG(row->label), STR_ARG(row->description));
    struct words words = label_words(arena, label_key(arena, buffer_text(&text)));
    for (size_t i = 0; i < words.list.count; i++)
        if (label_distance(words.list.items[i], STR("utanför")) <= 1 ||
            str_equal(words.list.items[i], STR("outside")))
            return true;
    return false;
}

/* One line of data/areas.tsv: a municipality or a county with its programme area. */
struct area {
    struct str kind, programme;
    struct words stems;
};

struct areas {
    LIST(struct area) list;
};

static void add_area(struct arena *arena, struct areas *areas, struct str line)
{
    ptrdiff_t first = str_find(line, STR("\t"));
    ptrdiff_t second = first < 0 ? -1 : str_find(str_slice(line, (size_t)first + 1, line.length), STR("\t"));
    if (second < 0 || line.data[0] == '#')
        return;
    size_t programme = (size_t)(first + 1 + second);
    *ARENA_PUSH(arena, &areas->list) =
        (struct area){str_slice(line, 0, (size_t)first), str_slice(line, programme + 1, line.length),
                      name_stems(arena, str_slice(line, (size_t)first + 1, programme))};
}

static struct areas areas_read(struct arena *arena, struct str text)
{
    struct areas areas = {0};
    while (text.length > 0) {
        ptrdiff_t end = str_find(text, STR("\n"));
        size_t length = end < 0 ? text.length : (size_t)end;
        add_area(arena, &areas, str_slice(text, 0, length));
        text = str_slice(text, end < 0 ? length : length + 1, text.length);
    }
    return areas;
}

/* The financier as a place: "Nordanstigs kommun" is municipality "nordanstig", "Region Skåne" county "skåne". */
static struct words place_stems(struct rule_context *context, const struct words *stems, struct str *kind)
{
    struct words place = {0};
    *kind = STR("");
    for (size_t i = 0; i < stems->list.count; i++) {
        struct str word = stems->list.items[i];
        if (str_equal(word, STR("kommun")) || str_equal(word, STR("stad")))
            *kind = STR("municipality");
        else if (str_equal(word, STR("region")) || str_equal(word, STR("landsting")))
            *kind = STR("county");
        else if (!str_equal(word, STR("län")))
            *ARENA_PUSH(context->arena, &place.list) = word;
    }
    return place;
}

/* The programme area that a financier is known to lie in, or an empty text. */
static struct str known_area(struct rule_context *context, const struct areas *areas,
                             const struct financier *financier)
{
    struct str kind;
    struct words place = place_stems(context, &financier->stems, &kind);
    for (size_t i = 0; place.list.count > 0 && i < areas->list.count; i++)
        if (str_equal(areas->list.items[i].kind, kind) && stems_equal(&areas->list.items[i].stems, &place))
            return areas->list.items[i].programme;
    return STR("");
}

static bool names_place(struct arena *arena, struct str text, struct str place)
{
    return str_find(label_key(arena, text), label_key(arena, place)) >= 0;
}

/* True when the text names one of the programme areas, so that places can be compared with it. */
static bool names_an_area(struct arena *arena, const struct areas *areas, struct str programme)
{
    for (size_t i = 0; i < areas->list.count; i++)
        if (names_place(arena, programme, areas->list.items[i].programme))
            return true;
    return false;
}

static bool financier_sum(const struct financiers *financiers, const struct financier *one, money *sum)
{
    *sum = 0;
    for (size_t i = 0; i < financiers->list.count; i++) {
        money total = 0;
        if (!same_financier(&financiers->list.items[i], one))
            continue;
        if (!item_total(financiers->list.items[i].row, &total) || !money_add(*sum, total, sum))
            return false;
    }
    return true;
}

static bool total_of(const struct rule_context *context, enum concept concept, money *total)
{
    const struct node *node = system_total(context->system, concept);
    struct value value = node ? node_evaluate(node, NULL) : (struct value){VALUE_UNDEFINED, {0, 1}};
    return value.status <= VALUE_GUESSED && ratio_round(value.ratio, 1, ROUND_HALF_UP, total);
}

static void report_outside(struct rule_context *context, struct origin origin, struct str cell,
                           struct message message)
{
    struct finding *finding = finding_add(context->findings, RULE_OUTSIDE_AREA, origin, message);
    finding->cell = cell;
    finding_set_action(context->findings, finding, (struct message){MESSAGE_DO_OUTSIDE, {{0}}});
}

/* `programme` is empty where places cannot be compared with it. */
static void check_financier(struct rule_context *context, const struct financiers *financiers,
                            const struct financier *financier, const struct areas *areas,
                            struct str programme)
{
    struct str area = programme.length ? known_area(context, areas, financier) : STR("");
    bool said = says_outside(context->arena, financier->row);
    bool known = area.length > 0 && !names_place(context->arena, programme, area);
    money sum = 0, all = 0;
    if (financier->repeats || (!said && !known) || !financier_sum(financiers, financier, &sum) ||
        !total_of(context, TOTAL_FINANCING, &all) || sum == 0)
        return;
    struct message message = {
        known ? MESSAGE_OUTSIDE_KNOWN : MESSAGE_OUTSIDE_SAID,
        {financier->row->label, kronor_words(context, sum), share_words(context, sum, all), area}};
    report_outside(context, financier->row->origin, financier->row->label, message);
}

void rule_outside_area(struct rule_context *context)
{
    const struct fact *costs = budget_fact(context->budget, OUTSIDE_COSTS);
    const struct fact *programme = budget_fact(context->budget, PROGRAMME);
    struct financiers financiers = financiers_find(context);
    struct areas areas = {0};
    if (programme && financiers.list.count > 0)
        areas = areas_read(context->arena, context->options->areas);
    bool comparable = programme && names_an_area(context->arena, &areas, programme->text);
    money all = 0;
    if (costs && costs->cell.state == CELL_VALUE && costs->cell.value != 0 &&
        total_of(context, TOTAL_COSTS, &all)) {
        struct message message = {MESSAGE_OUTSIDE_COSTS_NOTE,
                                  {kronor_words(context, costs->cell.value),
                                   share_words(context, costs->cell.value, all), kronor_words(context, all)}};
        report_outside(context, costs->origin, costs->label, message);
    }
    for (size_t i = 0; i < financiers.list.count; i++)
        check_financier(context, &financiers, &financiers.list.items[i], &areas,
                        comparable ? programme->text : STR(""));
}
