"""Prints the plain closing line of a test run from JUnit logs: meson's, and that of the fuzzers."""

import json
import pathlib
import re
import sys
import xml.etree.ElementTree as tree

# What a test printed stands in the log as it came, and XML does not take all of that.
NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def read(log):
    return tree.fromstring(NOT_XML.sub("?", pathlib.Path(log).read_bytes().decode("utf-8", "replace")).encode())


def count_broken(log):
    """The tests that did not end well: one that crashes has no failed case in meson's JUnit log."""
    name = pathlib.Path(log).name
    results = pathlib.Path(log).with_name(name.split(".")[0] + ".json")
    lines = results.read_text(errors="replace").splitlines() if results.exists() else []
    return sum(json.loads(line)["result"] in ("FAIL", "ERROR", "TIMEOUT", "INTERRUPT") for line in lines)


passed = failed = skipped = broken = missing = 0
for log in sys.argv[1:]:
    if not pathlib.Path(log).exists():
        missing += 1
        continue
    broken += count_broken(log)
    for case in read(log).iter("testcase"):
        kinds = {child.tag for child in case}
        if kinds & {"failure", "error"}:
            failed += 1
        elif "skipped" in kinds:
            skipped += 1
        else:
            passed += 1
failed = max(failed, broken) + missing
print(f"{passed} passed, {failed} failed" + (f", {skipped} skipped" if skipped else ""))
sys.exit(1 if failed or not passed else 0)
