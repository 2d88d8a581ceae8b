"""Files of records as they come."""

import gzip
from pathlib import Path

import pytest

from desk.errors import BadValue, NotFound, Unreachable
from desk.services.records import LONGEST_CELL, Line, RecordFile


def opened(folder: Path, content: bytes, name: str = "file") -> RecordFile:
    """A file with that content."""
    path = folder / name
    path.write_bytes(content)
    return RecordFile(path)


PLAIN = b"a,b\n1,x\n2,y\n"
AS_LINES = [Line(2, ["1", "x"]), Line(3, ["2", "y"])]


@pytest.mark.parametrize(
    "content",
    [
        PLAIN,
        PLAIN.replace(b",", b";"),
        PLAIN.replace(b",", b"\t"),
        PLAIN.replace(b"\n", b"\r\n"),
        PLAIN.replace(b"\n", b"\r"),
        PLAIN.rstrip(),
        b"\xef\xbb\xbf" + PLAIN,
        b"\xef\xbb\xbf" + PLAIN.replace(b"a,b", b'"a","b"'),
        PLAIN.decode().encode("utf-16"),
        gzip.compress(PLAIN, mtime=0),
        gzip.compress(b"\xef\xbb\xbf" + PLAIN, mtime=0),
        b'"a","b"\n"1","x"\n"2","y"\n',
    ],
)
def test_csv_of_any_cut(tmp_path: Path, content: bytes) -> None:
    file = opened(tmp_path, content)
    assert file.columns == ["a", "b"]
    assert list(file) == AS_LINES
    assert list(file) == AS_LINES
    assert file.taken == file.size == len(content)


@pytest.mark.parametrize(
    ("content", "cells"),
    [
        (b'a,b\n"one\ntwo",x\n', ["one\ntwo", "x"]),
        (b'a,b\n"one\r\ntwo","say ""hi"""\n', ["one\r\ntwo", 'say "hi"']),
        (b"a;b\n1,5;x, y and z\n", ["1,5", "x, y and z"]),
        ("a,b\nZürich,請求\n".encode(), ["Zürich", "請求"]),
        ("a,b\nZürich,€ “x”\n".encode("cp1252"), ["Zürich", "€ “x”"]),
        (b"a,b\n\x81\x8d,x\n", ["\ufffd\ufffd", "x"]),
        (b"a,b\nx\0y,z\n", ["x\0y", "z"]),
        (b"a,b\n,x\n", ["", "x"]),
    ],
)
def test_cells_to_the_letter(tmp_path: Path, content: bytes, cells: list[str]) -> None:
    assert [line.cells for line in opened(tmp_path, content)] == [cells]


def test_lines_are_counted_where_a_record_begins(tmp_path: Path) -> None:
    file = opened(tmp_path, b'a,b\n"1\n1",x\n\n,\n2\n3,y\n')
    assert [(line.number, line.cells) for line in file] == [
        (2, ["1\n1", "x"]),
        (6, ["2"]),
        (7, ["3", "y"]),
    ]


def test_names_of_columns_are_told_apart(tmp_path: Path) -> None:
    assert opened(tmp_path, b"a, b ,,a\n1,2,3,4\n").columns == ["a", "b", "column 3", "a 2"]


def test_json_lines(tmp_path: Path) -> None:
    file = opened(
        tmp_path,
        b'{"a": "x\\ny", "n": 5}\r\n\n{"a": null, "b": true, "c": [1, {"d": "\xc3\xa9"}]}\n'
        b'[1]\n{"a": \n',
    )
    assert file.columns == ["a", "n", "b", "c"]
    first, second, third, fourth = file
    assert first == Line(1, ["x\ny", "5", "", ""])
    assert second == Line(3, ["", "", "true", '[1, {"d": "é"}]'])
    assert third == Line(4, ["[1]"], "is no JSON object")
    assert (fourth.number, fourth.cells) == (5, ['{"a": '])
    assert fourth.fault.startswith("is no JSON")


def test_an_endless_quote_swallows_no_memory(tmp_path: Path) -> None:
    content = b'a,b\n1,"' + b"x" * (LONGEST_CELL + 1) + b"\n2,y\n"
    faults = [line.fault for line in opened(tmp_path, content) if line.fault]
    assert faults
    assert "field larger" in faults[0]


@pytest.mark.parametrize("content", [b"", b"\n\n", b"\xef\xbb\xbf"])
def test_an_empty_file_is_refused(tmp_path: Path, content: bytes) -> None:
    with pytest.raises(BadValue, match="is empty"):
        opened(tmp_path, content)


def test_a_packed_file_that_breaks_off_is_told(tmp_path: Path) -> None:
    packed = gzip.compress(b"a,b\n" + b"".join(b"%d,x\n" % n for n in range(100_000)))
    file = opened(tmp_path, packed[: len(packed) // 2])
    with pytest.raises(BadValue, match="breaks off"):
        list(file)


def test_what_cannot_be_read_is_told(tmp_path: Path) -> None:
    with pytest.raises(NotFound, match="no file"):
        RecordFile(tmp_path / "none.csv")
    with pytest.raises(Unreachable, match="cannot be read"):
        RecordFile(tmp_path)


def test_lines_that_are_no_utf8_are_told(tmp_path: Path) -> None:
    file = opened(tmp_path, b"a,b\n1,x\n2,caf\xe9 \x80\n3,y\n")
    assert [line.cells for line in file] == [["1", "x"], ["2", "café €"], ["3", "y"]]
    assert file.odd == [3]
    assert [line.cells for line in file][1] == ["2", "café €"]
    assert file.odd == [3]


@pytest.mark.parametrize(
    ("content", "said"),
    [(b'[{"a": 1},\n {"a": 2}]', "one list of JSON"), (b'{\n "a": 1\n}\n', "No line of")],
)
def test_json_that_is_no_lines_says_how_to_make_them(
    tmp_path: Path, content: bytes, said: str
) -> None:
    with pytest.raises(BadValue, match=said) as refused:
        opened(tmp_path, content)
    assert "jq" in refused.value.next_step
