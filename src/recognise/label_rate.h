/* Rates that a label states, however they are written. */
#ifndef LABEL_RATE_H
#define LABEL_RATE_H

#include "budgetkoll/lexeme.h"

struct label_rate {
    struct ratio rate;
    struct str text;  /* as it is written: "0,4524 %" */
    struct str base;  /* what it is of: "personal" of "15 % av personal"; else empty */
    bool is_doubtful; /* "0,4524 %", under one per cent with as many decimals as 45,24 % as a ratio has */
};

/* Takes a rate off the end of a label: "Bilönekostnader 45,24%", "LKP (0,4524)", "Indirekta kostnader 15 % av personal". False when
 * it states none there. */
bool label_rate_take(struct str *label, struct label_rate *rate);
/* The same off its beginning: "25 % indirect costs", but also "50 % projektledare", which is no rate. */
bool label_rate_take_first(struct str *label, struct label_rate *rate);

#endif
