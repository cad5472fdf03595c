"""Zip archives from a text, so that workbooks stand in the tests as something that can be read.

A line "== NAME" begins a part; what follows is its content. "@repeat N TEXT" stands for the text N times, without line
ends. A first line "@cut N" leaves only N bytes of the archive. The same text gives the same bytes.
"""
import io
import re
import zipfile

LONG_AGO = (1980, 1, 1, 0, 0, 0)


def expand(content):
    return re.sub(r"^@repeat (\d+) (.*)\n", lambda found: found[2] * int(found[1]), content, flags=re.M)


def archive(text):
    cut = re.match(r"@cut (\d+)\n", text)
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in re.findall(r"^== (.+)\n((?:(?!== ).*\n)*)", text, flags=re.M):
            file.writestr(zipfile.ZipInfo(name, LONG_AGO), expand(content), zipfile.ZIP_DEFLATED)
    return made.getvalue()[: int(cut[1]) if cut else None]
