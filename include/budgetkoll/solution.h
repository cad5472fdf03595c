/* What solving came to: plain data that the reports write from. */
#ifndef BUDGETKOLL_SOLUTION_H
#define BUDGETKOLL_SOLUTION_H

#include "budgetkoll/arena.h"
#include "budgetkoll/money.h"
#include "budgetkoll/str.h"

enum solution_status { SOLUTION_ONE, SOLUTION_SEVERAL, SOLUTION_NONE };

/* One of those that share a total. */
struct solved_part {
    struct str name;
    money given;        /* what its part is in proportion to */
    struct ratio share; /* of the whole */
    money amount;
};

/* What was given: "total", "aid", a partner's name. */
struct given {
    struct str key;
    money amount;
};

struct solution {
    struct str what; /* as it was asked for: "staff" */
    LIST(struct given) given;
    enum solution_status status;
    money amount;        /* öre; the lowest when there are several */
    LIST(money) others;  /* further amounts that do */
    LIST(struct str) why; /* sentences: what was found, from what, and why there is none or more than one */
    LIST(struct solved_part) parts;
};

#endif
