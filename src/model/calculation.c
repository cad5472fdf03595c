#include "budgetkoll/calculation.h"

bool computed_differs(const struct computed *cell)
{
    const struct cell *published = cell->published;
    return published->state != CELL_VALUE ||
           !ratio_equal(cell_ratio(published, cell->kind), cell_ratio(cell->computed, cell->kind));
}

int plan_lowest_ceiling(const struct financing_plan *plan)
{
    int lowest = -1;
    for (int i = 0; i < CEILING_KINDS; i++)
        if (plan->ceilings[i].is_set && (lowest < 0 || plan->ceilings[i].most < plan->ceilings[lowest].most))
            lowest = i;
    return lowest;
}

bool plan_is_paid(const struct financing_plan *plan)
{
    return plan->missing == 0 && plan->surplus == 0 && !plan->lacks_aid_row && !plan->years_differ;
}
