"""Rewrites the bundled cases in other forms: what each cell is, how its number is written, how a file is put together.

Knows nothing of how the program reads: it tells kinds of cells by patterns of its own, which fit the bundled cases.
"""
import csv
import re
import unicodedata
from pathlib import Path
from typing import NamedTuple

EXAMPLES = Path(__file__).resolve().parent.parent / "data" / "examples"

ENCODINGS = {  # name: codec, byte order mark, what the program may call it
    "utf-8": ("utf-8", b"", ("UTF-8",)),
    "utf-8-bom": ("utf-8", b"\xef\xbb\xbf", ("UTF-8 (BOM)",)),
    "windows-1252": ("cp1252", b"", ("Windows-1252",)),
    "macintosh": ("mac_roman", b"", ("Mac Roman",)),
    "cp850": ("cp850", b"", ("CP850",)),
    "utf-16le-unmarked": ("utf-16-le", b"", ("UTF-16LE",)),
    "utf-16be-unmarked": ("utf-16-be", b"", ("UTF-16BE",)),
    "utf-16le": ("utf-16-le", b"\xff\xfe", ("UTF-16LE",)),
    "utf-16be": ("utf-16-be", b"\xfe\xff", ("UTF-16BE",)),
}
SEPARATORS = {"semicolon": ";", "comma": ",", "tab": "\t", "bar": "|"}
LINE_ENDS = {"lf": "\n", "crlf": "\r\n", "cr": "\r"}
THOUSANDS = {"space": " ", "no-break": "\u00a0", "narrow": "\u202f", "thin": "\u2009", "stop": ".", "apostrophe": "'",
             "comma": ",", "none": ""}
DECIMALS = {"comma": ",", "stop": "."}
QUOTINGS = ("minimal", "all", "none")
FORMS = ("NFC", "NFD")


class Cell(NamedTuple):
    """What a cell holds. A number is its digits without marks, and how many of them are decimals."""
    kind: str          # text, date, count, amount, percent
    text: str
    digits: str = ""
    decimals: int = 0
    blank: str = ""    # before the sign of a percentage


class Style(NamedTuple):
    """How numbers are written."""
    thousands: str
    decimal: str
    with_ore: bool     # amounts are written with ,00

    def __str__(self):
        return f"{self.thousands}-{self.decimal}" + ("-öre" if self.with_ore else "")


class Case(NamedTuple):
    name: str
    files: dict        # stem: rows of cells


# ---- the cases as they are ----

def tell(text):
    """The kind of a cell by its own text. A plain short number is a count until its column says otherwise."""
    if re.fullmatch(r"\d{4}-\d\d-\d\d", text):
        return Cell("date", text)
    if found := re.fullmatch(r"(\d+)(?:[.,](\d+))?( ?)%", text):
        whole, fraction, blank = found.groups(default="")
        return Cell("percent", text, whole + fraction, len(fraction), blank)
    if re.fullmatch(r"\d{1,3}(?: \d{3})+", text):
        return Cell("amount", text, text.replace(" ", ""))
    if found := re.fullmatch(r"(\d+)\.(\d)", text):
        return Cell("amount", text, "".join(found.groups()), 1)
    if re.fullmatch(r"\d{1,4}", text):
        return Cell("count", text, text)
    return Cell("text", text)


def cell_at(row, column):
    return row[column] if column < len(row) else Cell("text", "")


def is_amount(cell):
    return cell.kind == "amount" and cell.decimals == 0


def count_as_amounts(table):
    """Short numbers, but years, in a column that has amounts are amounts; not where each row is a fact of its own."""
    width = max(map(len, table))
    if width < 3:
        return
    for column in range(width):
        if any(is_amount(cell_at(row, column)) for row in table):
            for row in table:
                if cell_at(row, column).kind == "count" and len(row[column].digits) < 4:
                    row[column] = row[column]._replace(kind="amount")


def tables_of(rows):
    """Runs of rows between blank lines."""
    table = []
    for row in [*rows, []]:
        if row:
            table.append(row)
        elif table:
            yield table
            table = []


def read_file(path):
    raw = path.read_bytes()
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = raw.decode("cp1252")
    separator = "\t" if path.suffix == ".tsv" else ";"
    rows = [[tell(field) for field in row] for row in csv.reader(text.splitlines(), delimiter=separator)]
    for table in tables_of(rows):
        count_as_amounts(table)
    return rows


def read_cases():
    for folder in sorted(EXAMPLES.iterdir()):
        yield Case(folder.name, {path.stem: read_file(path) for path in sorted(folder.iterdir())})


# ---- numbers ----

def styles():
    for thousands in THOUSANDS:
        for decimal in DECIMALS:
            if thousands != decimal:
                yield Style(thousands, decimal, False)
                yield Style(thousands, decimal, True)


def group(digits, mark):
    first = len(digits) % 3 or 3
    return mark.join([digits[:first], *(digits[i : i + 3] for i in range(first, len(digits), 3))])


def split_number(cell):
    at = len(cell.digits) - cell.decimals
    return cell.digits[:at], cell.digits[at:]


def write_amount(cell, style, with_ore):
    whole, fraction = split_number(cell)
    if with_ore and not fraction:
        fraction = "00"
    return group(whole, THOUSANDS[style.thousands]) + (DECIMALS[style.decimal] + fraction if fraction else "")


def write_percent(cell, style):
    whole, fraction = split_number(cell)
    blank = THOUSANDS[style.thousands] if THOUSANDS[style.thousands].isspace() else cell.blank
    return whole + (DECIMALS[style.decimal] + fraction if fraction else "") + (blank and cell.blank and blank) + "%"


def is_doubtful(cell):
    return is_amount(cell) and 4 <= len(cell.digits) <= 6


def is_settled(table, column):
    """Whether a mark of thousands can be told from a decimal mark in this column: by an amount with two of them or
    with a decimal mark of its own, or by two amounts that end in three digits."""
    if max(map(len, table)) < 3:
        return False
    amounts = [cell_at(row, column) for row in table]
    return any(is_amount(cell) and len(cell.digits) > 6 for cell in amounts) or sum(map(is_doubtful, amounts)) > 1


def write_table(table, style):
    """The texts of a table. Where nothing settles a mark of thousands, the amount is written with its decimals."""
    settled = [style.thousands not in ("comma", "stop") or is_settled(table, column)
               for column in range(max(map(len, table)))]
    written = []
    for row in table:
        texts = []
        for column, cell in enumerate(row):
            if cell.kind == "amount":
                texts.append(write_amount(cell, style, style.with_ore or (is_doubtful(cell) and not settled[column])))
            elif cell.kind == "percent":
                texts.append(write_percent(cell, style))
            else:
                texts.append(cell.text)
        written.append(texts)
    return written


def write_rows(rows, style):
    texts = iter([])
    tables = tables_of(rows)
    for row in rows:
        written = next(texts, None) if row else []
        if row and written is None:
            texts = iter(write_table(next(tables), style))
            written = next(texts)
        yield written


# ---- files ----

def must_quote(text, separator):
    return any(mark in text for mark in (separator, '"', "\n", "\r"))


def quote(text, separator, quoting):
    """The cell between quotes or not; None where quotes are needed and not allowed."""
    if quoting == "all" or must_quote(text, separator):
        return None if quoting == "none" else '"' + text.replace('"', '""') + '"'
    return text


def put_together(rows, form, separator, quoting):
    """Rows of fields as they stand in the file; None where that cannot be."""
    made = []
    for row in rows:
        fields = [quote(unicodedata.normalize(form, text), separator, quoting) for text in row]
        if None in fields:
            return None
        made.append(fields)
    return made


def encode(rows, separator, line_end, encoding):
    """The bytes of a file, or None where a character does not exist in the encoding."""
    codec, mark, _ = ENCODINGS[encoding]
    text = "".join(separator.join(row) + line_end for row in rows)
    try:
        return mark + text.encode(codec)
    except UnicodeEncodeError:
        return None
