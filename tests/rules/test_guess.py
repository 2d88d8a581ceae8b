"""A first map: what it finds by itself, and what it doubts aloud."""

import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.rules.guess import guess, text
from desk.rules.guess_words import word_for
from desk.rules.mapped import Mapper
from desk.rules.mapping import ImportMap, parse_map

TODAY = "2026-11-23"
HEADER = ["Case No", "Opened", "Closed", "Received via", "Status", "Summary", "Zip code", "Agent"]


def rows(*opened: str) -> list[list[str]]:
    """Rows of a made-up file, one for each date."""
    how, state = ("Phone", "E-Mail", "Web form"), ("Solved", "new", "On hold", "Lost")
    return [
        [
            f"K{number}",
            day,
            "",
            how[number % 3],
            state[number % 4],
            f"Trouble {number}",
            f"{2000 + number * 1000}",
            "Ana" if number % 2 else "?",
        ]
        for number, day in enumerate(opened)
    ]


def guessed(*opened: str) -> tuple[str, ImportMap]:
    """The map as written and as read."""
    written = guess("cases.csv", HEADER, rows(*opened), TODAY)
    return written, parse_map("cases", tomllib.loads(written))


def test_columns_are_told_by_their_names_and_values() -> None:
    _, how = guessed(*[f"2026-11-{day:02d} 08:00" for day in range(1, 13)])
    assert how.source == "cases"
    assert how.key == ("Case No",)
    assert how.fields == {
        "created": ("Opened",),
        "state": ("Status",),
        "channel": ("Received via",),
        "owner": ("Agent",),
        "subject": ("Summary",),
    }
    assert how.values["channel"] == {"phone": "phone", "e-mail": "email", "web form": "web"}
    assert how.values["state"] == {
        "solved": "completed",
        "new": "open",
        "on hold": "inProgress",
        "lost": "open",
    }
    assert how.digits == {"Zip code": 5}
    assert how.empty == {"?"}


def test_a_guessed_map_takes_its_own_file() -> None:
    opened = [f"2026-11-{day:02d} 08:00" for day in range(1, 13)]
    _, how = guessed(*opened)
    mapper = Mapper(how, HEADER)
    assert len({mapper.read(row).key for row in rows(*opened)}) == 12


def test_an_ambiguous_order_of_day_and_month_is_a_doubt() -> None:
    written, _ = guessed("01/02/2026", "03/04/2026")
    assert "nothing tells day from month" in written
    written, how = guessed("01/02/2026", "23/04/2026")
    assert "nothing tells" not in written
    assert how.forms == ("%d/%m/%Y",)
    _, how = guessed("01/02/2026", "04/23/2026")
    assert how.forms == ("%m/%d/%Y",)


def test_mixed_forms_are_named() -> None:
    written, how = guessed("22-04-15", "23-04-15", "2015-04-08")
    assert "Opened mixes 2 forms: 2 rows like 22-04-15" in written
    assert "1 rows like 2015-04-08" in written
    assert how.forms == ("%d-%m-%y", "iso")


def test_words_nobody_knows_are_doubts() -> None:
    written, _ = guessed(*["2026-11-23"] * 8)
    (line,) = [line for line in written.splitlines() if line.startswith('"Lost"')]
    assert "# ?" in line
    assert "2 rows" in line


def test_a_key_that_repeats_is_a_doubt() -> None:
    twice = [*rows("2026-11-23", "2026-11-24"), *rows("2026-11-25")]
    written = guess("cases.csv", HEADER, twice, TODAY)
    assert "Case No is not unique: 1 rows" in written


def test_a_day_and_a_time_go_together() -> None:
    header = ["id", "Date", "Time", "Subject"]
    some = [["1", "22-04-15", "9:59:40 PM", "a"], ["2", "2015-04-08", "1:00:00 AM", "b"]]
    how = parse_map("x", tomllib.loads(guess("x.csv", header, some, TODAY)))
    assert how.fields["created"] == ("Date", "Time")
    assert set(how.forms) == {"%d-%m-%y %I:%M:%S %p", "%Y-%m-%d %I:%M:%S %p"}


def test_without_dates_every_record_is_of_today() -> None:
    written = guess("x.jsonl", ["who", "what"], [["Ana", "a b c"], ["Ben", "d e f"]], TODAY)
    assert "no column holds dates" in written
    assert parse_map("x", tomllib.loads(written)).defaults["created"] == TODAY


def test_an_empty_file_gives_a_map_to_fill() -> None:
    written = guess("x.csv", ["Opened", "Subject"], [], TODAY)
    assert tomllib.loads(written)["source"] == "x"


@pytest.mark.parametrize(
    ("field", "value", "word"),
    [
        ("state", "Wait - Customer", "awaitingCustomer"),
        ("state", "In Progress", "inProgress"),
        ("state", "Closed", "completed"),
        ("channel", "Customer Care Call", "phone"),
        ("channel", "Self-service", "web"),
        ("priority", "3 - Moderate", "3"),
        ("priority", "P1", "1"),
        ("priority", "urgent", "1"),
        ("direction", "Outgoing", "outbound"),
    ],
)
def test_words_of_files(field: str, value: str, word: str) -> None:
    assert word_for(field, value) == (word, True)


@given(
    st.lists(st.text(min_size=1), min_size=1, max_size=5, unique=True),
    st.lists(st.text(), min_size=5, max_size=5),
)
def test_any_file_gives_toml_a_terminal_may_see(names: list[str], cells: list[str]) -> None:
    """Names and values stand in it to the letter, with nothing a terminal would obey."""
    written = guess("f\x1b.csv", names, [cells[: len(names)]], TODAY)
    assert all(line.isprintable() for line in written.splitlines())
    if not any("\ud800" <= letter <= "\udfff" for letter in written + "".join(names)):
        tables = tomllib.loads(written)
        used = tables["fields"].values()
        assert {name for each in used for name in ([each] if isinstance(each, str) else each)} <= {
            *names
        }


@given(st.text(st.characters(codec="utf-8")))
def test_texts_are_written_to_the_letter(value: str) -> None:
    assert tomllib.loads(f"x = {text(value)}")["x"] == value


def test_people_are_told_from_places_and_services() -> None:
    header = ["Ref", "Owner Country", "Owner", "Phone service", "Phone", "Address type", "About"]
    row = ["A1", "Sweden", "Ana", "Yes", "+46 8 123 456", "street", "No dial tone"]
    other = ["A2", "Norway", "Ben", "No", "+47 22 123 456", "flat", "Too slow"]
    how = parse_map("x", tomllib.loads(guess("x.csv", header, [row, other], TODAY)))
    assert how.fields["owner"] == ("Owner",)
    assert how.fields["contact"] == ("Phone",)
    bare = guess(
        "x.csv", header[:4] + header[5:], [row[:4] + row[5:], other[:4] + other[5:]], TODAY
    )
    assert "contact" not in parse_map("x", tomllib.loads(bare)).fields


def test_what_tells_records_apart_is_kept_to_be_found() -> None:
    _, how = guessed("2026-11-20 08:00", "2026-11-21 08:00")
    assert (how.key, how.keep) == (("Case No",), ("Case No",))


def test_a_row_of_values_in_place_of_names_is_doubted() -> None:
    written = guess("x.csv", ["1", "No tone", "2026-11-20"], [["2", "Slow", "2026-11-21"]], TODAY)
    assert "# ? the first row looks like a record, not like names of columns: 1, 2026-11-20;" in (
        written.splitlines()
    )


def test_columns_of_one_name_are_doubted() -> None:
    row = [["1", "a", "b", "2026-11-20"]]
    written = guess("x.csv", ["No", "About", "About 2", "Opened"], row, TODAY)
    assert "# ? several columns have one name; the later ones are called: About 2" in written


def test_what_reading_the_file_brought_up_stands_at_the_head() -> None:
    written = guess("x.csv", ["No", "About"], [["1", "a"]], TODAY, ["line 3 is \x1b odd"])
    assert written.splitlines()[2].startswith("# ? line 3 is ")
    assert "\x1b" not in written
    assert tomllib.loads(written)
