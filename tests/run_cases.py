#!/usr/bin/python3
"""Golden tests: for each case of tests/cases, what the program says and how it ends.

    run_cases.py --program ./budgetkoll [--update] [NAME...]

A case is a folder in that of its rule, RULE/NAME: input/ (what is checked), args (extra arguments, one a line; may be
absent), status (the exit status), expect.sv.txt (text in Swedish) and expect.en.json (JSON in English). Its name is
"bad" or "good", or either with more after a hyphen: a bad one must have a finding of its rule, a good one must not. Every
rule has both. Those in calc/ are no rule's: they are run with calc, their arguments are all in args (input is added
where there is one), and there is expect.en.txt too. NAME is a case ("sum-row/bad") or a folder of them ("sum-row"). A file input/export.csv is checked by itself, for it is many
cases. The version of the program does not count. Ends with "N passed, N failed", exit status 1 when any failed;
--update writes what the program says instead, to be read before it is believed.
"""

import argparse
import difflib
import json
import os
import re
import subprocess
import sys
from pathlib import Path

CASES = Path(__file__).resolve().parent / "cases"
TIMEOUT = 30
OUTPUTS = (("expect.sv.txt", ["--lang", "sv"]), ("expect.en.json", ["--lang", "en", "--format", "json"]))
CALC_OUTPUTS = (*OUTPUTS, ("expect.en.txt", ["--lang", "en"]))
SEVERITIES = ("note", "warning", "error")


def run(program, arguments, folder):
    # A neutral environment: the language comes from --lang, and nothing else may matter.
    environment = {"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8"}
    environment.update({name: value for name, value in os.environ.items() if name.endswith("SAN_OPTIONS")})
    return subprocess.run([program, *arguments], cwd=folder, env=environment, capture_output=True, timeout=TIMEOUT)


def without_version(text):
    return re.sub(r'("tool":\{"name":"budgetkoll","version":")[^"]*"', r'\1*"', text)


def read_lines(path):
    return path.read_text(encoding="utf-8").splitlines() if path.exists() else []


def difference(expected, got, name):
    lines = difflib.unified_diff(expected.splitlines(), got.splitlines(), f"expected/{name}", f"got/{name}",
                                 lineterm="")
    return "\n".join(lines) or f"{name}: only line ends or the end of the file differ"


def case_names():
    """The cases there are: "sum-row/bad"; also "sum-row-bad", which stands in no folder of a rule."""
    marks = [path for depth in ("*", "*/*") for name in ("input", "args") for path in CASES.glob(f"{depth}/{name}")]
    return sorted({str(path.parent.relative_to(CASES)) for path in marks})


def rule_of(name, rules):
    """("sum-row", "bad") of "sum-row/bad-blank-year"."""
    for kind in ("bad", "good"):
        match = re.fullmatch(rf"(.+?)[-/]{kind}(-.+)?", name)
        if match and match[1] in rules:
            return match[1], kind
    return None, None


def check_findings(case):
    """What is wrong with the JSON of a case, whatever its golden file says."""
    findings = case["findings"]
    sheets = [(one["file"], one.get("sheet")) for one in case["files"]]
    order = [(one["file"], sheets.index((one["file"], one.get("sheet"))) if "sheet" in one else 0, one["line"], one["column"], one["rule"]) for one in findings]
    if order != sorted(order):
        yield "findings are not sorted by file, sheet of the workbook, line, column and rule"
    worst = max((SEVERITIES.index(one["severity"]) for one in findings), default=-1)
    status = SEVERITIES[worst] if worst >= 0 else "ok"
    if case["status"] not in (status, "unchecked"):
        yield f"its status is {case['status']}, not {status}"
    for one in findings:
        if "published" in one and round(one["published"] - one["expected"] - one["difference"], 2) != 0:
            yield f"{one['line']}:{one['column']}: the difference is not published - expected"


def check_json(text, kind, rule):
    try:
        document = json.loads(text)
    except ValueError as error:
        yield f"no JSON: {error}"
        return
    for case in document["cases"]:
        yield from check_findings(case)
    named = any(one["rule"] == rule for case in document["cases"] for one in case["findings"])
    if named != (kind == "bad"):
        yield f"has no finding of {rule}" if kind == "bad" else f"has a finding of {rule}"
    counts = [sum(one["severity"] == severity for case in document["cases"] for one in case["findings"])
              for severity in SEVERITIES]
    if counts != [document["summary"][name] for name in ("notes", "warnings", "errors")]:
        yield "the summary does not count the findings"


def try_case(program, name_of_case, rules, update):
    """The problems of a case, each a text."""
    folder = CASES / name_of_case
    rule, kind = rule_of(name_of_case, rules)
    is_calc = bool(re.match("calc[-/]", name_of_case))
    if not rule and not is_calc:
        yield "its name is not RULE/bad, RULE/good or calc/..."
    command = "calc" if is_calc else "check"
    paths = ["input"] if (folder / "input").exists() or not is_calc else []
    paths = ["input/export.csv"] if (folder / "input/export.csv").exists() else paths
    extra = read_lines(folder / "args")
    status = "".join(read_lines(folder / "status")).strip()
    for name, options in CALC_OUTPUTS if is_calc else OUTPUTS:
        result = run(program, [command, *options, *extra, *paths], folder)
        got = without_version(result.stdout.decode("utf-8", "replace"))
        if update:
            (folder / name).write_text(got, encoding="utf-8", newline="\n")
            (folder / "status").write_text(f"{result.returncode}\n")
            status = str(result.returncode)
        if str(result.returncode) != status:
            yield f"{name}: exit status {result.returncode}, not {status}: {result.stderr.decode().strip()}"
        path = folder / name
        expected = path.read_bytes().decode("utf-8") if path.exists() else ""
        if got != expected:
            yield difference(expected, got, f"{name_of_case}/{name}")
        if rule and name.endswith(".json"):
            yield from check_json(got, kind, rule)


def missing_cases(names, rules):
    have = {rule_of(name, rules) for name in names}
    for rule in rules:
        for kind in ("bad", "good"):
            if (rule, kind) not in have:
                yield f"{rule}: no case {rule}/{kind}"


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--program", required=True)
    parser.add_argument("--update", action="store_true", help="write the golden files")
    parser.add_argument("names", nargs="*", metavar="NAME")
    arguments = parser.parse_args()
    program = str(Path(arguments.program).resolve())
    listed = json.loads(run(program, ["rules", "--format", "json"], CASES).stdout)
    rules = [rule["rule"] for rule in listed["rules"]]
    every = case_names()
    wanted = [name for name in every if not arguments.names or {name, name.split("/")[0]} & set(arguments.names)]
    if unknown := [name for name in arguments.names if not any(f"{case}/".startswith(f"{name}/") for case in every)]:
        parser.error(f"no case {', '.join(unknown)}")
    passed = failed = 0
    for name in wanted:
        problems = list(try_case(program, name, rules, arguments.update))
        for problem in problems:
            print(f"FAILED {name}: {problem}")
        passed += not problems
        failed += bool(problems)
    for problem in [] if arguments.names else missing_cases(every, rules):
        print(f"FAILED {problem}")
        failed += 1
    print(f"{passed} passed, {failed} failed")
    return 1 if failed or not passed else 0


if __name__ == "__main__":
    sys.exit(main())
