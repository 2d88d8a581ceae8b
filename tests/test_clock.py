"""The desk's clock and the training clock of DESK_CLOCK."""

import time

import pytest

from desk.clock import Clock, FixedClock, training_clock
from desk.errors import BadValue


def test_the_clock_of_the_machine_tells_the_present() -> None:
    assert abs(Clock().now() - time.time()) <= 1
    assert not Clock().training


@pytest.mark.parametrize(
    ("text", "ahead"),
    [("+62h", 62 * 3600), ("-3d", -3 * 86400), ("+1h30m", 5400), ("-1w", -604800), ("+0h x1", 0)],
)
def test_an_offset_moves_the_clock(text: str, ahead: int) -> None:
    clock = training_clock(text)
    assert abs(clock.now() - (time.time() + ahead)) <= 1
    assert clock.training


def test_an_instant_starts_the_clock_there() -> None:
    assert training_clock("2026-11-23T10:00:00Z").now() in (1795428000, 1795428001)
    assert training_clock("2026-11-23T11:00:00+01:00 x200").now() in range(1795428000, 1795428100)


def test_a_factor_makes_it_run_faster(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = training_clock("2026-11-23T10:00:00Z x200")
    real = time.time()
    monkeypatch.setattr(time, "time", lambda: real + 60)
    assert 12_000 <= clock.now() - 1795428000 <= 12_400


@pytest.mark.parametrize(
    "text",
    ["", "soon", "2026-11-23T10:00:00", "+", "+62", "x10", "+1h x", "2026-13-01T00:00:00Z", "x0"]
    + ["+999999999d", "-999999d", "9999-12-31T23:59:59Z", "+1h x9999999", "+\u0661h", "+1h\n\nx"],
)
def test_anything_else_is_refused(text: str) -> None:
    with pytest.raises(BadValue, match="DESK_CLOCK"):
        training_clock(text)


def test_a_fixed_clock_moves_when_told() -> None:
    clock = FixedClock(1000)
    clock.advance(60)
    assert clock.now() == 1060


@pytest.mark.parametrize(("text", "wait"), [("+1h", 60), ("+1h x120", 0.5), ("+1h x0", 60)])
def test_who_waits_for_a_faster_clock_waits_less(text: str, wait: float) -> None:
    assert training_clock(text).real_seconds(60) == wait
