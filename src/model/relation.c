#include "budgetkoll/relation.h"

bool relation_is_flat_rate(const struct relation *relation)
{
    return relation->rule == RULE_FLAT_RATE_PAYROLL || relation->rule == RULE_FLAT_RATE_INDIRECT ||
           relation->rule == RULE_FLAT_RATE_COMBINED;
}

bool rounding_reaches(int64_t unit, enum rounding rounding, int roundings, struct ratio difference)
{
    bool down = rounding == ROUND_DOWN;
    struct ratio slack = ratio_from(0);
    int order = 0;
    if (roundings == 0)
        return ratio_is_zero(difference);
    if (!ratio_make((wide)unit * roundings, down ? 1 : 2, &slack) ||
        !ratio_compare(ratio_absolute(difference), slack, &order))
        return false;
    return down ? difference.numerator <= 0 && order < 0 : order <= 0;
}
