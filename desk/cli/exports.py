"""`desk export`: whole records as CSV or JSON lines, which an import reads back as they were."""

import argparse
import csv
import io
from collections.abc import Iterable, Iterator
from contextlib import closing
from pathlib import Path

from desk.cli.opening import seated
from desk.cli.output import Output, write
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
                with desk.file(Path(args.to), replace=bool(args.yes)) as file:
                    file.writelines(line.encode() for line in lines)
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
