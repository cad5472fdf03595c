"""Tests that nothing of what came in acts on those who open what comes out: no text becomes a formula, no character turns
round or hides what stands in a file name, in JSON or on a terminal."""
import csv
import io
import json
import os
import shutil
import subprocess
import unicodedata
import zipfile
from xml.sax.saxutils import escape, quoteattr

import openpyxl

from run_calc_cli import tree
from run_hostile import XLSX_PARTS
from runner import UNSAFE, Folder, run_tests

SECONDS = 120
DANGEROUS = ["=1+1", "=cmd|'/C calc'!A0", "@SUM(1)", "+HYPERLINK(\"http://x.se\")", "-HYPERLINK(\"http://x.se\")", "- SUM(1)",
             "+1+cmd|'/C calc'!A0", " =1+1", "=", "-2+3+cmd|' /C calc'!A0", "- Ekonom (halvtid)"]
HARMLESS = ["- Projektledare", "-Ekonom", "+ Tillägg", "Personal = löner", "'", "'Citat", "a@b.se", "A-B (C)", "–=1"]
COSTS = "Kostnadstyp;2021;2022;Totalt\nPersonal;100;200;\nSumma kostnader;100;200;\n"


def workbook(rows, sheet="Blad"):
    """A workbook of one sheet from rows of texts and numbers."""
    whole = io.BytesIO()
    cells = "".join(f'<row r="{number}">' + "".join(
        f"<c><v>{cell}</v></c>" if isinstance(cell, int) else
        f'<c t="inlineStr"><is><t xml:space="preserve">{escape(cell)}</t></is></c>' for cell in row) + "</row>"
        for number, row in enumerate(rows, 1))
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as book:
        for name, part in XLSX_PARTS.items():
            if name == "xl/workbook.xml":
                part = part.replace('name="A"', f"name={quoteattr(sheet)}")
            book.writestr(name, part)
        book.writestr("xl/worksheets/a.xml", f'<worksheet xmlns="{main}"><sheetData>{cells}</sheetData></worksheet>')
    return whole.getvalue()


def case_of(text, sheet="Blad"):
    """A budget whose project, and one of whose lines, bears the text."""
    return workbook([["Uppgift", "Värde"], ["Projektets namn", text], [""],
                     ["Kostnadstyp", "2021", "2022", "Totalt"], ["Personal", 100, 200], [text, 100, 200],
                     ["Summa kostnader", 100, 200]], sheet)


def cells_of(data, separator=";"):
    rows = csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""), delimiter=separator)
    return [cell for row in rows for cell in row]


def name_of(program, folder, path):
    result = program.run("check", "--format", "json", path, cwd=folder.path)
    return json.loads(result.out)["cases"][0]["project"].get("name")


def acts(cell):
    text = cell.strip()
    return text[:1] in ("=", "@") and text or text[:1] in ("+", "-") and any(sign in text for sign in "(!|")


def test_formulas(program, tally):
    """A text of a workbook does not become a formula of the table, and reads as before."""
    for text in DANGEROUS + HARMLESS:
        with Folder({"k.xlsx": case_of(text)}) as folder:
            before = name_of(program, folder, "k.xlsx")
            tally.equal(f"{text!r}: the name of the workbook's project", before, text.strip())
            for output, made in (("new", "new/k.xlsx.Blad.csv"), ("out.csv", "out.csv"), ("out.tsv", "out.tsv")):
                result = program.run("calc", "-q", "-o", output, "k.xlsx", cwd=folder.path)
                if not os.path.exists(folder.join(made)):
                    tally.check(f"{text!r} to {output}: written", False, f"{result.status} {result.err}")
                    continue
                cells = cells_of(folder.read(made), "\t" if made.endswith("tsv") else ";")
                tally.equal(f"{text!r} in {made}: no formula", [cell for cell in cells if acts(cell)], [])
                kept = "'" + text.strip() if text in DANGEROUS else text
                tally.equal(f"{text!r} in {made}: as it should stand", [cell.strip() for cell in cells].count(kept), 2)
                tally.equal(f"{text!r} in {made}: reads back", name_of(program, folder, made), before)
                program.run("calc", "-q", "-o", "again", made, cwd=folder.path)
                tally.equal(f"{text!r} in {made}: written back as it is", tree(folder.join("again")),
                            {os.path.basename(made): folder.read(made)})
                shutil.rmtree(folder.join("again"), ignore_errors=True)


def test_own_tables(program, tally):
    """What a table file held stays byte for byte, apostrophe or none."""
    for text in DANGEROUS + HARMLESS:
        quoted = '"' + text.replace('"', '""') + '"'
        for cell in (quoted, quoted[0] + "'" + quoted[1:]):
            with Folder({"k.csv": f"Uppgift;Värde\nProjektets namn;{cell}\n\n{COSTS}"}) as folder:
                program.run("calc", "-q", "-o", "new", "k.csv", cwd=folder.path)
                tally.check(f"{cell}: stays", cell.encode() in folder.read("new/k.csv"), folder.read("new/k.csv"))


def test_schemes(program, tally):
    """A scheme's file heads a column by its name."""
    with Folder({"=1+1.ini": "[scheme]\nid = mine\nbase = eruf-2014\n", "k.csv": COSTS}) as folder:
        result = program.run("calc", "--compare", "eruf-2014,=1+1.ini", "--format", "csv", "k.csv", cwd=folder.path)
        cells = cells_of(result.raw)
        tally.check("a scheme's file", "'=1+1.ini" in cells, f"{result.err} {cells[:4]}")


def test_office(program, tally):
    """An office suite takes the texts for texts; without the apostrophe some of them would be formulas."""
    with Folder({f"{i}.xlsx": case_of(text) for i, text in enumerate(DANGEROUS)}) as folder:
        bare = folder.join("bare.csv")
        folder.write("bare.csv", "".join(f'"{text.replace(chr(34), chr(34) * 2)}"\n' for text in DANGEROUS))
        paths = [bare]
        for i in range(len(DANGEROUS)):
            program.run("calc", "-q", "-o", f"out{i}.csv", f"{i}.xlsx", cwd=folder.path)
            paths.append(folder.join(f"out{i}.csv"))
        command = ["soffice", f"-env:UserInstallation=file://{folder.join('profile')}", "--headless", "--infilter=CSV:59,34,76",
                   "--convert-to", "xlsx", "--outdir", folder.join("office"), *paths]
        subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, timeout=SECONDS, check=True,
                       env={"PATH": os.environ.get("PATH", "/usr/bin:/bin"), "HOME": folder.path})

        def formulas(name):
            sheet = openpyxl.load_workbook(folder.join("office", name)).active
            return [cell.value for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]
        tally.check("formulas without an apostrophe", formulas("bare.xlsx"))
        for i, text in enumerate(DANGEROUS):
            tally.equal(f"{text!r}: formulas of the office suite", formulas(f"out{i}.xlsx"), [])


def test_workbook(program, tally):
    """The workbook of a case holds its texts as texts."""
    for text in DANGEROUS:
        with Folder({"k.xlsx": case_of(text)}) as folder:
            program.run("report", "-o", "out.xlsx", "k.xlsx", cwd=folder.path)
            book = openpyxl.load_workbook(folder.join("out.xlsx"))
            cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
            tally.check(f"{text!r}: stands in the workbook", any(cell.value == text.strip() for cell in cells))
            with zipfile.ZipFile(folder.join("out.xlsx")) as parts:
                sheets = [parts.read(name).decode() for name in parts.namelist() if name.startswith("xl/worksheets/sheet")]
            bad = [text for sheet in sheets if f"<f>{escape(text.strip(' =@+-'))}</f>" in sheet]
            tally.equal(f"{text!r}: no formula of the workbook", bad, [])


ODD_NAMES = {"a/b": "a-b", "a\\b": "a-b", "a\u202egnp.exe": "a-gnp.exe", "a\u2066b\u2069": "a-b-", "a\u200fb": "a-b",
             "a\u061cb": "a-b", "a\x7fb": "a-b", "a\u0085b": "a-b", "a:b*c?d|e<f>g\"h": "a-b-c-d-e-f-g-h", "Åäö €": "Åäö €",
             "..": ".."}


def test_sheet_names(program, tally):
    for sheet, expected in ODD_NAMES.items():
        with Folder({"k.xlsx": case_of("X", sheet)}) as folder:
            result = program.run("calc", "-q", "-o", "new", "k.xlsx", cwd=folder.path)
            names = [unicodedata.normalize("NFC", name) for name in tree(folder.join("new"))]
            tally.equal(f"sheet {sheet!r}: name of its file", (names, result.err), ([f"k.xlsx.{expected}.csv"], ""))
    with Folder({"k.xlsx": case_of("X", "a\u202eb")}) as folder:
        os.makedirs(folder.join("new"))
        os.symlink("../k.xlsx", folder.join("new", "k.xlsx.a-b.csv"))
        before = folder.read("k.xlsx")
        result = program.run("calc", "-q", "-o", "new", "k.xlsx", cwd=folder.path)
        tally.equal("a sheet's file that is a link to the input", (result.status, folder.read("k.xlsx")), (3, before))


def test_odd_characters(program, tally):
    """Control characters and marks of direction, in every text that a workbook or table can bring."""
    odd = "A\u202eB\u2066C\u200fD\u061cE\u0085F\u2028G"
    wrong = [["Uppgift", "Värde"], ["Projektets namn", odd], [odd, odd], [""], ["Kostnadstyp", "2021", "2022", "Totalt", odd],
             ["Personal", 100, 200, 400], [odd, 1, 2, 4], ["Summa kostnader", 101, 202, 404], [""], ["Djur" + odd, "Färg"],
             ["hund", odd], [""], ["Aktivitet", "Startdatum", "Slutdatum", "Kostnad"], [odd, "2021-02-01", "2021-01-01", 5]]
    table = "\n".join(";".join(map(str, row)) for row in wrong)
    for name, data in (("k.xlsx", workbook(wrong, "S" + odd)), (f"k{odd}.csv", table)):
        with Folder({name: data}) as folder:
            for command in (["check"], ["check", "-q"], ["calc"], ["calc", "--compare", "eruf-2014,eruf-2014/early"]):
                for form in ([], ["--format", "json"]):
                    result = program.run(*command, *form, name, cwd=folder.path)
                    shown = result.out + result.err
                    tally.equal(f"{name!r}, {command} {form}: nothing acts", sorted(set(UNSAFE.findall(shown))), [])
            found = json.loads(program.run("check", "--format", "json", name, cwd=folder.path).out)["cases"][0]
            tally.equal(f"{name!r}: JSON says what the file is called", {f["file"] for f in found["files"]}, {name})
            sheets = {finding.get("sheet") for finding in found["findings"]}
            tally.equal(f"{name!r}: JSON says what the sheet is called", sheets, {"S" + odd if name == "k.xlsx" else None})


if __name__ == "__main__":
    run_tests([test_formulas, test_own_tables, test_schemes, test_office, test_workbook, test_sheet_names, test_odd_characters])
