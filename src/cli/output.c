/* Output that is never left half written: a new file beside the one it is to become, put in its place when all went well. */
#include "cli.h"
#include "temporaries.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static void complain_of_output(const struct output *output, enum language language, int error)
{
    complain(language, "kan inte skriva till %s (%s)", "cannot write to %s (%s)",
             output->name          ? output->name
             : language == SWEDISH ? "standard ut"
                                   : "standard output",
             error_words(language, error));
}

/* False, said: a link to nothing would become a file, and its place be lost. */
static bool allow_new(const struct output *output, enum language language)
{
    struct stat status;
    if (lstat(output->name, &status) != 0)
        return true;
    complain(language, "%s är en länk till något som inte finns; ta bort länken eller ange en annan plats",
             "%s is a link to what is not there; remove the link or name another place", output->name);
    return false;
}

/* False, said, for a file that nobody may write, or not we: replacing it would go round what its owner wants. Root may
 * write all, but means it no more than others. */
static bool allow_replacing(const struct output *output, const struct stat *status, enum language language)
{
    bool is_protected = (status->st_mode & (S_IWUSR | S_IWGRP | S_IWOTH)) == 0;
    if (!is_protected && access(output->name, W_OK) == 0)
        return true;
    if (is_protected || errno == EACCES)
        complain(
            language,
            "%s är skrivskyddad och ändras inte; ta bort skrivskyddet (chmod u+w) eller ange en annan plats",
            "%s is write-protected and is not changed; lift the protection (chmod u+w) or name another place",
            output->name);
    else
        complain_of_output(output, language, errno);
    return false;
}

/* A new file beside the one that the name leads to: a link keeps its place, and what it names is replaced. */
static bool open_beside(struct output *output, bool there)
{
    output->target = there ? realpath(output->name, NULL) : strdup(output->name);
    output->like = there ? output->target : NULL;
    output->temporary = output->target ? temporary_open(output->target) : NULL;
    output->stream = output->temporary ? output->temporary->stream : NULL;
    if (output->stream)
        return true;
    int error = errno;
    free(output->target);
    errno = error;
    return false;
}

/* The stream of a file with a name, which may be there already, or be a pipe or a device, which cannot be replaced. */
static bool open_named(struct output *output, enum language language)
{
    struct stat status;
    bool there = stat(output->name, &status) == 0;
    int error = there ? (S_ISDIR(status.st_mode) ? EISDIR : 0) : errno == ENOENT ? 0 : errno;
    bool is_file = error == 0 && (!there || S_ISREG(status.st_mode)), opened = false;
    if (is_file && !(there ? allow_replacing(output, &status, language) : allow_new(output, language)))
        return false;
    if (is_file)
        opened = open_beside(output, there);
    else if (error == 0)
        opened = (output->stream = fopen(output->name, "wbe")) != NULL;
    if (!opened)
        complain_of_output(output, language, error ? error : errno);
    return opened;
}

bool output_open(struct output *output, const char *name, enum language language)
{
    *output = (struct output){.name = name, .stream = stdout};
    return !name || open_named(output, language);
}

void output_write(struct output *output, struct str text)
{
    if (text.length != 0 && fwrite(text.data, 1, text.length, output->stream) != text.length)
        output->failed = true;
}

/* The rights that the user's mask leaves to a new file, which mkstemp does not give. */
static mode_t usual_mode(void)
{
    mode_t mask = umask(0);
    umask(mask);
    return 0666 & ~mask;
}

/* The owner, group and rights of the file that it is like, else those of any new file. */
static bool take_rights(int file, const char *like)
{
    struct stat wanted, own;
    if (!like)
        return fchmod(file, usual_mode()) == 0;
    if (stat(like, &wanted) != 0 || fstat(file, &own) != 0)
        return false;
    bool same = own.st_uid == wanted.st_uid && own.st_gid == wanted.st_gid;
    return (same || fchown(file, wanted.st_uid, wanted.st_gid) == 0) &&
           fchmod(file, wanted.st_mode & 07777) == 0;
}

static bool finish_rights(struct output *output, enum language language)
{
    if (!output->temporary || take_rights(fileno(output->stream), output->like))
        return true;
    int error = errno;
    if (error == EPERM)
        complain(language,
                 "%s tillhör någon annan eller en annan grupp, och den nya filen skulle inte göra det; ange "
                 "en annan plats, eller låt ägaren skriva den",
                 "%s belongs to somebody else or to another group, and the new file would not; name another "
                 "place, or let its owner write it",
                 output->name);
    else
        complain_of_output(output, language, error);
    return false;
}

static bool finish_stream(struct output *output, enum language language)
{
    bool written = fflush(output->stream) == 0 && !output->failed;
    int error = errno;
    if (written && !finish_rights(output, language))
        return false;
    if (output->name) {
        bool closed = (output->temporary ? temporary_close(output->temporary) : fclose(output->stream) == 0);
        error = written ? errno : error;
        written = closed && written;
        output->stream = NULL;
    }
    if (!written)
        complain_of_output(output, language, error);
    return written;
}

bool output_finish(struct output *output, enum language language)
{
    bool written = finish_stream(output, language);
    if (!written)
        output_abandon(output);
    return written;
}

bool output_place(struct output *output, enum language language)
{
    bool placed = !output->temporary || temporary_place(output->temporary, output->target);
    if (!placed)
        complain_of_output(output, language, errno);
    free(output->target);
    return placed;
}

bool output_close(struct output *output, enum language language)
{
    return output_finish(output, language) && output_place(output, language);
}

void output_abandon(struct output *output)
{
    if (!output->name)
        return;
    if (output->temporary)
        temporary_remove(output->temporary);
    else if (output->stream)
        fclose(output->stream);
    free(output->target);
}

enum exit_status printed_status(enum language language)
{
    struct output output = {.stream = stdout, .failed = ferror(stdout) != 0};
    return output_close(&output, language) ? EXIT_OK : EXIT_UNCHECKED;
}
