"""What an import reads with: the map that is asked for, found or guessed; the file of rejects."""

import csv
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import TextIO

from desk.config import tables_of
from desk.errors import BadValue, NotFound, Unreachable
from desk.rules.exported import is_export
from desk.rules.guess import guess
from desk.rules.guess_log import guess_log
from desk.rules.instants import rfc3339
from desk.rules.known_maps import NAMES, SHAPES, fitting, known_map, nearly_fitting
from desk.rules.mapping import INTERACTIONS, ImportMap, drift, parse_map
from desk.services.records import Line, RecordFile

_GUESSED_FROM = 20_000
"""Rows a first map is guessed from."""


def chosen_map(how: str, kind: str, file: RecordFile) -> ImportMap:
    """The map that is asked for, or the one built-in map whose columns the file has.

    `kind` is what is to be imported, if that was said. Raises `BadValue` where the map is of
    something else.
    """
    if how:
        is_path = how.endswith(".toml") or "/" in how or (how not in NAMES and Path(how).exists())
        return _of_kind(kind, _read(Path(how), kind) if is_path else known_map(how))
    found = fitting(file.columns)
    if found is None and (near := nearly_fitting(file.columns)):
        mapping, lacking = near
        raise BadValue(
            f"{file.path.name} has nearly the columns of the built-in map {mapping.name}, "
            f"but not {drift(lacking, mapping, file.columns)}",
            "Name them so in the file, or write a map of your own: "
            f"desk import --guess {file.path.name} -o map.toml",
        )
    if found is None:
        raise BadValue(
            f"No built-in map fits the columns of {file.path.name}",
            f"Name one with --map ({', '.join(NAMES)} or FILE.toml), or write a first one: "
            f"desk import --guess {file.path.name} -o map.toml",
        )
    return _of_kind(kind, found)


def _of_kind(kind: str, mapping: ImportMap) -> ImportMap:
    """The map itself. Raises `BadValue` when it is not of what is to be imported."""
    if kind in ("", mapping.kind):
        return mapping
    fitting_ = [name for name in NAMES if known_map(name).kind == kind]
    raise BadValue(
        f"The map {mapping.name} is of {mapping.kind}, not of {kind}",
        f"Leave --as out, or name another map: {', '.join([*fitting_, 'FILE.toml'])}.",
    )


def guess_map(source: str, now: int) -> str:
    """A first map for a file, in TOML, its doubts as comments."""
    file = RecordFile(Path(source))
    if is_export(file.columns):
        raise BadValue(
            f"{file.path.name} is an export of a desk and needs no map",
            f"Import it as it is: desk import {file.path.name}",
        )
    lines = list(islice(file, _GUESSED_FROM))
    rows = [line.cells for line in lines if not line.fault]
    doubts = list(_doubts(file, lines))
    log = guess_log(file.path.name, file.columns, rows, doubts)
    if log is not None:
        return log
    return guess(file.path.name, file.columns, rows, rfc3339(now)[:10], doubts)


def _doubts(file: RecordFile, lines: Sequence[Line]) -> Iterator[str]:
    """What is odd about the lines themselves."""
    if not lines:
        yield "there is no record in it, so everything here is guessed from the names of columns"
    faulty = [line for line in lines if line.fault]
    faulty += [line for line in lines if not line.fault and len(line.cells) != len(file.columns)]
    if faulty:
        first = min(faulty)
        what = first.fault or f"has {len(first.cells)} cells, the header {len(file.columns)}"
        yield f"lines that will be rejected: {len(faulty)}; the first, line {first.number}: {what}"
    if file.odd:
        yield (
            f"lines that are no UTF-8 and are taken as Windows-1252: {len(file.odd)}; "
            f"the first is line {file.odd[0]}"
        )


def _read(path: Path, kind: str) -> ImportMap:
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError as error:
        raise NotFound(
            f"There is no map {path}", "Write a first one: desk import --guess FILE -o FILE.toml"
        ) from error
    except OSError as error:
        raise Unreachable(
            f"The map {path} cannot be read: {error.strerror}", "Check that you may read it."
        ) from error
    except UnicodeDecodeError as error:
        raise BadValue(f"The map {path} is not UTF-8", "Save it as UTF-8.") from error
    tables = tables_of(text, f"The map {path}")
    said = str(tables.get("as") or kind or INTERACTIONS.kind)
    if said not in SHAPES:
        raise BadValue(
            f"The map {path.stem} is of '{said[:60]}'",
            f"Write as = one of: {', '.join(SHAPES)}.",
        )
    return parse_map(path.stem, tables, SHAPES[said])


class Rejects:
    """The file of rejected rows, made when there is a first one."""

    def __init__(self, path: str, columns: list[str]) -> None:
        self._path = path
        self._columns = columns
        self._file: TextIO | None = None
        self.first: tuple[int, str] | None = None
        """Line and reason of the first one."""

    def add(self, line: Line, reason: str) -> None:
        """Write a row down as it was, with its line and what is wrong with it."""
        self.first = self.first or (line.number, reason)
        if not self._path:
            return
        if self._file is None:
            self._file = self._opened()
            csv.writer(self._file).writerow(["line", "reason", *self._columns])
        csv.writer(self._file).writerow([line.number, reason, *line.cells])

    def close(self) -> None:
        """Have everything on the disk."""
        if self._file is not None:
            self._file.close()

    def _opened(self) -> TextIO:
        try:
            # A lone surrogate of a JSON file cannot be written in UTF-8 as it was.
            return open(self._path, "w", encoding="utf-8", errors="replace", newline="")
        except OSError as error:
            raise Unreachable(
                f"The rejected rows cannot be written to {self._path}: {error.strerror}",
                "Name another file with --rejects FILE.",
            ) from error
