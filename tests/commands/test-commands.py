"""Runs the real program's command line, without a display, and holds it against design.md §6 and §7.

Usage: test-commands.py PROGRAM [INTERVIEW]
"""

import codecs
import json
import os
import pathlib
import shutil
import stat
import subprocess
import sys

from command import Skip, environment, fail, main, program, run, succeed, test, write

interview = pathlib.Path(sys.argv[2]) if len(sys.argv) > 2 else None

TRANSCRIPT = """# 与面包师的访谈

作者: 编辑部
时间: 2024-01-02

**主持人：** 欢迎你来。你每天几点
起床？

**李师傅：** 四点。我做 80
种面包。

我最喜欢的是𠮷野家😀旁边的那家店。

![烤箱](https://example.com/oven.png)

**主持人：** 谢谢！更多内容在[这里](https://example.com/more)。
"""


NO_COLUMNS = {("markdown", "side-by-side")}


def stats(path):
    return json.loads(succeed("stats", path, "--format", "json"))


@test
def helps(folder):
    out = succeed("--help")
    for word in ("convert", "stats", "formats", "--version"):
        assert word in out
    assert succeed("-h") == out
    assert succeed("--version").startswith("duizhao ")
    for word in ("convert", "stats", "formats"):
        assert f"duizhao {word}" in succeed(word, "--help")


@test
def wrong_usage(folder):
    source = write(folder / "a.md", TRANSCRIPT)
    out = folder / "b.html"
    for words in (["convert"], ["convert", source], ["convert", source, out, "c"], ["stats"], ["stats", source, source],
                  ["formats", "x"], ["--frobnicate"], ["frobnicate"], ["convert", source, out, "--frob"],
                  ["convert", source, out, "--layout", "diagonal"], ["convert", source, out, "--layout"],
                  ["convert", source, out, "--annotations", "perhaps"], ["convert", source, out, "--from", "nonsense"],
                  ["convert", source, out, "--to", "nonsense"], ["stats", source, "--format", "yaml"],
                  ["convert", source, folder / "b.unheard-of"], ["convert", source, source],
                  ["convert", source, folder / "b.duizhao", "--layout", "original"]):
        fail(2, *words)
    assert sorted(p.name for p in folder.iterdir()) == ["a.md"]
    fail(2, "convert", source, folder / "b.unheard-of", say=["b.unheard-of", ".duizhao"])
    link = folder / "link.md"
    link.symlink_to(source)
    fail(2, "convert", source, link, say=["over itself"])


@test
def no_display(folder):
    source = write(folder / "a.md", TRANSCRIPT)
    for words in ((), (source,), (folder / "missing.md",)):
        assert "display" in fail(1, *words, XDG_RUNTIME_DIR=str(folder))


@test
def formats(folder):
    rows = [line.split("\t") for line in succeed("formats").splitlines()]
    assert rows[0][:3] == ["project", "read, write", ".duizhao"], rows
    assert {"project", "markdown", "text", "html"} <= {row[0] for row in rows}, rows
    assert all(len(row) == 4 and all(row) for row in rows), rows


@test
def round_trip(folder):
    source = write(folder / "与 面包师.md", TRANSCRIPT)
    project = folder / "p.duizhao"
    succeed("convert", source, project)
    assert json.loads(project.read_text())["format"] == "duizhao"
    first, second = stats(source), stats(project)
    assert first == second
    assert first["title"] == "与面包师的访谈"
    assert (first["documents"], first["turns"], first["pictures"], first["links"]) == (1, 3, 1, 1), first
    assert [(s["name"], s["turns"], s["blocks"]) for s in first["speakers"]][:2] in (
        [("主持人", 2, 2), ("李师傅", 1, 2)], [("主持人", 2, 2), ("李师傅", 1, 3)]), first
    assert first["words"] == first["highlights"] == 0 and first["tags"] == []
    assert sum(first["states"].values()) == first["blocks"]
    assert list(first["states"]) == ["untranslated", "draft", "translated", "reviewed", "final"]
    assert 0 < first["han"] < first["characters"]
    assert first["sentences"] >= 7
    copy = folder / "q.duizhao"
    succeed("convert", project, copy)
    assert copy.read_bytes() == project.read_bytes()
    text = succeed("stats", project)
    assert "主持人" in text and str(first["characters"]) in text


@test
def written_formats(folder):
    source = write(folder / "a.md", TRANSCRIPT)
    for row in (line.split("\t") for line in succeed("formats").splitlines()):
        if "write" not in row[1]:
            continue
        suffix = row[2].split()[0]
        succeed("convert", source, folder / f"b{suffix}")
        assert (folder / f"b{suffix}").stat().st_size > 100
        if row[0] != "project":
            for layout in ("original", "translation", "side-by-side", "interleaved"):
                words = ("convert", source, folder / "named-otherwise", "--to", row[0], "--layout", layout, "--annotations", "no")
                if (row[0], layout) in NO_COLUMNS:
                    fail(2, *words, say=["column"])
                else:
                    succeed(*words)
    assert "80 种面包" in (folder / "b.md").read_text()


@test
def encodings(folder):
    expected = stats(write(folder / "a.md", TRANSCRIPT))
    for charset, mark in (("utf-8-sig", b""), ("utf-16-le", b""), ("utf-16-be", b""), ("utf-16-le", codecs.BOM_UTF16_LE),
                          ("utf-16-be", codecs.BOM_UTF16_BE), ("gb18030", b"")):
        for line_end in ("\n", "\r\n", "\r"):
            path = write(folder / "b.md", mark + TRANSCRIPT.replace("\n", line_end).encode(charset))
            assert stats(path) == expected, (charset, line_end)
    traditional = "# 訪談\n\n主持人：歡迎你來。你每天幾點起床？\n\n李師傅：四點。我做麵包。\n"
    expected = stats(write(folder / "a.md", traditional))
    assert stats(write(folder / "b.md", traditional.encode("big5-hkscs"))) == expected


@test
def locales(folder):
    source = write(folder / "访谈.md", TRANSCRIPT)
    out = succeed("stats", source, LC_ALL="C")
    assert "与面包师的访谈" in out and "主持人" in out
    fail(1, "convert", source, folder / "b.html", "--tag", "没有的标签", LC_ALL="C", say=["没有的标签"])
    fail(1, "stats", folder / "没有.md", LC_ALL="C", say=["没有.md"])


@test
def bad_input(folder):
    out = write(folder / "out.html", "what was there")
    project = write(folder / "out.duizhao", "what was there too")
    large = folder / "large.md"
    with large.open("wb") as file:
        file.write("字".encode() * (50 * 1000 * 1000 // 3))
    cases = {
        "random.md": bytes((i * 7919 + i // 256) % 128 + 128 for i in range(4096)),
        "binary.md": b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(range(256)),
        "nul.txt": "你好\0再见".encode(),
        "cut.md": TRANSCRIPT.encode()[:30],
        "latin.txt": "Andr\xe9 said na\xefve things".encode("latin-1"),
        "empty.md": b"",
        "empty.txt": b"",
        "empty.duizhao": b"",
        "blank.md": b" \n\n\t\n",
        "broken.duizhao": b'{"format": "duizhao", "version": 1,',
        "foreign.duizhao": b'{"a": 1}',
    }
    for name, content in cases.items():
        if name == "cut.md":
            content = content[:content.rindex("的".encode()) + 2] if "的".encode() in content else content[:-1]
        write(folder / name, content)
    (folder / "folder.md").mkdir()
    before = sorted(p.name for p in folder.iterdir())
    for name in (*cases, "large.md", "folder.md", "missing.md", "missing/a.md"):
        for target in (out, project):
            fail(1, "convert", folder / name, target, say=[pathlib.Path(name).name])
        fail(1, "stats", folder / name, say=[pathlib.Path(name).name])
    assert out.read_text() == "what was there"
    assert project.read_text() == "what was there too"
    assert sorted(p.name for p in folder.iterdir()) == before


def unprivileged():
    """Root reads everything, but not without these two capabilities."""
    if os.geteuid() != 0:
        return ()
    prefix = ("setpriv", "--bounding-set=-dac_override,-dac_read_search")
    if not shutil.which("setpriv") or subprocess.run([*prefix, "true"], capture_output=True).returncode:
        raise Skip("this machine does not let root lay down its rights")
    return prefix


@test
def denied(folder):
    prefix = unprivileged()
    secret = write(folder / "secret.md", TRANSCRIPT)
    secret.chmod(0)
    out = write(folder / "out.html", "what was there")
    fail(1, "convert", secret, out, prefix=prefix, say=["secret.md", "permission"])
    fail(1, "stats", secret, prefix=prefix, say=["secret.md", "permission"])
    assert out.read_text() == "what was there"

    source = write(folder / "a.md", TRANSCRIPT)
    locked = folder / "locked"
    locked.mkdir()
    kept = write(locked / "kept.html", "what was there")
    locked.chmod(0o500)
    for target in (kept, locked / "new.html", locked / "new.duizhao"):
        fail(1, "convert", source, target, prefix=prefix, say=[target.name])
    assert kept.read_text() == "what was there"
    assert [p.name for p in locked.iterdir()] == ["kept.html"]
    locked.chmod(0o700)


@test
def bad_output(folder):
    source = write(folder / "a.md", TRANSCRIPT)
    (folder / "folder.html").mkdir()
    fail(1, "convert", source, folder / "folder.html", say=["folder.html"])
    fail(1, "convert", source, folder / "nowhere" / "a.html", say=["a.html"])
    fail(1, "convert", source, folder / "nowhere" / "a.duizhao", say=["a.duizhao"])
    assert sorted(p.name for p in folder.iterdir()) == ["a.md", "folder.html"]
    if pathlib.Path("/dev/full").exists():
        with open("/dev/full", "w") as full:
            done = subprocess.run([program, "stats", source], stdout=full, stderr=subprocess.PIPE, env=environment)
        assert done.returncode == 1 and done.stderr.count(b"\n") == 1, done


@test
def output_through_link(folder):
    source = write(folder / "a.md", TRANSCRIPT)
    target = write(folder / "target.html", "old")
    target.chmod(0o640)
    link = folder / "link.html"
    link.symlink_to(target)
    succeed("convert", source, link)
    assert link.is_symlink() and "面包" in target.read_text()
    assert stat.S_IMODE(target.stat().st_mode) == 0o640


def blocks_of(project):
    return [block for document in project["documents"] for block in document["blocks"]]


@test
def real_transcript(folder):
    if interview is None or not interview.exists():
        raise Skip("the real transcript is not there")
    project = folder / "t.duizhao"
    succeed("convert", interview, project)
    figures = stats(project)
    assert figures == stats(interview)
    assert figures["turns"] == 49, figures
    assert [(s["name"], s["turns"]) for s in figures["speakers"]] == [("主持人", 24), ("马克·安德森", 25)], figures
    assert figures["pictures"] == 11, figures
    assert figures["links"] == 6, figures
    assert figures["documents"] == 1
    assert figures["title"].startswith("万字图文｜a16z投资教父安德森"), figures

    content = json.loads(project.read_text())
    items = [b for b in blocks_of(content) if b["kind"] == "list-item" and b.get("quoted")]
    assert len([b for b in items if b.get("ordered")]) == 9, len(items)
    assert len([b for b in items if not b.get("ordered")]) == 5, len(items)
    document = content["documents"][0]
    known = [name for name in ("author", "date", "place", "source", "cover") if document.get(name)]
    assert len(known) + len(document.get("details") or []) == 5, document.keys()

    raw = interview.read_text()
    assert figures["han"] <= 12863 and figures["han"] > 12500, figures["han"]
    assert len(raw) == 19613


main()
