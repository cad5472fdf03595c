/* Which code page bytes were written in, by how likely their characters are in a Swedish table. */
#ifndef CODE_PAGE_GUESS_H
#define CODE_PAGE_GUESS_H

#include "budgetkoll/code_page.h"
#include "budgetkoll/str.h"

struct guess {
    const struct code_page *page;
    const struct code_page *rival; /* one that is nearly as likely, or NULL */
};

/* The likeliest page; where two are nearly alike, Windows-1252 if it is one of them. */
struct guess code_page_guess(struct str bytes);

#endif
