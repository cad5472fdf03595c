#!/usr/bin/python3
"""A program whose limits are small (make small) says what the program itself says, as far as they let it.

    run_small.py --program build/sanitize/small-2 --listed 2

Of each rule it lists so many findings, and counts the others: the golden cases and what crashed once are read by it. Its
parts and blocks of long exports are a page or two: files of every size beside such boundaries are read. Ends with "N passed, N
failed", exit status 1 when any failed.
"""
import argparse
import json
import re
from collections import Counter
from pathlib import Path

from run_cases import case_names
from run_exports import check_sizes
from runner import Folder, Program, Tally

TESTS = Path(__file__).resolve().parent
PAGE = 4096
MORE = re.compile("^and ([0-9,]+) more of the same kind")


def golden_cases():
    """The cases that check reads without arguments: what is named, and what is known of it."""
    for name in case_names():
        folder = TESTS / "cases" / name
        expected = folder / "expect.en.json"
        if name.startswith("calc") or (folder / "args").exists() or not (folder / "input").exists():
            continue
        export = folder / "input/export.csv"
        path = export if export.exists() else folder / "input"
        yield str(path.relative_to(TESTS)), json.loads(expected.read_text(encoding="utf-8"))["cases"]


def counts(case):
    """How many findings of each rule there are, listed or not."""
    total = Counter()
    for one in case["findings"]:
        more = MORE.match(one["message"])
        total[one["rule"]] += int(more[1].replace(",", "")) if more else 1
    return total


def listed(case):
    return Counter((one["rule"], one["severity"], one["line"], one["column"], one.get("published"))
                   for one in case["findings"] if not MORE.match(one["message"]))


def check_case(tally, name, case, expected, most):
    """As many of each rule as there are, of which so many are listed, each one of those that are known; as severe."""
    tally.equal(f"{name}: findings of each rule", counts(case), counts(expected))
    tally.equal(f"{name}: status", case["status"], expected["status"])
    shown, known = listed(case), listed(expected)
    tally.check(f"{name}: each is known", not shown - known, str(shown - known))
    by_rule = Counter()
    for finding, number in shown.items():
        by_rule[finding[0]] += number
    tally.equal(f"{name}: listed", by_rule, Counter({rule: min(most, number) for rule, number in counts(expected).items()}))


def test_golden(program, tally, most):
    """All of them in one run, as cases beside each other."""
    named = list(golden_cases())
    tally.check("golden cases", len(named) > 100, str(len(named)))
    result = program.run("check", "--format", "json", "--lang", "en", *[path for path, _ in named], cwd=TESTS)
    cases = json.loads(result.out)["cases"]
    for path, expected in named:
        got = [case for case in cases if case["path"] == path or case["path"].startswith(path + "/")]
        tally.equal(f"{path}: cases", len(got), len(expected))
        for case, known in zip(got, expected):
            check_case(tally, path, case, known, most)


def test_calc(program, tally, _):
    """What is computed away is taken out of a list that is full."""
    paths = [path for path, _ in golden_cases() if not path.endswith(".csv")]
    for command in (["calc", "--format", "json"], ["check"], ["report", "--format", "markdown"]):
        program.run(*command, *paths, cwd=TESTS)


def test_crashed_once(program, _, most):
    """What crashed a fuzzer once, and tables of one mistake in every row, in one file or many."""
    rows = "Sak;Pengar;Anm\n" + "x;99999999999999999999999;x\n" * (most + 1)
    shares = "Kostnadstyp;2020;Totalt\n" + "x;1 2 %;3 %\n" * (most + 2) + "Personal;1;2\n"
    files = {path.name + ".csv": path.read_bytes() for path in sorted((TESTS / "fuzz/regress").iterdir())}
    for name, content in files.items() | {("loose.csv", rows), ("both.csv", rows + "\n" + shares), ("shares.csv", shares)}:
        with Folder({name: content}) as folder:
            for command in ("check", "calc"):
                program.run(command, name, cwd=folder.path)


def test_sizes(program, tally, _):
    """On and beside every boundary of pages, parts and blocks."""
    check_sizes(program, tally, [pages * PAGE + beside for pages in (1, 2, 3, 4, 6) for beside in (-1, 0, 1)], 1500)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--program", required=True)
    parser.add_argument("--listed", type=int, required=True)
    arguments = parser.parse_args()
    tally = Tally()
    program = Program(arguments.program, tally)
    for test in (test_golden, test_calc, test_crashed_once, test_sizes):
        test(program, tally, arguments.listed)
    tally.finish()


if __name__ == "__main__":
    main()
