#!/usr/bin/python3
"""Nothing that was named is left out in silence: folders in folders, and the status and reason of what was not checked."""
import json
import os

from openpyxl import load_workbook
from runner import GOOD, Folder, off_by, run_tests


def cases_of(program, *args, **options):
    """The status, and that of each case by its path."""
    result = program.run("check", "--format", "json", "--lang", "en", *args, **options)
    document = json.loads(result.out)
    return result.status, {case["path"]: case["status"] for case in document["cases"]}


# ---- folders ----

def test_files_beside_folders(program, tally):
    """The table files of a folder are one case, and each folder below it is another."""
    files = {"k.csv": GOOD, "old/k.csv": off_by(9), "old/older/k.csv": GOOD, "pictures/a.png": "", "empty/deep/a.txt~": ""}
    with Folder(files) as folder:
        tally.equal("files and folders in one folder", cases_of(program, ".", cwd=folder.path),
                    (1, {".": "ok", "old": "error", "old/older": "ok"}))
        tally.equal("no table beside a case is no mistake", program.run("check", ".", cwd=folder.path).err, "")
        tally.equal("one of them alone", cases_of(program, "old/older", cwd=folder.path), (0, {"old/older": "ok"}))


def test_loops(program, tally):
    """A link back to a folder that is being read is not gone into again; a link to another one is."""
    with Folder({"a/k.csv": GOOD, "b/k.csv": GOOD}) as folder:
        os.symlink("..", folder.join("a", "up"))
        os.symlink("../b", folder.join("a", "side"))
        tally.equal("links between folders", cases_of(program, "a", cwd=folder.path),
                    (0, {"a": "ok", "a/side": "ok", "a/up/b": "ok"}))


def test_exceptions_file(program, tally):
    """What has been accepted is no table of the case, whatever it holds."""
    accepted = "Regel;Tabell;Rad;Kolumn;Publicerat;Skäl;Av;Till\nsum-row;Kostnader;Personal;Totalt;9;x;y;2030-01-01\n"
    with Folder({"case/k.csv": GOOD, "case/budgetkoll-undantag.csv": accepted, "budgetkoll-undantag.csv": accepted}) as folder:
        for paths in (["."], ["case"], ["case/k.csv", "case/budgetkoll-undantag.csv"]):
            result = program.run("check", "--format", "json", *paths, cwd=folder.path)
            cases = json.loads(result.out)["cases"]
            tally.equal(f"an exceptions file in {paths}", (result.status, [len(case["files"]) for case in cases]), (0, [1]))
        alone = program.run("check", "budgetkoll-undantag.csv", cwd=folder.path)
        tally.equal("it is no budget", alone.status, 3)


# ---- what was not checked ----

PLAN = "Aktivitet;Kostnad\nFörstudie;1 000\nPilot;2 000\n"
COSTS = "Kostnadslag;2021;2022\nPersonal;1 000;2 000\nResor;10;20\n"
FINANCING = "Kostnadslag;Totalt\nPersonal;1 000\nSumma kostnader;1 000\n\nFinansiär;Totalt\nEU-medel;500\nMedfinansiering;500\n"
OLD_WORKBOOK = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(2000)
TWO_AMOUNTS = "Ärendeid;Kostnadslag;Sökt belopp;Beslutat belopp\n1;Personal;5;4\n2;Personal;5;4\n"
DATED = "Aktivitet;Start;Slut;Kostnad\nFörstudie;2022-05-01;2021-01-01;1 000\n"
# what, files, options, what its reason says in English and in Swedish
UNCHECKED = [
    ("a plan", {"a.csv": PLAN}, [], "nothing to test", "inget att pröva"),
    ("costs without totals", {"a.csv": COSTS}, [], "nothing to test", "inget att pröva"),
    ("only zeros", {"a.csv": GOOD.translate(str.maketrans("123", "000")).replace("0000;0000", "2020;2021")}, [],
     "are 0 or blank", "är 0 eller tomma"),
    ("blank totals", {"a.csv": "Kostnadslag;Totalt\nPersonal;\nSumma kostnader;\n"}, [], "nothing to test", "inget att pröva"),
    ("an amount that is none", {"a.csv": "Kostnadslag;Totalt\nPersonal;många\nSumma kostnader;1 000\n"}, [],
     "the only relation here could not be evaluated", "det enda samband som finns här kunde inte räknas"),
    ("dates the wrong way", {"a.csv": DATED}, [], "nothing to test", "inget att pröva"),
    ("no table", {"a.csv": "Djur;Färg\nhund;brun\n"}, [], "no budget table is recognised", "ingen budgettabell känns igen"),
    ("an old workbook", {"a.xls": OLD_WORKBOOK}, [], "a.xls: the file is an Excel workbook of the old kind",
     "a.xls: filen är en Excel-arbetsbok i äldre format"),
    ("no file", {}, [], "case: cannot be read", "case: kan inte läsas"),
    ("a link to nothing", {"a.csv": None, "b.csv": GOOD}, [], "a.csv: cannot be read", "a.csv: kan inte läsas"),
    ("a folder without tables", {"a.md": "x"}, [], "no table files", "inga tabellfiler"),
    ("a rate that nobody gave", {"a.csv": FINANCING}, ["--scheme", "eruf-2021"], "leaves the aid share to the user",
     "lämnar stödandelen till användaren"),
]


def make_case(folder, files):
    for name, content in files.items():
        if content is None:
            os.symlink("nowhere", folder.join("case", name))
        else:
            folder.write("case/" + name, content)


def texts_of(path):
    return {str(cell.value) for sheet in load_workbook(path) for row in sheet.iter_rows() for cell in row if cell.value}


def test_reasons(program, tally):
    """What could not be checked ends with 3, and why stands in every format and on standard error."""
    for what, files, options, *words in UNCHECKED:
        for language, said in zip(("en", "sv"), words):
            with Folder({"other/k.csv": off_by(9)}) as folder:
                make_case(folder, dict(reversed(files.items())))
                args = ["--lang", language, *options, "other", "case"]
                done = program.run("check", "--format", "json", *args, cwd=folder.path)
                document = json.loads(done.out)
                wrong, case = document["cases"]
                tally.equal(f"{what}: status [{language}]", (done.status, case["status"], document["summary"]["unchecked"]),
                            (3, "unchecked", 1))
                reason = case.get("reason", "")
                tally.check(f"{what}: the reason says so [{language}]", said in reason, reason)
                tally.check(f"{what}: only what was not checked has one", "reason" not in wrong, wrong.get("reason"))
                check_formats(program, tally, f"{what} [{language}]", args, reason, folder)


def check_formats(program, tally, what, args, reason, folder):
    text = program.run("check", *args, cwd=folder.path)
    for part in reason.split(". "):
        tally.check(f"{what}: in the text", part in text.out, text.out)
        tally.check(f"{what}: on standard error, once", text.err.count(part) == 1, text.err)
    book = program.run("report", "-o", "out.xlsx", *args, cwd=folder.path)
    tally.check(f"{what}: in the workbook, in the overview and beside the light",
                book.status == 3 and reason in texts_of(folder.join("out.xlsx")), f"{book.status} {book.err}")


def test_reasons_of_calc(program, tally):
    for what, files, options, said, _ in UNCHECKED:
        if what in ("only zeros", "blank totals", "an amount that is none"):
            continue  # which calc fills in, or cannot
        with Folder({"other/k.csv": GOOD}) as folder:
            make_case(folder, dict(reversed(files.items())))
            args = ["--lang", "en", *options, "case"]
            done = program.run("calc", "--format", "json", *args, cwd=folder.path)
            case = json.loads(done.out)["cases"][0]
            text = program.run("calc", *args, cwd=folder.path)
            tally.equal(f"calc, {what}: status", (done.status, text.status, case["status"]), (3, 3, "unchecked"))
            reason = case.get("reason", "")
            tally.check(f"calc, {what}: the reason", said in reason and reason.split(". ")[0] in text.out, reason + text.out)
    with Folder({"case/a.csv": PLAN, "reported.csv": "Kostnadslag;Ansökan 1\nPersonal;5\n"}) as folder:
        done = program.run("calc", "--lang", "en", "--format", "json", "--claims", "reported.csv", "case", cwd=folder.path)
        tally.check("claims on what was not checked", done.status == 3 and
                    "nothing to test" in json.loads(done.out)["claims"]["reason"], done.out)


def test_findings_stay(program, tally):
    """What was found by rules that are no relations is listed, and 3 outranks 1."""
    with Folder({"a.csv": DATED}) as folder:
        done = program.run("check", "--format", "json", "a.csv", cwd=folder.path)
        rules = [finding["rule"] for finding in json.loads(done.out)["cases"][0]["findings"]]
        tally.equal("findings of what was not checked", (done.status, "activity-dates" in rules), (3, True))


# ---- one message a cause ----

def test_once(program, tally):
    rows = "".join(f" - rad {i};1;1;2\n" for i in range(10000))
    with Folder({f"k{i}.csv": f"Kostnadstyp;2020;2021;Totalt\n{rows}" for i in range(5)}) as folder:
        done = program.run("check", "--lang", "en", ".", cwd=folder.path)
        tally.check("a case that is too large says so once", done.status == 3 and done.err.count("more than 25,000 rows") == 1
                    and "k2.csv (and 2 more files): " in done.err, done.err)
    with Folder({f"{name}.xls": OLD_WORKBOOK for name in "abc"} | {"d.csv": "", "e.csv": GOOD}) as folder:
        done = program.run("check", "--lang", "en", ".", cwd=folder.path)
        lines = done.err.splitlines()
        tally.check("one message a cause", len(lines) == 2 and "a.xls (and 2 more files): " in lines[0] and "d.csv: " in lines[1],
                    done.err)


TESTS = [test_files_beside_folders, test_loops, test_exceptions_file, test_reasons, test_reasons_of_calc, test_findings_stay,
         test_once]

if __name__ == "__main__":
    run_tests(TESTS)
