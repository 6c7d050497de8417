#!/usr/bin/env bash
# Makes NotoSansCJK-subset.woff from Debian's fonts-noto-cjk with pyftsubset
# (Debian's fonttools, 4.38): the 3,755 commonest simplified and 5,401 commonest
# traditional characters (GB 2312 and Big5, level 1), kana, and the marks and
# signs of GB 2312, beside every character that knowledge/base has from these
# blocks. Layout tables go: a card sets these in a row, and joins nothing.
set -euo pipefail
cd "$(dirname "$0")"
chars="$(mktemp)"
trap 'rm -f "$chars"' EXIT
python3 - ../../../knowledge/base >"$chars" <<'PY'
import pathlib, sys
def rows(codec, leads, trails):
    for a in leads:
        for b in trails:
            yield bytes([a, b]).decode(codec, "ignore")
gb = range(0xA1, 0xFF)
have = set(rows("gb2312", range(0xA1, 0xA6), gb)) | set(rows("gb2312", range(0xB0, 0xD8), gb))
have |= set(rows("big5", range(0xA4, 0xC7), [*range(0x40, 0x7F), *gb]))
for file in pathlib.Path(sys.argv[1]).rglob("*.*"):
    have |= {c for c in file.read_text("utf-8") if "\u2e80" <= c <= "\uffef"}
sys.stdout.reconfigure(encoding="utf-8")
print("".join(sorted(have)))
PY
pyftsubset "${1:-/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc}" --font-number=2 \
  --text-file="$chars" --layout-features='' --no-hinting --name-IDs='*' \
  --drop-tables+=vhea,vmtx,VORG,BASE,GPOS,GSUB --flavor=woff --output-file=NotoSansCJK-subset.woff
