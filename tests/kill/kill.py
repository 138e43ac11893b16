"""The program is killed at random moments while somebody works with it; nothing older than a second may be lost.

    kill.py PROGRAM [--kills N] [--workers N] [--seed N] [--kind KIND]

Prints TAP: one line a kind of story. A story that fails says its seed and leaves its folder. DZ_KILL_SEED is the first
seed and DZ_KILLS the number of kills where the command line does not say.
"""

import argparse
import collections
import concurrent.futures
import json
import os
import pathlib
import random
import subprocess
import sys
import tempfile
import threading
import time

HERE = pathlib.Path(__file__).resolve().parent
PER_STORY = 6
# In these shares
KINDS = ["titled", "titled", "titled", "untitled", "untitled", "manual", "pair", "mixed", "large"]


class Worker:
    """A process with a display of its own that tells stories."""

    def __init__(self, program):
        self.process = subprocess.Popen(
            [HERE.parent / "with-display", "/usr/bin/python3", HERE / "worker.py", program],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
            env=dict(os.environ, DZ_SCREEN="1300x850"))

    def tell(self, wanted):
        self.process.stdin.write(json.dumps(wanted) + "\n")
        self.process.stdin.flush()
        answer = self.process.stdout.readline()
        if not answer:
            return {"counts": {}, "moments": {}, "complaints": [], "error": "the teller of the story ended"}
        return json.loads(answer)

    def end(self):
        self.process.stdin.close()
        self.process.wait()


class Run:
    def __init__(self, options):
        self.options = options
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="duizhao-kill-"))
        self.workers = [Worker(options.program) for _ in range(options.workers)]
        self.idle = list(self.workers)
        self.lock = threading.Lock()
        self.totals = collections.defaultdict(collections.Counter)
        self.moments = collections.Counter()
        self.complaints = []
        self.failures = collections.defaultdict(list)
        self.begun = time.monotonic()

    def story(self, number, kind, kills):
        seed = self.options.seed + number
        folder = self.folder / f"{kind}-{seed}"
        with self.lock:
            worker = self.idle.pop()
        answer = worker.tell({"kind": kind, "seed": seed, "kills": kills, "folder": str(folder)})
        with self.lock:
            self.idle.append(worker)
            self.totals[kind].update(answer["counts"])
            self.moments.update(answer["moments"])
            self.complaints += answer["complaints"]
            if answer["error"]:
                self.failures[kind].append(seed)
                print(f"# {kind}, DZ_KILL_SEED={seed}, kept in {folder}: " + answer["error"].replace("\n", "\n#   "),
                      flush=True)

    def tell_all(self, plan):
        with concurrent.futures.ThreadPoolExecutor(len(self.workers)) as pool:
            for task in [pool.submit(self.story, *wanted) for wanted in plan]:
                task.result()
        for worker in self.workers:
            worker.end()

    def report(self, kinds):
        for number, kind in enumerate(kinds, 1):
            counts = self.totals[kind]
            bad = "not " if self.failures[kind] else ""
            print(f"{bad}ok {number} {kind}: {counts['kills']} kills, {counts['starts']} starts, "
                  f"{counts['acknowledged']} acknowledged changes all there, {counts['younger']} younger than a second gone")
        print(f"{'not ' if self.complaints else ''}ok {len(kinds) + 1} GTK complained {len(self.complaints)} times")
        for line in sorted(self.complaints)[:10]:
            print(f"#   {line}")
        total = sum(self.totals.values(), collections.Counter())
        moments = ", ".join(f"{count} {moment}" for moment, count in sorted(self.moments.items()))
        print(f"# {total['kills']} kills ({moments}, the others while working), {total['acknowledged']} acknowledged "
              f"changes compared, {total['younger']} younger than a second gone, {total['starts']} starts, "
              f"{sum(map(len, self.failures.values()))} stories failed, {time.monotonic() - self.begun:.0f} s")
        if not any(self.failures.values()):
            self.folder.rmdir()


def make_plan(options):
    """(number, kind, kills) of each story, so that all together they kill as often as wanted."""
    kinds = [options.kind] if options.kind else KINDS
    plan = []
    left = options.kills
    while left > 0:
        plan.append((len(plan), kinds[len(plan) % len(kinds)], min(PER_STORY, left)))
        left -= PER_STORY
    return plan


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("program", type=lambda path: str(pathlib.Path(path).resolve()))
    parser.add_argument("--kills", type=int, default=int(os.environ.get("DZ_KILLS", 200)))
    parser.add_argument("--workers", type=int, default=max(3, (os.cpu_count() or 1) + 1))
    parser.add_argument("--seed", type=int, default=int(os.environ.get("DZ_KILL_SEED", random.randrange(1_000_000))))
    parser.add_argument("--kind", choices=sorted(set(KINDS)))
    options = parser.parse_args()
    plan = make_plan(options)
    kinds = sorted({kind for _, kind, _ in plan})
    print(f"1..{len(kinds) + 1}\n# the first seed is {options.seed}", flush=True)
    run = Run(options)
    run.tell_all(plan)
    run.report(kinds)
    sys.exit(1 if run.complaints or any(run.failures.values()) else 0)


if __name__ == "__main__":
    main()
