"""How alike two texts are, and by what like texts are found."""

from hypothesis import given
from hypothesis import strategies as st

from output.store.likeness import bands, closeness, containment, wording

TEXTS = st.lists(st.sampled_from(["một", "hai", "ba", "bốn", "năm", "sáu"]), max_size=40).map(" ".join)


@given(TEXTS, TEXTS)
def test_closeness_is_mutual_and_one_for_the_same(a: str, b: str) -> None:
    one, other = wording([a]), wording([b])
    assert closeness(one, other) == closeness(other, one) <= 1
    assert closeness(one, one) == (1 if a else 0)
    assert containment(one, other) >= closeness(one, other)


def test_case_tones_and_pieces_do_not_count() -> None:
    assert wording(["Kế hoạch", "phòng bệnh"]) == wording(["KE HOACH phòng,  bệnh."])


def test_a_text_that_was_cut_off_is_contained() -> None:
    whole = [f"việc {n} của đơn vị {n * 7 % 5}" for n in range(100)]
    assert containment(wording(whole), wording(whole[:60])) == 1
    assert closeness(wording(whole), wording(whole[:60])) < 0.8


def test_like_texts_have_a_band_in_common_and_others_hardly() -> None:
    def misread(seed: int) -> bytes:
        words = [f"w{n * 31 % 997}" for n in range(1500)]
        for n in range(seed, 1500, 30):
            words[n] = f"x{n}.{seed}"
        return wording([" ".join(words)])

    read = [misread(seed) for seed in range(30)]
    assert all(set(bands(read[0])) & set(bands(other)) for other in read)
    others = [wording([" ".join(f"v{n * k % 997}" for n in range(1500))]) for k in range(2, 30)]
    assert sum(bool(set(bands(read[0])) & set(bands(other))) for other in others) == 0
    assert bands(b"") == []
