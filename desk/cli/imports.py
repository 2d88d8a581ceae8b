"""`desk import`: records from CSV or JSON lines into the desk."""

import argparse
import gc
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from desk.cli import output
from desk.cli.opening import seated, settings_of
from desk.cli.output import Output
from desk.cli.progress import Bar
from desk.errors import Duplicate, Unreachable, WrongUse
from desk.rows.imports import ImportDone, ImportOptions, Progress

INTERRUPTED = 130

_KINDS = ("interactions", "problems", "customers")
"""What `--as` may say is imported."""

_SUFFIXES = (".gz", ".csv", ".tsv", ".txt", ".jsonl", ".ndjson", ".json")


def register(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command to the parser."""
    parser = commands.add_parser(
        "import",
        description="Read records from CSV or JSON lines (also .gz): interactions, problems.\n"
        "An event log has many rows for one problem: each is an event at its own time.\n"
        "What was read before adds nothing; what has changed in the file is taken over.\n"
        "An import never sends anything and tells nobody.",
        conflict_handler="resolve",
    )
    parser.add_argument("file", metavar="FILE", help="the records")
    parser.add_argument(
        "--as",
        action=_As,
        metavar="KIND|NAME",
        default=argparse.SUPPRESS,
        help="interactions or problems, where the map does not say; else who acts",
    )
    parser.add_argument(
        "--map",
        metavar="MAP",
        default="",
        help="comcast, nyc311, bpi2013, servicenow or FILE.toml; without it the built-in map "
        "whose columns fit",
    )
    parser.add_argument("--dry-run", action="store_true", help="count, and keep nothing")
    parser.add_argument(
        "--rejects", metavar="FILE", help="rejected rows; NAME.rejects.csv here when not said"
    )
    parser.add_argument("--guess", action="store_true", help="write a first map for the file")
    parser.add_argument("-o", dest="to", metavar="FILE", help="where --guess writes the map")
    parser.set_defaults(run=run, kind="")


class _As(argparse.Action):
    """`--as problems` says what is imported; with any other word it is who acts, as everywhere."""

    def __call__(
        self,
        parser: argparse.ArgumentParser,
        namespace: argparse.Namespace,
        values: object,
        option_string: str | None = None,
    ) -> None:
        """Keep the word under what it says."""
        setattr(namespace, "kind" if values in _KINDS else "actor_name", values)


def run(args: argparse.Namespace) -> int:
    """Import the file, or write a first map for it."""
    if args.guess:
        return _guess(args)
    if args.to:
        raise WrongUse("-o goes with --guess", "Leave it out, or add --guess.")
    rejects = args.rejects or ("" if args.dry_run else _rejects_of(args.file))
    # Rows refer to no one that refers back: looking for circles in them costs an eighth of it all.
    gc.set_threshold(100_000, 20, 50)
    with seated(args) as (desk, actor, out), _stopping() as stop:
        watch = _Watch(out, stop)
        options = ImportOptions(args.dry_run, rejects, watch, args.kind)
        done = desk.imports.run(actor, args.file, args.map, options)
        watch.clear()
    _tell(done, args, rejects, out)
    return INTERRUPTED if done.is_stopped else 0


class _Stop:
    """Whether the person asked to stop."""

    asked = False


class _Watch:
    """Shows how far it has come, on a terminal, and says whether to go on."""

    def __init__(self, out: Output, stop: _Stop) -> None:
        self._stop = stop
        self._bar = Bar(out, 0, "rows")

    def __call__(self, progress: Progress) -> bool:
        """Told after each batch; the bytes that were taken tell how far it is."""
        self._bar.draw(100 * progress.taken // max(1, progress.size), progress.read)
        return not self._stop.asked

    def clear(self) -> None:
        """Take the bar away."""
        self._bar.clear()


@contextmanager
def _stopping() -> Iterator[_Stop]:
    """Ctrl+C asks for an end after the batch; a second one breaks off at once."""
    stop = _Stop()

    def asked(*_: object) -> None:
        stop.asked = True
        signal.signal(signal.SIGINT, signal.default_int_handler)

    before = signal.signal(signal.SIGINT, asked)
    try:
        yield stop
    finally:
        signal.signal(signal.SIGINT, before)


def _tell(done: ImportDone, args: argparse.Namespace, rejects: str, out: Output) -> None:
    if done.is_own:
        out.talk("It is an export of a desk: its records keep their references.")
    elif not args.map:
        out.talk(f"The columns fit the built-in map {done.map}, so it was taken.")
    _tell_remarks(done, out)
    if done.first_reject is not None:
        line, reason = done.first_reject
        where = f"; they are in {rejects}" if rejects else ""
        out.talk(f"{done.rejected:,} rejected{where}. The first, line {line}: {reason}")
    if done.is_stopped:
        out.talk("Stopped. What is counted here is in; the same command again goes on from there.")
    if args.dry_run:
        out.talk("Nothing was kept: this was a dry run.")
    _tell_counts(done, out)


def _tell_remarks(done: ImportDone, out: Output) -> None:
    for remark, count in sorted(done.remarks.items()):
        out.talk(f"{count:,} {done.unit if count == 1 else f'{done.unit}s'}: {remark}")
    if done.first_contradicting is not None:
        line, what = done.first_contradicting
        rows = "row contradicts" if done.contradicting == 1 else "rows contradict"
        kept = "kept as it is" if done.contradicting == 1 else "kept as they are"
        out.talk(
            f"{done.contradicting:,} {rows} the state table, {kept}. "
            f"The first, line {line:,}: {what}"
        )
    if done.still_open:
        cases = "case is" if done.still_open == 1 else "cases are"
        out.talk(f"{done.still_open:,} {cases} open, {done.late:,} of them late.")
    if done.odd_lines is not None:
        line, count = done.odd_lines
        more = f" and {count - 1:,} more are" if count > 1 else " is"
        out.talk(f"Line {line:,}{more} no UTF-8; what is odd was taken as Windows-1252.")


def _tell_counts(done: ImportDone, out: Output) -> None:
    if out.as_json:
        counts = ("read", "new", "updated", "unchanged", "rejected")
        numbers = {name: getattr(done, name) for name in counts}
        out.record({**numbers, "seconds": round(done.seconds, 3)})
        return
    out.line(
        f"{done.read:,} read: {done.new:,} new, {done.updated:,} updated, "
        f"{done.unchanged:,} unchanged, {done.rejected:,} rejected, in {done.seconds:.1f} s"
    )


def _guess(args: argparse.Namespace) -> int:
    from desk.bootstrap import guess_map

    out = output.of(args)
    written = guess_map(args.file, settings_of(args))
    if args.to in (None, "", "-"):
        if out.is_terminal:
            for line in written.splitlines():
                out.line(line)
        else:
            output.write(written)
        return 0
    to = Path(args.to)
    if to.exists() and not args.yes:
        raise Duplicate(f"There is a file {to} already", "Name another, or replace it with --yes.")
    try:
        to.write_text(written, encoding="utf-8")
    except OSError as error:
        raise Unreachable(
            f"The map cannot be written to {to}: {error.strerror}", "Name another file with -o."
        ) from error
    out.talk(f"The map is in {to}. Read its lines with ?, then: desk import {args.file} --map {to}")
    return 0


def _rejects_of(file: str) -> str:
    """The file of rejects in the working folder, named after the file of records."""
    name = Path(file).name
    for suffix in _SUFFIXES:
        name = name.removesuffix(suffix)
    return f"{name}.rejects.csv"
