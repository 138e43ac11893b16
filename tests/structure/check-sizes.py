"""Prints the ten largest files and functions of src/, and fails above what the project holds itself to."""

import pathlib
import re
import statistics
import sys

FILE_MOST, FUNCTION_MOST, MEDIAN_MOST = 800, 80, 250

root = pathlib.Path(sys.argv[1])
files, functions = [], []
for path in sorted((root / "src").rglob("*.[ch]")):
    lines = path.read_text().splitlines()
    files.append((len(lines), str(path.relative_to(root))))
    if path.suffix != ".c":
        continue
    start = None
    for number, line in enumerate(lines):
        if line == "{":
            start = number
        elif line.startswith("}") and start is not None:
            if line == "}":
                name = next((m.group(1) for back in range(start - 1, max(start - 15, -1), -1)
                             if (m := re.match(r"(\w+) \(", lines[back]))), "?")
                functions.append((number - start - 1, f"{path.relative_to(root)}:{name}"))
            start = None
files.sort(reverse=True)
functions.sort(reverse=True)
for title, rows in (("files", files), ("functions", functions)):
    print(f"Largest {title}:")
    for size, name in rows[:10]:
        print(f"  {size:5} {name}")
sources = [size for size, name in files if name.endswith(".c")]
median = statistics.median(sources) if sources else 0
print(f"{len(files)} files, median of the .c files {median} lines; {len(functions)} functions")
wrong = [row for row in files if row[0] > FILE_MOST] + [row for row in functions if row[0] > FUNCTION_MOST]
for size, name in wrong:
    print(f"too large: {name} ({size} lines)")
if median > MEDIAN_MOST:
    print(f"half of the files should be under {MEDIAN_MOST} lines")
sys.exit(1 if wrong or median > MEDIAN_MOST or not functions else 0)
