#!/usr/bin/python3
"""Make cases for `calc`, from a seed: the full, right tables by this file's own arithmetic, and a damaged copy.

    completed.py SEED FOLDER      write the case of SEED into FOLDER/damaged and FOLDER/right

Money is counted in whole units of the scheme: kronor, or öre where the scheme rounds to öre. Never a float.

A case is made in five steps, each of which only adds: the options, the costs, what pays for them, the tables,
and the damage. Only what follows from the rest is ever damaged: sums, flat rates, in-kind as a cost where it
has lines in the financing, aid, shares, the amount applied for. Never damaged, since the right answer would not
be determined:

* what is kept: detail lines, amounts of categories and groups without lines, conditions, activities
* the total of a line is changed but not blanked: a table may leave those out, and then they stay out
* a decision's "Bidrag annat än pengar" with amounts: blank, it is the heading that other decisions have
* a decision's totals of groups that do not exist, rows left blank as they are nothing, and shares of nothing

A blank that stands for 0 may stay blank or become 0: both are taken for right.

Nor is any of this made, for the right answer would not be determined:

* private money where the scheme leaves open whether it counts and there is a ceiling of eligible financing
* an applicant that is private where private money does not count: what it adds would lower the ceiling it meets
* an applicant's row under another name than the applicant's
* a lump sum beside a rate on direct costs
* the sign of revenue: all of it printed without its minus means the same as with it

Where the indirect rate is counted on staff costs with the payroll row beside it, the amount can follow from the
exact payroll amount or from the printed one, and the two differ now and then. PAYROLL_BASE says which is right;
under "exact", amounts that are truncated are drawn so that both agree, for `check` counts on the printed one.
"""

import random
import sys
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from pathlib import Path

from budgets import (ACTIVITIES, AREAS, CATEGORIES, COMPANIES, MANDATORY, REVENUE, AGENCIES, Dialect, add, chance,
                     half_up, make_claims, make_dialect, make_partners, make_period, org_number, percent_text,
                     split, within)

PAYROLL_BASE = "printed"     # or "exact", or "either": drawn so that both agree, in every scheme

# --------------------------------------------------------------------------------------------------------------
# Schemes


@dataclass(frozen=True)
class Scheme:
    id: str
    payroll: Fraction = None     # None: the case must state it
    indirect: tuple = ()         # (rate, base): the first is used where the case states none
    stated: bool = False         # the case must state the indirect rate too
    share: Fraction = None       # ceiling of eligible financing; None: the case must state it
    private: bool = None         # whether private money counts; None: not known, so it must not matter
    unit: int = 1                # units in a krona
    first_year: int = 2018
    text: str = ""               # of a scheme file of one's own, to be written and given by its path


def percent(text):
    return Fraction(text.replace(",", ".")) / 100


ERUF = {"payroll": percent("45,24"), "share": percent("50"), "private": True}
COMMON = ((percent("7"), "all"), (percent("15"), "staff"), (percent("25"), "all"), (percent("40"), "staff"))
LATER = {"indirect": COMMON, "stated": True, "first_year": 2021}
WAGES = ((percent("15"), "wages"),)
PRIVATE_OUT = """[scheme]
id = private-out
base = eruf-2014
name.sv = Privata medel räknas inte
name.en = Private money does not count

[aid-share]
eligible = 50 %
source = Ett prov
confirmed = no
private-counts = no
private-source = Ett prov
private-confirmed = no
"""

SCHEMES = [
    Scheme("eruf-2014", indirect=WAGES, **ERUF),
    Scheme("eruf-2014/university", indirect=((percent("20"), "wages"),), **ERUF),
    Scheme("eruf-2014/early", indirect=WAGES, **{**ERUF, "payroll": percent("42,68")}),
    Scheme("eruf-2014/qualifying", indirect=((percent("25"), "direct-external"),), **ERUF),
    Scheme("private-out", indirect=WAGES, text=PRIVATE_OUT, **{**ERUF, "private": False}),
    Scheme("eruf-2021", **LATER),
    Scheme("esf-plus-2021", **LATER),
    Scheme("cpr-2021", **LATER),
    Scheme("eruf-2021/staff-15", **{**LATER, "indirect": COMMON[1:2], "stated": False}),
    Scheme("interreg-2021", **{**LATER, "indirect": (COMMON[1], COMMON[3]), "unit": 100}),
    Scheme("interreg-2021/office", **{**LATER, "indirect": COMMON[1:2], "stated": False, "unit": 100}),
    Scheme("horizon-2021", **{**LATER, "indirect": ((percent("25"), "all-external"),), "stated": False}),
]

# --------------------------------------------------------------------------------------------------------------
# What stands in a table


class Figure:
    """A number in a table: money in units, or a share in hundredths of a percent.

    kept: as it is; derived: to be computed; own: the applicant's promise, which calc may raise; absent: a line's
    total that its table leaves out, which may be told but not written.
    `published` is what the damaged copy says, None where that is blank.
    """
    __slots__ = ("value", "published", "role", "name", "is_share", "may_blank", "always_loose")

    def __init__(self, value, role, name, is_share=False, may_blank=True, loose=False):
        self.value = self.published = value
        self.role, self.name, self.is_share, self.may_blank, self.always_loose = role, name, is_share, may_blank, loose

    @property
    def loose(self):
        """Blank and nothing are both right: so it is wherever nothing was left blank."""
        return self.always_loose or (self.published is None and self.value == 0)


@dataclass(frozen=True)
class Style(Dialect):
    unit: int = 1
    trims: bool = False          # shares lose their trailing zeros

    @property
    def mark(self):
        return self.decimals[:1] or ","

    def number(self, value):
        if self.unit == 1:
            return super().number(value)
        whole, rest = divmod(abs(value), self.unit)
        digits = f"{whole:,}".replace(",", self.group) + f"{self.mark}{rest:02}"
        return digits if value >= 0 else self.minus.format(digits)

    def share(self, hundredths):
        text = f"{hundredths // 100}{self.mark}{hundredths % 100:02}"
        return self.percentage(text.rstrip("0").rstrip(self.mark) if self.trims else text)

    def condition(self, share):
        return self.percentage(percent_text(share).replace(",", self.mark))

    def text(self, figure, value):
        if value is None or figure.role == "absent" or (figure.is_share and figure.always_loose):
            return ""
        return self.share(value) if figure.is_share else self.number(value)

    def rows(self, rows, right):
        """The rows as texts; a row that was cut short ends where its last cell with a text does."""
        for row in rows:
            texts = [cell if isinstance(cell, str) else self.text(cell, cell.value if right else cell.published)
                     for cell in row]
            while getattr(row, "is_cut", False) and not right and not texts[-1]:
                texts.pop()
            yield texts

    def bytes(self, rows, right):
        return self.encode(list(self.rows(rows, right)))


class CutRow(list):
    is_cut = True


@dataclass
class Case:
    seed: int
    scheme: Scheme
    style: Style
    files: dict                  # name: rows of texts and Figures
    amounts: dict                # by the names of the JSON output, in units
    own_contribution: int
    missing: int
    surplus: int
    findings: dict               # (rule, scope): severity of what check must say about the right tables
    flavour: str
    damage: str = ""
    loose_amounts: set = field(default_factory=set)

    @property
    def status(self):
        return "error" if self.missing or self.surplus else "ok"

    @property
    def name(self):
        return f"{self.seed}"

    def figures(self):
        """(file, index of the row, index of the cell, figure)"""
        for name, rows in self.files.items():
            for at, row in enumerate(rows):
                for column, cell in enumerate(row):
                    if isinstance(cell, Figure):
                        yield name, at, column, cell

    def write(self, folder, right):
        folder = Path(folder)
        folder.mkdir(parents=True)
        for name, rows in self.files.items():
            (folder / name).write_bytes(self.style.bytes(rows, right))


# --------------------------------------------------------------------------------------------------------------
# Step 1: options


@dataclass
class Options:
    scheme: Scheme
    intent: str          # what the financing should come to: "full", "uneven", "short" or "surplus"
    application: bool
    years: list
    alive: list
    start: date
    end: date
    area: tuple
    scale: int
    payroll: Fraction
    indirect: Fraction
    base: str
    states_payroll: bool
    states_indirect: bool
    two_flat_lines: bool
    share: Fraction      # of eligible financing, or None where there is no such ceiling
    states_share: bool
    private: bool        # may there be private money
    applicant: str
    own: str             # where the applicant's cash stands: "public", "private" or ""
    states_applicant: bool
    line_totals: bool
    one_file: bool
    has_plan: bool
    applied_in: str
    share_rows: bool


def random_rate(rng, lowest, highest):
    return Fraction(rng.choice([rng.randint(lowest, highest) * 100, rng.randint(lowest * 100, highest * 100)]), 10000)


def choose_share(rng, scheme, place):
    """The ceiling of eligible financing, and whether the case states it."""
    if scheme.share is None:
        return (random_rate(rng, 20, 80), True) if chance(rng, 85) else (None, False)
    usual = Fraction(place.share, 100)
    return (rng.choice([usual, random_rate(rng, 20, 75)]), True) if chance(rng, 50) else (usual, False)


def choose_rates(rng, scheme):
    """(payroll, indirect, base, whether each is stated)"""
    payroll, (indirect, base) = scheme.payroll, rng.choice(scheme.indirect)
    states_payroll, states_indirect = payroll is None, scheme.stated
    if payroll is None:
        payroll = random_rate(rng, 1, 60)
    elif chance(rng, 12):
        payroll, states_payroll = rng.choice([percent("42,68"), percent("31,42"), random_rate(rng, 20, 50)]), True
    if base == "wages" and chance(rng, 10):
        indirect, states_indirect = rng.choice([percent("15"), percent("18"), percent("20"), percent("12,5")]), True
    return payroll, indirect, base, states_payroll or chance(rng, 40), states_indirect or chance(rng, 30)


def make_options(rng):
    scheme = SCHEMES[0] if chance(rng, 30) else rng.choice(SCHEMES)
    count = rng.randint(1, 7)
    start, end = make_period(rng, count)
    while (end - start).days < 60:
        start, end = make_period(rng, count)
    start, end = (day.replace(year=day.year + scheme.first_year - 2018, day=min(day.day, 28)) for day in (start, end))
    alive = [not chance(rng, 10) for _ in range(count)]
    alive[rng.randrange(count)] = True
    place = rng.choice(AREAS) if scheme.share else AREAS[rng.randrange(2)]
    share, states_share = choose_share(rng, scheme, place)
    payroll, indirect, base, states_payroll, states_indirect = choose_rates(rng, scheme)
    private = scheme.private is not None or share is None
    intent = rng.choices(["full", "uneven", "short", "surplus"], [36, 6, 44, 14])[0]
    own = rng.choice(["public", "public", "private" if private and scheme.private is not False else "public", ""])
    application = chance(rng, 55)
    return Options(
        scheme, intent, application, list(range(start.year, start.year + count)), alive, start, end, place,
        scale=rng.choice([rng.randint(1, 9), 10 ** rng.randint(1, 3), *[10 ** rng.randint(3, 7)] * 6,
                          10 ** rng.randint(8, 13)]) * scheme.unit,
        payroll=payroll, indirect=indirect, base=base, states_payroll=states_payroll,
        states_indirect=states_indirect, two_flat_lines=application and chance(rng, 80),
        share=share, states_share=states_share, private=private,
        applicant=rng.choice(COMPANIES if own == "private" else [*place.municipalities, *place.others]), own=own,
        states_applicant=own != "" or chance(rng, 85), line_totals=chance(rng, 50), one_file=chance(rng, 35),
        has_plan=chance(rng, 60),
        applied_in=rng.choice(["project", "financing", "both", ""]) if application else "",
        share_rows=chance(rng, 80))


# --------------------------------------------------------------------------------------------------------------
# Step 2: costs


@dataclass
class Group:
    years: list
    lines: dict = field(default_factory=dict)


@dataclass
class Costs:
    categories: dict
    revenue: Group
    public_in_kind: list
    private_in_kind: list
    gross: list = None
    actual: list = None
    in_kind: list = None
    total: list = None


def draw(rng, scale, unit):
    kind = rng.randrange(100)
    if kind < 15:
        return 0
    if kind < 50 and scale >= 1000 * unit:
        return rng.randint(0, scale // (1000 * unit)) * 1000 * unit
    return rng.randint(1, scale)


def make_category(rng, options, names, most):
    nothing = [0] * len(options.years)
    if not names:
        return Group(nothing)
    chosen = rng.sample(names, min(len(names), most, rng.randint(1, 6)))
    lines = {name: [draw(rng, options.scale, options.scheme.unit) * alive for alive in options.alive]
             for name in chosen}
    return Group(add(*lines.values()), lines if options.application and chance(rng, 80) else {})


def rounded(scheme, exact):
    return half_up(exact) if scheme.unit == 1 else exact.numerator // exact.denominator


def indirect_base(options, categories, year, payroll):
    """What the indirect rate is counted on in a year."""
    def of(*names):
        return sum(categories[name].years[year] for name in names)
    wages, external, units = of("Personal"), of("Externa tjänster"), of("Enhetskostnader")
    other = of("Resor och logi", "Investeringar, materiel och lokaler", "Investeringar i portföljbolag")
    with_payroll = wages + payroll
    return {"wages": wages + options.payroll * wages, "direct-external": Fraction(wages + other + units),
            "staff": with_payroll + units, "all": with_payroll + units + other + external,
            "all-external": with_payroll + units + other}[options.base]


def make_flat_rates(options, categories):
    """None where amounts are wanted that are right by either payroll amount, and these are not."""
    years = range(len(options.years))
    payroll = [options.payroll * wages for wages in categories["Personal"].years]

    def indirect(base):
        return [options.indirect * indirect_base(options, categories, year, base[year]) for year in years]
    if not options.two_flat_lines:
        return Group([rounded(options.scheme, both) for both in add(payroll, indirect(payroll))])
    printed = [rounded(options.scheme, exact) for exact in payroll]
    exactly, by_printed = ([rounded(options.scheme, exact) for exact in indirect(base)] for base in (payroll, printed))
    if exactly != by_printed and (PAYROLL_BASE == "either" or (PAYROLL_BASE == "exact" and options.scheme.unit > 1)):
        return None
    lines = [printed, by_printed if PAYROLL_BASE == "printed" else exactly]
    return Group(add(*lines), {f"Bilönekostnader {percent_text(options.payroll)}%": lines[0],
                               f"Indirekta kostnader {percent_text(options.indirect)}%": lines[1]})


def make_costs(rng, options):
    few = options.base not in ("wages", "staff")   # what a lump sum is to a base of direct costs is not laid down
    categories = {name: make_category(rng, options, names if chance(rng, likely) else [], 6)
                  for name, (names, likely) in CATEGORIES.items()}
    if not few and chance(rng, 10):
        categories["Klumpsumma"] = Group([draw(rng, options.scale, options.scheme.unit) * alive
                                          for alive in options.alive])
    categories["Schablonkostnader"] = make_flat_rates(options, categories)
    if categories["Schablonkostnader"] is None:
        return make_costs(rng, options)
    gross = add(*(group.years for group in categories.values()))
    revenue = Group([0] * len(gross))
    if chance(rng, 30):
        names = rng.sample(REVENUE, rng.randint(1, 3))
        by_year = [split(rng, rng.randint(0, cost // 4), len(names)) for cost in gross]
        lines = {name: [-amounts[i] for amounts in by_year] for i, name in enumerate(names)}
        revenue = Group(add(*lines.values()), lines if options.application else {})
    actual = add(gross, revenue.years)
    has_public, has_private = chance(rng, 45), options.private and chance(rng, 30)
    public = [rng.randint(0, cost) * has_public for cost in actual]
    private = [rng.randint(0, cost // 2) * has_private for cost in actual]
    in_kind = add(public, private)
    return Costs(categories, revenue, public, private, gross, actual, in_kind, add(actual, in_kind))


# --------------------------------------------------------------------------------------------------------------
# Step 3: what pays for them


@dataclass
class Ceilings:
    share: Fraction = None           # of eligible financing
    share_actual: Fraction = None
    maximum: int = None              # in units

    def most(self, options, costs, private):
        """The highest aid: each ceiling in whole units of the scheme's rounding, the least of them."""
        counted = sum(costs.total) - (0 if options.scheme.private is not False else sum(private))
        found = [] if self.share is None else [self.share * counted // 1]
        if self.share_actual is not None:
            found.append(self.share_actual * sum(costs.actual) // 1)
        if self.maximum is not None:
            found.append(self.maximum)
        return min(found)


def largest_remainder(whole, weights):
    """`whole` split in proportion to the weights; what is left goes to the largest remainders, the earlier first."""
    total = sum(weights)
    if not total:
        return [0] * len(weights)
    shares = [divmod(whole * weight, total) for weight in weights]
    left = whole - sum(share for share, _ in shares)
    first = sorted(range(len(weights)), key=lambda i: (-shares[i][1], i))[:left]
    return [share + (i in first) for i, (share, _) in enumerate(shares)]


def settle(total, co_financing, most):
    """(aid, what of it goes to the applicant's row, what nobody has promised in time, surplus) by year.

    The aid is at most what the costs need in all: a surplus of one year is missing in others, and no row is to add it.
    """
    need = [cost - paid for cost, paid in zip(total, co_financing)]
    surplus = [max(0, -amount) for amount in need]
    aid = [max(0, amount) for amount in need]
    net = max(0, sum(need))
    most = min(most, net)
    caps = largest_remainder(most, total)
    left, untimely = max(0, sum(aid) - most), sum(aid) - min(sum(aid), net)
    raised, lacking = [0] * len(aid), [0] * len(aid)
    for year in reversed(range(len(aid))):
        taken = min(left, max(0, aid[year] - caps[year]))
        lacking[year] = min(taken, untimely)
        raised[year] = taken - lacking[year]
        left -= taken
        untimely -= lacking[year]
    assert left == 0
    return [amount - more - less for amount, more, less in zip(aid, raised, lacking)], raised, lacking, surplus


@dataclass
class Financing:
    public_cash: Group
    private_cash: Group
    public_in_kind: Group
    private_in_kind: Group
    aid: list
    ceilings: Ceilings
    raised: list                     # what the ceilings leave
    lacking: list                    # what other years have too much for
    surplus: list
    own: Group = None                # the group that holds the applicant's row
    promise: list = None             # what that row said

    @property
    def cash(self):
        return add(self.public_cash.years, self.private_cash.years)

    @property
    def public(self):
        return add(self.public_cash.years, self.public_in_kind.years)

    @property
    def private(self):
        return add(self.private_cash.years, self.private_in_kind.years)

    @property
    def co_financing(self):
        return add(self.public, self.private)


def fill_need(rng, options, costs, private):
    """The aid that each year needs, for the kind of case that is wanted: before anything is taken."""
    unit = options.scheme.unit
    share = options.share if options.share is not None else random_rate(rng, 20, 80)
    counted = costs.total if options.scheme.private is not False \
        else [cost - part for cost, part in zip(costs.total, private)]
    highest = [max(0, min(int(share * most / unit) * unit, actual)) for most, actual in zip(counted, costs.actual)]
    at_ceiling = chance(rng, 50) or options.intent == "short"
    need = [most if at_ceiling else rng.randint(most // 2, most) for most in highest]
    years = range(len(need))
    if options.intent == "uneven" and len(need) > 1:
        giver, taker = rng.sample(years, 2)
        moved = rng.randint(0, max(0, min(need[giver], costs.actual[taker] - need[taker])))
        need[giver] -= moved
        need[taker] += moved
    if options.intent == "short":
        if chance(rng, 35):
            need = [rng.randint(0, actual) if chance(rng, 50) else rng.randint(low, actual)
                    for low, actual in zip(need, costs.actual)]
        for _ in range(rng.randint(1, 3)):
            year = rng.choice(years)
            need[year] += rng.randint(0, min(rng.choice([10, 10, 1000]) * unit, costs.actual[year] - need[year]))
    if options.intent == "surplus":
        for year in rng.sample(years, rng.randint(1, min(2, len(need)))):
            need[year] = -rng.choice([rng.randint(1, 5), rng.randint(1, 10 + options.scale)])
        if chance(rng, 20):
            year = rng.choice(years)
            need[year] = max(need[year], rng.randint(0, costs.actual[year]))
    return need


def up_to_percent(fraction, step):
    """The least share with so fine a step that is at least this."""
    return Fraction(-(-fraction.numerator * 10000 // (fraction.denominator * step)) * step, 10000)


def state_ceilings(rng, options, costs, need):
    """What the case states beside the share: loose for a case that is to be full, else now and then too tight."""
    unit, aid = options.scheme.unit, sum(max(0, amount) for amount in need)
    ceilings = Ceilings(options.share)
    tight = options.intent == "short" and chance(rng, 50)
    kinds = rng.choice([["maximum"], ["actual"], ["maximum", "actual"]]) if options.share is None or tight \
        else ["maximum"] * chance(rng, 20) + ["actual"] * chance(rng, 15)
    if "maximum" in kinds:
        kronor = -(-aid // unit)
        kronor += -rng.choice([rng.randint(0, 10), rng.randint(0, kronor)]) if tight \
            else rng.choice([0, rng.randint(0, 10 ** 6)])
        ceilings.maximum = max(kronor, 1) * unit
    if "actual" in kinds:
        ratios = [Fraction(max(0, amount), cost) for amount, cost in zip(need, costs.actual) if cost]
        whole = Fraction(aid, sum(costs.actual)) if sum(costs.actual) else Fraction(0)
        needed = max([whole] + ratios * (options.intent == "full"))
        step = rng.choice([1, 100])
        ceilings.share_actual = max(up_to_percent(needed, step) - tight * Fraction(step, 10000), Fraction(1, 10000))
    return ceilings


def make_lines(rng, options, names, years, own):
    """A group's financiers; one that holds the applicant's row always has lines."""
    if not own and (not any(years) or (options.application and chance(rng, 10))):
        return Group(years)
    count = rng.choice([1, rng.randint(1, 6)])
    chosen = rng.sample([name for name in names if name != options.applicant], min(count, len(names) - 1))
    if own:
        chosen[rng.randrange(len(chosen))] = options.applicant
    by_year = [split(rng, amount, len(chosen)) for amount in years]
    return Group(years, {name: [amounts[i] for amounts in by_year] for i, name in enumerate(chosen)})


def make_financing(rng, options, costs):
    wished = [rng.randint(0, cost // 3) * (options.private and chance(rng, 40)) for cost in costs.actual]
    need = fill_need(rng, options, costs, add(wished, costs.private_in_kind))
    cash = [actual - amount for actual, amount in zip(costs.actual, need)]
    private = [min(part, amount) for part, amount in zip(wished, cash)]
    public = [amount - part for amount, part in zip(cash, private)]
    ceilings = state_ceilings(rng, options, costs, need)
    most = ceilings.most(options, costs, add(private, costs.private_in_kind))
    aid, raised, lacking, surplus = settle(costs.total, add(cash, costs.in_kind), most)
    places = [*options.area.municipalities, *options.area.others, *AGENCIES]
    # The applicant's time stands among the in-kind lines of others now and then: that row pays nothing.
    groups = {side: make_lines(rng, options, names, years, options.own == side)
              for side, names, years in (("public", places, public), ("private", COMPANIES, private))}
    return raise_own(options, Financing(
        groups["public"], groups["private"],
        in_kind_lines(rng, options, places, costs.public_in_kind),
        in_kind_lines(rng, options, COMPANIES, costs.private_in_kind), aid, ceilings, raised, lacking, surplus), groups)


def in_kind_lines(rng, options, names, years):
    if not any(years) or (options.application and chance(rng, 15)):
        return Group(years)
    chosen = rng.sample(names, rng.randint(1, 4))
    by_year = [split(rng, amount, len(chosen)) for amount in years]
    return Group(years, {name: [amounts[i] for amounts in by_year] for i, name in enumerate(chosen)})


def raise_own(options, financing, groups):
    """What is taken from the aid goes to the applicant's own row, in the same year."""
    if options.own:
        group = financing.own = groups[options.own]
        financing.promise = group.lines[options.applicant]
        group.lines[options.applicant] = add(financing.promise, financing.raised)
        group.years = add(group.years, financing.raised)
    return financing


# --------------------------------------------------------------------------------------------------------------
# Step 4: tables

CONCEPTS = {
    "Projektintäkter (negativ kostnad)": "Projektintäkter", "Summa, faktiska kostnader": "Summa faktiska kostnader",
    "Bidrag annat än pengar": "Summa bidrag i annat än pengar",
    "Offentligt bidrag annat än pengar": "Offentligt bidrag i annat än pengar",
    "Privat bidrag annat än pengar": "Privat bidrag i annat än pengar",
    "Summa, bidrag i annat än pengar": "Summa bidrag i annat än pengar",
    "Summa, kostnader": "Summa totala kostnader",
    "Totalt offentligt bidrag annat än pengar": "Offentligt bidrag i annat än pengar",
    "Total offentlig kontantfinansiering": "Offentlig kontantfinansiering",
    "Total privat bidrag annat än pengar": "Privat bidrag i annat än pengar",
    "Total privat kontantfinansiering": "Privat kontantfinansiering",
    "Summa, kontant medfinansiering": "Summa kontant medfinansiering",
    "Summa, medfinansiering": "Summa medfinansiering",
    "Europeiska regionala utvecklingsfonden": "EU-medel",
    "Andel annan offentlig finansiering (annan än EU-medel)": "Andel annan offentlig finansiering",
}


def concept_of(label):
    if label.startswith(("Bilönekostnader", "Indirekta kostnader")):
        return "Lönebikostnader" if label[0] == "B" else "Indirekta kostnader"
    return CONCEPTS.get(label, label).replace(" (EU-medel)", "")


class Tables:
    def __init__(self, rng, options, style):
        self.rng, self.options, self.style = rng, options, style
        self.before = []     # a column between label and years, where the table has one

    def blank(self, label):
        return [label, *self.before, *[""] * (len(self.options.years) + 1)]

    def row(self, label, years, role="derived", **more):
        """A row of a category, a group or a sum: its total is always derived."""
        name = concept_of(label)
        return [label, *self.before,
                *(Figure(value, role, f"{name} / {year}", **more) for year, value in zip(self.options.years, years)),
                Figure(sum(years), "derived", f"{name} / Totalt", **more)]

    def nothing(self, label):
        """A blank row of what is nothing; a calculator may write 0 into it or leave it."""
        row = self.row(label, [0] * len(self.options.years), loose=True)
        for cell in row:
            if isinstance(cell, Figure):
                cell.published = None
        return row

    def kept(self, label, years):
        if not any(years) and chance(self.rng, 15):
            return self.nothing(label)
        return self.row(label, years, "kept")

    def line(self, label, years, note="", totals=True, promise=None):
        """A detail line, with a total or without. A promise is what the applicant's own row said."""
        name = label.removeprefix(" - ")
        if name.startswith(("Bilönekostnader", "Indirekta kostnader")):
            row = self.row(label, years)
            row[0], name = label, concept_of(name)
            for cell, year in zip(row[-len(years) - 1:], [*self.options.years, "Totalt"]):
                cell.name = f"{name} / {year}"
            row[-1].may_blank = False
            return row if totals else self.without_total(row)
        row = self.row(label, years, "kept", may_blank=False)
        for cell, year in zip(row[-len(years) - 1:], [*self.options.years, "Totalt"]):
            cell.name = f"{name} / {year}"
        for cell, said in zip(row[-len(years) - 1:-1], promise or ()):
            cell.role, cell.published = "own", said
        if self.before:
            row[1] = note
        return row if totals else self.without_total(row)

    @staticmethod
    def without_total(row):
        row[-1].role, row[-1].published, row[-1].always_loose = "absent", None, True
        return row

    def lines(self, group, dash, note, totals, own_name):
        return [self.line(f"{dash}{name}", years, note, totals,
                          own_name[1] if own_name and own_name[0] == name else None)
                for name, years in group.lines.items()]

    def group(self, label, group, note="", own=None):
        """As in an application: a row with the amounts, then its lines."""
        head = self.row(label, group.years) if group.lines else self.kept(label, group.years)
        return [head, *self.lines(group, " - ", note, self.options.line_totals, own)]

    def closed_group(self, heading, group, total, own=None):
        """As in a decision: a heading, the lines, and their total."""
        return [self.blank(heading), *self.lines(group, "", "", True, own), self.closing(total, group)]

    def closing(self, label, group):
        if group.lines:
            return self.row(label, group.years)
        row = self.row(label, group.years, loose=True)
        if chance(self.rng, 50):
            for cell in row[1:-1]:
                cell.published = None
        return row


def cost_in_kind(tables, label, years, group):
    """Derived where the financing table says whose it is."""
    return tables.row(label, years) if group.lines else tables.kept(label, years)


def application_costs(tables, options, costs, financing):
    rows = [["Kostnadstyp", *map(str, options.years), "Totaler"]]
    for name, group in costs.categories.items():
        if name == "Schablonkostnader" and not group.lines:
            rows.append(tables.row(name, group.years))
        else:
            rows += tables.group(name, group)
    rows += tables.group("Projektintäkter (negativ kostnad)", costs.revenue)
    return rows + [
        tables.row("Summa, faktiska kostnader", costs.actual),
        cost_in_kind(tables, "Offentligt bidrag i annat än pengar", costs.public_in_kind, financing.public_in_kind),
        cost_in_kind(tables, "Privat bidrag i annat än pengar", costs.private_in_kind, financing.private_in_kind),
        tables.row("Summa, bidrag i annat än pengar", costs.in_kind),
        tables.row("Summa, kostnader", costs.total)]


def decision_in_kind(tables, costs):
    heading = "Bidrag annat än pengar"
    if not any(costs.in_kind):
        return [tables.blank(heading)]
    if chance(tables.rng, 50):
        return [tables.row(heading, costs.in_kind, may_blank=False)]
    apart = (("Offentligt bidrag annat än pengar", costs.public_in_kind),
             ("Privat bidrag annat än pengar", costs.private_in_kind))
    return [tables.blank(heading), *(tables.row(name, years) for name, years in apart if any(years))]


def decision_costs(tables, options, costs):
    rows = [["Kostnader"], ["Kostnadslag", *map(str, options.years), "Totalt"]]
    for name, group in costs.categories.items():
        if name == "Schablonkostnader":
            rows += [tables.row(name, group.years)]
        elif name == "Personal" or any(group.years):
            rows += [tables.row(name, group.years, "kept")]
    closing = tables.row("Summa bidrag i annat än pengar", costs.in_kind, loose=not any(costs.in_kind))
    return rows + [
        tables.row("Summa kostnader", costs.gross),
        tables.kept("Projektintäkter", costs.revenue.years),
        tables.row("Summa faktiska kostnader", costs.actual),
        *decision_in_kind(tables, costs), closing,
        tables.row("Summa totala kostnader", costs.total)]


def shares(options, costs, financing, aid_word=""):
    """Each published share: label, numerators, denominators, a number for each year."""
    whole = add(financing.aid, financing.co_financing)
    eligible = whole if options.scheme.private is not False \
        else [all_money - part for all_money, part in zip(whole, financing.private)]
    return [(f"Stödandel{aid_word} av faktiska kostnader", financing.aid, costs.actual),
            *[(f"Stödandel{aid_word} av stödgrundande finansiering", financing.aid, eligible)]
            * (options.scheme.private is not None or not any(financing.private)),
            (f"Stödandel{aid_word} av total finansiering", financing.aid, whole),
            ("Andel annan offentlig finansiering (annan än EU-medel)", financing.public, whole),
            ("Andel privat finansiering", financing.private, whole)]


def share_figure(label, column, part, whole):
    name = f"{concept_of(label)}{column and f' / {column}'}"
    if whole:
        return Figure(half_up(Fraction(part, whole) * 10000), "derived", name, is_share=True)
    nothing = Figure(0, "derived", name, is_share=True, loose=True)
    nothing.published = None
    return nothing


def share_row(tables, label, parts, wholes):
    columns = [*tables.options.years, "Totalt"]
    return [label, *tables.before, *(share_figure(label, column, part, whole) for column, part, whole in
                                     zip(columns, [*parts, sum(parts)], [*wholes, sum(wholes)]))]


def application_financing(tables, options, costs, financing, own):
    described = chance(tables.rng, 75)
    tables.before = [""] * described
    rows = [["Finansiär", *["Beskrivning"] * described, *map(str, options.years), "Totaler"],
            *tables.group("Offentlig kontantfinansiering", financing.public_cash, "kontanter",
                          own if options.own == "public" else None),
            *tables.group("Privat kontantfinansiering", financing.private_cash, "kontanter",
                          own if options.own == "private" else None),
            tables.row("Summa, kontant medfinansiering", financing.cash),
            *tables.group("Offentligt bidrag i annat än pengar", financing.public_in_kind, "tid"),
            *tables.group("Privat bidrag i annat än pengar", financing.private_in_kind, "tid"),
            tables.row("Summa, bidrag i annat än pengar", costs.in_kind),
            tables.row("Summa, medfinansiering", financing.co_financing),
            tables.row("Europeiska regionala utvecklingsfonden", financing.aid)]
    if options.share_rows:
        rows += [share_row(tables, *share) for share in shares(options, costs, financing, " (EU-medel)")]
    rows.append(tables.row("Total finansiering", add(financing.aid, financing.co_financing)))
    if options.applied_in in ("financing", "both"):
        rows.append([*tables.blank("Sökt belopp")[:-1],
                     Figure(sum(financing.aid), "derived", "Sökt belopp / Totalt")])
    tables.before = []
    return rows


def decision_financing(tables, options, costs, financing, own):
    years = [*map(str, options.years), "Totalt"]
    public, private = (own if options.own == side else None for side in ("public", "private"))

    def both(label, amounts, *groups):
        if any(group.lines for group in groups):
            return tables.row(label, amounts)
        return tables.closing(label, Group(amounts))

    return {
        "medfinansiering": [
            ["Medfinansiering"], ["Finansiär", *years],
            *tables.closed_group("Offentligt bidrag annat än pengar", financing.public_in_kind,
                                 "Totalt offentligt bidrag annat än pengar"),
            *tables.closed_group("Offentlig kontantfinansiering", financing.public_cash,
                                 "Total offentlig kontantfinansiering", public),
            both("Total offentlig finansiering", financing.public, financing.public_in_kind, financing.public_cash),
            *tables.closed_group("Privata bidrag annat än pengar", financing.private_in_kind,
                                 "Total privat bidrag annat än pengar"),
            *tables.closed_group("Privat kontantfinansiering", financing.private_cash,
                                 "Total privat kontantfinansiering", private),
            both("Total privat finansiering", financing.private, financing.private_in_kind,
                 financing.private_cash)],
        "eu-stod": [["EU-stöd"], ["Finansiering", *years], tables.row("EU-medel", financing.aid)],
        "sammanstallning": [
            ["Sammanställning (stödprocent)"],
            *([label, share_figure(label, "", sum(parts), sum(wholes))]
              for label, parts, wholes in shares(options, costs, financing))]}


def make_plan(rng, options, total):
    """Parents include their parts; kept as it is, and right, for it covers the right total costs."""
    parents = len(MANDATORY) + rng.randint(0, 3)
    free = iter(rng.sample(ACTIVITIES, len(ACTIVITIES)))
    names = MANDATORY + [next(free) for _ in range(parents - len(MANDATORY))]
    rng.shuffle(names)
    rows = [["Typ", "Namn", "Startdatum", "Slutdatum", "Kostnad"]] if options.application \
        else [["Tid och aktivitetsplan"], ["Nivå", "Aktivitet", "Startdatum - Slutdatum", "Kostnad"]]

    def row(level, name, dates, amount):
        days = [str(day) for day in dates]
        return [level, name, *(days if options.application else [" - ".join(days)]),
                Figure(amount, "kept", f"{name} / Kostnad")]

    for name, amount in zip(names, split(rng, total, parents)):
        period = within(rng, options.start, options.end)
        rows.append(row("Aktivitet", name, period, amount))
        if chance(rng, 30) and total >= 1000 * options.scheme.unit:
            rows += [row("Delaktivitet", next(free), within(rng, *period), part)
                     for part in split(rng, amount, rng.randint(1, 3))]
    return rows


def conditions(rng, options, style, financing):
    ceilings = financing.ceilings
    rows = []
    if options.states_share:
        rows.append(["Stödandel av stödgrundande finansiering", style.condition(ceilings.share)])
    if ceilings.share_actual is not None:
        rows.append(["Stödandel av faktiska kostnader", style.condition(ceilings.share_actual)])
    if ceilings.maximum is not None:
        rows.append(["Högsta stödbelopp", style.number(ceilings.maximum)])
    if options.states_payroll:
        rows.append(["Lönebikostnader", style.condition(options.payroll)])
    if options.states_indirect:
        rows.append(["Indirekta kostnader", style.condition(options.indirect)])
    rng.shuffle(rows)
    return rows


def project_rows(rng, options, style, financing):
    applicant = options.applicant.upper() if chance(rng, 10) else options.applicant
    programme = options.area.programme
    named = options.scheme.share is not None and (options.area.share != 50 or chance(rng, 70))
    if options.application:
        rows = [["Uppgift", "Värde"], ["Projektets namn", rng.choice(ACTIVITIES)],
                *[["Organisationsnamn", applicant]] * options.states_applicant,
                ["Organisationsnummer", org_number(rng, 2)],
                ["Datum för projektstart", str(options.start)], ["Datum för projektavslut", str(options.end)]]
    else:
        rows = [["Beslut om stöd"], *[["Stödmottagare", applicant]] * options.states_applicant,
                ["Org. nr", org_number(rng, 2)], ["Projekt", rng.choice(ACTIVITIES)],
                ["Projektperiod", f"{options.start} - {options.end}"]]
    rows += [["Program", programme]] * named + conditions(rng, options, style, financing)
    if options.applied_in in ("project", "both"):
        rows.append(["Sökt belopp", Figure(sum(financing.aid), "derived", "Sökt belopp")])
    return rows


def make_tables(rng, options, style, costs, financing):
    tables = Tables(rng, options, style)
    own = (options.applicant, financing.promise) if options.own else None
    found = {"projekt" if options.application else "beslut": project_rows(rng, options, style, financing)}
    plan = {"aktiviteter": make_plan(rng, options, sum(costs.total))} if options.has_plan else {}
    if options.application:
        found["kostnader"] = application_costs(tables, options, costs, financing)
        found["medfinansiering"] = application_financing(tables, options, costs, financing, own)
        return {**found, **plan}
    if chance(rng, 25):
        found["samverkansparter"] = make_partners(rng)
    if chance(rng, 25):
        found["utbetalningar"] = make_claims(rng, options)
    found.update(plan)
    found["kostnader"] = decision_costs(tables, options, costs)
    found.update(decision_financing(tables, options, costs, financing, own))
    return found


def to_files(rng, options, style, found):
    ending = rng.choice(["tsv", "txt"] if style.separator == "\t" else ["csv", "csv", "txt"])
    if not options.one_file and (options.application or chance(rng, 30)):
        return {f"{name}.{ending}": rows for name, rows in found.items()}
    whole = []
    for rows in found.values():
        whole += [[]] * bool(whole) + rows
    return {f"{'ansokan' if options.application else 'beslut'}.{ending}": whole}


# --------------------------------------------------------------------------------------------------------------
# What check must say about the right tables


def scopes(*series):
    """Each year, and the total, of some series."""
    for year in range(len(series[0])):
        yield str(year), [amounts[year] for amounts in series]
    yield "Totalt", [sum(amounts) for amounts in series]


def predict(options, costs, financing):
    unit, ceilings = options.scheme.unit, financing.ceilings
    found = {}
    for scope, (total, actual, in_kind, aid, paid, private, public_cash) in scopes(
            costs.total, costs.actual, costs.in_kind, financing.aid, financing.co_financing, financing.private,
            financing.public_cash.years):
        column = scope if scope == "Totalt" else str(options.years[int(scope)])
        gap = total - aid - paid
        if gap:
            found["financing-balance", column] = "error" if abs(gap) > 2 * unit else "note"
        counted = aid + paid - (private if options.scheme.private is False else 0)
        over = {"aid-share-eligible": ceilings.share is not None and aid - ceilings.share * counted >= unit,
                "aid-share-actual": ceilings.share_actual is not None
                and aid - ceilings.share_actual * actual >= unit}
        for rule in (rule for rule, exceeded in over.items() if exceeded):
            found[(rule, column) if scope == "Totalt" else ("aid-share-year", column)] = \
                "error" if scope == "Totalt" else "note"
        if scope == "Totalt" and in_kind and aid + public_cash - actual >= unit:
            found["aid-over-actual", column] = "warning"
    return found


# --------------------------------------------------------------------------------------------------------------
# Step 5: damage


def another(rng, figure):
    """A wrong number; revenue keeps its sign."""
    if figure.is_share:
        return rng.choice([value for value in (0, 10000, rng.randint(0, 20000), figure.value + 1)
                           if value != figure.value])
    value = abs(figure.value)
    while value == abs(figure.value):
        value = rng.choice([0, abs(figure.value) + rng.randint(1, 9), max(0, abs(figure.value) - rng.randint(1, 9)),
                            rng.randint(0, 2 * abs(figure.value) + 9), 10 ** rng.randint(0, 12)])
    if figure.name.startswith("Projektintäkter"):
        return -value
    return -value if chance(rng, 3) else value


def may_go(cell):
    return cell == "" or (isinstance(cell, Figure) and (cell.role == "absent" or
                                                        (cell.role == "derived" and cell.may_blank)))


def damage_row(rng, row, odds):
    """odds: of blanking a cell, of changing it, of cutting the row short, in percent."""
    blank, change, cut = odds
    for cell in row:
        if not isinstance(cell, Figure) or cell.role != "derived" or cell.always_loose:
            continue
        kind = rng.randrange(100)
        if kind < blank and cell.may_blank:
            cell.published = None
        elif blank <= kind < blank + change:
            cell.published = another(rng, cell)
    if not chance(rng, cut):
        return row
    first = len(row)
    while first > 1 and may_go(row[first - 1]):
        first -= 1
    for cell in row[rng.randint(first, len(row)):]:
        if isinstance(cell, Figure) and not cell.always_loose:
            cell.published = None
    return CutRow(row)


DAMAGES = {"none": (0, 0, 0), "all blank": (100, 0, 0), "all cut": (0, 0, 100), "some blank": (30, 0, 0),
           "all changed": (0, 100, 0), "some changed": (0, 25, 0), "few": (4, 4, 2), "mixed": (25, 25, 25)}


def damage(rng, files):
    name = rng.choice([*DAMAGES, "mixed", "mixed", "few"])
    for rows in files.values():
        rows[:] = [damage_row(rng, row, DAMAGES[name]) if len(row) > 1 else row for row in rows]
    return name


# --------------------------------------------------------------------------------------------------------------


def amounts_of(options, costs, financing):
    years = {"staff": costs.categories["Personal"].years,
             "flat_rate_costs": costs.categories["Schablonkostnader"].years, "actual_costs": costs.actual,
             "in_kind": costs.in_kind, "total_costs": costs.total, "co_financing": financing.co_financing,
             "eu_aid": financing.aid, **({"activities": costs.total} if options.has_plan else {})}
    return {name: sum(amounts) for name, amounts in years.items()}


def make_case(seed):
    rng = random.Random(f"completed {seed}")
    options = make_options(rng)
    style = Style(**vars(make_dialect(rng)), unit=options.scheme.unit, trims=options.application and chance(rng, 50))
    costs = make_costs(rng, options)
    while not sum(costs.actual):
        costs = make_costs(rng, options)
    financing = make_financing(rng, options, costs)
    files = to_files(rng, options, style, make_tables(rng, options, style, costs, financing))
    damaged = damage(rng, files)
    raised, lacking = sum(financing.raised), sum(financing.lacking)
    flavour = "surplus" if any(financing.surplus) else "full" if not raised else "own row" if options.own else "short"
    return Case(seed, options.scheme, style, files, amounts_of(options, costs, financing),
                raised if options.own else 0, lacking + (0 if options.own else raised), sum(financing.surplus),
                predict(options, costs, financing), flavour, damaged)


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    made = make_case(int(sys.argv[1]))
    made.write(Path(sys.argv[2]) / "damaged", False)
    made.write(Path(sys.argv[2]) / "right", True)
    print(f"scheme {made.scheme.id}, {made.flavour}, damage: {made.damage}")
