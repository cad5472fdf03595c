"""What the test scripts share: running the program, counting what passed, and folders of files."""
import argparse
import os
import re
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import weakref

GOOD = "Kostnadstyp;2020;2021;Totalt\nPersonal;1 000;2 000;3 000\nSumma kostnader;1 000;2 000;3 000\n"
# Without control characters and marks that turn the writing round, except line ends.
UNSAFE = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]")
NOBODY = 65534
# Runs a command from a process of its own, since the peak of a child begins with the size of its parent.
MEASURE = """
import resource, subprocess, sys
status = subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL).returncode
print(status, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
"""


def end_by_signal(number, _):
    """An end like any other, so that folders are removed."""
    sys.exit(128 + number)


for ending in (signal.SIGTERM, signal.SIGHUP):
    signal.signal(ending, end_by_signal)


class Tally:
    """Counts what passed and says what failed."""

    def __init__(self):
        self.passed = self.failed = 0

    def check(self, name, condition, detail=""):
        if condition:
            self.passed += 1
            return
        self.failed += 1
        print(f"FAILED {name}" + (f"\n    {detail}" if detail else ""))

    def equal(self, name, got, expected):
        self.check(name, got == expected, f"expected {expected!r}\n    got      {got!r}")

    def finish(self):
        print(f"{self.passed} passed, {self.failed} failed")
        sys.exit(1 if self.failed else 0)


class Result:
    def __init__(self, status, out, err):
        self.status, self.raw, self.raw_err = status, out or b"", err or b""
        self.out = self.raw.decode("utf-8", "replace")
        self.err = self.raw_err.decode("utf-8", "replace")

    def stream(self, name):
        return {"out": self.out, "err": self.err}[name]


class Program:
    """Runs the program with a plain environment; a crash or a report of a sanitizer counts as a failed test."""

    def __init__(self, path, tally):
        self.path, self.tally = os.path.abspath(path), tally

    def environment(self, changes):
        wanted = {"PATH": os.environ.get("PATH", "/usr/bin:/bin"), "LC_ALL": "C", "TMPDIR": os.environ.get("TMPDIR")}
        wanted["ASAN_OPTIONS"] = os.environ.get("ASAN_OPTIONS", "") + ":exitcode=99"
        wanted["UBSAN_OPTIONS"] = os.environ.get("UBSAN_OPTIONS", "") + ":exitcode=99:halt_on_error=1"
        wanted.update(changes or {})
        return {name: value for name, value in wanted.items() if value is not None}

    def run(self, *args, env=None, **options):
        options.setdefault("stdin", subprocess.DEVNULL if "input" not in options else None)
        if options["stdin"] is None:
            del options["stdin"]
        options.setdefault("stdout", subprocess.PIPE)
        options.setdefault("stderr", subprocess.PIPE)
        command = [options.pop("program", self.path), *args]
        done = subprocess.run(command, env=self.environment(env), timeout=60, check=False, **options)
        result = Result(done.returncode, done.stdout, done.stderr)
        self.check_sound(args, result)
        return result

    def measure(self, *args, cwd=None):
        """A run without its output, and the most bytes that it held at once."""
        done = subprocess.run([sys.executable, "-c", MEASURE, self.path, *args], env=self.environment({}), cwd=cwd,
                              stdin=subprocess.DEVNULL, capture_output=True, timeout=180, check=True)
        status, kilobytes = map(int, done.stdout.split())
        result = Result(status, b"", done.stderr)
        self.check_sound(args, result)
        return result, kilobytes * 1024

    @property
    def is_plain(self):
        """Sanitizers keep what is freed and more beside it: memory is only measured without them."""
        with open(self.path, "rb") as file:
            return b"__asan_init" not in file.read()

    def check_sound(self, args, result):
        bad = re.search("Sanitizer|runtime error:|Assertion", result.err)
        if bad or result.status not in (0, 1, 2, 3):
            self.tally.check(f"no crash: {' '.join(map(str, args))}", False,
                             f"status {result.status}: {result.err[:600]}")


def read_program():
    parser = argparse.ArgumentParser()
    parser.add_argument("--program", default="./budgetkoll")
    return parser.parse_args().program


def project_root():
    return os.path.dirname(os.path.dirname(os.path.abspath(__file__)))


class Folder:
    """A temporary folder with files. It is gone after `with`, else when nobody has it any more, and at the latest when the
    script ends, in whatever way. Everybody may read it."""

    def __init__(self, files=None):
        self.path = tempfile.mkdtemp(prefix="budgetkoll-test-")
        self.remove = weakref.finalize(self, shutil.rmtree, self.path, ignore_errors=True)
        os.chmod(self.path, 0o755)
        for name, content in (files or {}).items():
            self.write(name, content)

    def write(self, name, content):
        path = self.join(name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "wb") as file:
            file.write(content if isinstance(content, bytes) else content.encode())

    def read(self, name):
        with open(self.join(name), "rb") as file:
            return file.read()

    def join(self, *names):
        return os.path.join(self.path, *names)

    def names(self):
        return sorted(os.listdir(self.path))

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.remove()


def kept_folder(name):
    """A folder for what failed, which stays until `make clean`."""
    build = os.path.join(project_root(), "build")
    os.makedirs(build, exist_ok=True)
    return tempfile.mkdtemp(prefix=f"failed-{name}-", dir=build)


def off_by(kronor):
    """A cost table whose first row has a total that is too high."""
    return GOOD.replace("3 000\nSumma", f"{3000 + kronor}\nSumma")


def closed_pipe():
    reading, writing = os.pipe()
    os.close(reading)
    return writing


def limit_files():
    resource.setrlimit(resource.RLIMIT_FSIZE, (64, 64))


def run_tests(tests):
    """Runs each with the program and a tally, and ends with what they came to."""
    tally = Tally()
    program = Program(read_program(), tally)
    for test in tests:
        test(program, tally)
    tally.finish()
