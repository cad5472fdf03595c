"""Tests of running text: the bundled cases as PDFs made by LibreOffice, read as pdftotext gives them in both ways, say
the same as their tables; what cannot be read so is said."""
import csv
import html
import io
import json
import os
import re
import subprocess

from runner import Folder, Program, Tally, read_program

EXAMPLES = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "data", "examples")
# The tables of text alone, which running text does not tell apart: bilagor, samverkansparter, planned claims.
LEFT_OUT = {"certificate-missing", "final-report-date", "claim-periods", "claim-deadline"}


def read_tables(folder):
    """Each table of a case as rows, cut at its blank lines, with the one-celled rows above it as titles."""
    tables = []
    for name in sorted(os.listdir(folder)):
        data = open(os.path.join(folder, name), "rb").read()
        try:
            text = data.decode("utf-8-sig")
        except UnicodeDecodeError:
            text = data.decode("windows-1252")
        separator = "\t" if name.endswith(".tsv") else ";"
        table = []
        for row in list(csv.reader(io.StringIO(text, newline=""), delimiter=separator)) + [[]]:
            if any(cell.strip() for cell in row):
                table.append(row)
            elif table:
                tables.append(table)
                table = []
    return tables


def cell_xml(cell, style):
    value = html.escape(cell)
    return (f'<table:table-cell table:style-name="{style}" office:value-type="string">'
            f"<text:p>{value}</text:p></table:table-cell>")


def is_words(cell):
    return bool(re.search(r"[A-Za-zÅÄÖåäö]", cell))


def row_xml(row, widths):
    cells = []
    for i in range(widths):
        cell = row[i].strip() if i < len(row) else ""
        cells.append(cell_xml(cell, "left" if i == 0 or is_words(cell) else "right"))
    return '<table:table-row table:style-name="row">' + "".join(cells) + "</table:table-row>"


def sheet_xml(number, table, label):
    titles = []
    while len([cell for cell in table[0] if cell.strip()]) == 1 and len(table) > 1:
        titles.append(table.pop(0))
    columns = max(len(row) for row in table)
    words = [i > 0 and any(is_words(row[i]) and len(row[i]) > 12 for row in table[1:] if i < len(row))
             for i in range(columns)]
    parts = [f'<table:table table:name="T{number}" table:style-name="sheet">']
    for i in range(columns):
        wide = (label if i == 0 else "wide" if words[i] else "narrow")
        parts.append(f'<table:table-column table:style-name="{wide}"/>')
    parts += ['<table:table-row table:style-name="row">' + cell_xml(title[0], "title") + "</table:table-row>"
              for title in titles]
    parts.append("<table:table-header-rows>" + row_xml(table[0], columns) + "</table:table-header-rows>")
    parts += [row_xml(row, columns) for row in table[1:]]
    return "".join(parts) + "</table:table>"


STYLES = """<office:automatic-styles>
<style:style style:name="label" style:family="table-column"><style:table-column-properties style:column-width="%(label)s"/></style:style>
<style:style style:name="wide" style:family="table-column"><style:table-column-properties style:column-width="5.2cm"/></style:style>
<style:style style:name="narrow" style:family="table-column"><style:table-column-properties style:column-width="2.6cm"/></style:style>
<style:style style:name="row" style:family="table-row"><style:table-row-properties style:use-optimal-row-height="true"/></style:style>
<style:style style:name="left" style:family="table-cell"><style:table-cell-properties fo:wrap-option="wrap" style:vertical-align="%(align)s"/><style:text-properties style:font-name="Liberation Sans" fo:font-size="10pt"/></style:style>
<style:style style:name="right" style:family="table-cell"><style:table-cell-properties fo:wrap-option="wrap" style:vertical-align="%(align)s"/><style:paragraph-properties fo:text-align="end"/><style:text-properties style:font-name="Liberation Sans" fo:font-size="10pt"/></style:style>
<style:style style:name="title" style:family="table-cell"><style:table-cell-properties fo:wrap-option="no-wrap"/><style:text-properties fo:font-size="12pt"/></style:style>
<style:style style:name="sheet" style:family="table" style:master-page-name="page"/>
<style:page-layout style:name="layout"><style:page-layout-properties fo:page-width="29.7cm" fo:page-height="21cm"
 style:print-orientation="landscape" fo:margin="1.5cm"/></style:page-layout>
</office:automatic-styles>
<office:master-styles><style:master-page style:name="page" style:page-layout-name="layout">
<style:header><text:p>Ansökan om stöd</text:p></style:header>
<style:footer><text:p>Sida <text:page-number>1</text:page-number> (<text:page-count>9</text:page-count>)</text:p></style:footer>
</style:master-page></office:master-styles>
"""
NAMES = ("office", "table", "text", "style")


def document(tables, label, align):
    spaces = " ".join(f'xmlns:{n}="urn:oasis:names:tc:opendocument:xmlns:{n}:1.0"' for n in NAMES)
    spaces += ' xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0"'
    body = "".join(sheet_xml(i, [list(row) for row in table], "label") for i, table in enumerate(tables))
    return (f'<?xml version="1.0" encoding="UTF-8"?><office:document {spaces} office:version="1.3" '
            'office:mimetype="application/vnd.oasis.opendocument.spreadsheet">'
            + STYLES % {"label": label, "align": align}
            + f"<office:body><office:spreadsheet>{body}</office:spreadsheet></office:body></office:document>")


def make_pdfs(folder, documents):
    """All documents in one run, which takes most of its time to start."""
    for name, text in documents.items():
        with open(os.path.join(folder, name + ".fods"), "w", encoding="utf-8") as file:
            file.write(text)
    subprocess.run(["soffice", "-env:UserInstallation=file://" + os.path.join(folder, "profile"), "--headless",
                    "--convert-to", "pdf", "--outdir", folder]
                   + [os.path.join(folder, name + ".fods") for name in documents],
                   check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=180)


def pdf_text(path, *options):
    return subprocess.run(["pdftotext", *options, "-enc", "UTF-8", path, "-"], check=True, capture_output=True).stdout


def what_is_said(result):
    case = json.loads(result.out)["cases"][0]
    findings = sorted((f["rule"], f["severity"], f.get("cell", ""), f.get("published"), f.get("expected"))
                      for f in case["findings"] if f["rule"] not in LEFT_OUT)
    return case["amounts"], findings


def differences(tables, text):
    amounts = {k: (v, text[0].get(k)) for k, v in tables[0].items() if v != text[0].get(k)}
    return [amounts, [f for f in tables[1] if f not in text[1]], [f for f in text[1] if f not in tables[1]]]


CASES = ["digitaliseringsguiden", "exempel-utan-fel", "s2i2", "hack-for-sweden", "digitaliseringskoordinatorer"]
# Label columns from narrow to wide, and how the cells of a row stand beside a label of several lines.
LOOKS = [("5cm", "top"), ("7cm", "top"), ("7cm", "middle"), ("7cm", "bottom"), ("10cm", "top")]


def test_layouts(program, tally, folder):
    documents = {f"{case}-{i}": document(read_tables(os.path.join(EXAMPLES, case)), *look)
                 for case in CASES for i, look in enumerate(LOOKS)}
    make_pdfs(folder, documents)
    for case in CASES:
        wanted = what_is_said(program.run("check", "--format", "json", os.path.join(EXAMPLES, case)))
        for i, look in enumerate(LOOKS):
            path = os.path.join(folder, f"{case}-{i}.pdf")
            result = program.run("check", "--format", "json", path)
            said = differences(wanted, what_is_said(result)) if result.status in (0, 1) else result.err
            tally.check(f"{case} as a PDF, {' '.join(look)}", said == [{}, [], []], said)
            test_raw(program, tally, f"{case} as plain text, {' '.join(look)}", wanted, pdf_text(path))


def test_raw(program, tally, name, wanted, text):
    """Without -layout the cells stand in any order: what is read is right, or it is said that it is not."""
    with Folder({"a.txt": text}) as folder:
        result = program.run("check", "--format", "json", "a.txt", cwd=folder.path)
        amounts, findings = what_is_said(result)
        reported = any(f[0].startswith("read-") and f[1] == "error" for f in findings)
        right = amounts == wanted[0]
        tally.check(name, right or reported or result.status == 3, f"{result.status} {amounts} {findings[:5]}")


def test_pdf(program, tally, folder):
    broken = {"a.pdf": b"%PDF-1.4\nnothing\n"}
    with Folder(broken) as place:
        result = program.run("check", "--lang", "en", "a.pdf", cwd=place.path)
        tally.check("a broken PDF", result.status == 3 and "pdftotext cannot read" in result.err, result.err)
        result = program.run("check", "--lang", "en", "a.pdf", cwd=place.path, env={"PATH": "/nonexistent"})
        tally.check("without pdftotext", result.status == 3 and "poppler-utils" in result.err, result.err)
    pdf = open(os.path.join(folder, "exempel-utan-fel-4.pdf"), "rb").read()
    with Folder({"a.pdf": pdf, "x.csv": "Kostnadstyp;2020;Totalt\nPersonal;1;1\nSumma, kostnader;1;1\n"}) as place:
        result = program.run("check", "--format", "json", ".", cwd=place.path)
        total = json.loads(result.out)["cases"][0]["amounts"]["total_costs"]
        tally.check("a PDF beside tables is passed over", total == 1, result.out)


def main():
    tally = Tally()
    program = Program(read_program(), tally)
    with Folder() as top:
        test_layouts(program, tally, top.path)
        test_pdf(program, tally, top.path)
    tally.finish()


if __name__ == "__main__":
    main()
