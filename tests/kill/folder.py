"""The folder of one story: its projects, its settings, and what the program keeps of what is not saved."""

import json
import pathlib
import random
import uuid

import jsonschema
from model import Lost, flatten

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
SAMPLE = ROOT / "data" / "sample.duizhao"
SCHEMA = ROOT / "data" / "duizhao.schema.json"
WORDS = "桥 水 木 梁 山 村 人 路 雨 春 手 石 火 灯 书 字 河 船 井 树".split()
validator = jsonschema.Draft202012Validator(json.loads(SCHEMA.read_text()))
# Schema errors are looked for in so many blocks of a large project.
MOST_BLOCKS = 300


def make_project(path, copies=1):
    """The sample without its highlights, as often as wanted behind itself."""
    project = json.loads(SAMPLE.read_text())
    project["id"] = str(uuid.uuid4())
    project["highlights"] = []
    document = project["documents"][0]
    blocks = document["blocks"]
    for block in blocks:
        block.pop("translation_spans", None)
    for _ in range(copies - 1):
        document["blocks"] = document["blocks"] + [{**block, "id": str(uuid.uuid4())} for block in blocks]
    path.write_text(json.dumps(project, ensure_ascii=False))


def make_transcript(path, title, seed):
    """An interview of some forty paragraphs."""
    words = random.Random(seed)

    def sentence():
        return "".join(words.choice(WORDS) for _ in range(words.randint(8, 20))) + "。"

    lines = [f"# {title}"]
    for turn in range(40):
        speaker = "**问：**" if turn % 2 == 0 else "**答：**"
        lines.append(speaker + "".join(sentence() for _ in range(words.randint(1, 3))))
    path.write_text("\n\n".join(lines) + "\n")


def read_whole(path):
    """A project file, which must be whole whenever one looks."""
    try:
        project = json.loads(path.read_bytes())
    except ValueError as error:
        raise Lost(f"{path.name} is not whole: {error}") from None
    shown = project
    if len(project["documents"][0]["blocks"]) > MOST_BLOCKS:
        first = project["documents"][0]
        shown = {**project, "documents": [{**first, "blocks": first["blocks"][:MOST_BLOCKS]}], "highlights": []}
    error = next(validator.iter_errors(shown), None)
    if error:
        raise Lost(f"{path.name} is not as the schema says: {error.message[:300]}")
    return project


def read_state(path):
    return flatten(read_whole(path))


class Folder:
    def __init__(self, path, automatic):
        self.path = path
        self.journals = path / "state" / "duizhao" / "journals"
        settings = path / "config" / "glib-2.0" / "settings" / "keyfile"
        for folder in (settings.parent, path / "data", path / "state", path / "tmp"):
            folder.mkdir(parents=True, exist_ok=True)
        settings.write_text(f"[io/github/duizhao/Duizhao]\nsave-automatically={'true' if automatic else 'false'}\n")
        self.environment = {
            "GSETTINGS_BACKEND": "keyfile", "XDG_CONFIG_HOME": str(path / "config"), "XDG_DATA_HOME": str(path / "data"),
            "XDG_STATE_HOME": str(path / "state"), "XDG_CACHE_HOME": str(path / "cache"), "TMPDIR": str(path / "tmp"),
            "HOME": str(path),
        }

    def list_journals(self):
        """(folder, header, number of changes) of each in which something is kept."""
        found = []
        for folder in self.entries():
            try:
                lines = (folder / "journal").read_text(errors="replace").splitlines()
                header = json.loads(lines[0][11:])
            except (OSError, IndexError, ValueError):
                continue
            found.append((folder, header, sum(line.startswith("c ") for line in lines[1:])))
        return found

    def entries(self):
        return sorted(self.journals.iterdir()) if self.journals.is_dir() else []

    def look(self, path=None):
        """What the program that was just started again holds of a project, without touching it: what it journals the
        project on, or the file where there is nothing to journal; None while that is not there yet."""
        journals = [entry for entry in self.list_journals() if entry[1].get("file") == (path.as_uri() if path else None)]
        if not journals:
            return read_state(path) if path else None
        folder, header, count = journals[0]
        if len(journals) > 1 or not header.get("base") or count:
            return None
        try:
            return flatten(json.loads((folder / "base.duizhao").read_bytes()))
        except OSError:
            return None

    def check_empty(self):
        """After the program was ended by its user, nothing is to be restored."""
        left = [entry.name for entry in self.entries()]
        left += [entry.name for entry in (self.path / "tmp").iterdir()]
        left += [entry.name for entry in (self.path / "work").iterdir() if ".duizhao-" in entry.name]
        if left:
            raise Lost(f"journals are left: {', '.join(left)}")
