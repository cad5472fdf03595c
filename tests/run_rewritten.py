#!/usr/bin/python3
"""Each bundled case, rewritten in every form that people save tables in, gives the same JSON.

    run_rewritten.py --program ./budgetkoll [--part N | --full] [--keep FOLDER]

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
import tempfile
import zlib
from pathlib import Path
from typing import NamedTuple

import rewrite

BATCH = 300        # cases that share a folder, and so one start of the program
REPORTED = 20      # differences told in full
TIMEOUT = 600
FILE_NAME = re.compile(r"[^ (]*/([a-z]+)\.(?:csv|tsv|txt)(?::(\d+))?")
ENDINGS = {";": ".csv", ",": ".csv", "\t": ".tsv", "|": ".txt"}


class Variant(NamedTuple):
    """A case in one form. `rows` hold the fields as they stand in each file, which places are counted in."""
    case: str
    how: str
    rows: dict         # stem: rows of fields
    files: dict        # file name: bytes
    separator: str
    encoding: str


# ---- the forms ----

def text_variants(case):
    """Every form of a case that differs from those before it."""
    seen = set()
    for style, form in itertools.product(rewrite.styles(), rewrite.FORMS):
        texts = {stem: list(rewrite.write_rows(rows, style)) for stem, rows in case.files.items()}
        for (mark, separator), quoting in itertools.product(rewrite.SEPARATORS.items(), rewrite.QUOTINGS):
            rows = {stem: rewrite.put_together(file, form, separator, quoting) for stem, file in texts.items()}
            if None not in rows.values():
                for (ending, line_end), encoding in itertools.product(rewrite.LINE_ENDS.items(), rewrite.ENCODINGS):
                    how = f"{encoding} {mark} {ending} {style} {quoting} {form}"
                    yield Variant(case.name, how, rows, (line_end, seen), separator, encoding)


def with_bytes(variant):
    """The variant with its files; None where a character is missing or the same was written before."""
    line_end, seen = variant.files
    files = {stem + ENDINGS[variant.separator]: rewrite.encode(rows, variant.separator, line_end, variant.encoding)
             for stem, rows in variant.rows.items()}
    if None in files.values():
        return None
    key = hash(tuple(files.items()))
    if key in seen:
        return None
    seen.add(key)
    return variant._replace(files=files)


def is_chosen(variant, part):
    return zlib.crc32(f"{variant.case} {variant.how}".encode()) % part == 0


def chosen(case, part):
    for variant in text_variants(case):
        if is_chosen(variant, part) and (made := with_bytes(variant)):
            yield made


# ---- what the program says, but for places and the stated reading ----

class Cells:
    """Tells the row and field of a place in a file as it was written."""

    def __init__(self, variant):
        self.rows = variant.rows

    def field(self, stem, line, column):
        """"ROW.FIELD" of the cell that begins there, or the place itself when none does."""
        begins = 1
        rows = self.rows.get(stem, [])
        for i, text in enumerate(rows[line - 1] if line <= len(rows) else []):
            if begins == column:
                return f"row {line} field {i}"
            begins += len(text) + 1
        return f"no cell {line}:{column}"


def stem_of(path):
    return Path(path).stem


def same(value, cells):
    """A value of the JSON with each place in it as file, row and field, and no file's name in its words."""
    if isinstance(value, str):
        return FILE_NAME.sub(lambda found: f"{found[1]} row {found[2]}" if found[2] else found[1], value)
    if isinstance(value, list):
        return [same(one, cells) for one in value]
    if not isinstance(value, dict):
        return value
    rest = {name: same(one, cells) for name, one in value.items() if name not in ("file", "line", "column")}
    if "line" not in value:
        return rest
    stem = stem_of(value["file"])
    return {"at": f"{stem} {cells.field(stem, int(value['line']), int(value['column']))}", **rest}


def same_case(case, cells):
    """What must not differ: the case without its path, its files, and its name where it is the folder's."""
    path = case.pop("path")
    if case["case"] == stem_of(path):
        case["case"] = "(folder)"
    case["files"] = [stem_of(file["file"]) for file in case["files"]]
    return json.dumps(same(case, cells), ensure_ascii=False, indent=1)


def wrong_reading(case, variant):
    """What is said of how the files were read, when it is not how they were written."""
    for file in case["files"]:
        raw = variant.files[os.path.basename(file["file"])]
        names = rewrite.ENCODINGS[variant.encoding][2]
        plain = all(byte < 0x80 for byte in raw)
        if file.get("separator") != variant.separator:
            return f"{file['file']}: separator {file.get('separator')!r} and not {variant.separator!r}"
        if file.get("encoding") not in names and not (plain and file.get("encoding") == "UTF-8"):
            return f"{file['file']}: encoding {file.get('encoding')} and not {names[0]}"
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
    return wrong_reading(case, variant) or first_difference(expected, same_case(case, Cells(variant)))


def keep(where, name, folder):
    if where:
        shutil.copytree(folder, os.path.join(where, re.sub(r"[^\w-]+", "_", name)), dirs_exist_ok=True)


def try_batch(work):
    """The failures of a batch, each (name, what)."""
    program, variants, expected, kept = work
    with tempfile.TemporaryDirectory() as top:
        folders = [os.path.join(top, f"{i:04d}") for i in range(len(variants))]
        for folder, variant in zip(folders, variants):
            write_files(folder, variant.files)
        cases = {case["path"].rstrip("/"): case for case in run_program(program, [top])}
        failures = []
        for folder, variant in zip(folders, variants):
            name = f"{variant.case}: {variant.how}"
            why = judge(cases[folder], variant, expected) if folder in cases else "not in the output"
            if why:
                failures.append((name, why.replace(folder + "/", "")))
                keep(kept, name, folder)
        return len(variants), failures


def as_it_is(program, case):
    """What the program says of the case as it is bundled."""
    style = rewrite.Style("space", "comma", False)
    rows = {stem: [[cell.text for cell in row] for row in file] for stem, file in case.files.items()}
    found = run_program(program, [str(rewrite.EXAMPLES / case.name)])[0]
    return same_case(found, Cells(Variant(case.name, str(style), rows, {}, ";", "")))


def batches(program, part, kept):
    for case in rewrite.read_cases():
        expected = as_it_is(program, case)
        variants = chosen(case, part)
        while batch := list(itertools.islice(variants, BATCH)):
            yield program, batch, expected, kept


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
    parser.add_argument("--keep", metavar="FOLDER", help="where to leave the files of what failed")
    parser.add_argument("--jobs", type=int, default=2)
    arguments = parser.parse_args()
    program = os.path.abspath(arguments.program)
    tried, failures = 0, []
    with multiprocessing.Pool(arguments.jobs) as pool:
        work = batches(program, 1 if arguments.full else arguments.part, arguments.keep)
        for count, failed in pool.imap_unordered(try_batch, work):
            tried += count
            failures += failed
    show(failures)
    print(f"{tried - len(failures)} passed, {len(failures)} failed")
    return 1 if failures or not tried else 0


if __name__ == "__main__":
    sys.exit(main())
