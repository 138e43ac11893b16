"""The main job, as a person does it: open an interview, translate, tag, join, note, undo, save, close, open, publish.

    test_interview.py PROGRAM FILE [FILE…]
"""

import json
import pathlib
import re
import shutil
import sys
import tempfile
import time

from inputmethod import Pinyin
from person import Atspi, Failure, Program, until

SHOTS = pathlib.Path(sys.argv[1]).resolve().parent.parent / "shots" / "interview"
FIRST = "The first of three sentences."
SECOND = "The second: plain words, typed."
NOTE = "A note to keep."


def read(path):
    return json.loads(pathlib.Path(path).read_text())


def blocks_of(project):
    return {block["id"]: block for document in project["documents"] for block in document["blocks"]}


def content(project):
    """Everything of a project but its ids' order of making: what must be the same."""
    return json.dumps(project, ensure_ascii=False, sort_keys=True)


def focused_name(person):
    node = person.focused()
    return node.get_name() if node else ""


def focused_text(person):
    node = person.focused()
    return person.text(node) if node else None


def expect_text(person, expected):
    until(f"the text “{expected}”", lambda: focused_text(person) == expected, limit=5)


def next_unfinished(person):
    person.key("alt+Page_Down")
    until("a translation with the focus", lambda: focused_name(person).startswith("Translation, block"), limit=5)


def translate_three(person, pinyin):
    next_unfinished(person)
    while focused_text(person):
        next_unfinished(person)
    first = focused_name(person)
    person.type(FIRST)
    expect_text(person, FIRST)
    person.key("ctrl+Return")
    until("the next block", lambda: focused_name(person) not in ("", first), limit=5)
    while focused_text(person):
        next_unfinished(person)
    person.type(SECOND)
    expect_text(person, SECOND)
    second = focused_name(person)
    person.key("ctrl+Return")
    until("the next block", lambda: focused_name(person) not in ("", second), limit=5)
    while focused_text(person):
        next_unfinished(person)
    pinyin.on()
    pinyin.compose("fangtan")
    # What is being composed is not text yet.
    expect_text(person, "")
    person.shot(SHOTS / "composition.png")
    pinyin.commit()
    expect_text(person, "访谈")
    pinyin.off()
    person.key("ctrl+shift+Return")
    expect_text(person, "访谈")


def select_start(person, length):
    person.key("ctrl+a", "Left")
    for _ in range(length):
        person.key("shift+Right", pause=0.03)
    time.sleep(0.2)


def go_to_side(person, side):
    for _ in range(4):
        if focused_name(person).startswith(side):
            return
        person.key("F6")
        time.sleep(0.2)
    raise Failure(f"F6 does not lead to the {side}: {focused_name(person)}")


def tag_with(person, name):
    person.key("ctrl+t")
    time.sleep(0.4)
    person.type(name)
    person.key("Return")
    time.sleep(0.4)


def tag_and_join(person):
    go_to_side(person, "Original, block")
    select_start(person, 3)
    person.shot(SHOTS / "selection.png")
    tag_with(person, "craft")
    go_to_side(person, "Translation, block")
    select_start(person, 2)
    tag_with(person, "words")
    go_to_side(person, "Original, block")
    select_start(person, 3)
    person.key("ctrl+j")
    time.sleep(0.4)
    person.shot(SHOTS / "joined.png")


def note_it(person):
    person.key("ctrl+h")
    time.sleep(0.4)
    person.key("alt+n")
    # A popover has a focus of its own beside the window's.
    until("the field of the note", lambda: person.all("text", re.compile("Note"), state=Atspi.StateType.FOCUSED), limit=5)
    person.type(NOTE)
    person.shot(SHOTS / "note.png")
    person.key("Escape")
    until("the focus back in the text", lambda: ", block" in focused_name(person), limit=5)
    person.key("ctrl+f")
    until("the focus in the panel", lambda: ", block" not in focused_name(person), limit=5)
    next_unfinished(person)


def button_is_on(person, name):
    return person.find("push button", name).get_state_set().contains(Atspi.StateType.SENSITIVE)


def press_while_on(person, key, button):
    count = 0
    while button_is_on(person, button):
        person.key(key)
        count += 1
        if count > 200:
            raise Failure(f"{button} does not end")
    return count


def save(person, path):
    person.focus_window()
    person.key("ctrl+s")
    person.find("push button", "Saved", limit=10)
    time.sleep(0.3)
    return read(path)


def new_highlights(before, after):
    old = {highlight["id"] for highlight in before.get("highlights", [])}
    return [highlight for highlight in after.get("highlights", []) if highlight["id"] not in old]


def check_saved(before, after):
    translations = [block.get("translation", "") for block in blocks_of(after).values()]
    for expected in (FIRST, SECOND, "访谈"):
        if translations.count(expected) != 1:
            raise Failure(f"“{expected}” was saved {translations.count(expected)} times")
    states = {block.get("translation"): block.get("state") for block in blocks_of(after).values()}
    for expected in (FIRST, SECOND, "访谈"):
        if states[expected] != "translated":
            raise Failure(f"“{expected}” is {states[expected]}")
    fresh = new_highlights(before, after)
    if len(fresh) != 1:
        raise Failure(f"one highlight with two anchors was expected: {json.dumps(fresh, ensure_ascii=False)}")
    highlight = fresh[0]
    if highlight["translation"]["quote"] != "访谈" or len(highlight["original"]["quote"]) != 3:
        raise Failure(f"the passages are others: {highlight}")
    if len(highlight["tags"]) != 2 or highlight.get("note") != NOTE:
        raise Failure(f"tags or note are missing: {highlight}")
    return highlight


def answer_chooser(person):
    """Takes the folder and the name that a file chooser proposes."""
    until("the file chooser", lambda: person.all("text", re.compile("^Name"), state=Atspi.StateType.FOCUSED))
    person.key("Return")


def work(program, source, folder, pinyin):
    """Works on a project; returns its path, the highlight made, and what was saved."""
    path = folder / "talk.duizhao"
    opened = folder / f"talk{source.suffix}"
    shutil.copy(source, opened)
    person = Program(program, opened, environment=pinyin.environment)
    try:
        person.find("text", re.compile("^Translation, block 1\\b"))
        person.shot(SHOTS / f"{source.stem}-opened.png")
        if opened != path:
            person.key("ctrl+s")
            answer_chooser(person)
            until("the project's file", path.exists)
            time.sleep(0.5)
        first_bytes = read(path)
        translate_three(person, pinyin)
        tag_and_join(person)
        note_it(person)
        saved = save(person, path)
        highlight = check_saved(first_bytes, saved)

        undone = press_while_on(person, "ctrl+z", "Undo")
        if content(save(person, path)) != content(first_bytes):
            raise Failure("undoing all is not what was opened")
        redone = press_while_on(person, "ctrl+shift+z", "Redo")
        if content(save(person, path)) != content(saved):
            raise Failure("doing all again is not what was saved")
        print(f"# {source.name}: {undone} steps undone, {redone} done again")
        person.key("ctrl+w")
        person.wait_end()
        return path, highlight, saved
    except Exception:
        person.shot(SHOTS / "failure.png")
        raise
    finally:
        person.stop()


def look_again(program, path, saved):
    """Opens what was saved, reads it off the screen, and closes without a change."""
    person = Program(program, path)
    try:
        person.find("text", re.compile("^Translation, block 1\\b"))
        if button_is_on(person, "Undo"):
            raise Failure("a project just opened has something to undo")
        person.key("ctrl+w")
        person.wait_end()
        if content(read(path)) != content(saved):
            raise Failure("opening and closing changed the file")
    finally:
        person.stop()


def publish(program, path, highlight):
    """Publishes from the window as the dialog proposes, and looks for the passages in the page."""
    page = path.with_suffix(".html")
    person = Program(program, path)
    try:
        person.find("text", re.compile("^Translation, block 1\\b"))
        person.key("ctrl+e")
        until("the publish dialog", lambda: person.all("push button", re.compile("Publish"),
                                                       state=Atspi.StateType.FOCUSED))
        person.key("Return")
        answer_chooser(person)
        until("the page", page.exists)
        time.sleep(0.5)
    finally:
        person.stop()
    marks = re.findall(r"<mark[^>]*>(.*?)</mark>", page.read_text(), re.S)
    text = "\n".join(re.sub(r"<[^>]+>", "", mark) for mark in marks)
    for side in ("original", "translation"):
        if highlight[side]["quote"] not in text:
            raise Failure(f"the {side} of the highlight is not marked in the page")


def main():
    program, *sources = map(pathlib.Path, sys.argv[1:])
    program = program.resolve()
    pinyin = Pinyin()
    failed = 0
    print(f"1..{len(sources)}")
    for number, source in enumerate(sources, 1):
        if not source.exists():
            print(f"ok {number} {source.stem} # SKIP the transcript is not here")
            continue
        folder = pathlib.Path(tempfile.mkdtemp(prefix="duizhao-"))
        try:
            path, highlight, saved = work(program, source, folder, pinyin)
            look_again(program, path, saved)
            publish(program, path, highlight)
            print(f"ok {number} {source.stem}", flush=True)
        except Exception as error:
            failed += 1
            print(f"not ok {number} {source.stem}", flush=True)
            print("# " + str(error).replace("\n", "\n# "), file=sys.stderr)
        finally:
            shutil.rmtree(folder)
    pinyin.stop()
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
