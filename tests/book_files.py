"""The file itself: the same input gives the same bytes, and what cannot be written leaves nothing behind."""
import os
import re
import resource
import shutil
import signal
import subprocess
import time
import zipfile

from book_bench import EXAMPLES, LANGUAGES, example, write_trials
from book_reader import is_sound, read_book, read_table
from runner import GOOD, Folder, closed_pipe, off_by
from run_examples import LOCALE, make_locale

EPOCH = "1600000000"                         # 2020-09-13T12:26:40Z
WRONG_TIMES = ["abc", "-1", "1.5", "12x", "2020-09-13", "9" * 30]
CANNOT = {"sv": r"budgetkoll: .*kan inte", "en": r"budgetkoll: .*cannot"}
# In bytes: from not one to nearly all, so that each part of the workbook is once the first that has no room.
LIMITS = [0, 1, 300, 700, 1500, 2500, 4000, 6000, 9000, 13000, 18000, 24000, 30000]
DISK_SIZES = ["4k", "16k", "32k", "64k", "128k", "256k"]


def read(path):
    with open(path, "rb") as file:
        return file.read()


def created(path):
    with zipfile.ZipFile(path) as archive:
        return re.search(r"<dcterms:created[^>]*>([^<]*)<", archive.read("docProps/core.xml").decode())[1]


# ---- the same bytes ----

class Maker:
    """Makes workbooks of one input in any way, to compare their bytes."""

    def __init__(self, bench, *args):
        self.bench, self.args = bench, args

    def make(self, *options, env=None, cwd=None, command="report"):
        path = self.bench.path("same.xlsx")
        done = self.bench.program.run(command, "-o", path, *options, *self.args, env=env, cwd=cwd)
        self.bench.tally.check("same bytes: written", done.status in (0, 1) and os.path.exists(path), done.err[:300])
        return read(path) if os.path.exists(path) else None

    def check(self, name, *options, wanted, **settings):
        got = self.make(*options, **settings)
        self.bench.tally.check(f"the same bytes: {name}", got == wanted, "they differ")


def test_same_bytes(bench):
    """Twice in a row, in another second, with the other command, elsewhere and at other hours."""
    large = write_trials(bench.path("large"), range(7001, 7022))
    for name, args in (("one", [example("s2i2")]), ("some", [EXAMPLES]), ("many", [large])):
        maker = Maker(bench, *args)
        for env in ({}, {"SOURCE_DATE_EPOCH": EPOCH}):
            first = maker.make("--lang", "sv", env=env)
            maker.check(f"{name} twice {env}", "--lang", "sv", env=env, wanted=first)
            maker.check(f"{name} from / {env}", "--lang", "sv", env=env, cwd="/", wanted=first)
            maker.check(f"{name} by check {env}", "--lang", "sv", env=env, command="check", wanted=first)
            maker.check(f"{name} in another time zone {env}", "--lang", "sv", wanted=first,
                        env={**env, "TZ": "America/New_York"})
    yield


def test_same_bytes_later(bench):
    maker = Maker(bench, example("s2i2"))
    before = {moment: maker.make(env={"SOURCE_DATE_EPOCH": moment}) for moment in (None, EPOCH, "0")}
    yield
    time.sleep(1.1)  # the office suite may not have taken that long
    for moment, wanted in before.items():
        maker.check(f"later, with SOURCE_DATE_EPOCH {moment}", wanted=wanted, env={"SOURCE_DATE_EPOCH": moment})


def test_relative_path(bench):
    """The same relative path below another folder is the same input."""
    homes = [bench.path("home") for _ in range(2)]
    for home in homes:
        shutil.copytree(example("s2i2"), os.path.join(home, "case"))
    maker = Maker(bench, "case")
    first = maker.make(cwd=homes[0])
    maker.check("from another folder", cwd=homes[1], wanted=first)
    yield


def test_locale(bench):
    with Folder() as folder:
        wrong = make_locale(folder)
        bench.tally.check(f"the locale {LOCALE} can be made", not wrong, wrong)
        swedish = {"LC_ALL": LOCALE, "LANG": LOCALE, "LOCPATH": folder.path}
        maker = Maker(bench, EXAMPLES)
        for language in LANGUAGES:
            wanted = maker.make("--lang", language)
            maker.check(f"in {LOCALE} with {language}", "--lang", language, env=swedish, wanted=wanted)
        maker.check("language of the locale", env=swedish, wanted=maker.make("--lang", "sv"))
    yield


def test_time(bench):
    """The time is SOURCE_DATE_EPOCH, else that of the newest file that was read."""
    folder, tally = bench.path("timed"), bench.tally
    shutil.copytree(example("exempel-utan-fel"), folder)
    names = sorted(os.listdir(folder))
    for number, name in enumerate(names):
        os.utime(os.path.join(folder, name), (1500000000 + number, 1500000000 + number))
    tally.equal("time of the newest file", created(bench.report(folder)), "2017-07-14T02:40:04Z")
    before = Maker(bench, folder).make()
    os.utime(os.path.join(folder, names[0]), (1577836800, 1577836800))
    tally.equal("another time", created(bench.report(folder)), "2020-01-01T00:00:00Z")
    tally.check("another time, other bytes", Maker(bench, folder).make() != before)
    # The library takes no time at all for the present, so the first second may be told as the second.
    for moment, wanted in ((EPOCH, "2020-09-13T12:26:40Z"), ("0", "1970-01-01T00:00:0[01]Z"),
                           ("4102444800", "2100-01-01T00:00:00Z")):
        path = bench.report(folder, env={"SOURCE_DATE_EPOCH": moment})
        tally.check(f"time of SOURCE_DATE_EPOCH {moment}", re.fullmatch(wanted, created(path)), created(path))
    yield


def test_wrong_time(bench):
    for moment in WRONG_TIMES:
        for language in LANGUAGES:
            path = bench.path("wrong.xlsx")
            done = bench.program.run("report", "--lang", language, "-o", path, example("s2i2"),
                                     env={"SOURCE_DATE_EPOCH": moment})
            bench.tally.check(f"SOURCE_DATE_EPOCH {moment}: status 2, named, no file", done.status == 2
                              and "SOURCE_DATE_EPOCH" in done.err and not os.path.exists(path),
                              f"{done.status} {done.err!r}")
    yield


# ---- what cannot be written ----

class Place:
    """A folder for output with an old workbook in it, and another for temporary files."""

    def __init__(self, bench):
        self.bench, self.folder = bench, Folder({"out/old.xlsx": "the old bytes", "a-file": "x"})
        os.mkdir(self.folder.join("tmp"))

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.folder.__exit__()

    def join(self, *names):
        return self.folder.join(*names)

    def left(self):
        return {name: sorted(os.listdir(self.join(name))) for name in ("out", "tmp")}

    def run(self, output, *options, case=None, language="sv", env=None, **settings):
        env = {"TMPDIR": self.join("tmp"), **(env or {})}
        return self.bench.program.run("report", "--lang", language, "-o", output, *options, case or example("s2i2"),
                                      env=env, cwd=self.folder.path, **settings)

    def check_fails(self, what, output, *options, **settings):
        """Status 3 and why, nothing new anywhere, and what was there is as it was."""
        for language in LANGUAGES:
            done = self.run(output, *options, language=language, **settings)
            self.bench.tally.check(f"{what}: status 3, told [{language}]",
                                   done.status == 3 and re.search(CANNOT[language], done.err),
                                   f"{done.status} {done.err!r}")
            self.check_nothing_left(f"{what} [{language}]")

    def check_nothing_left(self, what):
        self.bench.tally.equal(f"{what}: nothing left", self.left(), {"out": ["old.xlsx"], "tmp": []})
        self.bench.tally.equal(f"{what}: the old file", self.folder.read("out/old.xlsx"), b"the old bytes")


def test_places(bench):
    with Place(bench) as place:
        place.check_fails("a missing folder", "nope/x.xlsx")
        place.check_fails("a folder that is a file", "a-file/x.xlsx")
        place.check_fails("a folder", "out", "--format", "xlsx")
        place.check_fails("a full device", "/dev/full", "--format", "xlsx")
        for name in ("old.xlsx", "new.xlsx"):
            for what, temporary in (("missing", place.join("nope")), ("a file", place.join("a-file"))):
                place.check_fails(f"temporary folder is {what}: {name}", f"out/{name}", env={"TMPDIR": temporary})
            # Of many cases the library needs temporary files of its own from the beginning.
            place.check_fails(f"temporary folder is missing: {name} of many", f"out/{name}", case=EXAMPLES,
                              env={"TMPDIR": place.join("nope")})
    yield


def limit(size):
    return lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))


def check_limit(place, name, size, case, needed):
    """Below what the file needs it must fail; above, temporary files may still need more. Never is it half."""
    done = place.run(f"out/{name}", case=case, preexec_fn=limit(size), restore_signals=False)
    what, tally = f"room for {size} of {needed} bytes: {name}", place.bench.tally
    if size < needed or done.status == 3:
        tally.check(f"{what}: status 3, told", done.status == 3 and re.search(CANNOT["sv"], done.err),
                    f"{done.status} {done.err!r}")
        place.check_nothing_left(what)
        return
    wrong = is_sound(place.join("out", name))
    tally.check(f"{what}: written", done.status in (0, 1) and not wrong, f"{done.status} {wrong} {done.err!r}")
    place.folder.write("out/old.xlsx", "the old bytes")
    if name != "old.xlsx":
        os.unlink(place.join("out", name))


def test_no_room(bench):
    """Files may not grow beyond a size, wherever they are: temporary parts fail first, then the workbook."""
    with Place(bench) as place:
        for case in (example("s2i2"), EXAMPLES):
            needed = os.path.getsize(bench.report(case))
            sizes = [*LIMITS, *(needed * part // 8 for part in range(5, 8)), needed - 1, needed, needed + 1,
                     *(needed * part // 2 for part in range(3, 20, 3))]
            for name in ("old.xlsx", "new.xlsx"):
                for size in sizes:
                    check_limit(place, name, size, case, needed)
            enough = place.run("out/new.xlsx", case=case, preexec_fn=limit(100 * needed), restore_signals=False)
            bench.tally.equal("room for a hundred times the size", enough.status, 1)
            os.unlink(place.join("out", "new.xlsx"))
    yield


def mount(folder, size):
    """A small disk of its own, where that is allowed."""
    try:
        done = subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={size}", "none", folder], check=False,
                              capture_output=True)
    except OSError:
        return False
    return done.returncode == 0


def check_small_disk(bench, which, size):
    with Place(bench) as place:
        if not mount(place.join(which), size):
            return
        try:
            place.folder.write("out/old.xlsx", "the old bytes")
            for name in ("old.xlsx", "new.xlsx"):
                check_on_small_disk(place, which, size, name)
        finally:
            subprocess.run(["umount", place.join(which)], check=False)


def check_on_small_disk(place, which, size, name):
    done, what = place.run(f"out/{name}"), f"{which} on a disk of {size}: {name}"
    tally = place.bench.tally
    if done.status == 3:
        tally.check(f"{what}: told", re.search(CANNOT["sv"], done.err), done.err)
        place.check_nothing_left(what)
        return
    wrong = is_sound(place.join("out", name))
    tally.check(f"{what}: written", done.status == 1 and not wrong, f"{done.status} {wrong} {done.err!r}")
    tally.equal(f"{what}: no temporary files left", os.listdir(place.join("tmp")), [])
    place.folder.write("out/old.xlsx", "the old bytes")
    if name != "old.xlsx":
        os.unlink(place.join("out", name))


def test_small_disks(bench):
    for which in ("out", "tmp"):
        for size in DISK_SIZES:
            check_small_disk(bench, which, size)
    yield


# ---- what has no memory, or is stopped ----

STEPS = 24


def limit_memory(size):
    return lambda: resource.setrlimit(resource.RLIMIT_AS, (size, size))


def starts_in(bench, size):
    """Libraries that do not fit in are not the program's to tell."""
    done = subprocess.run([bench.program.path, "--version"], preexec_fn=limit_memory(size), capture_output=True,
                          check=False)
    return done.returncode == 0


def least_memory(bench):
    return next(size for size in range(2 << 20, 256 << 20, 1 << 18) if starts_in(bench, size))


def check_short_memory(place, case, size, wanted):
    """The whole workbook or none; of what is short, and not of a crash, somebody is told."""
    done, tally, path = place.run("out/new.xlsx", case=case, preexec_fn=limit_memory(size)), place.bench.tally, \
        place.join("out", "new.xlsx")
    what = f"{size} bytes of memory for {os.path.basename(case)}"
    if done.status == 3:
        tally.check(f"{what}: told", done.err, "nothing was said")
        return place.check_nothing_left(what)
    tally.check(f"{what}: the same workbook", done.status == 1 and read(path) == wanted, f"{done.status} {done.err!r}")
    os.unlink(path)
    return None


def test_short_memory(bench):
    if bench.program.is_plain:
        with Place(bench) as place:
            least = least_memory(bench)
            for case in (example("s2i2"), EXAMPLES):
                wanted = read(bench.report(case))
                for step in range(STEPS):
                    check_short_memory(place, case, least + step * (1 << 19), wanted)
                check_short_memory(place, case, 1 << 30, wanted)
    yield


def wait_for_child(process):
    """The process that writes the workbook."""
    path = f"/proc/{process.pid}/task/{process.pid}/children"
    while process.poll() is None:
        with open(path, encoding="ascii") as file:
            children = file.read().split()
        if children:
            return int(children[0])
    return None


def is_running(number):
    try:
        with open(f"/proc/{number}/stat", encoding="ascii") as file:
            return file.read().rpartition(")")[2].split()[0] not in "ZX"
    except OSError:
        return False


def check_stopped(bench, case, number, whom):
    with Place(bench) as place:
        process = subprocess.Popen([bench.program.path, "report", "--lang", "sv", "-o", "out/new.xlsx", case],
                                   cwd=place.folder.path, stderr=subprocess.PIPE,
                                   env=bench.program.environment({"TMPDIR": place.join("tmp")}))
        child = wait_for_child(process)
        what = f"{whom} stopped by {number.name}"
        bench.tally.check(f"{what}: there is a child", child, "it had ended")
        if child:
            os.kill(child if whom == "child" else process.pid, number)
        told = process.communicate()[1].decode()
        wanted = 3 if whom == "child" else -number
        bench.tally.equal(f"{what}: status", process.returncode, wanted)
        bench.tally.check(f"{what}: told", whom == "parent" or re.search(CANNOT["sv"], told), told)
        bench.tally.check(f"{what}: the child is gone", not is_running(child))
        place.check_nothing_left(what)


def test_stopped(bench):
    """Whoever is stopped, nothing stays: no workbook, no temporary file, no process."""
    large = write_trials(bench.path("large"), range(8001, 8060))
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        check_stopped(bench, large, number, "parent")
    for number in (signal.SIGSEGV, signal.SIGKILL, signal.SIGTERM):
        check_stopped(bench, large, number, "child")
    yield


def test_pipes(bench):
    """A pipe gets the same bytes as a file; one that nobody reads is a failed write."""
    with Place(bench) as place:
        wanted = read(bench.report(example("s2i2")))
        done = place.run("/dev/stdout", "--format", "xlsx")
        bench.tally.check("into a pipe", done.status == 1 and done.raw == wanted, f"{done.status} {done.err!r}")
        for case in (example("s2i2"), EXAMPLES):
            pipe = closed_pipe()
            done = place.run("/dev/stdout", "--format", "xlsx", case=case, stdout=pipe)
            os.close(pipe)
            bench.tally.check("into a closed pipe: status 3, told", done.status == 3 and done.err,
                              f"{done.status} {done.err!r}")
        place.check_nothing_left("pipes")
    yield


def test_temporary_files(bench):
    """None stays when all went well, also in a folder named relative to the working directory."""
    with Place(bench) as place:
        for temporary in (place.join("tmp"), "tmp"):
            for case in (example("s2i2"), EXAMPLES):
                done = place.run("out/old.xlsx", case=case, env={"TMPDIR": temporary})
                bench.tally.equal(f"TMPDIR {os.path.basename(temporary)}: written", done.status, 1)
                bench.tally.equal("nothing else left", place.left(), {"out": ["old.xlsx"], "tmp": []})
                bench.tally.equal("whole", is_sound(place.join("out", "old.xlsx")), "")
    yield


# ---- the status ----

def test_usage(bench):
    case = example("exempel-utan-fel")
    for args in (["report", case], ["check", "--format", "xlsx", case], ["report"], ["report", "-o", "x.doc", case],
                 ["report", "-o", "", case], ["rules", "--format", "xlsx", "-o", "x.xlsx"]):
        done = bench.program.run(*args, cwd=bench.folder.path)
        bench.tally.check(f"wrong usage: {' '.join(args)[:40]}", done.status == 2 and done.err and not done.out,
                          f"{done.status} {done.out[:100]!r} {done.err[:100]!r}")
    bench.tally.check("wrong usage: no file", not {"x.doc", "x.xlsx"} & set(bench.folder.names()))
    yield


def test_status(bench):
    unknown = GOOD.replace("Summa", "Frobnicering;;;\nSumma")
    cases = [(GOOD, [], 0), (GOOD, ["--fail-on", "note"], 0), (off_by(2), [], 0), (off_by(3), [], 1),
             (off_by(2), ["--fail-on", "note"], 1), (off_by(2), ["--fail-on", "warning"], 0), (unknown, [], 0),
             (unknown, ["--fail-on", "warning"], 1), (off_by(99), ["--tolerance", "100"], 0)]
    for table, options, status in cases:
        with Folder({"a.csv": table}) as folder:
            for command in ("report", "check"):
                done = bench.program.run(command, *options, "-o", "x.xlsx", "a.csv", cwd=folder.path)
                bench.tally.equal(f"status of {command} {options}", (done.status, is_sound(folder.join("x.xlsx"))),
                                  (status, ""))
                bench.tally.equal(f"{command} {options}: silent", (done.out, done.err), ("", ""))
    yield


def test_unreadable(bench):
    """What could be checked is in the workbook, and what could not is named in it."""
    with Folder({"good/a.csv": GOOD, "bad/b.csv": GOOD, "odd/c.csv": "Djur;Färg\nhund;brun\n"}) as folder:
        os.symlink("nowhere", folder.join("bad", "a.csv"))
        for paths in (["good", "bad"], ["nope", "good"], ["odd", "good"], ["bad"], ["nope"], ["odd"]):
            done = bench.program.run("report", "--lang", "sv", "-o", "x.xlsx", *paths, cwd=folder.path)
            bench.tally.check(f"unreadable {paths}: status 3, told", done.status == 3 and done.err,
                              f"{done.status} {done.err!r}")
            bench.tally.equal(f"unreadable {paths}: whole", is_sound(folder.join("x.xlsx")), "")
            check_unread(bench.tally, paths, read_book(folder.join("x.xlsx")))
            os.unlink(folder.join("x.xlsx"))
    yield


def check_unread(tally, paths, book):
    if len(paths) == 1:
        tally.equal(f"light of {paths}", book.cell("Sammanfattning", "A5").value, "EJ KONTROLLERAT")
        return
    rows = read_table(book.sheets["Översikt"], "Nr", "Ärende", "Ljus")
    wanted = [(path, "GRÖN" if path == "good" else "EJ KONTROLLERAT") for path in paths]
    tally.equal(f"lights of {paths}", sorted((row["Ärende"], row["Ljus"]) for row in rows), sorted(wanted))


TESTS = [test_same_bytes, test_same_bytes_later, test_relative_path, test_locale, test_time, test_wrong_time,
         test_places, test_no_room, test_small_disks, test_short_memory,
         test_stopped, test_pipes, test_temporary_files, test_usage, test_status,
         test_unreadable]
