#!/bin/sh
# Installs what is missing of Debian's packages, and says what: "build" what the program is built from, "test" also
# what its tests need, "bench" also what measures it. Nothing is installed, and no network is used, when all is there.
set -eu
build='gcc make libc6-dev libcsv-dev libutf8proc-dev libxlsxwriter-dev libminizip-dev
    libexpat1-dev zlib1g-dev'
tests="$build clang clang-format clang-tidy cppcheck libclang-rt-dev libcmocka-dev python3 locales
    python3-openpyxl libreoffice-calc poppler-utils"
case ${1:-} in
build) wanted=$build ;;
test) wanted=$tests ;;
bench) wanted="$tests valgrind" ;;
*) echo "usage: install.sh build|test|bench" >&2; exit 2 ;;
esac

missing=
for package in $wanted; do
    state=$(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null || true)
    [ "$state" = installed ] || missing="$missing $package"
done
[ -n "$missing" ] || exit 0

echo "installing:$missing"
as_root=
[ "$(id -u)" = 0 ] || as_root=sudo
export DEBIAN_FRONTEND=noninteractive
$as_root apt-get update -qq < /dev/null
# shellcheck disable=SC2086 # the list is meant to be split
$as_root apt-get install -y -qq --no-install-recommends $missing < /dev/null > /dev/null
