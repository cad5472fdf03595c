"""What all tests of the workbook share: cases in folders, workbooks made of them, and what JSON says of the same."""
import json
import os
import random
import sys

from book_office import Office
from book_reader import differences, errors, read_book
from runner import project_root

sys.path.insert(0, os.path.join(project_root(), "tests", "generate"))

from budgets import make_budget  # noqa: E402
from run import Trial, changed, pick_cell  # noqa: E402

EXAMPLES = os.path.join(project_root(), "data", "examples")
CASES = sorted(os.listdir(EXAMPLES))
SCHEME = os.path.join(project_root(), "data", "schemes", "eruf-2014.ini")
LANGUAGES = ("sv", "en")


class Bench:
    """A test is a generator: what it wants computed anew it names before its yield, and finds after it."""

    def __init__(self, program, tally, folder):
        self.program, self.tally, self.folder = program, tally, folder
        self.office = Office(folder.join("office"))
        self.made = 0

    def path(self, name):
        """A new place for a file."""
        self.made += 1
        return self.folder.join(f"{self.made}-{name}")

    def report(self, *args, language="sv", name="book.xlsx", statuses=(0, 1), **options):
        """A workbook of the paths; where it stands."""
        path = self.path(name)
        done = self.program.run("report", "--lang", language, "-o", path, *args, **options)
        told = f"{done.status} {(done.out + done.err)[:300]}"
        self.tally.check(f"report {' '.join(args)}: written", done.status in statuses and os.path.exists(path), told)
        return path

    def check(self, *args, language="sv", **options):
        """What JSON says of the same paths."""
        done = self.program.run("check", "--lang", language, "--format", "json", *args, **options)
        return json.loads(done.raw.decode("utf-8"))

    def compare(self, name, path):
        """Computed anew, every cell has the value that was written; the computed workbook, or None."""
        before, after = read_book(path), self.office.read(path)
        self.tally.check(f"computed anew: {name}", after, f"no workbook came back: {self.office.said[-300:]}")
        self.tally.check(f"has formulas: {name}", before.formulas() > 0)
        self.tally.equal(f"no errors in cells: {name}", errors(before), [])
        if after:
            wrong = differences(before, after)
            self.tally.check(f"the same values: {name}", not wrong, f"{len(wrong)} differ: {wrong[:5]}")
        return after


def example(name):
    return os.path.join(EXAMPLES, name)


def sheet_name(number, name):
    """Of many cases each sheet begins with its case's number."""
    return f"{number} {name}" if number else name


def make_trial(seed):
    """Every other budget is right, the others have one wrong amount."""
    budget = make_budget(seed)
    return Trial(budget) if seed % 2 else changed(budget, pick_cell(budget, random.Random(seed)))


def write_trials(folder, seeds):
    """A folder of cases, named so that they are read in the order of their seeds."""
    os.makedirs(folder)
    for seed in seeds:
        trial = make_trial(seed)
        trial.budget.write(os.path.join(folder, f"{seed:04}"), trial.cell, trial.value)
    return folder
