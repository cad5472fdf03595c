"""Tests of input that cannot be read or not be trusted: where and what is said, on which stream, with which status."""
import json
import os
import re
import shutil

from runner import GOOD, NOBODY, Folder, off_by, run_tests


def with_row(row):
    return GOOD.replace("Summa", row + "\nSumma")


def cell(text):
    return {"a.csv": with_row(f"Resor och logi;{text};0;0")}


def project(line):
    return {"a.csv": GOOD, "p.csv": "Uppgift;Värde\n" + line + "\n"}


PLAN = ("Typ;Namn;Startdatum;Slutdatum;Kostnad\nAktivitet;Avslutsarbete;2021-02-30;2021-12-31;\n"
        "Aktivitet;Extern kommunikation och resultatspridning;;;\nAktivitet;Utvärdering och lärande;;;\n")
UTF16 = b"\xff\xfe" + GOOD.encode("utf-16-le")
LINE = with_row("Resor och logi;0;0;0\n - ÅÄÖ;0;0;0")
BROKEN_UTF8 = LINE.encode().replace("Ä".encode(), b"\xc4")
BROKEN_BYTES = b"\xef\xbb\xbf" + LINE.encode().replace("ÅÄÖ".encode(), b"\xff" * 30)
BROKEN_UTF16 = b"\xff\xfe" + LINE.encode("utf-16-le").replace("Ä".encode("utf-16-le"), b"\x3d\xd8")

# Files that are no tables: name, files, path to check, what standard error says in English and in Swedish.
UNREADABLE = [
    ("empty", {"a.csv": ""}, "a.csv", r"a\.csv: the file is empty", r"a\.csv: filen är tom"),
    ("blank", {"a.csv": " \r\n\t\n"}, ".", r"a\.csv: the file is empty", r"a\.csv: filen är tom"),
    ("a mark alone", {"a.csv": b"\xef\xbb\xbf"}, ".", r"a\.csv: the file is empty", r"a\.csv: filen är tom"),
    ("a UTF-16 mark alone", {"a.csv": b"\xff\xfe"}, ".", r"a\.csv: the file is empty", r"a\.csv: filen är tom"),
    ("empty beside a good one", {"a.csv": GOOD, "b.csv": ""}, ".", r"b\.csv: the file is empty",
     r"b\.csv: filen är tom"),
    ("empty beside a wrong one", {"a.csv": off_by(9), "b.csv": ""}, ".", r"b\.csv: the file is empty",
     r"b\.csv: filen är tom"),
    ("no tables", {"readme.md": "x"}, ".", r"\.: no table files", r"\.: inga tabellfiler"),
    ("empty folder", {}, ".", r"\.: no table files", r"\.: inga tabellfiler"),
    ("missing", {}, "nope.csv", r"nope\.csv: cannot be read", r"nope\.csv: kan inte läsas"),
    ("missing folder", {}, "nope/", r"nope/: cannot be read", r"nope/: kan inte läsas"),
    ("a file as a folder", {"a.csv": GOOD}, "a.csv/b.csv", r"a\.csv/b\.csv: cannot be read", r"kan inte läsas"),
    ("binary", {"a.csv": bytes(range(256))}, ".", r"a\.csv: the file is not text", r"a\.csv: filen är inte text"),
    ("zero bytes", {"a.csv": GOOD.encode() + bytes(9)}, ".", r"a\.csv: the file is not text",
     r"a\.csv: filen är inte text"),
    ("xlsx", {"a.xlsx": b"PK\x03\x04" + bytes(60)}, ".", r"a\.xlsx: the workbook is damaged",
     r"a\.xlsx: arbetsboken är skadad"),
    ("xlsx called csv", {"a.csv": b"PK\x03\x04" + bytes(60)}, ".", r"a\.csv: the workbook is damaged",
     r"a\.csv: arbetsboken är skadad"),
    ("xls", {"a.xls": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(60)}, ".", r"a\.xls: .*Excel", r"a\.xls: .*Excel"),
    ("pdf", {"a.csv": b"%PDF-1.4\n%\xe2\xe3"}, ".", r"a\.csv: .*PDF.*CSV", r"a\.csv: .*PDF.*CSV"),
    ("pdf by its name", {"a.pdf": b"%PDF-1.4\n"}, "a.pdf", r"a\.pdf: .*PDF", r"a\.pdf: .*PDF"),
    ("prose", {"a.txt": "Kära läsare,\nhär är vår budget.\n"}, ".", r"nothing has been checked",
     r"inget är kontrollerat"),
    ("an export with two amounts a row", {"a.csv": "Ärendeid;Kostnadslag;År;Beslutat belopp;Sökt belopp\n"
                                                   "1;Personal;2021;9;9\n1;Personal;Totalt;9;9\n"}, "a.csv",
     r"a\.csv: .*several columns of amounts.*\(Beslutat belopp, Sökt belopp\)",
     r"a\.csv: .*flera kolumner med belopp.*\(Beslutat belopp, Sökt belopp\)"),
    ("an export of budget and outcome", {"a.csv": "Ärendeid;Typ;Kostnadslag;År;Budget;Utfall\n"
                                                  "1;Kostnad;Personal;2021;9;5\n1;Kostnad;Personal;Totalt;9;5\n"},
     "a.csv", r"a\.csv: .*several columns of amounts.*\(Budget, Utfall\)",
     r"a\.csv: .*flera kolumner med belopp.*\(Budget, Utfall\)"),
    ("an export with two amounts a line", {"a.csv": "Ärendeid;Kostnadslag;Beslutat belopp;Sökt belopp\n"
                                                    "1;Personal;9;9\n1;Summa kostnader;9;9\n"}, "a.csv",
     r"\(Beslutat belopp, Sökt belopp\)", r"\(Beslutat belopp, Sökt belopp\)"),
    ("another table", {"a.csv": "Djur;Färg\nhund;brun\n"}, ".", r"nothing has been checked", r"inget är kontrollerat"),
    ("a header alone", {"a.csv": "Kostnadstyp;2020;Totalt\n"}, ".", r"nothing has been checked",
     r"inget är kontrollerat"),
    ("a folder called x.csv", {"x.csv/readme.md": "x"}, "x.csv", r"x\.csv: no table files",
     r"x\.csv: inga tabellfiler"),
    ("a folder called x.csv among files", {"x.csv/readme.md": "x", "readme.md": ""}, ".", r"no table files",
     r"inga tabellfiler"),
    ("one empty of several folders", {"x/a.csv": GOOD, "y/a.csv": ""}, ".", r"y/a\.csv: the file is empty",
     r"y/a\.csv: filen är tom"),
]

# Findings: name, files, status, and of each finding "FILE:LINE:COLUMN severity rule" and what it says in English.
FOUND = [
    ("unclosed quote", cell('"0'), 1, [("a.csv:3:16 error read-columns", r"never closed"),
                                       ("a.csv:3:16 error read-number", r"not an amount")]),
    ("unclosed quote at the end", {"a.csv": GOOD + 'Resor och logi;0;0;"0'}, 1,
     [("a.csv:4:20 error read-columns", r"never closed"), ("a.csv:4:20 error read-number", r"not an amount")]),
    ("text after a quote", {"a.csv": with_row('"Resor och" logi;0;0;0')}, 1,
     [("a.csv:3:1 error read-columns", r"text follows a closing quote")]),
    ("a row over two lines", {"a.csv": with_row('"Resor\noch logi";0;0;x')}, 1,
     [("a.csv:4:15 error read-number", r"“x”")]),
    ("too many cells", {"a.csv": with_row("Resor och logi;0;0;0;7")}, 1,
     [("a.csv:3:22 error read-columns", r"5 cells .* only 4")]),
    ("blank cells too many", {"a.csv": with_row("Resor och logi;0;0;0;; ;")}, 0, []),
    ("last cells missing", {"a.csv": with_row("Resor och logi")}, 0, []),
    ("marks out of place", cell("12.34.56"), 1, [("a.csv:3:16 error read-number", r"“12\.34\.56” is not an amount")]),
    ("groups out of place", cell("1 0000"), 1, [("a.csv:3:16 error read-number", r"“1 0000” is not")]),
    ("a word", cell("tio"), 1, [("a.csv:3:16 error read-number", r"“tio” is not an amount")]),
    ("an exponent", cell("1e5"), 1, [("a.csv:3:16 error read-number", r"“1e5” is not an amount")]),
    ("a spreadsheet's error", cell("#REF!"), 1, [("a.csv:3:16 error read-number", r"the cell holds the error “#REF!” instead")]),
    ("a formula", cell("=B2+B3"), 1, [("a.csv:3:16 error read-number", r"the formula “=B2\+B3” has no computed value")]),
    ("a percentage", cell("50 %"), 1, [("a.csv:3:16 error read-number", r"“50 %” is not an amount")]),
    ("thousands or decimals", cell("1,234"), 1, [("a.csv:3:16 error read-ambiguous", r"1234 or as 1\.234")]),
    ("thousands or decimals, negative", cell("-1.234"), 1, [("a.csv:3:16 error read-ambiguous",
     r"-1234 or as -1\.234")]),
    ("too large", cell("9" * 20), 1, [("a.csv:3:16 error read-number", r"too large")]),
    ("just too large", cell("92233720368547758,08"), 1, [("a.csv:3:16 error read-number", r"too large")]),
    ("very long", cell("9" * 3000), 1, [("a.csv:3:16 error read-number", r"“9{60}…” is too large")]),
    ("too fine", cell("1,2345"), 1, [("a.csv:3:16 error read-number", r"more decimals than öre")]),
    ("in a total", {"a.csv": GOOD.replace("2 000;3 000\nSumma", "2 000;3 ooo\nSumma")}, 1,
     [("a.csv:2:22 error read-number", r"“3 ooo” is not an amount")]),
    ("no such date", project("Datum för projektstart;2021-02-30"), 1,
     [("p.csv:2:24 error read-date", r"there is no date 2021-02-30")]),
    ("no date", project("Datum för projektstart;i våras"), 1, [("p.csv:2:24 error read-date",
     r"“i våras” is not a date")]),
    ("a date two ways", project("Datum för projektstart;03/04/2021"), 1,
     [("p.csv:2:24 error read-ambiguous", r"03/04/2021 day and month")]),
    ("no such date in a plan", {"a.csv": PLAN.replace("31;\n", "31;3 000\n", 1), "k.csv": GOOD}, 1,
     [("a.csv:2:25 error read-date", r"2021-02-30")]),
    ("two tables of a kind", {"a.csv": GOOD, "b.csv": GOOD}, 1,
     [("b.csv:1:1 error read-duplicate", r"already is a table Costs \(a\.csv:1\)")]),
    ("a row twice", {"a.csv": GOOD.replace("Summa", "Personal;0;0;0\nSumma")}, 1,
     [("a.csv:3:1 error read-duplicate", r"Staff stands twice")]),
    ("an item twice", project("Projektets namn;A\nProjektets namn;B"), 0,
     [("p.csv:3:17 warning read-duplicate", r"given twice: here B, before A")]),
    ("unknown row with amounts", {"a.csv": with_row("Frobnicering;0;0;0")}, 0,
     [("a.csv:3:1 warning read-unknown-row", r"“Frobnicering”")]),
    ("unknown row that the sum does not hold", {"a.csv": with_row("Frobnicering;5;0;5")}, 1,
     [("a.csv:3:1 error read-unknown-row", r"“Frobnicering”"), ("a.csv:4:17 error sum-costs", r"2020.* 5 kr"),
      ("a.csv:4:29 error sum-costs", r"3.000 kr.* 5 kr")]),
    ("unknown row without", {"a.csv": with_row("Frobnicering;;;")}, 0,
     [("a.csv:3:1 warning read-unknown-row", r"“Frobnicering”")]),
    ("unknown column with amounts", {"a.csv": GOOD.replace("Totalt", "Totalt;Frob").replace("3 000\nS", "3 000;7\nS")},
     0, [("a.csv:1:30 warning read-unknown-table", r"“Frob”")]),
    ("unknown table with amounts", {"a.csv": GOOD, "b.csv": "Djur;Färg\nhund;5 000\n"}, 0,
     [("b.csv:1:1 warning read-unknown-table", r"“Djur”")]),
    ("unknown table without", {"a.csv": GOOD, "b.csv": "Djur;Färg\nhund;brun\n"}, 0,
     [("b.csv:1:1 warning read-unknown-table", r"“Djur”")]),
    ("unknown unit", project("Belopp i;guld"), 1, [("p.csv:2:10 error read-number", r"unit “guld” is unknown")]),
    ("broken UTF-8", {"a.csv": BROKEN_UTF8}, 1, [("a.csv:4:5 error read-encoding", r"character.* UTF-8")]),
    ("broken Windows-1252", {"a.csv": LINE.replace("ÅÄÖ", "L\x81n, våra löner på år").encode("latin-1")}, 1,
     [("a.csv:4:5 error read-encoding", r"character.* Windows-1252")]),
    ("truncated UTF-16", {"a.csv": UTF16[:-1]}, 1, [("a.csv:3:34 error read-encoding", r"UTF-16LE")]),
    ("truncated UTF-16 without its mark", {"a.csv": UTF16[2:-1]}, 1,
     [("a.csv:3:34 error read-encoding", r"UTF-16LE")]),
    ("two zero bytes", {"a.csv": GOOD.replace("2 000;3 000\nS", "2\0 000;3 000\n\0S").encode()}, 1,
     [("a.csv:2:17 error read-encoding", r"UTF-8"),
      ("a.csv:3:1 error read-encoding", r"UTF-8")]),
    ("letters of two code pages", {"a.csv": LINE.encode().replace("ÅÄÖ".encode(), b"l\xf6n l\x9an p\x8c")}, 1,
     [("a.csv:4:5 error read-encoding", r"can be Windows-1252 or Mac Roman; it is read as Windows-1252")]),
    ("half a surrogate pair", {"a.csv": BROKEN_UTF16}, 1, [("a.csv:4:5 error read-encoding", r"UTF-16LE")]),
    ("many broken bytes", {"a.csv": BROKEN_BYTES}, 1,
     [(f"a.csv:4:{column} error read-encoding", "20" if column == 13 else "UTF-8") for column in range(4, 14)]),
]
SWEDISH = {"read-columns": "raden",
           "read-number": "är inget belopp|för stort|fler decimaler|är okänd|felvärdet|inget uträknat värde",
           "read-ambiguous": "kan läsas som|byta plats", "read-date": "finns inte|är inget datum",
           "read-duplicate": "finns", "read-unknown-row": "känns inte igen", "read-unknown-table": "känns inte igen|är ingen budget",
           "read-encoding": "tecken"}

# What is read in spite of its form.
READABLE = [
    ("UTF-16", {"a.csv": UTF16}), ("UTF-16BE", {"a.csv": b"\xfe\xff" + GOOD.encode("utf-16-be")}),
    ("UTF-16 without its mark", {"a.csv": UTF16[2:]}), ("the end mark of DOS", {"a.csv": GOOD + "\x1a"}),
    ("UTF-16BE without its mark", {"a.csv": GOOD.encode("utf-16-be")}),
    ("a mark", {"a.csv": b"\xef\xbb\xbf" + GOOD.encode()}), ("CR alone", {"a.csv": GOOD.replace("\n", "\r")}),
    ("CRLF", {"a.csv": GOOD.replace("\n", "\r\n")}), ("no end", {"a.csv": GOOD.rstrip()}),
    ("sep=", {"a.csv": "sep=;\n" + GOOD}), ("tabs", {"a.tsv": GOOD.replace(";", "\t")}),
    ("bars", {"a.txt": GOOD.replace(";", "|")}), ("quoted", {"a.csv": '"' + GOOD.rstrip().replace(";", '";"').replace(
        "\n", '"\n"') + '"\n'}), ("blank lines", {"a.csv": "\n\n" + GOOD.replace("\n", "\n\n")}),
    ("no-break spaces", {"a.csv": GOOD.replace(" 000", "\u00a0000")}), ("a folder x.csv", {"x.csv/a.csv": GOOD}),
    ("commas", {"a.csv": GOOD.replace(" 000", "000").replace(";", ",")}), ("capitals", {"A.CSV": GOOD}),
]


# ---- the tests ----

def test_unreadable(program, tally):
    for what, files, path, english, swedish in UNREADABLE:
        with Folder(files) as folder:
            before = folder.names()
            for language, pattern in (("en", english), ("sv", swedish)):
                result = program.run("check", "--lang", language, path, cwd=folder.path)
                tally.equal(f"status: {what} [{language}]", result.status, 3)
                tally.check(f"message: {what} [{language}]", re.search(pattern, result.err), result.err)
            check_unchecked(program, tally, what, path, folder)
            tally.equal(f"nothing left: {what}", folder.names(), before)


def check_unchecked(program, tally, what, path, folder):
    result = program.run("check", "--format", "json", path, cwd=folder.path)
    statuses = [case["status"] for case in json.loads(result.out)["cases"]]
    tally.check(f"JSON says unchecked: {what}", "unchecked" in statuses, f"statuses {statuses}")


def places(result):
    found = json.loads(result.out)["cases"][0]["findings"]
    return [(f"{one['file']}:{one['line']}:{one['column']} {one['severity']} {one['rule']}", one) for one in found]


def test_found(program, tally):
    for what, files, status, wanted in FOUND:
        with Folder(files) as folder:
            result = program.run("check", "--format", "json", ".", cwd=folder.path)
            found = places(result)
            tally.equal(f"found: {what}", (result.status, [place for place, _ in found]),
                        (status, [place for place, _ in wanted]))
            for (_, pattern), (_, one) in zip(wanted, found):
                tally.check(f"said: {what}", re.search(pattern, one["message"]), one["message"])
                tally.check(f"what to do: {what}", one.get("action"), one["message"])
            check_text(program, tally, what, status, wanted, folder)
            tally.check(f"nothing on standard error: {what}", not result.err, result.err)


def check_text(program, tally, what, status, wanted, folder):
    for language, words in (("en", {}), ("sv", SWEDISH)):
        result = program.run("check", "-q", "--lang", language, ".", cwd=folder.path)
        lines = result.out.splitlines()
        tally.equal(f"text: {what} [{language}]", (result.status, len(lines)), (status, len(wanted)))
        for line, (place, pattern) in zip(lines, wanted):
            where, _, rule = place.split(" ")
            said = words.get(rule, pattern)
            tally.check(f"text: {what} [{language}]", line.startswith(where + ": ") and line.endswith(f" [{rule}]")
                        and re.search(said, line), f"no {where} /{said}/ in {line}")


def test_unreadable_amounts_count(program, tally):
    """An unreadable amount is one finding, and what it is part of is not checked."""
    for text in ("tio", "1,234", "9" * 20, "12.34.56"):
        with Folder(cell(text)) as folder:
            case = json.loads(program.run("check", "--format", "json", ".", cwd=folder.path).out)["cases"][0]
            tally.equal(f"one finding for {text[:9]}", len(case["findings"]), 1)
            tally.check(f"unchecked relations for {text[:9]}", case["checked"]["unchecked"] > 0, str(case["checked"]))


def test_readable(program, tally):
    for what, files in READABLE:
        with Folder(files) as folder:
            result = program.run("check", "--format", "json", "--fail-on", "note", ".", cwd=folder.path)
            case = json.loads(result.out)["cases"][0]
            tally.equal(f"readable: {what}", (result.status, case["status"], case["amounts"].get("total_costs")),
                        (0, "ok", 3000))


LETTERS = GOOD.replace("Summa", " - Lön på Åland, ärenden\nSumma")
ENCODINGS = [("Windows-1252", "cp1252", "windows-1252"), ("Mac Roman", "mac_roman", "macintosh"),
             ("CP850", "cp850", "cp850"), ("UTF-8", "utf-8", "utf-8"), ("UTF-16LE", "utf-16-le", "UTF-16LE"),
             ("UTF-16BE", "utf-16-be", "UTF-16BE")]


def first_case(program, folder, *arguments):
    return json.loads(program.run("check", "--format", "json", *arguments, ".", cwd=folder.path).out)["cases"][0]


def test_encodings(program, tally):
    """Each encoding is found out by itself, and stated; and read as such when the user names it."""
    for name, codec, option in ENCODINGS:
        with Folder({"a.csv": LETTERS.encode(codec)}) as folder:
            for how in ([], ["--encoding", option]):
                case = first_case(program, folder, *how)
                tally.equal(f"encoding: {name} {how}", (case["files"][0]["encoding"], case["findings"]), (name, []))
    with Folder({"a.csv": LETTERS.encode("latin-1")}) as folder:
        case = first_case(program, folder, "--encoding", "ISO-8859-1")
        tally.equal("encoding: ISO-8859-1", (case["files"][0]["encoding"], case["findings"]), ("Windows-1252", []))


def test_choices(program, tally):
    """What the user says goes before what the file looks like."""
    with Folder({"a.csv": GOOD.replace(";", "#")}) as folder:
        tally.equal("--delimiter #", first_case(program, folder, "--delimiter", "#")["findings"], [])
    for word, mark in (("tab", "\t"), (r"\t", "\t"), ("semicolon", ";"), ("comma", ","), ("bar", "|"), ("pipe", "|")):
        text = GOOD.replace(" 000", "000").replace(";", mark)
        with Folder({"a.csv": "x;y,z|w\tv\n\n" + text}) as folder:
            case = first_case(program, folder, "--delimiter", word)
            tally.equal(f"--delimiter {word}", (case["files"][0]["separator"], case["amounts"].get("total_costs")),
                        (mark, 3000))
    amounts = cell("1,234")
    for word, rules in (("point", ["sum-row"]), (".", ["sum-row"]), ("comma", ["read-number"]), (",", ["read-number"])):
        with Folder(amounts) as folder:
            found = [finding["rule"] for finding in first_case(program, folder, "--decimal", word)["findings"]]
            tally.check(f"--decimal {word}", found[:1] == rules, str(found))
    with Folder(cell("1.234,5")) as folder:
        found = first_case(program, folder, "--decimal", "point")["findings"]
        tally.check("--decimal contradicted", len(found) == 1 and "--decimal" in found[0]["message"], str(found))
    wrong = [("--encoding", "utf-7", "windows-1252, iso-8859-1"), ("--encoding", "", "utf-16le"),
             ("--delimiter", "a", "semicolon"), ("--delimiter", "", "tab"), ("--delimiter", ";;", "tab"),
             ("--delimiter", '"', "tab"), ("--decimal", "x", "--help"), ("--decimal", "", "--help")]
    with Folder({"a.csv": GOOD}) as folder:
        for option, value, said in wrong:
            result = program.run("check", option, value, ".", cwd=folder.path)
            tally.check(f"{option} {value!r}", result.status == 2 and said in result.err,
                        f"{result.status} {result.err}")
    with Folder({"a.csv": LETTERS.replace(";", "#").encode("mac_roman")}) as folder:
        how = ["--encoding", "macintosh", "--delimiter", "#"]
        result = program.run("calc", *how, "--format", "json", "--lang", "en", ".", cwd=folder.path)
        tally.check("calc takes the choice", result.status == 0 and "Personal" in result.out, result.out + result.err)
        result = program.run("calc", *how, "--in-place", ".", cwd=folder.path)
        tally.check("calc --in-place takes the choice", result.status == 0, result.err)
        result = program.run("calc", *how, "-o", "b.csv", "a.csv", cwd=folder.path)
        tally.check("calc -o takes the choice", result.status == 0, result.err)
        result = program.run("calc", *how, "--years", "2024", "--staff", "1000", cwd=folder.path)
        tally.check("a draft is ours", result.status in (0, 1) and not result.err, result.err)


def test_every_cut(program, tally):
    """Input that ends anywhere: a status that fits, JSON that can be read, and nothing for free."""
    table = "Kostnadstyp;2020;Totalt\n\"Personal\";1 000;1 000\nSumma kostnader;1 000;1 000\n".encode()
    for raw in (table, b"\xff\xfe" + table.decode().encode("utf-16-le")):
        for end in range(0, len(raw), 1 if raw is table else 3):
            result = program.run("check", "--format", "json", "-", input=raw[:end])
            case = json.loads(result.out)["cases"][0]
            fits = {"unchecked": 3, "error": 1}.get(case["status"], 0) == result.status
            tally.check(f"cut at {end}", fits and (result.status == 3) == bool(result.err),
                        f"{case['status']} {result.status} {result.err}")


def test_no_rights(program, tally):
    """A file without rights: as another user when the tests run as root."""
    with Folder({"a.csv": GOOD, "f/a.csv": GOOD}) as folder:
        options = {}
        if os.geteuid() == 0:
            shutil.copy(program.path, folder.join("program"))
            os.chmod(folder.join("program"), 0o755)
            options = {"program": folder.join("program"), "user": NOBODY}
        os.chmod(folder.join("a.csv"), 0)
        os.chmod(folder.join("f"), 0)
        for path in ("a.csv", "f", "."):
            result = program.run("check", path, cwd=folder.path, **options)
            tally.check(f"no rights: {path}", result.status == 3 and re.search("(a.csv|f): cannot be read", result.err),
                        f"{result.status} {result.err}")
        os.chmod(folder.join("f"), 0o755)


def test_special_files(program, tally):
    with Folder({"good/a.csv": GOOD}) as folder:
        os.symlink("nowhere.csv", folder.join("good", "b.csv"))
        result = program.run("check", "good", cwd=folder.path)
        tally.check("a link to nothing is not passed over", result.status == 3 and "b.csv" in result.err,
                    f"{result.status} {result.err!r}")
        os.mkdir(folder.join("loop"))
        os.symlink(".", folder.join("loop", "again"))
        result = program.run("check", "loop", cwd=folder.path)
        tally.check("a loop of folders ends", result.status == 3 and result.err, f"{result.status} {result.err!r}")
        result = program.run("check", "/dev/null")
        tally.check("an empty device", result.status == 3 and "/dev/null" in result.err, result.err)


def test_large(program, tally):
    """Wide, long and deep input is read in a moment."""
    wide = "Kostnadstyp;2020" + ";x" * 20000 + "\nPersonal;1" + ";" * 20000 + "\n"
    rows = GOOD.replace("Summa", " - rad;1;1;2\n" * 20000 + "Summa")
    quotes = {"a.csv": GOOD + '"x;1\n' * 5000}
    for what, files in (("wide", {"a.csv": wide}), ("long", {"a.csv": rows}), ("quotes", quotes),
                        ("one line", {"a.csv": "Kostnadstyp" * 100000})):
        with Folder(files) as folder:
            result = program.run("check", "--format", "json", ".", cwd=folder.path)
            tally.check(f"large: {what}", result.status in (0, 1, 3) and json.loads(result.out)["cases"], result.err)


TESTS = [test_unreadable, test_found, test_unreadable_amounts_count, test_readable, test_encodings, test_choices,
         test_every_cut, test_no_rights,
         test_special_files, test_large]


if __name__ == "__main__":
    run_tests(TESTS)
