#!/usr/bin/env python3
"""Holds the sample project: what a new user learns on shows all that the program does, and is written as it writes."""
import json
import pathlib
import subprocess
import sys
import tempfile


def walk(tags):
    for tag in tags:
        yield tag
        yield from walk(tag.get("children", []))


def check_content(project):
    document = project["documents"][0]
    blocks = {block["id"]: block for block in document["blocks"]}
    order = list(blocks)
    highlights = project["highlights"]
    turns = sum(block.get("turn", False) for block in document["blocks"])
    states = {block["state"] for block in document["blocks"]}
    sides = [tuple(side for side in ("original", "translation") if side in one) for one in highlights]
    text = "".join(block.get("original", "") for block in document["blocks"])
    layers = {}
    for one in highlights:
        anchor = one.get("original")
        if anchor:
            first, last = (order.index(anchor[end]["block"]) for end in ("start", "end"))
            for index in range(first, last + 1):
                start = anchor["start"]["position"] if index == first else 0
                stop = anchor["end"]["position"] if index == last else len(blocks[order[index]].get("original", ""))
                for position in range(start, stop):
                    layers[index, position] = layers.get((index, position), 0) + 1
    yield turns >= 60, f"{turns} turns"
    yield {"untranslated", "draft", "translated", "reviewed"} <= states, f"the states {sorted(states)}"
    yield 8 <= len(list(walk(project["tags"]))) and len(project["tags"]) == 3, "the tag tree"
    yield all(tag.get("description") and tag.get("name") for tag in walk(project["tags"])), "the tags' descriptions"
    yield len(highlights) >= 20, f"{len(highlights)} highlights"
    yield {("original",), ("translation",), ("original", "translation")} <= set(sides), f"highlights on {set(sides)}"
    yield max(layers.values()) >= 3, f"overlaps of {max(layers.values())}"
    yield any(one["original"]["start"]["block"] != one["original"]["end"]["block"] for one in highlights
              if "original" in one), "a highlight over several blocks"
    yield not any(one.get(side, {}).get("orphan") for one in highlights for side in ("original", "translation")), "orphans"
    yield any(one.get("note") for one in highlights), "notes"
    yield len(project["pictures"]) >= 3, f"{len(project['pictures'])} pictures"
    yield any(ord(character) > 0xFFFF for character in text), "a character outside of the basic plane"
    yield all(speaker.get("translated_name") for speaker in project["speakers"]), "the speakers' names"
    yield {"heading", "list-item", "quotation", "picture", "rule", "paragraph"} == {
        block["kind"] for block in blocks.values()}, "the kinds of blocks"


def main():
    program, sample = sys.argv[1:3]
    original = pathlib.Path(sample).read_bytes()
    failed = 0
    with tempfile.TemporaryDirectory() as folder:
        copy = pathlib.Path(folder) / "copy.duizhao"
        subprocess.run([program, "convert", sample, str(copy)], check=True)
        if copy.read_bytes() != original:
            print("Duizhao would write the sample otherwise: run “duizhao convert” on it and look why", file=sys.stderr)
            failed += 1
        written = json.loads(copy.read_text(encoding="utf-8"))
    for right, what in check_content(written):
        if not right:
            print(f"The sample does not show what it should: {what}", file=sys.stderr)
            failed += 1
    stats = json.loads(subprocess.run([program, "stats", sample, "--format", "json"], check=True, capture_output=True).stdout)
    print({key: value for key, value in stats.items() if not isinstance(value, (list, dict))}, stats["states"])
    return 1 if failed or stats["turns"] < 60 else 0


sys.exit(main())
