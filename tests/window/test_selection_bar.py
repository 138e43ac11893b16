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
FIRST = re.compile("^1: tag ")
WORDS = "a new tag"
# Where in the text the passage is, and how often the bar is pressed: what went wrong hung on the moment.
START, END = (250, 90), (330, 115)
OTHER = (100, 15), (200, 15)
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


def try_again(person, cell):
    """What was typed for a passage and given up is not there for the next one: all tags are offered."""
    select_and_type(person, cell)
    person.key("Escape", pause=0.3)
    person.shot(SHOTS / "given-up.png")
    if not person.all(name=FIRST, root=person.find(name=BAR)):
        raise Failure("the bar does not offer the tags when what was typed is given up")
    person.type(WORDS)
    person.drag(cell, *OTHER)
    until("the bar", lambda: is_bar_shown(person), limit=5)
    person.shot(SHOTS / "again.png")
    if not person.all(name=FIRST, root=person.find(name=BAR)):
        raise Failure("the bar does not offer the tags for another passage")
    person.key("Escape", pause=0.3)
    person.key("Left", pause=0.3)


def try_dragged_passage(person, cell):
    """The selected passage can be dragged away, to another program; afterwards the pointer, which moves with no button
    pressed, selects nothing."""
    person.drag(cell, *OTHER)
    until("the bar", lambda: is_bar_shown(person), limit=5)
    selected = Atspi.Text.get_selection(cell, 0).start_offset
    person.drag(cell, (150, 15), (150, 40))
    time.sleep(1)
    x, y, _, _ = person.box(cell)
    for step in range(10):
        person.point(x + 200, y + 50 * step)
    person.shot(SHOTS / "dragged.png")
    if not Atspi.Text.get_n_selections(cell):
        raise Failure("the selection followed the pointer, with no button pressed")
    person.drag(cell, (250, 15), (350, 15))
    person.shot(SHOTS / "after-dragged.png")
    if Atspi.Text.get_selection(cell, 0).start_offset == selected:
        raise Failure("the first press after that did nothing")
    person.key("Escape", pause=0.3)
    person.key("Left", pause=0.3)


def place_of_bar(person):
    """Where the windows are that lie over the program's own: x and y of each."""
    windows = set(xdotool("search", "--onlyvisible", "--pid", person.process.pid).split()) - {str(person.window_id)}
    places = []
    for window in sorted(windows):
        lines = xdotool("getwindowgeometry", "--shell", window).splitlines()
        geometry = dict(line.split("=") for line in lines)
        places.append((int(geometry["X"]), int(geometry["Y"])))
    return places


def resting_place_of_bar(person):
    """The same, once it stays: the panel takes a moment to come and go."""
    before = []

    def stays():
        before.append(place_of_bar(person))
        return len(before) > 1 and before[-1] == before[-2]

    until("the bar to stay where it is", stays, limit=10, pause=0.5)
    return before[-1]


def try_other_width(person, cell):
    """The side panel comes and goes: the bar stays under the passage, wherever its lines are by then."""
    person.drag(cell, START, END)
    until("the bar", lambda: is_bar_shown(person), limit=5)
    before = resting_place_of_bar(person)
    for name in ("without", "with"):
        person.key("F9", pause=1)
        person.shot(SHOTS / f"{name}-panel.png")
        moved = resting_place_of_bar(person)
        # Asked for, it takes its place anew.
        person.key("ctrl+t", pause=1)
        anew = resting_place_of_bar(person)
        if not moved or moved != anew:
            raise Failure(f"the bar is at {moved} {name} the panel, where it should be at {anew}")
    if moved != before:
        raise Failure(f"the bar is at {moved} as the panel is there again, and was at {before}")
    person.key("Escape", pause=0.3)
    person.key("Escape", pause=0.3)
    person.key("Left", pause=0.3)


def try_scrolled_away(person, cell):
    """The bar goes when its passage leaves the screen: what is typed then goes to the text, not to what is hidden."""
    select_and_type(person, cell)
    person.scroll(cell, 40)
    until("the bar to go", lambda: not is_bar_shown(person), limit=5)
    person.shot(SHOTS / "scrolled.png")
    focused = person.focused()
    if not focused or focused.get_name() != cell.get_name():
        raise Failure(f"the focus is in {focused and focused.get_name()!r}")
    person.scroll(cell, -40)
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
    tries = (("a press into the bar", try_presses), ("another passage", try_again),
             ("a passage dragged away", try_dragged_passage),
             ("another width", try_other_width), ("scrolled away", try_scrolled_away),
             ("a shortcut from the bar", try_shortcut))
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
