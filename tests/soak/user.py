"""Somebody at the desk who does anything that can be done, in no order."""

import collections
import json
import os
import shutil
import subprocess
import time

from person import Failure, until, xdotool
from screen import Screen

WORDS = ("the", "interview", "turns", "on", "what", "was", "said", "then", "a", "word", "of", "doubt", "and", "trust",
         "she", "answers:", "no.", "yes,", "later")
N_FILES = 6
# How long the program may take to know that a file was changed or is gone: it is asked every four seconds.
NOTICED = 6


class User:
    def __init__(self, person, sample, folder, random):
        self.person = person
        self.sample = sample
        self.folder = folder
        self.random = random
        self.screen = Screen()
        self.program = person.process.args[0]
        self.count = self.opened = self.closed = self.n_complaints = 0
        self.tally = collections.Counter()
        self.done = []
        self.away = []
        self.files = [folder / f"talk-{number}.duizhao" for number in range(N_FILES)]
        self.transcript = folder / "transcript.md"
        subprocess.run([self.program, "convert", sample, self.transcript], check=True)
        self.actions = [(weight, getattr(self, name)) for name, weight in (
            ("type_words", 12), ("move", 10), ("select", 6), ("confirm", 4), ("tag", 5), ("tag_by_name", 2), ("popover", 3),
            ("note", 2), ("join", 1), ("format", 1), ("undo", 6), ("panel", 4), ("details", 2), ("search", 2), ("size", 1),
            ("resize", 1), ("full_screen", 1), ("save", 3), ("save_as", 1), ("publish", 1), ("versions", 2),
            ("preferences", 1), ("help", 1), ("point", 6), ("drag", 3), ("wheel", 3), ("menu", 2), ("split", 2),
            ("change_file", 1), ("move_file", 0.5), ("chooser", 0.5), ("other_window", 2))]

    # Windows

    def windows(self):
        """All that the program shows."""
        if self.person.process.poll() is not None:
            raise Failure(f"the program ended with {self.person.process.returncode}: {self.person.output()[-3000:]}")
        return self.screen.windows(self.person.process.pid)

    def names(self):
        return [name for name, _ in self.windows().values()]

    def mains(self):
        """Name by window, of those with a project or the welcome page."""
        return {window: name for window, (name, is_dialog) in self.windows().items() if not is_dialog}

    def dialogs(self):
        return [window for window, (_, is_dialog) in self.windows().items() if is_dialog]

    def activate(self, window):
        try:
            subprocess.run(["xdotool", "windowactivate", "--sync", str(window)], capture_output=True, timeout=10)
        except subprocess.TimeoutExpired:
            return
        self.person.window_id = window

    def settle(self):
        """Comes back to the text of a window from wherever the last action led."""
        for _ in range(8):
            dialogs = self.dialogs()
            if not dialogs:
                break
            self.activate(dialogs[-1])
            self.press("Escape", pause=0.15)
        mains = self.mains()
        if not mains:
            raise Failure(f"no window of a project is left: {self.names()}")
        if self.person.window_id not in mains:
            self.activate(self.random.choice(list(mains)))

    def place(self):
        lines = xdotool("getwindowgeometry", "--shell", self.person.window_id).splitlines()
        found = dict(line.split("=") for line in lines if "=" in line)
        return int(found["WIDTH"]), int(found["HEIGHT"])

    # Keys and pointer

    def press(self, *names, pause=0.08):
        self.person.key(*names, pause=pause)

    def words(self, most):
        return " ".join(self.random.choice(WORDS) for _ in range(self.random.randint(1, most)))

    def times(self, key, most):
        xdotool("key", "--clearmodifiers", "--delay", 30, *[key] * self.random.randint(1, most))
        time.sleep(0.05)

    def random_point(self):
        width, height = self.place()
        return self.random.randint(20, max(40, width - 20)), self.random.randint(70, max(90, height - 20))

    def act(self):
        weights, actions = zip(*self.actions)
        action = self.random.choices(actions, weights)[0]
        self.done.append(action.__name__)
        self.tally[action.__name__] += 1
        self.count += 1
        try:
            action()
        except subprocess.CalledProcessError:
            # The window that was meant is gone already.
            pass
        self.settle()
        self.complain()

    def complain(self):
        """Says what was being done when the program complained first."""
        complaints = self.person.complaints()
        if len(complaints) > self.n_complaints:
            print(f"# after {', '.join(self.done[-6:])}: {complaints[self.n_complaints]}", flush=True)
        self.n_complaints = len(complaints)

    # What is done in the text

    def type_words(self):
        self.person.type(self.words(8) + " ")

    def move(self):
        self.times(self.random.choice(("Up", "Down", "Left", "Right", "Page_Down", "Page_Up", "ctrl+Home", "ctrl+End", "F6",
                                       "alt+Page_Down", "alt+Page_Up", "alt+Down", "alt+Up", "Home", "End")), 6)

    def select(self):
        self.times(self.random.choice(("shift+Right", "shift+Left", "ctrl+shift+Right", "shift+Down", "ctrl+a")), 6)

    def confirm(self):
        self.press(self.random.choice(("ctrl+Return", "ctrl+shift+Return")))

    def tag(self):
        self.times("shift+Right", 8)
        self.press(f"alt+{self.random.randint(1, 9)}")

    def tag_by_name(self):
        self.times("shift+Left", 6)
        self.press("ctrl+t", pause=0.3)
        self.person.type(self.words(1))
        self.press(self.random.choice(("Return", "Escape")))

    def popover(self):
        self.press(self.random.choice(("alt+Down", "alt+Up")), "ctrl+h", pause=0.3)
        self.times(self.random.choice(("Tab", "Down", "Left")), 4)
        self.press("Escape", "Escape")

    def note(self):
        self.press("alt+Down", "ctrl+h", "alt+n", pause=0.3)
        self.person.type(self.words(6))
        if self.random.random() < 0.5:
            time.sleep(0.5)
        self.press("Escape", "Escape")

    def join(self):
        self.press("alt+Down", "ctrl+j", pause=0.2)
        self.times("shift+Right", 3)
        self.press(self.random.choice(("Return", "Escape")))

    def format(self):
        self.times("shift+Left", 4)
        self.press(self.random.choice(("ctrl+b", "ctrl+i")))

    def split(self):
        self.press(self.random.choice(("Return", "BackSpace", "Delete")))

    def undo(self):
        self.times(self.random.choice(("ctrl+z", "ctrl+z", "ctrl+shift+z")), 8)

    # What is done beside the text

    def panel(self):
        self.press(self.random.choice(("F9", "ctrl+shift+t", "ctrl+shift+h", "ctrl+shift+d")), pause=0.3)
        self.times(self.random.choice(("Tab", "Down", "Up", "space")), 4)

    def details(self):
        self.press("ctrl+shift+d", pause=0.3)
        self.times("Tab", 5)
        self.person.type(self.words(3))
        self.press("Tab", "F6")

    def search(self):
        self.press("ctrl+f", pause=0.2)
        self.person.type(self.random.choice(WORDS)[:3])
        self.times("Down", 2)
        self.press("Escape", "F6")

    def size(self):
        self.press(self.random.choice(("ctrl+plus", "ctrl+minus", "ctrl+0", "ctrl+0")))

    def resize(self):
        self.person.resize(self.random.randint(420, 1390), self.random.randint(360, 860))

    def full_screen(self):
        self.press("F11", pause=0.5)
        self.times("Page_Down", 2)
        self.press("F11", pause=0.5)

    def save(self):
        self.press("ctrl+s", pause=0.3)

    def save_as(self):
        self.press("ctrl+shift+s", pause=0.8)
        if "Save As" in self.names():
            self.press("ctrl+a")
            self.person.type(str(self.folder / f"copy-{self.random.randint(0, 3)}.duizhao"))
            self.press("Return", pause=0.5)
            # It may ask whether to replace what is there.
            self.press("alt+r", pause=0.3)

    def publish(self):
        self.press("ctrl+e", pause=0.6)
        self.times(self.random.choice(("Tab", "Down", "space")), 4)
        if self.random.random() < 0.4 and "Publish" in self.names():
            self.press("Escape", "ctrl+e", pause=0.6)
            self.press("Return", pause=0.8)
            self.press("Return", pause=0.5)
            self.press("alt+r", pause=0.3)

    def versions(self):
        self.press("ctrl+s", "ctrl+alt+v", pause=0.7)
        self.times(self.random.choice(("Down", "Tab", "Page_Down")), 5)
        self.press("Escape", pause=0.3)

    def preferences(self):
        self.press("ctrl+comma", pause=0.6)
        if "Preferences" in self.names():
            # The style, which is the first thing there: as the desktop, light or dark.
            self.press("Tab", "space", pause=0.3)
            self.times(self.random.choice(("Down", "Up")), 2)
            self.press("Return", "Escape", pause=0.3)

    def help(self):
        self.press("ctrl+question", pause=0.6)
        self.press("Escape", pause=0.3)

    def chooser(self):
        self.press("ctrl+o", pause=0.8)
        self.press("Escape", pause=0.3)

    def other_window(self):
        self.activate(self.random.choice(list(self.mains())))

    # The pointer

    def point(self):
        self.person.point(*self.random_point())
        xdotool("click", "--repeat", self.random.choice((1, 1, 1, 2, 3)), "--delay", 60, 1)

    def drag(self):
        self.person.point(*self.random_point())
        xdotool("mousedown", 1)
        for _ in range(4):
            self.person.point(*self.random_point())
        xdotool("mouseup", 1)

    def wheel(self):
        self.person.point(*self.random_point())
        xdotool("click", "--repeat", self.random.randint(1, 12), "--delay", 20, self.random.choice((4, 5)))

    def menu(self):
        self.person.point(*self.random_point())
        xdotool("click", 3)
        time.sleep(0.4)
        self.times("Down", 3)
        self.press("Escape", "Escape")

    # What others do with the files

    def open_files(self):
        names = {name.removeprefix("• ") for name in self.mains().values()}
        return [file for file in self.files if file.stem in names]

    def change_file(self):
        """Another program writes the file of an open project."""
        for file in self.open_files()[:1]:
            project = json.loads(file.read_text())
            block = self.random.choice(project["documents"][0]["blocks"])
            block["translation"] = block.get("translation", "") + " " + self.words(2)
            fresh = file.with_suffix(".new")
            fresh.write_text(json.dumps(project, ensure_ascii=False, indent=2) + "\n")
            os.replace(fresh, file)
            time.sleep(1)

    def move_file(self):
        """The place where an open project lies is gone for a while."""
        for file in self.open_files()[:1]:
            if file.exists():
                os.replace(file, file.with_suffix(".away"))
                self.away.append(file)
                self.type_words()
                time.sleep(NOTICED)
                self.restore_files()

    def restore_files(self):
        for file in self.away:
            os.replace(file.with_suffix(".away"), file)
        self.away.clear()

    # Files opened and closed

    def open_something(self):
        self.settle()
        if self.random.random() < 0.1:
            self.press("ctrl+n", pause=0.5)
            return
        if self.random.random() < 0.25:
            self.open(self.transcript, self.transcript.stem)
            return
        closed = [file for file in self.files if file not in self.open_files()]
        if closed:
            file = self.random.choice(closed)
            shutil.copy(self.sample, file)
            self.open(file, file.stem)

    def open(self, file, stem):
        """As a file manager does it: the program that runs gets the file."""
        before = set(self.mains())
        subprocess.run([self.program, file], check=True, timeout=60)
        until(f"{stem} to open", lambda: [w for w, name in self.mains().items() if stem in name and
                                          (w not in before or name.removeprefix("• ") == stem)], limit=60)
        self.opened += 1
        time.sleep(0.3)
        found = [window for window, name in self.mains().items() if name.removeprefix("• ") == stem]
        self.activate(found[-1])

    def wait_for_closing(self, window):
        """Until it is closed, or asks something."""
        for _ in range(20):
            if window not in self.windows() or self.dialogs():
                return
            time.sleep(0.1)

    def close_one(self, window=None):
        """Closes a window; what is not saved of an import is given up, and everything else saves itself."""
        self.settle()
        mains = self.mains()
        window = window or self.random.choice(list(mains))
        self.done.append(f"close {mains.get(window)}")
        for _ in range(12):
            if window not in self.mains():
                break
            self.activate(window)
            asked = self.dialogs()
            if asked:
                self.activate(asked[-1])
                self.press("alt+d", pause=0.4)
            elif self.screen.active() == window:
                self.press("Escape", "ctrl+w", pause=0.4)
                self.wait_for_closing(window)
        if window in self.mains():
            raise Failure(f"{mains[window]} does not close: {self.names()}")
        self.closed += 1
        self.settle()
