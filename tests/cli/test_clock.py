"""`desk clock`: explain and holidays."""

import io
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Call

OFFICE = {"tz": "UTC", "hours": {"mon": [["09:00", "17:00"]]}}
ASKED = {"calendar": OFFICE, "start": "2026-11-23T10:00:00Z", "target_seconds": 3600}
EVENT = (
    "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\nBEGIN:VEVENT\r\nUID:1\r\n"
    "DTSTAMP:20260101T000000Z\r\nDTSTART;VALUE=DATE:20201225\r\nRRULE:FREQ=YEARLY\r\n"
    "SUMMARY:%s\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
)


def type_in(monkeypatch: pytest.MonkeyPatch, raw: bytes) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(raw), encoding="utf-8"))


def test_each_line_is_answered_in_order(call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    good = json.dumps(ASKED)
    lines = [good, "no json", "", "   ", json.dumps({**ASKED, "start": "soon"}), good]
    type_in(monkeypatch, "\r\n".join(lines).encode())
    ended = call("clock", "explain")
    assert ended.code == 1
    assert ["error" in record for record in ended.records] == [False, True, True, False]
    assert ended.records[0]["due"] == "2026-11-23T11:00:00Z"
    assert ended.records[0] == ended.records[3]
    assert not ended.err


def test_good_lines_alone_end_with_0(call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    type_in(monkeypatch, b"\xef\xbb\xbf" + json.dumps(ASKED).encode() + b"\n")
    assert call("clock", "explain", "--json").code == 0
    type_in(monkeypatch, b"")
    assert call("clock", "explain").out == ""


def test_bytes_of_any_kind_give_ascii(call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    named: dict[str, Any] = {
        **OFFICE,
        "holidays": [{"date": "2026-11-23", "name": "J\u00e4n\x1b[1m"}],
    }
    asked = json.dumps({**ASKED, "calendar": named}, ensure_ascii=False)
    type_in(monkeypatch, b"\xff\xfe\x00\n" + asked.encode() + b'\n{"\xc3\xa4": "\x7f"}\n')
    ended = call("clock", "explain")
    assert ended.out.isascii()
    assert "\x1b" not in ended.out
    assert "\x7f" not in ended.out
    assert any("J\u00e4n\x1b[1m" in line for line in ended.records[1]["steps"])


def test_answers_come_while_the_pipe_stays_open(home: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-m", "desk", "clock", "explain"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        for _ in range(2):
            process.stdin.write(json.dumps(ASKED) + "\n")
            process.stdin.flush()
            assert json.loads(process.stdout.readline())["due"] == "2026-11-23T11:00:00Z"
        process.stdin.close()
        assert process.wait(10) == 0


def test_it_needs_neither_store_nor_heavy_libraries(home: Path) -> None:
    probe = (
        "import sys; from desk.cli.main import main; code = main(['clock', 'explain']); "
        "heavy = {'textual', 'rich', 'peewee', 'holidays', 'icalendar', 'pydantic'}; "
        "sys.exit(code or bool(heavy & set(sys.modules)))"
    )
    subprocess.run(
        [sys.executable, "-c", probe], input=json.dumps(ASKED), text=True, check=True, timeout=30
    )
    assert not (home / "desk.db").exists()


def test_holidays_of_a_country(call: Call) -> None:
    ended = call("clock", "holidays", "--country", "DE", "--subdivision", "BY", "--json")
    assert ended.code == 0
    dates = [record["date"] for record in ended.records]
    assert dates == sorted(dates)
    # One year back to two years ahead of now, 19 November 2026.
    assert dates[0] == "2025-12-25"
    assert dates[-1] == "2028-11-01"
    assert set(ended.records[0]) == {"date", "name"}


def test_holidays_from_and_to_a_day(call: Call) -> None:
    ended = call(
        "clock", "holidays", "--country", "DE", "--from", "2026-12-25", "--to", "2026-12-25"
    )
    assert ended.out == "2026-12-25  Christmas Day\n"


def test_a_day_that_is_none_is_wrong_use(call: Call) -> None:
    ended = call("clock", "holidays", "--country", "DE", "--from", "someday")
    assert (ended.code, ended.out) == (2, "")
    assert ended.err.startswith("desk: --from: 'someday' is not an instant")


def test_holidays_of_a_file(call: Call, tmp_path: Path) -> None:
    place = tmp_path / "days.ics"
    place.write_bytes((EVENT % "Fête \x1b]0;x\x07\u202ed").encode())
    ended = call("clock", "holidays", str(place), "--json")
    assert [record["date"] for record in ended.records] == [
        "2025-12-25",
        "2026-12-25",
        "2027-12-25",
    ]
    assert ended.records[0]["name"].startswith("Fête \x1b")
    shown = call("clock", "holidays", str(place)).out
    assert shown.count("\n") == 3
    assert not any(bad in shown for bad in "\x1b\x07\u202e")


def test_holidays_of_stdin_and_of_old_encodings(
    call: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    type_in(monkeypatch, (EVENT % "Fête").encode("cp1252"))
    assert call("clock", "holidays", "-", "--json").records[0]["name"] == "Fête"


def test_no_holidays_say_so_on_stderr(call: Call) -> None:
    ended = call(
        "clock", "holidays", "--country", "DE", "--from", "2026-07-01", "--to", "2026-07-02"
    )
    assert ended.code == 0
    assert ended.out == ""
    assert "No holidays" in ended.err


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ((), 2),
        (("holidays",), 2),
        (("holidays", "a.ics", "--country", "DE"), 2),
        (("holidays", "a.ics", "--subdivision", "BY"), 2),
        (("holidays", "--country", "XX"), 1),
        (("holidays", "--country", "DE", "--subdivision", "XX"), 1),
        (("holidays", "--country", "DE", "--from", "soon"), 2),
        (("holidays", "--country", "DE", "--from", "2027-01-01", "--to", "2026-01-01"), 1),
        (("holidays", "nowhere.ics"), 1),
        (("holidays", "/"), 1),
        (("explain", "more"), 2),
        (("wind",), 2),
    ],
)
def test_refusals(call: Call, words: tuple[str, ...], code: int) -> None:
    ended = call("clock", *words)
    assert ended.code == code
    assert ended.err.startswith("desk: ")
    assert "Traceback" not in ended.err
    assert len(ended.err.splitlines()) >= 2
