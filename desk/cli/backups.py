"""`desk backup` and `desk restore`: everything there is as one file, and back."""

import argparse
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from desk.cli.opening import seated, settings_of
from desk.cli.output import Output, of
from desk.cli.progress import Bar
from desk.errors import StoreDamaged
from desk.rows.backups import Kept

_BACKUP = """Write everything there is to one file: work, journal, drafts, people, settings.

Others may go on working meanwhile. The file is read again before it gets its name, and is for you
alone to read. It is a desk's own SQLite file, whichever engine the store is on, so a backup of a
server restores into a file and the other way round. Passwords are not in it: no store keeps any.
"""

_RESTORE = """Put a backup in the place of the store that --db names, on either engine.

The backup is checked first, on a copy, and brought up to this desk's scheme; it is not touched.
All of it goes in or nothing. What a file held before stays beside it as NAME.before-restore.db.
"""


def register(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add both commands to the parser."""
    for name, about, force, run in (
        ("backup", _BACKUP, "replace FILE if it is there", _back_up),
        ("restore", _RESTORE, "also over a store that holds work, or is damaged", _restore),
    ):
        parser = commands.add_parser(name, description=about)
        parser.add_argument("file", metavar="FILE", help="the file of the backup")
        parser.add_argument("--force", action="store_true", help=force)
        parser.set_defaults(run=run)


def _back_up(args: argparse.Namespace) -> int:
    """Write the file."""
    with seated(args) as (desk, actor, out):
        with _bar(out) as copied:
            path = Path(args.file)
            kept = desk.backups.back_up(actor, path, force=bool(args.force), copied=copied)
        _tell(kept, out)
        if not out.as_json:
            out.line(f"{_counted(kept)} are in {kept.file}, read again and whole")
    return 0


def _restore(args: argparse.Namespace) -> int:
    """Put the file in the place of the store."""
    path, force = Path(args.file).absolute(), bool(args.force)
    try:
        with seated(args) as (desk, actor, out), _bar(out) as copied:
            kept = desk.backups.restore(actor, path, force=force, copied=copied)
    except StoreDamaged:
        if not force:
            raise
        # The store does not even open, so nobody can be asked who may do this.
        from desk.bootstrap import replace_damaged

        out = of(args)
        kept = replace_damaged(settings_of(args), path)
    _tell(kept, out)
    if not out.as_json:
        aside = f"; what stood there before is {kept.aside}" if kept.aside else ""
        out.line(f"{_counted(kept)} are back{aside}")
    return 0


class _Share:
    """Draws how much is copied, once it is known of how much."""

    def __init__(self, out: Output) -> None:
        self._out = out
        self._bar: Bar | None = None

    def __call__(self, done: int, whole: int) -> None:
        self._bar = self._bar or Bar(self._out, whole, "parts")
        self._bar.show(done)

    def clear(self) -> None:
        """Take the line away."""
        if self._bar is not None:
            self._bar.clear()


@contextmanager
def _bar(out: Output) -> Iterator[_Share]:
    share = _Share(out)
    try:
        yield share
    finally:
        share.clear()


def _tell(kept: Kept, out: Output) -> None:
    for row in kept.faults:
        out.talk(f"The store itself is not sound, and so is its copy: {row.message}")
    if out.as_json:
        out.record(
            {
                "file": kept.file,
                "engine": kept.engine,
                "bytes": kept.size,
                "sha256": kept.sha256,
                "seconds": round(kept.seconds, 3),
                "counts": dict(kept.counts),
                "aside": kept.aside or None,
            }
        )


def _counted(kept: Kept) -> str:
    rows = sum(kept.counts.values())
    rate = kept.size / 1e6 / max(kept.seconds, 0.001)
    return (
        f"{kept.counts.get('work', 0):,} records in {rows:,} rows "
        f"({kept.size / 1e6:,.1f} MB in {kept.seconds:.1f} s, {rate:,.0f} MB/s)"
    )
