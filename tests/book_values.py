"""Every formula computes what is cached, and both are what JSON says: key figures, counts, findings, totals."""
import re
import unicodedata

from book_bench import CASES, EXAMPLES, LANGUAGES, example, make_trial, sheet_name, write_trials
from book_reader import differences, errors, read_book, read_table, same, set_formula, set_values

SEEDS = 200
IN_BOOK = 20         # cases, the most that get sheets of their own
FIRST_SEED = 5001
KEY_FIGURES = {"Totala_kostnader": "total_costs", "EU_medel": "eu_aid", "Medfinansiering_totalt": "co_financing",
               "Faktiska_kostnader": "actual_costs", "Bidrag_i_annat_an_pengar": "in_kind",
               "Schablonkostnader": "flat_rate_costs"}
ENGLISH_FIGURES = {"Total_costs": "total_costs", "EU_aid": "eu_aid", "Co_financing": "co_financing",
                   "Actual_costs": "actual_costs", "In_kind": "in_kind", "Flat_rate_costs": "flat_rate_costs"}
SEVERITIES = {"sv": {"error": "fel", "warning": "varning", "note": "anmärkning"},
              "en": {"error": "error", "warning": "warning", "note": "note"}}
LIGHTS = {"error": "RÖD", "warning": "GUL", "note": "GRÖN", "ok": "GRÖN", "unchecked": "EJ KONTROLLERAT"}
COUNTS = {"sv": {"Fel": "error", "Varningar": "warning", "Anmärkningar": "note"},
          "en": {"Errors": "error", "Warnings": "warning", "Notes": "note"}}
FINDINGS = {"sv": ("Avvikelser", ["Allvar", "Regel", "Plats", "Cell", "Publicerat", "Bör vara", "Skillnad",
                                  "Vad som avviker", "Att göra"]),
            "en": ("Findings", ["Severity", "Rule", "Place", "Cell", "Published", "Should be", "Difference",
                                "What deviates", "What to do"])}
SUMMARY = {"sv": "Sammanfattning", "en": "Summary"}
AMOUNT_COLUMNS = {"Faktiska kostnader": "actual_costs", "Annat än pengar": "in_kind",
                  "Totala kostnader": "total_costs", "EU-medel": "eu_aid", "Medfinansiering": "co_financing"}


# ---- what JSON says ----

def count(case, severity):
    return sum(finding["severity"] == severity for finding in case["findings"])


def place_of(finding, case):
    """As seen from the case's folder."""
    file = finding["file"].removeprefix(case["path"].rstrip("/") + "/")
    return f"{file}:{finding['line']}:{finding['column']}"


def value_of(finding, key):
    """Shares are shares of one in a workbook, not hundredths."""
    if key not in finding:
        return None
    return float(finding[key]) / (100 if finding.get("unit") == "%" else 1)


def wanted_row(finding, case, language):
    message = finding["message"]
    if "calculation" in finding:
        message += f"\n= {finding['calculation']}"
    return [SEVERITIES[language][finding["severity"]], finding["rule"], place_of(finding, case),
            finding.get("cell"), value_of(finding, "published"), value_of(finding, "expected"),
            value_of(finding, "difference"), message, finding.get("action")]


# ---- comparing with it ----

def compare_figures(tally, name, book, case, suffix="", names=None):
    """A figure that is known has a name that stands for it; one that is not has none."""
    wrong = []
    for figure, key in (names or KEY_FIGURES).items():
        got, wanted = book.named(figure + suffix), case["amounts"].get(key)
        known = figure + suffix in book.names
        if known != (wanted is not None) or (known and not same(got, float(wanted))):
            wrong.append(f"{figure}: {got} for {wanted}")
    tally.check(f"key figures: {name}", not wrong, str(wrong))


def compare_counts(tally, name, book, case, number=0, language="sv"):
    rows = book.sheets[sheet_name(number, SUMMARY[language])]
    labels = {cell.value: reference for reference, cell in rows.items() if re.fullmatch(r"A\d+", reference)}
    got = {label: rows["B" + labels[label][1:]].value for label in COUNTS[language] if label in labels}
    wanted = {label: float(count(case, severity)) for label, severity in COUNTS[language].items()}
    tally.equal(f"counts of findings: {name}", got, wanted)


def compare_findings(tally, name, book, case, number=0, language="sv"):
    """Row for row; of many cases those that bear the case's number."""
    sheet, headings = FINDINGS[language]
    rows = read_table(book.sheets[sheet], *headings) if case["findings"] or number else []
    rows = [row for row in rows if not number or row["Nr"] == number]
    wanted = [wanted_row(finding, case, language) for finding in case["findings"]]
    tally.equal(f"number of findings: {name}", len(rows), len(wanted))
    got = [[row[heading] for heading in headings] for row in rows]
    wrong = [(left, right) for left, right in zip(got, wanted) if not all(map(same, left, right))]
    tally.check(f"findings: {name}", not wrong, "\n    ".join(map(str, wrong[0])) if wrong else "")


def compare_case(tally, name, book, case, number=0, language="sv"):
    compare_figures(tally, name, book, case, f"_{number}" if number else "",
                    ENGLISH_FIGURES if language == "en" else KEY_FIGURES)
    compare_counts(tally, name, book, case, number, language)
    compare_findings(tally, name, book, case, number, language)


def light_of(case):
    return LIGHTS[case["status"]]


def compare_overview(tally, name, book, cases):
    """A row a case, in the order of JSON."""
    rows = read_table(book.sheets["Översikt"], "Nr", "Ärende", "Ljus")
    tally.equal(f"cases of the overview: {name}", [row["Ärende"] for row in rows], [case["case"] for case in cases])
    for row, case in zip(rows, cases):
        wanted = {column: case["amounts"].get(key) for column, key in AMOUNT_COLUMNS.items()}
        wanted.update({column: count(case, severity) for column, severity in COUNTS["sv"].items()})
        wrong = [column for column, value in wanted.items()
                 if not same(row.get(column), None if value is None else float(value))]
        tally.check(f"row of the overview: {name} {case['case']}", not wrong, f"{wrong}: {row} for {wanted}")
        tally.equal(f"light: {name} {case['case']}", row["Ljus"], light_of(case))


def compare_totals(tally, name, book, cases):
    """The last row of each list, and by applicant, added here."""
    rows = book.sheets["Summor"]
    wanted = [float(len(cases)), *(float(sum(case["amounts"].get(key, 0) for case in cases))
                                   for key in AMOUNT_COLUMNS.values()),
              *(float(sum(count(case, severity) for case in cases)) for severity in COUNTS["sv"].values())]
    sums = [reference[1:] for reference, cell in rows.items() if cell.value == "Summa" and reference[0] == "B"]
    tally.equal(f"two lists of totals: {name}", len(sums), 2)
    for row in sums:
        got = [rows[column + row].value for column in "CDEFGHIJK"]
        tally.check(f"totals: {name} row {row}", all(map(same, got, wanted)), f"{got} for {wanted}")


def simple(text):
    return re.sub(r"\W+", " ", unicodedata.normalize("NFC", text).casefold()).strip()


def compare_applicants(tally, name, book, cases):
    """The same name in other letters is the same applicant."""
    wanted = {}
    for case in cases:
        key = simple(case["project"].get("applicant", "inte angivet"))
        wanted[key] = wanted.get(key, 0) + case["amounts"].get("total_costs", 0)
    below = max(int(reference[1:]) for reference, cell in book.sheets["Summor"].items() if cell.value == "Per sökande")
    cells = {reference: cell for reference, cell in book.sheets["Summor"].items()
             if int(re.sub(r"\D", "", reference)) > below}
    rows = [row for row in read_table(cells, "Nr", "Namn", "Totala kostnader") if row["Nr"]]
    got = {simple(row["Namn"]): row["Totala kostnader"] for row in rows}
    tally.check(f"totals by applicant: {name}", got.keys() == wanted.keys()
                and all(same(got[key], float(wanted[key])) for key in got), f"{got} for {wanted}")


# ---- the tests ----

def test_examples(bench):
    books = {(case, language): bench.report(example(case), language=language, name=f"{case}-{language}.xlsx")
             for case in CASES for language in LANGUAGES}
    for path in books.values():
        bench.office.add(path)
    yield
    for (case, language), path in books.items():
        name = f"{case} [{language}]"
        computed = bench.compare(name, path)
        said = bench.check(example(case), language=language)["cases"][0]
        for book in (read_book(path), computed):
            if book:
                compare_case(bench.tally, name, book, said, 0, language)


def compare_cases(bench, name, path, folder, has_sheets=True):
    computed, document = bench.compare(name, path), bench.check(folder)
    for book in (read_book(path), computed):
        if not book:
            continue
        compare_overview(bench.tally, name, book, document["cases"])
        compare_totals(bench.tally, name, book, document["cases"])
        compare_applicants(bench.tally, name, book, document["cases"])
        for number, case in enumerate(document["cases"], 1):
            if has_sheets:
                compare_case(bench.tally, f"{name} {case['case']}", book, case, number)
            else:
                compare_findings(bench.tally, f"{name} {case['case']}", book, case, number)


def test_all_examples(bench):
    path = bench.report(EXAMPLES)
    bench.office.add(path)
    yield
    compare_cases(bench, "all examples", path, EXAMPLES)


def check_made_amounts(tally, book, seeds):
    """The generator knows what it made, without asking the program."""
    for number, seed in enumerate(seeds, 1):
        trial = make_trial(seed)
        if trial.cell:
            continue
        wrong = {figure: book.named(f"{figure}_{number}") for figure, key in KEY_FIGURES.items()
                 if key in trial.budget.amounts and not same(book.named(f"{figure}_{number}") or 0.0,
                                                             float(trial.budget.amounts[key]))}
        tally.check(f"amounts of {trial}", not wrong, f"{wrong} for {trial.budget.amounts}")


def test_generated(bench):
    books = {}
    for first in range(FIRST_SEED, FIRST_SEED + SEEDS, IN_BOOK):
        seeds = range(first, first + IN_BOOK)
        folder = write_trials(bench.path("generated"), seeds)
        books[seeds] = (folder, bench.report(folder))
        bench.office.add(books[seeds][1], lighter=True)
    yield
    for seeds, (folder, path) in books.items():
        compare_cases(bench, f"seeds {seeds[0]} to {seeds[-1]}", path, folder)
        check_made_amounts(bench.tally, read_book(path), seeds)


def test_large(bench):
    """More cases than get sheets of their own: only overview, totals and findings."""
    folder = write_trials(bench.path("large"), range(FIRST_SEED, FIRST_SEED + 3 * IN_BOOK))
    path = bench.report(folder)
    bench.office.add(path)
    yield
    bench.tally.equal("sheets of a large workbook", list(read_book(path).sheets), ["Översikt", "Summor", "Avvikelser"])
    compare_cases(bench, "large", path, folder, has_sheets=False)


# ---- can the comparison fail? ----

def pick_formulas(book):
    """A number and an outcome that other formulas read, and a number that none does."""
    outcome = next(reference for reference, cell in book.sheets["Kontroller"].items()
                   if cell.formula and cell.value == "fel")
    number = next(reference for reference, cell in book.sheets["Kontroller"].items()
                  if cell.formula and isinstance(cell.value, float) and cell.value)
    share = next(reference for reference, cell in book.sheets["Sammanfattning"].items()
                 if cell.formula and isinstance(cell.value, float) and 0 < cell.value < 1)
    return {("Kontroller", outcome): "stämmer", ("Kontroller", number): "12345",
            ("Sammanfattning", share): repr(book.cell("Sammanfattning", share).value * (1 + 1e-6))}


def test_tampered(bench):
    """A cached value that is wrong, even by a millionth, is seen: so the office suite did compute."""
    path, tampered = bench.report(example("s2i2")), bench.path("tampered.xlsx")
    wrong = pick_formulas(read_book(path))
    set_values(path, tampered, wrong)
    bench.office.add(tampered)
    yield
    after = bench.office.read(tampered)
    bench.tally.check("tampered: computed anew", after)
    if after:
        told = {tuple(text.split(" ")[0].split("!")) for text in differences(read_book(tampered), after)}
        bench.tally.equal("tampered: exactly the wrong values are found", told, set(wrong))
        bench.tally.equal("tampered: the right values come back", differences(read_book(path), after), [])


def test_tampered_formula(bench):
    """A formula that divides by nothing is an error that is seen."""
    path = bench.report(example("s2i2"))
    book = read_book(path)
    name = next(reference for reference, cell in book.sheets["Sammanfattning"].items() if cell.formula)
    broken = bench.path("broken.xlsx")
    set_formula(path, broken, "Sammanfattning", name, "1/0")
    bench.office.add(broken)
    yield
    after = bench.office.read(broken)
    bench.tally.check("a broken formula is seen", after and errors(after) and differences(read_book(path), after))


TESTS = [test_examples, test_all_examples, test_generated, test_large, test_tampered, test_tampered_formula]
