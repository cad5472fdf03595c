#!/usr/bin/python3
"""The one-way order of the rooms, and within each of them of its files.

Between rooms: which headers a room's files may include. A header in include/budgetkoll belongs to the room that defines
what it declares; a header in src/ROOM is that room's own. Within a room: no circle of files, where a file needs another
that needs it in turn; a file needs those that define a function or a datum that it names, as the objects of the build tell.
No two files of src are named alike. Exits 1 and names each include that goes the wrong way, each circle and each name.
"""
import collections
import pathlib
import re
import subprocess
import sys

MAY_SEE = {
    "base": set(),
    "model": {"base"},
    "source": {"model", "base"},
    "recognise": {"source", "model", "base"},
    "source/workbook": {"source", "model", "base"},
    "source/running": {"recognise", "source", "model", "base"},
    "source/bulk": {"recognise", "source", "model", "base"},
    "reading": {"source/bulk", "source/running", "source/workbook", "recognise", "source", "model", "base"},
    "relations": {"model", "base"},
    "calc": {"relations", "model", "base"},
    "rules": {"relations", "model", "base"},
    "report": {"model", "base"},
    "book": {"report", "model", "base"},
    "rewrite": {"model", "base"},
    "cli": {"book", "rewrite", "report", "rules", "calc", "relations", "reading", "source/bulk", "recognise", "source",
            "model", "base"},
}
DOORS = {
    "base": {"arena.h", "str.h", "buffer.h", "table_field.h"},
    "source": {"choice.h", "emphasis.h", "encoding.h", "rows.h", "table_limits.h"},
    "recognise": {"headers.h", "dates.h", "lexeme.h", "number.h", "recognise.h", "segments.h", "structure.h", "vocabulary.h", "wordings.h"},
    "source/workbook": {"workbook.h"},
    "source/running": {"running_text.h"},
    "source/bulk": {"bulk.h"},
    "reading": {"reading.h"},
    "relations": {"system.h"},
    "calc": {"claims_calc.h", "compare.h", "complete.h", "draft.h", "solve.h", "solver.h"},
    "rules": {"check.h"},
    "report": {"report.h", "claims_report.h", "scheme_report.h"},
    "book": {"book.h"},
    "rewrite": {"rewrite.h"},
}
# Files of rooms that are being rebuilt, which may still need each other in a circle, or bear a name that stands twice: for as
# long as they do. Nothing is added here; a file that is free of both is taken out.
REBUILT = {
    "reading": "ledger ledger_columns ledger_lines ledger_unknown",
    "recognise": "structure_outline structure_readings words",
    "source/workbook": "ods spreadsheet xlsx xlsx_sheet xlsx_strings xlsx_styles",
}


def room_of_door(name):
    for room, doors in DOORS.items():
        if name in doors:
            return room
    return "model"


def wrong_includes(path, room):
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        door = re.match(r'#include "budgetkoll/([^"]+)"', line)
        own = re.match(r'#include "([^"/]+)"', line)
        if door:
            target = room_of_door(door.group(1))
            if target != room and target not in MAY_SEE[room]:
                yield f"{path}:{number}: {room} must not include {target} ({door.group(1)})"
        elif own and not (path.parent / own.group(1)).exists():
            yield f"{path}:{number}: {own.group(1)} is another room's own header"


def symbols(build, paths):
    """What each file defines, and what it needs: {path: (names, names)}."""
    objects = {str(build / path.relative_to("src").with_suffix(".o")): path for path in paths}
    missing = [name for name in objects if not pathlib.Path(name).exists()]
    if missing:
        sys.exit(f"rooms: {missing[0]} is not there: run make first")
    listed = subprocess.run(["nm", "--print-file-name", *objects], capture_output=True, text=True, check=True).stdout
    found = {path: (set(), set()) for path in paths}
    for line in listed.splitlines():
        name, rest = line.split(":", 1)
        kind, symbol = rest.split()[-2:]
        if kind.isupper():
            found[objects[name]][kind == "U"].add(symbol)
    return found


def files_needed(found):
    """The files that each one needs: {path: {path: {names}}}."""
    home = {symbol: path for path, (defined, _) in found.items() for symbol in defined}
    needs = {path: collections.defaultdict(set) for path in found}
    for path, (_, needed) in found.items():
        for symbol in needed & home.keys():
            needs[path][home[symbol]].add(symbol)
    return needs


def reached(needs, start):
    seen, left = set(), [start]
    while left:
        for path in needs[left.pop()]:
            if path not in seen and path.parent == start.parent:
                seen.add(path)
                left.append(path)
    return seen


def circles(needs):
    """Sets of files of a room that all need each other, by whatever ways."""
    reach = {path: reached(needs, path) for path in needs}
    together = {frozenset(b for b in reach[a] if a in reach[b]) for a in reach if a in reach[a]}
    return sorted(together, key=lambda files: sorted(files))


def describe_circle(files, needs):
    lines = [f"{min(files).parent}: a circle of {len(files)} files"]
    for path in sorted(files):
        for other in sorted(needs[path].keys() & files):
            lines.append(f"    {path.name} needs {other.name}: {', '.join(sorted(needs[path][other]))}")
    return "\n".join(lines)


def names_alike(paths):
    named = collections.defaultdict(list)
    for path in paths:
        named[path.name].append(path)
    return [sorted(same) for same in named.values() if len(same) > 1]


def judge(build):
    """What is wrong, each a text."""
    rebuilt = {pathlib.Path("src", room, f"{name}.c") for room, names in REBUILT.items() for name in names.split()}
    sources = sorted(path for room in MAY_SEE for path in pathlib.Path("src", room).glob("*.c"))
    needs = files_needed(symbols(build, sources))
    in_circles, alike = circles(needs), names_alike(sources)
    wrong = [describe_circle(files, needs) for files in in_circles if not files <= rebuilt]
    wrong += ["named alike: " + " ".join(map(str, same)) for same in alike if not rebuilt & set(same)]
    free = rebuilt - {path for files in [*in_circles, *alike] for path in files}
    print("".join(f"{path}: is free of circles: take it out of REBUILT\n" for path in sorted(free)), end="")
    for path in sorted(path for room in MAY_SEE for path in pathlib.Path("src", room).glob("*.[ch]")):
        wrong += wrong_includes(path, str(path.parent.relative_to("src")))
    for path in sorted(pathlib.Path("include/budgetkoll").glob("*.h")):
        wrong += wrong_includes(path, room_of_door(path.name))
    return wrong


def main():
    build = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else "build/release")
    wrong = judge(build)
    print("\n".join(wrong) if wrong else "rooms: every include goes the right way, and no files need each other in a circle")
    return 1 if wrong else 0


sys.exit(main())
