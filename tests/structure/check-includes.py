"""Holds every include of src/ against the table of rooms: who may know whom, and which library."""

import pathlib
import re
import sys

ROOMS = {
    "language": set(),
    "model": {"language"},
    "article": {"model", "language"},
    "store": {"model", "language"},
    "services": {"model", "language"},
    "formats": {"article", "model", "language"},
    "desk": {"store", "formats", "article", "model", "language"},
    "commands": {"desk", "store", "services", "formats", "article", "model", "language"},
    "window": {"desk", "store", "services", "formats", "article", "model", "language"},
    "": {"window", "commands"},
}
# A header of these libraries may stand in these rooms only.
LIBRARIES = {
    r"gtk/|gdk/|adwaita|pango/|graphene": {"window"},
    r"json-glib/": {"store", "services"},
    r"unicode/": {"language"},
    r"cmark|libxml/|archive": {"formats"},
    r"curl/": {"services"},
}

root = pathlib.Path(sys.argv[1])
wrong = []
count = 0
for path in sorted((root / "src").rglob("*.[ch]")):
    parts = path.relative_to(root / "src").parts
    room = parts[0] if len(parts) > 1 else ""
    if room not in ROOMS:
        wrong.append(f"{path}: there is no room {room}")
        continue
    for number, line in enumerate(path.read_text().splitlines(), 1):
        match = re.match(r'\s*#\s*include\s+(["<])([^">]+)', line)
        if not match:
            continue
        count += 1
        quote, name = match.groups()
        where = f"{path.relative_to(root)}:{number}"
        if quote == '"':
            if name == "config.h":
                continue
            other = name.split("/")[0] if "/" in name else None
            if other is None or other not in ROOMS:
                wrong.append(f'{where}: "{name}" is not written from src/')
            elif other != room and other not in ROOMS[room]:
                wrong.append(f"{where}: {room or 'main'} may not know {other}")
            continue
        for pattern, rooms in LIBRARIES.items():
            if re.match(pattern, name) and room not in rooms:
                wrong.append(f"{where}: {room or 'main'} may not know <{name}>")
curl = [p for p in (root / "src").rglob("*.[ch]") if "<curl/curl.h>" in p.read_text()]
if len(curl) > 1:
    wrong.append(f"curl.h is included in more than one file: {curl}")
print(f"{count} includes read")
print("\n".join(wrong))
sys.exit(1 if wrong or not count else 0)
