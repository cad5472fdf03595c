#!/usr/bin/python3
"""Try `calc` on damaged cases: what it computes and writes must be the full, right tables.

    run_calc.py --program ./budgetkoll --count 10000 --seed 1 [--jobs 2] [--scheme eruf-2014]
    run_calc.py --program ./budgetkoll --only-json      only what calc says, not what it writes
    run_calc.py --right ./budgetkoll --count 10000      only `check`, on the right tables
    run_calc.py --self-check --count 10000              only the generator, by a second route

Temporary folders go where TMPDIR says, and away again; those of failures told stay below build/, each with the damaged
case, the right tables and what the program wrote.

--program: for each batch and scheme one run of `calc --format json -o` on a folder of cases, and one of `check`
on what it wrote. --right proves the generator against `check`. --self-check reads the right tables back and
tries every relation on them from what is printed there and from the scheme files, sharing no arithmetic with the
generator. Ends with "N passed, N failed", where each case counts as one; exit status 1 when any failed.
"""

import argparse
import csv
import io
import json
import multiprocessing
import os
import re
import shutil
import subprocess
import sys
import unicodedata
from fractions import Fraction
from pathlib import Path
from typing import NamedTuple

import completed
from completed import SCHEMES, Figure, make_case
from run import Row, check_costs, check_financing, check_rows, find, families, read_tables, Ledger
from runner import Folder, kept_folder

BATCH = 600          # seeds that are made together; those of a scheme share a start of the program
REPORTED = 5         # failures told in full
TIMEOUT = 900        # seconds for a batch
REPOSITORY = Path(__file__).resolve().parents[2]


class Failure(NamedTuple):
    seed: int
    why: str


class ProgramFailed(Exception):
    """The program as a whole did not do its work."""


# --------------------------------------------------------------------------------------------------------------
# The program


def decode(text):
    """JSON with exact numbers."""
    return json.loads(text, parse_float=Fraction)


class Program:
    def __init__(self, path):
        self.path = os.path.abspath(path)

    def run(self, *arguments):
        """(exit status, cases by name)"""
        run = subprocess.run([self.path, *arguments], stdin=subprocess.DEVNULL, capture_output=True,
                             timeout=TIMEOUT, check=False)
        try:
            cases = {os.path.basename(case["path"].rstrip("/")): case for case in decode(run.stdout)["cases"]}
        except (ValueError, KeyError, TypeError, AttributeError):
            cases = {}
        if not cases:
            told = run.stderr.decode(errors="replace").strip()[:2000]
            raise ProgramFailed(f"{arguments[0]}: exit status {run.returncode}, no cases in the output, "
                                f"and on standard error: {told or 'nothing'}")
        statuses = {case.get("status") for case in cases.values()}
        expected = 3 if "unchecked" in statuses else 1 if "error" in statuses else 0
        if run.returncode != expected:
            raise ProgramFailed(f"{arguments[0]}: exit status {run.returncode}, expected {expected} by the cases' "
                                f"statuses {sorted(map(str, statuses))}")
        return cases

    def calc(self, scheme, folder, output=None):
        where = ["-o", str(output)] if output else []
        return self.run("calc", "--format", "json", "--scheme", scheme, *where, str(folder))

    def check(self, scheme, folder):
        return self.run("check", "--format", "json", "--scheme", scheme, str(folder))


# --------------------------------------------------------------------------------------------------------------
# What calc says


def judge_said(case, said):
    """Why the JSON of a case is wrong, or None."""
    if said is None:
        return "expected a case in the output of calc, got none"
    # Damaged sums can happen to speak against a figure that is right.
    may_doubt = said.get("doubts") and case.damage in ("few", "mixed", "some changed", "all changed")
    if said.get("status") != case.status and not may_doubt:
        return f"expected status {case.status}, got {said.get('status')}"
    if "scheme" in said and said["scheme"].partition("/")[0] != case.scheme.id.partition("/")[0]:
        return f"expected scheme {case.scheme.id}, got {said['scheme']}"
    for name, amount in (("own_contribution", case.own_contribution), ("missing_co_financing", case.missing),
                         ("surplus", case.surplus)):
        if said.get(name) is None or said[name] * case.scheme.unit != amount:
            return f"expected {name} {show(case, amount)}, got {said.get(name)}"
    amounts = said.get("amounts", {})
    for name, amount in case.amounts.items():
        if amounts.get(name, None if amount else 0) is None or amounts.get(name, 0) * case.scheme.unit != amount:
            return f"expected {name} {show(case, amount)}, got {amounts.get(name)}"
    return judge_cells(case, said.get("cells", []))


def show(case, units):
    whole = Fraction(units, case.scheme.unit)
    return str(whole) if whole.denominator == 1 else f"{units // 100},{units % 100:02}"


def judge_cells(case, cells):
    first_line = 2 if case.style.excel_hint else 1
    wanted = {(file, row + first_line, figure.name): figure for file, row, _, figure in case.figures()}
    missing = {place for place, figure in wanted.items() if not figure.loose
               and not (figure.value == 0 and not figure.published)   # nothing may be left blank, untold
               and (figure.role == "derived" or (figure.role == "own" and figure.published != figure.value))}
    for cell in cells:
        place = (os.path.basename(cell.get("file", "")), cell.get("line"),
                 unicodedata.normalize("NFC", cell.get("cell", "")))
        figure = wanted.get(place)
        if figure is None:
            return f"no number stands at {place}, told by calc as {cell}"
        missing.discard(place)
        why = judge_cell(case, figure, cell)
        if why:
            return f"{place[0]}:{place[1]}: {place[2]}: {why}"
    return f"expected a cell for each of {sorted(missing)[:5]}, got none" if missing else None


def judge_cell(case, figure, cell):
    scale = 100 if figure.is_share else case.scheme.unit
    computed, published = cell.get("computed"), cell.get("published")
    if computed is None or computed * scale != figure.value:
        return f"expected computed {Fraction(figure.value, scale)}, got {computed}"
    if (published is None) != (figure.published is None) or \
            (published is not None and published * scale != figure.published):
        return f"expected published {figure.published}/{scale}, got {published}"
    if published is not None and cell.get("difference") != published - computed:
        return f"expected difference {published - computed}, got {cell.get('difference')}"
    unit = "%" if figure.is_share else "SEK"
    return None if cell.get("unit", unit) == unit else f"expected unit {unit}, got {cell['unit']}"


# --------------------------------------------------------------------------------------------------------------
# What calc wrote


def read_rows(style, data):
    """The rows of a file as texts, or why it is not in the style of the case."""
    if not data.startswith(style.bom):
        return None, "the byte order mark is gone"
    if not style.bom and data.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")):
        return None, "a byte order mark was added"
    try:
        text = data[len(style.bom):].decode(style.codec)
    except UnicodeDecodeError:
        return None, f"not {style.codec}"
    if style.excel_hint:
        hint = f"sep={style.separator}{style.line_end}"
        if not text.startswith(hint):
            return None, "the line sep= is gone"
        text = text[len(hint):]
    if set(re.findall("\r\n|\r|\n", text)) - {style.line_end}:
        return None, "other line ends"
    if not (text.endswith(style.line_end) or not style.last_line_end):
        return None, "the last line end is gone"
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=style.separator)), None


class Habits:
    """What a file shows of how it writes numbers, in what is left of it: a program can follow no more."""

    def __init__(self, case, rows):
        self.amount = self.grouped = self.share = self.mark = False
        for row in rows:
            for cell in row:
                if isinstance(cell, Figure) and cell.published is not None:
                    self.share |= cell.is_share
                    self.amount |= not cell.is_share
                    self.mark |= bool(cell.published % 100) if cell.is_share else case.scheme.unit > 1
                    self.grouped |= not cell.is_share and abs(cell.published) >= 1000 * case.scheme.unit


def is_share_text(case, text, value, habits):
    match = re.fullmatch(r"(\d+)(?:([.,])(\d{1,2}))?([ \u00a0]?%)?", text)
    if not match or int(match[1]) * 100 + int((match[3] or "0").ljust(2, "0")) != value:
        return False
    return not habits.share or (match[4] == f"{case.style.percent}%" and (match[2] in (None, case.style.mark) or not habits.mark))


def is_amount_text(case, text, value, habits):
    digits = text.strip("-\u2212()")
    if (value < 0) != (digits != text):
        return False
    plain = case.style.number(abs(value))
    if habits.grouped or (habits.amount and abs(value) < 1000 * case.scheme.unit):
        return digits == plain or (value == 0 and digits == "0")
    match = re.fullmatch(r"(\d[\d .,'\u00a0\u202f]*?)(?:[.,](\d\d))?", digits)
    if not match:
        return False
    whole = int(re.sub(r"\D", "", match[1])) * case.scheme.unit
    return whole + (int(match[2] or 0) if case.scheme.unit > 1 else 0) == abs(value)


def judge_text(case, cell, before, after, habits):
    """Why a cell's new text is wrong, or None."""
    if not isinstance(cell, Figure):
        return None if before == after else f"{before!r} became {after!r}"
    if cell.role == "absent":
        return None if before == after else f"a line's total, which the table leaves out, became {after!r}"
    if before == after and (cell.published == cell.value or cell.loose):
        return None
    if cell.role == "kept" or (cell.published == cell.value and cell.published is not None):
        return f"{before!r}, which was right, became {after!r}"
    is_right = is_share_text if cell.is_share else is_amount_text
    if is_right(case, after.strip(), cell.value, habits):
        return None
    return f"expected {case.style.text(cell, cell.value)!r} ({cell.name}) for {before!r}, got {after!r}"


def judge_written(case, damaged, written):
    """Why the tables that calc wrote are wrong, or None."""
    if not written.is_dir():
        return f"no folder {written.name} was written"
    found = sorted(path.name for path in written.iterdir())
    if found != sorted(case.files):
        return f"expected the files {sorted(case.files)}, got {found}"
    for name, rows in case.files.items():
        before, _ = read_rows(case.style, (damaged / name).read_bytes())
        after, why = read_rows(case.style, (written / name).read_bytes())
        why = why or judge_rows(case, rows, before, after)
        if why:
            return f"{name} written: {why}"
    return None


def judge_rows(case, rows, before, after):
    if len(after) != len(rows):
        return f"expected {len(rows)} rows, got {len(after)}"
    habits = Habits(case, rows)
    for number, (row, old, new) in enumerate(zip(rows, before, after), 1):
        width = max(len(row), len(new))
        for column in range(width):
            cell = row[column] if column < len(row) else ""
            texts = (texts[column] if column < len(texts) else "" for texts in (old, new))
            why = judge_text(case, cell, *texts, habits)
            if why:
                return f"row {number}, cell {column + 1}: {why}"
    return None


# --------------------------------------------------------------------------------------------------------------
# What check says of it


def judge_checked(case, verdict):
    if verdict is None:
        return "expected a case in the output of check, got none"
    found = {(finding.get("rule"), (finding.get("cell") or "").rpartition(" / ")[2]): finding.get("severity")
             for finding in verdict.get("findings", [])}
    if found != case.findings or len(found) != len(verdict.get("findings", [])):
        told = [(finding["rule"], finding.get("cell"), finding["severity"], finding["message"])
                for finding in verdict.get("findings", [])]
        return f"expected of check {case.findings}, got {told}"
    gap = case.missing - case.surplus
    for finding in verdict["findings"]:
        if (finding["rule"], finding["cell"].rpartition(" / ")[2]) == ("financing-balance", "Totalt") \
                and finding["difference"] * case.scheme.unit != gap:
            return f"expected the total {gap} units off, got {finding['difference']}"
    unchecked = verdict.get("checked", {}).get("unchecked")
    return f"expected no unchecked relation, got {unchecked}" if unchecked else None


# --------------------------------------------------------------------------------------------------------------
# The second route: every relation tried on the tables as they are printed, and on the scheme files


class Cells(Ledger):
    """Reads what is printed as exact kronor; the rest is the ledger of the other generator's second route."""

    def put(self, row):
        for column, text in row.texts.items():
            if text and not row.is_share:
                self.cells[row, column] = read_kronor(text)


def read_kronor(text):
    digits = text.strip("-\u2212()")
    whole, decimals = re.fullmatch(r"(.+?)(?:[.,](\d\d))?", digits).groups()
    value = int(re.sub(r"\D", "", whole)) + Fraction(int(decimals or 0), 100)
    return -value if digits != text else value


def read_percent(text):
    return Fraction(text.rstrip("%").strip().replace(",", ".")) / 100


def read_scheme(text):
    """{section: {key: value}}, with what it is based on beneath."""
    sections = {}
    for line in text.splitlines():
        heading, pair = re.fullmatch(r"\[(.+)\]", line), re.fullmatch(r"([\w.-]+) = (.+)", line)
        if heading:
            section = sections.setdefault(heading[1], {})
        elif pair:
            section[pair[1]] = pair[2]
    base = sections["scheme"].get("base")
    beneath = read_scheme((REPOSITORY / "data" / "schemes" / f"{base}.ini").read_text("utf-8")) if base else {}
    return {name: {**beneath.get(name, {}), **sections.get(name, {})} for name in {**beneath, **sections}}


SCHEME_FILES = {}


def scheme_sections(scheme):
    """With the chosen variant in the place of the scheme's own."""
    if scheme.id not in SCHEME_FILES:
        name, _, variant = scheme.id.partition("/")
        sections = read_scheme(scheme.text or (REPOSITORY / "data" / "schemes" / f"{name}.ini").read_text("utf-8"))
        for part in ("payroll", "indirect"):
            sections[part] = {**sections.get(part, {}), **sections.get(f"{part} {variant}", {})}
        SCHEME_FILES[scheme.id] = sections
    return SCHEME_FILES[scheme.id]


class SecondRoute:
    def __init__(self, case, folder):
        self.case, self.ledger = case, Cells()
        tables = read_tables(folder)
        self.project = {row[0]: row[1] for row in tables["project"] if len(row) > 1}
        rows = {kind: [Row(tables[kind][0], row) for row in tables[kind][1:]]
                for kind in ("costs", "financing", "aid") if kind in tables}
        self.costs, self.financing = rows["costs"], rows["financing"]
        for table in rows.values():
            check_rows(self.ledger, table)
        check_costs(self.ledger, self.costs)
        self.co_financing = check_financing(self.ledger, self.financing)
        self.aid_row = find(rows.get("aid", []), "eu-medel") or find(self.financing, "utvecklingsfonden")
        self.columns = list(self.aid_row.texts)
        self.sections = scheme_sections(case.scheme)
        self.printed = tables

    def require(self, holds, why):
        self.ledger.require(holds, "own", why)

    def amount(self, row, column):
        return self.ledger.value(row, column) if row else 0

    def series(self, *rows):
        """The sum of some rows, for each column."""
        return {column: sum(self.amount(row, column) for row in rows) for column in self.columns}

    def problems(self):
        self.check_rates()
        self.check_both_sides()
        self.check_aid()
        self.check_shares()
        self.check_plan()
        return [f"{found['rule']} {found['message']}" for found in self.ledger.problems]

    # ---- flat rates ----

    def rate(self, label, part):
        if label in self.project:
            return read_percent(self.project[label])
        rate = self.sections.get(part, {}).get("rate", "given")
        return read_percent(rate) if rate != "given" else None

    def base(self, rate):
        """By the rate, among the known ones, where the case states it and it is not the scheme's own."""
        own = self.sections["indirect"]
        for name, section in self.sections.items():
            if name.startswith("indirect ") and section["source"] != "-" and "Indirekta kostnader" in self.project \
                    and read_percent(section["rate"]) == rate and own.get("rate") != section["rate"]:
                return section["base"]
        return own["base"]

    def check_rates(self):
        payroll, indirect = self.rate("Lönebikostnader", "payroll"), self.rate("Indirekta kostnader", "indirect")
        wages, external, units = (self.series(find(self.costs, word)) for word in ("personal", "externa", "enhets"))
        direct = self.series(*(find(self.costs, word) for word in ("resor", "materiel", "portfölj")))
        rounding = self.sections["rounding"]
        flat, lines = next(family for family in families(self.costs) if family[0].label == "Schablonkostnader")
        for column in self.columns[:-1]:
            terms = {"staff": wages[column], "payroll": payroll * wages[column], "external": external[column],
                     "direct": wages[column] + units[column] + direct[column] + external[column],
                     "staff-costs": wages[column] * (1 + payroll) + units[column],
                     "other-direct": direct[column] + external[column]}
            words = ["+", *self.base(indirect).split()]
            counted = sum((1 if sign == "+" else -1) * terms[word] for sign, word in zip(words[::2], words[1::2]))
            exact = [payroll * wages[column], indirect * counted]
            if lines and completed.PAYROLL_BASE == "printed" and "staff-costs" in words:
                exact[1] += indirect * (self.amount(lines[0], column) - exact[0])
            printed = [self.amount(row, column) for row in lines] if lines else [self.amount(flat, column)]
            for amount, what in zip(printed, exact if lines else [sum(exact)]):
                off = (what - amount) * (100 if rounding["unit"] == "0,01" else 1)
                holds = 0 <= off < 1 if rounding["direction"] == "truncate" else Fraction(-1, 2) <= off < Fraction(1, 2)
                self.require(holds, f"flat rate {column}: {amount} for {what}")

    # ---- balances ----

    def check_both_sides(self):
        total = "total" if not find(self.financing, "summa, medfinansiering") else ""
        closing = {side: find(self.financing, *[total] * bool(total), side, "bidrag")
                   for side in ("offentlig", "priva")}
        one = next((row for row in self.costs if row.label == "Bidrag annat än pengar"
                    and any(row.texts.values())), None)
        pairs = [(self.series(one), self.series(*closing.values()))] if one else \
            [(self.series(find(self.costs, f"{side}t bidrag")), self.series(closing[side[:9]]))
             for side in ("offentlig", "priva")]
        for left, right in pairs:
            self.require(left == right, f"in-kind {left} {right}")
        self.private = self.series(closing["priva"], find(self.financing, *[total] * bool(total), "privat kontant"))
        self.public_cash = self.series(find(self.financing, *[total] * bool(total), "offentlig kontant"))
        applied = [row for row in self.financing if row.label == "Sökt belopp"]
        said = [read_kronor(row.texts["all"]) for row in applied]
        said += [read_kronor(self.project["Sökt belopp"])] if "Sökt belopp" in self.project else []
        self.require(all(amount == self.amount(self.aid_row, "all") for amount in said), f"applied for {said}")

    # ---- aid ----

    def ceiling(self, total, actual):
        """In whole units of the scheme's rounding, the least that the case and its scheme allow."""
        parts = self.case.scheme.unit
        shares = self.sections["aid-share"]
        eligible = self.project.get("Stödandel av stödgrundande finansiering") or \
            ("40 %" if "Västsverige" in self.project.get("Program", "") and self.case.scheme.share
             else shares["eligible"])
        counted = total - (self.private["all"] if shares["private-counts"] == "no" else 0)
        found = [] if eligible == "given" else [Fraction((read_percent(eligible) * counted * parts).__floor__(), parts)]
        if "Stödandel av faktiska kostnader" in self.project:
            share = read_percent(self.project["Stödandel av faktiska kostnader"])
            found.append(Fraction((share * actual * parts).__floor__(), parts))
        if "Högsta stödbelopp" in self.project:
            found.append(read_kronor(self.project["Högsta stödbelopp"]))
        return min(found)

    def check_aid(self):
        """By what marks the right aid out, without computing it: no other aid has all these properties."""
        total, aid, paid = self.series(self.costs[-1]), self.series(self.aid_row), self.series(*self.co_financing)
        years, unit = self.columns[:-1], self.case.scheme.unit
        own = self.own_rises()
        most = self.ceiling(total["all"], self.amount(find(self.costs, "faktiska"), "all"))
        need = {year: max(0, total[year] - paid[year] + own[year]) for year in years}
        surplus = sum(max(0, paid[year] - own[year] - total[year]) for year in years)
        wanted, net = sum(need.values()), max(0, total["all"] - paid["all"] + own["all"])
        self.require(aid["all"] == min(net, most), f"aid {aid['all']} for {wanted}, at most {most} and {net}")
        most, untimely = min(net, most), wanted - min(wanted, net)
        short = {year: need[year] - aid[year] for year in years}
        self.require(all(0 <= less <= need[year] for year, less in short.items()), f"taken {short}")
        for year in (year for year in years if short[year] and total["all"]):
            floor = self.cap(year, years, total, most)
            self.require(aid[year] >= floor, f"aid {year} below its cap {floor}")
            for later in years[years.index(year) + 1:]:
                cap = self.cap(later, years, total, most)
                self.require(need[later] <= cap or aid[later] == cap, f"{later} stands before {year}")
        if own["all"]:
            lacking = {year: short[year] - own[year] for year in years}
            self.require(all(part >= 0 for part in lacking.values()) and sum(lacking.values()) == untimely,
                         f"own row {own} for {short}, {untimely} of it untimely")
            self.require(all(own[year] == 0 or not any(lacking[earlier] for earlier in years[:years.index(year)])
                             for year in years), f"the last years lack first: {lacking}")
        told = (own["all"], untimely if own["all"] else sum(short.values()), surplus)
        case = self.case
        self.require(told == tuple(Fraction(units, unit) for units in
                                   (case.own_contribution, case.missing, case.surplus)), f"told {told}")
        self.require(case.own_contribution == 0 or case.missing == untimely * unit, "both own and missing")
        gap = paid["all"] + aid["all"] - total["all"]
        self.require(gap == surplus - told[1], f"gap {gap}")

    def own_rises(self):
        """What the applicant's row has more than it promised; only rows of that name may rise."""
        rises = {column: Fraction(0) for column in self.columns}
        names = [value for key, value in self.project.items() if key in ("Organisationsnamn", "Stödmottagare")]
        for _, _, _, figure in self.case.figures():
            label, _, column = figure.name.rpartition(" / ")
            if figure.role == "own":
                self.require([label.upper()] == [name.upper() for name in names], f"own row {label} of {names}")
                rises[column] += Fraction(figure.value - figure.published, self.case.scheme.unit)
            elif figure.role == "kept":
                self.require(figure.value == figure.published, f"kept {figure.name}")
        rises["all"] = sum(rises.values())
        return rises

    def cap(self, year, years, total, most):
        """By rank: how many years stand before this one for a unit of what is left."""
        most *= self.case.scheme.unit
        exact = {other: Fraction(most) * total[other] / total["all"] for other in years}
        rest = {other: amount - amount.__floor__() for other, amount in exact.items()}
        left = most - sum(amount.__floor__() for amount in exact.values())
        before = sum(rest[other] > rest[year] or (rest[other] == rest[year] and int(other) < int(year))
                     for other in years)
        return Fraction(exact[year].__floor__() + (before < left), self.case.scheme.unit)

    # ---- shares, plan ----

    def check_shares(self):
        aid, paid = self.series(self.aid_row), self.series(*self.co_financing)
        actual, private = self.series(find(self.costs, "faktiska")), self.private
        counts = self.sections["aid-share"]["private-counts"] != "no"
        rows = [(row.label, row.texts) for row in self.financing if row.label.startswith(("Stödandel", "Andel"))]
        rows += [(row[0], {"all": "".join(row[1:])}) for row in self.printed.get("shares", [])[1:]]
        for label, texts in rows:
            for column, text in texts.items():
                part = {"Stödandel": aid[column], "Andel annan": paid[column] - private[column],
                        "Andel privat": private[column]}[re.match("Stödandel|Andel annan|Andel privat", label)[0]]
                whole = actual[column] if "faktiska" in label else aid[column] + paid[column]
                whole -= private[column] if "stödgrundande" in label and not counts else 0
                off = Fraction(part) / whole - read_percent(text) if whole and text else Fraction(0)
                self.require(bool(whole) == bool(text), f"{label} {column} {text!r} of {whole}")
                self.require(Fraction(-1, 20000) <= off < Fraction(1, 20000), f"{label} {column} {text}")

    def check_plan(self):
        plan = self.printed.get("plan")
        if plan:
            whole = sum(read_kronor(row[-1]) for row in plan[1:] if row[0] == "Aktivitet")
            self.require(whole == self.amount(self.costs[-1], "all"), f"plan {whole}")


def judge_damage(case, right, damaged):
    """Only derived cells may differ between the two copies, and the file says what the case knows."""
    for name, rows in case.files.items():
        before, _ = read_rows(case.style, (right / name).read_bytes())
        after, _ = read_rows(case.style, (damaged / name).read_bytes())
        if not len(rows) == len(before) == len(after):
            return f"{name}: {len(rows)} rows made, {len(before)} right, {len(after)} damaged"
        for number, (row, old, new) in enumerate(zip(rows, before, after), 1):
            for column, cell in enumerate(row):
                texts = [texts[column] if column < len(texts) else "" for texts in (old, new)]
                role = cell.role if isinstance(cell, Figure) else "text"
                if role in ("text", "kept") and texts[0] != texts[1]:
                    return f"{name} row {number}: {texts[0]!r} is kept, but became {texts[1]!r}"
                if isinstance(cell, Figure) and (cell.published is None) != (texts[1] == ""):
                    return f"{name} row {number}: {texts[1]!r}, known as {cell.published}"
    return None


# --------------------------------------------------------------------------------------------------------------
# Batches


class Folders:
    """Where a batch of cases of one scheme stands."""

    def __init__(self, root, scheme):
        self.damaged, self.right, self.written = root / "damaged", root / "right", root / "written"
        self.damaged.mkdir(parents=True)
        self.right.mkdir()
        self.scheme = scheme.id
        if scheme.text:
            self.scheme = str(root / f"{scheme.id}.ini")
            Path(self.scheme).write_text(scheme.text, "utf-8")


def try_calc(program, cases, folders):
    for case in cases:
        case.write(folders.damaged / case.name, False)
    said = program.calc(folders.scheme, folders.damaged, folders.written)
    reasons = {case.seed: judge_said(case, said.get(case.name))
               or judge_written(case, folders.damaged / case.name, folders.written / case.name) for case in cases}
    verdicts = program.check(folders.scheme, folders.written)
    return {case.seed: reasons[case.seed] or judge_checked(case, verdicts.get(case.name)) for case in cases}


def try_json(program, cases, folders):
    for case in cases:
        case.write(folders.damaged / case.name, False)
    said = program.calc(folders.scheme, folders.damaged)
    return {case.seed: judge_said(case, said.get(case.name)) for case in cases}


def try_right(program, cases, folders):
    for case in cases:
        case.write(folders.right / case.name, True)
    verdicts = program.check(folders.scheme, folders.right)
    return {case.seed: judge_checked(case, verdicts.get(case.name)) for case in cases}


def try_self(_, cases, folders):
    reasons = {}
    for case in cases:
        case.write(folders.right / case.name, True)
        case.write(folders.damaged / case.name, False)
        problems = SecondRoute(case, folders.right / case.name).problems()
        reasons[case.seed] = "; ".join(problems[:5]) or \
            judge_damage(case, folders.right / case.name, folders.damaged / case.name) or \
            judge_judges(case, folders.right / case.name, folders.damaged / case.name)
    return reasons


def judge_judges(case, right, damaged):
    """A right answer passes, and one with a wrong cell, in what is said or in what is written, does not."""
    why = judge_said(case, right_answer(case)) or judge_written(case, damaged, right)
    if why:
        return f"the right answer fails: {why}"
    strict = [figure for _, _, _, figure in case.figures() if figure.role in ("derived", "own") and not figure.loose]
    figure = strict[case.seed % len(strict)]
    answer = right_answer(case)
    figure.value += 1
    passes = [judge(*arguments) is None for judge, arguments in
              ((judge_said, (case, answer)), (judge_written, (case, damaged, right)))]
    figure.value -= 1
    return f"a wrong {figure.name} passes" if any(passes) else None


def right_answer(case):
    first_line = 2 if case.style.excel_hint else 1
    cells = []
    for file, row, _, figure in case.figures():
        scale = 100 if figure.is_share else case.scheme.unit
        if figure.role not in ("kept", "absent"):
            cell = {"cell": figure.name, "file": file, "line": row + first_line,
                    "computed": Fraction(figure.value, scale)}
            if figure.published is not None:
                cell["published"] = Fraction(figure.published, scale)
                cell["difference"] = cell["published"] - cell["computed"]
            cells.append(cell)
    told = {"own_contribution": case.own_contribution, "missing_co_financing": case.missing, "surplus": case.surplus}
    scale = case.scheme.unit
    return {"status": case.status, "cells": cells, **{name: Fraction(units, scale) for name, units in told.items()},
            "amounts": {name: Fraction(units, scale) for name, units in case.amounts.items()}}


TRIALS = {"program": try_calc, "json": try_json, "right": try_right, "self": try_self}


def try_batch(mode, program, cases, root):
    try:
        reasons = TRIALS[mode](program, cases, Folders(root, cases[0].scheme))
    except (ProgramFailed, OSError, subprocess.TimeoutExpired) as error:
        return blame(mode, program, cases, root, error)
    return [Failure(seed, why) for seed, why in reasons.items() if why]


def blame(mode, program, cases, root, error):
    """No case of a batch passes that the program did not survive; told is the first that fails it alone."""
    for case in cases if len(cases) > 1 else []:
        alone = root.with_name(f"{root.name}-alone")
        failures = try_batch(mode, program, [case], alone)
        shutil.rmtree(alone)
        if failures:
            return [Failure(other.seed, failures[0].why if other is case else f"batch of seed {case.seed}")
                    for other in cases]
    return [Failure(case.seed, f"{error} (with all of its batch)" if len(cases) > 1 else str(error)) for case in cases]


def work(task):
    """(number of cases, failures), of which not all are handed back in full: they may be many."""
    mode, program, seeds, only = task
    cases = {}
    for seed in seeds:
        case = make_case(seed)
        if not only or case.scheme.id == only:
            cases.setdefault(case.scheme.id, []).append(case)
    failures = []
    for number, batch in enumerate(cases.values()):
        with Folder() as folder:
            failures += try_batch(mode, program, batch, Path(folder.join(str(number))))
    failures.sort(key=lambda failure: failure.why.startswith("batch of"))
    return sum(map(len, cases.values())), len(failures), failures[:REPORTED]


def tell(mode, program, failures):
    kept = Path(kept_folder("calc"))
    for seed, why in failures:
        case = make_case(seed)
        folders = Folders(kept / f"{seed}", case.scheme)
        case.write(folders.damaged / case.name, False)
        case.write(folders.right / case.name, True)
        if mode == "program":
            subprocess.run([program.path, "calc", "--format", "json", "--scheme", folders.scheme, "-o",
                            str(folders.written), str(folders.damaged)], stdin=subprocess.DEVNULL,
                           capture_output=True, timeout=TIMEOUT, check=False)
        print(f"FAILED seed {seed}: scheme {case.scheme.id}, {case.flavour}, damage: {case.damage}\n  {why}\n"
              f"  kept in {kept / str(seed)}")


def run(options, mode, program):
    seeds = range(options.seed, options.seed + options.count)
    tasks = ((mode, program, seeds[i:i + BATCH], options.scheme) for i in range(0, len(seeds), BATCH))
    tried = failed = 0
    told = []
    with multiprocessing.get_context("fork").Pool(options.jobs) as pool:
        for count, wrong, failures in pool.imap_unordered(work, tasks):
            tried, failed = tried + count, failed + wrong
            told = sorted(told + failures, key=lambda failure: (failure.why.startswith("batch of"), failure.seed))
            told = told[:REPORTED]
    return tried - failed, failed, told


def read_options():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    what = parser.add_mutually_exclusive_group(required=True)
    what.add_argument("--program", help="the program whose calc to try")
    what.add_argument("--right", help="the program whose check to try on the right tables")
    what.add_argument("--self-check", action="store_true", help="try the generator instead")
    parser.add_argument("--count", type=int, default=1000, help="how many seeds (default 1000)")
    parser.add_argument("--seed", type=int, default=1, help="the first of them (default 1)")
    parser.add_argument("--jobs", type=int, default=2, help="how many at a time (default 2)")
    parser.add_argument("--only-json", action="store_true", help="with --program: not what it writes, nor check")
    parser.add_argument("--payroll", choices=["exact", "printed", "either"], default="printed",
                        help="what of payroll stands in staff costs (default printed; see completed.py)")
    parser.add_argument("--scheme", choices=[scheme.id for scheme in SCHEMES], help="only cases of this scheme")
    options = parser.parse_args()
    if options.count < 1:
        parser.error("--count must be at least 1: a run that tries nothing must not pass")
    return options


def main():
    options = read_options()
    completed.PAYROLL_BASE = options.payroll   # before the workers are forked
    mode = "right" if options.right else "self" if options.self_check else "json" if options.only_json else "program"
    program = Program(options.program or options.right) if mode != "self" else None
    passed, failed, failures = run(options, mode, program)
    if failures:
        tell(mode, program, failures)
    print(f"{passed} passed, {failed} failed")
    return 1 if failed or not passed else 0


if __name__ == "__main__":
    sys.exit(main())
