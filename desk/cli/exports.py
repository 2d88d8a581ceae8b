"""`desk export`: whole records as CSV or JSON lines, which an import reads back as they were."""

import argparse
import csv
import errno
import io
import os
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TextIO

from desk.cli.opening import seated
from desk.cli.output import Output, write
from desk.errors import DeskError, Duplicate, StoreFull, Unreachable
from desk.rows.exports import Losses
from desk.rows.work import Listing
from desk.rules.exported import CSV_COLUMNS, Exported
from desk.rules.exporting import as_cells, as_json

FORMATS = ("csv", "jsonl")

_ABOUT = """Write whole records: every field, message, clock, promise and link.

Read again by desk import into the same store all of it is unchanged; into an empty one it gives
the same records with the same references. In CSV a text that a spreadsheet would take for a
formula stands behind a ', which the import takes off again. Everything there is, settings and
journal too, is what desk backup keeps.
"""


def register(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command to the parser."""
    parser = commands.add_parser("export", description=_ABOUT)
    parser.add_argument(
        "--filter", metavar="FILTER", default="", help="which items, as of desk list; else all"
    )
    parser.add_argument(
        "--format", choices=FORMATS, help="csv or jsonl; else what -o ends with, else csv"
    )
    parser.add_argument("-o", dest="to", metavar="FILE", help="where to; else, and for -, stdout")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Write the records."""
    from desk.rules.filters import parse

    losses = Losses()
    with seated(args) as (desk, actor, out):
        listing = Listing(parse(args.filter, desk.zone, desk.clock.now()), "oldest")
        # Closed with its transaction, also when a pipe breaks in the middle.
        with closing(desk.exports.stream(actor, listing, losses)) as stream:
            records = _Counted(stream)
            lines = _lines(records, args.format or _form_of(args))
            if args.to and args.to != "-":
                _to_file(Path(args.to), lines, replace=bool(args.yes))
                what = "record is" if records.count == 1 else "records are"
                out.talk(f"{records.count:,} {what} in {args.to}")
            else:
                _to_stdout(lines, out)
        _tell(losses, records.count, out)
    return 1 if losses.records or losses.parts else 0


class _Counted:
    """Records, counted as they are taken."""

    def __init__(self, records: Iterable[Exported]) -> None:
        self._records = records
        self.count = 0

    def __iter__(self) -> Iterator[Exported]:
        for record in self._records:
            self.count += 1
            yield record


def _lines(records: Iterable[Exported], form: str) -> Iterator[str]:
    """Each record as a line of JSON or a row of CSV, with its end."""
    if form == "jsonl":
        import json

        for record in records:
            yield json.dumps(as_json(record), ensure_ascii=True).replace("\x7f", "\\u007f") + "\n"
        return
    held = io.StringIO(newline="")
    writer = csv.writer(held)
    for cells in _rows(records):
        writer.writerow(cells)
        yield held.getvalue()
        held.seek(0)
        held.truncate()


def _rows(records: Iterable[Exported]) -> Iterator[Iterable[str]]:
    yield CSV_COLUMNS
    for record in records:
        yield as_cells(record)


def _form_of(args: argparse.Namespace) -> str:
    """The format nobody chose: what the file's name says, or what --json asks for."""
    is_lines = args.json or Path(args.to or "").suffix in (".jsonl", ".ndjson", ".json")
    return "jsonl" if is_lines else "csv"


def _to_stdout(lines: Iterable[str], out: Output) -> None:
    for line in lines:
        if out.is_terminal:
            out.line(line.removesuffix("\n").removesuffix("\r"))
        else:
            write(line)


def _to_file(path: Path, lines: Iterable[str], *, replace: bool) -> None:
    """Write the lines beside the file, which gets its name when they are whole."""
    if path.is_dir():
        raise Unreachable(f"{path} is a folder", "Name a file with -o.")
    if path.exists() and not path.is_file():  # a pipe or a device has no other in its place
        with _refusing(path), path.open("w", encoding="utf-8", newline="") as file:
            file.writelines(lines)
        return
    if path.exists() and not replace:
        raise Duplicate(
            f"There is a file {path} already", "Name another, or replace it with --yes."
        )
    unfinished = path.with_name(f"{path.name}.part")
    with _making(unfinished, path) as file:
        file.writelines(lines)


@contextmanager
def _making(unfinished: Path, path: Path) -> Iterator[TextIO]:
    """The file under its name for the meantime, for nobody else to read; gone if it fails."""
    with _refusing(path):
        unfinished.unlink(missing_ok=True)
        number = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        try:
            with open(number, "w", encoding="utf-8", newline="") as file:
                yield file
            unfinished.replace(path)
        except BaseException:
            unfinished.unlink(missing_ok=True)
            raise


@contextmanager
def _refusing(path: Path) -> Iterator[None]:
    """Say what keeps the file from being written."""
    try:
        yield
    except DeskError:
        raise
    except OSError as error:
        raise _refusal(path, error) from error


def _refusal(path: Path, error: OSError) -> DeskError:
    if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
        return StoreFull(f"There is no space left for {path}", "Make room, or name another place.")
    return Unreachable(f"{path} cannot be written: {error.strerror}", "Name another file with -o.")


def _tell(losses: Losses, count: int, out: Output) -> None:
    """Say what a damaged store did not give."""
    if losses.records:
        what = "record" if losses.records == 1 else "records"
        out.talk(f"The store is damaged: {losses.records:,} {what} could not be read.")
    if losses.parts:
        what = "record has" if losses.parts == 1 else "records have"
        out.talk(f"The store is damaged: {losses.parts:,} {what} lost messages, clocks or names.")
    if count and (losses.records or losses.parts):
        out.talk("Everything else is here. Bring it into a new store: desk --db NEW import FILE")
