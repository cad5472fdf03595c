"""Tests of the workbook: computed anew by an office suite, compared with JSON, read by a second library, broken."""
import traceback

import book_calc
import book_files
import book_looks
import book_marks
import book_odd
import book_rates
import book_values
from book_bench import Bench
from runner import Folder, Program, Tally, read_program

TESTS = [*book_values.TESTS, *book_rates.TESTS, *book_looks.TESTS, *book_odd.TESTS, *book_calc.TESTS]
MEANWHILE = [*book_files.TESTS, *book_marks.TESTS]  # they want nothing computed anew


def advance(tally, test):
    """One test that breaks does not stop the others."""
    try:
        next(test, None)
    except Exception:  # whatever it is, the test has failed
        tally.check(f"{test.__name__} came to its end", False, traceback.format_exc(limit=-3))


def run(tally, bench):
    begun = [test(bench) for test in TESTS]
    for test in begun:
        advance(tally, test)
    bench.office.start()
    try:
        for test in (test(bench) for test in MEANWHILE):
            advance(tally, test)
            advance(tally, test)
        bench.office.wait()
    finally:
        bench.office.stop()
    for test in begun:
        advance(tally, test)


def main():
    tally = Tally()
    program = Program(read_program(), tally)
    with Folder() as folder:
        run(tally, Bench(program, tally, folder))
    tally.finish()


if __name__ == "__main__":
    main()
