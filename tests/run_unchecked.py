#!/usr/bin/python3
"""Nothing that was named is left out in silence: folders in folders, and the status and reason of what was not checked."""
import json
import os
import re

from runner import GOOD, Folder, off_by, run_tests


def cases_of(program, *args, **options):
    """The status, and that of each case by its path."""
    result = program.run("check", "--format", "json", "--lang", "en", *args, **options)
    document = json.loads(result.out)
    return result.status, {case["path"]: case["status"] for case in document["cases"]}


# ---- folders ----

def test_files_beside_folders(program, tally):
    """The table files of a folder are one case, and each folder below it is another."""
    files = {"k.csv": GOOD, "old/k.csv": off_by(9), "old/older/k.csv": GOOD, "pictures/a.png": "", "empty/deep/a.txt~": ""}
    with Folder(files) as folder:
        tally.equal("files and folders in one folder", cases_of(program, ".", cwd=folder.path),
                    (1, {".": "ok", "old": "error", "old/older": "ok"}))
        tally.equal("no table beside a case is no mistake", program.run("check", ".", cwd=folder.path).err, "")
        tally.equal("one of them alone", cases_of(program, "old/older", cwd=folder.path), (0, {"old/older": "ok"}))


def test_loops(program, tally):
    """A link back to a folder that is being read is not gone into again; a link to another one is."""
    with Folder({"a/k.csv": GOOD, "b/k.csv": GOOD}) as folder:
        os.symlink("..", folder.join("a", "up"))
        os.symlink("../b", folder.join("a", "side"))
        tally.equal("links between folders", cases_of(program, "a", cwd=folder.path),
                    (0, {"a": "ok", "a/side": "ok", "a/up/b": "ok"}))


def test_exceptions_file(program, tally):
    """What has been accepted is no table of the case, whatever it holds."""
    accepted = "Regel;Tabell;Rad;Kolumn;Publicerat;Skäl;Av;Till\nsum-row;Kostnader;Personal;Totalt;9;x;y;2030-01-01\n"
    with Folder({"case/k.csv": GOOD, "case/budgetkoll-undantag.csv": accepted, "budgetkoll-undantag.csv": accepted}) as folder:
        for paths in (["."], ["case"], ["case/k.csv", "case/budgetkoll-undantag.csv"]):
            result = program.run("check", "--format", "json", *paths, cwd=folder.path)
            cases = json.loads(result.out)["cases"]
            tally.equal(f"an exceptions file in {paths}", (result.status, [len(case["files"]) for case in cases]), (0, [1]))
        alone = program.run("check", "budgetkoll-undantag.csv", cwd=folder.path)
        tally.equal("it is no budget", alone.status, 3)


TESTS = [test_files_beside_folders, test_loops, test_exceptions_file]

if __name__ == "__main__":
    run_tests(TESTS)
