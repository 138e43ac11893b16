"""Looks for inputs that break a target, with libFuzzer: run.py BUILD [SECONDS [TARGET…]]

Each target begins with what is kept in corpus/NAME and with what earlier runs in this build folder left, so that long runs go
on where short ones stopped. Two run at a time; each prints a line. Fails when anything is found."""

import concurrent.futures
import os
import pathlib
import re
import subprocess
import sys
import xml.etree.ElementTree as tree

HERE = pathlib.Path(__file__).parent.resolve()
AT_A_TIME = 2
# The plain program has 2 seconds and 500 MB for whole files (tests/hostile); for these small inputs the sanitizers, and a
# machine that is busy, may take longer.
MOST_BYTES, MOST_SECONDS, MOST_MEGABYTES = 8192, 10, 500
# Words of the format; all others are JSON.
WORDS = {"markdown": "transcript", "text": "transcript"}
# GLib is built without frame pointers, so that no two allocations seem to be made in the same place, and the sanitizer
# would keep a stack of each. Who replays an input sees them all the same.
OPTIONS = "malloc_context_size=0:quarantine_size_mb=8"


def targets_of(build):
    return sorted(path.name[len("fuzz-") :] for path in build.glob("tests/fuzz/fuzz-*") if path.is_file())


def number(name, log):
    match = re.search(rf"stat::{name}:\s+(\d+)", log)
    return int(match.group(1)) if match else 0


def run(build, name, seconds):
    """(inputs tried, new ones kept, what was found: paths)"""
    folder = build / "fuzz" / name
    own, found, kept = folder / "corpus", folder / "found", HERE / "corpus" / name
    for path in (own, found):
        path.mkdir(parents=True, exist_ok=True)
    before = set(found.iterdir())
    words = HERE / f"{WORDS.get(name, 'json')}.dict"
    command = [
        build / "tests" / "fuzz" / f"fuzz-{name}",
        f"-max_total_time={seconds}",
        f"-max_len={MOST_BYTES}",
        f"-timeout={MOST_SECONDS}",
        f"-rss_limit_mb={MOST_MEGABYTES}",
        f"-dict={words}",
        f"-artifact_prefix={found}/",
        "-print_final_stats=1",
        own,
        kept,
    ]
    environment = {**os.environ, "ASAN_OPTIONS": OPTIONS, "LC_ALL": "C.UTF-8", "GIO_USE_VFS": "local"}
    with open(folder / "log", "w+b") as stream:
        status = subprocess.run(command, stdout=stream, stderr=subprocess.STDOUT, env=environment).returncode
        stream.seek(0)
        log = stream.read().decode(errors="replace")
    new = sorted(set(found.iterdir()) - before)
    if status != 0 and not new:
        new = [folder / "log"]
    return number("number_of_executed_units", log), number("new_units_added", log), new


def report(build, name, seconds, tried, kept, new):
    if not new:
        print(f"{name}: {tried} inputs in {seconds} s, {kept} new ones kept, nothing found", flush=True)
        return
    print(f"{name}: {tried} inputs, {kept} new ones kept, found: {' '.join(map(str, new))}")
    print(f"  to see it again: {build / 'tests' / 'fuzz' / f'fuzz-{name}'} {new[0]}; what was said: {build / 'fuzz' / name / 'log'}")
    sys.stdout.flush()


def main():
    build = pathlib.Path(sys.argv[1])
    seconds = int(sys.argv[2]) if len(sys.argv) > 2 else 30
    every = targets_of(build)
    chosen = sys.argv[3:] or every
    unknown = [name for name in chosen if name not in every]
    if unknown or not every:
        sys.exit(f"There is no target {' '.join(unknown)}; there are: {' '.join(every)}")
    suite = tree.Element("testsuite", name="fuzzers", tests=str(len(chosen)))
    failed = 0
    with concurrent.futures.ThreadPoolExecutor(AT_A_TIME) as pool:
        jobs = {pool.submit(run, build, name, seconds): name for name in chosen}
        for job in concurrent.futures.as_completed(jobs):
            name = jobs[job]
            tried, kept, new = job.result()
            report(build, name, seconds, tried, kept, new)
            case = tree.SubElement(suite, "testcase", classname="fuzzers", name=name)
            if new or not tried:
                tree.SubElement(case, "failure", message=f"found {' '.join(map(str, new))}")
                failed += 1
    root = tree.Element("testsuites")
    root.append(suite)
    tree.ElementTree(root).write(build / "fuzz" / "junit.xml", encoding="utf-8", xml_declaration=True)
    sys.exit(1 if failed else 0)


main()
