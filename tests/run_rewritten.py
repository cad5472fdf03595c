#!/usr/bin/python3
"""Each bundled case, rewritten in every form that people save tables in, gives the same JSON.

    run_rewritten.py --program ./budgetkoll [--part N | --full] [--books] [--keep FOLDER]

Every combination of encoding, separator, line end, number style, quoting and NFC or NFD where the characters exist
and nothing becomes ambiguous; one of N of them unless --full. Places must be those of the same cells: they are
turned into row and field with positions that this script counts in what it wrote. What is said of how each file was
read must be what it was written as. Nothing else may differ. Ends with "N passed, N failed".
"""
import argparse
import itertools
import json
import multiprocessing
import os
import re
import shutil
import subprocess
import sys
import zlib
from pathlib import Path
from typing import NamedTuple

import rewrite
import rewrite_books
from runner import Folder

BATCH = 300        # cases that share a folder, and so one start of the program
REPORTED = 20      # differences told in full
TIMEOUT = 600
PLACE = ("file", "line", "column", "sheet", "address")
# "…/kostnader.csv:12", "…/arbetsbok.xlsx:kostnader!B12", "…/arbetsbok.xlsx:kostnader", or the file alone; and "on line 12".
FILE_NAMED = re.compile(r"[^ (]*/[a-z]+\.(?:csv|tsv|txt|xlsx|ods)(?::(?:[^ !:]+![A-Z]+(\d+)|(\d+)|\w+))?")
ROW_NAMED = re.compile(r"\b(on line|on row) (\d+)")
ENDINGS = {";": ".csv", ",": ".csv", "\t": ".tsv", "|": ".txt"}


class Variant(NamedTuple):
    """A case in one form, with its files {name: bytes}."""
    case: str
    how: str
    form: object       # tells which cell a place is, and whether the reading that is stated is right
    files: dict


# ---- text ----

class Text(NamedTuple):
    """Rows of fields as they stand in each file {stem: rows}, and what they are written with."""
    rows: dict
    separator: str
    line_end: str
    encoding: str

    def cell(self, place):
        """The file, row and field of the cell that begins there, or the place itself when none does."""
        stem, line, column = stem_of(place["file"]), int(place["line"]), int(place["column"])
        rows = self.rows.get(stem, [])
        begins = 1
        for i, text in enumerate(rows[line - 1] if line <= len(rows) else []):
            if begins == column:
                return f"{stem} row {line} field {i}"
            begins += len(text) + 1
        return f"{stem}, no cell {line}:{column}"

    def row_above(self):
        return 0

    def stem(self, file):
        return stem_of(file["file"])

    def wrong_reading(self, file, raw):
        """What is said of how a file was read, when it is not how it was written. ASCII is read as UTF-8."""
        names = rewrite.ENCODINGS[self.encoding][2] + (("UTF-8",) if raw.isascii() else ())
        if file.get("separator") != self.separator:
            return f"separator {file.get('separator')!r} and not {self.separator!r}"
        if file.get("encoding") not in names:
            return f"encoding {file.get('encoding')} and not {names[0]}"
        return None

    def files(self):
        """The files, or None where a character does not exist in the encoding."""
        files = {stem + ENDINGS[self.separator]: rewrite.encode(rows, self.separator, self.line_end, self.encoding)
                 for stem, rows in self.rows.items()}
        return None if None in files.values() else files


def texts(case):
    """(how, Text) of every form of a case."""
    for style, composed in itertools.product(rewrite.styles(), rewrite.FORMS):
        written = {stem: list(rewrite.write_rows(rows, style)) for stem, rows in case.files.items()}
        for (mark, separator), quoting in itertools.product(rewrite.SEPARATORS.items(), rewrite.QUOTINGS):
            rows = {stem: rewrite.put_together(file, composed, separator, quoting) for stem, file in written.items()}
            if None not in rows.values():
                for (end, line_end), encoding in itertools.product(rewrite.LINE_ENDS.items(), rewrite.ENCODINGS):
                    how = f"{encoding} {mark} {end} {style} {quoting} {composed}"
                    yield how, Text(rows, separator, line_end, encoding)


def text_variants(case, part):
    """One of `part` of the forms of a case that differ from those before."""
    seen = set()
    for how, text in texts(case):
        files = text.files() if zlib.crc32(f"{case.name} {how}".encode()) % part == 0 else None
        if files and (key := hash(tuple(files.items()))) not in seen:
            seen.add(key)
            yield Variant(case.name, how, text, files)


# ---- workbooks ----

class Sheets(NamedTuple):
    """Rows of cells {stem: rows}, each in a sheet of that name or in a workbook of that name."""
    rows: dict
    together: bool
    down: int
    right: int
    kind: str

    def stem(self, file):
        return file.get("sheet", "") if self.together else stem_of(file["file"])

    def cell(self, place):
        stem, row, column = self.stem(place), int(place["line"]) - self.down, int(place["column"]) - self.right
        rows = self.rows.get(stem, [])
        if 1 <= row <= len(rows) and 1 <= column <= len(rows[row - 1]):
            return f"{stem} row {row} field {column - 1}"
        return f"{stem}, no cell {place.get('address')}"

    def row_above(self):
        return self.down

    def wrong_reading(self, file, raw):
        return None if file.get("format") == self.kind else f"format {file.get('format')} and not {self.kind}"


def book_variants(full):
    for book in rewrite_books.books(list(rewrite.read_cases()), full):
        down, right = rewrite_books.CORNERS[book.style.corner]
        form = Sheets(book.case.files, book.style.together, down, right, book.maker.rpartition(".")[2])
        yield Variant(book.case.name, f"{book.maker}, {book.style}", form, book.files)


# ---- what the program says, but for places and the stated reading ----

def stem_of(path):
    return Path(path).stem


def same_words(text, form):
    """A sentence with rows as they are in the case, and without the names of files."""
    up = form.row_above()
    text = ROW_NAMED.sub(lambda found: f"{found[1]} {int(found[2]) - up}", text)
    return FILE_NAMED.sub(lambda found: f"FILE row {int(found[2] or found[1]) - up}" if found[1] or found[2] else "FILE",
                          text)


def same(value, form):
    """A value of the JSON with each place in it as file, row and field."""
    if isinstance(value, str):
        return same_words(value, form)
    if isinstance(value, list):
        return [same(one, form) for one in value]
    if not isinstance(value, dict):
        return value
    rest = {name: same(one, form) for name, one in value.items() if name not in PLACE}
    return {"at": form.cell(value), **rest} if "line" in value else rest


def same_case(case, form):
    """What must not differ: the case without its path, its files, how they were read, and its name where it is the folder's."""
    path = case.pop("path")
    case.pop("remarks", None)
    if case["case"] == stem_of(path):
        case["case"] = "(folder)"
    case["files"] = [form.stem(file) for file in case["files"]]
    return json.dumps(same(case, form), ensure_ascii=False, indent=1)


def wrong_reading(case, variant):
    for file in case["files"]:
        name = os.path.basename(file["file"])
        if why := variant.form.wrong_reading(file, variant.files[name]):
            return f"{name}: {why}"
    return None


def first_difference(expected, got):
    for left, right in itertools.zip_longest(expected.split("\n"), got.split("\n")):
        if left != right:
            return f"expected {left}\n    got      {right}"
    return None


# ---- running ----

def run_program(program, folders):
    """The cases of the JSON for the folders, numbers as they stand there."""
    done = subprocess.run([program, "check", "--lang", "en", "--format", "json", *folders], capture_output=True,
                          timeout=TIMEOUT, check=False, env={"LC_ALL": "C", "PATH": "/usr/bin:/bin"})
    if done.returncode not in (0, 1, 3) or b"Sanitizer" in done.stderr or b"runtime error" in done.stderr:
        raise RuntimeError(f"status {done.returncode}: {done.stderr.decode('utf-8', 'replace')[:2000]}")
    return json.loads(done.stdout, parse_int=str, parse_float=str)["cases"]


def write_files(folder, files):
    os.makedirs(folder)
    for name, content in files.items():
        with open(os.path.join(folder, name), "wb") as file:
            file.write(content)


def judge(case, variant, expected):
    if case["status"] == "unchecked":
        return "unchecked"
    return wrong_reading(case, variant) or first_difference(expected, same_case(case, variant.form))


def keep(where, name, folder):
    if where:
        shutil.copytree(folder, os.path.join(where, re.sub(r"[^\w-]+", "_", name)), dirs_exist_ok=True)


def try_batch(work):
    """How many, and the failures of a batch, each (name, what)."""
    program, variants, expected, kept = work
    with Folder() as top:
        folders = [os.path.join(top.path, f"{i:04d}") for i in range(len(variants))]
        for folder, variant in zip(folders, variants):
            write_files(folder, variant.files)
        cases = {case["path"].rstrip("/"): case for case in run_program(program, [top.path])}
        failures = []
        for folder, variant in zip(folders, variants):
            name = f"{variant.case}: {variant.how}"
            why = judge(cases[folder], variant, expected[variant.case]) if folder in cases else "not in the output"
            if why:
                failures.append((name, why.replace(folder + "/", "")))
                keep(kept, name, folder)
        return len(variants), failures


def as_it_is(program, case):
    """What the program says of the case as it is bundled."""
    rows = {stem: [[cell.text for cell in row] for row in file] for stem, file in case.files.items()}
    found = run_program(program, [str(rewrite.EXAMPLES / case.name)])[0]
    return same_case(found, Text(rows, ";", "", ""))


def variants_of(arguments):
    if not arguments.only_books:
        for case in rewrite.read_cases():
            yield from text_variants(case, 1 if arguments.full else arguments.part)
    if arguments.books or arguments.only_books:
        yield from book_variants(arguments.full)


def batches(program, arguments):
    expected = {case.name: as_it_is(program, case) for case in rewrite.read_cases()}
    variants = variants_of(arguments)
    while batch := list(itertools.islice(variants, BATCH)):
        yield program, batch, expected, arguments.keep


def show(failures):
    """Each difference once, with how many have it and the first of them."""
    causes = {}
    for name, why in sorted(failures):
        causes.setdefault(why, []).append(name)
    for why, names in sorted(causes.items(), key=lambda cause: -len(cause[1]))[:REPORTED]:
        print(f"FAILED {names[0]} and {len(names) - 1} more\n    {why}")
    if len(causes) > REPORTED:
        print(f"... and {len(causes) - REPORTED} other differences")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--program", default="./budgetkoll")
    parser.add_argument("--part", type=int, default=12, metavar="N", help="one of N combinations")
    parser.add_argument("--full", action="store_true", help="every combination")
    parser.add_argument("--books", action="store_true", help="as workbooks too")
    parser.add_argument("--only-books", action="store_true", help="as workbooks alone")
    parser.add_argument("--keep", metavar="FOLDER", help="where to leave the files of what failed")
    parser.add_argument("--jobs", type=int, default=2)
    arguments = parser.parse_args()
    program = os.path.abspath(arguments.program)
    tried, failures = 0, []
    with multiprocessing.Pool(arguments.jobs) as pool:
        for count, failed in pool.imap_unordered(try_batch, batches(program, arguments)):
            tried += count
            failures += failed
    show(failures)
    print(f"{tried - len(failures)} passed, {len(failures)} failed")
    return 1 if failures or not tried else 0


if __name__ == "__main__":
    sys.exit(main())
