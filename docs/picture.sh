#!/bin/sh
# Makes docs/sammanfattning.png, the picture in README.md, from a real workbook: picture.sh PROGRAM
# Needs libreoffice-calc, poppler-utils, imagemagick and a font as wide as Calibri (fonts-crosextra-carlito).
set -eu
program=$1
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir -p "$work/profile/user"
cat > "$work/profile/user/registrymodifications.xcu" <<XCU
<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Setup/L10N"><prop oor:name="ooSetupSystemLocale" oor:op="fuse"><value>sv-SE</value></prop></item>
</oor:items>
XCU
"$program" report --lang sv --fail-on error -o "$work/sammanfattning.xlsx" data/examples/digitaliseringsguiden || [ $? = 1 ]
soffice "-env:UserInstallation=file://$work/profile" --headless --convert-to pdf --outdir "$work" \
    "$work/sammanfattning.xlsx" > "$work/log" 2>&1
pdftoppm -r 110 -f 1 -l 1 -png -singlefile "$work/sammanfattning.pdf" "$work/page"
convert "$work/page.png" -trim +repage -bordercolor white -border 12 -colors 64 -strip docs/sammanfattning.png
