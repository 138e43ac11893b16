"""Makes a large project of a small one: enlarge.py IN BLOCKS OUT repeats its first document's blocks, with the
highlights that lie on them, under new ids until there are so many."""

import copy
import json
import sys

source, n_blocks, target = sys.argv[1], int(sys.argv[2]), sys.argv[3]
with open(source, encoding="utf-8") as stream:
    project = json.load(stream)
document = project["documents"][0]
first_blocks, document["blocks"] = document["blocks"], []
first_highlights, project["highlights"] = project.get("highlights", []), []


def renamed(old, round_number):
    return f"{old[:-4]}-{round_number:04x}" if round_number else old


def move(anchor, ids):
    for end in ("start", "end"):
        if end in anchor:
            anchor[end]["block"] = ids[anchor[end]["block"]]


round_number = 0
while len(document["blocks"]) < n_blocks:
    blocks = copy.deepcopy(first_blocks[: n_blocks - len(document["blocks"])])
    for block in blocks:
        block["id"] = renamed(block["id"], round_number)
    ids = {old["id"]: new["id"] for old, new in zip(first_blocks, blocks)}
    document["blocks"] += blocks
    for highlight in copy.deepcopy(first_highlights):
        anchors = [highlight[side] for side in ("original", "translation") if side in highlight]
        points = [anchor[end]["block"] for anchor in anchors for end in ("start", "end") if end in anchor]
        if highlight["document"] != document["id"] or not all(point in ids for point in points):
            continue
        highlight["id"] = renamed(highlight["id"], round_number)
        for anchor in anchors:
            move(anchor, ids)
        project["highlights"].append(highlight)
    round_number += 1
with open(target, "w", encoding="utf-8") as stream:
    json.dump(project, stream, ensure_ascii=False, indent=2)
    stream.write("\n")
