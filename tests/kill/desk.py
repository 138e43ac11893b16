"""The program under the hands of somebody who may be killed with it: keys, and what a screen reader is told.

Nothing here walks the tree of what is on screen: the program says what got the focus, and that is asked what it holds.
"""

import os
import pathlib
import re
import subprocess
import sys
import threading
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "window"))
from person import COMPLAINT, Atspi, Failure, GLib  # noqa: E402

CELL = re.compile(r"^(Original|Translation), block (\d+)")
ROW = re.compile(r"^Block (\d+), (\w+)")
# Seconds: a machine may be busy with other things; what takes longer has failed.
WAIT = 60
ASK_AGAIN = 4
SETTLED = 1


class Ended(Exception):
    """The program is not there any more."""


class Reader:
    """Hears what a screen reader hears."""

    def __init__(self):
        self.context = GLib.MainContext.default()
        self.desk = None
        self.listener = Atspi.EventListener.new(self._heard)
        for kind in ("object:state-changed:focused", "object:text-changed:insert", "object:property-change:accessible-name"):
            self.listener.register(kind)

    def _heard(self, event):
        if self.desk is None:
            return
        try:
            self.desk.hear(event)
        except GLib.Error:
            pass

    def hear(self):
        while self.context.iteration(False):
            pass


class Desk:
    def __init__(self, reader, program, args, environment, log):
        self.reader = reader
        self.focus = None
        # All that was put into texts, letter by letter
        self.typed = ""
        self.names = []
        self.killed_at = None
        self.log = log
        self.started_at = time.monotonic()
        reader.desk = self
        env = dict(os.environ, GTK_A11Y="atspi", G_ENABLE_DIAGNOSTIC="0", **environment)
        with log.open("w") as output:
            self.process = subprocess.Popen([program, *map(str, args)], stdout=output, stderr=subprocess.STDOUT, env=env)
        self.timer = None

    # What it says

    def hear(self, event):
        if event.type.startswith("object:state-changed:focused"):
            if event.detail1:
                self.focus = event.source
        elif event.type.startswith("object:text-changed"):
            self.typed += str(event.any_data)
        else:
            self.names.append(event.source.get_name() or "")

    def until(self, what, test, limit=WAIT):
        end = time.monotonic() + limit
        while True:
            self.reader.hear()
            try:
                found = test()
            except GLib.Error:
                found = None
            if found:
                return found
            if self.process.poll() is not None:
                raise Ended()
            if time.monotonic() > end:
                raise Failure(f"waited {limit} s for {what}; the focus is on {self.focus_name()!r}")
            time.sleep(0.015)

    def pause(self, seconds):
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            self.reader.hear()
            self.check()
            time.sleep(0.015)

    def check(self):
        if self.process.poll() is not None:
            raise Ended()

    def focus_name(self):
        try:
            return self.focus.get_name() or "" if self.focus else ""
        except GLib.Error:
            return ""

    def text(self, node):
        return Atspi.Text.get_text(node, 0, -1)

    def cell(self):
        """(side, block, text, state) of the cell with the focus, or None."""
        node = self.focus
        found = CELL.match(self.focus_name())
        parent = node.get_parent() if found else None
        # A cell that is taken away has none any more.
        row = ROW.match(parent.get_name()) if parent else None
        if not row or row[1] != found[2]:
            return None
        return found[1], int(found[2]) - 1, self.text(node), row[2].lower()

    def in_cell(self, side="Translation"):
        return self.until(f"the focus in a {side.lower()}", lambda: self.focus_name().startswith(side) and self.cell())

    def caret(self):
        return Atspi.Text.get_caret_offset(self.focus)

    # What is done

    def xdotool(self, *words):
        self.check()
        done = subprocess.run(["xdotool", *map(str, words)], capture_output=True, text=True)
        self.reader.hear()
        if done.returncode != 0:
            self.check()
        return done.stdout.split()

    def keys(self, *names, delay=12):
        self.xdotool("key", "--clearmodifiers", "--delay", delay, *names)

    def type(self, text):
        self.xdotool("type", "--clearmodifiers", "--delay", 12, "--", text)

    def windows(self, name=None):
        words = ["--name", name] if name else ["--pid", str(self.process.pid)]
        return self.xdotool("search", "--onlyvisible", *words)

    def activate(self, window):
        self.xdotool("windowactivate", "--sync", window)

    def ready(self):
        """Waits until a project is shown and has the focus."""
        window = self.until("the window", self.windows)[-1]
        asked_at = time.monotonic()
        asked = False

        def shown():
            nonlocal asked_at, asked
            quiet = time.monotonic() - asked_at
            if self.focus_name().startswith("Translation"):
                return not asked or quiet > SETTLED
            # What is said while it starts may be missed; where the focus goes with a key is told again.
            on_the_way = self.focus_name().startswith("Original")
            if quiet > (SETTLED if on_the_way else ASK_AGAIN):
                self.activate(window)
                self.keys("F6" if on_the_way else "shift+F6")
                asked_at = time.monotonic()
                asked = True
            return False
        self.until("the project on screen", shown)
        self.activate(self.until("the window", self.windows)[-1])
        return time.monotonic() - self.started_at

    # The end

    def kill_in(self, seconds):
        self.timer = threading.Timer(seconds, self.kill)
        self.timer.daemon = True
        self.timer.start()

    def kill(self):
        self.killed_at = time.monotonic()
        self.process.kill()

    def wait_end(self, limit=WAIT):
        try:
            self.process.wait(limit)
        except subprocess.TimeoutExpired:
            raise Failure(f"waited {limit} s for the program's end") from None
        finally:
            if self.timer:
                self.timer.cancel()
        return self.process.returncode

    def stop(self):
        """Whatever happened, it runs no longer."""
        if self.timer:
            self.timer.cancel()
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait()

    def complaints(self):
        return [line for line in self.log.read_text(errors="replace").splitlines() if COMPLAINT.search(line)]

