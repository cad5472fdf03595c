#!/usr/bin/python3
"""Empty one cell at a time in right budgets: what was lost is named, or stands in the other cells.

    run_blanks.py --program ./budgetkoll --count 30 --seed 1 [--jobs 2]

A blank that is told must be an error, or a warning (sum-blank) at its place that names the amount which stood there.
One that is not told must be harmless: an amount that its own row or the rows below it still say, and every total as
it was. Ends with "N passed, N failed", where each budget written counts as one; exit status 1 when any failed.
"""

import argparse
import json
import multiprocessing
import os
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path

from budgets import make_budget

REPORTED = 5
TIMEOUT = 600
TOLERANCE = 2        # kronor; what is at most this is a note



def says_row(budget, cell):
    """The row's other amounts add up to the one that is gone: a total whose years are left."""
    row = budget.files[cell.file][cell.row]
    years = [amount for column, amount in enumerate(row)
             if column != cell.column and isinstance(amount, int)]
    return bool(years) and sum(years) == cell.value


def is_harmless(budget, cell):
    """Nothing is lost: the amount was nothing, or what is left says it."""
    return (cell.value == 0 or says_row(budget, cell) or cell.kind in ("sum", "applied")
            or budget.hides(cell, 0))


def why_wrong(budget, cell, case):
    """Why the verdict on a budget with that cell empty is wrong, or None; and what it was."""
    if case is None or case.get("status") == "unchecked":
        return "expected a verdict, got none", "unchecked"
    findings = case["findings"]
    if any(found["severity"] == "error" for found in findings):
        return None, "error"
    told = [found for found in findings if found["rule"] == "sum-blank"]
    if told:
        right = len(told) == 1 and told[0]["expected"] == cell.value and told[0]["severity"] == "warning"
        return None if right else f"expected {cell.value} in one blank, got {told}", "warning"
    if not is_harmless(budget, cell):
        return f"expected the lost amount {cell.value} to be told, got {findings}", "silent"
    for name, amount in budget.amounts.items():
        if case["amounts"].get(name, None if amount else 0) != amount:
            return f"expected {name} {amount}, got {case['amounts'].get(name)}", "silent"
    return None, "harmless"


def check(program, folder):
    run = subprocess.run([program, "check", "--lang", "en", "--format", "json", folder], stdin=subprocess.DEVNULL,
                         capture_output=True, timeout=TIMEOUT)
    if run.returncode not in (0, 1, 3):
        sys.exit(f"exit status {run.returncode}: {run.stderr.decode(errors='replace')[:2000]}")
    return {os.path.basename(case["path"].rstrip("/")): case for case in json.loads(run.stdout)["cases"]}


def write_blank(budget, folder, cell):
    """The budget without one amount; the file is written by its own dialect, as the others are."""
    row = list(budget.files[cell.file][cell.row])
    row[cell.column] = ""
    rows = list(budget.files[cell.file])
    rows[cell.row] = row
    budget.write(folder)
    (folder / cell.file).write_bytes(budget.dialect.encode(rows))


def work(task):
    program, seed = task
    budget = make_budget(seed)
    cells = budget.cells()
    with tempfile.TemporaryDirectory(prefix="blanks-") as folder:
        for number, cell in enumerate(cells):
            write_blank(budget, Path(folder) / str(number), cell)
        cases = check(program, folder)
    told = [(cell, *why_wrong(budget, cell, cases.get(str(number)))) for number, cell in enumerate(cells)]
    return Counter(what for _, _, what in told), [(seed, cell, why) for cell, why, _ in told if why]


def read_options():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--program", required=True)
    parser.add_argument("--count", type=int, default=30, help="how many budgets (default 30)")
    parser.add_argument("--seed", type=int, default=1, help="the first of them (default 1)")
    parser.add_argument("--jobs", type=int, default=2)
    options = parser.parse_args()
    if options.count < 1:
        parser.error("--count must be at least 1: a run that tries nothing must not pass")
    return options


def main():
    options = read_options()
    program = os.path.abspath(options.program)
    kinds, failures = Counter(), []
    with multiprocessing.Pool(options.jobs) as pool:
        for counted, wrong in pool.imap_unordered(
                work, [(program, seed) for seed in range(options.seed, options.seed + options.count)]):
            kinds += counted
            failures += wrong
    for seed, cell, why in sorted(failures, key=str)[:REPORTED]:
        print(f"FAILED seed {seed}, {cell.file} table row {cell.row + 1}, cell {cell.column + 1} "
              f"({cell.label.strip()}, {cell.kind}, {cell.value} emptied)\n  {why}")
    print(", ".join(f"{count} {kind}" for kind, count in sorted(kinds.items())))
    print(f"{sum(kinds.values()) - len(failures)} passed, {len(failures)} failed")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
