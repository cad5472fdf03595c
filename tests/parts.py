"""Workbooks from a text, so that they stand in the tests as something that can be read. The same text gives the same bytes.

sheets: "== Name" begins a sheet ("== Name (hidden)" a hidden one); each line below is a row, its cells between bars.
"=B2*2 -> 5" is a formula and its result, "50 %" a percentage, "#REF!" an error; what looks like a number is one, unless
it stands between quotes.

archive: "== NAME" begins a part; what follows is its content. "@workbook" as the first line adds the parts of a small
workbook that are not stated, "@without NAME" takes one out again, "@cut N" leaves only N bytes of the archive;
"@repeat N TEXT" in a part stands for the text N times, without line ends.
"""
import io
import re
import zipfile
from xml.sax.saxutils import escape, quoteattr

LONG_AGO = (1980, 1, 1, 0, 0, 0)
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
SMALL = "== Kostnader\nKostnadslag | 2021 | Totalt\nPersonal | 1000 | 1000\nSumma kostnader | 1000 | 1000\n"
PERCENT = 1     # the style of a percentage


def sections(text):
    """(name, content) of what begins with "== NAME"."""
    return re.findall(r"^== (.+)\n((?:(?!== ).*\n)*)", text, flags=re.M)


def pack(parts):
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in parts.items():
            file.writestr(zipfile.ZipInfo(name, LONG_AGO), content, zipfile.ZIP_DEFLATED)
    return made.getvalue()


# ---- a small workbook ----

def cell(address, text):
    if found := re.fullmatch(r"=(.+) -> (.+)", text):
        return f'<c r="{address}"><f>{escape(found[1])}</f><v>{found[2]}</v></c>'
    if found := re.fullmatch(r"(-?\d+(?:\.\d+)?) %", text):
        return f'<c r="{address}" s="{PERCENT}"><v>{float(found[1]) / 100:.6g}</v></c>'
    if re.fullmatch(r"-?\d+(\.\d+)?", text):
        return f'<c r="{address}"><v>{text}</v></c>'
    if text.startswith("#"):
        return f'<c r="{address}" t="e"><v>{text}</v></c>'
    quoted = re.fullmatch(r'"(.*)"', text)
    shown = escape(quoted[1] if quoted else text)
    return f'<c r="{address}" t="inlineStr"><is><t xml:space="preserve">{shown}</t></is></c>'


def worksheet(content):
    rows = []
    for number, line in enumerate(content.splitlines(), 1):
        cells = [cell(f"{chr(ord('A') + i)}{number}", text) for i, text in enumerate(re.split(r" *\| *", line)) if text]
        rows.append(f'<row r="{number}">{"".join(cells)}</row>')
    return f'{HEAD}<worksheet xmlns="{MAIN}"><sheetData>{"".join(rows)}</sheetData></worksheet>'


def relations(kinds):
    """The relations of a part: [(type, target)]."""
    made = "".join(f'<Relationship Id="rId{i}" Type="{OFFICE}/{kind}" Target="{target}"/>'
                   for i, (kind, target) in enumerate(kinds, 1))
    return f'{HEAD}<Relationships xmlns="{PACKAGE}/relationships">{made}</Relationships>'


def content_types(names):
    kinds = {"xl/workbook.xml": "sheet.main", "xl/styles.xml": "styles"}
    base = "application/vnd.openxmlformats-officedocument.spreadsheetml."
    made = "".join(f'<Override PartName="/{name}" ContentType="{base}{kinds.get(name, "worksheet")}+xml"/>'
                   for name in names)
    rels = '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    return f'{HEAD}<Types xmlns="{PACKAGE}/content-types">{rels}{made}</Types>'


def styles():
    """Two formats: as it is, and 0.00%."""
    return (f'{HEAD}<styleSheet xmlns="{MAIN}"><fonts count="1"><font/></fonts>'
            '<fills count="1"><fill><patternFill/></fill></fills>'
            '<borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs>'
            '<cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="10" applyNumberFormat="1"/></cellXfs></styleSheet>')


def workbook_parts(text):
    found = [(re.sub(r" \(hidden\)$", "", name), name.endswith(" (hidden)"), content) for name, content in sections(text)]
    sheets = {f"xl/worksheets/sheet{i}.xml": worksheet(content) for i, (_, _, content) in enumerate(found, 1)}
    listed = "".join(f'<sheet name={quoteattr(name)} sheetId="{i}"{" state=%s" % quoteattr("hidden") if hidden else ""} '
                     f'r:id="rId{i}"/>' for i, (name, hidden, _) in enumerate(found, 1))
    book = f'{HEAD}<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>{listed}</sheets></workbook>'
    targets = [("worksheet", name.removeprefix("xl/")) for name in sheets] + [("styles", "styles.xml")]
    return {"[Content_Types].xml": content_types(["xl/workbook.xml", "xl/styles.xml", *sheets]),
            "_rels/.rels": relations([("officeDocument", "xl/workbook.xml")]),
            "xl/workbook.xml": book, "xl/_rels/workbook.xml.rels": relations(targets), "xl/styles.xml": styles(), **sheets}


def workbook(text):
    return pack(workbook_parts(text))


# ---- any archive ----

def expand(content):
    return re.sub(r"^@repeat (\d+) (.*)\n", lambda found: found[2] * int(found[1]), content, flags=re.M)


def archive(text):
    parts = workbook_parts(SMALL) if re.search(r"^@workbook$", text, flags=re.M) else {}
    parts.update({name: expand(content) for name, content in sections(text)})
    for name in re.findall(r"^@without (.+)$", text, flags=re.M):
        del parts[name]
    cut = re.search(r"^@cut (\d+)$", text, flags=re.M)
    return pack(parts)[: int(cut[1]) if cut else None]
