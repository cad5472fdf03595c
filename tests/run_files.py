"""Tests of what the program does to files: temporary ones, closed streams, pipes and devices, rights, and what others save
meanwhile."""
import os
import resource
import signal
import socket
import subprocess
import time

from run_calc_cli import WRONG, tree
from runner import GOOD, Folder, limit_files, run_tests

DEADLINE = 30  # seconds that anything may take
# In the place of pdftotext: says that it has begun, and waits for its own end.
SLOW = "#!/bin/sh\necho $$ > \"$STARTED.new\"\nmv \"$STARTED.new\" \"$STARTED\"\nexec sleep 60\n"
SIMPLE = "#!/bin/sh\nexec tail -n +2\n"
PDF = b"%PDF-1.4\n" + GOOD.encode()


def fake_converter(folder, script):
    """An environment in which PDFs are turned into text by a script."""
    folder.write("bin/pdftotext", script)
    os.chmod(folder.join("bin", "pdftotext"), 0o755)
    return {"PATH": folder.join("bin") + ":" + os.environ.get("PATH", "/usr/bin:/bin"),
            "STARTED": folder.join("started"), "TMPDIR": folder.join("tmp")}


def wait_until(condition):
    end = time.monotonic() + DEADLINE
    while not condition():
        if time.monotonic() > end:
            raise TimeoutError
        time.sleep(0.005)


def usual_signals():
    """What starts the tests may have switched some off."""
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGQUIT):
        signal.signal(number, signal.SIG_DFL)


def start(program, folder, *args, env=None, **options):
    options.setdefault("preexec_fn", usual_signals)
    return subprocess.Popen([program.path, *args], cwd=folder.path, env=program.environment(env), **options)


def leftovers(folder, *known):
    """Every file that the test did not make itself."""
    return sorted(name for name in tree(folder.path) if name not in known and not name.startswith("bin/"))


# ---- temporary files ----

def test_signals(program, tally):
    """While an output is open and a PDF is being read: nothing stays, and the status tells the signal."""
    for args, numbers in ((["check", "-o", "out.json"], (signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGQUIT)),
                          (["report", "-o", "out.xlsx"], (signal.SIGINT,)), (["calc", "-o", "out.json"], (signal.SIGTERM,))):
        for number in numbers:
            with Folder({"a.pdf": PDF, "tmp/x": "", "out.json": "old", "out.xlsx": "old"}) as folder:
                env = fake_converter(folder, SLOW)
                child = start(program, folder, *args, "a.pdf", env=env, stdout=subprocess.DEVNULL,
                              stderr=subprocess.DEVNULL)
                wait_until(lambda: os.path.exists(folder.join("started")))
                during = leftovers(folder, "a.pdf", "tmp/x", "out.json", "out.xlsx", "started")
                child.send_signal(number)
                child.wait(DEADLINE)
                os.kill(int(folder.read("started")), signal.SIGKILL)
                what = f"{args[0]} -o, signal {number.name}"
                tally.check(f"{what}: a temporary file was there", len(during) >= 1, during)
                tally.equal(f"{what}: status", child.returncode, -number)
                tally.equal(f"{what}: nothing stays", leftovers(folder, "a.pdf", "tmp/x", "out.json", "out.xlsx", "started"), [])
                tally.equal(f"{what}: the old output", (folder.read("out.json"), folder.read("out.xlsx")), (b"old", b"old"))


def test_ignored_signal(program, tally):
    """Started by nohup, it is not ended by a hang-up."""
    with Folder({"a.pdf": PDF, "tmp/x": ""}) as folder:
        child = start(program, folder, "check", "-o", "out.json", "a.pdf", env=fake_converter(folder, SLOW),
                      stderr=subprocess.DEVNULL, restore_signals=False,
                      preexec_fn=lambda: signal.signal(signal.SIGHUP, signal.SIG_IGN))
        wait_until(lambda: os.path.exists(folder.join("started")))
        child.send_signal(signal.SIGHUP)
        os.kill(int(folder.read("started")), signal.SIGKILL)
        tally.equal("a hang-up that is ignored: the status is that of a PDF that cannot be read", child.wait(DEADLINE), 3)


def test_no_memory(program, tally):
    """Sanitizers refuse large blocks; without them the system does."""
    megabytes = 300 if program.is_plain else 0
    env = {} if program.is_plain else {"ASAN_OPTIONS": "allocator_may_return_null=1:max_allocation_size_mb=4"}

    def limit():
        if megabytes:
            resource.setrlimit(resource.RLIMIT_AS, (megabytes << 20, megabytes << 20))
    with Folder({"case/a.csv": GOOD, "tmp/x": ""}) as folder:
        with open(folder.join("case", "b.csv"), "wb") as large:
            large.truncate(400 << 20)
        for args in (["check", "-o", "out.json"], ["report", "-o", "out.xlsx"], ["calc", "-o", "out.csv"]):
            done = subprocess.run([program.path, *args, "case"], cwd=folder.path, preexec_fn=limit, timeout=DEADLINE,
                                  env=program.environment({**env, "TMPDIR": folder.join("tmp")}), capture_output=True, check=False)
            tally.check(f"no memory, {args}: status 3, said", done.returncode == 3 and b"out of memory" in done.stderr,
                        f"{done.returncode} {done.stderr[:300]}")
            os.truncate(folder.join("case", "b.csv"), 0)
            tally.equal(f"no memory, {args}: nothing stays", leftovers(folder, "case/a.csv", "case/b.csv", "tmp/x"), [])
            os.truncate(folder.join("case", "b.csv"), 400 << 20)


NO_STREAM = """
#include <errno.h>
#include <stdio.h>
FILE *fdopen(int file, const char *mode)
{
    if (mode[0] == 'w')
        return errno = ENOMEM, NULL;
    static FILE *(*real)(int, const char *);
    extern void *dlsym(void *, const char *);
    if (!real)
        *(void **)&real = dlsym((void *)-1L, "fdopen");
    return real(file, mode);
}
"""


def test_no_stream(program, tally):
    """A file that was made but could not be opened as a stream does not stay either."""
    with Folder({"a.csv": GOOD, "no.c": NO_STREAM}) as folder:
        subprocess.run(["cc", "-shared", "-fPIC", "-o", "no.so", "no.c"], cwd=folder.path, check=True)
        env = {"LD_PRELOAD": folder.join("no.so"), "ASAN_OPTIONS": "verify_asan_link_order=0"}
        for args in (["check", "-o", "out.json"], ["report", "-o", "out.xlsx"]):
            result = program.run(*args, "a.csv", cwd=folder.path, env={**env, "TMPDIR": folder.path})
            tally.check(f"no stream, {args}: status 3, said", result.status == 3 and "out." in result.err, result.err[:300])
            tally.equal(f"no stream, {args}: nothing stays", leftovers(folder, "a.csv", "no.c", "no.so"), [])


def test_too_large(program, tally):
    """With the signal for files that grow too large as the system sets it."""
    with Folder({"a.csv": GOOD, "out.json": "old", **WRONG}) as folder:
        before = tree(folder.path)
        for args in (["check", "-o", "out.json", "a.csv"], ["calc", "-o", "out", "case"], ["calc", "--in-place", "case"],
                     ["report", "-o", "out.xlsx", "a.csv"]):
            result = program.run(*args, cwd=folder.path, env={"TMPDIR": folder.path}, preexec_fn=limit_files)
            tally.check(f"too large, {args}: status 3, said", result.status == 3 and result.err, f"{result.status} {result.err}")
            tally.equal(f"too large, {args}: nothing changed", tree(folder.path), before)


# ---- the three streams ----

def test_closed_streams(program, tally):
    """Each of the eight ways to close them: the same output file, and nothing of it in the wrong place."""
    with Folder({"a.csv": GOOD, "bad.csv": "x", "a.pdf": PDF, "tmp/x": ""}) as folder:
        env = fake_converter(folder, SIMPLE)
        expected = {}
        for closed in ((), (0,), (1,), (2,), (0, 1), (0, 2), (1, 2), (0, 1, 2)):
            def close():
                for file in closed:
                    os.close(file)
            for path, name in (("a.csv", "out.xlsx"), ("bad.csv", "out.json"), ("a.pdf", "out.json")):
                command = [program.path, "report" if name.endswith("x") else "check", "-o", name, path]
                done = subprocess.run(command, cwd=folder.path, env=program.environment(env), preexec_fn=close,
                                      stdin=subprocess.DEVNULL, capture_output=True, timeout=DEADLINE, check=False)
                written = done.returncode, folder.read(name) if os.path.exists(folder.join(name)) else None
                tally.equal(f"{path} to {name}, closed: {closed}", written, expected.setdefault(path, written))
                if os.path.exists(folder.join(name)):
                    os.remove(folder.join(name))
        tally.equal("a PDF, whatever is closed", expected["a.pdf"][0], 0)
        for args, file, words in ((["check", "-"], 0, "-: cannot be read (it is closed)"),
                                  (["check", "a.csv"], 1, "cannot write to standard output (it is closed)")):
            result = program.run(*args, cwd=folder.path, preexec_fn=lambda number=file: os.close(number))
            tally.check(f"closed stream {file}: said", result.status == 3 and words in result.err, result.err)


# ---- pipes, devices and sockets ----

def test_no_files(program, tally):
    """What is no file is said, and not read; a pipe that the shell hands over is read."""
    with Folder({"case/a.csv": GOOD, "pipes/a.csv": GOOD, "sockets/a.csv": GOOD}) as folder:
        os.mkfifo(folder.join("pipes", "b.csv"))
        os.symlink("/dev/zero", folder.join("case", "b.csv"))
        with socket.socket(socket.AF_UNIX) as bound:
            bound.bind(folder.join("sockets", "b.csv"))
        cases = [("a pipe in a folder", "pipes", "a pipe"), ("a pipe by name", "pipes/b.csv", "a pipe"),
                 ("a device in a folder", "case", "a device"), ("a device by name", "case/b.csv", "a device"),
                 ("an endless device", "/dev/zero", "a device"), ("a socket in a folder", "sockets", "a socket"),
                 ("a socket by name", "sockets/b.csv", "a socket")]
        for what, path, words in cases:
            for command in ("check", "calc", "report"):
                more = ["-o", "out.xlsx"] if command == "report" else []
                result = program.run(command, *more, path, cwd=folder.path)
                tally.check(f"{command}, {what}: status 3, said", result.status == 3 and words in result.err and
                            "is no regular file" in result.err, f"{result.status} {result.err}")
        result = program.run("check", "--lang", "sv", "pipes", cwd=folder.path)
        tally.check("a pipe, in Swedish", "är ingen vanlig fil utan ett rör" in result.err, result.err)
        result = program.run("check", "--scheme", "pipes/b.csv", "pipes/a.csv", cwd=folder.path)
        tally.check("a pipe as a scheme", result.status == 2 and "a pipe" in result.err, result.err)
        with open("/dev/zero", "rb") as zero:
            result = program.run("check", "-", cwd=folder.path, stdin=zero)
        tally.check("an endless device on standard input", result.status == 3 and "a device" in result.err, result.err)
        handed = f'"$1" check <(cat pipes/a.csv) && cat pipes/a.csv | "$1" check /dev/stdin && "$1" check - < pipes/a.csv'
        done = subprocess.run(["bash", "-c", handed, "-", program.path], cwd=folder.path, env=program.environment({}),
                              capture_output=True, timeout=DEADLINE, check=False)
        tally.equal("pipes of the shell", (done.returncode, done.stderr), (0, b""))


if __name__ == "__main__":
    run_tests([test_signals, test_ignored_signal, test_no_memory, test_no_stream, test_too_large, test_closed_streams,
               test_no_files])
