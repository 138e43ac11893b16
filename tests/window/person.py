"""What a person does with the program, for tests: starts it, presses keys, points, reads what a screen reader reads.

Runs inside tests/with-display. Everything waits for what it needs, up to a limit, and says what it waited for.
"""

import os
import pathlib
import re
import subprocess
import tempfile
import time

import gi

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi, GLib  # noqa: E402

WAIT = 15
# What a GTK program prints when something in it is wrong.
COMPLAINT = re.compile(r"-(WARNING|CRITICAL|ERROR) \*\*|: (WARNING|CRITICAL|ERROR): ")


class Failure(AssertionError):
    pass


def until(what, test, limit=WAIT, pause=0.05):
    """Calls test until it gives something, and returns that; what names it when it never comes."""
    end = time.monotonic() + limit
    while True:
        try:
            found = test()
        except GLib.Error:
            found = None
        if found:
            return found
        if time.monotonic() > end:
            raise Failure(f"waited {limit} s for {what}")
        time.sleep(pause)


def xdotool(*words):
    return subprocess.run(["xdotool", *map(str, words)], check=True, capture_output=True, text=True).stdout.strip()


def children(node):
    for index in range(node.get_child_count()):
        child = node.get_child_at_index(index)
        if child is not None:
            yield child


def walk(node):
    yield node
    try:
        for child in children(node):
            yield from walk(child)
    except GLib.Error:
        return


class Program:
    """The program as its user has it: a window, keys, a pointer."""

    def __init__(self, program, *args, environment=None):
        self.log = tempfile.NamedTemporaryFile("w+", suffix=".log", delete=False)
        env = dict(os.environ, GTK_A11Y="atspi", G_ENABLE_DIAGNOSTIC="0", **(environment or {}))
        self.process = subprocess.Popen([program, *map(str, args)], stdout=self.log, stderr=subprocess.STDOUT, env=env)
        self.application = until("the program in the accessibility tree", self._application, limit=30)
        self.window_id = until("the window", self._window, limit=30)
        self.focus_window()

    def _application(self):
        if self.process.poll() is not None:
            raise Failure(f"the program ended with {self.process.returncode}: {self.output()}")
        desktop = Atspi.get_desktop(0)
        return next((a for a in children(desktop) if a.get_process_id() == self.process.pid), None)

    def _window(self):
        try:
            return xdotool("search", "--onlyvisible", "--pid", self.process.pid).split()[-1]
        except (subprocess.CalledProcessError, IndexError):
            return None

    def focus_window(self):
        xdotool("windowactivate", "--sync", self.window_id)

    def resize(self, width, height):
        xdotool("windowsize", "--sync", self.window_id, width, height)
        time.sleep(0.3)

    # What is there

    def all(self, role=None, name=None, root=None, state=None):
        """Every accessible with that role, whose name is (or, for a compiled pattern, matches) name."""
        found = []
        for node in walk(root or self.application):
            try:
                if role and node.get_role_name() != role:
                    continue
                if isinstance(name, re.Pattern):
                    if not name.search(node.get_name() or ""):
                        continue
                elif name is not None and node.get_name() != name:
                    continue
                if state and not node.get_state_set().contains(state):
                    continue
            except GLib.Error:
                continue
            found.append(node)
        return found

    def find(self, role=None, name=None, root=None, limit=WAIT):
        return until(f"{role or 'anything'} “{name}”", lambda: next(iter(self.all(role, name, root)), None), limit)

    def gone(self, role=None, name=None, limit=WAIT):
        until(f"{role or 'anything'} “{name}” to go", lambda: not self.all(role, name), limit)

    def focused(self):
        return next(iter(self.all(state=Atspi.StateType.FOCUSED)), None)

    def text(self, node):
        return Atspi.Text.get_text(node, 0, -1)

    def tree(self, root=None, depth=0):
        """The accessible tree as lines, for a message."""
        node = root or self.application
        lines = [f"{'  ' * depth}{node.get_role_name()} “{node.get_name()}”"]
        for child in children(node):
            lines.append(self.tree(child, depth + 1))
        return "\n".join(lines)

    # Keys and pointer

    def key(self, *names, pause=0.06):
        for name in names:
            xdotool("key", "--clearmodifiers", name)
            time.sleep(pause)

    def type(self, string):
        xdotool("type", "--clearmodifiers", "--delay", 12, "--", string)
        time.sleep(0.1)

    def box(self, node):
        rect = node.get_extents(Atspi.CoordType.WINDOW)
        return rect.x, rect.y, rect.width, rect.height

    def point(self, x, y):
        xdotool("mousemove", "--window", self.window_id, int(x), int(y))
        time.sleep(0.05)

    def click(self, node, button=1, at=None, times=1):
        """Clicks into the middle of an accessible, or at a point of it."""
        x, y, width, height = self.box(node)
        dx, dy = at or (width / 2, height / 2)
        self.point(x + dx, y + dy)
        xdotool("click", "--repeat", times, "--delay", 60, button)
        time.sleep(0.15)

    def drag(self, node, start, end):
        """Drags the pointer from one point of an accessible to another."""
        x, y, _, _ = self.box(node)
        self.point(x + start[0], y + start[1])
        xdotool("mousedown", 1)
        for part in range(1, 9):
            self.point(x + start[0] + (end[0] - start[0]) * part / 8, y + start[1] + (end[1] - start[1]) * part / 8)
        xdotool("mouseup", 1)
        time.sleep(0.2)

    def scroll(self, node, steps):
        x, y, width, height = self.box(node)
        self.point(x + width / 2, y + height / 2)
        xdotool("click", "--repeat", abs(steps), "--delay", 30, 5 if steps > 0 else 4)
        time.sleep(0.2)

    # Pictures and the end

    def shot(self, path, window=False):
        """The screen, or the part of it that the window takes with what lies over it."""
        pathlib.Path(path).parent.mkdir(parents=True, exist_ok=True)
        time.sleep(0.4)
        words = ["import", "-window", "root"]
        if window:
            place = dict(line.split("=") for line in
                         xdotool("getwindowgeometry", "--shell", self.window_id).splitlines() if "=" in line)
            words += ["-crop", "{WIDTH}x{HEIGHT}+{X}+{Y}".format(**place), "+repage"]
        subprocess.run([*words, str(path)], check=True)

    def output(self):
        self.log.flush()
        return pathlib.Path(self.log.name).read_text(errors="replace")

    def complaints(self):
        return [line for line in self.output().splitlines() if COMPLAINT.search(line)]

    def wait_end(self, limit=WAIT):
        until("the program's end", lambda: self.process.poll() is not None, limit)
        return self.process.returncode

    def stop(self):
        """Ends the program, and fails when it complained."""
        if self.process.poll() is None:
            self.process.terminate()
            self.process.wait(10)
        complaints = self.complaints()
        pathlib.Path(self.log.name).unlink(missing_ok=True)
        if complaints:
            raise Failure("the program complained:\n" + "\n".join(complaints[:20]))
