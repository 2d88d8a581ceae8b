"""The thinned stream draws what Textual's own driver draws, cell for cell, in fewer bytes."""

import pytest

from tests.e2e.conftest import OpenDesk
from tests.e2e.glass import Glass

STOCK = "textual.drivers.linux_driver:LinuxDriver"
KEYS = ("j", "\r", "\x1b", "?", "\x1b", "n", "\x1b", "\x1b[F")
MOST_PER_KEY = 500


@pytest.mark.parametrize("environ", [{}, {"TERM": "xterm", "COLORTERM": ""}])
def test_every_cell_is_as_the_stock_driver_draws_it(
    open_desk: OpenDesk, environ: dict[str, str]
) -> None:
    thin, stock = open_desk(**environ), open_desk(TEXTUAL_DRIVER=STOCK, **environ)
    for desk in (thin, stock):
        _opened(desk)
    for key in KEYS:
        before = _picture(thin)
        for desk in (thin, stock):
            desk.type(key)
        thin.wait_until(lambda: _picture(thin) != before, f"{key!r} to do something")  # noqa: B023
        thin.settle(0.3)
        stock.wait_until(lambda: _are_alike(thin, stock), f"{key!r} to look alike")
    assert len(thin.raw) < len(stock.raw)


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


def _opened(desk: Glass) -> Glass:
    desk.wait_for("Queue", "Subject")
    desk.settle(0.5)
    return desk


def _are_alike(thin: Glass, stock: Glass) -> bool:
    """Whether both show the same; what pops up by itself comes to one before the other."""
    thin.read(0.01)
    return _picture(thin) == _picture(stock)


def _picture(desk: Glass) -> list[object]:
    return [
        [desk.screen.buffer[y][x] for x in range(desk.screen.columns)]
        for y in range(desk.screen.lines)
    ]
