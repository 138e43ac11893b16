"""The bar under a selected passage, used with the pointer: what is pressed there is pressed there, and the passage stays
selected.

    test_selection_bar.py PROGRAM SAMPLE
"""

import pathlib
import re
import shutil
import sys
import tempfile
import time

from person import Atspi, Failure, Program, until, xdotool

SHOTS = pathlib.Path(sys.argv[1]).resolve().parent.parent / "shots" / "selection-bar"
BAR = "Tag the selected passage"
WORDS = "a new tag"
# Where in the text the passage is, and how often the bar is pressed: what went wrong hung on the moment.
START, END = (250, 90), (330, 115)
TIMES = 4


def is_bar_shown(person):
    return bool(person.all(name=BAR, state=Atspi.StateType.VISIBLE))


def select_and_type(person, cell):
    """Letters in the Chinese text go to the bar, which gets lower as fewer tags are left."""
    person.drag(cell, START, END)
    until("the bar", lambda: is_bar_shown(person), limit=5)
    person.type(WORDS)
    until("the focus in the bar", lambda: person.all("text", root=person.find(name=BAR), state=Atspi.StateType.FOCUSED),
          limit=5)


def press_into(person, cell):
    """Presses into the field of the bar as soon as the pointer is there, and moves away while pressed."""
    x, y, _, _ = person.box(cell)
    at = (x + END[0] + 30, y + END[1] + 45)
    xdotool("mousemove", "--window", person.window_id, int(at[0]), int(at[1]))
    time.sleep(0.1)
    xdotool("mousedown", 1)
    for part in range(1, 5):
        person.point(at[0] + 60 * part, at[1] + 10 * part)
    xdotool("mouseup", 1)
    time.sleep(0.3)


def try_presses(person, cell):
    for count in range(TIMES):
        select_and_type(person, cell)
        press_into(person, cell)
        person.shot(SHOTS / f"pressed-{count}.png")
        if not is_bar_shown(person):
            raise Failure("a press into the bar went to the text below it: the passage is no longer selected")
        person.key("Escape", pause=0.3)
        person.key("Escape", pause=0.3)
        person.key("Left", pause=0.3)


def try_shortcut(person, cell):
    """The window's own keys work while the focus is in the bar."""
    select_and_type(person, cell)
    person.key("ctrl+w")
    person.wait_end()


def main():
    program, sample = (pathlib.Path(argument).resolve() for argument in sys.argv[1:3])
    folder = pathlib.Path(tempfile.mkdtemp(prefix="duizhao-bar-"))
    path = folder / "talk.duizhao"
    shutil.copy(sample, path)
    tries = (("a press into the bar", try_presses), ("a shortcut from the bar", try_shortcut))
    print(f"1..{len(tries)}")
    person = Program(program, path)
    failed = 0
    try:
        cell = person.find("text", re.compile("^Original, block 1\\b"))
        for number, (name, do) in enumerate(tries, 1):
            try:
                do(person, cell)
                print(f"ok {number} {name}", flush=True)
            except Failure as failure:
                person.shot(SHOTS / f"failure-{number}.png")
                print(f"# {failure}\nnot ok {number} {name}", flush=True)
                failed += 1
    finally:
        person.stop()
        shutil.rmtree(folder)
    sys.exit(1 if failed else 0)


main()
