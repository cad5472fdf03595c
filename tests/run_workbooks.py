"""Tests of workbooks: the cases rewritten by openpyxl and LibreOffice, what their cells may hold, and hostile files."""
import argparse
import csv
import io
import json
import os
import re
import subprocess
import zipfile
import zlib
from datetime import date

import openpyxl
from runner import Folder, Program, Tally, project_root

EXAMPLES = os.path.join(project_root(), "data", "examples")
MB = 1024 * 1024
MOST_MEMORY = 64 * MB  # beyond the file, in a plain build


# ---- the cases as tables of values ----

def text_of(path):
    """The examples are UTF-8 or Windows-1252."""
    with open(path, "rb") as file:
        raw = file.read()
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return raw.decode("cp1252")


def cut(path):
    """The rows of a table file, with tabs or semicolons."""
    return list(csv.reader(io.StringIO(text_of(path)), delimiter="\t" if path.endswith(".tsv") else ";"))


def value_of(text):
    """A number where the cell is one as a Swedish table has it, a share for a percentage, else the text."""
    plain = re.sub(r"[ \u00a0\u202f]", "", text.strip()).replace("\u2212", "-").replace(",", ".")
    if re.fullmatch(r"-?\d+", plain):
        return int(plain), "General"
    if re.fullmatch(r"-?\d+\.\d+", plain):
        return float(plain), "General"
    if match := re.fullmatch(r"(\d+)(\.(\d+))?%", plain):
        decimals = len(match[3] or "")
        return round(float(plain[:-1]) / 100, decimals + 2), "0" + ("." + "0" * decimals if decimals else "") + "%"
    if match := re.fullmatch(r"(\d{4})-(\d\d)-(\d\d)", plain):
        return date(*map(int, match.groups())), "yyyy\\-mm\\-dd"
    return text.strip(), "@"


def tables_of(case):
    """{stem: rows} of a case's folder."""
    folder = os.path.join(EXAMPLES, case)
    return {name.split(".")[0]: cut(os.path.join(folder, name)) for name in sorted(os.listdir(folder))}


def put(sheet, rows, down=0, right=0):
    for row, cells in enumerate(rows, 1 + down):
        for column, text in enumerate(cells, 1 + right):
            if text.strip():
                value, number_format = value_of(text)
                cell = sheet.cell(row, column, value)
                cell.number_format = number_format


def workbook(sheets):
    """A workbook of {name: function that fills the sheet}."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, fill in sheets.items():
        fill(book.create_sheet(name))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def of_tables(tables, down=0, right=0):
    return workbook({name: lambda sheet, rows=rows: put(sheet, rows, down, right) for name, rows in tables.items()})


def side_by_side(tables):
    """All tables on one sheet, a blank column between them."""
    def fill(sheet):
        right = 0
        for rows in tables.values():
            put(sheet, rows, 0, right)
            right += max(map(len, rows)) + 1
    return workbook({"Allt": fill})


def below(tables):
    """All tables on one sheet, two blank rows between them, each further to the right."""
    def fill(sheet):
        down = right = 2
        for rows in tables.values():
            put(sheet, rows, down, right)
            down += len(rows) + 2
            right += 1
    return workbook({"Allt": fill})


# ---- LibreOffice ----

class Office:
    """Collects workbooks, since starting LibreOffice takes longer than writing them all; after run() each can be had as it
    writes it anew."""

    def __init__(self, folder):
        self.folder, self.count = folder, 0

    def add(self, content):
        """The workbook's number."""
        self.count += 1
        self.folder.write(f"in/{self.count}.xlsx", content)
        return self.count

    def run(self):
        """It ends with 0 also when it failed: whoever wants a workbook finds out whether it is there."""
        sources = [self.folder.join("in", f"{number}.xlsx") for number in range(1, self.count + 1)]
        for kind in ("xlsx", "ods"):
            subprocess.run(["soffice", "--headless", f"-env:UserInstallation=file://{self.folder.path}/profile",
                            "--convert-to", kind, "--outdir", self.folder.join(kind), *sources],
                           stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=240, check=False)

    def get(self, number, kind):
        return self.folder.read(f"{kind}/{number}.{kind}")


# ---- what is compared ----

def check(program, folder, path):
    result = program.run("check", "--lang", "en", "--format", "json", path, cwd=folder.path)
    return result, json.loads(result.out)["cases"][0] if result.out else None


def essence(case):
    """What a case says, without places and the words that name them."""
    keys = ("rule", "severity", "cell", "unit", "published", "expected", "difference")
    findings = sorted(json.dumps([one.get(key) for key in keys]) for one in case["findings"])
    checked = {key: value for key, value in case["checked"].items() if key != "unbound"}
    return {"findings": findings, "amounts": case["amounts"], "checked": checked, "status": case["status"],
            "scheme": case["scheme"]}


def compare(tally, name, got, expected):
    """Each thing that differs by itself."""
    if not got:
        tally.check(name, False, "nothing was read")
        return
    got, expected = essence(got), essence(expected)
    missing = [one for one in expected["findings"] if one not in got["findings"]]
    more = [one for one in got["findings"] if one not in expected["findings"]]
    tally.equal(f"{name}: findings (missing, more)", (missing, more), ([], []))
    for key in expected:
        if key != "findings":
            tally.equal(f"{name}: {key}", got[key], expected[key])


def places(case, of):
    return sorted(of(one) for one in case["findings"])


def sheet_place(one):
    return one["rule"], one["sheet"], one["line"], one["column"]


def csv_place(case):
    """The same place in a sheet made of the table: the file's stem, the line, the number of the cell."""
    def of(one):
        path = os.path.join(EXAMPLES, case, os.path.basename(one["file"]))
        line = text_of(path).splitlines()[one["line"] - 1][:one["column"] - 1]
        unquoted = re.sub(r'"[^"]*"', "", line)
        return one["rule"], os.path.basename(path).split(".")[0], one["line"], len(re.split("[\t;]", unquoted))
    return of


def test_cases(program, tally, office):
    wanted = {case: office.add(of_tables(tables_of(case))) for case in sorted(os.listdir(EXAMPLES))}
    yield
    for case, number in wanted.items():
        tables = tables_of(case)
        folder = Folder()
        _, expected = check(program, folder, os.path.join(EXAMPLES, case))
        files = {"openpyxl.xlsx": of_tables(tables), "office.xlsx": office.get(number, "xlsx"),
                 "office.ods": office.get(number, "ods"), "far.xlsx": of_tables(tables, 4, 2),
                 "below.xlsx": below(tables)}
        for name, content in files.items():
            folder.write(name, content)
            _, got = check(program, folder, name)
            compare(tally, f"{case}: {name}", got, expected)
            if got and name in ("openpyxl.xlsx", "office.ods"):
                tally.equal(f"{case}: places of {name}", places(got, sheet_place), places(expected, csv_place(case)))
            if got and name == "far.xlsx":
                moved = [(rule, sheet, line + 4, column + 2)
                         for rule, sheet, line, column in places(expected, csv_place(case))]
                tally.equal(f"{case}: places of {name}", places(got, sheet_place), moved)
        if len(tables) > 1:
            folder.write("beside.xlsx", side_by_side(tables))
            _, got = check(program, folder, "beside.xlsx")
            compare(tally, f"{case}: side by side", got, expected)


# ---- hostile files ----

SPREADSHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'


def package(parts):
    """A zip of {name: bytes, or an iterable of bytes}."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            with archive.open(name, "w", force_zip64=True) as part:
                for piece in [content] if isinstance(content, bytes) else content:
                    part.write(piece)
    return out.getvalue()


def xlsx(sheet, **more):
    """The smallest workbook with one sheet; `sheet` is its XML, or an iterable of bytes."""
    relation = f'<Relationship Id="r{{}}" Type="{RELATIONS}/{{}}" Target="{{}}"/>'.format
    relations = "http://schemas.openxmlformats.org/package/2006/relationships"
    linked = relation(1, "worksheet", "worksheets/sheet1.xml") + relation(2, "sharedStrings", "sharedStrings.xml")
    parts = {
        "[Content_Types].xml": b"<Types/>",
        "_rels/.rels": f'<Relationships xmlns="{relations}">{relation(1, "officeDocument", "xl/workbook.xml")}'
                       "</Relationships>".encode(),
        "xl/workbook.xml": f'<workbook xmlns="{SPREADSHEET}" xmlns:r="{RELATIONS}"><sheets><sheet name="A" '
                           'sheetId="1" r:id="r1"/></sheets></workbook>'.encode(),
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{relations}">{linked}</Relationships>'.encode(),
        "xl/sharedStrings.xml": more.get("strings", f'<sst xmlns="{SPREADSHEET}"/>'.encode()),
        "xl/worksheets/sheet1.xml": sheet.encode() if isinstance(sheet, str) else sheet,
    }
    parts.update(more.get("parts", {}))
    return package(parts)


def sheet_xml(rows):
    return f'{HEAD}<worksheet xmlns="{SPREADSHEET}"><sheetData>{rows}</sheetData></worksheet>'


def repeated(begin, piece, count, end):
    yield begin.encode()
    block = piece.encode() * 1000
    for _ in range(count // 1000):
        yield block
    yield end.encode()


def ods(table):
    namespace = "urn:oasis:names:tc:opendocument:xmlns:"
    begin = (f'{HEAD}<o:document-content xmlns:o="{namespace}office:1.0" xmlns:t="{namespace}table:1.0" '
             f'xmlns:x="{namespace}text:1.0"><o:body><o:spreadsheet><t:table t:name="A">')
    end = "</t:table></o:spreadsheet></o:body></o:document-content>"
    content = (begin + table + end).encode() if isinstance(table, str) else repeated(begin, *table, end)
    return package({"mimetype": b"application/vnd.oasis.opendocument.spreadsheet", "content.xml": content})


OPEN, CLOSE = f'<worksheet xmlns="{SPREADSHEET}"><sheetData>', "</sheetData></worksheet>"
ENTITIES = ('<!DOCTYPE a [<!ENTITY b "' + "b" * 1000 + '">' +
            "".join(f'<!ENTITY b{i} "{"&b%s;" % (i - 1 or "") * 10}">' for i in range(1, 9)) + "]>")


def hostile_files():
    """name, file name, bytes, what standard error says."""
    row = '<row><c t="inlineStr"><is><t>x</t></is></c></row>'
    yield "a bomb of 400 MB", "a.xlsx", xlsx(repeated(OPEN, " " * 1000, 400_000, CLOSE)), "more than 200 times"
    yield "a bomb of cells", "a.xlsx", xlsx(repeated(OPEN, row, 3_000_000, CLOSE)), "200 times|125000 cells|25000 rows"
    yield "many cells", "a.xlsx", xlsx("".join(
        [OPEN] + [f"<row><c><v>{zlib.crc32(b'%d' % i)}</v></c></row>" for i in range(300_000)] + [CLOSE])), \
        "more than 125000 cells|more than 25000 rows"
    yield "many strings", "a.xlsx", xlsx(OPEN + CLOSE, strings="".join(
        [f'<sst xmlns="{SPREADSHEET}">'] + [f"<si><t>{zlib.crc32(b'%d' % i)}</t></si>" for i in range(500_000)] +
        ["</sst>"]).encode()), "more than 125000 cells"
    yield "one string in many cells", "a.xlsx", xlsx(
        OPEN + '<row><c t="s"><v>0</v></c></row>' * 2000 + CLOSE,
        strings=f'<sst xmlns="{SPREADSHEET}"><si><t>{"x" * 32000}</t></si></sst>'.encode()), "8 MB of text"
    yield "deep", "a.xlsx", xlsx(OPEN + "<a>" * 100_000 + CLOSE), "more than 100 levels"
    yield "entities", "a.xlsx", xlsx(ENTITIES + OPEN + "<row><c><v>&b8;</v></c></row>" + CLOSE), "DOCTYPE"
    yield "entities of the names", "a.xlsx", xlsx(OPEN + CLOSE, parts={
        "xl/workbook.xml": (ENTITIES + "<workbook>&b8;</workbook>").encode()}), "DOCTYPE"
    yield "a tag without an end", "a.xlsx", xlsx(repeated(OPEN + '<row a="', os.urandom(8).hex(), 2_000_000, "")), \
        "tag of more than 256 kB|200 times"
    yield "a cell far away", "a.xlsx", xlsx(sheet_xml('<row r="1"><c r="ZZZ1"><v>1</v></c></row>')), \
        "beyond row or column"
    yield "a row far away", "a.xlsx", xlsx(sheet_xml('<row r="2000000"><c><v>1</v></c></row>')), "beyond row or column"
    yield "million columns", "a.xlsx", xlsx(
        OPEN + "<row>" + "<c><v>1</v></c>" * 1_000_000 + "</row>" + CLOSE), "beyond row or column|200 times"
    yield "last columns", "a.xlsx", xlsx(OPEN + "".join(
        f'<row r="{i}"><c r="XFD{i}"><v>1</v></c></row>' for i in range(1, 2000)) + CLOSE), "more than 125000 cells"
    yield "a long text", "a.xlsx", xlsx(sheet_xml(
        f'<row><c t="inlineStr"><is><t>{"x" * 40_000}</t></is></c></row>')), "more than 32767 characters"
    yield "many parts", "a.xlsx", xlsx(OPEN + CLOSE, parts={f"p{i}": b"" for i in range(11_000)}), \
        "more than 10000 parts"
    yield "many sheets", "a.xlsx", xlsx(OPEN + CLOSE, parts={
        "xl/workbook.xml": (f'<workbook xmlns="{SPREADSHEET}"><sheets>' + '<sheet name="A"/>' * 300 +
                            "</sheets></workbook>").encode()}), "more than 255 sheets"
    yield "out of order", "a.xlsx", xlsx(sheet_xml(
        '<row r="2"><c><v>1</v></c></row><row r="1"><c><v>1</v></c></row>')), "out of order"
    value = '<t:table-cell o:value-type="float" o:value="1"{}><x:p>1</x:p></t:table-cell>'.format
    yield "repeated cells", "a.ods", ods("<t:table-row>" + value(' t:number-columns-repeated="16000"') +
                                         "</t:table-row>"), "repeated more than 10000 times"
    yield "repeated rows", "a.ods", ods('<t:table-row t:number-rows-repeated="1000000">' + value("") +
                                        "</t:table-row>"), "repeated more than 10000 times"
    yield "rows of repeated cells", "a.ods", ods(
        '<t:table-row t:number-rows-repeated="9000">' + value(' t:number-columns-repeated="9000"') +
        "</t:table-row>"), "more than 125000 cells"
    yield "a bomb of blanks", "a.ods", ods(("<t:table-row><t:table-cell/></t:table-row>", 9_000_000)), "200 times"
    yield "entities", "a.ods", package({"content.xml": (ENTITIES + "<a>&b8;</a>").encode()}), "DOCTYPE"


def test_hostile(program, tally):
    plain = program.is_plain
    for name, file, content, said in hostile_files():
        folder = Folder({file: content})
        result, memory = program.measure("check", "--lang", "en", file, cwd=folder.path)
        tally.equal(f"{name}: status", result.status, 3)
        tally.check(f"{name}: message", re.search(said, result.err), result.err[:400])
        if plain:
            tally.check(f"{name}: memory", memory < len(content) + MOST_MEMORY,
                        f"{memory // MB} MB for a file of {len(content) // MB} MB")


# ---- what cells hold ----

HEADER = ["Kostnadslag", 2021, 2022, "Totalt"]
GOOD_ROWS = [HEADER, ["Personal", 1000, 2000, "=B2+C2"], ["Resor och logi", 100, 200, "=SUM(B3:C3)"],
             ["Summa kostnader", "=SUM(B2:B3)", "=SUM(C2:C3)", "=B4+C4"]]
# As formulas give them: thirds of a krona and noise of binary arithmetic, whose sums are right until they are rounded.
FINE_ROWS = [HEADER, ["Personal", 1000 / 3, 2000 / 3, 1000], ["Externa tjänster", 1000 / 3, 2000 / 3, 1000],
             ["Resor och logi", 1000 / 3, 2000 / 3, 1000], ["Summa kostnader", 1000, 2000, 3000.0000000000005]]


def with_cell(rows, address, value):
    rows = [list(row) for row in rows]
    row, column = int(address[1:]) - 1, ord(address[0]) - ord("A")
    rows[row][column] = value
    return rows


def filled(rows, change=lambda sheet: None, name="Blad"):
    def fill(sheet):
        for row in rows:
            sheet.append(row)
        change(sheet)
    return workbook({name: fill, "Annat": lambda sheet: None})


def of_1904(content):
    """The workbook with its days counted from 1904."""
    parts = {}
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for info in archive.infolist():
            parts[info.filename] = archive.read(info)
    book, changes = re.subn(rb"<workbookPr\b[^>]*>", b'<workbookPr date1904="1"/>', parts["xl/workbook.xml"])
    assert changes == 1, book
    parts["xl/workbook.xml"] = book
    return package(parts)


def test_formulas(program, tally, office):
    number = office.add(filled(GOOD_ROWS))
    yield
    """Formulas without values are said; LibreOffice computes them, and then all is right."""
    folder = Folder({"a.xlsx": filled(GOOD_ROWS)})
    result, case = check(program, folder, "a.xlsx")
    rules = [(one["rule"], one["address"]) for one in case["findings"]]
    tally.equal("formulas without values", rules,
                [("read-number", address) for address in ("D2", "D3", "B4", "C4", "D4")])
    tally.check("formulas without values: said", "“=SUM(B2:B3)” has no computed value" in result.out, result.out)
    for kind in ("xlsx", "ods"):
        folder.write("b." + kind, office.get(number, kind))
        result, case = check(program, folder, "b." + kind)
        tally.equal(f"formulas computed, {kind}", (result.status, case["findings"], case["amounts"]["total_costs"]),
                    (0, [], 3300))
        tally.equal(f"all relations hold, {kind}", case["checked"]["unchecked"], 0)


def test_errors(program, tally, office):
    rows = with_cell(with_cell(GOOD_ROWS, "B3", "=1/0"), "C3", "=B99999999")
    number = office.add(filled(rows))
    yield
    for kind in ("xlsx", "ods"):
        folder = Folder({"a." + kind: office.get(number, kind)})
        result, case = check(program, folder, "a." + kind)
        found = {one["address"]: one["message"] for one in case["findings"] if one["rule"] == "read-number"}
        tally.equal(f"errors are found, {kind}", sorted(found), ["B3", "B4", "C3", "C4", "D3", "D4"])
        tally.check(f"errors are named, {kind}", "the error “#DIV/0!”" in found.get("B3", ""), result.out)


def test_fine_amounts(program, tally):
    """Unrounded results cause no false alarm, and a real difference is still one."""
    folder = Folder({"a.xlsx": filled(FINE_ROWS), "b.xlsx": filled(with_cell(FINE_ROWS, "D3", 1010)),
                     "c.xlsx": filled(with_cell(FINE_ROWS, "B5", 1000.02))})
    result, case = check(program, folder, "a.xlsx")
    tally.equal("unrounded amounts", (result.status, case["findings"]), (0, []))
    text = program.run("check", "--lang", "sv", "a.xlsx", cwd=folder.path).out
    tally.check("unrounded amounts are said", "avrundade till ören: 6 st" in text, text)
    _, case = check(program, folder, "b.xlsx")
    tally.equal("a real difference", [(one["rule"], one["address"], one["severity"]) for one in case["findings"]],
                [("sum-row", "D3", "error"), ("sum-costs", "D5", "error")])
    _, case = check(program, folder, "c.xlsx")
    tally.equal("two öre beyond rounding", [(one["rule"], one["address"], one["severity"]) for one in case["findings"]],
                [("sum-costs", "B5", "note"), ("sum-row", "D5", "note")])


def test_hidden(program, tally):
    def hide(sheet):
        sheet.sheet_state = "hidden"
        sheet.row_dimensions[3].hidden = sheet.row_dimensions[40].hidden = True
        sheet.column_dimensions["C"].hidden = sheet.column_dimensions["K"].hidden = True
    folder = Folder({"a.xlsx": filled(with_cell(FINE_ROWS, "D3", 1010), hide)})
    text = program.run("check", "--lang", "en", "a.xlsx", cwd=folder.path).out
    for words in ("a.xlsx:Blad!D3: error", "the sheet “Blad” (a.xlsx) is hidden, but has been read",
                  "these are hidden, but have been read: row 3\n", "columns are hidden, but have been read: C\n"):
        tally.check(f"hidden: {words.strip()}", words in text, text)


def test_completed(program, tally):
    """Notes beside a table, and tables that begin anywhere, are written as tables that read alike."""
    def note(sheet):
        sheet["G2"] = "stämt av"
    def put_rows(sheet, rows):
        for row in rows:
            sheet.append(row)
    project = [["Startdatum", "2021-01-01"], ["Slutdatum", "2022-12-31"]]
    costs = [HEADER, ["Personal", 1000, 2000, None], ["Summa kostnader", 1000, 2000, None]]
    down = [[None] * 3 + row for row in costs]
    folder = Folder({"a.xlsx": filled(costs, note), "b.xlsx": filled([[None], *down]),
                     "c.xlsx": workbook({"Kostnader": lambda sheet: put_rows(sheet, costs), "Projekt": lambda sheet: put_rows(sheet, project)})})
    for name in ("a", "b"):
        for output in ("out.csv", "out/"):
            result = program.run("calc", "-o", output, name + ".xlsx", cwd=folder.path)
            tally.equal(f"{name}.xlsx completed, {output}", (result.status, result.err), (0, ""))
        result = program.run("check", "--format", "json", "out.csv", cwd=folder.path)
        tally.equal(f"{name}.xlsx completed", json.loads(result.out)["cases"][0]["amounts"]["total_costs"], 3000)
    result = program.run("calc", "--lang", "en", "-o", "c.csv", "c.xlsx", cwd=folder.path)
    tally.equal("two sheets in one file", (result.status, result.err), (0, ""))
    case = json.loads(program.run("check", "--format", "json", "c.csv", cwd=folder.path).out)["cases"][0]
    tally.equal("two sheets in one file read alike", (case["status"], case["amounts"]["total_costs"], case["project"]),
                ("ok", 3000, {"start": "2021-01-01", "end": "2022-12-31"}))
    tally.equal("but not in a folder", program.run("calc", "-o", "c/", "c.xlsx", cwd=folder.path).status, 0)


def test_projects(program, tally, office):
    """Dates, years and percentages, whatever their format; both counts of days."""
    rows = [["Projektnamn", "Ett"], ["Startdatum", 44348], ["Slutdatum", 44926], ["Lönebikostnader", 0.4524]]

    def formats(sheet):
        for cell, code in (("B2", "d mmmm yyyy"), ("B3", "yy-mm-dd;@"), ("B4", "0%")):
            sheet[cell].number_format = code
        sheet.merge_cells("A6:D6")
        sheet["A6"] = "Kostnader"
        for down, row in enumerate(FINE_ROWS, 7):
            for right, value in enumerate(row, 1):
                sheet.cell(down, right, value)
        for cell, year in (("B7", 44197), ("C7", 44562)):
            sheet[cell] = year
            sheet[cell].number_format = "yyyy"
    content = filled(rows, formats)
    moved = of_1904(content)
    numbers = {data: office.add(data) for data in (content, moved)}
    yield
    for name, data, start, end in (("1900", content, "2021-06-01", "2022-12-31"),
                                   ("1904", moved, "2025-06-02", "2027-01-01")):
        for kind in ("xlsx", "office.xlsx", "ods"):
            written = data if kind == "xlsx" else office.get(numbers[data], kind.split(".")[-1])
            folder = Folder({"a." + kind: written})
            _, case = check(program, folder, "a." + kind)
            tally.equal(f"dates of {name}, {kind}", (case["project"]["start"], case["project"]["end"]), (start, end))
            if name == "1900":
                tally.equal(f"years and rates, {kind}", (case["amounts"]["total_costs"], case["findings"]), (3000, []))


def test_rates(program, tally, office):
    """A rate that was written by hand with more decimals than are shown is what was written."""
    rows = [["Lönebikostnader", 0.4524], [None], HEADER, ["Personal", 10000, 20000, 30000], ["Schablonkostnader"],
            ["Bilönekostnader", 4524, 9048, 13572], ["Summa kostnader", 14524, 29048, 43572]]

    def as_percent(sheet):
        sheet["B1"].number_format = "0.0%"
    number = office.add(filled(rows, as_percent))
    yield
    folder = Folder({"a.xlsx": filled(rows, as_percent)})
    result, case = check(program, folder, "a.xlsx")
    tally.check("a rate as it is held", "45.24%" in program.run("check", "--lang", "en", "a.xlsx", cwd=folder.path).out)
    tally.equal("a rate as it is held: findings", case["findings"], [])
    folder.write("a.ods", office.get(number, "ods"))
    _, case = check(program, folder, "a.ods")
    tally.equal("a rate as it is held, ods", case["findings"], [])


def test_units(program, tally):
    """A number that is shown in thousands or millions counts as it is meant."""
    def shown(code):
        def change(sheet):
            for row in sheet.iter_rows(min_row=2, min_col=2):
                for cell in row:
                    cell.number_format = code
        return change
    rows = [HEADER, ["Personal", 1_000_000, 2_000_000, 3_000_000], ["Summa kostnader", 1_000_000, 2_000_000, 3_000_000]]
    short = [HEADER, ["Personal", 1, 2, 3], ["Summa kostnader", 1, 2, 3]]
    for name, table, code, total in (("plain", rows, "#,##0", 3e6), ("shown in tkr", rows, "#,##0,", 3e6),
                                     ("held in mnkr", short, '0.0\\ "mnkr"', 3e6),
                                     ("kronor", rows, '#,##0\\ "kr"', 3e6)):
        folder = Folder({"a.xlsx": filled(table, shown(code))})
        _, case = check(program, folder, "a.xlsx")
        tally.equal(f"units: {name}", (case["amounts"]["total_costs"], case["findings"]), (total, []))
    folder.write("b.xlsx", filled(with_cell(rows, "A1", "Kostnadslag (tkr)"), shown("#,##0,")))
    _, case = check(program, folder, "b.xlsx")
    tally.equal("units: shown in tkr below tkr", case["amounts"]["total_costs"], 3e6)


def test_layouts(program, tally):
    """Labels over several columns, notes beside the table, tables of another kind that begin anywhere."""
    def spread(sheet):
        sheet["B2"] = "Projektbudget"
        sheet.merge_cells("B2:G2")
        for down, cells in enumerate((HEADER, ["Personal", 1000, 2000, 3000], ["Summa kostnader", 1000, 2000, 3010]), 4):
            for cell, value in zip("BDEF", cells):
                sheet[f"{cell}{down}"] = value
            sheet.merge_cells(f"B{down}:C{down}")
        sheet["H5"], sheet["I5"], sheet["H6"] = "obs", 0.5, 4711
        sheet["I5"].number_format = "0%"

    def keys(sheet):
        for down, cells in enumerate((["Projektnamn", None, "Ett"], ["Lönebikostnader", None, 0.4524]), 2):
            for right, value in enumerate(cells, 2):
                sheet.cell(down, right, value)
        sheet["D3"].number_format = "0.00%"
        rows = [HEADER, ["Personal", 10000, 20000, 30000], ["Schablonkostnader"], ["Bilönekostnader", 4524, 9048, 13500],
                ["Summa kostnader", 14524, 29048, 43500]]
        put_values(sheet, rows, 6, 1)

    def other(sheet):
        put_values(sheet, [["Post", "A", "B", "Summa"], ["Hyra", 10, 20, 30], ["Summa", 10, 20, 40]], 4, 2)
    for name, fill, expected in (
            ("labels over two columns", spread, [("sum-costs", "F6", "error"), ("sum-row", "F6", "error"),
                                                 ("read-columns", "H6", "error")]),
            ("keys over two columns", keys, [("flat-rate-payroll", "E10", "error"), ("sum-row", "E10", "error"),
                                             ("sum-row", "E11", "error")]),
            ("another table", other, [("sum-table", "F7", "error"), ("sum-table", "F7", "error")])):
        folder = Folder({"a.xlsx": workbook({"Blad": fill})})
        _, case = check(program, folder, "a.xlsx")
        tally.equal(f"layout: {name}", [(one["rule"], one["address"], one["severity"]) for one in case["findings"]], expected)


def put_values(sheet, rows, down, right):
    for row, cells in enumerate(rows, 1 + down):
        for column, value in enumerate(cells, 1 + right):
            sheet.cell(row, column, value)


def test_others(program, tally):
    """Files that are no workbook of a budget: what standard error says."""
    empty = workbook({"A": lambda sheet: None, "B": lambda sheet: None})
    word = package({"[Content_Types].xml": b"<Types/>", "word/document.xml": b"<document/>"})
    for name, content, said in (("empty.xlsx", empty, "no cell of the workbook holds anything"),
                                ("zip.xlsx", package({"a.txt": b"a"}), "zip file but no workbook"),
                                ("word.xlsx", word, "no workbook"),
                                ("cut.xlsx", filled(FINE_ROWS)[:-400], "damaged, or was copied in part only"),
                                ("old.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "without a password")):
        folder = Folder({name: content})
        result = program.run("check", "--lang", "en", name, cwd=folder.path)
        tally.equal(f"{name}: status", result.status, 3)
        tally.check(f"{name}: said", said in result.err, result.err)


def test_commands(program, tally):
    folder = Folder({"a.xlsx": filled(FINE_ROWS)})
    result = program.run("report", "--lang", "en", "-o", "out.xlsx", "a.xlsx", cwd=folder.path)
    tally.equal("report", (result.status, "out.xlsx" in folder.names()), (0, True))
    for form in ("text", "json"):
        result = program.run("calc", "--lang", "en", "--format", form, "a.xlsx", cwd=folder.path)
        tally.equal(f"calc as {form}", result.status, 0)


def run_with_office(program, tally, tests):
    """Each test says what it wants written anew, and goes on when all is."""
    with Folder() as folder:
        office = Office(folder)
        begun = [test(program, tally, office) for test in tests]
        for test in begun:
            next(test)
        office.run()
        for test in begun:
            next(test, None)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--program", default="./budgetkoll")
    parser.add_argument("--hostile", action="store_true", help="only the hostile files, and the memory they take")
    arguments = parser.parse_args()
    tally = Tally()
    program = Program(arguments.program, tally)
    if not arguments.hostile:
        run_with_office(program, tally, (test_cases, test_formulas, test_errors, test_projects, test_rates))
        for test in (test_fine_amounts, test_hidden, test_completed, test_units, test_layouts, test_others, test_commands):
            test(program, tally)
    test_hostile(program, tally)
    tally.finish()


if __name__ == "__main__":
    main()
