"""Reads xlsx files as zip archives of XML, without any library's idea of them: formulas, cached values, names."""
import math
import os
import posixpath
import re
import zipfile
from typing import NamedTuple
from xml.etree import ElementTree

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
RELATIVE, ABSOLUTE = 1e-9, 1e-9  # how far binary floating point may lie from itself


class Error(str):
    """An error value like #DIV/0!, equal to nothing."""


class Cell(NamedTuple):
    formula: str     # None for a constant
    value: object    # a float, a text or an Error


class Book(NamedTuple):
    sheets: dict     # name: {"B5": Cell}, in order
    names: dict      # defined name: what it stands for

    def cell(self, sheet, reference):
        return self.sheets.get(sheet, {}).get(reference, Cell(None, None))

    def named(self, name):
        """The value of the single cell that a name stands for, or None."""
        match = re.fullmatch(r"'?([^'!]+)'?!\$?([A-Z]+)\$?(\d+)", self.names.get(name, ""))
        return self.cell(match[1], match[2] + match[3]).value if match else None

    def formulas(self):
        return sum(cell.formula is not None for cells in self.sheets.values() for cell in cells.values())


# ---- reading ----

def decode(text):
    """_x0041_ stands for the character with that number."""
    return re.sub(r"_x([0-9A-Fa-f]{4})_", lambda match: chr(int(match[1], 16)), text)


def text_of(element):
    """The texts of a string item, without phonetic hints."""
    return decode("".join(part.text or "" for part in element.iter(MAIN + "t")))


def read_value(cell, strings):
    kind, text = cell.get("t", "n"), cell.findtext(MAIN + "v")
    if kind == "inlineStr":
        return text_of(cell)
    if text is None:
        return None
    if kind == "s":
        return strings[int(text)]
    return {"str": decode, "e": Error}.get(kind, float)(text)


def read_sheet(part, strings):
    found = {}
    for cell in ElementTree.fromstring(part).iter(MAIN + "c"):
        formula, value = cell.findtext(MAIN + "f"), read_value(cell, strings)
        if formula is not None or value is not None:
            found[cell.get("r")] = Cell(formula, value)
    return found


def read_strings(archive):
    if "xl/sharedStrings.xml" not in archive.namelist():
        return []
    return [text_of(item) for item in ElementTree.fromstring(archive.read("xl/sharedStrings.xml"))]


def sheet_parts(archive):
    """The file of each sheet, by the sheet's name, in order."""
    relations = ElementTree.fromstring(archive.read("xl/_rels/workbook.xml.rels"))
    targets = {relation.get("Id"): posixpath.join("xl", relation.get("Target")) for relation in relations}
    sheets = ElementTree.fromstring(archive.read("xl/workbook.xml")).iter(MAIN + "sheet")
    return {sheet.get("name"): targets[sheet.get(RELATION)].removeprefix("xl//").lstrip("/") for sheet in sheets}


def read_names(archive):
    names = ElementTree.fromstring(archive.read("xl/workbook.xml")).iter(MAIN + "definedName")
    return {name.get("name"): name.text for name in names if not name.get("name").startswith("_xlnm")}


def repeated_names(path):
    """Names that stand for two things, which makes a workbook damaged; letters' size says nothing."""
    with zipfile.ZipFile(path) as archive:
        names = [name.get("name").casefold() for name in
                 ElementTree.fromstring(archive.read("xl/workbook.xml")).iter(MAIN + "definedName")
                 if not name.get("localSheetId")]
    return sorted({name for name in names if names.count(name) > 1})


def read_book(path):
    with zipfile.ZipFile(path) as archive:
        strings = read_strings(archive)
        sheets = {name: read_sheet(archive.read(part), strings) for name, part in sheet_parts(archive).items()}
        return Book(sheets, read_names(archive))


def is_sound(path):
    """A zip archive whose parts are whole and, where they are XML, well-formed; what is wrong, or an empty text."""
    try:
        with zipfile.ZipFile(path) as archive:
            for name in archive.namelist():
                ElementTree.fromstring(archive.read(name))
            return "" if "[Content_Types].xml" in archive.namelist() else "no list of parts"
    except (zipfile.BadZipFile, ElementTree.ParseError, OSError, EOFError) as error:
        return str(error) or type(error).__name__


# ---- tables ----

def split_reference(reference):
    match = re.fullmatch(r"([A-Z]+)(\d+)", reference)
    return match[1], int(match[2])


def by_rows(cells):
    rows = {}
    for reference, cell in cells.items():
        column, row = split_reference(reference)
        rows.setdefault(row, {})[column] = cell.value
    return rows


def read_table(cells, *headings):
    """The rows below the first row with all these headings, as {heading: value}, to the first blank row."""
    rows = by_rows(cells)
    head = next((row for row in sorted(rows) if set(headings) <= set(rows[row].values())), None)
    found = []
    while head is not None and rows.get(head + 1 + len(found)):
        values = rows[head + 1 + len(found)]
        found.append({heading: values.get(column) for column, heading in rows[head].items()})
    return found


# ---- comparing ----

def same(left, right):
    if isinstance(left, Error) or isinstance(right, Error):
        return False
    if isinstance(left, float) and isinstance(right, float):
        return math.isclose(left, right, rel_tol=RELATIVE, abs_tol=ABSOLUTE)
    return (left or "") == (right or "")  # a formula's empty text may be told as nothing


def differences(before, after):
    """The cells whose values differ, each told; a sheet that is missing counts as all its cells."""
    return [f"{sheet}!{reference} {cell.formula or 'constant'}: {cell.value!r} became "
            f"{after.cell(sheet, reference).value!r}"
            for sheet, cells in before.sheets.items() for reference, cell in cells.items()
            if not same(cell.value, after.cell(sheet, reference).value)]


def errors(book):
    return [f"{sheet}!{reference} {cell.value}" for sheet, cells in book.sheets.items()
            for reference, cell in cells.items() if isinstance(cell.value, Error)]


# ---- changing ----

def rewrite(source, target, change):
    """A copy in which change(part's name, its text) has gone over each part that is XML."""
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            part = old.read(name)
            new.writestr(name, change(name, part.decode()).encode() if name.endswith(".xml") else part)


def set_values(source, target, values):
    """A copy with other values, {(sheet, reference): the text of <v>}, whatever the cells' formulas say."""
    with zipfile.ZipFile(source) as archive:
        parts = sheet_parts(archive)
    changes = {}
    for (sheet, reference), value in values.items():
        changes.setdefault(parts[sheet], {})[reference] = value

    def change(name, text):
        for reference, value in changes.get(name, {}).items():
            pattern = rf'(<c r="{reference}"(?: [^>]*)?>(?:<f>[^<]*</f>)?<v>)[^<]*(</v>)'
            text, count = re.subn(pattern, lambda match: match[1] + value + match[2], text)
            if count != 1:
                raise ValueError(f"{os.path.basename(source)}: no value in {name} {reference}")
        return text

    rewrite(source, target, change)


def set_formula(source, target, sheet, reference, formula):
    with zipfile.ZipFile(source) as archive:
        part = sheet_parts(archive)[sheet]
    pattern = rf'(<c r="{reference}"(?: [^>]*)?><f>)[^<]*'
    rewrite(source, target, lambda name, text: re.sub(pattern, rf"\g<1>{formula}", text) if name == part else text)


def set_names(source, target, values):
    """A copy with other values in the cells that names stand for, {name: the text of <v>}."""
    names = read_book(source).names
    places = {name: re.fullmatch(r"'?([^'!]+)'?!\$([A-Z]+)\$(\d+)", names[name]) for name in values}
    set_values(source, target, {(place[1], place[2] + place[3]): values[name] for name, place in places.items()})


def without_print_titles(source, target):
    """A copy without the rows repeated on each page, which cost an office suite seconds a sheet and compute nothing."""
    pattern = r'<definedName name="_xlnm\.Print_Titles"[^>]*>[^<]*</definedName>'
    rewrite(source, target, lambda name, text: re.sub(pattern, "", text) if name == "xl/workbook.xml" else text)
