"""One story: a project or two are worked on, the program is killed again and again, and what comes back is compared."""

import itertools
import os
import random
import subprocess
import time

from desk import Desk, Ended, Failure
from folder import Folder, make_project, make_transcript, read_state, read_whole
from hands import Hands
from model import GRACE, Lost, Model, tag_names

# kind: (projects, saved by itself, copies of the sample)
KINDS = {
    "titled": (("file",), True, 1),
    "untitled": (("transcript",), True, 1),
    "manual": (("file",), False, 1),
    "large": (("file",), True, 20),
    "pair": (("file", "file"), True, 1),
    "mixed": (("file", "transcript"), True, 1),
}
# Seconds until a project is on screen, as measured on the way.
USUAL_START = 2.0


class Project:
    def __init__(self, path, transcript, title):
        self.path = path
        # (nullable) where it lies
        self.file = None if transcript else path
        self.names = f"^(• )?({path.stem}|{title})$"
        self.tags = []
        self.model = None
        # (nullable) what a transcript is before anything is done to it
        self.imported = None
        # It was just imported: nothing of it is kept anywhere.
        self.is_fresh = False


class Story:
    def __init__(self, reader, program, folder, kind, seed, n_kills):
        sources, automatic, copies = KINDS[kind]
        self.reader = reader
        self.program = program
        self.kind = kind
        self.automatic = automatic
        self.random = random.Random(seed)
        self.n_kills = n_kills
        self.folder = Folder(folder, automatic)
        self.work = folder / "work"
        self.work.mkdir()
        self.numbers = itertools.count(1)
        self.lives = 0
        self.start = USUAL_START
        self.desk = None
        self.counts = dict.fromkeys(("kills", "starts", "acknowledged", "younger"), 0)
        self.moments = {}
        # What GTK said was wrong
        self.complaints = []
        self.projects = [self.make(source, number, copies) for number, source in enumerate(sources)]

    def make(self, source, number, copies):
        title = f"Talk {number}"
        path = self.work / f"{'abc'[number]}.{'md' if source == 'transcript' else 'duizhao'}"
        project = Project(path, source == "transcript", title)
        if source == "transcript":
            make_transcript(path, title, self.random.random())
            project.imported = self.convert(path)
        else:
            make_project(path, copies)
            project.tags = [name for _, name in tag_names(read_whole(path)["tags"])]
        project.model = Model(project.imported or read_state(path))
        return project

    def convert(self, path):
        """What the program makes of a transcript."""
        target = self.folder.path / "converted.duizhao"
        subprocess.run([self.program, "convert", path, target], check=True, capture_output=True,
                       env={**os.environ, **self.folder.environment})
        state = read_state(target)
        target.unlink()
        return state

    # A life

    def has_journal(self, project):
        uri = project.file.as_uri() if project.file else None
        return any(header.get("file") == uri and (count or header.get("base"))
                   for _, header, count in self.folder.list_journals())

    def run(self, files):
        log = self.folder.path / f"program-{self.lives}.log"
        self.lives += 1
        self.desk = Desk(self.reader, self.program, files, self.folder.environment, log)

    def files_to_name(self):
        """What is named on the command line: all that does not come back by itself, and some of the others."""
        named = []
        for project in self.projects:
            kept = self.has_journal(project)
            project.is_fresh = not kept and not project.file
            if not kept or (project.file and self.random.random() < 0.5):
                named.append(project.file or project.path)
        return named

    def begin(self):
        self.run(self.files_to_name())
        self.counts["starts"] += 1
        self.start = 0.5 * self.start + 0.5 * self.desk.ready()
        if len(self.projects) > 1:
            for project in self.projects:
                self.shown_window_of(project)

    def window_of(self, project):
        windows = self.desk.windows(project.names)
        if len(windows) > 1:
            raise Lost(f"{project.path.name} is shown {len(windows)} times")
        return windows

    def shown_window_of(self, project):
        """Of a program that was just killed, the windows go before its end is known."""
        return self.desk.until(f"the window of {project.path.name}", lambda: self.window_of(project))[0]

    def turn_to(self, project):
        if len(self.projects) > 1:
            window = self.shown_window_of(project)
            if self.desk.xdotool("getactivewindow") != [window]:
                self.desk.focus = None
                self.desk.activate(window)
        self.desk.in_cell()

    # What came back

    def settle(self, project, found, killed_at):
        due, younger = project.model.settle(found, killed_at)
        self.counts["acknowledged"] += due
        self.counts["younger"] += younger

    def saved(self, project):
        return self.desk.until(f"{project.path.name} to be saved",
                               lambda: not self.has_journal(project) and [read_state(project.file)])[0]

    def save_as(self, project):
        path = project.path.with_suffix(".duizhao")
        self.turn_to(project)
        self.desk.keys("ctrl+s")
        self.desk.activate(self.desk.until("the file chooser", lambda: self.desk.windows("^Save As$"))[0])
        self.desk.keys("ctrl+a")
        self.desk.type(str(path))
        self.desk.keys("Return")
        self.desk.until(f"{path.name} to be there", path.exists)
        project.file = path
        return self.saved(project)

    def look(self, project, killed_at):
        """Compares what was restored with what was seen; how is told by chance."""
        way = self.random.random()
        if project.is_fresh:
            found = project.imported
        elif way < 0.5:
            found = self.desk.until(f"what is restored of {project.path.name}", lambda: self.folder.look(project.file))
        elif not project.file:
            found = self.save_as(project)
        else:
            if not self.automatic or way < 0.85:
                self.turn_to(project)
                self.desk.keys("ctrl+s")
            found = self.saved(project)
        self.settle(project, found, killed_at)

    # Being killed

    def hands(self):
        return [Hands(self.desk, project.model, self.random, self.numbers, project.tags, project.file is not None)
                for project in self.projects]

    def act(self, hands):
        index = self.random.randrange(len(hands))
        self.turn_to(self.projects[index])
        hands[index].act()

    def work_until_killed(self):
        choices = ["working"] * 5 + ["closing"]
        if any(project.file for project in self.projects):
            choices += ["saving"] * (6 if self.kind == "large" else 2)
            choices += ["autosaving"] if self.automatic else []
        moment = self.random.choice(choices)
        hands = self.hands()
        # Something is to be lost.
        self.act(hands)
        if moment == "working":
            self.desk.kill_in(self.random.uniform(0.2, 5))
            while True:
                self.act(hands)
        for _ in range(self.random.randint(0, 2)):
            self.act(hands)
        if moment == "saving":
            self.desk.keys("ctrl+s")
            self.desk.kill_in(self.random.uniform(0, 0.8 if self.kind == "large" else 0.15))
        elif moment == "autosaving":
            self.desk.kill_in(self.random.uniform(1.7, 2.3))
        else:
            self.desk.keys("ctrl+q")
            self.desk.kill_in(self.random.uniform(0, 0.4))
        self.moments[moment] = self.moments.get(moment, 0) + 1
        while True:
            self.desk.pause(1)

    def after_death(self):
        """The time of the kill. Whatever was going on, each file is whole."""
        self.desk.wait_end()
        killed_at = self.desk.killed_at
        if killed_at is None:
            if self.desk.process.returncode != 0:
                raise Failure(f"the program ended by itself with {self.desk.process.returncode}")
            killed_at = time.monotonic() + GRACE
        else:
            self.counts["kills"] += 1
        self.check_traces()
        return killed_at

    def check_traces(self):
        self.complaints += self.desk.complaints()
        self.desk.log.unlink()
        for project in self.projects:
            if project.file:
                read_whole(project.file)

    def kill_while_starting(self):
        self.run(self.files_to_name())
        self.desk.kill_in(self.random.uniform(0, 1.2 * self.start))
        self.moments["starting"] = self.moments.get("starting", 0) + 1
        try:
            while True:
                self.desk.pause(1)
        except Ended:
            self.after_death()

    def live(self, killed_at):
        """From a start to a kill; the time of that."""
        self.begin()
        for project in self.projects:
            self.look(project, killed_at)
        try:
            self.work_until_killed()
        except Ended:
            pass
        killed_at = self.after_death()
        while self.counts["kills"] < self.n_kills and self.random.random() < 0.25:
            self.kill_while_starting()
        return killed_at

    def end(self, killed_at):
        """Saves what is there, leaves, and finds everything in the files and nothing else."""
        self.begin()
        for project in self.projects:
            if project.file:
                self.turn_to(project)
                self.desk.keys("ctrl+s")
                found = self.saved(project)
            else:
                found = self.save_as(project)
            self.settle(project, found, killed_at)
        self.desk.keys("ctrl+q")
        if self.desk.wait_end() != 0:
            raise Failure(f"the program ended with {self.desk.process.returncode}")
        self.check_traces()
        for project in self.projects:
            self.settle(project, read_state(project.file), time.monotonic())
        self.folder.check_empty()

    def tell(self):
        killed_at = time.monotonic()
        try:
            while self.counts["kills"] < self.n_kills:
                killed_at = self.live(killed_at)
            self.end(killed_at)
        except Exception:
            subprocess.run(["import", "-window", "root", self.folder.path / "failure.png"], check=False)
            raise
        finally:
            if self.desk:
                self.desk.stop()
