/* What stands at the edge of page after page. */
#include "running.h"

#include "budgetkoll/buffer.h"

/* A text of the pages' first or last lines, and on which pages it stands. */
struct edge_text {
    struct str text;
    bool at_end;
    size_t first, last, pages;
};

enum { EDGE_LINES = 3, MOST_EDGE_TEXTS = 64 };

struct pages {
    struct arena *arena, *scratch;
    struct running_lines *lines;
    LIST(size_t) begins; /* of pages, in the lines */
    struct edge_text texts[MOST_EDGE_TEXTS];
    size_t text_count;
};

/* The i-th filled line from the page's begin (or, `at_end`, its end), or NULL. */
static struct running_line *edge_line(struct pages *pages, size_t page, int i, bool at_end)
{
    size_t begin = pages->begins.items[page];
    size_t end = page + 1 < pages->begins.count ? pages->begins.items[page + 1] : pages->lines->list.count;
    for (size_t at = begin; at < end; at++) {
        struct running_line *line = &pages->lines->list.items[at_end ? end - 1 - (at - begin) : at];
        if (line->count > 0 && i-- == 0)
            return line;
    }
    return NULL;
}

static struct edge_text *find_text(struct pages *pages, struct str text, bool at_end)
{
    for (size_t i = 0; i < pages->text_count; i++)
        if (pages->texts[i].at_end == at_end && str_equal(pages->texts[i].text, text))
            return &pages->texts[i];
    return NULL;
}

/* Adds a text without its first digits. */
static void add_without_digits(struct buffer *words, struct str text)
{
    size_t begin = 0, end;
    while (begin < text.length && !str_is_digit(text.data[begin]))
        begin++;
    for (end = begin; end < text.length && str_is_digit(text.data[end]);)
        end++;
    buffer_add(words, str_slice(text, 0, begin));
    buffer_add(words, str_slice(text, end, text.length));
}

/* The line without the digits of a page's number; nothing where a piece ends in other figures, as those of rows do. */
static struct str edge_words(struct pages *pages, const struct running_line *line)
{
    struct buffer words = {.arena = pages->scratch};
    for (uint32_t i = 0; i < line->count; i++) {
        struct str text = line->pieces[i].text;
        size_t number = page_numbers_begin(text);
        if (pages_ends_in_figures(str_trim(str_slice(text, 0, number))))
            return STR("");
        buffer_add(&words, i > 0 ? STR(" ") : STR(""));
        buffer_add(&words, str_slice(text, 0, number));
        add_without_digits(&words, str_slice(text, number, text.length));
    }
    return buffer_text(&words);
}

static void count_edge(struct pages *pages, const struct running_line *line, size_t page, bool at_end)
{
    struct str text = edge_words(pages, line);
    struct edge_text *known = text.length > 0 ? find_text(pages, text, at_end) : NULL;
    if (known && known->last < page) {
        known->last = page;
        known->pages++;
    } else if (text.length > 0 && !known && pages->text_count < MOST_EDGE_TEXTS) {
        text.data = arena_copy(pages->arena, text.data, text.length);
        pages->texts[pages->text_count++] = (struct edge_text){text, at_end, page, page, 1};
    }
}

/* It stands on at least two pages, and on all but the first or the last. */
static bool is_repeated(const struct pages *pages, const struct edge_text *text)
{
    return text->pages > 1 && text->pages == text->last - text->first + 1 && text->first <= 1 &&
           text->last + 2 >= pages->begins.count;
}

/* Nothing that a table knows and nothing with figures is taken for a page's own. */
static void drop_edge(struct pages *pages, struct running_line *line, bool at_end)
{
    struct str text = edge_words(pages, line);
    const struct edge_text *known = text.length > 0 ? find_text(pages, text, at_end) : NULL;
    if (known && is_repeated(pages, known) && !pages_line_is_known(pages->scratch, pages->lines, line))
        line->count = 0;
}

static void find_pages(struct pages *pages)
{
    struct running_lines *lines = pages->lines;
    for (size_t i = 0; i < lines->list.count; i++)
        if (i == 0 || lines->list.items[i].page != lines->list.items[i - 1].page)
            *ARENA_PUSH(pages->arena, &pages->begins) = i;
}

void page_edges_drop(struct arena *arena, struct running_lines *lines)
{
    struct arena scratch = {.exhausted = arena->exhausted};
    pages_drop(arena, lines);
    struct pages pages = {.arena = arena, .scratch = &scratch, .lines = lines};
    find_pages(&pages);
    for (int pass = 0; pass < 2 && pages.begins.count > 1; pass++)
        for (size_t page = 0; page < pages.begins.count; page++)
            for (int i = 2 * EDGE_LINES - 1; i >= 0; i--) {
                struct running_line *line = edge_line(&pages, page, i / 2, i % 2);
                if (line && pass == 0)
                    count_edge(&pages, line, page, i % 2);
                else if (line)
                    drop_edge(&pages, line, i % 2);
                arena_clear(&scratch);
            }
    arena_release(&scratch);
}
