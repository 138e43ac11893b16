"""A new version of the transcript arrives: what a person sees of it, takes and leaves, and finds in the file afterwards.

    test_update.py PROGRAM [NAME…]
"""

import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import time
import traceback

from person import Atspi, Failure, Program, until

PROGRAM = pathlib.Path(sys.argv[1]).resolve()
SHOTS = PROGRAM.parent.parent / "shots" / "update"
SOON = 15
CHOOSER = "New Version of the Transcript"

FIRST = """# 一张桌子的学校

**主持人：** 您是怎么开始做这一行的？

**王老师：** 我是一九八五年从学校毕业以后，才慢慢开始做的。

**主持人：** 对。

**王老师：** 那时候的条件很差，我们什么都没有，只有一张桌子。

**王老师：** 学生来了，就站着听；下雨的时候，大家挤在走廊里。

**主持人：** 对。

**王老师：** 后来情况一天一天好起来，学生也多了。
"""

# One year and one table are others, the answers about the rain and one of the two short ones went, one sentence is new.
SECOND = """# 一张桌子的学校

**主持人：** 您是怎么开始做这一行的？

**王老师：** 我是一九八四年从学校毕业以后，才慢慢开始做的。

**主持人：** 对。

**王老师：** 那时候的条件很差，我们什么都没有，只有两张桌子。

**主持人：** 谁来上课呢？

**王老师：** 后来情况一天一天好起来，学生也多了。
"""

TRANSLATIONS = [
    "How did you get into this line of work?",
    "I only started slowly after leaving school in 1985.",
    "Right.",
    "Conditions were poor; we had nothing but a table.",
    "The students stood and listened; when it rained we crowded into the corridor.",
    "Right, yes.",
    "Later things got better by the day, and there were more students.",
]

# Words of the original that are highlighted, in which block, and whether they have a place afterwards.
PASSAGES = [("一九八五年", 1, False), ("毕业", 1, True), ("条件很差", 3, True), ("走廊", 4, False), ("学生", 6, True)]


def expect(truth, message):
    if not truth:
        raise Failure(message)


def read(path):
    return json.loads(path.read_text())


def blocks_of(project):
    return project["documents"][0]["blocks"]


def spoken(project):
    """The blocks that somebody says: the title is a detail, or a block of its own."""
    return [block for block in blocks_of(project) if block.get("speaker")]


def make_project(folder):
    """A project as it is after a day of work: imported, translated, and highlighted."""
    source, path = folder / "talk.md", folder / "talk.duizhao"
    source.write_text(FIRST)
    subprocess.run([PROGRAM, "convert", source, path], check=True)
    project = read(path)
    lines = spoken(project)
    for block, translation in zip(lines, TRANSLATIONS, strict=True):
        block.update(translation=translation, state="reviewed")
    project["tags"] = [{"id": "tag", "name": "年代", "color": "#3584e4"}]
    project["highlights"] = []
    for number, (words, index, _) in enumerate(PASSAGES):
        text = lines[index]["original"]
        start = text.index(words)
        place = {"block": lines[index]["id"], "position": start}
        project["highlights"].append({
            "id": f"highlight-{number}", "document": project["documents"][0]["id"], "tags": ["tag"],
            "original": {"start": place, "end": {**place, "position": start + len(words)}, "quote": words,
                         "before": text[max(0, start - 32):start], "after": text[start + len(words):][:32]}})
    path.write_text(json.dumps(project, ensure_ascii=False))
    return path


def starts(path, environment=None):
    person = Program(PROGRAM, path, environment=environment)
    person.find("text", re.compile("^Translation, block 1\\b|^译文"))
    return person


def choose(person, path):
    """Takes a file out of the chooser that is open."""
    person.find(name=CHOOSER)
    time.sleep(0.3)
    person.key("ctrl+l")
    until("the field for a name",
          lambda: person.all("text", re.compile("FileChooserEntry"), state=Atspi.StateType.FOCUSED), 5)
    person.key("ctrl+a")
    person.type(str(path))
    person.key("Return")
    person.gone(name=CHOOSER)


def open_dialog(person, path):
    person.focus_window()
    person.key("ctrl+alt+u")
    choose(person, path)


def shown(person, words, limit=SOON):
    return until(f"“{words}” on the screen", lambda: next(iter(person.all("label", re.compile(words))), None), limit)


def in_file(path, what, test, limit=SOON):
    """Waits until the project has saved itself as wanted; returns what is in the file."""
    until(f"the file: {what}", lambda: test(read(path)), limit)
    return read(path)


def originals(project):
    return [block["original"] for block in spoken(project)]


def check_highlights(project):
    """Each highlight has its place where its words are, or says that it has none and keeps them."""
    blocks = {block["id"]: block for block in blocks_of(project)}
    by_id = {highlight["id"]: highlight["original"] for highlight in project["highlights"]}
    for number, (words, _, live) in enumerate(PASSAGES):
        anchor = by_id[f"highlight-{number}"]
        expect(anchor["quote"] == words, f"“{words}” became “{anchor['quote']}”")
        expect(anchor.get("orphan", False) != live, f"“{words}”: {anchor}")
        if live:
            text = blocks[anchor["start"]["block"]]["original"]
            expect(text[anchor["start"]["position"]:anchor["end"]["position"]] == words, f"“{words}” lies elsewhere")


def content(project):
    return json.dumps(project, ensure_ascii=False, sort_keys=True)


def end(person):
    person.focus_window()
    person.key("ctrl+w")
    expect(person.wait_end() == 0, "the program did not end well")


def test_update(folder):
    path, new = make_project(folder), folder / "talk-2.md"
    new.write_text(SECOND)
    person = starts(path)
    try:
        before = read(path)
        open_dialog(person, new)
        shown(person, "^2 blocks change · 1 block is new · 2 blocks go · 2 translations to check · "
                      "2 translations go with their blocks · 2 highlights will have no place$")
        person.shot(SHOTS / "dialog.png")
        expect("Block 2" in person.focused().get_name(), f"the first change has not the focus: {person.focused().get_name()}")
        expect("1 highlight will have no place" in person.focused().get_name(), "the row does not say what is lost")
        # Without the block about the rain: to its row by key, and left by key.
        person.key("F7", "F7")
        until("the row of the rain", lambda: "Block 5" in person.focused().get_name(), 5)
        person.key("space")
        shown(person, "^2 blocks change · 1 block is new · 1 block goes · 2 translations to check · "
                      "1 translation goes with its block · 1 highlight will have no place$")
        expect(content(read(path)) == content(before), "something was changed before it was agreed to")
        person.key("space")
        shown(person, "· 2 highlights will have no place$")
        person.key("ctrl+Return")
        shown(person, "2 highlights without their place · 2 translations to check · 2 blocks changed")
        person.shot(SHOTS / "updated.png")

        after = in_file(path, "the new original", lambda p: originals(p) == re.findall(r"：\*\* (.*)", SECOND))
        lines = spoken(after)
        expect([block.get("translation", "") for block in lines]
               == [*TRANSLATIONS[:4], "", TRANSLATIONS[6]], f"the translations are others: {lines}")
        expect([block["state"] for block in lines]
               == ["reviewed", "draft", "reviewed", "draft", "untranslated", "reviewed"], f"the states are others: {lines}")
        old = {block["id"]: block for block in blocks_of(before)}
        for block in lines:
            changed = block["id"] in old and block["original"] != old[block["id"]]["original"]
            expect(block.get("earlier_original", "") == (old[block["id"]]["original"] if changed else ""),
                   f"the mark is wrong: {block}")
        check_highlights(after)

        person.focus_window()
        person.key("ctrl+z")
        in_file(path, "as it was", lambda p: content(p) == content(before))
        person.key("ctrl+shift+z")
        in_file(path, "updated again", lambda p: content(p) == content(after))
        person.key("ctrl+alt+v")
        shown(person, "Update the Original")
        person.shot(SHOTS / "versions.png")
        person.key("Escape")
        end(person)
    finally:
        person.stop()


def test_marks(folder):
    """The next unfinished block is the one whose original changed; it says so, until it is confirmed."""
    path, new = make_project(folder), folder / "talk-2.md"
    new.write_text(SECOND)
    person = starts(path)
    try:
        open_dialog(person, new)
        shown(person, "2 blocks change")
        person.key("ctrl+Return")
        shown(person, "2 translations to check")
        person.focus_window()
        person.key("alt+Page_Down")
        node = until("the marked block", lambda: (n := person.focused()) and n.get_name().startswith("Translation, block 2")
                     and n, 5)
        expect("一九八五年" in (node.get_description() or ""), f"the mark is not told: {node.get_description()}")
        expect(person.all("list item", "Block 2, Draft, its original has changed"), "the row does not tell the mark")
        x, y, width, _ = person.box(node)
        person.point(x + width + 12, y + 14)
        time.sleep(1.2)
        person.shot(SHOTS / "tooltip.png")
        person.key("ctrl+Return")
        until("the next marked block", lambda: person.focused().get_name().startswith("Translation, block 4"), 5)
        project = in_file(path, "confirmed", lambda p: spoken(p)[1]["state"] == "translated")
        expect("earlier_original" not in spoken(project)[1] and "earlier_original" in spoken(project)[3],
               "the marks are wrong after confirming")
        expect(person.all("list item", "Block 2, Translated"), "the row still tells the mark")
        end(person)
    finally:
        person.stop()


def test_lost(folder):
    """From the message to the highlights that lost their place, and those alone."""
    path, new = make_project(folder), folder / "talk-2.md"
    new.write_text(SECOND)
    person = starts(path)
    try:
        open_dialog(person, new)
        shown(person, "2 blocks change")
        person.key("ctrl+Return")
        person.click(person.find("push button", re.compile("Show Highlights")))
        shown(person, "^2 of 5 highlights$")
        shown(person, "^Without their text: select a passage and join them with it$")
        for words, _, live in PASSAGES:
            expect(bool(person.all("label", words)) != live, f"“{words}” is in the wrong list")
        person.shot(SHOTS / "lost.png")
        end(person)
    finally:
        person.stop()


def test_none_taken(folder):
    """Leaving everything, or cancelling, changes nothing."""
    path, new = make_project(folder), folder / "talk-2.md"
    new.write_text(SECOND)
    person = starts(path)
    try:
        before = path.read_bytes()
        open_dialog(person, new)
        shown(person, "2 blocks change")
        person.key("alt+n")
        shown(person, "^Nothing will be changed$")
        button = person.find("push button", re.compile("_Update Update"))
        expect(not button.get_state_set().contains(Atspi.StateType.SENSITIVE), "nothing can be done, and is offered")
        person.key("alt+a")
        shown(person, "2 blocks change")
        person.key("Escape")
        person.gone("label", re.compile("2 blocks change"))
        open_dialog(person, folder / "talk.md")
        shown(person, "The new version says the same as the original")
        person.key("Escape")
        time.sleep(2)
        expect(path.read_bytes() == before, "the file was changed")
        end(person)
    finally:
        person.stop()


def test_wrong_files(folder):
    path, other, empty = make_project(folder), folder / "other.md", folder / "empty.md"
    other.write_text("\n\n".join(f"**记者：** 第{n}个完全不相干的问题是关于天气和交通的{n * 7919}。" for n in range(20)))
    empty.write_text("\n\n---\n\n")
    person = starts(path)
    try:
        open_dialog(person, other)
        shown(person, "Is it the right one")
        person.shot(SHOTS / "other.png")
        person.key("Escape")
        person.gone("label", re.compile("Is it the right one"))
        open_dialog(person, empty)
        shown(person, "There is no text in")
        person.key("Escape")
        person.gone("label", re.compile("There is no text in"))
        unknown = folder / "talk.xyz"
        unknown.write_text(SECOND)
        open_dialog(person, unknown)
        shown(person, "The Original Could Not Be Updated")
        shown(person, "talk.xyz")
        person.shot(SHOTS / "unknown.png")
        person.key("Escape")
        end(person)
    finally:
        person.stop()


def test_read_only(folder):
    path = make_project(folder)
    project = read(path)
    project["version"] = 99
    path.write_text(json.dumps(project, ensure_ascii=False))
    person = starts(path)
    try:
        person.key("ctrl+alt+u")
        time.sleep(1)
        expect(not person.all(name=CHOOSER), "a project that may not be changed is updated")
        end(person)
    finally:
        person.stop()


def test_no_version(folder):
    """Where the present state cannot be kept, the person is asked."""
    path, new, data = make_project(folder), folder / "talk-2.md", folder / "data"
    new.write_text(SECOND)
    (data / "duizhao").mkdir(parents=True)
    (data / "duizhao" / "versions").write_text("in the way")
    person = starts(path, environment={"XDG_DATA_HOME": str(data)})
    try:
        open_dialog(person, new)
        shown(person, "2 blocks change")
        person.key("ctrl+Return")
        shown(person, "The Present State Could Not Be Kept as a Version")
        person.shot(SHOTS / "no-version.png")
        person.key("Escape")
        person.gone("label", re.compile("Could Not Be Kept"))
        person.key("ctrl+Return")
        shown(person, "The Present State Could Not Be Kept as a Version")
        person.key("alt+a")
        in_file(path, "the new original", lambda p: originals(p) == re.findall(r"：\*\* (.*)", SECOND))
        end(person)
    finally:
        person.stop()


def main():
    tests = [(name[5:], test) for name, test in globals().items() if name.startswith("test_")]
    wanted = sys.argv[2:]
    failed = 0
    print(f"1..{len(tests)}")
    for number, (name, test) in enumerate(tests, 1):
        if wanted and name not in wanted:
            print(f"ok {number} {name} # SKIP not asked for")
            continue
        folder = pathlib.Path(tempfile.mkdtemp(prefix="duizhao-"))
        try:
            test(folder)
            print(f"ok {number} {name}", flush=True)
        except Exception:
            failed += 1
            print(f"not ok {number} {name}", flush=True)
            print("# " + traceback.format_exc().replace("\n", "\n# "), file=sys.stderr, flush=True)
            os.system(f"import -window root '{SHOTS}/failure-{name}.png'")
        finally:
            shutil.rmtree(folder, ignore_errors=True)
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
