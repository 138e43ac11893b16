"""Nothing typed is lost, as a person sees it: crashes, saving by itself, places that go, others who write the file, damage.

    test_keeping.py PROGRAM SAMPLE
"""

import json
import os
import pathlib
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import traceback

from gi.repository import Gio

from person import Atspi, Failure, Program, until

PROGRAM, SAMPLE = (pathlib.Path(word).resolve() for word in sys.argv[1:3])
SHOTS = PROGRAM.parent.parent / "shots" / "keeping"
TRANSCRIPT = "# 题目\n\n**甲：** 你好。\n\n**乙：** 再见。\n"
# Seconds: saving by itself comes within this, and what others do is noticed.
SOON = 15
PEOPLE = []


def translations(path):
    project = json.loads(path.read_text())
    return [block.get("translation", "") for document in project["documents"] for block in document["blocks"]]


def starts(*files, environment=None):
    person = Program(PROGRAM, *files, environment=environment)
    PEOPLE.append(person)
    person.find("text", re.compile("^Translation, block"))
    return person


def settings(folder, *lines):
    """An environment with settings that are kept in a file."""
    place = folder / "config" / "glib-2.0" / "settings"
    place.mkdir(parents=True)
    (place / "keyfile").write_text("\n".join(["[io/github/duizhao/Duizhao]", *lines, ""]))
    return {"GSETTINGS_BACKEND": "keyfile", "XDG_CONFIG_HOME": str(folder / "config")}


def type_translation(person, words):
    """Puts words at the end of the next translation that is not finished, and waits until they are seen."""
    person.focus_window()
    person.key("alt+Page_Down")
    until("a translation", lambda: person.focused() and (person.focused().get_name() or "").startswith("Translation, block"))
    person.key("End")
    person.type(words)
    node = person.focused()
    until(f"“{words}” on the screen", lambda: words in person.text(node))


def crash(person):
    os.kill(person.process.pid, signal.SIGKILL)
    person.process.wait(10)


def bar(person, words, limit=SOON):
    """The line over the text that says something, when it is seen."""
    return until(f"the line “{words}”",
                 lambda: next((n for n in person.all("label", re.compile(words))), None), limit)


def no_bar(person, words, limit=SOON):
    until(f"“{words}” to go", lambda: not person.all("label", re.compile(words)), limit)


def press(person, name):
    person.click(person.find("push button", re.compile(name)))


def answer_chooser(person, path):
    """Writes a path where a file chooser asks for a name. Nobody reads the screen until the chooser is gone: GTK 4.8 may
    fall over who reads a window that is being closed."""
    until("the file chooser", lambda: person.all("text", re.compile("^Name"), state=Atspi.StateType.FOCUSED))
    person.key("ctrl+a")
    person.type(str(path))
    person.key("Return")
    until(f"the file {path}", path.exists)
    time.sleep(1)


def take_back(person):
    """Presses Undo of the line over the text, not of the header bar, which is before it."""
    person.click(until("two buttons to undo", lambda: person.all("push button", re.compile("Undo$"))[1:2])[0])


def go_to(person, name):
    """Moves the focus by Tab to a control of a dialog."""
    for _ in range(40):
        node = person.focused()
        if node and re.search(name, node.get_name() or ""):
            return
        person.key("Tab")
    raise Failure(f"Tab does not come to “{name}”")


def sees(person, words):
    """Whether one of the translations that are in sight has these words."""
    return any(words in person.text(node) for node in person.all("text", re.compile("^Translation, block")))


def is_behind(person, words):
    """Whether the caret stands behind these words."""
    node = person.focused()
    return node is not None and person.text(node)[:Atspi.Text.get_caret_offset(node)].endswith(words)


def is_in_sight(person):
    """Whether the cell with the caret ends well above the window's lower edge, where a line of text would be cut."""
    cell = person.focused().get_extents(Atspi.CoordType.WINDOW)
    window = person.all("frame", re.compile("talk"))[0].get_extents(Atspi.CoordType.WINDOW)
    return cell.height > 0 and cell.y + cell.height < window.height * 0.9


def close(person):
    person.focus_window()
    person.key("ctrl+w")
    if person.wait_end() != 0:
        raise Failure("the program did not end well")


def expect(truth, message):
    if not truth:
        raise Failure(message)


def copy_of_sample(folder):
    path = folder / "talk.duizhao"
    shutil.copy(SAMPLE, path)
    return path


def test_crash(folder):
    path = copy_of_sample(folder)
    before = path.read_bytes()
    person = starts(path, environment=settings(folder, "save-automatically=false"))
    type_translation(person, "Typed before the crash.")
    time.sleep(1)
    crash(person)
    expect(path.read_bytes() == before, "the file was written too early for this test")
    person = starts()
    bar(person, "ended unexpectedly")
    until("the caret where it was", lambda: is_behind(person, "Typed before the crash."))
    until("all of its block in sight", lambda: is_in_sight(person))
    person.shot(SHOTS / "restored.png", window=True)
    press(person, "See…")
    person.find("label", re.compile("1 difference"))
    person.shot(SHOTS / "restored-see.png")
    person.key("Escape")
    until("the file to have it", lambda: any("Typed before the crash." in t for t in translations(path)), SOON)
    take_back(person)
    no_bar(person, "ended unexpectedly")
    until("the file not to have it", lambda: path.read_bytes() == before, SOON)
    close(person)
    person = starts(path)
    time.sleep(1)
    expect(not person.all("label", re.compile("ended unexpectedly")), "restored twice")
    close(person)


def test_opens_again(folder):
    """Also what was saved wholly is there again after a crash, and not after it was closed."""
    path = copy_of_sample(folder)
    person = starts(path)
    crash(person)
    person = starts()
    until("the project", lambda: person.all("frame", re.compile("^talk")))
    close(person)
    person = Program(PROGRAM)
    PEOPLE.append(person)
    person.find("push button", re.compile("Open the Sample"))
    close(person)


def test_untitled(folder):
    transcript = folder / "new.md"
    transcript.write_text(TRANSCRIPT)
    person = starts(transcript)
    type_translation(person, "Never saved.")
    time.sleep(1)
    crash(person)
    person = starts()
    # Letters that no key has may be lost on the way to the program.
    path = folder / "kept.duizhao"
    bar(person, "ended unexpectedly")
    until("the words", lambda: sees(person, "Never saved."))
    person.key("ctrl+s")
    answer_chooser(person, path)
    person.find("push button", "Saved")
    expect("Never saved." in translations(path), "it was not saved")
    close(person)


def test_saves_itself(folder):
    path = copy_of_sample(folder)
    person = starts(path)
    person.find("push button", "Saved")
    type_translation(person, "Saved by itself.")
    until("the file", lambda: any("Saved by itself." in t for t in translations(path)), SOON)
    person.find("push button", "Saved")
    person.key("ctrl+comma")
    person.find("list item", re.compile("Save automatically"))
    person.shot(SHOTS / "preferences.png")
    person.key("alt+a")
    time.sleep(0.5)
    person.key("Escape")
    type_translation(person, "Not by itself.")
    person.find("push button", "Save")
    time.sleep(5)
    expect(not any("Not by itself." in t for t in translations(path)), "it saved itself though that is off")
    person.key("ctrl+s")
    person.find("push button", "Saved")
    expect(any("Not by itself." in t for t in translations(path)), "Ctrl+S did not save")
    close(person)


def test_place_gone(folder):
    place, away = folder / "stick", folder / "pulled-out"
    place.mkdir()
    path = copy_of_sample(place)
    person = starts(path)
    place.rename(away)
    type_translation(person, "While the stick is out.")
    bar(person, "not there any more")
    person.find("push button", "Not Saved")
    person.shot(SHOTS / "gone.png", window=True)
    expect(not place.exists(), "the place was made anew")
    away.rename(place)
    no_bar(person, "not there any more")
    until("the file", lambda: any("While the stick is out." in t for t in translations(path)), SOON)
    close(person)


def test_save_elsewhere(folder):
    place, other = folder / "stick", folder / "elsewhere.duizhao"
    place.mkdir()
    path = copy_of_sample(place)
    person = starts(path)
    shutil.rmtree(place)
    bar(person, "not there any more")
    type_translation(person, "Somewhere else.")
    press(person, "Save Elsewhere…")
    answer_chooser(person, other)
    no_bar(person, "not there any more")
    until("the file", lambda: other.exists() and any("Somewhere else." in t for t in translations(other)), SOON)
    close(person)


def test_full_disk(folder):
    """A file system of two megabytes, filled up."""
    place = folder / "small"
    place.mkdir()
    if os.system(f"mount -t tmpfs -o size=2m tmpfs '{place}' 2>/dev/null") != 0:
        return "a small file system cannot be mounted here"
    try:
        path = copy_of_sample(place)
        before = path.read_bytes()
        person = starts(path)
        filler = place / "filler"
        number = os.open(filler, os.O_WRONLY | os.O_CREAT)
        try:
            while os.write(number, b"x" * 4096):
                pass
        except OSError:
            os.close(number)
        type_translation(person, "On a full disk.")
        bar(person, "space|room")
        person.shot(SHOTS / "full.png", window=True)
        expect(path.read_bytes() == before, "half of a file is there")
        filler.unlink()
        until("the file", lambda: any("On a full disk." in t for t in translations(path)), SOON)
        no_bar(person, "space|room")
        close(person)
    finally:
        os.system(f"umount '{place}'")
    return None


def test_read_only_folder(folder):
    """A folder that nothing can be written into, from the beginning, until it can be."""
    place = folder / "locked"
    place.mkdir()
    path = copy_of_sample(place)
    before = path.read_bytes()
    if os.system(f"mount --bind '{place}' '{place}' 2>/dev/null && mount -o remount,ro,bind '{place}'") != 0:
        return "a folder cannot be made read-only here"
    try:
        person = starts(path)
        type_translation(person, "Nothing can be written here.")
        bar(person, "[Rr]ead-only")
        person.find("push button", "Not Saved")
        person.find("push button", re.compile("Save Elsewhere…"))
        person.shot(SHOTS / "read-only-folder.png", window=True)
        time.sleep(1)
        crash(person)
        person = starts(path)
        until("the caret where it was", lambda: is_behind(person, "Nothing can be written here."))
        expect(path.read_bytes() == before, "it was written all the same")
    finally:
        os.system(f"umount -l '{place}'")
    until("the file", lambda: any("Nothing can be written here." in t for t in translations(path)), SOON)
    no_bar(person, "[Rr]ead-only")
    close(person)
    return None


def accessibility_bus():
    bus = Gio.bus_get_sync(Gio.BusType.SESSION)
    return bus.call_sync("org.a11y.Bus", "/org/a11y/bus", "org.a11y.Bus", "GetAddress", None, None, 0, -1).unpack()[0]


def test_second_process(folder):
    """Another session's program: the two do not know each other."""
    path = copy_of_sample(folder)
    first = starts(path)
    bus = subprocess.run(["dbus-daemon", "--session", "--fork", "--print-address=1", "--print-pid=1"], check=True,
                         capture_output=True, text=True).stdout.split()
    try:
        work_in_both(folder, path, first, {"DBUS_SESSION_BUS_ADDRESS": bus[0], "AT_SPI_BUS_ADDRESS": accessibility_bus()})
    finally:
        os.kill(int(bus[1]), signal.SIGTERM)


def work_in_both(folder, path, first, environment):
    second = starts(path, environment=environment)
    bar(second, "is working on this project")
    second.shot(SHOTS / "second.png", window=True)
    type_translation(first, "Typed in the first.")
    until("the file", lambda: any("Typed in the first." in t for t in translations(path)), SOON)
    bar(second, "was changed by somebody else")
    second.focus_window()
    second.key("alt+Page_Down")
    until("the words in the second", lambda: sees(second, "Typed in the first."))
    close(first)
    second.focus_window()
    press(second, "Open Again")
    no_bar(second, "is working on this project")
    type_translation(second, "Typed in the second.")
    until("the file", lambda: any("Typed in the second." in t for t in translations(path)), SOON)
    close(second)
    expect(not [name for name in os.listdir(folder) if ".~lock" in name], "a lock stays")


def test_one_window_for_a_file(folder):
    path = copy_of_sample(folder)
    person = starts(path)
    again = os.spawnl(os.P_WAIT, str(PROGRAM), str(PROGRAM), str(path))
    expect(again == 0, "the second start failed")
    time.sleep(1)
    expect(len(person.all("frame")) == 1, "there is a second window")
    close(person)


def test_changed_outside(folder):
    path = copy_of_sample(folder)
    person = starts(path)
    type_translation(person, "Mine, saved.")
    until("the file", lambda: any("Mine, saved." in t for t in translations(path)), SOON)
    path.write_text(path.read_text().replace("Mine, saved.", "Theirs, saved."))
    bar(person, "was changed by somebody else, and is shown")
    until("their words", lambda: sees(person, "Theirs, saved."))
    person.shot(SHOTS / "reloaded.png", window=True)
    take_back(person)
    until("my words", lambda: sees(person, "Mine, saved."))
    until("the file", lambda: any("Mine, saved." in t for t in translations(path)), SOON)
    close(person)


def test_both_changed(folder):
    """In different blocks, while nothing is saved by itself."""
    path = copy_of_sample(folder)
    person = starts(path, environment=settings(folder, "save-automatically=false"))
    type_translation(person, "Typed meanwhile.")
    path.write_text(path.read_text().replace("In April the Longxi stream", "In May the Longxi stream"))
    bar(person, "both were put together")
    person.shot(SHOTS / "merged.png", window=True)
    person.key("ctrl+s")
    until("both in the file", lambda: any("Typed meanwhile." in t for t in translations(path))
          and any("In May the Longxi" in t for t in translations(path)), SOON)
    person.find("push button", "Saved")
    close(person)


def test_damaged(folder):
    path, mended = copy_of_sample(folder), folder / "mended.duizhao"
    data = path.read_bytes()
    path.write_bytes(data[:len(data) * 2 // 3])
    cut = path.read_bytes()
    person = starts(path)
    bar(person, "This file is damaged")
    person.shot(SHOTS / "damaged.png", window=True)
    press(person, "What Is Missing…")
    person.find("label", "What Could Not Be Read")
    person.shot(SHOTS / "damaged-what.png", window=True)
    person.key("Escape")
    expect(path.read_bytes() == cut, "the damaged file was changed")
    press(person, "Save As…")
    answer_chooser(person, mended)
    no_bar(person, "This file is damaged")
    type_translation(person, "Mended.")
    until("the file", lambda: any("Mended." in t for t in translations(mended)), SOON)
    close(person)


def test_versions(folder):
    path = copy_of_sample(folder)
    person = starts(path)
    type_translation(person, "The first thought.")
    until("the file", lambda: any("The first thought." in t for t in translations(path)), SOON)
    type_translation(person, "Another thought.")
    until("the file", lambda: any("Another thought." in t for t in translations(path)), SOON)
    person.key("ctrl+alt+v")
    person.find("label", re.compile("difference"))
    person.shot(SHOTS / "versions.png")
    go_to(person, "Bring Back This Version")
    person.key("Return")
    until("the file", lambda: not any("Another thought." in t for t in translations(path)), SOON)
    person.key("Escape")
    close(person)


def end_all():
    """What a program said while it ran is read; those that were killed too."""
    while PEOPLE:
        PEOPLE.pop().stop()


def main():
    tests = [(name[5:], test) for name, test in globals().items() if name.startswith("test_")]
    wanted = sys.argv[3:]
    failed = 0
    print(f"1..{len(tests)}")
    for number, (name, test) in enumerate(tests, 1):
        if wanted and name not in wanted:
            print(f"ok {number} {name} # SKIP not asked for")
            continue
        folder = pathlib.Path(tempfile.mkdtemp(prefix="duizhao-"))
        os.environ.update(XDG_STATE_HOME=str(folder / "state"), XDG_DATA_HOME=str(folder / "data"))
        try:
            skipped = test(folder)
            end_all()
            print(f"ok {number} {name}" + (f" # SKIP {skipped}" if skipped else ""), flush=True)
        except Exception:
            failed += 1
            print(f"not ok {number} {name}", flush=True)
            print("# " + traceback.format_exc().replace("\n", "\n# "), file=sys.stderr, flush=True)
            os.system(f"import -window root '{SHOTS}/failure-{name}.png'")
        finally:
            for person in PEOPLE:
                if person.process.poll() is None:
                    crash(person)
            PEOPLE.clear()
            shutil.rmtree(folder, ignore_errors=True)
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
