#!/usr/bin/python3
"""Try the program on made budgets: nothing to find in a right one, an error in each with one wrong amount.

    run.py --program ./budgetkoll --count 10000 --seed 1 [--exhaustive 60] [--jobs 2]
    run.py --self-check --count 10000

Temporary folders go where TMPDIR says, and away again; those of failures told stay below build/.

For each seed, the budget as it is and a copy with one amount changed by 3 kr or more; for the first
`--exhaustive` seeds, a copy for every amount. --self-check puts a small checker of this file in the program's
place, which reads the written tables back and shares no line with the generator: it proves the generator.
Ends with "N passed, N failed", where each budget written counts as one; exit status 1 when any failed.
"""

import argparse
import csv
import io
import json
import multiprocessing
import os
import random
import re
import shutil
import subprocess
import sys
import unicodedata
from datetime import date, timedelta
from fractions import Fraction
from pathlib import Path
from typing import NamedTuple

from budgets import Budget, Cell, make_budget

sys.path.append(str(Path(__file__).resolve().parent.parent))
from runner import Folder, kept_folder

BATCH = 250          # seeds that share a folder, and so one start of the program
REPORTED = 5         # failures told in full
TIMEOUT = 900        # seconds for a batch


class Trial(NamedTuple):
    """A budget to write, and what to change in it."""
    budget: Budget
    cell: Cell = None
    value: int = None

    @property
    def name(self):
        if not self.cell:
            return f"{self.budget.seed}"
        return f"{self.budget.seed}-{Path(self.cell.file).stem}-{self.cell.row}-{self.cell.column}"

    def __str__(self):
        if not self.cell:
            return f"seed {self.budget.seed}"
        cell = self.cell
        return (f"seed {self.budget.seed}, {cell.file} table row {cell.row + 1}, cell {cell.column + 1} "
                f"({cell.label.strip()}, {cell.kind}): {cell.value} changed to {self.value}")


class Failure(NamedTuple):
    trial: Trial
    why: str


class ProgramFailed(Exception):
    """The program as a whole did not do its work: no exit status or no output that a check may end with."""


# --------------------------------------------------------------------------------------------------------------
# What is expected


def judge(trial, case):
    """Why the case's verdict is wrong, or None."""
    if case is None:
        return "expected a case in the output, got none"
    if trial.cell is None:
        return judge_right(trial.budget, case)
    if trial.cell.kind in trial.budget.unbound:
        return None
    if case.get("status") == "error" and any(found.get("severity") == "error" for found in case.get("findings", [])):
        return None
    return f"expected an error, got status {case.get('status')} and {brief(case.get('findings', []))}"


def judge_right(budget, case):
    if case.get("findings") != [] or case.get("status") != "ok":
        return f"expected no finding, got status {case.get('status')} and {brief(case.get('findings', []))}"
    amounts, checked = case.get("amounts", {}), case.get("checked", {})
    for name, amount in budget.amounts.items():
        # Nothing may be told as unknown: a decision leaves empty categories out.
        if amounts.get(name, None if amount else 0) != amount:
            return f"expected {name} {amount}, got {amounts.get(name)}"
    if not checked.get("relations"):
        return "expected relations, got none"
    if checked.get("unchecked") != 0:
        return f"expected no unchecked relation, got {checked.get('unchecked')}"
    unbound = [cell.label for cell in budget.cells() if cell.kind in budget.unbound]
    if checked.get("amounts_unbound") != len(unbound):
        return f"expected {len(unbound)} unbound amounts {unbound}, got {checked.get('amounts_unbound')}"
    return None


def brief(findings):
    if not findings:
        return "no finding"
    return "; ".join(f"{found.get('file', '')}:{found.get('line', '')}:{found.get('column', '')}: "
                     f"{found.get('severity')}: {found.get('message')} [{found.get('rule')}]" for found in findings[:5])


# --------------------------------------------------------------------------------------------------------------
# The program


class Program:
    def __init__(self, path):
        self.path = os.path.abspath(path)

    def check(self, folder):
        """The verdict on each case of a folder of folders, by name."""
        run = subprocess.run([self.path, "check", "--format", "json", folder], stdin=subprocess.DEVNULL,
                             capture_output=True, timeout=TIMEOUT)
        verdicts = read_verdicts(run.stdout)
        expected = exit_status(verdicts.values())
        if not verdicts or run.returncode != expected:
            told = run.stderr.decode(errors="replace").strip()[:2000]
            raise ProgramFailed(f"exit status {run.returncode} with {len(verdicts)} cases in the output "
                                f"(expected {expected}), and on standard error: {told or 'nothing'}")
        return verdicts


def read_verdicts(output):
    """The cases by the last part of their path; none when the output is not what was promised."""
    try:
        cases = json.loads(output, parse_float=Fraction)["cases"]
        return {os.path.basename(case["path"].rstrip("/")): case for case in cases}
    except (ValueError, KeyError, TypeError, AttributeError):
        return {}


def exit_status(cases):
    statuses = {case.get("status") for case in cases}
    return 3 if "unchecked" in statuses else 1 if "error" in statuses else 0


# --------------------------------------------------------------------------------------------------------------
# The second route, in the program's place: every sum, rate and balance as one linear equation over cells

HEADERS = {"Uppgift": "project", "Beslut om stöd": "project", "Namn": "partners", "Nivå": "plan", "Typ": "plan",
           "Period": "claims", "Kostnadslag": "costs", "Kostnadstyp": "costs", "Finansiär": "financing",
           "Finansiering": "aid", "Sammanställning (stödprocent)": "shares", "Rad": "attachments"}
FIRST_CELL = re.compile(r"(?:^|[\r\n])\"?(?:Uppgift|Org\. nr|Namn|Nivå|Typ|Period|Kostnads\w+|Finansi\w+|Rad"
                        r"|Stödandel av faktiska kostnader)\"?([;,\t|])")


def read_text(data):
    for bom, codec in ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be")):
        if data.startswith(bom):
            return data[len(bom):].decode(codec)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("cp1252")


def read_rows(path):
    text = unicodedata.normalize("NFC", read_text(path.read_bytes()))
    hint = re.match(r"sep=(.)(\r\n|\r|\n)", text)
    if hint:
        text = text[hint.end():]
    separator = hint[1] if hint else FIRST_CELL.search(text)[1]
    return [[cell.strip() for cell in row] for row in csv.reader(io.StringIO(text, newline=""), delimiter=separator)]


def read_tables(folder):
    """Each table as rows of texts, the header first, by kind."""
    tables = {}
    for path in sorted(Path(folder).iterdir()):
        table = None
        for row in read_rows(path):
            if not any(row):
                table = None
            elif row[0] in HEADERS and (table is None or not table[0]):
                table = tables.setdefault(HEADERS[row[0]], [])
                table.append(row)
            elif table:
                table.append(row + [""] * (len(table[0]) - len(row)))
    return tables


def read_number(text):
    """Whole kronor, or None when blank."""
    if not text:
        return None
    negative = text[0] in "-\u2212(" or text[-1] in "-)"
    digits = re.sub(r"[.,]00$", "", text.strip("-\u2212()"))
    whole = int(re.sub(r"[ .,'\u00a0\u202f]", "", digits))
    return -whole if negative else whole


def read_percent(text):
    return Fraction(text.rstrip("%").strip().replace(",", "."))


class Row:
    """A label, and the texts of its amount columns by header: a year, or "all" for the total."""

    def __init__(self, header, texts):
        self.label = texts[0]
        self.is_line = self.label.startswith("- ")
        self.texts = {name if name.isdigit() else "all": text for name, text in zip(header, texts)
                      if name.isdigit() or name.startswith("Total")}
        self.is_share = any("%" in text for text in self.texts.values())


class Ledger:
    """The published cells, the equations that were tried on them, and what did not hold."""

    def __init__(self):
        self.cells, self.used, self.relations, self.problems = {}, set(), 0, []

    def put(self, row):
        for column, text in row.texts.items():
            amount = None if row.is_share else read_number(text)
            if amount is not None:
                self.cells[row, column] = amount

    def take(self, row, column):
        """The cell; for a blank total, the years. A year that is blank is nothing."""
        wanted = [column] if (row, column) in self.cells or column != "all" else row.texts
        return [(row, name) for name in wanted if (row, name) in self.cells]

    def value(self, row, column="all"):
        return sum(self.cells[cell] for cell in self.take(row, column)) if row else 0

    def equal(self, rule, terms, rounding=0):
        """The terms, (factor, row, column), come to nothing."""
        found = [(factor, cell) for factor, row, column in terms if row for cell in self.take(row, column)]
        if not found:
            return
        self.relations += 1
        self.used.update(cell for _, cell in found)
        gap = abs(sum(factor * self.cells[cell] for factor, cell in found))
        if gap > rounding:
            self.report(rule, f"{terms[0][1].label} {terms[0][2]}: off by {gap}", "error" if gap > 2 else "note")

    def columns(self, rule, terms, rounding=0):
        """The same in every column; the roundings of the years add up in the total."""
        columns = next(row for _, row in terms if row).texts
        for column in columns:
            slack = rounding * (len(columns) - 1) if column == "all" else rounding
            self.equal(rule, [(factor, row, column) for factor, row in terms], slack)

    def require(self, holds, rule, message="", severity="error"):
        if not holds:
            self.report(rule, message, severity)

    def report(self, rule, message, severity):
        self.problems.append({"severity": severity, "rule": rule, "message": message})


def find(rows, *words):
    """The first row with amounts of its own whose label has all the words."""
    return next((row for row in rows if not row.is_line and not row.is_share
                 and all(word in row.label.lower() for word in words)), None)


def families(rows):
    """Each row that is no line, with its lines."""
    found = []
    for row in rows:
        if row.is_line:
            found[-1][1].append(row)
        else:
            found.append((row, []))
    return found


def check_rows(ledger, rows):
    for row in rows:
        ledger.put(row)
    for row in rows:
        years = [name for name in row.texts if name != "all" and (row, name) in ledger.cells]
        if years and (row, "all") in ledger.cells:
            ledger.equal("sum-row", [(1, row, "all"), *((-1, row, year) for year in years)])
    for row, lines in families(rows):
        if lines:
            ledger.columns("sum-parts", [(1, row), *((-1, line) for line in lines)])


def check_costs(ledger, rows):
    """Each sum stands below what it sums; the last is that of actual costs and in-kind."""
    above, sums = [], []
    for row in (row for row in rows if not row.is_line):
        if not row.label.startswith("Summa"):
            above.append(row)
            continue
        is_total = row.label in ("Summa, kostnader", "Summa totala kostnader")
        ledger.columns("sum-costs", [(1, row), *((-1, part) for part in (sums[-2:] if is_total else above))])
        sums.append(row)
        above = [row] if row.label == "Summa kostnader" else []


def read_rate(label, lines, project, usual):
    """The rate that a line's label states, or the project, or else the usual one."""
    stated = [line.label for line in lines] + [f"{key} {value}" for key, value in project.items()]
    found = [text for text in stated if re.search(label, text)]
    return read_percent(re.search(r"[\d,]+\s*%", found[0])[0] if found else usual) / 100


def check_flat_rates(ledger, rows, project):
    staff = find(rows, "personal")
    for flat, lines in families(rows):
        if flat.label != "Schablonkostnader":
            continue
        payroll = read_rate("Bilönekostnader|Lönebikostnader", lines, project, "45,24%")
        indirect = read_rate("Indirekta", lines, project, "15%") * (1 + payroll)
        if lines:
            ledger.columns("flat-rate-payroll", [(1, lines[0]), (-payroll, staff)], Fraction(1, 2))
            ledger.columns("flat-rate-indirect", [(1, lines[1]), (-indirect, staff)], 1)
        else:
            ledger.columns("flat-rate-combined", [(1, flat), (-payroll - indirect, staff)], 1)


def check_financing(ledger, rows):
    """The rows of all co-financing, in an application one, in a decision one for each kind."""
    if find(rows, "summa, medfinansiering"):
        cash, in_kind, both = (find(rows, f"summa, {word}") for word in ("kontant", "bidrag", "medfin"))
        ledger.columns("sum-financing", [(1, cash), *((-1, find(rows, kind, "kontantfinansiering"))
                                                      for kind in ("offentlig", "privat"))])
        ledger.columns("sum-financing", [(1, in_kind), *((-1, find(rows, kind, "bidrag"))
                                                         for kind in ("offentlig", "privat"))])
        ledger.columns("sum-financing", [(1, both), (-1, cash), (-1, in_kind)])
        ledger.columns("sum-financing", [(1, find(rows, "total finansiering")), (-1, both),
                                         (-1, find(rows, "utvecklingsfonden"))])
        return [both]
    above, groups = [], []
    for row in rows:
        if row.label in ("Total offentlig finansiering", "Total privat finansiering"):
            ledger.columns("sum-financing", [(1, row), *((-1, group) for group in groups)])
            groups = []
        elif row.label.startswith("Total"):
            ledger.columns("sum-parts", [(1, row), *((-1, part) for part in above)])
            groups.append(row)
            above = []
        else:
            above.append(row)
    return [find(rows, "total offentlig finansiering"), find(rows, "total privat finansiering")]


class Sides:
    """The rows that stand both among the costs and in the financing, whatever the layout calls them."""

    def __init__(self, rows):
        costs, financing = rows["costs"], rows["financing"]
        totals = "total" if not find(financing, "summa, medfinansiering") else ""
        self.actual, self.total = find(costs, "faktiska"), costs[-1]
        self.aid = find(rows.get("aid", []), "eu-medel") or find(financing, "utvecklingsfonden")
        self.cost_public, self.cost_private = find(costs, "offentligt bidrag"), find(costs, "privat bidrag")
        self.cost_both = next((row for row in costs if row.label == "Bidrag annat än pengar"
                               and any(row.texts.values())), None)
        self.public_in_kind = find(financing, totals, "offentligt bidrag")
        self.private_in_kind = find(financing, totals, "priva", "bidrag")
        self.public_cash = find(financing, totals, "offentlig kontant")
        self.private_cash = find(financing, totals, "privat kontant")


def check_balance(ledger, sides, co_financing):
    ledger.columns("financing-balance", [(1, sides.total), (-1, sides.aid), *((-1, row) for row in co_financing)])
    if sides.cost_both:
        ledger.columns("in-kind-balance", [(1, sides.cost_both), (-1, sides.public_in_kind),
                                           (-1, sides.private_in_kind)])
    else:
        ledger.columns("in-kind-balance", [(1, sides.public_in_kind), (-1, sides.cost_public)])
        ledger.columns("in-kind-balance", [(1, sides.private_in_kind), (-1, sides.cost_private)])


def check_ceilings(ledger, sides, project):
    share = read_percent(project.get("Stödandel av stödgrundande finansiering", "") or
                         ("40%" if "Västsverige" in project.get("Program", "") else "50%")) / 100
    of_actual = read_percent(project.get("Stödandel av faktiska kostnader", "100%")) / 100
    for column in sides.total.texts:
        aid, actual, total = (ledger.value(row, column) for row in (sides.aid, sides.actual, sides.total))
        severity = "error" if column == "all" else "note"
        ledger.require(aid <= share * total, "aid-share-eligible", f"{column}: {aid} of {total}", severity)
        ledger.require(aid <= of_actual * actual, "aid-share-actual", f"{column}: {aid} of {actual}", severity)
    paid = ledger.value(sides.aid) + ledger.value(sides.public_cash)
    ledger.require(paid <= ledger.value(sides.actual), "aid-over-actual", f"{paid}", "warning")
    highest = project.get("Högsta stödbelopp")
    ledger.require(not highest or ledger.value(sides.aid) <= read_number(highest), "aid-maximum", highest)


def check_shares(ledger, rows, sides, summary):
    """A published share is within half a hundredth of a percent, the upper end excluded, for a half goes up."""
    printed = [(row.label, column, text) for row in rows["financing"] if row.is_share
               for column, text in row.texts.items() if text]
    printed += [(row[0], "all", row[1]) for row in summary]
    for label, column, text in printed:
        parts = {"Stödandel": [sides.aid], "Andel annan": [sides.public_cash, sides.public_in_kind],
                 "Andel privat": [sides.private_cash, sides.private_in_kind]}
        part = next(found for start, found in parts.items() if label.startswith(start))
        part = sum(ledger.value(row, column) for row in part)
        whole = ledger.value(sides.actual if "faktiska" in label else sides.total, column)
        over = 100 * Fraction(part, whole) - read_percent(text) if whole else 1
        ledger.require(Fraction(-1, 200) <= over < Fraction(1, 200), "share-published", f"{label} {column} {text}")


def check_applied(ledger, rows, project):
    applied = find(rows.get("financing", []), "sökt belopp")
    if "Sökt belopp" in project:
        applied = Row(["", "Totalt"], ["Sökt belopp", project["Sökt belopp"]])
        ledger.put(applied)
    if applied and "financing" in rows:
        ledger.equal("aid-applied", [(1, applied, "all"), (-1, Sides(rows).aid, "all")])


def check_plan(ledger, plan, total):
    """The better of two readings: a parent includes its parts, or stands beside them."""
    costs = [read_number(row[-1]) for row in plan[1:]]
    is_part = [row[0] == "Delaktivitet" for row in plan[1:]]
    for i, cost in enumerate(costs):
        ledger.cells["plan", i] = cost
        ledger.used.add(("plan", i))
    top = [i for i, part in enumerate(is_part) if not part] + [len(costs)]
    gaps = [abs(costs[i] - sum(costs[i + 1:j])) for i, j in zip(top, top[1:]) if j > i + 1]
    included = [abs(sum(costs[i] for i in top[:-1]) - total), *gaps]
    beside = [abs(sum(costs) - total)]
    best = min((included, beside), key=max)
    ledger.relations += len(best)
    ledger.require(max(best) <= 2, "activity-total", f"off by {max(best)}")
    names = [row[1] for row in plan[1:]]
    codes = [name.split()[0] for name in names if re.match(r"[A-Z]?\d", name)]
    ledger.require(len(set(codes)) == len(codes) and len(set(names)) == len(names), "activity-code", names)
    for name in ("Extern kommunikation och resultatspridning", "Avslutsarbete", "Utvärdering och lärande"):
        ledger.require(name in names, "activity-mandatory", name)
    return total if max(best) == 0 else None


def luhn(text):
    doubled = [int(digit) * (1 + i % 2) for i, digit in enumerate(reversed(re.sub(r"\D", "", text)))]
    return sum(map(int, "".join(map(str, doubled)))) % 10 == 0


def check_project(ledger, project, partners):
    numbers = [project[key] for key in ("Org. nr", "Organisationsnummer") if key in project]
    for number in numbers + [row[1] for row in partners[1:]]:
        ledger.require(re.fullmatch(r"\d\d[2-9]\d{3}-\d{4}", number) and luhn(number), "org-number", number)
    giro = project.get("Bankgiro", "5781-4857")
    ledger.require(re.fullmatch(r"\d{3,4}-\d{4}", giro) and luhn(giro), "bankgiro", giro)


def read_dates(texts):
    return [date.fromisoformat(text) for text in re.findall(r"\d{4}-\d\d-\d\d", " ".join(texts))]


def latest(end):
    """The last day two months on: of the month for a month's last day, else the same day, where there is one."""
    month = end.month + 1 + 2
    first = date(end.year + (month - 1) // 12, (month - 1) % 12 + 1, 1)  # of the month after that
    last = first - timedelta(days=1)
    return last if (end + timedelta(days=1)).day == 1 else min(last, last.replace(day=min(end.day, last.day)))


def check_dates(ledger, tables, project):
    period = read_dates([value for key, value in project.items() if key.startswith(("Projektperiod", "Datum för"))])
    parent = period
    for row in tables.get("plan", [])[1:]:
        days = read_dates(row[2:4])
        around = parent if row[0] == "Delaktivitet" else period
        ledger.require(days[0] <= days[1], "activity-dates", row)
        ledger.require(not around or around[0] <= days[0] and days[1] <= around[1], "activity-dates-parent", row)
        parent = parent if row[0] == "Delaktivitet" else days
    if period:
        years = [name for name in tables["costs"][0] if name.isdigit()]
        ledger.require([int(years[0]), int(years[-1])] == [day.year for day in period], "year-outside-period", years)
    check_claims(ledger, tables.get("claims", []), period, project)


def check_claims(ledger, claims, period, project):
    before = None
    for row in claims[1:]:
        start, end, *due = read_dates(row[1:])
        length = (end.year - start.year) * 12 + end.month - start.month + (end.day >= start.day)
        ledger.require(before is None or start == before + timedelta(days=1), "claim-periods", row)
        ledger.require(length <= 6, "claim-periods", f"{row}: {length} months")
        ledger.require(not due or end < due[0] <= latest(end), "claim-deadline", row)
        before = end
    if claims and period:
        ledger.require([read_dates(claims[1])[0], before] == period, "claim-periods", period)
    final = read_dates([project.get("Sista datum för slutrapport", "")])
    ledger.require(not final or period[1] <= final[0] <= latest(period[1]), "final-report-date", final)


def check_names(ledger, tables, rows, project):
    """Lines stand once in their category or group, and co-financiers have certificates where any are listed."""
    for _, lines in families(rows["costs"]) + families(rows.get("financing", [])):
        names = [line.label for line in lines]
        ledger.require(len(set(names)) == len(names), "read-duplicate", names)
    attached = " ".join(" ".join(row) for row in tables.get("attachments", []))
    for row in rows.get("financing", []) if attached else []:
        name = row.label[2:]
        ledger.require(not row.is_line or name in attached or name == project.get("Organisationsnamn"),
                       "certificate-missing", name)


class SecondRoute:
    def check(self, folder):
        return {path.name: self.check_case(path) for path in Path(folder).iterdir()}

    def check_case(self, folder):
        tables = read_tables(folder)
        ledger = Ledger()
        project = {row[0]: row[1] for row in tables.get("project", []) if len(row) > 1}
        rows = {kind: [Row(tables[kind][0], row) for row in tables[kind][1:]]
                for kind in ("costs", "financing", "aid") if kind in tables}
        for table in rows.values():
            check_rows(ledger, table)
        check_costs(ledger, rows["costs"])
        check_flat_rates(ledger, rows["costs"], project)
        co_financing = self.check_both_sides(ledger, rows, tables, project)
        check_applied(ledger, rows, project)
        amounts = self.amounts(ledger, rows, co_financing)
        if "plan" in tables:
            amounts["activities"] = check_plan(ledger, tables["plan"], amounts["total_costs"])
        check_project(ledger, project, tables.get("partners", []))
        check_dates(ledger, tables, project)
        check_names(ledger, tables, rows, project)
        return self.verdict(ledger, amounts)

    @staticmethod
    def check_both_sides(ledger, rows, tables, project):
        if "financing" not in rows:
            return None
        sides = Sides(rows)
        co_financing = check_financing(ledger, rows["financing"])
        check_balance(ledger, sides, co_financing)
        check_ceilings(ledger, sides, project)
        check_shares(ledger, rows, sides, tables.get("shares", [])[1:])
        return co_financing

    @staticmethod
    def amounts(ledger, rows, co_financing):
        costs = rows["costs"]
        found = {"staff": find(costs, "personal"), "flat_rate_costs": find(costs, "schablon"),
                 "actual_costs": find(costs, "faktiska"), "in_kind": find(costs, "summa", "bidrag"),
                 "total_costs": costs[-1]}
        amounts = {name: ledger.value(row) for name, row in found.items()}
        if co_financing:
            amounts["co_financing"] = sum(ledger.value(row) for row in co_financing)
            amounts["eu_aid"] = ledger.value(Sides(rows).aid)
        return amounts

    @staticmethod
    def verdict(ledger, amounts):
        severities = [found["severity"] for found in ledger.problems]
        status = next((level for level in ("error", "warning", "note") if level in severities), "ok")
        checked = {"relations": ledger.relations, "unchecked": 0,
                   "amounts_unbound": len(ledger.cells.keys() - ledger.used)}
        return {"status": status, "findings": ledger.problems, "amounts": amounts, "checked": checked}


# --------------------------------------------------------------------------------------------------------------
# Batches


def pick_cell(budget, rng):
    """Any kind of cell alike, for there are few sums among the many lines."""
    cells = budget.cells()
    kind = rng.choice(sorted({cell.kind for cell in cells}))
    return rng.choice([cell for cell in cells if cell.kind == kind])


def changed(budget, cell):
    return Trial(budget, cell, budget.mutation(cell))


def make_batches(seeds, every_cell):
    """The budgets of the seeds: all right, and with one wrong amount, or with each amount wrong in turn."""
    budgets = [make_budget(seed) for seed in seeds]
    if every_cell:
        return [[changed(budget, cell) for cell in budget.cells()] for budget in budgets]
    return [[Trial(budget) for budget in budgets],
            [changed(budget, pick_cell(budget, random.Random(budget.seed))) for budget in budgets]]


def try_batch(checker, trials, folder):
    """The failures of trials that share one start of the program."""
    for trial in trials:
        trial.budget.write(folder / trial.name, trial.cell, trial.value)
    try:
        verdicts = checker.check(str(folder))
    except (ProgramFailed, OSError, subprocess.TimeoutExpired) as error:
        return blame(checker, trials, folder, error)
    reasons = [(trial, judge(trial, verdicts.get(trial.name))) for trial in trials]
    return [Failure(trial, why) for trial, why in reasons if why]


def blame(checker, trials, folder, error):
    """No trial of a batch passes that the program did not survive; told is the first that fails it alone."""
    for trial in trials if len(trials) > 1 else []:
        alone = folder.with_name("alone")
        alone.mkdir()
        failures = try_batch(checker, [trial], alone)
        shutil.rmtree(alone)
        if failures:
            return failures * len(trials)
    return [Failure(trials[0], f"{error} (only with the whole batch, seeds {trials[0].budget.seed} "
                               f"to {trials[-1].budget.seed})" if len(trials) > 1 else str(error))] * len(trials)


def work(task):
    """(number of trials, failures), of which not all are handed back in full: they may be many."""
    checker, seeds, every_cell = task
    tried, failures = 0, []
    for trials in make_batches(seeds, every_cell):
        with Folder() as folder:
            cases = Path(folder.join("cases"))
            cases.mkdir()
            failures += try_batch(checker, trials, cases)
        tried += len(trials)
    return tried, len(failures), failures[:REPORTED]


def tell(failures):
    """What was expected, what came, and the folder to try it on; the seed makes the same budget again."""
    kept = Path(kept_folder("budgets"))
    for trial, why in failures:
        trial.budget.write(kept / trial.name, trial.cell, trial.value)
        print(f"FAILED {trial}\n  {why}\n  kept in {kept / trial.name}")


def make_tasks(options, checker):
    seeds = range(options.seed, options.seed + options.count)
    yield from ((checker, [seed], True) for seed in seeds[:options.exhaustive])
    yield from ((checker, seeds[i:i + BATCH], False) for i in range(0, len(seeds), BATCH))


def run(options, checker):
    """(passed, failed) of all, and some failures by name: those of a batch that failed as one have the same."""
    tried = failed = 0
    told = {}
    with multiprocessing.Pool(options.jobs) as pool:
        for count, wrong, failures in pool.imap_unordered(work, make_tasks(options, checker)):
            tried, failed = tried + count, failed + wrong
            told.update((failure.trial.name, failure) for failure in failures)
    return tried - failed, failed, [told[name] for name in sorted(told)[:REPORTED]]


def read_options():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    what = parser.add_mutually_exclusive_group(required=True)
    what.add_argument("--program", help="the program to try")
    what.add_argument("--self-check", action="store_true", help="try the generator instead")
    parser.add_argument("--count", type=int, default=1000, help="how many seeds (default 1000)")
    parser.add_argument("--seed", type=int, default=1, help="the first of them (default 1)")
    parser.add_argument("--exhaustive", type=int, default=0, help="for how many seeds each amount is changed")
    parser.add_argument("--jobs", type=int, default=2, help="how many at a time (default 2)")
    options = parser.parse_args()
    if options.count < 1:
        parser.error("--count must be at least 1: a run that tries nothing must not pass")
    return options


def main():
    options = read_options()
    passed, failed, failures = run(options, SecondRoute() if options.self_check else Program(options.program))
    if failures:
        tell(failures)
    print(f"{passed} passed, {failed} failed")
    return 1 if failed or not passed else 0


if __name__ == "__main__":
    sys.exit(main())
