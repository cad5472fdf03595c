/* libxlsxwriter, opened only when a workbook is to be written: linked in the usual way it would bring a cryptographic
 * library along and double the time that every check takes to start. */
#ifndef LIBRARY_H
#define LIBRARY_H

#include <stdbool.h>
#include <xlsxwriter.h>

struct library {
#define FUNCTION(name) __typeof__(&name) name;
#include "library.def"
#undef FUNCTION
};

/* Its functions, after library_open(). */
extern struct library lxw;

/* False when the library, or a function of it, is not there; the reason in *why, which belongs to the system. */
bool library_open(const char **why);

#endif
