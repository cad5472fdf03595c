"""Tests of whole documents: those of the golden cases, whose tables have tabs between their cells, say the same with blanks
there, with columns that stand below each other, and with a single blank, as a copy out of a viewer has them."""
import json
import os

from runner import Folder, Program, Tally, read_program

CASES = os.path.join(os.path.dirname(os.path.abspath(__file__)), "cases")
DOCUMENTS = ("activity-parts/bad-document/input/beslut.txt", "interval-period/bad-document/input/program.txt",
             "interval-period/bad-one-cell/input/program.txt",
             "read-unknown-table/good-document/input/utvardering.txt")


def aligned(lines):
    """The lines of each table with their columns below each other."""
    result = []
    while lines:
        end = next((i for i, line in enumerate(lines) if "\t" not in line), len(lines))
        rows = [line.split("\t") for line in lines[:end]]
        columns = max((len(row) for row in rows), default=0)
        widths = [max(len(row[c]) for row in rows if c < len(row)) + 3 for c in range(columns)]
        result += ["".join(cell.ljust(width) for cell, width in zip(row, widths)).rstrip() for row in rows]
        result += lines[end:end + 1]
        lines = lines[end + 1:]
    return result


FORMS = {
    "tabs": lambda lines: lines,
    "blanks": lambda lines: [line.replace("\t", "    ").rstrip() for line in lines],
    "columns": aligned,
    "one blank": lambda lines: [line.replace("\t", " ").strip() for line in lines],
}


def said(program, path):
    result = program.run("check", "--lang", "sv", "--format", "json", path)
    case = json.loads(result.out)["cases"][0]
    findings = sorted((f["rule"], f["severity"], f.get("published"), f.get("expected"), f["line"])
                      for f in case["findings"])
    return result.status, findings, case["project"], case["amounts"], case["checked"]


def main():
    tally = Tally()
    program = Program(read_program(), tally)
    for document in DOCUMENTS:
        with open(os.path.join(CASES, document), encoding="utf-8") as file:
            lines = file.read().splitlines()
        with Folder() as folder:
            got = {}
            for form, convert in FORMS.items():
                name = os.path.join(form, os.path.basename(document))
                folder.write(name, "\n".join(convert(lines)) + "\n")
                got[form] = said(program, folder.join(name))
            for form in FORMS:
                tally.equal(f"{document} with {form}", got[form], got["tabs"])
    tally.finish()


if __name__ == "__main__":
    main()
