#!/usr/bin/python3
"""Write or read the cells of a workbook with openpyxl, as often as told: make bench compares the program with it.

    bench_books.py cells|rows|read WORKBOOK FOLDER
    bench_books.py make WORKBOOK FOLDER

The workbook is read once into plain lists: values as values, formulas as texts; no styles, charts, comments or links.
Then "SHEETS ROWS CELLS" is printed, and for each line of standard input the cells are written into a new workbook in
FOLDER and the milliseconds that took are printed. ROWS are those that begin with a number, as the cases of the
overview and the findings do. "cells" writes cell by cell, as one fills a workbook of a few sheets; "rows" writes row
by row in openpyxl's write_only mode, its fastest. "read" reads WORKBOOK instead, each value in turn, in openpyxl's
read_only mode. "make" writes a large WORKBOOK once: sheets of budgets by partner that add up.
"""

import sys
import time
from pathlib import Path

from openpyxl import Workbook, load_workbook

SHEETS, ROWS, PARTNERS = 10, 440, 20  # of the workbook that is made
TOTALS = 1  # of a workbook of many cases, the sheet whose rows begin with a number but are no cases


def read(path, fast):
    """[(title, rows)], a row being the list of its values, None where there is none."""
    book = load_workbook(path, read_only=fast)
    sheets = [(sheet.title, [list(row) for row in sheet.iter_rows(values_only=True)]) for sheet in book.worksheets]
    book.close()
    return sheets


def write_cells(sheets, path):
    book = Workbook()
    book.remove(book.active)
    for title, rows in sheets:
        sheet = book.create_sheet(title)
        for number, row in enumerate(rows, 1):
            for column, value in enumerate(row, 1):
                if value is not None:
                    sheet.cell(number, column, value)
    book.save(path)


def write_rows(sheets, path):
    book = Workbook(write_only=True)
    for title, rows in sheets:
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    book.save(path)


def count_values(path):
    """Every value is looked at, as a check must."""
    book = load_workbook(path, read_only=True, data_only=True)
    count = sum(value is not None for sheet in book.worksheets for row in sheet.iter_rows(values_only=True) for value in row)
    book.close()
    return count


def make(path):
    book = Workbook(write_only=True)
    partners = [f"Partner {number}" for number in range(1, PARTNERS + 1)]
    for number in range(1, SHEETS + 1):
        sheet = book.create_sheet(f"Budget {number}")
        sheet.append(["Post", *partners, "Summa"])
        rows = [[1000 * row + 7 * column + number for column in range(PARTNERS)] for row in range(1, ROWS + 1)]
        for index, row in enumerate(rows, 1):
            sheet.append([f"Post {index}", *row, sum(row)])
        totals = [sum(column) for column in zip(*rows)]
        sheet.append(["Summa", *totals, sum(totals)])
    book.save(path)


def main():
    mode, source, folder = sys.argv[1:]
    if mode == "make":
        make(source)
        return
    write = {"cells": write_cells, "rows": write_rows, "read": lambda _, __: count_values(source)}[mode]
    sheets = read(source, fast=mode != "cells")
    target = Path(folder) / f"openpyxl-{mode}.xlsx"
    numbered = sum(bool(row) and isinstance(row[0], (int, float))
                   for index, (_, rows) in enumerate(sheets) if index != TOTALS for row in rows)
    filled = sum(value is not None for _, rows in sheets for row in rows for value in row)
    print(len(sheets), numbered, filled, flush=True)
    for _ in sys.stdin:
        begin = time.perf_counter()
        write(sheets, target)
        print(f"{(time.perf_counter() - begin) * 1000:.3f}", flush=True)


main()
