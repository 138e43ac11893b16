"""Reads the table that census.c keeps: how many objects of each of the program's types were made and are alive."""

import mmap
import pathlib
import struct

SLOT = struct.Struct("56sii")
N_SLOTS = 512


class Census:
    def __init__(self, library, folder):
        self.path = pathlib.Path(folder) / "census"
        self.path.write_bytes(bytes(SLOT.size * N_SLOTS))
        self.environment = {"LD_PRELOAD": str(library), "DZ_CENSUS": str(self.path)}
        with open(self.path, "rb") as stream:
            self.table = mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ)

    def _slots(self):
        for name, alive, made in SLOT.iter_unpack(self.table[:]):
            if name[0]:
                yield name.rstrip(b"\0").decode(), alive, made

    def alive(self):
        return {name: alive for name, alive, _ in self._slots()}

    def made(self):
        return {name: made for name, _, made in self._slots()}
