#!/usr/bin/env python3
"""Holds a translation against the words that stand in the sources now: none missing, none doubtful, none out of date."""
import os
import pathlib
import re
import subprocess
import sys
import tempfile

KEYWORDS = ["_", "N_", "C_:1c,2", "NC_:1c,2", "Q_:1g", "ngettext:1,2", "g_dcgettext:2", "g_dngettext:2,3", "g_dpgettext2:2c,3"]


def run(*command):
    return subprocess.run(command, check=True, capture_output=True, text=True, env=dict(os.environ, LC_ALL="C.UTF-8"))


def main():
    root, language = pathlib.Path(sys.argv[1]), sys.argv[2]
    with tempfile.TemporaryDirectory() as folder:
        template, merged = f"{folder}/duizhao.pot", f"{folder}/merged.po"
        run("xgettext", f"--directory={root}", f"--files-from={root / 'po' / 'POTFILES.in'}", "--from-code=UTF-8", "--add-comments",
            *(f"--keyword={word}" for word in KEYWORDS), f"--output={template}")
        run("msgmerge", "--quiet", "--no-fuzzy-matching", f"--output-file={merged}", str(root / "po" / f"{language}.po"), template)
        missing = run("msgattrib", "--untranslated", "--no-obsolete", "--no-wrap", merged).stdout
        fuzzy = run("msgattrib", "--only-fuzzy", "--no-obsolete", "--no-wrap", str(root / "po" / f"{language}.po")).stdout
        entries = re.findall(r"^msgid \"(.+)\"$", missing, re.M) + re.findall(r"^msgid \"(.+)\"$", fuzzy, re.M)
    for entry in entries:
        print(f"po/{language}.po does not say: {entry}", file=sys.stderr)
    return 1 if entries else 0


sys.exit(main())
