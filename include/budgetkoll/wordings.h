/* Words that tell what a row or a column of any table is, by the key of its label. */
#ifndef BUDGETKOLL_WORDINGS_H
#define BUDGETKOLL_WORDINGS_H

#include "budgetkoll/str.h"

/* "Summa", "Delsumma", "Total travel", "Personal totalt": it adds up others. */
bool key_is_total(struct str key);
/* "Delsumma" alone: of the rows above it. */
bool key_is_subtotal(struct str key);
/* "Resultat": what one sum leaves of another, or a sum with its minus signs. */
bool key_is_result(struct str key);
/* "Kontroll", "Differens": what is zero when the table adds up. */
bool key_is_control(struct str key);
/* "Utfall", "Utfall 2021", "Återstår", "Prognos": what became of a budget, or is left of it. */
bool key_is_outcome(struct str key);
/* Those, and "Diff kostnad - finansiering": a control if its figures are zero, for it may be a cost as well. */
bool key_begins_as_control(struct str key);
/* "OK", "SANT": what a control says when all is well. */
bool key_agrees(struct str key);
/* "varav sociala avgifter": a part of a row above, that no sum adds again. */
bool key_is_included(struct str key);
/* "Office and administration": Interreg's indirect costs. */
bool key_is_office(struct str key);
/* Columns of hours, prices and numbers of things: with them a total can be a product. */
bool key_is_quantity(struct str key);
/* Those, and columns of other numbers that are no amounts: shares, row numbers, accounts; the label itself may have a
 * percent sign. */
bool label_is_number(struct str label, struct str key);

/* Takes the dash off a detail line's label; false when there is none. */
bool take_dash(struct str *label);

#endif
