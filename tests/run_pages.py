#!/usr/bin/python3
"""Try the examples of every page of `explain`: the bad one trips its rule and little else, the good one does not.

    run_pages.py --program ./budgetkoll [--data data/explain] [RULE...]

For every rule and language: all keys are there and filled, the bad table has a finding of the rule and no other
error or warning than those of FOLLOWS, the good table has no error or warning at all and no finding of the
rule, and `explain RULE` exits 0. Ends with "N passed, N failed", exit status 1 when any failed.
"""

import argparse
import json
import re
import subprocess
import sys
from pathlib import Path

from runner import Folder

LANGUAGES = ("sv", "en")
KEYS = ("title", "checks", "why", "source", "action", "bad", "good")
TIMEOUT = 30

# Errors and warnings that an example cannot be without, and why. {rule: {other rule: reason}}
FOLLOWS = {
    "read-columns": {"sum-row": "the amounts stand one column too far to the left, so the row's total is wrong as well"},
    "aid-over-actual": {"in-kind-balance": "where cost and financing agree, no public money can be above actual costs"},
}


def read_pages(path):
    """{section: {key: value}} of an INI text, whose values go on over lines beginning with two blanks.

    Own code and not configparser: comments, blanks and duplicates are as in src/reading/ini.c.
    """
    pages, page, key, problems = {}, None, None, []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        text = line.strip()
        if not text or line[0] in "#;":
            continue
        if line.startswith("  ") and key:
            page[key] += ("\n" if page[key] else "") + line[2:]
        elif text.startswith("[") and text.endswith("]"):
            name = text[1:-1].strip()
            if name in pages:
                problems.append(f"{path}:{number}: section [{name}] stands twice")
            page, key = pages.setdefault(name, {}), None
        elif "=" in line and page is not None:
            key, value = (part.strip() for part in line.split("=", 1))
            if key in page:
                problems.append(f"{path}:{number}: key {key} stands twice")
            page[key] = value
        else:
            problems.append(f"{path}:{number}: neither section, key nor continuation")
    return pages, problems


def run(program, *arguments):
    return subprocess.run([program, *arguments], capture_output=True, timeout=TIMEOUT)


def list_rules(program):
    return [rule["rule"] for rule in json.loads(run(program, "rules", "--format", "json").stdout)["rules"]]


def check_table(program, table, folder, rule):
    """The findings of a table as a list of (rule, severity, line, column, message), or None, and what went wrong."""
    path = folder / "exempel.csv"
    if rule == "read-encoding":  # the page shows the stray byte of Windows-1252 as U+FFFD
        path.write_bytes(b"\xe4".join(part.encode() for part in table.split("\ufffd")) + b"\n")
    else:
        path.write_text(table + "\n", encoding="utf-8")
    result = run(program, "check", "--lang", "en", "--format", "json", str(path))
    try:
        document = json.loads(result.stdout)
    except ValueError as error:
        return None, f"no JSON: {error}; {result.stderr.decode(errors='replace').strip()}"
    findings = [(finding["rule"], finding["severity"], finding["line"], finding["column"], finding["message"])
                for case in document["cases"] for finding in case["findings"]]
    worst = 1 if any(severity == "error" for _, severity, *_ in findings) else 0
    if any(re.search("nothing to test|could not be evaluated", case.get("reason", "")) for case in document["cases"]):
        worst = 3  # the example shows what is no relation, or stands in the way of the only one
    if result.returncode != worst:
        return findings, f"exit status {result.returncode}, not {worst}: {result.stderr.decode().strip()}"
    return findings, None


def judge(which, rule, findings):
    """What is wrong with the findings of the bad or the good table of a rule."""
    allowed = FOLLOWS.get(rule, {}) if which == "bad" else {}
    own = [finding for finding in findings if finding[0] == rule]
    if which == "bad" and not own:
        yield "does not trip its rule"
    if which == "good":
        for _, severity, line, column, message in own:
            yield f"trips its rule: {line}:{column}: {severity}: {message}"
    for name, severity, line, column, message in findings:
        if name != rule and severity != "note" and name not in allowed:
            yield f"trips another rule: {line}:{column}: {severity}: {message} [{name}]"


def try_page(program, language, rule, page, folder):
    for key in KEYS:
        if not page.get(key):
            yield f"has no {key}"
    for key in set(page) - set(KEYS):
        yield f"has an unknown key {key}"
    for which in ("bad", "good"):
        if page.get(which):
            findings, problem = check_table(program, page[which], folder, rule)
            if problem:
                yield f"{which}: {problem}"
            for problem in judge(which, rule, findings or []):
                yield f"{which}: {problem}"
    if page.get("bad") and page.get("bad") == page.get("good"):
        yield "bad and good are the same"
    result = run(program, "explain", rule, "--lang", language)
    if result.returncode != 0 or not result.stdout or result.stderr:
        yield f"explain exits {result.returncode}: {result.stderr.decode(errors='replace').strip()}"
    elif page.get("title", "") not in result.stdout.decode():
        yield "explain does not say its title"


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--program", required=True)
    parser.add_argument("--data", type=Path, default=Path(__file__).resolve().parent.parent / "data" / "explain")
    parser.add_argument("rules", nargs="*", metavar="RULE")
    arguments = parser.parse_args()
    program = str(Path(arguments.program).resolve())
    known = list_rules(program)
    passed = failed = 0
    for unknown in set(arguments.rules) - set(known):
        parser.error(f"no rule {unknown}")
    with Folder() as folder:
        for language in LANGUAGES:
            pages, problems = read_pages(arguments.data / f"{language}.ini")
            problems += [f"{language}.ini: [{name}] is no rule" for name in pages if name not in known]
            if list(pages) != [rule for rule in known if rule in pages]:
                problems.append(f"{language}.ini: the pages do not stand in the order of the rules")
            for problem in problems:
                print(f"FAILED {problem}")
            failed += len(problems)
            for rule in arguments.rules or known:
                problems = list(try_page(program, language, rule, pages.get(rule, {}), Path(folder.path)))
                for problem in problems:
                    print(f"FAILED {language} {rule}: {problem}")
                passed += not problems
                failed += bool(problems)
    print(f"{passed} passed, {failed} failed")
    return 1 if failed or not passed else 0


if __name__ == "__main__":
    sys.exit(main())
