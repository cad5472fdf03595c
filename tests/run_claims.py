#!/usr/bin/python3
"""Golden tests of calc --claims: what can be paid out, and what remains.

    run_claims.py --program ./budgetkoll [--update] [NAME...]

A case is a folder of tests/claims: redovisat.csv (or .txt, .xlsx; what has been reported), args (arguments, one a line: the
budget's path seen from the project, and options), status (the exit status), and what is said: expect.sv.txt,
expect.en.txt, expect.en.json, expect.sv.csv. Also what holds of every account whatever its golden file says, and wrong
usage. Ends with "N passed, N failed", exit status 1 when any failed; --update writes what the program says instead,
to be read before it is believed.
"""
import argparse
import json
import sys
from pathlib import Path

from run_cases import difference, read_lines, run, without_version

PROJECT = Path(__file__).resolve().parent.parent
CASES = PROJECT / "tests" / "claims"
OUTPUTS = (("expect.sv.txt", ["--lang", "sv"]), ("expect.en.txt", ["--lang", "en"]),
           ("expect.en.json", ["--lang", "en", "--format", "json"]), ("expect.sv.csv", ["--lang", "sv", "--format", "csv"]))
GOOD, BUDGET = "tests/claims/good/redovisat.csv", "data/examples/s2i2"

# arguments, status, what standard error says in English
USAGE = [
    (["--claims", GOOD], 2, "give one file or folder"),
    (["--claims", GOOD, BUDGET, BUDGET], 2, "give one file or folder"),
    (["--claims", GOOD, "data/examples"], 2, "several cases"),
    (["--claims", "-", "-"], 2, "standard input"),
    (["--claims", GOOD, "--in-place", BUDGET], 2, "other tasks"),
    (["--claims", GOOD, "--staff", "100", BUDGET], 2, "other tasks"),
    (["--claims", GOOD, "-o", "a-folder/", BUDGET], 2, "text, json, csv or tsv"),
    (["--claims", GOOD, "--format", "xlsx", "-o", "a.xlsx", BUDGET], 2, "text, json, csv or tsv"),
    (["--claims", "tests/claims/nothing.csv", BUDGET], 3, "cannot be read"),
    (["--claims", "tests/claims", BUDGET], 3, "cannot be read"),
    (["--claims", GOOD, "data/nothing"], 3, "cannot be read"),
    (["--claims", GOOD, "LICENSE"], 3, "no budget table"),
    (["--claims", GOOD, "tests/cases/read-unknown-row/bad-item/input"], 3, "cannot be read or told"),
]


def check_account(account):
    """What is wrong with an account, whatever its golden file says."""
    if account["status"] == "unchecked":
        if "right" in account:
            yield "it is unchecked and says what can be paid"
        return
    paid = 0
    for period in account["periods"]:
        if round(period["paid_before"] - paid, 2):
            yield f"{period['claim']}: paid before is not the sum of what was paid"
        paid += period["paid"]
    for each in [account, *account["periods"]]:
        before = each.get("paid_before", paid)
        if round(before + each["payable"] - each["overpaid"] - each["right"], 2):
            yield "paid + payable - overpaid is not the right"
        if each["right"] > min([each.get("by_costs", 1e18), each.get("by_co_financing", 1e18),
                                account["terms"].get("maximum", 1e18)]):
            yield "the right is above what limits it"
    for row in account["remaining"]:
        if round(sum(row["claims"]) - row["reported"], 2) or round(row["budget"] - row["reported"] - row["remaining"], 2):
            yield f"{row['cell']}: budget, claims and what remains do not agree"


def try_case(program, folder, update):
    reported = next(folder.glob("redovisat.*")).relative_to(PROJECT)
    status = "".join(read_lines(folder / "status")).strip()
    for name, options in OUTPUTS:
        result = run(program, ["calc", "--claims", str(reported), *options, *read_lines(folder / "args")], PROJECT)
        got, path = without_version(result.stdout.decode("utf-8", "replace")), folder / name
        if update:
            path.write_text(got, encoding="utf-8", newline="\n")
            (folder / "status").write_text(f"{result.returncode}\n")
            status = str(result.returncode)
        if str(result.returncode) != status:
            yield f"{name}: exit status {result.returncode}, not {status}: {result.stderr.decode().strip()}"
        expected = path.read_text(encoding="utf-8") if path.exists() else ""
        if got != expected:
            yield difference(expected, got, f"{folder.name}/{name}")
        if name.endswith(".json"):
            yield from check_account(json.loads(got)["claims"])


def try_usage(program):
    for arguments, status, pattern in USAGE:
        result = run(program, ["calc", "--lang", "en", *arguments], PROJECT)
        if result.returncode != status or pattern not in result.stderr.decode():
            yield f"{' '.join(arguments)}: exit status {result.returncode}: {result.stderr.decode().strip()}"


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--program", required=True)
    parser.add_argument("--update", action="store_true", help="write the golden files")
    parser.add_argument("names", nargs="*", metavar="NAME")
    arguments = parser.parse_args()
    program = str(Path(arguments.program).resolve())
    passed = failed = 0
    for name in arguments.names or sorted(path.name for path in CASES.iterdir() if path.is_dir()):
        problems = list(try_case(program, CASES / name, arguments.update))
        for problem in problems:
            print(f"FAILED {name}: {problem}")
        passed += not problems
        failed += bool(problems)
    problems = list(try_usage(program))
    for problem in problems:
        print(f"FAILED {problem}")
    passed, failed = passed + len(USAGE) - len(problems), failed + len(problems)
    print(f"{passed} passed, {failed} failed")
    return 1 if failed or not passed else 0


if __name__ == "__main__":
    sys.exit(main())
