/* Findings: what does not hold, where, by how much, why, and what to do. */
#ifndef BUDGETKOLL_FINDING_H
#define BUDGETKOLL_FINDING_H

#include "budgetkoll/arena.h"
#include "budgetkoll/budget.h"
#include "budgetkoll/place.h"
#include "budgetkoll/words.h"

enum severity { SEVERITY_NONE, NOTE, WARNING, ERROR };

enum rule_id {
#define RULE(id, name, severity) RULE_##id,
#include "budgetkoll/rules.def"
#undef RULE
    RULES
};

struct rule_info {
    const char *name;
    enum severity severity;
};

/* The name and severity of each rule, in the order of the contract. */
extern const struct rule_info rule_table[RULES];

/* "error" or "fel". */
struct str severity_name(enum severity severity, enum language language);

/* Texts that are shown to people; {0}, {1} ... stand for the arguments. */
enum message_id {
    MESSAGE_NONE,
#define MESSAGE(id, sv, en) MESSAGE_##id,
#include "budgetkoll/messages.def"
#undef MESSAGE
    MESSAGES
};

enum { MESSAGE_ARGUMENTS = 6 };

struct message {
    enum message_id id;
    struct str arguments[MESSAGE_ARGUMENTS];
};

/* The text of a message with its arguments put in, as far as they are safe to show on a terminal. */
struct str message_text(struct arena *arena, enum language language, struct message message);

/* Notes in the budget what was decided while reading. */
void budget_remark(struct budget *budget, enum language language, struct message message);

enum unit { UNIT_NONE, UNIT_MONEY, UNIT_PERCENT };

struct related {
    struct place place;
    struct str cell;
};

struct relation;

struct finding {
    enum rule_id rule;
    enum severity severity;
    struct place place;
    struct origin origin;            /* the cell at that place */
    struct stretch stretch;          /* what of the source's text it is about, when it is no cell */
    const struct relation *relation; /* that does not hold, or NULL */
    struct str message, calculation, action, cell;
    enum unit unit;
    enum currency currency;      /* UNIT_MONEY */
    bool has_values;             /* published, expected and difference are known */
    bool has_expected;           /* of a blank: only what should stand there is known */
    int64_t published, expected; /* in hundredths of the unit */
    LIST(struct related) related;
    size_t more; /* 0; else it stands for so many of its rule that are not listed: see findings_close() */
};

/* Of each rule so many findings are listed in a case; the others are counted, so that a file of nothing but mistakes is
 * told in bounded memory. Tests make it small, so that every case has more. */
#ifndef MOST_ALIKE
#define MOST_ALIKE 200
#endif

struct findings {
    struct arena *arena;
    enum language language;
    LIST(struct finding) list;
    size_t added[RULES];   /* of each rule, listed or not */
    size_t closing[RULES]; /* where the latest stands that stands for others */
    size_t total;          /* calls of finding_add() so far: it grows when something has been found */
    bool is_loose;         /* the last one is not to be listed, but its caller is still filling it in */
};

/* Adds a finding with the rule's own severity; the caller fills in more. The pointer is good until the next. Of one that
 * will not be listed (`more` is set) only severity and origin are kept. */
struct finding *finding_add(struct findings *findings, enum rule_id rule, struct origin origin,
                            struct message message);
/* The same for a stretch of a source's text that is no cell: a byte, a line of running text. */
struct finding *finding_add_at(struct findings *findings, enum rule_id rule, const struct source *source,
                               struct stretch stretch, struct message message);
/* The next finding of the rule will not be listed, so that its words need not be made. */
bool findings_is_full(const struct findings *findings, enum rule_id rule);
/* The sentence that says what to do. */
void finding_set_action(struct findings *findings, struct finding *finding, struct message action);
/* Adds a related place, once. */
void finding_relate(struct findings *findings, struct finding *finding, struct origin origin,
                    struct str cell);

/* ---- findings that may be dropped ----
 * What has been found is never taken out of the list by hand: others are counted by where it stands. */

/* An empty list for findings that may be dropped: so many of a rule are listed in it as there is room for in `findings`. To
 * drop them, forget it. */
struct findings findings_apart(const struct findings *findings);
/* The same in the room of a list that was set apart before, or is zeroed: for one list after another, of each row say. What
 * it holds is dropped. */
void findings_apart_again(struct findings *apart, const struct findings *findings);
/* Adds those of a list that was set apart from these, and empties it: they stand and are counted as if each had been added
 * here. Pointers into either list are no longer good. */
void findings_join(struct findings *findings, struct findings *apart);
/* Drops those for which `is_kept` is false; `context` is handed on to it. */
void findings_keep(struct findings *findings, bool (*is_kept)(const struct finding *, const void *context),
                   const void *context);

/* ---- when all have been added ---- */

/* Says how many are not listed: one finding for those of a rule in a file or sheet, as severe as the most severe of them
 * and at the first such. To be called when all have been added; findings_sort() does. */
void findings_close(struct findings *findings);
/* By file, sheet (in the order of the workbook), line, column, rule: the same input gives the same order everywhere. */
void findings_sort(struct findings *findings);
size_t findings_count(const struct findings *findings, enum severity severity);

#endif
