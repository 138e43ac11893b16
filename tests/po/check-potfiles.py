#!/usr/bin/env python3
"""Holds po/POTFILES.in against the sources: every file with words to translate is listed, and no other.

With --fix it writes the list anew."""
import pathlib
import re
import sys

MARKED = {
    ".c": re.compile(r"\b(?:_|N_|C_|Q_|NC_|ngettext|g_dngettext|dgettext|g_dpgettext2)\s*\("),
    ".h": re.compile(r"\b(?:_|N_|C_|NC_|ngettext)\s*\(\s*\""),
    ".ui": re.compile(r"\btranslatable=\"(?:yes|true)\""),
}
ALWAYS = (".desktop.in", ".metainfo.xml.in", ".xml.in")


def has_words(path):
    if path.name.endswith(ALWAYS):
        return True
    pattern = MARKED.get(path.suffix)
    return bool(pattern and pattern.search(path.read_text(encoding="utf-8")))


def main():
    root = pathlib.Path(sys.argv[1])
    listing = root / "po" / "POTFILES.in"
    wanted = sorted(str(path.relative_to(root)) for folder in ("data", "src") for path in (root / folder).rglob("*")
                    if path.is_file() and has_words(path))
    if "--fix" in sys.argv:
        listing.write_text("".join(f"{name}\n" for name in wanted), encoding="utf-8")
        return 0
    listed = [line.strip() for line in listing.read_text(encoding="utf-8").splitlines() if line.strip()]
    for name in sorted(set(wanted) - set(listed)):
        print(f"po/POTFILES.in lacks {name}", file=sys.stderr)
    for name in sorted(set(listed) - set(wanted)):
        print(f"po/POTFILES.in lists {name}, which has nothing to translate", file=sys.stderr)
    if listed != wanted:
        print("Mend it with: python3 tests/po/check-potfiles.py . --fix", file=sys.stderr)
        return 1
    return 0


sys.exit(main())
