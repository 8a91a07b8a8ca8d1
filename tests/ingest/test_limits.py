import zipfile
from io import BytesIO

import pytest

from ingest import limits
from ingest.errors import DamagedFile, TooLarge


def archive(*members: tuple[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> zipfile.ZipFile:
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", method) as written:
        for name, data in members:
            written.writestr(name, data)
    return zipfile.ZipFile(stream)


def test_sizes() -> None:
    limits.check_size(bytes(10), limit=10)
    with pytest.raises(TooLarge, match="MB"):
        limits.check_size(bytes(11), limit=10)


def test_pages_and_columns() -> None:
    limits.check_pages(2000)
    limits.check_columns(limits.MAX_TABLE_COLUMNS)
    with pytest.raises(TooLarge, match="2001 pages"):
        limits.check_pages(2001)
    with pytest.raises(TooLarge, match="columns"):
        limits.check_columns(limits.MAX_TABLE_COLUMNS + 1)


def test_ordinary_zip_passes() -> None:
    limits.check_zip(
        archive(("word/document.xml", b"<w:p/>" * 1000), ("word/media/image1.png", bytes(range(256)) * 99))
    )


def test_part_that_packs_too_well() -> None:
    with pytest.raises(TooLarge, match="bomb"):
        limits.check_zip(archive(("bomb.xml", bytes(limits.SMALL_BYTES + 1))))


def test_small_part_may_pack_well() -> None:
    limits.check_zip(archive(("rows.xml", bytes(limits.SMALL_BYTES))))


def test_too_many_parts() -> None:
    many = [(f"{n}.xml", b"") for n in range(limits.MAX_ZIP_MEMBERS + 1)]
    with pytest.raises(TooLarge, match="parts"):
        limits.check_zip(archive(*many, method=zipfile.ZIP_STORED))


def test_parts_that_are_too_large_together() -> None:
    with limits.applied(limits.Limits(unpacked_bytes=1000)), pytest.raises(TooLarge, match="Unpacked"):
        limits.check_zip(archive(("a", bytes(600)), ("b", bytes(600))))


def test_limits_hold_inside_their_block_only() -> None:
    with limits.applied(limits.Limits(file_bytes=10)):
        with pytest.raises(TooLarge):
            limits.check_size(bytes(11))
        with pytest.raises(TooLarge):
            limits.check_size(bytes(11), limit=20)  # a kind's own limit never widens the user's
    limits.check_size(bytes(11))


ENTITIES = '<!DOCTYPE a [<!ENTITY x "ha"><!ENTITY y "&x;&x;&x;">]><a b="{0}">{0}</a>'


@pytest.mark.parametrize(
    "xml",
    [
        pytest.param(b"", id="nothing"),
        pytest.param(b"<a>", id="not closed"),
        pytest.param(b"<a>\x00</a>", id="control character"),
        pytest.param(b"\xff\xfe<a/>", id="wrong encoding"),
        pytest.param(b"<a>" * 300 + b"</a>" * 300, id="nested too deep"),
        pytest.param(ENTITIES.format("&y;").encode(), id="entities"),
        pytest.param(ENTITIES.format("").encode(), id="entities declared"),
        pytest.param(b'<!DOCTYPE a SYSTEM "file:///etc/passwd"><a/>', id="document type elsewhere"),
        pytest.param(b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>', id="file as an entity"),
    ],
)
def test_xml_that_is_refused(xml: bytes) -> None:
    with pytest.raises(DamagedFile):
        limits.parse_xml(xml)


def test_xml_that_is_too_long(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MAX_XML_BYTES", 10)
    with pytest.raises(TooLarge):
        limits.parse_xml(b"<a>0123456789</a>")


def test_xml_without_comments_and_instructions() -> None:
    root = limits.parse_xml('<?xml version="1.0"?><a><!-- x --><?y z?><b>ế</b></a>'.encode())
    assert [child.tag for child in root] == ["b"]
    assert root[0].text == "ế"
