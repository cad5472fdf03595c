#include "claims_parts.h"

money reported_amount(struct accounting *accounting, enum table_kind kind, enum concept concept, int scope)
{
    const struct node *node = system_amount(accounting->system, kind, concept, scope);
    money amount = 0;
    if (!node)
        return 0;
    node_mark(node, accounting->used);
    if (!node_amount(node, &amount))
        stop_account(accounting, CLAIMS_OVERFLOW);
    return amount;
}

bool is_reported(const struct accounting *accounting, enum table_kind kind, enum concept concept)
{
    int scope = accounting->reported->claims.items[0].scope;
    return system_amount(accounting->system, kind, concept, scope) != NULL;
}

void stop_account(struct accounting *accounting, enum claims_obstacle obstacle)
{
    if (accounting->account->obstacle == CLAIMS_COMPUTED)
        accounting->account->obstacle = obstacle;
}

money account_sum(struct accounting *accounting, money a, money b)
{
    money sum = 0;
    if (!money_add(a, b, &sum))
        stop_account(accounting, CLAIMS_OVERFLOW);
    return sum;
}

money account_difference(struct accounting *accounting, money a, money b)
{
    money difference = 0;
    if (__builtin_sub_overflow(a, b, &difference) || difference == INT64_MIN)
        stop_account(accounting, CLAIMS_OVERFLOW);
    return difference;
}
