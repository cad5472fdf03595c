#!/usr/bin/env python3
"""Long exports: the bundled cases written as one row an amount and one row a line, in order and in none, are found to be
what each case is by itself; odd files end well; memory follows the case and not the file."""
import csv
import io
import json
import os
import random
import resource
import subprocess

from runner import Folder, project_root, run_tests

EXAMPLES = os.path.join(project_root(), "data", "examples")
TABLES = (("kostnader.csv", "Kostnader"), ("medfinansiering.csv", "Medfinansiering"))
BUNDLED = (("digitaliseringsguiden", "cp1252"), ("exempel-utan-fel", "utf-8-sig"))
MB = 1024 * 1024
LONG = ["Ärendeid", "Tabell", "Kostnadslag", "Rad", "År", "Belopp"]


# ---- the bundled cases ----

def bundled_tables(folder, encoding):
    """The cost and financing tables of a bundled case: (name, header, rows) of each."""
    for name, table in TABLES:
        with open(os.path.join(EXAMPLES, folder, name), encoding=encoding, newline="") as file:
            rows = [row for row in csv.reader(file, delimiter=";") if any(row)]
        kept = [i for i, heading in enumerate(rows[0]) if heading != "Beskrivning"]
        yield table, [rows[0][i] for i in kept], [[row[i] for i in kept] for row in rows[1:]]


def written(rows):
    text = io.StringIO()
    csv.writer(text, delimiter=";", lineterminator="\n").writerows(rows)
    return text.getvalue()


def alone(tables):
    """The files of a case by itself."""
    return {f"{table}.csv": written([header, *rows]) for table, header, rows in tables}


def long_rows(case, tables):
    for table, header, rows in tables:
        category = ""
        for row in rows:
            is_line = row[0].strip().startswith("-")
            label = row[0].strip().lstrip("- ")
            category = category if is_line else label
            for year, amount in zip(header[1:], row[1:]):
                if amount:
                    yield [case, table, category, label if is_line else "", "" if year == "Totaler" else year, amount]


def wide_rows(case, tables):
    for table, _, rows in tables:
        for row in rows:
            yield [case, table, *row]


def wide_header(tables):
    return ["Ärendeid", "Tabell", "Post", *tables[0][1][1:]]


# ---- what is compared ----

def essence(case):
    """A case's findings but for their places, and what it amounts to."""
    kept = ("rule", "severity", "message", "published", "expected", "difference", "cell")
    findings = sorted((json.dumps({name: one.get(name) for name in kept}) for one in case["findings"]))
    return {"findings": findings, "amounts": case["amounts"], "status": case["status"],
            "checked": {name: case["checked"][name] for name in ("relations", "amounts")}}


def check_json(program, *arguments, **options):
    result = program.run("check", "--format", "json", "--lang", "en", *arguments, **options)
    return result, json.loads(result.out)["cases"] if result.out else []


def test_bundled(program, tally):
    """Both forms, in order and shuffled, in several encodings and by standard input, say what each case alone does."""
    random.seed(5)
    for folder_name, encoding in BUNDLED:
        tables = list(bundled_tables(folder_name, encoding))
        with Folder(alone(tables)) as folder:
            _, (expected,) = check_json(program, ".", cwd=folder.path)
        ordered, lines = list(long_rows("20303832", tables)), list(wide_rows("20303832", tables))
        shuffled = random.sample(ordered, len(ordered))
        backwards = [[row[5], row[4], row[3], row[2], row[1], row[0]] for row in ordered]
        files = {
            "long": written([LONG, *ordered]).encode(),
            "windows-1252": written([LONG, *ordered]).encode("cp1252"),
            "UTF-16": written([LONG, *ordered]).encode("utf-16"),
            "a mark": written([LONG, *ordered]).encode("utf-8-sig"),
            "CR LF": written([LONG, *ordered]).replace("\n", "\r\n").encode(),
            "CR": written([LONG, *ordered]).replace("\n", "\r").encode(),
            "shuffled": written([LONG, *shuffled]).encode(),
            "columns backwards": written([LONG[::-1], *backwards]).encode(),
            "quoted": "\n".join(";".join(f'"{cell}"' for cell in row) for row in [LONG, *ordered]).encode(),
            "tabs": written([LONG, *ordered]).replace(";", "\t").encode(),
            "a title": b"Export 2024-01-31\n\n" + written([LONG, *ordered]).encode(),
            "English": written([["Case id", "Table", "Category", "Row", "Year", "Amount"], *ordered]).encode(),
            "one row a line": written([wide_header(tables), *lines]).encode(),
        }
        for what, content in files.items():
            with Folder({"e.csv": content}) as folder:
                _, cases = check_json(program, "e.csv", cwd=folder.path)
                tally.equal(f"{folder_name}, {what}", [essence(case) for case in cases], [essence(expected)])
                tally.equal(f"{folder_name}, {what}: id", [case["case"] for case in cases], ["20303832"])
                with open(folder.join("e.csv"), "rb") as file:
                    _, redirected = check_json(program, "-", stdin=file)
                _, piped = check_json(program, "-", input=content)
                tally.equal(f"{folder_name}, {what}: standard input", [redirected, piped], [piped, piped])
                tally.equal(f"{folder_name}, {what}: piped", [essence(case) for case in piped], [essence(expected)])


def test_many(program, tally):
    """Many cases: each says what it does by itself, in the order in which they begin, with the places of the file."""
    random.seed(7)
    kinds = [list(bundled_tables(*one)) for one in BUNDLED]
    rows = [row for number in range(20) for row in long_rows(f"2024-{number:03}", kinds[number % 2])]
    mixed = random.sample(rows, len(rows))
    with Folder({"e.csv": written([LONG, *rows]), "m.csv": written([LONG, *mixed])}) as folder:
        result, cases = check_json(program, "e.csv", cwd=folder.path)
        tally.equal("grouped: nothing on standard error", result.err, "")
        tally.equal("grouped: order", [case["case"] for case in cases], [f"2024-{n:03}" for n in range(20)])
        tally.equal("grouped: alike", [essence(case) for case in cases], [essence(cases[n % 2]) for n in range(20)])
        check_places(tally, "grouped", cases, [LONG, *rows])
        result, other = check_json(program, "m.csv", cwd=folder.path)
        tally.check("mixed: said", "do not stand together" in result.err, result.err)
        tally.equal("mixed: order", [case["case"] for case in other], list(dict.fromkeys(row[0] for row in mixed)))
        by_id = {case["case"]: essence(case) for case in other}
        tally.equal("mixed: alike", [by_id[case["case"]] for case in cases], [essence(case) for case in cases])
        check_places(tally, "mixed", other, [LONG, *mixed])
        result = program.run("check", "m.csv", "--lang", "sv", cwd=folder.path)
        tally.check("mixed: said of each case", result.out.count("står inte tillsammans i m.csv") == 20, result.out[:500])
        result = program.run("report", "-o", "b.xlsx", "m.csv", cwd=folder.path)
        tally.check("a workbook of all", result.status == 1 and "b.xlsx" in folder.names(), result.err)
        result = program.run("calc", "--format", "json", "m.csv", cwd=folder.path)
        tally.equal("calc", len(json.loads(result.out)["cases"]), 20)
        for arguments in (["-o", "tables/"], ["--in-place"], ["--format", "csv"]):
            result = program.run("calc", *arguments, "m.csv", cwd=folder.path)
            tally.equal(f"calc {arguments}", (result.status, folder.names()), (2, ["b.xlsx", "e.csv", "m.csv"]))


def test_parts(program, tally):
    """A file is searched in parts of 1 MB: none of their ends, most of which lie in quoted rows of no case, changes what is
    found."""
    rows = list(long_rows("\0", list(bundled_tables(*BUNDLED[0]))))
    note = '"' + ("2023-9999;Kostnader;Personal;;2021;1" + 10 * ";2024" + "\n") * 40 + 12000 * "x" + '"'
    text = "".join(";".join(row) + (f";{note}\n" if i == 0 else ";\n") for i, row in enumerate(rows))
    with Folder({}) as folder:
        with open(folder.join("e.csv"), "w", encoding="utf-8") as file:
            file.write(HEADER.rstrip("\r\n") + ";Anteckning\n")
            for number in range(120):
                file.write(text.replace("\0", f"2024-{number:05}"))
        tally.check("parts: more than two", os.path.getsize(folder.join("e.csv")) > 2.5 * MB)
        result, cases = check_json(program, "e.csv", cwd=folder.path)
        tally.equal("parts: nothing on standard error", result.err, "")
        tally.equal("parts: order", [case["case"] for case in cases], [f"2024-{n:05}" for n in range(120)])
        tally.equal("parts: alike", {json.dumps(essence(case)) for case in cases}, {json.dumps(essence(cases[0]))})
        lines = [[one["line"] for one in case["findings"]] for case in cases]
        per_case = text.count("\n")
        tally.equal("parts: lines", lines, [[line + n * per_case for line in lines[0]] for n in range(120)])


def check_places(tally, what, cases, rows):
    """Each finding stands in a row of its case, at the begin of a cell that holds what was published."""
    for case in cases:
        for one in case["findings"]:
            row = rows[one["line"] - 1]
            starts = [1 + sum(len(cell) + 1 for cell in row[:i]) for i in range(len(row))]
            good = row[0] == case["case"] and one["column"] in starts
            if good and one["rule"].startswith("aid-share"):
                shown = int(row[starts.index(one["column"])].replace(" ", ""))
                good = shown == one["published"]
            tally.check(f"{what}: {case['case']} {one['rule']} at {one['line']}:{one['column']}", good, str(row))


# ---- odd files ----

HEADER = ";".join(LONG) + "\n"
PLAIN = "".join(f"7;Kostnader;{label};;{year};{amount}\n" for label in ("Personal", "Summa kostnader")
                for year, amount in ((2021, 1000), (2022, 2000), ("", 3000)))

# What a file holds after the header: name, rows, exit status, rules of the findings with their lines, cases.
ODD = [
    ("plain", PLAIN, 0, [], ["7"]),
    ("no rows", "", 3, [], None),
    ("blank rows", ";;;;;\n\n;;;;;\n", 3, [], None),
    ("no case in any row", PLAIN.replace("7;", ";"), 3, [], None),
    ("a row without a case", PLAIN + ";Kostnader;Resor;;2021;5\n", 1, [("read-unknown-row", 8)], ["7"]),
    ("such a row first", ";Kostnader;Resor;;2021;5\n" + PLAIN, 1, [("read-unknown-row", 2)], ["7"]),
    ("a footer", PLAIN + "Antal rader: 6;;;;;\n", 0, [("read-unknown-row", 8)], ["7"]),
    ("a total of all cases", PLAIN + "Totalt;Kostnader;Summa kostnader;;2021;1000\n", 0, [("read-unknown-row", 8)], ["7"]),
    ("an id that a spreadsheet has shortened", PLAIN + PLAIN.replace("7;", "2,417E+08;"), 3, [], None),
    ("an id whose column was too narrow", PLAIN + PLAIN.replace("7;", "#####;"), 3, [], None),
    ("an id that only looks so", PLAIN.replace("7;", "2E4+B;"), 0, [], ["2E4+B"]),
    ("an id without its zeros", PLAIN + PLAIN.replace("7;", "007;"), 0, [("read-ambiguous", 2), ("read-ambiguous", 8)],
     ["7", "007"]),
    ("the id written otherwise", PLAIN.replace("7;", "A 7;", 3).replace("\n7;", "\na7;"), 0, [], ["A 7"]),
    ("the header again", PLAIN + HEADER + PLAIN.replace("7;", "8;"), 0, [], ["7", "8"]),
    ("an amount twice", PLAIN + "7;Kostnader;Personal;;2021;1 000\n", 1, [("read-duplicate", 8)], ["7"]),
    ("twice in other words", PLAIN + "7;Kostnader;Personal;Summa;2021;1 000\n", 1, [("read-duplicate", 8)], ["7"]),
    ("an amount that is none", PLAIN.replace("1000", "tusen", 1), 1, [("read-number", 2)], ["7"]),
    ("a year that is none", PLAIN + "7;Kostnader;Resor;;Q1;5\n", 1, [("read-unknown-row", 8)], ["7"]),
    ("a table of no known kind", PLAIN + "7;Djur;Hund;;2021;5\n", 0, [("read-unknown-table", 8)], ["7"]),
    ("another table that adds up", PLAIN + "7;Utlägg;Buss;;2021;5\n7;Utlägg;Buss;;;60\n", 1, [("sum-table", 9)], ["7"]),
    ("no label", PLAIN + "7;Kostnader;;;2021;5\n", 1, [("read-unknown-row", 8)], ["7"]),
    ("a cell too many", PLAIN + "7;Kostnader;Resor;;2021;5;6\n", 1, [("read-columns", 8)], ["7"]),
    ("a quote never closed", PLAIN + '7;Kostnader;Personal;"Anna;2021;1000\n', 1,
     [("read-columns", 8), ("sum-blank", 8)], ["7"]),  # 2 000 of Personal in 2022, of which Anna has no row
    ("a cell of two lines", PLAIN + '7;Kostnader;Personal;"Anna\nAl";2021;1000\n7;Kostnader;Resor;;Q1;5\n', 1,
     [("sum-blank", 8), ("read-unknown-row", 10)], ["7"]),
]


def test_odd(program, tally):
    for what, rows, status, rules, ids in ODD:
        with Folder({"e.csv": HEADER + rows}) as folder:
            result, cases = check_json(program, "e.csv", cwd=folder.path)
            got = [(one["rule"], one["line"]) for case in cases for one in case["findings"]]
            tally.equal(f"odd: {what}: status", result.status, status)
            tally.equal(f"odd: {what}: findings", got, rules)
            if ids:
                tally.equal(f"odd: {what}: cases", [case["case"] for case in cases], ids)


def test_not_exports(program, tally):
    """Files with something like an id that are one case all the same, and exports where one case is meant."""
    tables = list(bundled_tables(*BUNDLED[1]))
    key = alone(tables) | {"projekt.csv": "Uppgift;Värde\nÄrendeid;20303832\n"}
    attachments = alone(tables) | {"bilagor.csv": "Bilagans namn;Diarienummer\nIntyg.pdf;17\n"}
    for what, files in (("a key", key), ("attachments", attachments)):
        with Folder(files) as folder:
            result, cases = check_json(program, ".", cwd=folder.path)
            tally.check(f"no export: {what}", len(cases) == 1 and result.status == 0, result.err)
    with Folder({"case/e.csv": HEADER + PLAIN, "case/projekt.csv": key["projekt.csv"]}) as folder:
        result, _ = check_json(program, "case", cwd=folder.path)
        tally.check("an export in a folder", result.status == 3 and "name the file" in result.err, result.err)


def test_streams(program, tally):
    """A pipe that a shell hands over by a name is read once and whole; one that cannot be read is said once."""
    with Folder({"e.csv": HEADER + PLAIN, "t.csv": "Kostnadstyp;2020\nPersonal;1\nSumma kostnader;1\n"}) as folder:
        for name in folder.names():
            with subprocess.Popen(["cat", folder.join(name)], stdout=subprocess.PIPE) as source:
                pipe = source.stdout.fileno()
                result, cases = check_json(program, f"/dev/fd/{pipe}", pass_fds=[pipe])
            wanted = "7" if name == "e.csv" else str(pipe)
            tally.equal(f"a pipe with {name}", (result.status, [case["case"] for case in cases]), (0, [wanted]))
    result = program.run("check", "/proc/self/mem")
    tally.equal("what cannot be read", (result.status, result.err.count("cannot be read")), (3, 1))


def test_every_cut(program, tally):
    """Cut anywhere, a file is read or refused; it does not crash and does not hang."""
    text = ("Dnr;Tabell;Kategori;Post;År;Belopp\n" '7;Kostnader;"Per""sonal";;2021;1 000,00\n'
            "8;Kostnader;Löner;Å;;−5\n7;Kostnader;Personal;;;1000\n").encode()
    for form in (text, text.decode().encode("utf-16")):
        for end in range(0, len(form), 1 if len(form) < 200 else 3):
            result = program.run("check", "--format", "json", "-", input=form[:end])
            if result.status not in (0, 1, 3):
                tally.check(f"cut at {end}", False, f"{result.status} {result.err}")
                return
    tally.check("cut anywhere", True)


# ---- sizes ----

BLOCK = 8 * MB  # of a mapped file, given back as a whole
PAGE = 4096


def sized_export(size, end, quote, longest):
    """An export of exactly so many bytes: cases of at most `longest` bytes, filled up by a note, every seventh with a wrong
    sum. Where notes stand in quotes they have many lines."""
    parts, number = [";".join([*LONG, "Anteckning"]) + end], 0
    left = size - len(parts[0].encode())
    while left > 0:
        total = 3005 if number % 7 == 0 else 3000
        rows = [f"{number};Kostnader;{label};;{year};{amount}" for label in ("Personal", "Summa kostnader")
                for year, amount in ((2021, 1000), (2022, 2000), ("", 3000 if label == "Personal" else total))]
        bare = end.join(rows) + ";" + quote + "%s" + quote + end
        note = (left if left < 2 * longest else longest) - len(bare) + 2
        parts.append(bare % ((999 * "x" + ("\n" if quote else "x")) * (note // 1000 + 1))[:note])
        left -= len(parts[-1])
        number += 1
    return "".join(parts).encode()


def check_sizes(program, tally, sizes, longest):
    """The answers to a file are those to a pipe, on one processor and on all."""
    processors = os.sched_getaffinity(0)
    for number, size in enumerate(sizes):
        content = sized_export(size, ("\n", "\r\n")[number % 2], ("", '"')[number // 2 % 2], longest)
        tally.equal(f"{size} bytes", len(content), size)
        with Folder({"e.csv": content}) as folder:
            piped, _ = check_json(program, "-", input=content)
            for what, few in (("one", {min(processors)}), ("all", processors)):
                os.sched_setaffinity(0, few)
                result, _ = check_json(program, "e.csv", cwd=folder.path)
                os.sched_setaffinity(0, processors)
                tally.equal(f"{size} bytes, {what}: status", (result.status, result.err), (1, ""))
                same = result.out.replace("e.csv", "-") == piped.out
                tally.check(f"{size} bytes, {what}: as a pipe", same, result.out[:300])


def test_sizes(program, tally):
    """Of files whose last block, part and page are full or nearly so the pages behind are nobody else's."""
    sizes = (2 * BLOCK - MB // 2, 2 * BLOCK - PAGE, 2 * BLOCK + 1, BLOCK - 1, BLOCK - MB + 1)
    if program.is_plain:
        check_sizes(program, tally, sizes, 20000)


# ---- memory ----

def test_memory(program, tally):
    """5 000 cases take no more than 50, but for the index and a few blocks of the file; sanitizers need memory of their own."""
    if not program.is_plain:
        return
    rows = list(long_rows("\0", list(bundled_tables(*BUNDLED[0]))))
    text = written(rows)
    with Folder({}) as folder:
        for count in (50, 5000):
            with open(folder.join(f"{count}.csv"), "w", encoding="utf-8") as file:
                file.write(HEADER)
                for number in range(count):
                    file.write(text.replace("\0", f"2024-{number:05}"))
        few, many = (program.measure("check", "--format", "json", folder.join(f"{count}.csv"))[1] for count in (50, 5000))
        size = os.path.getsize(folder.join("5000.csv"))
        tally.check("memory", many < few + 24 * MB < few + size, f"{few} bytes of 50 cases, {many} of 5 000 ({size})")


TESTS = [test_bundled, test_many, test_parts, test_odd, test_not_exports, test_streams, test_every_cut, test_sizes, test_memory]


if __name__ == "__main__":
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    run_tests(TESTS)
