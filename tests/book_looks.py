"""The workbook as a second library reads it: sheets, names, links, comments, lists, pages, charts."""
import posixpath
import re
import zipfile
from datetime import date
from xml.etree import ElementTree

from book_bench import CASES, EXAMPLES, example
from book_reader import read_book, repeated_names, same
from book_values import place_of, value_of

try:
    import openpyxl
    MISSING = ""
except ImportError as missing:  # fails a test, not the start
    openpyxl, MISSING = None, str(missing)

CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
WHOLE = ["Sammanfattning", "Kostnader", "Medfinansiering", "Aktiviteter", "Avvikelser", "Villkor", "Kontroller",
         "Uppgifter"]
OTHER = ["Sammanfattning", "Tabeller", "Avvikelser", "Villkor", "Kontroller", "Uppgifter"]
SHEETS = {"digitaliseringsguiden": WHOLE, "exempel-utan-fel": WHOLE, "s2i2": WHOLE, "hack-for-sweden": OTHER,
          "digitaliseringskoordinatorer": OTHER}
CHARTS = {"digitaliseringsguiden": 3, "exempel-utan-fel": 3, "s2i2": 3}
TITLES = {"s2i2": ("Skånsk Samverkan för Innovativ informationshantering - S2I2", "REGION SKÅNE"),
          "exempel-utan-fel": ("Öppna data längs kusten", "Sundsvalls kommun"),
          "digitaliseringsguiden": ("Digitaliseringsguiden", "Kommunförbundet Västernorrland"),
          "hack-for-sweden": ("Hack for Sweden 2.0 - ett ekosystem för datadriven innovation", None)}
# Sheets that are filtered, or keep their headings in view, whenever they are there.
FILTERED = ["Aktiviteter", "Avvikelser", "Kontroller"]
FROZEN = ["Kostnader", "Aktiviteter", "Avvikelser", "Kontroller"]
FOUND = {"heading": "ord", "depth": "plats", "figures": "siffror"}
CHOICES = '"godtas,begär komplettering,rättas"'
LONGEST_FORMULA, LONGEST_SHEET_NAME = 8192, 31


class Opened:
    """A workbook as formulas and as values."""

    def __init__(self, path, case=None):
        self.path, self.case = path, case
        self.formulas = openpyxl.load_workbook(path)
        self.values = openpyxl.load_workbook(path, data_only=True)

    def target(self, location):
        """The cell of a place like 'Kostnader'!B5, or None."""
        match = re.fullmatch(r"'?([^'!]+)'?!\$?([A-Z]+)\$?(\d+)", location or "")
        if not match or match[1] not in self.values.sheetnames:
            return None
        sheet = self.values[match[1]]
        cell = sheet[match[2] + match[3]]
        return cell if cell.row <= sheet.max_row and cell.column <= sheet.max_column else None

    def comment_at(self, cell):
        comment = self.formulas[cell.parent.title][cell.coordinate].comment
        return comment.text if comment else ""


# ---- names and formulas ----

def check_names(tally, name, opened):
    defined = [one for one in opened.formulas.defined_names.definedName if not one.name.startswith("_xlnm")]
    wrong = [one.name for one in defined if not isinstance(getattr(opened.target(one.value), "value", None),
                                                           (int, float))]
    tally.check(f"names stand for numbers: {name}", defined and not wrong, str(wrong or "no names"))
    tally.equal(f"each name once: {name}", repeated_names(opened.path), [])


def check_cells(tally, name, opened):
    wrong, longest, formulas = [], 0, 0
    for sheet in opened.values:
        tally.check(f"name of sheet {sheet.title}: {name}", len(sheet.title) <= LONGEST_SHEET_NAME)
        wrong += [f"{sheet.title}!{cell.coordinate}" for row in sheet for cell in row if cell.data_type == "e"]
    for sheet in opened.formulas:
        found = [cell.value for row in sheet for cell in row if cell.data_type == "f"]
        formulas, longest = formulas + len(found), max([longest, *map(len, found)])
    tally.equal(f"no errors: {name}", wrong, [])
    tally.check(f"formulas: {name}", formulas > 0 and longest <= LONGEST_FORMULA, f"{formulas}, longest {longest}")


# ---- links and comments ----

def check_links(tally, name, opened):
    for sheet in opened.formulas:
        wrong = [f"{cell.coordinate} to {cell.hyperlink.location}" for row in sheet for cell in row
                 if cell.hyperlink and opened.target(cell.hyperlink.location) is None]
        tally.equal(f"links lead somewhere: {name} {sheet.title}", wrong, [])


def finding_rows(opened):
    """The rows of the list of findings, as cells by heading."""
    sheet = opened.formulas["Avvikelser"]
    head = next(row for row in sheet if "Allvar" in [cell.value for cell in row])
    return [{title.value: cell for title, cell in zip(head, row)}
            for row in sheet.iter_rows(min_row=head[0].row + 1) if row[2].value]


def check_finding(tally, name, opened, row, finding):
    """Its place is a link to the cell that is wrong, which says what is wrong in a comment."""
    link, what = row["Plats"].hyperlink, f"{name} {finding['rule']} {place_of(finding, opened.case)}"
    target = opened.target(link.location) if link else None
    tally.check(f"a link to the cell: {what}", target, "no link")
    if not target:
        return
    tally.check(f"a comment with the message: {what}", finding["message"] in opened.comment_at(target),
                f"{target.parent.title}!{target.coordinate}: {opened.comment_at(target)[:200]!r}")
    if "published" in finding and finding["rule"] != "activity-total":  # a sum, told at the column's heading
        got = target.value
        tally.check(f"the link leads to the published value: {what}", isinstance(got, (int, float))
                    and same(float(got), value_of(finding, "published")),
                    f"{target.parent.title}!{target.coordinate} is {got!r}, not {finding['published']}")


def check_findings(tally, name, opened):
    for row, finding in zip(finding_rows(opened), opened.case["findings"]):
        check_finding(tally, name, opened, row, finding)


def check_short_findings(tally, name, opened):
    """Each finding on the first page is a link too."""
    linked = [cell.value for row in opened.formulas["Sammanfattning"] for cell in row if cell.hyperlink]
    for finding in opened.case["findings"][:25]:
        tally.check(f"on the first page: {name} {finding['rule']}",
                    any(finding["rule"] in text for text in linked), str(linked))


def check_decisions(tally, name, opened):
    """Every finding's decision is chosen from a list."""
    sheet, rows = opened.formulas["Avvikelser"], finding_rows(opened)
    lists = [one for one in sheet.data_validations.dataValidation if one.formula1 == CHOICES and one.type == "list"]
    tally.check(f"a list of decisions: {name}", len(lists) == 1, str(sheet.data_validations.dataValidation))
    outside = [row["Beslut"].coordinate for row in rows if lists and row["Beslut"].coordinate not in lists[0].sqref]
    tally.equal(f"a decision for every finding: {name}", outside, [])


# ---- pages ----

def check_pages(tally, name, opened):
    with zipfile.ZipFile(opened.path) as archive:
        parts = {part: archive.read(part).decode() for part in archive.namelist()
                 if re.fullmatch(r"xl/worksheets/sheet\d+\.xml", part)}
    tally.equal(f"parts: {name}", len(parts), len(opened.formulas.sheetnames))
    wrong = [part for part, text in parts.items()
             if not re.search(r"<oddFooter>[^<]*&amp;P[^<]*&amp;N[^<]*</oddFooter>", text)]
    tally.equal(f"page numbers: {name}", wrong, [])
    for sheet in opened.formulas:
        setup, fit = sheet.page_setup, sheet.sheet_properties.pageSetUpPr
        got = setup.orientation, bool(fit and fit.fitToPage), setup.fitToWidth in (None, 1), setup.fitToHeight
        tally.equal(f"pages: {name} {sheet.title}", got, ("landscape", True, True, 0))


def check_views(tally, name, opened):
    for sheet in opened.formulas:
        short = re.sub(r"^\d+ ", "", sheet.title)
        if short in FILTERED:
            tally.check(f"filter: {name} {sheet.title}", sheet.auto_filter.ref, "none")
        if short in FROZEN:
            tally.check(f"headings stay in view: {name} {sheet.title}", sheet.freeze_panes, "they do not")
            tally.check(f"headings on every page: {name} {sheet.title}", sheet.print_title_rows, "no rows repeated")


def check_filter(tally, name, opened):
    """It covers exactly the findings."""
    rows = finding_rows(opened)
    if rows:
        first, last = opened.formulas["Avvikelser"].auto_filter.ref.split(":")
        got = int(re.sub(r"\D", "", first)) + 1, int(re.sub(r"\D", "", last))
        tally.equal(f"the filter's rows: {name}", got, (rows[0]["Allvar"].row, rows[-1]["Allvar"].row))


# ---- the plan ----

def months_between(first, last):
    count = (last.year - first.year) * 12 + last.month - first.month + 1
    return [date(first.year + (first.month - 1 + i) // 12, (first.month - 1 + i) % 12 + 1, 1) for i in range(count)]


def day_of(cell):
    return cell.value.date() if cell.is_date else None


def check_bars(tally, name, opened):
    """A column for every month of the plan, and a coloured format over all of them."""
    sheet = opened.values["Aktiviteter"]
    head = next(row for row in sheet if row[0].value == "Aktivitet")
    months = [day_of(cell) for cell in head if day_of(cell)]
    days = [day_of(cell) for row in sheet.iter_rows(min_row=head[0].row + 1, min_col=2, max_col=3) for cell in row]
    days = [day for day in days if day]
    tally.check(f"months without gap: {name}", months and months == months_between(months[0], months[-1]), str(months))
    tally.check(f"months cover the plan: {name}", months and months[0] <= min(days)
                and max(days).replace(day=1) <= months[-1], f"{months[:1]} to {months[-1:]}")
    formats = opened.formulas["Aktiviteter"].conditional_formatting
    formulas = [rule.formula for one in formats for rule in one.rules if rule.type == "expression"]
    last = sheet.cell(head[0].row + 1, 7 + len(months))
    tally.check(f"bars: {name}", formulas and any(last.coordinate in one.sqref for one in formats), str(formulas))


# ---- charts ----

def cached(series, kind):
    """What a chart says of its numbers: their place, and the values it keeps."""
    reference = series.find(f"{CHART}{kind}/{CHART}numRef")
    if reference is None:
        return None, []
    values = [float(point.findtext(CHART + "v")) for point in reference.iter(CHART + "pt")]
    return reference.findtext(CHART + "f"), values


def cells_of(book, place):
    """The values of a row or a column of cells."""
    match = re.fullmatch(r"'?([^'!]+)'?!\$([A-Z]+)\$(\d+)(?::\$([A-Z]+)\$(\d+))?", place or "")
    if not match:
        return None
    sheet, first, top, last, bottom = match.groups()
    utils = openpyxl.utils
    columns = range(utils.column_index_from_string(first), utils.column_index_from_string(last or first) + 1)
    return [book.cell(sheet, f"{utils.get_column_letter(column)}{row}").value
            for row in range(int(top), int(bottom or top) + 1) for column in columns]


def check_chart(tally, what, part, books):
    """The numbers that are kept are those of the cells, also when computed anew."""
    series = list(ElementTree.fromstring(part).iter(CHART + "ser"))
    kept = [cached(one, "val") for one in series]
    tally.check(f"has numbers: {what}", any(any(values) for _, values in kept), str(kept))
    for place, values in kept:
        for book in books:
            cells = [value or 0.0 for value in cells_of(book, place) or []]
            tally.check(f"numbers of the cells: {what} {place}", len(cells) == len(values) > 0
                        and all(map(same, cells, values)), f"{values} for {cells}")


def check_charts(bench, name, path, wanted):
    """In the part of the chart, and on a sheet."""
    books = [book for book in (read_book(path), bench.office.read(path)) if book]
    with zipfile.ZipFile(path) as archive:
        parts = [part for part in archive.namelist() if re.fullmatch(r"xl/charts/chart\d+\.xml", part)]
        drawn = sum(archive.read(part).count(b"<c:chart ") for part in archive.namelist()
                    if posixpath.dirname(part) == "xl/drawings" and part.endswith(".xml"))
        bench.tally.check(f"charts: {name}", len(parts) == drawn >= wanted, f"{len(parts)}, {drawn} of them drawn")
        for part in parts:
            check_chart(bench.tally, f"{name} {part}", archive.read(part), books)


# ---- the tests ----

def check_relations(tally, name, opened):
    """The sheet of checks names every relation that the JSON has, and how each is known."""
    sheet = opened.values["Kontroller"]
    head = next(row for row in sheet if "Känt genom" in [cell.value for cell in row])
    column = next(cell.column for cell in head if cell.value == "Känt genom")
    rows = sorted((row[0].value, row[column - 1].value) for row in sheet.iter_rows(min_row=head[0].row + 1) if row[0].value)
    wanted = sorted((one["rule"], FOUND[one["found"]]) for one in opened.case["relations"])
    tally.equal(f"how relations are known: {name}", rows, wanted)


def check_properties(tally, name, opened):
    title, author = TITLES.get(name, (name, None))
    properties = opened.formulas.properties
    tally.equal(f"title: {name}", properties.title, title)
    if author:
        tally.equal(f"author: {name}", properties.creator, author)


def check_book(tally, name, opened):
    check_names(tally, name, opened)
    check_cells(tally, name, opened)
    check_links(tally, name, opened)
    check_decisions(tally, name, opened)
    check_pages(tally, name, opened)
    check_views(tally, name, opened)
    check_filter(tally, name, opened)


def check_example(bench, name, path):
    tally, opened = bench.tally, Opened(path, bench.check("--relations", example(name))["cases"][0])
    tally.equal(f"sheets: {name}", opened.formulas.sheetnames, SHEETS[name])
    check_book(tally, name, opened)
    check_properties(tally, name, opened)
    check_findings(tally, name, opened)
    check_short_findings(tally, name, opened)
    check_relations(tally, name, opened)
    if "Aktiviteter" in SHEETS[name]:
        check_bars(tally, name, opened)


def test_library(bench):
    bench.tally.check("the second library is there", openpyxl, MISSING)
    yield


def test_examples(bench):
    paths = {name: bench.report(example(name)) for name in CASES} if openpyxl else {}
    for path in paths.values():
        bench.office.add(path)
    yield
    for name, path in paths.items():
        check_example(bench, name, path)
        check_charts(bench, name, path, CHARTS.get(name, 0))


def wanted_sheets():
    """Of each case its own, numbered."""
    return ["Översikt", "Summor", "Avvikelser",
            *(f"{number} {sheet}" for number, name in enumerate(CASES, 1) for sheet in SHEETS[name]
              if sheet != "Avvikelser")]


def test_all_examples(bench):
    path = bench.report(EXAMPLES) if openpyxl else None
    if path:
        bench.office.add(path, lighter=True)
    yield
    if path:
        opened = Opened(path)
        bench.tally.equal("sheets of all examples", opened.formulas.sheetnames, wanted_sheets())
        check_book(bench.tally, "all examples", opened)
        linked = [cell.hyperlink.location for row in opened.formulas["Översikt"] for cell in row if cell.hyperlink]
        bench.tally.equal("the overview leads to every case", linked,
                          [f"'{number} Sammanfattning'!A1" for number in range(1, len(CASES) + 1)])
        bench.tally.equal("title of all examples", opened.formulas.properties.title, "Översikt")
        check_charts(bench, "all examples", path, sum(CHARTS.values()) + 1)


TESTS = [test_library, test_examples, test_all_examples]
