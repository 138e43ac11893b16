"""Reads a real transcript, writes its original as Markdown again, and lists what differs, as pandoc sees both.

Each difference has to be of a kind that an importer is there for; any other fails. The sample, written and read, has to be
the same to the byte when it is written again. Arguments: the program, the transcript, the sample.
"""

import collections
import difflib
import json
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import unicodedata

BLANK, SOFT = " ", "\n"
DETAIL_KEYS = ("作者", "译者", "来源", "发布时间", "发布地", "原文链接", "摘要", "封面")
program, transcript, sample = sys.argv[1], pathlib.Path(sys.argv[2]), sys.argv[3]


def there_and_back(source, folder):
    """What the original of @source is as Markdown, and what that is when it was read."""
    paths = [f"{folder}/{name}" for name in ("a.duizhao", "a.md", "b.duizhao", "b.md")]
    for last, target in zip([str(source)] + paths, paths):
        options = ["--layout", "original", "--annotations", "no"] if target.endswith(".md") else []
        subprocess.run([program, "convert", last, target, *options], check=True)
    return paths[1], [pathlib.Path(path).read_text() for path in (paths[1], paths[3])]


print("1..3")
with tempfile.TemporaryDirectory() as place_of_sample:
    written = there_and_back(sample, place_of_sample)[1]
same = written[0] == written[1]
print(("ok" if same else "not ok") + " 1 - the sample is the same to the byte, read and written once more")
for line in [] if same else difflib.unified_diff(*[text.splitlines() for text in written], lineterm="", n=0):
    print(f"# {line[:120]}")
reason = "" if transcript.exists() else "the transcript is not beside this checkout"
reason = reason or ("" if shutil.which("pandoc") else "pandoc is not installed")
if reason:
    print(f"ok 2 - # SKIP {reason}\nok 3 - # SKIP {reason}")
    sys.exit(0 if same else 1)


def inlines(parts, style, out):
    """Characters, each with its style: the formats and the link that hold for it."""
    raw = []
    for part in parts:
        kind, content = part["t"], part.get("c")
        now = frozenset(style | set(raw))
        if kind == "Str":
            out += [(c, now) for c in content]
        elif kind in ("Space", "SoftBreak", "LineBreak"):
            out.append((BLANK if kind == "Space" else SOFT, now))
        elif kind in ("Strong", "Emph", "Strikeout", "Underline", "SmallCaps"):
            inlines(content, now | {kind}, out)
        elif kind == "Code":
            out += [(c, now | {"Code"}) for c in content[1]]
        elif kind == "Link":
            inlines(content[1], now | {"Link " + content[2][0]}, out)
        elif kind == "Image":
            out.append(("\ufffc", now | {"Image " + content[2][0]}))
        elif kind == "RawInline":
            # Emphasis that only an element can say.
            element = re.fullmatch(r"<(/?)(strong|em)>", content[1])
            name = {"strong": "Strong", "em": "Emph"}[element.group(2)]
            raw.remove(name) if element.group(1) else raw.append(name)
        else:
            raise SystemExit(f"unknown inline {kind}")


def blocks(parts, path, out):
    for part in parts:
        kind, content = part["t"], part.get("c")
        if kind in ("Para", "Plain"):
            out.append((path, chars(content)))
        elif kind == "Header":
            out.append((path + (f"h{content[0]}",), chars(content[2])))
        elif kind == "BlockQuote":
            blocks(content, path + ("box",), out)
        elif kind in ("BulletList", "OrderedList"):
            for item in content if kind == "BulletList" else content[1]:
                if not item:
                    out.append((path + (kind,), []))
                blocks(item, path + (kind,), out)
        elif kind == "HorizontalRule":
            out.append((path + ("rule",), []))
        else:
            raise SystemExit(f"unknown block {kind}")


def chars(parts):
    out = []
    inlines(parts, frozenset(), out)
    return out


def read(path):
    out = []
    blocks(json.loads(subprocess.check_output(["pandoc", "-f", "commonmark", "-t", "json", path]))["blocks"], (), out)
    return out


def key(block):
    """What a block says, without blanks and stars, for finding its other half."""
    return "".join(c for c, _ in block[1] if c not in " \n*\xa0")


def is_wide(c):
    return unicodedata.east_asian_width(c) in "WF" or c in "“”‘’…—·"


def place(text, i):
    return "".join(c for c, _ in text[max(i - 8, 0):i + 9]).replace("\n", "⏎")


def blanks(text):
    """Where blanks are, by how many other characters stand before them."""
    found, count = {}, 0
    for i, (c, _) in enumerate(text):
        if c in " \n":
            found.setdefault(count, i)
        elif c != "*":
            count += 1
    return found


def compare_blanks(old, new):
    old_places, new_places = blanks(old), blanks(new)
    solid = [(c, s) for c, s in new if c not in " \n*"]
    for where in sorted(set(old_places) ^ set(new_places)):
        before = solid[where - 1] if where else None
        after = solid[where] if where < len(solid) else None
        if where in new_places:
            i = new_places[where]
            yield ("a blank after a label" if before and before[0] in "：:" else None), place(new, i)
            continue
        i = old_places[where]
        c, shown = old[i][0], place(old, i)
        if c == SOFT and before and after and is_wide(before[0]) and is_wide(after[0]):
            yield "lines joined", shown
        elif c == SOFT and before and before[0] == "-":
            yield "lines joined", shown
        elif before and after and (before[1] != after[1] or "*" in shown):
            yield "a blank beside emphasis dropped", shown
        elif not before or not after:
            yield "a blank at an edge dropped", shown
        else:
            yield None, shown


def compare_styles(old, new):
    solid_old = [(c, s) for c, s in old if c not in " \n*"]
    solid_new = [(c, s) for c, s in new if c not in " \n*"]
    differs = [i for i, (a, b) in enumerate(zip(solid_old, solid_new)) if a[1] != b[1]]
    if differs:
        seen = any(c == "*" for c, _ in old)
        only_bold = all(solid_old[i][1] ^ solid_new[i][1] == {"Strong"} for i in differs)
        yield ("emphasis that CommonMark does not see" if seen and only_bold else None), place(old, 0)
    elif any(c == "*" for c, _ in old):
        yield "stars left over", place(old, 0)


def compare(old_blocks, new_blocks):
    matcher = difflib.SequenceMatcher(None, [key(b) for b in old_blocks], [key(b) for b in new_blocks], autojunk=False)
    for what, i, j, k, l in matcher.get_opcodes():
        olds, news = old_blocks[i:j], new_blocks[k:l]
        if what == "equal":
            for old, new in zip(olds, news):
                if old[0] != new[0]:
                    yield ("another list" if set(old[0]) ^ set(new[0]) <= {"BulletList"} else None), f"{old[0]} {new[0]} {key(new)[:20]}"
                yield from compare_blanks(old[1], new[1])
                yield from compare_styles(old[1], new[1])
            continue
        yield from compare_changed([b for b in olds if key(b)], [b for b in news if key(b)])
        for block in olds:
            if not key(block):
                yield "an empty emphasis or item dropped", "/".join(block[0]) + place(block[1], 0)


def compare_changed(olds, news):
    old_text, new_text = "".join(map(key, olds)), "".join(map(key, news))
    if old_text == new_text:
        kind = "pictures of one line parted" if set(old_text) <= {"\ufffc"} else "a marker alone on its line joined"
        if any("BulletList" in b[0] for b in news) or set(old_text) <= {"\ufffc"}:
            yield kind, old_text[:24]
            return
    if news and key(news[0]).startswith(DETAIL_KEYS):
        values = [re.sub(r"^[^:：]*[:：]", "", line) for b in olds for line in re.split(r"[\n]", "".join(c for c, _ in b[1]))]
        missing = [v for v in values if re.sub(r"\s", "", v) not in new_text]
        yield (None if missing else "details written under the title"), f"{len(values)} lines"
        return
    yield None, f"{old_text[:60]!r} → {new_text[:60]!r}"


with tempfile.TemporaryDirectory() as folder:
    path, written = there_and_back(transcript, folder)
    old_blocks, new_blocks = read(transcript), read(path)
kinds = collections.defaultdict(list)
for kind, where in compare(old_blocks, new_blocks):
    kinds[kind].append(where)
stable = len({re.sub(r"\s", "", text) for text in written}) == 1

for kind, places in sorted(kinds.items(), key=lambda entry: str(entry[0])):
    print(f"# {kind or 'NOT ASKED FOR'}: {len(places)}")
    for where in places if kind is None else places[:3]:
        print(f"#     {where}")
print(("not ok" if None in kinds or not new_blocks else "ok") + f" 2 - {len(new_blocks)} blocks differ only where asked for")
print(("ok" if stable else "not ok") + " 3 - the transcript is the same, read and written once more, blanks aside")
sys.exit(1 if None in kinds or not stable or not same else 0)
