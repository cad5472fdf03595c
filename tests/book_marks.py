"""Marks of the workbook, cell by cell: every comment stands on the cell that is wrong, and no right cell bears one."""
import itertools

from book_looks import openpyxl

# All sheets have the same shape, so that a row and a column alone say nothing of where a figure stands.
RIGHT = {
    "Kostnader": [["Kostnadstyp", "2020", "2021", "Totalt"], ["Personal", 110000, 190000, 300000],
                  ["Externa tjänster", 40000, 60000, 100000], ["Summa kostnader", 150000, 250000, 400000]],
    "Finansiering": [["Finansiär", "2020", "2021", "Totalt"], ["EU-medel", 72000, 123000, 195000],
                     ["Offentlig kontantfinansiering", 78000, 127000, 205000],
                     ["Summa, medfinansiering", 78000, 127000, 205000]],
    "Inköp": [["Inköp", "2020", "2021", "Totalt"], ["Datorer", 11000, 12000, 23000], ["Möbler", 4000, 5000, 9000],
              ["Summa", 15000, 17000, 32000]],
}
SHOWN_ON = {"Kostnader": "Kostnader", "Finansiering": "Medfinansiering", "Inköp": "Tabeller"}
# The changed cells, and the totals that are wrong by them: of the row and of the column.
WRONG = [
    ({("Finansiering", "B3"): 78700}, {("Finansiering", "D3"), ("Finansiering", "B4")}),
    ({("Kostnader", "B2"): 110900}, {("Kostnader", "D2"), ("Kostnader", "B4")}),
    ({("Inköp", "C2"): 12800}, {("Inköp", "D2"), ("Inköp", "C4")}),
    ({("Kostnader", "D3"): 100900, ("Inköp", "D2"): 23700},
     {("Kostnader", "D3"), ("Kostnader", "D4"), ("Inköp", "D2"), ("Inköp", "D4")}),
]


def write_sheets(path, order, changes):
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name in order:
        sheet = book.create_sheet(name)
        for row in RIGHT[name]:
            sheet.append(row)
    for (name, address), value in changes.items():
        book[name][address] = value
    book.save(path)
    return book


def comments(book):
    """Sheet, label of its row, and value of each cell that bears a comment."""
    return sorted((sheet.title, str(sheet.cell(cell.row, 1).value).strip(), cell.value)
                  for sheet in book for row in sheet for cell in row if cell.comment)


def wanted_comments(source, places):
    return sorted((SHOWN_ON[sheet], source[sheet].cell(source[sheet][address].row, 1).value,
                   source[sheet][address].value) for sheet, address in places)


def check_marks(bench, order, changes, expected):
    path, what = bench.path("sheets.xlsx"), f"{' '.join(order)}, {changes}"
    source = write_sheets(path, order, changes)
    findings = [finding for case in bench.check(path)["cases"] for finding in case["findings"]]
    places = {(finding["sheet"], finding["address"]) for finding in findings}
    bench.tally.equal(f"what is wrong: {what}", places, expected)
    opened = openpyxl.load_workbook(bench.report(path))
    bench.tally.equal(f"marks: {what}", comments(opened), wanted_comments(source, places))


def test_sheets_of_one_shape(bench):
    """A source is its file and its sheet: the errors of one sheet never stand on the cells of another."""
    for changes, expected in WRONG:
        for order in itertools.permutations(RIGHT):
            check_marks(bench, order, changes, expected)
    yield


def test_right_sheets(bench):
    for order in itertools.permutations(RIGHT):
        check_marks(bench, order, {}, set())
    yield


TESTS = [test_sheets_of_one_shape, test_right_sheets]
