#!/usr/bin/python3
"""Write the cells of a workbook with openpyxl, as often as told: make bench compares the program with it.

    bench_books.py all|rows WORKBOOK FOLDER

The workbook is read once into plain lists: values as values, formulas as texts, no styles, charts, comments or links.
Then "SHEETS ROWS CELLS" is printed, and for each line of standard input the cells are written into a new workbook in
FOLDER and the milliseconds that took are printed. ROWS are those that begin with a case's number: the overview's and
the findings'. "all" writes cell by cell, as one fills a workbook of a few sheets; "rows" writes row by row in openpyxl's
write_only mode, its fastest.
"""

import sys
import time
from pathlib import Path

from openpyxl import Workbook, load_workbook

NUMBERED = (0, 2)  # the sheets of overview and findings in a workbook of many cases


def read(path, mode):
    """[(title, rows)]; a row is a list of values for "rows", of (column, value) of its filled cells for "all"."""
    book = load_workbook(path, read_only=mode == "rows")
    rows_of = {sheet.title: [list(row) for row in sheet.iter_rows(values_only=True)] for sheet in book.worksheets}
    book.close()
    if mode == "all":
        rows_of = {title: [[(column, value) for column, value in enumerate(row, 1) if value is not None]
                           for row in rows] for title, rows in rows_of.items()}
    return list(rows_of.items())


def write_all(sheets, path):
    book = Workbook()
    book.remove(book.active)
    for title, rows in sheets:
        sheet = book.create_sheet(title)
        for number, row in enumerate(rows, 1):
            for column, value in row:
                sheet.cell(number, column, value)
    book.save(path)


def write_rows(sheets, path):
    book = Workbook(write_only=True)
    for title, rows in sheets:
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    book.save(path)


def main():
    mode, source, folder = sys.argv[1:]
    sheets = read(source, mode)
    write = write_rows if mode == "rows" else write_all
    target = Path(folder) / f"openpyxl-{mode}.xlsx"
    numbered = sum(isinstance(row[0], (int, float)) for index in NUMBERED for row in sheets[index][1] if row)
    cells = sum(value is not None for _, rows in sheets for row in rows for value in row)
    print(len(sheets), numbered, cells, flush=True)
    for _ in sys.stdin:
        begin = time.perf_counter()
        write(sheets, target)
        print(f"{(time.perf_counter() - begin) * 1000:.3f}", flush=True)


main()
