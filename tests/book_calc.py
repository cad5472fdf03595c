"""Workbooks of calc: computed anew they hold what calc says of the same budget, row for row."""
import json

from book_bench import CASES, LANGUAGES, example
from book_reader import read_table, same
from book_values import compare_figures, ENGLISH_FIGURES, KEY_FIGURES

SHEET = {"sv": ("Beräkning", ["Cell", "Publicerat", "Bör vara", "Skillnad", "Uträkning"]),
         "en": ("Calculation", ["Cell", "Published", "Should be", "Difference", "Calculation"])}
NUMBERS = ["--years", "2020-2022", "--staff", "756 000; 771 120; 128 520", "--external", "1 549 000; 1 570 000; 0"]


def calc(bench, language, *args):
    """The workbook, and what JSON says of the same."""
    path = bench.path("calc.xlsx")
    done = bench.program.run("calc", "--lang", language, "-o", path, *args)
    bench.tally.check(f"calc {' '.join(args)}: written", done.status in (0, 1), (done.out + done.err)[:300])
    said = bench.program.run("calc", "--lang", language, "--format", "json", *args)
    return path, json.loads(said.raw.decode("utf-8"))["cases"][0]


def wanted_row(cell):
    scale = 100 if cell["unit"] == "%" else 1
    numbers = [float(cell[key]) / scale if key in cell else None for key in ("published", "computed", "difference")]
    return [cell["cell"], *numbers, cell.get("calculation")]


def compare_calculation(tally, name, book, case, language):
    sheet, headings = SHEET[language]
    rows = read_table(book.sheets[sheet], *headings)
    tally.equal(f"number of computed cells: {name}", len(rows), len(case["cells"]))
    got = [[row[heading] for heading in headings] for row in rows]
    wrong = [(left, right) for left, right in zip(got, map(wanted_row, case["cells"]))
             if not all(map(same, left, right))]
    tally.check(f"computed cells: {name}", not wrong, str(wrong[:1]))
    compare_figures(tally, name, book, case, names=ENGLISH_FIGURES if language == "en" else KEY_FIGURES)


def test_calculations(bench):
    jobs = [(f"calc {name}, {language}", language, [example(name)]) for name in CASES for language in LANGUAGES]
    jobs += [("calc from numbers", "sv", NUMBERS),
             ("calc solved", "sv", ["--solve", "staff", "--given", "total=8110000", example("s2i2")])]
    made = [(name, language, *calc(bench, language, *args)) for name, language, args in jobs]
    for _, _, path, _ in made:
        bench.office.add(path)
    yield
    for name, language, path, case in made:
        book = bench.compare(name, path)
        if book:
            compare_calculation(bench.tally, name, book, case, language)


TESTS = [test_calculations]
