"""Lets an office suite read workbooks, compute every formula anew and write them again, in a profile of its own."""
import os
import shutil
import signal
import subprocess

from book_reader import read_book, without_print_titles

# Without this a loaded workbook keeps the values that are cached in it, and would prove nothing.
ALWAYS_RECALCULATE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema"
 xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode" oor:op="fuse">
<value>0</value></prop></item>
</oor:items>
"""
AT_ONCE = 2          # processes
SECONDS = 240        # for all


class Office:
    """Collects workbooks, since starting is slow; after wait() each can be had as it was computed."""

    def __init__(self, folder):
        self.folder, self.inputs, self.books = folder, {}, {}
        os.makedirs(self.join("in"))
        os.makedirs(self.join("out"))
        self.started, self.said = [], ""

    def join(self, *names):
        return os.path.join(self.folder, *names)

    def add(self, path, lighter=False):
        """`lighter` leaves out what takes long to load and computes nothing."""
        if path not in self.inputs and os.path.exists(path):
            self.inputs[path] = self.join("in", f"{len(self.inputs)}.xlsx")
            (without_print_titles if lighter else shutil.copyfile)(path, self.inputs[path])

    def profile(self, number):
        profile = self.join(f"profile-{number}")
        os.makedirs(os.path.join(profile, "user"))
        with open(os.path.join(profile, "user", "registrymodifications.xcu"), "w", encoding="utf-8") as file:
            file.write(ALWAYS_RECALCULATE)
        return profile

    def launch(self, number, paths):
        profile = self.profile(number)
        command = ["soffice", f"-env:UserInstallation=file://{profile}", "--headless", "--convert-to",
                   "xlsx:Calc MS Excel 2007 XML", "--outdir", self.join("out"), *paths]
        return subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                                stderr=subprocess.PIPE, text=True, start_new_session=True,
                                env={"PATH": os.environ.get("PATH", "/usr/bin:/bin"), "HOME": profile})

    def shares(self):
        """The workbooks for each process, so that they take about as long."""
        shares = [[] for _ in range(AT_ONCE)]
        for path in sorted(self.inputs.values(), key=os.path.getsize, reverse=True):
            min(shares, key=lambda share: sum(map(os.path.getsize, share))).append(path)
        return [share for share in shares if share]

    def start(self):
        """Its exit status says nothing: whoever wants a workbook finds out whether it is there."""
        try:
            for number, paths in enumerate(self.shares()):
                self.started.append(self.launch(number, paths))
        except OSError as error:
            self.said = str(error)

    def wait(self):
        for process in self.started:
            try:
                self.said += process.communicate(timeout=SECONDS)[1]
            except subprocess.TimeoutExpired:
                self.said += "took too long"
        self.stop()

    def stop(self):
        """What still runs, with all that it has started."""
        for process in self.started:
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()

    def output(self, path):
        return self.join("out", os.path.basename(self.inputs[path]))

    def read(self, path):
        """The workbook as computed anew, or None when there is none."""
        if path not in self.books:
            there = path in self.inputs and os.path.exists(self.output(path))
            self.books[path] = read_book(self.output(path)) if there else None
        return self.books[path]
