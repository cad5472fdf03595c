#!/bin/sh
# Writes the page of all rules from what the program itself says: pages.sh PROGRAM en|sv
set -eu
program=$1
language=$2
if [ "$language" = sv ]; then
    printf '# Reglerna\n\nSkriven av `make docs` ur `budgetkoll explain`; ändra i data/explain/sv.ini.\n'
else
    printf '# The rules\n\nWritten by `make docs` from `budgetkoll explain`; change data/explain/en.ini.\n'
fi
"$program" rules --lang "$language" | while read -r rule rest; do
    printf '\n## %s\n\n```\n' "$rule"
    "$program" explain --lang "$language" "$rule" < /dev/null
    printf '```\n'
done
