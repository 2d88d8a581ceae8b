"""How a command gets its desk: settings, store, who acts, and where to print."""

from __future__ import annotations

import gc
import os
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from desk.cli import output
from desk.cli.output import Output
from desk.config import DATES, TIMES, Options, Settings, load, user_name
from desk.errors import DeskError
from desk.rules.permissions import Actor

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator

    from desk.bootstrap import Desk


MOUNTS = Path("/proc/mounts")
"""Where Linux tells what is mounted where."""


class Seat(NamedTuple):
    """What a command works with: the open desk, who sits at it, and the output."""

    desk: Desk
    actor: Actor
    out: Output


def settings_of(args: argparse.Namespace) -> Settings:
    """The settings in force for these options."""
    return load(Options(args.db, args.config, args.actor_name, args.ascii or None))


@contextmanager
def seated(args: argparse.Namespace, chosen: Settings | None = None) -> Iterator[Seat]:
    """An open desk with the acting person at it, and the output; closed again at the end."""
    settings = chosen or settings_of(args)
    out = output.of(args)
    out.draw_in_ascii(settings.ascii)
    with opened(settings) as (desk, actor):
        yield Seat(desk, actor, out)


@contextmanager
def opened(settings: Settings) -> Iterator[tuple[Desk, Actor]]:
    """An open desk and who acts; closed again at the end."""
    from desk.bootstrap import build  # here, because a command's --help needs no store

    desk = build(settings)
    try:
        yield desk, _reading(desk.directory.actor(settings.as_name or user_name()), settings)
    finally:
        desk.close()


def _reading(actor: Actor, settings: Settings) -> Actor:
    """The actor with the forms in which they want to read days and times."""
    if (settings.dates, settings.times) == (DATES[0], TIMES[0]):
        return actor
    from desk.rules.times import OwnZone

    return actor._replace(zone=OwnZone(actor.zone, settings.dates, settings.times))


def require_terminal() -> None:
    """Raise unless a person sits at a terminal that can show the desk."""
    if not has_terminal():
        raise DeskError(
            "The desk needs a terminal to open on",
            "Work goes without one too: desk list, desk do. All commands: desk --help",
        )


def has_terminal() -> bool:
    """Whether stdin and stdout are a terminal that can be painted."""
    return (
        sys.stdin.isatty()
        and sys.stdout.isatty()
        and os.environ.get("TERM", "") not in ("", "dumb", "unknown")
    )


def open_on_screen(settings: Settings) -> int:
    """Open the desk on this terminal; the exit code it ends with."""
    require_terminal()
    # The imports make a great many objects and next to no garbage; the app ends the pause.
    gc.disable()
    from desk.terminal import environment

    terminal = environment.prepare()
    with opened(settings) as (desk, actor):
        _warn_of_network(desk)
        from desk.app import run

        return run(desk, actor, terminal, _keep_fault)


def _warn_of_network(desk: Desk) -> None:
    """Say where a store lies on which locks may not hold."""
    from desk.rules.mounts import network_file_system

    try:
        mounts = MOUNTS.read_text(encoding="utf-8", errors="replace") if desk.is_local else ""
    except OSError:
        return
    kind = network_file_system(os.path.realpath(desk.store_name), mounts)
    if kind is not None:
        said = f"The store lies on a network share ({kind}), where locks may not hold: desk doctor"
        Output().talk(said)


def _keep_fault(error: BaseException) -> Path | None:
    """Write a fault of the app down; the log is loaded when there is one."""
    from desk.cli.log import keep

    return keep(error)
