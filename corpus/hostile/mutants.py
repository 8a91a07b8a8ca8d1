"""Mutants: sound documents with something wrong, at any depth. A number names a mutant; it is the same each time.

`python -m corpus.hostile.trying` reads many and counts what became of them.
"""

import re
import zlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import PurePath
from random import Random
from zipfile import ZipFile

from lxml import etree

from corpus.hostile import seeds
from corpus.hostile.word import pack

_ODD_NUMBERS = (
    "0", "-1", "1", "2", "255", "65535", "65536", "2147483647", "-2147483648", "4294967296", "99999999999999999999", "1e308",
    "-0.0", "0.00001", "NaN", "1000", "63", "9" * 400, "١٢",
)  # fmt: skip
_ODD_TEXTS = (
    "", " ", "\t", "\u200b", "\u202e", "\ufeff", "\u0301", "\U0001f4a9", "…", "%s%n{0}", "1.", "a)", "-", "./.", "Phụ lục", "KẾ HOẠCH",
    "ngày 31/02/2026", "Quý IX", "(" * 90, ")" * 90, "Giao", "Sở", ";" * 50, "Ủy ban nhân dân " * 20, "I" * 60, "\u2028", "½", "²", "“",
)  # fmt: skip
_NUMBER = re.compile(rb"-?\d+(?:\.\d+)?")
_OBJECT = re.compile(rb"(?<!\d)(\d{1,6}) 0 obj\b(.*?)\bendobj", re.DOTALL)
_STREAM = re.compile(rb"stream\r?\n(.*?)\r?\nendstream", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Mutant:
    """A mutant: `name` tells its number and its seed, `how` what was done."""

    name: str
    how: str
    data: bytes


def mutant(number: int) -> Mutant:
    """The mutant of a number. One in eight is made of a sample document, the others of small ones."""
    random = Random(number)
    pool = seeds.samples() if number % 8 == 7 else seeds.small()
    seed = sorted(pool)[number // 8 % len(pool)] if number % 8 == 7 else sorted(pool)[number % len(pool)]
    data = pool[seed]
    form = PurePath(seed).suffix
    if random.random() < 0.2:
        operation = random.choice(_ON_BYTES)
        data, how = operation(data, random, pool), operation.__name__
    else:
        times = random.choice((1, 1, 2, 5))
        steps = []
        for _ in range(times):
            operation_of_form = random.choice(_BY_FORM[form])
            data = operation_of_form(data, random)
            steps.append(operation_of_form.__name__)
        how = ", ".join(steps)
    return Mutant(f"mutant-{number}{form}", f"{seed}: {how}", data)


# Bytes of the file


def flipped(data: bytes, random: Random, _: object) -> bytes:
    """Some bytes are others."""
    changed = bytearray(data)
    for _n in range(random.choice((1, 3, 10, 100))):
        changed[random.randrange(len(changed))] = random.randrange(256)
    return bytes(changed)


def truncated(data: bytes, random: Random, _: object) -> bytes:
    """The end is missing."""
    return data[: random.randrange(len(data))]


def spliced(data: bytes, random: Random, pool: object) -> bytes:
    """The beginning of one document and the end of another."""
    assert isinstance(pool, dict)
    other: bytes = pool[random.choice(sorted(pool))]
    return data[: random.randrange(len(data))] + other[random.randrange(len(other)) :]


def shuffled(data: bytes, random: Random, _: object) -> bytes:
    """A stretch is taken out, doubled, or stands elsewhere."""
    start = random.randrange(len(data))
    end = min(len(data), start + random.choice((1, 10, 200, 2000)))
    rest = data[:start] + data[end:]
    at = random.randrange(len(rest) + 1)
    return random.choice((rest, data[:end] + data[start:], rest[:at] + data[start:end] + rest[at:]))


_ON_BYTES: Sequence[Callable[[bytes, Random, object], bytes]] = (flipped, truncated, spliced, shuffled)


# Word files: a part is changed, and the archive made anew


def _in_part(data: bytes, random: Random, change: Callable[[bytes, Random], bytes]) -> bytes:
    try:
        with ZipFile(BytesIO(data)) as archive:
            members = {name: archive.read(name) for name in archive.namelist()}
    except Exception:  # an earlier step broke it
        return data
    names = [name for name in sorted(members) if name.endswith((".xml", ".rels"))]
    if not names:
        return data
    name = "word/document.xml" if "word/document.xml" in names and random.random() < 0.7 else random.choice(names)
    members[name] = change(members[name], random)
    return pack(members)


def _in_tree(data: bytes, random: Random, change: Callable[[list[etree._Element], Random], None]) -> bytes:
    def changed(xml: bytes, random: Random) -> bytes:
        try:
            root = etree.fromstring(xml)
        except etree.XMLSyntaxError:
            return xml
        change([element for element in root.iter() if isinstance(element.tag, str)], random)
        made: bytes = etree.tostring(root, encoding="UTF-8", xml_declaration=True)
        return made

    return _in_part(data, random, changed)


def xml_bytes(data: bytes, random: Random) -> bytes:
    """Bytes of the XML."""
    return _in_part(data, random, lambda xml, random: flipped(xml, random, None) if xml else xml)


def xml_number(data: bytes, random: Random) -> bytes:
    """A number in an attribute is huge, negative or none."""

    def change(elements: list[etree._Element], random: Random) -> None:
        found = [(e, k) for e in elements for k, v in e.attrib.items() if re.fullmatch(r"-?\d+", str(v))]
        for element, key in random.sample(found, min(len(found), random.choice((1, 1, 5)))):
            element.set(key, random.choice(_ODD_NUMBERS))

    return _in_tree(data, random, change)


def xml_attribute(data: bytes, random: Random) -> bytes:
    """An attribute is gone, or has the value of another."""

    def change(elements: list[etree._Element], random: Random) -> None:
        found = [(e, k) for e in elements for k in e.attrib]
        if found:
            element, key = random.choice(found)
            other, name = random.choice(found)
            if random.random() < 0.5:
                del element.attrib[key]
            else:
                element.set(key, other.get(name) or "")

    return _in_tree(data, random, change)


def xml_doubled_attribute(data: bytes, random: Random) -> bytes:
    """An attribute stands twice in a tag."""

    def change(xml: bytes, random: Random) -> bytes:
        found = list(re.finditer(rb' [\w:]+="[^"]*"', xml))
        if not found:
            return xml
        match = random.choice(found)
        return xml[: match.end()] + match[0] + xml[match.end() :]

    return _in_part(data, random, change)


def xml_moved(data: bytes, random: Random) -> bytes:
    """An element stands elsewhere, twice, in itself, or is gone."""

    def change(elements: list[etree._Element], random: Random) -> None:
        movable = [e for e in elements if e.getparent() is not None]
        if not movable:
            return
        element, target = random.choice(movable), random.choice(elements)
        copy = etree.fromstring(etree.tostring(element, with_tail=False))
        if random.random() < 0.5:
            parent = element.getparent()
            if parent is not None:
                parent.remove(element)
        if random.random() < 0.8:
            target.insert(random.randrange(len(target) + 1), copy)

    return _in_tree(data, random, change)


def xml_renamed(data: bytes, random: Random) -> bytes:
    """An element bears the name of another."""

    def change(elements: list[etree._Element], random: Random) -> None:
        random.choice(elements[1:] or elements).tag = random.choice(elements).tag

    return _in_tree(data, random, change)


def xml_text(data: bytes, random: Random) -> bytes:
    """A text is another."""

    def change(elements: list[etree._Element], random: Random) -> None:
        found = [e for e in elements if e.text and e.text.strip()]
        for element in random.sample(found, min(len(found), random.choice((1, 4)))):
            element.text = _other_text(str(element.text), random)

    return _in_tree(data, random, change)


def part_gone(data: bytes, random: Random) -> bytes:
    """A part is missing, or is another part."""
    with ZipFile(BytesIO(data)) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    name = random.choice(sorted(members))
    other = members.pop(name)
    if random.random() < 0.5 and members:
        members[random.choice(sorted(members))] = other
    return pack(members)


# PDF files: an object is changed, and the table of places made anew or left as it was


def _in_objects(data: bytes, random: Random, change: Callable[[list[bytes], Random], None]) -> bytes:
    found = {int(match[1]): match[2].strip() for match in _OBJECT.finditer(data)}
    if not found:
        return data
    bodies = [found.get(number, b"null") for number in range(1, max(found) + 1)]
    change(bodies, random)
    root = re.search(rb"/Root (\d+) 0 R", data)
    table = random.random() < 0.8
    out = bytearray(b"%PDF-1.7\n")
    starts = []
    for number, body in enumerate(bodies, 1):
        starts.append(len(out) + (0 if table else random.randrange(-9, 9)))
        out += b"%d 0 obj\n%b\nendobj\n" % (number, body)
    at = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(starts) + 1)
    out += b"".join(b"%010d 00000 n \n" % max(0, start) for start in starts)
    out += b"trailer\n<< /Size %d /Root %d 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (
        len(starts) + 1,
        int(root[1]) if root else 1,
        at,
    )
    return bytes(out)


def _dictionary(body: bytes) -> tuple[bytes, bytes]:
    """An object's dictionary, and the stream behind it."""
    at = body.find(b"stream")
    return (body, b"") if at < 0 else (body[:at], body[at:])


def pdf_number(data: bytes, random: Random) -> bytes:
    """A number in an object is huge, negative or none, or a reference leads elsewhere."""

    def change(bodies: list[bytes], random: Random) -> None:
        index = random.randrange(len(bodies))
        head, rest = _dictionary(bodies[index])
        found = list(_NUMBER.finditer(head))
        if found:
            match = random.choice(found)
            other = random.choice((*_ODD_NUMBERS[:-1], str(random.randrange(len(bodies) + 2)))).encode()
            bodies[index] = head[: match.start()] + other + head[match.end() :] + rest

    return _in_objects(data, random, change)


def pdf_name(data: bytes, random: Random) -> bytes:
    """A name in an object is that of another."""

    def change(bodies: list[bytes], random: Random) -> None:
        names = re.findall(rb"/[A-Za-z0-9]+", b" ".join(_dictionary(body)[0] for body in bodies))
        index = random.randrange(len(bodies))
        head, rest = _dictionary(bodies[index])
        found = list(re.finditer(rb"/[A-Za-z0-9]+", head))
        if found and names:
            match = random.choice(found)
            bodies[index] = head[: match.start()] + random.choice(names) + head[match.end() :] + rest

    return _in_objects(data, random, change)


def pdf_object(data: bytes, random: Random) -> bytes:
    """An object is another, or nothing."""

    def change(bodies: list[bytes], random: Random) -> None:
        bodies[random.randrange(len(bodies))] = random.choice((random.choice(bodies), b"null", b"[]", b"<<>>", b"42"))

    return _in_objects(data, random, change)


def pdf_stream(data: bytes, random: Random) -> bytes:
    """The content of a stream is changed; what is packed is unpacked for it, and the length is right again."""

    def change(bodies: list[bytes], random: Random) -> None:
        indexes = [index for index, body in enumerate(bodies) if _STREAM.search(body)]
        if not indexes:
            return
        index = random.choice(indexes)
        head, rest = _dictionary(bodies[index])
        match = _STREAM.match(rest)
        if match is None or not match[1]:
            return
        content = match[1]
        packed = b"/FlateDecode" in head and random.random() < 0.9
        if packed:
            try:
                content = zlib.decompress(content)
            except zlib.error:
                packed = False
        content = random.choice((_other_operand, _bytes_changed))(content, random)
        content = zlib.compress(content) if packed else content
        head = re.sub(rb"/Length \d+(?: 0 R)?", b"/Length %d" % len(content), head)
        bodies[index] = head + b"stream\n" + content + b"\nendstream"

    return _in_objects(data, random, change)


def _bytes_changed(content: bytes, random: Random) -> bytes:
    return random.choice((flipped, shuffled))(content, random, None) if content else content


def _other_operand(content: bytes, random: Random) -> bytes:
    found = list(_NUMBER.finditer(content))
    if not found:
        return content
    for match in sorted(random.sample(found, min(len(found), 3)), key=lambda m: -m.start()):
        content = content[: match.start()] + random.choice(_ODD_NUMBERS[:-1]).encode() + content[match.end() :]
    return content


# Text and HTML


def text_token(data: bytes, random: Random) -> bytes:
    """Words and numbers are others."""
    pieces = re.split(r"(\s+|[<>])", data.decode("utf-8", "replace"))
    for _ in range(random.choice((1, 5, 30))):
        at = random.randrange(len(pieces))
        pieces[at] = random.choice((_other_text(pieces[at], random), random.choice(pieces)))
    return "".join(pieces).encode("utf-8", "replace")


def text_lines(data: bytes, random: Random) -> bytes:
    """Lines, or tags, are gone, doubled or elsewhere."""
    pieces = re.split(r"(?<=[\n>])", data.decode("utf-8", "replace"))
    for _ in range(random.choice((1, 5, 20))):
        piece = pieces.pop(random.randrange(len(pieces))) if len(pieces) > 1 else ""
        for _n in range(random.choice((0, 1, 1, 2, 40))):
            pieces.insert(random.randrange(len(pieces) + 1), piece)
    return "".join(pieces).encode("utf-8", "replace")


def _other_text(text: str, random: Random) -> str:
    odd = random.choice(_ODD_TEXTS)
    at = random.randrange(len(text) + 1)
    numbered = re.sub(r"\d+", lambda _: random.choice(_ODD_NUMBERS), text)
    return random.choice((odd, text[:at] + odd + text[at:], text[:at], text[::-1], text * 20, text.upper(), numbered))


_BY_FORM: dict[str, Sequence[Callable[[bytes, Random], bytes]]] = {
    ".docx": (
        xml_bytes, xml_number, xml_number, xml_attribute, xml_doubled_attribute, xml_moved, xml_moved, xml_renamed, xml_text, xml_text, part_gone,
    ),
    ".pdf": (pdf_number, pdf_number, pdf_name, pdf_object, pdf_stream, pdf_stream),
    ".txt": (text_token, text_lines),
    ".html": (text_token, text_lines),
}  # fmt: skip
