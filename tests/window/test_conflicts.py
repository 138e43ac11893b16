"""Two people's copies of one project, as one of them puts them together: merges with the copy, chooses between what both
changed, by keys and by the pointer, saves.

    test_conflicts.py PROGRAM SAMPLE
"""

import json
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import time
import traceback

from person import Atspi, Failure, Program, until

PROGRAM, SAMPLE = (pathlib.Path(word).resolve() for word in sys.argv[1:3])
SHOTS = PROGRAM.parent.parent / "shots" / "conflicts"
DIALOG = "Choose between Copies"
LEFT = re.compile("Two copies differ in")
# The blocks that are translated here, there, and on both sides to something else.
HERE, THERE, FIRST, SECOND, THIRD = range(5)


def expect(what, found, expected):
    if found != expected:
        raise Failure(f"{what}: {found!r} instead of {expected!r}")


def read(path):
    return json.loads(path.read_text())


def blocks_of(project):
    return [block for block in project["documents"][0]["blocks"] if block["kind"] == "paragraph"]


def translations(path):
    return [block.get("translation", "") for block in blocks_of(read(path))[:5]]


def translate(path, texts, name=None):
    """Writes the project as a person does who translated those blocks."""
    project = read(path)
    for index, text in texts.items():
        block = blocks_of(project)[index]
        block["translation"] = text
        block.pop("translation_spans", None)
    if name:
        project["speakers"][0]["translated_name"] = name
    path.write_text(json.dumps(project, ensure_ascii=False, indent=1))


def home(folder):
    """An environment of its own. Saving is done by hand in it, so that it is known when."""
    place = folder / "config" / "glib-2.0" / "settings"
    place.mkdir(parents=True, exist_ok=True)
    (place / "keyfile").write_text("[io/github/duizhao/Duizhao]\nsave-automatically=false\n")
    return {"GSETTINGS_BACKEND": "keyfile", "XDG_CONFIG_HOME": str(folder / "config"),
            "XDG_DATA_HOME": str(folder / "data"), "XDG_STATE_HOME": str(folder / "state")}


def starts(folder, path):
    person = Program(PROGRAM, path, environment=home(folder))
    person.find("text", re.compile("^Translation, block 1\\b"))
    return person


def save(person, path):
    before = path.stat().st_mtime_ns
    person.focus_window()
    person.key("ctrl+s")
    until("the file to be saved", lambda: path.stat().st_mtime_ns != before)
    time.sleep(0.5)


def window_named(name):
    """The number of the window, once it is on the screen."""
    found = subprocess.run(["xdotool", "search", "--onlyvisible", "--name", name], capture_output=True, text=True).stdout
    return found.split()[-1] if found.split() else None


def choose_file(person, path):
    person.focus_window()
    person.key("ctrl+alt+m")
    until("the file dialog", lambda: window_named("Merge with a Copy"))
    time.sleep(0.5)
    person.key("slash")
    time.sleep(0.3)
    person.key("ctrl+a")
    person.type(str(path))
    time.sleep(0.5)
    person.key("Return")
    # Who asks for what is there while a dialog goes away makes GTK 4.8 fall.
    until("the file dialog to go", lambda: not window_named("Merge with a Copy"))
    time.sleep(0.5)


class Dialog:
    """Points and presses in the dialog instead of the window below it."""

    def __init__(self, person):
        self.person = person

    def __enter__(self):
        self.below = self.person.window_id
        self.person.window_id = until("the conflicts", lambda: window_named(DIALOG))
        self.person.focus_window()
        self.person.find("frame", DIALOG)
        return self.person

    def __exit__(self, *error):
        self.person.window_id = self.below


def rows(person):
    return person.all("list item", re.compile("^Block"), root=person.find("frame", DIALOG))


def until_rows(person, n):
    until(f"{n} rows", lambda: len(rows(person)) == n, limit=10)


def make_older(folder):
    """As if what was kept until now had been kept some days ago, a day apart."""
    versions = sorted((folder / "data" / "duizhao" / "versions").glob("*/*.gz"), reverse=True)
    for age, version in enumerate(versions, 1):
        milliseconds, rest = version.name.split("-", 1)
        version.rename(version.with_name(f"{int(milliseconds) - age * 25 * 3600 * 1000:013}-{rest}"))
    expect("versions until now", len(versions), 2)


def begin(folder, path):
    """Translates something, saves, and gives the other one a copy. Then both work on it."""
    person = starts(folder, path)
    try:
        person.key("alt+Page_Down")
        until("a translation", lambda: (person.focused().get_name() or "").startswith("Translation, block"))
        person.type("Done together. ")
        save(person, path)
        person.key("ctrl+w")
        person.wait_end()
    finally:
        person.stop()
    make_older(folder)
    copy = folder / "copy.duizhao"
    shutil.copy(path, copy)
    translate(copy, {THERE: "Only there.", FIRST: "The first, there.", SECOND: "The second, there.",
                     THIRD: "The third, there."}, name="Interviewer")
    translate(path, {HERE: "Only here.", FIRST: "The first, here.", SECOND: "The second, here.",
                     THIRD: "The third, here."})
    return copy


def merges(person, path, copy):
    before = translations(path)
    choose_file(person, copy)
    with Dialog(person):
        person.find("list item", re.compile("Block"))
        person.shot(SHOTS / "dialog.png", window=True)
        until_rows(person, 3)
    until("the line in the window", lambda: person.all("label", LEFT))
    person.find("label", re.compile("Merged with “copy.duizhao”: 4 blocks changed, 3 conflicts to choose"))
    expect("translated here", before[HERE], "Only here.")
    save(person, path)
    now = translations(path)
    expect("what was clean", now[:2], ["Only here.", "Only there."])
    expect("the conflicts in the file", len(read(path)["conflicts"]), 3)
    expect("the name", read(path)["speakers"][0]["translated_name"], "Interviewer")


def chooses(person, path):
    with Dialog(person):
        person.key("2")
        until_rows(person, 2)
        person.shot(SHOTS / "two-left.png", window=True)
        # Taken back, and done again.
        person.key("ctrl+z")
        until_rows(person, 3)
        person.key("ctrl+shift+z")
        until_rows(person, 2)
        buttons = person.all("push button", re.compile("Keep Both$"), root=person.find("frame", DIALOG))
        expect("the buttons “Keep Both”", len(buttons), 2)
        person.click(buttons[0])
        until_rows(person, 1)
        person.key("Escape")
    person.gone("frame", DIALOG)
    until("the line in the window", lambda: person.all("label", re.compile("in 1 place ")))
    person.focus_window()
    person.click(person.find("push button", re.compile("Choose…")))
    with Dialog(person):
        until_rows(person, 1)
        person.key("alt+f")
        person.find("label", re.compile("Everything is chosen"))
        person.shot(SHOTS / "chosen.png", window=True)
        person.key("Escape")
    person.gone("frame", DIALOG)
    until("nothing to choose", lambda: not person.all("push button", re.compile("Choose…"), state=Atspi.StateType.SENSITIVE))
    save(person, path)


def test_merge(folder):
    path = folder / "talk.duizhao"
    shutil.copy(SAMPLE, path)
    began = translations(path)
    copy = begin(folder, path)
    person = starts(folder, path)
    try:
        merges(person, path, copy)
        chooses(person, path)
        expect("what was chosen", translations(path),
               ["Only here.", "Only there.", "The first, there.", "The second, here.\nThe second, there.", began[THIRD]])
        expect("the conflicts in the file", read(path).get("conflicts", []), [])

        # The same copy again has nothing new, though other things were chosen.
        choose_file(person, copy)
        person.find("label", re.compile("has nothing that is not here already"))
        if window_named(DIALOG):
            raise Failure("what was chosen is asked again")
    except Exception:
        person.shot(SHOTS / "failure-merge.png")
        raise
    finally:
        person.stop()


def test_other_project(folder):
    path, other = folder / "talk.duizhao", folder / "other.duizhao"
    shutil.copy(SAMPLE, path)
    project = read(path)
    project["id"] = "00000000-0000-4000-8000-000000000000"
    other.write_text(json.dumps(project))
    broken = folder / "broken.duizhao"
    broken.write_bytes(path.read_bytes()[:3000])
    before = path.read_bytes()
    person = starts(folder, path)
    try:
        for file, words in ((other, "another project"), (broken, "broken.duizhao"), (path, "own file")):
            choose_file(person, file)
            person.find("dialog", "This Copy Could Not Be Merged")
            person.find("label", re.compile(words))
            person.shot(SHOTS / f"{file.stem}.png")
            person.key("Escape")
            person.gone("dialog", "This Copy Could Not Be Merged")
        expect("undo", [node.get_name() for node in person.all("push button", re.compile("^Undo: "))], [])
    except Exception:
        person.shot(SHOTS / "failure-other.png")
        raise
    finally:
        person.stop()
    expect("the file", path.read_bytes() == before, True)


def main():
    tests = [test_merge, test_other_project]
    print(f"1..{len(tests)}")
    failed = 0
    for number, test in enumerate(tests, 1):
        folder = pathlib.Path(tempfile.mkdtemp(prefix="duizhao-"))
        try:
            test(folder)
            print(f"ok {number} {test.__name__}", flush=True)
        except Exception:
            failed += 1
            print(f"not ok {number} {test.__name__}", flush=True)
            print("".join(f"# {line}\n" for line in traceback.format_exc().splitlines()), end="", flush=True)
        finally:
            shutil.rmtree(folder, ignore_errors=True)
    sys.exit(bool(failed))


if __name__ == "__main__":
    main()
