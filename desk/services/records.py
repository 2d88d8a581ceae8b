"""Files of records as they come: CSV of any cut and JSON lines, packed or not, row by row."""

import codecs
import csv
import gzip
import io
import json
import re
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, NamedTuple

from desk.errors import BadValue, NotFound, Unreachable

LONGEST_CELL = 32_000_000
"""Letters of one cell; a quote without an end must not swallow the file."""

_SAMPLE = 65_536
_SEPARATORS = ",;\t|"
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_GZIP = b"\x1f\x8b"
_ODD = "desk-windows"
_ODD_BYTE = re.compile("[\udc80-\udcff]")


class Line(NamedTuple):
    """One record of a file, or why it cannot be read."""

    number: int
    """Where it begins in the file, counted from 1."""
    cells: list[str]
    fault: str = ""


class RecordFile:
    """A file of records: its columns, and one `Line` after another as long as it is iterated."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.taken = 0
        """Bytes of the file read so far."""
        self.odd: list[int] = []
        """Lines read so far that are no UTF-8: they were taken for Windows letters."""
        with _reachable(path), path.open("rb") as raw:
            self.size = raw.seek(0, io.SEEK_END)
            raw.seek(0)
            self._is_packed = raw.read(2) == _GZIP
            raw.seek(0)
            sample = self._unpacked(raw).read(_SAMPLE)
        self._encoding = next((name for mark, name in _MARKS if sample.startswith(mark)), "utf-8")
        codecs.register_error(_ODD, _as_windows_letters)
        self._errors = "surrogateescape" if self._encoding.startswith("utf-8") else _ODD
        head = sample.decode(self._encoding, _ODD).lstrip("\ufeff")
        if not head.strip():
            raise BadValue(f"The file {path.name} is empty", "Name a file with records.")
        _refuse_array(path, head)
        self.is_json = head.lstrip().startswith("{")
        self.separator = "" if self.is_json else _separator(head)
        self.columns = self._keys() if self.is_json else self._header()

    def __iter__(self) -> Iterator[Line]:
        return self._objects() if self.is_json else self._rows()

    def _unpacked(self, raw: BinaryIO) -> BinaryIO:
        return gzip.GzipFile(fileobj=raw) if self._is_packed else raw  # type: ignore[return-value]

    def _text(self) -> Iterator[str]:
        """The lines of the file as text; raises when it breaks off or cannot be reached."""
        self.odd = []
        with _reachable(self.path), self.path.open("rb") as raw:
            text = io.TextIOWrapper(self._unpacked(raw), self._encoding, self._errors, newline="")
            for number, line in enumerate(text):
                if number % 256 == 0:
                    self.taken = raw.tell()
                if not line.isascii() and _ODD_BYTE.search(line):
                    self.odd.append(number + 1)
                    yield _ODD_BYTE.sub(_windows_letter, line)
                else:
                    yield line
            self.taken = raw.tell()

    def _cut(self) -> Iterator[Line]:
        """The rows of a CSV file, the header first."""
        csv.field_size_limit(LONGEST_CELL)
        reader = csv.reader(self._text(), delimiter=self.separator)
        while True:
            number = reader.line_num + 1
            try:
                cells = next(reader)
            except StopIteration:
                return
            except csv.Error as error:
                yield Line(number, [], f"is no CSV: {error}")
                continue
            if any(cells):
                yield Line(number, cells)

    def _header(self) -> list[str]:
        first = next(self._cut(), Line(1, []))
        if first.fault:
            raise BadValue(f"The header of {self.path.name} {first.fault}", "Save it as CSV.")
        return _distinct(first.cells)

    def _rows(self) -> Iterator[Line]:
        rows = self._cut()
        next(rows, None)
        return rows

    def _keys(self) -> list[str]:
        keys: dict[str, None] = {}
        for line in self._text():
            record = _object(line)
            if isinstance(record, dict):
                keys.update(dict.fromkeys(record))
        if not keys:
            raise BadValue(
                f"No line of {self.path.name} is an object of JSON",
                "Write each record as an object on a line of its own, such as jq -c writes them.",
            )
        return list(keys)

    def _objects(self) -> Iterator[Line]:
        for number, line in enumerate(self._text(), 1):
            if not line.strip():
                continue
            record = _object(line)
            if isinstance(record, dict):
                yield Line(number, [_cell(record.get(column)) for column in self.columns])
            else:
                yield Line(number, [line.rstrip("\r\n")], record)


def _object(line: str) -> dict[str, object] | str:
    """The object of a line, or what is wrong with it."""
    try:
        record = json.loads(line)
    except (ValueError, RecursionError) as error:
        return f"is no JSON: {error}"
    return record if isinstance(record, dict) else "is no JSON object"


def _cell(value: object) -> str:
    if isinstance(value, str):
        return value
    if value is None:
        return ""
    return json.dumps(value, ensure_ascii=False)


def _separator(head: str) -> str:
    """The sign that parts the columns: the one that cuts the sample into the most even rows."""
    is_whole = len(head) < _SAMPLE // 4
    best, most = ",", (0, 0)
    for separator in _SEPARATORS:
        rows = _sampled(head, separator)
        rows = rows if is_whole or len(rows) < 2 else rows[:-1]
        width = len(rows[0]) if rows else 0
        even = sum(len(row) == width for row in rows)
        score = (even if width > 1 else 0, width)
        if score > most:
            best, most = separator, score
    return best


def _sampled(head: str, separator: str) -> list[list[str]]:
    csv.field_size_limit(LONGEST_CELL)
    lines = io.StringIO(head, newline="")
    try:
        return [row for row in csv.reader(lines, delimiter=separator) if row]
    except csv.Error:
        return []


def _distinct(names: list[str]) -> list[str]:
    """Names of columns: none empty, none twice."""
    found: dict[str, None] = {}
    for number, written in enumerate(names, 1):
        name = written.strip().lstrip("\ufeff") or f"column {number}"
        free, copy = name, 2
        while free in found:
            free, copy = f"{name} {copy}", copy + 1
        found[free] = None
    return list(found)


def _refuse_array(path: Path, head: str) -> None:
    """Raise `BadValue` for a whole document of JSON, which cannot be read line by line."""
    start = head.lstrip()
    if start.startswith("[") and start[1:].lstrip().startswith(("{", "]")):
        raise BadValue(
            f"The file {path.name} is one list of JSON, not JSON lines",
            f"Put each object on a line of its own, for example with: jq -c '.[]' {path.name}",
        )


def _windows_letter(found: re.Match[str]) -> str:
    """A byte that is no UTF-8 was written on Windows, most likely."""
    return bytes([ord(found[0]) - 0xDC00]).decode("cp1252", "replace")


def _as_windows_letters(error: UnicodeError) -> tuple[str, int]:
    """Bytes that are no UTF-8 were written on Windows, most likely."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return error.object[error.start : error.end].decode("cp1252", "replace"), error.end


@contextmanager
def _reachable(path: Path) -> Iterator[None]:
    try:
        yield
    except FileNotFoundError as error:
        raise NotFound(f"There is no file {path}", "Check the name and the folder.") from error
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        raise BadValue(
            f"The packed file {path.name} breaks off or is damaged",
            "Fetch it again; what was read before the break is kept.",
        ) from error
    except OSError as error:
        raise Unreachable(
            f"The file {path} cannot be read: {error.strerror or error}",
            "Check that it is a file and that you may read it.",
        ) from error
