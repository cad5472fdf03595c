#include "bands.h"

#include "budgetkoll/headers.h"

enum { MOST_BANDS = 16 };

/* The fields that each of the tables begins in; the first one takes in all before the second. */
struct bands {
    uint32_t first[MOST_BANDS];
    uint32_t count;
};

/* The row as the band sees it. */
static struct row band_row(const struct bands *bands, uint32_t band, const struct row *row)
{
    struct row part = *row;
    part.first = band == 0 ? row->first : bands->first[band];
    if (band + 1 < bands->count && part.count > bands->first[band + 1])
        part.count = bands->first[band + 1];
    return part;
}

/* The end of the run of filled cells that begins at `field`. */
static uint32_t run_end(const struct row *row, uint32_t field)
{
    while (field < row->count && row_cell(row, field).length != 0)
        field++;
    return field;
}

/* The bands that a row is the headers of: runs of filled cells that are headers each for itself. */
static struct bands find_bands(struct arena *arena, const struct row *row)
{
    struct bands bands = {0};
    uint32_t gaps = 0;
    for (uint32_t field = row_first_filled(row) + 1; field + 1 < row->count; field++)
        gaps += row_cell(row, field).length == 0 && row_cell(row, field + 1).length > 0;
    if (gaps == 0 || header_is_data(row))
        return bands;
    for (uint32_t field = row->first, end; field < row->count && bands.count < MOST_BANDS; field = end + 1) {
        end = run_end(row, field);
        struct row run = *row;
        run.first = field;
        run.count = end;
        if (end - field >= 2 && header_kind(arena, &run) != TABLE_NONE)
            bands.first[bands.count++] = field;
    }
    return bands;
}

/* Words or figures run on from one band into the next: the row is of no band. */
static bool crosses(const struct bands *bands, const struct row *row)
{
    for (uint32_t band = 1; band < bands->count; band++)
        if (row_cell(row, bands->first[band]).length != 0 &&
            row_cell(row, bands->first[band] - 1).length != 0)
            return true;
    return false;
}

/* A heading above the bands: one cell in some of them. */
static bool is_heading(const struct bands *bands, const struct row *row)
{
    if (row_is_blank(row))
        return false;
    for (uint32_t band = 0; band < bands->count; band++) {
        struct row part = band_row(bands, band, row);
        if (!row_is_blank(&part) && run_end(&part, row_first_filled(&part)) != row_first_filled(&part) + 1)
            return false;
    }
    return true;
}

/* Adds the rows first .. end-1 as the band sees them, and of several blank rows only one. */
static void add_band(struct arena *arena, struct rows *rows, const struct rows *from, size_t first,
                     size_t end, const struct bands *bands, uint32_t band)
{
    bool after_blank = band == 0;
    for (size_t i = first; i < end; i++) {
        struct row part = band_row(bands, band, &from->list.items[i]);
        bool blank = row_is_blank(&part);
        if (!blank || !after_blank)
            *ARENA_PUSH(arena, &rows->list) = part;
        after_blank = blank;
    }
}

/* A blank row between two bands, at the place of the last. */
static void add_blank(struct arena *arena, struct rows *rows)
{
    struct row blank = rows->list.items[rows->list.count - 1];
    blank.count = 0;
    *ARENA_PUSH(arena, &rows->list) = blank;
}

/* The first of the headings above row `header`, but not before row `from`. */
static size_t headings_begin(const struct rows *rows, size_t from, size_t header, const struct bands *bands)
{
    while (header > from && is_heading(bands, &rows->list.items[header - 1]))
        header--;
    return header;
}

/* The row after the last one of the bands whose headers stand in row `header`. */
static size_t bands_end(struct arena *arena, const struct rows *rows, size_t header,
                        const struct bands *bands)
{
    size_t i = header + 1;
    for (; i < rows->list.count; i++) {
        const struct row *row = &rows->list.items[i];
        struct bands next = find_bands(arena, row);
        if (next.count > 1)
            return headings_begin(rows, header + 1, i, &next);
        if (crosses(bands, row))
            break;
    }
    return i;
}

void bands_unfold(struct arena *arena, struct rows *rows)
{
    struct rows unfolded = {0};
    size_t done = 0;
    for (size_t i = 0; i < rows->list.count; i++) {
        struct bands bands = find_bands(arena, &rows->list.items[i]);
        if (bands.count < 2)
            continue;
        size_t first = headings_begin(rows, done, i, &bands), end = bands_end(arena, rows, i, &bands);
        for (; done < first; done++)
            *ARENA_PUSH(arena, &unfolded.list) = rows->list.items[done];
        for (uint32_t band = 0; band < bands.count; band++) {
            if (unfolded.list.count > 0)
                add_blank(arena, &unfolded);
            add_band(arena, &unfolded, rows, first, end, &bands, band);
        }
        done = end;
        i = end - 1;
    }
    for (; done > 0 && done < rows->list.count; done++)
        *ARENA_PUSH(arena, &unfolded.list) = rows->list.items[done];
    if (done > 0)
        *rows = unfolded;
}
