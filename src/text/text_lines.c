/* Running text to lines and their pieces, without markup and without what only a page has. */
#include "running.h"

#include "budgetkoll/vocabulary.h"

/* ---- markup ---- */

/* The length of a tag ("<p>", "</td>", "<br/>") that begins at `at`, or 0. */
static size_t tag_length(struct str text, size_t at)
{
    static const char *const names[] = {"p",  "br", "div", "span", "td", "tr",    "th",     "table", "tbody",
                                        "b",  "i",  "u",   "em",   "li", "ul",    "ol",     "h1",    "h2",
                                        "h3", "h4", "h5",  "h6",   "a",  "thead", "strong", "font",  "sup"};
    size_t begin = at + 1, end;
    if (text.data[at] != '<')
        return 0;
    begin += begin < text.length && text.data[begin] == '/';
    for (end = begin; end < text.length && end < begin + 8; end++)
        if ((text.data[end] < 'a' || text.data[end] > 'z') && (text.data[end] < '0' || text.data[end] > '9'))
            break;
    bool known = false;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        known = known || str_equal(str_slice(text, begin, end), str_from(names[i]));
    for (size_t close = end; known && close < text.length && close < end + 200; close++)
        if (text.data[close] == '>')
            return close + 1 - at;
    return 0;
}

/* The length of an entity that begins at `at`, and in *meaning what it stands for; or 0. */
static size_t entity_length(struct str text, size_t at, struct str *meaning)
{
    static const struct {
        const char *name, *meaning;
    } entities[] = {{"&amp;", "&"},         {"&nbsp;", "\u00A0"},  {"&lt;", "<"},         {"&gt;", ">"},
                    {"&quot;", "\""},       {"&#39;", "'"},        {"&#160;", "\u00A0"},  {"&apos;", "'"},
                    {"&thinsp;", "\u2009"}, {"&minus;", "\u2212"}, {"&ndash;", "\u2013"}, {"&aring;", "å"},
                    {"&auml;", "ä"},        {"&ouml;", "ö"},       {"&Aring;", "Å"},      {"&Auml;", "Ä"},
                    {"&Ouml;", "Ö"},        {"&eacute;", "é"}};
    for (size_t i = 0; text.data[at] == '&' && i < sizeof entities / sizeof *entities; i++)
        if (str_starts(str_slice(text, at, text.length), str_from(entities[i].name))) {
            *meaning = str_from(entities[i].meaning);
            return str_from(entities[i].name).length;
        }
    return 0;
}

static bool has_markup(struct str text)
{
    for (size_t at = 0; at < text.length; at++) {
        struct str meaning;
        if ((text.data[at] == '<' && tag_length(text, at)) ||
            (text.data[at] == '&' && entity_length(text, at, &meaning)))
            return true;
    }
    return false;
}

/* The piece without tags at its begin, where its place is. */
static void strip_first_tags(struct text_piece *piece)
{
    for (size_t length; piece->text.length > 0 && (length = tag_length(piece->text, 0)) > 0;) {
        piece->text = str_slice(piece->text, length, piece->text.length);
        piece->offset += (uint32_t)length;
    }
}

static struct str without_markup(struct arena *arena, struct str text)
{
    char *plain = arena_alloc(arena, text.length + 1, 1);
    size_t length = 0;
    for (size_t at = 0; at < text.length;) {
        struct str meaning = str_slice(text, at, at + 1);
        size_t tag = tag_length(text, at), entity = tag ? 0 : entity_length(text, at, &meaning);
        for (size_t i = 0; tag == 0 && i < meaning.length; i++) /* never longer than its name */
            plain[length++] = meaning.data[i];
        at += tag ? tag : entity ? entity : 1;
    }
    return str_trim((struct str){plain, length});
}

/* ---- pieces ---- */

struct piecer {
    struct arena *arena;
    struct str text; /* the source's */
    LIST(struct text_piece) pieces;
};

static bool is_space(char c)
{
    return c == ' ' || c == '\v';
}

static void add_piece(struct piecer *piecer, size_t begin, size_t end, uint32_t column)
{
    struct str text = str_slice(piecer->text, begin, end), trimmed = str_trim(text);
    size_t skipped = trimmed.length == 0 ? 0 : (size_t)(trimmed.data - text.data);
    uint32_t at = column + (uint32_t)str_code_points(str_slice(text, 0, skipped));
    struct text_piece piece = {trimmed, (uint32_t)(begin + skipped), at,
                               at + (uint32_t)str_code_points(trimmed)};
    strip_first_tags(&piece);
    if (has_markup(piece.text))
        piece.text = without_markup(piecer->arena, piece.text);
    *ARENA_PUSH(piecer->arena, &piecer->pieces) = piece;
}

/* Cuts a line at its tabs, or else at its wide gaps. */
static void cut_pieces(struct piecer *piecer, size_t begin, size_t end, bool tabbed)
{
    uint32_t column = 0;
    for (size_t at = begin, next; at < end; at = next) {
        size_t stop = at;
        while (stop < end && (tabbed ? piecer->text.data[stop] != '\t'
                                     : !(is_space(piecer->text.data[stop]) &&
                                         (stop + 1 == end || is_space(piecer->text.data[stop + 1])))))
            stop++;
        next = stop + (tabbed && stop < end);
        while (!tabbed && next < end && is_space(piecer->text.data[next]))
            next++;
        if (tabbed || str_trim(str_slice(piecer->text, at, stop)).length > 0)
            add_piece(piecer, at, stop, column);
        column += (uint32_t)str_code_points(str_slice(piecer->text, at, next));
    }
}

/* A dash with a gap behind it belongs to what follows. */
static void merge_dash(struct piecer *piecer, bool tabbed)
{
    struct text_piece *pieces = piecer->pieces.items;
    if (tabbed || piecer->pieces.count < 2 || pieces[0].end - pieces[0].column != 1 ||
        text_is_token(pieces[1].text))
        return;
    if (!str_equal(pieces[0].text, STR("-")) && !str_equal(pieces[0].text, STR("\u2013")) &&
        !str_equal(pieces[0].text, STR("\u2022")))
        return;
    struct str first = pieces[0].text, second = pieces[1].text;
    if (second.data < first.data || second.data > piecer->text.data + piecer->text.length)
        return;
    pieces[0].text.length = (size_t)(second.data - first.data) + second.length;
    pieces[0].end = pieces[1].end;
    for (size_t i = 1; i + 1 < piecer->pieces.count; i++)
        pieces[i] = pieces[i + 1];
    piecer->pieces.count--;
}

static bool all_empty(const struct piecer *piecer)
{
    for (size_t i = 0; i < piecer->pieces.count; i++)
        if (piecer->pieces.items[i].text.length > 0)
            return false;
    return true;
}

static struct text_line read_line(struct piecer *piecer, size_t begin, size_t end, uint32_t number)
{
    struct text_line line = {.number = number};
    piecer->pieces.count = 0;
    for (size_t at = begin; at < end && !line.tabbed; at++)
        line.tabbed = piecer->text.data[at] == '\t';
    cut_pieces(piecer, begin, end, line.tabbed);
    merge_dash(piecer, line.tabbed);
    if (all_empty(piecer))
        return line;
    line.count = (uint32_t)piecer->pieces.count;
    line.pieces = arena_copy(piecer->arena, piecer->pieces.items, line.count * sizeof *line.pieces);
    return line;
}

/* The line as one string (a single piece's text, or all with the blanks between them). */
static struct str text_line_text(struct arena *arena, const struct text_line *line)
{
    struct buffer text = {.arena = arena};
    if (line->count == 1)
        return line->pieces[0].text;
    for (uint32_t i = 0; i < line->count; i++) {
        buffer_add(&text, i ? STR(" ") : STR(""));
        buffer_add(&text, line->pieces[i].text);
    }
    return buffer_text(&text);
}

/* ---- pages ---- */

/* "Sida 3 (12)", "Page 3 of 12", "3 (12)", "3/12". */
static bool is_page_number(struct str text)
{
    static const char *const words[] = {"sida", "sidan", "page", "of", "av", "s."};
    bool word = false, digit = false, pair = false;
    if (text.length > 24)
        return false;
    for (size_t at = 0; at < text.length;) {
        size_t length = 0;
        for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
            struct str rest = str_slice(text, at, text.length), name = str_from(words[i]);
            if (rest.length >= name.length && (rest.data[0] | 0x20) == name.data[0] &&
                str_equal(str_slice(rest, 1, name.length), str_slice(name, 1, name.length)) &&
                name.length > length)
                length = name.length;
        }
        char c = text.data[at];
        word = word || length > 0;
        digit = digit || str_is_digit(c);
        pair = pair || c == '(' || c == '/';
        if (length == 0 && !str_is_digit(c) && c != ' ' && c != '(' && c != ')' && c != '/')
            return false;
        at += length ? length : 1;
    }
    return digit && (word || (pair && text.data[0] >= '1' && text.data[0] <= '9'));
}

/* A text of a page's first or last lines, and on how many pages it stands. */
struct page_text {
    struct str text;
    uint32_t pages;
    size_t last; /* of them */
};

enum { EDGE_LINES = 3, MOST_EDGE_TEXTS = 64 };

struct pages {
    struct arena *arena;
    struct text_lines *lines;
    LIST(size_t) begins; /* of pages, in the lines */
    struct page_text texts[MOST_EDGE_TEXTS];
    size_t text_count;
};

/* The i-th filled line from the page's begin (or, `last`, its end), or NULL. */
static struct text_line *edge_line(struct pages *pages, size_t page, int i, bool last)
{
    size_t begin = pages->begins.items[page];
    size_t end = page + 1 < pages->begins.count ? pages->begins.items[page + 1] : pages->lines->list.count;
    for (size_t at = begin; at < end; at++) {
        struct text_line *line = &pages->lines->list.items[last ? end - 1 - (at - begin) : at];
        if (line->count > 0 && i-- == 0)
            return line;
    }
    return NULL;
}

static struct page_text *find_text(struct pages *pages, struct str text)
{
    for (size_t i = 0; i < pages->text_count; i++)
        if (str_equal(pages->texts[i].text, text))
            return &pages->texts[i];
    return NULL;
}

static void count_edge(struct pages *pages, struct text_line *line, size_t page)
{
    if (!line)
        return;
    struct str text = text_line_text(pages->arena, line);
    struct page_text *known = find_text(pages, text);
    if (known && known->last < page) {
        known->last = page;
        known->pages++;
    } else if (!known && pages->text_count < MOST_EDGE_TEXTS) {
        pages->texts[pages->text_count++] = (struct page_text){text, 1, page};
    }
}

/* What begins a table: its title or its header. */
static bool begins_table(struct pages *pages, const struct text_line *line)
{
    struct text_header header;
    size_t at = (size_t)(line - pages->lines->list.items);
    struct str key = label_key(pages->arena, line->pieces[0].text);
    return vocabulary_find(DOMAIN_TITLE, key).concept != UNKNOWN ||
           text_header_read(pages->arena, pages->lines, at, &header) > 0;
}

/* Nothing that begins a table and nothing with figures is taken for a page's own. */
static void drop_edge(struct pages *pages, struct text_line *line)
{
    if (!line)
        return;
    struct page_text *known = find_text(pages, text_line_text(pages->arena, line));
    bool figures = text_is_token(line->pieces[line->count - 1].text);
    if (known && known->pages == pages->begins.count && !figures && !begins_table(pages, line))
        line->count = 0;
}

static void drop_furniture(struct pages *pages)
{
    if (pages->begins.count < 2)
        return;
    for (size_t page = 0; page < pages->begins.count; page++)
        for (int i = 0; i < 2 * EDGE_LINES; i++)
            count_edge(pages, edge_line(pages, page, i / 2, i % 2), page);
    for (size_t page = 0; page < pages->begins.count; page++)
        for (int i = 2 * EDGE_LINES - 1; i >= 0; i--)
            drop_edge(pages, edge_line(pages, page, i / 2, i % 2));
}

struct text_lines text_lines_read(struct arena *arena, struct str text)
{
    struct text_lines lines = {0};
    struct piecer piecer = {.arena = arena, .text = text};
    struct pages pages = {.arena = arena, .lines = &lines};
    uint32_t number = 1;
    *ARENA_PUSH(arena, &pages.begins) = 0;
    for (size_t at = 0; at < text.length; number++) {
        size_t end = at;
        for (; at < text.length && text.data[at] == '\f'; end = ++at)
            if (lines.list.count > 0 && at + 1 < text.length)
                *ARENA_PUSH(arena, &pages.begins) = lines.list.count;
        while (end < text.length && text.data[end] != '\n' && text.data[end] != '\r')
            end++;
        struct text_line line = read_line(&piecer, at, end, number);
        line.page = (uint32_t)pages.begins.count;
        if (line.count == 1 && is_page_number(line.pieces[0].text))
            line.count = 0;
        *ARENA_PUSH(arena, &lines.list) = line;
        at = end + (end + 1 < text.length && text.data[end] == '\r' && text.data[end + 1] == '\n') + 1;
    }
    drop_furniture(&pages);
    return lines;
}
