#!/usr/bin/python3
"""Make grant budgets in which everything adds up, from a seed.

    budgets.py SEED FOLDER      write the budget of SEED into FOLDER

A right checker finds nothing in them. The arithmetic here is the generator's own (whole kronor and fractions,
never floats): a test that borrowed the program's arithmetic would prove the program's mistakes right.

One budget is made in four steps, each of which only adds: the options, the costs, what pays for them, and
the tables that print it all. `Budget.write` turns the tables into bytes, if wanted with one amount changed.
"""

import csv
import io
import random
import sys
import unicodedata
from dataclasses import dataclass, field
from datetime import date, timedelta
from fractions import Fraction
from pathlib import Path
from typing import NamedTuple

TOLERANCE = 2  # kronor; a smaller difference is a note, not an error

# --------------------------------------------------------------------------------------------------------------
# Names. None of the cost lines is a thing that the indirect rate covers (premises, telephone, licences,
# overhead ...), and no name begins like an activity's code. Some hold a separator or a quote, to be quoted.

STAFF = ["Projektledare", "Bitr. projektledare", "Kommunikatör", "Processledare", "Koordinator", "Utredare",
         "Samordnare", "Verksamhetsutvecklare", "Testledare", "Forskare", "Ingenjör", "Pedagog", "Designer",
         "Sakkunnig, öppna data"]
SERVICES = ["Extern utvärderare", "Föreläsare", "Följeforskning", "Filmproduktion; manus och inspelning",
            "Användartester", "Översättning", "Mässmonter", "Moderator", "Juridisk granskning", "Prototyper",
            "Upphandlingsstöd", "Kampanjen \"Öppet län\"", "Grafisk formgivning", "Marknadsanalys"]
TRAVEL = ["Tågresor till partnermöten", "Hotell vid studiebesök", "Studieresa", "Resor till slutkonferens",
          "Flygresor", "Bussresor för deltagare", "Milersättning", "Traktamenten", "Logi, workshoppar",
          "Resor till mässor", "Resor för styrgruppen", "Resor till Bryssel"]
INVESTMENTS = ["Mätinstrument", "Sensorer", "Provbänk", "Demonstrator", "Testutrustning", "Verktyg", "Maskin",
               "Kameror", "Mätstation", "Laddstolpe", "Råmaterial till prototyper", "Extern konferenssal"]
PORTFOLIO = [f"Andelar i bolag {letter}" for letter in "ABCDEFGHIJKL"]
REVENUE = ["Deltagaravgifter", "Försäljning av rapporter", "Kursavgifter", "Biljetter", "Utställaravgifter",
           "Försäljning av prototyper", "Provisioner", "Annonser", "Royalty", "Försäljning av verktyg",
           "Inträden", "Övriga intäkter"]

CATEGORIES = {"Personal": (STAFF, 90), "Externa tjänster": (SERVICES, 85), "Resor och logi": (TRAVEL, 60),
              "Investeringar, materiel och lokaler": (INVESTMENTS, 50),
              "Investeringar i portföljbolag": (PORTFOLIO, 12), "Schablonkostnader": ([], 0),
              "Enhetskostnader": ([f"{role} (timmar)" for role in STAFF], 25), "Klumpsumma": ([], 0)}

COMPANIES = ["Norrfilter AB", "Bergström & Söner AB", "Framtidslabbet AB", "Testbädden ek. för.",
             "Sensorteknik AB",
             "Klarsynt Design AB", "Träinnovation AB", "Öppna Verkstaden AB", "Ljusglimt Media AB",
             "Grön Logistik AB", "Fiberkluster ek. för.", "Molnfri Analys AB", "Stiftelsen Nya Vägar"]
AGENCIES = ["Trafikverket", "Bolagsverket", "Skogsstyrelsen", "Vinnova", "Riksantikvarieämbetet"]


class Area(NamedTuple):
    """A programme area: every public financier of a budget comes from the same one, so none lies outside."""
    programme: str
    county: str
    share: int           # highest aid share of eligible financing, percent
    stems: tuple         # municipalities without their genitive, as a project lists them
    municipalities: tuple
    others: tuple


def area(programme, county, share, municipalities, *others):
    """A '+' marks the genitive: 'Sundsvall+s' is Sundsvall in a list, and Sundsvalls kommun as a financier."""
    return Area(programme, county, share, tuple(name.split("+")[0] for name in municipalities.split()),
                tuple(name.replace("+", "") + " kommun" for name in municipalities.split()), others)


AREAS = [
    area("Mellersta Norrland 2014-2020", "Västernorrland", 50,
         "Härnösand+s Kramfors Sollefteå Sundsvall+s Timrå Ånge Örnsköldsvik+s",
         "Region Västernorrland", "Kommunförbundet Västernorrland"),
    area("Skåne-Blekinge 2014-2020", "Skåne", 50,
         "Malmö Lund+s Helsingborg+s Kristianstad+s Landskrona Simrishamn+s Tomelilla Trelleborg+s Ystad+s",
         "Region Skåne", "Kommunförbundet Skåne"),
    area("Västsverige 2014-2020", "Västra Götaland", 40,
         "Borås Trollhättan+s Skövde Uddevalla Lidköping+s Alingsås Falköping+s Mariestad+s Kungälv+s",
         "Västra Götalandsregionen"),
]

MANDATORY = ["Extern kommunikation och resultatspridning", "Avslutsarbete", "Utvärdering och lärande"]
ACTIVITIES = [f"{verb} {what}" for verb in ("Kartläggning av", "Analys av", "Workshop om", "Utveckling av",
                                            "Test av", "Publicering av", "Samverkan kring", "Utbildning i")
              for what in ("öppna data", "arbetssätt", "testbädd; del ett", "plattform, design och innehåll",
                           "handlingsplan", "nya tjänster", "standarder", "behov i kommunerna", "metoder")]

# --------------------------------------------------------------------------------------------------------------
# How a budget is written down


@dataclass(frozen=True)
class Dialect:
    """Everything about the bytes that says nothing about the budget."""
    separator: str
    codec: str
    bom: bytes
    line_end: str
    group: str           # between thousands
    decimals: str        # after whole kronor
    minus: str           # a pattern
    percent: str         # between the number and its sign
    quoting: int
    excel_hint: bool     # a first line "sep=;"
    decomposed: bool     # Unicode NFD, as file systems of some exporters leave it
    padded: bool         # blank cells at a row's end are written
    last_line_end: bool

    def number(self, value):
        digits = f"{abs(value):,}".replace(",", self.group) + self.decimals
        return digits if value >= 0 else self.minus.format(digits)

    def percentage(self, text):
        return f"{text}{self.percent}%"

    def cells(self, row):
        texts = [self.number(cell) if isinstance(cell, Amount) else cell for cell in row]
        while not self.padded and texts and not texts[-1]:
            texts.pop()
        return texts

    def encode(self, rows):
        text = io.StringIO(newline="")
        if self.excel_hint:
            text.write(f"sep={self.separator}{self.line_end}")
        writer = csv.writer(text, delimiter=self.separator, lineterminator=self.line_end, quoting=self.quoting)
        for row in rows:
            writer.writerow(self.cells(row))
        whole = text.getvalue()
        if not self.last_line_end:
            whole = whole[:-len(self.line_end)]
        if self.decomposed:
            whole = unicodedata.normalize("NFD", whole)
        return self.bom + whole.encode(self.codec)


# A thousands mark that could be a decimal one ("1.234") is used only together with decimals: alone it would be
# ambiguous in a column with few amounts, and the budget would no longer be free of findings.
NUMBERS = [(" ", ""), (" ", ""), ("\u00a0", ""), ("", ""), ("'", ""), (" ", ",00"), ("", ",00"), (".", ",00"),
           (",", ".00")]
ENCODINGS = [("utf-8", b""), ("utf-8", b"\xef\xbb\xbf"), ("cp1252", b""), ("utf-16-le", b"\xff\xfe"),
             ("utf-16-be", b"\xfe\xff")]


def make_dialect(rng):
    codec, bom = rng.choice(ENCODINGS)
    unicode = codec != "cp1252"
    group, decimals = rng.choice(NUMBERS + [("\u202f", "")] * unicode)
    separator = rng.choice(";,\t|")
    return Dialect(
        separator, codec, bom, rng.choice(["\n", "\r\n", "\r"]), group, decimals,
        minus=rng.choice(["-{}", "-{}", "({})", "{}-"] + ["\u2212{}"] * unicode),
        percent=rng.choice(["", " ", "\u00a0"]),
        quoting=csv.QUOTE_ALL if chance(rng, 20) else csv.QUOTE_MINIMAL,
        excel_hint=separator != "\t" and chance(rng, 10), decomposed=unicode and chance(rng, 8),
        padded=chance(rng, 70), last_line_end=chance(rng, 80))


# --------------------------------------------------------------------------------------------------------------
# The budget


class Amount(int):
    """A published amount of money in whole kronor. Other numbers (shares, dates, conditions) are plain text."""

    def __new__(cls, value, kind):
        amount = super().__new__(cls, value)
        amount.kind = kind
        return amount

    def __getnewargs__(self):
        """For a budget that failed in another process."""
        return int(self), self.kind


class Cell(NamedTuple):
    """An amount and its place: row and column are counted from 0 in the file's table rows."""
    file: str
    row: int
    column: int
    value: int
    kind: str            # "line", "sum", "eu-aid", "activity", "sub-activity", "applied"
    label: str


@dataclass
class Budget:
    seed: int
    dialect: Dialect
    files: dict          # name: rows; a row is a list of texts and Amounts
    amounts: dict        # what the program must say, by the names of its JSON output
    total_costs: int
    unbound: set = field(default_factory=set)   # kinds of cells that no relation binds

    def cells(self):
        return [Cell(name, row_number, column, int(cell), cell.kind, row[0])
                for name, rows in self.files.items()
                for row_number, row in enumerate(rows)
                for column, cell in enumerate(row) if isinstance(cell, Amount)]

    def write(self, folder, changed=None, value=None):
        """Write the tables into a new folder; the cell `changed` gets another value."""
        folder = Path(folder)
        folder.mkdir()
        for name, rows in self.files.items():
            if changed and changed.file == name:
                rows = list(rows)
                rows[changed.row] = list(rows[changed.row])
                rows[changed.row][changed.column] = Amount(value, changed.kind)
            (folder / name).write_bytes(self.dialect.encode(rows))

    def hides(self, changed, value):
        """Would the changed budget be right too, so that nobody can see the change?

        That happens where a plan has two readings (a parent includes its parts, or they stand beside it): a
        parent set to nothing leaves exactly the plan in which its parts stand alone.
        """
        if changed.kind not in ("activity", "sub-activity"):
            return False
        plan = [(cell.kind == "sub-activity", value if cell == changed else cell.value)
                for cell in self.cells() if cell.kind in ("activity", "sub-activity")]
        return any(max(gaps) <= TOLERANCE for gaps in plan_gaps(plan, self.total_costs))

    def mutation(self, cell):
        """A wrong value for the cell, always the same one. At least 3 kr off, for less is within the tolerance."""
        rng = random.Random(f"{self.seed} {cell.file} {cell.row} {cell.column}")
        while True:
            size = rng.choice([3, rng.randint(3, 9), rng.randint(3, 3 + abs(cell.value)), abs(cell.value),
                               10 ** rng.randint(2, 12), rng.randint(3, 10 ** 13)])
            value = cell.value + rng.choice([-1, 1]) * max(size, TOLERANCE + 1)
            if not self.hides(cell, value):
                return value


def plan_gaps(plan, total):
    """How far the plan, (is a part, amount) in order, is from right in each of its two readings."""
    families = []
    for is_part, amount in plan:
        if is_part:
            families[-1].append(amount)
        else:
            families.append([amount])
    included = [abs(parent - sum(parts)) for parent, *parts in families if parts]
    return ([*included, abs(sum(family[0] for family in families) - total)],
            [abs(sum(amount for _, amount in plan) - total)])


# --------------------------------------------------------------------------------------------------------------
# Small tools


def chance(rng, percent):
    return rng.randrange(100) < percent


def half_up(exact):
    """The nearest whole number; a half goes up. For what is not negative."""
    return (2 * exact.numerator + exact.denominator) // (2 * exact.denominator)


def add(*series):
    return [sum(amounts) for amounts in zip(*series)]


def draw(rng, scale):
    """An amount: nothing, whole thousands, or any."""
    kind = rng.randrange(100)
    if kind < 15:
        return 0
    return rng.randint(0, scale // 1000) * 1000 if kind < 55 else rng.randint(1, scale)


def split(rng, total, count):
    """Cut a total into so many amounts, some of them zero."""
    cuts = sorted(rng.choice([0, total, total // 2]) if chance(rng, 20) else rng.randint(0, total)
                  for _ in range(count - 1))
    return [high - low for low, high in zip([0, *cuts], [*cuts, total])]


def check_digit(digits):
    """The Luhn digit that makes `digits` right."""
    total = 0
    for position, digit in enumerate(reversed(digits)):
        double = int(digit) * (2 if position % 2 == 0 else 1)
        total += double // 10 + double % 10
    return str(-total % 10)


def org_number(rng, first):
    """First digit 2 for public bodies, 5 for companies; the third is at least 2, unlike a birth date's month."""
    digits = f"{first}{rng.randrange(10)}{rng.randint(2, 9)}{rng.randrange(10 ** 6):06}"
    return f"{digits[:6]}-{digits[6:]}{check_digit(digits)}"


def bankgiro(rng):
    length = rng.choice([7, 8])
    digits = str(rng.randint(10 ** (length - 2), 10 ** (length - 1) - 1))
    whole = digits + check_digit(digits)
    return f"{whole[:-4]}-{whole[-4:]}"


def month_end(day):
    return (day + timedelta(days=1)).month != day.month


def add_months(day, months):
    """The same day of a later month, or its last when it is shorter."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    for number in range(day.day, 0, -1):
        try:
            return date(year, month + 1, number)
        except ValueError:
            continue


def two_months_after(day):
    """Month-end to month-end: two months after 30 November is 31 January."""
    later = add_months(day, 2)
    return later if not month_end(day) else add_months(later.replace(day=1), 1) - timedelta(days=1)


def within(rng, first, last):
    """Two days of a period, in order."""
    days = (last - first).days
    begin, end = sorted(rng.choice([0, days, rng.randint(0, days)]) for _ in range(2))
    return first + timedelta(days=begin), first + timedelta(days=end)


# --------------------------------------------------------------------------------------------------------------
# Step 1: options


@dataclass
class Options:
    application: bool    # else a decision
    years: list
    alive: list          # for each year, is there any amount in it
    start: date
    end: date
    area: Area
    public: list         # names to choose financiers from
    private_cash: bool
    public_in_kind: bool
    private_in_kind: bool
    line_totals: bool
    payroll_rate: Fraction
    indirect_rate: Fraction
    states_rates: bool
    two_flat_lines: bool
    share: int           # ceiling of eligible financing, percent, stated or the scheme's
    states_share: bool
    applicant: str
    one_file: bool
    has_project: bool
    has_financing: bool
    has_activities: bool
    has_attachments: bool
    has_claims: bool
    applied_in: str      # "project", "financing" or ""


def make_period(rng, count):
    first = rng.randint(2018, 2021)
    start = date(first, rng.randint(1, 12), rng.choice([1, 1, rng.randint(1, 28)]))
    end = add_months(date(first + count - 1, 1, 1), rng.randint(1, 12)) - timedelta(days=1)
    return start, end if chance(rng, 70) else end.replace(day=rng.randint(1, 28))


def make_options(rng):
    application = chance(rng, 50)
    count = rng.randint(2, 6)
    start, end = make_period(rng, count)
    alive = [not chance(rng, 8) for _ in range(count)]
    alive[rng.randrange(count)] = True
    place = rng.choice(AREAS)
    public = [*place.municipalities, *place.others, *AGENCIES]
    has_project = chance(rng, 92)
    other_rates = has_project and chance(rng, 10)
    states_share = has_project and chance(rng, 60)
    share = rng.choice([place.share, place.share, rng.randint(20, place.share)]) if states_share else place.share
    has_financing = chance(rng, 94)
    where = ["project"] * has_project + ["financing"] * has_financing + [""]
    return Options(
        application, list(range(start.year, start.year + count)), alive, start, end, place, public,
        private_cash=chance(rng, 40), public_in_kind=chance(rng, 40), private_in_kind=chance(rng, 25),
        line_totals=chance(rng, 50),
        payroll_rate=Fraction(rng.choice([4524, 4268]) if other_rates else 4524, 10000),
        indirect_rate=Fraction(rng.choice([15, 20]) if other_rates else 15, 100),
        states_rates=has_project and (other_rates or chance(rng, 50)),
        two_flat_lines=application and chance(rng, 80),
        share=share, states_share=states_share, applicant=rng.choice(public), one_file=chance(rng, 40),
        has_project=has_project, has_financing=has_financing, has_activities=chance(rng, 92),
        has_attachments=application and chance(rng, 40), has_claims=not application and chance(rng, 60),
        applied_in=rng.choice(where) if application else "")


# --------------------------------------------------------------------------------------------------------------
# Step 2: costs


@dataclass
class Group:
    """A category or a group of financiers: amounts by year, and by line where it has lines."""
    years: list
    lines: dict = field(default_factory=dict)


@dataclass
class Costs:
    categories: dict     # name: Group
    revenue: Group       # negative
    public_in_kind: list
    private_in_kind: list

    @property
    def gross(self):
        return add(*(group.years for group in self.categories.values()))

    @property
    def actual(self):
        return add(self.gross, self.revenue.years)

    @property
    def in_kind(self):
        return add(self.public_in_kind, self.private_in_kind)

    @property
    def total(self):
        return add(self.actual, self.in_kind)


def line_count(rng, most):
    return min(most, rng.randint(1, 12), rng.randint(1, 14))


def make_category(rng, options, names, scale):
    """A decision prints no lines, and an application some categories without."""
    nothing = [0] * len(options.years)
    if not names:
        return Group(nothing)
    chosen = rng.sample(names, line_count(rng, len(names)))
    lines = {name: [draw(rng, scale) * alive for alive in options.alive] for name in chosen}
    lined = options.application and chance(rng, 85)
    return Group(add(*lines.values()), lines if lined else {})


def make_flat_rates(rng, options, staff):
    """Both rates rounded half-up by year, the second on the rounded or on the unrounded first: both are right."""
    exact = [options.payroll_rate * wages for wages in staff]
    payroll = [half_up(amount) for amount in exact]
    base = payroll if options.two_flat_lines and chance(rng, 50) else exact
    indirect = [half_up(options.indirect_rate * (wages + costs)) for wages, costs in zip(staff, base)]
    if options.two_flat_lines:
        rates = [percent_text(options.payroll_rate), percent_text(options.indirect_rate)]
        return Group(add(payroll, indirect), {f"Bilönekostnader {rates[0]}%": payroll,
                                              f"Indirekta kostnader {rates[1]}%": indirect})
    if chance(rng, 50):
        # One row for both may be rounded twice or once. (Twice from the rounded payroll amount could lie
        # 1,08 kr off, more than two roundings may.)
        return Group(add(payroll, indirect))
    return Group([half_up(wages * options.payroll_rate + options.indirect_rate * (1 + options.payroll_rate) * wages)
                  for wages in staff])


def make_revenue(rng, options, gross):
    if not chance(rng, 30):
        return Group([0] * len(gross))
    names = rng.sample(REVENUE, line_count(rng, len(REVENUE)))
    by_year = [split(rng, rng.randint(0, cost // 4), len(names)) for cost in gross]
    lines = {name: [-amounts[i] for amounts in by_year] for i, name in enumerate(names)}
    return Group(add(*lines.values()), lines if options.application else {})


def make_costs(rng, options):
    scale = 10 ** rng.randint(3, 7)
    categories = {name: make_category(rng, options, names if chance(rng, likely) else [], scale)
                  for name, (names, likely) in CATEGORIES.items()}
    categories["Schablonkostnader"] = make_flat_rates(rng, options, categories["Personal"].years)
    costs = Costs(categories, Group([0] * len(options.years)), [], [])
    costs.revenue = make_revenue(rng, options, costs.gross)
    costs.public_in_kind = [rng.randint(0, cost) * options.public_in_kind for cost in costs.actual]
    costs.private_in_kind = [rng.randint(0, cost) * options.private_in_kind for cost in costs.actual]
    return costs


# --------------------------------------------------------------------------------------------------------------
# Step 3: what pays for them


@dataclass
class Financing:
    public_cash: Group
    private_cash: Group
    public_in_kind: Group
    private_in_kind: Group
    aid: list

    @property
    def public(self):
        return add(self.public_cash.years, self.public_in_kind.years)

    @property
    def private(self):
        return add(self.private_cash.years, self.private_in_kind.years)

    @property
    def co_financing(self):
        return add(self.public, self.private)

    def names(self):
        groups = (self.public_cash, self.private_cash, self.public_in_kind, self.private_in_kind)
        return list(dict.fromkeys(name for group in groups for name in group.lines))


def make_financiers(rng, options, names, years):
    """Names for a group's amounts. Only an application may give a group's amount without saying whose it is."""
    if not any(years) or (options.application and chance(rng, 10)):
        return Group(years)
    chosen = rng.sample(names, line_count(rng, len(names)))
    by_year = [split(rng, amount, len(chosen)) for amount in years]
    return Group(years, {name: [amounts[i] for amounts in by_year] for i, name in enumerate(chosen)})


def make_financing(rng, options, costs):
    """Cash is what aid leaves of the actual costs, so aid and cash never exceed them, and the years balance."""
    highest = [min(options.share * total // 100, actual) for total, actual in zip(costs.total, costs.actual)]
    at_ceiling = chance(rng, 40)
    aid = [most if at_ceiling else rng.randint(most // 2, most) for most in highest]
    cash = [actual - paid for actual, paid in zip(costs.actual, aid)]
    private = [rng.randint(0, amount) * options.private_cash for amount in cash]
    public = [amount - part for amount, part in zip(cash, private)]
    return Financing(make_financiers(rng, options, options.public, public),
                     make_financiers(rng, options, COMPANIES, private),
                     make_financiers(rng, options, options.public, costs.public_in_kind),
                     make_financiers(rng, options, COMPANIES, costs.private_in_kind), aid)


# --------------------------------------------------------------------------------------------------------------
# Step 4: tables


class Tables:
    """Rows of amounts in the way of this budget's options."""

    def __init__(self, rng, options, dialect):
        self.rng, self.options, self.dialect = rng, options, dialect
        self.before = []     # a column between label and years, where the table has one

    def row(self, label, years, kind="sum", total=True):
        """An amount for each year, and their total. A row of zeros may be left blank, if it is no sum."""
        if kind == "line" and not any(years) and chance(self.rng, 20):
            return self.blank(label)
        return [label, *self.before, *(Amount(amount, kind) for amount in years),
                Amount(sum(years), kind) if total else ""]

    def blank(self, label):
        return [label, *self.before, *[""] * (len(self.options.years) + 1)]

    def group(self, label, group, note=None):
        """A row with the group's amounts, then its lines, as in an application. A group that has lines is a sum."""
        rows = [self.row(label, group.years, "sum" if group.lines else "line")]
        for name, years in group.lines.items():
            line = self.row(f" - {name}", years, "line", self.options.line_totals)
            rows.append([line[0], note, *line[2:]] if note and self.before else line)
        return rows

    def closed_group(self, heading, group, total):
        """A heading without amounts, the lines, and their total, as in a decision."""
        return [self.blank(heading), *(self.row(name, years, "line") for name, years in group.lines.items()),
                self.closing(total, group.years)]

    def closing(self, label, years):
        """A decision's sum. Where it is nothing, only the total column may say so."""
        row = self.row(label, years)
        if not any(years) and chance(self.rng, 50):
            row[1:-1] = [""] * len(years)
        return row


def application_costs(tables, options, costs):
    rows = [["Kostnadstyp", *map(str, options.years), "Totaler"]]
    for name, group in costs.categories.items():
        rows += tables.group(name, group)
    rows += tables.group("Projektintäkter (negativ kostnad)", costs.revenue)
    return rows + [
        tables.row("Summa, faktiska kostnader", costs.actual),
        tables.row("Offentligt bidrag i annat än pengar", costs.public_in_kind, "line"),
        tables.row("Privat bidrag i annat än pengar", costs.private_in_kind, "line"),
        tables.row("Summa, bidrag i annat än pengar", costs.in_kind),
        tables.row("Summa, kostnader", costs.total)]


def decision_in_kind(tables, costs):
    """Beneath their heading, apart, or as one amount beside it: a decision may do either."""
    heading = "Bidrag annat än pengar"
    if not any(costs.in_kind):
        return [tables.blank(heading)]
    if chance(tables.rng, 50):
        return [tables.row(heading, costs.in_kind, "line")]
    apart = (("Offentligt bidrag annat än pengar", costs.public_in_kind),
             ("Privat bidrag annat än pengar", costs.private_in_kind))
    return [tables.blank(heading), *(tables.row(name, years, "line") for name, years in apart if any(years))]


def decision_costs(tables, options, costs):
    """Empty categories are left out."""
    rows = [["Kostnader"], ["Kostnadslag", *map(str, options.years), "Totalt"]]
    rows += [tables.row(name, group.years, "line") for name, group in costs.categories.items() if any(group.years)]
    return rows + [
        tables.row("Summa kostnader", costs.gross),
        tables.row("Projektintäkter", costs.revenue.years, "line"),
        tables.row("Summa faktiska kostnader", costs.actual),
        *decision_in_kind(tables, costs),
        tables.closing("Summa bidrag i annat än pengar", costs.in_kind),
        tables.row("Summa totala kostnader", costs.total)]


def percent_text(fraction, decimals=2, keep_zeros=False):
    """Half-up at two decimals; an application then drops trailing zeros."""
    hundredths = half_up(fraction * 10000)
    text = f"{hundredths // 100},{hundredths % 100:02}"
    return text if keep_zeros else text.rstrip("0").rstrip(",")


def shares(costs, financing, aid_word=""):
    """Each published share: label, numerators, denominators, a number for each year."""
    whole = add(financing.aid, financing.co_financing)
    return [(f"Stödandel{aid_word} av faktiska kostnader", financing.aid, costs.actual),
            (f"Stödandel{aid_word} av stödgrundande finansiering", financing.aid, whole),
            (f"Stödandel{aid_word} av total finansiering", financing.aid, whole),
            ("Andel annan offentlig finansiering (annan än EU-medel)", financing.public, whole),
            ("Andel privat finansiering", financing.private, whole)]


def share_row(tables, label, parts, wholes):
    """A share of nothing is left blank."""
    both = zip([*parts, sum(parts)], [*wholes, sum(wholes)])
    return [label, *tables.before, *(tables.dialect.percentage(percent_text(Fraction(part, whole))) if whole else ""
                                     for part, whole in both)]


def application_financing(tables, options, costs, financing):
    described = chance(tables.rng, 75)
    tables.before = [""] * described
    cash = add(financing.public_cash.years, financing.private_cash.years)
    rows = [["Finansiär", *["Beskrivning"] * described, *map(str, options.years), "Totaler"],
            *tables.group("Offentlig kontantfinansiering", financing.public_cash, "kontanter"),
            *tables.group("Privat kontantfinansiering", financing.private_cash, "kontanter"),
            tables.row("Summa, kontant medfinansiering", cash),
            *tables.group("Offentligt bidrag i annat än pengar", financing.public_in_kind, "tid"),
            *tables.group("Privat bidrag i annat än pengar", financing.private_in_kind, "tid"),
            tables.row("Summa, bidrag i annat än pengar", costs.in_kind),
            tables.row("Summa, medfinansiering", financing.co_financing),
            tables.row("Europeiska regionala utvecklingsfonden", financing.aid, "eu-aid")]
    if chance(tables.rng, 85):
        rows += [share_row(tables, *share) for share in shares(costs, financing, " (EU-medel)")]
    rows.append(tables.row("Total finansiering", costs.total))
    if options.applied_in == "financing":
        rows.append([*tables.blank("Sökt belopp")[:-1], Amount(sum(financing.aid), "applied")])
    tables.before = []
    return rows


def decision_financing(tables, options, costs, financing):
    years = [*map(str, options.years), "Totalt"]
    return {
        "medfinansiering": [
            ["Medfinansiering"], ["Finansiär", *years],
            *tables.closed_group("Offentligt bidrag annat än pengar", financing.public_in_kind,
                                 "Totalt offentligt bidrag annat än pengar"),
            *tables.closed_group("Offentlig kontantfinansiering", financing.public_cash,
                                 "Total offentlig kontantfinansiering"),
            tables.closing("Total offentlig finansiering", financing.public),
            *tables.closed_group("Privata bidrag annat än pengar", financing.private_in_kind,
                                 "Total privat bidrag annat än pengar"),
            *tables.closed_group("Privat kontantfinansiering", financing.private_cash,
                                 "Total privat kontantfinansiering"),
            tables.closing("Total privat finansiering", financing.private)],
        "eu-stod": [["EU-stöd"], ["Finansiering", *years], tables.row("EU-medel", financing.aid, "eu-aid")],
        "sammanstallning": [
            ["Sammanställning (stödprocent)"],
            *([label, tables.dialect.percentage(percent_text(Fraction(sum(parts), sum(wholes)), keep_zeros=True))]
              for label, parts, wholes in shares(costs, financing))]}


def make_plan(rng, total):
    """Activities and their parts, [amount, amounts of the parts], that add up to the total in one reading only."""
    parents = len(MANDATORY) + rng.randint(0, 6)
    parts = [rng.randint(1, 5) if chance(rng, 40) else 0 for _ in range(parents)]
    if chance(rng, 50):
        return [[amount, split(rng, amount, count) if count else []]
                for amount, count in zip(split(rng, total, parents), parts)]
    amounts = iter(split(rng, total, parents + sum(parts)))
    plan = [[next(amounts), [next(amounts) for _ in range(count)]] for count in parts]
    # A parent that happens to equal its parts would speak for the other reading.
    return plan if all(not below or abs(own - sum(below)) > 2 * TOLERANCE for own, below in plan) \
        else make_plan(rng, total)


def make_activities(rng, options, total):
    header = ["Typ", "Namn", "Startdatum", "Slutdatum", "Kostnad"] if options.application \
        else ["Nivå", "Aktivitet", "Startdatum - Slutdatum", "Kostnad"]
    plan = make_plan(rng, total)
    free = iter(rng.sample(ACTIVITIES, len(ACTIVITIES)))
    names = MANDATORY + [next(free) for _ in plan[len(MANDATORY):]]
    rng.shuffle(names)
    code = rng.choice(["", "", "A", "1"])

    def row(level, name, dates, amount, kind):
        days = [str(day) for day in dates]
        return [level, name, *(days if options.application else [" - ".join(days)]), Amount(amount, kind)]

    rows = [header] if options.application else [["Tid och aktivitetsplan"], header]
    for number, (name, (amount, parts)) in enumerate(zip(names, plan), 1):
        coded = code and name not in MANDATORY
        prefix = (f"A{number}" if code == "A" else str(number)) if coded else ""
        period = within(rng, options.start, options.end)
        rows.append(row("Aktivitet", f"{prefix} {name}".strip(), period, amount, "activity"))
        for part_number, part in enumerate(parts, 1):
            part_name = f"{prefix}.{part_number} {next(free)}" if coded else next(free)
            rows.append(row("Delaktivitet", part_name, within(rng, *period), part, "sub-activity"))
    return rows


def conditions(rng, options, dialect, costs, financing):
    """What the case itself demands, and fulfils, in each year as well."""
    rows = []
    if options.states_share:
        rows.append(["Stödandel av stödgrundande finansiering", dialect.percentage(str(options.share))])
    if financing and chance(rng, 30):
        needed = max(-(-100 * aid // actual) for aid, actual in zip(financing.aid, costs.actual) if actual)
        rows.append(["Stödandel av faktiska kostnader", dialect.percentage(str(max(needed, 1)))])
    if financing and chance(rng, 60):
        highest = sum(financing.aid) + rng.choice([0, rng.randint(0, 10 ** 6)])
        rows.append(["Högsta stödbelopp", dialect.number(highest)])
    if options.states_rates:
        rows.append(["Indirekta kostnader", dialect.percentage(percent_text(options.indirect_rate))])
        rows.append(["Lönebikostnader", dialect.percentage(percent_text(options.payroll_rate))])
    return rows


def application_project(rng, options, dialect, costs, financing):
    rows = [["Uppgift", "Värde"], ["Projektets namn", rng.choice(ACTIVITIES)],
            ["Organisationsnamn", options.applicant], ["Organisationsnummer", org_number(rng, 2)],
            ["Bankgiro", bankgiro(rng)],
            ["Datum för projektstart", str(options.start)], ["Datum för projektavslut", str(options.end)]]
    if chance(rng, 50):
        rows += [["Län", options.area.county], ["Kommuner", ", ".join(options.area.stems)]]
    if options.area.share != 50 or chance(rng, 70):
        rows.append(["Program", options.area.programme])
    rows += conditions(rng, options, dialect, costs, financing)
    if options.applied_in == "project":
        aid = sum(financing.aid) if financing else sum(costs.total) // 3
        rows.append(["Sökt belopp", Amount(aid, "applied")])
    return rows


def decision_project(rng, options, dialect, costs, financing):
    name = options.applicant.upper() if chance(rng, 20) else options.applicant
    rows = [["Beslut om stöd"], ["Stödmottagare", name], ["Org. nr", org_number(rng, 2)],
            ["Projekt", rng.choice(ACTIVITIES)], ["Ärendeid", str(rng.randint(10 ** 7, 10 ** 8 - 1))],
            ["Program", options.area.programme], ["Projektperiod", f"{options.start} - {options.end}"]]
    rows += conditions(rng, options, dialect, costs, financing)
    if chance(rng, 50):
        final = within(rng, options.end + timedelta(days=1), two_months_after(options.end))[1]
        rows.append(["Sista datum för slutrapport", str(final)])
    return rows


def make_partners(rng):
    names = rng.sample(COMPANIES, rng.randint(1, 8))
    return [["Samverkansparter"], ["Namn", "Org. nr"], *([name, org_number(rng, 5)] for name in names)]


def make_claims(rng, options):
    """Periods of at most six months, one after the other, from the first day to the last."""
    rows = [["Plan för rapportering och begäran om utbetalning"], ["Period", "Startdatum - Slutdatum", "Senast"]]
    start = options.start
    while start <= options.end:
        end = min(add_months(start, rng.randint(2, 6)) - timedelta(days=1), options.end)
        due = within(rng, end + timedelta(days=1), two_months_after(end))[1] if chance(rng, 50) else ""
        rows.append([f"AOU {len(rows) - 1}", f"{start} - {end}", str(due)])
        start = end + timedelta(days=1)
    return rows


def make_attachments(rng, options, names):
    """A certificate for everyone but the applicant, often misspelt, as in real life, among other attachments."""
    certificates = [name for name in names if name != options.applicant or not options.has_project]
    rows = [[f"{name}.pdf", f"{name} {rng.choice(['medfinansieringsintyg', 'medfinasieringsintyg'])}"]
            for name in certificates]
    rows += [["Riskanalys.xlsx", "Riskanalys"], ["missiv.pdf", "Missiv till ansökan om stöd"]]
    rng.shuffle(rows)
    return [["Rad", "Bilagans namn", "Beskrivning/Kommentar"],
            *([str(number), *row] for number, row in enumerate(rows, 1))]


def application_tables(tables, options, costs, financing):
    rng = tables.rng
    found = {}
    if options.has_project:
        found["projekt"] = application_project(rng, options, tables.dialect, costs, financing)
    found["kostnader"] = application_costs(tables, options, costs)
    if financing:
        found["medfinansiering"] = application_financing(tables, options, costs, financing)
    if options.has_activities:
        found["aktiviteter"] = make_activities(rng, options, sum(costs.total))
    if options.has_attachments:
        found["bilagor"] = make_attachments(rng, options, financing.names() if financing else [])
    return found


def decision_tables(tables, options, costs, financing):
    rng = tables.rng
    found = {}
    if options.has_project:
        found["beslut"] = decision_project(rng, options, tables.dialect, costs, financing)
        if chance(rng, 50):
            found["samverkansparter"] = make_partners(rng)
    if options.has_activities:
        found["aktiviteter"] = make_activities(rng, options, sum(costs.total))
    if options.has_claims:
        found["utbetalningar"] = make_claims(rng, options)
    found["kostnader"] = decision_costs(tables, options, costs)
    if financing:
        found.update(decision_financing(tables, options, costs, financing))
    return found


def to_files(rng, options, dialect, found):
    """One file a table, or all in one with a blank line between them."""
    ending = rng.choice(["tsv", "txt"] if dialect.separator == "\t" else ["csv", "csv", "txt"])
    if not options.one_file:
        return {f"{name}.{ending}": rows for name, rows in found.items()}
    whole = []
    for rows in found.values():
        whole += [[]] * bool(whole) + rows
    return {f"{'ansokan' if options.application else 'beslut'}.{ending}": whole}


def expected_amounts(options, costs, financing):
    amounts = {"staff": costs.categories["Personal"].years,
               "flat_rate_costs": costs.categories["Schablonkostnader"].years,
               "actual_costs": costs.actual, "in_kind": costs.in_kind, "total_costs": costs.total}
    if financing:
        amounts.update(co_financing=financing.co_financing, eu_aid=financing.aid)
    if options.has_activities:
        amounts["activities"] = costs.total
    return {name: sum(years) for name, years in amounts.items()}


def make_budget(seed):
    rng = random.Random(f"budget {seed}")
    options = make_options(rng)
    dialect = make_dialect(rng)
    costs = make_costs(rng, options)
    while sum(costs.actual) < 1000:  # too little to share among a plan's activities
        costs = make_costs(rng, options)
    financing = make_financing(rng, options, costs) if options.has_financing else None
    tables = Tables(rng, options, dialect)
    found = (application_tables if options.application else decision_tables)(tables, options, costs, financing)
    # Without a table of financing, there is no aid that the applied amount could agree with.
    unbound = set() if financing else {"applied"}
    return Budget(seed, dialect, to_files(rng, options, dialect, found),
                  expected_amounts(options, costs, financing), sum(costs.total), unbound)


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    make_budget(int(sys.argv[1])).write(sys.argv[2])
