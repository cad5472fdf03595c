"""Odd input: names that look like formulas, huge amounts, tables without rows; nothing is lost and nothing breaks."""
import os
import re
import zipfile
from fractions import Fraction
from xml.sax.saxutils import unescape

from book_bench import EXAMPLES
from book_looks import LONGEST_FORMULA, MISSING, openpyxl
from book_reader import by_rows, decode, is_sound, read_book, read_table, repeated_names
from book_values import compare_case

LONGEST_TEXT = 32767         # units of UTF-16 in a cell
LONG = "Långt " * 6700       # 40 200 characters
TITLE = ("Projekt [A]: *vad?* /hur\\ " * 12)[:300].strip()
TEXTS = {
    "equals": "=1+1", "link": '=HYPERLINK("http://example.org","klicka")', "plus": "+46 70 123 45 67",
    "at": "@SUM(A1:A9)", "array": "{=SUM(1,2)}", "dash": "-1+1", "quote": 'Kampanjen "Öppet"',
    "markup": "A & B <b>fet</b> &amp; 'apostrof'",
    "emoji": "Rymd 🚀 och 👩‍👩‍👧 och 🇸🇪", "bidi": "faktura\u202egpj.exe", "escape": "_x0041_ och _x000D_ och _x",
    "address": "http://example.org/a b", "mail": "mailto:a@example.org", "inside": "internal:Kostnader!A1",
    "pages": "&P av &N &8 &L", "digit": "3D-skrivare 2020", "number": "12345", "percent": "%s %n {0}", "error": "#REF!",
}
PICTURE = "R&Growth och H&G"  # the code of a picture in a header
CONTROLS = {"control": "Ett\x01två\x1b[31mtre\x7f", "halves": "slut \ufffe\uffff"}
HEAD = ["2020", "2021", "Totalt"]


def quoted(cell):
    return '"' + cell.replace('"', '""') + '"'


def table(*rows):
    return "".join(";".join(quoted(str(cell)) for cell in row) + "\n" for row in rows)


def write_case(folder, files, codec="utf-8"):
    os.makedirs(folder)
    for name, content in files.items():
        with open(os.path.join(folder, name), "wb") as file:
            file.write(content.encode(codec))
    return folder


def texts_of(book):
    """Every text that is no formula's."""
    return {cell.value for cells in book.sheets.values() for cell in cells.values()
            if isinstance(cell.value, str) and cell.formula is None}


def shown(text):
    """What no text holds shows as a lost character; marks that turn the writing round and the like are blanks."""
    text = re.sub("[\x00-\x08\x0e-\x1f\ufffe\uffff]", "\ufffd", text)
    return re.sub("[\x0b-\x0d\x7f\u202a-\u202e]", " ", text).strip()


# ---- texts ----

def odd_case(text):
    """The text wherever a case has texts. A line's name keeps its beginning because a dash stands before it."""
    return {
        "projekt.csv": table(["Uppgift", "Värde"], ["Projektets namn", text], ["Organisationsnamn", text],
                             ["Datum för projektstart", "2020-01-01"], ["Datum för projektavslut", "2021-12-31"]),
        "kostnader.csv": table(["Kostnadstyp", *HEAD], ["Personal", 10, 20, 30], [f" - {text}", 10, 20, 30],
                               ["Summa kostnader", 10, 20, 30]),
        "medfinansiering.csv": table(["Finansiär", "Beskrivning", *HEAD],
                                     ["Offentlig kontantfinansiering", "", 10, 20, 30],
                                     [f" - {text}", text, 10, 20, 30], ["Summa, medfinansiering", "", 10, 20, 30]),
        "aktiviteter.csv": table(["Typ", "Namn", "Startdatum", "Slutdatum", "Kostnad"],
                                 ["Aktivitet", text, "2020-01-01", "2020-12-31", 30]),
        "bilagor.csv": table(["Rad", "Bilagans namn", "Beskrivning/Kommentar"], ["1", text, text]),
        "samverkansparter.csv": table(["Samverkansparter"], ["Namn", "Org. nr"], [text, "212000-1157"]),
    }


# Where a text of odd_case() must be found: sheet and column.
ODD_PLACES = [("Sammanfattning", "A"), ("Kostnader", "A"), ("Medfinansiering", "A"), ("Medfinansiering", "B"),
              ("Aktiviteter", "A"), ("Uppgifter", "A"), ("Uppgifter", "B")]


def check_text(tally, what, book, text, number):
    """As it was written, in each place, and never as a formula."""
    missing, formulas = [], []
    for sheet, column in ODD_PLACES:
        cells = book.sheets[f"{number} {sheet}" if number else sheet]
        found = {reference: cell for reference, cell in cells.items() if re.match(rf"{column}\d", reference)}
        missing += [] if text in [cell.value for cell in found.values()] else [f"{sheet} {column}"]
        formulas += [f"{sheet} {reference}" for reference, cell in found.items()
                     if cell.value == text and cell.formula is not None]
    tally.check(f"the text as written: {what}", not missing, f"{text[:60]!r} is not in {missing}")
    tally.equal(f"no formula: {what}", formulas, [])


def check_opened(tally, what, path, texts):
    """The second library sees no formula that holds a text either."""
    if not openpyxl:
        tally.check("the second library is there", False, MISSING)
        return
    wrong = [f"{sheet.title}!{cell.coordinate} {cell.value}" for sheet in openpyxl.load_workbook(path)
             for row in sheet for cell in row
             if cell.data_type == "f" and any(text in str(cell.value) for text in texts)]
    tally.equal(f"no formula: {what}", wrong, [])


def header_parts(header):
    """What stands left and right, and the sizes of letters, as a reader of the codes takes them."""
    parts, sizes, side = {"L": "", "C": "", "R": ""}, set(), "C"
    for code, size, plain in re.findall(r'&([LCRPNGA&])|&(\d+)|([^&]+)', header):
        if size:
            sizes.add(int(size))
        elif code in parts:
            side = code
        else:
            parts[side] += plain or code
    return parts["L"], parts["R"], sizes


def headers(path):
    with zipfile.ZipFile(path) as archive:
        parts = [archive.read(part).decode("utf-8", "replace") for part in archive.namelist()]
    found = [re.search(r"<oddHeader>([^<]*)</oddHeader>", part) for part in parts]
    return [decode(unescape(header[1])) for header in found if header]


def check_headers(tally, what, path, sheets, titles):
    """The title left, the sheet right, in small letters: digits of a name must not become a size."""
    found = headers(path)
    tally.equal(f"a header on each sheet: {what}", len(found), len(sheets))
    wrong = [header for header, sheet, title in zip(found, sheets, titles) if not header_is_right(header, sheet, title)]
    tally.check(f"headers: {what}", not wrong, f"{len(wrong)} wrong: {wrong[:2]}")


def header_is_right(header, sheet, title):
    left, right, sizes = header_parts(header.replace("\u2060", ""))  # it keeps "&&G" from being the code of a picture
    return (sizes == {8} and right.strip() == sheet and left.strip() and title.startswith(left.strip())
            and len(header) <= 255)


def test_odd_texts(bench):
    """Each text in a case of its own, all in one workbook and some alone."""
    texts = {**TEXTS, **CONTROLS}
    names = list(texts)
    folders = [bench.path("odd"), bench.path("odd")]
    for number, name in enumerate(names):
        # Control characters pass for text in UTF-16 alone.
        write_case(os.path.join(folders[number % 2], f"{number:02}-{name}"), odd_case(texts[name]),
                   "utf-16" if name in CONTROLS else "utf-8")
    paths = [bench.report(folder) for folder in folders]
    for path in paths:
        bench.office.add(path, lighter=True)
    yield
    for half, path in enumerate(paths):
        computed = bench.compare(f"odd texts {half}", path)
        for number, name in enumerate(names[half::2], 1):
            for book in (read_book(path), computed):
                if book:
                    check_text(bench.tally, name, book, shown(texts[name]), number)
        check_opened(bench.tally, f"odd texts {half}", path, [shown(texts[name]) for name in names[half::2]])


def test_odd_texts_in_large(bench):
    """Of many cases texts are written in another way."""
    texts, folder = {**TEXTS, **CONTROLS}, bench.path("odd")
    for number, name in enumerate(texts):
        write_case(os.path.join(folder, f"{number:02}"), odd_case(texts[name]),
                   "utf-16" if name in CONTROLS else "utf-8")
    path = bench.report(folder)
    bench.office.add(path)
    yield
    computed = bench.compare("odd texts of many", path)
    bench.tally.equal("odd texts of many: sheets", len(read_book(path).sheets), 3)
    for book in filter(None, (read_book(path), computed)):
        rows = read_table(book.sheets["Översikt"], "Nr", "Ärende", "Projekt", "Sökande")
        got = [(row["Projekt"], row["Sökande"]) for row in rows]
        bench.tally.equal("odd texts of many", got, [(shown(text), shown(text)) for text in texts.values()])


def test_odd_headers(bench):
    for name, text in {**TEXTS, "picture": PICTURE}.items():
        path = bench.report(write_case(bench.path("alone"), odd_case(text)))
        if os.path.exists(path):
            sheets = list(read_book(path).sheets)
            check_headers(bench.tally, name, path, sheets, [shown(text)] * len(sheets))
    path = bench.report(EXAMPLES)
    book = read_book(path)
    # Each sheet has its title in its first cell.
    check_headers(bench.tally, "many", path, list(book.sheets), [book.cell(name, "A1").value for name in book.sheets])
    yield


def test_long_texts(bench):
    """A text that no cell can hold is cut, with a mark; a long title keeps its beginning everywhere."""
    paths = {text: bench.report(write_case(bench.path("long"), odd_case(text))) for text in (LONG, TITLE)}
    for path in paths.values():
        bench.office.add(path)
    yield
    for text, path in paths.items():
        what = f"{text[:9]}... of {len(text)}"
        bench.compare(what, path)
        book = read_book(path)
        check_text(bench.tally, what, book, text.strip() if len(text) < 1000 else find_cut(book, text), 0)
        longest = max(len(one.encode("utf-16-le")) // 2 for one in texts_of(book))
        bench.tally.check(f"fits: {what}", longest <= LONGEST_TEXT, str(longest))
        check_headers(bench.tally, what, path, list(book.sheets), [text] * len(book.sheets))
        check_opened(bench.tally, what, path, [text])


def find_cut(book, text):
    """The longest text that begins as this one and ends with a mark."""
    cut = [one for one in texts_of(book) if one.endswith("…") and text.startswith(one[:-1].rstrip())]
    return max(cut, key=len, default=text)


def test_line_end(bench):
    """In quotes a cell may have lines; they stay, or become one line."""
    path = bench.report(write_case(bench.path("lines"), odd_case("Rad ett\nrad två")))
    bench.office.add(path)
    yield
    computed = bench.compare("lines", path)
    for book in filter(None, (read_book(path), computed)):
        for sheet, column in ODD_PLACES:
            values = [cell.value for reference, cell in book.sheets[sheet].items()
                      if re.match(rf"{column}\d", reference)]
            bench.tally.check(f"lines in {sheet} {column}", {"Rad ett\nrad två", "Rad ett rad två"} & set(values),
                              repr(values)[:300])


# ---- amounts ----

def kronor(amount):
    """'1 234,50': a Fraction in kronor as it is printed."""
    ore = round(abs(amount) * 100)
    whole = f"{ore // 100:,}".replace(",", " ") + (f",{ore % 100:02}" if ore % 100 else "")
    return f"-{whole}" if amount < 0 else whole


def flat_case(wages, payroll, indirect, facts=(), label="Summa kostnader", heading="Kostnadstyp"):
    """A cost table of two years with flat rates, as published."""
    rows = [["Personal", *wages], ["Schablonkostnader", *(one + other for one, other in zip(payroll, indirect))],
            [" - Bilönekostnader", *payroll], [" - Indirekta kostnader", *indirect],
            [label, *(sum(column) for column in zip(wages, payroll, indirect))]]
    costs = table([heading, "2020", "2021", "Totalt"],
                  *([name, *map(kronor, amounts), kronor(sum(amounts))] for name, *amounts in rows))
    return {"kostnader.csv": costs, "projekt.csv": table(["Uppgift", "Värde"], ["Projektets namn", "Kanter"], *facts)}


def exact(wage):
    """Payroll on-costs and indirect costs, unrounded."""
    payroll = Fraction(4524, 10000) * wage
    return payroll, Fraction(15, 100) * (wage + payroll)


# What is added to the exact amounts: nothing, the edges of one and of two roundings, and of the tolerance.
OFFSETS = ["0", "0.5", "-0.5", "0.51", "-0.51", "0.49", "1", "-1", "1.01", "-1.01", "2", "-2", "2.01", "-2.01", "2.5"]
# With öre no larger: an office suite takes two numbers that agree in 48 bits for the same.
WAGES = [1250, 12500, 6215000, 10 ** 9 + 1250, 10 ** 11 + 1250, 10 ** 13]
ROUNDINGS = [None, "öre", "nedåt till hela kronor", "öre, trunkera", "tkr"]

TOLERANCES = ["2", "0", "0,5"]


def thousands_case(wage, shift):
    """All in whole thousands, as they are written."""
    payroll, indirect = map(round, exact(wage))
    return flat_case([wage, wage], [payroll + shift, payroll], [indirect, indirect - shift],
                     heading="Kostnadstyp (tkr)")


def edge_case(wage, offset, rounding):
    if rounding == "tkr":
        return thousands_case(min(wage, 10 ** 9), round(Fraction(offset)))
    payroll, indirect = exact(wage)
    facts = [["Avrundning", rounding]] if rounding else []
    shift = Fraction(offset)
    return flat_case([wage, wage], [payroll + shift, payroll], [indirect, indirect - shift], facts)


def edge_folder(bench, rounding, turn):
    """All offsets, each with some wages, and the first of them with others."""
    folder = bench.path("edges")
    for number in range(20):
        offset, wage = OFFSETS[number % len(OFFSETS)], WAGES[(number + turn) % len(WAGES)]
        write_case(os.path.join(folder, f"{number:02}-{wage}-{offset}"), edge_case(wage, offset, rounding))
    return folder


def test_edges(bench):
    """At the very edge of rounding and tolerance the formulas judge as the check does."""
    made = []
    for number, rounding in enumerate(ROUNDINGS):
        tolerance, folder = TOLERANCES[number % len(TOLERANCES)], edge_folder(bench, rounding, number)
        made.append((f"{rounding}, tolerance {tolerance}", folder, tolerance,
                     bench.report("--tolerance", tolerance, folder)))
        bench.office.add(made[-1][-1], lighter=True)
    yield
    for what, folder, tolerance, path in made:
        compare_judged(bench, f"edges: {what}", path, bench.check("--tolerance", tolerance, folder))


def compare_judged(bench, what, path, document):
    computed = bench.compare(what, path)
    for number, case in enumerate(document["cases"], 1):
        if computed:
            compare_case(bench.tally, f"{what} {case['case']}", computed, case, number)


def ceiling_case(aid, share, maximum):
    """One year; half of the financing is the agency's, but for some kronor more."""
    total = 2_000_001
    rows = [["Offentlig kontantfinansiering", total - aid], ["Summa, medfinansiering", total - aid],
            ["Europeiska regionala utvecklingsfonden", aid], ["Total finansiering", total]]
    return {
        "projekt.csv": table(["Uppgift", "Värde"], ["Projektets namn", "Tak"],
                             ["Stödandel av stödgrundande finansiering", share],
                             ["Stödandel av faktiska kostnader", share], ["Högsta stödbelopp", maximum],
                             ["Sökt belopp", kronor(aid)]),
        "kostnader.csv": table(["Kostnadstyp", "2020", "Totalt"],
                               *([name, *[kronor(total)] * 2] for name in ("Externa tjänster",
                                                                           "Summa faktiska kostnader",
                                                                           "Summa kostnader"))),
        "medfinansiering.csv": table(["Finansiär", "2020", "Totalt"],
                                     *([name, *[kronor(amount)] * 2] for name, amount in rows),
                                     ["Stödandel av total finansiering", *["50,00 %"] * 2]),
    }


AIDS = ["1000000.5", "1000000", "1000001", "1000001.49", "1000001.5", "1000001.51", "1000002", "1000100", "1000101",
        "999900", "1000099.99", "999901.01", "0"]
SHARES = ["50 %", "50,005 %", "33,333333 %"]


def test_ceilings(bench):
    """A ceiling is broken by a whole krona, and a printed share holds within half its last digit."""
    made = []
    for share, maximum in zip(SHARES, ("1 000 000", "1 000 000,50", "0")):
        folder = bench.path("ceilings")
        for number, aid in enumerate(AIDS):
            write_case(os.path.join(folder, f"{number:02}"), ceiling_case(Fraction(aid), share, maximum))
        made.append((share, folder, bench.report(folder)))
        bench.office.add(made[-1][-1], lighter=True)
    yield
    for share, folder, path in made:
        compare_judged(bench, f"ceilings of {share}", path, bench.check(folder))


UNREADABLE = ["högst 500", "12x34", "#VÄRDEFEL!", "=SUM(B2:B3)", "1 000 kr/år", "500-600", "<1000>", "ej klart", "1e400"]


def test_unreadable_amounts(bench):
    """What is no amount stands in its cell as it was written."""
    rows = [[f" - Rad {number}", text, 1, 1] for number, text in enumerate(UNREADABLE)]
    path = bench.report(write_case(bench.path("unreadable"), {"kostnader.csv": table(
        ["Kostnadstyp", *HEAD], ["Externa tjänster", 9, 9, 18], *rows, ["Summa kostnader", 9, 9, 18])}))
    bench.office.add(path)
    yield
    computed = bench.compare("unreadable amounts", path)
    for book in filter(None, (read_book(path), computed)):
        found = {row.get("A"): row.get("B") for row in by_rows(book.sheets["Kostnader"]).values()}
        for number, text in enumerate(UNREADABLE):
            bench.tally.equal(f"unreadable: {text}", found.get(f"Rad {number}"), text)


# ---- shapes ----

YEARS = [str(year) for year in range(2000, 2030)]
PLAN = ["Typ", "Namn", "Startdatum", "Slutdatum", "Kostnad"]


def many_years():
    amounts = [1000 + number for number in range(len(YEARS))]
    return {"kostnader.csv": table(["Kostnadstyp", *YEARS, "Totalt"], ["Externa tjänster", *amounts, sum(amounts)],
                                   ["Summa kostnader", *amounts, sum(amounts)]),
            "aktiviteter.csv": table(PLAN, ["Aktivitet", "Allt", "2000-01-01", "2029-12-31", sum(amounts)])}


def families(count):
    """Activities that each have one part, so that their sum is no range of cells."""
    rows = [row for number in range(count) for row in (
        ["Aktivitet", f"Aktivitet {number}", "2020-01-01", "2020-12-31", 2],
        ["Delaktivitet", f"Del {number}", "2020-01-01", "2020-12-31", 2])]
    return {"kostnader.csv": table(["Kostnadstyp", "2020", "Totalt"], ["Externa tjänster", 2 * count, 2 * count],
                                   ["Summa kostnader", 2 * count, 2 * count]),
            "aktiviteter.csv": table(PLAN, *rows)}


COSTS = table(["Kostnadstyp", *HEAD], ["Externa tjänster", 1, 2, 3], ["Summa kostnader", 1, 2, 3])
SHAPES = {
    "thirty years": many_years(),
    "300 activities with parts": families(300),
    "2000 activities with parts": families(2000),
    "an empty cost table": {"kostnader.csv": table(["Kostnadstyp", *HEAD])},
    "an empty cost table beside activities": {"kostnader.csv": table(["Kostnadstyp", *HEAD]),
                                              "aktiviteter.csv": table(PLAN, ["Aktivitet", "A", "", "", 5])},
    "blank amounts": {"kostnader.csv": table(["Kostnadstyp", *HEAD], ["Externa tjänster", "", "", ""],
                                             [" - Konsult", "", "", ""], ["Summa kostnader", "", "", ""])},
    "blanks among amounts": {"kostnader.csv": table(["Kostnadstyp", *HEAD], ["Externa tjänster", 5, "", 7],
                                                    [" - Konsult", 5, 2, ""], ["Summa kostnader", "", 2, 7])},
    "negative amounts": {"kostnader.csv": table(["Kostnadstyp", *HEAD], ["Externa tjänster", -1, -2, -3],
                                                ["Projektintäkter", -5, 5, 0], ["Summa kostnader", -6, 3, -3])},
    "activities without dates": {"kostnader.csv": COSTS, "aktiviteter.csv": table(
        ["Typ", "Namn", "Kostnad"], ["Aktivitet", "Ett", 1], ["Aktivitet", "Två", 2])},
    "activities with odd dates": {"kostnader.csv": COSTS, "aktiviteter.csv": table(
        PLAN, ["Aktivitet", "Ett", "1850-01-01", "1900-02-28", 1], ["Aktivitet", "Två", "snart", "2020-02-30", 2])},
    "activities far apart": {"kostnader.csv": COSTS, "aktiviteter.csv": table(
        PLAN, ["Aktivitet", "Ett", "1900-03-01", "1900-03-31", 1],
        ["Aktivitet", "Två", "2899-01-01", "2899-01-31", 2])},
    "activities without costs": {"kostnader.csv": COSTS, "aktiviteter.csv": table(
        ["Typ", "Namn", "Startdatum", "Slutdatum"], ["Aktivitet", "Ett", "2020-01-01", "2020-12-31"])},
    "activities without a cost in any row": {"kostnader.csv": COSTS, "aktiviteter.csv": table(
        PLAN, ["Aktivitet", "Ett", "2020-01-01", "2020-12-31", ""])},
    "activities alone": {"aktiviteter.csv": table(PLAN, ["Aktivitet", "Ett", "2020-01-01", "2020-12-31", 7])},
    "facts alone": {"projekt.csv": table(["Uppgift", "Värde"], ["Projektets namn", "Ensam"], ["Sökt belopp", "5 000"])},
    "the same condition twice": {"kostnader.csv": COSTS, "projekt.csv": table(
        ["Uppgift", "Värde"], ["Högsta stödbelopp", "5 000"], ["Högsta stödbelopp", "6 000"], ["Sökt belopp", "1"],
        ["Sökt belopp", "2"], ["Lönebikostnader", "45,24 %"], ["Lönebikostnader", "42,68 %"])},
    "no tables": {"a.csv": "bara text\noch mer text\n"},
    "nothing at all": {"a.csv": ""},
    "two cost tables": {"a.csv": COSTS, "b.csv": COSTS},
    "amounts in millions": {"kostnader.csv": table(["Kostnadstyp (mnkr)", *HEAD],
                                                   ["Externa tjänster", "1,5", "2,25", "3,75"],
                                                   ["Summa kostnader", "1,5", "2,25", "3,75"])},
    "the same line twice": {"kostnader.csv": table(["Kostnadstyp", *HEAD], ["Externa tjänster", 1, 2, 3],
                                                   ["Externa tjänster", 1, 2, 3], ["Summa kostnader", 2, 4, 6])},
}


def test_shapes(bench):
    """Whatever the tables are, the workbook is whole, computes what it keeps, and says what JSON says."""
    made = {}
    for what, files in SHAPES.items():
        folder = write_case(bench.path("shape"), files)
        made[what] = (folder, bench.report(folder, statuses=(0, 1, 3)))
        bench.office.add(made[what][1])
    yield
    for what, (folder, path) in made.items():
        bench.tally.equal(f"whole: {what}", is_sound(path), "")
        computed = bench.compare(what, path)
        case = bench.check(folder)["cases"][0]
        for book in filter(None, (read_book(path), computed)):
            compare_case(bench.tally, what, book, case)
        check_formulas(bench.tally, what, path)
        bench.tally.equal(f"each name once: {what}", repeated_names(path), [])


def check_formulas(tally, what, path):
    """None is empty, none longer than a cell takes, none has more arguments than a function takes."""
    formulas = [cell.formula for cells in read_book(path).sheets.values() for cell in cells.values()
                if cell.formula is not None]
    tally.check(f"no empty formula: {what}", all(formulas))
    tally.check(f"no formula too long: {what}", max(map(len, formulas)) <= LONGEST_FORMULA - 1)
    most = max((inner.count(",") + 1 for formula in formulas for inner in re.findall(r"\(([^()]*)\)", formula)),
               default=0)
    tally.check(f"no function with too many arguments: {what}", most <= 255, str(most))


def test_other_currency(bench):
    """Sums over cases are in kronor: a case in euro stands without amounts, says why, and is only counted."""
    folder = bench.path("currencies")
    for name, heading in (("1", "Kostnadstyp"), ("2", "Kostnadstyp (EUR)")):
        write_case(os.path.join(folder, name), flat_case([100000] * 2, [45240] * 2, [21786] * 2, heading=heading))
    path = bench.report(folder)
    bench.office.add(path, lighter=True)
    yield
    for book in filter(None, (read_book(path), bench.compare("currencies", path))):
        rows = read_table(book.sheets["Översikt"], "Nr", "Ärende", "Totala kostnader")
        bench.tally.equal("totals in kronor and euro", [row["Totala kostnader"] for row in rows], [334052.0, "EUR"])
        cells = book.sheets["Summor"]
        sums = [cells["F" + at[1:]].value for at, cell in cells.items() if cell.value == "Summa" and at[0] == "B"]
        bench.tally.equal("sums in kronor alone", sums, [334052.0] * 2)


TESTS = [test_odd_texts, test_odd_texts_in_large, test_odd_headers, test_long_texts, test_line_end, test_edges,
         test_ceilings, test_unreadable_amounts, test_shapes,
         test_other_currency]
