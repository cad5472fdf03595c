/* What a scheme says, as one list of figures, written as text or as JSON. */
#ifndef SCHEME_PAGE_H
#define SCHEME_PAGE_H

#include "budgetkoll/scheme_report.h"

enum figure_kind { FIGURE_PERCENT, FIGURE_KRONOR, FIGURE_MONTHS, FIGURE_HOURS, FIGURE_YES_NO };
enum part { PART_FIGURES, PART_VARIANTS, PART_SLIPS, PARTS };

struct figure {
    enum part part;
    const char *key;
    struct str variant, name, programme;
    enum figure_kind kind;
    struct ratio rate; /* FIGURE_PERCENT */
    int64_t number;    /* öre, months, hours, yes */
    const struct base *base;
    const char *addition[LANGUAGES]; /* what follows the value */
    struct ratio least_staff;
    bool covers_other;
    bool is_asked;
    struct str source;
    bool is_unconfirmed;
};

struct page {
    struct arena *arena;
    enum language language;
    const struct scheme *scheme;
    LIST(struct figure) figures;
};

struct named_list {
    const char *key;
    const char *label[LANGUAGES];
    const struct listed_words *words;
    struct grounds grounds;
};

/* ---- scheme_figures.c ---- */
enum { PAGE_LISTS = 3 };

/* What the page of a scheme shows; and its lists of words, PAGE_LISTS of them. */
struct page page_of_scheme(struct arena *arena, enum language language, const struct scheme *scheme);
void page_lists(const struct page *page, struct named_list *lists);
/* "staff + payroll", "direct - external": with a name for each part; what is added comes first. */
void page_base(struct buffer *text, const struct base *base, const char *const *names);

#endif
