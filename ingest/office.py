"""Word processor files from before .docx and from elsewhere, read by way of LibreOffice: .doc, RTF, .odt.

LibreOffice makes a .docx of the file, which the reader of Word files then reads. It works on a copy, in a folder and
with settings of its own: nothing in the file can run, reach the network, or be kept. The XML of Word 2003, which it
reads too, is left out: it loses paragraphs and numbers there, or never ends.
"""

import os
import shutil
from dataclasses import replace
from hashlib import md5
from io import BytesIO
from pathlib import Path
from typing import NamedTuple
from zipfile import ZipFile

from ingest import docx
from ingest.errors import DamagedFile, TooLarge
from ingest.limits import check_size, check_zip
from ingest.programs import Finished, TimeIsUpError, find, private_folder, run
from ingest.sniff import Kind, sniff
from models import Document

MIN_SECONDS = 60
"""For the start and an ordinary file, which take 2 to 4 seconds; a busy or old PC may need ten times as long."""

SECONDS_PER_MEGABYTE = 10
"""A .doc of 3000 paragraphs and no pictures has two megabytes and takes 7 seconds on a PC of two cores."""

MAX_SECONDS = 600
"""Above, the size comes from pictures, which are copied and not laid out."""

_PACKAGES = "libreoffice-writer"
_SAVE_AS_DOCX = "Open it in Word or LibreOffice, save it as .docx and read that."
_NAMES = ("soffice", "libreoffice")
_ENDINGS = {Kind.DOC: ".doc", Kind.RTF: ".rtf", Kind.ODT: ".odt", Kind.DOCX: ".docx"}
_TO_DOCX = "docx:MS Word 2007 XML"

# Of LibreOffice's registry: no macros, not even signed ones; no active content; pictures and texts that the file only
# links to stay where they are, never is a link followed; and what would reach for the network finds a proxy that is
# not there (port 9 discards).
_SETTINGS = """\
<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="MacroSecurityLevel" oor:op="fuse"><value>3</value></prop>
<prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop>
<prop oor:name="DisableActiveContent" oor:op="fuse"><value>true</value></prop>
<prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop>
</item>
<item oor:path="/org.openoffice.Office.Writer/Content/Update">
<prop oor:name="Link" oor:op="fuse"><value>0</value></prop>
<prop oor:name="Field" oor:op="fuse"><value>false</value></prop>
<prop oor:name="Chart" oor:op="fuse"><value>false</value></prop>
</item>
<item oor:path="/org.openoffice.Inet/Settings">
<prop oor:name="ooInetProxyType" oor:op="fuse"><value>2</value></prop>
<prop oor:name="ooInetHTTPProxyName" oor:op="fuse"><value>127.0.0.1</value></prop>
<prop oor:name="ooInetHTTPProxyPort" oor:op="fuse"><value>9</value></prop>
<prop oor:name="ooInetHTTPSProxyName" oor:op="fuse"><value>127.0.0.1</value></prop>
<prop oor:name="ooInetHTTPSProxyPort" oor:op="fuse"><value>9</value></prop>
<prop oor:name="ooInetNoProxy" oor:op="fuse"><value></value></prop>
</item>
</oor:items>
"""


def read(data: bytes, name: str, sha256: str) -> Document:
    """The file as a Document of format "doc": the contract's one word for all that comes by way of LibreOffice.

    `source` tells of the original. Raises ProgramMissing, TooLarge, DamagedFile, or what the reader of Word files
    says of the text that LibreOffice made: EmptyFile, NoUsableText.
    """
    check_size(data)
    kind = sniff(data)
    if kind is Kind.ODT:
        check_zip(ZipFile(BytesIO(data)))
    converted = to_docx(data, kind)
    try:
        document = docx.read(converted, name, sha256)
    except DamagedFile as error:
        raise DamagedFile(f"LibreOffice made no usable Word file of this file. {_SAVE_AS_DOCX}") from error
    return replace(document, source=replace(document.source, format="doc"))


def to_docx(data: bytes, kind: Kind) -> bytes:
    """What LibreOffice makes of a file of one of the kinds of this module.

    Raises ProgramMissing without LibreOffice, TooLarge when it takes too long or writes too much, DamagedFile when it
    fails.
    """
    return _made(data, kind, _Target(".docx", _TO_DOCX))


def to_pdf(data: bytes, kind: Kind) -> bytes:
    """The pages that LibreOffice sets of a Word file of any kind. Raises what `to_docx` raises."""
    check_size(data)
    if kind in (Kind.ODT, Kind.DOCX):
        check_zip(ZipFile(BytesIO(data)))
    return _made(data, kind, _Target(".pdf", "pdf:writer_pdf_Export"))


def is_there() -> bool:
    """Whether LibreOffice is installed."""
    return any(shutil.which(name) for name in _NAMES)


class _Target(NamedTuple):
    """What LibreOffice should make: the ending of the file's name, and the filter that writes it."""

    ending: str
    writer: str


def _made(data: bytes, kind: Kind, target: _Target) -> bytes:
    soffice = find(
        _NAMES, f"LibreOffice (to read {kind.value} files)", _PACKAGES,
        "Or open the file in Word, save it as .docx and read that.",
    )  # fmt: skip
    with private_folder() as folder:
        original = folder / f"original{_ENDINGS[kind]}"
        original.write_bytes(data)
        made = folder / "out" / f"original{target.ending}"
        finished = _convert(soffice, original, made.parent, target, _seconds(data))
        if made.is_symlink() or not made.is_file() or not made.stat().st_size:
            raise DamagedFile(f"LibreOffice {_how_it_failed(finished)}. The file may be damaged. {_SAVE_AS_DOCX}")
        with made.open("rb") as file:
            return file.read()


def _convert(soffice: str, original: Path, out: Path, target: _Target, seconds: float) -> Finished:
    profile = original.parent / "profile"
    (profile / "user").mkdir(parents=True)
    (profile / "user" / "registrymodifications.xcu").write_text(_SETTINGS, encoding="utf-8")
    options = ["--headless", "--invisible", "--norestore", "--nologo", "--nodefault", "--nolockcheck"]
    command: list[str | Path] = [
        soffice, f"-env:UserInstallation={profile.as_uri()}", *options,
        "--convert-to", target.writer, "--outdir", out, original,
    ]  # fmt: skip
    try:
        return run(command, original.parent, seconds, {"SAL_USE_VCLPLUGIN": "svp"})
    except TimeIsUpError as error:
        raise TooLarge(
            f"LibreOffice did not finish the file within {seconds:.0f} seconds and was stopped. {_SAVE_AS_DOCX}"
        ) from error
    finally:
        for pipe in _pipes(profile):
            pipe.unlink(missing_ok=True)


def _pipes(profile: Path) -> tuple[Path, ...]:
    """Where LibreOffice listens for calls to this profile: outside its folder, whatever TMPDIR says, and left there
    when it is killed. Its name ends in a hash, each byte in as few hexadecimal digits as it needs.
    """
    digest = md5(profile.as_uri().encode("utf-16-le"), usedforsecurity=False).digest()
    mark = "".join(f"{byte:x}" for byte in digest)
    return tuple(Path(place) / f"OSL_PIPE_{os.getuid()}_SingleOfficeIPC_{mark}" for place in ("/tmp", "/var/tmp"))


def _seconds(data: bytes) -> float:
    return min(MAX_SECONDS, MIN_SECONDS + SECONDS_PER_MEGABYTE * len(data) / 2**20)


def _how_it_failed(finished: Finished) -> str:
    if finished.code:
        return f"stopped with an error ({finished.code}) while it converted the file"
    return "could not open the file"
