"""What leaves the desk comes back as it was: every field, under the same reference."""

import csv
import io
import json
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from desk.bootstrap import Desk, build
from desk.clock import FixedClock
from desk.errors import BadValue, NotAllowed
from desk.rows.exports import Losses
from desk.rows.imports import ImportDone, ImportOptions
from desk.rows.work import Listing
from desk.rules.exported import CSV_COLUMNS, Exported
from desk.rules.exporting import as_cells, as_json
from desk.rules.filters import parse
from desk.rules.permissions import Actor
from tests.hostile.corpus import CORPUS
from tests.stores import NOW, Fill, Hire, Places, nothing, settings_for

FORMATS = ("csv", "jsonl")

CONTACT = {"channel": "email", "subject": "next", "direction": "inbound"}


def export(desk: Desk, actor: Actor, text: str = "") -> list[Exported]:
    """The records a filter finds."""
    listing = Listing(parse(text, "UTC", NOW), "oldest")
    return list(desk.exports.stream(actor, listing, Losses()))


def to_file(folder: Path, form: str, records: list[Exported]) -> Path:
    """The records as the command writes them."""
    path = folder / f"out.{form}"
    with path.open("w", encoding="utf-8", newline="") as file:
        if form == "csv":
            csv.writer(file).writerows([CSV_COLUMNS, *map(as_cells, records)])
        else:
            file.writelines(json.dumps(as_json(record)) + "\n" for record in records)
    return path


def take(desk: Desk, actor: Actor, path: Path) -> ImportDone:
    """Import a file, with its rejects beside it."""
    return desk.imports.run(actor, str(path), "", ImportOptions(rejects=f"{path}.rejects"))


def counts(done: ImportDone) -> tuple[int, int, int, int, int]:
    """Read, new, updated, unchanged, rejected."""
    return done[1:6]


@pytest.fixture
def empty(places: Places) -> Iterator[Desk]:
    """Another desk, on a store where nothing is yet."""
    url = places.founded()
    made = build(settings_for(url), FixedClock(NOW + 500))
    yield made
    made.close()
    places.remove(url)


def fill(desk: Desk) -> None:
    """Put a bit of everything into a store."""
    me = desk.directory.actor()
    desk.people.add(me, "Mia", "agent", "Field")
    mia = desk.directory.actor("Mia")
    desk.people.add(me, "Ben", "agent", "Billing")
    desk.do(me, "create", "customer", {"name": "Ana Ruiz", "email": "ana@example.org"})
    for number, text in enumerate(("first\nsecond", "", "-1", "=1+1"), 1):
        values = {"channel": "email", "subject": f"Matter {number}", "direction": "inbound"}
        values |= {"text": text} if text else {}
        values |= {"customer": "C-1", "from": "ana@example.org"} if number % 2 else {}
        desk.do(me, "log", "interaction", values)
    desk.do(mia, "claim", "I-1", {})
    desk.do(mia, "reply", "I-1", {"text": "It is on its way"})
    desk.do(mia, "note", "I-1", {"text": "Called the depot"})
    desk.do(mia, "await", "I-1", {"question": "Which address?", "due": "+2h"})
    desk.do(me, "tag", "I-2", {"name": "vip"})
    desk.do(me, "hand", "I-2", {"team": "Billing"})
    desk.do(me, "claim", "I-3", {})
    desk.do(me, "complete", "I-3", {"outcome": "answered"})
    desk.do(me, "reopen", "I-3", {"reason": "came back"})
    desk.do(me, "complete", "I-3", {"outcome": "answered"})
    desk.do(me, "promise", "I-2", {"text": "Call back", "at": "+2h"})
    desk.do(me, "promise", "I-2", {"text": "Write", "at": "+3h"})
    desk.do(me, "keep", "I-2", {})
    desk.do(me, "snooze", "I-2", {"until": "+1h"})
    desk.do(me, "link", "I-2", {"to": "I-3", "relation": "causedBy"})
    desk.do(me, "note", "I-2", {"text": "taken back"})
    desk.do(me, "undo", "I-2", {})
    desk.do(me, "merge", "I-4", {"into": "I-1"})


@pytest.fixture
def filling(request: pytest.FixtureRequest) -> Fill:
    """What the desk of a test that asks for `filled` begins with."""
    return fill if "filled" in request.fixturenames else nothing


@pytest.fixture
def filled(desk: Desk, me: Actor) -> list[Exported]:
    """What an export of a store with a bit of everything tells."""
    return export(desk, me)


@pytest.mark.parametrize("form", FORMATS)
def test_the_same_store_finds_nothing_new(
    form: str, desk: Desk, me: Actor, filled: list[Exported], tmp_path: Path
) -> None:
    done = take(desk, me, to_file(tmp_path, form, filled))
    assert counts(done) == (4, 0, 0, 4, 0)
    assert export(desk, me) == filled


@pytest.mark.parametrize("form", FORMATS)
def test_an_empty_store_gets_the_same_records(
    form: str, empty: Desk, filled: list[Exported], tmp_path: Path
) -> None:
    """With their references; what is counted next comes after them; again it is unchanged."""
    actor = empty.directory.actor()
    path = to_file(tmp_path, form, filled)
    assert counts(take(empty, actor, path)) == (4, 4, 0, 0, 0)
    assert export(empty, actor) == filled
    assert counts(take(empty, actor, path)) == (4, 0, 0, 4, 0)
    made = empty.do(actor, "log", "interaction", CONTACT)
    assert made.ref == "I-5"
    assert empty.do(actor, "create", "customer", {"name": "Bo"}).ref == "C-2"
    assert [row.check for row in empty.health.checks() if not row.ok] == []
    assert [row.ref for row in empty.work.stream(actor, listing("depot"))] == ["I-1"]


def listing(text: str) -> Listing:
    """A filter as a list."""
    return Listing(parse(text, "UTC", NOW))


@pytest.mark.parametrize("form", FORMATS)
def test_any_text_comes_back_to_the_letter(
    form: str, desk: Desk, me: Actor, empty: Desk, tmp_path: Path
) -> None:
    """Also what a spreadsheet, a terminal or a parser would take for an order."""
    odd = ("'quoted", "''twice", "＝1", "＋1", "－1", "＠x", "\t=1", " =1", "+49 30 901820", "-5")
    texts = [hostile.text for hostile in CORPUS] + list(odd)
    for text in texts:
        subject = " ".join(text.split())[:100]
        desk.do(me, "log", "interaction", {**CONTACT, "subject": subject, "text": text})
    records = export(desk, me)
    path = to_file(tmp_path, form, records)
    actor = empty.directory.actor()
    assert counts(take(empty, actor, path)) == (len(texts), len(texts), 0, 0, 0)
    assert export(empty, actor) == records


def test_no_cell_of_text_begins_like_a_formula(desk: Desk, me: Actor) -> None:
    risky = tuple("=+-@\t\r\n＝＋－＠")
    for text in [hostile.text for hostile in CORPUS] + [f"{sign}A1" for sign in risky]:
        line = " ".join(text.split())[:100]
        desk.do(me, "log", "interaction", {**CONTACT, "subject": line, "from": line})
    for record in export(desk, me):
        assert [cell for cell in as_cells(record) if cell.startswith(risky)] == []


def test_telephone_numbers_and_amounts_stay_as_they_are(desk: Desk, me: Actor) -> None:
    for address in ("+49 30 901820", "-12.50"):
        values = {"channel": "phone", "subject": "x", "from": address, "direction": "inbound"}
        desk.do(me, "log", "interaction", values)
    place = CSV_COLUMNS.index("contact")
    assert [as_cells(each)[place] for each in export(desk, me)] == ["+49 30 901820", "-12.50"]


def test_a_reference_that_is_taken_is_rejected(
    empty: Desk, filled: list[Exported], tmp_path: Path
) -> None:
    actor = empty.directory.actor()
    empty.do(actor, "log", "interaction", {**CONTACT, "subject": "Other"})
    done = take(empty, actor, to_file(tmp_path, "csv", filled))
    assert counts(done) == (4, 3, 0, 0, 1)
    assert done.first_reject == (2, "I-1 is another record here: Other")


def test_a_customer_whose_reference_is_taken_is_rejected(
    empty: Desk, filled: list[Exported], tmp_path: Path
) -> None:
    actor = empty.directory.actor()
    empty.do(actor, "create", "customer", {"name": "Bo"})
    done = take(empty, actor, to_file(tmp_path, "jsonl", filled))
    assert counts(done) == (4, 2, 0, 0, 2)
    assert done.first_reject == (1, "C-1 is Bo here and Ana Ruiz in the file")


def test_what_went_on_at_the_desk_stays(
    desk: Desk, me: Actor, filled: list[Exported], tmp_path: Path
) -> None:
    desk.do(me, "note", "I-2", {"text": "more"})
    done = take(desk, me, to_file(tmp_path, "csv", filled))
    assert counts(done) == (4, 0, 0, 3, 1)
    assert done.first_reject is not None
    assert "I-2 went on here after the export" in done.first_reject[1]


def test_who_may_not_add_people_leaves_owners_beside(
    empty: Desk, filled: list[Exported], tmp_path: Path
) -> None:
    first = empty.directory.actor()
    empty.people.add(first, "Lea", "teamLead")
    lead = empty.directory.actor("Lea")
    path = to_file(tmp_path, "csv", filled)
    assert counts(take(empty, lead, path)) == (4, 4, 0, 0, 0)
    record = export(empty, lead, "ref:I-1")[0]
    assert (record.owner, record.extra["owner"]) == (None, "Mia")
    assert counts(take(empty, lead, path)) == (4, 0, 0, 4, 0)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"weather": "fine"}, "does not know: 'weather'"),
        ({"reason": None}, "has lost columns: 'reason'"),
    ],
)
def test_columns_that_do_not_fit_are_named(
    desk: Desk, filled: list[Exported], tmp_path: Path, change: dict[str, str], said: str
) -> None:
    rows = [{**as_json(record), **change} for record in filled]
    kept = [
        {name: value for name, value in row.items() if change.get(name, "") is not None}
        for row in rows
    ]
    path = tmp_path / "out.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in kept))
    with pytest.raises(BadValue, match=said):
        take(desk, desk.directory.actor(), path)


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        (("state", "gone"), "state is 'gone', not one of"),
        (("created", "soon"), "created is 'soon', not a instant"),
        (("priority", 9), "priority is '9', not one of"),
        (("ref", "C-1"), "none of an interaction"),
        (("messages", [{"at": 1}]), "at is '1'"),
        (("messages", {"a": 1}), "messages is"),
        (("tags", ["a b"]), "no tags"),
        (("closed", "2000-01-01T00:00:00Z"), "contradicts"),
    ],
)
def test_a_record_that_cannot_be_is_rejected(
    empty: Desk, filled: list[Exported], tmp_path: Path, wrong: tuple[str, object], said: str
) -> None:
    name, value = wrong
    path = tmp_path / "out.jsonl"
    path.write_text(json.dumps(as_json(filled[1]) | {name: value}) + "\n")
    done = take(empty, empty.directory.actor(), path)
    assert counts(done) == (1, 0, 0, 0, 1)
    assert done.first_reject is not None
    assert said in done.first_reject[1]


def test_an_export_needs_the_right(desk: Desk, hire: Hire) -> None:
    with pytest.raises(NotAllowed):
        export(desk, hire("Mia"))
    assert export(desk, hire("Ada", role="auditor")) == []


def test_an_export_is_one_moment(desk: Desk, me: Actor, filled: list[Exported]) -> None:
    """What is written while it runs does not show."""
    other = build(desk.settings, FixedClock(NOW + 1))
    order = Listing(parse("", "UTC", NOW), "oldest")
    with closing(other), closing(other.exports.stream(me, order, Losses())) as stream:
        found = [next(stream)]
        desk.do(me, "note", "I-2", {"text": "meanwhile"})
        desk.do(me, "log", "interaction", CONTACT)
        found += list(stream)
    assert found == filled


def test_a_cell_survives_a_csv_reader(filled: list[Exported]) -> None:
    held = io.StringIO(newline="")
    csv.writer(held).writerows(map(as_cells, filled))
    assert list(csv.reader(io.StringIO(held.getvalue(), newline=""))) == [
        as_cells(each) for each in filled
    ]
