#include "code_page_guess.h"

#include <string.h>
#include <utf8proc.h>

/* How likely characters are. A Swedish letter stands in a word; a mark does not; what no budget holds speaks against
 * the page, most of all what nothing prints. */
enum { LETTER_IN_WORD = 3, LETTER_ALONE = 0, MARK = 2, FOREIGN = 1, SYMBOL = -1, DRAWING = -3, NOTHING = -4 };

static bool is_one_of(int32_t c, const int32_t *set)
{
    while (*set && *set != c)
        set++;
    return *set != 0;
}

static bool is_swedish(int32_t c)
{
    static const int32_t letters[] = {U'å', U'ä', U'ö', U'Å', U'Ä', U'Ö', U'é', 0};
    return is_one_of(c, letters);
}

static bool is_mark(int32_t c)
{
    static const int32_t marks[] = {0xA0, U'–', U'—', U'‘', U'’', U'“', U'”', U'„', U'…', U'€', U'§',
                                    U'½', U'´', U'»', U'«', U'•', U'·', U'°', U'²', U'%', U'£', 0};
    return is_one_of(c, marks);
}

static bool is_ascii_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* What byte `at` means; past either end a blank. */
static int32_t character_at(const struct code_page *page, struct str bytes, size_t at)
{
    unsigned char c = at < bytes.length ? (unsigned char)bytes.data[at] : ' ';
    return c < FIRST_HIGH ? c : page->high[c - FIRST_HIGH];
}

static bool is_letter(int32_t c)
{
    return c < FIRST_HIGH ? is_ascii_letter((char)c) : is_swedish(c);
}

static bool is_lower(int32_t c)
{
    return utf8proc_category(c) == UTF8PROC_CATEGORY_LL;
}

static bool is_upper(int32_t c)
{
    return utf8proc_category(c) == UTF8PROC_CATEGORY_LU;
}

/* "lÄn", "öProjekt": capitals do not follow small letters. */
static bool is_misplaced(int32_t before, int32_t c, int32_t after)
{
    return (is_lower(before) && is_upper(c)) || (is_lower(c) && is_upper(after));
}

static int likelihood(const struct code_page *page, struct str bytes, size_t at)
{
    int32_t before = character_at(page, bytes, at - 1), c = character_at(page, bytes, at),
            after = character_at(page, bytes, at + 1);
    bool in_word = is_letter(before) || is_letter(after);
    if (c == 0)
        return NOTHING;
    if (c >= 0x2500 && c <= 0x259F)
        return DRAWING;
    if (is_swedish(c))
        return is_misplaced(before, c, after) ? 0 : in_word ? LETTER_IN_WORD : LETTER_ALONE;
    if (is_mark(c))
        return is_letter(before) && is_letter(after) && c != U'’' ? SYMBOL : MARK;
    return in_word && is_lower(c) ? FOREIGN : SYMBOL;
}

enum { MOST_PAGES = 8 };

static void rate_pages(struct str bytes, int64_t scores[MOST_PAGES])
{
    for (size_t i = 0; i < bytes.length; i++)
        for (int page = 0; (unsigned char)bytes.data[i] >= FIRST_HIGH && code_pages[page].name; page++)
            scores[page] += likelihood(&code_pages[page], bytes, i);
}

struct guess code_page_guess(struct str bytes)
{
    int64_t scores[MOST_PAGES] = {0};
    int best = 0, second = 1;
    rate_pages(bytes, scores);
    for (int page = 1; code_pages[page].name; page++)
        best = scores[page] > scores[best] ? page : best;
    second = best == 0;
    for (int page = 0; code_pages[page].name; page++)
        if (page != best && scores[page] > scores[second])
            second = page;
    bool clear = scores[best] > 0 && scores[best] > 2 * scores[second];
    if (!clear && second == 0)
        return (struct guess){&code_pages[0], &code_pages[best]};
    return (struct guess){&code_pages[best], clear ? NULL : &code_pages[second]};
}
