"""The thinned stream draws what Textual's own driver draws, cell for cell, in fewer bytes."""

from typing import NamedTuple

import pytest

from tests.e2e.conftest import OpenDesk
from tests.e2e.glass import Glass

STOCK = "textual.drivers.linux_driver:LinuxDriver"
KEYS = ("j", "\r", "\x1b", "?", "\x1b", "n", "\x1b", "\x1b[F")
MOST_PER_KEY = 500


class Drawn(NamedTuple):
    """What a desk showed after each key, and how many bytes it took."""

    pictures: list[list[object]]
    bytes: int


@pytest.mark.parametrize("environ", [{}, {"TERM": "xterm", "COLORTERM": ""}])
def test_every_cell_is_as_the_stock_driver_draws_it(
    open_desk: OpenDesk, environ: dict[str, str]
) -> None:
    thin = _driven(open_desk(**environ))
    stock = _driven(open_desk(TEXTUAL_DRIVER=STOCK, **environ))
    for key, ours, theirs in zip(("start", *KEYS), thin.pictures, stock.pictures, strict=True):
        assert ours == theirs, repr(key)
    assert thin.bytes < stock.bytes


def test_a_step_down_the_list_is_small(open_desk: OpenDesk) -> None:
    desk = _opened(open_desk())
    sizes: list[int] = []
    for _ in range(8):
        before = len(desk.raw)
        desk.type("j")
        desk.wait_until(lambda: len(desk.raw) > before, "the cursor")  # noqa: B023
        desk.settle(0.02)
        sizes.append(len(desk.raw) - before)
        desk.settle(0.4)
    assert sorted(sizes)[len(sizes) // 2] <= MOST_PER_KEY


def _driven(desk: Glass) -> Drawn:
    pictures = [_picture(_opened(desk))]
    for key in KEYS:
        desk.type(key)
        desk.settle(0.4)
        pictures.append(_picture(desk))
    return Drawn(pictures, len(desk.raw))


def _opened(desk: Glass) -> Glass:
    desk.wait_for("Queue", "Subject")
    desk.settle(0.5)
    return desk


def _picture(desk: Glass) -> list[object]:
    return [
        [desk.screen.buffer[y][x] for x in range(desk.screen.columns)]
        for y in range(desk.screen.lines)
    ]
