"""A rate that is changed in the workbook does what the program does when it is changed in the input."""
import copy
import os
import re
import shutil
from dataclasses import replace
from fractions import Fraction

from book_bench import SCHEME, example, make_trial
from book_reader import RELATIVE, read_book, read_table, same, set_names, set_values

# What is changed: the defined name, the words of a case that states it, the sections of a scheme.
NAMES = {
    "payroll": ("Sats_lonebikostnader", "Lönebikostnader", r"\[payroll\]", "rate"),
    "indirect": ("Sats_indirekta_kostnader", "Indirekta kostnader", r"\[indirect\]", "rate"),
    "share": ("Stodandel_stodgrundande", "Stödandel av stödgrundande finansiering",
              r"\[aid-share\]|\[programme Västsverige\]", "eligible"),
}
LABELS = {"payroll": "Bilönekostnader", "indirect": "Indirekta kostnader"}
CHANGES = [{"indirect": "20"}, {"payroll": "42,68"}, {"share": "40"},
           {"indirect": "20", "payroll": "42,68", "share": "35"}]
EXAMPLES = ["exempel-utan-fel", "s2i2", "digitaliseringsguiden"]
SEEDS = range(3001, 3013)
AMOUNT_SEEDS = range(4002, 4052, 2)  # those with a wrong amount
# The place is the last: it moves with the width of what stands before it in its line.
COMPARED = ["Regel", "Cell", "Publicerat", "Krav", "Bör vara", "Skillnad", "Avrundning högst", "Utfall", "Plats"]


# ---- the changed input ----

def change_scheme(change):
    """The bundled scheme with other rates."""
    with open(SCHEME, encoding="utf-8") as file:
        sections = re.split(r"(?m)^(?=\[)", file.read())
    for what, rate in change.items():
        _, _, heading, key = NAMES[what]
        sections = [re.sub(rf"(?m)^{key} = .*$", f"{key} = {rate} %", section) if re.match(heading, section)
                    else section for section in sections]
    return "".join(sections)


def change_label(label, change):
    """A rate that the scheme knows in the label of a line goes before the scheme's: "Indirekta kostnader 15%"."""
    for what, words in LABELS.items():
        if what in change:
            label = re.sub(rf"({words}) [\d,]+%", rf"\g<1> {change[what]}%", label)
    return label


def change_line(line, change):
    """A condition that the case states, in its own separator; a published share has decimals and stays."""
    for what, rate in change.items():
        line = re.sub(rf"^({NAMES[what][1]})([;\t])\d+(,24|,68)? ?%", rf"\g<1>\g<2>{rate} %", line)
    return change_label(line, change)


def change_example(source, target, change):
    os.makedirs(target)
    for name in os.listdir(source):
        with open(os.path.join(source, name), "rb") as file:
            raw = file.read()
        codec = "utf-8" if is_utf8(raw) else "cp1252"
        lines = raw.decode(codec).splitlines(keepends=True)
        with open(os.path.join(target, name), "wb") as file:
            file.write("".join(change_line(line, change) for line in lines).encode(codec))


def is_utf8(raw):
    try:
        return raw.decode() is not None
    except UnicodeDecodeError:
        return False


def change_rows(rows, dialect, change):
    """A condition stands before the decision's list of shares, which begins with a heading."""
    stated = {NAMES[what][1]: rate for what, rate in change.items()}
    for row in rows:
        if row and row[0].startswith("Sammanställning"):
            return
        if row:
            row[0] = change_label(row[0], change)
        if len(row) == 2 and row[0] in stated and "%" in row[1]:
            row[1] = dialect.percentage(stated[row[0]])


def change_budget(budget, change):
    files = copy.deepcopy(budget.files)
    for rows in files.values():
        change_rows(rows, budget.dialect, change)
    return replace(budget, files=files)


# ---- comparing ----

def decimal(rate):
    return f"{float(rate.replace(',', '.')) / 100:.6g}"


def stated(path, change):
    """The part of the change that the workbook has a cell for."""
    names = read_book(path).names
    return {NAMES[what][0]: decimal(rate) for what, rate in change.items() if NAMES[what][0] in names}


def rows_differ(left, right, columns):
    return [f"{column}: {left.get(column)!r} and {right.get(column)!r}" for column in columns
            if not same(left.get(column), right.get(column))]


def compare_checks(tally, name, changed_book, changed_input, columns):
    """Row for row the same relations, values and outcomes."""
    here, there = (read_table(book.sheets["Kontroller"], *COMPARED) for book in (changed_book, changed_input))
    tally.check(f"relations: {name}", len(here) == len(there) > 0, f"{len(here)} and {len(there)}")
    wrong = [f"{left['Regel']} {left['Plats']} ({left['Cell']}) {rows_differ(left, right, columns)}"
             for left, right in zip(here, there) if rows_differ(left, right, columns)]
    tally.check(f"as when the input is changed: {name}", not wrong,
                f"{len(wrong)} relations: " + "\n      ".join(wrong[:6]))


def is_row_of(row, finding, place):
    scale = 100 if finding.get("unit") == "%" else 1
    return (row["Regel"] == finding["rule"] and row["Plats"] == place and isinstance(row["Bör vara"], float)
            and abs(row["Bör vara"] - finding["expected"] / scale) <= 0.005001 / scale
            and same(row["Publicerat"], finding["published"] / scale))


def compare_findings(tally, name, book, case):
    """What JSON finds in the changed input by a relation stands in the changed workbook."""
    rows = read_table(book.sheets["Kontroller"], *COMPARED)
    places = {(row["Regel"], row["Plats"]) for row in rows}
    words = {"error": "fel", "warning": "varning", "note": "anmärkning"}
    for finding in case["findings"]:
        file = os.path.relpath(finding["file"], case["path"])
        place = f"{file}:{finding['line']}:{finding['column']}"
        if "expected" not in finding or (finding["rule"], place) not in places:
            continue
        outcomes = [row["Utfall"] for row in rows if is_row_of(row, finding, place)]
        tally.check(f"expected value of {finding['rule']} {place}: {name}",
                    words[finding["severity"]] in outcomes,
                    f"{finding['expected']} ({finding['severity']}): {outcomes}")


# ---- the tests ----

class Attempt:
    """One case and one change: the workbook of the case, changed, and the workbook of the changed case."""

    def __init__(self, bench, name, folder, change, write_changed):
        self.name = f"{name} with {change}"
        self.original = bench.report(folder, name=f"{os.path.basename(folder)}.xlsx")
        self.edited = bench.path("edited.xlsx")
        set_names(self.original, self.edited, stated(self.original, change))
        bench.office.add(self.edited)
        # The folder keeps its name, which the case is called by.
        os.makedirs(parent := bench.path("changed"))
        self.folder = os.path.join(parent, os.path.basename(folder))
        write_changed(self.folder)
        scheme = bench.path("scheme.ini")
        with open(scheme, "w", encoding="utf-8") as file:
            file.write(change_scheme(change))
        self.other = bench.report("--scheme", scheme, self.folder)
        self.said = bench.check("--scheme", scheme, self.folder)["cases"][0]

    def compare(self, bench):
        edited, other = bench.office.read(self.edited), read_book(self.other)
        bench.tally.check(f"computed anew: {self.name}", edited, "no workbook came back")
        if edited:
            compare_checks(bench.tally, self.name, edited, other, COMPARED)
            compare_findings(bench.tally, self.name, edited, self.said)


def example_attempts(bench):
    for name in EXAMPLES:
        folder = shutil.copytree(example(name), os.path.join(bench.path("case"), name))
        for change in CHANGES:
            yield Attempt(bench, name, folder, change,
                          lambda target, change=change, folder=folder: change_example(folder, target, change))


def generated_attempts(bench):
    for number, seed in enumerate(SEEDS):
        trial, change = make_trial(seed), CHANGES[number % len(CHANGES)]
        os.makedirs(parent := bench.path("case"))
        folder = os.path.join(parent, trial.name)
        trial.budget.write(folder, trial.cell, trial.value)
        yield Attempt(bench, str(trial), folder, change, lambda target, trial=trial, change=change: change_budget(
            trial.budget, change).write(target, trial.cell, trial.value))


def test_changed_rates(bench):
    attempts = [*example_attempts(bench), *generated_attempts(bench)]
    yield
    for attempt in attempts:
        attempt.compare(bench)


def test_own_arithmetic(bench):
    """The flat rates of the case without errors, counted here from its wages."""
    wages = [576000, 587520, 195840]
    rates = {"Sats_lonebikostnader": Fraction(4268, 10000), "Sats_indirekta_kostnader": Fraction(20, 100)}
    path, edited = bench.report(example("exempel-utan-fel")), bench.path("edited.xlsx")
    set_names(path, edited, {name: str(float(rate)) for name, rate in rates.items()})
    bench.office.add(edited)
    yield
    book = bench.office.read(edited)
    payroll, indirect = rates.values()
    for number, (column, wage) in enumerate(zip("FGH", wages)):
        got = [book.cell("Kostnader", f"{column}{row}").value if book else None for row in (15, 16)]
        wanted = [payroll * wage, indirect * (1 + payroll) * wage]
        bench.tally.check(f"flat rates of year {number + 1} by other rates",
                          all(isinstance(value, float) and abs(value - right) <= RELATIVE * right
                              for value, right in zip(got, wanted)), f"{got} for {[float(one) for one in wanted]}")


# ---- other cells ----

def test_changed_tolerance(bench):
    """What was a note by the tolerance is an error without it, and the other way round."""
    made = []
    for name in EXAMPLES:
        for tolerance in ("0", "100", "0.5"):
            path, edited = bench.report(example(name)), bench.path("edited.xlsx")
            set_names(path, edited, {"Tolerans": tolerance})
            bench.office.add(edited)
            made.append((f"{name} with tolerance {tolerance}", edited,
                         bench.report("--tolerance", tolerance, example(name))))
    yield
    for name, edited, other in made:
        if bench.office.read(edited):
            compare_checks(bench.tally, name, bench.office.read(edited), read_book(other), COMPARED)
        else:
            bench.tally.check(f"computed anew: {name}", False, "no workbook came back")


def changed_cells(before, after):
    """The published numbers that differ; a formula or a text that follows them is none."""
    return [(sheet, reference) for sheet in ("Kostnader", "Medfinansiering", "Aktiviteter", "Tabeller", "Uppgifter")
            for reference, cell in before.sheets.get(sheet, {}).items()
            if cell.formula is None and isinstance(cell.value, float)
            and not same(cell.value, after.cell(sheet, reference).value)]


def test_changed_amounts(bench):
    """A published amount that is changed in the workbook is judged as when it is changed in the input."""
    made = []
    for trial in map(make_trial, AMOUNT_SEEDS):
        if trial.cell.kind in ("activity", "sub-activity"):  # another reading of the plan may fit better then
            continue
        paths = [os.path.join(bench.path("right"), "case"), os.path.join(bench.path("wrong"), "case")]
        for path, change in zip(paths, ((), (trial.cell, trial.value))):
            os.makedirs(os.path.dirname(path))
            trial.budget.write(path, *change)
        right, wrong = (bench.report(path) for path in paths)
        places, edited = changed_cells(read_book(right), read_book(wrong)), bench.path("edited.xlsx")
        bench.tally.equal(f"one published number differs: {trial}", len(places), 1)
        set_values(right, edited, {place: str(trial.value) for place in places})
        bench.office.add(edited)
        made.append((str(trial), edited, wrong))
    yield
    for name, edited, wrong in made:
        bench.tally.check(f"computed anew: {name}", bench.office.read(edited), "no workbook came back")
        if bench.office.read(edited):
            compare_checks(bench.tally, name, bench.office.read(edited), read_book(wrong), COMPARED[:-1])


TESTS = [test_changed_rates, test_own_arithmetic, test_changed_tolerance, test_changed_amounts]
