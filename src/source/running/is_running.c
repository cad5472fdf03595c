/* Whether a text is to be read as running text, or as rows with separators. */
#include "running.h"

enum { LEAST_PROSE = 3 };

/* How many of a text's first lines have a separator. */
struct separated {
    size_t lines, with_tab, with_other, with_mark, sentences;
    size_t with_comma; /* a comma beside a letter, which no amount has: "Personal,5 000" */
    size_t prose;      /* sentences without any */
    bool is_quoted;    /* the line so far stands in a cell between quotes, which may run over lines */
};

/* A quote that a cell begins with opens it; one within a sentence does not. */
static void pass_quote(struct separated *separated, struct str line, size_t at)
{
    bool begins = at == 0 || line.data[at - 1] == '\t' || line.data[at - 1] == ';';
    if (line.data[at] == '"' && (separated->is_quoted || begins))
        separated->is_quoted = !separated->is_quoted;
}

/* " 000": a group of thousands. */
static bool is_group(struct str line, size_t at)
{
    bool group = at + 3 < line.length && line.data[at] == ' ';
    for (size_t i = at + 1; i <= at + 3 && group; i++)
        group = str_is_digit(line.data[i]);
    return group && (at + 4 == line.length || !str_is_digit(line.data[at + 4]));
}

/* "70,5": a comma before decimals that a blank or the line's end follows; in "5 000,1 000" it separates. */
static bool is_decimal(struct str line, size_t comma)
{
    size_t end = comma + 1;
    while (end < line.length && str_is_digit(line.data[end]))
        end++;
    return comma > 0 && str_is_digit(line.data[comma - 1]) && end > comma + 1 && end <= comma + 3 &&
           (end == line.length || (line.data[end] == ' ' && !is_group(line, end)));
}

/* Both sides are digits: the comma may stand in an amount, "1,234". */
static bool is_in_number(struct str line, size_t comma)
{
    return comma > 0 && str_is_digit(line.data[comma - 1]) && str_is_digit(line.data[comma + 1]);
}

/* A comma that is followed by no blank separates; one in a sentence or an amount does not. */
static void count_separators(struct separated *separated, struct str line)
{
    bool framed = pieces_are_framed(line), tab = framed, other = false;
    int commas = 0, beside_letters = 0;
    bool quoted = separated->is_quoted;
    for (size_t i = 0; i < line.length; i++) {
        pass_quote(separated, line, i);
        tab = tab || line.data[i] == '\t';
        other = other || (!framed && (line.data[i] == ';' || line.data[i] == '|'));
        bool comma = line.data[i] == ',' && i + 1 < line.length && line.data[i + 1] != ' ';
        commas += comma && !is_decimal(line, i);
        beside_letters += comma && !is_in_number(line, i);
    }
    separated->lines += str_trim(line).length > 0;
    separated->with_tab += tab;
    separated->with_other += !tab && (other || commas > 1);
    separated->with_comma += !tab && !other && beside_letters > 0;
    separated->with_mark += other;
    bool sentence = !tab && broken_label_is_sentence(str_trim(line));
    separated->sentences += sentence;
    separated->prose += sentence && !other && commas < 2 && !quoted;
}

static struct separated separated_lines(struct str text)
{
    enum { SAMPLE_LINES = 2000 };
    struct separated separated = {0};
    size_t at = 0;
    for (int i = 0; i < SAMPLE_LINES && at < text.length; i++) {
        size_t end = at;
        while (end < text.length && text.data[end] != '\n' && text.data[end] != '\r')
            end++;
        count_separators(&separated, str_slice(text, at, end));
        at = end + 1;
    }
    return separated;
}

/* The line opens or closes what Markdown quotes: the output of a program in a manual is no budget. */
static bool is_fence(const struct running_line *line)
{
    return line->count > 0 && str_starts(line->pieces[0].text, STR("```"));
}

/* Some line is a header, or one of a layout with gaps alone: of a table that cannot be read too, where no marks separate. */
static bool holds_header(const struct arena *arena, struct str text, bool layout, size_t marks)
{
    struct arena scratch = {.exhausted = arena->exhausted};
    struct running_lines lines = running_lines_read(&scratch, text);
    page_edges_drop(&scratch, &lines);
    struct running_header header;
    bool found = false, quoted = false;
    for (size_t at = 0; at < lines.list.count && !found; at++) {
        quoted = quoted != is_fence(&lines.list.items[at]);
        found = !quoted && running_header_read(&scratch, &lines, at, &header) > 0 && header.is_read &&
                (header.is_free || !layout);
        found = found || (marks == 0 && !quoted && free_header_unread(&scratch, &lines, at) > 0);
    }
    arena_release(&scratch);
    return found;
}

bool running_recognise(const struct arena *arena, struct str text)
{
    if (text.length > MOST_TEXT_BYTES)
        return false;
    struct separated separated = separated_lines(text);
    if (separated.prose >= LEAST_PROSE && separated.prose > separated.with_other)
        return true;
    bool tabs = separated.with_tab * 2 > separated.lines;
    if (tabs)
        return separated.sentences > 0 && str_find(text, STR("\"")) < 0;
    if (separated.with_comma * 2 > separated.lines)
        return false;
    if (separated.with_other * 2 > separated.lines)
        return separated.with_mark == 0 && holds_header(arena, text, true, 0);
    return str_find(text, STR("\f")) >= 0 || holds_header(arena, text, false, separated.with_mark);
}
