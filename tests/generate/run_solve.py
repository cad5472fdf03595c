#!/usr/bin/python3
"""Try calc's budgets from numbers and its solver on made ones, with arithmetic of this file only.

    run_solve.py --program ./budgetkoll --count 400 --seed 1 [--jobs 2]

For each seed a few numbers are drawn, under a scheme drawn too. Told and expected are compared for
- the budget from them: flat rates, total, aid by year, own contribution;
- --solve staff: the wages found must, by this file's arithmetic, make exactly the total that was asked for; when none
  are found, no even split of whole kronor near it may make it;
- --solve co-financing and --solve aid, which must undo each other;
- --solve shares: largest remainder, the earlier first.
Ends with "N passed, N failed"; exit status 1 when any failed.
"""
import argparse
import json
import multiprocessing
import os
import random
import subprocess
import sys
from fractions import Fraction

# id, options that it needs, unit (1 kr or 0.01 kr), rounding down, payroll, indirect, on wages and payroll as printed,
# share of other direct costs in the base of the indirect rate, and of external services
EXACT, PRINTED = "exact", "printed"
SCHEMES = [
    ("eruf-2014", [], 1, False, "45.24", "15", EXACT, 0, 0),
    ("eruf-2014/university", [], 1, False, "45.24", "20", EXACT, 0, 0),
    ("eruf-2014/early", [], 1, False, "42.68", "15", EXACT, 0, 0),
    ("eruf-2021/direct-7", ["--payroll-rate", "31.42", "--aid-share", "40"], 1, False, "31.42", "7", PRINTED, 1, 1),
    ("eruf-2021/staff-15", ["--payroll-rate", "31.42", "--aid-share", "50"], 1, False, "31.42", "15", PRINTED, 0, 0),
    ("cpr-2021/direct-25", ["--payroll-rate", "20", "--aid-share", "60"], 1, False, "20", "25", PRINTED, 1, 1),
    ("interreg-2021/office", ["--payroll-rate", "31.42", "--aid-share", "65"], 100, True, "31.42", "15", PRINTED, 0, 0),
]
SHARES = {"eruf-2014": 50}


def half_up(value):
    return (2 * value.numerator + value.denominator) // (2 * value.denominator)


class Case:
    """Amounts in units of the scheme's rounding: kronor, or hundredths."""

    def __init__(self, seed):
        self.rng = rng = random.Random(seed)
        (self.scheme, self.given, self.unit, self.down, payroll, indirect, self.base, self.other_share,
         self.external_share) = rng.choice(SCHEMES)
        self.payroll, self.indirect = Fraction(payroll) / 100, Fraction(indirect) / 100
        share = self.given[-1] if self.given else SHARES[self.scheme.split("/")[0]]
        self.share = Fraction(int(share), 100)
        self.count = rng.randint(1, 5)
        most = rng.choice([100, 10**5, 10**7, 10**12])
        self.first = rng.randint(2014, 2027)
        self.staff = [rng.randint(0, most) for _ in range(self.count)]
        self.external = [rng.randint(0, most) for _ in range(self.count)]
        self.travel = [rng.randint(0, most // 10) for _ in range(self.count)]

    def whole(self, value):
        value = Fraction(value)
        return value.numerator // value.denominator if self.down else half_up(value)

    def flat_rates(self, year, staff):
        """Payroll and indirect of one year, in units."""
        wages = staff * self.unit
        payroll = self.whole(self.payroll * wages)
        staff_costs = wages + (self.payroll * wages if self.base == EXACT else payroll)
        base = staff_costs + self.unit * (self.other_share * self.travel[year] + self.external_share * self.external[year])
        return payroll, self.whole(self.indirect * base)

    def cost(self, year, staff):
        return self.unit * (staff + self.external[year] + self.travel[year]) + sum(self.flat_rates(year, staff))

    def total(self, staff):
        return sum(self.cost(year, wages) for year, wages in enumerate(staff))

    def options(self, staff=True):
        amounts = {"--external": self.external, "--travel": self.travel}
        if staff:
            amounts["--staff"] = self.staff
        words = ["--years", f"{self.first}-{self.first + self.count - 1}", "--scheme", self.scheme, *self.given]
        for name, values in amounts.items():
            words += [name, "; ".join(map(str, values))]
        return words


def largest_remainder(whole, weights):
    total = sum(weights)
    shares = [divmod(whole * weight, total) for weight in weights]
    left = whole - sum(share for share, _ in shares)
    first = sorted(range(len(weights)), key=lambda i: (-shares[i][1], i))[:left]
    return [share + (i in first) for i, (share, _) in enumerate(shares)]


class Calc:
    def __init__(self, program):
        self.program = program

    def __call__(self, *words):
        run = subprocess.run([self.program, "calc", "--format", "json", *words], stdin=subprocess.DEVNULL,
                             capture_output=True, timeout=300)
        if run.returncode not in (0, 1):
            raise AssertionError(f"status {run.returncode}: {run.stderr.decode()[:500]} for {words}")
        return run.returncode, json.loads(run.stdout, parse_float=Fraction)


def require(condition, text):
    if not condition:
        raise AssertionError(text)


def try_budget(calc, case):
    _, told = calc(*case.options())
    cells = {cell["cell"]: cell["computed"] for cell in told["cases"][0]["cells"]}
    total = case.total(case.staff)
    amounts = told["cases"][0]["amounts"]
    require(amounts["total_costs"] == Fraction(total, case.unit), f"total {amounts['total_costs']}, expected {total}")
    for year, wages in enumerate(case.staff):
        for name, amount in zip(("Lönebikostnader", "Indirekta kostnader"), case.flat_rates(year, wages)):
            said = cells.get(f"{name} / {case.first + year}", 0)
            require(said == Fraction(amount, case.unit), f"{name} {year}: {said}, expected {amount}")
    if total == 0:
        return
    aid = int(case.share * total)
    costs = [case.cost(year, wages) for year, wages in enumerate(case.staff)]
    split = largest_remainder(aid, costs)
    require(amounts["eu_aid"] == Fraction(aid, case.unit), f"aid {amounts['eu_aid']}, expected {aid}")
    for year, amount in enumerate(split):
        said = cells[f"EU-medel / {case.first + year}"]
        require(said == Fraction(amount, case.unit), f"aid of year {year}: {said}, expected {amount}")
    require(told["cases"][0]["own_contribution"] == Fraction(total - aid, case.unit), "own contribution")
    require(told["cases"][0]["missing_co_financing"] == 0 and told["cases"][0]["remaining"] == [],
            f"left: {told['cases'][0]['remaining']}")


def staff_of(told, case):
    """The wages by year that were used."""
    cells = {cell["cell"]: cell["computed"] for cell in told["cases"][0]["cells"]}
    return [int(cells.get(f"Personal / {case.first + year}", 0)) for year in range(case.count)]


def try_staff(calc, case):
    wanted = case.total(case.staff)
    target = case.rng.choice([wanted, wanted + case.rng.randint(0, 5) * case.unit])
    shown = f"{target // case.unit}" + (f",{target % case.unit:02}" if case.unit > 1 and target % case.unit else "")
    status, told = calc("--solve", "staff", "--given", f"total={shown}", *case.options(staff=False))
    solution = told["solution"]
    if solution["status"] == "none":
        require(status == 1, "no solution, but status 0")
        require(not near_even(case, target), f"none found for {shown}, but {near_even(case, target)} does")
        return
    staff = staff_of(told, case)
    require(sum(staff) == solution["amount"], f"{staff} for {solution['amount']}")
    require(case.total(staff) == target, f"{staff} makes {case.total(staff)}, not {target}")


def near_even(case, target):
    """Wages split evenly that make the target, if any."""
    low, high = 0, 10**15
    while low < high:
        middle = (low + high) // 2
        if case.total(largest_remainder(middle, [1] * case.count)) < target:
            low = middle + 1
        else:
            high = middle
    for amount in range(max(0, low - 2), low + 3):
        if case.total(largest_remainder(amount, [1] * case.count)) == target:
            return amount
    return None


def try_aid(calc, case):
    """The least co-financing of an aid, and the largest aid of that: never less than the first."""
    aid = case.rng.randint(1, 10**case.rng.randint(1, 13))
    free = ["--scheme", case.scheme.split("/")[0], *case.given]
    _, told = calc("--solve", "co-financing", "--given", f"aid={aid}", *free)
    least = told["solution"]["amount"]
    exact = aid * (1 - case.share) / case.share
    require(least == -(-exact.numerator // exact.denominator), f"co-financing {least} for aid {aid}")
    _, told = calc("--solve", "aid", "--given", f"co-financing={least}", *free)
    most = told["solution"]["amount"]
    exact = least * case.share / (1 - case.share)
    require(most == exact.numerator // exact.denominator and most >= aid, f"aid {most} for co-financing {least}")


def try_shares(calc, case):
    weights = [case.rng.randint(0, 10**6) for _ in range(case.rng.randint(1, 12))]
    weights[0] += 1
    total = case.rng.randint(0, 10**12)
    words = [word for i, weight in enumerate(weights) for word in ("--given", f"Part {i}={weight}")]
    _, told = calc("--solve", "shares", "--given", f"total={total}", *words)
    parts = [part["amount"] for part in told["solution"]["parts"]]
    require(parts == largest_remainder(total, weights), f"{parts} of {total} for {weights}")


TRIALS = [try_budget, try_staff, try_aid, try_shares]


def run_seed(job):
    program, seed = job
    failures = []
    for trial in TRIALS:
        case = Case(seed)
        try:
            trial(Calc(program), case)
        except (AssertionError, KeyError, ValueError, subprocess.TimeoutExpired) as why:
            failures.append(f"FAILED seed {seed}, {trial.__name__}, {case.scheme}: {why!r}"[:900])
    return failures


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--program", required=True)
    parser.add_argument("--count", type=int, default=400)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=os.cpu_count())
    options = parser.parse_args()
    program = os.path.abspath(options.program)
    jobs = [(program, seed) for seed in range(options.seed, options.seed + options.count)]
    with multiprocessing.Pool(options.jobs) as pool:
        failures = [failure for found in pool.imap(run_seed, jobs, chunksize=8) for failure in found]
    print("\n".join(failures[:10]))
    print(f"{len(jobs) * len(TRIALS) - len(failures)} passed, {len(failures)} failed")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
