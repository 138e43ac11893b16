#!/usr/bin/env python3
"""Installs into an empty folder, and runs what came there."""
import os
import pathlib
import subprocess
import sys
import tempfile

APP_ID = "io.github.duizhao.Duizhao"


def main():
    build, meson, prefix, bindir, datadir, localedir = sys.argv[1:7]
    sample = pathlib.Path(datadir) / "duizhao" / "sample.duizhao"
    expected = [
        pathlib.Path(bindir) / "duizhao",
        sample,
        *(pathlib.Path(datadir) / name for name in (
            f"applications/{APP_ID}.desktop",
            f"metainfo/{APP_ID}.metainfo.xml",
            f"mime/packages/{APP_ID}.xml",
            f"glib-2.0/schemas/{APP_ID}.gschema.xml",
            f"icons/hicolor/scalable/apps/{APP_ID}.svg",
            f"icons/hicolor/symbolic/apps/{APP_ID}-symbolic.svg",
        )),
        pathlib.Path(localedir) / "zh_CN" / "LC_MESSAGES" / "duizhao.mo",
    ]
    failed = 0
    with tempfile.TemporaryDirectory() as folder:
        environment = dict(os.environ, DESTDIR=folder)
        subprocess.run([meson, "install", "-C", build, "--no-rebuild", "--quiet"], check=True, env=environment,
                       stdout=subprocess.DEVNULL)
        root = pathlib.Path(folder) / prefix.lstrip("/")
        for path in expected:
            if not (root / path).is_file():
                print(f"{prefix}/{path} is not installed", file=sys.stderr)
                failed += 1
        if failed:
            return 1
        program = root / bindir / "duizhao"
        print(subprocess.run([program, "--version"], check=True, capture_output=True, text=True).stdout.strip())
        print(subprocess.run([program, "stats", root / sample], check=True, capture_output=True, text=True).stdout.strip())
        desktop = (root / datadir / "applications" / f"{APP_ID}.desktop").read_text(encoding="utf-8")
        if "Name[zh_CN]=对照" not in desktop:
            print("The desktop file is not translated", file=sys.stderr)
            failed += 1
    return 1 if failed else 0


sys.exit(main())
