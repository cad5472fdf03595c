"""Tests of calc on the command line: what it writes and where, what it refuses, and what it exits with.

    run_calc_cli.py --program ./budgetkoll

The figures are counted here or taken from the bundled cases. Ends with "N passed, N failed"."""
import json
import os
import re
import shutil
import stat

from runner import NOBODY, UNSAFE, Folder, closed_pipe, limit_files, project_root, run_tests

# TVFS 2019:1, 15 §: 45,24 % x 100 000 = 45 240; 15 % x 145 240 = 21 786; in all 167 026, half of it 83 513.
COSTS = ("Kostnadstyp;2021;2022;Totaler\nPersonal;100 000;0;{0}\nSchablonkostnader;{1};0;{1}\n"
         " - Lönebikostnader 45,24%;{2};0;\n - Indirekta kostnader 15%;{3};0;\nSumma, kostnader;{4};0;{4}\n")
FINANCING = ("Finansiär;2021;2022;Totaler\nOffentlig kontantfinansiering;83 513;0;{0}\n - Lunds kommun;83 513;0;\n"
             "EU-medel;{0};0;{0}\nTotal finansiering;{1};0;{1}\n")
RIGHT_COSTS = COSTS.format("100 000", "67 026", "45 240", "21 786", "167 026")
RIGHT_FINANCING = FINANCING.format("83 513", "167 026")
WRONG_COSTS = COSTS.format("", "", "45 240", "", "1")
WRONG_FINANCING = FINANCING.format("", "")
WRONG = {"case/k.csv": WRONG_COSTS, "case/m.csv": WRONG_FINANCING}
RIGHT = {"case/k.csv": RIGHT_COSTS, "case/m.csv": RIGHT_FINANCING}


def calc(program, folder, /, *args, **options):
    return program.run("calc", *args, cwd=folder.path, **options)


def tree(path):
    """Every file below a folder: name -> bytes."""
    found = {}
    for parent, _, names in os.walk(path):
        for name in names:
            full = os.path.join(parent, name)
            with open(full, "rb") as file:
                found[os.path.relpath(full, path)] = file.read()
    return found


def encoded(files, encoding="utf-8"):
    return {name: text if isinstance(text, bytes) else text.encode(encoding) for name, text in files.items()}


# ---- folders ----

def test_folder(program, tally):
    """A case's tables in a folder that is new, below others that are new, or there: named as the input, nothing else."""
    for what, before, output in (("new", {}, "out"), ("nested", {}, "a/b/out"), ("a slash at the end", {}, "out/"),
                                 ("there", {"out/old.txt": "old"}, "out"),
                                 ("written over", {"out/k.csv": "old and much longer than anything new" * 99}, "out")):
        with Folder({**WRONG, **before}) as folder:
            result = calc(program, folder, "-o", output, "case")
            tally.equal(f"-o folder, {what}: status", (result.status, result.err), (0, ""))
            got = tree(folder.join(output))
            kept = {"old.txt": b"old"} if what == "there" else {}
            tally.equal(f"-o folder, {what}: files", got, {**kept, "k.csv": RIGHT_COSTS.encode(),
                                                           "m.csv": RIGHT_FINANCING.encode()})
            tally.check(f"-o folder, {what}: the report is shown", "167" in result.out, result.out[:200])
            tally.equal(f"-o folder, {what}: input untouched", tree(folder.join("case")), encoded(
                {"k.csv": WRONG_COSTS, "m.csv": WRONG_FINANCING}))


def test_many(program, tally):
    """Many cases go to folders of their names; arguments that are several too."""
    many = {f"many/{name}/{file[5:]}": text for name in ("a", "b") for file, text in WRONG.items()}
    right = {f"{name}/{file[5:]}": text for name in ("a", "b") for file, text in RIGHT.items()}
    with Folder(many) as folder:
        result = calc(program, folder, "-o", "out", "many")
        tally.equal("a folder of folders", (result.status, tree(folder.join("out"))), (0, encoded(right)))
        result = calc(program, folder, "-o", "two", "many/a", "many/b")
        tally.equal("two folders", (result.status, tree(folder.join("two"))), (0, encoded(right)))
        result = calc(program, folder, "-o", "one", "many/a/k.csv")
        tally.equal("one file", (result.status, tree(folder.join("one"))), (0, encoded({"k.csv": RIGHT_COSTS})))
        result = calc(program, folder, "-o", "json", "--format", "json", "many")
        tally.equal("cases of JSON beside folders", [case["status"] for case in json.loads(result.out)["cases"]],
                    ["ok", "ok"])


STYLES = [
    ("Windows-1252, CRLF", "cp1252", ";", "\r\n", b""), ("UTF-8 with a mark", "utf-8", ";", "\r\n", b"\xef\xbb\xbf"),
    ("UTF-16", "utf-16-le", "\t", "\r\n", b"\xff\xfe"), ("tabs", "utf-8", "\t", "\n", b""),
    ("CR alone", "utf-8", ";", "\r", b""), ("bars", "utf-8", "|", "\n", b""),
    ("sep=", "utf-8", ";", "\r\n", b""), ("UTF-16BE", "utf-16-be", ";", "\n", b"\xfe\xff"),
]


def styled(text, style):
    what, encoding, separator, end, mark = style
    text = ("sep=;\n" if what == "sep=" else "") + text
    return mark + text.replace(";", separator if what != "sep=" else ";").replace("\n", end).encode(encoding)


def test_layout(program, tally):
    """Encoding, mark, separator and line ends stay, and so does everything that is no computed cell."""
    for style in STYLES:
        files = {"case/k.csv": styled(WRONG_COSTS, style), "case/m.csv": styled(WRONG_FINANCING, style)}
        with Folder(files) as folder:
            result = calc(program, folder, "-o", "out", "case")
            tally.equal(f"layout, {style[0]}", (result.status, tree(folder.join("out"))),
                        (0, {"k.csv": styled(RIGHT_COSTS, style), "m.csv": styled(RIGHT_FINANCING, style)}))
    odd = ('"Kostnadstyp" ;2021;2022;Totaler;;\r\n\r\nPersonal;"100 000";0;\r\n  ;\r\n'
           'Resor och logi; 1 000.50 ;0\r\nSumma, kostnader;;;"1"')
    with Folder({"k.csv": odd}) as folder:
        result = calc(program, folder, "-o", "out", "k.csv")
        got = folder.read("out/k.csv").decode()
        tally.equal("odd layout: status", result.status, 0)
        # 100 000 + 1 000,50
        cells = [row.split(";") for row in got.split("\r\n")]
        tally.equal("odd layout: what is no computed cell", (cells[0], cells[1], cells[2][:3], cells[3], cells[4][:3]),
                    (['"Kostnadstyp" ', "2021", "2022", "Totaler", "", ""], [""],
                     ["Personal", '"100 000"', "0"], ["  ", ""], ["Resor och logi", " 1 000.50 ", "0"]))
        numbers = [re.sub('[ "]', "", cell) for cell in cells[2][3:] + cells[4][3:] + cells[5][1:]]
        tally.equal("odd layout: the numbers", [text.replace(",", ".") for text in numbers],
                    ["100000", "1000.50", "101000.50", "0", "101000.50"])


def test_only_computed_cells(program, tally):
    """Of the bundled application without its sums, the application comes back but for the 5 kr of 2022 and what follows."""
    case = os.path.join(project_root(), "tests", "cases", "calc", "damaged", "input")
    original = os.path.join(project_root(), "data", "examples", "digitaliseringsguiden")
    with Folder() as folder:
        result = calc(program, folder, "-o", "out", case)
        tally.equal("the damaged application: status", result.status, 0)
        for name in ("kostnader.csv", "medfinansiering.csv", "projekt.csv", "bilagor.csv"):
            with open(os.path.join(original, name), "rb") as file:
                right = file.read().decode("cp1252").split("\r\n")
            got = folder.read(f"out/{name}").decode("cp1252").split("\r\n")
            different = [(one.split(";")[0], a, b) for one, other in zip(right, got)
                         for a, b in zip(one.split(";"), other.split(";")) if a != b and not same_share(a, b)]
            tally.equal(f"the damaged application: {name}", (len(got), different), (len(right), FIVE_KRONOR.get(name, [])))


def same_share(a, b):
    """57,7 % and 57,70 %; a share of nothing that is blank."""
    shares = [re.fullmatch(r"(\d+)(?:,(\d\d?))? ?%", text) for text in (a, b)]
    if all(shares):
        return [(share[1], (share[2] or "").ljust(2, "0")) for share in shares] == [
            (shares[0][1], (shares[0][2] or "").ljust(2, "0"))] * 2
    return a == "0 %" and b == ""


FIVE_KRONOR = {
    "medfinansiering.csv": [
        ("Offentlig kontantfinansiering", "90 800", "90 805"), ("Offentlig kontantfinansiering", "2 336 593", "2 336 598"),
        (" - Kommunförbundet", "19 500", "19 505"), ("Summa, kontant medfinansiering", "90 800", "90 805"),
        ("Summa, kontant medfinansiering", "2 336 593", "2 336 598"), ("Summa, medfinansiering", "90 800", "90 805"),
        ("Summa, medfinansiering", "3 697 745", "3 697 750"),
        ("Europeiska regionala utvecklingsfonden", "123 861", "123 856"),
        ("Europeiska regionala utvecklingsfonden", "3 697 755", "3 697 750"),
        ("Andel annan offentlig finansiering (annan än EU-medel)", "31,59 %", "50,00 %")],
    "projekt.csv": [("Sökt belopp", "3 697 755", "3 697 750")],
}


def test_never_over_input(program, tally):
    """-o never writes over what it read, whatever it is called."""
    with Folder({**WRONG, "alone.csv": WRONG_COSTS}) as folder:
        os.symlink("case", folder.join("link"))
        os.symlink("alone.csv", folder.join("link.csv"))
        os.link(folder.join("alone.csv"), folder.join("hard.csv"))
        os.makedirs(folder.join("sub"))
        os.symlink("../case/k.csv", folder.join("sub", "k.csv"))
        before = tree(folder.path)
        cases = [("its own folder", "case", "case"), ("its own folder, otherwise", "./case/../case", "case"),
                 ("an absolute path", folder.join("case"), "case"), ("a link to the folder", "link", "case"),
                 ("a link in the folder", "sub", "case"), ("the file", "alone.csv", "alone.csv"),
                 ("the file, otherwise", "./case/../alone.csv", "alone.csv"), ("a link to it", "link.csv", "alone.csv"),
                 ("from a link to it", "alone.csv", "link.csv"), ("a hard link", "hard.csv", "alone.csv"),
                 ("the folder of a file", ".", "alone.csv"), ("a file of the case", "case/k.csv", "case")]
        for what, output, path in cases:
            for language, words in (("en", "is read here and is not written over"), ("sv", "läses här och skrivs inte över")):
                result = calc(program, folder, "--lang", language, "-o", output, path)
                tally.check(f"over its input, {what} [{language}]", result.status == 3 and words in result.err,
                            f"{result.status} {result.err}")
                tally.equal(f"over its input, {what}: untouched", tree(folder.path), before)


# ---- in place ----

def test_in_place(program, tally):
    """Changed files only, the old ones kept, and their rights."""
    with Folder({**WRONG, "case/p.csv": "Uppgift;Värde\nProjektets namn;X\n"}) as folder:
        os.chmod(folder.join("case", "k.csv"), 0o640)
        old = os.stat(folder.join("case", "p.csv"))
        result = calc(program, folder, "--in-place", "case")
        project = b"Uppgift;V\xc3\xa4rde\nProjektets namn;X\n"
        right = {"k.csv": RIGHT_COSTS.encode(), "m.csv": RIGHT_FINANCING.encode(), "p.csv": project,
                 "k.csv.bak": WRONG_COSTS.encode(), "m.csv.bak": WRONG_FINANCING.encode()}
        tally.equal("in place: status", (result.status, result.err), (0, ""))
        tally.equal("in place: files", tree(folder.join("case")), right)
        new = os.stat(folder.join("case", "p.csv"))
        tally.equal("in place: unchanged file", (new.st_mtime_ns, new.st_ino), (old.st_mtime_ns, old.st_ino))
        tally.equal("in place: rights", stat.S_IMODE(os.stat(folder.join("case", "k.csv")).st_mode), 0o640)
        # again: nothing changes, and nothing is copied
        calc(program, folder, "--in-place", "case")
        tally.equal("in place, again", tree(folder.join("case")), right)
        # a copy is never written over
        folder.write("case/k.csv", WRONG_COSTS.replace("100 000", "100  000"))
        calc(program, folder, "--in-place", "case")
        tally.equal("in place: .bak2", (folder.read("case/k.csv.bak"), folder.read("case/k.csv.bak2")),
                    (WRONG_COSTS.encode(), WRONG_COSTS.replace("100 000", "100  000").encode()))
        folder.write("case/k.csv", WRONG_COSTS)
        calc(program, folder, "--in-place", "case/k.csv")
        tally.equal("in place: .bak3 of a single file", folder.read("case/k.csv.bak3"), WRONG_COSTS.encode())
    with Folder({"real/k.csv": WRONG_COSTS}) as folder:
        os.symlink("real/k.csv", folder.join("k.csv"))
        calc(program, folder, "--in-place", "k.csv")
        tally.check("in place through a link: still a link", os.path.islink(folder.join("k.csv")))
        tally.equal("in place through a link", folder.read("real/k.csv"), RIGHT_COSTS.encode())


def test_in_place_of_wrong_cases(program, tally):
    """What could not be computed is not touched; other cases of the same run are."""
    bad = WRONG_COSTS.replace("100 000", "1OO 000")
    with Folder({"many/a/k.csv": bad, "many/b/k.csv": WRONG_COSTS}) as folder:
        result = calc(program, folder, "--in-place", "many")
        tally.equal("in place: one of two", (result.status, tree(folder.join("many"))),
                    (3, encoded({"a/k.csv": bad, "b/k.csv": RIGHT_COSTS, "b/k.csv.bak": WRONG_COSTS})))
    asked = WRONG_COSTS.replace(" 45,24%", "").replace(" 15%", "")
    with Folder({"k.csv": asked}) as folder:
        result = calc(program, folder, "--in-place", "--scheme", "eruf-2021", "k.csv")
        tally.equal("in place: rates that nobody gave", (result.status, tree(folder.path)), (3, encoded({"k.csv": asked})))


DOUBTED = """Kostnadstyp;2020;2021;Totalt
Externa tjänster;1 000 000;900 000;1 900 000
 - Konsult;400 000;3 000 000;700 000
 - Utvärdering;600 000;600 000;1 200 000
Summa kostnader;1 000 000;900 000;1 900 000
"""


def test_doubted_figures(program, tally):
    """Files are not written over with what follows from a figure that their sums speak against, unless forced."""
    with Folder({"k.csv": DOUBTED}) as folder:
        result = calc(program, folder, "--in-place", "k.csv")
        tally.equal("doubted in place", (result.status, tree(folder.path)), (1, encoded({"k.csv": DOUBTED})))
        tally.check("doubted in place: said", "--force" in result.err)
        result = calc(program, folder, "-o", "out", "k.csv")
        tally.equal("doubted, to a folder", (result.status, "3 600 000" in folder.read("out/k.csv").decode()), (1, True))
        tally.equal("doubted, as a workbook", calc(program, folder, "-o", "out.xlsx", "k.csv").status, 1)
        result = calc(program, folder, "--in-place", "--force", "k.csv")
        tally.equal("doubted in place, forced", (result.status, result.err), (1, ""))
        tally.check("doubted in place, forced: complete", "Summa kostnader;1 000 000;3 600 000;4 600 000" in
                    folder.read("k.csv").decode())


# ---- writes that fail ----

def as_nobody(program, folder):
    """Options to run as somebody without rights, when the tests run as root."""
    if os.geteuid() != 0:
        return {}
    shutil.copy(program.path, folder.join("program"))
    os.chmod(folder.join("program"), 0o755)
    return {"program": folder.join("program"), "user": NOBODY}


def test_failed_writes(program, tally):
    small = {"preexec_fn": limit_files, "restore_signals": False}
    with Folder({**WRONG, "file": "x"}) as folder:
        before = tree(folder.path)
        for what, args in (("a folder", ["-o", "out"]), ("a table", ["-o", "out.csv"]), ("JSON", ["-o", "out.json"]),
                           ("in place", ["--in-place"])):
            result = calc(program, folder, *args, "case", **small)
            tally.check(f"a disk without room, {what}", result.status == 3 and result.err, f"{result.status} {result.err}")
            after = {name: data for name, data in tree(folder.path).items() if not name.endswith(".bak")}
            tally.equal(f"a disk without room, {what}: nothing is lost", after, before)
        for what, output in (("a file as a folder", "file/out"), ("a table below a file", "file/out.csv"),
                             ("a missing folder for a table", "nope/out.csv")):
            result = calc(program, folder, "-o", output, "case")
            tally.check(f"{what}: status 3, named", result.status == 3 and output.split("/", maxsplit=1)[0] in result.err,
                        f"{result.status} {result.err}")
            tally.equal(f"{what}: nothing written", {k: v for k, v in tree(folder.path).items() if k in before}, before)
    with Folder({**WRONG, "locked/x": ""}) as folder:
        options = as_nobody(program, folder)
        before = tree(folder.path)
        os.chmod(folder.join("case"), 0o555)
        os.chmod(folder.join("locked"), 0o555)
        for what, args in (("in place", ["--in-place"]), ("-o", ["-o", "locked/out"]), ("-o there", ["-o", "locked"])):
            result = calc(program, folder, *args, "case", **options)
            tally.check(f"a folder without rights, {what}", result.status == 3 and result.err, f"{result.status} {result.err}")
            tally.equal(f"a folder without rights, {what}: untouched", tree(folder.path), before)
        os.chmod(folder.join("case"), 0o755)
        os.chmod(folder.join("locked"), 0o755)


def test_failed_streams(program, tally):
    with Folder(WRONG) as folder:
        for args in (["case"], ["--format", "json", "case"], ["--format", "csv", "case"], ["-o", "out", "case"],
                     ["--staff", "100"], ["--solve", "aid", "--given", "co-financing=5"],
                     ["--solve", "staff", "--given", "total=1", "--staff", "5"], ["--help"]):
            with open("/dev/full", "wb") as full:
                result = calc(program, folder, *args, stdout=full)
            tally.check(f"/dev/full: {args}", result.status == 3 and result.err, f"{result.status} {result.err!r}")
            pipe = closed_pipe()
            result = calc(program, folder, *args, stdout=pipe)
            os.close(pipe)
            tally.check(f"closed pipe: {args}", result.status == 3 and result.err, f"{result.status} {result.err!r}")


# ---- one file, standard output, standard input ----

def test_one_file(program, tally):
    joined = RIGHT_COSTS + "\n" + RIGHT_FINANCING
    with Folder(WRONG) as folder:
        for name, wanted in (("out.csv", joined), ("out.tsv", joined.replace(";", "\t"))):
            result = calc(program, folder, "-o", name, "case")
            tally.equal(f"-o {name}", (result.status, result.out, result.err, folder.read(name).decode()), (0, "", "", wanted))
            shown = calc(program, folder, "--format", name[4:], "case")
            tally.equal(f"--format {name[4:]}", (shown.status, shown.out), (0, wanted))
            again = program.run("check", "-q", "--fail-on", "note", name, cwd=folder.path)
            tally.equal(f"{name} holds", (again.status, again.out), (0, ""))
        for name, start in (("out.json", '{"tool"'), ("out.txt", "case\n")):
            result = calc(program, folder, "--lang", "sv", "-o", name, "case")
            shown = calc(program, folder, "--lang", "sv", "--format", {"json": "json", "txt": "text"}[name[4:]], "case")
            tally.equal(f"-o {name}", (result.status, result.out, folder.read(name)), (0, "", shown.raw))
            tally.check(f"-o {name}: its kind", shown.out.startswith(start), shown.out[:60])
    # a single file keeps its layout, unless a format is asked for
    style = STYLES[0]
    with Folder({"k.csv": styled(WRONG_COSTS, style)}) as folder:
        calc(program, folder, "-o", "new.csv", "k.csv")
        tally.equal("a single file's layout", folder.read("new.csv"), styled(RIGHT_COSTS, style))
        calc(program, folder, "-o", "new.csv", "--format", "csv", "k.csv")
        tally.equal("a single file, as asked for", folder.read("new.csv").decode(), RIGHT_COSTS)
        calc(program, folder, "-o", "new.tsv", "k.csv")
        tally.equal("a single file of another kind", folder.read("new.tsv").decode(), RIGHT_COSTS.replace(";", "\t"))


def test_standard_input(program, tally):
    with Folder() as folder:
        for args in (["-"], ["--format", "json", "-"], ["--format", "csv", "-"]):
            result = calc(program, folder, *args, input=WRONG_COSTS.encode())
            tally.check(f"standard input {args}", result.status == 0 and re.search("67.?026", result.out), result.out + result.err)
        result = calc(program, folder, "--format", "csv", "-", input=WRONG_COSTS.encode("cp1252"))
        tally.equal("standard input to a table", result.out, RIGHT_COSTS)
        result = calc(program, folder, "-o", "out", "-", input=WRONG_COSTS.encode("cp1252"))
        tally.equal("standard input to a folder", (result.status, tree(folder.join("out"))),
                    (0, {"standard-input.csv": RIGHT_COSTS.encode("cp1252")}))
        result = calc(program, folder, "-", input=b"")
        tally.check("nothing on standard input", result.status == 3 and result.err and "NOT CHECKED" in result.out, result.out)


# ---- usage ----

HOURS = ["--hours", "100"]
# arguments, what standard error says in English and in Swedish; all end with status 2
USAGE = [
    ([], "give a file or folder", "ange en fil eller mapp"),
    (["k.csv", "--staff", "5"], "either files or .*numbers", "antingen filer eller .*tal"),
    (["k.csv", "--years", "2021"], "either files or .*numbers", "antingen filer eller .*tal"),
    (["k.csv", "--payroll-rate", "40"], "either files or", "antingen filer eller"),
    (["k.csv", "--given", "total=5"], "--given needs --solve", "--given behöver --solve"),
    (["--in-place", "-o", "out", "k.csv"], "either --in-place or .*-o", "antingen --in-place eller .*-o"),
    (["--force", "k.csv"], "--force belongs to --in-place", "--force hör till --in-place"),
    (["--in-place", "-"], "--in-place needs files", "--in-place behöver filer"),
    (["--in-place", "k.csv", "-"], "--in-place needs files", "--in-place behöver filer"),
    (["--in-place", "--staff", "5"], "--in-place needs files", "--in-place behöver filer"),
    (["--years", "2022-2020", "--staff", "5"], "--years .*2022-2020", "--years .*2022-2020"),
    (["--years", "2020;2020", "--staff", "5"], "--years .*in order.*2020;2020", "--years .*i ordning.*2020;2020"),
    (["--years", "20", "--staff", "5"], "--years .*“20”", "--years .*”20”"),
    (["--years", "2020-", "--staff", "5"], "--years", "--years"),
    (["--years", "2020x", "--staff", "5"], "--years .*2020x", "--years .*2020x"),
    (["--years", "", "--staff", "5"], "--years", "--years"),
    (["--years", "1900-2199", "--staff", "5"], "--years", "--years"),
    (["--years", "99999999999999999999", "--staff", "5"], "--years", "--years"),
    (["--years", "2020-2022", "--staff", "5; 6"], "--staff has 2 amounts.* 3 years", "--staff har 2 belopp.* 3 år"),
    (["--staff", "5; 6"], "--staff has 2 amounts.*--years", "--staff har 2 belopp.*--years"),
    (["--staff", "-5"], "--staff: -5 is below zero", "--staff: -5 är mindre än noll"),
    (["--staff=-5"], "--staff: -5 is below zero", "--staff: -5 är mindre än noll"),
    (["--staff", "1.234"], "--staff: “1.234” .*one way only.*756000", "--staff: ”1.234” .*ett enda sätt.*756000"),
    (["--staff", "1,234"], "--staff: “1,234”", "--staff: ”1,234”"),
    (["--staff", "many"], "--staff: “many”", "--staff: ”many”"),
    (["--staff", "9" * 30], "--staff: “9", "--staff: ”9"),
    (["--staff", "5", "--payroll-rate", "101"], "--payroll-rate: “101” is no percentage", "--payroll-rate: ”101” är ingen"),
    (["--staff", "5", "--aid-share", "-1"], "--aid-share: “-1”", "--aid-share: ”-1”"),
    (["--staff", "5", "--aid-share", "half"], "--aid-share: “half”", "--aid-share: ”half”"),
    (["--staff", "5", "--maximum-aid", "5; 6"], "--maximum-aid has 2", "--maximum-aid har 2"),
    (["--public-cash", "5"], "give some cost", "ange någon kostnad"),
    (["--years", "2020"], "give some cost", "ange någon kostnad"),
    (["--travel", "0"], "give some cost", "ange någon kostnad"),
    (["--staff", "5", *HOURS], "--hours and --staff both", "--hours och --staff .*båda"),
    ([*HOURS, "--unit-costs", "5"], "--hours and --unit-costs both", "--hours och --unit-costs .*båda"),
    (["--monthly-pay", "35000"], "--monthly-pay needs --hours", "--monthly-pay behöver --hours"),
    (["--monthly-pay", "35000", "--staff", "5"], "--monthly-pay needs --hours", "--monthly-pay behöver --hours"),
    ([*HOURS, "--monthly-pay", "5; 6"], "--monthly-pay has 2", "--monthly-pay har 2"),
    ([*HOURS, "--scheme", "eruf-2021/staff-15"], "--hours needs --monthly-pay", "--hours behöver --monthly-pay"),
    (["--hours", "9" * 12, "--monthly-pay", "9" * 16], "--hours: .*too large", "--hours: .*för stora"),
    (["--solve", "wages", "k.csv"], "--solve cannot be “wages”", "--solve kan inte vara ”wages”"),
    (["--solve", "staff", "k.csv"], "--solve staff needs --given", "--solve staff behöver --given"),
    (["--solve", "aid"], "--solve aid needs --given co-financing", "--solve aid behöver --given co-financing"),
    (["--solve", "co-financing"], "--solve co-financing needs --given aid", "--solve co-financing behöver --given aid"),
    (["--solve", "shares"], "--solve shares needs --given", "--solve shares behöver --given"),
    (["--solve", "staff", "--given", "total=5"], "--solve staff needs a budget", "--solve staff behöver en budget"),
    (["--solve", "staff", "--given", "total", "k.csv"], "KEY=AMOUNT.*“total”", "NAMN=BELOPP.*”total”"),
    (["--solve", "staff", "--given", "=5", "k.csv"], "KEY=AMOUNT", "NAMN=BELOPP"),
    (["--solve", "staff", "--given", "total=x", "k.csv"], "KEY=AMOUNT", "NAMN=BELOPP"),
    (["--solve", "staff", "--given", "total=-5", "k.csv"], "KEY=AMOUNT", "NAMN=BELOPP"),
    (["--solve", "staff", "--given", "total=1.234", "k.csv"], "KEY=AMOUNT", "NAMN=BELOPP"),
    (["--solve", "staff", "--given", "total=5", "--given", "total=5", "k.csv"], "total .*twice", "total .*två gånger"),
    (["--solve", "staff", "--given", "total=5", "--given", "aid=5", "k.csv"], "does not use --given aid",
     "använder inte --given aid"),
    (["--solve", "aid", "--given", "co-financing=5", "--given", "Lund=5"], "does not use --given Lund",
     "använder inte --given Lund"),
    (["--solve", "staff", "--given", "total=5", "many"], "one case at a time", "ett ärende i taget"),
    (["--solve", "aid", "--given", "co-financing=5", "--scheme", "eruf-2021"], "--aid-share", "--aid-share"),
    (["--format", "csv", "many"], "2 cases do not fit in one table file.*-o", "2 ärenden ryms inte i en tabellfil.*-o"),
    (["-o", "out.tsv", "many"], "2 cases do not fit", "2 ärenden ryms inte"),
    (["--format", "xlsx", "k.csv"], "-o FILE.xlsx", "-o FIL.xlsx"),
    (["--years"], "--years needs a value", "--years behöver ett värde"),
    (["--in-place=x", "k.csv"], "--in-place", "--in-place"),
]


def test_usage(program, tally):
    with Folder({"k.csv": WRONG_COSTS, "many/a/k.csv": WRONG_COSTS, "many/b/k.csv": WRONG_COSTS}) as folder:
        before = tree(folder.path)
        for args, english, swedish in USAGE:
            for locale, pattern in (("C", english), ("sv_SE.UTF-8", swedish)):
                result = calc(program, folder, *args, env={"LC_ALL": locale})
                name = f"{' '.join(args)[:60]} [{locale}]"
                tally.equal(f"status: {name}", result.status, 2)
                tally.check(f"message: {name}", re.search(pattern, result.err) and result.err.count("\n") == 1, result.err)
                tally.equal(f"silent on standard output: {name}", result.out, "")
        tally.equal("nothing written", tree(folder.path), before)


# arguments, which option or what to do is named in English
MISSING = [
    (["--staff", "5"], ["--payroll-rate", "--indirect-rate|variant", "--aid-share"]),
    (["--staff", "5", "--payroll-rate", "40"], ["--indirect-rate|variant", "--aid-share"]),
    (["--scheme", "/staff-15", "--staff", "5", "--payroll-rate", "40"], ["--aid-share"]),
    (["--scheme", "/staff-15", "--staff", "5", "--aid-share", "40"], ["--payroll-rate"]),
    (["--scheme", "/staff-15", "--staff", "5", "--payroll-rate", "40", "--aid-share", "40", "--private-cash", "1"],
     ["private"]),
]


def test_missing_rates(program, tally):
    """What a scheme leaves to the user is asked for by the option that gives it; nothing is computed without."""
    with Folder() as folder:
        for args, named in MISSING:
            scheme = "eruf-2021" + (args[1] if args[0] == "--scheme" else "")
            rest = args[2:] if args[0] == "--scheme" else args
            for language in ("en", "sv"):
                result = calc(program, folder, "--lang", language, "--scheme", scheme, *rest)
                lines = result.err.splitlines()
                tally.equal(f"missing: status of {args} [{language}]", result.status, 3)
                tally.check(f"missing: said in the report of {args} [{language}]", all(
                    line.removeprefix("budgetkoll: ") in result.out for line in lines), result.out)
                tally.check(f"missing: named of {args} [{language}]", len(lines) == len(named) and all(
                    re.search(one.replace("private", "privat"), line) for one, line in zip(named, lines)), result.err)
            document = json.loads(calc(program, folder, "--scheme", scheme, "--format", "json", *rest).out)
            tally.equal(f"missing: JSON of {args}", [case["status"] for case in document["cases"]], ["unchecked"])


# ---- statuses ----

def test_statuses(program, tally):
    short = WRONG_FINANCING.replace("83 513", "83 512")
    over = RIGHT_FINANCING.replace("83 513;0;", "200 000;0;")
    broken = WRONG_COSTS.replace("100 000", "1OO 000")
    cases = [("all well", WRONG, 0, "ok"), ("co-financing missing", {**WRONG, "case/m.csv": short}, 1, "error"),
             ("too much co-financing", {**WRONG, "case/m.csv": over}, 1, "error"),
             ("unreadable", {**WRONG, "case/k.csv": broken}, 3, "unchecked"),
             ("no table", {"case/a.csv": "Djur;Färg\nhund;brun\n"}, 3, "unchecked"),
             ("an empty file", {**WRONG, "case/x.csv": ""}, 3, "unchecked"),
             ("too large", {"case/k.csv": WRONG_COSTS.replace("100 000", "9" * 17)}, 3, "unchecked")]
    for what, files, status, word in cases:
        with Folder(files) as folder:
            result = calc(program, folder, "--format", "json", "case")
            tally.equal(f"status: {what}", (result.status, json.loads(result.out)["cases"][0]["status"]), (status, word))
            tally.equal(f"status: {what}: standard error", bool(result.err), status == 3)
            shown = calc(program, folder, "case")
            tally.equal(f"status: {what}, text", shown.status, status)
            table = calc(program, folder, "--format", "csv", "case")
            tally.equal(f"status: {what}, table", (table.status, bool(table.out)), (status, status != 3))
            calc(program, folder, "-o", "out", "case")
            tally.equal(f"status: {what}, written", os.path.exists(folder.join("out")), status != 3)
    for path in ("nope", "nope.csv"):
        with Folder() as folder:
            result = calc(program, folder, path)
            tally.check(f"missing path {path}", result.status == 3 and path in result.err, result.err)
    # without a solution (45,24 % of 1 and 2 kr: totals of 1 and 3 kr): status 1, and nothing is written
    with Folder({"k.csv": "Kostnadstyp;Totaler\nPersonal;\nLönebikostnader;\nSumma, kostnader;\n"}) as folder:
        result = calc(program, folder, "--solve", "staff", "--given", "total=2", "-o", "out", "k.csv")
        tally.equal("no solution", (result.status, os.path.exists(folder.join("out"))), (1, False))
        result = calc(program, folder, "--lang", "en", "--solve", "travel", "--given", "total=5", "k.csv")
        tally.check("a category without a row", result.status == 3 and "Travel" in result.err and not result.out, result.err)


def test_locales(program, tally):
    """The same bytes in every locale."""
    with Folder({**WRONG, "case/m.csv": WRONG_FINANCING.replace("83 513", "83 512,50")}) as folder:
        for args in (["case"], ["--format", "json", "case"], ["--format", "csv", "case"],
                     ["--staff", "1234,56", "--payroll-rate", "45.24"],
                     ["--solve", "shares", "--given", "A=1,5", "--given", "B=2.5"]):
            outputs = [calc(program, folder, "--lang", "sv", *args, env={"LC_ALL": locale}).raw
                       for locale in ("C", "sv_SE.UTF-8", "en_US.UTF-8")]
            tally.check(f"locale: {args}", outputs[0] and outputs.count(outputs[0]) == 3, str(outputs)[:300])


def test_safe(program, tally):
    """Nothing odd of names, tables and arguments reaches the terminal."""
    files = {"a\x1b[31m.csv": WRONG_COSTS.replace("Lönebi", "L\u202eönebi").replace("Summa, k", " - r\x07ad\u009b;5;0;\nSumma, k")}
    with Folder(files) as folder:
        for args in (["."], ["-q", "."], ["--solve", "shares", "--given", "A\x1b[31m=5"],
                     ["--solve", "a\x1b[31m", "."], ["--staff", "\x1b[31m"], ["--years", "\x1b", "--staff", "1"]):
            result = calc(program, folder, *args)
            leaked = UNSAFE.findall(result.out + result.err)
            tally.check(f"nothing odd: {args}", not leaked, f"{leaked} {(result.out + result.err)[-200:]!r}")


# ---- from numbers ----

# arguments, cells of the JSON (kronor, percent)
NUMBERS = [
    # 35 000 x 12 / 1 720 = 244,186...; x 1 000 = 244 186,05; 45,24 % = 110 469,77; 15 % x 354 655,77 = 53 198,37
    (["--hours", "1000", "--monthly-pay", "35000"],
     {"Lönebikostnader / Totalt": 110470, "Indirekta kostnader / Totalt": 53198, "Summa totala kostnader / Totalt": 407854}),
    # no raise in eruf-2014
    (["--hours", "1000;1000", "--monthly-pay", "35000", "--years", "2020-2021"],
     {"Personal / Totalt": 488372}),
    # 244 186,05 x 1,024 = 250 046,51; x 1,024 = 256 047,63
    (["--scheme", "eruf-2021/staff-15", "--years", "2024-2026", "--hours", "1000;1000;1000", "--monthly-pay", "35 000",
      "--payroll-rate", "40", "--aid-share", "40"], {"Personal / Totalt": 244186 + 250047 + 256048}),
    # 409 kr an hour; half of 409 409,50 upwards is 204 705 and 204 704,50
    (["--hours", "1001"], {"Summa totala kostnader / Totalt": 409409, "EU-medel / Totalt": 204704,
                           "Egen insats / Totalt": 204705}),
    (["--hours", "0,5"], {"Summa totala kostnader / Totalt": 205}),  # 204,50
    # the application's wages and external services: 1 655 640 + 3 119 000 + 1 109 708
    (["--years", "2020-2022", "--staff", "756 000; 771 120; 128 520", "--external", "1 549 000; 1 570 000; 0",
      "--aid-share", "50"],
     {"Schablonkostnader / Totalt": 1109708, "Summa totala kostnader / Totalt": 5884348, "EU-medel / Totalt": 2942174,
      "Lönebikostnader / 2020": 342014, "Lönebikostnader / 2021": 348855, "Lönebikostnader / 2022": 58142,
      "Indirekta kostnader / 2020": 164702, "Indirekta kostnader / 2021": 167996, "Indirekta kostnader / 2022": 27999,
      # 2 811 716 2 857 971 214 661: half of each, the krona that is left to the larger rest, of equal ones the earlier
      "EU-medel / 2020": 1405858, "EU-medel / 2021": 1428986, "EU-medel / 2022": 107330}),
    # one amount is split evenly, the first years first
    (["--years", "2020;2022", "--travel", "101"], {"Summa totala kostnader / 2020": 51, "Summa totala kostnader / 2022": 50}),
    (["--travel", "100", "--revenue=-20"], {"Summa faktiska kostnader / Totalt": 80, "EU-medel / Totalt": 40}),
    (["--travel", "100", "--public-in-kind", "60"], {"Summa totala kostnader / Totalt": 160, "EU-medel / Totalt": 80,
                                                     "Egen insats / Totalt": 20,
                                                     "Stödandel av faktiska kostnader / Totalt": 80}),
    (["--travel", "100", "--maximum-aid", "30"], {"EU-medel / Totalt": 30, "Egen insats / Totalt": 70}),
    (["--travel", "100", "--public-cash", "70"], {"EU-medel / Totalt": 30}),
    (["--travel", "1,5 tkr"], {"Summa totala kostnader / Totalt": 1500}),
]


def cells_of(result):
    return {cell["cell"]: cell["computed"] for cell in json.loads(result.out)["cases"][0]["cells"]}


def test_numbers(program, tally):
    with Folder() as folder:
        for args, wanted in NUMBERS:
            result = calc(program, folder, "--lang", "sv", "--format", "json", *args)
            got = cells_of(result)
            tally.equal(f"numbers: {args}", {name: got.get(name) for name in wanted}, wanted)
            tally.equal(f"numbers: status of {args}", (result.status, result.err), (0, ""))
            table = calc(program, folder, "--lang", "sv", "--format", "csv", *args)
            folder.write("written.csv", table.raw)
            again = calc(program, folder, "--format", "json", *scheme_of(args), "written.csv")
            found = json.loads(again.out)["cases"][0]["cells"]
            tally.equal(f"numbers: written and read again, {args}",
                        [cell for cell in found if cell.get("difference") or "published" not in cell], [])
            tally.equal(f"numbers: nothing left behind, {args}", folder.names(), ["written.csv"])
        missing = calc(program, folder, "--travel", "100", "--public-cash", "20")
        tally.check("numbers: 30 kr missing", missing.status == 1 and "missing: 30 kr" in missing.out, missing.out)
        calc(program, folder, "--lang", "sv", "--staff", "100000", "--aid-share", "50", "-o", "new")
        tally.equal("numbers to a folder", sorted(tree(folder.join("new"))),
                    ["kostnader.csv", "medfinansiering.csv", "projekt.csv"])
        checked = program.run("check", "-q", "--fail-on", "note", "new", cwd=folder.path)
        tally.equal("numbers to a folder: it holds", (checked.status, checked.out), (0, ""))


def scheme_of(args):
    return args[:2] if args[0] == "--scheme" else []


def test_every_scheme(program, tally):
    """With rates for what it leaves open each scheme and variant computes wages of 100 000 kr, and what is written holds."""
    listed = json.loads(program.run("schemes", "--format", "json").out)["schemes"]
    for scheme in (one["scheme"] for one in listed):
        page = json.loads(program.run("schemes", scheme, "--format", "json").out)
        names = [scheme] + [f"{scheme}/{one['variant']}" for one in page["variants"]]
        for name in dict.fromkeys(names):
            try_scheme(program, tally, name)


def try_scheme(program, tally, name):
    page = json.loads(program.run("schemes", name, "--format", "json").out)
    asked = {one["figure"] for one in page["figures"] if one.get("given")}
    rates = {one["figure"]: one.get("value") for one in page["figures"] if "programme" not in one}
    if "indirect" in asked:
        with Folder() as folder:
            result = calc(program, folder, "--scheme", name, "--staff", "100000", "--payroll-rate", "40", "--aid-share", "40")
            tally.check(f"{name}: a variant is asked for", result.status == 3 and "--indirect-rate" in result.err, result.err)
        return
    args = ["--scheme", name, "--staff", "100000"]
    args += ["--payroll-rate", "40"] if "payroll" in asked else []
    args += ["--aid-share", "40"] if "aid-share-eligible" in asked else []
    payroll = 40000 if "payroll" in asked else round(1000 * rates.get("payroll", 0))
    share = 40 if "aid-share-eligible" in asked else rates["aid-share-eligible"]
    # on wages with payroll on-costs; in 2014 25 % and 7 % on the categories without flat rates, 40 % on wages alone
    base = 100000 + (0 if name in ("eruf-2014/qualifying", "eruf-2014/cpr-7", "eruf-2014/cpr-40") else payroll)
    total = 100000 + payroll + round(base * rates["indirect"] / 100)
    with Folder() as folder:
        result = calc(program, folder, "--lang", "sv", "--format", "json", *args)
        got = cells_of(result) if result.status == 0 else {}
        aid = min(total * share // 100, rates.get("maximum-aid") or total)
        tally.equal(f"{name}: total and aid", (result.status, got.get("Summa totala kostnader / Totalt"), got.get("EU-medel / Totalt")),
                    (0, total, aid))
        calc(program, folder, "--lang", "sv", *args, "-o", "out")
        checked = program.run("check", "-q", "--scheme", name, "out", cwd=folder.path)
        tally.equal(f"{name}: what is written holds", (checked.status, checked.out), (0, ""))


# ---- solving ----

def solved(program, folder, *args):
    result = calc(program, folder, "--format", "json", "--solve", *args)
    solution = json.loads(result.out)["solution"] if result.out else {}
    return result.status, solution.get("status"), solution.get("amount")


def test_solve(program, tally):
    decision = os.path.join(project_root(), "data", "examples", "s2i2")
    application = os.path.join(project_root(), "data", "examples", "digitaliseringsguiden")
    small = ("Kostnadstyp;Totaler\nPersonal;\nResor och logi;1 000\nLönebikostnader;\nSumma, kostnader;\n\n"
             "Finansiär;Totaler\nOffentlig kontantfinansiering;600\nEU-medel;\n")
    with Folder({"k.csv": small}) as folder:
        rows = [
            (["staff", "--given", "total=8 110 000", decision], (1, "one", 2969598)),
            (["staff", "--given", "actual-costs=8110000", decision], (1, "one", 2969598)),
            (["personal", "--given", "totalt=8110000", decision], (1, "one", 2969598)),
            # 1 000 + W + 45,24 % W: 2 452 for 1 000 (452,40), 2 454 for 1 001 (452,85); co-financing is missing then
            (["staff", "--given", "total=2 452", "k.csv"], (1, "one", 1000)),
            (["staff", "--given", "total=2 453", "k.csv"], (1, "none", None)),
            (["staff", "--given", "total=999", "k.csv"], (1, "none", None)),
            (["staff", "--given", "total=1000", "k.csv"], (0, "one", 0)),
            (["travel", "--given", "total=5 000", "k.csv"], (1, "one", 5000)),
            (["aid", "--given", "co-financing=600", "k.csv"], (0, "one", 400)),
            (["aid", "--given", "co-financing=400", "k.csv"], (0, "one", 400)),
            (["aid", "--given", "co-financing=1001", "k.csv"], (1, "none", None)),
            (["co-financing", "--given", "aid=500", "k.csv"], (0, "one", 500)),
            (["co-financing", "--given", "aid=501", "k.csv"], (1, "none", None)),
            # the application's: 7 395 500 less 3 697 745
            (["aid", "--given", "co-financing=3 697 745", application], (0, "one", 3697745)),
            (["co-financing", "--given", "aid=3 697 750", application], (0, "one", 3697750)),
            (["aid", "--given", "co-financing=300", "--aid-share", "40"], (0, "one", 200)),
            (["stöd", "--given", "medfinansiering=300", "--aid-share", "40"], (0, "one", 200)),
            (["co-financing", "--given", "aid=100", "--aid-share", "60"], (0, "one", 67)),
            (["co-financing", "--given", "aid=100", "--aid-share", "0"], (1, "none", None)),
            (["aid", "--given", "co-financing=100", "--aid-share", "100"], (1, "none", None)),
            (["co-financing", "--given", "aid=100", "--aid-share", "100"], (0, "one", 0)),
        ]
        for args, wanted in rows:
            tally.equal(f"solve {args}", solved(program, folder, *args), wanted)
        result = calc(program, folder, "--format", "json", "--solve", "shares", "--given", "total=100", "--given", "A=1",
                      "--given", "B=1", "--given", "C=1")
        parts = json.loads(result.out)["solution"]["parts"]
        tally.equal("solve shares", [(part["name"], part["share"], part["amount"]) for part in parts],
                    [("A", 33.33, 34), ("B", 33.33, 33), ("C", 33.33, 33)])
        tally.equal("solve shares of nothing", solved(program, folder, "shares", "--given", "A=0"), (1, "none", None))
        # what is found is put into the tables
        calc(program, folder, "--solve", "staff", "--given", "total=2452", "-o", "out", "k.csv")
        tally.equal("solve and write", folder.read("out/k.csv").decode().split("\n\n", maxsplit=1)[0],
                    "Kostnadstyp;Totaler\nPersonal;1 000\nResor och logi;1 000\nLönebikostnader;452\nSumma, kostnader;2 452")


# ---- what was wrong once ----

def test_long_row(program, tally):
    """A row with too many cells is the input's fault, not the program's."""
    table = RIGHT_COSTS.replace("Summa, kostnader;167 026;0;167 026", "Summa, kostnader;167 026;0;1;1")
    with Folder({"k.csv": table}) as folder:
        result = calc(program, folder, "--lang", "en", "-o", "out", "k.csv")
        tally.check("a long row is no bug", "bug" not in result.err, result.err)


def test_same_folders(program, tally):
    """No case is written over another one."""
    files = {"x/case/k.csv": WRONG_COSTS, "y/case/k.csv": WRONG_COSTS.replace("100 000", "200 000")}
    with Folder(files) as folder:
        for what, paths in (("the same last part", ["x/case", "y/case"]), ("files", ["x/case/k.csv", "y/case/k.csv"]),
                            ("the folder itself", ["."]), ("the folder itself, with a slash", ["./"])):
            result = calc(program, folder, "-q", "-o", "out", *paths)
            tally.check(f"two cases, {what}", result.status == 3 or len(tree(folder.join("out"))) == 2,
                        f"{result.status} {sorted(tree(folder.join('out')))}")
            shutil.rmtree(folder.join("out"), ignore_errors=True)


def test_copy_rights(program, tally):
    with Folder({"k.csv": WRONG_COSTS}) as folder:
        os.chmod(folder.join("k.csv"), 0o640)
        calc(program, folder, "--in-place", "k.csv")
        tally.equal("rights of the copy", stat.S_IMODE(os.stat(folder.join("k.csv.bak")).st_mode), 0o640)


def test_given(program, tally):
    """Nothing given is passed over."""
    with Folder() as folder:
        for given in (["total=100", "aid=50", "A=1"], ["A=1", "A=2"], ["A=1", "total=7", "total=9"]):
            args = [part for one in given for part in ("--given", one)]
            tally.equal(f"shares: {given}", calc(program, folder, "--solve", "shares", *args).status, 2)


# ---- what is wrong today ----

def test_fault_plan(program, tally):
    """The plan of the bundled application is right: blank sums of its costs change nothing in it."""
    case = os.path.join(project_root(), "tests", "cases", "calc", "damaged", "input", "kostnader.csv")
    original = os.path.join(project_root(), "data", "examples", "digitaliseringsguiden")
    with Folder() as folder:
        shutil.copytree(original, folder.join("case"))
        shutil.copy(case, folder.join("case", "kostnader.csv"))
        calc(program, folder, "-o", "out", "case")
        tally.equal("the plan is kept", folder.read("out/aktiviteter.csv"), folder.read("case/aktiviteter.csv"))


def test_fault_headings(program, tally):
    """Lines without dashes below a blank category: what is written reads as it was computed."""
    table = ("Kostnadslag;2021;Totalt\nPersonal;;\nProjektledare;100;100\nEkonom;10;10\nExterna tjänster;5;5\n"
             "Summa kostnader;;\n")
    with Folder({"k.csv": table}) as folder:
        result = calc(program, folder, "-o", "out", "k.csv")
        checked = program.run("check", "-q", "out", cwd=folder.path)
        tally.equal("headings: what was said to hold holds", (result.status, checked.status, checked.out), (0, 0, ""))


def test_fault_covered(program, tally):
    """Costs that a flat rate covers are no costs of the budget, and that is said."""
    with Folder() as folder:
        result = calc(program, folder, "--lang", "en", "--scheme", "eruf-2014/other-costs", "--staff", "100", "--external", "250000")
        tally.check("covered costs are named", "External services" in result.out + result.err, result.out)


def test_fault_rates(program, tally):
    """Nothing is solved without its rates."""
    with Folder() as folder:
        result = calc(program, folder, "--lang", "en", "--solve", "staff", "--given", "total=100000", "--external", "5",
                      "--scheme", "eruf-2021/staff-15")
        tally.equal("no amount without rates", (result.status, result.out), (3, ""))


TESTS = [test_fault_plan, test_fault_headings, test_fault_covered, test_fault_rates,
         test_long_row, test_same_folders, test_copy_rights, test_given,
         test_folder, test_many, test_layout, test_only_computed_cells, test_never_over_input, test_in_place,
         test_in_place_of_wrong_cases, test_doubted_figures, test_failed_writes, test_failed_streams, test_one_file, test_standard_input, test_usage,
         test_missing_rates, test_statuses, test_locales, test_safe, test_numbers, test_every_scheme, test_solve]


if __name__ == "__main__":
    run_tests(TESTS)
