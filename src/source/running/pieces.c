/* Running text to lines and their pieces, without markup. */
#include "running.h"

#include "budgetkoll/emphasis.h"

/* ---- markup ---- */

/* The length of a tag ("<p>", "</td>", "<br/>") that begins at `at`, or 0; "<b och c>" is none. */
static size_t tag_length(struct str text, size_t at)
{
    enum { MOST_NAME = 8, MOST_TAG = 200 };
    size_t begin = at + 1, end;
    if (text.data[at] != '<')
        return 0;
    begin += begin < text.length && text.data[begin] == '/';
    for (end = begin; end < text.length && end <= begin + MOST_NAME; end++)
        if ((text.data[end] < 'a' || text.data[end] > 'z') && (end == begin || !str_is_digit(text.data[end])))
            break;
    if (end == begin)
        return 0;
    for (size_t close = end; close < text.length && close < end + MOST_TAG; close++)
        if (text.data[close] == '>')
            return close == end || text.data[close - 1] == '/' || text.data[close - 1] == '"' ? close + 1 - at
                                                                                              : 0;
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
    return text.length > 0 && (memchr(text.data, '<', text.length) || memchr(text.data, '&', text.length));
}

/* The piece without tags at its begin, where its place is. */
static void strip_first_tags(struct running_piece *piece)
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
    LIST(struct running_piece) pieces;
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
    struct running_piece piece = {trimmed, (uint32_t)(begin + skipped), at,
                                  at + (uint32_t)str_code_points(trimmed)};
    strip_first_tags(&piece);
    if (has_markup(piece.text))
        piece.text = without_markup(piecer->arena, piece.text);
    *ARENA_PUSH(piecer->arena, &piecer->pieces) = piece;
}

bool pieces_are_framed(struct str line)
{
    struct str text = str_trim(line);
    return text.length > 2 && text.data[0] == '|' && text.data[text.length - 1] == '|';
}

/* "|---|:--|": the line that Markdown draws below a header. */
static bool is_drawn(struct str line)
{
    bool drawn = pieces_are_framed(line);
    for (size_t i = 0; i < line.length && drawn; i++)
        drawn = strchr("|-: ", line.data[i]) != NULL;
    return drawn;
}

/* Cuts a line at its separators, or else at its wide gaps. */
static void cut_pieces(struct piecer *piecer, size_t begin, size_t end, char separator)
{
    bool tabbed = separator != 0;
    uint32_t column = 0;
    for (size_t at = begin, next; at < end; at = next) {
        size_t stop = at;
        while (stop < end && (tabbed ? piecer->text.data[stop] != separator
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

/* "-   Hyra": a dash with a gap behind it belongs to what follows. */
static void merge_dash(struct piecer *piecer)
{
    struct running_piece *pieces = piecer->pieces.items;
    if (piecer->pieces.count < 2 || pieces[0].end - pieces[0].column != 1 ||
        !(str_equal(pieces[0].text, STR("\u2022")) || (cuts_shape(pieces[0].text) & WORD_NOTHING)) ||
        cuts_shape(pieces[1].text) != 0)
        return;
    struct str first = pieces[0].text, second = pieces[1].text;
    if (second.data < first.data || second.data > piecer->text.data + piecer->text.length)
        return; /* it had markup in it, and lies elsewhere */
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

static struct running_line read_line(struct piecer *piecer, size_t begin, size_t end, uint32_t number)
{
    struct running_line line = {.number = number, .arena = piecer->arena};
    piecer->pieces.count = 0;
    struct str text = str_slice(piecer->text, begin, end);
    bool framed = pieces_are_framed(text), tab = end > begin && memchr(text.data, '\t', text.length);
    if (framed) {
        struct str inner = str_trim(text);
        begin = (size_t)(inner.data - piecer->text.data) + 1;
        end = begin + inner.length - 2;
    }
    line.tabbed = framed || tab;
    cut_pieces(piecer, begin, end, (char)(framed ? '|' : tab ? '\t' : 0));
    if (!line.tabbed)
        merge_dash(piecer);
    if (all_empty(piecer))
        return line;
    line.count = (uint32_t)piecer->pieces.count;
    line.pieces = arena_copy(piecer->arena, piecer->pieces.items, line.count * sizeof *line.pieces);
    return line;
}

/* ---- words ---- */

enum { MOST_WORDS = 256 };

/* Marks of bold text that are open in a piece: how many, and where those begin that close them. */
struct open_marks {
    size_t length, close;
};

/* The word without the marks that open before it or close behind it. */
static struct str without_marks(struct str text, size_t at, size_t end, struct open_marks *open)
{
    size_t marks = open->length > 0 ? 0 : emphasis_open(text, at, &open->close);
    if (marks > 0)
        open->length = marks;
    bool closes = open->length > 0 && open->close < end;
    struct str word = str_slice(text, at + marks, closes ? open->close : end);
    if (closes)
        open->length = 0;
    return word;
}

static void add_words(struct running_line *line, const struct running_piece *piece)
{
    struct open_marks open = {0, 0};
    uint32_t column = piece->column;
    for (size_t at = 0, end; at < piece->text.length && line->word_count <= MOST_WORDS; at = end + 1) {
        for (end = at; end < piece->text.length && piece->text.data[end] != ' ';)
            end++;
        struct str whole = str_slice(piece->text, at, end);
        uint32_t length = (uint32_t)str_code_points(whole);
        if (end > at) {
            struct str word = without_marks(piece->text, at, end, &open);
            line->words[line->word_count++] =
                (struct running_word){.text = word,
                                      .offset = piece->offset + (uint32_t)(word.data - piece->text.data),
                                      .line = line->number,
                                      .column = column,
                                      .end = column + length,
                                      .apart = at == 0 || word.data > whole.data,
                                      .shape = cuts_shape(word)};
        }
        column += length + 1;
    }
}

bool running_line_words(struct running_line *line)
{
    size_t most = 1;
    if (line->words)
        return line->word_count <= MOST_WORDS;
    for (uint32_t i = 0; i < line->count; i++, most++)
        for (size_t at = 0; at < line->pieces[i].text.length; at++)
            most += line->pieces[i].text.data[at] == ' ';
    line->words =
        ARENA_ARRAY(line->arena, struct running_word, most < MOST_WORDS + 1 ? most : MOST_WORDS + 1);
    for (uint32_t i = 0; i < line->count; i++)
        add_words(line, &line->pieces[i]);
    return line->word_count <= MOST_WORDS;
}

struct running_lines running_lines_read(struct arena *arena, struct str text)
{
    struct running_lines lines = {.arena = arena,
                                  .memo = ARENA_ARRAY(arena, struct heading_memo, MOST_HEADINGS)};
    struct piecer piecer = {.arena = arena, .text = text};
    uint32_t number = 1, page = 1;
    for (size_t at = 0; at < text.length; number++) {
        size_t end = at;
        for (; at < text.length && text.data[at] == '\f'; end = ++at)
            page += lines.list.count > 0 && at + 1 < text.length;
        while (end < text.length && text.data[end] != '\n' && text.data[end] != '\r')
            end++;
        struct running_line line = read_line(&piecer, at, end, number);
        line.page = page;
        if (!is_drawn(str_slice(text, at, end)))
            *ARENA_PUSH(arena, &lines.list) = line;
        at = end + (end + 1 < text.length && text.data[end] == '\r' && text.data[end + 1] == '\n') + 1;
    }
    return lines;
}

size_t running_next_line(const struct running_lines *lines, size_t at)
{
    for (at++; at < lines->list.count && lines->list.items[at].count == 0;)
        at++;
    return at;
}
