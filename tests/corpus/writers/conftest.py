"""One run of LibreOffice for all tests of the writers."""

import shutil
from collections.abc import Mapping
from pathlib import Path

import pytest

from corpus.writers import pdf, plain_docx, raw_docx
from tests.corpus.writers.everything import SHEET, SHORT

SEEDS = range(4)


@pytest.fixture(scope="session")
def word_files(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Path]:
    """The sheet by both writers: "plain", "raw 0", "raw 1" and so on; "short" is a short one with a signature."""
    folder = tmp_path_factory.mktemp("word")
    files = {"plain": folder / "plain.docx", "short": folder / "short.docx"}
    plain_docx.write(SHEET, files["plain"])
    plain_docx.write(SHORT, files["short"])
    for seed in SEEDS:
        files[f"raw {seed}"] = folder / f"raw{seed}.docx"
        raw_docx.write(SHEET, files[f"raw {seed}"], seed)
    return files


@pytest.fixture(scope="session")
def pdf_files(word_files: Mapping[str, Path], tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Path]:
    """The same as PDF."""
    if not shutil.which("soffice"):
        pytest.skip("LibreOffice is not installed")
    folder = tmp_path_factory.mktemp("pdf")
    made = pdf.convert(list(word_files.values()), folder)
    return dict(zip(word_files, made, strict=True))
