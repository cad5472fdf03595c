"""Hostile files of every kind that is read: the time that each takes, and the memory beyond its own size, are bounded.

Each stands just below the limits, or is refused by name. With sanitizers, which keep what is freed and more beside it,
only what is said is tested.
"""
import os
import random
import subprocess
import sys
import zipfile

from runner import Folder, Program, Tally, read_program

MEGABYTE = 1 << 20
MOST_BEYOND = 64 * MEGABYTE
MOST_SECONDS = 5
ROWS, CELLS, TEXT_ROWS = 24900, 99000, 8300

HEAD = "Kostnadslag;2020;Totalt\nPersonal;1 000;1 000\nSumma kostnader;1 000;1 000\n"
YEARS = "Kostnadslag;2020;2021;2022;2023;2024;2025;2026;2027;Totalt\nPersonal;1;1;1;1;1;1;1;1;8\n"
TEXT = "Kostnadslag 2020 2021 Totalt\nPersonal 1 000 1 000 2 000\n"
GAPS = "Kostnadslag      2020      2021      Totalt\nPersonal      1 000      1 000      2 000\n"
EXPORT = "Ärendeid;Tabell;Kostnadslag;Rad;År;Belopp\n"


def repeat(head, row, cells):
    """As many rows as the limits of rows and cells allow."""
    return head + row * (min(ROWS, CELLS // cells) // row.count("\n"))


# What, how the text is made, what is said of one that is refused (None: it is read, just below a limit).
TABLES = [
    ("a million quotes", lambda: HEAD + '"' * 1000000, "a cell is longer than"),
    ("a million unclosed quotes", lambda: HEAD + '"x;1\n' * 1000000, "more than 25,000 rows"),
    ("a million columns", lambda: "Kostnadslag;2020" + ";" * 1000000, "more than 16,384 columns"),
    ("a million empty cells in a row", lambda: HEAD + ";" * 1000000 + "\n", "more than 16,384 columns"),
    ("a line of 50 MB", lambda: "Kostnadslag" * (50 * MEGABYTE // 11), "a cell is longer than"),
    ("a cell of 50 MB", lambda: HEAD + 'Personal;"' + "x" * 50 * MEGABYTE + '"\n', "a cell is longer than"),
    ("ten million blank lines", lambda: HEAD + "\n" * 10000000, "more than 1,200,000 lines"),
    ("a million rows", lambda: HEAD + " - rad;1;1\n" * 1000000, "more than 25,000 rows"),
    ("too many full rows", lambda: YEARS + " - x;1;1;1;1;1;1;1;1;9\n" * 11000, "more than 100,000 cells"),
    ("too many long cells", lambda: HEAD + (" - " + "ö" * 20000 + ";1;1\n") * 220, "more than 8,388,608 bytes"),
    ("a million blank rows", lambda: HEAD + ";;\n" * 1000000, None),
    ("rows", lambda: repeat(HEAD, " - rad;1;1\n", 3), None),
    ("cells", lambda: repeat(YEARS, " - x;1;1;1;1;1;1;1;1;8\n", 10), None),
    ("sums that fail", lambda: repeat(YEARS, " - x;1;1;1;1;1;1;1;1;5\n", 10), None),
    ("columns", lambda: "Kostnadslag;2020;Totalt" + ";x" * 12000 + "\nPersonal;1;1\nSumma;1;1\n", None),
    ("columns of totals", lambda: "Djur" + ";Totalt" * 3500 + "\n" + ("hund" + ";1" * 3500 + "\n") * 27, None),
    ("bytes", lambda: HEAD + (" - " + "ö" * 40000 + ";1;1\n") * 100, None),
    ("unknown rows", lambda: repeat(HEAD, "rad;1;1\n", 3), None),
    ("unknown tables", lambda: "a;b\nc;5\n\n" * (ROWS // 2), None),
    ("long labels", lambda: repeat(HEAD, "Ö" * 150 + ";1;1\n", 3), None),
    ("unclosed quotes", lambda: HEAD + '"x;1\n' * ROWS, None),
    ("amounts in doubt", lambda: repeat("Kostnadslag;2020;2021;Totalt\n",
                                        "a;1,234;1.234;9 876\nb;1.234;1,235;1 1\n", 4), None),
    ("rows of amounts in doubt", lambda: repeat(YEARS, " - x;1,234;1.234;1,235;1.234;1,234;1.234;1,239;1.236;9 876\n"
     " - y;1.234;1,234;1.234;1,234;1.234;1,234;1.234;1,235;9,876\n", 10), None),
    ("unreadable numbers", lambda: repeat(HEAD, "rad;x;1,234\n", 3), None),
    ("unreadable cells", lambda: repeat(YEARS, " - x;a;a;a;a;a;a;a;a;a\n", 10), None),
    ("surplus cells", lambda: repeat(HEAD, "Resor;1;1;5\n", 4), None),
    ("repeated headers", lambda: HEAD * (ROWS // 3), None),
    ("repeated rows", lambda: repeat("Kostnadslag;2020;Totalt\n", "Personal;1 000;1 000\n", 3), None),
    ("totals", lambda: repeat("Djur;2020;2021;Totalt\n", "hund;1;2;3\nTotalt;5;5;5\n", 4), None),
    ("a table without totals", lambda: repeat("Djur;2020;Totalt\n", "hund;1;2\n", 3) + "Totalt;5;5\n", None),
    ("small tables with totals", lambda: "Djur;2020;Totalt\nhund;1;2\nTotalt;5;5\n\n" * (ROWS // 3), None),
    ("activities", lambda: repeat("Typ;Namn;Startdatum;Kostnad\n", "Aktivitet;Namn;2021-02-30;x\n", 4), None),
    ("codes", lambda: "Post;Belopp\n" + "".join(f"{100000 + row} x;1\n" for row in range(ROWS)) + "9 x;1\n", None),
    ("headers among rows", lambda: "Post;Belopp\n" + "Rad;Tal\nx;1\n" * (ROWS // 2), None),
    ("lines below a table", lambda: "Djur;Tal\nhund;5\nTotalt;5\n" + "ord\n\n" * ROWS, None),
    ("lines far apart below a table", lambda: "Djur;Tal\nhund;5\nTotalt;5\n" + ("ord\n" + "\n" * 20) * ROWS, None),
    ("rows of years", lambda: "Post;Kvartal 1;Kvartal 2\n" + "Porto;2023;2024\n" * ROWS, None),
    ("columns that headings state", lambda: "Post" + ";Budget;Utfall;Avvikelse" * 300 + "\n" +
     ("x" + ";1;1;1" * 300 + "\n") * 100, None),
    ("columns of factors", lambda: "Post" + ";Antal;Pris;Kostnad" * 300 + "\n" + ("x" + ";1;1;1" * 300 + "\n") * 100,
     None),
    ("a long heading", lambda: "Djur;" + "Ab. " * 490 + "\n" + "hund;1\n" * (ROWS - 2) + "Totalt;5\n", None),
    ("labels of letters that are folded", lambda: repeat(HEAD, "Ł" * 150 + ";1;1\n", 3), None),
    ("a table without totals before one", lambda: "Djur;Tal\n" + "hund;1\n" * (ROWS // 2) +
     "Totalt;7\n" * (ROWS // 2), None),
    ("financiers", lambda: repeat("Finansiär;2020;Totalt\n", "Kommun;1;1\n", 3), None),
    ("currencies", lambda: repeat("Kostnadslag;2020;Totalt\nPersonal;1 kr;1 EUR\n", " - rad;1 USD;1 EUR\n", 3), None),
]

TEXTS = [
    ("one-word lines", lambda: TEXT + "ord\n" * TEXT_ROWS, None),
    ("too many one-word lines", lambda: TEXT + "ord\n" * 20000, "more than 8,333 lines of running text"),
    ("ambiguous rows", lambda: TEXT + "rad 1 234 567 123 456 789 123 456\n" * TEXT_ROWS, None),
    ("rows of too many amounts", lambda: TEXT + "rad 1 000 1 000 1 000 1 000 1 000\n" * TEXT_ROWS, None),
    ("gap-separated rows", lambda: GAPS + "rad      1 000      1 000\n" * TEXT_ROWS, None),
    ("rows with a gap", lambda: GAPS + " - rad      1 000            2 000\n" * TEXT_ROWS, None),
    ("rows that fail", lambda: TEXT + "Personal 1 000 1 000 9 000\n" * TEXT_ROWS, None),
    ("headers", lambda: TEXT * (TEXT_ROWS // 2), None),
    ("pages", lambda: (TEXT + "\f") * (TEXT_ROWS // 2), None),
    ("groups of digits", lambda: "Kostnadslag 2020 2021 2022 2023 Totalt\n" + ("rad " + " 123" * 90 + "\n") * 2500,
     None),
]


def shuffled(rows):
    random.Random(5).shuffle(rows)
    return EXPORT + "".join(rows)


def export_rows(cases, years):
    return [f"{case};Kostnader;Personal;;{2000 + year};{year}\n" for case in range(cases) for year in range(years)]


EXPORTS = [
    ("shuffled rows", lambda: shuffled(export_rows(10000, 20)), None),
    ("a case of a million rows", lambda: EXPORT + "1;Kostnader;Personal;;2021;1\n" * 1000000, "more than 25,000 rows"),
    ("large cases", lambda: EXPORT + "".join(f"{case};Kostnader;Personal;rad {row};2021;x\n"
                                             for case in range(4) for row in range(15000)), None),
    ("findings in every case", lambda: EXPORT + "".join(f"{case};Kostnader;Personal;rad {row};2021;x\n"
                                                        for case in range(200) for row in range(300)), None),
    ("too many cases", lambda: EXPORT + "".join(f"{case};Kostnader;Personal;;2021;1\n" for case in range(260000)),
     "more than 250000 cases"),
]

# ---- workbooks ----

XLSX_PARTS = {
    "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
    "xl/workbook.xml": '<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" '
                       'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">'
                       '<sheets><sheet name="A" sheetId="1" r:id="rId1"/></sheets></workbook>',
    "xl/_rels/workbook.xml.rels":
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" '
        'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" '
        'Target="worksheets/a.xml"/></Relationships>'}


def is_number(cell):
    return cell.replace(" ", "").isdigit()


def xlsx_cell(cell):
    return f"<c><v>{cell.replace(' ', '')}</v></c>" if is_number(cell) else f'<c t="inlineStr"><is><t>{cell}</t></is></c>'


def write_xlsx(path, text):
    rows = [f'<row r="{line}">{"".join(map(xlsx_cell, row.split(";")))}</row>'
            for line, row in enumerate(text.splitlines(), 1) if row]
    sheet = ('<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>' +
             "".join(rows) + "</sheetData></worksheet>")
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as book:
        for name, part in {**XLSX_PARTS, "xl/worksheets/a.xml": sheet}.items():
            book.writestr(name, part)


def ods_cell(cell):
    if is_number(cell):
        return f'<table:table-cell office:value-type="float" office:value="{cell.replace(" ", "")}"/>'
    return f'<table:table-cell office:value-type="string"><text:p>{cell}</text:p></table:table-cell>'


def write_ods(path, text):
    rows = "".join(f"<table:table-row>{''.join(map(ods_cell, row.split(';')))}</table:table-row>"
                   for row in text.splitlines())
    space = "urn:oasis:names:tc:opendocument:xmlns:"
    content = (f'<office:document-content xmlns:office="{space}office:1.0" xmlns:table="{space}table:1.0" '
               f'xmlns:text="{space}text:1.0"><office:body><office:spreadsheet><table:table table:name="A">{rows}'
               "</table:table></office:spreadsheet></office:body></office:document-content>")
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as book:  # packed, rows so much alike are refused by their ratio
        book.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        book.writestr("content.xml", content)


def write_text(path, text):
    with open(path, "w", encoding="utf-8", newline="") as file:
        file.write(text)


# Tables that stand in sheets as well: no quotes, no amounts as they would be written, nothing beyond a limit.
IN_SHEETS = ("rows", "cells", "sums that fail", "unknown rows", "unknown tables", "long labels", "unreadable numbers",
             "unreadable cells", "surplus cells", "repeated headers", "repeated rows", "totals", "activities")
SHEETS = [row for row in TABLES if row[0] in IN_SHEETS] + [
    ("80 000 unknown rows", lambda: HEAD + "rad;1;1\n" * 80000, "more than 25000 rows|more than 125000 cells|unpacks to")]

KINDS = [("csv", TABLES, write_text), ("txt", TEXTS, write_text), ("csv", EXPORTS, write_text),
         ("xlsx", SHEETS, write_xlsx), ("ods", SHEETS, write_ods)]

# Runs a command from a process of its own, since the peak of a child begins with the size of its parent.
MEASURE = """
import resource, subprocess, sys
status = subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL).returncode
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print(used.ru_maxrss, status, used.ru_utime + used.ru_stime)
"""


class Run:
    """What one run took and said."""

    def __init__(self, program, path, style, piped):
        arguments = [program.path, "check", "--lang", "en", "--format", style]
        with open(path, "rb") as file:
            source = subprocess.Popen(["cat"], stdin=file, stdout=subprocess.PIPE) if piped else None
            done = subprocess.run([sys.executable, "-c", MEASURE, *arguments, "-" if piped else path],
                                  stdin=source.stdout if piped else None, capture_output=True, text=True, check=True)
            if source:
                source.stdout.close()
                source.wait()
        peak, status, processor = done.stdout.split()
        self.seconds = float(processor)  # not of the clock, since other tests run beside this one
        self.beyond = int(peak) * 1024 - os.path.getsize(path)
        self.status, self.err = int(status), done.stderr


def check_run(tally, what, run, said, plain):
    refused = said and run.status == 3 and any(words in run.err for words in said.split("|"))
    is_read = run.status in (0, 1) or (run.status == 3 and "nothing" in run.err)
    tally.check(f"hostile: {what}", refused if said else is_read, f"{run.status} {run.err[:200]}")
    if plain:
        tally.check(f"memory: {what}", run.beyond < MOST_BEYOND, f"{run.beyond // MEGABYTE} MB beyond")
        tally.check(f"time: {what}", run.seconds < MOST_SECONDS, f"{run.seconds:.1f} s")


def main():
    tally = Tally()
    program = Program(read_program(), tally)
    plain = program.is_plain
    with Folder({}) as folder:
        for ending, rows, write in KINDS:
            path = folder.join("a." + ending)
            for what, make_text, said in rows:
                write(path, make_text())
                for style, piped in (("text", False), ("json", False), ("text", True)):
                    name = f"{ending}: {what}, {style}{', piped' if piped else ''}"
                    check_run(tally, name, Run(program, path, style, piped), said, plain)
    tally.finish()


if __name__ == "__main__":
    main()
