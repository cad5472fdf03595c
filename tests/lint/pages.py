#!/usr/bin/python3
"""The documentation says what the program does: pages.py PROGRAM.

- docs/rules.md, docs/regler.md and docs/reading.md are what `make docs` writes now;
- every example in README.md and docs/*.md that begins with "$ budgetkoll" shows the program's real output;
- every file that a page names is there;
- every option and command of --help stands in docs/budgetkoll.1, and the manual names no other than those of calc.
"""
import pathlib
import re
import subprocess
import sys


def run(arguments, **options):
    return subprocess.run(arguments, capture_output=True, text=True, check=False, encoding="utf-8", **options)


def stale_pages(program):
    for language, name in (("en", "docs/rules.md"), ("sv", "docs/regler.md")):
        if run(["sh", "docs/pages.sh", program, language]).stdout != pathlib.Path(name).read_text(encoding="utf-8"):
            yield f"{name}: stale; run make docs"
    gallery = [sys.executable, "tests/gallery.py", "--program", program, "--print"]
    if run(gallery).stdout != pathlib.Path("docs/reading.md").read_text(encoding="utf-8"):
        yield "docs/reading.md: stale; run make docs"


def examples(path):
    """(line, arguments, shown output) of each fenced block that begins with a prompt."""
    blocks = re.finditer(r"^```[a-z]*\n\$ budgetkoll ([^\n]*)\n(.*?)^```", path.read_text(encoding="utf-8"), re.M | re.S)
    for block in blocks:
        line = path.read_text(encoding="utf-8")[: block.start()].count("\n") + 1
        yield line, block.group(1), block.group(2)


def matches(shown, real):
    """The shown output is the real one; a line of three dots stands for any number of lines."""
    parts = [re.escape(part) for part in re.split(r"^\.\.\.\n", shown, flags=re.M)]
    return re.fullmatch("(?:.*\n)*".join(parts), real) is not None


def wrong_examples(program):
    for path in [pathlib.Path("README.md"), *sorted(pathlib.Path("docs").glob("*.md"))]:
        for line, arguments, shown in examples(path):
            real = run(["sh", "-c", f'exec "$0" {arguments}', program]).stdout
            if not matches(shown, real):
                yield f"{path}:{line}: `budgetkoll {arguments}` prints something else now"


def missing_files():
    """"`kind.c`" or "`src/rules/verdict.c`" in a page that no file bears the name of."""
    here = {str(path) for folder in ("src", "include", "tests", "docs", "data") for path in pathlib.Path(folder).rglob("*.*")}
    for page in [pathlib.Path("README.md"), *sorted(pathlib.Path("docs").glob("*.md"))]:
        for name in set(re.findall(r"`([a-z_/]+\.(?:[ch]|def|py|sh))`", page.read_text(encoding="utf-8"))):
            if not any(path == name or path.endswith("/" + name) for path in here):
                yield f"{page}: there is no file {name}"


def manual_gaps(program):
    manual = pathlib.Path("docs/budgetkoll.1").read_text(encoding="utf-8")
    known, calculator = (set(re.findall(r"--([a-z-]+)", run([program, *command], env={"LC_ALL": "C"}).stdout))
                         for command in (["--help"], ["calc", "--help"]))
    written = set(re.findall(r"^\.It Fl(?: [a-z] ,)? Fl -([a-z-]+)|^\.It Fl -([a-z-]+)", manual, re.M))
    named = {first or second for first, second in written}
    for option in sorted((known - named) | (named - known - calculator)):
        if option != "version":
            yield f"docs/budgetkoll.1: the option --{option} stands in only one of help and manual"


def main():
    program = sys.argv[1]
    wrong = [*stale_pages(program), *wrong_examples(program), *missing_files(), *manual_gaps(program)]
    print("\n".join(wrong) if wrong else "pages: what is written is what the program does")
    return 1 if wrong else 0


sys.exit(main())
