/* Reads formulas of a workbook on its own: every value exactly, as the check counts, and in binary floating point, as
 * a workbook counts. Knows + - * /, comparisons, SUM with ranges, IF, ROUND, ABS, AND, cells and names. */
#ifndef EVALUATOR_H
#define EVALUATOR_H

#include "budgetkoll/arena.h"
#include "budgetkoll/buffer.h"
#include "budgetkoll/money.h"
#include "budgetkoll/str.h"

#include <ctype.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Not exact: divided by zero, too large for a ratio, or known in binary only. */
struct evaluated {
    bool is_exact;
    struct ratio exact;
    double binary;
    struct str text; /* a text instead, as in IF(A1=0,"holds","error") */
};

/* A cell by its address: sheet, column (A is 0) and row (1 is 0). */
struct spot {
    struct str sheet;
    unsigned column, row;
};

struct known_cell {
    struct spot spot;
    struct evaluated number;
    bool is_text;
    size_t next; /* of those with the same remainder, from 1; 0: none */
};

struct known_name {
    struct str name;
    struct evaluated number;
};

enum { GRID_HEADS = 1024 };

struct grid {
    struct arena *arena;
    LIST(struct known_cell) cells;
    size_t *heads; /* the first cell of each remainder, from 1 */
    LIST(struct known_name) names;
    bool blanks_allowed; /* a cell that is not known is blank, else a mistake */
};

struct formula_reader {
    const struct grid *grid;
    struct str text, on;
    size_t at;
    const char *wrong; /* the first thing, or NULL */
};

static struct evaluated read_comparison(struct formula_reader *reader);

static struct evaluated number_of_ratio(struct ratio ratio)
{
    double binary = (double)ratio.numerator / (double)ratio.denominator;
    return (struct evaluated){.is_exact = true, .exact = ratio, .binary = binary};
}

/* As a number a text is none. */
static struct evaluated number_of_text(struct str text)
{
    return (struct evaluated){.exact = {0, 1}, .binary = NAN, .text = text};
}

static struct evaluated number_whole(int64_t whole)
{
    return number_of_ratio(ratio_from(whole));
}

static struct evaluated give_up(struct formula_reader *reader, const char *why)
{
    reader->wrong = reader->wrong ? reader->wrong : why;
    reader->at = reader->text.length;
    return number_whole(0);
}

static bool follows(const struct formula_reader *reader, const char *text)
{
    return str_starts(str_slice(reader->text, reader->at, reader->text.length), str_from(text));
}

static bool take(struct formula_reader *reader, const char *text)
{
    bool found = follows(reader, text);
    reader->at += found ? strlen(text) : 0;
    return found;
}

static void expect(struct formula_reader *reader, const char *text)
{
    if (!take(reader, text))
        give_up(reader, text);
}

/* ---- arithmetic ---- */

static struct evaluated add(struct evaluated a, struct evaluated b, int sign)
{
    struct evaluated sum = {.exact = {0, 1}, .binary = sign < 0 ? a.binary - b.binary : a.binary + b.binary};
    struct ratio other = sign < 0 ? ratio_negative(b.exact) : b.exact;
    sum.is_exact = a.is_exact && b.is_exact && ratio_add(a.exact, other, &sum.exact);
    return sum;
}

static struct evaluated multiply(struct evaluated a, struct evaluated b)
{
    struct evaluated product = {.exact = {0, 1}, .binary = a.binary * b.binary};
    product.is_exact = a.is_exact && b.is_exact && ratio_multiply(a.exact, b.exact, &product.exact);
    return product;
}

static struct evaluated divide(struct evaluated a, struct evaluated b)
{
    struct evaluated quotient = {.exact = {0, 1}, .binary = b.binary == 0 ? NAN : a.binary / b.binary};
    quotient.is_exact = a.is_exact && b.is_exact && ratio_divide(a.exact, b.exact, &quotient.exact);
    return quotient;
}

/* The number that 15 digits show, as workbooks have it. */
static double fifteen_digits(double number)
{
    char digits[64];
    snprintf(digits, sizeof digits, "%.15g", number);
    return strtod(digits, NULL);
}

static double round_binary(double number, int decimals)
{
    char digits[400];
    double scale = pow(10, decimals), whole = round(fifteen_digits(fifteen_digits(number) * scale));
    snprintf(digits, sizeof digits, "%.*f", decimals, whole / scale);
    return strtod(digits, NULL);
}

static struct evaluated round_number(struct evaluated number, int decimals)
{
    struct evaluated rounded = {.exact = {0, 1}, .binary = round_binary(number.binary, decimals)};
    int64_t scale = 1;
    money whole = 0;
    for (int i = 0; i < decimals; i++)
        scale *= 10;
    rounded.is_exact = number.is_exact && ratio_multiply(number.exact, ratio_from(scale), &rounded.exact) &&
                       ratio_round(rounded.exact, 1, ROUND_HALF_UP, &whole) &&
                       ratio_make(whole, scale, &rounded.exact);
    return rounded;
}

/* ---- cells ---- */

static size_t remainder_of(struct spot spot)
{
    size_t sum = spot.row * 31 + spot.column;
    for (size_t i = 0; i < spot.sheet.length; i++)
        sum = sum * 31 + (unsigned char)spot.sheet.data[i];
    return sum % GRID_HEADS;
}

static const struct known_cell *find_cell(const struct grid *grid, struct spot spot)
{
    size_t index = grid->heads ? grid->heads[remainder_of(spot)] : 0;
    while (index) {
        const struct known_cell *cell = &grid->cells.items[index - 1];
        if (cell->spot.column == spot.column && cell->spot.row == spot.row &&
            str_equal(cell->spot.sheet, spot.sheet))
            return cell;
        index = cell->next;
    }
    return NULL;
}

/* The first that is said of a cell holds. */
static void grid_put(struct grid *grid, struct spot spot, struct evaluated number, bool is_text)
{
    if (find_cell(grid, spot))
        return;
    if (!grid->heads)
        grid->heads = ARENA_ARRAY(grid->arena, size_t, GRID_HEADS);
    size_t *head = &grid->heads[remainder_of(spot)];
    *ARENA_PUSH(grid->arena, &grid->cells) = (struct known_cell){spot, number, is_text, *head};
    *head = grid->cells.count;
}

/* "B5" or "$B$5"; the reader stays where it is when there is none. */
static bool read_spot(struct formula_reader *reader, struct spot *spot)
{
    size_t begin = reader->at, at = begin;
    unsigned column = 0, row = 0;
    at += at < reader->text.length && reader->text.data[at] == '$';
    size_t letters = at;
    while (at < reader->text.length && isupper((unsigned char)reader->text.data[at]))
        column = column * 26 + (unsigned)(reader->text.data[at++] - 'A' + 1);
    letters = at - letters;
    at += at < reader->text.length && reader->text.data[at] == '$';
    while (at < reader->text.length && isdigit((unsigned char)reader->text.data[at]))
        row = row * 10 + (unsigned)(reader->text.data[at++] - '0');
    bool goes_on = at < reader->text.length &&
                   (isalnum((unsigned char)reader->text.data[at]) || strchr("_!(", reader->text.data[at]));
    if (letters == 0 || letters > 3 || row == 0 || goes_on)
        return false;
    spot->column = column - 1;
    spot->row = row - 1;
    reader->at = at;
    return true;
}

static size_t identifier_end(const struct formula_reader *reader)
{
    size_t at = reader->at;
    while (at < reader->text.length && (isalnum((unsigned char)reader->text.data[at]) ||
                                        reader->text.data[at] == '_' || (reader->text.data[at] & 0x80)))
        at++;
    return at;
}

/* "Villkor!" or "'1 Kostnader'!", or nothing: the sheet where the formula stands. */
static struct str read_sheet(struct formula_reader *reader)
{
    bool quoted = follows(reader, "'");
    size_t begin = reader->at + quoted, end = begin;
    if (quoted)
        while (end < reader->text.length && reader->text.data[end] != '\'')
            end++;
    else
        end = identifier_end(reader);
    if (end + quoted >= reader->text.length || reader->text.data[end + quoted] != '!')
        return reader->on;
    reader->at = end + quoted + 1;
    return str_slice(reader->text, begin, end);
}

static bool read_reference(struct formula_reader *reader, struct spot *spot)
{
    size_t begin = reader->at;
    spot->sheet = read_sheet(reader);
    if (read_spot(reader, spot))
        return true;
    reader->at = begin;
    return false;
}

static struct evaluated cell_number(struct formula_reader *reader, struct spot spot, bool in_range)
{
    const struct known_cell *cell = find_cell(reader->grid, spot);
    if (!cell && !reader->grid->blanks_allowed)
        return give_up(reader, "a cell that holds nothing");
    return cell && !(cell->is_text && in_range) ? cell->number : number_whole(0);
}

/* "B5:D5" as its sum; the reader stays where it is when there is none. */
static bool read_range(struct formula_reader *reader, struct evaluated *sum)
{
    size_t begin = reader->at;
    struct spot first, last;
    if (!read_reference(reader, &first) || !take(reader, ":") || !read_spot(reader, &last)) {
        reader->at = begin;
        return false;
    }
    *sum = number_whole(0);
    if (last.row < first.row || last.column < first.column)
        give_up(reader, "a range that runs backwards");
    for (struct spot at = first; at.row <= last.row; at.row++)
        for (at.column = first.column; at.column <= last.column; at.column++)
            *sum = add(*sum, cell_number(reader, at, true), 1);
    return true;
}

/* ---- functions ---- */

static struct evaluated read_sum(struct formula_reader *reader)
{
    enum { MOST = 255 };
    struct evaluated sum = number_whole(0), range;
    size_t arguments = 0;
    do {
        sum = add(sum, read_range(reader, &range) ? range : read_comparison(reader), 1);
        if (++arguments > MOST)
            give_up(reader, "too many arguments");
    } while (take(reader, ","));
    expect(reader, ")");
    return sum;
}

static struct evaluated read_if(struct formula_reader *reader)
{
    struct evaluated condition = read_comparison(reader);
    expect(reader, ",");
    struct evaluated yes = read_comparison(reader);
    expect(reader, ",");
    struct evaluated no = read_comparison(reader);
    expect(reader, ")");
    struct evaluated chosen = ratio_is_zero(condition.exact) ? no : yes;
    chosen.is_exact = chosen.is_exact && condition.is_exact;
    chosen.binary = condition.binary == 0 ? no.binary : yes.binary;
    chosen.text = condition.binary == 0 ? no.text : yes.text;
    return chosen;
}

static struct evaluated read_round(struct formula_reader *reader)
{
    struct evaluated number = read_comparison(reader);
    expect(reader, ",");
    struct evaluated decimals = read_comparison(reader);
    expect(reader, ")");
    if (decimals.binary < 0 || decimals.binary > 17)
        return give_up(reader, "decimals");
    return round_number(number, (int)decimals.binary);
}

static struct evaluated read_abs(struct formula_reader *reader)
{
    struct evaluated number = read_comparison(reader);
    expect(reader, ")");
    number.exact = ratio_absolute(number.exact);
    number.binary = fabs(number.binary);
    return number;
}

static struct evaluated read_and(struct formula_reader *reader)
{
    struct evaluated both = number_whole(1);
    do
        both = multiply(both, read_comparison(reader));
    while (take(reader, ","));
    expect(reader, ")");
    return both;
}

static struct evaluated read_name(struct formula_reader *reader)
{
    struct str name = str_slice(reader->text, reader->at, identifier_end(reader));
    for (size_t i = 0; i < reader->grid->names.count; i++)
        if (str_equal(reader->grid->names.items[i].name, name)) {
            reader->at += name.length;
            return reader->grid->names.items[i].number;
        }
    return give_up(reader, "what is no number, cell or name");
}

static struct evaluated read_digits(struct formula_reader *reader)
{
    int64_t digits = 0, scale = 1;
    bool decimal = false;
    for (; reader->at < reader->text.length; reader->at++) {
        char c = reader->text.data[reader->at];
        if (c == '.' && !decimal) {
            decimal = true;
            continue;
        }
        if (!isdigit((unsigned char)c))
            break;
        if (scale > INT64_MAX / 10 || __builtin_mul_overflow(digits, 10, &digits) ||
            __builtin_add_overflow(digits, c - '0', &digits))
            return give_up(reader, "too many digits");
        scale *= decimal ? 10 : 1;
    }
    struct ratio ratio = {0, 1};
    ratio_make(digits, scale, &ratio);
    return number_of_ratio(ratio);
}

static struct evaluated read_text(struct formula_reader *reader)
{
    size_t begin = reader->at;
    while (reader->at < reader->text.length && !follows(reader, "\""))
        reader->at++;
    struct str text = str_slice(reader->text, begin, reader->at);
    expect(reader, "\"");
    return number_of_text(text);
}

static struct evaluated read_primary(struct formula_reader *reader)
{
    struct spot spot;
    struct evaluated number;
    if (reader->at < reader->text.length && isdigit((unsigned char)reader->text.data[reader->at]))
        return read_digits(reader);
    if (take(reader, "(")) {
        number = read_comparison(reader);
        expect(reader, ")");
        return number;
    }
    if (take(reader, "\""))
        return read_text(reader);
    if (take(reader, "SUM("))
        return read_sum(reader);
    if (take(reader, "IF("))
        return read_if(reader);
    if (take(reader, "ROUND("))
        return read_round(reader);
    if (take(reader, "ABS("))
        return read_abs(reader);
    if (take(reader, "AND("))
        return read_and(reader);
    return read_reference(reader, &spot) ? cell_number(reader, spot, false) : read_name(reader);
}

/* ---- operators, the tightest first ---- */

static struct evaluated read_signed(struct formula_reader *reader)
{
    int sign = 1;
    while (take(reader, "-"))
        sign = -sign;
    struct evaluated number = read_primary(reader);
    return sign > 0 ? number : multiply(number_whole(-1), number);
}

static struct evaluated read_product(struct formula_reader *reader)
{
    struct evaluated number = read_signed(reader);
    for (;;)
        if (take(reader, "*"))
            number = multiply(number, read_signed(reader));
        else if (take(reader, "/"))
            number = divide(number, read_signed(reader));
        else
            return number;
}

static struct evaluated read_terms(struct formula_reader *reader)
{
    struct evaluated number = read_product(reader);
    for (;;)
        if (take(reader, "+"))
            number = add(number, read_product(reader), 1);
        else if (take(reader, "-"))
            number = add(number, read_product(reader), -1);
        else
            return number;
}

enum { MAY_BE_LESS = 1, MAY_BE_EQUAL = 2, MAY_BE_MORE = 4 };

static bool fits(int order, int wanted)
{
    return wanted & (order < 0 ? MAY_BE_LESS : order > 0 ? MAY_BE_MORE : MAY_BE_EQUAL);
}

static struct evaluated compare(struct evaluated left, struct evaluated right, int wanted)
{
    struct evaluated result = {.exact = {0, 1}};
    int order = 0, binary_order = (left.binary > right.binary) - (left.binary < right.binary);
    result.is_exact = left.is_exact && right.is_exact && ratio_compare(left.exact, right.exact, &order);
    result.exact.numerator = fits(order, wanted);
    result.binary = fits(binary_order, wanted);
    return result;
}

static struct evaluated read_comparison(struct formula_reader *reader)
{
    static const struct {
        const char *sign;
        int wanted;
    } signs[] = {{"<=", MAY_BE_LESS | MAY_BE_EQUAL},
                 {">=", MAY_BE_MORE | MAY_BE_EQUAL},
                 {"<>", MAY_BE_LESS | MAY_BE_MORE},
                 {"=", MAY_BE_EQUAL},
                 {"<", MAY_BE_LESS},
                 {">", MAY_BE_MORE}};
    struct evaluated left = read_terms(reader);
    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
        if (take(reader, signs[i].sign))
            return compare(left, read_terms(reader), signs[i].wanted);
    return left;
}

/* The value of a formula that begins with "=" and stands on the sheet `on`. NULL, or what is wrong with it. */
static const char *formula_read(const struct grid *grid, struct str formula, struct str on,
                                struct evaluated *result)
{
    enum { LONGEST = 8192 };
    struct formula_reader reader = {.grid = grid, .text = formula, .on = on};
    *result = number_whole(0);
    if (formula.length > LONGEST)
        return "too long";
    expect(&reader, "=");
    *result = read_comparison(&reader);
    if (!reader.wrong && reader.at != formula.length)
        give_up(&reader, "more after its end");
    return reader.wrong;
}

#endif
