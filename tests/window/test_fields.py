"""Typing into the fields beside the text, as a person does it: slowly, with blanks and pauses, with undo, with an input
method. What is typed is safe a moment later, nothing moves meanwhile, and one undo takes it back.

    test_fields.py PROGRAM SAMPLE
"""

import json
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import time

from gi.repository import GLib

from inputmethod import Pinyin
from person import Atspi, Failure, Program, until, xdotool

SHOTS = pathlib.Path(sys.argv[1]).resolve().parent.parent / "shots" / "fields"
# Longer than it takes until what is typed is in the project, and than typing is one step in the text.
PAUSE = 1.3
# Until a project that was left alone has saved itself.
SAVED = 15
# What of a window of that height is not its header, and how far its panel can be scrolled.
SIZE = (1380, 860)
IN_SIGHT = (260, 840)
# How far above the lower edge the end of a long field may stand: some pixels are the fonts' and the theme's.
LAST_LINES = 60
MOST_STEPS = 30
PIECES = ("two  words", " and", " a blank at the end ", "after a pause ")


def read(path):
    return json.loads(path.read_text())


def content(path):
    return json.dumps(read(path), ensure_ascii=False, sort_keys=True)


def focused_field(person):
    """A popover has a focus of its own beside the window's: the field that is written in is the one that is no block."""
    for node in person.all(state=Atspi.StateType.FOCUSED):
        if node.get_role_name() in ("text", "entry") and ", block" not in (node.get_name() or ""):
            return node
    return None


def caret(node):
    return Atspi.Text.get_caret_offset(node)


def expect_field(person, field, text, position=None):
    """The field holds exactly that, and the caret stands there, or at its end."""
    if not field.is_readable:
        return
    node = field.node()
    until(f"“{text}” in the field, not “{person.text(node)}”", lambda: person.text(node) == text, limit=5)
    place = len(text) if position is None else position
    if caret(node) != place:
        raise Failure(f"the caret of “{text}” stands at {caret(node)}, not at {place}")


def expect_saved(path, find, expected):
    """What is typed comes into the file by itself."""
    until(f"“{expected}” in the file, not “{find(read(path))}”", lambda: find(read(path)) == expected, limit=SAVED)


def type_slowly(person, field, before, pieces):
    typed = before
    for piece in pieces:
        person.type(piece)
        typed += piece
        expect_field(person, field, typed)
        time.sleep(PAUSE)
        expect_field(person, field, typed)
    return typed


def return_to_text(person):
    person.key("F6")
    for _ in range(4):
        node = person.focused()
        if node and ", block" in (node.get_name() or ""):
            return
        person.key("F6")
        time.sleep(0.2)
    raise Failure("F6 does not lead back to the text")


def is_on(person, name):
    return person.find("push button", name).get_state_set().contains(Atspi.StateType.SENSITIVE)


def begin(path, field):
    """(the file before anybody goes there, what stands in the field)"""
    first = content(path)
    field.go()
    return first, field.find(read(path)) or ""


def take_back(person, path, field, first):
    """One undo, from the text, takes back what was typed into the field."""
    field.leave()
    person.key("ctrl+z")
    until("the file as it was", lambda: content(path) == first, limit=SAVED)


def try_field(person, path, field):
    """Types slowly at the end of a field, leaves, takes it back with one undo, and does it again."""
    first, before = begin(path, field)
    person.key(field.end)
    expect_field(person, field, before)
    typed = type_slowly(person, field, before, PIECES)
    expect_saved(path, field.find, typed.strip())
    field.leave()
    person.key("ctrl+z")
    expect_saved(path, lambda project: field.find(project) or "", before)
    until("the file as it was", lambda: content(path) == first, limit=SAVED)
    if is_on(person, "Undo"):
        raise Failure("one undo has not taken everything back")
    person.key("ctrl+shift+z")
    expect_saved(path, field.find, typed.strip())
    person.key("ctrl+z")
    until("the file as it was", lambda: content(path) == first, limit=SAVED)


def try_middle(person, path, field):
    """Types in the middle, where the caret has to stay; Ctrl+Z in the field takes back what was typed there."""
    first, before = begin(path, field)
    person.key(field.start, "Right", "Right")
    for piece in ("in ", "the", " middle "):
        person.type(piece)
        time.sleep(PAUSE)
    middle = "in the middle "
    expect_field(person, field, before[:2] + middle + before[2:], 2 + len(middle))
    expect_saved(path, field.find, before[:2] + middle + before[2:])
    for _ in range(30):
        if field.is_readable and person.text(field.node()) == before:
            break
        person.key("ctrl+z")
        time.sleep(0.2)
    expect_field(person, field, before, caret(field.node()) if field.is_readable else 0)
    time.sleep(PAUSE)
    field.leave()
    until("the file as it was", lambda: content(path) == first, limit=SAVED)


def try_composition(person, pinyin, path, field):
    """A composition that lasts longer than anything waits is neither lost nor there twice."""
    first, before = begin(path, field)
    person.key(field.end)
    pinyin.on()
    pinyin.compose("fangtan")
    time.sleep(PAUSE)
    pinyin.commit()
    expect_field(person, field, before + "访谈")
    pinyin.compose("fangtan")
    time.sleep(PAUSE)
    pinyin.commit()
    expect_field(person, field, before + "访谈访谈")
    pinyin.off()
    time.sleep(PAUSE)
    expect_saved(path, field.find, before + "访谈访谈")
    take_back(person, path, field, first)


def try_long(person, path, field):
    """Where a field grows beyond the panel, its end stays in sight."""
    first, before = begin(path, field)
    person.key(field.end)
    lines = " and a line more of it all" * 60
    person.type(lines)
    expect_field(person, field, before + lines)

    def is_end_in_sight():
        _, y, _, height = person.box(field.node())
        return SIZE[1] - LAST_LINES < y + height < SIZE[1]

    until("the end of the field in sight", is_end_in_sight, limit=5)
    expect_saved(path, field.find, before + lines)
    take_back(person, path, field, first)


class Note:
    """The note of a highlight, in the popover over the text."""

    is_readable = True
    start, end = "ctrl+Home", "ctrl+End"

    def __init__(self, person, path):
        self.person = person
        self.path = path
        self.highlight = None

    def node(self):
        return until("the field of the note", lambda: focused_field(self.person), limit=5)

    def find(self, project):
        return next(h for h in project["highlights"] if h["id"] == self.highlight).get("note")

    def go(self):
        self.person.key("ctrl+Home")
        self.person.key("alt+Down", pause=0.3)
        self.person.key("ctrl+h", pause=0.5)
        self.person.key("alt+n", pause=0.2)
        shown = self.person.text(self.node())
        noted = [h["id"] for h in read(self.path)["highlights"] if h.get("note") == shown]
        if len(noted) != 1:
            raise Failure(f"the note that is shown is no highlight's: “{shown}”")
        self.highlight = noted[0]

    def leave(self):
        self.person.key("Escape", pause=0.3)
        until("the focus back in the text", lambda: not focused_field(self.person), limit=5)


class Detail:
    """A field of the panel. libadwaita 1.2 tells nobody what is in a row of it: that the caret stays, and a blank at the end,
    is seen by what comes into the file."""

    is_readable = False
    start, end = "Home", "End"

    def __init__(self, person, name, find):
        self.person = person
        self.name = name
        self.find = find

    def node(self):
        return self.person.find("text", re.compile(f"^{re.escape(self.name)}$"))

    def go(self):
        """By a click: nobody is told which row has the focus either."""
        self.person.key("ctrl+shift+d", pause=0.5)
        for _ in range(MOST_STEPS):
            node = self.node()
            x, y, width, height = self.person.box(node)
            if IN_SIGHT[0] < y and y + height < IN_SIGHT[1]:
                self.person.click(node)
                return
            self.person.point(x + width / 2, sum(IN_SIGHT) / 2)
            xdotool("click", 4 if y < IN_SIGHT[0] else 5)
            time.sleep(0.4)
        raise Failure(f"“{self.name}” does not come into sight")

    def leave(self):
        return_to_text(self.person)


class Summary(Detail):
    """The one field of the panel with several lines."""

    is_readable = True
    start, end = "ctrl+Home", "ctrl+End"


def detail(name):
    return lambda project: project["documents"][0].get(name)


def speaker(project):
    return project["speakers"][0].get("name")


def start(program, path, pinyin):
    person = Program(program, path, environment=pinyin.environment)
    person.resize(*SIZE)
    person.find("text", re.compile("^Translation, block 1\\b"))
    return person


def run(program, sample, pinyin, folder, tries):
    """Each try leaves the file as it found it; one that fails leaves the next a program of its own."""
    path = folder / "talk.duizhao"
    failed = 0
    person = None
    for number, (name, attempt, make) in enumerate(tries, 1):
        try:
            if not person:
                # Written by this program, so that the files can be compared to the letter.
                path.unlink(missing_ok=True)
                subprocess.run([program, "convert", sample, path], check=True)
                person = start(program, path, pinyin)
            attempt(person, path, make(person, path))
            print(f"ok {number} {name}", flush=True)
        except (Failure, GLib.Error) as error:
            failed += 1
            print(f"not ok {number} {name}", flush=True)
            print("# " + str(error).replace("\n", "\n# "), file=sys.stderr)
            if person:
                person.shot(SHOTS / f"{name.replace(' ', '-')}.png")
                person.process.kill()
                person.process.wait()
            person = None
    if person:
        person.stop()
    return failed


def main():
    program, sample = map(pathlib.Path, sys.argv[1:])
    pinyin = Pinyin()
    folder = pathlib.Path(tempfile.mkdtemp(prefix="duizhao-"))

    def compose(person, path, field):
        try_composition(person, pinyin, path, field)

    def of(kind, *words):
        return lambda person, path: kind(person, *words)

    title, author = of(Detail, "Title", detail("title")), of(Detail, "Author", detail("author"))
    summary, name = of(Summary, "Summary", detail("summary")), of(Detail, "Name", speaker)
    tries = [
        ("note", try_field, Note),
        ("note in the middle", try_middle, Note),
        ("note composed", compose, Note),
        ("title", try_field, title),
        ("title in the middle", try_middle, title),
        ("title composed", compose, title),
        ("author", try_field, author),
        ("summary", try_field, summary),
        ("summary composed", compose, summary),
        ("summary of many lines", try_long, summary),
        ("speaker", try_field, name),
    ]
    print(f"1..{len(tries)}")
    try:
        failed = run(program.resolve(), sample, pinyin, folder, tries)
    finally:
        pinyin.stop()
        shutil.rmtree(folder)
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
