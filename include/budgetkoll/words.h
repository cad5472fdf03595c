/* How amounts, rates and dates are written for people, in Swedish and in English. */
#ifndef BUDGETKOLL_WORDS_H
#define BUDGETKOLL_WORDS_H

#include "budgetkoll/buffer.h"
#include "budgetkoll/date.h"
#include "budgetkoll/money.h"
#include "budgetkoll/unit.h"

enum language { SWEDISH, ENGLISH, LANGUAGES };

/* "3 697 755", "164 702,16" (sv) or "3,697,755" (en); öre are written only when there are any. */
void words_amount(struct buffer *buffer, enum language language, money amount);
/* The same with its currency after it: "1 234,50 EUR". */
void words_money(struct buffer *buffer, enum language language, money amount, enum currency currency);
/* The same with " kr" after it. */
void words_kronor(struct buffer *buffer, enum language language, money amount);
/* "45,24 %" or "45.24%": a ratio in percent with the decimals it needs, at least `decimals` and at most four;
 * one that needs more is written with two, and false returned. */
bool words_percent(struct buffer *buffer, enum language language, struct ratio rate, int decimals);
/* "3,07 %": a share, half-up with two decimals, as budgets print it. */
void words_share(struct buffer *buffer, enum language language, struct ratio share);
/* A value in öre with at most four decimals of a krona; returns false when that is not exact. */
bool words_exact_amount(struct buffer *buffer, enum language language, struct ratio value);
/* "2021-06-01" in both languages. */
void words_date(struct buffer *buffer, struct date date);

/* Each of the above as a string in `arena`. */
struct str words_of_amount(struct arena *arena, enum language language, money amount);
struct str words_of_money(struct arena *arena, enum language language, money amount, enum currency currency);
struct str words_of_kronor(struct arena *arena, enum language language, money amount);
struct str words_of_percent(struct arena *arena, enum language language, struct ratio rate);
struct str words_of_date(struct arena *arena, struct date date);
struct str words_of_count(struct arena *arena, long long count);

#endif
