"""Tesseract missing, or its model missing or damaged: what is said of it."""

from pathlib import Path

import pytest

from ingest.errors import ProgramMissing
from ingest.scan import tesseract, workers
from tests.ingest.scan import drawing


def test_all_is_there() -> None:
    tesseract.check_installed()


def test_the_library_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tesseract, "find_spec", lambda name: None)
    with pytest.raises(ProgramMissing, match=r"needs tesserocr, which is not installed\. .*\./run"):
        tesseract.check_installed()


def test_the_model_is_missing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TESSDATA_PREFIX", str(tmp_path))
    with pytest.raises(ProgramMissing) as caught:
        tesseract.check_installed()
    assert tesseract.APT_LINE in str(caught.value)
    assert f"TESSDATA_PREFIX names {tmp_path}" in str(caught.value), "installing it elsewhere would not help"


def test_a_model_of_another_name_is_missing() -> None:
    with pytest.raises(ProgramMissing, match=r"sudo apt-get install .* tesseract-ocr-vie"):
        tesseract.check_installed("vie-old")


@pytest.mark.parametrize("folder", [".", "tessdata"])
def test_a_folder_of_ones_own(folder: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / folder).mkdir(exist_ok=True)
    (tmp_path / folder / "vie.traineddata").write_bytes(b"x")
    monkeypatch.setenv("TESSDATA_PREFIX", str(tmp_path))
    tesseract.check_installed()


def test_a_damaged_model_is_told_and_not_a_broken_page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "vie.traineddata").write_bytes(b"no model" * 100)
    monkeypatch.setenv("TESSDATA_PREFIX", str(tmp_path))
    data = drawing.tiff([drawing.Page(200, 100).image])
    with pytest.raises(ProgramMissing, match=r"cannot be loaded\. Install it anew: sudo apt-get install"):
        list(workers.see(data, "picture", [0], 1))
