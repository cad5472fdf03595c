#!/usr/bin/python3
"""The page of bad input, docs/reading.md, from real runs; and the test that it still is what the program says.

    gallery.py --program ./budgetkoll            compares; ends with "N passed, N failed"
    gallery.py --program ./budgetkoll --update   writes the page (make docs)
    gallery.py --program ./budgetkoll --print [--lang sv]

Each folder of tests/gallery is an item: `about` (its title, "status: N", perhaps "command: ..." for what stands after
budgetkoll, "without programs" where no other program is to be found, then what to say of it) and the files of the input. Its name begins with the part of tests/gallery/page.md
that it is shown in. A file NAME.bytes is the input NAME with Python's escapes in it (\\xE4, \\r) and lines "@repeat N TEXT",
NAME.sheets a workbook and NAME.parts a zip archive, written as parts.py has it.
"""
import argparse
import codecs
import difflib
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import parts
from runner import Folder

ROOT = Path(__file__).resolve().parent.parent
ITEMS = ROOT / "tests" / "gallery"
PAGE = ROOT / "docs" / "reading.md"
MOST_LINES = 14    # of a file that are shown
MOST_WIDTH = 110   # characters of a line that are shown
TIMEOUT = 60
MAKERS = {".bytes": lambda raw: codecs.escape_decode(parts.expand(raw.decode()).encode())[0],
          ".sheets": lambda raw: parts.workbook(raw.decode()), ".parts": lambda raw: parts.archive(raw.decode())}
NOTES = {".bytes": " (each `\\x..` is one byte)", ".sheets": " (a workbook; `==` begins a sheet, bars stand between cells)",
         ".parts": " (an archive; `==` begins a part, `@workbook` adds those of a small workbook)"}
SUMMARY = re.compile("  (costs|kostnader|NOT CHECKED|EJ KONTROLLERAT)")


class Item(NamedTuple):
    name: str
    title: str
    status: int
    command: str
    alone: bool     # no other program is found
    text: str
    folder: Path

    def inputs(self):
        return sorted(path for path in self.folder.rglob("*") if path.is_file() and path != self.folder / "about")


# ---- the items ----

def read_item(folder):
    lines = (folder / "about").read_text(encoding="utf-8").splitlines()
    title, rest = lines[0], lines[1:]
    said = {}
    while rest and (found := re.fullmatch(r"(status|command): (.+)|without programs", rest[0])):
        said[found[1]] = found[2]
        rest = rest[1:]
    item = Item(folder.name, title, int(said.get("status", "0")), said.get("command", ""), None in said, "\n".join(rest).strip(), folder)
    return item._replace(command=item.command or "check " + usual_path(item))


def usual_path(item):
    """The file, or the folder of several."""
    names = [made_name(path.relative_to(item.folder)) for path in item.inputs()]
    return names[0] if len(names) == 1 else "."


def made_name(path):
    return str(path.with_suffix("") if path.suffix in MAKERS else path)


def make_bytes(path):
    raw = path.read_bytes()
    return MAKERS[path.suffix](raw) if path.suffix in MAKERS else raw


def make_input(item, where):
    for path in item.inputs():
        made = where / made_name(path.relative_to(item.folder))
        made.parent.mkdir(parents=True, exist_ok=True)
        made.write_bytes(make_bytes(path))


# ---- what the program says ----

def run(program, item, language):
    """What is said on both streams, and the exit status."""
    with Folder() as top:
        where = Path(top.path) / "input"
        where.mkdir()
        make_input(item, where)
        environment = {name: value for name, value in os.environ.items() if name.endswith("SAN_OPTIONS")}
        done = subprocess.run([program, *item.command.split(), "--lang", language], cwd=where, capture_output=True,
                              stdin=subprocess.DEVNULL, timeout=TIMEOUT, check=False,
                              env={"LC_ALL": "C", "PATH": "/nonexistent" if item.alone else os.environ.get("PATH", "/usr/bin:/bin"),
                                   **environment})
    return done.stdout.decode("utf-8", "replace"), done.stderr.decode("utf-8", "replace"), done.returncode


def readable(text):
    """Marks that cannot be seen as escapes, so that the page looks alike everywhere."""
    return "".join(c if c == "\n" or c.isprintable() else f"\\x{ord(c):02x}" if ord(c) < 256 else f"\\u{ord(c):04x}"
                   for c in text)


def shorten(text):
    lines = [line if len(line) <= MOST_WIDTH else line[:MOST_WIDTH] + "..." for line in text.splitlines()]
    return lines if len(lines) <= MOST_LINES else [*lines[: MOST_LINES - 1], "..."]


def shown_findings(output):
    """The findings, and of the summary its amounts, whether the case was checked and how its files were read."""
    findings, _, summary = output.rpartition("\n\n")
    lines = summary.splitlines()
    begin = next((i for i, line in enumerate(lines) if line.startswith(("  read:", "  läst:"))), len(lines))
    return "\n\n".join(filter(None, [findings, "\n".join([*filter(SUMMARY.match, lines[:begin]), *lines[begin:]])]))


# ---- the page ----

def show_file(item, path):
    name = made_name(path.relative_to(item.folder))
    try:
        text = path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        raise SystemExit(f"{path}: not UTF-8; write it as {path.name}.bytes")
    lines = ["(empty)"] if not text else shorten(readable(text))
    return "\n".join([f"`{name}`{NOTES.get(path.suffix, '')}:", "```text", *lines, "```"])


def show(item, program, language, problems):
    output, errors, status = run(program, item, language)
    if status != item.status:
        problems.append(f"{item.name}: exit status {status}, not {item.status}")
    said = "\n".join(readable(part).strip("\n") for part in (shown_findings(output), errors) if part.strip())
    blocks = [f"### {item.title}", item.text, *(show_file(item, path) for path in item.inputs()),
              f"`budgetkoll {item.command}` exits {status}:", f"```text\n{said}\n```"]
    return "\n\n".join(filter(None, blocks))


def make_page(program, language):
    """The page by its parts: {item's name or place in the skeleton: text}, and what is wrong."""
    items = [read_item(folder) for folder in sorted(ITEMS.iterdir()) if folder.is_dir()]
    made, problems, used = {}, [], set()
    for i, part in enumerate(re.split(r"^@(\w+)\n", (ITEMS / "page.md").read_text(encoding="utf-8"), flags=re.M)):
        if i % 2 == 0:
            made[f"part {i}"] = part.strip()
            continue
        for item in items:
            if item.name.split("-")[0] == part:
                made[item.name] = show(item, program, language, problems)
                used.add(item.name)
    problems += [f"{item.name}: page.md has no place @{item.name.split('-')[0]}" for item in items if item.name not in used]
    return made, problems


def whole(made):
    return "\n\n".join(filter(None, made.values())) + "\n"


def compare(made):
    """What differs between the page and what would be written, each an item's name and the lines."""
    page = PAGE.read_text(encoding="utf-8") if PAGE.exists() else ""
    for name, text in made.items():
        if text + "\n" in page:
            continue
        title = text.splitlines()[0]
        old = next((part for part in re.split(r"(?m)^(?=##)", page) if part.splitlines()[:1] == [title]), "")
        lines = difflib.unified_diff(old.strip().splitlines(), text.splitlines(), "docs/reading.md", name, n=1, lineterm="")
        yield f"{name}\n    " + "\n    ".join(lines)
    if not page == whole(made) and all(text + "\n" in page for text in made.values()):
        yield "docs/reading.md has other parts, or another order"


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--program", required=True)
    parser.add_argument("--update", action="store_true", help="write the page")
    parser.add_argument("--print", action="store_true", help="print the page")
    parser.add_argument("--lang", default="en", help="language of a printed page's messages")
    arguments = parser.parse_args()
    made, problems = make_page(os.path.abspath(arguments.program), arguments.lang)
    if arguments.print:
        print(whole(made), end="")
        return 0
    if arguments.update:
        PAGE.write_text(whole(made), encoding="utf-8")
    problems += compare(made)
    for problem in problems:
        print(f"FAILED {problem}")
    passed = max(len(made) - len(problems), 0)
    print(f"{passed} passed, {len(problems)} failed")
    return 1 if problems or not passed else 0


if __name__ == "__main__":
    sys.exit(main())
