"""A store as an office has it after a week: plans, one of them in two versions, a file that is none, and what two
clerks decided.
"""

from pathlib import Path

from corpus import samples_versions
from kehoach import pipeline
from kehoach.folders import find
from output.store import Store


def fill(place: Path, samples: Path, incoming: Path) -> None:
    """Make the store at `place` of the samples, their versions and a broken file, which are put into `incoming`."""
    incoming.mkdir()
    samples_versions.write_all(incoming)
    (incoming / "bang-luong.pdf").write_bytes(b"PK\x03\x04 no PDF")
    with Store(place) as store:
        for folder in (samples, incoming):
            list(pipeline.ingest(find([folder]).files, store, processes=1))
        store.db.execute("UPDATE failures SET path = '/vanban/2026/bang-luong.pdf'")  # pictures show no test's folder
        decide(store)


def decide(store: Store) -> None:
    """What An and Bình did."""
    first, second, third, fourth, fifth, *_ = store.tasks(document="15/KH-UBND")
    reviews = store.reviews
    reviews.accept(first["task_id"], who="An")
    reviews.set(second["task_id"], "lead", ["Phòng Văn hóa - Xã hội"], who="An", note="theo phân công tại họp giao ban")
    reviews.set(second["task_id"], "partners", ["Công an phường", "Đoàn Thanh niên"], who="Bình")
    reviews.undo(reviews.reject(third["task_id"], who="Bình"), who="Bình")
    reviews.reject(fourth["task_id"], who="An", note="chỉ dẫn sang Phụ lục, không phải nhiệm vụ")
    reviews.done(fifth["task_id"], "2026-02-14", who="Bình")
    reviews.note(fifth["task_id"], "Đã gửi Ủy ban nhân dân phường", who="An")
