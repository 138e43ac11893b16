#!/usr/bin/env python3
"""Holds the MIME type of project files: well-formed, and what the desktop then makes of names and contents."""
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

TYPE = "application/vnd.duizhao+json"
HEAD = '{\n  "format": "duizhao",\n  "version": 1\n}\n'


def run(*command, **options):
    return subprocess.run(command, check=True, text=True, capture_output=True, **options).stdout


def type_of(path, environment):
    for line in run("gio", "info", "-a", "standard::content-type", str(path), env=environment).splitlines():
        if "standard::content-type:" in line:
            return line.split(": ", 1)[1].strip()
    return ""


def main():
    run("xmllint", "--nonet", "--noout", sys.argv[1])
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        packages = folder / "share" / "mime" / "packages"
        packages.mkdir(parents=True)
        shutil.copy(sys.argv[1], packages)
        run("update-mime-database", str(folder / "share" / "mime"))
        environment = dict(os.environ, XDG_DATA_DIRS=f"{folder / 'share'}:/usr/share", XDG_DATA_HOME=str(folder / "home"))
        cases = {
            "talk.duizhao": HEAD,
            "talk.duizhao ": HEAD,
            "a talk without an ending": HEAD,
            "访谈.DUIZHAO": HEAD,
        }
        failed = 0
        for file_name, content in cases.items():
            path = folder / file_name
            path.write_text(content, encoding="utf-8")
            found = type_of(path, environment)
            if found != TYPE:
                print(f"{file_name!r} is taken for {found}", file=sys.stderr)
                failed += 1
        other = folder / "other.json"
        other.write_text('{\n  "format": "geojson"\n}\n', encoding="utf-8")
        if type_of(other, environment) == TYPE:
            print("any JSON file is taken for a project", file=sys.stderr)
            failed += 1
        subclasses = (folder / "share" / "mime" / "subclasses").read_text(encoding="utf-8")
        if f"{TYPE} application/json" not in subclasses:
            print("a project is not known to be JSON", file=sys.stderr)
            failed += 1
    return 1 if failed else 0


sys.exit(main())
