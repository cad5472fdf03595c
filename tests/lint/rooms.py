#!/usr/bin/python3
"""The one-way order of the rooms: which of them a room's files may include.

A header in include/budgetkoll belongs to the room that defines what it declares; a header in src/ROOM is that room's
own. Exits 1 and names each include that goes the wrong way.
"""
import pathlib
import re
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
    "cli": {"report", "rules", "calc", "relations", "reading", "source/bulk", "recognise", "source", "model", "base"},
}
DOORS = {
    "base": {"arena.h", "str.h", "buffer.h"},
    "source": {"choice.h", "dates.h", "emphasis.h", "encoding.h", "number.h", "rows.h", "table_limits.h"},
    "recognise": {"headers.h", "lexeme.h", "recognise.h", "segments.h", "structure.h", "vocabulary.h", "wordings.h"},
    "source/workbook": {"workbook.h"},
    "source/running": {"running_text.h"},
    "source/bulk": {"bulk.h"},
    "reading": {"reading.h"},
    "relations": {"system.h"},
    "calc": {"claims_calc.h", "compare.h", "complete.h", "draft.h", "solve.h"},
    "rules": {"check.h"},
    "report": {"report.h", "book.h", "rewrite.h", "claims_report.h"},
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


def main():
    wrong = []
    for room in MAY_SEE:
        for path in sorted(pathlib.Path("src", room).glob("*.[ch]")):
            wrong += wrong_includes(path, room)
    for path in sorted(pathlib.Path("include/budgetkoll").glob("*.h")):
        wrong += wrong_includes(path, room_of_door(path.name))
    print("\n".join(wrong) if wrong else "rooms: every include goes the right way")
    return 1 if wrong else 0


sys.exit(main())
