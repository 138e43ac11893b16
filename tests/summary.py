"""Prints how a test run ended, from its JUnit logs (meson's, and that of the fuzzers): what failed, with the end of what it
printed, then one plain line of counts."""

import json
import pathlib
import re
import sys
import xml.etree.ElementTree as tree

# What a test printed stands in the log as it came, and XML does not take all of that.
NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
NOT_GOOD = ("FAIL", "ERROR", "TIMEOUT", "INTERRUPT")
LINES_SHOWN = 40


def read(log):
    return tree.fromstring(NOT_XML.sub("?", pathlib.Path(log).read_bytes().decode("utf-8", "replace")).encode())


def read_broken(log):
    """The tests that did not end well: one that crashes has no failed case in meson's JUnit log."""
    name = pathlib.Path(log).name
    results = pathlib.Path(log).with_name(name.split(".")[0] + ".json")
    lines = results.read_text(errors="replace").splitlines() if results.exists() else []
    return [test for test in map(json.loads, lines) if test["result"] in NOT_GOOD]


def show_broken(log, test):
    print(f"\n{test['result']}: {test['name']} after {test['duration']:.0f} s, in {log}")
    for stream in ("stdout", "stderr"):
        lines = test.get(stream, "").splitlines()
        # TAP says much of what went well; what did not may stand far above the end.
        bad = [line for line in lines[:-LINES_SHOWN] if line.startswith(("not ok", "Bail out"))]
        for line in bad + lines[-LINES_SHOWN:]:
            print(f"  {line}")


passed = failed = skipped = broken = missing = 0
for log in sys.argv[1:]:
    if not pathlib.Path(log).exists():
        print(f"\nThere is no {log}: what should have written it ended before.")
        missing += 1
        continue
    bad = read_broken(log)
    broken += len(bad)
    for test in bad:
        show_broken(log, test)
    for case in read(log).iter("testcase"):
        kinds = {child.tag for child in case}
        if kinds & {"failure", "error"}:
            failed += 1
            print(f"\nfailed: {case.get('classname')} {case.get('name')}")
        elif "skipped" in kinds:
            skipped += 1
        else:
            passed += 1
failed = max(failed, broken) + missing
print(f"{passed} passed, {failed} failed" + (f", {skipped} skipped" if skipped else ""))
sys.exit(1 if failed or not passed else 0)
