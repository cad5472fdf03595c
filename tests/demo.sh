#!/bin/sh
# Checks the two bundled real cases: an application and a decision. Both hold mistakes, so status 1 is right.
set -u
program=$1
for case in digitaliseringsguiden s2i2; do
    "$program" check "data/examples/$case"
    status=$?
    if [ "$status" != 1 ]; then
        echo "demo: status $status for $case, but its mistakes should give 1" >&2
        exit 1
    fi
    echo
done
