#!/usr/bin/python3
"""How many instructions a check takes, counted by valgrind's callgrind: the same on every run and on a busy machine.

    bench_instructions.py PROGRAM PARSER

PARSER is libcsv with empty callbacks (bench_csv.c). Prints one line a measure, with its goal; `make bench` runs it first.
"""
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

CLEAN = Path("data/examples/exempel-utan-fel")
APPLICATION = Path("data/examples/digitaliseringsguiden")
EXPORT_HELPER = "tests/bench_export.py"
FEW, MANY = 100, 300         # cases of a folder
SHORT, LONG = 4000, 44000    # rows of an export: the difference leaves out what a start takes


def instructions(command, within=None):
    """What a command takes in all, or within one function and what it calls."""
    toggle = [f"--toggle-collect={within}"] if within else []
    run = subprocess.run(["valgrind", "--tool=callgrind", "--callgrind-out-file=/dev/null", *toggle, *command],
                         stdin=subprocess.DEVNULL, capture_output=True, text=True)
    counted = re.search(r"Collected : (\d+)", run.stderr)
    if run.returncode not in (0, 1, 3) or not counted:
        sys.exit(f"bench: {' '.join(command)}: {run.stderr[-500:]}")
    return int(counted.group(1))


def size_of(folder):
    return sum(path.stat().st_size for path in folder.iterdir())


def link_cases(folder, count):
    folder.mkdir()
    for number in range(count):
        (folder / f"{number:05}").symlink_to((CLEAN, APPLICATION)[number % 2].resolve())


def tell(what, value, goal=""):
    print(f"  {what:52} {value:>12}{'  goal: ' + goal if goal else ''}")


def bench_case(program, name, folder, goal):
    tell(f"check of {name}, {size_of(folder) / 1000:.1f} kB, millions",
         f"{instructions([program, 'check', str(folder)]) / 1e6:.2f}", goal)


def bench_reading(program):
    """What reading takes beyond its fixed cost: of two cases, the larger less the smaller."""
    reading = [instructions([program, "check", str(folder)], "read_case_as") for folder in (CLEAN, APPLICATION)]
    for folder, taken in zip((CLEAN, APPLICATION), reading):
        tell(f"reading {folder.name}, for each byte", f"{taken / size_of(folder):.0f}", "at most 150")


def bench_folder(program, work):
    taken = []
    for count in (FEW, MANY):
        folder = work / f"cases-{count}"
        link_cases(folder, count)
        taken.append(instructions([program, "check", "--format", "json", str(folder)]))
    tell("one more case in a folder of cases, millions", f"{(taken[1] - taken[0]) / (MANY - FEW) / 1e6:.2f}")


def bench_export(program, parser, work):
    taken = {}
    for rows in (SHORT, LONG):
        export = work / f"export-{rows}.csv"
        subprocess.run(["/usr/bin/python3", EXPORT_HELPER, "make", export, str(rows)], check=True, stdout=subprocess.DEVNULL)
        taken[rows] = (instructions([program, "check", "--format", "json", str(export)]),
                       instructions([parser, str(export)]))
    own, libcsv = (long - short for long, short in zip(taken[LONG], taken[SHORT]))
    tell("a long export, beside libcsv with empty callbacks", f"{own / libcsv:.2f}", "at most 1.60")


def main():
    program, parser = map(os.path.abspath, sys.argv[1:3])
    print("Instructions")
    bench_case(program, "a case without errors", CLEAN, "at most 1.40")
    bench_case(program, "the application", APPLICATION, "at most 2.80")
    bench_reading(program)
    with tempfile.TemporaryDirectory(prefix="bench-") as work:
        bench_folder(program, Path(work))
        bench_export(program, parser, Path(work))


if __name__ == "__main__":
    main()
