#!/usr/bin/env python3
"""Reads the flatpak manifest back, and holds it to what we promise: pinned sources, few permissions, no network."""
import json
import pathlib
import re
import shutil
import subprocess
import sys

APP_ID = "io.github.duizhao.Duizhao"
ALLOWED = {"--share=ipc", "--socket=wayland", "--socket=fallback-x11", "--device=dri"}
# What the program needs and the GNOME runtime has: a dependency of another name needs a module, or a line here.
IN_RUNTIME = {
    "gio-2.0", "gio-unix-2.0", "glib-2.0", "gobject-2.0", "gtk4", "icu-i18n", "icu-uc", "json-glib-1.0", "libadwaita-1",
    "libcurl", "libxml-2.0",
}
MODULE_OF = {"libcmark": "cmark"}


def wrong(message):
    print(message, file=sys.stderr)
    return 1


def check_source(module, source):
    kind = source.get("type")
    if kind == "archive":
        if not source["url"].startswith("https://"):
            return wrong(f"{module}: {source['url']} is not fetched over HTTPS")
        if not re.fullmatch(r"[0-9a-f]{64}", source.get("sha256", "")):
            return wrong(f"{module}: {source['url']} has no sha256")
        return 0
    if kind == "git":
        return 0 if re.fullmatch(r"[0-9a-f]{40}", source.get("commit", "")) else wrong(f"{module}: no commit is named")
    return 0 if kind == "dir" and module == "duizhao" else wrong(f"{module}: a source of type {kind} is not pinned")


def dependencies(root):
    for path in [root / "meson.build", *sorted(root.glob("src/**/meson.build"))]:
        for line in path.read_text(encoding="utf-8").splitlines():
            for name in re.findall(r"\bdependency\('([^']+)'", line):
                yield name, path


def main():
    root = pathlib.Path(sys.argv[1])
    path = root / "flatpak" / f"{APP_ID}.json"
    manifest = json.loads(path.read_text(encoding="utf-8"))
    failed = 0
    if shutil.which("flatpak-builder"):
        shown = subprocess.run(["flatpak-builder", "--show-manifest", str(path)], capture_output=True, text=True, check=False)
        if shown.returncode or json.loads(shown.stdout).get("id", json.loads(shown.stdout).get("app-id")) != APP_ID:
            failed += wrong(f"flatpak-builder does not read the manifest: {shown.stderr}")
    else:
        print("flatpak-builder is not installed: the manifest is only read here")
    if manifest["id"] != APP_ID or manifest["command"] != "duizhao":
        failed += wrong("the manifest is of another program")
    if f"app_id = '{APP_ID}'" not in (root / "meson.build").read_text(encoding="utf-8"):
        failed += wrong("meson.build has another application id")
    for argument in manifest["finish-args"]:
        if argument not in ALLOWED:
            failed += wrong(f"the permission {argument} is more than Duizhao needs")
    if (manifest["runtime"], manifest["sdk"]) != ("org.gnome.Platform", "org.gnome.Sdk"):
        failed += wrong("the runtime is not GNOME's")
    modules = [module["name"] for module in manifest["modules"]]
    if modules[-1] != "duizhao":
        failed += wrong("the last module is not the program")
    for module in manifest["modules"]:
        if any("--share=network" in str(value) for value in module.get("build-options", {}).values()):
            failed += wrong(f"{module['name']} is built with network")
        for source in module["sources"]:
            failed += check_source(module["name"], source)
    for name, where in dependencies(root):
        if name not in IN_RUNTIME and MODULE_OF.get(name) not in modules:
            failed += wrong(f"{where.relative_to(root)} needs {name}, which is neither in the runtime nor a module")
    return 1 if failed else 0


sys.exit(main())
