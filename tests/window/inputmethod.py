"""A Chinese input method, as a person has it: Fcitx 5 with pinyin, on the session's own bus."""

import os
import pathlib
import subprocess
import time

from gi.repository import Gio, GLib

from person import until, xdotool

PROFILE = """[Groups/0]
Name=Default
Default Layout=us
DefaultIM=pinyin

[Groups/0/Items/0]
Name=keyboard-us
Layout=

[Groups/0/Items/1]
Name=pinyin
Layout=

[GroupOrder]
0=Default
"""


class Pinyin:
    # What the program must be started with.
    environment = {"GTK_IM_MODULE": "fcitx"}

    def __init__(self):
        folder = pathlib.Path(os.environ["XDG_CONFIG_HOME"]) / "fcitx5"
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "profile").write_text(PROFILE)
        self.process = subprocess.Popen(["fcitx5", "--disable", "wayland,waylandim,cloudpinyin,notificationitem"],
                                        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        bus = Gio.bus_get_sync(Gio.BusType.SESSION, None)
        # Asking Fcitx itself would have the bus start a second one.
        until("the input method", lambda: bus.call_sync(
            "org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus", "NameHasOwner",
            GLib.Variant("(s)", ("org.fcitx.Fcitx5",)), None, Gio.DBusCallFlags.NONE, -1, None).unpack()[0], limit=30)

    def _remote(self, *words):
        return subprocess.run(["fcitx5-remote", *words], capture_output=True, text=True).stdout.strip()

    def on(self):
        """Pinyin for the text that has the focus."""
        self._remote("-o")
        self._remote("-s", "pinyin")
        until("pinyin", lambda: self._remote("-n") == "pinyin")
        time.sleep(0.3)

    def off(self):
        self._remote("-c")
        time.sleep(0.2)

    def compose(self, letters):
        """Types letters, and leaves the composition open."""
        for letter in letters:
            xdotool("key", letter)
            time.sleep(0.08)

    def commit(self):
        xdotool("key", "space")
        time.sleep(0.3)

    def stop(self):
        self.process.terminate()
        self.process.wait(10)
