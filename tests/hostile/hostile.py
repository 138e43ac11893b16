"""Files that an enemy, a damaged disk or another program may hand over: each is made, read by the command line (what lies in
the user's own folders: by read-store.c), and must be answered within a bound of time and of memory, by an error of one line
or by being read.

hostile.py DUIZHAO READ-STORE [NAME…]: runs all of them, or those named; prints TAP, with what each took."""

import gzip
import json
import os
import random
import resource
import subprocess
import sys
import tempfile
import time

# Of the processor, not of the clock: what else runs on the machine does not count.
MAX_SECONDS = 2.0
TRIES = 3
MAX_MEGABYTES = 500
# Somebody waits for it no longer, whatever it does.
PATIENCE = 120
MEGABYTE = 1024 * 1024
START = b'{"format":"duizhao","version":1,"id":"p"'


def project(**lists):
    head = {"format": "duizhao", "version": 1, "id": "p"}
    return json.dumps({**head, **lists}, ensure_ascii=False).encode()


def repeat(before, one, count, after):
    """`one` is a template of an object with an %d for its number."""
    return before + ",".join(one % i for i in range(count)).encode() + after


def blocks(count, one='{"id":"b%d","original":"我们"}'):
    return repeat(START + b',"documents":[{"id":"d","blocks":[', one, count, b"]}]}")


def passage(start, end, quote="我们"):
    return {
        "start": {"block": "b", "position": start},
        "end": {"block": "b", "position": end},
        "quote": quote,
    }


def with_highlights(highlights):
    document = {"id": "d", "blocks": [{"id": "b", "original": "我们走到今天"}]}
    return project(documents=[document], highlights=highlights)


def with_spans(spans):
    block = {"id": "b", "original": "我们走到今天", "original_spans": spans}
    return project(documents=[{"id": "d", "blocks": [block]}])


def number(text):
    """A block whose level is this number."""
    return START + b',"documents":[{"id":"d","blocks":[{"id":"b","level":' + text + b"}]}]}"


def nested_tags(depth):
    one = b'{"id":"t%d","color":"#3584e4","children":['
    return START + b',"tags":[' + b"".join(one % i for i in range(depth)) + b"]}" * depth + b"]}"


HEADER = b'h 00000000 {"format":"duizhao-journal","version":1,"project":"p","base":true}\n'
ONE_BLOCK = START + b',"documents":[{"id":"d","blocks":[{"id":"b","original":"\xe6\x88\x91\xe4\xbb\xac"}]}]}'
TYPED = b'c 00000000 {"kind":"text","target":"b","side":"original","position":0,"removed":"","inserted":"a"}\n'
TAKEN = b'c 00000000 {"kind":"text","target":"b","side":"original","position":0,"removed":"a","inserted":""}\n'


def journal(*lines, base=ONE_BLOCK):
    """What a crash left: the lines behind the header, and the project that they were done on."""
    return {"journal": HEADER + b"".join(lines), "base.duizhao": base, "lock": b""}


def typed(position):
    return TYPED.replace(b'"position":0', b'"position":' + position)


def inserted(*names):
    """Changes that put in a block each."""
    line = 'c 00000000 {"kind":"insert","parent":"d","position":0,"type":"block","objects":[{"id":"%s"}]}\n'
    return [(line % name).encode() for name in names]


PROJECT_ID = "00000000-0000-4000-8000-000000000000"
DIGEST = "0" * 64
TOKEN = b"\1" + DIGEST.encode() + b"\1"


def version(text, picture=b"", damage=lambda packed: packed):
    """A version's file as it lies on disk, and a picture that its text may name."""
    files = {f"0000000000001-{DIGEST}.gz": damage(gzip.compress(text, 1)), "pictures/": b""}
    if picture:
        files[f"pictures/{DIGEST}.gz"] = gzip.compress(picture, 1)
    return files


def copies(base, ours, theirs):
    return {"base.duizhao": base, "ours.duizhao": ours, "theirs.duizhao": theirs}


def listed(key, one, numbers):
    """A project whose list (of tags, or of the blocks of its document) has these things in this order."""
    things = ",".join(one.replace("%d", str(i)) for i in numbers)
    if key == "blocks":
        things = '{"id":"d","blocks":[' + things + "]}"
    return START + f',"{"documents" if key == "blocks" else key}":[{things}]}}'.encode()


def in_disorder(key, one, count):
    """Copies that have the same things, each in an order of its own."""
    numbers = list(range(count))
    shuffled = random.Random(1).sample(numbers, count)
    return copies(listed(key, one, numbers), listed(key, one, numbers[::-1]), listed(key, one, shuffled))


def at_odds(one, count):
    """Copies that have other words in every block."""
    return copies(*(listed("blocks", one.replace("@", word), range(count)) for word in ("今天", "昨天", "明天")))


def one_block(text):
    return project(documents=[{"id": "d", "blocks": [{"id": "b", "original": text}]}])


def words(seed, count):
    chosen = random.Random(seed)
    return " ".join("%x" % chosen.randrange(1 << 24) for _ in range(count))


MANY = 1000000
READ, REFUSED, EITHER = "read", "refused", "either"

# name, ending, what is to come of it, what makes it
CASES = [
    ("nothing", "duizhao", REFUSED, lambda: b""),
    ("deep-arrays", "duizhao", REFUSED, lambda: START + b',"x":' + b"[" * (20 * MEGABYTE)),
    ("deep-objects", "duizhao", REFUSED, lambda: START + b',"x":' + b'{"a":' * (10 * MEGABYTE)),
    ("nested-tags-256", "duizhao", READ, lambda: nested_tags(256)),
    ("nested-tags-257", "duizhao", REFUSED, lambda: nested_tags(257)),
    ("nested-tags-100000", "duizhao", REFUSED, lambda: nested_tags(100000)),
    ("tags", "duizhao", REFUSED, lambda: repeat(START + b',"tags":[', '{"id":"t%d","color":"#3584e4"}', MANY, b"]}")),
    (
        "highlights",
        "duizhao",
        REFUSED,
        lambda: repeat(
            project(documents=[{"id": "d", "blocks": [{"id": "b", "original": "我们走到今天"}]}])[:-1]
            + b',"highlights":[',
            '{"id":"h%d","document":"d","original":{"start":{"block":"b","position":0},'
            '"end":{"block":"b","position":2},"quote":"我们"}}',
            MANY,
            b"]}",
        ),
    ),
    (
        "highlights-elsewhere",
        "duizhao",
        EITHER,
        lambda: repeat(
            project(documents=[{"id": "d", "blocks": [{"id": "b", "original": "我们走到今天" * 100000}]}])[:-1]
            + b',"highlights":[',
            '{"id":"h%d","document":"d","original":{"start":{"block":"b","position":4000000000},'
            '"end":{"block":"b","position":4000000002},"quote":"今天我","before":"到","after":"们"}}',
            20000,
            b"]}",
        ),
    ),
    ("blocks", "duizhao", REFUSED, lambda: blocks(MANY)),
    (
        "tags-99999",
        "duizhao",
        READ,
        lambda: repeat(START + b',"tags":[', '{"id":"t%d","color":"#3584e4"}', 99999, b"]}"),
    ),
    (
        "highlights-99000",
        "duizhao",
        READ,
        lambda: repeat(
            project(documents=[{"id": "d", "blocks": [{"id": "b", "original": "我们走到今天"}]}])[:-1]
            + b',"highlights":[',
            '{"id":"h%d","document":"d","original":{"start":{"block":"b","position":0},'
            '"end":{"block":"b","position":2},"quote":"我们"}}',
            99000,
            b"]}",
        ),
    ),
    ("blocks-99000", "duizhao", READ, lambda: blocks(99000)),
    ("one-id", "duizhao", REFUSED, lambda: blocks(140000, '{"id":"b","original":"%d"}')),
    (
        "one-id-for-two-kinds",
        "duizhao",
        REFUSED,
        lambda: project(speakers=[{"id": "x"}], tags=[{"id": "x", "color": "#3584e4"}]),
    ),
    ("id-of-the-project", "duizhao", REFUSED, lambda: project(speakers=[{"id": "p"}])),
    ("one-member", "duizhao", REFUSED, lambda: START + b',"title":"a"' * 100000 + b"}"),
    ("members", "duizhao", EITHER, lambda: repeat(START + b",", '"x%d":0', MANY, b"}")),
    ("numbers", "duizhao", EITHER, lambda: START + b',"x":[' + b"0," * (20 * MEGABYTE) + b"0]}"),
    ("huge-number", "duizhao", REFUSED, lambda: number(b"1e999")),
    ("long-number", "duizhao", REFUSED, lambda: number(b"9" * (20 * MEGABYTE))),
    ("2-to-the-64th", "duizhao", REFUSED, lambda: number(b"18446744073709551616")),
    ("negative", "duizhao", REFUSED, lambda: number(b"-1")),
    ("half", "duizhao", REFUSED, lambda: number(b"0.5")),
    ("version-huge", "duizhao", REFUSED, lambda: START.replace(b":1,", b":4294967296,") + b"}"),
    ("span-beyond-end", "duizhao", REFUSED, lambda: with_spans([{"start": 0, "end": 7, "kind": "bold"}])),
    ("span-backwards", "duizhao", REFUSED, lambda: with_spans([{"start": 2, "end": 1, "kind": "bold"}])),
    (
        "spans",
        "duizhao",
        EITHER,
        lambda: with_spans([{"start": 0, "end": 6, "kind": f"k{i}"} for i in range(200000)]),
    ),
    (
        "links",
        "duizhao",
        EITHER,
        lambda: with_spans([{"start": i % 5, "end": 6, "kind": "link", "value": f"v{i}"} for i in range(200000)]),
    ),
    (
        "highlight-beyond-end",
        "duizhao",
        READ,
        lambda: with_highlights([{"id": "h", "document": "d", "original": passage(5, 4000000000)}]),
    ),
    (
        "highlight-backwards",
        "duizhao",
        REFUSED,
        lambda: with_highlights([{"id": "h", "document": "d", "original": passage(3, 1)}]),
    ),
    (
        "highlight-nowhere",
        "duizhao",
        REFUSED,
        lambda: with_highlights([{"id": "h", "document": "x", "original": passage(0, 2)}]),
    ),
    ("not-utf-8", "duizhao", REFUSED, lambda: project(title="@").replace(b"@", b"\xc3\x28")),
    ("cut-utf-8", "duizhao", REFUSED, lambda: project(title="我")[:-3]),
    ("half-a-pair", "duizhao", REFUSED, lambda: project(title="@").replace(b"@", b"\\ud800")),
    ("nul", "duizhao", REFUSED, lambda: project(title="@").replace(b"@", b"\0")),
    ("bad-base64", "duizhao", REFUSED, lambda: project(pictures=[{"id": "i", "data": "A" * 4000001}])),
    ("blanks-512-mb", "duizhao", REFUSED, lambda: b" " * (512 * MEGABYTE)),
    ("blanks-200-mb", "duizhao", REFUSED, lambda: b" " * (200 * MEGABYTE)),
    ("blanks-inside-199-mb", "duizhao", EITHER, lambda: START + b" " * (199 * MEGABYTE) + b"}"),
    ("line-ends-199-mb", "duizhao", EITHER, lambda: START + b"\n" * (199 * MEGABYTE) + b"}"),
    (
        "picture-199-mb",
        "duizhao",
        EITHER,
        lambda: project(pictures=[{"id": "i", "data": "@"}]).replace(b"@", b"A" * (199 * MEGABYTE)),
    ),
    (
        "text-199-mb",
        "duizhao",
        EITHER,
        lambda: project(documents=[{"id": "d", "blocks": [{"id": "b", "original": "@"}]}]).replace(
            b"@", b"a" * (199 * MEGABYTE)
        ),
    ),
    ("text-30-mb", "duizhao", EITHER, lambda: project(title="我" * (10 * MEGABYTE))),
    (
        "long-block",
        "duizhao",
        EITHER,
        lambda: project(documents=[{"id": "d", "blocks": [{"id": "b", "original": "我们走到今天，" * 100000}]}]),
    ),
    ("one-line-31-mb", "md", REFUSED, lambda: b"a" * (31 * MEGABYTE)),
    ("one-line", "md", REFUSED, lambda: b"a" * (30 * MEGABYTE)),
    ("one-line-4000000", "md", READ, lambda: b"a" * 4000000),
    ("one-line-of-chinese", "md", EITHER, lambda: "我们走到今天，".encode() * (500000)),
    ("one-line-of-words", "md", EITHER, lambda: b"word " * (2 * MEGABYTE)),
    ("one-line-of-stars", "md", EITHER, lambda: b"*" * (9 * MEGABYTE)),
    ("bold", "md", EITHER, lambda: b"**a**a" * 1500000),
    ("bold-of-chinese", "md", EITHER, lambda: "**我**们".encode() * 1000000),
    ("bold-125000", "md", READ, lambda: b"**a**a" * 125000),
    ("never-closed", "md", EITHER, lambda: b"**a" * 3000000),
    ("brackets-1000000", "md", REFUSED, lambda: b"[" * MANY),
    ("brackets-500000", "md", READ, lambda: b"[" * 500000),
    ("brackets", "md", EITHER, lambda: b"[" * (9 * MEGABYTE)),
    ("links-in-text", "md", EITHER, lambda: b"[a](b)" * 1500000),
    ("quotations", "md", EITHER, lambda: b">" * (9 * MEGABYTE)),
    ("quotations-1000000", "md", EITHER, lambda: b">" * MANY),
    ("lists", "md", EITHER, lambda: b"* " * (4 * MEGABYTE)),
    ("paragraphs", "md", EITHER, lambda: b"a\n\n" * 1000000),
    ("lines", "md", EITHER, lambda: b"a\n" * (10 * MEGABYTE)),
    ("lines-1000000", "md", REFUSED, lambda: b"a\n" * MANY),
    ("lines-500000", "md", READ, lambda: b"a\n" * 500000),
    ("backticks", "md", EITHER, lambda: b"".join(b"`" * (i % 3000) + b"a" for i in range(6000))),
    ("tags-of-html", "md", EITHER, lambda: b"<a>" * (3 * MEGABYTE)),
    ("one-line-31-mb", "txt", REFUSED, lambda: b"a" * (31 * MEGABYTE)),
    ("one-line", "txt", REFUSED, lambda: b"a" * (30 * MEGABYTE)),
    ("one-line-4000000", "txt", READ, lambda: b"a" * 4000000),
    ("address-of-a-picture", "md", REFUSED, lambda: b"data:image/png;base64," + b"A" * (29 * MEGABYTE)),
    ("lines", "txt", EITHER, lambda: b"a\n" * (10 * MEGABYTE)),
    ("lines-1000000", "txt", REFUSED, lambda: b"a\n" * MANY),
    ("paragraphs", "txt", EITHER, lambda: b"a\n\n" * 1000000),
    ("speakers", "txt", EITHER, lambda: b"".join(b"S%d: a\n\n" % i for i in range(300000))),
    ("not-utf-8", "txt", EITHER, lambda: bytes(range(128, 256)) * (100000)),
    ("nul", "txt", EITHER, lambda: b"\0" * (30 * MEGABYTE)),
    ("half-of-utf-16", "txt", EITHER, lambda: b"\xff\xfe" + "我们\n".encode("utf-16-le") * MANY + b"\x11"),
    ("empty", "journal", REFUSED, lambda: {**journal(), "journal": b""}),
    ("deep-header", "journal", REFUSED, lambda: {**journal(), "journal": b"h 00000000 " + b"[" * (20 * MEGABYTE) + b"\n"}),
    ("deep-change", "journal", READ, lambda: journal(b"c 00000000 " + b"[" * (20 * MEGABYTE) + b"\n")),
    ("no-line-ends", "journal", REFUSED, lambda: journal(b"c" * (300 * MEGABYTE))),
    ("line-ends", "journal", EITHER, lambda: journal(b"\n" * (200 * MEGABYTE))),
    ("changes-100000", "journal", READ, lambda: journal((TYPED + TAKEN) * 50000)),
    ("no-changes", "journal", READ, lambda: journal(b"m 00000000 1\n" * MANY, b"d 00000000 1 x\n" * MANY)),
    ("large-change", "journal", EITHER, lambda: journal(TYPED.replace(b'"a"', b'"' + b"a" * (50 * MEGABYTE) + b'"'))),
    ("one-id", "journal", READ, lambda: journal(*inserted(*["x"] * 1000))),
    ("beyond-end", "journal", READ, lambda: journal(typed(b"4294967295"))),
    ("huge-number", "journal", READ, lambda: journal(typed(b"1e999"), typed(b"18446744073709551616"), typed(b"-1"))),
    ("not-utf-8", "journal", READ, lambda: journal(TYPED.replace(b'"a"', b'"\xc3\x28"'))),
    ("base-300-mb", "journal", REFUSED, lambda: journal(TYPED, base=b" " * (300 * MEGABYTE))),
    ("cut", "version", REFUSED, lambda: version(b"{}\n" + ONE_BLOCK, damage=lambda packed: packed[:-20])),
    ("lying-length", "version", REFUSED, lambda: version(b"{}\n" + ONE_BLOCK, damage=lambda packed: packed[:-4] + b"\xff" * 4)),
    ("lying-sum", "version", REFUSED, lambda: version(b"{}\n" + ONE_BLOCK, damage=lambda packed: packed[:-8] + b"\0" * 8)),
    ("bomb", "version", REFUSED, lambda: version(b"{}\n" + b" " * (300 * MEGABYTE))),
    ("endless-head", "version", REFUSED, lambda: version(b" " * (300 * MEGABYTE))),
    ("bomb-of-pictures", "version", REFUSED, lambda: version(b"{}\n" + TOKEN * 1000, picture=b"A" * (100 * MEGABYTE))),
    ("large-picture", "version", REFUSED, lambda: version(b"{}\n" + TOKEN, picture=b"A" * (300 * MEGABYTE))),
    ("no-picture", "version", REFUSED, lambda: version(b"{}\n" + TOKEN * 1000)),
    ("blocks-in-disorder", "merge", READ, lambda: in_disorder("blocks", '{"id":"b%d","original":"我们"}', 20000)),
    ("tags-in-disorder", "merge", READ, lambda: in_disorder("tags", '{"id":"t%d","color":"#3584e4"}', 20000)),
    ("at-odds", "merge", READ, lambda: at_odds('{"id":"b%d","original":"@我们"}', 20000)),
    ("other-words", "merge", READ, lambda: copies(*(one_block(words(seed, 100000)) for seed in range(3)))),
    ("long-line", "merge", READ, lambda: copies(*(one_block(text * MANY) for text in ("a", "b", "c")))),
    (
        "one-id-for-two",
        "merge",
        EITHER,
        lambda: copies(
            project(),
            project(tags=[{"id": "x", "color": "#3584e4"}], speakers=[{"id": "d"}]),
            project(documents=[{"id": "d", "blocks": [{"id": "x"}]}]),
        ),
    ),
    (
        "too-large-together",
        "merge",
        REFUSED,
        lambda: copies(
            b"",
            *(
                project(documents=[{"id": one, "blocks": [{"id": one * 2, "original": "@"}]}]).replace(
                    b"@", b"a" * (35 * MEGABYTE)
                )
                for one in "ab"
            ),
        ),
    ),
    ("another-project", "merge", REFUSED, lambda: copies(project(), project(), project().replace(b'"p"', b'"q"'))),
    ("huge-level", "to-md", REFUSED, lambda: number(b"4294967295")),
    (
        "last-number-of-an-item",
        "to-md",
        READ,
        lambda: START + b',"documents":[{"id":"d","blocks":[{"id":"b","kind":"list-item","ordered":true,"starts":true,'
        b'"level":64,"quoted":64,"number":4294967295,"original":"a"}]}]}',
    ),
    (
        "deep-quotations",
        "to-html",
        READ,
        lambda: repeat(
            START + b',"documents":[{"id":"d","blocks":[',
            '{"id":"b%d","kind":"list-item","level":64,"quoted":64,"original":"a"}',
            20000,
            b"]}]}",
        ),
    ),
]


# Where the files of such a case lie in its folder.
PLACES = {
    "journal": "state/duizhao/journals/untitled-00000000-0000-4000-8000-000000000001",
    "version": f"data/duizhao/versions/{PROJECT_ID}",
    "merge": "",
}


def file_name(name, ending):
    return f"{name}.duizhao" if ending.startswith("to-") else f"{name}.{ending}"


def write(folder, name, ending, make):
    """In a process of its own: what it takes would count as taken by the program."""
    child = os.fork()
    if child == 0:
        made = make()
        if not isinstance(made, dict):
            made = {file_name(name, ending): made}
        for path, data in made.items():
            path = os.path.join(folder, PLACES.get(ending, ""), path)
            os.makedirs(os.path.dirname(path), exist_ok=True)
            if not path.endswith("/"):
                with open(path, "wb") as stream:
                    stream.write(data)
        os._exit(0)
    assert os.waitpid(child, 0)[1] == 0


def command_for(program, store, folder, name, ending):
    path = os.path.join(folder, file_name(name, ending))
    if ending == "journal":
        return [store, "journal"]
    if ending == "version":
        return [store, "version", PROJECT_ID, DIGEST]
    if ending == "merge":
        files = [os.path.join(folder, f"{copy}.duizhao") for copy in ("base", "ours", "theirs", "out")]
        return [program, "merge", *files[:3], "-o", files[3]]
    if ending.startswith("to-"):
        return [program, "convert", path, os.path.join(folder, f"out.{ending[3:]}")]
    return [program, "stats", path]


def limit():
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_AS, (4096 * MEGABYTE, 4096 * MEGABYTE))


def run(command, folder):
    """(exit status or -signal, standard error, seconds of the processor, megabytes)"""
    homes = {f"XDG_{place.upper()}_HOME": os.path.join(folder, place) for place in ("state", "data", "config", "cache")}
    with tempfile.TemporaryFile() as errors:
        process = subprocess.Popen(
            command,
            stdout=subprocess.DEVNULL,
            stderr=errors,
            preexec_fn=limit,
            env={**os.environ, **homes, "HOME": folder, "TMPDIR": folder},
        )
        end = time.monotonic() + PATIENCE
        while True:
            pid, status, usage = os.wait4(process.pid, os.WNOHANG)
            if pid != 0:
                break
            if time.monotonic() > end:
                process.kill()
            time.sleep(0.01)
        process.returncode = os.waitstatus_to_exitcode(status)
        errors.seek(0)
        said = errors.read().decode(errors="replace")
    return process.returncode, said, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def judge(wanted, status, said, seconds, megabytes):
    if status not in (0, 1):
        return f"ended with {status}: {said[:300]}"
    if status == 1 and (said.count("\n") != 1 or len(said) > 2000):
        return f"did not say in one line what is wrong: {said[:300]}"
    if status == 0 and said:
        return f"was read, but complained: {said[:300]}"
    if wanted != EITHER and (status == 0) != (wanted == READ):
        return f"was not to be {'read' if status == 0 else 'refused'}: {said[:300]}"
    if seconds > MAX_SECONDS:
        return f"took {seconds:.1f} s of the processor"
    if megabytes > MAX_MEGABYTES:
        return f"took {megabytes:.0f} MB"
    return None


def try_case(program, store, name, ending, make):
    with tempfile.TemporaryDirectory(prefix="duizhao-hostile-") as folder:
        write(folder, name, ending, make)
        if ending == "journal":
            subprocess.run([store, "mend", os.path.join(folder, PLACES[ending], "journal")], check=True)
        status, said, seconds, megabytes = run(command_for(program, store, folder, name, ending), folder)
    # A merge that leaves something to choose has done its work.
    done = ending == "merge" and status == 1 and not said
    return 0 if done else status, said, seconds, megabytes


def main():
    program, store, chosen = sys.argv[1], sys.argv[2], sys.argv[3:]
    cases = [case for case in CASES if not chosen or f"{case[0]}.{case[1]}" in chosen]
    failed = 0
    print(f"1..{len(cases)}")
    for i, (name, ending, wanted, make) in enumerate(cases, 1):
        # A busy machine only adds to the time: the best of some tries is what it takes.
        for _ in range(TRIES):
            status, said, seconds, megabytes = try_case(program, store, name, ending, make)
            wrong = judge(wanted, status, said, seconds, megabytes)
            if seconds <= MAX_SECONDS:
                break
        failed += wrong is not None
        print(f"{'ok' if wrong is None else 'not ok'} {i} {name}.{ending}")
        print(f"# {'read' if status == 0 else 'refused'} in {seconds:.2f} s, {megabytes:.0f} MB")
        if wrong is not None or os.environ.get("SHOW"):
            print(f"# {wrong or said.strip()}")
        sys.stdout.flush()
    sys.exit(1 if failed else 0)


main()
