"""Whether anything can leave the house, in one line: by which ways, since when, what went wrong."""

from __future__ import annotations

from desk.rows.outbox_health import OutboxHealth
from desk.rules.times import span
from desk.widgets.drawn import Line
from desk.widgets.look import Look
from desk.widgets.one_line import OneLine
from desk.widgets.outbox_cells import KINDS

_SETS_UP = "desk settings set outlet.smtp.host"
_LONG = 600
"""Seconds from which it is said how long the oldest has waited."""


class HealthLine(OneLine):
    """One line above the outbox."""

    def __init__(self, look: Look) -> None:
        super().__init__(look)
        self._health: OutboxHealth | None = None
        self._now = 0
        self._is_moved = False

    def show(self, health: OutboxHealth, now: int, *, is_moved: bool) -> None:
        """Show how it is; `is_moved` says that the clock is for training."""
        if (health, now, is_moved) != (self._health, self._now, self._is_moved):
            self._health, self._now, self._is_moved = health, now, is_moved
            self.refresh()

    def runs(self, width: int) -> Line:
        """What is wrong first; else the ways there are."""
        health, pen = self._health, self.pen
        if health is None:
            return []
        warning = [pen.ink(" "), pen.sign(f"{pen.glyphs.warning} ", "warning")]
        if health.lacking:
            lacks = f"An outlet lacks {health.lacking[0]}: nothing leaves by it."
            return [*warning, pen.ink(lacks), *self._step(f"desk settings set {health.lacking[0]}")]
        if not health.outlets:
            return [*warning, pen.ink("No outlet: nothing leaves."), *self._step(_SETS_UP)]
        if health.last_error:
            verb = "is" if health.again == 1 else "are"
            said = f"{health.again:,} {verb} tried again: "
            return [*warning, pen.ink(said), pen.said(health.last_error)]
        if health.is_training or self._is_moved:
            return [*warning, pen.ink("For training: only servers on this machine are sent to.")]
        if self._waits >= _LONG:
            late = (
                f"Something has waited {span(self._waits // 60 * 60)} to leave. Is a desk open, or"
            )
            return [*warning, pen.ink(late), *self._step("desk work")]
        ways = [f"{_listed(media)} to {where}" for where, media in health.outlets]
        missing = f"no outlet for {_listed(health.without)}" if health.without else ""
        return [pen.ink(" " + pen.gate(pen.glyphs.between(*ways, missing)), "muted")]

    @property
    def _waits(self) -> int:
        oldest = self._health.oldest if self._health is not None else None
        return 0 if oldest is None else max(0, self._now - oldest)

    def _step(self, command: str) -> Line:
        return [self.pen.ink(f"  {command}", "accent")]


def _listed(media: tuple[str, ...]) -> str:
    return ", ".join(KINDS.get(medium, medium) for medium in media)
