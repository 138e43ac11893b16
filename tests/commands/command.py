"""What the tests of the command line have in common: they run the real program, without a display."""

import os
import pathlib
import subprocess
import sys
import tempfile
import time
import traceback

program = pathlib.Path(sys.argv[1]).resolve()
environment = {k: v for k, v in os.environ.items() if k not in ("DISPLAY", "WAYLAND_DISPLAY", "LANGUAGE", "LANG")}
environment["LC_ALL"] = "C.UTF-8"
tests = []


class Skip(Exception):
    pass


def test(function):
    tests.append(function)
    return function


def run(*words, seconds=2.0, prefix=(), listing=False, **changes):
    """Runs the program; whatever it is asked, it answers in time and says what it has to say in one line. Of a command
    that lists what it found (listing) status 1 may come with a list, and without a word on standard error."""
    start = time.monotonic()
    done = subprocess.run([*prefix, str(program), *map(str, words)], capture_output=True, timeout=60,
                          env={**environment, **changes}, stdin=subprocess.DEVNULL)
    taken = time.monotonic() - start
    done.out = done.stdout.decode()
    done.err = done.stderr.decode()
    assert taken < seconds, f"{words} took {taken:.1f} s"
    assert done.returncode in (0, 1, 2), (words, done)
    if done.returncode and not (listing and done.returncode == 1 and done.out):
        assert done.err.count("\n") == 1 and done.err.startswith("duizhao: "), (words, done.err)
        assert not done.out, (words, done.out)
    else:
        assert not done.err, (words, done.err)
    return done


def succeed(*words, **changes):
    done = run(*words, **changes)
    assert done.returncode == 0, (words, done.err)
    return done.out


def fail(status, *words, say=(), **changes):
    done = run(*words, **changes)
    assert done.returncode == status, (words, done)
    for part in say:
        assert part in done.err, (part, done.err)
    return done.err


def write(path, content):
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def main():
    print(f"1..{len(tests)}")
    failed = 0
    for number, function in enumerate(tests, 1):
        with tempfile.TemporaryDirectory(prefix="duizhao-") as name:
            try:
                function(pathlib.Path(name))
                print(f"ok {number} {function.__name__}")
            except Skip as reason:
                print(f"ok {number} {function.__name__} # SKIP {reason}")
            except Exception:
                failed += 1
                print(f"not ok {number} {function.__name__}")
                print("".join(f"# {line}\n" for line in traceback.format_exc().splitlines()), end="")
        sys.stdout.flush()
    sys.exit(bool(failed))
