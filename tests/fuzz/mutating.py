"""Files spoiled in the ways in which files are, the same for the same number, always.

Bytes are lost, added and moved; cells are replaced; parts of an archive are changed, left out or lied about.
"""

from __future__ import annotations

import hashlib
import io
import json
import struct
import warnings
import zipfile
import zlib
from functools import lru_cache
from random import Random
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence

_MOST_BYTES = 400_000
_NUMERALS = "0 1 -1 1e309 1e-9 nan inf 0x10 1,5 1.234,56 2,75 99999999999999999999 1/0 =1+1 @x +1 -"
_NAMES = "met not yes no MR CT XX Body Procedures Safety credits discipline title price category true null"
_DAYS = "2026-11-23 31/12/2026 0000-00-00 2026-02-30 12/31/99 9999-12-31 1900-01-00 46349"
_SIGNS = '#REF! sep=; :::: ---- B-1;B-2 ,,,,,,,, "" https://example.org/a'
_WORDS = (
    *f"{_NUMERALS} {_NAMES} {_DAYS} {_SIGNS}".split(" "),
    "",
    *("\u00bd", "\u0663", "\uff11", "\u2713", "\u2717", "\u202e", "\u200b", "\u0130", "\ufeff", "\U0001d7d9"),
    *('"', "'", ";", "\t", "|", "\n", "\r\n", "\r", "\n\n", "\x00", "\x1a", "\u00a0", "\u2028", "\u0660"),
    "MR: Body",
    "Magnetic Resonance Imaging: 0.25",
    "Procedures: 1.75",
    "Credits: 3",
    "$59.50 for 24 CE's",
    "a: b: c: d: 1",
    "not met not met",
    "x" * 3_000,
)
_BYTES = (
    *(
        b"\xff",
        b"\xfe\xff",
        b"\xff\xfe",
        b"\xef\xbb\xbf",
        b"\x80",
        b"\xc3",
        b"\xed\xa0\x80",
        b"\xf4\x90\x80\x80",
    ),
    *(b"PK\x03\x04", b"PK\x01\x02", b"PK\x05\x06", b"\xd0\xcf\x11\xe0", b"\x00\x00\x00\x00", b"\x1f\x8b"),
)
_MARKUP = (
    *("<c>", "</c>", "<row>", "</row>", '<c r="A1"', 't="s"', 't="n"', 't="b"', 't="e"', 't="d"'),
    *('t="inlineStr"', "<v>1</v>", "<v></v>", "<f>1</f>", "<is><t>x</t></is>", "<!-- -->", "<![CDATA[x]]>"),
    *("<?x?>", "&amp;", "&#0;", "&#x41;", "&e;", "<!DOCTYPE a>", 'r="XFD1048576"', 'r="1048576"', 'r="0"'),
    *('r="-5"', 'r="ZZZZ9"', 's="99"', '<mergeCell ref="A1:XFD1048576"/>', "_x0000_", "_xD800_", 'xmlns="x"'),
    *('encoding="UTF-16"', "x:", 'state="hidden"', 'count="999999999"', "<rPh><t>x</t></rPh>", "]]>"),
    "<a " + 'b="c" ' * 50 + "/>",
)
_NUMBERS = (0, 1, -1, 0.25, 1e308, 10**12, -0.01, True, False, None, "", "x", [], {}, "2026-02-30", "9" * 40)
_ENCODINGS = ("utf-8", "utf-8", "utf-8", "utf-8-sig", "utf-16", "cp1252", "utf-16-le", "utf-32")


def mutated(seeds: Sequence[bytes], kind: str, number: int) -> bytes:
    """Give the mutated file of a number, made from one or two of the seeds."""
    random = Random(f"{kind} {number}")
    seed = random.choice(seeds)
    if kind == "json" and random.random() < 0.8:
        return _json(seed, random)
    if kind == "xlsx" and random.random() < 0.85:
        return _archive(seed, random)
    if kind in {"csv", "text"} and random.random() < 0.5:
        return _cells(seed, random.choice(seeds), random)
    return spoiled(seed, random.choice(seeds), random)


def spoiled(content: bytes, other: bytes, random: Random, words: Sequence[str] = _WORDS) -> bytes:
    """Spoil bytes a few times, whatever they are."""
    for _ in range(random.choice((1, 1, 1, 2, 3, 8))):
        content = _spoiled_once(content, other, random, words)[:_MOST_BYTES]
    return content


def _spoiled_once(content: bytes, other: bytes, random: Random, words: Sequence[str]) -> bytes:
    at = random.randrange(len(content) + 1)
    end = min(len(content), at + random.choice((1, 1, 2, 4, 16, 64, 500)))
    before, between, after = content[:at], content[at:end], content[end:]
    rest = before + after
    piece, to = random.randrange(len(other) + 1), random.randrange(len(rest) + 1)
    flipped = bytes(byte ^ (1 << random.randrange(8)) for byte in content[at : at + 1])
    return random.choice(
        (
            before + bytes([random.randrange(256)]) + content[at + 1 :],
            before + flipped + content[at + 1 :],
            rest,
            before + between * random.choice((2, 2, 3, 50)) + after,
            before + other[piece : piece + len(between)] + after,
            before + random.choice(words).encode() + random.choice((between, b"")) + after,
            before + random.choice(_BYTES) + between + after,
            before,
            rest[:to] + between + rest[to:],
        )
    )


def _cells(content: bytes, other: bytes, random: Random) -> bytes:
    """Change a table by its lines and cells."""
    text = content.decode("utf-8", "replace")
    lines, more = text.splitlines(), other.decode("utf-8", "replace").splitlines()
    delimiter = "," if "," in text else ":"
    for _ in range(random.choice((1, 1, 2, 3, 6))):
        if not lines:
            break
        at = random.randrange(len(lines))
        cells = lines[at].split(delimiter)
        place = random.randrange(len(cells))
        match random.randrange(8):
            case 0:
                del lines[at]
                continue
            case 1:
                lines.insert(random.randrange(len(lines) + 1), lines[at])
                continue
            case 2:
                lines.insert(at, random.choice(more) if more else "")
                continue
            case 3:
                del cells[place]
            case 4:
                cells.insert(place, random.choice(_WORDS))
            case 5:
                random.shuffle(cells)
            case _:
                cells[place] = random.choice(_WORDS)
        lines[at] = delimiter.join(cells)
    changed = random.choice(("\n", "\n", "\r\n", "\r")).join(lines)
    return changed.encode(random.choice(_ENCODINGS), "replace")[:_MOST_BYTES]


@lru_cache(maxsize=64)
def _members(content: bytes) -> tuple[tuple[str, bytes], ...]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return tuple((member.filename, archive.read(member)) for member in archive.infolist())


def _archive(content: bytes, random: Random) -> bytes:
    """Change one or two parts of a workbook, or what the archive says of them."""
    members = [list(member) for member in _members(content)]
    for _ in range(random.choice((1, 1, 1, 2))):
        at = random.randrange(len(members))
        name, part = members[at]
        other = random.choice(members)[1]
        match random.randrange(12):
            case 0 if len(members) > 1:
                del members[at]
            case 1:
                members.append([name, spoiled(part, other, random)])
            case 2:
                members[at][0] = random.choice((name.upper(), "../" + name, name + "x", "xl/vbaProject.bin"))
            case 3:
                members[at][1] = other
            case 4:
                members[at][1] = part.decode("utf-8", "replace").encode("utf-16")
            case _:
                members[at][1] = spoiled(part, other, random, random.choice((_MARKUP, _MARKUP, _WORDS)))
    packed = io.BytesIO()
    kind = random.choice((zipfile.ZIP_DEFLATED, zipfile.ZIP_STORED, zipfile.ZIP_STORED))
    _write(packed, members, zipfile.ZIP_BZIP2 if random.random() < 0.02 else kind)
    whole = bytearray(packed.getvalue())
    if random.random() < 0.15:
        _lie(whole, random)
    return bytes(whole)


def _write(packed: io.BytesIO, members: Sequence[Sequence[Any]], kind: int) -> None:
    # A part may come twice: that is meant, and zipfile warns of it.
    with warnings.catch_warnings(), zipfile.ZipFile(packed, "w", kind, compresslevel=1) as archive:
        warnings.simplefilter("ignore")
        for name, part in members:
            archive.writestr(zipfile.ZipInfo(name), part, kind)


def _lie(whole: bytearray, random: Random) -> None:
    """Change a figure in the archive's list of members, or in a member's own header."""
    signature, size = random.choice(((b"PK\x01\x02", 46), (b"PK\x03\x04", 30), (b"PK\x05\x06", 22)))
    places = [at for at in range(len(whole) - size) if whole.startswith(signature, at)]
    if places:
        at = random.choice(places) + random.randrange(4, size - 2)
        figure = random.choice((0, 1, 8, 12, 0x7FFF, 0xFFFF, random.randrange(1 << 16)))
        struct.pack_into("<H", whole, at, figure)


def _json(content: bytes, random: Random) -> bytes:
    """Put another value into some places of a plan file, and sign it anew so that it is looked at."""
    whole = json.loads(content)
    for _ in range(random.choice((1, 1, 1, 2, 4))):
        _change(whole["content"], random)
    canonical = json.dumps(whole["content"], sort_keys=True, separators=(",", ":"))
    whole["digest"] = f"sha256:{hashlib.sha256(canonical.encode('ascii')).hexdigest()}"
    return json.dumps(whole).encode()


def _change(node: Any, random: Random) -> None:  # noqa: ANN401 - any JSON value
    """Change one value, somewhere below a node."""
    while keys := list(node) if isinstance(node, dict) else list(range(len(node))):
        key = random.choice(keys)
        if isinstance(node[key], dict | list) and node[key] and random.random() < 0.9:
            node = node[key]
            continue
        match random.randrange(5):
            case 0 if isinstance(node, dict):
                del node[key]
            case 1 if isinstance(node, dict):
                node[random.choice(("new", key + "x"))] = node[key]
            case 2 if isinstance(node, list):
                node.append(node[key])
            case _:
                node[key] = random.choice((*_NUMBERS, random.choice(_WORDS)))
        return


def checksum(content: bytes) -> str:
    """Name a file by its content, shortly."""
    return f"{zlib.crc32(content):08x}"
