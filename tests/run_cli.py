"""Tests of the command line: options, statuses, streams, output files, colours."""
import json
import os
import pty
import re
import stat
import subprocess
import threading

from runner import GOOD, UNSAFE, Folder, closed_pipe, limit_files, off_by, run_tests

PAINT = re.compile("\x1b\\[[0-9;]*m")


# ---- usage ----

# arguments, status, stream, pattern in English, pattern in Swedish
USAGE = [
    ([], 2, "err", r"see budgetkoll --help", r"se budgetkoll --help"),
    (["chek"], 2, "err", r"unknown command .*chek", r"okänt kommando .*chek"),
    (["--frob"], 2, "err", r"unknown .*--frob", r"okänt .*--frob"),
    (["check", "--frob", "a.csv"], 2, "err", r"unknown option --frob", r"okänt alternativ --frob"),
    (["check", "-z", "a.csv"], 2, "err", r"unknown option -z", r"okänt alternativ -z"),
    (["check", "-qz", "a.csv"], 2, "err", r"unknown option -(q?)z", r"okänt alternativ -(q?)z"),
    (["check", "--quiet=x", "a.csv"], 2, "err", r"--quiet", r"--quiet"),
    (["rules", "--tolerance", "2"], 2, "err", r"unknown option --tolerance", r"okänt alternativ --tolerance"),
    (["check", "a.csv", "--scheme"], 2, "err", r"--scheme needs a value", r"--scheme behöver ett värde"),
    (["check", "a.csv", "-o"], 2, "err", r"-o needs a value", r"-o behöver ett värde"),
    (["check"], 2, "err", r"give a file or folder", r"ange en fil eller mapp"),
    (["check", "--tolerance", "abc", "a.csv"], 2, "err", r"--tolerance .*abc", r"--tolerance .*abc"),
    (["check", "--tolerance", "", "a.csv"], 2, "err", r"--tolerance", r"--tolerance"),
    (["check", "--tolerance=-1", "a.csv"], 2, "err", r"--tolerance .*-1", r"--tolerance .*-1"),
    (["check", "--tolerance", "1.234", "a.csv"], 2, "err", r"--tolerance .*1\.234", r"--tolerance .*1\.234"),
    (["check", "--tolerance", "92233720368547759", "a.csv"], 2, "err", r"--tolerance .*922", r"--tolerance .*922"),
    (["check", "--tolerance", "1000000000,01", "a.csv"], 2, "err", r"--tolerance .*,01", r"--tolerance .*,01"),
    (["check", "--tolerance", "1000000000", "a.csv"], 0, "out", r"no findings", r"inga fynd"),
    (["check", "--tolerance", "9" * 30, "a.csv"], 2, "err", r"--tolerance .*999", r"--tolerance .*999"),
    (["check", "--lang", "xx", "a.csv"], 2, "err", r"--lang .*xx", r"--lang .*xx"),
    (["check", "--format", "xml", "a.csv"], 2, "err", r"--format .*xml", r"--format .*xml"),
    (["check", "--fail-on", "never", "a.csv"], 2, "err", r"--fail-on .*never", r"--fail-on .*never"),
    (["check", "--color", "blue", "a.csv"], 2, "err", r"--color .*blue", r"--color .*blue"),
    (["check", "-o", "out.doc", "a.csv"], 2, "err", r"out\.doc", r"out\.doc"),
    (["check", "-o", "", "a.csv"], 2, "err", r"--output", r"--output"),
    (["explain"], 2, "err", r"give a rule", r"ange en regel"),
    (["explain", "sum-row", "sum-parts"], 2, "err", r"give a rule", r"ange en regel"),
    (["explain", "sum-rwo"], 2, "err", r"sum-rwo.*sum-row\b", r"sum-rwo.*sum-row\b"),
    (["explain", "flatrate-payrol"], 2, "err", r"flat-rate-payroll", r"flat-rate-payroll"),
    (["explain", "x" * 5000], 2, "err", r"there is no rule", r"ingen regel"),
    (["rules", "x"], 2, "err", r"takes no arguments", r"tar inga argument"),
    (["schemes", "x"], 2, "err", r"no scheme .*x.* do you mean \S+\?", r"x.* finns inte; menar du \S+\?"),
    (["schemes", "eruf-2041"], 2, "err", r"eruf-2041.* do you mean eruf-2021\?", r"eruf-2041.* menar du eruf-2021\?"),
    (["schemes", "eruf-2014/unversity"], 2, "err", r"no variant .*unversity.* mean university\?",
     r"ingen variant .*unversity.* menar du university\?"),
    (["schemes", "eruf-2014/wages-alone"], 2, "err", r"no variant .*wages-alone", r"ingen variant .*wages-alone"),
    (["schemes", "horizon-2021/x"], 2, "err", r"horizon-2021 has no variants", r"horizon-2021 har inga varianter"),
    (["schemes", "eruf-2014", "eruf-2021"], 2, "err", r"at most one .*eruf-2021", r"högst ett .*eruf-2021"),
    (["schemes", "nope.ini"], 2, "err", r"nope\.ini: cannot be read", r"nope\.ini: kan inte läsas"),
    (["schemes", "base.ini"], 2, "err", r"base\.ini:3:8: .*eruf-2013", r"base\.ini:3:8: .*eruf-2013"),
    (["check", "--scheme", "base.ini", "a.csv"], 2, "err", r"base\.ini:3:8: .*eruf-2013", r"base\.ini:3:8: .*eruf-2013"),
    (["check", "--scheme", "self.ini", "a.csv"], 2, "err", r"self\.ini:2:6: .*eruf-2014", r"self\.ini:2:6: .*eruf-2014"),
    (["check", "--scheme", "eruf-2014/", "a.csv"], 2, "err", r"no variant", r"ingen variant"),
    (["check", "--scheme", "eruf-2014/erly", "a.csv"], 2, "err", r"mean early\?", r"menar du early\?"),
    (["check", "--scheme", "eruf-1999", "a.csv"], 2, "err", r"no scheme .*eruf-1999", r"eruf-1999.* finns inte"),
    (["check", "--scheme", "", "a.csv"], 2, "err", r"scheme", r"villkor"),
    (["check", "--scheme", "nope.ini", "a.csv"], 2, "err", r"nope\.ini: cannot be read", r"nope\.ini: kan inte läsas"),
    (["check", "--scheme", "key.ini", "a.csv"], 2, "err", r"key\.ini:4:\d+: unknown key .*colour",
     r"key\.ini:4:\d+: okänd nyckel .*colour"),
    (["check", "--scheme", "rate.ini", "a.csv"], 2, "err", r"rate\.ini:4:8: .*450 %", r"rate\.ini:4:8: .*450 %"),
    (["check", "--scheme", "line.ini", "a.csv"], 2, "err", r"line\.ini:3:1: ", r"line\.ini:3:1: "),
    (["check", "--scheme", "section.ini", "a.csv"], 2, "err", r"section\.ini:\d+:\d+: unknown section",
     r"section\.ini:\d+:\d+: okänt avsnitt"),
    (["check", "--scheme", "empty.ini", "a.csv"], 2, "err", r"empty\.ini:\d+:\d+: .*id", r"empty\.ini:\d+:\d+: .*id"),
    (["check", "--scheme", "binary.ini", "a.csv"], 2, "err", r"binary\.ini:1:1: ", r"binary\.ini:1:1: "),
    (["--version"], 0, "out", r"^budgetkoll \d+\.\d+", r"^budgetkoll \d+\.\d+"),
    (["--help"], 0, "out", r"usage: budgetkoll", r"användning: budgetkoll"),
    (["help"], 0, "out", r"usage: budgetkoll", r"användning: budgetkoll"),
    (["check", "--help"], 0, "out", r"usage: budgetkoll check .*PATH", r"användning: budgetkoll check .*PATH"),
    (["explain", "--help"], 0, "out", r"usage: budgetkoll explain .*RULE", r"användning: budgetkoll explain .*RULE"),
    (["rules", "--help"], 0, "out", r"usage: budgetkoll rules", r"användning: budgetkoll rules"),
    (["schemes", "--help"], 0, "out", r"usage: budgetkoll schemes", r"användning: budgetkoll schemes"),
    (["rules"], 0, "out", r"(?m)^sum-row +error ", r"(?m)^sum-row +fel "),
    (["schemes"], 0, "out", r"(?m)^eruf-2014 .*European", r"(?m)^eruf-2014 .*Europeiska"),
    (["schemes", "eruf-2014"], 0, "out", r"(?m)^  payroll on-costs: 45\.24%\n +TVFS 2019:1, 15 § 2; confirmed$",
     r"(?m)^  lönebikostnader: 45,24 %\n +TVFS 2019:1, 15 § 2; bekräftat$"),
    (["schemes", "eruf-2021"], 0, "out", r"(?m)^  payroll on-costs: given by the user\n.* not confirmed$",
     r"(?m)^  lönebikostnader: anges av användaren\n.* inte bekräftat$"),
    (["schemes", "eruf-2014/university"], 0, "out", r"(?m)^  indirect costs: 20% of wages \+ payroll",
     r"(?m)^  indirekta kostnader: 20 % av löner \+ löneb"),
    (["schemes", "own.ini"], 0, "out", r"^own: Our own\n  starts from eruf-2021/staff-15\n",
     r"^own: own\n  utgår från eruf-2021/staff-15\n"),
    (["explain", "sum-row"], 0, "out", r"^sum-row \(error\): ", r"^sum-row \(fel\): "),
    (["check", "--", "a.csv"], 0, "out", r"no findings", r"inga fynd"),
    (["check", "a.csv", "--tolerance", "0,50"], 0, "out", r"no findings", r"inga fynd"),
]
SCHEMES = {
    "key.ini": "[scheme]\nid = x\n[payroll]\ncolour = red\n",
    "rate.ini": "[scheme]\nid = x\n[payroll]\nrate = 450 %\n",
    "line.ini": "[scheme]\nid = x\nwhat is this\n",
    "section.ini": "[scheme]\nid = x\n[weather]\nrain = yes\n",
    "base.ini": "[scheme]\nid = x\nbase = eruf-2013\n",
    "self.ini": "[scheme]\nid = eruf-2014\nbase = eruf-2014\n",
    "own.ini": "[scheme]\nid = own\nbase = eruf-2021/staff-15\nname.en = Our own\n",
    "empty.ini": "",
    "binary.ini": bytes(range(256)),
}


def test_usage(program, tally):
    with Folder({"a.csv": GOOD, **SCHEMES}) as folder:
        for args, status, stream, english, swedish in USAGE:
            for locale, pattern in (("C", english), ("sv_SE.UTF-8", swedish)):
                result = program.run(*args, cwd=folder.path, env={"LC_ALL": locale})
                name = f"{' '.join(args)[:60]} [{locale}]"
                tally.equal(f"status: {name}", result.status, status)
                tally.check(f"message: {name}", re.search(pattern, result.stream(stream)),
                            f"no /{pattern}/ in {result.stream(stream)[:300]!r}")
                other = result.err if stream == "out" else result.out
                tally.equal(f"silent on the other stream: {name}", other, "")


def test_language(program, tally):
    swedish = {"LC_ALL": None, "LC_MESSAGES": None, "LANG": "sv_SE.UTF-8"}
    cases = [(swedish, [], "användning"), ({**swedish, "LC_MESSAGES": "en_US"}, [], "usage"),
             ({**swedish, "LC_ALL": "de_DE"}, [], "usage"), ({"LC_ALL": "", "LANG": "sv"}, [], "användning"),
             ({"LC_ALL": None}, [], "usage"), (swedish, ["--lang", "en"], "usage"),
             ({"LC_ALL": "C"}, ["--lang", "sv"], "användning")]
    for env, args, word in cases:
        result = program.run("check", *args, "--help", env=env)
        tally.check(f"language of {env} {args}", result.out.startswith(word), result.out[:80])


def test_lists(program, tally):
    rules = json.loads(program.run("rules", "--format", "json").out)["rules"]
    schemes = json.loads(program.run("schemes", "--format", "json").out)["schemes"]
    tally.equal("schemes", "eruf-2014" in [scheme["scheme"] for scheme in schemes], True)
    tally.check("rules have titles", all(rule["title"] for rule in rules) and len(rules) > 40)
    for rule in rules:
        for language, words in (("en", ("Checks", "Why", "Source", "Wrong", "Right")),
                                ("sv", ("Prövar", "Varför", "Källa", "Fel", "Rätt"))):
            page = program.run("explain", "--lang", language, rule["rule"])
            parts = [re.search(rf"(?m)^{word}\n +\S", page.out) for word in words]
            tally.check(f"explain {rule['rule']} [{language}]", page.status == 0 and all(parts), page.out[:400])


SCHEME_IDS = ["cpr-2021", "eruf-2014", "eruf-2021", "esf-plus-2021", "horizon-2021", "interreg-2021"]


def figures_of(page, figure):
    return [one for one in page["figures"] if one["figure"] == figure]


def test_schemes(program, tally):
    """What each embedded scheme says: every figure has its source, and nothing unconfirmed judges unasked."""
    listed = json.loads(program.run("schemes", "--format", "json").out)["schemes"]
    tally.equal("the schemes there are", [scheme["scheme"] for scheme in listed], SCHEME_IDS)
    for scheme in listed:
        name = scheme["scheme"]
        page = json.loads(program.run("schemes", name, "--format", "json").out)
        tally.equal(f"schemes {name}: id and name", (page["scheme"], page["name"]), (name, scheme["name"]))
        for one in page["figures"] + page["variants"]:
            tally.check(f"schemes {name}: {one['figure']} has a source", one.get("source") and "confirmed" in one, str(one))
            tally.check(f"schemes {name}: {one['figure']} has a value", ("value" in one) != (one.get("given") is True))
        for one in figures_of(page, "payroll") + figures_of(page, "indirect") + figures_of(page, "aid-share-eligible"):
            tally.check(f"schemes {name}: {one['figure']} is confirmed or given", one["confirmed"] or one.get("given"))
        for variant in {one["variant"] for one in page["variants"]}:
            chosen = json.loads(program.run("schemes", f"{name}/{variant}", "--format", "json").out)
            taken = [one for one in chosen["figures"] if one.get("variant") == variant]
            known = [one for one in page["variants"] if one["variant"] == variant]
            tally.equal(f"schemes {name}/{variant}: in place of the scheme's own", taken, known)
            tally.equal(f"schemes {name}/{variant}: its id", chosen["scheme"], f"{name}/{variant}")


def test_scheme_figures(program, tally):
    """The facts of the domain, each once."""
    expected = {("eruf-2014", "payroll"): 45.24, ("eruf-2014", "indirect"): 15, ("eruf-2014", "unit-cost-hour"): 409,
                ("eruf-2014", "aid-share-eligible"): 50, ("eruf-2014/early", "payroll"): 42.68,
                ("eruf-2014/university", "indirect"): 20, ("eruf-2014/qualifying", "indirect"): 25,
                ("eruf-2014/other-costs", "indirect"): 40, ("eruf-2014/lump-sum", "maximum-aid"): 400000,
                ("eruf-2014/lump-sum", "longest-months"): 9, ("eruf-2021", "hours-per-year"): 1720,
                ("eruf-2021", "wage-raise"): 2.4, ("eruf-2021", "wage-raise-months"): 12,
                ("interreg-2021", "rounding"): 0.01, ("interreg-2021", "staff"): 20, ("interreg-2021", "office"): 15,
                ("interreg-2021", "travel"): 15, ("interreg-2021", "other"): 40, ("horizon-2021", "indirect"): 25,
                ("cpr-2021/direct-7", "indirect"): 7, ("cpr-2021/staff-15", "indirect"): 15,
                ("cpr-2021/direct-25", "indirect"): 25, ("cpr-2021/other-40", "indirect"): 40, ("cpr-2021", "staff"): 20}
    for (scheme, figure), value in expected.items():
        page = json.loads(program.run("schemes", scheme, "--format", "json").out)
        tally.equal(f"{scheme}: {figure}", figures_of(page, figure)[0]["value"], value)
    page = json.loads(program.run("schemes", "eruf-2014", "--format", "json").out)
    west = [one["value"] for one in page["figures"] if one.get("programme") == "Västsverige"]
    tally.equal("eruf-2014: 40 % in Västsverige", west, [40])
    tally.check("eruf-2014: 40 % where staff is at least 45 %",
                [one for one in page["variants"] if one["variant"] == "other-costs" and one["least_staff"] == 45])


# What is missing: the budget, and what the message must name in English and Swedish.
STAFF = "Kostnadstyp;Totaler\nPersonal;100 000\nLönebikostnader;31 420\n"
INDIRECT = "Kostnadstyp;Totaler\nPersonal;100 000\nIndirekta kostnader;15 000\n"
AID = ("Finansiär;Totaler\nOffentlig kontantfinansiering;30 000\nPrivat kontantfinansiering;30 000\n"
       "Summa, medfinansiering;60 000\nEU-medel;40 000\n")
SHARE = "Stödandel av stödgrundande finansiering;40 %\n\n"
MISSING = [
    ("the payroll rate", STAFF, r"payroll on-costs.*Lönebikostnader;RATE %.*base = eruf-2021.*\[payroll\]",
     r"lönebikostnader.*Lönebikostnader;SATS %.*base = eruf-2021.*\[payroll\]"),
    ("the indirect rate", INDIRECT, r"indirect costs.*Indirekta kostnader;RATE %.*base = eruf-2021.*\[indirect\]",
     r"indirekta kostnader.*Indirekta kostnader;SATS %.*base = eruf-2021.*\[indirect\]"),
    ("the base of the indirect rate", "Indirekta kostnader;12 %\n\n" + INDIRECT, r"counted on.*base = BASE",
     r"räknas på.*base = UNDERLAG"),
    ("the aid share", AID, r"aid share.*finansiering;SHARE %.*base = eruf-2021.*\[aid-share\]",
     r"stödandelen.*finansiering;ANDEL %.*base = eruf-2021.*\[aid-share\]"),
    ("whether private money counts", SHARE + AID, r"private financing.*private-counts", r"privat finansiering.*private-counts"),
]
GIVEN = ("[scheme]\nid = own\nbase = eruf-2021/staff-15\n[payroll]\nrate = 31,42 %\n"
         "[aid-share]\neligible = 40 %\nprivate-counts = yes\n")


def test_missing(program, tally):
    """What only a rate that nobody gave could judge is unchecked, and said; with the rate it is checked."""
    for what, table, english, swedish in MISSING:
        with Folder({"a.csv": table, "own.ini": GIVEN}) as folder:
            for language, pattern in (("en", english), ("sv", swedish)):
                result = program.run("check", "--lang", language, "--scheme", "eruf-2021", "--format", "json", "a.csv",
                                     cwd=folder.path)
                tally.equal(f"unchecked without {what} [{language}]",
                            (result.status, json.loads(result.out)["cases"][0]["status"]), (3, "unchecked"))
                tally.check(f"says that {what} is missing [{language}]",
                            re.fullmatch(rf"budgetkoll: a\.csv: .*{pattern}.*\n", result.err), result.err)
            if "12 %" not in table:
                own = program.run("check", "--scheme", "own.ini", "a.csv", cwd=folder.path)
                tally.equal(f"checked with {what} in a file", (own.status, own.err), (0, ""))
    with Folder({"a.csv": GOOD, "b.csv": off_by(9), "c.csv": "Lönebikostnader;31,42 %\n\n" + STAFF}) as folder:
        for name, status in (("a.csv", 0), ("b.csv", 1), ("c.csv", 0)):
            result = program.run("check", "--scheme", "eruf-2021", name, cwd=folder.path)
            tally.equal(f"{name} needs nothing more", (result.status, result.err), (status, ""))


def test_scheme_names(program, tally):
    """A file stands back for an embedded scheme or variant of the same name, and is read where there is none."""
    own = "[scheme]\nid = found\n"
    with Folder({"a.csv": GOOD, "eruf-2014/university": own, "eruf-2014/mine.ini": own, "mine": own}) as folder:
        for name, used in (("eruf-2014/university", "eruf-2014/university"), ("eruf-2014/mine.ini", "found"),
                           ("./eruf-2014/university", "found"), ("mine", "found")):
            result = program.run("check", "--scheme", name, "--format", "json", "a.csv", cwd=folder.path)
            tally.equal(f"--scheme {name}", json.loads(result.out)["cases"][0]["scheme"], used)


# ---- what decides the status ----

def test_status(program, tally):
    unknown = GOOD.replace("Summa", "Frobnicering;;;\nSumma")
    cases = [("ok", GOOD, [], 0), ("ok", GOOD, ["--fail-on", "note"], 0),
             ("note", off_by(2), [], 0), ("note", off_by(2), ["--fail-on", "note"], 1),
             ("note", off_by(2), ["--fail-on", "warning"], 0),
             ("warning", unknown, [], 0), ("warning", unknown, ["--fail-on", "warning"], 1),
             ("warning", unknown, ["--fail-on", "note"], 1), ("error", off_by(3), [], 1),
             ("error", off_by(3), ["--fail-on", "error"], 1),
             ("error", off_by(1), ["--tolerance", "0"], 1), ("note", off_by(99), ["--tolerance", "100"], 0),
             ("note", off_by(100), ["--tolerance", "100"], 0), ("error", off_by(101), ["--tolerance", "100"], 1)]
    for word, table, args, status in cases:
        with Folder({"a.csv": table}) as folder:
            result = program.run("check", "--format", "json", *args, "a.csv", cwd=folder.path)
            got = (result.status, json.loads(result.out)["cases"][0]["status"])
            tally.equal(f"status of {word} with {args}", got, (status, word))


def test_quiet(program, tally):
    with Folder({"a.csv": off_by(3), "b.csv": GOOD}) as folder:
        loud = program.run("check", "a.csv", cwd=folder.path)
        quiet = program.run("check", "-q", "a.csv", cwd=folder.path)
        first = [line for line in loud.out.splitlines() if line.startswith("a.csv:")]
        tally.equal("-q: only the findings, one line each", quiet.out.splitlines(), first)
        tally.equal("-q: the status is the same", (loud.status, quiet.status, len(first)), (1, 1, 2))
        tally.equal("-q: silent when all is well", program.run("check", "-q", "b.csv", cwd=folder.path).out, "")


# ---- which cases ----

def json_cases(program, *args, **options):
    result = program.run("check", "--format", "json", *args, **options)
    document = json.loads(result.out)
    return result.status, document["summary"]["cases"], [case["status"] for case in document["cases"]]


def test_paths(program, tally):
    files = {"x/a.csv": GOOD, "y/b.csv": off_by(9), "z/deep/c.csv": GOOD, "none/readme.md": "x", "budget": GOOD,
             ".hidden/a.csv": "", "y/.b.csv": "", "y/~$b.csv": ""}
    with Folder(files) as folder:
        here = {"cwd": folder.path}
        tally.equal("a folder of folders", json_cases(program, ".", **here), (1, 3, ["ok", "error", "ok"]))
        tally.equal("two paths, in their order", json_cases(program, "y", "x", **here), (1, 2, ["error", "ok"]))
        tally.equal("a file without ending", json_cases(program, "budget", **here), (0, 1, ["ok"]))
        tally.equal("a slash at the end", json_cases(program, "x/", **here), (0, 1, ["ok"]))
        tally.equal("standard input", json_cases(program, "-", input=GOOD.encode()), (0, 1, ["ok"]))
        wrong = program.run("check", "-q", "-", input=off_by(9).encode())
        tally.check("findings in standard input", re.search(r"^-:2:22: error: ", wrong.out), wrong.out)
        status, count, statuses = json_cases(program, "nope", "x", **here)
        tally.equal("a missing path and a good one", (status, sorted(statuses), count), (3, ["ok", "unchecked"], 2))
        empty = program.run("check", "-q", "none", cwd=folder.path)
        tally.check("a folder without tables is named", empty.status == 3 and "none:" in empty.err, empty.err)


def test_mixed_case_ending(program, tally):
    with Folder({"A.Csv": off_by(9)}) as folder:
        result = program.run("check", "-q", ".", cwd=folder.path)
        tally.equal("endings without regard to case", result.status, 1)


# ---- writing ----

WRITERS = [["check", "a.csv"], ["check", "--format", "json", "a.csv"], ["check", "-q", "bad.csv"], ["rules"],
           ["schemes"], ["explain", "sum-row"], ["rules", "--format", "json"], ["--help"], ["--version"],
           ["check", "--help"]]


def test_failed_writes(program, tally):
    with Folder({"a.csv": GOOD, "bad.csv": off_by(9)}) as folder:
        for args in WRITERS:
            with open("/dev/full", "wb") as full:
                result = program.run(*args, cwd=folder.path, stdout=full)
            tally.check(f"/dev/full: {args}", result.status == 3 and result.err, f"{result.status} {result.err!r}")
            pipe = closed_pipe()
            result = program.run(*args, cwd=folder.path, stdout=pipe)
            os.close(pipe)
            tally.check(f"closed pipe: {args}", result.status == 3 and result.err, f"{result.status} {result.err!r}")
            result = program.run(*args, cwd=folder.path, stdout=None, preexec_fn=lambda: os.close(1))
            tally.equal(f"closed standard output: {args}", result.status, 3)
        result = program.run("check", "nope.csv", cwd=folder.path, stderr=None, preexec_fn=lambda: os.close(2))
        tally.equal("closed standard error", result.status, 3)


def test_output_file(program, tally):
    for name, start in (("out.json", b"{"), ("out.txt", b"a.csv:2:")):
        with Folder({"a.csv": off_by(9), name: "the old text"}) as folder:
            result = program.run("check", "-o", name, "a.csv", cwd=folder.path, umask=0o022)
            tally.equal(f"-o {name}: status and streams", (result.status, result.out, result.err), (1, "", ""))
            tally.check(f"-o {name}: kind by its name", folder.read(name).startswith(start), folder.read(name)[:60])
            tally.equal(f"-o {name}: nothing else left", folder.names(), sorted(["a.csv", name]))
            tally.equal(f"-o {name}: rights", stat.S_IMODE(os.stat(folder.join(name)).st_mode), 0o644)
            same = program.run("check", "--format", name[4:].replace("txt", "text"), "a.csv", cwd=folder.path)
            tally.equal(f"-o {name}: as on standard output", folder.read(name), same.raw)


def test_failed_output_file(program, tally):
    with Folder({"a.csv": off_by(9), "old.json": "the old text", "out.txt/x": ""}) as folder:
        before = folder.names()
        cases = [("a missing folder", "nope/out.json", {}), ("a folder", "out.txt", {}),
                 ("a disk without room", "old.json", {"preexec_fn": limit_files, "restore_signals": False}),
                 ("no room for a new file", "new.json", {"preexec_fn": limit_files, "restore_signals": False})]
        for what, name, options in cases:
            result = program.run("check", "-o", name, "a.csv", cwd=folder.path, **options)
            tally.check(f"-o, {what}: status 3, named", result.status == 3 and name in result.err,
                        f"{result.status} {result.err!r}")
            tally.equal(f"-o, {what}: nothing left", folder.names(), before)
        tally.equal("-o: the old file is kept", folder.read("old.json"), b"the old text")


def test_output_pipe(program, tally):
    """What is no plain file (a pipe, a device) is written to and never replaced."""
    with Folder({"a.csv": GOOD}) as folder:
        os.mkfifo(folder.join("pipe.json"))
        got = []
        keep = os.open(folder.join("pipe.json"), os.O_RDWR)
        reader = threading.Thread(target=lambda: got.append(os.read(keep, 65536)), daemon=True)
        reader.start()
        result = program.run("check", "-o", "pipe.json", "a.csv", cwd=folder.path)
        reader.join(2)
        os.close(keep)
        tally.check("-o PIPE is still a pipe", stat.S_ISFIFO(os.stat(folder.join("pipe.json")).st_mode))
        tally.check("-o PIPE is written to", result.status == 0 and got and got[0].startswith(b"{"), str(got)[:80])


def test_output_link(program, tally):
    with Folder({"a.csv": GOOD, "real.json": "old"}) as folder:
        os.symlink("real.json", folder.join("link.json"))
        program.run("check", "-o", "link.json", "a.csv", cwd=folder.path)
        tally.check("-o LINK keeps the link", os.path.islink(folder.join("link.json")))
        tally.check("-o LINK writes what it names", folder.read("real.json").startswith(b"{"))


# ---- colours and what may reach a terminal ----

ODD = "Res\u202eor\x7f \u009b31m;5;0;0\n"


def on_terminal(program, args, env, cwd):
    """What the program writes to a terminal."""
    master, slave = pty.openpty()
    subprocess.run([program.path, *args], stdin=subprocess.DEVNULL, stdout=slave, stderr=slave, cwd=cwd, check=False,
                   env=program.environment(env), timeout=60)
    os.close(slave)
    text = b""
    try:
        while block := os.read(master, 65536):
            text += block
    except OSError:
        pass
    os.close(master)
    return text.decode("utf-8", "replace")


def test_color(program, tally):
    with Folder({"a.csv": off_by(9)}) as folder:
        plain = program.run("check", "a.csv", cwd=folder.path)
        always = program.run("check", "--color", "always", "a.csv", cwd=folder.path)
        tally.check("no colour in a pipe", "\x1b" not in plain.out)
        tally.check("--color always", "\x1b[" in always.out)
        tally.equal("colour adds nothing but colour", PAINT.sub("", always.out), plain.out)
        cases = [(["--color", "always"], {"NO_COLOR": "1"}, True), ([], {}, True), ([], {"NO_COLOR": "1"}, False),
                 ([], {"NO_COLOR": ""}, True), (["--color", "auto"], {"NO_COLOR": "1"}, False),
                 (["--color", "never"], {}, False), (["--format", "json", "--color", "always"], {}, False)]
        for args, env, wanted in cases:
            text = on_terminal(program, ["check", *args, "a.csv"], env, folder.path)
            tally.equal(f"colour on a terminal with {args} {env}", "\x1b[" in text, wanted)


def check_safe_text(program, tally, what, args, folder):
    result = program.run("check", *args, ".", cwd=folder.path)
    text = PAINT.sub("", result.out) if "--color" in args else result.out
    leaked = UNSAFE.findall(text + result.err)
    tally.check(f"nothing odd reaches the terminal: {what} {args}", not leaked,
                f"{leaked!r} in {(text + result.err)[:160]!r}")


def test_safe_scheme(program, tally):
    """A scheme file is input too: what it says reaches the terminal as text or not at all."""
    schemes = {"key": "[scheme]\nid = x\nk\x1b[31m = y\n",
               "rate": "[scheme]\nid = x\n[payroll]\nrate = \u202e1\x1b[0m %\n",
               "id": "[scheme]\nid = x\x1b[31m\u202e\n", "bytes": b"[scheme]\nid = \xe5\x9b31m\n",
               "two lines": "[scheme]\nid = x\n[activities]\nmandatory = Ett |\n  två\n  tre\n"}
    plan = "Typ;Namn;Startdatum;Slutdatum;Kostnad\nAktivitet;A;2021-01-01;2021-02-01;5\n"
    for what, scheme in schemes.items():
        with Folder({"s.ini": scheme, "a.csv": plan}) as folder:
            result = program.run("check", "-q", "--scheme", "s.ini", "a.csv", cwd=folder.path)
            lines = result.out.splitlines() + result.err.splitlines()
            tally.check(f"one line each: scheme with odd {what}",
                        all(re.match(r"budgetkoll: |a\.csv:\d+:\d+: ", line) for line in lines), str(lines))
            loud = program.run("check", "--scheme", "s.ini", "a.csv", cwd=folder.path)
            tally.check(f"nothing odd reaches the terminal: scheme with odd {what}",
                        not UNSAFE.findall(loud.out + loud.err), (loud.out + loud.err)[-300:])
            try:
                (loud.raw + loud.raw_err).decode("utf-8")
            except UnicodeDecodeError as error:
                tally.check(f"UTF-8: scheme with odd {what}", False, str(error))


def test_odd_names_in_json(program, tally):
    for name in (b"\xff\xe5.csv", b"a\x1b\x01\"\\.csv", "å\u202e.csv".encode()):
        with Folder() as folder:
            with open(os.path.join(folder.path.encode(), name), "wb") as file:
                file.write(off_by(9).encode())
            result = program.run("check", "--format", "json", ".", cwd=folder.path)
            finding = json.loads(result.raw.decode("utf-8"))["cases"][0]["findings"][0]
            tally.equal(f"JSON of a file called {name!r}", finding["file"], name.decode("utf-8", "replace"))


def test_safe_text(program, tally):
    utf16 = b"\xff\xfe" + GOOD.replace("Summa", "R\x1b[31m\x07es;1;0;1\nSumma").encode("utf-16-le")
    tables = {"odd label": {"a.csv": GOOD.replace("Summa", ODD + "Summa")}, "escape in UTF-16": {"a.csv": utf16},
              "odd number": {"a.csv": GOOD.replace("2 000", "\u20662\x7f", 1)},
              "odd name": {"a\x1b[31m\u202e.csv": off_by(9)}, "odd empty name": {"a\x1b]0;x\x07.csv": ""},
              "odd facts": {"p.csv": "Uppgift;Värde\nProjektets namn;A\u202eB\u009bC\nBelopp i;\u202ekr\n",
                            "a.csv": GOOD},
              "odd table": {"t.csv": "Dj\u202eur;F\u0090ärg\nhund;brun\n", "a.csv": GOOD}}
    for what, files in tables.items():
        for language in ("sv", "en"):
            with Folder(files) as folder:
                for args in ([], ["-q"], ["--color", "always"]):
                    check_safe_text(program, tally, what, ["--lang", language, *args], folder)
    for args in (["ch\x1b[31meck"], ["explain", "sum\x1b[31m"], ["check", "--lang", "\x1b[31m"],
                 ["check", "a\x1b[31m"]):
        tally.check(f"nothing odd of the arguments: {args}", not UNSAFE.findall(program.run(*args).err))


TWO = "eruf-2014,eruf-2014/early"
WRONG_COMPARISONS = [
    (["eruf-2014", "--staff", "5"], "två till åtta"), (["", "--staff", "5"], "två till åtta"),
    (["eruf-2014,", "--staff", "5"], "två till åtta"), ([",".join(["a"] * 9), "--staff", "5"], "två gånger"),
    ([",".join("abcdefghi"), "--staff", "5"], "två till åtta"),
    (["eruf-2014, eruf-2014", "--staff", "5"], "eruf-2014 två gånger"),
    (["eruf-2014,eruf-2041", "--staff", "5"], "”eruf-2041” finns inte"),
    (["eruf-2014,eruf-2014/other", "--staff", "5"], "ingen variant ”other”"),
    ([TWO], "ange ett ärende"), ([TWO, "--staff", "5", "a.csv"], "inte båda"),
    ([TWO, "--years", "2021", "a.csv"], "--years"), ([TWO, "a.csv", "a.csv"], "ett ärende i taget"),
    ([TWO, "many"], "ett ärende i taget"), ([TWO, "--scheme", "eruf-2014", "a.csv"], "--scheme"),
    ([TWO, "--solve", "aid", "a.csv"], "--solve"), ([TWO, "--claims", "a.csv", "a.csv"], "--claims"),
    ([TWO, "--in-place", "a.csv"], "--in-place"), ([TWO, "-o", "x.xlsx", "a.csv"], "xlsx"),
    ([TWO, "-o", "folder", "a.csv"], "kalla den .txt"), ([TWO, "--payroll-rate", "x", "a.csv"], "--payroll-rate"),
]


def test_wrong_comparisons(program, tally):
    with Folder({"a.csv": GOOD, "many/b/a.csv": GOOD, "many/c/a.csv": GOOD}) as folder:
        for arguments, said in WRONG_COMPARISONS:
            result = program.run("calc", "--lang", "sv", "--compare", *arguments, cwd=folder.path)
            tally.equal(f"status of --compare {arguments}", result.status, 2)
            tally.check(f"message of --compare {arguments}", said in result.err and not result.out, result.err)


def test_comparison(program, tally):
    """The same figures in every format; a scheme of one's own; conditions that hold for all; what cannot be compared."""
    own = "[scheme]\nid = own\nbase = eruf-2014\n[payroll]\nrate = 10 %\nsource = x\nconfirmed = no\n"
    with Folder({"a.csv": GOOD, "own.ini": own, "bad.csv": GOOD.replace("1 000", "x1"),
                 "none.csv": "Finansiär;Totalt\nOffentlig kontantfinansiering;5\n"}) as folder:
        def compare(*arguments):
            return program.run("calc", "--lang", "en", "--compare", *arguments, cwd=folder.path)
        found = json.loads(compare("eruf-2014,own.ini", "--format", "json", "a.csv").out)["comparison"]
        # 1 000 and 2 000: 10 % is 100 and 200; 15 % of 1 100 and 2 200 is 165 and 330
        tally.equal("a file of one's own", [one["amounts"]["flat_rate_costs"] for one in found["schemes"]], [2011, 795])
        tally.equal("half of it", found["schemes"][1]["eu_aid"], 1897)
        table = compare("eruf-2014,own.ini", "--format", "csv", "a.csv")
        tally.check("as CSV", "Flat-rate costs;2011;795\n" in table.out, table.out)
        compare("eruf-2014,own.ini", "-o", "out.tsv", "a.csv")
        written = open(os.path.join(folder.path, "out.tsv"), encoding="utf-8").read()
        tally.equal("as TSV in a file", written, table.out.replace(";", "\t"))
        same = json.loads(compare("eruf-2014,own.ini", "--payroll-rate", "20", "--format", "json", "a.csv").out)
        tally.equal("a rate for all", [one["payroll_rate"] for one in same["comparison"]["schemes"]], [20, 20])
        tally.equal("all alike", same["comparison"]["most_aid"], ["eruf-2014", "own.ini"])
        for path in ("bad.csv", "none.csv", "absent.csv"):
            result = compare(TWO, path)
            tally.equal(f"status of comparing {path}", result.status, 3)
            tally.check(f"why not {path}", result.err.startswith("budgetkoll: ") and not result.out, result.err)
        lacking = compare("eruf-2014,eruf-2021/staff-15", "a.csv")
        tally.equal("status when a rate is missing", lacking.status, 3)
        tally.check("the other column all the same", "not computed" in lacking.out and "5,011" in lacking.out, lacking.out)
        tally.check("said on standard error too", "--payroll-rate" in lacking.err, lacking.err)
        tally.equal("nothing odd is shown", UNSAFE.findall(compare("eruf-2014,own\x1b.ini", "a.csv").err), [])


TESTS = [test_usage, test_language, test_lists, test_status, test_quiet, test_paths, test_mixed_case_ending,
         test_failed_writes, test_output_file, test_failed_output_file, test_output_pipe, test_output_link, test_color,
         test_odd_names_in_json, test_safe_text, test_safe_scheme,
         test_wrong_comparisons, test_comparison,
         test_schemes, test_scheme_figures, test_missing, test_scheme_names]


if __name__ == "__main__":
    run_tests(TESTS)
