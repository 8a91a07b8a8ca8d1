"""The fixed sample, composed once for all tests that look at it, and plans that a test writes itself."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from corpus.build import Rendering, sample
from corpus.compose import Composed, compose
from corpus.layout import PLAIN, Layout
from corpus.loading import load, load_all
from corpus.model import MadeUp


@pytest.fixture(scope="session")
def renderings() -> list[Rendering]:
    return list(sample(load_all()))


@pytest.fixture(scope="session")
def composed(renderings: list[Rendering]) -> list[Composed]:
    return [compose(one.plan, one.layout) for one in renderings]


@pytest.fixture
def made_up(tmp_path: Path) -> Callable[..., MadeUp]:
    """Loads a plan of a few nodes: `body` is YAML, `more` are keys of the file beside it."""

    def make(body: str, **more: Any) -> MadeUp:
        document = {
            "type": "Kế hoạch",
            "number": "12/KH-SNV",
            "letterhead": ["UBND TỈNH LAM GIANG", "SỞ NỘI VỤ"],
            "issuer": "Sở Nội vụ tỉnh Lam Giang",
            "place": "Lam Giang",
            "date": "2026-02-03",
            "title": "Sắp xếp kho lưu trữ năm 2026",
            "signature": ["GIÁM ĐỐC"],
            "signer": "Hoàng Văn Bách",
            "signer_title": "Giám đốc",
            "recipients": ["Các phòng thuộc Sở", "Lưu: VT"],
        }
        data = {"field": "nội vụ", "split": "learn", "year": 2026, "document": document, "body": yaml.safe_load(body)}
        path = tmp_path / "nho.yaml"
        path.write_text(yaml.safe_dump(data | more, allow_unicode=True, sort_keys=False), encoding="utf-8")
        return load(path)

    return make


@pytest.fixture
def composed_of(made_up: Callable[..., MadeUp]) -> Callable[..., Composed]:
    """The page of a plan of some nodes, in the plain layout with some knobs turned."""

    def make(body: str, layout: Layout = PLAIN, **more: Any) -> Composed:
        return compose(made_up(body, **more), layout)

    return make
