"""Fetching the pictures of a transcript, as a person does it: asked first, what came is kept, what did not is said.

    test_pictures.py PROGRAM
"""

import base64
import http.server
import json
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import threading
import time

from person import Failure, Program, until

SHOTS = pathlib.Path(sys.argv[1]).resolve().parent.parent / "shots" / "pictures"
PNG = base64.b64decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==")
BODIES = {"/a.png": PNG, "/page.png": b"<!doctype html><p>No picture"}
QUESTION = "Fetch 3 Pictures from the Web?"
REPORT = "Some Pictures Could Not Be Fetched"


class Server(http.server.ThreadingHTTPServer):
    """Gives out one picture, one page that is none, and nothing else; remembers what it was asked for."""

    def __init__(self):
        self.asked = []
        super().__init__(("127.0.0.1", 0), Answers)
        threading.Thread(target=self.serve_forever, daemon=True).start()

    def address(self, path):
        return f"http://127.0.0.1:{self.server_port}{path}"


class Answers(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.server.asked.append(self.path)
        body = BODIES.get(self.path)
        if body is None:
            self.send_error(404)
            return
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *words):
        pass


def make_project(program, server, folder):
    path = folder / "talk.duizhao"
    source = folder / "talk.md"
    pictures = "\n\n".join(f"![]({server.address(name)})" for name in ("/a.png", "/gone.png", "/page.png", "/a.png"))
    source.write_text(f"# Talk\n\n**Host:** Hello.\n\n{pictures}\n\n**Guest:** Goodbye.\n")
    subprocess.run([program, "convert", source, path], check=True)
    return path


def read(path):
    project = json.loads(path.read_text())
    blocks = [block for document in project["documents"] for block in document["blocks"]]
    return project, [block["source"] for block in blocks if block["kind"] == "picture"]


def expect(what, found, expected):
    if found != expected:
        raise Failure(f"{what}: {found!r} instead of {expected!r}")


def choose_fetch(person):
    person.key("F10")
    time.sleep(0.4)
    person.key("f")
    person.find("dialog", QUESTION, limit=5)


def save(person, path):
    before = path.stat().st_mtime_ns
    person.focus_window()
    person.key("ctrl+s")
    until("the file to be saved", lambda: path.stat().st_mtime_ns != before, limit=10)
    time.sleep(0.5)
    return read(path)


def fetch(person, server, path):
    person.find("text", re.compile("^Translation, block 1\\b"))
    _, sources = read(path)
    choose_fetch(person)
    until("the host", lambda: person.all("label", re.compile(r"127\.0\.0\.1 \(3\)")), limit=5)
    person.key("Escape")
    person.gone("dialog", QUESTION)
    expect("asked for without consent", server.asked, [])

    choose_fetch(person)
    person.key("Return")
    person.find("dialog", REPORT)
    expect("asked for", server.asked, ["/a.png", "/gone.png", "/page.png"])
    person.shot(SHOTS / "report.png")
    report = "\n".join(node.get_name() for node in person.all("label"))
    for words in (server.address("/gone.png"), "404", server.address("/page.png"), "1 picture was fetched"):
        if words not in report:
            raise Failure(f"the report does not say {words}: {report}")
    person.key("Escape")
    person.gone("dialog", REPORT)
    person.shot(SHOTS / "fetched.png")

    project, after = save(person, path)
    (picture,) = project["pictures"]
    expect("the picture", base64.b64decode(picture["data"]), PNG)
    expect("what is said of it", [picture.get(name) for name in ("media_type", "name", "address")],
           ["image/png", "a.png", server.address("/a.png")])
    inside = "picture:" + picture["id"]
    expect("the blocks", after, [inside, *sources[1:3], inside])

    person.key("ctrl+z")
    project, undone = save(person, path)
    expect("after undoing", (undone, project.get("pictures", [])), (sources, []))
    person.key("ctrl+shift+z")
    project, redone = save(person, path)
    expect("after redoing", (redone, len(project["pictures"])), (after, 1))
    person.key("ctrl+w")
    person.wait_end()


def main():
    program = pathlib.Path(sys.argv[1]).resolve()
    folder = pathlib.Path(tempfile.mkdtemp(prefix="duizhao-"))
    server = Server()
    print("1..1")
    try:
        path = make_project(program, server, folder)
        person = Program(program, path)
        try:
            fetch(person, server, path)
        except Exception:
            person.shot(SHOTS / "failure.png")
            raise
        finally:
            person.stop()
        subprocess.run([program, "convert", path, folder / "again.md"], check=True)
        expect("addresses in the Markdown", (folder / "again.md").read_text().count(server.address("/a.png")), 2)
        print("ok 1 pictures", flush=True)
    except Exception as error:
        print("not ok 1 pictures", flush=True)
        print("# " + str(error).replace("\n", "\n# "), file=sys.stderr)
        sys.exit(1)
    finally:
        server.shutdown()
        shutil.rmtree(folder)


if __name__ == "__main__":
    main()
