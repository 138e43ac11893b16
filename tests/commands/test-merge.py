"""Merges copies of a project by the real program, alone and as git's merge driver, set up as README.md says.

Usage: test-merge.py PROGRAM SCHEMA VALIDATOR README
"""

import json
import pathlib
import re
import subprocess
import sys

from command import environment, fail, main, program, run, succeed, test, write

schema, validator, readme = map(pathlib.Path, sys.argv[2:5])

TRANSCRIPT = "# 访谈\n\n" + "\n\n".join(f"**主持人：** 这是第 {i} 段，我们说了很多。" for i in range(6)) + "\n"


def load(path):
    return json.loads(path.read_text())


def blocks(project):
    return project["documents"][0]["blocks"]


def translate(path, **texts):
    """Writes the project as somebody does who translated the blocks _0, _1…"""
    project = load(path)
    for name, text in texts.items():
        blocks(project)[int(name[1:])]["translation"] = text
    return write(path, json.dumps(project, ensure_ascii=False, indent=1))


def translations(path):
    return {i: block["translation"] for i, block in enumerate(blocks(load(path))) if block.get("translation")}


def new_project(folder, name="base.duizhao"):
    succeed("convert", write(folder / "a.md", TRANSCRIPT), folder / name)
    (folder / "a.md").unlink()
    return folder / name


def copies(folder, ours, theirs):
    base = new_project(folder)
    translate(base, _0="Zero", _1="One", _2="Two two two")
    paths = [base, folder / "ours.duizhao", folder / "theirs.duizhao"]
    for path, texts in zip(paths[1:], (ours, theirs)):
        translate(write(path, base.read_bytes()), **texts)
    return paths


def merge(*words, out, status=0, **changes):
    """(the lines that were listed, each as its fields)"""
    done = run("merge", *words, "-o", out, listing=True, **changes)
    assert done.returncode == status, done
    return [line.split("\t") for line in done.out.splitlines()]


def check_whole(path):
    subprocess.run([sys.executable, validator, schema, path], check=True)
    return json.loads(succeed("stats", path, "--format", "json"))


@test
def clean(folder):
    base, ours, theirs = copies(folder, {"_0": "Nought", "_3": "Three"}, {"_2": "Two two too"})
    before = [path.read_bytes() for path in (base, ours, theirs)]
    out = folder / "out.duizhao"
    assert merge(base, ours, theirs, out=out) == []
    assert translations(out) == {0: "Nought", 1: "One", 2: "Two two too", 3: "Three"}
    assert check_whole(out)["conflicts"] == 0
    assert [path.read_bytes() for path in (base, ours, theirs)] == before
    assert sorted(p.name for p in folder.iterdir()) == ["base.duizhao", "ours.duizhao", "out.duizhao", "theirs.duizhao"]


@test
def other_way_round(folder):
    base, ours, theirs = copies(folder, {"_0": "Nought", "_1": "Single"}, {"_0": "Nil", "_2": "Pair"})
    for order in ((ours, theirs), (theirs, ours)):
        merge(base, *order, out=folder / f"{order[0].stem}-first.duizhao", status=1)
    first, second = (load(folder / f"{name}-first.duizhao") for name in ("ours", "theirs"))
    for conflict in second["conflicts"]:
        conflict["ours"], conflict["theirs"] = conflict["theirs"], conflict["ours"]
    assert first == second


@test
def conflicts(folder):
    base, ours, theirs = copies(folder, {"_0": "Nought", "_1": "Single"}, {"_0": "Nil", "_4": "Four"})
    out = folder / "out.duizhao"
    rows = merge(base, ours, theirs, out=out, status=1)
    assert [row[1:] for row in rows] == [["Nought", "Nil"]], rows
    assert "Block 1" in rows[0][0] and "translation" in rows[0][0], rows
    assert check_whole(out)["conflicts"] == 1
    merged = load(out)
    assert translations(out)[0] in ("Nought", "Nil") and translations(out)[4] == "Four"
    [conflict] = merged["conflicts"]
    assert (conflict["base"], conflict["ours"], conflict["theirs"]) == ("Zero", "Nought", "Nil")

    # Once more, with what was left open on one side and then on both: nothing new to choose, nothing lost.
    again = folder / "again.duizhao"
    for words in ((base, out, theirs), (base, ours, out), (base, out, out)):
        assert merge(*words, out=again) == rows
        assert load(again)["conflicts"] == merged["conflicts"]
    chosen = load(out)
    chosen["conflicts"] = []
    write(folder / "chosen.duizhao", json.dumps(chosen))
    assert merge(out, folder / "chosen.duizhao", out, out=again) == []


@test
def long_values(folder):
    long = "很长" * 600
    base, ours, theirs = copies(folder, {"_0": f"{long}左\t边{long}"}, {"_0": f"{long}右\n边{long}"})
    [row] = merge(base, ours, theirs, out=folder / "out.duizhao", status=1)
    assert len(row) == 3 and "左 边" in row[1] and "右 边" in row[2], row
    assert all(len(cell) < 120 for cell in row), row


@test
def out_is_one_of_them(folder):
    for index in range(3):
        (folder / str(index)).mkdir()
        paths = copies(folder / str(index), {"_0": "Nought"}, {"_2": "Pair"})
        assert merge(*paths, out=paths[index]) == []
        assert translations(paths[index]) == {0: "Nought", 1: "One", 2: "Pair"}
        assert len(list((folder / str(index)).iterdir())) == 3


@test
def no_base(folder):
    base, ours, theirs = copies(folder, {"_0": "Nought"}, {"_3": "Three"})
    for nothing in (write(folder / "empty", ""), "/dev/null"):
        rows = merge(nothing, ours, theirs, out=folder / "out.duizhao", status=1)
        assert {frozenset(row[1:]) for row in rows} == {frozenset(("Nought", "Zero")), frozenset(("Three", "empty"))}, rows
    assert merge("/dev/null", ours, ours, out=folder / "out.duizhao") == []
    assert check_whole(folder / "out.duizhao")["conflicts"] == 0


@test
def removed(folder):
    base, ours, theirs = copies(folder, {}, {"_1": "Single"})
    project = load(ours)
    del blocks(project)[1]
    write(ours, json.dumps(project))
    [row] = merge(base, ours, theirs, out=folder / "out.duizhao", status=1)
    assert row[1] == "removed" and "Single" in row[2], row
    assert translations(folder / "out.duizhao")[1] == "Single"


@test
def failures(folder):
    paths = copies(folder, {"_0": "Nought"}, {"_2": "Pair"})
    base, ours, theirs = paths
    out = write(folder / "out.duizhao", "what was there")
    foreign = new_project(folder, "foreign.duizhao")
    newer = write(folder / "newer.duizhao", json.dumps({**load(theirs), "version": 999}))
    damaged = write(folder / "damaged.duizhao", theirs.read_bytes()[:900])
    marked = write(folder / "marked.duizhao", b"<<<<<<< HEAD\n" + theirs.read_bytes())
    empty = write(folder / "empty.duizhao", "")
    missing = folder / "missing.duizhao"
    before = sorted(p.name for p in folder.iterdir())
    for bad, say in ((foreign, "not copies"), (newer, "newer version"), (damaged, "damaged.duizhao"),
                     (marked, "marked.duizhao"), (missing, "missing.duizhao"), (folder, "folder")):
        for index, word in enumerate(("BASE", "OURS", "THEIRS")):
            words = [*paths[:index], bad, *paths[index + 1:]]
            fail(1, "merge", *words, "-o", out, say=[say] if bad == foreign else [say, f"{word}: "])
    for index in (1, 2):
        fail(1, "merge", *paths[:index], empty, *paths[index + 1:], "-o", out, say=["empty.duizhao"])
    fail(1, "merge", *paths, "-o", folder / "nowhere" / "a.duizhao", say=["a.duizhao"])
    assert out.read_text() == "what was there"
    assert sorted(p.name for p in folder.iterdir()) == before


@test
def wrong_usage(folder):
    paths = copies(folder, {}, {})
    for words in ([], paths, [*paths, "-o"], [*paths, "-o", ""], [*paths[:2], "-o", paths[1]],
                  [*paths, paths[0], "-o", paths[1]], [*paths, "--frob", "-o", paths[1]]):
        fail(2, "merge", *words)
    assert "duizhao merge" in succeed("merge", "--help") and "merge" in succeed("--help")


@test
def published(folder):
    base, ours, theirs = copies(folder, {"_0": "Nought"}, {"_0": "Nil"})
    out = folder / "out.duizhao"
    merge(base, ours, theirs, out=out, status=1)
    done = subprocess.run([program, "convert", out, folder / "out.md"], capture_output=True, text=True, env=environment)
    assert done.returncode == 0 and done.stderr.count("\n") == 1, done
    assert "out.duizhao" in done.stderr and "1 conflict" in done.stderr, done.stderr
    assert (folder / "out.md").exists()
    succeed("convert", out, folder / "copy.duizhao")
    assert (folder / "copy.duizhao").read_bytes() == out.read_bytes()


class Repository:
    """A git repository with one project in it, set up by the lines of README.md."""

    def __init__(self, folder):
        self.folder = folder / "work"
        self.folder.mkdir()
        (folder / "bin").mkdir()
        (folder / "bin" / "duizhao").symlink_to(program)
        self.environment = {**environment, "HOME": str(folder), "PATH": f"{folder / 'bin'}:{environment['PATH']}",
                            "GIT_CONFIG_NOSYSTEM": "1", "GIT_EDITOR": "true", "XDG_CONFIG_HOME": str(folder)}
        self.file = self.folder / "talk.duizhao"
        self.git("init", "-q", "-b", "main")
        self.git("config", "user.name", "Wang")
        self.git("config", "user.email", "wang@example.org")
        lines = re.findall(r"^ *(git config .*merge\.duizhao.*)$", readme.read_text(), re.MULTILINE)
        assert len(lines) == 2, lines
        for line in lines:
            subprocess.run(line, shell=True, check=True, cwd=self.folder, env=self.environment)
        [attributes] = set(re.findall(r"\*\.duizhao merge=duizhao", readme.read_text()))
        write(self.folder / ".gitattributes", attributes + "\n")
        self.commit("Begin")

    def git(self, *words, status=0):
        done = subprocess.run(["git", *words], cwd=self.folder, env=self.environment, capture_output=True, text=True)
        assert done.returncode == status, (words, done)
        return done.stdout + done.stderr

    def commit(self, message):
        self.git("add", "-A")
        self.git("commit", "-qm", message)

    def part(self, ours, theirs):
        """Two branches, each with its translations; main is checked out."""
        for branch, texts in (("other", theirs), ("main", ours)):
            self.git("checkout", "-q", *(["-b"] if branch == "other" else []), branch)
            translate(self.file, **texts)
            self.commit(f"Translate on {branch}")

    def files(self):
        return sorted(p.name for p in self.folder.iterdir() if p.name != ".git")


def repository_with_project(folder):
    repository = Repository(folder)
    translate(new_project(repository.folder, "talk.duizhao"), _0="Zero", _1="One", _2="Two")
    repository.commit("Add the talk")
    return repository


@test
def git_clean(folder):
    repository = repository_with_project(folder)
    repository.part({"_0": "Nought"}, {"_2": "Pair", "_5": "Five"})
    repository.git("merge", "-q", "--no-edit", "other")
    assert translations(repository.file) == {0: "Nought", 1: "One", 2: "Pair", 5: "Five"}
    assert repository.git("status", "--porcelain") == ""
    assert len(repository.git("log", "--format=%p", "-1").split()) == 2
    assert repository.files() == [".gitattributes", "talk.duizhao"]


@test
def git_conflict(folder):
    repository = repository_with_project(folder)
    repository.part({"_0": "Nought", "_4": "Four"}, {"_0": "Nil", "_2": "Pair"})
    said = repository.git("merge", "other", status=1)
    assert "CONFLICT" in said and "talk.duizhao" in said, said
    assert "Block 1: translation\tNought\tNil" in said, said
    assert repository.git("status", "--porcelain") == "UU talk.duizhao\n"
    assert check_whole(repository.file)["conflicts"] == 1
    project = load(repository.file)
    assert translations(repository.file)[2] == "Pair" and translations(repository.file)[4] == "Four"
    blocks(project)[0]["translation"] = "Nought or nil"
    project["conflicts"] = []
    write(repository.file, json.dumps(project))
    repository.commit("Merge what Li did")
    assert len(repository.git("log", "--format=%p", "-1").split()) == 2
    assert repository.git("status", "--porcelain") == ""
    assert repository.files() == [".gitattributes", "talk.duizhao"]


@test
def git_rebase(folder):
    repository = repository_with_project(folder)
    repository.part({"_0": "Nought"}, {"_2": "Pair"})
    repository.git("rebase", "-q", "other")
    assert translations(repository.file) == {0: "Nought", 1: "One", 2: "Pair"}
    assert repository.git("status", "--porcelain") == ""


@test
def git_added_twice(folder):
    repository = Repository(folder)
    base = translate(new_project(folder), _0="Zero")
    for branch, texts in (("other", {"_1": "One"}), ("main", {"_0": "Nought"})):
        repository.git("checkout", "-q", *(["-b"] if branch == "other" else []), branch)
        translate(write(repository.file, base.read_bytes()), **texts)
        repository.commit(f"Add on {branch}")
    said = repository.git("merge", "other", status=1)
    assert "CONFLICT" in said and "\tNought\tZero" in said, said
    assert repository.git("status", "--porcelain") == "AA talk.duizhao\n"
    assert check_whole(repository.file)["conflicts"] == 2


@test
def git_cannot(folder):
    """When it cannot be merged, git says so, and what is ours is untouched."""
    repository = Repository(folder)
    for branch in ("other", "main"):
        repository.git("checkout", "-q", *(["-b"] if branch == "other" else []), branch)
        ours = new_project(repository.folder, "talk.duizhao").read_bytes()
        repository.commit(f"Add on {branch}")
    said = repository.git("merge", "other", status=1)
    assert "CONFLICT" in said and "duizhao: " in said and "not copies" in said, said
    assert repository.file.read_bytes() == ours
    assert repository.files() == [".gitattributes", "talk.duizhao"]


main()
