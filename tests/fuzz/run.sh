#!/bin/sh
# run.sh SECONDS RUNS [TARGET...]: fuzzes each target of tests/fuzz (fuzz_check: the way from bytes to reports; fuzz_calc:
# to what a budget should be, and back; fuzz_text: running text to rows) until both are reached, fuzz_calc for a tenth of the runs, since each is four runs of
# the other; status 1 on any crash. First come the inputs of tests/fuzz/regress, which crashed once.
set -eu
cd "$(dirname "$0")/../.."
seconds=${1:?usage: run.sh SECONDS RUNS [TARGET...]}
runs=${2:?usage: run.sh SECONDS RUNS [TARGET...]}
shift 2
targets=${*:-fuzz_check fuzz_calc fuzz_text}
build=build/fuzz
corpus=$build/corpus
jobs=$(nproc 2>/dev/null || echo 2)
CLANG=${CLANG:-clang}
export ASAN_OPTIONS=detect_leaks=1:abort_on_error=0 UBSAN_OPTIONS=print_stacktrace=1:halt_on_error=1

# All rooms but the command line. Comparisons are not traced, which takes most of the time: the dictionary stands in.
build_targets() {
    objects=$(ls src/*/*.c | grep -v '^src/cli/' | sed "s,^src,$build,; s,c\$,o,")
    ${MAKE:-make} -s -j "$jobs" CC="$CLANG" BUILD=$build WARNINGS=-fno-sanitize-coverage=trace-cmp \
        SANITIZE=fuzzer-no-link,address,undefined $objects
    for target in $targets; do
        $CLANG -std=c17 -D_GNU_SOURCE -O1 -g -Iinclude -Isrc/reading -fsanitize=fuzzer,address,undefined -fno-sanitize-recover=all \
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
    for folder in data/examples/*/ tests/cases/*/input/; do
        [ -d "$folder" ] || continue
        join_case "$folder" > "$corpus/case-$(echo "$folder" | tr / -)"
        for file in "$folder"*; do
            [ -f "$file" ] && cp "$file" "$corpus/file-$(echo "$file" | tr / -)"
        done
    done
    for file in tests/cases/*/input; do
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
    seed empty ''
    seed case '==== projekt.csv\nUppgift;Värde\nHögsta stödbelopp;1 000\n==== k.csv\nKostnadstyp;2020\nPersonal;1\n'
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

# One libFuzzer call; a crash leaves its input in $build/crash-... and ends the script.
fuzz() {
    target=$1
    shift
    $build/$target "$@" -max_len=16384 -timeout=10 -rss_limit_mb=1024 -dict=tests/fuzz/budget.dict \
        -artifact_prefix=$build/ -verbosity=0 -print_final_stats=1 "$corpus" > $build/fuzz.log 2>&1 || {
        tail -n 40 $build/fuzz.log >&2
        echo "tests/fuzz/run.sh: the input that crashes $target is in $build" >&2
        exit 1
    }
    sed -n 's/^stat::number_of_executed_units: *//p' $build/fuzz.log
}

build_targets
make_corpus
for target in $targets; do
    run_regress $target
    done_runs=0
    [ $target = fuzz_calc ] && wanted=$((runs / 10)) || wanted=$runs
    [ "$seconds" -eq 0 ] || done_runs=$(fuzz $target -max_total_time="$seconds")
    if [ "$done_runs" -lt "$wanted" ]; then
        done_runs=$((done_runs + $(fuzz $target -runs=$((wanted - done_runs)))))
    fi
    echo "fuzzed $target: $done_runs runs without a crash"
done
