#!/bin/sh
# run.sh same RUNS [TARGET...]: fuzzes each target of tests/fuzz, always with the same inputs: a test of what is built, not of luck.
# run.sh new SECONDS [TARGET...]: fuzzes each of them for so long, with inputs that no run has had, and keeps what it learns.
# Status 1 on any crash. Targets: fuzz_rows (from bytes to rows), fuzz_number (a cell to its number), fuzz_lexeme (to all that it can be), fuzz_text (running text to
# rows), fuzz_xlsx and fuzz_ods (from the XML of a workbook, or its bytes, to reports), fuzz_bulk (files of many cases),
# fuzz_check (the whole way from bytes to reports), fuzz_calc (to what a budget should be, and back). First come the inputs of
# tests/fuzz/regress, which crashed once.
set -eu
usage='usage: run.sh same RUNS | new SECONDS [TARGET...]'
cd "$(dirname "$0")/../.."
manner=${1:?$usage}
amount=${2:?$usage}
shift 2
targets=${*:-fuzz_rows fuzz_number fuzz_lexeme fuzz_text fuzz_xlsx fuzz_ods fuzz_bulk fuzz_check fuzz_calc}
build=build/fuzz
corpus=$build/corpus-$manner
jobs=$(nproc 2>/dev/null || echo 2)
CLANG=${CLANG:-clang}
export ASAN_OPTIONS=detect_leaks=1:abort_on_error=0 UBSAN_OPTIONS=print_stacktrace=1:halt_on_error=1

# All rooms but the command line. Comparisons are not traced, which takes most of the time: the dictionary stands in.
build_targets() {
    objects=$(ls src/*/*.c src/*/*/*.c | grep -v '^src/cli/' | sed "s,^src,$build,; s,c\$,o,")
    ${MAKE:-make} -s -j "$jobs" CC="$CLANG" BUILD=$build WARNINGS=-fno-sanitize-coverage=trace-cmp \
        SANITIZE=fuzzer-no-link,address,undefined $objects
    for target in $targets; do
        $CLANG -std=c17 -D_GNU_SOURCE -O1 -g -Iinclude -Isrc/reading -Isrc/source/running -fsanitize=fuzzer,address,undefined -fno-sanitize-recover=all \
            -o $build/$target tests/fuzz/$target.c $objects $(${MAKE:-make} -s --no-print-directory libraries)
    done
}

# A folder of tables as one input.
join_case() {
    for file in "$1"/*; do
        [ -f "$file" ] || continue
        printf '==== %s\n' "$(basename "$file")"
        cat "$file"
        echo
    done
}

seed() {
    printf "$2" > "$corpus/seed-$1"
}

make_corpus() {
    mkdir -p "$corpus"
    for folder in data/examples/*/ tests/cases/*/*/input/; do
        [ -d "$folder" ] || continue
        join_case "$folder" > "$corpus/case-$(echo "$folder" | tr / -)"
        for file in "$folder"*; do
            [ -f "$file" ] && cp "$file" "$corpus/file-$(echo "$file" | tr / -)"
        done
    done
    for file in tests/cases/*/*/input; do
        [ -f "$file" ] && cp "$file" "$corpus/file-$(echo "$file" | tr / -)"
    done
    seed costs 'Kostnadstyp;2020;2021;Totalt\nPersonal;1 000;2 000;3 000\nSumma kostnader;1 000;2 000;3 000\n'
    seed quotes 'Kostnadstyp;2020\n"Personal;1 000\n"Resor" och;2\nResor och logi;"3 ""000"\n'
    seed numbers 'Kostnadstyp;2020\nPersonal;1,234\nExterna tjänster;12.34.56\nResor;99999999999999999999\n'
    seed wide 'Kostnadstyp;2020;2021;2022;2023;2024;Totalt\nPersonal;1;2;3;4;5;15;;;9\n'
    seed mixed 'Kostnadstyp;2020\nPersonal\303\244;1\nLog\351;2\n\303\245\303\244\303\266;3\n'
    seed utf16 '\377\376K\0o\0s\0t\0n\0a\0d\0s\0t\0y\0p\0;\0002\0000\0002\0000\0\n\0P\0;\0001\0\n'
    seed plan 'Typ;Namn;Startdatum;Slutdatum;Kostnad\nAktivitet;A;2021-02-30;2021-03-01;5\nDelaktivitet;B;;;5\n'
    seed interval 'Aktivitet;Lägst;Högst\nA;1;2\nTotal årlig kostnad;1;2\nTotal kostnad treårigt program;3;7\n'
    seed large 'Kostnadstyp;2020;Totalt\nPersonal;92233720368547758,07;92233720368547758,07\nResor;1;1\n'
    seed bulk 'Dnr;Kostnadslag;Rad;Year;Amount\n7;Personal;A;2021;1\n8;Personal;;;2\n7;Personal;;2021;1\n'
    seed lines 'Dnr;Kostnadslag;2021;Totalt\n7;Personal;1;1\n7; - A;"1";\n8;EU-medel;2;2\n'
    seed empty ''
    seed case '==== projekt.csv\nUppgift;Värde\nHögsta stödbelopp;1 000\n==== k.csv\nKostnadstyp;2020\nPersonal;1\n'
}

# Workbooks have a corpus and words of their own.
make_workbook_corpus() {
    tables=$corpus
    for corpus in $tables-fuzz_xlsx $tables-fuzz_ods; do
        mkdir -p "$corpus"
        for file in tests/cases/*/*/input/*.xlsx tests/cases/*/*/input/*.ods; do
            cp "$file" "$corpus/file-$(echo "$file" | tr / -)"
        done
    done
    sheet='<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>%s</sheetData></worksheet>'
    namespace='urn:oasis:names:tc:opendocument:xmlns'
    content="<office:document-content xmlns:office=\"$namespace:office:1.0\" xmlns:table=\"$namespace:table:1.0\" \
xmlns:text=\"$namespace:text:1.0\"><office:body><office:spreadsheet><table:table table:name=\"A\">%s\
</table:table></office:spreadsheet></office:body></office:document-content>"
    corpus=$tables-fuzz_xlsx
    seed costs "$(printf "$sheet" '<row r="1"><c t="s"><v>1</v></c><c><v>2021</v></c><c t="s"><v>3</v></c></row><row r="2"><c t="s"><v>0</v></c><c><v>5.5</v></c><c><f>B2</f></c></row><row><c t="s"><v>2</v></c></row>')"
    seed kinds "$(printf "$sheet" '<row hidden="1"><c r="C1" s="1"><v>0.5</v></c><c s="2"><v>44348</v></c><c t="inlineStr"><is><t>a_x000D_</t></is></c></row>')"
    corpus=$tables-fuzz_ods
    seed costs "$(printf "$content" '<table:table-row table:number-rows-repeated="2"><table:table-cell office:value-type="string"><text:p>Kostnadslag</text:p></table:table-cell><table:table-cell table:number-columns-repeated="2" office:value-type="float" office:value="2021"><text:p>2021</text:p></table:table-cell></table:table-row>')"
    corpus=$tables
}

run_regress() {
    for input in tests/fuzz/regress/*; do
        [ -f "$input" ] || continue
        $build/$1 -timeout=10 "$input" > $build/regress.log 2>&1 || {
            tail -n 30 $build/regress.log >&2
            echo "tests/fuzz/run.sh: $input crashes $1" >&2
            exit 1
        }
    done
}

# A hundredth of the runs of each target: the quick ones have more.
share_of_runs() {
    case $1 in
    fuzz_number | fuzz_lexeme) echo 400 ;;
    fuzz_check) echo 100 ;;
    fuzz_rows | fuzz_xlsx) echo 20 ;;
    *) echo 10 ;;
    esac
}

# What makes a run the same as the one before, or new. The list stands for the folder, whose order is nobody's.
manner_of() {
    if [ "$manner" = same ]; then
        find "$2" -type f | LC_ALL=C sort | paste -sd , > $build/inputs
        echo "-seed=1 -runs=$((amount * $(share_of_runs $1) / 100)) -seed_inputs=@$build/inputs"
    else
        echo "-max_total_time=$amount $2"
    fi
}

# A crash leaves its input in $build/crash-... and ends the script.
fuzz() {
    case $1 in
    fuzz_xlsx | fuzz_ods) words=workbook own=$corpus-$1 ;;
    *) words=budget own=$corpus ;;
    esac
    $build/$1 -max_len=16384 -timeout=10 -rss_limit_mb=1024 -dict=tests/fuzz/$words.dict -artifact_prefix=$build/ -verbosity=0 \
        -print_final_stats=1 $(manner_of $1 $own) > $build/fuzz.log 2>&1 || {
        grep -E 'broken promise|ERROR|#[0-9]+ .* (src|tests)/' $build/fuzz.log >&2
        tail -n 12 $build/fuzz.log >&2
        echo "tests/fuzz/run.sh: the input that crashes $1 is in $build" >&2
        exit 1
    }
    echo "fuzzed $1: $(sed -n 's/^stat::number_of_executed_units: *//p' $build/fuzz.log) runs without a crash"
}

build_targets
[ "$manner" = new ] || rm -rf "$corpus" "$corpus"-fuzz_*
make_corpus
make_workbook_corpus
for target in $targets; do
    run_regress $target
    fuzz $target
done
