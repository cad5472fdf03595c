"""Tests of the real cases: exactly the findings of expected.tsv, from any folder and in any locale."""
import csv
import io
import json
import os
import re
import subprocess

from runner import Folder, project_root, run_tests

EXAMPLES = os.path.join(project_root(), "data", "examples")
CASES = {"s2i2": 1, "digitaliseringsguiden": 1, "hack-for-sweden": 1, "digitaliseringskoordinatorer": 0}  # status
CLEAN = "exempel-utan-fel"
AMOUNTS = {
    "s2i2": {"staff": 2969598, "flat_rate_costs": 1990402, "actual_costs": 8110000, "in_kind": 0,
             "total_costs": 8110000, "co_financing": 4055000, "eu_aid": 4055000, "activities": 7960000},
    "digitaliseringsguiden": {"staff": 1655640, "flat_rate_costs": 1109708, "actual_costs": 6034348,
                              "in_kind": 1361152, "total_costs": 7395500, "co_financing": 3697745,
                              "eu_aid": 3697755, "activities": 7395501},
}
UNBOUND = {"s2i2": [], "digitaliseringsguiden": [("projekt.csv", 16, 34)]}
SEVERITIES = {"en": {"error": "error", "warning": "warning", "note": "note"},
              "sv": {"fel": "error", "varning": "warning", "anmärkning": "note"}}
FIRST_LINE = re.compile(r"(?m)^(\S[^\n]*?):(\d+):(\d+): (\w+): (.+) \[([a-z-]+)\]$")
LOCALE = "sv_SE.UTF-8"


# ---- what is expected ----

def read_expected():
    with open(os.path.join(project_root(), "tests", "expected.tsv"), encoding="utf-8") as file:
        lines = [line for line in file if not line.startswith("#")]
    return list(csv.DictReader(lines, delimiter="\t"))


def place_of(row):
    return row["file"], int(row["line"]), int(row["column"]), row["rule"], row["severity"]


def number(text):
    return None if text == "-" else float(text)


# ---- where the program stands ----

def standpoints(case):
    """Working directory, the path to give, and what stands before each file's name in the output."""
    folder = os.path.join(EXAMPLES, case)
    relative = os.path.relpath(folder, project_root())
    return [(project_root(), relative, relative + "/"), (folder, ".", ""), ("/", folder, folder + "/")]


# ---- findings ----

def text_findings(output, language, before):
    found = []
    for name, line, column, word, message, rule in FIRST_LINE.findall(output):
        if not name.startswith(before) or word not in SEVERITIES[language]:
            return [("not as it should be", name, word)], []
        place = (name[len(before):], int(line), int(column), rule, SEVERITIES[language][word])
        found.append((place, message))
    return [place for place, _ in found], [message for _, message in found]


def json_findings(case, before):
    return [(finding["file"].removeprefix(before), finding["line"], finding["column"], finding["rule"],
             finding["severity"]) for finding in case["findings"]]


def plain(message, language):
    """The message with its numbers as 1234,5 in both languages."""
    if language == "en":
        message = re.sub(r"(?<=\d),(?=\d{3})", "", message)
        message = re.sub(r"(?<=\d)\.(?=\d)", ",", message)
    return re.sub(r"(?<=\d)[ \u00a0\u202f](?=\d{3}\b)", "", message)


def check_said(tally, name, rows, messages, language):
    for row, message in zip(rows, messages):
        for part in row["said"].split(" / "):
            wanted = plain(plain(part, "sv"), language)
            said = part == "-" or wanted in plain(message, language)
            tally.check(f"said: {name} {row['rule']} {part}", said, message)


def check_values(tally, name, rows, findings):
    for row, finding in zip(rows, findings):
        unit = finding.get("unit", "-") if row["unit"] != "-" else "-"
        got = (finding.get("published"), finding.get("expected"), unit)
        tally.equal(f"values: {name} {row['rule']} {row['line']}", got,
                    (number(row["published"]), number(row["expected"]), row["unit"]))
        if got[0] is not None:
            tally.equal(f"difference: {name} {row['rule']} {row['line']}", finding["difference"],
                        round(got[0] - got[1], 2))


def check_case(program, tally, case, rows):
    wanted = [place_of(row) for row in rows]
    for directory, path, before in standpoints(case):
        for language in ("sv", "en"):
            name = f"{case} from {os.path.basename(directory) or '/'} [{language}]"
            text = program.run("check", "--lang", language, path, cwd=directory)
            places, messages = text_findings(text.out, language, before)
            tally.equal(f"text: {name}", (text.status, places), (CASES[case], wanted))
            check_said(tally, name, rows, messages, language)
            done = program.run("check", "--lang", language, "--format", "json", path, cwd=directory)
            found = json.loads(done.out)["cases"][0]
            tally.equal(f"JSON: {name}", (done.status, json_findings(found, before)), (CASES[case], wanted))
            check_values(tally, name, rows, found["findings"])
            check_summary(tally, name, json.loads(done.out), rows)


def check_summary(tally, name, document, rows):
    counts = {"cases": 1, "unchecked": 0}
    for word in ("error", "warning", "note"):
        counts[word + "s"] = sum(row["severity"] == word for row in rows)
    worst = next((word for word in ("error", "warning", "note") if counts[word + "s"]), "ok")
    tally.equal(f"summary: {name}", (document["summary"], document["cases"][0]["status"]), (counts, worst))


def test_findings(program, tally):
    expected = read_expected()
    for case in CASES:
        check_case(program, tally, case, [row for row in expected if row["case"] == case])


def test_both_shares(program, tally):
    """The aid of 2023 exceeds two shares: one note names both."""
    for language, words in (("sv", ("faktiska kostnader", "stödgrundande finansiering")),
                            ("en", ("actual costs", "eligible financing"))):
        done = program.run("check", "-q", "--lang", language, os.path.join(EXAMPLES, "s2i2"))
        line = next((line for line in done.out.splitlines() if "[aid-share-year]" in line), "")
        tally.check(f"both shares [{language}]", all(word in line for word in words), line)


# ---- amounts and what was checked ----

def read_rows(path):
    with open(path, "rb") as file:
        raw = file.read()
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = raw.decode("cp1252")
    return list(csv.reader(io.StringIO(text), delimiter="\t" if path.endswith(".tsv") else ";"))


def is_amount(cell):
    return re.fullmatch(r"-?\d{1,3}( \d{3})*([.,]\d{1,2})?", cell.strip()) is not None


def count_amounts(case):
    """Cells right of the first that are written as amounts; headers (with bare years) and rows of counts have none."""
    count = 0
    for name in os.listdir(os.path.join(EXAMPLES, case)):
        for row in read_rows(os.path.join(EXAMPLES, case, name)):
            counted = row and not row[0].startswith("Antal ")
            count += sum(is_amount(cell) for cell in row[1:]) if counted else 0
    return count


def test_amounts(program, tally):
    for case in CASES:
        done = program.run("check", "--format", "json", ".", cwd=os.path.join(EXAMPLES, case))
        found = json.loads(done.out)["cases"][0]
        checked = found["checked"]
        tally.equal(f"unchecked: {case}", checked["unchecked"], 0)
        tally.check(f"relations: {case}", checked["relations"] > 0)
        tally.equal(f"number of amounts: {case}", checked["amounts"], count_amounts(case))
        if case in AMOUNTS:
            tally.equal(f"amounts: {case}", found["amounts"], AMOUNTS[case])


def test_unbound(program, tally):
    for case, places in UNBOUND.items():
        here = {"cwd": os.path.join(EXAMPLES, case)}
        checked = json.loads(program.run("check", "--format", "json", ".", **here).out)["cases"][0]["checked"]
        named = [(one["file"], one["line"], one["column"]) for one in checked.get("unbound", [])]
        tally.equal(f"unbound in JSON: {case}", (checked["amounts_unbound"], named), (len(places), places))
        for language in ("sv", "en"):
            text = program.run("check", "--lang", language, ".", **here).out
            listed = re.findall(r"(?m)^ +(\S+):(\d+):(\d+): .*\d", text)
            named = [(name, int(line), int(column)) for name, line, column in listed]
            tally.equal(f"unbound in text: {case} [{language}]", named, places)


def test_clean_case(program, tally):
    path = os.path.join(EXAMPLES, CLEAN)
    for language in ("sv", "en"):
        text = program.run("check", "--lang", language, path)
        tally.equal(f"{CLEAN}: text [{language}]", (text.status, FIRST_LINE.findall(text.out)), (0, []))
    done = program.run("check", "--fail-on", "note", "--format", "json", path)
    case = (json.loads(done.out)["cases"] or [{}])[0]
    got = done.status, case.get("status"), case.get("findings"), case.get("checked", {}).get("unchecked")
    tally.equal(f"{CLEAN}: JSON", got, (0, "ok", [], 0))


def test_all_at_once(program, tally):
    """A folder of folders: every case as by itself."""
    done = program.run("check", "--format", "json", EXAMPLES)
    cases = {os.path.basename(case["path"]): case for case in json.loads(done.out)["cases"]}
    expected = read_expected()
    tally.equal("all examples: status", done.status, 1)
    for name in CASES:
        rows = [place_of(row) for row in expected if row["case"] == name]
        before = os.path.join(EXAMPLES, name) + "/"
        tally.equal(f"all examples: {name}", json_findings(cases.get(name, {"findings": []}), before), rows)


# ---- locale ----

def make_locale(folder):
    """A real Swedish locale below the folder; what is wrong with it, or an empty text."""
    try:
        subprocess.run(["localedef", "-i", "sv_SE", "-f", "UTF-8", folder.join(LOCALE)], check=False,
                       capture_output=True)
    except OSError as error:
        return str(error)
    proof = f"import locale; locale.setlocale(locale.LC_ALL, '{LOCALE}'); print(locale.localeconv()['decimal_point'])"
    done = subprocess.run(["/usr/bin/python3", "-c", proof], check=False, capture_output=True, text=True,
                          env={"LOCPATH": folder.path, "PATH": os.environ["PATH"]})
    return "" if done.stdout == ",\n" else done.stderr.strip() or f"its decimal mark is {done.stdout!r}"


def test_locale(program, tally):
    with Folder() as folder:
        wrong = make_locale(folder)
        tally.check(f"the locale {LOCALE} can be made", not wrong, wrong)
        swedish = {"LC_ALL": LOCALE, "LANG": LOCALE, "LOCPATH": folder.path}
        for case in [*CASES, CLEAN]:
            here = {"cwd": EXAMPLES}
            real = program.run("check", case, env=swedish, **here)
            plain_c = program.run("check", "--lang", "sv", case, env={"LC_ALL": "C"}, **here)
            tally.equal(f"text is the same in C: {case}", (real.status, real.raw), (plain_c.status, plain_c.raw))
            options = ["check", "--lang", "en", "--format", "json", case]
            tally.equal(f"JSON is the same in C: {case}", program.run(*options, env=swedish, **here).raw,
                        program.run(*options, env={"LC_ALL": "C"}, **here).raw)
        for args in (["rules"], ["explain", "flat-rate-combined"], ["--help"]):
            by_locale, by_option = program.run(*args, env=swedish), program.run(*args, env={"LC_ALL": "sv"})
            tally.equal(f"the same in C: {args}", by_locale.raw, by_option.raw)


TESTS = (test_findings, test_both_shares, test_amounts, test_unbound, test_clean_case,
         test_all_at_once, test_locale)

if __name__ == "__main__":
    run_tests(TESTS)
