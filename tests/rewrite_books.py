"""The bundled cases as workbooks: by openpyxl, and those as LibreOffice saves them again, as .xlsx and as .ods."""
import datetime
import itertools
import subprocess
from pathlib import Path
from typing import NamedTuple

import openpyxl
from openpyxl.utils.datetime import CALENDAR_MAC_1904, CALENDAR_WINDOWS_1900

from runner import Folder

EPOCHS = {"1900": CALENDAR_WINDOWS_1900, "1904": CALENDAR_MAC_1904}
CORNERS = {"at A1": (0, 0), "at C5": (4, 2)}     # rows above and columns before the tables
SAVED = 300                                      # seconds that LibreOffice may take


class Style(NamedTuple):
    """How a case becomes workbooks."""
    together: bool       # a sheet for each file, or a workbook for each
    typed: bool          # numbers, percentages and dates as such, or as the texts they are in the file
    two_decimals: bool   # each percentage shown with two, or with as many as were printed
    epoch: str
    corner: str

    def __str__(self):
        return " ".join(["one workbook" if self.together else "a workbook a file", "typed" if self.typed else "texts",
                         "0.00%" if self.two_decimals else "%", self.epoch, self.corner])


def styles(full):
    """All, or those that people have."""
    for style in map(Style._make, itertools.product((True, False), (True, False), (False, True), EPOCHS, CORNERS)):
        usual = style.typed and style.epoch == "1900" and style.corner == "at A1" and not style.two_decimals
        if usual or (full and (style.typed or (style.epoch == "1900" and not style.two_decimals))):
            yield style


def value_of(cell, style):
    """A cell's value and how it is shown."""
    number = int(cell.digits or "0")
    if cell.kind == "count":
        return number, "General"
    if not style.typed or cell.kind == "text":
        return cell.text or None, "General"
    if cell.kind == "date":
        return datetime.date.fromisoformat(cell.text), "yyyy-mm-dd"
    if cell.kind == "amount":
        shown = "#,##0" + "." * bool(cell.decimals) + "0" * cell.decimals
        return (number / 10**cell.decimals if cell.decimals else number), shown
    decimals = 2 if style.two_decimals else cell.decimals
    return number / 10 ** (cell.decimals + 2), "0" + "." * bool(decimals) + "0" * decimals + "%"


def fill(sheet, rows, style):
    down, right = CORNERS[style.corner]
    for i, row in enumerate(rows):
        for j, cell in enumerate(row):
            value, shown = value_of(cell, style)
            if value is not None:
                target = sheet.cell(1 + i + down, 1 + j + right, value)
                target.number_format = shown


def make_books(case, style):
    """{name: workbook} of a case."""
    books = {}
    for stem, rows in case.files.items():
        name = "arbetsbok" if style.together else stem
        if name not in books:
            books[name] = openpyxl.Workbook()
            books[name].epoch = EPOCHS[style.epoch]
            books[name].remove(books[name].active)
        fill(books[name].create_sheet(stem if style.together else "Blad1"), rows, style)
    return books


def save_again(paths, ending, into):
    """LibreOffice writes each workbook again into the folder; it says success also when it fails, so that is looked at."""
    with Folder() as profile:
        subprocess.run(["soffice", f"-env:UserInstallation=file://{profile.path}", "--headless", "--convert-to", ending,
                        "--outdir", str(into), *map(str, paths)], capture_output=True, timeout=SAVED, check=True)
    missing = [path.stem for path in paths if not (into / f"{path.stem}.{ending}").exists()]
    if missing:
        raise RuntimeError(f"LibreOffice wrote no {', '.join(missing)}")


class Book(NamedTuple):
    """The files of a case in one form: {file name: bytes}."""
    case: object
    style: Style
    maker: str
    files: dict


def books(cases, full):
    """Each case in each style, by each of the makers."""
    wanted = [(case, style) for case in cases for style in styles(full)]
    with Folder() as top:
        written = Path(top.path) / "openpyxl"
        written.mkdir()
        for number, (case, style) in enumerate(wanted):
            for name, book in make_books(case, style).items():
                book.save(written / f"{number:04d} {name}.xlsx")
        paths = sorted(written.iterdir())
        for ending in ("xlsx", "ods"):
            into = Path(top.path) / ending
            into.mkdir()
            save_again(paths, ending, into)
        for maker, folder in (("openpyxl .xlsx", "openpyxl"), ("LibreOffice .xlsx", "xlsx"), ("LibreOffice .ods", "ods")):
            found = sorted((Path(top.path) / folder).iterdir())
            for number, (case, style) in enumerate(wanted):
                files = {path.name[5:]: path.read_bytes() for path in found if path.name.startswith(f"{number:04d} ")}
                yield Book(case, style, maker, files)
