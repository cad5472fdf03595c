#!/bin/sh
# Writes C that holds the named files of data/ as bytes, for the program to carry them.
set -eu
echo '#include "embedded.h"'
echo 'const struct embedded embedded_files[] = {'
for file in "$@"; do
    printf '    {"%s", (const char[]){' "${file#data/}"
    od -An -v -tx1 "$file" | sed 's/ \([0-9a-f][0-9a-f]\)/(char)0x\1,/g'
    printf '0}, %s},\n' "$(wc -c < "$file" | tr -d ' ')"
done
echo '    {0, 0, 0},'
echo '};'
