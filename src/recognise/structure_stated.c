#include "structure_search.h"

void take_stated(struct search *search)
{
    (void)search;
}
