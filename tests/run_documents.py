"""Tests of whole documents: those of the golden cases, whose tables have tabs between their cells, say the same with the bars of
Markdown there, with blanks, with columns that stand below each other, and with a single blank, as a copy out of a viewer has them."""
import json
import os

from runner import Folder, Program, Tally, read_program

CASES = os.path.join(os.path.dirname(os.path.abspath(__file__)), "cases")
DOCUMENTS = ("activity-parts/bad-document/input/beslut.txt", "interval-period/bad-document/input/program.txt",
             "interval-period/bad-one-cell/input/program.txt",
             "read-unknown-table/good-document/input/utvardering.txt")

# What stands between the tables of the first document must not change what is said of it.
PROSE = (
    "Projektet når 33 kommuner (8) och 1 250 personer, varav 40 % kvinnor, från 2022-03-01 till dess att 3,5 mnkr har använts.",
    "Perioden 200101- omfattas inte.\nSe punkt 4.2 och bilaga 3 (12 sidor).",
    "¹ Kustrådet, 2019, Rapport 7:2019, s. 31–33.\n² SCB 2018, tabell 4: 12 000 resor, 45 000 gods.",
    "- 33 kommuner har fått stöd\n- 5 kommuner har minskat sin kostnad med 10 procent\n- 10 företag",
    "1. Inledning ........ 1\n1.1 Syfte ........ 2\n2. Resultat ........ 14\n2.1 Mål ........ 15",
    "1. Inledning\t1\n1.1 Syfte\t2\n2. Resultat\t14\n2.1 Mål\t15",
    "NORRDALS KOMMUN    BESLUT    3 (14)\nDatum    Diarienummer\n2022-01-15    KS 2022-117",
    "Telefon: 08-000 00 00\nE-post: handlaggare@example.se\nPlusgiro 12 34 56-7, 999 99 Norrdal",
    "Kostnaden per resa var 125 kr 2019, 131 kr 2020 och 140 kr 2021.",
    "**Not** | enligt `förordning (2014:1383)` <br> 15 § p 1.b)",
    "Rapportnummer: 0517\nISBN: 978-91-00000-02-1",
    "Stödet får användas till 2023, dock inte mer än 10 procent till resor.",
    "Enligt 4 kap. 3 § lagen (2016:1145) gäller 615 312 kr som gräns för direktupphandling.",
    "Av de 21 regionerna har 17 svarat; 4 (19 %) har inte gjort det.",
)
BEFORE = ("Samverkansparter (om samverkansprojekt)", "Tid och aktivitetsplan", "Budget", "EU-stöd", "Allmänna villkor")


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
    "bars": lambda lines: ["| " + line.replace("\t", " | ") + " |" if "\t" in line else line for line in lines],
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


def check_prose(program, tally):
    with open(os.path.join(CASES, DOCUMENTS[0]), encoding="utf-8") as file:
        text = file.read()
    with Folder() as folder:
        folder.write("beslut.txt", text)
        expected = said(program, folder.join("beslut.txt"))
        for prose in PROSE:
            for title in BEFORE:
                folder.write("prose.txt", text.replace(f"\n{title}\n", f"\n{prose}\n\n{title}\n", 1))
                got = said(program, folder.join("prose.txt"))
                findings = [[finding[:4] for finding in one[1]] for one in (got, expected)]
                tally.equal(f"{prose!r} before {title}", [findings[0], *got[2:]], [findings[1], *expected[2:]])


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
    check_prose(program, tally)
    tally.finish()


if __name__ == "__main__":
    main()
