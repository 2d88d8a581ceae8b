"""The corpus itself is as hostile as it says."""

from tests.hostile.corpus import CONTROL, CORPUS, UNSEEN
from tests.hostile.stream import orders, unseen


def test_names_are_used_once() -> None:
    names = [hostile.name for hostile in CORPUS]
    assert sorted(names) == sorted(set(names))


def test_the_oracle_sees_what_the_corpus_does() -> None:
    for hostile in CONTROL:
        raw = hostile.text.encode()
        if hostile.name != "other half":
            assert orders(raw) or unseen(raw) or "\b" in hostile.text, hostile.name
    for hostile in UNSEEN[:-1]:
        assert unseen(hostile.text.encode()), hostile.name


def test_the_oracle_lets_plain_text_pass() -> None:
    assert unseen("Zoë, 서울무역: 3 × 2 \u2026 ✖\r\n".encode()) == set()
    assert set(orders(b"\x1b[1;31mred\x1b[0m\x1b[?25l")) == {"CSI m", "CSI ?25l"}
