"""Tests of where calc puts its tables: never over what it reads, whatever that is called, nor over what somebody saved
meanwhile; and of whose the files are."""
import fcntl
import os
import signal
import stat
import struct
import subprocess
import termios
import time

from run_calc_cli import RIGHT_COSTS, RIGHT_FINANCING, WRONG, WRONG_COSTS, WRONG_FINANCING, calc, encoded, tree
from runner import NOBODY, Folder, run_tests

DEADLINE = 30  # seconds
SMALL_PIPE = 4096
IS_READ = "is read here and is not written over"


# ---- over the input ----

def refused(program, tally, what, files, args, prepare=None, cwd="."):
    """Status 3, said, and nothing is changed or left behind."""
    with Folder(files) as folder:
        if prepare:
            prepare(folder)
        before = tree(folder.path), sorted(folders(folder.path))
        result = program.run("calc", "-q", *args, cwd=folder.join(cwd))
        tally.check(f"{what}: status 3, said", result.status == 3 and IS_READ in result.err, f"{result.status} {result.err}")
        tally.equal(f"{what}: nothing changed", (tree(folder.path), sorted(folders(folder.path))), before)


def folders(path):
    return [os.path.join(parent, name) for parent, names, _ in os.walk(path) for name in names]


def test_new_folders(program, tally):
    """A name that leads back to the input only when the folders on the way have been made."""
    for output in ("nope/../case", "nope/deeper/../../case", "nope/../case/../case", "./nope/.././case/"):
        refused(program, tally, f"-o {output}", WRONG, ["-o", output, "case"])
    refused(program, tally, "the folder of a file", WRONG, ["-o", "nope/../case", "case/k.csv", "case/m.csv"])
    refused(program, tally, "through a link", WRONG, ["-o", "nope/../link", "case"],
            lambda folder: os.symlink("case", folder.join("link")))
    refused(program, tally, "hard links", WRONG, ["-o", "nope/../new", "case"],
            lambda folder: (os.mkdir(folder.join("new")), os.link(folder.join("case/k.csv"), folder.join("new/k.csv"))))
    with Folder({"costs.csv": "mine"}) as folder:
        result = calc(program, folder, "-q", "-o", "nope/..", "--staff", "100")
        tally.check("a new budget: status 3, said", result.status == 3 and "is there already" in result.err, result.err)
        tally.equal("a new budget: nothing changed", (tree(folder.path), folders(folder.path)), ({"costs.csv": b"mine"}, []))


def test_names_of_folders(program, tally):
    """Several arguments, some of them "..", "." and paths that end so: each has a folder of its own, by its real name."""
    files = {"a/one/k.csv": WRONG_COSTS, "a/one/m.csv": WRONG_FINANCING, "b/k.csv": WRONG_COSTS, "b/m.csv": WRONG_FINANCING}
    right = {"k.csv": RIGHT_COSTS.encode(), "m.csv": RIGHT_FINANCING.encode()}
    for cwd, paths, names in (("a/one", ["..", "../../b"], ["a/one", "b"]), ("a/one", ["../../b", ".."], ["b", "a/one"]),
                              ("a", [".", "../b"], ["one", "b"]), ("a", ["../b", "."], ["b", "one"]),
                              (".", ["a/one/.", "b/../b/."], ["one", "b"]), (".", ["a/one/..", "b"], ["a/one", "b"])):
        with Folder(files) as folder:
            result = program.run("calc", "-q", "-o", folder.join("new"), *paths, cwd=folder.join(cwd))
            expected = {f"{name}/{file}": data for name in names for file, data in right.items()}
            tally.equal(f"{paths} in {cwd}: status", (result.status, result.err), (0, ""))
            tally.equal(f"{paths} in {cwd}: files", tree(folder.join("new")), expected)
            tally.equal(f"{paths} in {cwd}: input", {n: d for n, d in tree(folder.path).items() if not n.startswith("new/")},
                        {name: data.encode() for name, data in files.items()})
    with Folder({"other/k.csv": WRONG_COSTS, "other/m.csv": WRONG_FINANCING, "work/deep/x": ""}) as folder:
        before = tree(folder.path)
        result = program.run("calc", "-q", "-o", "../new", "../../other", "..", cwd=folder.join("work/deep"))
        after = {name: data for name, data in tree(folder.path).items() if not name.startswith("work/new/")}
        tally.equal("-o ../new ../../other ..: input", after, before)


def test_other_inputs(program, tally):
    """Standard input and a scheme of one's own are read too."""
    with Folder({"k.csv": WRONG_COSTS, "s.csv": "[scheme]\nbase = eruf-2014\n", "case/k.csv": WRONG_COSTS}) as folder:
        before = tree(folder.path)
        with open(folder.join("k.csv"), "rb") as file:
            result = calc(program, folder, "-o", "k.csv", "-", stdin=file)
        tally.check("over standard input", result.status == 3 and IS_READ in result.err, result.err)
        result = calc(program, folder, "--scheme", "s.csv", "-o", "s.csv", "case")
        tally.check("over the scheme", result.status == 3 and IS_READ in result.err, result.err)
        tally.equal("over other inputs: nothing changed", tree(folder.path), before)


def test_one_place(program, tally):
    """Two tables never end in one place, whatever leads there."""
    with Folder({**WRONG, "new/m.csv": "old"}) as folder:
        os.symlink("m.csv", folder.join("new", "k.csv"))
        result = calc(program, folder, "-q", "-o", "new", "case")
        tally.check("a link among the outputs: status 3, said", result.status == 3 and "already by this run" in result.err,
                    f"{result.status} {result.err}")
    with Folder({**WRONG, "new/x": ""}) as folder:
        os.symlink("nothing", folder.join("new", "k.csv"))
        before = tree(folder.join("case"))
        result = calc(program, folder, "-q", "-o", "new", "case")
        tally.check("a link to nothing: status 3, said", result.status == 3 and "is a link to what is not there" in result.err,
                    f"{result.status} {result.err}")
        tally.equal("a link to nothing: nothing written", (os.listdir(folder.join("case")), tree(folder.join("case"))),
                    (list(before), before))


# ---- what others save meanwhile ----

LINES = 200
TOTALS = [(100 + i, 200 + 2 * i) for i in range(LINES)]


def long_table(computed):
    rows = "".join(f" - Rad {i};{a};{b};\n" for i, (a, b) in enumerate(TOTALS))
    sums = sum(a for a, _ in TOTALS), sum(b for _, b in TOTALS)
    total = f"{sums[0]};{sums[1]};{sum(sums) if computed else ''}\n"
    return f"Kostnadstyp;2021;2022;Totalt\nPersonal;{total}{rows}Summa kostnader;{total}"


def waiting_bytes(pipe):
    return struct.unpack("i", fcntl.ioctl(pipe, termios.FIONREAD, b"\0" * 4))[0]


def stopped_before_writing(program, folder, *args):
    """The program with all its input read and its report only half written, for the pipe is full: nothing is in place yet."""
    reading, writing = os.pipe()
    fcntl.fcntl(writing, fcntl.F_SETPIPE_SZ, SMALL_PIPE)
    child = subprocess.Popen([program.path, "calc", "--in-place", *args], cwd=folder.path, stdout=writing, stdin=subprocess.DEVNULL,
                             stderr=subprocess.PIPE, env=program.environment({}))
    os.close(writing)
    end = time.monotonic() + DEADLINE
    while waiting_bytes(reading) < SMALL_PIPE:
        if time.monotonic() > end:
            child.kill()
            raise TimeoutError
        time.sleep(0.005)
    return child, reading


def finish(child, reading):
    with os.fdopen(reading, "rb") as pipe:
        pipe.read()
    err = child.communicate(timeout=DEADLINE)[1].decode()
    return child.returncode, err


def replace(folder, name, data):
    """As editors save: another file in the place of the first."""
    folder.write(name + ".new", data)
    os.rename(folder.join(name + ".new"), folder.join(name))


def keep_times(folder, name, data):
    """As large as before and as old."""
    old = os.stat(folder.join(name))
    folder.write(name, data)
    os.utime(folder.join(name), ns=(old.st_atime_ns, old.st_mtime_ns))


def test_saved_meanwhile(program, tally):
    before = long_table(False)
    saved = before.replace("100;200", "199;200")
    for what, save in (("written into", Folder.write), ("replaced", replace), ("with the same times", keep_times)):
        with Folder({"k.csv": before}) as folder:
            child, reading = stopped_before_writing(program, folder, "k.csv")
            save(folder, "k.csv", saved)
            status, err = finish(child, reading)
            tally.check(f"saved meanwhile, {what}: status 3, said", status == 3 and "k.csv has been changed since" in err,
                        f"{status} {err}")
            tally.equal(f"saved meanwhile, {what}: nothing lost", tree(folder.path), {"k.csv": saved.encode()})
    with Folder({"k.csv": before}) as folder:
        child, reading = stopped_before_writing(program, folder, "k.csv")
        os.remove(folder.join("k.csv"))
        status, err = finish(child, reading)
        tally.check("removed meanwhile: status 3, said", status == 3 and "k.csv" in err, f"{status} {err}")
        tally.equal("removed meanwhile: it does not come back", tree(folder.path), {})
    with Folder({"case/k.csv": before, "case/m.csv": "Finansiär;2021;2022;Totalt\nEU-medel;1;2;\n"}) as folder:
        untouched = tree(folder.path)
        child, reading = stopped_before_writing(program, folder, "case")
        folder.write("case/m.csv", "mine")
        status, err = finish(child, reading)
        tally.check("one of two: status 3, said", status == 3 and "m.csv has been changed since" in err, f"{status} {err}")
        tally.equal("one of two: all or none", tree(folder.path), {**untouched, "case/m.csv": b"mine"})
    with Folder({"k.csv": before}) as folder:
        child, reading = stopped_before_writing(program, folder, "k.csv")
        os.utime(folder.join("k.csv"))
        status, err = finish(child, reading)
        tally.equal("touched only: written", (status, err, tree(folder.path)),
                    (0, "", encoded({"k.csv": long_table(True), "k.csv.bak": before})))
    with Folder({"k.csv": before}) as folder:
        child, reading = stopped_before_writing(program, folder, "k.csv")
        child.send_signal(signal.SIGTERM)
        status, _ = finish(child, reading)
        tally.equal("ended before writing", (status, tree(folder.path)), (-signal.SIGTERM, {"k.csv": before.encode()}))


# ---- owner and rights ----

def state_of(path):
    status = os.stat(path)
    return stat.S_IMODE(status.st_mode), status.st_uid, status.st_gid


def test_rights(program, tally):
    """Those of a file that is replaced stay, as far as we may set them; its copy has the same."""
    for mode in (0o600, 0o640, 0o664, 0o666, 0o755):
        with Folder({"k.csv": WRONG_COSTS, "m.csv": WRONG_FINANCING, "out.json": "old"}) as folder:
            for name in ("k.csv", "out.json"):
                os.chmod(folder.join(name), mode)
                if os.geteuid() == 0:
                    os.chown(folder.join(name), NOBODY, 12345)
            before = state_of(folder.join("k.csv"))
            calc(program, folder, "-q", "--in-place", ".")
            for name in ("k.csv", "k.csv.bak"):
                tally.equal(f"{mode:o}: {name}", state_of(folder.join(name)), before)
            program.run("check", "-o", "out.json", "k.csv", cwd=folder.path)
            tally.equal(f"{mode:o}: an output that was there", state_of(folder.join("out.json")), before)
            tally.check(f"{mode:o}: it was written", folder.read("out.json") != b"old")


def test_protected(program, tally):
    """A file that may not be written is refused, and nothing of the case is written; root is told so too."""
    for mode in (0o444, 0o440, 0o400, 0o555):
        with Folder({**WRONG, "out.json": "old", "out.xlsx": "old", "new/m.csv": "old"}) as folder:
            for name in ("case/m.csv", "out.json", "out.xlsx", "new/m.csv"):
                os.chmod(folder.join(name), mode)
            before = tree(folder.path)
            for args in (["calc", "--in-place", "case"], ["check", "-o", "out.json", "case"],
                         ["report", "-o", "out.xlsx", "case"], ["calc", "-o", "new", "case"]):
                result = program.run(*args, cwd=folder.path)
                tally.check(f"{mode:o}, {args}: status 3, said", result.status == 3 and
                            "is write-protected and is not changed" in result.err, f"{result.status} {result.err}")
                tally.equal(f"{mode:o}, {args}: nothing changed", tree(folder.path), before)
    with Folder(WRONG) as folder:
        os.chmod(folder.join("case", "k.csv"), 0o444)
        os.symlink("case/k.csv", folder.join("link.csv"))
        result = calc(program, folder, "--lang", "sv", "--in-place", "link.csv")
        tally.check("through a link, in Swedish", result.status == 3 and "är skrivskyddad och ändras inte" in result.err, result.err)


def test_another_owner(program, tally):
    """Who may not give the new file its owner does not write it."""
    if os.geteuid() != 0:
        return
    with Folder(WRONG) as folder:
        for name in ("", "case"):
            os.chmod(folder.join(name), 0o777)
        os.chmod(folder.join("case", "k.csv"), 0o666)
        before = tree(folder.path)
        with open(program.path, "rb") as file, Folder({"program": file.read()}) as own:
            os.chmod(own.join("program"), 0o755)
            result = calc(program, folder, "--in-place", "case/k.csv", program=own.join("program"), user=NOBODY,
                          extra_groups=[])
        tally.check("another's file: status 3, said", result.status == 3 and "belongs to somebody else" in result.err, result.err)
        tally.equal("another's file: nothing changed", tree(folder.path), before)


if __name__ == "__main__":
    run_tests([test_new_folders, test_names_of_folders, test_other_inputs, test_one_place, test_saved_meanwhile, test_rights,
               test_protected, test_another_owner])
