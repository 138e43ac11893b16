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
    until("the file chooser", lambda: person.all("file chooser") or person.all("dialog", re.compile("New Version")))
    time.sleep(0.5)
    person.key("ctrl+l")
    time.sleep(0.3)
    person.type(str(path))
    time.sleep(0.3)
    person.key("Return")


def open_dialog(person, path):
    person.focus_window()
    person.key("ctrl+alt+u")
    choose(person, path)


def row(person, words):
    """The row of the comparison that says something."""
    return until(f"the row “{words}”",
                 lambda: next((n for n in person.all("list item", re.compile(words))), None), 10)
