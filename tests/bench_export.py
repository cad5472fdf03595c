#!/usr/bin/env python3
"""A long export for make bench, and what Python's csv module takes for the same sums.

    bench_export.py make FILE ROWS   writes so many rows: the bundled cases, one row an amount, under ids that vary
    bench_export.py sums FILE        reads it with csv and checks each case; prints how many sums did not hold
"""
import csv
import sys

EXAMPLES = 'data/examples/'
DIRECT = ('Personal', 'Externa tjänster', 'Resor och logi', 'Investeringar, materiel och lokaler',
          'Schablonkostnader', 'Enhetskostnader', 'Klumpsumma', 'Projektintäkter (negativ kostnad)')
HEADER = 'Ärendeid;Tabell;Kostnadslag;Rad;År;Belopp\r\n'


# ---- the file ----

def amount(text):
    """'1 655 640' as a case system writes it: '1 655 640,00'; a share as it stands."""
    return text if '%' in text else text + ',00'


def table_rows(path, encoding, table):
    """The amounts of one bundled table: (table, category, line, year or 'Totalt', amount)."""
    with open(EXAMPLES + path, encoding=encoding, newline='') as file:
        rows = list(csv.reader(file, delimiter=';'))
    category = ''
    for row in rows[1:]:
        is_line = row[0].strip().startswith('-')
        label = row[0].strip().lstrip('- ')
        category = category if is_line else label
        for heading, cell in zip(rows[0][1:], row[1:]):
            if heading != 'Beskrivning' and cell.strip():
                year = 'Totalt' if heading == 'Totaler' else heading
                yield table, category, label if is_line else '', year, amount(cell.strip())


def cases():
    """The bundled cases as text, their id as \\0."""
    texts = []
    for folder, encoding in (('digitaliseringsguiden', 'cp1252'), ('exempel-utan-fel', 'utf-8-sig')):
        rows = [row for name, table in (('kostnader', 'Kostnader'), ('medfinansiering', 'Medfinansiering'))
                for row in table_rows(f'{folder}/{name}.csv', encoding, table)]
        texts.append((''.join('\0;' + ';'.join(row) + '\r\n' for row in rows), len(rows)))
    return texts


def make(path, wanted):
    texts, written, number = cases(), 0, 0
    with open(path, 'w', encoding='utf-8', newline='') as file:
        file.write(HEADER)
        while written < wanted:
            text, rows = texts[number % len(texts)]
            file.write(text.replace('\0', f'2021-{number:08d}'))
            written += rows
            number += 1


# ---- the same sums ----

def ore(text):
    """'1 234 567,00' in öre; a share in hundredths of a percent."""
    whole, _, decimals = text.replace(' ', '').replace('%', '').partition(',')
    return int(whole) * 100 + int((decimals + '00')[:2])


def check_row(years, amounts):
    """A row's total is the sum of its years."""
    if 'Totalt' not in amounts or len(amounts) < 2:
        return 0
    return sum(amounts.get(year, 0) for year in years) != amounts['Totalt']


def check_parts(own, lines):
    """A category is the sum of its lines, in each column that the lines have."""
    wrong = 0
    for column in {column for line in lines for column in line}:
        wrong += sum(line.get(column, 0) for line in lines) != own.get(column)
    return wrong


def check_case(tables):
    """The sums that the program checks, as far as a few lines of Python reach."""
    costs, financing = tables.get('Kostnader', {}), tables.get('Medfinansiering', {})
    years = {year for lines in costs.values() for amounts in lines.values() for year in amounts} - {'Totalt'}
    wrong = 0
    for table in (costs, financing):
        for category, lines in table.items():
            if 'ndel' in category:
                continue
            wrong += sum(check_row(years, amounts) for amounts in lines.values())
            details = [amounts for line, amounts in lines.items() if line]
            wrong += check_parts(lines.get('', {}), details) if details else 0

    def of(table, category, column):
        return table.get(category, {}).get('', {}).get(column, 0)

    for column in list(years) + ['Totalt']:
        actual = sum(of(costs, category, column) for category in DIRECT)
        in_kind = of(costs, 'Summa, bidrag i annat än pengar', column)
        total = of(costs, 'Summa, kostnader', column)
        wrong += actual != of(costs, 'Summa, faktiska kostnader', column)
        wrong += actual + in_kind != total
        wrong += in_kind != of(financing, 'Summa, bidrag i annat än pengar', column)
        co_financing = of(financing, 'Summa, medfinansiering', column)
        aid = of(financing, 'Europeiska regionala utvecklingsfonden', column)
        wrong += aid + co_financing != total
        if column != 'Totalt':
            wages = of(costs, 'Personal', column)
            flat = of(costs, 'Schablonkostnader', column)
            wrong += abs(flat * 10000 - wages * 4524 - (wages * 14524 * 15) // 100) > 150 * 10000
        elif 2 * aid > aid + co_financing:
            wrong += 1
    return wrong


def sums(path):
    wrong, current, tables = 0, None, {}
    with open(path, encoding='utf-8', newline='') as file:
        reader = csv.reader(file, delimiter=';')
        next(reader)
        for case, table, category, line, year, text in reader:
            if case != current:
                wrong += check_case(tables) if tables else 0
                current, tables = case, {}
            tables.setdefault(table, {}).setdefault(category, {}).setdefault(line, {})[year] = ore(text)
        wrong += check_case(tables) if tables else 0
    print(wrong)


if __name__ == '__main__':
    if sys.argv[1] == 'make':
        make(sys.argv[2], int(sys.argv[3]))
    else:
        sums(sys.argv[2])
