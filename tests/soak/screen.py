"""The windows that the window manager knows, asked of the X server without starting a program for each question."""

import ctypes
import ctypes.util

ANY_TYPE = 0
MOST = 1 << 16


class Screen:
    def __init__(self):
        self.x = ctypes.CDLL(ctypes.util.find_library("X11") or "libX11.so.6")
        self.x.XOpenDisplay.restype = ctypes.c_void_p
        self.x.XDefaultRootWindow.restype = ctypes.c_ulong
        self.x.XInternAtom.restype = ctypes.c_ulong
        self.x.XFree.argtypes = [ctypes.c_void_p]
        self.display = ctypes.c_void_p(self.x.XOpenDisplay(None))
        # A window may be gone when it is asked about, which is no reason to end.
        self.handler = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_void_p)(lambda display, event: 0)
        self.x.XSetErrorHandler(self.handler)
        self.root = self.x.XDefaultRootWindow(self.display)

    def _property(self, window, name):
        atom = ctypes.c_ulong(self.x.XInternAtom(self.display, name.encode(), False))
        kind, count, rest = ctypes.c_ulong(), ctypes.c_ulong(), ctypes.c_ulong()
        width, data = ctypes.c_int(), ctypes.c_void_p()
        failed = self.x.XGetWindowProperty(self.display, ctypes.c_ulong(window), atom, ctypes.c_long(0), ctypes.c_long(MOST),
                                           False, ctypes.c_ulong(ANY_TYPE), ctypes.byref(kind), ctypes.byref(width),
                                           ctypes.byref(count), ctypes.byref(rest), ctypes.byref(data))
        if failed or not data.value:
            return None
        try:
            # Xlib gives what has 32 bits as longs.
            if width.value == 32:
                return list((ctypes.c_ulong * count.value).from_address(data.value))
            return ctypes.string_at(data.value, count.value)
        finally:
            self.x.XFree(data)

    def windows(self, pid):
        """Of that process, by window: its name, and whether it belongs to another, as dialogs do."""
        found = {}
        for window in self._property(self.root, "_NET_CLIENT_LIST") or []:
            if self._property(window, "_NET_WM_PID") == [pid]:
                name = (self._property(window, "_NET_WM_NAME") or b"").decode(errors="replace")
                found[window] = name, self._property(window, "WM_TRANSIENT_FOR") is not None
        return found

    def active(self):
        """The window that keys go to, or None."""
        return next(iter(self._property(self.root, "_NET_ACTIVE_WINDOW") or []), None)
