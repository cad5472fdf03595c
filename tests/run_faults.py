"""Lets every call to the system fail once, and looks at what became of it.

    run_faults.py --program ./budgetkoll --library build/faults.so [--most N] [--jobs N] [--only COMMAND]
    run_faults.py --program ./budgetkoll --library build/faults.so --only "calc --in-place case, rename 2"

Each of COMMANDS runs once undisturbed while its calls are counted by kind (tests/faults/faults.c), and then once for
each call of each kind with that call failing; --most N takes at most N of a kind, spread evenly, the first and the last
among them. Some kinds also fail from a call on, as on a full disk. Whatever fails, demanded is

- that the program ends by itself within TIMEOUT seconds, with the status, output and files of the undisturbed run, or with
  status 3 and a message on standard error;
- that every file there was is as it was, or as the undisturbed run leaves it; that no file is there which that run does
  not leave, and none half written (with status 3 a report may be another one, but a whole one, which says why); and that
  what was written over in place is still there as a copy.

Ends with "N passed, N failed"; a failure is told with what makes it again."""
import argparse
import io
import json
import os
import shutil
import signal
import struct
import subprocess
import threading
import zipfile
from concurrent.futures import ThreadPoolExecutor
from typing import NamedTuple
from xml.etree import ElementTree

from run_calc_cli import RIGHT_COSTS, WRONG, WRONG_COSTS, WRONG_FINANCING, tree
from run_hostile import write_xlsx
from runner import Folder, Tally, project_root

TIMEOUT = 30
REPORTED = 8  # failures of a command that are told in full
STATE_SIZE = 4096
NAME_SIZE = 24
LASTING = ("memory", "write", "open", "read")  # kinds that are also tried as failing from a call on
UNCALLED = ("sync",)  # kinds that no command calls today
IN_PLACE = "--in-place"


# ---- cases ----

def workbook():
    whole = io.BytesIO()
    write_xlsx(whole, WRONG_COSTS + "\n" + WRONG_FINANCING)
    return whole.getvalue()


def pdf(text):
    """A page of lines, in the least that pdftotext takes."""
    lines = "".join(f"({line}) Tj T*\n" for line in text.splitlines()).encode("latin-1")
    content = b"BT /F1 9 Tf 11 TL 40 800 Td\n" + lines + b"ET\n"
    font = b"<</Type/Font/Subtype/Type1/BaseFont/Courier/Encoding/WinAnsiEncoding>>"
    objects = [b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
               b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
               b"<</Length %d>>stream\n%sendstream" % (len(content), content), font]
    whole, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(whole))
        whole += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    return whole + (b"xref\n0 6\n0000000000 65535 f \n%strailer<</Size 6/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" %
                    (table, len(whole)))


def export(cases):
    rows = [f"{case};{kind};{year};{amount}" for case in range(1, cases + 1) for year in (2021, 2022)
            for kind, amount in (("Personal", 100), ("Resor och logi", 50), ("Summa kostnader", 140 + 10 * (case % 2)))]
    return "Ärendeid;Kostnadslag;År;Belopp\n" + "\n".join(rows) + "\n"


def text_case():
    rows = [row.split(";") for row in WRONG_COSTS.replace(";;", ";0;").replace(";\n", ";0\n").splitlines()]
    return "\n".join(f"{row[0]:<40}" + "".join(f"{cell:>16}" for cell in row[1:]) for row in rows) + "\n"


PROJECT = "Uppgift;Värde\nProjektnamn;Provet\nStödandel;50 %\n"
FILES = {"case/projekt.csv": PROJECT, **WRONG, "book.xlsx": workbook(), "export.csv": export(30),
         "paper.pdf": pdf(text_case())}


class Command(NamedTuple):
    """What is run in a folder of some of FILES; `before` are files of its own beside them."""
    arguments: str
    takes: str
    before: dict = {}

    @property
    def piped(self):
        return self.arguments.endswith(" -")

    @property
    def writes(self):
        """The report it makes, if that is a file."""
        words = self.arguments.split()
        return words[words.index("-o") + 1] if "-o" in words else None


OLD = {"out.xlsx": "an older one\n", "out.json": "an older one\n"}
COMMANDS = [
    Command("check case", "case"),
    Command("check --format json book.xlsx", "book.xlsx"),
    Command("check -o out.json export.csv", "export.csv", OLD),
    Command("check --format json .", "case", {"other/k.csv": RIGHT_COSTS, "other/below/k.csv": WRONG_COSTS}),
    Command("check --format json -", "case/k.csv"),
    Command("check paper.pdf", "paper.pdf"),
    Command("report -o out.xlsx case", "case"),
    Command("report -o out.xlsx export.csv", "export.csv", OLD),
    Command("calc -o out/new case", "case"),
    Command("calc -o out case", "case", {"out/k.csv": "an older one\n"}),
    Command("calc -o out/ book.xlsx", "book.xlsx"),
    Command("calc -o out.csv case", "case"),
    Command("calc -o out.xlsx case", "case", OLD),
    Command("calc --in-place case", "case", {"case/k.csv.bak": "an older copy\n"}),
    Command("calc -o case case", "case"),  # refused, whatever else fails
    Command("check --format json -o case/m.csv case", "case"),
]


def files_of(command):
    own = {name: content for name, content in FILES.items()
           if name == command.takes or name.startswith(command.takes + "/")}
    own.update({name: content for name, content in command.before.items()
                if not name.startswith("out.") or name in command.arguments})
    return own


# ---- runs ----

class Fault(NamedTuple):
    kind: str
    at: int
    lasts: bool = False

    def __str__(self):
        return f"{self.kind} {self.at}{' and on' if self.lasts else ''}"

    def settings(self):
        return {"FAULT_KIND": self.kind, "FAULT_AT": str(self.at), **({"FAULT_LASTS": "1"} if self.lasts else {})}


def read_kinds():
    with open(os.path.join(project_root(), "tests", "faults", "faults.def"), encoding="utf-8") as file:
        return [line[5:].split(",")[0] for line in file if line.startswith("KIND(")]


KINDS = read_kinds()


class Outcome(NamedTuple):
    status: int
    out: bytes
    err: str
    files: dict
    folders: frozenset
    calls: dict
    failed: int
    name: str


class Bench:
    """A folder with one command's files, made anew when a run has changed them."""

    def __init__(self, program, library, command):
        self.program, self.library, self.command = program, library, command
        self.folder = Folder()
        self.before = {name: content if isinstance(content, bytes) else content.encode()
                       for name, content in files_of(command).items()}
        self.environment = {"PATH": os.environ["PATH"], "LC_ALL": "C", "LD_PRELOAD": library,
                            "MALLOC_PERTURB_": "165", "TMPDIR": self.folder.join("tmp"),
                            "FAULT_STATE": self.folder.join("state"), "SOURCE_DATE_EPOCH": "1600000000"}
        self.is_made = False

    def make(self):
        for name in self.folder.names():
            path = self.folder.join(name)
            shutil.rmtree(path) if os.path.isdir(path) else os.unlink(path)
        os.makedirs(self.folder.join("tmp"))
        for name, content in self.before.items():
            self.folder.write("work/" + name, content)
        self.is_made = True

    def run(self, fault=None):
        if not self.is_made:
            self.make()
        self.folder.write("state", bytes(STATE_SIZE))
        source = open(self.folder.join("work", self.command.takes), "rb") if self.command.piped else subprocess.DEVNULL
        try:
            done = subprocess.run([self.program, *self.command.arguments.split()], cwd=self.folder.join("work"),
                                  env={**self.environment, **(fault.settings() if fault else {})}, stdin=source,
                                  capture_output=True, timeout=TIMEOUT, check=False)
        except subprocess.TimeoutExpired as late:
            done = subprocess.CompletedProcess([], "no end", late.stdout or b"", late.stderr or b"")
        return self.look(done)

    def look(self, done):
        state = self.folder.read("state")
        numbers = struct.unpack_from(f"{len(KINDS) + 1}Q", state)
        name = state[8 * len(numbers):][:NAME_SIZE].rstrip(b"\0").decode()
        files = tree(self.folder.join("work"))
        files.update({"$TMPDIR/" + name: content for name, content in tree(self.folder.join("tmp")).items()})
        folders = frozenset(os.path.relpath(parent, self.folder.path) for parent, _, _ in os.walk(self.folder.path))
        self.is_made = files == self.before and not folders_below(self.before, folders)
        return Outcome(done.returncode, done.stdout, done.stderr.decode("utf-8", "replace"), files, folders,
                       dict(zip(KINDS, numbers)), numbers[-1], name)


def folders_below(files, folders):
    """Folders that hold none of the files."""
    needed = {"work", "tmp", "."}
    for name in files:
        while "/" in name:
            name = name.rpartition("/")[0]
            needed.add("work/" + name)
    return folders - needed


# ---- what is demanded ----

def end_wrong(right, got):
    """How it ended."""
    if isinstance(got.status, int) and got.status < 0:
        return f"it was killed by {signal.Signals(-got.status).name}"
    if got.status not in (right.status, 3):
        return f"it ended with {got.status}, not with {right.status} or 3"
    if got.status == 3:
        return None if got.err.strip() else "it ended with 3 and said nothing"
    if got.out != right.out:
        return f"it ended with {got.status}, but its output is another"
    others = sorted(name for name, content in right.files.items() if got.files.get(name) != content)
    return f"it ended with {got.status}, but its files are others: {', '.join(others)}" if others else None


def is_whole(name, content):
    """A report in a file of its own, from its first byte to its last."""
    try:
        if name.endswith(".json"):
            return json.loads(content)["summary"] is not None
        with zipfile.ZipFile(io.BytesIO(content)) as book:
            for part in book.namelist():
                ElementTree.fromstring(book.read(part))
            return name.endswith(".xlsx") and "xl/workbook.xml" in book.namelist()
    except (ValueError, KeyError, zipfile.BadZipFile, ElementTree.ParseError):
        return False


def file_wrong(command, before, right, got, fault):
    """What became of the files."""
    for name, content in before.items():
        if name not in got.files:
            return f"{name} is gone"
        if IN_PLACE in command.arguments and content not in got.files.values():
            return f"what {name} held is nowhere any more"
    for name, content in got.files.items():
        is_report = got.status == 3 and command.writes == name and is_whole(name, content)
        if content in (before.get(name), right.files.get(name)) or is_report:
            continue
        if name in before or name in right.files:
            return f"{name} is neither as it was nor as it should become: {len(content)} bytes, {content[:60]!r}"
        if fault.kind != "unlink":
            return f"{name} is left behind, {len(content)} bytes of it"
    odd = folders_below(right.files, got.folders) - right.folders
    return f"folders are left behind: {', '.join(odd)}" if odd and fault.kind != "unlink" else None


def spread(count, most):
    """At most so many of 1 ... count, evenly."""
    if count <= most:
        return range(1, count + 1)
    return sorted({1 + i * (count - 1) // (most - 1) for i in range(most)})


def faults_of(calls, most):
    for kind in KINDS:
        for at in spread(calls[kind], most):
            yield Fault(kind, at)
        for at in spread(calls[kind], max(2, most // 3)) if kind in LASTING else ():
            yield Fault(kind, at, True)


class Suite:
    def __init__(self, options):
        self.options, self.tally, self.lock = options, Tally(), threading.Lock()
        self.is_stopped = False

    def try_fault(self, bench, right, fault):
        """What is wrong after it, or nothing."""
        if self.is_stopped:
            return None
        got = bench.run(fault)
        wrong = end_wrong(right, got) or file_wrong(bench.command, bench.before, right, got, fault)
        return wrong and (f"{bench.command.arguments}: {got.name} fails: {wrong}",
                          f"--only \"{bench.command.arguments}, {fault}\"\n    {got.err[:300].strip()}")

    def wanted(self, command, fault):
        return self.options.only in (None, command.arguments, f"{command.arguments}, {fault}")

    def tell(self, command, tried, failures):
        with self.lock:
            self.tally.passed += tried - len(failures)
            for name, detail in failures[:REPORTED]:
                self.tally.check(name, False, detail)
            if len(failures) > REPORTED:
                print(f"{command.arguments}: {len(failures) - REPORTED} more failures")
                self.tally.failed += len(failures) - REPORTED

    def try_command(self, command):
        """All faults of one command, one after the other in a folder of its own."""
        bench = Bench(os.path.abspath(self.options.program), os.path.abspath(self.options.library), command)
        with bench.folder:
            right = bench.run()
            with self.lock:
                self.tally.check(f"{command.arguments}: undisturbed", right.status in (0, 1, 3) and right.calls["memory"] > 0,
                                 f"{right.status} {right.err[:300]} {right.calls}")
            faults = [fault for fault in faults_of(right.calls, self.options.most) if self.wanted(command, fault)]
            failures = [wrong for fault in faults if (wrong := self.try_fault(bench, right, fault))]
        self.tell(command, len(faults), failures)
        return right.calls

    def run(self):
        only = (self.options.only or "").split(", ")[0]
        commands = [command for command in COMMANDS if only in ("", command.arguments)]
        with ThreadPoolExecutor(self.options.jobs) as pool:
            try:
                counted = list(pool.map(self.try_command, commands))
            except BaseException:  # interrupted: what is begun comes to its end, and removes its folder
                self.is_stopped = True
                raise
        for kind in KINDS if not self.options.only else ():
            calls = sum(calls[kind] for calls in counted)
            self.tally.check(f"{kind}: some command calls it", calls > 0 or kind in UNCALLED)
        self.tally.finish()


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--program", default="./budgetkoll")
    parser.add_argument("--library", default="build/faults.so")
    parser.add_argument("--most", type=int, default=1 << 30)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--only", help="a command, or one fault of it, as failures are told")
    Suite(parser.parse_args()).run()


if __name__ == "__main__":
    main()
