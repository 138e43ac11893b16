"""Typing into the fields beside the text, as a person does it: slowly, with blanks and pauses, with undo, with an input
method. What is typed is safe a moment later, nothing moves meanwhile, and one undo takes it back.

    test_fields.py PROGRAM SAMPLE
"""

import json
import pathlib
import re
import shutil
import sys
import tempfile
import time

from gi.repository import GLib

from inputmethod import Pinyin
from person import Atspi, Failure, Program, until

SHOTS = pathlib.Path(sys.argv[1]).resolve().parent.parent / "shots" / "fields"
# Longer than it takes until what is typed is in the project, and than typing is one step in the text.
PAUSE = 1.3
# Until a project that was left alone has saved itself.
SAVED = 15
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


def expect_field(person, text, position=None):
    """The field holds exactly that, and the caret stands there, or at its end."""
    node = until("a field with the focus", lambda: focused_field(person), limit=5)
    until(f"“{text}” in the field, not “{person.text(node)}”", lambda: person.text(node) == text, limit=5)
    place = len(text) if position is None else position
    if caret(node) != place:
        raise Failure(f"the caret of “{text}” stands at {caret(node)}, not at {place}")


def expect_saved(path, find, expected):
    """What is typed comes into the file by itself."""
    until(f"“{expected}” in the file, not “{find(read(path))}”", lambda: find(read(path)) == expected, limit=SAVED)


def type_slowly(person, before, pieces):
    typed = before
    for piece in pieces:
        person.type(piece)
        typed += piece
        expect_field(person, typed)
        time.sleep(PAUSE)
        expect_field(person, typed)
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


def try_field(person, path, go, find, leave):
    """Types slowly at the end of a field, leaves, takes it back with one undo, and does it again."""
    first = content(path)
    go()
    before = find(read(path)) or ""
    person.key("ctrl+End")
    expect_field(person, before)
    typed = type_slowly(person, before, PIECES)
    expect_saved(path, find, typed.strip())
    leave()
    person.key("ctrl+z")
    expect_saved(path, lambda project: find(project) or "", before)
    until("the file as it was", lambda: content(path) == first, limit=SAVED)
    if is_on(person, "Undo"):
        raise Failure("one undo has not taken everything back")
    person.key("ctrl+shift+z")
    expect_saved(path, find, typed.strip())
    person.key("ctrl+z")
    until("the file as it was", lambda: content(path) == first, limit=SAVED)


def try_middle(person, path, go, find, leave):
    """Types in the middle, where the caret has to stay; Ctrl+Z in the field takes back what was typed there."""
    first = content(path)
    go()
    before = find(read(path)) or ""
    person.key("ctrl+Home", "Right", "Right")
    for piece in ("in ", "the", " middle "):
        person.type(piece)
        time.sleep(PAUSE)
    middle = "in the middle "
    expect_field(person, before[:2] + middle + before[2:], 2 + len(middle))
    for _ in range(30):
        node = focused_field(person)
        if person.text(node) == before:
            break
        person.key("ctrl+z")
        time.sleep(0.2)
    until("the field as it was", lambda: person.text(focused_field(person)) == before, limit=5)
    time.sleep(PAUSE)
    leave()
    until("the file as it was", lambda: content(path) == first, limit=SAVED)


def try_composition(person, pinyin, path, go, find, leave):
    """A composition that lasts longer than anything waits is neither lost nor there twice."""
    first = content(path)
    go()
    before = find(read(path)) or ""
    person.key("ctrl+End")
    pinyin.on()
    pinyin.compose("fangtan")
    time.sleep(PAUSE)
    pinyin.commit()
    expect_field(person, before + "访谈")
    pinyin.compose("fangtan")
    time.sleep(PAUSE)
    pinyin.commit()
    expect_field(person, before + "访谈访谈")
    pinyin.off()
    time.sleep(PAUSE)
    expect_saved(path, find, before + "访谈访谈")
    leave()
    person.key("ctrl+z")
    until("the file as it was", lambda: content(path) == first, limit=SAVED)


class Fields:
    """How to come into each field, out again, and what the file says of it."""

    def __init__(self, person, path):
        self.person = person
        self.path = path
        self.highlight = None

    def note(self, project):
        return next(h for h in project["highlights"] if h["id"] == self.highlight).get("note")

    def go_to_note(self):
        self.person.key("ctrl+Home")
        self.person.key("alt+Down", pause=0.3)
        self.person.key("ctrl+h", pause=0.5)
        self.person.key("alt+n", pause=0.2)
        shown = self.person.text(until("the field of the note", lambda: focused_field(self.person), limit=5))
        noted = [h["id"] for h in read(self.path)["highlights"] if h.get("note") == shown]
        if len(noted) != 1:
            raise Failure(f"the note that is shown is no highlight's: “{shown}”")
        self.highlight = noted[0]

    def leave_note(self):
        self.person.key("Escape", pause=0.3)
        until("the focus back in the text", lambda: not focused_field(self.person), limit=5)

    def go_to_row(self, name):
        def go():
            self.person.key("ctrl+shift+d", pause=0.4)
            for _ in range(40):
                node = focused_field(self.person)
                if node and node.get_name() == name:
                    return
                self.person.key("Tab", pause=0.1)
            raise Failure(f"Tab does not lead to the field “{name}”")
        return go

    def leave_row(self):
        return_to_text(self.person)


def detail(name):
    return lambda project: project["documents"][0].get(name)


def speaker(project):
    return project["speakers"][0].get("name")


def run(program, sample, pinyin, folder, tries):
    """One program for all; each try leaves the file as it found it."""
    path = folder / "talk.duizhao"
    shutil.copy(sample, path)
    person = Program(program, path, environment=pinyin.environment)
    failed = 0
    try:
        person.resize(1380, 860)
        person.find("text", re.compile("^Translation, block 1\\b"))
        # Once saved by this program, so that the files can be compared to the letter.
        person.key("ctrl+s")
        time.sleep(1)
        fields = Fields(person, path)
        for number, (name, attempt) in enumerate(tries, 1):
            try:
                attempt(person, path, fields)
                print(f"ok {number} {name}", flush=True)
            except (Failure, GLib.Error) as error:
                failed += 1
                person.shot(SHOTS / f"{name.replace(' ', '-')}.png")
                print(f"not ok {number} {name}", flush=True)
                print("# " + str(error).replace("\n", "\n# "), file=sys.stderr)
                shutil.copy(sample, path)
                person.stop()
                person = Program(program, path, environment=pinyin.environment)
                person.find("text", re.compile("^Translation, block 1\\b"))
                person.key("ctrl+s")
                time.sleep(1)
    finally:
        person.stop()
    return failed


def main():
    program, sample = map(pathlib.Path, sys.argv[1:])
    pinyin = Pinyin()
    folder = pathlib.Path(tempfile.mkdtemp(prefix="duizhao-"))

    def of_note(try_it):
        return lambda person, path, fields: try_it(person, path, fields.go_to_note, fields.note, fields.leave_note)

    def of_row(try_it, name, find):
        return lambda person, path, fields: try_it(person, path, fields.go_to_row(name), find, fields.leave_row)

    def compose(person, path, go, find, leave):
        try_composition(person, pinyin, path, go, find, leave)

    tries = [
        ("note", of_note(try_field)),
        ("note in the middle", of_note(try_middle)),
        ("note composed", of_note(compose)),
        ("title", of_row(try_field, "Title", detail("title"))),
        ("title in the middle", of_row(try_middle, "Title", detail("title"))),
        ("title composed", of_row(compose, "Title", detail("title"))),
        ("author", of_row(try_field, "Author", detail("author"))),
        ("summary", of_row(try_field, "Summary", detail("summary"))),
        ("summary composed", of_row(compose, "Summary", detail("summary"))),
        ("speaker", of_row(try_field, "Name", speaker)),
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
