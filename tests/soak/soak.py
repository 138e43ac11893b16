"""Uses the program at random as people do, for so many minutes: files opened and closed in several windows, keys, pointer,
dialogs, files changed and moved by others. Prints a line "name: value unit" a figure; ends with 1 when the program
complained, kept an object of a window that was closed, or takes more each time when everything is closed.

    soak.py PROGRAM CENSUS SAMPLE [--minutes N] [--seed N]     inside tests/with-display
"""

import argparse
import os
import pathlib
import random
import shutil
import sys
import tempfile
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "window"))

from census import Census  # noqa: E402
from figures import Figures  # noqa: E402
from person import Failure, Program, until  # noqa: E402
from user import User  # noqa: E402

# A shorter run says nothing about growth: the caches of the libraries are still filling.
JUDGED = 15  # minutes
MOST_GROWTH = 3  # percent, of the last third over the one before
MOST_MORE = 2  # descriptors and threads, of the last third over the one before
MOST_WINDOWS = 4
# Everything is closed so often, to see what is left; and so long it takes until all of it is let go of.
REST, SETTLED = 120, 4  # seconds


# On the welcome page Ctrl+Shift+D is GTK's own, and opens its inspector.
SETTINGS = """[org/gtk/gtk4/settings/debug]
enable-inspector-keybinding=false
"""


def prepare_settings():
    """Gives the environment of a program with settings in a file, as on a desktop."""
    path = pathlib.Path(os.environ["XDG_CONFIG_HOME"]) / "glib-2.0" / "settings" / "keyfile"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(SETTINGS)
    return {"GSETTINGS_BACKEND": "keyfile"}


def choose_size(user):
    """How many actions a person does before the next file."""
    return user.random.choice((4, 10, 20, 40))


def use(user, figures, end):
    """Opens, works and closes until the time is over; calls nothing after that."""
    rest = REST
    while figures.seconds() < end:
        if figures.seconds() >= rest:
            leave_one_empty(user)
            time.sleep(SETTLED)
            figures.take_at_rest()
            rest = figures.seconds() + REST
        user.open_something()
        for _ in range(choose_size(user)):
            user.act()
            figures.take()
            if figures.seconds() >= end:
                return
        windows = len(user.mains())
        while windows > MOST_WINDOWS or (windows > 1 and user.random.random() < 0.6):
            user.close_one()
            windows -= 1


def leave_one_empty(user):
    """Closes everything but one window without a file, as it was at the start."""
    user.restore_files()

    def ask_for_one():
        # A key that comes while the window manager has no window active is lost.
        user.settle()
        user.activate(user.person.window_id)
        user.press("ctrl+n", pause=1)
        return "Duizhao" in user.names()

    until("an empty window", ask_for_one, limit=60)
    for _ in range(60):
        rest = [window for window, name in user.mains().items() if name != "Duizhao"]
        empty = [window for window, name in user.mains().items() if name == "Duizhao"]
        if not rest and len(empty) == 1:
            return
        user.close_one(rest[0] if rest else empty[0])
    raise Failure(f"windows do not close: {user.names()}")


def find_left(census, before):
    return {name: count - before.get(name, 0) for name, count in census.alive().items() if count > before.get(name, 0)}


def shown(values):
    return " ".join(f"{value:.1f}" for value in values)


def report(figures, user, census, complaints, left, judged):
    """Prints the figures; TRUE when none misses its gate."""
    good = True

    def say(name, value, unit, gate=None):
        nonlocal good
        missed = gate is not None and value > gate
        good = good and not missed
        figure = f"{value:.1f}" if isinstance(value, float) else value
        print(f"soak-{name}: {figure} {unit}" + ("" if gate is None else f" (gate {gate}{', missed' if missed else ''})"))

    made = census.made()
    say("time", figures.seconds() / 60, "minutes")
    say("actions", user.count, "actions")
    say("opened", user.opened, "files")
    say("closed", user.closed, "windows")
    for name in ("DzWindow", "DzSession", "DzProject", "DzTextCell"):
        say(f"made-{name}", made.get(name, 0), "objects")
    say("rests", len(figures.rests), "times")
    say("resident-slope", figures.slope("resident"), "MB an hour")
    say("private-slope", figures.slope("private"), "MB an hour")
    for name in ("resident", "private"):
        say(f"{name}-thirds", shown(figures.parts(name, 3, figures.samples)), "MB")
        if judged:
            parts = figures.parts(name, 3, figures.rests)
            say(f"{name}-at-rest", shown(getattr(rest, name) for rest in figures.rests), "MB")
            say(f"{name}-at-rest-thirds", shown(parts), "MB")
            say(f"{name}-at-rest-growth", (parts[-1] / parts[-2] - 1) * 100, "%", MOST_GROWTH)
    for name, unit in (("descriptors", "open"), ("threads", "running")):
        parts = figures.parts(name, 3, figures.samples)
        say(f"{name}-thirds", shown(parts), unit)
        say(f"{name}-more", parts[-1] - parts[-2], unit, MOST_MORE if judged else None)
        if judged:
            parts = figures.parts(name, 3, figures.rests)
            say(f"{name}-at-rest-more", parts[-1] - parts[-2], unit, MOST_MORE)
    say("complaints", len(complaints), "lines", 0)
    say("left", sum(left.values()), "objects", 0)
    return good


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("program", type=pathlib.Path)
    parser.add_argument("census", type=pathlib.Path)
    parser.add_argument("sample", type=pathlib.Path)
    parser.add_argument("--minutes", type=float, default=30)
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(10**6))
    options = parser.parse_args()
    program = options.program.resolve()
    folder = pathlib.Path(tempfile.mkdtemp(prefix="duizhao-soak-"))
    census = Census(options.census.resolve(), folder)
    print(f"# seed {options.seed}", flush=True)
    person = Program(program, environment={**census.environment, **prepare_settings()})
    try:
        before = dict(census.alive())
        user = User(person, options.sample, folder, random.Random(options.seed))
        figures = Figures(person.process.pid)
        try:
            use(user, figures, options.minutes * 60)
            leave_one_empty(user)
            figures.take()
        except Exception:
            print("# the last things done: " + ", ".join(user.done[-30:]), flush=True)
            print(f"# the windows: {user.names()}", flush=True)
            person.shot(program.parent.parent / "shots" / "soak" / "failure.png")
            raise
        # What is let go of in a thread or in a moment is still there for as long; and GTK holds some things until the next
        # event comes.
        def is_let_go():
            person.point(*user.random_point())
            return not find_left(census, before)

        try:
            until("everything to be let go of", is_let_go, limit=30, pause=0.5)
        except Failure:
            pass
        left = find_left(census, before)
        complaints = person.complaints()
        good = report(figures, user, census, complaints, left, options.minutes >= JUDGED)
        for name, count in sorted(left.items()):
            print(f"# {count} of {name} are still there")
        print("".join(f"# {line}\n" for line in complaints[:20]), end="")
        print("# " + ", ".join(f"{name} {count}" for name, count in sorted(user.tally.items())))
    finally:
        if person.process.poll() is None:
            person.process.kill()
            person.process.wait()
        shutil.rmtree(folder)
    sys.exit(0 if good else 1)


if __name__ == "__main__":
    main()
