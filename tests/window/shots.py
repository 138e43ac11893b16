"""Screenshots of the main states: light and dark, English and Chinese interface, 1400 and 800 pixels wide.

    shots.py PROGRAM FOLDER     inside tests/with-display
"""

import os
import pathlib
import shutil
import sys
import tempfile
import time

from person import Program, until

SAMPLE = pathlib.Path(__file__).resolve().parents[2] / "data" / "sample.duizhao"


def states(person, shot):
    """Walks through the main states; shot(name) keeps each."""
    time.sleep(1)
    shot("read")
    for _ in range(3):
        person.key("alt+Down")
    time.sleep(0.3)
    shot("highlight")
    person.key("ctrl+h")
    time.sleep(0.5)
    shot("highlight-popover")
    person.key("Escape", "Escape")
    person.key("alt+Page_Down")
    time.sleep(0.3)
    person.type("A sentence in the making")
    shot("translate")
    person.key("shift+Home")
    time.sleep(0.5)
    shot("selection-bar")
    person.key("Escape")
    person.key("ctrl+shift+h")
    time.sleep(0.5)
    shot("panel-highlights")
    person.key("ctrl+shift+d")
    time.sleep(0.5)
    shot("panel-details")
    person.key("F9")
    time.sleep(0.6)
    person.key("ctrl+e")
    time.sleep(0.8)
    shot("publish")
    person.key("Escape")
    time.sleep(0.3)
    person.key("ctrl+question")
    time.sleep(0.8)
    shot("shortcuts")
    person.key("Escape")


def keeping(person, path, shot):
    """What keeps the work safe, in a program that was killed and is here again."""
    shot("restored")
    until("the restored work in the file", lambda: "A sentence in the making" in path.read_text())
    person.key("ctrl+alt+v")
    time.sleep(1.5)
    shot("versions")
    person.key("Escape")
    path.rename(path.with_suffix(".away"))
    time.sleep(6)
    shot("gone")


def take(program, folder, width, style, language):
    work = pathlib.Path(tempfile.mkdtemp(prefix="duizhao-shots-"))
    path = work / "sample.duizhao"
    shutil.copy(SAMPLE, path)
    environment = {"LANGUAGE": language, "LANG": "C.UTF-8", "LC_ALL": "C.UTF-8"}
    if style == "dark":
        environment["ADW_DEBUG_COLOR_SCHEME"] = "prefer-dark"
    name = f"{width}-{style}-{language}"
    try:
        person = Program(program, path, environment=environment)
        person.resize(width, 860)
        until("the first block", lambda: person.all("text"))
        states(person, lambda state: person.shot(folder / f"{name}-{state}.png", window=True))
        # Not saved yet, but kept.
        person.key("End")
        person.type(" that is not saved yet")
        time.sleep(0.8)
        person.process.kill()
        person.process.wait()
        person = Program(program, environment=environment)
        person.resize(width, 860)
        time.sleep(0.8)
        keeping(person, path, lambda state: person.shot(folder / f"{name}-{state}.png", window=True))
        person.process.kill()
        person.process.wait()
        person = Program(program, environment=dict(environment, XDG_STATE_HOME=str(work / "state")))
        person.resize(width, 860)
        time.sleep(0.8)
        person.shot(folder / f"{name}-welcome.png", window=True)
        person.stop()
    finally:
        shutil.rmtree(work)


def main():
    program, folder = pathlib.Path(sys.argv[1]).resolve(), pathlib.Path(sys.argv[2]).resolve()
    kinds = [(1400, "light", "en"), (1400, "dark", "zh_CN"), (800, "light", "zh_CN"), (800, "dark", "en")]
    if os.environ.get("DZ_SHOTS") != "few":
        kinds += [(1400, "dark", "en"), (1400, "light", "zh_CN"), (800, "light", "en"), (800, "dark", "zh_CN")]
    for width, style, language in kinds:
        take(program, folder, width, style, language)
    print(f"{len(list(folder.glob('*.png')))} screenshots in {folder.name}")


if __name__ == "__main__":
    main()
