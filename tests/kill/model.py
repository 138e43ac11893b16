"""What a project must hold after a kill: the states that were seen, one after the other, with the time of each.

A state is a flat dictionary, so that two of them are compared by their members: ("text", block), ("state", block),
("detail", field), ("highlight", (block, start, end)), and "rest" for everything that nobody touches.
"""

import json
import re

# What was seen so long before the kill must be there.
GRACE = 1.0
DETAILS = ("title", "translated_title", "author", "translator", "publisher", "date", "place", "source")
ID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")


class Lost(AssertionError):
    """Something that was acknowledged is not there, or something is there that nobody did."""


def tag_names(tags):
    for tag in tags:
        yield tag["id"], tag["name"]
        yield from tag_names(tag.get("children", []))


def flatten(project):
    """The state that a project file's content is."""
    state = {}
    project = json.loads(json.dumps(project))
    names = dict(tag_names(project.get("tags", [])))
    document = project["documents"][0]
    places = {}
    for index, block in enumerate(document["blocks"]):
        places[block["id"]] = index
        state["text", index] = block.pop("translation", "")
        state["state", index] = block.pop("state", "untranslated")
    for field in DETAILS:
        state["detail", field] = document.pop(field, "")
    for highlight in project.pop("highlights", []):
        anchor = highlight["translation"]
        key = ("highlight", (places[anchor["start"]["block"]], anchor["start"]["position"], anchor["end"]["position"]))
        if key in state:
            raise Lost(f"{key} is there twice")
        state[key] = (tuple(names[tag] for tag in highlight["tags"]), highlight.get("note", ""))
    numbers = {}
    rest = json.dumps(project, ensure_ascii=False, sort_keys=True)
    state["rest"] = ID.sub(lambda found: str(numbers.setdefault(found[0], len(numbers))), rest)
    return state


def between(before, after):
    """The texts on the way from one to another that differs in one stretch, typed or taken back letter by letter."""
    shorter = min(len(before), len(after))
    start = 0
    while start < shorter and before[start] == after[start]:
        start += 1
    end = 0
    while end < shorter - start and before[-1 - end] == after[-1 - end]:
        end += 1
    tail = after[len(after) - end:]
    texts = {after[:start] + after[start:stop] + tail for stop in range(start, len(after) - end)}
    texts |= {before[:start] + before[start:stop] + tail for stop in range(start, len(before) - end)}
    return texts


class Step:
    """One state, and what may be seen on the way to it: several members may change one by one."""

    def __init__(self, before, changes, seen_at, on_the_way):
        self.changes = changes
        self.on_the_way = on_the_way
        self.seen_at = seen_at
        self.state = before if changes is None else {**before, **changes}
        self.before = before

    def passes(self, found):
        """Whether the found state lies between the one before and this one."""
        for key in found.keys() | self.before.keys():
            value = found.get(key)
            if value in (self.before.get(key), self.state.get(key)) or value in self.on_the_way.get(key, ()):
                continue
            return False
        return True


class Model:
    def __init__(self, state):
        self.steps = [Step(state, {}, 0.0, {})]

    @property
    def state(self):
        return self.steps[-1].state

    def add(self, changes, seen_at, on_the_way=None):
        """What was seen to have changed. seen_at None: it was asked for, and not seen yet."""
        if self.steps[-1].seen_at is None:
            self.steps.pop()
        if changes is None or any(self.state.get(key) != value for key, value in changes.items()):
            self.steps.append(Step(self.state, changes, seen_at, on_the_way or {}))

    def forget_asked(self):
        """What was asked for did not come."""
        if self.steps[-1].seen_at is None:
            self.steps.pop()

    def settle(self, found, killed_at):
        """Takes what was restored; how many seen changes had to be there, and how many younger ones are gone."""
        seen = [step for step in self.steps if step.seen_at is not None]
        due = sum(step.seen_at <= killed_at - GRACE for step in seen) - 1
        for index in range(len(self.steps) - 1, due - 1, -1):
            step = self.steps[index]
            exact = found == step.state
            if exact or (index > due and step.passes(found)):
                lost = max(0, len(seen) - 1 - (index if exact else index - 1))
                self.steps = [Step(found, {}, 0.0, {})]
                return due, lost
        raise Lost(self._describe(found, due, killed_at))

    def _describe(self, found, due, killed_at):
        lines = [f"{len(self.steps) - 1} changes were made, {due} of them had to be there:"]
        for number, step in enumerate(self.steps[1:], 1):
            age = "not seen" if step.seen_at is None else f"seen {killed_at - step.seen_at:.2f} s before the kill"
            lines.append(f"  {number}. {age}: {step.changes if step.changes is not None else step.on_the_way}")
        for name, state in (("what was due", self.steps[due].state), ("the last", self.state)):
            lines.append(f"from {name} it differs in:")
            for key in sorted(found.keys() | state.keys(), key=str):
                if found.get(key) != state.get(key):
                    lines.append(f"  {key}: expected {state.get(key)!r:.600}, found {found.get(key)!r:.600}")
        return "\n".join(lines)
