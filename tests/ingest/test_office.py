"""Old and foreign Word files by way of LibreOffice: the real one, and fakes that fail in every way."""

import hashlib
import http.server
import io
import os
import subprocess
import tempfile
import threading
import time
import zipfile
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import docx
import pytest
from docx.oxml.ns import qn

import ingest
from ingest import errors, office
from ingest.sniff import Kind, sniff
from models import Document, Paragraph
from tests.ingest import fakes

HOME = Path(__file__).resolve().parents[2]
FILTERS = {"doc": "doc:MS Word 97", "rtf": "rtf", "odt": "odt"}
OLD_LETTERS = {
    ".VnTime": ("KÕ ho¹ch ph\u00ad¬ng ¸n, ng\u00adêi ®øng ®Çu Së Y tÕ", "Kế hoạch phương án, người đứng đầu Sở Y tế"),
    ".VnTimeH": ("uû ban nh©n d©n tØnh h\u00ad¬ng", "UỶ BAN NHÂN DÂN TỈNH HƯƠNG"),
    "VNI-Times": ("Keá hoaïch thöïc hieän, ñöôøng, ngöôøi", "Kế hoạch thực hiện, đường, người"),
}
RTF = rb"{\rtf1\ansi S\u7903? Y t\u7871?}"


def plan() -> docx.document.Document:
    """A corpus plan; Word, unlike the corpus, ends every file with a paragraph."""
    made = docx.Document(str(HOME / "tests/plans/documents/bantochuc.docx"))
    made.add_paragraph()
    return made


def letters() -> docx.document.Document:
    """The fonts from before Unicode, named in runs, in a style and in a table."""
    made = docx.Document()
    made.styles.add_style("Cu", 1).font.name = ".VnTime"
    for font, (text, _) in OLD_LETTERS.items():
        made.add_paragraph().add_run(text).font.name = font
    made.add_paragraph(OLD_LETTERS[".VnTime"][0], style="Cu")
    made.add_table(1, 2).cell(0, 1).paragraphs[0].add_run(OLD_LETTERS["VNI-Times"][0]).font.name = "VNI-Times"
    made.add_paragraph()
    return made


def slivers() -> docx.document.Document:
    """A table with a row that begins a hair to the right, which LibreOffice fills with an empty cell."""
    made = docx.Document()
    table = made.add_table(3, 2)
    for index, text in enumerate(["TT", "Nhiệm vụ", "1", "Họp", "2", "Đi"]):
        table.cell(index // 2, index % 2).text = text
    widths = table._tbl.tblGrid
    first = widths[0]
    first.set(qn("w:w"), "4260")
    widths.insert(0, widths.makeelement(qn("w:gridCol"), {qn("w:w"): "60"}))
    for row in table.rows[:2]:
        row._tr.tc_lst[0].get_or_add_tcPr().get_or_add_gridSpan().val = 2
    before = table.rows[2]._tr.get_or_add_trPr()
    before.append(before.makeelement(qn("w:gridBefore"), {qn("w:val"): "1"}))
    before.append(before.makeelement(qn("w:wBefore"), {qn("w:w"): "60", qn("w:type"): "dxa"}))
    for row in table.rows:
        for cell, width in zip(row._tr.tc_lst, (4320, 4320), strict=True):
            cell.get_or_add_tcPr().get_or_add_tcW().set(qn("w:w"), str(width))
    made.add_paragraph()
    return made


MAKERS = {"plan": plan, "letters": letters, "slivers": slivers}


@pytest.fixture(scope="session")
def files(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Path]:
    """By name ("plan.doc"): each document as .docx and, by one call a format, as the foreign kinds."""
    folder = tmp_path_factory.mktemp("office")
    for name, make in MAKERS.items():
        make().save(str(folder / f"{name}.docx"))
    for filter_name in FILTERS.values():
        subprocess.run(
            ["soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to", filter_name,
             "--outdir", folder, *(folder / f"{name}.docx" for name in MAKERS)],
            check=True, capture_output=True, timeout=180,
        )  # fmt: skip
    return {path.name: path for path in folder.iterdir() if path.is_file()}


@pytest.fixture(autouse=True)
def nothing_is_left(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Every test ends with the temporary folder as empty as it began."""
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(temporary))
    yield
    assert list(temporary.iterdir()) == []


def content(document: Document) -> list[object]:
    """What a document says, without looks: paragraphs as printed, tables cell by cell."""
    return [
        block.printed.strip()
        if isinstance(block, Paragraph)
        else [
            (c.row, c.column, c.row_span, c.column_span, "\n".join(p.printed for p in c.paragraphs if p.text))
            for c in block.cells
        ]
        for block in document.blocks
        if not isinstance(block, Paragraph) or block.text
    ]


@pytest.mark.parametrize("ending", FILTERS)
@pytest.mark.parametrize("name", ["plan", "slivers"])
def test_the_same_paragraphs_and_cells_as_in_the_docx(files: Mapping[str, Path], name: str, ending: str) -> None:
    path = files[f"{name}.{ending}"]
    before = path.read_bytes()
    document = ingest.read(path)
    expected = ingest.read(files[f"{name}.docx"])
    assert content(document) == content(expected)
    assert path.read_bytes() == before
    assert document.source.name == path.name
    assert document.source.sha256 == hashlib.sha256(before).hexdigest()
    assert document.source.format == "doc"
    assert document.warnings == ()


@pytest.mark.parametrize("ending", FILTERS)
def test_letters_of_old_fonts(files: Mapping[str, Path], ending: str) -> None:
    found = [block.text.strip() for block in ingest.read(files[f"letters.{ending}"]).blocks]
    read = [read for _, read in OLD_LETTERS.values()]
    assert found == [*read, read[0], read[2]]


def test_two_at_once_do_not_share_a_profile(files: Mapping[str, Path]) -> None:
    paths = [files["plan.doc"], files["slivers.rtf"]]
    with ThreadPoolExecutor(2) as pool:
        found = list(pool.map(ingest.read, paths))
    assert [content(document) for document in found] == [
        content(ingest.read(files["plan.docx"])),
        content(ingest.read(files["slivers.docx"])),
    ]


def odt(body: str, extra: Mapping[str, bytes] | None = None, manifest: str = "") -> bytes:
    buffer = io.BytesIO()
    spaces = {
        "office": "office", "text": "text", "draw": "drawing", "svg": "svg-compatible", "script": "script",
    }  # fmt: skip
    named = " ".join(f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{n}:1.0"' for short, n in spaces.items())
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text", zipfile.ZIP_STORED)
        archive.writestr(
            "META-INF/manifest.xml",
            '<m:manifest xmlns:m="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
            '<m:file-entry m:full-path="/" m:media-type="application/vnd.oasis.opendocument.text"/>'
            f'<m:file-entry m:full-path="content.xml" m:media-type="text/xml">{manifest}</m:file-entry></m:manifest>',
        )
        archive.writestr(
            "content.xml",
            f'<office:document-content {named} xmlns:xlink="http://www.w3.org/1999/xlink" office:version="1.2">'
            f"<office:body><office:text>{body}</office:text></office:body></office:document-content>",
        )
        for name, data in (extra or {}).items():
            archive.writestr(name, data)
    return buffer.getvalue()


def test_what_a_file_links_to_is_not_fetched(tmp_path: Path) -> None:
    asked: list[str] = []

    class Server(http.server.BaseHTTPRequestHandler):
        def __getattr__(self, name: str) -> object:
            if name.startswith("do_"):
                asked.append(self.path)
            raise AttributeError(name)

        def log_message(self, *_: object) -> None:
            pass

    with http.server.HTTPServer(("127.0.0.1", 0), Server) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        link = f'xlink:href="http://127.0.0.1:{server.server_port}/x" xlink:type="simple"'
        path = tmp_path / "a.odt"
        path.write_bytes(
            odt(
                '<text:p>Sở Y tế<draw:frame svg:width="2cm" svg:height="2cm" text:anchor-type="as-char">'
                f'<draw:image {link} xlink:show="embed" xlink:actuate="onLoad"/></draw:frame></text:p>'
                f'<text:section text:name="S"><text:section-source {link}/><text:p>Trích</text:p></text:section>'
            )
        )
        assert content(ingest.read(path)) == ["Sở Y tế", "Trích"]
        server.shutdown()
    assert asked == []


def test_a_bomb_in_a_zip_never_reaches_libreoffice(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fakes.put(tmp_path / "bin", "soffice", f"touch {tmp_path}/called", monkeypatch)
    path = tmp_path / "a.odt"
    path.write_bytes(odt("", {"Pictures/1.png": bytes(50 * 2**20)}))
    with pytest.raises(errors.TooLarge, match="unpacks"):
        ingest.read(path)
    assert not (tmp_path / "called").exists()


def bomb() -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", bytes(20 * 2**20))
    return buffer.getvalue()


# Of a fake's arguments the one after --outdir is the folder to write to.
_OUT = 'while [ "$1" != --outdir ]; do shift; done; mkdir -p "$2"; '


@pytest.mark.parametrize(
    ("script", "error", "said"),
    [
        pytest.param("kill -SEGV $$", errors.DamagedFile, r"stopped with an error \(-11\)", id="crashes"),
        pytest.param("exit 77", errors.DamagedFile, r"stopped with an error \(77\)", id="gives up"),
        pytest.param("exit 0", errors.DamagedFile, "could not open the file", id="writes nothing"),
        pytest.param(_OUT + ': > "$2/original.docx"', errors.DamagedFile, "could not open", id="writes no byte"),
        pytest.param(_OUT + 'echo x > "$2/original.docx"', errors.DamagedFile, "no usable Word file", id="rubbish"),
        pytest.param(_OUT + 'cp "$HOME/../../bomb" "$2/original.docx"', errors.TooLarge, "unpacks", id="bomb"),
        pytest.param(_OUT + 'mkdir "$2/original.docx"', errors.DamagedFile, "could not open", id="a folder"),
        pytest.param(
            _OUT + 'ln -s /etc/passwd "$2/original.docx"', errors.DamagedFile, "could not open", id="a link elsewhere"
        ),
        pytest.param("sleep 60 & sleep 60", errors.TooLarge, "within 1 seconds and was stopped", id="hangs"),
    ],
)
def test_failures_name_the_cause_and_the_next_step(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, script: str, error: type[errors.UnreadableFile], said: str
) -> None:
    (tmp_path / "bomb").write_bytes(bomb())
    fakes.put(tmp_path / "bin", "soffice", script, monkeypatch)
    if "sleep" in script:
        monkeypatch.setattr(office, "MAX_SECONDS", 1)
    path = tmp_path / "a.rtf"
    path.write_bytes(RTF)
    start = time.monotonic()
    with pytest.raises(error, match=said) as caught:
        ingest.read(path)
    assert type(caught.value) is error
    assert time.monotonic() - start < 20
    if error is not errors.TooLarge or "sleep" in script:
        assert "save it as .docx" in str(caught.value)
    assert path.read_bytes() == RTF


def test_without_libreoffice(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    path = tmp_path / "a.rtf"
    path.write_bytes(RTF)
    with pytest.raises(errors.ProgramMissing) as caught:
        ingest.read(path)
    assert "sudo apt-get install --no-install-recommends libreoffice-writer" in str(caught.value)
    assert "in Word, save it as .docx" in str(caught.value)


def test_the_profile_forbids_macros(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    keep = tmp_path / "kept"
    fakes.put(tmp_path / "bin", "soffice", f'cp -r "$HOME" {keep}; echo "$@" > {keep}/call', monkeypatch)
    with pytest.raises(errors.DamagedFile):
        office.read(RTF, "a.rtf", "0")
    (settings,) = (keep / "profile").rglob("registrymodifications.xcu")
    for setting in (
        '"MacroSecurityLevel" oor:op="fuse"><value>3<',
        '"DisableMacrosExecution" oor:op="fuse"><value>true<',
    ):
        assert setting in settings.read_text()
    assert (keep / "original.rtf").read_bytes() == RTF
    call = (keep / "call").read_text()
    assert "-env:UserInstallation=file://" in call
    assert "--headless" in call


@pytest.mark.parametrize(
    ("size", "seconds"),
    [
        pytest.param(1, 60, id="small"),
        pytest.param(3 * 2**20, 90, id="big"),
        pytest.param(150 * 2**20, 600, id="full of pictures"),
    ],
)
def test_bigger_files_have_more_time(size: int, seconds: int) -> None:
    assert office._seconds(bytes(size)) == pytest.approx(seconds, abs=0.1)


def test_locked_files_say_so(files: Mapping[str, Path], tmp_path: Path) -> None:
    data = bytearray(files["plan.doc"].read_bytes())
    assert sniff(bytes(data)) is Kind.DOC
    start = data.index(b"\xec\xa5\x01\x01")
    data[start + 11] |= 0x01
    (tmp_path / "a.doc").write_bytes(data)
    (tmp_path / "a.odt").write_bytes(odt("", manifest="<m:encryption-data/>"))
    for name in ("a.doc", "a.odt"):
        with pytest.raises(errors.EncryptedFile, match="password"):
            ingest.read(tmp_path / name)


def test_a_killed_libreoffice_leaves_no_pipe(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(office, "_pipes", lambda _: (tmp_path / "pipe",))
    fakes.put(tmp_path / "bin", "soffice", f"touch {tmp_path}/pipe; sleep 60", monkeypatch)
    monkeypatch.setattr(office, "MAX_SECONDS", 1)
    with pytest.raises(errors.TooLarge):
        office.read(RTF, "a.rtf", "0")
    assert not (tmp_path / "pipe").exists()


def test_the_pipe_is_where_libreoffice_makes_it(tmp_path: Path) -> None:
    profile = tmp_path / "profile"
    process = subprocess.Popen(
        ["soffice", f"-env:UserInstallation={profile.as_uri()}", "--headless", "--norestore"],
        start_new_session=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        until = time.monotonic() + 60
        while not (found := [pipe for pipe in office._pipes(profile) if pipe.exists()]) and time.monotonic() < until:
            time.sleep(0.05)
        assert found
    finally:
        os.killpg(process.pid, 9)
        process.wait()
        for pipe in office._pipes(profile):
            pipe.unlink(missing_ok=True)
