"""What somebody does in a window, one thing after the other, and what it changed, as it was seen."""

import time

from desk import Failure
from model import between

FIELDS = {0: "title", 1: "translated_title", 2: "author", 3: "translator", 4: "publisher", 6: "place"}
# Names of the first tags, in the order of their keys.
LETTERS = "abcdefghijklmnopqrstuvwxyz"
# Of one passage
LONGEST = 8


class Hands:
    """Works on what one window shows; model: what was seen of it; numbers: makes each token another one."""

    def __init__(self, desk, model, random, numbers, tags, titled):
        self.desk = desk
        self.model = model
        self.random = random
        self.numbers = numbers
        self.tags = tags
        self.titled = titled
        # What Ctrl+Z takes back just now: how many steps in the block that has the focus.
        self.undoable = 0
        self.seen_here = []

    def token(self):
        word = "".join(self.random.choice(LETTERS) for _ in range(self.random.randint(2, 8)))
        return f"k{next(self.numbers)}{word} "

    def act(self):
        actions = [(self.write, 8), (self.go, 4), (self.confirm, 3), (self.break_line, 1), (self.copy, 1), (self.undo, 3),
                   (self.detail, 2), (self.rest, 2)]
        if self.tags:
            actions.append((self.tag, 4))
        if self.titled:
            actions.append((self.save, 2))
        names, weights = zip(*actions)
        self.random.choices(names, weights)[0]()

    # Where

    def in_translation(self):
        """The translation that has the focus: (block, text, state)."""
        _, block, text, state = self.desk.in_cell()
        return block, text, state

    def back_to_translation(self):
        self.desk.in_cell("Original")
        self.desk.keys("F6")
        self.in_translation()

    def go_to_end(self, text):
        # In an empty block it would select all blocks.
        if not text:
            return
        self.desk.keys("ctrl+a", "Right")
        self.desk.until("the caret at the end", lambda: self.desk.caret() == len(text))

    def leave(self):
        self.undoable = 0
        self.seen_here = []

    def go(self):
        self.leave()
        way = self.random.random()
        if way < 0.6:
            self.desk.keys(*["alt+Page_Down"] * self.random.randint(1, 6))
        elif way < 0.8:
            self.desk.keys(*["alt+Page_Up"] * self.random.randint(1, 3))
        else:
            self.desk.keys(*["Return"] * self.random.randint(1, 4))
        # Going over to the original and back is seen, and so all that was done before it is done.
        self.desk.keys("shift+F6")
        self.back_to_translation()

    def rest(self):
        self.desk.pause(self.random.uniform(0.1, 3))

    # What is typed into a translation

    def watch(self, block, before, asked, on_the_way, changed):
        """Waits until the block is seen to be changed; everything seen on the way is a state of its own."""
        last = before

        def look():
            nonlocal last
            cell = self.desk.cell()
            now = time.monotonic()
            if not cell or cell[:2] != ("Translation", block):
                return False
            text, state = cell[2:]
            if (text, state) != last:
                last = (text, state)
                self.model.add({("text", block): text, ("state", block): state}, now,
                               {("text", block): between(before[0], text), ("state", block): {before[1], state}})
                if not changed(text, state):
                    self.model.add(asked, None, on_the_way)
            return changed(text, state)

        self.model.add(asked, None, on_the_way)
        self.desk.until(f"{asked} to be seen", look)
        self.seen_here += [before, last]
        return last

    def expect_text(self, block, before, wanted, do):
        """Does what makes the block's text that one."""
        text, state = before
        states = {state, "draft", "untranslated"}
        asked = {("text", block): wanted}
        do_asked = {("text", block): between(text, wanted), ("state", block): states}
        self.model.add(asked, None, do_asked)
        do()
        self.watch(block, before, asked, do_asked, lambda seen, _: seen == wanted)

    def write(self):
        block, text, state = self.in_translation()
        # What is typed before a highlight or into it would move it.
        ends = [key[1][2] for key in self.model.state if key[0] == "highlight" and key[1][0] == block]
        if self.random.random() < 0.5 or self.desk.caret() < max(ends, default=0) + 1:
            self.go_to_end(text)
        caret = self.desk.caret()
        token = self.token()
        self.expect_text(block, (text, state), text[:caret] + token + text[caret:], lambda: self.desk.type(token))
        self.undoable += 1

    def break_line(self):
        block, text, state = self.in_translation()
        self.go_to_end(text)
        self.expect_text(block, (text, state), text + "\n", lambda: self.desk.keys("shift+Return"))
        self.undoable += 1
        self.write()

    def copy(self):
        block, text, state = self.in_translation()
        if len(text) < 2:
            return
        count = self.random.randint(1, min(LONGEST, len(text) - 1))
        # Line ends at the end of what is pasted are left out.
        copied = text[:count].rstrip("\n")
        if not copied:
            return
        self.desk.keys("ctrl+a", "Left", *["shift+Right"] * count, "ctrl+c", "ctrl+a", "Right")
        self.expect_text(block, (text, state), text + copied, lambda: self.desk.keys("ctrl+v"))
        self.undoable += 1

    def confirm(self):
        block, text, state = self.in_translation()
        if not text or state not in ("untranslated", "draft"):
            return
        asked = {("state", block): "translated"}
        self.model.add(asked, None)
        if self.random.random() < 0.5:
            self.desk.keys("ctrl+shift+Return")
            self.watch(block, (text, state), asked, {}, lambda _, seen: seen == "translated")
            self.undoable += 1
            return
        self.desk.keys("ctrl+Return")

        def done():
            cell = self.desk.cell()
            return cell and (cell[1] != block or cell[3] == "translated")
        self.desk.until("the block to be confirmed", done)
        self.model.add(asked, time.monotonic())
        self.leave()

    def undo(self):
        if not self.undoable:
            return
        block, text, state = self.in_translation()
        self.undoable -= 1
        texts = {before for before, _ in self.seen_here}
        for before in list(texts):
            texts |= between(before, text)
        on_the_way = {("text", block): texts, ("state", block): {before for _, before in self.seen_here}}
        self.model.add(None, None, on_the_way)
        self.desk.keys("ctrl+z")
        seen = self.watch(block, (text, state), None, on_the_way, lambda *seen: seen != (text, state))
        # One step may take back several words that were typed in one go.
        self.undoable = 0
        if seen[0] not in texts:
            raise Failure(f"undo made of “{text}” something that never was: “{seen[0]}”")
        if self.random.random() < 0.5:
            asked = {("text", block): text, ("state", block): state}
            on_the_way = {("text", block): between(seen[0], text), ("state", block): {seen[1], state}}
            self.model.add(asked, None, on_the_way)
            self.desk.keys("ctrl+shift+z")
            self.watch(block, seen, asked, on_the_way, lambda *again: again == (text, state))

    # Highlights

    def tag(self):
        block, text, _ = self.in_translation()
        taken = any(key[0] == "highlight" and key[1][0] == block for key in self.model.state)
        count = self.random.randint(2, min(LONGEST, len(text) - 1)) if len(text) > 3 else 0
        # Blanks at its ends belong to no passage.
        if count == 0 or taken or text[:count] != "".join(text[:count].split()):
            return
        number = self.random.randint(1, min(9, len(self.tags)))
        key = ("highlight", (block, 0, count))
        value = ((self.tags[number - 1],), "")
        self.leave()
        self.desk.keys("ctrl+a", "Left", *["shift+Right"] * count)
        self.model.add({key: value}, None, {key: {((), "")}})
        self.desk.keys(f"alt+{number}", "ctrl+h")
        self.desk.until("the highlight", lambda: self.desk.focus_name() == "Find or make a tag")
        self.model.add({key: value}, time.monotonic(), {key: {((), "")}})
        if self.random.random() < 0.6:
            self.note(key, value[0])
        self.desk.keys("Escape")
        self.in_translation()
        self.go_to_end(text)

    def note(self, key, tags):
        self.desk.keys("alt+n")
        self.desk.until("the field of the note", lambda: self.desk.focus_name().startswith("Note"))
        note = self.token() + self.token().strip()
        on_the_way = {key: {(tags, note[:end].strip()) for end in range(len(note))}}
        self.model.add({key: (tags, note)}, None, on_the_way)
        self.desk.type(note)
        field = self.desk.focus
        self.desk.until("the note", lambda: self.desk.text(field) == note)
        self.model.add({key: (tags, note)}, time.monotonic(), on_the_way)

    # The rest

    def detail(self):
        at, field = self.random.choice(list(FIELDS.items()))
        key = ("detail", field)
        before = self.model.state[key]
        self.leave()
        token = self.token().strip()
        self.desk.keys("ctrl+shift+d", *["Tab"] * at, "ctrl+a")
        on_the_way = {key: {token[:end] for end in range(len(token))} | {before}}
        self.desk.typed = ""
        self.model.add({key: token}, None, on_the_way)
        self.desk.type(token)
        self.desk.until(f"the {field}", lambda: token in self.desk.typed)
        self.model.add({key: token}, time.monotonic(), on_the_way)
        self.desk.pause(self.random.uniform(0, 0.6))
        self.desk.keys("F6")
        self.back_to_translation()

    def save(self):
        self.desk.keys("ctrl+s")
        self.desk.pause(self.random.uniform(0, 0.8))
