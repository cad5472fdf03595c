/* A file's bytes to its rows: what reading a case and reading what has been reported share. */
#ifndef LOAD_H
#define LOAD_H

#include "budgetkoll/bulk.h"
#include "budgetkoll/reading.h"
#include "budgetkoll/recognise.h"
#include "budgetkoll/table_limits.h"

struct loaded_files {
    LIST(struct loaded) list;
    struct usage usage;
    struct str full; /* that the case holds more than is read, once it does: then no further file is */
};

/* Reads a file as what its bytes are: one entry for a text, one a sheet for a workbook, none, with the reason noted in
 * the budget, for what cannot be read. Notes in the budget how each was read; what is wrong in it goes to the findings. */
void load_input(struct arena *arena, struct budget *budget, const struct input *input,
                const struct reading_choice *choice, struct findings *findings, struct loaded_files *files);

/* The same for one case of a long export. */
void load_bulk(struct arena *arena, struct budget *budget, const struct bulk *bulk, size_t index,
               struct str name, struct findings *findings, struct loaded_files *files);

/* Cuts the tables into rows; one in which no separator stands is cut by that of the others. */
void loaded_cut(struct arena *arena, struct loaded_files *files, struct findings *findings);

#endif
