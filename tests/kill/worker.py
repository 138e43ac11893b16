"""Tells stories, one a line of standard input, on the display it is started on: worker.py PROGRAM.

A line is JSON: {"kind", "seed", "kills", "folder"}. Each is answered by one: {"counts", "moments", "complaints", "error"}.
"""

import json
import pathlib
import shutil
import sys
import traceback

from desk import Reader
from story import Story


def tell(reader, program, wanted):
    folder = pathlib.Path(wanted["folder"])
    folder.mkdir(parents=True)
    story = Story(reader, program, folder, wanted["kind"], wanted["seed"], wanted["kills"])
    try:
        story.tell()
        shutil.rmtree(folder)
        error = None
    except Exception as failure:
        (folder / "failure.txt").write_text(traceback.format_exc())
        error = f"{type(failure).__name__}: {failure}"
    return {"counts": story.counts, "moments": story.moments, "complaints": story.complaints, "error": error}


def main():
    program = sys.argv[1]
    reader = Reader()
    for line in sys.stdin:
        print(json.dumps(tell(reader, program, json.loads(line))), flush=True)


if __name__ == "__main__":
    main()
